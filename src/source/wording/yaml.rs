//! The head of a page and the `.yml` files: how they are written.

use super::say::{Both, counts, quote, say, sizes};

pub(super) fn front_matter_missing() -> Both {
    say(
        "Tệp chưa có phần khai báo ở đầu, giữa hai dòng “---”.",
        "The file has no head between two lines “---”.",
    )
    .help(
        "Dòng đầu tiên viết ---, rồi mỗi dòng một ô như name: …, rồi một dòng --- nữa.",
        "Begin with a line ---, then one field a line such as name: …, then a line --- again.",
    )
}

pub(super) fn front_matter_open() -> Both {
    say(
        "Phần khai báo mở bằng “---” nhưng chưa có dòng “---” để đóng.",
        "The head opens with “---”, and no line “---” closes it.",
    )
    .help(
        "Thêm một dòng --- sau ô cuối cùng.",
        "Add a line --- after the last field.",
    )
}

pub(super) fn front_matter_too_large(max: usize) -> Both {
    let (vi, en) = sizes(max as u64);
    say(
        format!("Phần khai báo ở đầu tệp dài quá mức {vi}."),
        format!("The head of the file is longer than the limit, {en}."),
    )
    .help(
        "Chuyển phần giới thiệu dài xuống dưới dòng --- thứ hai.",
        "Move the story below the second line ---.",
    )
}

pub(super) fn unreadable() -> Both {
    say(
        "Từ chỗ này máy không hiểu: cách viết chưa theo dạng “ô: giá trị”.",
        "From here on the text is not understood: it is not written as “field: value”.",
    )
    .help(
        "Mỗi dòng một ô, sau dấu hai chấm có một dấu cách. Giá trị có các dấu như : hoặc # thì đặt trong dấu nháy kép: name: \"…\"",
        "One field a line, with a space after the colon. A value with signs such as : or # goes in double quotes: name: \"…\"",
    )
}

pub(super) fn colon_missing(key: &str, write: &str) -> Both {
    let key = quote(key);
    say(
        format!("Dòng này không có dấu hai chấm sau {key}."),
        format!("There is no colon after {key} in this line."),
    )
    .write(write)
}

pub(super) fn quote_open() -> Both {
    say(
        "Dấu nháy mở ở đây chưa được đóng.",
        "The quotation mark that opens here is never closed.",
    )
    .help(
        "Thêm dấu nháy cùng loại ở cuối giá trị.",
        "Add the same mark at the end of the value.",
    )
}

pub(super) fn tab() -> Both {
    say(
        "Dòng này thụt vào bằng phím Tab.",
        "This line is indented with a tab.",
    )
    .help(
        "Thay mỗi Tab bằng hai dấu cách.",
        "Replace each tab by two spaces.",
    )
}

pub(super) fn colon(write: &str) -> Both {
    say(
        "Dấu hai chấm trong giá trị làm máy hiểu nhầm.",
        "A colon inside the value is taken for a new field.",
    )
    .write(write)
}

pub(super) fn sign(sign: char, write: &str) -> Both {
    let sign = quote(&sign.to_string());
    say(
        format!("Giá trị bắt đầu bằng {sign} làm máy hiểu nhầm."),
        format!("A value that begins with {sign} is misunderstood."),
    )
    .write(write)
}

pub(super) fn two_documents() -> Both {
    say(
        "Có thêm một dòng “---” hoặc “...” chia phần này làm đôi.",
        "Another line “---” or “...” splits this part in two.",
    )
    .help("Bỏ dòng thừa đó.", "Remove that line.")
}

pub(super) fn space(write: &str) -> Both {
    say(
        "Thiếu một dấu cách: sau dấu hai chấm của ô, hoặc sau dấu gạch đầu mục.",
        "A space is missing: behind the colon of the field, or the dash of the item.",
    )
    .write(write)
}

pub(super) fn indent() -> Both {
    say(
        "Dòng này thụt vào không thẳng hàng với các ô bên cạnh.",
        "This line is not indented like the fields beside it.",
    )
    .help(
        "Các ô cùng bậc bắt đầu ở cùng một cột: thêm hoặc bớt dấu cách ở đầu dòng.",
        "Fields of one level begin at one column: add or remove spaces in front.",
    )
}

pub(super) fn bracket_open() -> Both {
    say(
        "Dấu ngoặc mở ở đây chưa được đóng.",
        "The bracket that opens here is never closed.",
    )
    .help(
        "Thêm dấu ] hoặc } ở cuối, và dấu phẩy giữa các mục.",
        "Add ] or } at the end, and commas between the items.",
    )
}

pub(super) fn key_twice(key: &str, line: usize) -> Both {
    let key = quote(key);
    say(
        format!("Ô {key} được viết hai lần: lần đầu ở dòng {line}."),
        format!("The field {key} is written twice: first on line {line}."),
    )
    .help(
        "Giữ một dòng, xóa dòng kia.",
        "Keep one line, delete the other.",
    )
}

pub(super) fn anchor(found: &str) -> Both {
    let found = quote(found);
    say(
        format!("{found}: máy hiểu đây là dấu ghi nhớ, cách viết không dùng ở đây."),
        format!("{found} is taken for a bookmark, which is not used here."),
    )
    .help(
        "Bỏ nó và viết đủ giá trị; nếu nó thuộc về giá trị, đặt cả giá trị trong dấu nháy kép \"…\"",
        "Remove it and write the value out; if it belongs to the value, put all of it in double quotes \"…\"",
    )
}

pub(super) fn tag(found: &str) -> Both {
    let found = quote(found);
    say(
        format!("{found}: máy hiểu đây là nhãn loại, cách viết không dùng ở đây."),
        format!("{found} is taken for a label of a kind, which is not used here."),
    )
    .help(
        "Bỏ nó; nếu nó thuộc về giá trị, đặt cả giá trị trong dấu nháy kép \"…\"",
        "Remove it; if it belongs to the value, put all of it in double quotes \"…\"",
    )
}

pub(super) fn merge() -> Both {
    say(
        "Cách gộp ô bằng “<<” không dùng ở đây.",
        "Merging fields with “<<” is not used here.",
    )
    .help("Viết lại từng ô.", "Write each field out.")
}

pub(super) fn too_deep(max: usize) -> Both {
    say(
        format!("Các mục lồng vào nhau quá sâu; nhiều nhất {max} bậc."),
        format!("The items stand too deep inside each other; at most {max} levels."),
    )
    .help(
        "Xem lại các dấu ngoặc [ và { chưa đóng, và chỗ thụt vào của từng dòng.",
        "Look for brackets [ and { left open, and at the indent of each line.",
    )
}

pub(super) fn too_many(max: usize) -> Both {
    let (vi, en) = counts(max as u64);
    say(
        format!("Phần này có quá nhiều giá trị; nhiều nhất {vi}."),
        format!("There are too many values here; at most {en}."),
    )
    .help("Chia thành nhiều tệp.", "Split it into several files.")
}

pub(super) fn not_map() -> Both {
    say(
        "Phần này cần gồm các ô, mỗi dòng dạng “ô: giá trị”.",
        "This part needs fields, one a line, as “field: value”.",
    )
    .help(
        "Viết tên ô trước dấu hai chấm, ví dụ name: Mật ong",
        "Write the field's name before the colon, such as name: Mật ong",
    )
}

pub(super) fn not_list() -> Both {
    say(
        "Tệp này cần viết thành một danh sách.",
        "This file needs to be a list.",
    )
    .help(
        "Bắt đầu mỗi mục bằng dấu gạch và dấu cách, ví dụ - code: \"16000\"",
        "Begin each item with a dash and a space, such as - code: \"16000\"",
    )
}
