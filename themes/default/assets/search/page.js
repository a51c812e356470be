// The search page: results as one types, narrowed by facets, all of it kept in the address.
// Without this the page is an alphabetical index and the ways into the listings.

import { client, element, marked } from "./client.js";

const PAGE = 12, FACETS = { sao: "Hạng sao", huyen: "Huyện (cũ)", nganh: "Ngành hàng", "tinh-trang": "Tình trạng" }, SHOWN = 60, wide = matchMedia("(min-width: 48rem)").matches;
const place = document.getElementById("tim"), form = document.querySelector("main form[role=search]"), field = form.querySelector("input[name=q]");
const { index, base } = document.querySelector("script[data-index]").dataset, engine = client(index), number = new Intl.NumberFormat("vi");
const rest = [...document.querySelectorAll(".az, .ways")];

const count = element("p", { class: "count", role: "status", "aria-live": "polite", "data-result-count": "" });
const tools = element("div", { class: "tools" }), list = element("ol", { class: "hits" }), pager = element("nav", { class: "pager", "aria-label": "Các trang kết quả" }), advice = element("div", { class: "advice" });
place.append(count, tools, advice, list, pager);
place.classList.add("found");

const read = () => {
  const query = new URLSearchParams(location.search), state = { text: query.get("q") ?? "", order: query.get("xep") === "sao" ? "sao" : "", page: Math.min(Math.max(parseInt(query.get("trang"), 10) || 1, 1), 10000) };
  for (const id of Object.keys(FACETS)) state[id] = query.get(id) ?? "";
  return state;
};
const address = (state) => {
  const query = new URLSearchParams();
  if (state.text) query.set("q", state.text);
  for (const id of Object.keys(FACETS)) if (state[id]) query.set(id, state[id]);
  if (state.order) query.set("xep", state.order);
  if (state.page > 1) query.set("trang", state.page);
  // Where a browser keeps nothing, the visitor's own list stands behind "#" and stays there.
  return location.pathname + (query.size ?? [...query].length ? `?${query}` : "") + (location.hash.startsWith("#v1.") ? location.hash : "");
};

let state = read(), turn = 0, warm = false, late, title = document.title;
const asks = () => state.text.trim() || Object.keys(FACETS).some((id) => state[id]);

/** Goes to another state: a click leaves a step for the back button, a key does not. */
function go(change, push) {
  state = { ...state, page: 1, ...change };
  history[push ? "pushState" : "replaceState"](null, "", address(state));
  show();
}

async function show() {
  const mine = ++turn;
  document.title = state.text ? `Tìm “${state.text.slice(0, 60)}” – ${title}` : title;
  if (!asks() && !warm) return resting();
  list.setAttribute("aria-busy", "true");
  clearTimeout(late);
  late = setTimeout(() => { if (mine === turn) count.textContent = "Đang tìm…"; }, 400);
  try {
    const wish = { ...state, from: (state.page - 1) * PAGE };
    // A first visit shows the first results as soon as their own files are there, then those of the page; looking further waits.
    if (!warm && asks()) {
      for (const [most, pause] of [[2, 60], [PAGE, 700]]) {
        const first = await engine.search({ ...wish, most, quick: true });
        if (mine !== turn) return;
        draw(first, true);
        await new Promise((go) => setTimeout(go, pause));
        if (mine !== turn) return;
      }
    }
    const found = await engine.search({ ...wish, most: PAGE });
    if (mine !== turn) return;
    warm = true;
    draw(found);
    if (!found.facets) {
      await engine.facets();
      const counted = await engine.search({ ...wish, most: PAGE });
      if (mine === turn) facets(counted.facets);
    }
  } catch {
    if (mine !== turn) return;
    list.replaceChildren(); tools.replaceChildren(); pager.replaceChildren();
    count.textContent = "Chưa tải được dữ liệu tìm kiếm.";
    const again = element("button", { type: "button" }, "Thử lại");
    again.onclick = show;
    advice.replaceChildren(element("p", {}, "Có thể mạng yếu hoặc bị ngắt giữa chừng. "), again, element("p", {}, "Các danh sách theo chữ cái, hạng sao, huyện và ngành hàng dưới đây vẫn xem được."));
    rest.forEach((section) => { section.hidden = false; });
  } finally { if (mine === turn) { clearTimeout(late); list.removeAttribute("aria-busy"); } }
}

/** Nothing is asked: the alphabet, and facets once the index is there. */
function resting() {
  list.replaceChildren(); pager.replaceChildren(); advice.replaceChildren(); tools.replaceChildren();
  count.textContent = "";
  rest.forEach((section) => { section.hidden = false; });
}

function draw(found, partial) {
  const mine = turn;
  clearTimeout(late);
  const idle = !asks();
  rest.forEach((section) => { section.hidden = !idle && found.total > 0; });
  count.textContent = said(found, idle);
  list.replaceChildren(...(idle ? [] : found.items.map(item)));
  list.start = (state.page - 1) * PAGE + 1;
  advice.replaceChildren();
  if (!idle && !(found.total && found.complete)) import("./advice.js").then(({ advise }) => { if (mine === turn) advice.replaceChildren(...advise(found, state, Object.keys(FACETS), link)); }).catch(() => {});
  if (partial) return;
  facets(found.facets);
  pages(idle ? 0 : found.total);
}

function said({ total, complete, cut }, idle) {
  const all = number.format(total), note = cut ? " Câu tìm dài quá; chỉ tìm theo những chữ đầu." : "";
  if (idle) return `${all} sản phẩm trong danh mục`;
  if (!total) return `Không tìm thấy sản phẩm nào.${note}`;
  if (!complete) return `${all} sản phẩm gần đúng, không có sản phẩm khớp đủ.${note}`;
  return (complete < total ? `${number.format(complete)} sản phẩm khớp đủ, ${number.format(total - complete)} gần đúng` : `${all} sản phẩm`) + (note ? `.${note}` : "");
}

function item(one) {
  const [state, label] = one.state;
  return element("li", { "data-result": "", "data-id": one.id, "data-product": one.id, "data-state": state },
    element("h2", {}, element("a", { href: `${base}san-pham/${encodeURIComponent(one.id)}/` }, ...marked(one.parts, one.name))),
    one.why ? element("p", { class: "why" }, element("span", {}, "Gần đúng: "), one.why) : null,
    element("p", { class: "by" }, one.producer, one.place ? ` · ${one.place}` : ""),
    element("p", { class: "meta" }, element("span", { class: "star", "data-level": one.star }, `${one.star} sao`), element("span", { class: `state is-${state}` }, label),
      one.price ? element("span", {}, one.price + (one.unit ? ` / ${one.unit}` : "")) : null));
}

/** A link to another state, followed in place. */
function link(change, label, attributes = {}) {
  const target = { ...state, page: 1, ...change }, made = element("a", { href: address(target), ...attributes }, label);
  made.onclick = (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    if ("text" in change) field.value = change.text;
    go({ page: 1, ...change }, true);
    if (change.page) { count.tabIndex = -1; count.focus(); count.scrollIntoView({ block: "start" }); }
  };
  return element("li", {}, made);
}

let shown;
/** The same facets again stay as they are, and whoever is at one of them. */
function facets(all) {
  if (!all) return;
  const told = JSON.stringify([all, state]);
  if (told === shown && tools.firstChild) return;
  shown = told;
  const focused = document.activeElement?.dataset?.facet, known = new Map([...tools.querySelectorAll("details")].map((one) => [one.dataset.kind, one.open]));
  const chip = (id, value, label, note) => {
    const on = state[id] === value, made = element("button", { type: "button", class: "chip", "aria-pressed": String(on), "data-facet": `${id}=${value}` }, label, note && element("small", {}, " ", note));
    made.onclick = () => go({ [id]: on ? "" : value }, true);
    return element("li", {}, made);
  };
  const sieve = (id, label, chips, chosen) => element("details", { class: "sieve", "data-kind": id, open: known.get(id) ?? (wide || id === "sao") ? "" : null },
    element("summary", {}, label, chosen && element("b", {}, ` ${chosen}`)), element("ul", { "aria-label": label }, ...chips));
  const made = Object.entries(FACETS).map(([id, label]) => {
    const options = all[id], at = options.findIndex(([value]) => value === state[id]);
    if (at < 0 && state[id]) options.unshift([state[id], state[id], 0]);
    else if (at >= SHOWN) options.unshift(...options.splice(at, 1));
    return sieve(id, label, options.slice(0, SHOWN).map(([value, label, count]) => chip(id, value, label, number.format(count))), options.find(([value]) => value === state[id])?.[1]);
  });
  tools.replaceChildren(...made, sieve("xep", "Thứ tự", [chip("order", "sao", "Sao cao trước")], state.order && "sao cao trước"));
  if (focused) tools.querySelector(`[data-facet="${CSS.escape(focused)}"]`)?.focus();
}

function pages(total) {
  const last = Math.ceil(total / PAGE), here = state.page, items = [];
  if (last > 1) {
    if (here > 1) items.push(link({ page: here - 1 }, "Trang trước", { rel: "prev" }));
    items.push(element("li", {}, element("span", {}, `Trang ${number.format(here)}/${number.format(last)}`)));
    if (here < last) items.push(link({ page: here + 1 }, "Trang sau", { rel: "next" }));
  }
  pager.replaceChildren(...(items.length ? [element("ul", {}, ...items)] : []));
  pager.hidden = !items.length;
}

let suggestions;
field.value = state.text;
field.addEventListener("focus", async () => {
  const before = field.value, { combo } = await import("./combo.js");
  suggestions = combo(form, index, base);
  if (field.value !== before) suggestions.ask(); // what was typed while the script came
}, { once: true });
field.addEventListener("input", () => go({ text: field.value }, false));
form.addEventListener("submit", (event) => { event.preventDefault(); suggestions?.close(); go({ text: field.value }, true); });
addEventListener("popstate", () => { state = read(); field.value = state.text; show(); });
if (asks()) show();
else { resting(); field.addEventListener("focus", () => { warm = true; show(); }, { once: true }); engine.open().then(() => { if (!asks()) { warm = true; show(); } }).catch(() => {}); }
