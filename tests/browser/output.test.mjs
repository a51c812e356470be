// What can be read off the published files without a browser: weights, valid HTML, heads.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { HtmlValidate } from "html-validate";
import { allPages, hardSite, realSite } from "./sites.mjs";

const PAGE = { "/": 12_000, "/404.html": 12_000 };
const most = (page) => PAGE[page] ?? (/^\/san-pham\/[^/]+\/$/.test(page) ? 14_000 : 20_000);

// The minifier leaves out quotes and slashes that the standard does not ask for, and writes the
// doctype small; everything else of the recommended rules holds.
const validator = new HtmlValidate({
  extends: ["html-validate:recommended"],
  rules: {
    "attr-quotes": "off",
    "attribute-boolean-style": "off",
    "attribute-empty-style": "off",
    "doctype-style": "off",
    "void-style": "off",
    "no-implicit-close": "off",
    // A button in a form submits it without saying so; the minifier leaves out what is said anyway.
    "no-implicit-button-type": "off",
    "no-raw-characters": ["error", { relaxed: true }],
    // Titles are counted by the program, without the site's own name.
    "long-title": "off",
    // A list may bear a name; where one may not, axe says so.
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
    // A number stays as written, so that it can be copied; the style keeps it in one line.
    "tel-non-breaking": ["error", { ignoreClasses: ["tel"] }],
    "no-inline-style": "error",
  },
});

for (const [name, make] of [["the real catalogue", realSite], ["the hard one", hardSite]]) {
  describe(name, () => {
    let site;
    let pages;
    before(() => {
      site = make();
      pages = allPages(site.folder).map((page) => {
        const file = path.join(site.folder, page.endsWith("/") ? `${page}index.html` : page);
        return { page, text: readFileSync(file, "utf8") };
      });
    });
    after(() => site?.remove());

    test("every page keeps its weight", (t) => {
      const weighed = pages.map(({ page, text }) => ({ page, bytes: gzipSync(text, { level: 9 }).length }));
      weighed.sort((a, b) => b.bytes - a.bytes);
      for (const { page, bytes } of weighed.slice(0, 10)) t.diagnostic(`${bytes} ${page}`);
      assert.deepEqual(weighed.filter(({ page, bytes }) => bytes > most(page)), []);
    });

    test("styles, scripts on load and fonts keep theirs", () => {
      const folder = path.join(site.folder, "assets");
      const fonts = readdirSync(folder, { recursive: true })
        .filter((file) => file.endsWith(".woff2"))
        .reduce((all, file) => all + readFileSync(path.join(folder, file)).length, 0);
      for (const { page, text } of pages) {
        const sheets = [...text.matchAll(/<link[^>]*\bhref="?([^\s">]+\.css)/g)].map((found) => gzipSync(readFileSync(path.join(site.folder, found[1])), { level: 9 }).length);
        const styles = sheets.reduce((all, one) => all + one, 0);
        assert.ok(sheets.length && styles <= 10_000, `${styles} bytes of styles: ${page}`);
      }
      assert.ok(fonts <= 8_000, `${fonts} bytes of fonts`);
      for (const { page, text } of pages) {
        const loaded = [...text.matchAll(/<script[^>]*\bsrc="?([^\s">]+)/g)].map((found) => found[1]);
        const scripts = loaded.reduce((all, src) => all + gzipSync(readFileSync(path.join(site.folder, src)), { level: 9 }).length, 0);
        assert.ok(scripts <= 6_000, `${scripts} bytes of scripts: ${page}`);
      }
    });

    test("every page is valid HTML", async () => {
      const told = [];
      for (const { page, text } of pages) {
        const report = await validator.validateString(text, page);
        for (const result of report.results)
          for (const message of result.messages) told.push(`${page} ${message.line}:${message.column} ${message.ruleId}: ${message.message}`);
      }
      assert.deepEqual(told.slice(0, 20), [], `${told.length} in all`);
    });

    test("nothing stands inline and nothing comes from elsewhere", () => {
      const told = [];
      for (const { page, text } of pages) {
        const inner = text.replace(/<script type="?application\/ld\+json"?>.*?<\/script>/gs, "");
        for (const found of inner.matchAll(/<style|<script(?![^>]*\bsrc=)|\son[a-z]+=|\sstyle=|\b(?:src|srcset)="?https?:/g)) told.push(`${page}: ${found[0]}`);
      }
      assert.deepEqual(told.slice(0, 20), []);
    });

    test("a preview finds a picture of its size, and every tag once", () => {
      for (const { page, text } of pages) {
        const head = text.slice(0, text.indexOf("<body"));
        assert.ok(Buffer.byteLength(text.slice(0, text.indexOf("og:image:alt"))) < 30_000, `${page}: too far down`);
        const value = (name) => {
          const tags = [...head.matchAll(/<meta ([^>]*)>/g)].map((tag) => tag[1]).filter((tag) => new RegExp(`(property|name)="?${name}"?(\\s|$)`).test(tag));
          assert.equal(tags.length, 1, `${page}: ${name}`);
          const found = /content=(?:"([^"]*)"|'([^']*)'|(\S+))/.exec(tags[0]);
          return found[1] ?? found[2] ?? found[3];
        };
        const image = new URL(value("og:image"));
        assert.equal(image.protocol, "https:");
        const file = path.join(site.folder, decodeURIComponent(image.pathname));
        assert.ok(existsSync(file), `${page}: ${image}`);
        const bytes = readFileSync(file);
        assert.ok(bytes.length <= 200_000);
        const kind = bytes.subarray(0, 2).equals(Buffer.from([0xff, 0xd8])) ? "image/jpeg" : "image/png";
        assert.equal(value("og:image:type"), kind);
        assert.equal(`${value("og:image:width")} ${value("og:image:height")}`, "1200 630");
        for (const name of ["og:title", "og:url", "og:site_name", "og:locale", "og:type", "twitter:card"]) assert.ok(value(name), `${page}: ${name}`);
      }
    });
  });
}
