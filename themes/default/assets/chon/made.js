// How the page is put together: whatever a list says is only ever set as text, never as markup.

export const element = (name, attributes = {}, ...inside) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  made.append(...inside.filter((one) => one !== null && one !== undefined && one !== false));
  return made;
};

export const button = (words, action, attributes = {}) => {
  const made = element("button", { type: "button", class: "button plain", ...attributes }, words);
  made.addEventListener("click", action);
  return made;
};

const SVG = "http://www.w3.org/2000/svg";
export const drawn = (name, attributes = {}, ...inside) => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...inside);
  return made;
};
