//! How long one assessment takes.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::{Outcome, tools};

/// `cargo xtask bench`.
pub fn bench() -> Outcome {
    const RUNS: u32 = 100;
    let build = ["build", "--release", "--no-default-features", "--example", "assess"];
    tools::run("Building the example", tools::cargo().args(build))?;
    let program = if cfg!(windows) { "target/release/examples/assess.exe" } else { "target/release/examples/assess" };
    let cannot = |why: std::io::Error| format!("{program} could not be run: {why}.");
    let began = Instant::now();
    for _ in 0..RUNS {
        let mut child = Command::new(program).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().map_err(cannot)?;
        if let Some(mut input) = child.stdin.take() {
            input.write_all(b"{}").map_err(cannot)?;
        }
        if !child.wait().map_err(cannot)?.success() {
            return Err("The example refused the answers. What it said stands above.".to_owned());
        }
    }
    println!(
        "One assessment, its process included: {:.2} ms",
        began.elapsed().as_secs_f64() * 1000.0 / f64::from(RUNS)
    );
    Ok(())
}
