//! Photographs: decoded within limits, turned upright, scaled, written without their metadata.
//!
//! Each width is scaled from the full picture and not from the next larger one: the bytes of a
//! picture then depend on its source, width and format alone, so that a remembered picture equals
//! a new one whatever other widths a theme asks for. It costs no more: the scaler's time is that of
//! reading the source, and a chain measured 26 ms where three direct steps took 28.

use crate::render::colour;
use crate::site::artifact::{PictureFormat, PictureRecipe, SHARE_BYTES, SHARE_HEIGHT, SHARE_WIDTH};
use crate::source::picture::{self, PictureHead, PictureKind};
use crate::source::problem::{BrokenPicture, Problem};
use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage};
use jpeg_encoder::SamplingFactor;
use std::io::Cursor;

/// JPEG qualities of a link preview, tried from the best; those up to the place of the mark stop at
/// [`SHARE_AIM`], the rest only serve to keep below [`SHARE_BYTES`].
const SHARE_QUALITIES: [u8; 10] = [80, 74, 68, 62, 56, 48, 38, 28, 16, 4];
/// How many of them look good on a photograph.
const SHARE_GOOD: usize = 5;
/// What a link preview should weigh at most, in bytes.
const SHARE_AIM: usize = 150_000;
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

/// Changes whenever the same photograph would be written with other bytes.
const SETTINGS: &str = "jpeg80-420 webp75-2 share80-4 lanczos3 icc v2";

/// What one picture is remembered by: the photograph, what is asked of it, how it is written, and by
/// which version of the program.
pub fn key(recipe: &PictureRecipe) -> [u8; 32] {
    let format: &[u8] = match recipe.format {
        PictureFormat::Jpeg => b"jpeg",
        PictureFormat::Webp => b"webp",
        PictureFormat::Share => b"share",
    };
    let mut hasher = blake3::Hasher::new_derive_key("sanvat picture");
    hasher.update(&recipe.hash);
    hasher.update(&recipe.width.to_le_bytes());
    for part in [
        format,
        SETTINGS.as_bytes(),
        env!("CARGO_PKG_VERSION").as_bytes(),
    ] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    *hasher.finalize().as_bytes()
}

/// One photograph in one width and format.
pub fn picture(bytes: &[u8], recipe: &PictureRecipe) -> Result<Vec<u8>, Problem> {
    let source = Photograph::read(bytes)?;
    encode(&source.drawn(recipe)?, recipe.format)
}

/// The same photograph in several widths and formats, in the order asked for; decoded once.
/// Each has the bytes that [`picture`] would give it.
pub fn pictures(bytes: &[u8], recipes: &[PictureRecipe]) -> Result<Vec<Vec<u8>>, Problem> {
    Photograph::read(bytes)?.pictures(recipes)
}

/// A finished share card as JPEG. Unlike a photograph it has letters, so its colours are as fine as
/// its light.
pub(crate) fn card(pixels: &RgbImage) -> Result<Vec<u8>, Problem> {
    within_share(pixels, SamplingFactor::F_1_1)
}

/// A decoded photograph, upright, without transparency.
pub struct Photograph {
    head: PictureHead,
    pixels: DynamicImage,
    /// The way from its colours to sRGB, where they are others.
    colours: Option<colour::Way>,
}

impl Photograph {
    /// Decodes it, within limits.
    pub fn read(bytes: &[u8]) -> Result<Photograph, Problem> {
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
                why: BrokenPicture::Pixels,
            });
        }
        Ok(Photograph {
            head,
            pixels,
            colours: profile.as_deref().and_then(colour::way_to_srgb),
        })
    }

    /// It in several widths and formats, in the order asked for.
    pub fn pictures(&self, recipes: &[PictureRecipe]) -> Result<Vec<Vec<u8>>, Problem> {
        let mut last: Option<((bool, u32), RgbImage)> = None;
        let look = |recipe: &PictureRecipe| (recipe.format == PictureFormat::Share, recipe.width);
        let mut order: Vec<usize> = (0..recipes.len()).collect();
        order.sort_by_key(|index| look(&recipes[*index]));
        let mut made = vec![Vec::new(); recipes.len()];
        for index in order {
            let recipe = &recipes[index];
            let scaled = match last.take() {
                Some((known, scaled)) if known == look(recipe) => scaled,
                _ => self.drawn(recipe)?,
            };
            made[index] = encode(&scaled, recipe.format)?;
            last = Some((look(recipe), scaled));
        }
        Ok(made)
    }

    /// Its middle of these proportions in this size, in sRGB.
    pub fn middle(&self, width: u32, height: u32) -> Result<RgbImage, Problem> {
        let options = lanczos().fit_into_destination(Some((0.5, 0.5)));
        let pixels = self.resized(width, height, &options)?;
        self.in_srgb(pixels)
    }

    /// The pixels that a recipe asks for, in sRGB.
    fn drawn(&self, recipe: &PictureRecipe) -> Result<RgbImage, Problem> {
        if recipe.format == PictureFormat::Share {
            return self.middle(SHARE_WIDTH, SHARE_HEIGHT);
        }
        let pixels = match self.head.scaled(recipe.width) {
            (width, height) if (width, height) == (self.head.width, self.head.height) => {
                self.pixels.to_rgb8()
            }
            (width, height) => self.resized(width, height, &lanczos())?,
        };
        self.in_srgb(pixels)
    }

    fn in_srgb(&self, pixels: RgbImage) -> Result<RgbImage, Problem> {
        match &self.colours {
            Some(way) => colour::to_srgb(pixels, way).map_err(|error| broken(&error)),
            None => Ok(pixels),
        }
    }

    fn resized(
        &self,
        width: u32,
        height: u32,
        options: &ResizeOptions,
    ) -> Result<RgbImage, Problem> {
        let mut scaled = DynamicImage::new_rgb8(width, height);
        Resizer::new()
            .resize(&self.pixels, &mut scaled, options)
            .map_err(|error| broken(&error))?;
        Ok(scaled.into_rgb8())
    }
}

fn lanczos() -> ResizeOptions {
    ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3))
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
        PictureFormat::Jpeg => jpeg(pixels, JPEG_QUALITY, SamplingFactor::F_2_2),
        PictureFormat::Webp => webp(pixels),
        PictureFormat::Share => within_share(pixels, SamplingFactor::F_2_2),
    }
}

/// The best quality that is light enough; the last one where even that is not.
fn within_share(pixels: &RgbImage, sampling: SamplingFactor) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    for (nth, quality) in SHARE_QUALITIES.into_iter().enumerate() {
        bytes = jpeg(pixels, quality, sampling)?;
        let enough = if nth < SHARE_GOOD {
            SHARE_AIM
        } else {
            SHARE_BYTES
        };
        if bytes.len() <= enough {
            break;
        }
    }
    Ok(bytes)
}

fn jpeg(pixels: &RgbImage, quality: u8, sampling: SamplingFactor) -> Result<Vec<u8>, Problem> {
    let (width, height) = (short(pixels.width())?, short(pixels.height())?);
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, quality);
    // Optimised Huffman tables stay off: with them the encoder writes one scan for each component,
    // which the decoder used in our tests misreads.
    encoder.set_sampling_factor(sampling);
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
        why: BrokenPicture::NoWebp,
    })?;
    config.quality = WEBP_QUALITY;
    config.method = WEBP_EFFORT;
    ::webp::Encoder::from_rgb(pixels, pixels.width(), pixels.height())
        .encode_advanced(&config)
        .map(|memory| memory.to_vec())
        .map_err(|_| Problem::PictureBroken {
            why: BrokenPicture::NoWebp,
        })
}

#[cfg(not(feature = "webp"))]
fn webp(_: &RgbImage) -> Result<Vec<u8>, Problem> {
    Err(Problem::PictureBroken {
        why: BrokenPicture::NoWebp,
    })
}

/// What the decoder itself says is for programmers: an editor cannot mend a stream of bits.
fn broken(_: &dyn std::fmt::Display) -> Problem {
    Problem::PictureBroken {
        why: BrokenPicture::Pixels,
    }
}

#[cfg(test)]
mod tests;
