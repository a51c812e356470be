//! What the server shows at one moment, and how it is exchanged for the next.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::sync::{mpsc, oneshot, watch};

/// Questions that may wait for a painter; more wait at the door.
const WAITING: usize = 64;

/// One state of the site.
#[derive(Debug, Clone, Default)]
pub struct Edition {
    /// Another for each edition, also after the program was started anew.
    number: u64,
    /// Path of the site's home page, with a slash at both ends: `/` or `/ocop/`.
    pub base: String,
    /// Where pages are asked for; `None` while nothing good was ever made.
    pub desk: Option<Desk>,
    /// A finished piece of HTML that tells what is wrong; shown over every page, or alone where there is none.
    pub report: Option<Arc<str>>,
}

/// Where a server asks for files. The painters behind it end when the last copy of it is gone.
pub type Desk = mpsc::Sender<Ask>;

/// A question for one file.
#[derive(Debug)]
pub struct Ask {
    /// Path relative to the output folder, decoded: `san-pham/mat-ong/index.html`.
    pub path: String,
    /// Where the answer is waited for, unless the client has gone.
    pub reply: oneshot::Sender<Drawn>,
}

/// What a painter answers.
#[derive(Debug, Clone)]
pub enum Drawn {
    /// The file whole.
    File(Arc<[u8]>),
    /// It cannot be drawn.
    Faulty {
        /// A finished piece of HTML that tells why.
        report: Arc<str>,
        /// The same file as it was drawn last, in an earlier edition.
        last: Option<Arc<[u8]>>,
    },
    /// No such file is planned.
    Nothing,
}

/// The questions asked at a desk, for as many painters as there are.
#[derive(Debug)]
pub struct Asks(Mutex<mpsc::Receiver<Ask>>);

/// A desk, and its questions.
pub fn desk() -> (Desk, Asks) {
    let (desk, asks) = mpsc::channel(WAITING);
    (desk, Asks(Mutex::new(asks)))
}

impl Asks {
    /// The next question, waited for; `None` when nobody can ask any more. Not for a thread of the server.
    pub fn next(&self) -> Option<Ask> {
        let mut asks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        asks.blocking_recv()
    }
}

/// Where editions are put out. Whoever watches it is told of each new one.
#[derive(Debug)]
pub struct Board(watch::Sender<Arc<Edition>>);

/// How the server looks at the board.
pub(super) type Watching = watch::Receiver<Arc<Edition>>;

impl Board {
    /// A board with its first edition.
    #[expect(
        clippy::disallowed_methods,
        reason = "the network edge: numbers of another run must not come again, and nothing else depends on them"
    )]
    pub fn new(mut first: Edition) -> Board {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        first.number = now
            .ok()
            .and_then(|passed| u64::try_from(passed.as_millis()).ok())
            .unwrap_or(1);
        Board(watch::Sender::new(Arc::new(first)))
    }

    /// Puts out the next edition; browsers that show another one load anew.
    pub fn put(&self, mut next: Edition) {
        self.0.send_modify(|current| {
            next.number = current.number.wrapping_add(1);
            *current = Arc::new(next);
        });
    }

    /// What is shown now.
    pub fn current(&self) -> Arc<Edition> {
        self.0.borrow().clone()
    }

    pub(super) fn watching(&self) -> Watching {
        self.0.subscribe()
    }
}

impl Edition {
    /// A sound site.
    pub fn good(base: String, desk: Desk) -> Edition {
        Edition {
            base,
            desk: Some(desk),
            ..Edition::default()
        }
    }

    /// The pages of an earlier one, and over them the report of what is wrong now.
    pub fn kept(base: String, desk: Desk, report: Arc<str>) -> Edition {
        Edition {
            base,
            desk: Some(desk),
            report: Some(report),
            ..Edition::default()
        }
    }

    /// No page, only the report.
    pub fn none(base: String, report: Arc<str>) -> Edition {
        Edition {
            base,
            report: Some(report),
            ..Edition::default()
        }
    }

    /// The number browsers know it by.
    pub(super) fn number(&self) -> u64 {
        self.number
    }
}
