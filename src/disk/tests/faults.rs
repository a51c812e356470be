use crate::disk::ops::Ops;
use crate::disk::published::Written;
use crate::disk::tests::{Fault, file, put, tree};
use crate::disk::write::Staging;
use crate::source::problem::Problem;
use crate::source::tree::File;
use rustix::io::Errno;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use tempfile::tempdir;

const OLD: &[(&str, &str)] = &[
    ("a/index.html", "a"),
    ("b/c/index.html", "c"),
    ("index.html", "home"),
];
const NEW: &[(&str, &str)] = &[
    ("a/index.html", "A"),
    ("d/index.html", "d"),
    ("index.html", "home"),
];

fn files(of: &[(&str, &str)]) -> Vec<File> {
    of.iter().map(|(path, text)| file(path, text)).collect()
}

fn publish(out: &Path, of: &[(&str, &str)], ops: Ops) -> Result<Written, Problem> {
    let staging = Staging::open_with(out, ops)?;
    for file in files(of) {
        staging.take(file)?;
    }
    staging.publish()
}

fn ops(fault: &Arc<Fault>) -> Ops {
    Ops {
        fault: Some(fault.clone()),
    }
}

fn calm() -> Ops {
    ops(&Arc::new(Fault::new(usize::MAX, false, Errno::IO)))
}

/// What is published before the build that fails.
#[derive(Debug, Clone, Copy)]
enum Before {
    Nothing,
    Gitignore,
    Site,
    SiteWithNotes,
}

impl Before {
    const ALL: [Before; 4] = [
        Before::Nothing,
        Before::Gitignore,
        Before::Site,
        Before::SiteWithNotes,
    ];

    fn lay(self, out: &Path) {
        match self {
            Before::Nothing => {}
            Before::Gitignore => put(out, ".gitignore", "*"),
            Before::Site => drop(publish(out, OLD, calm()).unwrap()),
            Before::SiteWithNotes => {
                publish(out, OLD, calm()).unwrap();
                put(out, "notes/mine.txt", "mine");
                put(out, ".gitignore", "*");
            }
        }
    }
}

fn tree_if_there(out: &Path) -> BTreeMap<String, String> {
    if out.exists() {
        tree(out)
    } else {
        BTreeMap::new()
    }
}

/// The whole old and new tree as a build without faults has them.
fn both(before: Before) -> [BTreeMap<String, String>; 2] {
    let base = tempdir().unwrap();
    let out = base.path().join("public");
    before.lay(&out);
    let old = tree_if_there(&out);
    publish(&out, NEW, calm()).unwrap();
    [old, tree(&out)]
}

/// Lets call after call fail until a build goes through untouched; gives the number of calls.
fn each_call(
    before: Before,
    dies: bool,
    error: Errno,
    mut then: impl FnMut(&Path, Result<Written, Problem>),
) -> usize {
    for call in 0.. {
        let base = tempdir().unwrap();
        let out = base.path().join("public");
        before.lay(&out);
        let fault = Arc::new(Fault::new(call, dies, error));
        let result = publish(&out, NEW, ops(&fault));
        if !fault.struck() {
            return call;
        }
        then(&out, result);
    }
    unreachable!("some number of calls is enough")
}

#[test]
fn whichever_call_fails_the_site_is_whole_old_or_whole_new() {
    for before in Before::ALL {
        let [old, new] = both(before);
        for error in [Errno::NOSPC, Errno::ACCESS, Errno::IO] {
            let calls = each_call(before, false, error, |out, result| {
                let now = tree_if_there(out);
                match result {
                    Ok(_) => assert_eq!(now, new),
                    Err(problem) => {
                        assert!(
                            matches!(problem, Problem::WriteFailed { .. }),
                            "{problem:?}"
                        );
                        assert_eq!(now, old);
                    }
                }
                // The next build goes through, and leaves nothing behind.
                publish(out, NEW, calm()).unwrap();
                assert_eq!(tree(out), new);
                assert!(!out.with_file_name(".public.staging").exists());
            });
            assert!(calls > 20, "only {calls} calls were tried");
        }
    }
}

#[test]
fn whenever_the_program_dies_the_site_is_whole_and_the_next_build_cleans_up() {
    for before in Before::ALL {
        let [old, new] = both(before);
        let mut seen = [0, 0];
        each_call(before, true, Errno::IO, |out, _| {
            let now = tree_if_there(out);
            assert!(now == old || now == new, "{before:?}: {now:?}");
            seen[usize::from(now == new)] += 1;
            publish(out, NEW, calm()).unwrap();
            assert_eq!(tree(out), new);
            assert!(!out.with_file_name(".public.staging").exists());
        });
        assert!(seen[0] > 10 && seen[1] > 0, "{seen:?}");
    }
}

#[test]
fn a_cleaning_that_dies_is_taken_up_again() {
    let [_, new] = both(Before::SiteWithNotes);
    // Die at every third call of a build, then at every call of the cleaning in the next.
    each_call(Before::SiteWithNotes, true, Errno::IO, |out, _| {
        for call in (0..40).step_by(3) {
            let fault = Arc::new(Fault::new(call, true, Errno::IO));
            let _ = publish(out, NEW, ops(&fault));
        }
        publish(out, NEW, calm()).unwrap();
        assert_eq!(tree(out), new);
        assert!(!out.with_file_name(".public.staging").exists());
    });
}

#[test]
fn a_failed_write_names_its_file() {
    let base = tempdir().unwrap();
    let out = base.path().join("public");
    let mut named = false;
    each_call(Before::Site, false, Errno::NOSPC, |_, result| {
        if let Err(Problem::WriteFailed { path, why }) = result {
            assert_eq!(why, "the disk is full");
            named |= path == "d/index.html";
        }
    });
    assert!(named && !out.exists());
}

#[test]
fn a_file_that_cannot_be_linked_is_copied() {
    let [_, new] = both(Before::SiteWithNotes);
    let mut copied = 0;
    each_call(Before::SiteWithNotes, false, Errno::PERM, |out, result| {
        if result.is_ok() {
            assert_eq!(tree(out), new);
            copied += 1;
        }
    });
    assert!(copied > 0);
}

#[test]
fn what_stands_in_the_stagings_place_and_is_not_ours_is_left_alone() {
    let base = tempdir().unwrap();
    let out = base.path().join("public");
    let staging = base.path().join(".public.staging");
    put(&staging, "precious", "mine");
    let refused = publish(&out, NEW, calm()).unwrap_err();
    assert!(matches!(refused, Problem::OutputRefused { .. }));
    assert_eq!(tree(&staging)["precious"], "mine");
    fs::rename(&staging, base.path().join("elsewhere")).unwrap();
    std::os::unix::fs::symlink("elsewhere", &staging).unwrap();
    assert!(publish(&out, NEW, calm()).is_err());
    assert_eq!(tree(&base.path().join("elsewhere"))["precious"], "mine");
}

#[test]
fn a_link_inside_a_leftover_is_removed_and_not_followed() {
    let base = tempdir().unwrap();
    let out = base.path().join("public");
    put(base.path(), ".public.staging/.sanvat-staging", "");
    put(base.path(), "precious/a", "mine");
    let link = base.path().join(".public.staging/x");
    std::os::unix::fs::symlink("../precious", link).unwrap();
    publish(&out, NEW, calm()).unwrap();
    assert_eq!(tree(base.path())["precious/a"], "mine");
    assert!(!base.path().join(".public.staging").exists());
}
