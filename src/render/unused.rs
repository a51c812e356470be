//! Files of a theme that nothing asks for: mostly a name written wrong, here or there.

use crate::render::card;
use crate::render::fault::Templates;
use crate::view::manifest::{OPTIONAL, TEMPLATES};

/// Whether a template is drawn for a page, or named in another template, or holds a component that
/// another one uses.
pub(crate) fn is_template_used(name: &str, templates: &Templates) -> bool {
    if TEMPLATES.contains(&name) || OPTIONAL.contains(&name) || name == card::TEMPLATE {
        return true;
    }
    let components = templates
        .by_name
        .get(name)
        .map(|template| components(&template.text))
        .unwrap_or_default();
    templates
        .by_name
        .iter()
        .filter(|(other, _)| *other != name)
        .any(|(_, other)| {
            other.text.contains(name)
                || components
                    .iter()
                    .any(|component| other.text.contains(&format!("<{component}")))
        })
}

/// Whether an asset's file name occurs in any of the texts that may load it.
pub(crate) fn is_asset_used<'a>(
    path: &str,
    texts: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    texts
        .into_iter()
        .any(|(other, text)| other != path && text.contains(name))
}

/// Whether a file of this name may load others.
pub(crate) fn may_name_others(path: &str) -> bool {
    ["css", "js", "mjs", "webmanifest", "svg"]
        .iter()
        .any(|kind| path.rsplit('.').next() == Some(kind) && path.contains('.'))
}

/// Files for people and for git, which no theme uses and any may hold.
pub(crate) fn is_for_people(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split(['.', '-']).next().unwrap_or(name);
    stem.is_empty()
        || [
            "readme",
            "licence",
            "license",
            "copying",
            "notice",
            "changelog",
            "ofl",
        ]
        .iter()
        .any(|known| stem.eq_ignore_ascii_case(known))
}

/// Names of the components that a template defines: the word after `{% component`.
fn components(text: &str) -> Vec<&str> {
    text.split("{%")
        .skip(1)
        .filter_map(|tag| {
            let tag = tag.trim_start_matches('-').trim_start();
            let rest = tag.strip_prefix("component")?.trim_start();
            let name = rest.split(|sign: char| !sign.is_alphanumeric() && sign != '_');
            name.into_iter().next().filter(|name| !name.is_empty())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_components_are_found() {
        let text = "{%- component Card(x) %}<b>{% endcomponent Card %}{% component nut() %}";
        assert_eq!(components(text), ["Card", "nut"]);
    }

    #[test]
    fn an_asset_that_names_only_itself_is_not_used() {
        let texts = [("assets/a.css", "/* a.css */ url(b.woff2)")];
        assert!(!is_asset_used("assets/a.css", texts));
        assert!(is_asset_used("assets/fonts/b.woff2", texts));
    }

    #[test]
    fn licences_and_the_like_are_for_people() {
        for path in [
            "README.md",
            "assets/fonts/OFL.txt",
            ".gitkeep",
            "LICENSE-MIT",
        ] {
            assert!(is_for_people(path), "{path}");
        }
        assert!(!is_for_people("assets/readmore.svg"));
    }
}
