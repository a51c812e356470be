//! Tables of fields → JSON Schema (draft 7), so that an editor's own editor can help while typing.
//!
//! A schema is a help, not the check: it knows one file at a time. What it accepts may still be
//! refused by a rule between fields or files; what it refuses, the checks refuse too.

use crate::schema::field::{Field, Form, Kind};
use crate::schema::hint::hint;
use crate::schema::product::PRICE;
use crate::schema::{article, producer, product, site};
use crate::source::wording::Tongue;
use serde_json::{Map, Value, json};

/// The mark by which a schema is known as ours.
pub const MARK: &str = "\"$comment\": \"sanvat schema\"";

/// Every schema by the name of its file, in the order of the contract.
pub fn schemas(tongue: Tongue) -> Vec<(&'static str, String)> {
    let one = |table| object(table, tongue);
    let list = |table| json!({ "type": "array", "items": object(table, tongue) });
    let all: [(&str, &str, &str, Value); 10] = [
        (
            "product.schema.json",
            "Sản phẩm",
            "Product",
            one(product::PRODUCT),
        ),
        (
            "producer.schema.json",
            "Chủ thể",
            "Producer",
            one(producer::PRODUCER),
        ),
        (
            "page.schema.json",
            "Trang riêng",
            "Free page",
            one(article::PAGE),
        ),
        ("news.schema.json", "Tin", "News item", one(article::NEWS)),
        ("list.schema.json", "Danh sách", "List", one(article::LIST)),
        (
            "translation.schema.json",
            "Bản dịch",
            "Translation",
            one(article::TRANSLATION),
        ),
        (
            "programme.schema.json",
            "Chương trình",
            "Programme",
            list(article::PERIOD),
        ),
        (
            "places.schema.json",
            "Xã, phường",
            "Places",
            list(site::PLACE),
        ),
        (
            "categories.schema.json",
            "Ngành hàng",
            "Categories",
            list(site::CATEGORY),
        ),
        (
            "config.schema.json",
            "Cả trang",
            "Settings",
            one(site::CONFIG),
        ),
    ];
    all.into_iter()
        .map(|(name, vi, en, schema)| {
            let title = match tongue {
                Tongue::Vi => vi,
                Tongue::En => en,
            };
            let mut whole = Map::new();
            whole.insert(
                "$schema".to_owned(),
                json!("http://json-schema.org/draft-07/schema#"),
            );
            whole.insert("$comment".to_owned(), json!("sanvat schema"));
            whole.insert("title".to_owned(), json!(title));
            if let Value::Object(schema) = schema {
                whole.extend(schema);
            }
            (name, format!("{:#}\n", Value::Object(whole)))
        })
        .collect()
}

fn object(table: &[Field], tongue: Tongue) -> Value {
    let properties: Map<String, Value> = table
        .iter()
        .map(|field| (field.key.to_owned(), property(field, tongue)))
        .collect();
    let required: Vec<&str> = table
        .iter()
        .filter(|field| field.required)
        .map(|field| field.key)
        .collect();
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": required,
        "properties": properties,
    })
}

/// What is allowed in a field, its label, the rule in words, an example.
fn property(field: &Field, tongue: Tongue) -> Value {
    let mut property = allowed(&field.kind, tongue);
    let word = match tongue {
        Tongue::Vi => "Ví dụ",
        Tongue::En => "Example",
    };
    let example = format!("{word}: {}", field.example);
    let about = match hint(&field.kind, tongue) {
        Some(hint) => format!("{hint}. {example}"),
        None => example,
    };
    property["title"] = json!(field.label(tongue));
    property["description"] = json!(about);
    property
}

fn allowed(kind: &Kind, tongue: Tongue) -> Value {
    let text = |pattern: &str| json!({ "type": "string", "pattern": pattern });
    match kind {
        Kind::Text { min, max } => json!({
            "type": "string", "minLength": min, "maxLength": max, "pattern": "^[^\\n\\r]*$",
        }),
        Kind::Long { max } => json!({ "type": "string", "minLength": 1, "maxLength": max }),
        Kind::Id => text("^[a-z0-9-]{1,80}$"),
        Kind::Commune | Kind::CommuneRef => text("^[0-9]{5}$"),
        Kind::Word(words) => json!({ "enum": words }),
        Kind::Whole { min, max } => json!({ "type": "integer", "minimum": min, "maximum": max }),
        Kind::Number { min, max } => json!({ "type": "number", "minimum": min, "maximum": max }),
        Kind::Bool => json!({ "type": "boolean" }),
        Kind::Day => text("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
        // A year alone is a number to YAML.
        Kind::Date => json!({ "anyOf": [
            text("^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
            { "type": "integer", "minimum": 1900, "maximum": 2200 },
        ] }),
        Kind::Url { https: true } => text("^[Hh][Tt][Tt][Pp][Ss]://[^ ]+$"),
        Kind::Url { https: false } => text("^[Hh][Tt][Tt][Pp][Ss]?://[^ ]+$"),
        Kind::SitePath => text("^/"),
        Kind::Image => json!({ "type": "string", "minLength": 1 }),
        Kind::Form(form) => text(of_form(*form)),
        Kind::Price => {
            let end = allowed(&PRICE, tongue);
            json!({ "anyOf": [
                end,
                {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["min", "max"],
                    "properties": { "min": end, "max": end },
                },
            ] })
        }
        Kind::List { of, max } => {
            json!({ "type": "array", "maxItems": max, "items": allowed(of, tongue) })
        }
        Kind::Map(table) => object(table, tongue),
        Kind::ByStar => json!({
            "type": "object",
            "additionalProperties": false,
            "patternProperties": { "^[345]$": { "type": "integer", "minimum": 0 } },
        }),
    }
}

fn of_form(form: Form) -> &'static str {
    match form {
        Form::ProductCode => "^[0-9]{2}-([0-9]{3}-)?[0-9]{5}-[0-9]+-20[0-9]{2}$",
        Form::Gtin => "^([0-9]{8}|[0-9]{12,14})$",
        Form::Short => "^[0-9a-hjkmnp-tv-z]{8}$",
        Form::Country => "^[A-Z]{2}$",
        Form::Phone => "[0-9]",
        Form::Zalo => "[0-9]|zalo\\.me/",
        Form::Email => "^[^@ ]+@[^@ ]+$",
        Form::Colour => "^#[0-9A-Fa-f]{6}$",
        Form::Period => "^[0-9]{4}-[0-9]{4}$",
        Form::Language => "^[a-z]{2}$",
        Form::Cloth => "^[a-z]+/[a-z]+$",
    }
}
