//! `nginx.conf`: a server block for `/etc/nginx/conf.d/`.

use super::{Hosting, LONG, SHORT, UNLISTED, expression, headers};
use crate::site::short;
use std::fmt::Write;

/// Signs of a short address.
const SIGNS: usize = 8;

pub(super) fn file(hosting: &Hosting) -> String {
    let Hosting { host, base, .. } = hosting;
    let mut out = format!(
        "# Made by sanvat build; made anew each time. Copy to /etc/nginx/conf.d/ and put public/ at\n\
         # {}\n\
         # The address with https needs its own listen and ssl_certificate lines.\n\
         {}{}\
         server {{\n    \
             listen 80;\n    \
             listen [::]:80;\n    \
             server_name {};\n    \
             root {};\n    \
             index index.html;\n    \
             charset utf-8;\n    \
             # Folders get their slash with a redirect that works behind a proxy too.\n    \
             absolute_redirect off;\n    \
             gzip on;\n    \
             gzip_vary on;\n    \
             gzip_types text/css text/javascript application/javascript application/json application/manifest+json application/xml text/xml text/plain image/svg+xml;\n    \
             error_page 404 {};\n\n",
        hosting.inside(),
        hosting.keeping_cards(),
        small_letters(),
        quoted(host),
        quoted(&format!("/srv/{}", folder_of(hosting))),
        quoted(&format!("{base}404.html")),
    );
    // Writing into a string cannot fail.
    for (name, value) in headers() {
        let _ = writeln!(out, "    add_header {name} {} always;", quoted(&value));
    }
    // A location with an add_header of its own would lose the others: so a variable is set instead.
    let _ = writeln!(out, "    set $sanvat_keep {};", quoted(SHORT));
    out.push_str("    add_header Cache-Control $sanvat_keep always;\n");
    // A header without a value is not sent.
    let (robots, noindex) = UNLISTED;
    let _ = writeln!(
        out,
        "    set $sanvat_robots \"\";\n    add_header {robots} $sanvat_robots always;\n"
    );
    out.push_str("    location / {\n        try_files $uri $uri/ =404;\n    }\n");
    let cards = hosting.old_cards.as_ref();
    for folder in hosting.lasting() {
        let missing = match cards {
            Some((cards, _)) if *cards == folder => "@sanvat_old_card",
            _ => "=404",
        };
        let _ = writeln!(
            out,
            "    location ^~ {} {{\n        set $sanvat_keep {};\n        try_files $uri {missing};\n    }}",
            quoted(&folder),
            quoted(LONG)
        );
    }
    if let Some((_, general)) = cards {
        let _ = writeln!(
            out,
            "    location @sanvat_old_card {{\n        set $sanvat_keep {};\n        return 302 {};\n    }}",
            quoted(SHORT),
            quoted(general)
        );
    }
    for file in &hosting.unlisted {
        let lasting = hosting.lasting().any(|folder| file.starts_with(&folder));
        let _ = writeln!(
            out,
            "    location = {} {{\n        set $sanvat_keep {};\n        set $sanvat_robots {noindex};\n        try_files $uri =404;\n    }}",
            quoted(file),
            quoted(if lasting { LONG } else { SHORT })
        );
    }
    let short = format!("{base}{}", short::FOLDER);
    let letters: String = (1..=SIGNS)
        .map(|place| format!("(?<sanvat_{place}>[0-9A-Za-z])"))
        .collect();
    let small: String = (1..=SIGNS)
        .map(|place| format!("${{sanvat_small_{place}}}"))
        .collect();
    let _ = writeln!(
        out,
        "    location ~ {} {{\n        return 301 {};\n    }}",
        quoted(&format!(
            "^{}(?=[0-9a-z]*[A-Z]){letters}/?$",
            expression(&short)
        )),
        quoted(&format!("{short}{small}/")),
    );
    let _ = writeln!(
        out,
        "    location = {} {{\n        default_type application/manifest+json;\n    }}",
        quoted(&format!("{base}manifest.webmanifest"))
    );
    out.push_str(
        "    location ~ \"\\.vcf$\" {\n        types { }\n        default_type \"text/vcard; charset=utf-8\";\n        try_files $uri =404;\n    }\n",
    );
    for kept in ["_headers", "_redirects"] {
        let place = quoted(&format!("{base}{kept}"));
        let _ = writeln!(
            out,
            "    location = {place} {{\n        return 404;\n    }}"
        );
    }
    for moved in &hosting.moved {
        let from = moved.from.as_str();
        let bare = from.strip_suffix('/').filter(|bare| !bare.is_empty());
        for from in std::iter::once(from).chain(bare) {
            let _ = writeln!(
                out,
                "    location = {} {{\n        return 301 {};\n    }}",
                quoted(from),
                quoted(&moved.to)
            );
        }
    }
    out.push_str("}\n");
    out
}

/// nginx cannot make small letters of capitals, but its maps do not tell them apart: so each sign of a
/// code is looked up among the small ones.
fn small_letters() -> String {
    let signs: String = ('0'..='9')
        .chain('a'..='z')
        .map(|sign| format!(" {sign} {sign};"))
        .collect();
    (1..=SIGNS)
        .map(|place| format!("map $sanvat_{place} $sanvat_small_{place} {{{signs} }}\n"))
        .collect()
}

fn folder_of(hosting: &Hosting) -> String {
    hosting.host.replace(['[', ']', ':'], "_")
}

/// A word of the configuration: nginx knows `\"` and `\\` inside quotes, and has no sign for `$`,
/// which addresses that were made safe do not hold.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
