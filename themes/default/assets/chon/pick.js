// "+" on every card, and how many are chosen. The rest of the visitor's own list is fetched when it is opened.
// The list is kept by the browser; where that is denied it stands in the address, and goes along in links and forms.

/** Most products of a list, as in list.js, which is not fetched for a click. */
const MOST = 200;
const link = document.querySelector("a.picked"), key = `sanvat${link?.pathname}`;
const said = document.createElement("p");
said.className = "vh";
said.setAttribute("role", "status");
document.body.append(said);

let denied = false, list = "";

/** The list as it stands in an address, without "#"; empty where there is none. */
export function kept() {
  try {
    if (!denied) list = localStorage.getItem(key) ?? "";
  } catch {
    denied = true;
    if (/^#v1\./.test(location.hash)) list = location.hash.slice(1);
  }
  return list;
}

export function keep(text) {
  list = text;
  try {
    localStorage.setItem(key, text);
  } catch {
    denied = true;
    // Whoever loads the page again, or comes back to it, finds what was chosen here.
    history.replaceState(history.state, "", `#${text}`);
  }
  show();
}

/** Whether the address alone holds the list. */
export const isDenied = () => denied;

/** An address inside the site with the list behind it, where nothing else holds it and it names no place of a page. */
function carried(address, before) {
  const url = new URL(address, location);
  if (!denied || !list || url.origin !== location.origin || (url.hash && url.hash !== before)) return null;
  url.hash = list;
  return url;
}

function carry(link) {
  const url = link.pathname === location.pathname ? null : carried(link.href, link.dataset.carried);
  if (!url) return;
  link.href = url;
  link.dataset.carried = url.hash;
}

const codes = () => list.split("~")[0].split(".").slice(1);

function show() {
  if (!link) return;
  const all = codes(), count = link.querySelector("b");
  link.hash = all.length ? list : "";
  count.textContent = all.length || "";
  for (const button of document.querySelectorAll("[data-pick]")) {
    const on = all.includes(button.closest("[data-short]").dataset.short);
    button.setAttribute("aria-pressed", on);
    button.classList.toggle("on", on);
    if (button.matches(".pick")) button.textContent = on ? "✓" : "+";
  }
}

function toggle(button) {
  kept();
  const { short } = button.closest("[data-short]").dataset, parts = list.split("~").slice(1), all = codes(), has = all.includes(short);
  if (!has && all.length >= MOST) {
    said.textContent = `Danh sách đã đủ ${MOST} sản phẩm.`;
    return;
  }
  const next = has ? all.filter((code) => code !== short) : [...all, short];
  keep([["v1", ...next].join("."), ...parts.filter((part) => !has || !part.startsWith(`n.${short}=`))].join("~"));
  said.textContent = `${has ? "Đã bỏ khỏi" : "Đã thêm vào"} danh sách bạn chọn: nay có ${next.length} sản phẩm.`;
}

function offer() {
  if (!link) return;
  for (const card of document.querySelectorAll(".card[data-short]:not(:has([data-pick]))")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "chip pick";
    button.dataset.pick = "";
    button.setAttribute("aria-label", `Chọn ${card.querySelector(".name").textContent}`);
    card.append(button);
  }
  show();
}

kept();
offer();
// Sorting brings cards of other pages.
for (const cards of document.querySelectorAll(".results > .cards")) new MutationObserver(offer).observe(cards, { childList: true });
addEventListener("storage", (event) => { if (event.key === key) { kept(); show(); } });
addEventListener("pageshow", (event) => { if (event.persisted) { kept(); show(); } });

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-pick], [data-print], .share > summary, a[href]");
  if (!button) return;
  if ("pick" in button.dataset) toggle(button);
  else if ("print" in button.dataset) (await import("./brochure.js")).booklet();
  else if (button.matches("summary")) {
    const { open } = button.parentElement;
    if (navigator.share && !open) event.preventDefault();
    if (!open) (await import("./share.js")).share(button.parentElement);
  } else carry(button);
});
// Other tabs: the middle button, and a menu of the browser.
for (const kind of ["auxclick", "contextmenu"]) document.addEventListener(kind, ({ target }) => {
  const way = target.closest?.("a[href]");
  if (way) carry(way);
});
// A form that asks puts its question into the address and leaves what stands behind "#".
document.addEventListener("submit", ({ target, defaultPrevented }) => {
  const url = !defaultPrevented && target.method === "get" && carried(target.action, target.dataset.carried);
  if (!url) return;
  target.action = url;
  target.dataset.carried = url.hash;
});
// Ctrl comes before P: what prints with covers and codes is there in time.
addEventListener("keydown", (event) => { if ((event.ctrlKey || event.metaKey) && document.querySelector("[data-print], #chon")) import("./brochure.js"); });
if (document.getElementById("chon")) import("./page.js");
