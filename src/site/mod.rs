//! Planning.

pub mod artifact;
