//! `new`: files to fill in, made from the tables of fields, and the folder of a new site.

use crate::harness::{Fixture, files};
use sanvat::schema::field::Field;
use sanvat::schema::scaffold::{NEWS, PAGE, PRODUCER, PRODUCT, Sheet};
use sanvat::schema::site::{CONFIG, PLACE};
use std::collections::BTreeSet;
use std::fs;

/// A site in which every example of the tables is true.
fn site() -> Fixture {
    let site = Fixture::empty("new");
    let head = "province: Tỉnh Thanh Hóa, former_district: Huyện Hoằng Hóa";
    site.write(
        "content/config.yml",
        "title: Trang mẫu\nbase_url: https://example.org\n",
    )
    .write(
        "content/places.yml",
        format!(
            "- {{ code: \"16000\", name: Xã Hoằng Thanh, {head} }}\n\
             - {{ code: \"16003\", name: Xã Cũ, {head}, until: 2025-06-30, into: [\"16000\"] }}\n"
        ),
    )
    .write(
        "content/producers/htx-mau.md",
        "---\nname: Hợp tác xã mẫu\ncommune: \"16000\"\n---\n",
    );
    let pictures = site.path().join("content/images");
    fs::create_dir_all(&pictures).expect("a folder");
    image::RgbImage::new(8, 6)
        .save(pictures.join("mat-ong-mau.jpg"))
        .expect("a picture");
    site
}

/// `code file:line` of every error of a check.
fn errors(site: &Fixture) -> Vec<String> {
    let ran = site.run(&["check", "--date", "2026-11-24", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let notes = report["diagnostics"].as_array().expect("a list");
    notes
        .iter()
        .filter(|note| note["severity"] == "error")
        .map(|note| {
            let text = |key: &str| note[key].as_str().unwrap_or_default().to_owned();
            format!("{} {}:{}", text("code"), text("file"), note["line"])
        })
        .collect()
}

fn made(site: &Fixture, path: &str) -> String {
    fs::read_to_string(site.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The value after `Ví dụ: ` in a comment.
fn example(comment: &str) -> &str {
    let (_, example) = comment.rsplit_once("Ví dụ: ").expect(comment);
    example
}

/// A comment to read, not a field that waits.
fn is_prose(line: &str) -> bool {
    line.starts_with("# ") && !line.starts_with("#  ")
}

/// A made file with the fields `keys` filled in by the examples that stand in it, as an editor would:
/// the `#` removed, the value put after the colon.
fn filled(text: &str, keys: &BTreeSet<&str>) -> String {
    let mut out = String::new();
    let mut comment = "";
    let mut inside = false;
    for line in text.lines() {
        let opened = line.strip_prefix('#').filter(|_| !is_prose(line));
        let bare = opened.unwrap_or(line);
        let nested = bare.starts_with("  ");
        let key = bare.split(':').next().unwrap_or_default();
        if is_prose(line) {
            comment = line;
            inside = false;
            out.push_str(line);
        } else if !nested && keys.contains(key) {
            inside = true;
            let is_empty = bare.ends_with(':');
            let has_parts = !comment.contains("Ví dụ: ");
            // A list of words has its dash on the next line.
            let is_list = text.contains(&format!(
                "{line}\n{}  -\n",
                if opened.is_some() { "#" } else { "" }
            ));
            out.push_str(bare);
            if is_empty && !has_parts && !is_list {
                out.push_str(&format!(" {}", example(comment)));
            }
        } else if nested && inside {
            match bare.split_once("  # ") {
                Some((field, about)) => out.push_str(&format!("{field} {}", example(about))),
                None => out.push_str(&format!("{bare} {}", example(comment))),
            }
        } else {
            out.push_str(line);
        }
        out.push('\n');
    }
    out
}

fn keys(table: &[Field]) -> Vec<&'static str> {
    table.iter().map(|field| field.key).collect()
}

#[test]
fn every_example_of_a_made_file_passes_the_check_alone_and_all_together() {
    let sheets: [(&str, &Sheet); 4] = [
        ("product", &PRODUCT),
        ("producer", &PRODUCER),
        ("news", &NEWS),
        ("page", &PAGE),
    ];
    for (kind, sheet) in sheets {
        let site = site();
        if kind != "product" {
            // What the example of `products` refers to.
            site.write(
                "content/products/mat-ong-mau.md",
                "---\nname: Mật ong mẫu\nstars: 4\nproducer: htx-mau\ncategory: mat-ong\n---\n",
            );
        }
        site.run(&["new", kind, "Tên mẫu"]).expect_code(0);
        let path = format!("{}ten-mau.md", sheet.folder);
        let text = made(&site, &path);

        let all = filled(&text, &keys(sheet.table).into_iter().collect());
        let waits = |line: &&str| line.starts_with('#') && !is_prose(line);
        let left: Vec<&str> = all.lines().filter(waits).collect();
        assert_eq!(left, Vec::<&str>::new(), "{kind}");
        site.write(&path, all);
        assert_eq!(errors(&site), Vec::<String>::new(), "{kind}");
        site.remove(&path);

        let open = |field: &&Field| field.required || sheet.asked.contains(&field.key);
        let open: BTreeSet<&str> = sheet.table.iter().filter(open).map(|f| f.key).collect();
        for key in keys(sheet.table) {
            let mut wanted = open.clone();
            wanted.insert(key);
            let text = filled(&text, &wanted);
            let written = text
                .lines()
                .any(|line| line.starts_with(&format!("{key}:")));
            assert!(written, "{kind}: {key} is not in the file\n{text}");
            let path = format!("{}mot-{}.md", sheet.folder, key.replace('_', "-"));
            site.write(&path, text);
        }
        assert_eq!(errors(&site), Vec::<String>::new(), "{kind}");
    }
}

#[test]
fn a_new_file_lacks_exactly_its_required_fields_and_says_so() {
    let site = site();
    for (arguments, told, codes) in [
        (
            vec!["product", "Mật ong: bốn mùa"],
            "Đã tạo content/products/mat-ong-bon-mua.md (mã mat-ong-bon-mua). Còn thiếu 3 ô bắt buộc: stars, producer, category.\n",
            vec!["stars-empty", "producer-empty", "category-empty"],
        ),
        (
            vec!["chu-the", "HTX \"Hoa\" #1"],
            "Đã tạo content/producers/htx-hoa-1.md (mã htx-hoa-1). Còn thiếu 1 ô bắt buộc: commune.\n",
            vec!["commune-empty"],
        ),
        (
            vec!["tin", "Hội chợ 2026"],
            "Đã tạo content/news/hoi-cho-2026.md (mã hoi-cho-2026). Còn thiếu 1 ô bắt buộc: date.\n",
            vec!["date-empty"],
        ),
        (
            vec!["trang", "Liên hệ"],
            "Đã tạo content/pages/lien-he.md (mã lien-he). Các ô bắt buộc đã đủ.",
            vec![],
        ),
    ] {
        let ran = site
            .run(&[&["new"], &arguments[..]].concat())
            .expect_code(0);
        assert!(ran.out.starts_with(told), "{}", ran.out);
        let path = ran
            .out
            .split_whitespace()
            .nth(2)
            .expect("a path")
            .to_owned();
        let found: Vec<String> = errors(&site)
            .iter()
            .map(|error| error.split(' ').next().unwrap_or_default().to_owned())
            .collect();
        assert_eq!(found, codes);
        let english =
            site.run(&[&["new"], &arguments[..], &["--lang", "en", "--different"]].concat());
        assert!(english.out.starts_with("Created "), "{}", english.out);
        for path in [
            path,
            english
                .out
                .split_whitespace()
                .nth(1)
                .expect("a path")
                .to_owned(),
        ] {
            site.remove(&path);
        }
    }
}

#[test]
fn what_is_given_is_checked_before_anything_is_made() {
    let site = site();
    let given = [
        "--producer",
        "hợp tác xã MẪU",
        "--commune",
        "16000",
        "--category",
        "mat-ong",
    ];
    let ran = site
        .run(&[&["new", "product", "Mật ong"], &given[..]].concat())
        .expect_code(0);
    assert!(
        ran.out.contains("Còn thiếu 1 ô bắt buộc: stars."),
        "{}",
        ran.out
    );
    let text = made(&site, "content/products/mat-ong.md");
    assert!(text.contains("\nproducer: \"htx-mau\"\n"), "{text}");
    assert!(text.contains("\ncommune: \"16000\"\n"), "{text}");
    for (option, value, said) in [
        ("--producer", "htx-mao", "Ý bạn là “htx-mau”?"),
        ("--commune", "Hoằng Thanh", "Viết: commune: \"16000\""),
        ("--commune", "16003", "16003"),
        ("--category", "mật ong", "Viết: category: mat-ong"),
    ] {
        let ran = site
            .run(&["new", "product", "Chè", option, value])
            .expect_code(2);
        assert!(
            ran.err.contains(said) && ran.err.ends_with("Chưa tạo gì.\n"),
            "{}",
            ran.err
        );
    }
    assert_eq!(files(&site.path().join("content/products")), ["mat-ong.md"]);
}

#[test]
fn any_name_is_kept_as_it_is_and_stays_in_its_folder() {
    let long = "ă".repeat(120);
    let site = site();
    for (name, file) in [
        ("Mật ong \"rừng\": # loại 1", "mat-ong-rung-loai-1"),
        ("Trà 🍵 'shan'", "tra-shan"),
        (long.as_str(), &"a".repeat(80)),
        ("../x", "x"),
        ("/etc/passwd", "etc-passwd"),
        ("a\\b", "a-b"),
        ("- { } [ ] & * ! | > % @ ` chè", "che"),
        ("null", "null"),
        ("Con", "con-2"),
        ("README", "readme-2"),
        ("2026-01-01", "2026-01-01"),
        ("${HOME} $(id) {{ 7 }}", "home-id-7"),
    ] {
        let ran = site.run(&["new", "product", "--", name]).expect_code(0);
        let path = format!("content/products/{file}.md");
        assert!(ran.out.contains(&path), "{name}: {}", ran.out);
        let text = made(&site, &path);
        let yaml = text.split("---\n").nth(1).expect("front matter");
        let read: serde_yaml::Value = serde_yaml::from_str(yaml).expect("YAML");
        assert_eq!(read["name"].as_str(), Some(name));
    }
    let before = files(site.path());
    for (name, said) in [
        ("🍯", "--id mat-ong"),
        ("", "--id mat-ong"),
        (" \u{a0} ", "--id mat-ong"),
        ("蜂蜜", "--id mat-ong"),
        ("hai\ndòng", "name:"),
        (&"a".repeat(121), "121"),
    ] {
        let ran = site.run(&["new", "product", "--", name]).expect_code(2);
        assert!(ran.err.contains(said), "{name:?}: {}", ran.err);
    }
    for id in ["../x", "/etc/x", "A", "", "a_b", "con", "x.en"] {
        let ran = site
            .run(&["new", "product", "🍯", "--id", id])
            .expect_code(2);
        assert!(ran.err.contains("--id"), "{id}: {}", ran.err);
    }
    assert_eq!(files(site.path()), before);
    site.run(&["new", "product", "🍯", "--id", "mat-ong-rung"])
        .expect_code(0);
    assert!(made(&site, "content/products/mat-ong-rung.md").contains("name: \"🍯\""));
}

#[test]
fn the_same_name_is_refused_and_another_product_of_it_gets_the_next_id() {
    let site = site();
    site.run(&["new", "product", "Mật ong bốn mùa"])
        .expect_code(0);
    let first = made(&site, "content/products/mat-ong-bon-mua.md");
    let again = site
        .run(&["new", "san-pham", "mat ong: bon mua"])
        .expect_code(2);
    assert_eq!(
        again.err,
        "Đã có: \"Mật ong bốn mùa\" (content/products/mat-ong-bon-mua.md). Nếu là mục khác, thêm --khac.\nChưa tạo gì.\n"
    );
    let other = site
        .run(&["new", "product", "Mật ong bốn mùa", "--khac"])
        .expect_code(0);
    assert!(other.out.contains("mat-ong-bon-mua-2.md"), "{}", other.out);
    let near = site
        .run(&["new", "product", "Mật ong bốn mùa Bình Sơn"])
        .expect_code(0);
    assert!(
        near.out.contains("Gần giống: \"Mật ong bốn mùa\""),
        "{}",
        near.out
    );
    let taken = site
        .run(&["new", "product", "Chè", "--id", "mat-ong-bon-mua"])
        .expect_code(2);
    assert!(
        taken.err.contains("content/products/mat-ong-bon-mua.md"),
        "{}",
        taken.err
    );
    assert_eq!(made(&site, "content/products/mat-ong-bon-mua.md"), first);
    // Neither an id written in another file nor a file that cannot be read is passed over.
    site.write("content/products/a.md", "---\nid: che-xanh\nname: A\n---\n")
        .write("content/products/Che-Den.md", "chưa có gì");
    for (name, file) in [("Chè xanh", "che-xanh-2.md"), ("Chè đen", "che-den-2.md")] {
        let ran = site.run(&["new", "product", name]).expect_code(0);
        assert!(ran.out.contains(file), "{}", ran.out);
    }
    assert_eq!(made(&site, "content/products/Che-Den.md"), "chưa có gì");
}

#[test]
fn nothing_is_made_where_there_is_no_site_or_through_a_link() {
    let nowhere = Fixture::empty("nowhere");
    let ran = nowhere.run(&["new", "product", "Chè"]).expect_code(3);
    assert!(ran.err.contains("sanvat new site"), "{}", ran.err);
    assert_eq!(files(nowhere.path()), Vec::<String>::new());
    let site = site();
    std::os::unix::fs::symlink(nowhere.path(), site.path().join("content/products"))
        .expect("a link");
    let ran = site.run(&["new", "product", "Chè"]).expect_code(2);
    assert!(ran.err.contains("liên kết"), "{}", ran.err);
    assert_eq!(files(nowhere.path()), Vec::<String>::new());
}

#[test]
fn a_new_site_lacks_only_its_address_and_builds_once_it_has_one() {
    let here = Fixture::empty("here");
    let ran = here
        .run(&["new", "site", "trang", "--province", "Tỉnh \"Mẫu\": 1"])
        .expect_code(0);
    assert!(
        ran.out
            .contains("Còn thiếu 1 ô bắt buộc trong content/config.yml: base_url."),
        "{}",
        ran.out
    );
    let folder = here.path().join("trang");
    assert_eq!(
        files(&folder),
        [
            ".github/workflows/sanvat.yml",
            ".gitignore",
            "README.md",
            "content/README.md",
            "content/config.yml",
            "content/pages/gioi-thieu.md",
            "content/places.yml"
        ]
    );
    let ran = here
        .run(&["check", "--site", "trang", "--format", "json"])
        .expect_code(2);
    let report: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let codes: Vec<&str> = report["diagnostics"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|note| note["code"].as_str())
        .collect();
    assert_eq!(codes, ["base-url-empty"]);
    here.edit(
        "trang/content/config.yml",
        "\nbase_url:\n",
        "\nbase_url: https://example.org\n",
    );
    here.run(&["build", "--site", "trang"]).expect_code(0);
    let page = fs::read_to_string(folder.join("public/gioi-thieu/index.html")).expect("a page");
    assert!(page.contains("Tỉnh &quot;Mẫu&quot;: 1") || page.contains("Tỉnh \"Mẫu\": 1"));

    let again = here
        .run(&["new", "site", "trang", "--province", "Tỉnh Mẫu"])
        .expect_code(2);
    assert!(again.err.contains("không trống"), "{}", again.err);
    let refused = here
        .run(&[
            "new",
            "site",
            "khac",
            "--province",
            "Tỉnh Mẫu",
            "--base-url",
            "javascript:1",
        ])
        .expect_code(2);
    assert!(refused.err.contains("base_url"), "{}", refused.err);
    assert!(!here.path().join("khac").exists());
}

#[test]
fn the_examples_of_the_settings_and_the_places_pass_the_check() {
    let here = Fixture::empty("here");
    here.run(&["new", "site", ".", "--province", "Tỉnh Thanh Hóa"])
        .expect_code(0);
    let all: BTreeSet<&str> = keys(CONFIG).into_iter().collect();
    let settings = filled(&made(&here, "content/config.yml"), &all);
    here.write("content/config.yml", settings);
    let places = made(&here, "content/places.yml");
    let item = |left_out: &[&str]| -> String {
        let lines = places
            .lines()
            .filter(|line| line.starts_with("#-") || line.starts_with("#  "));
        lines
            .filter_map(|line| {
                let (field, about) = line[1..].split_once("  # ").expect("a field");
                let key = field.trim_start_matches(['-', ' ']).trim_end_matches(':');
                (!left_out.contains(&key)).then(|| format!("{field} {}\n", example(about)))
            })
            .collect()
    };
    assert_eq!(item(&[]).lines().count(), PLACE.len());
    // The example goes into itself: a former commune and a current one of the same code.
    here.write("content/places.yml", item(&[]) + &item(&["until", "into"]));
    assert_eq!(errors(&here), Vec::<String>::new());
}
