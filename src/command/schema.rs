//! `schema`: JSON Schema of the content files, printed as one or written one file a kind.

use crate::command::args::Schema;
use crate::command::new::plan::Refusal;
use crate::command::new::refuse;
use crate::command::run::say;
use crate::disk::create;
use crate::schema::json::{MARK, schemas};
use crate::source::wording::Tongue;
use std::process::ExitCode;

/// Runs the command.
pub fn run(wanted: &Schema) -> ExitCode {
    let tongue = Tongue::from(wanted.spoken.lang);
    let files = schemas(tongue);
    let Some(folder) = &wanted.to else {
        let all: Vec<String> = files
            .iter()
            .map(|(name, text)| format!("\"{name}\": {}", text.trim_end()))
            .collect();
        say(&format!("{{\n{}\n}}\n", all.join(",\n")));
        return ExitCode::SUCCESS;
    };
    match create::renewed(folder, &files, MARK) {
        Ok(()) => {
            for (name, _) in &files {
                say(&format!("{}\n", folder.join(name).display()));
            }
            ExitCode::SUCCESS
        }
        Err((path, refusal)) => refuse(&Refusal::Disk(path.display().to_string(), refusal), tongue),
    }
}
