//! Chance that is the same each time: numbers from a seed, and inputs made of other inputs.

/// SplitMix64: every seed gives another row of numbers, and the same seed the same.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn of(seed: u64) -> Chance {
        Chance(seed)
    }

    pub(crate) fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to one below `end`; 0 where `end` is 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.number() % (end.max(1) as u64)) as usize
    }

    pub(crate) fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}

/// Longest input that is made of others.
const LONGEST: usize = 64 * 1024;

/// Another input: up to five changes to one of `kept`, each a flipped bit, a cut, a piece of
/// another input, a token, or something repeated.
pub(crate) fn mutated(chance: &mut Chance, kept: &[Vec<u8>], tokens: &[&str]) -> Vec<u8> {
    let mut bytes = kept[chance.below(kept.len())].clone();
    for _ in 0..=chance.below(5) {
        let at = chance.below(bytes.len() + 1);
        let end = at + chance.below((bytes.len() - at).min(64) + 1);
        match chance.below(8) {
            0 if !bytes.is_empty() => {
                let at = at.min(bytes.len() - 1);
                bytes[at] ^= 1 << chance.below(8);
            }
            1 if !bytes.is_empty() => {
                let at = at.min(bytes.len() - 1);
                bytes[at] = chance.number() as u8;
            }
            2 => {
                bytes.drain(at..end);
            }
            3 => bytes.truncate(at),
            4 => {
                let other = &kept[chance.below(kept.len())];
                let from = chance.below(other.len() + 1);
                let to = from + chance.below(other.len() - from + 1);
                bytes.splice(at..at, other[from..to].iter().copied());
            }
            5 => {
                // Mostly a few times, now and then so often that whatever grows too fast shows.
                let most = if chance.below(50) == 0 { 4_000 } else { 12 };
                let piece = bytes[at..end].repeat(1 + chance.below(most));
                bytes.splice(at..at, piece);
            }
            _ => {
                let token = chance.one(tokens).as_bytes();
                let most = if chance.below(100) == 0 { 4_000 } else { 2 };
                let piece = token.repeat(1 + chance.below(most));
                let end = if chance.below(2) == 0 { at } else { end };
                bytes.splice(at..end, piece);
            }
        }
    }
    bytes.truncate(LONGEST);
    bytes
}
