//! Stars, who granted them, when, and what is left of them at a date.

use crate::catalogue::date::{Date, Stated};
use serde::{Deserialize, Serialize};

/// A published star level. One and two stars get no certificate, so no catalogue shows them.
///
/// Rule: Quyết định 26/2026/QĐ-TTg, articles 3.3 and 4.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Star(u8);

impl Star {
    /// All levels, the highest first: the order of every listing.
    pub const ALL: [Star; 3] = [Star(5), Star(4), Star(3)];

    /// 3, 4 or 5.
    pub fn new(level: i64) -> Option<Star> {
        u8::try_from(level)
            .ok()
            .filter(|level| (3..=5).contains(level))
            .map(Star)
    }

    /// 3, 4 or 5.
    pub fn level(self) -> u8 {
        self.0
    }
}

/// Who granted a star.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Issuer {
    /// Ủy ban nhân dân tỉnh: the provincial committee.
    Province,
    /// Ủy ban nhân dân huyện: the committee of a district, until the level was abolished.
    District,
    /// Bộ Nông nghiệp và Môi trường.
    Ministry,
    /// Bộ Nông nghiệp và Phát triển nông thôn, the ministry's name until 2025.
    FormerMinistry,
    /// The central council.
    Centre,
}

impl Issuer {
    /// As written in content.
    pub const IDS: &'static [&'static str] = &[
        "ubnd-tinh",
        "ubnd-huyen",
        "bo-nnmt",
        "bo-nnptnt",
        "trung-uong",
    ];

    /// From its id.
    pub fn from_id(id: &str) -> Option<Issuer> {
        Some(match id {
            "ubnd-tinh" => Issuer::Province,
            "ubnd-huyen" => Issuer::District,
            "bo-nnmt" => Issuer::Ministry,
            "bo-nnptnt" => Issuer::FormerMinistry,
            "trung-uong" => Issuer::Centre,
            _ => return None,
        })
    }

    /// As written in content.
    pub fn id(self) -> &'static str {
        match self {
            Issuer::Province => "ubnd-tinh",
            Issuer::District => "ubnd-huyen",
            Issuer::Ministry => "bo-nnmt",
            Issuer::FormerMinistry => "bo-nnptnt",
            Issuer::Centre => "trung-uong",
        }
    }

    /// As said on a page.
    pub fn name(self) -> &'static str {
        match self {
            Issuer::Province => "Ủy ban nhân dân tỉnh",
            Issuer::District => "Ủy ban nhân dân cấp huyện",
            Issuer::Ministry => "Bộ Nông nghiệp và Môi trường",
            Issuer::FormerMinistry => "Bộ Nông nghiệp và Phát triển nông thôn",
            Issuer::Centre => "Hội đồng OCOP Trung ương",
        }
    }

    /// Whether this body could grant that star on that day.
    ///
    /// Rule: 3 stars by the province before 24 February 2023, by districts until 5 July 2025, by
    /// the province since (Quyết định 148/QĐ-TTg, 1489/QĐ-TTg); 4 stars by the province; 5 stars by
    /// the centre or the ministry. A date known to the month or year is doubted only if no day of it fits.
    pub fn could_grant(self, star: Star, on: Stated) -> bool {
        let fits = |day: Date| match star.level() {
            5 => matches!(
                self,
                Issuer::Ministry | Issuer::FormerMinistry | Issuer::Centre
            ),
            4 => self == Issuer::Province,
            _ => {
                let districts = Stated::parse("2023-02-24").zip(Stated::parse("2025-07-05"));
                let by_district =
                    districts.is_some_and(|(from, to)| from.first() <= day && day <= to.last());
                self == if by_district {
                    Issuer::District
                } else {
                    Issuer::Province
                }
            }
        };
        fits(on.first()) || fits(on.last())
    }
}

/// One decision that granted a star.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recognition {
    /// The level granted.
    pub star: Star,
    /// Number of the decision, as the source writes it.
    pub number: Option<String>,
    /// When, as exactly as the source states.
    pub issued: Option<Stated>,
    /// Last day in force where it is written; the rule's 36 months apply where it is not.
    pub expires: Option<Stated>,
    /// Who granted it.
    pub issuer: Option<Issuer>,
    /// Round of grading, free text.
    pub round: Option<String>,
    /// Points of the council, 0 to 100.
    pub points: Option<f64>,
    /// The certificate stays in force to this day while a renewal is decided.
    pub extended_to: Option<Date>,
}

/// Months a certificate holds, from the day of issue.
///
/// Rule: Quyết định 26/2026/QĐ-TTg, article 4.3, as before it Quyết định 148/QĐ-TTg.
pub const MONTHS_IN_FORCE: i32 = 36;
/// Days a certificate may be kept in force past its end while its renewal is decided (article 12.3).
pub const MAX_EXTENSION_DAYS: i32 = 180;
/// Days before the end from which a certificate "ends soon": the window in which renewal is asked for (article 7.6.a).
pub const SOON_DAYS: i32 = 180;

impl Recognition {
    /// The last day in force: as written, else 36 months after the issue; known no better than the source states.
    pub fn ends(&self) -> Option<Stated> {
        self.expires
            .or_else(|| self.issued.map(|date| date.add_months(MONTHS_IN_FORCE)))
    }
}

/// A withdrawal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Revocation {
    /// From this day the star no longer holds.
    pub on: Date,
    /// By which decision or body.
    pub by: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// What holds of a product's star at the build date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum State {
    /// More than 180 days are left.
    InForce,
    /// 0 to 180 days are left.
    EndsSoon,
    /// Ended, and kept in force while the renewal is decided.
    Extended,
    /// Ended, and no new recognition is on record.
    Ended,
    /// Withdrawn.
    Revoked,
    /// Not known.
    Unclear,
}

impl State {
    /// Every state, in the order pages list them.
    pub const ALL: [State; 6] = [
        State::InForce,
        State::EndsSoon,
        State::Extended,
        State::Ended,
        State::Revoked,
        State::Unclear,
    ];

    /// As in `data-state`.
    pub fn id(self) -> &'static str {
        match self {
            State::InForce => "con-hieu-luc",
            State::EndsSoon => "sap-het-han",
            State::Extended => "keo-dai",
            State::Ended => "het-han",
            State::Revoked => "thu-hoi",
            State::Unclear => "chua-ro",
        }
    }

    /// As said on a page. An ended star is stated, not held against anyone.
    pub fn label(self) -> &'static str {
        match self {
            State::InForce => "Còn hiệu lực",
            State::EndsSoon => "Sắp hết hạn",
            State::Extended => "Được kéo dài",
            State::Ended => "Chưa ghi nhận công nhận lại",
            State::Revoked => "Đã thu hồi",
            State::Unclear => "Chưa rõ hiệu lực",
        }
    }

    /// Whether the product counts as "current".
    pub fn is_current(self) -> bool {
        matches!(self, State::InForce | State::EndsSoon | State::Extended)
    }

    /// The state at `today` of the recognition now held.
    ///
    /// A date known to the month or the year gives a state only if every day it may mean gives the
    /// same one. The state only improves as the end moves later, so the two outer days decide.
    pub fn at(today: Date, held: Option<&Recognition>, revoked: Option<&Revocation>) -> State {
        if revoked.is_some_and(|revocation| revocation.on <= today) {
            return State::Revoked;
        }
        let Some(held) = held else {
            return State::Unclear;
        };
        // A written day of the end is known whatever the issue is known to.
        let Some(ends) = held.ends() else {
            return State::Unclear;
        };
        let extended = held.extended_to.is_some_and(|to| to >= today);
        let of_end = |end: Date| match today.days_until(end) {
            left if left < 0 && extended => State::Extended,
            left if left < 0 => State::Ended,
            left if left <= SOON_DAYS => State::EndsSoon,
            _ => State::InForce,
        };
        let (earliest, latest) = (of_end(ends.first()), of_end(ends.last()));
        if earliest == latest {
            earliest
        } else {
            State::Unclear
        }
    }
}
