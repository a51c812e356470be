//! `Caddyfile`: one site, for Caddy 2.

use super::{Hosting, LONG, SHORT, UNLISTED, expression, headers};
use crate::site::short;
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
         {}{}://{} {{\n\
         \troot * {}\n\
         \tencode gzip\n\
         \theader {{\n",
        hosting.inside(),
        hosting.keeping_cards(),
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
    if !hosting.unlisted.is_empty() {
        let (robots, noindex) = UNLISTED;
        let _ = writeln!(
            out,
            "\t@unlisted path {}\n\theader @unlisted {robots} {noindex}",
            hosting.unlisted.join(" ")
        );
    }
    if let Some((cards, general)) = &hosting.old_cards {
        let _ = writeln!(
            out,
            "\t@oldCard {{\n\t\tpath {cards}*\n\t\tnot file\n\t}}\n\theader @oldCard Cache-Control {}\n\tredir @oldCard {} 302",
            quoted(SHORT),
            quoted(general)
        );
    }
    capitals(&mut out, &format!("{}{}", hosting.base, short::FOLDER));
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

/// A short address typed in capitals leads to the one in small letters, which are put in their place
/// one after the other: Caddy has no word for all at once.
fn capitals(out: &mut String, short: &str) {
    let coded = |signs: &str| quoted(&format!("^{}[{signs}]{{8}}/?$", expression(short)));
    let _ = writeln!(
        out,
        "\t@capitals {{\n\t\tpath_regexp {}\n\t\tnot path_regexp {}\n\t}}\n\troute @capitals {{",
        coded("0-9A-Za-z"),
        coded("0-9a-z"),
    );
    for capital in 'A'..='Z' {
        let small = capital.to_ascii_lowercase();
        let _ = writeln!(out, "\t\turi path_regexp {capital} {small}");
    }
    let _ = writeln!(
        out,
        "\t\t@small path_regexp small ([0-9a-z]{{8}})/?$\n\t\tredir @small {} 301\n\t}}",
        quoted(&format!("{short}{{re.small.1}}/"))
    );
}

/// A word of the configuration. Addresses that were made safe hold no brace, which would be a place
/// to fill in.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\\\""))
}
