use super::*;
use crate::catalogue::product::Price;
use crate::site::artifact::{Artifact, PageRef, Recipe};
use crate::site::testing::{Sample, body};
use crate::site::{Site, plan, plan_again};
use crate::text::order::Order;
use std::cmp::Reverse;

/// Everything that a plan can be asked.
fn told(site: &Site<'_>) -> Vec<String> {
    let mut all: Vec<&Artifact> = site.artifacts.iter().chain(site.late()).collect();
    all.sort_by(|a, b| a.path.cmp(&b.path));
    let mut told = vec![format!("{all:?}")];
    for artifact in all {
        told.push(match &artifact.recipe {
            Recipe::Page(page) => serde_json::to_string(&site.view(*page)).expect("JSON"),
            Recipe::Text(text) => site.text(text),
            Recipe::Search(number) => format!("{:?}", site.search_file(*number)),
            _ => String::new(),
        });
    }
    told
}

/// A record that may be edited.
fn made<T: Clone>(one: &mut Arc<T>) -> &mut T {
    Arc::make_mut(one)
}

type Edit = fn(&mut Catalogue);

const OWN: Touched = Touched {
    titles: false,
    index: false,
    all: false,
};
const TITLES: Touched = Touched {
    titles: true,
    ..OWN
};
const INDEX: Touched = Touched { index: true, ..OWN };

/// Edits of one field each, and what they may reach.
const EDITS: [(Edit, Touched); 8] = [
    (
        |all| made(&mut all.products[1]).body = body(&["/".to_owned()]).into(),
        OWN,
    ),
    (
        |all| {
            made(&mut all.products[2]).body =
                body(&["/tim-kiem".to_owned(), "#a".to_owned()]).into()
        },
        OWN,
    ),
    (
        |all| {
            made(&mut all.products[1])
                .facts
                .get_or_insert_default()
                .storage = Some("Nơi khô ráo".to_owned())
        },
        OWN,
    ),
    (
        |all| made(&mut all.products[1]).summary = Some("Lời khác".to_owned()),
        TITLES,
    ),
    (
        |all| {
            made(&mut all.products[1]).price = Some(Price {
                min: 7,
                max: 9,
                seen: None,
            })
        },
        INDEX,
    ),
    (
        |all| made(&mut all.producers[0]).summary = Some("Lời khác".to_owned()),
        TITLES,
    ),
    (
        |all| made(&mut all.products[1]).name = "Tên khác".to_owned(),
        Touched::ALL,
    ),
    (|all| drop(all.products.pop()), Touched::ALL),
];

/// The search index of a plan made again is made late, but before anything could miss it.
#[test]
fn what_meets_or_leads_to_the_search_index_finds_it_before_it_is_asked_for() {
    let (manifest, assets) = (Sample::manifest(), Sample::assets());
    let plain = Sample::many(97).catalogue();
    let place = plan(&plain, &manifest, &assets).value.index().place(0);
    let at = |links: &[String]| {
        let links = links.to_owned();
        Sample::many(97).product("zz", move |product| {
            product.name = "Zz".to_owned();
            product.body = body(&links).into();
        })
    };
    let with_one_more = plan(&at(&[]).catalogue(), &manifest, &assets)
        .value
        .index()
        .place(0);
    for sample in [
        at(&[format!("/{with_one_more}")]),
        at(&[format!("/{place}"), "/tim/core.bin".to_owned()]),
        at(&[format!("/{}x", with_one_more.trim_end_matches('n'))]),
        Sample::many(97).page("tim"),
        Sample::many(97).static_file("content/static/tim"),
        Sample::many(97).static_file(&format!("content/static/{place}")),
        Sample::many(97).redirect(&format!("/{place}"), "/"),
        Sample::many(97).redirect("/cu", &format!("/{place}")),
    ] {
        let mut memory = Memory::default();
        let now = Arc::new(sample.catalogue());
        let anew = plan(&now, &manifest, &assets);
        for _ in 0..2 {
            let again = plan_again(&now, &manifest, &assets, &mut memory);
            assert_eq!(again.notes.sorted(), anew.notes.clone().sorted());
            assert_eq!(told(&again.value), told(&anew.value));
        }
    }
}

#[test]
fn a_plan_made_again_is_the_plan_made_anew() {
    let manifest = Sample::manifest();
    let assets = Sample::assets();
    let mut now = Sample::many(97).news("tin-1", "2026-11-01").catalogue();
    let mut memory = Memory::default();
    for (edit, expected) in EDITS.into_iter().chain(EDITS.into_iter().rev().skip(1)) {
        let before = Arc::new(now.clone());
        drop(plan_again(&before, &manifest, &assets, &mut memory));
        edit(&mut now);
        let reached = touched(&before, &now);
        assert!(
            reached == expected || reached == Touched::default(),
            "{reached:?}"
        );
        let after = Arc::new(now.clone());
        let again = plan_again(&after, &manifest, &assets, &mut memory);
        let anew = plan(&after, &manifest, &assets);
        assert_eq!(again.notes.sorted(), anew.notes.sorted());
        assert_eq!(told(&again.value), told(&anew.value));
    }
    let site = plan(&now, &manifest, &assets).value;
    let of = |page| {
        site.artifacts
            .iter()
            .any(|file| file.recipe == Recipe::Page(page))
    };
    assert!(of(PageRef::Product(1)));
}

/// Numbers that look like any, the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) as usize % sides.max(1)
    }
}

/// One edit as somebody may make it: of a name, often to one that is there already, of stars, of who
/// makes it, of a recognition, of a text; a product more, a product less.
fn edit(all: &mut Catalogue, dice: &mut Dice, count: &mut usize) {
    let at = dice.roll(all.products.len());
    let other = all.products[dice.roll(all.products.len())].clone();
    match dice.roll(9) {
        0 | 1 => made(&mut all.products[at]).name = other.name.clone(),
        2 => made(&mut all.products[at]).name = format!("Sản phẩm {}", dice.roll(200)),
        3 => made(&mut all.products[at]).star = other.star,
        4 => made(&mut all.products[at]).producer = dice.roll(all.producers.len()),
        5 => {
            let edited = made(&mut all.products[at]);
            edited.certificate = other.certificate.clone();
            edited.code = Some(format!("38-16000-{}-2026", dice.roll(40)));
            edited.history = other.certificate.iter().cloned().collect();
        }
        6 => {
            made(&mut all.products[at]).summary =
                other.summary.clone().or(Some("Một lời".to_owned()))
        }
        7 if all.products.len() > 80 => drop(all.products.remove(at)),
        _ => {
            *count += 1;
            let mut more = Product::clone(&other);
            more.id = format!("moi-{count}");
            more.file = format!("content/products/moi-{count}.md").into();
            more.short = format!("0moi{count:04}");
            all.products.push(more.into());
        }
    }
    // As the reading puts them.
    let order = Order::vietnamese();
    all.products.sort_by_cached_key(|one| {
        (
            Reverse(one.star),
            order.key(&one.name),
            one.name.clone(),
            one.id.clone(),
        )
    });
    all.name_keys = all
        .products
        .iter()
        .map(|one| order.key(&one.name).into())
        .collect();
}

#[test]
fn after_many_edits_every_order_and_title_is_that_of_a_plan_made_anew() {
    let (manifest, assets) = (Sample::manifest(), Sample::assets());
    let mut now = Sample::many(97).catalogue();
    let mut memory = Memory::default();
    let mut dice = Dice(7);
    let (mut count, mut helped) = (0, 0);
    for _ in 0..40 {
        for _ in 0..=dice.roll(3) {
            edit(&mut now, &mut dice, &mut count);
        }
        let shared = Arc::new(now.clone());
        let held = memory.held(&shared);
        helped += usize::from(held.before.is_some() && held.last.is_some());
        let again = plan_again(&shared, &manifest, &assets, &mut memory);
        let anew = plan(&shared, &manifest, &assets);
        assert_eq!(again.notes.sorted(), anew.notes.sorted());
        assert_eq!(told(&again.value), told(&anew.value));
    }
    assert!(helped > 30, "{helped}");
}
