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
            Err(error) => {
                let why = error.to_string();
                let line = row_span(text, start, text.len());
                notes.add(&source.path, line, Problem::RedirectRow { why });
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
    let &[from, to] = cells.as_slice() else {
        let why = format!("{} ô", cells.len());
        notes.add(file, line, Problem::RedirectRow { why });
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
        if check_site(target).is_err() {
            sound = false;
            let found = cell.to_owned();
            notes.add(file, spans[index], Problem::RedirectPath { found });
        }
    }
    sound.then(|| Redirect {
        from: from.to_owned(),
        to: to.to_owned(),
        file: file.clone(),
        span: spans[0],
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
                key: "from",
                found: redirect.from.clone(),
                other: other.file.to_string(),
            };
            notes.add(&redirect.file, redirect.span, problem);
        } else {
            by_from.insert(key, redirect);
        }
    }
    let mut flat = Vec::with_capacity(by_from.len());
    for redirect in by_from.values() {
        let mut to = &redirect.to;
        let mut hops = 0;
        while let Some(next) = by_from.get(&with_slash(to)) {
            to = &next.to;
            hops += 1;
            if hops > by_from.len() {
                break;
            }
        }
        if hops > by_from.len() {
            let from = redirect.from.clone();
            notes.add(
                &redirect.file,
                redirect.span,
                Problem::RedirectLoop { from },
            );
            continue;
        }
        flat.push(Redirect {
            to: to.clone(),
            ..redirect.clone()
        });
    }
    flat
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
