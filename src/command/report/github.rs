//! For GitHub: workflow commands, which it shows beside the changed lines.
//!
//! GitHub shows ten errors and ten warnings of a step and drops the others without a word, so the
//! tenth says how many more there are and where. That also keeps each file below its fifty.

use super::json::severity;
use super::phrases;
use super::rows::Row;
use super::visible::visible;
use crate::source::problem::Severity;
use crate::source::wording::Tongue;

/// Annotations of one kind that GitHub shows.
const SHOWN: usize = 10;

pub(super) fn compose(rows: &[Row], tongue: Tongue, folder: &str) -> String {
    let mut out = String::new();
    for kind in [Severity::Error, Severity::Warning] {
        let of_kind: Vec<&Row> = rows.iter().filter(|row| row.severity == kind).collect();
        let printed = match of_kind.len() {
            count if count <= SHOWN => count,
            _ => SHOWN - 1,
        };
        for row in &of_kind[..printed] {
            out.push_str(&annotation(row, folder));
        }
        let rest = &of_kind[printed..];
        if !rest.is_empty() {
            let files: Vec<(String, usize)> = rest
                .chunk_by(|a, b| a.path == b.path)
                .map(|chunk| (chunk[0].file(), chunk.len()))
                .collect();
            let said = phrases::rest_of_site(rest.len(), kind, &files, tongue);
            out.push_str(&format!(
                "::{} title=sanvat::{}\n",
                severity(kind),
                data(&said)
            ));
        }
    }
    if out.is_empty() {
        // Silence would look like a step that did not run.
        out.push_str(&format!("{}\n", phrases::counts(0, 0, tongue)));
    }
    out
}

fn annotation(row: &Row, folder: &str) -> String {
    // GitHub takes columns only where start and end are on one line.
    let end_column = if row.end.line == row.start.line {
        row.end.column
    } else {
        row.start.column + signs_to_line_end(row)
    };
    let file = if row.path.is_empty() {
        String::new()
    } else {
        format!(
            "file={},line={},col={},endLine={},endColumn={end_column},",
            property(&visible(&format!("{folder}{}", row.path))),
            row.start.line,
            row.start.column,
            row.start.line,
        )
    };
    format!(
        "::{} {file}title={}::{}\n",
        severity(row.severity),
        property(&row.code),
        data(&row.said())
    )
}

fn signs_to_line_end(row: &Row) -> usize {
    let Some((text, span)) = &row.text else {
        return 0;
    };
    let rest = &text[span.start..];
    let line = rest.split('\n').next().unwrap_or(rest);
    line.trim_end_matches('\r').chars().count()
}

/// Escaping of what stands behind the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escaping of a property's value.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};
    use crate::command::report::Format;
    use crate::command::report::stage::{Stage, alt, stars};
    use crate::source::problem::Problem;
    use crate::source::span::Span;
    use crate::source::wording::Tongue;

    #[test]
    fn an_annotation_has_its_place_its_code_and_its_help() {
        let mut stage = Stage::with("content/products/a,b.md", "---\nđường: 6\n");
        stage.note("content/products/a,b.md", Span::new(15, 16), stars("6"));
        assert_eq!(
            stage.compose(Format::Github, Tongue::Vi),
            "::error file=content/products/a%2Cb.md,line=2,col=8,endLine=2,endColumn=9,title=stars-out-of-range::Ô stars: “6” nằm ngoài khoảng từ 3 đến 5. Viết: stars: 3, 4 hoặc 5\n"
        );
    }

    #[test]
    fn signs_that_would_end_a_command_are_escaped() {
        assert_eq!(data("100% a\r\nb: c, d"), "100%25 a%0D%0Ab: c, d");
        assert_eq!(property("100%\n:,"), "100%25%0A%3A%2C");
        let mut stage = Stage::default();
        stage.note(
            "a.md",
            Span::default(),
            Problem::KeyUnknown {
                key: "x\n::warning::y".to_owned(),
                near: None,
            },
        );
        let out = stage.compose(Format::Github, Tongue::Vi);
        assert_eq!(out.lines().count(), 1, "{out}");
    }

    #[test]
    fn nine_are_shown_and_the_tenth_says_how_many_more_and_where() {
        let mut stage = Stage::with("a.md", &"x: 6\n".repeat(12));
        stage.note_each("a.md", "6");
        for file in ["b.md", "c.md"] {
            stage.note(file, Span::default(), stars("6"));
            stage.note(file, Span::default(), alt("a.jpg"));
        }
        let out = stage.compose(Format::Github, Tongue::Vi);
        let errors: Vec<&str> = out
            .lines()
            .filter(|line| line.starts_with("::error "))
            .collect();
        assert_eq!(errors.len(), 10);
        assert!(errors[8].contains("line=9,"));
        assert_eq!(
            errors[9],
            "::error title=sanvat::Còn 5 lỗi nữa trong 3 tệp: a.md (3), b.md (1), c.md (1). Xem đủ: sanvat check --format report"
        );
        assert_eq!(
            out.lines()
                .filter(|line| line.starts_with("::warning "))
                .count(),
            2
        );
    }

    #[test]
    fn ten_are_all_shown_since_there_is_room_for_them() {
        let mut stage = Stage::with("a.md", &"x: 6\n".repeat(10));
        stage.note_each("a.md", "6");
        let out = stage.compose(Format::Github, Tongue::Vi);
        assert_eq!(out.matches("::error file=").count(), 10);
        assert_eq!(out.lines().count(), 10);
    }

    #[test]
    fn a_place_over_many_lines_ends_with_its_first() {
        let mut stage = Stage::with("a.md", "a: [1,\r\n  2]\r\n");
        stage.note("a.md", Span::new(3, 13), stars("x"));
        let out = stage.compose(Format::Github, Tongue::Vi);
        assert!(out.contains("line=1,col=4,endLine=1,endColumn=7,"), "{out}");
    }
}
