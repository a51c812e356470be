//! The fields of a producer file (contract, section 3).

use crate::schema::field::{Field, Form, Kind};
use crate::schema::shared::{
    ALIASES, CHECKED, COMMUNE, DISTRICT, DRAFT, FORMER_COMMUNE, ID, IMAGES, PHONE, SOURCES, SUMMARY,
};

const KINDS: Kind = Kind::Word(&[
    "doanh-nghiep",
    "hop-tac-xa",
    "to-hop-tac",
    "trang-trai",
    "ho-kinh-doanh",
    "hoi-hiep-hoi",
    "khac",
]);
const LOCATION: &[Field] = &[
    Field::new(
        "lat",
        "Vĩ độ",
        "Latitude",
        Kind::Number {
            min: -90.0,
            max: 90.0,
        },
        "19.80",
    )
    .required(),
    Field::new(
        "lon",
        "Kinh độ",
        "Longitude",
        Kind::Number {
            min: -180.0,
            max: 180.0,
        },
        "105.77",
    )
    .required(),
];

/// All fields of a producer file.
pub const PRODUCER: &[Field] = &[
    ID,
    Field::new(
        "name",
        "Tên chủ thể",
        "Name",
        Kind::Text { min: 1, max: 200 },
        "Hợp tác xã mẫu",
    )
    .required(),
    Field::new("kind", "Loại hình", "Kind", KINDS, "hop-tac-xa"),
    COMMUNE,
    FORMER_COMMUNE,
    DISTRICT,
    Field::new(
        "phone",
        "Điện thoại",
        "Telephone",
        PHONE,
        "\"0237 000 000\"",
    ),
    Field::new(
        "email",
        "Thư điện tử",
        "E-mail",
        Kind::Form(Form::Email),
        "lienhe@example.org",
    ),
    Field::new(
        "website",
        "Trang mạng",
        "Website",
        Kind::Url { https: false },
        "https://example.org",
    ),
    Field::new(
        "zalo",
        "Zalo",
        "Zalo",
        Kind::Form(Form::Zalo),
        "\"0900 000 000\"",
    ),
    Field::new(
        "location",
        "Tọa độ",
        "Location",
        Kind::Map(LOCATION),
        "{ lat: 19.80, lon: 105.77 }",
    ),
    IMAGES,
    Field::new(
        "summary",
        "Mô tả ngắn",
        "Summary",
        SUMMARY,
        "Hợp tác xã nuôi ong ở vùng đồi phía tây, thành lập để bán chung mật ong.",
    ),
    SOURCES,
    ALIASES,
    DRAFT,
    CHECKED,
];
