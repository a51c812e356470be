//! By which a file or folder is known to be the one that was seen before.

use rustix::fs::Stat;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// Nanoseconds of a second.
const SECOND: i64 = 1_000_000_000;
/// Ticks of the file systems in use are at most this many nanoseconds long; those of old FAT last two seconds.
const TICK: u64 = 100_000_000;

/// Device, number, kind and rights, size, and both times in nanoseconds, among them the one that no
/// program can set. The times are compared, never ordered, so a clock that jumps does no harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    /// Device, number, kind and rights.
    pub(super) file: (u64, u64, u32),
    /// In bytes.
    pub(super) size: u64,
    /// When its bytes were last written, in nanoseconds since 1970; such times come again after 584 years.
    pub(super) written: i64,
    /// When anything of it last changed, also a name.
    pub(super) changed: i64,
}

impl Mark {
    /// The mark of what stands at a path, a link not followed; `None` where nothing can be told.
    pub(super) fn at(path: &Path) -> Option<Mark> {
        rustix::fs::lstat(path).ok().as_ref().map(Mark::of)
    }

    /// What the system says of a file.
    #[allow(
        clippy::unnecessary_cast,
        clippy::useless_conversion,
        reason = "the kinds of these numbers differ from one processor to the next"
    )]
    pub(super) fn of(stat: &Stat) -> Mark {
        let time =
            |seconds: i64, nanoseconds: i64| seconds.wrapping_mul(SECOND).wrapping_add(nanoseconds);
        Mark {
            file: (stat.st_dev, stat.st_ino, stat.st_mode),
            size: stat.st_size.unsigned_abs(),
            written: time(stat.st_mtime as i64, stat.st_mtime_nsec as i64),
            changed: time(stat.st_ctime as i64, stat.st_ctime_nsec as i64),
        }
    }

    /// Whether the file was changed so shortly ago that another change may carry the same time.
    pub(super) fn is_fresh(&self) -> bool {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let now = i64::try_from(now.as_nanos()).unwrap_or(i64::MAX);
        let is_near = |then: i64| now.wrapping_sub(then).unsigned_abs() <= TICK;
        is_near(self.changed) || is_near(self.written)
    }

    /// Whether it is the same file with the same bytes, whatever became of its names.
    pub(super) fn same_bytes(&self, other: &Mark) -> bool {
        (self.file.0, self.file.1, self.size, self.written)
            == (other.file.0, other.file.1, other.size, other.written)
    }
}
