//! One product file into a product.

use crate::catalogue::category::Categories;
use crate::catalogue::date::Date;
use crate::catalogue::place::{Location, Places};
use crate::catalogue::producer::Producer;
use crate::catalogue::product::{Award, Citation, Facts, Price, Product, Proposal, Shop, Standard};
use crate::catalogue::recognition::{Recognition, Revocation, Star, State};
use crate::content::entry::{Entry, Known};
use crate::content::pictures::Pictures;
use crate::content::value::Record;
use crate::content::{form, location, recognition};
use crate::source::diagnostic::Diagnostics;
use crate::source::problem::Problem;
use crate::source::yaml::Step;
use crate::text::fold::fold;
use crate::text::near::nearest;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What a product may refer to.
#[derive(Debug)]
pub struct Context<'a> {
    /// The build date.
    pub today: Date,
    /// Communes and districts.
    pub places: &'a Places,
    /// Sectors and sets.
    pub categories: &'a Categories,
    /// Photographs.
    pub pictures: &'a Pictures<'a>,
    /// Published producers.
    pub producers: &'a [Producer],
    /// Every id of a producer.
    pub producer_ids: &'a BTreeMap<String, Known>,
}

/// The product of a file; `None` when an error was noted for it.
pub fn read(entry: &Entry<'_>, context: &Context<'_>, notes: &mut Diagnostics) -> Option<Product> {
    let record = &entry.record;
    let star = record.whole("stars").and_then(Star::new);
    let producer = producer(entry, context, notes);
    let category = category(entry, context.categories, notes);
    let location = place(entry, producer.flatten(), context, notes);
    code_place(entry, context.places, notes);
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
        facts: facts(record),
        standards: standards(record),
        shops: shops(record),
        pictures,
        tags: record.texts("tags"),
        sources,
        short: record.text("short"),
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
            let ids = context.producer_ids.keys().map(String::as_str);
            let named = context
                .producers
                .iter()
                .find(|producer| fold(&producer.name) == fold(&id))
                .map(|producer| producer.id.as_str());
            let near = named.or_else(|| nearest(&id, ids)).map(str::to_owned);
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

fn category(entry: &Entry<'_>, categories: &Categories, notes: &mut Diagnostics) -> Option<usize> {
    let word = entry.record.text("category")?;
    let found = categories.find(&word);
    if found.is_none() {
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
    let stated = location::stated(entry, context.places, &mut own);
    let faulty = own.have_errors();
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

fn code_place(entry: &Entry<'_>, places: &Places, notes: &mut Diagnostics) {
    let Some(code) = entry.record.text("code") else {
        return;
    };
    let known = form::product_code(&code).is_some_and(|commune| {
        places.commune(commune).is_some() || places.former(commune).is_some()
    });
    if !known {
        notes.add(
            entry.file(),
            entry.place(&["code"]),
            Problem::CodePlace { found: code },
        );
    }
}

fn certificate(
    entry: &Entry<'_>,
    star: Star,
    today: Date,
    notes: &mut Diagnostics,
) -> Option<Recognition> {
    let Some(map) = entry.record.record("certificate") else {
        if !entry.record.mentions("certificate") {
            notes.add(
                entry.file(),
                entry.document.fence,
                Problem::CertificateMissing,
            );
        }
        return None;
    };
    let held = recognition::read(map, star);
    for (key, problem) in recognition::doubts(&held, today) {
        notes.add(entry.file(), entry.place(&["certificate", key]), problem);
    }
    Some(held)
}

fn history(
    entry: &Entry<'_>,
    certificate: Option<&Recognition>,
    today: Date,
    notes: &mut Diagnostics,
) -> Vec<Recognition> {
    let mut history = Vec::new();
    for (index, map) in entry.record.records("history") {
        let Some(star) = map.whole("stars").and_then(Star::new) else {
            continue;
        };
        let place = |key: &str| {
            entry.document.place(&[
                Step::Key("history".to_owned()),
                Step::Index(index),
                Step::Key(key.to_owned()),
            ])
        };
        let earlier = recognition::read(map, star);
        for (key, problem) in recognition::doubts(&earlier, today) {
            notes.add(entry.file(), place(key), problem);
        }
        let held_since = certificate.and_then(|held| held.issued);
        if let (Some(issued), Some(held_since)) = (earlier.issued, held_since)
            && issued.first() > held_since.last()
        {
            let issued = issued.to_string();
            notes.add(
                entry.file(),
                place("issued"),
                Problem::HistoryLater { issued },
            );
        }
        history.push(earlier);
    }
    history.sort_by_key(|earlier| {
        Reverse(earlier.issued.map(|issued| (issued.last(), issued.first())))
    });
    history
}

fn proposed(entry: &Entry<'_>, star: Option<Star>, notes: &mut Diagnostics) -> Option<Proposal> {
    let map = entry.record.record("proposed")?;
    let proposed = map.whole("stars").and_then(Star::new)?;
    if let Some(held) = star
        && proposed <= held
    {
        let problem = Problem::ProposedNotHigher {
            stars: proposed.level(),
            held: held.level(),
        };
        notes.add(entry.file(), entry.place(&["proposed", "stars"]), problem);
    }
    Some(Proposal {
        star: proposed,
        on: map.date("on"),
    })
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
    citations
}

fn awards(record: &Record) -> Vec<Award> {
    record
        .records("awards")
        .filter_map(|(_, map)| {
            Some(Award {
                name: map.text("name")?,
                year: map.whole("year").and_then(|year| i16::try_from(year).ok()),
                by: map.text("by"),
            })
        })
        .collect()
}

fn standards(record: &Record) -> Vec<Standard> {
    record
        .records("standards")
        .filter_map(|(_, map)| {
            Some(Standard {
                scheme: map.text("scheme")?,
                number: map.text("number"),
                expires: map.date("expires"),
            })
        })
        .collect()
}

fn shops(record: &Record) -> Vec<Shop> {
    record
        .records("shops")
        .filter_map(|(_, map)| {
            Some(Shop {
                label: map.text("label")?,
                url: map.text("url"),
                place: map.text("place"),
            })
        })
        .collect()
}

fn facts(record: &Record) -> Facts {
    Facts {
        packs: record.texts("packs"),
        ingredients: record.text("ingredients"),
        usage: record.text("usage"),
        storage: record.text("storage"),
        season: record
            .wholes("season")
            .into_iter()
            .filter_map(|month| u8::try_from(month).ok())
            .collect(),
        exports: record.texts("exports"),
        food_safety: record.text("food_safety"),
        declared_standard: record.text("declared_standard"),
        trademark: record.text("trademark"),
        gi: record.text("gi"),
        barcode: record.text("barcode"),
        trace: record.text("trace"),
    }
}
