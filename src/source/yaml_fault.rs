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
    let between = said.contains("',' or");
    if between && let Some(open) = quote_closed_late(text, at) {
        return (line_from(text, open), Problem::YamlQuoteOpen);
    }
    if (between || said.contains("mapping values are not allowed"))
        && let Some(fault) = colon_in_value(text, at)
    {
        return fault;
    }
    if let Some(fault) = refused_first_sign(text, at) {
        return fault;
    }
    if let Some(fault) = words_behind_quote(text, at) {
        return fault;
    }
    if (said.contains("',' or") || said.contains("flow"))
        && let Some(open) = open_bracket(text)
    {
        let span = line_from(text, open);
        return (span, Problem::YamlBracketOpen);
    }
    if let Some(span) = odd_indent(text) {
        return (span, Problem::YamlIndent);
    }
    let span = line_from(text, at);
    (span, not_a_field(&text[span.range()]))
}

/// What is wrong with a line that should be `field: value` and is not.
pub(super) fn not_a_field(line: &str) -> Problem {
    let is_name = |sign: char| sign.is_ascii_lowercase() || sign == '_';
    let value = line.trim_start_matches(is_name);
    let key = &line[..line.len() - value.len()];
    let between = value.trim_start_matches([' ', '=']);
    if key.is_empty() || between.is_empty() || between.len() == value.len() || value.contains(':') {
        return Problem::YamlUnreadable;
    }
    Problem::YamlColonMissing {
        key: key.to_owned(),
        write: format!("{key}: {between}"),
    }
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

/// From a place to the end of what is written on its line.
pub(super) fn line_from(text: &str, at: usize) -> Span {
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

/// The value around a place: its start, its text, and the `key: ` or `- ` before it.
fn value_around(text: &str, at: usize) -> Option<(usize, &str, &str)> {
    let (start, line) = line_of(text, at);
    let within = (at - start).min(line.len());
    let within = line.floor_char_boundary(within);
    // The first colon or dash of the line, or of the brackets the place is in.
    let field = line[..within].rfind(['{', '[', ',']).map(|open| open + 1);
    let in_flow = field.is_some_and(|_| line[..within].contains(['{', '[']));
    let from = if in_flow { field.unwrap_or(0) } else { 0 };
    let part = &line[from..];
    let lead = part.len() - part.trim_start().len();
    let mut key_start = from + lead;
    if !in_flow && line[key_start..].starts_with("- ") {
        let inner = &line[key_start + 2..];
        let has_key = inner.find(": ").is_some_and(|colon| {
            inner[..colon]
                .chars()
                .all(|sign| sign.is_ascii_alphanumeric() || sign == '_')
        });
        if !has_key {
            let value = inner.trim();
            return Some((start + line.len() - inner.trim_start().len(), value, "- "));
        }
        key_start += 2 + (inner.len() - inner.trim_start().len());
    }
    let colon = line[key_start..].find(": ")? + key_start;
    let key = line[key_start..colon].trim_matches(['"', '\'']);
    let behind = &line[colon + 2..];
    let value_start = colon + 2 + (behind.len() - behind.trim_start().len());
    let value = &line[value_start..];
    let end = if in_flow {
        value.find([',', '}', ']']).unwrap_or(value.len())
    } else {
        value.len()
    };
    Some((start + value_start, value[..end].trim_end(), key))
}

fn written(key: &str, value: &str) -> String {
    match key {
        "- " => format!("- {}", quoted(value)),
        key => format!("{key}: {}", quoted(value)),
    }
}

fn colon_in_value(text: &str, at: usize) -> Option<(Span, Problem)> {
    let (start, value, key) = value_around(text, at)?;
    if value.starts_with(['"', '\'', '[', '{']) || !(value.contains(": ") || value.ends_with(':')) {
        return None;
    }
    let write = written(key, value);
    Some((
        Span::new(start, start + value.len()),
        Problem::YamlColon { write },
    ))
}

/// `@`, `` ` ``, `%`, `*`, `|` and the like may not begin a plain value.
fn refused_first_sign(text: &str, at: usize) -> Option<(Span, Problem)> {
    let (start, value, key) = value_around(text, at)?;
    let sign = value.chars().next()?;
    if !matches!(
        sign,
        '@' | '`' | '%' | '*' | '&' | '!' | '|' | '>' | ',' | ']' | '}'
    ) {
        return None;
    }
    let write = written(key, value);
    Some((
        Span::new(start, start + value.len()),
        Problem::YamlSign { sign, write },
    ))
}

/// `name: "Mật ong" loại một`: only a part of the value stands in quotes.
fn words_behind_quote(text: &str, at: usize) -> Option<(Span, Problem)> {
    let (start, value, key) = value_around(text, at)?;
    let quote = value
        .chars()
        .next()
        .filter(|sign| matches!(sign, '"' | '\''))?;
    let close = value[1..].find(quote)? + 2;
    if value[close..].trim().is_empty() || value[close..].trim_start().starts_with('#') {
        return None;
    }
    let write = written(key, value);
    Some((
        Span::new(start, start + value.len()),
        Problem::YamlSign { sign: quote, write },
    ))
}

/// The quote that should have ended before: what it holds reads like fields, and a word follows it.
fn quote_closed_late(text: &str, at: usize) -> Option<usize> {
    let mut opened = None;
    let mut last = None;
    for (place, byte) in text.bytes().enumerate().take(at) {
        match (opened, byte) {
            (None, b'"') => opened = Some(place),
            (Some(start), b'"') => {
                last = Some((start, place));
                opened = None;
            }
            _ => {}
        }
    }
    let (start, end) = last?;
    let held = text.get(start + 1..end)?;
    let rest = text.get(end + 1..at)?;
    (rest.trim().is_empty() && held.contains(": ")).then_some(start)
}

/// The innermost bracket that nothing closes.
fn open_bracket(text: &str) -> Option<usize> {
    let mut open = Vec::new();
    let mut quote = None;
    let mut before = b' ';
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(mark), byte) if mark == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if matches!(before, b' ' | b'[' | b'{' | b',') => {
                quote = Some(byte);
            }
            (None, b'[' | b'{') => open.push(at),
            (None, b']' | b'}') => {
                open.pop();
            }
            _ => {}
        }
        before = byte;
    }
    open.pop()
}

/// A line that begins a field at an indent where none may begin.
fn odd_indent(text: &str) -> Option<Span> {
    let mut lines = text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    });
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let (_, first) = lines.find(|(_, line)| !line.trim().is_empty())?;
    let first = indent(first);
    for (start, line) in lines {
        let begins = line.trim_start().split_once(": ").is_some_and(|(key, _)| {
            !key.is_empty()
                && key
                    .chars()
                    .all(|sign| sign.is_alphanumeric() || sign == '_')
        });
        if begins && indent(line) != first {
            return Some(line_from(text, start + indent(line)));
        }
    }
    None
}

/// The text as a double-quoted YAML scalar.
pub(crate) fn quoted(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}
