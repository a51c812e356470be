//! Texts of a field table: their length and form, their quotes, and what a comment cuts off.

use crate::content::fields::Checker;
use crate::content::meant;
use crate::content::value::Value;
use crate::source::path;
use crate::source::problem::Problem;
use crate::source::span::Span;
use crate::source::yaml::{Node, Step, quoted};
use crate::text::fold::clean;
use crate::text::near::nearest;
use crate::text::suspect;

impl Checker<'_, '_> {
    /// A text as it is kept, or a note that it is none.
    pub(super) fn plain(&mut self, key: &'static str, node: &Node) -> Option<String> {
        match node {
            Node::Text(text) => {
                let text = clean(text);
                if suspect::shows_nothing(&text) {
                    self.note(Problem::Empty { key });
                    return None;
                }
                Some(text)
            }
            Node::Null => {
                self.note(Problem::Empty { key });
                None
            }
            Node::Unread => None,
            Node::Map(_) if self.is_item() && !self.raw().starts_with(['{', '-']) => {
                let span = self.document.place(&self.path);
                let line = self.document.text[span.start..].lines().next();
                let line = line.unwrap_or_default().trim_end();
                let problem = Problem::YamlColon {
                    write: format!("- {}", quoted(line)),
                };
                let span = Span::new(span.start, span.start + line.len());
                self.notes.add(self.document.file, span, problem);
                None
            }
            _ => {
                let found = self.raw();
                let slot = self.slot();
                self.note(Problem::NotText { key, found, slot });
                None
            }
        }
    }

    pub(super) fn is_item(&self) -> bool {
        matches!(self.path.last(), Some(Step::Index(_)))
    }

    /// Codes are quoted: other programs read digits as a number and drop their zeros.
    pub(super) fn quoted_digits(&mut self, key: &'static str, node: &Node) -> Option<()> {
        let Node::Text(text) = node else {
            return Some(());
        };
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if digits && text.starts_with('0') {
            let found = self.raw();
            if !found.starts_with(['"', '\'']) {
                let slot = self.slot();
                self.note(Problem::NotText { key, found, slot });
                return None;
            }
        }
        Some(())
    }

    /// Warns of a `#` that cuts a text off.
    pub(super) fn cut_off(&mut self, key: &'static str) {
        if !self.document.comments {
            return;
        }
        let Some(cut) = self.document.cut_off(&self.path) else {
            return;
        };
        let raw = self.raw();
        // Behind a closing quote stands a comment that is meant as one.
        if raw.starts_with(['"', '\'', '|', '>']) {
            return;
        }
        let whole = quoted(format!("{raw} {cut}").trim());
        let write = if self.is_item() {
            format!("- {whole}")
        } else {
            format!("{key}: {whole}")
        };
        let cut = cut.to_owned();
        let span = self.document.place(&self.path);
        let from = span.end + self.document.text[span.end..].find('#').unwrap_or(0);
        let span = Span::new(from, from + cut.len());
        self.notes.add(
            self.document.file,
            span,
            Problem::CutOff { key, cut, write },
        );
    }

    pub(super) fn text(
        &mut self,
        key: &'static str,
        min: usize,
        max: usize,
        lines: bool,
        node: &Node,
    ) -> Option<Value> {
        let text = self.plain(key, node)?;
        self.cut_off(key);
        if !lines && text.contains(['\n', '\r']) {
            self.note(Problem::ManyLines { key });
            return None;
        }
        let found = text.chars().count();
        if found > max {
            self.note(Problem::TooLong { key, found, max });
            return None;
        }
        if found < min {
            self.note(Problem::TooShort { key, found, min });
            return None;
        }
        Some(Value::Text(text))
    }

    pub(super) fn formed(
        &mut self,
        key: &'static str,
        node: &Node,
        fits: impl Fn(&str) -> bool,
        problem: impl FnOnce(String) -> Problem,
    ) -> Option<Value> {
        let text = self.plain(key, node)?;
        if fits(&text) {
            return Some(Value::Text(text));
        }
        self.note(problem(text));
        None
    }

    /// A word out of a list.
    pub(super) fn word(
        &mut self,
        key: &'static str,
        allowed: &[&str],
        node: &Node,
    ) -> Option<Value> {
        // `cards: false` is a word to whoever wrote it.
        let found = match node {
            Node::Bool(_) | Node::Int(_) | Node::Float(_) => self.raw(),
            _ => self.plain(key, node)?,
        };
        if allowed.contains(&found.as_str()) {
            if !matches!(node, Node::Text(_)) {
                let slot = self.slot();
                self.note(Problem::NotText { key, found, slot });
                return None;
            }
            return Some(Value::Text(found));
        }
        let near = nearest(&found, allowed.iter().copied())
            .or_else(|| meant::yes_or_no(&found, allowed))
            .map(str::to_owned);
        self.note(Problem::NotOneOf {
            key,
            found,
            // A grade that is read only to be refused is no advice.
            allowed: match key {
                "grade" => "A, B, C".to_owned(),
                _ => allowed.join(", "),
            },
            near,
        });
        None
    }

    pub(super) fn checked_path(
        &mut self,
        key: &'static str,
        node: &Node,
        rule: impl Fn(&str) -> Result<(), path::BadPath>,
    ) -> Option<Value> {
        let found = self.plain(key, node)?;
        match rule(&found) {
            Ok(()) => Some(Value::Text(found)),
            Err(why) => {
                self.note(Problem::BadPathField { key, found, why });
                None
            }
        }
    }
}
