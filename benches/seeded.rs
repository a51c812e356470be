//! Sows 500 faults into 16,543 products, checks that all are found and no other, and times it beside the sound catalogue.
//!
//! `cargo bench --bench seeded`; other sizes: `cargo bench --bench seeded -- 2000 100`.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a benchmark makes the sites it times"
)]

mod faults;
mod made;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};
use std::time::Instant;

const RUNS: usize = 3;

fn main() {
    let numbers: Vec<usize> = std::env::args()
        .filter_map(|word| word.parse().ok())
        .collect();
    let products = numbers.first().copied().unwrap_or(16_543);
    let count = numbers.get(1).copied().unwrap_or(500);
    let folder = tempfile::tempdir().expect("a temporary folder");
    made::write(folder.path(), products, 0, true).expect("a catalogue");
    timed("sound", folder.path());
    let expected: BTreeSet<(String, u64, u64, String)> =
        faults::sow(folder.path(), products, count)
            .into_iter()
            .map(|one| {
                (
                    one.file,
                    one.line as u64,
                    one.column as u64,
                    one.code.to_owned(),
                )
            })
            .collect();
    let output = timed("with faults", folder.path());
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let found: BTreeSet<(String, u64, u64, String)> = report["diagnostics"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|note| note["severity"] == "error")
        .map(|note| {
            let number = |key: &str| note[key].as_u64().unwrap_or_default();
            let text = |key: &str| note[key].as_str().unwrap_or_default().to_owned();
            (text("file"), number("line"), number("column"), text("code"))
        })
        .collect();
    println!(
        "{} of {} faults of {} kinds found, {} made up",
        expected.intersection(&found).count(),
        expected.len(),
        faults::KIND_COUNT.min(count),
        found.difference(&expected).count()
    );
    assert_eq!(expected, found);
}

fn timed(what: &str, folder: &Path) -> Output {
    let mut runs: Vec<(f64, Output)> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            let output = Command::new(env!("CARGO_BIN_EXE_sanvat"))
                .args([
                    "check",
                    "--date",
                    "2026-11-24",
                    "--format",
                    "json",
                    "--timings",
                    "--site",
                ])
                .arg(folder)
                .output()
                .expect("the program runs");
            (start.elapsed().as_secs_f64(), output)
        })
        .collect();
    runs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (wall, output) = runs.swap_remove(RUNS / 2);
    println!("{what}: {wall:.2} s");
    for line in String::from_utf8_lossy(&output.stderr).lines() {
        println!("    {line}");
    }
    output
}
