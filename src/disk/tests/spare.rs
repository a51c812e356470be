use crate::disk::last::Last;
use crate::disk::ops::Ops;
use crate::disk::published::{Made, Published, Written};
use crate::disk::spare::Pair;
use crate::disk::tests::{Fault, file, inode, put, tree};
use crate::disk::write::Staging;
use rustix::io::Errno;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tempfile::{TempDir, tempdir};

pub(super) const FROM: Made = Made {
    from: [3; 32],
    shows: [5; 32],
};
const NOW: Made = Made {
    from: [4; 32],
    shows: [6; 32],
};

/// A file of each kind: at the top, alone in its folder, two in one, deep.
pub(super) fn pages(text: &str) -> Vec<(&'static str, String)> {
    let all = [
        "index.html",
        "a/index.html",
        "b/one.html",
        "b/two.html",
        "b/c/d/index.html",
    ];
    let one = |path: &'static str| (path, format!("{path} {text}"));
    all.into_iter().map(one).collect()
}

/// Publishes these as a build does that remembers.
pub(super) fn publish(
    site: &Path,
    known: Published,
    of: &[(&'static str, String)],
) -> (Written, Published) {
    let ops = Ops {
        fault: Some(Arc::new(Fault::new(usize::MAX, false, Errno::IO))),
    };
    let staging = Staging::begin(&site.join("public"), ops, known, Some(site)).unwrap();
    for (path, text) in of {
        staging.take_made(file(path, text), Some(FROM)).unwrap();
    }
    staging.publish_noting().unwrap()
}

/// A site that was published, and again with the home page and one of `b/` changed.
fn site() -> (TempDir, Published) {
    let site = tempdir().unwrap();
    let (_, known) = publish(site.path(), Published::default(), &pages("1"));
    let mut now = pages("1");
    now[0].1 = "home 2".to_owned();
    now[3].1 = "two 2".to_owned();
    let (_, known) = publish(site.path(), known, &now);
    assert!(known.spare.is_some() && spare(site.path()).is_dir());
    (site, known)
}

pub(super) fn spare(site: &Path) -> std::path::PathBuf {
    site.join(".sanvat/spare")
}

/// Renews by the spare tree; `None` where there is none to be trusted.
pub(super) fn renew(
    ops: &Ops,
    site: &Path,
    published: &mut Published,
    of: &[(&str, &str)],
) -> Option<Result<Written, Errno>> {
    let files = of.iter().map(|(path, text)| (file(path, text), NOW));
    let pair = Pair::open(ops, site, &site.join("public"), published)?;
    Some(pair.renew(published, files.collect()))
}

/// The output of a build that knows of nothing.
pub(super) fn clean(of: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let site = tempdir().unwrap();
    let staging = Staging::open(&site.path().join("public")).unwrap();
    for (path, text) in of.iter().filter(|(path, _)| *path != "build-manifest.json") {
        staging.take(file(path, text)).unwrap();
    }
    staging.publish().unwrap();
    tree(&site.path().join("public"))
}

/// Lets the marks grow old enough to be believed, and takes them anew.
pub(super) fn ripe(site: &Path, published: Published) -> Published {
    std::thread::sleep(Duration::from_millis(110));
    let mut last = Last {
        published,
        ..Last::nothing()
    };
    last.stands(site, &site.join("public")).expect("it stands");
    last.published
}

#[test]
fn renewed_again_and_again_it_is_what_a_clean_build_gives() {
    let (site, mut known) = site();
    let out = site.path().join("public");
    fs::set_permissions(&out, fs::Permissions::from_mode(0o750)).unwrap();
    let untouched = inode(&out.join("b/c/d/index.html"));
    let mut wanted = tree(&out);
    for (nth, (path, text)) in [
        ("a/index.html", "a 3"),
        ("b/one.html", "one 4"),
        ("b/one.html", "one 5, and longer"),
        ("index.html", "home 6"),
        ("b/one.html", "one 4"),
    ]
    .into_iter()
    .enumerate()
    {
        known = ripe(site.path(), known);
        let same = (*wanted["b/two.html"]).to_owned();
        let files = [(path, text), ("b/two.html", &*same)];
        let written = renew(&Ops::default(), site.path(), &mut known, &files)
            .unwrap_or_else(|| panic!("no spare tree at {nth}"))
            .unwrap();
        assert_eq!(
            (written.written, written.unchanged, written.files),
            (1, 4, 5)
        );
        wanted.insert(path.to_owned(), text.to_owned());
        wanted = clean(&wanted);
        assert_eq!(tree(&out), wanted);
        assert_eq!(
            written.bytes,
            wanted
                .iter()
                .filter(|(path, _)| *path != "build-manifest.json")
                .map(|(_, text)| text.len() as u64)
                .sum::<u64>()
        );
        assert_eq!(known.file("b/two.html").unwrap().made, Some(NOW));
        assert_eq!(inode(&out.join("b/c/d/index.html")), untouched);
        assert_eq!(
            fs::metadata(&out).unwrap().permissions().mode() & 0o777,
            0o750
        );
    }
}

#[test]
fn what_is_the_same_is_not_written_and_nothing_is_exchanged() {
    let (site, mut known) = site();
    let out = site.path().join("public");
    let before = inode(&out);
    let text = fs::read_to_string(out.join("a/index.html")).unwrap();
    let files = [("a/index.html", &*text)];
    let written = renew(&Ops::default(), site.path(), &mut known, &files)
        .unwrap()
        .unwrap();
    assert_eq!((written.written, written.changed), (0, false));
    assert_eq!(inode(&out), before);
    assert!(known.spare.is_some());
}

#[test]
fn whichever_call_fails_or_is_the_last_the_site_is_whole_and_the_next_build_goes_on() {
    let files = [("a/index.html", "a 3"), ("b/one.html", "one 3")];
    for dies in [false, true] {
        for call in 0.. {
            let (site, mut known) = site();
            let out = site.path().join("public");
            let old = tree(&out);
            let mut wanted = old.clone();
            wanted.extend(files.map(|(path, text)| (path.to_owned(), text.to_owned())));
            let wanted = clean(&wanted);
            let before = known.clone();
            let fault = Arc::new(Fault::new(call, dies, Errno::IO));
            let ops = Ops {
                fault: Some(fault.clone()),
            };
            let done = renew(&ops, site.path(), &mut known, &files);
            let now = tree(&out);
            match done {
                Some(Ok(_)) => assert_eq!(now, wanted, "{call}"),
                Some(Err(_)) | None => {
                    assert_eq!(now, old, "{call}");
                    assert_eq!(known, before, "{call}");
                }
            }
            // A build that failed is followed by another, which is told of the last that did not. A build
            // that died told nobody of what it had published.
            let known = if dies { before } else { known };
            let of: Vec<(&'static str, String)> = pages("")
                .into_iter()
                .map(|(path, _)| (path, wanted[path].clone()))
                .collect();
            publish(site.path(), known, &of);
            assert_eq!(tree(&out), wanted, "{call}");
            if !fault.struck() {
                assert!(call > 20);
                break;
            }
        }
    }
}

#[test]
fn a_spare_tree_that_somebody_touched_is_cleared_and_what_he_put_there_is_not_lost() {
    type Harm = fn(&Path);
    let harms: [(Harm, bool); 4] = [
        (|spare| put(spare, "b/mine.txt", "mine"), true),
        (
            |spare| fs::remove_file(spare.join("b/one.html")).unwrap(),
            false,
        ),
        (
            |spare| fs::remove_dir_all(spare.join("b/c")).unwrap(),
            false,
        ),
        (
            |spare| {
                fs::remove_file(spare.join("b/one.html")).unwrap();
                put(spare, "b/one.html", "another");
            },
            false,
        ),
    ];
    for (nth, (harm, is_kept)) in harms.into_iter().enumerate() {
        let (site, mut known) = site();
        let out = site.path().join("public");
        let old = tree(&out);
        harm(&spare(site.path()));
        let files = [("a/index.html", "a 3")];
        assert!(
            renew(&Ops::default(), site.path(), &mut known, &files).is_none(),
            "{nth}"
        );
        assert_eq!(tree(&out), old);
        let mut now = pages("1");
        now[1].1 = "a 3".to_owned();
        publish(site.path(), known, &now);
        let mut there = tree(&out);
        assert_eq!(there.remove("b/mine.txt").is_some(), is_kept, "{nth}");
        let of = now.into_iter().map(|(path, text)| (path.to_owned(), text));
        assert_eq!(there, clean(&of.collect()), "{nth}");
    }
}

#[test]
fn where_names_came_or_went_the_former_tree_gets_them_too() {
    let (site, known) = site();
    let out = site.path().join("public");
    let mut more = pages("1");
    more.retain(|(path, _)| *path != "b/c/d/index.html");
    more.push(("b/c", "no folder".to_owned()));
    more.push(("new/er/index.html", "new".to_owned()));
    let (_, mut known) = publish(site.path(), known, &more);
    let names = |tree: BTreeMap<String, String>| tree.into_keys().collect::<Vec<_>>();
    assert_eq!(names(tree(&spare(site.path()))), names(tree(&out)));
    known = ripe(site.path(), known);
    for text in ["two", "three"] {
        let files = [("b/c", text), ("new/er/index.html", text)];
        let written = renew(&Ops::default(), site.path(), &mut known, &files).unwrap();
        assert_eq!(written.unwrap().written, 2);
        known = ripe(site.path(), known);
        let at = more.len() - 2;
        more[at..]
            .iter_mut()
            .for_each(|(_, now)| *now = text.to_owned());
        let of = more
            .iter()
            .map(|(path, text)| ((*path).to_owned(), text.clone()));
        assert_eq!(tree(&out), clean(&of.collect()));
    }
}

#[test]
fn a_file_that_came_into_the_output_meanwhile_goes_over_to_the_new_tree() {
    let site = tempdir().unwrap();
    let (_, known) = publish(site.path(), Published::default(), &pages("1"));
    let out = site.path().join("public");
    let staging = Staging::open_again(&out, known, Some(site.path())).unwrap();
    put(&site.path().join("public"), "b/mine.txt", "mine");
    for (path, text) in pages("2") {
        staging.take_made(file(path, &text), Some(FROM)).unwrap();
    }
    let (_, known) = staging.publish_noting().unwrap();
    assert!(known.spare.is_none());
    assert_eq!(tree(&site.path().join("public"))["b/mine.txt"], "mine");
}
