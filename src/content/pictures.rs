//! The photographs that content may refer to.

use crate::catalogue::product::Picture;
use crate::content::front_matter::Document;
use crate::content::value::Record;
use crate::source::diagnostic::Diagnostics;
use crate::source::path::{self, twin_key};
use crate::source::problem::Problem;
use crate::source::tree::{Matter, Tree};
use crate::source::yaml::Step;
use crate::text::near::nearest;
use std::collections::BTreeMap;
use std::sync::Arc;

const FOLDER: &str = "content/images/";

/// The photographs of a site by path, in whichever composition of letters it is written.
#[derive(Debug)]
pub struct Pictures<'a> {
    by_path: BTreeMap<&'a str, Known>,
    by_twin: BTreeMap<String, &'a str>,
}

#[derive(Debug)]
struct Known {
    path: Arc<str>,
    hash: [u8; 32],
    /// Upright size; `None` for a file that is no sound picture, of which its reader has told.
    size: Option<(u32, u32)>,
}

impl<'a> Pictures<'a> {
    /// Those of a tree.
    pub fn of(tree: &'a Tree) -> Pictures<'a> {
        let mut by_path = BTreeMap::new();
        let mut by_twin = BTreeMap::new();
        for source in tree.under(FOLDER) {
            let Matter::Bytes { hash, picture, .. } = &source.matter else {
                continue;
            };
            let inside = &source.path[FOLDER.len()..];
            by_twin.insert(twin_key(inside), inside);
            let known = Known {
                path: source.path.clone(),
                hash: *hash,
                size: picture.map(|head| (head.width, head.height)),
            };
            by_path.insert(inside, known);
        }
        Pictures { by_path, by_twin }
    }

    /// The photograph of this path inside `content/images/`.
    pub fn find(&self, inside: &str, alt: &str) -> Result<Picture, Problem> {
        if let Err(why) = path::check(inside) {
            return Err(Problem::BadPathField {
                key: "file",
                found: inside.to_owned(),
                why,
            });
        }
        let twin = self.by_twin.get(&twin_key(inside)).copied();
        let unknown = |near: Option<&str>| Problem::Unknown {
            key: "file",
            found: inside.to_owned(),
            near: near.map(str::to_owned),
            write: None,
        };
        // Composition of letters never shows, so it is forgiven; case is not: hosts tell it apart.
        let known = match twin {
            Some(name) if crate::text::fold::clean(name) == inside => &self.by_path[name],
            Some(name) => return Err(unknown(Some(name))),
            None => {
                // Often the way from the site's folder is written along.
                let bare = inside.strip_prefix("content/").unwrap_or(inside);
                let bare = bare.strip_prefix("images/").unwrap_or(bare);
                let near = match self.by_twin.get(&twin_key(bare)) {
                    Some(name) => Some(*name),
                    None => nearest(inside, self.by_path.keys().copied()),
                };
                return Err(unknown(near));
            }
        };
        let (width, height) = known.size.unwrap_or((1, 1));
        Ok(Picture {
            source: known.path.clone(),
            hash: known.hash,
            width,
            height,
            alt: alt.to_owned(),
            caption: None,
            credit: None,
        })
    }

    /// The photograph that a body names: from `content/images/`, or from the file's own folder as a
    /// preview on the editor's machine finds it.
    pub fn find_from(&self, file: &str, written: &str, alt: &str) -> Result<Picture, Problem> {
        let written = decoded(written);
        if !written.starts_with("../") && !written.starts_with("./") {
            return self.find(&written, alt);
        }
        let mut folders: Vec<&str> = file.split('/').collect();
        folders.pop();
        for part in written.split('/') {
            match part {
                "." => {}
                ".." if folders.pop().is_some() => {}
                part => folders.push(part),
            }
        }
        match folders.join("/").strip_prefix(FOLDER) {
            Some(inside) => self.find(inside, alt),
            None => Err(Problem::ImageOutside { found: written }),
        }
    }

    /// The `images` of a file.
    pub fn listed(
        &self,
        document: &Document<'_>,
        record: &Record,
        notes: &mut Diagnostics,
    ) -> Vec<Picture> {
        let mut pictures: Vec<Picture> = Vec::new();
        for (index, image) in record.records("images") {
            let Some(file) = image.text("file") else {
                continue;
            };
            let place = |key: &str| {
                let way = ["images".to_owned(), key.to_owned()];
                document.place(&[
                    Step::Key(way[0].clone()),
                    Step::Index(index),
                    Step::Key(way[1].clone()),
                ])
            };
            let alt = image.text("alt").unwrap_or_default();
            match self.find(&file, &alt) {
                Ok(mut picture) => {
                    if pictures.iter().any(|other| other.source == picture.source) {
                        let found = file.clone();
                        let problem = Problem::Repeated { key: "file", found };
                        notes.add(document.file, place("file"), problem);
                    }
                    picture.caption = image.text("caption");
                    picture.credit = image.text("credit");
                    pictures.push(picture);
                }
                Err(problem) => notes.add(document.file, place("file"), problem),
            }
            if !image.mentions("alt") {
                notes.add(document.file, place("file"), Problem::ImageAlt { file });
            }
        }
        pictures
    }
}

/// A path whose percent signs are read, where that gives text; editors' tools write spaces and marks so.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = |byte: &u8| char::from(*byte).to_digit(16);
        match tail {
            [high, low, after @ ..] if *first == b'%' => match hex(high).zip(hex(low)) {
                Some((high, low)) => {
                    bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                    rest = after;
                }
                None => {
                    bytes.push(*first);
                    rest = tail;
                }
            },
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes)
        .map_or_else(|_| path.to_owned(), |text| crate::text::fold::clean(&text))
}
