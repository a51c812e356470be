//! What all pages share.

use crate::view::part::{Count, Day, Link};
use crate::view::picture::Preview;
use serde::Serialize;

/// `head`: what one page says of itself.
#[derive(Debug, Clone, Serialize)]
pub struct Head<'a> {
    /// Title of the page, without the site's; empty on the home page.
    pub title: String,
    /// Plain description for search engines and previews, or null.
    pub description: Option<String>,
    /// Path of the page as linked: `/san-pham/mat-ong/`, with the site's base path.
    pub url: String,
    /// The whole address, with host.
    pub canonical: String,
    /// Section of the site: `home`, `products`, `producers`, `districts`, `communes`, `stars`, `categories`, `programme`, `news`, `lists`, `pages`, `search`, `selection`, `missing`.
    pub section: &'static str,
    /// From the home page to this one; the last is the page itself. Empty on the home page.
    pub breadcrumbs: Vec<Link<'a>>,
    /// JSON-LD, finished for `<script type="application/ld+json">` (use `| safe`), or null.
    pub linked_data: Option<String>,
    /// Whether search engines may list the page.
    pub indexed: bool,
    /// The picture of its link preview, or null where the theme has none for pages without a photograph.
    pub image: Option<Preview<'a>>,
    /// The day a news item is of, or null on other pages.
    pub published: Option<Day>,
    /// Address of the page before this one in its listing, or null.
    pub previous: Option<String>,
    /// Address of the page after this one in its listing, or null.
    pub next: Option<String>,
    /// Ways to tell others of this page, which open without script: Facebook, Telegram, WhatsApp, e-mail.
    pub share: Vec<Link<'a>>,
    /// Address for reporting a fault on this page, with the page's address in it; null where the site's contact is neither an e-mail nor an address.
    pub report: Option<String>,
}

/// `site`: the same on every page.
#[derive(Debug, Clone, Serialize)]
pub struct Site<'a> {
    /// Title of the site.
    pub title: &'a str,
    /// One paragraph on the site, or null.
    pub description: Option<&'a str>,
    /// Its web manifest.
    pub manifest: String,
    /// What pages may load, for `<meta http-equiv="Content-Security-Policy">` (use `| safe`).
    pub policy: &'a str,
    /// Language of the pages: `vi`.
    pub language: &'a str,
    /// Full name of the province, or null.
    pub province: Option<&'a str>,
    /// How to reach those who run the site, or null.
    pub contact: Option<&'a str>,
    /// Terms of use of texts and data, or null.
    pub licence: Option<&'a str>,
    /// A colour `#rrggbb`, or null.
    pub accent: Option<&'a str>,
    /// Base path of the site: `/` or `/ocop/`.
    pub base: String,
    /// Whole address of the site, with a slash at the end.
    pub address: String,
    /// The build date: states of certificates are as of this day.
    pub today: Day,
    /// All products.
    pub products: Count,
    /// Number of producers.
    pub producers: usize,
    /// The main ways into the site, only those that lead somewhere.
    pub sections: Vec<Section<'a>>,
    /// Further links: the editor's menu, then free pages that ask to be in it.
    pub menu: Vec<Link<'a>>,
    /// The addresses of `sections` and `menu`: where `head.url` is one of them, a link there is to the page itself.
    pub ways: Vec<String>,
    /// The search page and its index.
    pub search: SearchBox,
    /// The certificate check, or null where the theme has none.
    pub check: Option<String>,
    /// The page on which a script fills a sheet of labels (`?sp=ID,ID` or `?chu-the=ID`), or null where the theme has none.
    pub labels: Option<String>,
    /// The page of the visitor's own selection, or null where the theme has none.
    pub selection: Option<String>,
    /// Atom feeds.
    pub feeds: Vec<Link<'a>>,
}

/// What a search box needs: a form that leads to `url` by GET with the field `q`.
#[derive(Debug, Clone, Serialize)]
pub struct SearchBox {
    /// Address of the search page: the form's `action`. Its query also takes `sao`, `huyen`, `nganh` and `tinh-trang`.
    pub url: String,
    /// Address of the file that says where the search index is, for `data-index`: a script fetches it once the
    /// box is used. The same whatever the index holds.
    pub index: String,
}

/// One of the main ways into the site.
#[derive(Debug, Clone, Serialize)]
pub struct Section<'a> {
    /// The same word as `head.section` on its pages.
    pub id: &'static str,
    /// Where it leads.
    pub link: Link<'a>,
}
