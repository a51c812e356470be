// Two to four products side by side, over what is known of all of them.
import { element } from "./made.js";
import { fields } from "./products.js";

/** Rows that a table needs to be worth reading. */
const LEAST = 4;

/** Label, and the words of each product; only what all of them have. */
export function rows(products) {
  const all = products.map(fields);
  return [...all[0].keys()]
    .filter((label) => all.every((one) => one.has(label)))
    .map((label) => {
      const words = all.map((one) => one.get(label));
      return { label, words, differs: new Set(words).size > 1 };
    });
}

export const isWorth = (products) => products.length >= 2 && products.length <= 4 && rows(products).length >= LEAST;

export function table(products, link) {
  const head = products.map((product) => element("th", { scope: "col" }, link(product)));
  const body = rows(products).map(({ label, words, differs }) =>
    element("tr", { class: differs ? "differs" : null },
      element("th", { scope: "row" }, label, differs ? element("small", {}, " khác") : null),
      ...words.map((one) => element("td", {}, one))));
  return element("table", {},
    element("thead", {}, element("tr", {}, element("th", { scope: "col" }, element("span", { class: "vh" }, "Thông tin")), ...head)),
    element("tbody", {}, ...body));
}
