//! sanvat.

pub mod catalogue;
pub mod source;
pub mod text;
