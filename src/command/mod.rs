//! What people ask of the program, and what it answers them.

pub mod report;
