//! At most so many rows of one file, the rest counted.

use super::rows::Row;
use crate::source::problem::Severity;
use std::sync::Arc;

/// Rows of one file that are printed where people read.
pub(super) const MAX_PER_FILE: usize = 50;

/// The rows of one file.
#[derive(Debug)]
pub(super) struct FileRows<'a> {
    pub(super) path: Arc<str>,
    /// In their order.
    pub(super) shown: Vec<&'a Row>,
    pub(super) more_errors: usize,
    pub(super) more_warnings: usize,
}

/// All rows by file, in order, at most `max` of each. Errors go first when not all have a place:
/// fifty warnings must not hide what stops the build.
pub(super) fn by_file(rows: &[Row], max: usize) -> Vec<FileRows<'_>> {
    rows.chunk_by(|a, b| a.path == b.path)
        .map(|chunk| {
            let errors = count(chunk, Severity::Error);
            let warnings = chunk.len() - errors;
            let mut errors_left = errors.min(max);
            let mut warnings_left = warnings.min(max - errors_left);
            let (more_errors, more_warnings) = (errors - errors_left, warnings - warnings_left);
            let shown = chunk
                .iter()
                .filter(|row| {
                    let left = match row.severity {
                        Severity::Error => &mut errors_left,
                        Severity::Warning => &mut warnings_left,
                    };
                    let has_place = *left > 0;
                    *left = left.saturating_sub(1);
                    has_place
                })
                .collect();
            FileRows {
                path: chunk[0].path.clone(),
                shown,
                more_errors,
                more_warnings,
            }
        })
        .collect()
}

fn count(rows: &[Row], severity: Severity) -> usize {
    rows.iter().filter(|row| row.severity == severity).count()
}
