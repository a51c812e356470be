//! Who may ask, and what a request asks for: pure, decided before anything else is looked at.
//!
//! A page from anywhere can make the editor's browser send requests here, under a name that leads
//! to this machine (DNS rebinding) or openly from another origin. So only the names of this
//! machine itself are answered, and only to pages that came from here.

use hyper::header::{self, HeaderMap, HeaderName};
use hyper::{Method, StatusCode, Uri};

/// Longest path that is looked up, in bytes, still encoded; the contract allows 200 for a content path.
const MAX_PATH: usize = 4096;

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// A request that is not answered: with which status, and in which words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Refused(pub(super) StatusCode, pub(super) &'static str);

/// The path a request asks for, decoded and with its first slash, if it may ask at all.
pub(super) fn pass(
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    port: u16,
) -> Result<String, Refused> {
    let host = host(uri, headers, port)?;
    origin(headers, &host)?;
    if method != Method::GET && method != Method::HEAD {
        return Err(Refused(StatusCode::METHOD_NOT_ALLOWED, "GET, HEAD"));
    }
    path(uri.path())
}

/// Whether a request for the stream of events comes from a page of this site. What a browser
/// says of itself can only forbid.
pub(super) fn may_listen(headers: &HeaderMap) -> Result<(), Refused> {
    match headers.get(FETCH_SITE).map(|value| value.as_bytes()) {
        None | Some(b"same-origin" | b"none") => Ok(()),
        Some(_) => Err(FOREIGN_ORIGIN),
    }
}

const FOREIGN_ORIGIN: Refused = Refused(StatusCode::FORBIDDEN, "foreign origin");
const FOREIGN_HOST: Refused = Refused(StatusCode::MISDIRECTED_REQUEST, "unknown host");

/// The one host of a request, which must be a name of this machine with our port.
fn host(uri: &Uri, headers: &HeaderMap, port: u16) -> Result<String, Refused> {
    let mut written = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (written.next(), written.next()) else {
        return Err(FOREIGN_HOST);
    };
    let host = host
        .to_str()
        .map_err(|_| FOREIGN_HOST)?
        .to_ascii_lowercase();
    let is_ours = |host: &str| {
        let name = match host.strip_suffix(&format!(":{port}")) {
            Some(name) => name,
            // Browsers leave out the port that belongs to the scheme.
            None if port == 80 => host,
            None => return false,
        };
        matches!(name, "localhost" | "127.0.0.1" | "[::1]")
    };
    // A request line may name a host of its own; it must be no other.
    let named = uri.authority().map(|named| named.as_str());
    if is_ours(&host) && named.is_none_or(|named| is_ours(&named.to_ascii_lowercase())) {
        Ok(host)
    } else {
        Err(FOREIGN_HOST)
    }
}

/// A request without `Origin` is one a person made, or a page of the same origin reading.
fn origin(headers: &HeaderMap, host: &str) -> Result<(), Refused> {
    let own = format!("http://{host}");
    let all_own = headers.get_all(header::ORIGIN).iter().all(|origin| {
        let origin = origin.to_str().unwrap_or_default();
        origin.eq_ignore_ascii_case(&own)
    });
    if all_own { Ok(()) } else { Err(FOREIGN_ORIGIN) }
}

/// The path, decoded once. One that no file of a site can have is refused, in whichever way it
/// hides what it is.
fn path(encoded: &str) -> Result<String, Refused> {
    const BAD: Refused = Refused(StatusCode::BAD_REQUEST, "bad path");
    if encoded.len() > MAX_PATH {
        return Err(Refused(StatusCode::URI_TOO_LONG, "path too long"));
    }
    if !encoded.starts_with('/') {
        return Err(BAD);
    }
    let path = decoded(encoded).ok_or(BAD)?;
    let is_hidden = path.chars().any(|sign| sign.is_control() || sign == '\\');
    let climbs = path.split('/').any(|part| part == "." || part == "..");
    if is_hidden || climbs {
        return Err(BAD);
    }
    Ok(path)
}

/// `None` where a percent sign stands without two digits, or what comes out is no UTF-8.
fn decoded(encoded: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || char::from(rest.next()?).to_digit(16);
            let (high, low) = (digit()?, digit()?);
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::header::HeaderValue;

    fn headers(all: &[(HeaderName, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in all {
            headers.append(name, HeaderValue::from_str(value).unwrap());
        }
        headers
    }

    fn status(uri: &str, all: &[(HeaderName, &str)]) -> u16 {
        let uri: Uri = uri.parse().unwrap();
        match pass(&Method::GET, &uri, &headers(all), 1111) {
            Ok(_) => 200,
            Err(Refused(status, _)) => status.as_u16(),
        }
    }

    #[test]
    fn only_names_of_this_machine_with_our_port_are_answered() {
        for (host, expected) in [
            ("localhost:1111", 200),
            ("LOCALHOST:1111", 200),
            ("127.0.0.1:1111", 200),
            ("[::1]:1111", 200),
            ("localhost", 421),
            ("localhost:1112", 421),
            ("localhost:11111", 421),
            ("localhost:1111:1111", 421),
            ("evil.example:1111", 421),
            ("localhost.evil.example:1111", 421),
            ("evil.localhost:1111", 421),
            ("127.0.0.2:1111", 421),
            ("0.0.0.0:1111", 421),
            ("user@localhost:1111", 421),
            ("", 421),
        ] {
            assert_eq!(status("/", &[(header::HOST, host)]), expected, "{host}");
        }
        let ours = (header::HOST, "localhost:1111");
        assert_eq!(status("/", &[]), 421);
        assert_eq!(status("/", &[ours.clone(), ours.clone()]), 421);
        let hosts = [ours.clone(), (header::HOST, "evil.example")];
        assert_eq!(status("/", &hosts), 421);
        assert_eq!(
            status("http://evil.example/", std::slice::from_ref(&ours)),
            421
        );
        assert_eq!(status("http://localhost:1111/", &[ours]), 200);
    }

    #[test]
    fn pages_of_another_origin_are_refused() {
        for (origin, expected) in [
            ("http://localhost:1111", 200),
            ("http://127.0.0.1:1111", 403),
            ("https://localhost:1111", 403),
            ("http://localhost:1112", 403),
            ("http://evil.example", 403),
            ("null", 403),
            ("", 403),
        ] {
            let headers = [(header::HOST, "localhost:1111"), (header::ORIGIN, origin)];
            assert_eq!(status("/", &headers), expected, "{origin}");
        }
        for (site, may) in [
            ("same-origin", true),
            ("none", true),
            ("same-site", false),
            ("cross-site", false),
        ] {
            assert_eq!(
                may_listen(&headers(&[(FETCH_SITE, site)])).is_ok(),
                may,
                "{site}"
            );
        }
        assert!(may_listen(&HeaderMap::new()).is_ok());
    }

    #[test]
    fn reading_is_all_one_can_do() {
        let headers = headers(&[(header::HOST, "localhost:1111")]);
        let uri = Uri::from_static("/");
        for method in [Method::GET, Method::HEAD] {
            assert!(pass(&method, &uri, &headers, 1111).is_ok());
        }
        for method in [Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS] {
            let refused = pass(&method, &uri, &headers, 1111).unwrap_err();
            assert_eq!(refused.0, StatusCode::METHOD_NOT_ALLOWED);
        }
    }

    #[test]
    fn a_path_is_decoded_once_and_never_climbs() {
        assert_eq!(path("/a/b.html"), Ok("/a/b.html".into()));
        assert_eq!(path("/t%C3%A0i%20li%E1%BB%87u"), Ok("/tài liệu".into()));
        assert_eq!(path("/a%252e%252e/b"), Ok("/a%2e%2e/b".into()));
        assert_eq!(path("/...//a"), Ok("/...//a".into()));
        for bad in [
            "*",
            "a",
            "/..",
            "/../a",
            "/a/../b",
            "/a/./b",
            "/%2e%2e/a",
            "/.%2E/a",
            "/a%2f..%2fb",
            "/a%00b",
            "/a%0ab",
            "/%7f",
            "/a\\b",
            "/a%5c..%5cb",
            "/%",
            "/%4",
            "/%zz",
            "/%c3",
            "/%ff",
        ] {
            assert_eq!(path(bad).unwrap_err().0, StatusCode::BAD_REQUEST, "{bad}");
        }
        let long = format!("/{}", "a".repeat(MAX_PATH));
        assert_eq!(path(&long).unwrap_err().0, StatusCode::URI_TOO_LONG);
    }
}
