//! A visitor's own selection: the page a script draws it on, and the data of the products.
//!
//! Nobody's choice is known here. It stands in the address after `#`, which no browser sends:
//! `/chon/#v1.CODE.CODE~t=TITLE~n.CODE=NOTE`, codes being those of short addresses, in their order,
//! title and notes percent-encoded. The script fetches what is shown of those products from files
//! that are cut by the first signs of the code, so that a selection of twelve loads little of a
//! large catalogue. A code's hash spreads evenly, so the files of one site are about as large as
//! each other, and adding a product changes one of them.

use crate::catalogue::product::Product;
use crate::site::artifact::{PageRef, Recipe, TextRef};
use crate::site::atlas::Atlas;
use crate::site::facts::{facts, standards};
use crate::site::head::{self, Said};
use crate::site::shelf::{Owner, Shelf};
use crate::site::{art, images, medallion, parts, routes, words};
use crate::view::art::Art;
use crate::view::selection::Selection;
use crate::view::{Content, View};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The version of the data; the script refuses another.
const VERSION: u8 = 1;
/// Products up to which all stand in one file: some 40 kB, 9 kB on the way.
const FEW: usize = 80;
/// Products up to which one sign tells the file, of 32; beyond, two signs do, of 1,024.
const SOME: usize = 32 * FEW;
/// The signs a code is made of, in their order.
const SIGNS: &str = "0123456789abcdefghjkmnpqrstvwxyz";
/// Folder of the output, also of the page.
const FOLDER: &str = "chon/";
/// Longest value of a fact, in characters: more does not fit into a column of a table.
const FACT: usize = 160;
/// The facts that are worth comparing or taking along.
const TOLD: [&str; 10] = [
    "packs",
    "ingredients",
    "storage",
    "season",
    "exports",
    "food_safety",
    "declared_standard",
    "trademark",
    "gi",
    "code",
];

/// Which products stand in which file.
#[derive(Debug, Clone, Default)]
pub(super) struct Shards {
    width: usize,
    /// Name of the file, and its products in the order of their codes.
    files: Vec<(String, Vec<usize>)>,
}

impl Shards {
    /// All files there may be, also those that hold nothing: a code is unknown only where its file says so.
    pub(super) fn new(products: &[Arc<Product>]) -> Shards {
        let width = match products.len() {
            0..=FEW => 0,
            count if count <= SOME => 1,
            _ => 2,
        };
        let mut files: BTreeMap<String, Vec<usize>> = names(width)
            .into_iter()
            .map(|name| (name, Vec::new()))
            .collect();
        for (index, product) in products.iter().enumerate() {
            let name = product.short.get(..width).unwrap_or_default();
            if let Some(file) = files.get_mut(name) {
                file.push(index);
            }
        }
        for file in files.values_mut() {
            file.sort_by_key(|index| &products[*index].short);
        }
        Shards {
            width,
            files: files.into_iter().collect(),
        }
    }

    /// The place of a file.
    fn place(&self, number: usize) -> String {
        let name = self.files.get(number).map_or("", |(name, _)| name);
        let name = if name.is_empty() { "tat-ca" } else { name };
        format!("{FOLDER}ma/{name}.json")
    }
}

/// Every beginning of a code of so many signs.
fn names(width: usize) -> Vec<String> {
    (0..width).fold(vec![String::new()], |names, _| {
        let longer = |name: &String| {
            let name = name.clone();
            SIGNS.chars().map(move |sign| format!("{name}{sign}"))
        };
        names.iter().flat_map(longer).collect()
    })
}

/// The page, the files of products, and the drawings; none where the theme has no page for them.
pub(super) fn list(atlas: &Atlas<'_>, shards: &Shards, shelf: &mut Shelf) {
    if !atlas.draws_selection {
        return;
    }
    let page = PageRef::Selection;
    let place = routes::page(atlas.catalogue, page);
    shelf.put(&place, Recipe::Page(page), Owner::Program);
    for number in 0..shards.files.len() {
        let recipe = Recipe::Text(TextRef::SelectionData(number));
        shelf.put(&shards.place(number), recipe, Owner::Program);
    }
    let recipe = Recipe::Text(TextRef::SelectionDrawings);
    shelf.put(&drawings_place(), recipe, Owner::Program);
}

fn drawings_place() -> String {
    format!("{FOLDER}hinh.svg")
}

/// `/chon/`
pub(super) fn view<'v>(atlas: &'v Atlas<'_>, shards: &Shards) -> View<'v> {
    let heading = "Danh sách bạn chọn";
    let said = Said {
        title: heading.to_owned(),
        description: Some(
            "Sản phẩm OCOP bạn tự chọn: xếp thứ tự, ghi chú, so sánh, in thành tập giới thiệu, gửi cho người khác bằng một địa chỉ."
                .to_owned(),
        ),
        section: "selection",
        label: heading.into(),
        ..Said::default()
    };
    View {
        head: head::head(atlas, PageRef::Selection, said),
        art: Art::default(),
        content: Content::Selection(Selection {
            heading,
            count: atlas.count(crate::site::artifact::Group::All),
            data: atlas.routes.link(&format!("{FOLDER}ma/")),
            width: shards.width,
            drawings: atlas.routes.link(&drawings_place()),
            short: atlas.routes.absolute("m/"),
        }),
    }
}

/// A file of products by their codes, with what a card, a table that compares and a sheet need.
pub(super) fn data(atlas: &Atlas<'_>, shards: &Shards, number: usize) -> String {
    let members = shards.files.get(number).map_or(&[][..], |(_, all)| all);
    let products: Map<String, Value> = members
        .iter()
        .map(|index| {
            (
                atlas.catalogue.products[*index].short.clone(),
                row(atlas, *index),
            )
        })
        .collect();
    let mut data = Map::new();
    data.insert("v".to_owned(), json!(VERSION));
    data.insert("products".to_owned(), Value::Object(products));
    Value::Object(data).to_string()
}

/// The drawings that stand for products without a photograph, as one SVG.
pub(super) fn drawings(atlas: &Atlas<'_>) -> String {
    let products = atlas.catalogue.products.iter();
    let bare = products.filter(|product| product.pictures.is_empty());
    let named: BTreeSet<(&str, &str)> = bare
        .map(|product| {
            let categories = &atlas.catalogue.categories;
            let cloth = atlas.cloth(product.location.district).id();
            (
                cloth,
                medallion::of(categories, product.category, &product.name),
            )
        })
        .collect();
    let art = art::named(named.into_iter());
    let each = art.cloths.iter().chain(&art.medallions);
    let inside: String = each.map(|drawing| drawing.svg).collect();
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><defs>{inside}</defs></svg>")
}

fn row(atlas: &Atlas<'_>, index: usize) -> Value {
    let catalogue = atlas.catalogue;
    let product = &catalogue.products[index];
    let producer = &catalogue.producers[product.producer];
    let district = product.location.district;
    let held = product.certificate.as_ref();
    let state = parts::state(product);
    let mut row = json!({
        "id": product.id,
        "name": product.name,
        "star": product.star.level(),
        "state": state,
        "producer": producer.name,
        "place": words::place(catalogue, product.location),
        "category": catalogue.categories.0[product.category].vi,
    });
    let mut put = |key: &str, value: Value| {
        let is_known = !value.is_null() && value.as_array().is_none_or(|all| !all.is_empty());
        if let (true, Some(row)) = (is_known, row.as_object_mut()) {
            row.insert(key.to_owned(), value);
        }
    };
    let name = district.map(|index| words::former(&catalogue.places.districts[index].name));
    put("district", json!(name));
    put("price", json!(product.price.as_ref().map(parts::price)));
    put("unit", json!(product.unit));
    put(
        "number",
        json!(held.and_then(|held| held.number.as_deref())),
    );
    put(
        "issued",
        json!(held.and_then(|held| held.issued).map(parts::stated)),
    );
    put("facts", Value::Array(told(product)));
    match images::first(atlas, &product.pictures) {
        Some(picture) => {
            let mut small = json!({
                "src": picture.src,
                "width": picture.width,
                "height": picture.height,
                "alt": picture.alt,
            });
            small["webp"] = json!(picture.webp);
            put("picture", small);
        }
        None => {
            put("cloth", json!(atlas.cloth(district).id()));
            let drawing = medallion::of(&catalogue.categories, product.category, &product.name);
            put("medallion", json!(drawing));
        }
    }
    row
}

/// Facts with their labels, in the order of the product's page; other certificates last.
fn told(product: &Product) -> Vec<Value> {
    let known = facts(product).into_iter();
    let mut told: Vec<Value> = known
        .filter(|fact| TOLD.contains(&fact.id))
        .map(|fact| json!([fact.label, words::cut(&fact.values.join("; "), FACT)]))
        .collect();
    let others: Vec<String> = standards(product)
        .into_iter()
        .map(|standard| match standard.ends {
            Some(ends) => format!("{} (đến {})", standard.name, ends.text),
            None => standard.name.to_owned(),
        })
        .collect();
    if !others.is_empty() {
        told.push(json!([
            "Chứng nhận khác",
            words::cut(&others.join("; "), FACT)
        ]));
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::product::{Price, Standard};
    use crate::site::Site;
    use crate::site::testing::{Sample, photograph};

    fn texts(site: &Site<'_>) -> Vec<(String, Value)> {
        let artifacts = site.artifacts.iter();
        artifacts
            .filter_map(|artifact| match &artifact.recipe {
                Recipe::Text(text @ TextRef::SelectionData(_)) => {
                    let value = serde_json::from_str(&site.text(text)).expect("JSON");
                    Some((artifact.path.clone(), value))
                }
                _ => None,
            })
            .collect()
    }

    #[test]
    fn a_product_is_found_in_the_file_its_code_begins_with() {
        for (count, width, files) in [(80, 0, 1), (81, 1, 32), (2_561, 2, 1_024)] {
            let (catalogue, manifest) = (Sample::many(count).catalogue(), Sample::manifest());
            let site = crate::site::plan(&catalogue, &manifest, &Sample::assets()).value;
            let view = serde_json::to_value(site.view(PageRef::Selection)).expect("JSON");
            assert_eq!(view["selection"]["width"], width);
            let texts: BTreeMap<String, Value> = texts(&site).into_iter().collect();
            assert_eq!(texts.len(), files);
            let held = |value: &Value| value["products"].as_object().map_or(0, Map::len);
            assert_eq!(
                texts.values().map(held).sum::<usize>(),
                catalogue.products.len()
            );
            for product in &catalogue.products {
                let name = match width {
                    0 => "tat-ca",
                    _ => &product.short[..width],
                };
                let file = &texts[&format!("chon/ma/{name}.json")];
                assert_eq!(file["v"], 1);
                assert_eq!(file["products"][&product.short]["id"], product.id);
            }
        }
    }

    #[test]
    fn what_is_known_is_told_and_nothing_else() {
        let sample = Sample::empty()
            .producer("a")
            .product("bare", |product| {
                product.location = Default::default();
                product.certificate = None;
            })
            .product("full", |product| {
                product.pictures = vec![photograph("content/images/a.jpg", 900, 600)];
                product.unit = Some("chai 500 ml".to_owned());
                product.price = Some(Price {
                    min: 90_000,
                    max: 120_000,
                    seen: None,
                });
                let facts = product.facts.get_or_insert_default();
                facts.packs = vec!["hộp 2 chai".to_owned(), "thùng".to_owned()];
                facts.barcode = Some("8930000000002".to_owned());
                facts.storage = Some("mát ".repeat(100));
                product.standards = vec![Standard {
                    scheme: "vietgap".to_owned(),
                    number: None,
                    expires: None,
                }];
            });
        let (catalogue, manifest) = (sample.catalogue(), Sample::manifest());
        let site = crate::site::plan(&catalogue, &manifest, &Sample::assets()).value;
        let all = texts(&site);
        let products = all[0].1["products"].as_object().expect("products");
        let of = |id: &str| products.values().find(|one| one["id"] == id).expect("it");
        let (bare, full) = (of("bare"), of("full"));
        let keys: Vec<&String> = bare.as_object().expect("a row").keys().collect();
        assert_eq!(
            keys,
            [
                "category",
                "cloth",
                "id",
                "medallion",
                "name",
                "place",
                "producer",
                "star",
                "state"
            ]
        );
        assert_eq!(bare["state"]["id"], "chua-ro");
        assert_eq!(full["district"], "huyện Triệu Sơn (cũ)");
        assert_eq!(full["price"]["text"], "90.000–120.000\u{a0}₫");
        assert_eq!(full["facts"][0], json!(["Quy cách", "hộp 2 chai; thùng"]));
        assert!(
            full["facts"][1][1]
                .as_str()
                .is_some_and(|text| text.ends_with('…'))
        );
        assert_eq!(full["facts"][2], json!(["Chứng nhận khác", "VietGAP"]));
        assert_eq!(full["facts"].as_array().map(Vec::len), Some(3));
        assert!(
            full["picture"]["src"]
                .as_str()
                .is_some_and(|src| src.starts_with("/anh/a-"))
        );
        assert!(full.get("cloth").is_none());
    }

    #[test]
    fn the_drawings_are_those_of_products_without_a_photograph() {
        let sample = Sample::small().product("anh", |product| {
            product.pictures = vec![photograph("content/images/a.jpg", 900, 600)];
        });
        let (catalogue, manifest) = (sample.catalogue(), Sample::manifest());
        let site = crate::site::plan(&catalogue, &manifest, &Sample::assets()).value;
        let svg = site.text(&TextRef::SelectionDrawings);
        for (_, file) in texts(&site) {
            for row in file["products"].as_object().expect("products").values() {
                for (field, mark) in [("cloth", "c-"), ("medallion", "m-")] {
                    if let Some(id) = row[field].as_str() {
                        assert!(svg.contains(&format!("id=\"{mark}{id}\"")), "{id}");
                    }
                }
            }
        }
        assert_eq!(svg.matches("<svg").count(), 1);
    }
}
