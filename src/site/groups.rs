//! Membership: the products of every group, found once, in catalogue order.

use crate::catalogue::Catalogue;
use crate::catalogue::product::Product;
use crate::catalogue::recognition::{Star, State};
use crate::site::artifact::Group;
use crate::view::part::Count;

/// The products of a group.
#[derive(Debug, Clone, Default)]
pub(super) struct Members {
    /// Indices into the catalogue's products, in its order; a curated list has its own.
    pub(super) products: Vec<usize>,
    /// How many there are, and how many hold their star today.
    pub(super) count: Count,
    /// How many there are in each state, in the order of [`State::ALL`].
    pub(super) states: [usize; State::ALL.len()],
}

/// Every group of a catalogue. Where a group may be undecided, the last one is that.
#[derive(Debug, Clone)]
pub(super) struct Groups {
    all: Members,
    districts: Vec<Members>,
    district_stars: Vec<[Members; 3]>,
    communes: Vec<Members>,
    stars: [Members; 3],
    categories: Vec<Members>,
    category_stars: Vec<[Members; 3]>,
    lists: Vec<Members>,
    producers: Vec<Members>,
    nothing: Members,
}

impl Groups {
    /// One walk over the products.
    pub(super) fn new(catalogue: &Catalogue) -> Groups {
        let places = &catalogue.places;
        let mut groups = Groups {
            all: Members::default(),
            districts: vec![Members::default(); places.districts.len() + 1],
            district_stars: vec![Default::default(); places.districts.len() + 1],
            communes: vec![Members::default(); places.communes.len() + 1],
            stars: Default::default(),
            categories: vec![Members::default(); catalogue.categories.0.len()],
            category_stars: vec![Default::default(); catalogue.categories.0.len()],
            lists: vec![Members::default(); catalogue.lists.len()],
            producers: vec![Members::default(); catalogue.producers.len()],
            nothing: Members::default(),
        };
        for (index, product) in catalogue.products.iter().enumerate() {
            let district = product.location.district.unwrap_or(places.districts.len());
            let commune = product.location.commune.unwrap_or(places.communes.len());
            groups.all.take(index, product);
            groups.districts[district].take(index, product);
            groups.communes[commune].take(index, product);
            let slot = slot(product.star.level());
            let sector = catalogue.categories.0[product.category].sector;
            for category in [product.category].into_iter().chain(sector) {
                groups.categories[category].take(index, product);
                if let Some(slot) = slot {
                    groups.category_stars[category][slot].take(index, product);
                }
            }
            groups.producers[product.producer].take(index, product);
            if let Some(slot) = slot {
                groups.stars[slot].take(index, product);
                groups.district_stars[district][slot].take(index, product);
            }
        }
        for (members, list) in groups.lists.iter_mut().zip(&catalogue.lists) {
            for index in &list.products {
                members.take(*index, &catalogue.products[*index]);
            }
        }
        groups
    }

    /// The products of a group; none where there is no such group.
    pub(super) fn of(&self, group: Group) -> &Members {
        let or_last = |index: Option<usize>, all: usize| index.unwrap_or(all.saturating_sub(1));
        let found = match group {
            Group::All => Some(&self.all),
            Group::District(index) => self.districts.get(or_last(index, self.districts.len())),
            Group::DistrictStar(index, level) => self
                .district_stars
                .get(or_last(index, self.district_stars.len()))
                .and_then(|stars| stars.get(slot(level)?)),
            Group::Commune(index) => self.communes.get(or_last(index, self.communes.len())),
            Group::Star(level) => slot(level).and_then(|slot| self.stars.get(slot)),
            Group::Category(index) => self.categories.get(index),
            Group::CategoryStar(index, level) => self
                .category_stars
                .get(index)
                .and_then(|stars| stars.get(slot(level)?)),
            Group::List(index) => self.lists.get(index),
        };
        found.unwrap_or(&self.nothing)
    }

    /// The products of a producer.
    pub(super) fn of_producer(&self, producer: usize) -> &Members {
        self.producers.get(producer).unwrap_or(&self.nothing)
    }

    /// Every group that has products and so a page, in the order of their kinds.
    pub(super) fn listed(&self) -> Vec<Group> {
        let districts = self.districts.len().saturating_sub(1);
        let communes = self.communes.len().saturating_sub(1);
        let mut all = vec![Group::All];
        all.extend(Star::ALL.map(|star| Group::Star(star.level())));
        for district in (0..districts).map(Some).chain([None]) {
            all.push(Group::District(district));
            all.extend(Star::ALL.map(|star| Group::DistrictStar(district, star.level())));
        }
        all.extend((0..communes).map(Some).chain([None]).map(Group::Commune));
        for category in 0..self.categories.len() {
            all.push(Group::Category(category));
            all.extend(Star::ALL.map(|star| Group::CategoryStar(category, star.level())));
        }
        all.extend((0..self.lists.len()).map(Group::List));
        all.retain(|group| !self.of(*group).products.is_empty());
        all
    }
}

impl Members {
    /// How many pages of `size` products a listing of them has; none when there are none.
    pub(super) fn pages(&self, size: usize) -> usize {
        self.products.len().div_ceil(size.max(1))
    }

    /// The products after `product` in catalogue order, beginning again at the end, without it.
    pub(super) fn after(&self, product: usize) -> impl Iterator<Item = usize> {
        let next = self.products.partition_point(|index| *index <= product);
        let (before, after) = self.products.split_at(next);
        after
            .iter()
            .chain(before)
            .copied()
            .filter(move |index| *index != product)
    }

    fn take(&mut self, index: usize, product: &Product) {
        self.products.push(index);
        self.count.recognised += 1;
        self.count.current += usize::from(product.state.is_current());
        let state = State::ALL.iter().position(|state| *state == product.state);
        if let Some(state) = state {
            self.states[state] += 1;
        }
    }
}

/// 5, 4 and 3 stars are slots 0, 1 and 2.
fn slot(level: u8) -> Option<usize> {
    5_u8.checked_sub(level)
        .map(usize::from)
        .filter(|slot| *slot < 3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::Sample;

    #[test]
    fn no_group_that_is_listed_is_empty_and_sums_hold() {
        let catalogue = Sample::small().catalogue();
        let groups = Groups::new(&catalogue);
        let listed = groups.listed();
        let sum = |kind: fn(&Group) -> bool| -> usize {
            let of_kind = listed.iter().filter(|group| kind(group));
            of_kind
                .map(|group| groups.of(*group).count.recognised)
                .sum()
        };
        let all = catalogue.products.len();
        assert!(
            listed
                .iter()
                .all(|group| groups.of(*group).count.recognised > 0)
        );
        assert_eq!(sum(|group| matches!(group, Group::District(_))), all);
        assert_eq!(sum(|group| matches!(group, Group::DistrictStar(..))), all);
        assert_eq!(sum(|group| matches!(group, Group::Commune(_))), all);
        assert_eq!(sum(|group| matches!(group, Group::Star(_))), all);
    }

    #[test]
    fn a_sector_holds_the_products_of_its_sets() {
        let catalogue = Sample::small().catalogue();
        let groups = Groups::new(&catalogue);
        let table = &catalogue.categories;
        let food = table.find("thuc-pham").expect("the sector");
        let honey = table.find("mat-ong").expect("the set");
        let of = |index| &groups.of(Group::Category(index)).products;
        assert!(!of(honey).is_empty());
        assert!(of(honey).iter().all(|index| of(food).contains(index)));
    }

    #[test]
    fn neighbours_follow_and_begin_again() {
        let members = Members {
            products: vec![1, 4, 6],
            ..Members::default()
        };
        assert_eq!(members.after(4).collect::<Vec<_>>(), [6, 1]);
        assert_eq!(members.after(6).collect::<Vec<_>>(), [1, 4]);
        assert_eq!(members.after(5).collect::<Vec<_>>(), [6, 1, 4]);
    }
}
