//! Parts of a theme that many pages show alike are drawn once.
//!
//! A product's card stands on some twenty pages, and cards are most of what a page draws. Where the
//! theme's own card draws from nothing but the card ([`closed`]), each is drawn and
//! [tidied](tidy) when it first comes up, and kept under the hash of all that it was made from. So are
//! a few other parts. The page holds a short mark meanwhile, which the last step fills.

mod drawn;

pub use drawn::Store;

use crate::render::closed::closed;
use crate::render::fault::Templates;
use crate::render::{engine, tidy};
use crate::source::utf8;
use crate::view::Content;
use crate::view::shown;
use drawn::{Drawn, Hash, Part};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tera::value::Key;
use tera::{Context, Error, Kwargs, State, Tera, TeraResult, Value};

/// What the functions that stand for the parts in a template are called, before the part's number.
const FUNCTION: &str = "__kept";
/// The part that draws a product in a list.
pub(crate) const CARD: &str = "parts/card.html";
/// The parts, and the names each may read.
const PARTS: &[(&str, &[&str])] = &[
    (CARD, &["card", "rank", "loading"]),
    ("parts/drawing.html", &["drawing"]),
    ("parts/head-files.html", &[]),
    ("parts/header-ways.html", &["section", "here"]),
    ("parts/footer-ways.html", &[]),
    ("parts/footer-note.html", &[]),
];
/// Opens what stands for a kept part; no content and no template may hold it after a `<`.
pub(crate) const MARK: char = shown::MARK;

thread_local! {
    /// The kept parts on the page that this thread is drawing.
    static ON_PAGE: RefCell<Vec<OnPage>> = const { RefCell::new(Vec::new()) };
    /// Whether its cards are written [in short](shown::in_short).
    static IN_SHORT: Cell<bool> = const { Cell::new(false) };
    /// Where the values of a part are written one after the other.
    static WRITTEN: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// A kept part on a page.
#[derive(Debug)]
enum OnPage {
    Drawn(Arc<str>),
    /// A card in short, of which more must be known to draw it.
    Awaited {
        hash: Hash,
        /// The letters of its mark.
        mark: String,
        /// What else it is drawn from.
        beside: Vec<(&'static str, Value)>,
    },
}

/// Forgets what the last page had. The cards of the next are in short or in full.
pub(crate) fn begin(in_short: bool) {
    ON_PAGE.with_borrow_mut(Vec::clear);
    IN_SHORT.set(in_short);
}

/// The parts of a theme that are drawn once for all pages.
#[derive(Debug, Default)]
pub(crate) struct Parts<'a> {
    /// Their numbers.
    numbers: Vec<usize>,
    /// Their templates, and those that these include.
    pub(crate) templates: BTreeSet<&'a str>,
}

/// The parts of a theme that may be drawn once for all pages.
pub(crate) fn may_keep(templates: &Templates) -> Parts<'_> {
    let mut kept = Parts::default();
    let mut texts = templates.by_name.values();
    if texts.any(|template| template.text.contains(MARK)) {
        return kept;
    }
    for (nth, (part, given)) in PARTS.iter().enumerate() {
        if let Some(read) = closed(templates, part, given) {
            kept.numbers.push(nth);
            kept.templates.extend(read);
        }
    }
    kept
}

impl Parts<'_> {
    /// None is kept.
    pub(crate) fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// What stands in a template in the place of a part that is kept: a call of a function of its own, which sees
    /// what the part would see.
    pub(crate) fn call(&self, part: &str) -> Option<String> {
        let mut numbers = self.numbers.iter();
        let nth = numbers.find(|nth| PARTS.get(**nth).is_some_and(|(name, _)| *name == part))?;
        Some(format!("{{{{ {FUNCTION}{nth}() }}}}"))
    }
}

/// Draws the parts that are kept, and keeps them.
#[derive(Debug)]
pub(crate) struct Kept {
    tera: Tera,
    parts: Drawn,
    /// Whether cards may be given [in short](shown::in_short).
    in_short: AtomicBool,
}

impl Kept {
    /// Nothing yet; `tera` draws the part itself. `in_short` says whether a card's mark will do for one that
    /// was drawn.
    pub(crate) fn new(tera: Tera, in_short: bool) -> Kept {
        Kept {
            tera,
            parts: Drawn::new(),
            in_short: AtomicBool::new(in_short),
        }
    }

    /// Whether the cards of a page may be given in short.
    pub(crate) fn knows_by_mark(&self, page: &Content<'_>) -> bool {
        use Content::{Home, Listing, Producer, Product};
        self.in_short.load(Ordering::Relaxed)
            && matches!(page, Home(_) | Product(_) | Producer(_) | Listing(_))
    }

    /// The kept parts of the page just drawn, by the numbers in their marks. Those that were awaited are drawn
    /// now; `None` where that fails, or was too late, and the page is to be drawn with its cards in full.
    pub(crate) fn of_page(&self, page: &Content<'_>) -> Option<Vec<Arc<str>>> {
        let parts = ON_PAGE.take().into_iter();
        let parts = parts.map(|part| match part {
            OnPage::Drawn(html) => Some(html),
            OnPage::Awaited { hash, mark, beside } => {
                if let Some(part) = self.parts.get(&hash) {
                    return Some(part.html);
                }
                let is_it = |mark_of: &str| mark_of.strip_prefix(MARK) == Some(&mark);
                let card = page.cards().find(|card| is_it(&card.mark))?;
                let card = Value::try_from_serializable(card).ok()?;
                let given = beside.into_iter().chain([("card", card)]);
                let part = self.drawn(CARD, given).ok()?;
                if !part.is_block {
                    // What stands in a line must be there when the line is tidied.
                    self.in_short.store(false, Ordering::Relaxed);
                    return None;
                }
                let html = part.html.clone();
                self.parts.put(hash, part);
                Some(html)
            }
        });
        parts.collect()
    }

    /// From now on what has no room in memory is laid down there.
    pub(crate) fn lay_aside(&self, store: Box<dyn Store>) {
        self.parts.lay_aside(store);
    }

    /// Nothing is kept any more, and less will be.
    pub(crate) fn forget(&self) {
        self.parts.forget();
    }

    /// Has an engine's templates call it. The calls are given nothing, for that would take longer than they do:
    /// they look up what the part reads.
    pub(crate) fn serve(kept: &Arc<Kept>, tera: &mut Tera) {
        for (nth, (part, given)) in PARTS.iter().enumerate() {
            let kept = kept.clone();
            let call = move |_: Kwargs, state: &State<'_>| kept.call(nth, part, given, state);
            tera.register_function(format!("{FUNCTION}{nth}"), call);
        }
    }

    /// What the template's call writes.
    fn call(
        &self,
        nth: usize,
        part: &str,
        given: &[&'static str],
        state: &State<'_>,
    ) -> TeraResult<Value> {
        let mut values = Vec::with_capacity(given.len());
        for name in given {
            values.push((*name, state.get::<Value>(name)?));
        }
        let mut awaited = None;
        let hash = WRITTEN.with_borrow_mut(|written| {
            written.clear();
            written.extend_from_slice(&nth.to_le_bytes()[..1]);
            for (name, value) in &values {
                match value {
                    Some(value) => match marked(value) {
                        Some(mark) => {
                            awaited = Some(mark).filter(|_| *name == "card");
                            sized(b'c', mark.len(), written);
                            written.extend_from_slice(mark.as_bytes());
                        }
                        None => write(value, written),
                    },
                    None => written.push(0),
                }
            }
            hash_of(written)
        });
        let drawn = match (self.parts.get(&hash), awaited) {
            (Some(drawn), _) => drawn,
            (None, Some(mark)) if IN_SHORT.get() => {
                let mark = mark.to_owned();
                let beside = values.into_iter().filter(|(name, _)| *name != "card");
                let beside = beside.filter_map(|(name, value)| Some((name, value?)));
                let beside = beside.collect();
                return Ok(placed(OnPage::Awaited { hash, mark, beside }));
            }
            (None, _) => {
                let values = values.into_iter();
                let values = values.filter_map(|(name, value)| Some((name, value?)));
                let drawn = self.drawn(part, values)?;
                self.parts.put(hash, drawn.clone());
                drawn
            }
        };
        if !drawn.is_block {
            return Ok(Value::safe_string(&drawn.html));
        }
        Ok(placed(OnPage::Drawn(drawn.html)))
    }

    fn drawn(
        &self,
        part: &str,
        values: impl Iterator<Item = (&'static str, Value)>,
    ) -> TeraResult<Part> {
        let mut context = Context::new();
        for (name, value) in values {
            context.insert_value(name, value);
        }
        let drawn = engine::draw_within(&self.tera, part, &context)?;
        let drawn = utf8::own(&drawn).ok_or_else(|| Error::message("not UTF-8"))?;
        let (html, is_block) = tidy::tidied_part(drawn);
        Ok(Part {
            html: html.into(),
            is_block,
        })
    }
}

/// Puts a part on the page, and gives what stands for it there.
fn placed(part: OnPage) -> Value {
    ON_PAGE.with_borrow_mut(|on_page| {
        on_page.push(part);
        Value::safe_string(&format!("<{MARK}{}>", on_page.len() - 1))
    })
}

/// The letters of the mark of what has one, which tell as much as all of it.
fn marked(value: &Value) -> Option<&str> {
    let mark = value.as_map()?.get(&Key::Str("mark"))?;
    mark.as_str()?.strip_prefix(MARK)
}

/// What stands for values written one after the other: a card's mark with two short words is that itself.
fn hash_of(written: &[u8]) -> Hash {
    let length = written.len();
    let mut short = [0; 32];
    match short.get_mut(..length) {
        Some(place) if length < 32 => {
            place.copy_from_slice(written);
            short[31] = length as u8;
            short
        }
        _ => *blake3::hash(written).as_bytes(),
    }
}

/// Writes what kind of value follows, and its size: both in one byte where it is short.
fn sized(kind: u8, size: usize, out: &mut Vec<u8>) {
    const SHORT: &[u8] = b"ct";
    match (
        u8::try_from(size),
        SHORT.iter().position(|short| *short == kind),
    ) {
        (Ok(size @ ..=31), Some(nth)) => out.push(0x80 | size | (nth as u8) << 5),
        (Ok(size), _) if size < u8::MAX => out.extend_from_slice(&[kind, size]),
        _ => {
            out.extend_from_slice(&[kind, u8::MAX]);
            out.extend_from_slice(&(size as u64).to_le_bytes());
        }
    }
}

/// Writes a value so that no other is written alike.
fn write(value: &Value, out: &mut Vec<u8>) {
    if let Some(text) = value.as_str() {
        sized(if value.is_safe() { b's' } else { b't' }, text.len(), out);
        out.extend_from_slice(text.as_bytes());
    } else if let Some(map) = value.as_map() {
        sized(b'm', map.len(), out);
        for (key, value) in map {
            match key.as_str() {
                Some(text) => {
                    sized(b'k', text.len(), out);
                    out.extend_from_slice(text.as_bytes());
                }
                None => write(&key.as_value(), out),
            }
            write(value, out);
        }
    } else if let Some(list) = value.as_array() {
        sized(b'l', list.len(), out);
        list.iter().for_each(|value| write(value, out));
    } else if value.is_none() {
        out.push(b'n');
    } else {
        // A number, or a single word.
        let text = value.to_string();
        sized(b'o', text.len(), out);
        out.extend_from_slice(value.name().as_bytes());
        out.extend_from_slice(text.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_the_built_in_theme_may_all_be_kept() {
        let templates = Templates::built_in();
        let kept = may_keep(&templates);
        for (nth, (part, _)) in PARTS.iter().enumerate() {
            assert_eq!(kept.call(part), Some(format!("{{{{ __kept{nth}() }}}}")));
            assert!(kept.templates.contains(part));
        }
        assert_eq!(kept.call("parts/header.html"), None);
        assert!(!kept.templates.contains("parts/header.html"));
        assert!(kept.templates.contains("parts/star.html"));
    }

    #[test]
    fn no_two_values_are_written_alike() {
        let written = |json: serde_json::Value| {
            let mut out = Vec::new();
            write(&Value::from_serializable(&json), &mut out);
            out
        };
        let values = [
            serde_json::json!(null),
            serde_json::json!(true),
            serde_json::json!("true"),
            serde_json::json!(1),
            serde_json::json!(1.0),
            serde_json::json!("1"),
            serde_json::json!([1, 2]),
            serde_json::json!([[1], 2]),
            serde_json::json!(["a", "b"]),
            serde_json::json!(["ab"]),
            serde_json::json!({"a": "b"}),
            serde_json::json!({"a": ["b"]}),
            serde_json::json!("a".repeat(255)),
            serde_json::json!("a".repeat(256)),
        ];
        let all: std::collections::BTreeSet<Vec<u8>> = values.into_iter().map(written).collect();
        assert_eq!(all.len(), 14);
    }
}
