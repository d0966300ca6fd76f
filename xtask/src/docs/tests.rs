//! The documentation held to itself and to the code: every link goes somewhere, and every attribute, property, method,
//! event, slot and code is told of, and is there.

#![allow(clippy::expect_used, clippy::panic, reason = "a test stops where it cannot go on, and says why")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use super::{anchor, as_html, read, with_the_rest};

/// The top of the project.
fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn text(path: &str) -> String {
    std::fs::read_to_string(top().join(path)).unwrap_or_else(|why| panic!("{path}: {why}"))
}

fn below(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            below(&entry.path(), ending, found);
        } else if entry.path().to_string_lossy().ends_with(ending) {
            found.push(entry.path());
        }
    }
}

/// Each page of the release by its place there, with its source.
fn pages() -> BTreeMap<PathBuf, String> {
    let mut files = Vec::new();
    below(&top().join("docs"), ".md", &mut files);
    let mut pages: BTreeMap<PathBuf, String> = BTreeMap::new();
    for file in files {
        let place = file.strip_prefix(top()).expect("it lies below the top").to_path_buf();
        pages.insert(place, std::fs::read_to_string(&file).expect("it can be read"));
    }
    for (place, source) in
        [("START-HERE.md", "release/START-HERE.md"), ("CHANGELOG.md", "CHANGELOG.md"), ("SECURITY.md", "SECURITY.md")]
    {
        pages.insert(place.into(), text(source));
    }
    // The build writes this one.
    pages.insert("docs/trust/licences.md".into(), "# Licences".to_owned());
    assert!(pages.len() > 15, "the pages are found");
    let others = pages.iter().filter_map(|(place, source)| {
        let place = place.strip_prefix("docs").ok()?.to_string_lossy().into_owned();
        (place != "index.md").then(|| (place, source.clone()))
    });
    let others = others.collect();
    let list = pages.get_mut(Path::new("docs/index.md")).expect("there is a list");
    *list = with_the_rest(list, &others);
    pages
}

/// A path without its `..`.
fn tidy(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        if part == Component::ParentDir {
            assert!(out.pop(), "{} leaves the release", path.display());
        } else {
            out.push(part);
        }
    }
    out
}

#[test]
fn every_link_goes_somewhere() {
    let pages = pages();
    let mut links = 0;
    for (place, source) in &pages {
        for link in read(source).links {
            links += 1;
            if link.starts_with("https://") || link.starts_with("mailto:") {
                continue;
            }
            let (path, end) = link.split_once('#').unwrap_or((&link, ""));
            let to = if path.is_empty() {
                place.clone()
            } else {
                tidy(&place.parent().expect("a file has a folder").join(path))
            };
            let there = pages.get(&to);
            let file = top().join(&to).exists();
            assert!(there.is_some() || file, "{}: the link `{link}` goes nowhere", place.display());
            if !end.is_empty() {
                let anchors = there.map(|source| read(source).anchors).unwrap_or_default();
                assert!(anchors.iter().any(|one| one == end), "{}: `{link}` names no heading", place.display());
            }
        }
    }
    assert!(links > 60, "the links are found: {links}");
}

#[test]
fn every_page_can_be_reached_from_the_first() {
    let pages = pages();
    let mut reached = BTreeSet::from([PathBuf::from("START-HERE.md")]);
    let mut ahead: Vec<PathBuf> = reached.iter().cloned().collect();
    while let Some(place) = ahead.pop() {
        for link in read(&pages[&place]).links {
            let path = link.split('#').next().unwrap_or_default();
            if path.ends_with(".md") && !path.contains("://") {
                let to = tidy(&place.parent().expect("a file has a folder").join(path));
                if reached.insert(to.clone()) {
                    ahead.push(to);
                }
            }
        }
    }
    let lost: Vec<_> = pages.keys().filter(|place| !reached.contains(*place)).collect();
    assert!(lost.is_empty(), "no link leads to {lost:?}");
}

#[test]
fn every_page_has_one_first_heading_and_skips_no_level() {
    for (place, source) in pages() {
        let mut level = 0;
        let mut fenced = false;
        for line in source.lines() {
            fenced ^= line.trim_start().starts_with("```");
            let hashes = line.chars().take_while(|c| *c == '#').count();
            if fenced || hashes == 0 || !line[hashes..].starts_with(' ') {
                continue;
            }
            assert!(hashes <= level + 1 && (hashes > 1 || level == 0), "{}: `{line}`", place.display());
            level = hashes;
        }
        assert!(level > 0, "{} has no heading", place.display());
    }
}

/// Sentences are short. What a page shows as code is not a sentence, nor is a text of others.
#[test]
fn the_pages_are_in_plain_english() {
    let mut lengths = Vec::new();
    for (place, source) in pages() {
        for sentence in sentences(&source) {
            let words = sentence.split_whitespace().count();
            assert!(words <= 30, "{}: {words} words: {sentence}", place.display());
            lengths.push(words);
        }
    }
    let sum: usize = lengths.iter().sum();
    assert!(sum < 18 * lengths.len(), "{} words in {} sentences", sum, lengths.len());
    assert!(lengths.len() > 300, "the sentences are found");
}

/// The sentences of a page: of its paragraphs, its list entries and its cells.
fn sentences(source: &str) -> Vec<String> {
    let mut blocks = vec![String::new()];
    let mut fenced = false;
    for line in source.lines() {
        let line = line.trim().trim_start_matches('>').trim();
        if line.starts_with("```") {
            fenced = !fenced;
            blocks.push(String::new());
        } else if fenced || line.starts_with('#') || line.is_empty() || line.starts_with("|--") {
            blocks.push(String::new());
        } else if line.starts_with('|') {
            blocks.extend(line.split('|').map(str::to_owned));
        } else {
            let begins = line.starts_with("- ") || line.split_once(". ").is_some_and(|(n, _)| n.parse::<u8>().is_ok());
            if begins {
                blocks.push(String::new());
            }
            if let Some(block) = blocks.last_mut() {
                block.push_str(line);
                block.push(' ');
            }
        }
    }
    let ends = |text: String| {
        let text = text.replace("**", "").replace(".] ", ".\n");
        text.replace(". ", ".\n")
            .replace("? ", "?\n")
            .replace(": ", ":\n")
            .lines()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    blocks.into_iter().flat_map(ends).filter(|text| text.split_whitespace().count() > 1).collect()
}

// ---------- the element ----------

/// The loader's own source, whole.
fn loader() -> String {
    let mut files = Vec::new();
    below(&top().join("loader"), ".js", &mut files);
    if files.is_empty() {
        files.push(top().join("public/engagement-planner.js"));
    }
    files.sort();
    files.iter().map(|file| std::fs::read_to_string(file).expect("it can be read")).collect()
}

/// The names in the first column of the table below a heading of `element.md`, as far as a bracket.
fn told(heading: &str) -> BTreeSet<String> {
    told_on("docs/element.md", heading)
}

fn told_on(page: &str, heading: &str) -> BTreeSet<String> {
    let page = text(page);
    let (_, part) = page.split_once(&format!("## {heading}\n")).expect("the page has the part");
    let part = part.split("\n## ").next().unwrap_or_default();
    let rows = part.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.filter_map(|row| Some(row.split(['`', '(']).next()?.to_owned())).collect()
}

/// What stands between the quotes on the line that begins with `start`.
fn quoted(source: &str, start: &str) -> BTreeSet<String> {
    let line = source.split(start).nth(1).and_then(|rest| rest.split(';').next()).expect("the loader has the line");
    line.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The public members of the class, each with whether it can be called.
fn members(source: &str) -> BTreeMap<String, bool> {
    let class = source.split("class EngagementPlanner extends HTMLElement {").nth(1).expect("the loader has the class");
    let class = class.split("\n}\n").next().unwrap_or_default();
    let lines = class.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   ") && line.ends_with('{'));
    let mut found = BTreeMap::new();
    for line in lines {
        let line = line.trim();
        let property = line.starts_with("get ") || line.starts_with("set ");
        let name = line.trim_start_matches("get ").trim_start_matches("set ").trim_start_matches("async ");
        let name = name.split('(').next().unwrap_or_default();
        if name.chars().all(|c| c.is_ascii_alphabetic()) && !name.ends_with("Callback") {
            found.insert(name.to_owned(), !property);
        }
    }
    found
}

#[test]
fn every_attribute_and_member_is_told_of_and_is_there() {
    let loader = loader();
    assert_eq!(told("Attributes"), quoted(&loader, "const OBSERVED = "));
    let members = members(&loader);
    let of = |method: bool| members.iter().filter(|(_, is)| **is == method).map(|(name, _)| name.clone()).collect();
    assert_eq!(told("Properties"), of(false));
    assert_eq!(told("Methods"), of(true));
    let kinds = text("docs/element.md");
    for kind in quoted(&loader, "const KINDS = ") {
        assert!(kinds.contains(&format!("`{kind}`")), "element.md does not name the format {kind}");
    }
    let page = text("src/widget/start.rs");
    for slot in told("Slots") {
        assert!(page.contains(&format!("attr(\"name\", \"{slot}\")")), "there is no slot {slot}");
    }
}

#[test]
fn the_frame_takes_what_its_page_says() {
    let settings = told_on("docs/frame.md", "Settings");
    assert_eq!(settings, quoted(&text("public/engagement-planner-frame.js"), "const PASSED = "));
    let embed = text("public/embed.js");
    let taken = embed.split("for (const name of [").nth(1).and_then(|rest| rest.split(']').next()).expect("the list");
    assert_eq!(settings, taken.split('"').skip(1).step_by(2).map(str::to_owned).collect());
    let asked = text("public/embed.html");
    let asked = asked.split("sandbox=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a sandbox");
    assert!(text("docs/frame.md").contains(&format!("sandbox=\"{asked}\"")), "the frame's own page asks for {asked}");
}

#[test]
fn every_event_is_told_of_and_is_sent() {
    let after = |source: &str, start: &str| {
        let names = source.split(start).skip(1).filter_map(|rest| rest.split('"').next());
        names.map(|name| format!("engagement-planner-{name}")).collect::<BTreeSet<_>>()
    };
    let mut sent = after(&loader(), "#tell(\"");
    sent.extend(after(&text("src/element/mod.rs"), ".event(\""));
    assert_eq!(told("Events"), sent);
    let types = text("npm/engagement-planner.d.ts");
    for event in sent {
        assert!(types.contains(&format!("\"{event}\": CustomEvent<")), "the types lack {event}");
    }
}

#[test]
fn the_types_have_the_same_members() {
    let types = text("npm/engagement-planner.d.ts");
    for attribute in told("Attributes") {
        let plain = types.contains(&format!("  {attribute}?: "));
        assert!(plain || types.contains(&format!("  \"{attribute}\"?: ")), "the types lack {attribute}");
    }
    for member in told("Properties").into_iter().chain(told("Methods")) {
        let starts = ["get ", "readonly ", ""].map(|how| format!("  {how}{member}"));
        assert!(starts.iter().any(|start| types.contains(start.as_str())), "the types lack {member}");
    }
}

#[test]
fn every_code_is_told_of_and_is_there() {
    let page = text("docs/troubles.md");
    let told: BTreeSet<String> = page
        .lines()
        .filter_map(|line| line.strip_prefix("## "))
        .filter(|line| line.starts_with("EP-"))
        .map(str::to_owned)
        .collect();
    let loader = loader();
    // Codes stand as keys of the table, and whole where a fault is none of those.
    let table = loader.split("const TROUBLES = {").nth(1).and_then(|rest| rest.split("\n};").next()).expect("a table");
    let mut there: BTreeSet<String> = table
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.strip_suffix(": ["))
        .map(|code| format!("EP-{code}"))
        .collect();
    let mut rust = Vec::new();
    below(&top().join("src/element"), ".rs", &mut rust);
    below(&top().join("src/session"), ".rs", &mut rust);
    let rust: String = rust.iter().map(|file| std::fs::read_to_string(file).expect("it can be read")).collect();
    for source in [&loader, &rust] {
        let whole = source.split("\"EP-").skip(1).filter_map(|rest| rest.split('"').next());
        there.extend(whole.map(|code| format!("EP-{code}")));
    }
    assert_eq!(told, there);
    // In the table of each code the loader says how to begin its page.
    let started = ["EP-5", "EP-9"];
    for code in there.iter().filter(|code| !started.contains(&code.as_str())) {
        let number = &code["EP-".len()..];
        let entry = table.split(&format!("  {number}: [")).nth(1).expect("the table has the code");
        let place = entry.split('"').nth(1).unwrap_or_default();
        let said =
            page.split(&format!("## {code}\n")).nth(1).and_then(|rest| rest.split("\n## ").next()).unwrap_or_default();
        assert!(said.contains(&format!("The planner cannot start {place}.")), "{code} begins another way: {place}");
    }
    let types = text("npm/engagement-planner.d.ts");
    for code in &told {
        assert!(types.contains(&format!("\"{code}\"")), "the types lack {code}");
    }
}

// ---------- settings ----------

/// The blocks of code of one kind on a page.
fn blocks(page: &str, kind: &str) -> Vec<String> {
    let open = format!("```{kind}\n");
    let parts = page.split(open.as_str()).skip(1);
    parts.filter_map(|part| Some(part.split("```").next()?.to_owned())).collect()
}

#[test]
fn the_settings_on_the_page_are_those_of_the_examples() {
    let page = text("docs/servers.md");
    for (kind, file) in [("nginx", "nginx.conf"), ("apache", "apache.htaccess"), ("xml", "web.config")] {
        assert_eq!(blocks(&page, kind), [text(&format!("examples/servers/{file}"))], "{file}");
    }
    let recipe = text("examples/sharepoint/embed.html");
    assert!(text("docs/sharepoint.md").contains(recipe.trim()), "the recipe for SharePoint is the one of the example");
}

#[test]
fn the_strict_policy_is_the_one_that_the_tests_run_under() {
    let told = blocks(&text("docs/policies.md"), "text");
    for host in ["strict-policy", "trusted-types"] {
        let tested = text(&format!("public/hosts/{host}.html.headers"));
        assert!(told.iter().any(|block| block.trim() == tested.trim()), "{host}");
    }
}

#[test]
fn the_browsers_are_those_the_build_writes_for() {
    let build = text("xtask/src/dist.rs");
    let page = text("docs/trust/browsers.md");
    for (name, esbuild) in [
        ("Google Chrome", "chrome"),
        ("Microsoft Edge", "chrome"),
        ("Mozilla Firefox", "firefox"),
        ("Safari", "safari"),
    ] {
        let row =
            page.lines().find_map(|line| line.strip_prefix(&format!("| {name} | "))).expect("the page has the row");
        let version = row.trim_end_matches(" |");
        assert!(build.contains(&format!("\"{esbuild}{version}\"")), "the build is not for {name} {version}");
    }
}

// ---------- the rendering ----------

#[test]
fn a_page_is_rendered_with_what_assistive_technology_needs() {
    let page = read(
        "# A `b` & c\n\n| x |\n|---|\n| y |\n\n## A `b` & c\n\n[to](other.md#end) [out](https://a.example/b.md)\n",
    );
    assert_eq!(page.title, "A b & c");
    assert_eq!(page.anchors, ["a-b--c", "a-b--c-1"]);
    assert!(page.body.contains("<th scope=\"col\">x</th>"));
    assert!(page.body.contains("<section class=\"wide\" aria-label=\"Table 1\" tabindex=\"0\""));
    assert!(page.body.contains("href=\"other.html#end\"") && page.body.contains("https://a.example/b.md"));
    let whole = super::page(&page, "docs/a/b.html", "Foot");
    assert!(whole.contains("<title>A b &amp; c – Engagement Planner</title>"));
    assert!(whole.contains("href=\"../../docs/page.css\"") && whole.contains("<html lang=\"en-GB\">"));
}

#[test]
fn a_page_that_the_list_has_no_link_to_stands_at_its_end() {
    let others = BTreeMap::from([("a.md", "# First"), ("b.md", "# Second")].map(|(a, b)| (a.to_owned(), b.to_owned())));
    assert_eq!(
        with_the_rest("# All\n\n[one](a.md)\n", &others),
        "# All\n\n[one](a.md)\n\n## More\n\n- [Second](b.md)\n"
    );
}

#[test]
fn anchors_are_those_of_code_forges() {
    assert_eq!(anchor("EP-1"), "ep-1");
    assert_eq!(anchor("What it stores, and calls"), "what-it-stores-and-calls");
    assert_eq!(as_html("a.md"), "a.html");
    assert_eq!(as_html("#here"), "#here");
}
