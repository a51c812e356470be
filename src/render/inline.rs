//! Parts written where they are included, so that the engine need not begin and end each of them.
//!
//! A page of a product has some thirty. A part that is included sees what the place sees where it is, and what it
//! sets is its own: so where a part sets nothing outside its loops, its text in that place draws the same.

use crate::render::pieces::{Kind, pieces};
use std::collections::BTreeMap;

/// Longest text, in bytes, that a template becomes.
const LONGEST: usize = 64 * 1024;
/// Most parts in one template, and in each other: parts that hold others twice double with each step.
const MOST: usize = 500;
const DEEPEST: usize = 8;
/// Signs that take white space away beside a tag.
const TRIMS: [&str; 4] = ["{%-", "{{-", "-%}", "-}}"];
/// Statements that a part may hold anywhere.
const PLAIN: [&str; 8] = [
    "if", "elif", "else", "endif", "for", "endfor", "include", "set",
];

/// The texts of those templates that may be written where they are included.
pub(crate) fn may_be<'t>(
    texts: impl Iterator<Item = (&'t str, &'t str)>,
) -> BTreeMap<&'t str, &'t str> {
    texts.filter(|(_, text)| is_plain(text)).collect()
}

/// The template with these parts in it, and with calls in the place of those that are drawn once for many pages:
/// `call` writes them.
pub(crate) fn inlined<'t>(
    template: &'t str,
    parts: &BTreeMap<&'t str, &'t str>,
    call: &dyn Fn(&str) -> Option<String>,
) -> String {
    let written = |parts| {
        let mut inliner = Inliner {
            parts,
            call,
            open: Vec::new(),
            left: MOST,
            made: String::with_capacity(template.len() * 2),
        };
        inliner.write(template).map(|()| inliner.made)
    };
    let none = BTreeMap::new();
    written(parts)
        .or_else(|| written(&none))
        .unwrap_or_else(|| template.to_owned())
}

struct Inliner<'t, 'p> {
    parts: &'p BTreeMap<&'t str, &'t str>,
    call: &'p dyn Fn(&str) -> Option<String>,
    /// The parts that are being written, each in the one before.
    open: Vec<&'t str>,
    /// Parts that may still be written.
    left: usize,
    made: String,
}

impl<'t> Inliner<'t, '_> {
    /// `None` where it becomes too much.
    fn write(&mut self, template: &'t str) -> Option<()> {
        let trims = trims(template);
        for piece in pieces(template) {
            let name = piece.included();
            if let Some(call) = name.and_then(self.call) {
                self.made.push_str(&call);
                continue;
            }
            let part = name.and_then(|name| Some((name, self.part(name)?)));
            // Beside a tag that takes white space away a part would lose its own.
            match part.filter(|(_, text)| !trims || text.trim().len() == text.len()) {
                Some((name, text)) => {
                    self.left = self.left.checked_sub(1)?;
                    self.open.push(name);
                    self.write(text)?;
                    self.open.pop();
                }
                None => self.made.push_str(piece.text),
            }
            (self.open.is_empty() || self.made.len() <= LONGEST).then_some(())?;
        }
        Some(())
    }

    /// The text of a part that may be written here.
    fn part(&self, name: &str) -> Option<&'t str> {
        let may = !self.open.contains(&name) && self.open.len() < DEEPEST;
        self.parts.get(name).copied().filter(|_| may)
    }
}

fn trims(text: &str) -> bool {
    TRIMS.iter().any(|sign| text.contains(sign))
}

/// Whether a part holds only plain statements, and sets nothing that outlives its loops.
fn is_plain(text: &str) -> bool {
    let mut loops = 0_usize;
    let plain = pieces(text).all(|piece| {
        if piece.kind != Kind::Statement {
            return piece.ended;
        }
        let (word, rest) = piece.statement();
        match word {
            "for" => loops += 1,
            "endfor" => loops = loops.saturating_sub(1),
            _ => {}
        }
        let sets = word == "set" && (loops == 0 || !rest.contains('='));
        piece.ended && PLAIN.contains(&word) && !sets
    });
    plain && loops == 0 && !trims(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(template: &str, parts: &[(&str, &str)]) -> String {
        let parts = may_be(parts.iter().copied());
        inlined(template, &parts, &|name| {
            (name == "kept").then(|| "{{ kept() }}".to_owned())
        })
    }

    #[test]
    fn a_part_that_sets_nothing_stands_where_it_is_included() {
        let including = |name| format!("<p>{{% include \"{name}\" %}}</p>");
        let loops = "{% for a in b %}{% set c = a %}{{ c }}{% endfor %}";
        for (part, wanted) in [
            ("{{ a }}", Some("<p>{{ a }}</p>")),
            (" a ", Some("<p> a </p>")),
            (loops, Some(&*format!("<p>{loops}</p>"))),
            ("{% set a = b %}{{ a }}", None),
            ("{% for a in b %}{% endfor %}{% set a = b %}", None),
            ("{% for a in b %}{% set c %}{% endset %}{% endfor %}", None),
            ("{% block a %}{% endblock %}", None),
            ("{% extends \"c\" %}", None),
            ("{% filter upper %}{% endfilter %}", None),
            ("{% set_global a = 1 %}", None),
            ("{%- if a %}b{% endif %}", None),
            ("{{ a", None),
        ] {
            let whole = including("x");
            let wanted = wanted.unwrap_or(&whole);
            assert_eq!(made(&whole, &[("x", part)]), wanted, "{part}");
        }
        assert_eq!(
            made(&including("kept"), &[("kept", "a")]),
            "<p>{{ kept() }}</p>"
        );
        assert_eq!(made(&including("none"), &[]), including("none"));
        let trims = "{%- if a -%}{% include \"x\" %}{% endif %}";
        assert_eq!(made(trims, &[("x", " a ")]), trims);
        assert_eq!(made(trims, &[("x", "a")]), "{%- if a -%}a{% endif %}");
    }

    #[test]
    fn parts_of_parts_follow_and_none_without_end() {
        let parts = [
            ("a", "<{% include \"b\" %}>"),
            ("b", "({% include \"c\" %})"),
            ("c", "{% include \"b\" %}"),
        ];
        assert_eq!(
            made("{% include \"a\" %}", &parts),
            "<({% include \"b\" %})>"
        );
        let thrice: Vec<(String, String)> = (0..30)
            .map(|nth| {
                (
                    nth.to_string(),
                    format!("{{% include \"{}\" %}}", nth + 1).repeat(3),
                )
            })
            .collect();
        let thrice: Vec<(&str, &str)> = thrice.iter().map(|(a, b)| (&**a, &**b)).collect();
        let whole = "{% include \"0\" %}";
        assert_eq!(made(whole, &thrice), whole);
        let long = "a".repeat(LONGEST + 1);
        assert_eq!(made(whole, &[("0", &long)]), whole);
    }
}
