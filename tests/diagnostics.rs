//! A faulty file beside the whole report of it, in both languages. A new pair of files is a new test.

use crate::harness::{Fixture, copy_folder, expect_text, files, root};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Where a topic's files go in the site they are tried in.
fn place(topic: &str, stem: &str, extension: &str) -> String {
    // A name that is itself the fault is plain in the repository, for every tool and file system.
    let stem = if stem == "ten-co-dau" {
        "tên-có-dấu"
    } else {
        stem
    };
    match topic {
        "config" => "content/config.yml".to_owned(),
        "places" => "content/places.yml".to_owned(),
        "categories" => "content/categories.yml".to_owned(),
        "programme" => "content/programme.yml".to_owned(),
        "redirects" => "content/redirects.csv".to_owned(),
        "thesaurus" => "content/thesaurus.yml".to_owned(),
        _ => format!("content/{topic}/{stem}.{extension}"),
    }
}

/// The site `base` with a case laid over it: one file, or below `sites/` a folder of them.
fn laid_over(topic: &str, name: &str) -> Fixture {
    let folder = root().join("tests/diagnostics").join(topic).join(name);
    let site = Fixture::copy("base");
    if topic == "sites" {
        copy_folder(&folder, site.path());
    } else {
        let (stem, extension) = name.rsplit_once('.').expect("a file with an ending");
        let bytes = std::fs::read(&folder).expect("a faulty file");
        site.write(&place(topic, stem, extension), bytes);
    }
    site
}

/// Every case: its topic and its file, or below `sites/` its folder.
fn cases() -> BTreeSet<(String, String)> {
    files(&root().join("tests/diagnostics"))
        .iter()
        .filter(|path| !path.ends_with(".txt"))
        .map(|path| {
            let mut parts = path.split('/');
            let mut part = || parts.next().expect("a topic's folder").to_owned();
            (part(), part())
        })
        .collect()
}

#[test]
fn every_faulty_file_gets_the_report_kept_beside_it() {
    let cases: Vec<(String, String)> = cases().into_iter().collect();
    assert!(cases.len() > 250, "{} cases", cases.len());
    let wrong: Vec<String> = cases
        .par_iter()
        .filter_map(|(topic, name)| {
            let site = laid_over(topic, name);
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
            let kept = root()
                .join("tests/diagnostics")
                .join(topic)
                .join(format!("{name}.txt"));
            let compared = std::panic::catch_unwind(|| expect_text(&kept, &report));
            compared.is_err().then(|| format!("{topic}/{name}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The codes of a report, each with its place.
fn told(site: &Fixture) -> Vec<String> {
    let ran = site.run(&["check", "--date", "2026-11-24", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    report["diagnostics"]
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
        .collect()
}

#[test]
fn five_faults_in_one_file_are_five_reports() {
    let site = Fixture::copy("base");
    site.write(
        "content/products/nam-loi.md",
        "---\nname: Năm lỗi\nstars: 7\nproducer: htx-mau-x\ncategory: mat-ongg\nprice: 250.000\ncertificate: { issued: 10/03/2026 }\nimages:\n  - { file: khong-co.jpg, alt: Ảnh }\n---\n",
    );
    assert_eq!(
        told(&site),
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
fn a_fault_of_the_writing_hides_no_other() {
    let site = Fixture::copy("base");
    site.write(
        "content/products/nam-loi.md",
        "---\r\nname: \"Năm lỗi\r\nstars: 7\r\nproducer: htx-mau-x\r\ncertificate:\r\n  number: a: b\r\n  issued: 10/03/2026\r\ncategory: mat-ongg\r\n---\r\n",
    );
    assert_eq!(
        told(&site),
        [
            "2:7 yaml-quote-open",
            "3:8 stars-out-of-range",
            "4:11 producer-unknown",
            "6:11 yaml-colon",
            "7:11 issued-not-a-date",
            "8:11 category-unknown",
        ]
    );
}

#[test]
fn a_broken_product_is_not_blamed_a_second_time_elsewhere() {
    for (from, to) in [
        ("stars: 4", "stars: bốn"),
        ("---\n", "--\n"),
        ("name: ", "name: \""),
    ] {
        let site = Fixture::copy("two-districts");
        site.edit("content/products/mat-ong-mau.md", from, to);
        assert_eq!(told(&site).len(), 1, "{to}: {:#?}", told(&site));
    }
}

/// A walk of the whole text for each fault would take minutes here.
#[test]
fn thousands_of_faults_in_one_file_take_no_walk_each() {
    let site = Fixture::copy("base");
    let mut places = String::new();
    for number in 0..6_000 {
        places.push_str(&format!(
            "- {{ code: {}, name: Xã {number}, province: Tỉnh Mẫu, x: a?b&c=d }}\n",
            20_000 + number
        ));
    }
    site.write("content/places.yml", places);
    let started = std::time::Instant::now();
    let ran = site.run(&["check", "--date", "2026-11-24", "--format", "json"]);
    let seconds = started.elapsed().as_secs();
    let report: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let notes = report["diagnostics"].as_array().expect("a list");
    assert_eq!(notes.len(), 12_000);
    assert_eq!(
        (&notes[11_999]["line"], &notes[11_999]["column"]),
        (&6_000.into(), &53.into())
    );
    assert!(seconds < 60, "{seconds} s");
}

/// A host shows an annotation only beside a path of its repository.
#[test]
fn in_a_workflow_paths_are_those_of_the_repository() {
    let site = Fixture::copy("two-districts");
    site.edit("content/products/mat-ong-mau.md", "stars: 4", "stars: 6");
    let folder = site.path().file_name().expect("a name").to_owned();
    let folder = folder.to_str().expect("a plain name");
    let repository = site.path().parent().expect("a folder").to_owned();
    let check = |format| ["check", "--date", "2026-11-24", "--format", format];
    for (format, mark) in [("github", "file="), ("sarif", "\"uri\":\"")] {
        let alone = site.run(&check(format)).out;
        assert!(
            alone.contains(&format!("{mark}content/products/mat-ong-mau.md")),
            "{alone}"
        );
        let below = site.run_with(&check(format), &[("GITHUB_WORKSPACE", &repository)]);
        let path = format!("{mark}{folder}/content/products/mat-ong-mau.md");
        assert!(below.out.contains(&path), "{}", below.out);
    }
    let json = site.run_with(&check("json"), &[("GITHUB_WORKSPACE", &repository)]);
    assert!(
        json.out
            .contains("\"file\":\"content/products/mat-ong-mau.md\"")
    );
}

/// A fault of a whole file is told at that file alone, whoever refers to it.
#[test]
fn a_file_that_cannot_be_taken_is_told_once() {
    let latin = |text: &str| {
        text.chars()
            .map(|sign| sign as u32 as u8)
            .collect::<Vec<u8>>()
    };
    let told = |site: &Fixture| -> Vec<String> {
        let ran = site.run(&["check", "--date", "2026-11-24", "--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
        let notes = report["diagnostics"].as_array().expect("a list");
        let word =
            |note: &serde_json::Value, key: &str| note[key].as_str().unwrap_or_default().to_owned();
        notes
            .iter()
            .map(|note| format!("{} {}", word(note, "file"), word(note, "code")))
            .collect()
    };
    let plain = told(&Fixture::copy("two-districts"));
    for file in [
        "config.yml",
        "places.yml",
        "categories.yml",
        "programme.yml",
        "producers/htx-mau.md",
        "producers/co-so-an-mau.md",
        "products/mat-ong-mau.md",
        "products/che-mau.md",
        "pages/gioi-thieu.md",
        "news/hoi-nghi-mau.md",
        "lists/qua-tet.yml",
    ] {
        let path = format!("content/{file}");
        for (code, bytes) in [
            ("file-not-utf8", latin("---\nname: M\u{e2}t\n---\n")),
            ("file-too-large", vec![b'#'; 4_200_000]),
        ] {
            let site = Fixture::copy("two-districts");
            site.write(
                "content/products/mat-ong-mau.en.md",
                "---\nname: Honey\n---\n",
            );
            site.write(&path, bytes);
            let mut found = told(&site);
            for known in &plain {
                if let Some(at) = found.iter().position(|note| note == known) {
                    found.remove(at);
                }
            }
            assert_eq!(found, [format!("{path} {code}")], "{file}");
        }
        let site = Fixture::copy("two-districts");
        if site.path().join(&path).exists() {
            site.remove(&path);
        }
        std::os::unix::fs::symlink("/etc/hostname", site.path().join(&path)).expect("a link");
        let mut found = told(&site);
        found.retain(|note| !plain.contains(note));
        assert_eq!(found, [format!("{path} file-is-link")], "{file}");
    }
}

/// What is wrong with an option is told once, as wrong usage, and not as a fault of some file.
#[test]
fn options_that_cannot_be_followed_are_told_once() {
    let site = Fixture::copy("base");
    for (options, code, told) in [
        (["--theme", "../x"], 2, vec!["--theme \"../x\""]),
        (
            ["--theme", "plan"],
            2,
            vec!["lỗi[theme-unknown]", "themes/plan:1:1"],
        ),
        (
            ["--base-url", "https://example.org/a/../b"],
            2,
            vec!["--base-url"],
        ),
        (
            ["--base-url", "https://example.org:99999"],
            2,
            vec!["--base-url"],
        ),
        (["--site", "khong-co"], 3, vec!["lỗi[content-missing]"]),
    ] {
        let arguments = ["check", "--date", "2026-11-24", options[0], options[1]];
        let ran = site.run(&arguments).expect_code(code);
        for words in told {
            assert!(ran.err.contains(words), "{options:?}: {}", ran.err);
        }
        assert!(ran.err.matches("lỗi[").count() <= 1, "{}", ran.err);
    }
}

/// Scripts that hand on a variable they do not have set it to nothing.
#[test]
fn an_empty_date_of_the_sources_counts_as_none() {
    let site = Fixture::copy("base");
    let run = |epoch: &str| {
        let epoch = std::path::PathBuf::from(epoch);
        site.run_with(&["check"], &[("SOURCE_DATE_EPOCH", &epoch)])
    };
    run("").expect_code(0);
    run("hôm nay").expect_code(2);
}
