//! Every flag, once.

use crate::command::report::Format;
use crate::source::wording::Tongue;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Tạo trang danh mục sản phẩm OCOP từ các tệp Markdown và YAML.
#[derive(Debug, Parser)]
#[command(
    name = "sanvat",
    version,
    propagate_version = true,
    arg_required_else_help = true
)]
pub struct Line {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Kiểm tra rồi đăng cả trang vào public/, hoặc không đăng gì (build)
    Build(Options),
    /// Kiểm tra như build, không ghi gì (check)
    Check(Options),
    /// Xem thử trên máy này; lưu tệp là trang tự đổi (serve)
    Serve(Preview),
    /// Tạo một tệp có sẵn các ô để điền, hoặc thư mục của một trang mới (new)
    New(New),
    /// In JSON Schema của các tệp nội dung, để trình soạn thảo gợi ý khi gõ (schema)
    Schema(Schema),
}

/// What `schema` may be told.
#[derive(Debug, Args)]
pub struct Schema {
    /// Ghi mỗi loại tệp một JSON Schema vào thư mục này, thay vì in ra
    #[arg(long, value_name = "DIR")]
    pub to: Option<PathBuf>,
    /// In which language.
    #[command(flatten)]
    pub spoken: Spoken,
}

/// What `new` may be told.
#[derive(Debug, Args)]
pub struct New {
    /// What is to be made.
    #[command(subcommand)]
    pub thing: Thing,
}

/// What may be made anew.
#[derive(Debug, Subcommand)]
pub enum Thing {
    /// Một sản phẩm
    #[command(visible_alias = "san-pham")]
    Product(NewProduct),
    /// Một chủ thể
    #[command(visible_alias = "chu-the")]
    Producer(NewProducer),
    /// Một tin
    #[command(visible_alias = "tin")]
    News(Named),
    /// Một trang riêng: giới thiệu, liên hệ
    #[command(visible_alias = "trang")]
    Page(Named),
    /// Thư mục của một trang danh mục mới
    #[command(visible_alias = "danh-muc")]
    Site(NewSite),
}

/// A record known by its name.
#[derive(Debug, Args)]
pub struct Named {
    /// Tên hoặc tiêu đề, viết đủ dấu, trong dấu nháy
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Which site.
    #[command(flatten)]
    pub place: Place,
    /// Mã, thay cho mã lập từ tên: a–z, 0–9 và dấu gạch nối
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// Vẫn tạo khi đã có một mục cùng tên: đây là mục khác
    #[arg(long, visible_alias = "khac")]
    pub different: bool,
    /// In which language.
    #[command(flatten)]
    pub spoken: Spoken,
}

/// A new product.
#[derive(Debug, Args)]
pub struct NewProduct {
    /// Its name, and where it goes.
    #[command(flatten)]
    pub named: Named,
    /// Chủ thể: mã hoặc tên
    #[arg(long, value_name = "ID")]
    pub producer: Option<String>,
    /// Mã xã, phường hiện nay
    #[arg(long, value_name = "CODE")]
    pub commune: Option<String>,
    /// Ngành hàng, bộ sản phẩm
    #[arg(long, value_name = "ID")]
    pub category: Option<String>,
}

/// A new producer.
#[derive(Debug, Args)]
pub struct NewProducer {
    /// Its name, and where it goes.
    #[command(flatten)]
    pub named: Named,
    /// Mã xã, phường hiện nay
    #[arg(long, value_name = "CODE")]
    pub commune: Option<String>,
}

/// A new site.
#[derive(Debug, Args)]
pub struct NewSite {
    /// Thư mục sẽ tạo; phải chưa có hoặc còn trống
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Tỉnh, thành phố, viết cả loại: "Tỉnh Thanh Hóa"
    #[arg(long, value_name = "NAME")]
    pub province: String,
    /// Địa chỉ của trang, nếu đã có
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// In which language.
    #[command(flatten)]
    pub spoken: Spoken,
}

/// What `serve` may be told.
#[derive(Debug, Clone, Args)]
pub struct Preview {
    /// Which site, and how it is shown.
    #[command(flatten)]
    pub show: Show,
    /// Cổng trên máy này; 0: một cổng còn trống
    #[arg(long, value_name = "N", default_value_t = 1111)]
    pub port: u16,
    /// Mở trang trong trình duyệt
    #[arg(long)]
    pub open: bool,
}

impl Preview {
    /// The same as what `build` may be told, where the two agree.
    pub fn options(&self) -> Options {
        Options {
            show: self.show.clone(),
            out: None,
            jobs: None,
            no_cache: false,
            format: Format::Human,
            quiet: false,
            timings: false,
            strict: false,
        }
    }
}

/// What `build` and `check` may be told.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// Which site, and how it is shown.
    #[command(flatten)]
    pub show: Show,
    /// Thư mục kết quả [mặc định: public/ trong thư mục của trang]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Số việc làm cùng lúc [mặc định: số nhân của máy]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// Không dùng kết quả đã lưu của lần trước
    #[arg(long)]
    pub no_cache: bool,
    /// Dạng báo cáo: human, json, github, sarif, report
    #[arg(
        long,
        value_name = "FORMAT",
        value_enum,
        default_value = "human",
        hide_default_value = true
    )]
    pub format: Format,
    /// Chỉ in lỗi
    #[arg(long)]
    pub quiet: bool,
    /// In thời gian của từng bước
    #[arg(long)]
    pub timings: bool,
    /// Có nhắc nhở thì cũng không đăng
    #[arg(long)]
    pub strict: bool,
}

/// The site folder.
#[derive(Debug, Clone, Args)]
pub struct Place {
    /// Thư mục của trang [mặc định: thư mục hiện tại]
    #[arg(
        long,
        value_name = "DIR",
        default_value = ".",
        hide_default_value = true
    )]
    pub site: PathBuf,
}

/// The language of what is said and written.
#[derive(Debug, Clone, Args)]
pub struct Spoken {
    /// Ngôn ngữ của thông báo và lời ghi chú: vi, en
    #[arg(
        long,
        value_name = "LANG",
        value_enum,
        default_value = "vi",
        hide_default_value = true
    )]
    pub lang: Lang,
}

/// Which site is shown, and how.
#[derive(Debug, Clone, Args)]
pub struct Show {
    /// Which site.
    #[command(flatten)]
    pub place: Place,
    /// Ngày lập trang, thay cho SOURCE_DATE_EPOCH hay hôm nay (giờ Việt Nam)
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<String>,
    /// Địa chỉ của trang, thay cho base_url trong config.yml
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Giao diện, thay cho theme trong config.yml
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
    /// Hiện cả bản nháp và bài chưa đến ngày
    #[arg(long)]
    pub drafts: bool,
    /// In which language.
    #[command(flatten)]
    pub spoken: Spoken,
}

/// `--lang`
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Lang {
    /// Vietnamese.
    Vi,
    /// English.
    En,
}

impl From<Lang> for Tongue {
    fn from(lang: Lang) -> Tongue {
        match lang {
            Lang::Vi => Tongue::Vi,
            Lang::En => Tongue::En,
        }
    }
}
