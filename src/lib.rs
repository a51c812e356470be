//! **sanvat** turns the files of an editor into a public catalogue of OCOP products.
//!
//! # The story in one line
//!
//! ```text
//! content/ ─▶ Tree ─ content::read ─▶ Catalogue ─ site::plan ─▶ Site ─┐
//!                                                                     ├─ site.view, render ─▶ files ─▶ public/
//! themes/ ──▶ ThemeFolder ─────── render::theme::load ────▶ Theme ────┘
//!      disk::read             (pure from here … to here)                    disk::write
//! ```
//!
//! 1. **Read.** [`disk`] gives every file as text, or as size and hash: a [`source::tree::Tree`].
//! 2. **Check.** [`content`] makes a [`catalogue::Catalogue`] of it: every reference resolved, every
//!    order decided, every fault noted with its place. A record with a fault is left out.
//! 3. **Plan.** [`site`] names every file of the site with the recipe for it, before one is drawn.
//!    What a page shows, its view, is set only when it is drawn, so a large site never lies in memory whole.
//! 4. **Draw.** [`render`] turns a view and a theme into bytes. A template sees nothing but its view.
//! 5. **Write.** [`disk`] fills a folder beside the output and switches the two at once.
//!
//! A build remembers the last one. Where all that was read and asked for has the same marks or hashes, and the
//! output stands as it was left, it says the same again and is done ([`disk::last`]). Where nothing but texts
//! of pages has changed, those pages are drawn from the records that were kept ([`pipeline::retold`]) and put
//! into the tree that was published before, which then changes places with the output (`disk::spare`). Where
//! more has changed, everything is read, a page that shows what it showed stays ([`pipeline::again`]), and the
//! others are written over those of that tree (`disk::reused`).
//! What comes of it is what a build without a memory gives, byte for byte: `tests/edits.rs` holds it to that.
//!
//! The middle computes; only [`disk`] touches files, only [`serve`] the network, only [`command`] the
//! terminal and the clock. While somebody edits, [`serve`] shows the same site from memory: read and
//! planned anew after each save, each page drawn when it is asked for.
//! Faults are never thrown: each stage gives what it could make and everything it noticed
//! ([`source::diagnostic::Checked`]). Where a room may reach is a table in `tests/floors.rs`.

// In reading order, from what is typed down to the ground.
pub mod command;
pub mod pipeline;
pub mod serve;
pub mod render;
pub mod site;
pub mod content;
pub mod disk;
pub mod catalogue;
pub mod schema;
pub mod view;
pub mod text;
pub mod source;
