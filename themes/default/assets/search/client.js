// The way from a page to the engine: in a worker, or on the page's own thread where the browser denies one.

const waiting = new Map();
let worker, engine, number = 0, asked;

/** Makes the first of these the file that all calls go to. */
export const client = (index) => ({
  open: () => call("open", [index]),
  search: (wish) => call("search", [index, wish]),
  suggest: (text, most) => call("suggest", [index, text, most]),
  facets: () => call("columns", [index]),
});

function start() {
  return new Promise((settle) => {
    try {
      worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
      worker.onmessage = ({ data }) => {
        const one = waiting.get(data.number);
        waiting.delete(data.number);
        if (data.error) one?.[1](new Error(data.error)); else one?.[0](data.answer);
      };
      // A worker that cannot be loaded says so here and never answers: all that waits is asked again without it.
      worker.onerror = () => { worker = null; for (const [, , again] of waiting.values()) again(); waiting.clear(); };
    } catch {
      worker = null;
    }
    settle();
  });
}

async function call(name, given) {
  await (asked ??= start());
  if (!worker) return here(name, given);
  return new Promise((answer, fail) => {
    waiting.set(++number, [answer, fail, () => here(name, given).then(answer, fail)]);
    worker.postMessage({ number, call: name, arguments: given });
  });
}

async function here(name, [index, ...given]) {
  const { Engine } = await import("./engine.js");
  engine ??= Engine.open(index).catch((error) => { engine = undefined; throw error; });
  return name === "open" ? (await engine).store.count : (await engine)[name](...given);
}
