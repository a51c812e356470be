//! THE NETWORK (edge): a preview of the site in the browser of whoever edits it, on this machine
//! only, and the watching of the site's folders.
//!
//! The room knows bytes and paths, no catalogue: what is behind a path it asks of an
//! [`edition`]'s painters, by name, and a name that was not planned is nothing. No path of a
//! request ever reaches the disk.
//!
//! Who may ask is decided in `gate.rs`, before anything else is looked at: pages of the whole
//! Internet can make the editor's browser send requests to `localhost`.

// What is shown.
pub mod edition;
// To whom, how, and how long.
mod gate;
mod kinds;
mod own;
mod events;
mod answer;
pub mod server;
// When something has changed.
pub mod watch;
