//! The fields of `config.yml`, `places.yml` and `categories.yml` (contract, sections 4, 5 and 7).

use crate::schema::field::{Field, Form, Kind};
use crate::schema::shared::{LINE, NAME};

const MENU: &[Field] = &[
    Field::new(
        "label",
        "Chữ",
        "Label",
        Kind::Text { min: 1, max: 60 },
        "Giới thiệu",
    )
    .required(),
    Field::new(
        "to",
        "Dẫn tới",
        "Leads to",
        Kind::Text { min: 1, max: 1_000 },
        "/gioi-thieu/",
    )
    .required(),
];

/// `config.yml`
pub const CONFIG: &[Field] = &[
    Field::new("title", "Tên trang", "Title", NAME, "Sản vật Thanh Hóa").required(),
    Field::new(
        "base_url",
        "Địa chỉ trang",
        "Base URL",
        Kind::Url { https: false },
        "https://example.org",
    )
    .required(),
    Field::new(
        "description",
        "Giới thiệu trang",
        "Description",
        Kind::Long { max: 500 },
        "Danh mục sản phẩm OCOP của tỉnh.",
    ),
    Field::new(
        "language",
        "Ngôn ngữ chính",
        "Main language",
        Kind::Word(&["vi"]),
        "vi",
    ),
    Field::new(
        "languages",
        "Các ngôn ngữ",
        "Languages",
        Kind::List {
            of: &Kind::Word(&["vi", "en"]),
            max: 2,
        },
        "[vi]",
    ),
    Field::new(
        "province",
        "Tỉnh, thành phố",
        "Province",
        LINE,
        "Tỉnh Thanh Hóa",
    ),
    Field::new(
        "page_size",
        "Số sản phẩm mỗi trang",
        "Products a page",
        Kind::Whole { min: 1, max: 200 },
        "24",
    ),
    Field::new(
        "theme",
        "Giao diện",
        "Theme",
        Kind::Text { min: 1, max: 80 },
        "default",
    ),
    Field::new(
        "menu",
        "Thực đơn",
        "Menu",
        Kind::List {
            of: &Kind::Map(MENU),
            max: 50,
        },
        "- { label: Giới thiệu, to: /gioi-thieu/ }",
    ),
    Field::new(
        "contact",
        "Liên hệ",
        "Contact",
        Kind::Long { max: 500 },
        "Văn phòng điều phối Nông thôn mới",
    ),
    Field::new(
        "licence",
        "Giấy phép sử dụng",
        "Licence",
        Kind::Long { max: 500 },
        "CC BY 4.0",
    ),
    Field::new(
        "accent",
        "Màu nhấn",
        "Accent colour",
        Kind::Form(Form::Colour),
        "\"#0E4A38\"",
    ),
    Field::new(
        "cards",
        "Ảnh chia sẻ",
        "Share cards",
        Kind::Word(&["all", "none"]),
        "all",
    ),
];

/// An item of `places.yml`
pub const PLACE: &[Field] = &[
    Field::new("code", "Mã xã", "Code", Kind::Commune, "\"16000\"").required(),
    Field::new(
        "name",
        "Tên, kèm loại",
        "Name with its kind",
        NAME,
        "Xã Hoằng Thanh",
    )
    .required(),
    Field::new(
        "former_district",
        "Huyện trước 01/07/2025",
        "Former district",
        NAME,
        "Huyện Hoằng Hóa",
    ),
    Field::new(
        "province",
        "Tỉnh, thành phố",
        "Province",
        NAME,
        "Tỉnh Thanh Hóa",
    )
    .required(),
    Field::new(
        "until",
        "Ngày cuối còn tồn tại",
        "Last day",
        Kind::Day,
        "2025-06-30",
    ),
    Field::new(
        "into",
        "Nhập vào",
        "Went into",
        Kind::List {
            of: &Kind::Commune,
            max: 20,
        },
        "[\"16000\"]",
    ),
    Field::new(
        "cloth",
        "Hoa văn",
        "Cloth",
        Kind::Form(Form::Cloth),
        "song/sea",
    ),
];

/// An item of `categories.yml`
pub const CATEGORY: &[Field] = &[
    Field::new("id", "Mã", "Id", Kind::Id, "mat-ong").required(),
    Field::new(
        "number",
        "Số của bộ",
        "Number of the set",
        Kind::Whole { min: 1, max: 999 },
        "4",
    ),
    Field::new("vi", "Tên tiếng Việt", "Vietnamese name", LINE, "Mật ong").required(),
    Field::new("en", "Tên tiếng Anh", "English name", LINE, "Honey"),
    Field::new("sector", "Ngành", "Sector", Kind::Id, "thuc-pham"),
];
