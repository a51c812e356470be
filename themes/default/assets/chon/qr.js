// A QR code as ISO/IEC 18004 has it: bytes, level M, versions 1 to 20 (666 bytes), the smallest that holds the text.

/** By version: codewords for correction in a block, and blocks, both at level M. */
const FIX = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26];
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16];
/** What the standard asks to be turned round, by mask. */
const MASKS = [
  (x, y) => (x + y) % 2, (x, y) => y % 2, (x) => x % 3, (x, y) => (x + y) % 3,
  (x, y) => ((y >> 1) + Math.floor(x / 3)) % 2, (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2, (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

// The field of 256 elements over x^8 + x^4 + x^3 + x^2 + 1.
const POWER = new Uint8Array(255), LOG = new Uint8Array(256);
for (let at = 0, value = 1; at < 255; at++) {
  POWER[at] = value;
  LOG[value] = at;
  value = value << 1 ^ (value & 128 ? 0x11d : 0);
}
const times = (a, b) => (a && b ? POWER[(LOG[a] + LOG[b]) % 255] : 0);

/** Codewords a version holds, for data and correction. */
function room(version) {
  let modules = (16 * version + 128) * version + 64;
  if (version > 1) {
    const marks = (version / 7 | 0) + 2;
    modules -= (25 * marks - 10) * marks - 55;
    if (version > 6) modules -= 36;
  }
  return modules >> 3;
}

/** The codewords that mend those of one block. */
function mending(data, count) {
  let divisor = [1];
  for (let root = 0; root < count; root++) {
    const next = [...divisor, 0];
    divisor.forEach((one, at) => { next[at + 1] ^= times(one, POWER[root]); });
    divisor = next;
  }
  const rest = [...data, ...Array(count).fill(0)];
  for (let at = 0; at < data.length; at++) {
    const factor = rest[at];
    divisor.forEach((one, nth) => { rest[at + nth] ^= times(one, factor); });
  }
  return rest.slice(data.length);
}

/** Data and correction of all blocks, interleaved. */
function codewords(bytes, version) {
  const fix = FIX[version - 1], count = BLOCKS[version - 1], whole = room(version), hold = whole - fix * count;
  const bits = [];
  const put = (value, length) => { for (let at = length - 1; at >= 0; at--) bits.push(value >> at & 1); };
  put(4, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) put(byte, 8);
  put(0, Math.min(4, hold * 8 - bits.length));
  put(0, -bits.length & 7);
  for (let pad = 0xec; bits.length < hold * 8; pad ^= 0xec ^ 0x11) put(pad, 8);
  const data = Array.from({ length: hold }, (_, at) => bits.slice(at * 8, at * 8 + 8).reduce((all, bit) => all << 1 | bit, 0));
  const short = count - whole % count, length = Math.floor(whole / count) - fix;
  const blocks = [];
  for (let nth = 0, at = 0; nth < count; nth++) {
    const end = at + length + (nth >= short ? 1 : 0);
    blocks.push(data.slice(at, end));
    at = end;
  }
  const mends = blocks.map((block) => mending(block, fix)), out = [];
  for (let at = 0; at <= length; at++) for (const block of blocks) if (at < block.length) out.push(block[at]);
  for (let at = 0; at < fix; at++) for (const mend of mends) out.push(mend[at]);
  return out;
}

/** Remainder in the codes that guard format and version. */
const guarded = (value, generator, length) => {
  let rest = value << length;
  for (let at = 31 - Math.clz32(rest); at >= length; at = 31 - Math.clz32(rest)) rest ^= generator << (at - length);
  return value << length | rest;
};

/** All that does not depend on the text: its modules, and which are taken. */
function frame(version) {
  const size = version * 4 + 17;
  const dark = Array.from({ length: size }, () => new Uint8Array(size)), taken = Array.from({ length: size }, () => new Uint8Array(size));
  const set = (x, y, on) => { if (dark[y]?.[x] !== undefined) { dark[y][x] = on ? 1 : 0; taken[y][x] = 1; } };
  const square = (x, y, radius, is) => { for (let b = -radius; b <= radius; b++) for (let a = -radius; a <= radius; a++) set(x + a, y + b, is(Math.max(Math.abs(a), Math.abs(b)))); };
  for (let at = 0; at < size; at++) { set(6, at, at % 2 === 0); set(at, 6, at % 2 === 0); }
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) square(x, y, 4, (far) => far !== 2 && far !== 4);
  if (version > 1) {
    const count = (version / 7 | 0) + 2, step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
    const places = [6, ...Array.from({ length: count - 1 }, (_, at) => size - 7 - at * step).reverse()];
    const last = count - 1;
    places.forEach((x, a) => places.forEach((y, b) => {
      if (!(a === 0 && b === 0) && !(a === 0 && b === last) && !(a === last && b === 0)) square(x, y, 2, (far) => far !== 1);
    }));
  }
  if (version > 6) {
    const bits = guarded(version, 0x1f25, 12);
    for (let at = 0; at < 18; at++) { const x = size - 11 + at % 3, y = at / 3 | 0; set(x, y, bits >> at & 1); set(y, x, bits >> at & 1); }
  }
  return { size, dark, taken, set };
}

function format({ size, set }, mask) {
  // Level M is 00 in these bits.
  const bits = guarded(mask, 0x537, 10) ^ 0x5412, bit = (at) => bits >> at & 1;
  for (let at = 0; at < 6; at++) { set(8, at, bit(at)); set(at, 8, bit(14 - at)); }
  set(8, 7, bit(6)); set(8, 8, bit(7)); set(7, 8, bit(8));
  for (let at = 0; at < 8; at++) set(size - 1 - at, 8, bit(at));
  for (let at = 8; at < 15; at++) set(8, size - 15 + at, bit(at));
  set(8, size - 8, 1);
}

/** How hard a code is to read: long runs, blocks, shapes like the corners, too much of one colour. */
function penalty(dark) {
  const size = dark.length;
  let sum = 0, on = 0;
  for (const turned of [false, true]) {
    for (let y = 0; y < size; y++) {
      const row = Array.from({ length: size }, (_, x) => (turned ? dark[x][y] : dark[y][x]));
      for (let x = 0, run = 0; x < size; x++) {
        run = x && row[x] === row[x - 1] ? run + 1 : 1;
        if (run === 5) sum += 3; else if (run > 5) sum++;
      }
      sum += 40 * [...row.join("").matchAll(/(?=00001011101|10111010000)/g)].length;
      if (turned) continue;
      for (let x = 0; x < size; x++) {
        on += row[x];
        if (y && x && row[x] === row[x - 1] && row[x] === dark[y - 1][x] && row[x] === dark[y - 1][x - 1]) sum += 3;
      }
    }
  }
  return sum + Math.floor(Math.abs(on * 20 - size * size * 10) / (size * size)) * 10;
}

/** Rows of 0 and 1, without the quiet zone; null for a text too long for version 20. */
export function modules(text) {
  const bytes = new TextEncoder().encode(text);
  const version = FIX.findIndex((fix, at) => bytes.length + (at < 9 ? 2 : 3) <= room(at + 1) - fix * BLOCKS[at]) + 1;
  if (!version) return null;
  const words = codewords(bytes, version), blank = frame(version), { size } = blank;
  format(blank, 0);
  // From the right, two columns at a time, up and down by turns, past the column of the clock.
  let nth = 0;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++) {
      const y = (right + 1 & 2) === 0 ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (blank.taken[y][x]) continue;
        blank.dark[y][x] = words[nth >> 3] >> (7 - (nth & 7)) & 1;
        nth++;
      }
    }
  }
  let best = null, least = Infinity;
  MASKS.forEach((mask, number) => {
    const dark = blank.dark.map((row, y) => row.map((on, x) => (blank.taken[y][x] || mask(x, y) ? on : on ^ 1)));
    format({ size, set: (x, y, on) => { dark[y][x] = on ? 1 : 0; } }, number);
    const hard = penalty(dark);
    if (hard < least) [best, least] = [dark, hard];
  });
  return best;
}

/** Outline of the dark modules, the quiet zone of four at its edges: `size` wide and high. */
export function outline(text) {
  const rows = modules(text);
  if (!rows) return null;
  let path = "";
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue;
      let end = x;
      while (row[end]) end++;
      path += `M${x + 4} ${y + 4}h${end - x}v1h${x - end}z`;
      x = end;
    }
  });
  return { path, size: rows.length + 8 };
}

/** The same as a drawing, black on white whatever the colours of the page. */
export function drawing(text, said) {
  const made = outline(text);
  if (!made) return null;
  const make = (name, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const svg = make("svg", { viewBox: `0 0 ${made.size} ${made.size}`, class: "qr", "shape-rendering": "crispEdges", ...(said ? { role: "img", "aria-label": said } : { "aria-hidden": "true" }) });
  svg.append(make("path", { fill: "#fff", d: `M0 0h${made.size}v${made.size}H0z` }), make("path", { fill: "#000", d: made.path }));
  return svg;
}
