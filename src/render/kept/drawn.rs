//! The parts that were drawn, by what they were made from: those asked for lately in memory, others beside.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// How many maps share the work, so that threads seldom wait for each other.
const MAPS: usize = 16;
/// Bytes that are kept at most while listings are drawn, each of which shows products in an order of its own:
/// the cards of some fifteen thousand.
const MOST: usize = 32 * 1024 * 1024;
/// The same for all other pages, which show what stands next to their own product.
const MOST_BESIDE: usize = 12 * 1024 * 1024;

/// Where parts are that have no room in memory.
pub trait Store: std::fmt::Debug + Send + Sync {
    /// Lays a part down and says where: its first byte and its length. `None` where that cannot be done.
    fn put(&self, html: &str) -> Option<(u64, usize)>;
    /// The part that was laid down there; `None` where it is lost.
    fn get(&self, place: (u64, usize)) -> Option<Arc<str>>;
    /// Nothing that was laid down is asked for any more.
    fn forget(&self);
}

/// What stands for all that a part was made from.
pub(crate) type Hash = [u8; 32];

/// A part, drawn and tidied.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) html: Arc<str>,
    /// Whether it is a block of its own, beside which no white space is seen.
    pub(crate) is_block: bool,
}

type Parts = HashMap<Hash, Part>;

/// The parts that were drawn.
#[derive(Debug)]
pub(crate) struct Drawn {
    maps: [Mutex<Map>; MAPS],
    /// Bytes of all maps together.
    most: AtomicUsize,
    store: OnceLock<Box<dyn Store>>,
}

/// Some of them. When the later half is full the earlier is let go, so that what was asked for lately stays.
#[derive(Debug, Default)]
struct Map {
    later: Parts,
    earlier: Parts,
    /// Of the later half.
    bytes: usize,
    /// Where those are that were let go, and whether each is a block.
    laid: HashMap<Hash, ((u64, usize), bool)>,
}

impl Map {
    /// Puts a part in the later half; gives what was let go for it and is laid down nowhere.
    fn put(&mut self, hash: Hash, part: Part, most: usize) -> Parts {
        let mut gone = Parts::new();
        if self.bytes + part.html.len() > most / 2 {
            gone = std::mem::replace(&mut self.earlier, std::mem::take(&mut self.later));
            gone.retain(|hash, _| !self.laid.contains_key(hash));
            self.bytes = 0;
        }
        self.bytes += part.html.len();
        self.later.insert(hash, part);
        gone
    }
}

impl Drawn {
    /// Nothing yet.
    pub(crate) fn new() -> Drawn {
        Drawn {
            maps: Default::default(),
            most: AtomicUsize::new(MOST),
            store: OnceLock::new(),
        }
    }

    /// From now on what has no room in memory is laid down there.
    pub(crate) fn lay_aside(&self, store: Box<dyn Store>) {
        // The first is as good as any.
        let _ = self.store.set(store);
    }

    /// The part of this hash; `None` where it has to be drawn.
    pub(crate) fn get(&self, hash: &Hash) -> Option<Part> {
        let (earlier, laid) = {
            let map = lock(self.map(hash));
            if let Some(part) = map.later.get(hash) {
                return Some(part.clone());
            }
            (map.earlier.get(hash).cloned(), map.laid.get(hash).copied())
        };
        let part = match earlier {
            Some(part) => part,
            None => {
                let (place, is_block) = laid?;
                let html = self.store.get()?.get(place)?;
                Part { html, is_block }
            }
        };
        self.put(*hash, part.clone());
        Some(part)
    }

    /// Puts a part in memory, and lays down what has no room there any more.
    pub(crate) fn put(&self, hash: Hash, part: Part) {
        let map = self.map(&hash);
        let most = self.most.load(Ordering::Relaxed) / MAPS;
        let gone = lock(map).put(hash, part, most);
        let Some(store) = self.store.get() else {
            return;
        };
        let laid = gone.into_iter();
        let laid: Vec<_> = laid
            .filter_map(|(hash, part)| Some((hash, (store.put(&part.html)?, part.is_block))))
            .collect();
        lock(map).laid.extend(laid);
    }

    fn map(&self, hash: &Hash) -> &Mutex<Map> {
        // The first bytes may be the same of many: these are letters of a mark, or of a hash.
        &self.maps[usize::from(hash[8] ^ hash[15]) % MAPS]
    }

    /// Nothing is kept any more, and less will be.
    pub(crate) fn forget(&self) {
        for map in &self.maps {
            *lock(map) = Map::default();
        }
        if let Some(store) = self.store.get() {
            store.forget();
        }
        self.most.store(MOST_BESIDE, Ordering::Relaxed);
    }
}

fn lock(map: &Mutex<Map>) -> MutexGuard<'_, Map> {
    map.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keeps everything, and counts what it was asked for.
    #[derive(Debug, Default)]
    struct Memory {
        texts: Mutex<Vec<String>>,
        asked: AtomicUsize,
    }

    impl Store for Arc<Memory> {
        fn put(&self, html: &str) -> Option<(u64, usize)> {
            let mut texts = self.texts.lock().ok()?;
            texts.push(html.to_owned());
            Some((texts.len() as u64 - 1, html.len()))
        }

        fn get(&self, (at, _): (u64, usize)) -> Option<Arc<str>> {
            self.asked.fetch_add(1, Ordering::Relaxed);
            let at = usize::try_from(at).ok()?;
            let texts = self.texts.lock().ok()?;
            texts.get(at).map(|text| Arc::from(text.as_str()))
        }

        fn forget(&self) {
            if let Ok(mut texts) = self.texts.lock() {
                texts.clear();
            }
        }
    }

    #[test]
    fn what_has_no_room_in_memory_is_laid_down_once_and_comes_back() {
        let kept = Drawn::new();
        let store = Arc::new(Memory::default());
        kept.lay_aside(Box::new(store.clone()));
        // Room for two parts in each map.
        kept.most.store(MAPS * 20, Ordering::Relaxed);
        let hash = |nth: u8| [nth; 32];
        let part = |nth: u8| Part {
            html: format!("<p>{nth:03}</p>").into(),
            is_block: nth.is_multiple_of(2),
        };
        for nth in 0..200 {
            assert!(kept.get(&hash(nth)).is_none());
            kept.put(hash(nth), part(nth));
        }
        for nth in (0..200).chain(0..200) {
            let found = kept.get(&hash(nth)).expect("a part");
            let wanted = part(nth);
            assert_eq!((found.html, found.is_block), (wanted.html, wanted.is_block));
        }
        assert!(store.asked.load(Ordering::Relaxed) > 200);
        assert!(store.texts.lock().is_ok_and(|texts| texts.len() <= 200));
        kept.forget();
        assert!((0..200).all(|nth| kept.get(&hash(nth)).is_none()));
    }
}
