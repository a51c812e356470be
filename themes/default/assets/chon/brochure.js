// A listing as a booklet on paper: a cover, a QR code beside each product, who makes what, and where.
// Drawn when somebody prints and taken away again, so that pages carry none of it: 24 codes would
// double the page. Printed without script, a card has its short address in letters.
import { drawing } from "./qr.js";
import { element } from "./made.js";
import { prints } from "./share.js";

/** Addresses longer than this make codes too fine for the cover. */
const COVER = 300;

const sheet = element("link", { rel: "stylesheet", media: "print", href: new URL("./brochure.css", import.meta.url).href });
const styled = new Promise((ready) => { sheet.onload = sheet.onerror = ready; });
document.head.append(sheet);

const base = document.querySelector("[data-short-base]")?.dataset.shortBase ?? "";
const bare = (address) => address.replace(/^https?:\/\//, "");
const order = new Intl.Collator("vi");
let made = [];

/** Prints, or says what to do where that cannot be. */
export async function booklet() {
  if (!prints()) {
    const said = document.querySelector("[data-print-said]");
    if (said) said.textContent = "Trình duyệt trong ứng dụng này không in được. Mở bằng Chrome để in.";
    return;
  }
  await styled;
  // A photograph that is still to come would be a hole on paper.
  const images = [...document.querySelectorAll("main .card img")];
  for (const image of images) image.loading = "eager";
  await Promise.race([Promise.allSettled(images.map((image) => image.decode())), new Promise((go) => setTimeout(go, 8_000))]);
  print();
}

export function prepare() {
  clear();
  const cards = [...document.querySelectorAll(".results > .cards .card, .chosen .card")];
  if (!cards.length || !base) return;
  const products = cards.map((card, at) => ({
    card,
    number: at + 1,
    name: card.querySelector(".name").textContent.trim(),
    producer: card.querySelector(".by")?.textContent.trim(),
    // The former district is the wider of the two places.
    district: card.querySelector(".at")?.textContent.split("·").pop().trim() || "Chưa rõ nơi làm",
    address: `${base}${card.dataset.short}/`,
  }));
  for (const { card, number, address } of products) {
    const code = element("p", { class: "paper code" }, drawing(address.replace(/\/$/, "")), element("span", {}, element("b", {}, number), " ", bare(base), element("wbr"), `${card.dataset.short}/`));
    card.querySelector(".in").append(code);
    made.push(code);
  }
  const front = cover(products.length), back = element("section", { class: "paper index" }, ...index(products, "producer", "Theo chủ thể"), ...index(products, "district", "Theo huyện (cũ)"));
  document.querySelector("main").prepend(front);
  document.querySelector("main").append(back);
  made.push(front, back);
}

function cover(count) {
  const heading = document.querySelector("#ten")?.value || document.querySelector("h1").textContent, site = document.querySelector(".brand b").textContent;
  const address = document.querySelector("#chon") ? location.href : document.querySelector("link[rel=canonical]").href;
  const day = new Intl.DateTimeFormat("vi-VN", { day: "2-digit", month: "2-digit", year: "numeric", timeZone: "Asia/Ho_Chi_Minh" });
  const pages = Number(document.querySelector("[data-pages]")?.dataset.pages), where = pages > 1 ? document.querySelector(".tools [role=status]").textContent.trim() : "";
  return element("section", { class: "paper cover" },
    element("p", { class: "of" }, site), element("p", { class: "what" }, heading),
    element("p", {}, `${count} sản phẩm OCOP${where ? ` (${where.toLowerCase()})` : ""}`),
    address.length <= COVER ? drawing(address) : null,
    // A list's own address is long and means nothing to the eye: its code is enough.
    element("p", {}, bare(address.split("#")[0])),
    element("p", {}, `In ngày ${day.format(new Date())}. Tình trạng và giá ghi trong tập này có thể đổi; xem bản mới nhất theo mã QR cạnh mỗi sản phẩm.`));
}

/** Products by one of their sides, the sides in Vietnamese order; numbers are those beside the codes. */
function index(products, side, title) {
  const groups = new Map();
  for (const one of products) groups.set(one[side], [...(groups.get(one[side]) ?? []), one]);
  const rows = [...groups].sort(([a], [b]) => order.compare(a, b));
  return [
    element("h2", {}, title),
    element("dl", {}, ...rows.map(([name, some]) => element("div", {}, element("dt", {}, name), element("dd", {}, some.map(({ name, number }) => `${number}. ${name}`).join("; "))))),
  ];
}

function clear() {
  for (const one of made) one.remove();
  made = [];
}

addEventListener("beforeprint", prepare);
addEventListener("afterprint", clear);
