//! A theme: its templates compiled, its assets, what it asks for.

use crate::render::builtin;
use crate::render::card::{self, Cards, Grounds, Middle};
use crate::render::compile;
use crate::render::engine;
use crate::render::fault::{self, Templates};
use crate::render::kept::{self, Kept, Store};
use crate::render::overlay::{self, File};
use crate::render::script;
use crate::render::style;
use crate::render::tidy;
use crate::render::unread::unread;
use crate::render::unused;
use crate::site::artifact::{SHARE_BYTES, SHARE_HEIGHT, SHARE_WIDTH};
use crate::site::cards::Look;
use crate::source::diagnostic::{Checked, Diagnostic, Diagnostics};
use crate::source::picture::{self, PictureKind};
use crate::source::problem::Problem;
use crate::source::span::Span;
use crate::source::tree::ThemeFolder;
use crate::source::utf8;
use crate::text::near;
use crate::view::View;
use crate::view::card::Card;
use crate::view::head::Site;
use crate::view::manifest::{Manifest, OPTIONAL, TEMPLATES};
use crate::view::shown;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tera::Tera;

/// What a theme's link preview may be called.
const CARDS: [&str; 2] = ["assets/share.png", "assets/share.jpg"];
/// Files that no template need name: the program looks for them.
const USED_BY_PROGRAM: [&str; 8] = [
    "thesaurus.yml",
    "theme.yml",
    CARDS[0],
    CARDS[1],
    "assets/icon-192.png",
    "assets/icon-512.png",
    card::FONTS[0],
    card::FONTS[1],
];

/// A theme ready to draw.
#[derive(Debug, Clone)]
pub struct Theme {
    /// What it asks for.
    pub manifest: Manifest,
    /// Its styles, scripts, fonts and icons by path inside the theme: `assets/site.css`.
    pub assets: BTreeMap<Arc<str>, Arc<[u8]>>,
    /// The one of them that is the link preview of pages without a photograph, and its media type.
    pub card: Option<(Arc<str>, &'static str)>,
    /// How it draws share cards; none where it has no template for them.
    cards: Option<Cards>,
    /// Eight hexadecimal digits that change with any asset's path or bytes.
    pub assets_hash: String,
    /// Changes with everything that can change a page but the page's own view: templates, and what is [shared](Theme::share).
    pub hash: [u8; 32],
    templates_hash: [u8; 32],
    templates: Templates,
    /// The tags of templates that load scripts and stylesheets, without their ends, each once.
    loading: BTreeSet<String>,
    /// The templates as their author wrote them.
    tera: Tera,
    /// The same made smaller, each where that is certain to draw the same.
    small: Tera,
    /// The same again, where the parts that [are kept](kept) come from; `None` where none may be.
    parts: Option<Tera>,
    /// Whether those know a card by its mark alone.
    by_mark: bool,
    /// Those that were drawn.
    kept: Option<Arc<Kept>>,
}

/// Makes a theme of its folder, filled up with the built-in one where it does not stand alone.
///
/// `None` where anything is wrong; all faults of all templates are told at once: of each its first
/// fault of syntax, then all names that nothing has. Warns of files that nothing asks for.
pub fn load(folder: &ThemeFolder) -> Checked<Option<Theme>> {
    let mut notes = Diagnostics::default();
    if !folder.exists && folder.name != builtin::NAME {
        let others = folder.others.iter().map(String::as_str);
        let near = near::nearest(&folder.name, others.chain([builtin::NAME])).map(str::to_owned);
        let found = folder.name.clone();
        let unknown = Problem::ThemeUnknown {
            found,
            near,
            typed: false,
        };
        notes.add(&"content/config.yml".into(), Span::default(), unknown);
        return Checked { value: None, notes };
    }
    let manifest_file: Arc<str> = format!("themes/{}/theme.yml", folder.name).into();
    let mut manifest = overlay::read_manifest(folder, &manifest_file, &mut notes);
    let files = overlay::overlay(folder, manifest.standalone);
    let templates = Templates {
        by_name: overlay::read_templates(&files, &mut notes),
        manifest: manifest_file.clone(),
    };
    let has = |name: &&&str| templates.by_name.contains_key(**name);
    manifest.optional = OPTIONAL.iter().filter(has).copied().collect();
    manifest.unread = unread(&templates);
    let assets: BTreeMap<Arc<str>, Arc<[u8]>> = files
        .iter()
        .filter(|(path, _)| path.starts_with("assets/") && !path.contains("/."))
        .map(|(path, file)| (Arc::from(*path), published(path, &file.bytes)))
        .collect();
    for template in TEMPLATES
        .iter()
        .filter(|name| !templates.by_name.contains_key(**name))
    {
        let template = (*template).to_owned();
        let missing = Problem::ThemeMissing { template };
        notes.add(&manifest_file, Span::default(), missing);
    }
    let cards = || {
        let mut notes = Diagnostics::default();
        let cards = Cards::load(&files, &templates, &mut notes);
        (cards, notes)
    };
    let texts = templates.by_name.values();
    let texts: Vec<&str> = texts.map(|template| template.text.as_str()).collect();
    warn_of_unused(&files, &templates, &assets, &mut notes);
    let written = || (compile::written(&templates), script::merged(assets, &texts));
    let others = || rayon::join(|| compile::smaller(&templates), cards);
    let (((tera, faults), assets), (small, (cards, of_cards))) = rayon::join(written, others);
    for fault in faults {
        notes.add(&fault.file, fault.span, fault.problem);
    }
    let card = own_card(&files, &mut notes);
    notes.append(of_cards);
    let templates_hash = hash_of(
        templates
            .by_name
            .iter()
            .map(|(name, template)| (name.as_str(), template.text.as_bytes())),
    );
    let assets_hash = hash_of(assets.iter().map(|(path, bytes)| (&**path, &**bytes)));
    let (small, parts, by_mark) = match small {
        Some(small) => (small.tera, small.parts, small.by_mark),
        None => (tera.clone(), None, false),
    };
    let value = (!notes.have_errors()).then(|| Theme {
        manifest,
        assets,
        card,
        cards,
        assets_hash: blake3::Hash::from(assets_hash).to_hex()[..8].to_owned(),
        hash: templates_hash,
        templates_hash,
        parts,
        by_mark,
        kept: None,
        small,
        loading: loading(&templates),
        templates,
        tera,
    });
    Checked { value, notes }
}

impl Theme {
    /// Gives all templates `site` and `assets`: addresses of the assets by their path in the theme's
    /// `assets/`, so that a template writes `{{ assets["style.css"] }}`. Once, before drawing.
    pub fn share(&mut self, site: &Site<'_>, assets: &BTreeMap<String, String>) {
        let parts = self.parts.iter_mut();
        for tera in [&mut self.tera, &mut self.small].into_iter().chain(parts) {
            let shared = tera.global_context();
            shared.insert("site", site);
            shared.insert("assets", assets);
        }
        if let Some(parts) = &self.parts {
            self.kept = Some(compile::keep(&mut self.small, parts, self.by_mark));
        }
        let site = serde_json::to_vec(site).unwrap_or_default();
        let assets = serde_json::to_vec(assets).unwrap_or_default();
        self.hash = hash_of([
            ("templates", &self.templates_hash[..]),
            ("site", &site),
            ("assets", &assets),
        ]);
    }

    /// Whether a template loads this script or stylesheet with the page itself.
    pub fn loads_at_once(&self, path: &str) -> bool {
        let name = path.strip_prefix("assets/").unwrap_or(path);
        self.loading.iter().any(|tag| tag.contains(name))
    }

    /// The page templates that name an asset, where no part and no frame does: what only their pages
    /// load. Empty for what every page may load.
    pub fn pages_that_load(&self, path: &str) -> Vec<&'static str> {
        let name = path.strip_prefix("assets/").unwrap_or(path);
        let naming = self.templates.by_name.iter();
        let naming = naming.filter(|(_, template)| template.text.contains(name));
        let of_pages = naming.map(|(template, _)| {
            let mut pages = TEMPLATES.iter().chain(OPTIONAL);
            pages.find(|page| *page == template).copied()
        });
        of_pages.collect::<Option<Vec<&str>>>().unwrap_or_default()
    }

    /// Draws one page, not yet minified.
    ///
    /// A fault of the template comes with its place in the template and names the page by its
    /// address. A page is given up beyond 5 MB, too many turns of loops, or ten seconds.
    pub fn draw(&self, view: &View<'_>) -> Result<String, Box<Diagnostic>> {
        let template = view.content.template();
        let fault = |error: tera::Error| {
            let page = &view.head.url;
            Box::new(fault::of_drawing(&error, &self.templates, template, page))
        };
        let context = tera::Context::from_serialize(view).map_err(fault)?;
        let drawn = engine::draw(&self.tera, template, &context).map_err(fault)?;
        String::from_utf8(drawn).map_err(|error| fault(error.into()))
    }

    /// What a plan must know of its share cards; none where it draws none.
    pub fn look(&self) -> Option<Look> {
        self.cards.as_ref().map(Cards::look)
    }

    /// Draws the share card of the page at an address; nothing where the theme draws none.
    /// `grounds` holds what earlier cards had beneath; `photograph` gives the middle of the card's photograph in
    /// the size asked for.
    pub fn draw_card(
        &self,
        card: &Card<'_>,
        page: &str,
        grounds: &Grounds,
        photograph: Option<Middle<'_>>,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        match &self.cards {
            Some(cards) => cards.draw(card, page, &self.templates, grounds, photograph),
            None => Ok(Vec::new()),
        }
    }

    /// Whether the share card of a page could be drawn.
    pub fn try_card(&self, card: &Card<'_>, page: &str) -> Result<(), Box<Diagnostic>> {
        match &self.cards {
            Some(cards) => cards.attempt(card, page, &self.templates),
            None => Ok(()),
        }
    }

    /// Gives the parts that were drawn once for many pages a place for when they have no room in memory.
    pub fn lay_parts_aside(&self, store: Box<dyn Store>) {
        if let Some(kept) = &self.kept {
            kept.lay_aside(store);
        }
    }

    /// Lets go of the parts that were drawn once for many pages. They are drawn again where they come again.
    pub fn forget_parts(&self) {
        if let Some(kept) = &self.kept {
            kept.forget();
        }
    }

    /// Draws one page from the smaller templates; `None` where that fails for any reason.
    pub fn draw_small(&self, view: &View<'_>) -> Option<String> {
        let kept = self.kept.as_ref();
        let in_short = kept.is_some_and(|kept| kept.knows_by_mark(&view.content));
        let drawn = in_short.then(|| self.draw_with_cards(view, true)).flatten();
        drawn.or_else(|| self.draw_with_cards(view, false))
    }

    /// The same with the cards on it in short, or in full.
    fn draw_with_cards(&self, view: &View<'_>, in_short: bool) -> Option<String> {
        let context = || tera::Context::from_serialize(view);
        let context = if in_short {
            shown::in_short(context)
        } else {
            context()
        };
        kept::begin(in_short);
        let drawn = engine::draw(&self.small, view.content.template(), &context.ok()?).ok()?;
        let kept = match &self.kept {
            Some(kept) => kept.of_page(&view.content)?,
            None => Vec::new(),
        };
        let length = kept.iter().map(|part| part.len()).sum::<usize>() + drawn.len();
        let drawn = utf8::own(&drawn)?;
        (length <= engine::MAX_PAGE).then(|| tidy::tidied(drawn, &kept))
    }
}

/// The tags that load a script or a stylesheet with the page.
fn loading(templates: &Templates) -> BTreeSet<String> {
    let texts = templates.by_name.values();
    let texts = texts.map(|template| template.text.as_str());
    let tags = texts.flat_map(|text| {
        let inside = |tag: &'static str, text: &str| -> Vec<String> {
            let tags = text.split(tag).skip(1);
            let tags = tags.filter_map(|rest| rest.split('>').next());
            tags.map(str::to_owned).collect()
        };
        let links = inside("<link", text).into_iter();
        let links = links.filter(|tag| tag.contains("style"));
        inside("<script", text).into_iter().chain(links)
    });
    tags.collect()
}

/// The theme's own link preview, if it is what the places that show it ask for.
fn own_card(
    files: &BTreeMap<&str, File>,
    notes: &mut Diagnostics,
) -> Option<(Arc<str>, &'static str)> {
    let (path, file) = CARDS
        .iter()
        .find_map(|path| Some((*path, files.get(path)?)))?;
    let head = match picture::head(&file.bytes) {
        Ok(head) => head,
        Err(problem) => {
            notes.add(&file.file, Span::default(), problem);
            return None;
        }
    };
    let kind = match head.kind {
        PictureKind::Jpeg => "image/jpeg",
        PictureKind::Png => "image/png",
        PictureKind::Webp => "image/webp",
    };
    let bytes = file.bytes.len();
    if (head.width, head.height) == (SHARE_WIDTH, SHARE_HEIGHT) && bytes <= SHARE_BYTES {
        return Some((Arc::from(path), kind));
    }
    let (width, height) = (head.width, head.height);
    let unfit = Problem::ThemeCard {
        width,
        height,
        bytes,
    };
    notes.add(&file.file, Span::default(), unfit);
    None
}

fn warn_of_unused(
    files: &BTreeMap<&str, File>,
    templates: &Templates,
    assets: &BTreeMap<Arc<str>, Arc<[u8]>>,
    notes: &mut Diagnostics,
) {
    let scripts = assets
        .iter()
        .filter(|(path, _)| unused::may_name_others(path))
        .filter_map(|(path, bytes)| Some((&**path, std::str::from_utf8(bytes).ok()?)));
    let texts: Vec<(&str, &str)> = templates
        .by_name
        .iter()
        .map(|(name, template)| (name.as_str(), template.text.as_str()))
        .chain(scripts)
        .collect();
    for (path, file) in files.iter().filter(|(_, file)| file.own) {
        let used = match path.strip_prefix("templates/") {
            _ if USED_BY_PROGRAM.contains(path) || unused::is_for_people(path) => true,
            Some(name) => unused::is_template_used(name, templates),
            None if path.starts_with("assets/") => {
                unused::is_asset_used(path, texts.iter().copied())
            }
            None => false,
        };
        if !used {
            notes.add(&file.file, Span::default(), Problem::ThemeUnused);
        }
    }
}

/// An asset as it is published: scripts and stylesheets without their comments.
fn published(path: &str, bytes: &Arc<[u8]>) -> Arc<[u8]> {
    match std::str::from_utf8(bytes) {
        Ok(text) if path.ends_with(".js") => Arc::from(script::squeezed(text).into_bytes()),
        Ok(text) if path.ends_with(".css") => Arc::from(style::squeezed(text).into_bytes()),
        _ => bytes.clone(),
    }
}

/// One hash over names and contents, in the order given; lengths keep them apart.
fn hash_of<'a>(parts: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    for (name, bytes) in parts {
        for part in [name.as_bytes(), bytes] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
    }
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
mod tests;
