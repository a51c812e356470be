//! A copy of a fixture, the program run on it, and what came out: the only file that knows how.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Whether what came out is to be written as what is expected.
pub(crate) fn updating() -> bool {
    std::env::var_os("UPDATE").is_some()
}

/// A site in a folder of its own.
pub(crate) struct Fixture {
    name: String,
    folder: tempfile::TempDir,
}

impl Fixture {
    /// A copy of `tests/sites/NAME`, with the plain theme beside it.
    pub(crate) fn copy(name: &str) -> Fixture {
        let fixture = Fixture::empty(name);
        let source = root().join("tests/sites").join(name);
        assert!(source.is_dir(), "no fixture {}", source.display());
        for part in ["content", "themes"] {
            if source.join(part).is_dir() {
                copy_folder(&source.join(part), &fixture.path().join(part));
            }
        }
        let plain = fixture.path().join("themes/plain");
        if !plain.exists() {
            copy_folder(&root().join("themes/plain"), &plain);
        }
        fixture
    }

    /// A folder with nothing in it.
    pub(crate) fn empty(name: &str) -> Fixture {
        Fixture {
            name: name.to_owned(),
            folder: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file of the site, with the folders it needs.
    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) -> &Fixture {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, text).expect("a file written");
        self
    }

    /// Replaces a part of a file that must be there.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) -> &Fixture {
        let full = self.path().join(path);
        let text = fs::read_to_string(&full).expect("a text");
        assert!(text.contains(from), "{path} does not hold {from:?}");
        fs::write(full, text.replacen(from, to, 1)).expect("a file written");
        self
    }

    pub(crate) fn remove(&self, path: &str) -> &Fixture {
        fs::remove_file(self.path().join(path)).expect("a file removed");
        self
    }

    /// `sanvat build` on a fixed day.
    pub(crate) fn build(&self) -> Ran<'_> {
        self.run(&["build", "--date", "2026-11-24"])
    }

    /// `sanvat check` on a fixed day.
    pub(crate) fn check(&self) -> Ran<'_> {
        self.run(&["check", "--date", "2026-11-24"])
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran<'_> {
        self.run_with(arguments, &[])
    }

    /// The same with variables of the environment.
    pub(crate) fn run_with(&self, arguments: &[&str], variables: &[(&str, &Path)]) -> Ran<'_> {
        let output = Command::new(env!("CARGO_BIN_EXE_sanvat"))
            .args(arguments)
            .current_dir(self.path())
            .env_remove("SOURCE_DATE_EPOCH")
            .env_remove("GITHUB_WORKSPACE")
            .envs(variables.iter().copied())
            .output()
            .expect("the program runs");
        Ran {
            fixture: self,
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// The same in at most so many megabytes of memory and so many seconds; `None` is the code of one that was ended.
    pub(crate) fn bounded(&self, arguments: &[&str], megabytes: u64, seconds: u64) -> Ran<'_> {
        let limits = format!(
            "ulimit -v {}; exec timeout -s KILL {seconds} \"$0\" \"$@\"",
            megabytes * 1024
        );
        let output = Command::new("sh")
            .args(["-c", &limits, env!("CARGO_BIN_EXE_sanvat")])
            .args(arguments)
            .current_dir(self.path())
            .env_remove("SOURCE_DATE_EPOCH")
            .output()
            .expect("the program runs");
        Ran {
            fixture: self,
            code: output.status.code().filter(|code| *code < 128),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// A published file's text.
    pub(crate) fn page(&self, path: &str) -> String {
        let full = self.path().join("public").join(path);
        fs::read_to_string(&full).unwrap_or_else(|error| panic!("{}: {error}", full.display()))
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        self.path().join("public").join(path).exists()
    }
}

/// What a run gave.
pub(crate) struct Ran<'a> {
    fixture: &'a Fixture,
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran<'_> {
    pub(crate) fn expect_code(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "\n{}\n{}", self.out, self.err);
        self
    }

    /// The published tree is the one in `tests/sites/NAME/expected/`; `UPDATE=1` writes it there.
    pub(crate) fn expect_tree(self) -> Self {
        let ran = self.expect_code(0);
        let expected = root()
            .join("tests/sites")
            .join(&ran.fixture.name)
            .join("expected");
        let found = shown(&ran.fixture.path().join("public"));
        if updating() {
            let _ = fs::remove_dir_all(&expected);
            for (path, text) in &found {
                let full = expected.join(path);
                fs::create_dir_all(full.parent().expect("a folder")).expect("folders");
                fs::write(full, text).expect("a file written");
            }
        }
        let wanted = shown(&expected);
        let paths = |tree: &BTreeMap<String, String>| tree.keys().cloned().collect::<Vec<_>>();
        assert_eq!(
            paths(&found),
            paths(&wanted),
            "the files of the tree (UPDATE=1 renews it)"
        );
        for (path, text) in &wanted {
            assert_eq!(&found[path], text, "{path} (UPDATE=1 renews it)");
        }
        ran
    }
}

/// A tree for comparing: texts as they are, a picture as kind and size, the manifest left out since it repeats the rest.
fn shown(folder: &Path) -> BTreeMap<String, String> {
    let files = files(folder);
    // The index is named for its content, which the built-in thesaurus is part of.
    let named = files.iter().find_map(|path| path.strip_suffix("/core.bin"));
    let plain = |text: String| match named {
        Some(named) => text.replace(named, "tim/HASH"),
        None => text,
    };
    files
        .iter()
        .filter(|path| *path != "build-manifest.json")
        .map(|path| {
            let bytes = fs::read(folder.join(path)).expect("a file read");
            let text = match path.rsplit('.').next() {
                Some("jpg" | "webp" | "png") => match sanvat::source::picture::head(&bytes) {
                    Ok(head) => format!("{:?} {} x {}\n", head.kind, head.width, head.height),
                    // The expected tree holds the words, not the picture.
                    Err(_) => String::from_utf8(bytes).expect("words for a picture"),
                },
                Some("bin") => "a file of the search index\n".to_owned(),
                _ => String::from_utf8(bytes).unwrap_or_else(|_| panic!("{path} is no text")),
            };
            (plain(path.clone()), plain(text))
        })
        .collect()
}

/// Every file below a folder, with `/`, sorted.
pub(crate) fn files(folder: &Path) -> Vec<String> {
    let mut files: Vec<String> = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("a readable folder"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let inside = entry.path().strip_prefix(folder).expect("below");
            inside.to_str().expect("a name in UTF-8").to_owned()
        })
        .collect();
    files.sort();
    files
}

/// Every file below a folder with its bytes.
pub(crate) fn bytes_of(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    files(folder)
        .into_iter()
        .map(|path| {
            let bytes = fs::read(folder.join(&path)).expect("a file read");
            (path, bytes)
        })
        .collect()
}

pub(crate) fn copy_folder(from: &Path, to: &Path) {
    for path in files(from) {
        let target: PathBuf = to.join(&path);
        fs::create_dir_all(target.parent().expect("a folder")).expect("folders");
        fs::copy(from.join(&path), target).expect("a file copied");
    }
}

/// Compares a text with the one kept at `path`; `UPDATE=1` keeps it.
pub(crate) fn expect_text(path: &Path, found: &str) {
    if updating() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, found).expect("a file written");
    }
    let wanted = fs::read_to_string(path).unwrap_or_default();
    assert!(
        found == wanted,
        "{} (UPDATE=1 renews it)\n--- expected\n{wanted}\n--- found\n{found}",
        path.display()
    );
}
