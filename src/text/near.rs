//! The name that was probably meant.

use crate::text::fold::fold;

/// The candidate nearest to `word`, marks and case ignored; `None` when none is near enough.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = fold(word);
    let furthest = match wanted.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        6..=10 => 2,
        _ => 3,
    };
    candidates
        .into_iter()
        .map(|candidate| {
            let distance = strsim::osa_distance(&wanted, &fold(candidate));
            (distance, candidate)
        })
        .filter(|(distance, _)| *distance <= furthest)
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_case_do_not_count() {
        let known = ["htx-binh-son", "stars", "price"];
        assert_eq!(nearest("htx-bình-sơn", known), Some("htx-binh-son"));
        assert_eq!(nearest("Star", known), Some("stars"));
        assert_eq!(nearest("colour", known), None);
    }
}
