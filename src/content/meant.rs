//! What was meant by a number or a day that is written otherwise.

use crate::catalogue::date::{Date, Stated};
use crate::content::form;
use crate::text::slug::slug;

/// The years a date may lie in ([`Date::new`]).
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2200;

/// Digits of other widths and scripts that keyboards give as those of ASCII: `４` as `4`.
pub fn ascii_digits(written: &str) -> String {
    written
        .chars()
        .map(|sign| match sign {
            '０'..='９' => {
                char::from_digit(u32::from(sign) - u32::from('０'), 10).unwrap_or(sign)
            }
            '．' => '.',
            '，' => ',',
            '－' => '-',
            '／' => '/',
            other => other,
        })
        .collect()
}

/// The id that was meant by a name, a file's name or an address: `Mật ong`, `mat-ong.md`, `/san-pham/mat-ong/`.
pub fn id(written: &str) -> Option<String> {
    let text = written.trim().trim_end_matches('/');
    let endings = [".en.md", ".md", ".yml", ".yaml"];
    let stem = endings.iter().find_map(|ending| text.strip_suffix(ending));
    let is_path = stem.is_some() || text.starts_with(['/', '.']) || text.contains("://");
    let stem = stem.unwrap_or(text);
    let name = match stem.rsplit_once('/') {
        Some((_, name)) if is_path => name,
        _ => stem,
    };
    Some(slug(name)).filter(|id| form::is_id(id))
}

/// The word of a list that was meant by yes or no.
pub fn yes_or_no<'w>(written: &str, allowed: &[&'w str]) -> Option<&'w str> {
    let word = match written
        .trim_matches(['"', '\''])
        .trim()
        .to_lowercase()
        .as_str()
    {
        "false" | "no" | "off" | "0" | "không" | "tắt" => "none",
        "true" | "yes" | "on" | "1" | "có" | "bật" => "all",
        _ => return None,
    };
    allowed.iter().copied().find(|known| *known == word)
}

/// The two whole numbers of `200000-250000`, `200.000 - 250.000đ`, `từ 200000 đến 250000`, the smaller first.
pub fn range(written: &str) -> Option<(String, String)> {
    let text = ascii_digits(written.trim_matches(['"', '\'']).trim()).to_lowercase();
    let text = text.strip_prefix("từ ").unwrap_or(&text);
    let (from, to) = [" đến ", " tới ", "–", "—", "~", "-"]
        .iter()
        .find_map(|mark| text.split_once(mark))?;
    let number = |part: &str| {
        let part = part.trim();
        whole_number(part.strip_prefix("tháng ").unwrap_or(part))
    };
    let to_number = number(to)?;
    let mut from_number = number(from)?;
    // `200-250 nghìn` names its unit once.
    let bare = |part: &str| !part.contains(char::is_alphabetic);
    if bare(from) && !bare(to) {
        let zeros = to_number.len() - to_number.trim_end_matches('0').len();
        let unit = whole_number(&format!("1{}", unit_of(to))).unwrap_or_default();
        if unit.len() > 1 && zeros >= unit.len() - 1 {
            from_number.push_str(&unit[1..]);
        }
    }
    let (low, high): (u64, u64) = (from_number.parse().ok()?, to_number.parse().ok()?);
    (low < high).then_some((from_number, to_number))
}

/// What follows the digits of a number: ` nghìn`.
fn unit_of(part: &str) -> &str {
    part.trim_start_matches(|sign: char| !sign.is_alphabetic())
}

/// Whether this is a day, a month or a year of the right form whose year nobody can mean.
pub fn is_beyond_the_years(written: &str) -> bool {
    let (year, rest) = written
        .find('-')
        .map_or((written, ""), |at| written.split_at(at));
    let digits = (4..=6).contains(&year.len()) && year.bytes().all(|byte| byte.is_ascii_digit());
    let is_beyond = year.parse().is_ok_and(|year: u32| !YEARS.contains(&year));
    // A leap year, so that the 29th of February is one of its days.
    digits && is_beyond && Stated::parse(&format!("2000{rest}")).is_some()
}

/// The whole number that was meant by `250.000`, `250,000 đ`, `4 sao`, `1e5` or `50 nghìn`.
pub fn whole_number(written: &str) -> Option<String> {
    let text = ascii_digits(written.trim_matches(['"', '\'']).trim());
    let text = text.strip_prefix('+').unwrap_or(&text);
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
    let text = ascii_digits(written.trim_matches(['"', '\'']).trim());
    let text = text.as_str();
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
            ("４", Some("4")),
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
    fn the_meant_range_is_offered() {
        for (written, meant) in [
            ("200000-250000", Some(("200000", "250000"))),
            ("200.000 - 250.000đ", Some(("200000", "250000"))),
            ("từ 200000 đến 250000", Some(("200000", "250000"))),
            ("\"200–250 nghìn\"", Some(("200000", "250000"))),
            ("200k-250k", Some(("200000", "250000"))),
            ("Từ 1,5 đến 2 triệu", None),
            ("250000-200000", None),
            ("-5", None),
            ("250000", None),
            ("giá sỉ - lẻ", None),
        ] {
            let found = range(written);
            let found = found.as_ref().map(|(a, b)| (a.as_str(), b.as_str()));
            assert_eq!(found, meant, "{written}");
        }
    }

    #[test]
    fn the_meant_id_is_offered() {
        for (written, meant) in [
            ("che-mau.md", Some("che-mau")),
            ("content/products/che-mau.md", Some("che-mau")),
            ("/san-pham/che-mau/", Some("che-mau")),
            ("Chè mẫu", Some("che-mau")),
            ("a/b", Some("a-b")),
            ("?", None),
        ] {
            assert_eq!(id(written).as_deref(), meant, "{written}");
        }
    }

    #[test]
    fn only_a_year_that_nobody_means_lies_beyond() {
        for (written, beyond) in [
            ("1026-03-10", true),
            ("20266-03-10", true),
            ("1026", true),
            ("2026-13-10", false),
            ("2026-02-29", false),
            ("20250310", false),
            ("26-03-10", false),
        ] {
            assert_eq!(is_beyond_the_years(written), beyond, "{written}");
        }
    }

    #[test]
    fn the_meant_day_is_offered() {
        for (written, meant) in [
            ("10/03/2025", Some("2025-03-10")),
            ("2025/3/1", Some("2025-03-01")),
            ("２０２５-０３-０１", Some("2025-03-01")),
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
