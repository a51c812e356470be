// The list as rows of a sheet.
const HEAD = ["STT", "Mã", "Tên sản phẩm", "Hạng sao", "Tình trạng", "Hiệu lực đến", "Số quyết định", "Chủ thể", "Nơi làm", "Huyện (cũ)", "Ngành hàng", "Giá thấp nhất (đồng)", "Giá cao nhất (đồng)", "Đơn vị bán", "Quy cách", "Địa chỉ", "Ghi chú"];

export function sheetOf({ codes, notes }, found, short) {
  const rows = codes.map((code, at) => {
    const one = found.get(code);
    if (!one) return [at + 1, code, "(không có trong danh mục)", ...Array(HEAD.length - 4).fill(""), notes[code]];
    const packs = one.facts?.find(([label]) => label === "Quy cách")?.[1];
    return [at + 1, code, one.name, one.star, one.state.label, one.state.ends?.text, one.number, one.producer, one.place, one.district, one.category, one.price?.min, one.price?.max, one.unit, packs, `${short}${code}/`, notes[code]];
  });
  return [HEAD, ...rows];
}
