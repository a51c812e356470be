//! Loops that write a text of their own in each turn, and so are bounded by what a page may hold.

use crate::render::pieces::{Kind, Piece};
use std::collections::BTreeSet;

/// Which loops write a text in each turn.
#[derive(Debug, Default)]
pub(crate) struct OwnTexts {
    /// What is open, the innermost last: whether it is a loop, in no part of which there is a choice.
    open: Vec<bool>,
    /// The bodies of those that do, by their numbers.
    found: BTreeSet<usize>,
    /// A turn may end before its text.
    leaps: bool,
}

impl OwnTexts {
    /// Takes a text of the body with this number.
    pub(crate) fn text(&mut self, text: &Piece<'_>, body: usize) {
        let in_each_turn = self.open.last().is_some_and(|in_each_turn| *in_each_turn);
        // White space may be taken away by a tag beside it.
        if in_each_turn && text.kind == Kind::Html && !text.text.trim().is_empty() {
            self.found.insert(body);
        }
    }

    /// Takes a statement, by its first word.
    pub(crate) fn statement(&mut self, word: &str) {
        match word {
            "for" => self.open.push(true),
            "if" | "block" | "component" => self.open.push(false),
            // What a loop draws instead of turns.
            "else" => {
                if let Some(in_each_turn) = self.open.last_mut() {
                    *in_each_turn = false;
                }
            }
            "endfor" | "endif" | "endblock" | "endcomponent" => {
                self.open.pop();
            }
            "break" | "continue" => self.leaps = true,
            _ => {}
        }
    }

    /// The bodies of the loops that write a text in each turn.
    pub(crate) fn bounded(self) -> BTreeSet<usize> {
        if self.leaps {
            return BTreeSet::new();
        }
        self.found
    }
}
