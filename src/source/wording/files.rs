//! Files, pictures, and writing the output.

use super::say::{Both, counts, path_reason, quote, said, say, sizes};
use crate::source::path::BadPath;
use crate::source::problem::{BrokenPicture, OutputRefusal};

pub(super) fn content_missing() -> Both {
    say(
        "Không thấy thư mục “content”.",
        "There is no folder “content”.",
    )
    .help(
        "Chạy lệnh trong thư mục của trang, hoặc chỉ ra thư mục đó: --site THƯ-MỤC",
        "Run the command in the site folder, or name that folder: --site DIR",
    )
}

pub(super) fn unreadable(why: &str) -> Both {
    let why = said(why);
    say(
        format!("Máy không đọc được tệp này: {why}."),
        format!("This file could not be read: {why}."),
    )
    .help(
        "Xem lại quyền đọc tệp và ổ đĩa, rồi chạy lại.",
        "Check the file's permissions and the disk, then run again.",
    )
}

pub(super) fn not_utf8(byte: u8, wide: bool) -> Both {
    let (vi, en) = match wide {
        true => (
            "Tệp được lưu theo bảng mã UTF-16, không phải UTF-8.".to_owned(),
            "The file was saved as UTF-16, not as UTF-8.".to_owned(),
        ),
        false => (
            format!(
                "Byte {byte:02X} ở đây không phải UTF-8: tệp được lưu theo một bảng mã cũ, như windows-1258 hay TCVN3."
            ),
            format!(
                "Byte {byte:02X} here is not UTF-8: the file was saved in an old encoding, such as windows-1258 or TCVN3."
            ),
        ),
    };
    say(vi, en).help(
        "Lưu lại tệp với bảng mã UTF-8. Trong Notepad: “Lưu thành”, ở ô “Mã hóa” chọn UTF-8.",
        "Save the file again as UTF-8. In Notepad: “Save as”, then choose UTF-8 under “Encoding”.",
    )
}

pub(super) fn too_large(bytes: u64, max: u64) -> Both {
    let ((vi, en), (max_vi, max_en)) = (sizes(bytes), sizes(max));
    say(
        format!("Tệp nặng {vi}, quá mức {max_vi}."),
        format!("The file has {en}; the limit is {max_en}."),
    )
    .help(
        "Thu nhỏ tệp, hoặc chia thành nhiều tệp.",
        "Make the file smaller, or split it.",
    )
}

pub(super) fn is_link() -> Both {
    say(
        "Đây là một liên kết trỏ tới chỗ khác, không phải tệp thật.",
        "This is a link to another place, not a file.",
    )
    .help(
        "Chép chính tệp đó vào đây thay cho liên kết.",
        "Put the file itself here instead of the link.",
    )
}

pub(super) fn is_special() -> Both {
    say(
        "Mục này không phải tệp thường (mà là thiết bị hoặc đường ống của hệ thống).",
        "This is not an ordinary file (but a device, a pipe or a socket).",
    )
    .help(
        "Chuyển nó ra khỏi thư mục content.",
        "Move it out of the folder content.",
    )
}

pub(super) fn name(why: BadPath) -> Both {
    let (vi, en) = path_reason(why);
    say(
        format!("Tên tệp này không dùng được trên mọi máy: {vi}."),
        format!("This file name does not work on every computer: {en}."),
    )
    .help(
        "Đổi tên, chỉ dùng chữ, số, dấu gạch nối và dấu chấm, ví dụ mat-ong.md",
        "Rename it with letters, digits, hyphens and dots only, such as mat-ong.md",
    )
}

pub(super) fn twin(other: &str) -> Both {
    let other = quote(other);
    say(
        format!(
            "Tên tệp này chỉ khác {other} ở chữ hoa, chữ thường hoặc cách gõ dấu; trên nhiều máy hai tệp là một."
        ),
        format!(
            "This name differs from {other} only in capitals or in how accents are typed; on many computers they are one file."
        ),
    )
    .help("Đổi tên một trong hai tệp.", "Rename one of the two files.")
}

pub(super) fn changed() -> Both {
    say(
        "Tệp thay đổi trong lúc máy đang đọc.",
        "The file changed while it was being read.",
    )
    .help(
        "Đợi lưu xong rồi chạy lại.",
        "Wait until it is saved, then run again.",
    )
}

/// `config.yml` and `places.yml`: which file, where another has its place, and how it may begin.
pub(super) fn missing(name: &str, instead: Option<&str>) -> Both {
    let both = match name {
        "places" => say(
            "Chưa có danh mục xã, huyện: tệp content/places.yml còn thiếu hoặc còn trống.",
            "There are no communes and districts: the file content/places.yml is missing or empty.",
        ),
        _ => say(
            format!("Còn thiếu tệp content/{name}.yml."),
            format!("The file content/{name}.yml is missing."),
        ),
    };
    match (instead, name) {
        (Some(instead), _) => {
            let instead = quote(instead);
            both.help(
                format!("Đổi tên {instead} thành content/{name}.yml"),
                format!("Rename {instead} to content/{name}.yml"),
            )
        }
        (None, "places") => both.help(
            "Mỗi xã một dòng, ví dụ: - { code: \"16000\", name: Xã Bình Sơn, province: Tỉnh Thanh Hóa }",
            "One line a commune, such as: - { code: \"16000\", name: Xã Bình Sơn, province: Tỉnh Thanh Hóa }",
        ),
        (None, _) => both.help(
            "Tệp ấy có ít nhất hai dòng: title: Sản vật Thanh Hóa và base_url: https://example.org",
            "It has two lines at least: title: Sản vật Thanh Hóa and base_url: https://example.org",
        ),
    }
}

pub(super) fn unexpected(rename: Option<&str>) -> Both {
    let both = say(
        "Không phần nào của trang dùng tệp này, nên nó không được đăng.",
        "No part of the site reads this file, so it is not published.",
    );
    if let Some(rename) = rename {
        let rename = quote(rename);
        return both.help(
            format!("Đổi tên tệp thành {rename} thì máy đọc được."),
            format!("Under the name {rename} it would be read."),
        );
    }
    both.help(
        "Chỗ của sản phẩm là content/products/, chủ thể content/producers/, ảnh content/images/, tệp để tải về content/static/.",
        "Products belong in content/products/, producers in content/producers/, pictures in content/images/, downloads in content/static/.",
    )
}

pub(super) fn language(stem: &str, found: &str) -> Both {
    let shown = quote(found);
    let both = say(
        format!(
            "Tên tệp này mang đuôi ngôn ngữ {shown}; trang chỉ có tiếng Việt (không đuôi) và tiếng Anh (.en.md)."
        ),
        format!(
            "The name of this file ends in the language {shown}; the site has Vietnamese (no ending) and English (.en.md) only."
        ),
    );
    match found.to_ascii_lowercase().as_str() {
        "en" => both.help(
            format!("Đổi tên tệp thành {stem}.en.md, đuôi viết chữ thường."),
            format!("Rename the file to {stem}.en.md, its ending in small letters."),
        ),
        "vi" | "vn" => both.help(
            format!("Đổi tên tệp thành {stem}.md, hoặc chép nội dung vào tệp ấy nếu đã có."),
            format!("Rename the file to {stem}.md, or move its text into that file where there is one."),
        ),
        _ => both.help(
            format!("Nếu là bản dịch tiếng Anh, đổi tên thành {stem}.en.md; nếu không, đưa tệp ra khỏi thư mục này."),
            format!("If it is the English text, rename it to {stem}.en.md; otherwise move it out of this folder."),
        ),
    }
}

pub(super) fn left_out() -> Both {
    say(
        "Đây là tệp ẩn hoặc bản lưu tạm của trình soạn thảo, nên không được đăng.",
        "This is a hidden file or an editor's backup, so it is not published.",
    )
    .help(
        "Nếu cần đăng thì đổi tên tệp; nếu không, có thể xóa.",
        "Rename it if it should be published; otherwise it may be deleted.",
    )
}

pub(super) fn image_kind(extension: &str) -> Both {
    let kind = extension.to_uppercase();
    say(
        format!("Ảnh kiểu {kind} không phải điện thoại nào cũng xem được, nên không được đăng."),
        format!("Not every phone shows pictures of the kind {kind}, so they are not published."),
    )
    .help(
        "Mở ảnh, lưu lại thành JPEG (hoặc PNG, WebP), đặt vào content/images/ và sửa tên tệp ở sản phẩm.",
        "Open the picture, save it as JPEG (or PNG, WebP) in content/images/, and change the file name in the product.",
    )
}

pub(super) fn static_kind(extension: &str) -> Both {
    let extension = extension.trim_start_matches('.');
    let both = if extension.is_empty() {
        say(
            "Tên tệp không có đuôi, nên máy không biết tệp thuộc loại nào.",
            "The file name has no ending that tells its kind.",
        )
    } else {
        let ending = quote(&format!(".{extension}"));
        say(
            format!("Tệp có đuôi {ending} không thuộc các loại được đăng."),
            format!("Files ending in {ending} are not among the kinds that are published."),
        )
    };
    both.help(
        "content/static/ nhận: pdf, txt, csv, xlsx, json, png, jpg, webp, ico, woff2",
        "content/static/ takes: pdf, txt, csv, xlsx, json, png, jpg, webp, ico, woff2",
    )
}

pub(super) fn picture_kind() -> Both {
    say(
        "Tệp này không phải ảnh JPEG, PNG hoặc WebP.",
        "This file is not a JPEG, PNG or WebP picture.",
    )
    .help(
        "Mở ảnh và lưu lại thành một trong ba loại đó.",
        "Open the picture and save it as one of these three.",
    )
}

pub(super) fn picture_too_large(width: u32, height: u32) -> Both {
    let ((w, w_en), (h, h_en)) = (counts(width.into()), counts(height.into()));
    say(
        format!(
            "Ảnh rộng {w}, cao {h} điểm ảnh; mỗi cạnh nhiều nhất 20.000, cả ảnh nhiều nhất 50 triệu."
        ),
        format!(
            "The picture has {w_en} × {h_en} pixels; at most 20,000 a side and 50 million in all."
        ),
    )
    .help("Thu nhỏ ảnh rồi lưu lại.", "Make the picture smaller and save it again.")
}

pub(super) fn picture_broken(why: BrokenPicture) -> Both {
    let (vi, en) = match why {
        BrokenPicture::Header => ("phần đầu tệp hỏng", "the head of the file is damaged"),
        BrokenPicture::Cut => ("tệp bị thiếu phần cuối", "the end of the file is missing"),
        BrokenPicture::Kind => (
            "ảnh nén theo một kiểu hiếm",
            "it is compressed in a rare way",
        ),
        BrokenPicture::Moves => (
            "đây là ảnh động, trang chỉ nhận ảnh tĩnh",
            "it moves, and only still pictures are taken",
        ),
        BrokenPicture::Pixels => ("phần hình bên trong hỏng", "what it shows is damaged"),
        BrokenPicture::NoWebp => (
            "bản chương trình này không ghi được WebP",
            "this build of the program writes no WebP",
        ),
    };
    say(
        format!("Máy không mở được ảnh này: {vi}."),
        format!("This picture could not be opened: {en}."),
    )
    .help(
        "Mở ảnh bằng chương trình khác, lưu lại thành JPEG, rồi thay tệp này.",
        "Open it in another program, save it as JPEG, and replace this file.",
    )
}

pub(super) fn picture_scans() -> Both {
    say(
        "Ảnh JPEG này được lưu theo một kiểu hiếm, thu nhỏ ra sẽ không đúng màu.",
        "This JPEG is saved in a rare way and would come out in wrong colours.",
    )
    .help(
        "Mở ảnh, lưu lại thành JPEG, rồi thay tệp này.",
        "Open the picture, save it as JPEG again, and replace this file.",
    )
}

pub(super) fn output_refused(path: &str, why: OutputRefusal) -> Both {
    let (vi, en) = match why {
        OutputRefusal::HoldsSite => (
            "thư mục này chứa cả nội dung nguồn của trang",
            "this folder holds the site's own sources",
        ),
        OutputRefusal::InsideContent => (
            "thư mục này nằm trong nội dung nguồn",
            "this folder lies inside the sources",
        ),
        OutputRefusal::Root => ("đây là gốc của ổ đĩa", "this is the root of a disk"),
        OutputRefusal::NotFolder => ("đây không phải thư mục", "this is not a folder"),
        OutputRefusal::Link => (
            "đây là một liên kết trỏ tới chỗ khác",
            "this is a link to another place",
        ),
        OutputRefusal::Foreign => (
            "trong đó có tệp không do sanvat tạo ra",
            "it holds files that sanvat did not make",
        ),
        OutputRefusal::ForeignLink => (
            "trong đó có liên kết không do sanvat tạo ra",
            "it holds a link that sanvat did not make",
        ),
    };
    let path = quote(path);
    say(
        format!("Không ghi vào {path}: {vi}."),
        format!("Nothing is written to {path}: {en}."),
    )
    .help(
        "Chọn một thư mục trống, hoặc thư mục sanvat đã tạo: --out THƯ-MỤC",
        "Choose an empty folder, or one that sanvat made: --out DIR",
    )
}

pub(super) fn write_failed(path: &str, why: &str) -> Both {
    let (path, why) = (quote(path), said(why));
    say(
        format!("Không ghi được {path}: {why}."),
        format!("{path} could not be written: {why}."),
    )
    .help(
        "Xem lại quyền ghi và chỗ trống trên ổ đĩa, rồi chạy lại.",
        "Check permissions and free space on the disk, then run again.",
    )
}

pub(super) fn hosting_unwritten(why: &str) -> Both {
    let why = said(why);
    say(
        format!("Trang đã đăng, nhưng chưa ghi được các tệp cài đặt máy chủ: {why}."),
        format!("The site is published, but the files for setting up a server could not be written: {why}."),
    )
    .help(
        "Nếu cần các tệp đó, cho phép ghi vào thư mục .sanvat/ của trang rồi chạy lại.",
        "If you need them, allow writing to the site's folder .sanvat/ and run again.",
    )
}

pub(super) fn busy() -> Both {
    say(
        "Một lần dựng khác đang làm việc với trang này.",
        "Another build is at work on this site.",
    )
    .help(
        "Đợi lần đó xong rồi chạy lại.",
        "Wait until it is done, then run again.",
    )
}
