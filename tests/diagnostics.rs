//! A faulty file beside the whole report of it, in both languages. A new pair of files is a new test.

use crate::harness::{Fixture, expect_text, files, root};

/// Where a topic's files go in the site they are tried in.
fn place(topic: &str, stem: &str, extension: &str) -> String {
    match topic {
        "config" => "content/config.yml".to_owned(),
        "places" => "content/places.yml".to_owned(),
        "categories" => "content/categories.yml".to_owned(),
        "programme" => "content/programme.yml".to_owned(),
        "redirects" => "content/redirects.csv".to_owned(),
        _ => format!("content/{topic}/{stem}.{extension}"),
    }
}

#[test]
fn every_faulty_file_gets_the_report_kept_beside_it() {
    let folder = root().join("tests/diagnostics");
    let mut tried = 0;
    for path in files(&folder)
        .into_iter()
        .filter(|path| !path.ends_with(".txt"))
    {
        let (topic, name) = path.split_once('/').expect("a topic's folder");
        let (stem, extension) = name.rsplit_once('.').expect("a file with an ending");
        let site = Fixture::copy("base");
        let bytes = std::fs::read(folder.join(&path)).expect("a faulty file");
        site.write(&place(topic, stem, extension), bytes);
        let mut report = String::new();
        for language in ["vi", "en"] {
            let ran = site.run(&["check", "--date", "2026-11-24", "--lang", language]);
            let last = ran.err.trim_end().rfind('\n').map_or(0, |at| at + 1);
            // The last line holds a time.
            report.push_str(&format!(
                "{}exit {}\n\n",
                &ran.err[..last],
                ran.code.unwrap_or(-1)
            ));
        }
        expect_text(&folder.join(topic).join(format!("{stem}.txt")), &report);
        tried += 1;
    }
    assert!(tried > 0, "no faulty file");
}

#[test]
fn five_faults_in_one_file_are_five_reports() {
    let site = Fixture::copy("base");
    site.write(
        "content/products/nam-loi.md",
        "---\nname: Năm lỗi\nstars: 7\nproducer: htx-mau-x\ncategory: mat-ongg\nprice: 250.000\ncertificate: { issued: 10/03/2026 }\nimages:\n  - { file: khong-co.jpg, alt: Ảnh }\n---\n",
    );
    let ran = site
        .run(&["check", "--date", "2026-11-24", "--format", "json"])
        .expect_code(1);
    let report: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let found: Vec<String> = report["diagnostics"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|note| note["severity"] == "error")
        .map(|note| {
            format!(
                "{}:{} {}",
                note["line"],
                note["column"],
                note["code"].as_str().unwrap_or_default()
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            "3:8 stars-out-of-range",
            "4:11 producer-unknown",
            "5:11 category-unknown",
            "6:8 price-not-a-number",
            "7:24 issued-not-a-date",
            "9:13 file-unknown"
        ]
    );
}

#[test]
fn a_broken_product_is_not_blamed_a_second_time_elsewhere() {
    let site = Fixture::copy("two-districts");
    site.edit("content/products/mat-ong-mau.md", "stars: 4", "stars: bốn");
    let ran = site
        .run(&["check", "--date", "2026-11-24", "--format", "json"])
        .expect_code(1);
    let report: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let notes = report["diagnostics"].as_array().expect("a list");
    let errors: Vec<&serde_json::Value> = notes
        .iter()
        .filter(|note| note["severity"] == "error")
        .collect();
    assert_eq!(errors.len(), 1, "{errors:#?}");
}
