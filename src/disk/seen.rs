//! A content as the system tells of it, without a file of it being opened.
//!
//! Where every name is there that was there, and every file has the mark it had when it was last read,
//! all of them say what they said then.

use crate::disk::mark::Mark;
use crate::disk::packed::{Packed, Packing};
use crate::disk::read::{self, Site};
use crate::source::diagnostic::Diagnostics;
use rayon::prelude::*;
use std::path::Path;
use std::sync::Arc;

/// The files of a content, in order of path.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Seen(Vec<(Arc<str>, Option<Mark>)>);

impl Seen {
    /// What is there now; `None` where anything about it is to be told. To be asked before the files are
    /// read: whatever is written to one from then on shows the next time.
    pub fn look(root: &Path) -> Option<Seen> {
        let mut notes = Diagnostics::default();
        let Site { found, .. } = read::open_site(root, &mut notes)?;
        if notes.iter().next().is_some() || found.iter().any(|file| !file.sound) {
            return None;
        }
        let marked = found.into_par_iter().map(|file| {
            let mark = Mark::at(&root.join(&*file.path));
            (file.path, mark.filter(|mark| !mark.is_fresh()))
        });
        Some(Seen(marked.collect()))
    }

    /// The files that may be others than they were, where no name came or went; `None` where one did. A file
    /// that is not known by its mark may be.
    pub fn touched(&self, then: &Seen) -> Option<Vec<Arc<str>>> {
        let both = self.0.iter().zip(&then.0);
        let same_names = self.0.len() == then.0.len()
            && both.clone().all(|((now, _), (before, _))| now == before);
        if !same_names {
            return None;
        }
        let touched = both.filter(|((_, now), (_, before))| now.is_none() || now != before);
        Some(touched.map(|((path, _), _)| path.clone()).collect())
    }

    pub(super) fn pack(&self, packing: &mut Packing) {
        packing.number(self.0.len() as u64);
        for (path, mark) in &self.0 {
            packing.bytes(path.as_bytes());
            packing.maybe(mark.as_ref(), Packing::mark);
        }
    }

    pub(super) fn unpack(packed: &mut Packed<'_>) -> Option<Seen> {
        let file = |packed: &mut Packed<'_>| Some((packed.path()?, packed.maybe(Packed::mark)?));
        packed.list(file).map(Seen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::time::Duration;

    fn seen(root: &Path) -> Seen {
        std::thread::sleep(Duration::from_millis(110));
        Seen::look(root).expect("nothing to tell")
    }

    #[test]
    fn a_content_is_still_the_same_until_anything_of_it_is_touched() {
        let site = tempfile::tempdir().unwrap();
        let content = site.path().join("content");
        fs::create_dir_all(content.join("products")).unwrap();
        fs::write(content.join("config.yml"), "title: x\n").unwrap();
        fs::write(content.join("products/a.md"), "aa").unwrap();
        let same_length_and_time = || {
            let file = content.join("products/a.md");
            let written = fs::metadata(&file).unwrap().modified().unwrap();
            fs::write(&file, "bb").unwrap();
            let file = fs::File::options().write(true).open(file).unwrap();
            file.set_modified(written).unwrap();
        };
        let renamed = || {
            fs::rename(content.join("products/a.md"), content.join("products/b.md")).unwrap();
        };
        let added = || fs::write(content.join("products/c.md"), "c").unwrap();
        let taken_away = || fs::remove_file(content.join("products/c.md")).unwrap();
        for touch in [
            &same_length_and_time as &dyn Fn(),
            &renamed,
            &added,
            &taken_away,
        ] {
            let then = seen(site.path());
            assert_eq!(seen(site.path()).touched(&then), Some(Vec::new()));
            touch();
            assert_ne!(seen(site.path()).touched(&then), Some(Vec::new()));
        }
    }

    #[test]
    fn what_was_written_a_moment_ago_is_not_believed() {
        let site = tempfile::tempdir().unwrap();
        fs::create_dir(site.path().join("content")).unwrap();
        fs::write(site.path().join("content/config.yml"), "title: x\n").unwrap();
        let then = Seen::look(site.path()).expect("nothing to tell");
        assert_eq!(then.touched(&then), Some(vec!["content/config.yml".into()]));
        std::os::unix::fs::symlink("config.yml", site.path().join("content/x.md")).unwrap();
        assert_eq!(Seen::look(site.path()), None);
    }
}
