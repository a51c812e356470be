//! Signs nobody sees, and marks in heaps.

use unicode_normalization::UnicodeNormalization;

use crate::text::suspect::{Finding, SignName, Suspect};

/// Whether a sign changes the order in which what follows is read, not only a place in it.
pub(super) fn turns_text(sign: char) -> bool {
    matches!(sign, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// What a sign is called.
pub(super) fn name(sign: char) -> SignName {
    let (vi, en) = match sign {
        '\0' => ("ký tự rỗng", "null character"),
        '\u{7}' => ("ký tự chuông", "bell"),
        '\u{8}' => ("ký tự lùi", "backspace"),
        '\u{B}' => ("ký tự xuống dòng của Word", "vertical tab"),
        '\u{C}' => ("ký tự sang trang", "form feed"),
        '\u{1B}' => ("ký tự thoát", "escape"),
        '\u{7F}' => ("ký tự xóa", "delete"),
        '\u{85}' => ("ký tự dòng mới", "next line"),
        '\u{AD}' => ("dấu gạch nối mềm", "soft hyphen"),
        '\u{34F}' => ("dấu ghép chữ", "combining grapheme joiner"),
        '\u{61C}' => ("dấu hướng chữ Ả Rập", "Arabic letter mark"),
        '\u{180E}' => ("dấu tách nguyên âm Mông Cổ", "Mongolian vowel separator"),
        '\u{200B}' => ("dấu cách không độ rộng", "zero width space"),
        '\u{200C}' => ("dấu ngắt nối không độ rộng", "zero width non-joiner"),
        '\u{200D}' => ("dấu nối không độ rộng", "zero width joiner"),
        '\u{200E}' => ("dấu hướng trái sang phải", "left-to-right mark"),
        '\u{200F}' => ("dấu hướng phải sang trái", "right-to-left mark"),
        '\u{2028}' => ("dấu tách dòng", "line separator"),
        '\u{2029}' => ("dấu tách đoạn", "paragraph separator"),
        '\u{202A}' => ("dấu mở đoạn trái sang phải", "left-to-right embedding"),
        '\u{202B}' => ("dấu mở đoạn phải sang trái", "right-to-left embedding"),
        '\u{202C}' => ("dấu đóng đoạn đổi hướng", "pop directional formatting"),
        '\u{202D}' => ("dấu ép hướng trái sang phải", "left-to-right override"),
        '\u{202E}' => ("dấu ép hướng phải sang trái", "right-to-left override"),
        '\u{2060}' => ("dấu dính từ", "word joiner"),
        '\u{2061}'..='\u{2064}' => ("dấu toán ẩn", "invisible mathematical operator"),
        '\u{2066}' => ("dấu tách đoạn trái sang phải", "left-to-right isolate"),
        '\u{2067}' => ("dấu tách đoạn phải sang trái", "right-to-left isolate"),
        '\u{2068}' => ("dấu tách đoạn đổi hướng", "first strong isolate"),
        '\u{2069}' => ("dấu đóng đoạn tách", "pop directional isolate"),
        '\u{206A}'..='\u{206F}' => ("dấu định dạng đã bỏ", "deprecated format sign"),
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' => ("chữ Hàn trống", "Hangul filler"),
        '\u{2800}' => ("chữ nổi trống", "blank Braille pattern"),
        '\u{17B4}' | '\u{17B5}' => ("nguyên âm Khmer ẩn", "inherent Khmer vowel"),
        '\u{FE00}'..='\u{FE0F}' | '\u{180B}'..='\u{180F}' | '\u{E0100}'..='\u{E01EF}' => {
            ("dấu chọn dạng chữ", "variation selector")
        }
        '\u{FEFF}' => ("dấu thứ tự byte (BOM)", "byte order mark"),
        '\u{FFFD}' => ("ký tự thay thế", "replacement character"),
        '\u{FFF9}'..='\u{FFFB}' => ("dấu chú giải dòng", "interlinear annotation sign"),
        '\u{E0000}'..='\u{E007F}' => ("ký tự thẻ ẩn", "tag character"),
        sign if sign.is_control() => ("ký tự điều khiển", "control character"),
        sign if is_private(sign) => ("ký tự riêng của phông chữ", "private use character"),
        sign if is_unseen(sign) => ("ký tự ẩn", "hidden sign"),
        _ => ("ký tự", "character"),
    };
    SignName { vi, en }
}

/// The signs of one line that are not to be read, runs of one sign together.
pub(super) fn find(line: &str, offset: usize, found: &mut Vec<Finding>) {
    let first_new = found.len();
    let mut before = None;
    let mut heap = Heap::default();
    let mut rest = line.chars();
    let mut at = 0;
    while let Some(sign) = rest.next() {
        let end = at + sign.len_utf8();
        if !(' '..='~').contains(&sign) {
            let after = rest.clone().next();
            if let Some(what) = judge(sign, before, after) {
                let last = found.get_mut(first_new..).and_then(<[_]>::last_mut);
                match last {
                    Some(last) if last.end == offset + at && last.what == what => {
                        last.end = offset + end;
                    }
                    _ => found.push(Finding {
                        start: offset + at,
                        end: offset + end,
                        what,
                    }),
                }
            }
        }
        if is_mark(sign) {
            heap.add(at, before);
        } else {
            heap.judge(line, at, offset, found);
        }
        before = Some(sign);
        at = end;
    }
    heap.judge(line, at, offset, found);
}

/// Whether a sign alone is one that nobody sees.
pub(super) fn is_unseen(sign: char) -> bool {
    let what = judge(sign, None, None);
    !sign.is_ascii()
        && matches!(
            what,
            Some(Suspect::ZeroWidth(_) | Suspect::Bidi(_) | Suspect::Control(_))
        )
}

fn judge(sign: char, before: Option<char>, after: Option<char>) -> Option<Suspect> {
    let beside = |is: fn(char) -> bool| before.is_some_and(is) || after.is_some_and(is);
    match sign {
        '\n' | '\r' | '\t' => None,
        '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' => {
            Some(Suspect::Control(sign))
        }
        '\u{200E}' | '\u{200F}' | '\u{61C}' => {
            (!beside(is_right_to_left)).then_some(Suspect::Bidi(sign))
        }
        sign if turns_text(sign) => Some(Suspect::Bidi(sign)),
        '\u{200D}' if before.is_some_and(is_picture) && after.is_some_and(is_picture) => None,
        '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{180E}' => {
            (!beside(is_letter_of_another_script)).then_some(Suspect::ZeroWidth(sign))
        }
        // Fillers of Korean and Braille: letters to a program, nothing to the eye.
        '\u{115F}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{FFA0}' => {
            (!beside(is_letter_of_another_script)).then_some(Suspect::ZeroWidth(sign))
        }
        '\u{AD}' | '\u{34F}' | '\u{2061}'..='\u{2064}' | '\u{206A}'..='\u{206F}' => {
            Some(Suspect::ZeroWidth(sign))
        }
        // England's flag is a black flag and tags.
        '\u{E0020}'..='\u{E007F}'
            if before.is_some_and(|one| one == '\u{1F3F4}' || is_tag(one)) =>
        {
            None
        }
        sign if is_tag(sign) => Some(Suspect::ZeroWidth(sign)),
        // Choosers of a form belong behind a picture, or in the scripts that have such forms.
        '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => {
            let chosen =
                |one| is_picture(one) || is_letter_of_another_script(one) || one > '\u{2000}';
            let belongs = before.is_some_and(|one| {
                chosen(one)
                    || one.is_ascii_digit()
                    || one == '#'
                    || one == '*'
                    || one == '©'
                    || one == '®'
            });
            (!belongs).then_some(Suspect::ZeroWidth(sign))
        }
        // The rest of what Unicode bids programs not to show.
        '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' => {
            (!beside(is_letter_of_another_script)).then_some(Suspect::ZeroWidth(sign))
        }
        '\u{FFF0}'..='\u{FFF8}'
        | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}'
        | '\u{2065}' => Some(Suspect::ZeroWidth(sign)),
        sign if sign.is_control() || u32::from(sign) & 0xFFFE == 0xFFFE => {
            Some(Suspect::Control(sign))
        }
        '\u{FDD0}'..='\u{FDEF}' => Some(Suspect::Control(sign)),
        sign if is_private(sign) => Some(Suspect::PrivateUse(sign)),
        _ => None,
    }
}

/// The marks on one letter.
#[derive(Default)]
struct Heap {
    marks: usize,
    start: usize,
    base: Option<char>,
}

impl Heap {
    fn add(&mut self, at: usize, before: Option<char>) {
        if self.marks == 0 {
            self.base = before;
            self.start = at - before.map_or(0, char::len_utf8);
        }
        self.marks += 1;
    }

    fn judge(&mut self, line: &str, end: usize, offset: usize, found: &mut Vec<Finding>) {
        if self.marks == 0 {
            return;
        }
        let orphan = self
            .base
            .is_none_or(|base| base.is_whitespace() || base.is_ascii_punctuation());
        let start = match self.base {
            Some(base) if orphan => self.start + base.len_utf8(),
            _ => self.start,
        };
        let own = self
            .base
            .filter(|base| is_latin(*base))
            .map(|base| match base.is_ascii() {
                true => 0,
                false => std::iter::once(base).nfd().count() - 1,
            });
        if orphan || own.is_some_and(|own| own + self.marks > 2) {
            let marks = line.get(start..end).unwrap_or_default();
            found.push(Finding {
                start: offset + start,
                end: offset + end,
                what: Suspect::StackedMarks {
                    found: marks.to_owned(),
                },
            });
        }
        *self = Heap::default();
    }
}

/// A combining mark that may stand on a Latin letter.
pub(super) fn is_mark(sign: char) -> bool {
    matches!(
        sign,
        '\u{300}'..='\u{34E}'
            | '\u{350}'..='\u{36F}'
            | '\u{1AB0}'..='\u{1AFF}'
            | '\u{1DC0}'..='\u{1DFF}'
            | '\u{20D0}'..='\u{20FF}'
            | '\u{FE20}'..='\u{FE2F}'
    )
}

/// A letter of the Latin script, full width and mathematics aside.
pub(super) fn is_latin(sign: char) -> bool {
    sign.is_ascii_alphabetic()
        || matches!(sign, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}')
}

/// As [`char::is_alphabetic`], and quick for the letters of Vietnamese.
pub(super) fn is_letter(sign: char) -> bool {
    is_latin(sign) || (sign > '~' && !is_mark(sign) && sign.is_alphabetic())
}

fn is_letter_of_another_script(sign: char) -> bool {
    (sign.is_alphabetic() && !is_latin(sign) && !matches!(sign, 'ª' | 'º' | 'µ'))
        || matches!(sign, '\u{900}'..='\u{DFF}' | '\u{E31}'..='\u{E4E}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
}

fn is_right_to_left(sign: char) -> bool {
    matches!(sign, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
        && sign != '\u{61C}'
}

fn is_picture(sign: char) -> bool {
    matches!(sign, '\u{FE0F}' | '\u{20E3}' | '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
}

fn is_tag(sign: char) -> bool {
    matches!(sign, '\u{E0000}'..='\u{E007F}')
}

fn is_private(sign: char) -> bool {
    matches!(sign, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}')
}
