// A short address typed in capitals, or with O for 0 and I or L for 1, still leads to its product:
// hosts tell capitals from small letters, and the code has none of these letters.
const base = document.querySelector("script[data-base]").dataset.base;
const path = location.pathname;
const typed = path.slice(0, base.length) === base && /^m\/([0-9a-z]{8})\/?$/i.exec(path.slice(base.length));
if (typed) {
  const code = typed[1].toLowerCase().replace(/o/g, "0").replace(/[il]/g, "1");
  if (code !== typed[1]) location.replace(`${base}m/${code}/`);
}
