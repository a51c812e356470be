//! Communes of two periods, the districts that were, and what went into what.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A commune code as written: five digits, zeros kept. Unique only within its period.
pub type CommuneCode = String;

/// A commune that exists now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Commune {
    /// Five digits.
    pub code: CommuneCode,
    /// With its kind: Xã Bình Sơn, Phường Hạc Thành.
    pub name: String,
    /// Its part of an address: `xa-binh-son`, with the code where two would meet.
    pub slug: String,
    /// Index into [`Places::districts`]; `None` when it straddles several.
    pub district: Option<usize>,
    /// Full name of its province.
    pub province: String,
}

/// A commune that no longer exists.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FormerCommune {
    /// Five digits; the same digits often name another, current commune.
    pub code: CommuneCode,
    /// With its kind.
    pub name: String,
    /// Index into [`Places::districts`]: where it lay at the end of 2024.
    pub district: Option<usize>,
    /// Full name of its province.
    pub province: String,
    /// Indices into [`Places::communes`], the main one first; one decides, none or several do not.
    pub into: Vec<usize>,
}

/// A district as it was before 1 July 2025, when the level was abolished. The grouping lives on.
///
/// Rule: the two-level administration, Quyết định 19/2025/QĐ-TTg and Nghị quyết 202/2025/QH15.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct District {
    /// With its kind: Huyện Triệu Sơn.
    pub name: String,
    /// Its id and part of an address: `huyen-trieu-son`.
    pub slug: String,
    /// Full name of its province.
    pub province: String,
    /// Pattern and palette of its cloth where the places file states one: `song/sea`.
    pub cloth: Option<String>,
}

/// All places of the site.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Places {
    /// Current communes, by code.
    pub communes: Vec<Commune>,
    /// Former communes, by code.
    pub former: Vec<FormerCommune>,
    /// Former districts in Vietnamese alphabetical order of their names without kind.
    pub districts: Vec<District>,
    /// For each current commune the former ones that went into it, whole or in part.
    parts: Vec<Vec<usize>>,
    /// Districts by id and by full name.
    district_words: BTreeMap<String, usize>,
}

impl Places {
    /// Index of the current commune of this code.
    pub fn commune(&self, code: &str) -> Option<usize> {
        self.communes
            .binary_search_by(|commune| commune.code.as_str().cmp(code))
            .ok()
    }

    /// Index of the former commune of this code.
    pub fn former(&self, code: &str) -> Option<usize> {
        self.former
            .binary_search_by(|commune| commune.code.as_str().cmp(code))
            .ok()
    }

    /// Index of a district by its id or its full name.
    pub fn district(&self, word: &str) -> Option<usize> {
        self.district_words.get(word).copied()
    }

    /// The former communes that went whole or in part into a current one, by code.
    pub fn made_of(&self, commune: usize) -> &[usize] {
        self.parts.get(commune).map_or(&[], Vec::as_slice)
    }

    /// Places of which both kinds of commune are sorted by code.
    pub fn new(
        communes: Vec<Commune>,
        former: Vec<FormerCommune>,
        districts: Vec<District>,
    ) -> Places {
        let mut parts = vec![Vec::new(); communes.len()];
        for (index, commune) in former.iter().enumerate() {
            for into in &commune.into {
                parts[*into].push(index);
            }
        }
        let mut district_words = BTreeMap::new();
        for (index, district) in districts.iter().enumerate() {
            district_words.insert(district.slug.clone(), index);
            // Two provinces may have a district of one name: then only the id tells them apart.
            district_words.entry(district.name.clone()).or_insert(index);
        }
        Places {
            communes,
            former,
            districts,
            parts,
            district_words,
        }
    }
}

/// Where a product or a producer is, as far as it is decided. All are indices into [`Places`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Location {
    /// The commune that exists now.
    pub commune: Option<usize>,
    /// The commune of before.
    pub former: Option<usize>,
    /// The district of before.
    pub district: Option<usize>,
}
