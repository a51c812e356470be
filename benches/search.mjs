// First places of made queries and computing time a query, on an index in a folder: SANVAT_INDEX=FOLDER node benches/search.mjs [EACH] [SEED]

import { fold } from "../themes/default/assets/search/letters.js";
import { open } from "../tests/search/index.mjs";
import { dice, KINDS, made } from "../tests/search/made.mjs";

const [each = 100, seed = 1] = process.argv.slice(2).map(Number), count = { files: 0, bytes: 0 };
const engine = await open(process.env.SANVAT_INDEX, count), roll = dice(seed), times = [];
let sum = 0;
console.log(`${engine.store.count} products; core ${count.bytes} bytes`);
for (const kind of Object.keys(KINDS)) {
  let right = 0, all = 0;
  const misses = [];
  for (let tries = 0; all < each && tries < each * 20; tries++) {
    const [target] = await engine.store.records([roll(engine.store.count)]), query = made(kind, target.name, roll);
    if (!query) continue;
    all++;
    const before = process.cpuUsage(), { items } = await engine.search({ text: query, most: 1 }), used = process.cpuUsage(before);
    times.push((used.user + used.system) / 1000);
    const name = fold(items[0]?.name ?? "");
    if (name === fold(target.name) || (kind === "prefix" && name.startsWith(fold(query)))) right++;
    else misses.push(`${query} (${target.name}) → ${items[0]?.name}`);
  }
  sum += right / all;
  console.log(kind.padEnd(8), (right / all).toFixed(3), misses.slice(0, 3).join("; "));
}
times.sort((a, b) => a - b);
const at = (share) => times[Math.floor(times.length * share)].toFixed(1);
console.log(`mean of kinds ${(sum / Object.keys(KINDS).length).toFixed(3)}; milliseconds a query: half ${at(0.5)}, 95 in 100 ${at(0.95)}`);
