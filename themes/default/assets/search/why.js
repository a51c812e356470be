// Why a product was found that does not hold every word as it was typed. Fetched once one is shown.

import { EDIT, MARKS, SOUND, words } from "./engine.js";

/** The sentence under a result; empty where the fit is the plain one. */
export function why(store, record, [, , , reading, found], understood) {
  const reasons = [], missing = [], text = words([record.name, record.producer, record.place].join(" "));
  reading.row.forEach((typed, i) => {
    if (reading.weak[i]) return;
    const best = new Map(found[i].words.map((one) => [store.words[one[0]], one]));
    let top = null;
    for (const word of text) { const one = best.get(word); if (one && (!top || one[1] > top[1])) top = one; }
    if (!top) { if (!found[i].categories?.length && !holds(store, record.product, found[i].words)) missing.push(typed.word); return; }
    const word = store.words[top[0]];
    if (top[2] === MARKS) reasons.push(`“${typed.word}” khớp “${word}”, khác dấu`);
    if (top[2] === EDIT) reasons.push(`“${typed.word}” gần với “${word}”`);
    if (top[2] === SOUND) reasons.push(`“${typed.word}” nghe như “${word}”`);
  });
  for (const [, , group, index] of reading.note ?? []) reasons.unshift(`cũng gọi là “${store.head.same[group][index]}”`);
  if (missing.length) reasons.push(`không có “${missing.join(" ")}”`);
  if (understood.stars && record.star !== understood.stars) reasons.push(`hạng ${record.star} sao`);
  return reasons.join("; ");
}

/** Whether a product holds one of these words in any field. */
function holds(store, product, found) {
  return found.some(([word]) => store.postings(word).some(([, runs]) => {
    for (let r = 0; r < runs.length; r += 2) if (product >= runs[r] && product < runs[r + 1]) return true;
    return false;
  }));
}
