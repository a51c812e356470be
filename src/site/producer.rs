//! A producer's own page, and what other pages say of it.

use crate::catalogue::place::Location;
use crate::site::artifact::{Group, PageRef};
use crate::site::atlas::Atlas;
use crate::site::head::{self, Said};
use crate::site::links::Links;
use crate::site::parts::{self, day, link};
use crate::site::{images, linked_data, listings, vcard, words};
use crate::view::art::Art;
use crate::view::part::Link;
use crate::view::producer::{Brief, Producer};
use crate::view::{Content, View};

/// The page. A producer keeps it without products too: its address may be printed.
pub(super) fn view<'v>(atlas: &'v Atlas<'_>, links: &Links, index: usize) -> View<'v> {
    let producer = &atlas.catalogue.producers[index];
    let members = atlas.groups.of_producer(index);
    let products = members.products.iter();
    let former = producer.location.former;
    let said = Said {
        title: String::from(&*atlas.titles.producers[index]),
        description: Some(String::from(&*atlas.titles.producer_descriptions[index])),
        section: "producers",
        trail: vec![head::section(atlas, "producers")],
        label: producer.name.as_str().into(),
        data: vec![linked_data::producer(atlas, index)],
    };
    View {
        art: Art::default(),
        head: head::head(atlas, PageRef::Producer(index), said),
        content: Content::Producer(Box::new(Producer {
            brief: brief(atlas, index),
            cloth: atlas.cloth(producer.location.district).id(),
            summary: producer.summary.as_deref(),
            commune: commune(atlas, producer.location),
            former_commune: former.map(|former| &*atlas.catalogue.places.former[former].name),
            district: district(atlas, producer.location),
            pictures: images::all(atlas, &producer.pictures),
            count: members.count,
            cards: listings::cards(atlas, products.copied()),
            sources: parts::sources(&producer.sources),
            checked: producer.checked.map(day),
            body: links.fill(&producer.file, &producer.body),
        })),
    }
}

/// A producer in a few words.
pub(super) fn brief<'v>(atlas: &'v Atlas<'_>, index: usize) -> Brief<'v> {
    let producer = &atlas.catalogue.producers[index];
    let contact = &producer.contact;
    Brief {
        id: &producer.id,
        name: &producer.name,
        url: atlas.link(PageRef::Producer(index)),
        kind: producer.kind.map(|kind| kind.label()),
        place: words::place(atlas.catalogue, producer.location),
        phone: contact.phone.as_deref(),
        phone_url: contact.phone.as_deref().and_then(telephone),
        email: contact.email.as_deref(),
        website: contact.website.as_deref(),
        zalo: contact.zalo.as_deref().and_then(zalo),
        map: contact.map.map(map),
        vcard: vcard::place(producer).map(|place| atlas.routes.link(&place)),
    }
}

/// The current commune and its page; none where it is not decided or no product is there.
pub(super) fn commune<'v>(atlas: &'v Atlas<'_>, location: Location) -> Option<Link<'v>> {
    let index = location.commune?;
    let group = Group::Commune(Some(index));
    let name = &*atlas.catalogue.places.communes[index].name;
    atlas
        .has(group)
        .then(|| link(name, atlas.group_link(group)))
}

/// The former district and its page; none where it is not decided or no product is there.
pub(super) fn district<'v>(atlas: &'v Atlas<'_>, location: Location) -> Option<Link<'v>> {
    let index = location.district?;
    let group = Group::District(Some(index));
    let name = &*atlas.catalogue.places.districts[index].name;
    atlas
        .has(group)
        .then(|| link(name, atlas.group_link(group)))
}

/// A `tel:` address for the first number written: 0912 345 678 is +84912345678.
fn telephone(written: &str) -> Option<String> {
    let first = written.split([',', ';', '/']).next()?.trim();
    let first = first.split(" - ").next()?;
    let digits = digits(first);
    if digits.len() < 3 {
        return None;
    }
    Some(match digits.strip_prefix('0') {
        Some(rest) if !first.starts_with('+') => format!("tel:+84{rest}"),
        None if first.starts_with('+') => format!("tel:+{digits}"),
        // A number such as 1900 1234 is dialled as it is.
        _ => format!("tel:{digits}"),
    })
}

/// A Zalo address, from an address or a number.
fn zalo(written: &str) -> Option<String> {
    if written.starts_with("https://") || written.starts_with("http://") {
        return Some(written.to_owned());
    }
    if written.starts_with("zalo.me/") {
        return Some(format!("https://{written}"));
    }
    let digits = digits(written);
    (digits.len() >= 6).then(|| format!("https://zalo.me/{digits}"))
}

/// A map at a point in degrees. Google's, since it is what opens the way there on most phones.
fn map((latitude, longitude): (f64, f64)) -> String {
    format!("https://www.google.com/maps?q={latitude},{longitude}")
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_number_can_be_called() {
        for (written, called) in [
            ("0912 345 678", Some("tel:+84912345678")),
            ("(0237) 3.852.246 - 0912345678", Some("tel:+842373852246")),
            ("+84 912 345 678", Some("tel:+84912345678")),
            ("1900 1234", Some("tel:19001234")),
            ("0912345678, 0987654321", Some("tel:+84912345678")),
            ("không có", None),
        ] {
            assert_eq!(telephone(written).as_deref(), called, "{written}");
        }
    }

    #[test]
    fn zalo_and_maps_are_addresses() {
        assert_eq!(
            zalo("0912.345.678").as_deref(),
            Some("https://zalo.me/0912345678")
        );
        assert_eq!(
            zalo("https://zalo.me/123").as_deref(),
            Some("https://zalo.me/123")
        );
        assert_eq!(
            zalo("zalo.me/g/abc").as_deref(),
            Some("https://zalo.me/g/abc")
        );
        assert_eq!(zalo("HTX"), None);
        assert_eq!(
            map((19.8, 105.75)),
            "https://www.google.com/maps?q=19.8,105.75"
        );
    }
}
