// Every kind of page in a real browser: how it loads, what it says to assistive technology, whether it fits.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import axe from "axe-core";
import { launch, open } from "./browser.mjs";
import { hardSite, kinds, realSite } from "./sites.mjs";
import { serve } from "./server.mjs";

const PHONE = 360;
const DESK = 1280;
const LOOKS = [PHONE, DESK].flatMap((width) => [false, true].map((dark) => ({ width, dark })));
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** Bytes of a first view without photographs. */
const FIRST_VIEW = 35_000;

/** Of the real catalogue, whose pages are tamer, two looks are enough. */
const FEW = [LOOKS[0], LOOKS[3]];

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

for (const [name, make, looks] of [["the real catalogue", realSite, FEW], ["the hard one", hardSite, LOOKS]]) {
  describe(name, () => {
    let site;
    let host;
    let browser;
    let pages;
    before(async () => {
      site = make();
      pages = kinds(site.folder);
      host = await serve(site.folder);
      browser = await launch();
    });
    after(async () => {
      await browser?.close();
      await host?.close();
      site?.remove();
    });

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
      await each(looks, async (page, where) => {
        await page.evaluate(async () => {
          // Down and up again, so that what loads late has loaded.
          for (let y = 0; y < document.body.scrollHeight; y += 500) {
            scrollTo(0, y);
            await new Promise((next) => setTimeout(next, 20));
          }
          scrollTo(0, 0);
        });
        await page.waitForLoadState("networkidle");
        const { refused, shifts } = await page.evaluate(() => ({ refused, shifts }));
        const faults = page.faults.concat(refused.map((one) => `refused: ${one}`));
        const shift = shifts.reduce((all, one) => all + one.value, 0);
        // Reported to three places, as browsers do: less than half of the last is rounding of pixels.
        if (shift >= 0.0005) faults.push(`shift ${shift.toFixed(4)} ${JSON.stringify(shifts[0].where)}`);
        return faults.map((fault) => `${where} ${fault}`);
      });
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
          if (shift > 0.01) told.push(`${kind} at ${width}: ${shift.toFixed(4)} ${JSON.stringify(await page.evaluate(() => shifts[0].where))}`);
          await page.context().close();
        }
      }
      await slow.close();
      assert.deepEqual(told, []);
    });

    test("a first view is light", async (t) => {
      const told = [];
      for (const [kind, address] of pages) {
        const page = await open(browser, { width: PHONE });
        const sizes = [];
        page.on("response", (answer) => {
          if (!new URL(answer.url()).pathname.startsWith("/anh/")) sizes.push(Number(answer.headers()["content-length"] ?? 0));
        });
        await page.goto(host.url + address, { waitUntil: "networkidle" });
        const bytes = sizes.reduce((all, one) => all + one, 0);
        t.diagnostic(`${kind}: ${bytes} bytes, ${sizes.length} requests`);
        if (bytes > FIRST_VIEW || sizes.length > 8) told.push(`${kind}: ${bytes} bytes, ${sizes.length} requests`);
        await page.context().close();
      }
      assert.deepEqual(told, []);
    });

    test("axe finds nothing", async () => {
      await each(looks, expectAccessible);
    });

    test("axe finds nothing with the menu or the filter sheet open", async () => {
      let opened = 0;
      await each(looks, async (page, where, kind) => {
        if (!["home", "listing", "product"].includes(kind)) return [];
        const told = [];
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
        await page.goto(host.url + address, { waitUntil: "networkidle" });
        const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
        return pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
      };
      const known = Object.fromEntries(pages);
      const product = await sheets(known.product);
      const listing = await sheets(known.listing);
      t.diagnostic(`product ${product}, listing ${listing}`);
      if (name === "the real catalogue") assert.equal(product, 1);
      assert.ok(product <= 2, `product on ${product} pages`);
      assert.ok(listing <= 3, `listing on ${listing} pages`);
      await page.context().close();
    });
  });
}
