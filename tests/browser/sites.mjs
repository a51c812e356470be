// Two sites built by the program: the real catalogue, and a small one of everything that is hard to show.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { crc32, deflateSync } from "node:zlib";

const ROOT = path.resolve(import.meta.dirname, "../..");
const PROGRAM = process.env.SANVAT ?? path.join(ROOT, "target/debug/sanvat");
const DATE = "2026-11-24";
// Where the files of one run share the sites they build; `tests/browser/run` gives it.
const SHARED = process.env.SITES;

/** Makes a site, or takes what another test file of this run has made: nobody writes into it. */
function shared(name, make) {
  if (!SHARED) return make();
  const told = path.join(SHARED, `${name}.json`);
  try {
    mkdirSync(path.join(SHARED, name));
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    return { folder: awaited(told), remove() {} };
  }
  const tell = (what) => {
    writeFileSync(`${told}~`, JSON.stringify(what));
    renameSync(`${told}~`, told);
  };
  try {
    const { folder } = make();
    tell({ folder });
    return { folder, remove() {} };
  } catch (error) {
    tell({ fault: error.message });
    throw error;
  }
}

/** The folder that the maker tells of, or its fault, within three minutes. */
function awaited(told) {
  const asleep = new Int32Array(new SharedArrayBuffer(4));
  for (let tries = 0; tries < 1800 && !existsSync(told); tries++) Atomics.wait(asleep, 0, 0, 100);
  const { folder, fault } = JSON.parse(readFileSync(told, "utf8"));
  if (fault) throw new Error(fault);
  return folder;
}

const room = () => mkdtempSync(path.join(SHARED ?? tmpdir(), "sanvat-browser-"));

/** Builds `content/` and gives the published folder. */
export const realSite = () => shared("real", realMade);

function realMade() {
  const site = room();
  cpSync(path.join(ROOT, "content"), path.join(site, "content"), { recursive: true });
  return built(site);
}

/** Builds the catalogue among so many made-up products that its index is cut into files, some alike but for their marks. */
export const searchSite = () => shared("search", searchMade);

function searchMade() {
  const site = room();
  cpSync(path.join(ROOT, "content"), path.join(site, "content"), { recursive: true });
  const config = path.join(site, "content/config.yml");
  writeFileSync(config, `${readFileSync(config, "utf8").replace(/^cards:.*$/m, "")}\ncards: none\n`);
  const producer = readdirSync(path.join(site, "content/producers"), { recursive: true }).filter((name) => name.endsWith(".md")).sort()[0];
  const product = (id, name, stars, category) =>
    writeFileSync(path.join(site, "content/products", `${id}.md`), `---\nname: ${name}\nstars: ${stars}\nproducer: ${path.basename(producer, ".md")}\ncategory: ${category}\n---\n`);
  for (const [nth, name] of ["Dứa sấy dẻo", "Dưa muối", "Dừa nạo", "Nước ép dứa", "Dưa chua"].entries()) product(`giong-${nth}`, name, 3, "che-bien-rau-qua");
  for (let nth = 1; nth <= 820; nth++) product(`mau-${nth}`, `Bánh đa mẫu ${nth}`, 3 + (nth % 2), "che-bien-gao-ngu-coc");
  return built(site);
}

/** Builds the hard one: names as long as may be, none, one and six photographs, no price, no certificate. */
export const hardSite = () => shared("hard", hardMade);

function hardMade() {
  const site = room();
  const content = (name, text) => {
    const full = path.join(site, "content", name);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, text);
  };
  content(
    "config.yml",
    `title: Sản vật tỉnh mẫu\nbase_url: https://sanvat.example.org/\nprovince: Tỉnh Thanh Hóa\npage_size: 24\n` +
      `description: Trang mẫu có tên thật dài, ảnh ngang, ảnh dọc và những sản phẩm thiếu gần như mọi điều cần biết.\n`,
  );
  content(
    "places.yml",
    `- { code: "16000", name: Xã Bình Sơn, province: Tỉnh Thanh Hóa, former_district: Huyện Triệu Sơn }\n` +
      `- { code: "16001", name: Phường Hạc Thành, province: Tỉnh Thanh Hóa, former_district: Huyện Hoằng Hóa }\n`,
  );
  content(
    "producers/dai.md",
    `---\nname: ${words(69)}\nkind: hop-tac-xa\ncommune: "16000"\nphone: "0912345678"\nemail: hoi@example.org\n` +
      `website: https://example.org/mot-dia-chi-rat-dai/khong-co-cho-nao-de-xuong-dong/${"a".repeat(60)}\n` +
      `images:\n  - { file: doc.png, alt: Xưởng của hợp tác xã }\n---\nHợp tác xã mẫu.\n`,
  );
  content("producers/ngan.md", `---\nname: An\ncommune: "16001"\n---\n`);
  const product = (id, lines, body = "") =>
    content(`products/${id}.md`, `---\n${lines.trim()}\n---\n${body}`);
  product(
    "sau-anh",
    `name: ${words(120)}\nstars: 5\nproducer: dai\ncategory: mat-ong\nprice: { min: 1250000, max: 999999999 }\n` +
      `unit: hộp quà sáu chai năm trăm mi-li-lít, có túi giấy kèm theo\n` +
      `certificate: { number: 1234/QĐ-BNNPTNT, issued: 2026-03-10, issuer: bo-nnmt }\n` +
      `history:\n  - { stars: 4, number: 1/QĐ-UBND, issued: 2023-03-10, issuer: ubnd-tinh }\n` +
      `summary: Một câu tóm tắt vừa phải để thẻ sản phẩm và bản xem trước có điều mà nói.\n` +
      `images:\n` +
      ["ngang", "doc", "vuong", "rong", "nho", "cao"]
        .map((name) => `  - { file: ${name}.png, alt: Ảnh ${name}, caption: Chú thích của ảnh ${name}, credit: Người mẫu }\n`)
        .join("") +
      `sources:\n  - { url: "https://example.org/${"b".repeat(150)}", title: Quyết định 1234, seen: 2026-11-24, grade: A }\n`,
    `# Chuyện làm nghề\n\n${"Mỗi mẻ chỉ làm vừa đủ. ".repeat(20)}\n\n| Mùa | Hoa | Nơi |\n| --- | --- | --- |\n| hè | nhãn | đồi |\n`,
  );
  product(
    "mot-anh",
    `name: Ế Ỗ Ặ Ữ ợ ỵ – chè Ẵng Ẩm\nstars: 4\nproducer: dai\ncategory: che\nprice: 50000\nunit: gói\n` +
      `certificate: { number: 2/QĐ-UBND, issued: 2023-12-01, issuer: ubnd-tinh }\nimages:\n  - { file: vuong.png, alt: Gói chè }\n`,
  );
  product("khong-gi", `name: Nón lá\nstars: 3\nproducer: ngan\ncategory: thu-cong`);
  product(
    "het-han",
    `name: Mắm tôm\nstars: 3\nproducer: ngan\ncategory: tuong-nuoc-mam\n` +
      `certificate: { number: 3/QĐ-UBND, issued: 2020-03-10, issuer: ubnd-tinh }`,
  );
  product(
    "thu-hoi",
    `name: Rượu nếp\nstars: 4\nproducer: ngan\ncategory: ruou-trang\nrevoked: { on: 2026-01-01, by: UBND tỉnh, reason: Không còn sản xuất }\n` +
      `certificate: { number: 4/QĐ-UBND, issued: 2024-03-10, issuer: ubnd-tinh }`,
  );
  for (let nth = 1; nth <= 26; nth++)
    product(
      `banh-${nth}`,
      `name: Bánh gai số ${nth}\nstars: ${3 + (nth % 3)}\nproducer: ${nth % 2 ? "dai" : "ngan"}\ncategory: che-bien-gao-ngu-coc\nprice: ${nth * 10000}\n` +
        `certificate: { number: ${nth}0/QĐ-UBND, issued: 2026-03-10, issuer: ${nth % 3 === 2 ? "bo-nnmt" : "ubnd-tinh"} }\n` +
        (nth % 2 ? `images:\n  - { file: ngang.png, alt: Bánh gai }\n` : ""),
    );
  content(
    "news/le-hoi.md",
    `---\ntitle: Lễ hội mùa thu giới thiệu hàng trăm sản phẩm của các hợp tác xã và cơ sở sản xuất trong tỉnh\n` +
      `date: 2026-11-01\nsummary: Ba ngày trưng bày, thử nếm và ký kết tại trung tâm tỉnh.\nproducts: [sau-anh]\n` +
      `images:\n  - { file: rong.png, alt: Gian hàng }\n---\nNội dung.\n`,
  );
  content("lists/hoi-cho.yml", "title: Hội chợ mùa xuân\nintro: Gian hàng chung của tỉnh.\nproducts: [sau-anh, mot-anh, khong-gi, het-han, thu-hoi]\n");
  content("pages/gioi-thieu.md", `---\ntitle: Giới thiệu\nsummary: Trang này do ai làm và để làm gì.\nmenu: 1\n---\nNội dung.\n`);
  const size = { ngang: [1600, 1200], doc: [900, 1600], vuong: [1000, 1000], rong: [2400, 800], nho: [200, 150], cao: [400, 1800] };
  for (const [name, [width, height]] of Object.entries(size))
    content(`images/${name}.png`, photograph(width, height));
  return built(site);
}

function built(site) {
  try {
    execFileSync(PROGRAM, ["build", "--site", site, "--date", DATE, "--theme", "default"], { stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    throw new Error(`${PROGRAM}\n${error.stderr}`);
  }
  const folder = path.join(site, "public");
  return { folder, remove: () => rmSync(site, { recursive: true }) };
}

/** A name of exactly so many characters, in words. */
function words(length) {
  const some = "Sản phẩm nông nghiệp hữu cơ đặc biệt của hợp tác xã dịch vụ tổng hợp nghiêng ngả đường trường ";
  return some.repeat(2).slice(0, length - 1).trimEnd().padEnd(length, "Ợ");
}

/** A PNG of soft stripes, so that what is cut or stretched can be seen. */
function photograph(width, height) {
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * (width * 3 + 1) + 1 + x * 3;
      rows[at] = 120 + 100 * Math.sin(x / 40);
      rows[at + 1] = 120 + 90 * Math.sin(y / 55);
      rows[at + 2] = (255 * (x + y)) / (width + height);
    }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const chunk = (name, body) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    const named = Buffer.concat([Buffer.from(name), body]);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, sum]);
  };
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(rows, { level: 1 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Paths of all pages of a published folder but those that only lead on. */
export function allPages(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(".html"))
    .filter((name) => !readFileSync(path.join(folder, name), "utf8").includes('http-equiv="refresh"') && !readFileSync(path.join(folder, name), "utf8").includes("http-equiv=refresh"))
    .map((name) => `/${name.replace(/(^|\/)index\.html$/, "$1")}`)
    .sort();
}

/** Addresses of one part that are no free pages. */
const KNOWN = ["san-pham", "chu-the", "huyen", "xa", "hang-sao", "nganh-hang", "tim-kiem", "tra-cuu", "chuong-trinh", "tin-tuc", "danh-sach", "m", "chon", "in-nhan"].map((part) => `/${part}/`);

/** One page of each kind: the first of each that exists. */
export function kinds(folder) {
  const pages = new Set(allPages(folder));
  const first = (start, accept = () => true) => [...pages].find((page) => page.startsWith(start) && page !== start && !page.includes("/trang/") && accept(page));
  const wanted = {
    home: "/",
    listing: "/san-pham/",
    "second page": "/san-pham/trang/2/",
    product: pages.has("/san-pham/sau-anh/") ? "/san-pham/sau-anh/" : first("/san-pham/"),
    "bare product": "/san-pham/khong-gi/",
    producers: "/chu-the/",
    producer: pages.has("/chu-the/dai/") ? "/chu-the/dai/" : first("/chu-the/"),
    districts: "/huyen/",
    district: first("/huyen/", (page) => !/-sao\//.test(page)),
    "district by level": first("/huyen/", (page) => /-sao\//.test(page)),
    communes: "/xa/",
    commune: first("/xa/"),
    table: "/hang-sao/",
    level: first("/hang-sao/"),
    categories: "/nganh-hang/",
    category: first("/nganh-hang/"),
    search: "/tim-kiem/",
    selection: "/chon/",
    check: "/tra-cuu/",
    "check of a year": first("/tra-cuu/"),
    list: first("/danh-sach/"),
    "sheet of labels": first("/danh-sach/", (page) => page.endsWith("/nhan/")),
    labels: "/in-nhan/",
    programme: "/chuong-trinh/",
    news: "/tin-tuc/",
    "news item": first("/tin-tuc/"),
    "free page": [...pages].find((page) => /^\/[^/]+\/$/.test(page) && !KNOWN.includes(page)),
    missing: "/404.html",
  };
  return Object.entries(wanted).filter(([, page]) => page && pages.has(page));
}
