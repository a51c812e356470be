//! `redirects.csv` and `aliases`: old addresses, each at one hop from where it leads.

use crate::catalogue::article::Redirect;
use crate::content::filed::Filed;
use crate::source::diagnostic::Diagnostics;
use crate::source::path::check_site;
use crate::source::problem::Problem;
use crate::source::span::{LineEnds, Span};
use crate::source::tree::Tree;
use std::collections::BTreeMap;
use std::sync::Arc;

const FILE: &str = "content/redirects.csv";

/// What stands between two columns: a comma; in some spreadsheet programs, where the comma is the
/// sign of fractions, a semicolon, and in what is pasted from a sheet a tab.
fn separator(text: &str) -> char {
    let first = text.trim_start().lines().next().unwrap_or_default();
    [';', '\t']
        .into_iter()
        .find(|sign| !first.contains(',') && first.contains(*sign))
        .unwrap_or(',')
}

/// The rows of `redirects.csv` that are sound. `base_url` is the site's own address, for those who write it along.
pub fn rows(tree: &Tree, base_url: &str, notes: &mut Diagnostics) -> Vec<Redirect> {
    let Some(source) = tree.get(FILE) else {
        return Vec::new();
    };
    let text = source.text();
    let sign = separator(text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(u8::try_from(sign).unwrap_or(b','))
        .from_reader(text.as_bytes());
    let mut redirects = Vec::new();
    let mut record = csv::StringRecord::new();
    let mut header = true;
    let ends = LineEnds::of(text);
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
                    let sound = named == ["from", "to"];
                    if sign != ',' {
                        let write = sound.then(|| "from,to".to_owned());
                        let problem = Problem::RedirectSeparator { sign, write };
                        notes.add(&source.path, line, problem);
                    } else if !sound {
                        notes.add(&source.path, line, Problem::RedirectHeader);
                    }
                    continue;
                }
                let written = Written {
                    text,
                    line,
                    file: &source.path,
                    base_url,
                };
                if let Some(redirect) = written.row(&record, notes) {
                    redirects.push(Redirect {
                        line: ends.line(redirect.span.start),
                        ..redirect
                    });
                }
            }
            Err(_) => {
                let line = row_span(text, start, text.len());
                let problem = Problem::RedirectRow {
                    cells: None,
                    write: None,
                };
                notes.add(&source.path, line, problem);
                return redirects;
            }
        }
    }
}

/// One row as it is written.
struct Written<'a> {
    text: &'a str,
    line: Span,
    file: &'a Arc<str>,
    base_url: &'a str,
}

impl Written<'_> {
    fn row(&self, record: &csv::StringRecord, notes: &mut Diagnostics) -> Option<Redirect> {
        let (text, line, file) = (self.text, self.line, self.file);
        let cells: Vec<&str> = record.iter().map(str::trim).collect();
        if cells.iter().any(|cell| cell.contains('\n')) {
            let open = line.start + text[line.range()].find('"').unwrap_or(0);
            let first = text[open..line.end].lines().next().unwrap_or_default();
            let span = Span::new(open, open + first.len());
            notes.add(file, span, Problem::YamlQuoteOpen);
            return None;
        }
        let &[from, to] = cells.as_slice() else {
            let problem = Problem::RedirectRow {
                cells: Some(cells.len()),
                write: parted_otherwise(&cells),
            };
            notes.add(file, line, problem);
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
                let problem = Problem::RedirectPath {
                    found: cell.to_owned(),
                    why,
                    write: on_this_site(cell, self.base_url),
                };
                notes.add(file, spans[index], problem);
            }
        }
        sound.then(|| Redirect {
            from: from.to_owned(),
            to: to.to_owned(),
            file: file.clone(),
            span: spans[0],
            to_span: spans[1],
            line: 0,
        })
    }
}

/// The row with commas, where its two paths are parted by another sign.
fn parted_otherwise(cells: &[&str]) -> Option<String> {
    let &[only] = cells else {
        return None;
    };
    let (from, to) = only.split_once([';', '\t', ' '])?;
    let (from, to) = (from.trim(), to.trim());
    let both = check_site(from).is_ok() && check_site(to).is_ok();
    both.then(|| format!("{from},{to}"))
}

/// The path of an address that is written with the site's own host in front.
fn on_this_site(written: &str, base_url: &str) -> Option<String> {
    let bare = |url: &str| {
        let url = url.split_once("://").map_or(url, |(_, rest)| rest);
        url.strip_prefix("www.").unwrap_or(url).to_owned()
    };
    let base = bare(base_url);
    let written = bare(written);
    let path = written.strip_prefix(&base).filter(|_| !base.is_empty())?;
    let path = if path.is_empty() { "/" } else { path };
    check_site(path.split(['?', '#']).next().unwrap_or(path)).ok()?;
    Some(path.to_owned())
}

fn row_span(text: &str, start: usize, end: usize) -> Span {
    let row = &text[start.min(text.len())..end.min(text.len())];
    let lead = row.len() - row.trim_start().len();
    Span::new(start + lead, start + lead + row.trim().len())
}

/// The `aliases` of a record that is published at `to`.
pub(super) fn aliases(entry: &Filed, to: &str) -> Vec<Redirect> {
    entry
        .record
        .placed_texts("aliases")
        .zip(&entry.alias_places)
        .map(|((_, from), (place, line))| Redirect {
            from: from.to_owned(),
            to: to.to_owned(),
            file: entry.file().clone(),
            span: *place,
            to_span: *place,
            line: *line,
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
                line: (other.file == redirect.file).then_some(other.line),
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
