//! Which file of `content/` is read as what, by its path alone (contract, sections 1 and 12).

/// What is done with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Use {
    /// Read whole, as text of at most so many bytes.
    Text(u64),
    /// A photograph of at most so many bytes.
    Picture(u64),
    /// Copied as it is, at most so many bytes.
    Copy(u64),
    /// Below `static/`, but of a kind that is not published.
    Forbidden(String),
    /// Below `images/`, a picture of a kind that is not taken; its ending in small letters.
    OtherPicture(String),
    /// For people who read the folder, not for the site.
    Readme,
    /// No rule reads it.
    Nothing,
}

/// A file or folder that stands among the others without belonging to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stray {
    /// Git's and the editors' own; nobody needs to hear of it.
    Silent,
    /// Left out, and said so.
    Told,
}

const MARKDOWN: u64 = 2_000_000;
const YAML: u64 = 1_000_000;
const PLACES: u64 = 4_000_000;
const CSV: u64 = 20_000_000;
const PICTURE: u64 = 25_000_000;
/// Everything else that is copied: above this, common hosts refuse the file anyway.
pub(super) const LARGEST: u64 = 100_000_000;
/// A file of a theme.
pub(super) const THEME: u64 = 5_000_000;
/// Files under one folder; as many as the contract allows records.
pub(super) const FILES: usize = 2_000_000;

/// What telephones and drawing programs save pictures as.
const OTHER_PICTURES: [&str; 10] = [
    "heic", "heif", "avif", "gif", "svg", "bmp", "tif", "tiff", "jfif", "psd",
];

/// The path under which a file that nothing reads would be read: one with the ending the site uses.
pub(super) fn near(path: &str) -> Option<String> {
    let (stem, extension) = path.rsplit_once('.')?;
    let ending = match extension.to_ascii_lowercase().as_str() {
        "md" | "markdown" | "mdown" => "md",
        "yml" | "yaml" => "yml",
        "csv" => "csv",
        _ => return None,
    };
    let meant = format!("{stem}.{ending}");
    let below = meant.strip_prefix("content/").unwrap_or(&meant);
    (meant != path && matches!(of(below), Use::Text(_))).then_some(meant)
}

/// What is done with the file at this path below `content/`.
pub(super) fn of(path: &str) -> Use {
    let (folder, rest) = path.split_once('/').unwrap_or(("", path));
    let name = path.rsplit('/').next().unwrap_or(path);
    if name.eq_ignore_ascii_case("readme.md") {
        return Use::Readme;
    }
    let extension = extension(name);
    match (folder, extension) {
        ("products" | "producers" | "pages" | "news", "md") => Use::Text(MARKDOWN),
        ("lists", "yml") if !rest.contains('/') => Use::Text(YAML),
        ("images", _) => match extension.to_ascii_lowercase().as_str() {
            "jpg" | "jpeg" | "png" | "webp" => Use::Picture(PICTURE),
            other if OTHER_PICTURES.contains(&other) => Use::OtherPicture(other.to_owned()),
            _ => Use::Nothing,
        },
        ("static", _) => match extension.to_ascii_lowercase().as_str() {
            "png" | "jpg" | "jpeg" | "webp" => Use::Copy(PICTURE),
            "csv" | "xlsx" => Use::Copy(CSV),
            "pdf" | "txt" | "json" | "ico" | "woff2" => Use::Copy(LARGEST),
            _ => Use::Forbidden(extension.to_owned()),
        },
        ("", _) => match name {
            "config.yml" | "categories.yml" | "thesaurus.yml" | "programme.yml" => Use::Text(YAML),
            "places.yml" => Use::Text(PLACES),
            "redirects.csv" => Use::Text(CSV),
            _ => Use::Nothing,
        },
        _ => Use::Nothing,
    }
}

/// Whether a name is a hidden one, an editor's backup, or what a system leaves in folders.
pub(super) fn stray(name: &str) -> Option<Stray> {
    if matches!(name, ".gitkeep" | ".gitignore" | ".gitattributes" | ".keep") {
        return Some(Stray::Silent);
    }
    let lower = name.to_ascii_lowercase();
    let left = lower.starts_with('.')
        || lower.ends_with('~')
        || lower.starts_with("~$")
        || (lower.starts_with('#') && lower.ends_with('#'))
        || matches!(extension(&lower), "swp" | "swo")
        || matches!(lower.as_str(), "thumbs.db" | "desktop.ini");
    left.then_some(Stray::Told)
}

/// What follows the last dot of a name; empty where there is none.
fn extension(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_of_the_contract_is_read_and_no_other() {
        for (path, expected) in [
            ("config.yml", Use::Text(YAML)),
            ("places.yml", Use::Text(PLACES)),
            ("categories.yml", Use::Text(YAML)),
            ("thesaurus.yml", Use::Text(YAML)),
            ("programme.yml", Use::Text(YAML)),
            ("redirects.csv", Use::Text(CSV)),
            ("products/a/b/mật-ong.md", Use::Text(MARKDOWN)),
            ("producers/a.en.md", Use::Text(MARKDOWN)),
            ("pages/a.md", Use::Text(MARKDOWN)),
            ("news/2025/a.md", Use::Text(MARKDOWN)),
            ("lists/tet.yml", Use::Text(YAML)),
            ("lists/a/tet.yml", Use::Nothing),
            ("images/a/b.JPG", Use::Picture(PICTURE)),
            ("images/a.jpeg", Use::Picture(PICTURE)),
            ("images/a.svg", Use::OtherPicture("svg".into())),
            ("images/a.txt", Use::Nothing),
            ("images/readme.md", Use::Readme),
            ("static/a.PDF", Use::Copy(LARGEST)),
            ("static/a/b.xlsx", Use::Copy(CSV)),
            ("static/a.webp", Use::Copy(PICTURE)),
            ("static/a.svg", Use::Forbidden("svg".into())),
            ("static/a", Use::Forbidden(String::new())),
            ("products/README.md", Use::Readme),
            ("products/a.txt", Use::Nothing),
            ("products.md", Use::Nothing),
            ("config.yaml", Use::Nothing),
            ("products/config.yml", Use::Nothing),
            ("other/a.md", Use::Nothing),
        ] {
            assert_eq!(of(path), expected, "{path}");
        }
    }

    #[test]
    fn backups_and_hidden_files_are_strays() {
        for name in [".gitkeep", ".gitignore"] {
            assert_eq!(stray(name), Some(Stray::Silent), "{name}");
        }
        for name in [
            ".env",
            ".git",
            ".DS_Store",
            "a.md~",
            "a.swp",
            ".a.md.swp",
            "#a.md#",
            "~$a.docx",
            "Thumbs.db",
            "desktop.ini",
        ] {
            assert_eq!(stray(name), Some(Stray::Told), "{name}");
        }
        for name in ["a.md", "a-b.jpg", "~a.md", "#a.md"] {
            assert_eq!(stray(name), None, "{name}");
        }
    }
}
