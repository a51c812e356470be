//! A small site of texts and notes for the tests of the reports.

use super::{Format, Reader, Totals, compose};
use crate::source::diagnostic::Diagnostics;
use crate::source::problem::Problem;
use crate::source::span::Span;
use crate::source::wording::Tongue;
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Debug, Default)]
pub(super) struct Stage {
    texts: BTreeMap<String, Arc<str>>,
    notes: Diagnostics,
}

impl Stage {
    pub(super) fn with(path: &str, text: &str) -> Stage {
        let mut stage = Stage::default();
        stage.texts.insert(path.to_owned(), text.into());
        stage
    }

    pub(super) fn note(&mut self, path: &str, span: Span, problem: Problem) {
        self.notes.add(&path.into(), span, problem);
    }

    /// Notes a number out of range at each place where `found` stands in the text.
    pub(super) fn note_each(&mut self, path: &str, found: &str) {
        let text = self.texts[path].clone();
        for (at, _) in text.match_indices(found) {
            self.note(path, Span::new(at, at + found.len()), stars(found));
        }
    }

    pub(super) fn compose(&self, format: Format, tongue: Tongue) -> String {
        self.compose_with(format, tongue, &Totals::of(&self.notes), false)
    }

    pub(super) fn compose_with(
        &self,
        format: Format,
        tongue: Tongue,
        totals: &Totals,
        colour: bool,
    ) -> String {
        let notes = self.notes.clone().sorted();
        let texts = |path: &str| self.texts.get(path).cloned();
        let reader = Reader {
            tongue,
            colour,
            folder: "",
        };
        compose(format, &notes, &texts, totals, reader)
    }

    pub(super) fn sorted(&self) -> Diagnostics {
        self.notes.clone().sorted()
    }

    pub(super) fn text(&self, path: &str) -> Option<Arc<str>> {
        self.texts.get(path).cloned()
    }

    pub(super) fn totals(&self) -> Totals {
        Totals::of(&self.notes)
    }
}

/// An error that is easy to make.
pub(super) fn stars(found: &str) -> Problem {
    Problem::OutOfRange {
        key: "stars",
        found: found.to_owned(),
        min: "3".to_owned(),
        max: "5".to_owned(),
    }
}

/// A warning that is easy to make.
pub(super) fn alt(file: &str) -> Problem {
    Problem::ImageAlt {
        file: file.to_owned(),
    }
}
