//! Files that leave and come back: the plan that a file carries, files that are not as they were, tables and calendars,
//! and what a person may have typed into any of them.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests may stop where they stand, and speak"
)]

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use engagement_planner::assessment::assess;
use engagement_planner::date::Date;
use engagement_planner::document::{Kind, Sheet, events, undated};
use engagement_planner::export::{File, Format, Job, export};
use engagement_planner::guidance::{Guidance, Handbook};
use engagement_planner::opening::{Carrier, open};
use engagement_planner::plan::{MOST_BYTES, MOST_FILE_BYTES, OpenError, Plan, SCHEMA, Saved, draft};
use serde_json::Value;

const TODAY: Date = Date::constant(2026, 11, 22);
/// What the planner has written, one for each shape that a saved file has had. They are never changed: a plan that
/// somebody kept opens for ever.
const GOLDEN: [&str; 4] = [
    include_str!("golden/schema-1.json"),
    include_str!("golden/schema-2.json"),
    include_str!("golden/schema-3.json"),
    include_str!("golden/schema-4.json"),
];

/// The guidance and its handbook, read once.
struct Desk {
    g: Guidance,
    handbook: Handbook,
}

impl Desk {
    fn new() -> Self {
        Self { g: Guidance::built_in(), handbook: Handbook::built_in() }
    }

    fn plan(&self, saved: &Saved, organisation: &str) -> Plan {
        let assessment = assess(&self.g, &saved.answers, TODAY);
        draft(&self.g, &self.handbook, &assessment, &saved.answers, &saved.edits, organisation, TODAY)
    }

    fn file_of(&self, saved: &Saved, plan: &Plan, depth: Kind, format: Format) -> File {
        export(&Job { plan, terms: &self.handbook.terms, depth, format, saved }).expect("a file")
    }

    fn file(&self, saved: &Saved, depth: Kind, format: Format) -> File {
        self.file_of(saved, &self.plan(saved, "Example Trust"), depth, format)
    }
}

fn golden() -> Saved {
    Saved::from_text(GOLDEN[3]).expect("a plan")
}

fn text(file: &File) -> String {
    String::from_utf8(file.bytes.clone()).expect("text")
}

/// A number by chance, the same in each run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(sides.max(1)).expect("sides")).expect("a number")
    }
}

// ---------------------------------------------------------------------------------------------------------------
// Round trip

#[test]
fn a_plan_of_every_shape_opens() {
    for (at, text) in GOLDEN.iter().enumerate() {
        let shape = format!("\"schema\": {}", at + 1);
        assert!(text.contains(&shape), "golden file {} has the shape of its name", at + 1);
        let (saved, carrier) = open(text.as_bytes()).unwrap_or_else(|error| panic!("shape {}: {error}", at + 1));
        assert_eq!(carrier, Carrier::PlanFile);
        // But for its shape, it is written again as it was: nothing in it is lost.
        assert_eq!(saved.to_text() + "\n", text.replace(&shape, &format!("\"schema\": {SCHEMA}")));
    }
    assert_eq!(GOLDEN.len(), usize::try_from(SCHEMA).expect("a number"), "each shape has a golden file");
}

#[test]
fn the_full_plan_comes_back_from_word_and_web_page() {
    let desk = Desk::new();
    for text in GOLDEN {
        let saved = Saved::from_text(text).expect("a plan");
        for (format, carrier) in
            [(Format::Docx, Carrier::Word), (Format::Html, Carrier::WebPage), (Format::Json, Carrier::PlanFile)]
        {
            assert_eq!(open(&desk.file(&saved, Kind::Full, format).bytes), Ok((saved.clone(), carrier)), "{format:?}");
        }
    }
}

#[test]
fn a_page_for_the_public_carries_nothing_that_it_does_not_show() {
    let desk = Desk::new();
    let saved = golden();
    let plan = desk.plan(&saved, "");
    assert!(!plan.papers.is_empty(), "there is a paper to look at");
    for depth in [Kind::OnePage, Kind::Record, Kind::Paper(0)] {
        for (format, kind) in [(Format::Docx, "Word file"), (Format::Html, "web page")] {
            let error = open(&desk.file_of(&saved, &plan, depth, format).bytes).expect_err("it carries none");
            assert_eq!(error, OpenError::NoPlan(kind));
            assert!(error.to_string().starts_with(&format!("This {kind} carries no plan")), "{error}");
        }
    }
}

/// The parts of a Word file.
fn parts(file: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(file)).expect("a zip");
    (0..zip.len())
        .map(|at| {
            let mut part = zip.by_index(at).expect("a part");
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).expect("its bytes");
            (part.name().expect("a name").into_owned(), bytes)
        })
        .collect()
}

/// A Word file of these parts, as another program writes it.
fn word(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("a part");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

#[test]
fn a_word_file_that_was_saved_elsewhere_opens_with_the_plan_it_carries() {
    let desk = Desk::new();
    let saved = golden();
    let mut list = parts(&desk.file(&saved, Kind::Full, Format::Docx).bytes);
    // Another program packs it in its own way, gives the part another number, writes quotation marks in its own way,
    // and has parts of its own beside it; and somebody has written something else on the page.
    for (name, bytes) in &mut list {
        if name == "customXml/item1.xml" {
            *name = "customXml/item3.xml".to_owned();
            let text = String::from_utf8(bytes.clone()).expect("text");
            let (head, inside) = text.split_at(text.find('{').expect("the plan"));
            *bytes = [head, &inside.replace('"', "&quot;")].concat().into_bytes();
        } else if name == "word/document.xml" {
            let text = String::from_utf8(bytes.clone()).expect("text");
            assert!(text.contains("Held in the spring."));
            *bytes = text.replace("Held in the spring.", "Held in the autumn.").into_bytes();
        }
    }
    list.insert(0, ("customXml/item1.xml".to_owned(), b"<b:Sources xmlns:b=\"http://x\"/>".to_vec()));
    assert_eq!(open(&word(&list)), Ok((saved, Carrier::Word)));
    assert!(Carrier::Word.words().contains("Changes that were made in Word are not read"));

    list.retain(|(name, _)| !name.starts_with("customXml"));
    assert_eq!(open(&word(&list)), Err(OpenError::NoPlan("Word file")));
    list.retain(|(name, _)| !name.starts_with("word/"));
    assert_eq!(open(&word(&list)), Err(OpenError::NotAPlan), "an archive of another kind is no Word file");
}

#[test]
fn a_web_page_that_was_saved_elsewhere_opens_with_the_plan_it_carries() {
    let desk = Desk::new();
    let saved = golden();
    let page = text(&desk.file(&saved, Kind::Full, Format::Html));
    for page in [
        page.replace("<script type", "<SCRIPT  type").replace("id=\"engagement-plan\"", "id=engagement-plan"),
        page.replace("</head>", "<script>let theirs = 1 < 2;</script></head>"),
        format!("\u{feff}\r\n<!-- saved from url=(0014)about:internet -->\r\n{page}"),
    ] {
        assert_eq!(open(page.as_bytes()), Ok((saved.clone(), Carrier::WebPage)));
    }
    // In another encoding: the plan is in plain letters.
    let latin: Vec<u8> = page.chars().filter_map(|c| u8::try_from(c).ok()).collect();
    assert_eq!(open(&latin), Ok((saved, Carrier::WebPage)));
}

#[test]
fn what_is_too_large_is_refused_before_it_is_read() {
    let large = vec![b'{'; 50 * 1000 * 1000];
    assert!(large.len() > MOST_FILE_BYTES);
    assert_eq!(open(&large), Err(OpenError::TooLarge));
    for begins in ["PK\u{3}\u{4}", "<!doctype html>", ""] {
        let mut bytes = begins.as_bytes().to_vec();
        bytes.resize(MOST_FILE_BYTES + 1, b' ');
        assert_eq!(open(&bytes), Err(OpenError::TooLarge));
    }
    let mut long = b"{\"format\": \"engagement-plan\"".to_vec();
    long.resize(MOST_BYTES + 1, b' ');
    assert_eq!(open(&long), Err(OpenError::TooLarge));
    long.push(0xff);
    assert_eq!(open(&long), Err(OpenError::TooLarge), "also where it is no text");
}

#[test]
fn a_zip_that_would_unpack_to_far_more_is_refused() {
    // A part that is far larger than any plan, and many that are as large as one may be.
    let plan = |size: usize| {
        let mut bytes = b"<plan xmlns=\"urn:engagement-planner:plan\">{".to_vec();
        bytes.resize(size, b' ');
        bytes
    };
    let none = |size: usize| vec![b' '; size];
    let page = ("word/document.xml".to_owned(), b"<w:document/>".to_vec());
    let large = word(&[page.clone(), ("customXml/item1.xml".to_owned(), plan(200_000_000))]);
    assert!(large.len() < 1_000_000, "it is small until it is unpacked");
    assert_eq!(open(&large), Err(OpenError::NoPlan("Word file")), "the part is passed over unread");
    let mut many: Vec<(String, Vec<u8>)> =
        (0..30).map(|no| (format!("customXml/item{no}.xml"), none(MOST_BYTES))).collect();
    many.push(("customXml/item31.xml".to_owned(), plan(1000)));
    many.push(page);
    assert_eq!(open(&word(&many)), Err(OpenError::NoPlan("Word file")), "after four of them it stops");
}

#[test]
fn files_of_other_kinds_have_their_reason() {
    let lone = r#"{"format":"engagement-plan","schema":1,"edition":"\ud83d","answers":{},"edits":{}}"#;
    let not_text = [b"{\"format\":\"engagement-plan\",\"schema\":1,\"edition\":\"".as_slice(), &[0xff]].concat();
    for (bytes, reason) in [
        (b"".as_slice(), "The file is empty."),
        (b"%PDF-1.7", "This is not a plan file."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "This is not a plan file."),
        (b"PK\x03\x04", "The Word file is cut short or changed"),
        (b"<p>Dear all,", "This web page carries no plan"),
        (b"<script id=\"engagement-plan\">{", "This web page carries no plan"),
        (b"<script id=\"engagement-plan\">{}</script>", "This is not a plan file."),
        (b"\xff\xfe<\0p\0", "This is not a plan file."),
        (lone.as_bytes(), "The file is a plan, but part of it cannot be read"),
        (&not_text, "The file is a plan, but part of it cannot be read"),
    ] {
        let error = open(bytes).expect_err("it is no plan").to_string();
        assert!(error.starts_with(reason), "{:?}: {error}", String::from_utf8_lossy(bytes));
    }
}

// ---------------------------------------------------------------------------------------------------------------
// Files that are not as they were

/// How each file ended, and how often.
#[derive(Default)]
struct Ends(BTreeMap<&'static str, usize>);

impl Ends {
    /// Opens bytes: a plan, which is written and opened again, or a reason that a person can act on.
    fn open(&mut self, bytes: &[u8]) {
        let end = match open(bytes) {
            Ok((saved, _)) => {
                if self.0.get("a plan").is_none_or(|count| count % 16 == 0) {
                    assert_eq!(Saved::from_text(&saved.to_text()).as_ref(), Ok(&saved), "it opens a second time");
                }
                "a plan"
            }
            Err(error) => {
                let words = error.to_string();
                let plain = words.ends_with('.') && words.len() < 300 && words.chars().all(|c| !c.is_control());
                assert!(plain && ["Choose", "Try", "Ask"].iter().any(|verb| words.contains(verb)), "{words}");
                match error {
                    OpenError::Empty => "empty",
                    OpenError::TooLarge => "too large",
                    OpenError::NotAPlan => "not a plan",
                    OpenError::NoPlan(_) => "carries no plan",
                    OpenError::Broken(_) => "a Word file that is broken",
                    OpenError::Damaged(_) => "damaged",
                    OpenError::Newer(_) => "newer",
                    OpenError::Case => "a case",
                    OpenError::TooEarly | OpenError::Unreadable => panic!("only the page can say: {words}"),
                }
            }
        };
        *self.0.entry(end).or_default() += 1;
    }

    fn count(&self) -> usize {
        self.0.values().sum()
    }

    fn at_least(&self, wanted: &[(&str, usize)]) {
        for (end, least) in wanted {
            assert!(self.0.get(end).is_some_and(|count| count >= least), "too few are '{end}': {:?}", self.0);
        }
    }
}

/// Every truncation of a file, and each of its bits turned.
fn cut_and_turned(ends: &mut Ends, whole: &[u8]) {
    for length in 0..whole.len() {
        ends.open(&whole[..length]);
    }
    let mut bytes = whole.to_vec();
    for at in 0..bytes.len() {
        for bit in 0..8 {
            bytes[at] ^= 1 << bit;
            ends.open(&bytes);
            bytes[at] ^= 1 << bit;
        }
    }
}

/// A file with something done to it that is more than a bit: parts taken out, put in, said twice, nested, or swapped.
fn mangled(dice: &mut Dice, files: &[Vec<u8>]) -> Vec<u8> {
    const PUT: [&str; 24] = [
        "\"",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "null",
        "true",
        "-1",
        "1e999",
        "\\u0000",
        "\\ud800",
        "\u{feff}",
        "\"title\": \"a\",",
        "\"schema\": 99",
        "\"schema\": 0",
        "\"edits\": {",
        "\"2026-02-30\"",
        "\"__proto__\": {}",
        "</script>",
        "]]>",
        "\u{0}",
        "\\",
    ];
    let mut bytes = files[dice.roll(files.len())].clone();
    for _ in 0..=dice.roll(3) {
        let (from, length) = (dice.roll(bytes.len() + 1), dice.roll(60));
        let to = (from + length).min(bytes.len());
        match dice.roll(6) {
            0 => drop(bytes.drain(from..to)),
            1 => {
                let piece = bytes[from..to].to_vec();
                let at = dice.roll(bytes.len() + 1);
                drop(bytes.splice(at..at, piece));
            }
            2 => drop(bytes.splice(from..from, PUT[dice.roll(PUT.len())].bytes())),
            3 => {
                let other = &files[dice.roll(files.len())];
                let start = dice.roll(other.len());
                let piece = other[start..(start + length).min(other.len())].to_vec();
                drop(bytes.splice(from..to, piece));
            }
            4 => bytes[from..to].fill(b"{[\" \xff"[dice.roll(5)]),
            _ => {
                let nest = "[".repeat(dice.roll(400));
                drop(bytes.splice(from..from, nest.bytes()));
            }
        }
    }
    bytes
}

#[test]
fn two_hundred_thousand_plan_files_that_are_not_as_they_were() {
    let mut ends = Ends::default();
    for whole in GOLDEN {
        cut_and_turned(&mut ends, whole.as_bytes());
    }
    let by_bits = ends.count();
    let files: Vec<Vec<u8>> = GOLDEN.iter().map(|text| text.as_bytes().to_vec()).collect();
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    while ends.count() < 180_000 {
        ends.open(&mangled(&mut dice, &files));
    }
    // Nothing but chance, with a beginning that is known now and then.
    while ends.count() < 200_000 {
        let mut bytes: Vec<u8> = (0..dice.roll(200)).map(|_| u8::try_from(dice.roll(256)).expect("a byte")).collect();
        let begins: [&[u8]; 5] = [b"", b"PK\x03\x04", b"<", b"{\"format\": \"engagement-plan\", ", b"\xef\xbb\xbf"];
        bytes.splice(0..0, begins[dice.roll(5)].iter().copied());
        ends.open(&bytes);
    }
    println!("{} plan files, {by_bits} of them cut or with a bit turned: {:?}", ends.count(), ends.0);
    ends.at_least(&[("a plan", 10_000), ("damaged", 50_000), ("not a plan", 1_000), ("newer", 1), ("empty", 3)]);
}

#[test]
fn word_files_and_web_pages_that_are_not_as_they_were() {
    let desk = Desk::new();
    let saved = Saved::from_text(GOLDEN[0]).expect("a plan");
    // Of a Word file as small as one can be: what carries the plan, and a page beside it.
    let mut list = parts(&desk.file(&saved, Kind::Full, Format::Docx).bytes);
    list.retain(|(name, _)| name.starts_with("customXml") || name == "word/settings.xml");
    let small = word(&list);
    assert_eq!(open(&small), Ok((saved.clone(), Carrier::Word)));
    let mut ends = Ends::default();
    cut_and_turned(&mut ends, &small);
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let whole = desk.file(&saved, Kind::Full, Format::Docx).bytes;
    for _ in 0..20_000 {
        ends.open(&mangled(&mut dice, &[small.clone(), whole.clone()]));
    }
    println!("{} Word files: {:?}", ends.count(), ends.0);
    ends.at_least(&[("a plan", 1_000), ("a Word file that is broken", 5_000), ("carries no plan", 100)]);

    let mut ends = Ends::default();
    let page = text(&desk.file(&saved, Kind::Full, Format::Html));
    let tail = &page[page.find("<script").expect("the plan")..];
    cut_and_turned(&mut ends, tail.as_bytes());
    println!("{} web pages: {:?}", ends.count(), ends.0);
    ends.at_least(&[("a plan", 1_000), ("damaged", 1_000), ("carries no plan", 100)]);
}

/// A bit that turns within a Word file changes nothing of the plan unsaid: what it carries is held against its checksum.
#[test]
fn a_word_file_with_a_bit_turned_is_never_another_plan() {
    let saved = Saved::from_text(GOLDEN[0]).expect("a plan");
    let mut bytes = Desk::new().file(&saved, Kind::Full, Format::Docx).bytes;
    let at = bytes.windows(19).position(|name| name == b"customXml/item1.xml").expect("the part") + 19;
    for place in at..at + 600 {
        bytes[place] ^= 0x10;
        if let Ok((opened, _)) = open(&bytes) {
            assert_eq!(opened, saved, "byte {place}");
        }
        bytes[place] ^= 0x10;
    }
}

// ---------------------------------------------------------------------------------------------------------------
// What a person types, anywhere

/// The places of a saved file where words stand, by the names on the way there.
fn leaves(value: &Value, so_far: &mut Vec<String>, list: &mut Vec<Vec<String>>) {
    let each: Vec<(String, &Value)> = match value {
        Value::Object(map) => map.iter().map(|(name, one)| (name.clone(), one)).collect(),
        Value::Array(parts) => parts.iter().enumerate().map(|(at, one)| (at.to_string(), one)).collect(),
        Value::String(_) => return list.push(so_far.clone()),
        _ => return,
    };
    for (name, one) in each {
        so_far.push(name);
        leaves(one, so_far, list);
        so_far.pop();
    }
}

fn at<'v>(value: &'v mut Value, place: &[String]) -> &'v mut Value {
    place.iter().fold(value, |value, name| match value {
        Value::Array(parts) => &mut parts[name.parse::<usize>().expect("a place")],
        other => &mut other[name.as_str()],
    })
}

/// A saved plan, and those of its places that take any words at all: found by trying, so that none is forgotten.
struct Fields {
    whole: Value,
    places: Vec<Vec<String>>,
}

impl Fields {
    fn new() -> Self {
        let whole: Value = serde_json::from_str(GOLDEN[2]).expect("JSON");
        let mut all = Vec::new();
        leaves(&whole, &mut Vec::new(), &mut all);
        let takes_words = |place: &Vec<String>| {
            let mut changed = whole.clone();
            *at(&mut changed, place) = Value::String("any words at all".to_owned());
            place[0] != "format" && Saved::from_text(&changed.to_string()).is_ok()
        };
        let places: Vec<Vec<String>> = all.into_iter().filter(takes_words).collect();
        Self { whole, places }
    }

    /// A plan with the words in each of them, and in names that this edition does not know.
    fn filled(&self, words: &str) -> Saved {
        let mut whole = self.whole.clone();
        for place in &self.places {
            *at(&mut whole, place) = Value::String(words.to_owned());
        }
        // The answers stay those of a plan in which there is much to say, but for one; a group stays a group.
        whole["answers"] = self.whole["answers"].clone();
        whole["answers"]["health_service"] = Value::String(words.to_owned());
        whole["edits"]["own_groups"][0]["meets"] = self.whole["edits"]["own_groups"][0]["meets"].clone();
        for part in ["tasks", "choices", "groups", "record", "answers"] {
            let with = if part == "answers" { &mut whole[part] } else { &mut whole["edits"][part] };
            with[words] = match part {
                "tasks" => serde_json::json!({ "who": words }),
                "choices" => serde_json::json!({ "chosen": true, "reason": words }),
                "groups" => serde_json::json!({ "why_not": words }),
                _ => Value::String(words.to_owned()),
            };
        }
        Saved::from_text(&whole.to_string()).unwrap_or_else(|error| panic!("{words:?}: {error}"))
    }
}

#[test]
fn every_place_for_words_is_found() {
    let places: Vec<String> = Fields::new().places.iter().map(|place| place.join(".")).collect();
    for place in [
        "edits.title",
        "edits.statement.hear_back",
        "edits.choices.outreach.reason",
        "edits.tasks.open-the-record.who",
        "edits.own_tasks.0.title",
        "edits.groups.sex.why_not",
        "edits.groups.deaf.notes.good",
        "edits.own_groups.0.name",
        "edits.own_groups.0.record.notes.ill",
        "edits.record.duty",
        "edits.sign_offs.0.by",
    ] {
        assert!(places.iter().any(|one| one == place), "{place} is not among {places:?}");
    }
    assert!(!places.iter().any(|one| one == "edits.start"), "a day takes no words");
}

/// The payloads of one kind.
fn payloads(kind: &str) -> Vec<String> {
    let all: Value = serde_json::from_str(include_str!("content/payloads.json")).expect("JSON");
    let list = all[kind].as_array().expect("a list");
    let list: Vec<String> = list.iter().map(|one| one.as_str().expect("words").to_owned()).collect();
    assert_eq!(list.len(), 200);
    list
}

/// Each tag of a page or part with all that stands in it, in order.
fn tags(page: &str) -> Vec<&str> {
    page.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or_default()).collect()
}

/// Words of the same length in lines of the same kind, which mean nothing to anyone.
fn harmless(words: &str) -> String {
    words.chars().map(|c| if c.is_whitespace() { c } else { 'x' }).collect()
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

/// The lines of a calendar, unfolded.
fn lines(calendar: &str) -> Vec<String> {
    calendar.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
}

#[test]
fn two_hundred_payloads_in_every_field_stay_text_in_every_file() {
    let desk = Desk::new();
    let fields = Fields::new();
    let mut files = 0;
    for words in payloads("markup") {
        let (bad, good) = (fields.filled(&words), fields.filled(&harmless(&words)));
        let (bad_plan, good_plan) = (desk.plan(&bad, &words), desk.plan(&good, &harmless(&words)));
        let both = |depth: Kind, format: Format| {
            (desk.file_of(&bad, &bad_plan, depth, format), desk.file_of(&good, &good_plan, depth, format))
        };
        for depth in [Kind::Full, Kind::OnePage, Kind::Record, Kind::Paper(0)] {
            let (page, plain) = both(depth, Format::Html);

            assert_eq!(tags(&text(&page)), tags(&text(&plain)), "{words:?}");

            let (page, plain) = both(depth, Format::Markdown);
            assert_eq!(marks(&text(&page)), marks(&text(&plain)), "{words:?}");
            files += 2;
            // What is printed is the web page's own body, and a Word file of each kind is made by the same program.
            if depth != Kind::Full {
                continue;
            }
            let (page, plain) = both(depth, Format::Docx);

            for ((name, part), (of, plain)) in parts(&page.bytes).iter().zip(&parts(&plain.bytes)) {
                let (part, plain) = (String::from_utf8_lossy(part), String::from_utf8_lossy(plain));
                // What stands in quotation marks may be somebody's words, or a width that follows from them.
                let shape = |part: &str| -> Vec<String> {
                    tags(part).into_iter().map(|tag| tag.split('"').step_by(2).collect::<Vec<_>>().join("\"")).collect()
                };
                let (one, other) = (shape(&part), shape(&plain));
                let at = one.iter().zip(&other).position(|(one, other)| one != other);
                assert!(
                    at.is_none() && one.len() == other.len() && name == of,
                    "{name}: {words:?}: {at:?} {:?}",
                    at.map(|at| (&one[at], &other[at]))
                );
                roxmltree::Document::parse(&part).unwrap_or_else(|error| panic!("{name}: {error}: {words:?}"));
            }
            files += 1;
        }
        let (page, plain) = both(Kind::Full, Format::Ics);
        let names = |file: &File| -> Vec<String> {
            lines(&text(file)).iter().map(|line| line.split(':').next().unwrap_or_default().to_owned()).collect()
        };
        assert_eq!(names(&page), names(&plain), "{words:?}");
        let page = desk.file_of(&bad, &bad_plan, Kind::Full, Format::Html);
        assert_eq!(open(&page.bytes).expect("it opens").0, bad, "{words:?}");
        files += 1;
    }
    println!("200 payloads in {} places and 5 names each: {files} files", fields.places.len());
}

/// The cells of a table: every cell stands in quotation marks, and every line ends with both its marks.
fn cells(csv: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut list = csv.strip_prefix('\u{feff}').expect("the mark for Excel").chars().peekable();
    let mut quoted = false;
    while let Some(c) = list.next() {
        let row = rows.last_mut().expect("a row");
        match (c, quoted) {
            ('"', true) if list.next_if_eq(&'"').is_some() => row.last_mut().expect("a cell").push('"'),
            ('"', _) => quoted = !quoted,
            (',', false) => row.push(String::new()),
            ('\r', false) => {
                assert_eq!(list.next(), Some('\n'));
                if list.peek().is_some() {
                    rows.push(vec![String::new()]);
                }
            }
            (c, true) => row.last_mut().expect("a cell").push(c),
            (c, false) => panic!("{c:?} stands outside a cell"),
        }
    }
    rows
}

#[test]
fn two_hundred_formulas_in_every_field_are_text_in_every_table() {
    let desk = Desk::new();
    let fields = Fields::new();
    let (mut marked, mut looked_at) = (0, 0);
    for words in payloads("formulas").iter().chain(&payloads("markup")) {
        let saved = fields.filled(words);
        let plan = desk.plan(&saved, words);
        for which in [Sheet::Tasks, Sheet::Groups, Sheet::Budget] {
            let file = desk.file_of(&saved, &plan, Kind::Full, Format::Csv(which));
            let rows = cells(&text(&file));
            assert!(rows.len() > 2, "{which:?} has rows");
            for cell in rows.iter().flatten() {
                looked_at += 1;
                marked += usize::from(cell.starts_with('\''));
                // As a spreadsheet may read it: letters that nobody sees gone, wide signs made plain.
                let seen = cell.trim_start_matches(|c: char| {
                    c.is_whitespace() || c.is_control() || "\u{200b}\u{feff}\u{202e}".contains(c)
                });
                assert!(!seen.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "{words:?}: {cell:?}");
                assert!(cell.chars().all(|c| !c.is_control()), "{words:?}: {cell:?}");
            }
            assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{words:?}: every row is as long as the first");
        }
    }
    println!("{looked_at} cells, {marked} of them marked as text");
    assert!(marked > 1_000);
}

// ---------------------------------------------------------------------------------------------------------------
// Tables and calendars

#[test]
fn tables_say_what_the_plan_says() {
    let desk = Desk::new();
    let saved = golden();
    let plan = desk.plan(&saved, "Example Trust");
    let table = |which: Sheet| {
        let file = desk.file_of(&saved, &plan, Kind::Full, Format::Csv(which));
        assert!(file.name.ends_with(&format!("-{}-2026-11-22.csv", which.id())), "{}", file.name);
        let text = text(&file);
        assert_eq!(text.matches("\r\n").count(), cells(&text).len(), "each line has its end, the last too");
        cells(&text)
    };
    let tasks = table(Sheet::Tasks);
    assert_eq!(tasks[0], ["What", "Who", "Due", "When", "Late", "What it takes", "Done when"]);
    assert_eq!(tasks.len(), plan.tasks.len() + 1);
    let own = tasks.iter().find(|row| row[0] == "Show the sites in the library").expect("the task");
    assert_eq!(own[1..4], ["Estates lead", "2027-01-15", "15 January 2027"]);

    let groups = table(Sheet::Groups);
    assert_eq!(groups.len(), plan.groups.len() + plan.unaffected.len() + 1);
    let deaf = groups.iter().find(|row| row[0].starts_with("Deaf")).expect("the group");
    assert_eq!((deaf[1].as_str(), deaf[4].as_str()), ("Affected most", "2027-03-01"));
    assert!(!deaf[3].is_empty(), "there is something to put in place");
    let sex = groups.iter().find(|row| row[1] == "Not affected").expect("a group that is not");
    assert_eq!(sex[5], "Both use it alike.");

    let budget = table(Sheet::Budget);
    assert_eq!(budget.len(), plan.money.lines.len() + 1);
    let figure = |pounds: Option<u32>| pounds.map(|pounds| pounds.to_string()).unwrap_or_default();
    for (row, line) in budget[1..].iter().zip(&plan.money.lines) {
        assert_eq!((&row[1], row[5].parse()), (&line.title, Ok(line.one.from)), "figures are figures");
        assert_eq!((&row[8], &row[9]), (&figure(line.many), &figure(line.whole.map(|whole| whole.from))));
    }
    assert!(budget.iter().any(|row| row[10].is_empty()) && budget.iter().any(|row| row[10] == "1000"));
}

/// The value of each line of an event with this name.
fn values(calendar: &str, name: &str) -> Vec<String> {
    let all = lines(calendar);
    let with =
        all.iter().filter_map(|line| line.split_once(':')).filter(|(before, _)| before.split(';').next() == Some(name));
    with.map(|(_, value)| value.to_owned()).collect()
}

#[test]
fn a_calendar_holds_every_day_of_the_plan() {
    let desk = Desk::new();
    let saved = golden();
    let plan = desk.plan(&saved, "Example Trust");
    let file = desk.file_of(&saved, &plan, Kind::Full, Format::Ics);
    assert!(file.name.ends_with("-dates-2026-11-22.ics"), "{}", file.name);
    let calendar = text(&file);
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "lines are short");
    assert!(calendar.ends_with("END:VCALENDAR\r\n"));
    let list = events(&plan);
    let titles = values(&calendar, "SUMMARY");
    assert_eq!(titles.len(), list.len());
    for title in ["The plan begins", "The decision", "What people say has been weighed"] {
        assert!(titles.iter().any(|one| one == title), "{title}: {titles:?}");
    }
    let dated = plan.tasks.iter().filter(|task| task.due.is_some()).count();
    assert!(dated > 5 && dated + undated(&plan) == plan.tasks.len());
    assert_eq!(list.iter().filter(|event| event.id.contains("task")).count(), dated);
    let ids = values(&calendar, "UID");
    let once: std::collections::BTreeSet<&String> = ids.iter().collect();
    assert_eq!(once.len(), ids.len(), "each event has an id of its own");
    assert_eq!(values(&calendar, "DTSTAMP"), vec!["20261122T000000Z"; ids.len()]);
    let decision = list.iter().position(|event| event.id == "decision").expect("the decision");
    assert_eq!(values(&calendar, "DTSTART")[decision], "20270628");
    assert_eq!(values(&calendar, "DTEND")[decision], "20270629");
    assert!(values(&calendar, "X-WR-CALDESC")[0].contains("are open"), "it says how many are open");
    assert!(!calendar.contains("VALARM") && !calendar.contains("ATTENDEE"));
}

#[test]
fn a_second_calendar_brings_the_first_up_to_date() {
    let desk = Desk::new();
    let before = golden();
    let mut after = before.clone();
    // Another day, another role, a task gone and another come: what is still there keeps its id.
    after.edits.own_tasks.insert(
        0,
        engagement_planner::plan::OwnTask { title: "New".to_owned(), due: Some(TODAY), ..Default::default() },
    );
    after.edits.start = Some(Date::constant(2026, 12, 14));
    if let Some(task) = after.edits.tasks.get_mut("open-the-record") {
        task.title = Some("Open the record with partners".to_owned());
    }
    let ids = |saved: &Saved, made_on: Date| -> BTreeMap<String, String> {
        let mut plan = desk.plan(saved, "Example Trust");
        plan.made_on = made_on;
        let calendar = text(&desk.file_of(saved, &plan, Kind::Full, Format::Ics));
        let own = events(&plan).into_iter().map(|event| event.id);
        own.zip(values(&calendar, "UID")).collect()
    };
    let (first, second) = (ids(&before, TODAY), ids(&after, Date::constant(2026, 11, 30)));
    for (event, id) in &first {
        assert_eq!(second.get(event), Some(id), "{event}");
    }
    assert!(second.len() == first.len() + 1);
    let mut other = before;
    other.edits.title = "Another plan".to_owned();
    assert!(ids(&other, TODAY).values().all(|id| !first.values().any(|one| one == id)), "another plan has its own ids");
}

#[test]
fn every_document_says_what_is_open_and_what_it_rests_on() {
    let desk = Desk::new();
    let saved = golden();
    let plan = desk.plan(&saved, "Example Trust");
    let count = |name: &str| plan.gaps.iter().filter(|gap| gap.severity.name() == name).count();
    let open =
        format!("{} must, {} should and {} consider are open.", count("Must"), count("Should"), count("Consider"));
    for depth in [Kind::Full, Kind::OnePage, Kind::Record, Kind::Paper(0)] {
        for format in [Format::Html, Format::Markdown, Format::Docx] {
            let file = desk.file_of(&saved, &plan, depth, format);
            let text = if format == Format::Docx {
                parts(&file.bytes).iter().map(|(_, part)| String::from_utf8_lossy(part).into_owned()).collect()
            } else {
                text(&file)
            };
            let edition = format!("Rules of edition {}", plan.edition);
            for words in [open.as_str(), "22 November 2026", &edition, "Open Government Licence v3.0", "legal advice"] {
                assert!(text.contains(words), "{depth:?} {format:?} does not say “{words}”");
            }
        }
    }
    let calendar = desk.file_of(&saved, &plan, Kind::Full, Format::Ics);
    assert!(values(&text(&calendar), "X-WR-CALDESC")[0].replace('\\', "").contains(&open));
}

/// Writes the files of one plan into a folder, and opens what stands in another, to be tried by hand with other programs:
/// `EXPORTS=/tmp/exports OPEN=/tmp/edited cargo test --no-default-features --test files -- --ignored --nocapture`
#[test]
#[ignore = "it writes files for people to look at"]
fn write_and_open_files_by_hand() {
    let desk = Desk::new();
    let saved = golden();
    if let Ok(folder) = std::env::var("EXPORTS") {
        std::fs::create_dir_all(&folder).expect("a folder");
        for format in [
            Format::Docx,
            Format::Html,
            Format::Ics,
            Format::Csv(Sheet::Tasks),
            Format::Csv(Sheet::Groups),
            Format::Csv(Sheet::Budget),
        ] {
            let file = desk.file(&saved, Kind::Full, format);
            std::fs::write(format!("{folder}/{}", file.name), &file.bytes).expect("a file");
        }
    }
    if let Ok(folder) = std::env::var("OPEN") {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let came = open(&std::fs::read(&path).expect("a file"));
            println!(
                "{}: {:?}, the same plan: {}",
                path.display(),
                came.as_ref().map(|(_, carrier)| carrier),
                came.as_ref().is_ok_and(|(plan, _)| *plan == saved)
            );
        }
    }
}
