//! Colours of cameras: whatever profile a photograph carries, into the sRGB that a picture without
//! a profile is taken for.
//!
//! Without it, photographs of most telephones since 2016 (Display P3) look pale, and those of cameras
//! set to Adobe RGB paler still. A profile that cannot be read, or is not one of red, green and blue
//! (the decoder has made RGB of grey and of printers' colours already), is passed over.

use image::RgbImage;
use moxcms::{
    CmsError, ColorProfile, DataColorSpace, Layout, Transform8BitExecutor, TransformOptions,
};
use std::sync::Arc;

/// Names of the tags that hold red, green and blue in the profile's space (XYZ, D50).
const TAGS: [&[u8; 4]; 3] = [b"rXYZ", b"gXYZ", b"bXYZ"];
/// Those of Display P3. They follow from its primaries and white point; telephones write them so.
const DISPLAY_P3: [[f64; 3]; 3] = [
    [0.5151, 0.2412, -0.0011],
    [0.2920, 0.6922, 0.0419],
    [0.1571, 0.0666, 0.7841],
];
/// Those of sRGB.
const SRGB: [[f64; 3]; 3] = [
    [0.4360, 0.2225, 0.0139],
    [0.3851, 0.7169, 0.0971],
    [0.1431, 0.0606, 0.7139],
];
/// Profiles of several makers differ in the fourth place; the next profile differs in the second.
const NEAR: f64 = 0.003;

/// The way from one profile's colours to sRGB.
pub(crate) type Way = Arc<Transform8BitExecutor>;

/// The way from the colours of this ICC profile; `None` where nothing is to be done.
pub(crate) fn way_to_srgb(profile: &[u8]) -> Option<Way> {
    if has_primaries(profile, &SRGB) {
        return None;
    }
    let from = if has_primaries(profile, &DISPLAY_P3) {
        // Whatever else the telephone has written into it.
        ColorProfile::new_display_p3()
    } else {
        ColorProfile::new_from_slice(profile).ok()?
    };
    if from.color_space != DataColorSpace::Rgb {
        return None;
    }
    let (to, options) = (ColorProfile::new_srgb(), TransformOptions::default());
    from.create_transform_8bit(Layout::Rgb, &to, Layout::Rgb, options)
        .ok()
}

/// The same colours in sRGB; what sRGB cannot hold becomes the nearest it can.
pub(crate) fn to_srgb(pixels: RgbImage, way: &Way) -> Result<RgbImage, CmsError> {
    let mut turned = RgbImage::new(pixels.width(), pixels.height());
    way.transform(pixels.as_raw(), &mut turned)?;
    Ok(turned)
}

/// Whether an ICC profile has these primaries, whatever name it bears.
fn has_primaries(profile: &[u8], wanted: &[[f64; 3]; 3]) -> bool {
    TAGS.iter().zip(wanted).all(|(name, wanted)| {
        primary(profile, name).is_some_and(|found| {
            found
                .iter()
                .zip(wanted)
                .all(|(found, wanted)| (found - wanted).abs() < NEAR)
        })
    })
}

/// One tag of type `XYZ ` from a profile's table of tags.
fn primary(profile: &[u8], name: &[u8; 4]) -> Option<[f64; 3]> {
    let word = |at: usize| {
        let bytes = profile.get(at..at.checked_add(4)?)?;
        Some([bytes[0], bytes[1], bytes[2], bytes[3]])
    };
    let number = |at: usize| usize::try_from(u32::from_be_bytes(word(at)?)).ok();
    // No honest profile has more than some dozens of tags.
    for tag in 0..number(128)?.min(100) {
        let at = 132 + tag * 12;
        if word(at)? == *name {
            let body = number(at + 4)?.checked_add(8)?;
            let part = |nth: usize| {
                let fixed = i32::from_be_bytes(word(body.checked_add(nth * 4)?)?);
                Some(f64::from(fixed) / 65_536.0)
            };
            return Some([part(0)?, part(1)?, part(2)?]);
        }
    }
    None
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A profile that holds nothing but its three primaries.
    pub(crate) fn profile(primaries: [[f64; 3]; 3]) -> Vec<u8> {
        let mut bytes = vec![0; 128];
        bytes.extend(3_u32.to_be_bytes());
        for (nth, name) in TAGS.iter().enumerate() {
            bytes.extend(*name);
            bytes.extend((168 + 20 * nth as u32).to_be_bytes());
            bytes.extend(20_u32.to_be_bytes());
        }
        for primary in primaries {
            bytes.extend(b"XYZ \0\0\0\0");
            for part in primary {
                bytes.extend(((part * 65_536.0).round() as i32).to_be_bytes());
            }
        }
        bytes
    }

    /// Display P3 as telephones write it.
    pub(crate) fn telephone() -> Vec<u8> {
        profile(DISPLAY_P3)
    }

    fn turned(profile: &[u8], colour: [u8; 3]) -> Option<[u8; 3]> {
        let pixels = RgbImage::from_pixel(1, 1, image::Rgb(colour));
        let way = way_to_srgb(profile)?;
        Some(to_srgb(pixels, &way).unwrap().get_pixel(0, 0).0)
    }

    #[test]
    fn display_p3_is_known_by_its_primaries_and_srgb_is_left_alone() {
        assert!(has_primaries(&telephone(), &DISPLAY_P3));
        assert!(!has_primaries(&profile(SRGB), &DISPLAY_P3));
        assert!(way_to_srgb(&profile(SRGB)).is_none());
        let written = ColorProfile::new_srgb().encode().unwrap();
        assert!(way_to_srgb(&written).is_none());
        assert!(way_to_srgb(b"short").is_none());
    }

    #[test]
    fn no_cut_and_no_wrong_byte_makes_it_panic() {
        for whole in [telephone(), ColorProfile::new_adobe_rgb().encode().unwrap()] {
            for end in 0..whole.len() {
                let _ = way_to_srgb(&whole[..end]);
            }
            for at in 0..whole.len() {
                for value in [0x00, 0x7F, 0xFF] {
                    let mut altered = whole.clone();
                    altered[at] = value;
                    let _ = turned(&altered, [200, 60, 60]);
                }
            }
        }
    }

    #[test]
    fn greys_stay_and_colours_grow_stronger() {
        let adobe = ColorProfile::new_adobe_rgb().encode().unwrap();
        for profile in [telephone(), adobe] {
            let grey = turned(&profile, [128, 128, 128]).unwrap();
            assert!(
                grey.iter().all(|sample| sample.abs_diff(128) <= 1),
                "{grey:?}"
            );
            let red = turned(&profile, [200, 60, 60]).unwrap();
            assert!(red[0] > 205 && red[1] < 61, "{red:?}");
        }
    }
}
