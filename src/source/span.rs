//! Places in a text: byte ranges inside the program, lines and columns outside it.

use serde::{Deserialize, Serialize};

use std::ops::Range;

/// A part of one text, in bytes from its start; `end` is exclusive.
///
/// The text is the file as read, without its byte-order mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte; never before `start`.
    pub end: usize,
}

impl Span {
    /// The part from `start` to `end`.
    pub fn new(start: usize, end: usize) -> Span {
        Span {
            start,
            end: end.max(start),
        }
    }

    /// The same part of a text that begins `by` bytes earlier.
    pub fn shifted(self, by: usize) -> Span {
        Span::new(self.start + by, self.end + by)
    }

    /// The same part, moved onto character boundaries inside `text`.
    pub fn within(self, text: &str) -> Span {
        let start = text.floor_char_boundary(self.start.min(text.len()));
        let end = text.ceil_char_boundary(self.end.min(text.len()));
        Span::new(start, end)
    }

    /// The bytes as a range.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Span {
        Span::new(range.start, range.end)
    }
}

/// A line and a column as an editor counts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// From 1, in Unicode scalar values.
    pub column: usize,
}

impl Position {
    /// Where byte `at` of `text` stands. Only a line feed ends a line: YAML's other
    /// line ends (U+0085, U+2028, U+2029) are ordinary signs to every editor.
    pub fn of(text: &str, at: usize) -> Position {
        let before = &text[..text.floor_char_boundary(at.min(text.len()))];
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        Position {
            line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

/// The line ends of a text, for numbering many places of it.
#[derive(Debug)]
pub struct LineEnds(Vec<usize>);

impl LineEnds {
    /// Of this text.
    pub fn of(text: &str) -> LineEnds {
        LineEnds(text.match_indices('\n').map(|(at, _)| at).collect())
    }

    /// The line, from 1, of byte `at`.
    pub fn line(&self, at: usize) -> usize {
        self.0.partition_point(|end| *end < at) + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_end_at_line_feeds_only() {
        let text = "a\r\nmật ong\u{2028}x";
        assert_eq!(Position::of(text, 0), Position { line: 1, column: 1 });
        let ong = text.find("ong").expect("the word is there");
        assert_eq!(Position::of(text, ong), Position { line: 2, column: 5 });
        assert_eq!(
            Position::of(text, text.len()),
            Position {
                line: 2,
                column: 10
            }
        );
    }

    #[test]
    fn a_span_is_moved_onto_character_boundaries() {
        assert_eq!(Span::new(1, 2).within("ậb"), Span::new(0, 3));
        assert_eq!(Span::new(9, 12).within("ậb"), Span::new(4, 4));
    }
}
