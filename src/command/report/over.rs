//! For the browser of whoever edits: what stops the site, over the page that was good.
//!
//! A piece of HTML without styles or scripts of its own; the preview brings the styles.

use super::Totals;
use super::capped::{MAX_PER_FILE, by_file};
use super::excerpt::excerpt;
use super::phrases;
use super::rows::Row;
use super::visible::visible;
use crate::source::problem::Severity;
use crate::source::wording::Tongue;
use crate::text::escape::html;

/// Characters of a line that are shown in front of a place.
const BEFORE: usize = 40;
/// Things told in all; who has mended so many sees the next.
const MAX: usize = 200;

/// `keeps` says whether an earlier page stands below.
pub(super) fn compose(rows: &[Row], totals: &Totals, keeps: bool, tongue: Tongue) -> String {
    let (language, kept) = match (tongue, keeps) {
        (Tongue::Vi, true) => ("vi", "Trang bên dưới là bản tốt gần nhất."),
        (Tongue::Vi, false) => ("vi", "Sửa xong, trang sẽ tự hiện ra ở đây."),
        (Tongue::En, true) => ("en", "The page below is the last good one."),
        (Tongue::En, false) => ("en", "Once they are fixed the page appears here by itself."),
    };
    let files = by_file(rows, MAX_PER_FILE);
    let mut out = format!(
        "<div class=\"report\" lang=\"{language}\" role=\"alert\"><details open><summary>{} {}</summary>\n<ol>\n",
        html(&phrases::to_do(totals, files.len(), tongue)),
        html(kept),
    );
    let mut left = MAX;
    for file in &files {
        for row in file.shown.iter().take(left) {
            one(&mut out, row, tongue);
        }
        left = left.saturating_sub(file.shown.len());
        if left > 0 && file.more_errors > 0 {
            let path = visible(&file.path);
            let rest = phrases::rest_of_file(&path, file.more_errors, 0, tongue);
            out.push_str(&format!("<li>{}</li>\n", html(&rest)));
        }
    }
    out.push_str("</ol>\n</details></div>\n");
    out
}

fn one(out: &mut String, row: &Row, tongue: Tongue) {
    out.push_str(&format!(
        "<li><p class=\"place\">{}:{}:{} <span class=\"level\">{}</span> [{}]</p>\n<p>{}</p>\n",
        html(&row.file()),
        row.start.line,
        row.start.column,
        html(phrases::level(Severity::Error, tongue)),
        html(&row.code),
        html(&row.message),
    ));
    if let Some(shown) = excerpt(row, BEFORE) {
        out.push_str(&format!(
            "<pre>{}<mark>{}</mark>{}</pre>\n",
            html(&shown.before),
            html(&shown.marked),
            html(&shown.after)
        ));
    }
    if let Some(help) = &row.help {
        out.push_str(&format!("<p class=\"fix\">{}</p>\n", html(help)));
    }
    out.push_str("</li>\n");
}

#[cfg(test)]
mod tests {
    use crate::command::report::over_page;
    use crate::command::report::stage::{Stage, alt, stars};
    use crate::source::span::Span;
    use crate::source::wording::Tongue;

    #[test]
    fn each_error_says_its_place_and_what_was_written_stays_text() {
        let bad = "</template><script>alert(1)</script>";
        let path = format!("content/{bad}.md");
        let mut stage = Stage::with(&path, &format!("---\nstars: {bad}\n---\n"));
        stage.note(&path, Span::new(11, 11 + bad.len()), stars(bad));
        stage.note(&path, Span::default(), alt("anh.jpg"));
        let out = over_page(&stage.sorted(), &|path| stage.text(path), true, Tongue::Vi);
        assert!(out.contains(".md:2:8 "), "{out}");
        assert!(
            !out.contains("<script") && !out.contains("</template"),
            "{out}"
        );
        assert!(out.contains("Có 1 việc phải sửa trong 1 tệp."), "{out}");
        assert!(
            !out.contains("image-alt"),
            "only what stops the site: {out}"
        );
    }
}
