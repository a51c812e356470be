//! The server's own files, and what it adds to a page: never part of the site, never published.
//!
//! Their names hold a colon, which no path of content, theme or address may hold: they cannot meet
//! a page. They are files and not written into the page, so that a page's own policy
//! (`script-src 'self'`) lets them in.

/// The script that loads the page anew.
pub(super) const SCRIPT: &str = "/sanvat:reload.js";
/// How the report looks.
pub(super) const STYLE: &str = "/sanvat:report.css";
/// The stream of events.
pub(super) const EVENTS: &str = "/sanvat:events";

/// A file of the server's own, with its media type.
pub(super) fn file(path: &str) -> Option<(&'static str, &'static str)> {
    match path {
        SCRIPT => Some((
            "text/javascript; charset=utf-8",
            include_str!("own/reload.js"),
        )),
        STYLE => Some(("text/css; charset=utf-8", include_str!("own/report.css"))),
        _ => None,
    }
}

/// What stands behind a page: the report, if there is one, and one line for the script.
///
/// The report is a tree of its own inside the page (a shadow root), so that neither sees the
/// other's styles. `edition` is that of the page, so that one already replaced is loaded anew.
pub(super) fn behind(edition: u64, report: Option<&str>) -> String {
    let mut added = String::from("\n");
    if let Some(report) = report {
        added.push_str(&format!(
            "<div id=\"sanvat-report\"><template shadowrootmode=\"open\"><link rel=\"stylesheet\" href=\"{STYLE}\">{report}</template></div>\n"
        ));
    }
    added.push_str(&format!("<script src=\"{SCRIPT}?{edition}\"></script>\n"));
    added
}

/// A page that holds nothing but the report.
pub(super) fn alone(edition: u64, report: &str) -> String {
    let script = behind(edition, None);
    format!(
        "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'\">\n\
         <title>sanvat</title>\n<link rel=\"stylesheet\" href=\"{STYLE}\">\n<body class=\"alone\">\n{report}{script}"
    )
}
