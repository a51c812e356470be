//! A photograph as a page needs it.

use serde::Serialize;
use std::borrow::Cow;

/// The picture of a link preview: 1200 × 630 pixels, at most 200 kB.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Preview<'a> {
    /// Whole address, with host.
    pub url: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// What it shows.
    pub alt: Cow<'a, str>,
    /// Media type: `image/jpeg`, `image/png`.
    pub kind: &'static str,
}

/// One photograph in several widths.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Picture<'a> {
    /// Address of the JPEG to fall back on.
    pub src: String,
    /// JPEG addresses with widths, for `srcset`.
    pub srcset: String,
    /// WebP addresses with widths, or null where WebP is not written.
    pub webp: Option<String>,
    /// Width of `src` in pixels.
    pub width: u32,
    /// Height of `src` in pixels.
    pub height: u32,
    /// What it shows; empty when the editor gave none.
    pub alt: &'a str,
    /// Text below it, or null.
    pub caption: Option<&'a str>,
    /// Who took it, or null.
    pub credit: Option<&'a str>,
}
