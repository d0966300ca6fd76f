//! Every check, in the order in which a fault is cheapest to find.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::{Outcome, debian, dist, release, serve, tools};

/// How a step ended, if it did not fail.
enum Ended {
    Passed,
    /// It could not run on this computer, and why.
    NotRun(String),
}

/// One check.
struct Step {
    name: &'static str,
    says: &'static str,
    run: fn() -> Outcome<Ended>,
}

const STEPS: [Step; 12] = [
    Step { name: "fmt", says: "every file is formatted", run: fmt },
    Step { name: "clippy", says: "no warning on this computer's target, in the core and in this tool", run: clippy },
    Step {
        name: "core",
        says: "the tests of the core, with no browser crate in the build, and of this tool",
        run: core,
    },
    Step { name: "clippy-wasm", says: "no warning in the widget", run: clippy_wasm },
    Step { name: "doc", says: "the documentation builds without a warning", run: doc },
    Step {
        name: "deny",
        says: "licences, bans, sources and, where their database can be reached, advisories",
        run: deny,
    },
    Step { name: "dist", says: "the whole build, with its ceiling", run: whole_build },
    Step { name: "browser", says: "the tests in Chromium, over dist/", run: browser },
    Step { name: "engines", says: "the journey in Firefox and WebKitGTK, over dist/", run: engines },
    Step { name: "roads", says: "WordPress and SharePoint, set up as docs/ says, in Chromium", run: roads },
    Step {
        name: "release",
        says: "the zip, its pages, its bill of materials, its npm package and its server settings",
        run: zip,
    },
    Step { name: "start", says: "what `start` builds works in Chromium too", run: start },
];

/// The steps' names in a row.
pub fn names() -> String {
    STEPS.map(|step| step.name).join(", ")
}

/// The steps and what they check, one a line.
pub fn described() -> String {
    STEPS.map(|step| format!("  {:<12}  {}", step.name, step.says)).join("\n")
}

/// Runs all steps, or the one named.
pub fn test(only: Option<&str>) -> Outcome {
    if let Some(name) = only
        && !STEPS.iter().any(|step| step.name == name)
    {
        return Err(format!("There is no step `{name}`. The steps are: {}.", names()));
    }
    let strict = std::env::var("CI").is_ok_and(|ci| ci == "true");
    let mut rows = Vec::new();
    let mut fault = None;
    for step in STEPS.iter().filter(|step| only.is_none_or(|name| name == step.name)) {
        if fault.is_some() {
            rows.push((step.name, None, "did not run".to_owned()));
            continue;
        }
        println!("\n== {}: {}", step.name, step.says);
        let began = Instant::now();
        let ended = (step.run)();
        let minutes = Some(began.elapsed().as_secs_f64() / 60.0);
        match ended {
            Ok(Ended::Passed) => rows.push((step.name, minutes, "passed".to_owned())),
            Ok(Ended::NotRun(why)) => {
                println!("NOT RUN: {why}");
                rows.push((step.name, minutes, format!("NOT RUN: {why}")));
                if strict {
                    fault = Some(format!("The step `{}` was not run, which CI does not allow: {why}", step.name));
                }
            }
            Err(why) => {
                println!("\n{why}");
                rows.push((step.name, minutes, "FAILED".to_owned()));
                fault = Some(format!("The step `{}` failed: {why}", step.name));
            }
        }
    }

    println!("\n{:<12}  {:>7}", "Step", "minutes");
    for (name, minutes, ended) in &rows {
        let minutes = minutes.map_or_else(|| "-".to_owned(), |minutes| format!("{minutes:.1}"));
        println!("{name:<12}  {minutes:>7}  {ended}");
    }
    let total: f64 = rows.iter().filter_map(|(_, minutes, _)| *minutes).sum();
    println!("{:<12}  {total:>7.1}", "together");
    if let Some(why) = &fault {
        println!("\n{why}");
    }
    let count = |word: &str| rows.iter().filter(|(.., ended)| ended == word).count();
    println!("\nSteps: {} passed, {} failed", count("passed"), count("FAILED"));
    // All has been said; the program only ends in failure.
    if fault.is_some() { Err(String::new()) } else { Ok(()) }
}

fn passed(outcome: Outcome) -> Outcome<Ended> {
    outcome.map(|()| Ended::Passed)
}

fn fmt() -> Outcome<Ended> {
    passed(tools::run("Checking the format", tools::cargo().args(["fmt", "--all", "--check"])))
}

fn clippy() -> Outcome<Ended> {
    let core = ["clippy", "--no-default-features", "--all-targets", "--", "-D", "warnings"];
    tools::run("Clippy on the core", tools::cargo().args(core))?;
    let xtask = ["clippy", "--package", "xtask", "--all-targets", "--", "-D", "warnings"];
    passed(tools::run("Clippy on this tool", tools::cargo().args(xtask)))
}

fn clippy_wasm() -> Outcome<Ended> {
    tools::install_wasm_target()?;
    let widget = ["clippy", "--target", tools::WASM, "--lib", "--bin", "engagement-planner", "--", "-D", "warnings"];
    passed(tools::run("Clippy on the widget", tools::cargo().args(widget)))
}

fn core() -> Outcome<Ended> {
    tools::run("The tests of the core", tools::cargo().args(["test", "--no-default-features"]))?;
    passed(tools::run("The tests of this tool", tools::cargo().args(["test", "--package", "xtask"])))
}

fn doc() -> Outcome<Ended> {
    tools::install_wasm_target()?;
    // For wasm, so that what clippy has checked is not checked again for this computer.
    let mut command = tools::cargo();
    command.args(["doc", "--no-deps", "--lib", "--target", tools::WASM]).env("RUSTDOCFLAGS", "-D warnings");
    passed(tools::run("Building the documentation", &mut command))
}

fn deny() -> Outcome<Ended> {
    let program = tools::cargo_deny()?;
    let check = ["--all-features", "check", "licenses", "bans", "sources"];
    tools::run("Checking licences, bans and sources", Command::new(&program).args(check))?;

    let advisories = Command::new(&program)
        .args(["--all-features", "check", "advisories"])
        .output()
        .map_err(|why| format!("cargo-deny could not be run: {why}."))?;
    let said = String::from_utf8_lossy(&advisories.stderr);
    if advisories.status.success() {
        println!("advisories: none");
    } else if said.contains("failed to fetch advisory database") || said.contains("failed to load advisory database") {
        println!("advisories: database out of reach, checked where it can be");
    } else {
        print!("{said}");
        return Err("An advisory stands against a crate we use. What it says stands above.".to_owned());
    }
    Ok(Ended::Passed)
}

fn whole_build() -> Outcome<Ended> {
    passed(dist::dist(dist::Kind::Release))
}

fn browser() -> Outcome<Ended> {
    if !Path::new("dist/index.html").is_file() {
        return Err("There is no dist/ yet. `cargo xtask dist` makes it.".to_owned());
    }
    let entries = std::fs::read_dir("tests/browser").map_err(|why| format!("tests/browser cannot be read: {why}."))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
    files.sort();
    in_chromium(Path::new("dist"), &files)
}

/// Makes the zip from dist/, unpacks it as its owner would, and tries what it holds.
fn zip() -> Outcome<Ended> {
    let tried = Path::new("target/tried");
    if release::make(Path::new("dist"))? != release::make(Path::new("dist"))? {
        return Err("The release is not the same bytes when it is made twice.".to_owned());
    }
    release::unpack(Path::new("dist"), tried)?;
    tools::servers();
    in_chromium(
        tried,
        &[PathBuf::from("tests/release/release.test.mjs"), PathBuf::from("tests/release/servers.test.mjs")],
    )
}

/// Each road that needs somebody else's software, both at once: most of it is waiting for what they bring. What cannot be
/// had for one does not keep the other from being tried.
fn roads() -> Outcome<Ended> {
    if !Path::new("dist/index.html").is_file() {
        return Err("There is no dist/ yet. `cargo xtask dist` makes it.".to_owned());
    }
    let road = |file: &str| in_chromium(Path::new("dist"), &[PathBuf::from(file)]);
    // What both need is installed before they part.
    tools::install_packages()?;
    let _ = tools::chromium();
    let (spfx, wordpress) = std::thread::scope(|both| {
        let spfx = both.spawn(|| road("tests/roads/spfx.test.mjs"));
        let wordpress = match debian::wordpress() {
            Ok(()) => road("tests/roads/wordpress.test.mjs"),
            Err(why) => Ok(Ended::NotRun(format!("no WordPress is here, and none could be installed. {why}"))),
        };
        (spfx.join(), wordpress)
    });
    let spfx =
        spfx.map_err(|_| "The tests of the SharePoint web part stopped by a fault of this tool.".to_owned())??;
    let wordpress = wordpress?;
    Ok(if let Ended::NotRun(_) = spfx { spfx } else { wordpress })
}

fn start() -> Outcome<Ended> {
    tools::install_for_build()?;
    dist::build(dist::Kind::Dev, Path::new("target/start"))?;
    in_chromium(Path::new("target/start"), &[PathBuf::from("tests/browser/start.mjs")])
}

/// The engines that are not Chromium. One that is not here is told, once the other has had its turn.
fn engines() -> Outcome<Ended> {
    if !Path::new("dist/index.html").is_file() {
        return Err("There is no dist/ yet. `cargo xtask dist` makes it.".to_owned());
    }
    tools::install_packages()?;
    let (firefox, webkit) = (tools::firefox(), tools::webkit());
    let serving = serve::serve(Path::new("dist"), 0)?;
    let mut command = Command::new("node");
    command.args(["--test", "--test-reporter=spec", "tests/engines/engines.test.mjs"]);
    command.env("BASE_URL", serving.address);
    for name in ["FIREFOX", "WEBKIT", "MINIBROWSER"] {
        command.env_remove(name);
    }
    if let Ok(firefox) = &firefox {
        println!("Firefox: {}", firefox.display());
        command.env("FIREFOX", firefox);
    }
    if let Ok((driver, browser)) = &webkit {
        println!("WebKitGTK: {}", driver.display());
        command.env("WEBKIT", driver).env("MINIBROWSER", browser);
    }
    if firefox.is_ok() || webkit.is_ok() {
        tools::run("The tests in other engines", &mut command)?;
    }
    let missing: Vec<String> = [firefox.err(), webkit.err()].into_iter().flatten().collect();
    Ok(if missing.is_empty() { Ended::Passed } else { Ended::NotRun(missing.join(" ")) })
}

/// Runs files of browser tests over a folder that is served.
fn in_chromium(folder: &Path, files: &[PathBuf]) -> Outcome<Ended> {
    tools::install_packages()?;
    let chrome = match tools::chromium() {
        Ok(chrome) => chrome,
        Err(why) => {
            return Ok(Ended::NotRun(format!("no Chromium is here, and none could be installed. {why}")));
        }
    };
    let serving = serve::serve(folder, 0)?;
    println!("{} over {}", chrome.display(), serving.address);
    let mut command = Command::new("node");
    // Two files at a time, as a browser waits as often as it works. More would look like one that hangs.
    command.args(["--test", "--test-concurrency=2", "--test-reporter=spec"]).args(files);
    passed(tools::run("The browser tests", command.env("BASE_URL", serving.address).env("CHROME", chrome)))
}
