//! Builds everything a web server needs.
//!
//! Each file is made from source to bytes here: cargo makes wasm and packs the guidance, `wasm-bindgen` makes the glue,
//! `wasm-opt` and `esbuild` make both small; the planner draws its first two pages; and the loader takes in the glue, the
//! styles, those pages, and the names and hashes of the files that it fetches.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use wasm_bindgen_cli_support::Bindgen;

use crate::{Outcome, pack, tools};

/// How a build is to be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Small files, slowly made.
    Release,
    /// Large files, quickly made.
    Dev,
}

/// What must arrive before the first advice can be given may be this large, in bytes under brotli. It only ever goes down.
const CEILING: usize = 170 * 1024;

/// All that is ever fetched may be this large, in bytes under brotli. It was 330 KiB before a plan held its groups,
/// dates, money and follow-up: see `src/DESIGN.md`, which says what each brought.
const WHOLE: usize = 504 * 1024;

/// WebAssembly features that browsers of the last years have. `--all-features` would write what they refuse.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-reference-types",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-multivalue",
];

/// A file as it is served.
struct Made {
    name: String,
    bytes: Vec<u8>,
    /// When a browser fetches it; `None` for the pages, which are not part of the product.
    fetched: Option<When>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    Eager,
    Lazy,
}

/// `cargo xtask dist`.
pub fn dist(kind: Kind) -> Outcome {
    tools::install_for_build()?;
    let built = build(kind, Path::new("dist"))?;
    println!("\n{}\n\n{}", built.sizes, built.counts.trim_end());
    let ceilings = [
        ("What must arrive before the first advice", built.eager, CEILING),
        ("All that is ever fetched", built.whole, WHOLE),
    ];
    for (what, bytes, ceiling) in ceilings.into_iter().filter(|(_, bytes, ceiling)| bytes > ceiling) {
        if kind == Kind::Release {
            return Err(format!(
                "{what} is {} bytes under brotli; the ceiling is {}. Take {} bytes off, or find what nobody needs.",
                pack::bytes(bytes),
                pack::bytes(ceiling),
                pack::bytes(bytes - ceiling)
            ));
        }
    }
    println!("\ndist/ is ready.");
    Ok(())
}

/// What a build has to tell.
pub struct Built {
    sizes: String,
    counts: String,
    eager: usize,
    whole: usize,
}

/// Builds into `folder`, which changes only when all has gone well.
pub fn build(kind: Kind, folder: &Path) -> Outcome<Built> {
    let widget = compile(kind)?;

    let packed = |name: &str| read(&widget.out_dir.join(name));
    let (first_wasm, later_wasm) = split(&widget.wasm)?;
    let (glue, planner_wasm) = bind(kind, "planner", first_wasm)?;
    let later_wasm = optimise(kind, "later", &later_wasm)?;
    joined(&planner_wasm, &later_wasm)?;
    let style = crate::css::free_of_host_rem(&read_text(Path::new("style/planner.css"))?);
    let style = esbuild(&style, &json!({ "loader": "css", "minify": true }))?;

    let (first, handbook) = (packed("first.bin")?, packed("handbook.bin")?);
    let glue = bundle(&json!({ "parts": { "glue": glue } }))?;
    let early = early(&glue, &planner_wasm, &later_wasm, &first, &handbook)?;

    let mut files = Vec::new();
    let mut known = serde_json::Map::new();
    for (key, ending, bytes, when) in [
        ("planner", "wasm", planner_wasm, When::Eager),
        ("first", "bin", first, When::Eager),
        ("handbook", "bin", handbook, When::Lazy),
        ("later", "wasm", later_wasm, When::Lazy),
    ] {
        let name = format!("{key}-{}.{ending}", &pack::sha256(&bytes)[..10]);
        let mut file = json!({ "name": name, "size": bytes.len(), "hash": pack::integrity(&bytes) });
        let gzip = pack::gzip(&bytes)?;
        // What is pressed already gains nothing by gzip.
        if kind == Kind::Release && gzip.len() < bytes.len() {
            file["packed"] = Value::String(pack::integrity(&gzip));
        }
        // The loader knows a file by its stem, and wasm by its stem and ending: `first`, `plannerWasm`.
        known.insert(if ending == "wasm" { format!("{key}Wasm") } else { key.to_owned() }, file);
        files.push(Made { name, bytes, fetched: Some(when) });
    }

    let built_in = BuiltIn { known: Value::Object(known), glue, style, early };
    let loader = built_in.script(kind, Path::new("loader/element.js"), "files.js", OLDER)?;
    files.insert(0, Made { name: "engagement-planner.js".to_owned(), bytes: loader, fetched: Some(When::Eager) });
    let offline = offline(kind, &built_in, &files)?;
    files.push(Made { name: "engagement-planner-offline.html".to_owned(), bytes: offline, fetched: None });
    files.extend(pages(kind, &built_in)?);

    let built = write(kind, folder, &files)?;
    let counts = String::from_utf8_lossy(&packed("counts.txt")?).into_owned();
    Ok(Built { counts, ..built })
}

/// What cargo made of one binary.
struct Compiled {
    wasm: PathBuf,
    /// Where `build.rs` put the packed guidance.
    out_dir: PathBuf,
}

fn compile(kind: Kind) -> Outcome<Compiled> {
    let binary = "engagement-planner";
    let mut command = tools::cargo();
    command.args(["build", "--target", tools::WASM, "--bin", binary, "--message-format=json-render-diagnostics"]);
    if kind == Kind::Release {
        command.arg("--release").env("CARGO_ENCODED_RUSTFLAGS", same_everywhere()?);
        // wasm-bindgen reads the section that says which features the compiler used; wasm-opt strips it afterwards.
        command.env("CARGO_PROFILE_RELEASE_STRIP", "none");
    }
    let said = tools::read(&format!("Compiling {binary}"), &mut command)?;

    let mut wasm = None;
    let mut out_dir = None;
    let said = String::from_utf8_lossy(&said);
    for message in said.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        let ours = message["package_id"]
            .as_str()
            .is_some_and(|id| id.contains("engagement-planner@") || id.contains("#engagement-planner"));
        match message["reason"].as_str() {
            Some("build-script-executed") if ours => out_dir = message["out_dir"].as_str().map(PathBuf::from),
            Some("compiler-artifact") if ours && message["target"]["name"] == binary => {
                let files = message["filenames"].as_array().into_iter().flatten().filter_map(Value::as_str);
                wasm = files.map(PathBuf::from).find(|file| file.extension().is_some_and(|end| end == "wasm")).or(wasm);
            }
            _ => {}
        }
    }
    let missing = |what: &str| format!("Compiling {binary} went well, but cargo did not say where {what} is.");
    Ok(Compiled {
        wasm: wasm.ok_or_else(|| missing("the wasm"))?,
        out_dir: out_dir.ok_or_else(|| missing("the packed guidance"))?,
    })
}

/// Compiler flags that take the places of this computer out of the wasm, so that its bytes are the same on every one.
fn same_everywhere() -> Outcome<String> {
    let root = std::env::current_dir().map_err(|why| format!("The project's folder cannot be read: {why}."))?;
    let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE")).map(PathBuf::from);
    let cargo_home = std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| home.map(|home| home.join(".cargo")));
    let mut places = vec![(root, "planner")];
    let registries = cargo_home.into_iter().filter_map(|home| std::fs::read_dir(home.join("registry/src")).ok());
    places.extend(registries.flatten().flatten().map(|entry| (entry.path(), "crates")));
    let flags: Vec<String> =
        places.iter().map(|(place, name)| format!("--remap-path-prefix={}={name}", place.display())).collect();
    Ok(flags.join("\u{1f}"))
}

/// Cuts the program in two: what first advice needs, and what only `src/element/later.rs` reaches.
fn split(wasm: &Path) -> Outcome<(Vec<u8>, Vec<u8>)> {
    let whole = read(wasm)?;
    let folder = PathBuf::from(format!("target/split-{}", std::process::id()));
    let first = folder.join("first.wasm");
    let mut options = wasm_split_cli_support::Options::new(&whole);
    options.output_dir = &folder;
    options.main_out_path = &first;
    let cut =
        wasm_split_cli_support::transform(options).map_err(|why| format!("Cutting the wasm in two failed: {why}"))?;
    let [later] = &cut.split_modules[..] else {
        return Err(format!("The wasm was to be cut in two, and came in {} parts.", cut.split_modules.len() + 1));
    };
    let parts = (read(&first)?, read(later)?);
    let _ = std::fs::remove_dir_all(&folder);
    Ok(parts)
}

/// The glue and the wasm that go together.
fn bind(kind: Kind, name: &str, wasm: Vec<u8>) -> Outcome<(String, Vec<u8>)> {
    let failed = |why: &dyn std::fmt::Display| format!("Making the glue of {name} failed: {why}");
    let mut output = Bindgen::new()
        .input_bytes(name, wasm)
        .web(true)
        .map_err(|why| failed(&why))?
        .typescript(false)
        .omit_default_module_path(true)
        // The second file reaches into the table of the first.
        .keep_lld_exports(true)
        .remove_name_section(kind == Kind::Release)
        .remove_producers_section(true)
        .generate_output()
        .map_err(|why| failed(&why))?;
    let scripts = output.snippets().values().flatten().chain(output.local_modules().keys());
    if let Some(script) = scripts.into_iter().next() {
        return Err(failed(&format!(
            "a crate brings a script of its own, another file to fetch. Do without it: {script:.200}"
        )));
    }
    let glue = output.js().to_owned();
    let glue = crate::glue::tidy(output.wasm_mut(), &glue)?;
    let bytes = optimise(kind, name, &output.wasm_mut().emit_wasm())?;
    Ok((glue, bytes))
}

/// Says what the second file asks of the first and would not find there: a browser would refuse to join them.
fn joined(first: &[u8], later: &[u8]) -> Outcome {
    let module = |wasm: &[u8]| {
        walrus::Module::from_buffer(wasm).map_err(|why| format!("A file of wasm cannot be read back: {why}"))
    };
    let (first, later) = (module(first)?, module(later)?);
    let there = |name: &str| first.exports.iter().any(|export| export.name == name);
    match later.imports.iter().find(|import| import.module == "__wasm_split" && !there(&import.name)) {
        Some(import) => Err(format!("The second file of wasm asks the first for `{}`, which it lacks.", import.name)),
        None => Ok(()),
    }
}

/// Makes wasm small; a quick build only loses what nothing uses, which the two files need so that they can be joined.
fn optimise(kind: Kind, name: &str, wasm: &[u8]) -> Outcome<Vec<u8>> {
    let folder = PathBuf::from(format!("target/dist-{}", std::process::id()));
    let (before, after) = (folder.join(format!("{name}.wasm")), folder.join(format!("{name}.small.wasm")));
    write_file(&before, wasm)?;
    let mut command = tools::node("binaryen/bin/wasm-opt");
    command.arg("--mvp-features").args(WASM_FEATURES);
    if kind == Kind::Release {
        // Loops laid anew once and then made small: some bytes less than made small at once.
        command.args(["--flatten", "--rereloop", "-Oz", "-Oz"]);
        command.args(["--strip-debug", "--strip-producers", "--strip-target-features"]);
    } else {
        command.arg("--remove-unused-module-elements");
    }
    command.arg(&before).arg("-o").arg(&after);
    tools::run(&format!("Making the wasm of {name} small"), &mut command)?;
    let small = read(&after)?;
    let _ = std::fs::remove_dir_all(&folder);
    Ok(small)
}

/// The browsers we hold to, as esbuild knows them; see the README. The loader itself is read by older ones, so that it can
/// say that they are too old.
const BROWSERS: [&str; 3] = ["chrome109", "firefox115", "safari16.4"];
const OLDER: [&str; 3] = ["chrome84", "firefox90", "safari15"];

/// Gives `source` to esbuild through its own interface, which is the same on every platform.
fn esbuild(source: &str, options: &Value) -> Outcome<String> {
    const TRANSFORM: &str = "process.stdout.write(require('esbuild').transformSync(\
        require('fs').readFileSync(0, 'utf8'), JSON.parse(process.argv[1])).code)";
    let mut options = options.clone();
    options["target"] = json!(BROWSERS);
    options["legalComments"] = json!("none");
    tools::through_node(&["-e", TRANSFORM, &options.to_string()], source)
}

/// One script of several: see `bundle.mjs`.
fn bundle(what: &Value) -> Outcome<String> {
    tools::through_node(&["xtask/src/bundle.mjs"], &what.to_string())
}

/// The first two pages, drawn with the planner itself: see `early.mjs`.
fn early(glue: &str, planner: &[u8], later: &[u8], first: &[u8], handbook: &[u8]) -> Outcome<String> {
    let folder = PathBuf::from(format!("target/early-{}", std::process::id()));
    let mut places = json!({ "glue": glue });
    for (name, bytes) in [("planner", planner), ("later", later), ("first", first), ("handbook", handbook)] {
        write_file(&folder.join(name), bytes)?;
        places[name] = json!(folder.join(name));
    }
    let drawn = tools::through_node(&["xtask/src/early.mjs"], &places.to_string());
    let _ = std::fs::remove_dir_all(&folder);
    drawn
}

/// What the build puts into scripts of ours.
struct BuiltIn {
    /// The files that are fetched: name, size, hash, and the hash of the copy in gzip.
    known: Value,
    /// The glue of the wasm, as a function that begins it.
    glue: String,
    style: String,
    /// The first two pages.
    early: String,
}

impl BuiltIn {
    /// A script of ours with all that it imports. `files` is where the loader takes its files from. It learns of them as
    /// `FILES`, and the version as `VERSION`.
    fn script(&self, kind: Kind, path: &Path, files: &str, target: [&str; 3]) -> Outcome<Vec<u8>> {
        let what = json!({
            "entry": path,
            "minify": kind == Kind::Release,
            "target": target,
            "define": { "FILES": self.known.to_string(), "VERSION": json!(env!("CARGO_PKG_VERSION")).to_string() },
            "parts": { "glue": self.glue, "style": self.style, "early": self.early, "files": files },
        });
        Ok(bundle(&what)?.into_bytes())
    }
}

/// The planner in one file: `loader/offline.html` with all that is fetched elsewhere inside, in gzip and as letters. Its own
/// policy lets nothing run but what the build put there, and nothing be fetched.
fn offline(kind: Kind, built_in: &BuiltIn, files: &[Made]) -> Outcome<Vec<u8>> {
    let script = String::from_utf8(built_in.script(kind, Path::new("loader/offline.js"), "inside.js", BROWSERS)?)
        .map_err(|why| format!("esbuild did not give text: {why}."))?;
    let style = esbuild(&read_text(Path::new("loader/offline.css"))?, &json!({ "loader": "css", "minify": true }))?;
    let (script, style) = (script.trim(), style.trim());
    if [script, style].iter().any(|text| text.contains("</s") || text.contains('\r')) {
        return Err("A script or a style would end too soon in the planner in one file.".to_owned());
    }
    let policy = format!(
        "default-src 'none'; script-src '{}' 'wasm-unsafe-eval'; style-src '{}'; img-src data:; base-uri 'none'; form-action 'none'",
        pack::integrity(script.as_bytes()),
        pack::integrity(style.as_bytes())
    );
    let mut blocks = String::new();
    for file in files.iter().filter(|file| built_in.known.to_string().contains(&file.name)) {
        let packed = pack::letters(&pack::gzip(&file.bytes)?);
        blocks.push_str(&format!("<script type=\"application/gzip\" data-file=\"{}\">{packed}</script>\n", file.name));
    }
    let mut page = read_text(Path::new("loader/offline.html"))?;
    for (place, what) in [("POLICY", policy.as_str()), ("STYLE", style), ("BLOCKS\n", &blocks), ("SCRIPT", script)] {
        page = page.replacen(place, what, 1);
    }
    Ok(page.into_bytes())
}

/// The demo page, the host pages and the licences.
fn pages(kind: Kind, built_in: &BuiltIn) -> Outcome<Vec<Made>> {
    let mut sources = BTreeMap::new();
    for name in ["index.html", "LICENSE-MIT", "LICENSE-APACHE"] {
        sources.insert(name.to_owned(), PathBuf::from(name));
    }
    collect(Path::new("public"), "", &mut sources)?;
    sources
        .into_iter()
        .map(|(name, path)| {
            let bytes =
                if name.ends_with(".js") { built_in.script(kind, &path, "files.js", BROWSERS)? } else { read(&path)? };
            Ok(Made { name, bytes, fetched: None })
        })
        .collect()
}

fn collect(folder: &Path, prefix: &str, found: &mut BTreeMap<String, PathBuf>) -> Outcome {
    let entries = std::fs::read_dir(folder).map_err(|why| format!("{} cannot be read: {why}.", folder.display()))?;
    for entry in entries.flatten() {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), found)?;
        } else {
            found.insert(name, entry.path());
        }
    }
    Ok(())
}

fn write(kind: Kind, folder: &Path, files: &[Made]) -> Outcome<Built> {
    // A folder of this run's own, as two may run at once.
    let next = folder.with_extension(format!("next-{}", std::process::id()));
    let mut sums = String::new();
    let mut put = |name: &str, bytes: &[u8]| {
        sums.push_str(&format!("{}  {name}\n", pack::sha256(bytes)));
        write_file(&next.join(name), bytes)
    };
    let mut rows = Vec::new();
    for file in files {
        put(&file.name, &file.bytes)?;
        let Some(when) = file.fetched else { continue };
        if kind == Kind::Dev {
            rows.push((when, file.name.as_str(), [file.bytes.len(), 0, 0]));
            continue;
        }
        let (gzip, brotli) = (pack::gzip(&file.bytes)?, pack::brotli(&file.bytes)?);
        put(&format!("{}.gz", file.name), &gzip)?;
        put(&format!("{}.br", file.name), &brotli)?;
        rows.push((when, file.name.as_str(), [file.bytes.len(), gzip.len(), brotli.len()]));
    }
    write_file(&next.join("SHA256SUMS"), sums.as_bytes())?;

    let cannot = |why: std::io::Error| format!("{} cannot be put in place: {why}.", folder.display());
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(cannot)?;
    }
    std::fs::rename(&next, folder).map_err(cannot)?;

    let eager = rows.iter().filter(|(when, ..)| *when == When::Eager).map(|(.., sizes)| sizes[2]).sum();
    let whole = rows.iter().map(|(.., sizes)| sizes[2]).sum();
    Ok(Built { sizes: table(&rows), counts: String::new(), eager, whole })
}

fn table(rows: &[(When, &str, [usize; 3])]) -> String {
    let row = |name: &str, sizes: [usize; 3]| {
        let cells = sizes.map(|size| if size == 0 { "-".to_owned() } else { pack::bytes(size) });
        format!("  {name:<28}{:>12}{:>12}{:>12}\n", cells[0], cells[1], cells[2])
    };
    let add = |when: Option<When>| {
        let counted = rows.iter().filter(|(at, ..)| when.is_none_or(|when| when == *at));
        counted.fold([0; 3], |sum, (.., sizes)| [0, 1, 2].map(|at| sum[at] + sizes[at]))
    };
    let mut out = format!("{:<30}{:>12}{:>12}{:>12}\n", "Bytes", "raw", "gzip", "brotli");
    for (title, when) in [("Until the first advice", When::Eager), ("Later, on idle or when asked for", When::Lazy)] {
        out.push_str(&format!("{title}\n"));
        for (_, name, sizes) in rows.iter().filter(|(at, ..)| *at == when) {
            out.push_str(&row(name, *sizes));
        }
        out.push_str(&row("together", add(Some(when))));
    }
    out.push_str(&row("All", add(None)));
    let ceilings = [pack::bytes(CEILING), pack::bytes(WHOLE)].join(" until the first advice, and ");
    out.push_str(&format!("The ceilings under brotli: {ceilings} for all of it."));
    out
}

fn read(path: &Path) -> Outcome<Vec<u8>> {
    std::fs::read(path).map_err(|why| format!("{} cannot be read: {why}.", path.display()))
}

fn read_text(path: &Path) -> Outcome<String> {
    std::fs::read_to_string(path).map_err(|why| format!("{} cannot be read: {why}.", path.display()))
}

fn write_file(path: &Path, bytes: &[u8]) -> Outcome {
    let cannot = |why: std::io::Error| format!("{} cannot be written: {why}.", path.display());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(cannot)?;
    }
    std::fs::write(path, bytes).map_err(cannot)
}
