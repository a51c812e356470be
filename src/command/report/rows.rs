//! One row for each thing noticed: the place as an editor counts it, and the words.

use crate::source::diagnostic::Diagnostics;
use crate::source::problem::Severity;
use crate::source::span::{Position, Span};
use crate::source::wording::{Tongue, Words, words};
use std::borrow::Cow;
use std::sync::Arc;

use super::visible::visible;

/// One thing to tell, with all that any form of report shows of it.
#[derive(Debug)]
pub(super) struct Row {
    /// Relative to the site folder, with `/`, exactly as on disk; not for a screen.
    pub(super) path: Arc<str>,
    /// First sign of the place; line 1, column 1 where there is no text.
    pub(super) start: Position,
    /// Behind its last sign.
    pub(super) end: Position,
    pub(super) severity: Severity,
    pub(super) code: Cow<'static, str>,
    /// Without hidden signs.
    pub(super) message: String,
    /// Without hidden signs.
    pub(super) help: Option<String>,
    /// Message and help in the other language, without hidden signs; only of [`in_both`].
    pub(super) said_otherwise: Option<String>,
    /// The text the place is in, and the place on its character boundaries.
    pub(super) text: Option<(Arc<str>, Span)>,
}

impl Row {
    /// The path for a screen.
    pub(super) fn file(&self) -> String {
        visible(&self.path)
    }

    /// Message and help in one line.
    pub(super) fn said(&self) -> String {
        in_one_line(&self.message, self.help.as_deref())
    }
}

fn in_one_line(message: &str, help: Option<&str>) -> String {
    match help {
        Some(help) => format!("{message} {help}"),
        None => message.to_owned(),
    }
}

/// The rows of all notes, in their order, each said in the other language too.
pub(super) fn in_both(
    notes: &Diagnostics,
    texts: &dyn Fn(&str) -> Option<Arc<str>>,
    tongue: Tongue,
) -> Vec<Row> {
    let mut rows = rows(notes, texts, tongue);
    for (row, note) in rows.iter_mut().zip(notes.iter()) {
        let Words { message, help } = words(&note.problem, tongue.other());
        row.said_otherwise = Some(visible(&in_one_line(&message, help.as_deref())));
    }
    rows
}

/// The rows of all notes, in their order.
pub(super) fn rows(
    notes: &Diagnostics,
    texts: &dyn Fn(&str) -> Option<Arc<str>>,
    tongue: Tongue,
) -> Vec<Row> {
    // Notes come sorted by file, so one map of lines at a time is enough.
    let mut current: Option<(Arc<str>, Option<Lines>)> = None;
    notes
        .iter()
        .map(|note| {
            let lines = match &current {
                Some((path, lines)) if *path == note.file => lines,
                _ => {
                    let lines = texts(&note.file).map(Lines::of);
                    &current.insert((note.file.clone(), lines)).1
                }
            };
            let first = Position { line: 1, column: 1 };
            let (start, end, text) = match lines {
                Some(lines) => {
                    let span = note.span.within(&lines.text);
                    (
                        lines.position(span.start),
                        lines.position(span.end),
                        Some((lines.text.clone(), span)),
                    )
                }
                None => (first, first, None),
            };
            let Words { message, help } = words(&note.problem, tongue);
            Row {
                path: note.file.clone(),
                start,
                end,
                severity: note.problem.severity(),
                code: note.problem.code(),
                message: visible(&message),
                help: help.map(|help| visible(&help)),
                said_otherwise: None,
                text,
            }
        })
        .collect()
}

/// Distance between two counts that are kept, in bytes.
const STEP: usize = 1024;

/// A text with what it takes to count lines and columns without reading it again from its start.
#[derive(Debug)]
struct Lines {
    text: Arc<str>,
    /// Byte at which each line begins.
    starts: Vec<usize>,
    /// Signs that begin before each multiple of [`STEP`] bytes: a line may be the whole file.
    before: Vec<usize>,
}

impl Lines {
    fn of(text: Arc<str>) -> Lines {
        let mut starts = vec![0];
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        starts.extend(ends.map(|(at, _)| at + 1));
        let mut before = vec![0];
        let mut sum = 0;
        for chunk in text.as_bytes().chunks(STEP) {
            sum += signs(chunk);
            before.push(sum);
        }
        Lines {
            text,
            starts,
            before,
        }
    }

    /// As [`Position::of`]; `at` is on a character boundary inside the text.
    fn position(&self, at: usize) -> Position {
        let line = self.starts.partition_point(|start| *start <= at);
        let start = self.starts[line - 1];
        Position {
            line,
            column: self.signs_before(at) - self.signs_before(start) + 1,
        }
    }

    fn signs_before(&self, at: usize) -> usize {
        let step = at / STEP;
        self.before[step] + signs(&self.text.as_bytes()[step * STEP..at])
    }
}

/// Signs that begin in these bytes of UTF-8.
fn signs(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_those_of_a_count_from_the_start() {
        let text = "Mật ong\r\nchè 🍵\u{2028}x\n\n".repeat(200) + &"ệ".repeat(3_000);
        let lines = Lines::of(text.as_str().into());
        for (at, _) in text.char_indices() {
            assert_eq!(lines.position(at), Position::of(&text, at), "{at}");
        }
        assert_eq!(lines.position(text.len()), Position::of(&text, text.len()));
        assert_eq!(
            Lines::of("".into()).position(0),
            Position { line: 1, column: 1 }
        );
    }
}
