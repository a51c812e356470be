//! Meters in each template, so that no page can run for ever or take all memory.
//!
//! Tera counts neither steps nor time nor bytes: loops inside loops that write nothing cannot be stopped
//! from outside, and what is drawn into a variable is not seen from outside. So a call of [`METER`] is
//! put into each template's text at the places that can multiply (the head of a loop's body, of a
//! component's body, of a file that may be included), a call of [`SCALE`] after each variable that is
//! set, a filter behind whatever can grow ([`growth`]), and every place that tera reports is led back to
//! the text as its author wrote it.
//!
//! Most themes draw straight onto the page, whose size is known. Where one draws anything into memory
//! (`{% set x %}…{% endset %}`, `{% filter … %}`, a component with a body, `super()`), all its templates
//! are metered with care: each value written and each turn's own text count too, and so do blocks.
//!
//! Templates made smaller draw every page of a site. Where nothing is drawn into memory, a loop that writes a text of its
//! own in each turn has no meter there: the page takes no more than so many bytes, and looks at the clock.

use crate::render::growth::{self, Growth, Token};
use crate::render::own_texts::OwnTexts;
use crate::render::pieces::{Kind, Piece, pieces};
use crate::source::span::Span;
use std::collections::BTreeSet;

/// The function that the metered text calls; it writes nothing.
pub(crate) const METER: &str = "__turn";
/// The same, and `n` bytes of the body's own text.
pub(crate) const BODY: &str = "__body";
/// The function that weighs a variable after it is set: `{% set x = x ~ x %}` doubles it, and thirty
/// such lines would take all memory there is.
pub(crate) const SCALE: &str = "__weigh";

/// A template's text as tera is given it, and the way back.
#[derive(Debug, Clone)]
pub(crate) struct Metered {
    /// The text with its meters.
    pub(crate) text: String,
    /// Whether it was metered with care.
    pub(crate) with_care: bool,
    /// Length of the meter at its head.
    head: usize,
    /// Where meters stand in `text`, in order: their first byte, their length, and the tag they belong to in the author's text.
    meters: Vec<(usize, usize, Span)>,
}

/// What is put in.
#[derive(Debug, Clone, Copy)]
enum Meter<'a> {
    /// The head of the body with this number, so that its text is known once it is read.
    Turn(usize),
    Weigh(&'a str),
    Filter(&'static str),
}

/// Whether a template draws anything into memory instead of onto the page.
pub(crate) fn captures(written: &str) -> bool {
    pieces(written).any(|piece| match piece.kind {
        Kind::Word => growth_of(&piece).1.captures,
        Kind::Statement => {
            let (word, rest) = piece.statement();
            let set = matches!(word, "set" | "set_global") && !set_name(rest).1;
            let mut signs = rest.chars();
            let component = signs.any(|sign| sign == '<')
                && rest
                    .split('<')
                    .skip(1)
                    .any(|after| after.starts_with(char::is_alphabetic));
            set || word == "filter" || word.is_empty() || component || growth_of(&piece).1.captures
        }
        Kind::Html | Kind::Comment => false,
    })
}

/// Puts the meters in; `with_care` where any template of the theme [`captures`].
pub(crate) fn metered(written: &str, with_care: bool) -> Metered {
    put_in(written, with_care, false)
}

/// The same with no meter in loops that are bounded by what they write, unless `with_care`.
pub(crate) fn metered_lightly(written: &str, with_care: bool) -> Metered {
    put_in(written, with_care, !with_care)
}

fn put_in(written: &str, with_care: bool, lightly: bool) -> Metered {
    let tags: Vec<Piece<'_>> = pieces(written).collect();
    // What extends another template has no place of its own for output; the one it extends is metered.
    let extends = tags.iter().any(|tag| tag.statement().0 == "extends");
    let mut meters: Vec<(usize, Meter<'_>, &Piece<'_>)> = Vec::new();
    // The text of each body, in bytes, without that of the bodies inside; and which are open.
    let (mut bodies, mut open) = (vec![0_usize], vec![0_usize]);
    let mut own_texts = lightly.then(OwnTexts::default);
    let mut blocks = 0_usize;
    // Variables that are being set to what stands between two tags.
    let mut set: Vec<&str> = Vec::new();
    for tag in &tags {
        let (word, rest) = tag.statement();
        match tag.kind {
            Kind::Comment => continue,
            Kind::Word if tag.text.starts_with("{{") => {
                let (at, growth) = growth_of(tag);
                let inside = tag.at + at;
                let expression = expression(tag).1;
                let component = expression.trim_start().starts_with('<');
                let wrapped = !component && (with_care || growth.lists);
                if wrapped && tag.ended {
                    meters.push((inside, Meter::Filter("("), tag));
                }
                for (at, filter) in growth.inserts {
                    meters.push((inside + at, Meter::Filter(filter), tag));
                }
                if wrapped && tag.ended {
                    let end = inside + expression.len();
                    meters.push((end, Meter::Filter(") | __charge "), tag));
                }
                continue;
            }
            Kind::Html | Kind::Word => {
                if let Some(body) = open.last().and_then(|body| bodies.get_mut(*body)) {
                    *body += tag.text.len();
                }
                if let (Some(texts), Some(body)) = (&mut own_texts, open.last()) {
                    texts.text(tag, *body);
                }
                continue;
            }
            Kind::Statement => {}
        }
        if !matches!(word, "component" | "block" | "extends" | "include") {
            let (at, growth) = growth_of(tag);
            for (within, filter) in growth.inserts {
                meters.push((tag.at + at + within, Meter::Filter(filter), tag));
            }
        }
        if let Some(texts) = &mut own_texts {
            texts.statement(word);
        }
        let end = tag.span().end;
        let weighed = match word {
            "for" | "component" | "block" => {
                blocks += usize::from(word == "block");
                bodies.push(0);
                open.push(bodies.len() - 1);
                if word != "block" || with_care {
                    meters.push((end, Meter::Turn(bodies.len() - 1), tag));
                }
                None
            }
            "endfor" | "endcomponent" | "endblock" => {
                blocks = blocks.saturating_sub(usize::from(word == "endblock"));
                if open.len() > 1 {
                    open.pop();
                }
                None
            }
            "set" | "set_global" => {
                let (name, at_once) = set_name(rest);
                if at_once {
                    Some(name).filter(|_| !is_choice(rest))
                } else {
                    set.push(name);
                    None
                }
            }
            "endset" => set.pop(),
            _ => None,
        };
        if let Some(name) = weighed.filter(|name| !name.is_empty() && (!extends || blocks > 0)) {
            meters.push((end, Meter::Weigh(name), tag));
        }
    }
    let mut made = Metered {
        text: String::with_capacity(written.len() + 64),
        with_care,
        head: 0,
        meters: Vec::new(),
    };
    let call = |body: usize| match bodies.get(body) {
        Some(bytes) if with_care && *bytes > 0 => format!("{BODY}(n={bytes})"),
        _ => format!("{METER}()"),
    };
    if !extends {
        let head = format!("{{{{ {} }}}}", call(0));
        made.head = head.len();
        made.add(&head, Span::default());
    }
    let bounded = own_texts.map_or_else(BTreeSet::new, OwnTexts::bounded);
    let mut copied = 0;
    for (at, meter, tag) in meters {
        if matches!(&meter, Meter::Turn(body) if bounded.contains(body)) {
            continue;
        }
        made.text.push_str(&written[copied..at]);
        copied = at;
        // Where the tag takes away the white space after it, its meter does so in its stead.
        let end = if tag.trims() { "-}}" } else { "}}" };
        let text = match meter {
            Meter::Turn(body) => format!("{{{{ {} {end}", call(body)),
            Meter::Weigh(name) => format!("{{{{ {SCALE}(v={name}) {end}"),
            Meter::Filter(filter) => filter.to_owned(),
        };
        made.add(&text, tag.span());
    }
    made.text.push_str(&written[copied..]);
    made
}

/// The name that a tag sets, and whether it sets it itself.
fn set_name(rest: &str) -> (&str, bool) {
    let name = rest.trim_start();
    let end = name.find(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_');
    let (name, rest) = name.split_at(end.unwrap_or(name.len()));
    let rest = rest.trim_start();
    (name, rest.starts_with('='))
}

/// Whether `name = a.b.c if d else "e"` gives another name to what there is already, or to a number, which takes
/// no memory: it holds no sign of what puts values together.
fn is_choice(set: &str) -> bool {
    let value = set.split_once('=').map_or("", |(_, value)| value);
    let mut tokens = growth::tokens(value).into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_number = |name: &Token<'_>| growth::NUMBERS.contains(&name.text);
        let stays = match token.text {
            "|" => tokens.next_if(is_number).is_some(),
            "." | "," | "?" | "=" | "<" | ">" | "!" | "-" | "+" => true,
            word => {
                word.starts_with(|sign: char| sign.is_ascii_alphanumeric() || "_\"'".contains(sign))
            }
        };
        if !stays {
            return false;
        }
    }
    true
}

/// Where in a tag its expression begins, and the expression.
fn expression<'a>(tag: &Piece<'a>) -> (usize, &'a str) {
    let inside = match tag.kind {
        Kind::Statement => tag.statement().1,
        _ => {
            let inside = tag.text.strip_prefix("{{").unwrap_or(tag.text);
            let inside = inside.strip_prefix('-').unwrap_or(inside);
            let inside = inside.strip_suffix("}}").unwrap_or(inside);
            inside.strip_suffix('-').unwrap_or(inside)
        }
    };
    let start = inside.as_ptr() as usize - tag.text.as_ptr() as usize;
    (start, inside)
}

fn growth_of(tag: &Piece<'_>) -> (usize, Growth) {
    let (at, expression) = expression(tag);
    (at, growth::of(expression))
}

impl Metered {
    /// The text without the meter at its head, for where it stands in another's text.
    pub(crate) fn headless(&self) -> &str {
        &self.text[self.head..]
    }

    /// The same place in the author's text; a meter's own place is that of its tag.
    pub(crate) fn written(&self, place: Span) -> Span {
        let mut before = 0;
        for (start, length, tag) in &self.meters {
            if *start > place.start {
                break;
            }
            if place.start < start + length {
                return *tag;
            }
            before += length;
        }
        let start = place.start.saturating_sub(before);
        // Where it ends others may stand, and the last of them may be cut.
        let inside = self.meters.iter().take_while(|(at, ..)| *at < place.end);
        let before: usize = inside
            .map(|(at, length, _)| (*length).min(place.end - at))
            .sum();
        Span::new(start, place.end.saturating_sub(before).max(start))
    }

    fn add(&mut self, text: &str, tag: Span) {
        self.meters.push((self.text.len(), text.len(), tag));
        self.text.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loops_and_components_are_metered_and_nothing_else() {
        let written = "{# {% for #}{% raw %}{% for x in y %}{% endraw %}{{ '{% for %}' }}{%- for x in y -%} a{% endfor %}";
        let metered = metered(written, false);
        assert_eq!(metered.text.matches(METER).count(), 2);
        assert!(metered.text.contains("-%}{{ __turn() -}} a"));
        assert!(metered.text.starts_with("{{ __turn() }}{#"));
    }

    #[test]
    fn variables_are_weighed_after_they_are_set() {
        let text = metered(
            "{% set a = b ~ b -%} {% set_global c=[b] %}{% set d %}x{% endset %}",
            false,
        )
        .text;
        for call in [
            "-%}{{ __weigh(v=a) -}}",
            "{{ __weigh(v=c) }}",
            "{% endset %}{{ __weigh(v=d) }}",
        ] {
            assert!(text.contains(call), "{text}");
        }
        let text = metered(
            "{% extends 'a' %}{% set a = b ~ b %}{% block b %}{% set c = b ~ b %}{% endblock %}",
            false,
        )
        .text;
        assert_eq!(text.matches(SCALE).count(), 1);
    }

    #[test]
    fn what_only_chooses_is_not_weighed() {
        for plain in [
            "b.c",
            "1",
            "b.c if d and e < 2 else \"f~\"",
            "b | length > 8",
        ] {
            let text = metered(&format!("{{% set a = {plain} -%}}"), false).text;
            assert!(!text.contains(SCALE), "{text}");
        }
        for growing in [
            "b ~ c",
            "[b]",
            "b | upper",
            "f(x=b)",
            "{\"c\": b}",
            "b[0]",
            "b *",
        ] {
            let text = metered(&format!("{{% set a = {growing} %}}"), false).text;
            assert!(text.contains(SCALE), "{text}");
        }
    }

    #[test]
    fn a_loop_that_writes_in_each_turn_has_no_meter_where_they_are_light() {
        for (written, meters) in [
            ("{% for a in b %}x{% endfor %}", 0),
            ("{% for a in b %}{% if a %}x{% endif %}y{% endfor %}", 0),
            ("{% for a in b %}{{ a }}{% endfor %}", 1),
            ("{% for a in b %} {% endfor %}", 1),
            (
                "{% for a in b %}{% if a %}x{% else %}y{% endif %}{% endfor %}",
                1,
            ),
            ("{% for a in b %}{% else %}x{% endfor %}", 1),
            (
                "{% for a in b %}{% for c in a %}x{% endfor %}{% endfor %}",
                1,
            ),
            (
                "{% for a in b %}x{% for c in a %}{{ c }}{% endfor %}{% endfor %}",
                1,
            ),
            ("{% for a in b %}{% continue %}x{% endfor %}", 1),
            ("{% for a in b %}{# x #}{% endfor %}x", 1),
        ] {
            let count = |metered: Metered| metered.headless().matches(METER).count();
            assert_eq!(count(metered_lightly(written, false)), meters, "{written}");
            assert_eq!(
                count(metered(written, false)),
                written.matches("{% for").count()
            );
        }
        let text = "{% for a in b %}x{% endfor %}";
        assert_eq!(metered_lightly(text, true).text, metered(text, true).text);
    }

    #[test]
    fn what_extends_has_no_meter_at_its_head() {
        let extends = metered("{% extends 'a.html' %}{% block b %}{% endblock %}", false);
        assert!(!extends.text.contains(METER));
        assert_eq!(extends.headless(), extends.text);
        for with_care in [false, true] {
            assert_eq!(metered("trà", with_care).headless(), "trà");
        }
    }

    #[test]
    fn with_care_words_blocks_and_texts_count_too() {
        let written =
            "{% block a %}bc{% for d in e %}f{% endfor %}{{- g -}}{{<H />}}{% endblock %}";
        assert!(!captures(written));
        let text = metered(written, true).text;
        assert_eq!(
            text,
            "{{ __turn() }}{% block a %}{{ __body(n=2) }}bc{% for d in e %}{{ __body(n=1) }}f{% endfor %}{{-( g ) | __charge -}}{{<H />}}{% endblock %}"
        );
        for captured in [
            "{% set a %}{% endset %}",
            "{% filter upper %}a{% endfilter %}",
            "{% <C> %}a{% </C> %}",
            "{{ super() }}",
            "{% set a = <C /> %}",
            "{{ a ~ <C /> }}",
        ] {
            assert!(captures(captured), "{captured}");
        }
        assert!(!captures(
            "{% set a = b %}{% if a < b %}{{<C />}}{% endif %}"
        ));
    }

    #[test]
    fn every_place_is_led_back() {
        let written =
            "trà {% for a in b %}{{ chè }}{% endfor %}{% for c in d %}{{ x }}{% endfor %}";
        let metered = metered(written, false);
        for word in ["trà", "chè", "x }}", "endfor"] {
            let there = metered.text.find(word).unwrap();
            let here = written.find(word).unwrap();
            let place = Span::new(there, there + word.len());
            assert_eq!(metered.written(place), Span::new(here, here + word.len()));
        }
        let second = metered.text.rfind(METER).unwrap();
        let tag = metered.written(Span::new(second, second + 6));
        assert_eq!(&written[tag.range()], "{% for c in d %}");
    }

    #[test]
    fn no_text_makes_it_panic() {
        let text = "{% for \"ậ\\\" %}{{ '`' }}{# #}{% raw %}{%- endraw -%}";
        for (end, _) in text.char_indices() {
            metered(&text[..end], true);
            captures(&text[..end]);
        }
    }
}
