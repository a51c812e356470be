use crate::disk::read;
use crate::disk::tests::{codes, put};
use crate::source::path::BadPath;
use crate::source::problem::Problem;
use crate::source::span::Span;
use crate::source::tree::{Matter, Tree};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use tempfile::{TempDir, tempdir};

fn site_of(files: &[(&str, &[u8])]) -> TempDir {
    let site = tempdir().unwrap();
    fs::create_dir(site.path().join("content")).unwrap();
    for (path, bytes) in files {
        put(site.path(), &format!("content/{path}"), bytes);
    }
    site
}

fn paths(tree: &Tree) -> Vec<&str> {
    tree.sources.iter().map(|source| &*source.path).collect()
}

fn pipe(path: &Path) {
    rustix::fs::mkfifoat(rustix::fs::CWD, path, rustix::fs::Mode::RWXU).unwrap();
}

#[test]
fn texts_are_whole_and_pictures_are_known_by_hash_in_order_of_path() {
    let site = site_of(&[
        ("products/a/x.md", b"x"),
        ("products/a-b.md", b"\xEF\xBB\xBFm\xE1\xBA\xADt\r\n"),
        ("config.yml", b"title: a"),
        ("static/a.pdf", b"pdf"),
        ("README.md", b"for people"),
        ("products/README.md", b"for people"),
        ("images/.gitkeep", b""),
    ]);
    let read = read::site(site.path());
    assert_eq!(codes(read.notes), [""; 0]);
    let tree = read.value;
    assert_eq!(
        paths(&tree),
        [
            "content/config.yml",
            "content/products/a-b.md",
            "content/products/a/x.md",
            "content/static/a.pdf",
        ]
    );
    let text = tree.get("content/products/a-b.md").unwrap().text();
    assert_eq!(text, "mật\r\n");
    let Matter::Bytes { size, hash, .. } = tree.get("content/static/a.pdf").unwrap().matter else {
        panic!("a file to copy is no text");
    };
    assert_eq!((size, hash), (3, *blake3::hash(b"pdf").as_bytes()));
    let again = |hash| read::bytes(site.path(), "content/static/a.pdf", hash);
    assert_eq!(again(&hash), Ok(b"pdf".to_vec()));
    assert_eq!(again(&[0; 32]), Err(Problem::FileChanged));
    assert!(read::bytes(site.path(), "../x", &hash).is_err());
}

#[test]
fn what_no_rule_reads_is_said_and_what_cannot_be_published_refused() {
    let site = site_of(&[
        ("products/a.txt", b""),
        ("other/a.md", b""),
        ("images/a.svg", b"<svg/>"),
        ("images/broken.jpg", b"no picture"),
        ("static/a.svg", b"<svg/>"),
        (".env", b"secret"),
        (".git/config", b""),
        ("products/a.md~", b""),
        ("products/~$a.docx", b""),
        ("images/Thumbs.db", b""),
    ]);
    symlink(
        "user@host:1",
        site.path().join("content/products/.#lock.md"),
    )
    .unwrap();
    let read = read::site(site.path());
    assert_eq!(
        codes(read.notes),
        [
            "content/.env: file-left-out",
            "content/.git: file-left-out",
            "content/images/Thumbs.db: file-left-out",
            "content/images/a.svg: image-kind",
            "content/images/broken.jpg: picture-kind",
            "content/other/a.md: file-unexpected",
            "content/products/.#lock.md: file-left-out",
            "content/products/a.md~: file-left-out",
            "content/products/a.txt: file-unexpected",
            "content/products/~$a.docx: file-left-out",
            "content/static/a.svg: static-kind",
        ]
    );
    // Known, so that nobody reports them a second time.
    assert_eq!(
        paths(&read.value),
        [
            "content/images/a.svg",
            "content/images/broken.jpg",
            "content/static/a.svg"
        ]
    );
}

#[test]
fn links_pipes_and_folders_behind_links_are_never_entered() {
    let site = site_of(&[("products/a.md", b"a"), ("images/a.jpg", b"\xFF\xD8\xFF")]);
    let at = |path: &str| site.path().join("content").join(path);
    symlink("/etc/passwd", at("products/b.md")).unwrap();
    symlink("a.md", at("products/near.md")).unwrap();
    symlink("/etc", at("news")).unwrap();
    symlink(".", at("products/loop")).unwrap();
    symlink("a.jpg", at("images/link.jpg")).unwrap();
    pipe(&at("products/pipe.md"));
    let read = read::site(site.path());
    let mut codes = codes(read.notes);
    codes.retain(|code| !code.contains("images/a.jpg"));
    assert_eq!(
        codes,
        [
            "content/images/link.jpg: file-is-link",
            "content/news: file-is-link",
            "content/products/b.md: file-is-link",
            "content/products/loop: file-is-link",
            "content/products/near.md: file-is-link",
            "content/products/pipe.md: file-is-special",
        ]
    );
    assert_eq!(
        paths(&read.value),
        [
            "content/images/a.jpg",
            "content/images/link.jpg",
            "content/products/a.md"
        ]
    );
}

#[test]
fn a_content_folder_that_is_none() {
    let site = tempdir().unwrap();
    assert_eq!(
        codes(read::site(site.path()).notes),
        ["content: content-missing"]
    );
    assert_eq!(
        codes(read::site(&site.path().join("nowhere")).notes),
        ["content: content-missing"]
    );
    symlink("/etc", site.path().join("content")).unwrap();
    assert_eq!(
        codes(read::site(site.path()).notes),
        ["content: file-is-link"]
    );
}

#[test]
fn a_site_folder_may_itself_be_reached_by_a_link() {
    let site = site_of(&[("products/a.md", b"a")]);
    let links = tempdir().unwrap();
    symlink(site.path(), links.path().join("site")).unwrap();
    let read = read::site(&links.path().join("site"));
    assert_eq!(codes(read.notes), [""; 0]);
    assert_eq!(paths(&read.value), ["content/products/a.md"]);
}

#[test]
fn names_are_those_of_every_file_system() {
    let site = site_of(&[("products/a:b.md", b""), ("products/aux.md", b"")]);
    let raw = OsStr::from_bytes(b"m\xE2t.md");
    fs::write(site.path().join("content/products").join(raw), "").unwrap();
    put(site.path(), "content/products/a?/b/c.md", "");
    let notes = read::site(site.path()).notes.sorted();
    let said: Vec<_> = notes
        .iter()
        .map(|note| (&*note.file, note.problem.clone()))
        .collect();
    let name = |why| Problem::FileName { why };
    assert_eq!(
        said,
        [
            ("content/products/a:b.md", name(BadPath::Sign(':'))),
            // Once for the folder, not for each file in it.
            ("content/products/a?", name(BadPath::Sign('?'))),
            ("content/products/aux.md", name(BadPath::Reserved)),
            (
                "content/products/m\\xE2t.md",
                name(BadPath::Sign('\u{FFFD}'))
            ),
        ]
    );
}

#[test]
fn of_two_files_that_are_one_elsewhere_the_first_is_kept() {
    let site = site_of(&[
        ("products/m\u{1EAD}t.md", b"composed"),
        ("products/ma\u{323}\u{302}t.md", b"decomposed"),
        ("products/A/x.md", b"upper"),
        ("products/a/X.md", b"lower"),
    ]);
    let read = read::site(site.path());
    let said: Vec<_> = read.notes.iter().map(|note| note.problem.clone()).collect();
    let twin = |other: &str| Problem::FileTwin {
        other: other.into(),
    };
    assert_eq!(
        said,
        [
            twin("content/products/A/x.md"),
            twin("content/products/ma\u{323}\u{302}t.md")
        ]
    );
    assert_eq!(read.value.sources.len(), 2);
}

#[test]
fn bytes_that_are_no_utf8_are_placed() {
    let site = site_of(&[
        ("products/a.md", b"tr\xE0 shan"),
        ("products/b.md", b"\xEF\xBB\xBFtr\xE0"),
    ]);
    let read = read::site(site.path());
    let said: Vec<_> = read
        .notes
        .iter()
        .map(|note| (note.span, note.problem.clone()))
        .collect();
    let not = Problem::FileNotUtf8 {
        byte: 0xE0,
        wide: false,
    };
    assert_eq!(
        said,
        [(Span::new(2, 5), not.clone()), (Span::new(2, 5), not)]
    );
    assert!(read.value.sources.is_empty());
}

#[test]
fn sizes_have_limits_by_kind() {
    let site = site_of(&[]);
    let limits = [
        ("config.yml", 1_000_000),
        ("images/a.jpg", 25_000_000),
        ("places.yml", 4_000_000),
        ("products/a.md", 2_000_000),
        ("redirects.csv", 20_000_000),
        ("static/a.pdf", 100_000_000),
    ];
    for (path, max) in limits {
        put(site.path(), &format!("content/{path}"), "");
        fs::File::options()
            .write(true)
            .open(site.path().join("content").join(path))
            .and_then(|file| file.set_len(max + 1))
            .unwrap();
    }
    let notes = read::site(site.path()).notes.sorted();
    let said: Vec<_> = notes.iter().map(|note| note.problem.clone()).collect();
    let expected = limits.map(|(_, max)| Problem::FileTooLarge {
        bytes: max + 1,
        max,
    });
    assert_eq!(said, expected);
}

#[test]
fn what_cannot_be_read_does_not_hide_the_rest() {
    let site = site_of(&[
        ("news/a.md", b"a"),
        ("products/a.md", b"a"),
        ("products/b.md", b"b"),
    ]);
    let content = site.path().join("content");
    let shut = fs::Permissions::from_mode(0o0);
    fs::set_permissions(content.join("news"), shut.clone()).unwrap();
    fs::set_permissions(content.join("products/a.md"), shut).unwrap();
    if fs::read(content.join("products/a.md")).is_ok() {
        // The superuser reads everything.
        return;
    }
    let read = read::site(site.path());
    assert_eq!(
        codes(read.notes),
        [
            "content/news: file-unreadable",
            "content/products/a.md: file-unreadable"
        ]
    );
    assert_eq!(paths(&read.value), ["content/products/b.md"]);
    fs::set_permissions(content.join("news"), fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_theme_is_its_files_by_name() {
    let site = tempdir().unwrap();
    assert_eq!(codes(read::theme(site.path(), "default").notes), [""; 0]);
    for path in ["a/theme.yml", "a/templates/home.html", "b/x", ".git/x"] {
        put(site.path(), &format!("themes/{path}"), path);
    }
    put(site.path(), "themes/a/README.md", "");
    put(site.path(), "themes/a/home.html~", "");
    symlink("b", site.path().join("themes/c")).unwrap();
    symlink("theme.yml", site.path().join("themes/a/link")).unwrap();
    let theme = read::theme(site.path(), "a");
    assert_eq!(
        codes(theme.notes),
        [
            "themes/a/home.html~: file-left-out",
            "themes/a/link: file-is-link"
        ]
    );
    assert!(theme.value.exists);
    assert_eq!(theme.value.others, ["a", "b"]);
    let files: Vec<_> = theme.value.files.keys().collect();
    assert_eq!(files, ["templates/home.html", "theme.yml"]);
    for (name, expected) in [
        ("c", "themes/c: file-is-link"),
        ("..", "themes/..: file-name"),
        ("a/templates", "themes/a/templates: file-name"),
        ("", "themes/: file-name"),
    ] {
        let theme = read::theme(site.path(), name);
        assert_eq!(codes(theme.notes), [expected]);
        assert!(!theme.value.exists);
    }
    let missing = read::theme(site.path(), "none");
    assert_eq!(codes(missing.notes), [""; 0]);
    assert!(!missing.value.exists);
}
