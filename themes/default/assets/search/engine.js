// A search from the query to what is shown: readings, ranking, facets, suggestions, and why a result is there.

// In a worker it answers the page; the same calls work on the page itself where a worker is denied.

import { agreement, anatomy, onlyVowel, TONES, words } from "./letters.js";
import { EDIT, EXACT, isAt, MARKS, PREFIX, Reader, SOUND, understand } from "./query.js";
import { Ranker } from "./rank.js";
import { Store } from "./store.js";

// For the parts that are fetched when they are needed.
export { agreement, anatomy, EDIT, isAt, MARKS, onlyVowel, SOUND, TONES, words };

const ENOUGH = 12, SURE = 3, FILES = 12, FAR = 5, FACETS = ["sao", "huyen", "nganh", "tinh-trang"];

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
    const chosen = FACETS.filter((id) => wish[id]);
    if (chosen.some((id) => id !== "sao")) await this.store.facets();
    const found = understood.words.length ? await this.find(understood, wish.quick) : this.everything(understood);
    const pass = (but) => {
      const tests = chosen.filter((id) => id !== but).map((id) => this.test(id, wish[id]));
      return ([product]) => tests.every((test) => test(product));
    };
    const kept = chosen.length ? found.rows.filter(pass()) : found.rows;
    if (wish.order === "sao") kept.sort((a, b) => a[0] - b[0]);
    const from = wish.from ?? 0, shown = kept.slice(from, from + (wish.most ?? 12));
    const records = await this.store.records(shown.map((row) => row[0]));
    const isPlain = records.every((record, i) => this.isPlain(record, shown[i], understood)), reasons = isPlain ? null : await import("./why.js");
    const items = records.map((record, i) => ({ ...record, category: this.store.head.categories[record.category], ...this.explain(record, shown[i], understood, reasons) }));
    return {
      total: kept.length, complete: kept.reduce((sum, row) => sum + (row[2] ? 1 : 0), 0), items, stars: understood.stars, cut: understood.cut, words: understood.words,
      facets: this.store.columns ? this.facets(found.rows, pass) : null,
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

  /** Whether a product shows every word as it was typed, or without its marks: then it speaks for itself. */
  isPlain(record, [, , complete, reading, found], understood) {
    const text = new Set(words([record.name, record.producer, record.place].join(" ")));
    const shows = ([word, , why]) => (why === EXACT || why === PREFIX) && text.has(this.store.words[word]);
    return !reading || (complete && !reading.note && !understood.stars && found.every((one) => one.words.some(shows)));
  }

  /** Which letters of the name to mark; with `reasons` a sentence where the fit is not the plain one. */
  explain(record, row, understood, reasons) {
    const [, , complete, reading, found] = row;
    if (!reading) return { why: "" };
    const fits = new Set(found.flatMap((one) => one.words.map(([word]) => this.store.words[word])));
    const parts = record.name.split(/([\p{Alphabetic}\p{N}\u0300-\u036f]+)/u).map((text, at) => [text, at % 2 === 1 && fits.has(words(text)[0])]);
    return { parts, complete, why: reasons ? reasons.why(this.store, record, row, understood) : "" };
  }

  /** A facet's values by number (id and label come first), the value of a product, and of a value the one it lies in (-1 for none). */
  facet(id) {
    const { store } = this, { head, columns } = store;
    const values = { sao: [, , , ["3", "3 sao"], ["4", "4 sao"], ["5", "5 sao"]], huyen: [["chua-ro", "Chưa rõ huyện"], ...head.districts], nganh: head.categories, "tinh-trang": head.states }[id];
    return { values, of: id === "sao" ? (product) => store.star(product) : (product) => columns[id][product], above: (value) => (id === "nganh" ? values[value][3] - 1 : -1) };
  }

  test(id, wanted) {
    const { values, of, above } = this.facet(id), at = values.findIndex((value) => value?.[0] === wanted);
    return (product) => { const value = of(product); return at >= 0 && (value === at || above(value) === at); };
  }

  /** Of each facet the values with their counts, as if that facet were free. */
  facets(rows, pass) {
    return Object.fromEntries(FACETS.map((id) => {
      const { values, of, above } = this.facet(id), counts = [], test = pass(id), options = [];
      const add = (value, count) => { if (value >= 0) counts[value] = (counts[value] ?? 0) + count; };
      for (const row of rows) if (test(row)) add(of(row[0]), 1);
      counts.slice().forEach((count, value) => add(above(value), count));
      counts.forEach((count, value) => options.push([values[value][0], values[value][1], count]));
      return [id, options.sort((a, b) => (id === "sao" ? b[0] - a[0] : b[2] - a[2] || (a[0] < b[0] ? -1 : 1)))];
    }));
  }

  /** What a box suggests for unfinished words. */
  async suggest(text, most) {
    const { suggest } = await import("./suggest.js");
    return suggest(this, text, most);
  }
}

if (typeof WorkerGlobalScope === "function") {
  let engine;
  self.onmessage = async ({ data: [number, name, given] }) => {
    try {
      if (name === "open") engine = await Engine.open(...given);
      self.postMessage([number, name === "open" || (await engine[name](...given))]);
    } catch (error) {
      self.postMessage([number, null, String(error)]);
    }
  };
}
