//! Tera as the program uses it: what templates may call, and how much a page may take.

use crate::render::turns::{METER, SCALE};
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
/// Longest time for one page. Turns alone would let a page of slow filters run for hours.
const MAX_TIME: Duration = Duration::from_secs(10);

thread_local! {
    /// What the page that this thread is drawing has taken so far. Tera gives its functions no
    /// place to count in, and a page is drawn from first to last on one thread.
    static TAKEN: Cell<Taken> = const { Cell::new(Taken { turns: 0, end: None }) };
}

#[derive(Debug, Clone, Copy)]
struct Taken {
    turns: u32,
    end: Option<Instant>,
}

/// An engine without templates. All it is given is escaped as HTML, whatever a file's name ends in.
pub(crate) fn engine() -> Tera {
    let mut tera = Tera::default();
    tera.autoescape_on([""]);
    tera.register_filter("json", Json);
    tera.register_function("range", range);
    tera.register_function(METER, |_: Kwargs, _: &State<'_>| turn());
    tera.register_function(SCALE, weigh);
    tera
}

/// Draws one template. The clock is looked at only to give up: it never shows in what is drawn.
pub(crate) fn draw(tera: &Tera, template: &str, page: &tera::Context) -> TeraResult<Vec<u8>> {
    TAKEN.set(Taken {
        turns: 0,
        end: Instant::now().checked_add(MAX_TIME),
    });
    let mut sink = Sink(Vec::with_capacity(16 * 1024));
    tera.render_to(template, page, &mut sink)?;
    Ok(sink.0)
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
        let mut json = Sink(Vec::new());
        serde_json::to_writer(&mut json, &value)
            .map_err(|error| Error::message(format!("json: {error}")))?;
        let json =
            String::from_utf8(json.0).map_err(|error| Error::message(format!("json: {error}")))?;
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
    if is_late() {
        let seconds = MAX_TIME.as_secs();
        return Err(Error::message(format!(
            "the page takes more than {seconds} seconds"
        )));
    }
    Ok("")
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
fn is_within(value: &Value, left: &mut usize) -> bool {
    let own = 1 + value.as_str().map_or(0, str::len);
    let Some(rest) = left.checked_sub(own) else {
        return false;
    };
    *left = rest;
    let items = value.as_array().into_iter().flatten();
    let entries = value.as_map().into_iter().flat_map(|map| map.values());
    items.chain(entries).all(|item| is_within(item, left))
}

fn is_late() -> bool {
    TAKEN.get().end.is_some_and(|end| Instant::now() > end)
}

/// Takes a page as long as it is neither too large nor too late.
struct Sink(Vec<u8>);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > MAX_PAGE {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
