//! Texts of a fixed form: ids, codes, addresses, check digits; and what was meant by a wrong one.

use crate::schema::country::{CODES, NAMES};
use crate::schema::field::Form;
use crate::source::problem::Problem;
use crate::text::fold::fold;

/// a–z, 0–9 and `-`, 1 to 80 signs.
pub fn is_id(text: &str) -> bool {
    (1..=80).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// Five digits.
pub fn is_commune(text: &str) -> bool {
    text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// http or https (https alone where asked), a host, and no white space, quote or control sign.
pub fn is_url(text: &str, https: bool) -> bool {
    let lower = text.to_ascii_lowercase();
    let rest = match lower.strip_prefix("https://") {
        Some(rest) => rest,
        None if https => return false,
        None => match lower.strip_prefix("http://") {
            Some(rest) => rest,
            None => return false,
        },
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host_is_sound = !host.is_empty()
        && !host.starts_with(['.', ':', '-'])
        && !host.contains(['@', '\\', '%', '_'])
        && has_sound_port(host)
        && host.chars().any(char::is_alphanumeric);
    host_is_sound
        && text.len() <= 2_000
        && !text.chars().any(|sign| {
            sign.is_whitespace()
                || sign.is_control()
                || matches!(sign, '"' | '<' | '>' | '\\' | '`' | '{' | '}' | '|' | '^')
                || matches!(sign, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        })
}

/// Whether what stands behind the host's name is a port, if anything: 1 to 65535.
fn has_sound_port(host: &str) -> bool {
    // An address of six parts holds colons of its own, inside its brackets.
    let behind = host.rsplit_once(']').map_or(host, |(_, behind)| behind);
    match behind.split_once(':') {
        None => true,
        Some((_, port)) => !port.starts_with('+') && port.parse::<u16>().is_ok_and(|port| port > 0),
    }
}

/// Whether a site can be published at this address: host and folders, and nothing a browser would read away.
pub fn is_base_url(text: &str) -> bool {
    let folders = text
        .split_once("://")
        .and_then(|(_, rest)| rest.split_once('/'));
    let folders = folders.map_or("", |(_, folders)| folders);
    let parts = folders.strip_suffix('/').unwrap_or(folders).split('/');
    let is_plain = |part: &str| !matches!(part, "" | "." | "..");
    is_url(text, false)
        && !text.contains(['?', '#'])
        && (folders.is_empty() || parts.into_iter().all(is_plain))
}

/// What is wrong with a text that should have this form; `None` when nothing is.
pub fn fault(form: Form, key: &'static str, text: &str) -> Option<Problem> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (sound, example) = match form {
        Form::ProductCode => (product_code(text).is_some(), "38-16000-1-2026"),
        Form::Gtin => {
            if digits(text) && matches!(text.len(), 8 | 12 | 13 | 14) {
                let digit = gtin_digit(&text[..text.len() - 1]);
                if text.ends_with(digit) {
                    return None;
                }
                return Some(Problem::BarcodeCheck {
                    found: text.to_owned(),
                    digit,
                });
            }
            (false, "8930000000002")
        }
        Form::Short => {
            let sign = |byte: u8| {
                byte.is_ascii_digit()
                    || (byte.is_ascii_lowercase() && !matches!(byte, b'i' | b'l' | b'o' | b'u'))
            };
            (text.len() == 8 && text.bytes().all(sign), "0a1b2c3d")
        }
        Form::Country => return country_fault(key, text),
        Form::Phone => match with_extension(text) {
            Some(number) => {
                return Some(Problem::PhoneExtension {
                    key,
                    found: text.to_owned(),
                    write: format!("\"{number}\""),
                });
            }
            None => (is_phone(text), "\"0237 000 000\""),
        },
        Form::Zalo => {
            let inside = text.strip_prefix("https://").unwrap_or(text);
            let inside = inside.strip_prefix("chat.").unwrap_or(inside);
            let address =
                inside.starts_with("zalo.me/") && is_url(&format!("https://{inside}"), true);
            (is_phone(text) || address, "0900 000 000")
        }
        Form::Email => (is_email(text), "lienhe@example.org"),
        Form::Colour => {
            let hex = text.strip_prefix('#').unwrap_or_default();
            (
                hex.len() == 6 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()),
                "\"#0E4A38\"",
            )
        }
        Form::Period => {
            let sound = text.split_once('-').is_some_and(|(from, to)| {
                from.len() == 4 && to.len() == 4 && digits(from) && digits(to) && from <= to
            });
            (sound, "2018-2020")
        }
        Form::Language => (
            text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_lowercase()),
            "vi",
        ),
        Form::Cloth => {
            const PATTERNS: &[&str] = &["mai", "thoi", "nan", "coi", "song", "ruong", "hat", "hoa"];
            const PALETTES: &[&str] = &[
                "tea", "honey", "indigo", "brick", "sea", "straw", "plum", "rice",
            ];
            let sound = text.split_once('/').is_some_and(|(pattern, palette)| {
                PATTERNS.contains(&pattern) && PALETTES.contains(&palette)
            });
            (sound, "song/sea")
        }
    };
    (!sound).then(|| Problem::BadForm {
        key,
        found: text.to_owned(),
        example,
    })
}

fn is_country(code: &str) -> bool {
    code.len() == 2 && CODES.split(' ').any(|known| known == code)
}

/// The code of the country that is written: by its code in any case, or by its name.
pub(super) fn country(text: &str) -> Option<String> {
    let folded = fold(text);
    let named = NAMES
        .iter()
        .find(|(name, _)| *name == folded)
        .map(|(_, code)| (*code).to_owned());
    let capital = text.to_uppercase();
    named.or_else(|| is_country(&capital).then_some(capital))
}

fn country_fault(key: &'static str, text: &str) -> Option<Problem> {
    (!is_country(text)).then(|| Problem::Unknown {
        key,
        found: text.to_owned(),
        near: country(text),
        write: None,
    })
}

/// The commune part of an official product code.
///
/// Rule: `T-X-STT-20YY` now, `T-H-X-STT-20YY` before the district level ended
/// (Quyết định 26/2026/QĐ-TTg, annex II).
pub fn product_code(text: &str) -> Option<&str> {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |part: &str, count: usize| {
        part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let (province, commune, serial, year) = match parts.as_slice() {
        [province, commune, serial, year] => (province, commune, serial, year),
        [province, district, commune, serial, year] if digits(district, 3) => {
            (province, commune, serial, year)
        }
        _ => return None,
    };
    let sound = digits(province, 2)
        && digits(commune, 5)
        && !serial.is_empty()
        && serial.bytes().all(|byte| byte.is_ascii_digit())
        && digits(year, 4)
        && year.starts_with("20");
    sound.then_some(*commune)
}

/// The check digit of a GTIN: weights 3 and 1 from the right.
fn gtin_digit(body: &str) -> char {
    let sum: u32 = body
        .bytes()
        .rev()
        .enumerate()
        .map(|(index, byte)| u32::from(byte - b'0') * if index % 2 == 0 { 3 } else { 1 })
        .sum();
    char::from_digit((10 - sum % 10) % 10, 10).unwrap_or('0')
}

/// The number before an extension: `0237 000 000 (máy lẻ 12)`. `None` where none is written.
fn with_extension(text: &str) -> Option<&str> {
    let lower = text.to_lowercase();
    let named = ["máy lẻ", "máy nhánh", "nhánh", "lẻ", "ext", "số lẻ"];
    if !named.iter().any(|name| lower.contains(name)) {
        return None;
    }
    let plain = |sign: char| sign.is_ascii_digit() || matches!(sign, '+' | ' ' | '.' | '-');
    let number = text
        .find(|sign| !plain(sign))
        .map_or(text, |at| &text[..at]);
    let number = number.trim_end_matches([' ', '.', '-']);
    is_phone(number).then_some(number)
}

pub(super) fn is_phone(text: &str) -> bool {
    let count = text.bytes().filter(u8::is_ascii_digit).count();
    let rest = text.strip_prefix('+').unwrap_or(text);
    let plain = rest
        .chars()
        .all(|sign| sign.is_ascii_digit() || matches!(sign, ' ' | '.' | '-' | '(' | ')'));
    plain && (8..=15).contains(&count)
}

/// What a telephone dials: a number, or a short one such as 115 or 1900.
pub(super) fn is_dialled(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    is_phone(text) || ((3..8).contains(&digits) && digits == text.len())
}

pub(super) fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else {
        return false;
    };
    let sign = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-' | '_' | '+');
    !name.is_empty()
        && name.chars().all(sign)
        && host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && host
            .chars()
            .all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_net_are_told_from_tricks() {
        for good in [
            "https://example.org",
            "http://a.vn/x?y=1#z",
            "https://lhhtxocop.vn/?p=955",
            "https://xn--a.vn/Ä",
        ] {
            assert!(is_url(good, false), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "//example.org",
            "https://",
            "https:///x",
            "https://a b",
            "ftp://a.vn",
            "https://u@h/",
            "https://a\u{202e}b.vn",
            "https://a.vn:99999",
            "https://a.vn:0/",
            "https://a.vn:x/",
            "https://a.vn:",
        ] {
            assert!(!is_url(bad, false), "{bad}");
        }
        assert!(!is_url("http://example.org", true));
        for good in ["https://a.vn", "https://a.vn/", "http://a.vn:8080/x/y/"] {
            assert!(is_base_url(good), "{good}");
        }
        for bad in [
            "https://a.vn/x/../y",
            "https://a.vn//",
            "https://a.vn/#x",
            "https://a.vn?x",
        ] {
            assert!(is_url(bad, false) && !is_base_url(bad), "{bad}");
        }
    }

    #[test]
    fn codes_and_check_digits() {
        assert_eq!(product_code("68-676-24916-1-2021"), Some("24916"));
        assert_eq!(product_code("38-16000-12-2026"), Some("16000"));
        assert_eq!(product_code("38-16000-12-1926"), None);
        assert_eq!(fault(Form::Gtin, "barcode", "4006381333931"), None);
        assert!(matches!(
            fault(Form::Gtin, "barcode", "4006381333932"),
            Some(Problem::BarcodeCheck { digit: '1', .. })
        ));
    }
}
