// Corrects what a page said on the day it was built, and sorts listings. Without it every page still
// shows all it has, in the order of star and name, with the day its figures are of.
const day = 864e5;
const stamp = (text) => Date.parse(`${text}T00:00:00Z`);
// The day in Viet Nam, whatever clock zone the phone is set to.
const today = Math.floor((Date.now() + 7 * 36e5) / day) * day;

/** What holds now of a star that ends on this day, where that is another thing than on the day of the site; else null. */
export function since(ends, inForce) {
  const left = Math.round((stamp(ends) - today) / day);
  // A month or a year is no day: nothing is said beyond what is known.
  if (today <= stamp(document.body.dataset.built) || ends.length !== 10 || left > 180) return null;
  if (left < 0) return ["het-han", "Đã qua ngày ghi trên giấy"];
  return inForce ? ["sap-het-han", "Sắp hết hạn"] : null;
}

if (today > stamp(document.body.dataset.built)) {
  for (const state of document.querySelectorAll("[data-ends]")) {
    const now = since(state.dataset.ends, state.matches(".is-con-hieu-luc"));
    if (!now) continue;
    const [id, words] = now;
    state.textContent = words;
    state.className = `state is-${id}`;
    const ticket = state.closest(".ticket");
    if (ticket) ticket.className = `ticket is-${id}`;
    const shown = state.closest("[data-state]");
    if (shown) shown.dataset.state = id;
  }
}

const select = document.querySelector("#xep");
const list = document.querySelector(".results > .cards");
if (select && list) {
  const order = new Intl.Collator("vi");
  const text = (item, part) => item.querySelector(part)?.textContent ?? "";
  const issued = (item) => item.firstElementChild.dataset.issued ?? "";
  const place = (item) => text(item, ".at").split("·").pop().trim();
  const ways = {
    moi: (a, b) => order.compare(issued(b), issued(a)),
    ten: (a, b) => order.compare(text(a, ".name"), text(b, ".name")),
    noi: (a, b) => order.compare(place(a), place(b)),
  };
  const tools = select.closest(".tools");
  const pages = Number(tools.dataset.pages);
  const said = tools.querySelector("[role=status]");
  const before = said.textContent;
  const pager = document.querySelector(".pager");
  const own = [...list.children];
  let all;

  // The cards of all pages of the listing, with the drawings they refer to.
  const gather = async () => {
    const first = location.pathname.replace(/(trang\/\d+\/)?(index\.html)?$/, "");
    const lists = Array.from({ length: pages }, async (_, index) => {
      const url = index ? `${first}trang/${index + 1}/` : first;
      if (url === location.pathname) return own;
      const answer = await fetch(url);
      if (!answer.ok) throw new Error(url);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const drawing of page.querySelectorAll("defs > [id]")) {
        if (!document.getElementById(drawing.id)) document.querySelector("svg.vh defs")?.append(drawing);
      }
      return [...page.querySelectorAll(".results > .cards > li")];
    });
    return (await Promise.all(lists)).flat();
  };

  const sort = async (way) => {
    const compare = ways[way];
    try {
      if (compare) all ??= pages > 1 ? await gather() : own;
    } catch {
      said.textContent = "Chưa tải được các trang khác; xin thử lại.";
      return;
    }
    list.replaceChildren(...(compare ? [...all].sort(compare) : own));
    if (pager) pager.hidden = Boolean(compare);
    said.textContent = compare && pages > 1 ? `Đủ ${all.length} sản phẩm của ${pages} trang` : before;
  };

  select.addEventListener("change", () => {
    const url = new URL(location);
    if (select.value) url.searchParams.set("xep", select.value);
    else url.searchParams.delete("xep");
    history.replaceState(null, "", url);
    sort(select.value);
  });
  const asked = new URLSearchParams(location.search).get("xep") ?? "";
  select.value = asked in ways ? asked : "";
  if (select.value) sort(select.value);
}

// The visitor's own list comes after what the page itself needs; its buttons lie over the cards and move nothing.
import("./chon/pick.js");
