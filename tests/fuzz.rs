//! Whatever a file holds: no panic, no waiting, and nothing live comes out.
//!
//! Each target has its kept inputs in `corpus/TARGET/`. They are tried first, then inputs made of
//! them by chance that is the same each time. `SANVAT_FUZZ_SECONDS=900` goes on for so long;
//! `SANVAT_FUZZ_SEED=7` takes another row. Each input is read and looked at; drawing a whole site with
//! it takes a hundred times as long, so that is done with those kept and with some of the others, for a
//! third of the time. An input that fails is written to `target/fuzz/TARGET`:
//! once the fault is mended it belongs into the corpus.

use crate::chance::{Chance, mutated};
use crate::harness::root;
use crate::marks::{assert_nothing_live, assert_plain_body};
use sanvat::catalogue::Catalogue;
use sanvat::catalogue::body::Body;
use sanvat::catalogue::date::Date;
use sanvat::command::report::{self, Format, Reader, Totals};
use sanvat::content::memory::Memory;
use sanvat::content::{self, Wishes};
use sanvat::render;
use sanvat::render::theme::{self, Theme};
use sanvat::site::artifact::Recipe;
use sanvat::site::{self, Assets};
use sanvat::source::diagnostic::{Checked, Diagnostics};
use sanvat::source::path::{self, BadPath};
use sanvat::source::picture;
use sanvat::source::problem::{OutputRefusal, Problem};
use sanvat::source::span::Span;
use sanvat::source::tree::{Matter, Source, ThemeFolder, Tree};
use sanvat::source::wording::Tongue;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

/// Inputs made by chance for each target, where nothing else is asked for.
const INPUTS: u64 = 200;

/// Processor time of this thread so far: other tests run beside it.
fn processor_time() -> Duration {
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let first = text.split(' ').next().and_then(|part| part.parse().ok());
    Duration::from_nanos(first.unwrap_or(0))
}

fn asked(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// How an input is to be tried.
#[derive(Clone, Copy)]
struct Turn {
    /// Its number.
    nth: u64,
    /// With all that follows from it, however long that takes.
    deep: bool,
}

/// Of how many inputs one is tried deep, where no time is given.
const DEEP: u64 = 4;

/// Tries a target on its corpus and on what chance makes of it. `most` is the longest time for one input.
fn fuzz(
    target: &str,
    tokens: &[&str],
    most: Duration,
    attempt: impl Fn(&[u8], Turn) + Send + Sync,
) {
    // One thread alone, so that its time is that of the input.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    pool.expect("a thread").install(|| {
        let folder = root().join("tests/corpus").join(target);
        let kept: Vec<Vec<u8>> = crate::harness::files(&folder)
            .iter()
            .map(|path| fs::read(folder.join(path)).expect("a kept input"))
            .collect();
        assert!(!kept.is_empty(), "no corpus for {target}");
        let started = Instant::now();
        let budget = asked("SANVAT_FUZZ_SECONDS").map(Duration::from_secs);
        let mut chance = Chance::of(asked("SANVAT_FUZZ_SEED").unwrap_or(20_261_124));
        let mut slowest = Duration::ZERO;
        let (mut tried, mut deeply) = (0, 0);
        let (mut all_took, mut deep_took) = (Duration::ZERO, Duration::ZERO);
        loop {
            let input = match kept.get(tried as usize) {
                Some(input) => input.clone(),
                None => mutated(&mut chance, &kept, tokens),
            };
            let deep = tried < kept.len() as u64
                || match budget {
                    Some(_) => deep_took * 3 < all_took,
                    None => tried % DEEP == 0,
                };
            let turn = Turn { nth: tried, deep };
            let before = processor_time();
            let outcome = catch_unwind(AssertUnwindSafe(|| attempt(&input, turn)));
            let took = processor_time() - before;
            all_took += took;
            if deep {
                deep_took += took;
                deeply += 1;
            }
            slowest = slowest.max(took);
            if outcome.is_err() || took > most {
                let place = root().join("target/fuzz").join(target);
                fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
                fs::write(&place, &input).expect("a file written");
                panic!(
                    "{target}: took {took:?}, the input is in {}",
                    place.display()
                );
            }
            tried += 1;
            let over = match budget {
                Some(budget) => started.elapsed() > budget,
                None => tried >= kept.len() as u64 + INPUTS,
            };
            if over && tried >= kept.len() as u64 {
                break;
            }
        }
        let seconds = started.elapsed().as_secs();
        println!(
            "{target}: {tried} inputs in {seconds} s, {deeply} of them deep, the slowest took {slowest:?}"
        );
    });
}

/// In debug everything takes some ten times as long.
const SECOND: Duration = Duration::from_secs(if cfg!(debug_assertions) { 4 } else { 1 });

fn wishes() -> Wishes {
    Wishes {
        today: Date::parse("2026-11-24").expect("a day"),
        drafts: true,
        base_url: None,
    }
}

/// A site in memory, with one of its files replaced or added.
fn tree_with(site: &Tree, path: &str, text: &str) -> Tree {
    let mut tree = site.clone();
    tree.sources.retain(|source| &*source.path != path);
    tree.sources.push(Source {
        path: path.into(),
        matter: Matter::Text(text.into()),
    });
    tree.sources.sort_by(|a, b| a.path.cmp(&b.path));
    tree
}

fn sample() -> &'static Tree {
    static SAMPLE: OnceLock<Tree> = OnceLock::new();
    SAMPLE.get_or_init(|| sanvat::disk::read::site(&root().join("tests/sites/two-districts")).value)
}

/// The smallest site there is: one product, one producer.
fn base() -> &'static Tree {
    static BASE: OnceLock<Tree> = OnceLock::new();
    BASE.get_or_init(|| sanvat::disk::read::site(&root().join("tests/sites/base")).value)
}

/// Reads the smallest site with this file in it, the others as they were read before.
fn read_with(memory: &Mutex<Memory>, path: &str, text: &str) -> Checked<Catalogue> {
    let tree = tree_with(base(), path, text);
    // What a panic left half done is nothing that a later reading may lean on.
    let mut memory = memory.lock().unwrap_or_else(|broken| broken.into_inner());
    content::read_again(&tree, &wishes(), &mut memory)
}

/// A file of a site: read and looked at; now and then with all that follows.
fn try_file(memory: &Mutex<Memory>, path: &str, bytes: &[u8], turn: Turn) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    for note in read_with(memory, path, text).notes.sorted().iter() {
        let length = if *note.file == *path {
            text.len()
        } else {
            base()
                .get(&note.file)
                .map_or(0, |source| source.text().len())
        };
        assert!(
            note.span.start <= note.span.end && note.span.start <= length,
            "{note:?}"
        );
    }
    if turn.deep {
        whole_way(&tree_with(sample(), path, text));
    }
}

fn plain_theme() -> &'static Theme {
    static PLAIN: OnceLock<Theme> = OnceLock::new();
    PLAIN.get_or_init(|| {
        let folder = sanvat::disk::read::theme(root(), "plain").value;
        theme::load(&folder).value.expect("the plain theme")
    })
}

/// Reads, plans and, where nothing forbids it, draws every page; reports what was noticed.
fn whole_way(tree: &Tree) {
    let read = content::read(tree, &wishes());
    let mut notes = read.notes;
    let mut theme = plain_theme().clone();
    let manifest = theme.manifest.clone();
    let site = site::plan(&read.value, &manifest, &Assets::default()).note(&mut notes);
    theme.share(&site.shared(), &site.asset_urls());
    let texts = |file: &str| tree.get(file).map(|source| Arc::from(source.text()));
    if !notes.have_errors() {
        for artifact in site.artifacts.iter() {
            match &artifact.recipe {
                Recipe::Page(page) => {
                    let drawn = render::page(&theme, &site.view(*page));
                    assert_nothing_live(&drawn.expect("a page"));
                }
                Recipe::Text(text) => {
                    let text = site.text(text);
                    if artifact.path.ends_with(".xml") {
                        roxmltree::Document::parse(&text).expect("XML");
                    } else if artifact.path.ends_with(".html") {
                        assert_nothing_live(&text);
                    }
                }
                _ => {}
            }
            assert_eq!(path::check(&artifact.path), Ok(()), "{}", artifact.path);
        }
    }
    let notes = notes.sorted();
    for note in notes.iter() {
        let text = tree.get(&note.file).map(Source::text).unwrap_or_default();
        assert!(note.span.start <= text.len(), "{note:?}");
    }
    report::compose(
        Format::Json,
        &notes,
        &texts,
        &Totals::of(&notes),
        Reader::default(),
    );
}

const YAML_TOKENS: &[&str] = &[
    "---\n",
    "\n",
    ": ",
    "- ",
    "? ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "&a ",
    "*a",
    "<<: *a",
    "!!str ",
    "!x ",
    "|\n  ",
    ">-\n  ",
    "\"",
    "'",
    "#",
    " #",
    "\t",
    "\r\n",
    "\u{feff}",
    "\u{2028}",
    "\u{85}",
    "%YAML 1.1\n",
    "...\n",
    "~",
    "null",
    "0x1F",
    "1e999",
    ".inf",
    ".nan",
    "-0",
    "99999999999999999999999",
    "2026-02-30",
    "10/03/2026",
    "250.000",
    "true",
    "\u{0}",
    "\u{202e}",
    "ậ",
    "a\u{323}\u{302}",
    "name: ",
    "stars: ",
    "history:\n  - ",
    "images:\n  - { file: a.jpg }\n",
    "certificate: { issued: 2026-03 }\n",
    "\\x",
    "\\u0000",
    "\"\\",
    "@",
    "`",
];

#[test]
fn front_matter() {
    let memory = Mutex::default();
    fuzz("front_matter", YAML_TOKENS, SECOND, |input, turn| {
        try_file(&memory, "content/products/mat-ong-mau.md", input, turn);
    });
}

#[test]
fn site_files() {
    let files = [
        "places.yml",
        "categories.yml",
        "programme.yml",
        "lists/qua-tet.yml",
        "news/tin-cu.md",
        "producers/htx-mau.md",
    ];
    let memory = Mutex::default();
    fuzz("site_files", YAML_TOKENS, SECOND, |input, turn| {
        // The first sign says which file it is.
        let (first, rest) = input.split_first().unwrap_or((&b'0', &[]));
        let file = files[usize::from(*first) % files.len()];
        try_file(&memory, &format!("content/{file}"), rest, turn);
    });
}

#[test]
fn config() {
    let memory = Mutex::default();
    fuzz("config", YAML_TOKENS, SECOND, |input, turn| {
        try_file(&memory, "content/config.yml", input, turn);
    });
}

#[test]
fn redirects() {
    let tokens = [
        "from,to\n",
        "/",
        ",",
        "\n",
        "\r",
        "\"",
        "\"\"",
        "//",
        "..",
        "%2e",
        "%",
        "?",
        "#",
        "\\",
        ":",
        "http://a.vn/",
        "/san-pham/",
        "/cu/",
        "/giua/",
        "/SAN-PHAM/",
        "ậ",
        "a\u{323}\u{302}",
        " ",
        "\t",
        "\u{0}",
        "*",
        ":splat",
        "index.html",
    ];
    let memory = Mutex::default();
    fuzz("redirects", &tokens, SECOND, |input, turn| {
        try_file(&memory, "content/redirects.csv", input, turn);
    });
}

const MARKDOWN_TOKENS: &[&str] = &[
    "[",
    "]",
    "(",
    ")",
    "![",
    "](",
    "[^a]",
    "[^a]: ",
    "[a]: /x\n",
    "[a]",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```\n",
    "~~~\n",
    ">",
    "> ",
    "- ",
    "1. ",
    "# ",
    "\n\n",
    "\n",
    "    ",
    "\t",
    "|",
    "| --- |\n",
    ":-:",
    "<",
    ">",
    "<!--",
    "-->",
    "--!>",
    "<![CDATA[",
    "]]>",
    "<?",
    "<script>",
    "</script>",
    "<img src=x onerror=alert(1)>",
    "<a href=\"javascript:x\">",
    "javascript:",
    "java&Tab;script:",
    "&#106;",
    "&#x6A;",
    "&colon;",
    "data:text/html,",
    "//a.vn",
    "\\",
    "&amp;",
    "&lt;",
    "\u{0}",
    "\u{2028}",
    "<http://a.vn>",
    "<a@b.vn>",
    "mailto:",
    "hole0-",
    "hole",
    "{{ 7*7 }}",
    "{% raw %}",
    "![a](mat-ong.png)",
    "[a](../products/che-mau.md)",
    "\"",
    "'",
    "ậ",
];

fn body_of(memory: &Mutex<Memory>, text: &str) -> Arc<Body> {
    let page = format!("---\ntitle: a\n---\n{text}");
    let pages = read_with(memory, "content/pages/gioi-thieu.md", &page)
        .value
        .pages;
    pages
        .into_iter()
        .find(|page| page.id == "gioi-thieu")
        .map(|page| page.body)
        .unwrap_or_default()
}

#[test]
fn markdown_bodies() {
    let memory = Mutex::default();
    fuzz("markdown", MARKDOWN_TOKENS, SECOND, |input, _| {
        if let Ok(text) = std::str::from_utf8(input) {
            let body = body_of(&memory, text);
            assert_plain_body(&body.filled(|_| "/x".to_owned()));
            for hole in &body.holes {
                let scheme = hole.target.split_once([':', '/', '?', '#']);
                let scheme = scheme
                    .map(|(scheme, _)| scheme)
                    .filter(|scheme| hole.target[scheme.len()..].starts_with(':'));
                let known = ["http", "https", "mailto", "tel"];
                assert!(
                    scheme.is_none_or(|scheme| known.contains(&&*scheme.to_ascii_lowercase())),
                    "{hole:?}"
                );
            }
        }
    });
}

#[test]
fn paths() {
    let tokens = [
        "/",
        "..",
        ".",
        "\\",
        "C:",
        "//",
        "~",
        "%2e%2e",
        "%2f",
        "\u{0}",
        "con",
        "NUL",
        "com1",
        ".git",
        ".GIT",
        "g\u{200c}it",
        "a.jpg",
        " ",
        "\u{202e}",
        "ậ",
        "\u{323}",
        "\u{ff0e}\u{ff0e}",
        ":",
        "*",
        "?",
        "|",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ];
    let folder = tempfile::tempdir().expect("a folder");
    let inside = folder.path().canonicalize().expect("a folder");
    fuzz("paths", &tokens, SECOND, |input, _| {
        let Ok(text) = std::str::from_utf8(input) else {
            return;
        };
        if path::check(text).is_ok() {
            // What passes stays inside, is one part after the other, and no system reads it otherwise.
            let whole = inside.join(text);
            assert!(whole.starts_with(&inside), "{text:?}");
            assert!(
                text.len() <= path::MAX_PATH
                    && text.split('/').all(|part| part.len() <= path::MAX_PART)
            );
            for part in text.split('/') {
                assert!(
                    !part.is_empty() && part != ".." && part != "." && !part.ends_with(['.', ' ']),
                    "{text:?}"
                );
                assert!(
                    !part.contains(['\0', '\\', ':', '%', '~'])
                        && !part.chars().any(char::is_control),
                    "{text:?}"
                );
            }
            assert_eq!(
                whole.components().count(),
                inside.components().count() + text.split('/').count(),
                "{text:?}"
            );
            assert_eq!(
                path::twin_key(&path::twin_key(text)),
                path::twin_key(text),
                "{text:?}"
            );
        }
        let _ = path::check_site(text);
    });
}

/// A theme whose page template is the input, and everything else short.
fn theme_of(input: &[u8]) -> ThemeFolder {
    let mut folder = ThemeFolder {
        name: "x".into(),
        exists: true,
        ..ThemeFolder::default()
    };
    let mut put = |path: &str, bytes: &[u8]| folder.files.insert(path.to_owned(), Arc::from(bytes));
    put("theme.yml", b"name: x\nview_version: 1\nstandalone: true\n");
    for name in sanvat::view::manifest::TEMPLATES {
        put(&format!("templates/{name}"), b"x");
    }
    put("templates/base.html", b"<b>{% block a %}{% endblock %}</b>");
    put("templates/part.html", b"{{ page.title }}");
    put("templates/page.html", input);
    folder
}

#[test]
fn theme_templates() {
    let tokens = [
        "{{",
        "}}",
        "{%",
        "%}",
        "{#",
        "#}",
        "{{ ",
        " }}",
        "{% for x in range(end=9) %}",
        "{% endfor %}",
        "{% if page %}",
        "{% else %}",
        "{% endif %}",
        "{% set a = a ~ a %}",
        "{% set_global a = \"x\" %}",
        "{% include \"part.html\" %}",
        "{% include \"page.html\" %}",
        "{% extends \"base.html\" %}",
        "{% block a %}",
        "{% endblock %}",
        "{% raw %}",
        "{% endraw %}",
        "{% component C(a=1) %}",
        "{% endcomponent %}",
        "{{<C a={1} />}}",
        "| json",
        "| safe",
        "| upper",
        "| length",
        "| slice(start=-9, end=99)",
        "[1:]",
        "[...page]",
        "[x for x in range(end=9) if x]",
        "{% set b %}",
        "{% endset %}",
        "{% filter upper %}",
        "{% endfilter %}",
        "super()",
        "| replace(from=\"a\", to=a)",
        "| join(sep=a)",
        "| split(pat=\"\")",
        "{% <C> %}",
        "{% </C> %}",
        "?.",
        "...",
        "| first",
        "| nth(n=99)",
        "| default(value=1)",
        "page.title",
        "page",
        "head.url",
        "site.title",
        "[0]",
        "[-1]",
        "[99999999999999999999]",
        "1/0",
        "1 % 0",
        "** 99",
        "9223372036854775807 + 1",
        "-9223372036854775808 / -1",
        "~",
        "+",
        "-",
        "*",
        "\"",
        "'",
        "`",
        "\\",
        "loop.index",
        "and",
        "not",
        "in",
        "is defined",
        "__turn()",
        "range(end=99999999)",
        "throw(message=\"x\")",
        "now()",
        "get_env(name=\"HOME\")",
        "load_data(path=\"/etc/passwd\")",
        "ậ",
        "\0",
    ];
    let read = content::read(sample(), &wishes());
    fuzz("theme", &tokens, Duration::from_secs(15), |input, _| {
        let loaded = theme::load(&theme_of(input));
        for note in loaded.notes.iter() {
            assert!(note.span.start <= input.len().max(50), "{note:?}");
        }
        let Some(mut theme) = loaded.value else {
            assert!(loaded.notes.have_errors());
            return;
        };
        let manifest = theme.manifest.clone();
        let site = site::plan(&read.value, &manifest, &Assets::default()).value;
        theme.share(&site.shared(), &site.asset_urls());
        for artifact in site.artifacts.iter() {
            if let Recipe::Page(page @ site::artifact::PageRef::Page(_)) = &artifact.recipe {
                let _ = render::page(&theme, &site.view(*page));
            }
        }
    });
}

#[test]
fn picture_headers() {
    let tokens = [
        "\u{0}",
        "IHDR",
        "IDAT",
        "eXIf",
        "iCCP",
        "iTXt",
        "VP8 ",
        "VP8L",
        "VP8X",
        "EXIF",
        "RIFF",
        "WEBP",
        "Exif\0\0",
        "II*\0",
        "MM\0*",
        "\u{7f}\u{7f}\u{7f}\u{7f}",
        "JFIF",
        "ICC_PROFILE\0",
    ];
    fuzz("picture", &tokens, SECOND, |input, _| {
        let Ok(head) = picture::head(input) else {
            return;
        };
        assert!(head.width <= picture::MAX_SIDE && head.height <= picture::MAX_SIDE);
        assert!(u64::from(head.width) * u64::from(head.height) <= picture::MAX_PIXELS);
        // Decoding is tried where it is soon done; `limits.rs` tries what is large.
        if u64::from(head.width) * u64::from(head.height) <= 250_000 {
            let recipe = site::artifact::PictureRecipe {
                source: "content/images/a.png".into(),
                hash: [0; 32],
                width: 48,
                format: site::artifact::PictureFormat::Jpeg,
            };
            if let Ok(bytes) = render::image::picture(input, &recipe) {
                assert!(picture::head(&bytes).is_ok());
                assert!(!bytes.windows(4).any(|part| part == b"Exif"));
            }
        }
    });
}

#[test]
fn report_printing() {
    let tokens = [
        "\n",
        "\r\n",
        "\r",
        "\t",
        "\u{1b}[31m",
        "\u{9b}",
        "\u{202e}",
        "\u{2066}",
        "\u{200b}",
        "::error file=a::",
        "%0A",
        "%",
        "::",
        ",",
        "<script>",
        "</script>",
        "</pre>",
        "&",
        "\"",
        "'",
        "]]>",
        "\u{2028}",
        "\u{fffd}",
        "\u{e000}",
        "\u{0}",
        "ậ",
        "a\u{323}\u{302}\u{301}",
        "🍵",
        "👩‍👩‍👧",
        "茶",
        "\u{feff}",
    ];
    let clean = |text: &str| !text.contains(['\u{1b}', '\u{9b}', '\u{202e}', '\u{2066}', '\u{0}']);
    fuzz("report", &tokens, SECOND, |input, turn| {
        let text = String::from_utf8_lossy(input).into_owned();
        let mut chance = Chance::of(input.len() as u64);
        let file: Arc<str> =
            format!("content/{}.md", text.chars().take(40).collect::<String>()).into();
        let mut notes = Diagnostics::default();
        for problem in [
            Problem::KeyUnknown {
                key: text.clone(),
                near: Some(text.clone()),
            },
            Problem::LinkBroken {
                found: text.clone(),
                near: Some(text.clone()),
            },
            Problem::YamlColon {
                write: text.clone(),
            },
            Problem::FileName {
                why: BadPath::Sign(text.chars().next().unwrap_or(' ')),
            },
            Problem::OutputRefused {
                path: text.clone(),
                why: OutputRefusal::Foreign,
            },
            Problem::ThemeRender {
                page: text.clone(),
                said: text.clone(),
            },
            Problem::Unknown {
                key: "producer",
                found: text.clone(),
                near: None,
                write: Some(text.clone()),
            },
            Problem::WriteFailed {
                path: text.clone(),
                why: text.clone(),
            },
        ] {
            let start = chance.below(text.len() + 3);
            let span = Span::new(start, start + chance.below(text.len() + 3));
            notes.add(&file, span, problem);
        }
        let notes = notes.sorted();
        let texts = |path: &str| (path == &*file).then(|| Arc::from(text.as_str()));
        let count = notes.iter().count();
        let formats = [
            Format::Human,
            Format::Json,
            Format::Github,
            Format::Sarif,
            Format::Report,
        ];
        for (nth, format) in formats.into_iter().enumerate() {
            // One after the other.
            if !turn.deep && turn.nth % formats.len() as u64 != nth as u64 {
                continue;
            }
            let out = report::compose(
                format,
                &notes,
                &texts,
                &Totals::of(&notes),
                Reader {
                    tongue: Tongue::En,
                    ..Reader::default()
                },
            );
            assert!(clean(&out), "{format:?}: {out}");
            match format {
                Format::Json => {
                    let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
                    assert_eq!(json["diagnostics"].as_array().map(Vec::len), Some(count));
                }
                Format::Sarif => {
                    let json: serde_json::Value = serde_json::from_str(&out).expect("SARIF");
                    assert_eq!(
                        json["runs"][0]["results"].as_array().map(Vec::len),
                        Some(count)
                    );
                }
                Format::Github => {
                    for line in out.lines() {
                        assert!(
                            line.starts_with("::error ")
                                || line.starts_with("::warning ")
                                || line.starts_with("::notice"),
                            "{line}"
                        );
                    }
                }
                Format::Report => assert_nothing_live(&out),
                Format::Human => assert!(out.lines().all(|line| !line.starts_with("::")), "{out}"),
            }
        }
    });
}

/// Shapes that made other readers of Markdown slow, each to be repeated.
fn shapes(bytes: usize) -> Vec<(&'static str, String)> {
    let many = |piece: &str| piece.repeat(bytes / piece.len());
    let numbered = |make: &dyn Fn(usize) -> String| {
        let mut text = String::new();
        let mut number = 0;
        while text.len() < bytes {
            text.push_str(&make(number));
            number += 1;
        }
        text
    };
    let half = bytes / 2;
    vec![
        ("open brackets", many("[")),
        ("open pictures", many("![")),
        ("links never closed", many("[a](")),
        ("links in angles never closed", many("[a](<b")),
        ("titles never closed", many("[a](b \"")),
        (
            "closed brackets",
            format!("{}{}", "[".repeat(half), "]".repeat(half)),
        ),
        ("stars", many("*")),
        ("stars and letters", many("*a ")),
        ("opening stars", many("**a *b ")),
        ("mixed emphasis", many("*a_ ")),
        ("emphasis never closed", many("a**b")),
        ("strikes", many("~~a ")),
        (
            "ticks",
            numbered(&|number| format!("{} ", "`".repeat(number % 300))),
        ),
        (
            "growing ticks",
            numbered(&|number| format!("{}a", "`".repeat(number))),
        ),
        ("quotes", many("> ")),
        (
            "nested quotes",
            numbered(&|number| format!("{}a\n", ">".repeat(number % 60))),
        ),
        (
            "quotes deeper each line",
            numbered(&|number| format!("{}a\n", ">".repeat(number))),
        ),
        (
            "lists deeper each line",
            numbered(&|number| format!("{}- a\n", " ".repeat(number * 2))),
        ),
        ("list marks", many("- ")),
        ("numbers", many("1. ")),
        ("notes never closed", many("[^a")),
        ("notes opened", many("[^a]: ")),
        ("notes named", numbered(&|number| format!("[^{number}] "))),
        (
            "notes told",
            numbered(&|number| format!("[^{number}]: a\n\n")),
        ),
        (
            "notes told in a row",
            numbered(&|number| format!("[^{number}]: a\n")),
        ),
        (
            "notes in quotes",
            numbered(&|number| format!("> [^{number}]: a\n")),
        ),
        (
            "a note and open brackets",
            format!("[^a]: {}", "[".repeat(bytes)),
        ),
        (
            "a note and lists",
            format!("[^a]:\n{}", "- [^b]:\n".repeat(bytes / 8)),
        ),
        (
            "references",
            numbered(&|number| format!("[{number}]: /x\n")),
        ),
        (
            "references used",
            format!("[a]: /x\n\n{}", "[a] ".repeat(bytes / 4)),
        ),
        (
            "references unknown",
            numbered(&|number| format!("[{number}] ")),
        ),
        ("references with titles", many("[a]: b \"")),
        (
            "a reference, long and used",
            format!(
                "[a]: /{}\n\n{}",
                "x".repeat(half),
                "[a]".repeat(bytes / 400)
            ),
        ),
        ("a long line", many("a ")),
        ("headings", many("# ")),
        ("heading lines", many("# a\n")),
        ("underlines", many("a\n=\n")),
        (
            "columns",
            format!("{}\n{}\n", "|a".repeat(half / 2), "|-".repeat(half / 2)),
        ),
        (
            "columns and rows",
            format!(
                "{}\n{}\n{}",
                "|a".repeat(bytes / 400),
                "|-".repeat(bytes / 400),
                "|\n".repeat(200)
            ),
        ),
        (
            "rows",
            format!("|a|b|\n|-|-|\n{}", "|c|d|\n".repeat(bytes / 6)),
        ),
        ("tables", many("|a|\n|-|\n|b|\n\n")),
        ("comments", many("<!--")),
        ("comments with dashes", many("<!-- -")),
        ("instructions", many("<?")),
        ("declarations", many("<!A")),
        ("text blocks", many("<![CDATA[")),
        ("angles", many("<")),
        ("tags never closed", many("<a ")),
        ("attributes never closed", many("<a b=\"")),
        ("addresses never closed", many("<http:")),
        ("html blocks", many("<div>\n")),
        ("entities", many("&")),
        ("entities named", many("&amp;")),
        ("entities of numbers", many("&#x41;")),
        ("backslashes", many("\\")),
        ("line ends", many("\n")),
        ("returns", many("\r")),
        ("spaces", many(" ")),
        ("tabs", many("\t")),
        ("spaces before a line", format!("{}a", " ".repeat(bytes))),
        ("lines of spaces", many("   \n")),
        ("fences", many("```\n")),
        ("fences and words", many("~~~ a\n")),
        ("rules", many("***\n")),
        ("list items", many("- a\n")),
        ("list items and quotes", many("- > a\n")),
        ("items far apart", many("- a\n\n\n")),
        ("pictures", many("![a](mat-ong.png)")),
        (
            "pictures in pictures",
            format!(
                "{}{}",
                "![".repeat(half / 8),
                "](mat-ong.png)".repeat(bytes / 28)
            ),
        ),
        ("links", many("[a](/san-pham/) ")),
        ("links refused", many("[a](javascript:b) ")),
        (
            "links broken",
            numbered(&|number| format!("[a](b{number}.md) ")),
        ),
        ("marks on a letter", many("a\u{301}\u{323}")),
        ("marks alone", many("\u{323}\u{301}")),
        ("tokens", many("hole")),
        ("tokens and numbers", many("hole0-holex")),
    ]
}

/// Doubling a text twice must not take much more than four times as long: the time of two megabytes,
/// the largest text there is, then follows from that of a small one.
#[test]
fn no_shape_of_markdown_takes_time_beyond_its_length() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    pool.expect("a thread").install(|| {
        let time = |bytes: usize, index: usize| {
            let (name, text) = shapes(bytes).swap_remove(index);
            let before = processor_time();
            body_of(&Mutex::default(), &text);
            (name, processor_time() - before)
        };
        for index in 0..shapes(1_000).len() {
            let (_, small) = time(25_000, index);
            let (name, large) = time(100_000, index);
            assert!(
                large < small * 9 + Duration::from_millis(60),
                "{name}: {small:?}, then {large:?}"
            );
        }
    });
}
