//! The build tool of Engagement Planner, and the only door for people and for CI.
//!
//! `cargo xtask` prints what each command does. A command either does what it says, or ends with one plain sentence
//! on what went wrong and what to do about it.

#![allow(clippy::print_stdout, reason = "a build tool talks to the person at the terminal")]

mod bench;
mod css;
mod debian;
mod dist;
mod docs;
mod glue;
mod pack;
mod release;
mod sbom;
mod serve;
mod start;
mod test;
mod tools;

use std::path::PathBuf;
use std::process::ExitCode;

/// What a command gives back: nothing, or a sentence for the person at the terminal.
type Outcome<T = ()> = Result<T, String>;

const HELP: &str = "\
The build tool of Engagement Planner. It needs Rust and Node 20 or later; whatever else it needs, it installs.

cargo xtask start [--port N]    builds, serves the demo page on this computer only, and rebuilds when a source changes
cargo xtask dist [--dev]        writes dist/: everything a web server needs, with its sizes
cargo xtask dist --release      the same, and the zip that an intranet owner is handed
cargo xtask test [--only STEP]  runs every check; STEP is one of: STEPS
cargo xtask serve [--port N]    serves dist/ as it stands, for browser tests by hand
cargo xtask bench               times one assessment

`cargo xtask COMMAND --help` says more.";

const START: &str = "\
cargo xtask start [--port N]

Installs the wasm target and the npm packages if they are missing. Builds a quick, large build, serves its demo page
on 127.0.0.1 and prints the address (port 8080 unless you name one; 0 takes any free port). Looks for changes in src,
style, loader, public, index.html, build.rs and Cargo.toml, and rebuilds. If a rebuild fails, it prints why and goes on serving the
last good one. Installs no browser. Stop it with Ctrl+C.";

const DIST: &str = "\
cargo xtask dist [--dev | --release]

Writes dist/: the demo page, the loader engagement-planner.js under its stable name, the host pages, and beside them
the files whose names carry a hash of what is in them, each with a brotli and a gzip copy, and SHA256SUMS.
Prints every size, then how much content there is. Fails if what must arrive before the first advice, or all of it, is
over its ceiling.

--dev      quick and large: no wasm-opt, no compressed copies, no ceilings
--release  also writes engagement-planner-VERSION.zip: the planner's folder, the documentation as web pages, the npm
           package (in dist/npm too), the examples, the bill of materials, the licences and the hashes of all of it";

const TEST: &str = "\
cargo xtask test [--only STEP]

Runs every check and prints how many minutes each took. The steps, in order:
STEPS_LONG
A step that cannot run on this computer prints NOT RUN and why; where CI=true is set, that is a failure.
The browser tests use the browser in CHROME, else one found on this computer, else one they install.";

const SERVE: &str = "\
cargo xtask serve [--port N]

Serves dist/ on 127.0.0.1 as the last `cargo xtask dist` left it, with the headers a real server would send.
Prints the address. With --port 0, any free port.";

const BENCH: &str = "\
cargo xtask bench

Times one assessment of a whole set of answers, on this computer and in Chromium slowed four times, each beside
something else in the same run, and prints the least, the middle and the most of each. It uses the browser in CHROME,
else one found on this computer, else one it installs.";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            if !sentence.is_empty() {
                println!("\n{sentence}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[String]) -> Outcome {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (command, rest) = match words.as_slice() {
        [] | ["help" | "--help" | "-h"] => {
            println!("{}", HELP.replace("STEPS", &test::names()));
            return Ok(());
        }
        [command, rest @ ..] => (*command, rest),
    };
    let help = match command {
        "start" => START,
        "dist" => DIST,
        "test" => TEST,
        "serve" => SERVE,
        "bench" => BENCH,
        _ => {
            return Err(format!("There is no command `{command}`. `cargo xtask` lists those there are."));
        }
    };
    if rest.iter().any(|word| ["--help", "-h"].contains(word)) {
        println!("{}", help.replace("STEPS_LONG", &test::described()));
        return Ok(());
    }

    // Every path in this program is relative to the root of the project.
    let root = root();
    std::env::set_current_dir(&root)
        .map_err(|why| format!("The folder {} cannot be entered: {why}.", root.display()))?;

    match (command, rest) {
        ("start", []) => start::start(8080),
        ("start", ["--port", port]) => start::start(port_of(port)?),
        ("dist", []) => dist::dist(dist::Kind::Release),
        ("dist", ["--release"]) => release::release(),
        ("dist", ["--dev"]) => dist::dist(dist::Kind::Dev),
        ("test", []) => test::test(None),
        ("test", ["--only", step]) => test::test(Some(step)),
        ("serve", []) => start::serve(8080),
        ("serve", ["--port", port]) => start::serve(port_of(port)?),
        ("bench", []) => bench::bench(),
        (command, rest) => Err(format!(
            "`{command}` does not know `{}`. `cargo xtask {command} --help` says what it knows.",
            rest.join(" ")
        )),
    }
}

/// The project's root: this package stands one folder below.
fn root() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    PathBuf::from(here).join("..")
}

fn port_of(text: &str) -> Outcome<u16> {
    text.parse().map_err(|_| format!("`{text}` is not a port: give a number from 0 to 65535."))
}
