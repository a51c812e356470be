//! One build at a time for one output folder.

use crate::disk::ops::Ops;
use crate::disk::place::{Place, failed};
use crate::disk::walk::escaped;
use crate::source::problem::Problem;
use rustix::fs::{FlockOperation, Mode, OFlags};
use rustix::io::Errno;
use std::os::fd::OwnedFd;
use std::path::Path;

/// Held until it is dropped, or until the process ends in whatever way: the kernel lets go.
#[derive(Debug)]
pub struct Lock {
    _file: OwnedFd,
}

/// Takes the lock of this output folder, the file `.NAME.lock` beside it, or says `Busy`.
///
/// The file stays there for the next build; it is the kernel's lock on it that counts, so a
/// file left by a killed build holds nobody up.
pub fn hold(out: &Path) -> Result<Lock, Problem> {
    let place = Place::of(out)?;
    let parent = place.open_parent(&Ops::default())?;
    let name = place.beside("lock");
    let fail = |error| failed(&escaped(&name), error);
    let flags = OFlags::RDONLY
        | OFlags::CREATE
        | OFlags::NOFOLLOW
        | OFlags::NONBLOCK
        | OFlags::NOCTTY
        | OFlags::CLOEXEC;
    let mode = Mode::from_raw_mode(0o644);
    let file = rustix::fs::openat(&parent, &name, flags, mode).map_err(fail)?;
    let take = || rustix::fs::flock(&file, FlockOperation::NonBlockingLockExclusive);
    match rustix::io::retry_on_intr(take) {
        Ok(()) => Ok(Lock { _file: file }),
        Err(Errno::WOULDBLOCK) => Err(Problem::Busy),
        Err(error) => Err(fail(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_build_of_the_same_output_is_told_to_wait() {
        let site = tempfile::tempdir().unwrap();
        let out = site.path().join("public");
        let first = hold(&out).unwrap();
        assert_eq!(hold(&out).unwrap_err(), Problem::Busy);
        // However it is spelt; another output is another matter.
        assert_eq!(
            hold(&site.path().join("x/../public")).unwrap_err(),
            Problem::Busy
        );
        assert!(hold(&site.path().join("other")).is_ok());
        drop(first);
        assert!(site.path().join(".public.lock").exists());
        assert!(hold(&out).is_ok());
    }

    #[test]
    fn a_link_in_place_of_the_lock_is_not_followed() {
        let site = tempfile::tempdir().unwrap();
        let elsewhere = site.path().join("elsewhere");
        std::os::unix::fs::symlink(&elsewhere, site.path().join(".public.lock")).unwrap();
        let problem = hold(&site.path().join("public")).unwrap_err();
        assert_eq!(problem, failed(".public.lock", Errno::LOOP));
        assert!(!elsewhere.exists());
    }
}
