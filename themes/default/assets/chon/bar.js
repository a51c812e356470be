// What can be done with a list: send it, copy it, print it, take it along as a table or a letter.
import { button, element } from "./made.js";
import { copied, prints, sheet } from "./share.js";

/** Letters longer than this are cut by some programs; then only the address is sent. */
const LETTER = 1_800;

export function bar({ list, found, address }) {
  const said = element("p", { role: "status", class: "said" }), title = () => list().title || document.querySelector("h1").textContent;
  const short = document.getElementById("chon").dataset.short;
  const known = () => list().codes.map((code) => found().get(code)).filter(Boolean);
  const letter = element("a", { class: "button plain" }, "Gửi thư");
  const code = element("details", { class: "code" }, element("summary", {}, "Mã QR của danh sách"));
  code.addEventListener("toggle", () => code.open && drawCode());
  const shared = async () => { if (!(await sheet(title(), address()))) await copied(address(), said); };
  const acts = element("div", { class: "acts" },
    button("Chia sẻ", shared, { class: "button" }),
    button("Sao chép liên kết", () => copied(address(), said)),
    button("In", async () => {
      if (!prints()) said.textContent = "Trình duyệt trong ứng dụng này không in được. Mở bằng Chrome để in: bấm “Sao chép liên kết”, rồi dán vào Chrome.";
      else (await import("./brochure.js")).booklet();
    }),
    button("Tải bảng CSV", async () => {
      const [{ csv }, { sheetOf }] = await Promise.all([import("./csv.js"), import("./rows.js")]);
      const file = URL.createObjectURL(new Blob([csv(sheetOf(list(), found(), short))], { type: "text/csv;charset=utf-8" }));
      element("a", { href: file, download: "san-pham-da-chon.csv" }).click();
      setTimeout(() => URL.revokeObjectURL(file), 60_000);
      said.textContent = prints() ? "Đã lưu tệp san-pham-da-chon.csv." : "Nếu ứng dụng này không tải tệp được, xin mở trang bằng Chrome.";
    }),
    letter);
  letter.addEventListener("click", () => { letter.href = mail(); });

  function mail() {
    const lines = known().map(({ name, star, code }, at) => `${at + 1}. ${name} (${star} sao) ${short}${code}/${list().notes[code] ? `: ${list().notes[code]}` : ""}`);
    const write = (lines) => `mailto:?subject=${encodeURIComponent(title())}&body=${encodeURIComponent([address(), "", ...lines].join("\r\n"))}`;
    const whole = write(lines);
    return whole.length > LETTER ? write([]) : whole;
  }

  async function drawCode() {
    const { drawing } = await import("./qr.js"), made = drawing(address(), "Mã QR dẫn tới danh sách này");
    code.querySelector(":scope > :not(summary)")?.remove();
    code.append(made ?? element("p", {}, "Danh sách dài quá nên không vừa một mã QR. Xin gửi bằng liên kết."));
  }

  return {
    element: element("div", { class: "bar-own" }, acts, said, code),
    draw() {
      acts.parentElement.hidden = !list().codes.length;
      said.textContent = "";
      letter.href = mail();
      if (code.open) drawCode();
    },
  };
}
