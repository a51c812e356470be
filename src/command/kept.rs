//! Drawn files in memory, up to a size; the oldest go first.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A store that many threads use.
#[derive(Debug)]
pub(super) struct Kept {
    most: usize,
    inside: Mutex<Inside>,
}

#[derive(Debug, Default)]
struct Inside {
    files: HashMap<String, Arc<[u8]>>,
    /// Keys in the order they came.
    order: VecDeque<String>,
    bytes: usize,
}

impl Kept {
    /// A store of at most so many bytes, names not counted.
    pub(super) fn new(most: usize) -> Kept {
        Kept {
            most,
            inside: Mutex::default(),
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<Arc<[u8]>> {
        self.inside().files.get(key).cloned()
    }

    /// Keeps a file; one that is larger than the store is not kept, nor is what stood there before.
    pub(super) fn put(&self, key: String, bytes: &Arc<[u8]>) {
        let mut inside = self.inside();
        if let Some(old) = inside.files.remove(&key) {
            inside.bytes -= old.len();
            inside.order.retain(|known| *known != key);
        }
        if bytes.len() > self.most {
            return;
        }
        while inside.bytes + bytes.len() > self.most {
            let Some(oldest) = inside.order.pop_front() else {
                break;
            };
            if let Some(old) = inside.files.remove(&oldest) {
                inside.bytes -= old.len();
            }
        }
        inside.bytes += bytes.len();
        inside.files.insert(key.clone(), bytes.clone());
        inside.order.push_back(key);
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_make_room_and_the_newest_of_a_name_counts() {
        let kept = Kept::new(10);
        let put = |key: &str, length: usize| kept.put(key.to_owned(), &vec![1; length].into());
        put("a", 4);
        put("b", 4);
        put("a", 5);
        put("c", 5);
        assert!(kept.get("b").is_none());
        assert_eq!(kept.get("a").map(|bytes| bytes.len()), Some(5));
        put("a", 11);
        assert!(kept.get("a").is_none());
        assert!(kept.get("c").is_some());
        assert_eq!(kept.inside().bytes, 5);
    }
}
