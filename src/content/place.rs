//! `places.yml` into communes of both periods and the districts that were.

use crate::catalogue::date::Date;
use crate::catalogue::place::{Commune, District, FormerCommune, Places};
use crate::content::fields;
use crate::content::front_matter::Document;
use crate::content::gazetteer::Excused;
use crate::content::value::Record;
use crate::content::{place_doubts, settings, spelling};
use crate::schema::site::PLACE;
use crate::source::diagnostic::Diagnostics;
use crate::source::problem::Problem;
use crate::source::span::Span;
use crate::source::tree::Tree;
use crate::source::yaml::{Budget, Node, Step};
use crate::text::near::Names;
use crate::text::order::Order;
use crate::text::slug::slug;
use std::collections::{BTreeMap, BTreeSet};

pub(super) const FILE: &str = "content/places.yml";
const BUDGET: Budget = Budget {
    depth: 32,
    nodes: 500_000,
};

/// A site that has producers has places: each lies in one.
fn missing(tree: &Tree, notes: &mut Diagnostics) {
    if tree.under("content/producers/").next().is_some() {
        let problem = settings::missing(tree, "places");
        notes.add(&FILE.into(), Span::default(), problem);
    }
}

/// The places of a site, none where it has no such file; and those whose own lines are at fault.
pub fn read(tree: &Tree, order: &Order, today: Date, notes: &mut Diagnostics) -> (Places, Excused) {
    let mut excused = Excused::default();
    let Some(source) = tree.get(FILE) else {
        excused.all = true;
        if tree.unread(FILE).is_none() {
            missing(tree, notes);
        }
        return (Places::default(), excused);
    };
    let mut document = Document::whole(source);
    let node = document.read(BUDGET, notes);
    let Some(Node::List(items)) = &node else {
        excused.all = true;
        if node == Some(Node::Null) {
            missing(tree, notes);
        }
        if matches!(node, Some(ref node) if *node != Node::Null) {
            notes.add(document.file, document.fence, Problem::YamlNotList);
        }
        return (Places::default(), excused);
    };
    if items.is_empty() {
        excused.all = true;
        missing(tree, notes);
    }
    let records: Vec<(usize, Record)> = items
        .iter()
        .enumerate()
        .map(|(index, item)| {
            let path = vec![Step::Index(index)];
            (index, fields::check_at(&document, item, PLACE, path, notes))
        })
        .collect();
    for (_, record) in &records {
        match record.text("code") {
            None => excused.all = true,
            Some(code) if record.text("name").is_none() || record.text("province").is_none() => {
                excused.words.insert(code);
            }
            Some(_) => {}
        }
    }
    let (gone, current): (Vec<_>, Vec<_>) = records
        .iter()
        .partition(|(_, record)| record.mentions("until"));
    let doubts = || {
        let mut notes = Diagnostics::default();
        place_doubts::note(&document, &records, today, &mut notes);
        note_namesakes(&document, &records, &mut notes);
        note_twins(&document, &current, &mut notes);
        note_twins(&document, &gone, &mut notes);
        notes
    };
    let found = || {
        let mut notes = Diagnostics::default();
        let districts = districts(&records, order);
        let communes = communes(&current, &districts);
        let former = former(
            &document, &gone, &communes, &districts, &excused, &mut notes,
        );
        (Places::new(communes, former, districts), notes)
    };
    let (doubts, (places, found)) = rayon::join(doubts, found);
    notes.append(doubts);
    notes.append(found);
    note_disagreements(&document, &current, &places, notes);
    (places, excused)
}

fn place_of(document: &Document<'_>, index: usize, key: &str) -> crate::source::span::Span {
    document.place(&[Step::Index(index), Step::Key(key.to_owned())])
}

/// The distinct districts; the id is the folded name, with the province's where two provinces share it.
fn districts(records: &[(usize, Record)], order: &Order) -> Vec<District> {
    let mut cloths: BTreeMap<(String, String), Option<String>> = BTreeMap::new();
    // Two spellings of a name are one district, under the first.
    let mut spelled: BTreeMap<(String, String), (String, String)> = BTreeMap::new();
    for (_, record) in records {
        let (Some(name), Some(province)) =
            (record.text("former_district"), record.text("province"))
        else {
            continue;
        };
        let same = (spelling::key(&name), spelling::key(&province));
        let chosen = spelled.entry(same).or_insert((name, province)).clone();
        let cloth = cloths.entry(chosen).or_default();
        if cloth.is_none() {
            *cloth = record.text("cloth");
        }
    }
    let mut bearers: BTreeMap<String, usize> = BTreeMap::new();
    for (name, _) in cloths.keys() {
        *bearers.entry(slug(name)).or_default() += 1;
    }
    let mut districts: Vec<District> = cloths
        .into_iter()
        .map(|((name, province), cloth)| {
            let plain = slug(&name);
            let slug = match bearers.get(&plain) {
                Some(1) => plain,
                _ => format!("{plain}-{}", slug_of_province(&province)),
            };
            District {
                name,
                slug,
                province,
                cloth,
            }
        })
        .collect();
    districts
        .sort_by_cached_key(|district| (order.key(bare(&district.name)), district.slug.clone()));
    districts
}

/// "Tỉnh An Giang" gives `an-giang`.
fn slug_of_province(province: &str) -> String {
    slug(strip_kind(
        province,
        &["Tỉnh ", "Thành phố ", "TP. ", "TP "],
    ))
}

/// A district's name without its kind: the order readers look it up in.
fn bare(name: &str) -> &str {
    strip_kind(name, &["Huyện ", "Thị xã ", "Thành phố ", "Quận "])
}

fn strip_kind<'a>(name: &'a str, kinds: &[&str]) -> &'a str {
    kinds
        .iter()
        .find_map(|kind| name.strip_prefix(kind))
        .unwrap_or(name)
}

/// Two districts of one province whose names differ in their marks alone would have one address; it
/// is nearly always one district, mistyped. Told once, where the second name stands first.
fn note_namesakes(document: &Document<'_>, records: &[(usize, Record)], notes: &mut Diagnostics) {
    let mut firsts: BTreeMap<(String, String), (String, String)> = BTreeMap::new();
    let mut told: BTreeSet<(String, String)> = BTreeSet::new();
    for (index, record) in records {
        let (Some(name), Some(province)) =
            (record.text("former_district"), record.text("province"))
        else {
            continue;
        };
        let spelled = spelling::key(&name);
        let address = (slug(&name), slug(&province));
        let first = firsts
            .entry(address)
            .or_insert((spelled.clone(), name.clone()));
        if first.0 != spelled && told.insert((spelled, province)) {
            let problem = Problem::DistrictNamesake {
                found: name,
                other: first.1.clone(),
            };
            let place = place_of(document, *index, "former_district");
            notes.add(document.file, place, problem);
        }
    }
}

fn note_twins(document: &Document<'_>, records: &[&(usize, Record)], notes: &mut Diagnostics) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (index, record) in records {
        let Some(code) = record.text("code") else {
            continue;
        };
        let Some(first) = seen.get(&code) else {
            seen.insert(code, *index);
            continue;
        };
        let problem = Problem::Twice {
            key: "code",
            found: code,
            other: FILE.to_owned(),
            line: Some(document.line(place_of(document, *first, "code"))),
        };
        notes.add(document.file, place_of(document, *index, "code"), problem);
    }
}

fn communes(records: &[&(usize, Record)], districts: &[District]) -> Vec<Commune> {
    let index = DistrictIndex::of(districts);
    let mut communes: Vec<Commune> = records
        .iter()
        .filter_map(|(_, record)| {
            let (code, name) = (record.text("code")?, record.text("name")?);
            let province = record.text("province")?;
            Some(Commune {
                slug: slug(&name),
                district: index.find(record, &province),
                code,
                name,
                province,
            })
        })
        .collect();
    communes.sort_by(|a, b| a.code.cmp(&b.code));
    communes.dedup_by(|a, b| a.code == b.code);
    let mut bearers: BTreeMap<String, usize> = BTreeMap::new();
    for commune in &communes {
        *bearers.entry(commune.slug.clone()).or_default() += 1;
    }
    // Wherever two would meet, each carries its code, so that an address never depends on which came first.
    for commune in &mut communes {
        if bearers.get(&commune.slug).is_some_and(|count| *count > 1) {
            commune.slug = format!("{}-{}", commune.slug, commune.code);
        }
    }
    communes
}

fn former(
    document: &Document<'_>,
    records: &[&(usize, Record)],
    communes: &[Commune],
    districts: &[District],
    excused: &Excused,
    notes: &mut Diagnostics,
) -> Vec<FormerCommune> {
    let index = DistrictIndex::of(districts);
    let find = |code: &str| {
        communes
            .binary_search_by(|commune| commune.code.as_str().cmp(code))
            .ok()
    };
    let mut former = Vec::new();
    let mut codes = None;
    for (at, record) in records {
        let mut into = Vec::new();
        for (nth, code) in record.placed_texts("into") {
            match find(code) {
                Some(commune) if !into.contains(&commune) => into.push(commune),
                Some(_) => {}
                None if excused.holds(code) => {}
                None => {
                    let way = [
                        Step::Index(*at),
                        Step::Key("into".to_owned()),
                        Step::Index(nth),
                    ];
                    let codes = codes.get_or_insert_with(|| {
                        Names::of(communes.iter().map(|commune| commune.code.as_str()))
                    });
                    let problem = Problem::Unknown {
                        key: "into",
                        found: code.to_owned(),
                        near: codes.nearest(code).map(str::to_owned),
                        write: None,
                    };
                    notes.add(document.file, document.place(&way), problem);
                }
            }
        }
        let (Some(code), Some(name), Some(province)) = (
            record.text("code"),
            record.text("name"),
            record.text("province"),
        ) else {
            continue;
        };
        former.push(FormerCommune {
            district: index.find(record, &province),
            code,
            name,
            province,
            into,
        });
    }
    former.sort_by(|a, b| a.code.cmp(&b.code));
    former.dedup_by(|a, b| a.code == b.code);
    former
}

/// A current commune's stated district against those of the communes that went into it.
fn note_disagreements(
    document: &Document<'_>,
    records: &[&(usize, Record)],
    places: &Places,
    notes: &mut Diagnostics,
) {
    for (at, record) in records {
        let Some(commune) = record.text("code").and_then(|code| places.commune(&code)) else {
            continue;
        };
        let Some(stated) = places.communes[commune].district else {
            continue;
        };
        let other = places
            .made_of(commune)
            .iter()
            .filter_map(|former| places.former[*former].district)
            .find(|district| *district != stated);
        if let Some(other) = other {
            let problem = Problem::PlaceDistrict {
                found: places.districts[stated].name.clone(),
                decided: places.districts[other].name.clone(),
            };
            notes.add(
                document.file,
                place_of(document, *at, "former_district"),
                problem,
            );
        }
    }
}

struct DistrictIndex(BTreeMap<(String, String), usize>);

impl DistrictIndex {
    fn of(districts: &[District]) -> DistrictIndex {
        let keyed = districts.iter().enumerate().map(|(index, district)| {
            let key = (
                spelling::key(&district.name),
                spelling::key(&district.province),
            );
            (key, index)
        });
        DistrictIndex(keyed.collect())
    }

    fn find(&self, record: &Record, province: &str) -> Option<usize> {
        let name = record.text("former_district")?;
        let key = (spelling::key(&name), spelling::key(province));
        self.0.get(&key).copied()
    }
}
