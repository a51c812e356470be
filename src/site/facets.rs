//! Ways to narrow a listing, or to widen it again. One or two choices are a page of their own; more,
//! and the state of certificates, are asked of the search page.

use crate::catalogue::product::Product;
use crate::catalogue::recognition::{Star, State};
use crate::site::artifact::{Group, PageRef};
use crate::site::atlas::Atlas;
use crate::site::names::UNDECIDED_DISTRICT;
use crate::site::parts::{self, link};
use crate::site::routes::UNDECIDED;
use crate::view::listing::{Facet, FacetOption};
use crate::view::part::Count;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::sync::{Arc, Mutex, PoisonError};

/// Values beyond which a facet is no help on a page; the index of districts serves then.
const MANY: usize = 100;

/// The facets of a listing; a commune and a curated list have none.
pub(super) fn facets<'v>(atlas: &'v Atlas<'_>, group: Group) -> Vec<Facet<'v>> {
    let Some(chosen) = Chosen::of(group) else {
        return Vec::new();
    };
    let mut facets = vec![
        chosen.stars(atlas),
        chosen.districts(atlas),
        chosen.categories(atlas),
        chosen.states(atlas, group),
    ];
    facets.retain(|facet| !facet.options.is_empty());
    facets
}

/// What was counted lately. A long listing has thousands of pages, drawn one after the other, and all of them
/// show the same counts: counting for each would take a time that grows with the square of the catalogue.
#[derive(Debug, Clone, Default)]
pub(super) struct Tallies(Arc<Mutex<Vec<Tally>>>);

/// A group, and the counts of its values.
type Tally = (Group, Arc<[Count]>);

impl Tallies {
    /// Listings that are drawn at once, and some more.
    const LATELY: usize = 16;

    /// The counts of a group, by district where a category is chosen and by category where a district is.
    fn of(&self, group: Group, count: impl FnOnce() -> Vec<Count>) -> Arc<[Count]> {
        let lately = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = lately().iter().find(|(of, _)| *of == group).cloned();
        if let Some((_, counts)) = known {
            return counts;
        }
        let counts: Arc<[Count]> = count().into();
        let mut lately = lately();
        if lately.len() >= Tallies::LATELY {
            lately.remove(0);
        }
        lately.push((group, counts.clone()));
        counts
    }
}

/// What a listing is narrowed to.
#[derive(Debug, Clone, Copy, Default)]
struct Chosen {
    level: Option<u8>,
    district: Option<Option<usize>>,
    category: Option<usize>,
}

impl Chosen {
    fn of(group: Group) -> Option<Chosen> {
        let mut chosen = Chosen::default();
        match group {
            Group::All => {}
            Group::Star(level) => chosen.level = Some(level),
            Group::District(district) => chosen.district = Some(district),
            Group::DistrictStar(district, level) => {
                (chosen.district, chosen.level) = (Some(district), Some(level));
            }
            Group::Category(category) => chosen.category = Some(category),
            Group::CategoryStar(category, level) => {
                (chosen.category, chosen.level) = (Some(category), Some(level));
            }
            Group::Commune(_) | Group::List(_) => return None,
        }
        Some(chosen)
    }

    /// The group that has a page; none for a category within a district.
    fn group(self) -> Option<Group> {
        Some(match (self.level, self.district, self.category) {
            (None, None, None) => Group::All,
            (Some(level), None, None) => Group::Star(level),
            (None, Some(district), None) => Group::District(district),
            (Some(level), Some(district), None) => Group::DistrictStar(district, level),
            (None, None, Some(category)) => Group::Category(category),
            (Some(level), None, Some(category)) => Group::CategoryStar(category, level),
            (_, Some(_), Some(_)) => return None,
        })
    }

    /// A value: where it leads, and how many products are there.
    fn option<'v>(
        self,
        atlas: &Atlas<'_>,
        label: impl Into<Cow<'v, str>>,
        count: Count,
    ) -> FacetOption<'v> {
        let (url, search) = match self.group() {
            Some(group) => (atlas.group_link(group), false),
            None if count.recognised == 0 => (String::new(), false),
            None => (self.search(atlas, None), true),
        };
        FacetOption {
            link: link(label, url),
            search,
            count,
            chosen: false,
        }
    }

    /// A value that is chosen: `without` is the listing that takes it off.
    fn taken<'v>(
        without: Chosen,
        atlas: &Atlas<'_>,
        label: impl Into<Cow<'v, str>>,
        count: Count,
    ) -> FacetOption<'v> {
        FacetOption {
            count,
            chosen: true,
            ..without.option(
                atlas,
                label,
                Count {
                    recognised: 1,
                    current: 0,
                },
            )
        }
    }

    /// The search page with these choices in its query.
    fn search(self, atlas: &Atlas<'_>, state: Option<State>) -> String {
        let catalogue = atlas.catalogue;
        let mut query = String::from("?q=");
        let mut add = |name: &str, value: &str| {
            query.push('&');
            query.push_str(name);
            query.push('=');
            query.push_str(value);
        };
        if let Some(level) = self.level {
            add("sao", &level.to_string());
        }
        if let Some(district) = self.district {
            let known = district.map(|index| &*catalogue.places.districts[index].slug);
            add("huyen", known.unwrap_or(UNDECIDED));
        }
        if let Some(category) = self.category {
            add("nganh", &catalogue.categories.0[category].id);
        }
        if let Some(state) = state {
            add("tinh-trang", state.id());
        }
        format!("{}{query}", atlas.link(PageRef::Search))
    }

    /// The products of the listing as they fall under `slots` values.
    fn tally(
        self,
        atlas: &Atlas<'_>,
        slots: usize,
        slots_of: impl Fn(&Product) -> [Option<usize>; 2],
    ) -> Arc<[Count]> {
        let none = vec![Count::default(); slots];
        let Some(group) = self.group() else {
            return none.into();
        };
        atlas.tallies.of(group, || {
            let mut counts = none;
            for index in &atlas.groups.of(group).products {
                let product = &atlas.catalogue.products[*index];
                for slot in slots_of(product).into_iter().flatten() {
                    counts[slot].recognised += 1;
                    counts[slot].current += usize::from(product.state.is_current());
                }
            }
            counts
        })
    }

    fn stars<'v>(self, atlas: &Atlas<'_>) -> Facet<'v> {
        let options = Star::ALL.map(|star| {
            let level = Some(star.level());
            let there = Chosen { level, ..self };
            let count = there.group().map(|group| atlas.count(group));
            let (label, count) = (parts::stars(star.level()), count.unwrap_or_default());
            if self.level == level {
                let level = None;
                Chosen::taken(Chosen { level, ..self }, atlas, label, count)
            } else {
                there.option(atlas, label, count)
            }
        });
        Facet {
            id: "star",
            label: "Hạng sao",
            options: options.into(),
        }
    }

    /// Districts with most products first, so that the first few are of use.
    fn districts<'v>(self, atlas: &'v Atlas<'_>) -> Facet<'v> {
        let all = &atlas.catalogue.places.districts;
        let are_many = all.len() > MANY;
        let of_category = self.category.filter(|_| !are_many).map(|_| {
            self.tally(atlas, all.len() + 1, |product| {
                [Some(product.location.district.unwrap_or(all.len())), None]
            })
        });
        let option = |index: Option<usize>| {
            let district = Some(index);
            let there = Chosen { district, ..self };
            let count = match (&of_category, there.group()) {
                (Some(counts), _) => counts[index.unwrap_or(all.len())],
                (None, Some(group)) => atlas.count(group),
                (None, None) => Count::default(),
            };
            let short = index.map(|index| &*atlas.titles.short_districts[index]);
            let label = short.unwrap_or(UNDECIDED_DISTRICT);
            if self.district == district {
                let district = None;
                Chosen::taken(Chosen { district, ..self }, atlas, label, count)
            } else {
                there.option(atlas, label, count)
            }
        };
        let undecided = atlas.has(Group::District(None)).then_some(None);
        let mut options: Vec<FacetOption<'v>> = if are_many {
            self.district.into_iter().map(option).collect()
        } else {
            let known = (0..all.len()).map(Some);
            known.chain(undecided).map(option).collect()
        };
        options.sort_by_key(|option| Reverse(option.count.recognised));
        Facet {
            id: "district",
            label: "Huyện (cũ)",
            options,
        }
    }

    /// All sectors, or the chosen one with its sets.
    fn categories<'v>(self, atlas: &'v Atlas<'_>) -> Facet<'v> {
        let table = &atlas.catalogue.categories.0;
        let sector = self
            .category
            .map(|category| table[category].sector.unwrap_or(category));
        let of_district = self.district.map(|_| {
            self.tally(atlas, table.len(), |product| {
                [Some(product.category), table[product.category].sector]
            })
        });
        let option = |index: usize| {
            let category = Some(index);
            let there = Chosen { category, ..self };
            let count = match (&of_district, there.group()) {
                (Some(counts), _) => counts[index],
                (None, Some(group)) => atlas.count(group),
                (None, None) => Count::default(),
            };
            let label = &*atlas.titles.short_categories[index];
            let without = if sector == category { None } else { sector };
            if self.category == category || sector == category {
                let category = without;
                Chosen::taken(Chosen { category, ..self }, atlas, label, count)
            } else {
                there.option(atlas, label, count)
            }
        };
        let shown = (0..table.len()).filter(|index| match sector {
            None => table[*index].sector.is_none(),
            Some(sector) => *index == sector || table[*index].sector == Some(sector),
        });
        Facet {
            id: "category",
            label: "Ngành hàng",
            options: shown.map(option).collect(),
        }
    }

    /// States of certificates: a listing has no pages of its own for them.
    fn states<'v>(self, atlas: &Atlas<'_>, group: Group) -> Facet<'v> {
        let counts = atlas.groups.of(group).states;
        let options = State::ALL.into_iter().zip(counts).map(|(state, number)| {
            let url = if number > 0 {
                self.search(atlas, Some(state))
            } else {
                String::new()
            };
            FacetOption {
                search: !url.is_empty(),
                link: link(state.label(), url),
                count: Count {
                    recognised: number,
                    current: if state.is_current() { number } else { 0 },
                },
                chosen: false,
            }
        });
        Facet {
            id: "state",
            label: "Giấy chứng nhận",
            options: options.collect(),
        }
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
    fn what_was_counted_for_one_page_serves_the_others_of_its_listing_alone() {
        let (catalogue, manifest) = (Sample::many(97).catalogue(), Sample::manifest());
        let told = |atlas: &Atlas<'_>, group: Group| format!("{:?}", facets(atlas, group));
        let atlas = Atlas::new(&catalogue, &manifest);
        for _ in 0..2 {
            for group in atlas.ground.listed.clone() {
                let alone = told(&Atlas::new(&catalogue, &manifest), group);
                assert_eq!(told(&atlas, group), alone, "{group:?}");
                assert_eq!(told(&atlas, group), alone, "{group:?}");
            }
        }
        assert!(atlas.tallies.0.lock().expect("no panic").len() <= Tallies::LATELY);
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
    fn what_has_no_page_is_asked_of_the_search_with_all_that_is_chosen() {
        let (catalogue, manifest) = (Sample::many(97).catalogue(), Sample::manifest());
        let atlas = Atlas::new(&catalogue, &manifest);
        let district = catalogue.places.district("huyen-trieu-son");
        let facets = facets(&atlas, Group::DistrictStar(district, 4));
        let asked: Vec<&str> = facets
            .iter()
            .flat_map(|facet| &facet.options)
            .filter(|option| option.search)
            .map(|option| option.link.url.as_str())
            .collect();
        let before = "/tim-kiem/?q=&sao=4&huyen=huyen-trieu-son";
        assert!(asked.contains(&&*format!("{before}&nganh=thuc-pham")));
        assert!(asked.contains(&&*format!("{before}&tinh-trang=con-hieu-luc")));
        assert!(asked.iter().all(|url| url.starts_with(before)));
        let all = atlas.count(Group::DistrictStar(district, 4)).recognised;
        for facet in &facets[2..] {
            let sum: usize = facet
                .options
                .iter()
                .map(|option| option.count.recognised)
                .sum();
            assert_eq!(sum, all, "{}", facet.id);
        }
    }

    #[test]
    fn a_category_narrows_to_its_levels_on_pages_of_their_own() {
        let (catalogue, manifest) = (Sample::many(97).catalogue(), Sample::manifest());
        let atlas = Atlas::new(&catalogue, &manifest);
        let tea = catalogue.categories.find("che").expect("the set");
        let stars = &facets(&atlas, Group::Category(tea))[0];
        for option in stars.options.iter().filter(|one| one.count.recognised > 0) {
            assert!(
                option.link.url.starts_with("/nganh-hang/che/"),
                "{option:?}"
            );
        }
    }

    #[test]
    fn a_set_shows_the_sets_of_its_sector() {
        let (catalogue, manifest) = (Sample::small().catalogue(), Sample::manifest());
        let atlas = Atlas::new(&catalogue, &manifest);
        let honey = catalogue.categories.find("mat-ong").expect("the set");
        let facets = facets(&atlas, Group::Category(honey));
        let categories = &facets[2];
        assert_eq!(categories.options.len(), 14);
        let chosen: Vec<&str> = categories
            .options
            .iter()
            .filter(|option| option.chosen)
            .map(|option| &*option.link.url)
            .collect();
        assert_eq!(chosen, ["/san-pham/", "/nganh-hang/thuc-pham/"]);
    }
}
