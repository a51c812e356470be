// The anatomy of a Vietnamese syllable: its letters, the marks on them, its tone.

export const TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"];
const QUALITY = /[\u0302\u0306\u031b]/;

/** Lower case without the marks of Vietnamese, đ as d; the same table as the builder's (tests/vectors/fold.tsv). */
export function fold(text) {
  return text.normalize("NFD").replace(/[\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b]/g, "")
    .replace(/[đĐ]/g, "d").toLowerCase().normalize("NFC");
}

/** Folded words joined by `-`: how an id is made from a name (tests/vectors/slug.tsv). */
export const slug = (text) => fold(text).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

/** Runs of letters and digits in lower case, as the builder cuts them (tests/vectors/words.tsv). */
export const words = (text) => text.normalize("NFC").toLowerCase().match(/[\p{Alphabetic}\p{N}\u0300-\u036f]+/gu) ?? [];

/**
 * A word taken apart: `bare` without any mark, `letters` with the marks that make other letters
 * (ă â đ ê ô ơ ư) and without tone, `tone` 0 to 5. Where the tone stands does not count, and a y
 * that is a syllable's only vowel is an i: mỹ and mĩ, quý and quí.
 */
export function anatomy(word) {
  let letters = "", bare = "", tone = 0;
  for (const sign of word.normalize("NFD")) {
    const t = TONES.indexOf(sign);
    if (t > 0) tone = t;
    else if (QUALITY.test(sign)) letters = (letters + sign).normalize("NFC");
    else { letters += sign; bare += sign === "đ" ? "d" : sign; }
  }
  if (bare !== onlyVowel(bare)) { letters = letters.slice(0, -1) + "i"; bare = bare.slice(0, -1) + "i"; }
  return { bare, letters, tone };
}

/** Bare letters with a y that is the only vowel as i. */
export const onlyVowel = (bare) => bare.replace(/^(qu|[^aeiouy]*)y$/, "$1i");

/** How well a typed word agrees with a word that has the same bare letters: 1 for the same marks, less for each that differs. */
export function agreement(typed, word) {
  if (typed.letters === word.letters && typed.tone === word.tone) return 1;
  if (typed.letters === typed.bare && !typed.tone) return 0.93;
  let quality = 1;
  for (let i = 0; i < typed.letters.length; i++) {
    const a = typed.letters[i], b = word.letters[i];
    if (a !== b) quality -= a === typed.bare[i] ? 0.04 : 0.24;
  }
  if (typed.tone !== word.tone) {
    if (!typed.tone) quality -= 0.06;
    else if (typed.tone + word.tone === 5 && typed.tone !== 0 && word.tone !== 0 && Math.abs(typed.tone - word.tone) === 1) quality -= 0.12; // hỏi and ngã
    else quality -= 0.26;
  }
  return Math.max(quality, 0.4);
}
