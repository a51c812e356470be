//! A recognition in figures, and the sentence that says what holds of a product and as of which day.

use crate::catalogue::Catalogue;
use crate::catalogue::date::Date;
use crate::catalogue::product::Product;
use crate::catalogue::recognition::{MONTHS_IN_FORCE, Recognition, State};
use crate::site::atlas::Atlas;
use crate::site::parts::{self, day, stated};
use crate::site::words::{self, and, on};
use crate::view::product::Certificate;

/// The recognition now held.
pub(super) fn held<'v>(atlas: &Atlas<'_>, product: &'v Product) -> Option<Certificate<'v>> {
    let held = product.certificate.as_ref()?;
    let mut certificate = certificate(atlas, held);
    if product.state.is_current() {
        certificate.months_left = months_left(atlas.catalogue.today, held);
        certificate.left = left(atlas.catalogue.today, held);
    }
    Some(certificate)
}

/// Earlier recognitions; nothing is left of them, since a later one took their place.
pub(super) fn history<'v>(atlas: &Atlas<'_>, product: &'v Product) -> Vec<Certificate<'v>> {
    let all = product.history.iter();
    all.map(|earlier| certificate(atlas, earlier)).collect()
}

/// Who granted what, until when, as of which day; what the source does not state is said to be so.
pub(super) fn sentence(catalogue: &Catalogue, product: &Product) -> String {
    let as_of = words::as_of(catalogue);
    let stars = parts::stars(product.star.level());
    if let (State::Revoked, Some(revoked)) = (product.state, &product.revoked) {
        let by = revoked
            .by
            .as_ref()
            .map_or(String::new(), |by| format!(" theo {by}"));
        let why = revoked
            .reason
            .as_ref()
            .map_or(String::new(), |why| format!(" Lý do: {why}."));
        let granted = product.certificate.as_ref().map_or_else(
            || format!("Sản phẩm từng được công nhận hạng {stars}"),
            granted,
        );
        let from = day(revoked.on).text;
        return format!("{granted}; việc công nhận đã được thu hồi từ ngày {from}{by}.{why}");
    }
    let Some(held) = &product.certificate else {
        return format!(
            "Hạng {stars} theo danh mục. Nguồn không ghi quyết định công nhận và ngày cấp, nên \
             {as_of} chưa rõ còn hiệu lực hay không."
        );
    };
    let holds = match (held.ends(), product.state) {
        (None, _) => String::new(),
        (Some(end), State::InForce) => {
            format!(", có giá trị đến hết {} ({as_of}: còn hiệu lực)", on(end))
        }
        (Some(end), State::EndsSoon) => {
            let left = match end.day().map(|day| catalogue.today.days_until(day)) {
                Some(0) => "ngày cuối cùng".to_owned(),
                Some(days) => format!("còn {days} ngày"),
                None => "sắp hết hạn".to_owned(),
            };
            format!(", có giá trị đến hết {} ({as_of}: {left})", on(end))
        }
        (Some(end), State::Extended) => {
            let to = held
                .extended_to
                .map_or(String::new(), |to| day(to).text.to_string());
            let until = on(end);
            format!(
                ", có giá trị đến hết {until}; được kéo dài đến hết ngày {to} trong khi chờ công \
                 nhận lại ({as_of}: còn hiệu lực)"
            )
        }
        (Some(end), State::Ended | State::Revoked) => {
            let term = if held.expires.is_some() {
                "thời hạn ghi trên quyết định".to_owned()
            } else {
                format!("thời hạn {MONTHS_IN_FORCE} tháng")
            };
            format!(
                ". Đã quá {term} (đến hết {}); {as_of}, danh mục chưa ghi nhận lần công nhận lại",
                on(end)
            )
        }
        (Some(end), State::Unclear) => format!(
            ". Thời hạn chỉ biết là đến {}, nên {as_of} chưa rõ còn hiệu lực hay không",
            on(end)
        ),
    };
    format!(
        "{}{holds}.{}",
        granted(held),
        left_open(held, product.state)
    )
}

/// Hạng 4 sao do … công nhận theo Quyết định … ngày …
fn granted(held: &Recognition) -> String {
    let stars = parts::stars(held.star.level());
    let by = match held.issuer {
        Some(issuer) => format!("do {} công nhận", issuer.name()),
        None => "được công nhận".to_owned(),
    };
    let decision = match held.number.as_deref() {
        Some(number) if number.to_lowercase().starts_with("quyết định") => {
            format!(" theo {number}")
        }
        Some(number) => format!(" theo Quyết định {number}"),
        None => String::new(),
    };
    let when = held
        .issued
        .map_or(String::new(), |date| format!(" {}", on(date)));
    format!("Hạng {stars} {by}{decision}{when}")
}

/// What the source leaves open.
fn left_open(held: &Recognition, state: State) -> String {
    let facts = [
        (held.issuer.is_none(), "cơ quan công nhận"),
        (held.number.is_none(), "số quyết định"),
        (held.issued.is_none(), "ngày cấp"),
    ];
    let open: Vec<&str> = facts
        .iter()
        .filter(|(open, _)| *open)
        .map(|(_, fact)| *fact)
        .collect();
    if held.ends().is_none() {
        return format!(
            " Nguồn không ghi {} và thời hạn, nên chưa rõ hiệu lực.",
            open.join(", ")
        );
    }
    // An ended term has been called one of so many months already.
    let reckoned = if held.expires.is_none() && state != State::Ended {
        format!(" Ngày hết hạn tính theo quy định {MONTHS_IN_FORCE} tháng kể từ ngày cấp.")
    } else {
        String::new()
    };
    if open.is_empty() {
        reckoned
    } else {
        format!("{reckoned} Nguồn không ghi {}.", and(&open))
    }
}

fn certificate<'v>(atlas: &Atlas<'_>, recognition: &'v Recognition) -> Certificate<'v> {
    Certificate {
        star: parts::star(atlas, recognition.star),
        number: recognition.number.as_deref(),
        issued: recognition.issued.map(stated),
        ends: recognition.ends().map(stated),
        reckoned: recognition.expires.is_none() && recognition.issued.is_some(),
        issuer: recognition.issuer.map(|issuer| issuer.name()),
        round: recognition.round.as_deref(),
        points: recognition
            .points
            .map(|points| points.to_string().replace('.', ",")),
        extended_to: recognition.extended_to.map(day),
        months_left: None,
        left: None,
        elapsed: elapsed(atlas.catalogue.today, recognition),
    }
}

/// Whole months from `today` to the end, where the day of the end is known and has not passed.
fn months_left(today: Date, held: &Recognition) -> Option<i32> {
    let end = held.ends()?.day().filter(|end| *end >= today)?;
    let years = i32::from(end.year()) - i32::from(today.year());
    let months = years * 12 + i32::from(end.month()) - i32::from(today.month());
    Some(if today.add_months(months) > end {
        months - 1
    } else {
        months
    })
}

/// The time to the last day in force, that of an extension where there is one: 12 tháng 21 ngày.
fn left(today: Date, held: &Recognition) -> Option<String> {
    let end = held.extended_to.or_else(|| held.ends()?.day())?;
    if end < today {
        return None;
    }
    let months = (0..=i32::from(i16::MAX))
        .take_while(|months| today.add_months(*months) <= end)
        .last()
        .unwrap_or_default();
    let days = today.add_months(months).days_until(end);
    Some(match (months, days) {
        (0, 0) => "hôm nay là ngày cuối".to_owned(),
        (0, days) => format!("{days} ngày"),
        (months, 0) => format!("{months} tháng"),
        (months, days) => format!("{months} tháng {days} ngày"),
    })
}

/// How much of the term has passed, in percent, where both its days are known.
fn elapsed(today: Date, held: &Recognition) -> Option<u8> {
    let (issued, end) = (held.issued?.day()?, held.ends()?.day()?);
    let whole = issued.days_until(end);
    if whole <= 0 {
        return None;
    }
    let share = i64::from(issued.days_until(today)) * 100 / i64::from(whole);
    u8::try_from(share.clamp(0, 100)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::recognition::{Issuer, Revocation};
    use crate::site::testing::{Sample, date, issued};

    fn said(change: impl Fn(&mut Product) + 'static) -> String {
        let catalogue = Sample::small()
            .product("x", move |product| {
                product.certificate = None;
                change(product);
            })
            .catalogue();
        let product = catalogue.products.iter().find(|product| product.id == "x");
        sentence(&catalogue, product.expect("the product"))
    }

    fn full(day: &str) -> Recognition {
        Recognition {
            number: Some("2/QĐ-UBND".to_owned()),
            issuer: Some(Issuer::Province),
            ..issued(day)
        }
    }

    #[test]
    fn a_star_in_force_is_told_with_its_decision_its_end_and_the_day_it_is_told_of() {
        assert_eq!(
            said(|product| product.certificate = Some(full("2026-03-10"))),
            "Hạng 4 sao do Ủy ban nhân dân tỉnh công nhận theo Quyết định 2/QĐ-UBND ngày \
             10/03/2026, có giá trị đến hết ngày 10/03/2029 (tính đến 24/11/2026: còn hiệu lực). \
             Ngày hết hạn tính theo quy định 36 tháng kể từ ngày cấp."
        );
    }

    #[test]
    fn an_ended_star_is_stated_and_not_held_against_anyone() {
        assert_eq!(
            said(|product| {
                product.certificate = Some(Recognition {
                    expires: crate::catalogue::date::Stated::parse("2026-03-09"),
                    ..full("2023-03-10")
                });
            }),
            "Hạng 4 sao do Ủy ban nhân dân tỉnh công nhận theo Quyết định 2/QĐ-UBND ngày \
             10/03/2023. Đã quá thời hạn ghi trên quyết định (đến hết ngày 09/03/2026); tính đến \
             24/11/2026, danh mục chưa ghi nhận lần công nhận lại."
        );
    }

    #[test]
    fn what_the_source_does_not_state_is_said_to_be_so() {
        assert_eq!(
            said(|product| {
                product.certificate = Some(Recognition {
                    issued: None,
                    ..issued("2020")
                });
            }),
            "Hạng 4 sao được công nhận. Nguồn không ghi cơ quan công nhận, số quyết định, ngày \
             cấp và thời hạn, nên chưa rõ hiệu lực."
        );
        let unclear = said(|product| product.certificate = Some(full("2023")));
        assert!(unclear.contains("Thời hạn chỉ biết là đến năm 2026, nên tính đến 24/11/2026"));
        assert!(said(|_| {}).starts_with("Hạng 4 sao theo danh mục."));
    }

    #[test]
    fn a_withdrawn_star_names_the_day_and_the_decision() {
        let text = said(|product| {
            product.certificate = Some(full("2026-03-10"));
            product.revoked = Some(Revocation {
                on: date("2026-09-01"),
                by: Some("Quyết định 9/QĐ-UBND".to_owned()),
                reason: None,
            });
        });
        assert!(text.ends_with(
            "việc công nhận đã được thu hồi từ ngày 01/09/2026 theo Quyết định 9/QĐ-UBND."
        ));
    }

    #[test]
    fn the_time_left_and_the_share_that_has_passed_are_told() {
        let today = date("2026-11-24");
        for (day, words, share) in [
            ("2023-11-23", None, Some(100)),
            ("2023-11-24", Some("hôm nay là ngày cuối"), Some(100)),
            ("2023-12-15", Some("21 ngày"), Some(98)),
            ("2024-12-24", Some("13 tháng"), Some(63)),
            ("2024-12-15", Some("12 tháng 21 ngày"), Some(64)),
            ("2027-01-01", Some("37 tháng 8 ngày"), Some(0)),
            ("2026", None, None),
        ] {
            assert_eq!(left(today, &issued(day)).as_deref(), words, "{day}");
            assert_eq!(elapsed(today, &issued(day)), share, "{day}");
        }
    }

    #[test]
    fn only_whole_months_that_are_left_count() {
        let today = date("2026-11-24");
        for (day, left) in [
            ("2023-11-23", None),
            ("2023-11-24", Some(0)),
            ("2023-12-23", Some(0)),
            ("2023-12-24", Some(1)),
            ("2026-11-24", Some(36)),
            ("2026", None),
        ] {
            assert_eq!(months_left(today, &issued(day)), left, "{day}");
        }
    }
}
