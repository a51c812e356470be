//! `nginx.conf`: a server block for `/etc/nginx/conf.d/`.

use super::{Hosting, LONG, SHORT, headers};
use std::fmt::Write;

pub(super) fn file(hosting: &Hosting) -> String {
    let Hosting { host, base, .. } = hosting;
    let mut out = format!(
        "# Made by sanvat build; made anew each time. Copy to /etc/nginx/conf.d/ and put public/ at\n\
         # {}\n\
         # The address with https needs its own listen and ssl_certificate lines.\n\
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
    out.push_str("    add_header Cache-Control $sanvat_keep always;\n\n");
    out.push_str("    location / {\n        try_files $uri $uri/ =404;\n    }\n");
    for folder in hosting.lasting() {
        let _ = writeln!(
            out,
            "    location ^~ {} {{\n        set $sanvat_keep {};\n        try_files $uri =404;\n    }}",
            quoted(&folder),
            quoted(LONG)
        );
    }
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

fn folder_of(hosting: &Hosting) -> String {
    hosting.host.replace(['[', ']', ':'], "_")
}

/// A word of the configuration: nginx knows `\"` and `\\` inside quotes, and has no sign for `$`,
/// which addresses that were made safe do not hold.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
