//! Builds made-up catalogues of growing size and prints what each stage costs.
//!
//! `cargo bench --bench sizes` for 200, 2,000 and 16,543 products; other sizes and photographs:
//! `cargo bench --bench sizes -- 100000 --photographs 200`. Each size is built cold, again with
//! nothing changed, and after one edit, three times over; the medians are printed, and what it costs to
//! read and hash the content, below which no build that trusts the sources alone can come.
//! `-- --make DIR 2000` only writes a catalogue, for other tools to work on.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a benchmark makes the sites it times"
)]

mod made;

use std::fs;
use std::path::Path;
use std::process::Command;

const RUNS: usize = 3;

fn main() {
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    let photographs = words
        .iter()
        .position(|word| word == "--photographs")
        .and_then(|at| words.get(at + 1)?.parse().ok())
        .unwrap_or(0);
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--make", folder, size, ..] => {
            let size = size.parse().expect("a size");
            return made::write(Path::new(folder), size, photographs, false)
                .expect("the catalogue is written");
        }
        ["--hash", folder] => return hash_all(Path::new(folder)),
        _ => {}
    }
    let mut sizes: Vec<usize> = words.iter().filter_map(|word| word.parse().ok()).collect();
    if photographs > 0 {
        sizes.retain(|size| {
            *size != photographs
                || words
                    .iter()
                    .filter(|word| **word == size.to_string())
                    .count()
                    > 1
        });
    }
    if sizes.is_empty() {
        sizes = vec![200, 2_000, 16_543];
    }
    println!(
        "{:>8} {:>10} {:>8} {:>8} {:>8}  stages (ms)",
        "products", "build", "wall s", "cpu s", "peak MB"
    );
    for size in sizes {
        let folder = tempfile::tempdir().expect("a temporary folder");
        made::write(folder.path(), size, photographs, false).expect("the catalogue is written");
        let edited = folder.path().join("content/products/san-pham-000001.md");
        let text = fs::read_to_string(&edited).expect("a product");
        for kind in ["cold", "unchanged", "one edit"] {
            let mut runs: Vec<Figures> = (0..RUNS)
                .map(|run| {
                    match kind {
                        // The old output is set aside, not deleted: deleting slows the file system for minutes.
                        "cold" => set_aside(folder.path(), run),
                        "one edit" => fs::write(&edited, format!("{text}\nSửa lần {run}.\n"))
                            .expect("an edit"),
                        _ => {}
                    }
                    build(folder.path())
                })
                .collect();
            runs.sort_by(|a, b| a.cpu.total_cmp(&b.cpu));
            let middle = &runs[RUNS / 2];
            println!(
                "{size:>8} {kind:>10} {:>8.2} {:>8.2} {:>8.0}  {}",
                middle.wall, middle.cpu, middle.peak, middle.stages
            );
        }
        let mut floors: Vec<f64> = (0..RUNS).map(|_| floor(folder.path())).collect();
        floors.sort_by(f64::total_cmp);
        println!(
            "{size:>8} {:>10} {:>8} {:>8.2}",
            "floor",
            "",
            floors[RUNS / 2]
        );
    }
}

fn set_aside(folder: &Path, run: usize) {
    for name in ["public", ".sanvat"] {
        let from = folder.join(name);
        if from.exists() {
            fs::rename(from, folder.join(format!("old{name}{run}"))).expect("set aside");
        }
    }
}

/// Reads and hashes every file below a folder, and prints the seconds of processor time it took.
fn hash_all(folder: &Path) {
    let mut hasher = blake3::Hasher::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.expect("a readable folder");
        if entry.file_type().is_file() {
            hasher.update(&fs::read(entry.path()).expect("a readable file"));
        }
    }
    let (seconds, _) = sanvat::disk::process::used().expect("a system that tells");
    println!("{seconds:.2} {}", hasher.finalize());
}

/// The same in a process of its own: seconds.
fn floor(folder: &Path) -> f64 {
    let output = Command::new(std::env::current_exe().expect("a name"))
        .arg("--hash")
        .arg(folder.join("content"))
        .output()
        .expect("the program runs");
    let text = String::from_utf8_lossy(&output.stdout);
    text.split(' ')
        .next()
        .and_then(|word| word.parse().ok())
        .expect("a figure")
}

struct Figures {
    wall: f64,
    cpu: f64,
    peak: f64,
    stages: String,
}

/// Runs the program and reads the figures it prints of itself with `--timings`.
fn build(folder: &Path) -> Figures {
    let output = Command::new(env!("CARGO_BIN_EXE_sanvat"))
        .args([
            "build",
            "--date",
            "2026-11-24",
            "--lang",
            "en",
            "--timings",
            "--site",
        ])
        .arg(folder)
        .output()
        .expect("the program runs");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}");
    let mut figures = Figures {
        wall: 0.0,
        cpu: 0.0,
        peak: 0.0,
        stages: String::new(),
    };
    for line in text.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [name, number, unit, ..] = words.as_slice() else {
            continue;
        };
        let Ok(number) = number.parse::<f64>() else {
            continue;
        };
        match (*name, *unit) {
            ("total", "ms") => figures.wall = number / 1000.0,
            ("cpu", "ms") => figures.cpu = number / 1000.0,
            ("peak", "MB") => figures.peak = number,
            (stage, "ms") => figures.stages.push_str(&format!("{stage} {number:.0}  ")),
            _ => {}
        }
    }
    figures
}
