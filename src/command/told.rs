//! What of a report is new: after a save nobody wants to read again what stood there before.

use crate::command::args::Lang;
use crate::source::diagnostic::{Diagnostic, Diagnostics};
use crate::source::problem::Severity;
use std::cmp::Ordering;
use std::collections::HashMap;

/// What was told last; nothing at first.
#[derive(Debug, Default)]
pub(super) struct Told(Option<Diagnostics>);

/// A state against the one before.
#[derive(Debug, Default)]
pub(super) struct News {
    /// What was not told before, in the order of the report.
    pub(super) new: Diagnostics,
    as_before: Count,
    gone: Count,
}

#[derive(Debug, Default, Clone, Copy, PartialEq)]
struct Count {
    errors: usize,
    warnings: usize,
}

impl Told {
    /// What is new of these notes, which are in the order of the report; `None` the first time.
    pub(super) fn news(&mut self, now: &Diagnostics) -> Option<News> {
        let before = self.0.replace(now.clone())?;
        let mut news = News::default();
        let (old, new) = apart(&before, now, &mut news.as_before);
        // Lines move when something above them is written: there the place says nothing.
        let mut moved: HashMap<(&str, String), usize> = HashMap::new();
        for note in &old {
            *moved.entry(known(note)).or_default() += 1;
        }
        for note in new {
            match moved.get_mut(&known(note)) {
                Some(left) if *left > 0 => {
                    *left -= 1;
                    news.as_before.take(note);
                }
                _ => news.new.add(&note.file, note.span, note.problem.clone()),
            }
        }
        for note in &old {
            if let Some(left) = moved.get_mut(&known(note)).filter(|left| **left > 0) {
                *left -= 1;
                news.gone.take(note);
            }
        }
        Some(news)
    }
}

/// By what a note is the same in another place of its file.
fn known(note: &Diagnostic) -> (&str, String) {
    (&note.file, format!("{:?}", note.problem))
}

/// What only the one and only the other has; both are in the order of the report.
fn apart<'n>(
    old: &'n Diagnostics,
    new: &'n Diagnostics,
    same: &mut Count,
) -> (Vec<&'n Diagnostic>, Vec<&'n Diagnostic>) {
    let place = |note: &'n Diagnostic| (&note.file, note.span, note.problem.code());
    let (mut only_old, mut only_new) = (Vec::new(), Vec::new());
    let (mut olds, mut news) = (old.iter().peekable(), new.iter().peekable());
    while let (Some(a), Some(b)) = (olds.peek(), news.peek()) {
        match place(a).cmp(&place(b)) {
            Ordering::Less => only_old.extend(olds.next()),
            Ordering::Greater => only_new.extend(news.next()),
            Ordering::Equal if a.problem == b.problem => {
                same.take(a);
                olds.next();
                news.next();
            }
            Ordering::Equal => {
                only_old.extend(olds.next());
                only_new.extend(news.next());
            }
        }
    }
    only_old.extend(olds);
    only_new.extend(news);
    (only_old, only_new)
}

impl News {
    /// How many are as before and how many are no more; empty where neither is.
    pub(super) fn line(&self, lang: Lang) -> String {
        let (before, gone) = (self.as_before.said(lang), self.gone.said(lang));
        let parts = match lang {
            Lang::Vi => [("Như trước", before), ("Đã hết", gone)],
            Lang::En => [("As before", before), ("No longer there", gone)],
        };
        let said = parts.into_iter().filter(|(_, count)| !count.is_empty());
        let said: Vec<String> = said
            .map(|(what, count)| format!("{what}: {count}."))
            .collect();
        match said.is_empty() {
            true => String::new(),
            false => format!("{}\n", said.join(" ")),
        }
    }
}

impl Count {
    fn take(&mut self, note: &Diagnostic) {
        match note.problem.severity() {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
        }
    }

    /// `2 lỗi, 31 nhắc`, without what is none.
    fn said(self, lang: Lang) -> String {
        let words = match (lang, self.errors, self.warnings) {
            (Lang::Vi, ..) => ["lỗi", "nhắc"],
            (Lang::En, errors, warnings) => [
                if errors == 1 { "error" } else { "errors" },
                if warnings == 1 { "warning" } else { "warnings" },
            ],
        };
        let counts = [self.errors, self.warnings].into_iter().zip(words);
        let said: Vec<String> = counts
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        said.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::problem::Problem;
    use crate::source::span::Span;

    fn notes(all: &[(&str, usize, Problem)]) -> Diagnostics {
        let mut notes = Diagnostics::default();
        for (file, at, problem) in all {
            notes.add(&(*file).into(), Span::new(*at, *at), problem.clone());
        }
        notes.sorted()
    }

    fn alt(file: &str) -> Problem {
        Problem::ImageAlt {
            file: file.to_owned(),
        }
    }

    #[test]
    fn the_first_state_is_told_whole_and_then_only_what_is_new() {
        let mut told = Told::default();
        let (link, seen) = (
            Problem::PageUnlinked,
            Problem::PriceOld {
                seen: "2020".to_owned(),
            },
        );
        let first = [
            ("a", 5, alt("x")),
            ("a", 9, alt("y")),
            ("b", 0, seen.clone()),
        ];
        assert!(told.news(&notes(&first)).is_none());
        let news = told.news(&notes(&first)).expect("a second");
        assert_eq!(news.new, Diagnostics::default());
        assert_eq!(news.line(Lang::Vi), "Như trước: 3 nhắc.\n");
        // A line above moves two, one of them goes, one more of the same comes.
        let second = [
            ("a", 7, alt("x")),
            ("a", 8, alt("x")),
            ("b", 0, seen),
            ("c", 0, link),
        ];
        let news = told.news(&notes(&second)).expect("a third");
        let new: Vec<(&str, &Problem)> = news
            .new
            .iter()
            .map(|note| (&*note.file, &note.problem))
            .collect();
        assert_eq!(new, [("a", &alt("x")), ("c", &Problem::PageUnlinked)]);
        assert_eq!(news.line(Lang::Vi), "Như trước: 2 nhắc. Đã hết: 1 nhắc.\n");
        assert_eq!(
            news.line(Lang::En),
            "As before: 2 warnings. No longer there: 1 warning.\n"
        );
        let news = told.news(&Diagnostics::default()).expect("a fourth");
        assert_eq!(news.line(Lang::En), "No longer there: 4 warnings.\n");
        assert_eq!(
            told.news(&Diagnostics::default())
                .expect("a fifth")
                .line(Lang::Vi),
            ""
        );
    }
}
