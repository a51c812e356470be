//! What an editor may write, as tables: one place from which checks, messages and new files are made.

pub mod field;
pub mod country;
pub mod shared;
pub mod product;
pub mod producer;
pub mod article;
pub mod site;
pub mod thesaurus;
pub mod hint;
pub mod scaffold;
pub mod json;
