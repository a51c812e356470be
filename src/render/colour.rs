//! Colours of telephones: Display P3 into the sRGB that a picture without a profile is taken for.
//!
//! Without it, photographs of most telephones since 2016 look pale. Other profiles (Adobe RGB,
//! camera makers' own) are rare in photographs for the web and are left as they are.

use image::metadata::Cicp;
use image::{ConvertColorOptions, DynamicImage, ImageResult, RgbImage};

/// Red, green and blue of Display P3 in the profile's space (XYZ, D50).
/// They follow from its primaries and white point; telephones write them so.
const DISPLAY_P3: [(&[u8; 4], [f64; 3]); 3] = [
    (b"rXYZ", [0.5151, 0.2412, -0.0011]),
    (b"gXYZ", [0.2920, 0.6922, 0.0419]),
    (b"bXYZ", [0.1571, 0.0666, 0.7841]),
];
/// Profiles of several makers differ in the fourth place; the next profile differs in the second.
const NEAR: f64 = 0.003;

/// Whether an ICC profile is Display P3 by its primaries, whatever name it bears.
pub(crate) fn is_display_p3(profile: &[u8]) -> bool {
    DISPLAY_P3.iter().all(|(name, wanted)| {
        primary(profile, name).is_some_and(|found| {
            found
                .iter()
                .zip(wanted)
                .all(|(found, wanted)| (found - wanted).abs() < NEAR)
        })
    })
}

/// The same colours in sRGB; what sRGB cannot hold becomes the nearest it can.
pub(crate) fn display_p3_to_srgb(pixels: RgbImage) -> ImageResult<RgbImage> {
    let mut picture = DynamicImage::ImageRgb8(pixels);
    picture.set_color_space(Cicp::DISPLAY_P3)?;
    picture.apply_color_space(Cicp::SRGB, ConvertColorOptions::default())?;
    Ok(picture.into_rgb8())
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
        for (nth, (name, _)) in DISPLAY_P3.iter().enumerate() {
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
        profile(DISPLAY_P3.map(|(_, parts)| parts))
    }

    #[test]
    fn display_p3_is_known_by_its_primaries_and_others_are_not_taken_for_it() {
        assert!(is_display_p3(&telephone()));
        let srgb = [
            [0.4360, 0.2225, 0.0139],
            [0.3851, 0.7169, 0.0971],
            [0.1431, 0.0606, 0.7139],
        ];
        assert!(!is_display_p3(&profile(srgb)));
        assert!(!is_display_p3(b"short"));
        let whole = telephone();
        for end in 0..whole.len() {
            let _ = is_display_p3(&whole[..end]);
        }
    }

    #[test]
    fn greys_stay_and_colours_grow_stronger() {
        let pixels = RgbImage::from_raw(2, 1, vec![128, 128, 128, 200, 60, 60]).unwrap();
        let turned = display_p3_to_srgb(pixels).unwrap();
        let [grey, red] = [turned.get_pixel(0, 0).0, turned.get_pixel(1, 0).0];
        assert!(
            grey.iter().all(|sample| sample.abs_diff(128) <= 1),
            "{grey:?}"
        );
        assert!(red[0] > 205 && red[1] < 60, "{red:?}");
    }
}
