//! `build`: check everything, then publish the whole site, or leave the published one as it is.

use crate::command::args::Options;
use crate::command::run::{self, Outcome, Stopwatch};
use crate::command::summary;
use crate::disk::write::{Staging, Written};
use crate::disk::{lock, output, own};
use crate::pipeline::{self, Job, Prepared, Sink};
use crate::source::diagnostic::{Checked, Diagnostics};
use crate::source::problem::Problem;
use crate::source::span::Span;
use crate::source::tree::File;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

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
    let mut watch = Stopwatch::start();
    let (prepared, notes, written) = match publish(&job, &out, options.strict, &mut watch) {
        Ok(done) => done,
        Err(problem) => (None, one_note(&out, problem), None),
    };
    let mut outcome = Outcome::new(notes, prepared.as_ref(), options.strict);
    if let Some(written) = &written {
        outcome.totals.files = Some(written.files);
        outcome.totals.bytes = Some(written.bytes);
    }
    outcome.print(options, prepared.as_ref());
    summary::built(options, &outcome, written.as_ref(), watch.seconds());
    if options.timings {
        watch.print();
    }
    outcome.exit_code()
}

type Done = (Option<Prepared>, Diagnostics, Option<Written>);

/// What stands before the first file is read is an `Err`; everything after is in the notes.
fn publish(job: &Job, out: &Path, strict: bool, watch: &mut Stopwatch) -> Result<Done, Problem> {
    output::check_output(&job.root, out)?;
    let _lock = lock::hold(out)?;
    let mut clock = |stage| watch.stage(stage);
    let Checked {
        value: mut prepared,
        notes,
    } = pipeline::prepare(job, &mut clock);
    if notes.have_errors() {
        let notes = pipeline::draw(job, &mut prepared, notes, &Unwanted, &mut clock).notes;
        return Ok((Some(prepared), notes, None));
    }
    let desk = Desk {
        staging: Staging::open(out)?,
        beside: Mutex::default(),
    };
    let mut notes = pipeline::draw(job, &mut prepared, notes, &desk, &mut clock).notes;
    let outcome = Outcome::new(notes.clone(), None, strict);
    if !outcome.may_publish() {
        return Ok((Some(prepared), notes, None));
    }
    let beside = desk
        .beside
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    let written = match desk.staging.publish() {
        Ok(written) => {
            if let Err(Problem::WriteFailed { path, why }) = own::hosting(&job.root, &beside) {
                notes.append(one_note(
                    Path::new(&path),
                    Problem::HostingUnwritten { why },
                ));
            }
            Some(written)
        }
        Err(problem) => {
            notes.append(one_note(out, problem));
            None
        }
    };
    clock("write");
    Ok((Some(prepared), notes, written))
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
struct Desk {
    staging: Staging,
    beside: Mutex<Vec<File>>,
}

impl Sink for Desk {
    fn keeps(&self) -> bool {
        true
    }

    fn take(&self, file: File) -> Result<(), Problem> {
        self.staging.take(file)
    }

    fn beside(&self, file: File) {
        let mut beside = self.beside.lock().unwrap_or_else(PoisonError::into_inner);
        beside.push(file);
    }
}

/// Planning still finds faults when reading has found some; then nothing is drawn.
struct Unwanted;

impl Sink for Unwanted {
    fn keeps(&self) -> bool {
        false
    }

    fn take(&self, _: File) -> Result<(), Problem> {
        Ok(())
    }

    fn beside(&self, _: File) {}
}
