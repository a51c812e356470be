//! How numbers and texts are written into the files of the index.

/// Appends a whole number in seven bits a byte, the lowest first, the eighth bit saying that more follows.
pub(super) fn number(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Appends bytes with their length before them.
pub(super) fn bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    number(out, bytes.len());
    out.extend_from_slice(bytes);
}

/// Appends a rising list as runs: the gap since the end of the run before, then the length less one.
/// Products stand in alphabetical order inside a star level, so that what they share is often a run.
pub(super) fn runs(out: &mut Vec<u8>, rising: &[u32]) {
    let runs: Vec<&[u32]> = rising.chunk_by(|a, b| a + 1 == *b).collect();
    number(out, runs.len());
    let mut end = 0;
    for run in runs {
        let (Some(first), Some(last)) = (run.first(), run.last()) else {
            continue;
        };
        number(out, (*first - end) as usize);
        number(out, (*last - *first) as usize);
        end = *last + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_a_gap_and_a_length() {
        let mut out = Vec::new();
        runs(&mut out, &[3, 4, 5, 300]);
        assert_eq!(out, [2, 3, 2, 0xa6, 2, 0]);
    }
}
