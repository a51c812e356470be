//! Checked values of a file: what is sound of it, typed.

use crate::catalogue::date::{Date, Stated};
use crate::catalogue::recognition::Star;
use std::collections::BTreeMap;

/// One checked value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text, NFC, without white space around it.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A number.
    Number(f64),
    /// Yes or no.
    Bool(bool),
    /// A day.
    Day(Date),
    /// A day, a month or a year.
    Date(Stated),
    /// The lowest and the highest price in VND.
    Price(u64, u64),
    /// The sound elements, each with its place in the list as written, from 0.
    List(Vec<(usize, Value)>),
    /// A map; apart, so that all other values take half the room.
    Record(Box<Record>),
    /// Numbers by level.
    ByStar(BTreeMap<Star, u64>),
}

/// The sound fields of a map, by key.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    entries: Vec<(&'static str, Value)>,
    /// Every key that was written, sound or not.
    written: Vec<&'static str>,
    /// The only fields that may still be asked for; `None` for all.
    kept: Option<&'static [&'static str]>,
}

impl Record {
    /// Remembers that a field was written, whatever became of it.
    pub fn mention(&mut self, key: &'static str) {
        self.written.push(key);
    }

    /// Whether the field was written, sound or not.
    pub fn mentions(&self, key: &str) -> bool {
        self.is_to_be_asked(key);
        self.written.contains(&key)
    }

    /// Adds a field.
    pub fn insert(&mut self, key: &'static str, value: Value) {
        self.entries.push((key, value));
    }

    /// Gives back the room that was kept for more fields.
    pub fn finish(&mut self) {
        self.entries.shrink_to_fit();
        self.written.shrink_to_fit();
    }

    /// Lets go of all fields but these, after which nothing else may be asked for.
    pub fn keep_only(&mut self, keys: &'static [&'static str]) {
        self.entries.retain(|(key, _)| keys.contains(key));
        self.written.retain(|key| keys.contains(key));
        self.kept = Some(keys);
        self.finish();
    }

    /// A field that was let go of would look as if it had not been written.
    fn is_to_be_asked(&self, key: &str) {
        debug_assert!(
            self.kept.is_none_or(|kept| kept.contains(&key)),
            "{key} was let go of"
        );
    }

    fn get(&self, key: &str) -> Option<&Value> {
        self.is_to_be_asked(key);
        self.entries
            .iter()
            .find(|(known, _)| *known == key)
            .map(|(_, value)| value)
    }

    /// A text.
    pub fn text(&self, key: &str) -> Option<String> {
        match self.get(key)? {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// A whole number.
    pub fn whole(&self, key: &str) -> Option<i64> {
        match self.get(key)? {
            Value::Whole(number) => Some(*number),
            _ => None,
        }
    }

    /// A number not below zero.
    pub fn count(&self, key: &str) -> Option<u64> {
        self.whole(key)
            .and_then(|number| u64::try_from(number).ok())
    }

    /// A number with a fraction.
    pub fn number(&self, key: &str) -> Option<f64> {
        match self.get(key)? {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Yes, or no where it is absent.
    pub fn flag(&self, key: &str) -> bool {
        matches!(self.get(key), Some(Value::Bool(true)))
    }

    /// A day.
    pub fn day(&self, key: &str) -> Option<Date> {
        match self.get(key)? {
            Value::Day(date) => Some(*date),
            _ => None,
        }
    }

    /// A day, a month or a year.
    pub fn date(&self, key: &str) -> Option<Stated> {
        match self.get(key)? {
            Value::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// The lowest and the highest price.
    pub fn price(&self, key: &str) -> Option<(u64, u64)> {
        match self.get(key)? {
            Value::Price(min, max) => Some((*min, *max)),
            _ => None,
        }
    }

    /// Numbers by level; none where it is absent.
    pub fn by_star(&self, key: &str) -> BTreeMap<Star, u64> {
        match self.get(key) {
            Some(Value::ByStar(numbers)) => numbers.clone(),
            _ => BTreeMap::new(),
        }
    }

    /// A map.
    pub fn record(&self, key: &str) -> Option<&Record> {
        match self.get(key)? {
            Value::Record(record) => Some(record),
            _ => None,
        }
    }

    /// The maps of a list, each with its place in the list.
    pub fn records(&self, key: &str) -> impl Iterator<Item = (usize, &Record)> {
        self.list(key)
            .iter()
            .filter_map(|(index, value)| match value {
                Value::Record(record) => Some((*index, &**record)),
                _ => None,
            })
    }

    /// The texts of a list, each with its place in the list.
    pub fn placed_texts(&self, key: &str) -> impl Iterator<Item = (usize, &str)> {
        self.list(key)
            .iter()
            .filter_map(|(index, value)| match value {
                Value::Text(text) => Some((*index, text.as_str())),
                _ => None,
            })
    }

    /// The texts of a list.
    pub fn texts(&self, key: &str) -> Vec<String> {
        self.placed_texts(key)
            .map(|(_, text)| text.to_owned())
            .collect()
    }

    /// The whole numbers of a list.
    pub fn wholes(&self, key: &str) -> Vec<i64> {
        self.list(key)
            .iter()
            .filter_map(|(_, value)| match value {
                Value::Whole(number) => Some(*number),
                _ => None,
            })
            .collect()
    }

    fn list(&self, key: &str) -> &[(usize, Value)] {
        match self.get(key) {
            Some(Value::List(items)) => items,
            _ => &[],
        }
    }
}
