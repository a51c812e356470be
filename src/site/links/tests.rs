use super::*;
use crate::catalogue::settings::MenuItem;
use crate::site::testing::{Sample, body, codes, photograph};

fn resolved(sample: Sample) -> (Vec<String>, Diagnostics) {
    let (catalogue, manifest) = (sample.catalogue(), Sample::manifest());
    let checked = crate::site::plan(&catalogue, &manifest, &Sample::assets());
    let links = checked.value.links;
    let led = |file: &str| {
        links
            .bodies
            .get(file)
            .into_iter()
            .flat_map(|led| led.iter())
    };
    let of = |file: &str| led(file).map(|led| led.address.clone()).collect();
    (of("content/products/x.md"), checked.notes)
}

fn with_body(links: &[&str]) -> Sample {
    let links: Vec<String> = links.iter().map(|target| (*target).to_owned()).collect();
    Sample::small()
        .base_url("https://example.org/ocop")
        .static_file("content/static/tai-lieu/a.pdf")
        .product("x", move |product| {
            product.pictures = vec![photograph("content/images/ong/m.jpg", 2000, 1000)];
            product.body = body(&links).into();
        })
}

#[test]
fn links_that_lead_somewhere_become_addresses_under_the_base() {
    let sample = with_body(&[
        "/",
        "/san-pham/mat-ong",
        "/san-pham/mat-ong/index.html?a=1#b",
        "/tai-lieu/a.pdf",
        "mat-ong.md#ke",
        "../producers/htx-mau.md",
        "https://example.com/a?b&c",
        "mailto:a@example.org",
        "#o-day",
    ]);
    let (links, notes) = resolved(sample);
    assert_eq!(codes(&notes), [] as [&str; 0]);
    assert_eq!(
        links,
        [
            "/ocop/",
            "/ocop/san-pham/mat-ong/",
            "/ocop/san-pham/mat-ong/?a=1#b",
            "/ocop/tai-lieu/a.pdf",
            "/ocop/san-pham/mat-ong/#ke",
            "/ocop/chu-the/htx-mau/",
            "https://example.com/a?b&c",
            "mailto:a@example.org",
            "#o-day",
        ]
    );
}

#[test]
fn links_that_lead_nowhere_are_reported_where_they_stand_with_a_near_address() {
    let sample = with_body(&[
        "/san-pham/mat-onk/",
        "mat-omg.md",
        "khong-co.html",
        "//example.org/",
    ]);
    let (links, notes) = resolved(sample);
    assert!(links.iter().all(|link| link == "#"));
    let said: Vec<(usize, &Problem)> = notes
        .iter()
        .map(|note| (note.span.start, &note.problem))
        .collect();
    assert_eq!(said.len(), 4);
    let near = |at: usize| match said[at].1 {
        Problem::LinkBroken { near, .. } => near.as_deref(),
        _ => None,
    };
    assert_eq!(near(0), Some("/san-pham/mat-ong/"));
    assert_eq!(near(1), Some("mat-ong.md"));
    assert!(
        said.iter()
            .enumerate()
            .all(|(index, (start, _))| *start == index)
    );
}

#[test]
fn what_stands_elsewhere_is_named_from_where_the_link_stands() {
    let sample = with_body(&[
        "/mat-ong/",
        "/content/products/mat-ong.md",
        "htx-mau.md",
        "htx-mau",
    ]);
    let (_, notes) = resolved(sample);
    let near: Vec<Option<&str>> = notes
        .iter()
        .map(|note| match &note.problem {
            Problem::LinkBroken { near, .. } => near.as_deref(),
            _ => None,
        })
        .collect();
    let address = Some("/san-pham/mat-ong/");
    let file = Some("../producers/htx-mau.md");
    assert_eq!(near, [address, address, file, file]);
}

#[test]
fn a_menu_that_leads_nowhere_is_a_fault_of_the_settings() {
    let item = |to: &str| MenuItem {
        label: "Mục".to_owned(),
        to: to.to_owned(),
        span: Span::default(),
    };
    let sample = Sample::small().menu(vec![item("/san-pham/"), item("/khong-co/")]);
    let (_, notes) = resolved(sample);
    assert_eq!(codes(&notes), ["content/config.yml link-broken"]);
}
