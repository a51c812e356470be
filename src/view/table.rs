//! The table of former districts by star level.

use crate::view::part::{Count, Link, Star};
use crate::view::programme::Goal;
use serde::Serialize;
use std::borrow::Cow;

/// `table`: each cell is the number of products of one district at one level; rows and columns add up.
#[derive(Debug, Clone, Serialize)]
pub struct Table<'a> {
    /// Heading of the page.
    pub heading: &'static str,
    /// The columns: star levels, the highest first.
    pub columns: Vec<Star>,
    /// The rows: former districts that have products, in alphabetical order; the undecided last.
    pub rows: Vec<Row<'a>>,
    /// Sums of the columns, in their order.
    pub totals: Vec<Cell>,
    /// All products.
    pub total: Count,
    /// The aim of the programme as a cloth, or null.
    pub goal: Option<Goal>,
}

/// One district.
#[derive(Debug, Clone, Serialize)]
pub struct Row<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name where there is little room: Triệu Sơn.
    pub short: Cow<'a, str>,
    /// Its cloth, for `#c-…`.
    pub cloth: &'static str,
    /// Its name and page.
    pub district: Link<'a>,
    /// One cell a column.
    pub cells: Vec<Cell>,
    /// Sum of the row.
    pub total: Count,
}

/// One number and where its products are listed.
#[derive(Debug, Clone, Serialize)]
pub struct Cell {
    /// The level it stands for, 3 to 5.
    pub level: u8,
    /// The number.
    pub count: Count,
    /// The page, or null for a zero.
    pub url: Option<String>,
}
