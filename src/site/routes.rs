//! One address for each thing.
//!
//! A *place* is an address without the site's base: `san-pham/mat-ong/`, empty for the home page,
//! `404.html` for a file. Links, output paths and whole addresses are made from it, here only.

use crate::catalogue::Catalogue;
use crate::catalogue::settings::Settings;
use crate::site::artifact::{Group, PageRef};
use crate::site::labels;
use crate::text::escape::url_part;
use crate::text::heading::HEADINGS;

/// The part of an address that stands for a district or commune that is not decided.
pub(super) const UNDECIDED: &str = "chua-ro";

/// Makes links and whole addresses from places.
#[derive(Debug, Clone)]
pub(super) struct Routes {
    /// `/` or `/ocop/`.
    pub(super) base: String,
    /// `https://example.org/ocop/`.
    pub(super) root: String,
}

impl Routes {
    /// The routes of a site with these settings.
    pub(super) fn new(settings: &Settings) -> Routes {
        Routes {
            base: settings.base_path(),
            root: format!("{}/", settings.base_url.trim_end_matches('/')),
        }
    }

    /// For `href`: `/ocop/san-pham/mat-ong/`.
    pub(super) fn link(&self, place: &str) -> String {
        encoded(&self.base, place)
    }

    /// With the host: `https://example.org/ocop/san-pham/mat-ong/`.
    pub(super) fn absolute(&self, place: &str) -> String {
        encoded(&self.root, place)
    }
}

/// The path of the file behind a place: a folder's is its `index.html`.
pub(super) fn output(place: &str) -> String {
    if place.is_empty() || place.ends_with('/') {
        format!("{place}index.html")
    } else {
        place.to_owned()
    }
}

/// The place a file is reached at: the reverse of [`output`].
pub(super) fn place_of_output(path: &str) -> &str {
    match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => path,
    }
}

/// The place of a page.
pub(super) fn page(catalogue: &Catalogue, page: PageRef) -> String {
    match page {
        PageRef::Home => String::new(),
        PageRef::Product(index) => ["san-pham/", &catalogue.products[index].id, "/"].concat(),
        PageRef::Producer(index) => ["chu-the/", &catalogue.producers[index].id, "/"].concat(),
        PageRef::Listing(of, number) => numbered(group(catalogue, of), number),
        PageRef::Producers(number) => numbered("chu-the/".to_owned(), number),
        PageRef::Districts => "huyen/".to_owned(),
        PageRef::Communes => "xa/".to_owned(),
        PageRef::Categories => "nganh-hang/".to_owned(),
        PageRef::Table => "hang-sao/".to_owned(),
        PageRef::Programme => "chuong-trinh/".to_owned(),
        PageRef::Lists => "danh-sach/".to_owned(),
        PageRef::NewsList(number) => numbered("tin-tuc/".to_owned(), number),
        PageRef::News(index) => format!("tin-tuc/{}/", catalogue.news[index].id),
        PageRef::Page(index) => format!("{}/", catalogue.pages[index].id),
        PageRef::Search => "tim-kiem/".to_owned(),
        PageRef::Letter(letter, number) => {
            let part = HEADINGS.get(letter).map_or(UNDECIDED, |(_, part)| part);
            numbered(format!("tim-kiem/chu/{part}/"), number)
        }
        PageRef::Labels => labels::PLACE.to_owned(),
        PageRef::ListLabels(index, number) => {
            let list = group(catalogue, Group::List(index));
            numbered(format!("{list}nhan/"), number)
        }
        PageRef::Check => "tra-cuu/".to_owned(),
        PageRef::CheckYear(year, number) => {
            let year = year.map_or_else(|| UNDECIDED.to_owned(), |year| year.to_string());
            numbered(format!("tra-cuu/{year}/"), number)
        }
        PageRef::Selection => "chon/".to_owned(),
        PageRef::Missing => "404.html".to_owned(),
    }
}

/// The place of a group's listing, its first page.
pub(super) fn group(catalogue: &Catalogue, group: Group) -> String {
    let places = &catalogue.places;
    let district = |index: Option<usize>| {
        index.map_or(UNDECIDED, |index| places.districts[index].slug.as_str())
    };
    match group {
        Group::All => "san-pham/".to_owned(),
        Group::District(index) => format!("huyen/{}/", district(index)),
        Group::DistrictStar(index, level) => format!("huyen/{}/{level}-sao/", district(index)),
        Group::Commune(index) => {
            let slug = index.map_or(UNDECIDED, |index| places.communes[index].slug.as_str());
            format!("xa/{slug}/")
        }
        Group::Star(level) => format!("hang-sao/{level}-sao/"),
        Group::Category(index) => format!("nganh-hang/{}/", catalogue.categories.0[index].id),
        Group::CategoryStar(index, level) => {
            format!(
                "nganh-hang/{}/{level}-sao/",
                catalogue.categories.0[index].id
            )
        }
        Group::List(index) => format!("danh-sach/{}/", catalogue.lists[index].id),
    }
}

/// The place of page `number` of a listing that begins at `first`.
fn numbered(first: String, number: usize) -> String {
    if number > 1 {
        format!("{first}trang/{number}/")
    } else {
        first
    }
}

fn encoded(before: &str, place: &str) -> String {
    let plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/');
    let mut out = String::with_capacity(before.len() + place.len());
    out.push_str(before);
    if place.bytes().all(plain) {
        out.push_str(place);
    } else {
        let parts: Vec<String> = place.split('/').map(url_part).collect();
        out.push_str(&parts.join("/"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_linked_under_any_base_and_every_sign_is_safe() {
        let settings = Settings {
            base_url: "https://example.org/ocop".to_owned(),
            ..Settings::default()
        };
        let routes = Routes::new(&settings);
        assert_eq!(routes.link(""), "/ocop/");
        assert_eq!(routes.link("san-pham/mat-ong/"), "/ocop/san-pham/mat-ong/");
        assert_eq!(
            routes.link("tài liệu/a.pdf"),
            "/ocop/t%C3%A0i%20li%E1%BB%87u/a.pdf"
        );
        assert_eq!(
            routes.absolute("404.html"),
            "https://example.org/ocop/404.html"
        );
    }

    #[test]
    fn a_folder_is_its_index_file_and_back() {
        for (place, path) in [
            ("", "index.html"),
            ("xa/", "xa/index.html"),
            ("a.txt", "a.txt"),
        ] {
            assert_eq!(output(place), path);
            assert_eq!(place_of_output(path), place);
        }
        assert_eq!(place_of_output("xindex.html"), "xindex.html");
    }
}
