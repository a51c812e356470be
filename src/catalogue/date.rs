//! Days, and dates that a source states only to the month or the year.

use jiff::ToSpan;
use jiff::civil;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A day of the civil calendar, 1900 to 2200.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "(i16, i8, i8)", try_from = "(i16, i8, i8)")]
pub struct Date(civil::Date);

impl From<Date> for (i16, i8, i8) {
    fn from(date: Date) -> (i16, i8, i8) {
        (date.year(), date.month(), date.day())
    }
}

impl TryFrom<(i16, i8, i8)> for Date {
    type Error = &'static str;

    fn try_from((year, month, day): (i16, i8, i8)) -> Result<Date, &'static str> {
        Date::new(year, month, day).ok_or("no day of the calendar")
    }
}

impl Date {
    /// The day, if the calendar has it and it lies in 1900 to 2200.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Date> {
        let date = civil::Date::new(year, month, day).ok()?;
        (1900..=2200).contains(&year).then_some(Date(date))
    }

    /// Reads `2026-03-10`, and nothing else.
    pub fn parse(text: &str) -> Option<Date> {
        match Stated::parse(text)? {
            Stated::Day(date) => Some(date),
            _ => None,
        }
    }

    /// The day in Vietnam (UTC+7, which has no summer time) at this many seconds after 1970-01-01 UTC.
    pub fn in_vietnam(seconds: i64) -> Option<Date> {
        let local = seconds.checked_add(7 * 3600)?;
        let days = local.div_euclid(86_400);
        let epoch = civil::Date::constant(1970, 1, 1);
        let date = epoch.checked_add(days.days()).ok()?;
        Date::new(date.year(), date.month(), date.day())
    }

    /// This many months later (or earlier); a day the month lacks becomes its last: 29 February + 36 is 28 February.
    pub fn add_months(self, months: i32) -> Date {
        self.0.checked_add(months.months()).map_or(self, Date)
    }

    /// This many days later, or earlier where negative.
    pub fn add_days(self, days: i32) -> Date {
        self.0.checked_add(days.days()).map_or(self, Date)
    }

    /// Days from this one to the other; negative when the other is earlier.
    pub fn days_until(self, other: Date) -> i32 {
        self.0.until(other.0).map_or(0, |span| span.get_days())
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, from 1.
    pub fn day(self) -> i8 {
        self.0.day()
    }
}

impl fmt::Display for Date {
    /// `2026-03-10`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{:04}-{:02}-{:02}",
            self.year(),
            self.month(),
            self.day()
        )
    }
}

/// A date exactly as a source states it: nothing is made up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Stated {
    /// `2026-03-10`
    Day(Date),
    /// `2020-02`
    Month(i16, i8),
    /// `2020`
    Year(i16),
}

impl Stated {
    /// Reads a day, a month or a year.
    pub fn parse(text: &str) -> Option<Stated> {
        let number = |part: &str, digits: usize| -> Option<i16> {
            let sound = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
            if sound { part.parse().ok() } else { None }
        };
        let mut parts = text.split('-');
        let year = number(parts.next()?, 4)?;
        let month = parts.next().map(|part| number(part, 2));
        let day = parts.next().map(|part| number(part, 2));
        if parts.next().is_some() {
            return None;
        }
        match (month, day) {
            (None, _) => Date::new(year, 1, 1).map(|_| Stated::Year(year)),
            (Some(month), None) => {
                let month = i8::try_from(month?).ok()?;
                Date::new(year, month, 1).map(|_| Stated::Month(year, month))
            }
            (Some(month), Some(day)) => {
                let month = i8::try_from(month?).ok()?;
                let day = i8::try_from(day?).ok()?;
                Date::new(year, month, day).map(Stated::Day)
            }
        }
    }

    /// The earliest day it may mean.
    pub fn first(self) -> Date {
        match self {
            Stated::Day(date) => date,
            Stated::Month(year, month) => Date(civil::Date::constant(year, month, 1)),
            Stated::Year(year) => Date(civil::Date::constant(year, 1, 1)),
        }
    }

    /// The latest day it may mean.
    pub fn last(self) -> Date {
        match self {
            Stated::Day(date) => date,
            Stated::Month(..) => self.first().add_months(1).add_days(-1),
            Stated::Year(..) => self.first().add_months(12).add_days(-1),
        }
    }

    /// The same date this many months later, known no better than before.
    pub fn add_months(self, months: i32) -> Stated {
        match self {
            Stated::Day(date) => Stated::Day(date.add_months(months)),
            Stated::Month(..) => {
                let date = self.first().add_months(months);
                Stated::Month(date.year(), date.month())
            }
            Stated::Year(year) if months % 12 == 0 => {
                Stated::Year(year + i16::try_from(months / 12).unwrap_or(0))
            }
            Stated::Year(_) => Stated::Year(self.first().add_months(months).year()),
        }
    }

    /// The day, where one is known.
    pub fn day(self) -> Option<Date> {
        match self {
            Stated::Day(date) => Some(date),
            _ => None,
        }
    }
}

impl fmt::Display for Stated {
    /// As written in content: `2026-03-10`, `2020-02`, `2020`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Stated::Day(date) => date.fmt(out),
            Stated::Month(year, month) => write!(out, "{year:04}-{month:02}"),
            Stated::Year(year) => write!(out, "{year:04}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_months_and_years_of_the_calendar_are_read() {
        for (text, shown) in [
            ("2026-03-10", "2026-03-10"),
            ("2020-02", "2020-02"),
            ("2020", "2020"),
        ] {
            assert_eq!(
                Stated::parse(text).map(|date| date.to_string()).as_deref(),
                Some(shown)
            );
        }
        for bad in [
            "2026-02-29",
            "2026-13",
            "26-03-10",
            "2026-3-10",
            "10/03/2026",
            "1899",
            "2026-03-10-1",
            "",
            "2026-",
        ] {
            assert_eq!(Stated::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_month_and_a_year_span_their_days() {
        let february = Stated::parse("2024-02").expect("a month");
        assert_eq!(february.first().to_string(), "2024-02-01");
        assert_eq!(february.last().to_string(), "2024-02-29");
        assert_eq!(Stated::Year(2020).last().to_string(), "2020-12-31");
    }

    #[test]
    fn today_in_vietnam_begins_seven_hours_early() {
        // 2026-11-24 16:59:59 and 17:00:00 UTC.
        let last_second = 1_795_539_599;
        assert_eq!(
            Date::in_vietnam(last_second)
                .map(|d| d.to_string())
                .as_deref(),
            Some("2026-11-24")
        );
        assert_eq!(
            Date::in_vietnam(last_second + 1)
                .map(|d| d.to_string())
                .as_deref(),
            Some("2026-11-25")
        );
    }
}
