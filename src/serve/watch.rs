//! When something below the site's folders has changed.
//!
//! What the system reports is a hint where somebody should look first. Soon after each such look one at
//! everything follows, so lost, doubled or misleading events do no harm. However many come, one look
//! follows when they have settled, and no more than one waits.

use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Quiet after the last event before it is time to look. An editor that saves by renaming needs a
/// millisecond or two, and is slow on a busy machine.
const SETTLED: Duration = Duration::from_millis(15);
/// The same where that event tells that a file stands whole: written and closed, or under its last name.
const WHOLE_SETTLED: Duration = Duration::from_millis(5);
/// Longest wait for quiet while events keep coming.
const AT_LAST: Duration = Duration::from_secs(1);
/// A second look after each one, at everything, for what fell into the gaps: a folder that appeared and was filled
/// before it was watched, a file written twice within one tick of its clock.
const ONCE_MORE: Duration = Duration::from_millis(500);
/// Most paths that are looked at one by one; where more changed, everything is.
const NAMES: usize = 500;
/// Longest time without a look at everything while named ones follow each other sooner than that second look.
const WHOLE: Duration = Duration::from_secs(5);
/// How often to look where the system cannot tell.
const BLIND: Duration = Duration::from_secs(1);

/// Watches folders that stand directly below one root.
#[derive(Debug)]
pub struct Watch {
    root: PathBuf,
    names: &'static [&'static str],
    watcher: Option<RecommendedWatcher>,
    heard: Arc<Heard>,
    /// Since when not everything was looked at.
    partly: Option<Instant>,
}

/// What the watching thread tells.
#[derive(Debug, Default)]
struct Heard {
    news: Mutex<News>,
    bell: Condvar,
}

#[derive(Debug, Default)]
struct News {
    /// When the last event came, if any came since the last look.
    last: Option<Instant>,
    /// Whether it tells that a file stands whole.
    whole: bool,
    /// What they told of.
    names: BTreeSet<PathBuf>,
    /// Whether they do not tell of all.
    all: bool,
    /// Whether one of the folders themselves came, went or was replaced, or events were lost.
    renew: bool,
}

impl Watch {
    /// Begins to watch the folders of these names below the root, now or whenever they appear.
    pub fn start(root: &Path, names: &'static [&'static str]) -> Watch {
        let root = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
        let mut watch = Watch {
            root,
            names,
            watcher: None,
            heard: Arc::default(),
            partly: None,
        };
        watch.renew();
        watch
    }

    /// Whether the system tells of changes; else the folders are looked at every second.
    pub fn hears(&self) -> bool {
        self.watcher.is_some()
    }

    /// Waits until it is time to look. `again` asks for one more look soon, whether or not
    /// anything is heard. Gives the paths below the root, with `/`, that may have changed; `None` where
    /// anything may have.
    pub fn wait(&mut self, again: bool) -> Option<BTreeSet<String>> {
        let started = Instant::now();
        let until = match (again, self.hears()) {
            (true, _) => Some(started + ONCE_MORE),
            (false, false) => Some(started + BLIND),
            (false, true) => None,
        };
        let mut news = self.heard.news();
        while news.last.is_none() {
            let Some(until) = until else {
                news = self.heard.wait(news, Duration::from_secs(3600));
                continue;
            };
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            news = self.heard.wait(news, left);
        }
        let first = Instant::now();
        while let Some(last) = news.last {
            let settled = if news.whole { WHOLE_SETTLED } else { SETTLED };
            let quiet = settled.saturating_sub(last.elapsed());
            if quiet.is_zero() || first.elapsed() > AT_LAST {
                break;
            }
            news = self.heard.wait(news, quiet);
        }
        let renew = news.renew || self.watcher.is_none();
        let heard = std::mem::take(&mut *news);
        drop(news);
        if renew {
            self.renew();
        }
        let is_due = self.partly.is_some_and(|since| since.elapsed() > WHOLE);
        let named = match heard.last {
            Some(_) if !heard.all && !renew && !is_due => {
                let named = heard.names.iter();
                named.map(|path| self.name(path)).collect()
            }
            _ => None,
        };
        self.partly = match named {
            Some(_) => self.partly.or_else(|| Some(Instant::now())),
            None => None,
        };
        named
    }

    /// A path below the root as content is named.
    fn name(&self, path: &Path) -> Option<String> {
        Some(path.strip_prefix(&self.root).ok()?.to_str()?.to_owned())
    }

    /// Watches from the start: what was watched may have another name by now.
    fn renew(&mut self) {
        // The old one first: two would count twice against the system's limit.
        self.watcher = None;
        self.watcher = self.watcher_of_all().ok();
    }

    fn watcher_of_all(&self) -> notify::Result<RecommendedWatcher> {
        let heard = self.heard.clone();
        let folders: Vec<PathBuf> = self.names.iter().map(|name| self.root.join(name)).collect();
        let tops = folders.clone();
        let config = notify::Config::default().with_follow_symlinks(false);
        let hear = move |event: notify::Result<notify::Event>| heard.take(event, &tops);
        let mut watcher = RecommendedWatcher::new(hear, config)?;
        watcher.watch(&self.root, RecursiveMode::NonRecursive)?;
        for folder in folders {
            // One that is not there is heard of when it appears.
            match watcher.watch(&folder, RecursiveMode::Recursive) {
                Err(error) if !is_missing(&error) => return Err(error),
                _ => {}
            }
        }
        Ok(watcher)
    }
}

fn is_missing(error: &notify::Error) -> bool {
    match &error.kind {
        notify::ErrorKind::PathNotFound => true,
        notify::ErrorKind::Io(error) => matches!(
            error.kind(),
            std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory
        ),
        _ => false,
    }
}

impl Heard {
    fn news(&self) -> MutexGuard<'_, News> {
        // What is kept here is whole at every moment, whoever died meanwhile.
        self.news.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, news: MutexGuard<'a, News>, most: Duration) -> MutexGuard<'a, News> {
        self.bell
            .wait_timeout(news, most)
            .unwrap_or_else(PoisonError::into_inner)
            .0
    }

    /// Takes one event of the system, on its thread.
    fn take(&self, event: notify::Result<notify::Event>, folders: &[PathBuf]) {
        let (counts, renew) = match &event {
            Ok(event) if event.need_rescan() => (true, true),
            // Reading is no change, and our own reading least of all.
            Ok(event) if is_reading(&event.kind) => (false, false),
            Ok(event) => {
                let inside = |path: &PathBuf| folders.iter().any(|top| path.starts_with(top));
                let is_top = |path: &PathBuf| folders.contains(path);
                let moves = is_moving(&event.kind) && event.paths.iter().any(is_top);
                (event.paths.iter().any(inside), moves)
            }
            Err(_) => (true, true),
        };
        if counts {
            let mut news = self.news();
            news.last = Some(Instant::now());
            news.whole = event.as_ref().is_ok_and(|event| is_end(&event.kind));
            news.renew |= renew;
            match &event {
                Ok(event) if !event.need_rescan() && news.names.len() < NAMES => {
                    news.names.extend(event.paths.iter().cloned());
                }
                _ => news.all = true,
            }
            self.bell.notify_all();
        }
    }
}

/// Anything that leaves a file as it was. One closed after writing is whole from then on.
fn is_reading(kind: &EventKind) -> bool {
    let written = EventKind::Access(AccessKind::Close(AccessMode::Write));
    matches!(kind, EventKind::Access(_)) && *kind != written
}

/// Whether a file stands whole from now on.
fn is_end(kind: &EventKind) -> bool {
    let to = EventKind::Modify(ModifyKind::Name(RenameMode::To));
    let both = EventKind::Modify(ModifyKind::Name(RenameMode::Both));
    let written = EventKind::Access(AccessKind::Close(AccessMode::Write));
    [to, both, written].contains(kind)
}

/// Whether a thing came, went or has another name.
fn is_moving(kind: &EventKind) -> bool {
    matches!(
        kind,
        EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
    )
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "an editor writes files")]
mod tests {
    use super::*;

    #[test]
    fn saves_without_end_do_not_put_the_look_at_everything_off() {
        let site = tempfile::tempdir().unwrap();
        let content = site.path().join("content");
        std::fs::create_dir(&content).unwrap();
        let mut watch = Watch::start(site.path(), &["content"]);
        assert!(watch.hears());
        let save = |watch: &mut Watch, text: &str| {
            std::fs::write(content.join("a.md"), text).unwrap();
            watch.wait(true)
        };
        let first = save(&mut watch, "một").unwrap();
        assert!(first.contains("content/a.md"), "{first:?}");
        assert!(save(&mut watch, "hai").is_some());
        watch.partly = Instant::now().checked_sub(WHOLE * 2);
        assert_eq!(save(&mut watch, "ba"), None);
        assert!(save(&mut watch, "bốn").is_some());
    }
}
