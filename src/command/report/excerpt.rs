//! The part of a line that is shown under a message.

use super::rows::Row;
use super::visible::in_snippet;

/// Longest part of a line behind the place, in characters.
const AFTER: usize = 80;
/// Longest marked part; more of it would leave the screen.
const MARKED: usize = 80;

/// One line around a place, ready to be shown.
#[derive(Debug)]
pub(super) struct Excerpt {
    pub(super) before: String,
    pub(super) marked: String,
    pub(super) after: String,
}

/// The line a place begins in, with at most `before` characters in front of the place.
/// `None` where there is no text or the line has nothing to show.
pub(super) fn excerpt(row: &Row, before: usize) -> Option<Excerpt> {
    let (text, span) = row.text.as_ref()?;
    let line_start = text[..span.start].rfind('\n').map_or(0, |end| end + 1);
    let rest = &text[span.start..];
    let line_end = rest.find('\n').map_or(text.len(), |end| span.start + end);
    let line = text[line_start..line_end].trim_end_matches('\r');
    let line_end = line_start + line.len();
    if line.trim().is_empty() {
        return None;
    }
    // A place may begin on the line's own end, or go on over lines below.
    let from = span.start.min(line_end);
    let to = span.end.clamp(from, line_end);
    let ahead = &text[line_start..from];
    // Counted backwards: a line may be the whole file.
    let skipped = match before.checked_sub(1) {
        Some(last) => ahead.char_indices().rev().nth(last).map_or(0, |(at, _)| at),
        None => ahead.len(),
    };
    let mut shown_before: String = ahead[skipped..].chars().map(in_snippet).collect();
    if skipped > 0 {
        shown_before.insert(0, '…');
    }
    let (marked, whole) = cut(&text[from..to], MARKED);
    Some(Excerpt {
        before: shown_before,
        marked,
        // What is cut from the marked part is not followed by what stands behind it.
        after: if whole {
            cut(&text[to..line_end], AFTER).0
        } else {
            String::new()
        },
    })
}

/// At most `max` signs, and whether that was all.
fn cut(text: &str, max: usize) -> (String, bool) {
    let mut signs = text.chars().map(in_snippet);
    let mut out: String = signs.by_ref().take(max).collect();
    let whole = signs.next().is_none();
    if !whole {
        out.push('…');
    }
    (out, whole)
}
