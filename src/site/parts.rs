//! The small things views are made of.

use crate::catalogue::Catalogue;
use crate::catalogue::date::{Date, Stated};
use crate::catalogue::product::{Citation, Price, Product};
use crate::catalogue::recognition::{Star, State};
use crate::site::artifact::Group;
use crate::site::atlas::Atlas;
use crate::text::format;
use crate::view::digits::Digits;
use crate::view::part;
use std::borrow::Cow;

/// Words and where they lead.
pub(super) fn link<'v>(label: impl Into<Cow<'v, str>>, url: String) -> part::Link<'v> {
    part::Link {
        label: label.into(),
        url,
    }
}

/// A day.
pub(super) fn day(date: Date) -> part::Day {
    part::Day {
        iso: Digits::of(date),
        text: Digits::of(format::day(date.year(), date.month(), date.day())),
    }
}

/// A day, a month or a year, no more exact than it is known.
pub(super) fn stated(date: Stated) -> part::Day {
    let text = match date {
        Stated::Day(date) => return day(date),
        Stated::Month(year, month) => Digits::of(format::month(year, month)),
        Stated::Year(year) => Digits::of(year),
    };
    part::Day {
        iso: Digits::of(date),
        text,
    }
}

/// A star level; its address is empty when no product holds it.
pub(super) fn star(atlas: &Atlas<'_>, star: Star) -> part::Star {
    part::Star {
        level: star.level(),
        label: stars(star.level()),
        url: atlas.group_link(Group::Star(star.level())),
    }
}

/// 4 sao
pub(super) fn stars(level: u8) -> &'static str {
    match level {
        3 => "3 sao",
        4 => "4 sao",
        _ => "5 sao",
    }
}

/// What holds of a product. The end shown is the day the state rests on: that of an extension once
/// the certificate itself has ended, and none after a withdrawal.
pub(super) fn state(product: &Product) -> part::State {
    let held = product.certificate.as_ref();
    let ends = match product.state {
        State::Revoked => None,
        State::Extended => held.and_then(|held| held.extended_to).map(Stated::Day),
        _ => held.and_then(|held| held.ends()),
    };
    part::State {
        id: product.state.id(),
        label: product.state.label(),
        current: product.state.is_current(),
        ends: ends.map(stated),
    }
}

/// A price.
pub(super) fn price(price: &Price) -> part::Price {
    let text = if price.min == price.max {
        format::money(price.min)
    } else {
        format!("{}–{}", format::number(price.min), format::money(price.max))
    };
    part::Price {
        min: price.min,
        max: price.max,
        text,
        seen: price.seen.map(day),
    }
}

/// Sources of facts; one without a title is called by its host.
pub(super) fn sources(citations: &[Citation]) -> Vec<part::Source<'_>> {
    let source = citations.iter().map(|citation| part::Source {
        url: &citation.url,
        title: Cow::Borrowed(citation.title.as_deref().unwrap_or(host(&citation.url))),
        seen: citation.seen.map(day),
        grade: citation.grade,
    });
    source.collect()
}

/// The host of an address: example.org.
pub(super) fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    rest[..end].trim_start_matches("www.")
}

/// The province of a district or commune where the site has several of them, else none.
pub(super) fn province_note(catalogue: &Catalogue, province: &str) -> Option<String> {
    let own = catalogue.settings.province.as_deref();
    (!province.is_empty() && own != Some(province)).then(|| province.to_owned())
}
