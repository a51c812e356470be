//! JSON-LD for search engines. A star grade is a certification, never a customers' rating.

use crate::catalogue::place::Location;
use crate::catalogue::producer::Producer;
use crate::catalogue::product::{Picture, Product};
use crate::catalogue::recognition::{Recognition, State};
use crate::site::artifact::PageRef;
use crate::site::atlas::Atlas;
use crate::site::{cards, head, parts};
use crate::text::escape::json_in_html;
use crate::view::part::Link;
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// A piece of a graph. Every page has some twenty, so that texts are borrowed, and an object is no map.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node<'n> {
    Text(Cow<'n, str>),
    Number(u64),
    Degrees(f64),
    List(Vec<Node<'n>>),
    /// In order of the names, each of which is there once.
    Object(Vec<(&'static str, Node<'n>)>),
}

impl Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Node::Text(text) => serializer.serialize_str(text),
            Node::Number(number) => serializer.serialize_u64(*number),
            Node::Degrees(degrees) => serializer.serialize_f64(*degrees),
            Node::List(list) => serializer.collect_seq(list),
            Node::Object(fields) => {
                serializer.collect_map(fields.iter().map(|(name, node)| (name, node)))
            }
        }
    }
}

/// One graph, safe inside a page; none when there is nothing to say.
pub(super) fn finished(graph: Vec<Node<'_>>) -> Option<String> {
    if graph.is_empty() {
        return None;
    }
    let whole = object([
        ("@context", text("https://schema.org")),
        ("@graph", Some(Node::List(graph))),
    ]);
    serde_json::to_string(&whole)
        .ok()
        .map(|whole| json_in_html(&whole))
}

/// The site itself, for the home page.
pub(super) fn website<'v>(atlas: &'v Atlas<'_>) -> Node<'v> {
    let settings = &atlas.catalogue.settings;
    object([
        ("@type", text("WebSite")),
        ("name", text(&settings.title)),
        ("url", text(&atlas.routes.root)),
        ("inLanguage", text(&settings.language)),
        ("description", settings.description.as_ref().and_then(text)),
    ])
}

/// The trail to a page.
pub(super) fn breadcrumbs<'v>(atlas: &Atlas<'_>, trail: &'v [Link<'_>]) -> Node<'v> {
    let items = trail.iter().enumerate().map(|(index, link)| {
        object([
            ("@type", text("ListItem")),
            ("position", number(index as u64 + 1)),
            ("name", text(&*link.label)),
            ("item", text(head::absolute(atlas, &link.url))),
        ])
    });
    object([
        ("@type", text("BreadcrumbList")),
        ("itemListElement", Some(Node::List(items.collect()))),
    ])
}

/// The products or groups of one page, by whole address, in the page's order.
pub(super) fn item_list(urls: impl Iterator<Item = String>) -> Node<'static> {
    let items: Vec<Node<'static>> = urls
        .enumerate()
        .map(|(index, url)| {
            object([
                ("@type", text("ListItem")),
                ("position", number(index as u64 + 1)),
                ("url", text(url)),
            ])
        })
        .collect();
    object([
        ("@type", text("ItemList")),
        ("numberOfItems", number(items.len() as u64)),
        ("itemListElement", Some(Node::List(items))),
    ])
}

/// A product.
pub(super) fn product<'v>(atlas: &'v Atlas<'_>, index: usize) -> Node<'v> {
    let product = &atlas.catalogue.products[index];
    let url = atlas.absolute(PageRef::Product(index));
    let producer = &atlas.catalogue.producers[product.producer];
    let awards: Vec<String> = product
        .awards
        .iter()
        .map(|award| match award.year {
            Some(year) => format!("{} ({year})", award.name),
            None => award.name.clone(),
        })
        .collect();
    let held = product.certificate.as_ref();
    let offers = offers(product, &url);
    let stands = product.state != State::Revoked;
    object([
        ("@type", text("Product")),
        ("@id", text(format!("{url}#product"))),
        ("name", text(&product.name)),
        ("alternateName", some(&product.other_names)),
        ("url", text(url)),
        ("sku", product.code.as_ref().and_then(text)),
        ("gtin", product.facts().barcode.as_ref().and_then(text)),
        ("description", product.summary.as_ref().and_then(text)),
        (
            "image",
            some(pictures(atlas, PageRef::Product(index), &product.pictures)),
        ),
        (
            "category",
            text(&atlas.catalogue.categories.0[product.category].vi),
        ),
        (
            "manufacturer",
            Some(object([
                ("@type", text("Organization")),
                ("name", text(&producer.name)),
                (
                    "url",
                    text(atlas.absolute(PageRef::Producer(product.producer))),
                ),
            ])),
        ),
        (
            "countryOfOrigin",
            Some(object([("@type", text("Country")), ("name", text("VN"))])),
        ),
        (
            "hasCertification",
            held.filter(|_| stands)
                .map(|held| certification(product, held)),
        ),
        ("award", some(awards)),
        ("offers", offers),
    ])
}

/// A producer.
pub(super) fn producer<'v>(atlas: &'v Atlas<'_>, index: usize) -> Node<'v> {
    let producer = &atlas.catalogue.producers[index];
    let url = atlas.absolute(PageRef::Producer(index));
    let contact = &producer.contact;
    object([
        ("@type", text("Organization")),
        ("@id", text(format!("{url}#organization"))),
        ("name", text(&producer.name)),
        ("url", text(url)),
        ("description", producer.summary.as_ref().and_then(text)),
        (
            "image",
            some(pictures(
                atlas,
                PageRef::Producer(index),
                &producer.pictures,
            )),
        ),
        ("address", address(atlas, producer.location)),
        ("telephone", contact.phone.as_ref().and_then(text)),
        ("email", contact.email.as_ref().and_then(text)),
        ("sameAs", contact.website.as_ref().and_then(text)),
        ("location", point(producer)),
    ])
}

/// A news item.
pub(super) fn article<'v>(atlas: &'v Atlas<'_>, index: usize) -> Node<'v> {
    let news = &atlas.catalogue.news[index];
    object([
        ("@type", text("NewsArticle")),
        ("headline", text(&news.title)),
        ("url", text(atlas.absolute(PageRef::News(index)))),
        ("datePublished", text(news.date.to_string())),
        ("description", news.summary.as_ref().and_then(text)),
        (
            "image",
            some(pictures(atlas, PageRef::News(index), &news.pictures)),
        ),
        (
            "author",
            news.author
                .as_ref()
                .map(|name| object([("@type", text("Person")), ("name", text(name))])),
        ),
    ])
}

fn certification<'v>(product: &Product, held: &'v Recognition) -> Node<'v> {
    let status = match product.state {
        State::InForce | State::EndsSoon | State::Extended => Some("CertificationActive"),
        State::Ended | State::Revoked => Some("CertificationInactive"),
        State::Unclear => None,
    };
    let issuer = held.issuer.map(|issuer| {
        object([
            ("@type", text("Organization")),
            ("name", text(issuer.name())),
        ])
    });
    object([
        ("@type", text("Certification")),
        (
            "name",
            text(format!("OCOP {}", parts::stars(held.star.level()))),
        ),
        (
            "certificationIdentification",
            held.number.as_ref().and_then(text),
        ),
        (
            "certificationStatus",
            status.and_then(|word| text(format!("https://schema.org/{word}"))),
        ),
        ("issuedBy", issuer),
        (
            "datePublished",
            held.issued.and_then(|date| text(date.to_string())),
        ),
        (
            "expires",
            held.ends().and_then(|date| text(date.to_string())),
        ),
    ])
}

fn offers(product: &Product, url: &str) -> Option<Node<'static>> {
    let price = product.price?;
    Some(if price.min == price.max {
        object([
            ("@type", text("Offer")),
            ("price", number(price.min)),
            ("priceCurrency", text("VND")),
            ("url", text(url.to_owned())),
        ])
    } else {
        object([
            ("@type", text("AggregateOffer")),
            ("lowPrice", number(price.min)),
            ("highPrice", number(price.max)),
            ("priceCurrency", text("VND")),
            ("url", text(url.to_owned())),
        ])
    })
}

fn address<'v>(atlas: &'v Atlas<'_>, location: Location) -> Option<Node<'v>> {
    let places = &atlas.catalogue.places;
    let commune = location.commune.map(|index| &places.communes[index]);
    let district = location.district.map(|index| &places.districts[index]);
    let province = commune
        .map(|commune| &commune.province)
        .or(district.map(|district| &district.province))?;
    Some(object([
        ("@type", text("PostalAddress")),
        (
            "addressLocality",
            commune.and_then(|commune| text(&commune.name)),
        ),
        ("addressRegion", text(province)),
        ("addressCountry", text("VN")),
    ]))
}

fn point(producer: &Producer) -> Option<Node<'static>> {
    let (latitude, longitude) = producer.contact.map?;
    let here = object([
        ("@type", text("GeoCoordinates")),
        ("latitude", Some(Node::Degrees(latitude))),
        ("longitude", Some(Node::Degrees(longitude))),
    ]);
    Some(object([("@type", text("Place")), ("geo", Some(here))]))
}

/// The photographs, then the share card.
fn pictures(atlas: &Atlas<'_>, page: PageRef, pictures: &[Picture]) -> Vec<String> {
    let made = pictures
        .iter()
        .filter_map(|picture| atlas.pictures.of(&picture.source));
    made.map(|made| atlas.routes.absolute(&made.place(made.widest())))
        .chain(cards::url(atlas, page))
        .collect()
}

/// What is known, as an object.
fn object<'n, const N: usize>(fields: [(&'static str, Option<Node<'n>>); N]) -> Node<'n> {
    let known = fields.into_iter();
    let mut known: Vec<_> = known
        .filter_map(|(name, node)| Some((name, node?)))
        .collect();
    known.sort_unstable_by_key(|(name, _)| *name);
    Node::Object(known)
}

fn text<'n>(text: impl Into<Cow<'n, str>>) -> Option<Node<'n>> {
    Some(Node::Text(text.into()))
}

fn number(number: u64) -> Option<Node<'static>> {
    Some(Node::Number(number))
}

/// A list, if there is something in it.
fn some<'n, T: Into<Cow<'n, str>>>(list: impl IntoIterator<Item = T>) -> Option<Node<'n>> {
    let list: Vec<Node<'n>> = list
        .into_iter()
        .map(|text| Node::Text(text.into()))
        .collect();
    (!list.is_empty()).then_some(Node::List(list))
}
