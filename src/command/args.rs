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
}

/// What `build` and `check` may be told.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// Thư mục của trang [mặc định: thư mục hiện tại]
    #[arg(
        long,
        value_name = "DIR",
        default_value = ".",
        hide_default_value = true
    )]
    pub site: PathBuf,
    /// Thư mục kết quả [mặc định: public/ trong thư mục của trang]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Ngày lập trang, thay cho SOURCE_DATE_EPOCH hay hôm nay (giờ Việt Nam)
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<String>,
    /// Địa chỉ của trang, thay cho base_url trong config.yml
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Giao diện, thay cho theme trong config.yml
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
    /// Đăng cả bản nháp và bài chưa đến ngày
    #[arg(long)]
    pub drafts: bool,
    /// Số việc làm cùng lúc [mặc định: số nhân của máy]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// Không dùng kết quả đã lưu của lần trước
    #[arg(long)]
    pub no_cache: bool,
    /// Ngôn ngữ của thông báo: vi, en
    #[arg(
        long,
        value_name = "LANG",
        value_enum,
        default_value = "vi",
        hide_default_value = true
    )]
    pub lang: Lang,
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
