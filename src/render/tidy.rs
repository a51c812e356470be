//! The last step of a page drawn from small templates: what values filled in later leave behind goes.

use crate::render::kept::MARK;
use crate::render::tags::{is_inline, is_raw, raw_end, tag_end};
use std::sync::Arc;

/// Signs that a value without quotation marks may hold.
const PLAIN: [bool; 256] =
    these(b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.:/#");
/// Signs that end a tag, a value or a name in it.
const OF_TAG: [bool; 256] = these(b">\"' \t\n\x0C\r");

const fn these(signs: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut at = 0;
    while at < signs.len() {
        table[signs[at] as usize] = true;
        at += 1;
    }
    table
}

/// The page without white space beside the edge of a block, where no browser shows it (between two
/// elements of a line one space stays), and without quotation marks around values that plainly need
/// none. Those of `data-` attributes stay, for whoever looks for them in the text of a page.
///
/// Every byte of every page passes here: it is looked at once, and what stays is copied in long pieces.
///
/// `kept` are parts that are tidy already, each in the place of its mark.
pub(crate) fn tidied(html: &str, kept: &[Arc<str>]) -> String {
    walked(html, kept).0
}

/// The same of a part without others in it, and whether it begins and ends with a tag of a block.
pub(crate) fn tidied_part(html: &str) -> (String, bool) {
    walked(html, &[])
}

fn walked(html: &str, kept: &[Arc<str>]) -> (String, bool) {
    let bytes = html.as_bytes();
    let kept_length: usize = kept.iter().map(|part| part.len()).sum();
    let mut small = Small {
        html,
        out: String::with_capacity(html.len() + kept_length),
        copied: 0,
    };
    // Where the tag before ends, and its name; none where a block was put in.
    let (mut at, mut end_before) = (0, 0);
    let mut before: Option<Option<&str>> = None;
    let mut in_pre = false;
    let mut begins_with_block = false;
    while let Some(found) = bytes[at..].iter().position(|byte| *byte == b'<') {
        let start = at + found;
        let rest = &html[start + 1..];
        let next = bytes.get(start + 1).copied();
        if next == Some(b'!')
            && let Some(comment) = rest.strip_prefix("!--")
        {
            match comment.find("-->") {
                Some(end) => at = start + 4 + end + 3,
                None => break,
            }
            continue;
        }
        let between = end_before..start;
        let is_gap = before.is_some() && !in_pre && is_space(&html[between.clone()]);
        if next.is_some_and(|byte| !byte.is_ascii())
            && let Some((part, length)) = marked(rest, kept)
        {
            let kept_from = if is_gap { between.start } else { between.end };
            small.leave_out(kept_from, start + 1 + length, part);
            at = start + 1 + length;
            end_before = at;
            before = Some(None);
            continue;
        }
        let closes = next == Some(b'/');
        let from = start + 1 + usize::from(closes);
        if !bytes.get(from).is_some_and(u8::is_ascii_alphabetic) {
            at = start + 1;
            continue;
        }
        let length = bytes[from..]
            .iter()
            .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'))
            .unwrap_or(bytes.len() - from);
        let name = &html[from..from + length];
        if start == 0 {
            begins_with_block = !is_inline(name);
        }
        if name.eq_ignore_ascii_case("pre") {
            in_pre = !closes;
        }
        if is_gap && !between.is_empty() && !in_pre {
            let in_a_line = before.flatten().is_some_and(is_inline) && is_inline(name);
            small.leave_out(between.start, between.end, if in_a_line { " " } else { "" });
        }
        at = if closes {
            tag_end(html, from + length)
        } else if is_raw(name) {
            raw_end(html, tag_end(html, from + length), name)
        } else {
            small.unquoted(start, from + length)
        };
        end_before = at;
        before = Some(Some(name));
    }
    small.out.push_str(&html[small.copied..]);
    let ends_with_block = end_before == html.len() && !before.flatten().is_some_and(is_inline);
    (small.out, begins_with_block && ends_with_block)
}

/// A page on its way to being smaller.
struct Small<'a> {
    html: &'a str,
    out: String,
    /// The end of what is in `out` or left out.
    copied: usize,
}

impl Small<'_> {
    /// Leaves out what stands between two bytes, all before it being copied, and puts `instead` there.
    fn leave_out(&mut self, start: usize, end: usize, instead: &str) {
        self.out.push_str(&self.html[self.copied..start]);
        self.out.push_str(instead);
        self.copied = end;
    }

    /// Leaves out the quotation marks of an opening tag that its values do not need; gives its end. It begins
    /// at `start`, and its name ends at `at`.
    fn unquoted(&mut self, start: usize, mut at: usize) -> usize {
        let bytes = self.html.as_bytes();
        let mut name = start;
        while let Some(passed) = bytes[at..]
            .iter()
            .position(|byte| OF_TAG[usize::from(*byte)])
        {
            let byte = bytes[at + passed];
            at += passed + 1;
            match byte {
                b'>' => return at,
                mark @ (b'"' | b'\'') => {
                    let open = at;
                    let mut inside = bytes[open..].iter();
                    let Some(plain) = inside.position(|byte| !PLAIN[usize::from(*byte)]) else {
                        break;
                    };
                    let end = open + plain;
                    let is_plain = bytes[end] == mark;
                    if !is_plain {
                        let Some(length) = self.html[end..].find(char::from(mark)) else {
                            break;
                        };
                        at = end + length + 1;
                        continue;
                    }
                    at = end + 1;
                    let ends = bytes
                        .get(at)
                        .is_some_and(|next| *next == b'>' || next.is_ascii_whitespace());
                    let is_value = bytes[open - 2] == b'=';
                    let is_data = bytes[name] == b'd' && self.html[name..].starts_with("data-");
                    if ends && is_value && end > open && !is_data {
                        self.leave_out(open - 1, open, "");
                        self.leave_out(end, at, "");
                    }
                }
                _ => name = at,
            }
        }
        self.html.len()
    }
}

fn is_space(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_whitespace())
}

/// The kept part whose mark follows a `<`, and the mark's length.
fn marked<'k>(rest: &str, kept: &'k [Arc<str>]) -> Option<(&'k str, usize)> {
    let (number, _) = rest.strip_prefix(MARK)?.split_once('>')?;
    let part = kept.get(number.parse::<usize>().ok()?)?;
    Some((part, MARK.len_utf8() + number.len() + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_go_where_they_are_not_needed() {
        for (written, small) in [
            (
                "<a href=\"/a/\" class=\"b c\">x</a>",
                "<a href=/a/ class=\"b c\">x</a>",
            ),
            (
                "<p data-product=\"a\" id='b'>x</p>",
                "<p data-product=\"a\" id=b>x</p>",
            ),
            (
                "<i title='a=\"b\" c' lang=\"vi\">x</i>",
                "<i title='a=\"b\" c' lang=vi>x</i>",
            ),
            (
                "<b title=\"\" a=\"ậ\" b=\"x&quot;\">x</b>",
                "<b title=\"\" a=\"ậ\" b=\"x&quot;\">x</b>",
            ),
            (
                "<img alt=\"a\"/><script src=\"a\">x=\"y\" </script>",
                "<img alt=\"a\"/><script src=\"a\">x=\"y\" </script>",
            ),
            (
                "<pre>a <b>c</b>\n<i>d</i></pre> <p>x</p>",
                "<pre>a <b>c</b>\n<i>d</i></pre><p>x</p>",
            ),
        ] {
            assert_eq!(tidied(written, &[]), small);
        }
    }

    #[test]
    fn a_block_begins_and_ends_with_its_tag() {
        for block in [
            "<p>a</p>",
            "<li><b>a</b></li>",
            "<p></p> <hr>",
            "<script>a</script>",
        ] {
            assert!(tidied_part(block).1, "{block}");
        }
        for other in [
            "",
            "a",
            "<b>a</b>",
            "<p>a</p>b",
            "a<p>b</p>",
            "<p>a</p><b>c</b>",
            "<!-- --><p>a</p>",
            " <p>a</p>",
            "<p>a</p> ",
            "<svg><path/></svg>",
            "</",
        ] {
            assert!(!tidied_part(other).1, "{other}");
        }
    }

    #[test]
    fn no_cut_makes_it_panic() {
        let page = "<p a=\"ậ\" data-b='c'>x <!-- <i> --><pre> a</pre> <script>\"</script></p>=\"";
        for (end, _) in page.char_indices() {
            tidied(&page[..end], &[]);
            tidied(&page[end..], &[]);
        }
    }
}
