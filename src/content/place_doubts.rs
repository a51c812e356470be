//! What is doubtful in `places.yml`: names without their kind, days to come, two spellings of one district.

use crate::catalogue::date::Date;
use crate::content::front_matter::Document;
use crate::content::spelling;
use crate::content::value::Record;
use crate::source::diagnostic::Diagnostics;
use crate::source::problem::Problem;
use crate::source::span::Span;
use crate::source::yaml::Step;
use std::collections::BTreeMap;

const COMMUNES: &str = "Xã, Phường, Thị trấn, Đặc khu";
const DISTRICTS: &str = "Huyện, Thị xã, Thành phố, Quận";
const PROVINCES: &str = "Tỉnh, Thành phố";

/// Notes all of it, each kind once a name.
pub(super) fn note(
    document: &Document<'_>,
    records: &[(usize, Record)],
    today: Date,
    notes: &mut Diagnostics,
) {
    let place =
        |index: usize, key: &str| document.place(&[Step::Index(index), Step::Key(key.to_owned())]);
    let mut names = Named::default();
    for (index, record) in records {
        let mut note = |span: Span, problem: Problem| notes.add(document.file, span, problem);
        for (key, kinds) in [
            ("name", COMMUNES),
            ("former_district", DISTRICTS),
            ("province", PROVINCES),
        ] {
            let Some(found) = record.text(key) else {
                continue;
            };
            if key != "name" {
                match names.meet(key, &found) {
                    Met::Before => continue,
                    Met::Otherwise(other) => {
                        let problem = Problem::TwoSpellings { found, other };
                        note(place(*index, key), problem);
                        continue;
                    }
                    Met::Never => {}
                }
            }
            let has_kind = kinds
                .split(", ")
                .any(|kind| spelling::key(&found).starts_with(&spelling::key(kind)));
            if !has_kind {
                let problem = Problem::WithoutKind { key, found, kinds };
                note(place(*index, key), problem);
            }
        }
        if let Some(until) = record.day("until").filter(|until| *until > today) {
            let problem = Problem::InFuture {
                key: "until",
                found: until.to_string(),
            };
            note(place(*index, "until"), problem);
        }
        if record.mentions("into") && !record.mentions("until") {
            note(place(*index, "into"), Problem::IntoWithoutUntil);
        }
        if let (Some(cloth), Some(district)) =
            (record.text("cloth"), record.text("former_district"))
        {
            let province = record.text("province").unwrap_or_default();
            let key = (spelling::key(&district), spelling::key(&province));
            let first = names.cloths.entry(key).or_insert(cloth.clone());
            if *first != cloth {
                let problem = Problem::ClothDisagrees {
                    found: cloth,
                    other: first.clone(),
                };
                note(place(*index, "cloth"), problem);
            }
        }
    }
}

/// Names met so far.
#[derive(Default)]
struct Named {
    /// By key and spelling: the first way it was written, and the ways told of.
    written: BTreeMap<(&'static str, String), Vec<String>>,
    cloths: BTreeMap<(String, String), String>,
}

enum Met {
    Never,
    Before,
    Otherwise(String),
}

impl Named {
    fn meet(&mut self, key: &'static str, name: &str) -> Met {
        let ways = self.written.entry((key, spelling::key(name))).or_default();
        if ways.iter().any(|way| way == name) {
            return Met::Before;
        }
        ways.push(name.to_owned());
        match ways.as_slice() {
            [_] => Met::Never,
            [first, ..] => Met::Otherwise(first.clone()),
            [] => Met::Before,
        }
    }
}
