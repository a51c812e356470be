// The certificate check's script against the tables of tests/vectors/ and against its own words.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { answer, nothing } from "../../themes/default/assets/check/answer.js";
import { fits, key, short } from "../../themes/default/assets/check/number.js";
import { day, left, state, today } from "../../themes/default/assets/check/state.js";

const rows = (name) => readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8").split("\n").filter((line) => line && !line.startsWith("#")).map((line) => line.split("\t"));
const known = (text) => (text === "-" ? null : text);

test("all spellings of a number have the builder's key", () => {
  const all = rows("decision.tsv");
  assert.ok(all.length > 30);
  for (const [text, wanted = ""] of all) assert.equal(key(text), wanted, text);
});

test("what holds on a day is what the builder says of it", () => {
  for (const [on, ends, extended, revoked, wanted] of rows("state.tsv"))
    assert.equal(state(day(on), { ends: known(ends), extended: known(extended), revoked: known(revoked) }), wanted, `${on} ${ends} ${extended} ${revoked}`);
});

test("the day is that of Viet Nam, and days are counted whole", () => {
  assert.equal(today(Date.parse("2026-11-23T16:59:59Z")), day("2026-11-23"));
  assert.equal(today(Date.parse("2026-11-23T17:00:00Z")), day("2026-11-24"));
  assert.equal(left(day("2026-11-24"), "2026-12-01"), 7);
  assert.equal(left(day("2026-11-24"), "2026-12"), null);
});

test("a number alone finds the decisions that begin with it and no other number", () => {
  for (const [found, typed, wanted] of [
    ["3912qdubnd", "3912", true],
    ["3912qdubnd", "3912qd", true],
    ["3912qdubnd", "3912qdubnd", true],
    ["39120qdubnd", "3912", false],
    ["3912-2023qdubnd", "3912", false],
    ["38-16000-12-2026", "38", false],
    ["38-16000-12-2026", "38-16000-12-2026", true],
    ["3912qdubnd", "391", false],
  ])
    assert.equal(fits(found, typed), wanted, `${found} ${typed}`);
});

test("a short code is read as it is misread", () => {
  for (const [text, code] of [
    ["0a1b2c3d", "0a1b2c3d"],
    ["0A1B 2C3D", "0a1b2c3d"],
    ["oAiBlc3d", "0a1b1c3d"],
    [" 0a1b-2c3d ", "0a1b2c3d"],
    ["0a1b2c3u", null],
    ["0a1b2c3", null],
    ["3912/QĐ-UBND", null],
  ])
    assert.equal(short(text), code, text);
});

test("every answer is a sentence with its day", () => {
  const at = day("2026-11-24");
  const row = { kind: "so", star: 4, number: "2/QĐ-UBND", issued: "2026-03-10", ends: "2029-03-10", extended: null, revoked: null };
  const say = (change) => answer({ ...row, ...change }, at, "2026-11-20");
  for (const [change, id, part] of [
    [{}, "con-hieu-luc", "đến hết ngày 10/03/2029"],
    [{ ends: "2026-12-01" }, "sap-het-han", "còn 7 ngày, đến hết ngày 01/12/2026"],
    [{ ends: "2026-11-24" }, "sap-het-han", "hôm nay là ngày cuối"],
    [{ ends: "2026-11-01", extended: "2027-01-01" }, "keo-dai", "kéo dài đến hết ngày 01/01/2027"],
    [{ ends: "2026-11-01" }, "het-han", "số liệu ngày 20/11/2026 chưa ghi nhận lần công nhận lại"],
    [{ revoked: "2026-10-01" }, "thu-hoi", "thu hồi từ ngày 01/10/2026"],
    [{ ends: null }, "chua-ro", "không ghi thời hạn"],
    [{ ends: "2026" }, "chua-ro", "chỉ cho biết hạn đến năm 2026"],
  ]) {
    const [found, text] = say(change);
    assert.equal(found, id);
    assert.ok(text.startsWith("Tính đến 24/11/2026, ") && text.endsWith(".") && text.includes(part), text);
    assert.ok(text.includes("Quyết định 2/QĐ-UBND ngày 10/03/2026"), text);
    assert.doesNotMatch(text, /null|undefined/);
  }
  assert.match(say({ kind: "truoc" })[1], /lần công nhận trước/);
  assert.doesNotMatch(say({ number: "Quyết định 2/QĐ-UBND" })[1], /Quyết định Quyết định/);
  const none = nothing("x", "2026-11-20", "0237 000 000");
  assert.ok(none.includes("20/11/2026") && none.includes("không chứng minh") && none.includes("0237 000 000"), none);
});
