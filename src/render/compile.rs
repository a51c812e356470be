//! Templates compiled: as their author wrote them, and made smaller.

use crate::render::by_mark;
use crate::render::card;
use crate::render::engine;
use crate::render::fault::{self, Templates};
use crate::render::inline;
use crate::render::kept::{self, Kept};
use crate::render::small;
use crate::render::turns;
use crate::source::diagnostic::Diagnostic;
use crate::source::problem::Problem;
use std::borrow::Cow;
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
    let texts: Vec<SmallText<'_>> = drawn
        .map(|(name, template)| SmallText {
            name,
            text: small::smaller(&template.text).map_or(Cow::Borrowed(&*template.text), Cow::Owned),
            with_care: template.metered.with_care,
        })
        .collect();
    let inlined = inline::may_be(texts.iter().map(|small| (small.name, &*small.text)));
    let plain = compiled(&texts, &inlined, None, &[])?;
    let kept = kept::may_keep(templates);
    match compiled(&texts, &inlined, Some(&plain), &kept) {
        Some(tera) if !kept.is_empty() => Some(Small {
            tera,
            parts: Some(plain),
            by_mark: kept::is_one_of(kept::CARD, &kept) && by_mark::are_shown_by_mark(templates),
        }),
        _ => Some(Small {
            tera: plain,
            parts: None,
            by_mark: false,
        }),
    }
}

/// A template made smaller, and whether it is to be metered with care.
struct SmallText<'a> {
    name: &'a str,
    text: Cow<'a, str>,
    with_care: bool,
}

/// The small templates, with others in the place where they are included, and calls in that of the parts that are
/// kept; `parts` draws those.
fn compiled<'t>(
    small: &'t [SmallText<'_>],
    inlined: &BTreeMap<&'t str, &'t str>,
    parts: Option<&Tera>,
    kept: &[usize],
) -> Option<Tera> {
    let stays = |name: &str| kept::is_one_of(name, kept);
    let texts = small.iter().map(|small| {
        // With care each part is a turn of its own.
        let text = match small.with_care {
            true => Cow::Borrowed(&*small.text),
            false => inline::inlined(&small.text, inlined, &stays),
        };
        let called = kept::with_calls(&text, kept);
        (small.name, turns::metered(&called, small.with_care).text)
    });
    let mut tera = engine::engine();
    if let Some(parts) = parts {
        keep(&mut tera, parts, false);
    }
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
