// The files of the index: fetched when they are needed, kept, and read number by number.

import { anatomy, slug } from "./letters.js";

let failed = false;

/** Fetches a file and undoes the gzip inside it. A file cut short is an error; after one, what the browser kept is not trusted. */
async function fetched(address) {
  try {
    const response = await fetch(address, { cache: failed ? "reload" : "default" });
    if (!response.ok) throw new Error(`${response.status} ${address}`);
    return await unpacked(response);
  } catch (error) {
    failed = true;
    throw error;
  }
}

async function unpacked({ body }) {
  return new Uint8Array(await new Response(body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
}

const short = () => { throw new Error("a file of the index ends too early"); };

/** Reads numbers of seven bits a byte, and bytes with their length before them. */
class Reader {
  constructor(bytes) { this.bytes = bytes; this.at = 0; }
  number() {
    let value = 0, scale = 1, byte;
    do {
      if (this.at >= this.bytes.length) short();
      byte = this.bytes[this.at++];
      value += (byte & 0x7f) * scale;
      scale *= 128;
    } while (byte > 0x7f);
    return value;
  }
  part() {
    const length = this.number(), from = this.at;
    if (from + length > this.bytes.length) short();
    this.at += length;
    return this.bytes.subarray(from, this.at);
  }
  /** Runs of products as [first, one past the last, first, …]. */
  runs() {
    const runs = new Int32Array(this.number() * 2);
    for (let i = 0, end = 0; i < runs.length; i += 2) {
      runs[i] = end + this.number();
      runs[i + 1] = end = runs[i] + this.number() + 1;
    }
    return runs;
  }
}

export class Store {
  /** Opens the index at an address, or with the bytes of its first file; `read` gives a file's content. */
  static async open(address, core, read = fetched) {
    const store = new Store();
    store.folder = address.slice(0, address.lastIndexOf("/") + 1);
    store.read = read;
    store.files = new Map();
    store.lists = new Map();
    const reader = new Reader(await (core ? unpacked(new Response(core)) : read(address))), text = new TextDecoder();
    const head = JSON.parse(text.decode(reader.part()));
    if (head.v !== 1) throw new Error("the index is of another version");
    store.head = head;
    store.count = head.n;
    let start = 0;
    store.starts = head.starts.map((step) => (start += step));
    store.dictionary(text.decode(reader.part()));
    if (head.whole) {
      const files = head.words + head.categories.length, blocks = Math.ceil(head.n / head.block);
      for (let i = 0; i < files; i++) store.keep(`w${i}`, reader.part());
      for (let i = 0; i < blocks; i++) store.keep(`b${i}`, reader.part());
      store.keep("facets", reader.part());
    }
    return store;
  }

  dictionary(text) {
    this.words = [];
    let before = "";
    for (const line of text.split("\n")) {
      if (line) this.words.push((before = before.slice(0, +line[0]) + line.slice(1)));
    }
    this.forms = this.words.map(anatomy);
    this.byBare = new Map();
    this.forms.forEach((form, id) => {
      const ids = this.byBare.get(form.bare);
      if (ids) ids.push(id); else this.byBare.set(form.bare, [id]);
    });
    this.bares = [...this.byBare.keys()].sort();
  }

  keep(name, bytes) { this.files.set(name, bytes); return bytes; }

  has(name) { return this.files.get(name) instanceof Uint8Array; }

  /** A file's bytes, fetched at most once; a failure is forgotten, so that it may be tried again. */
  async file(name) {
    let file = this.files.get(name);
    if (!file) {
      file = this.read(`${this.folder}${name}.bin`).then((bytes) => this.keep(name, bytes));
      this.files.set(name, file);
      file.catch(() => this.files.delete(name));
    }
    return file;
  }

  /** The number of the file that holds a word. */
  fileOf(word) {
    let low = 0, high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.starts[middle] <= word) low = middle; else high = middle;
    }
    return low;
  }

  /** Fetches what `postings` and `ofCategory` need; gives how many files had to be fetched. */
  async need(words, categories = []) {
    const names = new Set();
    for (const word of words) names.add(`w${this.fileOf(word)}`);
    for (const category of categories) names.add(`w${this.head.words + category}`);
    const lacking = [...names].filter((name) => !this.has(name));
    await Promise.all(lacking.map((name) => this.file(name)));
    return lacking.length;
  }

  /** Where a word stands: [place in the record, runs of products] pairs. Its file must be there. */
  postings(word) {
    const number = this.fileOf(word), name = `w${number}`;
    let offsets = this.lists.get(name);
    if (!offsets) {
      offsets = [];
      const reader = new Reader(this.files.get(name));
      while (reader.at < reader.bytes.length) {
        offsets.push(reader.at);
        for (let places = reader.number(); places > 0; places--) {
          reader.at++;
          for (let numbers = reader.number() * 2; numbers > 0; numbers--) reader.number();
        }
      }
      this.lists.set(name, offsets);
    }
    const found = this.lists.get(word);
    if (found) return found;
    const reader = new Reader(this.files.get(name));
    reader.at = offsets[word - this.starts[number]];
    const places = [];
    for (let left = reader.number(); left > 0; left--) places.push([reader.bytes[reader.at++], reader.runs()]);
    this.lists.set(word, places);
    return places;
  }

  /** The products of a category as runs. Its file must be there. */
  ofCategory(category) {
    return new Reader(this.files.get(`w${this.head.words + category}`)).runs();
  }

  /** What is shown of these products, in their order. */
  async records(products) {
    const size = this.head.block;
    const blocks = [...new Set(products.map((product) => Math.floor(product / size)))];
    await Promise.all(blocks.map((block) => this.block(block)));
    return products.map((product) => this.record(product));
  }

  async block(number) {
    const key = `block ${number}`;
    if (!this.lists.has(key)) this.lists.set(key, JSON.parse(new TextDecoder().decode(await this.file(`b${number}`))));
  }

  record(product) {
    const size = this.head.block;
    const [producers, places, rows] = this.lists.get(`block ${Math.floor(product / size)}`);
    const [id, name, by, at, district, category, state, ends, price, unit] = rows[product % size];
    const [producerId, producer] = producers[by], [commune, communeName, place] = places[at];
    const whole = (short, name) => (short === "" ? slug(name) : short[0] === "+" ? slug(name) + short.slice(1) : short);
    return {
      product, id: whole(id, name), name, star: this.star(product), producer, producerId: whole(producerId, producer),
      commune, communeName, place, district: this.head.districts[district - 1], category, state: this.head.states[state], ends, price, unit,
    };
  }

  /** Products stand by star level, the highest first. */
  star(product) {
    const [five, four] = this.head.stars;
    return product < five ? 5 : product < five + four ? 4 : 3;
  }

  /** District (0 for undecided, else 1 + its number), category and state of every product. */
  async facets() {
    if (!this.columns) {
      const reader = new Reader(await this.file("facets")), count = this.count;
      const column = (of) => { const all = new of(count); for (let i = 0; i < count; i++) all[i] = reader.number(); return all; };
      this.columns = { huyen: column(Uint16Array), nganh: column(Uint16Array), "tinh-trang": column(Uint8Array) };
    }
    return this.columns;
  }
}
