//! Short texts that a page is full of, and a catalogue keeps by the ten thousand.

use serde::{Serialize, Serializer};
use std::fmt::{self, Display, Write};
use std::ops::Deref;

/// Longest one, in bytes: that of a day.
const MOST: usize = 10;

/// A date in digits: at most ten signs, without a room of its own in memory.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Digits {
    text: [u8; MOST],
    length: u8,
}

impl Digits {
    /// What is displayed, of ASCII signs; those beyond the tenth are left out.
    pub fn of(displayed: impl Display) -> Digits {
        let mut digits = Digits {
            text: [0; MOST],
            length: 0,
        };
        // What does not fit ends the writing.
        let _ = write!(digits, "{displayed}");
        digits
    }
}

impl Write for Digits {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            let place = self.text.get_mut(usize::from(self.length));
            *place.ok_or(fmt::Error)? = byte;
            self.length += 1;
        }
        Ok(())
    }
}

impl Deref for Digits {
    type Target = str;

    fn deref(&self) -> &str {
        let written = self.text.get(..usize::from(self.length));
        written.map_or("", |written| str::from_utf8(written).unwrap_or_default())
    }
}

impl Display for Digits {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self)
    }
}

impl fmt::Debug for Digits {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, out)
    }
}

impl Serialize for Digits {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_kept_as_it_is_written_and_nothing_longer() {
        assert_eq!(&*Digits::of("10/03/2026"), "10/03/2026");
        assert_eq!(Digits::of(2020).to_string(), "2020");
        assert_eq!(
            &*Digits::of(format_args!("{}{}", "10/03/2026", "x")),
            "10/03/2026"
        );
        assert_eq!(serde_json::to_string(&Digits::of("")).unwrap(), "\"\"");
    }
}
