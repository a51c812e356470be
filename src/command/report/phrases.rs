//! The words of the reports themselves, in both languages.

use super::Totals;
use crate::source::problem::Severity;
use crate::source::wording::Tongue;

/// The name of a severity.
pub(super) fn level(severity: Severity, tongue: Tongue) -> &'static str {
    match (severity, tongue) {
        (Severity::Error, Tongue::Vi) => "lỗi",
        (Severity::Error, Tongue::En) => "error",
        (Severity::Warning, Tongue::Vi) => "nhắc",
        (Severity::Warning, Tongue::En) => "warning",
    }
}

/// `3 lỗi, 2 nhắc`.
pub(super) fn counts(errors: usize, warnings: usize, tongue: Tongue) -> String {
    let count = |number, severity| count(number, severity, tongue);
    format!(
        "{}, {}",
        count(errors, Severity::Error),
        count(warnings, Severity::Warning)
    )
}

fn count(number: usize, severity: Severity, tongue: Tongue) -> String {
    let noun = level(severity, tongue);
    match tongue {
        Tongue::Vi => format!("{number} {noun}"),
        Tongue::En => many(number, noun),
    }
}

/// `69 sản phẩm, 47 chủ thể`.
pub(super) fn records(totals: &Totals, tongue: Tongue) -> String {
    match tongue {
        Tongue::Vi => format!("{} sản phẩm, {} chủ thể", totals.products, totals.producers),
        Tongue::En => format!(
            "{}, {}",
            many(totals.products, "product"),
            many(totals.producers, "producer")
        ),
    }
}

/// What of one file was not printed.
pub(super) fn rest_of_file(path: &str, errors: usize, warnings: usize, tongue: Tongue) -> String {
    let counts = match (errors, warnings) {
        (_, 0) => count(errors, Severity::Error, tongue),
        (0, _) => count(warnings, Severity::Warning, tongue),
        _ => counts(errors, warnings, tongue),
    };
    match tongue {
        Tongue::Vi => format!(
            "{path}: còn {counts} nữa, không in ở đây. Xem đủ bằng --format report hoặc --format json."
        ),
        Tongue::En => format!(
            "{path}: {counts} more, not printed here. All of them: --format report or --format json."
        ),
    }
}

/// What of the whole site was not printed, and in which files it stands.
pub(super) fn rest_of_site(
    number: usize,
    severity: Severity,
    files: &[(String, usize)],
    tongue: Tongue,
) -> String {
    /// A longer list is not read beside a line of code.
    const NAMED: usize = 10;
    let mut named: Vec<String> = files
        .iter()
        .take(NAMED)
        .map(|(path, count)| format!("{path} ({count})"))
        .collect();
    let unnamed = files.len().saturating_sub(NAMED);
    if unnamed > 0 {
        named.push(match tongue {
            Tongue::Vi => format!("và {unnamed} tệp khác"),
            Tongue::En => format!("and {}", many_other(unnamed)),
        });
    }
    let named = named.join(", ");
    let level = level(severity, tongue);
    match tongue {
        Tongue::Vi => format!(
            "Còn {number} {level} nữa trong {} tệp: {named}. Xem đủ: sanvat check --format report",
            files.len()
        ),
        Tongue::En => format!(
            "{} in {}: {named}. All of them: sanvat check --format report",
            many(number, &format!("more {level}")),
            many(files.len(), "file")
        ),
    }
}

/// The first line of the page: how much there is to do.
pub(super) fn to_do(totals: &Totals, files: usize, tongue: Tongue) -> String {
    match (totals.errors, tongue) {
        (0, Tongue::Vi) => "Không có việc gì phải sửa.".to_owned(),
        (0, Tongue::En) => "There is nothing to fix.".to_owned(),
        (errors, Tongue::Vi) => format!("Có {errors} việc phải sửa trong {files} tệp."),
        (1, Tongue::En) => format!("There is 1 thing to fix in {}.", many(files, "file")),
        (errors, Tongue::En) => {
            format!(
                "There are {errors} things to fix in {}.",
                many(files, "file")
            )
        }
    }
}

/// What follows from it.
pub(super) fn consequence(totals: &Totals, tongue: Tongue) -> &'static str {
    match (totals.errors, totals.warnings, tongue) {
        (0, 0, Tongue::Vi) => "Trang có thể đăng.",
        (0, 0, Tongue::En) => "The site can be published.",
        (0, _, Tongue::Vi) => "Trang có thể đăng; những điều được nhắc nên xem khi có dịp.",
        (0, _, Tongue::En) => "The site can be published; the warnings are worth a look.",
        (_, _, Tongue::Vi) => "Khi hết lỗi, trang sẽ được đăng; bản đã đăng vẫn giữ nguyên.",
        (_, _, Tongue::En) => {
            "Once the errors are fixed the site is published; what is online stays as it is."
        }
    }
}

/// A count with its English noun.
pub(super) fn many(number: usize, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

fn many_other(number: usize) -> String {
    match number {
        1 => "1 other file".to_owned(),
        _ => format!("{number} other files"),
    }
}
