//! What a link that leads nowhere most likely meant: an address of the site, or a file that has a page.

use crate::site::artifact::{Artifact, PageRef};
use crate::site::routes;
use crate::site::written::{beside, decoded, name, split};
use crate::text::near::nearest;
use std::collections::BTreeMap;

/// The file that the menu stands in: it lies in no folder from which a path could start.
pub(super) const CONFIG: &str = "content/config.yml";

/// What was probably meant by a link in `file`: among addresses for a site path, among the files that
/// have a page for others. `artifacts` are all files of the site in two parts, each by path; `pages` those of content files, by their path.
pub(super) fn meant(
    file: &str,
    found: &str,
    artifacts: [&[Artifact]; 2],
    pages: &BTreeMap<String, PageRef>,
) -> Option<String> {
    let path = decoded(split(found).0);
    match path.strip_prefix('/') {
        Some(path) => address(path, artifacts),
        None if file == CONFIG => address(&path, artifacts),
        None => content_file(file, &path, pages),
    }
}

/// The nearest address; else the one whose last part is the same, wherever it stands.
fn address(path: &str, [most, few]: [&[Artifact]; 2]) -> Option<String> {
    let mut all: Vec<&str> = most.iter().chain(few).map(|one| &*one.path).collect();
    if !few.is_empty() {
        all.sort_unstable();
    }
    let word = path.trim_end_matches('/');
    let word = word.strip_suffix("/index.html").unwrap_or(word);
    let bare = |place: &str| place.trim_end_matches('/').len();
    let places = || all.iter().map(|path| routes::place_of_output(path));
    let alike = places().map(|place| &place[..bare(place)]);
    let near = nearest(word, alike.filter(|place| is_alike_in_length(place, word)));
    let last = without_ending(name(word));
    let near = near.or_else(|| {
        let page = |place: &&str| !last.is_empty() && name(place) == last;
        // Of several the shortest: `/san-pham/x/` before what stands below it.
        places()
            .map(|place| &place[..bare(place)])
            .filter(page)
            .min_by_key(|place| place.len())
    })?;
    let whole = places().find(|place| &place[..bare(place)] == near)?;
    Some(format!("/{whole}"))
}

/// The nearest content file that has a page, as a link from `file` names it.
fn content_file(file: &str, path: &str, pages: &BTreeMap<String, PageRef>) -> Option<String> {
    let word = format!("{}.md", without_ending(name(path)));
    let names = pages.keys().map(|path| name(path));
    let near = nearest(&word, names.filter(|name| is_alike_in_length(name, &word)))?;
    let asked = beside(file, path).unwrap_or_default();
    let folder = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    let named = || pages.keys().filter(|path| name(path) == near);
    let target = named()
        .find(|path| folder(path) == folder(&asked))
        .or_else(|| named().next())?;
    Some(from_folder_of(file, target))
}

fn without_ending(name: &str) -> &str {
    [".en.md", ".md", ".html", ".htm"]
        .iter()
        .find_map(|ending| name.strip_suffix(ending))
        .unwrap_or(name)
}

/// A path as a link from the folder of `file` names it.
fn from_folder_of(file: &str, target: &str) -> String {
    let mut here: Vec<&str> = file.split('/').collect();
    here.pop();
    let there: Vec<&str> = target.split('/').collect();
    let shared = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
    let mut parts = vec![".."; here.len() - shared];
    parts.extend(&there[shared..]);
    parts.join("/")
}

/// Near names differ by at most three signs; a mark takes up to two bytes.
fn is_alike_in_length(one: &str, other: &str) -> bool {
    one.chars().count().abs_diff(other.chars().count()) <= 3
}

#[cfg(test)]
mod tests {
    use super::from_folder_of;

    #[test]
    fn a_file_is_named_from_the_folder_of_another() {
        for (file, target, link) in [
            ("content/products/a.md", "content/products/b.md", "b.md"),
            (
                "content/products/a.md",
                "content/pages/b.md",
                "../pages/b.md",
            ),
            (
                "content/products/x/a.md",
                "content/products/b.md",
                "../b.md",
            ),
            ("content/products/a.md", "content/products/x/b.md", "x/b.md"),
        ] {
            assert_eq!(from_folder_of(file, target), link);
        }
    }
}
