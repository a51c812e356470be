//! Publishing: a whole tree, or the old one as it was.

use crate::harness::{Fixture, bytes_of, files};
use std::fs;
use std::os::unix::fs::MetadataExt;

#[test]
fn a_site_of_two_districts_is_published_whole() {
    Fixture::copy("two-districts").build().expect_tree();
}

#[test]
fn the_last_line_accounts_for_every_record_and_every_file() {
    let site = Fixture::copy("two-districts");
    let ran = site.build().expect_code(0);
    let last = ran.err.lines().last().unwrap_or_default().to_owned();
    // Six products, three producers, one page, two news, two lists; one product is not due, one producer a draft.
    assert!(
        last.contains("Đọc 14 mục = 12 đăng + 2 giữ lại (1 bản nháp, 1 chưa đến ngày)"),
        "{last}"
    );
    // The manifest lists every file but itself.
    let published = files(&site.path().join("public")).len() - 1;
    assert!(
        last.contains(&format!(
            "{published} tệp: {published} ghi mới, 0 giữ nguyên, 0 bỏ đi"
        )),
        "{last}"
    );
    let again = site.build().expect_code(0);
    assert!(again.err.contains("không có gì thay đổi"), "{}", again.err);
}

#[test]
fn timings_tell_each_stage_and_each_folder_of_the_output() {
    let site = Fixture::copy("two-districts");
    let ran = site.run(&["build", "--timings"]).expect_code(0);
    let rows: Vec<Vec<&str>> = ran
        .err
        .lines()
        .map(|line| line.split_whitespace().collect())
        .collect();
    let first = |row: &Vec<&str>| row.first().copied().unwrap_or_default().to_owned();
    let names: Vec<String> = rows.iter().map(first).collect();
    for stage in [
        "look", "read", "check", "theme", "plan", "draw", "write", "total",
    ] {
        assert!(
            names.iter().any(|name| name == stage),
            "{stage} in {}",
            ran.err
        );
    }
    let told: u64 = rows
        .iter()
        .filter(|row| row.get(1) == Some(&"B"))
        .map(|row| row[0].parse::<u64>().expect("bytes"))
        .sum();
    let published = bytes_of(&site.path().join("public"));
    let all: usize = published.values().map(Vec::len).sum();
    assert_eq!(told, all as u64, "{}", ran.err);
}

#[test]
fn a_second_build_touches_no_file_and_an_edit_only_what_differs() {
    let site = Fixture::copy("two-districts");
    site.build().expect_code(0);
    let public = site.path().join("public");
    let marks = || {
        files(&public)
            .into_iter()
            .map(|path| {
                let data = fs::metadata(public.join(&path)).expect("a file");
                (path, (data.ino(), data.mtime(), data.mtime_nsec()))
            })
            .collect::<std::collections::BTreeMap<_, _>>()
    };
    let (before, old) = (marks(), bytes_of(&public));
    site.build().expect_code(0);
    assert_eq!(marks(), before);
    site.edit(
        "content/products/banh-mau.md",
        "issuer: ubnd-tinh }",
        "issuer: ubnd-tinh }\nunit: hộp",
    );
    site.build().expect_code(0);
    let (after, new) = (marks(), bytes_of(&public));
    for (path, mark) in &after {
        assert_eq!(
            before.get(path) == Some(mark),
            old.get(path) == new.get(path),
            "{path}"
        );
    }
    assert_ne!(old, new);
}

#[test]
fn one_error_keeps_the_published_site() {
    let site = Fixture::copy("two-districts");
    site.build().expect_code(0);
    let old = bytes_of(&site.path().join("public"));
    site.edit("content/products/che-mau.md", "stars: 3", "stars: 9");
    let ran = site.build().expect_code(1);
    assert!(ran.err.contains("stars-out-of-range"), "{}", ran.err);
    assert_eq!(bytes_of(&site.path().join("public")), old);
}

#[test]
fn check_writes_nothing() {
    let site = Fixture::copy("two-districts");
    let before = bytes_of(site.path());
    site.check().expect_code(0);
    assert_eq!(bytes_of(site.path()), before);
}

#[test]
fn exit_codes_tell_what_kind_of_trouble_it_is() {
    let site = Fixture::copy("base");
    site.run(&["build", "--no-such-flag"]).expect_code(2);
    site.run(&["build", "--date", "24/11/2026"]).expect_code(2);
    site.run(&["build", "--out", "content"]).expect_code(2);
    site.run(&["build", "--out", "."]).expect_code(2);
    site.edit("content/config.yml", "title: Trang mẫu", "titel: Trang mẫu");
    site.build().expect_code(2);
    Fixture::empty("none").build().expect_code(3);
    let strict = Fixture::copy("base");
    strict.edit(
        "content/products/che-mau.md",
        "issuer: ubnd-tinh",
        "issuer: ubnd-huyen",
    );
    strict.build().expect_code(0);
    strict
        .run(&["check", "--strict", "--date", "2026-11-24"])
        .expect_code(1);
}

#[test]
fn a_foreign_folder_is_not_written_into() {
    let site = Fixture::copy("base");
    site.write("public/thu.txt", "của người khác");
    let ran = site.build().expect_code(2);
    assert!(ran.err.contains("output-refused"), "{}", ran.err);
    assert_eq!(files(&site.path().join("public")), ["thu.txt"]);
}

#[test]
fn the_mark_that_keeps_an_empty_folder_in_git_is_kept() {
    let site = Fixture::copy("base");
    site.write("public/.gitignore", "*\n!.gitignore\n");
    site.build().expect_code(0);
    site.edit("content/products/che-mau.md", "stars: 3", "stars: 4");
    site.build().expect_code(0);
    assert_eq!(site.page(".gitignore"), "*\n!.gitignore\n");
}

#[test]
fn the_manifest_lists_every_file_but_itself_with_its_hash() {
    let site = Fixture::copy("two-districts");
    site.build().expect_code(0);
    let public = site.path().join("public");
    let manifest: serde_json::Value =
        serde_json::from_str(&site.page("build-manifest.json")).expect("JSON");
    assert_eq!(manifest["version"], 1);
    let listed: Vec<String> = manifest["files"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|file| {
            let path = file["path"].as_str().expect("a path").to_owned();
            let bytes = fs::read(public.join(&path)).expect("a published file");
            assert_eq!(file["bytes"], bytes.len(), "{path}");
            assert_eq!(
                file["blake3"],
                blake3::hash(&bytes).to_hex().as_str(),
                "{path}"
            );
            path
        })
        .collect();
    let published: Vec<String> = files(&public)
        .into_iter()
        .filter(|path| path != "build-manifest.json")
        .collect();
    assert_eq!(listed, published);
}

#[test]
fn texts_too_long_to_stay_in_memory_are_published_like_any_other() {
    let site = Fixture::copy("two-districts");
    let folder = site.path().join("content/products");
    let first = fs::read_dir(&folder).expect("a folder").next();
    let first = first.expect("a product").expect("an entry").path();
    let fields = fs::read_to_string(first).expect("a text");
    let (fields, _) = fields[4..].split_once("---\n").expect("fields");
    let long = "Nước mắm ủ chượp trong chum, xem [trang chủ](/). ".repeat(3_000);
    for number in 0..60 {
        let path = folder.join(format!("dai-{number}.md"));
        fs::write(path, format!("---\n{fields}---\n\nSố {number}. {long}\n")).expect("written");
    }
    site.run(&["build"]).expect_code(0);
    let aside = bytes_of(&site.path().join("public"));
    site.run(&["build", "--no-cache", "--out", "two"])
        .expect_code(0);
    assert!(aside == bytes_of(&site.path().join("two")));
    let page = String::from_utf8_lossy(&aside["san-pham/dai-59/index.html"]).into_owned();
    assert!(page.contains("Số 59. Nước mắm ủ chượp"));
    assert!(page.matches(">trang chủ</a>").count() >= 3_000);
}
