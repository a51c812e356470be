//! Vietnamese text: folding, addresses, order, numbers and dates.

pub mod escape;
pub mod fold;
pub mod format;
pub mod near;
pub mod order;
pub mod slug;
