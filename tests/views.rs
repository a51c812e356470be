//! The tables of `themes/README.md` are the doc comments of `src/view/`: stale ones fail here.

use crate::harness::{expect_text, files, root};
use std::fs;

const BEGIN: &str = "<!-- views: begin -->";
const END: &str = "<!-- views: end -->";

#[test]
fn the_manual_of_the_views_is_that_of_the_code() {
    let path = root().join("themes/README.md");
    let text = fs::read_to_string(&path).expect("the manual");
    let (before, rest) = text.split_once(BEGIN).expect("the mark of the beginning");
    let (_, after) = rest.split_once(END).expect("the mark of the end");
    expect_text(
        &path,
        &format!("{before}{BEGIN}\n\n{}{END}{after}", tables()),
    );
}

/// A heading and a table for each struct, in the order of the files.
fn tables() -> String {
    let folder = root().join("src/view");
    let mut out = String::new();
    for file in files(&folder).into_iter().filter(|file| {
        let others = ["mod.rs", "manifest.rs", "shown.rs", "digits.rs"];
        !others.contains(&file.as_str())
    }) {
        let text = fs::read_to_string(folder.join(&file)).expect("a source file");
        let mut doc = String::new();
        for line in text.lines().map(str::trim) {
            if let Some(sentence) = line.strip_prefix("///") {
                doc = format!("{doc} {}", sentence.trim());
            } else if let Some(name) = line.strip_prefix("pub struct ") {
                let name = name.split(['<', ' ']).next().unwrap_or_default();
                out.push_str(&format!(
                    "### {name}\n\n{}\n\n| field | type | meaning |\n| --- | --- | --- |\n",
                    doc.trim()
                ));
                doc.clear();
            } else if let Some((name, kind)) = line
                .strip_prefix("pub ")
                .and_then(|field| field.split_once(": "))
            {
                out.push_str(&format!(
                    "| `{name}` | {} | {} |\n",
                    plain(kind),
                    doc.trim().replace('|', "\\|")
                ));
                doc.clear();
            } else if line == "}" && out.ends_with("|\n") {
                out.push('\n');
            } else if !line.starts_with("#[") {
                doc.clear();
            }
        }
    }
    out
}

/// A Rust type in a theme author's words.
fn plain(kind: &str) -> String {
    let kind = kind
        .trim_end_matches(',')
        .replace("&'a ", "")
        .replace("<'a>", "")
        // A card as lists hold it is a card to a template.
        .replace("Shown", "Card")
        .replace("std::borrow::", "");
    let kind = kind
        .replace("Cow<'a, str>", "text")
        .replace("&'static str", "text")
        .replace("Digits", "text")
        .replace("String", "text");
    let inside = |outer: &str| {
        kind.strip_prefix(outer)
            .and_then(|rest| rest.strip_suffix('>'))
            .map(plain)
    };
    if let Some(item) = inside("Option<") {
        return format!("{item} or null");
    }
    if let Some(item) = inside("Box<") {
        return item;
    }
    if let Some(item) = inside("Vec<") {
        return format!("list of {item}");
    }
    if let Some(item) = kind
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        return format!("list of {}", plain(item));
    }
    match kind.as_str() {
        "str" | "text" | "char" => "text".to_owned(),
        "bool" => "yes or no".to_owned(),
        "usize" | "u64" | "u32" | "u8" | "i16" | "i32" => "number".to_owned(),
        other => other.to_owned(),
    }
}
