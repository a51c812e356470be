//! Flat drawings as PNG of few colours: a third of the bytes of one in full colour, and nobody sees it.

use crate::render::card::pieces::{Pieces, Pixel, Quick};
use crate::site::artifact::SHARE_BYTES;
use std::collections::HashMap;

/// Colours of a picture. A card has about ten; the rest are their mixtures along edges. Fewer are
/// tried only where a theme draws what is not flat, and a picture would be too heavy.
const COLOURS: [usize; 4] = [64, 32, 8, 2];
/// Effort of packing, 0 to 9: 6 takes a third longer for bytes fewer by a twentieth.
const EFFORT: u8 = 5;

/// A picture of few colours as PNG, of at most [`SHARE_BYTES`]. `pixels` fill rows of `width`; none
/// where they do not.
pub(super) fn png(pixels: &[Pixel], width: u32, height: u32) -> Option<Vec<u8>> {
    let pieces = Pieces::of(pixels);
    let counted = pieces.counted();
    let mut sizes = COLOURS.iter().map(|most| {
        let palette = chosen(&counted, *most);
        written(&pieces, &counted, &palette, (width, height))
    });
    sizes.find(|bytes| {
        bytes
            .as_ref()
            .is_none_or(|bytes| bytes.len() <= SHARE_BYTES)
    })?
}

fn written(
    pieces: &Pieces<'_>,
    counted: &[(Pixel, u64)],
    palette: &[Pixel],
    (width, height): (u32, u32),
) -> Option<Vec<u8>> {
    let mut nearest: HashMap<Pixel, u8, Quick> =
        HashMap::with_capacity_and_hasher(counted.len(), Quick::default());
    for (colour, _) in counted {
        nearest.insert(*colour, place(palette, *colour));
    }
    let indices = pieces.indices(&nearest);
    let colours: Vec<u8> = palette
        .iter()
        .flat_map(|[red, green, blue, _]| [*red, *green, *blue])
        .collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(colours);
    encoder.set_filter(png::Filter::NoFilter);
    encoder.set_deflate_compression(png::DeflateCompression::Level(EFFORT));
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&indices).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}

/// The colours to keep: again and again the one that the picture misses most, by number of pixels and
/// distance from those kept already.
fn chosen(counted: &[(Pixel, u64)], most: usize) -> Vec<Pixel> {
    let mut palette: Vec<Pixel> = Vec::new();
    // How far each colour is from the nearest that is kept.
    let mut missed: Vec<(Pixel, u64, u64)> = counted
        .iter()
        .map(|(colour, count)| (*colour, *count, u64::from(u32::MAX)))
        .collect();
    while palette.len() < most {
        let mut worst = (0, Pixel::default());
        for (colour, count, far) in &missed {
            // The first of several that are missed alike: the most frequent.
            if count * far > worst.0 {
                worst = (count * far, *colour);
            }
        }
        if worst.0 == 0 {
            break;
        }
        palette.push(worst.1);
        for (colour, _, far) in &mut missed {
            *far = (*far).min(distance(worst.1, *colour));
        }
    }
    palette
}

/// Number of the kept colour nearest to one.
fn place(palette: &[Pixel], colour: Pixel) -> u8 {
    let near = (0_u8..)
        .zip(palette)
        .min_by_key(|(_, kept)| distance(**kept, colour));
    near.map_or(0, |(number, _)| number)
}

/// Squared, with green weighing most and blue least, as eyes do.
fn distance(one: Pixel, two: Pixel) -> u64 {
    let far = |at: usize| u64::from(one[at].abs_diff(two[at])).pow(2);
    3 * far(0) + 6 * far(1) + far(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_of_few_colours_keeps_every_pixel() {
        let colours = [[14, 74, 56, 255], [247, 183, 51, 255], [255, 254, 250, 255]];
        let pixels: Vec<Pixel> = (0..1200 * 5).map(|at| colours[at / 7 % 3]).collect();
        let bytes = png(&pixels, 1200, 5).expect("a picture");
        let read = image::load_from_memory(&bytes).expect("a PNG").into_rgba8();
        assert!(
            read.pixels()
                .zip(&pixels)
                .all(|(read, drawn)| read.0 == *drawn)
        );
        assert!(bytes.len() < 400, "{}", bytes.len());
    }

    #[test]
    fn of_many_colours_the_nearest_are_shown_and_the_frequent_ones_exactly() {
        let mut pixels: Vec<Pixel> = (0..=255_u8).map(|grey| [grey, grey, grey, 255]).collect();
        pixels.extend(vec![[200, 10, 10, 255]; 1200 - 256]);
        let bytes = png(&pixels, 1200, 1).expect("a picture");
        let read = image::load_from_memory(&bytes).expect("a PNG").into_rgba8();
        for (read, drawn) in read.pixels().zip(&pixels) {
            assert!(distance(read.0, *drawn) <= 10 * 9, "{read:?} {drawn:?}");
        }
        assert_eq!(read.get_pixel(1199, 0).0, [200, 10, 10, 255]);
        assert_eq!(png(&pixels, 1200, 1), Some(bytes));
        assert_eq!(png(&pixels, 1200, 2), None);
    }

    #[test]
    fn noise_gives_up_colours_until_it_is_light_enough() {
        // Of few kinds, so that counting them stays quick.
        let mut noise = vec![0_u8; 1200 * 630];
        blake3::Hasher::new().finalize_xof().fill(&mut noise);
        let pixels: Vec<Pixel> = noise
            .iter()
            .map(|grey| [*grey, 90, 255 - grey, 255])
            .collect();
        let bytes = png(&pixels, 1200, 630).expect("a picture");
        assert!(
            (20_000..=SHARE_BYTES).contains(&bytes.len()),
            "{}",
            bytes.len()
        );
    }
}
