//! Small things that many views hold.

use crate::view::digits::Digits;
use serde::Serialize;
use std::borrow::Cow;

/// Words and where they lead.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Link<'a> {
    /// The words.
    pub label: Cow<'a, str>,
    /// The address, ready for `href`.
    pub url: String,
}

/// How many products, and how many of them hold their star today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Count {
    /// Every product with a star on record.
    pub recognised: usize,
    /// Those in force, ending soon or extended at the build date.
    pub current: usize,
}

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Day {
    /// `2026-03-10`, for `datetime`.
    pub iso: Digits,
    /// `10/03/2026`
    pub text: Digits,
}

/// A star level.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Star {
    /// 3, 4 or 5.
    pub level: u8,
    /// `4 sao`
    pub label: &'static str,
    /// Page of the level; empty when no product holds it now, as may be for an earlier recognition.
    pub url: String,
}

/// What holds of a star at the build date.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct State {
    /// For `data-state`: `con-hieu-luc`, `sap-het-han`, `keo-dai`, `het-han`, `thu-hoi`, `chua-ro`.
    pub id: &'static str,
    /// In words.
    pub label: &'static str,
    /// Whether it counts as current.
    pub current: bool,
    /// Last day in force, a day, a month or a year as the source states it, or null.
    pub ends: Option<Day>,
}

/// A price in whole VND.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Price {
    /// The lowest.
    pub min: u64,
    /// The highest; equal to `min` for one price.
    pub max: u64,
    /// `250.000 ₫` or `250.000–300.000 ₫`.
    pub text: String,
    /// When it was seen, or null.
    pub seen: Option<Day>,
}

/// A group of products that has its page.
#[derive(Debug, Clone, Serialize)]
pub struct Group<'a> {
    /// Stable word for it: a district's id, a star level, a category's id.
    pub id: Cow<'a, str>,
    /// Its name.
    pub label: Cow<'a, str>,
    /// Its name where there is little room: Triệu Sơn, Thực phẩm chức năng….
    pub short: Cow<'a, str>,
    /// Cloth of the district it is or lies in, for `#c-…`, or null.
    pub cloth: Option<&'static str>,
    /// Drawing of the category it is, for `#m-…`, or null.
    pub medallion: Option<&'static str>,
    /// A second line under the name, or null.
    pub note: Option<String>,
    /// Its page.
    pub url: String,
    /// Its products.
    pub count: Count,
    /// Groups inside it: the sets of a sector.
    pub groups: Vec<Group<'a>>,
}

/// A source of facts.
#[derive(Debug, Clone, Serialize)]
pub struct Source<'a> {
    /// Its address.
    pub url: &'a str,
    /// Its title, or its host.
    pub title: Cow<'a, str>,
    /// When it was read, or null.
    pub seen: Option<Day>,
    /// `A`, `B`, `C`, or null.
    pub grade: Option<char>,
}
