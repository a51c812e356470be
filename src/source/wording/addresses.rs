//! Addresses of pages and redirections.

use super::say::{Both, path_reason, quote, say};
use crate::source::path::BadPath;

pub(super) fn twice(address: &str, other: &str) -> Both {
    let (address, other) = (quote(address), quote(other));
    say(
        format!("Địa chỉ {address} cũng là địa chỉ của {other}."),
        format!("The address {address} is also that of {other}."),
    )
    .help(
        "Đổi ô id, hoặc tên tệp, của một trong hai.",
        "Change the id, or the file name, of one of the two.",
    )
}

pub(super) fn redirect_header() -> Both {
    say(
        "Dòng đầu của bảng chuyển hướng cần ghi hai cột “from,to”.",
        "The first line of the redirections needs the two columns “from,to”.",
    )
    .write("from,to")
}

pub(super) fn redirect_row(cells: Option<usize>) -> Both {
    let (vi, en) = match cells {
        Some(count) => (
            format!(": có {count} cột, cách nhau bằng dấu phẩy"),
            format!(": it has {count}, where commas part them"),
        ),
        None => (String::new(), String::new()),
    };
    say(
        format!("Dòng này không đọc được thành hai cột{vi}."),
        format!("This line does not read as two columns{en}."),
    )
    .example("/dia-chi-cu/,/san-pham/mat-ong/")
}

pub(super) fn redirect_path(found: &str, why: BadPath) -> Both {
    let ((vi, en), found) = (path_reason(why), quote(found));
    say(
        format!("{found} không phải đường dẫn trong trang: {vi}."),
        format!("{found} is not a path of this site: {en}."),
    )
    .help(
        "Bắt đầu bằng dấu /, không ghi tên miền, ví dụ /san-pham/mat-ong/",
        "Begin with /, without a host name, such as /san-pham/mat-ong/",
    )
}

pub(super) fn redirect_loop(from: &str) -> Both {
    let from = quote(from);
    say(
        format!("Chuyển hướng từ {from} đi vòng về chính nó."),
        format!("The redirection from {from} leads back to itself."),
    )
    .help(
        "Sửa cột to của một dòng trong vòng đó thành trang đang có.",
        "Let one line of the circle lead to a page that exists.",
    )
}

pub(super) fn redirect_target(found: &str) -> Both {
    let found = quote(found);
    say(
        format!("Không có trang {found} để chuyển tới."),
        format!("There is no page {found} to lead to."),
    )
    .help(
        "Viết địa chỉ của một trang đang có.",
        "Write the address of a page that exists.",
    )
}

pub(super) fn redirect_taken(from: &str) -> Both {
    let from = quote(from);
    say(
        format!("{from} đang là địa chỉ của một trang, nên không chuyển đi nơi khác được."),
        format!("{from} is the address of a page, so it cannot lead elsewhere."),
    )
    .help(
        "Xóa chuyển hướng này, hoặc bỏ trang đó.",
        "Delete this redirection, or remove that page.",
    )
}
