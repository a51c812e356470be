//! Recognitions: what a file states of them, and what the rules say to that.

use crate::catalogue::date::Date;
use crate::catalogue::product::Proposal;
use crate::catalogue::recognition::{
    Issuer, MAX_EXTENSION_DAYS, MONTHS_IN_FORCE, Recognition, Star,
};
use crate::content::entry::Entry;
use crate::content::front_matter::path;
use crate::content::value::Record;
use crate::source::diagnostic::Diagnostics;
use crate::source::problem::Problem;
use crate::source::yaml::Step;
use std::cmp::Reverse;

/// The recognition now held, of a product of this star.
pub(super) fn certificate(
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
    let held = read(map, star);
    for (key, problem) in doubts(&held, today) {
        notes.add(entry.file(), entry.place(&["certificate", key]), problem);
    }
    let span = || entry.document.key_place(&path(&["certificate"]));
    if !map.mentions("issued") && !map.mentions("expires") {
        notes.add(entry.file(), span(), Problem::CertificateUndated);
    }
    if !map.mentions("number") && !entry.record.mentions("sources") {
        notes.add(entry.file(), span(), Problem::SourcesMissing);
    }
    Some(held)
}

/// The earlier recognitions, the latest first.
pub(super) fn history(
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
        let earlier = read(map, star);
        for (key, problem) in doubts(&earlier, today) {
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

/// The level it is put forward for.
pub(super) fn proposed(
    entry: &Entry<'_>,
    star: Option<Star>,
    notes: &mut Diagnostics,
) -> Option<Proposal> {
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

/// A recognition as a map states it.
fn read(record: &Record, star: Star) -> Recognition {
    Recognition {
        star,
        number: record.text("number"),
        issued: record.date("issued"),
        expires: record.date("expires"),
        issuer: record.text("issuer").as_deref().and_then(Issuer::from_id),
        round: record.text("round"),
        points: record.number("points"),
        extended_to: record.day("extended_to"),
    }
}

/// What is wrong or doubtful, each with the key it concerns.
fn doubts(held: &Recognition, today: Date) -> Vec<(&'static str, Problem)> {
    let mut doubts = Vec::new();
    if let Some(issued) = held.issued {
        if issued.first() > today {
            let issued = issued.to_string();
            doubts.push(("issued", Problem::IssueInFuture { issued }));
        }
        if let Some(issuer) = held.issuer
            && !issuer.could_grant(held.star, issued)
        {
            doubts.push((
                "issuer",
                Problem::IssuerMismatch {
                    stars: held.star.level(),
                    found: issuer.id().to_owned(),
                    expected: expected_issuer(held.star, issued),
                },
            ));
        }
        if let Some(expires) = held.expires {
            let latest = issued.add_months(MONTHS_IN_FORCE);
            if expires.last() < issued.first() {
                doubts.push((
                    "expires",
                    Problem::ExpiryBeforeIssue {
                        issued: issued.to_string(),
                        expires: expires.to_string(),
                    },
                ));
            } else if expires.first() > latest.last() {
                doubts.push((
                    "expires",
                    Problem::ExpiryTooLate {
                        expires: expires.to_string(),
                        latest: latest.to_string(),
                    },
                ));
            }
        }
    }
    if let (Some(extended), Some(ends)) = (held.extended_to, held.ends()) {
        let latest = ends.last().add_days(MAX_EXTENSION_DAYS);
        if extended < ends.first() {
            doubts.push((
                "extended_to",
                Problem::ExtensionBeforeExpiry {
                    extended: extended.to_string(),
                    expires: ends.to_string(),
                },
            ));
        } else if extended > latest {
            doubts.push((
                "extended_to",
                Problem::ExtensionTooLate {
                    extended: extended.to_string(),
                    latest: latest.to_string(),
                },
            ));
        }
    }
    if let Some(points) = held.points
        && let Some(band) = band_missed(held.star, points)
    {
        doubts.push((
            "points",
            Problem::PointsMismatch {
                stars: held.star.level(),
                points: points.to_string(),
                band,
            },
        ));
    }
    doubts
}

fn expected_issuer(star: Star, on: crate::catalogue::date::Stated) -> String {
    let fitting: Vec<&str> = Issuer::IDS
        .iter()
        .copied()
        .filter(|id| Issuer::from_id(id).is_some_and(|issuer| issuer.could_grant(star, on)))
        .collect();
    fitting.join(", ")
}

/// The band of points a star needs, if the points lie outside it.
///
/// Rule: 50 to under 70, 70 to under 90, 90 to 100 (Quyết định 26/2026/QĐ-TTg, article 3.3).
fn band_missed(star: Star, points: f64) -> Option<(u8, u8)> {
    let (fits, band) = match star.level() {
        3 => ((50.0..70.0).contains(&points), (50, 70)),
        4 => ((70.0..90.0).contains(&points), (70, 90)),
        _ => ((90.0..=100.0).contains(&points), (90, 100)),
    };
    (!fits).then_some(band)
}
