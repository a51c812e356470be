//! What `new` and `schema` say, in both languages side by side.

use crate::command::new::plan::{Other, Planned, Refusal};
use crate::command::report::visible::visible as plain;
use crate::disk::create;
use crate::source::problem::Problem;
use crate::source::wording::{self, Tongue};

/// A file was made, and what it still lacks.
pub(super) fn made(planned: &Planned, tongue: Tongue) -> String {
    let (path, id, missing) = (&planned.path, &planned.id, planned.missing.join(", "));
    let mut text = match (tongue, planned.missing.len()) {
        (Tongue::Vi, 0) => format!(
            "Đã tạo {path} (mã {id}). Các ô bắt buộc đã đủ. Mở tệp, viết tiếp rồi chạy: sanvat check\n"
        ),
        (Tongue::Vi, count) => format!(
            "Đã tạo {path} (mã {id}). Còn thiếu {count} ô bắt buộc: {missing}.\n\
             Mở tệp, điền vào sau dấu hai chấm của các ô ấy, rồi chạy: sanvat check\n"
        ),
        (Tongue::En, 0) => format!(
            "Created {path} (id {id}). No required field is empty. Open it, go on writing, then run: sanvat check\n"
        ),
        (Tongue::En, 1) => format!(
            "Created {path} (id {id}). 1 required field is empty: {missing}.\n\
             Open the file, fill it in after the colon, then run: sanvat check\n"
        ),
        (Tongue::En, count) => format!(
            "Created {path} (id {id}). {count} required fields are empty: {missing}.\n\
             Open the file, fill them in after their colons, then run: sanvat check\n"
        ),
    };
    if let Some(near) = &planned.near {
        let near = named(near);
        text.push_str(&match tongue {
            Tongue::Vi => format!("Gần giống: {near}. Nếu là một thì xóa tệp vừa tạo.\n"),
            Tongue::En => format!("Similar: {near}. If it is the same, delete the new file.\n"),
        });
    }
    text
}

/// A site was made, and what it still lacks.
pub(super) fn made_site(folder: &str, missing: &[&str], tongue: Tongue) -> String {
    let folder = plain(folder);
    let lacks = missing.join(", ");
    match (tongue, missing.len()) {
        (Tongue::Vi, 0) => format!(
            "Đã tạo trang mới trong {folder}. Đọc content/README.md trong đó, thêm xã, phường vào content/places.yml, rồi chạy: sanvat check\n"
        ),
        (Tongue::Vi, count) => format!(
            "Đã tạo trang mới trong {folder}. Còn thiếu {count} ô bắt buộc trong content/config.yml: {lacks}.\n\
             Đọc content/README.md trong đó, thêm xã, phường vào content/places.yml, rồi chạy: sanvat check\n"
        ),
        (Tongue::En, 0) => format!(
            "Created a new site in {folder}. Read content/README.md there, add communes to content/places.yml, then run: sanvat check\n"
        ),
        (Tongue::En, _) => format!(
            "Created a new site in {folder}. Required fields still empty in content/config.yml: {lacks}.\n\
             Read content/README.md there, add communes to content/places.yml, then run: sanvat check\n"
        ),
    }
}

/// Nothing was made, and why.
pub(super) fn refused(refusal: &Refusal, tongue: Tongue) -> String {
    let (vi, en) = match refusal {
        Refusal::NoAddress(name) => {
            let name = plain(name);
            (
                format!(
                    "Tên \"{name}\" không có chữ cái hay chữ số để lập địa chỉ. Thêm mã, ví dụ: --id mat-ong"
                ),
                format!(
                    "The name \"{name}\" has no letter or digit to make an address of. Add an id, such as: --id mat-ong"
                ),
            )
        }
        Refusal::BadId { found, write } => {
            let found = plain(found);
            let write = write.as_deref().unwrap_or("mat-ong");
            (
                format!(
                    "--id \"{found}\": mã chỉ gồm a–z, 0–9 và dấu gạch nối, dài 1–80 ký tự. Viết: --id {write}"
                ),
                format!(
                    "--id \"{found}\": an id has a–z, 0–9 and hyphens only, 1–80 characters. Write: --id {write}"
                ),
            )
        }
        Refusal::IdTaken { id, file } => {
            let file = plain(file);
            (
                format!("Mã {id} đã dùng ở {file}. Chọn mã khác."),
                format!("The id {id} is taken by {file}. Choose another."),
            )
        }
        Refusal::SameName(other) => {
            let other = named(other);
            (
                format!("Đã có: {other}. Nếu là mục khác, thêm --khac."),
                format!("There is already: {other}. If it is another one, add --different."),
            )
        }
        Refusal::Value { key, problem } => {
            let said = said(problem, tongue);
            (format!("{key}: {said}"), format!("{key}: {said}"))
        }
        Refusal::Problem(problem) => {
            let said = said(problem, tongue);
            let (vi, en) = match problem {
                Problem::ContentMissing => (
                    " Chỉ thư mục của trang bằng --site, hoặc tạo trang mới: sanvat new site",
                    " Name the site's folder with --site, or make a new one: sanvat new site",
                ),
                _ => ("", ""),
            };
            (format!("{said}{vi}"), format!("{said}{en}"))
        }
        Refusal::Disk(path, refusal) => {
            let path = plain(path);
            match refusal {
                create::Refusal::Exists => (
                    format!("{path} đã có sẵn, không ghi đè. Chọn tên, mã hoặc thư mục khác."),
                    format!(
                        "{path} is there already and is not written over. Choose another name, id or folder."
                    ),
                ),
                create::Refusal::NotEmpty => (
                    format!("{path} không trống. Chọn một thư mục chưa có hoặc còn trống."),
                    format!("{path} is not empty. Choose a folder that is absent or empty."),
                ),
                create::Refusal::Link => (
                    format!(
                        "{path}: trên đường dẫn có một liên kết trỏ tới chỗ khác. Chọn thư mục thật."
                    ),
                    format!(
                        "{path}: a part of the path is a link to another place. Choose a real folder."
                    ),
                ),
                create::Refusal::NotFolder => (
                    format!("{path}: một phần của đường dẫn không phải thư mục."),
                    format!("{path}: a part of the path is not a folder."),
                ),
                create::Refusal::Problem(problem) => {
                    let said = said(problem, tongue);
                    (format!("{path}: {said}"), format!("{path}: {said}"))
                }
            }
        }
    };
    let (text, nothing) = match tongue {
        Tongue::Vi => (vi, "Chưa tạo gì."),
        Tongue::En => (en, "Nothing was created."),
    };
    format!("{text}\n{nothing}\n")
}

fn named(other: &Other) -> String {
    format!("\"{}\" ({})", plain(&other.name), plain(&other.file))
}

fn said(problem: &Problem, tongue: Tongue) -> String {
    let words = wording::words(problem, tongue);
    match words.help {
        Some(help) => format!("{} {help}", words.message),
        None => words.message,
    }
}

/// The first lines of a new site's README.
pub(super) fn pointer(title: &str, tongue: Tongue) -> String {
    match tongue {
        Tongue::Vi => format!(
            "# {title}\n\n\
             Danh mục sản phẩm OCOP, lập bằng sanvat. Mọi nội dung nằm trong thư mục `content`.\n\
             Người biên tập đọc [content/README.md](content/README.md) trước.\n\n\
             - Kiểm tra: `sanvat check`\n\
             - Đăng vào thư mục `public`: `sanvat build`\n\
             - Thêm sản phẩm: `sanvat new san-pham \"Tên sản phẩm\"`\n"
        ),
        Tongue::En => format!(
            "# {title}\n\n\
             A catalogue of OCOP products, made with sanvat. Everything editors write is in the folder `content`.\n\
             Their guide is [content/README.md](content/README.md), in Vietnamese.\n\n\
             - Check: `sanvat check`\n\
             - Publish into the folder `public`: `sanvat build`\n\
             - Add a product: `sanvat new product \"Name\"`\n"
        ),
    }
}

/// What stands above the places.
pub(super) fn places(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::Vi => {
            "# Xã, phường của hai thời kỳ, mỗi mục một xã. Mục có until là xã, phường đã thôi tồn tại;\n\
             # mục không có until là xã, phường hiện nay. Cùng một mã có thể là hai nơi ở hai thời kỳ.\n\
             # Chép mẫu dưới đây, xóa dấu # ở đầu các dòng, rồi điền. Dòng nào không dùng thì xóa.\n\n"
        }
        Tongue::En => {
            "# Communes of both periods, one item each. One with `until` no longer exists, one without does.\n\
             # The same code may name two places in the two periods.\n\
             # Copy the lines below, remove the # before them and fill them in. Delete what is not used.\n\n"
        }
    }
}

/// Title and text of the first page.
pub(super) fn first_page(province: &str, tongue: Tongue) -> (&'static str, String) {
    match tongue {
        Tongue::Vi => (
            "Giới thiệu",
            format!(
                "Đây là danh mục sản phẩm OCOP của {province}. Mỗi sản phẩm có một trang riêng, ghi hạng sao, \
                 quyết định công nhận, thời hạn, chủ thể và nguồn của từng thông tin.\n"
            ),
        ),
        Tongue::En => (
            "About",
            format!(
                "This is the catalogue of OCOP products of {province}. Each product has a page of its own with its \
                 stars, the decision that granted them, how long they hold, its producer and the sources.\n"
            ),
        ),
    }
}
