//! A bug of ours: say so, name what was worked on, leave the published site alone.

use std::cell::RefCell;
use std::panic;

/// The exit code of an internal error (contract, section 8).
const INTERNAL: i32 = 70;

thread_local! {
    static WORK: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Remembers what this thread works on, for the message of a panic.
pub fn working_on(what: &str) {
    WORK.with_borrow_mut(|work| {
        work.clear();
        work.push_str(what);
    });
}

/// From here on a panic ends the program at once, whichever thread it is in: nothing half done is published.
pub fn install() {
    panic::set_hook(Box::new(|info| {
        let work = WORK.with_borrow(Clone::clone);
        let work = if work.is_empty() {
            "?".to_owned()
        } else {
            work
        };
        super::run::say_error(&format!(
            "Lỗi của chương trình khi làm: {work}\n\
             Trang đã đăng vẫn giữ nguyên. Xin gửi báo lỗi kèm tệp ấy và dòng dưới đây.\n\
             Internal error while working on: {work}\n\
             The published site is untouched. Please report it with that file and the line below.\n\
             {info}\n"
        ));
        std::process::exit(INTERNAL);
    }));
}
