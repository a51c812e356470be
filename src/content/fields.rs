//! A YAML value against a table of fields: typed values, and every fault at once.

use crate::catalogue::date::Stated;
use crate::content::front_matter::Document;
use crate::content::value::{Record, Value};
use crate::content::{form, listed, meant};
use crate::schema::field::{Field, Form, Kind};
use crate::source::diagnostic::Diagnostics;
use crate::source::path::{self, BadPath};
use crate::source::problem::Problem;
use crate::source::slot::Slot;
use crate::source::yaml::{KeyPath, Node, Step};
use crate::text::near::nearest;

/// The sound fields of a file's map. What is wrong is noted and left out.
pub fn check(
    document: &Document<'_>,
    node: &Node,
    table: &'static [Field],
    notes: &mut Diagnostics,
) -> Record {
    check_at(document, node, table, KeyPath::new(), notes)
}

/// The same for a translation; `originals` are the fields of the file it translates.
pub fn check_translation(
    document: &Document<'_>,
    node: &Node,
    table: &'static [Field],
    originals: &'static [Field],
    notes: &mut Diagnostics,
) -> Record {
    let mut checker = Checker::new(document, KeyPath::new(), notes);
    checker.originals = originals;
    checker.whole_map(node, table)
}

/// The same for a map further inside.
pub fn check_at(
    document: &Document<'_>,
    node: &Node,
    table: &'static [Field],
    path: KeyPath,
    notes: &mut Diagnostics,
) -> Record {
    Checker::new(document, path, notes).whole_map(node, table)
}

/// One value that stands at a path, by the rule of a field.
pub fn check_value(
    document: &Document<'_>,
    node: &Node,
    field: &Field,
    path: KeyPath,
    notes: &mut Diagnostics,
) -> Option<Value> {
    Checker::new(document, path, notes).field(field, node)
}

pub(super) struct Checker<'a, 'b> {
    pub(super) document: &'a Document<'a>,
    pub(super) path: KeyPath,
    pub(super) notes: &'b mut Diagnostics,
    /// Whether the field being checked is one that a file needs.
    required: bool,
    /// How many items the list has whose item is being checked.
    items: usize,
    /// Fields that a translation leaves to its original.
    originals: &'static [Field],
}

impl<'a, 'b> Checker<'a, 'b> {
    fn new(
        document: &'a Document<'a>,
        path: KeyPath,
        notes: &'b mut Diagnostics,
    ) -> Checker<'a, 'b> {
        Checker {
            document,
            path,
            notes,
            required: false,
            items: 0,
            originals: &[],
        }
    }

    fn whole_map(&mut self, node: &Node, table: &'static [Field]) -> Record {
        match node {
            Node::Map(entries) => self.map(entries, table),
            // A file of which nothing is written lacks what it must have, no more.
            Node::Null => self.map(&[], table),
            Node::Unread => Record::default(),
            _ => {
                self.note(Problem::YamlNotMap);
                Record::default()
            }
        }
    }

    pub(super) fn note(&mut self, problem: Problem) {
        let span = self.document.place(&self.path);
        self.notes.add(self.document.file, span, problem);
    }

    pub(super) fn raw(&self) -> String {
        let raw = self.document.raw(&self.path);
        raw.chars().take(80).collect()
    }

    /// How the value being checked stands among others.
    pub(super) fn slot(&self) -> Slot {
        let Some((Step::Index(index), list)) = self.path.split_last() else {
            return Slot::Field;
        };
        if !self.document.raw(list).starts_with('[') {
            return Slot::Item;
        }
        Slot::Flow {
            before: *index > 0,
            after: index + 1 < self.items,
            nested: !matches!(list.last(), Some(Step::Key(_))),
        }
    }

    pub(super) fn map(&mut self, entries: &[(String, Node)], table: &'static [Field]) -> Record {
        let mut record = Record::default();
        for (key, node) in entries {
            self.path.push(Step::Key(key.clone()));
            match table.iter().find(|field| field.key == key) {
                Some(field) => {
                    record.mention(field.key);
                    self.required = field.required;
                    if let Some(value) = self.field(field, node) {
                        record.insert(field.key, value);
                    }
                }
                None if *node == Node::Unread => {}
                None => {
                    let span = self.document.key_place(&self.path);
                    let problem = if key == "<<" {
                        Problem::YamlMerge
                    } else if let Some((name, value)) = joined(key, table) {
                        record.mention(name);
                        Problem::YamlSpace {
                            write: format!("{name}: {value}"),
                        }
                    } else if self.path.len() == 1
                        && self.originals.iter().any(|field| field.key == key)
                    {
                        Problem::KeyNotTranslated { key: key.clone() }
                    } else {
                        let known = table.iter().map(|field| field.key);
                        let near = nearest(key, known);
                        // A field under a wrong name is not missing as well.
                        if let Some(field) = table.iter().find(|field| Some(field.key) == near) {
                            record.mention(field.key);
                        }
                        Problem::KeyUnknown {
                            near: near.map(str::to_owned),
                            key: key.clone(),
                        }
                    };
                    self.notes.add(self.document.file, span, problem);
                }
            }
            self.path.pop();
        }
        for field in table.iter().filter(|field| field.required) {
            if !record.mentions(field.key) {
                self.note(Problem::Missing {
                    key: field.key,
                    label: field.vi.into(),
                    example: field.example,
                });
            }
        }
        record.finish();
        record
    }

    fn field(&mut self, field: &Field, node: &Node) -> Option<Value> {
        match node {
            Node::Unread => None,
            Node::Null => {
                let span = self.document.key_place(&self.path);
                let problem = Problem::Empty { key: field.key };
                self.notes.add(self.document.file, span, problem);
                if matches!(
                    field.kind,
                    Kind::Text { .. } | Kind::Long { .. } | Kind::Form(Form::Colour)
                ) {
                    self.cut_off(field.key);
                }
                None
            }
            _ => self.value(field.key, &field.kind, node),
        }
    }

    fn value(&mut self, key: &'static str, kind: &Kind, node: &Node) -> Option<Value> {
        match kind {
            Kind::Text { min, max } => self.text(key, *min, *max, false, node),
            Kind::Long { max } => self.text(key, 1, *max, true, node),
            // A name in place of the id is met, where producers are known, with the id to write.
            Kind::Id if key == "producer" => self.text(key, 1, 200, false, node),
            // Windows keeps some names for itself: no folder could have them.
            Kind::Id if matches!(node, Node::Text(id) if path::check(id) == Err(BadPath::Reserved)) => {
                self.checked_path(key, node, path::check)
            }
            Kind::Id => {
                let slot = self.slot();
                self.formed(key, node, form::is_id, |found| Problem::BadId {
                    key,
                    write: meant::id(&found),
                    found,
                    slot,
                })
            }
            Kind::Commune => {
                self.quoted_digits(key, node)?;
                let slot = self.slot();
                self.formed(key, node, form::is_commune, |found| Problem::BadCode {
                    key,
                    found,
                    slot,
                })
            }
            Kind::CommuneRef => {
                self.quoted_digits(key, node)?;
                self.text(key, 1, 120, false, node)
            }
            Kind::Word(allowed) => self.word(key, allowed, node),
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
                if matches!(wanted, Form::Gtin | Form::Phone | Form::Zalo) {
                    self.quoted_digits(key, node)?;
                }
                // A number, or true: what quotes alone do not mend is told by the form that is wanted.
                let is_digits =
                    matches!(wanted, Form::Gtin | Form::Phone | Form::Zalo | Form::Short);
                let unquoted = (!is_digits
                    && matches!(node, Node::Bool(_) | Node::Int(_) | Node::Float(_)))
                .then(|| form::fault(*wanted, key, &self.raw()))
                .flatten();
                if let Some(problem) = unquoted {
                    self.note(problem);
                    return None;
                }
                let text = self.plain(key, node)?;
                match form::fault(*wanted, key, &text) {
                    None => Some(Value::Text(text)),
                    Some(mut problem) => {
                        if let Problem::Unknown {
                            near: Some(near),
                            write,
                            ..
                        } = &mut problem
                        {
                            *write = Some(self.slot().line(key, near));
                        }
                        self.note(problem);
                        None
                    }
                }
            }
            Kind::Price => self.price(key, node),
            Kind::List { of, max } => self.list(key, of, *max, node),
            Kind::Map(table) => match node {
                Node::Map(entries) => Some(Value::Record(Box::new(self.map(entries, table)))),
                Node::Unread => None,
                _ => {
                    let keys: Vec<&str> = table.iter().map(|field| field.key).collect();
                    let slot = self.slot();
                    self.note(Problem::NotMap {
                        key,
                        keys: keys.join(", "),
                        // What stands in a list is nearly always the first field's.
                        write: (slot != Slot::Field)
                            .then(|| listed::map(table, &self.raw()))
                            .flatten(),
                        slot,
                    });
                    None
                }
            },
            Kind::ByStar => self.by_star(key, node),
        }
    }

    fn list(&mut self, key: &'static str, of: &Kind, max: usize, node: &Node) -> Option<Value> {
        let Node::List(items) = node else {
            let raw = self.raw();
            let dashed = raw
                .strip_prefix('-')
                .filter(|rest| !rest.starts_with([' ', '-']));
            self.note(match dashed {
                Some(first) => Problem::YamlSpace {
                    write: format!("- {}", first.trim()),
                },
                None => Problem::NotList {
                    key,
                    write: self.as_list(key, of, &raw, node),
                },
            });
            return None;
        };
        if items.is_empty() && self.required {
            self.note(Problem::Empty { key });
            return None;
        }
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
            self.items = items.len();
            self.path.push(Step::Index(index));
            if *item == Node::Null {
                self.note(Problem::Empty { key });
            } else if *item == Node::Unread {
            } else if let Some(value) = self.value(key, of, item) {
                let again = matches!(value, Value::Text(_) | Value::Whole(_))
                    && !self.told_elsewhere(key)
                    && sound.iter().any(|(_, other)| *other == value);
                if again {
                    let found = self.raw().trim_matches(['"', '\'']).to_owned();
                    self.note(Problem::Repeated { key, found });
                } else {
                    sound.push((index, value));
                }
            }
            self.path.pop();
        }
        Some(Value::List(sound))
    }

    /// What is no list written as the list it most likely should be.
    fn as_list(&self, key: &str, of: &Kind, raw: &str, node: &Node) -> Option<String> {
        if matches!(node, Node::Map(_)) && matches!(of, Kind::Map(_)) && !raw.starts_with('{') {
            return Some(Slot::Item.line(key, raw));
        }
        listed::list(of, raw, node).map(|list| self.slot().line(key, &list))
    }

    /// Lists in which a thing that stands twice is an error, told where they are resolved.
    fn told_elsewhere(&self, key: &str) -> bool {
        matches!(key, "products" | "aliases")
    }
}

/// `stars:4` as a key: the field's name and its value, where that is what was meant.
fn joined<'k>(key: &'k str, table: &'static [Field]) -> Option<(&'static str, &'k str)> {
    let (name, value) = key.split_once(':')?;
    let field = table.iter().find(|field| field.key == name.trim())?;
    Some((field.key, value.trim()))
}
