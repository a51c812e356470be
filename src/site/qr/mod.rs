//! Codes that a phone reads, as paths of an SVG.

mod alike;
mod code;
mod mask;
mod masked;
mod modules;

pub(super) use alike::Alike;
pub(super) use code::qr;
