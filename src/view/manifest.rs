//! What a theme asks for and brings: `theme.yml`.

/// The version of the views; a theme made for another is refused.
pub const VIEW_VERSION: i64 = 1;

/// The templates a theme must have, each drawn for one kind of page.
pub const TEMPLATES: &[&str] = &[
    "home.html",
    "product.html",
    "producer.html",
    "listing.html",
    "table.html",
    "programme.html",
    "news.html",
    "page.html",
    "search.html",
    "404.html",
];

/// Templates that a theme may have; the pages of one that it lacks are not published. A theme that does
/// not stand alone has them from the built-in one.
pub const OPTIONAL: &[&str] = &["labels.html", "check.html", "selection.html"];

/// The values of a view that cost most to make, by their paths. Where no template reads one it is left empty, a label
/// without its code.
pub const COSTLY: &[&str] = &[
    "art",
    "product.label",
    "head.share",
    "product.neighbours",
    "product.similar",
    "product.facts",
    "listing.facets",
];

/// What a theme asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// Its name, for people.
    pub name: String,
    /// Whether it stands alone; otherwise the built-in theme fills what it lacks.
    pub standalone: bool,
    /// Widths in pixels at which it wants each photograph, smallest first.
    pub image_widths: Vec<u32>,
    /// Those of [`OPTIONAL`] that it has.
    pub optional: Vec<&'static str>,
    /// Those of [`COSTLY`] that none of its templates reads.
    pub unread: Vec<&'static str>,
}
