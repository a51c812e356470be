//! One request, one response.

use crate::serve::edition::{Ask, Drawn, Edition, Watching};
use crate::serve::events;
use crate::serve::gate::{self, Refused};
use crate::serve::{kinds, own};
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::header::{self, HeaderMap, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::{Semaphore, oneshot};

/// Longest a client waits for a file: the slowest page is given up after ten seconds, and a few
/// photographs may wait in front of it.
const PATIENCE: Duration = Duration::from_secs(60);

/// The body of any response.
pub(super) type Body = BoxBody<Bytes, Infallible>;

/// What all requests have in common.
#[derive(Debug, Clone)]
pub(super) struct Answers {
    /// Our own port, which stands in every sound request.
    pub(super) port: u16,
    /// What is shown.
    pub(super) watching: Watching,
    /// Places among the streams of events.
    pub(super) streams: Arc<Semaphore>,
}

impl Answers {
    /// Answers; `listens` is set where the response is a stream, which stays open.
    pub(super) async fn to<B>(&self, request: Request<B>, listens: &AtomicBool) -> Response<Body> {
        let (method, headers) = (request.method(), request.headers());
        let mut response = match gate::pass(method, request.uri(), headers, self.port) {
            Ok(path) => match path.as_str() {
                own::EVENTS => self.events(headers, request.uri().query(), listens),
                path => match own::file(path) {
                    Some((kind, text)) => whole(StatusCode::OK, kind, text.as_bytes()),
                    None => self.page(path).await,
                },
            },
            Err(refused) => refusal(refused),
        };
        if method == Method::HEAD {
            let length = response.headers().get(header::CONTENT_LENGTH).cloned();
            *response.body_mut() = empty();
            if let Some(length) = length {
                response
                    .headers_mut()
                    .insert(header::CONTENT_LENGTH, length);
            }
        }
        response
    }

    fn events(
        &self,
        headers: &HeaderMap,
        query: Option<&str>,
        listens: &AtomicBool,
    ) -> Response<Body> {
        if let Err(refused) = gate::may_listen(headers) {
            return refusal(refused);
        }
        let Ok(place) = self.streams.clone().try_acquire_owned() else {
            return refusal(Refused(
                StatusCode::SERVICE_UNAVAILABLE,
                "too many listeners",
            ));
        };
        listens.store(true, Ordering::Relaxed);
        let shown = query.and_then(|query| query.parse().ok());
        let stream = events::stream(self.watching.clone(), shown, place);
        with_headers(
            Response::new(stream.boxed()),
            StatusCode::OK,
            "text/event-stream",
        )
    }

    async fn page(&self, path: &str) -> Response<Body> {
        let edition = self.watching.borrow().clone();
        let Some(place) = path.strip_prefix(edition.base.as_str()) else {
            // The home page of a site that stands below a path is not at `/`.
            return if path == "/" || format!("{path}/") == edition.base {
                led_to(&edition.base)
            } else {
                missing(&edition).await
            };
        };
        let file = if place.is_empty() || place.ends_with('/') {
            format!("{place}index.html")
        } else {
            place.to_owned()
        };
        match ask(&edition, &file).await {
            Asked::Alone => page_alone(&edition, edition.report.as_deref().unwrap_or_default()),
            Asked::Drawn(Drawn::Nothing) if !file.ends_with("/index.html") => {
                // Links are sometimes written without their last slash, and hosts forgive it.
                let inside = format!("{file}/index.html");
                match ask(&edition, &inside).await {
                    Asked::Drawn(Drawn::Nothing) => missing(&edition).await,
                    Asked::Drawn(_) => led_to(&encoded(&format!("{path}/"))),
                    other => other.failed(),
                }
            }
            Asked::Drawn(Drawn::Nothing) => missing(&edition).await,
            Asked::Drawn(drawn) => response(&edition, StatusCode::OK, &file, drawn),
            other => other.failed(),
        }
    }
}

/// What became of a question.
enum Asked {
    Drawn(Drawn),
    /// Nothing good was ever made: there is only the report.
    Alone,
    /// The painters are too busy, or gone with their edition.
    Late,
}

impl Asked {
    fn failed(self) -> Response<Body> {
        refusal(Refused(StatusCode::SERVICE_UNAVAILABLE, "busy; load again"))
    }
}

async fn ask(edition: &Edition, file: &str) -> Asked {
    let Some(desk) = &edition.desk else {
        return Asked::Alone;
    };
    let (reply, answer) = oneshot::channel();
    let ask = Ask {
        path: file.to_owned(),
        reply,
    };
    let asked = async {
        desk.send(ask).await.ok()?;
        answer.await.ok()
    };
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(Some(drawn)) => Asked::Drawn(drawn),
        _ => Asked::Late,
    }
}

/// The site's own page for what is not there.
async fn missing(edition: &Edition) -> Response<Body> {
    match ask(edition, "404.html").await {
        Asked::Drawn(Drawn::Nothing) => refusal(Refused(StatusCode::NOT_FOUND, "404")),
        Asked::Drawn(drawn) => response(edition, StatusCode::NOT_FOUND, "404.html", drawn),
        Asked::Alone => page_alone(edition, edition.report.as_deref().unwrap_or_default()),
        other => other.failed(),
    }
}

fn response(edition: &Edition, status: StatusCode, file: &str, drawn: Drawn) -> Response<Body> {
    let (bytes, report) = match drawn {
        Drawn::File(bytes) => (bytes, edition.report.clone()),
        Drawn::Faulty {
            report,
            last: Some(bytes),
        } => (bytes, Some(report)),
        Drawn::Faulty { report, last: None } if kinds::is_page(file) => {
            return page_alone(edition, &report);
        }
        Drawn::Faulty { .. } => {
            return refusal(Refused(
                StatusCode::INTERNAL_SERVER_ERROR,
                "cannot be drawn",
            ));
        }
        Drawn::Nothing => return refusal(Refused(StatusCode::NOT_FOUND, "404")),
    };
    let kind = kinds::of(file);
    if kinds::is_page(file) {
        let mut page = bytes.to_vec();
        page.extend_from_slice(own::behind(edition.number(), report.as_deref()).as_bytes());
        whole(status, kind, page)
    } else {
        whole(status, kind, Bytes::from_owner(bytes))
    }
}

/// The report where there is no page to show it over.
fn page_alone(edition: &Edition, report: &str) -> Response<Body> {
    let page = own::alone(edition.number(), report);
    whole(
        StatusCode::INTERNAL_SERVER_ERROR,
        kinds::of("a.html"),
        page.into_bytes(),
    )
}

fn led_to(path: &str) -> Response<Body> {
    let mut response = whole(StatusCode::FOUND, kinds::of("a.txt"), Bytes::new());
    if let Ok(path) = HeaderValue::from_str(path) {
        response.headers_mut().insert(header::LOCATION, path);
    }
    response
}

/// A decoded path as it stands in an address. It begins with one slash: a second would make a host
/// of what follows.
fn encoded(path: &str) -> String {
    let mut out = String::from("/");
    for byte in path.trim_start_matches('/').bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// Whoever is refused is not kept.
fn refusal(Refused(status, words): Refused) -> Response<Body> {
    let mut response = whole(status, kinds::of("a.txt"), words.as_bytes());
    let headers = response.headers_mut();
    if status == StatusCode::METHOD_NOT_ALLOWED {
        headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    if status != StatusCode::NOT_FOUND {
        headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

fn whole(status: StatusCode, kind: &'static str, bytes: impl Into<Bytes>) -> Response<Body> {
    let bytes = bytes.into();
    let length = HeaderValue::from(bytes.len());
    let mut response = with_headers(Response::new(Full::new(bytes).boxed()), status, kind);
    response
        .headers_mut()
        .insert(header::CONTENT_LENGTH, length);
    response
}

fn empty() -> Body {
    Full::new(Bytes::new()).boxed()
}

/// Nothing is to be kept by a browser, guessed at, or embedded by a page from elsewhere.
fn with_headers(
    mut response: Response<Body>,
    status: StatusCode,
    kind: &'static str,
) -> Response<Body> {
    *response.status_mut() = status;
    for (name, value) in [
        ("content-type", kind),
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-resource-policy", "same-origin"),
        ("x-frame-options", "SAMEORIGIN"),
        ("referrer-policy", "same-origin"),
    ] {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_led_to_stays_on_this_site() {
        assert_eq!(encoded("/xa/bình sơn/"), "/xa/b%C3%ACnh%20s%C6%A1n/");
        assert_eq!(encoded("//evil.example/"), "/evil.example/");
        assert_eq!(encoded("/a?b#c\r\nx"), "/a%3Fb%23c%0D%0Ax");
    }
}
