//! Communes of both periods, districts, coordinates.

use super::say::{Both, line, quote, say};

pub(super) fn commune_former(found: &str, name: &str, write: &str) -> Both {
    let (found, name) = (quote(found), quote(name));
    let write = if write.contains(':') {
        write.to_owned()
    } else {
        format!("commune: \"{write}\"")
    };
    say(
        format!("Ô commune: {found} là mã xã cũ, trước sáp nhập ({name})."),
        format!("The field commune: {found} is the code of a former commune ({name})."),
    )
    .write(&write)
}

pub(super) fn commune_current(found: &str, name: &str) -> Both {
    let (shown, name) = (quote(found), quote(name));
    say(
        format!("Ô former_commune: {shown} là mã xã hiện nay ({name}), không phải xã cũ."),
        format!("The field former_commune: {shown} is the code of a current commune ({name})."),
    )
    .write(&format!("commune: \"{found}\""))
}

pub(super) fn disagree(key: &str, found: &str, decided: &str) -> Both {
    let (found, decided) = (quote(found), quote(decided));
    say(
        format!("Ô {key}: {found} không khớp với các ô địa bàn khác, theo các ô đó là {decided}."),
        format!(
            "The field {key}: {found} does not agree with the other places, which give {decided}."
        ),
    )
    .help(
        format!("Sửa ô {key} thành {decided}, hoặc sửa các ô kia cho khớp."),
        format!("Change {key} to {decided}, or change the others to agree."),
    )
}

pub(super) fn district_not_decided(name: &str) -> Both {
    let name = quote(name);
    say(
        format!("Chưa xác định được huyện của {name}; được tính vào “chưa rõ huyện”."),
        format!("The district of {name} is not decided; it is counted under “chưa rõ huyện”."),
    )
    .help(
        "Thêm former_commune: \"mã xã cũ\", hoặc district: Huyện Triệu Sơn",
        "Add former_commune: \"code\", or district: Huyện Triệu Sơn",
    )
}

pub(super) fn missing() -> Both {
    say(
        "Chưa ghi địa bàn: cần một trong các ô commune, former_commune, district.",
        "There is no place: one of the fields commune, former_commune, district is needed.",
    )
    .example("commune: \"16000\"")
}

pub(super) fn district(found: &str, decided: &str) -> Both {
    let (shown, decided_shown) = (quote(found), quote(decided));
    say(
        format!("Ô former_district: {shown} không khớp với các xã cũ đã nhập vào đây, theo đó là {decided_shown}."),
        format!("The field former_district: {shown} does not agree with the former communes that went into this one: {decided_shown}."),
    )
    .help(
        format!(
            "Viết: {}; nếu xã gồm đất của nhiều huyện thì xóa ô này.",
            line("former_district", decided)
        ),
        format!(
            "Write: {}; or delete the field if the commune straddles several districts.",
            line("former_district", decided)
        ),
    )
}

pub(super) fn code_place(found: &str) -> Both {
    let found = quote(found);
    say(
        format!("Phần mã xã trong mã sản phẩm {found} không có trong places.yml."),
        format!("The commune in the product code {found} is not in places.yml."),
    )
    .help(
        "Đối chiếu mã với quyết định, hoặc thêm xã đó vào content/places.yml.",
        "Compare the code with the decision, or add the commune to content/places.yml.",
    )
}

pub(super) fn location_outside(found: &str) -> Both {
    let found = quote(found);
    say(
        format!("Tọa độ {found} nằm ngoài vùng của trang."),
        format!("The position {found} lies outside the area of this site."),
    )
    .help(
        "Có thể hai số bị đổi chỗ: lat là vĩ độ, lon là kinh độ. Ví dụ: location: { lat: 19.81, lon: 105.78 }",
        "The two may be exchanged: lat is the latitude, lon the longitude. For example: location: { lat: 19.81, lon: 105.78 }",
    )
}

pub(super) fn district_namesake(found: &str, other: &str) -> Both {
    let (found, other) = (quote(found), quote(other));
    say(
        format!("Tên huyện {found} chỉ khác dấu với {other} cùng tỉnh: hai huyện sẽ có chung một địa chỉ."),
        format!("The district {found} differs from {other} of the same province in its marks alone: both would have one address."),
    )
    .help(
        format!("Nếu là một huyện thì viết {other} ở mọi dòng."),
        format!("If it is the same district, write {other} in every line."),
    )
}
