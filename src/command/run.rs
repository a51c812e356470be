//! What `build` and `check` have in common: options into a job, notes into a report and an exit code.

use crate::catalogue::date::Date;
use crate::command::args::Options;
use crate::command::report::{self, Format, Reader, Totals, Withheld};
use crate::content::{CONFIG_FILE, Wishes};
use crate::pipeline::{Job, Prepared};
use crate::source::diagnostic::Diagnostics;
use crate::source::problem::{Class, Problem, Severity};
use crate::source::wording::Tongue;
use std::io::{IsTerminal, Write};
use std::path::{self, Component, Path};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

/// Exit code for wrong usage (contract, section 8).
const USAGE: u8 = 2;

/// Options that cannot be followed; the sentence is for the terminal.
pub struct Usage(pub String);

/// The job that was typed.
pub fn job(options: &Options) -> Result<Job, Usage> {
    if let Some(jobs) = options.jobs {
        // A second pool in one process would be a bug of ours, not of whoever typed.
        let _ = rayon::ThreadPoolBuilder::new()
            .num_threads(usize::from(jobs))
            .build_global();
    }
    if let Some(url) = &options.show.base_url
        && !crate::content::form::is_base_url(url)
    {
        return Err(Usage(format!(
            "--base-url {url:?}: viết địa chỉ đầy đủ, chỉ gồm tên miền và thư mục, ví dụ https://example.org"
        )));
    }
    if let Some(name) = &options.show.theme
        && (name.contains('/') || crate::source::path::check(name).is_err())
    {
        return Err(Usage(format!(
            "--theme {name:?}: viết tên một thư mục trong themes/, ví dụ default"
        )));
    }
    Ok(Job {
        root: options.show.place.site.clone(),
        wishes: Wishes {
            today: today(options.show.date.as_deref())?,
            drafts: options.show.drafts,
            base_url: options.show.base_url.clone(),
        },
        theme: options.show.theme.clone(),
        cached: !options.no_cache,
    })
}

/// `--date`, else the day of `SOURCE_DATE_EPOCH`, else today; in Vietnam.
pub fn today(date: Option<&str>) -> Result<Date, Usage> {
    if let Some(date) = date {
        return Date::parse(date).ok_or_else(|| {
            Usage(format!(
                "--date {date:?}: viết năm-tháng-ngày, ví dụ 2026-11-24"
            ))
        });
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "the terminal edge: the date is an argument from here on"
    )]
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok();
    // Set to nothing is the same as not set: so scripts pass on what they do not have.
    if let Some(epoch) = epoch.filter(|epoch| !epoch.trim().is_empty()) {
        return epoch
            .trim()
            .parse()
            .ok()
            .and_then(Date::in_vietnam)
            .ok_or_else(|| {
                Usage(format!(
                    "SOURCE_DATE_EPOCH={epoch:?}: phải là số giây kể từ 1970-01-01"
                ))
            });
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "the terminal edge: the date is an argument from here on"
    )]
    let now = SystemTime::now();
    now.duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|passed| i64::try_from(passed.as_secs()).ok())
        .and_then(Date::in_vietnam)
        .ok_or_else(|| Usage("Đồng hồ của máy chỉ một ngày không có thật; thêm --date".to_owned()))
}

/// Ends with wrong usage.
pub fn refuse_usage(usage: &Usage) -> ExitCode {
    say_error(&format!("{}\n", usage.0));
    ExitCode::from(USAGE)
}

/// What is told at the end, and with which exit code.
#[derive(Debug)]
pub struct Outcome {
    /// Everything noticed, sorted.
    pub notes: Diagnostics,
    /// Numbers for the report.
    pub totals: Totals,
    /// Whether warnings forbid publishing.
    pub strict: bool,
}

impl Outcome {
    /// From the notes of a run; `prepared` is absent when nothing could be read.
    pub fn new(notes: Diagnostics, prepared: Option<&Prepared>, strict: bool) -> Outcome {
        let notes = notes.sorted();
        let tally = prepared
            .map(|prepared| prepared.catalogue.tally.clone())
            .unwrap_or_default();
        let mut outcome = Outcome {
            totals: Totals {
                products: tally.products,
                producers: tally.producers,
                withheld: Withheld {
                    drafts: tally.drafts,
                    scheduled: tally.scheduled,
                },
                ..Totals::of(&notes)
            },
            notes,
            strict,
        };
        if outcome.may_publish() {
            outcome.totals.published = tally.published;
        }
        outcome
    }

    /// Whether nothing forbids publishing.
    pub fn may_publish(&self) -> bool {
        !self.notes.have_errors() && (!self.strict || self.notes.count(Severity::Warning) == 0)
    }

    /// The exit code; where several hold, the highest of 3, 2, 1 is told.
    pub fn exit_code(&self) -> ExitCode {
        if self.notes.iter().any(|note| note.problem == Problem::Busy) {
            return ExitCode::from(4);
        }
        let worst = self
            .notes
            .iter()
            .filter(|note| note.problem.severity() == Severity::Error)
            .map(|note| match note.problem.class() {
                Class::Content if &*note.file == CONFIG_FILE => Class::Config,
                class => class,
            })
            .max();
        match worst {
            None if self.may_publish() => ExitCode::SUCCESS,
            None | Some(Class::Content) => ExitCode::from(1),
            Some(Class::Config) => ExitCode::from(2),
            Some(Class::Io) => ExitCode::from(3),
        }
    }

    /// The same for a part of the notes.
    pub fn of(&self, notes: Diagnostics) -> Outcome {
        let of_notes = Totals::of(&notes);
        Outcome {
            totals: Totals {
                errors: of_notes.errors,
                warnings: of_notes.warnings,
                ..self.totals.clone()
            },
            notes,
            strict: self.strict,
        }
    }

    /// Prints the report.
    pub fn print(&self, options: &Options, prepared: Option<&Prepared>) {
        print(options, &self.report(options, prepared));
    }

    /// The report as it is printed; empty where there is nothing to say.
    pub fn report(&self, options: &Options, prepared: Option<&Prepared>) -> String {
        let text_of = |file: &str| prepared.and_then(|prepared| prepared.text(file));
        let tongue = Tongue::from(options.show.spoken.lang);
        let human = options.format == Format::Human;
        let shown = if options.quiet && human {
            self.notes.only(Severity::Error)
        } else {
            self.notes.clone()
        };
        if human && shown.iter().next().is_none() {
            return String::new();
        }
        let folder = folder_told(options);
        let reader = Reader {
            tongue,
            colour: has_colour(options),
            folder: &folder,
        };
        report::compose(options.format, &shown, &text_of, &self.totals, reader)
    }
}

/// Whether the report is for somebody who sees colours.
pub fn has_colour(options: &Options) -> bool {
    options.format == Format::Human && std::io::stderr().is_terminal()
}

/// What stands before each path of the report: the site folder in its repository, where it is asked.
pub fn folder_told(options: &Options) -> String {
    match options.format {
        Format::Github | Format::Sarif => in_repository(&options.show.place.site),
        _ => String::new(),
    }
}

/// Prints a report: `human` to stderr, the others to stdout.
pub fn print(options: &Options, report: &str) {
    if options.format == Format::Human {
        say_error(report);
    } else {
        say(report);
    }
}

/// Where the site folder stands in the repository that a workflow has checked out, ending in `/`:
/// a host shows an annotation only beside the path its repository knows. Empty outside of workflows.
fn in_repository(site: &Path) -> String {
    // Set by GitHub, Gitea and Forgejo for every step.
    let workspace = std::env::var_os("GITHUB_WORKSPACE");
    let below = workspace.and_then(|workspace| {
        let site = path::absolute(site).ok()?;
        let below = site.strip_prefix(workspace).ok()?;
        let climbs = below.components().any(|part| part == Component::ParentDir);
        let below = below
            .to_str()
            .filter(|below| !climbs && !below.is_empty())?;
        Some(format!("{below}/"))
    });
    below.unwrap_or_default()
}

/// Writes to stdout; a reader that went away is no fault of ours.
pub fn say(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

/// Writes to stderr.
pub fn say_error(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}
