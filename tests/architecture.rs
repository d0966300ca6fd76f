//! The architecture, held by tests: which room may read which, what each room says of itself, and what the core is
//! built from.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops where it cannot go on, and says why"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// One room of `src`, or one file that stands for itself, and what it may read of the others: a room, or one name in it.
struct Room {
    path: &'static str,
    reads: &'static [&'static str],
    why: &'static str,
}

/// What the session reads: the core, and what is decided about keeping the work.
const SESSION: &[&str] =
    &["guidance", "answers", "assessment", "local", "plan", "document", "export", "opening", "keeping"];

/// The directions. A room may always read itself. Longer paths come first: a room inside a room has its own line.
const DIRECTIONS: &[Room] = &[
    Room { path: "archive", reads: &[], why: "packing and unpacking bytes knows no room" },
    Room { path: "date", reads: &[], why: "a day knows no room" },
    Room { path: "order", reads: &[], why: "putting a list in order knows no room" },
    Room { path: "json", reads: &[], why: "reading JSON knows no room" },
    Room { path: "personal", reads: &[], why: "what a text may hold is told from the text alone" },
    Room { path: "keeping", reads: &[], why: "what to keep is decided from texts and numbers alone" },
    Room { path: "guidance", reads: &[], why: "guidance is the start of the walk" },
    Room { path: "answers", reads: &["guidance"], why: "answers know guidance alone" },
    Room { path: "assessment", reads: &["guidance", "answers"], why: "assessment knows guidance and answers alone" },
    Room { path: "local", reads: &["guidance"], why: "a local policy knows the names of the guidance, and no advice" },
    Room {
        path: "cases",
        reads: &["guidance", "answers", "assessment"],
        why: "a case is made of answers: what was typed into a plan is out of its reach",
    },
    // Inside the plan, the draft may not read the local policy: what it drafts is the guidance's.
    Room {
        path: "plan::local",
        reads: &["guidance", "answers", "assessment", "local", "plan"],
        why: "what is local is read beside the plan, once it is drafted",
    },
    Room {
        path: "plan::edits",
        reads: &["guidance", "answers", "assessment", "plan", "local::Edition"],
        why: "of a local policy, a saved plan keeps the edition alone",
    },
    Room {
        path: "plan::reading",
        reads: &["guidance", "answers", "assessment", "plan", "local::Edition"],
        why: "of a local policy, a saved plan keeps the edition alone",
    },
    Room { path: "plan", reads: &["guidance", "answers", "assessment"], why: "a plan knows no document and no format" },
    Room {
        path: "document",
        reads: &["guidance", "answers", "assessment", "plan"],
        why: "a document is made from what comes before it",
    },
    Room {
        path: "export",
        reads: &["guidance", "answers", "assessment", "cases", "plan", "document"],
        why: "export is the end of the core's walk",
    },
    Room {
        path: "opening",
        reads: &["plan", "export::PLAN_ID", "export::PLAN_NAMESPACE"],
        why: "opening knows the saved plan, and where a file carries one",
    },
    Room { path: "node", reads: &[], why: "a view is made of plain data" },
    Room { path: "session", reads: SESSION, why: "session reads the core, and knows no view and no browser" },
    // The most that a file may hold belongs to the saved file: it is asked before one is read.
    Room {
        path: "browser",
        reads: &["node", "plan::Saved", "plan::MOST_FILE_BYTES", "export::File"],
        why: "browser knows what it draws, the saved file and the file that leaves, and nothing else",
    },
    Room {
        path: "widget::controls",
        reads: &["node", "parts"],
        why: "controls are props in and events out: no session, no guidance, no view",
    },
    Room {
        path: "widget",
        reads: &[
            "node",
            "parts",
            "session",
            "keeping",
            "guidance",
            "answers",
            "assessment",
            "cases",
            "plan",
            "document",
            "export",
        ],
        why: "widget reads session and core types, and asks the element for everything else",
    },
    Room {
        path: "element",
        reads: &[
            "widget",
            "session",
            "browser",
            "keeping",
            "guidance",
            "answers",
            "assessment",
            "local",
            "plan",
            "document",
            "export",
            "opening",
        ],
        why: "element holds widget, session and browser",
    },
    Room { path: "main", reads: &["element"], why: "main defines the element, nothing else" },
];

/// Small tools that know no room, and that every room may read.
const TOOLS: &[&str] = &["archive", "date", "json", "order", "personal"];

/// Every room that the design names; one that does not exist yet is said and skipped.
const ROOMS: &[&str] = &[
    "guidance",
    "answers",
    "assessment",
    "local",
    "cases",
    "plan",
    "document",
    "export",
    "opening",
    "keeping",
    "session",
    "browser",
    "widget",
    "widget/controls",
    "element",
];

/// How controls could reach round their props.
const CONTEXT: &[&str] = &["use_context", "expect_context", "provide_context", "with_context", "take_context"];

/// Words in a file of the widget that are an id of content too, and mean something else there, each with its reason.
const OTHER_MEANING: &[(&str, &str, &str)] = &[(
    "widget/plan.rs",
    "purpose",
    "the line of the statement, not the question; `Statement::line_mut` would spare it",
)];

/// The most lines that a file may have.
const MOST_LINES: usize = 1200;

/// Files that may have more, each with its reason.
const LONGER: &[(&str, usize, &str)] =
    &[("guidance/reading.rs", 1500, "build.rs and the tests compile it by its path; it is not in the product")];

// ---------------------------------------------------------------------------------------------------------------
// Reading Rust without a parser: words and marks, without comments; strings kept apart.

#[derive(Debug, Clone, PartialEq)]
enum Piece {
    Word(String),
    Mark(char),
    Text(String),
}

#[derive(Debug, Clone)]
struct Token {
    line: usize,
    piece: Piece,
}

impl Token {
    fn word(&self) -> Option<&str> {
        if let Piece::Word(word) = &self.piece { Some(word) } else { None }
    }

    fn is(&self, mark: char) -> bool {
        self.piece == Piece::Mark(mark)
    }
}

fn tokens(source: &str) -> Vec<Token> {
    let letters: Vec<char> = source.chars().collect();
    let at = |place: usize| letters.get(place).copied().unwrap_or('\0');
    let mut list = Vec::new();
    let (mut i, mut line) = (0, 1);
    while i < letters.len() {
        let start = line;
        match letters[i] {
            '\n' => {
                line += 1;
                i += 1;
            }
            letter if letter.is_whitespace() => i += 1,
            '/' if at(i + 1) == '/' => {
                while i < letters.len() && letters[i] != '\n' {
                    i += 1;
                }
            }
            '/' if at(i + 1) == '*' => {
                let mut depth = 0;
                loop {
                    match (at(i), at(i + 1)) {
                        ('/', '*') => (depth, i) = (depth + 1, i + 2),
                        ('*', '/') => (depth, i) = (depth - 1, i + 2),
                        ('\n', _) => (line, i) = (line + 1, i + 1),
                        _ => i += 1,
                    }
                    if depth == 0 || i >= letters.len() {
                        break;
                    }
                }
            }
            '"' => {
                let mut text = String::new();
                i += 1;
                while i < letters.len() && letters[i] != '"' {
                    if letters[i] == '\\' {
                        text.push(letters[i]);
                        i += 1;
                    }
                    line += usize::from(at(i) == '\n');
                    text.push(at(i));
                    i += 1;
                }
                i += 1;
                list.push(Token { line: start, piece: Piece::Text(text) });
            }
            // A letter in quotes, or the name of a lifetime.
            '\'' => {
                if at(i + 1) == '\\' {
                    i += 3;
                    while i < letters.len() && letters[i] != '\'' {
                        i += 1;
                    }
                    i += 1;
                } else if at(i + 2) == '\'' {
                    i += 3;
                } else {
                    i += 1;
                }
            }
            letter if letter.is_alphanumeric() || letter == '_' => {
                let from = i;
                while at(i).is_alphanumeric() || at(i) == '_' {
                    i += 1;
                }
                let word: String = letters[from..i].iter().collect();
                let hashes = (i..).take_while(|&place| at(place) == '#').count();
                if matches!(word.as_str(), "r" | "br") && at(i + hashes) == '"' {
                    i += hashes + 1;
                    let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
                    let from = i;
                    while i < letters.len() && !letters[i..].starts_with(&end) {
                        line += usize::from(letters[i] == '\n');
                        i += 1;
                    }
                    list.push(Token { line: start, piece: Piece::Text(letters[from..i].iter().collect()) });
                    i += end.len();
                } else if word == "r" && hashes == 1 {
                    i += 1;
                } else if !(word == "b" && at(i) == '"') {
                    list.push(Token { line: start, piece: Piece::Word(word) });
                }
            }
            mark => {
                list.push(Token { line: start, piece: Piece::Mark(mark) });
                i += 1;
            }
        }
    }
    list
}

/// The modules that a file of `src` stands in: `widget/controls/mod.rs` is `widget`, `controls`.
fn modules(file: &str) -> Vec<String> {
    let path = file.strip_suffix(".rs").unwrap_or(file);
    let path = path.strip_suffix("/mod").unwrap_or(path);
    if path == "lib" { Vec::new() } else { path.split('/').map(str::to_owned).collect() }
}

/// Every path of the crate that a file names, from the crate's root, with its line.
fn paths(file: &str, tokens: &[Token]) -> Vec<(usize, Vec<String>)> {
    let mut list = Vec::new();
    let mut here = modules(file);
    let mut blocks: Vec<bool> = Vec::new();
    let joined = |at: usize| tokens.get(at).is_some_and(|t| t.is(':')) && tokens.get(at + 1).is_some_and(|t| t.is(':'));
    let mut at = 0;
    while at < tokens.len() {
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        if tokens[at].is('{') {
            // A module written inside the file: `super` counts from it.
            let named = at.checked_sub(2).is_some_and(|mod_at| tokens[mod_at].word() == Some("mod"));
            match before.and_then(Token::word) {
                Some(name) if named => here.push(name.to_owned()),
                _ => {}
            }
            blocks.push(named);
        } else if tokens[at].is('}') && blocks.pop() == Some(true) {
            here.pop();
        }
        let first = tokens[at].word();
        let begins = !before.is_some_and(|before| before.is(':') || before.is('$'));
        if begins && joined(at + 1) && matches!(first, Some("crate" | "super" | "self" | "engagement_planner")) {
            let mut from = match first {
                Some("super") => here[..here.len().saturating_sub(1)].to_vec(),
                Some("self") => here.clone(),
                _ => Vec::new(),
            };
            let mut next = at + 3;
            while tokens.get(next).and_then(Token::word) == Some("super") && joined(next + 1) {
                from.pop();
                next += 3;
            }
            branch(tokens, &mut next, from, &mut list);
            // A tree of names has no block of its own to count.
            at = next.max(at + 1);
            continue;
        }
        at += 1;
    }
    list
}

/// One branch of a tree of names: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn branch(tokens: &[Token], at: &mut usize, mut so_far: Vec<String>, list: &mut Vec<(usize, Vec<String>)>) {
    let line = tokens.get(*at).map_or(0, |token| token.line);
    loop {
        match tokens.get(*at).map(|token| &token.piece) {
            Some(Piece::Word(word)) => {
                if word != "self" {
                    so_far.push(word.clone());
                }
                *at += 1;
            }
            Some(Piece::Mark('*')) => {
                so_far.push("*".to_owned());
                *at += 1;
            }
            Some(Piece::Mark('{')) => {
                *at += 1;
                while tokens.get(*at).is_some_and(|token| !token.is('}')) {
                    branch(tokens, at, so_far.clone(), list);
                    while tokens.get(*at).is_some_and(|token| !token.is(',') && !token.is('}')) {
                        *at += 1;
                    }
                    if tokens.get(*at).is_some_and(|token| token.is(',')) {
                        *at += 1;
                    }
                }
                *at += 1;
                return;
            }
            _ => break,
        }
        let joined = tokens.get(*at).is_some_and(|token| token.is(':'))
            && tokens.get(*at + 1).is_some_and(|token| token.is(':'));
        if !joined {
            break;
        }
        *at += 2;
    }
    list.push((line, so_far));
}

fn stands_in(path: &[String], room: &str) -> bool {
    let room: Vec<&str> = room.split("::").collect();
    path.len() >= room.len() && path.iter().zip(&room).all(|(a, b)| a == b)
}

/// What a file reads that it may not, each as a sentence.
fn wrong_ways(file: &str, source: &str) -> Vec<String> {
    let own = modules(file);
    let Some(room) = DIRECTIONS.iter().find(|room| stands_in(&own, room.path)) else {
        return if own.is_empty() {
            Vec::new()
        } else {
            vec![format!("src/{file} stands in no room of the table in tests/architecture.rs: give it a line.")]
        };
    };
    let tokens = tokens(source);
    let mut wrong = Vec::new();
    for (line, path) in paths(file, &tokens) {
        let a_room = path.first().is_some_and(|first| {
            first == "*" || DIRECTIONS.iter().any(|room| stands_in(std::slice::from_ref(first), room.path))
        });
        let tool = path.first().is_some_and(|first| TOOLS.contains(&first.as_str()));
        let allowed = tool || stands_in(&path, room.path) || room.reads.iter().any(|reads| stands_in(&path, reads));
        if a_room && !allowed {
            wrong.push(format!("src/{file}:{line} reads crate::{}, and {}.", path.join("::"), room.why));
        }
    }
    if room.path == "widget::controls" {
        for token in tokens.iter().filter(|token| token.word().is_some_and(|word| CONTEXT.contains(&word))) {
            wrong.push(format!("src/{file}:{} reaches for context, and {}.", token.line, room.why));
        }
    }
    wrong
}

// ---------------------------------------------------------------------------------------------------------------
// The files

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file of `src`, by its path from there, with its text.
fn sources() -> Vec<(String, String)> {
    let src = root().join("src");
    let mut folders: Vec<PathBuf> = vec![src.clone()];
    let mut list = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder of src") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ext| ext == "rs") {
                let name = path.strip_prefix(&src).expect("it is inside").to_string_lossy().replace('\\', "/");
                list.push((name, std::fs::read_to_string(&path).expect("a file of text")));
            }
        }
    }
    list.sort();
    list
}

fn said(mut wrong: Vec<String>) {
    wrong.sort();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn every_room_reads_only_what_comes_before_it() {
    let files = sources();
    assert!(files.len() > 15, "the files of src were not found");
    said(files.iter().flat_map(|(file, source)| wrong_ways(file, source)).collect());
}

#[test]
fn a_step_the_wrong_way_is_said_in_a_sentence() {
    let one = |file: &str, source: &str, sentence: &str| assert_eq!(wrong_ways(file, source), [sentence], "{source}");
    let none = |file: &str, source: &str| assert_eq!(wrong_ways(file, source), Vec::<String>::new(), "{source}");
    one(
        "guidance/mod.rs",
        "//! x\n\nuse crate::answers::Answers;",
        "src/guidance/mod.rs:3 reads crate::answers::Answers, and guidance is the start of the walk.",
    );
    one(
        "assessment/duty.rs",
        "fn f() { crate::plan::draft(); }",
        "src/assessment/duty.rs:1 reads crate::plan::draft, and assessment knows guidance and answers alone.",
    );
    one(
        "plan/saved.rs",
        "use crate::{answers::Answers, export::{File}};",
        "src/plan/saved.rs:1 reads crate::export::File, and a plan knows no document and no format.",
    );
    one(
        "plan/mod.rs",
        "use super::document::Document;",
        "src/plan/mod.rs:1 reads crate::document::Document, and a plan knows no document and no format.",
    );
    one(
        "plan/draft.rs",
        "use super::super::session;",
        "src/plan/draft.rs:1 reads crate::session, and a plan knows no document and no format.",
    );
    one(
        "browser/mod.rs",
        "use crate::plan::{Saved, Plan};",
        "src/browser/mod.rs:1 reads crate::plan::Plan, and browser knows what it draws, the saved file and the file that leaves, and nothing else.",
    );
    one(
        "widget/start.rs",
        "use crate::browser;",
        "src/widget/start.rs:1 reads crate::browser, and widget reads session and core types, and asks the element for everything else.",
    );
    one(
        "widget/controls/tag.rs",
        "let x = expect_context::<Doors>();",
        "src/widget/controls/tag.rs:1 reaches for context, and controls are props in and events out: no session, no guidance, no view.",
    );
    one(
        "widget/controls/tag.rs",
        "use super::super::doors::Doors;",
        "src/widget/controls/tag.rs:1 reads crate::widget::doors::Doors, and controls are props in and events out: no session, no guidance, no view.",
    );
    one(
        "main.rs",
        "use engagement_planner::{element, widget};",
        "src/main.rs:1 reads crate::widget, and main defines the element, nothing else.",
    );
    one("answers.rs", "use crate::*;", "src/answers.rs:1 reads crate::*, and answers know guidance alone.");
    one("loose.rs", "", "src/loose.rs stands in no room of the table in tests/architecture.rs: give it a line.");
    none(
        "plan/draft.rs",
        "// crate::export\n/* crate::export */ const A: &str = \"crate::export\"; use super::{Edits, check::check}; use crate::guidance as g;",
    );
    none("plan/mod.rs", "mod tests { use super::document; } pub(crate) fn f<'a>(x: &'a str) -> char { '\"' }");
    one(
        "plan/draft.rs",
        "use crate::local::Policy;",
        "src/plan/draft.rs:1 reads crate::local::Policy, and a plan knows no document and no format.",
    );
    one(
        "assessment/mod.rs",
        "use crate::local;",
        "src/assessment/mod.rs:1 reads crate::local, and assessment knows guidance and answers alone.",
    );
    none("plan/local.rs", "use crate::local::Policy; use super::Plan;");
    none("widget/controls/mod.rs", "use self::icons::icon; mod icons;");
    none("document/mod.rs", "#[cfg(doc)]\nuse crate::plan::Plan;");
    none("browser/mod.rs", "use crate::{export::File, plan::Saved};");
}

#[test]
fn every_room_says_what_goes_in_and_out_and_what_never() {
    let files = sources();
    let find =
        |path: &str| files.iter().find(|(file, _)| *file == format!("{path}.rs") || *file == format!("{path}/mod.rs"));
    let missing: Vec<&str> = ROOMS.iter().copied().filter(|room| find(room).is_none()).collect();
    if !missing.is_empty() {
        println!("not built yet, and skipped: {}", missing.join(", "));
    }
    let rooms: BTreeSet<&String> = ROOMS.iter().filter_map(|room| find(room)).map(|(file, _)| file).collect();
    let mut wrong = Vec::new();
    for (file, source) in files.iter().filter(|(file, _)| rooms.contains(file) || file.ends_with("/mod.rs")) {
        let head: Vec<&str> = source.lines().take_while(|line| line.starts_with("//!")).collect();
        let place = |start: &str| head.iter().position(|line| line.starts_with(start) && line.len() > start.len() + 3);
        let places = [place("//! In:"), place("//! Out:"), place("//! Never:")];
        if places.iter().any(Option::is_none) || !places.is_sorted() {
            wrong.push(format!(
                "src/{file} does not open with lines of `//! In:`, `//! Out:` and `//! Never:`, in that order."
            ));
        }
    }
    said(wrong);
}

#[test]
fn the_core_is_built_without_a_browser() {
    let tree = |features: &[&str]| {
        let out = Command::new(env!("CARGO"))
            .current_dir(root())
            .args([
                "tree",
                "--locked",
                "--package",
                "engagement-planner",
                "--edges",
                "normal",
                "--prefix",
                "none",
                "--format",
                "{p}",
            ])
            .args(features)
            .output()
            .expect("cargo runs");
        assert!(out.status.success(), "cargo tree: {}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8_lossy(&out.stdout).into_owned()
    };
    let core = tree(&["--no-default-features"]);
    let names: BTreeSet<&str> = core.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(names.contains("jiff") && names.contains("serde"), "the tree was not read: {core}");
    let of_a_browser = ["wasm-bindgen", "js-sys", "web-sys", "leptos", "gloo"];
    let found: Vec<&str> = names
        .iter()
        .copied()
        .filter(|name| {
            of_a_browser
                .iter()
                .any(|one| name == one || name.starts_with(&format!("{one}-")) || name.starts_with(&format!("{one}_")))
        })
        .collect();
    assert!(found.is_empty(), "the core must build without a browser, and its tree holds {}", found.join(", "));
}

#[test]
fn no_file_is_too_long_to_read() {
    let mut wrong = Vec::new();
    for (file, source) in sources() {
        let longer = LONGER.iter().find(|(name, _, _)| *name == file);
        let (lines, most) = (source.lines().count(), longer.map_or(MOST_LINES, |(_, most, _)| *most));
        if lines > most {
            wrong.push(format!(
                "src/{file} has {lines} lines, and {most} is the most: cut it where it does two things."
            ));
        }
        if let Some((_, _, why)) = longer.filter(|_| lines <= MOST_LINES) {
            wrong.push(format!(
                "src/{file} has {lines} lines and needs no exception any more ({why}): take its line out of the table."
            ));
        }
    }
    said(wrong);
}

/// Words that end the program in place of saying what to do.
fn stops(file: &str, source: &str) -> Vec<String> {
    let tokens = tokens(source);
    let mut wrong = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let follows = |mark: char| tokens.get(at + 1).is_some_and(|next| next.is(mark));
        let after_dot = at.checked_sub(1).is_some_and(|before| tokens[before].is('.') || tokens[before].is(':'));
        match token.word() {
            Some("unwrap") if after_dot => wrong.push(format!(
                "src/{file}:{} calls unwrap: say what to do instead, as a panic leaves the widget dead.",
                token.line
            )),
            Some(word @ ("todo" | "unimplemented")) if follows('!') => {
                wrong.push(format!("src/{file}:{} says {word}!: nothing lands half made.", token.line))
            }
            _ => {}
        }
    }
    wrong
}

#[test]
fn nothing_in_the_product_gives_up() {
    assert_eq!(stops("a.rs", "fn f() {\n x.unwrap(); y.map(Option::unwrap); todo!() }").len(), 3);
    assert_eq!(stops("a.rs", "// x.unwrap()\nx.unwrap_or(\"todo!\"); let todo = 1;").len(), 0);
    said(sources().iter().flat_map(|(file, source)| stops(file, source)).collect());
}

#[test]
fn the_widget_names_nothing_of_the_content() {
    let g = engagement_planner::guidance::Guidance::built_in();
    let mut ids: BTreeSet<(&str, &str)> = BTreeSet::new();
    ids.extend(g.questions.iter().map(|one| (one.id.as_str(), "question")));
    ids.extend(g.rules.iter().map(|one| (one.id.as_str(), "rule")));
    ids.extend(g.approaches.iter().map(|one| (one.id.as_str(), "approach")));
    let named = |file: &str, source: &str| -> Vec<String> {
        let texts = tokens(source)
            .into_iter()
            .filter_map(|token| if let Piece::Text(text) = token.piece { Some((token.line, text)) } else { None });
        texts
            .filter(|(_, text)| !OTHER_MEANING.iter().any(|(place, word, _)| *place == file && word == text))
            .filter_map(|(line, text)| ids.iter().find(|(id, _)| *id == text).map(|(_, kind)| (line, text, *kind)))
            .map(|(line, text, kind)| format!("src/{file}:{line} names the {kind} \"{text}\", and the widget must not know one from another: ask guidance for what makes it special."))
            .collect()
    };
    assert_eq!(named("widget/a.rs", "// \"stage\"\nlet x = \"stage\";\nlet y = r#\"citizens-jury\"#;").len(), 2);
    let files = sources();
    let widget = files.iter().filter(|(file, _)| file.starts_with("widget/"));
    said(widget.flat_map(|(file, source)| named(file, source)).collect());
}
