use super::*;
use crate::site::testing::Sample;

fn site_with(base: &str, moved: &[(&str, &str)], look: impl Fn(&str, &str)) {
    let mut sample = Sample::small().base_url(base);
    for (from, to) in moved {
        sample = sample.redirect(from, to);
    }
    let (catalogue, manifest) = (sample.catalogue(), Sample::manifest());
    let site = crate::site::plan(&catalogue, &manifest, &Sample::assets()).value;
    look("_headers", &site.text(&TextRef::Headers));
    look("_redirects", &site.text(&TextRef::Redirects));
    for (name, text) in site.for_servers() {
        look(name, &text);
    }
}

#[test]
fn every_host_gives_every_header_and_knows_what_lasts() {
    site_with("https://example.org/ocop", &[], |name, text| {
        if name == "_redirects" {
            return;
        }
        for (header, value) in headers() {
            assert!(
                text.contains(header) && text.contains(&value),
                "{name} {header}"
            );
        }
        for part in [SHORT, LONG, "/ocop/", "tim/"] {
            assert!(text.contains(part), "{name} {part}");
        }
    });
}

#[test]
fn no_address_is_covered_by_two_rules_of_caching() {
    site_with("https://example.org", &[], |name, text| {
        if name != "_headers" {
            return;
        }
        let mut rules = Vec::new();
        for pair in text.lines().collect::<Vec<_>>().windows(2) {
            if pair[1].starts_with("  Cache-Control") {
                rules.push(pair[0]);
            }
        }
        assert!(
            rules.contains(&"/") && rules.contains(&"/san-pham/*"),
            "{rules:?}"
        );
        for one in &rules {
            for other in &rules {
                let covers = other
                    .strip_suffix('*')
                    .is_some_and(|start| one.starts_with(start));
                assert!(one == other || !covers, "{one} {other}");
            }
        }
    });
}

#[test]
fn an_old_address_leads_on_in_one_step_whatever_signs_it_holds() {
    let moved = [
        ("/cu/", "/huyen/"),
        ("/tài-liệu/a;{b}$c.html", "/san-pham/?a=$b&c={d}\"e"),
        ("/a.b(c)/", "/xa/"),
    ];
    site_with(
        "https://example.org/ocop",
        &moved,
        |name, text| match name {
            "_redirects" => {
                assert!(text.contains("/ocop/cu/ /ocop/huyen/ 301\n/ocop/cu /ocop/huyen/ 301\n"));
                assert!(
                    text.lines().all(|line| line.split(' ').count() == 3),
                    "{text}"
                );
            }
            "nginx.conf" => {
                assert!(
                    text.contains("location = \"/ocop/tài-liệu/a;{b}$c.html\" {"),
                    "{text}"
                );
                assert!(
                    text.contains("return 301 \"/ocop/san-pham/?a=%24b&c=%7Bd%7D%22e\";"),
                    "{text}"
                );
            }
            "Caddyfile" => {
                assert!(
                    text.contains("redir /ocop/cu \"/ocop/huyen/\" 301"),
                    "{text}"
                );
                assert!(!text.contains("{b}") && !text.contains("{d}"), "{text}");
            }
            "apache.conf" => {
                assert!(
                    text.contains("\"^/ocop/a\\\\.b\\\\(c\\\\)/?$\" \"/ocop/xa/\""),
                    "{text}"
                );
            }
            _ => {}
        },
    );
}
