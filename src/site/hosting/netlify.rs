//! `_headers` and `_redirects`, in the language that Netlify and Cloudflare Pages share.

use super::{Hosting, LONG, SHORT, UNLISTED, headers};
use std::fmt::Write;

/// Cloudflare Pages reads 100 rules of headers; a few are left for the fixed ones.
const MOST_RULES: usize = 90;
/// Of these for files of unlisted lists, so that some folders keep theirs.
const MOST_UNLISTED: usize = 80;

/// Where two rules fit one address, Cloudflare joins their values: so no two rules set one header
/// for one address, and a folder of pages that a lasting one lies in has none. A page outside the folders named here is kept as long as the host thinks right,
/// which at both is not at all.
pub(super) fn headers_file(hosting: &Hosting) -> String {
    let mut out = String::new();
    rule(&mut out, "/*", &headers());
    for folder in hosting.lasting() {
        rule(&mut out, &format!("{folder}*"), &cached(LONG));
    }
    rule(&mut out, &hosting.base, &cached(SHORT));
    let lasting: Vec<String> = hosting.lasting().collect();
    let holds_lasting = |folder: &&String| lasting.iter().any(|one| one.starts_with(*folder));
    let folders = hosting.folders.iter().filter(|one| !holds_lasting(one));
    // Pages say of themselves how they are to be taken; a table of a list has nothing but these rules.
    let unlisted: Vec<&String> = hosting.unlisted.iter().take(MOST_UNLISTED).collect();
    let (robots, noindex) = UNLISTED;
    for file in &unlisted {
        rule(&mut out, file, &[(robots, noindex.to_owned())]);
    }
    for folder in folders.take(MOST_RULES.saturating_sub(unlisted.len())) {
        rule(&mut out, &format!("{folder}*"), &cached(SHORT));
    }
    out
}

fn cached(how: &str) -> [(&'static str, String); 1] {
    [("Cache-Control", how.to_owned())]
}

fn rule(out: &mut String, address: &str, headers: &[(&str, String)]) {
    // Writing into a string cannot fail.
    let _ = writeln!(out, "{address}");
    for (name, value) in headers {
        let _ = writeln!(out, "  {name}: {value}");
    }
}

/// Each old address with and without its last slash. Cloudflare follows them before it looks for a
/// file; Netlify shows the page that stands at the old address, which leads on as well.
pub(super) fn redirects(hosting: &Hosting) -> String {
    let mut out = String::new();
    for moved in &hosting.moved {
        let from = moved.from_encoded.as_str();
        let bare = from.strip_suffix('/').filter(|bare| !bare.is_empty());
        for from in std::iter::once(from).chain(bare) {
            let _ = writeln!(out, "{from} {} 301", moved.to);
        }
    }
    out
}
