//! What the kernel's errors mean to a person.

use rustix::io::Errno;

/// A few English words for an error, always the same ones, so that `wording` may translate them.
pub(super) fn why(error: Errno) -> String {
    let words = match error {
        Errno::ACCESS | Errno::PERM => "permission denied",
        Errno::NOENT => "not found",
        Errno::NOSPC => "the disk is full",
        Errno::DQUOT => "the disk quota is used up",
        Errno::ROFS => "the file system is read-only",
        Errno::IO => "the disk reports a fault",
        Errno::MFILE | Errno::NFILE => "too many open files",
        Errno::NOMEM => "out of memory",
        Errno::NAMETOOLONG => "the name is too long",
        Errno::NOTDIR => "a part of the path is not a folder",
        Errno::ISDIR => "it is a folder",
        Errno::LOOP => "it is a symbolic link",
        Errno::EXIST => "it exists already",
        Errno::NOTEMPTY => "the folder is not empty",
        Errno::FBIG => "the file is too large for the file system",
        Errno::BUSY => "it is in use or a mount point",
        Errno::XDEV => "it lies on another file system",
        Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP => "the file system cannot do this",
        _ => return std::io::Error::from(error).to_string(),
    };
    words.to_owned()
}

/// The same for an error of the standard library.
pub(super) fn errno(error: &std::io::Error) -> Errno {
    Errno::from_io_error(error).unwrap_or(Errno::IO)
}
