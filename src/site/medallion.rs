//! Small drawings that stand for a kind of product where there is no photograph.

use crate::catalogue::category::Categories;
use crate::text::fold::fold;
use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The drawings, one `<symbol>` a line; the file is itself a picture.
const SHEET: &str = include_str!("medallion.svg");

/// What is drawn where nothing better is known.
const ANY: &str = "parcel";

/// The drawing of a category. Where a word is given, only products with it in their name have the
/// drawing; the first row that fits is taken.
const KINDS: [(&str, &str, &str); 44] = [
    ("rau-qua-hat", "", "fruit"),
    ("thit-trung-sua", "trung", "eggs"),
    ("thit-trung-sua", "vit", "duck"),
    ("thit-trung-sua", "ga", "duck"),
    ("thit-trung-sua", "", "fish"),
    ("gao-ngu-coc", "", "rice"),
    ("mat-ong", "", "jar"),
    ("do-an-nhanh", "", "noodles"),
    ("che-bien-gao-ngu-coc", "mien", "noodles"),
    ("che-bien-gao-ngu-coc", "bun", "noodles"),
    ("che-bien-gao-ngu-coc", "pho", "noodles"),
    ("che-bien-gao-ngu-coc", "", "cake"),
    ("che-bien-rau-qua", "", "pouch"),
    ("che-bien-thit-thuy-san", "trung", "eggs"),
    ("che-bien-thit-thuy-san", "mat", "jar"),
    ("che-bien-thit-thuy-san", "", "fish"),
    ("tuong-nuoc-mam", "", "bottle"),
    ("gia-vi", "", "chili"),
    ("che", "", "leaf"),
    ("tra-thuc-vat", "", "cup"),
    ("ca-phe-ca-cao", "", "coffee"),
    ("ruou-trang", "", "gourd"),
    ("do-uong-co-con", "", "gourd"),
    ("nuoc-uong", "", "water"),
    ("do-uong-khong-con", "", "glass"),
    ("do-uong", "", "glass"),
    ("thuoc-co-truyen", "", "mortar"),
    ("my-pham", "", "cream"),
    ("tinh-dau-duoc-lieu", "", "oil"),
    ("duoc-lieu", "", "mortar"),
    ("thu-cong-my-nghe", "coi", "mat"),
    ("thu-cong-my-nghe", "chieu", "mat"),
    ("thu-cong-my-nghe", "tre", "bamboo"),
    ("thu-cong-my-nghe", "luong", "bamboo"),
    ("thu-cong-my-nghe", "nua", "bamboo"),
    ("thu-cong-my-nghe", "", "basket"),
    ("thu-cong", "", "basket"),
    ("vai-may-mac", "", "cloth"),
    ("hoa", "", "flower"),
    ("cay-canh", "", "pot"),
    ("dong-vat-canh", "", "bird"),
    ("sinh-vat-canh", "", "pot"),
    ("dich-vu-du-lich", "", "house"),
    ("du-lich", "", "house"),
];

/// The drawing for a product of a category; an empty name asks for the category's own. A category
/// that is not in the table has its sector's, and else a parcel.
pub fn of(categories: &Categories, category: usize, name: &str) -> &'static str {
    // Few kinds ask for words of the name.
    let folded = LazyCell::new(|| fold(name));
    let has = |word: &str| {
        let mut words = folded.split(|sign: char| !sign.is_alphanumeric());
        word.is_empty() || words.any(|found| found == word)
    };
    let own = categories.0.get(category);
    let sector = own
        .and_then(|own| own.sector)
        .and_then(|sector| categories.0.get(sector));
    own.into_iter()
        .chain(sector)
        .find_map(|known| {
            KINDS
                .iter()
                .find(|(id, word, _)| *id == known.id && has(word))
        })
        .map_or(ANY, |(_, _, drawing)| drawing)
}

/// The `<symbol>` of a drawing, with the id `m-` and its name; none where there is no such drawing.
pub fn symbol(id: &str) -> Option<&'static str> {
    static BY_ID: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
        let named = SHEET.lines().filter_map(|line| {
            let rest = line.strip_prefix("<symbol id=\"m-")?;
            Some((rest.split_once('"')?.0, line))
        });
        named.collect()
    });
    BY_ID.get(id).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_category_has_a_drawing_that_is_small_and_needs_no_style() {
        let table = Categories::official();
        for (index, category) in table.0.iter().enumerate() {
            let id = of(&table, index, "");
            assert_eq!(id == ANY, category.id == "thuc-pham", "{}", category.id);
        }
        let drawn = KINDS.iter().map(|(_, _, drawing)| *drawing).chain([ANY]);
        for id in drawn {
            let symbol = symbol(id).unwrap_or_else(|| panic!("no drawing {id}"));
            assert!(symbol.len() < 600 && !symbol.contains("style"), "{id}");
        }
        for line in SHEET.lines().filter(|line| line.starts_with("<symbol")) {
            let id = line[14..].split('"').next().unwrap_or_default();
            let used = id == ANY || KINDS.iter().any(|(_, _, drawing)| *drawing == id);
            assert!(used, "{id} is drawn for nothing");
        }
    }

    #[test]
    fn a_word_of_the_name_says_more_than_the_set() {
        let table = Categories::official();
        let craft = table.find("21").expect("the set");
        assert_eq!(of(&table, craft, "Chiếu cói Nga Sơn"), "mat");
        assert_eq!(of(&table, craft, "Ống hút tre"), "bamboo");
        assert_eq!(of(&table, craft, "Tretre"), "basket");
        assert_eq!(symbol("none"), None);
    }
}
