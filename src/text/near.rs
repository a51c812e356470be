//! The name that was probably meant.

use crate::text::fold::fold;

/// The candidate nearest to `word`, marks and case ignored; `None` when none is near enough.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = fold(word);
    let furthest = reach(&wanted);
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

/// Changes after which a word of this length is another word.
fn reach(folded: &str) -> usize {
    match folded.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        6..=10 => 2,
        _ => 3,
    }
}

/// Names among which near ones are looked for many times.
#[derive(Debug, Default)]
pub struct Names<'a>(Vec<Folded<'a>>);

#[derive(Debug)]
struct Folded<'a> {
    name: &'a str,
    folded: String,
    letters: [u8; 32],
}

impl<'a> Names<'a> {
    /// Of these names.
    pub fn of(names: impl IntoIterator<Item = &'a str>) -> Names<'a> {
        Names(
            names
                .into_iter()
                .map(|name| {
                    let folded = fold(name);
                    Folded {
                        letters: letters(&folded),
                        folded,
                        name,
                    }
                })
                .collect(),
        )
    }

    /// The same name as [`nearest`] gives. Most names are passed over by the letters they are made of.
    pub fn nearest(&self, word: &str) -> Option<&'a str> {
        let wanted = fold(word);
        let furthest = reach(&wanted);
        let wanted_letters = letters(&wanted);
        self.0
            .iter()
            .filter(|one| {
                let apart: usize = one
                    .letters
                    .iter()
                    .zip(&wanted_letters)
                    .map(|(a, b)| usize::from(a.abs_diff(*b)))
                    .sum();
                // One change of a letter changes two counts at most.
                apart <= 2 * furthest
            })
            .map(|one| (strsim::osa_distance(&wanted, &one.folded), one.name))
            .filter(|(distance, _)| *distance <= furthest)
            .min()
            .map(|(_, name)| name)
    }
}

/// How often each letter stands in a text; several share a count, and a count stops at 255.
fn letters(text: &str) -> [u8; 32] {
    let mut counts = [0_u8; 32];
    for sign in text.chars() {
        let count = &mut counts[u32::from(sign) as usize % 32];
        *count = count.saturating_add(1);
    }
    counts
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

    #[test]
    fn many_names_give_what_a_look_at_each_gives() {
        let names: Vec<String> = (0..500)
            .map(|n| format!("chu-the-{:04}", n * 37 % 1000))
            .collect();
        let of = Names::of(names.iter().map(String::as_str));
        for word in [
            "chu-the-0012",
            "chuthe-0370",
            "chủ-thể-00744",
            "x",
            "chu-hte-0999",
        ] {
            assert_eq!(
                of.nearest(word),
                nearest(word, names.iter().map(String::as_str)),
                "{word}"
            );
        }
    }
}
