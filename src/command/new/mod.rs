//! `new`: a commented file to fill in, or the folder of a new site.

pub(in crate::command) mod plan;
mod site;
mod words;

use crate::command::args::{Named, New, Thing};
use crate::command::run::{self, say, say_error};
use crate::disk;
use crate::disk::create;
use crate::schema::scaffold::{NEWS, PAGE, PRODUCER, PRODUCT, Sheet};
use crate::source::problem::{Class, Problem};
use crate::source::wording::Tongue;
use plan::{Refusal, Wish};
use std::process::ExitCode;

/// Runs the command.
pub fn run(new: &New) -> ExitCode {
    match &new.thing {
        Thing::Product(product) => {
            let given = [
                ("producer", &product.producer),
                ("commune", &product.commune),
                ("category", &product.category),
            ];
            record(&PRODUCT, &product.named, &given)
        }
        Thing::Producer(producer) => record(
            &PRODUCER,
            &producer.named,
            &[("commune", &producer.commune)],
        ),
        Thing::News(named) => record(&NEWS, named, &[]),
        Thing::Page(named) => record(&PAGE, named, &[]),
        Thing::Site(wanted) => site::run(wanted),
    }
}

fn record(
    sheet: &'static Sheet,
    named: &Named,
    given: &[(&'static str, &Option<String>)],
) -> ExitCode {
    let tongue = Tongue::from(named.spoken.lang);
    let today = match run::today(None) {
        Ok(today) => today,
        Err(usage) => return run::refuse_usage(&usage),
    };
    let wish = Wish {
        sheet,
        name: &named.name,
        id: named.id.as_deref(),
        different: named.different,
        given: given
            .iter()
            .filter_map(|(key, value)| Some((*key, value.as_deref()?)))
            .collect(),
        tongue,
        today,
    };
    let tree = disk::read::site(&named.place.site);
    // Faults of other files are for `check`; without `content/` there is nowhere to put a file.
    if let Some(note) = tree.notes.iter().find(|note| &*note.file == "content") {
        return refuse(&Refusal::Problem(note.problem.clone()), tongue);
    }
    let planned = match plan::plan(tree.value, &wish) {
        Ok(planned) => planned,
        Err(refusal) => return refuse(&refusal, tongue),
    };
    match create::content_file(&named.place.site, &planned.path, &planned.text) {
        Ok(()) => {
            say(&words::made(&planned, tongue));
            ExitCode::SUCCESS
        }
        Err(refusal) => refuse(&Refusal::Disk(planned.path, refusal), tongue),
    }
}

/// Says why nothing was made. What the user can say otherwise is wrong usage.
pub(in crate::command) fn refuse(refusal: &Refusal, tongue: Tongue) -> ExitCode {
    say_error(&words::refused(refusal, tongue));
    let io = |problem: &Problem| problem.class() == Class::Io;
    ExitCode::from(match refusal {
        Refusal::Problem(problem) | Refusal::Disk(_, create::Refusal::Problem(problem))
            if io(problem) =>
        {
            3
        }
        _ => 2,
    })
}
