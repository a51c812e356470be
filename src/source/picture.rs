//! What a picture's first bytes say of it: kind, size, which way is up. Nothing is decoded.

/// What a photograph is stored as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum PictureKind {
    Jpeg,
    Png,
    Webp,
}

/// The head of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PictureHead {
    /// Kind, by its first bytes, not by its name.
    pub kind: PictureKind,
    /// Width in pixels, upright.
    pub width: u32,
    /// Height in pixels, upright.
    pub height: u32,
}
