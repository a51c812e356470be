//! Words that mean the same.

use serde::{Deserialize, Serialize};

/// Lists of words that a search takes for one another, each word or phrase as written. The built-in
/// lists come first, then those of the site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thesaurus(pub Vec<Vec<String>>);
