use super::*;
use crate::catalogue::product::Price;
use crate::site::artifact::{Artifact, PageRef, Recipe};
use crate::site::testing::{Sample, body};
use crate::site::{Site, plan, plan_again};

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
        |all| made(&mut all.products[1]).facts.storage = Some("Nơi khô ráo".to_owned()),
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
