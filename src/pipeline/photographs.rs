//! Photographs and the share cards: drawn once, remembered, and a photograph decoded once for all
//! that is made of it.

use crate::disk;
use crate::disk::cache::Key;
use crate::disk::published::Made;
use crate::pipeline::pen::{Fault, Pen, fault};
use crate::render;
use crate::render::image::Photograph;
use crate::site::artifact::{Artifact, CardRecipe, PictureRecipe, Recipe};
use crate::source::tree::Matter;
use crate::source::work;
use std::sync::Arc;

impl Pen<'_, '_> {
    /// All that is made of one photograph.
    pub(super) fn photograph(&self, group: &[&Artifact]) -> Result<(), Fault> {
        let Some((source, hash)) = group.first().and_then(|first| source(first)) else {
            return Ok(());
        };
        if !self.sink.keeps() {
            return Ok(());
        }
        work::on(source);
        let mut wanted: Vec<&Artifact> = Vec::new();
        for artifact in group {
            if !self.taken_again(artifact, &key(artifact))? {
                wanted.push(artifact);
            }
        }
        if wanted.is_empty() {
            return Ok(());
        }
        let _taken = self.quota.take(self.pixels(source));
        let of_source = |problem| fault(source, problem);
        let bytes = disk::read::bytes(&self.job.root, source, hash).map_err(of_source)?;
        let photograph = Photograph::read(&bytes).map_err(of_source)?;
        let (pictures, recipes): (Vec<&Artifact>, Vec<PictureRecipe>) = wanted
            .iter()
            .filter_map(|artifact| match &artifact.recipe {
                Recipe::Picture(recipe) => Some((*artifact, PictureRecipe::clone(recipe))),
                _ => None,
            })
            .unzip();
        let drawn = photograph.pictures(&recipes).map_err(of_source)?;
        for (artifact, bytes) in pictures.into_iter().zip(drawn) {
            let key = key(artifact);
            self.cache.put(&key, &bytes);
            self.take_made(&artifact.path, bytes, Some(Made::by(key)))?;
        }
        for artifact in wanted {
            if let Recipe::Card(recipe) = &artifact.recipe {
                self.card(artifact, recipe, Some(&photograph))?;
            }
        }
        Ok(())
    }

    /// One share card; one with a photograph comes with it, and is known not to be remembered.
    pub(super) fn card(
        &self,
        artifact: &Artifact,
        recipe: &CardRecipe,
        photograph: Option<&Photograph>,
    ) -> Result<(), Fault> {
        if !self.sink.keeps() {
            return Ok(());
        }
        if photograph.is_none() && self.taken_again(artifact, &recipe.key)? {
            return Ok(());
        }
        let card = self.site.card(recipe.page);
        let middle = |width, height| match photograph {
            Some(photograph) => photograph.middle(width, height),
            None => Ok(Default::default()),
        };
        let middle = photograph
            .is_some()
            .then_some(&middle as render::card::Middle<'_>);
        let bytes = self
            .theme
            .draw_card(&card, &artifact.path, &self.grounds, middle)?;
        self.cache.put(&recipe.key, &bytes);
        self.take_made(&artifact.path, bytes, Some(Made::by(recipe.key)))
    }

    /// Whether an earlier build has made this: best where it stands in the output already, for then it
    /// is not even read; else it may be in the cache.
    fn taken_again(&self, artifact: &Artifact, key: &Key) -> Result<bool, Fault> {
        if self.sink.take_again(&artifact.path, key).is_some() {
            self.cache.mark_used(key);
            return Ok(true);
        }
        match self.cache.get(key) {
            Some(bytes) => {
                self.take_made(&artifact.path, bytes, Some(Made::by(*key)))?;
                Ok(true)
            }
            None => Ok(false),
        }
    }

    /// A check draws no card, but of each kind the first far enough to know that it could be.
    pub(super) fn try_cards(&self) -> Vec<Fault> {
        let mut tried = Vec::new();
        let mut faults = Vec::new();
        for artifact in self.site.artifacts.iter() {
            let Recipe::Card(recipe) = &artifact.recipe else {
                continue;
            };
            let kind = recipe.page.kind();
            if !tried.contains(&kind) {
                tried.push(kind);
                let card = self.site.card(recipe.page);
                faults.extend(self.theme.try_card(&card, &artifact.path).err());
            }
        }
        faults
    }

    /// Pixels of a photograph; none are known of one that has been found broken.
    fn pixels(&self, source: &str) -> u64 {
        match self.tree.get(source).map(|source| &source.matter) {
            Some(Matter::Bytes {
                picture: Some(head),
                ..
            }) => u64::from(head.width) * u64::from(head.height),
            _ => 0,
        }
    }
}

/// The photograph that an artifact is made of, and the hash of its bytes.
pub(super) fn source(artifact: &Artifact) -> Option<(&Arc<str>, &[u8; 32])> {
    match &artifact.recipe {
        Recipe::Picture(recipe) => Some((&recipe.source, &recipe.hash)),
        Recipe::Card(recipe) => recipe.photo.as_ref().map(|(source, hash)| (source, hash)),
        _ => None,
    }
}

/// What is made of one photograph together, in the order of their paths.
pub(super) fn by_source<'a>(pictures: &[&'a Artifact]) -> Vec<Vec<&'a Artifact>> {
    let mut sorted: Vec<&Artifact> = pictures.to_vec();
    sorted.sort_by_key(|artifact| source(artifact));
    sorted
        .chunk_by(|a, b| source(a) == source(b))
        .map(<[&Artifact]>::to_vec)
        .collect()
}

fn key(artifact: &Artifact) -> [u8; 32] {
    match &artifact.recipe {
        Recipe::Picture(recipe) => render::image::key(recipe),
        Recipe::Card(recipe) => recipe.key,
        _ => [0; 32],
    }
}
