//! Markdown into safe HTML with holes for addresses.
//!
//! Raw HTML becomes text. A link's address is only known when the site is planned, so each is
//! written as a token that the text does not hold, and the tokens are taken out again.

use crate::catalogue::body::{Body, Hole, HoleKind};
use crate::content::front_matter::Document;
use crate::content::pictures::Pictures;
use crate::content::{escaped, form, tables};
use crate::source::diagnostic::Diagnostics;
use crate::source::problem::Problem;
use crate::source::span::Span;
use crate::text::escape;
use crate::text::fold::clean;
use crate::text::nfc::is_plainly_composed;
use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Levels of lists, quotes and emphasis inside each other.
const MAX_NESTING: usize = 64;

/// The body of a file. Faults of links and pictures are noted at their place.
pub fn read(document: &Document<'_>, pictures: &Pictures<'_>, notes: &mut Diagnostics) -> Body {
    let text = document.body;
    if text.trim().is_empty() {
        return Body::default();
    }
    let mut token = "hole".to_owned();
    while text.contains(&token) {
        token.push('x');
    }
    let mut writer = Writer {
        document,
        pictures,
        notes,
        token,
        holes: Vec::new(),
        depth: 0,
        deepest: None,
    };
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let mut parser = Parser::new_ext(text, options).into_offset_iter();
    let mut events = Vec::new();
    let mut table = 0;
    while let Some((event, range)) = parser.next() {
        match event {
            Event::Start(Tag::Table(_)) => {
                table = events.len();
                events.push(Event::Html(CowStr::Borrowed("")));
                events.push(writer.event(event, range));
            }
            Event::End(TagEnd::TableHead) => {
                events.push(writer.event(event, range));
                let (before, head) = events.split_at_mut(table + 1);
                if let Some(opening) = before.last_mut() {
                    *opening = Event::Html(tables::opening(head).into());
                }
            }
            Event::End(TagEnd::Table) => {
                events.push(writer.event(event, range));
                events.push(Event::Html(CowStr::Borrowed("</div>\n")));
            }
            Event::Start(Tag::Image { dest_url, id, .. }) => {
                let at = parser.reference_definitions().get(&id);
                let at = at.map_or_else(|| range.clone(), |known| known.span.clone());
                let alt = writer.alternative(&mut parser);
                events.push(writer.picture(&dest_url, &alt, at, range));
            }
            Event::Start(Tag::Link { ref id, .. }) => {
                let at = parser.reference_definitions().get(id);
                let at = at.map_or(range, |known| known.span.clone());
                events.push(writer.event(event, at));
            }
            other => events.push(writer.event(other, range)),
        }
    }
    if let Some(at) = writer.deepest {
        let span = Span::from(at).shifted(document.body_offset);
        writer.notes.add(
            document.file,
            span,
            Problem::BodyTooDeep { max: MAX_NESTING },
        );
        return Body::default();
    }
    let mut html = String::with_capacity(text.len() + text.len() / 4);
    pulldown_cmark::html::push_html(&mut html, events.into_iter());
    let html = tables::without_styles(html);
    take_tokens_out(&html, &writer.token, writer.holes)
}

struct Writer<'a, 'b> {
    document: &'a Document<'a>,
    pictures: &'a Pictures<'a>,
    notes: &'b mut Diagnostics,
    token: String,
    holes: Vec<Hole>,
    depth: usize,
    deepest: Option<Range<usize>>,
}

impl Writer<'_, '_> {
    fn event<'e>(&mut self, event: Event<'e>, range: Range<usize>) -> Event<'e> {
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                if self.depth > MAX_NESTING && self.deepest.is_none() {
                    self.deepest = Some(range.clone());
                }
                Event::Start(self.tag(tag, range))
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                Event::End(match tag {
                    TagEnd::HtmlBlock => TagEnd::Paragraph,
                    TagEnd::Heading(HeadingLevel::H1) => TagEnd::Heading(HeadingLevel::H2),
                    other => other,
                })
            }
            Event::Text(text) => {
                let span = Span::from(range).shifted(self.document.body_offset);
                escaped::in_body(self.document, &text, span, self.notes);
                Event::Text(clean_inside(text))
            }
            Event::Html(html) | Event::InlineHtml(html) => Event::Text(clean_inside(html)),
            Event::FootnoteReference(label) => Event::FootnoteReference(note_name(&label)),
            other => other,
        }
    }

    fn tag<'e>(&mut self, tag: Tag<'e>, range: Range<usize>) -> Tag<'e> {
        match tag {
            Tag::HtmlBlock => Tag::Paragraph,
            // The page's own heading is the only one of the first level.
            Tag::Heading { level, .. } => Tag::Heading {
                level: if level == HeadingLevel::H1 {
                    HeadingLevel::H2
                } else {
                    level
                },
                id: None,
                classes: Vec::new(),
                attrs: Vec::new(),
            },
            Tag::FootnoteDefinition(label) => Tag::FootnoteDefinition(note_name(&label)),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => {
                let target = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.to_string(),
                };
                let span = self.span_of(&dest_url, range);
                let target = match address(&target) {
                    Ok(target) => target,
                    Err(()) => {
                        let found = target.chars().take(80).collect();
                        self.notes
                            .add(self.document.file, span, Problem::LinkScheme { found });
                        // A place on the page itself: nothing more is said of it.
                        "#".to_owned()
                    }
                };
                Tag::Link {
                    link_type: LinkType::Inline,
                    dest_url: self.hole(target, HoleKind::Link, span).into(),
                    title,
                    id: CowStr::Borrowed(""),
                }
            }
            other => other,
        }
    }

    /// The text inside an image, up to its end.
    fn alternative<'e>(
        &mut self,
        parser: &mut impl Iterator<Item = (Event<'e>, Range<usize>)>,
    ) -> String {
        let mut alt = String::new();
        let mut open = 1;
        for (event, range) in parser {
            match event {
                Event::Start(_) => open += 1,
                Event::End(_) => open -= 1,
                Event::Text(text) => {
                    let span = Span::from(range).shifted(self.document.body_offset);
                    escaped::in_body(self.document, &text, span, self.notes);
                    alt.push_str(&text);
                }
                Event::Code(text) | Event::InlineHtml(text) => alt.push_str(&text),
                Event::SoftBreak | Event::HardBreak => alt.push(' '),
                _ => {}
            }
            if open == 0 {
                break;
            }
        }
        alt
    }

    /// A picture whose file is named at `at` and that stands at `range`: two places where it is named below the text.
    fn picture<'e>(
        &mut self,
        written: &str,
        alt: &str,
        at: Range<usize>,
        range: Range<usize>,
    ) -> Event<'e> {
        let span = self.span_of(written, at);
        let alt = clean(alt);
        let found = self
            .pictures
            .find_from(self.document.file, &clean(written), &alt);
        let picture = match found {
            Ok(picture) => picture,
            Err(problem) => {
                self.notes.add(self.document.file, span, problem);
                return Event::Text(CowStr::Borrowed(""));
            }
        };
        if alt.is_empty() {
            let file = written.to_owned();
            let span = self.span_of(written, range);
            self.notes
                .add(self.document.file, span, Problem::ImageAlt { file });
        }
        let (width, height) = (picture.width, picture.height);
        let html = format!(
            "<img src=\"{}\" alt=\"{}\" width=\"{}\" height=\"{}\" loading=\"lazy\">",
            self.hole(
                written.to_owned(),
                HoleKind::Picture(Box::new(picture)),
                span
            ),
            escape::html(&alt),
            width,
            height,
        );
        Event::InlineHtml(html.into())
    }

    fn hole(&mut self, target: String, kind: HoleKind, span: Span) -> String {
        let name = format!("{}{}-", self.token, self.holes.len());
        self.holes.push(Hole {
            at: 0,
            target,
            kind,
            span,
        });
        name
    }

    /// Where the address stands inside its link; the whole link where it is written elsewhere.
    fn span_of(&self, written: &str, range: Range<usize>) -> Span {
        let within = &self.document.body[range.clone()];
        let span = match within.rfind(written) {
            Some(at) if !written.is_empty() => {
                Span::new(range.start + at, range.start + at + written.len())
            }
            _ => Span::from(range),
        };
        span.shifted(self.document.body_offset)
    }
}

/// Names of notes, so that they never meet the theme's own.
fn note_name<'e>(label: &str) -> CowStr<'e> {
    format!("ghi-chu-{label}").into()
}

fn clean_inside(text: CowStr<'_>) -> CowStr<'_> {
    use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
    if is_plainly_composed(&text) || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        text
    } else {
        text.nfc().collect::<String>().into()
    }
}

/// An address as a browser reads it, if it is one that content may link to: http, https, mailto,
/// tel, or the site itself.
fn address(written: &str) -> Result<String, ()> {
    let read: String = written
        .trim_matches(|sign: char| sign <= ' ')
        .chars()
        .filter(|sign| !matches!(sign, '\t' | '\n' | '\r'))
        .collect();
    if read.contains('\\') || read.chars().any(char::is_control) || read.starts_with("//") {
        return Err(());
    }
    let scheme_end = read.find([':', '/', '?', '#']);
    if let Some(at) = scheme_end
        && read.as_bytes()[at] == b':'
    {
        let scheme = read[..at].to_ascii_lowercase();
        let inside = &read[at + 1..];
        let known = match scheme.as_str() {
            "http" | "https" => form::is_url(&read, false),
            "mailto" => form::is_email(inside.split('?').next().unwrap_or(inside)),
            "tel" => form::is_dialled(inside),
            _ => false,
        };
        return if known { Ok(read) } else { Err(()) };
    }
    Ok(read)
}

fn take_tokens_out(html: &str, token: &str, written: Vec<Hole>) -> Body {
    let mut out = String::with_capacity(html.len());
    let mut holes = Vec::with_capacity(written.len());
    let mut written: Vec<Option<Hole>> = written.into_iter().map(Some).collect();
    let mut rest = html;
    while let Some(at) = rest.find(token) {
        out.push_str(&rest[..at]);
        let tail = &rest[at + token.len()..];
        let end = tail.find('-').unwrap_or(tail.len());
        if let Some(hole) = tail[..end]
            .parse::<usize>()
            .ok()
            .and_then(|number| written.get_mut(number)?.take())
        {
            holes.push(Hole {
                at: out.len(),
                ..hole
            });
        }
        rest = tail.get(end + 1..).unwrap_or_default();
    }
    out.push_str(rest);
    Body {
        html: out,
        aside: None,
        holes,
    }
}

#[cfg(test)]
pub(super) mod testing {
    use super::*;
    use crate::source::tree::{Matter, Source, Tree};

    /// The body of a page of this text.
    pub(in crate::content) fn body_of(markdown: &str) -> (Body, Diagnostics) {
        let source = Source {
            path: "content/pages/a.md".into(),
            matter: Matter::Text(format!("---\ntitle: a\n---\n{markdown}").into()),
        };
        let tree = Tree::default();
        let mut notes = Diagnostics::default();
        let document = Document::markdown(&source, &mut notes);
        let body = read(&document, &Pictures::of(&tree), &mut notes);
        (body, notes)
    }
}

#[cfg(test)]
mod tests {
    use super::testing::body_of;
    use super::*;

    #[test]
    fn raw_html_is_shown_as_text() {
        let (body, _) = body_of("a <b onclick=x>b</b>\n\n<script>alert(1)</script>\n");
        assert!(!body.html.contains("<b"), "{}", body.html);
        assert!(!body.html.contains("<script"), "{}", body.html);
        assert!(body.html.contains("&lt;script&gt;"), "{}", body.html);
    }

    #[test]
    fn links_are_holes_in_the_order_of_the_text() {
        let (body, notes) =
            body_of("[a](/san-pham/) và hole0- <https://b.vn>\n\n| x |\n|---|\n| [c](d.md) |\n");
        assert!(!notes.have_errors());
        let targets: Vec<&str> = body.holes.iter().map(|hole| hole.target.as_str()).collect();
        assert_eq!(targets, ["/san-pham/", "https://b.vn", "d.md"]);
        let filled = body.filled(|hole| format!("[{}]", hole.target));
        assert!(
            filled.contains("<a href=\"[/san-pham/]\">a</a> và hole0-"),
            "{filled}"
        );
        assert!(
            filled.contains("<td><a href=\"[d.md]\">c</a></td>"),
            "{filled}"
        );
    }

    #[test]
    fn only_addresses_that_lead_somewhere_harmless_pass() {
        for bad in [
            "javascript:alert(1)",
            "JaVa\tScript:x",
            "\u{1}javascript:x",
            "data:text/html,x",
            "//evil.vn",
            "/\\evil.vn",
            "vbscript:x",
        ] {
            assert!(address(bad).is_err(), "{bad:?}");
        }
        for good in [
            "/a/",
            "a.md",
            "#x",
            "?q=a:b",
            "mailto:a@b.vn",
            "tel:0237",
            "HTTPS://a.vn",
            "",
        ] {
            assert!(address(good).is_ok(), "{good:?}");
        }
        let (_, notes) = body_of("x [y](javascript&#58;alert(1))\n");
        let place = notes.iter().next().expect("refused");
        assert!(matches!(place.problem, Problem::LinkScheme { .. }));
    }

    #[test]
    fn notes_and_headings_never_meet_the_page_s_own() {
        let (body, _) = body_of("# Một\n\nx[^main]\n\n[^main]: y\n");
        assert!(body.html.contains("<h2>Một</h2>"), "{}", body.html);
        assert!(body.html.contains("id=\"ghi-chu-main\""), "{}", body.html);
    }

    #[test]
    fn nesting_is_limited() {
        let (_, notes) = body_of(&format!("{}x\n", ">".repeat(200)));
        assert!(notes.have_errors());
    }
}
