//! Drawing: what was planned becomes bytes. Pure: no file, no environment, bytes and values only.
//!
//! A page is a [`view`](crate::view) given to a template of the [theme], then [made smaller](html).
//! A photograph is [its bytes](image), turned upright, scaled and written anew.
//!
//! The one clock stands in `engine.rs`: it gives up a page that would take for ever, and never
//! shows in what is drawn.

pub mod theme;

mod overlay;

pub mod builtin;

mod manifest;

mod fault;

mod unread;

mod unused;

mod engine;

mod turns;

mod own_texts;

mod growth;

mod filters;

pub mod html;

mod tidy;

pub mod kept;

mod by_mark;

mod closed;

mod pieces;

mod small;

mod inline;

mod tags;

mod script;
mod style;

pub mod image;

pub mod card;
mod compile;

mod colour;

pub mod weight;

use crate::render::theme::Theme;
use crate::source::diagnostic::Diagnostic;
use crate::view::View;

/// One finished page. Its templates were minified when the theme was loaded; a page that they fail
/// on is drawn again as the author wrote them, which gives the fault its place.
pub fn page(theme: &Theme, view: &View<'_>) -> Result<String, Box<Diagnostic>> {
    match theme.draw_small(view) {
        Some(drawn) => Ok(drawn),
        None => theme.draw(view).map(|drawn| html::minified(&drawn)),
    }
}
