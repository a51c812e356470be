//! A theme is trusted more than content and less than the program: what it does wrong is an error at its
//! place, soon, and within bounds.

use crate::harness::Fixture;

/// Runs `check` with a page template, in at most so much memory; what it said.
fn drawn(template: &str) -> (Option<i32>, String) {
    let site = Fixture::copy("base");
    site.write(
        "content/config.yml",
        "title: Sản vật mẫu\nbase_url: https://example.org\ntheme: x\n",
    );
    site.write("content/pages/a.md", "---\ntitle: Trang\n---\nChữ.\n");
    site.write("themes/x/theme.yml", "name: x\nview_version: 1\n");
    site.write("themes/x/templates/page.html", template);
    let ran = site.bounded(
        &["check", "--date", "2026-11-24", "--lang", "en"],
        1_500,
        120,
    );
    (ran.code, ran.err)
}

#[test]
fn a_theme_that_goes_wrong_is_told_of_at_its_place() {
    let doubling = format!(
        "{{% set a = 'aaaaaaaa' %}}\n{}",
        "{% set a = a ~ a %}\n".repeat(60)
    );
    let lists = format!(
        "{{% set a = ['aaaaaaaa'] %}}\n{}{{{{ a | json }}}}",
        "{% set a = [a, a] %}\n".repeat(60)
    );
    let block = format!(
        "{{% set a %}}aaaaaaaa{{% endset %}}\n{}",
        "{% set a %}{{ a }}{{ a }}{{ a }}{{ a }}{% endset %}\n".repeat(40)
    );
    let inside = "{% set a = 'aaaaaaaa' %}\n{% for i in range(end=100) %}{% set_global a = a ~ a %}{% endfor %}";
    let loops = "{% for a in range(end=1000) %}{% for b in range(end=1000) %}{% for c in range(end=1000) %}{% endfor %}{% endfor %}{% endfor %}";
    let cases: Vec<(&str, String, &str)> = vec![
        ("doubling", doubling, "page.html:"),
        ("lists of lists", lists, "page.html:"),
        ("doubling blocks", block, "page.html:"),
        ("doubling in a loop", inside.to_owned(), "page.html:2:"),
        ("10^9 turns", loops.to_owned(), "page.html:1:"),
        ("10^9 turns that write", loops.replace("{% endfor %}{% endfor %}", "x{% endfor %}{% endfor %}"), "page.html"),
        ("a huge range", "{% for a in range(end=100000000) %}x{% endfor %}".to_owned(), "page.html:1:"),
        ("itself", "{% include 'page.html' %}".to_owned(), "page.html:1:"),
        ("its own parent", "{% extends 'page.html' %}".to_owned(), "page.html:1:"),
        ("division by zero", "\n{{ 1 / 0 }}".to_owned(), ""),
        ("rest of nothing", "\n{{ 1 % 0 }}".to_owned(), ""),
        ("a large sum", "\n{{ 9223372036854775807 + 9223372036854775807 }}{{ 9223372036854775807 * 9223372036854775807 * 9223372036854775807 }}".to_owned(), ""),
        ("the smallest number", "\n{{ -9223372036854775808 / -1 }}{{ -170141183460469231731687303715884105728 / -1 }}{{ -170141183460469231731687303715884105728 % -1 }}".to_owned(), ""),
        ("an index too far", "\n{{ head.breadcrumbs[99].label }}".to_owned(), "page.html:2:"),
        ("an index below", "\n{{ head.breadcrumbs[-99].label }}".to_owned(), "page.html:2:"),
        ("a field that is not there", "\n{{ page.titel }}".to_owned(), "page.html:2:"),
        ("a name that is not there", "\n{{ pgae.title }}".to_owned(), "page.html:2:"),
        ("a name with marks", "\n{{ mật.ong }}{% if chè %}x{% endif %}".to_owned(), "page.html:2:"),
        ("a filter that is not there", "\n{{ page.title | uper }}".to_owned(), "page.html:2:"),
        ("a part that is not there", "\n{% include 'parts/x.html' %}".to_owned(), "page.html:2:"),
        ("a function that is not there", "\n{{ get_env(name='HOME') }}".to_owned(), "page.html:2:"),
        ("a file of the machine", "\n{{ load_data(path='/etc/passwd') }}".to_owned(), "page.html:2:"),
        ("an open loop", "\n{% for a in b %}".to_owned(), "page.html:"),
        ("an open text", "\n{{ 'a }}".to_owned(), "page.html:2:"),
        ("brackets", "(".repeat(20_000) + "{{ " + &"(".repeat(20_000), "page.html:"),
        ("open loops", "{% for a in [1] %}".repeat(5_000), "page.html:"),
        ("loops in loops", "{% for a in [1] %}".repeat(3_000) + &"{% endfor %}".repeat(3_000), ""),
        ("conditions in conditions", "{% if true %}".repeat(3_000) + &"{% endif %}".repeat(3_000), ""),
        ("signs before a number", format!("{{{{ {}1 }}}}", "-".repeat(20_000)), ""),
        ("not not not", format!("{{{{ {}true }}}}", "not ".repeat(20_000)), ""),
        ("a page of more than 5 MB", "{% for a in range(end=1000) %}{% for b in range(end=1000) %}0123456789{% endfor %}{% endfor %}".to_owned(), "page.html"),
        ("itself as a component", "{% component C(n=1) %}{{<C n={n} />}}{% endcomponent C %}{{<C n={1} />}}".to_owned(), "page.html:"),
    ];
    for (what, template, place) in cases {
        let (code, said) = drawn(&template);
        assert!(matches!(code, Some(0 | 1)), "{what}: {code:?} {said}");
        assert!(!said.contains("panicked"), "{what}: {said}");
        if !place.is_empty() {
            assert_eq!(code, Some(1), "{what}: {said}");
            assert!(said.contains(place), "{what}: not at {place}: {said}");
        }
    }
}
