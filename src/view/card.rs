//! The share card of a page: the picture that places show which a link is sent to.

use crate::view::art::Art;
use serde::Serialize;
use std::borrow::Cow;

/// `card`: what the share card of a page says, for `templates/card.svg`. The picture is 1200 × 630 pixels; some
/// places show only its middle 630.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Card<'a> {
    /// What the page is: `product`, `producer`, `district`, `district-star`, `commune`, `star`, `category`, `category-star`, `list`, `products`, `news`, `page`, `home`, or the section of a page of the program.
    pub kind: &'static str,
    /// The name of what the page is about, whole.
    pub name: Cow<'a, str>,
    /// 3, 4 or 5 where the page is about one star level or a product that was given it, or null.
    pub level: Option<u8>,
    /// Whether the star holds at the build date; true where there is none.
    pub current: bool,
    /// Short lines on it, the most important first: place, end of the certificate, number of products. An end is said and not a state, since a card is seen for months.
    pub lines: Vec<String>,
    /// Whether a photograph lies under the drawing: 630 pixels wide in the middle, from the top down to `words.field`.
    pub photo: bool,
    /// The cloths to show, as their patterns are called in `art.cloths`; one, or several for a quilt.
    pub cloths: Vec<&'static str>,
    /// The drawings to show, as their symbols are called in `art.medallions`; none to three.
    pub medallions: Vec<&'static str>,
    /// The drawings named above.
    pub art: Art,
}

/// `words`: the texts of the card broken into lines that stay in the middle of the picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Words {
    /// Where the field for the words begins, in pixels from the top; above it the cloth or the photograph is seen.
    pub field: u32,
    /// The name, for `font-family="name"`.
    pub name: Vec<Line>,
    /// Size of the name's letters, in pixels.
    pub name_size: u32,
    /// The lines of `card.lines`, for `font-family="text"`.
    pub lines: Vec<Line>,
    /// Size of their letters, in pixels.
    pub lines_size: u32,
}

/// One line of the words of a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its words.
    pub text: String,
    /// Its baseline, in pixels from the top.
    pub y: u32,
    /// Which of `card.lines` it is of, from 0; 0 in the name.
    pub of: usize,
}
