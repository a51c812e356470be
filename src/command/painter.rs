//! One state of the site, alive: its pages drawn on threads of their own as the server asks for them.
//!
//! The plan borrows from the catalogue, so both lie on one thread's stack and the painters work
//! inside that frame. When the server has gone on to the next edition nobody can ask any more, the
//! painters come to their end, and with the frame goes all that belonged to this state.

use crate::command::args::Options;
use crate::command::kept::Kept;
use crate::command::report::{self, Format};
use crate::command::run::{self, Outcome};
use crate::command::told::Told;
use crate::pipeline::preview::{Plans, Preview};
use crate::pipeline::{Job, Prepared};
use crate::serve::edition::{self, Asks, Desk, Drawn};
use crate::source::diagnostic::{Checked, Diagnostic, Diagnostics};
use crate::source::problem::Severity;
use crate::source::wording::Tongue;
use crate::source::work;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;

/// Memory for what was drawn, in bytes: pages of one edition, pictures, and pages as they were last good.
const PAGES: usize = 64 << 20;
const PICTURES: usize = 256 << 20;
const LAST: usize = 64 << 20;

/// What outlives an edition.
#[derive(Debug)]
pub(super) struct Studio {
    options: Options,
    /// By all that their bytes depend on.
    pictures: Kept,
    /// Pages as they were drawn last, by path, for when a template fails.
    last: Kept,
    /// Of the last state.
    plans: Mutex<Plans>,
    told: Mutex<Told>,
}

/// What became of planning a state of the site.
#[derive(Debug)]
pub(super) struct Planned {
    /// Where its pages may be asked for; `None` where errors forbid it.
    pub(super) desk: Option<Desk>,
    /// Path of the home page.
    pub(super) base: String,
    /// The errors for the browser: over an earlier page, and where there is none.
    pub(super) over: Arc<str>,
    pub(super) alone: Arc<str>,
    /// Numbers for the terminal.
    pub(super) errors: usize,
}

impl Studio {
    pub(super) fn new(options: Options) -> Arc<Studio> {
        Arc::new(Studio {
            options,
            pictures: Kept::new(PICTURES),
            last: Kept::new(LAST),
            plans: Mutex::default(),
            told: Mutex::default(),
        })
    }

    /// Plans a state of the site on a thread of its own, prints what is wrong, and, where nothing
    /// is, stays to draw. `None` if the thread could not be had.
    pub(super) fn open(
        self: &Arc<Studio>,
        job: Job,
        prepared: Prepared,
        notes: Diagnostics,
    ) -> Option<Planned> {
        let (tell, told) = mpsc::sync_channel(1);
        let studio = self.clone();
        let live = move || {
            let planned = Preview::plan(&job, &prepared, notes, &mut studio.plans());
            let Checked { value, notes } = planned;
            let outcome = Outcome::new(notes, Some(&prepared), false);
            studio.tell(&outcome, &prepared);
            let errors = outcome.totals.errors;
            let report = |keeps| studio.report(&outcome.notes, &prepared, keeps);
            let mut planned = Planned {
                desk: None,
                base: prepared.catalogue.settings.base_path(),
                over: report(true),
                alone: report(false),
                errors,
            };
            match value {
                Some(preview) => {
                    let (desk, asks) = edition::desk();
                    planned.desk = Some(desk);
                    let _ = tell.send(planned);
                    studio.paint(&preview, &prepared, asks);
                }
                None => {
                    let _ = tell.send(planned);
                }
            }
        };
        thread::Builder::new()
            .name("edition".to_owned())
            .spawn(live)
            .ok()?;
        told.recv().ok()
    }

    /// Prints the report; after the first, where people read it, only what is new.
    fn tell(&self, outcome: &Outcome, prepared: &Prepared) {
        let options = &self.options;
        let shown = if options.quiet {
            &outcome.notes.only(Severity::Error)
        } else {
            &outcome.notes
        };
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        match told.news(shown).filter(|_| options.format == Format::Human) {
            Some(news) => {
                let line = news.line(options.show.spoken.lang);
                outcome.of(news.new).print(options, Some(prepared));
                run::say_error(&line);
            }
            None => outcome.print(options, Some(prepared)),
        }
    }

    fn plans(&self) -> MutexGuard<'_, Plans> {
        self.plans.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Draws until nobody can ask any more.
    fn paint(&self, preview: &Preview<'_>, prepared: &Prepared, asks: Asks) {
        let easel = Easel {
            studio: self,
            preview,
            prepared,
            pages: Kept::new(PAGES),
            told: Mutex::default(),
        };
        // One more than the machine has cores: a page that takes its time does not stop the others.
        let painters = thread::available_parallelism().map_or(2, |cores| cores.get() + 1);
        thread::scope(|scope| {
            for _ in 0..painters {
                scope.spawn(|| {
                    while let Some(ask) = asks.next() {
                        // A client that went away waits for nothing.
                        if !ask.reply.is_closed() {
                            let _ = ask.reply.send(easel.drawn(&ask.path));
                        }
                    }
                });
            }
        });
    }

    fn report(&self, notes: &Diagnostics, prepared: &Prepared, keeps: bool) -> Arc<str> {
        let text_of = |file: &str| prepared.text(file);
        let tongue = Tongue::from(self.options.show.spoken.lang);
        report::over_page(notes, &text_of, keeps, tongue).into()
    }
}

/// What the painters of one edition share.
struct Easel<'a, 'p> {
    studio: &'a Studio,
    preview: &'a Preview<'p>,
    prepared: &'a Prepared,
    /// What was drawn in this edition, by path.
    pages: Kept,
    /// Faults that were printed: one template's fault shows on all its pages.
    told: Mutex<BTreeSet<(Arc<str>, usize)>>,
}

impl Easel<'_, '_> {
    fn drawn(&self, path: &str) -> Drawn {
        if !self.preview.has(path) {
            return Drawn::Nothing;
        }
        let (kept, key) = match self.preview.picture_key(path) {
            Some(key) => (&self.studio.pictures, key),
            None => (&self.pages, path.to_owned()),
        };
        if let Some(bytes) = kept.get(&key) {
            return Drawn::File(bytes);
        }
        work::on(path);
        match self.preview.draw(path) {
            Ok(bytes) => {
                let bytes: Arc<[u8]> = bytes.into();
                kept.put(key, &bytes);
                if path.ends_with(".html") {
                    self.studio.last.put(path.to_owned(), &bytes);
                }
                Drawn::File(bytes)
            }
            Err(fault) => self.faulty(path, &fault),
        }
    }

    fn faulty(&self, path: &str, fault: &Diagnostic) -> Drawn {
        let mut notes = Diagnostics::default();
        notes.add(&fault.file, fault.span, fault.problem.clone());
        let last = self.studio.last.get(path);
        let report = self.studio.report(&notes, self.prepared, last.is_some());
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.insert((fault.file.clone(), fault.span.start)) {
            let outcome = Outcome::new(notes, Some(self.prepared), false);
            outcome.print(&self.studio.options, Some(self.prepared));
        }
        Drawn::Faulty { report, last }
    }
}
