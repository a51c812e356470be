//! The preview as a browser and an editor meet it: requests on the wire, files saved on disk.

use crate::harness::{Fixture, bytes_of};
use sanvat::catalogue::date::Date;
use sanvat::content::Wishes;
use sanvat::disk;
use sanvat::pipeline::preview::{self, Memory, Plans, prepare_again, prepare_named};
use sanvat::pipeline::{Job, Prepared, prepare};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// Longer than anything may take on a busy machine; reached only by a fault.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running preview; ended when dropped.
struct Preview {
    child: Child,
    port: u16,
    said: Arc<Mutex<String>>,
}

/// One response.
struct Response {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Response {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body without what the server adds behind every page.
    fn published(&self) -> String {
        let text = self.text();
        let (page, _) = text
            .rsplit_once("\n<script src=\"/sanvat:reload.js?")
            .expect("the script");
        page.to_owned()
    }
}

impl Preview {
    fn of(site: &Fixture) -> Preview {
        Preview::with(site, &[])
    }

    fn with(site: &Fixture, more: &[&str]) -> Preview {
        let mut child = Command::new(env!("CARGO_BIN_EXE_sanvat"))
            .args(["serve", "--port", "0", "--date", "2026-11-24"])
            .args(more)
            .current_dir(site.path())
            .env_remove("SOURCE_DATE_EPOCH")
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let stderr = child.stderr.take().expect("its words");
        let said = Arc::new(Mutex::new(String::new()));
        let heard = said.clone();
        thread::spawn(move || {
            for line in BufReader::new(stderr).lines() {
                let line = line.expect("a line");
                let mut said = heard.lock().expect("the words");
                said.push_str(&line);
                said.push('\n');
            }
        });
        let mut preview = Preview {
            child,
            port: 0,
            said,
        };
        let greeting = preview.wait_for("http://127.0.0.1:");
        let (_, rest) = greeting
            .split_once("http://127.0.0.1:")
            .expect("an address");
        preview.port = rest
            .split('/')
            .next()
            .expect("a port")
            .parse()
            .expect("a number");
        preview
    }

    fn said(&self) -> String {
        self.said.lock().expect("the words").clone()
    }

    /// Waits until the terminal shows a text.
    fn wait_for(&self, text: &str) -> String {
        let start = Instant::now();
        loop {
            let said = self.said();
            if said.contains(text) {
                return said;
            }
            assert!(start.elapsed() < PATIENCE, "no {text:?} in:\n{said}");
            thread::sleep(Duration::from_millis(5));
        }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
        stream
    }

    /// Sends bytes as they are and reads until the server closes.
    fn raw(&self, request: &str) -> Response {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).expect("sent");
        let mut all = Vec::new();
        let _ = stream.read_to_end(&mut all);
        parsed(&all)
    }

    fn ask(&self, method: &str, path: &str, headers: &str) -> Response {
        let port = self.port;
        self.raw(&format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n{headers}\r\n"
        ))
    }

    fn get(&self, path: &str) -> Response {
        self.ask("GET", path, "")
    }

    /// Asks until the page holds a text.
    fn get_until(&self, path: &str, holds: impl Fn(&Response) -> bool) -> Response {
        let start = Instant::now();
        loop {
            let response = self.get(path);
            if holds(&response) {
                return response;
            }
            let late = start.elapsed() > PATIENCE;
            assert!(!late, "{path}:\n{}\n{}", response.text(), self.said());
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// The edition a page says it is of.
    fn edition(&self, path: &str) -> u64 {
        let text = self.get(path).text();
        let (_, rest) = text.rsplit_once("/sanvat:reload.js?").expect("the script");
        rest.split('"')
            .next()
            .expect("a number")
            .parse()
            .expect("a number")
    }

    /// Listens as the script of a page of that edition does.
    fn listen(&self, edition: u64) -> Events {
        let mut stream = self.connect();
        let port = self.port;
        write!(
            stream,
            "GET /sanvat:events?{edition} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/event-stream\r\n\r\n"
        )
        .expect("sent");
        let mut events = Events {
            stream,
            heard: String::new(),
        };
        events.wait_for("retry:");
        events
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A stream of events as far as it has come.
struct Events {
    stream: TcpStream,
    heard: String,
}

impl Events {
    fn wait_for(&mut self, text: &str) {
        let mut piece = [0; 1024];
        while !self.heard.contains(text) {
            let read = self.stream.read(&mut piece).expect("an event in time");
            assert!(read > 0, "the stream ended: {}", self.heard);
            self.heard
                .push_str(&String::from_utf8_lossy(&piece[..read]));
        }
    }
}

fn parsed(all: &[u8]) -> Response {
    let split = all.windows(4).position(|four| four == b"\r\n\r\n");
    let split = split.unwrap_or_else(|| panic!("no head: {:?}", String::from_utf8_lossy(all)));
    let head = String::from_utf8_lossy(&all[..split]).into_owned();
    let status = head.split(' ').nth(1).expect("a status");
    let headers = head
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(": "));
    Response {
        status: status.parse().expect("a number"),
        headers: headers
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect(),
        body: all[split + 4..].to_vec(),
    }
}

const PRODUCT: &str = "content/products/che-mau.md";
const PAGE: &str = "/san-pham/che-mau/";

#[test]
fn what_is_served_is_what_is_published_and_nothing_is_written() {
    let site = Fixture::copy("two-districts");
    site.build().expect_code(0);
    let published = bytes_of(&site.path().join("public"));
    let before = bytes_of(site.path());
    let preview = Preview::of(&site);
    let config = fs::read_to_string(site.path().join("content/config.yml")).expect("settings");
    let base = config
        .lines()
        .find_map(|line| line.strip_prefix("base_url: "))
        .and_then(|url| url.split_once("://")?.1.split_once('/'))
        .map_or(String::new(), |(_, path)| path.trim_matches('/').to_owned());
    let base = if base.is_empty() {
        "/".to_owned()
    } else {
        format!("/{base}/")
    };
    let mut pages = 0;
    for (path, bytes) in &published {
        // The list of what was written belongs to the writing.
        if path == "build-manifest.json" {
            continue;
        }
        let address = format!("{base}{}", path.replace(' ', "%20"));
        let response = preview.get(&address);
        assert_eq!(response.status, 200, "{address}");
        assert_eq!(response.headers["cache-control"], "no-store");
        let length = response.body.len().to_string();
        assert_eq!(response.headers["content-length"], length, "{path}");
        if path.ends_with(".html") {
            pages += 1;
            assert_eq!(response.published().into_bytes(), *bytes, "{path}");
            let folder = address.trim_end_matches("index.html");
            assert_eq!(
                preview.get(folder).published().into_bytes(),
                *bytes,
                "{path}"
            );
        } else {
            assert!(response.body == *bytes, "{path}");
        }
    }
    assert!(pages > 20);
    assert_eq!(bytes_of(site.path()), before);
}

#[test]
fn a_save_is_told_to_the_browser_and_the_page_is_the_new_one() {
    let site = Fixture::copy("base");
    let preview = Preview::of(&site);
    let shown = preview.edition(PAGE);
    let mut events = preview.listen(shown);
    site.edit(PRODUCT, "name: Chè mẫu", "name: Chè đổi tên");
    events.wait_for("event: edition");
    let page = preview.get(PAGE);
    assert!(page.text().contains("Chè đổi tên"), "{}", page.text());
    assert!(preview.edition(PAGE) > shown);
    // Who shows an older edition is told at once.
    preview.listen(shown).wait_for("event: edition");
    assert!(!site.path().join("public").exists());
    site.build().expect_code(0);
    let built = site.page("san-pham/che-mau/index.html");
    assert_eq!(preview.get(PAGE).published(), built);
}

#[test]
fn an_error_lies_over_the_last_good_page_until_it_is_mended() {
    let site = Fixture::copy("base");
    let preview = Preview::of(&site);
    let good = preview.get(PAGE).published();
    site.edit(PRODUCT, "stars: 3", "stars: \"</template><script>9\"");
    let page = preview.get_until(PAGE, |page| page.text().contains("sanvat-report"));
    let text = page.text();
    assert_eq!(page.status, 200);
    assert!(text.starts_with(&good), "{text}");
    assert!(text.contains(&format!("{PRODUCT}:3:8 ")), "{text}");
    assert!(text.contains("Có 1 việc phải sửa trong 1 tệp."), "{text}");
    assert!(!text[good.len()..].contains("<script>9"), "{text}");
    let said = preview.wait_for("Đang có 1 lỗi: trang cũ được giữ lại.");
    assert!(said.contains(&format!("{PRODUCT}:3:8")), "{said}");
    let mut events = preview.listen(preview.edition(PAGE));
    site.edit(PRODUCT, "stars: \"</template><script>9\"", "stars: 3");
    events.wait_for("event: edition");
    let mended = preview.get(PAGE);
    assert!(
        !mended.text().contains("sanvat-report"),
        "{}",
        mended.text()
    );
    assert_eq!(mended.published(), good);
}

#[test]
fn a_site_that_starts_with_an_error_shows_the_report_alone() {
    let site = Fixture::copy("base");
    site.edit(PRODUCT, "stars: 3", "stars: 9");
    let preview = Preview::with(&site, &["--lang", "en"]);
    let page = preview.get(PAGE);
    assert_eq!(page.status, 500);
    assert!(
        page.text().contains("There is 1 thing to fix in 1 file."),
        "{}",
        page.text()
    );
    assert!(page.text().contains(&format!("{PRODUCT}:3:8 ")));
    let mut events = preview.listen(preview.edition("/"));
    site.edit(PRODUCT, "stars: 9", "stars: 3");
    events.wait_for("event: edition");
    assert_eq!(preview.get(PAGE).status, 200);
}

#[test]
fn a_template_that_fails_is_told_over_the_page_as_it_was() {
    let site = Fixture::copy("base");
    let preview = Preview::of(&site);
    let good = preview.get(PAGE).published();
    let template = "themes/plain/templates/product.html";
    let text = fs::read_to_string(site.path().join(template)).expect("a template");
    // Known only when it is drawn.
    site.write(
        template,
        text.replacen("</h1>", "{{ 1 / (product.star.level - 3) }}</h1>", 1),
    );
    assert!(text.contains("</h1>"));
    let page = preview.get_until(PAGE, |page| page.text().contains("sanvat-report"));
    assert!(page.text().starts_with(&good), "{}", page.text());
    assert!(page.text().contains(template), "{}", page.text());
    preview.wait_for("theme-render");
    site.write(template, &text);
    preview.get_until(PAGE, |page| !page.text().contains("sanvat-report"));
    // A fault of syntax is known at once.
    site.write(template, format!("{{% if %}}{text}"));
    let page = preview.get_until(PAGE, |page| page.text().contains("sanvat-report"));
    assert!(
        page.text().contains(&format!("{template}:1:")),
        "{}",
        page.text()
    );
}

#[test]
fn only_this_machine_is_answered_and_only_what_is_planned() {
    let site = Fixture::copy("base");
    site.write("secret.txt", "secret");
    let preview = Preview::of(&site);
    let port = preview.port;
    let own = format!("Host: localhost:{port}\r\n");
    for (line, headers, status) in [
        ("GET / HTTP/1.1", own.clone(), 200),
        ("GET / HTTP/1.1", format!("Host: 127.0.0.1:{port}\r\n"), 200),
        ("GET / HTTP/1.1", format!("Host: [::1]:{port}\r\n"), 200),
        ("HEAD / HTTP/1.1", own.clone(), 200),
        (
            "GET / HTTP/1.1",
            format!("Host: evil.example:{port}\r\n"),
            421,
        ),
        ("GET / HTTP/1.1", "Host: localhost\r\n".to_owned(), 421),
        ("GET / HTTP/1.1", String::new(), 421),
        ("GET / HTTP/1.0", String::new(), 421),
        (
            "GET / HTTP/1.1",
            format!("{own}Host: evil.example\r\n"),
            421,
        ),
        ("GET http://evil.example/ HTTP/1.1", own.clone(), 421),
        (
            "GET / HTTP/1.1",
            format!("{own}Origin: http://evil.example\r\n"),
            403,
        ),
        ("GET / HTTP/1.1", format!("{own}Origin: null\r\n"), 403),
        (
            "GET / HTTP/1.1",
            format!("{own}Origin: http://localhost:{port}\r\n"),
            200,
        ),
        (
            "GET /sanvat:events HTTP/1.1",
            format!("{own}Origin: http://evil.example\r\n"),
            403,
        ),
        (
            "GET /sanvat:events HTTP/1.1",
            format!("{own}Sec-Fetch-Site: cross-site\r\n"),
            403,
        ),
        ("POST / HTTP/1.1", own.clone(), 405),
        ("PUT / HTTP/1.1", own.clone(), 405),
        ("DELETE / HTTP/1.1", own.clone(), 405),
        ("OPTIONS / HTTP/1.1", own.clone(), 405),
        ("CONNECT localhost:1 HTTP/1.1", own.clone(), 421),
        ("BREW / HTTP/1.1", own.clone(), 405),
        ("GET /../secret.txt HTTP/1.1", own.clone(), 400),
        ("GET /%2e%2e/secret.txt HTTP/1.1", own.clone(), 400),
        ("GET /..%2fsecret.txt HTTP/1.1", own.clone(), 400),
        (
            "GET /san-pham/..%5c..%5csecret.txt HTTP/1.1",
            own.clone(),
            400,
        ),
        ("GET /index.html%00.jpg HTTP/1.1", own.clone(), 400),
        ("GET /%ff HTTP/1.1", own.clone(), 400),
        ("GET /% HTTP/1.1", own.clone(), 400),
        ("GET /secret.txt HTTP/1.1", own.clone(), 404),
        ("GET //etc/passwd HTTP/1.1", own.clone(), 404),
        ("GET /%252e%252e/secret.txt HTTP/1.1", own.clone(), 404),
        ("GET /content/config.yml HTTP/1.1", own.clone(), 404),
        ("GET /public/index.html HTTP/1.1", own.clone(), 404),
        ("GET /INDEX.HTML HTTP/1.1", own.clone(), 404),
        ("GET /san-pham HTTP/1.1", own.clone(), 302),
        ("GET /khong-co/ HTTP/1.1", own.clone(), 404),
        ("GET / HTTP/9.9", own.clone(), 400),
        ("rubbish", String::new(), 400),
    ] {
        let response = preview.raw(&format!("{line}\r\n{headers}Connection: close\r\n\r\n"));
        assert_eq!(
            response.status,
            status,
            "{line}\n{headers}\n{}",
            response.text()
        );
        assert!(!response.text().contains("secret"), "{line}");
        assert!(!response.headers.contains_key("access-control-allow-origin"));
        if line.starts_with("HEAD") {
            assert!(response.body.is_empty());
            assert_ne!(response.headers["content-length"], "0");
        }
    }
    let long = "a".repeat(70_000);
    assert_eq!(preview.ask("GET", &format!("/{long}"), "").status, 431);
    assert_eq!(
        preview.ask("GET", "/", &format!("X: {long}\r\n")).status,
        431
    );
    assert_eq!(preview.ask("GET", "/", &"X: y\r\n".repeat(500)).status, 431);
    let missing = preview.get("/khong-co/");
    site.build().expect_code(0);
    assert_eq!(missing.published(), site.page("404.html"));
    for (path, kind) in [
        ("/sanvat:reload.js", "text/javascript; charset=utf-8"),
        ("/sanvat:report.css", "text/css; charset=utf-8"),
        ("/sitemap.xml", "application/xml"),
    ] {
        let response = preview.get(path);
        assert_eq!(response.headers["content-type"], kind, "{path}");
        assert_eq!(response.headers["x-content-type-options"], "nosniff");
    }
}

#[test]
fn the_port_is_open_on_this_machine_alone() {
    let site = Fixture::copy("base");
    let preview = Preview::of(&site);
    let listening: Vec<String> = ["/proc/net/tcp", "/proc/net/tcp6"]
        .iter()
        .filter_map(|path| fs::read_to_string(path).ok())
        .flat_map(|text| {
            let port = format!(":{:04X}", preview.port);
            let of_ours = text.lines().filter_map(|line| {
                let words: Vec<&str> = line.split_whitespace().collect();
                // 0A is a socket that listens.
                (words.get(1)?.ends_with(&port) && *words.get(3)? == "0A")
                    .then(|| words[1].trim_end_matches(&port).to_owned())
            });
            of_ours.collect::<Vec<_>>()
        })
        .collect();
    let v6 = TcpListener::bind(SocketAddr::from((Ipv6Addr::LOCALHOST, 0))).is_ok();
    let mut expected = vec!["0100007F"];
    if v6 {
        expected.push("00000000000000000000000001000000");
    }
    assert_eq!(listening, expected);
}

#[test]
fn slow_and_many_clients_do_not_stop_the_others() {
    let site = Fixture::copy("base");
    let preview = Preview::of(&site);
    let half: Vec<TcpStream> = (0..60)
        .map(|_| {
            let mut stream = preview.connect();
            stream.write_all(b"GET / HT").expect("sent");
            stream
        })
        .collect();
    let edition = preview.edition("/");
    let listening: Vec<Events> = (0..32).map(|_| preview.listen(edition)).collect();
    assert_eq!(preview.get("/sanvat:events").status, 503);
    assert_eq!(preview.get(PAGE).status, 200);
    drop(listening);
    // Places are given back.
    preview.get_until(PAGE, |_| {
        let mut stream = preview.connect();
        let port = preview.port;
        let request = format!("GET /sanvat:events HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut status = [0; 12];
        stream.read_exact(&mut status).is_ok() && status.ends_with(b"200")
    });
    // Half a request is waited for no longer than ten seconds.
    for mut stream in half {
        let mut rest = Vec::new();
        let ended = stream.read_to_end(&mut rest);
        assert!(ended.is_ok() || !rest.is_empty(), "{ended:?}");
    }
    assert_eq!(preview.get(PAGE).status, 200);
}

#[test]
fn editors_that_save_by_renaming_and_leave_things_about_are_understood() {
    let site = Fixture::copy("base");
    let preview = Preview::of(&site);
    let full = site.path().join(PRODUCT);
    let text = fs::read_to_string(&full).expect("a product");
    // As vim does: the old one becomes a backup, the new one takes the name.
    fs::rename(&full, full.with_extension("md~")).expect("a backup");
    fs::write(&full, text.replacen("Chè mẫu", "Chè một", 1)).expect("a save");
    fs::remove_file(full.with_extension("md~")).expect("no backup");
    preview.get_until(PAGE, |page| page.text().contains("Chè một"));
    // As others do: a new one beside it is renamed over it.
    let beside = full.with_file_name(".che-mau.md.tmp123");
    fs::write(&beside, text.replacen("Chè mẫu", "Chè hai", 1)).expect("a save");
    fs::rename(&beside, &full).expect("renamed");
    preview.get_until(PAGE, |page| page.text().contains("Chè hai"));
    // The same length, the same time.
    let time = fs::metadata(&full)
        .and_then(|data| data.modified())
        .expect("a time");
    fs::write(&full, text.replacen("Chè mẫu", "Chè bẫu", 1)).expect("a save");
    let file = fs::File::options()
        .append(true)
        .open(&full)
        .expect("the file");
    file.set_modified(time).expect("the old time");
    preview.get_until(PAGE, |page| page.text().contains("Chè bẫu"));
}

#[test]
fn the_folder_of_the_content_may_be_replaced_go_and_come_back() {
    let site = Fixture::copy("base");
    let preview = Preview::of(&site);
    let (content, aside) = (site.path().join("content"), site.path().join("aside"));
    fs::rename(&content, &aside).expect("moved");
    preview.get_until(PAGE, |page| page.text().contains("sanvat-report"));
    crate::harness::copy_folder(&aside, &content);
    preview.get_until(PAGE, |page| !page.text().contains("sanvat-report"));
    // The new folder is watched too, and a folder that is made in it.
    site.edit(PRODUCT, "name: Chè mẫu", "name: Chè mới");
    preview.get_until(PAGE, |page| page.text().contains("Chè mới"));
    site.write(
        "content/pages/sau/trong/trang.md",
        "---\ntitle: Trang ở sâu\n---\nXin chào.\n",
    );
    preview.get_until("/sau/trong/trang/", |page| {
        page.text().contains("Trang ở sâu")
    });
    site.write(
        "content/config.yml",
        "title: Tên khác\nbase_url: https://example.org/duoi\n",
    );
    let moved = preview.get_until("/duoi/", |page| page.status == 200);
    assert!(moved.text().contains("Tên khác"), "{}", moved.text());
    assert_eq!(preview.get("/").headers["location"], "/duoi/");
}

#[test]
fn a_branch_switch_and_a_storm_of_events_end_in_the_last_state() {
    let site = Fixture::copy("base");
    let preview = Preview::of(&site);
    let text = fs::read_to_string(site.path().join(PRODUCT)).expect("a product");
    for number in 0..2_000 {
        let name = text.replacen("Chè mẫu", &format!("Chè số {number}"), 1);
        site.write(&format!("content/products/them/so-{number}.md"), name);
    }
    for round in 0..10_000 {
        site.write("content/products/them/so-7.md~", round.to_string());
    }
    let last = text.replacen("Chè mẫu", "Chè cuối cùng", 1);
    site.write("content/products/them/so-1999.md", last);
    preview.get_until("/san-pham/so-1999/", |page| {
        page.text().contains("Chè cuối cùng")
    });
    site.remove("content/products/them/so-7.md~");
    preview.get_until("/san-pham/so-7/", |page| page.status == 200);
    for number in 0..2_000 {
        site.remove(&format!("content/products/them/so-{number}.md"));
    }
    preview.get_until("/san-pham/so-1999/", |page| page.status == 404);
    // Once for each state at most, and far from once for each event.
    let rebuilds = preview.said().matches("Trang đã đổi").count();
    assert!((1..60).contains(&rebuilds), "{rebuilds}");
}

#[test]
fn what_is_no_part_of_the_site_starts_nothing() {
    let site = Fixture::copy("base");
    let preview = Preview::of(&site);
    let shown = preview.edition(PAGE);
    site.build().expect_code(0);
    site.write(".sanvat/x", "1").write("notes.txt", "1");
    // The same bytes written again are no change.
    let text = fs::read(site.path().join(PRODUCT)).expect("a product");
    site.write(PRODUCT, text);
    thread::sleep(Duration::from_millis(1500));
    assert_eq!(preview.edition(PAGE), shown);
    assert!(
        !preview.said().contains("Trang đã đổi"),
        "{}",
        preview.said()
    );
}

#[test]
fn a_port_in_use_is_said_and_a_signal_ends_with_its_number() {
    let site = Fixture::copy("base");
    let mut preview = Preview::of(&site);
    let port = preview.port.to_string();
    let ran = site.run(&["serve", "--port", &port]).expect_code(2);
    assert!(
        ran.err.contains(&format!("Không mở được cổng {port}")),
        "{}",
        ran.err
    );
    let ran = site
        .run(&["serve", "--port", &port, "--lang", "en"])
        .expect_code(2);
    assert!(ran.err.contains("another program uses it"), "{}", ran.err);
    site.run(&["serve", "--port", "0", "--date", "hôm nay"])
        .expect_code(2);
    let id = preview.child.id().to_string();
    let sent = Command::new("kill")
        .args(["-INT", &id])
        .status()
        .expect("a signal");
    assert!(sent.success());
    let ended = preview.child.wait().expect("an end");
    assert_eq!((ended.code(), ended.signal()), (Some(130), None));
    assert!(preview.wait_for("Đã dừng").contains("Xem thử: "));
}

/// Whatever is remembered between two looks at the files, what comes of it is what a first look gives.
#[test]
fn reading_again_gives_what_reading_gives_after_any_edits() {
    let site = Fixture::copy("two-districts");
    let job = Job {
        root: site.path().to_owned(),
        wishes: Wishes {
            today: Date::parse("2026-11-24").expect("a day"),
            drafts: false,
            base_url: None,
        },
        theme: None,
        cached: false,
    };
    let mut memory = Memory::default();
    let mut plans = Plans::default();
    let originals: Vec<(String, Vec<u8>)> = bytes_of(site.path())
        .into_iter()
        .filter(|(path, _)| path.starts_with("content/") || path.ends_with("theme.yml"))
        .collect();
    let mut dice = 7_u64;
    let mut roll = |sides: usize| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from((dice >> 33) % sides as u64).expect("small")
    };
    let (mut sound, mut faulty) = (0, 0);
    // What differs from the last look, as a system that misses nothing would tell.
    let mut named = BTreeSet::new();
    for step in 0..150 {
        for _ in 0..=roll(2) {
            let (path, bytes) = &originals[roll(originals.len())];
            let (other, _) = &originals[roll(originals.len())];
            let full = site.path().join(path);
            let moved = Path::new(path).with_file_name("ten-khac.md");
            named.extend([path.clone(), other.clone(), moved.display().to_string()]);
            match roll(9) {
                // One field of a product is another: its level, its price, its name, its summary.
                7 | 8 => {
                    let text = String::from_utf8_lossy(bytes);
                    let field = ["stars", "price", "name", "summary"][roll(4)];
                    let value = ["3", "4", "250000", "Chè khác", "Lời khác hẳn"][roll(5)];
                    let line = format!("{field}: {value}");
                    let lines = text.lines().map(|known| {
                        let is_field = known.split(':').next() == Some(field);
                        if is_field { line.as_str() } else { known }
                    });
                    site.write(path, lines.collect::<Vec<_>>().join("\n") + "\n");
                }
                0 => drop(fs::remove_file(&full)),
                1 => drop(fs::rename(&full, site.path().join(other))),
                2 => drop(fs::rename(&full, full.with_file_name("ten-khac.md"))),
                3 => {
                    let mut text = bytes.clone();
                    text.extend_from_slice(
                        format!("\nThêm [mật](/san-pham/) {step}.\n").as_bytes(),
                    );
                    site.write(path, text);
                }
                4 => {
                    // One sign of the text is another.
                    let mut text = bytes.clone();
                    if let Some(sign) = text.get_mut(roll(bytes.len().max(1))) {
                        *sign = b'x';
                    }
                    site.write(path, text);
                }
                _ => {
                    site.write(path, bytes);
                }
            }
        }
        let first = prepare(&job, &mut |_| {});
        let again = match step % 3 {
            0 => prepare_again(&job, &mut memory, true),
            _ => prepare_named(&job, &mut memory, true, Some(&named)),
        };
        let again = again.expect("asked for always");
        named.clear();
        let shown = |prepared: &Prepared| format!("{:?}", prepared.catalogue);
        assert_eq!(shown(&again.value), shown(&first.value), "step {step}");
        // A first reading lets go of most texts; what the preview keeps is what stands on the disk.
        let there = disk::read::site(&job.root).value;
        let tree = &again.value.tree;
        assert_eq!(format!("{tree:?}"), format!("{there:?}"), "step {step}");
        assert_eq!(again.value.folder, first.value.folder, "step {step}");
        let hash = |prepared: &Prepared| prepared.theme.as_ref().map(|theme| theme.hash);
        assert_eq!(hash(&again.value), hash(&first.value), "step {step}");
        assert_eq!(
            again.notes.clone().sorted(),
            first.notes.clone().sorted(),
            "step {step}"
        );
        let is_faulty = again.notes.have_errors();
        same_pages(&job, &first.value, &again.value, &mut plans);
        faulty += usize::from(is_faulty);
        sound += usize::from(!is_faulty);
        if roll(6) == 0 {
            for (path, bytes) in &originals {
                site.write(path, bytes);
                named.insert(path.clone());
            }
        }
    }
    assert!(sound > 5 && faulty > 5, "{sound} sound, {faulty} faulty");
}

/// What is planned with a memory of the last plan is what is planned without one, each text of it.
fn same_pages(job: &Job, first: &Prepared, again: &Prepared, plans: &mut Plans) {
    let plan = |prepared, plans: &mut Plans| {
        preview::Preview::plan(job, prepared, Default::default(), plans)
    };
    let anew = plan(first, &mut Plans::default());
    let again = plan(again, plans);
    assert_eq!(again.notes.sorted(), anew.notes.sorted());
    let (Some(anew), Some(again)) = (anew.value, again.value) else {
        return;
    };
    let paths: Vec<&str> = anew.paths().collect();
    assert_eq!(again.paths().collect::<Vec<_>>(), paths);
    let texts = ["html", "json", "xml", "bin", "svg", "txt"];
    let is_text = |path: &&&str| texts.iter().any(|kind| path.ends_with(kind));
    for path in paths.iter().filter(is_text) {
        let drawn = anew.draw(path).ok();
        assert!(again.draw(path).ok() == drawn, "{path}");
    }
}

/// After the first, a report tells what is new, and of the rest how many there are.
#[test]
fn a_report_is_told_whole_once_and_then_what_is_new_of_it() {
    let site = Fixture::copy("base");
    let old = "price: 100000\nprice_seen: 2020-01-01";
    site.edit(PRODUCT, "stars: 3", &format!("stars: 3\n{old}"));
    let preview = Preview::of(&site);
    let first = preview.wait_for("price-seen-old");
    let count = |said: &str| said.matches("price-seen-old").count();
    let mut events = preview.listen(preview.edition(PAGE));
    site.edit(PRODUCT, "name: Chè mẫu", "name: Chè đổi tên");
    events.wait_for("event: edition");
    let second = preview.wait_for("Như trước: ");
    assert_eq!(count(&second), count(&first), "{second}");
    let mut events = preview.listen(preview.edition(PAGE));
    site.edit(PRODUCT, old, "price: 100000");
    events.wait_for("event: edition");
    preview.wait_for("Đã hết: 1 nhắc.");
    let mut events = preview.listen(preview.edition(PAGE));
    site.edit(PRODUCT, "price: 100000", old);
    events.wait_for("event: edition");
    let start = Instant::now();
    while count(&preview.said()) == count(&first) {
        assert!(start.elapsed() < PATIENCE, "{}", preview.said());
        thread::sleep(Duration::from_millis(5));
    }
}

/// A switch of branches touches thousands of files, forward and back, with times that lie anywhere.
#[test]
fn times_in_the_future_and_in_the_past_end_in_the_last_state() {
    let site = Fixture::copy("base");
    let preview = Preview::of(&site);
    let full = site.path().join(PRODUCT);
    let text = fs::read_to_string(&full).expect("a product");
    for (step, days) in [(0, 3650_i64), (1, -3650), (2, 0)] {
        let name = format!("Chè lần {step}");
        fs::write(&full, text.replacen("Chè mẫu", &name, 1)).expect("a save");
        let distance = Duration::from_secs(days.unsigned_abs() * 86_400);
        let now = std::time::SystemTime::now();
        let time = if days < 0 {
            now - distance
        } else {
            now + distance
        };
        let file = fs::File::options().append(true).open(&full);
        file.and_then(|file| file.set_modified(time))
            .expect("a time");
        preview.get_until(PAGE, |page| page.text().contains(&name));
    }
}
