//! What a text that YAML cannot read most likely suffers from, said as an editor sees it.

use crate::source::problem::Problem;
use crate::source::span::Span;

/// The place and kind of the fault, from where the parser stopped and what it says of it.
pub(super) fn explain(text: &str, at: usize, said: &str) -> (Span, Problem) {
    if said.contains("quoted scalar")
        && let Some(open) = opening_quote(text, said)
    {
        return (line_from(text, open), Problem::YamlQuoteOpen);
    }
    if said.contains("more than one document") {
        return (line_from(text, at), Problem::YamlTwoDocuments);
    }
    if let Some(tab) = tab_in_indent(text, at) {
        return (Span::new(tab, tab + 1), Problem::YamlTab);
    }
    if said.contains("mapping values are not allowed")
        && let Some(fault) = colon_in_value(text, at)
    {
        return fault;
    }
    if let Some(fault) = refused_first_sign(text, at) {
        return fault;
    }
    (line_from(text, at), Problem::YamlUnreadable)
}

/// The parser names the opening quote as "quoted scalar at line L column C".
fn opening_quote(text: &str, said: &str) -> Option<usize> {
    let told = &said[said.find("quoted scalar")?..];
    let mut numbers = told
        .split(|sign: char| !sign.is_ascii_digit())
        .filter_map(|word| word.parse::<usize>().ok());
    let (line, column) = (numbers.next()?, numbers.next()?);
    let start = line_start(text, line)?;
    let rest = &text[start..];
    let within = rest
        .char_indices()
        .nth(column.saturating_sub(1))
        .map_or(rest.len(), |(at, _)| at);
    Some(start + within)
}

fn line_start(text: &str, line: usize) -> Option<usize> {
    if line <= 1 {
        return Some(0);
    }
    text.match_indices('\n').nth(line - 2).map(|(at, _)| at + 1)
}

fn line_of(text: &str, at: usize) -> (usize, &str) {
    let at = text.floor_char_boundary(at.min(text.len()));
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let rest = &text[start..];
    let end = rest.find('\n').unwrap_or(rest.len());
    (start, rest[..end].trim_end_matches('\r'))
}

fn line_from(text: &str, at: usize) -> Span {
    let (start, line) = line_of(text, at);
    let end = start + line.trim_end().len();
    let at = at.min(text.len());
    if at < end {
        Span::new(at, end)
    } else {
        Span::new(start + (line.len() - line.trim_start().len()), end)
    }
}

fn tab_in_indent(text: &str, at: usize) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if start > at {
            return None;
        }
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line[..indent].find('\t') {
            return Some(start + tab);
        }
        start += line.len();
    }
    None
}

fn colon_in_value(text: &str, at: usize) -> Option<(Span, Problem)> {
    let (start, line) = line_of(text, at);
    let first = line.find(": ")?;
    let value = line[first + 2..].trim();
    let inner = value.find(':')?;
    let key = line[..first].trim_start();
    if value.starts_with(['"', '\'', '[', '{']) {
        return None;
    }
    let value_start =
        start + first + 2 + (line[first + 2..].len() - line[first + 2..].trim_start().len());
    let write = format!("{key}: {}", quoted(value));
    let span = Span::new(value_start, value_start + value.len());
    let _ = inner;
    Some((span, Problem::YamlColon { write }))
}

/// `@`, `` ` ``, `%`, `*`, `|` and the like may not begin a plain value.
fn refused_first_sign(text: &str, at: usize) -> Option<(Span, Problem)> {
    let (start, line) = line_of(text, at);
    let first = line.find(": ")?;
    let value = line[first + 2..].trim();
    let sign = value.chars().next()?;
    if !matches!(
        sign,
        '@' | '`' | '%' | '*' | '&' | '!' | '|' | '>' | ',' | ']' | '}' | '"' | '\''
    ) {
        return None;
    }
    let value_start = start + line.len() - line[first + 2..].trim_start().len();
    let key = line[..first].trim_start();
    let write = format!("{key}: {}", quoted(value.trim_matches(['"', '\''])));
    Some((
        Span::new(value_start, value_start + value.len()),
        Problem::YamlSign { sign, write },
    ))
}

/// The text as a double-quoted YAML scalar.
pub(crate) fn quoted(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}
