//! The written text and what is said of it: the ground, which knows nothing of products or pages.

pub mod span;
pub mod path;
pub mod tree;
pub mod picture;
pub mod yaml;
mod yaml_fault;
pub mod problem;
pub mod wording;
pub mod diagnostic;
pub mod work;
