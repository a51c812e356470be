//! What this process has used, as the system tells it.

use crate::disk::mark::Mark;
use std::fs;

/// Processor time in seconds (user and system, all threads) and the largest resident memory in MB.
/// `None` where the system does not tell.
pub fn used() -> Option<(f64, f64)> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The second field may hold spaces; it ends at the last bracket. Then `state` is the first, `utime` the twelfth.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?;
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = peak.split_whitespace().next()?.parse().ok()?;
    // The kernel counts hundredths of a second for programs, whatever its own clock.
    Some((ticks / 100.0, kilobytes / 1024.0))
}

/// Differs from one program to another, also where both bear the same version: its version, and what the
/// system says of its file. `None` where the system does not tell; then nothing may be taken over.
pub fn program() -> Option<[u8; 32]> {
    let stat = rustix::fs::stat("/proc/self/exe").ok()?;
    let mark = Mark::of(&stat);
    let text = format!("{} {mark:?}", env!("CARGO_PKG_VERSION"));
    Some(*blake3::hash(text.as_bytes()).as_bytes())
}
