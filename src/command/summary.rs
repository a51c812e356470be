//! The last line: every record accounted for, every file counted.

use crate::command::args::{Lang, Options};
use crate::command::report::{Format, Totals};
use crate::command::run::{Outcome, say_error};
use crate::disk::published::Written;
use crate::text::format::number;

/// The last line of `check`.
pub fn checked(options: &Options, outcome: &Outcome, seconds: f64) {
    let lang = options.show.spoken.lang;
    let totals = &outcome.totals;
    let counts = counts(options, totals);
    let seconds = seconds_text(lang, seconds);
    let line = match (lang, outcome.may_publish()) {
        (Lang::Vi, true) => format!(
            "{counts}. {}. Xong trong {seconds} giây.",
            records(options, totals)
        ),
        (Lang::Vi, false) => format!("{counts}. Chưa đăng được. Xong trong {seconds} giây."),
        (Lang::En, true) => format!("{counts}. {}. {seconds} s.", records(options, totals)),
        (Lang::En, false) => format!("{counts}. Cannot be published yet. {seconds} s."),
    };
    print(options, &line);
}

/// The last line of `build`.
pub fn built(options: &Options, totals: &Totals, written: Option<&Written>, seconds: f64) {
    let lang = options.show.spoken.lang;
    let seconds = seconds_text(lang, seconds);
    let line = match (lang, written) {
        (Lang::Vi, None) => format!(
            "{}. Không đăng gì, trang cũ giữ nguyên. {seconds} giây.",
            counts(options, totals)
        ),
        (Lang::En, None) => format!(
            "{}. Nothing published, the old site stays. {seconds} s.",
            counts(options, totals)
        ),
        (Lang::Vi, Some(done)) if !done.changed => format!(
            "{}. {} tệp, không có gì thay đổi. {seconds} giây.",
            records(options, totals),
            count(lang, done.files)
        ),
        (Lang::En, Some(done)) if !done.changed => format!(
            "{}. {} files, nothing changed. {seconds} s.",
            records(options, totals),
            count(lang, done.files)
        ),
        (Lang::Vi, Some(done)) => format!(
            "{}. {} tệp: {} ghi mới, {} giữ nguyên, {} bỏ đi. {seconds} giây.",
            records(options, totals),
            count(lang, done.files),
            count(lang, done.written),
            count(lang, done.unchanged),
            count(lang, done.removed)
        ),
        (Lang::En, Some(done)) => format!(
            "{}. {} files: {} written, {} unchanged, {} removed. {seconds} s.",
            records(options, totals),
            count(lang, done.files),
            count(lang, done.written),
            count(lang, done.unchanged),
            count(lang, done.removed)
        ),
    };
    print(options, &line);
}

fn print(options: &Options, line: &str) {
    if options.format == Format::Human && !options.quiet {
        say_error(&format!("{line}\n"));
    }
}

/// Records read = published + withheld, with reasons.
fn records(options: &Options, totals: &Totals) -> String {
    let lang = options.show.spoken.lang;
    let withheld = totals.withheld.drafts + totals.withheld.scheduled;
    let read = totals.published + withheld;
    let (drafts, scheduled) = (
        count(lang, totals.withheld.drafts),
        count(lang, totals.withheld.scheduled),
    );
    let (read, published, withheld) = (
        count(lang, read),
        count(lang, totals.published),
        count(lang, withheld),
    );
    match lang {
        Lang::Vi => format!(
            "Đọc {read} mục = {published} đăng + {withheld} giữ lại ({drafts} bản nháp, {scheduled} chưa đến ngày)"
        ),
        Lang::En => format!(
            "Read {read} records = {published} published + {withheld} withheld ({drafts} drafts, {scheduled} not yet due)"
        ),
    }
}

fn counts(options: &Options, totals: &Totals) -> String {
    let lang = options.show.spoken.lang;
    let (products, producers) = (count(lang, totals.products), count(lang, totals.producers));
    let (errors, warnings) = (count(lang, totals.errors), count(lang, totals.warnings));
    match lang {
        Lang::Vi => {
            format!("{products} sản phẩm, {producers} chủ thể, {errors} lỗi, {warnings} nhắc")
        }
        Lang::En => format!(
            "{products} products, {producers} producers, {errors} errors, {warnings} warnings"
        ),
    }
}

/// A number with its thousands parted as the language does it.
fn count(lang: Lang, number_of: usize) -> String {
    let number = number(number_of as u64);
    match lang {
        Lang::Vi => number,
        Lang::En => number.replace('.', ","),
    }
}

fn seconds_text(lang: Lang, seconds: f64) -> String {
    let seconds = format!("{seconds:.2}");
    match lang {
        Lang::Vi => seconds.replace('.', ","),
        Lang::En => seconds,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_each_language_does() {
        assert_eq!(count(Lang::Vi, 25_641), "25.641");
        assert_eq!(count(Lang::En, 25_641), "25,641");
        assert_eq!(seconds_text(Lang::Vi, 7.254), "7,25");
        assert_eq!(seconds_text(Lang::En, 7.254), "7.25");
    }
}
