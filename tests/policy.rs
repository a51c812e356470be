//! What the program is made of, and what it asks of the machine.

use crate::harness::{Fixture, root};
use std::collections::BTreeSet;
use std::process::Command;

/// The texts in quotes of a list in `.deny.toml`.
fn listed(text: &str, from: &str) -> BTreeSet<String> {
    let start = text.find(from).map_or(0, |at| at + from.len());
    let list = text[start..].split("\n]").next().unwrap_or_default();
    let lines = list
        .lines()
        .filter(|line| !line.trim_start().starts_with('#'));
    lines
        .flat_map(|line| line.split('"').skip(1).step_by(2))
        .map(str::to_owned)
        .collect()
}

/// Whether one of the ways a package is offered is allowed: words joined by OR, each of words joined by AND.
fn may(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let plain = expression.replace(['(', ')'], "").replace('/', " OR ");
    if expression.contains(") AND ") {
        // The one form in use: a choice, and something that always holds.
        return expression.split(" AND ").all(|part| may(part, allowed));
    }
    plain
        .split(" OR ")
        .any(|way| way.split(" AND ").all(|one| allowed.contains(one.trim())))
}

#[test]
fn every_package_of_the_lock_file_has_a_licence_of_the_list_and_comes_from_the_registry() {
    let text = std::fs::read_to_string(root().join(".deny.toml")).expect("the policy");
    let allowed = listed(&text, "allow = [");
    let exceptions = listed(&text, "exceptions = [");
    assert!(allowed.contains("MIT") && exceptions.contains("selectors"));
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--offline",
            "--locked",
            "--all-features",
            "--format-version",
            "1",
        ])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        // Packages of other systems are not fetched everywhere.
        println!("skipped: {said}");
        return;
    }
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("a list");
    assert!(packages.len() > 100);
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        let licence = package["license"].as_str().unwrap_or_default();
        assert!(
            may(licence, &allowed) || exceptions.contains(name),
            "{name}: {licence}"
        );
        let source = package["source"].as_str();
        let known = source.is_none_or(|source| source.starts_with("registry+"));
        assert!(
            known && (source.is_some() || name == "sanvat"),
            "{name}: {source:?}"
        );
    }
}

#[test]
fn no_package_of_the_lock_file_is_forbidden() {
    let text = std::fs::read_to_string(root().join(".deny.toml")).expect("the policy");
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).expect("the lock file");
    let rows: Vec<&str> = text
        .lines()
        .skip_while(|line| !line.starts_with("deny = ["))
        .skip(1)
        .take_while(|line| !line.starts_with(']'))
        .filter(|line| !line.trim_start().starts_with('#'))
        .collect();
    assert!(rows.len() >= 4);
    for row in rows {
        let mut words = row.split('"').skip(1).step_by(2);
        let name = words.next().expect("a name");
        let may_bring: BTreeSet<&str> = words.collect();
        // A dependency stands in the list of whoever brings it, with its version where two are in use.
        let brings = |package: &&str| {
            let (_, needs) = package.split_once("dependencies = [").unwrap_or_default();
            needs
                .split('"')
                .skip(1)
                .step_by(2)
                .any(|need| need.split(' ').next() == Some(name))
        };
        for package in lock.split("[[package]]").filter(brings) {
            let by = package.split('"').nth(1).unwrap_or_default();
            assert!(may_bring.contains(by), "{by} brings {name}");
        }
    }
}

/// Needs strace, which not every machine has or allows.
#[test]
fn a_build_opens_no_socket_and_no_file_but_its_own() {
    let site = Fixture::copy("two-districts");
    let log = tempfile::NamedTempFile::new().expect("a file");
    let (mut read, mut written) = (0, 0);
    for command in ["check", "build", "build"] {
        let ran = Command::new("strace")
            .args([
                "-f",
                "-qq",
                "-y",
                "-e",
                "trace=%network,%file,openat2,execve",
                "-o",
            ])
            .arg(log.path())
            .arg(env!("CARGO_BIN_EXE_sanvat"))
            .args([command, "--date", "2026-11-24", "--site"])
            .arg(site.path())
            .output();
        if !ran.is_ok_and(|ran| ran.status.success()) {
            println!("skipped: strace is not there or may not look");
            return;
        }
        let inside = site.path().to_str().expect("a name");
        let trace = std::fs::read_to_string(log.path()).expect("a trace");
        assert!(
            trace.contains("content/config.yml") || trace.contains("config.yml"),
            "{trace}"
        );
        for line in trace.lines() {
            let call = line
                .split_once(' ')
                .map_or("", |(_, call)| call.trim_start());
            for network in ["socket(", "connect(", "bind(", "sendto(", "getaddrinfo"] {
                assert!(!call.starts_with(network), "{line}");
            }
            assert!(
                !call.starts_with("execve(") || call.contains("/sanvat\""),
                "{line}"
            );
            if line.contains(" = -1 ") {
                continue;
            }
            // A path from the root, or one from a folder that is open.
            let quoted = call.split('"').nth(1).unwrap_or_default();
            let from = call.split(['<', '>']).nth(1).unwrap_or_default();
            let whole = if quoted.starts_with('/') {
                quoted.to_owned()
            } else {
                format!("{from}/{quoted}")
            };
            let writes = call.contains("O_WRONLY")
                || call.contains("O_RDWR")
                || call.contains("O_CREAT")
                || [
                    "mkdir", "rename", "unlink", "rmdir", "link", "symlink", "chmod", "fchmod",
                    "truncate",
                ]
                .iter()
                .any(|word| call.starts_with(word));
            if writes {
                written += 1;
                let below = whole
                    .strip_prefix(inside)
                    .map(|below| below.trim_start_matches('/'));
                assert!(
                    below.is_some_and(|below| below.starts_with("public")
                        || below.starts_with(".public.")
                        || below.starts_with(".sanvat")),
                    "{line}"
                );
                assert!(command == "build", "{line}");
            } else if call.starts_with("open") {
                read += 1;
                let system = ["/proc/", "/sys/", "/etc/ld.so", "/lib", "/usr/lib", "/dev/"];
                assert!(
                    whole.starts_with(inside)
                        || system.iter().any(|folder| whole.starts_with(folder)),
                    "{line}"
                );
            }
        }
    }
    println!("{read} files opened for reading, {written} calls that write, 0 sockets");
    assert!(written > 0);
}
