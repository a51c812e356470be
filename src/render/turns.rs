//! A meter in each template, so that no page can run for ever.
//!
//! Tera counts neither steps nor time: loops inside loops that write nothing cannot be stopped
//! from outside. So a call of [`METER`] is put into each template's text at the three places that
//! can multiply (the head of a loop's body, of a component's body, of a file that may be
//! included), a call of [`SCALE`] after each variable that is set, and every place that tera reports
//! is led back to the text as its author wrote it.

use crate::render::pieces::{Kind, pieces};
use crate::source::span::Span;

/// The function that the metered text calls; it writes nothing.
pub(crate) const METER: &str = "__turn";
/// The function that weighs a variable after it is set: `{% set x = x ~ x %}` doubles it, and thirty
/// such lines would take all memory there is.
pub(crate) const SCALE: &str = "__weigh";

/// A template's text as tera is given it, and the way back.
#[derive(Debug, Clone)]
pub(crate) struct Metered {
    /// The text with its meters.
    pub(crate) text: String,
    /// Where meters stand in `text`, in order: their first byte, their length, and the tag they belong to in the author's text.
    meters: Vec<(usize, usize, Span)>,
}

/// Puts the meters in.
pub(crate) fn metered(written: &str) -> Metered {
    let mut metered = Metered {
        text: String::with_capacity(written.len() + 64),
        meters: Vec::new(),
    };
    let tags: Vec<_> = pieces(written)
        .filter(|piece| piece.kind == Kind::Statement)
        .collect();
    // What extends another template has no place of its own for output; the one it extends is metered.
    let extends = tags.iter().any(|tag| tag.statement().0 == "extends");
    if !extends {
        metered.add(METER, "", Span::default(), false);
    }
    let (mut copied, mut blocks) = (0, 0_usize);
    // Variables that are being set to what stands between two tags.
    let mut open: Vec<&str> = Vec::new();
    for tag in tags {
        let (word, rest) = tag.statement();
        let weighed = match word {
            "for" | "component" => None,
            "set" | "set_global" => {
                let name = rest.trim_start();
                let end = name.find(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_');
                let (name, rest) = name.split_at(end.unwrap_or(name.len()));
                if !rest.trim_start().starts_with('=') {
                    open.push(name);
                    continue;
                }
                Some(name)
            }
            "endset" => open.pop(),
            "block" => {
                blocks += 1;
                continue;
            }
            "endblock" => {
                blocks = blocks.saturating_sub(1);
                continue;
            }
            _ => continue,
        };
        let is_set = matches!(word, "set" | "set_global" | "endset");
        let name = weighed.unwrap_or_default();
        if is_set && (name.is_empty() || (extends && blocks == 0)) {
            continue;
        }
        metered.text.push_str(&written[copied..tag.span().end]);
        copied = tag.span().end;
        let function = if is_set { SCALE } else { METER };
        metered.add(function, name, tag.span(), tag.trims());
    }
    metered.text.push_str(&written[copied..]);
    metered
}

impl Metered {
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
        let end = place.end.saturating_sub(before);
        Span::new(place.start.saturating_sub(before), end)
    }

    fn add(&mut self, function: &str, variable: &str, tag: Span, trims: bool) {
        let start = self.text.len();
        // Where the tag takes away the white space after it, its meter does so in its stead.
        let end = if trims { "-}}" } else { "}}" };
        let given = if variable.is_empty() { "" } else { "v=" };
        self.text
            .push_str(&format!("{{{{ {function}({given}{variable}) {end}"));
        self.meters.push((start, self.text.len() - start, tag));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loops_and_components_are_metered_and_nothing_else() {
        let written = "{# {% for #}{% raw %}{% for x in y %}{% endraw %}{{ '{% for %}' }}{%- for x in y -%} a{% endfor %}";
        let metered = metered(written);
        assert_eq!(metered.text.matches(METER).count(), 2);
        assert!(metered.text.contains("-%}{{ __turn() -}} a"));
        assert!(metered.text.starts_with("{{ __turn() }}{#"));
    }

    #[test]
    fn variables_are_weighed_after_they_are_set() {
        let text =
            metered("{% set a = b ~ b -%} {% set_global c=1 %}{% set d %}x{% endset %}").text;
        for call in [
            "-%}{{ __weigh(v=a) -}}",
            "{{ __weigh(v=c) }}",
            "{% endset %}{{ __weigh(v=d) }}",
        ] {
            assert!(text.contains(call), "{text}");
        }
        let text =
            metered("{% extends 'a' %}{% set a = 1 %}{% block b %}{% set c = 1 %}{% endblock %}")
                .text;
        assert_eq!(text.matches(SCALE).count(), 1);
    }

    #[test]
    fn what_extends_has_no_meter_at_its_head() {
        let text = metered("{% extends 'a.html' %}{% block b %}{% endblock %}").text;
        assert!(!text.contains(METER));
    }

    #[test]
    fn every_place_is_led_back() {
        let written =
            "trà {% for a in b %}{{ chè }}{% endfor %}{% for c in d %}{{ x }}{% endfor %}";
        let metered = metered(written);
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
            metered(&text[..end]);
        }
    }
}
