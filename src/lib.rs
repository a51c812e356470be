//! sanvat.

pub mod catalogue;
pub mod site;
pub mod source;
pub mod text;
pub mod view;
