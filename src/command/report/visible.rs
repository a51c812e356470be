//! Signs that would act on a screen instead of being read, made visible.

/// Whether a sign moves the cursor, turns the direction of reading, or cannot be seen at all.
pub(super) fn is_hidden(sign: char) -> bool {
    sign.is_control()
        || matches!(
            sign,
            '\u{AD}'
                | '\u{61C}'
                | '\u{180E}'
                | '\u{200B}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FEFF}'
                | '\u{FFF9}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E007F}'
        )
}

/// The text with each hidden sign written out: `\n`, `\u{202e}`.
pub(in crate::command) fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\n' | '\r' | '\t' => out.extend(sign.escape_default()),
            hidden if is_hidden(hidden) => out.extend(hidden.escape_unicode()),
            plain => out.push(plain),
        }
    }
    out
}

/// One sign of a source line as a snippet shows it: of the same width, so that carets stay under
/// what they mean. A tab stays one.
pub(super) fn in_snippet(sign: char) -> char {
    match sign {
        '\t' => '\t',
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(sign)).unwrap_or('\u{FFFD}'),
        '\u{7F}' => '\u{2421}',
        hidden if is_hidden(hidden) => '\u{FFFD}',
        plain => plain,
    }
}

/// Finished JSON with hidden signs as JSON escapes; inside JSON they stand only in texts, so the
/// values remain the same.
pub(super) fn in_json(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for sign in json.chars() {
        if is_hidden(sign) && sign != '\n' {
            for unit in sign.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(sign);
        }
    }
    out
}
