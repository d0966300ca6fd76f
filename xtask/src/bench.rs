//! How long one assessment takes, on this computer and in a browser slowed four times; and there, how long the whole plan
//! takes, on screen and as a file; and on a slow line, how long a person waits for the first page and for the first
//! question. Each stands beside something else.

use std::path::Path;
use std::process::Command;

use crate::{Outcome, dist, serve, tools};

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
    tools::run("The bench", Command::new("node").args(script).env("CHROME", &chrome))?;
    if !Path::new("dist/index.html").is_file() {
        dist::dist(dist::Kind::Release)?;
    }
    let serving = serve::serve(Path::new("dist"), 0)?;
    let mut plan = Command::new("node");
    plan.arg("tests/browser/bench-plan.mjs").env("BASE_URL", &serving.address).env("CHROME", &chrome);
    tools::run("The bench of the plan", &mut plan)?;
    drop(serving);
    let mut load = Command::new("node");
    load.arg("tests/browser/bench-load.mjs").env("CHROME", chrome);
    tools::run("The bench of the load", &mut load)
}
