//! Whatever dies, and whenever: the published folder is the old site whole or the new one whole.
//!
//! `SANVAT_KILLS=200` kills so many builds, `SANVAT_PAIRS=50` runs so many pairs of builds at once.

use crate::chance::Chance;
use crate::harness::{Fixture, bytes_of, files};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

type Tree = BTreeMap<String, Vec<u8>>;

fn asked(name: &str, default: usize) -> usize {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(default)
}

fn start(site: &Path, more: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_sanvat"))
        .args(["build", "--quiet", "--date", "2026-11-24", "--site"])
        .arg(site)
        .args(more)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs")
}

/// Ends a build as the system does it, or as whoever sits before it does, with Ctrl-C.
fn end(build: &mut Child, by_hand: bool) {
    if by_hand {
        let send = format!("kill -INT {} 2>/dev/null", build.id());
        // It may be over already.
        let _ = Command::new("sh").args(["-c", &send]).status();
    } else {
        build.kill().expect("a kill");
    }
}

/// Two states of one site that share most files, and differ in some, in both directions.
struct Two {
    site: Fixture,
    trees: [Tree; 2],
}

impl Two {
    fn new() -> Two {
        let site = Fixture::copy("two-districts");
        for number in 0..30 {
            site.write(
                &format!("content/pages/trang-{number}.md"),
                format!("---\ntitle: Trang {number}\n---\nChữ.\n"),
            );
        }
        let two = Two {
            site,
            trees: Default::default(),
        };
        let mut trees = [Tree::new(), Tree::new()];
        for (state, tree) in trees.iter_mut().enumerate() {
            two.set(state);
            two.site.build().expect_code(0);
            *tree = bytes_of(&two.public());
        }
        assert_ne!(trees[0], trees[1]);
        Two { trees, ..two }
    }

    fn public(&self) -> std::path::PathBuf {
        self.site.path().join("public")
    }

    /// Writes the sources of a state: other words in some pages, and a page that only it has.
    fn set(&self, state: usize) {
        for number in 0..20 {
            self.site.write(
                &format!("content/pages/trang-{number}.md"),
                format!("---\ntitle: Trang {number}\n---\nLần {state}.\n"),
            );
        }
        let (mine, other) = (state, 1 - state);
        self.site.write(
            &format!("content/pages/chi-{mine}.md"),
            "---\ntitle: Chỉ một lần\n---\n",
        );
        let _ = fs::remove_file(
            self.site
                .path()
                .join(format!("content/pages/chi-{other}.md")),
        );
    }

    /// Which of the two states is published, whole and nothing else.
    fn published(&self) -> usize {
        let found = bytes_of(&self.public());
        let state = self.trees.iter().position(|tree| *tree == found);
        state.unwrap_or_else(|| {
            let differ = |tree: &Tree| {
                tree.iter()
                    .filter(|(path, bytes)| found.get(*path) != Some(bytes))
                    .count()
            };
            panic!(
                "a broken tree: {} files, {} differ from the old, {} from the new",
                found.len(),
                differ(&self.trees[0]),
                differ(&self.trees[1])
            )
        })
    }

    /// What stands beside the output.
    fn beside(&self) -> Vec<String> {
        let names = fs::read_dir(self.site.path()).expect("a folder");
        let mut names: Vec<String> = names
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.retain(|name| {
            !matches!(
                name.as_str(),
                "content" | "themes" | "public" | ".sanvat" | ".public.lock"
            )
        });
        names.sort();
        names
    }
}

#[test]
fn a_build_killed_at_any_moment_leaves_the_old_site_or_the_new_one() {
    let two = Two::new();
    let kills = asked("SANVAT_KILLS", 40);
    let mut chance = Chance::of(9);
    // How long a build takes here, so that the kills spread over all of it.
    let begun = Instant::now();
    two.set(0);
    assert!(
        start(two.site.path(), &[])
            .wait()
            .expect("an end")
            .success()
    );
    let mut whole = begun.elapsed();
    let (mut state, mut killed, mut found) = (two.published(), 0, [0; 2]);
    for nth in 0..kills {
        let next = 1 - state;
        two.set(next);
        let mut build = start(two.site.path(), &[]);
        std::thread::sleep(whole.mul_f64(chance.below(1_150) as f64 / 1_000.0));
        end(&mut build, nth % 2 == 0);
        let died = !build.wait().expect("an end").success();
        killed += usize::from(died);
        // Builds take longer or shorter as the machine has other work; the kills follow them.
        whole = whole.mul_f64(if died { 1.03 } else { 0.85 });
        let now = two.published();
        found[usize::from(now == next)] += 1;
        // Half of the time the next build is killed too, upon what is left of this one.
        state = now;
        if chance.below(2) == 0 {
            two.set(next);
            assert!(
                start(two.site.path(), &[])
                    .wait()
                    .expect("an end")
                    .success()
            );
            assert_eq!(two.published(), next);
            assert_eq!(two.beside(), [""; 0]);
            state = next;
        }
    }
    println!(
        "{kills} kills in builds of {whole:?}: {killed} died, {} left the old site, {} the new one",
        found[0], found[1]
    );
    assert!(
        killed * 3 > kills,
        "most builds were over before they were killed: {killed} of {kills}"
    );
    two.set(state);
    assert!(
        start(two.site.path(), &[])
            .wait()
            .expect("an end")
            .success()
    );
    assert_eq!(two.beside(), [""; 0]);
}

#[test]
fn of_two_builds_at_once_one_waits_or_is_told_that_the_other_holds_the_site() {
    let two = Two::new();
    let pairs = asked("SANVAT_PAIRS", 5);
    let (mut busy, mut state) = (0, 1);
    for _ in 0..pairs {
        state = 1 - state;
        two.set(state);
        let both = [start(two.site.path(), &[]), start(two.site.path(), &[])];
        let codes = both.map(|mut build| build.wait().expect("an end").code());
        assert!(
            codes.iter().all(|code| matches!(code, Some(0 | 4))) && codes.contains(&Some(0)),
            "{codes:?}"
        );
        busy += codes.iter().filter(|code| **code == Some(4)).count();
        assert_eq!(two.published(), state);
        assert_eq!(two.beside(), [""; 0]);
    }
    println!("{pairs} pairs: {busy} builds ended with code 4");
}

/// What is promised holds for files opened by their path; a reader that holds a folder open sees that folder.
#[test]
fn a_reader_never_misses_a_file_while_the_site_is_built_again_and_again() {
    let two = Two::new();
    let (over, reads) = (AtomicBool::new(false), AtomicUsize::new(0));
    let both: Vec<&String> = two.trees[0]
        .keys()
        .filter(|path| two.trees[1].contains_key(*path))
        .collect();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut chance = Chance::of(3);
            while !over.load(Ordering::Relaxed) {
                let path = both[chance.below(both.len())];
                let read = fs::read(two.public().join(path))
                    .unwrap_or_else(|error| panic!("{path}: {error}"));
                let known = two.trees.iter().any(|tree| tree[path] == read);
                assert!(known, "{path} is neither the old file nor the new one");
                reads.fetch_add(1, Ordering::Relaxed);
            }
        });
        for round in 0..20 {
            two.set(round % 2);
            assert!(
                start(two.site.path(), &[])
                    .wait()
                    .expect("an end")
                    .success()
            );
        }
        over.store(true, Ordering::Relaxed);
    });
    let reads = reads.into_inner();
    println!("{reads} reads during 20 builds");
    assert!(reads > 1_000, "{reads}");
}

/// Needs a file system of its own, which only the superuser can have.
#[test]
fn a_full_disk_keeps_the_old_site() {
    let two = Two::new();
    let disk = tempfile::tempdir().expect("a folder");
    let out = disk.path().join("public");
    let mount = |options: &str| {
        Command::new("mount")
            .args(["-t", "tmpfs", "-o", options, "tmpfs"])
            .arg(disk.path())
            .stderr(Stdio::null())
            .status()
    };
    if !mount("size=64m").is_ok_and(|status| status.success()) {
        println!("skipped: no file system can be mounted here");
        return;
    }
    let there = out.to_str().expect("a name");
    let tried = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        two.set(0);
        assert!(
            start(two.site.path(), &["--out", there])
                .wait()
                .expect("an end")
                .success()
        );
        assert_eq!(bytes_of(&out), two.trees[0]);
        let state = rustix::fs::statvfs(disk.path()).expect("a file system");
        let used = (state.f_blocks - state.f_bfree) * state.f_frsize;
        let mut full = 0;
        for more in [0, 8_192, 32_768, 65_536, 1 << 24] {
            let size = format!("remount,size={}", used + more);
            let _ = mount(&size);
            two.set(1);
            let ran = two
                .site
                .run(&["build", "--date", "2026-11-24", "--out", there]);
            let expected = match ran.code {
                Some(0) => 1,
                Some(3) => {
                    full += 1;
                    assert!(ran.err.contains("write-failed"), "{}", ran.err);
                    0
                }
                code => panic!("{code:?}: {}", ran.err),
            };
            assert_eq!(bytes_of(&out), two.trees[expected], "{more} bytes free");
            let left: Vec<String> = files(disk.path())
                .into_iter()
                .filter(|path| !path.starts_with("public/"))
                .collect();
            assert_eq!(left, [".public.lock"]);
            let _ = mount("remount,size=64m");
            two.set(0);
            assert!(
                start(two.site.path(), &["--out", there])
                    .wait()
                    .expect("an end")
                    .success()
            );
        }
        println!("{full} of 5 sizes were too small");
        assert!(full > 0, "the disk was never full");
    }));
    let _ = Command::new("umount").arg(disk.path()).status();
    if let Err(failure) = tried {
        std::panic::resume_unwind(failure);
    }
}

#[test]
fn an_output_that_is_not_ours_is_refused_before_anything_is_written() {
    let site = Fixture::copy("base");
    let elsewhere = tempfile::tempdir().expect("a folder");
    let at = |name: &str| elsewhere.path().join(name);
    fs::write(at("a-file"), "mine").expect("written");
    fs::create_dir(at("foreign")).expect("made");
    fs::write(at("foreign/thesis.doc"), "mine").expect("written");
    symlink(at("foreign"), at("a-link")).expect("a link");
    symlink("nowhere", at("dangling")).expect("a link");
    let home = tempfile::tempdir().expect("a folder");
    let before = (bytes_of(site.path()), bytes_of(elsewhere.path()));
    let name = |path: &Path| path.to_str().expect("a name").to_owned();
    let outs = [
        name(&at("a-file")),
        name(&at("foreign")),
        name(&at("a-link")),
        name(&at("dangling")),
        name(&at("a-file/x")),
        "/".into(),
        name(home.path()),
        ".".into(),
        "..".into(),
        "content".into(),
        "content/x".into(),
        "themes/x".into(),
        ".sanvat/x".into(),
        ".git/x".into(),
        "../..".into(),
        "public/..".into(),
        name(site.path()),
        format!(
            "{}/../{}",
            name(site.path()),
            site.path()
                .file_name()
                .and_then(|name| name.to_str())
                .expect("a name")
        ),
    ];
    for out in &outs {
        let output = Command::new(env!("CARGO_BIN_EXE_sanvat"))
            .args(["build", "--date", "2026-11-24", "--out", out])
            .current_dir(site.path())
            .env("HOME", home.path())
            .output()
            .expect("the program runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "--out {out}: {said}");
        assert!(said.contains("output-refused"), "--out {out}: {said}");
        assert_eq!(
            (bytes_of(site.path()), bytes_of(elsewhere.path())),
            before,
            "--out {out}"
        );
    }
    assert_eq!(fs::read_dir(home.path()).expect("a folder").count(), 0);
}

/// The superuser may write everywhere, so the program runs as nobody.
#[test]
fn an_output_that_cannot_be_written_is_said_and_stays() {
    let site = Fixture::copy("base");
    site.build().expect_code(0);
    let before = bytes_of(&site.path().join("public"));
    site.edit("content/products/che-mau.md", "stars: 3", "stars: 4");
    fs::set_permissions(site.path(), fs::Permissions::from_mode(0o555)).expect("rights");
    let program = tempfile::tempdir().expect("a folder");
    fs::set_permissions(program.path(), fs::Permissions::from_mode(0o755)).expect("rights");
    let copy = program.path().join("sanvat");
    fs::copy(env!("CARGO_BIN_EXE_sanvat"), &copy).expect("a copy");
    let is_root = fs::metadata("/proc/self")
        .is_ok_and(|data| std::os::unix::fs::MetadataExt::uid(&data) == 0);
    let mut command = Command::new(&copy);
    if is_root {
        std::os::unix::process::CommandExt::uid(&mut command, 65_534);
    }
    let output = command
        .args(["build", "--date", "2026-11-24", "--site"])
        .arg(site.path())
        .output()
        .expect("the program runs");
    fs::set_permissions(site.path(), fs::Permissions::from_mode(0o755)).expect("rights");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("write-failed"), "{said}");
    assert_eq!(bytes_of(&site.path().join("public")), before);
}

/// Runs the program and ends it when it takes too long: a hang must fail the test, not stop it.
fn within(seconds: u64, site: &Path, command: &str) -> (Option<i32>, String) {
    let log = tempfile::NamedTempFile::new().expect("a file");
    let mut child = Command::new(env!("CARGO_BIN_EXE_sanvat"))
        .args([command, "--date", "2026-11-24", "--site"])
        .arg(site)
        .stderr(log.reopen().expect("a file"))
        .spawn()
        .expect("the program runs");
    let end = Instant::now() + Duration::from_secs(seconds);
    loop {
        if let Some(status) = child.try_wait().expect("a state") {
            return (
                status.code(),
                fs::read_to_string(log.path()).expect("a text"),
            );
        }
        if Instant::now() > end {
            let _ = child.kill();
            panic!(
                "{command} hangs: {}",
                fs::read_to_string(log.path()).unwrap_or_default()
            );
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn links_pipes_sockets_and_devices_anywhere_are_named_and_never_waited_for() {
    let secret = tempfile::tempdir().expect("a folder");
    fs::write(
        secret.path().join("secret.md"),
        "---\ntitle: SECRET\n---\nSECRET\n",
    )
    .expect("written");
    fs::write(secret.path().join("secret.html"), "SECRET").expect("written");
    let places = [
        "content/products/x.md",
        "content/pages/x.md",
        "content/images/x.png",
        "content/static/x.txt",
        "content/lists/x.yml",
        "content/x",
        "content/news",
        "content/places.yml",
        "content/redirects.csv",
        "themes/plain/templates/x.html",
        "themes/plain/templates/home.html",
        "themes/plain/assets",
        "themes/plain/theme.yml",
        "themes/plain",
    ];
    let kinds = [
        "link",
        "folder link",
        "loop",
        "dangling",
        "pipe",
        "socket",
        "device",
    ];
    let site = Fixture::copy("base");
    site.write(
        "content/config.yml",
        "title: Sản vật mẫu\nbase_url: https://example.org\ntheme: plain\n",
    );
    site.build().expect_code(0);
    let public = bytes_of(&site.path().join("public"));
    let aside = site.path().join("aside");
    let (mut tried, mut devices) = (0, 0);
    for place in places {
        for kind in kinds {
            let at = site.path().join(place);
            fs::create_dir_all(at.parent().expect("a folder")).expect("folders");
            let was_there = fs::rename(&at, &aside).is_ok();
            if kind == "device" {
                let made = Command::new("mknod")
                    .arg(&at)
                    .args(["c", "1", "5"])
                    .stderr(Stdio::null())
                    .status();
                devices += usize::from(made.is_ok_and(|status| status.success()));
            } else {
                put_odd(&at, kind, secret.path());
            }
            if fs::symlink_metadata(&at).is_ok() {
                tried += 1;
                let commands: &[&str] = if kind == "pipe" {
                    &["check", "build"]
                } else {
                    &["build"]
                };
                for command in commands {
                    let (code, said) = within(60, site.path(), command);
                    let name = place.rsplit('/').next().expect("a name");
                    assert!(
                        matches!(code, Some(1..=3)),
                        "{kind} at {place}: {code:?} {said}"
                    );
                    assert!(
                        said.contains(name),
                        "{kind} at {place} is not named: {said}"
                    );
                    assert!(!said.contains("SECRET"), "{kind} at {place}: {said}");
                    assert_eq!(
                        bytes_of(&site.path().join("public")),
                        public,
                        "{kind} at {place}"
                    );
                }
                fs::remove_file(&at).expect("still there");
            }
            if was_there {
                fs::rename(&aside, &at).expect("moved back");
            }
        }
    }
    println!("{tried} odd things, {devices} of them devices");
    site.build().expect_code(0);
}

fn put_odd(at: &Path, kind: &str, secret: &Path) {
    let file = if at.extension().is_some_and(|kind| kind == "html") {
        "secret.html"
    } else {
        "secret.md"
    };
    match kind {
        "link" => symlink(secret.join(file), at).expect("a link"),
        "folder link" => symlink(secret, at).expect("a link"),
        "loop" => symlink("..", at).expect("a link"),
        "dangling" => symlink("/nowhere", at).expect("a link"),
        "pipe" => {
            rustix::fs::mkfifoat(rustix::fs::CWD, at, rustix::fs::Mode::RWXU).expect("a pipe")
        }
        _ => {
            // The path of a socket is short: made beside and moved; it stays when nobody listens any more.
            let near = secret.join("s");
            let _ = fs::remove_file(&near);
            drop(std::os::unix::net::UnixListener::bind(&near).expect("a socket"));
            fs::rename(near, at).expect("moved");
        }
    }
}

#[test]
fn odd_things_in_the_output_and_the_cache_are_named_and_left_alone() {
    for place in [
        "public/x",
        "public/san-pham/x",
        ".public.lock",
        ".public.staging",
        ".sanvat",
    ] {
        for kind in ["link", "pipe"] {
            let site = Fixture::copy("base");
            site.build().expect_code(0);
            let at = site.path().join(place);
            let _ = fs::remove_file(&at);
            let _ = fs::remove_dir_all(&at);
            match kind {
                "link" => symlink("/etc/passwd", &at).expect("a link"),
                _ => rustix::fs::mkfifoat(rustix::fs::CWD, &at, rustix::fs::Mode::RWXU)
                    .expect("a pipe"),
            }
            let (code, said) = within(60, site.path(), "build");
            // The cache may always be done without.
            assert!(
                matches!(code, Some(2..=4))
                    || place == ".sanvat"
                    || (place == ".public.lock" && kind == "pipe"),
                "{kind} at {place}: {code:?} {said}"
            );
            let found = fs::symlink_metadata(&at).expect("still there").file_type();
            assert!(found.is_symlink() || found.is_fifo(), "{kind} at {place}");
        }
    }
}
