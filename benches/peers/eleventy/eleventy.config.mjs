import { listings } from "./content/_includes/parts.mjs";

const order = (a, b) => b.data.stars - a.data.stars || (a.data.title < b.data.title ? -1 : 1);

/** By the value of a field, in the order given. */
function grouped(items, field) {
  const groups = {};
  for (const one of items) (groups[one.data[field]] ??= []).push(one);
  return groups;
}

export default function (config) {
  config.setTemplateFormats(["md", "11ty.js"]);
  const products = (api) => api.getFilteredByGlob("content/san-pham/*.md").sort(order);
  config.addCollection("listings", (api) => listings(products(api)));
  config.addCollection("near", (api) => grouped(products(api), "huyen_id"));
  config.addCollection("made", (api) => grouped(products(api), "producer"));
  return { dir: { input: "content" }, markdownTemplateEngine: false, htmlTemplateEngine: false };
}
