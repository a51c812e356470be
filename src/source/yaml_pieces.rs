//! A text cut where its fields or items begin, by its lines alone.

use crate::source::span::Span;

/// One piece: a field with its lines, or an item.
pub(super) struct Piece {
    pub(super) span: Span,
    /// The field's name; `None` for an item of a list, or a line that is neither.
    pub(super) key: Option<Span>,
    pub(super) kind: Kind,
}

#[derive(PartialEq, Clone, Copy)]
pub(super) enum Kind {
    Field,
    Item,
    Stray,
}

/// Cuts a part at the lines that stand at the indent of its first line.
pub(super) fn pieces(text: &str, part: Span) -> (Vec<Piece>, usize) {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut indent = None;
    let mut open = Open::default();
    let mut at = part.start;
    while at < part.end {
        let end = text[at..part.end]
            .find('\n')
            .map_or(part.end, |length| at + length + 1);
        let line = &text[at..end];
        let lead = line.len() - line.trim_start_matches(' ').len();
        let start = at + lead;
        let body = line.trim();
        at = end;
        if is_blank(line) || (pieces.is_empty() && body == "---") {
            if let Some(last) = pieces.last_mut() {
                last.span.end = end;
            }
            continue;
        }
        let here = column(text, start);
        let indent = *indent.get_or_insert(here);
        let head = head(text, start, end);
        let tabbed = text[start..end].starts_with('\t') && !pieces.is_empty();
        let begins = here <= indent && !tabbed && (head.is_some() || !open.is_open());
        match pieces.last_mut() {
            Some(last) if !begins => last.span.end = end,
            // A list may stand at the indent of the key it belongs to.
            Some(last)
                if last.kind == Kind::Field
                    && matches!(head, Some((Kind::Item, _)))
                    && is_bare(text, last) =>
            {
                last.span.end = end;
            }
            _ => {
                open = Open::default();
                let (kind, key) = match head {
                    Some(head) if here == indent => head,
                    _ => (Kind::Stray, None),
                };
                pieces.push(Piece {
                    span: Span::new(start, end),
                    key,
                    kind,
                });
            }
        }
        open.pass(line);
    }
    (pieces, indent.unwrap_or(0))
}

/// Whether nothing stands behind the colon of a field.
pub(super) fn is_bare(text: &str, piece: &Piece) -> bool {
    let line = text[piece.span.range()].lines().next();
    let line = line.unwrap_or_default();
    let line = line.find(" #").map_or(line, |at| &line[..at]);
    line.trim_end().ends_with(':')
}

/// Whether a line begins a field, whose name it then gives, or an item.
pub(super) fn head(text: &str, start: usize, end: usize) -> Option<(Kind, Option<Span>)> {
    let line = &text[start..end];
    if line.starts_with("- ") || line.trim_end() == "-" {
        return Some((Kind::Item, None));
    }
    let quote = line
        .chars()
        .next()
        .filter(|sign| matches!(sign, '"' | '\''));
    let (from, to) = match quote {
        Some(quote) => (1, 1 + line[1..].find(quote)?),
        None => (0, line.find(':')?),
    };
    let name = &line[from..to];
    let behind = line[to..].trim_start_matches(['"', '\'']);
    let plain = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '-' | ' ' | '<');
    let is_key = !name.is_empty()
        && name.len() <= 60
        && !name.ends_with(' ')
        && name.chars().all(plain)
        && name.split(' ').count() <= 3
        && !name.starts_with('-')
        && behind.starts_with(':')
        && !behind.starts_with("://");
    is_key.then(|| (Kind::Field, Some(Span::new(start + from, start + to))))
}

/// Quotes and brackets that stand open at the end of a line.
#[derive(Default)]
struct Open {
    quote: Option<u8>,
    brackets: usize,
}

impl Open {
    fn is_open(&self) -> bool {
        self.quote.is_some() || self.brackets > 0
    }

    fn pass(&mut self, line: &str) {
        let mut before = b' ';
        for byte in line.bytes() {
            match (self.quote, byte) {
                (Some(quote), byte) if byte == quote && before != b'\\' => self.quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'') if matches!(before, b' ' | b'[' | b'{' | b',' | b'(') => {
                    self.quote = Some(byte);
                }
                (None, b'#') if before == b' ' => return,
                (None, b'[' | b'{') => self.brackets += 1,
                (None, b']' | b'}') => self.brackets = self.brackets.saturating_sub(1),
                _ => {}
            }
            before = byte;
        }
    }
}

pub(super) fn is_blank(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('#')
}

/// Bytes between a place and the start of its line.
pub(super) fn column(text: &str, at: usize) -> usize {
    at - text[..at].rfind('\n').map_or(0, |end| end + 1)
}
