//! The mask of a code: of the eight patterns laid over the data, the one with the fewest points by the
//! standard's own count of what troubles a reader (ISO/IEC 18004, 7.8.3).
//!
//! The encoder would draw and count a code eight times, a tenth of what a product's whole page costs.
//! But two codes of one version and level differ by the same modules from one mask to another, whatever
//! they say. So the differences are found once, and a row of modules is one number. The choice is the
//! encoder's own, sign for sign.

use crate::site::qr::masked::Masked;
use crate::site::qr::modules::Modules;
use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

impl Modules {
    /// Of a code of at most 64 modules on a side.
    fn points(&self) -> usize {
        let lines = self.rows.iter().chain(&self.columns);
        let black: u32 = self.rows.iter().map(|row| row.count_ones()).sum();
        lines.map(|line| of_line(*line, self.side)).sum::<usize>()
            + 3 * self.squares()
            + balance(black as usize, self.side * self.side)
    }

    /// Squares of two by two of one colour.
    fn squares(&self) -> usize {
        let inner = (1_u64 << (self.side - 1)) - 1;
        let pairs = self.rows.iter().zip(self.rows.iter().skip(1));
        let squares = pairs.map(|(above, below)| {
            let along = |row: &u64| row ^ (row >> 1);
            let differ = (above ^ below) | along(above) | along(below);
            (!differ & inner).count_ones() as usize
        });
        squares.sum()
    }
}

/// Ten points for each step of five in a hundred that black is away from one half.
fn balance(black: usize, all: usize) -> usize {
    10 * ((black * 20).abs_diff(all * 10).div_ceil(all)).saturating_sub(1)
}

/// Points of a row or column: for long runs, and forty for each pattern that looks like a corner.
fn of_line(line: u64, side: usize) -> usize {
    let white = !line & (u64::MAX >> (64 - side));
    let corners = if may_have_large_corners(line) {
        all_corners(line, side)
    } else {
        small_corners(line)
    };
    long_runs(line, white) + 40 * corners
}

/// Whether a run of black may be the middle of a corner whose parts have more than one module: it has six,
/// nine or more of them. The corners of the code itself have seven.
fn may_have_large_corners(line: u64) -> bool {
    let mut firsts = five(line) & line >> 5 & !(line << 1);
    while firsts != 0 {
        if (line >> firsts.trailing_zeros())
            .trailing_ones()
            .is_multiple_of(3)
        {
            return true;
        }
        firsts &= firsts - 1;
    }
    false
}

/// Where five ones follow each other, as ones at the first of them.
fn five(line: u64) -> u64 {
    let two = line & line >> 1;
    two & two >> 2 & line >> 4
}

/// Each run of five or more counts its length less two. No run of one colour begins where one of the other
/// does, so that both are counted at once.
fn long_runs(line: u64, white: u64) -> usize {
    let (ours, theirs) = (five(line), five(white));
    let first = ours & !(ours << 1) | theirs & !(theirs << 1);
    ((ours | theirs).count_ones() + 2 * first.count_ones()) as usize
}

/// Corners whose parts are of one module; white goes on beyond both ends.
fn small_corners(line: u64) -> usize {
    let after = |nth: u32| line >> nth;
    let black = line & after(2) & after(3) & after(4) & after(6);
    let middle = black & !(line << 1 | after(1) | after(5) | after(7));
    if middle == 0 {
        return 0;
    }
    let white_after = middle & !(after(8) | after(9) | after(10));
    let white_before = middle & !(line << 2 | line << 3 | line << 4);
    (white_after.count_ones() + white_before.count_ones()) as usize
}

/// Corners of any size.
fn all_corners(line: u64, side: usize) -> usize {
    // The last seven runs, the latest first.
    let mut runs = [0; 7];
    let mut found = 0;
    let (mut at, mut black) = (0, false);
    loop {
        let rest = line >> at;
        let run = if black {
            rest.trailing_ones()
        } else {
            rest.trailing_zeros()
        };
        let run = (run as usize).min(side - at);
        let is_edge = !black && (at == 0 || at + run == side);
        let [a, b, c, d, e, f, _] = runs;
        runs = [if is_edge { run + side } else { run }, a, b, c, d, e, f];
        if !black {
            found += corners(&runs);
        }
        at += run;
        if at == side && !black {
            return found;
        }
        black = !black;
    }
}

/// One of black, one of white, three of black, one of white, one of black, and four of white on a side.
fn corners(runs: &[usize; 7]) -> usize {
    let one = runs[1];
    let middle =
        one > 0 && runs[2] == one && runs[3] == 3 * one && runs[4] == one && runs[5] == one;
    let after = middle && runs[0] >= 4 * one && runs[6] >= one;
    let before = middle && runs[6] >= 4 * one && runs[0] >= one;
    usize::from(after) + usize::from(before)
}

/// By version and level: how a code with each of the masks differs from one with the first.
type Differences = BTreeMap<(u8, QrCodeEcc), Arc<[Modules]>>;

static DIFFERENCES: Mutex<Differences> = Mutex::new(BTreeMap::new());

/// The modules of a code under the best mask; `None` for one of more than 64 modules on a side.
pub(super) fn best(first: &Masked) -> Option<Modules> {
    let plain = Some(&first.modules).filter(|plain| plain.side <= 64)?;
    let masks = differences(first.version, first.level)?;
    masks
        .iter()
        .map(|difference| plain.differing(difference))
        .min_by_key(Modules::points)
}

fn differences(version: Version, level: QrCodeEcc) -> Option<Arc<[Modules]>> {
    let mut known = DIFFERENCES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(masks) = known.get(&(version.value(), level)) {
        return Some(masks.clone());
    }
    let words = QrSegment::make_segments("0");
    let masked = |mask| {
        let mask = Some(Mask::new(mask));
        let code =
            QrCode::encode_segments_advanced(&words, level, version, version, mask, false).ok()?;
        Some(Modules::of(&code))
    };
    let first = masked(0)?;
    let masks: Option<Vec<Modules>> = (0..8)
        .map(|mask| Some(first.differing(&masked(mask)?)))
        .collect();
    let masks: Arc<[Modules]> = masks?.into();
    known.insert((version.value(), level), masks.clone());
    Some(masks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::qr::masked::encoded;

    #[test]
    fn the_choice_is_the_encoders_own() {
        for nth in 0..400_usize {
            let text = format!(
                "https://example.org/m/{:08x}/{}",
                nth.wrapping_mul(2_654_435_761),
                "a".repeat(nth % 180)
            );
            let words = QrSegment::make_segments(&text);
            let wanted = Modules::of(&encoded(&words, None).expect("a code"));
            let first = Masked::first(&words).expect("a code");
            let found = best(&first).expect("a small code");
            assert_eq!(found, wanted, "{text}");
        }
    }
}
