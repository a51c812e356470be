//! Parts of a theme that many pages show alike are drawn once.
//!
//! A product's card stands on some twenty pages, and cards are most of what a page draws. Where the
//! theme's own card draws from nothing but the card ([`closed`]), each is drawn and [tidied](tidy) when
//! it first comes up, and kept under the hash of all that it was made from. The page holds a short
//! mark meanwhile, which the last step fills.

use crate::render::closed::is_closed;
use crate::render::fault::Templates;
use crate::render::pieces::{Kind, pieces};
use crate::render::{engine, tags, tidy};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tera::{Context, Kwargs, Tera, TeraResult, Value};

/// The function that stands for the part in a template.
pub(crate) const FUNCTION: &str = "__kept";
/// The part, and the names it may read.
const PART: (&str, [&str; 3]) = ("parts/card.html", ["card", "rank", "loading"]);
/// Opens the mark of a kept part; no content and no template may hold it after a `<`.
pub(crate) const MARK: char = '\u{E020}';
/// How many maps share the work, so that threads seldom wait for each other.
const MAPS: usize = 16;
/// Bytes that are kept at most: the cards of some sixty thousand products.
const MOST: usize = 64 * 1024 * 1024;

thread_local! {
    /// The kept parts on the page that this thread is drawing.
    static ON_PAGE: RefCell<Vec<Arc<str>>> = const { RefCell::new(Vec::new()) };
    /// Where the values of a part are written one after the other.
    static VALUES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Forgets what the last page had.
pub(crate) fn begin() {
    ON_PAGE.with_borrow_mut(Vec::clear);
}

/// The kept parts of the page just drawn, by the numbers in their marks.
pub(crate) fn of_page() -> Vec<Arc<str>> {
    ON_PAGE.take()
}

/// Whether a theme's card may be drawn once for all pages.
pub(crate) fn may_keep(templates: &Templates) -> bool {
    let (part, given) = PART;
    let mut texts = templates.by_name.values();
    is_closed(templates, part, &given) && !texts.any(|template| template.text.contains(MARK))
}

/// The template with the part's inclusions as calls of [`FUNCTION`].
pub(crate) fn with_calls(template: &str) -> String {
    let (part, given) = PART;
    let inclusion = format!("{{% include \"{part}\" %}}");
    let arguments: Vec<String> = given.iter().map(|name| format!("{name}={name}")).collect();
    let call = format!("{{{{ {FUNCTION}({}) }}}}", arguments.join(", "));
    let piece = |piece: crate::render::pieces::Piece<'_>| match piece.kind {
        Kind::Statement if piece.text == inclusion => call.clone(),
        _ => piece.text.to_owned(),
    };
    pieces(template).map(piece).collect()
}

/// What was drawn so far.
pub(crate) struct Kept {
    tera: Tera,
    maps: [Mutex<Drawn>; MAPS],
}

#[derive(Default)]
struct Drawn {
    by_values: HashMap<[u8; 32], Part>,
    bytes: usize,
}

#[derive(Clone)]
struct Part {
    html: Arc<str>,
    /// Whether it is a block of its own, beside which no white space is seen.
    is_block: bool,
}

impl Kept {
    /// Nothing yet; `tera` draws the part itself.
    pub(crate) fn new(tera: Tera) -> Kept {
        Kept {
            tera,
            maps: Default::default(),
        }
    }

    /// What the template's call writes.
    pub(crate) fn call(&self, arguments: &Kwargs) -> TeraResult<Value> {
        let hash = VALUES.with_borrow_mut(|values| {
            values.clear();
            for name in PART.1 {
                match arguments.get::<&Value>(name)? {
                    Some(value) => write(value, values),
                    None => values.push(0),
                }
            }
            TeraResult::Ok(*blake3::hash(values).as_bytes())
        })?;
        let map = &self.maps[usize::from(hash[0]) % MAPS];
        let known = lock(map).by_values.get(&hash).cloned();
        let part = match known {
            Some(part) => part,
            None => {
                let part = self.draw(arguments)?;
                let mut map = lock(map);
                if map.bytes + part.html.len() <= MOST / MAPS {
                    map.bytes += part.html.len();
                    map.by_values.insert(hash, part.clone());
                }
                part
            }
        };
        if !part.is_block {
            return Ok(Value::safe_string(&part.html));
        }
        ON_PAGE.with_borrow_mut(|on_page| {
            on_page.push(part.html);
            Ok(Value::safe_string(&format!(
                "<{MARK}{}>",
                on_page.len() - 1
            )))
        })
    }

    fn draw(&self, arguments: &Kwargs) -> TeraResult<Part> {
        let (part, given) = PART;
        let mut context = Context::new();
        for name in given {
            if let Some(value) = arguments
                .get::<&Value>(name)?
                .filter(|value| !value.is_undefined())
            {
                context.insert_value(name, value.clone());
            }
        }
        let drawn = engine::draw_within(&self.tera, part, &context)?;
        let html = tidy::tidied(&String::from_utf8(drawn)?, &[]);
        Ok(Part {
            is_block: is_block(&html),
            html: html.into(),
        })
    }
}

/// Whether it begins and ends with a tag of a block.
fn is_block(html: &str) -> bool {
    let mut tags = tags::tags(html);
    let Some(first) = tags.next() else {
        return false;
    };
    let last = tags.last().unwrap_or(first);
    let at_edges = first.start == 0 && last.end == html.len();
    at_edges && !tags::is_inline(first.name) && !tags::is_inline(last.name)
}

fn lock(map: &Mutex<Drawn>) -> std::sync::MutexGuard<'_, Drawn> {
    map.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Writes a value so that no other is written alike.
fn write(value: &Value, out: &mut Vec<u8>) {
    let sized = |kind: u8, size: usize, out: &mut Vec<u8>| {
        out.push(kind);
        out.extend_from_slice(&(size as u64).to_le_bytes());
    };
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
