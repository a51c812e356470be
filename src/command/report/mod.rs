//! The report of a build: everything that was noticed, in the form somebody asked for.
//!
//! All of it is a function of the notes, the texts they point into, and a few numbers; printing
//! is left to the caller.

mod capped;
mod excerpt;
mod github;
mod html;
mod human;
mod json;
mod over;
mod phrases;
mod rows;
mod sarif;
#[cfg(test)]
mod stage;
pub(in crate::command) mod visible;

use crate::source::diagnostic::Diagnostics;
use crate::source::problem::Severity;
use crate::source::wording::Tongue;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Who reads the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// A person at a terminal; belongs on stderr.
    #[default]
    Human,
    /// A program (contract, section 9).
    Json,
    /// GitHub, which shows it beside the changed lines.
    Github,
    /// Tools that read SARIF 2.1.0.
    Sarif,
    /// A person without a terminal: one page of HTML.
    Report,
}

/// The numbers of a build that stand in its report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Errors noticed.
    pub errors: usize,
    /// Warnings noticed.
    pub warnings: usize,
    /// Product files read.
    pub products: usize,
    /// Producer files read.
    pub producers: usize,
    /// Products, producers, pages, news and lists published.
    pub published: usize,
    /// The same, not published.
    pub withheld: Withheld,
    /// Files published; `None` when nothing was drawn.
    pub files: Option<usize>,
    /// Their size in bytes; `None` when nothing was drawn.
    pub bytes: Option<u64>,
}

/// Records not published, by reason.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withheld {
    /// Drafts.
    pub drafts: usize,
    /// Those whose day of publication has not come.
    pub scheduled: usize,
}

impl Totals {
    /// The counts of what was noticed; all other numbers are still zero or unknown.
    pub fn of(notes: &Diagnostics) -> Totals {
        Totals {
            errors: notes.count(Severity::Error),
            warnings: notes.count(Severity::Warning),
            ..Totals::default()
        }
    }
}

/// For whom a report is written.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reader<'a> {
    /// The language of messages.
    pub tongue: Tongue,
    /// Whether the terminal shows colours; matters to [`Format::Human`] alone.
    pub colour: bool,
    /// Where the site folder stands in its repository, ending in `/`; empty for the repository itself. Matters to
    /// [`Format::Github`] and [`Format::Sarif`], which are read beside the repository's files.
    pub folder: &'a str,
}

/// Writes the report of `notes`, which are sorted and finished.
///
/// `texts` gives the text of the file at a path, without byte-order mark, as the spans count it;
/// `None` for what is not a text or not there, which is then reported at its first line.
/// The same arguments give the same bytes.
pub fn compose(
    format: Format,
    notes: &Diagnostics,
    texts: &dyn Fn(&str) -> Option<Arc<str>>,
    totals: &Totals,
    reader: Reader<'_>,
) -> String {
    let tongue = reader.tongue;
    let rows = match format {
        Format::Report => rows::in_both(notes, texts, tongue),
        _ => rows::rows(notes, texts, tongue),
    };
    match format {
        Format::Human => human::compose(&rows, totals, tongue, reader.colour),
        Format::Json => json::compose(&rows, totals),
        Format::Github => github::compose(&rows, tongue, reader.folder),
        Format::Sarif => sarif::compose(&rows, tongue, reader.folder),
        Format::Report => html::compose(&rows, totals, tongue),
    }
}

/// Writes the errors among `notes`, which are sorted and finished, as a piece of HTML that is shown
/// over a page of the preview; `keeps` says whether there is one. Warnings stop nothing and are left out.
pub fn over_page(
    notes: &Diagnostics,
    texts: &dyn Fn(&str) -> Option<Arc<str>>,
    keeps: bool,
    tongue: Tongue,
) -> String {
    let errors = notes.only(Severity::Error);
    let rows = rows::rows(&errors, texts, tongue);
    over::compose(&rows, &Totals::of(&errors), keeps, tongue)
}

#[cfg(test)]
mod tests {
    use super::stage::Stage;
    use super::*;
    use crate::source::problem::Problem;
    use crate::source::span::Span;
    use crate::source::wording::samples::samples;

    const FORMATS: [Format; 5] = [
        Format::Human,
        Format::Json,
        Format::Github,
        Format::Sarif,
        Format::Report,
    ];

    #[test]
    fn every_problem_is_reported_in_every_form_twice_the_same() {
        let mut stage = Stage::with("content/a.md", "---\nname: Mật ong\n---\n");
        for problem in samples() {
            stage.note("content/a.md", Span::new(10, 13), problem.clone());
            stage.note("content/không-có.md", Span::default(), problem);
        }
        for format in FORMATS {
            for tongue in [Tongue::Vi, Tongue::En] {
                let first = stage.compose(format, tongue);
                assert!(!first.is_empty());
                assert!(first.ends_with('\n'));
                assert_eq!(first, stage.compose(format, tongue));
            }
        }
    }

    #[test]
    fn a_span_anywhere_or_nowhere_does_not_stop_the_report() {
        let text = "tên: Mật ong\r\n\u{301}\t茶🍵\r\n\nx";
        for start in 0..text.len() + 4 {
            for end in start..text.len() + 4 {
                let mut stage = Stage::with("content/a.md", text);
                stage.note("content/a.md", Span::new(start, end), Problem::YamlTab);
                for format in FORMATS {
                    stage.compose(format, Tongue::Vi);
                }
            }
        }
    }

    #[test]
    fn no_control_or_direction_sign_reaches_a_screen() {
        let bad = "a\u{1b}[31m\u{202e}b\u{9b}c\u{200b}";
        let text = format!("{bad}: 1\n");
        let path = format!("content/{bad}.md");
        let mut stage = Stage::with(&path, &text);
        let problem = Problem::KeyUnknown {
            key: bad.to_owned(),
            near: Some(bad.to_owned()),
        };
        stage.note(&path, Span::new(0, text.len() - 4), problem);
        for format in FORMATS {
            let out = stage.compose(format, Tongue::Vi);
            assert!(
                !out.contains(['\u{1b}', '\u{202e}', '\u{9b}', '\u{200b}']),
                "{format:?}: {out}"
            );
            assert!(out.to_lowercase().contains("202e"), "{format:?}: {out}");
        }
    }
}
