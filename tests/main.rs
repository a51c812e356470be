//! Every test of the program as it is used: content in, tree or report out. One binary links once.

#![expect(
    clippy::disallowed_methods,
    reason = "tests make and read the sites they try"
)]
#![expect(
    clippy::disallowed_macros,
    reason = "tests that measure say what they measured"
)]

mod chance;
mod harness;
#[allow(dead_code, reason = "the benchmarks use the rest")]
#[path = "../benches/made.rs"]
mod made;
mod marks;

mod build;
mod serve;
mod states;
mod places;
mod diagnostics;
mod new;
mod guide;
mod schema;
mod seeded;
mod catalogue;
mod repeatable;
mod vectors;
mod search;
mod views;
mod fuzz;
mod hostile;
mod crash;
mod edits;
mod harm;
mod limits;
mod policy;
mod pictures;
mod cards;
mod machines;
mod hosting;
mod codes;
mod floors;
