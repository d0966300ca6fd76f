//! Files that leave: whole, readable by others, and closed to what a person types.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests may stop where they stand, and speak"
)]

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use engagement_planner::answers::Answers;
use engagement_planner::assessment::{DutyState, Fit, assess};
use engagement_planner::date::Date;
use engagement_planner::document::{Block, Document, Kind, Section, Span, write};
use engagement_planner::export::{File, Format, Job, export};
use engagement_planner::guidance::{Guidance, Handbook, Term};
use engagement_planner::plan::{
    Choice, Edits, FieldKind, InPlace, OwnTask, Plan, REGISTERS, Row, Saved, SignOff, TaskEdit, draft,
};
use proptest::prelude::{ProptestConfig, proptest};
use roxmltree::{Document as Xml, Node};

const TODAY: Date = Date::constant(2026, 11, 22);
const CASES: [&str; 3] = ["community-hospital-site", "gp-practice-closure", ""];
const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A plan with what a job needs beside it.
struct Drafted {
    plan: Plan,
    terms: Vec<Term>,
    saved: Saved,
}

impl Drafted {
    fn file(&self, depth: Kind, format: Format) -> File {
        let Self { plan, terms, saved } = self;
        export(&Job { plan, terms, depth, format, saved }).expect("a file")
    }
}

fn drafted(scenario: &str, edits: &Edits, organisation: &str) -> Drafted {
    let g = Guidance::built_in();
    let handbook = Handbook::built_in();
    let answers: Answers = match handbook.scenarios.iter().find(|one| one.id == scenario) {
        Some(one) => serde_json::from_str(&one.answers).expect("answers"),
        None => Answers::default(),
    };
    let assessment = assess(&g, &answers, TODAY);
    let plan: Plan = draft(&g, &handbook, &assessment, &answers, edits, organisation, TODAY);
    let saved = Saved::new(&g.edition.name, answers, edits.clone());
    Drafted { plan, terms: handbook.terms, saved }
}

/// What a person would have written by then: all of it for the hospital, nothing but a title for the practice.
fn edits(scenario: &str) -> Edits {
    let mut edits = Edits::default();
    match scenario {
        "community-hospital-site" => {
            edits.title = "Where the new community hospital will stand".to_owned();
            edits.statement.purpose =
                "Our two community hospitals are old and will become one. We want to choose its site with you."
                    .to_owned();
            edits.statement.open = "Which of three sites is chosen, and how people will get there.".to_owned();
            edits.statement.fixed =
                "There will be one hospital, as two cannot be staffed safely.\nAll beds and clinics move to it."
                    .to_owned();
            edits.statement.decides = "Our board, in public, in June 2027.".to_owned();
            edits.statement.hear_back = "A letter, our website and posters by the end of July 2027.".to_owned();
            edits.checks.insert("impact-assessment-begun".to_owned(), InPlace::Yes);
            edits.checks.insert("every-group-has-a-way-in".to_owned(), InPlace::No);
            edits.choices.insert(
                "focus-groups".to_owned(),
                Choice { chosen: false, reason: "We held eight of these in the spring.".to_owned() },
            );
            edits.choices.insert(
                "outreach".to_owned(),
                Choice { chosen: true, reason: "Villages at the edge have no bus to either hospital.".to_owned() },
            );
            edits.own_tasks.push(OwnTask {
                title: "Show the sites on the library's map".to_owned(),
                who: "Estates lead".to_owned(),
                due: Some(Date::constant(2027, 1, 15)),
            });
            let mut keep = |register: &str, fields: &[(&str, &str)]| {
                let mut row = Row::default();
                fields.iter().for_each(|(field, text)| row.set(field, (*text).to_owned()));
                let mut rows = edits.rows(register).to_vec();
                rows.push(row);
                edits.registers.insert(register.to_owned(), rows);
            };
            keep(
                "known",
                &[
                    ("said", "Getting to either hospital takes two buses."),
                    ("source", "Healthwatch report, 140 people"),
                    ("age", "March 2025"),
                    ("lacks", "Nobody under 25 was asked."),
                ],
            );
            keep(
                "promises",
                &[
                    ("what", "You will hear what we decided, and why"),
                    ("kind", "hear_back"),
                    ("day", "2027-03-31"),
                    ("whom", "everyone who took part"),
                ],
            );
            keep("promises", &[("what", "Both cafés stay until the new one opens"), ("kind", "other")]);
            keep(
                "said",
                &[
                    ("you", "The bus matters more than the building."),
                    ("did", "We gave travel the most weight of all."),
                    ("did_not", "We cannot run a bus of our own. The money is the council's."),
                    ("told", "2027-07-20"),
                ],
            );
            keep(
                "log",
                &[
                    ("what", "Three sites go forward, not five"),
                    ("day", "2026-11-10"),
                    ("why", "Two have no bus at all."),
                    ("by", "Programme board"),
                ],
            );
            edits.record.insert("plan-agreed-by".to_owned(), "The board, on 3 December 2026.".to_owned());
        }
        "gp-practice-closure" => edits.title = "The future of the practice in Mill Street".to_owned(),
        _ => {}
    }
    edits
}

fn made(scenario: &str, depth: Kind, format: Format) -> File {
    drafted(scenario, &edits(scenario), "Example Integrated Care Board").file(depth, format)
}

fn text(file: &File) -> String {
    String::from_utf8(file.bytes.clone()).expect("text")
}

/// The parts of a Word file, by name.
fn parts(file: &File) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(file.bytes.as_slice())).expect("a zip");
    (0..zip.len())
        .map(|at| {
            let mut part = zip.by_index(at).expect("a part");
            let mut text = String::new();
            part.read_to_string(&mut text).expect("text");
            (part.name().expect("a name").into_owned(), text)
        })
        .collect()
}

fn is(node: &Node<'_, '_>, name: &str) -> bool {
    node.has_tag_name((W, name))
}

fn value<'a>(node: &Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attribute((W, name))
}

#[test]
fn word_files_are_whole() {
    for scenario in CASES {
        for depth in [Kind::Full, Kind::OnePage, Kind::Letter] {
            let file = made(scenario, depth, Format::Docx);
            assert!(file.name.ends_with(".docx") && file.name.len() > 10, "{}", file.name);
            let parts = parts(&file);
            for name in [
                "[Content_Types].xml",
                "_rels/.rels",
                "docProps/core.xml",
                "docProps/app.xml",
                "word/document.xml",
                "word/styles.xml",
                "word/numbering.xml",
                "word/footnotes.xml",
                "word/settings.xml",
                "word/footer1.xml",
                "word/_rels/document.xml.rels",
            ] {
                assert!(parts.contains_key(name), "{scenario}: no {name}");
            }
            for (name, text) in &parts {
                Xml::parse(text).unwrap_or_else(|error| panic!("{scenario}: {name}: {error}"));
            }
            let core = Xml::parse(&parts["docProps/core.xml"]).expect("xml");
            let of = |name: &str| {
                core.descendants().find(|node| node.tag_name().name() == name).and_then(|node| node.text())
            };
            assert_eq!(of("title"), Some(drafted(scenario, &edits(scenario), "").plan.title.as_str()));
            assert_eq!(of("language"), Some("en-GB"));
            assert_eq!(of("creator"), Some("Engagement Planner"));
            assert_eq!(of("created"), Some("2026-11-22T00:00:00Z"));
            word_structure(scenario, &parts);
        }
    }
}

fn word_structure(scenario: &str, parts: &BTreeMap<String, String>) {
    let main = Xml::parse(&parts["word/document.xml"]).expect("xml");
    let styles = Xml::parse(&parts["word/styles.xml"]).expect("xml");
    let known: Vec<&str> =
        styles.descendants().filter(|n| is(n, "style")).filter_map(|n| value(&n, "styleId")).collect();
    let mut level = 0;
    let mut titles = 0;
    for used in main.descendants().filter(|n| is(n, "pStyle") || is(n, "rStyle") || is(n, "tblStyle")) {
        let style = value(&used, "val").expect("a style");
        assert!(known.contains(&style), "{scenario}: no style {style}");
        titles += usize::from(style == "Title");
        if let Some(next) = style.strip_prefix("Heading") {
            let next: usize = next.parse().expect("a level");
            assert!(next <= level + 1, "{scenario}: heading {next} after {level}");
            level = next;
        }
    }
    assert_eq!(titles, 1);
    for table in main.descendants().filter(|n| is(n, "tbl")) {
        let rows: Vec<Node<'_, '_>> = table.children().filter(|n| is(n, "tr")).collect();
        let heads: Vec<bool> = rows.iter().map(|row| row.descendants().any(|n| is(&n, "tblHeader"))).collect();
        assert!(heads[0] && heads.iter().filter(|head| **head).count() == 1, "{scenario}: header rows {heads:?}");
        assert!(rows.len() > 1, "{scenario}: an empty table");
        let columns = table.descendants().filter(|n| is(n, "gridCol")).count();
        assert!(rows.iter().all(|row| row.children().filter(|n| is(n, "tc")).count() == columns));
        let wide: usize = table
            .descendants()
            .filter(|n| is(n, "gridCol"))
            .filter_map(|n| value(&n, "w")?.parse::<usize>().ok())
            .sum();
        assert_eq!(wide, 9638);
        for name in ["tblCaption", "tblDescription"] {
            assert!(
                table.descendants().any(|n| is(&n, name) && value(&n, "val").is_some_and(|words| !words.is_empty()))
            );
        }
    }
    let footnotes = Xml::parse(&parts["word/footnotes.xml"]).expect("xml");
    let notes: Vec<&str> = footnotes
        .descendants()
        .filter(|n| is(n, "footnote"))
        .filter_map(|n| value(&n, "id"))
        .filter(|id| !["-1", "0"].contains(id))
        .collect();
    let marks: Vec<&str> =
        main.descendants().filter(|n| is(n, "footnoteReference")).filter_map(|n| value(&n, "id")).collect();
    assert_eq!(notes, marks, "{scenario}: each note is marked once, in order");
    let bookmarks: Vec<&str> =
        main.descendants().filter(|n| is(n, "bookmarkStart")).filter_map(|n| value(&n, "name")).collect();
    for again in main.descendants().filter(|n| is(n, "instrText")).filter_map(|n| n.text()) {
        let name = again.split_whitespace().nth(1).expect("a name");
        assert!(bookmarks.contains(&name), "{scenario}: no bookmark {name}");
    }
    let numbering = Xml::parse(&parts["word/numbering.xml"]).expect("xml");
    let numbers: Vec<&str> =
        numbering.descendants().filter(|n| is(n, "num")).filter_map(|n| value(&n, "numId")).collect();
    for used in main.descendants().filter(|n| is(n, "numId")).filter_map(|n| value(&n, "val")) {
        assert!(numbers.contains(&used), "{scenario}: no list {used}");
    }
    for (from, links) in
        [("word/document.xml", "word/_rels/document.xml.rels"), ("word/footnotes.xml", "word/_rels/footnotes.xml.rels")]
    {
        let ids = parts.get(links).map(String::as_str).unwrap_or_default();
        let part = Xml::parse(&parts[from]).expect("xml");
        for used in part
            .descendants()
            .flat_map(|n| n.attributes())
            .filter(|a| a.name() == "id" && a.namespace().is_some_and(|n| n.ends_with("relationships")))
        {
            assert!(ids.contains(&format!("Id=\"{}\"", used.value())), "{scenario}: {from}: no {}", used.value());
        }
    }
}

/// Plans are kept and sent. Measured: the main part of a whole plan goes into a twelfth, that of one page into a fifth.
#[test]
fn word_files_are_small() {
    for scenario in CASES {
        for (depth, most) in [(Kind::Full, 10), (Kind::OnePage, 25), (Kind::Letter, 25)] {
            let file = made(scenario, depth, Format::Docx);
            let mut zip = zip::ZipArchive::new(Cursor::new(file.bytes.as_slice())).expect("a zip");
            let mut part = zip.by_name("word/document.xml").expect("the main part");
            let (packed, whole) = (part.compressed_size(), part.size());
            println!("{scenario} {depth:?}: {packed} of {whole} bytes; the file has {}", file.bytes.len());
            assert!(packed * 100 < whole * most, "{scenario} {depth:?}: {packed} of {whole} bytes");
            // The checksum, made before it was deflated, is held against what is read.
            assert_eq!(part.read_to_end(&mut Vec::new()).expect("it is read back") as u64, whole);
        }
    }
}

#[test]
fn web_pages_are_whole() {
    for scenario in CASES {
        for depth in [Kind::Full, Kind::OnePage, Kind::Letter] {
            let page = text(&made(scenario, depth, Format::Html));
            assert!(page.starts_with("<!doctype html>\n<html lang=\"en-GB\">"));
            let mut level = 0;
            for tag in tags(&page) {
                if let [b'h', digit @ b'1'..=b'6'] = tag.as_bytes() {
                    let next = digit - b'0';
                    assert!(next <= level + 1, "{scenario}: h{next} after h{level}");
                    level = next;
                }
            }
            assert_eq!(page.matches("<h1>").count(), 1);
            let tables = page.matches("<table").count();
            assert!(tables > 0);
            for part in ["<caption>", "<thead>", "<tbody>"] {
                assert_eq!(page.matches(part).count(), tables, "{part}");
            }
            assert_eq!(page.matches("<th ").count(), page.matches("<th scope=\"").count());
            for target in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert_eq!(page.matches(&format!("id=\"{target}\"")).count(), 1, "{scenario}: {target}");
            }
            // It is also well formed as XML is, but for what HTML leaves open.
            let inside = &page[page.find("<main>").expect("main")..page.find("</body>").expect("the end")];
            Xml::parse(&format!("<body>{inside}</body>")).expect("well formed");
        }
    }
}

#[test]
fn the_frame_that_prints_gets_the_same_page() {
    let page = text(&made(CASES[0], Kind::Full, Format::Html));
    let parts: serde_json::Value =
        serde_json::from_slice(&made(CASES[0], Kind::Full, Format::Print).bytes).expect("json");
    assert_eq!(parts["language"], "en-GB");
    assert_eq!(parts["title"], "Where the new community hospital will stand");
    for part in ["body", "css"] {
        assert!(page.contains(parts[part].as_str().expect("text")));
    }
}

#[test]
fn a_saved_file_opens_again() {
    for scenario in CASES {
        let drafted = drafted(scenario, &edits(scenario), "");
        let file = drafted.file(Kind::Full, Format::Json);
        assert_eq!(Saved::from_text(&text(&file)), Ok(drafted.saved));
    }
}

#[test]
fn the_same_job_gives_the_same_bytes() {
    for format in Format::ALL {
        assert_eq!(made(CASES[0], Kind::Full, format), made(CASES[0], Kind::Full, format));
    }
}

#[test]
fn names_of_files_are_plain_and_never_empty() {
    let name = |title: &str, depth| {
        let edits = Edits { title: title.to_owned(), ..Edits::default() };
        drafted("", &edits, "").file(depth, Format::Markdown).name
    };
    assert_eq!(
        name("Urgent care at night: our plan", Kind::Full),
        "urgent-care-at-night-our-plan-full-plan-2026-11-22.md"
    );
    assert_eq!(name("People's say", Kind::OnePage), "peoples-say-one-page-2026-11-22.md");
    assert_eq!(name("../../..", Kind::OnePage), "engagement-one-page-2026-11-22.md");
    assert_eq!(name("病院", Kind::Full), "engagement-full-plan-2026-11-22.md");
    assert!(name(&"long ".repeat(200), Kind::Full).len() < 90);
}

#[test]
fn readable_snapshots() {
    for scenario in &CASES[..2] {
        for (depth, name) in [(Kind::Full, "full"), (Kind::OnePage, "one-page"), (Kind::Letter, "letter")] {
            insta::assert_snapshot!(format!("{scenario}-{name}"), text(&made(scenario, depth, Format::Markdown)));
        }
    }
}

/// The names of the tags of a page, in order.
fn tags(page: &str) -> Vec<&str> {
    page.split('<').skip(1).map(|rest| rest.split(['>', ' ']).next().unwrap_or_default()).collect()
}

/// Each tag of a page with all that stands in it, in order.
fn whole_tags(page: &str) -> Vec<&str> {
    page.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or_default()).collect()
}

/// Every place where a person writes, filled with one text.
fn everywhere(words: &str) -> Edits {
    let mut edits = edits(CASES[0]);
    edits.title = words.to_owned();
    let lines = &mut edits.statement;
    for line in [&mut lines.purpose, &mut lines.open, &mut lines.fixed, &mut lines.decides, &mut lines.hear_back] {
        words.clone_into(line);
    }
    for choice in edits.choices.values_mut() {
        words.clone_into(&mut choice.reason);
    }
    let task = TaskEdit { title: Some(words.to_owned()), who: Some(words.to_owned()), ..TaskEdit::default() };
    edits.tasks.insert("open-the-record".to_owned(), task);
    edits.own_tasks =
        vec![OwnTask { title: words.to_owned(), who: words.to_owned(), due: Some(Date::constant(2025, 1, 1)) }];
    for register in REGISTERS {
        let mut row = Row::default();
        for field in register.fields {
            match field.kind {
                FieldKind::Line | FieldKind::Words(_) | FieldKind::Number => row.set(field.id, words.to_owned()),
                FieldKind::Day => row.set(field.id, "2026-12-01".to_owned()),
                FieldKind::OneOf(few) => row.set(field.id, few[0].0.to_owned()),
            }
        }
        edits.registers.insert(register.id.to_owned(), vec![row]);
    }
    for prompt in Handbook::built_in().prompts {
        edits.record.insert(prompt.id, words.to_owned());
    }
    edits.sign_offs.push(SignOff {
        on: TODAY,
        by: words.to_owned(),
        edition: words.to_owned(),
        duties: [(words.to_owned(), DutyState::Likely)].into_iter().collect(),
        fits: [(words.to_owned(), Fit::Good)].into_iter().collect(),
        open: Vec::new(),
    });
    edits
}

fn filled(words: &str, depth: Kind, format: Format) -> File {
    drafted(CASES[0], &everywhere(words), words).file(depth, format)
}

/// The shape of an XML part: names of elements and attributes, with no text.
fn shape(text: &str) -> Vec<String> {
    let xml = Xml::parse(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let name = |node: Node<'_, '_>| {
        let inside: Vec<&str> = node.attributes().map(|one| one.name()).collect();
        format!("{} {}", node.tag_name().name(), inside.join(" "))
    };
    xml.descendants().filter(Node::is_element).map(name).collect()
}

/// The marks of a Markdown file, with its text and its escapes taken away.
fn marks(text: &str) -> String {
    let mut out = String::new();
    let mut list = text.chars();
    while let Some(c) = list.next() {
        match c {
            '\\' => drop(list.next()),
            '\n' | '<' | '>' | '[' | ']' | '*' | '_' | '|' | '`' | '~' | '#' => out.push(c),
            _ => {}
        }
    }
    out
}

/// What is typed breaks out of nothing: every file has the shape it has with harmless words.
fn stays_inside(words: &str) {
    let harmless: String =
        words.chars().map(|c| if matches!(c, '\n' | '\r') || c.is_whitespace() { c } else { 'x' }).collect();
    for depth in [Kind::Full, Kind::OnePage, Kind::Letter] {
        let page = text(&filled(words, depth, Format::Html));
        let plain = text(&filled(&harmless, depth, Format::Html));
        assert_eq!(whole_tags(&page), whole_tags(&plain), "{words:?}");
        let (bad, good) = (parts(&filled(words, depth, Format::Docx)), parts(&filled(&harmless, depth, Format::Docx)));
        assert!(bad.keys().eq(good.keys()));
        for (name, part) in &bad {
            assert_eq!(shape(part), shape(&good[name]), "{name}: {words:?}");
        }
        let (bad, good) =
            (text(&filled(words, depth, Format::Markdown)), text(&filled(&harmless, depth, Format::Markdown)));
        assert_eq!(marks(&bad), marks(&good), "{words:?}\n{bad}");
        for turned in [&page, &bad] {
            assert!(!turned.contains(|c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\0'..='\u{9}' | '\u{b}'..='\u{1f}')));
        }
    }
}

#[test]
fn what_a_person_types_stays_text() {
    for words in [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "</title></style><svg onload=alert(1)>",
        "a & b &amp; c &lt;d&gt; &#60;",
        "]]></w:t><w:br/> <!-- --> <?xml ?>",
        "bell\u{7} null\u{0} escape\u{1b} vertical\u{b} delete\u{7f} nel\u{85}",
        "\u{202e}txt.exe\u{202c} \u{2066}turned\u{2069}",
        "👩🏽‍⚕️ 🏥 Ysbyty’r Dŵr, مستشفى, 病院, \u{fffe}\u{ffff}",
        "| a | b |\n| --- | --- |\n\n# heading\n- item\n1. item\n> quote\n    code\n***\n===\n```\nfence\n```",
        "**bold** _it_ ~~no~~ `code` [link](javascript:alert(1)) ![img](http://x) <http://x> [^1]: note",
        "\\* \\\\ \\<b>",
        "=HYPERLINK(\"http://x\") +1 -1 @SUM",
        "{{7*7}} ${7*7} <%= 7*7 %>",
        "one\r\ntwo\u{2028}three\u{2029}four\tfive",
    ] {
        stays_inside(words);
        let page = text(&filled(words, Kind::Full, Format::Html));
        for markup in ["<img", "<svg onload", "<w:br"] {
            assert!(!page.contains(markup), "{words:?}");
        }
        assert_eq!(page.matches("<script").count(), 1, "but for the plan that it carries: {words:?}");
    }
}

#[test]
fn emoji_and_other_scripts_are_kept() {
    for format in [Format::Html, Format::Markdown] {
        assert!(text(&filled("👩🏽‍⚕️ Dŵr مستشفى 病院", Kind::Full, format)).contains("👩🏽‍⚕️ Dŵr مستشفى 病院"));
    }
    assert!(parts(&filled("👩🏽‍⚕️ 病院", Kind::Full, Format::Docx))["word/document.xml"].contains("👩🏽‍⚕️ 病院"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn nothing_typed_breaks_out(words in "[ -~\\n\\t\u{0}-\u{1f}\u{202a}-\u{202e}é€𝕏]{1,40}") {
        stays_inside(&words);
    }
}

/// Every sentence of a document.
fn sentences(document: &Document) -> Vec<String> {
    fn line(spans: &[Span], out: &mut Vec<String>) {
        let mut words = String::new();
        for span in spans {
            if let Span::Text(text) | Span::Strong(text) | Span::Link { text, .. } = span {
                words.push_str(text);
            }
        }
        let parts = words.split_inclusive(['.', '?', '!']).map(str::trim);
        out.extend(parts.filter(|one| one.split_whitespace().count() > 2).map(str::to_owned));
    }
    fn part(section: &Section, out: &mut Vec<String>) {
        for block in &section.blocks {
            match block {
                Block::Paragraph(spans) => line(spans, out),
                Block::List { items, .. } => items.iter().for_each(|item| line(item, out)),
                Block::Table { rows, .. } => rows.iter().flatten().for_each(|cell| line(cell, out)),
                Block::Chart(_) => {}
            }
        }
        section.sections.iter().for_each(|one| part(one, out));
    }
    let mut out = Vec::new();
    document.sections.iter().for_each(|one| part(one, &mut out));
    out
}

#[test]
fn sentences_are_short() {
    for scenario in CASES {
        for depth in [Kind::Full, Kind::OnePage, Kind::Letter] {
            let drafted = drafted(scenario, &edits(scenario), "");
            let list = sentences(&write(&drafted.plan, &drafted.terms, depth));
            let words: Vec<usize> = list.iter().map(|one| one.split_whitespace().count()).collect();
            let sum: usize = words.iter().sum();
            let longest =
                list.iter().max_by_key(|one| one.split_whitespace().count()).map(String::as_str).unwrap_or_default();
            let tenths = sum * 10 / words.len().max(1);
            println!(
                "{scenario} {depth:?}: {} sentences, mean {}.{} words; longest: {longest}",
                words.len(),
                tenths / 10,
                tenths % 10
            );
            assert!(tenths < 150, "{scenario}: sentences have {} words on average", tenths / 10);
        }
    }
}

/// Writes the files of two scenarios into a folder, to be looked at:
/// `EXPORTS=/tmp/exports cargo test --no-default-features --test exports -- --ignored`
#[test]
#[ignore = "it writes files for people to look at"]
fn write_files_to_look_at() {
    let folder = std::env::var("EXPORTS").expect("EXPORTS names a folder");
    std::fs::create_dir_all(&folder).expect("a folder");
    for scenario in CASES {
        for (depth, name) in [(Kind::Full, "full"), (Kind::OnePage, "one-page"), (Kind::Letter, "letter")] {
            for format in [Format::Docx, Format::Html, Format::Markdown, Format::Print] {
                let file = made(scenario, depth, format);
                let ending = file.name.rsplit('.').next().expect("an ending");
                let name = format!("{folder}/{}-{name}.{ending}", if scenario.is_empty() { "empty" } else { scenario });
                std::fs::write(name, &file.bytes).expect("a file");
            }
        }
    }
}
