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

/// For JSON that stands in an HTML page or a script: no sign ends a tag, a comment or a line.
/// Takes finished JSON; inside JSON these signs stand only in texts.
pub fn json_in_html(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for sign in json.chars() {
        match sign {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            other => out.push(other),
        }
    }
    out
}

/// For one segment or query value of an address: all but unreserved signs as percent signs.
pub fn url_part(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
