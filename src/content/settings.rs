//! `config.yml` and `categories.yml`: what the catalogue says of itself.

use crate::catalogue::category::{Categories, Category};
use crate::catalogue::settings::{MenuItem, Settings};
use crate::content::fields;
use crate::content::front_matter::Document;
use crate::schema::site::{CATEGORY, CONFIG};
use crate::source::diagnostic::Diagnostics;
use crate::source::problem::Problem;
use crate::source::span::Span;
use crate::source::tree::Tree;
use crate::source::yaml::{Budget, Node, Step};
use crate::text::near::nearest;
use std::collections::BTreeMap;

/// Path of the settings under the site folder.
pub const CONFIG_FILE: &str = "content/config.yml";
const CATEGORIES_FILE: &str = "content/categories.yml";

/// The settings; `base_url` given on the command line wins.
pub fn settings(tree: &Tree, base_url: Option<&str>, notes: &mut Diagnostics) -> Settings {
    let mut settings = Settings::default();
    let Some(source) = tree.get(CONFIG_FILE) else {
        let problem = Problem::Missing {
            key: "config",
            label: "config.yml".into(),
            example: "title: Sản vật Thanh Hóa",
        };
        notes.add(&CONFIG_FILE.into(), Span::default(), problem);
        return settings;
    };
    let document = Document::whole(source);
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
    settings.theme = record.text("theme").unwrap_or(settings.theme);
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
        if leads {
            settings.menu.push(MenuItem { label, to });
        } else {
            let way = [
                Step::Key("menu".to_owned()),
                Step::Index(index),
                Step::Key("to".to_owned()),
            ];
            let problem = Problem::BadUrl {
                key: "to",
                found: to,
            };
            notes.add(document.file, document.place(&way), problem);
        }
    }
    settings
}

/// The table of `categories.yml` where there is one, else the official one.
pub fn categories(tree: &Tree, notes: &mut Diagnostics) -> Categories {
    let Some(source) = tree.get(CATEGORIES_FILE) else {
        return Categories::official();
    };
    let document = Document::whole(source);
    let Some(node) = document.read(Budget::default(), notes) else {
        return Categories::official();
    };
    let Node::List(items) = &node else {
        notes.add(document.file, document.fence, Problem::YamlNotList);
        return Categories::official();
    };
    let mut written: Vec<(Category, Option<String>)> = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (index, item) in items.iter().enumerate() {
        let record = fields::check_at(&document, item, CATEGORY, vec![Step::Index(index)], notes);
        let (Some(id), Some(vi)) = (record.text("id"), record.text("vi")) else {
            continue;
        };
        let place = |key: &str| document.place(&[Step::Index(index), Step::Key(key.to_owned())]);
        if seen.insert(id.clone(), index).is_some() {
            let problem = Problem::Twice {
                key: "id",
                found: id,
                other: CATEGORIES_FILE.to_owned(),
            };
            notes.add(document.file, place("id"), problem);
            continue;
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
    for (category, sector) in &written {
        if let Some(sector) = sector
            && !sectors.contains(sector)
        {
            let index = seen.get(&category.id).copied().unwrap_or_default();
            let problem = Problem::Unknown {
                key: "sector",
                found: sector.clone(),
                near: nearest(sector, sectors.iter().map(String::as_str)).map(str::to_owned),
                write: None,
            };
            let way = [Step::Index(index), Step::Key("sector".to_owned())];
            notes.add(document.file, document.place(&way), problem);
        }
    }
    in_order_of_sectors(written)
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
