//! Finds the front matter: what stands between two lines `---` at the top of a file.

use crate::source::diagnostic::Diagnostics;
use crate::source::problem::Problem;
use crate::source::span::Span;
use crate::source::tree::Source;
use crate::source::yaml::{self, Budget, KeyPath, Node, Step};
use std::sync::Arc;

/// Most bytes of front matter.
const MAX_FRONT_MATTER: usize = 64_000;

/// A file's YAML and where it stands in the file.
#[derive(Debug)]
pub struct Document<'a> {
    /// Path of the file.
    pub file: &'a Arc<str>,
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
}

impl<'a> Document<'a> {
    /// A Markdown file with front matter. `None` when there is none to read; a note then says why.
    pub fn markdown(source: &'a Source, notes: &mut Diagnostics) -> Option<Document<'a>> {
        let text = source.text();
        let first_end = line_end(text, 0);
        let fence = Span::new(0, text[..first_end].trim_end().len());
        if text[..first_end].trim_end() != "---" {
            notes.add(&source.path, fence, Problem::FrontMatterMissing);
            return None;
        }
        let mut at = first_end;
        while at < text.len() {
            let end = line_end(text, at);
            if text[at..end].trim_end() == "---" {
                let yaml = &text[first_end..at];
                if yaml.len() > MAX_FRONT_MATTER {
                    let problem = Problem::FrontMatterTooLarge {
                        max: MAX_FRONT_MATTER,
                    };
                    notes.add(&source.path, fence, problem);
                    return None;
                }
                return Some(Document {
                    file: &source.path,
                    yaml,
                    offset: first_end,
                    body: &text[end..],
                    body_offset: end,
                    fence,
                });
            }
            at = end;
        }
        notes.add(&source.path, fence, Problem::FrontMatterOpen);
        None
    }

    /// A file that is YAML as a whole.
    pub fn whole(source: &'a Source) -> Document<'a> {
        let text = source.text();
        Document {
            file: &source.path,
            yaml: text,
            offset: 0,
            body: "",
            body_offset: text.len(),
            fence: Span::new(0, text[..line_end(text, 0)].trim_end().len()),
        }
    }

    /// The YAML as values; a note for each fault of it.
    pub fn read(&self, budget: Budget, notes: &mut Diagnostics) -> Option<Node> {
        let (node, faults) = yaml::read(self.yaml, budget);
        for (span, problem) in faults {
            notes.add(self.file, span.shifted(self.offset), problem);
        }
        node
    }

    /// Where the value at the end of a path stands in the file.
    pub fn place(&self, path: &[Step]) -> Span {
        if path.is_empty() {
            return self.fence;
        }
        yaml::place(self.yaml, path).shifted(self.offset)
    }

    /// Where a key stands in the file.
    pub fn key_place(&self, path: &[Step]) -> Span {
        yaml::key_place(self.yaml, path, 0).shifted(self.offset)
    }

    /// A value as written.
    pub fn raw(&self, path: &[Step]) -> &'a str {
        yaml::raw(self.yaml, path)
    }
}

/// The way to a field, and on to an element of it: `path("images", &[])`.
pub fn path(keys: &[&str]) -> KeyPath {
    keys.iter()
        .map(|key| Step::Key((*key).to_owned()))
        .collect()
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..]
        .find('\n')
        .map_or(text.len(), |at| from + at + 1)
}
