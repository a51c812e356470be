//! By which a file or folder is known to be the one that was seen before.

use rustix::fs::Stat;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Ticks of the file systems in use are at most this long; those of old FAT last two seconds.
const TICK: Duration = Duration::from_millis(100);

/// Device, number, kind and rights, size, and both times in nanoseconds, among them the one that no
/// program can set. The times are compared, never ordered, so a clock that jumps does no harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    /// Device, number, kind and rights.
    pub(super) file: (u64, u64, u32),
    /// In bytes.
    pub(super) size: u64,
    /// When its bytes were last written: seconds and nanoseconds.
    pub(super) written: (i64, i64),
    /// When anything of it last changed, also a name.
    pub(super) changed: (i64, i64),
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
        Mark {
            file: (stat.st_dev, stat.st_ino, stat.st_mode),
            size: stat.st_size.unsigned_abs(),
            written: (stat.st_mtime as i64, stat.st_mtime_nsec as i64),
            changed: (stat.st_ctime as i64, stat.st_ctime_nsec as i64),
        }
    }

    /// Whether the file was changed so shortly ago that another change may carry the same time.
    pub(super) fn is_fresh(&self) -> bool {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let since = |(seconds, nanoseconds): (i64, i64)| {
            let then = i128::from(seconds) * 1_000_000_000 + i128::from(nanoseconds);
            let now = i128::try_from(now.as_nanos()).unwrap_or(i128::MAX);
            (now - then).unsigned_abs()
        };
        since(self.changed) <= TICK.as_nanos() || since(self.written) <= TICK.as_nanos()
    }

    /// Whether it is the same file with the same bytes, whatever became of its names.
    pub(super) fn same_bytes(&self, other: &Mark) -> bool {
        (self.file.0, self.file.1, self.size, self.written)
            == (other.file.0, other.file.1, other.size, other.written)
    }
}
