//! Hidden signs that are written out: `\u202e` between double quotes in YAML, `&#x202e;` in Markdown.
//!
//! What the text of a file shows is looked over as it stands; these appear only when it is read.

use crate::content::front_matter::Document;
use crate::content::texts;
use crate::source::diagnostic::Diagnostics;
use crate::source::span::Span;
use crate::source::yaml::{Node, Step};
use crate::text::suspect::{self, Suspect};

/// Looks over all texts of a front matter; each sign is told of at its whole value.
pub(super) fn in_values(document: &Document<'_>, node: &Node, notes: &mut Diagnostics) {
    if document.yaml.contains('\\') {
        walk(document, node, &mut Vec::new(), notes);
    }
}

/// Looks over a reference to a character in a body; `text` is what it stands for.
pub(super) fn in_body(document: &Document<'_>, text: &str, span: Span, notes: &mut Diagnostics) {
    if document.text[span.within(document.text).range()].starts_with('&') {
        tell(document, text, || span, notes);
    }
}

fn walk(document: &Document<'_>, node: &Node, at: &mut Vec<Step>, notes: &mut Diagnostics) {
    match node {
        Node::Text(text) => tell(document, text, || document.place(at), notes),
        Node::List(items) => {
            for (index, item) in items.iter().enumerate() {
                at.push(Step::Index(index));
                walk(document, item, at, notes);
                at.pop();
            }
        }
        Node::Map(entries) => {
            for (key, value) in entries {
                at.push(Step::Key(key.clone()));
                walk(document, value, at, notes);
                at.pop();
            }
        }
        _ => {}
    }
}

fn tell(document: &Document<'_>, text: &str, place: impl Fn() -> Span, notes: &mut Diagnostics) {
    for finding in written_out(document, text) {
        notes.add(document.file, place(), texts::problem(finding));
    }
}

/// The hidden signs of a text that the file itself does not hold.
fn written_out<'t>(
    document: &'t Document<'_>,
    text: &str,
) -> impl Iterator<Item = suspect::Finding> + 't {
    suspect::find(text)
        .into_iter()
        .filter(|finding| match finding.what {
            Suspect::PrivateUse(sign)
            | Suspect::ZeroWidth(sign)
            | Suspect::Bidi(sign)
            | Suspect::Control(sign) => !document.text.contains(sign),
            _ => false,
        })
}
