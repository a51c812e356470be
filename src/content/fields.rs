//! A YAML value against a table of fields: typed values, and every fault at once.

use crate::catalogue::date::{Date, Stated};
use crate::catalogue::recognition::Star;
use crate::content::form;
use crate::content::front_matter::Document;
use crate::content::value::{Record, Value};
use crate::schema::field::{Field, Kind};
use crate::schema::product::PRICE;
use crate::source::diagnostic::Diagnostics;
use crate::source::path;
use crate::source::problem::Problem;
use crate::source::yaml::{KeyPath, Node, Step};
use crate::text::fold::clean;
use crate::text::near::nearest;
use crate::text::slug::slug;
use std::collections::BTreeMap;

/// The sound fields of a file's map. What is wrong is noted and left out.
pub fn check(
    document: &Document<'_>,
    node: &Node,
    table: &'static [Field],
    notes: &mut Diagnostics,
) -> Record {
    check_at(document, node, table, KeyPath::new(), notes)
}

/// The same for a map further inside.
pub fn check_at(
    document: &Document<'_>,
    node: &Node,
    table: &'static [Field],
    path: KeyPath,
    notes: &mut Diagnostics,
) -> Record {
    let mut checker = Checker {
        document,
        path,
        notes,
    };
    match node {
        Node::Map(entries) => checker.map(entries, table),
        // A file of which nothing is written lacks what it must have, no more.
        Node::Null => checker.map(&[], table),
        _ => {
            let problem = Problem::YamlNotMap;
            checker.note(problem);
            Record::default()
        }
    }
}

/// One value that stands at a path, by the rule of a field.
pub fn check_value(
    document: &Document<'_>,
    node: &Node,
    field: &Field,
    path: KeyPath,
    notes: &mut Diagnostics,
) -> Option<Value> {
    let mut checker = Checker {
        document,
        path,
        notes,
    };
    checker.field(field, node)
}

struct Checker<'a, 'b> {
    document: &'a Document<'a>,
    path: KeyPath,
    notes: &'b mut Diagnostics,
}

impl Checker<'_, '_> {
    fn note(&mut self, problem: Problem) {
        let span = self.document.place(&self.path);
        self.notes.add(self.document.file, span, problem);
    }

    fn raw(&self) -> String {
        let raw = self.document.raw(&self.path);
        raw.chars().take(80).collect()
    }

    fn map(&mut self, entries: &[(String, Node)], table: &'static [Field]) -> Record {
        let mut record = Record::default();
        for (key, node) in entries {
            self.path.push(Step::Key(key.clone()));
            match table.iter().find(|field| field.key == key) {
                Some(field) => {
                    record.mention(field.key);
                    if let Some(value) = self.field(field, node) {
                        record.insert(field.key, value);
                    }
                }
                None => {
                    let span = self.document.key_place(&self.path);
                    let problem = if key == "<<" {
                        Problem::YamlMerge
                    } else {
                        Problem::KeyUnknown {
                            near: nearest(key, table.iter().map(|field| field.key))
                                .map(str::to_owned),
                            key: key.clone(),
                        }
                    };
                    self.notes.add(self.document.file, span, problem);
                }
            }
            self.path.pop();
        }
        for field in table.iter().filter(|field| field.required) {
            if !entries.iter().any(|(key, _)| key == field.key) {
                self.note(Problem::Missing {
                    key: field.key,
                    label: field.vi.into(),
                    example: field.example,
                });
            }
        }
        record
    }

    fn field(&mut self, field: &Field, node: &Node) -> Option<Value> {
        if *node == Node::Null {
            self.note(Problem::Empty { key: field.key });
            return None;
        }
        self.value(field.key, &field.kind, node)
    }

    fn value(&mut self, key: &'static str, kind: &Kind, node: &Node) -> Option<Value> {
        match kind {
            Kind::Text { min, max } => self.text(key, *min, *max, false, node),
            Kind::Long { max } => self.text(key, 1, *max, true, node),
            Kind::Id => self.formed(key, node, form::is_id, |found| Problem::BadId {
                key,
                write: Some(slug(&found)).filter(|id| form::is_id(id)),
                found,
            }),
            Kind::Commune => self.formed(key, node, form::is_commune, |found| Problem::BadCode {
                key,
                found,
            }),
            Kind::CommuneRef => self.text(key, 1, 120, false, node),
            Kind::Word(allowed) => self.formed(
                key,
                node,
                |word| allowed.contains(&word),
                |found| Problem::NotOneOf {
                    key,
                    near: nearest(&found, allowed.iter().copied()).map(str::to_owned),
                    found,
                    allowed: allowed.join(", "),
                },
            ),
            Kind::Whole { min, max } => self.whole(key, *min, *max, node).map(Value::Whole),
            Kind::Number { min, max } => self.number(key, *min, *max, node),
            Kind::Bool => match node {
                Node::Bool(value) => Some(Value::Bool(*value)),
                _ => {
                    let found = self.raw();
                    self.note(Problem::NotBool { key, found });
                    None
                }
            },
            Kind::Day => self.date(key, node).and_then(|stated| match stated {
                Stated::Day(date) => Some(Value::Day(date)),
                _ => {
                    let found = self.raw();
                    self.note(Problem::BadDate {
                        key,
                        found,
                        write: None,
                    });
                    None
                }
            }),
            Kind::Date => self.date(key, node).map(Value::Date),
            Kind::Url { https } => self.formed(
                key,
                node,
                |url| form::is_url(url, *https),
                |found| Problem::BadUrl { key, found },
            ),
            Kind::SitePath => self.checked_path(key, node, path::check_site),
            Kind::Image => self.checked_path(key, node, path::check),
            Kind::Form(wanted) => {
                let text = self.plain(key, node)?;
                match form::fault(*wanted, key, &text) {
                    None => Some(Value::Text(text)),
                    Some(problem) => {
                        self.note(problem);
                        None
                    }
                }
            }
            Kind::Price => self.price(key, node),
            Kind::List { of, max } => self.list(key, of, *max, node),
            Kind::Map(table) => match node {
                Node::Map(entries) => Some(Value::Record(self.map(entries, table))),
                _ => {
                    let keys: Vec<&str> = table.iter().map(|field| field.key).collect();
                    self.note(Problem::NotMap {
                        key,
                        keys: keys.join(", "),
                    });
                    None
                }
            },
            Kind::ByStar => self.by_star(key, node),
        }
    }

    /// A text as it is kept, or a note that it is none.
    fn plain(&mut self, key: &'static str, node: &Node) -> Option<String> {
        match node {
            Node::Text(text) => {
                let text = clean(text);
                if text.is_empty() {
                    self.note(Problem::Empty { key });
                    return None;
                }
                Some(text)
            }
            Node::Null => {
                self.note(Problem::Empty { key });
                None
            }
            _ => {
                let found = self.raw();
                self.note(Problem::NotText { key, found });
                None
            }
        }
    }

    fn text(
        &mut self,
        key: &'static str,
        min: usize,
        max: usize,
        lines: bool,
        node: &Node,
    ) -> Option<Value> {
        let text = self.plain(key, node)?;
        if !lines && text.contains(['\n', '\r']) {
            self.note(Problem::ManyLines { key });
            return None;
        }
        let found = text.chars().count();
        if found > max {
            self.note(Problem::TooLong { key, found, max });
            return None;
        }
        if found < min {
            self.note(Problem::TooShort { key, found, min });
            return None;
        }
        Some(Value::Text(text))
    }

    fn formed(
        &mut self,
        key: &'static str,
        node: &Node,
        fits: impl Fn(&str) -> bool,
        problem: impl FnOnce(String) -> Problem,
    ) -> Option<Value> {
        let text = self.plain(key, node)?;
        if fits(&text) {
            return Some(Value::Text(text));
        }
        self.note(problem(text));
        None
    }

    fn checked_path(
        &mut self,
        key: &'static str,
        node: &Node,
        rule: impl Fn(&str) -> Result<(), path::BadPath>,
    ) -> Option<Value> {
        let found = self.plain(key, node)?;
        match rule(&found) {
            Ok(()) => Some(Value::Text(found)),
            Err(why) => {
                self.note(Problem::BadPathField { key, found, why });
                None
            }
        }
    }

    fn whole(&mut self, key: &'static str, min: i64, max: i64, node: &Node) -> Option<i64> {
        let Node::Int(number) = node else {
            let found = self.raw();
            let write = form::digits_of_number(&found);
            self.note(Problem::NotNumber { key, found, write });
            return None;
        };
        match i64::try_from(*number) {
            Ok(number) if (min..=max).contains(&number) => Some(number),
            _ => {
                self.note(Problem::OutOfRange {
                    key,
                    found: number.to_string(),
                    min: min.to_string(),
                    max: max.to_string(),
                });
                None
            }
        }
    }

    fn number(&mut self, key: &'static str, min: f64, max: f64, node: &Node) -> Option<Value> {
        #[expect(
            clippy::cast_precision_loss,
            reason = "coordinates and points are small"
        )]
        let number = match node {
            Node::Int(number) => *number as f64,
            Node::Float(number) => *number,
            _ => {
                let found = self.raw();
                let write = Some(found.replace(',', "."))
                    .filter(|text| text.parse::<f64>().is_ok_and(f64::is_finite));
                self.note(Problem::NotNumber { key, found, write });
                return None;
            }
        };
        if number.is_finite() && (min..=max).contains(&number) {
            return Some(Value::Number(number));
        }
        self.note(Problem::OutOfRange {
            key,
            found: number.to_string(),
            min: min.to_string(),
            max: max.to_string(),
        });
        None
    }

    fn date(&mut self, key: &'static str, node: &Node) -> Option<Stated> {
        let written = match node {
            // A year alone is a number to YAML.
            Node::Int(number) => number.to_string(),
            _ => self.plain_or_raw(node),
        };
        if let Some(stated) = Stated::parse(&written) {
            return Some(stated);
        }
        self.note(Problem::BadDate {
            key,
            write: form::date_meant(&written).map(|date: Date| date.to_string()),
            found: written,
        });
        None
    }

    fn plain_or_raw(&self, node: &Node) -> String {
        match node {
            Node::Text(text) => clean(text),
            _ => self.raw(),
        }
    }

    fn price(&mut self, key: &'static str, node: &Node) -> Option<Value> {
        let Kind::Whole {
            min: least,
            max: most,
        } = PRICE
        else {
            return None;
        };
        let Node::Map(entries) = node else {
            let price = self.whole(key, least, most, node)?;
            let price = u64::try_from(price).ok()?;
            return Some(Value::Price(price, price));
        };
        const ENDS: &[Field] = &[
            Field::new("min", "Giá thấp nhất", "Lowest price", PRICE, "200000").required(),
            Field::new("max", "Giá cao nhất", "Highest price", PRICE, "250000").required(),
        ];
        let ends = self.map(entries, ENDS);
        let (min, max) = (ends.count("min")?, ends.count("max")?);
        if min > max {
            self.path.push(Step::Key("max".to_owned()));
            self.note(Problem::OutOfRange {
                key: "max",
                found: max.to_string(),
                min: min.to_string(),
                max: most.to_string(),
            });
            self.path.pop();
            return None;
        }
        Some(Value::Price(min, max))
    }

    fn list(&mut self, key: &'static str, of: &Kind, max: usize, node: &Node) -> Option<Value> {
        let Node::List(items) = node else {
            self.note(Problem::NotList { key });
            return None;
        };
        if items.len() > max {
            self.note(Problem::TooMany {
                key,
                found: items.len(),
                max,
            });
            return None;
        }
        let mut sound = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            self.path.push(Step::Index(index));
            if *item == Node::Null {
                self.note(Problem::Empty { key });
            } else if let Some(value) = self.value(key, of, item) {
                sound.push((index, value));
            }
            self.path.pop();
        }
        Some(Value::List(sound))
    }

    fn by_star(&mut self, key: &'static str, node: &Node) -> Option<Value> {
        let Node::Map(entries) = node else {
            self.note(Problem::NotMap {
                key,
                keys: "3, 4, 5".to_owned(),
            });
            return None;
        };
        let mut numbers = BTreeMap::new();
        for (level, node) in entries {
            self.path.push(Step::Key(level.clone()));
            match level.parse().ok().and_then(Star::new) {
                Some(star) => {
                    if let Some(number) = self.whole(key, 0, 1_000_000_000, node)
                        && let Ok(number) = u64::try_from(number)
                    {
                        numbers.insert(star, number);
                    }
                }
                None => {
                    let span = self.document.key_place(&self.path);
                    let problem = Problem::OutOfRange {
                        key,
                        found: level.clone(),
                        min: "3".to_owned(),
                        max: "5".to_owned(),
                    };
                    self.notes.add(self.document.file, span, problem);
                }
            }
            self.path.pop();
        }
        Some(Value::ByStar(numbers))
    }
}
