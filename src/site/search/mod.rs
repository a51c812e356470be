//! Search without a server: what the build writes for the script, and the page it runs on.
//!
//! A word of Vietnamese is a syllable of a small, closed dictionary, so the clever part of a search
//! is done on the dictionary (`assets/search/`), and of the products only counting is left. The index
//! is cut so that a first visit fetches what its query needs and no more:
//!
//! | file | holds |
//! | --- | --- |
//! | `core.bin` | figures, districts, categories, words that mean the same, and the dictionary |
//! | `w0.bin` … | the products of each word by the word's place in the record; words alike but for their marks stand together. The last files are those of the categories, one each |
//! | `b0.bin` … | what is shown of 32 products, as JSON |
//! | `facets.bin` | district, category and state of every product |
//!
//! Up to [`SMALL`] products all parts stand inside `core.bin`. Products are numbered in catalogue
//! order, so that the highest star comes first where nothing else tells, and star levels cost three numbers.
//! Every file is gzip inside, for hosts do not compress `.bin`. They share a folder named for their content,
//! and `index.txt` beside it says which that is.

mod fields;
mod pack;
mod page;
mod postings;
mod shown;

pub(in crate::site) use page::{Letters, home, letter, list};

use crate::catalogue::Catalogue;
use crate::catalogue::recognition::{Star, State};
use crate::site::artifact::{Artifact, Group, Recipe};
use crate::site::atlas::Atlas;
use flate2::Compression;
use flate2::write::GzEncoder;
use postings::Postings;
use rayon::prelude::*;
use serde_json::{Value, json};
use shown::BLOCK;
use std::io::Write;
use std::sync::OnceLock;

/// Products up to which the index is one file.
const SMALL: usize = 800;

/// The folder of all of it.
pub(super) const FOLDER: &str = "tim";
/// The place of the file that names the index. Pages know this place, which never changes, so that a page is
/// the same while other products than its own change.
pub(super) const LATEST: &str = "tim/index.txt";

/// The version of the format; the script refuses another.
const VERSION: usize = 1;

/// The index of a site.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    /// Folder of the output: `tim/1a2b3c4d`.
    pub(super) folder: String,
    /// Name and content of each file; the core comes first.
    pub(super) files: Vec<(String, Vec<u8>)>,
    /// Whether the contents are compressed already.
    is_packed: bool,
}

/// The files of an index that was not there when the files were listed, by path; it is made if it is not there
/// now. A list that was set empty says that they are among the others.
pub(super) fn late<'l>(
    late: &'l OnceLock<Vec<Artifact>>,
    index: &OnceLock<Index>,
    atlas: &Atlas<'_>,
) -> &'l [Artifact] {
    late.get_or_init(|| {
        let index = index.get_or_init(|| Index::new(atlas));
        let files = index
            .listed()
            .map(|(path, recipe)| Artifact { path, recipe });
        let mut files: Vec<Artifact> = files.collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files
    })
}

/// Whether a file of an index may stand at a path.
pub(super) fn may_hold(path: &str) -> bool {
    let inside = path.strip_prefix(FOLDER);
    inside.is_some_and(|inside| inside.starts_with('/'))
}

/// Whether a file of an index may be what an address means that differs in a few signs. Its own address is
/// `tim/1a2b3c4d/w0.bin` or up to a few signs longer.
pub(super) fn may_be_near(address: &str) -> bool {
    (12..=40).contains(&address.chars().count()) || address.ends_with(".bin")
}

impl Index {
    /// The index of a catalogue. Linear in it, but for one sorting.
    pub(super) fn new(atlas: &Atlas<'_>) -> Index {
        let catalogue = atlas.catalogue;
        let all = catalogue.products.len();
        let (mut postings, blocks) = rayon::join(
            || postings::postings(fields::occurrences(catalogue), all),
            || -> Vec<Vec<u8>> {
                let firsts: Vec<usize> = (0..all).step_by(BLOCK).collect();
                let blocks = firsts.into_par_iter();
                blocks.map(|first| shown::block(catalogue, first)).collect()
            },
        );
        // Products of a category are read like those of one more word.
        let of_words = postings.files.len();
        for index in 0..catalogue.categories.0.len() {
            let rising: Vec<u32> = atlas
                .groups
                .of(Group::Category(index))
                .products
                .iter()
                .map(|product| *product as u32)
                .collect();
            let mut file = Vec::new();
            pack::runs(&mut file, &rising);
            postings.files.push(file);
        }
        let facets = shown::columns(catalogue);
        let is_whole = all <= SMALL;
        let mut core = core(atlas, &postings, of_words, is_whole);
        let mut files = Vec::new();
        if is_whole {
            for part in postings.files.iter().chain(&blocks).chain([&facets]) {
                pack::bytes(&mut core, part);
            }
        } else {
            let name = |kind: &str, number: usize| format!("{kind}{number}.bin");
            files.extend(
                postings
                    .files
                    .into_iter()
                    .enumerate()
                    .map(|(n, f)| (name("w", n), f)),
            );
            files.extend(
                blocks
                    .into_iter()
                    .enumerate()
                    .map(|(n, f)| (name("b", n), f)),
            );
            files.push(("facets.bin".to_owned(), facets));
        }
        files.insert(0, ("core.bin".to_owned(), core));
        let mut hasher = blake3::Hasher::new();
        for (name, bytes) in &files {
            for part in [name.as_bytes(), bytes.as_slice()] {
                hasher.update(&(part.len() as u64).to_le_bytes());
                hasher.update(part);
            }
        }
        Index {
            folder: format!("{FOLDER}/{}", &hasher.finalize().to_hex()[..8]),
            files,
            is_packed: false,
        }
    }

    /// Compresses every file now: where all of them will be published they take a fifth of the room until then.
    /// Else each is compressed when it is asked for.
    pub(super) fn pack(&mut self) {
        if !self.is_packed {
            let files = self.files.par_iter_mut();
            files.for_each(|(_, bytes)| *bytes = compressed(bytes));
            self.is_packed = true;
        }
    }

    /// The place of each file, and how it is made.
    pub(super) fn listed(&self) -> impl Iterator<Item = (String, Recipe)> {
        let numbers = 0..self.files.len();
        numbers.map(|number| (self.place(number), Recipe::Search(number)))
    }

    /// The place of a file in the output.
    pub(super) fn place(&self, number: usize) -> String {
        let name = self.files.get(number).map_or("", |(name, _)| name);
        format!("{}/{name}", self.folder)
    }

    /// What stands at [`LATEST`]: the first file of the index, as an address from there.
    pub(super) fn latest(&self) -> String {
        let place = self.place(0);
        let inside = place.split_once('/').map_or("", |(_, inside)| inside);
        format!("{inside}\n")
    }

    /// A file as it is published: compressed, the same bytes every time.
    pub(super) fn published(&self, number: usize) -> Vec<u8> {
        let bytes = self.files.get(number).map_or(&[][..], |(_, bytes)| bytes);
        if self.is_packed {
            return bytes.to_vec();
        }
        compressed(bytes)
    }
}

/// As gzip, the same bytes every time.
fn compressed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::best());
    // Writing into a vector cannot fail.
    let _ = encoder.write_all(bytes);
    let mut packed = encoder.finish().unwrap_or_default();
    packed.shrink_to_fit();
    packed
}

/// The head as JSON with its length before it, then the dictionary.
fn core(atlas: &Atlas<'_>, postings: &Postings, of_words: usize, is_whole: bool) -> Vec<u8> {
    let catalogue = atlas.catalogue;
    let steps = |starts: &[usize]| -> Vec<usize> {
        let before = [0].into_iter().chain(starts.iter().copied());
        starts
            .iter()
            .zip(before)
            .map(|(start, before)| start - before)
            .collect()
    };
    let stars: Vec<usize> = Star::ALL
        .iter()
        .map(|star| atlas.count(Group::Star(star.level())).recognised)
        .collect();
    let states: Vec<Value> = State::ALL
        .iter()
        .map(|state| json!([state.id(), state.label(), state.is_current()]))
        .collect();
    let head = json!({
        "v": VERSION,
        "n": catalogue.products.len(),
        "block": BLOCK,
        "whole": is_whole,
        "stars": stars,
        "starts": steps(&postings.starts),
        "words": of_words,
        "states": states,
        "districts": districts(catalogue),
        "categories": categories(catalogue),
        "same": catalogue.thesaurus.0,
    });
    let mut out = Vec::new();
    pack::bytes(&mut out, head.to_string().as_bytes());
    pack::bytes(&mut out, &dictionary(&postings.dictionary));
    out
}

/// The words one below the other, each without the letters it shares with the one before, whose number stands in their stead.
fn dictionary(words: &[String]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut before: &str = "";
    for word in words {
        let shared = word
            .chars()
            .zip(before.chars())
            .take_while(|(a, b)| a == b)
            .count()
            .min(9);
        let rest = word
            .char_indices()
            .nth(shared)
            .map_or("", |(at, _)| &word[at..]);
        out.push(b'0' + shared as u8);
        out.extend_from_slice(rest.as_bytes());
        out.push(b'\n');
        before = word;
    }
    out
}

fn districts(catalogue: &Catalogue) -> Vec<Value> {
    let districts = catalogue.places.districts.iter();
    districts
        .map(|district| json!([district.slug, district.name]))
        .collect()
}

/// Id, name, name of the official group of products it lies in, and 1 + the sector's number, or 0.
fn categories(catalogue: &Catalogue) -> Vec<Value> {
    let categories = catalogue.categories.0.iter();
    categories
        .map(|category| {
            let group = category
                .number
                .and_then(|number| GROUPS.get(number as usize - 1));
            let sector = category.sector.map_or(0, |sector| sector + 1);
            json!([category.id, category.vi, group.unwrap_or(&""), sector])
        })
        .collect()
}

/// The group of each official product set, by the set's number.
///
/// Rule: Quyết định 26/2026/QĐ-TTg of 22 May 2026, appendix I.
const GROUPS: [&str; 26] = [
    "Thực phẩm tươi sống",
    "Thực phẩm tươi sống",
    "Thực phẩm thô, sơ chế",
    "Thực phẩm thô, sơ chế",
    "Thực phẩm chế biến",
    "Thực phẩm chế biến",
    "Thực phẩm chế biến",
    "Thực phẩm chế biến",
    "Gia vị",
    "Gia vị",
    "Chè",
    "Chè",
    "Cà phê, ca cao",
    "Đồ uống có cồn",
    "Đồ uống có cồn",
    "Đồ uống không cồn",
    "Đồ uống không cồn",
    "Thực phẩm chức năng, thuốc dược liệu, thuốc cổ truyền",
    "Mỹ phẩm có thành phần từ dược liệu",
    "Tinh dầu và dược liệu khác",
    "Thủ công mỹ nghệ gia dụng, trang trí",
    "Vải, may mặc",
    "Hoa",
    "Cây cảnh",
    "Động vật cảnh",
    "Dịch vụ du lịch cộng đồng, du lịch sinh thái và điểm du lịch",
];
