//! The modules of a code as bits, and the outlines of the black ones.

use qrcodegen::QrCode;

/// Modules of white around a code, by its standard (ISO/IEC 18004, 6.3.8); readers need them, so
/// they are part of the drawing, where nobody crops them.
pub(super) const QUIET: usize = 4;

/// Words of a line of the largest code, which has 177 modules on a side.
const MOST_WORDS: usize = 3;
/// A line beside the code.
const WHITE: [u64; MOST_WORDS] = [0; MOST_WORDS];

/// The modules of a code, black as ones, the first of a line lowest.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Modules {
    /// Modules on one side.
    pub(super) side: usize,
    /// From top to bottom, each of as many words as it needs.
    pub(super) rows: Vec<u64>,
    /// The same from left to right.
    pub(super) columns: Vec<u64>,
}

/// Where an outline goes, black on its right hand.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Right,
    Down,
    Left,
    Up,
}

impl Modules {
    /// Those of a code that the encoder drew.
    pub(super) fn of(code: &QrCode) -> Modules {
        let size = code.size();
        let side = usize::try_from(size).unwrap_or_default();
        let words = side.div_ceil(64);
        let (mut rows, mut columns) = (vec![0; side * words], vec![0; side * words]);
        let at = |at| usize::try_from(at).unwrap_or_default();
        for (y, x) in (0..size).flat_map(|y| (0..size).map(move |x| (y, x))) {
            let is_black = u64::from(code.get_module(x, y));
            let (x, y) = (at(x), at(y));
            rows[y * words + x / 64] |= is_black << (x % 64);
            columns[x * words + y / 64] |= is_black << (y % 64);
        }
        Modules {
            side,
            rows,
            columns,
        }
    }

    /// Words of a line.
    fn words(&self) -> usize {
        self.side.div_ceil(64)
    }

    /// Where either is black and the other is not; both are of one size.
    pub(super) fn differing(&self, other: &Modules) -> Modules {
        let mut differing = self.clone();
        differing.turn(other);
        differing
    }

    /// Turns these modules over; both codes are of one size.
    pub(super) fn turn(&mut self, those: &Modules) {
        let turn = |lines: &mut [u64], those: &[u64]| {
            for (line, turned) in lines.iter_mut().zip(those) {
                *line ^= turned;
            }
        };
        turn(&mut self.rows, &those.rows);
        turn(&mut self.columns, &those.columns);
    }

    /// The outlines of the black modules, those of holes the other way round. They take half the room of a
    /// rectangle for each run of a row, and no printer leaves a seam between rows.
    pub(super) fn path(&self) -> String {
        let mut out = String::with_capacity(self.side * self.side * 2);
        // The upper edges of black modules that were drawn, row by row.
        let mut drawn = vec![0; self.rows.len()];
        let words = self.words();
        let mut before: Option<(usize, usize)> = None;
        for word in 0..self.rows.len() {
            let y = word / words;
            let above = word.checked_sub(words).map_or(0, |above| self.rows[above]);
            loop {
                let edges = self.rows[word] & !above & !drawn[word];
                if edges == 0 {
                    break;
                }
                let x = word % words * 64 + edges.trailing_zeros() as usize;
                match before.replace((x, y)) {
                    None => {
                        step('M', x + QUIET, 0, &mut out);
                        step(' ', y + QUIET, 0, &mut out);
                    }
                    Some(before) => {
                        step('m', x, before.0, &mut out);
                        step(' ', y, before.1, &mut out);
                    }
                }
                self.outline((x, y), &mut drawn, &mut out);
            }
        }
        out
    }

    /// One outline, from the left end of an upper edge.
    fn outline(&self, start: (usize, usize), drawn: &mut [u64], out: &mut String) {
        use Way::{Down, Left, Right, Up};
        let (mut x, mut y) = start;
        let mut way = Right;
        loop {
            let from = (x, y);
            let [above, below] = self.beside(&self.rows, y);
            let [before, after] = self.beside(&self.columns, x);
            match way {
                Right => {
                    x += ones_after(below, above, x);
                    let words = self.words();
                    mark(&mut drawn[y * words..(y + 1) * words], from.0, x);
                }
                Down => y += ones_after(before, after, y),
                Left => x -= ones_before(above, below, x),
                Up => y -= ones_before(after, before, y),
            }
            // Where both modules ahead are black it turns to the left.
            let (ahead, sign) = match way {
                Right => ((x, y), [Down, Up]),
                Down => ((x.wrapping_sub(1), y), [Left, Right]),
                Left => ((x.wrapping_sub(1), y.wrapping_sub(1)), [Up, Down]),
                Up => ((x, y.wrapping_sub(1)), [Right, Left]),
            };
            let next = sign[usize::from(self.is_black(ahead.0, ahead.1))];
            if (x, y) == start && next == Right {
                out.push('z');
                return;
            }
            match way {
                Right | Left => step('h', x, from.0, out),
                Down | Up => step('v', y, from.1, out),
            }
            way = next;
        }
    }

    /// The lines before and after an edge.
    fn beside<'l>(&self, lines: &'l [u64], edge: usize) -> [&'l [u64]; 2] {
        let words = self.words();
        let line = |nth: usize| lines.get(nth * words..(nth + 1) * words);
        let white = &WHITE[..words];
        [
            edge.checked_sub(1).and_then(line).unwrap_or(white),
            line(edge).unwrap_or(white),
        ]
    }

    /// White beside the code.
    fn is_black(&self, x: usize, y: usize) -> bool {
        let words = self.words();
        x < self.side && y < self.side && self.rows[y * words + x / 64] >> (x % 64) & 1 == 1
    }
}

/// How many modules from this one on are black in the first line and white in the other.
fn ones_after(black: &[u64], white: &[u64], from: usize) -> usize {
    let mut at = from;
    while let (Some(black), Some(white)) = (black.get(at / 64), white.get(at / 64)) {
        let passed = at % 64;
        let ones = ((black & !white) >> passed).trailing_ones() as usize;
        at += ones;
        if passed + ones < 64 {
            break;
        }
    }
    at - from
}

/// The same of those before it, the nearest first.
fn ones_before(black: &[u64], white: &[u64], to: usize) -> usize {
    let mut at = to;
    while at > 0 {
        let word = (at - 1) / 64;
        let left = at - 64 * word;
        let ones = ((black[word] & !white[word]) << (64 - left)).leading_ones() as usize;
        at -= ones;
        if ones < left {
            break;
        }
    }
    to - at
}

/// Sets the ones of these places.
fn mark(line: &mut [u64], from: usize, to: usize) {
    for (nth, word) in line.iter_mut().enumerate() {
        let (from, to) = (from.max(64 * nth), to.min(64 * (nth + 1)));
        if from < to {
            *word |= (u64::MAX >> (64 - (to - from))) << (from - 64 * nth);
        }
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
