//! What was noticed, where, and what a stage could make all the same.

use crate::source::problem::{Problem, Severity};
use crate::source::span::Span;
use std::sync::Arc;

/// One thing to tell the editor.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// Relative to the site folder, with `/`.
    pub file: Arc<str>,
    /// Where in the file's text; the empty span at 0 for the file as a whole.
    pub span: Span,
    /// What it is.
    pub problem: Problem,
}

/// Everything noticed so far, in no particular order until [`Diagnostics::sorted`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Diagnostics(Vec<Diagnostic>);

/// What a stage could make, and everything it noticed on the way.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Checked<T> {
    /// What could be made of the input; what is broken is left out of it.
    pub value: T,
    /// Everything noticed.
    pub notes: Diagnostics,
}

impl Diagnostics {
    /// Notes one thing.
    pub fn add(&mut self, file: &Arc<str>, span: Span, problem: Problem) {
        self.0.push(Diagnostic {
            file: file.clone(),
            span,
            problem,
        });
    }

    /// Takes over what another stage noticed.
    pub fn append(&mut self, mut other: Diagnostics) {
        self.0.append(&mut other.0);
    }

    /// Whether anything forbids publishing.
    pub fn have_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many of one severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0
            .iter()
            .filter(|note| note.problem.severity() == severity)
            .count()
    }

    /// Those of one severity, in the same order.
    pub fn only(&self, severity: Severity) -> Diagnostics {
        let all = self.0.iter();
        let some = all.filter(|note| note.problem.severity() == severity);
        Diagnostics(some.cloned().collect())
    }

    /// All of them, as collected.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// The same in the order of the report: file, place, code; what was noticed twice stands once.
    pub fn sorted(mut self) -> Diagnostics {
        self.0.sort_by(|a, b| {
            (&a.file, a.span)
                .cmp(&(&b.file, b.span))
                .then_with(|| a.problem.code().cmp(&b.problem.code()))
        });
        self.0.dedup();
        self
    }
}

impl<T> Checked<T> {
    /// A value about which there is nothing to say.
    pub fn clean(value: T) -> Checked<T> {
        Checked {
            value,
            notes: Diagnostics::default(),
        }
    }

    /// Hands the notes over to a running list and gives the value.
    pub fn note(self, notes: &mut Diagnostics) -> T {
        notes.append(self.notes);
        self.value
    }

    /// The same notes with the value turned into another.
    pub fn map<U>(self, turn: impl FnOnce(T) -> U) -> Checked<U> {
        Checked {
            value: turn(self.value),
            notes: self.notes,
        }
    }
}

impl<T> FromIterator<Checked<T>> for Checked<Vec<T>> {
    fn from_iter<I: IntoIterator<Item = Checked<T>>>(items: I) -> Checked<Vec<T>> {
        let mut notes = Diagnostics::default();
        let value = items
            .into_iter()
            .map(|item| item.note(&mut notes))
            .collect();
        Checked { value, notes }
    }
}
