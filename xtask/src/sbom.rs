//! What the shipped files are made of: a bill of materials in CycloneDX's JSON, and the licences of all of it.
//!
//! The parts are the crates that cargo compiles into the wasm, the standard library of Rust, and the files themselves.
//! What only runs while building (macros, build scripts, this tool, the npm packages) reaches nobody and is no part.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::{Outcome, pack, tools};

/// One part that others made.
pub struct Part {
    name: String,
    version: String,
    /// Its licence as SPDX writes it.
    licence: String,
    says: String,
    home: Option<String>,
    authors: Vec<String>,
    /// SHA-256 of the package, as `Cargo.lock` has it.
    sum: Option<String>,
    /// Where its licence texts lie.
    folder: Option<PathBuf>,
    /// What it stands on itself, as `name@version`.
    needs: BTreeSet<String>,
}

impl Part {
    fn key(&self) -> String {
        format!("{}@{}", self.name, self.version)
    }

    fn address(&self) -> String {
        match self.folder {
            // The standard library is in no registry.
            None => format!("pkg:generic/rust-std@{}", self.version),
            Some(_) => format!("pkg:cargo/{}@{}", self.name, self.version),
        }
    }
}

/// The crates that are compiled into the wasm, and the standard library.
pub fn parts() -> Outcome<Vec<Part>> {
    let mut tree = tools::cargo();
    tree.args(["tree", "--locked", "--package", "engagement-planner", "--target", tools::WASM]);
    // No macros: they run while building. With what features each is compiled, cargo knows better than its metadata.
    tree.args(["--edges", "normal,no-proc-macro", "--prefix", "none", "--no-dedupe", "--format", "{p}"]);
    let tree = tools::read("Asking cargo what the wasm is made of", &mut tree)?;
    let compiled: BTreeSet<String> = String::from_utf8_lossy(&tree)
        .lines()
        .filter_map(|line| line.split_once(" v"))
        .map(|(name, rest)| format!("{name}@{}", rest.split(' ').next().unwrap_or_default()))
        .filter(|key| !key.starts_with("engagement-planner@"))
        .collect();

    let mut metadata = tools::cargo();
    metadata.args(["metadata", "--locked", "--format-version", "1", "--filter-platform", tools::WASM]);
    let metadata = tools::read("Asking cargo about its packages", &mut metadata)?;
    let metadata: Value =
        serde_json::from_slice(&metadata).map_err(|why| format!("cargo did not give JSON: {why}."))?;
    let needs = edges(&metadata, &compiled);
    let sums =
        sums(&std::fs::read_to_string("Cargo.lock").map_err(|why| format!("Cargo.lock cannot be read: {why}."))?);

    let mut found = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let key = key_of(package);
        if !compiled.contains(&key) {
            continue;
        }
        let text = |field: &str| package[field].as_str().map(|text| text.trim().to_owned());
        let licence = text("license").ok_or_else(|| format!("{key} names no licence."))?;
        found.push(Part {
            name: text("name").unwrap_or_default(),
            version: text("version").unwrap_or_default(),
            // An old way to write a choice.
            licence: licence.replace('/', " OR "),
            says: text("description").unwrap_or_default().replace('\n', " "),
            home: text("repository").or_else(|| text("homepage")),
            authors: package["authors"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect(),
            sum: sums.get(&key).cloned(),
            folder: text("manifest_path").and_then(|path| Path::new(&path).parent().map(Path::to_path_buf)),
            needs: needs.get(&key).cloned().unwrap_or_default(),
        });
    }
    if found.len() != compiled.len() {
        return Err(format!(
            "cargo compiles {} crates into the wasm, and knows {} of them.",
            compiled.len(),
            found.len()
        ));
    }
    found.push(standard_library()?);
    found.sort_by_key(Part::key);
    Ok(found)
}

fn key_of(package: &Value) -> String {
    format!("{}@{}", package["name"].as_str().unwrap_or_default(), package["version"].as_str().unwrap_or_default())
}

/// What each crate stands on, of those that are compiled.
fn edges(metadata: &Value, compiled: &BTreeSet<String>) -> BTreeMap<String, BTreeSet<String>> {
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let keys: BTreeMap<&str, String> =
        packages.filter_map(|package| Some((package["id"].as_str()?, key_of(package)))).collect();
    let mut found = BTreeMap::new();
    for node in metadata["resolve"]["nodes"].as_array().into_iter().flatten() {
        let Some(key) = node["id"].as_str().and_then(|id| keys.get(id)) else { continue };
        let needs = node["deps"].as_array().into_iter().flatten().filter(|dep| {
            // A kind of `null` is a normal one: neither for tests nor for building.
            dep["dep_kinds"].as_array().into_iter().flatten().any(|kind| kind["kind"].is_null())
        });
        let needs =
            needs.filter_map(|dep| keys.get(dep["pkg"].as_str()?)).filter(|key| compiled.contains(*key)).cloned();
        found.insert(key.clone(), needs.collect());
    }
    found
}

/// The checksum of each package in a lock file.
fn sums(lock: &str) -> BTreeMap<String, String> {
    let field = |block: &str, name: &str| {
        let line = block.lines().find_map(|line| line.strip_prefix(&format!("{name} = \"")))?;
        line.strip_suffix('"').map(str::to_owned)
    };
    let blocks = lock.split("[[package]]").skip(1);
    blocks
        .filter_map(|block| {
            let key = format!("{}@{}", field(block, "name")?, field(block, "version")?);
            Some((key, field(block, "checksum")?))
        })
        .collect()
}

fn standard_library() -> Outcome<Part> {
    let said = tools::read("Asking rustc for its version", Command::new("rustc").arg("--version"))?;
    let said = String::from_utf8_lossy(&said);
    let version = said.split(' ').nth(1).ok_or("rustc does not say its version.")?;
    Ok(Part {
        name: "rust-std".to_owned(),
        version: version.to_owned(),
        licence: "MIT OR Apache-2.0".to_owned(),
        says: "The standard library of Rust: core, alloc and std, as compiled into the wasm".to_owned(),
        home: Some("https://github.com/rust-lang/rust".to_owned()),
        authors: vec!["The Rust Project contributors".to_owned()],
        sum: None,
        folder: None,
        needs: BTreeSet::new(),
    })
}

/// The bill of materials, as CycloneDX 1.6. `files` are those that are shipped, by name.
pub fn bill(version: &str, date: &str, parts: &[Part], files: &BTreeMap<String, Vec<u8>>) -> Outcome<String> {
    let us = format!("pkg:generic/engagement-planner@{version}");
    let address = |key: &String| parts.iter().find(|part| part.key() == *key).map(Part::address);
    let mut components: Vec<Value> = Vec::new();
    let mut depends: Vec<Value> = Vec::new();
    for part in parts {
        let mut component = json!({
            "type": "library",
            "bom-ref": part.address(),
            "name": part.name,
            "version": part.version,
            "description": part.says,
            "scope": "required",
            "licenses": [licence(&part.licence)],
            "purl": part.address(),
        });
        if let Some(sum) = &part.sum {
            component["hashes"] = json!([{ "alg": "SHA-256", "content": sum }]);
        }
        if let Some(home) = &part.home {
            component["externalReferences"] = json!([{ "type": "vcs", "url": home }]);
        }
        components.push(component);
        let needs: Vec<String> = part.needs.iter().filter_map(address).collect();
        depends.push(json!({ "ref": part.address(), "dependsOn": needs }));
    }
    for (name, bytes) in files {
        components.push(json!({
            "type": "file",
            "bom-ref": format!("file:{name}"),
            "name": name,
            "version": version,
            "hashes": [{ "alg": "SHA-256", "content": pack::sha256(bytes) }, { "alg": "SHA-384", "content": pack::sha384(bytes) }],
        }));
    }
    let all: Vec<String> = parts.iter().map(Part::address).collect();
    depends.insert(0, json!({ "ref": us, "dependsOn": all }));
    let bill = json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": format!("{date}T00:00:00Z"),
            "lifecycles": [{ "phase": "build" }],
            "component": {
                "type": "application",
                "bom-ref": us,
                "name": "engagement-planner",
                "version": version,
                "description": "Plans how to work with people and communities, for health and care staff in England",
                "licenses": [licence("MIT OR Apache-2.0")],
                "purl": us,
            },
            "properties": [{
                "name": "engagement-planner:scope",
                "value": "The crates that cargo compiles into the wasm, the standard library of Rust, and the shipped files. The scripts and the style sheet are our own; the glue in the loader is written by wasm-bindgen. What only runs while building is left out.",
            }],
        },
        "components": components,
        "dependencies": depends,
    });
    serde_json::to_string_pretty(&bill)
        .map(|text| text + "\n")
        .map_err(|why| format!("The bill cannot be written: {why}."))
}

/// A licence as CycloneDX wants it: one by its id, a choice as an expression.
fn licence(spdx: &str) -> Value {
    if spdx.contains(' ') { json!({ "expression": spdx }) } else { json!({ "license": { "id": spdx } }) }
}

/// The licences of all parts as Markdown: who made what, then every text once.
pub fn licences(parts: &[Part]) -> Outcome<String> {
    let mut out = String::from(
        "# Licences\n\nThe planner is under the MIT licence or the Apache License 2.0, as you choose. These are the parts \
         of others inside it, each with its licence. Where a part offers MIT, we use it under MIT.\n\n\
         The guidance that the planner rests on is under the Open Government Licence: *Contains public sector \
         information licensed under the Open Government Licence v3.0.*\n\n## Parts\n\n\
         | Part | Version | Licence |\n|---|---|---|\n",
    );
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for part in parts {
        out.push_str(&format!("| {} | {} | {} |\n", part.name, part.version, part.licence));
        for text in texts_of(part)? {
            texts.entry(text).or_default().push(part.name.clone());
        }
    }
    out.push_str("\n## Texts\n");
    let mut texts: Vec<(String, Vec<String>)> = texts.into_iter().collect();
    texts.sort_by(|(_, one), (_, other)| one.cmp(other));
    for (text, names) in texts {
        out.push_str(&format!("\n### {}\n\n", names.join(", ")));
        // Four spaces make it stand as it is, whatever it holds.
        let lines = text
            .lines()
            .map(|line| if line.trim().is_empty() { String::new() } else { format!("    {}", line.trim_end()) });
        out.push_str(&lines.collect::<Vec<_>>().join("\n"));
        out.push('\n');
    }
    Ok(out)
}

/// The texts that must go with a part: those of the licence we use it under, and what it wants noted.
fn texts_of(part: &Part) -> Outcome<Vec<String>> {
    let mut texts = Vec::new();
    let entries = part.folder.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten().flatten();
    let mut names: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    names.sort();
    for path in names {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        if !["LICEN", "COPYING", "UNLICENSE", "NOTICE"].iter().any(|start| name.starts_with(start)) {
            continue;
        }
        if let Ok(text) = std::fs::read_to_string(&path) {
            texts.push(text.replace("\r\n", "\n").trim_end().to_owned());
        }
    }
    let mit = |text: &String| text.contains("Permission is hereby granted, free of charge");
    if offers_mit(&part.licence) {
        if texts.iter().any(mit) {
            // The other texts of a choice are not needed; what wants to be noted is.
            texts.retain(|text| mit(text) || part.licence.contains(" AND "));
        } else {
            texts = vec![mit_text(&part.authors, &part.name)];
        }
    }
    if texts.is_empty() {
        return Err(format!("{} is under {}, and its package brings no text of it.", part.name, part.licence));
    }
    Ok(texts)
}

fn offers_mit(licence: &str) -> bool {
    licence.split([' ', '(', ')']).any(|word| word == "MIT")
}

/// The text for a package that names MIT and does not bring it.
fn mit_text(authors: &[String], name: &str) -> String {
    let holder = if authors.is_empty() { format!("the authors of {name}") } else { authors.join(", ") };
    let text = include_str!("../../LICENSE-MIT");
    let rest = text.split_once("Permission is hereby").map_or(text, |(_, rest)| rest);
    format!("MIT License\n\nCopyright (c) {holder}\n\nPermission is hereby{}", rest.trim_end())
}

#[cfg(test)]
mod tests {
    use super::{licence, mit_text, offers_mit, sums};
    use serde_json::json;

    #[test]
    fn a_lock_file_gives_its_checksums() {
        let lock = "version = 4\n\n[[package]]\nname = \"ours\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"a\"\n\
                    version = \"2.0.0\"\nsource = \"registry\"\nchecksum = \"abc\"\n";
        assert_eq!(sums(lock).into_iter().collect::<Vec<_>>(), [("a@2.0.0".to_owned(), "abc".to_owned())]);
    }

    #[test]
    fn a_choice_is_an_expression_and_one_licence_an_id() {
        assert_eq!(licence("MIT"), json!({ "license": { "id": "MIT" } }));
        assert_eq!(licence("MIT OR Apache-2.0"), json!({ "expression": "MIT OR Apache-2.0" }));
        assert!(offers_mit("(MIT OR Apache-2.0) AND Unicode-3.0") && !offers_mit("CC0-1.0 OR MIT-0"));
    }

    #[test]
    fn the_text_of_mit_is_whole() {
        let text = mit_text(&["A Person".to_owned()], "a");
        assert!(
            text.starts_with("MIT License\n\nCopyright (c) A Person\n\nPermission is hereby granted, free of charge")
        );
        assert!(text.contains("THE SOFTWARE IS PROVIDED \"AS IS\""));
    }
}
