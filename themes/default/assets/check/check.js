// The field of the certificate check. What answers is fetched once something is asked; without
// script the lists by year hold the same.
const make = (name, values = {}, ...inside) => {
  const made = Object.assign(document.createElement(name), values);
  made.append(...inside);
  return made;
};

const field = make("input", { id: "so", name: "so", autocomplete: "off", enterkeyHint: "search", spellcheck: false, maxLength: 300 });
const form = make("form", { className: "ask" }, make("label", { htmlFor: "so", textContent: "Số quyết định, mã hay địa chỉ" }), field, make("button", { className: "button", textContent: "Tra cứu" }));

async function ask() {
  const typed = field.value.trim();
  if (!typed) return;
  const asked = await import("./asked.js").catch(() => null);
  if (!asked) document.querySelector("#dap").textContent = "Chưa tải được phần tra cứu; xin kiểm tra mạng rồi thử lại.";
  await asked?.ask(typed, () => typed === field.value.trim());
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const url = new URL(location);
  url.searchParams.set("so", field.value.trim());
  history.replaceState(null, "", url);
  ask();
});
document.querySelector("#hoi").append(form);
field.value = new URLSearchParams(location.search).get("so") ?? "";
ask();
