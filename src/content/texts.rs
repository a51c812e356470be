//! What a whole file's text must not hold: lost letters, hidden signs, personal numbers.

use crate::source::diagnostic::Diagnostics;
use crate::source::problem::Problem;
use crate::source::span::Span;
use crate::source::tree::Tree;
use crate::text::suspect::{self, Finding, Suspect};
use std::sync::Arc;

/// Places of one kind of harm told of in one file; the others are counted.
const TOLD: usize = 10;

/// Looks over a text that people read on the site.
pub fn look(file: &Arc<str>, text: &str, notes: &mut Diagnostics) {
    lost_texts(file, text, notes);
    personal_numbers(file, text, notes);
}

/// Looks over the files that are read as a whole: settings, places, lists, redirections.
pub fn look_at_rest(tree: &Tree, notes: &mut Diagnostics) {
    for source in &tree.sources {
        if source.path.ends_with(".yml") || source.path.ends_with("redirects.csv") {
            look(&source.path, source.text(), notes);
        }
    }
}

fn lost_texts(file: &Arc<str>, text: &str, notes: &mut Diagnostics) {
    let mut told = [0_usize; 2];
    let mut more = [(0_usize, Span::default()); 2];
    for finding in suspect::find(text) {
        let kind = usize::from(finding.what.refuses());
        let span = Span::new(finding.start, finding.end);
        if told[kind] < TOLD {
            told[kind] += 1;
            notes.add(file, span, problem(finding));
        } else {
            if more[kind].0 == 0 {
                more[kind].1 = span;
            }
            more[kind].0 += 1;
        }
    }
    for (count, span) in more.into_iter().filter(|(count, _)| *count > 0) {
        notes.add(file, span, Problem::TextMore { more: count });
    }
}

pub(super) fn problem(finding: Finding) -> Problem {
    let refused = finding.what.refuses();
    let sign = |code, sign: char| {
        let name = Suspect::sign_name(sign);
        Problem::TextSign {
            code,
            sign,
            vi: name.vi,
            en: name.en,
            refused,
        }
    };
    match finding.what {
        Suspect::Tcvn3 { found, meant } => Problem::TextFont {
            code: "text-tcvn3",
            font: "TCVN3 (ABC)",
            found,
            meant,
        },
        Suspect::Vni { found, meant } => Problem::TextFont {
            code: "text-vni",
            font: "VNI",
            found,
            meant,
        },
        Suspect::Mojibake { found, meant } => Problem::TextGarbled { found, meant },
        Suspect::Lost { found } => Problem::TextLost { found, refused },
        Suspect::PrivateUse(found) => sign("text-private-use", found),
        Suspect::ZeroWidth(found) => sign("text-zero-width", found),
        Suspect::Bidi(found) => sign("text-bidi", found),
        Suspect::Control(found) => sign("text-control", found),
        Suspect::Homoglyph { found, latin } => Problem::TextLookalike { found, latin },
        Suspect::StackedMarks { found } => Problem::TextMarks { found },
    }
}

/// Twelve digits that begin with 0 are the form of a citizen's number; inside an address they are none.
fn personal_numbers(file: &Arc<str>, text: &str, notes: &mut Diagnostics) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let length = bytes[at..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        if length == 12 && bytes[at] == b'0' && !in_address(text, at) && !is_barcode(text, at) {
            let span = Span::new(at, at + length);
            let found = text[at..at + length].to_owned();
            notes.add(file, span, Problem::PersonalNumber { found });
        }
        if length == 3
            && bytes[at] == b'0'
            && let Some(length) = in_groups(&bytes[at..])
            && !is_barcode(text, at)
        {
            let span = Span::new(at, at + length);
            let found = text[at..at + length].to_owned();
            notes.add(file, span, Problem::PersonalNumber { found });
        }
        at += length;
    }
}

/// How many bytes from a digit on are the form `0dd ddd ddd ddd` or `0dd.ddd.ddd.ddd`, as people write such a number.
fn in_groups(bytes: &[u8]) -> Option<usize> {
    let group = |at: usize| {
        bytes
            .get(at..at + 3)?
            .iter()
            .all(u8::is_ascii_digit)
            .then_some(())
    };
    let sign = *bytes.get(3).filter(|sign| matches!(sign, b' ' | b'.'))?;
    group(0)?;
    for at in [4, 8, 12] {
        (bytes.get(at - 1) == Some(&sign)).then_some(())?;
        group(at)?;
    }
    (!bytes.get(15).is_some_and(u8::is_ascii_digit)).then_some(15)
}

/// Whether a digit stands in the field for barcodes, which may have twelve too.
fn is_barcode(text: &str, at: usize) -> bool {
    let line = text[..at].rsplit('\n').next().unwrap_or_default();
    line.trim_start().starts_with("barcode:")
}

/// Whether a digit belongs to an address or a longer number: its word, as far as the line goes, holds a slash.
fn in_address(text: &str, at: usize) -> bool {
    let mut start = at.saturating_sub(500);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let word = text[start..at]
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default();
    word.contains('/') || word.ends_with('-')
}
