//! The search index as the script reads it: `node --test tests/search` runs on one that is made here.

use crate::harness::{Fixture, copy_folder, root};
use crate::made;
use sanvat::catalogue::date::Date;
use sanvat::content::{self, Wishes};
use sanvat::disk;
use sanvat::site::artifact::Recipe;
use sanvat::site::{self, Assets};
use sanvat::view::manifest::Manifest;
use std::fs;
use std::path::Path;
use std::process::Command;

/// So many that the index is cut into files.
const PADDING: usize = 1_200;

/// Writes the index of the repository's own content among made-up products.
fn index(folder: &Path) {
    made::write(folder, PADDING, 0, false).expect("made-up products");
    let places = fs::read_to_string(folder.join("content/places.yml")).expect("made-up places");
    copy_folder(&root().join("content"), &folder.join("content"));
    let own = fs::read_to_string(folder.join("content/places.yml")).expect("places");
    fs::write(
        folder.join("content/places.yml"),
        format!("{own}\n{places}"),
    )
    .expect("places");
    let tree = disk::read::site(folder).value;
    let wishes = Wishes {
        today: Date::new(2026, 11, 24).expect("a day"),
        drafts: false,
        base_url: None,
    };
    let catalogue = content::read(&tree, &wishes).value;
    assert!(catalogue.products.len() > PADDING);
    let manifest = Manifest {
        name: String::new(),
        standalone: true,
        image_widths: Vec::new(),
        optional: Vec::new(),
        unread: Vec::new(),
    };
    let site = site::plan(&catalogue, &manifest, &Assets::default()).value;
    for artifact in site.artifacts.iter() {
        if let Recipe::Search(number) = artifact.recipe {
            let name = artifact.path.rsplit('/').next().expect("a name");
            fs::write(folder.join(name), site.search_file(number)).expect("a file written");
        }
    }
}

#[test]
#[expect(
    clippy::disallowed_macros,
    reason = "the table of first places is read in what the test says"
)]
fn the_script_finds_what_people_mean() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    index(folder.path());
    let ran = Command::new("node")
        .arg("--test")
        .arg(root().join("tests/search"))
        .env("SANVAT_INDEX", folder.path())
        .output();
    let Ok(ran) = ran else {
        println!("node is not here: the script is not tried");
        return;
    };
    let said = String::from_utf8_lossy(&ran.stdout);
    println!("{said}");
    assert!(
        ran.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&ran.stderr)
    );
}

#[test]
fn a_small_site_has_its_index_in_one_file_and_names_by_letter() {
    let site = Fixture::copy("two-districts");
    let _ran = site.build().expect_code(0);
    let page = site.page("tim-kiem/index.html");
    let files = crate::harness::files(&site.path().join("public/tim"));
    let [core, latest] = files.as_slice() else {
        panic!("one file, and the one that names it: {files:?}");
    };
    assert!(page.contains(&format!("/tim/{core}")), "{page}");
    assert_eq!(latest, "index.txt");
    assert_eq!(site.page("tim/index.txt"), format!("{core}\n"));
    let other = site.page("san-pham/index.html");
    assert!(!other.contains(core.as_str()), "{other}");
    assert!(page.replace('"', "").contains("data-letter=B"), "{page}");
}

#[test]
fn words_that_mean_the_same_are_checked_with_their_places() {
    let site = Fixture::copy("base");
    site.write(
        "content/thesaurus.yml",
        "- [mật, mật mía]\n- mật\n- [heo, 3]\n",
    );
    let ran = site.check().expect_code(1);
    for place in ["thesaurus.yml:2:3", "thesaurus.yml:3:9"] {
        assert!(ran.err.contains(place), "{}", ran.err);
    }
    site.write("content/thesaurus.yml", "- [mật, mật mía]\n");
    let _ran = site.check().expect_code(0);
}
