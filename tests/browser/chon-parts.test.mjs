// The parts of the visitor's own list that need no page: its address, its table, its QR codes.
import assert from "node:assert/strict";
import { test } from "node:test";
import jsqr from "jsqr";
import { csv } from "../../themes/default/assets/chon/csv.js";
import { MOST, format, parse } from "../../themes/default/assets/chon/list.js";
import { modules, outline } from "../../themes/default/assets/chon/qr.js";

const decode = jsqr.default ?? jsqr;

/** Numbers from a seed, so that what fails fails again. */
function chance(seed) {
  return () => {
    seed = (seed * 1664525 + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
}

test("an address says what its list says, whatever title and notes hold", () => {
  const next = chance(7), signs = [..."abc ~.=#%&+'\"<>()!*/?:;,\\|`đÂợ😀٣", "\u202e", "\ud800", "\n"];
  const text = (most) => Array.from({ length: 1 + next() * most }, () => signs[Math.floor(next() * signs.length)]).join("");
  for (let round = 0; round < 500; round++) {
    const codes = Array.from({ length: 1 + next() * 9 }, () => Array.from({ length: 8 }, () => "0123456789abcdefghjkmnpqrstvwxyz"[Math.floor(next() * 32)]).join(""));
    const first = parse(format({ codes, title: text(20), notes: Object.fromEntries(codes.map((code) => [code, text(30)])), compared: codes.slice(0, 2) }));
    assert.deepEqual(first.codes, [...new Set(codes)]);
    const address = format(first);
    assert.match(address, /^v1[0-9a-z.~=%A-Z_-]*$/);
    assert.equal(format(parse(`#${address}`)), address);
    assert.equal(new URL(`https://example.org/chon/#${address}`).hash, `#${address}`);
  }
});

test("a list reads codes as people write them, and keeps those it does not know", () => {
  const list = parse("#v1.OI234567.oi234567.abcd1234.kh%C3%B4ng-ph%E1%BA%A3i-m%C3%A3.%E0%A4%A~t=T%C3%AAn~n.abcd1234=ghi%20ch%C3%BA~n.zzzzzzzz=l%E1%BA%A1c~x=la~c.abcd1234.zzzzzzzz");
  assert.deepEqual(list.codes, ["01234567", "abcd1234", "không-phải-mã", "%E0%A4%A"]);
  assert.equal(list.title, "Tên");
  assert.deepEqual({ ...list.notes }, { abcd1234: "ghi chú" });
  assert.deepEqual(list.compared, ["abcd1234"]);
  assert.deepEqual(parse(format(list)).codes, list.codes);
  assert.equal(parse("#loc"), null);
  assert.equal(parse(""), null);
  assert.deepEqual(parse("#v1").codes, []);
});

test("what goes beyond the most is counted, and texts are cut and of one line", () => {
  const codes = Array.from({ length: MOST + 3 }, (_, at) => at.toString().padStart(8, "0"));
  const list = parse(`#v1.${codes.join(".")}~t=${"x".repeat(999)}~n.00000000=a%0Ab%E2%80%AEc`);
  assert.equal(list.codes.length, MOST);
  assert.deepEqual(list.rest, ["00000200", "00000201", "00000202"]);
  assert.deepEqual(parse(format(list)).rest, list.rest);
  assert.equal(list.title.length, 120);
  assert.equal(list.notes["00000000"], "a b c");
});

test("a table opens in spreadsheets as text, never as a formula", () => {
  const rows = [["a", 1, "có dấu"], ["=1+1", "+84", "-1", "@x", "\t=1", " =2"], ['"x", y', "a\nb", "a;b", "", null], ["＝1", -5]];
  assert.equal(csv(rows), "\ufeffa,1,có dấu\r\n\"'=1+1\",\"'+84\",\"'-1\",\"'@x\",\"'\t=1\",\"' =2\"\r\n\"\"\"x\"\", y\",\"a\nb\",\"a;b\",,\r\n\"'＝1\",-5\r\n");
});

/** A code as a camera sees it. */
function seen(rows, quiet = 4, scale = 3) {
  const side = (rows.length + 2 * quiet) * scale, pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  rows.forEach((row, y) => row.forEach((on, x) => {
    if (!on) return;
    for (let b = 0; b < scale; b++) for (let a = 0; a < scale; a++) pixels.set([0, 0, 0, 255], (((y + quiet) * scale + b) * side + (x + quiet) * scale + a) * 4);
  }));
  return decode(pixels, side, side)?.data;
}

test("every QR code decodes to its text, in the smallest version that holds it", () => {
  const text = "https://sanvat.example.org/chon/#v1.abcd1234".padEnd(666, ".0123456789abcdefghjk~t=Qu%C3%A0");
  for (const length of [1, 14, 15, 26, 27, 42, 43, 62, 84, 106, 122, 152, 180, 181, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666]) {
    assert.equal(seen(modules(text.slice(0, length))), text.slice(0, length), `${length} bytes`);
  }
  // ISO/IEC 18004, level M: 14, 26, 42 and 62 bytes fill versions 1 to 4.
  assert.deepEqual([14, 15, 26, 27, 42, 43, 62, 63].map((length) => modules("x".repeat(length)).length), [21, 25, 25, 29, 29, 33, 33, 37]);
  assert.equal(seen(modules("Mật ong – 4 sao ✓")), "Mật ong – 4 sao ✓");
  assert.equal(modules(`${text}x`), null);
  const { path, size } = outline("https://a.vn/m/abcd1234");
  assert.equal(size, 33);
  assert.match(path, /^M4 4h7v1h-7z/);
});
