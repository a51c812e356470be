use crate::disk::ops::Ops;
use crate::disk::published::{Published, Written};
use crate::disk::spare::REST;
use crate::disk::tests::spare::{FROM, clean, pages, publish, renew, ripe, spare};
use crate::disk::tests::{Fault, file, inode, put, tree};
use crate::disk::write::Staging;
use crate::source::problem::Problem;
use rustix::io::Errno;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::sync::Arc;
use tempfile::{TempDir, tempdir};

/// What is published: path and text.
type Files = Vec<(&'static str, String)>;

/// Lets the spare tree have rested.
fn rested(mut known: Published) -> Published {
    let spare = known.spare.as_mut().expect("a spare tree");
    spare.left = spare.left.saturating_sub(REST);
    known
}

/// A site published twice, every file another the second time, so that the spare tree shares none.
fn rewritten() -> (TempDir, Published) {
    let site = tempdir().unwrap();
    let (_, known) = publish(site.path(), Published::default(), &pages("1"));
    let (_, known) = publish(site.path(), known, &pages("2"));
    assert!(spare(site.path()).is_dir());
    (site, known)
}

/// The number of each page in a tree.
fn numbers(root: &Path) -> Vec<u64> {
    let all = pages("");
    all.iter()
        .map(|(path, _)| inode(&root.join(path)).0)
        .collect()
}

fn of(files: &Files) -> BTreeMap<String, String> {
    let owned = files.iter();
    owned
        .map(|(path, text)| ((*path).to_owned(), text.clone()))
        .collect()
}

/// Every folder below one.
fn folders(root: &Path) -> BTreeSet<String> {
    let entries = walkdir::WalkDir::new(root).into_iter().map(Result::unwrap);
    let folders = entries.filter(|entry| entry.file_type().is_dir());
    let path = |entry: walkdir::DirEntry| {
        let mode = entry.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o755);
        let path = entry.path().strip_prefix(root).unwrap();
        path.display().to_string()
    };
    folders.map(path).collect()
}

#[test]
fn two_trees_take_turns_and_their_files_are_written_in_place() {
    let (site, mut known) = rewritten();
    let out = site.path().join("public");
    let (first, second) = (numbers(&spare(site.path())), numbers(&out));
    let texts = ["three, longer than those before", "4", "five", "5"];
    for (nth, text) in texts.into_iter().enumerate() {
        let now = pages(text);
        let (written, next) = publish(site.path(), rested(known), &now);
        known = next;
        assert_eq!((written.written, written.removed), (now.len(), 0));
        assert_eq!(tree(&out), clean(&of(&now)));
        let expected = if nth % 2 == 0 { &first } else { &second };
        assert_eq!(&numbers(&out), expected, "{text}");
        assert!(!out.with_file_name(".public.staging").exists());
    }
}

#[test]
fn a_tree_that_was_published_a_moment_ago_is_not_written_in_place() {
    let lefts: [fn(u64) -> u64; 3] = [|now| now - REST + 20, |now| now, |now| now + 3 * REST];
    for left in lefts {
        let (site, mut known) = rewritten();
        let spare_left = &mut known.spare.as_mut().unwrap().left;
        *spare_left = left(*spare_left);
        let path = spare(site.path()).join("index.html");
        let before = inode(&path);
        // A web server that sends it to a slow reader.
        let mut sent = fs::File::open(&path).unwrap();
        let (_, known) = publish(site.path(), known, &pages("3"));
        let mut text = String::new();
        sent.read_to_string(&mut text).unwrap();
        assert_eq!(text, "index.html 1");
        let out = site.path().join("public");
        assert_eq!(tree(&out), clean(&of(&pages("3"))));
        assert_ne!(inode(&out.join("index.html")).0, before.0);
        // The tree published until now is the spare one.
        assert!(known.spare.is_some());
        assert_eq!(tree(&spare(site.path()))["index.html"], "index.html 2");
    }
}

#[test]
fn files_with_a_second_name_and_those_of_other_rights_are_made_anew() {
    let (site, known) = rewritten();
    let out = site.path().join("public");
    let backup = site.path().join("backup");
    fs::create_dir(&backup).unwrap();
    for name in ["index.html", "build-manifest.json"] {
        fs::hard_link(spare(site.path()).join(name), backup.join(name)).unwrap();
    }
    let saved = tree(&backup);
    let dark = spare(site.path()).join("b/one.html");
    fs::set_permissions(&dark, fs::Permissions::from_mode(0o600)).unwrap();
    let dark = inode(&dark).0;
    publish(site.path(), rested(known), &pages("3"));
    assert_eq!(tree(&backup), saved);
    assert_eq!(tree(&out), clean(&of(&pages("3"))));
    let one = fs::metadata(out.join("b/one.html")).unwrap();
    assert_eq!((one.ino(), one.mode() & 0o7777), (dark, 0o644));
}

/// What stands before the build that fails, and what it publishes: files of every lot.
fn mixed() -> (TempDir, Published, Files) {
    let site = tempdir().unwrap();
    let out = site.path().join("public");
    let mut first = pages("1");
    first.push(("x", "a file".to_owned()));
    first.push(("z/index.html", "the same always".to_owned()));
    publish(site.path(), Published::default(), &first);
    put(&out, "notes/mine.txt", "mine");
    let mut second = first.clone();
    for at in [0, 2, 3] {
        second[at].1.push_str(" and more");
    }
    let (_, known) = publish(site.path(), Published::default(), &second);
    let third = vec![
        // Stays, and is another in the spare tree.
        second[0].clone(),
        // The output's own, too.
        ("a/index.html", "a 3".to_owned()),
        // The spare tree's alone.
        ("b/one.html", "3".to_owned()),
        // The folder `b/c/d` is a file now, the file `x` a folder; `b/two.html` goes.
        ("b/c", "no folder".to_owned()),
        ("x/y/z.html", "no file".to_owned()),
        ("new/index.html", "new".to_owned()),
        ("z/index.html", "the same always".to_owned()),
    ];
    (site, rested(known), third)
}

fn publish_with(
    ops: Ops,
    site: &Path,
    known: Published,
    files: &Files,
) -> Result<(Written, Published), Problem> {
    let staging = Staging::begin(&site.join("public"), ops, known, Some(site))?;
    for (path, text) in files {
        staging.take_made(file(path, text), Some(FROM))?;
    }
    staging.publish_noting()
}

#[test]
fn what_comes_goes_stays_and_changes_its_kind_is_as_in_a_new_tree() {
    let (site, known, files) = mixed();
    let out = site.path().join("public");
    let [own, same, shared] = ["b/one.html", "z/index.html", "index.html"].map(|path| {
        [
            inode(&spare(site.path()).join(path)).0,
            inode(&out.join(path)).0,
        ]
    });
    let (written, _) = publish(site.path(), known, &files);
    assert_eq!((written.written, written.unchanged), (5, 2));
    let mut now = tree(&out);
    assert_eq!(now.remove("notes/mine.txt").as_deref(), Some("mine"));
    assert_eq!(now, clean(&of(&files)));
    let wanted = ["", "a", "b", "new", "notes", "x", "x/y", "z"];
    assert_eq!(folders(&out), wanted.map(str::to_owned).into());
    assert_eq!(inode(&out.join("b/one.html")).0, own[0]);
    assert_eq!(inode(&out.join("index.html")).0, shared[1]);
    assert_eq!([inode(&out.join("z/index.html")).0; 2], same);
}

#[test]
fn whichever_call_fails_or_is_the_last_the_site_is_whole_and_the_next_build_goes_on() {
    for same_names in [false, true] {
        let before = || {
            if same_names {
                let (site, known) = rewritten();
                (site, rested(known), pages("3"))
            } else {
                mixed()
            }
        };
        let (site, _, files) = before();
        let old = tree(&site.path().join("public"));
        let other: Files = files
            .iter()
            .map(|(path, text)| (*path, format!("{text}!")))
            .collect();
        let [wanted, after] = [&files, &other].map(|files| {
            let mut wanted = clean(&of(files));
            let mine = old.get_key_value("notes/mine.txt");
            wanted.extend(mine.map(|(path, text)| (path.clone(), text.clone())));
            wanted
        });
        for dies in [false, true] {
            let mut ends = [0, 0];
            for call in 0.. {
                let (site, known, _) = before();
                let out = site.path().join("public");
                let fault = Arc::new(Fault::new(call, dies, Errno::IO));
                let ops = Ops {
                    fault: Some(fault.clone()),
                };
                let done = publish_with(ops, site.path(), known.clone(), &files);
                let now = tree(&out);
                match (&done, dies) {
                    (Ok(_), false) => assert_eq!(now, wanted, "{call}"),
                    (Err(_), false) => assert_eq!(now, old, "{call}"),
                    (_, true) => assert!(now == old || now == wanted, "{call}: {now:?}"),
                }
                ends[usize::from(now == wanted)] += 1;
                // Who died told nobody of what he had published.
                let next = match done {
                    Ok((_, published)) if !dies => published,
                    _ => known,
                };
                publish(site.path(), next, &other);
                assert_eq!(tree(&out), after, "{call}");
                assert!(!out.with_file_name(".public.staging").exists(), "{call}");
                if !fault.struck() {
                    assert!(call > 50);
                    break;
                }
            }
            assert!(ends[0] > 10 && ends[1] > 0, "{ends:?}");
        }
    }
}

#[test]
fn a_build_that_changes_nothing_leaves_the_spare_tree_as_it_is() {
    let (site, known) = rewritten();
    let known = rested(ripe(site.path(), known));
    let before = numbers(&spare(site.path()));
    let (written, known) = publish(site.path(), known, &pages("2"));
    assert!(!written.changed);
    assert!(!spare(site.path()).join(".sanvat-staging").exists());
    let files = [("index.html", "index.html 2")];
    assert!(renew(&Ops::default(), site.path(), &mut known.clone(), &files).is_some());
    publish(site.path(), rested(known), &pages("3"));
    assert_eq!(numbers(&site.path().join("public")), before);
}

#[test]
fn a_build_that_fails_gives_the_tree_back_to_be_built_in_but_not_to_be_published_as_it_is() {
    let (site, known) = rewritten();
    let out = site.path().join("public");
    let before = numbers(&spare(site.path()));
    let known = rested(ripe(site.path(), known));
    let staging = Staging::open_again(&out, known.clone(), Some(site.path())).unwrap();
    staging.take(file("index.html", "half")).unwrap();
    drop(staging);
    assert_eq!(tree(&out), clean(&of(&pages("2"))));
    assert_eq!(tree(&spare(site.path()))["index.html"], "half");
    let files = [("a/index.html", "a 3")];
    assert!(renew(&Ops::default(), site.path(), &mut known.clone(), &files).is_none());
    publish(site.path(), known, &pages("3"));
    assert_eq!(numbers(&out), before);
    assert_eq!(tree(&out), clean(&of(&pages("3"))));
}

#[test]
fn a_build_that_fails_after_names_have_changed_leaves_no_spare_tree() {
    let (site, known, _) = mixed();
    let out = site.path().join("public");
    let old = tree(&out);
    let staging = Staging::open_again(&out, known, Some(site.path())).unwrap();
    staging.take(file("new/index.html", "new")).unwrap();
    drop(staging);
    assert_eq!(tree(&out), old);
    assert!(!spare(site.path()).exists());
    assert!(!out.with_file_name(".public.staging").exists());
}

#[test]
fn a_tree_that_somebody_touched_is_not_built_in() {
    type Harm = fn(&Path);
    let harms: [(Harm, &[&str]); 5] = [
        (|tree| put(tree, "b/mine.txt", "mine"), &["b/mine.txt"]),
        // In the folder of others, whose mark is not known.
        (
            |tree| put(tree, "notes/more.txt", "more"),
            &["notes/more.txt"],
        ),
        (
            |tree| {
                fs::remove_dir_all(tree.join("z")).unwrap();
                std::os::unix::fs::symlink("b", tree.join("z")).unwrap();
            },
            &[],
        ),
        (
            |tree| {
                fs::set_permissions(tree.join("b"), fs::Permissions::from_mode(0o700)).unwrap();
            },
            &[],
        ),
        (
            |tree| {
                let public = tree.ancestors().nth(2).unwrap().join("public");
                fs::remove_file(public.join("notes/mine.txt")).unwrap();
            },
            // As from any tree that is removed.
            &["notes/mine.txt"],
        ),
    ];
    for (nth, (harm, saved)) in harms.into_iter().enumerate() {
        let (site, known, files) = mixed();
        let out = site.path().join("public");
        let own = spare(site.path()).join("b/one.html");
        harm(&spare(site.path()));
        let kept = fs::File::open(&own).unwrap();
        publish(site.path(), known, &files);
        let mut now = tree(&out);
        for path in saved {
            assert!(now.remove(*path).is_some(), "{nth} {path}");
        }
        now.remove("notes/mine.txt");
        assert_eq!(now, clean(&of(&files)), "{nth}");
        let number = kept.metadata().unwrap().ino();
        assert_ne!(inode(&out.join("b/one.html")).0, number, "{nth}");
    }
}

#[test]
fn two_builds_of_one_site_do_not_build_in_the_same_tree() {
    let (site, known) = rewritten();
    let known = rested(known);
    let out = site.path().join("public");
    let other = site.path().join("other");
    fs::create_dir(&other).unwrap();
    let one = Staging::open_again(&out, known.clone(), Some(site.path())).unwrap();
    let two = Staging::open_again(&other, known, Some(site.path())).unwrap();
    for (path, text) in pages("3") {
        one.take(file(path, &text)).unwrap();
        two.take(file(path, &format!("other {text}"))).unwrap();
    }
    one.publish().unwrap();
    two.publish().unwrap();
    assert_eq!(tree(&out), clean(&of(&pages("3"))));
    assert_eq!(tree(&other)["index.html"], "other index.html 3");
}

#[test]
fn after_any_builds_the_output_is_what_a_clean_build_gives() {
    const PATHS: [&str; 12] = [
        "a", "a/b", "a/b/c", "d/e", "d/f", "g", "h/i/j", "h/i/k", "l", "l/m", "n/o", "p",
    ];
    let mut state = 7_u64;
    let mut below = |limit: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) % limit
    };
    let mut reused = 0;
    for _ in 0..12 {
        let site = tempdir().unwrap();
        let out = site.path().join("public");
        let mut known = Published::default();
        let mut files: BTreeMap<&'static str, String> = BTreeMap::new();
        files.insert("g", "1".to_owned());
        for step in 0..25 {
            for _ in 0..=below(3) {
                let path = PATHS[below(12) as usize];
                let clash = |other: &&str| {
                    other.starts_with(&format!("{path}/")) || path.starts_with(&format!("{other}/"))
                };
                let clashing: Vec<&str> = files.keys().copied().filter(clash).collect();
                clashing.iter().for_each(|path| drop(files.remove(path)));
                match below(4) {
                    0 if files.len() > 1 => drop(files.remove(path)),
                    _ => drop(files.insert(path, "x".repeat(below(40) as usize))),
                }
            }
            if below(4) == 0 {
                let all = files.values_mut();
                all.for_each(|text| *text = format!("{step} {text}"));
            }
            let now: Files = files
                .iter()
                .map(|(path, text)| (*path, text.clone()))
                .collect();
            if known.spare.is_some() && below(4) > 0 {
                known = rested(known);
                reused += 1;
            }
            known = publish(site.path(), known, &now).1;
            assert_eq!(tree(&out), clean(&of(&now)), "{step}");
            let new = tempdir().unwrap();
            publish(new.path(), Published::default(), &now);
            assert_eq!(folders(&out), folders(&new.path().join("public")));
        }
    }
    assert!(reused > 60, "{reused}");
}
