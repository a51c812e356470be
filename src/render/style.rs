//! Stylesheets of a theme made smaller: lines that are comments and indentation go, nothing else.

/// The stylesheet without lines that are comments, blank lines and indentation. Only whole lines
/// are looked at; one that goes on in the next inside a text leaves the stylesheet as it is.
pub(crate) fn squeezed(style: &str) -> String {
    if style.lines().any(|line| line.ends_with('\\')) {
        return style.to_owned();
    }
    let mut out = String::with_capacity(style.len());
    let mut inside = false;
    for line in style.lines().map(str::trim) {
        if inside || line.starts_with("/*") {
            let rest = line.split_once("*/").map(|(_, rest)| rest);
            inside = rest.is_none();
            push(&mut out, rest.unwrap_or_default());
        } else {
            push(&mut out, line);
        }
    }
    out
}

fn push(out: &mut String, line: &str) {
    if !line.is_empty() {
        out.push_str(line);
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stylesheet_loses_its_comments_and_keeps_what_only_looks_like_one() {
        let style = "/* 1\n tokens */\n:root{--a:url(\"/*\")}\n\n  b{color:red} /* kept */\n";
        assert_eq!(
            squeezed(style),
            ":root{--a:url(\"/*\")}\nb{color:red} /* kept */\n"
        );
        let whole = "a::after{content:\"x\\\n  y\"}\n";
        assert_eq!(squeezed(whole), whole);
    }
}
