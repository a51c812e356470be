// Codes as chromium draws them for a printer of labels, the sheets they stand on, and the check of a number.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { launch, open } from "./browser.mjs";
import { serve } from "./server.mjs";
import { hardSite } from "./sites.mjs";

const READER = readFileSync(createRequire(import.meta.url).resolve("jsqr"), "utf8");
const DPI = 203;
/** Of each sheet: labels on a page, and width and height of one in millimetres. */
const SHEETS = { "to-65": [65, 38.1, 21.2], "to-24": [24, 70, 37], "to-8": [8, 105, 74], bien: [1, 148, 209], "ap-phich": [1, 210, 296] };

describe("codes and the check", () => {
  let site;
  let host;
  let browser;
  let reader;
  before(async () => {
    site = hardSite();
    host = await serve(site.folder);
    browser = await launch();
    reader = await (await browser.newContext()).newPage();
    await reader.evaluate(READER);
  });
  after(async () => {
    await browser?.close();
    await host?.close();
    site?.remove();
  });

  const read = async (png) =>
    reader.evaluate(async (data) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
      canvas.drawImage(image, 0, 0);
      const { data: pixels } = canvas.getImageData(0, 0, image.width, image.height);
      return jsQR(pixels, image.width, image.height)?.data ?? null;
    }, png.toString("base64"));

  async function printed(dark = false) {
    const context = await browser.newContext({ deviceScaleFactor: DPI / 96, viewport: { width: 1000, height: 1200 }, colorScheme: dark ? "dark" : "light" });
    return context.newPage();
  }

  test("every code of every sheet is read at 203 dpi, and labels have their size", async () => {
    const page = await printed();
    for (const [sheet, [, width, height]] of Object.entries(SHEETS)) {
      await page.goto(`${host.url}/danh-sach/hoi-cho/nhan/#${sheet}`);
      await page.reload();
      await page.emulateMedia({ media: "print" });
      await page.waitForSelector(".sticker");
      const labels = await page.locator(".sticker").all();
      assert.equal(labels.length, 5);
      for (const label of labels) {
        const box = await label.boundingBox();
        for (const [is, should] of [[box.width, width], [box.height, height]])
          assert.ok(Math.abs((is / 96) * 25.4 - should) < 0.3, `${sheet}: ${(is / 96) * 25.4} mm for ${should}`);
        const letters = (await label.locator(".letters").textContent()).trim();
        assert.equal(await read(await label.screenshot()), `https://${letters}`, sheet);
        const cut = await label.evaluate((one) => [...one.querySelectorAll(".letters, .stars")].some((line) => {
          const inner = line.getBoundingClientRect(), outer = one.getBoundingClientRect();
          return inner.right > outer.right + 1 || inner.bottom > outer.bottom + 1 || inner.top < outer.top - 1;
        }));
        assert.equal(cut, false, `${sheet}: ${letters} runs over its label`);
      }
    }
  });

  test("a sheet holds as many labels as its paper, from the second page on", async () => {
    const page = await printed();
    for (const [sheet, [room]] of Object.entries(SHEETS)) {
      if (room === 1) continue;
      await page.goto(`${host.url}/in-nhan/?sp=sau-anh#${sheet}`);
      await page.waitForSelector(".sticker");
      assert.equal(await page.locator(".sticker").count(), room);
      const pages = async () => (await page.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type\s*\/Page\b/g).length;
      assert.equal(await pages(), 2, sheet);
      await page.fill("#so-nhan", String(room + 1));
      assert.equal(await pages(), 3, `${sheet}: one more begins another page`);
    }
  });

  test("any producer's labels are filled in, and no star is claimed that has ended", async () => {
    const page = await open(browser, { width: 1280 });
    await page.goto(`${host.url}/in-nhan/?chu-the=ngan`);
    await page.waitForSelector('.sticker[data-product="het-han"]');
    for (const [id, star] of [["het-han", 0], ["thu-hoi", 0], ["banh-2", 1]])
      assert.equal(await page.locator(`.sticker[data-product="${id}"] .stars`).count(), star, id);
    assert.deepEqual(page.faults, []);
  });

  test("a code on a page is read in the dark too", async () => {
    const page = await printed(true);
    await page.goto(`${host.url}/san-pham/sau-anh/`);
    const text = await page.locator("[data-letters]").getAttribute("data-letters");
    assert.equal(await read(await page.locator("svg.qr").screenshot()), `https://${text}`);
  });

  test("a short address leads on without script, and one typed in capitals finds its way", async () => {
    const bare = await open(browser, { script: false });
    await bare.goto(`${host.url}/san-pham/sau-anh/`);
    const short = (await bare.locator("[data-label][data-short]").getAttribute("data-short"));
    await bare.goto(`${host.url}/m/${short}/`);
    await bare.waitForURL("**/san-pham/sau-anh/");
    const page = await open(browser);
    await page.goto(`${host.url}/m/${short.toUpperCase().replace("0", "O").replace("1", "I")}`);
    await page.waitForURL("**/san-pham/sau-anh/");
  });

  test("the check answers by number, code, short code and address, and says what it does not know", async () => {
    const page = await open(browser);
    const ask = async (typed) => {
      await page.goto(`${host.url}/tra-cuu/?so=${encodeURIComponent(typed)}`);
      await page.waitForSelector("[data-answer]");
      return page.locator("#dap > ul > li").evaluateAll((all) => all.map((one) => [one.dataset.product ?? null, one.querySelector("[data-answer]").dataset.answer, one.textContent]));
    };
    const short = await (async () => {
      await page.goto(`${host.url}/san-pham/thu-hoi/`);
      return page.locator("[data-label][data-short]").getAttribute("data-short");
    })();
    for (const [typed, product, answer] of [
      ["3/QĐ-UBND", "het-han", "het-han"],
      ["Quyết định số 03 / qd - ubnd ngày 10/3/2020", "het-han", "het-han"],
      ["4/QĐUBND", "thu-hoi", "thu-hoi"],
      [short, "thu-hoi", "thu-hoi"],
      [short.toUpperCase(), "thu-hoi", "thu-hoi"],
      [`${host.url}/m/${short}`, "thu-hoi", "thu-hoi"],
      [`${host.url}/san-pham/thu-hoi/?a=1`, "thu-hoi", "thu-hoi"],
      ["999999/QĐ-UBND", null, "khong-thay"],
      ["không số", null, "khong-thay"],
      ["https://example.com/m/0a1b2c3d", null, "noi-khac"],
      ["<img src=x onerror=alert()>", null, "khong-thay"],
    ]) {
      const found = await ask(typed);
      assert.deepEqual(found.map(([id, said]) => [id, said]), [[product, answer]], `${typed}: ${JSON.stringify(found)}`);
      assert.match(found[0][2], answer === "noi-khac" ? /không thuộc danh mục này/ : /\d\d\/\d\d\/\d{4}/);
    }
    // Asking for a code that is nobody's is a file that is not there.
    assert.deepEqual(page.faults.filter((fault) => !/404/.test(fault)), []);
  });

  test("the lists by year hold what the check finds, without script", async () => {
    const page = await open(browser, { script: false });
    await page.goto(`${host.url}/tra-cuu/`);
    await page.getByRole("link", { name: /Năm 2020/ }).click();
    assert.equal(await page.locator('[data-product="het-han"][data-state="het-han"]').count(), 1);
    assert.equal(await page.locator(".ask").count(), 0);
  });
});
