//! Smaller HTML, the last step of every page: the same text for the eye in fewer bytes.

use crate::render::tags::{Does, is_inline, tags};
use minify_html::{Cfg, minify};

/// Deepest nesting given to the minifier, which calls itself for each level and would end the
/// program on an overflowing stack; it has been seen to bear 5,000.
const MAX_DEPTH: usize = 500;

/// What the minifier would spoil, and the sign of the private area that stands for it meanwhile;
/// no content may hold such signs. It takes the semicolons from references, and `&amp;lt;` in an
/// attribute then means something else.
const HIDDEN: [(char, &str); 6] = [
    (KEPT_SPACE, " "),
    ('\u{E001}', "&amp;"),
    ('\u{E002}', "&quot;"),
    ('\u{E003}', "&#39;"),
    ('\u{E004}', "&lt;"),
    ('\u{E005}', "&gt;"),
];
const KEPT_SPACE: char = '\u{E000}';

/// The page with fewer bytes and the same visible text; as it is where it nests too deep to be
/// worked on, or holds a sign used for hiding.
///
/// The minifier takes out white space between elements inside `div`, `nav`, `section` and their
/// like, so that `<a>chè</a> <a>trà</a>` would read "chètrà". Such spaces are hidden from it, and
/// so are the references that the engine's escaping has made.
pub fn minified(html: &str) -> String {
    if html.contains(is_hiding) || is_deeper(html, MAX_DEPTH) {
        return html.to_owned();
    }
    let config = Cfg {
        keep_closing_tags: true,
        keep_html_and_head_opening_tags: true,
        ..Cfg::spec_compliant()
    };
    let hidden = hide_references(&hide_spaces(html));
    match String::from_utf8(minify(hidden.as_bytes(), &config)) {
        Ok(small) => shown(&small),
        Err(_) => html.to_owned(),
    }
}

/// Whether elements stand inside each other in more than `max` levels. A closing tag counts only
/// where it closes something that is open, as in a browser.
fn is_deeper(html: &str, max: usize) -> bool {
    let mut open: Vec<&str> = Vec::new();
    for tag in tags(html) {
        match tag.does {
            Does::Open => open.push(tag.name),
            Does::Both => {}
            Does::Close => {
                let known = open
                    .iter()
                    .rposition(|name| name.eq_ignore_ascii_case(tag.name));
                if let Some(known) = known {
                    open.truncate(known);
                }
            }
        }
        if open.len() > max {
            return true;
        }
    }
    false
}

/// Hides each gap of nothing but white space between two inline elements.
fn hide_spaces(html: &str) -> String {
    let mut marked = String::with_capacity(html.len() + 64);
    let mut written = 0;
    let mut before: Option<usize> = None;
    let mut in_pre = false;
    for tag in tags(html) {
        if tag.name.eq_ignore_ascii_case("pre") {
            in_pre = tag.does == Does::Open;
        }
        let inline = is_inline(tag.name) && !in_pre;
        if let Some(end) = before
            && inline
            && tag.does != Does::Close
            && is_gap(&html[end..tag.start])
        {
            marked.push_str(&html[written..end]);
            marked.push(KEPT_SPACE);
            written = tag.start;
        }
        before = (inline && tag.does != Does::Open).then_some(tag.end);
    }
    marked.push_str(&html[written..]);
    marked
}

fn hide_references(html: &str) -> String {
    let mut hidden = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('&') {
        hidden.push_str(&rest[..at]);
        rest = &rest[at..];
        let known = HIDDEN.iter().find(|(_, shown)| rest.starts_with(shown));
        let (sign, length) = known.map_or(('&', 1), |(sign, shown)| (*sign, shown.len()));
        hidden.push(sign);
        rest = &rest[length..];
    }
    hidden.push_str(rest);
    hidden
}

/// The page with all that was hidden.
fn shown(html: &str) -> String {
    let mut shown = String::with_capacity(html.len() + html.len() / 16);
    for part in html.split_inclusive(is_hiding) {
        let hidden = HIDDEN
            .iter()
            .find_map(|(sign, words)| Some((part.strip_suffix(*sign)?, *words)));
        let (before, words) = hidden.unwrap_or((part, ""));
        shown.push_str(before);
        shown.push_str(words);
    }
    shown
}

fn is_hiding(sign: char) -> bool {
    ('\u{E000}'..='\u{E005}').contains(&sign)
}

/// White space, with or without comments in it.
fn is_gap(between: &str) -> bool {
    let mut rest = between;
    let mut spaces = false;
    while !rest.is_empty() {
        let trimmed = rest.trim_start_matches([' ', '\t', '\n', '\r', '\u{C}']);
        spaces |= trimmed.len() < rest.len();
        rest = trimmed;
        if rest.is_empty() {
            break;
        }
        let comment = rest
            .strip_prefix("<!--")
            .and_then(|comment| comment.split_once("-->"));
        match comment {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    spaces
}

#[cfg(test)]
mod tests {
    use super::*;
    use scraper::{Html, Node, node::Element};

    /// All text a reader could see; white space as one space, and one wherever a block begins or ends.
    fn visible(html: &str) -> String {
        let mut text = String::new();
        collect(Html::parse_document(html).root_element(), &mut text);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn collect(element: scraper::ElementRef<'_>, text: &mut String) {
        let name = Element::name(element.value());
        if matches!(name, "script" | "style" | "template") {
            return;
        }
        let edge = if is_inline(name) { "" } else { " " };
        text.push_str(edge);
        for child in element.children() {
            match (child.value(), scraper::ElementRef::wrap(child)) {
                (Node::Text(found), _) => text.push_str(&found.text),
                (_, Some(inner)) => collect(inner, text),
                _ => {}
            }
        }
        text.push_str(edge);
    }

    const SAMPLES: [&str; 9] = [
        "<!doctype html><html lang=\"vi\"><head><title>Trà  &amp; chè</title></head><body><nav>\n<a href=\"/a\">chè</a>\n<a href=\"/b\">trà</a>\n</nav></body></html>",
        "<div><span>4</span>\n  <strong>sao</strong> <em>ba</em>, <i>bốn</i></div>",
        "<section><a>một</a> <!-- ghi chú --> <a>hai</a><!-- x --><a>ba</a></section>",
        "<figure><img src=a.jpg alt=x> <span>lời</span></figure>",
        "<main>chữ <a>đường</a>\n<button>nút</button> chữ</main>",
        "<div><pre><b>a</b>\n<i>b</i></pre> <p>x  y</p></div>",
        "<div><label>Tìm</label> <input name=q> <button>Đi</button></div>",
        "<p>1 &lt; 2 &amp;&amp; a&lt;b &lt;script&gt; &amp;lt; &amp;copy &nbsp; A&B</p>",
        "<ul>\n<li><a>x</a>\n<small>y</small></li>\n<li>z</li></ul>",
    ];

    #[test]
    fn no_two_words_are_glued_together() {
        for sample in SAMPLES {
            let small = minified(sample);
            assert_eq!(visible(&small), visible(sample), "{small}");
            assert!(small.len() <= sample.len(), "{small}");
        }
        assert!(minified(SAMPLES[7]).contains(" a&lt;b &lt;script&gt; &amp;lt;"));
        assert!(minified(SAMPLES[0]).contains("chè</a> <a"));
    }

    #[test]
    fn what_is_small_stays_as_it_is() {
        for sample in SAMPLES {
            let once = minified(sample);
            assert_eq!(minified(&once), once);
        }
    }

    #[test]
    fn what_attributes_say_is_the_same() {
        let page = "<article data-product=\"mat-ong\" data-state='con-hieu-luc' data-x='{\"a\": \"1 \\u0027 2\"}'><a href=\"/?a=1&amp;copy=2\" title='a \"b\" &amp;lt; &#39;c&#39; &lt;d>'>x</a></article>";
        let attributes = |html: &str| -> Vec<(String, String)> {
            let page = Html::parse_document(html);
            let mut found: Vec<(String, String)> = page
                .tree
                .values()
                .filter_map(Node::as_element)
                .flat_map(|element| element.attrs())
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect();
            found.sort();
            found
        };
        let small = minified(page);
        assert_eq!(attributes(&small), attributes(page), "{small}");
        assert_eq!(attributes(page).len(), 5);
    }

    #[test]
    fn no_cut_makes_it_panic() {
        for sample in SAMPLES {
            for (end, _) in sample.char_indices() {
                minified(&sample[..end]);
                minified(&sample[end..]);
            }
        }
    }

    #[test]
    fn json_in_scripts_stays_sign_for_sign() {
        let json = "{\"a\":  \"\\u003c/script\\u003e\", \"b\": \"x  y\"}";
        let page = format!("<p>x</p><script type=\"application/ld+json\">{json}</script>");
        assert!(minified(&page).contains(json));
    }

    #[test]
    fn a_page_nested_beyond_all_measure_is_left_alone() {
        let deep = format!("{}x{}", "<div>".repeat(200_000), "</div>".repeat(200_000));
        assert_eq!(minified(&deep), deep);
        let sly = "<div></b>".repeat(100_000);
        assert_eq!(minified(&sly), sly);
        let bearable = format!("{}x{}", "<div> ".repeat(400), "</div>".repeat(400));
        assert!(minified(&bearable).len() < bearable.len());
    }
}
