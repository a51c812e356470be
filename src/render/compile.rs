//! Templates compiled: as their author wrote them, and made smaller.

use crate::render::by_mark;
use crate::render::card;
use crate::render::engine;
use crate::render::fault::{self, Templates};
use crate::render::inline;
use crate::render::kept::{self, Kept};
use crate::render::small;
use crate::render::turns::{self, Metered};
use crate::source::diagnostic::Diagnostic;
use crate::source::problem::Problem;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tera::{ErrorKind, Tera};

/// The engine with the templates made smaller, and that of the parts it keeps.
pub(crate) struct Small {
    pub(crate) tera: Tera,
    pub(crate) parts: Option<Tera>,
    /// Whether those know a card by its mark alone.
    pub(crate) by_mark: bool,
}

/// Makes the engine draw anew, and keep, what it is to keep.
pub(crate) fn keep(tera: &mut Tera, parts: &Tera, by_mark: bool) -> Arc<Kept> {
    let kept = Arc::new(Kept::new(parts.clone(), by_mark));
    Kept::serve(&kept, tera);
    kept
}

/// The templates made smaller; one for which that is not certain stays as it is.
pub(crate) fn smaller(templates: &Templates) -> Option<Small> {
    let by_name = templates.by_name.iter();
    let drawn = by_name.filter(|(name, _)| !card::is_drawing(name));
    let texts = drawn.map(|(name, template)| {
        let text = small::smaller(&template.text);
        let text = text.as_ref().unwrap_or(&template.text);
        let metered = turns::metered_lightly(text, template.metered.with_care);
        (name.as_str(), metered)
    });
    let texts: Vec<(&str, Metered)> = texts.collect();
    // With care each part is a turn of its own.
    let plain = texts.iter().filter(|(_, text)| !text.with_care);
    let inlined = inline::may_be(plain.map(|(name, text)| (*name, text.headless())));
    let kept = kept::may_keep(templates);
    kept_apart(templates, &texts, &inlined, &kept).or_else(|| {
        Some(Small {
            tera: compiled(texts.iter(), &inlined, &kept::Parts::default())?,
            parts: None,
            by_mark: false,
        })
    })
}

/// The same where some parts are kept, and drawn by an engine that knows no other.
fn kept_apart(
    templates: &Templates,
    texts: &[(&str, Metered)],
    inlined: &BTreeMap<&str, &str>,
    kept: &kept::Parts<'_>,
) -> Option<Small> {
    if kept.is_empty() {
        return None;
    }
    let of_parts = texts.iter();
    let of_parts = of_parts.filter(|(name, _)| kept.templates.contains(name));
    Some(Small {
        tera: compiled(texts.iter(), inlined, kept)?,
        parts: Some(compiled(of_parts, inlined, &kept::Parts::default())?),
        by_mark: kept.call(kept::CARD).is_some() && by_mark::are_shown_by_mark(templates),
    })
}

/// These templates, with others in the place where they are included, and calls in that of the parts that are kept.
fn compiled<'t>(
    texts: impl Iterator<Item = &'t (&'t str, Metered)>,
    inlined: &BTreeMap<&'t str, &'t str>,
    kept: &kept::Parts<'_>,
) -> Option<Tera> {
    let texts = texts.map(|(name, metered)| {
        let text = inline::inlined(&metered.text, inlined, &|part| kept.call(part));
        (*name, text)
    });
    let mut tera = engine::engine();
    // It asks for the functions by name; they draw once the theme knows its site.
    keep(&mut tera, &Tera::default(), false);
    tera.add_raw_templates(texts.collect::<Vec<_>>()).ok()?;
    Some(tera)
}

/// All templates together; where that fails each alone first, for tera stops at the first fault of
/// syntax, then all together with nothing in the place of the broken ones.
pub(crate) fn written(templates: &Templates) -> (Tera, Vec<Diagnostic>) {
    let empty = engine::engine();
    let mut whole = empty.clone();
    let texts = templates.by_name.iter();
    let texts = texts.map(|(name, template)| (name.as_str(), template.metered.text.as_str()));
    if whole.add_raw_templates(texts).is_ok() {
        return (whole, Vec::new());
    }
    let mut faults = Vec::new();
    let mut broken = BTreeSet::new();
    for (name, template) in &templates.by_name {
        if let Err(error) = empty.clone().add_raw_template(name, &template.metered.text)
            && matches!(error.kind(), ErrorKind::SyntaxError(_))
        {
            faults.extend(fault::of_loading(&error, templates));
            broken.insert(name.as_str());
        }
    }
    let mut tera = empty;
    let texts = templates.by_name.iter().map(|(name, template)| {
        let whole = !broken.contains(name.as_str());
        (
            name.as_str(),
            if whole {
                template.metered.text.as_str()
            } else {
                ""
            },
        )
    });
    if let Err(error) = tera.add_raw_templates(texts) {
        let more = fault::of_loading(&error, templates);
        faults.extend(
            more.into_iter()
                .filter(|fault| broken.is_empty() || !follows_from_broken(&fault.problem)),
        );
    }
    (tera, faults)
}

/// Whether a fault may be there only because a broken template was left out.
fn follows_from_broken(problem: &Problem) -> bool {
    matches!(problem, Problem::ThemeSyntax { said }
        if said.starts_with("Block `") || said.starts_with("Unknown component"))
}
