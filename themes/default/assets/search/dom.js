// How the page is put together: names and queries are only ever set as text, never as markup.

export const element = (name, attributes = {}, ...inside) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value);
  made.append(...inside.filter((one) => one !== null && one !== undefined));
  return made;
};

/** A name with the words that fit marked. */
export const marked = (parts, name) => (parts?.length ? parts.filter(([text]) => text).map(([text, fits]) => (fits ? element("mark", {}, text) : text)) : [name]);
