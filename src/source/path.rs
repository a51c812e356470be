//! What a path inside the site may be: one rule for every platform.
//!
//! The sources are a git tree that strangers may send changes to, so the rules are those
//! of the strictest file system it may be checked out on.

use unicode_normalization::UnicodeNormalization;

/// Longest part of a path, in bytes.
pub const MAX_PART: usize = 200;
/// Longest path, in bytes.
pub const MAX_PATH: usize = 1024;

/// Why a path is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadPath {
    /// Nothing, or a part with nothing in it.
    Empty,
    /// Begins at a root: `/x`, `C:`, `\\host`.
    Absolute,
    /// An address of this site that does not begin with `/`.
    NoSlash,
    /// A part begins with a dot, which hosts leave out.
    Hidden,
    /// Leaves its folder, or says nothing: `..`, `.`.
    Dots,
    /// A sign that no portable name holds, or that means something to a shell, an address or a screen.
    Sign(char),
    /// Ends with a dot or a space, which Windows drops, or begins with a space.
    Edge,
    /// A device on Windows, or git's own folder.
    Reserved,
    /// Longer than [`MAX_PART`] or [`MAX_PATH`].
    Long,
}

/// Checks a path written with `/` between its parts, as found in a field or on disk.
pub fn check(path: &str) -> Result<(), BadPath> {
    if path.starts_with('/') || path.starts_with('\\') || has_drive(path) {
        return Err(BadPath::Absolute);
    }
    if path.len() > MAX_PATH {
        return Err(BadPath::Long);
    }
    path.split('/').try_for_each(check_part)
}

/// Checks a site path as content writes it: from the root, `/san-pham/mat-ong/`, without query or fragment.
pub fn check_site(path: &str) -> Result<(), BadPath> {
    let Some(inside) = path.strip_prefix('/') else {
        return Err(BadPath::NoSlash);
    };
    if inside.is_empty() {
        return Ok(());
    }
    if inside.starts_with('/') {
        return Err(BadPath::Empty);
    }
    if let Some(sign) = inside.chars().find(|sign| sign.is_whitespace()) {
        return Err(BadPath::Sign(sign));
    }
    check(inside.strip_suffix('/').unwrap_or(inside))?;
    let is_hidden = |part: &str| part.starts_with('.');
    match inside.split('/').any(is_hidden) {
        true => Err(BadPath::Hidden),
        false => Ok(()),
    }
}

/// The form in which two paths are the same file on some file system: NFC, lower case.
pub fn twin_key(path: &str) -> String {
    path.nfc().flat_map(char::to_lowercase).collect()
}

fn has_drive(path: &str) -> bool {
    let mut signs = path.chars();
    matches!((signs.next(), signs.next()), (Some(letter), Some(':')) if letter.is_ascii_alphabetic())
}

fn check_part(part: &str) -> Result<(), BadPath> {
    if part.is_empty() {
        return Err(BadPath::Empty);
    }
    if part == "." || part == ".." {
        return Err(BadPath::Dots);
    }
    if part.len() > MAX_PART {
        return Err(BadPath::Long);
    }
    let is_usual = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    if !part.bytes().all(is_usual)
        && let Some(sign) = part.chars().find(|sign| is_refused(*sign))
    {
        return Err(BadPath::Sign(sign));
    }
    if part.ends_with(['.', ' ']) || part.starts_with(' ') {
        return Err(BadPath::Edge);
    }
    if is_reserved(part) {
        return Err(BadPath::Reserved);
    }
    Ok(())
}

fn is_refused(sign: char) -> bool {
    sign.is_control()
        || matches!(
            sign,
            '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '%' | '#' | '~'
        )
        || matches!(sign, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
        || matches!(sign, '\u{FEFF}' | '\u{FFFD}' | '\u{E000}'..='\u{F8FF}')
}

fn is_reserved(part: &str) -> bool {
    const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];
    const NUMBERED: [&str; 2] = ["com", "lpt"];
    let stem = part.split('.').next().unwrap_or(part).trim_end();
    let is = |name: &&str| stem.eq_ignore_ascii_case(name);
    let is_numbered = || {
        let parted = stem.split_at_checked(NUMBERED[0].len());
        let of = |(name, number): (&str, &str)| {
            matches!(number.as_bytes(), [b'1'..=b'9'])
                && NUMBERED
                    .iter()
                    .any(|known| name.eq_ignore_ascii_case(known))
        };
        parted.is_some_and(of)
    };
    DEVICES.iter().any(is) || is_numbered() || part.eq_ignore_ascii_case(".git")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_paths_that_stay_inside_pass() {
        for good in [
            "a.jpg",
            "ảnh/mật ong.jpg",
            "a/b/c",
            "com10.md",
            "console.md",
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for (bad, why) in [
            ("", BadPath::Empty),
            ("a//b", BadPath::Empty),
            ("../a", BadPath::Dots),
            ("a/./b", BadPath::Dots),
            ("/etc/passwd", BadPath::Absolute),
            ("C:a", BadPath::Absolute),
            ("\\\\host\\x", BadPath::Absolute),
            ("a\\b", BadPath::Sign('\\')),
            ("a\0b", BadPath::Sign('\0')),
            ("%2e%2e/a", BadPath::Sign('%')),
            ("~/a", BadPath::Sign('~')),
            ("a.", BadPath::Edge),
            ("a ", BadPath::Edge),
            ("NUL.md", BadPath::Reserved),
            ("x/.git/config", BadPath::Reserved),
            ("lpt1", BadPath::Reserved),
        ] {
            assert_eq!(check(bad), Err(why), "{bad:?}");
        }
        assert_eq!(check(&"a".repeat(201)), Err(BadPath::Long));
    }

    #[test]
    fn twins_differ_in_case_or_composition_only() {
        assert_eq!(twin_key("Mật.JPG"), twin_key("ma\u{323}\u{302}t.jpg"));
        assert_ne!(twin_key("mat.jpg"), twin_key("mật.jpg"));
    }
}
