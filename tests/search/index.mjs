// Opens an index in a folder the way the browser does, from files.

import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { Engine } from "../../themes/default/assets/search/engine.js";

export async function open(folder, count = { files: 0, bytes: 0 }) {
  const read = async (address) => {
    const bytes = await readFile(address);
    count.files++;
    count.bytes += bytes.length;
    return new Uint8Array(gunzipSync(bytes));
  };
  return Engine.open(`${folder}/core.bin`, null, read);
}
