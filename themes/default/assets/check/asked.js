// What is on record of a decision number, a product code, a short code or a scanned address. Nothing
// that is typed leaves the phone but as the name of the file that may hold it.
import { answer, foreign, nothing, stale } from "./answer.js";
import { fits, key, short } from "./number.js";
import { today } from "./state.js";

const { rows: index, base, address, contact } = document.querySelector("script[data-rows]").dataset;
const built = document.body.dataset.built;
const out = document.querySelector("#dap");
const make = (name, values = {}, ...inside) => {
  const made = Object.assign(document.createElement(name), values);
  made.append(...inside);
  return made;
};
const get = async (url) => {
  const answer = await fetch(url);
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(url);
  return answer;
};
const page = async (url) => {
  const answer = await get(url);
  return answer && new DOMParser().parseFromString(await answer.text(), "text/html");
};

// What the page of a short code says; null where there is no such page.
async function byShort(code) {
  const doc = await page(`${base}m/${code}/`);
  const found = doc?.querySelector("main[data-product]");
  if (!found) return null;
  const { product, number, issued, ends, extended, revoked } = found.dataset;
  const star = found.querySelector("[data-star]").dataset.star;
  return { kind: "so", id: product, name: found.querySelector("h1").textContent, star, number, issued, ends, extended, revoked };
}

let core;
async function byKey(typed) {
  core ??= await (await get(index)).json();
  if (core.version !== 1) throw new Error("version");
  // The first file that may hold it is the one before the first that begins at or after it.
  let at = core.from.findIndex((first) => first >= typed);
  at = Math.max(0, (at < 0 ? core.from.length : at) - 1);
  const found = [];
  for (; at < core.from.length; at++) {
    if (core.from[at] > typed && !core.from[at].startsWith(typed)) break;
    const file = await (await get(index.replace(/index\.json$/, `${at}.json`))).json();
    for (const cells of file) if (fits(cells[0], typed)) found.push(Object.fromEntries(core.columns.map((name, n) => [name, cells[n]])));
  }
  return found;
}

// An address as it is typed or scanned: its place on this site, "" for one of another, null for none.
function place(typed) {
  const bare = typed.replace(/^[a-z]+:\/\//i, "");
  if (bare === typed && !/^[^\s/]*[a-z][^\s/]*\.[a-z]{2,}(:\d+)?\//i.test(typed)) return null;
  for (const own of [address, location.host + base]) {
    if (bare.toLowerCase().startsWith(own.toLowerCase())) return bare.slice(own.length);
  }
  return "";
}

async function find(typed) {
  const at = place(typed);
  if (at === "") return { foreign: true };
  if (at !== null) {
    const product = /^san-pham\/([a-z0-9-]+)/i.exec(at);
    const doc = product && (await page(`${base}san-pham/${product[1].toLowerCase()}/`));
    const code = short(/^m\/([^/?#]+)/i.exec(at)?.[1] ?? "") ?? doc?.querySelector("[data-short]")?.dataset.short;
    const row = code && (await byShort(code));
    return { rows: row ? [row] : [] };
  }
  const code = short(typed);
  const row = code && (await byShort(code));
  if (row) return { rows: [row] };
  const wanted = key(typed);
  return { rows: wanted ? await byKey(wanted) : [] };
}

const MOST = 60;
// Shows what is on record of what was typed, unless `isStill` says that something else is asked by now.
export async function ask(typed, isStill) {
  out.replaceChildren(make("p", { textContent: "Đang tra…" }));
  let found;
  try {
    found = await find(typed);
  } catch {
    out.replaceChildren(make("p", { textContent: "Chưa tải được số liệu; xin kiểm tra mạng rồi thử lại." }));
    return;
  }
  if (!isStill()) return;
  const at = today(), data = core?.date ?? built;
  const say = (id, text) => {
    const made = make("p", { textContent: text });
    made.dataset.answer = id;
    return make("li", {}, made);
  };
  const list = make("ul", { className: "answers" });
  if (found.foreign) list.append(say("noi-khac", foreign(typed, address)));
  else if (!found.rows.length) list.append(say("khong-thay", nothing(typed, data, contact)));
  for (const row of found.rows?.slice(0, MOST) ?? []) {
    const [id, text] = answer(row, at, data);
    const made = say(id, text);
    made.prepend(make("a", { href: `${base}san-pham/${row.id}/`, textContent: row.name }));
    made.dataset.product = row.id;
    list.append(made);
  }
  const more = found.rows?.length > MOST ? ` Có ${found.rows.length} sản phẩm; đây là ${MOST} sản phẩm đầu, phần còn lại xem ở danh sách theo năm.` : "";
  out.replaceChildren(list, make("p", { className: "soft", textContent: `Số liệu ngày ${data.split("-").reverse().join("/")}.${stale(at, data)}${more}` }));
}
