use super::*;
use crate::render::colour::tests::telephone;
use std::sync::Arc;

fn recipe(width: u32, format: PictureFormat) -> PictureRecipe {
    PictureRecipe {
        source: Arc::from("content/images/a.jpg"),
        hash: [0; 32],
        width,
        format,
    }
}

/// A smooth picture, red in the stored top left corner.
fn corner(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        if x < width / 2 && y < height / 2 {
            image::Rgb([220, 30, 30])
        } else {
            image::Rgb([30, 60, 200])
        }
    })
}

fn saved(pixels: &RgbImage, way: Option<u8>, profile: Option<&[u8]>) -> Vec<u8> {
    let mut bytes = vec![];
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 95);
    if let Some(way) = way {
        let mut exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
        exif.extend([way, 0, 0, 0, 0, 0, 0, 0]);
        encoder.add_exif_metadata(&exif).unwrap();
    }
    if let Some(profile) = profile {
        encoder.add_icc_profile(profile).unwrap();
    }
    let (width, height) = (pixels.width() as u16, pixels.height() as u16);
    encoder
        .encode(pixels, width, height, jpeg_encoder::ColorType::Rgb)
        .unwrap();
    bytes
}

fn opened(bytes: &[u8]) -> RgbImage {
    image::load_from_memory(bytes).unwrap().to_rgb8()
}

/// Which corner is red: (right, bottom).
fn red_corner(pixels: &RgbImage) -> (bool, bool) {
    let (width, height) = (pixels.width(), pixels.height());
    [(false, false), (true, false), (false, true), (true, true)]
        .into_iter()
        .find(|(right, bottom)| {
            let x = if *right { width - 4 } else { 3 };
            let y = if *bottom { height - 4 } else { 3 };
            pixels.get_pixel(x, y).0[0] > 150
        })
        .unwrap()
}

#[test]
fn a_picture_has_the_size_and_kind_asked_for() {
    let source = saved(&corner(400, 300), None, None);
    let small = picture(&source, &recipe(100, PictureFormat::Jpeg)).unwrap();
    let head = picture::head(&small).unwrap();
    assert_eq!(
        (head.kind, head.width, head.height),
        (PictureKind::Jpeg, 100, 75)
    );
    let large = picture(&source, &recipe(4000, PictureFormat::Jpeg)).unwrap();
    assert_eq!(picture::head(&large).unwrap().width, 400);
}

#[cfg(feature = "webp")]
#[test]
fn webp_has_the_same_picture() {
    let source = saved(&corner(400, 300), Some(6), None);
    let small = picture(&source, &recipe(90, PictureFormat::Webp)).unwrap();
    let head = picture::head(&small).unwrap();
    assert_eq!(
        (head.kind, head.width, head.height),
        (PictureKind::Webp, 90, 120)
    );
    assert_eq!(red_corner(&opened(&small)), (true, false));
}

#[test]
fn a_picture_stands_upright_and_says_nothing_of_its_maker() {
    let corners = [
        (1, false, false),
        (2, true, false),
        (3, true, true),
        (4, false, true),
        (5, false, false),
        (6, true, false),
        (7, true, true),
        (8, false, true),
    ];
    for (way, right, bottom) in corners {
        let source = saved(&corner(80, 48), Some(way), None);
        let turned = picture(&source, &recipe(40, PictureFormat::Jpeg)).unwrap();
        let pixels = opened(&turned);
        let head = picture::head(&source).unwrap();
        assert_eq!(
            head.scaled(40),
            (pixels.width(), pixels.height()),
            "way {way}"
        );
        assert_eq!(red_corner(&pixels), (right, bottom), "way {way}");
        assert!(!turned.windows(4).any(|four| four == b"Exif"));
    }
}

#[test]
fn many_at_once_are_the_same_as_one_by_one_and_as_before() {
    let source = saved(&corner(200, 150), None, None);
    let mut recipes = vec![
        recipe(50, PictureFormat::Jpeg),
        recipe(120, PictureFormat::Jpeg),
    ];
    if cfg!(feature = "webp") {
        recipes.insert(0, recipe(120, PictureFormat::Webp));
    }
    let together = pictures(&source, &recipes).unwrap();
    for (recipe, bytes) in recipes.iter().zip(&together) {
        assert_eq!(picture(&source, recipe).unwrap(), *bytes);
    }
    assert_eq!(pictures(&source, &recipes).unwrap(), together);
}

#[test]
fn what_can_be_seen_through_stands_on_white() {
    let mut png = vec![];
    image::RgbaImage::from_pixel(40, 40, image::Rgba([0, 0, 0, 0]))
        .write_to(&mut Cursor::new(&mut png), ImageFormat::Png)
        .unwrap();
    let flat = opened(&picture(&png, &recipe(20, PictureFormat::Jpeg)).unwrap());
    assert!(flat.as_raw().iter().all(|sample| *sample > 250));
}

#[test]
fn colours_of_telephones_are_brought_to_srgb() {
    let pixels = RgbImage::from_pixel(40, 40, image::Rgb([200, 60, 60]));
    let plain = saved(&pixels, None, None);
    let wide = saved(&pixels, None, Some(&telephone()));
    let recipe = recipe(20, PictureFormat::Jpeg);
    let [plain, wide] = [plain, wide].map(|source| {
        let drawn = picture(&source, &recipe).unwrap();
        assert!(!drawn.windows(11).any(|part| part == b"ICC_PROFILE"));
        opened(&drawn).get_pixel(10, 10).0
    });
    assert!(wide[0] > plain[0] + 5, "{plain:?} {wide:?}");
}

#[test]
fn no_cut_makes_it_panic_and_none_passes_without_its_header() {
    let source = saved(&corner(40, 30), Some(6), None);
    for end in (0..source.len()).step_by(7) {
        let _ = picture(&source[..end], &recipe(20, PictureFormat::Jpeg));
    }
    let cut = picture(&source[..300], &recipe(20, PictureFormat::Jpeg));
    assert!(matches!(cut, Err(Problem::PictureBroken { .. })));
}

/// The decoder makes rubbish of a baseline JPEG with one scan for each component, and says nothing
/// (image 0.25.10 with zune-jpeg 0.5.15). When this fails, the refusal in `source/picture.rs` may go.
#[test]
fn scans_of_single_components_are_still_misread_by_the_decoder() {
    let pixels = RgbImage::from_fn(64, 64, |x, y| {
        image::Rgb([(x * 4) as u8, (y * 4) as u8, 128])
    });
    let mut source = vec![];
    let mut encoder = jpeg_encoder::Encoder::new(&mut source, 90);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_2);
    encoder.set_optimized_huffman_tables(true);
    encoder
        .encode(&pixels, 64, 64, jpeg_encoder::ColorType::Rgb)
        .unwrap();
    let worst = pixels
        .as_raw()
        .iter()
        .zip(opened(&source).as_raw())
        .map(|(one, other)| one.abs_diff(*other))
        .max();
    assert!(worst > Some(100), "{worst:?}");
    let drawn = picture(&source, &recipe(20, PictureFormat::Jpeg));
    assert_eq!(drawn, Err(Problem::PictureScans));
}
