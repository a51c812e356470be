// A product of the list: what a card says, a note, and buttons that move it; nothing has to be dragged.
import { button, drawn, element } from "./made.js";

/** `wish`: where it stands (`at` of `last`), its note, whether it is compared, and what to do on each wish. */
export function item(product, wish) {
  const { star, state, name } = product, short = product.code;
  const note = element("input", { maxlength: 300, autocomplete: "off", "aria-label": `Ghi chú cho ${name}`, placeholder: "Ghi chú" });
  note.value = wish.note;
  note.addEventListener("input", () => wish.write(note.value));
  const box = element("input", { type: "checkbox", "data-compare": short });
  box.checked = wish.compared;
  box.addEventListener("change", () => wish.compare(box.checked));
  // At either end a button stays and does nothing: the focus is not lost, and one press more undoes nothing.
  const step = (by, words, sign, ends) => button(sign, () => ends || wish.move(by), { "data-step": by, "aria-label": `${words}: ${name}`, "aria-disabled": ends && "true" });
  return element("li", { "data-product": product.id, "data-state": state.id },
    element("article", { class: "card", "data-short": short, "data-product": product.id, "data-state": state.id },
      element("div", { class: "art" }, picture(product, wish.drawings),
        element("span", { class: "star", "data-level": star }, element("b", { "aria-hidden": "true" }, star), " ", element("span", { class: "vh" }, `Hạng ${star} sao`))),
      element("div", { class: "in" },
        element("h2", { class: name.length > 60 ? "name long" : "name" }, element("a", { href: `${wish.base}san-pham/${product.id}/` }, name)),
        element("p", { class: "by" }, product.producer),
        product.place ? element("p", { class: "at" }, product.place) : null,
        element("p", { class: "held" }, element("span", { class: `state is-${state.id}` }, state.label),
          state.ends ? element("small", {}, `${state.current ? "đến" : "hạn đến"} ${state.ends.text}`) : null),
        product.price ? element("p", { class: "tear" }, element("b", {}, product.price.text), product.unit ? element("small", {}, ` / ${product.unit}`) : null) : null,
        element("p", { class: "note-print" }, wish.note))),
    element("div", { class: "own" },
      note,
      element("label", {}, box, " So sánh"),
      step(-1, "Lên", "↑", wish.at === 0), step(1, "Xuống", "↓", wish.at === wish.last),
      button("Bỏ", wish.remove, { "aria-label": `Bỏ khỏi danh sách: ${name}` })));
}

function picture(product, drawings) {
  const { picture, cloth, medallion } = product;
  if (picture) {
    const image = element("img", { src: picture.src, width: picture.width, height: picture.height, alt: picture.alt, loading: "lazy" });
    return element("picture", {}, picture.webp ? element("source", { type: "image/webp", srcset: picture.webp, sizes: "8rem" }) : null, image);
  }
  fetchDrawings(drawings);
  return drawn("svg", { class: "a", viewBox: "0 0 200 200", "aria-hidden": "true" },
    drawn("path", { fill: `url(#c-${cloth})`, d: "M-500-500h1200v1200h-1200z" }),
    drawn("circle", { cx: 100, cy: 100, r: 86, fill: "#fffefa" }),
    drawn("use", { href: `#m-${medallion}`, x: 45, y: 45, width: 110, height: 110 }));
}

let asked;
/** Brings the drawings that stand for photographs, once. */
function fetchDrawings(address) {
  asked ??= fetch(address).then(async (answer) => {
    if (!answer.ok) return;
    const file = new DOMParser().parseFromString(await answer.text(), "image/svg+xml");
    const sheet = drawn("svg", { class: "vh", width: 0, height: 0, "aria-hidden": "true" });
    sheet.append(...[...file.querySelectorAll("defs")].map((one) => document.importNode(one, true)));
    document.body.append(sheet);
  }).catch(() => { asked = undefined; });
}
