// The way from a page to the engine: in a worker, or on the page's own thread where the browser denies one.

import { element, marked } from "./dom.js";

export { element, marked };

const waiting = new Map();
let worker, engine, number = 0, asked, opened, core, failed = false;

/** Makes the first of these the index that all calls go to. */
export const client = (index) => {
  const open = () => (opened ??= start(index).catch((error) => { opened = undefined; failed = true; throw error; }));
  const way = (name) => async (...given) => { await open(); return call(name, given); };
  return { open, search: way("search"), suggest: way("suggest"), facets: way("columns") };
};

/** The worker comes while the index does. The page takes the index, for it asked for it before any script ran. */
async function start(index) {
  asked ??= hire();
  // Most pages know only where it is said where the index is, which may be another by now.
  if (index.endsWith(".txt")) {
    const at = new URL(index, location.href);
    index = new URL((await (await got(at, "no-cache")).text()).trim(), at).href;
  }
  core = [index, await (await got(index, failed ? "reload" : "default")).arrayBuffer()];
  engine = undefined;
  return call("open", core);
}

async function got(address, cache) {
  const response = await fetch(address, { cache });
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response;
}

function hire() {
  try {
    worker = new Worker(new URL("./engine.js", import.meta.url), { type: "module" });
    worker.onmessage = ({ data: [number, answer, error] }) => {
      const [settle, fail] = waiting.get(number);
      waiting.delete(number);
      if (error) fail(new Error(error)); else settle(answer);
    };
    // A worker that cannot be loaded says so here and never answers: all that waits is asked again without it.
    worker.onerror = () => { worker = null; for (const [, , again] of waiting.values()) again(); waiting.clear(); };
  } catch {
    worker = null;
  }
  return true;
}

function call(name, given) {
  if (!worker) return here(name, given);
  return new Promise((settle, fail) => {
    waiting.set(++number, [settle, fail, () => here(name, given).then(settle, fail)]);
    worker.postMessage([number, name, given]);
  });
}

async function here(name, given) {
  const { Engine } = await import("./engine.js");
  const opened = await (engine ??= Engine.open(...core));
  return name === "open" || opened[name](...given);
}
