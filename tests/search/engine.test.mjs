// Facets, pages, and what must not break: empty, endless and hostile queries, an index cut short.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { Engine } from "../../themes/default/assets/search/engine.js";
import { understand } from "../../themes/default/assets/search/query.js";
import { open } from "./index.mjs";

const folder = process.env.SANVAT_INDEX, engine = await open(folder);

test("facets count what their choice would give, also for an empty query", async () => {
  for (const text of ["", "nước mắm", "cói"]) {
    await engine.columns();
    const all = await engine.search({ text });
    for (const [facet, options] of Object.entries(all.facets)) {
      assert.ok(options.length > 0, `${text} ${facet}`);
      for (const [value, label, count] of options.slice(0, 5)) {
        assert.equal((await engine.search({ text, [facet]: value })).total, count, `${text}: ${facet}=${value} (${label})`);
      }
    }
    const bySum = all.facets.sao.reduce((sum, [, , count]) => sum + count, 0);
    assert.equal(bySum, all.total);
  }
  for (const facet of ["sao", "huyen", "nganh", "tinh-trang"]) assert.equal((await engine.search({ text: "", [facet]: "khong-co" })).total, 0, facet);
});

test("pages follow one another without a gap", async () => {
  const whole = (await engine.search({ text: "mật ong", most: 40 })).items.map((item) => item.id);
  const parts = [];
  for (const from of [0, 10, 20, 30]) parts.push(...(await engine.search({ text: "mật ong", from, most: 10 })).items.map((item) => item.id));
  assert.deepEqual(parts, whole);
});

test("a first search fetches few of the files", async () => {
  const count = { files: 0, bytes: 0 }, cold = await open(folder, count);
  await cold.search({ text: "mắm tôm lê gia", most: 2, quick: true });
  assert.ok(count.files < 9 && count.bytes < 40_000, JSON.stringify(count));
});

test("star levels are understood in words and signs", () => {
  for (const [text, stars, left] of [["mắm 4 sao", 4, ["mắm"]], ["5*", 5, []], ["ba sao nem", 3, ["nem"]], ["trà ★★★★", 4, ["trà"]], ["gạo sao khuê", 0, ["gạo", "sao", "khuê"]], ["15 sao", 0, ["15", "sao"]], ["nem 4sao", 4, ["nem"]]]) {
    const read = understand(text);
    assert.equal(read.stars, stars, text);
    assert.deepEqual(read.words, left, text);
  }
});

test("near matches say why, and what is missing is named", async () => {
  const why = async (text) => (await engine.search({ text, most: 1 })).items[0].why;
  assert.match(await why("rựu sâm báo"), /“rựu”/);
  assert.match(await why("dưa leo baby"), /cũng gọi là “dưa chuột”/);
  assert.match(await why("mắm tôm lê gia zzzz"), /không có “zzzz”/);
  assert.equal(await why("mắm tôm lê gia"), "");
  assert.equal(await why("mam tom le gia"), "");
});

test("no text breaks it", async () => {
  const texts = ["", " ", "\u0301", "a".repeat(10_000), "mật ".repeat(3_000), "<img src=x onerror=alert(1)>", "__proto__ constructor", "\ud800", "🍯🍯", "(((", "0", "\u202e abc", "toString", "%00", "ﷺ".repeat(100)];
  for (const text of texts) {
    const found = await engine.search({ text, most: 3 });
    assert.ok(found.total >= 0, text);
    await engine.suggest(text, 6);
  }
  assert.ok((await engine.search({ text: "mật ".repeat(3_000) })).cut);
});

test("a file cut short is an error, and the next try is made anew", async () => {
  let short = true;
  const read = async (address) => {
    const bytes = new Uint8Array(gunzipSync(await readFile(address)));
    return short && /w\d+\.bin$/.test(address) ? bytes.subarray(0, bytes.length >> 1) : bytes;
  };
  await assert.rejects(Engine.open(`${folder}/core.bin`, null, async (address) => (await read(address)).subarray(0, 5000)));
  const torn = await Engine.open(`${folder}/core.bin`, null, async (address) => { if (/w\d+\.bin$/.test(address) && short) throw new Error("cut"); return read(address); });
  await assert.rejects(torn.search({ text: "mắm tôm" }));
  short = false;
  assert.ok((await torn.search({ text: "mắm tôm" })).total > 0);
});
