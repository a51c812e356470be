//! Faults sown into a made-up catalogue, each with the place and the code by which it must be told.

use std::fs;
use std::path::Path;

/// A fault as it must be reported.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sown {
    /// Relative to the site folder.
    pub(crate) file: String,
    /// From 1.
    pub(crate) line: usize,
    /// From 1, in characters.
    pub(crate) column: usize,
    /// Its stable name.
    pub(crate) code: &'static str,
}

/// How a product's text is changed. `¦` marks where the fault must be told.
enum Change {
    /// The line that begins so becomes this one.
    Line(&'static str, &'static str),
    /// This line is added behind the one that begins so.
    Behind(&'static str, &'static str),
    /// The line that begins so goes; told at the opening fence.
    Gone(&'static str),
    /// This line is added at the end of the story.
    Story(&'static str),
}
use Change::{Behind, Gone, Line, Story};

/// The kinds of fault, each with its code.
const KINDS: &[(Change, &str)] = &[
    (Line("stars:", "stars: ¦6"), "stars-out-of-range"),
    (Line("stars:", "stars: ¦4 sao"), "stars-not-a-number"),
    (Line("stars:", "¦stars:"), "stars-empty"),
    (Line("stars:", "¦stars:4"), "yaml-space"),
    (Gone("stars:"), "stars-missing"),
    (Gone("name:"), "name-missing"),
    (Gone("category:"), "category-missing"),
    (Gone("producer:"), "producer-missing"),
    (Line("name:", "name: ¦[Mật, ong]"), "name-not-text"),
    (Line("name:", "name: ¦\"Mật ong"), "yaml-quote-open"),
    (Line("name:", "name: ¦Mật ong: bốn mùa"), "yaml-colon"),
    (Line("name:", "name: ¦@mật ong"), "yaml-sign"),
    (Behind("unit:", "¦mau_sac: vàng"), "key-unknown"),
    (Behind("unit:", "¦unit: chai"), "yaml-key-twice"),
    (
        Line("producer:", "producer: ¦chu-the-99999x"),
        "producer-unknown",
    ),
    (
        Line("producer:", "producer: ¦Chủ thể không có"),
        "producer-unknown",
    ),
    (
        Line("category:", "category: ¦mat-onggg"),
        "category-unknown",
    ),
    (
        Line("  issued:", "  issued: ¦10/03/2026"),
        "issued-not-a-date",
    ),
    (
        Line("  issued:", "  issued: ¦2026-02-30"),
        "issued-not-a-date",
    ),
    (Line("  issuer:", "  issuer: ¦ubnd-xa"), "issuer-not-known"),
    (Line("  number:", "  ¦nummber: 1/QĐ-UBND"), "key-unknown"),
    (Behind("  issuer:", "¦\tround: đợt 1"), "yaml-tab"),
    (Line("price:", "price: ¦50.000"), "price-not-a-number"),
    (Line("price:", "price: ¦0"), "price-out-of-range"),
    (Line("price:", "price: ¦1e5"), "price-not-a-number"),
    (
        Line("price:", "price: { min: 5, max: ¦2 }"),
        "max-out-of-range",
    ),
    (Line("unit:", " ¦unit: chai"), "yaml-indent"),
    (
        Line(
            "unit:",
            "unit: ¦một chai thủy tinh rất to đựng trong hộp giấy màu xanh có quai xách",
        ),
        "unit-too-long",
    ),
    (Line("summary:", "summary: ¦Ngắn"), "summary-too-short"),
    (Line("tags:", "tags: ¦quà"), "tags-not-a-list"),
    (Line("tags:", "tags: [¦\"quà, Tết]"), "yaml-quote-open"),
    (Line("tags:", "tags: ¦[quà, Tết"), "yaml-bracket-open"),
    (
        Line("  - { url", "  - { url: ¦ftp://example.org }"),
        "url-not-an-address",
    ),
    (Line("  - { url", "  - ¦{ title: Nguồn }"), "url-missing"),
    (
        Line("  - { url", "  - { url: https://example.org, grade: ¦D }"),
        "source-refused",
    ),
    (Behind("unit:", "commune: ¦16000"), "commune-not-text"),
    (Behind("unit:", "commune: ¦\"99998\""), "commune-unknown"),
    (
        Behind("unit:", "district: ¦Huyện không có ở đây"),
        "district-unknown",
    ),
    (
        Behind("unit:", "barcode: ¦\"4006381333932\""),
        "barcode-check",
    ),
    (Behind("unit:", "code: ¦38-1-2"), "code-malformed"),
    (Behind("unit:", "exports: [¦XX]"), "exports-unknown"),
    (Behind("unit:", "season: [¦13]"), "season-out-of-range"),
    (
        Behind("unit:", "trace: ¦http://example.org/"),
        "trace-not-an-address",
    ),
    (Behind("unit:", "draft: ¦có"), "draft-not-true-or-false"),
    (Behind("unit:", "aliases: [¦cu/x]"), "aliases-not-a-path"),
    (Behind("unit:", "short: ¦ABC"), "short-malformed"),
    (
        Behind("unit:", "shops: [¦{ label: Cửa hàng }]"),
        "url-missing",
    ),
    (
        Behind("unit:", "standards: [{ scheme: ¦vietgapp }]"),
        "scheme-not-known",
    ),
    (
        Behind("unit:", "proposed: { stars: ¦3 }"),
        "proposed-not-higher",
    ),
    (Story("Xem [ở đây](¦javascript:alert)"), "link-scheme"),
    (Story("Xem [ở đây](¦/khong-co-trang/)"), "link-broken"),
    (Story("![Ảnh](¦khong-co-anh.jpg)"), "file-unknown"),
    (Line("---", "¦--"), "front-matter-missing"),
];

/// How many kinds there are.
pub(crate) const KIND_COUNT: usize = KINDS.len();

/// Sows so many faults, one a product, evenly over the catalogue. Gives them in order.
pub(crate) fn sow(folder: &Path, products: usize, faults: usize) -> Vec<Sown> {
    let mut sown: Vec<Sown> = (0..faults)
        .map(|number| {
            let product = 1 + number * products / faults;
            let file = format!("content/products/san-pham-{product:06}.md");
            let path = folder.join(&file);
            let text = fs::read_to_string(&path).expect("a product");
            let (change, code) = &KINDS[number % KINDS.len()];
            let (text, line, column) = changed(&text, change);
            fs::write(&path, text).expect("a fault sown");
            Sown {
                file,
                line,
                column,
                code,
            }
        })
        .collect();
    sown.sort();
    sown
}

fn changed(text: &str, change: &Change) -> (String, usize, usize) {
    let mut lines: Vec<&str> = text.lines().collect();
    let find = |begin: &str| {
        lines
            .iter()
            .position(|line| line.starts_with(begin))
            .unwrap_or_else(|| panic!("no line {begin} in {text}"))
    };
    match change {
        Line(begin, line) => {
            let at = find(begin);
            lines[at] = line;
        }
        Behind(begin, line) => {
            let at = find(begin);
            lines.insert(at + 1, line);
        }
        Gone(begin) => {
            let at = find(begin);
            lines.remove(at);
        }
        Story(line) => lines.extend(["", line]),
    }
    let marked = lines.join("\n") + "\n";
    match marked.find('¦') {
        Some(at) => {
            let before = &marked[..at];
            let line = before.matches('\n').count() + 1;
            let start = before.rfind('\n').map_or(0, |end| end + 1);
            (
                marked.replace('¦', ""),
                line,
                before[start..].chars().count() + 1,
            )
        }
        None => (marked, 1, 1),
    }
}
