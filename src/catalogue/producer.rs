//! A producer (chủ thể).

use crate::catalogue::body::Body;
use crate::catalogue::date::Date;
use crate::catalogue::place::Location;
use crate::catalogue::product::{Citation, Picture};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One published producer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Producer {
    /// Its address part.
    pub id: String,
    /// Path of its file under the site folder.
    pub file: Arc<str>,
    /// Full name.
    pub name: String,
    /// Kind of organisation, if stated.
    pub kind: Option<ProducerKind>,
    /// Where it is.
    pub location: Location,
    /// Contacts exactly as the producer published them.
    pub contact: ProducerContact,
    /// Plain, 40 to 200 characters.
    pub summary: Option<String>,
    /// Photographs.
    pub pictures: Vec<Picture>,
    /// Where the facts come from.
    pub sources: Vec<Citation>,
    /// Old site paths that lead here.
    pub aliases: Vec<String>,
    /// Last checked by an editor.
    pub checked: Option<Date>,
    /// About it.
    #[serde(skip)]
    pub body: Arc<Body>,
}

/// How to reach a producer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ProducerContact {
    /// As written.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Website, http or https.
    pub website: Option<String>,
    /// Zalo number or address, as written.
    pub zalo: Option<String>,
    /// Latitude and longitude in degrees, inside Vietnam.
    pub map: Option<(f64, f64)>,
}

/// Kind of organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProducerKind(usize);

const KINDS: [(&str, &str); 7] = [
    ("doanh-nghiep", "Doanh nghiệp"),
    ("hop-tac-xa", "Hợp tác xã"),
    ("to-hop-tac", "Tổ hợp tác"),
    ("trang-trai", "Trang trại"),
    ("ho-kinh-doanh", "Hộ kinh doanh"),
    ("hoi-hiep-hoi", "Hội, hiệp hội"),
    ("khac", "Loại hình khác"),
];

impl ProducerKind {
    /// As written in content.
    ///
    /// Rule: who may be a producer, Quyết định 26/2026/QĐ-TTg, article 2.3.
    pub const IDS: &'static [&'static str] = &[
        "doanh-nghiep",
        "hop-tac-xa",
        "to-hop-tac",
        "trang-trai",
        "ho-kinh-doanh",
        "hoi-hiep-hoi",
        "khac",
    ];

    /// From its id.
    pub fn from_id(id: &str) -> Option<ProducerKind> {
        KINDS
            .iter()
            .position(|(known, _)| *known == id)
            .map(ProducerKind)
    }

    /// As written in content.
    pub fn id(self) -> &'static str {
        KINDS[self.0].0
    }

    /// As said on a page.
    pub fn label(self) -> &'static str {
        KINDS[self.0].1
    }
}
