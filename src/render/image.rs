//! Photographs: decoded within limits, turned upright, scaled, written without their metadata.
//!
//! Each width is scaled from the full picture and not from the next larger one: the bytes of a
//! picture then depend on its source, width and format alone, so that a remembered picture equals
//! a new one whatever other widths a theme asks for. It costs no more: the scaler's time is that of
//! reading the source, and a chain measured 26 ms where three direct steps took 28.

use crate::render::colour;
use crate::site::artifact::{PictureFormat, PictureRecipe};
use crate::source::picture::{self, PictureHead, PictureKind};
use crate::source::problem::Problem;
use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage};
use std::io::Cursor;

/// JPEG quality; with WebP at its own it gives about the same picture.
const JPEG_QUALITY: u8 = 80;
/// WebP quality.
#[cfg(feature = "webp")]
const WEBP_QUALITY: f32 = 75.0;
/// libwebp's effort, 0–6: 2 takes half the time of the default 4 for 6 % more bytes.
#[cfg(feature = "webp")]
const WEBP_EFFORT: i32 = 2;
/// Memory one decoder may ask for: 50 megapixels of four 16-bit samples, and room to work.
const MAX_DECODER_BYTES: u64 = 512 * 1024 * 1024;

/// Changes whenever the same photograph would be written with other bytes; for keys of remembered pictures.
pub const SETTINGS: &str = "jpeg80-420 webp75-2 lanczos3 p3 v1";

/// One photograph in one width and format.
pub fn picture(bytes: &[u8], recipe: &PictureRecipe) -> Result<Vec<u8>, Problem> {
    let source = Decoded::read(bytes)?;
    let (width, height) = source.head.scaled(recipe.width);
    encode(&source.scaled(width, height)?, recipe.format)
}

/// The same photograph in several widths and formats, in the order asked for; decoded once.
/// Each has the bytes that [`picture`] would give it.
pub fn pictures(bytes: &[u8], recipes: &[PictureRecipe]) -> Result<Vec<Vec<u8>>, Problem> {
    let source = Decoded::read(bytes)?;
    let mut last: Option<(u32, RgbImage)> = None;
    let mut order: Vec<usize> = (0..recipes.len()).collect();
    order.sort_by_key(|index| recipes[*index].width);
    let mut made = vec![Vec::new(); recipes.len()];
    for index in order {
        let recipe = &recipes[index];
        let (width, height) = source.head.scaled(recipe.width);
        let scaled = match last.take() {
            Some((known, scaled)) if known == width => scaled,
            _ => source.scaled(width, height)?,
        };
        made[index] = encode(&scaled, recipe.format)?;
        last = Some((width, scaled));
    }
    Ok(made)
}

/// A decoded photograph, upright, without transparency.
struct Decoded {
    head: PictureHead,
    pixels: DynamicImage,
    wide_gamut: bool,
}

impl Decoded {
    fn read(bytes: &[u8]) -> Result<Decoded, Problem> {
        let head = picture::head(bytes)?;
        let format = match head.kind {
            PictureKind::Jpeg => ImageFormat::Jpeg,
            PictureKind::Png => ImageFormat::Png,
            PictureKind::Webp => ImageFormat::WebP,
        };
        let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
        let mut limits = Limits::default();
        limits.max_image_width = Some(picture::MAX_SIDE);
        limits.max_image_height = Some(picture::MAX_SIDE);
        limits.max_alloc = Some(MAX_DECODER_BYTES);
        reader.limits(limits);
        let mut decoder = reader.into_decoder().map_err(|error| broken(&error))?;
        let profile = decoder.icc_profile().unwrap_or(None);
        let mut pixels = DynamicImage::from_decoder(decoder).map_err(|error| broken(&error))?;
        pixels = DynamicImage::ImageRgb8(flattened(pixels));
        let way = picture::orientation(bytes);
        pixels.apply_orientation(Orientation::from_exif(way).unwrap_or(Orientation::NoTransforms));
        if (pixels.width(), pixels.height()) != (head.width, head.height) {
            return Err(Problem::PictureBroken {
                why: "the picture is not of the size its header says".to_owned(),
            });
        }
        Ok(Decoded {
            head,
            pixels,
            wide_gamut: profile.as_deref().is_some_and(colour::is_display_p3),
        })
    }

    fn scaled(&self, width: u32, height: u32) -> Result<RgbImage, Problem> {
        let pixels = if (width, height) == (self.head.width, self.head.height) {
            self.pixels.to_rgb8()
        } else {
            let mut scaled = DynamicImage::new_rgb8(width, height);
            let options =
                ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
            Resizer::new()
                .resize(&self.pixels, &mut scaled, &options)
                .map_err(|error| broken(&error))?;
            scaled.into_rgb8()
        };
        if self.wide_gamut {
            return colour::display_p3_to_srgb(pixels).map_err(|error| broken(&error));
        }
        Ok(pixels)
    }
}

/// The picture on white, in 8 bits.
fn flattened(pixels: DynamicImage) -> RgbImage {
    if !pixels.has_alpha() {
        return pixels.into_rgb8();
    }
    let pixels = pixels.into_rgba8();
    let mut flat = RgbImage::new(pixels.width(), pixels.height());
    for (to, from) in flat.pixels_mut().zip(pixels.pixels()) {
        let [red, green, blue, alpha] = from.0;
        let over_white = |sample: u8| {
            let (sample, alpha) = (u32::from(sample), u32::from(alpha));
            let mixed = (sample * alpha + 255 * (255 - alpha) + 127) / 255;
            u8::try_from(mixed).unwrap_or(255)
        };
        to.0 = [over_white(red), over_white(green), over_white(blue)];
    }
    flat
}

fn encode(pixels: &RgbImage, format: PictureFormat) -> Result<Vec<u8>, Problem> {
    match format {
        PictureFormat::Jpeg => jpeg(pixels),
        PictureFormat::Webp => webp(pixels),
    }
}

fn jpeg(pixels: &RgbImage) -> Result<Vec<u8>, Problem> {
    let (width, height) = (short(pixels.width())?, short(pixels.height())?);
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, JPEG_QUALITY);
    // Optimised Huffman tables stay off: with them the encoder writes one scan for each component,
    // which the decoder used in our tests misreads.
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_2);
    encoder
        .encode(pixels, width, height, jpeg_encoder::ColorType::Rgb)
        .map_err(|error| broken(&error))?;
    Ok(bytes)
}

fn short(side: u32) -> Result<u16, Problem> {
    u16::try_from(side).map_err(|error| broken(&error))
}

#[cfg(feature = "webp")]
fn webp(pixels: &RgbImage) -> Result<Vec<u8>, Problem> {
    let mut config = ::webp::WebPConfig::new().map_err(|()| Problem::PictureBroken {
        why: "libwebp of another version".to_owned(),
    })?;
    config.quality = WEBP_QUALITY;
    config.method = WEBP_EFFORT;
    ::webp::Encoder::from_rgb(pixels, pixels.width(), pixels.height())
        .encode_advanced(&config)
        .map(|memory| memory.to_vec())
        .map_err(|error| Problem::PictureBroken {
            why: format!("{error:?}"),
        })
}

#[cfg(not(feature = "webp"))]
fn webp(_: &RgbImage) -> Result<Vec<u8>, Problem> {
    Err(Problem::PictureBroken {
        why: "this program was built without WebP".to_owned(),
    })
}

fn broken(error: &dyn std::fmt::Display) -> Problem {
    Problem::PictureBroken {
        why: error.to_string(),
    }
}

#[cfg(test)]
mod tests;
