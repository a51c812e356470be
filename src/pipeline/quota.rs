//! How many pixels may lie decoded at the same time, however many cores there are.

use std::sync::{Condvar, Mutex, PoisonError};

/// Pixels that all threads together may hold: one photograph of the largest size and some of the
/// usual ones. A pixel takes three bytes once decoded, up to eleven while it is.
const MAX_PIXELS: u64 = 60_000_000;

/// The pixels that are still free.
#[derive(Debug)]
pub(super) struct Quota {
    free: Mutex<u64>,
    returned: Condvar,
}

/// Pixels taken, given back when dropped.
pub(super) struct Taken<'a> {
    quota: &'a Quota,
    pixels: u64,
}

impl Quota {
    pub(super) fn new() -> Quota {
        Quota {
            free: Mutex::new(MAX_PIXELS),
            returned: Condvar::new(),
        }
    }

    /// Takes so many pixels, or all there are if more are asked for; waits until they are free.
    /// Who holds some never waits for more, so nobody waits for ever.
    pub(super) fn take(&self, pixels: u64) -> Taken<'_> {
        let pixels = pixels.min(MAX_PIXELS);
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        while *free < pixels {
            free = self
                .returned
                .wait(free)
                .unwrap_or_else(PoisonError::into_inner);
        }
        *free -= pixels;
        Taken {
            quota: self,
            pixels,
        }
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        let mut free = self
            .quota
            .free
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *free += self.pixels;
        self.quota.returned.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};

    #[test]
    fn many_threads_never_hold_more_than_there_is_and_all_come_through() {
        let (quota, held, most) = (Quota::new(), AtomicU64::new(0), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for nth in 1..=24_u64 {
                let (quota, held, most) = (&quota, &held, &most);
                scope.spawn(move || {
                    for _ in 0..20 {
                        let pixels = nth * 4_000_000;
                        let _taken = quota.take(pixels);
                        let counted = pixels.min(MAX_PIXELS);
                        let now = held.fetch_add(counted, Ordering::SeqCst) + counted;
                        most.fetch_max(now, Ordering::SeqCst);
                        std::thread::yield_now();
                        held.fetch_sub(counted, Ordering::SeqCst);
                    }
                });
            }
        });
        assert!(most.load(Ordering::SeqCst) <= MAX_PIXELS);
        assert_eq!(*quota.free.lock().unwrap(), MAX_PIXELS);
    }
}
