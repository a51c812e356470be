//! How long a run takes and where its time and bytes go; and, on a terminal, that it is alive.

use crate::command::args::{Lang, Options};
use crate::command::run::say_error;
use crate::disk;
use crate::disk::published::Published;
use crate::text::format::number;
use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Whoever waits longer is told what is being done.
const PATIENCE: Duration = Duration::from_secs(1);
/// Between two of the words.
const PAUSE: Duration = Duration::from_millis(200);

/// A stage as it is called when it ends, and what is done from there on: in Vietnamese, in English.
const AFTER: [(&str, &str, &str); 7] = [
    ("", "Đang xem có gì đổi", "Looking for changes"),
    ("look", "Đang đọc", "Reading"),
    ("read", "Đang kiểm tra", "Checking"),
    ("check", "Đang đọc giao diện", "Reading the theme"),
    ("theme", "Đang sắp xếp", "Planning"),
    ("plan", "Đang vẽ trang", "Drawing"),
    ("draw", "Đang đăng", "Publishing"),
];

/// What has been done so far; counted from many threads, read from one.
#[derive(Debug, Default)]
pub struct Done {
    /// Index into [`AFTER`].
    stage: AtomicUsize,
    /// Files drawn, or taken over from the last build.
    files: AtomicUsize,
}

impl Done {
    /// One more file is drawn.
    pub fn file(&self) {
        self.files.fetch_add(1, Relaxed);
    }

    /// What is being done now.
    fn line(&self, lang: Lang) -> String {
        let stage = AFTER.get(self.stage.load(Relaxed)).unwrap_or(&AFTER[0]);
        let files = self.files.load(Relaxed);
        match (lang, files) {
            (Lang::Vi, 0) => format!("{}…", stage.1),
            (Lang::Vi, files) => format!("{}… {} tệp", stage.1, number(files as u64)),
            (Lang::En, 0) => format!("{}…", stage.2),
            (Lang::En, files) => format!("{}… {files} files", stage.2),
        }
    }
}

/// Wall time by stage, for `--timings`.
#[derive(Debug)]
pub struct Stopwatch {
    start: Instant,
    last: Instant,
    /// Name, seconds, and the largest resident memory so far in MB.
    stages: Vec<(&'static str, f64, Option<f64>)>,
    /// What was published: folder, files, bytes.
    folders: Vec<(String, usize, u64)>,
    done: Arc<Done>,
    /// Whoever tells the terminal.
    teller: Option<Teller>,
}

impl Stopwatch {
    /// Starts now; whoever sits before a terminal is told from the second second on what is done.
    pub fn start(options: &Options) -> Stopwatch {
        let now = Instant::now();
        let done = Arc::new(Done::default());
        let is_watched = !options.quiet && std::io::stderr().is_terminal();
        Stopwatch {
            start: now,
            last: now,
            stages: Vec::new(),
            folders: Vec::new(),
            teller: is_watched.then(|| Teller::new(&done, options.show.spoken.lang)),
            done,
        }
    }

    /// Where files are counted.
    pub fn done(&self) -> Arc<Done> {
        self.done.clone()
    }

    /// Ends a stage.
    pub fn stage(&mut self, name: &'static str) {
        let now = Instant::now();
        let took = now.duration_since(self.last).as_secs_f64();
        let peak = disk::process::used().map(|(_, peak)| peak);
        self.stages.push((name, took, peak));
        self.last = now;
        let next = AFTER.iter().position(|(known, ..)| *known == name);
        self.done.stage.store(next.unwrap_or_default(), Relaxed);
    }

    /// Says no more on the terminal, where from here on others speak.
    pub fn fall_silent(&mut self) {
        self.teller = None;
    }

    /// Takes down what was published.
    pub fn weigh(&mut self, published: &Published) {
        self.folders = published.folders_by_weight();
    }

    /// Seconds since the start.
    pub fn seconds(&self) -> f64 {
        self.start.elapsed().as_secs_f64()
    }

    /// One line a stage in milliseconds, with the peak of memory at its end; what the process used, where the
    /// system tells; then the folders of the output, the heaviest first.
    pub fn print(&self) {
        let mut text = String::new();
        for (name, took, peak) in &self.stages {
            let peak = peak.map_or(String::new(), |peak| format!("{peak:>10.1} MB"));
            text.push_str(&format!("{name:>8} {:>10.1} ms{peak}\n", took * 1000.0));
        }
        text.push_str(&format!(
            "{:>8} {:>10.1} ms\n",
            "total",
            self.seconds() * 1000.0
        ));
        if let Some((cpu, peak)) = disk::process::used() {
            text.push_str(&format!("{:>8} {:>10.1} ms\n", "cpu", cpu * 1000.0));
            text.push_str(&format!("{:>8} {:>10.1} MB\n", "peak", peak));
        }
        for (folder, files, bytes) in &self.folders {
            text.push_str(&format!("{bytes:>12} B {files:>8}  {folder}\n"));
        }
        say_error(&text);
    }
}

/// A thread that renews one line of the terminal until it is dropped, and leaves the line empty.
#[derive(Debug)]
struct Teller {
    end: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Teller {
    fn new(done: &Arc<Done>, lang: Lang) -> Teller {
        let (end, ended) = channel();
        let done = done.clone();
        let tell = move || tell(&done, lang, &ended);
        Teller {
            end: Some(end),
            // Without a thread to spare nothing is told.
            thread: std::thread::Builder::new().spawn(tell).ok(),
        }
    }
}

impl Drop for Teller {
    fn drop(&mut self) {
        drop(self.end.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn tell(done: &Done, lang: Lang, ended: &Receiver<()>) {
    const CLEAR: &str = "\r\u{1b}[K";
    let mut wait = PATIENCE;
    while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
        say_error(&format!("{CLEAR}{}", done.line(lang)));
        wait = PAUSE;
    }
    if wait == PAUSE {
        say_error(CLEAR);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_told_what_is_done_and_how_far() {
        let done = Done::default();
        assert_eq!(done.line(Lang::Vi), "Đang xem có gì đổi…");
        done.stage.store(5, Relaxed);
        for _ in 0..1_234 {
            done.file();
        }
        assert_eq!(done.line(Lang::Vi), "Đang vẽ trang… 1.234 tệp");
        assert_eq!(done.line(Lang::En), "Drawing… 1234 files");
    }

    #[test]
    fn a_teller_ends_at_once() {
        let begun = Instant::now();
        drop(Teller::new(&Arc::default(), Lang::Vi));
        assert!(begun.elapsed() < PATIENCE);
    }
}
