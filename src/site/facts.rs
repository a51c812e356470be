//! The table of facts on a product's page, other certificates, and names of countries.

use crate::catalogue::product::Product;
use crate::site::parts::{host, stated};
use crate::view::product::{Fact, Standard};
use std::borrow::Cow;

/// What is known, in the order of the table.
pub(super) fn facts(product: &Product) -> Vec<Fact<'_>> {
    let facts = product.facts();
    let season: Vec<String> = facts.season.iter().map(ToString::to_string).collect();
    let season = (!season.is_empty()).then(|| Cow::Owned(format!("Tháng {}", season.join(", "))));
    let trace = facts.trace.as_deref();
    let table = [
        fact(
            "packs",
            "Quy cách",
            facts.packs.iter().map(|pack| Cow::from(pack.as_str())),
        ),
        fact("ingredients", "Thành phần", text(&facts.ingredients)),
        fact("usage", "Hướng dẫn sử dụng", text(&facts.usage)),
        fact("storage", "Bảo quản", text(&facts.storage)),
        fact("season", "Mùa vụ", season.into_iter()),
        fact(
            "exports",
            "Thị trường xuất khẩu",
            facts.exports.iter().map(|code| Cow::from(country(code))),
        ),
        fact(
            "food_safety",
            "Giấy chứng nhận an toàn thực phẩm",
            text(&facts.food_safety),
        ),
        fact(
            "declared_standard",
            "Tiêu chuẩn công bố",
            text(&facts.declared_standard),
        ),
        fact("trademark", "Nhãn hiệu", text(&facts.trademark)),
        fact("gi", "Chỉ dẫn địa lý", text(&facts.gi)),
        fact("barcode", "Mã vạch", text(&facts.barcode)),
        Fact {
            url: trace,
            ..fact(
                "trace",
                "Truy xuất nguồn gốc",
                trace.map(|url| Cow::from(host(url))).into_iter(),
            )
        },
        fact("code", "Mã số sản phẩm", text(&product.code)),
    ];
    table
        .into_iter()
        .filter(|fact| !fact.values.is_empty())
        .collect()
}

/// Other certificates.
pub(super) fn standards(product: &Product) -> Vec<Standard<'_>> {
    let standards = product.standards.iter().map(|standard| Standard {
        name: scheme(&standard.scheme),
        number: standard.number.as_deref(),
        ends: standard.expires.map(stated),
    });
    standards.collect()
}

fn fact<'v>(
    id: &'static str,
    label: &'static str,
    values: impl Iterator<Item = Cow<'v, str>>,
) -> Fact<'v> {
    Fact {
        id,
        label,
        values: values.collect(),
        url: None,
    }
}

fn text(text: &Option<String>) -> impl Iterator<Item = Cow<'_, str>> {
    text.iter().map(|text| Cow::from(text.as_str()))
}

/// A scheme of certification in words.
fn scheme(id: &str) -> &'static str {
    match id {
        "vietgap" => "VietGAP",
        "globalgap" => "GLOBALG.A.P.",
        "huu-co" => "Hữu cơ",
        "iso-22000" => "ISO 22000",
        "haccp" => "HACCP",
        "brc" => "BRC",
        "halal" => "Halal",
        "fda" => "FDA (Hoa Kỳ)",
        "ocop-xanh" => "OCOP xanh",
        _ => "Chứng nhận khác",
    }
}

/// A country's name in Vietnamese; its code where we know none.
fn country(code: &str) -> &str {
    let known = COUNTRIES.iter().find(|(known, _)| *known == code);
    known.map_or(code, |(_, name)| name)
}

/// The countries produce is sent to most, by their codes of ISO 3166.
const COUNTRIES: [(&str, &str); 64] = [
    ("AE", "Các Tiểu vương quốc Ả Rập Thống nhất"),
    ("AR", "Argentina"),
    ("AT", "Áo"),
    ("AU", "Úc"),
    ("BD", "Bangladesh"),
    ("BE", "Bỉ"),
    ("BG", "Bulgaria"),
    ("BR", "Brazil"),
    ("CA", "Canada"),
    ("CH", "Thụy Sĩ"),
    ("CL", "Chile"),
    ("CN", "Trung Quốc"),
    ("CU", "Cuba"),
    ("CZ", "Séc"),
    ("DE", "Đức"),
    ("DK", "Đan Mạch"),
    ("EG", "Ai Cập"),
    ("ES", "Tây Ban Nha"),
    ("FI", "Phần Lan"),
    ("FR", "Pháp"),
    ("GB", "Anh"),
    ("GR", "Hy Lạp"),
    ("HK", "Hồng Kông"),
    ("HU", "Hungary"),
    ("ID", "Indonesia"),
    ("IE", "Ireland"),
    ("IL", "Israel"),
    ("IN", "Ấn Độ"),
    ("IQ", "Iraq"),
    ("IR", "Iran"),
    ("IT", "Ý"),
    ("JP", "Nhật Bản"),
    ("KH", "Campuchia"),
    ("KR", "Hàn Quốc"),
    ("KW", "Kuwait"),
    ("LA", "Lào"),
    ("LK", "Sri Lanka"),
    ("MM", "Myanmar"),
    ("MN", "Mông Cổ"),
    ("MO", "Ma Cao"),
    ("MX", "Mexico"),
    ("MY", "Malaysia"),
    ("NG", "Nigeria"),
    ("NL", "Hà Lan"),
    ("NO", "Na Uy"),
    ("NZ", "New Zealand"),
    ("PE", "Peru"),
    ("PH", "Philippines"),
    ("PK", "Pakistan"),
    ("PL", "Ba Lan"),
    ("PT", "Bồ Đào Nha"),
    ("QA", "Qatar"),
    ("RO", "Romania"),
    ("RU", "Nga"),
    ("SA", "Ả Rập Xê Út"),
    ("SE", "Thụy Điển"),
    ("SG", "Singapore"),
    ("SK", "Slovakia"),
    ("TH", "Thái Lan"),
    ("TR", "Thổ Nhĩ Kỳ"),
    ("TW", "Đài Loan"),
    ("UA", "Ukraina"),
    ("US", "Hoa Kỳ"),
    ("ZA", "Nam Phi"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::Sample;

    #[test]
    fn only_what_is_known_is_in_the_table() {
        let catalogue = Sample::empty()
            .producer("a")
            .product("x", |product| {
                let facts = product.facts.get_or_insert_default();
                facts.season = vec![3, 4];
                facts.exports = vec!["JP".to_owned(), "XX".to_owned()];
                facts.trace = Some("https://www.example.org/x?y".to_owned());
            })
            .catalogue();
        let facts = facts(&catalogue.products[0]);
        let shown: Vec<String> = facts
            .iter()
            .map(|fact| format!("{}: {}", fact.label, fact.values.join("; ")))
            .collect();
        assert_eq!(
            shown,
            [
                "Mùa vụ: Tháng 3, 4",
                "Thị trường xuất khẩu: Nhật Bản; XX",
                "Truy xuất nguồn gốc: example.org"
            ]
        );
        assert_eq!(facts[2].url, Some("https://www.example.org/x?y"));
    }
}
