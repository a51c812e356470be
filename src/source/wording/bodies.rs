//! The story below the head: links, pictures, nesting.

use super::say::{Both, quote, say};

pub(super) fn link_scheme(found: &str) -> Both {
    let found = quote(found);
    say(
        format!("Liên kết {found} thuộc loại không dùng trên trang."),
        format!("The link {found} is of a kind that is not used on the site."),
    )
    .help(
        "Dùng địa chỉ bắt đầu bằng https://, hoặc đường dẫn trong trang như /san-pham/mat-ong/",
        "Use an address that begins with https://, or a path of this site such as /san-pham/mat-ong/",
    )
}

pub(super) fn link_broken(found: &str, near: Option<&str>) -> Both {
    let found = quote(found);
    let both = say(
        format!("Liên kết {found} không dẫn tới trang nào."),
        format!("The link {found} leads to no page."),
    );
    match near {
        Some(_) => both.near(near),
        None => both.help(
            "Xem lại địa chỉ, hoặc bỏ liên kết.",
            "Check the address, or remove the link.",
        ),
    }
}

pub(super) fn image_outside(found: &str) -> Both {
    let found = quote(found);
    say(
        format!("Ảnh {found} không nằm trong content/images/."),
        format!("The picture {found} is not in content/images/."),
    )
    .help(
        "Chép ảnh vào content/images/ rồi viết tên tệp, ví dụ ![Chai mật ong](mat-ong.jpg)",
        "Put the picture into content/images/ and write its name, such as ![Chai mật ong](mat-ong.jpg)",
    )
}

pub(super) fn too_deep(max: usize) -> Both {
    say(
        format!("Các danh sách và đoạn trích lồng vào nhau quá sâu; nhiều nhất {max} bậc."),
        format!("Lists and quotations stand too deep inside each other; at most {max} levels."),
    )
    .help(
        "Bớt dấu > hoặc chỗ thụt vào ở đầu dòng.",
        "Remove > signs or indents at the beginning of the lines.",
    )
}
