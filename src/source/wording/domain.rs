//! Recognitions, certificates, and what else is said of a product.

use super::say::{Both, line, quote, say};

pub(super) fn certificate_missing() -> Both {
    say(
        "Chưa có ô certificate, nên chưa rõ công nhận còn hiệu lực hay không.",
        "There is no certificate, so it is not known whether the recognition holds.",
    )
    .example("certificate: { number: 2/QĐ-UBND, issued: 2026-03-10 }")
}

pub(super) fn expiry_before_issue(issued: &str, expires: &str) -> Both {
    let (issued, expires) = (quote(issued), quote(expires));
    say(
        format!("Ngày hết hạn {expires} đứng trước ngày cấp {issued}."),
        format!("The last day {expires} lies before the day of issue {issued}."),
    )
    .help(
        "Đối chiếu hai ngày với quyết định; có thể chúng bị đổi chỗ.",
        "Compare both with the decision; they may be exchanged.",
    )
}

pub(super) fn expiry_too_late(expires: &str, latest: &str) -> Both {
    let shown = quote(expires);
    let write = line("expires", latest);
    say(
        format!("Ngày hết hạn {shown} quá 36 tháng kể từ ngày cấp; muộn nhất là “{latest}”."),
        format!(
            "The last day {shown} is beyond 36 months from the issue; the latest is “{latest}”."
        ),
    )
    .help(
        format!("Viết: {write}; hoặc xóa ô expires để máy tự tính."),
        format!("Write: {write}; or delete expires, which then follows from issued."),
    )
}

pub(super) fn extension_too_late(extended: &str, latest: &str) -> Both {
    let shown = quote(extended);
    say(
        format!("Ngày kéo dài {shown} quá 180 ngày sau ngày hết hạn; muộn nhất là “{latest}”."),
        format!("The extension to {shown} is beyond 180 days; the latest is “{latest}”."),
    )
    .write(&line("extended_to", latest))
}

pub(super) fn extension_before_expiry(extended: &str, expires: &str) -> Both {
    let (extended, expires) = (quote(extended), quote(expires));
    say(
        format!("Ngày kéo dài {extended} không đứng sau ngày hết hạn {expires}."),
        format!("The extension to {extended} is not later than the last day {expires}."),
    )
    .help(
        "Đối chiếu hai ngày với văn bản, hoặc xóa ô extended_to.",
        "Compare both with the document, or delete extended_to.",
    )
}

pub(super) fn issue_in_future(issued: &str) -> Both {
    let issued = quote(issued);
    say(
        format!("Ngày cấp {issued} còn chưa tới."),
        format!("The day of issue {issued} is still to come."),
    )
    .help(
        "Đối chiếu ngày, tháng, năm ở ô issued với quyết định.",
        "Compare day, month and year of issued with the decision.",
    )
}

pub(super) fn issuer_mismatch(stars: u8, found: &str, expected: &str) -> Both {
    let (found, expected) = (quote(found), quote(expected));
    say(
        format!("Với ngày cấp này, hạng {stars} sao do {expected} công nhận; ở đây ghi {found}."),
        format!("At that date {stars} stars were granted by {expected}; {found} is written here."),
    )
    .help(
        "Đối chiếu ô issuer, stars và issued với quyết định.",
        "Compare issuer, stars and issued with the decision.",
    )
}

pub(super) fn points_mismatch(stars: u8, points: &str, band: (u8, u8)) -> Both {
    let points = quote(points);
    let (vi, en) = match band {
        (from, 100) => (format!("từ {from} đến 100"), format!("{from} to 100")),
        (from, to) => (
            format!("từ {from} đến dưới {to}"),
            format!("from {from} to under {to}"),
        ),
    };
    say(
        format!("Ô points: {points} không thuộc khung điểm của hạng {stars} sao ({vi})."),
        format!("The field points: {points} is not in the band of {stars} stars ({en})."),
    )
    .help(
        "Đối chiếu ô points và ô stars với quyết định.",
        "Compare points and stars with the decision.",
    )
}

pub(super) fn history_later(issued: &str) -> Both {
    let issued = quote(issued);
    say(
        format!("Lần công nhận cấp {issued} trong history mới hơn giấy ở ô certificate."),
        format!("The recognition of {issued} in history is later than the certificate."),
    )
    .help(
        "Ghi lần mới nhất ở certificate, các lần trước ở history.",
        "Write the latest under certificate, the earlier ones under history.",
    )
}

pub(super) fn proposed_not_higher(stars: u8, held: u8) -> Both {
    let both = say(
        format!("Ô proposed: “{stars}” sao không cao hơn hạng đang có, {held} sao."),
        format!("The field proposed: “{stars}” stars are not more than the {held} now held."),
    );
    if held < 5 {
        let next = held + 1;
        both.help(
            format!("Xóa ô proposed, hoặc viết hạng cao hơn: stars: {next}"),
            format!("Delete proposed, or write a higher level: stars: {next}"),
        )
    } else {
        both.help("Xóa ô proposed.", "Delete proposed.")
    }
}

pub(super) fn source_refused() -> Both {
    say(
        "Nguồn hạng “D” không đủ tin cậy để dẫn.",
        "A source of grade “D” is not good enough to be cited.",
    )
    .help(
        "Dẫn một nguồn tốt hơn: A là quyết định đã ký, B là báo hoặc cổng thông tin dẫn quyết định, C là nguồn khác.",
        "Cite a better one: A is a signed decision, B a newspaper or portal that quotes one, C another.",
    )
}

pub(super) fn barcode_check(found: &str, digit: char) -> Both {
    let found = quote(found);
    say(
        format!("Mã vạch {found}: chữ số cuối không khớp, theo các số trước phải là “{digit}”."),
        format!("The barcode {found}: its last digit does not fit, the others give “{digit}”."),
    )
    .help(
        "Đối chiếu từng chữ số với bao bì, viết trong dấu nháy kép.",
        "Compare each digit with the package, and write it in double quotes.",
    )
}

pub(super) fn personal_number(found: &str) -> Both {
    let found = quote(found);
    say(
        format!("{found} giống số định danh cá nhân, mà ai cũng đọc được trang này."),
        format!("{found} looks like a personal number, and everybody can read this site."),
    )
    .help(
        "Xóa số đó; nếu là số khác, ghi rõ là số gì ở ô dành cho nó.",
        "Delete it; if it is another kind of number, write it in the field meant for it.",
    )
}

pub(super) fn image_alt(file: &str) -> Both {
    let file = quote(file);
    say(
        format!("Ảnh {file} chưa có lời mô tả cho người không nhìn thấy ảnh."),
        format!("The picture {file} has no description for those who cannot see it."),
    )
    .example("alt: Chai mật ong trên bàn gỗ")
}
