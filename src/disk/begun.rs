//! A tree that is being built, from its first moment.

use crate::disk::clear::{self, MARKER};
use crate::disk::ops::{Ops, Result};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

/// Makes the folder of a new tree and its marker; also says whether the umask narrows our rights.
pub(super) fn tree(ops: &Ops, parent: BorrowedFd<'_>, name: &[u8]) -> Result<(OwnedFd, bool)> {
    ops.make_folder(parent, name)?;
    let mark = || {
        let fd = ops.folder(parent, name)?;
        let marker = ops.create(fd.as_fd(), MARKER)?;
        let narrowed = ops.stat_open(&marker)?.st_mode & 0o777 != 0o644
            || ops.stat_open(&fd)?.st_mode & 0o777 != 0o755;
        if narrowed {
            ops.set_mode(&fd, 0o755)?;
        }
        Ok((fd, narrowed))
    };
    mark().inspect_err(|_| {
        let _ = clear::everything(ops, parent, name);
    })
}
