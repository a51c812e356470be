// What a search box suggests.

import { agreement, anatomy, words } from "./engine.js";

/** What a box suggests for unfinished words: products, then places, producers and categories among the best of them. */
export async function suggest(engine, text, most) {
  const result = await engine.search({ text, most: most + 2 }), typed = result.words.map(anatomy), out = [];
  if (!typed.length) return out;
  const fits = (name) => words(name).map(anatomy).some((form) => typed.some((one) => one.bare.length > 1 && form.bare.startsWith(one.bare) && agreement(one, { ...form, bare: one.bare, letters: form.letters.slice(0, one.letters.length), tone: one.tone ? form.tone : 0 }) > 0.7));
  const all = (name) => typed.every((one) => words(name).map(anatomy).some((form) => form.bare.startsWith(one.bare)));
  const add = (kind, id, name, note, parts) => { if (!out.some((one) => one.kind === kind && one.id === id)) out.push({ kind, id, name, note, parts }); };
  for (const [id, name, , sector] of engine.store.head.categories) if (all(name) && sector) add("nganh", id, name, "ngành hàng");
  for (const [slug, name] of engine.store.head.districts) if (all(name)) add("huyen", slug, `${name} (cũ)`, "nơi");
  for (const item of result.items) {
    if (item.commune && all(item.communeName)) add("xa", item.commune, item.communeName, "nơi");
    if (fits(item.producer) && all(`${item.producer}`)) add("chu-the", item.producerId, item.producer, "chủ thể");
  }
  const others = out.splice(0).slice(0, Math.max(2, most >> 1));
  for (const item of result.items.slice(0, most - others.length)) add("san-pham", item.id, item.name, `${item.star} sao`, item.parts);
  return [...out, ...others];
}
