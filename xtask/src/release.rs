//! What an intranet owner is handed: one zip with the planner's folder, its documentation as web pages, the npm package,
//! the examples, and what a trust asks of software before it lets it in.
//!
//! Made from what `dist` built. The same sources give the same bytes: names are in order, and every date is the day of
//! the version in `CHANGELOG.md`.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};
use std::path::Path;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha384};
use zip::write::SimpleFileOptions;

use crate::{Outcome, dist, docs, pack, sbom};

/// Files by their names, with `/` between folders.
type Files = BTreeMap<String, Vec<u8>>;

/// The loader, which a page names.
const LOADER: &str = "engagement-planner.js";

/// What in `dist/` is only for trying the planner out, or is written anew here.
const NOT_SHIPPED: [&str; 4] = ["index.html", "demo.css", "SHA256SUMS", "npm"];

/// What an example leaves behind when it has been built.
const LEFT_BY_BUILDS: [&str; 8] =
    ["node_modules", "lib", "lib-commonjs", "dist", "temp", "release", "jest-output", "solution"];

/// `cargo xtask dist --release`.
pub fn release() -> Outcome {
    dist::dist(dist::Kind::Release)?;
    make(Path::new("dist")).map(|_| ())
}

/// Makes the release from a build that lies in `folder`, and puts it there. Gives back its hash.
pub fn make(folder: &Path) -> Outcome<String> {
    let version = env!("CARGO_PKG_VERSION");
    let changes = text("CHANGELOG.md")?;
    let date = day_of(&changes, version)?;
    let product = product(folder)?;
    let parts = sbom::parts()?;
    let integrity = integrity(&product);

    let mut files = Files::new();
    let mut under = |prefix: &str, more: &Files| {
        files.extend(more.iter().map(|(name, bytes)| (format!("{prefix}{name}"), bytes.clone())));
    };
    under("engagement-planner/", &product);
    let npm = npm(&product, version)?;
    under("npm/", &npm);
    under("examples/", &examples(&product, &date)?);
    if Path::new("schema").is_dir() {
        let mut schemas = Files::new();
        collect(Path::new("schema"), "schema/", &mut schemas)?;
        under("", &schemas);
    }
    under("", &pages(version, &date, &integrity, &sbom::licences(&parts)?)?);

    let bill = sbom::bill(version, &date, &parts, &product)?;
    files.insert("sbom.cdx.json".to_owned(), bill.clone().into_bytes());
    files.insert("INTEGRITY.txt".to_owned(), integrity.clone().into_bytes());
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        files.insert(name.to_owned(), text(name)?.into_bytes());
    }
    files.insert("SHA256SUMS".to_owned(), sums(&files).into_bytes());

    for (name, bytes) in &npm {
        write(&folder.join("npm").join(name), bytes)?;
    }
    write(&folder.join("sbom.cdx.json"), bill.as_bytes())?;
    write(&folder.join("INTEGRITY.txt"), integrity.as_bytes())?;
    let name = format!("engagement-planner-{version}.zip");
    let zip = zipped(&format!("engagement-planner-{version}/"), &files, &date)?;
    write(&folder.join(&name), &zip)?;
    let hash = pack::sha256(&zip);
    println!("\n{}/{name}: {} files, {} bytes.", folder.display(), files.len(), pack::bytes(zip.len()));
    println!("SHA-256 {hash}");
    Ok(hash)
}

/// Unpacks the release that lies in `folder` into `into`, without its top folder.
pub fn unpack(folder: &Path, into: &Path) -> Outcome {
    let top = format!("engagement-planner-{}", env!("CARGO_PKG_VERSION"));
    let cannot = |why: &dyn std::fmt::Display| format!("The zip cannot be unpacked: {why}.");
    let zip = bytes(&folder.join(format!("{top}.zip")))?;
    let mut zip = zip::ZipArchive::new(Cursor::new(zip)).map_err(|why| cannot(&why))?;
    if into.exists() {
        std::fs::remove_dir_all(into).map_err(|why| cannot(&why))?;
    }
    let next = into.with_extension("next");
    zip.extract(&next).map_err(|why| cannot(&why))?;
    std::fs::rename(next.join(&top), into).map_err(|why| cannot(&why))?;
    std::fs::remove_dir(&next).map_err(|why| cannot(&why))
}

/// The files that a web server needs.
fn product(folder: &Path) -> Outcome<Files> {
    let mut found = Files::new();
    let entries = std::fs::read_dir(folder).map_err(|why| format!("{} cannot be read: {why}.", folder.display()))?;
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let made_here = name.ends_with(".zip") || name == "sbom.cdx.json" || name == "INTEGRITY.txt";
        if entry.path().is_file() && !made_here && !NOT_SHIPPED.contains(&name.as_str()) {
            found.insert(name, bytes(&entry.path())?);
        }
    }
    let packed = format!("{LOADER}.br");
    if !found.contains_key(LOADER) || !found.contains_key(&packed) {
        return Err("There is no whole build in dist/. `cargo xtask dist` makes it.".to_owned());
    }
    found.insert("SHA256SUMS".to_owned(), sums(&found).into_bytes());
    Ok(found)
}

/// A list of SHA-256, as `sha256sum --check` reads it.
fn sums(files: &Files) -> String {
    files.iter().map(|(name, bytes)| format!("{}  {name}\n", pack::sha256(bytes))).collect()
}

/// SHA-384 as a page writes it in `integrity`.
fn sri(bytes: &[u8]) -> String {
    format!("sha384-{}", pack::letters(&Sha384::digest(bytes)))
}

/// SHA-384 of each script that a page may name.
fn integrity(product: &Files) -> String {
    let scripts = product.iter().filter(|(name, _)| name.ends_with(".js"));
    scripts.map(|(name, bytes)| format!("{name}  {}\n", sri(bytes))).collect()
}

/// The day on which a version came out, as the changelog has it.
fn day_of(changes: &str, version: &str) -> Outcome<String> {
    let head = format!("## [{version}] - ");
    let day = changes.lines().find_map(|line| line.strip_prefix(&head));
    day.map(|day| day.trim().to_owned())
        .ok_or_else(|| format!("CHANGELOG.md has no line `{head}` with the day on which this version came out."))
}

/// A day as people write it.
fn in_words(date: &str) -> String {
    date.parse::<jiff::civil::Date>().map_or_else(|_| date.to_owned(), |day| day.strftime("%-d %B %Y").to_string())
}

// ---------- the pages ----------

/// The documentation as web pages, with their style sheet.
fn pages(version: &str, date: &str, integrity: &str, licences: &str) -> Outcome<Files> {
    let mut sources = BTreeMap::new();
    collect(Path::new("docs"), "docs/", &mut sources)?;
    for (name, path) in [
        ("START-HERE.md", "release/START-HERE.md"),
        ("CHANGELOG.md", "CHANGELOG.md"),
        ("SECURITY.md", "SECURITY.md"),
        ("docs/page.css", "release/page.css"),
    ] {
        sources.insert(name.to_owned(), bytes(Path::new(path))?);
    }
    sources.insert("docs/trust/licences.md".to_owned(), licences.as_bytes().to_vec());
    let others = sources.iter().filter_map(|(name, source)| {
        let place = name.strip_prefix("docs/").filter(|place| place.ends_with(".md") && *place != "index.md")?;
        Some((place.to_owned(), String::from_utf8_lossy(source).into_owned()))
    });
    let others = others.collect();
    if let Some(list) = sources.get_mut("docs/index.md") {
        *list = docs::with_the_rest(&String::from_utf8_lossy(list), &others).into_bytes();
    }
    let tag = integrity.lines().find_map(|line| line.strip_prefix(&format!("{LOADER}  "))).unwrap_or_default();
    let day = in_words(date);
    let foot = format!("Version {version}, {day}. Not legal advice. Not an NHS service.");
    let mut made = Files::new();
    for (name, source) in sources {
        let Some(stem) = name.strip_suffix(".md") else {
            made.insert(name, source);
            continue;
        };
        let markdown = String::from_utf8(source).map_err(|why| format!("{name} is not text: {why}."))?;
        let markdown = markdown.replace("{VERSION}", version).replace("{DATE}", &day).replace("{INTEGRITY}", tag);
        let place = format!("{stem}.html");
        let html = docs::page(&docs::read(&markdown), &place, &foot);
        made.insert(place, html.into_bytes());
    }
    Ok(made)
}

// ---------- the npm package ----------

/// The package that a bundler takes: the same files, with types. The module names each file by an address that a
/// bundler can see, so that Vite and webpack carry the files along by themselves.
fn npm(product: &Files, version: &str) -> Outcome<Files> {
    let mut made = Files::new();
    collect(Path::new("npm"), "", &mut made)?;
    let carried: Vec<&String> = product.keys().filter(|name| is_fetched(name)).collect();
    for name in &carried {
        made.insert((*name).clone(), product[*name].clone());
    }
    let loader = product.get(LOADER).map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
    made.insert(LOADER.to_owned(), seen_by_bundlers(&loader, &carried)?.into_bytes());
    made.insert("files.json".to_owned(), format!("{:#}\n", json!(carried)).into_bytes());
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        made.insert(name.to_owned(), text(name)?.into_bytes());
    }
    let package = made.get("package.json").ok_or("npm/package.json is missing.")?;
    let mut package: Value =
        serde_json::from_slice(package).map_err(|why| format!("npm/package.json is not JSON: {why}."))?;
    package["version"] = json!(version);
    made.insert("package.json".to_owned(), format!("{package:#}\n").into_bytes());
    Ok(made)
}

/// Whether a file is one that the loader fetches, or its copy in gzip: the loader asks for no other copy.
fn is_fetched(name: &str) -> bool {
    let name = name.strip_suffix(".gz").unwrap_or(name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.rsplit_once('-').is_some_and(|(_, hash)| hash.len() == 10 && hash.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// The loader with a table of addresses in front. A bundler looks for `new URL("a name", import.meta.url)` and puts the
/// place in which it laid the file there; the loader works names out as it runs, which no bundler can see.
fn seen_by_bundlers(loader: &str, carried: &[&String]) -> Outcome<String> {
    const END: &str = ",import.meta.url)";
    let strange = || format!("The loader no longer makes its addresses in one place, as `new URL(name{END}`.");
    let at = loader.find(END).ok_or_else(strange)?;
    let begin = loader[..at].rfind("new URL(").ok_or_else(strange)?;
    let name = &loader[begin + "new URL(".len()..at];
    let plain = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '$' | '.'));
    if !plain || loader.matches(END).count() != 1 || loader.contains("PLACES") {
        return Err(strange());
    }
    let table: String =
        carried.iter().map(|name| format!("\"{name}\":new URL(\"./{name}\",import.meta.url),")).collect();
    let rest = &loader[at + END.len()..];
    Ok(format!("const PLACES={{{table}}};{}(PLACES[{name}]??new URL({name}{END}){rest}", &loader[..begin]))
}

// ---------- the examples ----------

fn examples(product: &Files, date: &str) -> Outcome<Files> {
    let mut found = Files::new();
    collect(Path::new("examples"), "", &mut found)?;
    // Those for Rust are for whoever has the source.
    found.retain(|name, _| !name.ends_with(".rs") && !name.starts_with("full/") && !name.ends_with(".sppkg"));
    // Whoever tried them may have put the planner's files of that day there.
    let filled = ["wordpress/engagement-planner/assets/", "spfx/planner/"];
    found.retain(|name, _| !filled.iter().any(|folder| name.starts_with(folder)));
    let plugin: Files = found
        .iter()
        .filter_map(|(name, bytes)| {
            Some((name.strip_prefix("wordpress/engagement-planner/")?.to_owned(), bytes.clone()))
        })
        .collect();
    if !plugin.is_empty() {
        let mut whole = plugin;
        let needed = |name: &str| name.starts_with(LOADER) || is_fetched(name.strip_suffix(".br").unwrap_or(name));
        let needed = product.iter().filter(|(name, _)| needed(name));
        whole.extend(needed.map(|(name, bytes)| (format!("assets/{name}"), bytes.clone())));
        found.insert("engagement-planner-wordpress.zip".to_owned(), zipped("engagement-planner/", &whole, date)?);
    }
    Ok(found)
}

// ---------- bytes ----------

/// All files below `folder`, without what builds leave behind.
fn collect(folder: &Path, prefix: &str, found: &mut Files) -> Outcome {
    let entries = std::fs::read_dir(folder).map_err(|why| format!("{} cannot be read: {why}.", folder.display()))?;
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        if path.is_dir() && !LEFT_BY_BUILDS.contains(&name.as_str()) {
            collect(&path, &format!("{prefix}{name}/"), found)?;
        } else if path.is_file() {
            found.insert(format!("{prefix}{name}"), bytes(&path)?);
        }
    }
    Ok(())
}

/// A zip that is the same bytes each time.
fn zipped(top: &str, files: &Files, date: &str) -> Outcome<Vec<u8>> {
    let cannot = |why: zip::result::ZipError| format!("The zip cannot be made: {why}.");
    let part = |nth: usize| date.split('-').nth(nth).and_then(|part| part.parse::<u16>().ok()).unwrap_or_default();
    let small = |nth| u8::try_from(part(nth)).unwrap_or_default();
    let day = zip::DateTime::from_date_and_time(part(0), small(1), small(2), 0, 0, 0)
        .map_err(|why| format!("CHANGELOG.md has `{date}` where a date belongs: {why}."))?;
    let options = SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(day)
        .unix_permissions(0o644);
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(format!("{top}{name}"), options).map_err(cannot)?;
        writer.write_all(bytes).map_err(|why| format!("The zip cannot be made: {why}."))?;
    }
    Ok(writer.finish().map_err(cannot)?.into_inner())
}

fn bytes(path: &Path) -> Outcome<Vec<u8>> {
    std::fs::read(path).map_err(|why| format!("{} cannot be read: {why}.", path.display()))
}

fn text(path: &str) -> Outcome<String> {
    std::fs::read_to_string(path).map_err(|why| format!("{path} cannot be read: {why}."))
}

fn write(path: &Path, bytes: &[u8]) -> Outcome {
    let cannot = |why: std::io::Error| format!("{} cannot be written: {why}.", path.display());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(cannot)?;
    }
    std::fs::write(path, bytes).map_err(cannot)
}

#[cfg(test)]
mod tests {
    use super::{Files, day_of, in_words, is_fetched, seen_by_bundlers, sri, zipped};

    #[test]
    fn the_hash_is_the_one_that_browsers_compute() {
        assert_eq!(sri(b""), "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb");
    }

    #[test]
    fn the_day_comes_from_the_changelog() {
        assert_eq!(day_of("# Changes\n\n## [1.2.3] - 2026-11-25\n", "1.2.3"), Ok("2026-11-25".to_owned()));
        assert!(day_of("## [1.2.3]\n", "1.2.3").is_err());
        assert_eq!(in_words("2026-11-05"), "5 November 2026");
    }

    #[test]
    fn a_bundler_sees_each_file() {
        let name = "planner-0123456789.wasm".to_owned();
        let made = seen_by_bundlers("let a=e=>fetch(new URL(e,import.meta.url));", &[&name]);
        let table =
            "const PLACES={\"planner-0123456789.wasm\":new URL(\"./planner-0123456789.wasm\",import.meta.url),};";
        assert_eq!(made, Ok(format!("{table}let a=e=>fetch((PLACES[e]??new URL(e,import.meta.url)));")));
        for strange in ["", "new URL(a+b,import.meta.url)", "new URL(a,import.meta.url);new URL(b,import.meta.url)"] {
            assert!(seen_by_bundlers(strange, &[&name]).is_err(), "{strange}");
        }
    }

    #[test]
    fn what_the_loader_fetches_is_known_by_its_name() {
        assert!(is_fetched("first-0123456789.bin") && is_fetched("first-0123456789.bin.gz"));
        assert!(!is_fetched("first-0123456789.bin.br") && !is_fetched("engagement-planner.js"));
    }

    #[test]
    fn the_same_files_give_the_same_zip() {
        let files: Files = [("b", "two"), ("a/c", "one")].map(|(name, text)| (name.to_owned(), text.into())).into();
        let zip = |day| zipped("top/", &files, day);
        assert_eq!(zip("2026-11-25"), zip("2026-11-25"));
        assert!(zip("2026-11-25") != zip("2026-11-26") && zip("not a day").is_err());
    }
}
