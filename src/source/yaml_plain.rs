//! YAML as nearly everybody writes it, read in one walk: keys of plain letters, texts of one line,
//! lists by dashes or on one line.
//!
//! Front matter is hardly ever more than that, and the parser, which has to be ready for all of YAML,
//! takes ten times as long for it. Whatever is the least out of the ordinary (a comment behind a value, a
//! backslash, a text over several lines, a key that stands twice, a fault) is left to the parser:
//! `None` says nothing but that. A test holds what is read here against the parser.

use crate::source::yaml::{Budget, Node};

/// Values inside each other; fewer than any budget allows.
const DEEPEST: usize = 8;

/// The longest key; the parser allows far more.
const LONGEST_KEY: usize = 64;

/// The values of a text; `None` where the parser is to be asked.
pub(super) fn read(text: &str, budget: Budget) -> Option<Node> {
    if budget.depth < DEEPEST || !all_ordinary(text) {
        return None;
    }
    let mut walk = Walk {
        text,
        bytes: text.as_bytes(),
        at: 0,
        left: budget.nodes,
    };
    let (column, at) = walk.line()?;
    if column != 0 {
        return None;
    }
    walk.at = at;
    let node = walk.block(0, 0)?;
    walk.line().is_none().then_some(node)
}

struct Walk<'a> {
    text: &'a str,
    bytes: &'a [u8],
    /// In front of a value, or at the beginning of a line.
    at: usize,
    /// Values that the budget still allows.
    left: usize,
}

impl<'a> Walk<'a> {
    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// The next line that holds something: its column, and where it begins behind its spaces. Remarks
    /// and empty lines before it are passed.
    fn line(&mut self) -> Option<(usize, usize)> {
        loop {
            let spaces = self.spaces(self.at);
            match self.byte(spaces)? {
                b'\n' => self.at = spaces + 1,
                b'#' => self.at = (self.line_end(spaces) + 1).min(self.bytes.len()),
                _ => return Some((spaces - self.at, spaces)),
            }
        }
    }

    /// The first byte from here on that is no space.
    fn spaces(&self, from: usize) -> usize {
        let rest = self.bytes.get(from..).unwrap_or_default();
        from + rest.iter().take_while(|byte| **byte == b' ').count()
    }

    fn line_end(&self, from: usize) -> usize {
        let rest = self.bytes.get(from..).unwrap_or_default();
        let length = rest.iter().position(|byte| *byte == b'\n');
        from + length.unwrap_or(rest.len())
    }

    fn count(&mut self) -> Option<()> {
        self.left = self.left.checked_sub(1)?;
        Some(())
    }

    /// Whether an item of a list begins here.
    fn is_dash(&self, at: usize) -> bool {
        self.byte(at) == Some(b'-') && self.byte(at + 1) == Some(b' ')
    }

    /// The key that begins here, and where it ends; its colon follows, and a space or the line's end.
    fn key(&self, at: usize) -> Option<(&'a str, usize)> {
        let rest = self.bytes.get(at..)?;
        let is_letter = |byte: &u8| byte.is_ascii_lowercase() || *byte == b'_';
        let length = rest
            .iter()
            .take_while(|byte| is_letter(byte) || byte.is_ascii_digit())
            .count();
        let end = at + length;
        let ends =
            self.byte(end) == Some(b':') && matches!(self.byte(end + 1), None | Some(b' ' | b'\n'));
        let key = self.text.get(at..end)?;
        (ends && length <= LONGEST_KEY && rest.first().is_some_and(is_letter) && key != "null")
            .then_some((key, end + 1))
    }

    /// A map or a list over lines of one column, whose first begins here.
    fn block(&mut self, column: usize, depth: usize) -> Option<Node> {
        if depth > DEEPEST {
            return None;
        }
        self.count()?;
        if self.is_dash(self.at) {
            self.list(column, depth)
        } else {
            self.map(column, depth)
        }
    }

    fn list(&mut self, column: usize, depth: usize) -> Option<Node> {
        let mut items = Vec::new();
        loop {
            let begin = self.spaces(self.at + 1);
            let inside = column + begin - self.at;
            self.at = begin;
            if self.key(begin).is_some() {
                items.push(self.block(inside, depth + 1)?);
            } else {
                items.push(self.one_line(depth + 1)?);
            }
            match self.line() {
                Some((other, _)) if other > column => return None,
                Some((other, at)) if other == column && self.is_dash(at) => self.at = at,
                _ => return Some(Node::List(items)),
            }
        }
    }

    fn map(&mut self, column: usize, depth: usize) -> Option<Node> {
        let mut entries: Vec<(String, Node)> = Vec::with_capacity(8);
        loop {
            let (key, behind) = self.key(self.at)?;
            if entries.iter().any(|(known, _)| known == key) {
                return None;
            }
            self.at = self.spaces(behind);
            let value = if matches!(self.byte(self.at), None | Some(b'\n')) {
                self.below(column, depth + 1)?
            } else {
                self.one_line(depth + 1)?
            };
            entries.push((key.to_owned(), value));
            match self.line() {
                Some((other, _)) if other > column => return None,
                Some((other, at)) if other == column => self.at = at,
                _ => return Some(Node::Map(entries)),
            }
        }
    }

    /// The value of a key behind which nothing stands.
    fn below(&mut self, column: usize, depth: usize) -> Option<Node> {
        match self.line() {
            Some((other, at)) if other > column || (other == column && self.is_dash(at)) => {
                self.at = at;
                self.block(other, depth)
            }
            _ => {
                self.count()?;
                Some(Node::Null)
            }
        }
    }

    /// A value that ends with its line.
    fn one_line(&mut self, depth: usize) -> Option<Node> {
        let end = self.line_end(self.at);
        let node = match self.byte(self.at)? {
            b'"' | b'\'' => self.quoted()?,
            b'[' | b'{' => self.brackets(depth)?,
            _ => {
                let text = self.text.get(self.at..end)?.trim_end_matches(' ');
                self.count()?;
                self.at = end;
                plain(text, |_| false)?
            }
        };
        self.at = self.spaces(self.at);
        match self.byte(self.at) {
            None => {}
            Some(b'\n') => self.at += 1,
            Some(_) => return None,
        }
        Some(node)
    }

    /// A text between quotes in which every sign stands for itself.
    fn quoted(&mut self) -> Option<Node> {
        self.count()?;
        let quote = self.byte(self.at)?;
        let rest = self.text.get(self.at + 1..)?;
        let length = rest.bytes().position(|byte| byte == quote)?;
        let inside = rest.get(..length)?;
        let doubled = rest.as_bytes().get(length + 1) == Some(&quote);
        if doubled || inside.contains('\n') || (quote == b'"' && inside.contains('\\')) {
            return None;
        }
        self.at += length + 2;
        Some(Node::Text(inside.to_owned()))
    }

    /// A list or a map between brackets that closes on its line.
    fn brackets(&mut self, depth: usize) -> Option<Node> {
        if depth > DEEPEST {
            return None;
        }
        self.count()?;
        let is_map = self.byte(self.at)? == b'{';
        let close = if is_map { b'}' } else { b']' };
        let mut items = Vec::new();
        let mut entries: Vec<(String, Node)> = Vec::new();
        self.at = self.spaces(self.at + 1);
        if self.byte(self.at)? != close {
            loop {
                if is_map {
                    let (key, behind) = self.key(self.at)?;
                    if entries.iter().any(|(known, _)| known == key) {
                        return None;
                    }
                    self.at = self.spaces(behind);
                    let value = self.inside_brackets(depth + 1)?;
                    entries.push((key.to_owned(), value));
                } else {
                    items.push(self.inside_brackets(depth + 1)?);
                }
                self.at = self.spaces(self.at);
                match self.byte(self.at)? {
                    b',' => self.at = self.spaces(self.at + 1),
                    byte if byte == close => break,
                    _ => return None,
                }
            }
        }
        self.at += 1;
        Some(if is_map {
            Node::Map(entries)
        } else {
            Node::List(items)
        })
    }

    fn inside_brackets(&mut self, depth: usize) -> Option<Node> {
        match self.byte(self.at)? {
            b'"' | b'\'' => self.quoted(),
            b'[' | b'{' => self.brackets(depth),
            _ => {
                self.count()?;
                let rest = self.text.get(self.at..)?;
                let length = rest.find([',', ']', '}', '\n'])?;
                let text = rest.get(..length)?.trim_end_matches(' ');
                self.at += length;
                plain(text, |byte| {
                    matches!(byte, b'[' | b'{' | b'?' | b'"' | b'\'')
                })
            }
        }
    }
}

/// A text without quotes; `None` where it begins like something else, or holds what may end it or, among
/// brackets, what is `strange` there.
fn plain(text: &str, strange: impl Fn(u8) -> bool) -> Option<Node> {
    let bytes = text.as_bytes();
    let first = *bytes.first()?;
    if first.is_ascii_punctuation() && !matches!(first, b'(' | b'/' | b'_' | b'~') {
        return None;
    }
    let ends = |pair: &[u8]| matches!(pair, [b':', b' '] | [b' ', b'#']);
    if bytes.last() == Some(&b':')
        || bytes.iter().any(|byte| strange(*byte))
        || bytes.windows(2).any(ends)
    {
        return None;
    }
    Some(match text {
        "~" | "null" | "Null" | "NULL" => Node::Null,
        "true" | "True" | "TRUE" => Node::Bool(true),
        "false" | "False" | "FALSE" => Node::Bool(false),
        _ if first.is_ascii_digit() => return number(text),
        _ => Node::Text(text.to_owned()),
    })
}

/// A text that begins with a digit: a number, or a text such as `16000/QĐ` or `2026-03-10`. Digits behind
/// a zero are a text.
fn number(text: &str) -> Option<Node> {
    let bytes = text.as_bytes();
    if bytes.iter().all(u8::is_ascii_digit) {
        if bytes.len() > 1 && bytes.first() == Some(&b'0') {
            return Some(Node::Text(text.to_owned()));
        }
        return (bytes.len() <= 18)
            .then(|| text.parse().ok())
            .flatten()
            .map(Node::Int);
    }
    // `0x1F`, `0o17`, `0b1`.
    if matches!(bytes, [b'0', b'x' | b'o' | b'b', ..]) {
        return None;
    }
    Some(match text.parse::<f64>() {
        Ok(number) if number.is_finite() => Node::Float(number),
        _ => Node::Text(text.to_owned()),
    })
}

/// Whether lines end by a line feed alone and the parser takes every other sign as it stands: no control
/// sign, no other end of a line, which would end a remark too, no mark of the order of bytes.
fn all_ordinary(text: &str) -> bool {
    let mut last = [0_u8; 2];
    text.bytes().all(|byte| {
        let strange = match (last, byte) {
            (_, b'\n') => false,
            (_, 0..b' ' | 0x7F | 0xEF) => true,
            ([_, 0xC2], 0x80..=0x9F) => true,
            ([0xE2, 0x80], 0xA8 | 0xA9) => true,
            _ => false,
        };
        last = [last[1], byte];
        !strange
    })
}

#[cfg(test)]
mod tests;
