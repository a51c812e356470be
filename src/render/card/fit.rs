//! The words of a card, broken into lines that stay in its middle.

use crate::render::card::fonts::Fonts;
use crate::site::artifact::SHARE_HEIGHT;
use crate::view::card::{Card, Line, Words};

/// Widest line, in pixels: some room inside the middle 630, which is all that some places show.
const WIDE: f32 = 588.0;
/// Sizes of the name in pixels, each with the most lines it may have. The last takes any text.
const NAME_SIZES: [(u32, usize); 8] = [
    (68, 1),
    (60, 2),
    (54, 2),
    (50, 3),
    (46, 4),
    (42, 5),
    (36, 6),
    (30, usize::MAX),
];
/// Sizes of the other lines, as above; the most is that of one of them.
const LINE_SIZES: [(u32, usize); 3] = [(31, 1), (28, 1), (28, usize::MAX)];
/// From one baseline of the name to the next, in hundredths of the size: capitals with stacked marks
/// reach 1.01 above the baseline, marks below 0.10.
const NAME_STEP: u32 = 116;
/// Top of the field to the highest letters of the name, in pixels; more where a label with the stars
/// hangs over its edge.
const PAD: (u32, u32) = (34, 58);
/// Height of capitals with one mark, in hundredths of the size.
const RISE: u32 = 88;
/// Last baseline of the name to the first of the other lines, in pixels, and from line to line.
const LINE_STEP: (u32, u32) = (52, 40);
/// A space that does not break.
const JOINED: char = '\u{a0}';
/// Last baseline to the bottom of the picture, in pixels.
const BOTTOM: u32 = 36;

/// Width of a text in parts of the size.
type Width<'a> = &'a dyn Fn(&str) -> f32;

/// Breaks the words of a card and gives each line its place.
pub(super) fn words(card: &Card<'_>, fonts: &Fonts) -> Words {
    let in_name = |text: &str| fonts.width(text, true);
    let (name_size, name) = sized(&[&card.name], &in_name, &NAME_SIZES);
    let lines: Vec<&str> = card.lines.iter().map(String::as_str).collect();
    let (lines_size, lines) = sized(&lines, &|text| fonts.width(text, false), &LINE_SIZES);
    let count = |list: &[(usize, String)]| u32::try_from(list.len()).unwrap_or_default();
    let pad = if card.level.is_some() { PAD.1 } else { PAD.0 };
    let step = name_size * NAME_STEP / 100;
    let first = pad + name_size * RISE / 100;
    let last = first + step * count(&name).saturating_sub(1);
    let end = match count(&lines) {
        0 => last,
        some => last + LINE_STEP.0 + LINE_STEP.1 * (some - 1),
    };
    let field = SHARE_HEIGHT.saturating_sub(end + BOTTOM);
    Words {
        field,
        name: placed(name, field + first, step),
        name_size,
        lines: placed(lines, field + last + LINE_STEP.0, LINE_STEP.1),
        lines_size,
    }
}

fn placed(lines: Vec<(usize, String)>, first: u32, step: u32) -> Vec<Line> {
    let mut y = first;
    lines
        .into_iter()
        .map(|(of, text)| {
            let line = Line { text, y, of };
            y += step;
            line
        })
        .collect()
}

/// The largest size in which no text takes more lines than that size allows, and the lines of all,
/// each with the number of its text.
fn sized(texts: &[&str], width: Width<'_>, sizes: &[(u32, usize)]) -> (u32, Vec<(usize, String)>) {
    let mut found = (0, Vec::new());
    for (size, most) in sizes {
        // A size is far below what a f32 holds exactly.
        let wide = WIDE / *size as f32;
        let each: Vec<Vec<String>> = texts.iter().map(|text| even(text, width, wide)).collect();
        let fits = each.iter().all(|lines| lines.len() <= *most);
        let numbered = each.into_iter().enumerate();
        let lines = numbered.flat_map(|(of, lines)| lines.into_iter().map(move |line| (of, line)));
        found = (*size, lines.collect());
        if fits {
            break;
        }
    }
    found
}

/// As few lines as can be, and these as even as can be.
fn even(text: &str, width: Width<'_>, wide: f32) -> Vec<String> {
    let fewest = broken(text, width, wide);
    let mut best = fewest.clone();
    let mut narrow = wide * 0.98;
    while narrow > wide * 0.4 {
        let lines = broken(text, width, narrow);
        if lines.len() > fewest.len() {
            break;
        }
        best = lines;
        narrow -= wide * 0.02;
    }
    best
}

/// Lines of whole words, each at most so wide in parts of the size. Words joined by a space that does
/// not break stay together if they can; one that is wider than a line is broken where it must be.
fn broken(text: &str, width: Width<'_>, wide: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match (longer.filter(|line| width(line) <= wide), lines.last_mut()) {
            (Some(longer), Some(line)) => *line = longer,
            _ if width(word) <= wide => lines.push(word.to_owned()),
            _ if word.contains(JOINED) => {
                lines.extend(broken(&word.replace(JOINED, " "), width, wide));
            }
            _ => {
                let mut line = String::new();
                for sign in word.chars() {
                    line.push(sign);
                    if width(&line) > wide && line.chars().count() > 1 {
                        line.pop();
                        lines.push(std::mem::replace(&mut line, sign.to_string()));
                    }
                }
                lines.push(line);
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every letter as wide as another.
    fn lines(text: &str, wide: f32) -> Vec<String> {
        even(text, &|text| text.chars().count() as f32, wide)
    }

    #[test]
    fn lines_are_few_even_and_of_whole_words() {
        assert_eq!(lines("mật ong hoa nhãn", 16.0), ["mật ong hoa nhãn"]);
        assert_eq!(lines("mật ong hoa nhãn", 15.0), ["mật ong", "hoa nhãn"]);
        assert_eq!(lines("", 5.0), [""; 0]);
        assert_eq!(
            lines("Xã\u{a0}Hoằng\u{a0}Thanh, Thanh\u{a0}Hóa", 20.0),
            ["Xã\u{a0}Hoằng\u{a0}Thanh,", "Thanh\u{a0}Hóa"]
        );
        assert_eq!(lines("Hoằng\u{a0}Thanh", 6.0), ["Hoằng", "Thanh"]);
    }

    #[test]
    fn a_word_wider_than_a_line_is_broken_and_nothing_is_lost() {
        assert_eq!(lines("abcdefgh ij", 3.0), ["abc", "def", "gh", "ij"]);
        assert_eq!(lines("é", 0.1), ["é"]);
    }
}
