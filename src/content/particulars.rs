//! The particulars of a product: awards, other certificates, shops, and what its table of facts shows.

use crate::catalogue::product::{Award, Facts, Shop, Standard};
use crate::content::entry::Entry;
use crate::content::value::Record;
use crate::source::diagnostic::Diagnostics;
use crate::source::problem::Problem;

/// A shop is found by its address on the net or on the ground.
pub(super) fn shops_lead_somewhere(entry: &Entry<'_>, notes: &mut Diagnostics) {
    for (index, shop) in entry.record.records("shops") {
        if !shop.mentions("url") && !shop.mentions("place") {
            let problem = Problem::Missing {
                key: "url",
                label: "Địa chỉ mạng; hoặc ô place".into(),
                example: "https://example.org",
            };
            notes.add(entry.file(), entry.item_place("shops", index), problem);
        }
    }
}

pub(super) fn awards(record: &Record) -> Vec<Award> {
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

pub(super) fn standards(record: &Record) -> Vec<Standard> {
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

pub(super) fn shops(record: &Record) -> Vec<Shop> {
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

pub(super) fn facts(record: &Record) -> Facts {
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
