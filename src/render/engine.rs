//! Tera as the program uses it: what templates may call, and how much a page may take.

use crate::render::filters;
use crate::render::growth::{CHARGE, ITEM};
use crate::render::turns::{BODY, METER, SCALE};
use crate::text::escape;
use std::cell::Cell;
use std::io::{self, Write};
use std::time::{Duration, Instant};
use tera::{Error, Filter, Kwargs, State, Tera, TeraResult, Value};

/// Largest page, in bytes (contract, section 12).
pub(crate) const MAX_PAGE: usize = 5 * 1024 * 1024;
/// Longest list that `range` makes.
const MAX_RANGE: i128 = 1_000;
/// Turns of loops, and uses of components and parts, of one page. The largest honest page, a list
/// of all communes, takes some ten thousands.
const MAX_TURNS: u32 = 500_000;
/// Bytes that one page may put together in memory: what templates join, cut out, filter, and draw into
/// variables, each time they do. No honest page takes more than a few times its own size.
const MAX_TOGETHER: usize = 64 * 1024 * 1024;
/// What a value takes beside its text: its place in a list, its commas and quotes.
const PLACE: usize = 24;
/// Digits of the longest number with a fraction, written out.
const DIGITS: usize = 330;
/// Longest time for one page. Turns alone would let a page of slow filters run for hours.
const MAX_TIME: Duration = Duration::from_secs(10);

/// Turns between two looks at the clock. What one does is bounded by what a page may put together in memory.
const TURNS_A_LOOK: u32 = 16;
/// The same for texts and values written onto the page, of which a turn has several.
const WRITES_A_LOOK: u32 = 256;

thread_local! {
    /// What the page that this thread is drawing has taken so far. Tera gives its functions no
    /// place to count in, and a page is drawn from first to last on one thread.
    static TAKEN: Cell<Taken> = const { Cell::new(Taken { turns: 0, together: 0, end: None }) };
}

#[derive(Debug, Clone, Copy)]
struct Taken {
    turns: u32,
    /// Bytes of [`MAX_TOGETHER`].
    together: usize,
    end: Option<Instant>,
}

/// An engine without templates. All it is given is escaped as HTML, whatever a file's name ends in.
pub(crate) fn engine() -> Tera {
    let mut tera = Tera::default();
    tera.autoescape_on([""]);
    tera.register_filter("json", Json);
    tera.register_function("range", range);
    filters::bounded(&mut tera);
    tera.register_filter(CHARGE, charged);
    tera.register_filter(ITEM, |value: Value, _: Kwargs, _: &State<'_>| {
        turn().map(|_| value)
    });
    tera.register_function(METER, |_: Kwargs, _: &State<'_>| turn());
    tera.register_function(BODY, |arguments: Kwargs, _: &State<'_>| {
        take(arguments.must_get::<usize>("n")?)?;
        turn()
    });
    tera.register_function(SCALE, weigh);
    tera
}

/// Draws one template. The clock is looked at only to give up: it never shows in what is drawn.
pub(crate) fn draw(tera: &Tera, template: &str, page: &tera::Context) -> TeraResult<Vec<u8>> {
    TAKEN.set(Taken {
        turns: 0,
        together: 0,
        end: Instant::now().checked_add(MAX_TIME),
    });
    written_to(Sink::new(16 * 1024), tera, template, page)
}

/// Draws a part of the page that is being drawn; what it takes counts with the rest.
pub(crate) fn draw_within(tera: &Tera, part: &str, values: &tera::Context) -> TeraResult<Vec<u8>> {
    written_to(Sink::new(1024), tera, part, values)
}

fn written_to(
    mut sink: Sink,
    tera: &Tera,
    template: &str,
    values: &tera::Context,
) -> TeraResult<Vec<u8>> {
    match tera.render_to(template, values, &mut sink) {
        Ok(()) => Ok(sink.bytes),
        Err(error) => Err(match error.kind() {
            tera::ErrorKind::Io(io::ErrorKind::TimedOut) => late(),
            _ => error,
        }),
    }
}

/// Whether the page was too large, as told by the sink.
pub(crate) fn is_too_large(kind: &tera::ErrorKind) -> bool {
    matches!(kind, tera::ErrorKind::Io(io::ErrorKind::FileTooLarge))
}

/// `{{ x | json }}`: any value as JSON that is safe in a `<script>` and in an attribute written in
/// single quotes, and stays so under `| safe`: it holds no `<`, `>`, `&` and no `'`.
struct Json;

impl Filter<Value, TeraResult<String>> for Json {
    fn call(&self, value: Value, _: Kwargs, _: &State<'_>) -> TeraResult<String> {
        // Tera would write `null`, and a misspelt name would never be noticed.
        if value.is_undefined() {
            return Err(Error::message("json: there is no such name"));
        }
        // A list of lists that are one and the same takes no room until it is written.
        let mut json = Sink::new(0);
        serde_json::to_writer(&mut json, &value)
            .map_err(|error| Error::message(format!("json: {error}")))?;
        let json = String::from_utf8(json.bytes)
            .map_err(|error| Error::message(format!("json: {error}")))?;
        Ok(escape::json_in_html(&json).replace('\'', "\\u0027"))
    }

    fn is_safe(&self) -> bool {
        true
    }
}

/// `range(end)`, `range(start, end, step_by)` as tera's own, but no longer than [`MAX_RANGE`].
fn range(arguments: Kwargs, _: &State<'_>) -> TeraResult<Vec<i128>> {
    let start = arguments.get::<i128>("start")?.unwrap_or_default();
    let end = arguments.must_get::<i128>("end")?;
    let step = arguments.get::<i128>("step_by")?.unwrap_or(1);
    if step == 0 || (step > 0 && start > end) {
        return Err(Error::message(
            "range: `end` must not be before `start`, and `step_by` must not be 0",
        ));
    }
    let made: Vec<i128> = (0..=MAX_RANGE)
        .map_while(|nth| nth.checked_mul(step)?.checked_add(start))
        .take_while(|number| {
            if step > 0 {
                *number < end
            } else {
                *number > end
            }
        })
        .collect();
    if made.len() as i128 > MAX_RANGE {
        return Err(Error::message(format!(
            "range: more than {MAX_RANGE} numbers"
        )));
    }
    take(made.len() * PLACE)?;
    Ok(made)
}

fn turn() -> TeraResult<&'static str> {
    let mut taken = TAKEN.get();
    taken.turns += 1;
    TAKEN.set(taken);
    if taken.turns > MAX_TURNS {
        let said = format!("more than {MAX_TURNS} turns of loops on one page");
        return Err(Error::message(said));
    }
    if taken.turns.is_multiple_of(TURNS_A_LOOK) && is_late() {
        return Err(late());
    }
    Ok("")
}

fn late() -> Error {
    let seconds = MAX_TIME.as_secs();
    Error::message(format!("the page takes more than {seconds} seconds"))
}

/// Counts bytes that the page puts together in memory.
pub(crate) fn take(bytes: usize) -> TeraResult<()> {
    let mut taken = TAKEN.get();
    taken.together = taken.together.saturating_add(bytes);
    TAKEN.set(taken);
    if taken.together > MAX_TOGETHER {
        let most = MAX_TOGETHER / 1024 / 1024;
        return Err(Error::message(format!(
            "the page puts together more than {most} MB of text"
        )));
    }
    Ok(())
}

/// Passes a value on, and counts what it takes written out and escaped.
fn charged(value: Value, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    if let Some(text) = value.as_str() {
        let escaped = if value.is_safe() { 0 } else { 5 * signs(text) };
        take(text.len() + escaped)?;
    } else if value.is_array() || value.is_map() {
        let left = MAX_TOGETHER - TAKEN.get().together.min(MAX_TOGETHER);
        let mut rest = left;
        // Between the signs of a list each text is escaped with it.
        let escaped = |text: &str| text.len() + 5 * signs(text);
        let fits = has_room(&value, &mut rest, &escaped);
        take(if fits { left - rest } else { left + 1 })?;
    } else {
        take(PLACE + if value.is_f64() { DIGITS } else { 0 })?;
    }
    Ok(value)
}

/// How many signs of a text are longer when escaped as HTML.
fn signs(text: &str) -> usize {
    let is_escaped = |byte: &u8| matches!(byte, b'<' | b'>' | b'&' | b'"' | b'\'' | b'/' | b'`');
    text.bytes().filter(is_escaped).count()
}

/// Refuses a variable that holds more than a page may, as soon as it is set.
fn weigh(arguments: Kwargs, _: &State<'_>) -> TeraResult<&'static str> {
    let mut left = MAX_PAGE;
    match arguments.get::<&Value>("v")? {
        Some(value) if !is_within(value, &mut left) => Err(Error::message(format!(
            "a variable holds more than {} MB",
            MAX_PAGE / 1024 / 1024
        ))),
        _ => Ok(""),
    }
}

/// Whether a value, written out, has room in what is left. Stops where it has not.
pub(crate) fn is_within(value: &Value, left: &mut usize) -> bool {
    has_room(value, left, &str::len)
}

/// The same, with the size of a text as told.
fn has_room(value: &Value, left: &mut usize, size: &dyn Fn(&str) -> usize) -> bool {
    let own = match value.as_str() {
        Some(text) => PLACE + size(text),
        None if value.is_f64() => PLACE + DIGITS,
        None => PLACE,
    };
    let Some(rest) = left.checked_sub(own) else {
        return false;
    };
    *left = rest;
    let mut items = value.as_array().into_iter().flatten();
    let mut entries = value.as_map().into_iter().flatten();
    items.all(|item| has_room(item, left, size))
        && entries.all(|(key, item)| {
            let key = key.as_str().map_or(PLACE, size);
            match left.checked_sub(key) {
                Some(rest) => {
                    *left = rest;
                    has_room(item, left, size)
                }
                None => false,
            }
        })
}

fn is_late() -> bool {
    TAKEN.get().end.is_some_and(|end| Instant::now() > end)
}

/// Takes a page as long as it is neither too large nor too late.
struct Sink {
    bytes: Vec<u8>,
    /// How often something was written.
    writes: u32,
}

impl Sink {
    fn new(room: usize) -> Sink {
        Sink {
            bytes: Vec::with_capacity(room),
            writes: 0,
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > MAX_PAGE {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.writes = self.writes.wrapping_add(1);
        if self.writes.is_multiple_of(WRITES_A_LOOK) && is_late() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
