// A static host as small as one can be: a folder, its headers from `_headers`, gzip, and 404.html.
import { createServer } from "node:http";
import { readFileSync, statSync } from "node:fs";
import { gzipSync } from "node:zlib";
import path from "node:path";

const KINDS = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  webmanifest: "application/manifest+json",
  xml: "application/xml",
  txt: "text/plain; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
  jpg: "image/jpeg",
  webp: "image/webp",
  woff2: "font/woff2",
};
const PACKED = new Set(["html", "css", "js", "json", "webmanifest", "xml", "txt", "svg"]);

/**
 * Serves `folder`; `delay(path)` gives milliseconds an answer is held back, or a promise of its end,
 * `fault(path)` what goes wrong with it: "missing", "short" where the line breaks halfway, or "pieces" where
 * it comes little by little.
 */
export async function serve(folder, delay = () => 0, fault = () => "") {
  const rules = readRules(path.join(folder, "_headers"));
  const server = createServer((request, response) => {
    const address = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const wrong = fault(address);
    const found = wrong === "missing" ? file(folder, "/404.html", 404) : file(folder, address);
    const kind = path.extname(found.name).slice(1);
    const headers = { "content-type": KINDS[kind] ?? "application/octet-stream" };
    for (const rule of rules)
      if (rule.fits(address)) Object.assign(headers, rule.headers);
    let body = readFileSync(found.name);
    if (PACKED.has(kind) && wrong !== "pieces" && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "")) {
      body = gzipSync(body);
      headers["content-encoding"] = "gzip";
    }
    headers["content-length"] = body.length;
    const held = delay(address);
    const end = held instanceof Promise ? held : new Promise((over) => setTimeout(over, held));
    end.then(() => {
      response.writeHead(found.status, headers);
      if (wrong === "short") response.write(body.subarray(0, body.length >> 1), () => response.destroy());
      else if (wrong === "pieces") drip(response, body);
      else response.end(body);
    });
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  // A test that fails before it closes its host does not keep the run waiting.
  server.unref();
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

/** Sends `body` a thousand bytes at a time, so that the browser draws what is there before the rest comes. */
async function drip(response, body) {
  for (let from = 0; from < body.length && !response.destroyed; from += 1000) {
    response.write(body.subarray(from, from + 1000));
    await new Promise((next) => setTimeout(next, 25));
  }
  response.end();
}

function file(folder, address, status = 200) {
  const inside = path.join(folder, path.posix.normalize(address));
  const name = address.endsWith("/") ? path.join(inside, "index.html") : inside;
  const is = statSync(name, { throwIfNoEntry: false });
  return is?.isFile() ? { status, name } : { status: 404, name: path.join(folder, "404.html") };
}

function readRules(name) {
  const rules = [];
  for (const line of readFileSync(name, "utf8").split("\n")) {
    if (/^\S/.test(line)) {
      const start = line.endsWith("*") ? line.slice(0, -1) : null;
      rules.push({
        fits: (address) => (start === null ? address === line : address.startsWith(start)),
        headers: {},
      });
    } else if (line.trim()) {
      const [, name, value] = /^\s+([^:]+): (.*)$/.exec(line);
      rules.at(-1).headers[name.toLowerCase()] = value;
    }
  }
  return rules;
}
