//! Tables of fields → the text of a new file to fill in.
//!
//! What must be filled in stands open and empty, so that a check names it; everything else is
//! commented out, with its label, what may be written and an example. No value is made up: an
//! example stands in a comment, and a field that is opened without being filled is named too.

use crate::schema::field::{Field, Kind};
use crate::schema::hint::{hint, inside};
use crate::schema::{article, producer, product};
use crate::source::wording::Tongue;

/// A kind of record, each of which is a file.
#[derive(Debug, Clone, Copy)]
pub struct Sheet {
    /// The folder of its files, with `/` at the end.
    pub folder: &'static str,
    /// Its fields.
    pub table: &'static [Field],
    /// The field that holds its name.
    pub name: &'static str,
    /// Optional fields that stand open all the same, because a rule beyond the table asks for them.
    pub asked: &'static [&'static str],
}

/// A product.
pub const PRODUCT: Sheet = Sheet {
    folder: "content/products/",
    table: product::PRODUCT,
    name: "name",
    asked: &[],
};
/// A producer; it must have one of three places.
pub const PRODUCER: Sheet = Sheet {
    folder: "content/producers/",
    table: producer::PRODUCER,
    name: "name",
    asked: &["commune"],
};
/// A news item.
pub const NEWS: Sheet = Sheet {
    folder: "content/news/",
    table: article::NEWS,
    name: "title",
    asked: &[],
};
/// A free page.
pub const PAGE: Sheet = Sheet {
    folder: "content/pages/",
    table: article::PAGE,
    name: "title",
    asked: &[],
};

/// A Markdown file with these values in it and the rest to fill in.
pub fn markdown(sheet: &Sheet, given: &[(&str, &str)], tongue: Tongue) -> String {
    let (read, body) = match tongue {
        Tongue::Vi => (
            "# Dòng bắt đầu bằng dấu # chỉ để đọc, máy bỏ qua.",
            "# Lời giới thiệu viết bên dưới dòng ---",
        ),
        Tongue::En => (
            "# A line that begins with # is only for reading.",
            "# The text itself goes below the line ---",
        ),
    };
    let fields = fields(sheet.table, sheet.asked, given, tongue);
    format!("---\n{read}\n{fields}\n{body}\n---\n\n")
}

/// The fields of a map: open ones first, in the table's order, then the optional ones as comments.
pub fn fields(table: &[Field], asked: &[&str], given: &[(&str, &str)], tongue: Tongue) -> String {
    let value = |field: &Field| {
        given
            .iter()
            .find(|(key, _)| *key == field.key)
            .map(|(_, value)| written(field, value))
    };
    let is_open =
        |field: &Field| field.required || asked.contains(&field.key) || value(field).is_some();
    let (must, may) = match tongue {
        Tongue::Vi => (
            "# BẮT BUỘC: điền vào sau dấu hai chấm.",
            "# KHÔNG BẮT BUỘC: muốn dùng ô nào, xóa dấu # ở đầu các dòng của ô ấy rồi điền.",
        ),
        Tongue::En => (
            "# REQUIRED: fill in after the colon.",
            "# OPTIONAL: to use a field, remove the # before its lines and fill it in.",
        ),
    };
    let mut out = format!("{must}\n\n");
    for field in table.iter().filter(|field| is_open(field)) {
        out.push_str(&heading(field, tongue));
        match value(field) {
            Some(value) => out.push_str(&format!("{}: {value}\n", field.key)),
            None => out.push_str(&lines(field, "", tongue)),
        }
    }
    out.push_str(&format!("\n{may}\n\n"));
    for field in table.iter().filter(|field| !is_open(field)) {
        out.push_str(&heading(field, tongue));
        for line in lines(field, "", tongue).lines() {
            out.push_str(&format!("#{line}\n"));
        }
    }
    out
}

/// One item of a list of maps, as comments: `#- code:`.
pub fn item(table: &[Field], tongue: Tongue) -> String {
    parts(table, "- ", tongue)
        .lines()
        .map(|line| format!("#{line}\n"))
        .collect()
}

/// A number as it is, everything else in quotes.
fn written(field: &Field, value: &str) -> String {
    let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    match field.kind {
        Kind::Whole { .. } if is_number => value.to_owned(),
        _ => quoted(value),
    }
}

/// A text in double quotes, as YAML reads it back, whatever is in it.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for sign in text.chars() {
        match sign {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            sign if sign.is_control()
                || matches!(
                    sign,
                    '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}'
                ) =>
            {
                // All of these lie in the first plane.
                out.push_str(&format!("\\u{:04X}", u32::from(sign)));
            }
            sign => out.push(sign),
        }
    }
    out.push('"');
    out
}

/// The comment above a field.
fn heading(field: &Field, tongue: Tongue) -> String {
    // Where there are fields inside, each has an example of its own.
    let example = match inside(&field.kind) {
        Some(_) => None,
        None => Some(field.example),
    };
    format!("# {}\n", told(field, example, tongue))
}

/// The lines of a field without a value.
fn lines(field: &Field, before: &str, tongue: Tongue) -> String {
    let key = field.key;
    match (&field.kind, inside(&field.kind)) {
        (Kind::List { .. }, Some(table)) => {
            let items = parts(table, &format!("{before}  - "), tongue);
            format!("{before}{key}:\n{items}")
        }
        (_, Some(table)) => {
            let items = parts(table, &format!("{before}  "), tongue);
            format!("{before}{key}:\n{items}")
        }
        (Kind::List { .. }, None) if field.example.starts_with("- ") => {
            format!("{before}{key}:\n{before}  -\n")
        }
        _ => format!("{before}{key}:\n"),
    }
}

/// Fields inside another, one a line, the comment behind it; the first line begins with `first`.
fn parts(table: &[Field], first: &str, tongue: Tongue) -> String {
    let rest = first.replace('-', " ");
    table
        .iter()
        .enumerate()
        .map(|(index, field)| {
            let before = if index == 0 { first } else { &rest };
            let about = told(field, Some(field.example), tongue);
            format!("{before}{}:  # {about}\n", field.key)
        })
        .collect()
}

/// `Hạng sao: số nguyên từ 3 đến 5. Ví dụ: 4`
fn told(field: &Field, example: Option<&str>, tongue: Tongue) -> String {
    let mut out = field.label(tongue).to_owned();
    if let Some(hint) = hint(&field.kind, tongue) {
        out.push_str(&format!(": {hint}"));
    }
    if let Some(example) = example {
        let word = match tongue {
            Tongue::Vi => "Ví dụ",
            Tongue::En => "Example",
        };
        // A list's example is one item of it.
        let example = example.strip_prefix("- ").unwrap_or(example);
        out.push_str(&format!(". {word}: {example}"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_text_is_read_back_as_it_was() {
        for text in [
            "Mật ong: bốn mùa",
            "\"nháy\" 'đơn' # thăng",
            "a\\b\\n",
            "hai\ndòng\tvà\u{7}chuông",
            "\u{85}\u{9f}\u{2028}\u{feff}",
            "🍯 - ? [x] {y} &a *b !c %d @e `f",
            "",
        ] {
            let read: String = serde_yaml::from_str(&quoted(text)).expect("YAML");
            assert_eq!(read, text);
        }
    }

    #[test]
    fn what_is_given_stands_open_and_what_is_required_stands_empty() {
        let text = markdown(
            &PRODUCT,
            &[("name", "Chè"), ("commune", "16000")],
            Tongue::Vi,
        );
        assert!(text.contains("\nname: \"Chè\"\n"), "{text}");
        assert!(text.contains("\ncommune: \"16000\"\n"), "{text}");
        assert!(
            text.contains("\n# Hạng sao: số nguyên từ 3 đến 5. Ví dụ: 4\nstars:\n"),
            "{text}"
        );
        assert!(
            text.contains("\n#certificate:\n#  number:  # Số quyết định"),
            "{text}"
        );
        assert!(text.contains("\n#images:\n#  - file:  # Tệp ảnh"), "{text}");
        assert!(text.contains("\n#    alt:  # Mô tả ảnh"), "{text}");
    }
}
