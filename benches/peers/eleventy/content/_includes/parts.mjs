const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
export const esc = (text) => String(text ?? "").replace(/[&<>"]/g, (sign) => SIGNS[sign]);

export const card = ({ url, data }) =>
  `<li><a href="${url}">${esc(data.title)}</a><p>${data.stars} sao</p><p>${esc(data.producer_name)}</p><p>${esc(data.district)}</p><p>${data.price} đ / ${esc(data.unit)}</p></li>`;

export const whole = (title, url, head, main) => `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${esc(title)}</title><link rel="canonical" href="https://example.org${url}"><meta property="og:title" content="${esc(title)}"><meta property="og:url" content="https://example.org${url}">${head}</head>
<body><header><a href="/">Danh mục mẫu</a><nav><ul><li><a href="/san-pham/">Sản phẩm</a></li><li><a href="/huyen/">Huyện</a></li><li><a href="/hang-sao/">Hạng sao</a></li></ul></nav></header><main>${main}</main><footer><p>Dữ liệu làm ra để đo.</p></footer></body></html>`;

/** Every page of every group of products, 24 a page. */
export function listings(products) {
  const groups = new Map([["/san-pham/", { title: "Sản phẩm", items: products }]]);
  const into = (at, title, one) => (groups.get(at) ?? groups.set(at, { title, items: [] }).get(at)).items.push(one);
  for (const one of products) {
    const { huyen_id, district, stars, category } = one.data;
    into(`/huyen/${huyen_id}/`, district, one);
    into(`/hang-sao/${stars}/`, `${stars} sao`, one);
    into(`/huyen-sao/${huyen_id}-${stars}/`, `${district}, ${stars} sao`, one);
    into(`/nganh-hang/${category}/`, category, one);
  }
  const pages = [];
  for (const [at, { title, items }] of groups) {
    const last = Math.ceil(items.length / 24);
    for (let number = 1; number <= last; number++)
      pages.push({ at, title, number, last, count: items.length, items: items.slice(24 * (number - 1), 24 * number) });
  }
  return pages;
}
