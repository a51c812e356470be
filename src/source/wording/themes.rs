//! The theme and the pages drawn with it.

use super::say::{Both, quote, said, say, sizes};

pub(super) fn unknown(found: &str, near: Option<&str>) -> Both {
    let shown = quote(found);
    let both = say(
        format!("Không có giao diện {shown}."),
        format!("There is no theme {shown}."),
    );
    match near {
        Some(_) => both.near(near),
        None => both.help(
            "Đặt giao diện đó vào thư mục themes/, hoặc viết theme: default",
            "Put that theme into the folder themes/, or write theme: default",
        ),
    }
}

pub(super) fn syntax(told: &str) -> Both {
    let told = said(told);
    say(
        format!("Máy không hiểu mẫu giao diện ở chỗ này: {told}."),
        format!("The template is not understood here: {told}."),
    )
    .help(
        "Xem lại các dấu {{ }}, {% %} và tên gọi ở dòng này.",
        "Check the marks {{ }}, {% %} and the names on this line.",
    )
}

pub(super) fn missing(template: &str) -> Both {
    let template = quote(template);
    say(
        format!("Giao diện còn thiếu mẫu {template}."),
        format!("The theme lacks the template {template}."),
    )
    .help(
        "Thêm mẫu đó vào thư mục templates/ của giao diện, hoặc bỏ standalone: true để dùng mẫu có sẵn.",
        "Add it to the theme's folder templates/, or remove standalone: true to use the built-in one.",
    )
}

pub(super) fn render(page: &str, told: &str) -> Both {
    let (page, told) = (quote(page), said(told));
    say(
        format!("Giao diện không vẽ được trang {page}: {told}."),
        format!("The theme could not draw the page {page}: {told}."),
    )
    .help(
        "Xem lại tên dùng trong mẫu này.",
        "Check the names used in this template.",
    )
}

pub(super) fn unused() -> Both {
    say(
        "Giao diện không dùng tới tệp này.",
        "The theme does not use this file.",
    )
    .help(
        "Gọi nó từ một mẫu, xem lại tên tệp, hoặc xóa.",
        "Call it from a template, check its name, or delete it.",
    )
}

pub(super) fn page_too_large(page: &str, max: usize) -> Both {
    let ((vi, en), page) = (sizes(max as u64), quote(page));
    say(
        format!("Trang {page} lớn hơn mức {vi}."),
        format!("The page {page} is larger than the limit, {en}."),
    )
    .help(
        "Rút ngắn nội dung, hoặc giảm page_size trong config.yml.",
        "Shorten what stands on it, or lower page_size in config.yml.",
    )
}
