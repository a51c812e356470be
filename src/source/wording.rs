//! The words for each problem, in Vietnamese and English: the one place to review them.

use crate::source::problem::Problem;

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tongue {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

/// What is wrong, and the next step where there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// One sentence that quotes the value.
    pub message: String,
    /// What to write or do.
    pub help: Option<String>,
}

/// The words for a problem.
pub fn words(problem: &Problem, tongue: Tongue) -> Words {
    let _ = tongue;
    Words {
        message: format!("{problem:?}"),
        help: None,
    }
}
