//! The fields of pages, news, lists and the programme (contract, section 6).

use crate::schema::field::{Field, Form, Kind};
use crate::schema::shared::{DRAFT, IMAGES, LINE, NAME, PRODUCTS, PUBLISH_ON, SOURCES, TAGS};

const TITLE: Field = Field::new(
    "title",
    "Tiêu đề",
    "Title",
    Kind::Text { min: 1, max: 150 },
    "Chương trình OCOP là gì",
)
.required();
const SUMMARY: Field = Field::new(
    "summary",
    "Tóm tắt",
    "Summary",
    Kind::Text { min: 1, max: 300 },
    "Trang này nói chương trình OCOP là gì.",
);

/// A free page.
pub const PAGE: &[Field] = &[
    TITLE,
    SUMMARY,
    Field::new(
        "menu",
        "Thứ tự trong thực đơn",
        "Place in the menu",
        Kind::Whole { min: 0, max: 1_000 },
        "1",
    ),
    DRAFT,
    PUBLISH_ON,
];

/// A news item.
pub const NEWS: &[Field] = &[
    TITLE,
    Field::new("date", "Ngày đăng", "Date", Kind::Day, "2026-11-24").required(),
    SUMMARY,
    Field::new("author", "Tác giả", "Author", LINE, "Ban biên tập"),
    IMAGES,
    PRODUCTS,
    TAGS,
    SOURCES,
    DRAFT,
    PUBLISH_ON,
];

/// A curated list.
pub const LIST: &[Field] = &[
    TITLE,
    Field::new(
        "intro",
        "Lời giới thiệu",
        "Introduction",
        Kind::Long { max: 2_000 },
        "Quà Tết cho khách hàng.",
    ),
    Field::new("date", "Ngày lập", "Date", Kind::Day, "2026-11-24"),
    PRODUCTS.required(),
    Field::new(
        "contact",
        "Liên hệ",
        "Contact",
        Kind::Long { max: 500 },
        "Văn phòng điều phối",
    ),
    Field::new("unlisted", "Không liệt kê", "Unlisted", Kind::Bool, "true"),
    DRAFT,
    PUBLISH_ON,
];

const COUNT: Kind = Kind::Whole {
    min: 0,
    max: 1_000_000_000,
};
const FIGURES: &[Field] = &[
    Field::new("products", "Số sản phẩm", "Products", COUNT, "69"),
    Field::new("producers", "Số chủ thể", "Producers", COUNT, "47"),
    Field::new(
        "stars",
        "Theo hạng sao",
        "By star level",
        Kind::ByStar,
        "{ 3: 52, 4: 17 }",
    ),
    Field::new("proposed", "Đề nghị nâng hạng", "Proposed", COUNT, "2"),
];
const TARGETS: &[Field] = &[
    Field::new("products", "Số sản phẩm", "Products", COUNT, "559"),
    Field::new(
        "stars",
        "Theo hạng sao",
        "By star level",
        Kind::ByStar,
        "{ 5: 15 }",
    ),
];

/// One period of the programme.
pub const PERIOD: &[Field] = &[
    Field::new(
        "period",
        "Giai đoạn",
        "Period",
        Kind::Form(Form::Period),
        "2018-2020",
    )
    .required(),
    Field::new(
        "plan",
        "Kế hoạch",
        "Plan",
        Kind::Map(FIGURES),
        "{ products: 40 }",
    ),
    Field::new(
        "results",
        "Kết quả",
        "Results",
        Kind::Map(FIGURES),
        "{ products: 69, producers: 47 }",
    ),
    Field::new(
        "percent_of_plan",
        "Phần trăm kế hoạch",
        "Percent of plan",
        COUNT,
        "172",
    ),
    Field::new(
        "targets",
        "Mục tiêu",
        "Targets",
        Kind::Map(TARGETS),
        "{ products: 559 }",
    ),
    Field::new(
        "note",
        "Ghi chú",
        "Note",
        Kind::Long { max: 2_000 },
        "Theo báo cáo tổng kết.",
    ),
    SOURCES,
];

const EN_SUMMARY: Field = Field::new(
    "summary",
    "Mô tả ngắn",
    "Summary",
    Kind::Text { min: 1, max: 300 },
    "Honey of four seasons.",
);
const EN_UNIT: Field = Field::new(
    "unit",
    "Đơn vị tính",
    "Unit",
    Kind::Text { min: 1, max: 60 },
    "500 ml bottle",
);
const EN_IMAGES: Field = Field::new(
    "images",
    "Hình ảnh",
    "Images",
    Kind::List {
        of: &Kind::Map(TRANSLATED_IMAGE),
        max: 50,
    },
    "- { file: a.jpg, alt: A jar of honey }",
);

const EN_NAME: Field = Field::new(
    "name",
    "Tên",
    "Name",
    Kind::Text { min: 1, max: 200 },
    "Honey",
);
const EN_TITLE: Field = Field::new("title", "Tiêu đề", "Title", NAME, "What OCOP is");

/// What is translated of anything, in `NAME.en.md`.
pub const TRANSLATION: &[Field] = &[EN_NAME, EN_TITLE, EN_SUMMARY, EN_UNIT, EN_IMAGES];
/// What is translated of a product or a producer.
pub const NAMED_TRANSLATION: &[Field] = &[EN_NAME, EN_SUMMARY, EN_UNIT, EN_IMAGES];
/// What is translated of a page or a news item.
pub const TITLED_TRANSLATION: &[Field] = &[EN_TITLE, EN_SUMMARY, EN_IMAGES];
const TRANSLATED_IMAGE: &[Field] = &[
    Field::new("file", "Tệp ảnh", "File", Kind::Image, "mat-ong-mau.jpg").required(),
    Field::new(
        "alt",
        "Mô tả ảnh",
        "Alternative text",
        Kind::Text { min: 1, max: 300 },
        "A jar of honey",
    ),
    Field::new(
        "caption",
        "Chú thích",
        "Caption",
        Kind::Text { min: 1, max: 300 },
        "Harvest in May",
    ),
];
