//! Modules that only one file ever loads, written into that file: each file fetched costs a way to
//! the host and back, and packs worse alone.
//!
//! A merged module becomes the value of a function that is called once, so that none of its names
//! can meet another's: `const $m0=(()=>{…return{a,b}})();`. Only where nothing could tell: the
//! module is not named in any template or other file, all that import it are merged into the same file or
//! are that file, it lies in the same folder, imports and exports by plain names, exports nothing
//! that changes, and waits for nothing at its top. Every other module is published by itself.

use crate::render::script::squeeze::{joined, may_end_statement};
use crate::render::script::tokens::{Kind, Token, tokens};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

type Files = BTreeMap<Arc<str>, Arc<[u8]>>;

/// The files of a theme with modules merged. `texts` are its templates, which may name scripts.
pub(crate) fn merged(mut files: Files, texts: &[&str]) -> Files {
    let modules: BTreeMap<&str, Module<'_>> = files
        .iter()
        .filter(|(path, _)| path.ends_with(".js"))
        .filter_map(|(path, bytes)| {
            let text = std::str::from_utf8(bytes).ok()?;
            Some((&**path, Module::read(path, text)?))
        })
        .collect();
    let others = files
        .iter()
        .filter(|(path, _)| !modules.contains_key(&***path));
    let others = others.filter_map(|(_, bytes)| std::str::from_utf8(bytes).ok());
    let texts: Vec<&str> = texts.iter().copied().chain(others).collect();
    let owners = owners(&modules, &texts);
    let written: BTreeMap<Arc<str>, Arc<[u8]>> = files
        .iter()
        .filter(|(path, _)| owners.values().any(|owner| *owner == &***path))
        .filter_map(|(path, _)| {
            let text = written(path, &modules, &owners)?;
            Some((path.clone(), Arc::from(text.into_bytes())))
        })
        .collect();
    let gone: BTreeSet<Arc<str>> = owners
        .iter()
        .filter(|(_, owner)| written.contains_key(**owner))
        .map(|(path, _)| Arc::from(*path))
        .collect();
    files.retain(|path, _| !gone.contains(path));
    files.extend(written);
    files
}

/// For each module that is merged, the file it is merged into.
fn owners<'m>(
    modules: &'m BTreeMap<&'m str, Module<'m>>,
    texts: &[&str],
) -> BTreeMap<&'m str, &'m str> {
    let is_named = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path);
        texts.iter().any(|text| text.contains(name))
            || modules.values().any(|module| module.names(name))
    };
    let mut alone: BTreeSet<&str> = modules
        .iter()
        .filter(|(path, module)| !module.may_be_merged || is_named(path))
        .map(|(path, _)| *path)
        .collect();
    // Each round leaves one module more alone, until all that are left fit.
    loop {
        let owners = owners_without(modules, &alone);
        let misfit = modules.keys().find(|path| {
            let into = |path: &str| owners.get(path).copied();
            let module = &modules[**path];
            let wanted = into(path).unwrap_or(path);
            let mut kept_after_merged = false;
            let mut met_merged = false;
            for import in &module.imports {
                let is_merged = into(&import.path) == Some(wanted);
                kept_after_merged |= met_merged && !is_merged;
                met_merged |= is_merged;
            }
            let brings_others = module
                .imports
                .iter()
                .any(|import| into(&import.path) != Some(wanted));
            match into(path) {
                None if alone.contains(*path) => {
                    // What the file still imports would be run before what is merged, not after.
                    kept_after_merged
                }
                None => true,
                Some(_) => brings_others,
            }
        });
        let Some(misfit) = misfit else {
            return owners;
        };
        if alone.insert(misfit) {
            continue;
        }
        for import in &modules[misfit].imports {
            if let Some((path, _)) = modules.get_key_value(&*import.path) {
                alone.insert(path);
            }
        }
    }
}

/// The same, with those of `alone` staying files of their own; a module without an owner is in neither.
fn owners_without<'m>(
    modules: &'m BTreeMap<&'m str, Module<'m>>,
    alone: &BTreeSet<&'m str>,
) -> BTreeMap<&'m str, &'m str> {
    let mut owners: BTreeMap<&str, &str> = BTreeMap::new();
    loop {
        let found = modules.keys().find_map(|path| {
            if alone.contains(path) || owners.contains_key(path) {
                return None;
            }
            let importers = modules
                .iter()
                .filter(|(_, module)| module.imports.iter().any(|import| &*import.path == *path));
            let mut all = importers.map(|(importer, _)| {
                if alone.contains(importer) {
                    Some(*importer)
                } else {
                    owners.get(importer).copied()
                }
            });
            let owner = all.next()??;
            (all.all(|other| other == Some(owner)) && folder(path) == folder(owner))
                .then_some((*path, owner))
        });
        let Some((path, owner)) = found else {
            return owners;
        };
        owners.insert(path, owner);
    }
}

/// The file with all that is merged into it; `None` where a name for them cannot be had.
fn written(
    path: &str,
    modules: &BTreeMap<&str, Module<'_>>,
    owners: &BTreeMap<&str, &str>,
) -> Option<String> {
    let root = modules.get(path)?;
    let mut order = Vec::new();
    in_order(path, modules, owners, &mut order);
    let texts = || {
        order
            .iter()
            .chain([&path])
            .filter_map(|path| modules.get(path))
    };
    if texts().any(|module| {
        module
            .tokens
            .iter()
            .any(|token| token.text.contains(PREFIX))
    }) {
        return None;
    }
    let number = |path: &str| order.iter().position(|other| *other == path);
    let names = |module: &Module<'_>| {
        let mut out = String::new();
        for import in &module.imports {
            if let (Some(number), false) = (number(&import.path), import.names.is_empty()) {
                out.push_str(&format!(
                    "const{{{}}}={PREFIX}{number};",
                    pairs(&import.names)
                ));
            }
        }
        out
    };
    let mut out = String::new();
    for (number, path) in order.iter().enumerate() {
        let module = modules.get(path)?;
        out.push_str(&format!("const {PREFIX}{number}=(()=>{{"));
        out.push_str(&names(module));
        out.push_str(&joined(&module.body(|_| true)));
        out.push_str(&format!("return{{{}}}}})();\n", pairs(&module.exports)));
    }
    out.push_str(&names(root));
    let kept = root.tokens_without(|import| number(&import.path).is_some());
    out.push_str(&joined(&kept));
    Some(out)
}

const PREFIX: &str = "$m";

/// `a,b:c`: the outer name, then the inner one where it is another.
fn pairs(names: &[(&str, &str)]) -> String {
    let each = names.iter().map(|(outer, inner)| match outer == inner {
        true => (*outer).to_owned(),
        false => format!("{outer}:{inner}"),
    });
    each.collect::<Vec<_>>().join(",")
}

/// What is merged into a file, each after all that it imports.
fn in_order<'m>(
    path: &str,
    modules: &BTreeMap<&'m str, Module<'m>>,
    owners: &BTreeMap<&'m str, &'m str>,
    order: &mut Vec<&'m str>,
) {
    for import in modules.get(path).map_or(&[][..], |module| &module.imports) {
        let Some((child, _)) = owners.get_key_value(&*import.path) else {
            continue;
        };
        if !order.contains(child) {
            in_order(child, modules, owners, order);
            order.push(child);
        }
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A module as far as merging asks.
struct Module<'s> {
    tokens: Vec<Token<'s>>,
    imports: Vec<Import<'s>>,
    /// Names as others see them and as they are inside.
    exports: Vec<(&'s str, &'s str)>,
    /// Tokens that are no part of its body: imports, `export`, lists of names.
    outer: Vec<std::ops::Range<usize>>,
    may_be_merged: bool,
}

struct Import<'s> {
    /// Path inside the theme.
    path: String,
    names: Vec<(&'s str, &'s str)>,
    at: std::ops::Range<usize>,
}

impl<'s> Module<'s> {
    /// `None` where it imports or exports in a way that is not known here.
    fn read(path: &str, script: &'s str) -> Option<Module<'s>> {
        let mut module = Module {
            tokens: tokens(script)?,
            imports: Vec::new(),
            exports: Vec::new(),
            outer: Vec::new(),
            may_be_merged: true,
        };
        let mut depth = 0_usize;
        let mut at = 0;
        let mut next = 0;
        while let Some(token) = module.tokens.get(at) {
            let is_sign = token.kind == Kind::Sign;
            match token.text {
                "(" | "[" | "{" if is_sign => depth += 1,
                ")" | "]" | "}" if is_sign => depth = depth.checked_sub(1)?,
                "import" if depth == 0 && token.kind == Kind::Word => {
                    if !["(", "."].contains(&module.text(at + 1)) {
                        next = module.import(path, at)?;
                    }
                }
                "export" if depth == 0 && token.kind == Kind::Word => next = module.export(at)?,
                _ => {}
            }
            at = next.max(at + 1);
        }
        module.may_be_merged = !module.may_wait() && !module.changes_exports();
        Some(module)
    }

    fn text(&self, at: usize) -> &'s str {
        self.tokens.get(at).map_or("", |token| token.text)
    }

    fn word(&self, at: usize) -> Option<&'s str> {
        let token = self.tokens.get(at)?;
        (token.kind == Kind::Word).then_some(token.text)
    }

    /// `import "./a.js"` and `import { a, b as c } from "./a.js"`; gives the number of the token behind it.
    fn import(&mut self, path: &str, start: usize) -> Option<usize> {
        let mut at = start + 1;
        let mut names = Vec::new();
        if self.text(at) == "{" {
            (names, at) = self.list(at)?;
            if self.text(at) != "from" {
                return None;
            }
            at += 1;
        }
        let from = self
            .tokens
            .get(at)
            .filter(|token| token.kind == Kind::Text)?;
        let name = from.text.trim_matches(['"', '\'']).strip_prefix("./")?;
        if name.contains(['/', '\\', '?', '#', '%']) {
            return None;
        }
        let end = self.end(at + 1)?;
        self.imports.push(Import {
            path: format!("{}/{name}", folder(path)),
            names,
            at: start..end,
        });
        self.outer.push(start..end);
        Some(end)
    }

    /// Behind the end of a statement: its semicolon, or the end of the line or file.
    fn end(&self, at: usize) -> Option<usize> {
        match self.tokens.get(at) {
            None => Some(at),
            Some(token) if token.text == ";" => Some(at + 1),
            Some(token) => token.on_new_line.then_some(at),
        }
    }

    /// `{ a, b as c }` as pairs, and the number of the token behind it.
    fn list(&self, start: usize) -> Option<(Vec<(&'s str, &'s str)>, usize)> {
        let mut names = Vec::new();
        let mut at = start + 1;
        while self.text(at) != "}" {
            let first = self.word(at)?;
            let mut second = first;
            at += 1;
            if self.text(at) == "as" {
                second = self.word(at + 1)?;
                at += 2;
            }
            if [first, second].contains(&"default") {
                return None;
            }
            names.push((first, second));
            match self.text(at) {
                "," => at += 1,
                "}" => {}
                _ => return None,
            }
        }
        Some((names, at + 1))
    }

    /// An exported declaration or list; gives the number of a token behind the word `export`.
    fn export(&mut self, start: usize) -> Option<usize> {
        let mut at = start + 1;
        match self.text(at) {
            "{" => {
                let (names, behind) = self.list(at)?;
                let end = self.end(behind)?;
                let names = names.into_iter().map(|(inner, outer)| (outer, inner));
                self.exports.extend(names);
                self.outer.push(start..end);
                return Some(end);
            }
            "const" => {
                for name in self.constants(at + 1)? {
                    self.exports.push((name, name));
                }
            }
            "class" | "function" | "async" => {
                at += usize::from(self.text(at) == "async");
                at += usize::from(self.text(at + 1) == "*");
                if !["class", "function", "*"].contains(&self.text(at)) {
                    return None;
                }
                let name = self.word(at + 1)?;
                self.exports.push((name, name));
            }
            _ => return None,
        }
        self.outer.push(start..start + 1);
        Some(start + 1)
    }

    /// The names of `a = …, b = …;`. The semicolon must be there.
    fn constants(&self, start: usize) -> Option<Vec<&'s str>> {
        let mut names = Vec::new();
        let mut depth = 0_usize;
        let mut is_name = true;
        for at in start.. {
            let token = self.tokens.get(at)?;
            if is_name {
                names.push(self.word(at).filter(|_| self.text(at + 1) == "=")?);
                is_name = false;
                continue;
            }
            if depth == 0 && token.on_new_line && may_end_statement(self.tokens.get(at - 1)?, token)
            {
                return None;
            }
            match token.text {
                "(" | "[" | "{" if token.kind == Kind::Sign => depth += 1,
                ")" | "]" | "}" if token.kind == Kind::Sign => depth = depth.checked_sub(1)?,
                "," if depth == 0 => is_name = true,
                ";" if depth == 0 => break,
                _ => {}
            }
        }
        Some(names)
    }

    /// Whether its top may hold an `await`, which a function cannot.
    fn may_wait(&self) -> bool {
        const RUN_AT_ONCE: [&str; 9] = [
            "if", "for", "while", "do", "try", "switch", "else", "with", "finally",
        ];
        let waits = |token: &Token<'_>| match token.kind {
            Kind::Word => token.text == "await",
            Kind::Template => token.text.contains("await"),
            _ => false,
        };
        if !self.tokens.iter().any(waits) {
            return false;
        }
        let mut depth = 0_usize;
        let mut of_class = false;
        let mut is_inside = false;
        let mut before = "";
        for token in &self.tokens {
            let is_top = depth == 0;
            match token.text {
                "{" if token.kind == Kind::Sign => {
                    if is_top {
                        is_inside = of_class || ["=>", ")"].contains(&before);
                        of_class = false;
                    }
                    depth += 1;
                }
                "}" if token.kind == Kind::Sign => depth = depth.saturating_sub(1),
                "class" if is_top => of_class = true,
                word if is_top && RUN_AT_ONCE.contains(&word) => return true,
                "await" if is_top || !is_inside => return true,
                _ => {}
            }
            // What stands in a template's holes is not looked at.
            if token.kind == Kind::Template && token.text.contains("await") {
                return true;
            }
            before = token.text;
        }
        false
    }

    /// Whether a name it exports may be given another value later.
    fn changes_exports(&self) -> bool {
        self.tokens.windows(2).enumerate().any(|(at, pair)| {
            let [name, sign] = pair else { return false };
            let is_member = at > 0 && [".", "?."].contains(&self.text(at - 1));
            let is_declared = at > 0 && ["const", ","].contains(&self.text(at - 1));
            let is_changed = (sign.text.ends_with('=')
                && !["==", "===", "!=", "!==", "<=", ">="].contains(&sign.text)
                && !is_declared)
                || ["++", "--"].contains(&sign.text);
            let is_exported = self.exports.iter().any(|(_, inner)| *inner == name.text);
            is_exported && is_changed && !is_member && sign.kind == Kind::Sign
        })
    }

    /// Whether any text in it, but for what it imports, holds this file name.
    fn names(&self, name: &str) -> bool {
        let imports = |at: usize| self.imports.iter().any(|import| import.at.contains(&at));
        self.tokens.iter().enumerate().any(|(at, token)| {
            matches!(token.kind, Kind::Text | Kind::Template)
                && token.text.contains(name)
                && !imports(at)
        })
    }

    fn body(&self, leave_out: impl Fn(usize) -> bool) -> Vec<Token<'s>> {
        let outer = |at: &usize| {
            self.outer
                .iter()
                .any(|range| range.contains(at) && leave_out(*at))
        };
        (0..self.tokens.len())
            .filter(|at| !outer(at))
            .filter_map(|at| self.tokens.get(at).copied())
            .collect()
    }

    fn tokens_without(&self, gone: impl Fn(&Import<'s>) -> bool) -> Vec<Token<'s>> {
        let of_gone = |at: usize| {
            let mut imports = self.imports.iter().filter(|import| gone(import));
            imports.any(|import| import.at.contains(&at))
        };
        self.body(of_gone)
    }
}

#[cfg(test)]
mod tests;
