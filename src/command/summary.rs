//! The last line: every record accounted for, every file counted.

use crate::command::args::{Lang, Options};
use crate::command::report::{Format, Totals};
use crate::command::run::{Outcome, say_error};
use crate::disk::published::Written;
use crate::text::format::number;

/// The last line of `check`.
pub fn checked(options: &Options, outcome: &Outcome, seconds: f64) {
    let totals = &outcome.totals;
    let counts = counts(options, totals);
    let seconds = seconds_text(options, seconds);
    let line = match (options.show.spoken.lang, outcome.may_publish()) {
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
    let seconds = seconds_text(options, seconds);
    let line = match (options.show.spoken.lang, written) {
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
            count(options, done.files)
        ),
        (Lang::En, Some(done)) if !done.changed => format!(
            "{}. {} files, nothing changed. {seconds} s.",
            records(options, totals),
            count(options, done.files)
        ),
        (Lang::Vi, Some(done)) => format!(
            "{}. {} tệp: {} ghi mới, {} giữ nguyên, {} bỏ đi. {seconds} giây.",
            records(options, totals),
            count(options, done.files),
            count(options, done.written),
            count(options, done.unchanged),
            count(options, done.removed)
        ),
        (Lang::En, Some(done)) => format!(
            "{}. {} files: {} written, {} unchanged, {} removed. {seconds} s.",
            records(options, totals),
            count(options, done.files),
            count(options, done.written),
            count(options, done.unchanged),
            count(options, done.removed)
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
    let withheld = totals.withheld.drafts + totals.withheld.scheduled;
    let read = totals.published + withheld;
    let (drafts, scheduled) = (
        count(options, totals.withheld.drafts),
        count(options, totals.withheld.scheduled),
    );
    let (read, published, withheld) = (
        count(options, read),
        count(options, totals.published),
        count(options, withheld),
    );
    match options.show.spoken.lang {
        Lang::Vi => format!(
            "Đọc {read} mục = {published} đăng + {withheld} giữ lại ({drafts} bản nháp, {scheduled} chưa đến ngày)"
        ),
        Lang::En => format!(
            "Read {read} records = {published} published + {withheld} withheld ({drafts} drafts, {scheduled} not yet due)"
        ),
    }
}

fn counts(options: &Options, totals: &Totals) -> String {
    let (products, producers) = (
        count(options, totals.products),
        count(options, totals.producers),
    );
    let (errors, warnings) = (
        count(options, totals.errors),
        count(options, totals.warnings),
    );
    match options.show.spoken.lang {
        Lang::Vi => {
            format!("{products} sản phẩm, {producers} chủ thể, {errors} lỗi, {warnings} nhắc")
        }
        Lang::En => format!(
            "{products} products, {producers} producers, {errors} errors, {warnings} warnings"
        ),
    }
}

/// A number with its thousands parted as the language does it.
fn count(options: &Options, number_of: usize) -> String {
    let number = number(number_of as u64);
    match options.show.spoken.lang {
        Lang::Vi => number,
        Lang::En => number.replace('.', ","),
    }
}

fn seconds_text(options: &Options, seconds: f64) -> String {
    let seconds = format!("{seconds:.2}");
    match options.show.spoken.lang {
        Lang::Vi => seconds.replace('.', ","),
        Lang::En => seconds,
    }
}
