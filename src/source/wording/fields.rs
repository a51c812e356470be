//! Fields: what stands in them and what may stand in them.

use super::say::{Both, counts, line, path_reason, quote, say};
use crate::source::path::BadPath;
use crate::source::slot::Slot;

pub(super) fn key_unknown(key: &str, near: Option<&str>) -> Both {
    let found = quote(key);
    let both = say(
        format!("Không có ô nào tên {found}."),
        format!("There is no field named {found}."),
    );
    match near {
        Some(_) => both.near(near),
        None => both.help(
            "Xóa dòng này, hoặc xem lại tên ô.",
            "Delete this line, or check the field's name.",
        ),
    }
}

pub(super) fn missing(key: &str, label: &str, example: &str) -> Both {
    let vi = if label.is_empty() {
        format!("Còn thiếu ô {key}.")
    } else {
        format!("Còn thiếu ô {key} ({label}).")
    };
    let example = if example.is_empty() { "…" } else { example };
    say(vi, format!("The field {key} is missing.")).write(&line(key, example))
}

pub(super) fn empty(key: &str) -> Both {
    say(
        format!("Ô {key} còn để trống."),
        format!("The field {key} is empty."),
    )
    .help(
        "Điền giá trị, hoặc xóa cả dòng.",
        "Fill in a value, or delete the line.",
    )
}

pub(super) fn not_text(key: &str, found: &str, slot: Slot) -> Both {
    let shown = quote(found);
    let both = say(
        format!("Ô {key}: {shown} cần viết thành chữ, trong dấu nháy."),
        format!("The field {key}: {shown} is not read as text; it needs quotes."),
    );
    if found.is_empty() || found.starts_with(['[', '{', '-']) || found.contains('\n') {
        both.help(
            "Viết một giá trị trên một dòng, trong dấu nháy kép \"…\"",
            "Write one value on one line, in double quotes \"…\"",
        )
    } else {
        let inner = found.replace('\\', "\\\\").replace('"', "\\\"");
        both.write(&slot.line(key, &format!("\"{inner}\"")))
    }
}

pub(super) fn not_number(key: &str, found: &str, write: Option<&str>, slot: Slot) -> Both {
    let shown = quote(found);
    // `250.000` is a number to an editor, and another number to the machine.
    let grouped = found.contains(['.', ',', ' '])
        && found
            .chars()
            .all(|sign| sign.is_ascii_digit() || matches!(sign, '.' | ',' | ' '));
    let both = if grouped {
        say(
            format!("Ô {key}: {shown} có dấu ngăn giữa các chữ số, máy sẽ đọc thành số khác."),
            format!(
                "The field {key}: {shown} has marks between its digits and would be read as another number."
            ),
        )
    } else {
        say(
            format!("Ô {key}: {shown} không phải là số."),
            format!("The field {key}: {shown} is not a number."),
        )
    };
    match write {
        Some(write) => both.write(&slot.line(key, write)),
        None if slot == Slot::Field => both.help(
            format!("Chỉ viết chữ số sau {key}: không có chữ hay đơn vị."),
            format!("Write digits only after {key}: no words, no unit."),
        ),
        None => both.help(
            "Mỗi mục chỉ viết chữ số, không có chữ hay đơn vị.",
            "Write digits only in each item: no words, no unit.",
        ),
    }
}

pub(super) fn not_bool(key: &str, found: &str) -> Both {
    let found = quote(found);
    say(
        format!("Ô {key}: {found} không phải true hay false."),
        format!("The field {key}: {found} is neither true nor false."),
    )
    .help(
        format!("Viết: {key}: true (có), hoặc {key}: false (không)"),
        format!("Write: {key}: true, or {key}: false"),
    )
}

pub(super) fn not_list(key: &str, write: Option<&str>) -> Both {
    let both = say(
        format!("Ô {key} cần viết thành một danh sách."),
        format!("The field {key} needs a list."),
    );
    match write {
        Some(write) => both.write(write),
        None => both.help(
            format!(
                "Viết: {key}: [mục một, mục hai]; hoặc mỗi mục một dòng, bắt đầu bằng dấu gạch."
            ),
            format!("Write: {key}: [first, second]; or one item a line, each after a dash."),
        ),
    }
}

pub(super) fn not_map(key: &str, keys: &str, write: Option<&str>, slot: Slot) -> Both {
    let first = keys.split(',').next().unwrap_or(keys).trim();
    let write = write.map_or_else(|| format!("{{ {first}: … }}"), str::to_owned);
    if slot != Slot::Field {
        return say(
            format!("Ô {key}: mỗi mục cần gồm các ô con: {keys}."),
            format!("The field {key}: each item needs fields of its own: {keys}."),
        )
        .write(&slot.line(key, &write));
    }
    say(
        format!("Ô {key} cần gồm các ô con: {keys}."),
        format!("The field {key} needs fields of its own: {keys}."),
    )
    .write(&slot.line(key, &write))
}

pub(super) fn out_of_range(key: &str, found: &str, min: &str, max: &str) -> Both {
    let found = quote(found);
    let both = say(
        format!("Ô {key}: {found} nằm ngoài khoảng từ {min} đến {max}."),
        format!("The field {key}: {found} is not between {min} and {max}."),
    );
    // Of a day it is the year that lies outside.
    if min.len() == "1900-01-01".len() && max.len() == min.len() && min.contains('-') {
        return both.help("Xem lại năm đã viết.", "Look at the year again.");
    }
    // A handful of whole numbers is best named one by one.
    match (min.parse::<i64>(), max.parse::<i64>()) {
        (Ok(low), Ok(high)) if (1..=3).contains(&high.saturating_sub(low)) => {
            let numbers: Vec<String> = (low..high).map(|number| number.to_string()).collect();
            let first = numbers.join(", ");
            both.help(
                format!("Viết: {key}: {first} hoặc {high}"),
                format!("Write: {key}: {first} or {high}"),
            )
        }
        _ => both.help(
            format!("Viết một giá trị từ {min} đến {max}."),
            format!("Write a value between {min} and {max}."),
        ),
    }
}

pub(super) fn too_long(key: &str, found: usize, max: usize) -> Both {
    let ((vi, en), (max_vi, max_en)) = (counts(found as u64), counts(max as u64));
    say(
        format!("Ô {key} dài {vi} ký tự; nhiều nhất {max_vi}."),
        format!("The field {key} has {en} characters; at most {max_en}."),
    )
    .help(
        format!("Rút ngắn còn {max_vi} ký tự trở xuống."),
        format!("Shorten it to {max_en} characters or fewer."),
    )
}

pub(super) fn too_short(key: &str, found: usize, min: usize) -> Both {
    let more = min.saturating_sub(found);
    say(
        format!("Ô {key} mới có {found} ký tự; ít nhất {min}."),
        format!("The field {key} has {found} characters; at least {min}."),
    )
    .help(
        format!("Viết thêm ít nhất {more} ký tự, hoặc xóa cả dòng."),
        format!("Write at least {more} more, or delete the line."),
    )
}

pub(super) fn many_lines(key: &str) -> Both {
    say(
        format!("Ô {key} cần nằm gọn trên một dòng."),
        format!("The field {key} needs to stand on one line."),
    )
    .help("Nối các dòng thành một.", "Join the lines into one.")
}

pub(super) fn too_many(key: &str, found: usize, max: usize) -> Both {
    let ((vi, en), (max_vi, max_en)) = (counts(found as u64), counts(max as u64));
    let more = found.saturating_sub(max);
    say(
        format!("Ô {key} có {vi} mục; nhiều nhất {max_vi}."),
        format!("The field {key} has {en} items; at most {max_en}."),
    )
    .help(
        format!("Bớt đi {more} mục."),
        format!("Remove {more} of them."),
    )
}

pub(super) fn not_one_of(key: &str, found: &str, allowed: &str, near: Option<&str>) -> Both {
    let found = quote(found);
    say(
        format!("Ô {key}: {found} không có trong các giá trị dùng được."),
        format!("The field {key}: {found} is not one of the known values."),
    )
    .near(near)
    .help(
        format!("Viết một trong: {allowed}"),
        format!("Write one of: {allowed}"),
    )
}

pub(super) fn bad_id(key: &str, found: &str, write: Option<&str>, slot: Slot) -> Both {
    if key == "file" {
        return bad_file_name(found, write);
    }
    let found = quote(found);
    let both = say(
        format!(
            "Ô {key}: {found} chưa đúng dạng mã; mã chỉ gồm a–z, 0–9 và dấu gạch nối, dài 1–80 ký tự."
        ),
        format!(
            "The field {key}: {found} is not an id; an id has a–z, 0–9 and hyphens only, 1–80 characters."
        ),
    );
    match write {
        Some(write) => both.write(&slot.line(key, write)),
        None => {
            let example = slot.line(key, "mat-ong");
            both.help(
                format!("Viết không dấu, chữ thường, ví dụ {example}"),
                format!("Write it without accents, in small letters, such as {example}"),
            )
        }
    }
}

/// A file's name is its id where none is written.
fn bad_file_name(found: &str, write: Option<&str>) -> Both {
    let found = quote(found);
    let name = write.unwrap_or("mat-ong");
    say(
        format!(
            "Tên tệp {found} chưa dùng làm mã được; mã chỉ gồm a–z, 0–9 và dấu gạch nối, dài 1–80 ký tự."
        ),
        format!(
            "The file name {found} cannot serve as id; an id has a–z, 0–9 and hyphens only, 1–80 characters."
        ),
    )
    .help(
        format!("Đổi tên tệp thành {name}, giữ phần đuôi."),
        format!("Rename the file to {name}, keeping its ending."),
    )
}

pub(super) fn bad_date(key: &str, found: &str, write: Option<&str>) -> Both {
    let found = quote(found);
    let both = say(
        format!("Ô {key}: {found} chưa đọc được thành ngày."),
        format!("The field {key}: {found} does not read as a date."),
    );
    match write {
        Some(write) => both.write(&line(key, write)),
        None => both.help(
            format!("Viết năm-tháng-ngày, ví dụ {key}: 2026-03-10"),
            format!("Write year-month-day, such as {key}: 2026-03-10"),
        ),
    }
}

pub(super) fn no_such_day(key: &str, found: &str, days: i8) -> Both {
    let found = quote(found);
    let both = say(
        format!("Ô {key}: {found} không có trong lịch: tháng ấy chỉ có {days} ngày."),
        format!("The field {key}: {found} is not in the calendar: that month has {days} days."),
    );
    if !matches!(key, "issued" | "expires") {
        return both.help(
            format!("Viết một ngày có thật, từ 01 đến {days}."),
            format!("Write a day that exists, 01 to {days}."),
        );
    }
    both.help(
        "Xem lại ngày trên quyết định; nếu chỉ biết tháng thì viết năm-tháng, ví dụ 2026-02.",
        "Look at the decision again; where only the month is known write year-month, such as 2026-02.",
    )
}

pub(super) fn bad_code(key: &str, found: &str, slot: Slot) -> Both {
    let shown = quote(found);
    let both = say(
        format!("Ô {key}: {shown} chưa đúng dạng mã."),
        format!("The field {key}: {shown} does not have the form of a code."),
    );
    // `code` names the official code of a product, and in places.yml that of a commune.
    if key == "code" && found.chars().count() > 7 {
        both.help(
            "Mã sản phẩm OCOP có dạng 38-16000-12-2024 hoặc 38-384-16000-12-2024, như trên quyết định.",
            "An OCOP product code looks like 38-16000-12-2024 or 38-384-16000-12-2024, as in the decision.",
        )
    } else {
        let example = slot.line(key, "\"16000\"");
        both.help(
            format!("Mã xã gồm 5 chữ số trong dấu nháy kép, ví dụ {example}"),
            format!("A commune's code has 5 digits in double quotes, such as {example}"),
        )
    }
}

pub(super) fn bad_url(key: &str, found: &str) -> Both {
    // `trace` alone is refused for its http.
    let has_scheme =
        found.starts_with("https://") || (found.starts_with("http://") && key != "trace");
    let found = quote(found);
    if has_scheme && key == "base_url" {
        return say(
            format!("Ô {key}: {found} chưa dùng làm địa chỉ của trang được."),
            format!("The field {key}: {found} cannot be the address of the site."),
        )
        .help(
            "Chỉ ghi tên miền và thư mục, không có “..”, “//”, ?, # hay tên người dùng; cổng, nếu có, từ 1 đến 65535. Ví dụ base_url: https://example.org/ocop",
            "Write host and folder only, without “..”, “//”, ?, # or a user's name; a port, if any, is 1 to 65535. For example base_url: https://example.org/ocop",
        );
    }
    if has_scheme {
        return say(
            format!("Ô {key}: {found} chưa đúng dạng địa chỉ web."),
            format!("The field {key}: {found} does not have the form of a web address."),
        )
        .help(
            "Xem lại: không có dấu cách, dấu nháy hay tên người dùng; cổng, nếu có, từ 1 đến 65535.",
            "Check it: no spaces, quotes or user's name; a port, if any, is 1 to 65535.",
        );
    }
    say(
        format!("Ô {key}: {found} chưa phải là địa chỉ web đầy đủ."),
        format!("The field {key}: {found} is not a full web address."),
    )
    .help(
        format!("Viết cả https:// ở đầu, ví dụ {key}: https://example.org/"),
        format!("Write it with https:// in front, such as {key}: https://example.org/"),
    )
}

pub(super) fn bad_path(key: &str, found: &str, why: BadPath) -> Both {
    let ((vi, en), found) = (path_reason(why), quote(found));
    let both = say(
        format!("Ô {key}: không dùng được đường dẫn {found}: {vi}."),
        format!("The field {key}: the path {found} cannot be used: {en}."),
    );
    if key == "aliases" {
        return both.help(
            "Viết địa chỉ cũ trên trang này, từ dấu / đầu tiên, không có tên miền, ví dụ /san-pham/mat-ong/",
            "Write the old address on this site from its first / on, without a host name, such as /san-pham/mat-ong/",
        );
    }
    both.help(
        "Viết đường dẫn bên trong thư mục của trang, các phần cách nhau bằng dấu /, ví dụ tra/mat-ong.jpg",
        "Write a path inside the site, with / between its parts, such as tra/mat-ong.jpg",
    )
}

pub(super) fn phone_extension(key: &str, found: &str, write: &str) -> Both {
    let found = quote(found);
    say(
        format!("Ô {key}: {found} có số máy lẻ, mà liên kết gọi điện không quay được máy lẻ."),
        format!("The field {key}: {found} has an extension, which a link cannot dial."),
    )
    .help(
        "Ghi số máy lẻ trong phần giới thiệu, ô này chỉ ghi số chính.",
        "Put the extension into the story below, and only the number here.",
    )
    .write(&line(key, write))
}

pub(super) fn bad_form(key: &str, found: &str, example: &str) -> Both {
    let found = quote(found);
    say(
        format!("Ô {key}: {found} chưa đúng dạng."),
        format!("The field {key}: {found} does not have the expected form."),
    )
    .example(&line(key, example))
}
