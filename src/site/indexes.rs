//! Pages that list groups of products, and the same groups where other pages show them.

use crate::catalogue::recognition::Star;
use crate::site::artifact::{Group, PageRef, Recipe};
use crate::site::atlas::Atlas;
use crate::site::head::{self, Said};
use crate::site::linked_data::Node;
use crate::site::names::UNDECIDED_DISTRICT;
use crate::site::pager::{pager, window};
use crate::site::parts;
use crate::site::routes;
use crate::site::shelf::{Owner, Shelf};
use crate::site::{linked_data, medallion, words};
use crate::text::format::number;
use crate::view::art::Art;
use crate::view::listing::{Listing, Pager};
use crate::view::part;
use crate::view::{Content, View};
use std::borrow::Cow;

/// The indices that have something to list.
pub(super) fn list(atlas: &Atlas<'_>, shelf: &mut Shelf) {
    let mut pages = Vec::new();
    if atlas.has(Group::All) {
        pages.extend([PageRef::Districts, PageRef::Categories]);
    }
    if !atlas.communes.is_empty() {
        pages.push(PageRef::Communes);
    }
    if atlas.open_lists().next().is_some() {
        pages.push(PageRef::Lists);
    }
    pages.extend((1..=producer_pages(atlas)).map(PageRef::Producers));
    for page in pages {
        let place = routes::page(atlas.catalogue, page);
        shelf.put(&place, Recipe::Page(page), Owner::Program);
    }
}

/// Star levels that have products, the highest first.
pub(super) fn levels<'v>(atlas: &Atlas<'_>) -> Vec<part::Group<'v>> {
    let levels = Star::ALL.iter().map(|star| star.level());
    levels
        .filter(|level| atlas.has(Group::Star(*level)))
        .map(|level| {
            group(
                atlas,
                Group::Star(level),
                level.to_string(),
                parts::stars(level),
            )
        })
        .collect()
}

/// Former districts that have products, in alphabetical order, the undecided last.
pub(super) fn districts<'v>(atlas: &'v Atlas<'_>) -> Vec<part::Group<'v>> {
    let catalogue = atlas.catalogue;
    let district = |index: Option<usize>| {
        let Some(known) = index.map(|index| &catalogue.places.districts[index]) else {
            return group(
                atlas,
                Group::District(None),
                routes::UNDECIDED,
                UNDECIDED_DISTRICT,
            );
        };
        let mut shown = group(atlas, Group::District(index), &*known.slug, &*known.name);
        shown.note = parts::province_note(catalogue, &known.province);
        shown
    };
    let clothed = |index: Option<usize>| {
        let mut shown = district(index);
        shown.cloth = Some(atlas.cloth(index).id());
        if let Some(index) = index {
            shown.short = atlas.titles.short_districts[index].as_str().into();
        }
        shown
    };
    atlas.districts().map(clothed).collect()
}

/// Sectors that have products, with those of their sets that have some.
pub(super) fn sectors<'v>(atlas: &'v Atlas<'_>) -> Vec<part::Group<'v>> {
    let catalogue = atlas.catalogue;
    let table = &catalogue.categories.0;
    let category = |index: usize| {
        let known = &table[index];
        let mut shown = group(atlas, Group::Category(index), &*known.id, &*known.vi);
        shown.short = atlas.titles.short_categories[index].as_str().into();
        shown.medallion = Some(medallion::of(&catalogue.categories, index, ""));
        shown
    };
    let mut sectors: Vec<part::Group<'v>> = Vec::new();
    let mut at = vec![None; table.len()];
    let with_products = (0..table.len()).filter(|index| atlas.has(Group::Category(*index)));
    for index in with_products {
        let parent = table[index].sector.and_then(|sector| at[sector]);
        match parent {
            Some(parent) => {
                let parent: &mut part::Group<'v> = &mut sectors[parent];
                parent.groups.push(category(index));
            }
            None => {
                at[index] = Some(sectors.len());
                sectors.push(category(index));
            }
        }
    }
    sectors
}

/// `/huyen/`
pub(super) fn districts_page<'v>(atlas: &'v Atlas<'_>) -> View<'v> {
    let page = Index {
        kind: "districts",
        heading: "Sản phẩm OCOP theo huyện (trước 01/07/2025)",
        title: "Sản phẩm OCOP theo huyện cũ",
        intro: Some(
            "Cấp huyện không còn từ ngày 01/07/2025; cách gom này giữ lại để tiện tra cứu. Sản phẩm \
             theo đơn vị hiện nay ở trang xã, phường.",
        ),
    };
    page.view(atlas, PageRef::Districts, districts(atlas))
}

/// `/xa/`
pub(super) fn communes_page<'v>(atlas: &'v Atlas<'_>) -> View<'v> {
    let catalogue = atlas.catalogue;
    let places = &catalogue.places;
    let commune = |index: &usize| {
        let known = &places.communes[*index];
        let mut shown = group(
            atlas,
            Group::Commune(Some(*index)),
            &*known.slug,
            &*known.name,
        );
        let district = known
            .district
            .map(|index| words::former(&places.districts[index].name));
        shown.note = district.or_else(|| parts::province_note(catalogue, &known.province));
        shown.cloth = known.district.map(|index| atlas.cloth(Some(index)).id());
        shown
    };
    let mut groups: Vec<part::Group<'v>> = atlas.communes.iter().map(commune).collect();
    if atlas.has(Group::Commune(None)) {
        groups.push(group(
            atlas,
            Group::Commune(None),
            routes::UNDECIDED,
            "Chưa rõ xã, phường",
        ));
    }
    let page = Index {
        kind: "communes",
        heading: "Sản phẩm OCOP theo xã, phường hiện nay",
        title: "Sản phẩm OCOP theo xã, phường",
        intro: None,
    };
    page.view(atlas, PageRef::Communes, groups)
}

/// `/nganh-hang/`
pub(super) fn categories_page<'v>(atlas: &'v Atlas<'_>) -> View<'v> {
    let page = Index {
        kind: "categories",
        heading: "Sản phẩm OCOP theo ngành hàng",
        title: "Sản phẩm OCOP theo ngành hàng",
        intro: None,
    };
    page.view(atlas, PageRef::Categories, sectors(atlas))
}

/// `/danh-sach/`
pub(super) fn lists_page<'v>(atlas: &'v Atlas<'_>) -> View<'v> {
    let list = |index: usize| {
        let known = &atlas.catalogue.lists[index];
        let mut shown = group(atlas, Group::List(index), &*known.id, &*known.title);
        shown.note = known.date.map(|date| parts::day(date).text.to_string());
        shown
    };
    let page = Index {
        kind: "lists",
        heading: "Danh sách chọn lọc",
        title: "Danh sách sản phẩm OCOP chọn lọc",
        intro: None,
    };
    page.view(
        atlas,
        PageRef::Lists,
        atlas.open_lists().map(list).collect(),
    )
}

/// `/chu-the/` and its further pages.
pub(super) fn producers_page<'v>(atlas: &'v Atlas<'_>, here: usize) -> View<'v> {
    let catalogue = atlas.catalogue;
    let all = catalogue.producers.len();
    let producer = |index: usize| {
        let known = &catalogue.producers[index];
        let place = words::place(catalogue, known.location);
        part::Group {
            id: Cow::Borrowed(&known.id),
            label: Cow::Borrowed(&known.name),
            short: Cow::Borrowed(&known.name),
            cloth: Some(atlas.cloth(known.location.district).id()),
            medallion: None,
            note: Some(place).filter(|place| !place.is_empty()),
            url: atlas.link(PageRef::Producer(index)),
            count: atlas.groups.of_producer(index).count,
            groups: Vec::new(),
        }
    };
    let groups: Vec<part::Group<'v>> = window(all, here, atlas.page_size()).map(producer).collect();
    let pager = pager(atlas, producer_pages(atlas), here, PageRef::Producers);
    let said = Said {
        title: "Chủ thể OCOP".to_owned(),
        description: Some(format!(
            "{} chủ thể OCOP trong danh mục {}.",
            number(all as u64),
            catalogue.settings.title
        )),
        section: "producers",
        trail: Vec::new(),
        label: "Chủ thể".into(),
        data: vec![item_list(atlas, &groups)],
    };
    let head = head::head_of_many(
        atlas,
        PageRef::Producers(here),
        PageRef::Producers(1),
        &pager,
        said,
    );
    let heading = "Chủ thể OCOP".to_owned();
    let content = listing(atlas, "producers", heading, None, groups, pager);
    View {
        head,
        art: Art::default(),
        content,
    }
}

/// An index on one page.
struct Index {
    /// Also its section.
    kind: &'static str,
    heading: &'static str,
    title: &'static str,
    intro: Option<&'static str>,
}

impl Index {
    fn view<'v>(
        self,
        atlas: &'v Atlas<'_>,
        page: PageRef,
        groups: Vec<part::Group<'v>>,
    ) -> View<'v> {
        let own = head::section(atlas, self.kind);
        let count = atlas.count(Group::All);
        let said = Said {
            title: self.title.to_owned(),
            description: Some(format!(
                "{}: {}",
                self.title,
                words::counted(atlas.catalogue, count, "sản phẩm")
            )),
            section: self.kind,
            trail: Vec::new(),
            label: own.label,
            data: vec![item_list(atlas, &groups)],
        };
        let intro = self.intro.map(str::to_owned);
        let pager = pager(atlas, 1, 1, |_| page);
        View {
            art: Art::default(),
            head: head::head(atlas, page, said),
            content: listing(
                atlas,
                self.kind,
                self.heading.to_owned(),
                intro,
                groups,
                pager,
            ),
        }
    }
}

fn listing<'v>(
    atlas: &Atlas<'_>,
    kind: &'static str,
    heading: String,
    intro: Option<String>,
    groups: Vec<part::Group<'v>>,
    pager: Pager,
) -> Content<'v> {
    Content::Listing(Listing {
        handout: None,
        kind,
        heading,
        intro,
        cloth: None,
        medallion: None,
        count: atlas.count(Group::All),
        cards: Vec::new(),
        groups,
        facets: Vec::new(),
        pager,
        contact: None,
    })
}

fn group<'v>(
    atlas: &Atlas<'_>,
    group: Group,
    id: impl Into<Cow<'v, str>>,
    label: impl Into<Cow<'v, str>>,
) -> part::Group<'v> {
    let label = label.into();
    part::Group {
        id: id.into(),
        short: label.clone(),
        label,
        cloth: None,
        medallion: None,
        note: None,
        url: atlas.group_link(group),
        count: atlas.count(group),
        groups: Vec::new(),
    }
}

fn item_list(atlas: &Atlas<'_>, groups: &[part::Group<'_>]) -> Node<'static> {
    linked_data::item_list(groups.iter().map(|group| head::absolute(atlas, &group.url)))
}

fn producer_pages(atlas: &Atlas<'_>) -> usize {
    atlas.catalogue.producers.len().div_ceil(atlas.page_size())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::{Sample, listing};

    #[test]
    fn indices_show_groups_with_products_only_and_the_undecided_last() {
        let (catalogue, manifest) = (Sample::small().catalogue(), Sample::manifest());
        let site = crate::site::plan(&catalogue, &manifest, &Sample::assets()).value;
        let view = site.view(PageRef::Districts);
        let names: Vec<&str> = listing(&view)
            .groups
            .iter()
            .map(|group| &*group.label)
            .collect();
        assert_eq!(
            names,
            ["Huyện Hoằng Hóa", "Huyện Triệu Sơn", "Chưa rõ huyện"]
        );
        let sum: usize = listing(&view)
            .groups
            .iter()
            .map(|group| group.count.recognised)
            .sum();
        assert_eq!(sum, catalogue.products.len());
    }

    #[test]
    fn communes_are_in_alphabetical_order_without_their_kind() {
        let (catalogue, manifest) = (Sample::small().catalogue(), Sample::manifest());
        let site = crate::site::plan(&catalogue, &manifest, &Sample::assets()).value;
        let view = site.view(PageRef::Communes);
        let names: Vec<&str> = listing(&view)
            .groups
            .iter()
            .map(|group| &*group.label)
            .collect();
        assert_eq!(
            names,
            ["Xã Bình Sơn", "Phường Hạc Thành", "Chưa rõ xã, phường"]
        );
    }

    #[test]
    fn a_sector_shows_its_sets_that_have_products() {
        let (catalogue, manifest) = (Sample::small().catalogue(), Sample::manifest());
        let atlas = Atlas::new(&catalogue, &manifest);
        let sectors = sectors(&atlas);
        let food = &sectors[0];
        assert_eq!(&*food.id, "thuc-pham");
        let sets: Vec<&str> = food.groups.iter().map(|set| &*set.id).collect();
        assert_eq!(sets, ["mat-ong", "che"]);
        assert_eq!(&*sectors[1].id, "thu-cong");
        assert!(sectors[1].groups.is_empty());
    }
}
