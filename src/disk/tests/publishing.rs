use crate::disk::published::Written;
use crate::disk::tests::{file, inode, put, tree};
use crate::disk::write::Staging;
use crate::source::problem::{OutputRefusal, Problem};
use crate::source::tree::File;
use rustix::fs::{CWD, Mode};
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use tempfile::{TempDir, tempdir};

fn place() -> (TempDir, PathBuf) {
    let base = tempdir().unwrap();
    let out = base.path().join("public");
    (base, out)
}

fn publish(out: &Path, files: &[File]) -> Result<Written, Problem> {
    let staging = Staging::open(out)?;
    std::thread::scope(|threads| {
        let staging = &staging;
        let tasks: Vec<_> = files
            .iter()
            .map(|file| threads.spawn(move || staging.take(file.clone())))
            .collect();
        tasks.into_iter().try_for_each(|task| task.join().unwrap())
    })?;
    staging.publish()
}

fn pages() -> Vec<File> {
    vec![
        file("index.html", "home"),
        file("san-pham/index.html", "list"),
        file("san-pham/tra/index.html", "tea"),
        file("_headers", "/*"),
    ]
}

/// What stands beside the output.
fn beside(base: &TempDir) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(base.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn the_first_build_writes_everything_and_a_manifest() {
    let (base, out) = place();
    let deep = out.join("deep/er");
    let written = publish(&deep, &pages()).unwrap();
    assert_eq!(
        written,
        Written {
            written: 4,
            unchanged: 0,
            removed: 0,
            files: 4,
            bytes: 13,
            changed: true
        }
    );
    let mut found = tree(&deep);
    let manifest = found.remove("build-manifest.json").unwrap();
    let expected: Vec<_> = pages().into_iter().map(|file| file.path).collect();
    let mut paths: Vec<_> = found.into_keys().collect();
    paths.sort();
    let mut sorted = expected.clone();
    sorted.sort();
    assert_eq!(paths, sorted);
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["version"], 1);
    let files = manifest["files"].as_array().unwrap();
    let listed: Vec<_> = files.iter().map(|file| file["path"].as_str()).collect();
    assert_eq!(
        listed,
        sorted
            .iter()
            .map(|path| Some(path.as_str()))
            .collect::<Vec<_>>()
    );
    assert_eq!(files[1]["bytes"], 4);
    let hash = blake3::hash(b"home").to_hex().to_string();
    assert_eq!(files[1]["blake3"], hash);
    assert_eq!(beside(&base), ["public"]);
}

#[test]
fn nothing_changed_touches_nothing() {
    let (base, out) = place();
    publish(&out, &pages()).unwrap();
    let paths: Vec<PathBuf> = tree(&out).into_keys().map(|path| out.join(path)).collect();
    let before: Vec<_> = paths.iter().map(|path| inode(path)).collect();
    let folder = inode(&out);
    let written = publish(&out, &pages()).unwrap();
    assert_eq!(
        (written.written, written.unchanged, written.changed),
        (0, 4, false)
    );
    let after: Vec<_> = paths.iter().map(|path| inode(path)).collect();
    assert_eq!((before, folder), (after, inode(&out)));
    assert_eq!(beside(&base), ["public"]);
}

#[test]
fn one_edit_writes_one_file() {
    let (base, out) = place();
    publish(&out, &pages()).unwrap();
    let kept = ["index.html", "san-pham/index.html", "_headers"];
    let before = kept.map(|path| inode(&out.join(path)));
    let mut files = pages();
    files[2] = file("san-pham/tra/index.html", "TEA");
    let written = publish(&out, &files).unwrap();
    assert_eq!(
        (written.written, written.unchanged, written.removed),
        (1, 3, 0)
    );
    assert_eq!(before, kept.map(|path| inode(&out.join(path))));
    assert_eq!(tree(&out)["san-pham/tra/index.html"], "TEA");
    assert_eq!(beside(&base), ["public"]);
}

#[test]
fn an_incremental_tree_is_a_clean_one_and_counts_what_went() {
    let (_base, out) = place();
    publish(&out, &pages()).unwrap();
    // A file becomes a folder, a folder a file.
    let files = [
        file("_headers/index.html", "x"),
        file("san-pham", "y"),
        file("index.html", "home"),
    ];
    let written = publish(&out, &files).unwrap();
    assert_eq!(
        (written.written, written.unchanged, written.removed),
        (2, 1, 3)
    );
    let clean = out.with_file_name("clean");
    publish(&clean, &files).unwrap();
    assert_eq!(tree(&out), tree(&clean));
}

#[test]
fn bytes_decide_not_the_manifest() {
    let (_base, out) = place();
    publish(&out, &pages()).unwrap();
    put(&out, "index.html", "hOme");
    fs::remove_file(out.join("_headers")).unwrap();
    let written = publish(&out, &pages()).unwrap();
    assert_eq!((written.written, written.removed), (2, 0));
    let whole = tree(&out);
    assert_eq!(whole["index.html"], "home");
    put(&out, "build-manifest.json", r#"{"version":1,"files":[]}"#);
    // What the manifest does not list is not ours, even where we would write the same.
    assert!(publish(&out, &pages()).is_err());
}

#[test]
fn a_kept_gitignore_and_the_folders_rights_survive_the_switch() {
    let (_base, out) = place();
    put(&out, ".gitignore", "*\n!.gitignore\n");
    fs::set_permissions(&out, fs::Permissions::from_mode(0o2775)).unwrap();
    let before = inode(&out.join(".gitignore"));
    for files in [pages(), pages()[..2].to_vec()] {
        publish(&out, &files).unwrap();
        assert_eq!(inode(&out.join(".gitignore")), before);
        assert_eq!(fs::metadata(&out).unwrap().mode() & 0o7777, 0o2775);
        assert!(!tree(&out)["build-manifest.json"].contains("gitignore"));
    }
}

#[test]
fn foreign_files_in_our_folder_stay() {
    let (_base, out) = place();
    publish(&out, &pages()).unwrap();
    put(&out, "san-pham/notes.txt", "mine");
    put(&out, ".well-known/x", "mine too");
    let before = inode(&out.join("san-pham/notes.txt"));
    assert!(!publish(&out, &pages()).unwrap().changed);
    let written = publish(&out, &[file("index.html", "new")]).unwrap();
    assert_eq!((written.written, written.removed), (1, 3));
    assert_eq!(inode(&out.join("san-pham/notes.txt")), before);
    let paths: Vec<_> = tree(&out).into_keys().collect();
    assert_eq!(
        paths,
        [
            ".well-known/x",
            "build-manifest.json",
            "index.html",
            "san-pham/notes.txt"
        ]
    );
    // A page that wants the place of a foreign file, of its folder, or one below it.
    for path in ["san-pham/notes.txt", "san-pham", "san-pham/notes.txt/x"] {
        let before = tree(&out);
        let problem = publish(&out, &[file("index.html", "2"), file(path, "page")]).unwrap_err();
        let Problem::OutputRefused { path: named, why } = problem else {
            panic!("{problem:?}");
        };
        assert_eq!(why, OutputRefusal::Foreign);
        assert!(named.starts_with(out.to_str().unwrap()) && named.contains("san-pham"));
        assert_eq!(tree(&out), before);
    }
}

#[test]
fn a_foreign_file_that_comes_in_late_is_carried_over_too() {
    let (_base, out) = place();
    publish(&out, &pages()).unwrap();
    let staging = Staging::open(&out).unwrap();
    put(&out, "late/notes.txt", "mine");
    staging.take(file("index.html", "new")).unwrap();
    staging.publish().unwrap();
    assert_eq!(tree(&out)["late/notes.txt"], "mine");
}

#[test]
fn links_and_pipes_in_our_folder_are_refused_before_any_write() {
    for odd in ["link", "pipe", "folder link"] {
        let (base, out) = place();
        publish(&out, &pages()).unwrap();
        let at = out.join("san-pham/odd");
        match odd {
            "link" => symlink("index.html", &at).unwrap(),
            "pipe" => rustix::fs::mkfifoat(CWD, &at, Mode::RWXU).unwrap(),
            _ => symlink("/etc", &at).unwrap(),
        }
        let refused = Problem::OutputRefused {
            path: at.to_str().unwrap().to_owned(),
            why: OutputRefusal::ForeignLink,
        };
        assert_eq!(publish(&out, &pages()), Err(refused));
        assert_eq!(beside(&base), ["public"]);
    }
}

#[test]
fn paths_that_are_no_published_files_are_refused() {
    let (base, out) = place();
    publish(&out, &pages()).unwrap();
    let before = tree(&out);
    for path in [
        "../x",
        "/x",
        "a/../b",
        "",
        "a//b",
        "a\0b",
        ".htaccess",
        "a/.b/c",
        "build-manifest.json",
    ] {
        let staging = Staging::open(&out).unwrap();
        let problem = staging.take(file(path, "x")).unwrap_err();
        assert!(
            matches!(problem, Problem::WriteFailed { .. }),
            "{problem:?}"
        );
        // Whoever publishes all the same is told again.
        assert_eq!(staging.publish(), Err(problem));
    }
    let twice = [file("a", "1"), file("a", "2")];
    assert!(publish(&out, &twice).is_err());
    let twice = [file("index.html", "home"), file("index.html", "home")];
    assert!(publish(&out, &twice).is_err());
    assert!(publish(&out, &[file("a", "1"), file("a/b", "2")]).is_err());
    assert_eq!(tree(&out), before);
    assert_eq!(beside(&base), ["public"]);
}

#[test]
fn a_dropped_staging_leaves_no_trace() {
    let (base, out) = place();
    let staging = Staging::open(&out).unwrap();
    staging.take(file("a/b/c", "x")).unwrap();
    assert_eq!(beside(&base), [".public.staging"]);
    drop(staging);
    assert_eq!(beside(&base), [""; 0]);
}

/// The umask belongs to the whole process, so the test runs once more in one of its own.
#[test]
fn published_files_are_readable_whatever_the_umask() {
    const INNER: &str = "SANVAT_TEST_UNDER_UMASK";
    if std::env::var_os(INNER).is_none() {
        let name = concat!(
            module_path!(),
            "::published_files_are_readable_whatever_the_umask"
        );
        let status = std::process::Command::new("sh")
            .args(["-c", "umask 077; exec \"$0\" --exact \"$1\""])
            .arg(std::env::current_exe().unwrap())
            .arg(name.trim_start_matches("sanvat::"))
            .env(INNER, "1")
            .status();
        assert!(status.unwrap().success());
        return;
    }
    let (_base, out) = place();
    publish(&out, &pages()).unwrap();
    put(&out, "probe", "x");
    assert_eq!(
        fs::metadata(out.join("probe")).unwrap().mode() & 0o777,
        0o600
    );
    publish(&out, &pages()[..3]).unwrap();
    let mode = |path: &str| fs::metadata(out.join(path)).unwrap().mode() & 0o777;
    assert_eq!(
        [mode(""), mode("san-pham"), mode("san-pham/tra")],
        [0o755; 3]
    );
    assert_eq!(
        [mode("index.html"), mode("build-manifest.json")],
        [0o644; 2]
    );
}

#[test]
fn a_folder_that_took_the_outputs_place_is_not_switched_away() {
    let (_base, out) = place();
    publish(&out, &pages()).unwrap();
    let staging = Staging::open(&out).unwrap();
    staging.take(file("index.html", "new")).unwrap();
    fs::rename(&out, out.with_file_name("aside")).unwrap();
    put(&out, "precious", "mine");
    assert!(staging.publish().is_err());
    assert_eq!(tree(&out)["precious"], "mine");
    // The same where nothing was before.
    let new = out.with_file_name("new");
    let staging = Staging::open(&new).unwrap();
    staging.take(file("index.html", "new")).unwrap();
    put(&new, "precious", "mine");
    assert!(staging.publish().is_err());
    assert_eq!(tree(&new).len(), 1);
}
