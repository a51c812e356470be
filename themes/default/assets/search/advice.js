// What to try where nothing is found, or nothing that holds every word. Fetched once that is so.

import { element } from "./client.js";

/** What was searched and ways on from there. `link` makes an item of a list that leads to another state of the search. */
export function advise({ total, words }, state, facets, link) {
  const parts = [], shorter = (at) => words.filter((_, other) => other !== at).join(" ");
  if (words.length > 1) parts.push(element("p", {}, "Thử bớt một chữ:"), element("ul", { class: "letters" }, ...words.slice(0, 6).map((_, at) => link({ text: shorter(at) }, shorter(at)))));
  const chosen = facets.filter((id) => state[id]);
  if (chosen.length) parts.push(element("p", {}, "Hoặc "), element("ul", { class: "letters" }, link(Object.fromEntries(chosen.map((id) => [id, ""])), "bỏ các bộ lọc")));
  if (!total) {
    parts.unshift(element("p", {}, "Không có sản phẩm nào khớp “", state.text.slice(0, 80), state.text.length > 80 ? "…" : "", "”."));
    parts.push(element("p", {}, "Cũng có thể tìm theo chữ cái, hạng sao, huyện hay ngành hàng dưới đây."));
  }
  return parts;
}
