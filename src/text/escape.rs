//! One encoder for each context a text may be written into.

/// For HTML text and quoted attribute values.
pub fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// For XML text and attribute values: as for HTML, without the control characters XML cannot hold.
pub fn xml(text: &str) -> String {
    let kept: String = text
        .chars()
        .filter(|sign| matches!(sign, '\t' | '\n' | '\r') || !sign.is_control())
        .filter(|sign| !matches!(sign, '\u{FFFE}' | '\u{FFFF}'))
        .collect();
    html(&kept)
}

/// Bytes that are looked at together.
const PIECE: usize = 32;

/// For JSON that stands in an HTML page or a script: no sign ends a tag, a comment or a line.
/// Takes finished JSON; inside JSON these signs stand only in texts.
pub fn json_in_html(json: &str) -> String {
    let is_special = |byte: u8| matches!(byte, b'<' | b'>' | b'&' | 0xE2);
    let mut out = String::with_capacity(json.len());
    let mut copied = 0;
    // Few texts hold any of them, so they are looked for in many bytes at once, and what lies between is copied whole.
    for (nth, bytes) in json.as_bytes().chunks(PIECE).enumerate() {
        if !bytes
            .iter()
            .fold(false, |any, byte| any | is_special(*byte))
        {
            continue;
        }
        for (within, byte) in bytes.iter().enumerate() {
            let at = nth * PIECE + within;
            let (written, length) = match byte {
                b'<' => ("\\u003c", 1),
                b'>' => ("\\u003e", 1),
                b'&' => ("\\u0026", 1),
                0xE2 if json[at..].starts_with('\u{2028}') => ("\\u2028", 3),
                0xE2 if json[at..].starts_with('\u{2029}') => ("\\u2029", 3),
                _ => continue,
            };
            out.push_str(&json[copied..at]);
            out.push_str(written);
            copied = at + length;
        }
    }
    out.push_str(&json[copied..]);
    out
}

/// For one segment or query value of an address: all but unreserved signs as percent signs.
pub fn url_part(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                let first = if digit < 10 { b'0' } else { b'A' - 10 };
                out.push(char::from(first + digit));
            }
        }
    }
    out
}
