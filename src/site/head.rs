//! What all pages share: `head` of one page, and `site`.

use crate::site::artifact::{Group, PageRef, SHARE_HEIGHT, SHARE_WIDTH};
use crate::site::atlas::Atlas;
use crate::site::hosting::POLICY;
use crate::site::linked_data::Node;
use crate::site::links::Links;
use crate::site::parts::{day, link};
use crate::site::titles::{DESCRIPTION, TITLE};
use crate::site::words::cut;
use crate::site::{cards, images, linked_data, search, web_manifest};
use crate::text::escape::url_part;
use crate::view::head::{Head, SearchBox, Section, Site};
use crate::view::listing::Pager;
use crate::view::part::Link;
use crate::view::picture::Preview;
use std::borrow::Cow;

/// What a chapter says of its page; the rest follows from the page's address.
#[derive(Debug, Default)]
pub(super) struct Said<'v> {
    /// Title without the site's.
    pub(super) title: String,
    /// Plain description.
    pub(super) description: Option<String>,
    /// Section of the site.
    pub(super) section: &'static str,
    /// What stands between the home page and this one.
    pub(super) trail: Vec<Link<'v>>,
    /// What the page is called in its own trail; empty on the home page.
    pub(super) label: Cow<'v, str>,
    /// JSON-LD of the page's matter.
    pub(super) data: Vec<Node<'v>>,
}

/// `head` of a page.
pub(super) fn head<'v>(atlas: &'v Atlas<'_>, page: PageRef, said: Said<'v>) -> Head<'v> {
    let url = atlas.link(page);
    let mut breadcrumbs = Vec::new();
    if !said.label.is_empty() {
        breadcrumbs.push(link("Trang chủ", atlas.routes.link("")));
        breadcrumbs.extend(said.trail);
        breadcrumbs.push(link(said.label, url.clone()));
    }
    let settings = &atlas.catalogue.settings;
    let share = atlas.read("head.share", || {
        share(&said.title, &settings.title, &atlas.absolute(page))
    });
    let mut data = said.data;
    let is_indexed = atlas.is_indexed(page);
    if is_indexed && !breadcrumbs.is_empty() {
        data.push(linked_data::breadcrumbs(atlas, &breadcrumbs));
    }
    let linked_data = linked_data::finished(data);
    Head {
        title: said.title,
        description: said.description.map(|text| cut(&text, DESCRIPTION)),
        share,
        report: report(atlas, &atlas.absolute(page)),
        canonical: atlas.absolute(page),
        url,
        section: said.section,
        breadcrumbs,
        linked_data,
        indexed: is_indexed,
        image: preview(atlas, page),
        published: match page {
            PageRef::News(index) => Some(day(atlas.catalogue.news[index].date)),
            _ => None,
        },
        previous: None,
        next: None,
    }
}

/// The page's share card; where none are drawn, the first photograph of what the page is about, else
/// the theme's picture.
pub(super) fn preview<'v>(atlas: &'v Atlas<'_>, page: PageRef) -> Option<Preview<'v>> {
    if let Some(card) = cards::preview(atlas, page) {
        return Some(card);
    }
    let catalogue = atlas.catalogue;
    let name = match page {
        PageRef::Product(index) => &catalogue.products[index].name,
        PageRef::Producer(index) => &catalogue.producers[index].name,
        PageRef::News(index) => &catalogue.news[index].title,
        _ => &catalogue.settings.title,
    };
    let of_photograph = images::of_page(atlas, page)
        .first()
        .and_then(|first| images::preview(atlas, first, name));
    of_photograph.or_else(|| {
        let (place, kind) = atlas.card.as_ref()?;
        Some(Preview {
            url: atlas.routes.absolute(place),
            width: SHARE_WIDTH,
            height: SHARE_HEIGHT,
            alt: Cow::Borrowed(&catalogue.settings.title),
            kind,
        })
    })
}

/// `head` of one page of a listing: pages after the first say their number in title, description and trail.
pub(super) fn head_of_many<'v>(
    atlas: &'v Atlas<'_>,
    page: PageRef,
    first: PageRef,
    pager: &Pager,
    mut said: Said<'v>,
) -> Head<'v> {
    if pager.page > 1 {
        let ending = format!(" – trang {}", pager.page);
        said.title = format!(
            "{}{ending}",
            cut(&said.title, TITLE - ending.chars().count())
        );
        let label = std::mem::replace(&mut said.label, format!("Trang {}", pager.page).into());
        said.trail.push(link(label, atlas.link(first)));
        let ending = format!(" Trang {}/{}.", pager.page, pager.pages);
        said.description = said.description.map(|text| {
            format!(
                "{}{ending}",
                cut(&text, DESCRIPTION - ending.chars().count())
            )
        });
    } else {
        said.title = cut(&said.title, TITLE);
    }
    let mut head = head(atlas, page, said);
    head.previous.clone_from(&pager.previous);
    head.next.clone_from(&pager.next);
    head
}

/// Where others are told of a page: addresses of those places, and a letter. Zalo has no such address;
/// there the page's own is pasted.
fn share<'v>(title: &str, site: &str, page: &str) -> Vec<Link<'v>> {
    let title = if title.is_empty() { site } else { title };
    let (page_part, title_part) = (url_part(page), url_part(title));
    let both = url_part(&format!("{title}\n{page}"));
    vec![
        link(
            "Facebook",
            format!("https://www.facebook.com/sharer/sharer.php?u={page_part}"),
        ),
        link(
            "Telegram",
            format!("https://t.me/share/url?url={page_part}&text={title_part}"),
        ),
        link("WhatsApp", format!("https://wa.me/?text={both}")),
        link(
            "Thư điện tử",
            format!("mailto:?subject={title_part}&body={both}"),
        ),
    ]
}

/// Where a fault on a page is reported: a letter that names the page, or the address given as contact.
fn report(atlas: &Atlas<'_>, page: &str) -> Option<String> {
    let contact = atlas.catalogue.settings.contact.as_deref()?;
    let words = || {
        let around = |sign: char| !sign.is_alphanumeric() && sign != '/';
        contact
            .split([' ', ',', ';', '<', '>', '(', ')'])
            .map(move |word| word.trim_matches(around))
    };
    let is_mail = |word: &&str| {
        word.split_once('@').is_some_and(|(name, host)| {
            // A question mark would add fields to the letter.
            let plain = |part: &str, more: &[char]| {
                let known = |sign: char| sign.is_ascii_alphanumeric() || more.contains(&sign);
                !part.is_empty() && part.chars().all(known)
            };
            plain(name, &['.', '_', '+', '-']) && host.contains('.') && plain(host, &['.', '-'])
        })
    };
    if let Some(mail) = words().find(is_mail) {
        let subject = url_part(&format!("Báo sai sót: {}", atlas.catalogue.settings.title));
        let body = url_part(&format!("Trang: {page}\nChỗ sai hoặc thiếu: "));
        return Some(format!("mailto:{mail}?subject={subject}&body={body}"));
    }
    words()
        .find(|word| word.starts_with("https://"))
        .map(str::to_owned)
}

/// The view `site`.
pub(super) fn shared<'v>(atlas: &'v Atlas<'_>, links: &Links) -> Site<'v> {
    let catalogue = atlas.catalogue;
    let settings = &catalogue.settings;
    let (sections, menu) = (sections(atlas), menu(atlas, links));
    let ways = sections.iter().map(|section| &section.link).chain(&menu);
    Site {
        ways: ways.map(|link| link.url.clone()).collect(),
        title: &settings.title,
        description: settings.description.as_deref(),
        manifest: atlas.routes.link(web_manifest::PLACE),
        policy: POLICY,
        language: &settings.language,
        province: settings.province.as_deref(),
        contact: settings.contact.as_deref(),
        licence: settings.licence.as_deref(),
        accent: settings.accent.as_deref(),
        base: atlas.routes.base.clone(),
        address: atlas.routes.root.clone(),
        today: day(catalogue.today),
        products: atlas.count(Group::All),
        producers: catalogue.producers.len(),
        sections,
        menu,
        selection: atlas
            .draws_selection
            .then(|| atlas.link(PageRef::Selection)),
        search: SearchBox {
            url: atlas.link(PageRef::Search),
            index: atlas.routes.link(search::LATEST),
        },
        feeds: feeds(atlas),
        check: atlas.draws_check.then(|| atlas.link(PageRef::Check)),
        labels: atlas.draws_labels.then(|| atlas.link(PageRef::Labels)),
    }
}

/// The link to a section, for trails.
pub(super) fn section<'v>(atlas: &Atlas<'_>, id: &'static str) -> Link<'v> {
    let known = SECTIONS.iter().find(|(known, ..)| *known == id);
    let (label, page) = known.map_or(("", PageRef::Home), |(_, label, page)| (*label, *page));
    link(label, atlas.link(page))
}

/// The sections in the order of the menu.
const SECTIONS: [(&str, &str, PageRef); 9] = [
    ("products", "Sản phẩm", PageRef::Listing(Group::All, 1)),
    ("districts", "Huyện (cũ)", PageRef::Districts),
    ("communes", "Xã, phường", PageRef::Communes),
    ("stars", "Hạng sao", PageRef::Table),
    ("categories", "Ngành hàng", PageRef::Categories),
    ("producers", "Chủ thể", PageRef::Producers(1)),
    ("lists", "Danh sách", PageRef::Lists),
    ("programme", "Chương trình", PageRef::Programme),
    ("news", "Tin tức", PageRef::NewsList(1)),
];

fn sections<'v>(atlas: &Atlas<'_>) -> Vec<Section<'v>> {
    let leads_somewhere = |page: PageRef| match page {
        PageRef::Producers(_) => !atlas.catalogue.producers.is_empty(),
        PageRef::Lists => atlas.open_lists().next().is_some(),
        PageRef::Programme => !atlas.catalogue.programme.is_empty(),
        PageRef::NewsList(_) => !atlas.catalogue.news.is_empty(),
        PageRef::Communes => !atlas.communes.is_empty(),
        _ => atlas.has(Group::All),
    };
    SECTIONS
        .iter()
        .filter(|(_, _, page)| leads_somewhere(*page))
        .map(|(id, label, page)| Section {
            id,
            link: link(*label, atlas.link(*page)),
        })
        .collect()
}

fn menu<'v>(atlas: &'v Atlas<'_>, links: &Links) -> Vec<Link<'v>> {
    let catalogue = atlas.catalogue;
    let written = catalogue.settings.menu.iter().enumerate();
    let mut menu: Vec<Link<'v>> = written
        .map(|(index, item)| link(&*item.label, links.menu(index).to_owned()))
        .collect();
    let mut pages: Vec<(i64, usize)> = catalogue
        .pages
        .iter()
        .enumerate()
        .filter_map(|(index, page)| Some((page.menu?, index)))
        .collect();
    pages.sort_unstable();
    menu.extend(pages.into_iter().map(|(_, index)| {
        let label = &*catalogue.pages[index].title;
        link(label, atlas.link(PageRef::Page(index)))
    }));
    menu
}

fn feeds<'v>(atlas: &Atlas<'_>) -> Vec<Link<'v>> {
    let products = atlas.has(Group::All);
    let news = !atlas.catalogue.news.is_empty();
    let all = [
        (products, "Sản phẩm OCOP", "san-pham.xml"),
        (news, "Tin tức", "tin-tuc.xml"),
    ];
    all.into_iter()
        .filter(|(exists, ..)| *exists)
        .map(|(_, label, place)| link(label, atlas.routes.link(place)))
        .collect()
}

/// The whole address behind a link of this site.
pub(super) fn absolute(atlas: &Atlas<'_>, url: &str) -> String {
    let inside = url.strip_prefix(atlas.routes.base.as_str()).unwrap_or(url);
    format!("{}{inside}", atlas.routes.root)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::Sample;

    #[test]
    fn a_fault_is_reported_in_a_letter_that_names_the_page() {
        let mut catalogue = Sample::small().catalogue();
        let manifest = Sample::manifest();
        for (contact, wanted) in [
            ("Sở NN&MT, điện thoại 0237 3852 246", None),
            ("a@b", None),
            ("a?bcc=x@example.org", None),
            (
                "https://example.org/gop-y/",
                Some("https://example.org/gop-y/"),
            ),
            (
                "Thư: <ocop@example.org>.",
                Some("mailto:ocop@example.org?subject=B%C3%A1o%20sai%20s%C3%B3t%3A%20S%E1%BA%A3n"),
            ),
        ] {
            catalogue.settings.contact = Some(contact.to_owned());
            let atlas = Atlas::new(&catalogue, &manifest);
            let found = head(&atlas, PageRef::Table, Said::default()).report;
            match wanted {
                None => assert_eq!(found, None, "{contact}"),
                Some(start) => assert!(found.is_some_and(|url| {
                    url.starts_with(start)
                        && (!url.starts_with("mailto:") || url.contains("hang-sao%2F%0ACh"))
                })),
            }
        }
    }
}
