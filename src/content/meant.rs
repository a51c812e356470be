//! What was meant by a number or a day that is written otherwise.

use crate::catalogue::date::Date;

/// The whole number that was meant by `250.000`, `250,000 đ`, `4 sao`, `1e5` or `50 nghìn`.
pub fn whole_number(written: &str) -> Option<String> {
    let text = written.trim_matches(['"', '\'']).trim();
    let text = text.strip_prefix('+').unwrap_or(text);
    let head: String = text
        .chars()
        .take_while(|sign| sign.is_ascii_digit() || matches!(sign, '.' | ',' | ' ' | '_'))
        .collect();
    let rest = text[head.len()..].trim().to_lowercase();
    let digits: String = head.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() {
        return None;
    }
    if let Some(power) = rest.strip_prefix('e') {
        let zeros = power.trim_start_matches('+').parse::<usize>().ok()?;
        let plain = head.bytes().all(|byte| byte.is_ascii_digit()) && zeros <= 9;
        return plain.then(|| format!("{digits}{}", "0".repeat(zeros)));
    }
    let groups_are_whole = head
        .trim_end_matches(['.', ',', ' ', '_'])
        .split(['.', ',', ' ', '_'])
        .skip(1)
        .all(|group| group.len() == 3);
    if !groups_are_whole {
        return None;
    }
    let zeros = match rest.split(|sign: char| !sign.is_alphabetic()).next() {
        Some("k" | "nghìn" | "ngàn") => 3,
        Some("tr" | "triệu") => 6,
        Some("x" | "o" | "b") => return None,
        _ => 0,
    };
    let digits = format!("{digits}{}", "0".repeat(zeros));
    let plain = digits.trim_start_matches('0');
    Some(if plain.is_empty() { "0" } else { plain }.to_owned())
}

/// The day that was meant by `10/03/2025`, `10-3-25`, `2025/3/10`, `20250310`, or `ngày 10 tháng 3 năm 2025`.
pub fn date(written: &str) -> Option<Date> {
    let text = written.trim_matches(['"', '\'']).trim();
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return day(&text[..4], &text[4..6], &text[6..]);
    }
    // A time behind a day is not needed.
    let text = match text.split_once('T') {
        Some((day, time)) if time.starts_with(|sign: char| sign.is_ascii_digit()) => day,
        _ => text,
    };
    let parts: Vec<&str> = text
        .split(|sign: char| !sign.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    let words_are_of_dates = text
        .split(|sign: char| !sign.is_alphabetic())
        .filter(|word| !word.is_empty())
        .all(|word| matches!(word.to_lowercase().as_str(), "ngày" | "tháng" | "năm"));
    let [first, month, last, ..] = parts.as_slice() else {
        return None;
    };
    if !words_are_of_dates || (parts.len() > 3 && !text.contains(':')) {
        return None;
    }
    if first.len() == 4 {
        return day(first, month, last);
    }
    match last.len() {
        4 => day(last, month, first),
        2 => day(&format!("20{last}"), month, first),
        _ => None,
    }
}

fn day(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_meant_number_is_offered() {
        for (written, meant) in [
            ("250.000", Some("250000")),
            ("\"1.250.000 đồng\"", Some("1250000")),
            ("4 sao", Some("4")),
            ("50000đ", Some("50000")),
            ("1e5", Some("100000")),
            ("1_000", Some("1000")),
            ("50 nghìn", Some("50000")),
            ("007", Some("7")),
            ("4.5", None),
            ("0x10", None),
            ("bốn", None),
            ("-5", None),
        ] {
            assert_eq!(whole_number(written).as_deref(), meant, "{written}");
        }
    }

    #[test]
    fn the_meant_day_is_offered() {
        for (written, meant) in [
            ("10/03/2025", Some("2025-03-10")),
            ("2025/3/1", Some("2025-03-01")),
            ("10.3.25", Some("2025-03-10")),
            ("20250310", Some("2025-03-10")),
            ("ngày 10 tháng 3 năm 2025", Some("2025-03-10")),
            ("2025-03-10T08:30:00", Some("2025-03-10")),
            ("31/02/2025", None),
            ("2026-13-01", None),
            ("tháng 3", None),
            ("mùa xuân 1 2 2025", None),
        ] {
            let found = date(written).map(|date| date.to_string());
            assert_eq!(found.as_deref(), meant, "{written}");
        }
    }
}
