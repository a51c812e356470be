//! The catalogue's own title page: `config.yml`.

use crate::source::span::Span;
use serde::{Deserialize, Serialize};

/// Settings of the site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// Title of the site.
    pub title: String,
    /// Where it will be published: http or https, no slash at the end, may hold a path.
    pub base_url: String,
    /// One paragraph on the site.
    pub description: Option<String>,
    /// Main language: `vi`.
    pub language: String,
    /// All languages.
    pub languages: Vec<String>,
    /// Full name of the province, if the site is of one.
    pub province: Option<String>,
    /// Products on one page of a listing, 1 to 200.
    pub page_size: usize,
    /// Folder under `themes/`.
    pub theme: String,
    /// Links of the menu beside the theme's own.
    pub menu: Vec<MenuItem>,
    /// How to reach those who run it.
    pub contact: Option<String>,
    /// Under what terms texts and data may be used.
    pub licence: Option<String>,
    /// A colour, `#rrggbb`.
    pub accent: Option<String>,
    /// Whether share cards are drawn.
    pub cards: bool,
}

/// A link of the menu.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MenuItem {
    /// Its words.
    pub label: String,
    /// A site path or an address.
    pub to: String,
    /// Where `to` stands in `config.yml`.
    pub span: Span,
}

impl Settings {
    /// The path part of the base URL, with a slash at both ends: `/` or `/ocop/`.
    pub fn base_path(&self) -> String {
        let after_scheme = self.base_url.split_once("://").map_or("", |(_, rest)| rest);
        match after_scheme.split_once('/') {
            Some((_, path)) if !path.is_empty() => format!("/{}/", path.trim_matches('/')),
            _ => "/".to_owned(),
        }
    }
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            title: String::new(),
            base_url: String::new(),
            description: None,
            language: "vi".to_owned(),
            languages: vec!["vi".to_owned()],
            province: None,
            page_size: 24,
            theme: "default".to_owned(),
            menu: Vec::new(),
            contact: None,
            licence: None,
            accent: None,
            cards: true,
        }
    }
}
