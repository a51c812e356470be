//! What is doubtful rather than wrong.

use super::say::{Both, counts, quote, say};

pub(super) fn cut_off(key: &str, cut: &str, write: &str) -> Both {
    let cut = quote(cut);
    say(
        format!("Ô {key}: từ dấu # trở đi bị bỏ qua: {cut}."),
        format!("The field {key}: from the sign # on it is left out: {cut}."),
    )
    .write(write)
    .help(
        "Nếu đó là ghi chú, chuyển xuống một dòng riêng.",
        "If it is a comment, put it on a line of its own.",
    )
}

pub(super) fn repeated(key: &str, found: &str) -> Both {
    let found = quote(found);
    say(
        format!("Ô {key}: {found} được ghi lặp lại."),
        format!("The field {key}: {found} is written again."),
    )
    .help("Xóa mục lặp lại.", "Delete the repeated item.")
}

pub(super) fn in_future(key: &str, found: &str) -> Both {
    let found = quote(found);
    say(
        format!("Ô {key}: {found} còn chưa tới."),
        format!("The field {key}: {found} is still to come."),
    )
    .help(
        "Đối chiếu lại ngày, tháng, năm.",
        "Compare day, month and year.",
    )
}

pub(super) fn without_kind(key: &str, found: &str, kinds: &str) -> Both {
    let first = kinds.split(", ").next().unwrap_or_default();
    let write = format!("{key}: {first} {found}");
    let found = quote(found);
    say(
        format!("Ô {key}: {found} chưa kèm loại đơn vị ({kinds})."),
        format!("The field {key}: {found} does not begin with the kind of unit ({kinds})."),
    )
    .example(&write)
}

pub(super) fn key_not_translated(key: &str) -> Both {
    let key = quote(key);
    say(
        format!("Ô {key} chỉ ghi ở tệp tiếng Việt, bản dịch dùng chung."),
        format!("The field {key} belongs in the Vietnamese file; the translation shares it."),
    )
    .help(
        "Xóa ô này; bản dịch chỉ giữ tên, mô tả, đơn vị, lời mô tả ảnh và phần giới thiệu.",
        "Delete it; a translation holds name, summary, unit, the pictures' words and the story only.",
    )
}

pub(super) fn translation_orphan(original: &str) -> Both {
    let original = quote(original);
    say(
        format!("Bản dịch này không có tệp tiếng Việt {original} bên cạnh."),
        format!("This translation has no Vietnamese file {original} beside it."),
    )
    .help(
        "Đổi tên tệp cho khớp với tệp tiếng Việt, hoặc xóa bản dịch.",
        "Rename it after the Vietnamese file, or delete it.",
    )
}

pub(super) fn certificate_undated() -> Both {
    say(
        "Ô certificate chưa có ngày cấp hay ngày hết hạn, nên chưa rõ còn hiệu lực hay không.",
        "The certificate has neither a day of issue nor a last day, so its state is not known.",
    )
    .example("issued: 2026-03-10")
}

pub(super) fn sources_missing() -> Both {
    say(
        "Hạng sao chưa có số quyết định hay nguồn nào để kiểm chứng.",
        "Nothing backs the stars: neither a decision number nor a source.",
    )
    .example("certificate: { number: 2/QĐ-UBND, issued: 2026-03-10 }")
}

pub(super) fn revoked_early(on: &str, issued: &str) -> Both {
    let (on, issued) = (quote(on), quote(issued));
    say(
        format!("Ngày thu hồi {on} đứng trước ngày cấp {issued}."),
        format!("The revocation on {on} lies before the issue on {issued}."),
    )
    .help(
        "Đối chiếu hai ngày với các quyết định.",
        "Compare both with the decisions.",
    )
}

pub(super) fn standard_expired(expires: &str) -> Both {
    let expires = quote(expires);
    say(
        format!("Chứng nhận này đã hết hạn ngày {expires}."),
        format!("This certificate ended on {expires}."),
    )
    .help(
        "Ghi số và ngày của chứng nhận mới, hoặc xóa mục này.",
        "Write number and date of the new one, or delete the item.",
    )
}

pub(super) fn price_old(seen: &str) -> Both {
    let seen = quote(seen);
    say(
        format!("Giá được biết từ {seen}, đã hơn một năm."),
        format!("The price was seen on {seen}, more than a year ago."),
    )
    .help(
        "Hỏi lại giá, rồi sửa price và price_seen.",
        "Ask for the price again, then change price and price_seen.",
    )
}

pub(super) fn product_near(name: &str, other: &str) -> Both {
    let (name, other) = (quote(name), quote(other));
    say(
        format!("{name} giống tên một sản phẩm khác của cùng chủ thể, trong {other}."),
        format!("{name} is like the name of another product of the same producer, in {other}."),
    )
    .help(
        "Nếu là một sản phẩm, gộp hai tệp; nếu không, ghi tên cho khác nhau.",
        "If they are one product, join the files; if not, tell their names apart.",
    )
}

pub(super) fn producer_near(name: &str, other: &str) -> Both {
    let (name, other) = (quote(name), quote(other));
    say(
        format!("{name} giống tên một chủ thể khác ở cùng nơi, trong {other}."),
        format!("{name} is like the name of another producer of the same place, in {other}."),
    )
    .help(
        "Nếu là một chủ thể, gộp hai tệp; nếu không, ghi tên cho khác nhau.",
        "If they are one producer, join the files; if not, tell their names apart.",
    )
}

pub(super) fn producer_idle() -> Both {
    say(
        "Chưa có sản phẩm nào của chủ thể này.",
        "No product belongs to this producer.",
    )
    .help(
        "Thêm sản phẩm, sửa ô producer của sản phẩm, hoặc đặt draft: true",
        "Add a product, correct the producer of one, or write draft: true",
    )
}

pub(super) fn sum_mismatch(sum: u64, products: u64) -> Both {
    let ((sum, sum_en), (products, products_en)) = (counts(sum), counts(products));
    say(
        format!("Cộng theo hạng sao được {sum}, nhiều hơn {products} sản phẩm."),
        format!("The star levels add up to {sum_en}, more than {products_en} products."),
    )
    .help(
        "Đối chiếu các số với báo cáo.",
        "Compare the figures with the report.",
    )
}

pub(super) fn page_unlinked() -> Both {
    say(
        "Chưa có thực đơn hay bài nào dẫn tới trang này.",
        "No menu and no text leads to this page.",
    )
    .example("menu: 5")
}

pub(super) fn two_spellings(found: &str, other: &str) -> Both {
    let (found, other) = (quote(found), quote(other));
    say(
        format!("{found} và {other} là hai cách bỏ dấu của một tên."),
        format!("{found} and {other} are two spellings of one name."),
    )
    .help(
        "Chọn một cách và dùng ở mọi nơi.",
        "Choose one and use it everywhere.",
    )
}

pub(super) fn cloth_disagrees(found: &str, other: &str) -> Both {
    let (found, other) = (quote(found), quote(other));
    say(
        format!("Hoa văn {found} khác với {other} đã ghi cho cùng huyện."),
        format!("The cloth {found} differs from {other}, written for the same district."),
    )
    .help(
        "Giữ một hoa văn cho mỗi huyện.",
        "Keep one cloth for a district.",
    )
}

pub(super) fn into_without_until() -> Both {
    say(
        "Ô into chỉ dùng cho xã cũ, mà mục này không có ô until.",
        "The field into belongs to a former commune, and this item has no until.",
    )
    .example("until: 2025-06-30")
}

pub(super) fn location_swapped(write: &str) -> Both {
    say(
        "Vĩ độ và kinh độ bị đổi chỗ cho nhau.",
        "Latitude and longitude are exchanged.",
    )
    .write(write)
}

pub(super) fn short_taken(short: &str, other: &str) -> Both {
    let (short, other) = (quote(short), quote(other));
    say(
        format!("Mã ngắn {short} của sản phẩm này trùng với mã của {other}."),
        format!("The short code {short} of this product is also that of {other}."),
    )
    .example("short: 0a1b2c3d")
}
