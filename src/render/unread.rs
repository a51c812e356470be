//! Which of the values that cost most to make no template of a theme reads.
//!
//! Read from the texts: a name is followed nowhere, so that whoever hands a whole on, to a variable, a filter
//! or a component, counts as reading all of it.

use crate::render::by_mark::{EVERYTHING, is_name, tokens};
use crate::render::fault::Templates;
use crate::render::pieces::{Kind, Piece, pieces};
use crate::view::manifest::COSTLY;

/// Those of [`COSTLY`] that need not be made.
pub(crate) fn unread(templates: &Templates) -> Vec<&'static str> {
    let texts = templates.by_name.values();
    let pieces = texts.flat_map(|template| pieces(&template.text));
    let expressions: Vec<Vec<&str>> = pieces.filter_map(expression).collect();
    let is_read = |path: &&&str| expressions.iter().any(|tokens| may_read(tokens, path));
    let unread = COSTLY.iter().filter(|path| !is_read(path));
    unread.copied().collect()
}

fn expression<'a>(piece: Piece<'a>) -> Option<Vec<&'a str>> {
    match piece.kind {
        Kind::Html | Kind::Comment => None,
        Kind::Word | Kind::Statement => Some(tokens(piece.text)),
    }
}

/// Whether an expression may read a value, or anything that it is in.
fn may_read(tokens: &[&str], path: &str) -> bool {
    let (root, field) = match path.split_once('.') {
        Some((root, field)) => (root, Some(field)),
        None => (path, None),
    };
    let at = |at: usize| tokens.get(at).copied().unwrap_or_default();
    tokens.iter().enumerate().any(|(nth, token)| {
        let is_field = nth.checked_sub(1).is_some_and(|before| at(before) == ".");
        let reads_another = field.is_some_and(|field| {
            let name = at(nth + 2);
            at(nth + 1) == "." && is_name(name) && name != field
        });
        *token == EVERYTHING || *token == root && !is_field && !reads_another
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_template_may_read_is_made() {
        assert_eq!(unread(&Templates::built_in()), [""; 0]);
        let plain = "{{ product.name }}{{ product.star.label }}{{ head.title }}{{ site.art }} art";
        let without = |read: &[&str]| -> Vec<&str> {
            let all = COSTLY.iter().copied();
            all.filter(|path| !read.iter().any(|read| path.starts_with(read)))
                .collect()
        };
        for (text, read) in [
            ("", &[][..]),
            ("{{ product.label.qr.path }}", &["product.label"]),
            ("{% set label = product.label %}", &["product.label"]),
            ("{% set whole = product %}", &["product."]),
            ("{{ product[\"label\"] }}", &["product."]),
            ("{{ product | json }}", &["product."]),
            ("{{ <Label of={product} /> }}", &["product."]),
            ("{% for d in art.cloths %}{% endfor %}", &["art"]),
            (
                "{% for f in listing.facets %}{% endfor %}",
                &["listing.facets"],
            ),
            ("{% for key, one in head %}{% endfor %}", &["head."]),
            ("{% if head.share %}{% endif %}", &["head.share"]),
            ("{{ __tera_context }}", &[""]),
            ("{# {{ head.share }} #}", &[]),
        ] {
            let templates = [("a.html", plain), ("b.html", text)];
            assert_eq!(
                unread(&Templates::written(&templates)),
                without(read),
                "{text}"
            );
        }
    }
}
