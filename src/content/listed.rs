//! What was meant where a list is wanted and something else is written, or the other way round.

use crate::content::{form, meant};
use crate::schema::field::{Field, Form, Kind};
use crate::source::path;
use crate::source::yaml::{self, Budget, Node, quoted};
use crate::text::near::nearest;

/// Longest run of numbers that `3-5` is taken for.
const LONGEST_RUN: i64 = 12;

/// What is written as a list of this kind, between brackets; a block map as its first item. `None`
/// where what is meant is not clear.
pub(super) fn list(of: &Kind, written: &str, node: &Node) -> Option<String> {
    let written = written.trim();
    if matches!(node, Node::Map(_)) {
        return match of {
            Kind::Map(_) if is_map_in_brackets(written) => Some(format!("[{written}]")),
            _ => None,
        };
    }
    if let Some(numbers) = run(of, written) {
        return Some(format!("[{}]", numbers.join(", ")));
    }
    // A comma between quotes belongs to the text.
    let parts: Vec<&str> = if written.starts_with(['"', '\'']) || matches!(of, Kind::Map(_)) {
        vec![written]
    } else {
        written.split([',', ';']).map(str::trim).collect()
    };
    let items: Option<Vec<String>> = parts.into_iter().map(|part| item(of, part)).collect();
    items.map(|items| format!("[{}]", items.join(", ")))
}

/// What is written as an item of this kind, as it may stand between brackets; `None` where what is
/// meant is not clear.
pub(super) fn item(of: &Kind, written: &str) -> Option<String> {
    let written = written.trim();
    if written.is_empty() || written.contains('\n') || written.starts_with(['|', '>', '[']) {
        return None;
    }
    let plain = written.trim_matches(['"', '\'']).trim();
    match of {
        Kind::Map(table) => map(table, written),
        Kind::Text { .. } | Kind::Long { .. } => Some(in_brackets(plain)),
        Kind::Id => meant::id(plain),
        Kind::Commune | Kind::CommuneRef => form::is_commune(plain).then(|| quoted(plain)),
        Kind::Word(allowed) => nearest(plain, allowed.iter().copied()).map(str::to_owned),
        Kind::Whole { .. } => meant::whole_number(written),
        Kind::SitePath => path::check_site(plain).ok().map(|()| in_brackets(plain)),
        Kind::Image => path::check(plain).ok().map(|()| in_brackets(plain)),
        Kind::Url { https } => form::is_url(plain, *https).then(|| in_brackets(plain)),
        Kind::Form(Form::Country) => form::country(plain),
        _ => None,
    }
}

/// The value as the map that was meant: an address under the field for one, all else under the first
/// required field, or the first. Other required fields are left to fill in.
pub(super) fn map(table: &[Field], written: &str) -> Option<String> {
    if is_map_in_brackets(written) {
        return Some(written.to_owned());
    }
    let plain = written.trim_matches(['"', '\'']);
    let leads = |field: &&Field| matches!(field.kind, Kind::Url { .. }) || field.key == "to";
    let for_address = (plain.starts_with('/') || form::is_url(plain, false))
        .then(|| table.iter().find(leads))
        .flatten();
    let first = || table.iter().find(|field| field.required);
    let chosen = for_address.or_else(first).or_else(|| table.first())?;
    let value = item(&chosen.kind, written).unwrap_or_else(|| "…".to_owned());
    let fields: Vec<String> = table
        .iter()
        .filter(|field| field.required || field.key == chosen.key)
        .map(|field| match field.key == chosen.key {
            true => format!("{}: {value}", field.key),
            false => format!("{}: …", field.key),
        })
        .collect();
    Some(format!("{{ {} }}", fields.join(", ")))
}

fn is_map_in_brackets(written: &str) -> bool {
    written.starts_with('{') && written.ends_with('}')
}

/// A text as it may stand between brackets: in quotes where it would be read as something else.
fn in_brackets(plain: &str) -> String {
    let reads = yaml::read(&format!("[{plain}]"), Budget::default());
    match reads {
        (Some(Node::List(items)), faults)
            if faults.is_empty() && items == [Node::Text(plain.to_owned())] =>
        {
            plain.to_owned()
        }
        _ => quoted(plain),
    }
}

/// The numbers of `3-5` or `3 đến 5`.
fn run(of: &Kind, written: &str) -> Option<Vec<String>> {
    let Kind::Whole { min, max } = of else {
        return None;
    };
    let (from, to) = meant::range(written)?;
    let (from, to): (i64, i64) = (from.parse().ok()?, to.parse().ok()?);
    let fits = *min <= from && from < to && to <= *max && to - from < LONGEST_RUN;
    fits.then(|| (from..=to).map(|number| number.to_string()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::product::PRODUCT;

    fn of(key: &str) -> Kind {
        let field = PRODUCT.iter().find(|field| field.key == key);
        match field.expect("a field of a product").kind {
            Kind::List { of, .. } => *of,
            _ => panic!("{key} is no list"),
        }
    }

    #[test]
    fn a_list_is_made_of_what_was_written() {
        for (key, written, meant) in [
            ("tags", "quà Tết", Some("[quà Tết]")),
            ("tags", "quà Tết, mật ong", Some("[quà Tết, mật ong]")),
            ("tags", "5", Some("[\"5\"]")),
            ("tags", "\"a, b\"", Some("[\"a, b\"]")),
            ("season", "5", Some("[5]")),
            ("season", "3-5", Some("[3, 4, 5]")),
            ("season", "tháng 3 đến tháng 5", Some("[3, 4, 5]")),
            ("season", "3, 4", Some("[3, 4]")),
            ("season", "quanh năm", None),
            ("exports", "Nhật Bản; KR", Some("[JP, KR]")),
            ("aliases", "/a/", Some("[/a/]")),
            ("standards", "vietgap", Some("[{ scheme: vietgap }]")),
            ("standards", "chuẩn của xã", Some("[{ scheme: … }]")),
            ("images", "a.jpg", Some("[{ file: a.jpg }]")),
            (
                "shops",
                "https://a.vn",
                Some("[{ label: …, url: https://a.vn }]"),
            ),
            (
                "sources",
                "https://a.vn/x",
                Some("[{ url: https://a.vn/x }]"),
            ),
        ] {
            let node = Node::Text(written.to_owned());
            assert_eq!(
                list(&of(key), written, &node).as_deref(),
                meant,
                "{key}: {written}"
            );
        }
        let written = "{ file: a.jpg }";
        let node = Node::Map(Vec::new());
        let one = list(&of("images"), written, &node);
        assert_eq!(one.as_deref(), Some("[{ file: a.jpg }]"));
    }
}
