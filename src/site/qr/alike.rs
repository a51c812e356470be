//! Codes of texts that differ in their last letters alone, as short addresses do.
//!
//! A code is a sum: each bit of its text turns the same modules over, whatever the others say, and so do the
//! bits that mend what is lost (ISO/IEC 18004, 7.5: they are remainders of polynomials over bits). So what a bit turns over is
//! found once, and the code of another text is a few sums of lines.

use crate::site::qr::code::{finished, qr};
use crate::site::qr::mask;
use crate::site::qr::masked::Masked;
use crate::site::qr::modules::Modules;
use crate::view::label::Qr;
use qrcodegen::QrSegment;
use std::sync::OnceLock;

/// How many letters differ.
const LETTERS: usize = 8;

/// What is known of such codes.
#[derive(Debug)]
pub(in crate::site) struct Alike {
    start: String,
    /// The code whose last letters have no bit.
    plain: OnceLock<Option<Masked>>,
    /// What each bit of the letters turns over.
    bits: [OnceLock<Option<Modules>>; 8 * LETTERS],
}

impl Alike {
    /// Of texts that begin so; nothing is drawn yet.
    pub(in crate::site) fn new(start: String) -> Alike {
        Alike {
            start,
            plain: OnceLock::new(),
            bits: [const { OnceLock::new() }; 8 * LETTERS],
        }
    }

    /// [`qr`], sooner where the text has this start and eight letters more.
    pub(in crate::site) fn qr(&self, text: &str) -> Option<Qr> {
        let letters = text.strip_prefix(&self.start);
        let letters = letters.and_then(|letters| letters.as_bytes().try_into().ok());
        match letters.and_then(|letters| mask::best(&self.summed(letters)?)) {
            Some(best) => Some(finished(text, &best)),
            None => qr(text),
        }
    }

    /// The code under the first mask; `None` where it may be written in another way than byte by byte.
    fn summed(&self, letters: &[u8; LETTERS]) -> Option<Masked> {
        let plain = self.plain.get_or_init(|| {
            let written_in_bytes = !QrSegment::is_alphanumeric(&self.start);
            written_in_bytes.then(|| self.drawn(&[0; LETTERS]))?
        });
        let plain = plain.as_ref()?;
        let mut modules = plain.modules.clone();
        for (nth, turns) in self.bits.iter().enumerate() {
            let (letter, bit) = (nth / 8, 1 << (nth % 8));
            if letters[letter] & bit != 0 {
                let turns = turns.get_or_init(|| {
                    let mut one = [0; LETTERS];
                    one[letter] = bit;
                    Some(self.drawn(&one)?.modules.differing(&plain.modules))
                });
                modules.turn(turns.as_ref()?);
            }
        }
        Some(Masked {
            modules,
            version: plain.version,
            level: plain.level,
        })
    }

    fn drawn(&self, letters: &[u8; LETTERS]) -> Option<Masked> {
        let text = [self.start.as_bytes(), letters].concat();
        Masked::first(&[QrSegment::make_bytes(&text)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_the_code_that_the_encoder_draws() {
        let long = format!("https://example.org/{}m/", "a/".repeat(150));
        for start in ["https://example.org/m/", "http://a.vn/", "A/", "", &long] {
            let alike = Alike::new(start.to_owned());
            let mut letters = 0x0123_4567_89ab_cdef_u64;
            for nth in 0..100 {
                letters = letters.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
                let signs = b"0123456789abcdefghjkmnpqrstvwxyz";
                let signs = letters
                    .to_le_bytes()
                    .map(|byte| signs[usize::from(byte) % 32]);
                let end: String = signs.map(char::from).iter().collect();
                // Now and then of another length, or not of the plain alphabet.
                let end = if nth % 9 == 0 { &end[nth % 8..] } else { &end };
                let text = format!("{start}{}{end}", if nth % 11 == 0 { "đ" } else { "" });
                assert_eq!(alike.qr(&text), qr(&text), "{text}");
            }
        }
    }
}
