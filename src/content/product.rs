//! One product file into a product.

use crate::catalogue::category::Categories;
use crate::catalogue::date::Date;
use crate::catalogue::place::{Location, Places};
use crate::catalogue::producer::Producer;
use crate::catalogue::product::{Citation, Facts, Price, Product};
use crate::catalogue::recognition::{Revocation, Star, State};
use crate::catalogue::short;
use crate::content::entry::{Entry, Ids, Known, in_order};
use crate::content::gazetteer::{Excused, Gazetteer};
use crate::content::particulars::{awards, facts, shops, shops_lead_somewhere, standards};
use crate::content::pictures::Pictures;
use crate::content::recognition::{certificate, history, proposed};
use crate::content::{form, location, meant};
use crate::source::diagnostic::Diagnostics;
use crate::source::problem::Problem;
use crate::source::yaml::Step;
use crate::text::fold::fold;
use crate::text::near::{Names, nearest};
use crate::text::slug::slug;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// What a product may refer to.
#[derive(Debug)]
pub struct Context<'a> {
    /// The build date.
    pub today: Date,
    /// Communes and districts.
    pub places: &'a Places,
    /// The same by the names editors write.
    pub gazetteer: &'a Gazetteer<'a>,
    /// Sectors and sets.
    pub categories: &'a Categories,
    /// Categories whose own lines are at fault.
    pub excused_categories: &'a Excused,
    /// Photographs.
    pub pictures: &'a Pictures<'a>,
    /// Published producers.
    pub producers: &'a [Arc<Producer>],
    /// Every id of a producer.
    pub producer_ids: &'a Ids,
    /// The same ids, for near ones.
    pub producer_names: OnceLock<Names<'a>>,
    /// Producers by their folded names, for those who write a name for an id.
    pub producers_by_name: OnceLock<BTreeMap<String, usize>>,
}

/// The product of a file; `None` when an error was noted for it.
pub fn read(entry: &Entry<'_>, context: &Context<'_>, notes: &mut Diagnostics) -> Option<Product> {
    let record = &entry.record;
    let star = record.whole("stars").and_then(Star::new);
    let producer = producer(entry, context, notes);
    let category = category(entry, context, notes);
    let location = place(entry, producer.flatten(), context, notes);
    code_place(entry, context.gazetteer, notes);
    let certificate = star.and_then(|star| certificate(entry, star, context.today, notes));
    let history = history(entry, certificate.as_ref(), context.today, notes);
    let proposed = proposed(entry, star, notes);
    let revoked = record.record("revoked").and_then(|map| {
        Some(Revocation {
            on: map.day("on")?,
            by: map.text("by"),
            reason: map.text("reason"),
        })
    });
    if let (Some(revoked), Some(issued)) =
        (&revoked, certificate.as_ref().and_then(|held| held.issued))
        && revoked.on < issued.first()
    {
        let problem = Problem::RevokedEarly {
            on: revoked.on.to_string(),
            issued: issued.to_string(),
        };
        notes.add(entry.file(), entry.place(&["revoked", "on"]), problem);
    }
    shops_lead_somewhere(entry, notes);
    let pictures = context.pictures.listed(&entry.document, record, notes);
    let sources = citations(entry, notes);
    let price_seen = record.day("price_seen");
    let state = State::at(context.today, certificate.as_ref(), revoked.as_ref());
    Some(Product {
        id: entry.id.clone(),
        file: entry.file().clone(),
        name: record.text("name")?,
        other_names: record.texts("other_names"),
        star: star?,
        producer: producer??,
        location,
        category: category?,
        code: record.text("code"),
        certificate,
        history,
        proposed,
        revoked,
        state,
        awards: awards(record),
        summary: record.text("summary"),
        price: record.price("price").map(|(min, max)| Price {
            min,
            max,
            seen: price_seen,
        }),
        unit: record.text("unit"),
        facts: Some(facts(record))
            .filter(|facts| *facts != Facts::default())
            .map(Box::new),
        standards: standards(record),
        shops: shops(record),
        pictures,
        tags: record.texts("tags"),
        sources,
        short: record.text("short").unwrap_or_else(|| short::of(&entry.id)),
        aliases: record.texts("aliases"),
        checked: record.day("checked"),
        body: entry.body.clone(),
    })
}

/// The index of the producer; `Some(None)` when its file is broken, which is told there.
#[expect(
    clippy::option_option,
    reason = "outer: this file is at fault; inner: another file is"
)]
fn producer(
    entry: &Entry<'_>,
    context: &Context<'_>,
    notes: &mut Diagnostics,
) -> Option<Option<usize>> {
    let id = entry.record.text("producer")?;
    match context.producer_ids.get(&id) {
        Some(Known::Published(index)) => Some(Some(*index)),
        Some(Known::Broken) => Some(None),
        Some(Known::Withheld) => {
            let problem = Problem::Withheld {
                key: "producer",
                found: id,
            };
            notes.add(entry.file(), entry.place(&["producer"]), problem);
            None
        }
        None => {
            let by_name = context.producers_by_name.get_or_init(|| {
                let producers = context.producers.iter().enumerate().rev();
                producers
                    .map(|(index, one)| (slug(&one.name), index))
                    .collect()
            });
            let named = by_name.get(&slug(&id));
            let named = named.map(|index| context.producers[*index].id.as_str());
            let names = context
                .producer_names
                .get_or_init(|| Names::of(in_order(context.producer_ids)));
            // `htx-mau.md`: the file's name for the id.
            let filed = meant::id(&id)
                .and_then(|id| context.producer_ids.get_key_value(&id))
                .map(|(id, _)| id.as_str());
            let near = named.or(filed).or_else(|| names.nearest(&id));
            let near = near.map(str::to_owned);
            let problem = Problem::Unknown {
                key: "producer",
                write: near.as_ref().map(|id| format!("producer: {id}")),
                found: id,
                near,
            };
            notes.add(entry.file(), entry.place(&["producer"]), problem);
            None
        }
    }
}

fn category(entry: &Entry<'_>, context: &Context<'_>, notes: &mut Diagnostics) -> Option<usize> {
    let categories = context.categories;
    let word = entry.record.text("category")?;
    let found = categories.find(&word);
    if found.is_none() && !context.excused_categories.holds(&word) {
        let named = categories
            .0
            .iter()
            .find(|category| fold(&category.vi) == fold(&word))
            .map(|category| category.id.as_str());
        let ids = categories.0.iter().map(|category| category.id.as_str());
        let near = named.or_else(|| nearest(&word, ids)).map(str::to_owned);
        let problem = Problem::Unknown {
            key: "category",
            write: near.as_ref().map(|id| format!("category: {id}")),
            found: word,
            near,
        };
        notes.add(entry.file(), entry.place(&["category"]), problem);
    }
    found
}

/// Its own place, else its producer's; a district alone keeps the producer's communes where they lie in it.
fn place(
    entry: &Entry<'_>,
    producer: Option<usize>,
    context: &Context<'_>,
    notes: &mut Diagnostics,
) -> Location {
    let mut own = Diagnostics::default();
    let stated = location::stated(entry, context.gazetteer, &mut own);
    let unsound = ["commune", "former_commune", "district"]
        .iter()
        .any(|key| entry.record.mentions(key) && entry.record.text(key).is_none());
    let faulty = own.have_errors() || unsound || context.gazetteer.is_faulty();
    notes.append(own);
    let of_producer = producer.map(|index| context.producers[index].location);
    let location = match (stated, of_producer) {
        (Some(stated), Some(other))
            if stated.commune.is_none()
                && stated.former.is_none()
                && stated.district == other.district =>
        {
            other
        }
        (Some(stated), _) => stated,
        (None, Some(other)) => other,
        (None, None) => return Location::default(),
    };
    if location.district.is_none() && !faulty {
        let (span, name) = match location.commune {
            Some(commune) => {
                let key = if entry.record.mentions("commune") {
                    "commune"
                } else {
                    "former_commune"
                };
                let span = if entry.record.mentions(key) {
                    entry.place(&[key])
                } else {
                    entry.document.fence
                };
                (span, context.places.communes[commune].name.clone())
            }
            None => (entry.document.fence, String::new()),
        };
        notes.add(entry.file(), span, Problem::DistrictNotDecided { name });
    }
    location
}

fn code_place(entry: &Entry<'_>, gazetteer: &Gazetteer<'_>, notes: &mut Diagnostics) {
    let Some(code) = entry.record.text("code") else {
        return;
    };
    let known = form::product_code(&code).is_some_and(|commune| {
        let places = gazetteer.places;
        places.commune(commune).is_some()
            || places.former(commune).is_some()
            || gazetteer.excuses(commune)
    });
    if !known {
        notes.add(
            entry.file(),
            entry.place(&["code"]),
            Problem::CodePlace { found: code },
        );
    }
}

/// The `sources` of a file; what nobody signed or printed is refused.
pub fn citations(entry: &Entry<'_>, notes: &mut Diagnostics) -> Vec<Citation> {
    let mut citations = Vec::new();
    for (index, map) in entry.record.records("sources") {
        let grade = map.text("grade").and_then(|grade| grade.chars().next());
        if grade == Some('D') {
            let span = entry.document.place(&[
                Step::Key("sources".to_owned()),
                Step::Index(index),
                Step::Key("grade".to_owned()),
            ]);
            notes.add(entry.file(), span, Problem::SourceRefused);
        }
        if let Some(url) = map.text("url") {
            citations.push(Citation {
                url,
                title: map.text("title"),
                seen: map.day("seen"),
                grade,
            });
        }
    }
    citations.shrink_to_fit();
    citations
}
