//! The written text and what is said of it: the ground, which knows nothing of products or pages.

pub mod span;
pub mod path;
pub mod tree;
pub mod utf8;
pub mod picture;
pub mod yaml;
mod yaml_plain;
mod yaml_read;
mod yaml_places;
mod outline;
mod yaml_walk;
mod yaml_mend;
mod yaml_pieces;
mod yaml_fault;
pub mod slot;
pub mod problem;
mod verdict;
pub mod wording;
pub mod diagnostic;
pub mod work;
