//! Where in a file the letters stand that the fonts of the share cards lack.

use crate::site::Site;
use crate::source::diagnostic::{Checked, Diagnostics};
use crate::source::problem::Problem;
use crate::source::span::Span;
use crate::source::tree::{Matter, Tree};

/// The same plan with each such letter told at its place. A plan knows the file and the text, not
/// where in the file the text stands.
pub(super) fn placed<'c>(planned: Checked<Site<'c>>, tree: &Tree) -> Checked<Site<'c>> {
    let mut notes = Diagnostics::default();
    for note in planned.notes.iter() {
        let span = match &note.problem {
            Problem::CardLetter { sign, text } => place(tree, &note.file, text, *sign),
            _ => note.span,
        };
        notes.add(&note.file, span, note.problem.clone());
    }
    Checked {
        value: planned.value,
        notes,
    }
}

/// The letter where the text is first written as it is; else where the letter first stands; else the
/// beginning of the file.
fn place(tree: &Tree, file: &str, text: &str, sign: char) -> Span {
    let Some(Matter::Text(whole)) = tree.get(file).map(|source| &source.matter) else {
        return Span::default();
    };
    let within = whole.find(text).unwrap_or_default();
    let found = whole.get(within..).and_then(|rest| rest.find(sign));
    found.map_or(Span::default(), |at| {
        Span::new(within + at, within + at + sign.len_utf8())
    })
}
