// Every kind of page in a real browser: how it loads, what it says to assistive technology, whether it fits.
// Two files give it their site, so that both are tried beside each other.
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import axe from "axe-core";
import { launch, open, settled } from "./browser.mjs";
import { forced, moving, sideways, smallTargets, spaced, stop } from "./looks.mjs";
import { allPages, kinds } from "./sites.mjs";
import { serve } from "./server.mjs";

const PHONE = 360;
const DESK = 1280;
/** The kinds of page that hold nearly all there is to see. */
const MAIN = ["home", "listing", "product", "table"];
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** Bytes and requests of a first view without photographs. The search page brings its script (15 kB at most) and the first part of its index (40 kB). */
const FIRST_VIEW = { bytes: 35_000, requests: 8 };
const FIRST_SEARCH = { bytes: 90_000, requests: 30 };
/** Elements of a page; past so many a cheap phone takes long to lay it out. */
const NODES = 1400;

const said = ({ width, dark }) => `${width} px ${dark ? "dark" : "light"}`;

async function expectAccessible(page, where) {
  await page.evaluate(axe.source);
  const found = await page.evaluate((tags) => axe.run(document, { runOnly: tags, resultTypes: ["violations"] }), TAGS);
  return found.violations.map(({ id, nodes }) => `${where} ${id} (${nodes.length} times): ${nodes[0].target.join(" ")} ${nodes[0].failureSummary.split("\n")[1] ?? ""}`);
}

/** Opens the menu, however the theme does it; says whether there is one to open at this width. */
async function openMenu(page) {
  const summary = page.locator("header details > summary").first();
  if (await summary.isVisible()) {
    await summary.click();
    return true;
  }
  const link = page.locator('a[href$="#menu"]').first();
  if (await link.isVisible()) {
    await link.click();
    return true;
  }
  return false;
}

async function openFilter(page) {
  const link = page.locator('a[href$="#loc"]').first();
  if (!(await link.isVisible())) return false;
  await link.click();
  return page.locator("#loc").isVisible();
}

/** How far a page moved under its reader, in words, where it did. */
function moved(shifts) {
  const sum = shifts.reduce((all, one) => all + one.value, 0);
  // Reported to three places, as browsers do: less than half of the last is rounding of pixels.
  return sum < 0.0005 ? [] : [`shift ${sum.toFixed(4)} ${JSON.stringify(shifts[0].where)}`];
}

/** The tests of one site, `name`; on a telephone its pages are looked at in the dark where `dark` is given, on a desk by day then. */
export function tryPages(name, make, { dark = false } = {}) {
  const looks = [{ width: PHONE, dark }, { width: DESK, dark: !dark }];
  describe(name, () => {
    let site;
    let host;
    let browser;
    let pages;
    let visits;
    before(async () => {
      site = make();
      pages = kinds(site.folder);
      host = await serve(site.folder);
      browser = await launch();
      visits = await visited();
    });
    after(async () => {
      await browser?.close();
      await host?.close();
      site?.remove();
    });

    /** What each kind of page shows and does in each look, in one visit of each; on a telephone also what other readers see. */
    async function visited() {
      const found = [];
      for (const look of looks) {
        const page = await open(browser, look);
        for (const [kind, address] of pages) {
          const where = `${kind} ${address} at ${said(look)}:`;
          const here = (all) => all.map((one) => `${where} ${one}`);
          const first = await visit(page, address);
          // Where other work takes the processors away while a page is read, a second look tells.
          const seen = first.shift.length > 0 ? await visit(page, address) : first;
          const faults = [...new Set([...first.faults, ...seen.faults, ...seen.shift])];
          const shown = { where, nodes: seen.nodes, faults: here(faults), moving: here(await page.evaluate(moving)), axe: await expectAccessible(page, where) };
          if (look === looks[0]) Object.assign(shown, await othersSee(page, here));
          found.push(shown);
        }
        await page.context().close();
      }
      return found;
    }

    /** Loads a page, and what comes only where one looks; what went wrong with it and how far it shifted. */
    async function visit(page, address) {
      page.faults.length = 0;
      await page.goto(host.url + address, { waitUntil: "load" });
      await page.evaluate(async () => {
        for (let y = 0; y < document.body.scrollHeight; y += innerHeight) {
          scrollTo(0, y);
          await new Promise((next) => requestAnimationFrame(() => setTimeout(next, 0)));
        }
        scrollTo(0, 0);
      });
      await settled(page);
      const { refused, shifts, nodes } = await page.evaluate(() => ({ refused, shifts, nodes: document.querySelectorAll("*").length }));
      return { nodes, faults: page.faults.concat(refused.map((one) => `refused: ${one}`)), shift: moved(shifts) };
    }

    /** The page at hand for a large finger, with few colours, on a narrow screen, with large letters and with wide lines. */
    async function othersSee(page, here) {
      const small = here(await page.evaluate(smallTargets));
      const few = [];
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme, forcedColors: "active" });
        few.push(...here(await page.evaluate(forced)));
      }
      await page.emulateMedia({ colorScheme: dark ? "dark" : "light", forcedColors: "none" });
      await page.setViewportSize({ width: 320, height: 780 });
      const wide = here(await page.evaluate(sideways)).map((one) => `${one} at 320 px`);
      await page.setViewportSize({ width: 640, height: 780 });
      // Past the policy, as a reader's own setting would be.
      await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%", "important"));
      wide.push(...here(await page.evaluate(sideways)).map((one) => `${one} at 200 %`));
      await page.evaluate(() => document.documentElement.style.removeProperty("font-size"));
      await page.setViewportSize({ width: PHONE, height: 780 });
      const cut = here([...(await page.evaluate(spaced)), ...(await page.evaluate(sideways))]);
      return { small, few, wide, cut };
    }

    /** Everything of this name that was told of all pages; each was looked at. */
    function expectNone(name) {
      const looked = visits.filter((visit) => name in visit);
      assert.ok(looked.length >= pages.length, `${looked.length} of ${pages.length} pages`);
      const all = looked.flatMap((visit) => visit[name]);
      assert.deepEqual(all.slice(0, 25), [], `${all.length} in all`);
    }

    /** Runs `look` on each of these kinds of page, all unless said, at each look and gathers what is told. */
    async function each(looks, look, { only = pages.map(([kind]) => kind), ...options } = {}) {
      const told = [];
      for (const one of looks) {
        const page = await open(browser, { ...one, ...options });
        for (const [kind, address] of pages.filter(([kind]) => only.includes(kind))) {
          page.faults.length = 0;
          await page.goto(host.url + address, { waitUntil: "load" });
          const found = await look(page, `${kind} ${address} at ${said(one)}:`, kind);
          told.push(...found);
        }
        await page.context().close();
      }
      assert.deepEqual(told.slice(0, 25), [], `${told.length} in all`);
    }

    test("there is a page of every kind", () => {
      const found = pages.map(([kind]) => kind);
      for (const kind of ["home", "listing", "product", "producer", "district", "district by level", "table", "category", "news", "news item", "free page", "missing"]) assert.ok(found.includes(kind), kind);
    });

    test("it loads without an error, a refusal, a request elsewhere, or a shift", () => {
      expectNone("faults");
    });

    test("no page has more elements than a cheap phone lays out at once", (t) => {
      const most = visits.toSorted((a, b) => b.nodes - a.nodes);
      for (const { where, nodes } of most.slice(0, 5)) t.diagnostic(`${nodes} elements: ${where}`);
      assert.deepEqual(most.filter(({ nodes }) => nodes > NODES).map(({ where, nodes }) => `${where} ${nodes}`), []);
    });

    test("nothing moves for a reader who asked for rest", () => {
      expectNone("moving");
    });

    /** How each of these kinds of page shifts on a slow host; one after the other, since a page in the background is not drawn. */
    async function shifting(slow, only, count = () => true) {
      const told = [];
      for (const width of [PHONE, DESK])
        for (const [kind, address] of pages.filter(([kind]) => only.includes(kind))) {
          // Each in a browser that has nothing kept.
          const page = await open(browser, { width });
          await page.goto(slow.url + address, { waitUntil: "load" });
          await settled(page);
          const shifts = (await page.evaluate(() => shifts)).filter(count);
          told.push(...moved(shifts).map((one) => `${kind} at ${width}: ${one}`));
          await page.context().close();
        }
      await slow.close();
      return told;
    }

    test("nothing shifts when fonts and photographs come late", async () => {
      const late = (address) => (address.endsWith(".woff2") ? 400 : address.startsWith("/anh/") ? 600 : 0);
      assert.deepEqual(await shifting(await serve(site.folder, late), ["home", "listing", "product", "producer", "news item"]), []);
    });

    test("the header does not move while its page comes in pieces", async () => {
      const pieces = (address) => (address.endsWith("/") ? "pieces" : "");
      assert.deepEqual(await shifting(await serve(site.folder, undefined, pieces), ["product", "table", "news"], ({ header }) => header), []);
    });

    test("a first view is light", async (t) => {
      const told = [];
      // Pages of other kinds ask for the same files as these; their own weight is told by output.test.mjs.
      for (const [kind, address] of pages.filter(([kind]) => [...MAIN, "search"].includes(kind))) {
        const page = await open(browser, { width: PHONE });
        const sizes = [];
        page.on("response", (answer) => {
          if (!new URL(answer.url()).pathname.startsWith("/anh/")) sizes.push(Number(answer.headers()["content-length"] ?? 0));
        });
        await page.goto(host.url + address, { waitUntil: "load" });
        await settled(page);
        const bytes = sizes.reduce((all, one) => all + one, 0);
        t.diagnostic(`${kind}: ${bytes} bytes, ${sizes.length} requests`);
        const most = kind === "search" ? FIRST_SEARCH : FIRST_VIEW;
        if (bytes > most.bytes || sizes.length > most.requests) told.push(`${kind}: ${bytes} bytes, ${sizes.length} requests`);
        await page.context().close();
      }
      assert.deepEqual(told, []);
    });

    test("axe finds nothing", () => {
      expectNone("axe");
    });

    test("axe finds nothing with the menu, the filter sheet or suggestions open", async () => {
      let opened = 0;
      await each(looks, async (page, where, kind) => {
        const told = [];
        if (kind === "home") {
          await page.fill("main input[name=q]", "ba");
          await page.locator("[role=option]").first().waitFor();
          told.push(...(await expectAccessible(page, `${where} suggestions`)));
          await page.keyboard.press("Escape");
        }
        if (await openMenu(page)) {
          opened++;
          told.push(...(await expectAccessible(page, `${where} menu`)));
        }
        if (kind === "listing") {
          await page.goto(page.url().split("#")[0]);
          if (await openFilter(page)) {
            opened++;
            told.push(...(await expectAccessible(page, `${where} filter`)));
          }
        }
        return told;
      }, { only: ["home", "listing", "product"] });
      assert.ok(opened >= 2, "a menu and a filter sheet on a telephone");
    });

    test("nothing scrolls sideways at 320 px, nor with text twice as large", () => {
      expectNone("wide");
    });

    test("nothing is cut where lines, letters and words stand further apart", () => {
      expectNone("cut");
    });

    test("with the reader's own few colours everything is still told apart", () => {
      expectNone("few");
    });

    test("what a finger presses is large enough", () => {
      expectNone("small");
    });

    test("the keyboard reaches everything, and each stop is seen", async () => {
      const walk = async (page, where) => {
        const told = [];
        // What a script adds is there before the walk begins.
        await settled(page);
        let stops = 0;
        for (; stops < 400; stops++) {
          await page.keyboard.press("Tab");
          const at = await page.evaluate(stop);
          if (!at) break;
          if (!at.marked) told.push(`${where} not marked: ${at.name}`);
          if (!at.seen) told.push(`${where} not seen: ${at.name}`);
        }
        const left = await page.evaluate(() => {
          const all = [...document.querySelectorAll("a[href], button:not([disabled]), input:not([type=hidden]), select, summary")];
          const shown = all.filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest("[inert]"));
          return shown.filter((element) => !("stop" in element.dataset)).map((element) => element.outerHTML.slice(0, 90));
        });
        if (stops < 400) told.push(...left.slice(0, 3).map((one) => `${where} never reached: ${one}`));
        if (stops < 3) told.push(`${where} only ${stops} stops`);
        return told;
      };
      await each([{ width: PHONE }], walk, { only: [...MAIN, "producer", "search", "news item", "free page"] });
      await each([{ width: DESK }], walk, { only: MAIN });
    });

    test("without script everything is there", async () => {
      await each(
        [{ width: PHONE }],
        async (page, where, kind) => {
          const told = [];
          const main = (await page.locator("main").innerText()).trim();
          if (main.length < 40) told.push(`${where} nothing in main`);
          const dead = await page.locator("button:visible").count();
          if (dead > 0 && !(await page.locator("form button:visible").count())) told.push(`${where} a button that needs script is shown`);
          if (kind === "listing" && !(await openFilter(page))) told.push(`${where} the filter does not open`);
          if (kind === "home" && !(await openMenu(page))) told.push(`${where} the menu does not open`);
          return told.concat(page.faults.map((fault) => `${where} ${fault}`));
        },
        { script: false },
      );
    });

    test("a product prints on one page of A4, a listing on few", async (t) => {
      const page = await open(browser, { width: DESK });
      const sheets = async (address) => {
        await page.goto(host.url + address, { waitUntil: "load" });
        const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
        return pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
      };
      const known = Object.fromEntries(pages);
      const heavy = allPages(site.folder)
        .filter((address) => /^\/san-pham\/[^/]+\/$/.test(address))
        .sort((a, b) => statSync(`${site.folder}${b}index.html`).size - statSync(`${site.folder}${a}index.html`).size);
      for (const address of new Set([known.product, ...heavy.slice(0, 5)])) assert.equal(await sheets(address), 1, address);
      const listing = await sheets(known.listing);
      t.diagnostic(`listing ${listing}`);
      assert.ok(listing <= 3, `listing on ${listing} pages`);
      await page.context().close();
    });
  });
}
