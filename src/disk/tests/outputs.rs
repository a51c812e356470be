use crate::disk::output::check_output;
use crate::disk::tests::put;
use crate::source::problem::{OutputRefusal, Problem};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use tempfile::tempdir;

fn refusal(site: &Path, out: &Path) -> Option<OutputRefusal> {
    match check_output(site, out) {
        Ok(()) => None,
        Err(Problem::OutputRefused { why, .. }) => Some(why),
        Err(other) => panic!("{other:?}"),
    }
}

const MANIFEST: &str = r#"{"version":1,"files":[{"path":"index.html","bytes":1,"blake3":"00"}]}"#;

#[test]
fn sources_are_never_an_output_however_they_are_spelt() {
    let base = tempdir().unwrap();
    let site = base.path().join("a/site");
    put(&site, "content/config.yml", "");
    put(&site, "themes/t/theme.yml", "");
    put(&site, "public/.gitignore", "*");
    symlink(&site, base.path().join("link")).unwrap();
    symlink(site.join("content"), base.path().join("inner")).unwrap();
    symlink("nowhere", base.path().join("dangling")).unwrap();
    symlink("loop", base.path().join("loop")).unwrap();
    put(base.path(), "file", "");
    use OutputRefusal::*;
    for (out, expected) in [
        ("a/site/public", None),
        ("a/site/new/deep", None),
        ("link/public", None),
        ("a/site/content/../public", None),
        ("a/site", Some(HoldsSite)),
        ("a", Some(HoldsSite)),
        ("", Some(HoldsSite)),
        ("a/site/.", Some(HoldsSite)),
        ("a/site/public/..", Some(HoldsSite)),
        ("a/site/new/..", Some(HoldsSite)),
        ("link", Some(Link)),
        ("link/", Some(Link)),
        ("link/.", Some(Link)),
        ("link/content", Some(InsideContent)),
        ("link/../site", Some(HoldsSite)),
        ("a/site/content", Some(InsideContent)),
        ("a/site/content/images/out", Some(InsideContent)),
        ("inner/out", Some(InsideContent)),
        ("a/site/themes/t", Some(InsideContent)),
        ("a/site/.sanvat", Some(InsideContent)),
        ("a/site/.git/x", Some(InsideContent)),
        ("a/site/public/../content/x", Some(InsideContent)),
        ("file", Some(NotFolder)),
        ("file/x", Some(NotFolder)),
        ("dangling", Some(Link)),
        ("dangling/x", Some(Link)),
        ("loop/x", Some(Link)),
    ] {
        // `join` keeps what follows as it is written.
        assert_eq!(refusal(&site, &base.path().join(out)), expected, "{out}");
    }
    assert_eq!(refusal(&site, Path::new("/")), Some(Root));
    assert_eq!(refusal(&site, Path::new("/tmp/../..")), Some(Root));
}

#[test]
fn the_home_folder_is_never_an_output() {
    let base = tempdir().unwrap();
    let site = base.path().join("site");
    put(&site, "content/config.yml", "");
    if let Some(home) = std::env::var_os("HOME").filter(|home| Path::new(home).is_dir()) {
        let refused = check_output(&site, Path::new(&home));
        assert!(matches!(refused, Err(Problem::OutputRefused { .. })));
    }
}

#[test]
fn only_an_empty_folder_or_one_of_ours_is_touched() {
    let base = tempdir().unwrap();
    let site = base.path().join("site");
    put(&site, "content/config.yml", "");
    use OutputRefusal::*;
    type Case = (
        &'static str,
        &'static [(&'static str, &'static str)],
        Option<OutputRefusal>,
    );
    let cases: [Case; 8] = [
        ("kept", &[(".gitignore", "*"), (".gitkeep", "")], None),
        (
            "ours",
            &[("build-manifest.json", MANIFEST), ("x", "")],
            None,
        ),
        ("foreign", &[("x", "")], Some(Foreign)),
        ("hidden", &[(".x", "")], Some(Foreign)),
        (
            "other form",
            &[("build-manifest.json", r#"{"files":[]}"#)],
            Some(Foreign),
        ),
        (
            "later form",
            &[("build-manifest.json", r#"{"version":2,"files":[]}"#)],
            Some(Foreign),
        ),
        ("site2", &[("content/config.yml", "")], Some(HoldsSite)),
        (
            "site3",
            &[
                ("content/config.yml", ""),
                ("build-manifest.json", MANIFEST),
            ],
            Some(HoldsSite),
        ),
    ];
    for (name, files, expected) in cases {
        let out = base.path().join(name);
        for (path, text) in files {
            put(&out, path, text);
        }
        assert_eq!(refusal(&site, &out), expected, "{name}");
    }
    fs::create_dir(base.path().join("empty")).unwrap();
    assert_eq!(refusal(&site, &base.path().join("empty")), None);
    // A manifest behind a link marks nothing.
    let linked = base.path().join("linked");
    fs::create_dir(&linked).unwrap();
    symlink(
        base.path().join("ours/build-manifest.json"),
        linked.join("build-manifest.json"),
    )
    .unwrap();
    assert_eq!(refusal(&site, &linked), Some(Foreign));
    // A page whose address is `/content/` is a page.
    let page = base.path().join("page");
    put(&page, "content/index.html", "");
    put(
        &page,
        "build-manifest.json",
        MANIFEST.replace("index.html", "content/index.html"),
    );
    assert_eq!(refusal(&site, &page), None);
}
