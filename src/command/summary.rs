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
    let seconds = seconds_text(seconds);
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
    let seconds = seconds_text(seconds);
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
            count(done.files)
        ),
        (Lang::En, Some(done)) if !done.changed => format!(
            "{}. {} files, nothing changed. {seconds} s.",
            records(options, totals),
            count(done.files)
        ),
        (Lang::Vi, Some(done)) => format!(
            "{}. {} tệp: {} ghi mới, {} giữ nguyên, {} bỏ đi. {seconds} giây.",
            records(options, totals),
            count(done.files),
            count(done.written),
            count(done.unchanged),
            count(done.removed)
        ),
        (Lang::En, Some(done)) => format!(
            "{}. {} files: {} written, {} unchanged, {} removed. {seconds} s.",
            records(options, totals),
            count(done.files),
            count(done.written),
            count(done.unchanged),
            count(done.removed)
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
        count(totals.withheld.drafts),
        count(totals.withheld.scheduled),
    );
    let (read, published, withheld) = (count(read), count(totals.published), count(withheld));
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
    let (products, producers) = (count(totals.products), count(totals.producers));
    let (errors, warnings) = (count(totals.errors), count(totals.warnings));
    match options.show.spoken.lang {
        Lang::Vi => {
            format!("{products} sản phẩm, {producers} chủ thể, {errors} lỗi, {warnings} nhắc")
        }
        Lang::En => format!(
            "{products} products, {producers} producers, {errors} errors, {warnings} warnings"
        ),
    }
}

fn count(number_of: usize) -> String {
    number(number_of as u64)
}

fn seconds_text(seconds: f64) -> String {
    format!("{seconds:.2}").replace('.', ",")
}
