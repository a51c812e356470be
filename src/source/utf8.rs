//! Bytes that should be a text.

use super::problem::Problem;
use super::span::Span;
use std::sync::Arc;

const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Why bytes are no text, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct NotText {
    /// The first sign that cannot be read, counted in `head`.
    pub span: Span,
    /// What is wrong with it.
    pub problem: Problem,
    /// The text to the end of that line, with U+FFFD for each sign that is none: for showing the place.
    pub head: Arc<str>,
}

/// The text that bytes of the program's own are; `None` where they are none.
pub fn own(bytes: &[u8]) -> Option<&str> {
    simdutf8::basic::from_utf8(bytes).ok()
}

/// The text, without byte-order mark.
pub fn text(bytes: &[u8]) -> Result<&str, Box<NotText>> {
    let bytes = bytes.strip_prefix(MARK).unwrap_or(bytes);
    simdutf8::compat::from_utf8(bytes).map_err(|error| {
        let (read, rest) = bytes.split_at(error.valid_up_to());
        let line = rest.split(|byte| *byte == b'\n').next().unwrap_or(rest);
        let head = &bytes[..read.len() + line.len()];
        Box::new(NotText {
            span: Span::new(
                read.len(),
                read.len() + char::REPLACEMENT_CHARACTER.len_utf8(),
            ),
            problem: Problem::FileNotUtf8 {
                byte: rest.first().copied().unwrap_or_default(),
                wide: is_wide(bytes),
            },
            head: String::from_utf8_lossy(head).into(),
        })
    })
}

/// Whether a text looks like UTF-16: its mark, or zeros in between as Latin letters have them.
fn is_wide(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(1024)];
    let zeros = start.iter().filter(|byte| **byte == 0).count();
    start.starts_with(b"\xFF\xFE") || start.starts_with(b"\xFE\xFF") || zeros * 4 > start.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_that_of_the_first_sign_that_cannot_be_read() {
        let bad = text(b"\xEF\xBB\xBFa\nb\xE0c\xE1\nd").expect_err("not UTF-8");
        assert_eq!(&*bad.head, "a\nb\u{FFFD}c\u{FFFD}");
        assert_eq!(&bad.head[bad.span.range()], "\u{FFFD}");
        let (byte, wide) = (0xE0, false);
        assert_eq!(bad.problem, Problem::FileNotUtf8 { byte, wide });
    }

    #[test]
    fn utf16_is_known_by_its_mark() {
        let bad = text(b"\xFF\xFEa\0\n\0").expect_err("not UTF-8");
        assert!(matches!(
            bad.problem,
            Problem::FileNotUtf8 { wide: true, .. }
        ));
        assert_eq!(text(b"\xEF\xBB\xBF"), Ok(""));
    }
}
