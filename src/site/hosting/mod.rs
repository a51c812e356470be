//! For whoever sets up the server: headers, caching, redirects and the page for what is missing, as
//! finished files for the usual hosts.
//!
//! What is promised stands here once; each host has a file that says it in that host's language.
//! `_headers` and `_redirects` are published, since Netlify and Cloudflare Pages read them there;
//! the others lie in `.sanvat/hosting/`. All take the folder given to the server as the host's root: with
//! a base path (`https://host/ocop/`) the site lies in a folder of that name inside it.
//!
//! What each can do, tried with the servers themselves in `tests/hosting.rs`:
//!
//! | | nginx | Caddy | Apache | Netlify, Cloudflare |
//! | --- | --- | --- | --- | --- |
//! | `/m/CODE` in capitals | led on | led on | led on, with `rewrite` | by the script of `404.html` |
//! | `noindex` for tables of unlisted lists | yes | yes | yes | yes, the first 80 files |
//! | an old share card | the site's own picture | the same | the same | not found, see [`cards`] |

mod apache;
mod caddy;
mod netlify;
mod nginx;

use crate::catalogue::Catalogue;
use crate::site::artifact::{Artifact, Group, PageRef, Recipe, TextRef};
use crate::site::atlas::Atlas;
use crate::site::cards;
use crate::site::links::{self, Links};
use crate::site::redirects::old_place;
use crate::site::shelf::{Owner, Shelf};
use std::collections::BTreeSet;

/// What a page may load and do: only what lies on its own host. Themes put it into each page.
pub(super) const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'";

/// How long pages and feeds may be kept, in seconds: a correction is seen by all after minutes.
const SHORT: &str = "public, max-age=300";
/// For what has a name made from its content.
const LONG: &str = "public, max-age=31536000, immutable";
/// Folders that hold nothing else, beside that of the search index.
const LASTING: [&str; 3] = ["assets/", "anh/", "the/"];

/// For what only those who were given its address are to find.
const UNLISTED: (&str, &str) = ("X-Robots-Tag", "noindex");

/// The headers of every answer. The policy of the header also keeps others from framing a page,
/// which one inside a page cannot.
fn headers() -> [(&'static str, String); 4] {
    [
        (
            "Content-Security-Policy",
            format!("{POLICY}; frame-ancestors 'none'"),
        ),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        (
            "Referrer-Policy",
            "strict-origin-when-cross-origin".to_owned(),
        ),
        (
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()".to_owned(),
        ),
    ]
}

/// What a server is set up for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hosted<'s, 'c> {
    pub(super) atlas: &'s Atlas<'c>,
    pub(super) links: &'s Links,
    /// All files but those of the search index, which may be among them.
    pub(super) artifacts: &'s [Artifact],
    /// The folder of the search index.
    pub(super) index: &'s str,
}

/// What the hosts' files are made of.
struct Hosting {
    /// `https`
    scheme: String,
    /// Host and port: `example.org`, `example.org:8080`.
    authority: String,
    /// The host alone.
    host: String,
    /// `/` or `/ocop/`.
    base: String,
    /// Old addresses, each with the new one.
    moved: Vec<Moved>,
    /// First folders of pages, with the base and a slash at the end.
    folders: Vec<String>,
    /// Folders whose files never change, without the base and with a slash at the end.
    lasting: Vec<String>,
    /// What lies beside the pages of unlisted lists and cannot say of itself that it is not to be
    /// indexed: tables and cards, encoded, with the base.
    unlisted: Vec<String>,
    /// The folder of share cards, with the base, and the picture to show for a card that is no more.
    old_cards: Option<(String, String)>,
}

/// An old address that leads on in one step.
struct Moved {
    /// As a server sees it, decoded: `/cu/mật ong/`.
    from: String,
    /// The same, encoded: `/cu/m%E1%BA%ADt%20ong/`.
    from_encoded: String,
    /// Where to, encoded, with the base, perhaps with a query: no space, quote, brace or `$`.
    to: String,
}

/// `_headers` and `_redirects`.
pub(super) fn list(catalogue: &Catalogue, shelf: &mut Shelf) {
    shelf.put("_headers", Recipe::Text(TextRef::Headers), Owner::Program);
    if !catalogue.redirects.is_empty() {
        let recipe = Recipe::Text(TextRef::Redirects);
        shelf.put("_redirects", recipe, Owner::Program);
    }
}

/// The text of `_headers`.
pub(super) fn headers_file(hosted: &Hosted<'_, '_>) -> String {
    netlify::headers_file(&Hosting::new(hosted))
}

/// The text of `_redirects`.
pub(super) fn redirects_file(hosted: &Hosted<'_, '_>) -> String {
    netlify::redirects(&Hosting::new(hosted))
}

/// Name and text of each file for servers of one's own.
pub(super) fn for_servers(hosted: &Hosted<'_, '_>) -> [(&'static str, String); 3] {
    let hosting = Hosting::new(hosted);
    [
        ("Caddyfile", caddy::file(&hosting)),
        ("apache.conf", apache::file(&hosting)),
        ("nginx.conf", nginx::file(&hosting)),
    ]
}

impl Hosting {
    fn new(hosted: &Hosted<'_, '_>) -> Hosting {
        let Hosted {
            atlas,
            links,
            artifacts,
            index,
        } = *hosted;
        let root = &atlas.routes.root;
        let (scheme, rest) = root.split_once("://").unwrap_or(("https", root));
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let host = match authority.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
            _ => authority,
        };
        let base = atlas.routes.base.clone();
        // A redirect that met a page was reported and is not published.
        let published = |index: usize| {
            let wanted = Recipe::Text(TextRef::Redirect(index));
            artifacts.iter().any(|artifact| artifact.recipe == wanted)
        };
        let moved = atlas.catalogue.redirects.iter().enumerate();
        let moved = moved
            .filter(|(index, _)| published(*index))
            .map(|(index, redirect)| {
                let place = old_place(&redirect.from);
                Moved {
                    from: format!("{base}{place}"),
                    from_encoded: atlas.routes.link(&place),
                    to: safe(&links::with_base(atlas, links.redirect(index))),
                }
            })
            .collect();
        let folders: BTreeSet<String> = artifacts
            .iter()
            .filter(|artifact| artifact.path.ends_with("/index.html"))
            .filter_map(|artifact| artifact.path.split_once('/'))
            .map(|(first, _)| atlas.routes.link(&format!("{first}/")))
            .collect();
        // A free page may stand at `tim/`: the index's own folder is named whole.
        let index = [format!("{index}/")];
        // So may one at any of the others; its pages then decide for the folder.
        let free = |folder: &&&str| !folders.contains(&atlas.routes.link(folder));
        let lasting = LASTING.iter().filter(free);
        let lasting = lasting.map(|folder| (*folder).to_owned());
        let lasting: Vec<String> = lasting.chain(index).collect();
        let cards = format!("{}/", cards::FOLDER);
        let old_cards = lasting.contains(&cards).then_some(cards);
        let general = atlas.card.as_ref().map(|(place, _)| place);
        Hosting {
            unlisted: unlisted(atlas, artifacts),
            old_cards: old_cards.zip(general).map(|(cards, general)| {
                (format!("{base}{cards}"), safe(&atlas.routes.link(general)))
            }),
            lasting,
            scheme: scheme.to_ascii_lowercase(),
            authority: safe(authority),
            host: safe(host),
            moved,
            folders: folders.into_iter().collect(),
            base,
        }
    }

    /// The folders whose files never change, with the base: `/ocop/anh/`.
    fn lasting(&self) -> impl Iterator<Item = String> {
        self.lasting
            .iter()
            .map(|folder| format!("{}{folder}", self.base))
    }

    /// Remarks on how to leave old share cards on a server for a year; empty where there are no cards.
    fn keeping_cards(&self) -> String {
        let Some((cards, _)) = &self.old_cards else {
            return String::new();
        };
        let inside = cards.strip_prefix(&self.base).unwrap_or(cards);
        let at = self.inside();
        format!(
            "# Messages sent before still ask for share cards of earlier builds. To leave those on the server for a year:\n\
             #   rsync -rlt --delete --filter='protect /{inside}**' public/ SERVER:{at}\n\
             #   find {at}{inside} -type f -mtime +365 -delete   (then copy again)\n"
        )
    }

    /// Where the published folder lies inside the folder `/srv/HOST` given to the server.
    fn inside(&self) -> String {
        format!(
            "/srv/{}{}",
            self.host.replace(['[', ']', ':'], "_"),
            self.base
        )
    }
}

/// A text as a regular expression for itself.
fn expression(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        if sign.is_ascii() && !sign.is_ascii_alphanumeric() && !matches!(sign, '/' | '_') {
            out.push('\\');
        }
        out.push(sign);
    }
    out
}

/// The files of lists that are not linked: each list's table and card.
fn unlisted(atlas: &Atlas<'_>, artifacts: &[Artifact]) -> Vec<String> {
    let lists = &atlas.catalogue.lists;
    let hidden = |index: usize| lists.get(index).is_some_and(|list| list.unlisted);
    let own = artifacts.iter().filter(|artifact| match &artifact.recipe {
        Recipe::Text(TextRef::ListTable(index)) => hidden(*index),
        Recipe::Card(card) => match card.page {
            PageRef::Listing(Group::List(index), _) => hidden(index),
            _ => false,
        },
        _ => false,
    });
    own.map(|artifact| safe(&atlas.routes.link(&artifact.path)))
        .collect()
}

/// An address in which no sign means anything to any server's configuration.
fn safe(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for sign in address.chars() {
        if sign.is_ascii_alphanumeric() || "-._~:/?#[]@!&'()*+,;=%".contains(sign) {
            out.push(sign);
        } else {
            let mut bytes = [0; 4];
            for byte in sign.encode_utf8(&mut bytes).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests;
