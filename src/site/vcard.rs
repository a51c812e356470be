//! A producer's contacts as a file that a phone takes into its address book: vCard 3.0 (RFC 2426),
//! of what the producer published and nothing else.

use crate::catalogue::Catalogue;
use crate::catalogue::producer::Producer;
use crate::site::artifact::{PageRef, Recipe, TextRef};
use crate::site::atlas::Atlas;
use crate::site::shelf::{Owner, Shelf};
use crate::site::words;

/// Octets of a line, its end not counted (RFC 2426, 2.6).
const LINE: usize = 75;

/// One file for each producer that published a way to be reached.
pub(super) fn list(catalogue: &Catalogue, shelf: &mut Shelf) {
    for (index, producer) in catalogue.producers.iter().enumerate() {
        if let Some(place) = place(producer) {
            shelf.put(
                &place,
                Recipe::Text(TextRef::VCard(index)),
                Owner::Record(producer.file.clone()),
            );
        }
    }
}

/// The place of a producer's file, named so that it tells of itself where it is saved; none for a
/// producer of whom nothing is published that an address book could use.
pub(super) fn place(producer: &Producer) -> Option<String> {
    let contact = &producer.contact;
    let reached = [&contact.phone, &contact.email, &contact.website];
    let id = &producer.id;
    reached
        .iter()
        .any(|way| way.is_some())
        .then(|| format!("chu-the/{id}/{id}.vcf"))
}

/// The text of the file.
pub(super) fn text(atlas: &Atlas<'_>, index: usize) -> String {
    let catalogue = atlas.catalogue;
    let Some(producer) = catalogue.producers.get(index) else {
        return String::new();
    };
    let contact = &producer.contact;
    let name = escaped(&producer.name);
    let mut out = String::new();
    let mut put = |line: &str| fold(line, &mut out);
    put("BEGIN:VCARD");
    put("VERSION:3.0");
    // An organisation has no family and given name; readers show FN, and the standard asks for both.
    put(&format!("N:{name};;;;"));
    put(&format!("FN:{name}"));
    put(&format!("ORG:{name}"));
    for number in contact.phone.as_deref().map(numbers).unwrap_or_default() {
        put(&format!("TEL;TYPE=WORK,VOICE:{}", escaped(number)));
    }
    if let Some(email) = &contact.email {
        put(&format!("EMAIL;TYPE=INTERNET:{}", escaped(email)));
    }
    let (commune, province) = address(catalogue, producer);
    if !commune.is_empty() || !province.is_empty() {
        put(&format!(
            "ADR;TYPE=WORK:;;;{};{};;Việt Nam",
            escaped(&commune),
            escaped(&province)
        ));
    }
    if let Some((latitude, longitude)) = contact.map {
        put(&format!("GEO:{latitude:.6};{longitude:.6}"));
    }
    if let Some(website) = &contact.website {
        put(&format!("URL:{website}"));
    }
    put(&format!("URL:{}", atlas.absolute(PageRef::Producer(index))));
    put("END:VCARD");
    out
}

/// Each of the numbers of a field.
fn numbers(written: &str) -> Vec<&str> {
    let all = written.split([',', ';', '/']);
    let all = all.flat_map(|part| part.split(" - "));
    all.map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// The commune, else what is known of it from before, and the province.
fn address(catalogue: &Catalogue, producer: &Producer) -> (String, String) {
    let places = &catalogue.places;
    let location = producer.location;
    let commune = location.commune.map(|index| &places.communes[index]);
    let district = location.district.map(|index| &places.districts[index]);
    let own = catalogue.settings.province.clone();
    let province = commune
        .map(|known| known.province.clone())
        .or_else(|| district.map(|known| known.province.clone()))
        .filter(|name| !name.is_empty())
        .or(own)
        .unwrap_or_default();
    let commune = match commune {
        Some(commune) => commune.name.clone(),
        None => words::place_said(catalogue, location),
    };
    (commune, province)
}

/// A text as a value: what separates values is marked (RFC 2426, 4), and a new line is a word.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\\' | ',' | ';' => out.extend(['\\', sign]),
            '\n' => out.push_str("\\n"),
            '\r' => {}
            _ => out.push(sign),
        }
    }
    out
}

/// A line, cut where it is too long, never inside a letter; the rest follows after a space.
fn fold(line: &str, out: &mut String) {
    let mut used = 0;
    for sign in line.chars() {
        if used + sign.len_utf8() > LINE {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(sign);
        used += sign.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::producer::ProducerContact;
    use crate::site::testing::Sample;

    fn card(change: impl FnOnce(&mut Producer)) -> Option<String> {
        let mut catalogue = Sample::small().catalogue();
        change(std::sync::Arc::make_mut(&mut catalogue.producers[0]));
        let manifest = Sample::manifest();
        let site = crate::site::plan(&catalogue, &manifest, &Sample::assets()).value;
        let id = &catalogue.producers[0].id;
        let place = format!("chu-the/{id}/{id}.vcf");
        Sample::has(&site, &place).then(|| site.text(&TextRef::VCard(0)))
    }

    #[test]
    fn nothing_published_gives_no_file() {
        assert_eq!(card(|one| one.contact = ProducerContact::default()), None);
    }

    #[test]
    fn what_was_published_stands_in_lines_that_every_reader_unfolds() {
        let text = card(|one| {
            one.name = "Hợp tác xã nông nghiệp; dịch vụ, sản xuất và chế biến dược liệu Bình Sơn\\"
                .to_owned();
            one.contact = ProducerContact {
                phone: Some("0237 3852 246 - 0912 345 678".to_owned()),
                email: Some("a@example.org".to_owned()),
                website: None,
                zalo: None,
                map: Some((19.8, 105.75)),
            };
        });
        let text = text.expect("a card");
        assert!(text.ends_with("END:VCARD\r\n"));
        for line in text.split_terminator("\r\n") {
            assert!(line.len() <= LINE && !line.contains(['\n', '\r']), "{line}");
        }
        let whole = text.replace("\r\n ", "");
        let lines: Vec<&str> = whole.split_terminator("\r\n").collect();
        let name =
            "Hợp tác xã nông nghiệp\\; dịch vụ\\, sản xuất và chế biến dược liệu Bình Sơn\\\\";
        for wanted in [
            "VERSION:3.0",
            &format!("N:{name};;;;"),
            &format!("FN:{name}"),
            &format!("ORG:{name}"),
            "TEL;TYPE=WORK,VOICE:0237 3852 246",
            "TEL;TYPE=WORK,VOICE:0912 345 678",
            "EMAIL;TYPE=INTERNET:a@example.org",
            "GEO:19.800000;105.750000",
        ] {
            assert!(lines.contains(&wanted), "{wanted} in {lines:?}");
        }
        assert!(
            !whole.contains("URL:http://"),
            "no address it did not publish"
        );
    }
}
