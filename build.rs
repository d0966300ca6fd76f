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
    println!("cargo::rerun-if-changed=src/guidance/reading_people.rs");
    println!("cargo::rerun-if-changed=src/guidance/reading_times.rs");
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
    // Twice: whole, for the tests and reports here; and as it is sent, without what nobody reads in a browser.
    let sent = sent(&content);
    let packed = |what: &dyn Fn() -> postcard::Result<Vec<u8>>| what().map_err(|error| plain(&error));
    let whole_first = packed(&|| postcard::to_allocvec(&content.guidance))?;
    let whole_handbook = packed(&|| postcard::to_allocvec(&content.handbook))?;
    let first = packed(&|| postcard::to_allocvec(&sent.0))?;
    let handbook = press(&packed(&|| postcard::to_allocvec(&sent.1))?).map_err(|error| plain(&error))?;
    for (name, bytes) in [
        ("whole-first.bin", whole_first),
        ("whole-handbook.bin", whole_handbook),
        ("first.bin", first),
        ("handbook.bin", handbook),
        ("counts.txt", counts(&content, &files).into_bytes()),
    ] {
        fs::write(out.join(name), bytes).map_err(|error| plain(&error))?;
    }
    Ok(())
}

/// The content as it is sent: what rules and passages are called, their outside references, and when each was last
/// reviewed are for files and people here, and would be a tenth of what is fetched first.
fn sent(content: &reading::Content) -> (model::Guidance, model::Handbook) {
    let (mut g, mut handbook) = (content.guidance.clone(), content.handbook.clone());
    g.rules.iter_mut().for_each(|rule| rule.id.clear());
    g.sources.iter_mut().for_each(|source| source.id.clear());
    g.questions.iter_mut().for_each(|question| question.reference = None);
    for notes in &mut handbook.rules {
        notes.reference = None;
        notes.reviewed = g.edition.reviewed;
    }
    handbook.checks.iter_mut().for_each(|notes| notes.reference = None);
    handbook.terms.iter_mut().for_each(|term| term.id.clear());
    handbook.partners.iter_mut().for_each(|partner| partner.id.clear());
    (g, handbook)
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
        "questions {}\napproaches {}\nrules about approaches {}\nrules about duties {of_duties}\nchecks {}\ntasks {}\npassages {}\nterms {}\nscenarios {}\nexamples {}\ngroups {}\nbarriers {}\nmeasures {}\npartners {}\nrisks {}\nchecks on lay partners {}\n\nsentences {}\nwords in a sentence, mean {:.1}\nwords in a sentence, most {}\nschool grade, mean {:.1}\n\nrules for each approach\n",
        g.questions.len(),
        g.approaches.len(),
        g.rules.len() - of_duties,
        g.checks.len(),
        h.tasks.len(),
        g.sources.len(),
        h.terms.len(),
        h.scenarios.len(),
        content.examples.len(),
        h.groups.len(),
        h.barriers.len(),
        h.measures.len(),
        h.partners.len(),
        h.risks.len(),
        g.checks.iter().filter(|check| check.topic == "Lay partners").count(),
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
