// How often the right product comes first: judged queries and made ones, as a table with a floor for each kind.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fold } from "../../themes/default/assets/search/letters.js";
import { open } from "./index.mjs";
import { dice, KINDS, made } from "./made.mjs";

const engine = await open(process.env.SANVAT_INDEX);
/** Share of first places below which a kind fails. */
const FLOORS = { joined: 0.9, typo: 0.8, english: 0.75, synonym: 0.75, group: 0.9, place: 0.9, producer: 0.9, "made edit": 0.9, "made tone": 0.95, "made joined": 0.9 };
const FLOOR = 0.95, EACH = 60;
const table = new Map();

function score(kind, query, isRight, item) {
  const row = table.get(kind) ?? { right: 0, all: 0, misses: [] };
  row.all++;
  if (item && isRight(item)) row.right++; else row.misses.push(`${query} → ${item?.name}`);
  table.set(kind, row);
}

test("the right product comes first", async () => {
  const lines = readFileSync(new URL("queries.tsv", import.meta.url), "utf8").split("\n").filter((line) => line && !line.startsWith("#"));
  for (const [kind, query, names] of lines.map((line) => line.split("\t"))) {
    const { items } = await engine.search({ text: query, most: 1 });
    score(kind, query, (item) => names.split("|").includes(item.name), items[0]);
  }
  const roll = dice(20261124);
  for (const kind of Object.keys(KINDS)) {
    for (let left = EACH, tries = 0; left > 0 && tries < EACH * 20; tries++) {
      const [target] = await engine.store.records([roll(engine.store.count)]), query = made(kind, target.name, roll);
      if (!query) continue;
      left--;
      const { items } = await engine.search({ text: query, most: 1 });
      score(`made ${kind}`, `${query} (${target.name})`, (item) => fold(item.name) === fold(target.name) || (kind === "prefix" && fold(item.name).startsWith(fold(query))), items[0]);
    }
  }
  const low = [];
  console.log("kind              first  of");
  for (const [kind, { right, all, misses }] of table) {
    console.log(kind.padEnd(17), (right / all).toFixed(2).padStart(5), String(all).padStart(4), misses.slice(0, 3).join("; "));
    if (right / all < (FLOORS[kind] ?? FLOOR)) low.push(`${kind}: ${misses.join("; ")}`);
  }
  const mean = [...table.values()].reduce((sum, { right, all }) => sum + right / all, 0) / table.size;
  console.log("mean of kinds", mean.toFixed(3));
  assert.deepEqual(low, []);
});
