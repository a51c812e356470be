//! `build-manifest.json`: every published file with its hash; also the mark of a folder as ours.

use crate::disk::ops::{Ops, Result};
use rustix::fs::FileType;
use rustix::io::Errno;
use serde::{Deserialize, Serialize, Serializer};
use std::os::fd::BorrowedFd;

/// Where it stands in the output.
pub(super) const NAME: &str = "build-manifest.json";
/// The form this program writes and knows.
const VERSION: u32 = 1;
/// Two million files with long paths; more is not ours.
const MAX: i64 = 1 << 30;

/// One published file, to be written.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Line<'a> {
    /// Relative to the output, with `/`.
    pub(super) path: &'a str,
    /// Length.
    pub(super) bytes: u64,
    /// Hash of the bytes, in hexadecimal.
    #[serde(serialize_with = "hexadecimal")]
    pub(super) blake3: &'a [u8; 32],
}

fn hexadecimal<S: Serializer>(hash: &&[u8; 32], to: S) -> std::result::Result<S::Ok, S::Error> {
    to.serialize_str(&blake3::Hash::from(**hash).to_hex())
}

/// The same, as it is read.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    path: String,
    #[serde(rename = "bytes")]
    _bytes: u64,
    #[serde(rename = "blake3")]
    _blake3: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    version: u32,
    files: Vec<Entry>,
}

/// The manifest of these files, which are sorted by path. One line a file, so that two
/// manifests can be compared by eye.
pub(super) fn write<'a>(
    lines: impl Iterator<Item = Line<'a>> + Clone,
) -> serde_json::Result<Vec<u8>> {
    // Besides its path a line takes some 110 bytes; growing by doubling would take twice the room.
    let room: usize = lines.clone().map(|line| line.path.len() + 112).sum();
    let mut text = Vec::with_capacity(room + 64);
    text.extend_from_slice(format!("{{\"version\":{VERSION},\"files\":[").as_bytes());
    for (index, line) in lines.enumerate() {
        text.extend_from_slice(if index == 0 { b"\n" } else { b",\n" });
        serde_json::to_writer(&mut text, &line)?;
    }
    text.extend_from_slice(b"\n]}\n");
    Ok(text)
}

/// The paths that a folder's manifest lists, sorted; `None` if it has none of our form.
///
/// They say what may be deleted, nothing more: no path in it is ever opened for its own sake.
pub(super) fn read(ops: &Ops, folder: BorrowedFd<'_>) -> Result<Option<Vec<Vec<u8>>>> {
    let file = match ops.file(folder, NAME.as_bytes()) {
        Ok(file) => file,
        Err(Errno::NOENT | Errno::LOOP | Errno::NXIO) => return Ok(None),
        Err(error) => return Err(error),
    };
    let stat = ops.stat_open(&file)?;
    if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile || stat.st_size > MAX {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(stat.st_size).unwrap_or(0));
    let mut piece = vec![0; 1 << 16];
    loop {
        match ops.read(&file, &mut piece)? {
            0 => break,
            read => bytes.extend_from_slice(&piece[..read]),
        }
    }
    let Ok(manifest) = serde_json::from_slice::<Manifest>(&bytes) else {
        return Ok(None);
    };
    if manifest.version != VERSION {
        return Ok(None);
    }
    let mut paths: Vec<Vec<u8>> = manifest
        .files
        .into_iter()
        .map(|entry| entry.path.into_bytes())
        .collect();
    paths.sort_unstable();
    Ok(Some(paths))
}
