//! What a page is made of, as a browser reads it: the tree of its elements, and whether anything in it is live.

use scraper::{Html, Node};
use std::fmt::Write;

/// Attributes that hold an address.
const ADDRESSES: [&str; 13] = [
    "href",
    "src",
    "action",
    "formaction",
    "poster",
    "data",
    "cite",
    "background",
    "manifest",
    "xlink:href",
    "ping",
    "longdesc",
    "srcdoc",
];
/// Schemes a reader may be led to.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// The scheme of an address as a browser reads it; empty for one of the site itself.
pub(crate) fn scheme(address: &str) -> String {
    let read: String = address
        .trim_matches(|sign: char| sign <= ' ')
        .chars()
        .filter(|sign| !matches!(sign, '\t' | '\n' | '\r'))
        .collect();
    match read.find([':', '/', '?', '#', '\\']) {
        Some(at) if read.as_bytes()[at] == b':' => read[..at].to_ascii_lowercase(),
        _ if read.replace('\\', "/").starts_with("//") => "//".to_owned(),
        _ => String::new(),
    }
}

/// One line an element: its depth, name, id, the names of its attributes and the schemes of its addresses.
/// Comments stand in it too; texts do not, and neither do values.
pub(crate) fn shape(html: &str) -> String {
    let page = Html::parse_document(html);
    let mut out = String::new();
    for node in page.tree.nodes() {
        let depth = node.ancestors().count();
        // The program's own drawings: which of them a page brings follows from names of districts.
        let in_drawings = node.ancestors().any(|above| {
            let element = above.value().as_element();
            element.is_some_and(|element| element.name() == "defs")
        });
        if in_drawings {
            continue;
        }
        match node.value() {
            Node::Element(element) => {
                let mut attributes: Vec<String> = element
                    .attrs()
                    // Long names are set smaller.
                    .filter(|(name, _)| *name != "class")
                    .map(|(name, value)| match name {
                        "id" => format!("id={value}"),
                        name if ADDRESSES.contains(&name) => format!("{name}={}", scheme(value)),
                        name => name.to_owned(),
                    })
                    .collect();
                attributes.sort();
                let _ = writeln!(out, "{depth} {} {}", element.name(), attributes.join(" "));
            }
            Node::Comment(_) | Node::ProcessingInstruction(_) => {
                let _ = writeln!(out, "{depth} comment");
            }
            Node::Doctype(_) => {
                let _ = writeln!(out, "{depth} doctype");
            }
            _ => {}
        }
    }
    out
}

/// The contents of a page's scripts: its type, and what is in it.
pub(crate) fn scripts(html: &str) -> Vec<(String, String)> {
    let page = Html::parse_document(html);
    let scripts = page.tree.nodes().filter_map(|node| {
        let element = node
            .value()
            .as_element()
            .filter(|element| element.name() == "script")?;
        let text: String = node
            .children()
            .filter_map(|child| child.value().as_text().map(|text| text.to_string()))
            .collect();
        Some((element.attr("type").unwrap_or_default().to_owned(), text))
    });
    scripts.collect()
}

/// Nothing on the page runs but data blocks and the theme's own script files, nothing is fetched from
/// elsewhere, and no address has a scheme that does anything but lead somewhere.
pub(crate) fn assert_nothing_live(html: &str) {
    let page = Html::parse_document(html);
    for node in page.tree.nodes() {
        let Node::Element(element) = node.value() else {
            continue;
        };
        let name = element.name();
        assert!(
            !matches!(
                name,
                "iframe"
                    | "object"
                    | "embed"
                    | "base"
                    | "applet"
                    | "frame"
                    | "portal"
                    | "foreignObject"
                    | "template"
            ),
            "<{name}> in\n{html}"
        );
        if name == "script" {
            let is_data = matches!(
                element.attr("type"),
                Some("application/ld+json" | "application/json")
            );
            let own = element
                .attr("src")
                .is_some_and(|src| scheme(src).is_empty());
            assert!(is_data || own, "a live script in\n{html}");
        }
        if name == "meta"
            && element
                .attr("http-equiv")
                .is_some_and(|what| what.eq_ignore_ascii_case("refresh"))
        {
            let content = element.attr("content").unwrap_or_default();
            let to = content.split_once("url=").map_or("", |(_, to)| to);
            assert!(scheme(to).is_empty() && to.starts_with('/'), "{content}");
        }
        for (attribute, value) in element.attrs() {
            assert!(
                !attribute.starts_with("on"),
                "<{name} {attribute}> in\n{html}"
            );
            if ADDRESSES.contains(&attribute) {
                let scheme = scheme(value);
                assert!(attribute != "srcdoc", "srcdoc in\n{html}");
                let leads = matches!(name, "a" | "link" | "area");
                let known = scheme.is_empty() || (leads && SCHEMES.contains(&&*scheme));
                assert!(known, "<{name} {attribute}={value:?}> in\n{html}");
                if name == "link" && !scheme.is_empty() {
                    let loads = element.attr("rel").is_none_or(|rel| {
                        !matches!(rel, "canonical" | "alternate" | "prev" | "next" | "license")
                    });
                    assert!(!loads, "a foreign <link> in\n{html}");
                }
            }
            if attribute == "srcset" || attribute == "imagesrcset" {
                for candidate in value.split(',') {
                    assert_eq!(scheme(candidate.trim()), "", "{value}");
                }
            }
            if attribute == "style" {
                assert!(
                    !value.contains("url(") && !value.contains("expression"),
                    "{value}"
                );
            }
        }
    }
}

/// A drawn body holds nothing but what Markdown makes.
pub(crate) fn assert_plain_body(html: &str) {
    const ELEMENTS: [&str; 33] = [
        "html",
        "head",
        "body",
        "p",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "code",
        "em",
        "strong",
        "del",
        "a",
        "img",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "hr",
        "br",
        "sup",
        "div",
        "s",
        "input",
        "section",
    ];
    const ATTRIBUTES: [&str; 15] = [
        "href",
        "title",
        "src",
        "alt",
        "width",
        "height",
        "loading",
        "id",
        "class",
        "start",
        "data-align",
        "lang",
        "role",
        "aria-label",
        "tabindex",
    ];
    let page = Html::parse_document(html);
    for node in page.tree.nodes() {
        match node.value() {
            Node::Element(element) => {
                assert!(
                    ELEMENTS.contains(&element.name()),
                    "<{}> in\n{html}",
                    element.name()
                );
                for (name, value) in element.attrs() {
                    assert!(ATTRIBUTES.contains(&name), "{name} in\n{html}");
                    match name {
                        "id" => assert!(value.starts_with("ghi-chu-"), "id {value:?}"),
                        "href" => {
                            assert!(value == "/x" || value.starts_with("#ghi-chu-"), "{value:?}")
                        }
                        "src" => assert_eq!(value, "/x"),
                        "role" => assert_eq!((element.name(), value), ("div", "group")),
                        "tabindex" => assert_eq!((element.name(), value), ("div", "0")),
                        "data-align" => {
                            assert!(matches!(value, "left" | "right" | "center"), "{value:?}")
                        }
                        _ => {}
                    }
                }
            }
            Node::Comment(_) => panic!("a comment in\n{html}"),
            _ => {}
        }
    }
}
