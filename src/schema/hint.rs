//! What may stand in a field, in a few words: for new files and for the editors' guide.

use crate::schema::field::{Field, Form, Kind};
use crate::source::wording::Tongue;

impl Field {
    /// Its label.
    pub fn label(&self, tongue: Tongue) -> &'static str {
        match tongue {
            Tongue::Vi => self.vi,
            Tongue::En => self.en,
        }
    }
}

/// What may be written; `None` where the fields inside say it themselves.
pub fn hint(kind: &Kind, tongue: Tongue) -> Option<String> {
    let (vi, en) = both(kind)?;
    Some(match tongue {
        Tongue::Vi => vi,
        Tongue::En => en,
    })
}

/// A list or a map, of which each part has fields of its own.
pub fn inside(kind: &Kind) -> Option<&'static [Field]> {
    match kind {
        Kind::Map(table)
        | Kind::List {
            of: Kind::Map(table),
            ..
        } => Some(table),
        _ => None,
    }
}

fn both(kind: &Kind) -> Option<(String, String)> {
    let (vi, en) = match kind {
        Kind::Text { min: 0 | 1, max } => (
            format!("một dòng, không quá {max} ký tự"),
            format!("one line, at most {max} characters"),
        ),
        Kind::Text { min, max } => (
            format!("một dòng, {min}–{max} ký tự"),
            format!("one line, {min}–{max} characters"),
        ),
        Kind::Long { max } => (
            format!("không quá {max} ký tự"),
            format!("at most {max} characters"),
        ),
        Kind::Word(words) => {
            let words = words.join(", ");
            (format!("một trong: {words}"), format!("one of: {words}"))
        }
        Kind::Whole { min, max } => (
            format!("số nguyên từ {min} đến {max}"),
            format!("a whole number from {min} to {max}"),
        ),
        Kind::Number { min, max } => (
            format!("số từ {min} đến {max}, dùng dấu chấm cho phần lẻ"),
            format!("a number from {min} to {max}, a point before the fraction"),
        ),
        Kind::List {
            of: Kind::Map(_), ..
        } => (
            "mỗi mục bắt đầu bằng một dấu gạch".to_owned(),
            "each item begins with a dash".to_owned(),
        ),
        Kind::List { of, max } => {
            let (vi, en) = both(of)?;
            (
                format!("nhiều mục, tối đa {max}; mỗi mục: {vi}"),
                format!("several items, at most {max}; each: {en}"),
            )
        }
        Kind::Map(_) => return None,
        plain => {
            let (vi, en) = fixed(plain);
            (vi.to_owned(), en.to_owned())
        }
    };
    Some((vi, en))
}

fn fixed(kind: &Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Id => (
            "chữ thường không dấu, chữ số và dấu gạch nối",
            "lower-case letters without marks, digits and hyphens",
        ),
        Kind::Commune | Kind::CommuneRef => (
            "mã năm chữ số, trong dấu nháy kép",
            "five digits, in double quotes",
        ),
        Kind::Bool => ("true (có) hoặc false (không)", "true or false"),
        Kind::Day => ("năm-tháng-ngày", "year-month-day"),
        Kind::Date => (
            "năm-tháng-ngày; chỉ biết tháng thì viết 2026-03, chỉ biết năm thì viết 2026",
            "year-month-day; where only the month is known 2026-03, only the year 2026",
        ),
        Kind::Url { https: true } => (
            "địa chỉ web đầy đủ, bắt đầu bằng https://",
            "a full web address that begins with https://",
        ),
        Kind::Url { https: false } => (
            "địa chỉ web đầy đủ, có https:// hoặc http://",
            "a full web address with https:// or http://",
        ),
        Kind::SitePath => (
            "địa chỉ trong trang này, bắt đầu bằng /",
            "an address of this site, beginning with /",
        ),
        Kind::Image => (
            "tên tệp trong thư mục content/images",
            "the name of a file in content/images",
        ),
        Kind::Price => (
            "số đồng, chỉ viết chữ số; hoặc { min: 200000, max: 250000 }",
            "VND, digits only; or { min: 200000, max: 250000 }",
        ),
        Kind::ByStar => ("số lượng theo hạng sao", "numbers by star level"),
        Kind::Form(form) => of_form(*form),
        Kind::Text { .. }
        | Kind::Long { .. }
        | Kind::Word(_)
        | Kind::Whole { .. }
        | Kind::Number { .. }
        | Kind::List { .. }
        | Kind::Map(_) => ("", ""),
    }
}

fn of_form(form: Form) -> (&'static str, &'static str) {
    match form {
        Form::ProductCode => (
            "đúng như trên giấy chứng nhận, trong dấu nháy kép",
            "as on the certificate, in double quotes",
        ),
        Form::Gtin => (
            "8, 12, 13 hoặc 14 chữ số, trong dấu nháy kép",
            "8, 12, 13 or 14 digits, in double quotes",
        ),
        Form::Short => (
            "tám chữ số hoặc chữ thường, không dùng i, l, o, u",
            "eight digits or lower-case letters, without i, l, o, u",
        ),
        Form::Country => (
            "mã nước, hai chữ cái hoa",
            "a country's two capital letters",
        ),
        Form::Phone => ("chữ số, trong dấu nháy kép", "digits, in double quotes"),
        Form::Zalo => (
            "số điện thoại hoặc địa chỉ zalo.me/…, trong dấu nháy kép",
            "a telephone number or an address zalo.me/…, in double quotes",
        ),
        Form::Email => ("tên@nơi-gửi", "name@host"),
        Form::Colour => (
            "# và sáu chữ số của màu, trong dấu nháy kép",
            "# and the six digits of a colour, in double quotes",
        ),
        Form::Period => ("hai năm, nối bằng dấu gạch", "two years joined by a hyphen"),
        Form::Language => ("hai chữ thường", "two lower-case letters"),
        Form::Cloth => ("hoa văn/màu", "pattern/palette"),
    }
}
