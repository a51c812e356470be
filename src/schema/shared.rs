//! Fields that several kinds of file have.

use crate::schema::field::{Field, Form, Kind};

/// A text of up to 200 characters.
pub const LINE: Kind = Kind::Text { min: 1, max: 200 };
/// A name or a title.
pub const NAME: Kind = Kind::Text { min: 1, max: 120 };
/// A plain summary: cards, share previews, feeds.
pub const SUMMARY: Kind = Kind::Text { min: 40, max: 200 };

/// A source of facts.
const SOURCE: &[Field] = &[
    Field::new(
        "url",
        "Địa chỉ",
        "Address",
        Kind::Url { https: false },
        "https://example.org/quyet-dinh-2",
    )
    .required(),
    Field::new(
        "title",
        "Tên nguồn",
        "Title",
        Kind::Text { min: 1, max: 300 },
        "Quyết định 2/QĐ-UBND",
    ),
    Field::new("seen", "Ngày xem", "Seen on", Kind::Day, "2026-11-24"),
    Field::new(
        "grade",
        "Mức kiểm chứng",
        "Grade of evidence",
        Kind::Word(&["A", "B", "C", "D"]),
        "A",
    ),
];

/// A photograph.
const IMAGE: &[Field] = &[
    Field::new("file", "Tệp ảnh", "File", Kind::Image, "mat-ong-mau.jpg").required(),
    Field::new(
        "alt",
        "Mô tả ảnh",
        "Alternative text",
        Kind::Text { min: 1, max: 300 },
        "Chai mật ong 500 ml",
    ),
    Field::new(
        "caption",
        "Chú thích",
        "Caption",
        Kind::Text { min: 1, max: 300 },
        "Thu hoạch tháng 5",
    ),
    Field::new(
        "credit",
        "Người chụp",
        "Credit",
        LINE,
        "Hợp tác xã Bình Sơn",
    ),
];

/// `sources`
pub const SOURCES: Field = Field::new(
    "sources",
    "Nguồn",
    "Sources",
    Kind::List {
        of: &Kind::Map(SOURCE),
        max: 100,
    },
    "- { url: https://example.org, title: Quyết định 2/QĐ-UBND }",
);
/// `images`
pub const IMAGES: Field = Field::new(
    "images",
    "Hình ảnh",
    "Images",
    Kind::List {
        of: &Kind::Map(IMAGE),
        max: 50,
    },
    "- { file: mat-ong-mau.jpg, alt: Chai mật ong 500 ml }",
);
/// `tags`
pub const TAGS: Field = Field::new(
    "tags",
    "Từ khóa",
    "Tags",
    Kind::List {
        of: &Kind::Text { min: 1, max: 60 },
        max: 20,
    },
    "- quà Tết",
);
/// `aliases`
pub const ALIASES: Field = Field::new(
    "aliases",
    "Địa chỉ cũ",
    "Old addresses",
    Kind::List {
        of: &Kind::SitePath,
        max: 100,
    },
    "- /san-pham/ten-cu/",
);
/// `draft`
pub const DRAFT: Field = Field::new("draft", "Bản nháp", "Draft", Kind::Bool, "true");
/// `publish_on`
pub const PUBLISH_ON: Field = Field::new(
    "publish_on",
    "Ngày đăng",
    "Publish on",
    Kind::Day,
    "2026-12-01",
);
/// `checked`
pub const CHECKED: Field = Field::new(
    "checked",
    "Lần kiểm tra cuối",
    "Last checked",
    Kind::Day,
    "2026-11-24",
);
/// `id`
pub const ID: Field = Field::new("id", "Mã (địa chỉ)", "Id", Kind::Id, "mat-ong-mau");
/// `commune`
pub const COMMUNE: Field = Field::new(
    "commune",
    "Xã, phường hiện nay",
    "Current commune",
    Kind::CommuneRef,
    "\"16000\"",
);
/// `former_commune`
pub const FORMER_COMMUNE: Field = Field::new(
    "former_commune",
    "Xã, phường trước 01/07/2025",
    "Former commune",
    Kind::CommuneRef,
    "\"16003\"",
);
/// `district`
pub const DISTRICT: Field = Field::new(
    "district",
    "Huyện cũ",
    "Former district",
    LINE,
    "Huyện Hoằng Hóa",
);
/// `products`
pub const PRODUCTS: Field = Field::new(
    "products",
    "Sản phẩm",
    "Products",
    Kind::List {
        of: &Kind::Id,
        max: 2_000,
    },
    "- mat-ong-mau",
);

/// A telephone number.
pub const PHONE: Kind = Kind::Form(Form::Phone);
