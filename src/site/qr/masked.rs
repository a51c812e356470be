//! What the encoder makes, before its mask is chosen.

use crate::site::qr::modules::Modules;
use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};

/// A code under the first mask.
#[derive(Debug)]
pub(super) struct Masked {
    pub(super) modules: Modules,
    pub(super) version: Version,
    pub(super) level: QrCodeEcc,
}

impl Masked {
    /// `None` where no code holds so much.
    pub(super) fn first(segments: &[QrSegment]) -> Option<Masked> {
        let code = encoded(segments, Some(Mask::new(0)))?;
        Some(Masked {
            modules: Modules::of(&code),
            version: code.version(),
            level: code.error_correction_level(),
        })
    }
}

/// Under this mask, or else the best one.
pub(super) fn encoded(segments: &[QrSegment], mask: Option<Mask>) -> Option<QrCode> {
    let (least, most) = (Version::MIN, Version::MAX);
    QrCode::encode_segments_advanced(segments, QrCodeEcc::Medium, least, most, mask, true).ok()
}
