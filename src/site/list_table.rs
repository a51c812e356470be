//! A curated list as a table for spreadsheets: CSV after RFC 4180, UTF-8 with the mark by which
//! Excel knows it, and no cell that a spreadsheet would compute.

use crate::site::artifact::{Group, PageRef, Recipe, TextRef};
use crate::site::atlas::Atlas;
use crate::site::shelf::{Owner, Shelf};
use crate::site::{parts, short};
use std::borrow::Cow;

/// The headings, in the order of the cells below.
const HEADINGS: [&str; 17] = [
    "STT",
    "Tên sản phẩm",
    "Hạng sao",
    "Tình trạng",
    "Tình trạng tính đến ngày",
    "Hiệu lực đến",
    "Quyết định",
    "Chủ thể",
    "Điện thoại",
    "Xã, phường",
    "Huyện (cũ)",
    "Ngành hàng",
    "Giá thấp nhất (đồng)",
    "Giá cao nhất (đồng)",
    "Đơn vị tính",
    "Địa chỉ ngắn",
    "Trang sản phẩm",
];

/// One table for each list that has products.
pub(super) fn list(atlas: &Atlas<'_>, shelf: &mut Shelf) {
    for (index, list) in atlas.catalogue.lists.iter().enumerate() {
        if atlas.has(Group::List(index)) {
            shelf.put(
                &place(&list.id),
                Recipe::Text(TextRef::ListTable(index)),
                Owner::Record(list.file.clone()),
            );
        }
    }
}

/// The place of a list's table, named so that it tells of itself where it is saved.
pub(super) fn place(id: &str) -> String {
    let name = id.rsplit('/').next().unwrap_or(id);
    format!("danh-sach/{id}/{name}.csv")
}

/// The text of the table.
pub(super) fn text(atlas: &Atlas<'_>, index: usize) -> String {
    let catalogue = atlas.catalogue;
    let mut rows = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    // Writing into memory cannot fail, and every row has as many cells as there are headings.
    let _ = rows.write_record(HEADINGS);
    let products = atlas.groups.of(Group::List(index)).products.iter();
    for (number, index) in products.enumerate() {
        let product = &catalogue.products[*index];
        let producer = &catalogue.producers[product.producer];
        let places = &catalogue.places;
        let location = product.location;
        let commune = location.commune.map(|known| &*places.communes[known].name);
        let district = location
            .district
            .map(|known| &*places.districts[known].name);
        let state = parts::state(product);
        let held = product.certificate.as_ref();
        let price = product.price.as_ref();
        let cells: [String; HEADINGS.len()] = [
            (number + 1).to_string(),
            product.name.clone(),
            product.star.level().to_string(),
            state.label.to_owned(),
            parts::day(catalogue.today).text.to_string(),
            state.ends.map_or(String::new(), |day| day.text.to_string()),
            held.and_then(|held| held.number.clone())
                .unwrap_or_default(),
            producer.name.clone(),
            producer.contact.phone.clone().unwrap_or_default(),
            commune.unwrap_or_default().to_owned(),
            district.unwrap_or_default().to_owned(),
            catalogue.categories.0[product.category].vi.to_string(),
            price.map_or(String::new(), |price| price.min.to_string()),
            price.map_or(String::new(), |price| price.max.to_string()),
            product.unit.clone().unwrap_or_default(),
            short::address(atlas, &product.short),
            atlas.absolute(PageRef::Product(*index)),
        ];
        let _ = rows.write_record(cells.iter().map(|cell| safe(cell).into_owned()));
    }
    let bytes = rows.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// A cell that no spreadsheet takes for a formula: one that begins like a formula gets an
/// apostrophe before it, also after white space, which some programs skip.
fn safe(cell: &str) -> Cow<'_, str> {
    let first = cell.trim_start().chars().next();
    let computes = cell.starts_with(['\t', '\r', '\n'])
        || first
            .is_some_and(|sign| matches!(sign, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'));
    if computes {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::testing::Sample;
    use std::sync::Arc;

    #[test]
    fn a_list_opens_in_a_spreadsheet_and_computes_nothing() {
        let sample = Sample::small().list("mo", false);
        let mut catalogue = sample.catalogue();
        Arc::make_mut(&mut catalogue.producers[0]).contact.phone =
            Some("+84 912 345 678".to_owned());
        catalogue.lists[0].products = vec![0, 1, 2, 3];
        Arc::make_mut(&mut catalogue.products[0]).name = "=HYPERLINK(\"http://x\")".to_owned();
        Arc::make_mut(&mut catalogue.products[1]).name = "Chè, lá \"ngon\"".to_owned();
        let manifest = Sample::manifest();
        let site = crate::site::plan(&catalogue, &manifest, &Sample::assets()).value;
        assert!(Sample::has(&site, "danh-sach/mo/mo.csv"));
        let text = site.text(&TextRef::ListTable(0));
        let rest = text.strip_prefix('\u{feff}').expect("the mark of UTF-8");
        assert!(rest.ends_with("\r\n") && !rest.replace("\r\n", "").contains('\n'));
        let mut reader = csv::Reader::from_reader(rest.as_bytes());
        let heads = reader.headers().expect("headings").clone();
        assert_eq!(heads.iter().collect::<Vec<_>>(), HEADINGS);
        let rows: Vec<csv::StringRecord> =
            reader.records().map(|row| row.expect("a row")).collect();
        assert_eq!(rows.len(), 4);
        assert_eq!(&rows[0][1], "'=HYPERLINK(\"http://x\")");
        assert_eq!(&rows[1][1], "Chè, lá \"ngon\"");
        for (row, product) in rows.iter().zip(&catalogue.products) {
            assert!(
                row.iter()
                    .all(|cell| !cell.starts_with(['=', '+', '-', '@']))
            );
            assert!(row[15].ends_with(&product.short));
        }
    }

    #[test]
    fn what_begins_like_a_formula_is_text() {
        for cell in ["=1", "+84", "-1", "@a", "\t=1", " =1", "\r", "＝1"] {
            assert_eq!(safe(cell), format!("'{cell}"));
        }
        for cell in ["", "a=1", "1", "Chè - lá"] {
            assert_eq!(safe(cell), cell);
        }
    }
}
