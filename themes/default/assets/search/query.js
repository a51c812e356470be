// What was meant: a query into readings of it, each a row of words with the dictionary's words that may stand for them.

import { agreement, anatomy, words } from "./letters.js";

const LONGEST = 200, MOST = 12;
const DIGITS = { ba: 3, bốn: 4, bon: 4, năm: 5, nam: 5 };
/** Kinds of places and producers: they say where the words after them belong, and hardly count themselves. */
const PLACE_KINDS = ["huyện", "xã", "phường", "thị xã", "thị trấn", "thành phố", "tỉnh", "quận", "tx", "tp", "tt", "h", "x", "p", "q"];
const PRODUCER_KINDS = ["công ty", "cty", "tnhh", "trách nhiệm hữu hạn", "cổ phần", "cp", "mtv", "htx", "hợp tác xã", "tht", "tổ hợp tác",
  "cơ sở", "hộ kinh doanh", "hkd", "doanh nghiệp", "dn"];
const WEAK = [...PLACE_KINDS, ...PRODUCER_KINDS, "hộ", "sản phẩm", "đặc sản", "ocop", "ở", "tại", "của", "và", "the", "of", "in", "from", "and"];
/** What every word left in Telex or VNI shows: a sign behind a vowel, a w, a letter twice, or a digit. */
const LEFT = /[aeiouy].*[frxsjz]|w|([aeod]).*\1|[a-z]\d/;
const phrases = (list) => list.map((text) => words(text).map(anatomy));
const LITTLE = phrases(WEAK), ANNOUNCED = [[phrases(PRODUCER_KINDS), 2], [phrases(PLACE_KINDS), 3]];

/** Why a word of the dictionary stands for one that was typed. */
export const EXACT = 0, MARKS = 1, PREFIX = 2, SOUND = 3, EDIT = 4;

/** The query cut into words, and the star level it asks for (0 for none). */
export function understand(text) {
  const cut = text.length > LONGEST;
  text = text.slice(0, LONGEST).normalize("NFC").toLowerCase();
  let stars = 0;
  const asked = (_, digit) => { stars = +digit || DIGITS[digit]; return " "; };
  text = text.replace(/(?<![\p{L}\p{N}.,])([3-5])\s*(?:sao|stars?|\*|★|⭐)(?![\p{L}\p{N}])/gu, asked)
    .replace(/(?<![\p{L}\p{N}])(ba|bốn|bon|năm|nam)\s+sao(?![\p{L}\p{N}])/gu, asked)
    .replace(/(?<![★⭐])([★⭐]{3,5})(?![★⭐])/gu, (row) => asked(row, [...row].length));
  const open = /[\p{L}\p{N}\u0300-\u036f]$/u.test(text); // the last word may be unfinished
  // The same word over and over says no more than twice.
  const all = words(text).filter((word, at, row) => row.slice(0, at).filter((other) => other === word).length < 2);
  return { words: all.slice(0, MOST), stars, open, cut: cut || all.length > MOST };
}

/** Whether the words at `at` are this phrase: letter by letter where marks were typed, else without marks. */
export function isAt(row, at, phrase) {
  for (let i = 0; i < phrase.length; i++) {
    const typed = row[at + i];
    if (!typed || typed.bare !== phrase[i].bare || agreement(typed, phrase[i]) < 0.9) return false;
  }
  return true;
}

export class Reader {
  constructor(store) {
    this.store = store;
  }

  /** The query as typed. */
  async plain(understood) {
    if (understood.words.some((word) => LEFT.test(word))) this.typing ??= await import("./typing.js");
    const row = understood.words.map((word, at) => this.typed(word, understood.open && at === understood.words.length - 1));
    return this.reading(row, 1);
  }

  typed(word, open) {
    const form = anatomy(word);
    // Only letters without marks can be what is left of Telex or VNI.
    for (const decoded of this.typing ? [this.typing.telex(word), this.typing.vni(word)] : []) {
      if (!decoded) continue;
      const meant = anatomy(decoded), known = this.store.byBare.get(meant.bare);
      if (known && (!this.store.byBare.has(form.bare) || known.some((id) => agreement(meant, this.store.forms[id]) === 1))) return { ...meant, open, word: decoded, raw: form };
      if (open && !this.store.byBare.has(form.bare) && this.begins(meant.bare)) return { ...meant, open, word: decoded, raw: form };
    }
    return { ...form, open, word };
  }

  begins(bare) {
    const all = this.store.bares, at = this.lower(bare);
    return at < all.length && all[at].startsWith(bare);
  }

  lower(bare) {
    const all = this.store.bares;
    let low = 0, high = all.length;
    while (low < high) { const middle = (low + high) >> 1; if (all[middle] < bare) low = middle + 1; else high = middle; }
    return low;
  }

  /** Marks the words that hardly count, and those that a kind of producer (field 2) or place (field 3) announces. */
  reading(row, worth, note) {
    const weak = new Uint8Array(row.length), field = new Uint8Array(row.length);
    for (let at = 0; at < row.length; at++) {
      for (const phrase of LITTLE) if (isAt(row, at, phrase) && phrase.length < row.length) weak.fill(1, at, at + phrase.length);
      for (const [kinds, number] of ANNOUNCED) {
        for (const phrase of kinds) if (isAt(row, at, phrase)) field.fill(number, at + phrase.length, at + phrase.length + (number === 3 ? 2 : 6));
      }
    }
    if (weak.every(Boolean)) weak.fill(0);
    return { row, worth, weak, field, note };
  }

  /** The dictionary's words for a typed one: [word, quality, why], each once with its best quality; with `far` also those it may be a slip for. */
  candidates(typed, far) {
    if (!far && typed.near) return typed.near;
    const { byBare, bares, forms } = this.store, found = new Map();
    const put = (bare, typed, worth, why) => {
      for (const id of byBare.get(bare) ?? []) {
        const form = forms[id], agreed = form.bare === typed.bare ? agreement(typed, form) : far.loosely(typed, form);
        const quality = worth * agreed, before = found.get(id);
        if (!before || before[1] < quality) found.set(id, [id, quality, why === EXACT && agreed < 1 && agreed !== 0.93 ? MARKS : why]);
      }
    };
    put(typed.bare, typed, 1, EXACT);
    if (typed.raw) put(typed.raw.bare, typed.raw, 0.9, EXACT);
    if (typed.open && typed.bare) {
      for (let i = this.lower(typed.bare); i < bares.length && bares[i].startsWith(typed.bare); i++) {
        if (bares[i] === typed.bare) continue;
        for (const id of byBare.get(bares[i])) {
          const form = forms[id], start = { bare: typed.bare, letters: form.letters.slice(0, typed.letters.length), tone: typed.tone ? form.tone : 0 };
          const quality = 0.84 * agreement(typed, start), before = found.get(id);
          if (!before || before[1] < quality) found.set(id, [id, quality, PREFIX]);
        }
      }
    }
    far?.farther(this, typed, put);
    const all = [...found.values()];
    if (!far) typed.near = all;
    return all;
  }
}
