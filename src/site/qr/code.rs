//! The code of any text.

use crate::site::qr::mask;
use crate::site::qr::masked::{Masked, encoded};
use crate::site::qr::modules::{Modules, QUIET};
use crate::view::label::Qr;
use qrcodegen::QrSegment;

/// The smallest code that holds `text` at level M or, where the same size holds it, a higher one;
/// `None` beyond the 2,331 bytes that the largest code holds.
///
/// The bytes are those of `text` exactly: capitals for scheme and host would now and then save a
/// size, but readers and checks that compare addresses sign by sign would see another one.
pub(in crate::site) fn qr(text: &str) -> Option<Qr> {
    let segments = QrSegment::make_segments(text);
    let first = Masked::first(&segments)?;
    let best = mask::best(&first);
    let modules = match best {
        Some(best) => best,
        None => Modules::of(&encoded(&segments, None)?),
    };
    Some(finished(text, &modules))
}

/// The code of this text, drawn.
pub(super) fn finished(text: &str, modules: &Modules) -> Qr {
    Qr {
        text: text.to_owned(),
        side: modules.side + 2 * QUIET,
        path: modules.path(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The modules of a path, read back: black where an odd number of upright lines stands to the left.
    fn modules(code: &Qr) -> Vec<bool> {
        let mut lines = vec![false; code.side * code.side];
        let mut upright = |x: i32, from: i32, to: i32| {
            for y in from.min(to)..from.max(to) {
                let at = y as usize * code.side + x as usize;
                lines[at] = !lines[at];
            }
        };
        let (mut start, mut at) = ((0, 0), (0, 0));
        for outline in code.path.split_terminator('z') {
            let sign = |sign: char| sign.is_ascii_alphabetic();
            for step in outline
                .split_inclusive(sign)
                .skip(1)
                .zip(outline.matches(sign))
            {
                let numbers = step.0.trim_end_matches(sign).replace('-', " -");
                let numbers: Vec<i32> = numbers
                    .split_whitespace()
                    .map(|number| number.parse().expect("a number"))
                    .collect();
                match (step.1, numbers.as_slice()) {
                    ("M", &[x, y]) => (start, at) = ((x, y), (x, y)),
                    ("m", &[x, y]) => {
                        start = (start.0 + x, start.1 + y);
                        at = start;
                    }
                    ("h", &[x]) => at.0 += x,
                    ("v", &[y]) => {
                        upright(at.0, at.1, at.1 + y);
                        at.1 += y;
                    }
                    other => panic!("{other:?}"),
                }
            }
            assert!(at.0 == start.0 || at.1 == start.1, "closed straight");
            upright(at.0, at.1, start.1);
        }
        for row in lines.chunks_mut(code.side) {
            let mut black = false;
            for module in row {
                black ^= *module;
                *module = black;
            }
        }
        lines
    }

    #[test]
    fn a_reader_reads_the_very_text_at_any_length() {
        for length in [1, 14, 40, 150, 700] {
            let text = format!("https://example.org/{}", "a1-".repeat(length));
            let code = qr(&text).expect("a code");
            let black = modules(&code);
            let scale = 4;
            let side = code.side * scale;
            let mut image = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| {
                if black[y / scale * code.side + x / scale] {
                    0
                } else {
                    255
                }
            });
            let grids = image.detect_grids();
            assert_eq!(grids.len(), 1, "{length}");
            assert_eq!(grids[0].decode().expect("a reading").1, text);
        }
    }

    #[test]
    fn a_code_is_the_smallest_with_four_modules_of_white_around() {
        // 42 bytes are what version 3 holds at level M, of 29 modules.
        let code = qr(&"a".repeat(42)).expect("a code");
        assert_eq!(code.side, 29 + 8);
        assert_eq!(qr(&"a".repeat(43)).map(|code| code.side), Some(33 + 8));
        let black = modules(&code);
        for (at, _) in black.iter().enumerate().filter(|(_, black)| **black) {
            let (x, y) = (at % code.side, at / code.side);
            assert!((4..33).contains(&x) && (4..33).contains(&y), "{x} {y}");
        }
        assert_eq!(qr(&"a".repeat(2_332)), None);
    }
}
