//! Faults sown into a large catalogue are all found where they are, and no other.

use crate::harness::Fixture;
use crate::made;

#[path = "../benches/faults.rs"]
mod faults;

use faults::Sown;

/// 106 faults of 53 kinds among 318 products; `cargo bench --bench seeded` sows 500 among 16,543.
#[test]
fn every_fault_sown_is_told_at_its_place_and_no_other() {
    let (products, sown) = (318, 2 * faults::KIND_COUNT);
    let site = Fixture::empty("seeded");
    made::write(site.path(), products, 0, true).expect("a catalogue");
    let expected = faults::sow(site.path(), products, sown);
    let ran = site
        .run(&["check", "--date", "2026-11-24", "--format", "json"])
        .expect_code(1);
    let report: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let mut found: Vec<(String, usize, usize, String)> = report["diagnostics"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|note| note["severity"] == "error")
        .map(|note| {
            let number = |key: &str| note[key].as_u64().unwrap_or_default() as usize;
            let text = |key: &str| note[key].as_str().unwrap_or_default().to_owned();
            (text("file"), number("line"), number("column"), text("code"))
        })
        .collect();
    found.sort();
    let expected: Vec<(String, usize, usize, String)> = expected
        .into_iter()
        .map(
            |Sown {
                 file,
                 line,
                 column,
                 code,
             }| (file, line, column, code.to_owned()),
        )
        .collect();
    let missed: Vec<_> = expected.iter().filter(|one| !found.contains(one)).collect();
    let made_up: Vec<_> = found.iter().filter(|one| !expected.contains(one)).collect();
    assert!(
        missed.is_empty() && made_up.is_empty(),
        "missed {missed:#?}\nmade up {made_up:#?}"
    );
    assert_eq!(found.len(), sown);
}
