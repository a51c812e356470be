//! What a browser is told a file is, by the end of its name; with `nosniff` it believes nothing else.

/// The media type of a published file.
pub(super) fn of(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension.to_ascii_lowercase().as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/xml",
        "txt" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "vcf" => "text/vcard; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        "pdf" => "application/pdf",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

/// Whether a file is a page, to which the server adds its own.
pub(super) fn is_page(path: &str) -> bool {
    of(path).starts_with("text/html")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_ending_of_the_name_decides_in_whatever_case() {
        for (path, kind) in [
            ("a/index.html", "text/html; charset=utf-8"),
            ("anh/Mật.JPG", "image/jpeg"),
            ("a.html/b", "application/octet-stream"),
            ("a.html.pdf", "application/pdf"),
            ("html", "application/octet-stream"),
        ] {
            assert_eq!(of(path), kind, "{path}");
        }
        assert!(is_page("404.html") && !is_page("a.htmlx"));
    }
}
