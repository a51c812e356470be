//! Where long texts go that need not stand in memory.

use std::fmt::Debug;

/// Takes texts out of memory that only the page of their own record shows.
pub trait Aside: Debug + Send + Sync {
    /// Where it has put this one: first byte and length; `None` where it stays in memory.
    fn put(&self, html: &str) -> Option<(u64, usize)>;
}
