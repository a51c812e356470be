//! Every limit of the contract, section 12: the error names it, and until then memory and time stay small.

use crate::harness::{Fixture, root};
use std::fs;

/// `build` in a gigabyte and a half of address space, and the most memory it took, in MB.
fn built(site: &Fixture) -> (Option<i32>, String, f64) {
    let ran = site.bounded(
        &[
            "build",
            "--date",
            "2026-11-24",
            "--lang",
            "en",
            "--theme",
            "plain",
            "--jobs",
            "4",
            "--timings",
        ],
        1_500,
        400,
    );
    let peak = ran.err.lines().rev().find_map(|line| {
        line.trim()
            .strip_prefix("peak")?
            .trim()
            .strip_suffix(" MB")?
            .parse()
            .ok()
    });
    (ran.code, ran.err, peak.unwrap_or(0.0))
}

fn refused(site: &Fixture, code: &str, limit: &str, most: f64) {
    let (exit, said, peak) = built(site);
    assert!(matches!(exit, Some(1..=3)), "{code}: {exit:?} {said}");
    let lines: Vec<&str> = said.lines().collect();
    let at = lines
        .iter()
        .position(|line| line.contains(&format!("[{code}]")))
        .unwrap_or_else(|| panic!("no {code}: {said}"));
    assert!(
        lines[at..].join("\n").contains(limit),
        "{code} does not name {limit}: {said}"
    );
    assert!(peak > 0.0 && peak < most, "{code}: {peak} MB");
}

fn product(more: &str) -> String {
    format!("---\nname: Mẫu hai\nstars: 3\nproducer: htx-mau\ncategory: mat-ong\n{more}---\n")
}

fn page(body: &str) -> String {
    format!("---\ntitle: Trang\n---\n{body}\n")
}

#[test]
fn texts_have_limits() {
    let with = |path: &str, text: String| {
        let site = Fixture::copy("base");
        site.write(path, text);
        site
    };
    let x = "content/products/x.md";
    let filler = |bytes: usize| format!("# {}\n", "x".repeat(bytes));
    refused(
        &with(x, product(&filler(64_000))),
        "front-matter-too-large",
        "64 kB",
        60.0,
    );
    let (exit, said, _) = built(&with(x, product(&filler(60_000))));
    assert_eq!(exit, Some(0), "{said}");
    refused(
        &with(
            x,
            product(&format!("tags: {}{}\n", "[".repeat(40), "]".repeat(40))),
        ),
        "yaml-too-deep",
        "32",
        60.0,
    );
    refused(
        &with(x, product(&format!("tags: {}\n", "[".repeat(50_000)))),
        "yaml-too-deep",
        "32",
        60.0,
    );
    refused(
        &with(x, product(&format!("tags: [{}]\n", "a,".repeat(2_100)))),
        "yaml-too-many",
        "2,000",
        60.0,
    );
    refused(
        &with("content/pages/x.md", page(&"x ".repeat(1_000_001))),
        "file-too-large",
        "2 MB",
        60.0,
    );
    refused(
        &with("content/pages/x.md", page(&format!("{}x", "> ".repeat(70)))),
        "body-too-deep",
        "64",
        60.0,
    );
    refused(
        &with("content/pages/x.md", page(&"<>&\" ".repeat(380_000))),
        "page-too-large",
        "5",
        360.0,
    );
    refused(
        &with(
            "content/config.yml",
            format!("title: A\nbase_url: https://a.vn\n{}", filler(1_000_001)),
        ),
        "file-too-large",
        "1 MB",
        60.0,
    );
    refused(
        &with(
            &format!("content/products/{}.md", "a".repeat(198)),
            product(""),
        ),
        "file-name",
        "200",
        60.0,
    );
    let deep = format!(
        "content/products/{}x.md",
        format!("{}/", "a".repeat(150)).repeat(7)
    );
    refused(&with(&deep, product("")), "file-name", "1,024", 60.0);
}

#[test]
fn large_files_are_refused_by_their_size_alone() {
    for (path, megabytes, limit) in [
        ("content/images/x.jpg", 26, "25 MB"),
        ("content/static/x.pdf", 101, "100 MB"),
        ("content/redirects.csv", 21, "20 MB"),
        ("content/places.yml", 5, "4 MB"),
    ] {
        let site = Fixture::copy("base");
        site.write(path, "");
        let file = fs::File::options()
            .write(true)
            .open(site.path().join(path))
            .expect("a file");
        file.set_len(megabytes * 1_000_000).expect("a size");
        refused(&site, "file-too-large", limit, 60.0);
    }
}

/// A picture that is nothing but a header.
fn header(kind: &str, width: u32, height: u32) -> Vec<u8> {
    let short = |side: u32| (side as u16).to_be_bytes();
    let mut bytes = Vec::new();
    match kind {
        "png" => {
            bytes.extend(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
            bytes.extend(width.to_be_bytes());
            bytes.extend(height.to_be_bytes());
            bytes.extend([8, 2, 0, 0, 0, 0, 0, 0, 0]);
        }
        "jpg" => {
            bytes.extend([0xFF, 0xD8, 0xFF, 0xC0, 0, 17, 8]);
            bytes.extend(short(height));
            bytes.extend(short(width));
            bytes.extend([
                3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1, 0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 0x11, 3,
                0x11, 0, 0x3F, 0,
            ]);
        }
        _ => {
            bytes.extend(b"RIFF\x40\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0");
            bytes.extend(&(width - 1).to_le_bytes()[..3]);
            bytes.extend(&(height - 1).to_le_bytes()[..3]);
        }
    }
    bytes
}

#[test]
fn pictures_are_refused_by_what_their_header_says() {
    for (kind, width, height) in [
        ("png", 19_999, 19_999),
        ("png", 20_001, 10),
        ("png", 4_294_967_295, 4_294_967_295),
        ("jpg", 60_000, 60_000),
        ("jpg", 7_100, 7_100),
        ("webp", 16_383, 16_383),
        ("webp", 16_777_216, 16_777_216),
    ] {
        let site = Fixture::copy("base");
        site.write(
            &format!("content/images/x.{kind}"),
            header(kind, width, height),
        );
        let limit = if width > 20_000 { "20,000" } else { "50" };
        refused(&site, "picture-too-large", limit, 60.0);
    }
}

#[test]
fn pictures_that_explode_stay_within_bounds() {
    let site = Fixture::copy("base");
    let mut body = String::new();
    for number in 0..3 {
        let mut bytes =
            fs::read(root().join("tests/bombs/fifty-megapixels.png")).expect("a picture");
        // Each another file, so that each is decoded.
        bytes.extend(vec![b'x'; number + 1]);
        site.write(&format!("content/images/{number}.png"), bytes);
        body.push_str(&format!("![a]({number}.png)\n"));
    }
    for name in ["long-texts", "more-than-it-says"] {
        let bytes = fs::read(root().join(format!("tests/bombs/{name}.png"))).expect("a picture");
        site.write(&format!("content/images/{name}.png"), bytes);
        body.push_str(&format!("![a]({name}.png)\n"));
    }
    site.write("content/pages/x.md", page(&body));
    let (exit, said, peak) = built(&site);
    println!("three pictures of 50 megapixels: {peak} MB");
    assert!(matches!(exit, Some(0 | 1)), "{said}");
    // Two at once would take more than 400 MB.
    assert!(peak < 400.0, "{peak} MB");
    for kind in ["jpg", "webp", "png"] {
        // An honest header over rubbish.
        let site = Fixture::copy("base");
        let mut bytes = header(kind, 7_000, 7_000);
        bytes.extend(vec![0x55; 4_000]);
        site.write(&format!("content/images/x.{kind}"), bytes);
        site.write("content/pages/x.md", page(&format!("![a](x.{kind})")));
        let (exit, said, peak) = built(&site);
        assert!(matches!(exit, Some(0 | 1)), "{kind}: {exit:?} {said}");
        assert!(peak < 400.0, "{kind}: {peak} MB");
    }
}

#[test]
fn many_files_that_are_none_of_ours_take_little() {
    let site = Fixture::copy("base");
    for number in 0..3_000 {
        site.write(&format!("content/other/{number}.txt"), "");
    }
    let (exit, said, peak) = built(&site);
    assert_eq!(exit, Some(0), "{said}");
    assert!(peak < 80.0, "{peak} MB");
}
