//! Modules that only one file ever loads, written into that file: each file fetched costs a way to
//! the host and back, and packs worse alone.
//!
//! A merged module becomes the value of a function that is called once, so that none of its names
//! can meet another's: `const $m0=(()=>{…return{a,b}})();`. Only where nothing could tell: the
//! module is not named in any template or other file, all that import it are merged into the same file or
//! are that file, it lies in the same folder, imports and exports by plain names, exports nothing
//! that changes, and waits for nothing at its top. Every other module is published by itself.

use crate::render::script::module::{Module, folder};
use crate::render::script::squeeze::joined;
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

#[cfg(test)]
mod tests;
