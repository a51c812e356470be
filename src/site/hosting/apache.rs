//! `apache.conf`: a virtual host, for Apache 2.4 with `headers`, `deflate`, `dir` and `alias`, and with
//! `rewrite` where it is there.

use super::{Hosting, LONG, SHORT, UNLISTED, expression, headers};
use crate::site::short;
use std::fmt::Write;

pub(super) fn file(hosting: &Hosting) -> String {
    let Hosting { host, base, .. } = hosting;
    let root = quoted(&format!("/srv/{}", host.replace(['[', ']', ':'], "_")));
    let mut out = format!(
        "# Made by sanvat build; made anew each time. Needs a2enmod headers deflate rewrite. Put public/ at\n\
         # {}\n\
         # The address with https needs its own virtual host with the same lines.\n\
         {}\
         <VirtualHost *:80>\n    \
             ServerName {host}\n    \
             DocumentRoot {root}\n    \
             <Directory {root}>\n        \
                 Require all granted\n        \
                 Options -Indexes\n        \
                 AllowOverride None\n        \
                 DirectoryIndex index.html\n        \
                 AddDefaultCharset utf-8\n    \
             </Directory>\n    \
             AddType application/manifest+json .webmanifest\n    \
             AddType image/webp .webp\n    \
             AddType font/woff2 .woff2\n    \
             AddType text/vcard .vcf\n    \
             AddOutputFilterByType DEFLATE text/html text/css text/javascript application/javascript application/json application/manifest+json application/xml text/xml text/plain image/svg+xml\n    \
             ErrorDocument 404 {base}404.html\n",
        hosting.inside(),
        hosting.keeping_cards(),
    );
    // Writing into a string cannot fail.
    for (name, value) in headers() {
        let _ = writeln!(out, "    Header always set {name} {}", quoted(&value));
    }
    let _ = writeln!(out, "    Header always set Cache-Control {}", quoted(SHORT));
    let folders: Vec<&str> = hosting
        .lasting
        .iter()
        .map(|folder| folder.trim_end_matches('/'))
        .collect();
    let pattern = format!("^{}({})/", expression(base), folders.join("|"));
    let _ = writeln!(
        out,
        "    <LocationMatch {}>\n        Header always set Cache-Control {}\n    </LocationMatch>",
        quoted(&pattern),
        quoted(LONG)
    );
    let kept = format!("^{}_(headers|redirects)$", expression(base));
    let _ = writeln!(out, "    RedirectMatch 404 {}", quoted(&kept));
    let short = format!("{base}{}", short::FOLDER);
    let _ = writeln!(
        out,
        "    <IfModule mod_rewrite.c>\n        \
             RewriteEngine On\n        \
             RewriteMap sanvat_small int:tolower\n        \
             RewriteCond %{{REQUEST_URI}} [A-Z][0-9A-Za-z]*/?$\n        \
             RewriteRule {} {} [R=301,L]",
        quoted(&format!("^{}([0-9A-Za-z]{{8}})/?$", expression(&short))),
        quoted(&format!("{short}${{sanvat_small:$1}}/")),
    );
    if let Some((cards, general)) = &hosting.old_cards {
        let _ = writeln!(
            out,
            "        RewriteCond %{{DOCUMENT_ROOT}}%{{REQUEST_URI}} !-f\n        \
                 RewriteRule {} {} [R=302,L]",
            quoted(&format!("^{}", expression(cards))),
            quoted(general),
        );
    }
    out.push_str("    </IfModule>\n");
    // The way to another picture is not kept as long as a picture.
    if let Some((cards, _)) = &hosting.old_cards {
        let _ = writeln!(
            out,
            "    <LocationMatch {}>\n        Header always set Cache-Control {} \"expr=%{{REQUEST_STATUS}} == 302\"\n    </LocationMatch>",
            quoted(&format!("^{}", expression(cards))),
            quoted(SHORT)
        );
    }
    for file in &hosting.unlisted {
        let (robots, noindex) = UNLISTED;
        let _ = writeln!(
            out,
            "    <Location {}>\n        Header always set {robots} {noindex}\n    </Location>",
            quoted(file)
        );
    }
    for moved in &hosting.moved {
        let (from, slash) = match moved.from.strip_suffix('/') {
            Some(from) => (from, "/?"),
            None => (moved.from.as_str(), ""),
        };
        let pattern = format!("^{}{slash}$", expression(from));
        let _ = writeln!(
            out,
            "    RedirectMatch 301 {} {}",
            quoted(&pattern),
            // In the place to go to, `&` would stand for what was found.
            quoted(&moved.to.replace('&', "\\&"))
        );
    }
    out.push_str("</VirtualHost>\n");
    out
}

/// A word of the configuration.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
