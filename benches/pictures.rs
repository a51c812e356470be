//! Photographs a core-second: each photograph of a folder as WebP 480 and 960 wide into another, on one thread.
//!
//! `cargo bench --bench pictures -- PHOTOS OUT`; the anchor to compare with is libvips at its own defaults.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a measure reads a folder and speaks to the terminal"
)]

use sanvat::render::image;
use sanvat::site::artifact::{PictureFormat, PictureRecipe};
use std::path::PathBuf;
use std::time::Instant;
use std::{env, fs};

fn main() {
    let paths: Vec<PathBuf> = env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"))
        .map(PathBuf::from)
        .collect();
    let [photos, out] = &paths[..] else {
        println!("pictures: give a folder of photographs and one to write into");
        return;
    };
    fs::create_dir_all(out).expect("a folder to write into");
    let mut files: Vec<PathBuf> = fs::read_dir(photos)
        .expect("a folder of photographs")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    let start = Instant::now();
    let mut written = 0;
    for file in &files {
        let bytes = fs::read(file).expect("a photograph");
        let recipe = |width| PictureRecipe {
            source: "a.jpg".into(),
            hash: [0; 32],
            width,
            format: PictureFormat::Webp,
        };
        let made = image::pictures(&bytes, &[recipe(480), recipe(960)]).expect("two pictures");
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        for (width, picture) in [480, 960].into_iter().zip(made) {
            written += picture.len();
            fs::write(out.join(format!("{stem}-{width}.webp")), picture).expect("written");
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    let count = files.len();
    println!("{count} photographs, {seconds:.2} s on one thread, {written} bytes");
}
