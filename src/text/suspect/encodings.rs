//! The letters of the old encodings, as their bytes look in Latin-1.

use unicode_normalization::UnicodeNormalization;

/// A word of TCVN3; `None` where a sign is none of its letters.
pub(super) fn tcvn3(word: &str) -> Option<String> {
    word.chars().map(tcvn3_letter).collect()
}

fn tcvn3_letter(sign: char) -> Option<char> {
    Some(match sign {
        letter if letter.is_ascii_alphabetic() => letter,
        '¡' => 'Ă',
        '¢' => 'Â',
        '£' => 'Ê',
        '¤' => 'Ô',
        '¥' => 'Ơ',
        '¦' => 'Ư',
        '§' => 'Đ',
        '¨' => 'ă',
        '©' => 'â',
        'ª' => 'ê',
        '«' => 'ô',
        '¬' => 'ơ',
        '\u{AD}' => 'ư',
        '®' => 'đ',
        'µ' => 'à',
        '¶' => 'ả',
        '·' => 'ã',
        '¸' => 'á',
        '¹' => 'ạ',
        '»' => 'ằ',
        '¼' => 'ẳ',
        '½' => 'ẵ',
        '¾' => 'ắ',
        'Æ' => 'ặ',
        'Ç' => 'ầ',
        'È' => 'ẩ',
        'É' => 'ẫ',
        'Ê' => 'ấ',
        'Ë' => 'ậ',
        'Ì' => 'è',
        'Î' => 'ẻ',
        'Ï' => 'ẽ',
        'Ð' => 'é',
        'Ñ' => 'ẹ',
        'Ò' => 'ề',
        'Ó' => 'ể',
        'Ô' => 'ễ',
        'Õ' => 'ế',
        'Ö' => 'ệ',
        '×' => 'ì',
        'Ø' => 'ỉ',
        'Ü' => 'ĩ',
        'Ý' => 'í',
        'Þ' => 'ị',
        'ß' => 'ò',
        'á' => 'ỏ',
        'â' => 'õ',
        'ã' => 'ó',
        'ä' => 'ọ',
        'å' => 'ồ',
        'æ' => 'ổ',
        'ç' => 'ỗ',
        'è' => 'ố',
        'é' => 'ộ',
        'ê' => 'ờ',
        'ë' => 'ở',
        'ì' => 'ỡ',
        'í' => 'ớ',
        'î' => 'ợ',
        'ï' => 'ù',
        'ñ' => 'ủ',
        'ò' => 'ũ',
        'ó' => 'ú',
        'ô' => 'ụ',
        'õ' => 'ừ',
        'ö' => 'ử',
        '÷' => 'ữ',
        'ø' => 'ứ',
        'ù' => 'ự',
        'ú' => 'ỳ',
        'û' => 'ỷ',
        'ü' => 'ỹ',
        'ý' => 'ý',
        'þ' => 'ỵ',
        _ => return None,
    })
}

/// A word of VNI; `None` where a sign is neither a letter nor a mark of the letter before it.
pub(super) fn vni(word: &str) -> Option<String> {
    let mut out = String::with_capacity(word.len());
    let mut signs = word.chars().peekable();
    while let Some(sign) = signs.next() {
        let letter = match sign {
            'ô' => 'ơ',
            'Ô' => 'Ơ',
            'ö' => 'ư',
            'Ö' => 'Ư',
            'ñ' => 'đ',
            'Ñ' => 'Đ',
            'í' | 'ì' | 'Í' | 'Ì' => sign,
            'æ' => 'ỉ',
            'Æ' => 'Ỉ',
            'ó' => 'ĩ',
            'Ó' => 'Ĩ',
            'ò' => 'ị',
            'Ò' => 'Ị',
            'î' => 'ỵ',
            'Î' => 'Ỵ',
            letter if letter.is_ascii_alphabetic() => letter,
            _ => return None,
        };
        let marks = signs.peek().and_then(|next| vni_marks(letter, *next));
        out.push(letter);
        if let Some(marks) = marks {
            out.push_str(marks);
            signs.next();
        }
    }
    Some(out.nfc().collect())
}

/// The combining marks that a sign of VNI puts on the letter before it.
fn vni_marks(letter: char, sign: char) -> Option<&'static str> {
    let letter = letter.to_lowercase().next()?;
    let sign = sign.to_lowercase().next()?;
    if !matches!(letter, 'a' | 'e' | 'o' | 'u' | 'y' | 'ơ' | 'ư') {
        return None;
    }
    let tone = match sign {
        'ù' => "\u{301}",
        'ø' => "\u{300}",
        'û' => "\u{309}",
        'õ' => "\u{303}",
        'ï' => "\u{323}",
        _ => "",
    };
    if !tone.is_empty() {
        return Some(tone);
    }
    Some(match (letter, sign) {
        ('a' | 'e' | 'o', 'â') => "\u{302}",
        ('a' | 'e' | 'o', 'á') => "\u{302}\u{301}",
        ('a' | 'e' | 'o', 'à') => "\u{302}\u{300}",
        ('a' | 'e' | 'o', 'å') => "\u{302}\u{309}",
        ('a' | 'e' | 'o', 'ã') => "\u{302}\u{303}",
        ('a' | 'e' | 'o', 'ä') => "\u{302}\u{323}",
        ('a', 'ê') => "\u{306}",
        ('a', 'é') => "\u{306}\u{301}",
        ('a', 'è') => "\u{306}\u{300}",
        ('a', 'ú') => "\u{306}\u{309}",
        ('a', 'ü') => "\u{306}\u{303}",
        ('a', 'ë') => "\u{306}\u{323}",
        _ => return None,
    })
}

/// A word of windows-1258; `None` also where only đ differs.
pub(super) fn windows_1258(word: &str) -> Option<String> {
    let marked: Option<String> = word
        .chars()
        .map(|sign| {
            Some(match sign {
                'Ã' => 'Ă',
                'ã' => 'ă',
                'Ð' => 'Đ',
                'ð' => 'đ',
                'Õ' => 'Ơ',
                'õ' => 'ơ',
                'Ý' => 'Ư',
                'ý' => 'ư',
                'Ì' => '\u{300}',
                'Ò' => '\u{309}',
                'Þ' => '\u{303}',
                'ì' => '\u{301}',
                'ò' => '\u{323}',
                letter if letter.is_ascii_alphabetic() => letter,
                'à' | 'á' | 'â' | 'è' | 'é' | 'ê' | 'ó' | 'ô' | 'ù' | 'ú' | 'À' | 'Á' | 'Â'
                | 'È' | 'É' | 'Ê' | 'Ó' | 'Ô' | 'Ù' | 'Ú' | 'í' | 'Í' => sign,
                _ => return None,
            })
        })
        .collect();
    let decoded: String = marked?.nfc().collect();
    // đ typed as ð is a matter of one letter, told as such.
    let only_eth = word.replace('Ð', "Đ").replace('ð', "đ") == decoded;
    (!only_eth).then_some(decoded)
}
