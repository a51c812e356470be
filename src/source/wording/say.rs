//! How a message is put together: both languages at once, values in quotes on one line.

use super::{Tongue, Words};
use crate::source::path::{BadPath, MAX_PART, MAX_PATH};

/// Longest quotation of a value, in characters: enough to find it again, and a screen stays readable.
const MAX_QUOTE: usize = 120;
/// Longest quotation of what another program said.
const MAX_SAID: usize = 400;

/// The same words in both languages.
pub(super) struct Both {
    vi: Words,
    en: Words,
}

/// A message without a next step yet: first Vietnamese, then English.
pub(super) fn say(vi: impl Into<String>, en: impl Into<String>) -> Both {
    let words = |message: String| Words {
        message,
        help: None,
    };
    Both {
        vi: words(vi.into()),
        en: words(en.into()),
    }
}

impl Both {
    /// Adds a next step; a second one follows the first.
    pub(super) fn help(mut self, vi: impl Into<String>, en: impl Into<String>) -> Both {
        follow(&mut self.vi.help, vi.into());
        follow(&mut self.en.help, en.into());
        self
    }

    /// Adds what to write, which is the same in both languages.
    pub(super) fn write(self, line: &str) -> Both {
        let line = one_line(line, MAX_SAID);
        self.help(format!("Viết: {line}"), format!("Write: {line}"))
    }

    /// Shows how such a value looks; it is not the value to write.
    pub(super) fn example(self, line: &str) -> Both {
        self.help(format!("Ví dụ: {line}"), format!("For example: {line}"))
    }

    /// Asks whether a near name was meant, where there is one.
    pub(super) fn near(self, near: Option<&str>) -> Both {
        match near.map(quote) {
            Some(near) => self.help(format!("Ý bạn là {near}?"), format!("Did you mean {near}?")),
            None => self,
        }
    }

    pub(super) fn in_tongue(self, tongue: Tongue) -> Words {
        match tongue {
            Tongue::Vi => self.vi,
            Tongue::En => self.en,
        }
    }
}

fn follow(help: &mut Option<String>, next: String) {
    match help {
        Some(help) => {
            help.push(' ');
            help.push_str(&next);
        }
        None => *help = Some(next),
    }
}

/// A value in quotes, on one line, cut where it is very long.
pub(super) fn quote(value: &str) -> String {
    format!("“{}”", one_line(value, MAX_QUOTE))
}

/// What another program said, which is longer than a value and often has several lines.
pub(super) fn said(text: &str) -> String {
    format!(
        "“{}”",
        one_line(text.trim(), MAX_SAID).trim_end_matches('.')
    )
}

/// `key: value`, unless the value already brings its key.
pub(super) fn line(key: &str, value: &str) -> String {
    match value.strip_prefix(key) {
        Some(rest) if rest.starts_with(':') => value.to_owned(),
        _ if value.starts_with("- ") => format!("{key}: [{}]", &value[2..]),
        _ => format!("{key}: {value}"),
    }
}

fn one_line(text: &str, max: usize) -> String {
    let mut out = String::new();
    let mut length = 0;
    let mut gap = false;
    for sign in text.chars() {
        if matches!(sign, '\n' | '\r') {
            gap = true;
            continue;
        }
        if length >= max {
            out.push('…');
            break;
        }
        if gap {
            // The lines of a longer value are joined, its indents are of no use here.
            if sign == ' ' {
                continue;
            }
            out.push(' ');
            gap = false;
        }
        out.push(sign);
        length += 1;
    }
    out
}

/// A count as it is written in each language: `2.000`, `2,000`.
pub(super) fn counts(number: u64) -> (String, String) {
    let digits = number.to_string();
    let grouped = |mark: char| {
        let mut out = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                out.push(mark);
            }
            out.push(digit);
        }
        out
    };
    (grouped('.'), grouped(','))
}

/// A size in the unit that fits: `64 kB`, `9,4 MB`.
pub(super) fn sizes(bytes: u64) -> (String, String) {
    let (unit, per) = match bytes {
        0..1_000 => {
            let (vi, en) = counts(bytes);
            return (format!("{vi} byte"), format!("{en} bytes"));
        }
        1_000..1_000_000 => ("kB", 1_000),
        _ => ("MB", 1_000_000),
    };
    // Rounded up, so that what is just above a limit does not look equal to it.
    let tenths = bytes.saturating_mul(10).div_ceil(per);
    let ((vi, en), part) = (counts(tenths / 10), tenths % 10);
    if part == 0 {
        (format!("{vi} {unit}"), format!("{en} {unit}"))
    } else {
        (format!("{vi},{part} {unit}"), format!("{en}.{part} {unit}"))
    }
}

/// Why a path is refused, as the end of a sentence.
pub(super) fn path_reason(why: BadPath) -> (String, String) {
    let (vi, en) = match why {
        BadPath::Empty => ("có phần để trống", "a part of it is empty"),
        BadPath::Absolute => (
            "bắt đầu từ gốc ổ đĩa, không phải từ thư mục của trang",
            "it starts at the root of a disk, not in the site folder",
        ),
        BadPath::NoSlash => ("không bắt đầu bằng dấu /", "it does not begin with /"),
        BadPath::Hidden => (
            "có phần bắt đầu bằng dấu chấm, nơi đăng bỏ qua",
            "a part of it begins with a dot, which hosts leave out",
        ),
        BadPath::Dots => ("có phần “.” hoặc “..”", "it has a part “.” or “..”"),
        BadPath::Sign(sign) => {
            let sign = shown(sign);
            return (
                format!("có ký tự {sign}"),
                format!("it holds the sign {sign}"),
            );
        }
        BadPath::Edge => (
            "có phần bắt đầu bằng dấu cách, hoặc kết thúc bằng dấu cách hay dấu chấm",
            "a part of it begins with a space, or ends with a space or a dot",
        ),
        BadPath::Reserved => (
            "trùng với tên mà Windows hoặc git giữ riêng",
            "Windows or git keeps this name for itself",
        ),
        BadPath::Long => {
            let ((part, part_en), (path, path_en)) =
                (counts(MAX_PART as u64), counts(MAX_PATH as u64));
            return (
                format!("dài quá {part} byte ở một phần, hoặc quá {path} byte cả đường dẫn"),
                format!("a part is longer than {part_en} bytes, or the whole than {path_en}"),
            );
        }
    };
    (vi.to_owned(), en.to_owned())
}

/// A sign in quotes; one that cannot be seen by its number.
fn shown(sign: char) -> String {
    let number = u32::from(sign);
    if sign.is_control()
        || sign.is_whitespace()
        || matches!(number, 0x200B..=0x206F | 0xE000..=0xFFFF)
    {
        format!("U+{number:04X}")
    } else {
        format!("“{sign}”")
    }
}
