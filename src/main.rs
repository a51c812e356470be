//! Hands over to the library and gives back its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    sanvat::command::main()
}
