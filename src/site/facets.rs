//! Ways to narrow a listing, or to widen it again: each is a page of its own.

use crate::catalogue::recognition::Star;
use crate::site::artifact::Group;
use crate::site::atlas::Atlas;
use crate::site::names::UNDECIDED_DISTRICT;
use crate::site::parts::{self, link};
use crate::view::listing::{Facet, FacetOption};

/// Values beyond which a facet is no help on a page; the index of districts serves then.
const MANY: usize = 100;

/// The facets of a listing. Stars and former districts combine; categories narrow within their sector.
pub(super) fn facets<'v>(atlas: &'v Atlas<'_>, group: Group) -> Vec<Facet<'v>> {
    let mut facets = match group {
        Group::All => vec![
            stars(atlas, None, None),
            districts(atlas, None, None),
            sectors(atlas),
        ],
        Group::Star(level) => {
            let level = Some(level);
            vec![stars(atlas, level, None), districts(atlas, level, None)]
        }
        Group::District(district) => {
            let district = Some(district);
            vec![
                stars(atlas, None, district),
                districts(atlas, None, district),
            ]
        }
        Group::DistrictStar(district, level) => {
            let (level, district) = (Some(level), Some(district));
            vec![
                stars(atlas, level, district),
                districts(atlas, level, district),
            ]
        }
        Group::Category(index) => vec![sets(atlas, index)],
        Group::Commune(_) | Group::List(_) => Vec::new(),
    };
    facets.retain(|facet| !facet.options.is_empty());
    facets
}

/// The group of products of a level, of a district, of both or of neither.
fn of(level: Option<u8>, district: Option<Option<usize>>) -> Group {
    match (level, district) {
        (None, None) => Group::All,
        (Some(level), None) => Group::Star(level),
        (None, Some(district)) => Group::District(district),
        (Some(level), Some(district)) => Group::DistrictStar(district, level),
    }
}

fn stars<'v>(atlas: &Atlas<'_>, level: Option<u8>, district: Option<Option<usize>>) -> Facet<'v> {
    let options = Star::ALL.map(|star| {
        let chosen = level == Some(star.level());
        let there = of(Some(star.level()), district);
        let leads_to = if chosen { of(None, district) } else { there };
        FacetOption {
            link: link(parts::stars(star.level()), atlas.group_link(leads_to)),
            count: atlas.count(there),
            chosen,
        }
    });
    Facet {
        id: "star",
        label: "Hạng sao",
        options: options.into(),
    }
}

fn districts<'v>(
    atlas: &'v Atlas<'_>,
    level: Option<u8>,
    district: Option<Option<usize>>,
) -> Facet<'v> {
    let all = &atlas.catalogue.places.districts;
    let option = |index: Option<usize>| {
        let chosen = district == Some(index);
        let there = of(level, Some(index));
        let leads_to = if chosen { of(level, None) } else { there };
        let label = index.map_or(UNDECIDED_DISTRICT, |index| &all[index].name);
        FacetOption {
            link: link(label, atlas.group_link(leads_to)),
            count: atlas.count(there),
            chosen,
        }
    };
    let options = if all.len() > MANY {
        district.into_iter().map(option).collect()
    } else {
        let undecided = atlas.has(Group::District(None)).then_some(None);
        (0..all.len())
            .map(Some)
            .chain(undecided)
            .map(option)
            .collect()
    };
    Facet {
        id: "district",
        label: "Huyện (cũ)",
        options,
    }
}

fn sectors<'v>(atlas: &'v Atlas<'_>) -> Facet<'v> {
    let table = &atlas.catalogue.categories.0;
    let sectors = (0..table.len()).filter(|index| table[*index].sector.is_none());
    categories(atlas, sectors, None)
}

fn sets<'v>(atlas: &'v Atlas<'_>, index: usize) -> Facet<'v> {
    let table = &atlas.catalogue.categories.0;
    let sector = table[index].sector.unwrap_or(index);
    let sets = (0..table.len()).filter(|set| table[*set].sector == Some(sector));
    categories(atlas, sets, Some((index, sector)))
}

/// `chosen` is the category of the page and the sector that takes it off.
fn categories<'v>(
    atlas: &'v Atlas<'_>,
    indices: impl Iterator<Item = usize>,
    chosen: Option<(usize, usize)>,
) -> Facet<'v> {
    let option = |index: usize| {
        let sector = chosen.and_then(|(own, sector)| (own == index).then_some(sector));
        let leads_to = Group::Category(sector.unwrap_or(index));
        let label = &*atlas.catalogue.categories.0[index].vi;
        FacetOption {
            link: link(label, atlas.group_link(leads_to)),
            count: atlas.count(Group::Category(index)),
            chosen: sector.is_some(),
        }
    };
    Facet {
        id: "category",
        label: "Ngành hàng",
        options: indices.map(option).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::Sample;

    #[test]
    fn a_chosen_value_leads_to_the_listing_without_it() {
        let (catalogue, manifest) = (Sample::small().catalogue(), Sample::manifest());
        let atlas = Atlas::new(&catalogue, &manifest);
        let district = catalogue.places.district("huyen-trieu-son");
        let facets = facets(&atlas, Group::DistrictStar(district, 4));
        let chosen: Vec<&str> = facets
            .iter()
            .flat_map(|facet| &facet.options)
            .filter(|option| option.chosen)
            .map(|option| option.link.url.as_str())
            .collect();
        assert_eq!(chosen, ["/huyen/huyen-trieu-son/", "/hang-sao/4-sao/"]);
    }

    #[test]
    fn counts_of_a_facet_add_up_and_zeros_lead_nowhere() {
        let (catalogue, manifest) = (Sample::small().catalogue(), Sample::manifest());
        let atlas = Atlas::new(&catalogue, &manifest);
        for facet in facets(&atlas, Group::All) {
            let sum: usize = facet
                .options
                .iter()
                .map(|option| option.count.recognised)
                .sum();
            assert_eq!(sum, catalogue.products.len(), "{}", facet.id);
            for option in &facet.options {
                assert_eq!(option.link.url.is_empty(), option.count.recognised == 0);
            }
        }
    }

    #[test]
    fn a_set_shows_the_sets_of_its_sector() {
        let (catalogue, manifest) = (Sample::small().catalogue(), Sample::manifest());
        let atlas = Atlas::new(&catalogue, &manifest);
        let honey = catalogue.categories.find("mat-ong").expect("the set");
        let facets = facets(&atlas, Group::Category(honey));
        assert_eq!(facets[0].options.len(), 13);
        let chosen = facets[0].options.iter().find(|option| option.chosen);
        assert_eq!(
            chosen.map(|option| &*option.link.url),
            Some("/nganh-hang/thuc-pham/")
        );
    }
}
