//! For programs: the shape is promised in section 9 of the contract. Nothing is left out.

use super::Totals;
use super::rows::Row;
use super::visible::in_json;
use crate::source::problem::Severity;
use serde::Serialize;

#[derive(Serialize)]
struct Report<'a> {
    version: u8,
    diagnostics: Vec<Entry<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Entry<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    severity: &'static str,
    code: &'a str,
    message: &'a str,
    help: Option<&'a str>,
}

#[derive(Serialize)]
struct Summary {
    errors: usize,
    warnings: usize,
    products: usize,
    producers: usize,
    published: usize,
    withheld: usize,
    files: Option<usize>,
    bytes: Option<u64>,
}

pub(super) fn compose(rows: &[Row], totals: &Totals) -> String {
    let report = Report {
        version: 1,
        diagnostics: rows.iter().map(entry).collect(),
        summary: Summary {
            errors: totals.errors,
            warnings: totals.warnings,
            products: totals.products,
            producers: totals.producers,
            published: totals.published,
            withheld: totals.withheld.drafts + totals.withheld.scheduled,
            files: totals.files,
            bytes: totals.bytes,
        },
    };
    // Texts and numbers always have a JSON form; there is no error to tell.
    let mut out = in_json(&serde_json::to_string(&report).unwrap_or_default());
    out.push('\n');
    out
}

fn entry(row: &Row) -> Entry<'_> {
    Entry {
        file: &row.path,
        line: row.start.line,
        column: row.start.column,
        end_line: row.end.line,
        end_column: row.end.column,
        severity: severity(row.severity),
        code: &row.code,
        message: &row.message,
        help: row.help.as_deref(),
    }
}

/// The name of a severity for programs, in every language the same.
pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

#[cfg(test)]
mod tests {
    use crate::command::report::stage::{Stage, stars};
    use crate::command::report::{Format, Totals, Withheld};
    use crate::source::problem::Problem;
    use crate::source::span::Span;
    use crate::source::wording::Tongue;
    use serde_json::{Value, json};

    #[test]
    fn the_shape_is_that_of_the_contract() {
        let mut stage = Stage::with("content/products/a.md", "---\nđường: 6\n");
        stage.note("content/products/a.md", Span::new(15, 16), stars("6"));
        stage.note(
            "content/images/a.jpg",
            Span::default(),
            Problem::PictureKind,
        );
        let totals = Totals {
            products: 3,
            producers: 2,
            published: 4,
            withheld: Withheld {
                drafts: 1,
                scheduled: 2,
            },
            ..stage.totals()
        };
        let out = stage.compose_with(Format::Json, Tongue::En, &totals, false);
        let read: Value = serde_json::from_str(&out).expect("it is JSON");
        assert_eq!(
            read,
            json!({
                "version": 1,
                "diagnostics": [
                    {
                        "file": "content/images/a.jpg", "line": 1, "column": 1,
                        "end_line": 1, "end_column": 1, "severity": "error",
                        "code": "picture-kind",
                        "message": "This file is not a JPEG, PNG or WebP picture.",
                        "help": "Open the picture and save it as one of these three.",
                    },
                    {
                        "file": "content/products/a.md", "line": 2, "column": 8,
                        "end_line": 2, "end_column": 9, "severity": "error",
                        "code": "stars-out-of-range",
                        "message": "The field stars: “6” is not between 3 and 5.",
                        "help": "Write: stars: 3, 4 or 5",
                    },
                ],
                "summary": {
                    "errors": 2, "warnings": 0, "products": 3, "producers": 2,
                    "published": 4, "withheld": 3, "files": null, "bytes": null,
                },
            })
        );
        assert!(out.starts_with("{\"version\":1,\"diagnostics\":[{\"file\":"));
    }

    #[test]
    fn nothing_is_left_out_and_hidden_signs_keep_their_value() {
        let path = "content/\u{202e}\u{1b}a.md";
        let mut stage = Stage::with(path, &"x: 6\n".repeat(500));
        stage.note_each(path, "6");
        let out = stage.compose(Format::Json, Tongue::Vi);
        assert!(out.contains("content/\\u202e\\u001ba.md"));
        let read: Value = serde_json::from_str(&out).expect("it is JSON");
        let all = read["diagnostics"].as_array().expect("a list");
        assert_eq!(all.len(), 500);
        assert_eq!(all[499]["line"], 500);
        assert_eq!(all[0]["file"], path);
    }
}
