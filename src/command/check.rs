//! `check`: everything that `build` checks, and nothing written.

use crate::command::args::Options;
use crate::command::run::{self, Outcome};
use crate::command::stopwatch::{Done, Stopwatch};
use crate::command::summary;
use crate::disk::published::Made;
use crate::pipeline::{self, Sink};
use crate::source::diagnostic::Checked;
use crate::source::problem::Problem;
use crate::source::tree::File;
use std::process::ExitCode;
use std::sync::Arc;

/// Runs the command.
pub fn run(options: &Options) -> ExitCode {
    let job = match run::job(options) {
        Ok(job) => job,
        Err(usage) => return run::refuse_usage(&usage),
    };
    let mut watch = Stopwatch::start(options);
    let nowhere = Nowhere(watch.done());
    let mut clock = |stage| watch.stage(stage);
    let Checked {
        value: mut prepared,
        notes,
    } = pipeline::prepare(&job, &mut clock);
    let notes = pipeline::draw(&job, &mut prepared, notes, &nowhere, &mut clock).notes;
    watch.fall_silent();
    let outcome = Outcome::new(notes, Some(&prepared), options.strict);
    outcome.print(options, Some(&prepared));
    summary::checked(options, &outcome, watch.seconds());
    if options.timings {
        watch.print();
    }
    outcome.exit_code()
}

/// Lets every page be drawn and keeps none.
struct Nowhere(Arc<Done>);

impl Sink for Nowhere {
    fn keeps(&self) -> bool {
        false
    }

    fn take(&self, _: File, _: Option<Made>) -> Result<(), Problem> {
        self.0.file();
        Ok(())
    }

    fn beside(&self, _: File) {}
}
