// Keeps a search off the page's own thread. The same calls work on the page itself where a worker is denied.

import { Engine } from "./engine.js";

let engine;

self.onmessage = async ({ data: { number, call, arguments: given } }) => {
  try {
    engine ??= Engine.open(given[0]).catch((error) => { engine = undefined; throw error; });
    const answer = call === "open" ? (await engine).store.count : await (await engine)[call](...given.slice(1));
    self.postMessage({ number, answer });
  } catch (error) {
    self.postMessage({ number, error: String(error) });
  }
};
