// The answers, each a whole sentence with its day. They say what is on record and no more.
import { day, left, state } from "./state.js";

const plain = (stated) => stated.split("-").reverse().join("/");
const on = (stated) => `${{ 10: "ngày", 7: "tháng", 4: "năm" }[stated.length]} ${plain(stated)}`;
const iso = (days) => new Date(days * 864e5).toISOString().slice(0, 10);
const decision = ({ number, issued }) => (number ? ` theo ${/^quyết định/i.test(number) ? "" : "Quyết định "}${number}${issued ? ` ${on(issued)}` : ""}` : "");

// `row`: kind, star, number, issued, ends, extended, revoked. `at`: today in days. `data`: the day of the data.
export function answer(row, at, data) {
  const asOf = `Tính đến ${plain(iso(at))}`, stars = `OCOP ${row.star} sao`, since = decision(row);
  if (row.kind === "truoc") {
    return ["truoc", `Đây là lần công nhận trước: ${stars}${since}${row.ends ? `, có giá trị đến hết ${on(row.ends)}` : ""}. Lần công nhận hiện hành ghi ở trang của sản phẩm.`];
  }
  const id = state(at, row);
  const say = {
    "con-hieu-luc": () => `${asOf}, ${stars}${since} còn hiệu lực, đến hết ${on(row.ends)}.`,
    "sap-het-han": () => {
      const days = left(at, row.ends);
      return `${asOf}, ${stars}${since} còn hiệu lực nhưng sắp hết hạn: ${days === null ? "" : days === 0 ? "hôm nay là ngày cuối, " : `còn ${days} ngày, `}đến hết ${on(row.ends)}.`;
    },
    "keo-dai": () => `${asOf}, ${stars}${since} đã qua hạn ${on(row.ends)} và được kéo dài đến hết ${on(row.extended)} trong khi chờ công nhận lại.`,
    "het-han": () => `${asOf}, ${stars}${since} đã quá hạn ${on(row.ends)}; số liệu ngày ${plain(data)} chưa ghi nhận lần công nhận lại.`,
    "thu-hoi": () => `${asOf}, việc công nhận ${stars}${since} đã bị thu hồi từ ${on(row.revoked)}.`,
    "chua-ro": () => `${asOf}, chưa rõ ${stars}${since} còn hiệu lực hay không: nguồn ${row.ends ? `chỉ cho biết hạn đến ${on(row.ends)}` : "không ghi thời hạn"}.`,
  };
  return [id, say[id]()];
}

export function nothing(typed, data, contact) {
  const ask = contact ? ` Xin hỏi: ${contact}.` : " Xin hỏi cơ quan quản lý OCOP của tỉnh.";
  return `Số liệu ngày ${plain(data)} không có “${typed}”. Điều này không chứng minh giấy chứng nhận là giả: có thể số gõ nhầm, hoặc danh mục chưa ghi quyết định ấy. Nó cũng không chứng minh sản phẩm được công nhận.${ask}`;
}

export const foreign = (typed, address) => `Địa chỉ “${typed}” không thuộc danh mục này. Nhãn của danh mục luôn dẫn về ${address}m/…; nhãn dẫn đi nơi khác không phải do danh mục này làm, kể cả khi trông giống.`;

export const stale = (at, data) => (at - day(data) > 31 ? ` Số liệu đã cũ hơn một tháng (${plain(data)}).` : "");
