//! THE FILE SYSTEM (edge): what stands on disk becomes a `Tree`, and drawn files become the
//! published folder, whole or not at all.
//!
//! Reading never follows a symbolic link below the site folder and never waits for a pipe.
//! Writing never touches a folder that is not ours, never deletes a file we did not write,
//! and never changes a published file in place: a new tree is built beside the old one, what
//! is unchanged is linked into it, and one call of the kernel exchanges the two. So whatever
//! dies, and whenever, the published folder is exactly the old site or exactly the new one.
//! Where the two hold the same names, the old one stays in `.sanvat/` as a spare, in which the next build
//! changes what differs before the two change places again: they take turns. The first build makes both.
//!
//! A new file among the sources is made only where nothing stands yet.
//!
//! Linux only: `openat2`, `renameat2`, `syncfs`.

#![expect(
    clippy::disallowed_methods,
    reason = "the file edge: the one room that touches files"
)]

// Reading, from the front door down.
mod beneath;
mod mark;
mod named;
pub mod read;
pub mod look;
mod rules;
mod walk;
// Writing.
mod begun;
mod clear;
pub mod lock;
mod manifest;
mod old;
mod ops;
pub mod output;
mod place;
mod reused;
mod spare;
mod taken;
mod twin;
pub mod write;
// A new file among the sources.
pub mod create;
// Beside both.
pub mod own;
pub mod aside;
pub mod cache;
pub mod last;
mod packed;
pub mod parts;
pub mod published;
mod sealed;
pub mod plan;
pub mod seen;
// Both, and what the system tells of the process.
pub mod process;
#[cfg(test)]
mod tests;
mod words;
