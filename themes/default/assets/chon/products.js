// The products of a list: fetched from the files their codes begin with, each file once.
import { isCode } from "./list.js";

const files = new Map();

const file = (address) => {
  if (!files.has(address)) {
    const asked = fetch(address).then(async (answer) => {
      if (!answer.ok) throw new Error(address);
      const data = await answer.json();
      if (data.v !== 1) throw new Error(address);
      return data.products;
    });
    // What did not come is asked for again.
    asked.catch(() => files.delete(address));
    files.set(address, asked);
  }
  return files.get(address);
};

/** By code, those that are in the catalogue; `data` and `width` as the page states them. Fails where a file does not come. */
export async function products(codes, data, width) {
  const found = new Map(), { since } = await import("../site.js");
  await Promise.all(codes.filter(isCode).map(async (code) => {
    const all = await file(`${data}${width ? code.slice(0, width) : "tat-ca"}.json`);
    if (Object.hasOwn(all, code)) found.set(code, today({ ...all[code], code }, since));
  }));
  return found;
}

/** A product whose state is that of today, not of the day the site was built. */
function today(product, since) {
  const { state } = product;
  const now = state.current && state.ends ? since(state.ends.iso, state.id === "con-hieu-luc") : null;
  return now ? { ...product, state: { ...state, id: now[0], label: now[1] } } : product;
}

/** What may be compared: label and words, only what is known. */
export function fields(product) {
  const { star, state, price, unit } = product;
  const all = [
    ["Hạng", `${star} sao`],
    ["Tình trạng", state.label],
    ["Hiệu lực đến", state.ends?.text],
    ["Giá", price && (unit ? `${price.text} / ${unit}` : price.text)],
    ["Đơn vị bán", unit],
    ["Chủ thể", product.producer],
    ["Nơi làm", product.place],
    ["Ngành hàng", product.category],
    ...(product.facts ?? []),
  ];
  return new Map(all.filter(([, words]) => words));
}
