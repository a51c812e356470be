// Lighthouse on the real catalogue, mobile, simulated slow 4G: not a test, a look. `npm run lighthouse [-- RUNS]`
import * as launcher from "chrome-launcher";
import lighthouse from "lighthouse";
import { CHROMIUM } from "../browser.mjs";
import { kinds, realSite } from "../sites.mjs";
import { serve } from "../server.mjs";

const RUNS = Number(process.argv[2] ?? 1);
const WANTED = ["home", "listing", "product", "producer", "table", "search"];
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

const site = realSite();
const host = await serve(site.folder);
const chrome = await launcher.launch({ chromePath: CHROMIUM, chromeFlags: ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage"] });
try {
  console.log(`page | ${CATEGORIES.join(" | ")} | LCP | CLS | TBT`);
  for (const [kind, address] of kinds(site.folder).filter(([kind]) => WANTED.includes(kind))) {
    const runs = [];
    for (let run = 0; run < RUNS; run++) runs.push((await lighthouse(host.url + address, { port: chrome.port, output: "json", onlyCategories: CATEGORIES })).lhr);
    const middle = (value) => runs.map(value).sort((a, b) => a - b)[Math.floor(RUNS / 2)];
    const scores = CATEGORIES.map((category) => Math.round(middle((run) => run.categories[category].score) * 100));
    const audit = (id) => middle((run) => run.audits[id].numericValue);
    console.log(`${kind} | ${scores.join(" | ")} | ${Math.round(audit("largest-contentful-paint"))} ms | ${audit("cumulative-layout-shift").toFixed(3)} | ${Math.round(audit("total-blocking-time"))} ms`);
    for (const lost of Object.values(runs[0].audits).filter((audit) => audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode !== "informative")) console.log(`    ${lost.id}: ${lost.displayValue ?? lost.title}`);
  }
} finally {
  await chrome.kill();
  await host.close();
  site.remove();
}
