//! Tables of a body: what they stand in, and how their columns are aligned.

use crate::text::escape;
use pulldown_cmark::{Event, Tag};

/// The alignment of a table's cells as a name that the theme's styles know: a style in the page would
/// be refused by the site's own policy.
pub(super) fn without_styles(html: String) -> String {
    const STYLED: &str = " style=\"text-align: ";
    if !html.contains(STYLED) {
        return html;
    }
    let mut out = html;
    for cell in ["<th", "<td"] {
        for side in ["left", "center", "right"] {
            // No text of the author's holds a `<`.
            let written = format!("{cell}{STYLED}{side}\">");
            out = out.replace(&written, &format!("{cell} data-align=\"{side}\">"));
        }
    }
    out
}

/// What a table stands in. A wide one scrolls sideways on a phone, and what scrolls must be reached
/// by the keyboard and have a name, which is that of its columns (WCAG 2.1.1 and 4.1.2).
pub(super) fn opening(head: &[Event<'_>]) -> String {
    let mut columns: Vec<String> = Vec::new();
    for event in head {
        match (event, columns.last_mut()) {
            (Event::Start(Tag::TableCell), _) => columns.push(String::new()),
            (Event::Text(text) | Event::Code(text), Some(column)) => column.push_str(text),
            _ => {}
        }
    }
    columns.retain(|column| !column.trim().is_empty());
    let named = if columns.is_empty() { "" } else { ": " };
    let label = escape::html(&columns.join(", "));
    format!(
        "<div class=\"table\" role=\"group\" aria-label=\"Bảng{named}{label}\" tabindex=\"0\">\n"
    )
}

#[cfg(test)]
mod tests {
    use crate::content::markdown::testing::body_of;

    #[test]
    fn a_table_stands_in_what_the_keyboard_reaches_and_bears_the_names_of_its_columns() {
        let (body, _) =
            body_of("| Mùa & *vụ* | | \"Nơi\" |\n|---|---|---|\n| hè | a | đồi |\n\nsau\n");
        let opening = "<div class=\"table\" role=\"group\" aria-label=\"Bảng: Mùa &amp; vụ, &quot;Nơi&quot;\" tabindex=\"0\">\n<table>";
        assert!(body.html.contains(opening), "{}", body.html);
        assert!(
            body.html.contains("</table>\n</div>\n<p>sau"),
            "{}",
            body.html
        );
        let (bare, _) = body_of("| | |\n|---|---|\n| hè | đồi |\n");
        assert!(bare.html.contains("aria-label=\"Bảng\""), "{}", bare.html);
    }

    #[test]
    fn columns_are_aligned_without_a_style() {
        let (body, _) = body_of(
            "| a | b | c |\n|:--|:-:|--:|\n| `<td style=\"text-align: left\">` | 2 | 3 |\n",
        );
        assert!(!body.html.contains("<th style"), "{}", body.html);
        assert!(!body.html.contains("<td style"), "{}", body.html);
        let aligned = body.html.matches("data-align=\"right\"").count();
        assert_eq!(aligned, 2, "{}", body.html);
    }
}
