// The anatomy of a Vietnamese syllable: its letters, the marks on them, its tone; and what was meant
// by letters typed in Telex or VNI with the typing program switched off.

const QUALITY = /[\u0302\u0306\u031b]/, TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"];

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

/** What a word means if it was typed in Telex; null if it holds no sign of that. */
export function telex(word) {
  if (!/^[a-z]{2,}$/.test(word)) return null;
  let out = [], tone = 0, met = false;
  for (const sign of word) {
    const vowel = out.some((letter) => /[aăâeêioôơuưy]/.test(letter));
    const t = " frxsj".indexOf(sign);
    if (vowel && (t > 0 || sign === "z")) { tone = Math.max(t, 0); met = true; }
    else if (sign === "w" && (vowel || out.length === 0 || !/[aeiou]/.test(word))) { if (!horn(out, true)) out.push("ư"); met = true; }
    else if ("aeo".includes(sign) && out.lastIndexOf(sign) >= 0) { out[out.lastIndexOf(sign)] = "âêô"["aeo".indexOf(sign)]; met = true; }
    else if (sign === "d" && out[0] === "d") { out[0] = "đ"; met = true; }
    else out.push(sign);
  }
  return met ? toned(out, tone) : null;
}

/** The same for VNI, where marks are digits. */
export function vni(word) {
  if (!/^[a-z]+\d[a-z0-9]*$/.test(word)) return null;
  let out = [], tone = 0;
  for (const sign of word) {
    if (sign >= "1" && sign <= "5") tone = [0, 4, 1, 2, 3, 5][sign];
    else if (sign === "6") {
      const at = Math.max(out.lastIndexOf("a"), out.lastIndexOf("e"), out.lastIndexOf("o"));
      if (at < 0) return null;
      out[at] = "âêô"["aeo".indexOf(out[at])];
    } else if (sign === "7" || sign === "8") { if (!horn(out, sign === "8")) return null; }
    else if (sign === "9") { const at = out.indexOf("d"); if (at < 0) return null; out[at] = "đ"; }
    else if (sign === "0") tone = 0;
    else out.push(sign);
  }
  return out.some((letter) => /[aăâeêioôơuưy]/.test(letter)) ? toned(out, tone) : null;
}

/** Gives the last a, o or u its horn or breve, both letters of uo; false if there is none. */
function horn(out, breve) {
  const word = out.join(""), pair = /(?<!q)[uư][oơ]/.exec(word);
  if (pair) { out[pair.index] = "ư"; out[pair.index + 1] = "ơ"; return true; }
  for (let i = out.length - 1; i >= 0; i--) {
    const at = "ou".indexOf(out[i]);
    if (at >= 0 && !(out[i] === "u" && out[i - 1] === "q")) { out[i] = "ơư"[at]; return true; }
    if (out[i] === "a" && breve) { if (out[i - 1] === "u" && out[i - 2] !== "q") out[i - 1] = "ư"; else out[i] = "ă"; return true; }
  }
  return false;
}

/** Letters with a tone put on the first vowel: where it stands does not count. */
function toned(out, tone) {
  const at = out.findIndex((letter) => /[aăâeêioôơuưy]/.test(letter));
  if (at >= 0) out[at] += TONES[tone];
  return out.join("").normalize("NFC");
}
