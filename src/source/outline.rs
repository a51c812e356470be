//! Where every value of a YAML text begins, found in one walk of the text.
//!
//! The parser that reads the values keeps no places, and asking it for one place costs a walk of the
//! whole text. This walk follows the same text by its signs alone and knows all places at the end.
//! It gives up (`None`) on what editors do not write: keys that are lists, `? ` keys. A test holds
//! it against the parser's own places.

use crate::source::span::Span;

/// One value: where it begins, and what is inside.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mark {
    /// First byte; for a value that is not written, the byte after its colon, or its dash.
    pub(super) start: usize,
    /// Whether it stands inside `[…]` or `{…}`.
    pub(super) flow: bool,
    pub(super) inside: Inside,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Inside {
    Scalar,
    List(Vec<Mark>),
    Map(Keys),
}

/// The entries of a map in the order written, a key that stands twice twice.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Keys {
    /// Each key without its quotes, and its value.
    pub(super) entries: Vec<(Span, Mark)>,
    /// The same by name, and by place where names are equal.
    sorted: Vec<usize>,
}

impl Keys {
    pub(super) fn new(text: &str, entries: Vec<(Span, Mark)>) -> Keys {
        let mut sorted: Vec<usize> = (0..entries.len()).collect();
        sorted.sort_by_key(|at| (&text[entries[*at].0.range()], *at));
        Keys { entries, sorted }
    }

    /// The `nth` entry (from 0) of this name.
    pub(super) fn find(&self, text: &str, name: &str, nth: usize) -> Option<&(Span, Mark)> {
        let named = |at: &usize| &text[self.entries[*at].0.range()];
        let first = self.sorted.partition_point(|at| named(at) < name);
        let at = self.sorted.get(first + nth)?;
        (named(at) == name).then(|| &self.entries[*at])
    }
}

/// The places of a text, and every anchor and tag met on the way.
#[derive(Debug, Clone, Default)]
pub(super) struct Outline {
    pub(super) root: Option<Mark>,
    /// `&name` and `!name` words before a value.
    pub(super) labels: Vec<Span>,
}

/// The outline of a text; `None` where it is not understood.
pub(super) fn of(text: &str) -> Option<Outline> {
    let mut scan = Scan {
        text,
        bytes: text.as_bytes(),
        at: 0,
        labels: Vec::new(),
        depth: 0,
    };
    scan.blanks();
    if scan.rest().starts_with("---") && scan.ends_word(3) {
        scan.at += 3;
    }
    let root = scan.node(0, None, true)?;
    scan.blanks();
    if scan.rest().starts_with("...") {
        scan.at += 3;
        scan.blanks();
    }
    (scan.at == text.len()).then_some(Outline {
        root: Some(root),
        labels: scan.labels,
    })
}

/// Deeper than the reader allows; an outline is asked for only of what was read.
const DEEPEST: usize = 100;

struct Scan<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    labels: Vec<Span>,
    depth: usize,
}

impl Scan<'_> {
    fn byte(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Whether a word of so many bytes ends here: white space or the end follows.
    fn ends_word(&self, length: usize) -> bool {
        self.byte(length)
            .is_none_or(|byte| byte.is_ascii_whitespace())
    }

    fn column(&self) -> usize {
        self.at - self.line_start()
    }

    fn line_start(&self) -> usize {
        self.text[..self.at].rfind('\n').map_or(0, |at| at + 1)
    }

    /// Passes white space, comments and line ends. Whether a line ended.
    fn blanks(&mut self) -> bool {
        let mut crossed = self.at == 0;
        loop {
            match self.byte(0) {
                Some(b'\n') => {
                    crossed = true;
                    self.at += 1;
                }
                Some(b' ' | b'\t' | b'\r') => self.at += 1,
                Some(b'#') if self.at == 0 || self.bytes[self.at - 1].is_ascii_whitespace() => {
                    self.at += self.rest().find('\n').unwrap_or(self.rest().len());
                }
                _ => return crossed,
            }
        }
    }

    /// A value whose lines are indented by `least` or more. `beside` is the column of the key it
    /// belongs to, at which a list may begin; `compact` allows a map on this very line.
    fn node(&mut self, least: usize, beside: Option<usize>, compact: bool) -> Option<Mark> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let node = self.node_inside(least, beside, compact);
        self.depth -= 1;
        node
    }

    fn node_inside(&mut self, least: usize, beside: Option<usize>, compact: bool) -> Option<Mark> {
        let before = self.at;
        let mut fresh = self.blanks() || compact;
        let mut start = self.at;
        while matches!(self.byte(0), Some(b'&' | b'!')) {
            let length = self.rest().find(char::is_whitespace);
            let length = length.unwrap_or(self.rest().len());
            self.labels.push(Span::new(self.at, self.at + length));
            self.at += length;
            fresh |= self.blanks();
        }
        let labelled = start != self.at;
        if !labelled {
            start = self.at;
        }
        let column = self.column();
        let is_list = self.byte(0) == Some(b'-') && self.ends_word(1);
        let deep_enough = column >= least || (is_list && beside == Some(column));
        let ended = self.byte(0).is_none()
            || (column == 0
                && (self.rest().starts_with("---") || self.rest().starts_with("..."))
                && self.ends_word(3));
        if ended || (fresh && !deep_enough) {
            if !labelled {
                self.at = before;
            }
            return Some(scalar(if labelled { start } else { before }, false));
        }
        let mut node = match self.byte(0)? {
            b'[' | b'{' => {
                let node = self.flow(false)?;
                let line_ends = matches!(self.byte(0), None | Some(b'\n' | b'\r' | b' ' | b'\t'));
                if !line_ends {
                    return None;
                }
                node
            }
            b'|' | b'>' => self.block_text(least),
            b'-' if is_list => self.list(fresh, column)?,
            b'?' if self.ends_word(1) => return None,
            _ => self.scalar_or_map(fresh, column, least)?,
        };
        node.start = start;
        Some(node)
    }

    fn list(&mut self, fresh: bool, column: usize) -> Option<Mark> {
        if !fresh {
            return None;
        }
        let start = self.at;
        let mut items = Vec::new();
        loop {
            let dash = self.at;
            self.at += 1;
            let mut item = self.node(column + 1, None, true)?;
            if item.start == dash + 1 && item.inside == Inside::Scalar {
                item.start = dash;
            }
            items.push(item);
            let end = self.at;
            self.blanks();
            let goes_on =
                self.byte(0) == Some(b'-') && self.ends_word(1) && self.column() == column;
            if !goes_on {
                self.at = end;
                return Some(Mark {
                    start,
                    flow: false,
                    inside: Inside::List(items),
                });
            }
        }
    }

    fn scalar_or_map(&mut self, fresh: bool, column: usize, least: usize) -> Option<Mark> {
        let start = self.at;
        let key = self.word(false)?;
        if !self.colon() {
            if self.bytes[start] != b'"' && self.bytes[start] != b'\'' {
                self.further_lines(least);
            }
            return Some(scalar(start, false));
        }
        if !fresh {
            return None;
        }
        let mut entries = Vec::new();
        let mut key = key;
        loop {
            self.at += 1;
            entries.push((key, self.node(column + 1, Some(column), false)?));
            let end = self.at;
            self.blanks();
            let ended = self.byte(0).is_none() || self.column() < column || {
                let rest = self.rest();
                column == 0 && (rest.starts_with("---") || rest.starts_with("..."))
            };
            if ended {
                self.at = end;
                return Some(Mark {
                    start,
                    flow: false,
                    inside: Inside::Map(Keys::new(self.text, entries)),
                });
            }
            if self.column() != column {
                return None;
            }
            key = self.word(false)?;
            if !self.colon() {
                return None;
            }
        }
    }

    /// Whether a colon that ends a key is next.
    fn colon(&mut self) -> bool {
        let spaces = self.rest().len() - self.rest().trim_start_matches([' ', '\t']).len();
        let is_colon = self.byte(spaces) == Some(b':') && self.ends_word(spaces + 1);
        if is_colon {
            self.at += spaces;
        }
        is_colon
    }

    /// Passes one quoted text or one plain text of this line; gives it without quotes.
    fn word(&mut self, flow: bool) -> Option<Span> {
        let start = self.at;
        if let Some(quote @ (b'"' | b'\'')) = self.byte(0) {
            self.at += 1;
            loop {
                match self.byte(0)? {
                    b'\\' if quote == b'"' => self.at += 2,
                    byte if byte == quote => {
                        self.at += 1;
                        if quote != b'\'' || self.byte(0) != Some(b'\'') {
                            return Some(Span::new(start + 1, self.at - 1));
                        }
                        self.at += 1;
                    }
                    _ => self.at += 1,
                }
            }
        }
        let mut end = start;
        while let Some(byte) = self.byte(0) {
            let stops = match byte {
                b'\n' | b'\r' => true,
                b'#' => self.at > start && self.bytes[self.at - 1].is_ascii_whitespace(),
                b':' => {
                    self.ends_word(1)
                        || (flow && matches!(self.byte(1), Some(b',' | b'[' | b']' | b'{' | b'}')))
                }
                b',' | b'[' | b']' | b'{' | b'}' => flow,
                _ => false,
            };
            if stops {
                break;
            }
            self.at += 1;
            if !byte.is_ascii_whitespace() {
                end = self.at;
            }
        }
        self.at = end;
        (end > start).then(|| Span::new(start, end))
    }

    /// Passes the further lines of a plain text.
    fn further_lines(&mut self, least: usize) {
        loop {
            let end = self.at;
            let rest = self.rest();
            let line_end = rest.find('\n').unwrap_or(rest.len());
            if !rest[..line_end].trim().is_empty() || line_end == rest.len() {
                return;
            }
            self.at += line_end;
            while matches!(self.byte(0), Some(b'\n' | b'\r' | b' ' | b'\t')) {
                self.at += 1;
            }
            let goes_on = self.column() >= least.max(1)
                && !matches!(self.byte(0), None | Some(b'#'))
                && self.word(false).is_some();
            if !goes_on {
                self.at = end;
                return;
            }
        }
    }

    /// Passes a text introduced by `|` or `>`.
    fn block_text(&mut self, least: usize) -> Mark {
        let start = self.at;
        self.at += self.rest().find('\n').unwrap_or(self.rest().len());
        while self.at < self.bytes.len() {
            let line = &self.rest()[1..];
            let length = line.find('\n').unwrap_or(line.len());
            let line = &line[..length];
            let indent = line.len() - line.trim_start_matches(' ').len();
            if !line.trim().is_empty() && indent < least.max(1) {
                break;
            }
            self.at += 1 + length;
        }
        scalar(start, false)
    }

    /// A value inside brackets, or the brackets themselves.
    fn flow(&mut self, inner: bool) -> Option<Mark> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let start = self.at;
        let inside = match self.byte(0)? {
            b'[' => Inside::List(self.flow_list()?),
            b'{' => Inside::Map(self.flow_map()?),
            b'&' | b'!' => {
                let stop = |sign: char| sign.is_whitespace() || ",[]{}".contains(sign);
                let length = self.rest().find(stop).unwrap_or(self.rest().len());
                self.labels.push(Span::new(self.at, self.at + length));
                self.at += length;
                self.blanks();
                self.flow(inner)?.inside
            }
            _ => {
                self.word(true)?;
                Inside::Scalar
            }
        };
        self.depth -= 1;
        Some(Mark {
            start,
            flow: inner,
            inside,
        })
    }

    fn flow_list(&mut self) -> Option<Vec<Mark>> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.blanks();
            match self.byte(0)? {
                b']' => {
                    self.at += 1;
                    return Some(items);
                }
                b',' => self.at += 1,
                _ => {
                    items.push(self.flow(true)?);
                    self.blanks();
                    if !matches!(self.byte(0)?, b',' | b']') {
                        return None;
                    }
                }
            }
        }
    }

    fn flow_map(&mut self) -> Option<Keys> {
        self.at += 1;
        let mut entries = Vec::new();
        loop {
            self.blanks();
            match self.byte(0)? {
                b'}' => {
                    self.at += 1;
                    return Some(Keys::new(self.text, entries));
                }
                b',' => self.at += 1,
                _ => {
                    let quoted = matches!(self.byte(0), Some(b'"' | b'\''));
                    let key = self.word(true)?;
                    self.blanks();
                    let mut value = scalar(self.at, true);
                    if self.byte(0) == Some(b':') && (quoted || self.ends_word(1) || self.closes(1))
                    {
                        self.at += 1;
                        value.start = self.at;
                        self.blanks();
                        if !self.closes(0) {
                            value = self.flow(true)?;
                            self.blanks();
                        }
                    }
                    if !self.closes(0) {
                        return None;
                    }
                    entries.push((key, value));
                }
            }
        }
    }

    fn closes(&self, ahead: usize) -> bool {
        matches!(self.byte(ahead), Some(b',' | b'}' | b']'))
    }
}

fn scalar(start: usize, flow: bool) -> Mark {
    Mark {
        start,
        flow,
        inside: Inside::Scalar,
    }
}
