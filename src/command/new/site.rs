//! `new site`: the folder of a catalogue that holds nothing yet but all it needs to begin.

use crate::command::args::NewSite;
use crate::command::new::plan::{self, Refusal};
use crate::command::new::{refuse, words};
use crate::command::run::{self, say};
use crate::content::CONFIG_FILE;
use crate::disk::create;
use crate::schema::scaffold::{self, PAGE};
use crate::schema::site::{CONFIG, PLACE};
use crate::source::tree::Tree;
use crate::source::wording::Tongue;
use crate::text::fold::clean;
use std::process::ExitCode;

/// The editors' guide, which goes into every new site.
const GUIDE: &str = include_str!("../../../content/README.md");
/// The workflow for GitHub; the guide shows the same.
const WORKFLOW: &str = include_str!("github.yml");

/// Runs the command.
pub(super) fn run(wanted: &NewSite) -> ExitCode {
    let tongue = Tongue::from(wanted.spoken.lang);
    let today = match run::today(None) {
        Ok(today) => today,
        Err(usage) => return run::refuse_usage(&usage),
    };
    let files = files(&clean(&wanted.province), wanted.base_url.as_deref(), tongue);
    let mut tree = Tree::default();
    for (path, text) in &files {
        if path.starts_with("content/") && !path.ends_with("README.md") {
            plan::add(&mut tree, path, text);
        }
    }
    let missing = match plan::asked(&tree, CONFIG_FILE, today) {
        Ok(missing) => missing,
        Err(refusal) => return refuse(&refusal, tongue),
    };
    let shown = wanted.folder.display().to_string();
    match create::site(&wanted.folder, &files) {
        Ok(()) => {
            say(&words::made_site(&shown, &missing, tongue));
            ExitCode::SUCCESS
        }
        Err(refusal) => refuse(&Refusal::Disk(shown, refusal), tongue),
    }
}

/// Every file of a new site, by path.
fn files(province: &str, base_url: Option<&str>, tongue: Tongue) -> Vec<(&'static str, String)> {
    let title = match tongue {
        Tongue::Vi => format!("Sản vật {}", without_kind(province)),
        Tongue::En => format!("OCOP products of {}", without_kind(province)),
    };
    let mut settings = vec![("title", title.as_str()), ("province", province)];
    settings.extend(base_url.map(|url| ("base_url", url)));
    vec![
        (".gitignore", "/public/\n/.sanvat/\n/.public.*\n".to_owned()),
        ("README.md", words::pointer(&title, tongue)),
        (
            "content/config.yml",
            scaffold::fields(CONFIG, &[], &settings, tongue),
        ),
        (
            "content/places.yml",
            format!("{}{}", words::places(tongue), scaffold::item(PLACE, tongue)),
        ),
        ("content/README.md", GUIDE.to_owned()),
        ("content/pages/gioi-thieu.md", first_page(province, tongue)),
        (".github/workflows/sanvat.yml", WORKFLOW.to_owned()),
    ]
}

fn first_page(province: &str, tongue: Tongue) -> String {
    let (title, body) = words::first_page(province, tongue);
    let head = scaffold::markdown(&PAGE, &[("title", title), ("menu", "1")], tongue);
    format!("{head}{body}")
}

/// `Tỉnh Thanh Hóa` → `Thanh Hóa`.
fn without_kind(province: &str) -> &str {
    ["Tỉnh ", "tỉnh ", "Thành phố ", "thành phố "]
        .iter()
        .find_map(|kind| province.strip_prefix(kind))
        .unwrap_or(province)
}
