// Searching as a visitor does it: typing, keys, facets, the address, and all that can go wrong on the way.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import axe from "axe-core";
import { launch, open } from "./browser.mjs";
import { hostile } from "./hostile.mjs";
import { searchSite } from "./sites.mjs";
import { serve } from "./server.mjs";

const PHONE = 360;
const DESK = 1280;
const LOOKS = [PHONE, DESK].flatMap((width) => [false, true].map((dark) => ({ width, dark })));
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** Bytes of the scripts of a cold search, packed: until the first result, and with those that look further. */
const SCRIPTS = 13_500;
const ALL_SCRIPTS = 15_500;
const FAILED = "Chưa tải được dữ liệu tìm kiếm.";

describe("search", () => {
  let site;
  let host;
  let browser;
  let fault = () => "";
  const asked = [];
  before(async () => {
    site = searchSite();
    host = await serve(site.folder, (address) => (asked.push(address), 0), (address) => fault(address));
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await host?.close();
    site?.remove();
  });

  /** A page at this address, in a browser that has nothing kept; `prepare` runs before any script. */
  async function at(address, look = { width: PHONE }, prepare) {
    const page = await open(browser, look);
    if (prepare) await page.addInitScript(prepare);
    await page.goto(host.url + address, { waitUntil: "load" });
    return page;
  }

  /** Waits until the search that runs has said its last word. */
  const settled = (page) =>
    page.waitForFunction(() => {
      const list = document.querySelector(".hits");
      const count = document.querySelector("[data-result-count]");
      return list && !list.hasAttribute("aria-busy") && count.textContent && count.textContent !== "Đang tìm…";
    });

  async function searched(text, look) {
    const page = await at(`/tim-kiem/?q=${encodeURIComponent(text)}`, look);
    await settled(page);
    return page;
  }

  const names = (page) => page.$$eval("[data-result] h2", (all) => all.map((one) => one.textContent));
  const said = (page) => page.locator("[data-result-count]").innerText();
  const field = (page) => page.locator("main form[role=search] input[name=q]");
  const close = (page) => page.context().close();

  /** Nothing refused, nothing logged, nothing asked of others. */
  async function expectQuiet(page) {
    assert.deepEqual(page.faults, []);
    assert.deepEqual(await page.evaluate(() => refused), []);
  }

  test("every way of typing a name finds it first", async () => {
    const page = await at("/tim-kiem/");
    let first;
    for (const text of ["Mật ong Hưởng Hoa", "mat ong huong hoa", "maatj ong huwowrng hoa", "matong huonghoa", "Mật ong Hưởng Hoa".normalize("NFD"), "ma65t ong hu7o73ng hoa", "huong hoa mat ong", "mat ong huong h"]) {
      await field(page).fill(text);
      await settled(page);
      await page.waitForFunction((text) => new URLSearchParams(location.search).get("q") === text, text);
      await page.waitForSelector("[data-result]");
      const [id] = await page.$$eval("[data-result]", (all) => all.map((one) => one.dataset.id));
      first ??= id;
      assert.equal(id, first, text);
      assert.equal((await names(page))[0], "Mật ong Hưởng Hoa", text);
    }
    const [result] = await page.$$eval("[data-result]", (all) => all.map((one) => ({ href: one.querySelector("a").getAttribute("href"), role: document.querySelector("[data-result-count]").getAttribute("aria-live") })));
    assert.deepEqual(result, { href: `/san-pham/${first}/`, role: "polite" });
    await expectQuiet(page);
    await close(page);
  });

  test("marks that were typed come first, and bare letters find both", async () => {
    const page = await at("/tim-kiem/");
    for (const [text, wanted] of [["dứa", /dứa/i], ["dưa", /dưa/i], ["dừa", /dừa/i], ["dua", /d[ứưừ]a/i]]) {
      await page.goto(`${host.url}/tim-kiem/?q=${encodeURIComponent(text)}`);
      await settled(page);
      const [first, second] = await names(page);
      assert.match(first, wanted, text);
      if (text !== "dừa") assert.match(second, wanted, text);
    }
    await close(page);
  });

  test("star levels, places and unfinished words are understood", async () => {
    const stars = await searched("cói 4 sao");
    const levels = await stars.$$eval("[data-result] .star", (all) => all.map((one) => one.dataset.level));
    assert.equal(levels[0], "4");
    await close(stars);
    const place = await searched("huyện Nga Sơn");
    const places = await place.$$eval("[data-result]", (all) => all.map((one) => one.textContent));
    assert.ok(places.length > 3);
    for (const one of places.slice(0, 5)) assert.match(one, /Nga Sơn/);
    await close(place);
    const unfinished = await searched("mắm tôm l");
    assert.match((await names(unfinished))[0], /^Mắm tôm .*L/i);
    await close(unfinished);
  });

  test("what is found is said, and the address keeps it", async () => {
    const page = await searched("bánh");
    assert.match(await said(page), /^\d[\d.]* sản phẩm/);
    const before = (await names(page)).join();
    await page.locator("[data-facet='sao=4']").waitFor();
    await page.locator("[data-facet='sao=4']").click();
    await page.waitForFunction(() => new URLSearchParams(location.search).get("sao") === "4");
    await settled(page);
    assert.equal(await page.locator("[data-facet='sao=4']").getAttribute("aria-pressed"), "true");
    for (const level of await page.$$eval("[data-result] .star", (all) => all.map((one) => one.dataset.level))) assert.equal(level, "4");
    const narrowed = (await names(page)).join();
    // The same address gives the same answer.
    const again = await at(new URL(page.url()).pathname + new URL(page.url()).search);
    await settled(again);
    await again.waitForFunction((count) => document.querySelectorAll("[data-result]").length === count, narrowed.split(",").length);
    assert.equal((await names(again)).join(), narrowed);
    assert.equal(await field(again).inputValue(), "bánh");
    await close(again);
    await page.locator("a[rel=next]").click();
    await page.waitForFunction(() => new URLSearchParams(location.search).get("trang") === "2");
    await settled(page);
    assert.notEqual((await names(page)).join(), narrowed);
    await page.goBack();
    await page.goBack();
    await page.waitForFunction(() => !location.search.includes("sao"));
    await page.waitForFunction((first) => document.querySelector("[data-result] h2")?.textContent === first, before.split(",")[0]);
    assert.equal(await page.locator("[data-facet='sao=4']").getAttribute("aria-pressed"), "false");
    // From a product's page back to what was searched.
    await page.locator("[data-result] a").first().click();
    await page.waitForURL("**/san-pham/**");
    await page.goBack();
    await page.waitForSelector("[data-result]");
    assert.equal(await field(page).inputValue(), "bánh");
    await expectQuiet(page);
    await close(page);
  });

  test("an empty query can be narrowed too, and counts add up", async () => {
    const page = await at("/tim-kiem/", { width: DESK });
    await page.locator("[data-facet^='sao=']").first().waitFor();
    await page.locator("[data-facet^='huyen=']").first().waitFor();
    const facets = await page.$$eval("[data-facet]", (all) => all.map((one) => [one.dataset.facet, Number(one.querySelector("small")?.textContent.replace(/\D/g, ""))]));
    const total = Number((await said(page)).replace(/\D/g, ""));
    for (const kind of ["sao", "huyen", "tinh-trang"]) {
      const counts = facets.filter(([facet]) => facet.startsWith(`${kind}=`)).map(([, count]) => count);
      assert.equal(counts.reduce((all, one) => all + one, 0), total, kind);
    }
    const [facet, count] = facets.find(([facet]) => facet.startsWith("huyen=huyen-nga-son"));
    await page.locator(`[data-facet="${facet}"]`).click();
    await page.waitForSelector("[data-result]");
    assert.equal(Number((await said(page)).replace(/\D/g, "")), count);
    await expectQuiet(page);
    await close(page);
  });

  test("where nothing is found the page says so and goes on", async () => {
    const page = await searched("xyzzyq qqqwww");
    assert.match(await said(page), /Không tìm thấy|không có sản phẩm khớp đủ/);
    await page.locator("#tim .advice a").first().waitFor();
    assert.match(await page.locator("#tim").innerText(), /Không có sản phẩm nào khớp “xyzzyq qqqwww”/);
    assert.ok(await page.locator(".az").isVisible());
    await page.locator("#tim .advice a").first().click();
    await page.waitForFunction(() => !location.search.includes("xyzzyq"));
    assert.equal(await field(page).inputValue(), "qqqwww");
    await expectQuiet(page);
    await close(page);
  });

  test("the keys of a combobox do what they should", async () => {
    const page = await at("/", { width: DESK });
    const form = page.locator("form[role=search]").first();
    const box = form.locator("input[name=q]");
    await box.click();
    await page.waitForFunction(() => document.querySelector("input[role=combobox]"));
    const state = () =>
      box.evaluate((one) => {
        const active = document.getElementById(one.getAttribute("aria-activedescendant"));
        const list = document.getElementById(one.getAttribute("aria-controls"));
        const options = [...list.querySelectorAll("[role=option]")];
        return {
          expanded: one.getAttribute("aria-expanded"), shown: list.checkVisibility(), role: list.getAttribute("role"), options: options.length,
          active: options.indexOf(active), selected: options.findIndex((option) => option.getAttribute("aria-selected") === "true"), focused: document.activeElement === one,
        };
      });
    assert.equal((await state()).expanded, "false");
    await box.pressSequentially("mắm tôm");
    await page.locator("[role=option]").first().waitFor();
    const { options } = await state();
    assert.ok(options >= 2 && options <= 8, `${options} options`);
    assert.deepEqual(await state(), { expanded: "true", shown: true, role: "listbox", options, active: -1, selected: -1, focused: true });
    const press = async (key, at) => {
      await page.keyboard.press(key);
      const { active, selected, focused } = await state();
      assert.deepEqual([active, selected, focused], [at, at, true], key);
    };
    await press("ArrowDown", 0);
    await press("ArrowDown", 1);
    await press("ArrowUp", 0);
    await press("ArrowUp", -1);
    await press("ArrowUp", options - 1);
    await press("ArrowDown", -1);
    await page.locator("[role=status]").filter({ hasText: "gợi ý" }).first().waitFor({ state: "attached" });
    await page.keyboard.press("Escape");
    assert.deepEqual(await state(), { expanded: "false", shown: false, role: "listbox", options, active: -1, selected: -1, focused: true });
    assert.equal(await box.inputValue(), "mắm tôm");
    await page.keyboard.press("Escape");
    assert.equal(await box.inputValue(), "");
    await box.pressSequentially("mắm tôm");
    await page.locator("[role=option]").first().waitFor();
    // Suggestions for what was typed before may still be on their way; each takes the choice away.
    await page.waitForLoadState("networkidle");
    await page.waitForTimeout(500);
    await page.keyboard.press("ArrowDown");
    const goal = await page.locator("[role=option]").first().evaluate((one) => one.dataset.url);
    await page.keyboard.press("Enter");
    await page.waitForURL(`**${goal}`);
    assert.equal((await page.locator("h1").count()), 1);
    await expectQuiet(page);
    await close(page);
  });

  test("a box of any page leads to the search, and fetches nothing before it is used", async () => {
    for (const address of ["/", "/404.html"]) {
      asked.length = 0;
      const page = await at(address, { width: DESK });
      await page.waitForLoadState("networkidle");
      const early = asked.filter((one) => one.startsWith("/tim/") || /(client|combo|engine)\.js$/.test(one));
      assert.deepEqual(early, [], address);
      const boxes = page.locator("form[role=search] input[name=q]:visible");
      assert.ok((await boxes.count()) > 0, address);
      for (let nth = 0; nth < (await boxes.count()); nth++) {
        await boxes.nth(nth).focus();
        await page.waitForFunction(() => document.activeElement.getAttribute("role") === "combobox");
        // First the file that names the index, then the index.
        const has = () => asked.some((one) => /^\/tim\/[0-9a-f]{8}\/core\.bin$/.test(one));
        for (let tries = 0; tries < 200 && !has(); tries++) await page.waitForTimeout(50);
        assert.ok(has() && asked.includes("/tim/index.txt"), asked.join());
        await boxes.nth(nth).fill("nem chua");
        await page.keyboard.press("Enter");
        await page.waitForURL("**/tim-kiem/?q=nem+chua");
        await page.waitForSelector("[data-result]");
        await page.goBack();
      }
      await expectQuiet(page);
      await close(page);
    }
  });

  test("axe finds nothing with suggestions open, nor among results", async () => {
    const told = [];
    for (const look of LOOKS) {
      const page = await open(browser, look);
      for (const address of look.dark === (look.width === DESK) ? ["/", "/tim-kiem/?q=bánh"] : ["/tim-kiem/?q=bánh"]) {
        await page.goto(host.url + address);
        if (address !== "/") await page.locator("[data-facet^='huyen=']").first().waitFor({ state: "attached" });
        const box = page.locator("form[role=search] input[name=q]:visible").first();
        await box.click();
        await box.fill("mắm tôm");
        await page.locator("[role=option]").first().waitFor();
        await page.evaluate(axe.source);
        const found = await page.evaluate((tags) => axe.run(document, { runOnly: tags, resultTypes: ["violations"] }), TAGS);
        for (const { id, nodes } of found.violations) told.push(`${address} ${look.width} ${look.dark}: ${id} ${nodes[0].target.join(" ")} ${nodes[0].failureSummary}`);
      }
      await close(page);
    }
    assert.deepEqual(told, []);
  });

  test("two hundred hostile queries stay text", async () => {
    const page = await at("/tim-kiem/?q=banh");
    const dialogs = [];
    page.on("dialog", (dialog) => (dialogs.push(dialog.message()), dialog.dismiss()));
    await settled(page);
    const values = hostile();
    assert.equal(new Set(values).size, 200);
    // In the page: goes to a query, waits for what is found, and gives what of it is more than text.
    const look = (query) => page.evaluate(async (query) => {
      const elements = () => [...document.querySelectorAll("script, iframe, object, embed, base, style, img, video, form, [onerror], [onload], [onclick], [href^='javascript:' i]")].map((one) => one.outerHTML);
      globalThis.before ??= elements().join();
      if (query) { history.pushState(null, "", `?${query}`); dispatchEvent(new PopStateEvent("popstate")); }
      const list = document.querySelector(".hits");
      for (let tries = 0; tries < 2000 && list.hasAttribute("aria-busy"); tries++) await new Promise((go) => setTimeout(go, 5));
      if (list.hasAttribute("aria-busy")) return "still searching";
      return globalThis.pwned ?? (elements().join() === before ? "" : elements().find((one) => !before.includes(one)));
    }, query);
    await look("");
    for (const [nth, value] of values.entries()) {
      const query = new URLSearchParams(nth % 4 ? { q: value } : { q: "banh", sao: value, huyen: value, nganh: value, "tinh-trang": value, xep: value, trang: value });
      assert.equal(await look(String(query)), "", value);
      // Some of them as the first thing a page is asked.
      if (nth % 40 === 0) { await page.goto(`${host.url}/tim-kiem/?${query}`); await settled(page); assert.equal(await look(""), "", value); }
    }
    // The same in a box that suggests.
    for (const value of values.slice(0, 20)) await field(page).fill(value);
    assert.deepEqual(dialogs, []);
    await expectQuiet(page);
    await close(page);
  });

  test("a query of ten thousand signs is searched by its beginning", async () => {
    const page = await searched(`mật ong ${"ong ".repeat(2500)}`, { width: PHONE });
    assert.match(await said(page), /Câu tìm dài quá/);
    assert.match((await names(page))[0], /mật ong/i);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
    await expectQuiet(page);
    await close(page);
  });

  test("an index that does not come, or comes cut short, is told, and can be tried again", async () => {
    for (const [file, kind] of [["core.bin", "missing"], ["core.bin", "short"], [/\/w\d+\.bin$/, "short"], [/\/b\d+\.bin$/, "missing"], ["engine.js", "missing"]]) {
      fault = (address) => ((file.test ? file.test(address) : address.endsWith(file)) ? kind : "");
      const page = await at("/tim-kiem/?q=mat+ong");
      await page.locator("[data-result-count]", { hasText: FAILED }).waitFor();
      assert.ok(await page.locator(".az a").first().isVisible(), `${file} ${kind}`);
      assert.ok(await page.locator(".ways a").first().isVisible(), `${file} ${kind}`);
      const errors = await page.evaluate(() => refused);
      assert.deepEqual(errors, []);
      assert.deepEqual(page.faults.filter((one) => one.startsWith("error:")), []);
      fault = () => "";
      // A module that failed is not asked for twice by any browser; all else is.
      if (file !== "engine.js") {
        await page.getByRole("button", { name: "Thử lại" }).click();
        await page.waitForSelector("[data-result]");
        assert.match((await names(page))[0], /mật ong/i);
      }
      await close(page);
    }
  });

  test("a browser that denies workers and storage searches all the same", async () => {
    const denied = {
      "no worker": () => { delete globalThis.Worker; },
      "a worker that is refused": () => { globalThis.Worker = class { constructor() { throw new DOMException("denied", "SecurityError"); } }; },
      "a worker that never comes": () => { globalThis.Worker = class { constructor() { setTimeout(() => this.onerror?.(new Event("error")), 50); } postMessage() {} }; },
      "no storage": () => {
        for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) Object.defineProperty(globalThis, name, { get() { throw new DOMException("denied", "SecurityError"); } });
      },
    };
    for (const [what, prepare] of Object.entries(denied)) {
      const page = await at("/tim-kiem/?q=mat+ong", { width: PHONE }, prepare);
      await page.waitForSelector("[data-result]");
      await settled(page);
      assert.match((await names(page))[0], /mật ong/i, what);
      await expectQuiet(page);
      await close(page);
    }
  });

  test("without script there are the alphabet and the lists", async () => {
    const page = await at("/tim-kiem/?q=mat+ong", { width: PHONE, script: false });
    assert.ok((await page.locator(".az .letters a").count()) > 10);
    assert.ok((await page.locator(".ways a").count()) > 10);
    assert.match(await page.locator("main").innerText(), /cần JavaScript/);
    assert.equal(await page.locator("main button:visible").count(), 1, "the form's own button");
    await page.locator(".az .letters a").first().click();
    assert.equal((await page.request.get(page.url())).status(), 200);
    await close(page);
  });

  test("a cold search asks for few bytes, and for each once", async (t) => {
    asked.length = 0;
    const page = await open(browser, { width: PHONE });
    await page.goto(`${host.url}/tim-kiem/?q=mat+ong`);
    await page.waitForSelector("[data-result]");
    const first = asked.filter((one) => /\/(page|client|engine)\.js$/.test(one)).length;
    await page.waitForLoadState("networkidle");
    await settled(page);
    const twice = asked.filter((one, nth) => asked.indexOf(one) !== nth);
    assert.deepEqual(twice, []);
    const scripts = asked.filter((one) => one.includes("/search/") && one.endsWith(".js")).map((one) => [one, gzipSync(readFileSync(site.folder + one), { level: 9 }).length]);
    const sum = scripts.reduce((all, [, size]) => all + size, 0);
    t.diagnostic(`${sum} bytes of search scripts: ${scripts.map(([address, size]) => `${address.split("/").pop()} ${size}`).join(", ")}`);
    const early = scripts.filter(([address]) => !address.endsWith("/far.js")).reduce((all, [, size]) => all + size, 0);
    assert.equal(first, 3);
    assert.ok(early <= SCRIPTS && sum <= ALL_SCRIPTS, `${early} and ${sum} bytes`);
    await close(page);
  });
});
