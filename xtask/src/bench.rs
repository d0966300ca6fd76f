//! How long one assessment takes: on this computer, and in a browser slowed four times, each beside something else.

use std::process::Command;

use crate::{Outcome, tools};

/// `cargo xtask bench`.
pub fn bench() -> Outcome {
    tools::install_for_build()?;
    let chrome = tools::chromium()?;
    let native = ["build", "--release", "--no-default-features", "--example", "measure"];
    tools::run("Building the measure", tools::cargo().args(native))?;
    let wasm = ["build", "--release", "--no-default-features", "--example", "measure_wasm", "--target", tools::WASM];
    tools::run("Building the measure for the browser", tools::cargo().args(wasm))?;
    let program = if cfg!(windows) { "target/release/examples/measure.exe" } else { "target/release/examples/measure" };
    let script =
        ["tests/browser/bench.mjs", program, "target/wasm32-unknown-unknown/release/examples/measure_wasm.wasm"];
    tools::run("The bench", Command::new("node").args(script).env("CHROME", chrome))
}
