// The visitor's own list in a real browser: chosen on pages, kept, sent, compared, printed; and the share button.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import axe from "axe-core";
import jsqr from "jsqr";
import { launch, open, settled } from "./browser.mjs";
import { hardSite } from "./sites.mjs";
import { serve } from "./server.mjs";

const decode = jsqr.default ?? jsqr;
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const BASE = "https://sanvat.example.org/m/";

describe("the visitor's own list", () => {
  let site;
  let host;
  let browser;
  let codes;
  before(async () => {
    site = hardSite();
    host = await serve(site.folder);
    browser = await launch();
    const { products } = JSON.parse(readFileSync(path.join(site.folder, "chon/ma/tat-ca.json"), "utf8"));
    codes = Object.fromEntries(Object.entries(products).map(([code, { id }]) => [id, code]));
  });
  after(async () => {
    await browser?.close();
    await host?.close();
    site?.remove();
  });

  const go = async (page, address) => {
    await page.goto(host.url + address, { waitUntil: "load" });
    await settled(page);
  };
  // The driver hears of a changed address a little later than the page.
  const here = (page) => page.evaluate(() => location.href);
  const names = (page) => page.locator(".chosen .name").allInnerTexts().then((all) => all.map((one) => one.toLocaleLowerCase("vi")));
  const ids = (page) => page.locator(".chosen > li").evaluateAll((all) => all.map((one) => one.dataset.product));
  const expectSound = async (page) => {
    assert.deepEqual(page.faults, []);
    assert.deepEqual(await page.evaluate(() => globalThis.refused), []);
  };
  const pick = (page, id) => page.locator(`.card[data-product="${id}"] .pick`).first().click();

  test("what is added on two pages stands in that order, is kept, and counted in the header", async () => {
    const page = await open(browser, { width: 360 });
    await go(page, "/san-pham/");
    const first = page.locator(`.card[data-product="sau-anh"] .pick`).first();
    assert.equal(await first.getAttribute("aria-pressed"), "false");
    const { width, height } = await first.boundingBox();
    assert.ok(width >= 44 && height >= 44);
    await first.click();
    assert.equal(await first.getAttribute("aria-pressed"), "true");
    assert.match(await page.locator("body > [role=status]").innerText(), /Đã thêm.*1 sản phẩm/);
    await pick(page, "banh-5");
    await pick(page, "banh-8");
    await go(page, "/san-pham/khong-gi/");
    await page.locator("main .acts [data-pick]").click();
    await go(page, "/san-pham/");
    // Taken off again where it was put on.
    await pick(page, "banh-8");
    assert.match(await page.locator("body > [role=status]").innerText(), /Đã bỏ.*3 sản phẩm/);
    assert.equal(await page.locator(".picked b").innerText(), "3");
    await page.locator(".picked").click();
    await page.waitForLoadState("networkidle");
    assert.deepEqual(await ids(page), ["sau-anh", "banh-5", "khong-gi"]);
    assert.equal(new URL(await here(page)).hash, `#v1.${codes["sau-anh"]}.${codes["banh-5"]}.${codes["khong-gi"]}`);
    await page.reload({ waitUntil: "networkidle" });
    assert.deepEqual(await ids(page), ["sau-anh", "banh-5", "khong-gi"]);
    assert.match(await page.locator("#chon > .count").innerText(), /3 sản phẩm: 2 sản phẩm 5 sao, 1 sản phẩm 3 sao/);
    // Without the address the browser still knows.
    await go(page, "/chon/");
    assert.deepEqual(await ids(page), ["sau-anh", "banh-5", "khong-gi"]);
    await expectSound(page);
    await page.context().close();
  });

  test("nothing shifts where products are offered, chosen and listed", async () => {
    for (const width of [360, 1280]) {
      const page = await open(browser, { width });
      await go(page, "/san-pham/");
      await pick(page, "sau-anh");
      await go(page, `/chon/#v1.${Object.values(codes).join(".")}`);
      assert.equal(await page.locator(".chosen > li").count(), Object.keys(codes).length);
      for (const address of ["/san-pham/", "/san-pham/khong-gi/", `/chon/?${width}#v1.${Object.values(codes).join(".")}`]) {
        await go(page, address);
        const sum = await page.evaluate(() => shifts.reduce((all, one) => all + one.value, 0));
        assert.ok(sum < 0.0005, `${address} at ${width}: ${sum} ${JSON.stringify(await page.evaluate(() => shifts))}`);
      }
      await page.context().close();
    }
  });

  test("its end stays where it is for who is there before the script, on a phone six times as slow", async () => {
    // The script comes once the page was looked at without it, however slow that is.
    let held, release;
    const slow = await serve(site.folder, (address) => (/\/chon\/(page\.js|chon\.css)$/.test(address) ? held : 0));
    for (const width of [320, 360, 1280]) {
      held = new Promise((over) => (release = over));
      const page = await open(browser, { width });
      const devtools = await page.context().newCDPSession(page);
      await devtools.send("Emulation.setCPUThrottlingRate", { rate: 6 });
      await page.goto(`${slow.url}/chon/`, { waitUntil: "domcontentloaded" });
      const before = await page.evaluate(async () => {
        // As browsers do that hold nothing in its place.
        document.documentElement.style.overflowAnchor = "none";
        scrollTo(0, 600);
        await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
        const drawn = document.querySelector("#chon > .count") !== null, { top } = document.querySelector(".foot").getBoundingClientRect();
        return { drawn, top, seen: top < innerHeight };
      });
      release();
      assert.deepEqual([before.drawn, before.seen], [false, true]);
      await page.waitForSelector("#chon > .count");
      const after = await page.evaluate(async () => {
        await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
        return { top: document.querySelector(".foot").getBoundingClientRect().top, shifts: shifts.filter(({ where }) => where.some((one) => /^<footer|id="chon"/.test(one))) };
      });
      assert.equal(after.top, before.top, `${width} px`);
      assert.deepEqual(after.shifts, [], `${width} px`);
      await page.context().close();
    }
    await slow.close();
  });

  test("it is put in order by buttons, named and noted, and whoever gets the address sees the same", async () => {
    const page = await open(browser);
    await go(page, `/chon/#v1.${codes["banh-1"]}.${codes["banh-2"]}.${codes["het-han"]}`);
    await page.getByRole("button", { name: "Xuống: Bánh gai số 1" }).click();
    assert.deepEqual(await ids(page), ["banh-2", "banh-1", "het-han"]);
    // The focus stays with the product that moved.
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Xuống: Bánh gai số 1");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    assert.deepEqual(await ids(page), ["banh-2", "het-han", "banh-1"]);
    await page.getByRole("button", { name: "Lên: Mắm tôm" }).click();
    await page.getByLabel("Tên danh sách").fill("Quà Tết ~ 2027 & <b>đậm</b>");
    await page.getByLabel("Ghi chú cho Mắm tôm").fill("hỏi giá “sỉ”, 50%");
    const address = await here(page);
    assert.match(address, /~n\./);
    await expectSound(page);
    const other = await open(browser);
    await other.goto(address, { waitUntil: "networkidle" });
    assert.deepEqual(await ids(other), ["het-han", "banh-2", "banh-1"]);
    assert.equal(await other.getByLabel("Tên danh sách").inputValue(), "Quà Tết ~ 2027 & <b>đậm</b>");
    assert.equal(await other.getByLabel("Ghi chú cho Mắm tôm").inputValue(), "hỏi giá “sỉ”, 50%");
    assert.equal(await here(other), address);
    await other.getByRole("button", { name: "Bỏ khỏi danh sách: Bánh gai số 2" }).click();
    assert.deepEqual(await ids(other), ["het-han", "banh-1"]);
    await other.context().close();
    await page.context().close();
  });

  test("a list that was sent does not take the place of one's own unasked", async () => {
    const page = await open(browser);
    await go(page, `/chon/#v1.${codes["banh-1"]}`);
    await go(page, `/chon/?gui#v1.${codes["banh-2"]}~t=Kh%C3%A1ch`);
    assert.deepEqual(await ids(page), ["banh-2"]);
    assert.equal(await page.locator(".picked b").innerText(), "1");
    await page.getByRole("button", { name: "Thêm vào danh sách của tôi" }).click();
    await page.waitForLoadState("networkidle");
    assert.deepEqual(await ids(page), ["banh-1", "banh-2"]);
    assert.equal(await page.locator(".picked b").innerText(), "2");
    await go(page, `/chon/?gui#v1.${codes["banh-3"]}`);
    await page.getByRole("button", { name: "Xem danh sách của tôi" }).click();
    await page.waitForFunction(() => document.querySelectorAll(".chosen > li").length === 2);
    await go(page, `/chon/?gui#v1.${codes["banh-3"]}`);
    await page.getByRole("button", { name: "Dùng danh sách này" }).click();
    await page.waitForLoadState("networkidle");
    await go(page, "/chon/");
    assert.deepEqual(await ids(page), ["banh-3"]);
    await expectSound(page);
    await page.context().close();
  });

  test("of 40 codes, two that nobody has are told and stay in the address", async () => {
    const page = await open(browser);
    const known = Object.values(codes).slice(0, 30), all = [...known.slice(0, 5), "zzzzzzzz", ...known.slice(5), "khong%20co"];
    await go(page, `/chon/#v1.${all.join(".")}`);
    assert.equal((await ids(page)).length, 30);
    const gone = page.locator(".gone");
    assert.match(await gone.innerText(), /2 mã không có trong danh mục/i);
    assert.deepEqual(await gone.locator("code").allInnerTexts(), ["zzzzzzzz", "khong co"]);
    assert.equal(new URL(await here(page)).hash, `#v1.${all.join(".")}`);
    await gone.getByRole("button", { name: "Bỏ mã zzzzzzzz" }).click();
    assert.deepEqual(await gone.locator("code").allInnerTexts(), ["khong co"]);
    await expectSound(page);
    await page.context().close();
  });

  test("an address full of malice is only ever text", async () => {
    const page = await open(browser);
    const attacks = ["<img src=x onerror=alert(1)>", "<script>alert(1)</script>", '"><svg onload=alert(1)>', "javascript:alert(1)", "__proto__", "constructor", "{{7*7}}", "%", "%00", "\u202e", "a".repeat(5000), "../../../etc/passwd", "v1", "~", ".", "'--", "&lt;b&gt;", "\\u003cimg\\u003e", "</textarea>", "data:text/html,<b>"];
    const wishes = attacks.flatMap((bad) => {
      const encoded = encodeURIComponent(bad);
      return [`v1.${encoded}`, `v1.${codes["banh-1"]}~t=${encoded}`, `v1.${codes["banh-1"]}~n.${codes["banh-1"]}=${encoded}`, `v1.${codes["banh-1"]}.${bad.replaceAll("#", "")}~c.${encoded}`, bad];
    });
    assert.equal(wishes.length, 100);
    let dialogs = 0;
    page.on("dialog", (dialog) => { dialogs++; dialog.dismiss(); });
    await go(page, "/chon/");
    for (const wish of wishes) {
      await page.evaluate((hash) => { location.hash = hash; }, wish);
      await page.waitForFunction(() => !document.querySelector(".chosen").hasAttribute("aria-busy"));
      const live = await page.evaluate(() => [...document.querySelectorAll("main *")].filter((one) => ["SCRIPT", "IFRAME", "OBJECT", "TEXTAREA"].includes(one.tagName) || [...one.attributes].some(({ name, value }) => name.startsWith("on") || /^\s*javascript:/i.test(value) && ["href", "src"].includes(name))).length);
      assert.equal(live, 0, wish);
    }
    assert.equal(dialogs, 0);
    assert.equal(await page.evaluate(() => ({}).polluted ?? Object.keys(Object.prototype).length), 0);
    await expectSound(page);
    await page.context().close();
  });

  test("a table of it opens in a spreadsheet", async () => {
    const page = await open(browser, { width: 1280 });
    await go(page, `/chon/#v1.${codes["sau-anh"]}.zzzzzzzz.${codes["banh-2"]}~n.${codes["banh-2"]}=%3D1%2B1`);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Tải bảng CSV" }).click()]);
    assert.equal(download.suggestedFilename(), "san-pham-da-chon.csv");
    const text = readFileSync(await download.path(), "utf8");
    const rows = text.trimEnd().split("\r\n");
    assert.ok(text.startsWith("\ufeffSTT,Mã,Tên sản phẩm,"));
    assert.equal(rows.length, 4);
    assert.ok(rows[1].startsWith(`1,${codes["sau-anh"]},`) && rows[1].includes(",5,Còn hiệu lực,10/03/2029,1234/QĐ-BNNPTNT,"), rows[1]);
    assert.ok(rows[1].includes(`,1250000,999999999,"hộp quà sáu chai năm trăm mi-li-lít, có túi giấy kèm theo",`));
    assert.ok(rows[2].startsWith("2,zzzzzzzz,(không có trong danh mục),"));
    assert.ok(rows[3].endsWith(`${BASE}${codes["banh-2"]}/,"'=1+1"`), rows[3]);
    for (const row of [rows[0], rows[2]]) assert.equal(row.split(",").length, 17);
    await expectSound(page);
    await page.context().close();
  });

  test("two to four are compared over what all of them have, and the address says which", async () => {
    const page = await open(browser, { width: 1280 });
    await go(page, `/chon/#v1.${["banh-1", "banh-2", "khong-gi", "sau-anh", "mot-anh"].map((id) => codes[id]).join(".")}`);
    const tick = (id) => page.locator(`[data-compare="${codes[id]}"]`);
    assert.equal(await page.locator("#so-sanh").isVisible(), false);
    await tick("banh-1").check();
    assert.match(await page.locator("#so-sanh").innerText(), /thêm một sản phẩm nữa/);
    await tick("banh-2").check();
    const labels = () => page.locator("#so-sanh tbody th").evaluateAll((all) => all.map((one) => one.firstChild.textContent));
    assert.deepEqual(await labels(), ["Hạng", "Tình trạng", "Hiệu lực đến", "Giá", "Chủ thể", "Nơi làm", "Ngành hàng"]);
    const row = (label) => page.locator("#so-sanh tbody tr").filter({ hasText: label });
    assert.match(await row("Giá").innerText(), /khác\s+10\.000\s₫\s+20\.000\s₫/);
    assert.doesNotMatch(await row("Ngành hàng").innerText(), /khác/);
    // What the third lacks is lacking for all.
    await tick("khong-gi").check();
    assert.deepEqual(await labels(), ["Hạng", "Tình trạng", "Chủ thể", "Nơi làm", "Ngành hàng"]);
    await tick("sau-anh").check();
    assert.equal(await tick("mot-anh").isDisabled(), true);
    const address = await here(page);
    assert.ok(address.endsWith(`~c.${["banh-1", "banh-2", "khong-gi", "sau-anh"].map((id) => codes[id]).join(".")}`));
    const other = await open(browser, { width: 1280 });
    await other.goto(address, { waitUntil: "networkidle" });
    assert.equal(await other.locator("#so-sanh thead th a").count(), 4);
    await other.context().close();
    await expectSound(page);
    await page.context().close();
  });

  test("where the browser keeps nothing, the address alone carries the list from page to page", async () => {
    const page = await open(browser, { width: 1280 });
    await page.addInitScript(() => {
      Object.defineProperty(globalThis, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } });
    });
    await go(page, "/san-pham/");
    await pick(page, "sau-anh");
    await page.locator('.facets a[href$="/5-sao/"]').first().click();
    await page.waitForLoadState("networkidle");
    assert.equal(await page.locator(".picked b").innerText(), "1");
    await pick(page, "banh-2");
    await page.locator(".picked").click();
    await page.waitForLoadState("networkidle");
    assert.deepEqual(await ids(page), ["sau-anh", "banh-2"]);
    assert.match(await page.locator("#chon .denied").innerText(), /chỉ nằm trong địa chỉ trang/);
    await page.getByRole("button", { name: "Lên: Bánh gai số 2" }).click();
    await page.reload({ waitUntil: "networkidle" });
    assert.deepEqual(await ids(page), ["banh-2", "sau-anh"]);
    await page.locator(".crumbs a").first().click();
    await page.waitForLoadState("networkidle");
    assert.equal(await page.locator(".picked b").innerText(), "2");
    await expectSound(page);
    await page.context().close();
  });

  test("where the browser keeps nothing, a search does not lose the list, nor does loading a page again", async () => {
    const page = await open(browser, { width: 1280 });
    await page.addInitScript(() => {
      Object.defineProperty(globalThis, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } });
    });
    const count = () => page.locator(".picked b").innerText();
    const list = `#v1.${codes["sau-anh"]}.${codes["banh-2"]}`;
    await go(page, "/san-pham/");
    await pick(page, "sau-anh");
    await page.reload({ waitUntil: "networkidle" });
    assert.equal(await count(), "1");
    await pick(page, "banh-2");
    // Home, by a link; its form; what is typed, narrowed and loaded again there; a product found.
    await page.locator(".brand").click();
    await page.waitForLoadState("networkidle");
    await page.fill("main input[name=q]", "nón");
    await page.locator("main form[role=search] button").click();
    await page.waitForSelector(".hits > li");
    assert.equal(await here(page), `${host.url}/tim-kiem/?q=n%C3%B3n${list}`);
    await page.fill("main input[name=q]", "nón lá");
    await page.waitForFunction(() => location.search.includes("l%C3%A1"));
    await page.reload({ waitUntil: "networkidle" });
    assert.equal(await count(), "2");
    await page.locator(".hits a").first().click();
    await page.waitForLoadState("networkidle");
    assert.equal(await here(page), `${host.url}/san-pham/khong-gi/${list}`);
    // A suggestion.
    await page.locator(".brand").click();
    await page.waitForLoadState("networkidle");
    await page.fill("main input[name=q]", "nón");
    await page.locator("[role=option]").first().click();
    await page.waitForURL(/san-pham\/khong-gi/);
    await page.waitForLoadState("networkidle");
    assert.equal(await count(), "2");
    // Another tab, by the middle button.
    const [other] = await Promise.all([page.context().waitForEvent("page"), page.locator(".brand").click({ button: "middle" })]);
    await other.waitForLoadState("networkidle");
    assert.equal(await here(other), `${host.url}/${list}`);
    await expectSound(page);
    await page.context().close();
  });

  test("where the browser keeps its list, no address but the list's own carries it", async () => {
    const page = await open(browser, { width: 1280 });
    await go(page, "/san-pham/");
    await pick(page, "sau-anh");
    assert.equal(new URL(await here(page)).hash, "");
    await page.locator(".brand").click();
    await page.waitForLoadState("networkidle");
    await page.fill("main input[name=q]", "nón");
    await page.locator("main form[role=search] button").click();
    await page.waitForSelector(".hits > li");
    assert.equal(await here(page), `${host.url}/tim-kiem/?q=n%C3%B3n`);
    await page.locator(".picked").click();
    await page.waitForSelector(".chosen > li");
    assert.equal(await page.locator("#chon .denied").count(), 0);
    await page.context().close();
  });

  test("where its data does not come, that is said, and another try brings it", async () => {
    const page = await open(browser);
    await page.route("**/chon/ma/*.json", (route) => route.abort());
    await go(page, `/chon/#v1.${codes["banh-1"]}`);
    assert.match(await page.locator("#chon > .count").innerText(), /Chưa tải được/);
    await page.unroute("**/chon/ma/*.json");
    await page.getByRole("button", { name: "Thử lại" }).click();
    await page.waitForSelector(".chosen > li");
    assert.deepEqual(await names(page), ["bánh gai số 1"]);
    await page.context().close();
  });

  test("without script the page says why and leads to the listings, and pages are shared by plain links", async () => {
    const page = await open(browser, { script: false });
    await page.goto(`${host.url}/chon/#v1.${codes["banh-1"]}`);
    assert.match(await page.locator("main").innerText(), /cần JavaScript/);
    assert.ok((await page.locator("main .chips a").count()) >= 5);
    for (const address of ["/san-pham/", "/san-pham/khong-gi/"]) {
      await page.goto(host.url + address);
      assert.equal(await page.locator("[data-pick]:visible, [data-print]:visible").count(), 0);
      await page.locator(".share > summary").click();
      const links = await page.locator(".share a").evaluateAll((all) => all.map((one) => [one.href, one.rel]));
      const own = encodeURIComponent(`https://sanvat.example.org${address}`);
      assert.equal(links.length, 4);
      assert.ok(links.every(([href, rel]) => href.includes(own) && rel === "nofollow noopener"), JSON.stringify(links));
      assert.deepEqual(links.map(([href]) => href.split(/[?]/)[0]), ["https://www.facebook.com/sharer/sharer.php", "https://t.me/share/url", "https://wa.me/", "mailto:"]);
    }
    await page.context().close();
  });

  test("the share button opens the system's sheet, else copies and says so, else shows the address", async () => {
    const page = await open(browser);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.addInitScript(() => {
      if (location.search === "?sheet") navigator.share = (what) => { globalThis.sent = what; return Promise.resolve(); };
      if (location.search === "?closed") navigator.share = () => Promise.reject(new DOMException("closed", "AbortError"));
      if (location.search === "?nothing") { navigator.clipboard.writeText = () => Promise.reject(new Error("denied")); document.execCommand = () => false; }
    });
    const details = page.locator(".share");
    const press = async (address) => {
      await go(page, address);
      await page.locator(".share > summary").click();
      await page.waitForTimeout(200);
    };
    await press("/san-pham/khong-gi/?sheet");
    assert.deepEqual(await page.evaluate(() => globalThis.sent), { title: "Nón lá – OCOP 3 sao, Hoằng Hóa", url: "https://sanvat.example.org/san-pham/khong-gi/" });
    assert.equal(await details.evaluate((one) => one.open), false);
    await press("/san-pham/khong-gi/?closed");
    assert.equal(await details.evaluate((one) => one.open), false);
    await press("/san-pham/khong-gi/");
    assert.equal(await details.locator("[role=status]").innerText(), "Đã sao chép. Dán vào Zalo.");
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "https://sanvat.example.org/san-pham/khong-gi/");
    await press("/san-pham/khong-gi/?nothing");
    assert.equal(await details.getByLabel("Địa chỉ để sao chép").inputValue(), "https://sanvat.example.org/san-pham/khong-gi/");
    // A list is sent as it stands in the address.
    await go(page, `/chon/#v1.${codes["banh-1"]}~t=T%C3%AAn`);
    await page.getByRole("button", { name: "Sao chép liên kết" }).click();
    await page.waitForTimeout(100);
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await here(page));
    assert.match(await page.getByRole("link", { name: "Gửi thư" }).getAttribute("href"), /^mailto:\?subject=T%C3%AAn&body=http/);
    await expectSound(page);
    await page.context().close();
  });

  test("axe finds nothing on it, whatever it shows", async () => {
    for (const width of [360, 1280])
      for (const dark of [false, true]) {
        const page = await open(browser, { width, dark });
        await go(page, `/chon/#v1.${codes["banh-9"]}`);
        for (const hash of ["", `#v1.${["sau-anh", "khong-gi", "thu-hoi"].map((id) => codes[id]).join(".")}.zzzzzzzz~t=T%C3%AAn~c.${codes["sau-anh"]}.${codes["khong-gi"]}`]) {
          await go(page, `/chon/?${width}${hash}`);
          for (const summary of await page.locator(".code:visible > summary").all()) await summary.click();
          await page.waitForTimeout(100);
          await page.evaluate(axe.source);
          const found = await page.evaluate((tags) => axe.run(document, { runOnly: tags, resultTypes: ["violations"] }), TAGS);
          assert.deepEqual(found.violations.map(({ id, nodes }) => `${width} ${dark} ${id}: ${nodes[0].target.join(" ")} ${nodes[0].failureSummary}`), []);
          assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
        }
        await page.context().close();
      }
  });

  test("a listing prints as a booklet: cover, a code beside each product, both indexes, no card cut", async (t) => {
    const page = await open(browser, { width: 1280 });
    await page.addInitScript(() => { globalThis.print = () => { globalThis.printed = (globalThis.printed ?? 0) + 1; }; });
    await go(page, "/san-pham/");
    await page.locator("[data-print]").click();
    await page.waitForFunction(() => globalThis.printed === 1);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    assert.ok(pdf.length < 6_000_000);
    const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
    t.diagnostic(`24 products on ${sheets} pages, ${pdf.length} bytes`);
    assert.ok(sheets <= 6, `${sheets} pages`);
    // Afterwards the page is as before.
    assert.equal(await page.locator(".paper").count(), 0);
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    const cards = await page.locator(".results .card").evaluateAll((all) => all.map((card) => ({
      short: card.dataset.short,
      whole: getComputedStyle(card).breakInside,
      height: card.getBoundingClientRect().height,
      path: card.querySelector(".qr path + path").getAttribute("d"),
      size: Number(card.querySelector(".qr").getAttribute("viewBox").split(" ")[2]),
      millimetres: card.querySelector(".qr").getBoundingClientRect().width / 96 * 25.4,
    })));
    assert.equal(cards.length, 24);
    for (const { short, whole, height, path, size, millimetres } of cards) {
      assert.equal(whole, "avoid");
      assert.ok(height < 950, `${height}`);
      assert.equal(read(path, size), `${BASE}${short}`);
      assert.ok(millimetres >= 18 && millimetres / size >= 0.4, `${millimetres} mm of ${size} modules`);
    }
    assert.match(await page.locator(".cover").innerText(), /Sản vật tỉnh mẫu[^]*24 sản phẩm OCOP \(trang 1\/2\)[^]*sanvat\.example\.org\/san-pham\/[^]*In ngày \d\d\/\d\d\/\d{4}/);
    const index = await page.locator(".index").innerText();
    assert.match(index, /theo chủ thể[^]*An\n[^]*theo huyện \(cũ\)[^]*huyện Hoằng Hóa \(cũ\)[^]*huyện Triệu Sơn \(cũ\)/i);
    wholeCards(t, pdf, cards.map(({ short }) => short));
    await expectSound(page);
    await page.context().close();
  });

  test("one's own list prints as a booklet with its notes, and an app that cannot print says what to do", async (t) => {
    const page = await open(browser, { width: 1280 });
    const own = ["sau-anh", "khong-gi", ...Array.from({ length: 12 }, (_, at) => `banh-${at + 1}`)].map((id) => codes[id]);
    await page.addInitScript(() => { globalThis.print = () => { globalThis.printed = true; }; });
    await go(page, `/chon/#v1.${own.join(".")}~t=Qu%C3%A0%20T%E1%BA%BFt~n.${own[0]}=M%E1%BA%ABu%20%C4%91%E1%BB%8F`);
    await page.getByRole("button", { name: "In", exact: true }).click();
    await page.waitForFunction(() => globalThis.printed);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    wholeCards(t, pdf, own);
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    assert.match(await page.locator(".cover").innerText(), /quà tết[^]*14 sản phẩm OCOP/i);
    assert.equal(await page.locator(".note-print").first().innerText(), "Mẫu đỏ");
    const { path, size } = await page.locator(".cover .qr").evaluate((svg) => ({ path: svg.querySelector("path + path").getAttribute("d"), size: Number(svg.getAttribute("viewBox").split(" ")[2]) }));
    assert.equal(read(path, size), await here(page));
    await page.context().close();
    const context = await browser.newContext({ userAgent: "Mozilla/5.0 (Linux; Android 12; SM-A12 Build/X; wv) AppleWebKit/537.36 Version/4.0 Chrome/140.0 Mobile Safari/537.36 Zalo android" });
    const inApp = await context.newPage();
    for (const [address, button] of [[`/chon/#v1.${own[0]}`, "In"], ["/san-pham/", "In thành tập"]]) {
      await inApp.goto(host.url + address, { waitUntil: "networkidle" });
      await inApp.getByRole("button", { name: button, exact: true }).click();
      await inApp.getByText("Mở bằng Chrome để in").waitFor();
    }
    await context.close();
  });
});

/** The text of a drawn code: its outline back to modules, and those read as a camera would. */
function read(outline, size, scale = 4) {
  const side = size * scale, pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y, width] of outline.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let b = y * scale; b < (+y + 1) * scale; b++) for (let a = x * scale; a < (+x + +width) * scale; a++) pixels.set([0, 0, 0, 255], (b * side + a) * 4);
  return decode(pixels, side, side)?.data;
}

/** Where the tool that reads text off paper is at hand: the address printed last on a card stands on the page its card begins on. */
function wholeCards(t, pdf, shorts) {
  const folder = mkdtempSync(path.join(tmpdir(), "sanvat-print-"));
  try {
    writeFileSync(path.join(folder, "a.pdf"), pdf);
    const text = execFileSync("pdftotext", ["-layout", path.join(folder, "a.pdf"), "-"], { encoding: "utf8" });
    const pages = text.split("\f").map((page) => page.replace(/\s+/g, " "));
    for (const short of shorts) assert.equal(pages.filter((page) => page.includes(`${short}/`)).length, 1, short);
    // Each card says its state once: as many on a page as codes.
    for (const page of pages.slice(1)) {
      const codes = page.match(/[0-9a-hjkmnp-tv-z]{8}\//g)?.length ?? 0, states = page.match(/Còn hiệu lực|Sắp hết hạn|Chưa rõ hiệu lực|Đã thu hồi|Bị thu hồi|Chưa ghi nhận/g)?.length ?? 0;
      assert.equal(states, codes, page);
    }
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
    t.diagnostic("pdftotext is not here: pages are not read back");
  } finally {
    rmSync(folder, { recursive: true });
  }
}
