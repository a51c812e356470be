// Suggestions under a search box, as an accessible combobox: the keys stay in the field, arrows choose,
// Enter follows, Escape closes and then clears. What people typed and names alike are only ever set as text.

import { client, element, marked } from "./client.js";

const KINDS = { "san-pham": "Sản phẩm", xa: "Nơi", huyen: "Nơi", "chu-the": "Chủ thể", nganh: "Ngành hàng" };
const FOLDERS = { "san-pham": "san-pham", xa: "xa", huyen: "huyen", "chu-the": "chu-the", nganh: "nganh-hang" };
let boxes = 0;

/** Suggests under the field of a form. Fetches nothing before it is typed in. */
export function combo(form, index, base) {
  const field = form.querySelector("input[name=q]"), engine = client(index), id = `goi-y-${++boxes}`;
  const list = element("div", { id, role: "listbox", "aria-label": "Gợi ý", class: "suggestions", hidden: "" });
  const said = element("p", { class: "hidden", role: "status" });
  // The search page brings this sheet along; on other pages it comes with the first use of a box.
  const style = String(new URL("./suggest.css", import.meta.url));
  if (![...document.styleSheets].some((one) => one.href === style)) document.head.append(element("link", { rel: "stylesheet", href: style }));
  form.append(list, said);
  for (const [key, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id, autocomplete: "off" })) field.setAttribute(key, value);
  let turn = 0, chosen = -1, options = [], quiet;

  const close = () => { turn++; list.hidden = true; chosen = -1; options = []; field.setAttribute("aria-expanded", "false"); field.removeAttribute("aria-activedescendant"); };
  const choose = (at) => {
    options.forEach((option, i) => option.setAttribute("aria-selected", i === at));
    chosen = at;
    if (at >= 0) { field.setAttribute("aria-activedescendant", options[at].id); options[at].scrollIntoView?.({ block: "nearest" }); } else field.removeAttribute("aria-activedescendant");
  };
  const show = (found) => {
    list.replaceChildren();
    options = [];
    const groups = new Map();
    for (const one of found) {
      const title = KINDS[one.kind];
      if (!groups.has(title)) {
        const group = element("div", { role: "group", "aria-label": title }, element("p", { "aria-hidden": "true" }, title));
        groups.set(title, group);
        list.append(group);
      }
      const option = element("div", { role: "option", id: `${id}-${options.length}`, "aria-selected": "false" }, element("span", {}, ...marked(one.parts, one.name)), element("small", {}, one.note));
      option.dataset.url = `${base}${FOLDERS[one.kind]}/${encodeURIComponent(one.id)}/`;
      options.push(option);
      groups.get(title).append(option);
    }
    // In the order shown, whatever order the groups came in.
    options = [...list.querySelectorAll("[role=option]")];
    options.forEach((option, at) => { option.id = `${id}-${at}`; });
    chosen = -1;
    list.hidden = !options.length;
    field.setAttribute("aria-expanded", String(options.length > 0));
    field.removeAttribute("aria-activedescendant");
    clearTimeout(quiet);
    quiet = setTimeout(() => { said.textContent = options.length ? `${options.length} gợi ý, dùng phím mũi tên để chọn` : ""; }, 500);
  };
  // Where a browser keeps nothing, the visitor's own list stands in the address and goes along.
  const go = (option) => location.assign(option.dataset.url + (location.hash.startsWith("#v1.") ? location.hash : ""));
  const ask = async () => {
    const mine = ++turn, text = field.value;
    if (!text.trim()) return close();
    try {
      const found = await engine.suggest(text, matchMedia("(min-width: 40rem)").matches ? 8 : 6);
      if (mine === turn && document.activeElement === field) show(found);
    } catch { close(); } // The form still leads to the search page, which says what is wrong.
  };

  field.addEventListener("focus", () => engine.open().catch(() => {}), { once: true });
  field.addEventListener("input", ask);
  field.addEventListener("blur", () => setTimeout(close, 150));
  form.addEventListener("submit", close);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return void ask();
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(((chosen + 1 + step + options.length + 1) % (options.length + 1)) - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      go(options[chosen]);
    } else if (event.key === "Escape") {
      if (!list.hidden) { event.preventDefault(); close(); } else if (field.value) { event.preventDefault(); field.value = ""; field.dispatchEvent(new Event("input", { bubbles: true })); close(); }
    } else if (event.key === "Tab") close();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => { const option = event.target.closest("[role=option]"); if (option) go(option); });
  return { ask, close };
}
