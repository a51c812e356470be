use std::time::{Duration, Instant};

use unicode_normalization::UnicodeNormalization;

use crate::text::suspect::{Finding, MAX_FINDINGS, Suspect, find};

const HONEST: &[&str] = &[
    "",
    "Mật ong rừng Thanh Hoá, nước mắm Khúc Phụ; chè xanh, ngũ cốc.",
    "Thủy sản, thuỷ sản, hòa, hoà, khỏe, khoẻ, quý, quí, Ỷ, ý, ỳ, giếng, gì, gìn giữ, khuỷu, ngoằn ngoèo.",
    "a à ả ã á ạ ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ b c d đ e è ẻ ẽ é ẹ ê ề ể ễ ế ệ g h i ì ỉ ĩ í ị k l m n",
    "o ò ỏ õ ó ọ ô ồ ổ ỗ ố ộ ơ ờ ở ỡ ớ ợ p q r s t u ù ủ ũ ú ụ ư ừ ử ữ ứ ự v x y ỳ ỷ ỹ ý ỵ",
    "A À Ả Ã Á Ạ Ă Ằ Ẳ Ẵ Ắ Ặ Â Ầ Ẩ Ẫ Ấ Ậ B C D Đ E È Ẻ Ẽ É Ẹ Ê Ề Ể Ễ Ế Ệ G H I Ì Ỉ Ĩ Í Ị K L M N",
    "O Ò Ỏ Õ Ó Ọ Ô Ồ Ổ Ỗ Ố Ộ Ơ Ờ Ở Ỡ Ớ Ợ U Ù Ủ Ũ Ú Ụ Ư Ừ Ử Ữ Ứ Ự V X Y Ỳ Ỷ Ỹ Ý Ỵ",
    "XÃ HOẰNG HÓA, “XÃ”, “TỈNH”, «XÃ», (XÃ), XÃ–PHƯỜNG, XÃ…, XÃ—, ‘XÃ’, “ĐÔ THỊ”, CÁ, CÀ, CÂ, ÂU, Â, À, Ã",
    "«lá», «lá…», «cá» … «trà»; “lá”, ‘lá’, lá–cành, «là một lá» và «cá», “â”…, đ…",
    "HỢP TÁC XÃ DỊCH VỤ NÔNG NGHIỆP, Uỷ ban nhân dân, UBND, HTX, TNHH MTV, QĐ-UBND",
    "café, naïve, Señor, Müller, São Paulo, Ångström, Dvořák, où, goût, août, Noël, maïs, Thaï, haï, Loïc",
    "Đắk Lắk, Pleiku, Krông Pắc, Ea H'leo, Bắk, Mường Lát, Lũng Cú, Sa Pa, Nà Hẩu, Y Tý, Bản Bô",
    "Seán, Jaén, José, “JOSÉ”, «JOSÉ», CAFÉ…, aún, más, cómo está, niño, España, año, ¿Qué?, ¡Hola!",
    "Œuvre, cœur, Straße, groß, daß, Spaß, für, über, schön, König, ‚Ä‘, „Öl“, Bäume, Grüße, Fußball",
    "São João, não, pão, coração, Guimarães, Leão, MAÇÃ, «MAÇÃ», irmã, Curaçao, Macaé, Ceará, país",
    "få, på, så, mål, øl, sø, bjørn, smørrebrød, Åse, lång gång, tack så mycket, öre, möt, kött, pää, hyvää päivää",
    "þetta, það, Ísland, Þór, Garðabær, Šárka, Łódź, Gdańsk, žluťoučký kůň, İstanbul, ışık, Şişli, Öğüt",
    "25°C, 25 °C, ±5 %, 10 µm, 10µm, 5 µg, µm, μm, kΩ, ρgh, λmax, β-glucan, α-tocopherol, m², m³, km², n×m, 20×30, 20 × 30, N·m, kW·h",
    "½ chén, 1½, ¼, ¾ quả, – — “ ” ‘ ’ … • → ← ≤ ≥ ₫ € £ ¥ ½ §5 ¶ © 2024 ® ™ OCOP® OCOP™ Tên©, m¹, chú thích¹, 1ª, nº 5, Mª, № 3",
    "250.000 ₫, 45.000đ, 45.000₫/kg, 12,5 %, 3/2026, 2026-03-10, 10/03/2026, 0373.123.456, +84 373 123 456",
    "🍯 Mật ong 👨\u{200D}👩\u{200D}👧\u{200D}👦 👩🏽\u{200D}🌾 ❤️\u{200D}🔥 ✅ ⭐⭐⭐⭐ 1️⃣ 🇻🇳 🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F} 🏳️\u{200D}🌈 ☀️ ✔️",
    "蜂蜜 越南 ＯＣＯＰ認証 １２３個 はちみつ ハチミツ 꿀 베트남 น้ำผึ้ง ນ້ຳເຜິ້ງ ទឹកឃ្មុំ हिन्दी क्\u{200D}ष می\u{200C}خواهم עברית العربية",
    "Мёд, Москва, Ελλάδα, μέλι, Χανιά, Украина, МЕД",
    "https://example.org/a?b=c&d=M?t https://vi.wikipedia.org/wiki/M%E1%BA%ADt_ong?x=%C3%A1 http://a.vn/S¶n a@b.vn www.a.vn/?q=ong",
    "Tại sao? Vì ngon. Tại sao?Vì ngon. Ai? Gì?? Thật à?! Bao nhiêu kg? rồi; bao nhiêu g? Mua ở HTX? OK? (có?) anh? chị?, pH? TP? bao nhiêu m? khi nào",
    "`a ? b : c` `a?b:c` `x?.y` colou?r https? (?:x) [a](b?c=d) **đậm?** `M?t` c = a ? b : d",
    "```rust\nlet a = b?; // lỗi?\nfn x<'a>(y: &'a str) -> Result<()> { z?.w()? }\n```",
    "name: Mật ong\nstars: 4\n# chú thích\nprice: 250000\r\nimages:\r\n\t- { file: a.jpg, alt: Chai mật ong 500 ml }\r\n",
    "| Cột | Giá |\n| --- | ---: |\n| Chè | 100 |\n\n[^1]: Ghi chú\n> trích\n- [x] xong ~~bỏ~~ *nghiêng* __đậm__",
    "d41d8cd98f00b204e9800998ecf8427e 9f86d081884c7d659a2feaa0c55ad015 47-16000-1-2024 AbC+/= eyJhbGciOi",
    "Hoằng Hoá – đất học; Nga Sơn: chiếu cói «nhất»; 100% tự nhiên; A&B; R&D; AT&T; O'Neil; rock’n’roll",
    "tiếng Hmông: Hmoob; tiếng Thái: ꪼꪕ; tiếng Mường: Mường, tiếng Chăm: ꨌꩌ; Y Ê-đê, Êđê, M'nông, Xtiêng",
    "Cần Thơ‑Hậu Giang, 5 kg, 250 g, “Sản vật” của 'người' Việt ‹nhỏ›",
    "\u{1D465}² + \u{1D466}² = r², ℃, ㎏, №, Ⓐ, ①②③, ★★★★☆, ✓, ✗, ☎, ♥, ♻️",
    "n°1, N°5, Tº, 5’, 5”, 5′ 30″, a¬b, ¬n, p¬q, la «la» la, a·b, hoa·quả, x › y, « an »",
];

#[test]
fn honest_text_is_never_accused() {
    let mut accused = Vec::new();
    for text in HONEST {
        let nfd: String = text.nfd().collect();
        for text in [(*text).to_owned(), nfd, text.replace("; ", ";\n")] {
            let found = find(&text);
            if !found.is_empty() {
                accused.push((text, found));
            }
        }
    }
    assert!(accused.is_empty(), "{accused:#?}");
    let all = HONEST.join("\n");
    assert_eq!(find(&all), []);
}

fn only(text: &str) -> (String, Suspect) {
    let found = find(text);
    let [Finding { start, end, what }] = found.as_slice() else {
        panic!("{text:?}: {found:#?}");
    };
    (text[*start..*end].to_owned(), what.clone())
}

#[test]
fn tcvn3_is_read() {
    for (text, found, meant) in [
        ("MËt ong", "MËt", "Mật"),
        ("S¶n phÈm", "S¶n phÈm", "Sản phẩm"),
        ("n\u{AD}íc m¾m", "n\u{AD}íc m¾m", "nước mắm"),
        ("Thanh Ho¸", "Ho¸", "Hoá"),
        ("chÌ xanh", "chÌ", "chè"),
        ("Ng÷ cèc", "Ng÷ cèc", "Ngữ cốc"),
        ("name: Tr\u{AD}êng hîp", "Tr\u{AD}êng hîp", "Trường hợp"),
        (
            "S¶n phÈm OCOP cña x·, tØnh",
            "S¶n phÈm OCOP cña x·",
            "Sản phẩm OCOP của xã",
        ),
        (
            "Céng hoµ x· héi chñ nghÜa ViÖt Nam",
            "Céng hoµ x· héi chñ nghÜa ViÖt",
            "Cộng hoà xã hội chủ nghĩa Việt",
        ),
        ("§éc lËp", "§éc lËp", "Độc lập"),
        (
            "b¸nh gai Thä Xu©n",
            "b¸nh gai Thä Xu©n",
            "bánh gai Thọ Xuân",
        ),
    ] {
        let first = find(text).into_iter().next();
        let Some(Finding {
            start,
            end,
            what:
                Suspect::Tcvn3 {
                    found: told,
                    meant: read,
                },
        }) = first
        else {
            panic!("{text}: {first:?}");
        };
        assert_eq!(
            (&text[start..end], told.as_str(), read.as_deref()),
            (found, found, Some(meant))
        );
    }
}

#[test]
fn vni_is_read() {
    for (text, found, meant) in [
        ("Maät ong", "Maät", "Mật"),
        ("Saûn phaåm", "Saûn phaåm", "Sản phẩm"),
        ("nöôùc maém", "nöôùc maém", "nước mắm"),
        ("Thanh Hoùa", "Hoùa", "Hóa"),
        ("cheø xanh", "cheø", "chè"),
        ("Ñoäc laäp", "Ñoäc laäp", "Độc lập"),
        ("COÄNG HOØA", "COÄNG HOØA", "CỘNG HÒA"),
        ("baùnh ñaäu", "baùnh ñaäu", "bánh đậu"),
        (
            "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam",
            "Coäng hoøa xaõ hoäi chuû nghóa Vieät",
            "Cộng hòa xã hội chủ nghĩa Việt",
        ),
    ] {
        let what = Suspect::Vni {
            found: found.to_owned(),
            meant: Some(meant.to_owned()),
        };
        assert_eq!(only(text), (found.to_owned(), what));
    }
}

/// UTF-8 as windows-1252 reads it, the five empty places as Latin-1.
fn garble(text: &str) -> String {
    const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ";
    text.bytes()
        .map(|byte| match byte {
            0x80..=0x9F => HIGH.chars().nth(usize::from(byte) - 0x80).unwrap(),
            _ => char::from(byte),
        })
        .collect()
}

#[test]
fn garbled_words_are_read() {
    for word in "Mật ong nước mắm Hoá xã chè ngũ cốc đường Đặc Ông ưu Ơn tươi là hà Ý Ẩm thực Ổi ướt ỷ Ảnh Úc Ăn"
        .split(' ')
        .filter(|word| !word.is_ascii())
    {
        let text = format!("ong {} xanh", garble(word));
        let what = only(&text).1;
        assert!(
            matches!(&what, Suspect::Mojibake { meant: Some(meant), .. } if meant == word) && what.refuses(),
            "{word}: {what:?}"
        );
    }
    for (text, found, meant) in [
        ("máº\u{AD}t ong", "máº\u{AD}t", "mật"),
        ("25Â°C", "Â°C", "°C"),
        ("Viá»‡t Nam â€“ 5", "Viá»‡t Nam â€“", "Việt Nam –"),
        ("ThÃ nh", "ThÃ", "Thà"),
        ("lÃ\u{a0} mÃ¢t", "lÃ\u{a0} mÃ¢t", "là mât"),
        ("45.000 â‚«", "â‚«", "₫"),
        ("ðŸ\u{8D}¯", "ðŸ\u{8D}¯", "🍯"),
        ("nýõìc", "nýõìc", "nước"),
        ("cĂ³", "cĂ³", "có"),
    ] {
        let first = find(text).into_iter().next();
        let Some(Finding {
            start,
            end,
            what: Suspect::Mojibake { meant: read, .. },
        }) = first
        else {
            panic!("{text}: {first:?}");
        };
        assert_eq!((&text[start..end], read.as_deref()), (found, Some(meant)));
    }
    let twice = garble(&garble("nước mắm"));
    assert!(
        matches!(only(&twice).1, Suspect::Mojibake { meant: Some(meant), .. } if meant == "nước mắm")
    );
}

#[test]
fn lost_letters_are_seen() {
    for (text, found) in [
        ("M?t ong", "M?t"),
        ("ch? xanh", "ch?"),
        ("n\u{FFFD}ớc", "n\u{FFFD}ớc"),
        ("nư?c", "nư?c"),
        ("- name: M??t", "M??t"),
        ("ong\u{FFFD}", "ong\u{FFFD}"),
    ] {
        let what = Suspect::Lost {
            found: found.to_owned(),
        };
        assert_eq!(only(text), (found.to_owned(), what.clone()));
        assert_eq!(what.refuses(), found.contains('\u{FFFD}'));
    }
    assert_eq!(find("s?n ph?m ch?t l??ng").len(), 4);
}

#[test]
fn hidden_signs_are_seen() {
    for (text, what, refuses) in [
        ("Mật\u{200B} ong", Suspect::ZeroWidth('\u{200B}'), false),
        ("Mậ\u{200D}t ong", Suspect::ZeroWidth('\u{200D}'), false),
        ("sản phẩm kho\u{AD}ẻ", Suspect::ZeroWidth('\u{AD}'), false),
        ("a\u{2060}b", Suspect::ZeroWidth('\u{2060}'), false),
        ("a\u{E0041}b", Suspect::ZeroWidth('\u{E0041}'), false),
        ("a\u{202E}b", Suspect::Bidi('\u{202E}'), true),
        ("a\u{2067}b", Suspect::Bidi('\u{2067}'), true),
        ("a\u{200E}b", Suspect::Bidi('\u{200E}'), false),
        ("a\0b", Suspect::Control('\0'), true),
        ("a\u{B}b", Suspect::Control('\u{B}'), true),
        ("a\u{85}b", Suspect::Control('\u{85}'), true),
        ("a\u{2028}b", Suspect::Control('\u{2028}'), true),
        ("a\u{FEFF}b", Suspect::Control('\u{FEFF}'), true),
        ("a\u{FFFE}b", Suspect::Control('\u{FFFE}'), true),
        ("a \u{F0B7} b", Suspect::PrivateUse('\u{F0B7}'), true),
        ("\u{10FFFD}", Suspect::PrivateUse('\u{10FFFD}'), true),
    ] {
        let (_, told) = only(text);
        assert_eq!(told, what, "{text:?}");
        assert_eq!(told.refuses(), refuses, "{text:?}");
    }
    assert_eq!(only("a\u{200B}\u{200B}\u{200B}b").0.chars().count(), 3);
    assert_eq!(Suspect::sign_name('\u{200B}').en, "zero width space");
}

#[test]
fn disguised_letters_are_seen() {
    for (text, place, found, latin) in [
        ("M\u{430}t ong", "\u{430}", '\u{430}', 'a'),
        ("OC\u{39F}P", "\u{39F}", '\u{39F}', 'O'),
        ("ＯＣＯＰ Thanh Hóa", "ＯＣＯＰ", 'Ｏ', 'O'),
        ("giá ２５０ đồng", "２５０", '２', '2'),
        ("𝐌ậ𝐭 ong", "𝐌ậ𝐭", '𝐌', 'M'),
        ("Ðà Nẵng", "Ð", 'Ð', 'Đ'),
        ("con ðường", "ð", 'ð', 'đ'),
    ] {
        assert_eq!(
            only(text),
            (place.to_owned(), Suspect::Homoglyph { found, latin })
        );
    }
}

#[test]
fn heaps_of_marks_are_seen() {
    for (text, found) in [
        ("M\u{1EAD}\u{336}t", "\u{1EAD}\u{336}"),
        ("a\u{302}\u{301}\u{323}", "a\u{302}\u{301}\u{323}"),
        ("ong \u{301}a", "\u{301}"),
        ("\u{301}a", "\u{301}"),
    ] {
        let what = Suspect::StackedMarks {
            found: found.to_owned(),
        };
        assert_eq!(only(text), (found.to_owned(), what));
    }
}

#[test]
fn places_are_sorted_and_counted_out() {
    let bad = "S¶n phÈm, n\u{AD}íc m¾m; a\u{200B}b M?t \u{202E}\n".repeat(500);
    let found = find(&bad);
    assert_eq!(found.len(), MAX_FINDINGS);
    assert!(found.windows(2).all(|pair| pair[0].end <= pair[1].start));
    for finding in &found {
        assert!(
            bad.get(finding.start..finding.end)
                .is_some_and(|text| !text.is_empty())
        );
    }
}

#[test]
fn doubtful_words_count_where_a_text_is_full_of_them() {
    let text = "n\u{AD}íc m¾m, S¶n\nb¸nh\n\nngò cèc\n";
    let last = find(text).pop().map(|finding| finding.what);
    assert!(
        matches!(&last, Some(Suspect::Tcvn3 { meant: Some(read), .. }) if read == "cốc"),
        "{last:?}"
    );
    assert_eq!(find("gièng\n"), []);
}

#[test]
fn time_grows_with_the_text_alone() {
    let worst = [
        "Müller ".repeat(2_000),
        "? ".repeat(6_000),
        "Müller\n".repeat(2_000),
        "«lá ".repeat(2_000),
        "Ã".repeat(6_000),
        "a?".repeat(6_000),
        "a\u{301}".repeat(4_000),
        "\u{301}".repeat(6_000),
        "\u{200D}\u{1F468}".repeat(2_000),
        "`ï ".repeat(3_000),
        garble(&"ệ".repeat(2_000)),
        "М\u{430}a".repeat(2_000),
        "ÃÂÃ ".repeat(2_000),
        "Ã”a".repeat(2_000),
        "KÌ€".repeat(2_000),
        "a??".repeat(2_000),
        "«lá»…".repeat(2_000),
    ];
    // Far more than any of them needs in a debug build, and far less than a square of its length.
    for text in worst {
        let start = Instant::now();
        find(&text.repeat(10));
        let taken = start.elapsed();
        assert!(
            taken < Duration::from_secs(4),
            "{:?}: {taken:?}",
            text.get(..12)
        );
    }
}
