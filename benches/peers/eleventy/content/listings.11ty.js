import { card, esc, whole } from "./_includes/parts.mjs";

const place = ({ at, number }) => (number === 1 ? at : `${at}trang/${number}/`);

export const data = {
  pagination: { data: "collections.listings", size: 1, alias: "page_of" },
  permalink: ({ page_of }) => place(page_of),
  eleventyExcludeFromCollections: true,
};

export function render({ page_of: one }) {
  const to = (number, word) => (number < 1 || number > one.last ? "" : `<a href="${place({ ...one, number })}">${word}</a>`);
  return whole(one.title, place(one), "",
    `<h1>${esc(one.title)}</h1><p>${one.count} sản phẩm</p><ul>${one.items.map(card).join("")}</ul><nav>${to(one.number - 1, "Trước")} ${one.number} / ${one.last} ${to(one.number + 1, "Sau")}</nav>`);
}
