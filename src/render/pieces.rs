//! The pieces of a template: what is the engine's, and what is HTML. The one place that knows where a
//! tag of the engine begins and ends.

use crate::source::span::Span;

/// What a piece is to the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Text and elements without any tag of the engine.
    Html,
    /// `{{ … }}`; or a raw part as a whole, which is text too.
    Word,
    /// `{% … %}`
    Statement,
    /// `{# … #}`, which draws nothing.
    Comment,
}

/// A piece of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece<'a> {
    /// What it is.
    pub(crate) kind: Kind,
    /// Its first byte in the template.
    pub(crate) at: usize,
    /// The piece as written.
    pub(crate) text: &'a str,
    /// Whether its end is there; an unfinished tag runs to the end of the template.
    pub(crate) ended: bool,
}

/// The whole template, piece by piece.
pub(crate) fn pieces(template: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &template[at..];
        if rest.is_empty() {
            return None;
        }
        let (kind, end) = match rest.as_bytes() {
            [b'{', b'#', ..] => (Kind::Comment, rest.find("#}").map(|end| end + 2)),
            [b'{', b'{', ..] => (Kind::Word, end_of(rest, 2, "}}")),
            [b'{', b'%', ..] => match end_of(rest, 2, "%}") {
                Some(end) if statement(&rest[..end]).0 == "raw" => {
                    (Kind::Word, end_of_raw(rest, end))
                }
                end => (Kind::Statement, end),
            },
            _ => (Kind::Html, Some(next_tag(rest).unwrap_or(rest.len()))),
        };
        let piece = Piece {
            kind,
            at,
            text: &rest[..end.unwrap_or(rest.len())],
            ended: end.is_some(),
        };
        at += piece.text.len();
        Some(piece)
    })
}

impl<'a> Piece<'a> {
    /// Where it stands in the template.
    pub(crate) fn span(&self) -> Span {
        Span::new(self.at, self.at + self.text.len())
    }

    /// A statement's first word and what follows it; empty for other pieces.
    pub(crate) fn statement(&self) -> (&'a str, &'a str) {
        match self.kind {
            Kind::Statement => statement(self.text),
            _ => ("", ""),
        }
    }

    /// The part that it includes, where it does that and nothing else.
    pub(crate) fn included(&self) -> Option<&'a str> {
        let inside = self.text.strip_prefix("{% include \"")?;
        let name = inside.strip_suffix("\" %}")?;
        (self.kind == Kind::Statement && !name.contains('"')).then_some(name)
    }

    /// Whether it takes away the white space after it.
    pub(crate) fn trims(&self) -> bool {
        self.text.ends_with("-%}") || self.text.ends_with("-}}")
    }
}

fn statement(tag: &str) -> (&str, &str) {
    let inside = tag.strip_prefix("{%").unwrap_or(tag);
    let inside = inside.strip_suffix("%}").unwrap_or(inside);
    let inside = inside.trim_matches('-').trim_start();
    let sign = |sign: char| !sign.is_ascii_alphanumeric() && sign != '_';
    inside.split_at(inside.find(sign).unwrap_or(inside.len()))
}

/// Where the next tag of any kind begins.
fn next_tag(text: &str) -> Option<usize> {
    text.as_bytes()
        .windows(2)
        .position(|pair| pair[0] == b'{' && matches!(pair[1], b'{' | b'%' | b'#'))
}

/// One past `close`, strings passed over.
fn end_of(text: &str, from: usize, close: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        match bytes[at] {
            quote @ (b'"' | b'\'' | b'`') => {
                at += 1;
                while at < bytes.len() && bytes[at] != quote {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                at += 1;
            }
            _ if bytes[at..].starts_with(close.as_bytes()) => return Some(at + close.len()),
            _ => at += 1,
        }
    }
    None
}

/// One past the tag that ends a raw part.
fn end_of_raw(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(open) = text[at..].find("{%") {
        at += open + 2;
        let inside = text[at..].trim_start_matches('-').trim_start();
        if inside.starts_with("endraw") {
            return end_of(text, at, "%}");
        }
    }
    None
}

/// Length of the string at the start, its quotes included.
pub(crate) fn string(text: &str) -> Option<usize> {
    let mut signs = text.char_indices();
    let (_, quote) = signs.next()?;
    while let Some((at, sign)) = signs.next() {
        match sign {
            '\\' => {
                signs.next();
            }
            _ if sign == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_comments_and_raw_parts_hold_no_tags() {
        let text =
            "a{# {% for #}{{ '}}' }}{%- if \"%}\" -%}ậ{% raw %}{{ x }}{%- endraw %}{% raws %}";
        let found: Vec<(Kind, &str)> = pieces(text).map(|piece| (piece.kind, piece.text)).collect();
        assert_eq!(
            found,
            [
                (Kind::Html, "a"),
                (Kind::Comment, "{# {% for #}"),
                (Kind::Word, "{{ '}}' }}"),
                (Kind::Statement, "{%- if \"%}\" -%}"),
                (Kind::Html, "ậ"),
                (Kind::Word, "{% raw %}{{ x }}{%- endraw %}"),
                (Kind::Statement, "{% raws %}"),
            ]
        );
        let tag = pieces(text).nth(3).expect("the statement");
        assert_eq!(tag.statement().0, "if");
        assert!(tag.trims());
        assert_eq!(&text[tag.span().range()], tag.text);
    }

    #[test]
    fn the_pieces_are_the_template_wherever_it_is_cut() {
        let text = "{% for \"ậ\\\" %}{{ '`' }}{# #}{% raw %}{%- endraw -%}{";
        for (end, _) in text.char_indices() {
            let whole: String = pieces(&text[..end]).map(|piece| piece.text).collect();
            assert_eq!(whole, text[..end]);
        }
        assert!(pieces("a {{ b").any(|piece| !piece.ended));
    }

    #[test]
    fn a_letter_with_marks_never_ends_a_tag() {
        assert_eq!(end_of("{{ tên }} và", 2, "}}"), Some("{{ tên }}".len()));
        let statement = "{% nếu \"%}\" %}";
        assert_eq!(end_of(statement, 2, "%}"), Some(statement.len()));
        assert_eq!(end_of("{{ tên", 2, "}}"), None);
    }
}
