//! A build that knows of the last one gives what one from nothing gives, byte for byte, whatever was
//! changed in between: content, settings, theme, photographs, the date, the output, the memory itself.
//!
//! `SANVAT_EDITS=5000` takes so many steps, `SANVAT_SEED=7` takes others.

use crate::chance::Chance;
use crate::harness::{Fixture, Ran, bytes_of, files};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

fn asked(name: &str, default: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(default)
}

/// A site that is edited, and what it is built with.
struct Desk {
    site: Fixture,
    chance: Chance,
    date: String,
    format: &'static str,
    more: Vec<&'static str>,
    next: usize,
}

impl Desk {
    fn new(seed: u64) -> Desk {
        Desk {
            site: Fixture::copy("two-districts"),
            chance: Chance::of(seed),
            date: "2026-11-24".to_owned(),
            format: "human",
            more: Vec::new(),
            next: 0,
        }
    }

    /// One of the files below a folder, if there is one.
    fn any(&mut self, folder: &str, ends: &str) -> Option<String> {
        let inside = self.site.path().join(folder);
        if !inside.is_dir() {
            return None;
        }
        let found: Vec<String> = files(&inside)
            .into_iter()
            .filter(|path| path.ends_with(ends))
            .collect();
        let one = found.get(self.chance.below(found.len()))?;
        Some(format!("{folder}/{one}"))
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.site.path().join(path)).unwrap_or_default()
    }

    /// Writes a file anew, some of the time in a way that keeps its number, some of the time not.
    fn put(&mut self, path: &str, text: &str) {
        if self.chance.below(3) == 0 {
            let _ = fs::remove_file(self.site.path().join(path));
        }
        self.site.write(path, text);
    }

    /// One of these words is replaced by the other, where the file holds it.
    fn change(&mut self, path: &str, words: &[(&str, &str)]) {
        let text = self.text(path);
        let held: Vec<_> = words
            .iter()
            .filter(|(from, _)| text.contains(from))
            .collect();
        if let Some((from, to)) = held.get(self.chance.below(held.len())) {
            self.put(path, &text.replacen(from, to, 1));
        }
    }

    fn product(&mut self, name: &str) -> String {
        let star = 3 + self.chance.below(3);
        let producer = self.chance.one(&[
            "htx-mau",
            "htx-mau",
            "co-so-an-mau",
            "co-so-an-mau",
            "khong-co",
        ]);
        let place = self.chance.one(&[
            "",
            "commune: \"10001\"\n",
            "commune: \"10010\"\n",
            "former_commune: \"10004\"\n",
            "district: Huyện Tây Mẫu\n",
        ]);
        let category = self
            .chance
            .one(&["mat-ong", "che", "do-uong", "\"9\"", "thu-cong"]);
        let more = self.chance.one(&[
            "",
            "draft: true\n",
            "publish_on: 2026-12-01\n",
            "price: 45000\n",
            "tags: [quà Tết, thơm]\n",
            "images:\n  - { file: mat-ong.png, alt: Một chai }\n",
            "summary: Một sản phẩm thêm vào giữa chừng để xem trang có theo kịp hay không.\n",
            "aliases: [/cu/]\n",
        ]);
        format!(
            "---\nname: {name}\nstars: {star}\nproducer: {producer}\n{place}category: {category}\ncertificate: {{ number: {star}/QĐ, issued: 2026-0{}-02, issuer: ubnd-tinh }}\n{more}---\n{}\n",
            1 + self.chance.below(9),
            self.chance.one(TEXTS),
        )
    }

    /// Changes something, and says what.
    fn edit(&mut self) -> String {
        self.next += 1;
        let number = self.next;
        // A text most often, as in life.
        let what = match self.chance.below(3) {
            0 => 0,
            _ => self.chance.below(24),
        };
        match what {
            0..=3 => {
                // The text below the fields: what changes most often.
                let folder = self.chance.one(&["products", "producers", "pages", "news"]);
                let Some(path) = self.any(&format!("content/{folder}"), ".md") else {
                    return "nothing to edit".to_owned();
                };
                let text = self.text(&path);
                let new = self.chance.one(TEXTS);
                let fields = text.rfind("\n---\n").map_or(text.len(), |at| at + 5);
                self.put(&path, &format!("{}{new}\n", &text[..fields]));
                format!("text of {path}: {new}")
            }
            4..=6 => {
                let Some(path) = self.any("content/products", ".md") else {
                    return "no product".to_owned();
                };
                self.change(
                    &path,
                    &[
                        ("stars: 3", "stars: 4"),
                        ("stars: 4", "stars: 3"),
                        ("mẫu\n", "thử\n"),
                        ("Hàng", "Món"),
                        ("price: ", "price: 1"),
                        ("category: che\n", "category: thu-cong\n"),
                        ("htx-mau", "co-so-an-mau"),
                        ("certificate", "unit: chai\ncertificate"),
                        ("commune: \"10001\"", "commune: \"10010\""),
                    ],
                );
                format!("fields of {path}")
            }
            7 => {
                let Some(path) = self.any("content/producers", ".md") else {
                    return "no producer".to_owned();
                };
                self.change(
                    &path,
                    &[
                        ("Mẫu", "Thử"),
                        ("mẫu", "Mẫu"),
                        ("kind: ho-kinh-doanh", "kind: doanh-nghiep"),
                        ("summary: ", "summary: Nay thì "),
                        ("draft: true", "draft: false"),
                    ],
                );
                format!("fields of {path}")
            }
            8..=10 => {
                let name = format!("Hàng thêm {number}");
                let folder = self.chance.one(&["", "a/", "a/b/"]);
                let path = format!("content/products/{folder}them-{number}.md");
                let text = self.product(&name);
                self.put(&path, &text);
                format!("new {path}")
            }
            11 | 12 => {
                let folder =
                    self.chance
                        .one(&["products", "news", "producers", "pages", "lists", "static"]);
                let Some(path) = self.any(&format!("content/{folder}"), "") else {
                    return "nothing to delete".to_owned();
                };
                self.site.remove(&path);
                format!("deleted {path}")
            }
            13 | 14 => {
                let folder = self.chance.one(&["products", "news", "producers", "pages"]);
                let Some(path) = self.any(&format!("content/{folder}"), ".md") else {
                    return "nothing to move".to_owned();
                };
                let to = format!(
                    "content/{folder}/{}doi-{number}.md",
                    self.chance.one(&["", "c/"])
                );
                let text = self.text(&path);
                self.site.remove(&path);
                self.put(&to, &text);
                format!("{path} is now {to}")
            }
            15 => {
                let path = self.chance.one(&[
                    "config.yml",
                    "places.yml",
                    "redirects.csv",
                    "programme.yml",
                ]);
                let path = format!("content/{path}");
                self.change(
                    &path,
                    &[
                        ("page_size: 2", "page_size: 3"),
                        ("page_size: 3", "page_size: 2"),
                        ("Sản vật mẫu", "Sản vật thử"),
                        ("Đông Mẫu", "Bắc Mẫu"),
                        ("theme: plain\n", "theme: plain\naccent: \"#0a5c36\"\n"),
                        ("/san-pham/", "/chu-the/"),
                        ("products: 1", "products: 2"),
                    ],
                );
                path
            }
            16 => {
                let path =
                    self.chance
                        .one(&["product.html", "listing.html", "home.html", "page.html"]);
                let path = format!("themes/plain/templates/{path}");
                let text = self.text(&path);
                self.put(&path, &format!("{text}<p>{number}</p>\n"));
                path
            }
            17 => {
                let side = 200 + 40 * self.chance.below(20) as u32;
                let picture = image::RgbImage::from_fn(side, side, |x, y| {
                    image::Rgb([(x % 251) as u8, (y % 241) as u8, number as u8])
                });
                let path = self.site.path().join("content/images/mat-ong.png");
                picture.save(path).expect("a picture written");
                format!("a picture of {side}")
            }
            18 => {
                self.date = self
                    .chance
                    .one(&["2026-11-24", "2026-11-25", "2027-02-01", "2024-05-05"])
                    .to_owned();
                format!("date {}", self.date)
            }
            19 => {
                self.format = self.chance.one(&["json", "human", "human", "github"]);
                format!("format {}", self.format)
            }
            20 => {
                self.more = match self.chance.below(4) {
                    0 => vec!["--drafts"],
                    1 => vec!["--base-url", "https://example.com"],
                    2 => vec!["--lang", "en"],
                    _ => Vec::new(),
                };
                format!("options {:?}", self.more)
            }
            21 => self.harm_output(number),
            22 => self.harm_memory(),
            _ => "nothing".to_owned(),
        }
    }

    /// Somebody else's hand in the output.
    fn harm_output(&mut self, number: usize) -> String {
        let Some(path) = self.any("public", ".html") else {
            return "no output".to_owned();
        };
        let full = self.site.path().join(&path);
        match self.chance.below(4) {
            0 => fs::write(&full, format!("không phải của ta {number}")).expect("written"),
            1 => fs::remove_file(&full).expect("removed"),
            2 => {
                let mut bytes = fs::read(&full).expect("a file");
                let at = self.chance.below(bytes.len().max(1));
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1;
                }
                let old = fs::metadata(&full)
                    .and_then(|data| data.modified())
                    .expect("a time");
                fs::write(&full, bytes).expect("written");
                let file = fs::File::options().write(true).open(&full).expect("a file");
                file.set_modified(old).expect("a time set");
            }
            _ => {
                // The page of another, with all its times.
                let Some(other) = self.any("public", ".html") else {
                    return "no output".to_owned();
                };
                fs::rename(self.site.path().join(&other), &full).expect("moved");
            }
        }
        format!("harmed {path}")
    }

    /// A memory that is cut, flipped, of another version, of another moment, or gone.
    fn harm_memory(&mut self) -> String {
        if self.chance.below(3) == 0 {
            return self.harm_spare();
        }
        let name = self.chance.one(&["last", "last", "plan"]);
        let path = self.site.path().join(".sanvat").join(name);
        let Ok(mut bytes) = fs::read(&path) else {
            return "no memory".to_owned();
        };
        let way = self.chance.below(5);
        match way {
            0 => bytes.truncate(self.chance.below(bytes.len() + 1)),
            1 => {
                let at = self.chance.below(bytes.len());
                bytes[at] ^= 1 << self.chance.below(8);
            }
            2 => bytes = format!("sanvat {name} 0\n").into_bytes(),
            3 => {
                fs::remove_dir_all(self.site.path().join(".sanvat")).expect("removed");
                return "memory gone".to_owned();
            }
            _ => {
                let kept = self.site.path().join(format!("kept-{name}"));
                match fs::read(&kept) {
                    Ok(older) => {
                        fs::remove_file(&kept).expect("removed");
                        bytes = older;
                    }
                    Err(_) => fs::write(&kept, &bytes).expect("kept"),
                }
            }
        }
        fs::write(&path, bytes).expect("written");
        format!("memory {name} harmed, way {way}")
    }

    /// Somebody else's hand in the tree that is kept for the next build.
    fn harm_spare(&mut self) -> String {
        let Some(path) = self.any(".sanvat/spare", ".html") else {
            return "no spare tree".to_owned();
        };
        let full = self.site.path().join(&path);
        match self.chance.below(4) {
            0 => fs::remove_file(&full).expect("removed"),
            1 => fs::write(full.with_extension("txt"), PUT_LATER).expect("written"),
            2 => fs::write(&full, "không phải của ta").expect("written"),
            _ => {
                let Some(other) = self.any("public", ".html") else {
                    return "no output".to_owned();
                };
                fs::rename(&full, self.site.path().join(&other)).expect("moved");
            }
        }
        format!("harmed {path}")
    }

    /// Lets the tree that is kept for the next build have rested: the record ends with the time when it
    /// was published last, and begins with a hash of the rest.
    fn let_rest(&self) {
        let path = self.site.path().join(".sanvat/last");
        let Ok(mut bytes) = fs::read(&path) else {
            return;
        };
        let Some((rest, time)) = bytes.split_last_chunk_mut::<8>() else {
            return;
        };
        let left = u64::from_le_bytes(*time);
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .expect("a time");
        if rest.len() < 32 || now.as_secs().abs_diff(left) > 3600 {
            return;
        }
        *time = (left - 600).to_le_bytes();
        let seal = *blake3::hash(&bytes[32..]).as_bytes();
        bytes[..32].copy_from_slice(&seal);
        fs::write(&path, bytes).expect("written");
    }

    /// The number of the file that every build writes, in a tree.
    fn number(&self, tree: &str) -> Option<u64> {
        let path = self.site.path().join(tree).join("build-manifest.json");
        fs::metadata(path).ok().map(|data| data.ino())
    }

    /// Every source, and the date.
    fn sources(&self) -> (String, BTreeMap<String, Vec<u8>>) {
        let mut all = BTreeMap::new();
        for folder in ["content", "themes"] {
            let inside = bytes_of(&self.site.path().join(folder));
            all.extend(
                inside
                    .into_iter()
                    .map(|(path, bytes)| (format!("{folder}/{path}"), bytes)),
            );
        }
        (self.date.clone(), all)
    }

    fn restore(&mut self, (date, sources): &(String, BTreeMap<String, Vec<u8>>)) {
        self.date.clone_from(date);
        for folder in ["content", "themes"] {
            fs::remove_dir_all(self.site.path().join(folder)).expect("removed");
        }
        for (path, bytes) in sources {
            self.site.write(path, bytes);
        }
    }

    fn build(&self, more: &[&str]) -> Ran<'_> {
        let mut arguments = vec![
            "build",
            "--timings",
            "--date",
            &self.date,
            "--format",
            self.format,
        ];
        arguments.extend(&self.more);
        arguments.extend(more);
        self.site.run(&arguments)
    }
}

/// What somebody put where only our files are.
const PUT_LATER: &str = "vào sau";

const TEXTS: &[&str] = &[
    "",
    "Chữ khác.",
    "Một đoạn **đậm** và [đường dẫn](https://example.org/x).",
    "Xem [mật ong](../products/mat-ong-mau.md) và [trang](/gioi-thieu/).",
    "![Chai](mat-ong.png)",
    "# Đầu đề\n\n- một\n- hai\n\n| a | b |\n| - | - |\n| 1 | 2 |",
    "Lạc [đường](/khong-co/).",
    "<script>alert(1)</script>",
    "---\nKhông phải đầu trang.",
];

/// What was said, without the times and the last line of a person's report.
fn said(ran: &Ran<'_>, format: &str) -> (Option<i32>, String, String) {
    let err = if format == "human" {
        let lines = ran.err.lines().take_while(|line| {
            // The last line, and what `--timings` prints.
            !(line.contains(" giây.") || line.ends_with(" s.") || line.ends_with(" ms"))
        });
        lines.collect::<Vec<_>>().join("\n")
    } else {
        String::new()
    };
    (ran.code, ran.out.clone(), err)
}

#[test]
fn after_any_edits_a_build_that_remembers_equals_one_from_nothing() {
    let mut steps = usize::try_from(asked("SANVAT_EDITS", 60)).expect("a number");
    let mut seed = asked("SANVAT_SEED", 1);
    let (mut known, mut retold, mut reused) = (0, 0, 0);
    let (mut published, mut refused, mut twice) = (0, 0, 0);
    while steps > 0 {
        let mut desk = Desk::new(seed);
        seed += 1;
        let mut told = Vec::new();
        let mut sound = desk.sources();
        // A long life makes a site of nothing but faults; so a new one begins now and then.
        for _ in 0..steps.min(30) {
            steps -= 1;
            for _ in 0..=desk.chance.below(2) {
                let edit = desk.edit();
                told.push(edit);
            }
            // Marks are believed only when they are old enough; both ways are taken.
            if desk.chance.below(5) == 0 {
                std::thread::sleep(Duration::from_millis(120));
            }
            if desk.chance.below(3) > 0 {
                desk.let_rest();
            }
            let harmed = bytes_of_public(&desk);
            let spare = desk.number(".sanvat/spare");
            let build_twice = desk.chance.below(3) == 0;
            let one = desk.build(&[]);
            let clean = desk.site.path().join("clean");
            let _ = fs::remove_dir_all(&clean);
            let two = desk.build(&["--no-cache", "--out", "clean"]);
            assert_eq!(
                said(&one, desk.format),
                said(&two, desk.format),
                "{told:#?}"
            );
            let looked = one.err.contains("    look ") && !one.err.contains("    read ");
            known += usize::from(looked);
            retold += usize::from(looked && one.err.contains("   write "));
            reused += usize::from(!looked && spare.is_some() && desk.number("public") == spare);
            let now = bytes_of_public(&desk);
            if one.code == Some(0) {
                published += 1;
                let wanted = bytes_of(&clean);
                let paths = now.keys().chain(wanted.keys());
                // What somebody put into the tree that was kept is not lost: it goes to the output.
                let ours = |path: &&String| {
                    now.get(*path)
                        .is_none_or(|bytes| bytes != PUT_LATER.as_bytes())
                };
                let differs = paths
                    .filter(ours)
                    .find(|path| now.get(*path) != wanted.get(*path));
                assert_eq!(differs, None, "{told:#?}");
                sound = desk.sources();
                if build_twice {
                    // Looked at so late, the marks are believed by the build after the next edit, which
                    // then lets pages stay.
                    std::thread::sleep(Duration::from_millis(120));
                    let again = desk.build(&[]);
                    assert_eq!(said(&one, desk.format), said(&again, desk.format));
                    assert!(again.err.contains("    look "), "{told:#?}");
                    assert!(bytes_of_public(&desk) == now, "{told:#?}");
                    twice += 1;
                }
            } else {
                refused += 1;
                assert!(
                    now == harmed,
                    "a refused build changed the output: {told:#?}"
                );
                // Mostly the editor takes it back.
                if desk.chance.below(8) > 0 {
                    desk.restore(&sound);
                    told.push("all taken back".to_owned());
                }
            }
            told.push("--".to_owned());
        }
    }
    println!(
        "{published} published, {known} of them known at a look, {retold} for texts alone, {reused} written over a former tree, {twice} more built twice; {refused} refused"
    );
    assert!(
        published > refused && known > retold && retold > 0 && reused > 0,
        "{published} {refused} {known} {retold} {reused}"
    );
}

fn bytes_of_public(desk: &Desk) -> BTreeMap<String, Vec<u8>> {
    let public: PathBuf = desk.site.path().join("public");
    if public.exists() {
        bytes_of(&public)
    } else {
        BTreeMap::new()
    }
}
