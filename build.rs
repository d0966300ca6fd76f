//! Checks the content, prints every problem with its file and place, and packs it for the planner.

use std::fmt::Write as _;
use std::io::Write as _;
use std::{env, fs, path::PathBuf, process::ExitCode};

#[path = "src/date.rs"]
#[allow(dead_code, missing_docs)]
mod date;
#[path = "src/guidance/entries.rs"]
#[allow(dead_code, missing_docs)]
mod entries;
#[path = "src/guidance/model.rs"]
#[allow(dead_code, missing_docs)]
mod model;
#[path = "src/guidance/pressed.rs"]
#[allow(dead_code, missing_docs)]
mod pressed;
#[path = "src/guidance/prose.rs"]
#[allow(dead_code, missing_docs)]
mod prose;
#[path = "src/guidance/reading.rs"]
#[allow(dead_code, missing_docs)]
mod reading;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=src/guidance/content");
    println!("cargo::rerun-if-changed=src/date.rs");
    println!("cargo::rerun-if-changed=src/guidance/entries.rs");
    println!("cargo::rerun-if-changed=src/guidance/model.rs");
    println!("cargo::rerun-if-changed=src/guidance/pressed.rs");
    println!("cargo::rerun-if-changed=src/guidance/prose.rs");
    println!("cargo::rerun-if-changed=src/guidance/reading.rs");
    if std::env::var_os("CARGO_CFG_TARGET_FAMILY").is_some_and(|family| family == "wasm") {
        // The build tool cuts the wasm in two, and must know what points where.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    match pack() {
        Ok(()) => ExitCode::SUCCESS,
        Err(lines) => {
            for line in &lines {
                println!("cargo::error={line}");
            }
            println!("cargo::error={} to mend in src/guidance/content", lines.len());
            ExitCode::FAILURE
        }
    }
}

fn pack() -> Result<(), Vec<String>> {
    let plain = |error: &dyn std::fmt::Display| vec![error.to_string()];
    let folder = PathBuf::from("src/guidance/content");
    let mut names: Vec<PathBuf> = fs::read_dir(&folder)
        .map_err(|error| plain(&error))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ext| ext == "toml"))
        .collect();
    names.sort();
    let mut files = Vec::new();
    for path in names {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        files.push((name, fs::read_to_string(&path).map_err(|error| plain(&error))?));
    }
    let content =
        reading::read(&files).map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>())?;
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or_else(|| vec!["OUT_DIR is not set".to_owned()])?);
    let first = postcard::to_allocvec(&content.guidance).map_err(|error| plain(&error))?;
    let handbook = postcard::to_allocvec(&content.handbook).map_err(|error| plain(&error))?;
    let handbook = press(&handbook).map_err(|error| plain(&error))?;
    // What rules are called is for files and people here. It is not sent to anybody.
    let names: Vec<&str> = content.guidance.rules.iter().map(|rule| rule.id.as_str()).collect();
    let names = names.join("\n");
    for (name, bytes) in [
        ("first.bin", first),
        ("handbook.bin", handbook),
        ("names.txt", names.into_bytes()),
        ("counts.txt", counts(&content, &files).into_bytes()),
    ] {
        fs::write(out.join(name), bytes).map_err(|error| plain(&error))?;
    }
    Ok(())
}

/// Bytes made small, as `pressed` reads them.
fn press(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let count = u32::try_from(bytes.len()).map_err(std::io::Error::other)?;
    let into = count.to_le_bytes().to_vec();
    let mut encoder = ppmd_rust::Ppmd7Encoder::new(into, pressed::ORDER, pressed::MEMORY)
        .map_err(|error| std::io::Error::other(error.to_string()))?;
    encoder.write_all(bytes)?;
    encoder.finish(false)
}

/// The counts that `cargo xtask dist` prints.
fn counts(content: &reading::Content, files: &[(String, String)]) -> String {
    let g = &content.guidance;
    let h = &content.handbook;
    let prose = prose::Prose::of(files);
    let of_duties = g.rules.iter().filter(|rule| matches!(rule.about, model::About::Duty(_))).count();
    let mut text = format!(
        "questions {}\napproaches {}\nrules about approaches {}\nrules about duties {of_duties}\nchecks {}\ntasks {}\npassages {}\nterms {}\nscenarios {}\nexamples {}\n\nsentences {}\nwords in a sentence, mean {:.1}\nwords in a sentence, most {}\nschool grade, mean {:.1}\n\nrules for each approach\n",
        g.questions.len(),
        g.approaches.len(),
        g.rules.len() - of_duties,
        g.checks.len(),
        h.tasks.len(),
        g.sources.len(),
        h.terms.len(),
        h.scenarios.len(),
        content.examples.len(),
        prose.sentences,
        prose.mean_sentence(),
        prose.longest,
        prose.grade(),
    );
    for (place, approach) in g.approaches.iter().enumerate() {
        let count = g
            .rules
            .iter()
            .filter(|rule| {
                matches!(&rule.about, model::About::Approaches(list) if list.iter().any(|&no| usize::from(no) == place))
            })
            .count();
        let _ = writeln!(text, "{:>4}  {:<5} {}", count, approach.reference, approach.id);
    }
    text
}
