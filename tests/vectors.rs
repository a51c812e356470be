//! Tables of pairs that every reader of them must agree on: folding, addresses, order, months.

use crate::harness::root;
use sanvat::catalogue::date::Date;
use sanvat::text::fold::fold;
use sanvat::text::order::Order;
use sanvat::text::slug::slug;
use sanvat::text::words::words;
use std::fs;

/// The rows of a table, without remarks.
fn rows(name: &str) -> Vec<Vec<String>> {
    let path = root().join("tests/vectors").join(name);
    let text = fs::read_to_string(path).expect("a table");
    let rows: Vec<Vec<String>> = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect();
    assert!(rows.len() > 5, "{name} has rows");
    rows
}

#[test]
fn folding_drops_the_marks_of_vietnamese_and_nothing_else() {
    for row in rows("fold.tsv") {
        assert_eq!(fold(&row[0]), row[1], "{}", row[0]);
        assert_eq!(
            fold(&fold(&row[0])),
            row[1],
            "folding twice changes nothing: {}",
            row[0]
        );
    }
}

#[test]
fn an_address_part_is_readable_and_plain() {
    for row in rows("slug.tsv") {
        let wanted = row.get(1).map_or("", String::as_str);
        assert_eq!(slug(&row[0]), wanted, "{}", row[0]);
    }
}

#[test]
fn a_text_is_cut_into_the_words_that_search_knows() {
    for row in rows("words.tsv") {
        assert_eq!(words(&row[0]), row[1..], "{}", row[0]);
    }
}

#[test]
fn names_stand_in_vietnamese_order() {
    let order = Order::vietnamese();
    let names: Vec<String> = rows("order.tsv")
        .into_iter()
        .map(|row| row[0].clone())
        .collect();
    for pair in names.windows(2) {
        assert!(
            order.key(&pair[0]) < order.key(&pair[1]),
            "{} before {}",
            pair[0],
            pair[1]
        );
    }
}

#[test]
fn months_are_added_as_the_law_counts_them() {
    for row in rows("months.tsv") {
        let day = Date::parse(&row[0]).expect("a day");
        let months = row[1].parse().expect("a number of months");
        assert_eq!(
            day.add_months(months).to_string(),
            row[2],
            "{} + {months}",
            row[0]
        );
    }
}
