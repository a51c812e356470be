//! Small catalogues made by hand, for the tests of this room.

use crate::catalogue::article::{Figures, FreePage, List, News, Period, Redirect};
use crate::catalogue::body::{Body, Hole, HoleKind};
use crate::catalogue::category::Categories;
use crate::catalogue::date::{Date, Stated};
use crate::catalogue::place::{Commune, District, FormerCommune, Location, Places};
use crate::catalogue::producer::{Producer, ProducerContact};
use crate::catalogue::product::{Picture, Product};
use crate::catalogue::recognition::{Recognition, Star, State};
use crate::catalogue::settings::{MenuItem, Settings};
use crate::catalogue::short;
use crate::catalogue::{Catalogue, StaticFile, Tally};
use crate::site::{Assets, Site};
use crate::source::diagnostic::Diagnostics;
use crate::source::span::Span;
use crate::text::order::Order;
use crate::view::listing::Listing;
use crate::view::manifest::{Manifest, OPTIONAL};
use crate::view::{Content, View};
use std::cmp::Reverse;
use std::sync::Arc;

/// A catalogue in the making. The day is 24 November 2026.
#[derive(Clone)]
pub(super) struct Sample(Catalogue);

impl Sample {
    /// Places and categories, and nothing else.
    pub(super) fn empty() -> Sample {
        let province = "Tỉnh Thanh Hóa".to_owned();
        let district = |name: &str, slug: &str| District {
            name: name.to_owned(),
            slug: slug.to_owned(),
            province: province.clone(),
            cloth: None,
        };
        let commune = |code: &str, name: &str, slug: &str, district| Commune {
            code: code.to_owned(),
            name: name.to_owned(),
            slug: slug.to_owned(),
            district,
            province: province.clone(),
        };
        Sample(Catalogue {
            today: date("2026-11-24"),
            settings: Settings {
                title: "Sản vật xứ Thanh".to_owned(),
                base_url: "https://example.org".to_owned(),
                province: Some(province.clone()),
                ..Settings::default()
            },
            places: Places::new(
                vec![
                    commune("16000", "Xã Bình Sơn", "xa-binh-son", Some(1)),
                    commune("16001", "Phường Hạc Thành", "phuong-hac-thanh", None),
                ],
                vec![FormerCommune {
                    code: "15700".to_owned(),
                    name: "Xã Thọ Bình".to_owned(),
                    district: Some(1),
                    province: province.clone(),
                    into: vec![0],
                }],
                vec![
                    district("Huyện Hoằng Hóa", "huyen-hoang-hoa"),
                    district("Huyện Triệu Sơn", "huyen-trieu-son"),
                    district("Huyện Yên Định", "huyen-yen-dinh"),
                ],
            ),
            categories: Categories::official(),
            producers: Vec::new(),
            products: Vec::new(),
            name_keys: Vec::new(),
            pages: Vec::new(),
            news: Vec::new(),
            lists: Vec::new(),
            programme: Vec::new(),
            thesaurus: Default::default(),
            redirects: Vec::new(),
            statics: Vec::new(),
            set_aside: std::collections::BTreeMap::new(),
            tally: Tally::default(),
        })
    }

    /// Two producers and four products, of every kind of place and state there is trouble with.
    pub(super) fn small() -> Sample {
        let sample = Sample::empty().producer("htx-mau").producer("co-so");
        let category = |id: &str| sample.0.categories.find(id).expect("a category");
        let (tea, craft) = (category("che"), category("thu-cong"));
        sample
            .product("mat-ong", |product| {
                product.name = "Mật ong hoa nhãn".to_owned();
                product.certificate = Some(issued("2026-03-10"));
            })
            .product("che-xanh", move |product| {
                product.name = "Chè xanh".to_owned();
                product.star = star(3);
                product.category = tea;
                product.certificate = Some(issued("2025-05-05"));
            })
            .product("non-la", move |product| {
                product.name = "Nón lá".to_owned();
                product.star = star(3);
                product.producer = 1;
                product.location = Location::default();
                product.category = craft;
                product.certificate = None;
            })
            .product("vai", move |product| {
                product.name = "Vải thổ cẩm".to_owned();
                product.star = star(5);
                product.producer = 1;
                product.location.commune = Some(1);
                product.location.district = Some(0);
                product.category = craft;
                product.certificate = Some(issued("2020"));
            })
    }

    /// This many products, spread over levels, places, categories, producers and states.
    pub(super) fn many(count: usize) -> Sample {
        let mut sample = Sample::empty();
        for id in ["a", "b", "c"] {
            sample = sample.producer(id);
        }
        let sets = sample.0.categories.0.len();
        for index in 0..count {
            sample = sample.product(&format!("sp-{index:03}"), |product| {
                product.name = format!("Sản phẩm {index}");
                product.star = Star::ALL[index % 3];
                product.producer = index % 2;
                product.location.commune = [Some(0), Some(1), None][index / 2 % 3];
                product.location.district = [Some(0), Some(1), None, Some(1)][index % 4];
                product.category = index % sets;
                let years = ["2025-01-15", "2020-01-15", "2024-01-15"];
                product.certificate = Some(issued(years[index % 5 % 3]));
            });
        }
        sample
    }

    /// One more producer, with a name of its own.
    pub(super) fn producer(mut self, id: &str) -> Sample {
        self.0.producers.push(Arc::new(Producer {
            id: id.to_owned(),
            file: Arc::from(format!("content/producers/{id}.md")),
            name: format!("Hợp tác xã {id}"),
            kind: None,
            location: Location::default(),
            contact: ProducerContact::default(),
            summary: None,
            pictures: Vec::new(),
            sources: Vec::new(),
            aliases: Vec::new(),
            checked: None,
            body: Arc::default(),
        }));
        self
    }

    /// One more product: 4 stars of January 2025, honey of the first producer in Bình Sơn, unless changed.
    pub(super) fn product(mut self, id: &str, change: impl FnOnce(&mut Product)) -> Sample {
        let mut product = Product {
            id: id.to_owned(),
            file: Arc::from(format!("content/products/{id}.md")),
            name: id.to_owned(),
            other_names: Vec::new(),
            star: star(4),
            producer: 0,
            location: Location {
                commune: Some(0),
                former: None,
                district: Some(1),
            },
            category: self.0.categories.find("mat-ong").expect("a category"),
            code: None,
            certificate: Some(issued("2025-01-15")),
            history: Vec::new(),
            proposed: None,
            revoked: None,
            state: State::Unclear,
            awards: Vec::new(),
            summary: None,
            price: None,
            unit: None,
            facts: None,
            standards: Vec::new(),
            shops: Vec::new(),
            pictures: Vec::new(),
            tags: Vec::new(),
            sources: Vec::new(),
            short: short::of(id),
            aliases: Vec::new(),
            checked: None,
            body: Arc::default(),
        };
        change(&mut product);
        if let Some(held) = &mut product.certificate {
            held.star = product.star;
        }
        let (held, revoked) = (product.certificate.as_ref(), product.revoked.as_ref());
        product.state = State::at(self.0.today, held, revoked);
        self.0.products.push(Arc::new(product));
        self
    }

    /// A list of the first two products.
    pub(super) fn list(mut self, id: &str, unlisted: bool) -> Sample {
        self.0.lists.push(List {
            id: id.to_owned(),
            file: Arc::from(format!("content/lists/{id}.yml")),
            title: format!("Danh sách {id}"),
            intro: None,
            date: None,
            products: vec![1, 0],
            contact: None,
            unlisted,
        });
        self
    }

    /// A free page that is in the menu.
    pub(super) fn page(mut self, id: &str) -> Sample {
        self.0.pages.push(FreePage {
            id: id.to_owned(),
            file: Arc::from(format!("content/pages/{id}.md")),
            title: format!("Trang {id}"),
            summary: None,
            menu: Some(1),
            body: Arc::default(),
        });
        self
    }

    /// A news item on the first product.
    pub(super) fn news(mut self, id: &str, day: &str) -> Sample {
        self.0.news.push(News {
            id: id.to_owned(),
            file: Arc::from(format!("content/news/{id}.md")),
            title: format!("Tin {id}"),
            date: date(day),
            summary: None,
            author: None,
            pictures: Vec::new(),
            products: vec![0],
            tags: Vec::new(),
            sources: Vec::new(),
            body: Arc::default(),
        });
        self
    }

    /// The figures of 2018 to 2020 as reported.
    pub(super) fn period(mut self) -> Sample {
        self.0.programme.push(Period {
            period: "2018-2020".to_owned(),
            results: Some(Figures {
                products: Some(69),
                producers: Some(47),
                stars: [(star(3), 52), (star(4), 17)].into(),
                proposed: Some(2),
            }),
            percent_of_plan: Some(172),
            ..Period::default()
        });
        self
    }

    pub(super) fn redirect(mut self, from: &str, to: &str) -> Sample {
        self.0.redirects.push(Redirect {
            from: from.to_owned(),
            to: to.to_owned(),
            file: Arc::from("content/redirects.csv"),
            span: Span::default(),
            to_span: Span::default(),
            line: 1,
        });
        self
    }

    pub(super) fn static_file(mut self, path: &str) -> Sample {
        self.0.statics.push(static_file(path));
        self
    }

    pub(super) fn base_url(mut self, url: &str) -> Sample {
        self.0.settings.base_url = url.to_owned();
        self
    }

    pub(super) fn menu(mut self, menu: Vec<MenuItem>) -> Sample {
        self.0.settings.menu = menu;
        self
    }

    /// The catalogue, in its order.
    pub(super) fn catalogue(mut self) -> Catalogue {
        let order = Order::vietnamese();
        self.0.products.sort_by_cached_key(|product| {
            (
                Reverse(product.star),
                order.key(&product.name),
                product.id.clone(),
            )
        });
        self.0
    }

    pub(super) fn manifest() -> Manifest {
        Manifest {
            name: "thử".to_owned(),
            standalone: true,
            image_widths: vec![320, 640, 1280],
            optional: OPTIONAL.to_vec(),
            unread: Vec::new(),
        }
    }

    pub(super) fn assets() -> Assets {
        Assets {
            folder: "assets/1a2b3c4d".to_owned(),
            paths: vec![Arc::from("assets/style.css")],
            card: None,
            cards: None,
        }
    }

    /// Whether a file of this path is planned.
    pub(super) fn has(site: &Site<'_>, path: &str) -> bool {
        site.artifacts.iter().any(|artifact| artifact.path == path)
    }
}

/// A picture whose hash begins with 07070707.
pub(super) fn photograph(source: &str, width: u32, height: u32) -> Picture {
    Picture {
        source: Arc::from(source),
        hash: [7; 32],
        width,
        height,
        alt: String::new(),
        caption: None,
        credit: None,
    }
}

/// A body of nothing but links; the place of each is its number.
pub(super) fn body(links: &[String]) -> Body {
    let mut body = Body::default();
    for (index, target) in links.iter().enumerate() {
        body.html.push_str("<a href=\"");
        body.holes.push(Hole {
            at: body.html.len(),
            target: target.clone(),
            kind: HoleKind::Link,
            span: Span::new(index, index + 1),
        });
        body.html.push_str("\">x</a>");
    }
    body
}

/// A recognition of which only the date is known.
pub(super) fn issued(date: &str) -> Recognition {
    Recognition {
        star: star(4),
        number: None,
        issued: Stated::parse(date),
        expires: None,
        issuer: None,
        round: None,
        points: None,
        extended_to: None,
    }
}

pub(super) fn date(text: &str) -> Date {
    Date::parse(text).expect("a day")
}

fn star(level: i64) -> Star {
    Star::new(level).expect("a star")
}

/// File and code of everything noticed, sorted.
pub(super) fn codes(notes: &Diagnostics) -> Vec<String> {
    let mut codes: Vec<String> = notes
        .iter()
        .map(|note| format!("{} {}", note.file, note.problem.code()))
        .collect();
    codes.sort();
    codes
}

/// The listing a view is of.
pub(super) fn listing<'a, 'v>(view: &'a View<'v>) -> &'a Listing<'v> {
    match &view.content {
        Content::Listing(listing) => listing,
        other => panic!("a listing, not {other:?}"),
    }
}

pub(super) fn static_file(path: &str) -> StaticFile {
    StaticFile {
        path: Arc::from(path),
        hash: [1; 32],
    }
}
