// Search boxes of every page: nothing is fetched before one is used, then suggestions stand under it.
// Without this the form leads to the search page all the same.

const { index, base } = document.querySelector("script[data-index]").dataset;

for (const form of document.querySelectorAll("form[role=search]")) {
  const field = form.querySelector("input[name=q]");
  field?.addEventListener("focus", async () => {
    if (form.dataset.live) return;
    form.dataset.live = "1";
    const { combo } = await import("./combo.js"), { ask } = combo(form, index, base);
    field.dispatchEvent(new Event("focus"));
    if (field.value) ask();
  });
}
