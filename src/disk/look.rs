//! Reading again: only what has changed since the last look is opened.
//!
//! A file is taken for unchanged when the system says the same of it as before: the same file, size
//! and times, among them the one that no program can set. The times are compared, never ordered, so
//! a clock that jumps does no harm. A time that lay close to the moment of reading is not believed
//! the next time, since another write within the same tick would leave it as it is.

use crate::disk::mark::Mark;
use crate::disk::read::{self, Site, Taken};
use crate::source::diagnostic::{Checked, Diagnostics};
use crate::source::tree::Tree;
use rayon::prelude::*;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

/// What the last look found.
#[derive(Debug, Default)]
pub struct Looked {
    files: HashMap<Arc<str>, Known>,
    /// What was noted of the folders themselves.
    notes: Diagnostics,
    /// Whether there was a last look.
    once: bool,
}

#[derive(Debug, Clone)]
struct Known {
    mark: Option<Mark>,
    read: Checked<Taken>,
}

/// The same as [`read::site`], and whether anything differs from the last look.
pub fn site(root: &Path, looked: &mut Looked) -> (Checked<Tree>, bool) {
    let mut notes = Diagnostics::default();
    let Some(Site { folder, found }) = read::open_site(root, &mut notes) else {
        let changed = !looked.once || !looked.files.is_empty() || looked.notes != notes;
        *looked = Looked {
            notes: notes.clone(),
            once: true,
            ..Looked::default()
        };
        let value = Tree {
            absent: true,
            ..Tree::default()
        };
        return (Checked { value, notes }, changed);
    };
    let seen: Vec<(Known, bool)> = found
        .par_iter()
        .map(|file| {
            let mark = if file.sound {
                Mark::at(&root.join(&*file.path))
            } else {
                None
            };
            match looked.files.get(&file.path) {
                Some(known) if mark.is_some() && known.mark == mark => (known.clone(), false),
                known => {
                    // The mark was taken first: what is written from here on shows the next time.
                    let read = read::source(&folder, file);
                    let changed = known.is_none_or(|known| known.read != read);
                    let mark = mark.filter(|mark| !mark.is_fresh());
                    (Known { mark, read }, changed)
                }
            }
        })
        .collect();
    let changed = !looked.once
        || looked.notes != notes
        || looked.files.len() != found.len()
        || seen.iter().any(|(_, changed)| *changed);
    let of_folders = notes.clone();
    let read = seen.iter().map(|(known, _)| known.read.value.clone());
    let value = read::tree(found.iter().map(|file| &file.path).zip(read));
    let mut files = HashMap::with_capacity(seen.len());
    for (file, (known, _)) in found.into_iter().zip(seen) {
        for note in known.read.notes.iter() {
            notes.add(&note.file, note.span, note.problem.clone());
        }
        files.insert(file.path, known);
    }
    *looked = Looked {
        files,
        notes: of_folders,
        once: true,
    };
    (Checked { value, notes }, changed)
}
