//! Whether a part of a theme draws from nothing but what it is given.
//!
//! A part that is included sees all that the page sees. What it draws may be kept for other pages only
//! where it asks for a few named values and no others. Read from its text, with that of the parts it
//! includes; where anything is not plain, the part is not closed.

use crate::render::fault::Templates;
use crate::render::pieces::{Kind, pieces, string};
use std::collections::BTreeSet;

/// What every template sees, the same on all pages.
const SHARED: [&str; 2] = ["site", "assets"];
/// Words of the engine's own.
const WORDS: [&str; 12] = [
    "and", "or", "not", "in", "is", "if", "else", "true", "false", "none", "True", "False",
];
/// Deepest inclusion that is followed.
const DEEPEST: usize = 8;

/// The part and all it includes, where it reads only names that are `given`, shared, or set by itself before.
pub(crate) fn closed<'a>(
    templates: &'a Templates,
    part: &'a str,
    given: &'a [&'a str],
) -> Option<BTreeSet<&'a str>> {
    let mut reader = Reader {
        templates,
        given,
        open: Vec::new(),
        opened: 0,
        set: Vec::new(),
        read: BTreeSet::new(),
    };
    reader.part(part, 0)?;
    Some(reader.read)
}

struct Reader<'a> {
    templates: &'a Templates,
    given: &'a [&'a str],
    /// The branches and bodies that are open, by number.
    open: Vec<usize>,
    opened: usize,
    /// What is set, and in which branches: a name is there for whoever stands inside the same.
    set: Vec<(&'a str, Vec<usize>)>,
    /// The parts read.
    read: BTreeSet<&'a str>,
}

/// `None`: it may read what it is not given.
type Closed = Option<()>;

impl<'a> Reader<'a> {
    fn part(&mut self, name: &'a str, depth: usize) -> Closed {
        let text = &self.templates.by_name.get(name)?.text;
        self.read.insert(name);
        let level = self.open.len();
        for piece in pieces(text) {
            match piece.kind {
                Kind::Html | Kind::Comment => {}
                Kind::Word if piece.text.starts_with("{{") => {
                    self.reads(piece.text.get(2..piece.text.len() - 2)?)?;
                }
                Kind::Word => {}
                Kind::Statement => {
                    let (word, rest) = piece.statement();
                    self.statement(word, rest.trim().trim_end_matches('-').trim(), depth)?;
                }
            }
        }
        (self.open.len() == level).then_some(())
    }

    fn statement(&mut self, word: &str, rest: &'a str, depth: usize) -> Closed {
        match word {
            "if" => {
                self.reads(rest)?;
                self.begin();
            }
            "elif" | "else" => {
                self.reads(rest)?;
                self.open.pop()?;
                self.begin();
            }
            "endif" | "endfor" => {
                self.open.pop()?;
            }
            "for" => {
                let (names, list) = rest.split_once(" in ")?;
                self.reads(list)?;
                self.begin();
                for name in names.split(',').chain(["loop"]) {
                    self.set.push((name.trim(), self.open.clone()));
                }
            }
            "set" => {
                let (name, value) = rest.split_once('=')?;
                self.reads(value)?;
                self.set.push((name.trim(), self.open.clone()));
            }
            "include" => {
                let name = rest.strip_prefix('"')?.strip_suffix('"')?;
                let before = self.set.len();
                (depth < DEEPEST && !name.contains('"')).then_some(())?;
                self.part(name, depth + 1)?;
                // What a part sets is its own.
                self.set.truncate(before);
            }
            _ => return None,
        }
        Some(())
    }

    fn begin(&mut self) {
        self.opened += 1;
        self.open.push(self.opened);
    }

    /// All names of an expression that are no attribute, filter, test or argument.
    fn reads(&self, expression: &str) -> Closed {
        let mut rest = expression.trim_start();
        // What stands before: a sign, or the word.
        let (mut sign, mut before) = (' ', "");
        while let Some(first) = rest.chars().next() {
            let is_of_name = |sign: char| sign.is_ascii_alphanumeric() || sign == '_';
            let (length, is_name) = match first {
                '"' | '\'' | '`' => (string(rest)?, false),
                _ if is_of_name(first) => (
                    rest.find(|sign| !is_of_name(sign)).unwrap_or(rest.len()),
                    !first.is_ascii_digit(),
                ),
                '{' | '}' | '?' => return None,
                _ if first.is_ascii() => (1, false),
                _ => return None,
            };
            let (word, after) = rest.split_at(length);
            rest = after.trim_start();
            if is_name && !matches!(sign, '.' | '|') {
                let is_test = before == "is" || before == "not" && sign == 't';
                let is_argument = rest.starts_with('=') && !rest.starts_with("==");
                if !WORDS.contains(&word) && !is_test && !is_argument {
                    // A function may say what it likes.
                    (!rest.starts_with('(') && self.knows(word)).then_some(())?;
                }
            }
            let follows_is = before == "is" && word == "not";
            before = if is_name { word } else { "" };
            sign = if follows_is {
                't'
            } else if is_name {
                'a'
            } else {
                first
            };
        }
        Some(())
    }

    fn knows(&self, name: &str) -> bool {
        let mut set = self.set.iter();
        self.given.contains(&name)
            || SHARED.contains(&name)
            || set.any(|(known, branches)| *known == name && self.open.starts_with(branches))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_closed(parts: &[(&str, &str)]) -> bool {
        closed(&Templates::written(parts), parts[0].0, &["card"]).is_some()
    }

    #[test]
    fn what_a_part_reads_is_known() {
        for (text, wanted) in [
            (
                "{{ card.name | upper }} {{ site.title }} {{ assets[\"a\"] }}",
                true,
            ),
            ("{{ head.title }}", false),
            ("{# {{ head }} #}{% raw %}{{ head }}{% endraw %}head", true),
            (
                "{% if card.a is defined and card.b is not none %}x{% endif %}",
                true,
            ),
            ("{% if card.a == head %}x{% endif %}", false),
            ("{% if card.a %}{% set b = 1 %}{{ b }}{% endif %}", true),
            ("{% if card.a %}{% set b = 1 %}{% endif %}{{ b }}", false),
            (
                "{% if card.a %}{% set b = 1 %}{% else %}{{ b }}{% endif %}",
                false,
            ),
            ("{{ b }}{% set b = card %}", false),
            (
                "{% for a in card.list %}{{ loop.index }}{{ a }}{% endfor %}",
                true,
            ),
            ("{% for a in card.list %}{% endfor %}{{ a }}", false),
            ("{{ card.name | replace(from='a \" b', to=card.b) }}", true),
            ("{{ card.name | replace(from=head.a, to=\"b\") }}", false),
            ("{{ now() }}", false),
            ("{% filter upper %}a{% endfilter %}", false),
            ("{{ card[key] }}", false),
            ("{{ card.a ~ '-' ~ 12 }}", true),
            ("{{ <C a={card} /> }}", false),
        ] {
            assert_eq!(is_closed(&[("a.html", text)]), wanted, "{text}");
        }
    }

    #[test]
    fn the_parts_of_a_part_are_read_too_and_keep_what_they_set() {
        let part = |text| ("b.html", text);
        let including = (
            "a.html",
            "{% set x = card.x %}{% include \"b.html\" %}{{ x }}",
        );
        assert!(is_closed(&[including, part("{% set y = x %}{{ y }}")]));
        assert!(!is_closed(&[including, part("{{ z }}")]));
        let after = ("a.html", "{% include \"b.html\" %}{{ y }}");
        assert!(!is_closed(&[after, part("{% set y = 1 %}")]));
        assert!(!is_closed(&[("a.html", "{% include \"a.html\" %}")]));
        assert!(!is_closed(&[("a.html", "{% include \"none.html\" %}")]));
    }
}
