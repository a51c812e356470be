//! The last step of a page drawn from small templates: what values filled in later leave behind goes.

use crate::render::kept::MARK;
use crate::render::tags::{is_inline, is_raw, raw_end, tag_end};
use std::sync::Arc;

/// Signs that a value without quotation marks may hold.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let signs = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.:/#";
    let mut at = 0;
    while at < signs.len() {
        plain[signs[at] as usize] = true;
        at += 1;
    }
    plain
};

/// The page without white space beside the edge of a block, where no browser shows it (between two
/// elements of a line one space stays), and without quotation marks around values that plainly need
/// none. Those of `data-` attributes stay, for whoever looks for them in the text of a page.
///
/// Every byte of every page passes here: it is looked at once.
///
/// `kept` are parts that are tidy already, each in the place of its mark.
pub(crate) fn tidied(html: &str, kept: &[Arc<str>]) -> String {
    let bytes = html.as_bytes();
    let kept_length: usize = kept.iter().map(|part| part.len()).sum();
    let mut small = String::with_capacity(html.len() + kept_length);
    let (mut at, mut written) = (0, 0);
    // Whether the tag before is one of a line.
    let mut before: Option<bool> = None;
    let mut in_pre = false;
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
        if next.is_some_and(|byte| !byte.is_ascii())
            && let Some((part, length)) = marked(rest, kept)
        {
            let between = &html[written..start];
            if before.is_none() || in_pre || !is_space(between) {
                small.push_str(between);
            }
            small.push_str(part);
            at = start + 1 + length;
            written = at;
            before = Some(false);
            continue;
        }
        let closes = next == Some(b'/');
        let from = start + 1 + usize::from(closes);
        let length = bytes[from..]
            .iter()
            .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'))
            .unwrap_or(bytes.len() - from);
        if !bytes.get(from).is_some_and(u8::is_ascii_alphabetic) {
            at = start + 1;
            continue;
        }
        let name = &html[from..from + length];
        if name.eq_ignore_ascii_case("pre") {
            in_pre = !closes;
        }
        let inline = is_inline(name);
        let between = &html[written..start];
        match before {
            Some(before) if !in_pre && is_space(between) => {
                if !between.is_empty() && before && inline {
                    small.push(' ');
                }
            }
            _ => small.push_str(between),
        }
        at = if closes {
            let end = tag_end(html, from + length);
            small.push_str(&html[start..end]);
            end
        } else if is_raw(name) {
            let end = raw_end(html, tag_end(html, from + length), name);
            small.push_str(&html[start..end]);
            end
        } else {
            unquoted(html, start, from + length, &mut small)
        };
        written = at;
        before = Some(inline);
    }
    small.push_str(&html[written..]);
    small
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

/// Writes an opening tag, whose name ends at `at`, without the quotation marks that its values do not
/// need; gives its end.
fn unquoted(html: &str, start: usize, mut at: usize, out: &mut String) -> usize {
    let bytes = html.as_bytes();
    let (mut copied, mut name) = (start, start);
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match *byte {
            b'>' => {
                out.push_str(&html[copied..at]);
                return at;
            }
            mark @ (b'"' | b'\'') => {
                let open = at;
                let mut plain = true;
                let mut inside = bytes[open..].iter();
                let length = inside.position(|byte| {
                    let ends = *byte == mark;
                    plain &= ends || PLAIN[usize::from(*byte)];
                    ends
                });
                let Some(length) = length else {
                    break;
                };
                at = open + length + 1;
                let ends = bytes
                    .get(at)
                    .is_some_and(|next| *next == b'>' || next.is_ascii_whitespace());
                let is_value = bytes[open - 2] == b'=';
                let is_data = bytes[name] == b'd' && html[name..].starts_with("data-");
                if plain && ends && is_value && length > 0 && !is_data {
                    out.push_str(&html[copied..open - 1]);
                    out.push_str(&html[open..open + length]);
                    copied = at;
                }
            }
            byte if byte.is_ascii_whitespace() => name = at,
            _ => {}
        }
    }
    out.push_str(&html[copied..]);
    html.len()
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
    fn no_cut_makes_it_panic() {
        let page = "<p a=\"ậ\" data-b='c'>x <!-- <i> --><pre> a</pre> <script>\"</script></p>=\"";
        for (end, _) in page.char_indices() {
            tidied(&page[..end], &[]);
            tidied(&page[end..], &[]);
        }
    }
}
