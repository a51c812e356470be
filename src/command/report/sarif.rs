//! For tools that read SARIF 2.1.0 (OASIS standard). Nothing is left out.

use super::json::severity;
use super::rows::Row;
use super::visible::in_json;
use crate::source::problem::Severity;
use crate::source::wording::Tongue;
use crate::text::escape::url_part;
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(super) fn compose(rows: &[Row], tongue: Tongue, folder: &str) -> String {
    let codes: BTreeMap<&str, Severity> =
        rows.iter().map(|row| (&*row.code, row.severity)).collect();
    let rules: Vec<Value> = codes
        .iter()
        .map(|(code, severity)| rule(code, *severity))
        .collect();
    let index: BTreeMap<&str, usize> = codes.keys().copied().zip(0..).collect();
    let results: Vec<Value> = rows
        .iter()
        .map(|row| result(row, index.get(&*row.code).copied(), folder))
        .collect();
    let report = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "sanvat",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "language": tongue.code(),
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    let mut out = in_json(&report.to_string());
    out.push('\n');
    out
}

fn rule(code: &str, level: Severity) -> Value {
    json!({
        "id": code,
        "shortDescription": { "text": title(code) },
        "defaultConfiguration": { "level": severity(level) },
    })
}

/// Codes are English phrases: `stars-out-of-range` is "Stars out of range".
fn title(code: &str) -> String {
    let mut text = code.replace('-', " ");
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

fn result(row: &Row, rule: Option<usize>, folder: &str) -> Value {
    let mut result = json!({
        "ruleId": row.code,
        "ruleIndex": rule,
        "level": severity(row.severity),
        "message": { "text": row.said() },
    });
    if !row.path.is_empty() {
        result["locations"] = json!([{ "physicalLocation": {
            "artifactLocation": { "uri": uri(&format!("{folder}{}", row.path)) },
            "region": {
                "startLine": row.start.line,
                "startColumn": row.start.column,
                "endLine": row.end.line,
                "endColumn": row.end.column,
            },
        }}]);
    }
    result
}

/// A relative address: each part encoded, the `/` between them kept.
fn uri(path: &str) -> String {
    let parts: Vec<String> = path.split('/').map(url_part).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use crate::command::report::Format;
    use crate::command::report::stage::{Stage, alt};
    use crate::source::span::Span;
    use crate::source::wording::Tongue;
    use serde_json::{Value, json};

    #[test]
    fn every_result_has_its_rule_and_its_region() {
        let mut stage = Stage::with("content/mật ong.md", &"đ: 6\n".repeat(60));
        stage.note_each("content/mật ong.md", "6");
        stage.note("content/mật ong.md", Span::new(0, 2), alt("a.jpg"));
        let out = stage.compose(Format::Sarif, Tongue::En);
        let read: Value = serde_json::from_str(&out).expect("it is JSON");
        assert_eq!(read["version"], "2.1.0");
        let run = &read["runs"][0];
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        assert_eq!(run["tool"]["driver"]["name"], "sanvat");
        assert_eq!(run["tool"]["driver"]["version"], env!("CARGO_PKG_VERSION"));
        assert_eq!(
            run["tool"]["driver"]["rules"],
            json!([
                {
                    "id": "image-alt", "shortDescription": { "text": "Image alt" },
                    "defaultConfiguration": { "level": "warning" },
                },
                {
                    "id": "stars-out-of-range",
                    "shortDescription": { "text": "Stars out of range" },
                    "defaultConfiguration": { "level": "error" },
                },
            ])
        );
        let results = run["results"].as_array().expect("a list");
        assert_eq!(results.len(), 61);
        assert_eq!(results[0]["level"], "warning");
        let last = &results[60];
        assert_eq!(last["ruleId"], "stars-out-of-range");
        assert_eq!(last["ruleIndex"], 1);
        assert_eq!(
            last["locations"][0]["physicalLocation"],
            json!({
                "artifactLocation": { "uri": "content/m%E1%BA%ADt%20ong.md" },
                "region": { "startLine": 60, "startColumn": 4, "endLine": 60, "endColumn": 5 },
            })
        );
    }
}
