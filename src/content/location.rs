//! Where a product or a producer is: what its place fields say, and what they decide together.

use crate::catalogue::place::{Location, Places};
use crate::content::entry::Entry;
use crate::content::gazetteer::{Gazetteer, bare};
use crate::source::diagnostic::Diagnostics;
use crate::source::problem::Problem;
use crate::text::fold::fold;
use crate::text::near::nearest;

/// The place a file states. `None` when it states none.
pub fn stated(
    entry: &Entry<'_>,
    gazetteer: &Gazetteer<'_>,
    notes: &mut Diagnostics,
) -> Option<Location> {
    let places = gazetteer.places;
    let record = &entry.record;
    if !["commune", "former_commune", "district"]
        .iter()
        .any(|key| record.mentions(key))
    {
        return None;
    }
    let mut note_unless = |excused: bool, key: &str, problem: Problem| {
        if !excused {
            notes.add(entry.file(), entry.place(&[key]), problem);
        }
    };
    let commune = record.text("commune").and_then(|word| {
        current(&word, gazetteer)
            .map_err(|fault| note_unless(gazetteer.excuses(&word), "commune", fault))
            .ok()
    });
    let former = record.text("former_commune").and_then(|word| {
        earlier(&word, gazetteer)
            .map_err(|fault| note_unless(gazetteer.excuses(&word), "former_commune", fault))
            .ok()
    });
    let district = record.text("district").and_then(|word| {
        district(&word, places)
            .map_err(|fault| note_unless(gazetteer.excuses(&word), "district", fault))
            .ok()
    });
    if let (Some(commune), Some(former)) = (commune, former) {
        let into = &places.former[former].into;
        if !into.is_empty() && !into.contains(&commune) {
            let names: Vec<&str> = into
                .iter()
                .map(|at| places.communes[*at].name.as_str())
                .collect();
            note_unless(
                false,
                "commune",
                Problem::PlacesDisagree {
                    key: "commune",
                    found: places.communes[commune].name.clone(),
                    decided: names.join(", "),
                },
            );
        }
    }
    let location = decide(commune, former, places);
    let decided = match location.district {
        Some(decided) => vec![decided],
        None => commune
            .map(|commune| possible_districts(commune, places))
            .unwrap_or_default(),
    };
    if let Some(stated) = district
        && !decided.is_empty()
        && !decided.contains(&stated)
    {
        let names: Vec<&str> = decided
            .iter()
            .map(|at| places.districts[*at].name.as_str())
            .collect();
        note_unless(
            false,
            "district",
            Problem::PlacesDisagree {
                key: "district",
                found: places.districts[stated].name.clone(),
                decided: names.join(", "),
            },
        );
    }
    Some(Location {
        district: location.district.or(district),
        ..location
    })
}

/// What one commune says of the other and of the district.
fn decide(commune: Option<usize>, former: Option<usize>, places: &Places) -> Location {
    let only = |list: &[usize]| match list {
        [one] => Some(*one),
        _ => None,
    };
    let commune = commune.or_else(|| former.and_then(|former| only(&places.former[former].into)));
    let former = former.or_else(|| {
        let one = only(places.made_of(commune?))?;
        // A commune that was split went elsewhere too: what is made there need not come from it alone.
        (places.former[one].into.len() == 1).then_some(one)
    });
    let district = former
        .and_then(|former| places.former[former].district)
        .or_else(|| commune.and_then(|commune| places.communes[commune].district));
    Location {
        commune,
        former,
        district,
    }
}

fn possible_districts(commune: usize, places: &Places) -> Vec<usize> {
    let mut districts: Vec<usize> = places
        .made_of(commune)
        .iter()
        .filter_map(|former| places.former[*former].district)
        .collect();
    districts.sort_unstable();
    districts.dedup();
    districts
}

fn current(word: &str, gazetteer: &Gazetteer<'_>) -> Result<usize, Problem> {
    let places = gazetteer.places;
    if let Some(commune) = places.commune(word) {
        return Ok(commune);
    }
    if let Some(former) = places.former(word) {
        let former = &places.former[former];
        let write = match former.into.as_slice() {
            [one] => format!("commune: \"{}\"", places.communes[*one].code),
            _ => format!("former_commune: \"{}\"", former.code),
        };
        return Err(Problem::CommuneFormer {
            found: word.to_owned(),
            name: former.name.clone(),
            write,
        });
    }
    // A name may be that of a commune of either period: the better match counts.
    let now = gazetteer.current(word);
    let before = gazetteer.former(word);
    match (now, before) {
        (Some((sure, ..)), Some((surer, name, code))) if surer < sure => {
            Err(former_named(word, name, code))
        }
        (None, Some((_, name, code))) => Err(former_named(word, name, code)),
        (now, _) => Err(unknown(
            "commune",
            word,
            now.map(|(_, name, code)| (name, code)),
        )),
    }
}

fn former_named(word: &str, name: &str, code: &str) -> Problem {
    Problem::CommuneFormer {
        found: word.to_owned(),
        name: name.to_owned(),
        write: format!("former_commune: \"{code}\""),
    }
}

fn earlier(word: &str, gazetteer: &Gazetteer<'_>) -> Result<usize, Problem> {
    let places = gazetteer.places;
    if let Some(former) = places.former(word) {
        return Ok(former);
    }
    if let Some(commune) = places.commune(word) {
        return Err(Problem::CommuneCurrent {
            found: word.to_owned(),
            name: places.communes[commune].name.clone(),
        });
    }
    let named = gazetteer.former(word).map(|(_, name, code)| (name, code));
    Err(unknown("former_commune", word, named))
}

fn unknown(key: &'static str, word: &str, named: Option<(&str, &str)>) -> Problem {
    Problem::Unknown {
        key,
        found: word.to_owned(),
        near: named.map(|(name, _)| name.to_owned()),
        write: named.map(|(_, code)| format!("{key}: \"{code}\"")),
    }
}

fn district(word: &str, places: &Places) -> Result<usize, Problem> {
    if let Some(district) = places.district(word) {
        return Ok(district);
    }
    let wanted = fold(word);
    let names = || {
        places
            .districts
            .iter()
            .map(|district| district.name.as_str())
    };
    let near = names()
        .find(|name| fold(name) == wanted || bare(name) == wanted || bare(name) == bare(word))
        .or_else(|| nearest(word, names()));
    Err(Problem::Unknown {
        key: "district",
        found: word.to_owned(),
        near: near.map(str::to_owned),
        write: near.map(|name| format!("district: {name}")),
    })
}
