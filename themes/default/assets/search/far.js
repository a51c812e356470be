// Further off: what a word may be a slip for, and other readings of a query: words joined, split, or said
// otherwise. Fetched once a query finds little as it stands.

import { agreement, anatomy, EDIT, isAt, onlyVowel, SOUND, words } from "./engine.js";

const READINGS = 16;

/** Adds words that sound alike to some, and those one slip of the finger away. */
export function farther({ store: { byBare, forms } }, typed, put) {
  if (typed.bare.length < 2 || /^\d+$/.test(typed.bare)) return;
  // A word that exists as it was typed is less likely to be another one typed wrong.
  const known = (byBare.get(typed.bare) ?? []).some((id) => agreement(typed, forms[id]) > 0.92) ? 0.72 : 1;
  for (const bare of alike(typed.bare)) put(bare, typed, 0.82 * known, SOUND);
  if (typed.bare.length > 2) for (const bare of edits(typed.bare)) if (byBare.has(bare)) put(bare, typed, 0.76 * known, EDIT);
}

/** Agreement of words whose bare letters differ: the marks that were typed should be found in it. */
export function loosely(typed, form) {
  if (typed.letters === typed.bare && !typed.tone) return 0.93;
  let quality = 1;
  if (typed.tone !== form.tone) quality -= typed.tone ? 0.18 : 0.06;
  for (const letter of typed.letters) if (letter > "z" && !form.letters.includes(letter)) quality -= 0.15;
  return Math.max(quality, 0.5);
}

let known;

/** The lists of words that mean the same, and for a first word the lists and phrases that begin with it. */
function thesaurus(store) {
  if (known?.store === store) return known;
  const same = store.head.same.map((list) => list.map((text) => words(text).map(anatomy))), firsts = new Map();
  same.forEach((list, group) => list.forEach((phrase, term) => {
    const found = firsts.get(phrase[0].bare) ?? [];
    found.push([group, term]);
    firsts.set(phrase[0].bare, found);
  }));
  return (known = { store, same, firsts });
}

/** Other readings: words joined, split, or said otherwise; the likeliest first. */
export function others(reader, plain) {
  const readings = [];
  const replaced = (of, at, length, put, worth, note) => reader.reading([...of.row.slice(0, at), ...put, ...of.row.slice(at + length)], of.worth * worth, note ?? of.note);
  for (let at = 0; at < plain.row.length; at++) {
    const typed = plain.row[at], next = plain.row[at + 1];
    if (next) {
      const word = (typed.raw?.bare ?? typed.word) + (next.raw?.bare ?? next.word), joined = { ...anatomy(word), word, open: next.open };
      if (reader.store.byBare.has(joined.bare)) readings.push(replaced(plain, at, 2, [joined], 0.96));
    }
  }
  let split = [plain];
  for (let at = plain.row.length - 1; at >= 0; at--) {
    const typed = plain.row[at];
    const known = reader.store.byBare.has(typed.bare);
    if (known && typed.bare.length < 5) continue;
    const parts = cuts(reader, typed);
    if (parts.length) split = split.flatMap((of) => parts.map((put) => replaced(of, at, 1, put, known ? 0.9 : 0.97))).concat(known ? split : []).sort(likelier).slice(0, READINGS);
  }
  if (split[0] !== plain) readings.push(...split.filter((of) => of !== plain));
  readings.sort(likelier);
  const told = [];
  for (const of of [plain, ...readings.slice(0, 4)]) told.push(...said(reader, of, replaced));
  return [...readings.slice(0, READINGS / 2), ...told].slice(0, READINGS);
}

const likelier = (a, b) => b.worth - a.worth || a.row.length - b.row.length;

/** The same with words of the thesaurus in the place of others, one after another. */
function said(reader, plain, replaced) {
  const { same, firsts } = thesaurus(reader.store);
  let made = [], frontier = [plain];
  for (let round = 0; round < 3 && frontier.length; round++) {
    const next = [];
    for (const of of frontier) {
      const from = of.from ?? 0;
      for (let at = from; at < of.row.length; at++) {
        for (const [group, term] of firsts.get(of.row[at].bare) ?? []) {
          const phrase = same[group][term];
          if (!isAt(of.row, at, phrase)) continue;
          same[group].forEach((other, index) => {
            if (index === term || !other.every((form) => reader.store.byBare.get(form.bare)?.some((id) => agreement(form, reader.store.forms[id]) === 1))) return;
            // A word that is known is more likely meant as it stands than one that is not.
            const known = phrase.every((form) => reader.store.byBare.has(form.bare)), plainly = of.row[at].letters === phrase[0].bare && phrase[0].letters + phrase[0].tone !== phrase[0].bare + "0";
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
function cuts(reader, typed) {
  const signs = [...typed.letters], bare = typed.bare, length = bare.length;
  if (length < 4 || signs.length !== length) return [];
  const best = Array.from({ length: length + 1 }, () => []);
  best[0] = [[]];
  for (let end = 1; end <= length; end++) {
    for (let start = Math.max(0, end - 7); start < end; start++) {
      const part = onlyVowel(bare.slice(start, end)), last = end === length && typed.open && part.length > 1;
      if ((start === 0 && end === length) || (part.length < 2 && !"aoy".includes(part) && !/\d/.test(part))) continue;
      if (!reader.store.byBare.has(part) && !(last && reader.begins(part))) continue;
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

/** The base letters from `start` to `end` of a decomposed word, with their marks. */
function cut(word, start, end) {
  let at = -1, out = "";
  for (const sign of word) {
    if (!/[\u0300-\u036f]/.test(sign)) at++;
    if (at >= start && at < end) out += sign;
  }
  return out;
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

// Sounds that many speakers do not tell apart, at the beginning and at the end of a syllable.
const BEGIN = [["s", "x"], ["ch", "tr"], ["d", "gi", "r", "v"], ["l", "n"], ["c", "k", "q"], ["ng", "ngh"], ["g", "gh"]];
const END = [["n", "ng", "nh"], ["c", "t", "ch"], ["i", "y"], ["m", "n"]];

/** Bare syllables that sound like this one to some. */
export function alike(bare) {
  const found = new Set();
  const [, begin, rest] = /^(ngh|ng|nh|gh|gi(?=[aeou])|kh|ph|th|ch|tr|qu|[^aeiouy]?)(.*)$/.exec(bare);
  for (const group of BEGIN) {
    if (group.includes(begin)) for (const other of group) found.add(other + rest);
  }
  for (const group of END) {
    for (const ending of group) {
      const stem = bare.slice(0, bare.length - ending.length);
      if (bare.endsWith(ending) && /[aeiouy]$/.test(stem)) for (const other of group) found.add(stem + other);
    }
  }
  found.delete(bare);
  return found;
}
