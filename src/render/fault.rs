//! What tera says of a template, as problems with their places in the author's files.

use crate::render::engine;
use crate::render::turns::Metered;
use crate::source::diagnostic::Diagnostic;
use crate::source::problem::Problem;
use crate::source::span::Span;
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::ErrorKind;

/// A template as written, and where.
#[derive(Debug, Clone)]
pub(crate) struct Template {
    /// Its file under the site folder, or `themes/default/…` for a built-in one.
    pub(crate) file: Arc<str>,
    /// The text as written, without byte-order mark.
    pub(crate) text: String,
    /// The text as tera has it.
    pub(crate) metered: Metered,
}

/// All templates of a theme.
#[derive(Debug, Clone)]
pub(crate) struct Templates {
    /// By name: `home.html`, `parts/card.html`.
    pub(crate) by_name: BTreeMap<String, Template>,
    /// The theme's `theme.yml`, for faults that belong to no single template.
    pub(crate) manifest: Arc<str>,
}

/// What is wrong with templates while they are loaded. Never empty.
pub(crate) fn of_loading(error: &tera::Error, templates: &Templates) -> Vec<Diagnostic> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let place = Span::from(report.span().range.clone());
            vec![templates.syntax(report.filename(), place, report.message())]
        }
        ErrorKind::Msg(text) => {
            let told = told(text, templates);
            if told.is_empty() {
                let mut names = templates.by_name.keys();
                let name = names.find(|name| text.contains(&format!("`{name}`")));
                let name = name.map_or("", String::as_str);
                return vec![templates.syntax(name, Span::default(), text)];
            }
            told.into_iter()
                .map(|(name, place, said)| templates.syntax(name, place, said))
                .collect()
        }
        ErrorKind::MissingParent { current, parent } => {
            let template = parent.clone();
            let missing = Problem::ThemeMissing { template };
            vec![templates.mention(current, parent, missing)]
        }
        ErrorKind::CircularExtend {
            tpl,
            inheritance_chain: chain,
        }
        | ErrorKind::CircularInclude {
            tpl,
            include_chain: chain,
        } => {
            let said = format!("{tpl} leads back to itself: {}", chain.join(" → "));
            // A chain may lead into the ring before it goes round.
            let next = chain.iter().skip_while(|name| *name != tpl).nth(1);
            let next = next.or(chain.first()).unwrap_or(tpl);
            vec![templates.mention(tpl, next, Problem::ThemeSyntax { said })]
        }
        _ => vec![templates.syntax("", Span::default(), &error.to_string())],
    }
}

/// What is wrong with a page while it is drawn from `template`.
pub(crate) fn of_drawing(
    error: &tera::Error,
    templates: &Templates,
    template: &str,
    page: &str,
) -> Diagnostic {
    let page = page.to_owned();
    if engine::is_too_large(error.kind()) {
        let max = engine::MAX_PAGE;
        let large = Problem::PageTooLarge { page, max };
        return templates.at(template, Span::default(), large);
    }
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let place = Span::from(report.span().range.clone());
            let said = report.message().to_owned();
            templates.at(
                report.filename(),
                place,
                Problem::ThemeRender { page, said },
            )
        }
        _ => {
            let said = error.to_string();
            templates.at(
                template,
                Span::default(),
                Problem::ThemeRender { page, said },
            )
        }
    }
}

impl Templates {
    /// Of these texts by name, as tests write them.
    #[cfg(test)]
    pub(crate) fn written(texts: &[(&str, &str)]) -> Templates {
        let by_name = texts.iter().map(|(name, text)| {
            let template = Template {
                file: (*name).into(),
                text: (*text).to_owned(),
                metered: crate::render::turns::metered(text, false),
            };
            ((*name).to_owned(), template)
        });
        Templates {
            by_name: by_name.collect(),
            manifest: "theme.yml".into(),
        }
    }

    /// Those of the built-in theme.
    #[cfg(test)]
    pub(crate) fn built_in() -> Templates {
        use crate::render::overlay;
        let folder = crate::source::tree::ThemeFolder::default();
        let files = overlay::overlay(&folder, false);
        let mut notes = crate::source::diagnostic::Diagnostics::default();
        Templates {
            by_name: overlay::read_templates(&files, &mut notes),
            manifest: "theme.yml".into(),
        }
    }

    /// A problem at a place in a template as tera has it, led back to the author's file.
    fn at(&self, name: &str, place: Span, problem: Problem) -> Diagnostic {
        let Some(template) = self.by_name.get(name) else {
            return self.everywhere(problem);
        };
        let mut span = template.metered.written(place);
        if span.start == span.end && span.end > 0 {
            span.end += 1;
        }
        Diagnostic {
            file: template.file.clone(),
            span: span.within(&template.text),
            problem,
        }
    }

    /// A problem of a template as a whole.
    pub(crate) fn of(&self, name: &str, problem: Problem) -> Diagnostic {
        self.at(name, Span::default(), problem)
    }

    fn syntax(&self, name: &str, place: Span, said: &str) -> Diagnostic {
        let said = said.to_owned();
        self.at(name, place, Problem::ThemeSyntax { said })
    }

    /// A problem where a template names another.
    fn mention(&self, name: &str, other: &str, problem: Problem) -> Diagnostic {
        let Some(template) = self.by_name.get(name) else {
            return self.everywhere(problem);
        };
        let found = template.text.find(other);
        Diagnostic {
            file: template.file.clone(),
            span: found.map_or(Span::default(), |at| Span::new(at, at + other.len())),
            problem,
        }
    }

    fn everywhere(&self, problem: Problem) -> Diagnostic {
        Diagnostic {
            file: self.manifest.clone(),
            span: Span::default(),
            problem,
        }
    }
}

/// The single reports of a text made of several: `error: SAID`, then ` --> NAME:LINE:COLUMN`.
/// Lines and columns are from 1, columns in characters; lines of the template itself stand behind ` | `.
fn told<'a>(text: &'a str, templates: &Templates) -> Vec<(&'a str, Span, &'a str)> {
    let mut found = Vec::new();
    let mut said = None;
    for line in text.lines() {
        if let Some(words) = line.strip_prefix("error: ") {
            said = Some(words);
        } else if let Some(place) = line.trim_start().strip_prefix("--> ")
            && let Some(said) = said.take()
        {
            let mut parts = place.rsplitn(3, ':');
            let mut number = || parts.next().and_then(|part| part.parse::<usize>().ok());
            let (column, line) = (number().unwrap_or(1), number().unwrap_or(1));
            let name = parts.next().unwrap_or_default();
            let span = templates
                .by_name
                .get(name)
                .map_or(Span::default(), |template| {
                    line_from(&template.metered.text, line, column)
                });
            found.push((name, span, said));
        }
    }
    found
}

/// From a line and column to the end of the word that stands there.
fn line_from(text: &str, line: usize, column: usize) -> Span {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let rest = &text[start..];
    let start = start
        + rest
            .char_indices()
            .nth(column.saturating_sub(1))
            .map_or(rest.len(), |(at, _)| at);
    let word = text[start..]
        .find(|sign: char| sign.is_whitespace() || matches!(sign, '(' | '}' | '|' | '%'))
        .unwrap_or(text.len() - start);
    Span::new(start, start + word)
}
