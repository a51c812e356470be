//! Vietnamese text: folding, addresses, order, numbers and dates.

pub mod nfc;
pub mod fold;
pub mod slug;
pub mod order;
pub mod near;
pub mod format;
pub mod escape;
pub mod suspect;
pub mod words;
pub mod heading;
pub mod decision;
