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
/// What ends a tag, a comment or a line, and how JSON may write it.
const ENDS: [(&str, &str); 5] = [
    ("<", "\\u003c"),
    (">", "\\u003e"),
    ("&", "\\u0026"),
    ("\u{2028}", "\\u2028"),
    ("\u{2029}", "\\u2029"),
];

/// For JSON that stands in an HTML page or a script: no sign ends a tag, a comment or a line.
/// Takes finished JSON; inside JSON these signs stand only in texts.
pub fn json_in_html(json: &str) -> String {
    let begins_one = |byte: u8| {
        let signs = ENDS.iter();
        signs.fold(false, |any, (sign, _)| any | (sign.as_bytes()[0] == byte))
    };
    let all = json.as_bytes();
    let mut out = String::with_capacity(json.len());
    let mut copied = 0;
    // Few texts hold any of them, so they are looked for in many bytes at once, and what lies between is copied whole.
    for (nth, bytes) in all.chunks(PIECE).enumerate() {
        if !bytes
            .iter()
            .fold(false, |any, byte| any | begins_one(*byte))
        {
            continue;
        }
        for at in nth * PIECE..nth * PIECE + bytes.len() {
            let stands = |(sign, _): &&(&str, &str)| all[at..].starts_with(sign.as_bytes());
            if let Some((sign, written)) = ENDS.iter().find(stands) {
                out.push_str(&json[copied..at]);
                out.push_str(written);
                copied = at + sign.len();
            }
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
