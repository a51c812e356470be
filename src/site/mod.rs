//! Planning: from a catalogue to every file of its site, before a byte of it is drawn.
//!
//! The folder is the site's table of contents. [`plan`] asks each chapter what it will publish and
//! gets a sorted list of addresses, so that two things at one address, links that lead nowhere and
//! the sitemap are questions asked of that list. [`Site::view`] then finishes one page at a time,
//! borrowing from the catalogue: the views of a large site are never all in memory.

// What exists, and where.
pub mod artifact;
pub mod again;
mod atlas;
mod groups;
mod routes;
mod shelf;
pub mod cloth;
pub mod medallion;
mod distinct;
mod titles;
// What is said of it.
mod head;
mod hosting;
mod names;
mod parts;
mod words;
mod written;
// The chapters.
mod assets;
pub mod cards;
mod check;
mod facets;
mod facts;
mod feeds;
mod images;
mod indexes;
mod linked_data;
mod labels;
mod links;
mod list_table;
mod listings;
mod nearby;
mod news;
mod pager;
mod pages;
mod producer;
mod product;
mod programme;
mod qr;
mod goal;
mod art;
mod recognition;
mod redirects;
pub mod retold;
mod search;
mod selection;
mod short;
mod sitemap;
mod table;
mod vcard;
mod web_manifest;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use crate::catalogue::Catalogue;
use crate::catalogue::body::Body;
use crate::source::diagnostic::{Checked, Diagnostics};
use crate::view;
use crate::view::View;
use crate::view::manifest::Manifest;
use again::{Files, Held};
use artifact::{Artifact, PageRef, Recipe, TextRef};
use atlas::Atlas;
use cards::{Cards, Look};
use links::{Links, Resolved};
use search::Index;
use selection::Shards;
use shelf::{Owner, Shelf, Sorted};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// Plans every file of the site; reports addresses that meet, links and redirects that lead nowhere.
pub fn plan<'c>(
    catalogue: &'c Catalogue,
    manifest: &'c Manifest,
    assets: &Assets,
) -> Checked<Site<'c>> {
    let held = Held::default();
    plan_from(catalogue, manifest, assets, held, Search::Now).0
}

/// The same, faster where little has changed since the memory was last used with this theme. The search
/// index, which takes the longest, is made when it is first asked for: [`Site::late`].
pub fn plan_again<'c>(
    catalogue: &'c Arc<Catalogue>,
    manifest: &'c Manifest,
    assets: &Assets,
    memory: &mut again::Memory,
) -> Checked<Site<'c>> {
    let held = memory.held(catalogue);
    let (planned, files) = plan_from(catalogue, manifest, assets, held, Search::Late);
    let Site {
        atlas,
        index,
        links,
        ..
    } = &planned.value;
    let held = Held {
        ground: Some(atlas.ground.clone()),
        sorted: Some((
            atlas.letters.clone(),
            atlas.years.clone(),
            atlas.rows.clone(),
        )),
        titles: Some(atlas.titles.clone()),
        are_described: true,
        index: Some(index.clone()),
        last: Some(files.sorted.clone()),
        before: None,
        files: Some(files),
        links: Some(Resolved {
            catalogue: catalogue.clone(),
            links: links.clone(),
            is_sound: !planned.notes.iter().any(links::is_broken),
        }),
    };
    memory.keep(catalogue, held);
    planned
}

/// When the search index is made.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Search {
    Now,
    /// When it is asked for.
    Late,
}

/// A plan that makes what is not held, and its files for the next.
fn plan_from<'c>(
    catalogue: &'c Catalogue,
    manifest: &'c Manifest,
    assets: &Assets,
    held: Held,
    search: Search,
) -> (Checked<Site<'c>>, Files) {
    let mut atlas = Atlas::of_site(catalogue, manifest, assets, &held);
    let index = held.index.unwrap_or_default();
    let files = match held.files {
        Some(files) => {
            atlas.cards.clone_from(&files.cards);
            files
        }
        None => {
            // The index looks at what is found on the products alone.
            let make = || match search {
                Search::Now => drop(index.get_or_init(|| Index::new(&atlas))),
                Search::Late => {}
            };
            let ((), (shelf, cards)) = rayon::join(make, || of_pages(&atlas, assets));
            let last = held.last.as_ref();
            listed(&mut atlas, assets, &index, shelf, cards, last)
        }
    };
    let mut notes = files.notes.clone();
    let artifacts = files.sorted.files.clone();
    let late = OnceLock::new();
    if files.has_index {
        let _ = late.set(Vec::new());
    }
    let later = || search::late(&late, &index, &atlas);
    let links = links::resolve(&atlas, &artifacts, &later, held.links.as_ref()).note(&mut notes);
    let value = Site {
        artifacts,
        late,
        atlas,
        links: Arc::new(links),
        index,
        shards: files.shards.clone(),
        assets: assets.clone(),
    };
    (Checked { value, notes }, files)
}

/// Every file: those of the pages, of which the shelf holds some, and those that follow from them.
fn listed(
    atlas: &mut Atlas<'_>,
    assets: &Assets,
    index: &OnceLock<Index>,
    mut shelf: Shelf,
    cards: Option<Checked<Cards>>,
    last: Option<&Sorted>,
) -> Files {
    let mut notes = Diagnostics::default();
    let catalogue = atlas.catalogue;
    atlas.cards = cards.map(|cards| cards.note(&mut notes));
    cards::list(atlas, &mut shelf);
    images::list(atlas, &mut shelf);
    assets::list(catalogue, &assets.folder, &assets.paths, &mut shelf);
    redirects::list(catalogue, &mut shelf);
    shelf.put(
        search::LATEST,
        Recipe::Text(TextRef::SearchLatest),
        Owner::Program,
    );
    let shards = Shards::new(&catalogue.products);
    selection::list(atlas, &shards, &mut shelf);
    feeds::list(atlas, &mut shelf);
    web_manifest::list(&mut shelf);
    hosting::list(catalogue, &mut shelf);
    sitemap::list(atlas, &mut shelf);
    // One that content may meet must be there to meet.
    if shelf.has_content_in(search::FOLDER) {
        index.get_or_init(|| Index::new(atlas));
    }
    let made = index.get();
    for (place, recipe) in made.into_iter().flat_map(Index::listed) {
        shelf.put(&place, recipe, Owner::Program);
    }
    Files {
        sorted: shelf.sorted(catalogue, last).note(&mut notes),
        cards: atlas.cards.clone(),
        shards: Arc::new(shards),
        has_index: made.is_some(),
        notes,
    }
}

/// The files that hold what pages tell, and the share cards of the pages, where they are drawn.
fn of_pages(atlas: &Atlas<'_>, assets: &Assets) -> (Shelf, Option<Checked<Cards>>) {
    let catalogue = atlas.catalogue;
    let on_a_shelf = |room: usize, list: &dyn Fn(&mut Shelf)| {
        let mut shelf = Shelf::with_room(room);
        list(&mut shelf);
        shelf
    };
    // A file or two for each record, and some listings: what is put beside comes on the same shelf at last.
    let records = catalogue.products.len() + catalogue.producers.len();
    let pages = || {
        on_a_shelf(records * 5 / 2, &|shelf| {
            pages::list(atlas, shelf);
            listings::list(atlas, shelf);
            indexes::list(atlas, shelf);
            table::list(atlas, shelf);
            programme::list(atlas, shelf);
            news::list(atlas, shelf);
            labels::list(atlas, shelf);
            check::list(atlas, shelf);
        })
    };
    let beside = || {
        on_a_shelf(records, &|shelf| {
            search::list(atlas, shelf);
            short::list(atlas, shelf);
            list_table::list(atlas, shelf);
            vcard::list(catalogue, shelf);
        })
    };
    let (mut shelf, beside) = rayon::join(pages, beside);
    let look = assets.cards.as_ref().filter(|_| catalogue.settings.cards);
    let cards = look.map(|look| {
        let pages: Vec<PageRef> = shelf.pages().collect();
        cards::plan(atlas, look, &pages)
    });
    shelf.append(beside);
    (shelf, cards)
}

/// The files of a theme that a site publishes.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    /// Folder of the output they stand in, named for their content: `assets/1a2b3c4d`.
    pub folder: String,
    /// Their paths inside the theme: `assets/style.css`.
    pub paths: Vec<Arc<str>>,
    /// The one that is the link preview of pages without a photograph, and its media type.
    pub card: Option<(Arc<str>, &'static str)>,
    /// How its share cards look; none where it draws none.
    pub cards: Option<Look>,
}

/// A planned site: the list of its files, and all that is needed to finish any page of it.
#[derive(Debug, Clone)]
pub struct Site<'c> {
    /// Every file, by path; no path twice, in whatever case. Of a plan made again those of [`Site::late`] may be
    /// missing.
    pub artifacts: Arc<Vec<Artifact>>,
    late: OnceLock<Vec<Artifact>>,
    atlas: Atlas<'c>,
    links: Arc<Links>,
    index: Arc<OnceLock<Index>>,
    shards: Arc<Shards>,
    assets: Assets,
}

impl<'c> Site<'c> {
    /// The finished view of one page. Cheap: looks at what the page shows, never at all products.
    pub fn view(&self, page: PageRef) -> View<'_> {
        let (atlas, links) = (&self.atlas, &self.links);
        let mut view = match page {
            PageRef::Home => pages::home(atlas),
            PageRef::Product(index) => product::view(atlas, links, index),
            PageRef::Producer(index) => producer::view(atlas, links, index),
            PageRef::Listing(group, number) => listings::view(atlas, group, number),
            PageRef::Producers(number) => indexes::producers_page(atlas, number),
            PageRef::Districts => indexes::districts_page(atlas),
            PageRef::Communes => indexes::communes_page(atlas),
            PageRef::Categories => indexes::categories_page(atlas),
            PageRef::Lists => indexes::lists_page(atlas),
            PageRef::Table => table::view(atlas),
            PageRef::Programme => programme::view(atlas),
            PageRef::NewsList(number) => news::list_view(atlas, number),
            PageRef::News(index) => news::view(atlas, links, index),
            PageRef::Page(index) => pages::free(atlas, links, index),
            PageRef::Search => search::home(atlas, self.index_url()),
            PageRef::Letter(letter, number) => {
                search::letter(atlas, letter, number, self.index_url())
            }
            PageRef::Labels => labels::view(atlas),
            PageRef::ListLabels(list, number) => labels::of_list(atlas, list, number),
            PageRef::Check => check::home(atlas),
            PageRef::CheckYear(year, number) => check::year(atlas, year, number),
            PageRef::Selection => selection::view(atlas, &self.shards),
            PageRef::Missing => pages::missing(atlas),
        };
        // Chapters leave this open: what is to be drawn follows from what they put on the page.
        view.art = atlas.read("art", || art::of(&view.content));
        view
    }

    /// Puts into a view the text that is not in memory.
    pub fn tell(&self, view: &mut View<'_>, page: PageRef, html: String) {
        let catalogue = self.atlas.catalogue;
        let Some((file, text)) = page.file(catalogue).zip(page.text(catalogue)) else {
            return;
        };
        let told = |own: &mut String| {
            let holes = text.holes.clone();
            let aside = None;
            *own = self.links.fill(file, &Body { html, aside, holes });
        };
        match &mut view.content {
            view::Content::Product(product) => told(&mut product.body),
            view::Content::Producer(producer) => told(&mut producer.body),
            _ => {}
        }
    }

    /// What the share card of a page says; of a page that shares its card, what that one says.
    pub fn card(&self, page: PageRef) -> view::card::Card<'_> {
        cards::view(&self.atlas, page)
    }

    /// A text the program writes itself: sitemap, robots, feeds, pages that lead on.
    pub fn text(&self, text: &TextRef) -> String {
        match text {
            TextRef::Sitemap => sitemap::whole(&self.atlas, &self.artifacts),
            TextRef::SitemapPart(part) => sitemap::part(&self.atlas, &self.artifacts, *part),
            TextRef::Robots => sitemap::robots(&self.atlas),
            TextRef::ProductFeed => feeds::products(&self.atlas),
            TextRef::WebManifest => web_manifest::text(&self.atlas, &self.assets),
            TextRef::SearchLatest => self.index().latest(),
            TextRef::Headers => hosting::headers_file(&self.hosted()),
            TextRef::Redirects => hosting::redirects_file(&self.hosted()),
            TextRef::SelectionData(number) => selection::data(&self.atlas, &self.shards, *number),
            TextRef::SelectionDrawings => selection::drawings(&self.atlas),
            TextRef::NewsFeed => feeds::news(&self.atlas),
            TextRef::Short(index) => short::page(&self.atlas, *index),
            TextRef::VCard(index) => vcard::text(&self.atlas, *index),
            TextRef::ListTable(index) => list_table::text(&self.atlas, *index),
            TextRef::CheckData(number) => self.atlas.rows.text(*number),
            TextRef::Redirect(index) => redirects::page(&self.atlas, &self.links, *index),
        }
    }

    /// Name and text of each file that sets up a server; not published.
    pub fn for_servers(&self) -> [(&'static str, String); 3] {
        hosting::for_servers(&self.hosted())
    }

    fn hosted(&self) -> hosting::Hosted<'_, 'c> {
        hosting::Hosted {
            atlas: &self.atlas,
            links: &self.links,
            artifacts: &self.artifacts,
            index: &self.index().folder,
        }
    }

    /// The files of the search index that are not among the others, by path. The index is made now if it is not.
    pub fn late(&self) -> &[Artifact] {
        search::late(&self.late, &self.index, &self.atlas)
    }

    /// The file at a path of the output.
    pub fn find(&self, path: &str) -> Option<&Artifact> {
        let among = |files: &'_ [Artifact]| {
            let at = files.binary_search_by(|file| file.path.as_str().cmp(path));
            at.ok()
        };
        match among(&self.artifacts) {
            Some(at) => self.artifacts.get(at),
            None if search::may_hold(path) => self.late().get(among(self.late())?),
            None => None,
        }
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(&self.atlas))
    }

    /// Compresses the search index before its files are asked for, as all of them will be; till then it takes
    /// less room.
    pub fn pack_search(&mut self) {
        if let Some(index) = Arc::get_mut(&mut self.index).and_then(OnceLock::get_mut) {
            index.pack();
        }
    }

    /// A file of the search index, by its number.
    pub fn search_file(&self, number: usize) -> Vec<u8> {
        self.index().published(number)
    }

    /// Makes the search index anew and gives the number of its files: what a benchmark times.
    pub fn index_again(&self) -> usize {
        Index::new(&self.atlas).files.len()
    }

    fn index_url(&self) -> String {
        self.atlas.routes.link(&self.index().place(0))
    }

    /// The view `site`, the same on every page.
    pub fn shared(&self) -> view::head::Site<'_> {
        head::shared(&self.atlas, &self.links)
    }

    /// Addresses of the theme's files by their path in its `assets/`: `style.css` leads to
    /// `/ocop/assets/1a2b3c4d/style.css`.
    pub fn asset_urls(&self) -> BTreeMap<String, String> {
        assets::urls(&self.atlas.routes, &self.assets.folder, &self.assets.paths)
    }
}
