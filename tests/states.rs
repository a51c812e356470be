//! What holds of a star at the build date, and what is counted of it, against a table made by hand.

use crate::harness::Fixture;

/// Build date of the table: 2026-11-24. Id, further lines of front matter, state.
const TABLE: &[(&str, &str, &str)] = &[
    (
        "con-lau",
        "certificate: { issued: 2026-03-10 }",
        "con-hieu-luc",
    ),
    // 36 months from 29 February end on 28 February.
    (
        "nhuan",
        "certificate: { issued: 2024-02-29 }",
        "sap-het-han",
    ),
    (
        "con-181-ngay",
        "certificate: { issued: 2025-01-01, expires: 2027-05-24 }",
        "con-hieu-luc",
    ),
    (
        "con-180-ngay",
        "certificate: { issued: 2025-01-01, expires: 2027-05-23 }",
        "sap-het-han",
    ),
    // The end date is the last day in force.
    (
        "het-hom-nay",
        "certificate: { issued: 2023-11-24 }",
        "sap-het-han",
    ),
    (
        "het-hom-qua",
        "certificate: { issued: 2023-11-23 }",
        "het-han",
    ),
    (
        "keo-den-hom-nay",
        "certificate: { issued: 2023-06-01, extended_to: 2026-11-24 }",
        "keo-dai",
    ),
    (
        "keo-den-hom-qua",
        "certificate: { issued: 2023-06-01, extended_to: 2026-11-23 }",
        "het-han",
    ),
    (
        "keo-khi-con-han",
        "certificate: { issued: 2024-01-10, extended_to: 2027-06-01 }",
        "sap-het-han",
    ),
    (
        "thu-hoi-hom-nay",
        "certificate: { issued: 2026-03-10 }\nrevoked: { on: 2026-11-24 }",
        "thu-hoi",
    ),
    (
        "thu-hoi-ngay-mai",
        "certificate: { issued: 2026-03-10 }\nrevoked: { on: 2026-11-25 }",
        "con-hieu-luc",
    ),
    // Upgraded in mid-term: only the recognition now held counts.
    (
        "nang-hang",
        "certificate: { issued: 2026-05-01 }\nhistory:\n  - { stars: 3, issued: 2023-01-01 }",
        "con-hieu-luc",
    ),
    (
        "chi-nam-2026",
        "certificate: { issued: 2026 }",
        "con-hieu-luc",
    ),
    ("chi-nam-2022", "certificate: { issued: 2022 }", "het-han"),
    // Some days of 2023 are over after 36 months and some are not.
    ("chi-nam-2023", "certificate: { issued: 2023 }", "chua-ro"),
    (
        "chi-thang-chac",
        "certificate: { issued: 2024-02 }",
        "sap-het-han",
    ),
    (
        "chi-thang-lung",
        "certificate: { issued: 2023-11 }",
        "chua-ro",
    ),
    (
        "het-han-ghi-thang",
        "certificate: { expires: 2027-01 }",
        "sap-het-han",
    ),
    // A written end is known whatever the issue is known to.
    (
        "het-han-ghi-ngay",
        "certificate: { issued: 2023, expires: 2026-11-23 }",
        "het-han",
    ),
    (
        "khong-ngay",
        "certificate: { number: 5/QĐ-UBND }",
        "chua-ro",
    ),
    ("khong-giay", "", "chua-ro"),
];

const CURRENT: [&str; 3] = ["con-hieu-luc", "sap-het-han", "keo-dai"];

fn site() -> Fixture {
    let site = Fixture::copy("base");
    site.remove("content/products/che-mau.md");
    site.edit(
        "content/config.yml",
        "theme: plain",
        "theme: plain\npage_size: 200",
    );
    for (id, lines, _) in TABLE {
        let text = format!(
            "---\nname: Chè {id}\nstars: 4\nproducer: htx-mau\ncategory: che\n{lines}\n---\n"
        );
        site.write(&format!("content/products/{id}.md"), text);
    }
    site
}

#[test]
fn every_state_and_every_count_is_as_the_table_says() {
    let site = site();
    site.build().expect_code(0);
    let listing = site.page("san-pham/index.html");
    for (id, _, state) in TABLE {
        let mark = [
            format!("data-product={id} data-state={state}"),
            format!("data-product=\"{id}\" data-state=\"{state}\""),
        ];
        assert!(
            mark.iter().any(|mark| listing.contains(mark)),
            "{id} should be {state}\n{listing}"
        );
        let page = site.page(&format!("san-pham/{id}/index.html"));
        assert!(
            mark.iter().any(|mark| page.contains(mark)),
            "the page of {id} should say {state}"
        );
    }
    let current = TABLE
        .iter()
        .filter(|(_, _, state)| CURRENT.contains(state))
        .count();
    for page in [
        "san-pham/index.html",
        "huyen/huyen-hoang-mau/index.html",
        "hang-sao/4-sao/index.html",
        "nganh-hang/che/index.html",
    ] {
        assert_eq!(count(&site.page(page), "recognised"), TABLE.len(), "{page}");
        assert_eq!(count(&site.page(page), "current"), current, "{page}");
    }
}

#[test]
fn the_state_follows_the_date_of_the_build() {
    let site = site();
    site.run(&["build", "--date", "2026-11-25"]).expect_code(0);
    let listing = site.page("san-pham/index.html");
    for (id, state) in [
        ("het-hom-nay", "het-han"),
        ("thu-hoi-ngay-mai", "thu-hoi"),
        ("keo-den-hom-nay", "het-han"),
    ] {
        let mark = [
            format!("data-product={id} data-state={state}"),
            format!("data-product=\"{id}\" data-state=\"{state}\""),
        ];
        assert!(
            mark.iter().any(|mark| listing.contains(mark)),
            "{id} should be {state}"
        );
    }
}

/// The first count of a kind on a page.
pub(crate) fn count(page: &str, kind: &str) -> usize {
    let mark = page
        .find(&format!("data-count={kind}>"))
        .or_else(|| page.find(&format!("data-count=\"{kind}\">")))
        .unwrap_or_else(|| panic!("no count of {kind} in\n{page}"));
    let rest = &page[mark..];
    let text = &rest[rest.find('>').expect("the tag's end") + 1..];
    text[..text.find('<').expect("the next tag")]
        .trim()
        .replace('.', "")
        .parse()
        .expect("a number")
}
