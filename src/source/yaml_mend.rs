//! What can be read of a YAML text that the parser refuses: its fields one by one.
//!
//! The parser stops at the first fault. An editor wants to hear of all, so the text is cut where a
//! field of the outermost map, or an item of the outermost list, begins; each piece is read on its
//! own, and a piece that cannot be read is cut again, if it has lines of its own.

use crate::source::outline::{self, Inside, Keys, Mark};
use crate::source::problem::Problem;
use crate::source::span::{LineEnds, Span};
use crate::source::yaml::{Budget, Node, Places, twice};
use crate::source::yaml_fault;
use crate::source::yaml_pieces::{Kind, Piece, column, head, is_bare, is_blank, pieces};
use crate::source::yaml_read::{Spent, Watch, parse};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// What was made of a text, where its parts are, and every fault of it.
pub(super) struct Mended {
    pub(super) node: Node,
    pub(super) mark: Mark,
    pub(super) faults: Vec<(Span, Problem)>,
}

/// Reads what can be read of a text that as a whole cannot be. `None` when that is nothing.
pub(super) fn mend(text: &str, budget: Budget) -> Option<Mended> {
    let mut mender = Mender {
        text,
        budget,
        faults: Vec::new(),
        lines: LineEnds::of(text),
    };
    let (node, mark) = mender.part(Span::new(0, text.len()), 0)?;
    Some(Mended {
        node,
        mark,
        faults: mender.faults,
    })
}

struct Mender<'a> {
    text: &'a str,
    budget: Budget,
    faults: Vec<(Span, Problem)>,
    lines: LineEnds,
}

impl Mender<'_> {
    /// The map or list that begins in `part`. `depth` counts the cuts.
    fn part(&mut self, part: Span, depth: usize) -> Option<(Node, Mark)> {
        let (pieces, indent) = pieces(self.text, part);
        let kind = pieces
            .iter()
            .map(|piece| piece.kind)
            .find(|kind| *kind != Kind::Stray)?;
        if kind == Kind::Item {
            return Some(self.items(&pieces, depth));
        }
        let mut entries: Vec<(String, Node)> = Vec::new();
        let mut marks = Vec::new();
        let mut first: BTreeMap<String, usize> = BTreeMap::new();
        for piece in &pieces {
            let Some(key) = piece.key else {
                let before = self.faults.len();
                let word = self.stray(piece, indent);
                let at_odds = self.faults[before..]
                    .iter()
                    .any(|(_, problem)| *problem == Problem::YamlIndent);
                if at_odds {
                    self.swallowed(piece, &mut first, &mut entries, &mut marks);
                } else if let Some(key) = word {
                    // So that the field is not called missing besides.
                    marks.push((key, unread(key.start)));
                    entries.push((self.text[key.range()].to_owned(), Node::Unread));
                }
                continue;
            };
            let name = self.text[key.range()].to_owned();
            let before = self.faults.len();
            let (node, mark) = self.field(piece, key, indent, depth);
            if let Some(start) = first.get(&name) {
                let line = self.lines.line(*start);
                let problem = Problem::YamlKeyTwice { key: name, line };
                self.faults.push((self.key_as_written(key), problem));
                continue;
            }
            first.insert(name.clone(), key.start);
            marks.push((key, mark));
            entries.push((name, node));
            let at_odds = !is_bare(self.text, piece)
                && self.faults[before..]
                    .iter()
                    .any(|(_, problem)| *problem == Problem::YamlIndent);
            if at_odds {
                self.swallowed(piece, &mut first, &mut entries, &mut marks);
            }
        }
        let mark = Mark {
            start: pieces.first().map_or(part.start, |piece| piece.span.start),
            flow: false,
            inside: Inside::Map(Keys::new(self.text, marks)),
        };
        Some((Node::Map(entries), mark))
    }

    fn key_as_written(&self, key: Span) -> Span {
        match self.text.as_bytes().get(key.end) {
            Some(b'"' | b'\'') => Span::new(key.start - 1, key.end + 1),
            _ => key,
        }
    }

    fn items(&mut self, pieces: &[Piece], depth: usize) -> (Node, Mark) {
        let mut nodes = Vec::new();
        let mut marks = Vec::new();
        for piece in pieces {
            if piece.kind != Kind::Item {
                self.stray(piece, column(self.text, piece.span.start));
                continue;
            }
            let dash = piece.span.start;
            let after = &self.text[dash + 1..piece.span.end];
            let inner = dash + 1 + (after.len() - after.trim_start().len());
            let inner = Span::new(inner.min(piece.span.end), piece.span.end);
            let (node, mark) = match self.read(inner) {
                Ok(read) => read,
                Err(fault) => self.mended_or(inner, fault, depth, None),
            };
            nodes.push(node);
            marks.push(mark);
        }
        let mark = Mark {
            start: pieces.first().map_or(0, |piece| piece.span.start),
            flow: false,
            inside: Inside::List(marks),
        };
        (Node::List(nodes), mark)
    }

    fn field(&mut self, piece: &Piece, key: Span, indent: usize, depth: usize) -> (Node, Mark) {
        match self.read(piece.span) {
            Ok((Node::Map(mut entries), mark)) if entries.len() == 1 => {
                let inside = match mark.inside {
                    Inside::Map(keys) => keys.entries.into_iter().next().map(|(_, mark)| mark),
                    _ => None,
                };
                let node = entries.pop().map_or(Node::Unread, |(_, node)| node);
                (node, inside.unwrap_or_else(|| unread(key.start)))
            }
            // The colon has no space behind it.
            Ok(_) => {
                let written = self.text[key.start..piece.span.end].lines().next();
                let written = written.unwrap_or_default().trim_end();
                let value = written[key.end - key.start..].trim_start_matches(['"', '\'']);
                let value = value.trim_start_matches(':').trim();
                let write = format!("{}: {value}", &self.text[key.range()]);
                let span = Span::new(key.start, key.start + written.len());
                self.faults.push((span, Problem::YamlSpace { write }));
                (Node::Unread, unread(key.start))
            }
            Err(fault) => {
                let line = self.text[key.end..piece.span.end].split('\n').next();
                let line = line.unwrap_or_default();
                let value = line
                    .trim_start_matches(['"', '\''])
                    .trim_start_matches(':')
                    .trim();
                if value.is_empty() || value.starts_with('#') {
                    let below = Span::new(key.end + line.len(), piece.span.end);
                    return self.mended_or(below, fault, depth, Some(indent));
                }
                self.faults.push(fault);
                (Node::Unread, unread(key.start))
            }
        }
    }

    /// What can be read inside a piece that cannot be read whole.
    fn mended_or(
        &mut self,
        inner: Span,
        fault: (Span, Problem),
        depth: usize,
        outer: Option<usize>,
    ) -> (Node, Mark) {
        let before = self.faults.len();
        let deeper = outer.is_none_or(|outer| {
            let text = &self.text[inner.range()];
            let first = text
                .lines()
                .find(|line| !is_blank(line))
                .unwrap_or_default();
            first.len() - first.trim_start_matches(' ').len() > outer
                || first.trim_start().starts_with('-')
        });
        let read = if depth < self.budget.depth && deeper {
            self.part(inner, depth + 1)
        } else {
            None
        };
        if self.faults.len() == before {
            self.faults.push(fault);
        }
        read.unwrap_or_else(|| (Node::Unread, unread(inner.start)))
    }

    /// The fields on the further lines of a piece, which stand too deep.
    fn swallowed(
        &mut self,
        piece: &Piece,
        first: &mut BTreeMap<String, usize>,
        entries: &mut Vec<(String, Node)>,
        marks: &mut Vec<(Span, Mark)>,
    ) {
        let mut at = piece.span.start;
        for line in self.text[piece.span.range()].split_inclusive('\n') {
            let start = at + (line.len() - line.trim_start_matches(' ').len());
            at += line.len();
            let Some((Kind::Field, Some(key))) = head(self.text, start, at) else {
                continue;
            };
            let name = self.text[key.range()].to_owned();
            if first.contains_key(&name) {
                continue;
            }
            if let Ok((Node::Map(mut found), mark)) = self.read(Span::new(start, at))
                && let Some((_, node)) = found.pop()
                && let Inside::Map(keys) = mark.inside
                && let Some((_, mark)) = keys.entries.into_iter().next()
            {
                first.insert(name.clone(), key.start);
                entries.push((name, node));
                marks.push((key, mark));
            }
        }
    }

    /// A line at the indent of the fields that is none. Gives its first word, which may be a field's name.
    fn stray(&mut self, piece: &Piece, indent: usize) -> Option<Span> {
        let span = yaml_fault::line_from(self.text, piece.span.start);
        let line = &self.text[span.range()];
        let length = line.find(|sign: char| !sign.is_alphanumeric() && sign != '_');
        let length = length.unwrap_or(line.len());
        let word = (length > 0).then(|| Span::new(span.start, span.start + length));
        let problem = if line == "---" || line == "..." {
            Problem::YamlTwoDocuments
        } else if line.starts_with('\t') {
            Problem::YamlTab
        } else if column(self.text, span.start) != indent {
            Problem::YamlIndent
        } else if line.starts_with('-') && !line.starts_with("- ") {
            let write = format!("- {}", line.trim_start_matches('-').trim());
            Problem::YamlSpace { write }
        } else {
            yaml_fault::not_a_field(line)
        };
        let span = match problem {
            Problem::YamlTab => Span::new(span.start, span.start + 1),
            _ => span,
        };
        self.faults.push((span, problem));
        word
    }

    /// Reads a piece on its own; its places are those of the whole text.
    fn read(&mut self, piece: Span) -> Result<(Node, Mark), (Span, Problem)> {
        let indent = column(self.text, piece.start);
        // A piece that begins inside a line keeps its column, so that its lines stay in line.
        let padded = format!("{}{}", " ".repeat(indent), &self.text[piece.range()]);
        let back = |span: Span| {
            let place = |at: usize| (at + piece.start).saturating_sub(indent).max(piece.start);
            Span::new(place(span.start), place(span.end))
        };
        let watch = RefCell::new(Watch::new(self.budget));
        match parse(&padded, &watch) {
            Ok(node) => {
                let mark = outline::of(&padded).and_then(|outline| outline.root);
                let mark =
                    mark.map_or_else(|| unread(piece.start), |mark| moved(mark, self.text, &back));
                let places = Places::of(&padded);
                let lines = self.lines.line(piece.start) - 1;
                for (span, mut problem) in twice(&places, &watch.borrow().twice) {
                    if let Problem::YamlKeyTwice { line, .. } = &mut problem {
                        *line += lines;
                    }
                    self.faults.push((back(span), problem));
                }
                Ok((node, mark))
            }
            Err(error) => {
                let at = error.location().map_or(padded.len(), |place| place.index());
                let at = at.min(padded.len());
                let (span, problem) = match watch.borrow().spent {
                    Some(Spent::Depth) => (
                        Span::new(at, at + 1),
                        Problem::YamlTooDeep {
                            max: self.budget.depth,
                        },
                    ),
                    Some(Spent::Nodes) => (
                        Span::new(at, at + 1),
                        Problem::YamlTooMany {
                            max: self.budget.nodes,
                        },
                    ),
                    None => yaml_fault::explain(&padded, at, &error.to_string()),
                };
                Err((back(span), problem))
            }
        }
    }
}

fn unread(start: usize) -> Mark {
    Mark {
        start,
        flow: false,
        inside: Inside::Scalar,
    }
}

/// The marks of a piece as marks of the whole text.
fn moved(mark: Mark, text: &str, back: &impl Fn(Span) -> Span) -> Mark {
    let inside = match mark.inside {
        Inside::Scalar => Inside::Scalar,
        Inside::List(items) => Inside::List(
            items
                .into_iter()
                .map(|item| moved(item, text, back))
                .collect(),
        ),
        Inside::Map(keys) => {
            let entries = keys
                .entries
                .into_iter()
                .map(|(key, mark)| (back(key), moved(mark, text, back)))
                .collect();
            Inside::Map(Keys::new(text, entries))
        }
    };
    Mark {
        start: back(Span::new(mark.start, mark.start)).start,
        flow: mark.flow,
        inside,
    }
}
