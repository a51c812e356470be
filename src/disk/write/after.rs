//! What is done after the switch: what becomes of the former tree, and what is known of what stands.

use crate::disk::clear;
use crate::disk::old::Old;
use crate::disk::ops::raw;
use crate::disk::published::{Kept, Marks, Published, Written};
use crate::disk::spare::{self, Spare};
use crate::disk::taken::{self, Taken};
use crate::disk::twin::Twin;
use crate::disk::write::Staging;
use std::os::fd::AsFd;
use std::sync::atomic::Ordering;

impl Staging {
    /// Nothing of it can spoil the site; the next build does what fails here.
    ///
    /// The former tree is settled before the marks are taken: to take one name from a file changes the marks of
    /// the other.
    pub(super) fn settle(
        &mut self,
        taken: Vec<Taken>,
        manifest: Kept,
        written: &Written,
    ) -> Published {
        let _ = self.ops.flush_folder(&self.parent);
        let twin = self.twin.take().and_then(Twin::end);
        let is_kept = twin.is_none() && self.keeps_former(&taken);
        if !is_kept {
            self.clear_former();
        }
        let former = self.old.as_ref().filter(|_| is_kept);
        let differs = |old: &Old| {
            let changed = taken
                .iter()
                .filter(|taken| !taken.same && old.has(&taken.kept.path));
            let changed = changed.map(|taken| taken.kept.path.clone());
            changed.chain([manifest.path.clone()]).collect()
        };
        let spare = match (&twin, former) {
            (Some(twin), _) => Some((twin.as_fd(), Some(Vec::new()), spare::NEVER)),
            (None, Some(old)) => {
                let are_few = written.written < Spare::MOST;
                let differs = are_few.then(|| differs(old));
                Some((old.fd.as_fd(), differs, spare::seconds()))
            }
            (None, None) => None,
        };
        // A second tree that is gone took a name from files whose marks had been taken with it.
        let is_new = self.old.is_none() && (twin.is_some() || self.site.is_none());
        let (top, kept) = (self.fd.as_fd(), taken::kept(taken));
        let mut published = Published::of(&self.ops, top, kept, manifest, self.marks(is_new));
        if let (Some((tree, differs, left)), Ok(now)) = (spare, self.ops.stat_open(&self.fd)) {
            let out = (now.st_dev, now.st_ino);
            published.spare = Spare::of(&self.ops, tree, &published.folders, out, (differs, left));
        }
        published
    }

    /// How it is found out as what the output was left, all of which `is_new` or not.
    pub(super) fn marks(&self, is_new: bool) -> Marks {
        match (self.marks, is_new) {
            (false, _) => Marks::None,
            (true, true) => Marks::OfFolders,
            (true, false) => Marks::Taken,
        }
    }

    /// Makes the former tree the spare one, in place of the one that is there; says whether it has become that.
    fn keeps_former(&self, taken: &[Taken]) -> bool {
        let Some(site) = &self.site else { return false };
        spare::clear(&self.ops, site, self.fd.as_fd());
        let alike = self.old.as_ref().filter(|old| self.makes_alike(old, taken));
        alike.is_some_and(|old| {
            let ours = taken.iter().map(|taken| taken.kept.path.as_bytes());
            let files = old.with_foreign(ours);
            let former = (self.parent.as_fd(), raw(&self.name));
            spare::keep(&self.ops, site, former, old.fd.as_fd(), &files)
        })
    }

    fn clear_former(&self) {
        if let Some(old) = &self.old {
            let (parent, name) = (self.parent.as_fd(), raw(&self.name));
            let _ = clear::old_tree(&self.ops, parent, name, Some(self.fd.as_fd()), &old.ours);
        }
    }

    /// Gives the former tree the names of the new one; says whether it has them, and each file that stayed is
    /// the same in both.
    fn makes_alike(&self, old: &Old, taken: &[Taken]) -> bool {
        let ours = old.ours.iter().map(Vec::as_slice);
        let gone: Vec<&[u8]> = ours.filter(|path| !taken::has(taken, path)).collect();
        let come: Vec<&[u8]> = taken
            .iter()
            .filter(|taken| !taken.same && !old.has(&taken.kept.path))
            .map(|taken| taken.kept.path.as_bytes())
            .collect();
        let alike = |had: &[&[u8]]| {
            let (new, former) = (self.fd.as_fd(), old.fd.as_fd());
            spare::make_alike(&self.ops, new, former, had, &gone, &come).is_ok()
        };
        self.linked.load(Ordering::Relaxed)
            && gone.len() + come.len() <= Spare::MOST
            && alike(&old.with_foreign(old.ours.iter().map(Vec::as_slice)))
    }
}
