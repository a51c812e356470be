//! Numbers, prices and days of a field table.

use crate::catalogue::date::{Date, Stated};
use crate::catalogue::recognition::Star;
use crate::content::fields::Checker;
use crate::content::meant;
use crate::content::value::Value;
use crate::schema::field::{Field, Kind};
use crate::schema::product::PRICE;
use crate::source::problem::Problem;
use crate::source::slot::Slot;
use crate::source::yaml::{Node, Step};
use crate::text::fold::clean;
use std::collections::BTreeMap;

impl Checker<'_, '_> {
    pub(super) fn whole(
        &mut self,
        key: &'static str,
        min: i64,
        max: i64,
        node: &Node,
    ) -> Option<i64> {
        let Node::Int(number) = node else {
            let found = self.raw();
            let write = meant::whole_number(&found);
            return self.no_number(key, found, write);
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

    /// Notes what is no number, and the number to write where one is meant.
    fn no_number<T>(
        &mut self,
        key: &'static str,
        found: String,
        write: Option<String>,
    ) -> Option<T> {
        let slot = self.slot();
        self.note(Problem::NotNumber {
            key,
            found,
            write,
            slot,
        });
        None
    }

    pub(super) fn number(
        &mut self,
        key: &'static str,
        min: f64,
        max: f64,
        node: &Node,
    ) -> Option<Value> {
        #[expect(
            clippy::cast_precision_loss,
            reason = "coordinates and points are small"
        )]
        let number = match node {
            Node::Int(number) => *number as f64,
            Node::Float(number) => *number,
            _ => {
                let found = self.raw();
                let plain = meant::ascii_digits(found.trim_matches(['"', '\'']).trim());
                let write = Some(plain.replace(',', "."))
                    .filter(|text| text.parse::<f64>().is_ok_and(f64::is_finite));
                return self.no_number(key, found, write);
            }
        };
        // Beyond a pole lies a longitude: that the two are exchanged is told where both are known.
        let may_be_exchanged = key == "lat" && (-180.0..=180.0).contains(&number);
        if number.is_finite() && ((min..=max).contains(&number) || may_be_exchanged) {
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

    pub(super) fn date(&mut self, key: &'static str, node: &Node) -> Option<Stated> {
        let written = match node {
            // A year alone is a number to YAML.
            Node::Int(number) => number.to_string(),
            _ => self.plain_or_raw(node),
        };
        if let Some(stated) = Stated::parse(&written) {
            return Some(stated);
        }
        if let Some(days) = days_of_month(&written) {
            self.note(Problem::NoSuchDay {
                key,
                found: written,
                days,
            });
            return None;
        }
        if meant::is_beyond_the_years(&written) {
            self.note(Problem::OutOfRange {
                key,
                found: written,
                min: "1900-01-01".to_owned(),
                max: "2200-12-31".to_owned(),
            });
            return None;
        }
        self.note(Problem::BadDate {
            key,
            write: meant::date(&written).map(|date: Date| date.to_string()),
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

    pub(super) fn price(&mut self, key: &'static str, node: &Node) -> Option<Value> {
        let Kind::Whole {
            min: least,
            max: most,
        } = PRICE
        else {
            return None;
        };
        if !matches!(node, Node::Map(_) | Node::Int(_))
            && let Some((min, max)) = meant::range(&self.raw())
        {
            let (found, slot) = (self.raw(), self.slot());
            self.note(Problem::NotNumber {
                key,
                found,
                write: Some(format!("{{ min: {min}, max: {max} }}")),
                slot,
            });
            return None;
        }
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

    pub(super) fn by_star(&mut self, key: &'static str, node: &Node) -> Option<Value> {
        let Node::Map(entries) = node else {
            self.note(Problem::NotMap {
                key,
                keys: "3, 4, 5".to_owned(),
                write: None,
                slot: self.slot(),
            });
            return None;
        };
        let mut numbers = BTreeMap::new();
        for (level, node) in entries {
            self.path.push(Step::Key(level.clone()));
            match level.parse().ok().and_then(Star::new) {
                Some(_) if !matches!(node, Node::Int(_) | Node::Unread) => {
                    let found = self.raw();
                    let more = if entries.len() > 1 { ", …" } else { "" };
                    let write = meant::whole_number(&found)
                        .map(|number| format!("{{ {level}: {number}{more} }}"));
                    self.note(Problem::NotNumber {
                        key,
                        found,
                        write,
                        slot: Slot::Field,
                    });
                }
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

/// Days of the month in `2026-02-30`, a day of the right form that the month lacks; `None` for any other fault.
fn days_of_month(written: &str) -> Option<i8> {
    let (month, day) = written.rsplit_once('-')?;
    let too_late = day.len() == 2 && matches!(day.parse(), Ok(29..=31));
    match Stated::parse(month)? {
        stated @ Stated::Month(..) if too_late => Some(stated.last().day()),
        _ => None,
    }
}
