//! A template made smaller once, when the theme is loaded, instead of each page it draws.
//!
//! The minifier knows nothing of the engine's tags, so each is hidden behind something it leaves
//! alone: an expression in text behind a word, a statement behind an element that may stand
//! anywhere and closes nothing, and an element's opening tag that holds any of them behind the same
//! element with one attribute, so that its own attributes keep their quotes and their order. Where
//! one of them does not come back exactly as often and in the order it went in, or an element is
//! gained or lost, the template is left as its author wrote it.

use crate::render::html;
use crate::render::pieces::{Kind, Piece, pieces};
use crate::render::tags;

/// What hides what. The signs are of the private area; a template that holds one is left alone.
const WORD: (char, char) = ('\u{E010}', '\u{E011}');
const STATEMENT: (char, char) = ('\u{E012}', '\u{E013}');
const OPENING: (char, char) = ('\u{E014}', '\u{E015}');

/// The template with fewer bytes that draws the same for the eye; `None` where that is not certain.
pub(crate) fn smaller(template: &str) -> Option<String> {
    if template.contains(|sign| ('\u{E000}'..='\u{E01F}').contains(&sign)) {
        return None;
    }
    let hidden = Hidden::of(template)?;
    let small = html::minified(&hidden.html);
    if shape(&small) != shape(&hidden.html) {
        return None;
    }
    let shown = hidden.shown(&small)?;
    Some(with_edges(template, shown))
}

/// A template with its tags hidden, and what is behind each number.
struct Hidden<'a> {
    html: String,
    behind: Vec<(Kind, &'a str)>,
}

impl<'a> Hidden<'a> {
    fn of(template: &'a str) -> Option<Hidden<'a>> {
        let mut hidden = Hidden {
            html: String::with_capacity(template.len()),
            behind: Vec::new(),
        };
        // The opening tag that is not closed yet: where it begins in the template, and in the HTML.
        let mut open: Option<(usize, usize)> = None;
        let mut holds_tags = false;
        let mut quote: Option<char> = None;
        let mut raw_text: Option<&str> = None;
        for piece in pieces(template) {
            if !piece.ended {
                return None;
            }
            if open.is_none() && raw_text.is_none() && assigns(piece) {
                hidden.move_space(&template[piece.span().end..]);
            }
            match piece.kind {
                Kind::Comment => continue,
                Kind::Html => {}
                Kind::Word | Kind::Statement => {
                    if open.is_some() {
                        holds_tags = true;
                        hidden.html.push_str(piece.text);
                    } else {
                        hidden.hide(piece.kind, piece.text, raw_text.is_some());
                    }
                    continue;
                }
            }
            for (index, sign) in piece.text.char_indices() {
                let here = piece.at + index;
                match open {
                    None if sign == '<' => {
                        let rest = &template[here + 1..];
                        let closes_raw = raw_text.is_some_and(|name| {
                            let closing = rest
                                .strip_prefix('/')
                                .and_then(|rest| rest.get(..name.len()));
                            closing.is_some_and(|found| found.eq_ignore_ascii_case(name))
                        });
                        if raw_text.is_some() && !closes_raw {
                            hidden.html.push(sign);
                            continue;
                        }
                        raw_text = None;
                        // An element whose name is an expression opens and closes as it likes.
                        let named_later = rest.starts_with("{{") || rest.starts_with("/{{");
                        if named_later || rest.starts_with(|next: char| next.is_ascii_alphabetic())
                        {
                            open = Some((here, hidden.html.len()));
                            holds_tags = named_later;
                            quote = None;
                        }
                        hidden.html.push(sign);
                    }
                    None => hidden.html.push(sign),
                    Some((start, from)) => {
                        hidden.html.push(sign);
                        match quote {
                            Some(mark) if sign == mark => quote = None,
                            Some(_) => {}
                            None if matches!(sign, '"' | '\'') => quote = Some(sign),
                            None if sign == '>' => {
                                let tag = &template[start..here + 1];
                                let name = tag_name(tag);
                                if holds_tags {
                                    hidden.html.truncate(from);
                                    match name {
                                        "" => hidden.hide(Kind::Statement, tag, false),
                                        name => hidden.hide_opening(tag, name),
                                    }
                                }
                                raw_text = tags::RAW
                                    .iter()
                                    .copied()
                                    .find(|raw| name.eq_ignore_ascii_case(raw));
                                open = None;
                            }
                            None => {}
                        }
                    }
                }
            }
        }
        // A tag left open at the end is not ours to understand.
        open.is_none().then_some(hidden)
    }

    /// Of the white space on both sides of a statement that draws nothing, what stands after it is enough.
    fn move_space(&mut self, after: &str) {
        if after.starts_with(|sign: char| sign.is_ascii_whitespace()) {
            let kept = self
                .html
                .trim_end_matches(|sign: char| sign.is_ascii_whitespace())
                .len();
            self.html.truncate(kept);
        }
    }

    fn hide(&mut self, kind: Kind, tag: &'a str, in_raw_text: bool) {
        let number = self.behind.len();
        if kind == Kind::Statement && !in_raw_text {
            let (from, to) = STATEMENT;
            self.html.push_str(&format!("<wbr id={from}{number}{to}>"));
        } else {
            let (from, to) = WORD;
            self.html.push_str(&format!("{from}{number}{to}"));
        }
        self.behind.push((kind, tag));
    }

    fn hide_opening(&mut self, tag: &'a str, name: &str) {
        let number = self.behind.len();
        let (from, to) = OPENING;
        // The space makes the minifier keep the quotes, so that the place is easily found again.
        self.html
            .push_str(&format!("<{name} z=\"{from}{number} {to}\">"));
        self.behind.push((Kind::Html, tag));
    }

    /// The small HTML with all that was hidden; `None` if anything is missing, doubled or out of order.
    fn shown(&self, small: &str) -> Option<String> {
        let mut out = String::with_capacity(small.len() * 2);
        let mut rest = small;
        let mut next = 0;
        while let Some(at) = rest.find(|sign| ('\u{E010}'..='\u{E015}').contains(&sign)) {
            let from = rest[at..].chars().next()?;
            let to = char::from_u32(u32::from(from) + 1)?;
            let inside = &rest[at + from.len_utf8()..];
            let end = inside.find(to)?;
            let number: usize = inside[..end].trim_end().parse().ok()?;
            let (kind, tag) = *self.behind.get(number)?;
            if number != next {
                return None;
            }
            next += 1;
            let mut before = &rest[..at];
            let mut after = &inside[end + to.len_utf8()..];
            match (from, kind) {
                (sign, Kind::Word | Kind::Statement) if sign == WORD.0 => {
                    out.push_str(before);
                    out.push_str(tag);
                }
                (sign, Kind::Statement) if sign == STATEMENT.0 => {
                    before = before.strip_suffix("<wbr id=")?;
                    after = after.strip_prefix('>')?;
                    out.push_str(before);
                    out.push_str(tag);
                }
                (sign, Kind::Html) if sign == OPENING.0 => {
                    before = before.strip_suffix(&format!("<{} z=\"", tag_name(tag)))?;
                    after = after.strip_prefix("\">")?;
                    out.push_str(before);
                    out.push_str(&squeezed(tag));
                }
                _ => return None,
            }
            rest = after;
        }
        out.push_str(rest);
        (next == self.behind.len()).then_some(out)
    }
}

/// `{% set … = … %}`, which draws nothing.
fn assigns(piece: Piece<'_>) -> bool {
    let (word, rest) = piece.statement();
    matches!(word, "set" | "set_global") && rest.contains('=')
}

/// The names of all tags in order, opening and closing.
fn shape(html: &str) -> Vec<(&str, tags::Does)> {
    tags::tags(html).map(|tag| (tag.name, tag.does)).collect()
}

/// White space at either end is seen where the template is included in a line of text: one space stays.
fn with_edges(template: &str, small: String) -> String {
    let space = |at_edge: bool, bare: bool| if at_edge && bare { " " } else { "" };
    // What extends another template draws nothing of its own outside its blocks.
    let draws = !template.trim_start().starts_with("{% extends");
    let begins = template.starts_with(char::is_whitespace) && draws;
    let ends = template.ends_with(char::is_whitespace) && draws;
    let inline_start = !starts_with_block(&small);
    let inline_end = !ends_with_block(&small);
    format!(
        "{}{small}{}",
        space(begins, inline_start),
        space(ends, inline_end)
    )
}

fn starts_with_block(html: &str) -> bool {
    html.starts_with("<!")
        || tags::tags(html)
            .next()
            .is_some_and(|tag| tag.start == 0 && !tags::is_inline(tag.name))
}

fn ends_with_block(html: &str) -> bool {
    tags::tags(html)
        .last()
        .is_some_and(|tag| tag.end == html.len() && !tags::is_inline(tag.name))
}

/// An opening tag with one space where it has white space outside quotes and the engine's tags, and
/// without quotes around a value that plainly needs none.
fn squeezed(tag: &str) -> String {
    let mut out = String::with_capacity(tag.len());
    let mut quote: Option<(char, usize)> = None;
    let mut plain = false;
    for piece in pieces(tag) {
        match piece.kind {
            Kind::Word | Kind::Statement => {
                out.push_str(piece.text);
                plain = false;
                continue;
            }
            Kind::Comment => continue,
            Kind::Html => {}
        }
        for (index, sign) in piece.text.char_indices() {
            match quote {
                Some((mark, at)) if sign == mark => {
                    quote = None;
                    // What follows must not run into the value, as a tag of the engine might.
                    let ends = piece.text[index + 1..]
                        .starts_with(|next: char| next == '>' || next.is_ascii_whitespace());
                    if plain && ends && out.len() > at + 1 {
                        out.remove(at);
                        continue;
                    }
                }
                Some(_) => plain &= sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_'),
                None if matches!(sign, '"' | '\'') => {
                    quote = Some((sign, out.len()));
                    plain = out.ends_with('=');
                }
                None if sign.is_ascii_whitespace() => {
                    if !out.ends_with(' ') {
                        out.push(' ');
                    }
                    continue;
                }
                None => {}
            }
            out.push(sign);
        }
    }
    match out.strip_suffix(" >") {
        Some(short) => format!("{short}>"),
        None => out,
    }
}

fn tag_name(tag: &str) -> &str {
    let inside = tag.strip_prefix('<').unwrap_or(tag);
    let end = inside
        .find(|sign: char| !sign.is_ascii_alphanumeric() && sign != '-')
        .unwrap_or(inside.len());
    &inside[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_come_back_where_they_were_and_white_space_goes() {
        for (written, small) in [
            (
                "<ul>\n  {% for a in b %}\n  <li>{{ a }}</li>\n  {% endfor %}\n</ul>\n",
                "<ul>{% for a in b %}<li>{{ a }}</li>{% endfor %}</ul>",
            ),
            (
                "<p>  {{ a }}  chữ\n {{ b }}</p>",
                "<p>{{ a }} chữ {{ b }}</p>",
            ),
            (
                "<div>\n<a  href=\"{{ u }}\"\n  {% if x %}aria-current=\"page\"{% endif %}>{{ l }}</a>\n</div>",
                "<div><a href=\"{{ u }}\" {% if x %}aria-current=\"page\"{% endif %}>{{ l }}</a></div>",
            ),
            (
                "<title>{{ a }}  –  {% if b %}{{ b }}{% endif %}</title>",
                "<title>{{ a }}  –  {% if b %}{{ b }}{% endif %}</title>",
            ),
            (
                "{# lời dặn #}\n<nav>{% include \"a.html\" %}</nav>",
                "<nav>{% include \"a.html\" %}</nav>",
            ),
            (
                "<p>{% raw %}{{ x }}{% endraw %}</p>",
                "<p>{% raw %}{{ x }}{% endraw %}</p>",
            ),
            (
                "<div title=\"a &amp; {{ t }}\">  x &lt; y </div>",
                "<div title=\"a &amp; {{ t }}\">x &lt; y</div>",
            ),
        ] {
            assert_eq!(smaller(written).as_deref(), Some(small), "{written}");
        }
    }

    #[test]
    fn words_are_never_glued() {
        for (written, small) in [
            // A space between two links is seen, whatever tag of the engine stands in it.
            (
                "<div><a>chè</a> {% if x %} <a>trà</a>{% endif %}</div>",
                "<div><a>chè</a> {% if x %} <a>trà</a>{% endif %}</div>",
            ),
            // A part that is included in a line keeps its outer space.
            ("<b>{{ a }}</b>\n", "<b>{{ a }}</b> "),
            ("\n{{ a }}\n", " {{ a }} "),
        ] {
            assert_eq!(smaller(written).as_deref(), Some(small), "{written}");
        }
    }

    #[test]
    fn what_is_not_certain_is_left_alone() {
        for written in [
            "<!-- {{ x }} --><p>a</p>",
            "<p {% if a %}",
            "a \u{E010} b",
            "{{ never",
        ] {
            assert_eq!(smaller(written), None, "{written}");
        }
    }
}
