// Telling others of a page: by the system's own sheet, or by copying its address. No place's script is asked.

/** Apps whose inner browsers neither print nor save. */
const inApp = () => /FBA[NV]|FB_IAB|Instagram|Zalo|Line\/|; wv\)/.test(navigator.userAgent);
export const prints = () => typeof print === "function" && !inApp();

const canonical = () => document.querySelector("link[rel=canonical]")?.href ?? location.href;

/** Copies a text; says whether it could. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without the right, or in a browser without it: the older way.
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "vh";
    field.readOnly = true;
    document.body.append(field);
    const before = document.activeElement;
    field.select();
    let done = false;
    try {
      done = document.execCommand("copy");
    } catch { /* done stays false */ }
    field.remove();
    before?.focus?.();
    return done;
  }
}

/** Says what became of copying; where it failed, shows the address to be copied by hand. */
export async function copied(url, said) {
  if (await copy(url)) {
    said.textContent = "Đã sao chép. Dán vào Zalo.";
    return;
  }
  const field = document.createElement("input");
  field.readOnly = true;
  field.value = url;
  field.setAttribute("aria-label", "Địa chỉ để sao chép");
  said.replaceChildren("Chưa sao chép được. Chạm giữ địa chỉ này để sao chép: ", field);
  field.select();
}

/** The system's sheet; false where there is none or it did not come, true also where it was closed. */
export async function sheet(title, url) {
  if (!navigator.share) return false;
  try {
    await navigator.share({ title, url });
    return true;
  } catch (error) {
    return error.name === "AbortError";
  }
}

/** The button of a page: `details` holds the plain links that serve without script. */
export async function share(details) {
  const title = document.querySelector("meta[property='og:title']")?.content ?? document.title;
  if (await sheet(title, canonical())) return;
  details.open = true;
  await copied(canonical(), details.querySelector("[role=status]"));
}
