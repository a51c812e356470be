//! Any text in any field: the site is refused with a report at that field, or each page is the same tree
//! as with a harmless word, and whatever is read by programs gives the text back.
//!
//! `SANVAT_HOSTILE_ROUNDS=200` tries more texts; each round puts another one into every field.

use crate::chance::Chance;
use crate::harness::root;
use crate::marks::{assert_nothing_live, scripts, shape};
use sanvat::catalogue::Catalogue;
use sanvat::catalogue::date::Date;
use sanvat::content::{self, Wishes};
use sanvat::render;
use sanvat::render::theme;
use sanvat::site::artifact::Recipe;
use sanvat::site::{self, Assets};
use sanvat::source::diagnostic::Diagnostics;
use sanvat::source::path;
use sanvat::source::picture::{PictureHead, PictureKind};
use sanvat::source::problem::Severity;
use sanvat::source::tree::{Matter, Source, ThemeFolder, Tree};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// Texts that have broken other programs, by what they try to leave: a tag, an attribute, a script, a comment,
/// a text block of XML, a template, an address, a line, the page's direction.
const TEXTS: &[&str] = &[
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</ScRiPt ><svg onload=alert(1)>",
    "<img src=x onerror=alert(1)>",
    "\"><img src=x onerror=alert(1)>",
    "'><svg/onload=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "' onfocus='alert(1)' autofocus='",
    "` onclick=`alert(1)",
    "x onerror=alert(1)",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "\u{1}javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "//evil.example/x",
    "/\\evil.example/x",
    "\\\\evil.example\\x",
    "https://evil.example/\"onload=\"x",
    "https://a.vn/?a=1&b=2&copy=3&lt;=4",
    "https://a.vn/'onclick='x",
    "https://a.vn/a'b(c)d;e",
    "<!--",
    "-->",
    "--!>",
    "<!-->",
    "<!--><script>alert(1)</script-->",
    "<!--<script>",
    "]]>",
    "<![CDATA[x]]>",
    "<?xml version=\"1.0\"?>",
    "<!DOCTYPE x [<!ENTITY a \"b\">]>&a;",
    "&lt;script&gt;",
    "&#60;script&#62;",
    "&amp;lt;",
    "&copy",
    "&notin;",
    "&",
    "&&amp;",
    "&#x3c;b&#x3e;",
    "&quot;",
    "&#0;",
    "&#xD800;",
    "{{ 7*7 }}",
    "{% raw %}",
    "{% include \"../../../etc/passwd\" %}",
    "{{ config }}",
    "{# x #}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "{{constructor.constructor('alert(1)')()}}",
    "\\",
    "\\\\",
    "\\\"",
    "\\'",
    "\\u003cscript\\u003e",
    "\\x3cscript",
    "a\\",
    "\"",
    "'",
    "`",
    "\"\"\"",
    "'''",
    "\"'`<>&",
    "%3Cscript%3E",
    "%00",
    "%0d%0aSet-Cookie: x=1",
    "%2e%2e/",
    "a\u{2028}b",
    "a\u{2029}b",
    "\u{2028}</script>",
    "a\u{85}b",
    "a\u{a0}b",
    "a\u{200b}b",
    "a\u{202e}b",
    "a\u{2066}b",
    "a\u{feff}b",
    "\u{fffe}",
    "\u{ffff}",
    "\u{fffd}",
    "a\u{0}b",
    "a\u{1b}[31mb",
    "a\u{7f}b",
    "a\u{9b}b",
    "a\nb",
    "a\r\nb",
    "a\tb",
    " a ",
    "a  b",
    "\u{e000}\u{e001}\u{e002}",
    "\u{e003}&quot;",
    "\u{f8ff}",
    "hole0-",
    "hole",
    "hole0-hole1-",
    "__proto__",
    "constructor",
    "toString",
    "</title><script>x</script>",
    "</style><script>x</script>",
    "</textarea><script>x</script>",
    "</noscript><script>x</script>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<form><button formaction=javascript:x>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<link rel=stylesheet href=//evil.example>",
    "<iframe srcdoc=\"<script>x</script>\">",
    "<a id=location name=location>",
    "jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */oNcliCk=alert() )//%0D%0A%0d%0a//</stYle/</titLe/</teXtarEa/</scRipt/--!>\\x3csVg/<sVg/oNloAd=alert()//>\\x3e",
    "javascript:\"/*'/*`/*--></noscript></title></textarea></style></template></noembed></script><html \" onmouseover=/*&lt;svg/*/onload=alert()//>",
    "=1+1",
    "+1",
    "@SUM(A1)",
    "-1",
    "mật ong",
    "m\u{e2}\u{323}t",
    "ma\u{323}\u{302}t",
    "\u{301}",
    "a\u{301}\u{301}\u{301}\u{301}",
    "茶",
    "🍵👩\u{200d}🌾",
    "\u{1d4b3}",
    "I\u{307}ı",
    "ß",
    "ﬁ",
    "null",
    "true",
    "~",
    "123",
    "0x1F",
    "1e9",
    "[]",
    "{}",
    "- a",
    "# a",
    "a: b",
    "a #b",
    "*a",
    "&a",
    "!a",
    "|",
    ">",
    "%a",
    "@a",
    "---",
    "...",
];

/// A field as it stands in the site below: `«name»`, its kind, and what a harmless one says.
struct Field {
    name: &'static str,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// Any line of text.
    Line,
    /// A text of 40 to 200 characters.
    Summary,
    /// A whole address, before the text.
    Url,
    /// An address in which the text stands alone.
    BareUrl,
    /// A path of the site.
    Path,
    /// Markdown: what it makes depends on it.
    Body,
    /// A cell of a CSV file.
    Cell,
}

const FILES: &[(&str, &str)] = &[
    (
        "config.yml",
        "title: «site title»\nbase_url: https://example.org/ocop\ndescription: «site description»\nprovince: «site province»\npage_size: 2\ncontact: «site contact»\nlicence: «site licence»\nmenu:\n  - label: «menu label»\n    to: /san-pham/\n  - label: Ngoài\n    to: «bare menu to»\n",
    ),
    (
        "places.yml",
        "- code: \"10001\"\n  name: «commune name»\n  province: «place province»\n  former_district: «district name»\n",
    ),
    (
        "programme.yml",
        "- period: 2018-2020\n  plan: { products: 4 }\n  results: { products: 6 }\n  note: «period note»\n  sources:\n    - url: «url period source»\n      title: «period source title»\n",
    ),
    (
        "producers/htx.md",
        "---\nname: «producer name»\nkind: hop-tac-xa\ncommune: \"10001\"\nphone: «bare phone»\nemail: «bare email»\nwebsite: «url website»\nzalo: \"0900 000 000\"\nlocation: { lat: 19.8, lon: 105.77 }\nsummary: «summary producer»\nimages:\n  - file: a.png\n    alt: «producer alt»\nsources:\n  - url: «url producer source»\n    title: «producer source title»\n---\n«body producer»\n",
    ),
    (
        "products/a.md",
        "---\nname: «product name»\nstars: 4\nproducer: htx\ncategory: mat-ong\ncertificate:\n  number: «certificate number»\n  issued: 2026-03-10\n  issuer: ubnd-tinh\n  round: «certificate round»\nhistory:\n  - stars: 3\n    number: «history number»\n    issued: 2023-02-10\n    issuer: ubnd-tinh\nawards:\n  - name: «award name»\n    year: 2024\n    by: «award by»\nother_names:\n  - «other name»\nsummary: «summary product»\nprice: 250000\nunit: «unit»\npacks:\n  - «pack»\ningredients: «ingredients»\nusage: «usage»\nstorage: «storage»\nstandards:\n  - scheme: vietgap\n    number: «standard number»\nfood_safety: «food safety»\ndeclared_standard: «declared standard»\ntrademark: «trademark»\ngi: «gi»\ntrace: «url trace»\nshops:\n  - label: «shop label»\n    url: «url shop»\n    place: «shop place»\nimages:\n  - file: a.png\n    alt: «product alt»\n    caption: «product caption»\n    credit: «product credit»\ntags:\n  - «product tag»\nsources:\n  - url: «url source»\n    title: «source title»\n    grade: A\naliases:\n  - «path alias»\nchecked: 2026-11-24\n---\n«body product»\n",
    ),
    (
        "products/b.md",
        "---\nname: B Thu hồi\nstars: 3\nproducer: htx\ncategory: che\ncertificate: { number: 1/QĐ, issued: 2026-03-10, issuer: ubnd-tinh }\nrevoked:\n  on: 2026-05-01\n  by: «revoked by»\n  reason: «revoked reason»\n---\n",
    ),
    (
        "products/c.md",
        "---\nname: C Khác\nstars: 3\nproducer: htx\ncategory: che\ncertificate: { number: 1/QĐ, issued: 2026-03-10, issuer: ubnd-tinh }\n---\n[«link text»](https://example.org/) ![«picture text»](a.png \"t\")\n",
    ),
    (
        "pages/trang.md",
        "---\ntitle: «page title»\nsummary: «summary page»\nmenu: 1\n---\n«body page»\n",
    ),
    (
        "news/tin.md",
        "---\ntitle: «news title»\ndate: 2026-10-10\nsummary: «summary news»\nauthor: «news author»\nproducts: [a]\ntags:\n  - «news tag»\nimages:\n  - file: a.png\n    alt: «news alt»\nsources:\n  - url: «url news source»\n    title: «news source title»\n---\n«body news»\n",
    ),
    (
        "lists/ds.yml",
        "title: «list title»\nintro: «list intro»\nproducts: [a]\ncontact: «list contact»\n",
    ),
    (
        "redirects.csv",
        "from,to\n«cell from»,/san-pham/\n/cu/,«cell to»\n",
    ),
];

fn kind(name: &'static str) -> Kind {
    match name.split(' ').next().unwrap_or_default() {
        "summary" => Kind::Summary,
        "url" => Kind::Url,
        "bare" => Kind::BareUrl,
        "path" => Kind::Path,
        "body" => Kind::Body,
        "cell" => Kind::Cell,
        _ => Kind::Line,
    }
}

fn fields() -> Vec<Field> {
    let names = FILES.iter().flat_map(|(_, text)| {
        text.split('«')
            .skip(1)
            .filter_map(|rest| Some(rest.split_once('»')?.0))
    });
    names
        .map(|name| Field {
            name,
            kind: kind(name),
        })
        .collect()
}

/// What a field holds: the same beginning for every text, so that no order changes.
fn value(field: &Field, text: &str) -> String {
    match field.kind {
        Kind::Line => match field.name {
            "district name" => format!("Huyện A {text}"),
            "commune name" => format!("Xã A {text}"),
            // The first address of the contact is that of the link for readers' letters.
            "site contact" => format!("a@example.org {text}"),
            _ => format!("A {text}"),
        },
        Kind::Summary => format!("Bốn mươi chữ để đủ dài cho một lời tóm tắt: {text}")
            .chars()
            .take(200)
            .collect(),
        Kind::Url => format!("https://example.org/{text}"),
        Kind::Path | Kind::BareUrl | Kind::Body | Kind::Cell => text.to_owned(),
    }
}

/// A harmless one of the same kind.
fn harmless(field: &Field) -> String {
    match field.name {
        "bare phone" => "0237 000 000".to_owned(),
        "bare email" => "a@example.org".to_owned(),
        "bare menu to" => "https://example.org/".to_owned(),
        "cell to" => "/san-pham/".to_owned(),
        name => match field.kind {
            Kind::Path | Kind::Cell => format!("/cu-{}/", name.replace(' ', "-")),
            // Each another, as the texts tried are.
            _ => value(field, &field.name.replace(' ', "-")),
        },
    }
}

type Values = BTreeMap<&'static str, String>;

/// The site's files with these values, and which field stands on which line.
fn tree(values: &Values) -> (Tree, BTreeMap<(String, usize), &'static str>) {
    let mut lines = BTreeMap::new();
    let mut sources = Vec::new();
    for (path, pattern) in FILES {
        let path = format!("content/{path}");
        let mut text = String::new();
        for part in pattern.split_inclusive('»') {
            let Some((before, name)) = part.split_once('«') else {
                text.push_str(part);
                continue;
            };
            text.push_str(before);
            let name = name.trim_end_matches('»');
            let name = fields()
                .into_iter()
                .map(|field| field.name)
                .find(|known| *known == name)
                .expect("a field");
            lines.insert((path.clone(), text.matches('\n').count() + 1), name);
            let value = &values[name];
            match kind(name) {
                Kind::Body => {
                    lines.extend(
                        (0..=value.matches('\n').count()).map(|more| {
                            ((path.clone(), text.matches('\n').count() + 1 + more), name)
                        }),
                    );
                    text.push_str(value);
                }
                Kind::Cell => {
                    text.push('"');
                    text.push_str(&value.replace('"', "\"\"").replace(['\n', '\r'], " "));
                    text.push('"');
                }
                _ if matches!(name, "link text" | "picture text") => {
                    text.push_str(&escaped_markdown(value))
                }
                _ => text.push_str(&quoted(value)),
            }
        }
        sources.push(Source {
            path: path.into(),
            matter: Matter::Text(text.into()),
        });
    }
    let picture = PictureHead {
        kind: PictureKind::Png,
        width: 400,
        height: 300,
    };
    sources.push(Source {
        path: "content/images/a.png".into(),
        matter: Matter::Bytes {
            size: 1,
            hash: [7; 32],
            picture: Some(picture),
        },
    });
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    (
        Tree {
            sources,
            ..Tree::default()
        },
        lines,
    )
}

/// A text of YAML: that of JSON, in which what YAML would fold or refuse is written as a number.
fn quoted(text: &str) -> String {
    let mut out = String::new();
    for sign in serde_json::Value::from(text).to_string().chars() {
        if matches!(
            sign,
            '\u{7F}'..='\u{9F}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}'
        ) {
            out.push_str(&format!("\\u{:04x}", u32::from(sign)));
        } else {
            out.push(sign);
        }
    }
    out
}

/// So that Markdown shows it as it is.
fn escaped_markdown(text: &str) -> String {
    let mut out = String::new();
    for sign in text.chars() {
        if sign.is_ascii_punctuation() {
            out.push('\\');
        }
        out.push(if matches!(sign, '\n' | '\r') {
            ' '
        } else {
            sign
        });
    }
    out
}

fn read(tree: &Tree) -> (Catalogue, Diagnostics) {
    let wishes = Wishes {
        today: Date::parse("2026-11-24").expect("a day"),
        drafts: false,
        base_url: None,
    };
    let read = content::read(tree, &wishes);
    (read.value, read.notes)
}

struct Drawn {
    /// Pages by what they show, not by their address, which a name may change.
    pages: BTreeMap<String, String>,
    /// The shape of each as its template draws it: the minifier leaves out what a browser takes for granted.
    shapes: BTreeMap<String, String>,
    texts: BTreeMap<String, String>,
}

fn draw(catalogue: &Catalogue, folder: &ThemeFolder) -> Result<Drawn, Diagnostics> {
    let mut theme = theme::load(folder).value.expect("a sound theme");
    let manifest = theme.manifest.clone();
    let assets = Assets {
        folder: "assets/1".into(),
        paths: theme.assets.keys().cloned().collect(),
        card: theme.card.clone(),
        // A letter that no font has would refuse most of what is tried here.
        cards: None,
    };
    let planned = site::plan(catalogue, &manifest, &assets);
    if planned.notes.have_errors() {
        return Err(planned.notes);
    }
    let site = planned.value;
    theme.share(&site.shared(), &site.asset_urls());
    let mut drawn = Drawn {
        pages: BTreeMap::new(),
        shapes: BTreeMap::new(),
        texts: BTreeMap::new(),
    };
    for artifact in site.artifacts.iter() {
        assert_eq!(path::check(&artifact.path), Ok(()), "{}", artifact.path);
        match &artifact.recipe {
            Recipe::Page(page) => {
                let html = render::page(&theme, &site.view(*page)).expect("a page");
                drawn.pages.insert(format!("{page:?}"), html);
                let whole = theme.draw(&site.view(*page)).expect("a page");
                drawn.shapes.insert(format!("{page:?}"), shape(&whole));
            }
            Recipe::Text(text) => {
                drawn.texts.insert(format!("{text:?}"), site.text(text));
            }
            _ => {}
        }
    }
    Ok(drawn)
}

fn harmless_values() -> Values {
    fields()
        .iter()
        .map(|field| (field.name, harmless(field)))
        .collect()
}

/// Puts a harmless word where an error stands; which fields were refused.
fn until_sound(
    mut values: Values,
    folder: &ThemeFolder,
) -> (Values, Catalogue, Drawn, BTreeSet<&'static str>) {
    let (known, mut refused) = (fields(), BTreeSet::new());
    // What YAML cannot read hides the rest of its file: one field a turn at the worst.
    for _ in 0..known.len() {
        let (tree, lines) = tree(&values);
        let (catalogue, mut notes) = read(&tree);
        if !notes.have_errors() {
            match draw(&catalogue, folder) {
                Ok(drawn) => return (values, catalogue, drawn, refused),
                Err(more) => notes = more,
            }
        }
        let errors: Vec<_> = notes
            .iter()
            .filter(|note| note.problem.severity() == Severity::Error)
            .collect();
        let (mut away, before) = (None, values.clone());
        for note in errors {
            let text = tree.get(&note.file).map(Source::text).unwrap_or_default();
            // YAML gives up at the first sign it does not know, and says so of the file.
            let of_file = lines.iter().filter(|((file, _), _)| **file == *note.file);
            let unknown: BTreeSet<&str> = of_file
                .map(|(_, name)| *name)
                .filter(|name| values[name].contains(is_unknown_to_yaml))
                .collect();
            if note.problem.code().starts_with("yaml-") && !unknown.is_empty() {
                for field in known.iter().filter(|field| unknown.contains(field.name)) {
                    values.insert(field.name, harmless(field));
                    refused.insert(field.name);
                }
                continue;
            }
            // Several fields stand in one line of a body; the sign itself tells which is meant.
            let sign = &text[note.span.within(text).range()];
            let holds: Vec<&str> = known
                .iter()
                .map(|field| field.name)
                .filter(|name| !sign.is_empty() && values[name].contains(sign))
                .collect();
            if note.problem.code().starts_with("text-") && !holds.is_empty() {
                for field in known.iter().filter(|field| holds.contains(&field.name)) {
                    values.insert(field.name, harmless(field));
                    refused.insert(field.name);
                }
                continue;
            }
            let line = text[..note.span.within(text).start].matches('\n').count() + 1;
            let place = (note.file.to_string(), line);
            let Some(name) = lines.get(&place).copied() else {
                // A file that cannot be read may be missed elsewhere.
                away = Some(note);
                continue;
            };
            let field = known
                .iter()
                .find(|field| field.name == name)
                .expect("a field");
            assert!(
                before[name] != harmless(field),
                "a harmless {name} is refused: {note:?}\n{text}"
            );
            values.insert(name, harmless(field));
            refused.insert(name);
        }
        assert!(values != before, "no fault stands at its field: {away:?}");
    }
    panic!("still refused: {values:#?}");
}

/// Signs that may stand in no YAML.
fn is_unknown_to_yaml(sign: char) -> bool {
    let known = matches!(sign, '\t' | '\n' | '\r' | ' '..='~' | '\u{85}' | '\u{A0}'..='\u{FFFD}' | '\u{10000}'..)
        && sign != '\u{FEFF}';
    !known && sign >= ' '
}

fn strings(value: &serde_json::Value, found: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::String(text) => {
            found.insert(text.clone());
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        serde_json::Value::Object(map) => map.values().for_each(|item| strings(item, found)),
        _ => {}
    }
}

/// All texts of the data blocks of a page; each must be JSON.
fn data(html: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (kind, text) in scripts(html) {
        if kind.ends_with("json") {
            let json =
                serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
            strings(&json, &mut found);
        } else if let Some(json) = text.strip_prefix("var x = ") {
            let json = serde_json::from_str(json.trim_end_matches(';'))
                .unwrap_or_else(|error| panic!("{error}: {text}"));
            strings(&json, &mut found);
        }
    }
    found
}

fn xml_texts(xml: &str) -> BTreeSet<String> {
    let document = roxmltree::Document::parse(xml).unwrap_or_else(|error| panic!("{error}: {xml}"));
    document
        .descendants()
        .filter_map(|node| node.text().map(str::to_owned))
        .collect()
}

/// What the reading makes of a text.
fn kept(text: &str) -> String {
    text.nfc().collect::<String>().trim().to_owned()
}

/// What a page shows of a text: its white space is one space.
fn seen(html: &str) -> String {
    let page = scraper::Html::parse_document(html);
    let text: String = page.root_element().text().collect::<Vec<_>>().join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn line_by_line(name: &str, html: &str, wanted: &str, found: &str, values: &Values) {
    if wanted == found {
        return;
    }
    let differs = wanted
        .lines()
        .zip(found.lines())
        .position(|(wanted, found)| wanted != found)
        .unwrap_or(0);
    let around = |shape: &str| {
        shape
            .lines()
            .skip(differs.saturating_sub(6))
            .take(12)
            .collect::<Vec<_>>()
            .join("\n  ")
    };
    panic!(
        "{name}: wanted\n  {}\nfound\n  {}\n{values:#?}\n{html}",
        around(wanted),
        around(found)
    );
}

fn themes() -> Vec<(&'static str, ThemeFolder)> {
    let plain = sanvat::disk::read::theme(root(), "plain").value;
    let default = ThemeFolder {
        name: "default".into(),
        ..ThemeFolder::default()
    };
    vec![
        ("plain", plain),
        ("default", default),
        ("careless", careless()),
    ]
}

/// A theme that writes all it has into a script, and takes away the escaping.
fn careless() -> ThemeFolder {
    let mut folder = ThemeFolder {
        name: "x".into(),
        exists: true,
        ..ThemeFolder::default()
    };
    let mut put =
        |path: String, text: String| folder.files.insert(path, Arc::from(text.as_bytes()));
    put(
        "theme.yml".into(),
        "name: x\nview_version: 1\nstandalone: true\n".into(),
    );
    for template in sanvat::view::manifest::TEMPLATES {
        let name = template.trim_end_matches(".html").replace("404", "missing");
        let page = format!(
            "<!doctype html><html lang=vi><head><title>{{{{ head.title }}}}</title><script type=\"application/json\">{{{{ {name} | json | safe }}}}</script></head>\
             <body data-x='{{{{ site | json | safe }}}}'><h1>{{{{ head.title }}}}</h1><p class=\"{{{{ head.title }}}}\">{{{{ head.description }}}}</p>\
             <div data-y='{{{{ {name} | json }}}}'></div></body></html>"
        );
        put(format!("templates/{template}"), page);
    }
    folder
}

fn rounds() -> usize {
    let asked = std::env::var("SANVAT_HOSTILE_ROUNDS")
        .ok()
        .and_then(|text| text.parse().ok());
    asked.unwrap_or(6)
}

/// One of the texts, or two of them together.
fn text(chance: &mut Chance) -> String {
    let mut text = chance.one(TEXTS).to_owned();
    if chance.below(3) == 0 {
        text.push_str(chance.one(TEXTS));
    }
    if chance.below(6) == 0 {
        text.insert_str(0, chance.one(TEXTS));
    }
    text.chars().take(100).collect()
}

#[test]
fn any_text_in_any_field_is_refused_there_or_harmless_on_every_page() {
    let known = fields();
    let (mut tried, mut refused_in_all) = (0, 0);
    let mut published: BTreeMap<&str, usize> = BTreeMap::new();
    for (theme, folder) in themes() {
        let (tree, _) = tree(&harmless_values());
        let (catalogue, notes) = read(&tree);
        assert!(!notes.have_errors(), "{notes:?}");
        let plain = draw(&catalogue, &folder).unwrap_or_else(|notes| panic!("{notes:?}"));
        let mut chance = Chance::of(1);
        for round in 0..rounds() {
            let values: Values = known
                .iter()
                .map(|field| {
                    let made = value(field, &text(&mut chance));
                    // Bodies have a test of their own: here they would change the tree by right.
                    (
                        field.name,
                        if field.kind == Kind::Body {
                            harmless(field)
                        } else {
                            made
                        },
                    )
                })
                .collect();
            tried += known.len();
            let (values, _, drawn, refused) = until_sound(values, &folder);
            refused_in_all += refused.len();
            for field in &known {
                *published.entry(field.name).or_default() +=
                    usize::from(!refused.contains(field.name));
            }
            assert_eq!(
                plain.pages.keys().collect::<Vec<_>>(),
                drawn.pages.keys().collect::<Vec<_>>(),
                "{theme} round {round}: {values:#?}"
            );
            for (page, html) in &drawn.pages {
                assert_nothing_live(html);
                line_by_line(
                    &format!("{theme} {page}"),
                    html,
                    &plain.shapes[page],
                    &drawn.shapes[page],
                    &values,
                );
                data(html);
            }
            for (text, written) in &drawn.texts {
                if text.contains("Feed") || text.contains("Sitemap") {
                    xml_texts(written);
                } else if text.contains("Redirect") {
                    assert_nothing_live(written);
                    line_by_line(
                        text,
                        written,
                        &shape(&plain.texts[text]),
                        &shape(written),
                        &values,
                    );
                }
            }
            gives_back(theme, &drawn, &values);
        }
    }
    println!("{tried} texts tried, {refused_in_all} refused");
    for field in &known {
        let lines = matches!(field.kind, Kind::Line | Kind::Summary);
        assert!(
            !lines || published[field.name] * 2 > rounds(),
            "{} is hardly ever published: {}",
            field.name,
            published[field.name]
        );
    }
}

/// What programs read of a page, and what people see, is what was written.
fn gives_back(theme: &str, drawn: &Drawn, values: &Values) {
    let of = |name: &str| kept(&values[name]);
    let product = &drawn.pages["Product(0)"];
    // This theme shows nothing but its script and its title, which may be shortened.
    if theme == "careless" {
        let found = data(product);
        for name in [
            "product name",
            "certificate number",
            "unit",
            "ingredients",
            "shop label",
            "url shop",
            "product caption",
            "source title",
        ] {
            assert!(
                found.contains(&of(name)),
                "{name}: {:?} is not in the data of\n{product}",
                of(name)
            );
        }
        return;
    }
    let shown = seen(product);
    let name: String = of("product name")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(
        shown.contains(&name),
        "{theme}: {name:?} is not seen in {shown}"
    );
    let found = data(product);
    for name in [
        "product name",
        "other name",
        "summary product",
        "certificate number",
    ] {
        assert!(
            found.contains(&of(name)),
            "{name}: {:?} is not in the data of\n{product}",
            of(name)
        );
    }
    let found = data(&drawn.pages["Producer(0)"]);
    for name in ["producer name", "summary producer", "url website"] {
        assert!(
            found.contains(&of(name)),
            "{name}: {:?} is not in {found:?}",
            of(name)
        );
    }
    // XML has no place for control signs, and calls every end of a line by one name.
    let of = |name: &str| {
        let text = kept(&values[name])
            .replace("\r\n", "\n")
            .replace('\r', "\n");
        text.replace(
            |sign: char| {
                (sign.is_control() && !matches!(sign, '\t' | '\n'))
                    || matches!(sign, '\u{FFFE}' | '\u{FFFF}')
            },
            "",
        )
    };
    let feed = xml_texts(&drawn.texts["ProductFeed"]);
    for name in ["product name", "producer name"] {
        assert!(
            feed.contains(&of(name)),
            "{name}: {:?} is not in {feed:?}",
            of(name)
        );
    }
    let feed = xml_texts(&drawn.texts["NewsFeed"]);
    for name in ["news title", "news author", "summary news"] {
        assert!(
            feed.contains(&of(name)),
            "{name}: {:?} is not in {feed:?}",
            of(name)
        );
    }
}

#[test]
fn any_text_in_a_body_is_refused_there_or_nothing_but_markdown() {
    let known = fields();
    let mut chance = Chance::of(2);
    for (_, folder) in themes().into_iter().take(2) {
        for _ in 0..rounds() {
            let mut values = harmless_values();
            for field in known.iter().filter(|field| field.kind == Kind::Body) {
                let (a, b, c) = (text(&mut chance), text(&mut chance), text(&mut chance));
                let body = match chance.below(7) {
                    0 => format!("{a}\n\n{b}"),
                    1 => format!("[{a}](<{b}> \"{c}\")"),
                    2 => format!("x[^{a}]\n\n[^{a}]: {b}"),
                    3 => format!("```{a}\n{b}\n```"),
                    4 => format!("| {a} | b |\n|---|---|\n| {b} | {c} |"),
                    5 => format!("[x]\n\n[x]: {a} \"{b}\""),
                    _ => format!("> - # {a}\n\n<{b}>\n\n`{c}`"),
                };
                values.insert(field.name, body.replace("\n---\n", "\n"));
            }
            let (_, _, drawn, _) = until_sound(values, &folder);
            for html in drawn.pages.values() {
                assert_nothing_live(html);
                data(html);
            }
        }
    }
}

#[test]
fn any_name_that_a_file_may_have_is_harmless_where_it_is_published() {
    let folder = sanvat::disk::read::theme(root(), "plain").value;
    let mut allowed = 0;
    for text in TEXTS {
        let name = format!("content/static/a{}.txt", text.replace('/', ""));
        if path::check(&name).is_err() {
            continue;
        }
        allowed += 1;
        let (mut tree, _) = tree(&harmless_values());
        let bytes = || Matter::Bytes {
            size: 1,
            hash: [1; 32],
            picture: None,
        };
        tree.sources.push(Source {
            path: name.clone().into(),
            matter: bytes(),
        });
        let picture = PictureHead {
            kind: PictureKind::Png,
            width: 400,
            height: 300,
        };
        let photograph = name.replace("/static/", "/images/").replace(".txt", ".png");
        tree.sources.push(Source {
            path: photograph.clone().into(),
            matter: Matter::Bytes {
                size: 1,
                hash: [2; 32],
                picture: Some(picture),
            },
        });
        // A product in a folder of that name, which shows that picture.
        let inside = photograph.trim_start_matches("content/images/");
        let product = format!(
            "---\nname: D Khác\nstars: 3\nproducer: htx\ncategory: che\ncertificate: {{ number: 1/QĐ, issued: 2026-03-10, issuer: ubnd-tinh }}\nimages:\n  - file: {}\n    alt: Ảnh\n---\n",
            serde_json::Value::from(inside)
        );
        let below = format!(
            "content/products/{}/d.md",
            name.trim_start_matches("content/static/")
        );
        tree.sources.push(Source {
            path: below.into(),
            matter: Matter::Text(product.into()),
        });
        tree.sources.sort_by(|a, b| a.path.cmp(&b.path));
        let (catalogue, notes) = read(&tree);
        if notes.have_errors() {
            continue;
        }
        if let Ok(drawn) = draw(&catalogue, &folder) {
            for html in drawn.pages.values() {
                assert_nothing_live(html);
            }
            for (text, written) in drawn
                .texts
                .iter()
                .filter(|(text, _)| text.contains("Sitemap"))
            {
                xml_texts(written);
                assert!(!text.is_empty());
            }
        }
    }
    assert!(allowed > 20, "{allowed}");
}
