//! A readable address part from a name.

use crate::text::fold::fold;

/// Folded words joined by `-`, a–z and 0–9 only: "Xã Bình Sơn" becomes `xa-binh-son`.
/// Empty when the text holds no letter or digit that folds to one of these.
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in fold(text).chars() {
        if sign.is_ascii_alphanumeric() {
            out.push(sign);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}
