//! `Caddyfile`: one site, for Caddy 2.

use super::{Hosting, LONG, SHORT, headers};
use std::fmt::Write;

pub(super) fn file(hosting: &Hosting) -> String {
    let lasting: Vec<String> = hosting
        .lasting()
        .map(|folder| format!("{folder}*"))
        .collect();
    let lasting = lasting.join(" ");
    let mut out = format!(
        "# Made by sanvat build; made anew each time. Put public/ at\n\
         # {}\n\
         {}://{} {{\n\
         \troot * {}\n\
         \tencode gzip\n\
         \theader {{\n",
        hosting.inside(),
        hosting.scheme,
        hosting.authority,
        quoted(&format!(
            "/srv/{}",
            hosting.host.replace(['[', ']', ':'], "_")
        )),
    );
    // Writing into a string cannot fail.
    for (name, value) in headers() {
        let _ = writeln!(out, "\t\t{name} {}", quoted(&value));
    }
    let _ = write!(
        out,
        "\t}}\n\
         \t@lasting path {lasting}\n\
         \theader @lasting Cache-Control {}\n\
         \t@other not path {lasting}\n\
         \theader @other Cache-Control {}\n\
         \t@manifest path {base}manifest.webmanifest\n\
         \theader @manifest Content-Type application/manifest+json\n\
         \t@contact path *.vcf\n\
         \theader @contact Content-Type \"text/vcard; charset=utf-8\"\n\
         \t@kept path {base}_headers {base}_redirects\n\
         \terror @kept 404\n",
        quoted(LONG),
        quoted(SHORT),
        base = hosting.base,
    );
    for moved in &hosting.moved {
        let from = moved.from_encoded.as_str();
        let bare = from.strip_suffix('/').filter(|bare| !bare.is_empty());
        for from in std::iter::once(from).chain(bare) {
            let _ = writeln!(out, "\tredir {from} {} 301", quoted(&moved.to));
        }
    }
    let _ = write!(
        out,
        "\tfile_server\n\
         \thandle_errors {{\n\
         \t\t@missing expression `{{err.status_code}} == 404`\n\
         \t\trewrite @missing {}404.html\n\
         \t\tfile_server\n\
         \t}}\n\
         }}\n",
        hosting.base,
    );
    out
}

/// A word of the configuration. Addresses that were made safe hold no brace, which would be a place
/// to fill in.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\\\""))
}
