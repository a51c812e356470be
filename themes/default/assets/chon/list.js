// A list as it stands in an address after "#": v1.CODE.CODE~t=TITLE~n.CODE=NOTE~c.CODE.CODE
// Codes are eight signs of Crockford's base 32, in the order of the list; "c" are those compared.
// Whatever else stands there is somebody's text: it is cut, and only ever shown as text.

/** Most products that are shown of one list; what goes beyond is told, and stays in the address. */
export const MOST = 200;
const TITLE = 120, NOTE = 300, RAW = 40;
const CODE = /^[0-9a-hjkmnp-tv-z]{8}$/;

/** Whether a code may be that of a product. */
export const isCode = (code) => CODE.test(code);

/** A code as people write it down: capitals, O for 0, I and L for 1. */
const code = (text) => {
  const known = text.toLowerCase().replace(/o/g, "0").replace(/[il]/g, "1");
  return isCode(known) ? known : text.slice(0, RAW);
};

const decoded = (text) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** One line without signs that are not seen or that turn the writing round. */
export const line = (text, most) => [...text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]+/gu, " ").trimStart()].slice(0, most).join("");
export const titled = (text) => line(text, TITLE);
export const noted = (text) => line(text, NOTE);

/** Signs that end an address in somebody's chat are written as numbers too. */
const encoded = (text) => encodeURIComponent(text.isWellFormed?.() === false ? text.toWellFormed() : text).replace(/[.~!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** The list in an address, or null where there is none. `rest`: codes beyond the most. */
export function parse(hash) {
  const [first, ...parts] = hash.replace(/^#/, "").split("~");
  const [version, ...raw] = first.split(".");
  if (version !== "v1") return null;
  const all = [...new Set(raw.map((one) => code(decoded(one))).filter(Boolean))];
  const list = { codes: all.slice(0, MOST), title: "", notes: null, compared: [], rest: all.slice(MOST) };
  // No name is one that every object has.
  list.notes = Object.create(null);
  for (const part of parts) {
    if (part.startsWith("t=")) list.title = titled(decoded(part.slice(2)));
    else if (part.startsWith("c.")) list.compared = part.slice(2).split(".").map((one) => code(decoded(one))).filter((one) => list.codes.includes(one)).slice(0, 4);
    else if (part.startsWith("n.")) {
      const at = part.indexOf("="), of = code(decoded(part.slice(2, at)));
      const note = at > 0 && list.codes.includes(of) ? noted(decoded(part.slice(at + 1))) : "";
      if (note) list.notes[of] = note;
    }
  }
  return list;
}

/** The list as it is written behind "#". */
export function format({ codes, title, notes, compared, rest = [] }) {
  const one = (code) => (isCode(code) ? code : encoded(code));
  const parts = [["v1", ...codes.map(one), ...rest.map(one)].join(".")];
  if (title.trim()) parts.push(`t=${encoded(title.trim())}`);
  for (const code of codes) if (notes[code]?.trim()) parts.push(`n.${one(code)}=${encoded(notes[code].trim())}`);
  if (compared.length) parts.push(["c", ...compared.map(one)].join("."));
  return parts.join("~");
}
