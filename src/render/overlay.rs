//! The files of a theme laid over those of the built-in one.

use crate::render::builtin;
use crate::render::fault::Template;
use crate::render::manifest;
use crate::render::turns;
use crate::render::unused;
use crate::source::diagnostic::Diagnostics;
use crate::source::tree::ThemeFolder;
use crate::source::utf8;
use crate::view::manifest::Manifest;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A file of a theme.
pub(crate) struct File {
    /// The file whole.
    pub(crate) bytes: Arc<[u8]>,
    /// Where it stands under the site folder; a built-in one as if it stood in `themes/default/`.
    pub(crate) file: Arc<str>,
    /// Whether it is the site's own.
    pub(crate) own: bool,
}

/// The theme's files by path inside it: its own, and where it does not stand alone the built-in
/// ones it lacks.
pub(crate) fn overlay(folder: &ThemeFolder, standalone: bool) -> BTreeMap<&str, File> {
    let mut files = BTreeMap::new();
    if !standalone {
        for (path, bytes) in builtin::FILES {
            let file = File {
                bytes: Arc::from(*bytes),
                file: format!("themes/{}/{path}", builtin::NAME).into(),
                own: false,
            };
            files.insert(*path, file);
        }
    }
    for (path, bytes) in &folder.files {
        let file = File {
            bytes: bytes.clone(),
            file: format!("themes/{}/{path}", folder.name).into(),
            own: true,
        };
        files.insert(path.as_str(), file);
    }
    files
}

/// What `theme.yml` says; what it leaves out, or the whole where there is none, is as in the built-in theme.
pub(crate) fn read_manifest(
    folder: &ThemeFolder,
    file: &Arc<str>,
    notes: &mut Diagnostics,
) -> Manifest {
    let bare = Manifest {
        name: folder.name.clone(),
        standalone: false,
        image_widths: vec![480, 960],
        optional: Vec::new(),
        unread: Vec::new(),
    };
    let built_in = builtin::get("theme.yml").and_then(|bytes| std::str::from_utf8(bytes).ok());
    // Only a theme's own word makes it stand alone; the built-in one says it of itself.
    let fallback = Manifest {
        standalone: false,
        ..manifest::read(built_in.unwrap_or_default(), file, bare, notes)
    };
    let Some(bytes) = folder.files.get("theme.yml") else {
        return fallback;
    };
    match utf8::text(bytes) {
        Ok(text) => {
            let name = folder.name.clone();
            manifest::read(text, file, Manifest { name, ..fallback }, notes)
        }
        Err(not) => {
            notes.add(file, not.span, not.problem);
            fallback
        }
    }
}

/// All files under `templates/` by name.
pub(crate) fn read_templates(
    files: &BTreeMap<&str, File>,
    notes: &mut Diagnostics,
) -> BTreeMap<String, Template> {
    let mut texts = Vec::new();
    for (path, file) in files {
        let Some(name) = path.strip_prefix("templates/") else {
            continue;
        };
        if unused::is_for_people(path) {
            continue;
        }
        let written = utf8::text(&file.bytes).unwrap_or_else(|not| {
            notes.add(&file.file, not.span, not.problem);
            ""
        });
        texts.push((name, file, written));
    }
    // A part draws into memory where the template that includes it does.
    let with_care = texts.iter().any(|(_, _, text)| turns::captures(text));
    texts
        .into_iter()
        .map(|(name, file, written)| {
            let template = Template {
                file: file.file.clone(),
                metered: turns::metered(written, with_care),
                text: written.to_owned(),
            };
            (name.to_owned(), template)
        })
        .collect()
}
