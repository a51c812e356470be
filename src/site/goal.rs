//! The aim of the programme as a cloth: one cell a product, woven in as products are recognised.

use crate::catalogue::recognition::Star;
use crate::site::artifact::Group;
use crate::site::atlas::Atlas;
use crate::site::words;
use crate::text::format::number;
use crate::view::programme::{Goal, GoalPart};

/// One cell with the gap beside it, in the drawing's units.
const CELL: u64 = 10;
/// Beyond this many cells nobody would see one; no cloth is drawn then.
const MOST: u64 = 20_000;

/// The cloth of the last period that states how many products are aimed at; none where no period
/// does. What was aimed at is as reported, what is woven in is counted in this catalogue.
pub(super) fn goal(atlas: &Atlas<'_>) -> Option<Goal> {
    let periods = atlas.catalogue.programme.iter().rev();
    let (period, aim) = periods
        .filter_map(|period| Some((period, period.targets.as_ref()?.products?)))
        .next()?;
    let levels: Vec<(u8, u64)> = Star::ALL
        .iter()
        .map(|star| star.level())
        .map(|level| (level, atlas.count(Group::Star(level)).recognised as u64))
        .filter(|(_, count)| *count > 0)
        .collect();
    let woven: u64 = levels.iter().map(|(_, count)| count).sum();
    let cells = aim.max(woven);
    if cells == 0 || cells > MOST {
        return None;
    }
    let rows = rows(cells);
    let mut parts = Vec::new();
    let mut from = 0;
    for (level, count) in &levels {
        parts.push(GoalPart {
            level: Some(*level),
            count: *count,
            path: path(from, from + count, rows),
        });
        from += count;
    }
    let left = cells - woven;
    if left > 0 {
        parts.push(GoalPart {
            level: None,
            count: left,
            path: path(from, cells, rows),
        });
    }
    let label = period.period.replace('-', "–");
    Some(Goal {
        sentence: sentence(&label, aim, woven, &levels),
        period: label,
        products: aim,
        left,
        width: cells.div_ceil(rows) * CELL - 2,
        height: rows * CELL - 2,
        parts,
    })
}

/// Rows for about three and a third times as many columns, so that the last column is full where
/// the number of cells allows it: 559 is 13 rows of 43.
fn rows(cells: u64) -> u64 {
    let ideal = (cells as f64 / 3.3).sqrt();
    let apart = |rows: &u64| ((*rows as f64 - ideal).abs() * 1000.0) as u64;
    let near = (1..=cells).take_while(|rows| (*rows as f64) < ideal * 1.6);
    near.filter(|rows| cells.is_multiple_of(*rows) && *rows as f64 > ideal * 0.6)
        .min_by_key(apart)
        .unwrap_or((ideal.round() as u64).max(1))
}

/// The cells from one to before another, filled column by column: at most three rectangles.
fn path(from: u64, to: u64, rows: u64) -> String {
    let rect = |column: u64, row: u64, columns: u64, height: u64| {
        let (x, y) = (column * CELL, row * CELL);
        let (width, height) = (columns * CELL, height * CELL);
        format!("M{x} {y}h{width}v{height}H{x}z")
    };
    let (first, last) = (from / rows, to / rows);
    let (top, bottom) = (from % rows, to % rows);
    if first == last {
        return rect(first, top, 1, bottom - top);
    }
    let mut path = String::new();
    let mut column = first;
    if top > 0 {
        path.push_str(&rect(first, top, 1, rows - top));
        column += 1;
    }
    if last > column {
        path.push_str(&rect(column, 0, last - column, rows));
    }
    if bottom > 0 {
        path.push_str(&rect(last, 0, 1, bottom));
    }
    path
}

fn sentence(period: &str, aim: u64, woven: u64, levels: &[(u8, u64)]) -> String {
    let each: Vec<String> = levels
        .iter()
        .map(|(level, count)| format!("{} sản phẩm {level} sao", number(*count)))
        .collect();
    let each: Vec<&str> = each.iter().map(String::as_str).collect();
    let of = match levels {
        [] => String::new(),
        _ => format!(": {}", words::and(&each)),
    };
    let rest = match aim.checked_sub(woven) {
        Some(left) if left > 0 => format!("còn {} ô trống", number(left)),
        _ => "không còn ô trống".to_owned(),
    };
    format!(
        "Mục tiêu giai đoạn {period} là {} sản phẩm, mỗi sản phẩm một ô. Danh mục này ghi {} sản \
         phẩm đã được công nhận{of}; {rest}.",
        number(aim),
        number(woven)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::article::{Figures, Period};
    use crate::site::testing::Sample;

    #[test]
    fn a_cloth_has_full_columns_where_it_can() {
        for (cells, wanted) in [(559, 13), (1, 1), (2, 1), (60, 4), (100, 5), (397, 11)] {
            assert_eq!(rows(cells), wanted, "{cells}");
        }
    }

    #[test]
    fn cells_are_filled_column_by_column() {
        assert_eq!(path(0, 3, 3), "M0 0h10v30H0z");
        assert_eq!(path(1, 2, 3), "M0 10h10v10H0z");
        assert_eq!(
            path(2, 7, 3),
            "M0 20h10v10H0zM10 0h10v30H10zM20 0h10v10H20z"
        );
    }

    #[test]
    fn what_is_aimed_at_is_reported_and_what_is_woven_is_counted() {
        let mut catalogue = Sample::many(55).period().catalogue();
        let manifest = Sample::manifest();
        assert!(goal(&Atlas::new(&catalogue, &manifest)).is_none());
        for (aim, left) in [(559, 504), (55, 0), (20, 0)] {
            catalogue.programme.push(Period {
                period: "2021-2025".to_owned(),
                targets: Some(Figures {
                    products: Some(aim),
                    ..Figures::default()
                }),
                ..Period::default()
            });
            let goal = goal(&Atlas::new(&catalogue, &manifest)).expect("a goal");
            assert_eq!((goal.products, goal.left), (aim, left));
            let drawn: u64 = goal.parts.iter().map(|part| part.count).sum();
            assert_eq!(drawn, aim.max(55));
            assert!(
                goal.sentence.contains("ghi 55 sản phẩm"),
                "{}",
                goal.sentence
            );
        }
    }
}
