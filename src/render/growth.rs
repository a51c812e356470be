//! Where an expression can make something larger than what it was given, and what is written there
//! so that it is counted.
//!
//! Tera joins, cuts and copies without a bound, and shows nothing of it to the program but the values
//! its filters are called with. `|` binds tighter than every other operator, so that a call of
//! [`CHARGE`] behind an operand counts what that operand is: both sides of `~`, what is spread, what
//! was cut out, and what came out of a filter. A comprehension is a loop, and [`ITEM`] its turn.

use crate::render::pieces::string;

/// The filter that counts what passes through it towards what a page may put together.
pub(crate) const CHARGE: &str = "__charge";
/// The filter that is a turn of a loop.
pub(crate) const ITEM: &str = "__item";

const CHARGED: &str = " | __charge";
const TURNED: &str = " | __item";

/// What an expression does.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Growth {
    /// What to write into the expression, each before the byte it stands with; in order.
    pub(crate) inserts: Vec<(usize, &'static str)>,
    /// Whether it writes a list or a map down, which can hold one large thing many times.
    pub(crate) lists: bool,
    /// Whether something is drawn into memory instead of onto the page.
    pub(crate) captures: bool,
}

/// Filters whose result is a number, however large what they are given.
pub(crate) const NUMBERS: &[&str] = &["length", "wordcount", "int", "float", "abs", "round"];
/// Filters that hand on what was there before.
const SHARING: &[&str] = &[
    "default",
    "first",
    "last",
    "nth",
    "get",
    "pluralize",
    CHARGE,
    ITEM,
];
/// Words that stand between operands.
const BETWEEN: &[&str] = &["and", "or", "not", "in", "is", "if", "else", "for"];

/// Reads an expression, or several with anything between them.
pub(crate) fn of(expression: &str) -> Growth {
    let mut reader = Reader {
        growth: Growth::default(),
        levels: vec![Level::new(Open::Top, 0)],
        first: expression.len() - expression.trim_start().len(),
    };
    let tokens = tokens(expression);
    let mut nth = 0;
    while let Some(token) = tokens.get(nth) {
        nth += reader.take(token, tokens.get(nth + 1));
    }
    reader.finish();
    let mut growth = reader.growth;
    // One at the same place as another was noted later, and encloses it.
    growth.inserts.sort_by_key(|(at, _)| *at);
    growth
}

/// A word, a number, a string, or a sign of an expression.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token<'a> {
    pub(crate) text: &'a str,
    start: usize,
    end: usize,
}

impl Token<'_> {
    fn is_name(&self) -> bool {
        self.text.starts_with(is_of_name)
    }
}

fn is_of_name(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || sign == '_' || !sign.is_ascii()
}

/// The tokens of an expression, or of several with anything between them.
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(sign) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = match sign {
            '"' | '\'' | '`' => string(rest).unwrap_or(rest.len()),
            _ if is_of_name(sign) => rest.find(|sign| !is_of_name(sign)).unwrap_or(rest.len()),
            _ if rest.starts_with("...") => 3,
            _ if rest.starts_with("/>") => 2,
            _ => sign.len_utf8(),
        };
        if !sign.is_ascii_whitespace() {
            found.push(Token {
                text: &rest[..length],
                start: at,
                end: at + length,
            });
        }
        at += length;
    }
    found
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Top,
    /// A group, or what a function, a test or a filter is given.
    Round,
    /// A list that is written down.
    List,
    /// An index, or a slice.
    Index,
    Curly,
    /// A component's call: no bracket, but it ends at `/>`.
    Component,
}

/// What stands between two brackets, as far as it is read.
#[derive(Debug)]
struct Level {
    open: Open,
    /// One past its bracket.
    start: usize,
    /// The operand that may still go on.
    operand: Option<Operand>,
    /// The next operand is charged.
    charge: bool,
    /// A slice, or a comprehension.
    special: bool,
}

#[derive(Debug, Default, Clone, Copy)]
struct Operand {
    end: usize,
    charge: bool,
    turn: bool,
    /// A number comes out whatever went in: the last filter says so.
    number: bool,
}

impl Level {
    fn new(open: Open, start: usize) -> Level {
        Level {
            open,
            start,
            operand: None,
            charge: false,
            special: false,
        }
    }
}

struct Reader {
    growth: Growth,
    /// Never empty.
    levels: Vec<Level>,
    /// Where its first sign stands.
    first: usize,
}

impl Reader {
    /// Takes a token, or a filter's mark and name together; how many it took.
    fn take(&mut self, token: &Token<'_>, next: Option<&Token<'_>>) -> usize {
        let Some(level) = self.levels.last_mut() else {
            return 1;
        };
        let goes_on = level.operand.is_some();
        let of_component = level.open == Open::Component;
        match token.text {
            "|" if goes_on => {
                let Some(name) = next.filter(|name| name.is_name()) else {
                    return 1;
                };
                if let Some(operand) = &mut level.operand {
                    operand.number = NUMBERS.contains(&name.text);
                    let copies = !operand.number && !SHARING.contains(&name.text);
                    operand.charge = !operand.number && (operand.charge || copies);
                    operand.end = name.end;
                }
                return 2;
            }
            "." | "?" if goes_on => {
                if let Some(name) = next.filter(|name| name.is_name()) {
                    self.extend(name.end);
                    return 2;
                }
                // `?.name` and `?[…]` go on with the next sign.
                self.extend(token.end);
            }
            "[" if goes_on => self.levels.push(Level::new(Open::Index, token.end)),
            "(" if goes_on => self.levels.push(Level::new(Open::Round, token.end)),
            "[" => {
                self.growth.lists = true;
                self.levels.push(Level::new(Open::List, token.end));
            }
            "{" => {
                self.finish();
                self.growth.lists |= !of_component;
                self.levels.push(Level::new(Open::Curly, token.end));
            }
            "(" => self.levels.push(Level::new(Open::Round, token.end)),
            ")" | "]" | "}" => self.close(token.end),
            "/>" if of_component => {
                self.close(token.end);
                // Alone it is drawn onto the page; as a part of something else into memory.
                self.growth.captures |= self.levels.len() > 1 || next.is_some();
            }
            "<" if !goes_on && next.is_some_and(Token::is_name) => {
                let first = self.levels.len() == 1 && token.start == self.first;
                self.growth.captures |= !first;
                self.levels.push(Level::new(Open::Component, token.end));
            }
            "~" => {
                if let Some(operand) = &mut level.operand {
                    operand.charge |= !operand.number;
                }
                self.finish();
                self.charge_next();
            }
            "..." => {
                self.finish();
                self.charge_next();
            }
            ":" => {
                level.special |= level.open == Open::Index;
                self.finish();
            }
            "for" if level.open == Open::List => {
                let start = level.start;
                level.special = true;
                self.finish();
                // The element is finished; round it, and make each a turn.
                self.growth.inserts.push((start, "("));
                self.growth.inserts.push((token.start, ") | __item "));
            }
            word if BETWEEN.contains(&word) => self.finish(),
            word if token.is_name() || word.starts_with(['"', '\'', '`']) => {
                self.finish();
                self.growth.captures |= word == "super";
                self.begin(token.end, false);
            }
            _ => self.finish(),
        }
        1
    }

    fn charge_next(&mut self) {
        if let Some(level) = self.levels.last_mut() {
            level.charge = true;
        }
    }

    fn begin(&mut self, end: usize, turn: bool) {
        if let Some(level) = self.levels.last_mut() {
            level.operand = Some(Operand {
                end,
                charge: std::mem::take(&mut level.charge),
                turn,
                number: false,
            });
        }
    }

    fn extend(&mut self, end: usize) {
        if let Some(operand) = self
            .levels
            .last_mut()
            .and_then(|level| level.operand.as_mut())
        {
            operand.end = end;
        }
    }

    /// The innermost bracket ends here.
    fn close(&mut self, end: usize) {
        self.finish();
        if self.levels.len() < 2 {
            return;
        }
        let Some(closed) = self.levels.pop() else {
            return;
        };
        match self
            .levels
            .last_mut()
            .and_then(|level| level.operand.as_mut())
        {
            Some(operand) => {
                operand.end = end;
                operand.charge |= closed.open == Open::Index && closed.special;
            }
            None => self.begin(end, closed.open == Open::List && closed.special),
        }
    }

    /// No more of the operand follows.
    fn finish(&mut self) {
        let Some(operand) = self
            .levels
            .last_mut()
            .and_then(|level| level.operand.take())
        else {
            return;
        };
        if operand.turn {
            self.growth.inserts.push((operand.end, TURNED));
        }
        if operand.charge {
            self.growth.inserts.push((operand.end, CHARGED));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(expression: &str) -> String {
        let mut text = expression.to_owned();
        for (at, insert) in of(expression).inserts.into_iter().rev() {
            text.insert_str(at, insert);
        }
        text.replace("| __charge", "!").replace("| __item", "#")
    }

    #[test]
    fn what_can_grow_is_counted_behind_the_operand() {
        for (written, counted) in [
            ("a.b[0].c", "a.b[0].c"),
            ("a ~ b.c(d='~') ~ 'x'", "a ! ~ b.c(d='~') ! ~ 'x' !"),
            ("not a[1] ~ -b == c", "not a[1] ! ~ -b ! == c"),
            ("(a ~ b) | upper | length", "(a ! ~ b !) | upper | length"),
            (
                "a | replace(from=b ~ c, to='') | safe, d",
                "a | replace(from=b ! ~ c !, to='') | safe !, d",
            ),
            ("a | default(value=b)", "a | default(value=b)"),
            ("a[1:][0].b, c[-1]", "a[1:][0].b !, c[-1]"),
            ("[...a, ...b.c]", "[...a !, ...b.c !]"),
            (
                "[x.y if z else 1 for x in y if x > 1]",
                "[(x.y if z else 1 ) # for x in y if x > 1] #",
            ),
            (
                "[[1 for y in z] for x in [a]] | join",
                "[([(1 ) # for y in z] # ) # for x in [a]] | join # !",
            ),
            (
                "<C a={b ~ c} d=\"e\" {f} />",
                "<C a={b ! ~ c !} d=\"e\" {f} />",
            ),
            ("a ~ <C b={c} /> ~ d", "a ! ~ <C b={c} /> ! ~ d !"),
            ("a?.b?[1:] < c", "a?.b?[1:] ! < c"),
            ("ậ ~ \"\\\"~\"", "ậ ! ~ \"\\\"~\" !"),
        ] {
            assert_eq!(with(written), counted);
        }
    }

    #[test]
    fn what_is_drawn_into_memory_is_known() {
        for (expression, captures) in [
            ("<C a={b} />", false),
            ("a <b", false),
            ("<C a={b} /> ~ c", true),
            ("c ~ <C a={b} />", true),
            ("<C a={<D />} />", true),
            ("super()", true),
        ] {
            assert_eq!(of(expression).captures, captures, "{expression}");
        }
        assert!(of("[a]").lists && of("{a: b}").lists && !of("a[0]").lists);
    }

    #[test]
    fn no_text_makes_it_panic() {
        let text = ")]}...~|a?.[1:<B ậ={`\\'\"for/>[x for(]";
        for (end, _) in text.char_indices() {
            of(&text[..end]);
            of(&text[end..]);
        }
    }
}
