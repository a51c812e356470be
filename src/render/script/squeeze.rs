//! Scripts made smaller: comments and blank space go, names and everything else stay.

use crate::render::script::tokens::{Kind, Token, tokens};

/// The script without comments and needless blank space; as it stands where its tokens are not certain.
/// Comments that ask to be kept (`/*!`, `@license`) are.
pub(crate) fn squeezed(script: &str) -> String {
    match tokens(script) {
        Some(tokens) => joined(&tokens),
        None => script.to_owned(),
    }
}

/// Tokens written one after the other, with a space or a line's end only where one is needed.
pub(crate) fn joined(tokens: &[Token<'_>]) -> String {
    let mut out = String::with_capacity(tokens.iter().map(|token| token.text.len() + 1).sum());
    let mut before: Option<&Token<'_>> = None;
    for (at, token) in tokens.iter().enumerate() {
        let next = tokens.get(at + 1);
        if before.is_some_and(|before| is_needless(before, token, next)) {
            continue;
        }
        if let Some(before) = before {
            if token.on_new_line && may_end_statement(before, token) {
                out.push('\n');
            } else if token.spaced && would_touch(before, token) {
                out.push(' ');
            }
        }
        out.push_str(token.text);
        before = Some(token);
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// Whether a token is a semicolon that a brace after it makes needless: one that ends a statement, and is none itself.
fn is_needless(before: &Token<'_>, token: &Token<'_>, next: Option<&Token<'_>>) -> bool {
    let ends_statement = match before.kind {
        Kind::Word => !["else", "do"].contains(&before.text),
        Kind::Number | Kind::Text | Kind::Template => true,
        Kind::Sign => before.text == "]",
        Kind::Pattern | Kind::Kept => false,
    };
    let is_sign = |token: &Token<'_>, text: &str| token.kind == Kind::Sign && token.text == text;
    ends_statement && is_sign(token, ";") && next.is_some_and(|next| is_sign(next, "}"))
}

/// Whether the end of the line between two tokens may stand for a semicolon.
pub(crate) fn may_end_statement(before: &Token<'_>, after: &Token<'_>) -> bool {
    // After these a statement goes on, or none has begun.
    const OPEN: [&str; 42] = [
        "{", "(", "[", ",", ";", "=", "=>", "+", "-", "*", "%", "&", "|", "^", "&&", "||", "??",
        "?", ":", "==", "!=", "===", "!==", "<", ">", "<=", ">=", "+=", "-=", "*=", "%=", "&&=",
        "||=", "??=", ".", "?.", "!", "~", "...", "<<", ">>", ">>>",
    ];
    // None begins with these.
    const GOES_ON: [&str; 24] = [
        ")", "]", "}", ",", ";", ".", "?.", "?", ":", "&&", "||", "??", "==", "!=", "===", "!==",
        "<=", ">=", "+=", "-=", "&", "|", "^", "%",
    ];
    !(before.kind == Kind::Sign && OPEN.contains(&before.text)
        || after.kind == Kind::Sign && GOES_ON.contains(&after.text))
}

/// Whether two tokens written without a space would be read as others.
fn would_touch(before: &Token<'_>, after: &Token<'_>) -> bool {
    use Kind::{Kept, Number, Pattern, Sign, Word};
    match (before.kind, after.kind) {
        (Word | Number | Pattern, Word | Number) => true,
        (Number, Sign) => after.text.starts_with('.'),
        (Sign, Number) => before.text.ends_with('.') || before.text.ends_with('?'),
        (Sign, Pattern) => before.text.ends_with(['/', '<']),
        (Sign, Sign) => {
            let runs = |sign: char| "+-/<>=&|?*!.%^~".contains(sign);
            before.text.ends_with(runs) && after.text.starts_with(runs)
        }
        (Kept, _) | (_, Kept) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What goes in, and what is published.
    const TABLE: [(&str, &str); 26] = [
        (
            "// what\n\n/** One.\n * Two. */\nif (a) {\n  b(\"// no\"); // why\n}\n/* c */\n",
            "if(a){b(\"// no\");}\n",
        ),
        (
            "const a = `x\n  // y ${ b ? `/* ${c} */` : \"}\" } z`;\n",
            "const a=`x\n  // y ${ b ? `/* ${c} */` : \"}\" } z`;\n",
        ),
        // A line's end that stands for a semicolon stays.
        ("a = b\nc = d\n", "a=b\nc=d\n"),
        ("a = b\n(c)\n", "a=b\n(c)\n"),
        ("return\na\n", "return\na\n"),
        ("const f = () => {}\n[a] = b\n", "const f=()=>{}\n[a]=b\n"),
        ("a\n++b\n", "a\n++b\n"),
        ("a /* one\ntwo */ b\n", "a\nb\n"),
        ("class A {\n  a\n  *b() {}\n}\n", "class A{a\n*b(){}}\n"),
        ("a(\n  b,\n  c,\n)\n  .d();\n", "a(b,c,).d();\n"),
        // A semicolon before a brace goes, unless it is all that a statement has.
        (
            "{ a; } { b[0]; } if (c) { while (d()); } { if (e) ; else ; } { f: ; }",
            "{a}{b[0]}if(c){while(d());}{if(e);else;}{f:;}\n",
        ),
        // Signs that would become one.
        ("a + +b - -c + ++d", "a+ +b- -c+ ++d\n"),
        ("a < !--b", "a< !--b\n"),
        (
            "1 .toString(); 1..a; a ? .5 : b",
            "1 .toString();1..a;a? .5:b\n",
        ),
        (
            "a in b; typeof \"c\"; static #d; x of [1]",
            "a in b;typeof\"c\";static #d;x of[1]\n",
        ),
        // Patterns and divisions.
        (
            "a = /[/\"]\\/ \\//g; b / c / d",
            "a=/[/\"]\\/ \\//g;b/c/d\n",
        ),
        (
            "if (a) /b  c/.test(d); (e) / f / g; h[0] / i",
            "if(a)/b  c/.test(d);(e)/f/g;h[0]/i\n",
        ),
        (
            "return /a  b/; x.return / a / b",
            "return/a  b/;x.return/a/b\n",
        ),
        ("/a/ in b; c / /d/.x", "/a/ in b;c/ /d/.x\n"),
        // Not certain without a parser: nothing is changed.
        ("{ } /a  b/ ;", "{ } /a  b/ ;"),
        ("a++ / b", "a++ / b"),
        ("<!-- a\nb", "<!-- a\nb"),
        ("a = \"b\n\";", "a = \"b\n\";"),
        ("/* never closed", "/* never closed"),
        (
            "return /*! by A */ a / /*! by B */ b\n",
            "return /*! by A */ a/ /*! by B */ b\n",
        ),
        ("/*! by A */\n  a // b\n", "/*! by A */\na\n"),
    ];

    #[test]
    fn comments_and_blank_space_go_where_they_mean_nothing() {
        for (script, expected) in TABLE {
            assert_eq!(squeezed(script), expected, "{script}");
        }
    }

    #[test]
    fn what_is_squeezed_stays_as_it_is() {
        for (script, _) in TABLE {
            let once = squeezed(script);
            assert_eq!(squeezed(&once), once);
        }
    }

    #[test]
    fn no_cut_of_a_script_breaks_it() {
        for (script, _) in TABLE {
            for at in (0..script.len()).filter(|at| script.is_char_boundary(*at)) {
                let _ = squeezed(&script[at..]);
                let _ = squeezed(&script[..at]);
            }
        }
    }
}
