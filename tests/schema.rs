//! `schema`: JSON Schema from the tables accepts what the check accepts, and names what is wrong.

use crate::harness::{Fixture, files, root};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;

/// What of a value a schema refuses, each with the way to it: the keywords our schemas use, and no other.
fn faults(schema: &Value, value: &Value, way: &str, out: &mut Vec<String>) {
    let rules = schema.as_object().expect("a schema");
    let mut no = |what: &str| out.push(format!("{way}: {what}"));
    for (rule, wanted) in rules {
        let number = || wanted.as_f64().expect("a number");
        match rule.as_str() {
            "$schema"
            | "$comment"
            | "title"
            | "description"
            | "properties"
            | "patternProperties"
            | "additionalProperties"
            | "items" => {}
            "type" => {
                let fits = match wanted.as_str().expect("a type") {
                    "object" => value.is_object(),
                    "array" => value.is_array(),
                    "string" => value.is_string(),
                    "integer" => value.is_i64() || value.is_u64(),
                    "number" => value.is_number(),
                    "boolean" => value.is_boolean(),
                    other => panic!("type {other}"),
                };
                if !fits {
                    no(rule);
                }
            }
            "enum" if !wanted.as_array().expect("words").contains(value) => no(rule),
            "enum" => {}
            "required" => {
                for key in wanted.as_array().expect("keys") {
                    if value.get(key.as_str().expect("a key")).is_none() {
                        no(&format!("required {key}"));
                    }
                }
            }
            "minimum" if value.as_f64().is_some_and(|found| found < number()) => no(rule),
            "maximum" if value.as_f64().is_some_and(|found| found > number()) => no(rule),
            "minLength" | "maxLength" | "maxItems" => {
                let length = match value {
                    Value::String(text) => text.chars().count(),
                    Value::Array(items) => items.len(),
                    _ => continue,
                } as f64;
                if (rule == "minLength" && length < number())
                    || (rule != "minLength" && length > number())
                {
                    no(rule);
                }
            }
            "minimum" | "maximum" => {}
            "pattern" => {
                let pattern =
                    regex_lite::Regex::new(wanted.as_str().expect("a pattern")).expect("a pattern");
                if value.as_str().is_some_and(|text| !pattern.is_match(text)) {
                    no(&format!("pattern {pattern} {value}"));
                }
            }
            "anyOf" => {
                let fits = wanted.as_array().expect("schemas").iter().any(|one| {
                    let mut inner = Vec::new();
                    faults(one, value, way, &mut inner);
                    inner.is_empty()
                });
                if !fits {
                    no(rule);
                }
            }
            other => panic!("the schema uses {other}, which this test does not know"),
        }
    }
    for (key, inner) in value.as_object().into_iter().flatten() {
        let way = format!("{way}.{key}");
        let by_pattern = || {
            rules
                .get("patternProperties")?
                .as_object()?
                .iter()
                .find_map(|(pattern, schema)| {
                    regex_lite::Regex::new(pattern)
                        .ok()?
                        .is_match(key)
                        .then_some(schema)
                })
        };
        let known = rules.get("properties").and_then(|known| known.get(key));
        match known.or_else(by_pattern) {
            Some(schema) => faults(schema, inner, &way, out),
            None if rules.get("additionalProperties") == Some(&Value::Bool(false)) => {
                out.push(format!("{way}: unknown"));
            }
            None => {}
        }
    }
    if let Some(schema) = rules.get("items") {
        for (index, item) in value.as_array().into_iter().flatten().enumerate() {
            faults(schema, item, &format!("{way}[{index}]"), out);
        }
    }
}

fn schemas() -> BTreeMap<String, Value> {
    let here = Fixture::empty("schema");
    let ran = here.run(&["schema", "--to", "out"]).expect_code(0);
    let folder = here.path().join("out");
    assert_eq!(ran.out.lines().count(), files(&folder).len());
    // A second time changes nothing and is no fault.
    here.run(&["schema", "--to", "out"]).expect_code(0);
    let read = |name: String| {
        let text = fs::read_to_string(folder.join(&name)).expect("a schema");
        (name.clone(), serde_json::from_str(&text).expect("JSON"))
    };
    let written: BTreeMap<String, Value> = files(&folder).into_iter().map(read).collect();
    let printed: BTreeMap<String, Value> =
        serde_json::from_str(&here.run(&["schema"]).expect_code(0).out).expect("JSON");
    assert_eq!(printed, written);
    written
}

/// The schema for a file of `content/`, and what of the file it is about.
fn of(path: &str, text: &str) -> Option<(&'static str, String)> {
    let head = || text.split("---\n").nth(1).unwrap_or_default().to_owned();
    let kind = match path.split('/').next()? {
        "config.yml" => return Some(("config", text.to_owned())),
        "places.yml" => return Some(("places", text.to_owned())),
        "programme.yml" => return Some(("programme", text.to_owned())),
        "categories.yml" => return Some(("categories", text.to_owned())),
        "lists" => return Some(("list", text.to_owned())),
        "products" => "product",
        "producers" => "producer",
        "news" => "news",
        "pages" => "page",
        _ => return None,
    };
    match path.ends_with(".en.md") {
        true => Some(("translation", head())),
        false => Some((kind, head())),
    }
}

/// What the schemas say of every file of a folder like `content/`, by kind of file.
fn judged(content: &std::path::Path) -> (BTreeMap<&'static str, usize>, Vec<String>) {
    let schemas = schemas();
    let (mut seen, mut out) = (BTreeMap::new(), Vec::new());
    for path in files(content)
        .iter()
        .filter(|path| path.ends_with(".md") || path.ends_with(".yml"))
    {
        let text = fs::read_to_string(content.join(path)).expect("a text");
        if let Some((kind, yaml)) = of(path, &text) {
            let yaml: serde_yaml::Value = serde_yaml::from_str(&yaml).expect(path);
            faults(
                &schemas[&format!("{kind}.schema.json")],
                &json(yaml),
                path,
                &mut out,
            );
            *seen.entry(kind).or_default() += 1;
        }
    }
    (seen, out)
}

/// YAML as JSON, where every key is a text.
fn json(yaml: serde_yaml::Value) -> Value {
    match yaml {
        serde_yaml::Value::Mapping(map) => map
            .into_iter()
            .map(|(key, value)| {
                let key = match json(key) {
                    Value::String(key) => key,
                    other => other.to_string(),
                };
                (key, json(value))
            })
            .collect::<serde_json::Map<_, _>>()
            .into(),
        serde_yaml::Value::Sequence(items) => items.into_iter().map(json).collect(),
        other => serde_json::to_value(other).expect("a plain value"),
    }
}

#[test]
fn every_file_that_passes_the_check_passes_its_schema() {
    let (seen, out) = judged(&root().join("content"));
    assert_eq!(out, Vec::<String>::new());
    assert!(
        seen["product"] > 50 && seen["producer"] > 20 && seen["places"] == 1,
        "{seen:?}"
    );
    // The fixture with the most fields.
    let (seen, out) = judged(&root().join("tests/sites/two-districts/content"));
    assert_eq!(out, Vec::<String>::new());
    assert!(
        seen.contains_key("list") && seen.contains_key("programme"),
        "{seen:?}"
    );
}

#[test]
fn a_schema_names_what_is_wrong() {
    let schemas = schemas();
    let mut out = Vec::new();
    let wrong = serde_json::json!({
        "name": "", "stars": 7, "producer": "HTX", "colour": "vàng", "price": 0, "season": [13],
        "certificate": { "issued": "10/03/2026", "issuer": "xa" }, "commune": 16000,
        "barcode": "123", "draft": "có", "sources": [{}], "trace": "http://example.org",
    });
    faults(&schemas["product.schema.json"], &wrong, "", &mut out);
    let mut ways: Vec<&str> = out
        .iter()
        .map(|fault| fault.split(": ").next().unwrap_or_default())
        .collect();
    ways.sort_unstable();
    ways.dedup();
    assert_eq!(
        ways,
        [
            "",
            ".barcode",
            ".certificate.issued",
            ".certificate.issuer",
            ".colour",
            ".commune",
            ".draft",
            ".name",
            ".price",
            ".producer",
            ".season[0]",
            ".sources[0]",
            ".stars",
            ".trace"
        ]
    );
    assert!(
        out.contains(&": required \"category\"".to_owned()),
        "{out:#?}"
    );
}

#[test]
fn a_file_of_somebody_else_is_not_written_over() {
    let here = Fixture::empty("schema");
    here.write("out/product.schema.json", "{}");
    let ran = here.run(&["schema", "--to", "out"]).expect_code(2);
    let said = "out/product.schema.json đã có sẵn, không ghi đè.";
    assert!(ran.err.starts_with(said), "{}", ran.err);
    let kept = fs::read_to_string(here.path().join("out/product.schema.json")).expect("a file");
    assert_eq!(kept, "{}");
}

#[test]
fn labels_are_in_the_language_asked_for() {
    let here = Fixture::empty("schema");
    for (lang, title) in [("vi", "Hạng sao"), ("en", "Stars")] {
        let ran = here.run(&["schema", "--lang", lang]).expect_code(0);
        let all: Value = serde_json::from_str(&ran.out).expect("JSON");
        assert_eq!(
            all["product.schema.json"]["properties"]["stars"]["title"],
            title
        );
    }
}
