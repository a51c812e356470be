//! A module read as far as merging asks: what it imports and exports, and whether it waits at its top.

use crate::render::script::squeeze::may_end_statement;
use crate::render::script::tokens::{Kind, Token, tokens};

/// A module as far as merging asks.
pub(crate) struct Module<'s> {
    pub(crate) tokens: Vec<Token<'s>>,
    pub(crate) imports: Vec<Import<'s>>,
    /// Names as others see them and as they are inside.
    pub(crate) exports: Vec<(&'s str, &'s str)>,
    /// Tokens that are no part of its body: imports, `export`, lists of names.
    outer: Vec<std::ops::Range<usize>>,
    pub(crate) may_be_merged: bool,
}

/// A statement that imports.
pub(crate) struct Import<'s> {
    /// Path inside the theme.
    pub(crate) path: String,
    /// Names as the other module has them and as they are here.
    pub(crate) names: Vec<(&'s str, &'s str)>,
    at: std::ops::Range<usize>,
}

impl<'s> Module<'s> {
    /// `None` where it imports or exports in a way that is not known here.
    pub(crate) fn read(path: &str, script: &'s str) -> Option<Module<'s>> {
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
                // `import(…)` and `import.meta` are no statements.
                "import"
                    if depth == 0
                        && token.kind == Kind::Word
                        && !["(", "."].contains(&module.text(at + 1)) =>
                {
                    next = module.import(path, at)?;
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
    pub(crate) fn names(&self, name: &str) -> bool {
        let imports = |at: usize| self.imports.iter().any(|import| import.at.contains(&at));
        self.tokens.iter().enumerate().any(|(at, token)| {
            matches!(token.kind, Kind::Text | Kind::Template)
                && token.text.contains(name)
                && !imports(at)
        })
    }

    /// Its tokens but for those of imports and exports for which `leave_out` holds.
    pub(crate) fn body(&self, leave_out: impl Fn(usize) -> bool) -> Vec<Token<'s>> {
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

    /// All of its tokens but for the imports that are `gone`.
    pub(crate) fn tokens_without(&self, gone: impl Fn(&Import<'s>) -> bool) -> Vec<Token<'s>> {
        let of_gone = |at: usize| {
            let mut imports = self.imports.iter().filter(|import| gone(import));
            imports.any(|import| import.at.contains(&at))
        };
        self.body(of_gone)
    }
}

/// The folder of a path, without a slash at its end.
pub(crate) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
