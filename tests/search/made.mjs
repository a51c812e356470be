// Queries made by rule from a product's name, the same every time: what fingers and typing programs do to it.

import { anatomy, words } from "../../themes/default/assets/search/letters.js";

/** Numbers that look random and are the same every time. */
export function dice(seed) {
  let state = seed >>> 0;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * sides);
  };
}

const TELEX = { â: "aa", ă: "aw", ê: "ee", ô: "oo", ơ: "ow", ư: "uw", đ: "dd" }, VNI = { â: "a6", ă: "a8", ê: "e6", ô: "o6", ơ: "o7", ư: "u7", đ: "d9" };
const typed = (word, letters, tones) => {
  let out = "", tone = 0;
  for (const sign of word.normalize("NFD").normalize("NFC")) {
    const parts = sign.normalize("NFD"), at = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"].findIndex((mark) => mark && parts.includes(mark));
    if (at > 0) tone = at;
    const bare = parts.replace(/[\u0300\u0301\u0303\u0309\u0323]/g, "").normalize("NFC");
    out += letters[bare] ?? bare;
  }
  return out + tones[tone];
};
export const telex = (word) => typed(word, TELEX, ["", "f", "r", "x", "s", "j"]);
export const vni = (word) => typed(word, VNI, ["", "2", "3", "4", "1", "5"]);
const plain = (word) => word.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
const TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"];

/** Of each kind a query for a name, or null where the name does not lend itself to it. */
export const KINDS = {
  edit(row, roll) {
    const long = row.map((word, at) => at).filter((at) => row[at].length > 3 && /^\p{L}+$/u.test(row[at]));
    if (!long.length || row.length < 3) return null;
    const at = long[roll(long.length)], word = [...plain(row[at])], place = 1 + roll(word.length - 1), letter = "aeiouhngtc"[roll(10)];
    const change = [() => word.splice(place, 1), () => word.splice(place, 0, letter), () => word.splice(place, 1, letter), () => place + 1 < word.length && word.splice(place, 2, word[place + 1], word[place])][roll(4)];
    change();
    return row.map((other, i) => (i === at ? word.join("") : plain(other)));
  },
  tone(row, roll) {
    if (row.length < 3) return null;
    const at = roll(row.length), { letters, tone } = anatomy(row[at]);
    if (!/[aeiouyăâêôơư]/.test(letters)) return null;
    const vowel = letters.search(/[aeiouyăâêôơư]/), other = TONES[(tone + 1 + roll(5)) % 6];
    return row.map((word, i) => (i === at ? (letters.slice(0, vowel + 1) + other + letters.slice(vowel + 1)).normalize("NFC") : word));
  },
  telex: (row) => row.map(telex),
  vni: (row) => row.map(vni),
  bare: (row) => row.map(plain),
  joined(row, roll) {
    if (row.length < 2) return null;
    const at = roll(row.length - 1), both = roll(2) ? row : row.map(plain);
    return [...both.slice(0, at), both[at] + both[at + 1], ...both.slice(at + 2)];
  },
  swapped(row, roll) {
    if (row.length < 3) return null;
    const at = 1 + roll(row.length - 1), out = [...row];
    out.push(...out.splice(0, at));
    return out;
  },
  prefix(row, roll) {
    const last = row.at(-1);
    if (row.length < 3 || last.length < 3) return null;
    return [...row.slice(0, -1), last.slice(0, 2 + roll(last.length - 2))];
  },
};

/** The query of a kind for a name as text; null where there is none. */
export function made(kind, name, roll) {
  const row = KINDS[kind](words(name), roll);
  return row && row.join(" ");
}
