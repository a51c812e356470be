//! How a value stands among others: what an editor is told to write has to fit there.

/// Where a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Slot {
    /// Behind the colon of its field: `stars: 4`.
    #[default]
    Field,
    /// An item on a line of its own: `- 4`.
    Item,
    /// An item between brackets: `season: [3, 4]`.
    Flow {
        /// Whether another item stands before it.
        before: bool,
        /// Whether another item follows.
        after: bool,
        /// Whether the brackets are themselves an item: `- [heo, lợn]`.
        nested: bool,
    },
}

impl Slot {
    /// The line to write for a value: `season: 3`, `- 3` or `season: […, 3]`, where `…` is what stays as it is.
    /// A value that already brings its key stays as it is.
    pub fn line(self, key: &str, value: &str) -> String {
        match self {
            Slot::Field => match value.strip_prefix(key) {
                Some(rest) if rest.starts_with(':') => value.to_owned(),
                _ => format!("{key}: {value}"),
            },
            Slot::Item => format!("- {value}"),
            Slot::Flow {
                before,
                after,
                nested,
            } => {
                let before = if before { "…, " } else { "" };
                let after = if after { ", …" } else { "" };
                let list = format!("[{before}{value}{after}]");
                if nested {
                    format!("- {list}")
                } else {
                    format!("{key}: {list}")
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_to_write_fits_where_it_stands() {
        let flow = |before, after, nested| Slot::Flow {
            before,
            after,
            nested,
        };
        for (slot, line) in [
            (Slot::Field, "season: 3"),
            (Slot::Item, "- 3"),
            (flow(false, false, false), "season: [3]"),
            (flow(true, true, false), "season: […, 3, …]"),
            (flow(true, false, true), "- […, 3]"),
        ] {
            assert_eq!(slot.line("season", "3"), line);
        }
        assert_eq!(Slot::Field.line("stars", "stars: 4"), "stars: 4");
    }
}
