import { card, esc, whole } from "./parts.mjs";

export function render(data) {
  const near = data.collections.near[data.huyen_id].slice(0, 7).filter((one) => one.url !== data.page.url);
  const linked = { "@context": "https://schema.org", "@type": "Product", name: data.title, category: data.category };
  return whole(data.title, data.page.url, `<script type="application/ld+json">${JSON.stringify(linked).replaceAll("<", "\\u003c")}</script>`,
    `<nav><a href="/">Trang chủ</a> › <a href="/huyen/${data.huyen_id}/">${esc(data.district)}</a></nav><h1>${esc(data.title)}</h1><p><a href="/hang-sao/${data.stars}/">${data.stars} sao</a></p><dl><dt>Chủ thể</dt><dd><a href="/chu-the/${data.producer}/">${esc(data.producer_name)}</a></dd><dt>Quyết định</dt><dd>${esc(data.number)}, ${esc(data.issued)}</dd><dt>Giá</dt><dd>${data.price} đ / ${esc(data.unit)}</dd></dl>${data.content}<ul>${near.map(card).join("")}</ul>`);
}
