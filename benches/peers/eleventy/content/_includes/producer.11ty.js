import { card, esc, whole } from "./parts.mjs";

export const render = (data) => whole(data.title, data.page.url, "",
  `<h1>${esc(data.title)}</h1>${data.content}<p>${esc(data.phone)}</p><ul>${(data.collections.made[data.producer_id] ?? []).map(card).join("")}</ul>`);
