// Every kind of page in a real browser: how it loads, what it says to assistive technology, whether it fits.
// Two files give it their site, so that both are tried beside each other.
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import axe from "axe-core";
import { launch, open } from "./browser.mjs";
import { allPages, kinds } from "./sites.mjs";
import { serve } from "./server.mjs";

const PHONE = 360;
const DESK = 1280;
/** Both widths and both schemes, in two visits of each kind of page; the other two for the kinds with the most colours. */
const LOOKS = [{ width: PHONE, dark: false }, { width: DESK, dark: true }];
const OTHER_LOOKS = [{ width: PHONE, dark: true }, { width: DESK, dark: false }];
const COLOURFUL = ["home", "listing", "product", "table"];
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

/** What can be pressed and is too small: alone 44 pixels a side for a bar, a pager, a button; else 24. */
function smallTargets() {
  const told = [];
  for (const element of document.querySelectorAll("a[href], button, input, select, summary")) {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || box.width === 0) continue;
    // Read aloud, and shown when it has the focus.
    if (box.width <= 1 || box.height <= 1 || box.right <= 0 || box.bottom <= 0) continue;
    // A link stretched over its card is as large as the card.
    const over = ["::after", "::before"].find((part) => getComputedStyle(element, part).position === "absolute" && getComputedStyle(element, part).content !== "none");
    if (over && style.position === "static") {
      const card = element.offsetParent?.getBoundingClientRect();
      if (card && card.height >= 44 && card.width >= 44) continue;
    }
    // A link in a sentence is as high as its line.
    if (style.display === "inline" && element.closest("p, dd, li, td, th, figcaption, cite")) {
      const around = element.parentElement.textContent.trim();
      if (around !== element.textContent.trim()) continue;
    }
    // Ways to narrow a list stand in rows of many: 40 is enough for them.
    const least = element.matches("[data-facet], .chip, main summary") ? 40 : element.matches("button, summary, .button, nav[aria-label*=rang] a, [rel=next], [rel=prev]") ? 44 : 24;
    const height = Math.max(box.height, ...[...element.getClientRects()].map((rect) => rect.height));
    if (height < least - 0.5 || box.width < 23.5) told.push(`${element.outerHTML.slice(0, 80)} ${Math.round(box.width)} × ${Math.round(height)} < ${least}`);
  }
  return told;
}

/** Elements that stick out sideways. */
function sideways() {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide <= 0) return [];
  const told = [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .slice(0, 3)
    .map((element) => element.outerHTML.slice(0, 100));
  return [`${wide} px too wide`, ...told];
}

/** The stop the keyboard is at: whether it is seen, marked, and not under something else. */
function stop() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const style = getComputedStyle(element);
  const inside = element.querySelector("img, b, span, svg");
  const marked = [element, inside, element.closest("label, li, article, .card"), element.closest("form")].filter(Boolean).some((one) =>
    [undefined, "::after", "::before"].some((part) => {
      const look = getComputedStyle(one, part);
      return look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2;
    }),
  );
  const boxes = [...element.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
  const seen = boxes.some((box) => {
    const points = [0.5, 0.1, 0.9].flatMap((x) => [0.5, 0.2, 0.8].map((y) => [box.left + box.width * x, box.top + box.height * y]));
    return points.some(([x, y]) => {
      const top = document.elementFromPoint(x, y);
      return top && (element.contains(top) || top.contains(element) || top.closest("label")?.control === element);
    });
  });
  const name = element.outerHTML.slice(0, 90);
  element.dataset.stop = "";
  return { name, marked, seen: seen && style.visibility !== "hidden" };
}

/** What moves by itself or by a transition although the reader asked for rest. */
function moving() {
  const told = [...document.querySelectorAll("body *")].filter((element) => {
    const { transitionDuration, animationName } = getComputedStyle(element);
    return animationName !== "none" || transitionDuration.split(",").some((time) => parseFloat(time) > 0);
  });
  return told.slice(0, 3).map((element) => `moves: ${element.outerHTML.slice(0, 90)}`);
}

/** Lines, letters and words as far apart as WCAG 1.4.12 lets a reader set them: what is cut then. */
function spaced() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important} p{margin-bottom:2em!important}");
  document.adoptedStyleSheets = [sheet];
  const told = [...document.querySelectorAll("body *")].filter((element) => {
    const style = getComputedStyle(element);
    const cuts = (way) => style[way] === "hidden" || style[way] === "clip";
    // A label is as large as its paper.
    if (element.closest(".sticker")) return false;
    if (!element.textContent.trim() || element.clientHeight <= 2 || element.clientWidth <= 2) return false;
    return (cuts("overflowY") && element.scrollHeight > element.clientHeight + 1) || (cuts("overflowX") && element.scrollWidth > element.clientWidth + 1);
  });
  return told.slice(0, 3).map((element) => `cut: ${element.outerHTML.slice(0, 90)}`);
}

/** Where the reader's own few colours replace ours: what is a button, a level or a state must still be told from its ground. */
function forced() {
  const told = [];
  const colour = (text) => text.match(/[\d.]+/g).map(Number);
  const light = (text) => {
    const [red, green, blue] = colour(text).map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const ground = getComputedStyle(document.body).backgroundColor;
  const all = (selector) => [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility());
  for (const element of all(".button, .chip, .star, .level, .pager a, .find, .card, .ticket")) {
    const style = getComputedStyle(element);
    if (style.borderTopStyle === "none" || parseFloat(style.borderTopWidth) < 1) told.push(`no edge: ${element.outerHTML.slice(0, 80)}`);
  }
  for (const element of all(".state, .at")) {
    const style = getComputedStyle(element, "::before");
    if (style.content !== "none" && contrast(style.backgroundColor, ground) < 3) told.push(`no sign: ${element.outerHTML.slice(0, 80)}`);
  }
  for (const element of all(".matrix td a, .matrix td > span, .steps li")) {
    const field = element.closest("td, li");
    const own = getComputedStyle(field).backgroundColor;
    const behind = colour(own)[3] === 0 ? ground : own;
    if (contrast(getComputedStyle(element).color, behind) < 4.5) told.push(`not read: ${field.outerHTML.slice(0, 80)} ${getComputedStyle(element).color} on ${behind}`);
  }
  return told.slice(0, 4);
}

/** The tests of one site; `name` says which. */
export function tryPages(name, make) {
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

    /** What each kind of page shows and does in each look, in one visit of each. */
    async function visited() {
      const found = [];
      for (const look of [...LOOKS, ...OTHER_LOOKS]) {
        const page = await open(browser, look);
        for (const [kind, address] of pages.filter(([kind]) => LOOKS.includes(look) || COLOURFUL.includes(kind))) {
          const where = `${kind} ${address} at ${said(look)}:`;
          page.faults.length = 0;
          await page.goto(host.url + address, { waitUntil: "load" });
          await page.evaluate(async () => {
            // Down and up again, so that what loads late has loaded.
            for (let y = 0; y < document.body.scrollHeight; y += innerHeight) {
              scrollTo(0, y);
              await new Promise((next) => requestAnimationFrame(() => setTimeout(next, 0)));
            }
            scrollTo(0, 0);
          });
          await page.waitForLoadState("networkidle");
          const { refused, shifts, nodes } = await page.evaluate(() => ({ refused, shifts, nodes: document.querySelectorAll("*").length }));
          const faults = page.faults.concat(refused.map((one) => `refused: ${one}`));
          const shift = shifts.reduce((all, one) => all + one.value, 0);
          // Reported to three places, as browsers do: less than half of the last is rounding of pixels.
          if (shift >= 0.0005) faults.push(`shift ${shift.toFixed(4)} ${JSON.stringify(shifts[0].where)}`);
          found.push({
            where,
            nodes,
            faults: faults.map((fault) => `${where} ${fault}`),
            moving: (await page.evaluate(moving)).map((one) => `${where} ${one}`),
            axe: await expectAccessible(page, where),
          });
        }
        await page.context().close();
      }
      return found;
    }

    /** Runs `look` on each kind of page at each look and gathers what is told. */
    async function each(looks, look, options = {}) {
      const told = [];
      for (const one of looks) {
        const page = await open(browser, { ...one, ...options });
        for (const [kind, address] of pages) {
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

    test("it loads without an error, a refusal, a request elsewhere, or a shift", async () => {
      assert.deepEqual(visits.flatMap((visit) => visit.faults).slice(0, 25), []);
    });

    test("no page has more elements than a cheap phone lays out at once", (t) => {
      const most = visits.toSorted((a, b) => b.nodes - a.nodes);
      for (const { where, nodes } of most.slice(0, 5)) t.diagnostic(`${nodes} elements: ${where}`);
      assert.deepEqual(most.filter(({ nodes }) => nodes > NODES).map(({ where, nodes }) => `${where} ${nodes}`), []);
    });

    test("nothing moves for a reader who asked for rest", () => {
      assert.deepEqual(visits.flatMap((visit) => visit.moving), []);
    });

    test("nothing shifts when fonts and photographs come late", async () => {
      const slow = await serve(site.folder, (address) => (address.endsWith(".woff2") ? 800 : address.startsWith("/anh/") ? 1200 : 0));
      const told = [];
      for (const width of [PHONE, DESK]) {
        for (const [kind, address] of pages.filter(([kind]) => ["home", "listing", "product", "producer", "news item"].includes(kind))) {
          // Each in a browser that has nothing kept.
          const page = await open(browser, { width });
          await page.goto(slow.url + address, { waitUntil: "networkidle" });
          const shift = await page.evaluate(() => shifts.reduce((all, one) => all + one.value, 0));
          if (shift >= 0.0005) told.push(`${kind} at ${width}: ${shift.toFixed(4)} ${JSON.stringify(await page.evaluate(() => shifts[0].where))}`);
          await page.context().close();
        }
      }
      await slow.close();
      assert.deepEqual(told, []);
    });

    test("a first view is light", async (t) => {
      const told = [];
      // Pages of other kinds ask for the same files as these; their own weight is told by output.test.mjs.
      for (const [kind, address] of pages.filter(([kind]) => [...COLOURFUL, "search"].includes(kind))) {
        const page = await open(browser, { width: PHONE });
        const sizes = [];
        page.on("response", (answer) => {
          if (!new URL(answer.url()).pathname.startsWith("/anh/")) sizes.push(Number(answer.headers()["content-length"] ?? 0));
        });
        await page.goto(host.url + address, { waitUntil: "networkidle" });
        const bytes = sizes.reduce((all, one) => all + one, 0);
        t.diagnostic(`${kind}: ${bytes} bytes, ${sizes.length} requests`);
        const most = kind === "search" ? FIRST_SEARCH : FIRST_VIEW;
        if (bytes > most.bytes || sizes.length > most.requests) told.push(`${kind}: ${bytes} bytes, ${sizes.length} requests`);
        await page.context().close();
      }
      assert.deepEqual(told, []);
    });

    test("axe finds nothing", async () => {
      assert.deepEqual(visits.flatMap((visit) => visit.axe).slice(0, 25), []);
    });

    test("axe finds nothing with the menu, the filter sheet or suggestions open", async () => {
      let opened = 0;
      await each(LOOKS, async (page, where, kind) => {
        if (!["home", "listing", "product"].includes(kind)) return [];
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
      });
      assert.ok(opened >= 2, "a menu and a filter sheet on a telephone");
    });

    test("nothing scrolls sideways at 320 px, nor with text twice as large", async () => {
      await each([{ width: 320 }], async (page, where) => (await page.evaluate(sideways)).map((one) => `${where} ${one}`));
      await each([{ width: 640 }], async (page, where) => {
        await page.addStyleTag({ content: "html{font-size:200%}" }).catch(() => {});
        await page.evaluate(() => {
          // Past the policy, as a reader's own setting would be.
          document.documentElement.style.setProperty("font-size", "200%", "important");
        });
        return (await page.evaluate(sideways)).map((one) => `${where} 200 %: ${one}`);
      });
    });

    test("nothing is cut where lines, letters and words stand further apart", async () => {
      await each([{ width: PHONE }], async (page, where) => {
        const cut = await page.evaluate(spaced);
        return [...cut, ...(await page.evaluate(sideways))].map((one) => `${where} spaced: ${one}`);
      });
    });

    test("with the reader's own few colours everything is still told apart", async () => {
      for (const dark of [false, true])
        await each([{ width: PHONE, dark }], async (page, where) => (await page.evaluate(forced)).map((one) => `${where} forced colours: ${one}`), { forcedColors: "active" });
    });

    test("what a finger presses is large enough", async () => {
      await each([{ width: PHONE }], async (page, where) => (await page.evaluate(smallTargets)).map((one) => `${where} ${one}`));
    });

    test("the keyboard reaches everything, and each stop is seen", async () => {
      await each([{ width: PHONE }, { width: DESK }], async (page, where, kind) => {
        if (!["home", "listing", "product", "producer", "table", "search", "news item", "free page"].includes(kind)) return [];
        const told = [];
        // What a script adds is there before the walk begins.
        await page.waitForLoadState("networkidle");
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
      });
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
