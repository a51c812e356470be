//! The official classes of OCOP products: six sectors, twenty-six product sets.

use serde::{Deserialize, Serialize};

/// A sector or a product set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Category {
    /// As written in content and addresses: `mat-ong`.
    pub id: String,
    /// 1 to 26 for the official product sets; `None` for sectors.
    pub number: Option<u32>,
    /// Vietnamese name.
    pub vi: String,
    /// English name.
    pub en: String,
    /// Index of its sector in the table; `None` for a sector itself.
    pub sector: Option<usize>,
}

/// The table, each sector followed by its sets, in the official order.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Categories(pub Vec<Category>);

/// Rule: Quyết định 26/2026/QĐ-TTg of 22 May 2026, appendices I and II. English names are ours.
const OFFICIAL: &str = include_str!("category.tsv");

impl Categories {
    /// The official table.
    pub fn official() -> Categories {
        let mut table: Vec<Category> = Vec::new();
        let mut sector = None;
        for row in OFFICIAL.lines() {
            let mut cells = row.split('\t');
            let mut cell = || cells.next().unwrap_or_default().to_owned();
            let (id, number, vi, en) = (cell(), cell(), cell(), cell());
            let number = number.parse().ok();
            if number.is_none() {
                sector = Some(table.len());
            }
            let sector = number.and(sector);
            table.push(Category {
                id,
                number,
                vi,
                en,
                sector,
            });
        }
        Categories(table)
    }

    /// Index by id, or by a set's number as text.
    pub fn find(&self, word: &str) -> Option<usize> {
        let number = word.parse::<u32>().ok();
        self.0.iter().position(|category| {
            category.id == word || (number.is_some() && category.number == number)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_official_table_has_six_sectors_and_twenty_six_sets() {
        let table = Categories::official();
        let numbers: Vec<u32> = table.0.iter().filter_map(|c| c.number).collect();
        assert_eq!(numbers, (1..=26).collect::<Vec<u32>>());
        assert_eq!(table.0.iter().filter(|c| c.sector.is_none()).count(), 6);
        let honey = &table.0[table.find("4").expect("set 4")];
        assert_eq!(honey.id, "mat-ong");
        assert_eq!(table.0[honey.sector.expect("its sector")].id, "thuc-pham");
    }
}
