//! The short permanent address of a product, `/m/CODE/`: what is printed on labels.

/// The signs of Crockford's base 32, in the order of their values: no i, l, o and u, which are
/// misread or mistyped.
const SIGNS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The code of a product that pins none: the first 40 bits of the BLAKE3 of its id, eight signs of
/// lower-case Crockford base 32 (contract, section 2). It depends on the id alone, so that a label
/// stays right whatever else is changed; two products of one code are reported by the reading.
pub fn of(id: &str) -> String {
    let hash = blake3::hash(id.as_bytes());
    let bits = hash
        .as_bytes()
        .iter()
        .take(5)
        .fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    (0..8)
        .rev()
        .filter_map(|place| SIGNS.get((bits >> (place * 5)) as usize & 31))
        .map(|sign| char::from(*sign))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A printed label never changes: the code of one known id is written down here for good.
    #[test]
    fn a_code_is_eight_signs_of_the_id_s_hash_and_stays_so() {
        let hash = blake3::hash(b"mat-ong-mau");
        let binary: String = hash.as_bytes()[..5]
            .iter()
            .map(|byte| format!("{byte:08b}"))
            .collect();
        let wanted: String = (0..8)
            .map(|sign| usize::from_str_radix(&binary[sign * 5..sign * 5 + 5], 2))
            .map(|value| char::from(SIGNS[value.expect("five bits")]))
            .collect();
        assert_eq!(of("mat-ong-mau"), wanted);
        assert_eq!(of("mat-ong-mau"), "f0byde48");
        assert!(of("a").bytes().all(|sign| SIGNS.contains(&sign)));
    }
}
