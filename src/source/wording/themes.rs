//! The theme and the pages drawn with it.

use super::say::{Both, quote, said, say, sizes};

pub(super) fn unknown(found: &str, near: Option<&str>, typed: bool) -> Both {
    let shown = quote(found);
    let both = say(
        format!("Không có giao diện {shown}."),
        format!("There is no theme {shown}."),
    );
    match near {
        Some(_) => both.near(near),
        None if typed => both.help(
            "Viết sau --theme tên một thư mục có trong themes/, hoặc bỏ --theme.",
            "Write after --theme the name of a folder in themes/, or leave --theme out.",
        ),
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

pub(super) fn heavy(what: &str, bytes: usize, max: usize) -> Both {
    let ((vi, en), (vi_max, en_max)) = (kilobytes(bytes), kilobytes(max));
    let (vi_what, en_what) = match what {
        "css" => ("Các tệp kiểu dáng (.css)", "The stylesheets (.css)"),
        "js" => (
            "Các tệp lệnh tải cùng trang (.js)",
            "The scripts loaded with the page (.js)",
        ),
        _ => ("Các tệp phông chữ", "The fonts"),
    };
    say(
        format!("{vi_what} của giao diện nặng {vi} khi nén, quá mức {vi_max}."),
        format!("{en_what} of the theme weigh {en} compressed, above the limit of {en_max}."),
    )
    .help(
        "Bỏ phần không dùng: trên mạng chậm, mỗi 20 kB làm trang hiện chậm thêm một phần mười giây.",
        "Leave out what is not used: on a slow network every 20 kB cost a tenth of a second.",
    )
}

pub(super) fn card(width: u32, height: u32, bytes: usize) -> Both {
    let (vi, en) = kilobytes(bytes);
    say(
        format!("Ảnh chia sẻ của giao diện có cỡ {width} × {height}, nặng {vi}, nên không được dùng."),
        format!("The theme's picture for link previews is {width} × {height} and {en}, so it is not used."),
    )
    .help(
        "Lưu ảnh đúng 1200 × 630 điểm ảnh, không quá 200 kB.",
        "Save it at 1200 × 630 pixels and at most 200 kB.",
    )
}

pub(super) fn font(lacks: &str) -> Both {
    let help = (
        "Thay bằng một phông chữ TrueType có đủ chữ tiếng Việt, hoặc tắt ảnh chia sẻ ở ô cards của config.yml.",
        "Put a TrueType font with all Vietnamese letters in its place, or turn share cards off under cards in config.yml.",
    );
    let both = if lacks.is_empty() {
        say(
            "Phông chữ này của ảnh chia sẻ không đọc được.",
            "This font for share cards cannot be read.",
        )
    } else {
        let lacks = quote(lacks);
        say(
            format!("Phông chữ này của ảnh chia sẻ thiếu các chữ {lacks}."),
            format!("This font for share cards lacks the letters {lacks}."),
        )
    };
    both.help(help.0, help.1)
}

pub(super) fn card_letter(sign: char, text: &str) -> Both {
    let number = format!("U+{:04X}", u32::from(sign));
    let (sign, text) = (quote(&sign.to_string()), quote(text));
    say(
        format!("Phông chữ của ảnh chia sẻ không có chữ {sign} ({number}) trong {text}."),
        format!(
            "The fonts of the share cards have no letter {sign} ({number}), which stands in {text}."
        ),
    )
    .help(
        "Viết bằng chữ khác, hoặc tắt ảnh chia sẻ ở ô cards của config.yml.",
        "Write it with other letters, or turn share cards off under cards in config.yml.",
    )
}

pub(super) fn page_heavy(page: &str, bytes: usize, max: usize, pages: usize) -> Both {
    let ((vi, en), (vi_max, en_max)) = (kilobytes(bytes), kilobytes(max));
    let page = quote(page);
    let (vi_more, en_more) = match pages.saturating_sub(1) {
        0 => (String::new(), String::new()),
        more => (
            format!("; còn ít nhất {more} trang cùng loại cũng vậy"),
            format!("; at least {more} more of its kind are, too"),
        ),
    };
    say(
        format!("Trang {page} nặng {vi} khi nén, quá mức {vi_max}{vi_more}."),
        format!("The page {page} weighs {en} compressed, above the limit of {en_max}{en_more}."),
    )
    .help(
        "Giảm page_size trong config.yml, rút ngắn bài viết, hoặc bớt phần lặp lại trong mẫu này của giao diện.",
        "Lower page_size in config.yml, shorten the text, or repeat less in this template of the theme.",
    )
}

/// One decimal, since the limits are few kilobytes: as each language writes it.
fn kilobytes(bytes: usize) -> (String, String) {
    let tenths = (bytes + 50) / 100;
    let (whole, tenth) = (tenths / 10, tenths % 10);
    match tenth {
        0 => (format!("{whole} kB"), format!("{whole} kB")),
        _ => (format!("{whole},{tenth} kB"), format!("{whole}.{tenth} kB")),
    }
}
