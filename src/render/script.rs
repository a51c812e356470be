//! Scripts of a theme made smaller: comments and indentation go, nothing else.

/// The script without lines that are comments, blank lines and indentation.
///
/// Only whole lines are looked at, so that nothing has to be understood of the language: a text
/// between backquotes that goes over several lines leaves the whole script as it is.
pub(crate) fn squeezed(script: &str) -> String {
    let spans_lines = |line: &str| line.matches('`').count() % 2 == 1;
    if script.lines().any(spans_lines) {
        return script.to_owned();
    }
    let mut out = String::with_capacity(script.len());
    let mut inside = false;
    for line in script.lines().map(str::trim) {
        if inside || line.starts_with("/*") {
            inside = !line.ends_with("*/");
            // Code after the end of a comment on its line is left alone.
            if let Some((_, code)) = line.split_once("*/").filter(|_| inside) {
                inside = false;
                push(&mut out, code);
            }
        } else if !line.starts_with("//") {
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
    fn comments_and_indentation_go() {
        let script = "// what\n\n/** One.\n * Two. */\nif (a) {\n  b(\"// no\"); // why\n}\n/* c */\n/* d */ e();\n";
        assert_eq!(
            squeezed(script),
            "if (a) {\nb(\"// no\"); // why\n}\n e();\n"
        );
    }

    #[test]
    fn a_text_over_several_lines_keeps_its_script_whole() {
        let script = "const a = `x\n  // y`;\n";
        assert_eq!(squeezed(script), script);
    }
}
