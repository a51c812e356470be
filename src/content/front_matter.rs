//! Finds the front matter: what stands between two lines `---` at the top of a file.

use crate::content::escaped;
use crate::source::diagnostic::Diagnostics;
use crate::source::problem::Problem;
use crate::source::span::{LineEnds, Span};
use crate::source::tree::Source;
use crate::source::yaml::{self, Budget, KeyPath, Node, Places, Step};
use std::sync::{Arc, OnceLock};

/// Most bytes of front matter.
const MAX_FRONT_MATTER: usize = 64_000;

/// A file's YAML and where it stands in the file.
#[derive(Debug)]
pub struct Document<'a> {
    /// Path of the file.
    pub file: &'a Arc<str>,
    /// The whole text of the file.
    pub text: &'a str,
    /// The YAML alone.
    pub yaml: &'a str,
    /// Bytes of the file before the YAML.
    pub offset: usize,
    /// The text after the front matter; empty for a file that is YAML as a whole.
    pub body: &'a str,
    /// Bytes of the file before `body`.
    pub body_offset: usize,
    /// Where something that is missing is reported: the opening fence.
    pub fence: Span,
    /// Whether there is YAML to read; where not, a note has said why.
    pub readable: bool,
    /// Whether the YAML holds a `#` behind white space, which may cut a text off.
    pub comments: bool,
    /// Where the values of the YAML stand in it.
    places: Places<'a>,
    /// Where the lines of the file end.
    ends: OnceLock<LineEnds>,
}

impl<'a> Document<'a> {
    /// A Markdown file with front matter. Where there is none to read, a note says why and `readable` is no.
    pub fn markdown(source: &'a Source, notes: &mut Diagnostics) -> Document<'a> {
        Document::of(&source.path, source.text(), notes)
    }

    /// The same of a text that stands apart from its file, whole or up to its body.
    pub(super) fn of(file: &'a Arc<str>, text: &'a str, notes: &mut Diagnostics) -> Document<'a> {
        let first_end = line_end(text, 0);
        let fence = Span::new(0, text[..first_end].trim_end().len());
        let made = |yaml: &'a str, body_offset: usize| Document {
            file,
            text,
            yaml,
            offset: first_end,
            body: &text[body_offset..],
            body_offset,
            fence,
            readable: true,
            comments: may_comment(yaml),
            places: Places::of(yaml),
            ends: OnceLock::new(),
        };
        let nothing = || Document {
            readable: false,
            ..made("", text.len())
        };
        if text[..first_end].trim_end() != "---" {
            notes.add(file, fence, Problem::FrontMatterMissing);
            return nothing();
        }
        if let Some((at, end)) = closing_fence(text, first_end) {
            let yaml = &text[first_end..at];
            if yaml.len() > MAX_FRONT_MATTER {
                let problem = Problem::FrontMatterTooLarge {
                    max: MAX_FRONT_MATTER,
                };
                notes.add(file, fence, problem);
                return nothing();
            }
            return made(yaml, end);
        }
        notes.add(file, fence, Problem::FrontMatterOpen);
        // What looks like fields is read all the same, so that their faults are told too.
        let length: usize = text[first_end..]
            .split_inclusive('\n')
            .take_while(|line| looks_like_fields(line))
            .map(str::len)
            .sum();
        if length > MAX_FRONT_MATTER {
            return nothing();
        }
        let yaml = &text[first_end..first_end + length];
        made(yaml, first_end + length)
    }

    /// A file that is YAML as a whole.
    pub fn whole(source: &'a Source) -> Document<'a> {
        let text = source.text();
        Document {
            file: &source.path,
            text,
            yaml: text,
            offset: 0,
            body: "",
            body_offset: text.len(),
            fence: Span::new(0, text[..line_end(text, 0)].trim_end().len()),
            readable: true,
            comments: may_comment(text),
            places: Places::of(text),
            ends: OnceLock::new(),
        }
    }

    /// The YAML as values, as far as it can be read; a note for each fault of it.
    pub fn read(&mut self, budget: Budget, notes: &mut Diagnostics) -> Option<Node> {
        if !self.readable {
            return None;
        }
        let reading = yaml::read_placed(self.yaml, budget);
        let lines = self.before().bytes().filter(|byte| *byte == b'\n').count();
        for (span, mut problem) in reading.faults {
            // What is not read for a hidden sign is told of with the sign's name.
            let held = &self.yaml[span.within(self.yaml).range()];
            if problem == Problem::YamlUnreadable && held.contains(is_hidden) {
                continue;
            }
            if let Problem::YamlKeyTwice { line, .. } = &mut problem {
                *line += lines;
            }
            notes.add(self.file, span.shifted(self.offset), problem);
        }
        self.places = reading.places;
        if let Some(node) = &reading.node {
            escaped::in_values(self, node, notes);
        }
        reading.node
    }

    /// What stands before the YAML.
    fn before(&self) -> &'a str {
        self.text.get(..self.offset).unwrap_or_default()
    }

    /// Where the value at the end of a path stands in the file.
    pub fn place(&self, path: &[Step]) -> Span {
        if path.is_empty() {
            return self.fence;
        }
        self.places.value(path).shifted(self.offset)
    }

    /// The line, from 1, at which a part of the file begins.
    pub fn line(&self, span: Span) -> usize {
        let ends = self.ends.get_or_init(|| LineEnds::of(self.text));
        ends.line(span.start)
    }

    /// Where a key stands in the file.
    pub fn key_place(&self, path: &[Step]) -> Span {
        self.places.key(path, 0).shifted(self.offset)
    }

    /// A value as written.
    pub fn raw(&self, path: &[Step]) -> &'a str {
        self.places.raw(path)
    }

    /// What a comment on its line cuts off from a value, from the `#` on.
    pub fn cut_off(&self, path: &[Step]) -> Option<&'a str> {
        self.places.cut_off(path)
    }
}

/// The way to a field, and on to an element of it: `path("images", &[])`.
pub fn path(keys: &[&str]) -> KeyPath {
    keys.iter()
        .map(|key| Step::Key((*key).to_owned()))
        .collect()
}

/// Whether a line may belong to front matter: a field, or something indented, listed or remarked.
fn looks_like_fields(line: &str) -> bool {
    let key = line.split(':').next().unwrap_or_default();
    let is_key = line.contains(':')
        && !key.is_empty()
        && key
            .chars()
            .all(|sign| sign.is_ascii_alphanumeric() || sign == '_');
    is_key || (line.starts_with([' ', '\t', '-', '#']) && !line.trim().is_empty())
}

fn may_comment(yaml: &str) -> bool {
    yaml.contains(" #") || yaml.contains("\t#")
}

fn is_hidden(sign: char) -> bool {
    sign.is_control() && !matches!(sign, '\t' | '\n' | '\r')
}

/// The text of a Markdown file up to its body, and the body; `None` where no front matter ends.
pub fn parted(text: &str) -> Option<(&str, &str)> {
    let first_end = line_end(text, 0);
    let opens = text[..first_end].trim_end() == "---";
    let (_, end) = closing_fence(text, first_end).filter(|_| opens)?;
    text.split_at_checked(end)
}

/// Where the line of the closing fence begins and ends.
fn closing_fence(text: &str, first_end: usize) -> Option<(usize, usize)> {
    let mut at = first_end;
    while at < text.len() {
        let end = line_end(text, at);
        if text[at..end].trim_end() == "---" {
            return Some((at, end));
        }
        at = end;
    }
    None
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..]
        .find('\n')
        .map_or(text.len(), |at| from + at + 1)
}
