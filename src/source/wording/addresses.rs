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

pub(super) fn redirect_separator(sign: char, write: Option<&str>) -> Both {
    let (vi, en) = match sign {
        '\t' => ("dấu tab".to_owned(), "tabs".to_owned()),
        sign => (format!("dấu “{sign}”"), format!("“{sign}”")),
    };
    say(
        format!("Các cột của bảng chuyển hướng cách nhau bằng {vi}; cần dấu phẩy."),
        format!("The columns of the redirections are parted by {en}; they need commas."),
    )
    .help(
        "Đổi thành dấu phẩy ở mọi dòng.",
        "Put commas instead, on every line.",
    )
    .write(write.unwrap_or("from,to"))
}

pub(super) fn redirect_row(cells: Option<usize>, write: Option<&str>) -> Both {
    let (vi, en) = match cells {
        Some(count) => (
            format!(": có {count} cột, cách nhau bằng dấu phẩy"),
            format!(": it has {count}, where commas part them"),
        ),
        None => (String::new(), String::new()),
    };
    let both = say(
        format!("Dòng này không đọc được thành hai cột{vi}."),
        format!("This line does not read as two columns{en}."),
    );
    match write {
        Some(write) => both.write(write),
        None => both.example("/dia-chi-cu/,/san-pham/mat-ong/"),
    }
}

pub(super) fn redirect_path(found: &str, why: BadPath, write: Option<&str>) -> Both {
    let ((vi, en), found) = (path_reason(why), quote(found));
    if let Some(write) = write {
        return say(
            format!("{found} là địa chỉ của chính trang này, cần viết không có tên miền."),
            format!("{found} is an address of this very site; it goes without the host name."),
        )
        .write(write);
    }
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

pub(super) fn redirect_target(found: &str, near: Option<&str>) -> Both {
    let found = quote(found);
    let both = say(
        format!("Không có trang {found} để chuyển tới."),
        format!("There is no page {found} to lead to."),
    );
    if near.is_some() {
        return both.near(near);
    }
    both.help(
        "Viết địa chỉ của một trang đang có.",
        "Write the address of a page that exists.",
    )
}

pub(super) fn redirect_taken(from: &str, by: Option<&(String, usize)>) -> Both {
    let from = quote(from);
    if let Some((file, line)) = by {
        let file = quote(file);
        return say(
            format!(
                "{from} trùng chỗ với một chuyển hướng khác, ở dòng {line} của {file}; hai địa chỉ này là một."
            ),
            format!(
                "{from} is the same place as another redirection, on line {line} of {file}: both are one address."
            ),
        )
        .help(
            "Giữ một trong hai dòng, xóa dòng kia.",
            "Keep one of the two lines, delete the other.",
        );
    }
    say(
        format!("{from} đang là địa chỉ của một trang, nên không chuyển đi nơi khác được."),
        format!("{from} is the address of a page, so it cannot lead elsewhere."),
    )
    .help(
        "Xóa chuyển hướng này, hoặc bỏ trang đó.",
        "Delete this redirection, or remove that page.",
    )
}
