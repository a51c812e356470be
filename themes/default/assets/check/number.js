// What all spellings of one decision number or product code have in common. The same rules as
// src/text/decision.rs; tests/vectors/decision.tsv holds both to it.
const ends = new Set(["ngay", "cua", "do", "ve", "cap", "ky", "nam"]);

// Small letters without the marks of Vietnamese; eth looks like đ and is often typed for it.
const fold = (text) => text.normalize("NFD").replace(/[\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b]/g, "").toLowerCase().replace(/[đð]/g, "d");

export function key(text) {
  const plain = fold(text.normalize("NFKC"));
  let out = "", between = "";
  for (const { 0: run, index } of plain.matchAll(/[0-9]+|[a-z]+|[^0-9a-z]+/g)) {
    if (!out && !/[0-9]/.test(run)) continue;
    if (/^[0-9]/.test(run)) {
      const thousand = between === "." && /^[0-9]{1,3}$/.test(out) && run.length === 3 && plain[index + 3] === "/";
      if (!out) out = run.replace(/^0+(?=.)/, "");
      else out += (/[0-9]$/.test(out) && !thousand ? "-" : "") + run;
    } else if (/^[a-z]/.test(run)) {
      if (between && ends.has(run)) break;
      out += run;
    } else {
      if (/[,;()[\]\n]/.test(run)) break;
      between = run;
      continue;
    }
    between = "";
  }
  return out;
}

// Whether a row's key is what was typed, or begins with it where a number does not go on: 3912 finds
// 3912/QĐ-UBND, not 39120 and not a code.
export const fits = (found, typed) => found === typed || (found.startsWith(typed) && /[a-z]/.test(found[typed.length]));

// The eight signs of a short address, read as Crockford reads them: O is 0, I and L are 1.
export function short(text) {
  const code = text.trim().toLowerCase().replace(/[\s-]/g, "").replace(/o/g, "0").replace(/[il]/g, "1");
  return /^[0-9a-hjkmnp-tv-z]{8}$/.test(code) ? code : null;
}
