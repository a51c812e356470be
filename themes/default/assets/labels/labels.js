// Fills sheets with labels of any products: ?sp=ID,ID or ?chu-the=ID. Each label is taken out of the
// product's own page. Without it lists still have their sheets, and the sizes are chosen by the address.
const base = document.querySelector("script[data-base]").dataset.base;
const sheet = document.querySelector(".stickers");
const place = document.querySelector("#chinh");
const room = { "to-65": 65, "to-24": 24, "to-8": 8, bien: 1, "ap-phich": 1 };
const MOST = 100; // products of one sheet: each is a page to fetch
const make = (name, values = {}, ...inside) => {
  const made = Object.assign(document.createElement(name), values);
  made.append(...inside);
  return made;
};

const sticker = (from) => {
  const { label, short, name, star, from: where, letters, now } = from.dataset;
  const made = make("li", { className: "sticker" });
  made.dataset.product = label;
  made.dataset.state = now;
  const code = from.querySelector("svg");
  if (code) made.append(document.adoptNode(code));
  const text = make("div", {}, make("p", { className: "what", textContent: name }));
  if (star) {
    const sign = make("i", { textContent: "★" });
    sign.setAttribute("aria-hidden", "true");
    text.append(make("p", { className: "stars" }, `OCOP ${star} `, sign, make("span", { className: "vh", textContent: " sao" })));
  }
  text.append(make("p", { className: "from", textContent: where }), make("p", { className: "letters" }, letters.slice(0, -short.length), make("wbr"), make("b", { textContent: short })));
  made.append(text);
  return made;
};

const page = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(address);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
};

const asked = new URLSearchParams(location.search);
const ids = (asked.get("sp") ?? "").split(",").filter(Boolean);
const producer = asked.get("chu-the");
const said = make("p", { className: "soft" });
said.setAttribute("role", "status");

const gather = async () => {
  const own = [...sheet.children];
  if (!ids.length && !producer) return own;
  said.textContent = "Đang lấy nhãn…";
  const wanted = new Set(ids);
  if (producer) {
    try {
      const doc = await page(`${base}chu-the/${encodeURIComponent(producer)}/`);
      for (const card of doc.querySelectorAll("main [data-product]")) wanted.add(card.dataset.product);
    } catch {
      said.textContent = "Không có chủ thể này, hoặc chưa tải được trang.";
    }
  }
  const missing = [];
  const made = [];
  for (const id of [...wanted].slice(0, MOST)) {
    try {
      const doc = await page(`${base}san-pham/${encodeURIComponent(id)}/`);
      made.push(sticker(doc.querySelector("[data-label]")));
    } catch {
      missing.push(id);
    }
  }
  const cut = wanted.size > MOST ? ` Chỉ xếp ${MOST} sản phẩm đầu của ${wanted.size}.` : "";
  said.textContent = missing.length ? `Không lấy được nhãn của: ${missing.join(", ")}.${cut}` : `Đã lấy nhãn của ${made.length} sản phẩm.${cut}`;
  document.querySelector("#cua-ai")?.remove();
  return made;
};

const labels = await gather();
if (labels.length) {
  const count = make("input", { type: "number", min: 1, max: 650, id: "so-nhan" });
  const print = make("button", { className: "button", type: "button", textContent: "In" });
  const current = () => room[location.hash.slice(1)] ?? 24;
  const draw = () => {
    const copies = Math.min(650, Math.max(1, Math.floor(count.valueAsNumber || 1)));
    sheet.replaceChildren(...labels.flatMap((label) => Array.from({ length: copies }, () => label.cloneNode(true))));
  };
  // One product fills a sheet; several get a label each.
  const refit = () => {
    count.value = labels.length === 1 ? current() : 1;
    draw();
  };
  count.addEventListener("input", draw);
  print.addEventListener("click", () => window.print());
  addEventListener("hashchange", refit);
  place.append(make("div", { className: "fill" }, make("label", { htmlFor: "so-nhan", textContent: "Số nhãn mỗi sản phẩm " }, count), print));
  refit();
}
place.append(said);
