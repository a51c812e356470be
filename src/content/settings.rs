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
use std::collections::BTreeSet;

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
        if tree.unread(CONFIG_FILE).is_some() {
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
        .filter(|url| url.contains(['?', '#']))
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
        let (Some(label), Some(to)) = (item.text("label"), item.text("to")) else {
            continue;
        };
        let leads = crate::content::form::is_url(&to, false)
            || crate::source::path::check_site(to.split(['?', '#']).next().unwrap_or_default())
                .is_ok();
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
    let mut numbers: BTreeSet<i64> = BTreeSet::new();
    let mut written: Vec<(Category, Option<String>)> = Vec::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut named: Vec<(usize, String)> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let record = fields::check_at(&document, item, CATEGORY, vec![Step::Index(index)], notes);
        let (Some(id), Some(vi)) = (record.text("id"), record.text("vi")) else {
            match record.text("id") {
                Some(id) => excused.words.extend([id]),
                None => excused.all = true,
            }
            continue;
        };
        named.extend(record.text("sector").map(|sector| (index, sector)));
        let place = |key: &str| document.place(&[Step::Index(index), Step::Key(key.to_owned())]);
        if !seen.insert(id.clone()) {
            let problem = Problem::Twice {
                key: "id",
                found: id,
                other: CATEGORIES_FILE.to_owned(),
            };
            notes.add(document.file, place("id"), problem);
            continue;
        }
        if let Some(number) = record.whole("number")
            && !numbers.insert(number)
        {
            let problem = Problem::Twice {
                key: "number",
                found: number.to_string(),
                other: CATEGORIES_FILE.to_owned(),
            };
            notes.add(document.file, place("number"), problem);
        }
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
