//! How a group of products is called: in the heading, in the title, in a sentence, in the trail.

use crate::site::artifact::Group;
use crate::site::atlas::Atlas;
use crate::site::head;
use crate::site::parts::{self, link};
use crate::site::words::{bare, inside};
use crate::view::part::Link;

/// How products without a decided district are headed.
pub(super) const UNDECIDED_DISTRICT: &str = "Chưa rõ huyện";
/// Former communes named in the introduction of a commune's page.
const MADE_OF: usize = 12;

/// How a group is called in all the places where it is.
pub(super) struct Named<'v> {
    /// `listing.kind`.
    pub(super) kind: &'static str,
    /// Section of the site.
    pub(super) section: &'static str,
    /// Heading of its page.
    pub(super) heading: String,
    /// Paragraph under the heading.
    pub(super) intro: Option<String>,
    /// Title of its page.
    pub(super) title: String,
    /// What is counted: sản phẩm OCOP 4 sao ở huyện Triệu Sơn (cũ).
    pub(super) what: String,
    /// What stands between the home page and its own.
    pub(super) trail: Vec<Link<'v>>,
    /// What it is called in a trail.
    pub(super) label: String,
}

impl<'v> Named<'v> {
    /// The names of a group that has products.
    pub(super) fn new(atlas: &'v Atlas<'_>, group: Group) -> Named<'v> {
        match group {
            Group::All => Named::all(atlas),
            Group::District(index) => Named::district(atlas, index),
            Group::DistrictStar(index, level) => Named::district_star(atlas, index, level),
            Group::Commune(index) => Named::commune(atlas, index),
            Group::Star(level) => Named::star(atlas, level),
            Group::Category(index) => Named::category(atlas, index),
            Group::CategoryStar(index, level) => Named::category_star(atlas, index, level),
            Group::List(index) => Named::list(atlas, index),
        }
    }

    fn all(atlas: &Atlas<'_>) -> Named<'v> {
        let province = atlas.catalogue.settings.province.as_deref();
        let of = province.map_or(String::new(), |name| format!(" {}", inside(name)));
        Named {
            kind: "products",
            section: "products",
            heading: format!("Sản phẩm OCOP{of}"),
            intro: None,
            title: format!("Tất cả sản phẩm OCOP{of}"),
            what: format!("sản phẩm OCOP{of}"),
            trail: Vec::new(),
            label: "Sản phẩm".to_owned(),
        }
    }

    fn district(atlas: &Atlas<'_>, index: Option<usize>) -> Named<'v> {
        let known = index.map(|index| &atlas.catalogue.places.districts[index]);
        let at = at_district(atlas, index);
        Named {
            kind: "district",
            section: "districts",
            heading: known.map_or(UNDECIDED_DISTRICT.to_owned(), |district| {
                before(&district.name)
            }),
            intro: Some(match known {
                Some(_) => {
                    "Cấp huyện không còn từ ngày 01/07/2025. Trang này gom sản phẩm theo đơn \
                            vị cấp huyện trước đây; mỗi sản phẩm vẫn ghi xã, phường hiện nay."
                        .to_owned()
                }
                None => {
                    "Các sản phẩm mà nguồn chưa đủ để biết thuộc đơn vị cấp huyện nào trước đây."
                        .to_owned()
                }
            }),
            title: format!("Sản phẩm OCOP {at}"),
            what: format!("sản phẩm OCOP {at}"),
            trail: vec![head::section(atlas, "districts")],
            label: known.map_or(UNDECIDED_DISTRICT.to_owned(), |district| {
                district.name.clone()
            }),
        }
    }

    fn district_star(atlas: &Atlas<'_>, index: Option<usize>, level: u8) -> Named<'v> {
        let district = Named::district(atlas, index);
        let at = at_district(atlas, index);
        let stars = parts::stars(level);
        let mut trail = district.trail;
        trail.push(link(
            district.label,
            atlas.group_link(Group::District(index)),
        ));
        let heading = index.map_or(
            format!("Sản phẩm OCOP {stars} chưa rõ huyện"),
            |index| {
                let name = inside(&atlas.catalogue.places.districts[index].name);
                format!("Sản phẩm OCOP {stars}, {}", before(&name))
            },
        );
        Named {
            kind: "district-star",
            section: "districts",
            heading,
            intro: None,
            title: format!("Sản phẩm OCOP {stars} {at}"),
            what: format!("sản phẩm OCOP {stars} {at}"),
            trail,
            label: stars.to_owned(),
        }
    }

    fn commune(atlas: &Atlas<'_>, index: Option<usize>) -> Named<'v> {
        let known = index.map(|index| &atlas.catalogue.places.communes[index]);
        let at = match index {
            Some(index) => format!("ở {}", atlas.titles.communes[index]),
            None => "chưa rõ xã, phường hiện nay".to_owned(),
        };
        let intro = match index {
            Some(index) => made_of(atlas, index),
            None => Some(
                "Các sản phẩm mà nguồn chưa đủ để biết nay thuộc xã, phường nào: xã cũ được chia \
                 về nhiều nơi, hoặc nguồn không ghi xã."
                    .to_owned(),
            ),
        };
        let label = known.map_or("Chưa rõ xã, phường", |commune| &commune.name);
        Named {
            kind: "commune",
            section: "communes",
            heading: label.to_owned(),
            intro,
            title: format!("Sản phẩm OCOP {at}"),
            what: format!("sản phẩm OCOP {at}"),
            trail: vec![head::section(atlas, "communes")],
            label: label.to_owned(),
        }
    }

    fn star(atlas: &Atlas<'_>, level: u8) -> Named<'v> {
        let stars = parts::stars(level);
        let province = atlas.catalogue.settings.province.as_deref();
        let of = province.map_or(String::new(), |name| format!(" {}", inside(name)));
        Named {
            kind: "star",
            section: "stars",
            heading: format!("Sản phẩm OCOP {stars}"),
            intro: None,
            title: format!("Sản phẩm OCOP {stars}{of}"),
            what: format!("sản phẩm OCOP {stars}{of}"),
            trail: vec![head::section(atlas, "stars")],
            label: stars.to_owned(),
        }
    }

    fn category(atlas: &Atlas<'_>, index: usize) -> Named<'v> {
        let table = &atlas.catalogue.categories.0;
        let name = &table[index].vi;
        let short = &atlas.titles.categories[index];
        let mut trail = vec![head::section(atlas, "categories")];
        if let Some(sector) = table[index].sector {
            let url = atlas.group_link(Group::Category(sector));
            trail.push(link(table[sector].vi.clone(), url));
        }
        Named {
            kind: "category",
            section: "categories",
            heading: name.clone(),
            intro: None,
            title: format!("{short} – sản phẩm OCOP"),
            what: format!("sản phẩm OCOP thuộc “{short}”"),
            trail,
            label: name.clone(),
        }
    }

    fn category_star(atlas: &'v Atlas<'_>, index: usize, level: u8) -> Named<'v> {
        let category = Named::category(atlas, index);
        let short = &atlas.titles.categories[index];
        let stars = parts::stars(level);
        let mut trail = category.trail;
        let url = atlas.group_link(Group::Category(index));
        trail.push(link(category.label, url));
        Named {
            kind: "category-star",
            section: "categories",
            heading: format!("{}, {stars}", category.heading),
            intro: None,
            title: format!("{short} {stars} – sản phẩm OCOP"),
            what: format!("sản phẩm OCOP {stars} thuộc “{short}”"),
            trail,
            label: stars.to_owned(),
        }
    }

    fn list(atlas: &Atlas<'_>, index: usize) -> Named<'v> {
        let list = &atlas.catalogue.lists[index];
        let title = &atlas.titles.lists[index];
        let trail = match atlas.open_lists().next() {
            Some(_) if !list.unlisted => vec![head::section(atlas, "lists")],
            _ => Vec::new(),
        };
        Named {
            kind: "list",
            section: "lists",
            heading: list.title.clone(),
            intro: list.intro.clone(),
            title: title.clone(),
            what: format!("sản phẩm OCOP trong danh sách “{title}”"),
            trail,
            label: list.title.clone(),
        }
    }
}

fn before(name: &str) -> String {
    format!("{name} (trước 01/07/2025)")
}

fn at_district(atlas: &Atlas<'_>, index: Option<usize>) -> String {
    match index {
        Some(index) => format!("ở {}", atlas.titles.districts[index]),
        None => "chưa rõ huyện".to_owned(),
    }
}

/// What a commune was made of, unless it is what it was.
fn made_of(atlas: &Atlas<'_>, index: usize) -> Option<String> {
    let places = &atlas.catalogue.places;
    let made_of = atlas.made_of.get(index)?;
    let own = bare(&places.communes[index].name);
    let is_itself = matches!(made_of[..], [one] if bare(&places.former[one].name) == own);
    if made_of.is_empty() || is_itself {
        return None;
    }
    let mut names: Vec<String> = made_of
        .iter()
        .take(MADE_OF)
        .map(|former| inside(&places.former[*former].name))
        .collect();
    if made_of.len() > MADE_OF {
        names.push("…".to_owned());
    }
    Some(format!(
        "Gồm toàn bộ hoặc một phần các đơn vị trước đây: {}.",
        names.join(", ")
    ))
}
