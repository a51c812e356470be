//! The links of a plan once more: while no address moves, those of a text that is as it was lead where they led.

use super::{Links, Resolver, published};
use crate::catalogue::Catalogue;
use crate::catalogue::body::Body;
use std::sync::Arc;

/// The links of an earlier plan with the same files.
#[derive(Debug, Clone)]
pub(in crate::site) struct Resolved {
    pub(in crate::site) catalogue: Arc<Catalogue>,
    pub(in crate::site) links: Arc<Links>,
    /// Whether no link led nowhere.
    pub(in crate::site) is_sound: bool,
}

impl Resolved {
    /// The links of now, of which those of texts that are others are resolved; `None` where that does not do.
    pub(super) fn again(
        &self,
        resolver: &Resolver<'_, '_>,
        now: &[(&Arc<str>, &Arc<Body>)],
    ) -> Option<Links> {
        let before = &self.catalogue;
        // What leads to a record that is left out may be excused, and is asked of all again.
        let sets_aside = |catalogue: &Catalogue| !catalogue.set_aside.is_empty();
        if !self.is_sound || sets_aside(before) || sets_aside(resolver.atlas.catalogue) {
            return None;
        }
        let before: Vec<(&Arc<str>, &Arc<Body>)> = published(before).collect();
        if before.len() != now.len() {
            return None;
        }
        let mut links = Links::clone(&self.links);
        for ((old, was), (file, body)) in before.into_iter().zip(now) {
            if old != *file {
                return None;
            }
            if Arc::ptr_eq(was, body) {
                continue;
            }
            match resolver.found(file, body)? {
                led if led.is_empty() => drop(links.bodies.remove(*file)),
                led => drop(links.bodies.insert((*file).clone(), led)),
            }
        }
        Some(links)
    }
}
