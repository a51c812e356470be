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
        Some(best) => (best.side, path(best.side, |y| runs(best.rows[y]))),
        None => {
            let code = drawn(None)?;
            let side = usize::try_from(code.size()).unwrap_or_default();
            let at = |at| i32::try_from(at).unwrap_or_default();
            let is_black = |x: usize, y: usize| code.get_module(at(x), at(y));
            (
                side,
                path(side, |y| long_runs(side, move |x| is_black(x, y))),
            )
        }
    };
    Some(Qr {
        text: text.to_owned(),
        side: side + 2 * QUIET,
        path,
    })
}

/// Each run of black modules of a row as a rectangle; relative steps keep it short.
fn path<R: Iterator<Item = (usize, usize)>>(side: usize, runs: impl Fn(usize) -> R) -> String {
    let mut out = String::with_capacity(side * side * 4);
    for y in 0..side {
        for (x, run) in runs(y) {
            for (sign, number) in [("M", x + QUIET), (" ", y + QUIET), ("h", run)] {
                out.push_str(sign);
                push(number, &mut out);
            }
            out.push_str("v1h-");
            push(run, &mut out);
            out.push('z');
        }
    }
    out
}

/// The runs of ones of a row, each with its first and its length.
fn runs(row: u64) -> impl Iterator<Item = (usize, usize)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = row.checked_shr(from).filter(|rest| *rest != 0)?;
        let first = from + rest.trailing_zeros();
        let run = (row >> first).trailing_ones();
        from = first + run;
        Some((first as usize, run as usize))
    })
}

/// The same of a row of any length.
fn long_runs(
    side: usize,
    is_black: impl Fn(usize) -> bool,
) -> impl Iterator<Item = (usize, usize)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let first = (from..side).find(|x| is_black(*x))?;
        let run = (first..side).take_while(|x| is_black(*x)).count();
        from = first + run;
        Some((first, run))
    })
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

    /// The modules of a path, read back.
    fn modules(code: &Qr) -> Vec<bool> {
        let mut black = vec![false; code.side * code.side];
        for part in code.path.split('M').filter(|part| !part.is_empty()) {
            let numbers: Vec<usize> = part
                .split([' ', 'h', 'v', 'z', '-'])
                .filter_map(|number| number.parse().ok())
                .collect();
            let (x, y, run) = (numbers[0], numbers[1], numbers[2]);
            (x..x + run).for_each(|x| black[y * code.side + x] = true);
        }
        black
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
