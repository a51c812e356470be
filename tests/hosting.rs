//! The files for servers, given to the servers themselves where they are installed.

use crate::harness::{Fixture, files};
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A built site under a base path, with an old address full of signs that mean something to servers.
fn site() -> Fixture {
    let site = Fixture::copy("two-districts");
    site.write(
        "content/redirects.csv",
        "from,to\n/cu/,/san-pham/\n/cũ/a;b{c}$d(1).html,/huyen/?a=$b&c=d#e\n",
    );
    site.write(
        "content/lists/rieng.yml",
        "title: Danh sách riêng\nunlisted: true\nproducts: [che-mau]\n",
    );
    let host = "http://may-chu.example.org/ocop";
    site.run(&[
        "build",
        "--date",
        "2026-11-24",
        "--base-url",
        host,
        "--theme",
        "default",
    ])
    .expect_code(0);
    site
}

#[test]
fn a_build_leaves_a_file_for_each_server_beside_the_site() {
    let site = site();
    let hosting = site.path().join(".sanvat/hosting");
    assert_eq!(files(&hosting), ["Caddyfile", "apache.conf", "nginx.conf"]);
    assert!(
        !files(&site.path().join("public"))
            .iter()
            .any(|path| path.starts_with('.'))
    );
    let before = fs::read(hosting.join("nginx.conf")).expect("a file");
    site.check().expect_code(0);
    assert_eq!(
        fs::read(hosting.join("nginx.conf")).expect("a file"),
        before
    );
}

/// Where a program is, for any user.
fn installed(name: &str) -> Option<PathBuf> {
    let places = ["/usr/sbin", "/usr/bin", "/usr/local/bin", "/usr/local/sbin"];
    let found = places
        .iter()
        .map(|place| Path::new(place).join(name))
        .find(|path| path.exists());
    if found.is_none() {
        #[expect(clippy::disallowed_macros, reason = "a test left out is said")]
        let () = println!("{name} is not installed: its file is not tried");
    }
    found
}

/// A server that ends with the test.
struct Server {
    child: Child,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

impl Server {
    fn start(mut command: Command, port: u16) -> Server {
        let child = command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        let mut server = Server { child, port };
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return server;
            }
            if let Ok(Some(status)) = server.child.try_wait() {
                panic!("the server ended: {status}");
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("the server does not answer");
    }

    /// The answer's head, and its body as text.
    fn get(&self, path: &str) -> (String, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: may-chu.example.org\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        (head.to_ascii_lowercase(), body.to_owned())
    }

    /// What the contract and every reader may expect of any of the servers.
    fn expect_all(&self, lasting: &[String]) {
        let (head, body) = self.get("/ocop/");
        assert!(head.starts_with("http/1.1 200"), "{head}");
        assert!(body.contains("</html>"));
        for part in [
            "content-security-policy: default-src 'none'; script-src 'self'",
            "frame-ancestors 'none'",
            "x-content-type-options: nosniff",
            "referrer-policy: strict-origin-when-cross-origin",
            "permissions-policy: camera=()",
            "cache-control: public, max-age=300",
        ] {
            assert_eq!(head.matches(part).count(), 1, "{part}\n{head}");
        }
        for lasting in lasting {
            let (head, _) = self.get(lasting);
            assert!(head.starts_with("http/1.1 200"), "{head}");
            assert!(
                head.contains("cache-control: public, max-age=31536000, immutable"),
                "{head}"
            );
            assert_eq!(head.matches("cache-control").count(), 1, "{head}");
            assert!(head.contains("x-content-type-options"), "{head}");
        }
        let (head, _) = self.get("/ocop/manifest.webmanifest");
        assert!(
            head.contains("content-type: application/manifest+json"),
            "{head}"
        );
        let (head, body) = self.get("/ocop/khong-co/");
        assert!(head.starts_with("http/1.1 404"), "{head}");
        assert!(head.contains("content-security-policy"), "{head}");
        assert!(body.contains("Không tìm thấy trang"), "{body}");
        let (head, body) = self.get("/ocop/chu-the/htx-mau/htx-mau.vcf");
        assert!(head.contains("content-type: text/vcard"), "{head}");
        assert!(head.contains("nosniff"), "{head}");
        assert!(body.contains("BEGIN:VCARD"), "{body}");
        let short = sanvat::catalogue::short::of("che-mau");
        let (head, body) = self.get(&format!("/ocop/m/{short}/"));
        assert!(head.starts_with("http/1.1 200"), "{head}");
        assert!(body.contains("url=/ocop/san-pham/che-mau/"), "{body}");
        self.expect_moved(&format!("/ocop/m/{short}"), &format!("/ocop/m/{short}/"));
        self.expect_capitals();
        self.expect_old_card();
        let mut cards = lasting.iter();
        let card = cards.find(|path| path.contains("/the/danh-sach/rieng."));
        self.expect_unlisted(card.expect("the card of the list"));
        for hidden in ["/ocop/_headers", "/ocop/_redirects"] {
            assert!(self.get(hidden).0.starts_with("http/1.1 404"), "{hidden}");
        }
        for (from, to) in [
            ("/ocop/san-pham", "/ocop/san-pham/"),
            ("/ocop/cu", "/ocop/san-pham/"),
            ("/ocop/cu/", "/ocop/san-pham/"),
            (
                "/ocop/c%C5%A9/a%3Bb%7Bc%7D%24d%281%29.html",
                "/ocop/huyen/?a=%24b&c=d#e",
            ),
        ] {
            self.expect_moved(from, to);
        }
    }

    /// A short address typed in capitals, and one that has none.
    fn expect_capitals(&self) {
        let short = sanvat::catalogue::short::of("che-mau");
        assert!(short.bytes().any(|sign| sign.is_ascii_lowercase()));
        let (first, rest) = short.split_at(4);
        for slash in ["", "/"] {
            for typed in [
                short.to_uppercase(),
                format!("{first}{}", rest.to_uppercase()),
            ] {
                let typed = format!("/ocop/m/{typed}{slash}");
                self.expect_moved(&typed, &format!("/ocop/m/{short}/"));
            }
        }
        let (head, _) = self.get("/ocop/m/AAAAAAAAA/");
        assert!(head.starts_with("http/1.1 404"), "{head}");
    }

    /// What is only for those who know its address is not indexed, and all else is.
    fn expect_unlisted(&self, card: &str) {
        let table = "/ocop/danh-sach/rieng/rieng.csv";
        for (path, kept) in [(table, "max-age=300"), (card, "immutable")] {
            let (head, _) = self.get(path);
            assert!(head.starts_with("http/1.1 200"), "{path}: {head}");
            assert!(head.contains("x-robots-tag: noindex"), "{path}: {head}");
            assert!(head.contains(kept) && head.contains("nosniff"), "{head}");
            assert_eq!(head.matches("cache-control").count(), 1, "{head}");
        }
        for path in ["/ocop/", "/ocop/san-pham/che-mau/"] {
            let (head, _) = self.get(path);
            assert!(!head.contains("x-robots-tag"), "{head}");
        }
    }

    /// For a card of an earlier build there is a picture, and it is asked for again soon.
    fn expect_old_card(&self) {
        let old = "/ocop/the/san-pham/che-mau.0123456789ab.png";
        let (head, _) = self.get(old);
        assert!(head.starts_with("http/1.1 302"), "{head}");
        assert!(
            head.contains("cache-control: public, max-age=300"),
            "{head}"
        );
        assert!(!head.contains("immutable"), "{head}");
        let to = place(&head).expect("a place");
        assert!(to.ends_with("/share.png"), "{to}");
        let (head, _) = self.get(to);
        assert!(head.starts_with("http/1.1 200"), "{head}");
    }

    /// One address leads to another for good.
    fn expect_moved(&self, from: &str, to: &str) {
        let (head, _) = self.get(from);
        let status = head.lines().next().unwrap_or_default();
        assert!(
            status.contains(" 301 ") || status.contains(" 308 "),
            "{from}: {head}"
        );
        assert_eq!(place(&head), Some(to), "{from}: {head}");
    }
}

/// Where an answer leads to, on the same host.
fn place(head: &str) -> Option<&str> {
    let mut lines = head.lines();
    let place = lines.find_map(|line| line.strip_prefix("location: "))?;
    Some(
        place
            .strip_prefix("http://may-chu.example.org")
            .unwrap_or(place),
    )
}

/// The site laid out as the servers' files say, one of these files with its place and port changed,
/// its text, and addresses of files that never change.
fn laid_out(
    site: &Fixture,
    name: &str,
    changes: &[(&str, String)],
) -> (PathBuf, String, Vec<String>) {
    let served = site.path().join("srv");
    crate::harness::copy_folder(&site.path().join("public"), &served.join("ocop"));
    let published = files(&served);
    let lasting = [".css", "core.bin", "the/danh-sach/rieng."].map(|kind| {
        let mut all = published.iter();
        let found = all.find(|path| path.contains(kind)).expect(kind);
        format!("/{found}")
    });
    let file = site.path().join(".sanvat/hosting").join(name);
    let mut text = fs::read_to_string(file).expect("a file");
    let place = served.to_str().expect("a path").to_owned();
    for (from, to) in changes
        .iter()
        .cloned()
        .chain([("/srv/may-chu.example.org", place)])
    {
        assert!(text.contains(from), "{from}\n{text}");
        text = text.replace(from, &to);
    }
    // Servers drop their rights before they read.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let open = fs::Permissions::from_mode(0o755);
        fs::set_permissions(site.path(), open).expect("rights");
    }
    let changed = site.path().join(name);
    fs::write(&changed, &text).expect("written");
    (changed, text, lasting.to_vec())
}

#[test]
fn nginx_serves_the_site_by_its_file() {
    let Some(nginx) = installed("nginx") else {
        return;
    };
    let (site, port) = (site(), free_port());
    let changes = [
        ("listen 80;", format!("listen 127.0.0.1:{port};")),
        ("listen [::]:80;", String::new()),
    ];
    let (file, _, lasting) = laid_out(&site, "nginx.conf", &changes);
    let at = site.path().display();
    let whole = format!(
        "daemon off;\npid {at}/pid;\nevents {{}}\nhttp {{\n\
         include /etc/nginx/mime.types;\naccess_log off;\n\
         client_body_temp_path {at}/t1;\nproxy_temp_path {at}/t2;\nfastcgi_temp_path {at}/t3;\n\
         uwsgi_temp_path {at}/t4;\nscgi_temp_path {at}/t5;\ninclude {};\n}}\n",
        file.display()
    );
    site.write("whole.conf", whole);
    let mut command = Command::new(nginx);
    command
        .args(["-e", "stderr", "-c"])
        .arg(site.path().join("whole.conf"));
    Server::start(command, port).expect_all(&lasting);
}

#[test]
fn caddy_serves_the_site_by_its_file() {
    let Some(caddy) = installed("caddy") else {
        return;
    };
    let (site, port) = (site(), free_port());
    let changes = [(
        "http://may-chu.example.org {",
        format!("http://may-chu.example.org:{port} {{"),
    )];
    let (file, text, lasting) = laid_out(&site, "Caddyfile", &changes);
    fs::write(&file, format!("{{\n\tadmin off\n}}\n{text}")).expect("written");
    let mut command = Command::new(caddy);
    command
        .args(["run", "--adapter", "caddyfile", "--config"])
        .arg(&file)
        .env("HOME", site.path());
    Server::start(command, port).expect_all(&lasting);
}

#[test]
fn apache_serves_the_site_by_its_file() {
    let Some(apache) = installed("apache2") else {
        return;
    };
    let (site, port) = (site(), free_port());
    let changes = [("*:80", format!("127.0.0.1:{port}"))];
    let (file, _, lasting) = laid_out(&site, "apache.conf", &changes);
    let modules = [
        "mpm_event",
        "authz_core",
        "dir",
        "mime",
        "headers",
        "alias",
        "filter",
        "deflate",
        "rewrite",
    ];
    let at = site.path().display();
    let mut whole = format!(
        "ServerRoot {at}\nServerName localhost\nListen 127.0.0.1:{port}\nPidFile {at}/pid\n\
         ErrorLog {at}/error.log\nUser www-data\nGroup www-data\nTypesConfig /etc/mime.types\n"
    );
    for module in modules {
        whole.insert_str(
            0,
            &format!("LoadModule {module}_module /usr/lib/apache2/modules/mod_{module}.so\n"),
        );
    }
    whole.push_str(&format!("Include {}\n", file.display()));
    site.write("whole.conf", whole);
    let mut command = Command::new(apache);
    command
        .args(["-X", "-f"])
        .arg(site.path().join("whole.conf"));
    let server = Server::start(command, port);
    server.expect_all(&lasting);
}
