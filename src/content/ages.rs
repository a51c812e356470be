//! Days that lie where they should not: checks that are still to come, prices and papers that are old.

use crate::catalogue::date::Date;
use crate::content::entry::Entry;
use crate::content::value::Record;
use crate::source::diagnostic::Diagnostics;
use crate::source::problem::Problem;
use crate::source::yaml::{KeyPath, Step};

/// Months after which a price is called old (the domain's own measure: a year).
const PRICE_AGES: i32 = 12;

/// Notes every such day of a file.
pub(super) fn note(entry: &Entry<'_>, today: Date, notes: &mut Diagnostics) {
    let record = &entry.record;
    let key = |key: &str| Step::Key(key.to_owned());
    let mut note = |way: KeyPath, problem: Problem| {
        notes.add(entry.file(), entry.document.place(&way), problem);
    };
    for name in ["price_seen", "checked", "date"] {
        if let Some(day) = record.day(name).filter(|day| *day > today) {
            note(vec![key(name)], ahead(name, day.to_string()));
        }
    }
    for (index, source) in record.records("sources") {
        if let Some(day) = source.day("seen").filter(|day| *day > today) {
            let way = vec![key("sources"), Step::Index(index), key("seen")];
            note(way, ahead("seen", day.to_string()));
        }
    }
    for (index, award) in record.records("awards") {
        if let Some(year) = award
            .whole("year")
            .filter(|year| *year > today.year().into())
        {
            let way = vec![key("awards"), Step::Index(index), key("year")];
            note(way, ahead("year", year.to_string()));
        }
    }
    if let Some(on) = record.record("proposed").and_then(|map| map.date("on"))
        && on.first() > today
    {
        note(
            vec![key("proposed"), key("on")],
            ahead("on", on.to_string()),
        );
    }
    if let Some(seen) = record.day("price_seen")
        && seen.add_months(PRICE_AGES) < today
    {
        let seen = seen.to_string();
        note(vec![key("price_seen")], Problem::PriceOld { seen });
    }
    for (index, standard) in record.records("standards") {
        if let Some(expires) = past(standard, today) {
            let way = vec![key("standards"), Step::Index(index), key("expires")];
            note(way, Problem::StandardExpired { expires });
        }
    }
}

fn ahead(key: &'static str, found: String) -> Problem {
    Problem::InFuture { key, found }
}

fn past(standard: &Record, today: Date) -> Option<String> {
    let expires = standard.date("expires")?;
    (expires.last() < today).then(|| expires.to_string())
}
