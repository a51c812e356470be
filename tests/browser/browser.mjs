// The browser, and pages in it that note everything they should not do.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

export const CHROMIUM = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);

export const launch = () =>
  chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb"] });

/** A page of this look; `page.faults` fills with console errors, refused loads and requests to other hosts. */
export async function open(browser, look = {}) {
  const context = await browser.newContext({
    viewport: { width: look.width ?? 360, height: look.height ?? 780 },
    colorScheme: look.dark ? "dark" : "light",
    reducedMotion: "reduce",
    forcedColors: look.forcedColors ?? "none",
    javaScriptEnabled: look.script ?? true,
    locale: "vi-VN",
    timezoneId: "Asia/Ho_Chi_Minh",
  });
  const page = await context.newPage();
  page.faults = [];
  page.on("console", (line) => {
    // The page for what is missing is asked for by a missing address on purpose.
    if (line.type() === "error" || line.type() === "warning") page.faults.push(`console: ${line.text()}`);
  });
  page.on("pageerror", (error) => page.faults.push(`error: ${error.message}`));
  page.asked = 0;
  const answered = () => (page.asked--, (page.answered = performance.now()));
  page.on("requestfinished", answered);
  page.on("requestfailed", answered);
  page.on("request", (request) => {
    page.asked++;
    const address = request.url();
    if (!address.startsWith("data:") && !address.startsWith("blob:") && new URL(address).hostname !== "127.0.0.1")
      page.faults.push(`elsewhere: ${address}`);
  });
  page.on("response", (answer) => {
    if (answer.status() >= 400) page.faults.push(`${answer.status()}: ${answer.url()}`);
  });
  if (look.script ?? true)
    await page.addInitScript(() => {
      globalThis.shifts = [];
      globalThis.refused = [];
      document.addEventListener("securitypolicyviolation", (event) => {
        refused.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
      });
      new PerformanceObserver((list) => {
        for (const shift of list.getEntries())
          if (!shift.hadRecentInput)
            shifts.push({
              value: shift.value,
              // Whether something of the header was among what moved.
              header: shift.sources.some(({ node }) => (node?.closest ? node : node?.parentElement)?.closest("body > header")),
              where: shift.sources.map(({ node }) => node?.outerHTML?.slice(0, 90) ?? node?.nodeName),
            });
      }).observe({ type: "layout-shift", buffered: true });
    });
  return page;
}

/** Waits until all that a page asked for has come and it has asked for nothing more in a tenth of a second, ten seconds at most. */
export async function settled(page) {
  for (const end = performance.now() + 10_000; performance.now() < end; ) {
    await page.evaluate(() => document.fonts.ready.then(() => {}));
    if (page.asked <= 0 && performance.now() - (page.answered ?? 0) > 100) return;
    await new Promise((next) => setTimeout(next, 20));
  }
  throw new Error(`${page.url()} still waits for ${page.asked} answers`);
}
