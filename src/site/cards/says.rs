//! What each kind of card says, and which cloths and drawings are on it.

use crate::catalogue::date::Stated;
use crate::catalogue::place::Location;
use crate::catalogue::product::Product;
use crate::catalogue::recognition::State;
use crate::site::artifact::{Group, PageRef};
use crate::site::atlas::Atlas;
use crate::site::names::UNDECIDED_DISTRICT;
use crate::site::words::{bare, inside};
use crate::site::{art, images, medallion, parts};
use crate::text::format::{month, number};
use crate::view::card::Card;
use std::borrow::Cow;
use std::sync::Arc;

/// Most cloths of a quilt.
const CLOTHS: usize = 6;
/// Most drawings side by side.
const DRAWINGS: usize = 3;

/// The card of a page that has one of its own.
pub(super) fn card<'v>(atlas: &'v Atlas<'_>, page: PageRef) -> Card<'v> {
    let mut card = of_page(atlas, page);
    card.photo = photograph(atlas, page).is_some();
    card
}

fn of_page<'v>(atlas: &'v Atlas<'_>, page: PageRef) -> Card<'v> {
    let catalogue = atlas.catalogue;
    let title = || catalogue.settings.title.clone();
    let all = || counted(atlas, Group::All);
    let section = |kind, name: &'static str, lines: Vec<String>| {
        let of = atlas.groups.of(Group::All);
        bare_card(atlas, kind, Cow::Borrowed(name), lines, &of.products)
    };
    match page {
        PageRef::Product(index) => product(atlas, index),
        PageRef::Producer(index) => producer(atlas, index),
        PageRef::Listing(group, _) => of_group(atlas, group),
        PageRef::News(index) => {
            let news = &catalogue.news[index];
            let lines = vec![parts::day(news.date).text.to_string(), title()];
            let name = Cow::Borrowed(&*news.title);
            let of_all = &atlas.groups.of(Group::All).products;
            let of = if news.products.is_empty() {
                of_all
            } else {
                &news.products
            };
            bare_card(atlas, "news", name, lines, of)
        }
        PageRef::Page(index) => {
            let name = Cow::Borrowed(&*catalogue.pages[index].title);
            let of = atlas.groups.of(Group::All);
            let mut card = bare_card(atlas, "page", name, vec![title()], &of.products);
            card.without_drawings();
            card
        }
        PageRef::Producers(_) => {
            let producers = number(catalogue.producers.len() as u64);
            section(
                "producers",
                "Chủ thể OCOP",
                vec![format!("{producers} chủ thể"), title()],
            )
        }
        PageRef::Districts => section(
            "districts",
            "Sản phẩm OCOP theo huyện (cũ)",
            vec![all(), title()],
        ),
        PageRef::Communes => section(
            "communes",
            "Sản phẩm OCOP theo xã, phường",
            vec![all(), title()],
        ),
        PageRef::Categories => section(
            "categories",
            "Sản phẩm OCOP theo ngành hàng",
            vec![all(), title()],
        ),
        PageRef::Table => section(
            "table",
            "Sản phẩm OCOP theo huyện và hạng sao",
            vec![all(), title()],
        ),
        PageRef::Programme => section(
            "programme",
            "Chương trình OCOP: kế hoạch và kết quả",
            vec![title()],
        ),
        PageRef::Lists => section("lists", "Danh sách chọn lọc", vec![title()]),
        PageRef::NewsList(_) => section("news-list", "Tin tức OCOP", vec![title()]),
        PageRef::Check | PageRef::CheckYear(..) => {
            section("check", "Tra cứu công nhận OCOP", vec![all(), title()])
        }
        PageRef::ListLabels(list, _) => of_group(atlas, Group::List(list)),
        PageRef::Home
        | PageRef::Search
        | PageRef::Letter(..)
        | PageRef::Labels
        | PageRef::Selection
        | PageRef::Missing => {
            let of = atlas.groups.of(Group::All);
            let name = Cow::Borrowed(&*catalogue.settings.title);
            bare_card(atlas, "home", name, vec![all()], &of.products)
        }
    }
}

/// A card in a sentence, for who cannot see it.
pub(super) fn in_words(card: &Card<'_>) -> String {
    let level = card.level.map(parts::stars);
    let parts: Vec<&str> = [&*card.name]
        .into_iter()
        .chain(level)
        .chain(card.lines.iter().map(String::as_str))
        .collect();
    parts.join(" – ").replace('\u{a0}', " ")
}

/// The photograph on the card of a page: the first on the page.
pub(super) fn photograph(atlas: &Atlas<'_>, page: PageRef) -> Option<(Arc<str>, [u8; 32])> {
    images::for_card(atlas, images::of_page(atlas, page))
}

/// The file that brings a sign to the card of a page, and the text in it that the sign stands in.
pub(super) fn source(atlas: &Atlas<'_>, page: PageRef, sign: char) -> (Arc<str>, String) {
    let catalogue = atlas.catalogue;
    let record = |file: &Arc<str>, text: &str| (file.clone(), text.to_owned());
    let own = match page {
        PageRef::Product(index) => {
            let product = &catalogue.products[index];
            Some(record(&product.file, &product.name))
        }
        PageRef::Producer(index) => {
            let producer = &catalogue.producers[index];
            Some(record(&producer.file, &producer.name))
        }
        PageRef::News(index) => {
            let news = &catalogue.news[index];
            Some(record(&news.file, &news.title))
        }
        PageRef::Page(index) => {
            let page = &catalogue.pages[index];
            Some(record(&page.file, &page.title))
        }
        PageRef::Listing(Group::List(index), _) => {
            let list = &catalogue.lists[index];
            Some(record(&list.file, &list.title))
        }
        PageRef::Listing(Group::Category(index) | Group::CategoryStar(index, _), _) => {
            let name = &catalogue.categories.0[index].vi;
            Some((Arc::from("content/categories.yml"), name.clone()))
        }
        _ => None,
    };
    let settings = &catalogue.settings;
    let config = |text: &str| (Arc::from("content/config.yml"), text.to_owned());
    let places = || {
        let places = &catalogue.places;
        let communes = places.communes.iter().map(|place| &place.name);
        let former = places.former.iter().map(|place| &place.name);
        let districts = places.districts.iter();
        let districts = districts.flat_map(|place| [&place.name, &place.province]);
        let text = communes.chain(former).chain(districts);
        let text = text.into_iter().find(|text| text.contains(sign))?;
        Some((Arc::from("content/places.yml"), text.clone()))
    };
    own.into_iter()
        .chain([config(&settings.title)])
        .chain(settings.province.as_deref().map(config))
        .find(|(_, text)| text.contains(sign))
        .or_else(places)
        .unwrap_or_else(|| config(""))
}

fn product<'v>(atlas: &'v Atlas<'_>, index: usize) -> Card<'v> {
    let product = &atlas.catalogue.products[index];
    let mut card = bare_card(
        atlas,
        "product",
        Cow::Borrowed(&*product.name),
        Vec::new(),
        &[index],
    );
    card.level = Some(product.star.level());
    card.current = !matches!(product.state, State::Ended | State::Revoked);
    card.lines = lines([place(atlas, product.location), holds(product)]);
    card
}

fn producer<'v>(atlas: &'v Atlas<'_>, index: usize) -> Card<'v> {
    let producer = &atlas.catalogue.producers[index];
    let members = atlas.groups.of_producer(index);
    let mut card = bare_card(
        atlas,
        "producer",
        Cow::Borrowed(&*producer.name),
        Vec::new(),
        &members.products,
    );
    let count = match members.products.len() {
        0 => "Chủ thể OCOP".to_owned(),
        count => format!("{} sản phẩm OCOP", number(count as u64)),
    };
    card.lines = lines([place(atlas, producer.location), count]);
    card.set_cloths(vec![atlas.cloth(producer.location.district).id()]);
    card
}

fn of_group<'v>(atlas: &'v Atlas<'_>, group: Group) -> Card<'v> {
    let catalogue = atlas.catalogue;
    let places = &catalogue.places;
    let province = |name: &str| bare(name).to_owned();
    let of_site = || catalogue.settings.title.clone();
    let district = |index: Option<usize>| match index {
        Some(index) => {
            let district = &places.districts[index];
            let before = joined("địa giới trước 01/07/2025");
            let line = format!("{}, {before}", joined(&province(&district.province)));
            (Cow::Borrowed(&*district.name), line)
        }
        None => (Cow::Borrowed(UNDECIDED_DISTRICT), of_site()),
    };
    let category = |index: usize| Cow::Borrowed(&*catalogue.categories.0[index].vi);
    let (kind, (name, line)) = match group {
        Group::All => ("products", (Cow::Borrowed("Sản phẩm OCOP"), of_site())),
        Group::District(index) => ("district", district(index)),
        Group::DistrictStar(index, _) => ("district-star", district(index)),
        Group::Commune(index) => {
            let known = index.map(|index| &places.communes[index]);
            let name = known.map_or("Chưa rõ xã, phường", |commune| &commune.name);
            let line = known.map_or_else(of_site, |commune| province(&commune.province));
            ("commune", (Cow::Borrowed(name), line))
        }
        Group::Star(_) => ("star", (Cow::Borrowed("Sản phẩm OCOP"), of_site())),
        Group::Category(index) => ("category", (category(index), of_site())),
        Group::CategoryStar(index, _) => ("category-star", (category(index), of_site())),
        Group::List(index) => {
            let title = &*catalogue.lists[index].title;
            ("list", (Cow::Borrowed(title), of_site()))
        }
    };
    let members = &atlas.groups.of(group).products;
    let mut card = bare_card(atlas, kind, name, Vec::new(), members);
    card.level = match group {
        Group::DistrictStar(_, level) | Group::Star(level) | Group::CategoryStar(_, level) => {
            Some(level)
        }
        _ => None,
    };
    card.lines = lines([counted(atlas, group), line]);
    if let Group::Category(index) | Group::CategoryStar(index, _) = group {
        let own = medallion::of(&catalogue.categories, index, "");
        let others = card.medallions.iter().copied().filter(|one| *one != own);
        let drawn = [own].into_iter().chain(others).take(DRAWINGS).collect();
        card.set_medallions(drawn);
    }
    card
}

/// A card without star, of the cloths and drawings of these products.
fn bare_card<'v>(
    atlas: &'v Atlas<'_>,
    kind: &'static str,
    name: Cow<'v, str>,
    lines: Vec<String>,
    products: &[usize],
) -> Card<'v> {
    let catalogue = atlas.catalogue;
    let (mut cloths, mut medallions) = (Vec::new(), Vec::new());
    for product in products.iter().map(|index| &catalogue.products[*index]) {
        if cloths.len() == CLOTHS && medallions.len() == DRAWINGS {
            break;
        }
        let cloth = atlas.cloth(product.location.district).id();
        if cloths.len() < CLOTHS && !cloths.contains(&cloth) {
            cloths.push(cloth);
        }
        let drawing = medallion::of(&catalogue.categories, product.category, &product.name);
        if medallions.len() < DRAWINGS && !medallions.contains(&drawing) {
            medallions.push(drawing);
        }
    }
    if cloths.is_empty() {
        cloths.push(atlas.cloth(None).id());
    }
    Card {
        kind,
        name,
        level: None,
        current: true,
        lines,
        photo: false,
        art: art::of_card(&cloths, &medallions),
        cloths,
        medallions,
    }
}

impl Card<'_> {
    fn set_cloths(&mut self, cloths: Vec<&'static str>) {
        self.art = art::of_card(&cloths, &self.medallions);
        self.cloths = cloths;
    }

    fn set_medallions(&mut self, medallions: Vec<&'static str>) {
        self.art = art::of_card(&self.cloths, &medallions);
        self.medallions = medallions;
    }

    fn without_drawings(&mut self) {
        self.set_medallions(Vec::new());
    }
}

/// Words that are to stay on one line, where that is wide enough.
fn joined(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}

/// Lines without the empty ones.
fn lines(all: [String; 2]) -> Vec<String> {
    all.into_iter().filter(|line| !line.is_empty()).collect()
}

fn counted(atlas: &Atlas<'_>, group: Group) -> String {
    let count = atlas.count(group).recognised;
    format!("{} sản phẩm OCOP", number(count as u64))
}

/// Commune now or before, former district, province: what is known, the nearest first.
fn place(atlas: &Atlas<'_>, location: Location) -> String {
    let places = &atlas.catalogue.places;
    let commune = location.commune.map(|index| &places.communes[index]);
    let former = location.former.map(|index| &places.former[index]);
    let district = location.district.map(|index| &places.districts[index]);
    let nearest = commune
        .map(|commune| commune.name.clone())
        .or_else(|| former.map(|former| format!("{} (cũ)", former.name)));
    let province = commune
        .map(|commune| &commune.province)
        .or(district.map(|district| &district.province))
        .or(former.map(|former| &former.province));
    let within = district.map(|district| match nearest {
        Some(_) => format!("{} (cũ)", bare(&district.name)),
        None => format!("{} (cũ)", district.name),
    });
    let province = province.map(|province| bare(province).to_owned());
    let known: Vec<String> = [nearest, within, province].into_iter().flatten().collect();
    let known: Vec<String> = known.iter().map(|part| joined(part)).collect();
    known.join(", ")
}

/// Until when a star holds. What is only true for some months is not said: an end stays true.
fn holds(product: &Product) -> String {
    let ends = product.certificate.as_ref().and_then(|held| held.ends());
    let extended = product
        .certificate
        .as_ref()
        .and_then(|held| held.extended_to);
    match (product.state, ends) {
        (State::Revoked, _) => {
            let on = product.revoked.as_ref().map(|revoked| revoked.on);
            let on = on.map(|on| format!(" từ {}", month(on.year(), on.month())));
            format!("Đã thu hồi{}", on.unwrap_or_default())
        }
        (State::Extended, _) => match extended {
            Some(to) => format!("Được kéo dài đến {}", month(to.year(), to.month())),
            None => String::new(),
        },
        (State::Ended, Some(end)) => {
            let label = inside(State::Ended.label());
            let ended = joined(&format!("Hết hạn {}", to_the_month(end)));
            format!("{ended}, {}", joined(&label))
        }
        (_, Some(end)) => format!("Có giá trị đến {}", to_the_month(end)),
        (_, None) => "Chưa rõ thời hạn".to_owned(),
    }
}

/// 03/2029, or the year where that is all that is known.
fn to_the_month(date: Stated) -> String {
    match date {
        Stated::Day(day) => month(day.year(), day.month()).to_string(),
        Stated::Month(year, of_year) => month(year, of_year).to_string(),
        Stated::Year(year) => year.to_string(),
    }
}
