//! The written text and what is said of it: the ground, which knows nothing of products or pages.

pub mod diagnostic;
pub mod path;
pub mod picture;
pub mod problem;
pub mod span;
pub mod tree;
pub mod wording;
pub mod yaml;
mod yaml_fault;
