//! Text written in Markdown, made safe, with the places of its links.

use crate::catalogue::product::Picture;
use crate::source::span::Span;

/// A body as HTML with holes where addresses go, since an address is known only when the site is planned.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Body {
    /// HTML; raw HTML of the author is in it as text. Empty while it is [aside](Body::aside).
    pub html: String,
    /// Where the HTML stands while it is not in memory, for who put it there: its first byte and its length.
    pub aside: Option<(u64, usize)>,
    /// Links and pictures in the order of the text.
    pub holes: Vec<Hole>,
}

/// A hole in a body's HTML: an attribute value to be filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct Hole {
    /// Byte offset in `html` at which the escaped address is put in.
    pub at: usize,
    /// What the author wrote, decoded.
    pub target: String,
    /// Link or picture.
    pub kind: HoleKind,
    /// Where in the file's text.
    pub span: Span,
}

/// What a hole is for.
#[derive(Debug, Clone, PartialEq)]
pub enum HoleKind {
    /// `href` of a link.
    Link,
    /// `src` of a picture, which is this photograph.
    Picture(Box<Picture>),
}

impl Body {
    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.html.is_empty() && self.aside.is_none()
    }

    /// The HTML with each hole filled by what `address` gives, which must be escaped for an attribute. Nothing
    /// while it is aside.
    pub fn filled(&self, mut address: impl FnMut(&Hole) -> String) -> String {
        if self.aside.is_some() {
            return String::new();
        }
        let mut out = String::with_capacity(self.html.len() + 32 * self.holes.len());
        let mut from = 0;
        for hole in &self.holes {
            out.push_str(&self.html[from..hole.at]);
            out.push_str(&address(hole));
            from = hole.at;
        }
        out.push_str(&self.html[from..]);
        out
    }
}
