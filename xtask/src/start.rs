//! The two commands that serve pages until they are stopped.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use crate::dist::{Kind, build};
use crate::{Outcome, serve, tools};

/// Where `start` builds to, so that `dist/` stays what `dist` made.
const HERE: &str = "target/start";

/// What a rebuild depends on.
const SOURCES: [&str; 9] =
    ["src", "style", "loader", "public", "index.html", "build.rs", "Cargo.toml", "Cargo.lock", "package-lock.json"];

/// Builds, serves and rebuilds on change.
pub fn start(port: u16) -> Outcome {
    tools::install_for_build()?;
    let mut built = newest(&SOURCES.map(PathBuf::from));
    build(Kind::Dev, Path::new(HERE))?;
    let serving = serve::serve(Path::new(HERE), port)?;
    println!("\nThe planner is at {}/  (Ctrl+C stops it)", serving.address);
    loop {
        thread::sleep(Duration::from_millis(700));
        let now = newest(&SOURCES.map(PathBuf::from));
        if now == built {
            continue;
        }
        built = now;
        println!("\nA source has changed: building again.");
        match build(Kind::Dev, Path::new(HERE)) {
            Ok(_) => println!("Built. Reload the page at {}/", serving.address),
            Err(why) => println!("{why}\nThe last good build is still served at {}/", serving.address),
        }
    }
}

/// Serves `dist/` as it stands.
pub fn serve(port: u16) -> Outcome {
    if !Path::new("dist/index.html").is_file() {
        return Err("There is no dist/ yet. `cargo xtask dist` makes it.".to_owned());
    }
    let serving = serve::serve(Path::new("dist"), port)?;
    println!("{}/", serving.address);
    loop {
        thread::park();
    }
}

/// The newest change in any of these files and folders, and how many files there are: a deleted file counts too.
fn newest(paths: &[PathBuf]) -> (Option<SystemTime>, usize) {
    let mut latest = None;
    let mut count = 0;
    for path in paths {
        let (changed, files) = if path.is_dir() {
            let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
            newest(&entries.map(|entry| entry.path()).collect::<Vec<_>>())
        } else {
            (std::fs::metadata(path).and_then(|meta| meta.modified()).ok(), 1)
        };
        latest = latest.max(changed);
        count += files;
    }
    (latest, count)
}
