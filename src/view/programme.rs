//! The programme: plans, targets and results as reported, and what this catalogue counts.

use crate::view::part::{Count, Group, Source};
use serde::Serialize;

/// `programme`: reported figures and figures counted here stand apart and are never adjusted to each other.
#[derive(Debug, Clone, Serialize)]
pub struct Programme<'a> {
    /// Reported periods, in the order written.
    pub periods: Vec<Period<'a>>,
    /// All products of this catalogue.
    pub count: Count,
    /// Producers of this catalogue.
    pub producers: usize,
    /// Levels of this catalogue.
    pub levels: Vec<Group<'a>>,
    /// The aim of the last period that states one, as a cloth, or null.
    pub goal: Option<Goal>,
}

/// The aim of a period as a cloth: one cell a product, woven in as this catalogue records products.
#[derive(Debug, Clone, Serialize)]
pub struct Goal {
    /// `2021–2025`
    pub period: String,
    /// How many products were aimed at, as reported.
    pub products: u64,
    /// Cells without a product; 0 when the aim is reached.
    pub left: u64,
    /// Width of the drawing, for `viewBox`; a cell is 8 by 8 units with a gap of 2.
    pub width: u64,
    /// Height of the drawing.
    pub height: u64,
    /// Its parts, the highest level first, what is left last.
    pub parts: Vec<GoalPart>,
    /// What it shows, in words.
    pub sentence: String,
}

/// The cells of one level.
#[derive(Debug, Clone, Serialize)]
pub struct GoalPart {
    /// 3 to 5, or null for cells without a product.
    pub level: Option<u8>,
    /// How many.
    pub count: u64,
    /// Outline for `d`, gaps and all: fill it with a pattern of cells.
    pub path: String,
}

/// One period as reported.
#[derive(Debug, Clone, Serialize)]
pub struct Period<'a> {
    /// `2018–2020`
    pub label: String,
    /// What was planned, or null.
    pub plan: Option<Figures>,
    /// What was reported, or null.
    pub results: Option<Figures>,
    /// Results in percent of the plan as reported, or null.
    pub percent_of_plan: Option<u64>,
    /// What was aimed at, or null.
    pub targets: Option<Figures>,
    /// A remark, or null.
    pub note: Option<&'a str>,
    /// Where the figures come from.
    pub sources: Vec<Source<'a>>,
}

/// Reported figures; what the source does not state is null.
#[derive(Debug, Clone, Serialize)]
pub struct Figures {
    /// Products.
    pub products: Option<u64>,
    /// Producers.
    pub producers: Option<u64>,
    /// Products by level, the highest first.
    pub stars: Vec<LevelFigure>,
    /// Put forward for a higher level.
    pub proposed: Option<u64>,
}

/// A reported number of one level.
#[derive(Debug, Clone, Serialize)]
pub struct LevelFigure {
    /// 3 to 5.
    pub level: u8,
    /// How many.
    pub count: u64,
}
