//! One producer file into a producer.

use crate::catalogue::producer::{Producer, ProducerContact, ProducerKind};
use crate::content::entry::Entry;
use crate::content::gazetteer::Gazetteer;
use crate::content::location;
use crate::content::pictures::Pictures;
use crate::content::product::citations;
use crate::source::diagnostic::Diagnostics;
use crate::source::problem::Problem;

/// The producer of a file; `None` when an error was noted for it.
pub fn read(
    entry: &Entry<'_>,
    gazetteer: &Gazetteer<'_>,
    pictures: &Pictures<'_>,
    notes: &mut Diagnostics,
) -> Option<Producer> {
    let record = &entry.record;
    let stated = location::stated(entry, gazetteer, notes);
    if stated.is_none() {
        notes.add(entry.file(), entry.document.fence, Problem::PlaceMissing);
    }
    let contact = ProducerContact {
        phone: record.text("phone"),
        email: record.text("email"),
        website: record.text("website"),
        zalo: record.text("zalo"),
        map: map(entry, notes),
    };
    let listed = pictures.listed(&entry.document, record, notes);
    let sources = citations(entry, notes);
    Some(Producer {
        id: entry.id.clone(),
        file: entry.file().clone(),
        name: record.text("name")?,
        kind: record
            .text("kind")
            .as_deref()
            .and_then(ProducerKind::from_id),
        location: stated?,
        contact,
        summary: record.text("summary"),
        pictures: listed,
        sources,
        aliases: record.texts("aliases"),
        checked: record.day("checked"),
        body: entry.body.clone(),
    })
}

/// Latitude and longitude, if they lie in Vietnam, islands included.
fn map(entry: &Entry<'_>, notes: &mut Diagnostics) -> Option<(f64, f64)> {
    let location = entry.record.record("location")?;
    let (lat, lon) = (location.number("lat")?, location.number("lon")?);
    if (6.0..=24.0).contains(&lat) && (102.0..=118.0).contains(&lon) {
        return Some((lat, lon));
    }
    let problem = if (6.0..=24.0).contains(&lon) && (102.0..=118.0).contains(&lat) {
        let write = format!("location: {{ lat: {lon}, lon: {lat} }}");
        Problem::LocationSwapped { write }
    } else {
        let found = format!("{lat}, {lon}");
        Problem::LocationOutside { found }
    };
    notes.add(entry.file(), entry.place(&["location"]), problem);
    None
}
