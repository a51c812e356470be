//! A theme is trusted more than content and less than the program: what it does wrong is an error at its
//! place, soon, and within bounds.

use crate::harness::Fixture;

/// The most memory that the program may take over a page that goes wrong, in MB.
const MOST: f64 = 400.0;

/// Runs `check` with a page template; what it said, and the most memory it took, in MB.
fn drawn(template: &str) -> (Option<i32>, String, f64) {
    let site = Fixture::copy("base");
    site.write(
        "content/config.yml",
        "title: Sản vật mẫu\nbase_url: https://example.org\ntheme: x\n",
    );
    site.write("content/pages/a.md", "---\ntitle: Trang\n---\nChữ.\n");
    // Alone, so that the built-in templates need not be read each time.
    site.write(
        "themes/x/theme.yml",
        "name: x\nview_version: 1\nstandalone: true\n",
    );
    for name in sanvat::view::manifest::TEMPLATES {
        site.write(&format!("themes/x/templates/{name}"), "x");
    }
    site.write("themes/x/templates/page.html", template);
    let ran = site.bounded(
        &["check", "--date", "2026-11-24", "--lang", "en", "--timings"],
        1_500,
        120,
    );
    let peak = ran.err.lines().rev().find_map(|line| {
        let line = line.trim().strip_prefix("peak")?;
        line.trim().strip_suffix(" MB")?.parse().ok()
    });
    (ran.code, ran.err, peak.unwrap_or(0.0))
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
    // A text of four megabytes, drawn into a variable and joined of itself.
    let large = "{% set a = 'aaaaaaaa' %}\n".to_owned() + &"{% set a = a ~ a %}\n".repeat(19);
    let with = |more: &str| format!("{large}{more}");
    let a_hundred = "{{ a }}".repeat(100);
    let wide = "x".repeat(50_000);
    let thousand = "range(end=1000)";
    let cases: Vec<(&str, String, &str)> = vec![
        ("doubling", doubling, "page.html:"),
        ("lists of lists", lists, "page.html:"),
        ("doubling blocks", block, "page.html:"),
        ("doubling in a loop", inside.to_owned(), "page.html:2:"),
        ("one block that prints much", with(&format!("{{% set b %}}{a_hundred}{{% endset %}}")), "page.html:21:"),
        ("one filter that prints much", with(&format!("{{% filter upper %}}{a_hundred}{{% endfilter %}}")), "page.html:21:"),
        ("a component's body that prints much", "{% component C(n=1) %}{{ body }}{% endcomponent C %}".to_owned() + &with(&format!("{{% <C> %}}{a_hundred}{{% </C> %}}")), "page.html:"),
        ("a block's own text in loops", format!("{{% set b %}}{{% for a in {thousand} %}}{{% for b in {thousand} %}}{wide}{{% endfor %}}{{% endfor %}}{{% endset %}}"), "page.html:1:"),
        ("a component's own text in loops", format!("{{% component C(n=1) %}}{wide}{{% endcomponent C %}}{{% set b %}}{{% for a in {thousand} %}}{{% for b in {thousand} %}}{{{{<C />}}}}{{% endfor %}}{{% endfor %}}{{% endset %}}"), "page.html:1:"),
        ("many signs of joining", with(&format!("{{% if {}'' %}}{{% endif %}}", "a ~ ".repeat(2_000))), "page.html:21:"),
        ("many joined in a list", with(&format!("{{% if [{}] %}}{{% endif %}}", "a ~ 'x', ".repeat(2_000))), "page.html:21:"),
        ("many given to a component", "{% component C(n=1, o=1) %}{{<C n={n ~ 'x'} o={n ~ 'y'} />}}{% endcomponent C %}".to_owned() + &with("{{<C n={a} />}}"), "page.html:"),
        ("many variables", with(&(0..1_000).map(|nth| format!("{{% set b{nth} = a ~ {nth} %}}\n")).collect::<String>()), "page.html:"),
        ("many cut out", with(&format!("{{% if [{}] %}}{{% endif %}}", "a[1:], ".repeat(2_000))), "page.html:21:"),
        ("many spread", "{% set a = [1, 2, 3, 4, 5, 6, 7, 8] %}\n".to_owned() + &"{% set a = [...a, ...a] %}\n".repeat(40), "page.html:"),
        ("one spread often", format!("{{% set a = {thousand} %}}{{% if [{}] %}}{{% endif %}}", "...a, ".repeat(20_000)), "page.html:1:"),
        ("many ranges", format!("{{% if [{}] %}}{{% endif %}}", "range(end=1000), ".repeat(20_000)), "page.html:1:"),
        ("many filtered", with(&format!("{{% if [{}] %}}{{% endif %}}", "a | upper, ".repeat(2_000))), "page.html:21:"),
        ("many made safe", with(&format!("{{% if [{}] %}}{{% endif %}}", "a | safe, ".repeat(2_000))), "page.html:21:"),
        ("all replaced by all", with("{% if a | replace(from='a', to=a) %}{% endif %}"), "page.html:21:"),
        ("all replaced by all, as a block", with("{% filter replace(from='a', to=a) %}{{ a }}{% endfilter %}"), "page.html:21:"),
        ("one joined often", with(&format!("{{% if [{}] | join(sep=a) %}}{{% endif %}}", "a, ".repeat(2_000))), "page.html:21:"),
        ("one written often", with(&format!("{{% if [{}] | str %}}{{% endif %}}", "a, ".repeat(2_000))), "page.html:21:"),
        ("one printed often in a list", with(&format!("{{{{ [{}] }}}}", "a, ".repeat(2_000))), "page.html:21:"),
        ("one printed often in a map", with(&format!("{{{{ {{{}}} }}}}", (0..2_000).map(|nth| format!("'k{nth}': a, ")).collect::<String>())), "page.html:21:"),
        ("wide margins", with("{% if a | replace(from='a', to='\n') | indent(width=1000, blank=true) %}{% endif %}"), "page.html:22:"),
        ("one split into signs", with(&format!("{{% if [{}] %}}{{% endif %}}", "a | split(pat=''), ".repeat(50))), "page.html:21:"),
        ("all compared with all", format!("{{% if [[i for i in {thousand}], 1] %}}{{% endif %}}\n{{% set a = [] %}}{{% for i in {thousand} %}}{{% set_global a = [...a, i, -i, i * 1000, i * 7000, i * 9001, i * 77777] %}}{{% endfor %}}{{% if a | unique %}}{{% endif %}}"), "page.html:2:"),
        ("lists made of lists", format!("{{% if [[[[i for i in {thousand}] for i in {thousand}] for i in {thousand}] for i in {thousand}] %}}{{% endif %}}"), "page.html:1:"),
        ("lists that hold nothing", format!("{{% if [1 for i in {thousand} if [1 for i in {thousand} if [1 for i in {thousand} if [1 for i in {thousand} if i < 0]]]] %}}{{% endif %}}"), "page.html:1:"),
        ("long numbers", format!("{{% set b %}}{{% for i in {thousand} %}}{}{{% endfor %}}{{% endset %}}", "{{ 1.5e300 }}{{ [1.5e300, 1.5e300] }}".repeat(1_000)), "page.html:1:"),
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
    let mut wrong = Vec::new();
    for (what, template, place) in cases {
        let (code, said, peak) = drawn(&template);
        let refused = code == Some(1) && said.contains(place);
        let told = matches!(code, Some(0 | 1)) && !said.contains("panicked");
        if !told || (!place.is_empty() && !refused) || peak > MOST {
            let start: String = said.chars().take(600).collect();
            wrong.push(format!(
                "{what}: {code:?}, {peak} MB, not at {place:?}: {start}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn what_honest_themes_put_together_is_let_through() {
    let lines = "Mật ong & chè\n".repeat(20_000);
    let template = format!(
        "{{% component Box(a='') %}}<b>{{{{ body }}}}{{{{ a }}}}</b>{{% endcomponent Box %}}\
         {{% set text %}}{lines}{{{{ page.title }}}}{{% endset %}}\
         {{% set all = text ~ (page.title | upper | replace(from='T', to='t')) %}}\
         {{% <Box a={{page.title ~ '!'}}> %}}{{{{- all | safe -}}}}{{% </Box> %}}\
         {{% for word in [w | upper for w in page.title | split(pat=' ')] | unique %}}{{{{ word[0:2] }}}}{{% endfor %}}\
         {{% filter indent(width=2) %}}{{{{ [...['a', 1], 1.5] | join(sep=', ') }}}}{{% endfilter %}}"
    );
    let (code, said, _) = drawn(&template);
    assert_eq!(code, Some(0), "{said}");
}
