//! What share cards cost: the products of a made-up catalogue, each card drawn on one thread.
//!
//! `cargo bench --bench cards` for 2,000 products; `-- 500` for another number, `-- 500 --keep DIR`
//! also writes the cards into a folder, to be looked at.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a benchmark makes the site it times and speaks to the terminal"
)]

mod made;

use sanvat::catalogue::date::Date;
use sanvat::content::Wishes;
use sanvat::disk::process;
use sanvat::pipeline::{self, Job};
use sanvat::render::card::Grounds;
use sanvat::site::artifact::{PageRef, Recipe};
use sanvat::site::{self, Assets};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let keep = words.iter().position(|word| word == "--keep");
    let keep = keep.and_then(|at| words.get(at + 1)).map(PathBuf::from);
    let mut sizes = words.iter().filter_map(|word| word.parse().ok());
    let folder = tempfile::tempdir().expect("a temporary folder");
    made::write(folder.path(), sizes.next().unwrap_or(2_000), 0, true).expect("a catalogue");
    draw(folder.path(), keep.as_deref());
}

fn draw(root: &Path, keep: Option<&Path>) {
    let job = Job {
        root: root.to_owned(),
        wishes: Wishes {
            today: Date::parse("2026-11-24").expect("a date"),
            drafts: false,
            base_url: None,
        },
        theme: None,
        cached: false,
    };
    let prepared = pipeline::prepare(&job, &mut |_| ()).value;
    let theme = prepared.theme.expect("the built-in theme");
    let assets = Assets {
        folder: format!("assets/{}", theme.assets_hash),
        paths: theme.assets.keys().cloned().collect(),
        card: theme.card.clone(),
        cards: theme.look(),
    };
    let site = site::plan(&prepared.catalogue, &theme.manifest, &assets).value;
    let mut sizes: Vec<usize> = Vec::new();
    let grounds = Grounds::default();
    let (before, _) = process::used().expect("a system that tells");
    let start = Instant::now();
    for artifact in site.artifacts.iter() {
        let Recipe::Card(recipe) = &artifact.recipe else {
            continue;
        };
        if !matches!(recipe.page, PageRef::Product(_)) {
            continue;
        }
        let card = site.card(recipe.page);
        let drawn = theme.draw_card(&card, &artifact.path, &grounds, None);
        let bytes = drawn.expect("a card");
        sizes.push(bytes.len());
        if let Some(folder) = keep {
            let name = artifact.path.rsplit('/').next().expect("a name");
            fs::create_dir_all(folder).expect("a folder");
            fs::write(folder.join(name), &bytes).expect("written");
        }
    }
    let wall = start.elapsed().as_secs_f64();
    let (after, _) = process::used().expect("a system that tells");
    sizes.sort_unstable();
    let count = sizes.len();
    let at = |part: usize| sizes[(count - 1) * part / 100];
    println!(
        "{count} cards: {:.2} ms of processor and {:.2} ms a card; bytes: mean {}, median {}, 99 of 100 below {}, largest {}",
        (after - before) * 1000.0 / count as f64,
        wall * 1000.0 / count as f64,
        sizes.iter().sum::<usize>() / count,
        at(50),
        at(99),
        at(100),
    );
}
