//! What points at something else: a producer, a commune, a picture.

use super::say::{Both, quote, say};

pub(super) fn unknown(key: &str, found: &str, near: Option<&str>, write: Option<&str>) -> Both {
    let shown = quote(found);
    let both = match thing(key) {
        Some((vi, en)) => say(
            format!("Chưa có {vi} {shown}."),
            format!("There is no {en} {shown}."),
        ),
        None => say(
            format!("Ô {key}: không tìm thấy {shown}."),
            format!("The field {key}: {shown} was not found."),
        ),
    }
    .near(near);
    match (near, write) {
        (_, Some(write)) => both.write(write),
        (Some(_), None) => both,
        (None, None) => missing(both, key),
    }
}

fn missing(both: Both, key: &str) -> Both {
    match key {
        "producer" => both.help(
            "Tạo tệp của chủ thể đó trong content/producers/, hoặc viết mã của một chủ thể đã có.",
            "Make that producer's file in content/producers/, or write the id of one that exists.",
        ),
        "commune" | "former_commune" | "district" | "into" => both.help(
            "Thêm nơi đó vào content/places.yml, hoặc viết một nơi đã có trong đó.",
            "Add that place to content/places.yml, or write one that stands there.",
        ),
        "exports" => both.help(
            "Viết mã nước hai chữ hoa theo ISO 3166, ví dụ exports: [JP, KR]",
            "Write the two capital letters of ISO 3166, such as exports: [JP, KR]",
        ),
        "file" | "images" => both.help(
            "Chép ảnh vào content/images/, hoặc xem lại tên tệp (kể cả chữ hoa, chữ thường).",
            "Put the picture into content/images/, or check its name (capitals count).",
        ),
        _ => both.help(
            format!("Xem lại ô {key}: viết đúng mã của mục đã có."),
            format!("Check the field {key}: write the id of one that exists."),
        ),
    }
}

fn thing(key: &str) -> Option<(&'static str, &'static str)> {
    Some(match key {
        "producer" => ("chủ thể", "producer"),
        "product" | "products" => ("sản phẩm", "product"),
        "commune" => ("xã, phường mang mã", "commune"),
        "former_commune" => ("xã, phường cũ mang mã", "former commune"),
        "district" | "former_district" => ("huyện", "district"),
        "category" => ("nhóm sản phẩm", "category"),
        "file" | "images" => ("tệp ảnh", "picture"),
        "period" => ("giai đoạn", "period"),
        "exports" => ("nước mang mã", "country with the code"),
        _ => return None,
    })
}

pub(super) fn withheld(key: &str, found: &str) -> Both {
    let found = quote(found);
    say(
        format!("Ô {key}: {found} còn là bản nháp hoặc chưa tới ngày đăng."),
        format!("The field {key}: {found} is a draft or is not published yet."),
    )
    .help(
        "Cho đăng mục đó (xóa draft hoặc publish_on trong tệp của nó), hoặc đổi ô này.",
        "Publish it (delete draft or publish_on in its file), or change this field.",
    )
}

pub(super) fn twice(key: &str, found: &str, other: &str, line: Option<usize>) -> Both {
    let (found, other) = (quote(found), quote(other));
    if let Some(line) = line {
        return say(
            format!("Ô {key}: {found} đã có ở dòng {line}."),
            format!("The field {key}: {found} already stands on line {line}."),
        )
        .help(
            "Mỗi giá trị chỉ dùng một lần: đổi hoặc xóa một trong hai chỗ.",
            "Each may be used once: change or delete one of the two.",
        );
    }
    say(
        format!("Ô {key}: {found} đã được dùng trong {other}."),
        format!("The field {key}: {found} is already used in {other}."),
    )
    .help(
        "Mỗi giá trị chỉ dùng một lần: đổi ở một trong hai chỗ.",
        "Each may be used once: change one of the two.",
    )
}
