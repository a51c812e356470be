//! A made-up catalogue of any size, the same bytes every time. Nothing in it is a real product or producer.

use std::fs;
use std::io;
use std::path::Path;

const THINGS: &[(&str, &str)] = &[
    ("Mắm tôm", "tuong-nuoc-mam"),
    ("Nước mắm cốt", "tuong-nuoc-mam"),
    ("Nem chua", "che-bien-thit-thuy-san"),
    ("Chè xanh", "che"),
    ("Bánh gai", "che-bien-gao-ngu-coc"),
    ("Miến dong", "che-bien-gao-ngu-coc"),
    ("Măng khô", "che-bien-rau-qua"),
    ("Mật ong", "mat-ong"),
    ("Gạo nếp", "gao-ngu-coc"),
    ("Bưởi", "rau-qua-hat"),
    ("Trứng gà", "thit-trung-sua"),
    ("Rượu nếp", "ruou-trang"),
    ("Trà hoa", "tra-thuc-vat"),
    ("Cà phê", "ca-phe-ca-cao"),
    ("Tinh dầu sả", "tinh-dau-duoc-lieu"),
    ("Chiếu cói", "thu-cong-my-nghe"),
    ("Khăn thổ cẩm", "vai-may-mac"),
    ("Hoa lan", "hoa"),
    ("Cây cảnh", "cay-canh"),
    ("Điểm du lịch", "dich-vu-du-lich"),
];
const QUALITIES: &[&str] = &[
    "rừng",
    "núi",
    "sạch",
    "truyền thống",
    "hữu cơ",
    "đặc biệt",
    "thượng hạng",
    "bốn mùa",
    "gia truyền",
    "sấy lạnh",
    "loại một",
    "vị cay",
    "vị ngọt",
    "hảo hạng",
    "thơm",
    "già lửa",
    "đồi",
    "ven sông",
    "đầu mùa",
    "phơi nắng",
];
const SYLLABLES: &[&str] = &[
    "An", "Bình", "Cẩm", "Đông", "Đức", "Giao", "Hải", "Hòa", "Hồng", "Khánh", "Kim", "Long",
    "Lương", "Minh", "Mỹ", "Nam", "Nghĩa", "Ngọc", "Phú", "Quảng", "Quế", "Sơn", "Tam", "Tân",
    "Thạch", "Thanh", "Thọ", "Thuận", "Trung", "Vĩnh", "Xuân", "Yên",
];
const SENTENCES: &[&str] = &[
    "Nguyên liệu được chọn kỹ từ sáng sớm, rửa sạch rồi để ráo trước khi đem làm.",
    "Mỗi mẻ chỉ làm một lượng vừa phải để giữ độ tươi và **hương vị cũ**.",
    "Người làm nghề ở đây truyền cho nhau cách ủ trong chum sành đặt dưới bóng râm.",
    "Sản phẩm *không dùng phẩm màu*, hạn sử dụng in rõ trên bao bì.",
    "Nhờ sấy ở nhiệt độ thấp, màu sắc và mùi thơm được giữ gần như nguyên vẹn.",
    "Có thể dùng hằng ngày trong bữa cơm gia đình hoặc làm quà biếu dịp lễ, Tết.",
    "Bà con thu hoạch khi sương còn đọng trên lá, rồi chuyển về xưởng trong ngày.",
    "Bao bì làm bằng giấy tái chế, in hướng dẫn bảo quản bằng hai thứ tiếng.",
    "Bảo quản nơi khô ráo, thoáng mát, tránh ánh nắng trực tiếp; mở ra nên dùng hết sớm.",
    "Vị đậm vừa phải, hậu ngọt, mùi thơm tự nhiên lan ra ngay khi mở nắp.",
    "Đất pha cát ven suối làm cho cây ra trái muộn nhưng thịt chắc và thơm hơn.",
    "Khách ghé thăm có thể xem cả quy trình và tự tay làm thử cùng người trong làng.",
];

/// Numbers that look random and are the same every time (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % sides as u64).unwrap_or(0)
    }

    fn pick<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.roll(of.len())]
    }
}

/// Writes a site of so many products, 0.55 producers a product, and so many photographs (each used by several
/// products), with share cards or without.
pub(crate) fn write(
    folder: &Path,
    products: usize,
    photographs: usize,
    with_cards: bool,
) -> io::Result<()> {
    let content = folder.join("content");
    for part in ["products", "producers", "images"] {
        fs::create_dir_all(content.join(part))?;
    }
    let mut dice = Dice(1);
    let (districts, communes) = if products < 5_000 {
        (27, 560)
    } else {
        (705, 10_035)
    };
    let cards = if with_cards { "all" } else { "none" };
    fs::write(
        content.join("config.yml"),
        format!(
            "title: Danh mục mẫu để đo\nbase_url: https://example.org\ndescription: Dữ liệu làm ra để đo tốc độ, không có thật.\ncards: {cards}\n"
        ),
    )?;
    fs::write(content.join("places.yml"), places(districts, communes))?;
    let producers = (products * 55 / 100).max(1);
    for number in 1..=producers {
        let commune = dice.roll(communes) + 1;
        let kind = dice.pick(&["hop-tac-xa", "doanh-nghiep", "ho-kinh-doanh", "to-hop-tac"]);
        let name = format!("{} {}", dice.pick(SYLLABLES), dice.pick(SYLLABLES));
        let text = format!(
            "---\nname: Chủ thể mẫu {name} {number}\nkind: {kind}\nformer_commune: \"{commune:05}\"\nphone: \"0237 {:03} {:03}\"\n---\nChủ thể mẫu ở xã số {commune}. {}\n",
            dice.roll(1000),
            dice.roll(1000),
            dice.pick(SENTENCES),
        );
        fs::write(
            content.join(format!("producers/chu-the-{number:06}.md")),
            text,
        )?;
    }
    for number in 1..=products {
        fs::write(
            content.join(format!("products/san-pham-{number:06}.md")),
            product(&mut dice, number, producers, photographs),
        )?;
    }
    for number in 1..=photographs {
        fs::write(
            content.join(format!("images/anh-{number:04}.jpg")),
            photograph(&mut dice),
        )?;
    }
    Ok(())
}

fn places(districts: usize, communes: usize) -> String {
    let mut text = String::new();
    for number in 0..communes {
        let district = number * districts / communes;
        let province = district * 63 / districts.max(63);
        let name = format!(
            "{} {}",
            SYLLABLES[number % 32],
            SYLLABLES[(number / 32) % 32]
        );
        let district = format!(
            "Huyện {} {} {district}",
            SYLLABLES[district % 32],
            SYLLABLES[(district / 32 + 7) % 32]
        );
        let code = number + 1;
        text.push_str(&format!(
            "- {{ code: \"{code:05}\", name: Xã {name} {code}, former_district: {district}, province: Tỉnh Mẫu {province}, until: 2025-06-30, into: [\"{:05}\"] }}\n",
            number / 3 * 3 + 1,
        ));
        if number % 3 == 0 {
            text.push_str(&format!("- {{ code: \"{code:05}\", name: Xã {name} {code}, province: Tỉnh Mẫu {province} }}\n"));
        }
    }
    text
}

fn product(dice: &mut Dice, number: usize, producers: usize, photographs: usize) -> String {
    let (thing, category) = THINGS[dice.roll(THINGS.len())];
    let name = format!(
        "{thing} {} {} {}",
        dice.pick(QUALITIES),
        dice.pick(SYLLABLES),
        dice.pick(SYLLABLES)
    );
    let stars = match dice.roll(1000) {
        0..=6 => 5,
        7..=200 => 4,
        _ => 3,
    };
    let year = 2021 + dice.roll(6);
    let (month, day) = (1 + dice.roll(10), 1 + dice.roll(28));
    let issuer = match stars {
        5 => "trung-uong",
        4 => "ubnd-tinh",
        _ if (2023..2026).contains(&year) => "ubnd-huyen",
        _ => "ubnd-tinh",
    };
    let mut text = format!(
        "---\nname: {name} {number}\nstars: {stars}\nproducer: chu-the-{:06}\ncategory: {category}\ncertificate:\n  number: {}/QĐ-UBND\n  issued: {year}-{month:02}-{day:02}\n  issuer: {issuer}\nsummary: {thing} mẫu làm ra để đo tốc độ của chương trình, không có thật, số {number}.\nprice: {}\nunit: hộp {} g\ntags: [{}, quà biếu]\nsources:\n  - {{ url: https://example.org/{number}, title: Nguồn mẫu {number}, seen: 2026-11-24, grade: A }}\n",
        1 + dice.roll(producers),
        1 + dice.roll(3000),
        1000 * (10 + dice.roll(490)),
        50 * (1 + dice.roll(20)),
        dice.pick(QUALITIES),
    );
    if photographs > 0 {
        text.push_str(&format!(
            "images:\n  - {{ file: anh-{:04}.jpg, alt: Ảnh mẫu }}\n",
            1 + number % photographs
        ));
    }
    text.push_str("---\n");
    for part in 0..4 + dice.roll(4) {
        if part % 2 == 1 {
            text.push_str("## Cách làm\n\n");
        }
        for _ in 0..2 + dice.roll(3) {
            text.push_str(dice.pick(SENTENCES));
            text.push(' ');
        }
        text.push_str("\n\n");
    }
    text.push_str("- Chọn nguyên liệu\n- Làm sạch\n- Đóng gói\n\n| Chỉ tiêu | Giá trị |\n| --- | --- |\n| Khối lượng | 200 g |\n| Độ ẩm | 12% |\n\nXem thêm ở [trang mẫu](https://example.org/xem).\n");
    text
}

/// A photograph of 1600 x 1200 with soft shapes and grain, as a camera would store it.
fn photograph(dice: &mut Dice) -> Vec<u8> {
    let (width, height) = (1600_usize, 1200_usize);
    let (a, b, c) = (dice.roll(97) + 40, dice.roll(89) + 40, dice.roll(83) + 40);
    let mut pixels = Vec::with_capacity(width * height * 3);
    for y in 0..height {
        for x in 0..width {
            let grain = (x * 31 + y * 17 + (x * y) % 251) % 23;
            for part in [a, b, c] {
                let wave = (x / 3 + y * part / 50) % 256;
                pixels.push(u8::try_from((wave + part + grain) % 256).unwrap_or(0));
            }
        }
    }
    let mut bytes = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, 85);
    let size = |side: usize| u16::try_from(side).unwrap_or(u16::MAX);
    encoder
        .encode(
            &pixels,
            size(width),
            size(height),
            jpeg_encoder::ColorType::Rgb,
        )
        .expect("a picture of these sizes can be written");
    bytes
}
