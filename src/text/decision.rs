//! The numbers of decisions and the codes of products, as people write and mistype them.

use crate::text::fold::fold;
use unicode_normalization::UnicodeNormalization;

/// Words that end a number: what follows is its day, its issuer, its matter.
const ENDS: [&str; 7] = ["ngay", "cua", "do", "ve", "cap", "ky", "nam"];

/// What all spellings of one number have in common: "Quyết định số 03912 /QĐ - UBND ngày 10/3/2023",
/// "3912/QD-UBND" and "3912 qđubnd" are all `3912qdubnd`. Numbers that stand side by side keep a dash
/// between them: `68-676-24916-1-2021`. Empty where there is no digit.
///
/// `assets/check/number.js` does the same; `tests/vectors/decision.tsv` holds both to it.
pub fn decision_key(text: &str) -> String {
    let plain: String = fold(&text.nfkc().collect::<String>())
        .chars()
        // Eth looks like Đ and is often typed for it.
        .map(|sign| if sign == 'ð' { 'd' } else { sign })
        .collect();
    let signs: Vec<char> = plain.chars().collect();
    let first = signs.iter().position(char::is_ascii_digit);
    let mut rest = signs
        .get(first.unwrap_or(signs.len())..)
        .unwrap_or_default();
    let mut key = String::new();
    let mut between: &[char] = &[];
    while let Some(start) = rest.first() {
        let is_same: fn(&char) -> bool = match start {
            sign if sign.is_ascii_digit() => char::is_ascii_digit,
            sign if sign.is_ascii_lowercase() => char::is_ascii_lowercase,
            _ => |sign| !sign.is_ascii_digit() && !sign.is_ascii_lowercase(),
        };
        let length = rest.iter().take_while(|sign| is_same(sign)).count();
        let (run, after) = rest.split_at(length);
        let word: String = run.iter().collect();
        if start.is_ascii_digit() {
            // 3.912/QĐ: a point between thousands.
            let is_thousand = between == ['.']
                && key.len() <= 3
                && key.bytes().all(|byte| byte.is_ascii_digit())
                && word.len() == 3
                && after.first() == Some(&'/');
            if key.is_empty() {
                let short = word.trim_start_matches('0');
                key.push_str(if short.is_empty() { "0" } else { short });
            } else {
                if key.ends_with(|sign: char| sign.is_ascii_digit()) && !is_thousand {
                    key.push('-');
                }
                key.push_str(&word);
            }
        } else if start.is_ascii_lowercase() {
            if ENDS.contains(&word.as_str()) && !between.is_empty() {
                break;
            }
            key.push_str(&word);
        } else if run.iter().any(|sign| ",;()[]\n".contains(*sign)) {
            break;
        }
        between = if start.is_ascii_digit() || start.is_ascii_lowercase() {
            &[]
        } else {
            run
        };
        rest = after;
    }
    key
}
