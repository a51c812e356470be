//! For a person at a terminal: the line, a caret under the place, what to write.

use super::Totals;
use super::capped::{MAX_PER_FILE, by_file};
use super::excerpt::excerpt;
use super::phrases;
use super::rows::Row;
use super::visible::visible;
use crate::source::problem::Severity;
use crate::source::wording::Tongue;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use std::collections::BTreeMap;

/// Widest line of a snippet, in columns, its number not counted.
const WIDTH: usize = 140;

pub(super) fn compose(rows: &[Row], totals: &Totals, tongue: Tongue, colour: bool) -> String {
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    }
    .term_width(WIDTH);
    let mut out = String::new();
    for file in by_file(rows, MAX_PER_FILE) {
        for row in file.shown {
            out.push_str(&one(row, &renderer, tongue));
            out.push_str("\n\n");
        }
        if file.more_errors + file.more_warnings > 0 {
            let path = visible(&file.path);
            let rest = phrases::rest_of_file(&path, file.more_errors, file.more_warnings, tongue);
            out.push_str(&rest);
            out.push_str("\n\n");
        }
    }
    out.push_str(&closing(rows, totals, tongue));
    out.push('\n');
    out
}

fn one(row: &Row, renderer: &Renderer, tongue: Tongue) -> String {
    let level = match row.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    }
    .with_name(phrases::level(row.severity, tongue));
    let title = level.primary_title(&*row.message).id(&*row.code);
    // The printer counts the column from the line it is given, so that line is whole in front of
    // the place, and the printer alone cuts it to the width.
    let shown = excerpt(row, usize::MAX);
    let mut group = match &shown {
        Some(shown) => {
            let line = format!("{}{}{}", shown.before, shown.marked, shown.after);
            let start = shown.before.len();
            let place = AnnotationKind::Primary.span(start..start + shown.marked.len());
            title.element(
                Snippet::source(line)
                    .path(row.file())
                    .line_start(row.start.line)
                    .annotation(place),
            )
        }
        None if row.path.is_empty() => title.elements(Vec::<Origin<'_>>::new()),
        None => title.element(
            Origin::path(row.file())
                .line(row.start.line)
                .char_column(row.start.column),
        ),
    };
    if let Some(help) = &row.help {
        group = group.element(Level::HELP.no_name().message(&**help));
    }
    renderer.render(&[group])
}

/// `69 sản phẩm, 47 chủ thể, 3 lỗi, 2 nhắc: stars-out-of-range 2, …`: the most frequent first.
fn closing(rows: &[Row], totals: &Totals, tongue: Tongue) -> String {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        *kinds.entry(&row.code).or_default() += 1;
    }
    let mut kinds: Vec<(&str, usize)> = kinds.into_iter().collect();
    kinds.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), *code));
    let kinds: Vec<String> = kinds
        .into_iter()
        .map(|(code, count)| format!("{code} {count}"))
        .collect();
    let mut line = format!(
        "{}, {}",
        phrases::records(totals, tongue),
        phrases::counts(totals.errors, totals.warnings, tongue)
    );
    if !kinds.is_empty() {
        line.push_str(": ");
        line.push_str(&kinds.join(", "));
    }
    line
}

#[cfg(test)]
mod tests {
    use crate::command::report::stage::{Stage, alt, stars};
    use crate::command::report::{Format, Totals};
    use crate::source::problem::Problem;
    use crate::source::span::Span;
    use crate::source::wording::Tongue;

    fn vi(stage: &Stage) -> String {
        stage.compose(Format::Human, Tongue::Vi)
    }

    #[test]
    fn a_fault_shows_its_place_its_line_a_caret_and_what_to_write() {
        let mut stage = Stage::with("content/products/mật-ong.md", "---\nstars: 6\n---\n");
        stage.note("content/products/mật-ong.md", Span::new(11, 12), stars("6"));
        let totals = Totals {
            products: 69,
            producers: 47,
            ..stage.totals()
        };
        assert_eq!(
            stage.compose_with(Format::Human, Tongue::Vi, &totals, false),
            "\
lỗi[stars-out-of-range]: Ô stars: “6” nằm ngoài khoảng từ 3 đến 5.
 --> content/products/mật-ong.md:2:8
  |
2 | stars: 6
  |        ^
  |
  = Viết: stars: 3, 4 hoặc 5

69 sản phẩm, 47 chủ thể, 1 lỗi, 0 nhắc: stars-out-of-range 1
"
        );
    }

    /// The text between the caret's line and the column of the first caret.
    fn under_caret(out: &str) -> String {
        let lines: Vec<&str> = out.lines().collect();
        let at = lines
            .iter()
            .position(|line| line.contains('^'))
            .expect("there is a caret");
        let column = lines[at].chars().take_while(|sign| *sign != '^').count();
        let length = lines[at].chars().filter(|sign| *sign == '^').count();
        lines[at - 1].chars().skip(column).take(length).collect()
    }

    #[test]
    fn the_caret_stands_under_the_value_behind_vietnamese_letters_and_line_ends() {
        let text = "---\r\ntên: Mật ong rừng, 6 sao\r\n---\r\n";
        let at = text.find("6 sao").expect("it is there");
        let mut stage = Stage::with("a.md", text);
        stage.note("a.md", Span::new(at, at + 5), stars("6 sao"));
        let out = vi(&stage);
        assert!(out.contains("a.md:2:20"), "{out}");
        assert_eq!(under_caret(&out), "6 sao", "{out}");
    }

    #[test]
    fn letters_with_separate_accents_take_one_column_on_the_screen() {
        let text = "te\u{302}n: 6\n";
        let mut stage = Stage::with("a.md", text);
        stage.note("a.md", Span::new(7, 8), stars("6"));
        let out = vi(&stage);
        assert!(out.contains("a.md:1:7"), "{out}");
        assert!(out.contains("\n  |      ^\n"), "{out}");
    }

    #[test]
    fn a_place_over_many_lines_is_shown_by_its_first() {
        let mut stage = Stage::with("a.md", "a: [1,\r\n  2]\r\n");
        stage.note(
            "a.md",
            Span::new(3, 13),
            Problem::NotMap {
                key: "a",
                keys: "x, y".to_owned(),
                write: None,
                slot: crate::source::slot::Slot::Field,
            },
        );
        assert_eq!(under_caret(&vi(&stage)), "[1,");
    }

    #[test]
    fn fifty_of_a_file_are_printed_and_the_rest_is_counted() {
        let mut stage = Stage::with("a.md", &"x: 6\n".repeat(60));
        stage.note_each("a.md", "6");
        stage.note("b.md", Span::default(), Problem::PictureKind);
        let out = vi(&stage);
        assert_eq!(out.matches("lỗi[stars-out-of-range]").count(), 50);
        assert!(out.contains("a.md:50:4") && !out.contains("a.md:51:4"));
        assert!(
            out.contains("a.md: còn 10 lỗi nữa, không in ở đây."),
            "{out}"
        );
        assert!(out.contains("lỗi[picture-kind]"));
        assert!(out.ends_with("61 lỗi, 0 nhắc: stars-out-of-range 60, picture-kind 1\n"));
    }

    #[test]
    fn warnings_do_not_hide_an_error_behind_them() {
        let mut stage = Stage::with("a.md", &"alt:\n".repeat(70));
        for line in 0..60 {
            stage.note("a.md", Span::new(line * 5, line * 5 + 3), alt("a.jpg"));
        }
        stage.note("a.md", Span::new(345, 348), stars("6"));
        let out = vi(&stage);
        assert!(out.contains("lỗi[stars-out-of-range]"));
        assert_eq!(out.matches("nhắc[image-alt]").count(), 49);
        assert!(out.contains("còn 11 nhắc nữa"));
    }

    #[test]
    fn what_is_no_text_is_told_at_its_first_line_without_a_snippet() {
        let mut stage = Stage::default();
        stage.note(
            "content/images/a.jpg",
            Span::new(40, 50),
            Problem::PictureScans,
        );
        let out = vi(&stage);
        assert!(out.contains("--> content/images/a.jpg:1:1"), "{out}");
        assert!(!out.contains(" | "), "{out}");
    }

    #[test]
    fn lines_of_a_snippet_are_cut_around_the_place() {
        let text = format!("{}6{}", "ệ".repeat(9_000), "x".repeat(9_000));
        let at = text.find('6').expect("it is there");
        for end in [at + 1, at + 5_000] {
            let mut stage = Stage::with("a.md", &text);
            stage.note("a.md", Span::new(at, end), stars("6"));
            let out = vi(&stage);
            assert!(out.contains("a.md:1:9001"), "{out}");
            assert!(out.lines().all(|line| line.chars().count() <= 200), "{out}");
            assert!(under_caret(&out).starts_with('6'), "{out}");
        }
    }

    #[test]
    fn colour_is_used_only_when_asked_for() {
        let mut stage = Stage::with("a.md", "x: 6\n");
        stage.note("a.md", Span::new(3, 4), stars("6"));
        let totals = stage.totals();
        let coloured = stage.compose_with(Format::Human, Tongue::En, &totals, true);
        assert!(coloured.contains('\u{1b}'));
        let plain = stage.compose_with(Format::Human, Tongue::En, &totals, false);
        assert!(!plain.contains('\u{1b}'));
        assert!(plain.starts_with("error[stars-out-of-range]: The field stars"));
    }

    #[test]
    fn a_good_site_gives_one_line() {
        assert_eq!(
            vi(&Stage::default()),
            "0 sản phẩm, 0 chủ thể, 0 lỗi, 0 nhắc\n"
        );
    }
}
