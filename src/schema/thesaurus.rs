//! The table of `thesaurus.yml` (contract, section 1).

use crate::schema::field::{Field, Kind};

/// One list of words that mean the same.
pub const SAME: Field = Field::new(
    "thesaurus",
    "Từ cùng nghĩa",
    "Words that mean the same",
    Kind::List {
        of: &Kind::Text { min: 1, max: 60 },
        max: 40,
    },
    "[heo, lợn]",
);
