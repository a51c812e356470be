//! Where each room may reach. An import that is not in the table fails here: changing the table is a decision.

use crate::harness::{files, root};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// A room and the rooms it may import, from the roof down to the ground.
const FLOORS: &[(&str, &[&str])] = &[
    ("main", &["command"]),
    (
        "command",
        &[
            "pipeline",
            "serve",
            "disk",
            "content",
            "catalogue",
            "schema",
            "text",
            "source",
        ],
    ),
    (
        "pipeline",
        &[
            "disk",
            "content",
            "site",
            "render",
            "catalogue",
            "view",
            "source",
        ],
    ),
    ("render", &["site", "view", "text", "source"]),
    ("content", &["catalogue", "schema", "text", "source"]),
    ("site", &["catalogue", "view", "text", "source"]),
    ("serve", &[]),
    ("disk", &["source"]),
    ("catalogue", &["source"]),
    ("schema", &["source"]),
    ("view", &[]),
    ("text", &[]),
    ("source", &[]),
];

#[test]
fn every_import_goes_down_to_a_room_of_the_table() {
    let table: BTreeMap<&str, &[&str]> = FLOORS.iter().copied().collect();
    let source = root().join("src");
    let mut wrong = Vec::new();
    let mut used: BTreeSet<(String, String)> = BTreeSet::new();
    for path in files(&source)
        .into_iter()
        .filter(|path| path.ends_with(".rs"))
    {
        let room = path.split(['/', '.']).next().unwrap_or_default().to_owned();
        if room == "lib" {
            continue;
        }
        let Some(may) = table.get(room.as_str()) else {
            wrong.push(format!("src/{path}: the room `{room}` is not in the table"));
            continue;
        };
        let text = fs::read_to_string(source.join(&path)).expect("a source file");
        // What tests under the code reach for is theirs.
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in text.lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for reached in line
                .match_indices("crate::")
                .map(|(at, word)| &line[at + word.len()..])
            {
                let reached = reached
                    .split(|sign: char| !sign.is_alphanumeric() && sign != '_')
                    .next()
                    .unwrap_or_default();
                if reached == room || reached.is_empty() {
                    continue;
                }
                if may.contains(&reached) {
                    used.insert((room.clone(), reached.to_owned()));
                } else {
                    wrong.push(format!(
                        "src/{path}:{}: `{room}` may not import `{reached}`",
                        number + 1
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    for (room, may) in FLOORS {
        for reached in *may {
            let spoken = (room.to_string(), reached.to_string());
            assert!(
                used.contains(&spoken) || *room == "main",
                "the table lets `{room}` import `{reached}`, which it does not do"
            );
        }
    }
}
