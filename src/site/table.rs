//! The table of former districts by star level.

use crate::catalogue::recognition::Star;
use crate::site::artifact::{Group, PageRef, Recipe};
use crate::site::atlas::Atlas;
use crate::site::head::{self, Said};
use crate::site::names::UNDECIDED_DISTRICT;
use crate::site::parts::{self, link};
use crate::site::routes;
use crate::site::shelf::{Owner, Shelf};
use crate::site::{goal, words};
use crate::view::art::Art;
use crate::view::table::{Cell, Row, Table};
use crate::view::{Content, View};

/// The table, if there is something to count.
pub(super) fn list(atlas: &Atlas<'_>, shelf: &mut Shelf) {
    if atlas.has(Group::All) {
        let place = routes::page(atlas.catalogue, PageRef::Table);
        shelf.put(&place, Recipe::Page(PageRef::Table), Owner::Program);
    }
}

/// `/hang-sao/`. Its columns are the levels that have products, so that every heading leads to its page.
pub(super) fn view<'v>(atlas: &'v Atlas<'_>) -> View<'v> {
    let catalogue = atlas.catalogue;
    let levels = Star::ALL.into_iter();
    let columns: Vec<Star> = levels
        .filter(|star| atlas.has(Group::Star(star.level())))
        .collect();
    let cell = |star: &Star, group: Group| Cell {
        level: star.level(),
        count: atlas.count(group),
        url: Some(atlas.group_link(group)).filter(|url| !url.is_empty()),
    };
    let row = |district: Option<usize>| {
        let known = district.map(|index| &catalogue.places.districts[index]);
        let label = known.map_or(UNDECIDED_DISTRICT, |known| &known.name);
        let cells = columns.iter();
        let cells = cells.map(|star| cell(star, Group::DistrictStar(district, star.level())));
        Row {
            id: known.map_or(routes::UNDECIDED, |known| &known.slug),
            short: district
                .map_or(UNDECIDED_DISTRICT, |index| {
                    &atlas.titles.short_districts[index]
                })
                .into(),
            cloth: atlas.cloth(district).id(),
            district: link(label, atlas.group_link(Group::District(district))),
            cells: cells.collect(),
            total: atlas.count(Group::District(district)),
        }
    };
    let title = "Sản phẩm OCOP theo huyện cũ và hạng sao";
    let count = atlas.count(Group::All);
    let said = Said {
        title: title.to_owned(),
        description: Some(format!(
            "{title}: {}",
            words::counted(catalogue, count, "sản phẩm")
        )),
        section: "stars",
        trail: Vec::new(),
        label: head::section(atlas, "stars").label,
        data: Vec::new(),
    };
    View {
        art: Art::default(),
        head: head::head(atlas, PageRef::Table, said),
        content: Content::Table(Table {
            heading: "Sản phẩm theo huyện (trước 01/07/2025) và hạng sao",
            columns: columns
                .iter()
                .map(|star| parts::star(atlas, *star))
                .collect(),
            rows: atlas.districts().map(row).collect(),
            totals: columns
                .iter()
                .map(|star| cell(star, Group::Star(star.level())))
                .collect(),
            total: count,
            goal: goal::goal(atlas),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::Sample;
    use crate::view::part::Count;

    fn sum<'a>(counts: impl Iterator<Item = &'a Count>) -> Count {
        counts.fold(Count::default(), |sum, count| Count {
            recognised: sum.recognised + count.recognised,
            current: sum.current + count.current,
        })
    }

    #[test]
    fn rows_and_columns_add_up_for_both_counts() {
        let (catalogue, manifest) = (Sample::many(97).catalogue(), Sample::manifest());
        let atlas = Atlas::new(&catalogue, &manifest);
        let Content::Table(table) = view(&atlas).content else {
            panic!("a table");
        };
        assert_eq!(table.total.recognised, 97);
        assert!(table.total.current < 97);
        assert_eq!(sum(table.rows.iter().map(|row| &row.total)), table.total);
        assert_eq!(
            sum(table.totals.iter().map(|cell| &cell.count)),
            table.total
        );
        for row in &table.rows {
            assert_eq!(sum(row.cells.iter().map(|cell| &cell.count)), row.total);
        }
        for (column, total) in table.totals.iter().enumerate() {
            let cells = table.rows.iter().map(|row| &row.cells[column].count);
            assert_eq!(sum(cells), total.count);
        }
        let cells = table.rows.iter().flat_map(|row| &row.cells);
        assert!(
            cells
                .clone()
                .all(|cell| cell.url.is_some() == (cell.count.recognised > 0))
        );
        assert!(table.rows.last().is_some_and(|row| row.id == "chua-ro"));
    }
}
