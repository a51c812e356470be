//! What each thread works on, for the message of a program that fails.

use std::cell::RefCell;

thread_local! {
    static WORK: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Remembers a file, or an address that is drawn; the one before is forgotten.
pub fn on(what: &str) {
    WORK.with_borrow_mut(|work| {
        work.clear();
        work.push_str(what);
    });
}

/// What this thread was told last; `?` where it was told nothing.
pub fn now() -> String {
    let work = WORK.with_borrow(Clone::clone);
    if work.is_empty() {
        return "?".to_owned();
    }
    work
}
