//! Texts that lost their way: old fonts, lost letters, signs nobody sees.

use super::say::{Both, counts, quote, say};

pub(super) fn font(font: &str, found: &str, meant: Option<&str>) -> Both {
    let shown = quote(found);
    let both = say(
        format!("{shown} được gõ bằng bảng mã cũ {font}, không phải Unicode."),
        format!("{shown} is written in the old {font} encoding, not in Unicode."),
    );
    rewritten(both, meant)
}

pub(super) fn garbled(found: &str, meant: Option<&str>) -> Both {
    let shown = quote(found);
    let both = say(
        format!("{shown} bị hỏng chữ: tệp từng được mở bằng bảng mã khác UTF-8."),
        format!("{shown} is garbled: the file was once opened in an encoding other than UTF-8."),
    );
    rewritten(both, meant)
}

fn rewritten(both: Both, meant: Option<&str>) -> Both {
    match meant {
        Some(meant) => both.write(meant),
        None => both.help(
            "Chép lại từ bản gốc, lưu tệp bằng bảng mã UTF-8.",
            "Copy it again from the original, and save the file as UTF-8.",
        ),
    }
}

pub(super) fn lost(found: &str) -> Both {
    let shown = quote(found);
    say(
        format!("{shown} có chữ đã bị mất."),
        format!("{shown} has lost letters."),
    )
    .help(
        "Gõ lại từ này theo bản gốc.",
        "Type this word again from the original.",
    )
}

pub(super) fn sign(sign: char, vi: &str, en: &str) -> Both {
    let number = format!("U+{:04X}", u32::from(sign));
    let capital = |text: &str| {
        let mut signs = text.chars();
        let first = signs.next().map(|first| first.to_uppercase().to_string());
        format!("{}{}", first.unwrap_or_default(), signs.as_str())
    };
    say(
        format!("Có ký tự không nhìn thấy ở đây: {number}, {vi}."),
        format!("There is a sign here that is not seen: {number}, {en}."),
    )
    .help(
        format!(
            "{} không thuộc về chữ: xóa nó, hoặc gõ lại cả từ.",
            capital(vi)
        ),
        format!(
            "{} does not belong to the text: delete it, or type the word again.",
            capital(en)
        ),
    )
}

pub(super) fn lookalike(found: char, latin: char) -> Both {
    let number = u32::from(found);
    say(
        format!("“{found}” (U+{number:04X}) trông giống “{latin}” nhưng là chữ của bảng chữ khác, nên tìm kiếm không thấy."),
        format!("“{found}” (U+{number:04X}) looks like “{latin}” but is a letter of another alphabet, which search does not find."),
    )
    .help(
        format!("Gõ lại từ này bằng chữ “{latin}” thường."),
        format!("Type the word again with a plain “{latin}”."),
    )
}

pub(super) fn marks(found: &str) -> Both {
    let shown = quote(found);
    say(
        format!("{shown} chồng nhiều dấu hơn chữ Việt có."),
        format!("{shown} has more marks than a Vietnamese letter takes."),
    )
    .help(
        "Gõ lại chữ này với một dấu thanh.",
        "Type the letter again with one tone mark.",
    )
}

pub(super) fn more(more: usize) -> Both {
    let (vi, en) = counts(more as u64);
    say(
        format!("Trong tệp này còn {vi} chỗ nữa có chữ như thế."),
        format!("There are {en} more such places in this file."),
    )
    .help(
        "Sửa cả tệp một lượt bằng công cụ chuyển mã sang Unicode UTF-8.",
        "Convert the whole file to Unicode UTF-8 at once.",
    )
}
