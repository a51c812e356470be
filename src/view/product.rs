//! A product's own page.

use crate::view::label::Label;
use crate::view::part::{Day, Link, Price, Source, Star, State};
use crate::view::picture::Picture;
use crate::view::producer::Brief;
use crate::view::shown::Shown;
use serde::Serialize;

/// `product`
#[derive(Debug, Clone, Serialize)]
pub struct Product<'a> {
    /// Permanent id, for `data-product`.
    pub id: &'a str,
    /// Name.
    pub name: &'a str,
    /// As printed elsewhere.
    pub other_names: &'a [String],
    /// Cloth of its district, for `#c-…`.
    pub cloth: &'static str,
    /// Drawing of its kind, for `#m-…`.
    pub medallion: &'static str,
    /// Level now held.
    pub star: Star,
    /// What holds of it at the build date.
    pub state: State,
    /// A sentence on the state: who granted what, until when, as of which day.
    pub state_sentence: String,
    /// Plain summary, or null.
    pub summary: Option<&'a str>,
    /// Its producer.
    pub producer: Brief<'a>,
    /// Current commune and its page, or null when not decided.
    pub commune: Option<Link<'a>>,
    /// Former commune by name, or null.
    pub former_commune: Option<&'a str>,
    /// Former district and its page, or null when not decided.
    pub district: Option<Link<'a>>,
    /// Province by name, or null.
    pub province: Option<&'a str>,
    /// Sector and its page.
    pub sector: Link<'a>,
    /// Product set and its page, or null when only the sector is known.
    pub set: Option<Link<'a>>,
    /// Official product code, or null.
    pub code: Option<&'a str>,
    /// The recognition now held, or null when nothing is on record.
    pub certificate: Option<Certificate<'a>>,
    /// Earlier recognitions, the latest first.
    pub history: Vec<Certificate<'a>>,
    /// Put forward for a higher level, or null.
    pub proposed: Option<Proposed>,
    /// Withdrawal, or null.
    pub revoked: Option<Revoked<'a>>,
    /// Prizes in words.
    pub awards: Vec<Award<'a>>,
    /// Price, or null.
    pub price: Option<Price>,
    /// Pack, or null.
    pub unit: Option<&'a str>,
    /// Facts for a table; empty ones are left out.
    pub facts: Vec<Fact<'a>>,
    /// Other certificates.
    pub standards: Vec<Standard<'a>>,
    /// Where to buy.
    pub shops: Vec<Shop<'a>>,
    /// Photographs, the first one leads.
    pub pictures: Vec<Picture<'a>>,
    /// Free words.
    pub tags: &'a [String],
    /// Sources of the facts.
    pub sources: Vec<Source<'a>>,
    /// Last checked by an editor, or null.
    pub checked: Option<Day>,
    /// What its label says, with the code of its short address.
    pub label: Label<'a>,
    /// The story as HTML (use `| safe`); empty when there is none.
    pub body: String,
    /// Products of the same commune or former district, without those of the same producer.
    pub neighbours: Vec<&'a Shown<'a>>,
    /// Products of the same category that are in neither of the other lists.
    pub similar: Vec<&'a Shown<'a>>,
    /// Other products of the same producer.
    pub siblings: Vec<&'a Shown<'a>>,
}

/// A recognition.
#[derive(Debug, Clone, Serialize)]
pub struct Certificate<'a> {
    /// Level granted.
    pub star: Star,
    /// Number of the decision, or null.
    pub number: Option<&'a str>,
    /// Day, month or year of issue, or null.
    pub issued: Option<Day>,
    /// Last day in force, or null.
    pub ends: Option<Day>,
    /// Whether `ends` is reckoned by the rule of 36 months, not stated by the source.
    pub reckoned: bool,
    /// Who granted it, or null.
    pub issuer: Option<&'static str>,
    /// Round, or null.
    pub round: Option<&'a str>,
    /// Points, `94,5`, or null.
    pub points: Option<String>,
    /// Kept in force to this day, or null.
    pub extended_to: Option<Day>,
    /// Whole months left at the build date, or null when ended or unknown.
    pub months_left: Option<i32>,
    /// The time left at the build date in words: `12 tháng 21 ngày`; null when ended or unknown.
    pub left: Option<String>,
    /// Share of its term that has passed at the build date, 0 to 100; null when the day of issue or of the end is unknown.
    pub elapsed: Option<u8>,
}

/// Put forward, not granted.
#[derive(Debug, Clone, Serialize)]
pub struct Proposed {
    /// The level asked for, 3 to 5.
    pub level: u8,
    /// When, or null.
    pub on: Option<Day>,
}

/// A withdrawal.
#[derive(Debug, Clone, Serialize)]
pub struct Revoked<'a> {
    /// From which day.
    pub on: Day,
    /// By whom, or null.
    pub by: Option<&'a str>,
    /// Why, or null.
    pub reason: Option<&'a str>,
}

/// A prize.
#[derive(Debug, Clone, Serialize)]
pub struct Award<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its year, or null.
    pub year: Option<i16>,
    /// Who gave it, or null.
    pub by: Option<&'a str>,
}

/// A row of the table of facts.
#[derive(Debug, Clone, Serialize)]
pub struct Fact<'a> {
    /// Stable word for it: the field's key.
    pub id: &'static str,
    /// Label in Vietnamese.
    pub label: &'static str,
    /// What is known, one entry a line.
    pub values: Vec<std::borrow::Cow<'a, str>>,
    /// Where it leads, or null.
    pub url: Option<&'a str>,
}

/// Another certificate.
#[derive(Debug, Clone, Serialize)]
pub struct Standard<'a> {
    /// Its scheme in words.
    pub name: &'static str,
    /// Its number, or null.
    pub number: Option<&'a str>,
    /// Last day in force, or null.
    pub ends: Option<Day>,
}

/// A place to buy.
#[derive(Debug, Clone, Serialize)]
pub struct Shop<'a> {
    /// Its name.
    pub label: &'a str,
    /// Its address on the net, or null.
    pub url: Option<&'a str>,
    /// Its address on the ground, or null.
    pub place: Option<&'a str>,
}
