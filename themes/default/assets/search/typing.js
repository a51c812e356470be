// What was meant by letters typed in Telex or VNI with the typing program switched off. Fetched once a
// query holds a word that may be such.

import { TONES } from "./engine.js";

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
