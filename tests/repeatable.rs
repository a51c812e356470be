//! The same sources on the same day give the same bytes.

use crate::harness::{Fixture, bytes_of, copy_folder, root};

#[test]
fn two_processes_and_any_number_of_threads_give_the_same_bytes() {
    let one = Fixture::copy("two-districts");
    one.run(&["build", "--date", "2026-11-24", "--jobs", "1"])
        .expect_code(0);
    let wanted = bytes_of(&one.path().join("public"));
    for jobs in ["2", "8"] {
        let other = Fixture::copy("two-districts");
        other
            .run(&["build", "--date", "2026-11-24", "--jobs", jobs])
            .expect_code(0);
        assert_eq!(
            bytes_of(&other.path().join("public")),
            wanted,
            "{jobs} threads"
        );
    }
}

#[test]
fn a_rebuild_after_edits_equals_a_clean_build() {
    let site = Fixture::copy("two-districts");
    site.build().expect_code(0);
    site.edit("content/products/mat-ong-mau.md", "stars: 4", "stars: 5")
        .edit(
            "content/products/mat-ong-mau.md",
            "proposed: { stars: 5, on: 2026-09 }\n",
            "",
        )
        .edit("content/products/mat-ong-mau.md", "  points: 82.5\n", "")
        .remove("content/news/tin-cu.md")
        .edit("content/config.yml", "page_size: 2", "page_size: 3");
    site.build().expect_code(0);
    let rebuilt = bytes_of(&site.path().join("public"));
    std::fs::remove_dir_all(site.path().join("public")).expect("removed");
    site.build().expect_code(0);
    assert_eq!(bytes_of(&site.path().join("public")), rebuilt);
}

#[test]
fn what_a_theme_begins_to_read_is_made_from_then_on() {
    let site = Fixture::copy("two-districts");
    let bare = "themes/bare";
    let of_bench = root().join("benches/peers/sanvat").join(bare);
    copy_folder(&of_bench, &site.path().join(bare));
    let build = || {
        site.run(&["build", "--date", "2026-11-24", "--theme", "bare"])
            .expect_code(0);
        bytes_of(&site.path().join("public"))
    };
    let page = "san-pham/che-mau/index.html";
    let before = build();
    let heading = "<h1>{{ product.name }}</h1>";
    let more = "{{ product.label.qr.path }} {{ head.share | length }} {{ art.cloths | length }}";
    site.edit(
        &format!("{bare}/templates/product.html"),
        heading,
        &format!("{heading}<p>{more}</p>"),
    );
    let after = build();
    let text = String::from_utf8_lossy(&after[page]);
    assert!(text.contains("<p>M4 4h7v7h-7z"), "{text}");
    assert!(text.contains("z 4 ") && !text.contains("z 4 0<"), "{text}");
    assert_ne!(before[page], after[page]);
    std::fs::remove_dir_all(site.path().join("public")).expect("removed");
    std::fs::remove_dir_all(site.path().join(".sanvat")).expect("removed");
    assert_eq!(build(), after);
}

#[test]
fn the_words_of_a_report_are_the_same_each_time() {
    let report = || {
        let site = Fixture::copy("two-districts");
        site.edit("content/products/che-mau.md", "stars: 3", "stars: ba")
            .edit(
                "content/products/banh-mau.md",
                "producer: co-so-an-mau",
                "producer: co-so-an",
            )
            .edit("content/lists/qua-tet.yml", "che-mau, ", "che, ");
        site.run(&["check", "--date", "2026-11-24", "--format", "json"])
            .expect_code(1)
            .out
    };
    assert_eq!(report(), report());
}
