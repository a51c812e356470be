//! Whether a theme's templates show products in lists by nothing but the card that is kept.
//!
//! A card has some forty values, and stands on some twenty pages. Where no template reads more of it than
//! its mark and its photograph, but for the part that draws it ([`kept`](crate::render::kept)), the other
//! values need not be set out for each page. Read from the texts: every name that may hold a list of cards,
//! or a card, is followed, wherever it stands; where anything is not plain, cards are written in full.

use crate::render::card;
use crate::render::fault::Templates;
use crate::render::growth;
use crate::render::kept::CARD;
use crate::render::pieces::{Kind, Piece, pieces};
use std::collections::BTreeSet;

/// What the pages whose lists of cards stand right in their content are seen as.
const ROOTS: [&str; 4] = ["home", "product", "producer", "listing"];
/// The names of their lists of cards.
const LISTS: [&str; 5] = ["latest", "neighbours", "similar", "siblings", "cards"];
/// What may be read of a card that is written in short.
const FIELDS: [&str; 2] = ["mark", "picture"];
/// All that a page sees, as a value.
pub(crate) const EVERYTHING: &str = "__tera_context";

/// Whether all cards of those pages may be written in short.
pub(crate) fn are_shown_by_mark(templates: &Templates) -> bool {
    let by_name = templates.by_name.iter();
    let read = by_name.filter(|(name, _)| *name != CARD && !card::is_drawing(name));
    let pieces: Vec<Piece<'_>> = read
        .flat_map(|(_, template)| pieces(&template.text))
        .collect();
    let mut names = Names::default();
    // A name may be bound from one that is bound further down, or in another template.
    loop {
        let before = names.lists.len() + names.cards.len();
        pieces.iter().for_each(|piece| names.bind(piece));
        if names.lists.len() + names.cards.len() == before {
            break;
        }
    }
    pieces.iter().all(|piece| names.allow(piece))
}

/// The names that hold a list of cards, or a card, anywhere in a theme.
#[derive(Default)]
struct Names<'a> {
    lists: BTreeSet<&'a str>,
    cards: BTreeSet<&'a str>,
}

/// What becomes of an expression's value.
#[derive(Clone, Copy, PartialEq)]
enum Use {
    /// It is asked whether it is true.
    Asked,
    /// It is written, handed on, or not known.
    Read,
}

impl<'a> Names<'a> {
    fn bind(&mut self, piece: &Piece<'a>) {
        if let Some((name, value)) = set(piece)
            && self.is_list(&tokens(value))
        {
            self.lists.insert(name);
        }
        if let Some((names, list)) = loop_of(piece)
            && self.is_list(&tokens(list))
        {
            self.cards.extend(names.split(',').map(str::trim));
        }
    }

    /// Whether a piece reads nothing of a card but what is written in short.
    fn allow(&self, piece: &Piece<'a>) -> bool {
        let (word, rest) = piece.statement();
        match (piece.kind, word) {
            (Kind::Html | Kind::Comment, _) => true,
            (Kind::Word, _) if piece.text.starts_with("{%") => true,
            (Kind::Word, _) => self.allows(&tokens(piece.text), Use::Read),
            (_, "block" | "endblock" | "extends") => !rest.contains(CARD),
            (_, "include") => !rest.contains(CARD) || piece.included() == Some(CARD),
            (_, "if" | "elif") => self.allows(&tokens(rest), Use::Asked),
            _ => {
                let value = set(piece).or(loop_of(piece)).map(|(_, value)| value);
                let value = tokens(value.unwrap_or(rest));
                self.is_list(&value) || self.allows(&value, Use::Read)
            }
        }
    }

    /// Whether an expression is a list of cards and nothing else: `product.siblings`, or a name of one.
    fn is_list(&self, expression: &[&str]) -> bool {
        match expression {
            [name] => self.lists.contains(name),
            [_, .., ".", last] => {
                LISTS.contains(last) && expression.iter().enumerate().all(is_of_path)
            }
            _ => false,
        }
    }

    fn allows(&self, expression: &[&str], of: Use) -> bool {
        let at = |at: usize| expression.get(at).copied().unwrap_or_default();
        let mut begins = 0;
        expression.iter().enumerate().all(|(nth, name)| {
            if !is_name(name) {
                return true;
            }
            match nth.checked_sub(1).map(at) {
                Some(".") => {
                    return !LISTS.contains(name) || self.is_asked(expression, begins, nth, of);
                }
                Some("|") => return true,
                _ => begins = nth,
            }
            let (next, after) = (at(nth + 1), at(nth + 2));
            let is_argument = next == "=" && after != "=";
            if is_argument {
                return true;
            }
            if ROOTS.contains(name) {
                return next == "." && is_name(after);
            }
            if self.cards.contains(name) {
                return next == "." && FIELDS.contains(&after);
            }
            *name != EVERYTHING
                && (!self.lists.contains(name) || self.is_asked(expression, nth, nth, of))
        })
    }

    /// Whether a list from one token to another is only counted, or asked for being there.
    fn is_asked(&self, expression: &[&str], from: usize, to: usize, of: Use) -> bool {
        let rest = &expression[to + 1..];
        if let ["|", "length", ..] = rest {
            return true;
        }
        let before = from.checked_sub(1).and_then(|at| expression.get(at));
        let joins =
            |token: Option<&&str>| matches!(token.copied(), None | Some("and" | "or" | "not"));
        of == Use::Asked && joins(before) && joins(rest.first())
    }
}

/// Whether a token may stand at its place in a path of names.
fn is_of_path((nth, token): (usize, &&str)) -> bool {
    if nth.is_multiple_of(2) {
        is_name(token)
    } else {
        *token == "."
    }
}

/// The name and the value of what sets a variable.
fn set<'a>(piece: &Piece<'a>) -> Option<(&'a str, &'a str)> {
    let (word, rest) = piece.statement();
    let (name, value) = rest.split_once('=')?;
    matches!(word, "set" | "set_global").then_some((name.trim(), value))
}

/// The names and the list of a loop.
fn loop_of<'a>(piece: &Piece<'a>) -> Option<(&'a str, &'a str)> {
    let (word, rest) = piece.statement();
    let (name, list) = rest.split_once(" in ")?;
    (word == "for").then_some((name.trim(), list))
}

pub(crate) fn tokens(expression: &str) -> Vec<&str> {
    let tokens = growth::tokens(expression).into_iter();
    tokens.map(|token| token.text).collect()
}

/// Whether a token is a name, or a word of the engine's.
pub(crate) fn is_name(token: &str) -> bool {
    token.starts_with(|sign: char| sign.is_alphabetic() || sign == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_theme_shows_cards_by_their_marks() {
        assert!(are_shown_by_mark(&Templates::built_in()));
    }

    #[test]
    fn whatever_reads_more_of_a_card_is_found() {
        for (text, wanted) in [
            (
                "{% set a = product.siblings %}{% for card in a %}{% include \"parts/card.html\" %}{% endfor %}",
                true,
            ),
            (
                "{% for card in listing.cards %}{{ card.picture.url }}{% endfor %}",
                true,
            ),
            (
                "{% set n = 1 if card.picture and loop.index <= 3 else 2 %}{% for card in home.latest %}{% endfor %}",
                true,
            ),
            (
                "{% if not listing.cards and listing.groups %}{% elif producer.cards %}{% endif %}",
                true,
            ),
            (
                "{{ product.similar | length }}{% if product.siblings | length > 2 %}{% endif %}",
                true,
            ),
            (
                "{{ product.name }}{{ product.producer.name }}{% for a in table.rows %}{{ a.name }}{% endfor %}",
                true,
            ),
            (
                "{% raw %}{{ product }}{% endraw %}{# {{ product }} #}",
                true,
            ),
            (
                "{% for card in listing.cards %}{{ card.name }}{% endfor %}",
                false,
            ),
            (
                "{% for card in listing.cards %}{{ card }}{% endfor %}",
                false,
            ),
            (
                "{% for card in listing.cards %}{{ card[\"name\"] }}{% endfor %}",
                false,
            ),
            (
                "{% for card in listing.cards %}{% set c = card %}{{ c.name }}{% endfor %}",
                false,
            ),
            (
                "{% for card in listing.cards | slice(end=3) %}{% endfor %}",
                false,
            ),
            (
                "{% for n, card in listing.cards %}{{ card.name }}{% endfor %}",
                false,
            ),
            (
                "{{ c.name }}{% set b = a %}{% set a = product.siblings %}{% for c in b %}{% endfor %}",
                false,
            ),
            ("{{ product.siblings }}", false),
            ("{{ product.siblings[0].name }}", false),
            ("{{ product.siblings | first }}", false),
            ("{{ product.siblings | json }}", false),
            (
                "{% set a = product.siblings or product.similar %}{% for c in a %}{{ c.name }}{% endfor %}",
                false,
            ),
            (
                "{% if product.siblings == product.similar %}{% endif %}",
                false,
            ),
            ("{{ product | json }}", false),
            ("{{ product[\"siblings\"] }}", false),
            ("{% set p = product %}{{ p.name }}", false),
            ("{% for key, value in product %}{% endfor %}", false),
            ("{{ __tera_context }}", false),
            ("{{ <List of={listing.cards} /> }}", false),
            ("{{- f(of=producer.cards) -}}", false),
            ("{% filter f(of=producer.cards) %}{% endfilter %}", false),
            (
                "{% for card in listing.cards %}{%- include \"parts/card.html\" %}{% endfor %}",
                false,
            ),
            (
                "{% for card in listing.cards %}{% include 'parts/card.html' %}{% endfor %}",
                false,
            ),
        ] {
            let own = ("parts/card.html", "{{ card.name }}");
            let theme = Templates::written(&[("a.html", text), own]);
            assert_eq!(are_shown_by_mark(&theme), wanted, "{text}");
        }
    }

    #[test]
    fn a_name_bound_in_one_template_is_followed_in_the_others() {
        let binds = (
            "a.html",
            "{% for one in home.latest %}{% include \"b.html\" %}{% endfor %}",
        );
        assert!(!are_shown_by_mark(&Templates::written(&[
            binds,
            ("b.html", "{{ one.name }}")
        ])));
        assert!(are_shown_by_mark(&Templates::written(&[
            binds,
            ("b.html", "{{ two.name }}")
        ])));
    }
}
