//! One line read closely, and what the words of a text prove about each other.

use std::collections::BTreeSet;

use crate::text::suspect::fonts::{self, Font, Weight};
use crate::text::suspect::mojibake::{self, Around};
use crate::text::suspect::signs::is_letter;
use crate::text::suspect::{Finding, MAX_FINDINGS, Suspect, letters, lost, signs, words};

/// The most words of one finding: an excerpt that still fits a message.
const MAX_WORDS: usize = 12;

/// Which faults a text is known to have, so that doubtful words count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Trust {
    fonts: [bool; 3],
    mojibake: bool,
}

/// What has been seen in a text.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    sure: [usize; 3],
    points: [usize; 3],
    different: [BTreeSet<String>; 3],
    foreign: usize,
    mojibake: usize,
}

impl Evidence {
    /// Three sure words make doubtful ones sure; so do many different doubtful ones where next to
    /// nothing else is foreign.
    pub(super) fn trust(&self) -> Trust {
        let mut trust = Trust {
            mojibake: self.mojibake > 0,
            ..Trust::default()
        };
        for (index, trusted) in trust.fonts.iter_mut().enumerate() {
            let many = self.different[index].len() >= 4
                && self.points[index] >= 6
                && self.foreign * 10 <= self.points[index];
            *trusted = self.sure[index] >= 3 || many;
        }
        trust
    }
}

/// A line of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    text: &'a str,
    start: usize,
}

impl<'a> Line<'a> {
    /// The line that holds a byte.
    pub(super) fn around(text: &'a str, place: usize) -> Option<Line<'a>> {
        let bytes = text.as_bytes();
        let start = bytes.get(..place)?.iter().rposition(|byte| *byte == b'\n');
        let start = start.map_or(0, |at| at + 1);
        let end = bytes.get(place..)?.iter().position(|byte| *byte == b'\n');
        let end = end.map_or(text.len(), |at| place + at + 1);
        Some(Line {
            text: text.get(start..end)?,
            start,
        })
    }

    /// Every line.
    pub(super) fn all(text: &'a str) -> impl Iterator<Item = Line<'a>> {
        let mut start = 0;
        text.split_inclusive('\n').map(move |text| {
            let line = Line { text, start };
            start += text.len();
            line
        })
    }

    /// The byte after the line and its end.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Adds what is suspect in the line, sorted.
    pub(super) fn look(self, trust: Trust, seen: &mut Evidence, found: &mut Vec<Finding>) {
        let mut fresh = Vec::new();
        let mut latin1 = Vec::new();
        let mut garbled = Vec::new();
        let mut in_guillemets = false;
        let mut in_code = false;
        for (at, token) in words::tokens(self.text) {
            let is_quiet =
                token.is_ascii() && !token.bytes().any(|byte| matches!(byte, b'?' | b'`'));
            // A text garbled throughout needs no more places than are told.
            if is_quiet || garbled.len() > MAX_WORDS * MAX_FINDINGS {
                continue;
            }
            let around = Around {
                trusted: trust.mojibake,
                in_guillemets: in_guillemets || token.contains('«'),
            };
            if let Some(word) = mojibake::read(token, around) {
                garbled.push(Piece {
                    start: at + word.start,
                    end: at + word.end,
                    fault: Fault::Mojibake,
                    meant: word.meant,
                });
            } else if let Some(last) = token.rfind(['«', '»']) {
                in_guillemets = token[last..].starts_with('«');
            }
            if !token.contains("://") {
                words::in_latin1(at, token, &mut latin1);
                self.lost_words(at, token, in_code, &mut fresh);
            }
            in_code ^= token.bytes().filter(|byte| *byte == b'`').count() % 2 == 1;
        }
        seen.mojibake += garbled.len();
        let mut pieces = self.in_old_fonts(&latin1, trust, seen);
        pieces.extend(garbled);
        pieces.sort_by_key(|piece| piece.start);
        self.runs(&pieces, &mut fresh);
        signs::find(self.text, self.start, &mut fresh);
        letters::find(self.text, self.start, &mut fresh);
        found.extend(told_once(fresh));
    }

    fn lost_words(&self, at: usize, token: &str, in_code: bool, found: &mut Vec<Finding>) {
        let next = self.text[at + token.len()..].chars().next();
        for (start, end) in lost::in_token(token, in_code, next) {
            found.push(Finding {
                start: self.start + at + start,
                end: self.start + at + end,
                what: Suspect::Lost {
                    found: token[start..end].to_owned(),
                },
            });
        }
    }

    /// The words of this line that are written for an old font, as far as there is proof.
    fn in_old_fonts(
        &self,
        words: &[(usize, usize)],
        trust: Trust,
        seen: &mut Evidence,
    ) -> Vec<Piece> {
        let mut readings = Vec::new();
        let mut sure_here = [false; 3];
        for &(start, end) in words {
            let word = &self.text[start..end];
            let Some(reading) = fonts::read(word) else {
                if !word.contains(|sign: char| !is_letter(sign)) && !fonts::reads_as_it_stands(word)
                {
                    seen.foreign += 1;
                }
                continue;
            };
            let font = reading.font as usize;
            match reading.weight {
                Weight::Sure => {
                    seen.sure[font] += 1;
                    sure_here[font] = true;
                }
                weight => {
                    seen.points[font] += if weight == Weight::Some { 2 } else { 1 };
                    if seen.different[font].len() < 4 && !seen.different[font].contains(word) {
                        seen.different[font].insert(word.to_owned());
                    }
                }
            }
            readings.push((start, end, reading));
        }
        let known = [Font::Tcvn3, Font::Vni, Font::Windows1258]
            .into_iter()
            .find(|font| sure_here[*font as usize] || trust.fonts[*font as usize]);
        readings
            .into_iter()
            .filter_map(|(start, end, reading)| {
                let (font, meant) = if reading.weight == Weight::Sure {
                    (reading.font, reading.meant)
                } else {
                    let font = known?;
                    (font, fonts::decode(font, &self.text[start..end])?)
                };
                Some(Piece {
                    start,
                    end,
                    fault: Fault::Font(font),
                    meant: Some(meant),
                })
            })
            .collect()
    }

    /// Words with the same fault that follow each other, or with one plain word between, as one.
    fn runs(&self, pieces: &[Piece], found: &mut Vec<Finding>) {
        let mut runs: Vec<(Piece, usize)> = Vec::new();
        for piece in pieces {
            if let Some((run, count)) = runs.last_mut()
                && run.fault == piece.fault
                && *count < MAX_WORDS
                && let Some(gap) = self.text.get(run.end..piece.start)
                && let Some(between) = bridge(gap, piece.fault)
            {
                run.end = piece.end;
                run.meant = match (run.meant.take(), &piece.meant) {
                    (Some(one), Some(other)) => Some(format!("{one}{between}{other}")),
                    _ => None,
                };
                *count += 1;
                continue;
            }
            runs.push((piece.clone(), 1));
        }
        found.extend(runs.into_iter().map(|(run, _)| {
            Finding {
                start: self.start + run.start,
                end: self.start + run.end,
                what: run
                    .fault
                    .told(self.text[run.start..run.end].to_owned(), run.meant),
            }
        }));
    }
}

/// Sorted, without what a longer finding holds already, unless only the shorter one refuses.
fn told_once(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|finding| (finding.start, std::cmp::Reverse(finding.end)));
    let mut told = 0;
    let mut refused = false;
    findings.retain(|finding| {
        let refuses = finding.what.refuses();
        let is_new = finding.start >= told;
        if is_new {
            refused = refuses;
        }
        told = told.max(finding.end);
        is_new || (refuses && !refused)
    });
    findings
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    Font(Font),
    Mojibake,
}

impl Fault {
    fn told(self, found: String, meant: Option<String>) -> Suspect {
        match self {
            Fault::Font(Font::Tcvn3) => Suspect::Tcvn3 { found, meant },
            Fault::Font(Font::Vni) => Suspect::Vni { found, meant },
            Fault::Font(Font::Windows1258) | Fault::Mojibake => Suspect::Mojibake { found, meant },
        }
    }
}

/// A faulty word; places count from the line's start.
#[derive(Debug, Clone)]
struct Piece {
    start: usize,
    end: usize,
    fault: Fault,
    meant: Option<String>,
}

/// What stands between two words of a run as it should read; `None` where a run ends.
fn bridge(gap: &str, fault: Fault) -> Option<String> {
    if gap == " " {
        return Some(gap.to_owned());
    }
    let word = gap.strip_prefix(' ')?.strip_suffix(' ')?;
    if word.is_empty() || !word.chars().all(|sign| is_letter(sign) && sign <= '\u{FF}') {
        return None;
    }
    let read = match fault {
        Fault::Font(font) => fonts::decode(font, word),
        Fault::Mojibake => None,
    };
    Some(format!(" {} ", read.as_deref().unwrap_or(word)))
}
