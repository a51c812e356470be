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
use serde_json::{Map, Value, json};

/// One graph, safe inside a page; none when there is nothing to say.
pub(super) fn finished(graph: Vec<Value>) -> Option<String> {
    if graph.is_empty() {
        return None;
    }
    let whole = object([
        ("@context", Some(json!("https://schema.org"))),
        ("@graph", Some(Value::Array(graph))),
    ]);
    serde_json::to_string(&whole)
        .ok()
        .map(|whole| json_in_html(&whole))
}

/// The site itself, for the home page.
pub(super) fn website(atlas: &Atlas<'_>) -> Value {
    let settings = &atlas.catalogue.settings;
    object([
        ("@type", Some(json!("WebSite"))),
        ("name", Some(json!(settings.title))),
        ("url", Some(json!(atlas.routes.root))),
        ("inLanguage", Some(json!(settings.language))),
        (
            "description",
            settings.description.as_ref().map(|text| json!(text)),
        ),
    ])
}

/// The trail to a page.
pub(super) fn breadcrumbs(atlas: &Atlas<'_>, trail: &[Link<'_>]) -> Value {
    let items = trail.iter().enumerate().map(|(index, link)| {
        json!({
            "@type": "ListItem",
            "position": index + 1,
            "name": link.label,
            "item": head::absolute(atlas, &link.url),
        })
    });
    object([
        ("@type", Some(json!("BreadcrumbList"))),
        ("itemListElement", Some(Value::Array(items.collect()))),
    ])
}

/// The products or groups of one page, by whole address, in the page's order.
pub(super) fn item_list(urls: impl Iterator<Item = String>) -> Value {
    let items: Vec<Value> = urls
        .enumerate()
        .map(|(index, url)| json!({ "@type": "ListItem", "position": index + 1, "url": url }))
        .collect();
    object([
        ("@type", Some(json!("ItemList"))),
        ("numberOfItems", Some(json!(items.len()))),
        ("itemListElement", Some(Value::Array(items))),
    ])
}

/// A product.
pub(super) fn product(atlas: &Atlas<'_>, index: usize) -> Value {
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
    let stands = product.state != State::Revoked;
    object([
        ("@type", Some(json!("Product"))),
        ("@id", Some(json!(format!("{url}#product")))),
        ("name", Some(json!(product.name))),
        ("alternateName", some(&product.other_names)),
        ("url", Some(json!(url))),
        ("sku", product.code.as_ref().map(|code| json!(code))),
        (
            "gtin",
            product.facts.barcode.as_ref().map(|code| json!(code)),
        ),
        (
            "description",
            product.summary.as_ref().map(|text| json!(text)),
        ),
        (
            "image",
            some(&pictures(atlas, PageRef::Product(index), &product.pictures)),
        ),
        (
            "category",
            Some(json!(atlas.catalogue.categories.0[product.category].vi)),
        ),
        (
            "manufacturer",
            Some(json!({
                "@type": "Organization",
                "name": producer.name,
                "url": atlas.absolute(PageRef::Producer(product.producer)),
            })),
        ),
        (
            "countryOfOrigin",
            Some(json!({ "@type": "Country", "name": "VN" })),
        ),
        (
            "hasCertification",
            held.filter(|_| stands)
                .map(|held| certification(product, held)),
        ),
        ("award", some(&awards)),
        ("offers", offers(product, &url)),
    ])
}

/// A producer.
pub(super) fn producer(atlas: &Atlas<'_>, index: usize) -> Value {
    let producer = &atlas.catalogue.producers[index];
    let url = atlas.absolute(PageRef::Producer(index));
    let contact = &producer.contact;
    object([
        ("@type", Some(json!("Organization"))),
        ("@id", Some(json!(format!("{url}#organization")))),
        ("name", Some(json!(producer.name))),
        ("url", Some(json!(url))),
        (
            "description",
            producer.summary.as_ref().map(|text| json!(text)),
        ),
        (
            "image",
            some(&pictures(
                atlas,
                PageRef::Producer(index),
                &producer.pictures,
            )),
        ),
        ("address", address(atlas, producer.location)),
        ("telephone", contact.phone.as_ref().map(|text| json!(text))),
        ("email", contact.email.as_ref().map(|text| json!(text))),
        ("sameAs", contact.website.as_ref().map(|text| json!(text))),
        ("location", point(producer)),
    ])
}

/// A news item.
pub(super) fn article(atlas: &Atlas<'_>, index: usize) -> Value {
    let news = &atlas.catalogue.news[index];
    object([
        ("@type", Some(json!("NewsArticle"))),
        ("headline", Some(json!(news.title))),
        ("url", Some(json!(atlas.absolute(PageRef::News(index))))),
        ("datePublished", Some(json!(news.date.to_string()))),
        ("description", news.summary.as_ref().map(|text| json!(text))),
        (
            "image",
            some(&pictures(atlas, PageRef::News(index), &news.pictures)),
        ),
        (
            "author",
            news.author
                .as_ref()
                .map(|name| json!({ "@type": "Person", "name": name })),
        ),
    ])
}

fn certification(product: &Product, held: &Recognition) -> Value {
    let status = match product.state {
        State::InForce | State::EndsSoon | State::Extended => Some("CertificationActive"),
        State::Ended | State::Revoked => Some("CertificationInactive"),
        State::Unclear => None,
    };
    let issuer = held
        .issuer
        .map(|issuer| json!({ "@type": "Organization", "name": issuer.name() }));
    object([
        ("@type", Some(json!("Certification"))),
        (
            "name",
            Some(json!(format!("OCOP {}", parts::stars(held.star.level())))),
        ),
        (
            "certificationIdentification",
            held.number.as_ref().map(|number| json!(number)),
        ),
        (
            "certificationStatus",
            status.map(|word| json!(format!("https://schema.org/{word}"))),
        ),
        ("issuedBy", issuer),
        (
            "datePublished",
            held.issued.map(|date| json!(date.to_string())),
        ),
        ("expires", held.ends().map(|date| json!(date.to_string()))),
    ])
}

fn offers(product: &Product, url: &str) -> Option<Value> {
    let price = product.price?;
    Some(if price.min == price.max {
        json!({ "@type": "Offer", "price": price.min, "priceCurrency": "VND", "url": url })
    } else {
        json!({
            "@type": "AggregateOffer",
            "lowPrice": price.min,
            "highPrice": price.max,
            "priceCurrency": "VND",
            "url": url,
        })
    })
}

fn address(atlas: &Atlas<'_>, location: Location) -> Option<Value> {
    let places = &atlas.catalogue.places;
    let commune = location.commune.map(|index| &places.communes[index]);
    let district = location.district.map(|index| &places.districts[index]);
    let province = commune
        .map(|commune| &commune.province)
        .or(district.map(|district| &district.province))?;
    Some(object([
        ("@type", Some(json!("PostalAddress"))),
        (
            "addressLocality",
            commune.map(|commune| json!(commune.name)),
        ),
        ("addressRegion", Some(json!(province))),
        ("addressCountry", Some(json!("VN"))),
    ]))
}

fn point(producer: &Producer) -> Option<Value> {
    let (latitude, longitude) = producer.contact.map?;
    Some(json!({
        "@type": "Place",
        "geo": { "@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude },
    }))
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
fn object<const N: usize>(fields: [(&str, Option<Value>); N]) -> Value {
    let known = fields
        .into_iter()
        .filter_map(|(key, value)| Some((key.to_owned(), value?)));
    Value::Object(known.collect::<Map<String, Value>>())
}

/// A list, if there is something in it.
fn some(list: &[String]) -> Option<Value> {
    (!list.is_empty()).then(|| json!(list))
}
