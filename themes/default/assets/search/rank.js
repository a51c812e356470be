// Which products a reading of the query finds, and how well each fits.

import { anatomy, words } from "./letters.js";
import { SOUND } from "./query.js";

// The place of a word in a record, as the builder writes it: name, other names, producer, places, tags.
const FIELDS = [[64, 0, 1], [96, 1, 0.9], [128, 2, 0.74], [160, 3, 0.82], [192, 4, 0.5], [256, 5, 0.6]];
const FIELD = new Uint8Array(256), WEIGHT = new Float32Array(256);
for (let at = 0, i = 0; at < 256; at++) {
  if (at >= FIELDS[i][0]) i++;
  FIELD[at] = FIELDS[i][1];
  WEIGHT[at] = FIELDS[i][2];
}
const CATEGORY = 0.7, SLOTS = 3, NEIGHBOURS = 0.5, TOGETHER = 0.05, START = 0.02, WHOLE = 0.06, DEEP = 1500, FEW = 20;

export class Ranker {
  constructor(store) {
    this.store = store;
    const count = store.count;
    this.sum = new Float32Array(count);
    this.best = new Float32Array(count);
    this.slot = new Int32Array(count);
    this.mine = new Int32Array(count);
    this.touched = new Int32Array(count);
    this.categories = store.head.categories.map(([, name, group]) => new Map([...words(name), ...words(group)].map((word) => [word, anatomy(word)])));
  }

  /**
   * For each word of a row the categories it means: [category, quality]. A category is meant by two of
   * its words or more, or by its whole name; one word out of a long name says nothing.
   */
  inCategories(row, agreement) {
    const found = row.map(() => []);
    this.categories.forEach((known, category) => {
      const hits = row.map((typed) => {
        let best = 0;
        for (const form of known.values()) if (form.bare === typed.bare) best = Math.max(best, agreement(typed, form));
        return best > 0.7 ? best : 0;
      });
      const count = hits.filter(Boolean).length;
      if (count > 1 || count === known.size) hits.forEach((quality, i) => quality && found[i].push([category, quality]));
    });
    return found;
  }

  /**
   * Scores the products of a reading. `found` has for each word its `words` ([word, quality, why]) and
   * its `categories` ([category, quality]). Gives [product, score, whether all words were found].
   */
  rank(reading, found) {
    const { store, sum, best, mine } = this, count = store.count, length = found.length;
    let touched = 0;
    const weights = new Float32Array(length);
    let whole = 0;
    const each = (i, visit, met) => {
      const announced = reading.field[i];
      for (const [word, quality, why] of found[i].words) {
        if (met && (why >= SOUND) !== met.far) continue;
        for (const [place, runs] of store.postings(word)) {
          const worth = quality * (announced ? (FIELD[place] === announced ? 1 : WEIGHT[place] * 0.85) : WEIGHT[place]);
          for (let r = 0; r < runs.length; r += 2) visit(runs[r], runs[r + 1], worth, place);
        }
      }
      for (const [category, quality] of met?.far ? [] : found[i].categories ?? []) {
        const runs = store.ofCategory(category);
        for (let r = 0; r < runs.length; r += 2) visit(runs[r], runs[r + 1], quality * CATEGORY, 255);
      }
    };
    // Rare words tell more than common ones; what a word is only mistaken for does not make it common.
    for (let i = 0; i < length; i++) {
      let near = 0, far = 0;
      each(i, (from, to) => { near += to - from; }, { far: false });
      if (!near) each(i, (from, to) => { far += to - from; }, { far: true });
      const rare = Math.log(1 + count / (1 + (near || far))) / Math.log(2 + count);
      weights[i] = (near || far ? Math.max(0.3, Math.min(1, 0.25 + rare)) : 0.8) * (reading.weak[i] ? 0.12 : 1);
      whole += weights[i];
    }
    // The rarest first: what none of them holds cannot come up to half of the best any more.
    let left = whole, top = 0;
    for (const i of [...found.keys()].sort((a, b) => weights[b] - weights[a])) {
      const closed = left < top * 0.5, weight = weights[i];
      let hit = 0;
      each(i, (from, to, worth) => {
        for (let p = from; p < to; p++) {
          if (closed && sum[p] === 0) continue;
          if (best[p] === 0) mine[hit++] = p;
          if (worth > best[p]) best[p] = worth;
        }
      });
      for (let k = 0; k < hit; k++) {
        const p = mine[k];
        if (sum[p] === 0) this.touched[touched++] = p;
        sum[p] += best[p] * weight;
        if (sum[p] > top) top = sum[p];
        best[p] = 0;
      }
      left -= weight;
    }
    const all = this.touched.subarray(0, touched), deep = [], kept = [];
    for (const p of all) if (sum[p] >= top * 0.8) deep.push(p);
    // What holds only some of the words is of use where little holds more.
    if (deep.length < FEW) for (const p of all) if (sum[p] >= top * 0.5 && sum[p] < top * 0.8) kept.push(p);
    if (deep.length > DEEP) { deep.sort((a, b) => sum[b] - sum[a] || a - b); kept.push(...deep.splice(DEEP)); }
    const results = this.closely(reading, found, deep, weights, each);
    const strong = weights.reduce((all, weight, i) => all + (reading.weak[i] ? 0 : 1), 0);
    // Those that lack a word come after those that do not.
    const rows = deep.map((p, s) => [p, reading.worth * (sum[p] + results.extra[s]) / whole * (0.7 + 0.3 * results.hits[s] / strong), results.hits[s] > strong - 0.9]);
    for (const p of kept) rows.push([p, reading.worth * sum[p] / whole * 0.7, false]);
    for (const p of all) sum[p] = 0;
    return rows;
  }

  /** What the places of the words add for each of these products, and how many words that count it holds. */
  closely(reading, found, deep, weights, each) {
    const { slot } = this, length = found.length, size = SLOTS;
    const places = new Int16Array(deep.length * length * size).fill(-1), worths = new Float32Array(places.length);
    deep.forEach((p, s) => { slot[p] = s + 1; });
    for (let i = 0; i < length; i++) {
      each(i, (from, to, worth, place) => {
        for (let p = from; p < to; p++) {
          const s = slot[p] - 1;
          if (s < 0) continue;
          const base = (s * length + i) * size;
          let at = -1, low = Infinity;
          for (let k = base; k < base + size; k++) {
            if (places[k] === -1 || places[k] === place) { at = k; low = -1; break; }
            if (worths[k] < low) { low = worths[k]; at = k; }
          }
          if (low < worth && (places[at] !== place || worths[at] < worth)) { places[at] = place; worths[at] = worth; }
        }
      });
    }
    const extra = new Float32Array(deep.length), hits = new Float32Array(deep.length);
    const of = (place) => (place < 64 ? place & 31 : place);
    deep.forEach((p, s) => {
      slot[p] = 0;
      const start = s * length * size;
      let inOrder = true, ends = false;
      for (let i = 0; i < length; i++) {
        const base = start + i * size;
        if (places[base] >= 0 && !reading.weak[i]) {
          const top = strongest(places, worths, base);
          // One word of the record does not stand for two of the query.
          let taken = false;
          for (let j = 0; j < length && !taken; j++) {
            const other = j === i ? -1 : strongest(places, worths, start + j * size);
            taken = other >= 0 && places[top] !== 255 && places[other] === places[top] && (worths[other] > worths[top] || (worths[other] === worths[top] && j < i));
          }
          if (taken) extra[s] -= weights[i] * worths[top] * 0.8;
          else hits[s] += worths[top] / WEIGHT[places[top]] >= 0.7 || places[top] === 255 ? 1 : 0.6;
        }
        if (i + 1 === length) break;
        let gain = 0;
        for (let a = base; a < base + size && places[a] >= 0; a++) {
          for (let b = base + size; b < base + 2 * size && places[b] >= 0; b++) {
            if (FIELD[places[a]] !== FIELD[places[b]]) continue;
            const next = places[a] === 255 || of(places[b]) - of(places[a]) === 1;
            const value = (next ? NEIGHBOURS : TOGETHER) * Math.min(worths[a], worths[b]);
            if (value > gain) gain = value;
          }
        }
        if (gain < 0.1) inOrder = false;
        extra[s] += gain * Math.min(weights[i], weights[i + 1]);
      }
      for (let k = start; k < start + size; k++) {
        if (places[k] === 0 || places[k] === 32) { extra[s] += START * weights[0] * worths[k]; ends = true; }
      }
      if (ends && inOrder) {
        const base = start + (length - 1) * size;
        for (let k = base; k < base + size; k++) if (places[k] >= 32 && places[k] < 64) { extra[s] += WHOLE * worths[k]; break; }
      }
    });
    return { extra, hits };
  }
}

/** The slot of the best place of a word; -1 where it has none. */
function strongest(places, worths, base) {
  if (places[base] < 0) return -1;
  let top = base;
  for (let k = base + 1; k < base + SLOTS && places[k] >= 0; k++) if (worths[k] > worths[top]) top = k;
  return top;
}
