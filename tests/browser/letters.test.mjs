// The 134 Vietnamese letters with marks in the display face, and room for the marks of two lines above each other.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, open } from "./browser.mjs";
import { hardSite } from "./sites.mjs";
import { serve } from "./server.mjs";

const BASES = { a: "àảãáạăằẳẵắặâầẩẫấậ", e: "èẻẽéẹêềểễếệ", i: "ìỉĩíị", o: "òỏõóọôồổỗốộơờởỡớợ", u: "ùủũúụưừửữứự", y: "ỳỷỹýỵ", d: "đ" };
const LETTERS = Object.values(BASES).join("") + Object.values(BASES).join("").toUpperCase();

describe("letters", () => {
  let site;
  let host;
  let browser;
  before(async () => {
    site = hardSite();
    host = await serve(site.folder);
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await host?.close();
    site?.remove();
  });

  test("the face of headings has every one of the 134", async () => {
    assert.equal([...LETTERS].length, 134);
    const page = await open(browser, { width: 360 });
    // A first visit may do without the face, should it come late; a second has it.
    for (let visit = 0; visit < 2; visit++) await page.goto(`${host.url}/san-pham/mot-anh/`, { waitUntil: "networkidle" });
    const used = await page.evaluate(async (letters) => {
      const heading = document.querySelector("h1");
      heading.textContent = letters;
      await document.fonts.ready;
      return getComputedStyle(heading).textTransform;
    }, LETTERS);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("DOM.enable");
    await devtools.send("CSS.enable");
    const { root } = await devtools.send("DOM.getDocument");
    const { nodeId } = await devtools.send("DOM.querySelector", { nodeId: root.nodeId, selector: "h1" });
    const { fonts } = await devtools.send("CSS.getPlatformFontsForNode", { nodeId });
    // One face for all of them: no letter borrowed from another.
    assert.equal(fonts.length, 1, `${JSON.stringify(fonts.map((font) => [font.familyName, font.glyphCount]))} ${used}`);
    await page.context().close();
  });

  test("no mark is cut in two lines above each other", async () => {
    const page = await open(browser, { width: 360 });
    await page.goto(`${host.url}/san-pham/mot-anh/`, { waitUntil: "networkidle" });
    const cut = await page.evaluate(() => {
      const told = [];
      for (const element of document.querySelectorAll("h1, h2, h3, a, b, p, dt, dd")) {
        const style = getComputedStyle(element);
        const clips = style.overflowY !== "visible" || style.clipPath !== "none";
        if (clips && element.textContent.trim() && element.getBoundingClientRect().height > 2 && element.scrollHeight > element.clientHeight + 1) told.push(element.outerHTML.slice(0, 80));
      }
      const heading = document.querySelector("h1");
      const line = parseFloat(getComputedStyle(heading).lineHeight) / parseFloat(getComputedStyle(heading).fontSize);
      if (!(line >= 1.14)) told.push(`lines of h1 stand ${line} apart`);
      return told;
    });
    assert.deepEqual(cut, []);
    await page.context().close();
  });
});
