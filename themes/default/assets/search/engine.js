// A search from the query to what is shown: readings, ranking, facets, suggestions, and why a result is there.

// In a worker it answers the page; the same calls work on the page itself where a worker is denied.

import { agreement, anatomy, onlyVowel, TONES, words } from "./letters.js";
import { EDIT, isAt, MARKS, PREFIX, Reader, SOUND, understand } from "./query.js";
import { Ranker } from "./rank.js";
import { Store } from "./store.js";

// For the parts that are fetched when they are needed.
export { agreement, anatomy, EDIT, isAt, onlyVowel, SOUND, TONES, words };

const ENOUGH = 12, SURE = 3, FILES = 12, FAR = 5;

export class Engine {
  /** `core`: the bytes of the index's first file as they were fetched; `read`: another way to its files. */
  static async open(address, core, read) {
    const engine = new Engine();
    engine.store = await Store.open(address, core, read);
    engine.reader = new Reader(engine.store);
    engine.ranker = new Ranker(engine.store);
    return engine;
  }

  /**
   * `wish`: `text`, the chosen `sao`, `huyen`, `nganh`, `tinh-trang`, `order` ("sao" or by fit), `from` and `most`.
   * With `quick` a product that holds every word is enough, so that a first visit fetches little.
   * Gives `total`, `complete` (how many hold every word), `items`, `facets` (null until their columns are there), and what was understood.
   */
  async search(wish) {
    const understood = understand(wish.text ?? "");
    const chosen = FACETS.filter((facet) => wish[facet.id]);
    if (chosen.some((facet) => facet.id !== "sao")) await this.store.facets();
    const found = understood.words.length ? await this.find(understood, wish.quick) : this.everything(understood);
    const pass = (but) => {
      const tests = chosen.filter((facet) => facet.id !== but).map((facet) => facet.test(this.store, wish[facet.id]));
      return (product) => tests.every((test) => test(product));
    };
    const kept = chosen.length ? found.rows.filter((row) => ((test) => test(row[0]))(found.pass ??= pass())) : found.rows;
    if (wish.order === "sao") kept.sort((a, b) => a[0] - b[0]);
    const from = wish.from ?? 0, shown = kept.slice(from, from + (wish.most ?? 12));
    const records = await this.store.records(shown.map((row) => row[0]));
    const items = records.map((record, i) => ({ ...record, category: this.store.head.categories[record.category], ...this.explain(record, shown[i], understood) }));
    return {
      total: kept.length, complete: kept.reduce((sum, row) => sum + (row[2] ? 1 : 0), 0), items, stars: understood.stars, cut: understood.cut, words: understood.words,
      facets: this.store.columns || chosen.length ? this.facets(found.rows, pass) : null,
    };
  }

  /** Fetches what facets are counted from. */
  async columns() {
    await this.store.facets();
    return true;
  }

  everything(understood) {
    const rows = [];
    for (let p = 0; p < this.store.count; p++) if (!understood.stars || this.store.star(p) === understood.stars) rows.push([p, 1, true]);
    return { rows };
  }

  /** All that fits, best first: as typed, and where that does not find enough, as it may have been meant. */
  async find(understood, quick) {
    const plain = await this.reader.plain(understood), merged = new Map();
    await this.read(plain, null, understood, merged);
    let rows = [...merged.values()];
    const good = rows.filter((row) => row[2] && row[1] > 0.62).length;
    if (good < (quick ? 1 : ENOUGH)) {
      this.far ??= await import("./far.js");
      if (good < SURE) await this.read(plain, this.far, understood, merged);
      const others = this.far.others(this.reader, plain)
        // One that holds a word nothing is called finds no more than the plain one does.
        .filter((reading) => reading.row.every((typed, i) => reading.weak[i] || this.reader.candidates(typed).length));
      await this.store.need(others.flatMap((reading) => reading.row.flatMap((typed) => this.reader.candidates(typed).map(([word]) => word))));
      for (const reading of others) await this.read(reading, null, understood, merged);
      rows = [...merged.values()];
    }
    rows.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const top = rows[0]?.[1] ?? 0, complete = rows.filter((row) => row[2]).length;
    // Where enough products hold every word, those that hold some are noise.
    rows = rows.filter((row) => row[2] ? row[1] > top * 0.5 : row[1] > top * (complete >= ENOUGH ? 0.8 : 0.55));
    return { rows };
  }

  /** Ranks one reading into `merged`, where each product keeps its best score. */
  async read(reading, far, understood, merged) {
    const categories = this.ranker.inCategories(reading.row, agreement);
    const found = reading.row.map((typed, i) => ({ words: this.near(reading, typed, i, far), categories: categories[i] }));
    await this.store.need(found.flatMap((one) => one.words.map(([word]) => word)), found.flatMap((one) => one.categories.map(([category]) => category)));
    for (const row of this.ranker.rank(reading, found)) {
      if (understood.stars && this.store.star(row[0]) !== understood.stars) { row[1] *= 0.55; row[2] = false; }
      const before = merged.get(row[0]);
      if (!before || before[1] < row[1]) merged.set(row[0], [...row, reading, found]);
    }
  }

  /**
   * Candidates of a word. Where they would fetch many files, of those that are not the word itself no
   * more than a few files hold: the likeliest, and those that begin alike, for the first letter is seldom wrong.
   */
  near(reading, typed, i, far) {
    const found = this.reader.candidates(typed, reading.weak[i] ? null : far), { store } = this;
    if (store.head.whole || (!typed.open && !far)) return found;
    const files = new Set(), alike = ([word]) => { const { bare } = store.forms[word]; let at = 0; while (at < bare.length && bare[at] === typed.bare[at]) at++; return at; };
    return [...found].sort((a, b) => b[1] - a[1] || alike(b) - alike(a) || store.words[a[0]].length - store.words[b[0]].length).filter(([word, , why]) => {
      const file = store.fileOf(word);
      if (why < PREFIX || files.has(file) || store.has(`w${file}`)) return true;
      return files.size < (why === PREFIX ? FILES : FAR) && files.add(file);
    });
  }

  /** Which letters of the name to mark, and a sentence where the fit is not the plain one. */
  explain(record, row, understood) {
    const [, , complete, reading, found] = row;
    if (!reading) return { marked: [], why: "" };
    const names = record.name.split(/([\p{Alphabetic}\p{N}\u0300-\u036f]+)/u), marked = new Set(), reasons = [];
    const everywhere = words([record.name, record.producer, record.place].join(" "));
    const missing = [];
    reading.row.forEach((typed, i) => {
      const best = new Map(found[i].words.map((one) => [this.store.words[one[0]], one]));
      let top = null;
      for (let at = 1; at < names.length; at += 2) {
        const one = best.get(names[at].normalize("NFC").toLowerCase());
        if (one) { marked.add(at); if (!top || one[1] > top[1]) top = one; }
      }
      for (const word of everywhere) { const one = best.get(word); if (one && (!top || one[1] > top[1])) top = one; }
      if (reading.weak[i]) return;
      if (!top) { if (!found[i].categories?.length && !this.holds(record, found[i])) missing.push(typed.word); return; }
      const word = this.store.words[top[0]];
      if (top[2] === MARKS) reasons.push(`“${typed.word}” khớp “${word}”, khác dấu`);
      if (top[2] === EDIT) reasons.push(`“${typed.word}” gần với “${word}”`);
      if (top[2] === SOUND) reasons.push(`“${typed.word}” nghe như “${word}”`);
    });
    for (const [, , group, index] of reading.note ?? []) reasons.unshift(`cũng gọi là “${this.store.head.same[group][index]}”`);
    if (missing.length) reasons.push(`không có “${missing.join(" ")}”`);
    if (understood.stars && record.star !== understood.stars) reasons.push(`hạng ${record.star} sao`);
    return { parts: names.map((text, at) => [text, marked.has(at)]), complete, why: reasons.join("; ") };
  }

  holds(record, one) {
    return one.words.some(([word]) => this.store.postings(word).some(([, runs]) => {
      for (let r = 0; r < runs.length; r += 2) if (record.product >= runs[r] && record.product < runs[r + 1]) return true;
      return false;
    }));
  }

  /** Of each facet the values with their counts, as if that facet were free. */
  facets(rows, pass) {
    return Object.fromEntries(FACETS.map((facet) => {
      const counts = new Map(), test = pass(facet.id);
      const value = facet.value(this.store);
      if (!value) return [facet.id, []];
      for (const row of rows) if (test(row[0])) for (const one of value(row[0])) counts.set(one, (counts.get(one) ?? 0) + 1);
      const options = [...counts].map(([one, count]) => [...facet.label(this.store, one), count]);
      return [facet.id, facet.sort ? options.sort(facet.sort) : options.sort((a, b) => b[2] - a[2] || (a[0] < b[0] ? -1 : 1))];
    }));
  }

  /** What a box suggests for unfinished words. */
  async suggest(text, most) {
    const { suggest } = await import("./suggest.js");
    return suggest(this, text, most);
  }
}

const FACETS = [
  { id: "sao", value: (store) => (product) => [store.star(product)], test: (store, wanted) => (product) => store.star(product) === +wanted, label: (_, star) => [`${star}`, `${star} sao`], sort: (a, b) => b[0] - a[0] },
  {
    id: "huyen", value: ({ columns }) => columns && ((product) => [columns.district[product]]),
    label: (store, district) => (district ? [store.head.districts[district - 1][0], store.head.districts[district - 1][1]] : ["chua-ro", "Chưa rõ huyện"]),
    test: (store, wanted) => { const at = store.head.districts.findIndex(([slug]) => slug === wanted) + 1; return (product) => store.columns.district[product] === at; },
  },
  {
    id: "nganh", value: ({ columns, head }) => columns && ((product) => { const one = columns.category[product], sector = head.categories[one][3]; return sector ? [one, sector - 1] : [one]; }),
    label: (store, category) => store.head.categories[category].slice(0, 2),
    test: (store, wanted) => { const at = store.head.categories.findIndex(([id]) => id === wanted); return (product) => { const one = store.columns.category[product]; return one === at || store.head.categories[one][3] - 1 === at; }; },
  },
  {
    id: "tinh-trang", value: ({ columns }) => columns && ((product) => [columns.state[product]]),
    label: (store, state) => store.head.states[state].slice(0, 2),
    test: (store, wanted) => { const at = store.head.states.findIndex(([id]) => id === wanted); return (product) => store.columns.state[product] === at; },
  },
];

if (typeof WorkerGlobalScope === "function") {
  let engine;
  self.onmessage = async ({ data: [number, name, given] }) => {
    try {
      if (name === "open") engine = await Engine.open(...given);
      self.postMessage([number, name === "open" ? engine.store.count : await engine[name](...given)]);
    } catch (error) {
      self.postMessage([number, null, String(error)]);
    }
  };
}
