//! Whether a word could be a Vietnamese syllable: onset, rhyme, and a tone on the right letter.

/// The twelve vowels with the tones ngang huyền hỏi ngã sắc nặng.
const VOWELS: [[char; 6]; 12] = [
    ['a', 'à', 'ả', 'ã', 'á', 'ạ'],
    ['ă', 'ằ', 'ẳ', 'ẵ', 'ắ', 'ặ'],
    ['â', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ'],
    ['e', 'è', 'ẻ', 'ẽ', 'é', 'ẹ'],
    ['ê', 'ề', 'ể', 'ễ', 'ế', 'ệ'],
    ['i', 'ì', 'ỉ', 'ĩ', 'í', 'ị'],
    ['o', 'ò', 'ỏ', 'õ', 'ó', 'ọ'],
    ['ô', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ'],
    ['ơ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ'],
    ['u', 'ù', 'ủ', 'ũ', 'ú', 'ụ'],
    ['ư', 'ừ', 'ử', 'ữ', 'ứ', 'ự'],
    ['y', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ'],
];

/// Where the small letters with marks end: ỹ is the last.
const BLOCKS: [std::ops::Range<usize>; 2] = [0xC0..0x1B1, 0x1EA0..0x1EFA];

/// For each letter of the blocks, its vowel and tone as 1 + 6 × row + tone; 0 for other letters.
static PLACES: [[u8; 0x1B1 - 0xC0]; 2] = places();

const fn places() -> [[u8; 0x1B1 - 0xC0]; 2] {
    let mut places = [[0; 0x1B1 - 0xC0]; 2];
    let mut row = 0;
    while row < VOWELS.len() {
        let mut tone = 0;
        while tone < 6 {
            let code = VOWELS[row][tone] as usize;
            let block = if code < BLOCKS[1].start { 0 } else { 1 };
            if code >= BLOCKS[block].start {
                places[block][code - BLOCKS[block].start] = (1 + 6 * row + tone) as u8;
            }
            tone += 1;
        }
        row += 1;
    }
    places
}

/// The vowel and the tone of a small letter with marks.
fn vowel(letter: char) -> Option<(char, usize)> {
    let code = letter as usize;
    let block = usize::from(code >= BLOCKS[1].start);
    let place = code.checked_sub(BLOCKS[block].start)?;
    let number = usize::from(*PLACES[block].get(place)?).checked_sub(1)?;
    Some((VOWELS[number / 6][0], number % 6))
}

const ONSETS: [&str; 27] = [
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh",
    "nh", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x",
];

/// Every rhyme without its tone, in the order of bytes.
const RHYMES: [&str; 161] = [
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "e", "ec",
    "em", "en", "eng", "eo", "ep", "et", "i", "ia", "ich", "im", "in", "inh", "ip", "it", "iu",
    "iêc", "iêm", "iên", "iêng", "iêp", "iêt", "iêu", "o", "oa", "oac", "oach", "oai", "oam",
    "oan", "oang", "oanh", "oao", "oap", "oat", "oay", "oc", "oe", "oen", "oeo", "oet", "oi", "om",
    "on", "ong", "ooc", "oong", "op", "ot", "oăc", "oăm", "oăn", "oăng", "oăt", "u", "ua", "uc",
    "ui", "um", "un", "ung", "up", "ut", "uy", "uya", "uych", "uyn", "uynh", "uyp", "uyt", "uyu",
    "uyên", "uyêt", "uân", "uâng", "uât", "uây", "uê", "uêch", "uênh", "uôc", "uôi", "uôm", "uôn",
    "uông", "uôt", "uơ", "y", "ynh", "yt", "yêm", "yên", "yêng", "yêt", "yêu", "âc", "âm", "ân",
    "âng", "âp", "ât", "âu", "ây", "ê", "êch", "êm", "ên", "ênh", "êp", "êt", "êu", "ô", "ôc",
    "ôi", "ôm", "ôn", "ông", "ôp", "ôt", "ăc", "ăm", "ăn", "ăng", "ăp", "ăt", "ơ", "ơi", "ơm",
    "ơn", "ơp", "ơt", "ư", "ưa", "ưc", "ưi", "ưm", "ưng", "ưt", "ưu", "ươc", "ươi", "ươm", "ươn",
    "ương", "ươp", "ươt", "ươu",
];

const SAC: usize = 4;
const NANG: usize = 5;

/// Whether the word, in either case, NFC, could be written in Vietnamese.
pub(super) fn is_plausible(word: &str) -> bool {
    let Some((letters, tone)) = without_tone(word) else {
        return false;
    };
    let vowel_at = letters.find(|letter| !is_consonant(letter));
    // The i of `già` and the u of `quý` belong to the onset; that of `gì` does not.
    let longer = matches!(letters.get(..2), Some("gi" | "qu")).then_some(2);
    [vowel_at, longer].into_iter().flatten().any(|split| {
        let (onset, rhyme) = letters.split_at(split);
        could_be_rhyme(rhyme)
            && ONSETS.contains(&onset)
            && RHYMES.binary_search(&rhyme).is_ok()
            && goes_before(onset, rhyme)
            && carries(onset, rhyme, tone)
    })
}

fn is_consonant(letter: char) -> bool {
    letter == 'đ' || (letter.is_ascii() && !matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y'))
}

/// A quick look before the table: it begins with a vowel and is not longer than `ương`.
fn could_be_rhyme(letters: &str) -> bool {
    letters.len() <= 6
        && letters.bytes().next().is_some_and(|first| {
            matches!(first, b'a' | b'e' | b'i' | b'o' | b'u' | b'y') || !first.is_ascii()
        })
}

/// Whether the capitals stand as people type them: none, the first, or all.
pub(super) fn is_in_one_case(word: &str) -> bool {
    let mut letters = word.chars();
    let first_is_capital = letters.next().is_some_and(char::is_uppercase);
    let rest = letters.as_str();
    rest.chars().all(|letter| !letter.is_uppercase())
        || (first_is_capital && rest.chars().all(|letter| !letter.is_lowercase()))
}

/// Whether the letters could begin a syllable and hold no vowel: the `ch` of `ch?`.
pub(super) fn is_onset(letters: &str) -> bool {
    let lower = letters.to_lowercase();
    !lower.is_empty() && ONSETS.contains(&lower.as_str()) && !matches!(&*lower, "gi" | "qu")
}

/// Whether the letters could end a syllable after a vowel: the `ng` of `h?ng`.
pub(super) fn is_coda(letters: &str) -> bool {
    matches!(
        letters,
        "c" | "ch" | "m" | "n" | "ng" | "nh" | "p" | "t" | "i" | "o" | "u"
    )
}

#[derive(Clone, Copy)]
struct Tone {
    /// As in [`VOWELS`]; 0 is ngang.
    number: usize,
    /// The letter that carries it, counted in characters.
    letter: usize,
}

/// Small letters without the tone; `None` with two tones or a letter Vietnamese does not write.
fn without_tone(word: &str) -> Option<(String, Tone)> {
    let mut letters = String::with_capacity(word.len());
    let mut tone = Tone {
        number: 0,
        letter: 0,
    };
    for (index, letter) in word.chars().enumerate() {
        if letter.is_ascii_alphabetic() {
            letters.push(letter.to_ascii_lowercase());
            continue;
        }
        let letter = letter.to_lowercase().next()?;
        if letter == 'đ' {
            letters.push(letter);
            continue;
        }
        let (base, number) = vowel(letter)?;
        letters.push(base);
        if number > 0 {
            if tone.number > 0 {
                return None;
            }
            tone = Tone {
                number,
                letter: index,
            };
        }
    }
    Some((letters, tone))
}

fn goes_before(onset: &str, rhyme: &str) -> bool {
    let bright = rhyme.starts_with(['e', 'ê', 'i', 'y']);
    match onset {
        "k" | "gh" | "ngh" => bright,
        "c" | "ng" => !bright,
        "g" => !bright || rhyme.starts_with('i'),
        "qu" => !rhyme.starts_with(['o', 'u', 'ư']),
        _ => true,
    }
}

/// Whether the tone fits the rhyme and stands on a letter where people write it, old way or new.
fn carries(onset: &str, rhyme: &str, tone: Tone) -> bool {
    if rhyme.ends_with(['c', 'p', 't']) || rhyme.ends_with("ch") {
        if tone.number != SAC && tone.number != NANG {
            return false;
        }
    } else if tone.number == 0 {
        return true;
    }
    let Some(place) = tone.letter.checked_sub(onset.chars().count()) else {
        return false;
    };
    let is_vowel = |letter: &char| VOWELS.iter().any(|row| row[0] == *letter);
    let vowels: Vec<char> = rhyme.chars().take_while(is_vowel).collect();
    let has_coda = rhyme.chars().count() > vowels.len();
    let marked = vowels
        .iter()
        .rposition(|vowel| matches!(vowel, 'ă' | 'â' | 'ê' | 'ô' | 'ơ' | 'ư'));
    match (marked, vowels.as_slice()) {
        (Some(marked), _) => place == marked,
        (None, ['o', 'o']) => place < 2,
        (None, ['o', 'a' | 'e'] | ['u', 'y']) if !has_coda => place < 2,
        (None, [_, _, _]) => place == 1,
        (None, all) if has_coda => place + 1 == all.len(),
        (None, _) => place == 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rhymes_are_sorted() {
        assert!(RHYMES.is_sorted());
    }

    #[test]
    fn what_vietnamese_writes_is_plausible() {
        for word in "Mật ong nước mắm hòa hoà thủy thuỷ khoẻ khỏe quý quí Quốc giếng gì gìn già nghĩ \
            ngoèo khuỷu nguyễn huỳnh loát xoong xoóng đường tướng rượu cứu của mía yến yêu Ỷ ý huyện \
            chuối khuya quyết thuở giữa giêng quăng ĐẶC SẢN suất sườn hướng hươu quế toán oản hỏi"
            .split_whitespace()
        {
            assert!(is_plausible(word), "{word}");
        }
    }

    #[test]
    fn what_vietnamese_does_not_write_is_not() {
        for word in
            "Müller trốs aó ngê kạ cêm mat mát̀ tuôíc hoặt̀ làt où nghó maém S¶n zả bòac qúa gỉac"
                .split_whitespace()
        {
            assert!(!is_plausible(word), "{word}");
        }
    }
}
