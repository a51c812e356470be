// What was meant: a query into readings of it, each a row of words with the dictionary's words that may stand for them.

import { agreement, alike, anatomy, telex, vni, words } from "./letters.js";

const LONGEST = 200, MOST = 12, READINGS = 16;
const DIGITS = { ba: 3, bốn: 4, bon: 4, năm: 5, nam: 5 };
/** Kinds of places and producers: they say where the words after them belong, and hardly count themselves. */
const PLACE_KINDS = ["huyện", "xã", "phường", "thị xã", "thị trấn", "thành phố", "tỉnh", "quận", "tx", "tp", "tt", "h", "x", "p", "q"];
const PRODUCER_KINDS = ["công ty", "cty", "tnhh", "trách nhiệm hữu hạn", "cổ phần", "cp", "mtv", "htx", "hợp tác xã", "tht", "tổ hợp tác",
  "cơ sở", "hộ kinh doanh", "hkd", "doanh nghiệp", "dn"];
const WEAK = [...PLACE_KINDS, ...PRODUCER_KINDS, "hộ", "sản phẩm", "đặc sản", "ocop", "ở", "tại", "của", "và", "the", "of", "in", "from", "and"];
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
  const all = words(text);
  return { words: all.slice(0, MOST), stars, open, cut: cut || all.length > MOST };
}

/** Whether the words at `at` are this phrase: letter by letter where marks were typed, else without marks. */
function isAt(row, at, phrase) {
  for (let i = 0; i < phrase.length; i++) {
    const typed = row[at + i];
    if (!typed || typed.bare !== phrase[i].bare || agreement(typed, phrase[i]) < 0.9) return false;
  }
  return true;
}

export class Reader {
  constructor(store) {
    this.store = store;
    this.same = store.head.same.map((list) => list.map((text) => words(text).map(anatomy)));
    this.firsts = new Map();
    this.same.forEach((list, group) => list.forEach((phrase, term) => {
      const found = this.firsts.get(phrase[0].bare) ?? [];
      found.push([group, term]);
      this.firsts.set(phrase[0].bare, found);
    }));
  }

  /** The query as typed. */
  plain(understood) {
    const row = understood.words.map((word, at) => this.typed(word, understood.open && at === understood.words.length - 1));
    return this.reading(row, 1);
  }

  typed(word, open) {
    const form = anatomy(word);
    // Only letters without marks can be what is left of Telex or VNI.
    for (const decoded of [telex(word), vni(word)]) {
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

  /** The dictionary's words for a typed one: [word, quality, why], each once with its best quality. */
  candidates(typed, far) {
    const { byBare, bares, forms } = this.store, found = new Map();
    const put = (bare, typed, worth, why) => {
      for (const id of byBare.get(bare) ?? []) {
        const form = forms[id], agreed = form.bare === typed.bare ? agreement(typed, form) : loosely(typed, form);
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
    // A word that exists as it was typed is less likely to be another one typed wrong.
    const known = (byBare.get(typed.bare) ?? []).some((id) => agreement(typed, forms[id]) > 0.92) ? 0.72 : 1;
    if (far && typed.bare.length > 1 && !/^\d+$/.test(typed.bare)) {
      for (const bare of alike(typed.bare)) put(bare, typed, 0.82 * known, SOUND);
      if (typed.bare.length > 2) for (const bare of edits(typed.bare)) if (byBare.has(bare)) put(bare, typed, 0.76 * known, EDIT);
    }
    return [...found.values()];
  }

  /** Other readings: words joined, split, or said otherwise; the likeliest first. */
  others(plain) {
    const readings = [];
    const replaced = (of, at, length, put, worth, note) => this.reading([...of.row.slice(0, at), ...put, ...of.row.slice(at + length)], of.worth * worth, note ?? of.note);
    for (let at = 0; at < plain.row.length; at++) {
      const typed = plain.row[at], next = plain.row[at + 1];
      if (next) {
        const joined = this.typed((typed.raw ? typed.raw.bare : typed.word) + (next.raw ? next.raw.bare : next.word), next.open);
        if (this.store.byBare.has(joined.bare)) readings.push(replaced(plain, at, 2, [joined], 0.96));
      }
    }
    let split = [plain];
    for (let at = plain.row.length - 1; at >= 0; at--) {
      const typed = plain.row[at];
      const known = this.store.byBare.has(typed.bare);
      if (known && typed.bare.length < 5) continue;
      const parts = this.split(typed);
      if (parts.length) split = split.flatMap((of) => parts.map((put) => replaced(of, at, 1, put, known ? 0.9 : 0.97))).concat(known ? split : []).slice(0, READINGS);
    }
    if (split[0] !== plain) readings.push(...split.filter((of) => of !== plain));
    const said = [];
    for (const of of [plain, ...readings.slice(0, 4)]) said.push(...this.said(of, replaced));
    return [...readings, ...said].slice(0, READINGS * 2);
  }

  /** The same with words of the thesaurus in the place of others, one after another. */
  said(plain, replaced) {
    let made = [], frontier = [plain];
    for (let round = 0; round < 3 && frontier.length; round++) {
      const next = [];
      for (const of of frontier) {
        const from = of.from ?? 0;
        for (let at = from; at < of.row.length; at++) {
          for (const [group, term] of this.firsts.get(of.row[at].bare) ?? []) {
            const phrase = this.same[group][term];
            if (!isAt(of.row, at, phrase)) continue;
            this.same[group].forEach((other, index) => {
              if (index === term || !other.every((form) => this.store.byBare.get(form.bare)?.some((id) => agreement(form, this.store.forms[id]) === 1))) return;
              // A word that is known is more likely meant as it stands than one that is not.
              const known = phrase.every((form) => this.store.byBare.has(form.bare)), plainly = of.row[at].letters === phrase[0].bare && phrase[0].letters + phrase[0].tone !== phrase[0].bare + "0";
              const put = other.map((form) => ({ ...form, word: form.letters, open: false }));
              const reading = replaced(of, at, phrase.length, put, known ? (plainly ? 0.82 : 0.9) : 0.96, (of.note ?? []).concat([[at, phrase.length, group, index]]));
              reading.from = at + put.length;
              reading.gain = phrase.length;
              next.push(reading);
            });
          }
        }
      }
      next.sort((a, b) => b.gain - a.gain || b.worth - a.worth);
      frontier = next.slice(0, READINGS);
      made = made.concat(frontier);
    }
    return made;
  }

  /** A word cut into syllables of the dictionary: the cuts with fewest parts. */
  split(typed) {
    const signs = [...typed.letters], bare = typed.bare, length = bare.length;
    if (length < 4 || signs.length !== length) return [];
    const best = Array.from({ length: length + 1 }, () => []);
    best[0] = [[]];
    for (let end = 1; end <= length; end++) {
      for (let start = Math.max(0, end - 7); start < end; start++) {
        const part = bare.slice(start, end), last = end === length && typed.open && part.length > 1;
        if ((start === 0 && end === length) || (part.length < 2 && !"aoy".includes(part) && !/\d/.test(part))) continue;
        if (!this.store.byBare.has(part) && !(last && this.begins(part))) continue;
        for (const before of best[start]) best[end].push([...before, start]);
      }
      best[end].sort((a, b) => a.length - b.length);
      best[end].length = Math.min(best[end].length, 6);
    }
    const tone = typed.word.normalize("NFD");
    return best[length].slice(0, 5).map((starts) => starts.map((start, i) => {
      const end = starts[i + 1] ?? length;
      // Marks stay with their part: the part is cut out of the word as it was typed.
      const form = anatomy(cut(tone, start, end));
      return { ...form, word: form.letters, open: typed.open && end === length };
    }));
  }
}

/** The base letters from `start` to `end` of a decomposed word, with their marks. */
function cut(word, start, end) {
  let at = -1, out = "";
  for (const sign of word) {
    if (!/[\u0300-\u036f]/.test(sign)) at++;
    if (at >= start && at < end) out += sign;
  }
  return out;
}

/** Agreement of words whose bare letters differ: the marks that were typed should be found in it. */
function loosely(typed, form) {
  if (typed.letters === typed.bare && !typed.tone) return 0.93;
  let quality = 1;
  if (typed.tone !== form.tone) quality -= typed.tone ? 0.18 : 0.06;
  for (const letter of typed.letters) if (letter > "z" && !form.letters.includes(letter)) quality -= 0.15;
  return Math.max(quality, 0.5);
}

/** Every row of letters one edit away: a letter left out, put in, changed, or two swapped. */
function edits(bare) {
  const found = new Set(), letters = "abcdeghiklmnopqrstuvxy0123456789";
  for (let i = 0; i <= bare.length; i++) {
    const start = bare.slice(0, i), rest = bare.slice(i);
    if (rest) found.add(start + rest.slice(1));
    if (rest.length > 1) found.add(start + rest[1] + rest[0] + rest.slice(2));
    for (const letter of letters) {
      found.add(start + letter + rest);
      if (rest) found.add(start + letter + rest.slice(1));
    }
  }
  found.delete(bare);
  return found;
}
