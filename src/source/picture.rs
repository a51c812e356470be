//! What a picture's own header says of it: kind, size, which way is up. Nothing is decoded.
//!
//! The walk reads only the fixed parts of a header and steps over everything else by its stated
//! length, so that no metadata, however large it claims to be, is ever unpacked.

use crate::source::problem::{BrokenPicture, Problem};

/// Longest side of a photograph, in pixels.
pub const MAX_SIDE: u32 = 20_000;
/// Most pixels of a photograph.
pub const MAX_PIXELS: u64 = 50_000_000;

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

impl PictureHead {
    /// Width and height when drawn `width` pixels wide: never larger than the picture itself,
    /// each at least 1.
    pub fn scaled(self, width: u32) -> (u32, u32) {
        let width = width.clamp(1, self.width.max(1));
        let whole = u64::from(self.width.max(1));
        let height = (u64::from(self.height) * u64::from(width) + whole / 2) / whole;
        (width, u32::try_from(height.max(1)).unwrap_or(u32::MAX))
    }
}

/// Reads the head of a picture from the whole file. Cut or altered bytes give a problem, never a panic.
pub fn head(bytes: &[u8]) -> Result<PictureHead, Problem> {
    let kind = kind(bytes).ok_or(Problem::PictureKind)?;
    let (width, height) = match kind {
        PictureKind::Jpeg => jpeg_size(bytes)?,
        PictureKind::Png => png_size(bytes)?,
        PictureKind::Webp => webp_size(bytes)?,
    };
    if width == 0 || height == 0 {
        return Err(broken(BrokenPicture::Header));
    }
    let (width, height) = match orientation(bytes) {
        5..=8 => (height, width),
        _ => (width, height),
    };
    let pixels = u64::from(width) * u64::from(height);
    if width > MAX_SIDE || height > MAX_SIDE || pixels > MAX_PIXELS {
        return Err(Problem::PictureTooLarge { width, height });
    }
    Ok(PictureHead {
        kind,
        width,
        height,
    })
}

/// How the stored pixels must be turned to stand upright, as EXIF counts: 1 (not at all) to 8.
pub fn orientation(bytes: &[u8]) -> u8 {
    let exif = match kind(bytes) {
        Some(PictureKind::Jpeg) => segments(bytes)
            .filter(|(marker, _)| *marker == 0xE1)
            .find_map(|(_, body)| body.strip_prefix(b"Exif\0\0")),
        Some(PictureKind::Png) => chunks(bytes, 8, Order::Png)
            .find(|(name, _)| name == b"eXIf")
            .map(|(_, body)| body),
        Some(PictureKind::Webp) => chunks(bytes, 12, Order::Riff)
            .find(|(name, _)| name == b"EXIF")
            .map(|(_, body)| body.strip_prefix(b"Exif\0\0").unwrap_or(body)),
        None => None,
    };
    exif.and_then(exif_orientation).unwrap_or(1)
}

/// Whether the file goes on to the picture's own end: one cut short in a transfer does not, nor
/// does one whose parts have lost their names. The pixels are not decoded.
pub fn is_whole(bytes: &[u8]) -> bool {
    match kind(bytes) {
        // Cameras write more behind the end of the picture.
        Some(PictureKind::Jpeg) => bytes.windows(2).rev().any(|pair| pair == [0xFF, 0xD9]),
        Some(PictureKind::Png) => {
            let mut all = chunks(bytes, 8, Order::Png);
            let known = |name: &[u8; 4]| {
                let is_critical = name[0].is_ascii_uppercase();
                name.iter().all(u8::is_ascii_alphabetic)
                    && (!is_critical || matches!(name, b"IHDR" | b"PLTE" | b"IDAT" | b"IEND"))
            };
            all.find(|(name, _)| name == b"IEND" || !known(name))
                .is_some_and(|(name, _)| &name == b"IEND")
        }
        Some(PictureKind::Webp) => {
            chunks(bytes, 12, Order::Riff).any(|(name, _)| matches!(&name, b"VP8 " | b"VP8L"))
        }
        None => false,
    }
}

fn kind(bytes: &[u8]) -> Option<PictureKind> {
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        Some(PictureKind::Jpeg)
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some(PictureKind::Png)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some(PictureKind::Webp)
    } else {
        None
    }
}

fn broken(why: BrokenPicture) -> Problem {
    Problem::PictureBroken { why }
}

fn jpeg_size(bytes: &[u8]) -> Result<(u32, u32), Problem> {
    let mut frame = None;
    for (marker, body) in segments(bytes) {
        match marker {
            0xC0..=0xC2 if frame.is_none() => {
                let [8, h1, h0, w1, w0, components, ..] = *body else {
                    return Err(broken(BrokenPicture::Kind));
                };
                let size = (be16(w1, w0), be16(h1, h0));
                frame = Some((marker, size, components));
            }
            0xC4 | 0xC8 | 0xCC => {}
            0xC3..=0xCF => return Err(broken(BrokenPicture::Kind)),
            0xDA => {
                let (marker, size, components) =
                    frame.ok_or_else(|| broken(BrokenPicture::Header))?;
                // The decoder makes rubbish of such files without an error.
                if marker != 0xC2 && body.first().is_none_or(|scan| *scan < components) {
                    return Err(Problem::PictureScans);
                }
                return Ok(size);
            }
            _ => {}
        }
    }
    Err(broken(BrokenPicture::Cut))
}

fn png_size(bytes: &[u8]) -> Result<(u32, u32), Problem> {
    match chunks(bytes, 8, Order::Png).next() {
        Some((name, body)) if &name == b"IHDR" && body.len() == 13 => {
            let side = |at: usize| u32::from_be_bytes(four(body, at));
            Ok((side(0), side(4)))
        }
        _ => Err(broken(BrokenPicture::Header)),
    }
}

fn webp_size(bytes: &[u8]) -> Result<(u32, u32), Problem> {
    let cut = || broken(BrokenPicture::Header);
    let (name, body) = chunks(bytes, 12, Order::Riff).next().ok_or_else(cut)?;
    match (&name, body) {
        (b"VP8 ", [_, _, _, 0x9D, 0x01, 0x2A, w0, w1, h0, h1, ..]) => {
            Ok((be16(*w1, *w0) & 0x3FFF, be16(*h1, *h0) & 0x3FFF))
        }
        (b"VP8L", [0x2F, ..]) if body.len() >= 5 => {
            let bits = u32::from_le_bytes(four(body, 1));
            Ok(((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1))
        }
        (b"VP8X", [flags, _, _, _, w0, w1, w2, h0, h1, h2, ..]) => {
            if flags & 0b10 != 0 {
                return Err(broken(BrokenPicture::Moves));
            }
            let side = |low, middle, high| u32::from_le_bytes([low, middle, high, 0]) + 1;
            Ok((side(*w0, *w1, *w2), side(*h0, *h1, *h2)))
        }
        _ => Err(cut()),
    }
}

/// The segments of a JPEG up to its first scan: marker and body. Ends early where the file does.
fn segments(bytes: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let mut at = 2;
    let mut over = false;
    std::iter::from_fn(move || {
        loop {
            if over {
                return None;
            }
            // Bytes between segments and fill bytes are passed over, as other readers do.
            at += bytes.get(at..)?.iter().position(|byte| *byte == 0xFF)?;
            at += bytes.get(at..)?.iter().position(|byte| *byte != 0xFF)?;
            let marker = bytes[at];
            at += 1;
            if matches!(marker, 0x00 | 0x01 | 0xD0..=0xD8) {
                continue;
            }
            let length = usize::from(u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]));
            let body = bytes.get(at + 2..at + length.max(2))?;
            at += length.max(2);
            over = matches!(marker, 0xD9 | 0xDA);
            return Some((marker, body));
        }
    })
}

#[derive(Clone, Copy)]
enum Order {
    /// Length (big-endian), name, body, check sum.
    Png,
    /// Name, length (little-endian), body, filled to an even length.
    Riff,
}

/// The chunks of a PNG or WebP file, from byte `at`: name and body. Ends early where the file does.
fn chunks(bytes: &[u8], mut at: usize, order: Order) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    std::iter::from_fn(move || {
        let start = bytes.get(at..at.checked_add(8)?)?;
        let (first, second) = (four(start, 0), four(start, 4));
        let (name, length, tail) = match order {
            Order::Png => (second, u32::from_be_bytes(first), 4),
            Order::Riff => {
                let length = u32::from_le_bytes(second);
                (first, length, usize::from(length % 2 == 1))
            }
        };
        let body = at + 8;
        let end = body.checked_add(usize::try_from(length).ok()?)?;
        at = end.checked_add(tail)?;
        Some((name, bytes.get(body..end)?))
    })
}

/// Tag 0x0112 of the first directory of a TIFF structure.
fn exif_orientation(tiff: &[u8]) -> Option<u8> {
    let little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let two = |at: usize| {
        let pair = [*tiff.get(at)?, *tiff.get(at.checked_add(1)?)?];
        Some(if little {
            u16::from_le_bytes(pair)
        } else {
            u16::from_be_bytes(pair)
        })
    };
    let first = four(tiff.get(4..8)?, 0);
    let directory = usize::try_from(if little {
        u32::from_le_bytes(first)
    } else {
        u32::from_be_bytes(first)
    })
    .ok()?;
    for entry in 0..usize::from(two(directory)?) {
        let at = directory.checked_add(2 + entry * 12)?;
        if two(at)? == 0x0112 {
            let value = two(at.checked_add(8)?)?;
            return u8::try_from(value).ok().filter(|way| (1..=8).contains(way));
        }
    }
    None
}

fn be16(high: u8, low: u8) -> u32 {
    u32::from(u16::from_be_bytes([high, low]))
}

/// Four bytes from `at` on; zeros where there are none.
fn four(bytes: &[u8], at: usize) -> [u8; 4] {
    std::array::from_fn(|nth| bytes.get(at + nth).copied().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageFormat, RgbImage};
    use std::io::Cursor;

    fn jpeg(exif: Option<&[u8]>, separate_scans: bool) -> Vec<u8> {
        let pixels = RgbImage::from_pixel(40, 24, image::Rgb([200, 120, 40]));
        let mut bytes = vec![];
        let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
        encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_2);
        encoder.set_optimized_huffman_tables(separate_scans);
        if let Some(exif) = exif {
            encoder.add_exif_metadata(exif).unwrap();
        }
        encoder
            .encode(&pixels, 40, 24, jpeg_encoder::ColorType::Rgb)
            .unwrap();
        bytes
    }

    fn exif(little: bool, way: u16) -> Vec<u8> {
        let two = |value: u16| {
            if little {
                value.to_le_bytes()
            } else {
                value.to_be_bytes()
            }
        };
        let four = |value: u32| {
            if little {
                value.to_le_bytes()
            } else {
                value.to_be_bytes()
            }
        };
        let mut tiff = if little {
            b"II*\0".to_vec()
        } else {
            b"MM\0*".to_vec()
        };
        tiff.extend(four(8));
        tiff.extend(two(1));
        tiff.extend(two(0x0112));
        tiff.extend(two(3));
        tiff.extend(four(1));
        tiff.extend(two(way));
        tiff.extend([0; 6]);
        tiff
    }

    fn saved(format: ImageFormat) -> Vec<u8> {
        let mut bytes = vec![];
        RgbImage::new(40, 24)
            .write_to(&mut Cursor::new(&mut bytes), format)
            .unwrap();
        bytes
    }

    fn riff(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let mut bytes = b"RIFF\0\0\0\0WEBP".to_vec();
        bytes.extend(name);
        bytes.extend((body.len() as u32).to_le_bytes());
        bytes.extend(body);
        bytes
    }

    fn size(bytes: &[u8]) -> (PictureKind, u32, u32) {
        let head = head(bytes).unwrap();
        (head.kind, head.width, head.height)
    }

    #[test]
    fn kind_and_size_are_read_from_the_content() {
        assert_eq!(size(&jpeg(None, false)), (PictureKind::Jpeg, 40, 24));
        assert_eq!(size(&saved(ImageFormat::Png)), (PictureKind::Png, 40, 24));
        assert_eq!(size(&saved(ImageFormat::WebP)), (PictureKind::Webp, 40, 24));
        let lossy = riff(b"VP8 ", &[0, 0, 0, 0x9D, 1, 0x2A, 40, 0, 24, 0]);
        assert_eq!(size(&lossy), (PictureKind::Webp, 40, 24));
        let extended = riff(b"VP8X", &[0, 0, 0, 0, 39, 0, 0, 23, 0, 0]);
        assert_eq!(size(&extended), (PictureKind::Webp, 40, 24));
        assert_eq!(head(b"GIF89a"), Err(Problem::PictureKind));
        assert_eq!(head(b""), Err(Problem::PictureKind));
    }

    #[test]
    fn a_turned_photograph_has_its_upright_size() {
        for way in 1..=8 {
            for little in [true, false] {
                let bytes = jpeg(Some(&exif(little, way)), false);
                assert_eq!(u16::from(orientation(&bytes)), way);
                let upright = if way < 5 { (40, 24) } else { (24, 40) };
                let (_, width, height) = size(&bytes);
                assert_eq!((width, height), upright, "way {way}");
            }
        }
        assert_eq!(orientation(&jpeg(Some(&exif(true, 9)), false)), 1);
    }

    #[test]
    fn a_turned_webp_has_its_upright_size() {
        let mut bytes = riff(b"VP8X", &[8, 0, 0, 0, 39, 0, 0, 23, 0, 0]);
        bytes.extend(b"EXIF");
        bytes.extend((exif(true, 6).len() as u32).to_le_bytes());
        bytes.extend(exif(true, 6));
        assert_eq!(size(&bytes), (PictureKind::Webp, 24, 40));
    }

    #[test]
    fn what_cannot_be_drawn_is_refused() {
        assert_eq!(head(&jpeg(None, true)), Err(Problem::PictureScans));
        let moving = riff(b"VP8X", &[2, 0, 0, 0, 39, 0, 0, 23, 0, 0]);
        assert!(matches!(head(&moving), Err(Problem::PictureBroken { .. })));
        let mut png = saved(ImageFormat::Png);
        png[16..24].copy_from_slice(&[0, 0, 0x4E, 0x20, 0, 0, 0x4E, 0x20]);
        let refused = Problem::PictureTooLarge {
            width: 20_000,
            height: 20_000,
        };
        assert_eq!(head(&png), Err(refused));
        png[16..20].copy_from_slice(&[0; 4]);
        assert!(matches!(head(&png), Err(Problem::PictureBroken { .. })));
    }

    #[test]
    fn no_cut_and_no_wrong_byte_makes_it_panic() {
        let mut turned = riff(b"VP8X", &[8, 0, 0, 0, 39, 0, 0, 23, 0, 0]);
        turned.extend(b"EXIF");
        turned.extend((exif(true, 6).len() as u32).to_le_bytes());
        turned.extend(exif(true, 6));
        let samples = [
            jpeg(Some(&exif(false, 6)), false),
            saved(ImageFormat::Png),
            saved(ImageFormat::WebP),
            turned,
        ];
        for whole in samples {
            for end in 0..whole.len() {
                let _ = head(&whole[..end]);
            }
            for at in 0..whole.len().min(700) {
                for value in [0x00, 0x01, 0x7F, 0x80, 0xFF] {
                    let mut altered = whole.clone();
                    altered[at] = value;
                    let _ = head(&altered);
                }
            }
        }
    }

    #[test]
    fn a_picture_is_never_enlarged_and_never_vanishes() {
        let head = |width, height| PictureHead {
            kind: PictureKind::Jpeg,
            width,
            height,
        };
        assert_eq!(head(1600, 1200).scaled(480), (480, 360));
        assert_eq!(head(1000, 333).scaled(480), (480, 160));
        assert_eq!(head(300, 200).scaled(480), (300, 200));
        assert_eq!(head(20_000, 1).scaled(480), (480, 1));
    }
}
