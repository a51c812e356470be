use super::*;
use crate::source::problem::Severity;
use crate::view::Content;
use crate::view::art::Art;
use crate::view::digits::Digits;
use crate::view::head::{Head, SearchBox};
use crate::view::page::Missing;
use crate::view::part::{Count, Day};
use std::time::Instant;

fn folder(files: &[(&str, &str)]) -> ThemeFolder {
    ThemeFolder {
        name: "x".into(),
        exists: true,
        files: files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), Arc::from(text.as_bytes())))
            .collect(),
        others: vec!["x".into(), "trang-nha".into()],
    }
}

fn site() -> Site<'static> {
    Site {
        ways: Vec::new(),
        title: "Sản vật <Triệu Sơn>",
        description: None,
        manifest: "/manifest.webmanifest".to_owned(),
        policy: "",
        language: "vi",
        province: None,
        contact: None,
        licence: None,
        accent: None,
        base: "/".into(),
        address: "https://example.org/".into(),
        today: Day {
            iso: Digits::of("2026-11-24"),
            text: Digits::of("24/11/2026"),
        },
        products: Count::default(),
        producers: 0,
        sections: vec![],
        menu: vec![],
        search: SearchBox {
            url: "/tim-kiem/".into(),
            index: "/tim/0/core.bin".into(),
        },
        selection: None,
        feeds: vec![],
        check: None,
        labels: None,
    }
}

fn view(title: &str) -> View<'static> {
    View {
        head: Head {
            title: title.to_owned(),
            description: None,
            url: "/404.html".into(),
            canonical: "https://example.org/404.html".into(),
            section: "missing",
            breadcrumbs: vec![],
            linked_data: None,
            image: None,
            published: None,
            indexed: false,
            previous: None,
            next: None,
            share: vec![],
            report: None,
        },
        art: Art::default(),
        content: Content::Missing(Missing {
            levels: vec![],
            districts: vec![],
        }),
    }
}

/// A theme whose `404.html` is this.
fn theme(template: &str) -> Theme {
    let made = load(&folder(&[("templates/404.html", template)]));
    let mut theme = made.value.unwrap_or_else(|| panic!("{:?}", made.notes));
    theme.share(
        &site(),
        &BTreeMap::from([("a.css".into(), "/a.1.css".into())]),
    );
    theme
}

fn drawn(template: &str, title: &str) -> String {
    theme(template).draw(&view(title)).unwrap()
}

/// File, quoted place and problem of the one fault of a drawing.
fn failed(template: &str) -> (String, String, Problem) {
    let fault = *theme(template).draw(&view("x")).unwrap_err();
    let words = template[fault.span.range()].to_owned();
    (fault.file.to_string(), words, fault.problem)
}

/// File, quoted place and code of everything that is said of a theme.
fn told(files: &[(&str, &str)]) -> Vec<(String, String, String)> {
    let made = load(&folder(files));
    let errors = made.notes.count(Severity::Error) > 0;
    assert_eq!(made.value.is_none(), errors);
    made.notes
        .sorted()
        .iter()
        .map(|note| {
            let path = note.file.strip_prefix("themes/x/").unwrap_or(&note.file);
            let text = files
                .iter()
                .find(|(known, _)| *known == path)
                .map_or("", |(_, text)| text);
            let words = text.get(note.span.range()).unwrap_or("?");
            let code = note.problem.code().into_owned();
            (path.to_owned(), words.to_owned(), code)
        })
        .collect()
}

fn told_as(list: &[(&str, &str, &str)]) -> Vec<(String, String, String)> {
    list.iter()
        .map(|(file, words, code)| ((*file).into(), (*words).into(), (*code).into()))
        .collect()
}

#[test]
fn the_built_in_theme_stands_without_a_folder() {
    let made = load(&ThemeFolder {
        name: "default".into(),
        ..ThemeFolder::default()
    });
    assert_eq!(made.notes.iter().count(), 0, "{:?}", made.notes);
    let theme = made.value.unwrap();
    assert!(theme.manifest.image_widths.is_sorted());
    assert_eq!(theme.assets_hash.len(), 8);
}

#[test]
fn a_theme_that_is_not_there_is_told_with_the_nearest_name() {
    let made = load(&ThemeFolder {
        name: "trang-nhã".into(),
        others: vec!["trang-nha".into()],
        ..ThemeFolder::default()
    });
    assert!(made.value.is_none());
    let problem = &made.notes.iter().next().unwrap().problem;
    let near = Some("trang-nha".to_owned());
    let found = "trang-nhã".to_owned();
    assert_eq!(
        *problem,
        Problem::ThemeUnknown {
            found,
            near,
            typed: false
        }
    );
}

#[test]
fn the_built_in_theme_fills_what_a_theme_lacks_file_by_file() {
    let theme = theme("riêng {{ assets['a.css'] }}");
    assert_eq!(theme.draw(&view("x")).unwrap(), "riêng /a.1.css");
    assert_eq!(theme.manifest.name, "default");
    let text = "view_version: 1\nimage_widths: [300]";
    let made = load(&folder(&[("theme.yml", text)]));
    let manifest = made.value.unwrap().manifest;
    assert_eq!(
        (manifest.name.as_str(), manifest.image_widths),
        ("x", vec![300])
    );
}

#[test]
fn a_theme_that_stands_alone_must_have_every_template() {
    let made = load(&folder(&[(
        "theme.yml",
        "view_version: 1\nstandalone: true",
    )]));
    assert!(made.value.is_none());
    assert_eq!(made.notes.count(Severity::Error), TEMPLATES.len());
    let bare: Vec<(String, &str)> = TEMPLATES
        .iter()
        .map(|name| (format!("templates/{name}"), "x"))
        .chain([("theme.yml".to_owned(), "view_version: 1\nstandalone: true")])
        .collect();
    let bare: Vec<(&str, &str)> = bare
        .iter()
        .map(|(path, text)| (path.as_str(), *text))
        .collect();
    assert_eq!(told(&bare), []);
    assert!(load(&folder(&bare)).value.unwrap().assets.is_empty());
}

#[test]
fn all_faults_of_all_templates_are_told_in_one_run() {
    let files = [
        (
            "templates/404.html",
            "trà {% for a in b %}{{ a | lạ }}{% endfor %}\n",
        ),
        ("templates/home.html", "{% for x in %}"),
        (
            "templates/news.html",
            "ậ\n{% for x in y %}ậ {{ x | nope }}{% endfor %}{{ nofn(a=1) }}\n{% include \"parts/no.html\" %}",
        ),
        ("templates/page.html", "{{ title }"),
        ("templates/table.html", "{% for x in y %}\nậ{% if x %}"),
    ];
    let places: Vec<(String, String)> = told(&files)
        .into_iter()
        .map(|(file, words, code)| {
            assert_eq!(code, "theme-syntax");
            (file, words)
        })
        .collect();
    let found = |file: &str| -> Vec<&str> {
        places
            .iter()
            .filter(|(name, _)| name == file)
            .map(|(_, words)| words.as_str())
            .collect()
    };
    assert_eq!(found("templates/404.html"), ["ạ"], "{places:?}");
    assert_eq!(found("templates/home.html"), ["%}"]);
    assert_eq!(
        found("templates/news.html"),
        ["nope", "nofn", "\"parts/no.html\""],
        "{places:?}"
    );
    assert_eq!(found("templates/page.html").len(), 1);
    assert_eq!(found("templates/table.html").len(), 1);
}

#[test]
fn a_missing_parent_and_a_ring_of_includes_have_their_places() {
    let files = [("templates/page.html", "{% extends \"base2.html\" %}")];
    let wanted = [("templates/page.html", "base2.html", "theme-missing")];
    assert_eq!(told(&files), told_as(&wanted));
    let files = [
        ("templates/page.html", "{% include \"parts/a.html\" %}"),
        ("templates/parts/a.html", "{% include \"parts/b.html\" %}"),
        ("templates/parts/b.html", "{% include \"parts/a.html\" %}"),
    ];
    let wanted = [("templates/parts/a.html", "parts/b.html", "theme-syntax")];
    assert_eq!(told(&files), told_as(&wanted));
}

#[test]
fn files_that_nothing_asks_for_are_warned_of() {
    let files = [
        ("README.md", "x"),
        ("notes.txt", "x"),
        ("assets/a.css", "@import 'b.css'"),
        ("assets/b.css", ""),
        ("assets/fonts/OFL.txt", ""),
        ("assets/lost.png", ""),
        (
            "templates/404.html",
            "<link href='a.css'>{% include 'parts/used.html' %}{{ <Nut /> }}",
        ),
        (
            "templates/parts/buttons.html",
            "{% component Nut() %}x{% endcomponent Nut %}",
        ),
        ("templates/parts/lost.html", "x"),
        ("templates/parts/used.html", "x"),
    ];
    let wanted = [
        ("assets/lost.png", "", "theme-unused"),
        ("notes.txt", "", "theme-unused"),
        ("templates/parts/lost.html", "", "theme-unused"),
    ];
    assert_eq!(told(&files), told_as(&wanted));
}

#[test]
fn a_field_that_is_not_there_is_told_in_its_place_and_with_the_page() {
    let template = "ậ {% for i in range(end=2) %}{{ i }}{% endfor %}{% for i in range(end=2) %} {{ head.titel }}{% endfor %}";
    let (file, words, problem) = failed(template);
    assert_eq!(file, "themes/x/templates/404.html");
    assert!(words.contains("titel"), "{words}");
    assert!(matches!(problem, Problem::ThemeRender { page, .. } if page == "/404.html"));
}

#[test]
fn a_fault_in_a_built_in_file_names_it() {
    let files = [
        (
            "templates/base2.html",
            "{% block a %}{% endblock %}{{ nope }}",
        ),
        ("templates/404.html", "{% extends 'base2.html' %}"),
    ];
    let theme = load(&folder(&files)).value.unwrap();
    let fault = theme.draw(&view("x")).unwrap_err();
    assert_eq!(&*fault.file, "themes/x/templates/base2.html");
    // Without `share` the built-in template looks for a site in vain.
    let fault = load(&folder(&[]))
        .value
        .unwrap()
        .draw(&view("x"))
        .unwrap_err();
    assert!(
        fault.file.starts_with("themes/default/templates/"),
        "{}",
        fault.file
    );
}

#[test]
fn what_is_written_into_a_page_is_escaped_in_every_kind_of_file() {
    let evil = "<script>alert('x')</script>\"&";
    let escaped = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;";
    assert_eq!(drawn("{{ head.title }}", evil), escaped);
    let part = [
        ("templates/404.html", "{% include 'parts/icon.svg' %}"),
        ("templates/parts/icon.svg", "{{ head.title }}"),
    ];
    let theme = load(&folder(&part)).value.unwrap();
    assert_eq!(theme.draw(&view(evil)).unwrap(), escaped);
}

#[test]
fn json_is_safe_in_scripts_and_attributes_even_when_called_safe() {
    let evil = "</script><!--\u{2028}'\"&";
    for template in ["{{ head.title | json }}", "{{ head.title | json | safe }}"] {
        let json = drawn(template, evil);
        assert!(!json.contains(['<', '>', '&', '\'', '\u{2028}']), "{json}");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), evil);
    }
    let whole = drawn("{{ head | json }}", evil);
    let value: serde_json::Value = serde_json::from_str(&whole).unwrap();
    assert_eq!(value["title"], evil);
    assert_eq!(value["description"], serde_json::Value::Null);
}

#[test]
fn json_of_what_is_not_there_is_a_fault() {
    let (_, words, problem) = failed("<p>{{ head.nope | json }}</p>");
    assert_eq!(words, "json");
    assert!(
        matches!(problem, Problem::ThemeRender { .. }),
        "{problem:?}"
    );
}

#[test]
fn maps_keep_their_order() {
    let keys = "{% for k, v in head %}{{ k }} {% endfor %}{% for k, v in {\"x\": 1, \"b\": 2} %}{{ k }} {% endfor %}";
    let found = drawn(keys, "x");
    assert!(found.starts_with("title description url "), "{found}");
    assert!(found.ends_with("x b "), "{found}");
}

#[test]
fn meters_leave_no_trace() {
    let template = "a\n{%- for i in range(end=2) -%}\n b{{ i }} \n{%- endfor %}\n{% for i in [] %}x{% else %}-{% endfor %}";
    assert_eq!(drawn(template, "x"), "ab0b1\n-");
}

#[test]
fn a_range_is_limited() {
    assert_eq!(drawn("{{ range(end=1000) | length }}", "x"), "1000");
    assert_eq!(
        drawn(
            "{{ range(start=9, end=0, step_by=-3) | join(sep=' ') }}",
            "x"
        ),
        "9 6 3"
    );
    let (_, _, problem) = failed("{{ range(end=1001) | length }}");
    assert!(matches!(problem, Problem::ThemeRender { said, .. } if said.contains("1000")));
}

#[test]
fn a_page_without_end_is_given_up_at_its_loop() {
    let begun = Instant::now();
    let endless = "{% set r = range(end=1000) %}{% for a in r %}{% for b in r %}{% for c in r %}{% endfor %}{% endfor %}{% endfor %}";
    let (_, words, problem) = failed(endless);
    assert_eq!(words, "{% for c in r %}");
    assert!(
        matches!(problem, Problem::ThemeRender { .. }),
        "{problem:?}"
    );
    let (name, deep) = (
        "deep",
        "{% component deep(n) %}{% if n > 0 %}{{ <deep n={n - 1} /> }}{{ <deep n={n - 1} /> }}{{ <deep n={n - 1} /> }}{% endif %}{% endcomponent deep %}",
    );
    let files = [
        ("templates/deep.html", deep),
        ("templates/404.html", "{{ <deep n={18} /> }}"),
    ];
    let theme = load(&folder(&files)).value.unwrap();
    let fault = theme.draw(&view("x")).unwrap_err();
    assert!(deep[fault.span.range()].contains(name));
    assert!(begun.elapsed().as_secs() < 30);
    // The next page of the same thread begins anew.
    assert_eq!(drawn("x", "x"), "x");
}

#[test]
fn a_page_has_at_most_five_megabytes() {
    let large = format!(
        "{{% for a in range(end=1000) %}}{}{{% endfor %}}",
        "x".repeat(6_000)
    );
    let (file, _, problem) = failed(&large);
    assert_eq!(file, "themes/x/templates/404.html");
    assert!(matches!(problem, Problem::PageTooLarge { page, .. } if page == "/404.html"));
}

#[test]
fn the_hash_changes_with_all_that_can_change_a_page() {
    let theme = |template: &str, title: &'static str, address: &str| {
        let mut theme = load(&folder(&[("templates/404.html", template)]))
            .value
            .unwrap();
        let assets = BTreeMap::from([("a.css".to_owned(), address.to_owned())]);
        theme.share(&Site { title, ..site() }, &assets);
        theme.hash
    };
    let first = theme("a", "b", "c");
    assert_eq!(first, theme("a", "b", "c"));
    for other in [
        theme("z", "b", "c"),
        theme("a", "z", "c"),
        theme("a", "b", "z"),
    ] {
        assert_ne!(first, other);
    }
}
