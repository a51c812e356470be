//! `build`: check everything, then publish the whole site, or leave the published one as it is.

use crate::command::args::Options;
use crate::command::report::{Format, Totals};
use crate::command::run::{self, Outcome};
use crate::command::stopwatch::{self, Stopwatch};
use crate::command::summary;
use crate::disk::cache::Key;
use crate::disk::last::Last;
use crate::disk::lock::Lock;
use crate::disk::published::{Made, Published, Written};
use crate::disk::seen::Seen;
use crate::disk::write::Staging;
use crate::disk::{self, lock, output, own};
use crate::pipeline::{self, Job, Prepared, Sink, Texts};
use crate::source::diagnostic::{Checked, Diagnostics};
use crate::source::problem::Problem;
use crate::source::span::Span;
use crate::source::tree::File;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

/// Runs the command.
pub fn run(options: &Options) -> ExitCode {
    let job = match run::job(options) {
        Ok(job) => job,
        Err(usage) => return run::refuse_usage(&usage),
    };
    let out = options
        .out
        .clone()
        .unwrap_or_else(|| job.root.join("public"));
    let mut watch = Stopwatch::start(options);
    let asked = pipeline::again::asked(&job, &told(options, &out));
    let ended = publish(&job, &out, options, asked, &mut watch);
    watch.fall_silent();
    let code = match ended {
        Ok(Done::Before(said, written)) => {
            run::print(options, &said.report);
            summary::built(options, &said.totals, Some(&written), watch.seconds());
            ExitCode::SUCCESS
        }
        Ok(Done::Now(built)) => {
            if let (true, Some(published)) = (options.timings, &built.published) {
                watch.weigh(&published.there);
            }
            tell(options, &job, *built, asked, &watch)
        }
        Err(problem) => {
            let outcome = Outcome::new(one_note(&out, problem), None, options.strict);
            outcome.print(options, None);
            summary::built(options, &outcome.totals, None, watch.seconds());
            outcome.exit_code()
        }
    };
    if options.timings {
        watch.print();
    }
    code
}

/// All that decides what is said of a build, besides what was built.
fn told(options: &Options, out: &Path) -> [String; 5] {
    let out = std::path::absolute(out).unwrap_or_else(|_| out.to_owned());
    [
        format!("{:?} {:?}", options.format, options.show.spoken.lang),
        format!("{} {}", options.quiet, options.strict),
        format!("{}", run::has_colour(options)),
        run::folder_told(options),
        format!("{out:?}"),
    ]
}

/// Reports what was built, and remembers it for the next time.
fn tell(
    options: &Options,
    job: &Job,
    mut built: Built,
    asked: Option<Key>,
    watch: &Stopwatch,
) -> ExitCode {
    let mut outcome = Outcome::new(built.notes, Some(&built.prepared), options.strict);
    if let Some(published) = &built.published {
        outcome.totals.files = Some(published.written.files);
        outcome.totals.bytes = Some(published.written.bytes);
    }
    let report = outcome.report(options, Some(&built.prepared));
    run::print(options, &report);
    let written = built.published.as_ref().map(|published| published.written);
    summary::built(options, &outcome.totals, written.as_ref(), watch.seconds());
    let theme = built.prepared.folder.name.clone();
    let mut inputs = built.prepared.inputs.take();
    if let Some(inputs) = &mut inputs {
        let parts = &mut inputs.content.parts;
        pipeline::retold::note(parts, &outcome.notes, &built.prepared.tree);
    }
    // The record takes the room of what is no longer needed.
    drop(built.prepared);
    let seen = built.seen.unwrap_or_default();
    if let (Some(asked), Some(inputs), Some(published)) = (asked, inputs, built.published)
        && let Some(beside) = published.beside
    {
        let said = Said {
            report,
            totals: outcome.totals.clone(),
        };
        let last = Last {
            asked,
            seen,
            content: inputs.content.key,
            parts: inputs.content.parts,
            plan: published.plan,
            inputs: inputs.all,
            theme,
            said: serde_json::to_vec(&said).unwrap_or_default(),
            beside: Last::beside(&beside),
            published: published.there,
        };
        last.write(&job.root);
    }
    outcome.exit_code()
}

/// How a build ended.
enum Done {
    /// Nothing but texts of single pages has changed since the last one: what is said now, and what was
    /// written.
    Before(Said, Written),
    /// What it found, and what it published.
    Now(Box<Built>),
}

/// What was said of a build, for when it holds of the next one too.
#[derive(Debug, Serialize, Deserialize)]
struct Said {
    report: String,
    totals: Totals,
}

impl Said {
    /// What a build said, as it was kept.
    fn of(last: &Last) -> Option<Said> {
        serde_json::from_slice(&last.said).ok()
    }

    /// Of a build that only looked.
    fn written(&self) -> Written {
        let files = self.totals.files.unwrap_or_default();
        Written {
            unchanged: files,
            files,
            bytes: self.totals.bytes.unwrap_or_default(),
            ..Written::default()
        }
    }
}

struct Built {
    prepared: Prepared,
    notes: Diagnostics,
    /// `None` where nothing was published.
    published: Option<There>,
    /// The content as it was found before it was read; `None` where nothing can be remembered of it.
    seen: Option<Seen>,
    /// Until what is to be remembered of it is written.
    _lock: Lock,
}

/// What was published.
struct There {
    written: Written,
    there: Published,
    /// What was written for whoever sets up a server; `None` where it could not be.
    beside: Option<Vec<File>>,
    /// The hash of the plan that was kept.
    plan: Option<Key>,
}

/// What stands before the first file is read is an `Err`; everything after is in the notes.
fn publish(
    job: &Job,
    out: &Path,
    options: &Options,
    asked: Option<Key>,
    watch: &mut Stopwatch,
) -> Result<Done, Problem> {
    let done = watch.done();
    output::check_output(&job.root, out)?;
    let lock = lock::hold(out)?;
    let mut clock = |stage| watch.stage(stage);
    // In this order: what changes while the files are read is not among what was seen.
    let seen = asked.and_then(|_| Seen::look(&job.root));
    let mut last = asked.and_then(|_| Last::read(&job.root));
    let mut asked_again = match (&seen, &mut last) {
        (Some(seen), Some(last)) if asked == Some(last.asked) => Some((seen, last)),
        _ => None,
    };
    if let Some((seen, last)) = &mut asked_again
        && let Some(touched) = seen.touched(&last.seen)
    {
        let done = match &touched[..] {
            [] => before(job, out, last, seen),
            touched => retold(job, out, last, seen, touched, options.format, &mut clock),
        };
        if let Some((said, written)) = done {
            clock(if written.changed { "write" } else { "look" });
            return Ok(Done::Before(said, written));
        }
    }
    clock("look");
    let tree = pipeline::read(job, &mut clock);
    let content = asked.map(|_| pipeline::again::Content::of(&tree));
    // Touched, and yet the same in every byte.
    if let (Some((seen, last)), Some(content)) = (asked_again, &content)
        && last.content == content.key
        && let Some((said, written)) = before(job, out, last, seen)
    {
        clock("look");
        return Ok(Done::Before(said, written));
    }
    let known = last.map(|last| last.published).unwrap_or_default();
    let texts = Some(Texts::of(&job.root));
    let Checked {
        value: mut prepared,
        notes,
    } = pipeline::prepare_read(job, tree, content, texts, &mut clock);
    let built = |prepared, notes, published| {
        Ok(Done::Now(Box::new(Built {
            prepared,
            notes,
            published,
            seen,
            _lock: lock,
        })))
    };
    if notes.have_errors() {
        let notes = pipeline::draw(job, &mut prepared, notes, &Unwanted, &mut clock).notes;
        return built(prepared, notes, None);
    }
    let site = asked.is_some().then_some(&*job.root);
    let mut staging = Staging::open_again(out, known, site)?;
    if site.is_none() {
        staging = staging.without_marks();
    }
    prepared.make_room_for_parts(&staging);
    let desk = Desk {
        staging,
        beside: Mutex::default(),
        plan: Mutex::default(),
        root: &job.root,
        done,
    };
    let mut notes = pipeline::draw(job, &mut prepared, notes, &desk, &mut clock).notes;
    let outcome = Outcome::new(notes.clone(), None, options.strict);
    if !outcome.may_publish() {
        return built(prepared, notes, None);
    }
    let plan = *desk.plan.lock().unwrap_or_else(PoisonError::into_inner);
    let beside = desk
        .beside
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    let published = match desk.staging.publish_noting() {
        Ok((written, there)) => {
            let beside = match own::hosting(&job.root, &beside) {
                Ok(()) => Some(beside),
                Err(Problem::WriteFailed { path, why }) => {
                    let problem = Problem::HostingUnwritten { why };
                    notes.append(one_note(Path::new(&path), problem));
                    None
                }
                Err(_) => None,
            };
            Some(There {
                written,
                there,
                beside,
                plan,
            })
        }
        Err(problem) => {
            notes.append(one_note(out, problem));
            None
        }
    };
    clock("write");
    built(prepared, notes, published)
}

/// What the last build said, where it was asked for the same, its content is the same and its output stands.
fn before(job: &Job, out: &Path, last: &mut Last, seen: &Seen) -> Option<(Said, Written)> {
    let theme = disk::read::theme(&job.root, &last.theme);
    if last.inputs != pipeline::again::inputs(&last.content, &theme) {
        return None;
    }
    let said = Said::of(last)?;
    let renewed = last.stands(&job.root, out)?;
    if renewed || last.seen != *seen {
        last.seen = seen.clone();
        last.write(&job.root);
    }
    let written = said.written();
    Some((said, written))
}

/// The same where texts of single pages are others in these files, which alone were touched: those pages are
/// published anew. Not where the report tells how many bytes were published.
fn retold(
    job: &Job,
    out: &Path,
    last: &mut Last,
    seen: &Seen,
    touched: &[Arc<str>],
    format: Format,
    clock: pipeline::Clock<'_>,
) -> Option<(Said, Written)> {
    let tells_bytes = matches!(format, Format::Json | Format::Report);
    if touched.len() > pipeline::retold::MOST || tells_bytes {
        return None;
    }
    let sources = disk::read::again(&job.root, touched)?;
    let plan = disk::plan::read(&job.root, last.plan.as_ref()?)?;
    let theme = disk::read::theme(&job.root, &last.theme);
    if last.inputs != pipeline::again::inputs(&last.content, &theme) {
        return None;
    }
    let mut said = Said::of(last)?;
    let (known, stands) = rayon::join(
        || pipeline::retold::Known::of(&plan, &theme.value),
        || last.stands(&job.root, out),
    );
    stands?;
    let retold = pipeline::retold::draw(job, last, known?, &theme.value, &sources)?;
    // What has taken the time up to here is nearly all looking.
    clock("look");
    let written = last.renew(&job.root, out, retold.pages).ok()?;
    said.totals.bytes = Some(written.bytes);
    last.said = serde_json::to_vec(&said).unwrap_or_default();
    last.seen = seen.clone();
    last.content = retold.content.key;
    last.inputs = pipeline::again::inputs(&last.content, &theme);
    last.parts = retold.content.parts;
    last.write(&job.root);
    Some((said, written))
}

fn one_note(out: &Path, problem: Problem) -> Diagnostics {
    let mut notes = Diagnostics::default();
    notes.add(
        &PathBuf::from(out).display().to_string().into(),
        Span::default(),
        problem,
    );
    notes
}

/// The staging folder, as the place drawn files go to, and what is written beside it at the end.
struct Desk<'a> {
    staging: Staging,
    beside: Mutex<Vec<File>>,
    /// The hash of the plan that is kept for the next build.
    plan: Mutex<Option<Key>>,
    root: &'a Path,
    done: Arc<stopwatch::Done>,
}

impl Sink for Desk<'_> {
    fn keeps(&self) -> bool {
        true
    }

    fn take(&self, file: File, made: Option<Made>) -> Result<(), Problem> {
        self.done.file();
        self.staging.take_made(file, made)
    }

    fn take_again(&self, path: &str, from: &Key) -> Option<u64> {
        let length = self.staging.take_again(path, from)?;
        self.done.file();
        Some(length)
    }

    fn take_shown(&self, path: &str, now: Made) -> Option<u64> {
        let length = self.staging.take_shown(path, now)?;
        self.done.file();
        Some(length)
    }

    fn beside(&self, file: File) {
        let mut beside = self.beside.lock().unwrap_or_else(PoisonError::into_inner);
        beside.push(file);
    }

    fn remember(&self, plan: Vec<u8>) {
        let seal = disk::plan::write(self.root, &plan);
        *self.plan.lock().unwrap_or_else(PoisonError::into_inner) = seal;
    }
}

/// Planning still finds faults when reading has found some; then nothing is drawn.
struct Unwanted;

impl Sink for Unwanted {
    fn keeps(&self) -> bool {
        false
    }

    fn take(&self, _: File, _: Option<Made>) -> Result<(), Problem> {
        Ok(())
    }

    fn beside(&self, _: File) {}
}
