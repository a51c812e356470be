//! Numbers, money and dates as Vietnamese readers write them. Dates come as parts, so that no calendar is needed here.

use std::fmt;

/// Groups of three with points: 1.234.567.
pub fn number(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// Whole VND: 250.000 ₫, with a space that does not break.
pub fn money(value: u64) -> String {
    format!("{}\u{a0}₫", number(value))
}

/// 10/03/2026
pub fn day(year: i16, month: i8, day: i8) -> impl fmt::Display {
    fmt::from_fn(move |out| write!(out, "{day:02}/{month:02}/{year}"))
}

/// 03/2026
pub fn month(year: i16, month: i8) -> impl fmt::Display {
    fmt::from_fn(move |out| write!(out, "{month:02}/{year}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_points() {
        for (value, shown) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1.000"),
            (16_543, "16.543"),
            (1_234_567, "1.234.567"),
        ] {
            assert_eq!(number(value), shown);
        }
        assert_eq!(money(250_000), "250.000\u{a0}₫");
        assert_eq!(day(2026, 3, 9).to_string(), "09/03/2026");
    }
}
