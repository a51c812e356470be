//! The tags of an HTML page, one after the other: a cheap walk that builds no tree.

/// One opening or closing tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    /// Its first byte, `<`.
    pub(crate) start: usize,
    /// One past its `>`; for an element of raw text one past its closing tag.
    pub(crate) end: usize,
    /// Its name as written.
    pub(crate) name: &'a str,
    /// What it does to the nesting.
    pub(crate) does: Does,
}

/// What a tag does to the nesting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Does {
    /// Opens an element.
    Open,
    /// Closes one.
    Close,
    /// An element that ends where it begins: void, `/>`, or raw text taken as one.
    Both,
}

/// The tags of a page in order; comments are passed over, and so is what stands in raw text.
pub(crate) fn tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + html.get(at..)?.find('<')?;
            let rest = &html[start + 1..];
            if let Some(comment) = rest.strip_prefix("!--") {
                at = start + 4 + comment.find("-->")? + 3;
                continue;
            }
            let closes = rest.starts_with('/');
            let name_start = start + 1 + usize::from(closes);
            let name = &html[name_start..];
            if !name.starts_with(|sign: char| sign.is_ascii_alphabetic()) {
                at = start + 1;
                continue;
            }
            let length = name
                .bytes()
                .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'))
                .unwrap_or(name.len());
            let name = &name[..length];
            let mut end = tag_end(html, name_start + length);
            let mut does = if closes { Does::Close } else { Does::Open };
            if !closes && (is_void(name) || html[..end].ends_with("/>")) {
                does = Does::Both;
            } else if !closes && is_raw(name) {
                does = Does::Both;
                end = raw_end(html, end, name);
            }
            at = end;
            return Some(Tag {
                start,
                end,
                name,
                does,
            });
        }
    })
}

/// Elements whose inside is no HTML.
pub(crate) const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// A name of at most eight letters as one number, in small letters; 0 for a longer one, which none of
/// the tables here has. A page has thousands of tags, and numbers are compared at once.
const fn number(name: &[u8]) -> u64 {
    if name.len() > 8 {
        return 0;
    }
    let mut number = 0;
    let mut at = 0;
    while at < name.len() {
        number = number << 8 | name[at].to_ascii_lowercase() as u64;
        at += 1;
    }
    number
}

macro_rules! is_one_of {
    ($name:expr, $($known:literal)|+) => {{
        let name = number($name.as_bytes());
        $(name == const { number($known.as_bytes()) })||+
    }};
}

/// Whether what stands between its tags is no HTML.
pub(crate) fn is_raw(name: &str) -> bool {
    is_one_of!(name, "script" | "style" | "textarea" | "title")
}

/// Elements that stand in a line of text, between which a space is seen.
#[rustfmt::skip]
pub(crate) fn is_inline(name: &str) -> bool {
    // Of an element that somebody made up nothing is known, so it is taken for one.
    is_one_of!(name, "audio" | "canvas" | "embed" | "iframe" | "object" | "text" | "textarea" | "tspan"
        | "video" | "a" | "abbr" | "b" | "bdi" | "bdo" | "button" | "cite" | "code" | "data" | "del"
        | "dfn" | "em" | "i" | "img" | "input" | "ins" | "kbd" | "label" | "mark" | "meter" | "output"
        | "picture" | "progress" | "q" | "s" | "samp" | "select" | "small" | "span" | "strong" | "sub"
        | "sup" | "svg" | "time" | "u" | "var" | "wbr")
        || name.contains('-')
}

#[rustfmt::skip]
fn is_void(name: &str) -> bool {
    is_one_of!(name, "area" | "base" | "br" | "col" | "embed" | "hr" | "img" | "input" | "link" | "meta"
        | "source" | "track" | "wbr")
}

/// One past the `>` of a tag, quoted values passed over.
pub(crate) fn tag_end(html: &str, from: usize) -> usize {
    let mut quote = None;
    for (passed, byte) in html.as_bytes()[from..].iter().enumerate() {
        match (quote, *byte) {
            (None, b'>') => return from + passed + 1,
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    html.len()
}

/// One past the closing tag of raw text.
pub(crate) fn raw_end(html: &str, from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(found) = html[at..].find("</") {
        at += found + 2;
        let rest = html.as_bytes().get(at..at + name.len());
        if rest.is_some_and(|rest| rest.eq_ignore_ascii_case(name.as_bytes())) {
            return tag_end(html, at + name.len());
        }
    }
    html.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(html: &str) -> Vec<(&str, Does)> {
        tags(html).map(|tag| (tag.name, tag.does)).collect()
    }

    #[test]
    fn tags_are_told_from_texts_comments_and_raw_texts() {
        use Does::{Both, Close, Open};
        assert_eq!(
            seen("<!doctype html><P title=\"a>b\">1 < 2<br><!-- <i> --></P>"),
            [("P", Open), ("br", Both), ("P", Close)]
        );
        assert_eq!(
            seen("<script>if (a<b) '</div>'</SCRIPT><i>"),
            [("script", Both), ("i", Open)]
        );
        assert_eq!(seen("<path d='M0'/><b"), [("path", Both), ("b", Open)]);
        assert_eq!(seen("<script>ậ"), [("script", Both)]);
        assert_eq!(seen("<!-- <i>"), []);
    }
}
