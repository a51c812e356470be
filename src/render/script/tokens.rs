//! A script cut into its tokens, as far as that can be done without parsing it.

/// What a token is, as far as anything here asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A name, a keyword or a private name.
    Word,
    /// A number.
    Number,
    /// A text between single or double quotes.
    Text,
    /// A text between backquotes, with all that stands inside it.
    Template,
    /// A regular expression with its flags.
    Pattern,
    /// A sign.
    Sign,
    /// A comment that asks to be kept: `/*!`, `@license`, `@preserve`.
    Kept,
}

/// A token and what stood before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token<'s> {
    pub(crate) kind: Kind,
    pub(crate) text: &'s str,
    /// Whether blank space or a comment stands before it.
    pub(crate) spaced: bool,
    /// Whether a line ends before it.
    pub(crate) on_new_line: bool,
}

/// Signs of more than one character, the longest first, so that the first that fits is the token.
const SIGNS: [&str; 33] = [
    ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "=>", "==", "!=",
    "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=",
    "<<", ">>", "**",
];

/// Words after which a slash begins a pattern.
const BEFORE_VALUE: [&str; 12] = [
    "return",
    "typeof",
    "instanceof",
    "in",
    "new",
    "delete",
    "void",
    "throw",
    "case",
    "do",
    "else",
    "extends",
];
/// Words that are keywords in one place and names in another: a slash after one is not certain.
const UNCERTAIN: [&str; 5] = ["of", "yield", "await", "let", "async"];

/// The tokens of a script; `None` where what a sign means would need a parser, or where the text ends too early.
pub(crate) fn tokens(script: &str) -> Option<Vec<Token<'_>>> {
    let mut reader = Reader {
        script,
        at: 0,
        spaced: false,
        on_new_line: false,
        parens: Vec::new(),
        after_condition: false,
        depth: 0,
        out: Vec::new(),
    };
    reader.read(false)?;
    Some(reader.out)
}

struct Reader<'s> {
    script: &'s str,
    at: usize,
    spaced: bool,
    on_new_line: bool,
    /// For each open parenthesis whether it holds the condition of an `if`, `while`, `for` or `with`.
    parens: Vec<bool>,
    /// Whether the last token closed one that does.
    after_condition: bool,
    depth: usize,
    out: Vec<Token<'s>>,
}

/// Templates in templates beyond which a script is left alone.
const DEEP: usize = 20;

impl<'s> Reader<'s> {
    fn rest(&self) -> &'s str {
        self.script.get(self.at..).unwrap_or_default()
    }

    /// Reads to the end, or with `in_template` to the brace that closes a hole of a template.
    fn read(&mut self, in_template: bool) -> Option<()> {
        let mut braces = 0_usize;
        loop {
            self.skip()?;
            let rest = self.rest();
            let Some(sign) = rest.chars().next() else {
                return (!in_template).then_some(());
            };
            match sign {
                '}' if in_template && braces == 0 => return Some(()),
                '{' => braces += 1,
                '}' => braces = braces.checked_sub(1)?,
                _ => {}
            }
            let (kind, length) = self.token(rest, sign)?;
            self.put(kind, length);
        }
    }

    fn token(&mut self, rest: &'s str, sign: char) -> Option<(Kind, usize)> {
        Some(match sign {
            '"' | '\'' => (Kind::Text, quoted(rest, sign)?),
            '`' => (Kind::Template, self.template(rest)?),
            '/' => {
                if !self.is_pattern_next()? {
                    (Kind::Sign, if rest.starts_with("/=") { 2 } else { 1 })
                } else {
                    (Kind::Pattern, pattern(rest)?)
                }
            }
            '0'..='9' => (Kind::Number, number(rest)),
            '.' if rest[1..].starts_with(|next: char| next.is_ascii_digit()) => {
                (Kind::Number, number(rest))
            }
            // An escape in a name would hide which word it is.
            '\\' => return None,
            '#' => {
                let name = word(&rest[1..]);
                (Kind::Word, if name == 0 { return None } else { name + 1 })
            }
            _ if is_of_word(sign) => (Kind::Word, word(rest)),
            _ if sign.is_ascii_punctuation() => {
                // Most signs begin none of the long ones: their first byte alone says so.
                let first = rest.as_bytes().first();
                let is_it =
                    |long: &&&str| long.as_bytes().first() == first && rest.starts_with(**long);
                let long = SIGNS.iter().find(is_it);
                // `a?.5:b` asks, and does not look inside.
                let asks = rest.starts_with("?.")
                    && rest[2..].starts_with(|next: char| next.is_ascii_digit());
                (
                    Kind::Sign,
                    long.filter(|_| !asks).map_or(1, |long| long.len()),
                )
            }
            _ => return None,
        })
    }

    fn put(&mut self, kind: Kind, length: usize) {
        let text = self.rest().get(..length).unwrap_or_default();
        self.after_condition = false;
        match text {
            "(" if kind == Kind::Sign => {
                let condition = self.last_word().is_some_and(|word| {
                    ["if", "while", "for", "with"].contains(&word)
                        || (word == "await"
                            && self.back().nth(1).is_some_and(|token| token.text == "for"))
                });
                self.parens.push(condition);
            }
            ")" if kind == Kind::Sign => {
                self.after_condition = self.parens.pop().unwrap_or_default();
            }
            _ => {}
        }
        self.out.push(Token {
            kind,
            text,
            spaced: std::mem::take(&mut self.spaced),
            on_new_line: std::mem::take(&mut self.on_new_line),
        });
        self.at += length;
    }

    /// The last token if it is a word that is no member's name.
    fn last_word(&self) -> Option<&'s str> {
        let mut back = self.back();
        let last = back.next().filter(|last| last.kind == Kind::Word)?;
        let is_member = back
            .next()
            .is_some_and(|token| [".", "?."].contains(&token.text));
        (!is_member).then_some(last.text)
    }

    /// The tokens read so far from the last to the first, without comments.
    fn back(&self) -> impl Iterator<Item = &Token<'s>> {
        self.out
            .iter()
            .rev()
            .filter(|token| token.kind != Kind::Kept)
    }

    /// Whether a slash here begins a pattern (and does not divide); `None` where that is not certain.
    fn is_pattern_next(&self) -> Option<bool> {
        let Some(last) = self.back().next() else {
            return Some(true);
        };
        match last.kind {
            Kind::Word => match self.last_word() {
                Some(word) if UNCERTAIN.contains(&word) => None,
                Some(word) => Some(BEFORE_VALUE.contains(&word)),
                None => Some(false),
            },
            Kind::Number | Kind::Text | Kind::Template | Kind::Pattern => Some(false),
            Kind::Sign => match last.text {
                ")" => Some(self.after_condition),
                "]" => Some(false),
                // The end of a block or of an object; behind or before a name.
                "}" | "++" | "--" => None,
                _ => Some(true),
            },
            Kind::Kept => None,
        }
    }

    /// Passes over blank space and comments.
    fn skip(&mut self) -> Option<()> {
        loop {
            let rest = self.rest();
            let Some(sign) = rest.chars().next() else {
                return Some(());
            };
            if sign.is_whitespace() || sign == '\u{feff}' {
                self.on_new_line |= is_line_end(sign);
                self.spaced = true;
                self.at += sign.len_utf8();
            } else if rest.starts_with("//") {
                self.spaced = true;
                self.at += rest.find(is_line_end).unwrap_or(rest.len());
            } else if let Some(comment) = rest.strip_prefix("/*") {
                let length = comment.find("*/")? + 4;
                let text = rest.get(..length)?;
                if text.starts_with("/*!")
                    || text.contains("@license")
                    || text.contains("@preserve")
                {
                    let condition = self.after_condition;
                    self.put(Kind::Kept, length);
                    self.after_condition = condition;
                } else {
                    self.on_new_line |= text.contains(is_line_end);
                    self.spaced = true;
                    self.at += length;
                }
            } else if rest.starts_with("<!--") || rest.starts_with("-->") || rest.starts_with("#!")
            {
                // Comments of another kind, in some places.
                return None;
            } else {
                return Some(());
            }
        }
    }

    /// The length of a text between backquotes; what stands in its holes is read for its end alone.
    fn template(&mut self, rest: &'s str) -> Option<usize> {
        self.depth += 1;
        if self.depth > DEEP {
            return None;
        }
        let mut signs = rest.char_indices().skip(1);
        while let Some((at, sign)) = signs.next() {
            match sign {
                '\\' => {
                    signs.next();
                }
                '`' => {
                    self.depth -= 1;
                    return Some(at + 1);
                }
                '$' if rest[at..].starts_with("${") => {
                    let mut inside = Reader {
                        script: self.script,
                        at: self.at + at + 2,
                        spaced: false,
                        on_new_line: false,
                        parens: Vec::new(),
                        after_condition: false,
                        depth: self.depth,
                        out: Vec::new(),
                    };
                    inside.read(true)?;
                    let end = inside.at - self.at;
                    while signs.clone().next().is_some_and(|(at, _)| at <= end) {
                        signs.next();
                    }
                }
                _ => {}
            }
        }
        None
    }
}

fn is_line_end(sign: char) -> bool {
    matches!(sign, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

fn is_of_word(sign: char) -> bool {
    sign.is_alphanumeric()
        || matches!(sign, '_' | '$' | '\u{200c}' | '\u{200d}')
        || (!sign.is_ascii() && !sign.is_whitespace() && sign != '\u{feff}')
}

fn word(rest: &str) -> usize {
    rest.find(|sign| !is_of_word(sign)).unwrap_or(rest.len())
}

/// Digits, letters and points; a sign belongs to it after an `e`.
fn number(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let hexadecimal = rest.starts_with("0x") || rest.starts_with("0X");
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let exponent = !hexadecimal && at > 0 && matches!(bytes.get(at - 1), Some(b'e' | b'E'));
        match byte {
            b'.' | b'_' => at += 1,
            b'+' | b'-' if exponent => at += 1,
            byte if byte.is_ascii_alphanumeric() => at += 1,
            _ => break,
        }
    }
    at
}

fn quoted(rest: &str, quote: char) -> Option<usize> {
    let mut signs = rest.char_indices().skip(1);
    while let Some((at, sign)) = signs.next() {
        match sign {
            '\\' => {
                // A line end of two signs after a backslash is one.
                if let Some((at, '\r')) = signs.next()
                    && rest[at + 1..].starts_with('\n')
                {
                    signs.next();
                }
            }
            '\n' | '\r' => return None,
            sign if sign == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn pattern(rest: &str) -> Option<usize> {
    let mut in_class = false;
    let mut signs = rest.char_indices().skip(1);
    while let Some((at, sign)) = signs.next() {
        match sign {
            sign if is_line_end(sign) => return None,
            '\\' => {
                signs.next().filter(|(_, sign)| !is_line_end(*sign))?;
            }
            '[' => in_class = true,
            ']' => in_class = false,
            '/' if !in_class => return Some(at + 1 + word(&rest[at + 1..])),
            _ => {}
        }
    }
    None
}
