//! Codes that a phone reads, as paths of an SVG.

use crate::site::qr_mask;
use crate::view::label::Qr;
use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};

/// Modules of white around a code, by its standard (ISO/IEC 18004, 6.3.8); readers need them, so
/// they are part of the drawing, where nobody crops them.
const QUIET: usize = 4;

/// The smallest code that holds `text` at level M or, where the same size holds it, a higher one;
/// `None` beyond the 2,331 bytes that the largest code holds.
///
/// The bytes are those of `text` exactly: capitals for scheme and host would now and then save a
/// size, but readers and checks that compare addresses sign by sign would see another one.
pub(super) fn qr(text: &str) -> Option<Qr> {
    let segments = QrSegment::make_segments(text);
    let drawn = |mask| {
        QrCode::encode_segments_advanced(
            &segments,
            QrCodeEcc::Medium,
            Version::MIN,
            Version::MAX,
            mask,
            true,
        )
        .ok()
    };
    let (side, path) = match qr_mask::best(&drawn(Some(Mask::new(0)))?) {
        Some(best) => (
            best.side,
            path(best.side, |x, y| best.rows[y] >> x & 1 == 1),
        ),
        None => {
            let code = drawn(None)?;
            let side = usize::try_from(code.size()).unwrap_or_default();
            let at = |at| i32::try_from(at).unwrap_or_default();
            (side, path(side, |x, y| code.get_module(at(x), at(y))))
        }
    };
    Some(Qr {
        text: text.to_owned(),
        side: side + 2 * QUIET,
        path,
    })
}

/// Where the outline of black modules goes, black on its right hand.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Right,
    Down,
    Left,
    Up,
}

/// The outlines of the black modules, those of holes the other way round. They take half the room of a
/// rectangle for each run of a row, and no printer leaves a seam between rows.
fn path(side: usize, is_black: impl Fn(usize, usize) -> bool) -> String {
    let is_black = |x: usize, y: usize| x < side && y < side && is_black(x, y);
    let mut out = String::with_capacity(side * side * 2);
    // The modules whose upper edge has been drawn.
    let mut drawn = vec![false; side * side];
    let mut before: Option<(usize, usize)> = None;
    for start @ (x, y) in (0..side).flat_map(|y| (0..side).map(move |x| (x, y))) {
        let is_edge = is_black(x, y) && !is_black(x, y.wrapping_sub(1));
        if !is_edge || drawn[y * side + x] {
            continue;
        }
        match before.replace(start) {
            None => {
                step('M', x + QUIET, 0, &mut out);
                step(' ', y + QUIET, 0, &mut out);
            }
            Some(before) => {
                step('m', x, before.0, &mut out);
                step(' ', y, before.1, &mut out);
            }
        }
        outline(start, side, &is_black, &mut drawn, &mut out);
    }
    out
}

/// One outline, from the left end of an upper edge.
fn outline(
    start: (usize, usize),
    side: usize,
    is_black: &impl Fn(usize, usize) -> bool,
    drawn: &mut [bool],
    out: &mut String,
) {
    use Way::{Down, Left, Right, Up};
    let (mut x, mut y) = start;
    let mut from = start;
    let mut way = Right;
    loop {
        match way {
            Right => {
                drawn[y * side + x] = true;
                x += 1;
            }
            Down => y += 1,
            Left => x -= 1,
            Up => y -= 1,
        }
        let (above, before) = (y.wrapping_sub(1), x.wrapping_sub(1));
        // The modules ahead, to the right and to the left.
        let (right, left) = match way {
            Right => ((x, y), (x, above)),
            Down => ((before, y), (x, y)),
            Left => ((before, above), (before, y)),
            Up => ((x, above), (before, above)),
        };
        let next = match (is_black(right.0, right.1), is_black(left.0, left.1), way) {
            (false, _, Right) | (true, true, Left) => Down,
            (false, _, Down) | (true, true, Up) => Left,
            (false, _, Left) | (true, true, Right) => Up,
            (false, _, Up) | (true, true, Down) => Right,
            (true, false, way) => way,
        };
        if next == way {
            continue;
        }
        if (x, y) == start && next == Right {
            out.push('z');
            return;
        }
        match way {
            Right | Left => step('h', x, from.0, out),
            Down | Up => step('v', y, from.1, out),
        }
        (from, way) = ((x, y), next);
    }
}

/// Writes how far it goes, after a sign; a minus stands in the place of a space.
fn step(sign: char, to: usize, from: usize, out: &mut String) {
    if sign != ' ' || to >= from {
        out.push(sign);
    }
    if to < from {
        out.push('-');
    }
    push(to.abs_diff(from), out);
}

/// Writes a number; a code has some thousand of them.
fn push(number: usize, out: &mut String) {
    if number >= 10 {
        push(number / 10, out);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
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
