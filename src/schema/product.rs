//! The fields of a product file (contract, section 2).

use crate::schema::field::{Field, Form, Kind};
use crate::schema::shared::{
    ALIASES, CHECKED, COMMUNE, DISTRICT, DRAFT, FORMER_COMMUNE, ID, IMAGES, LINE, NAME, PUBLISH_ON,
    SOURCES, SUMMARY, TAGS,
};

const LONG: Kind = Kind::Long { max: 2_000 };
const STARS: Kind = Kind::Whole { min: 3, max: 5 };
const ISSUERS: Kind = Kind::Word(&[
    "ubnd-tinh",
    "ubnd-huyen",
    "bo-nnmt",
    "bo-nnptnt",
    "trung-uong",
]);

const NUMBER: Field = Field::new(
    "number",
    "Số quyết định",
    "Decision number",
    LINE,
    "2/QĐ-UBND",
);
const ISSUED: Field = Field::new("issued", "Ngày cấp", "Issued", Kind::Date, "2026-03-10");
const EXPIRES: Field = Field::new(
    "expires",
    "Ngày hết hạn",
    "Expires",
    Kind::Date,
    "2029-03-10",
);
const ISSUER: Field = Field::new(
    "issuer",
    "Cơ quan công nhận",
    "Issuer",
    ISSUERS,
    "ubnd-tinh",
);
const ROUND: Field = Field::new("round", "Đợt", "Round", LINE, "đợt 1 năm 2026");
const POINTS: Field = Field::new(
    "points",
    "Điểm",
    "Points",
    Kind::Number {
        min: 0.0,
        max: 100.0,
    },
    "82",
);
const EXTENDED: Field = Field::new(
    "extended_to",
    "Kéo dài đến",
    "Extended to",
    Kind::Day,
    "2029-06-30",
);

const CERTIFICATE: &[Field] = &[NUMBER, ISSUED, EXPIRES, ISSUER, ROUND, POINTS, EXTENDED];
const EARLIER: &[Field] = &[
    Field::new("stars", "Hạng sao", "Stars", STARS, "3").required(),
    NUMBER.like("1/QĐ-UBND"),
    ISSUED.like("2023-03-10"),
    EXPIRES.like("2026-03-10"),
    ISSUER.like("ubnd-huyen"),
    ROUND.like("đợt 1 năm 2023"),
    POINTS.like("62"),
    EXTENDED.like("2026-06-30"),
];
const PROPOSED: &[Field] = &[
    Field::new("stars", "Hạng sao đề nghị", "Stars asked for", STARS, "5").required(),
    Field::new(
        "on",
        "Ngày đề nghị",
        "Proposed on",
        Kind::Date,
        "2026-09-01",
    ),
];
const REVOKED: &[Field] = &[
    Field::new("on", "Ngày thu hồi", "Revoked on", Kind::Day, "2026-09-01").required(),
    Field::new(
        "by",
        "Theo quyết định của",
        "Revoked by",
        LINE,
        "Quyết định 9/QĐ-UBND",
    ),
    Field::new("reason", "Lý do", "Reason", LONG, "Không còn sản xuất"),
];
const AWARD: &[Field] = &[
    Field::new(
        "name",
        "Tên giải",
        "Name",
        LINE,
        "Sản phẩm công nghiệp nông thôn tiêu biểu",
    )
    .required(),
    Field::new(
        "year",
        "Năm",
        "Year",
        Kind::Whole {
            min: 1990,
            max: 2100,
        },
        "2024",
    ),
    Field::new("by", "Nơi trao", "Given by", LINE, "Bộ Công Thương"),
];
const STANDARD: &[Field] = &[
    Field::new("scheme", "Loại", "Scheme", Kind::Word(SCHEMES), "vietgap").required(),
    Field::new("number", "Số", "Number", LINE, "VG-01"),
    Field::new("expires", "Hết hạn", "Expires", Kind::Date, "2027-05-01"),
];
const SHOP: &[Field] = &[
    Field::new(
        "label",
        "Tên nơi bán",
        "Label",
        LINE,
        "Cửa hàng của hợp tác xã",
    )
    .required(),
    Field::new(
        "url",
        "Địa chỉ mạng",
        "Address on the net",
        Kind::Url { https: false },
        "https://example.org",
    ),
    Field::new(
        "place",
        "Địa chỉ",
        "Place",
        LINE,
        "Chợ Vườn Hoa, Phường Hạc Thành",
    ),
];

/// Schemes of other certificates.
pub const SCHEMES: &[&str] = &[
    "vietgap",
    "globalgap",
    "huu-co",
    "iso-22000",
    "haccp",
    "brc",
    "halal",
    "fda",
    "ocop-xanh",
    "khac",
];

/// A price or either end of one: whole VND.
pub const PRICE: Kind = Kind::Whole {
    min: 1,
    max: 1_000_000_000,
};

/// All fields of a product file.
pub const PRODUCT: &[Field] = &[
    ID,
    Field::new("name", "Tên sản phẩm", "Name", NAME, "Mật ong mẫu").required(),
    Field::new("stars", "Hạng sao", "Stars", STARS, "4").required(),
    Field::new("producer", "Chủ thể", "Producer", Kind::Id, "htx-mau").required(),
    COMMUNE,
    FORMER_COMMUNE,
    DISTRICT,
    Field::new(
        "category",
        "Ngành hàng, bộ sản phẩm",
        "Category",
        Kind::Text { min: 1, max: 80 },
        "mat-ong",
    )
    .required(),
    Field::new(
        "code",
        "Mã số sản phẩm",
        "Product code",
        Kind::Form(Form::ProductCode),
        "\"38-16000-1-2026\"",
    ),
    Field::new(
        "certificate",
        "Giấy chứng nhận",
        "Certificate",
        Kind::Map(CERTIFICATE),
        "{ number: 2/QĐ-UBND, issued: 2026-03-10, issuer: ubnd-tinh }",
    ),
    Field::new(
        "history",
        "Các lần công nhận trước",
        "Earlier recognitions",
        Kind::List {
            of: &Kind::Map(EARLIER),
            max: 50,
        },
        "- { stars: 3, number: 1/QĐ-UBND, issued: 2023-03-10 }",
    ),
    Field::new(
        "proposed",
        "Đề nghị nâng hạng",
        "Proposed",
        Kind::Map(PROPOSED),
        "{ stars: 5, on: 2026-09-01 }",
    ),
    Field::new(
        "revoked",
        "Thu hồi",
        "Revoked",
        Kind::Map(REVOKED),
        "{ on: 2026-09-01, by: Quyết định 9/QĐ-UBND }",
    ),
    Field::new(
        "awards",
        "Giải thưởng",
        "Awards",
        Kind::List {
            of: &Kind::Map(AWARD),
            max: 50,
        },
        "- { name: Sản phẩm tiêu biểu, year: 2024 }",
    ),
    Field::new(
        "other_names",
        "Tên gọi khác",
        "Other names",
        Kind::List { of: &NAME, max: 50 },
        "- Mật ong rừng mẫu",
    ),
    Field::new(
        "summary",
        "Mô tả ngắn",
        "Summary",
        SUMMARY,
        "Mật ong lấy từ hoa bốn mùa, quay tay, đóng chai thủy tinh tại hợp tác xã.",
    ),
    Field::new("price", "Giá (đồng)", "Price (VND)", Kind::Price, "250000"),
    Field::new(
        "price_seen",
        "Ngày biết giá",
        "Price seen on",
        Kind::Day,
        "2026-11-24",
    ),
    Field::new(
        "unit",
        "Đơn vị tính",
        "Unit",
        Kind::Text { min: 1, max: 60 },
        "chai 500 ml",
    ),
    Field::new(
        "packs",
        "Quy cách",
        "Packs",
        Kind::List { of: &LINE, max: 50 },
        "- hộp 6 chai",
    ),
    Field::new(
        "ingredients",
        "Thành phần",
        "Ingredients",
        LONG,
        "Mật ong 100 %",
    ),
    Field::new(
        "usage",
        "Hướng dẫn sử dụng",
        "Usage",
        LONG,
        "Pha với nước ấm",
    ),
    Field::new("storage", "Bảo quản", "Storage", LONG, "Nơi khô, mát"),
    Field::new(
        "season",
        "Mùa vụ (tháng)",
        "Season (months)",
        Kind::List {
            of: &Kind::Whole { min: 1, max: 12 },
            max: 12,
        },
        "[4, 5, 6]",
    ),
    Field::new(
        "exports",
        "Thị trường xuất khẩu",
        "Export markets",
        Kind::List {
            of: &Kind::Form(Form::Country),
            max: 250,
        },
        "[JP, KR]",
    ),
    Field::new(
        "standards",
        "Chứng nhận khác",
        "Other certificates",
        Kind::List {
            of: &Kind::Map(STANDARD),
            max: 50,
        },
        "- { scheme: vietgap }",
    ),
    Field::new(
        "food_safety",
        "Giấy chứng nhận an toàn thực phẩm",
        "Food-safety certificate",
        LINE,
        "01/2026/ATTP",
    ),
    Field::new(
        "declared_standard",
        "Tiêu chuẩn công bố",
        "Declared standard",
        LINE,
        "TCCS 01:2026",
    ),
    Field::new("trademark", "Nhãn hiệu", "Trademark", LINE, "4-2020-00001"),
    Field::new(
        "gi",
        "Chỉ dẫn địa lý",
        "Geographical indication",
        LINE,
        "00001",
    ),
    Field::new(
        "barcode",
        "Mã vạch",
        "Barcode",
        Kind::Form(Form::Gtin),
        "\"8930000000002\"",
    ),
    Field::new(
        "trace",
        "Truy xuất nguồn gốc",
        "Traceability",
        Kind::Url { https: true },
        "https://example.org/truy-xuat",
    ),
    Field::new(
        "shops",
        "Nơi bán",
        "Where to buy",
        Kind::List {
            of: &Kind::Map(SHOP),
            max: 50,
        },
        "- { label: Cửa hàng, place: Chợ huyện }",
    ),
    IMAGES,
    TAGS,
    SOURCES,
    Field::new(
        "short",
        "Mã ngắn",
        "Short code",
        Kind::Form(Form::Short),
        "0a1b2c3d",
    ),
    ALIASES,
    DRAFT,
    PUBLISH_ON,
    CHECKED,
];
