// The visitor's own list. What is shown follows from the address, and each change is written there:
// whoever is given the address sees the same. Without this the page explains itself and leads to the listings.
import { button, element } from "./made.js";
import { MOST, format, noted, parse, titled } from "./list.js";
import { isDenied, keep, kept } from "./pick.js";
import { products } from "./products.js";
import { item } from "./item.js";
import { bar } from "./bar.js";
import { isWorth, table } from "./table.js";

const place = document.getElementById("chon"), { data, width, base } = place.dataset, heading = document.title;
// What this script draws it also dresses; nothing is shown before.
const sheet = element("link", { rel: "stylesheet", href: new URL("./chon.css", import.meta.url).href });
const dressed = new Promise((ready) => { sheet.onload = sheet.onerror = ready; });
document.head.append(sheet);

// Ways into the listings: all there is without script, and what an empty list needs.
const ways = place.querySelector(".chips");
const empty = () => parse("v1");

let list, found = new Map(), own, turn = 0;

const notice = element("div", { class: "notice" }), sums = element("p", { class: "count", role: "status" });
const name = element("input", { id: "ten", maxlength: 120, autocomplete: "off", placeholder: "Ví dụ: Quà Tết 2027" });
const items = element("ol", { class: "chosen" }), missing = element("section", { class: "gone", hidden: true }), against = element("section", { id: "so-sanh", hidden: true });
const told = element("p", { class: "vh", role: "status" });
const top = element("p", { class: "title" }, element("label", { for: "ten" }, "Tên danh sách"), name);
const tools = bar({ list: () => list, found: () => found, address: () => location.href });

/** Everything at once, when there is something to show: what stands already is not moved. */
function lay() {
  if (!items.isConnected) place.replaceChildren(notice, top, sums, tools.element, items, missing, against, told);
}

/** What the address says; where it says nothing, what the browser kept. */
function read() {
  own = parse(kept());
  const given = parse(location.hash);
  list = given ?? own ?? empty();
  // The first list a visitor meets becomes theirs; a second one does not take its place unasked.
  if (given && !own?.codes.length) own = null;
  name.value = list.title;
}

const isOwn = () => !own || format(own) === format(list);

/** Writes a change into the address, and keeps it if the list is the visitor's. */
function write(change, isMine = isOwn()) {
  Object.assign(list, change);
  list.compared = list.compared.filter((code) => list.codes.includes(code));
  const text = format(list);
  history.replaceState(null, "", `#${text}`);
  if (!isMine) return;
  keep(text);
  own = parse(text);
}

/** A change that is seen, and where the focus goes after it. */
function change(what, words, focus) {
  write(what);
  draw();
  told.textContent = words;
  (focus?.() ?? sums).focus?.();
}

async function show() {
  const mine = ++turn;
  items.setAttribute("aria-busy", "true");
  try {
    await dressed;
    const came = await products(list.codes, data, Number(width));
    if (mine !== turn) return;
    found = came;
    if (isOwn() && list.codes.length) write({});
    draw();
  } catch {
    if (mine !== turn) return;
    lay();
    items.replaceChildren();
    sums.textContent = "Chưa tải được thông tin của các sản phẩm trong danh sách; danh sách vẫn còn nguyên trong địa chỉ trang.";
    notice.replaceChildren(button("Thử lại", show));
  } finally {
    if (mine === turn) items.removeAttribute("aria-busy");
  }
}

function draw() {
  lay();
  const known = list.codes.filter((code) => found.has(code)), unknown = list.codes.filter((code) => !found.has(code));
  document.title = list.title ? `${list.title} – ${heading}` : heading;
  sums.textContent = summed(known);
  sums.tabIndex = -1;
  items.replaceChildren(...known.map((code, at) => item(found.get(code), {
    base, note: list.notes[code] ?? "", at, last: known.length - 1, drawings: place.dataset.drawings,
    compared: list.compared.includes(code),
    move: (step) => move(known, at, step),
    remove: () => remove(code),
    write: (text) => write({ notes: Object.assign(Object.create(null), list.notes, { [code]: noted(text) }) }),
    compare: (on) => compare(code, on),
  })));
  place.classList.toggle("empty-list", !list.codes.length);
  top.hidden = !list.codes.length;
  tools.draw();
  gone(unknown);
  foreign();
  comparison();
}

function summed(known) {
  if (!list.codes.length) return "Danh sách chưa có sản phẩm nào. Bấm dấu + trên thẻ sản phẩm ở các trang danh sách để thêm.";
  const levels = [5, 4, 3].map((star) => [star, known.filter((code) => found.get(code).star === star).length]).filter(([, count]) => count);
  return `${known.length} sản phẩm${levels.length ? `: ${levels.map(([star, count]) => `${count} sản phẩm ${star} sao`).join(", ")}` : ""}.`;
}

/** Codes without a product are told, and stay in the address until somebody takes them off. */
function gone(unknown) {
  missing.hidden = !unknown.length && !list.rest.length;
  missing.replaceChildren(
    element("h2", {}, `${unknown.length} mã không có trong danh mục`),
    element("p", { class: "soft" }, "Có thể sản phẩm đã được gỡ khỏi danh mục, hoặc mã bị gõ sai. Các mã này vẫn được giữ trong địa chỉ cho đến khi bạn bỏ đi."),
    element("ul", {}, ...unknown.map((code) => element("li", {}, element("code", {}, code), list.notes[code] ? ` ${list.notes[code]} ` : " ",
      button("Bỏ", () => remove(code), { "aria-label": `Bỏ mã ${code}` })))),
    list.rest.length ? element("p", {}, `Trang này hiện nhiều nhất ${MOST} sản phẩm; ${list.rest.length} mã ở cuối danh sách sẽ hiện khi bạn bỏ bớt.`) : "");
}

/** A list that somebody sent, while the visitor has another. */
function foreign() {
  notice.replaceChildren(...(list.codes.length ? [] : [ways]));
  if (isDenied()) notice.append(element("p", { class: "denied" }, "Trình duyệt này không cho trang lưu gì trên máy, nên danh sách chỉ nằm trong địa chỉ trang. Muốn giữ lại, xin đánh dấu trang này hoặc sao chép liên kết."));
  if (isOwn()) return;
  const mine = own, use = (next, words) => { write(next, true); read(); show(); told.textContent = words; };
  notice.append(
    element("p", {}, `Đây là danh sách được gửi cho bạn. Danh sách của bạn (${mine.codes.length} sản phẩm) vẫn được giữ riêng.`),
    element("div", { class: "acts" },
      button("Xem danh sách của tôi", () => { history.pushState(null, "", `#${format(mine)}`); read(); show(); }),
      button("Thêm vào danh sách của tôi", () => use({ ...mine, codes: [...new Set([...mine.codes, ...mine.rest, ...list.codes])], rest: list.rest, notes: Object.assign(Object.create(null), list.notes, mine.notes) }, "Đã thêm vào danh sách của bạn.")),
      button("Dùng danh sách này", () => use({}, "Từ nay đây là danh sách của bạn."))));
}

function move(known, at, step) {
  // Codes without a product keep their places among the others.
  const codes = [...list.codes], from = codes.indexOf(known[at]), to = codes.indexOf(known[at + step]);
  [codes[from], codes[to]] = [codes[to], codes[from]];
  const words = `${found.get(known[at]).name}: nay ở vị trí ${at + step + 1}.`;
  change({ codes }, words, () => items.children[at + step].querySelector(`[data-step="${step}"]`));
}

function remove(code) {
  const at = list.codes.filter((one) => found.has(one)).indexOf(code), notes = Object.assign(Object.create(null), list.notes);
  delete notes[code];
  change({ codes: list.codes.filter((one) => one !== code), notes }, `Đã bỏ ${found.get(code)?.name ?? code}.`, () => items.children[Math.min(Math.max(at, 0), items.children.length - 1)]?.querySelector("a"));
  if (list.rest.length) {
    read();
    show();
  }
}

function compare(code, on) {
  const compared = on ? [...list.compared, code].slice(0, 4) : list.compared.filter((one) => one !== code);
  write({ compared });
  comparison();
}

/** The table, once what is ticked is worth it; else what is lacking. */
function comparison() {
  const chosen = list.compared.map((code) => found.get(code)).filter(Boolean);
  for (const box of items.querySelectorAll("[data-compare]")) box.disabled = !box.checked && chosen.length >= 4;
  against.hidden = !chosen.length;
  if (!chosen.length) return against.replaceChildren();
  const title = element("h2", { id: "so-sanh-ten" }, "So sánh");
  if (chosen.length < 2) return against.replaceChildren(title, element("p", { class: "soft" }, "Đánh dấu thêm một sản phẩm nữa để so sánh (hai đến bốn sản phẩm)."));
  if (!isWorth(chosen)) return against.replaceChildren(title, element("p", { class: "soft" }, "Các sản phẩm này có quá ít thông tin chung để so sánh."));
  const link = (product) => element("a", { href: `${base}san-pham/${product.id}/` }, product.name);
  against.replaceChildren(title,
    element("p", { class: "soft" }, "Chỉ gồm những mục mà mọi sản phẩm đều có; mục khác nhau có chữ “khác”."),
    element("div", { class: "scroll", tabindex: 0, role: "region", "aria-labelledby": "so-sanh-ten" }, table(chosen, link)));
}

name.addEventListener("input", () => {
  write({ title: titled(name.value) });
  document.title = list.title ? `${list.title} – ${heading}` : heading;
});
addEventListener("hashchange", () => { read(); show(); });
read();
show();
