//! The filters of tera whose result can be much larger than what they are given, within bounds; each
//! gives what tera's own of that name gives.

use crate::render::engine::{MAX_PAGE, is_within, take};
use std::borrow::Cow;
use tera::{Error, Kwargs, State, StringInput, Tera, TeraResult, Value};

/// Most values that `unique` compares with each other.
const MAX_UNIQUE: usize = 5_000;

/// Puts them in the place of tera's own.
pub(crate) fn bounded(tera: &mut Tera) {
    tera.register_filter("replace", replace);
    tera.register_filter("join", join);
    tera.register_filter("indent", indent);
    tera.register_filter("str", written);
    tera.register_filter("split", split);
    tera.register_filter("unique", unique);
}

fn too_large(filter: &str) -> Error {
    let most = MAX_PAGE / 1024 / 1024;
    Error::message(format!("{filter}: the result has more than {most} MB"))
}

/// A text that grows up to what a page may hold.
struct Growing {
    filter: &'static str,
    text: String,
}

impl Growing {
    fn of(filter: &'static str) -> Growing {
        let text = String::new();
        Growing { filter, text }
    }

    fn push(&mut self, piece: &str) -> TeraResult<()> {
        if self.text.len() + piece.len() > MAX_PAGE {
            return Err(too_large(self.filter));
        }
        self.text.push_str(piece);
        Ok(())
    }

    fn value(self, safe: bool) -> Value {
        if safe {
            Value::safe_string(&self.text)
        } else {
            Value::from(self.text)
        }
    }
}

/// `replace(from, to)`.
fn replace(text: StringInput<'_>, arguments: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let from = arguments.must_get::<&str>("from")?;
    let to = arguments.must_get::<StringInput<'_>>("to")?;
    let safe = state.autoescaping_enabled() && (text.is_safe() || to.is_safe());
    let (text, to) = if safe {
        (text.rendered(state)?, to.rendered(state)?)
    } else {
        (Cow::from(text.as_str()), Cow::from(to.as_str()))
    };
    let mut made = Growing::of("replace");
    let mut copied = 0;
    for (at, found) in text.match_indices(from) {
        made.push(&text[copied..at])?;
        made.push(&to)?;
        copied = at + found.len();
    }
    made.push(&text[copied..])?;
    Ok(made.value(safe))
}

/// `join(sep)`.
fn join(values: &[Value], arguments: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let between = arguments.get::<StringInput<'_>>("sep")?;
    let is_safe = |value: &Value| value.is_string() && value.is_safe();
    let safe = state.autoescaping_enabled()
        && (values.iter().any(is_safe) || between.as_ref().is_some_and(StringInput::is_safe));
    let between = match &between {
        Some(between) if safe => between.rendered(state)?,
        Some(between) => Cow::from(between.as_str()),
        None => Cow::from(""),
    };
    let mut made = Growing::of("join");
    for (nth, value) in values.iter().enumerate() {
        if nth > 0 {
            made.push(&between)?;
        }
        match value.as_str() {
            Some(text) if !safe || value.is_safe() => made.push(text)?,
            _ if safe && value.is_undefined() => {}
            _ if safe => made.push(&state.escape_if_needed(whole("join", value)?)?)?,
            _ => made.push(&whole("join", value)?.to_string())?,
        }
    }
    Ok(made.value(safe))
}

/// A value that may be written out.
fn whole<'a>(filter: &str, value: &'a Value) -> TeraResult<&'a Value> {
    let mut left = MAX_PAGE;
    if is_within(value, &mut left) {
        Ok(value)
    } else {
        Err(too_large(filter))
    }
}

/// `indent(width, indentation, first, blank)`.
fn indent(text: StringInput<'_>, arguments: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let width = arguments.get::<usize>("width")?.unwrap_or(4).min(1_000);
    let sign = arguments.get::<StringInput<'_>>("indentation")?;
    let with_first = arguments.get::<bool>("first")?.unwrap_or_default();
    let with_blank = arguments.get::<bool>("blank")?.unwrap_or_default();
    if sign
        .as_ref()
        .is_some_and(|sign| sign.as_str().chars().count() != 1)
    {
        return Err(Error::message("indent: `indentation` is one sign"));
    }
    let safe = state.autoescaping_enabled()
        && (text.is_safe() || sign.as_ref().is_some_and(StringInput::is_safe));
    let text = if safe {
        text.rendered(state)?
    } else {
        Cow::from(text.as_str())
    };
    let space = match &sign {
        Some(sign) if safe => sign.rendered(state)?.repeat(width),
        Some(sign) => sign.as_str().repeat(width),
        None => " ".repeat(width),
    };
    let mut made = Growing::of("indent");
    for (nth, line) in text.lines().enumerate() {
        if nth > 0 {
            made.push("\n")?;
        }
        if if nth == 0 {
            with_first
        } else {
            with_blank || !line.is_empty()
        } {
            made.push(&space)?;
        }
        made.push(line)?;
    }
    if text.ends_with('\n') {
        made.push("\n")?;
    }
    Ok(made.value(safe))
}

/// `str`.
fn written(value: &Value, _: Kwargs, _: &State<'_>) -> TeraResult<String> {
    Ok(whole("str", value)?.to_string())
}

/// `split(pat)`; each part takes room of its own, so they are counted before.
fn split(text: &str, arguments: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let at = arguments.must_get::<&str>("pat")?;
    take(text.matches(at).count() * size_of::<Value>())?;
    let parts: Vec<Value> = text.split(at).map(Value::from).collect();
    Ok(parts.into())
}

/// `unique`, which compares each with all before it.
fn unique(values: &[Value], _: Kwargs, _: &State<'_>) -> TeraResult<Vec<Value>> {
    if values.len() > MAX_UNIQUE {
        return Err(Error::message(format!(
            "unique: more than {MAX_UNIQUE} values"
        )));
    }
    let mut made: Vec<Value> = Vec::new();
    for value in values {
        if !made.contains(value) {
            made.push(value.clone());
        }
    }
    Ok(made)
}

#[cfg(test)]
mod tests {
    use crate::render::engine;
    use tera::{Context, Tera};

    #[test]
    fn each_gives_what_the_engines_own_gives() {
        let drawn = |mut tera: Tera, template: &str| {
            tera.autoescape_on([""]);
            tera.add_raw_template("x", template).expect("a template");
            let mut page = Context::new();
            page.insert("text", "chè & trà\n\n  <b>mật</b>\nong\n");
            page.insert("parts", &["a<b", "ậ", "", "a<b"]);
            page.insert("mixed", &(1, 2.5, "x&y", true, ["z"]));
            tera.render("x", &page).expect("a page")
        };
        for template in [
            "{{ text | replace(from='è', to='<i>') }}",
            "{{ text | safe | replace(from='è', to='<i>') }}",
            "{{ text | replace(from='', to='-') }}",
            "{{ parts | join(sep=', ') }}|{{ parts | join }}",
            "{{ mixed | join(sep='<br>') }}|{{ mixed | str }}",
            "{{ text | indent(width=2) }}|{{ text | indent(first=true, blank=true) }}",
            "{{ text | indent(indentation='>') }}|{{ 2.50 | str }}|{{ parts | str }}",
            "{% for part in text | split(pat='\n') %}[{{ part }}]{% endfor %}",
            "{% for part in 'abc' | split(pat='') %}[{{ part }}]{% endfor %}",
            "{% for part in parts | unique %}[{{ part }}]{% endfor %}",
        ] {
            let own = drawn(Tera::default(), template);
            assert_eq!(drawn(engine::engine(), template), own, "{template}");
        }
    }
}
