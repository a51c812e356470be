//! `serve`: the site in the browser of whoever edits it, as it would be published, anew after each save.
//!
//! One thread answers browsers, one looks at the files and plans, and each state of the site draws
//! on threads of its own. Nothing is written anywhere.

use crate::command::args::{Lang, Options, Preview};
use crate::command::painter::Studio;
use crate::command::run::{self, Usage};
use crate::disk::look::Named;
use crate::pipeline::preview::{self, Memory};
use crate::serve::edition::{Board, Edition};
use crate::serve::server::Door;
use crate::serve::watch::Watch;
use std::io;
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::thread;
use std::time::Instant;

/// The folders of a site that are watched. The output and `.sanvat/` are not among them.
const WATCHED: &[&str] = &["content", "themes"];
/// Exit code where nothing could be served for a reason that is not the site's (contract, section 8).
const IO: u8 = 3;

/// Runs the command.
pub fn run(preview: &Preview) -> ExitCode {
    let options = preview.options();
    // A date or an address that cannot be, before anything is opened.
    if let Err(usage) = run::job(&options) {
        return run::refuse_usage(&usage);
    }
    let door = match Door::open(preview.port) {
        Ok(door) => door,
        Err(error) => return run::refuse_usage(&no_door(preview, &error)),
    };
    let url = format!("http://127.0.0.1:{}/", door.port());
    let mut desk = Desk {
        studio: Studio::new(options.clone()),
        options,
        memory: Memory::default(),
    };
    // Before the first reading: what is saved while it goes on must be heard of.
    let mut watch = Watch::start(&preview.show.place.site, WATCHED);
    if !watch.hears() {
        run::say_error(no_events(preview.show.spoken.lang));
    }
    let Some(first) = desk.next(None, true, None) else {
        return ExitCode::from(IO);
    };
    let errors = first.errors;
    let board = Arc::new(Board::new(first.edition));
    let inside = board.current().base.clone();
    let url = format!("{}{inside}", url.trim_end_matches('/'));
    run::say_error(&greeting(preview.show.spoken.lang, &url, errors));
    if preview.open {
        open(&url, preview.show.spoken.lang);
    }
    let looking = {
        let board = board.clone();
        thread::Builder::new()
            .name("look".to_owned())
            .spawn(move || look(&mut desk, &mut watch, &board))
    };
    match looking.and_then(|_| door.attend(&board)) {
        // A signal ends with 128 and its number (contract, section 8).
        Ok(signal) => {
            run::say_error(goodbye(preview.show.spoken.lang));
            ExitCode::from(u8::try_from(128 + signal).unwrap_or(IO))
        }
        Err(error) => {
            run::say_error(&format!("{error}\n"));
            ExitCode::from(IO)
        }
    }
}

/// Where states of the site are made, one after the other.
struct Desk {
    options: Options,
    studio: Arc<Studio>,
    memory: Memory,
}

struct Made {
    edition: Edition,
    errors: usize,
}

impl Desk {
    /// The next edition, after the one shown now; `None` where no file has changed, of those that are named
    /// or of all.
    fn next(&mut self, now: Option<&Edition>, always: bool, named: Named<'_>) -> Option<Made> {
        // The day may have changed since the last time.
        let job = run::job(&self.options).ok()?;
        let read = preview::prepare_named(&job, &mut self.memory, always, named)?;
        let planned = self.studio.open(job, read.value, read.notes)?;
        let good = now.and_then(|now| Some((now.desk.clone()?, now.base.clone())));
        let edition = match (planned.desk, good) {
            (Some(desk), _) => Edition::good(planned.base, desk),
            (None, Some((desk, base))) => Edition::kept(base, desk, planned.over),
            (None, None) => Edition::none(planned.base, planned.alone),
        };
        Some(Made {
            edition,
            errors: planned.errors,
        })
    }
}

/// Looks at the files whenever it is time, and puts out what came of it, for ever.
fn look(desk: &mut Desk, watch: &mut Watch, board: &Board) {
    // The first reading itself was one that something may have slipped past.
    let mut again = true;
    loop {
        let named = watch.wait(again);
        let start = Instant::now();
        let Some(made) = desk.next(Some(&board.current()), false, named.as_ref()) else {
            // Of what was not named nothing is known yet.
            again = named.is_some();
            continue;
        };
        let errors = made.errors;
        board.put(made.edition);
        again = true;
        let line = changed(
            desk.options.show.spoken.lang,
            errors,
            start.elapsed().as_secs_f64(),
        );
        run::say_error(&line);
    }
}

fn no_door(preview: &Preview, error: &io::Error) -> Usage {
    let port = preview.port;
    let why = match (error.kind(), preview.show.spoken.lang) {
        (io::ErrorKind::AddrInUse, Lang::Vi) => {
            "đang có chương trình khác dùng, có thể là một sanvat serve khác".to_owned()
        }
        (io::ErrorKind::AddrInUse, Lang::En) => {
            "another program uses it, perhaps another sanvat serve".to_owned()
        }
        (io::ErrorKind::PermissionDenied, Lang::Vi) => {
            "máy không cho dùng các cổng dưới 1024".to_owned()
        }
        (io::ErrorKind::PermissionDenied, Lang::En) => {
            "ports below 1024 are not for everybody".to_owned()
        }
        (_, _) => error.to_string(),
    };
    Usage(match preview.show.spoken.lang {
        Lang::Vi => {
            format!("Không mở được cổng {port}: {why}. Chọn cổng khác: sanvat serve --port 0")
        }
        Lang::En => {
            format!("Cannot use port {port}: {why}. Choose another: sanvat serve --port 0")
        }
    })
}

fn no_events(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => {
            "Máy không báo được khi tệp thay đổi (có thể đã hết lượt theo dõi: fs.inotify.max_user_watches). Mỗi giây sẽ xem lại một lần.\n"
        }
        Lang::En => {
            "The system cannot tell when files change (fs.inotify.max_user_watches may be used up). They are looked at every second.\n"
        }
    }
}

fn greeting(lang: Lang, url: &str, errors: usize) -> String {
    let state = match (lang, errors) {
        (_, 0) => String::new(),
        (Lang::Vi, errors) => format!(" Đang có {errors} lỗi: sửa xong trang sẽ hiện ra."),
        (Lang::En, 1) => " 1 error: the site appears once it is fixed.".to_owned(),
        (Lang::En, errors) => format!(" {errors} errors: the site appears once they are fixed."),
    };
    match lang {
        Lang::Vi => format!("Xem thử: {url} . Lưu tệp là trang tự đổi; dừng bằng Ctrl-C.{state}\n"),
        Lang::En => {
            format!("Preview: {url} . Save a file and the page changes; Ctrl-C ends.{state}\n")
        }
    }
}

fn changed(lang: Lang, errors: usize, seconds: f64) -> String {
    let seconds = format!("{seconds:.2}");
    match (lang, errors) {
        (Lang::Vi, 0) => format!("Trang đã đổi. {} giây.\n", seconds.replace('.', ",")),
        (Lang::Vi, errors) => format!("Đang có {errors} lỗi: trang cũ được giữ lại.\n"),
        (Lang::En, 0) => format!("The site has changed. {seconds} s.\n"),
        (Lang::En, 1) => "1 error: last good page kept.\n".to_owned(),
        (Lang::En, errors) => format!("{errors} errors: last good page kept.\n"),
    }
}

fn goodbye(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "\nĐã dừng xem thử.\n",
        Lang::En => "\nThe preview has ended.\n",
    }
}

/// Opens the page in the browser of whoever sits here, if there is one.
fn open(url: &str, lang: Lang) {
    match Command::new("xdg-open").arg(url).spawn() {
        // Waited for aside, so that its end is noticed.
        Ok(mut child) => {
            let _ = thread::Builder::new().spawn(move || child.wait());
        }
        Err(error) => run::say_error(&match lang {
            Lang::Vi => format!("Không mở được trình duyệt (xdg-open: {error}).\n"),
            Lang::En => format!("Cannot open a browser (xdg-open: {error}).\n"),
        }),
    }
}
