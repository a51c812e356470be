//! `config.yml` and `categories.yml`: what the catalogue says of itself.

use crate::catalogue::category::{Categories, Category};
use crate::catalogue::settings::{MenuItem, Settings};
use crate::content::fields;
use crate::content::front_matter::{Document, path};
use crate::content::gazetteer::Excused;
use crate::schema::site::{CATEGORY, CONFIG};
use crate::source::diagnostic::Diagnostics;
use crate::source::path::BadPath;
use crate::source::problem::Problem;
use crate::source::span::Span;
use crate::source::tree::Tree;
use crate::source::yaml::{Budget, Node, Step};
use crate::text::near::nearest;
use std::collections::BTreeMap;

/// Path of the settings under the site folder.
pub const CONFIG_FILE: &str = "content/config.yml";
pub(super) const CATEGORIES_FILE: &str = "content/categories.yml";

/// That a file of every site is not there; with the one that was meant to be it.
pub(super) fn missing(tree: &Tree, name: &'static str) -> Problem {
    let instead = tree.misnamed.iter().find(|path| {
        let file = path.strip_prefix("content/").unwrap_or(path).to_lowercase();
        matches!(file.rsplit_once('.'), Some((stem, "yml" | "yaml")) if stem == name)
    });
    Problem::FileMissing {
        name,
        instead: instead.map(|path| path.to_string()),
    }
}

/// The settings; `base_url` given on the command line wins.
pub fn settings(tree: &Tree, base_url: Option<&str>, notes: &mut Diagnostics) -> Settings {
    let mut settings = Settings::default();
    let Some(source) = tree.get(CONFIG_FILE) else {
        if tree.absent || tree.unread(CONFIG_FILE).is_some() {
            return settings;
        }
        let problem = missing(tree, "config");
        notes.add(&CONFIG_FILE.into(), Span::default(), problem);
        return settings;
    };
    let mut document = Document::whole(source);
    let Some(node) = document.read(Budget::default(), notes) else {
        return settings;
    };
    let record = fields::check(&document, &node, CONFIG, notes);
    settings.title = record.text("title").unwrap_or_default();
    settings.base_url = base_url
        .map(str::to_owned)
        .or_else(|| record.text("base_url"))
        .unwrap_or_default()
        .trim_end_matches('/')
        .to_owned();
    if let Some(found) = record
        .text("base_url")
        .filter(|url| !crate::content::form::is_base_url(url))
    {
        let key = "base_url";
        let span = document.place(&path(&[key]));
        notes.add(document.file, span, Problem::BadUrl { key, found });
    }
    settings.description = record.text("description");
    settings.language = record.text("language").unwrap_or(settings.language);
    let languages = record.texts("languages");
    if !languages.is_empty() {
        settings.languages = languages;
    }
    settings.province = record.text("province");
    if let Some(size) = record
        .whole("page_size")
        .and_then(|size| usize::try_from(size).ok())
    {
        settings.page_size = size;
    }
    if let Some(found) = record.text("theme") {
        match crate::source::path::check(&found) {
            Ok(()) if !found.contains('/') => settings.theme = found,
            fault => {
                let why = fault.err().unwrap_or(BadPath::Sign('/'));
                let key = "theme";
                let span = document.place(&path(&[key]));
                notes.add(
                    document.file,
                    span,
                    Problem::BadPathField { key, found, why },
                );
            }
        }
    }
    settings.contact = record.text("contact");
    settings.licence = record.text("licence");
    settings.accent = record.text("accent");
    settings.cards = record.text("cards").as_deref() != Some("none");
    for (index, item) in record.records("menu") {
        let Some(to) = item.text("to") else {
            continue;
        };
        // Where the words are at fault, what it leads to is looked up all the same.
        let label = item.text("label").unwrap_or_default();
        let leads = crate::content::form::is_url(&to, false) || may_be_path(&to);
        let way = [
            Step::Key("menu".to_owned()),
            Step::Index(index),
            Step::Key("to".to_owned()),
        ];
        if leads {
            let span = document.place(&way);
            settings.menu.push(MenuItem { label, to, span });
        } else {
            let problem = Problem::BadUrl {
                key: "to",
                found: to,
            };
            notes.add(document.file, document.place(&way), problem);
        }
    }
    settings
}

/// Whether this is a path of the site, or most likely one without its first slash; where it leads is
/// looked up when all addresses are known.
fn may_be_path(to: &str) -> bool {
    let path = to.split(['?', '#']).next().unwrap_or_default();
    let path = path.strip_prefix('/').unwrap_or(path);
    let is_root = path.is_empty() && to.starts_with('/');
    let has_scheme = path.contains(':') || path.starts_with('/');
    is_root
        || (!path.is_empty()
            && !has_scheme
            && crate::source::path::check_site(&format!("/{path}")).is_ok())
}

/// Where a key of `config.yml` stands, or the file's beginning.
pub fn place_of(tree: &Tree, key: &str) -> Span {
    let Some(source) = tree.get(CONFIG_FILE) else {
        return Span::default();
    };
    let mut document = Document::whole(source);
    let node = document.read(Budget::default(), &mut Diagnostics::default());
    match node {
        Some(Node::Map(entries)) if entries.iter().any(|(known, _)| known == key) => {
            document.place(&path(&[key]))
        }
        _ => document.fence,
    }
}

/// The table of `categories.yml` where there is one, else the official one; and what of it is at fault.
pub fn categories(tree: &Tree, notes: &mut Diagnostics) -> (Categories, Excused) {
    let mut excused = Excused::default();
    let Some(source) = tree.get(CATEGORIES_FILE) else {
        excused.all = tree.unread(CATEGORIES_FILE).is_some();
        return (Categories::official(), excused);
    };
    let mut document = Document::whole(source);
    let node = document.read(Budget::default(), notes);
    let Some(Node::List(items)) = &node else {
        if node.is_some() {
            notes.add(document.file, document.fence, Problem::YamlNotList);
        }
        excused.all = true;
        return (Categories::official(), excused);
    };
    let mut numbers: BTreeMap<i64, usize> = BTreeMap::new();
    let mut written: Vec<(Category, Option<String>)> = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut named: Vec<(usize, String)> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let record = fields::check_at(&document, item, CATEGORY, vec![Step::Index(index)], notes);
        // What is wrong with one field of an item hides no fault of another.
        named.extend(record.text("sector").map(|sector| (index, sector)));
        let place = |index: usize, key: &str| {
            document.place(&[Step::Index(index), Step::Key(key.to_owned())])
        };
        let twice = |key: &'static str, found: String, first: usize| Problem::Twice {
            key,
            found,
            other: CATEGORIES_FILE.to_owned(),
            line: Some(document.line(place(first, key))),
        };
        if let Some(number) = record.whole("number") {
            match numbers.get(&number) {
                Some(first) => {
                    let problem = twice("number", number.to_string(), *first);
                    notes.add(document.file, place(index, "number"), problem);
                }
                None => {
                    numbers.insert(number, index);
                }
            }
        }
        let Some(id) = record.text("id") else {
            excused.all = true;
            continue;
        };
        if let Some(first) = seen.get(&id) {
            let problem = twice("id", id, *first);
            notes.add(document.file, place(index, "id"), problem);
            continue;
        }
        seen.insert(id.clone(), index);
        let Some(vi) = record.text("vi") else {
            excused.words.extend([id]);
            continue;
        };
        let category = Category {
            en: record.text("en").unwrap_or_else(|| vi.clone()),
            number: record
                .whole("number")
                .and_then(|number| u32::try_from(number).ok()),
            id,
            vi,
            sector: None,
        };
        written.push((category, record.text("sector")));
    }
    let sectors: Vec<String> = written
        .iter()
        .filter(|(_, sector)| sector.is_none())
        .map(|(category, _)| category.id.clone())
        .collect();
    for (index, sector) in named {
        if !sectors.contains(&sector) && !excused.holds(&sector) {
            let way = [Step::Index(index), Step::Key("sector".to_owned())];
            let problem = Problem::Unknown {
                key: "sector",
                near: nearest(&sector, sectors.iter().map(String::as_str)).map(str::to_owned),
                found: sector,
                write: None,
            };
            notes.add(document.file, document.place(&way), problem);
        }
    }
    let sound = |of: &Option<String>| of.as_ref().is_none_or(|sector| sectors.contains(sector));
    let lost = written.iter().filter(|(_, of)| !sound(of));
    excused
        .words
        .extend(lost.map(|(category, _)| category.id.clone()));
    (in_order_of_sectors(written), excused)
}

/// Each sector followed by its sets, both in the order written.
fn in_order_of_sectors(written: Vec<(Category, Option<String>)>) -> Categories {
    let mut table = Vec::with_capacity(written.len());
    for (sector, _) in written.iter().filter(|(_, of)| of.is_none()) {
        let at = table.len();
        table.push(sector.clone());
        for (set, _) in written
            .iter()
            .filter(|(_, of)| of.as_deref() == Some(sector.id.as_str()))
        {
            table.push(Category {
                sector: Some(at),
                ..set.clone()
            });
        }
    }
    Categories(table)
}
