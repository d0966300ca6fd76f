//! How long one assessment takes.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::{Outcome, tools};

/// A case with much in play: the site of a new community hospital.
const ANSWERS: &[u8] = br#"{
    "purpose": ["choose_between", "explore_views"], "what_is_open": "set_options", "stage": "appraising_options",
    "time_before_decision": "months_6_to_12", "scale": "from_5000_to_50000", "contentiousness": "organised_opposition",
    "groups_affected": ["older_people", "carers", "low_income", "rural"], "existing_insight": "some_gaps",
    "organisation": "icb", "health_service": "yes", "activity": ["proposal_for_change"], "service_impact": ["manner"],
    "permanence": "permanent", "promise": "none", "scrutiny_status": "substantial", "power_sharing": "open"
}"#;

/// `cargo xtask bench`.
pub fn bench() -> Outcome {
    const RUNS: u32 = 1000;
    let build = ["build", "--release", "--no-default-features", "--example", "assess"];
    tools::run("Building the example", tools::cargo().args(build))?;
    let program = if cfg!(windows) { "target/release/examples/assess.exe" } else { "target/release/examples/assess" };
    let cannot = |why: std::io::Error| format!("{program} could not be run: {why}.");
    let began = Instant::now();
    for _ in 0..RUNS {
        let mut child = Command::new(program).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().map_err(cannot)?;
        if let Some(mut input) = child.stdin.take() {
            input.write_all(ANSWERS).map_err(cannot)?;
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
