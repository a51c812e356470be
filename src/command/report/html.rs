//! For a person without a terminal: one page that can be mailed and printed.
//!
//! It holds no script and asks for nothing from elsewhere. Styles stand in the page because it is
//! one file and no part of the published site.

use super::Totals;
use super::capped::by_file;
use super::excerpt::excerpt;
use super::phrases;
use super::rows::Row;
use super::visible::visible;
use crate::source::problem::Severity;
use crate::source::wording::Tongue;
use crate::text::escape::html;

/// Characters of a line that are shown in front of a place.
const BEFORE: usize = 40;

const STYLE: &str = "\
:root{color-scheme:light dark}
body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1rem/1.55 system-ui,sans-serif;color:#1a1a1a;background:#fff}
h1{font-size:1.5rem;line-height:1.3;margin:0 0 .5rem}
h2{font-size:1rem;margin:2.5rem 0 .5rem;padding-bottom:.3rem;border-bottom:2px solid #1a1a1a;overflow-wrap:anywhere}
ol{list-style:none;margin:0;padding:0}
li{padding:.9rem 0;border-bottom:1px solid #ccc;break-inside:avoid}
p{margin:.25rem 0}
.place,.second{color:#555;font-size:.875rem}
.level{font-weight:700;color:#a30000}
.nhac .level{color:#7a4b00}
code,pre{font-family:ui-monospace,monospace;font-size:.875rem}
pre{margin:.5rem 0;padding:.5rem .75rem;background:#f3f3f3;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}
mark{background:#ffd9d9;color:inherit;text-decoration:underline;text-decoration-thickness:2px}
.fix{margin:.5rem 0;padding:.5rem .75rem;border:2px solid #00663d;overflow-wrap:anywhere}
@media (prefers-color-scheme:dark){body{color:#eee;background:#161616}h2{border-color:#eee}li{border-color:#444}.place,.second{color:#bbb}.level{color:#ff9b9b}.nhac .level{color:#ffc870}pre{background:#262626}mark{background:#6b2020}.fix{border-color:#5fcf9c}}
@media print{:root{color-scheme:light}body{margin:0;max-width:none;font-size:10pt;color:#000;background:#fff}h2{break-after:avoid;border-color:#000}pre{background:#fff;border:1px solid #999}mark{background:none}.place,.second,.level,.nhac .level{color:#000}.fix{border-color:#000}@page{size:A4;margin:15mm}}
";

/// In the language of the reader, and smaller in the other: an office's report is also read by who
/// helps from elsewhere.
pub(super) fn compose(rows: &[Row], totals: &Totals, tongue: Tongue) -> String {
    let other = tongue.other();
    let files = by_file(rows, usize::MAX);
    let with_errors = files
        .iter()
        .filter(|file| file.shown.iter().any(|row| row.severity == Severity::Error))
        .count();
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"robots\" content=\"noindex\">\n\
         <title>{} · {}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n",
        tongue.code(),
        title(tongue),
        title(other),
    );
    let summary = |tongue| {
        let records = phrases::records(totals, tongue);
        let counts = phrases::counts(totals.errors, totals.warnings, tongue);
        html(&format!("{records}, {counts}."))
    };
    out.push_str(&format!(
        "<h1>{}</h1>\n<p>{}</p>\n<p class=\"place\">{}</p>\n{}",
        html(&phrases::to_do(totals, with_errors, tongue)),
        html(phrases::consequence(totals, tongue)),
        summary(tongue),
        second(
            other,
            &format!(
                "{} {} {}",
                html(&phrases::to_do(totals, with_errors, other)),
                html(phrases::consequence(totals, other)),
                summary(other),
            ),
        ),
    ));
    for file in &files {
        out.push_str("<section>\n");
        if !file.path.is_empty() {
            out.push_str(&format!("<h2>{}</h2>\n", html(&visible(&file.path))));
        }
        out.push_str("<ol>\n");
        for row in &file.shown {
            one(&mut out, row, tongue);
            if let Some(said) = &row.said_otherwise {
                out.push_str(&second(other, &html(said)));
            }
            out.push_str("</li>\n");
        }
        out.push_str("</ol>\n</section>\n");
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}
fn title(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::Vi => "Báo cáo kiểm tra",
        Tongue::En => "Report of the check",
    }
}

/// What was said above, in the other language.
fn second(tongue: Tongue, said: &str) -> String {
    format!(
        "<p class=\"second\" lang=\"{}\">{said}</p>\n",
        tongue.code()
    )
}

fn one(out: &mut String, row: &Row, tongue: Tongue) {
    let class = match row.severity {
        Severity::Error => "loi",
        Severity::Warning => "nhac",
    };
    // A picture has no lines to count.
    let place = match (&row.text, tongue) {
        (None, _) => String::new(),
        (_, Tongue::Vi) => format!(" · dòng {}, cột {}", row.start.line, row.start.column),
        (_, Tongue::En) => format!(" · line {}, column {}", row.start.line, row.start.column),
    };
    out.push_str(&format!(
        "<li class=\"{class}\">\n<p class=\"place\"><span class=\"level\">{}</span> <code>{}</code>{place}</p>\n<p>{}</p>\n",
        html(phrases::level(row.severity, tongue)),
        html(&row.code),
        html(&row.message),
    ));
    if let Some(shown) = excerpt(row, BEFORE) {
        // An empty place still needs something to be seen.
        let marked = if shown.marked.is_empty() {
            " "
        } else {
            &shown.marked
        };
        out.push_str(&format!(
            "<pre>{}<mark>{}</mark>{}</pre>\n",
            html(&shown.before),
            html(marked),
            html(&shown.after)
        ));
    }
    if let Some(help) = &row.help {
        out.push_str(&format!("<p class=\"fix\">{}</p>\n", html(help)));
    }
}

#[cfg(test)]
mod tests {
    use crate::command::report::Format;
    use crate::command::report::stage::{Stage, alt, stars};
    use crate::source::problem::Problem;
    use crate::source::span::Span;
    use crate::source::wording::Tongue;
    use scraper::{Html, Selector};

    fn texts(page: &Html, css: &str) -> Vec<String> {
        let selector = Selector::parse(css).expect("a selector");
        page.select(&selector)
            .map(|element| element.text().collect())
            .collect()
    }

    #[test]
    fn the_page_says_how_much_there_is_to_do_and_shows_each_place() {
        let mut stage = Stage::with("a.md", "x: 6\ny: 6\n");
        stage.note_each("a.md", "6");
        stage.note("b.md", Span::default(), stars("9"));
        stage.note("c.md", Span::default(), alt("a.jpg"));
        let out = stage.compose(Format::Report, Tongue::Vi);
        let page = Html::parse_document(&out);
        assert_eq!(texts(&page, "h1"), ["Có 3 việc phải sửa trong 2 tệp."]);
        assert_eq!(texts(&page, "h2"), ["a.md", "b.md", "c.md"]);
        assert_eq!(texts(&page, "pre"), ["x: 6", "y: 6"]);
        assert_eq!(texts(&page, "mark"), ["6", "6"]);
        assert_eq!(texts(&page, ".fix").len(), 4);
        let english = texts(&page, "[lang=en]");
        assert_eq!(english.len(), 5, "the head and each thing");
        assert!(english[0].starts_with("There are 3 things to fix in 2 files."));
        assert!(english[1].contains("between 3 and 5"), "{}", english[1]);
        assert_eq!(texts(&page, ".level"), ["lỗi", "lỗi", "lỗi", "nhắc"]);
        let english = stage.compose(Format::Report, Tongue::En);
        assert!(english.contains("<html lang=\"en\">"));
        assert!(english.contains("<h1>There are 3 things to fix in 2 files.</h1>"));
    }

    #[test]
    fn what_was_written_stays_text() {
        let bad = "<script>alert(1)</script>&\"'";
        let path = format!("content/{bad}.md");
        let mut stage = Stage::with(&path, &format!("{bad}: {bad}\n"));
        stage.note(
            &path,
            Span::new(0, 8),
            Problem::KeyUnknown {
                key: bad.to_owned(),
                near: Some(bad.to_owned()),
            },
        );
        let out = stage.compose(Format::Report, Tongue::Vi);
        let page = Html::parse_document(&out);
        assert!(texts(&page, "script").is_empty());
        assert_eq!(texts(&page, "h2"), [path]);
        assert_eq!(texts(&page, "mark"), ["<script>"]);
        assert!(!out.contains("http://") && !out.contains("src="));
    }

    #[test]
    fn a_good_site_has_a_report_too() {
        let out = Stage::default().compose(Format::Report, Tongue::Vi);
        assert!(out.contains("<h1>Không có việc gì phải sửa.</h1>"));
    }
}
