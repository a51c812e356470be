//! `redirects.csv` and `aliases`: old addresses, each at one hop from where it leads.

use crate::catalogue::article::Redirect;
use crate::content::entry::Entry;
use crate::source::diagnostic::Diagnostics;
use crate::source::path::check_site;
use crate::source::problem::Problem;
use crate::source::span::Span;
use crate::source::tree::Tree;
use std::collections::BTreeMap;
use std::sync::Arc;

const FILE: &str = "content/redirects.csv";

/// The rows of `redirects.csv` that are sound.
pub fn rows(tree: &Tree, notes: &mut Diagnostics) -> Vec<Redirect> {
    let Some(source) = tree.get(FILE) else {
        return Vec::new();
    };
    let text = source.text();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut redirects = Vec::new();
    let mut record = csv::StringRecord::new();
    let mut header = true;
    loop {
        let start = usize::try_from(reader.position().byte()).unwrap_or(text.len());
        match reader.read_record(&mut record) {
            Ok(false) => return redirects,
            Ok(true) => {
                let end = usize::try_from(reader.position().byte()).unwrap_or(text.len());
                let line = row_span(text, start, end);
                if header {
                    header = false;
                    let named: Vec<&str> = record.iter().map(str::trim).collect();
                    if named != ["from", "to"] {
                        notes.add(&source.path, line, Problem::RedirectHeader);
                    }
                    continue;
                }
                if let Some(redirect) = row(&record, text, line, &source.path, notes) {
                    redirects.push(redirect);
                }
            }
            Err(_) => {
                let line = row_span(text, start, text.len());
                notes.add(&source.path, line, Problem::RedirectRow { cells: None });
                return redirects;
            }
        }
    }
}

fn row(
    record: &csv::StringRecord,
    text: &str,
    line: Span,
    file: &Arc<str>,
    notes: &mut Diagnostics,
) -> Option<Redirect> {
    let cells: Vec<&str> = record.iter().map(str::trim).collect();
    if cells.iter().any(|cell| cell.contains('\n')) {
        let open = line.start + text[line.range()].find('"').unwrap_or(0);
        let first = text[open..line.end].lines().next().unwrap_or_default();
        let span = Span::new(open, open + first.len());
        notes.add(file, span, Problem::YamlQuoteOpen);
        return None;
    }
    let &[from, to] = cells.as_slice() else {
        let cells = Some(cells.len());
        notes.add(file, line, Problem::RedirectRow { cells });
        return None;
    };
    let mut sound = true;
    let mut at = line.start;
    let mut spans = [line; 2];
    for (index, cell) in [from, to].into_iter().enumerate() {
        // A cell with doubled quotes stands in the text otherwise than it reads; then the whole row is meant.
        if let Some(before) = text[at..line.end].find(cell) {
            let start = at + before;
            at = start + cell.len();
            spans[index] = Span::new(start, at);
        }
        let target = if index == 0 {
            cell
        } else {
            cell.split(['?', '#']).next().unwrap_or(cell)
        };
        if let Err(why) = check_site(target) {
            sound = false;
            let found = cell.to_owned();
            notes.add(file, spans[index], Problem::RedirectPath { found, why });
        }
    }
    sound.then(|| Redirect {
        from: from.to_owned(),
        to: to.to_owned(),
        file: file.clone(),
        span: spans[0],
        to_span: spans[1],
    })
}

fn row_span(text: &str, start: usize, end: usize) -> Span {
    let row = &text[start.min(text.len())..end.min(text.len())];
    let lead = row.len() - row.trim_start().len();
    Span::new(start + lead, start + lead + row.trim().len())
}

/// The `aliases` of a record that is published at `to`.
pub fn aliases(entry: &Entry<'_>, to: &str) -> Vec<Redirect> {
    entry
        .record
        .placed_texts("aliases")
        .zip(&entry.alias_places)
        .map(|((_, from), place)| Redirect {
            from: from.to_owned(),
            to: to.to_owned(),
            file: entry.file().clone(),
            span: *place,
            to_span: *place,
        })
        .collect()
}

/// Each old address once, every chain shortened to one hop; loops and double claims are noted.
pub fn flatten(redirects: Vec<Redirect>, notes: &mut Diagnostics) -> Vec<Redirect> {
    let mut by_from: BTreeMap<String, Redirect> = BTreeMap::new();
    for redirect in redirects {
        let key = with_slash(&redirect.from);
        if let Some(other) = by_from.get(&key) {
            let problem = Problem::Twice {
                key: match &*redirect.file {
                    FILE => "from",
                    _ => "aliases",
                },
                found: redirect.from.clone(),
                other: other.file.to_string(),
            };
            notes.add(&redirect.file, redirect.span, problem);
        } else {
            by_from.insert(key, redirect);
        }
    }
    let places: BTreeMap<String, usize> = by_from.keys().cloned().zip(0..).collect();
    let rows: Vec<Redirect> = by_from.into_values().collect();
    let next: Vec<Option<usize>> = rows
        .iter()
        .map(|row| places.get(&with_slash(&row.to)).copied())
        .collect();
    let ends = ends(&next, |circle| {
        // One circle is one fault, told at its first row; rows that lead into it are not to blame.
        let first = circle.iter().map(|at| &rows[*at]);
        if let Some(row) = first.min_by_key(|row| (row.file.clone(), row.span)) {
            let from = row.from.clone();
            notes.add(&row.file, row.span, Problem::RedirectLoop { from });
        }
    });
    rows.iter()
        .zip(ends)
        .filter_map(|(row, end)| {
            let last = &rows[end?];
            Some(Redirect {
                to: last.to.clone(),
                to_span: if last.file == row.file {
                    last.to_span
                } else {
                    row.to_span
                },
                ..row.clone()
            })
        })
        .collect()
}

/// For each row the row its chain ends at; `None` for those that go round. Each row is passed once.
fn ends(next: &[Option<usize>], mut told: impl FnMut(&[usize])) -> Vec<Option<usize>> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        Fresh,
        Passed(usize),
        Known(Option<usize>),
    }
    let mut states = vec![State::Fresh; next.len()];
    for start in 0..next.len() {
        let mut way = Vec::new();
        let mut at = start;
        let end = loop {
            match states[at] {
                State::Known(end) => break end,
                State::Passed(step) => {
                    told(&way[step..]);
                    break None;
                }
                State::Fresh => {}
            }
            states[at] = State::Passed(way.len());
            way.push(at);
            match next[at] {
                Some(following) => at = following,
                None => break Some(at),
            }
        };
        for at in way {
            states[at] = State::Known(end);
        }
    }
    states
        .into_iter()
        .map(|state| match state {
            State::Known(end) => end,
            State::Fresh | State::Passed(_) => None,
        })
        .collect()
}

/// Two spellings of one address: with and without the last slash.
fn with_slash(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let name = path.rsplit('/').next().unwrap_or_default();
    if path.ends_with('/') || name.contains('.') {
        path.to_owned()
    } else {
        format!("{path}/")
    }
}
