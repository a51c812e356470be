//! Scripts of a theme as they are published: made smaller, and modules that are only ever loaded
//! together put into one file.
//!
//! A theme's author writes plain modules and builds nothing. What is done to them needs no more of
//! the language than its [tokens]; a script in which these are not certain is published as it stands.

mod merge;
mod module;
mod squeeze;
mod tokens;

pub(crate) use merge::merged;
pub(crate) use squeeze::squeezed;
