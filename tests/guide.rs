//! The editors' guide in `content/README.md`: its examples pass the check, its tables are those of the code.

use crate::harness::{Fixture, expect_text, root};
use sanvat::catalogue::category::Categories;
use sanvat::catalogue::date::Stated;
use sanvat::catalogue::recognition::{Issuer, Star};
use sanvat::schema::field::Field;
use sanvat::schema::hint::{hint, inside};
use sanvat::schema::{article, producer, product, site};
use sanvat::source::wording::Tongue;
use std::collections::BTreeMap;
use std::fs;

fn guide() -> String {
    fs::read_to_string(root().join("content/README.md")).expect("the guide")
}

/// The fenced blocks that name a file, by its path.
fn examples(guide: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open: Option<(String, String)> = None;
    for line in guide.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => {
                let path = info.split(' ').nth(1).unwrap_or_default().to_owned();
                open = Some((path, String::new()));
            }
            (Some(_), Some(_)) => {
                let (path, text) = open.take().expect("a block");
                if !path.is_empty() {
                    assert_eq!(found.insert(path.clone(), text), None, "{path} twice");
                }
            }
            (Some((_, text)), None) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is not closed");
    found
}

/// The site that the examples of the guide are together.
fn example_site() -> Fixture {
    let site = Fixture::empty("guide");
    for (path, text) in examples(&guide()) {
        site.write(&path, text);
    }
    let pictures = site.path().join("content/images");
    fs::create_dir_all(&pictures).expect("a folder");
    image::RgbImage::new(8, 6)
        .save(pictures.join("mat-ong-mau.jpg"))
        .expect("a picture");
    site
}

#[test]
fn the_examples_of_the_guide_are_a_site_without_an_error() {
    let site = example_site();
    let ran = site.check().expect_code(0);
    assert!(
        ran.err.contains("5 sản phẩm, 1 chủ thể, 0 lỗi"),
        "{}",
        ran.err
    );
    // The guide says so of files that are read by people only.
    assert!(!ran.err.contains("README"), "{}", ran.err);
    site.build().expect_code(0);
    for page in [
        "san-pham/mat-ong-mau",
        "chu-the/htx-mau",
        "lien-he",
        "danh-sach/qua-tet",
    ] {
        assert!(site.has(&format!("{page}/index.html")), "{page}");
    }
    assert!(
        !site.has("san-pham/banh-mau/index.html"),
        "a draft is published"
    );
}

/// One test, since with `UPDATE=1` each part is written into the same file.
#[test]
fn what_the_guide_repeats_of_the_code_is_what_the_code_says() {
    workflow();
    message();
    tables();
}

/// The workflow that `new site` makes.
fn workflow() {
    let path = root().join("src/command/new/github.yml");
    let github = fs::read_to_string(&path).expect("the workflow");
    let open = "```yaml .github/workflows/sanvat.yml\n";
    let text = guide();
    let (before, rest) = text.split_once(open).expect("the workflow's block");
    let (_, after) = rest.split_once("```\n").expect("its end");
    expect_text(
        &root().join("content/README.md"),
        &format!("{before}{open}{github}```\n{after}"),
    );
}

#[test]
fn the_workflows_of_the_guide_are_sound() {
    let examples = examples(&guide());
    for (path, jobs) in [
        (".github/workflows/sanvat.yml", vec!["kiem-tra", "dang"]),
        (".forgejo/workflows/sanvat.yml", vec!["kiem-tra"]),
    ] {
        let flow: serde_yaml::Value = serde_yaml::from_str(&examples[path]).expect(path);
        assert!(
            flow["on"]["pull_request"].is_null() && flow["on"]["push"].is_mapping(),
            "{path}"
        );
        for job in jobs {
            let steps = flow["jobs"][job]["steps"].as_sequence().expect(job);
            for step in steps {
                assert!(
                    step["run"].is_string() != step["uses"].is_string(),
                    "{path}: {step:?}"
                );
            }
        }
    }
    let github = &examples[".github/workflows/sanvat.yml"];
    for needed in [
        "sanvat check --format github\n",
        "sanvat check --format report",
        "sanvat build\n",
    ] {
        assert!(github.contains(needed), "{needed}");
    }
    let flow: serde_yaml::Value =
        serde_yaml::from_str(&examples[".gitlab-ci.yml"]).expect("GitLab's");
    for job in ["kiem-tra", "pages"] {
        assert!(flow[job]["script"].is_sequence(), "{job}");
    }
}

/// What is wrong in it is shown with the program's own words.
const FAULTY: &str = "---\nname: Mật ong mẫu\nstars: 4 sao\nproducer: htx-mao\ncategory: mat-ong\ncertificate:\n  issued: 10/03/2026\n---\n";

/// The message as it is printed.
fn message() {
    let site = example_site();
    let path = "content/products/mat-ong-moi.md";
    site.write(path, FAULTY);
    let ran = site.check().expect_code(1);
    let faults = ran.err.split("\n\n").filter(|part| part.contains(path));
    let report: Vec<&str> = faults.map(str::trim_end).collect();
    assert_eq!(report.len(), 3, "{}", ran.err);
    let shown = format!(
        "```yaml\n{FAULTY}```\n\nMáy báo:\n\n```text\n{}\n```\n",
        report.join("\n\n")
    );
    between("message", &shown);
}

/// Fields and categories.
fn tables() {
    let mut out = String::new();
    for (title, table) in [
        ("Sản phẩm: `content/products/TÊN.md`", product::PRODUCT),
        ("Chủ thể: `content/producers/TÊN.md`", producer::PRODUCER),
        ("Tin: `content/news/TÊN.md`", article::NEWS),
        ("Trang riêng: `content/pages/TÊN.md`", article::PAGE),
        ("Danh sách: `content/lists/TÊN.yml`", article::LIST),
        (
            "Một giai đoạn trong `content/programme.yml`",
            article::PERIOD,
        ),
        ("Một mục trong `content/places.yml`", site::PLACE),
        ("Cả trang: `content/config.yml`", site::CONFIG),
        ("Bản dịch: `TÊN.en.md`", article::TRANSLATION),
    ] {
        out.push_str(&format!(
            "### {title}\n\n| ô | | nghĩa | viết thế nào | ví dụ |\n| --- | --- | --- | --- | --- |\n"
        ));
        rows(table, "", &mut out);
        out.push('\n');
    }
    out.push_str("### Ngành hàng\n\n| mã | số | tên |\n| --- | --- | --- |\n");
    for category in Categories::official().0 {
        let (number, name) = match category.number {
            Some(number) => (number.to_string(), category.vi),
            None => (String::new(), format!("**{}**", category.vi)),
        };
        out.push_str(&format!("| `{}` | {number} | {name} |\n", category.id));
    }
    between("fields", &out);
}

fn rows(table: &[Field], above: &str, out: &mut String) {
    for field in table {
        let key = format!("{above}{}", field.key);
        let parts = inside(&field.kind);
        let example = match parts {
            Some(_) => String::new(),
            None => format!(
                "`{}`",
                field.example.strip_prefix("- ").unwrap_or(field.example)
            ),
        };
        out.push_str(&format!(
            "| `{key}` | {} | {} | {} | {example} |\n",
            if field.required { "●" } else { "" },
            field.vi,
            hint(&field.kind, Tongue::Vi).unwrap_or_default(),
        ));
        if let Some(parts) = parts {
            rows(parts, &format!("{key}."), out);
        }
    }
}

/// The text between two marks of the guide; `UPDATE=1` writes it there.
fn between(mark: &str, wanted: &str) {
    let text = guide();
    let (begin, end) = (
        format!("<!-- {mark}: begin -->"),
        format!("<!-- {mark}: end -->"),
    );
    let (before, rest) = text.split_once(&begin).expect("the mark of the beginning");
    let (_, after) = rest.split_once(&end).expect("the mark of the end");
    expect_text(
        &root().join("content/README.md"),
        &format!("{before}{begin}\n\n{wanted}\n{end}{after}"),
    );
}

#[test]
fn the_table_of_who_grants_which_star_is_the_rule_of_the_code() {
    let text = guide();
    let days =
        ["2023-02-23", "2024-01-01", "2025-07-06"].map(|day| Stated::parse(day).expect("a day"));
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| line.contains("| `ubnd-tinh` | `trung-uong`"))
        .map(|line| line.split('|').map(str::trim).skip(2).collect())
        .collect();
    assert_eq!(rows.len(), days.len());
    for (row, day) in rows.iter().zip(days) {
        for (cell, level) in row.iter().zip([3, 4, 5]) {
            let star = Star::new(level).expect("a star");
            for word in cell.split(", ") {
                let issuer = Issuer::from_id(word.trim_matches('`')).expect(word);
                assert!(issuer.could_grant(star, day), "{word} {level} {day:?}");
            }
        }
    }
}
