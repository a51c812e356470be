//! What people ask of the program, and what it answers them: the terminal, the clock, the exit code.

pub mod args;
pub mod build;
pub mod check;
pub mod serve;
mod painter;
mod told;
mod kept;
pub mod new;
pub mod schema;
pub mod run;
pub mod stopwatch;
pub mod summary;
pub mod panic;
pub mod report;

use args::{Command, Line};
use clap::Parser;
use std::process::ExitCode;

/// Runs the program as typed.
pub fn main() -> ExitCode {
    panic::install();
    match Line::parse().command {
        Command::Build(options) => build::run(&options),
        Command::Check(options) => check::run(&options),
        Command::Serve(preview) => serve::run(&preview),
        Command::New(new) => new::run(&new),
        Command::Schema(wanted) => schema::run(&wanted),
    }
}
