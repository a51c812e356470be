use super::*;

fn files(scripts: &[(&str, &str)]) -> Files {
    let file = |(path, text): &(&str, &str)| (Arc::from(*path), Arc::from(text.as_bytes()));
    scripts.iter().map(file).collect()
}

/// The files that are left, each with its text.
fn left(scripts: &[(&str, &str)], templates: &[&str]) -> Vec<(String, String)> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    merged(files(scripts), templates)
        .into_iter()
        .map(|(path, bytes)| (path.to_string(), text(&bytes)))
        .collect()
}

fn names(scripts: &[(&str, &str)], templates: &[&str]) -> Vec<String> {
    left(scripts, templates)
        .into_iter()
        .map(|(path, _)| path)
        .collect()
}

const A: &str = "import { b, c as d } from \"./b.js\";\nexport const a = () => b(d);\n";
const B: &str = "import { e } from \"./e.js\";\nexport function b(x) { return e + x; }\nconst f = 2;\nexport { f as c };\n";
const E: &str = "export const e = 1, g = [2, 3];\n";

#[test]
fn what_one_file_alone_loads_is_written_into_it() {
    let scripts = [("assets/a.js", A), ("assets/b.js", B), ("assets/e.js", E)];
    let expected = "const $m0=(()=>{const e=1,g=[2,3];\nreturn{e,g}})();\n\
        const $m1=(()=>{const{e}=$m0;function b(x){return e+x}\nconst f=2;\nreturn{b,c:f}})();\n\
        const{b,c:d}=$m1;export const a=()=>b(d);\n";
    let left = left(&scripts, &["<script src=a.js>"]);
    assert_eq!(left, [("assets/a.js".to_owned(), expected.to_owned())]);
}

#[test]
fn a_module_that_two_files_load_or_anything_names_stays_by_itself() {
    let all = ["assets/a.js", "assets/b.js", "assets/e.js"];
    let scripts = [("assets/a.js", A), ("assets/b.js", B), ("assets/e.js", E)];
    assert_eq!(
        names(&scripts, &["a.js b.js"]),
        ["assets/a.js", "assets/b.js"]
    );
    assert_eq!(names(&scripts, &["a.js e.js"]), all);
    let two = "import { e } from \"./e.js\";\n";
    let with_two = [
        ("assets/a.js", A),
        ("assets/b.js", B),
        ("assets/e.js", E),
        ("assets/two.js", two),
    ];
    assert_eq!(names(&with_two, &["a.js two.js"]).len(), 4);
    let later = format!("{A}const later = () => import(\"./e.js\");\n");
    let with_later = [
        ("assets/a.js", later.as_str()),
        ("assets/b.js", B),
        ("assets/e.js", E),
    ];
    assert_eq!(names(&with_later, &["a.js"]), all);
    let elsewhere = [
        ("assets/a.js", A),
        ("assets/b.js", B),
        ("assets/e.js", E),
        ("assets/x.css", "/* e.js */"),
    ];
    assert_eq!(names(&elsewhere, &["a.js"]).len(), 4);
}

#[test]
fn a_module_of_which_anything_is_uncertain_stays_by_itself() {
    let outer = "import { e } from \"./e.js\";\ne();\n";
    for inner in [
        "export let e = 1;",
        "export default 1; export const e = 1;",
        "export const e = await f();",
        "if (a) { await b; }\nexport const e = 1;",
        "const o = { a: await b };\nexport const e = 1;",
        "export const t = `${await b}`, e = 1;",
        "export function e() {}\ne = 2;",
        "export const e = 1\nexport const f = 2\n",
        "export * from \"./f.js\";",
        "import f from \"./f.js\";\nexport const e = 1;",
        "import * as f from \"./f.js\";\nexport const e = 1;",
        "import { e } from \"./a.js\";\nexport { e };",
        "export const e = { } /2/ 1;",
        "export const e = \"$m\";",
    ] {
        let scripts = [("assets/a.js", outer), ("assets/e.js", inner)];
        let left = left(&scripts, &["a.js"]);
        assert_eq!(left.len(), 2, "{inner}");
        assert_eq!(left[0].1, outer, "{inner}");
    }
}

#[test]
fn waiting_inside_functions_is_no_hindrance() {
    let outer = "import { e } from \"./e.js\";\ne();\n";
    for inner in [
        "export async function e() { if (a) { await b; } }\n",
        "export const e = async () => { for await (const a of b) { await a; } };\n",
        "export class e { async a() { await b; } }\n",
        "const c = f(async (x) => { await x; });\nexport { c as e };\n",
    ] {
        let scripts = [("assets/a.js", outer), ("assets/e.js", inner)];
        assert_eq!(names(&scripts, &["a.js"]), ["assets/a.js"], "{inner}");
    }
}

#[test]
fn what_a_file_goes_on_importing_is_not_run_sooner() {
    let first = "import \"./e.js\";\nimport { x } from \"./x.js\";\nx();\n";
    let last = "import { x } from \"./x.js\";\nimport \"./e.js\";\nx();\n";
    let x = "export const x = 1;\n";
    let run = |root: &str| {
        names(
            &[
                ("assets/a.js", root),
                ("assets/e.js", E),
                ("assets/x.js", x),
            ],
            &["a.js x.js"],
        )
    };
    assert_eq!(run(first).len(), 3);
    assert_eq!(run(last), ["assets/a.js", "assets/x.js"]);
}

#[test]
fn modules_in_a_circle_and_in_other_folders_stay() {
    let one = "import { b } from \"./b.js\";\nexport const a = 1;\n";
    let two = "import { a } from \"./a.js\";\nexport const b = 1;\n";
    let root = "import { a } from \"./a.js\";\n";
    let circle = [
        ("assets/a.js", one),
        ("assets/b.js", two),
        ("assets/r.js", root),
    ];
    assert_eq!(names(&circle, &["r.js"]).len(), 3);
    let far = "import { e } from \"../e.js\";\n";
    assert_eq!(
        names(&[("assets/x/a.js", far), ("assets/e.js", E)], &["a.js"]).len(),
        2
    );
}

/// The built-in search in as few files as can be: what a first search needs, and what later ones may.
#[test]
fn the_built_in_scripts_are_merged() {
    let scripts: Vec<(&str, &str)> = crate::render::builtin::FILES
        .iter()
        .filter(|(path, _)| path.ends_with(".js"))
        .filter_map(|(path, bytes)| Some((*path, std::str::from_utf8(bytes).ok()?)))
        .collect();
    for (path, script) in &scripts {
        assert!(Module::read(path, script).is_some(), "{path}");
    }
    let templates = [
        "check/check.js chon/page.js chon/pick.js labels/labels.js search/box.js search/client.js search/page.js short.js site.js",
    ];
    let left = names(&scripts, &templates).join(" ").replace("assets/", "");
    assert_eq!(
        left,
        "check/asked.js check/check.js chon/bar.js chon/brochure.js chon/csv.js chon/item.js chon/list.js chon/made.js \
         chon/page.js chon/pick.js chon/products.js chon/qr.js chon/rows.js chon/share.js chon/table.js labels/labels.js search/advice.js search/box.js search/client.js search/combo.js search/engine.js search/far.js \
         search/page.js search/suggest.js search/typing.js search/why.js short.js site.js"
    );
}
