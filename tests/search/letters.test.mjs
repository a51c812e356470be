// The tables of tests/vectors/ that the script must read as the builder does.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { agreement, anatomy, fold, slug, words } from "../../themes/default/assets/search/letters.js";
import { telex, vni } from "../../themes/default/assets/search/typing.js";

const rows = (name) => readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8").split("\n").filter((line) => line && !line.startsWith("#")).map((line) => line.split("\t"));

test("folding drops the marks of Vietnamese and nothing else", () => {
  for (const [text, folded] of rows("fold.tsv")) assert.equal(fold(text), folded);
});
test("an address part is the builder's", () => {
  for (const [text, part = ""] of rows("slug.tsv")) assert.equal(slug(text), part);
});
test("a text is cut into the builder's words", () => {
  for (const [text, ...cut] of rows("words.tsv")) assert.deepEqual(words(text), cut);
});
test("syllables left in Telex or VNI are read, tone placement and i or y apart", () => {
  for (const [way, typed, meant] of rows("typing.tsv")) {
    const read = (way === "telex" ? telex : vni)(typed);
    assert.equal(read && agreement(anatomy(read), anatomy(meant)), 1, `${way} ${typed} gives ${read}`);
  }
});
test("what agrees in more marks agrees better", () => {
  for (const [typed, better, worse] of rows("agreement.tsv")) {
    const of = (word) => agreement(anatomy(typed), anatomy(word));
    assert.ok(of(better) > of(worse), `${typed}: ${better} ${of(better)}, ${worse} ${of(worse)}`);
  }
});
