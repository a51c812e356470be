//! Phrases that several chapters say, in plain Vietnamese.

use crate::catalogue::Catalogue;
use crate::catalogue::date::Stated;
use crate::catalogue::place::Location;
use crate::site::parts;
use crate::text::format::number;
use crate::view::part::Count;

/// Kinds of districts and communes as they begin a name.
const KINDS: [&str; 9] = [
    "Thành phố ",
    "Thị trấn ",
    "Thị xã ",
    "Đặc khu ",
    "Phường ",
    "Huyện ",
    "Quận ",
    "Tỉnh ",
    "Xã ",
];

/// A place's name without its kind: Triệu Sơn.
pub(super) fn bare(name: &str) -> &str {
    let kind = KINDS.iter().find_map(|kind| name.strip_prefix(kind));
    kind.unwrap_or(name)
}

/// Follows the name of a place that no longer exists.
const FORMER: &str = " (cũ)";

/// A name as it stands inside a sentence: huyện Triệu Sơn.
pub(super) fn inside(name: &str) -> String {
    let mut signs = name.chars();
    let first = signs.next().into_iter().flat_map(char::to_lowercase);
    let mut inside = String::with_capacity(name.len() + FORMER.len());
    inside.extend(first);
    inside.push_str(signs.as_str());
    inside
}

/// A place that no longer exists, inside a sentence: huyện Triệu Sơn (cũ).
pub(super) fn former(name: &str) -> String {
    inside(name) + FORMER
}

/// Where something is, the nearest first: xã Thọ Bình · huyện Triệu Sơn (cũ). Empty when nothing is known.
pub(super) fn place(catalogue: &Catalogue, location: Location) -> String {
    where_is(catalogue, location, " · ")
}

/// The same inside a sentence, with a comma.
pub(super) fn place_said(catalogue: &Catalogue, location: Location) -> String {
    where_is(catalogue, location, ", ")
}

fn where_is(catalogue: &Catalogue, location: Location, between: &str) -> String {
    let places = &catalogue.places;
    let commune = location
        .commune
        .map(|index| inside(&places.communes[index].name));
    let before = location
        .former
        .map(|index| former(&places.former[index].name));
    let district = location
        .district
        .map(|index| former(&places.districts[index].name));
    match (commune.or(before), district) {
        (Some(near), Some(district)) => near + between + &district,
        (near, district) => near.or(district).unwrap_or_default(),
    }
}

/// A date inside a sentence: ngày 10/03/2026, tháng 02/2020, năm 2020.
pub(super) fn on(date: Stated) -> String {
    let said = match date {
        Stated::Day(_) => "ngày",
        Stated::Month(..) => "tháng",
        Stated::Year(_) => "năm",
    };
    format!("{said} {}", parts::stated(date).text)
}

/// The build date inside a sentence: tính đến 24/11/2026.
pub(super) fn as_of(catalogue: &Catalogue) -> String {
    format!("tính đến {}", parts::day(catalogue.today).text)
}

/// How many of something, and how many of them hold their star today.
pub(super) fn counted(catalogue: &Catalogue, count: Count, what: &str) -> String {
    format!(
        "{} {what}, trong đó {} còn hiệu lực {}.",
        number(count.recognised as u64),
        number(count.current as u64),
        as_of(catalogue)
    )
}

/// a, b và c
pub(super) fn and(parts: &[&str]) -> String {
    match parts {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} và {last}", first.join(", ")),
    }
}

/// At most `max` characters, cut after a word, with a sign that something is left out.
pub(super) fn cut(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let end = text
        .char_indices()
        .nth(max.saturating_sub(1))
        .map_or(text.len(), |(at, _)| at);
    let kept = match text[..end].rfind(char::is_whitespace) {
        Some(space) if !text[end..].starts_with(char::is_whitespace) && space > 0 => &text[..space],
        _ => &text[..end],
    };
    let kept = kept.trim_end_matches(|sign: char| !sign.is_alphanumeric());
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_sentences_and_without_kind() {
        assert_eq!(former("Huyện Triệu Sơn"), "huyện Triệu Sơn (cũ)");
        assert_eq!(inside("Đặc khu Cô Tô"), "đặc khu Cô Tô");
        assert_eq!(bare("Thị xã Bỉm Sơn"), "Bỉm Sơn");
        assert_eq!(bare("Xãn"), "Xãn");
    }

    #[test]
    fn a_text_is_cut_after_a_word() {
        assert_eq!(cut("mật ong rừng", 12), "mật ong rừng");
        assert_eq!(cut("mật ong rừng", 11), "mật ong…");
        assert_eq!(cut("mật ong, rừng", 9), "mật ong…");
        assert_eq!(cut("mậtongrừng", 5), "mậto…");
        assert_eq!(and(&["a", "b", "c"]), "a, b và c");
    }
}
