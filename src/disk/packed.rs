//! Numbers, texts and hashes one after the other, for what only this program reads back.

use crate::disk::mark::Mark;
use std::sync::Arc;

/// What is being packed.
#[derive(Debug, Default)]
pub(super) struct Packing(pub(super) Vec<u8>);

impl Packing {
    /// Seven bits in each byte, the lowest first; most numbers are small.
    pub(super) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        self.0.push(number.to_le_bytes()[0]);
    }

    /// A number near nought, on either side of it, takes few bytes.
    fn signed(&mut self, number: i64) {
        self.number(((number << 1) ^ (number >> 63)).cast_unsigned());
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }

    pub(super) fn texts(&mut self, texts: &[String]) {
        self.number(texts.len() as u64);
        texts.iter().for_each(|text| self.bytes(text.as_bytes()));
    }

    pub(super) fn hash(&mut self, hash: &[u8; 32]) {
        self.0.extend_from_slice(hash);
    }

    pub(super) fn flag(&mut self, flag: bool) {
        self.0.push(u8::from(flag));
    }

    pub(super) fn maybe<T>(&mut self, value: Option<&T>, put: impl FnOnce(&mut Packing, &T)) {
        self.flag(value.is_some());
        if let Some(value) = value {
            put(self, value);
        }
    }

    pub(super) fn mark(&mut self, mark: &Mark) {
        self.number(mark.file.0);
        self.number(mark.file.1);
        self.number(u64::from(mark.file.2));
        self.number(mark.size);
        self.signed(mark.written);
        // Of most files they are the same.
        self.signed(mark.changed.wrapping_sub(mark.written));
    }
}

/// The rest of what is being unpacked; `None` of any verb where it is not what was expected.
#[derive(Debug)]
pub(super) struct Packed<'a>(pub(super) &'a [u8]);

impl<'a> Packed<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    pub(super) fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            let bits = u64::from(byte & 0x7f);
            let placed = bits << shift;
            // What has no room in a number was never packed.
            (placed >> shift == bits).then_some(())?;
            number |= placed;
            if *byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn signed(&mut self) -> Option<i64> {
        let number = self.number()?;
        Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    pub(super) fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.number()?).ok()?;
        self.take(length)
    }

    pub(super) fn text(&mut self) -> Option<String> {
        String::from_utf8(self.bytes()?.to_vec()).ok()
    }

    pub(super) fn path(&mut self) -> Option<Arc<str>> {
        std::str::from_utf8(self.bytes()?).ok().map(Arc::from)
    }

    pub(super) fn hash(&mut self) -> Option<[u8; 32]> {
        self.take(32)?.try_into().ok()
    }

    pub(super) fn flag(&mut self) -> Option<bool> {
        match self.take(1)? {
            [0] => Some(false),
            [1] => Some(true),
            _ => None,
        }
    }

    /// `Some(None)` for a value that was not there.
    #[expect(clippy::option_option, reason = "absent, and not to be read, differ")]
    pub(super) fn maybe<T>(
        &mut self,
        get: impl FnOnce(&mut Packed<'a>) -> Option<T>,
    ) -> Option<Option<T>> {
        if self.flag()? {
            get(self).map(Some)
        } else {
            Some(None)
        }
    }

    pub(super) fn mark(&mut self) -> Option<Mark> {
        let file = (
            self.number()?,
            self.number()?,
            u32::try_from(self.number()?).ok()?,
        );
        let size = self.number()?;
        let written = self.signed()?;
        Some(Mark {
            file,
            size,
            written,
            changed: written.wrapping_add(self.signed()?),
        })
    }

    /// So many things, each got the same way; a count that cannot be is noticed before room is made for it.
    pub(super) fn list<T>(
        &mut self,
        mut get: impl FnMut(&mut Packed<'a>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let count = usize::try_from(self.number()?).ok()?;
        let mut list = Vec::with_capacity(count.min(self.0.len() / 8));
        for _ in 0..count {
            list.push(get(self)?);
        }
        Some(list)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_it_was_packed_and_no_longer_one_is() {
        let numbers = [0, 1, 127, 128, 300, 1 << 62, u64::MAX - 1, u64::MAX];
        let signed = [0, 1, -1, 63, -64, i64::MAX, i64::MIN];
        let mut packing = Packing::default();
        numbers.iter().for_each(|number| packing.number(*number));
        signed.iter().for_each(|number| packing.signed(*number));
        let mut packed = Packed(&packing.0);
        for number in numbers {
            assert_eq!(packed.number(), Some(number));
        }
        for number in signed {
            assert_eq!(packed.signed(), Some(number));
        }
        assert!(packed.0.is_empty());
        assert_eq!(Packed(&[0x80; 4]).number(), None);
        assert_eq!(Packed(&[0xff; 10]).number(), None);
        let mut beyond = [0x80; 10];
        beyond[9] = 2;
        assert_eq!(Packed(&beyond).number(), None);
    }
}
