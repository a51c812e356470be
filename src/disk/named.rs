//! The list of files once more, where it is known which may have come or gone.
//!
//! Listing a large site takes longer than all else of a look at one file. A look at everything follows
//! soon, and lists again what is put right here.

use crate::disk::mark::Mark;
use crate::disk::rules::{self, Stray};
use crate::disk::walk::{Found, twin_key};
use crate::source::path;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Puts those of the named files into the list that are there, and takes out those that are not; of the
/// list nothing may be noted. `false` where more may be to say than that a plain file came or went: then all has to
/// be listed.
pub(super) fn put_right(
    root: &Path,
    found: &mut Vec<Found>,
    folders: &[(PathBuf, Option<Mark>)],
    named: &BTreeSet<String>,
) -> bool {
    let is_folder = |path: &Path| folders.iter().any(|(folder, _)| folder == path);
    let in_content = named.iter().filter(|name| name.starts_with("content/"));
    for name in in_content {
        let place = root.join(name);
        let last = name.rsplit('/').next().unwrap_or_default();
        match rules::stray(last) {
            // An editor's own that is gone again was not in the list, or it would be noted.
            Some(Stray::Told) if std::fs::symlink_metadata(&place).is_ok() => return false,
            Some(_) => continue,
            None => {}
        }
        if path::check(name).is_err() || is_folder(&place) || !place.parent().is_some_and(is_folder)
        {
            return false;
        }
        let at = found.binary_search_by(|file| (*file.path).cmp(name));
        match (std::fs::symlink_metadata(&place), at) {
            (Ok(there), _) if !there.is_file() => return false,
            (Ok(_), Ok(_)) => {}
            (Ok(_), Err(_)) if found.len() >= rules::FILES || has_twin(found, name) => {
                return false;
            }
            (Ok(_), Err(at)) => {
                let path = name.as_str().into();
                found.insert(at, Found { path, sound: true });
            }
            (Err(error), _) if error.kind() != ErrorKind::NotFound => return false,
            (Err(_), Ok(at)) => drop(found.remove(at)),
            (Err(_), Err(_)) => {}
        }
    }
    true
}

/// Whether some file system takes another of these files for the one of this name.
fn has_twin(found: &[Found], name: &str) -> bool {
    let key = twin_key(name);
    found.par_iter().any(|file| twin_key(&file.path) == key)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "an editor writes files")]
mod tests {
    use super::*;
    use crate::disk::walk::files_and_folders;
    use crate::source::diagnostic::Diagnostics;
    use std::fs;

    #[test]
    fn a_list_put_right_is_the_list_made_anew_or_is_refused() {
        let site = tempfile::tempdir().unwrap();
        let root = site.path();
        let write = |path: &str| fs::write(root.join(path), "x").unwrap();
        let remove = |path: &str| fs::remove_file(root.join(path)).unwrap();
        fs::create_dir_all(root.join("content/products")).unwrap();
        for name in ["b", "c", "đ"] {
            write(&format!("content/products/{name}.md"));
        }
        let steps: [(&dyn Fn(), &str, bool); 11] = [
            (
                &|| write("content/products/a.md"),
                "content/products/a.md",
                true,
            ),
            (&|| write("content/c.yml"), "content/c.yml", true),
            (
                &|| remove("content/products/c.md"),
                "content/products/c.md",
                true,
            ),
            (
                &|| write("content/products/.gitkeep"),
                "content/products/.gitkeep",
                true,
            ),
            (&|| (), "content/products/.a.swp", true),
            (&|| (), "content/products/nothing.md", true),
            (
                &|| write("content/products/B.md"),
                "content/products/B.md",
                false,
            ),
            (
                &|| write("content/products/a.swp"),
                "content/products/a.swp",
                false,
            ),
            (
                &|| fs::create_dir(root.join("content/news")).unwrap(),
                "content/news",
                false,
            ),
            (&|| write("content/news/a.md"), "content/news/a.md", false),
            (
                &|| std::os::unix::fs::symlink("b.md", root.join("content/products/z.md")).unwrap(),
                "content/products/z.md",
                false,
            ),
        ];
        let list = || files_and_folders(root, "content", &mut Diagnostics::default());
        let (mut found, folders) = list();
        let folders: Vec<_> = folders.into_iter().map(|path| (path, None)).collect();
        for (step, name, expected) in steps {
            step();
            let named = BTreeSet::from([name.to_owned()]);
            assert_eq!(
                put_right(root, &mut found, &folders, &named),
                expected,
                "{name}"
            );
            if expected {
                let paths = |all: &[Found]| -> Vec<_> {
                    all.iter()
                        .map(|file| (file.path.clone(), file.sound))
                        .collect()
                };
                assert_eq!(paths(&found), paths(&list().0), "{name}");
            }
        }
    }
}
