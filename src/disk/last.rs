//! What the last build read, published and said, kept in `.sanvat/last`.
//!
//! Where the next build is asked for the same, reads the same and finds its output as the last one
//! left it, all is done: nothing need be drawn to know. Where a few things differ, pages that were made
//! from the same as before stay as they are. It only saves work: a record that is cut, damaged, or
//! about another output is thrown away, and so is each part of it that the system's marks do not bear out.

use crate::disk::beneath;
use crate::disk::cache::Key;
use crate::disk::mark::Mark;
use crate::disk::ops::{Ops, raw};
use crate::disk::packed::{Packed, Packing};
use crate::disk::parts::Parts;
use crate::disk::place::{Place, failed};
use crate::disk::published::{Kept, Made, Published, Written};
use crate::disk::sealed::Drawer;
use crate::disk::seen::Seen;
use crate::disk::spare::{Pair, Spare};
use crate::disk::write::Staging;
use crate::source::problem::Problem;
use crate::source::tree::File;
use rayon::prelude::*;
use rustix::fs::FileType;
use rustix::io::Errno;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;

const LAST: Drawer = Drawer {
    name: "last",
    form: "sanvat last 6\n",
};
/// Longest file that is set up for whoever runs a server.
const MAX_BESIDE: u64 = 1 << 30;

/// The record of one build.
#[derive(Debug, Clone, PartialEq)]
pub struct Last {
    /// Hash of what was asked for, and of the program.
    pub asked: Key,
    /// The content as it was found before it was read.
    pub seen: Seen,
    /// Hash of the content.
    pub content: Key,
    /// What each file gave to it; empty where that was not kept.
    pub parts: Parts,
    /// The hash of the plan that was kept ([`crate::disk::plan`]); `None` where none was.
    pub plan: Option<Key>,
    /// Hash of everything that was read, the content and the theme.
    pub inputs: Key,
    /// Name of the theme.
    pub theme: String,
    /// What was said at the end, in a form that whoever said it knows.
    pub said: Vec<u8>,
    /// Names and hashes of the files that were written for whoever sets up a server.
    pub beside: Vec<(String, Key)>,
    /// The output.
    pub published: Published,
}

impl Last {
    /// The record of a site; `None` where there is none to be trusted.
    pub fn read(root: &Path) -> Option<Last> {
        unpacked(&LAST.read(root)?)
    }

    /// That of no build, for tests to fill.
    #[cfg(test)]
    pub(super) fn nothing() -> Last {
        Last {
            asked: [1; 32],
            seen: Seen::default(),
            content: [4; 32],
            parts: Parts::default(),
            plan: None,
            inputs: [2; 32],
            theme: "default".to_owned(),
            said: b"{}".to_vec(),
            beside: Vec::new(),
            published: Published::default(),
        }
    }

    /// Keeps the record for the next build. Where that cannot be done, nothing is kept.
    pub fn write(&self, root: &Path) {
        LAST.write(root, &self.packed());
    }

    /// Keeps the names and hashes of files written for whoever sets up a server.
    pub fn beside(files: &[File]) -> Vec<(String, Key)> {
        let hash = |file: &File| *blake3::hash(&file.bytes).as_bytes();
        let named = |file| (File::clone(file).path, hash(file));
        files.iter().map(named).collect()
    }

    /// Whether the output, and what is beside the content, are as the build left them: each file and each
    /// folder by its mark, or by its bytes where the mark is too young to be believed. Such marks
    /// are taken anew; `true` inside says that the record has changed by it.
    pub fn stands(&mut self, root: &Path, out: &Path) -> Option<bool> {
        let ops = Ops::default();
        let place = Place::of(out).ok()?;
        let parent = ops.folder_at(&place.parent).ok()?;
        // What a killed build left is cleared by one that writes.
        match ops.stat(parent.as_fd(), raw(&place.beside("staging"))) {
            Err(Errno::NOENT) => {}
            _ => return None,
        }
        let site = beneath::root(root).ok()?;
        for (name, hash) in &self.beside {
            let path = format!(".sanvat/hosting/{name}");
            let found =
                beneath::open(site.as_fd(), &path, MAX_BESIDE).and_then(beneath::Opened::hash);
            if found.ok()? != *hash {
                return None;
            }
        }
        let top = ops.folder(parent.as_fd(), raw(&place.name)).ok()?;
        let unchanged = |one: Option<bool>| one.map(usize::from);
        let add = |a: usize, b: usize| Some(a + b);
        let published = &mut self.published;
        let files = published.files.par_iter_mut();
        let files = files.map(|kept| unchanged(file_stands(&ops, &top, kept)));
        let young: usize = files.try_reduce(|| 0, add)?;
        let folders = published.folders.par_iter_mut();
        let folders = folders.map(|(path, mark)| unchanged(folder_stands(&ops, &top, path, mark)));
        Some(young + folders.try_reduce(|| 0, add)? > 0)
    }

    /// Publishes these files anew in an output that stands ([`Last::stands`]). Nothing else of it changes.
    pub fn renew(
        &mut self,
        root: &Path,
        out: &Path,
        files: Vec<(File, Made)>,
    ) -> Result<Written, Problem> {
        let ops = Ops::default();
        if let Some(pair) = Pair::open(&ops, root, out, &self.published) {
            let shown = |error| failed(&out.display().to_string(), error);
            return pair.renew(&mut self.published, files).map_err(shown);
        }
        let staging = Staging::open_again(out, self.published.clone(), Some(root))?;
        let paths = files.iter().map(|(file, _)| file.path.as_str());
        staging.take_standing(&paths.collect());
        for (file, made) in files {
            staging.take_made(file, Some(made))?;
        }
        let (written, published) = staging.publish_noting()?;
        self.published = published;
        Ok(written)
    }

    fn packed(&self) -> Vec<u8> {
        // A file takes some 180 bytes, its folder and its source 120; growing by doubling would take twice the room.
        let files = self.published.files.len();
        let mut packing = Packing(Vec::with_capacity(files * 300 + self.said.len() + 1024));
        packing.hash(&self.asked);
        self.seen.pack(&mut packing);
        packing.hash(&self.content);
        self.parts.pack(&mut packing);
        packing.maybe(self.plan.as_ref(), Packing::hash);
        packing.hash(&self.inputs);
        packing.bytes(self.theme.as_bytes());
        packing.bytes(&self.said);
        packing.number(self.beside.len() as u64);
        for (name, hash) in &self.beside {
            packing.bytes(name.as_bytes());
            packing.hash(hash);
        }
        packing.number(self.published.files.len() as u64);
        for kept in &self.published.files {
            packing.bytes(kept.path.as_bytes());
            packing.number(kept.bytes);
            packing.hash(&kept.blake3);
            packing.maybe(kept.made.as_ref(), |packing, made| {
                packing.hash(&made.from);
                packing.hash(&made.shows);
            });
            packing.maybe(kept.mark.as_ref(), Packing::mark);
        }
        packing.number(self.published.folders.len() as u64);
        for (path, mark) in &self.published.folders {
            packing.bytes(path.as_bytes());
            packing.maybe(mark.as_ref(), Packing::mark);
        }
        packing.maybe(self.published.spare.as_ref(), |packing, spare| {
            packing.number(spare.folders.len() as u64);
            for mark in &spare.folders {
                packing.maybe(mark.as_ref(), Packing::mark);
            }
            packing.maybe(spare.differs.as_ref(), |packing, differs| {
                packing.texts(differs)
            });
            packing.number(spare.out.0);
            packing.number(spare.out.1);
            packing.number(spare.left);
        });
        packing.0
    }
}

fn unpacked(record: &[u8]) -> Option<Last> {
    let mut packed = Packed(record);
    let last = Last {
        asked: packed.hash()?,
        seen: Seen::unpack(&mut packed)?,
        content: packed.hash()?,
        parts: Parts::unpack(&mut packed)?,
        plan: packed.maybe(Packed::hash)?,
        inputs: packed.hash()?,
        theme: packed.text()?,
        said: packed.bytes()?.to_vec(),
        beside: packed.list(|packed| Some((packed.text()?, packed.hash()?)))?,
        published: Published {
            files: packed.list(|packed| {
                Some(Kept {
                    path: packed.text()?,
                    bytes: packed.number()?,
                    blake3: packed.hash()?,
                    made: packed.maybe(|packed| {
                        Some(Made {
                            from: packed.hash()?,
                            shows: packed.hash()?,
                        })
                    })?,
                    mark: packed.maybe(Packed::mark)?,
                })
            })?,
            folders: packed.list(|packed| Some((packed.text()?, packed.maybe(Packed::mark)?)))?,
            spare: packed.maybe(|packed| {
                Some(Spare {
                    folders: packed.list(|packed| packed.maybe(Packed::mark))?,
                    differs: packed.maybe(|packed| packed.list(Packed::text))?,
                    out: (packed.number()?, packed.number()?),
                    left: packed.number()?,
                })
            })?,
        },
    };
    packed.0.is_empty().then_some(last)
}

/// `None` where the file is another; whether its mark was taken anew.
pub(super) fn file_stands(ops: &Ops, top: &OwnedFd, kept: &mut Kept) -> Option<bool> {
    let path = kept.path.as_bytes();
    let now = Mark::of(&ops.stat(top.as_fd(), path).ok()?);
    if let Some(mark) = kept.mark {
        return (mark == now).then_some(false);
    }
    let hash = beneath::open(top.as_fd(), &kept.path, kept.bytes)
        .and_then(beneath::Opened::hash)
        .ok()?;
    if now.size != kept.bytes || hash != kept.blake3 {
        return None;
    }
    kept.mark = Some(now).filter(|mark| !mark.is_fresh());
    Some(kept.mark.is_some())
}

/// The same of a folder: by its bytes means that nothing but files and folders is in it.
fn folder_stands(ops: &Ops, top: &OwnedFd, path: &str, mark: &mut Option<Mark>) -> Option<bool> {
    let now = folder_mark(ops, top.as_fd(), path).ok()?;
    if let Some(mark) = mark {
        return (*mark == now).then_some(false);
    }
    let inside = match path {
        "" => ops.list(top.as_fd()),
        path => ops
            .folder(top.as_fd(), path.as_bytes())
            .and_then(|folder| ops.list(folder.as_fd())),
    };
    let is_plain = |kind| matches!(kind, FileType::RegularFile | FileType::Directory);
    if !inside.ok()?.into_iter().all(|(_, kind)| is_plain(kind)) {
        return None;
    }
    *mark = Some(now).filter(|mark| !mark.is_fresh());
    Some(mark.is_some())
}

/// What the system says of a folder of an output; the empty path is the output itself.
pub(super) fn folder_mark(
    ops: &Ops,
    top: BorrowedFd<'_>,
    path: &str,
) -> crate::disk::ops::Result<Mark> {
    let path = if path.is_empty() { "." } else { path };
    ops.stat(top, path.as_bytes()).map(|stat| Mark::of(&stat))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::time::Duration;

    const MADE: Made = Made {
        from: [3; 32],
        shows: [5; 32],
    };

    /// What somebody does to an output, by name.
    type Harm = (&'static str, fn(&Path));

    /// A site whose output holds these files, all made of the same, and the record of it.
    fn site(files: &[(&str, &str)], made: Option<Made>) -> (tempfile::TempDir, Last) {
        let site = tempfile::tempdir().unwrap();
        let staging = Staging::open(&site.path().join("public")).unwrap();
        for (path, text) in files {
            let file = File {
                path: (*path).to_owned(),
                bytes: text.as_bytes().to_vec(),
            };
            staging.take_made(file, made).unwrap();
        }
        let (_, published) = staging.publish_noting().unwrap();
        let last = Last {
            published,
            ..Last::nothing()
        };
        last.write(site.path());
        (site, last)
    }

    #[test]
    fn a_record_is_read_as_it_was_written_and_not_with_any_bit_flipped_or_cut() {
        let (site, last) = site(&[("a.html", "a"), ("b/c.html", "c")], Some(MADE));
        assert_eq!(Last::read(site.path()), Some(last));
        let path = site.path().join(".sanvat/last");
        let whole = fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let mut flipped = whole.clone();
            flipped[at] ^= 1 << (at % 8);
            fs::write(&path, &flipped).unwrap();
            assert_eq!(Last::read(site.path()), None, "byte {at}");
            fs::write(&path, &whole[..at]).unwrap();
            assert_eq!(Last::read(site.path()), None, "{at} bytes");
        }
        fs::remove_file(&path).unwrap();
        assert_eq!(Last::read(site.path()), None);
    }

    #[test]
    fn an_output_stands_until_somebody_touches_it() {
        let harms: [Harm; 6] = [
            ("other bytes", |out| {
                fs::write(out.join("b/c.html"), "x").unwrap()
            }),
            ("gone", |out| fs::remove_file(out.join("a.html")).unwrap()),
            ("no manifest", |out| {
                fs::remove_file(out.join("build-manifest.json")).unwrap();
            }),
            ("a link", |out| {
                std::os::unix::fs::symlink("a.html", out.join("b/d")).unwrap()
            }),
            ("a link instead", |out| {
                fs::rename(out.join("a.html"), out.join("z")).unwrap();
                std::os::unix::fs::symlink("z", out.join("a.html")).unwrap();
            }),
            ("left by a killed build", |out| {
                fs::create_dir(out.with_file_name(".public.staging")).unwrap();
            }),
        ];
        for old in [false, true] {
            for (what, harm) in harms {
                let (site, mut last) = site(&[("a.html", "a"), ("b/c.html", "c")], None);
                let out = site.path().join("public");
                let known = |last: &mut Last| last.stands(site.path(), &out);
                if old {
                    // From here on the marks alone are believed.
                    std::thread::sleep(Duration::from_millis(110));
                    assert_eq!(known(&mut last), Some(true));
                    assert!(last.published.files.iter().all(|kept| kept.mark.is_some()));
                }
                assert_eq!(known(&mut last), Some(false));
                harm(&out);
                assert_eq!(known(&mut last), None, "{what}, {old}");
            }
        }
    }

    #[test]
    fn a_file_stays_only_if_it_was_made_from_the_same_and_is_as_it_was_left() {
        let (site, mut last) = site(&[("a.html", "a"), ("b.html", "b")], Some(MADE));
        let out = site.path().join("public");
        std::thread::sleep(Duration::from_millis(110));
        assert_eq!(last.stands(site.path(), &out), Some(true));
        fs::write(out.join("b.html"), "x").unwrap();
        let staging = Staging::open_again(&out, last.published, None).unwrap();
        assert_eq!(staging.take_again("a.html", &[4; 32]), None);
        assert_eq!(staging.take_again("a.html", &[3; 32]), Some(1));
        assert_eq!(staging.take_again("b.html", &[3; 32]), None);
        assert_eq!(staging.take_again("c.html", &[3; 32]), None);
    }
}
