use crate::disk::ops::Ops;
use crate::disk::published::Published;
use crate::disk::tests::spare::{FROM, clean, pages, publish, renew, ripe, spare};
use crate::disk::tests::{Fault, file, inode, put, tree};
use crate::disk::write::Staging;
use rustix::io::Errno;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tempfile::tempdir;

/// What is there before the first build.
const BEFORE: [Option<&str>; 2] = [None, Some(".gitignore")];

fn of(files: &[(&'static str, String)]) -> BTreeMap<String, String> {
    let files = files.iter();
    files
        .map(|(path, text)| ((*path).to_owned(), text.clone()))
        .collect()
}

/// The output without what git keeps it by.
fn ours(out: &Path) -> BTreeMap<String, String> {
    let mut tree = tree(out);
    tree.remove(".gitignore");
    tree
}

#[test]
fn the_first_build_makes_both_trees_of_the_same_files() {
    for before in BEFORE {
        let site = tempdir().unwrap();
        let out = site.path().join("public");
        before.into_iter().for_each(|path| put(&out, path, "*"));
        let (_, known) = publish(site.path(), Published::default(), &pages("1"));
        let spare = spare(site.path());
        assert_eq!(tree(&spare), tree(&out));
        assert!(
            tree(&out)
                .keys()
                .all(|path| inode(&spare.join(path)) == inode(&out.join(path)))
        );
        // The very next edit changes what differs and no more.
        let mut known = ripe(site.path(), known);
        let untouched = inode(&out.join("b/c/d/index.html"));
        let former = inode(&out);
        let files = [("a/index.html", "a 2")];
        let written = renew(&Ops::default(), site.path(), &mut known, &files);
        assert_eq!(written.expect("a spare tree").unwrap().written, 1);
        let mut now = pages("1");
        now[1].1 = "a 2".to_owned();
        assert_eq!(ours(&out), clean(&of(&now)));
        assert_eq!(inode(&out.join("b/c/d/index.html")), untouched);
        assert_eq!(inode(&spare), former);
        assert_eq!(tree(&out).contains_key(".gitignore"), before.is_some());
    }
}

#[test]
fn whichever_call_fails_or_is_the_last_the_first_site_is_whole_and_the_next_build_goes_on() {
    // What systems say that know no second names, and a disk that fails.
    for (before, dies, error) in [
        (None, false, Errno::PERM),
        (None, true, Errno::IO),
        (Some(".gitignore"), false, Errno::IO),
        (Some(".gitignore"), true, Errno::IO),
    ] {
        let mut without = 0;
        for call in 0.. {
            let site = tempdir().unwrap();
            let out = site.path().join("public");
            before.into_iter().for_each(|path| put(&out, path, "*"));
            let fault = Arc::new(Fault::new(call, dies, error));
            let ops = Ops {
                fault: Some(fault.clone()),
            };
            let first = Staging::begin(&out, ops, Published::default(), Some(site.path()));
            let done = first.and_then(|staging| {
                for (path, text) in pages("1") {
                    staging.take_made(file(path, &text), Some(FROM))?;
                }
                staging.publish_noting()
            });
            let now = if out.exists() {
                ours(&out)
            } else {
                BTreeMap::new()
            };
            let wanted = clean(&of(&pages("1")));
            match &done {
                Ok(_) => assert_eq!(now, wanted, "{call}"),
                Err(_) => assert_eq!(now, BTreeMap::new(), "{call}"),
            }
            if done.is_ok() && fault.struck() && !spare(site.path()).exists() {
                without += 1;
            }
            // A build that failed or died told nobody of what it had published.
            let known = done.ok().filter(|_| !dies);
            let known = known.map(|(_, known)| known).unwrap_or_default();
            publish(site.path(), known, &pages("2"));
            assert_eq!(ours(&out), clean(&of(&pages("2"))), "{call}");
            assert!(!site.path().join(".public.staging").exists(), "{call}");
            if !fault.struck() {
                assert!(call > 50, "{call}");
                break;
            }
        }
        // A failing link or folder of the second tree is no reason to publish nothing.
        assert!(dies || without > 5, "{without}");
    }
}

#[test]
fn files_that_lose_their_second_names_are_known_as_they_are_then() {
    let site = tempdir().unwrap();
    let out = site.path().join("public");
    let staging = Staging::open_again(&out, Published::default(), Some(site.path())).unwrap();
    for (path, text) in pages("1") {
        staging.take_made(file(path, &text), Some(FROM)).unwrap();
    }
    // Old enough that their marks are believed.
    std::thread::sleep(Duration::from_millis(110));
    fs::remove_file(spare(site.path()).join(".sanvat-staging")).unwrap();
    let (_, known) = staging.publish_noting().unwrap();
    assert!(!spare(site.path()).exists());
    ripe(site.path(), known);
}

#[test]
fn what_a_killed_first_build_left_of_it_is_no_hindrance() {
    let site = tempdir().unwrap();
    put(&spare(site.path()), ".sanvat-staging", "");
    put(&spare(site.path()), "a/index.html", "half");
    let (_, known) = publish(site.path(), Published::default(), &pages("1"));
    assert!(known.spare.is_some());
    assert_eq!(tree(&spare(site.path())), clean(&of(&pages("1"))));
    // A tree with a manifest is a finished one, in which somebody may have put something.
    fs::remove_dir_all(site.path().join("public")).unwrap();
    put(&spare(site.path()), "b/mine.txt", "mine");
    publish(site.path(), Published::default(), &pages("2"));
    assert_eq!(tree(&site.path().join("public"))["b/mine.txt"], "mine");
}
