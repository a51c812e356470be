//! Writes the search index of a site and prints what it weighs and what making it costs (`index` and `gzip` in
//! milliseconds of computing, one thread).
//!
//! `cargo bench --bench search -- SITE [OUT]` for a site folder; without one, made-up catalogues of
//! 16,543 and 100,000 products. With OUT the index is written there, for `node tests/search/…`.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a benchmark makes and reads the sites it times"
)]

#[allow(dead_code, reason = "the other bench uses the rest")]
mod made;

use sanvat::catalogue::date::Date;
use sanvat::content::{self, Wishes};
use sanvat::disk;
use sanvat::site::artifact::Recipe;
use sanvat::site::{self, Assets};
use sanvat::view::manifest::Manifest;
use std::fs;
use std::path::Path;
use std::time::Instant;

fn main() {
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    println!(
        "{:>8} {:>8} {:>9} {:>9} {:>6} {:>8} {:>8} {:>9} {:>9}",
        "products", "plan ms", "index ms", "gzip ms", "files", "bytes", "core", "facets", "largest"
    );
    if let Some(site) = words.first() {
        measure(Path::new(site), words.get(1).map(Path::new));
        return;
    }
    for size in [16_543, 100_000] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        made::write(folder.path(), size, 0, false).expect("the catalogue is written");
        measure(folder.path(), None);
    }
}

fn measure(folder: &Path, out: Option<&Path>) {
    let tree = disk::read::site(folder).value;
    let today = Date::new(2026, 11, 24).expect("a day");
    let wishes = Wishes {
        today,
        drafts: false,
        base_url: None,
    };
    let catalogue = content::read(&tree, &wishes).value;
    let manifest = Manifest {
        name: String::new(),
        standalone: true,
        image_widths: Vec::new(),
        optional: Vec::new(),
        unread: Vec::new(),
    };
    let start = Instant::now();
    let site = site::plan(&catalogue, &manifest, &Assets::default()).value;
    let plan = start.elapsed();
    let start = cpu();
    let files = site.index_again();
    let index = cpu() - start;
    let start = cpu();
    let mut sizes = Vec::new();
    for artifact in site.artifacts.iter() {
        if let Recipe::Search(number) = artifact.recipe {
            let bytes = site.search_file(number);
            sizes.push((artifact.path.clone(), bytes.len()));
            if let Some(out) = out {
                let path = out.join(artifact.path.rsplit('/').next().unwrap_or_default());
                fs::create_dir_all(out).expect("a folder");
                fs::write(path, bytes).expect("a file written");
            }
        }
    }
    let gzip = cpu() - start;
    let of = |name: &str| {
        let found = sizes.iter().find(|(path, _)| path.ends_with(name));
        found.map_or(0, |(_, size)| *size)
    };
    println!(
        "{:>8} {:>8} {:>9} {:>9} {:>6} {:>8} {:>8} {:>9} {:>9}",
        catalogue.products.len(),
        plan.as_millis(),
        index,
        gzip,
        files,
        sizes.iter().map(|(_, size)| size).sum::<usize>(),
        of("core.bin"),
        of("facets.bin"),
        sizes.iter().map(|(_, size)| *size).max().unwrap_or(0),
    );
}

/// Milliseconds this thread has computed: on a busy machine the clock on the wall tells nothing.
fn cpu() -> u64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = text
        .split(' ')
        .next()
        .and_then(|word| word.parse::<u64>().ok());
    nanoseconds.unwrap_or(0) / 1_000_000
}
