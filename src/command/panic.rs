//! A bug of ours: say so, name what was worked on, leave the published site alone.

use crate::source::work;
use std::panic;

/// The exit code of an internal error (contract, section 8).
const INTERNAL: i32 = 70;

/// From here on a panic ends the program at once, whichever thread it is in: nothing half done is published.
pub fn install() {
    panic::set_hook(Box::new(|info| {
        let work = work::now();
        super::run::say_error(&format!(
            "Lỗi của chương trình khi làm: {work}\n\
             Trang đã đăng vẫn giữ nguyên. Xin gửi báo lỗi kèm tệp ấy và dòng dưới đây.\n\
             Internal error while working on: {work}\n\
             The published site is untouched. Please report it with that file and the line below.\n\
             {info}\n"
        ));
        std::process::exit(INTERNAL);
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::write::Staging;
    use crate::source::tree::File;

    const INNER: &str = "SANVAT_TEST_PANIC_IN";

    /// The hook ends the process, so the test runs once more in one of its own, which publishes a
    /// site and panics in the midst of the next, in another thread.
    #[test]
    #[expect(
        clippy::disallowed_methods,
        reason = "a test runs itself and reads what it wrote"
    )]
    fn a_panic_names_the_file_ends_with_70_and_leaves_the_published_site() {
        if let Some(out) = std::env::var_os(INNER) {
            install();
            let file = |text: &str| File {
                path: "index.html".to_owned(),
                bytes: text.into(),
            };
            let first = Staging::open(out.as_ref()).unwrap();
            first.take(file("old")).unwrap();
            first.publish().unwrap();
            let second = Staging::open(out.as_ref()).unwrap();
            second.take(file("new")).unwrap();
            let numbers: Vec<u32> = vec![];
            rayon::join(
                || {
                    work::on("content/products/mat-ong.md");
                    assert!(numbers[numbers.len()] == 1);
                },
                || std::thread::sleep(std::time::Duration::from_millis(50)),
            );
            second.publish().unwrap();
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("public");
        let name = concat!(
            module_path!(),
            "::a_panic_names_the_file_ends_with_70_and_leaves_the_published_site"
        );
        let output = std::process::Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "--nocapture",
                name.trim_start_matches("sanvat::"),
            ])
            .env(INNER, &out)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(INTERNAL), "{said}");
        assert!(
            said.contains("khi làm: content/products/mat-ong.md"),
            "{said}"
        );
        assert!(said.contains("panic.rs"), "{said}");
        assert_eq!(std::fs::read(out.join("index.html")).unwrap(), b"old");
    }
}
