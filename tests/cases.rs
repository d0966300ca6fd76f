//! Cases for training: nothing that was typed into a plan is in one, nothing that was typed into a case is saved before
//! it was put to the person, and a file is a case or a plain reason.

#![allow(clippy::expect_used, clippy::panic, reason = "tests may stop where they stand")]

use engagement_planner::answers::{Answer, Answers};
use engagement_planner::cases::{Case, CaseError, Checked, FORMAT, Kind, MOST_BYTES, OUT, Said, closed, looks_like};
use engagement_planner::date::Date;
use engagement_planner::export::case_file;
use engagement_planner::guidance::{Guidance, Handbook};
use engagement_planner::opening::open;
use engagement_planner::personal::Personal;
use engagement_planner::plan::{OpenError, Saved};
use proptest::prelude::{ProptestConfig, any, prop, proptest};
use serde_json::Value;

const TODAY: Date = Date::constant(2026, 11, 25);

struct Desk {
    g: Guidance,
    book: Handbook,
}

impl Desk {
    fn new() -> Self {
        Self { g: Guidance::built_in(), book: Handbook::built_in() }
    }

    fn of(&self, answers: &Answers) -> Case {
        Case::of(&self.g, &self.book, answers, TODAY)
    }

    fn asks(&self, case: &Case) -> Vec<(String, Kind)> {
        case.asks(&self.g, &self.book, TODAY).into_iter().map(|ask| (ask.text, ask.kind)).collect()
    }

    fn check(&self, case: &Case, said: &[Said]) -> Result<Checked, Vec<String>> {
        case.check(&self.g, &self.book, TODAY, said).map_err(|left| left.into_iter().map(|ask| ask.text).collect())
    }

    /// Says the same of everything that is asked.
    fn all(&self, case: &Case, keep: bool) -> Vec<Said> {
        self.asks(case).into_iter().map(|(text, _)| Said { text, keep }).collect()
    }

    /// A case of a story, and of a title and a prompt that ask for nothing.
    fn story(&self, words: &str) -> Case {
        let answers = Answers::from_json(&self.book.scenarios[0].answers).expect("answers");
        let quiet = |text: &str| text.to_owned();
        let prompts = vec![quiet("What would you do first?")];
        Case { title: quiet("A closure"), story: words.to_owned(), prompts, ..self.of(&answers) }
    }
}

/// Words that stand in no content, one for each text of a plan.
fn planted(at: usize) -> String {
    format!("Zyxquor{at} of 1{at} Vermilion Street, LS1 4AP, zyx{at}@example.org, 0113 496 0{at:03}, the third of May")
}

#[test]
fn nothing_that_was_typed_into_a_plan_is_in_its_case() {
    let desk = Desk::new();
    // A plan with everything in it that a plan can hold; each of its texts becomes planted words where the plan reads it so.
    let golden: Value = serde_json::from_str(include_str!("golden/schema-4.json")).expect("a plan");
    let mut tried = 0;
    for scenario in &desk.book.scenarios {
        let mut whole = golden.clone();
        whole["answers"] = serde_json::from_str(&scenario.answers).expect("answers");
        let texts = paths(&golden["edits"], String::from("/edits"));
        let mut planted_here = 0;
        for path in texts {
            let before = whole.pointer(&path).expect("it").clone();
            let slot = whole.pointer_mut(&path).expect("it");
            *slot = Value::String(planted(planted_here));
            if Saved::from_text(&whole.to_string()).is_ok() {
                planted_here += 1;
            } else {
                // A closed word, a day or a sum: nothing can be typed there.
                *whole.pointer_mut(&path).expect("it") = before;
            }
        }
        let saved = Saved::from_text(&whole.to_string()).expect("a plan with words planted");
        assert!(planted_here > 30, "many texts were planted: {planted_here}");
        assert!(saved.to_text().matches("Zyxquor").count() >= planted_here, "and they are in the plan");
        let case = desk.of(&saved.answers);
        let checked = desk.check(&case, &[]).expect("nothing is asked about the content's own words");
        let text = checked.to_text();
        for sign in ["Zyxquor", "zyx", "Vermilion", "LS1", "0113", "@", "the third of May"] {
            assert!(!text.contains(sign), "{}: {sign} is not in the case", scenario.id);
        }
        assert_eq!(case.title, scenario.title, "a worked scenario is saved as the case that it is");
        assert_eq!(case.story, scenario.story);
        let theirs = Answers::from_json(&scenario.answers).expect("answers");
        assert_eq!(closed(&desk.g, &case.answers, TODAY), closed(&desk.g, &theirs, TODAY));
        tried += 1;
    }
    assert!(tried >= 25, "{tried} scenarios");
}

/// The path of every text in a value.
fn paths(value: &Value, at: String) -> Vec<String> {
    match value {
        Value::String(_) => vec![at],
        Value::Array(list) => list.iter().enumerate().flat_map(|(no, one)| paths(one, format!("{at}/{no}"))).collect(),
        Value::Object(map) => map
            .iter()
            .flat_map(|(name, one)| paths(one, format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"))))
            .collect(),
        _ => Vec::new(),
    }
}

#[test]
fn a_day_and_a_word_that_is_no_option_stay_behind() {
    let desk = Desk::new();
    let time = &desk.g.question(desk.g.time().expect("a question about time")).id;
    let mut answers = Answers::from_json(&desk.book.scenarios[0].answers).expect("answers");
    answers.set(time, Answer::On(Date::constant(2027, 2, 3)));
    answers.set("Sarah of Oakfield", Answer::One("her".to_owned()));
    answers.set(&desk.g.questions[1].id, Answer::One("Sarah of Oakfield".to_owned()));
    let text = desk.check(&desk.of(&answers), &[]).map_or_else(
        |_| {
            let case = Case { title: "A case".to_owned(), story: "A story".to_owned(), ..desk.of(&answers) };
            desk.check(&case, &[]).expect("a case").to_text()
        },
        |checked| checked.to_text(),
    );
    assert!(!text.contains("2027") && !text.contains("Sarah") && !text.contains("Oakfield"), "{text}");
    let json: Value = serde_json::from_str(&text).expect("JSON");
    assert!(json["answers"][time].is_string(), "the day is the option that it falls in: {text}");
}

#[test]
fn each_thing_planted_is_put_to_the_person() {
    let desk = Desk::new();
    // What is planted, and what must be asked about; each alone, in the middle of a sentence and at its beginning.
    let plants: &[(&str, &[&str])] = &[
        ("Sarah", &["Sarah"]),
        ("Sarah O’Brien", &["Sarah", "O’Brien"]),
        ("Dr. Young", &["Dr", "Young"]),
        ("J. Green", &["J", "Green"]),
        ("Rose", &["Rose"]),
        ("Will", &["Will"]),
        ("Åsa Łuczak", &["Åsa", "Łuczak"]),
        ("McDonald", &["McDonald"]),
        ("Oakfield Surgery", &["Oakfield", "Surgery"]),
        ("Stoke-on-Trent", &["Stoke", "Trent"]),
        ("14 High Street", &["14 High Street"]),
        ("14 high street", &["14 high street"]),
        ("3A The Grove", &["3A"]),
        ("LS1 4AP", &["LS1 4AP"]),
        ("ls1 4ap", &["ls1 4ap"]),
        ("sarah@example.org", &["sarah@example.org"]),
        ("@sarah_o", &["@sarah_o"]),
        ("www.oakfield.example", &["www.oakfield.example"]),
        ("https://oakfield.example/about", &["https://oakfield.example/about"]),
        ("0113 496 0123", &["0113 496 0123"]),
        ("943 476 5919", &["943 476 5919"]),
        ("12 May 2025", &["12", "May", "2025"]),
        ("the third of May", &["May"]),
        ("the third of may", &["may"]),
        ("last monday", &["monday"]),
        ("in september", &["september"]),
        ("ward 7b", &["7b"]),
        ("£25,000", &["25", "000"]),
        ("٣٤", &["٣٤"]),
    ];
    for (words, wanted) in plants {
        for text in [
            format!("The clinic closes, said {words} to the board."),
            format!("The clinic closes. {words} said so."),
            (*words).to_owned(),
            format!("They call it “{words}”, (and {words})."),
        ] {
            let story = desk.story(&text);
            let quiet = Case { story: "A clinic closes.".to_owned(), ..story.clone() };
            let places = [
                story,
                Case { title: text.clone(), ..quiet.clone() },
                Case { prompts: vec!["Why?".to_owned(), text.clone()], ..quiet.clone() },
            ];
            for case in places {
                let asks = desk.asks(&case);
                for one in *wanted {
                    assert!(asks.iter().any(|(text, _)| text == one), "{one} of “{text}” is asked about: {asks:?}");
                }
                assert!(desk.check(&case, &[]).is_err(), "it is not saved unasked: {text}");
                let out = desk.check(&case, &desk.all(&case, false)).expect("all was said").to_text();
                for one in *wanted {
                    let json: Value = serde_json::from_str(&out).expect("JSON");
                    let typed = format!("{} {} {}", json["title"], json["story"], json["prompts"]);
                    assert!(!typed.contains(one), "{one} was taken out: {typed}");
                }
            }
        }
    }
    let asks = desk.asks(&desk.story("A clinic closes. Sarah, 943 476 5919, rang sarah@example.org. Sarah was told."));
    let kinds: Vec<Kind> = asks.iter().map(|(_, kind)| *kind).collect();
    assert_eq!(
        kinds,
        [Kind::Personal(Personal::NhsNumber), Kind::Personal(Personal::Email), Kind::Capital],
        "what may point to one person comes first, and Sarah is asked about once: {asks:?}"
    );
}

#[test]
fn common_words_that_begin_a_sentence_are_not_asked_about() {
    let desk = Desk::new();
    let text = "People worry about the clinic. They were told late. The council has asked why! \
                “What happens next?” Nobody in the NHS could say. Carers were not asked. I was there.";
    assert_eq!(desk.asks(&desk.story(text)), []);
    // The content's own words, as they stand in it, are not asked about either.
    for scenario in &desk.book.scenarios {
        assert_eq!(desk.asks(&desk.of(&Answers::from_json(&scenario.answers).expect("answers"))), []);
    }
}

#[test]
fn what_is_kept_stays_and_what_is_taken_out_goes() {
    let desk = Desk::new();
    let case = desk.story("The Oakfield clinic closes. Sarah of Oakfield’s council said so.");
    let said = |text: &str, keep| Said { text: text.to_owned(), keep };
    assert_eq!(desk.check(&case, &[said("Sarah", false)]), Err(vec!["Oakfield".to_owned()]));
    let checked = desk.check(&case, &[said("Sarah", false), said("Oakfield", true)]).expect("all was said");
    assert_eq!(checked.case().story, format!("The Oakfield clinic closes. {OUT} of Oakfield’s council said so."));
    let checked = desk.check(&case, &[said("Sarah", true), said("Oakfield", false)]).expect("all was said");
    assert_eq!(checked.case().story, format!("The {OUT} clinic closes. Sarah of {OUT}’s council said so."));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_typed_no_capital_and_no_figure_is_saved_unasked(
        words in prop::collection::vec("[A-Za-zÅé’'0-9@+.,:;!?“”()\\-]{1,9}|May|Dr|the|of|street|Rose|LS1 4AP|0113 496 0123|\n", 0..24),
        keep in any::<u64>(),
    ) {
        let desk = Desk::new();
        let case = desk.story(&format!("Start {}", words.join(" ")));
        let mut said = desk.all(&case, false);
        for (at, one) in said.iter_mut().enumerate() {
            one.keep = keep >> (at % 64) & 1 == 1;
        }
        let checked = desk.check(&case, &said).expect("what is left after all was said asks for nothing new");
        let story = &checked.case().story;
        // Each word with a capital or a figure in what is saved was asked about and kept, or begins a sentence in common words.
        let kept: Vec<&str> = said.iter().filter(|one| one.keep).map(|one| one.text.as_str()).collect();
        let mut left = story.clone();
        let mut longest = kept.clone();
        longest.sort_by_key(|text| std::cmp::Reverse(text.len()));
        for one in longest {
            left = left.replace(one, " ");
        }
        assert!(!left.contains(char::is_numeric), "no figure unasked: {left:?} of {story:?}, kept {kept:?}");
        for word in left.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.contains(char::is_uppercase)) {
            let known = ["Start", "I", "A", "The", "Of"].contains(&word)
                || is_known(&desk, &word.to_lowercase());
            assert!(known, "{word} of {story:?} was asked about, or is known");
        }
    }

    #[test]
    fn a_case_comes_back_as_it_was(title in "[a-z \"\\\\éß]{1,80}", story in "[a-z\n\t \"{}]{1,300}", prompts in prop::collection::vec("[a-z?]{1,60}", 0..6), which in 0..25_usize) {
        let desk = Desk::new();
        let answers = Answers::from_json(&desk.book.scenarios[which].answers).expect("answers");
        let case = Case { title: format!("a{title}"), story: format!("b{story}"), prompts, ..desk.of(&answers) };
        if let Ok(checked) = desk.check(&case, &desk.all(&case, true)) {
            assert_eq!(Case::open(checked.to_text().as_bytes()).as_ref(), Ok(checked.case()));
            assert!(looks_like(checked.to_text().as_bytes()));
        } else {
            panic!("all was said");
        }
    }
}

/// Whether the content or a list of common words holds a word in small letters, by a way of its own.
fn is_known(desk: &Desk, word: &str) -> bool {
    let all = serde_json::to_string(&(&desk.g, &desk.book)).expect("JSON");
    all.split(|letter: char| !letter.is_alphanumeric()).any(|one| one == word)
        || ["he", "she", "him", "his", "hers", "my", "me", "yes", "nobody", "somebody"].contains(&word)
}

#[test]
fn a_file_is_a_case_or_a_plain_reason() {
    let desk = Desk::new();
    let answers = Answers::from_json(&desk.book.scenarios[0].answers).expect("answers");
    let file = case_file(&desk.check(&desk.of(&answers), &[]).expect("a case"), TODAY);
    assert_eq!(file.media_type, "application/json");
    assert!(file.name.ends_with("-case-2026-11-25.json"), "{}", file.name);
    let whole = Case::open(&file.bytes).expect("it opens");
    let reason = |bytes: &[u8]| match Case::open(bytes) {
        Ok(case) => assert_eq!(case.lacks(), None),
        Err(error) => assert!(error.to_string().ends_with('.') && error.to_string().len() > 40, "{error}"),
    };
    // The file ends in a bracket and a break: without the break it is still whole.
    for end in 0..file.bytes.len() - 1 {
        assert!(Case::open(&file.bytes[..end]).is_err(), "cut at {end}");
        reason(&file.bytes[..end]);
    }
    for at in 0..file.bytes.len() {
        for bit in [0, 3, 5, 7] {
            let mut bytes = file.bytes.clone();
            bytes[at] ^= 1 << bit;
            reason(&bytes);
        }
    }
    let text = String::from_utf8(file.bytes.clone()).expect("text");
    let with = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        Case::open(text.replacen(from, to, 1).as_bytes())
    };
    assert_eq!(with("\"schema\": 1", "\"schema\": 2"), Err(CaseError::Newer(2)));
    assert!(matches!(with("\"schema\": 1", "\"schema\": 0"), Err(CaseError::Damaged(_))));
    assert!(matches!(with("\"story\"", "\"notes\""), Err(CaseError::Damaged(_))));
    assert!(matches!(with("\"title\"", "\"title\": \"b\", \"title\""), Err(CaseError::Damaged(_))), "a name twice");
    assert!(matches!(with("\"prompts\"", "\"by\": \"Sarah\", \"prompts\""), Err(CaseError::Damaged(_))));
    assert!(matches!(
        with("\"answers\": {", "\"answers\": {\"day\": {\"on\": \"2027-01-01\"},"),
        Err(CaseError::Damaged(_))
    ));
    assert!(matches!(with("\"answers\": {", "\"answers\": {\"Sarah\": \"yes\","), Err(CaseError::Damaged(_))));
    assert!(matches!(
        with("\"answers\": {", "\"answers\": {\"purpose-2\": \"Sarah Jones\","),
        Err(CaseError::Damaged(_))
    ));
    let long = serde_json::to_string(&"a".repeat(7000)).expect("JSON");
    assert!(matches!(with("\"story\": \"", &format!("\"story\": {long}, \"x\": \"")), Err(CaseError::Damaged(_))));
    assert_eq!(Case::open(&vec![b' '; MOST_BYTES + 1]), Err(CaseError::TooLarge));
    assert_eq!(Case::open(include_bytes!("golden/schema-4.json")), Err(CaseError::NotACase));
    assert_eq!(Case::open(b""), Err(CaseError::NotACase));
    // What reads plans knows it for what it is, and so does what looks at its first letters alone.
    assert_eq!(open(&file.bytes), Err(OpenError::Case));
    assert!(looks_like(&file.bytes) && looks_like(&file.bytes[..60]) && text.contains(FORMAT));
    assert!(!looks_like(include_bytes!("golden/schema-4.json")));
    assert_eq!(whole.title, desk.book.scenarios[0].title);
}

#[test]
fn the_prompts_say_where_the_advice_differs_and_what_it_hangs_on() {
    let desk = Desk::new();
    let mut hangs = 0;
    for scenario in &desk.book.scenarios {
        let case = desk.of(&Answers::from_json(&scenario.answers).expect("answers"));
        assert!((3..=6).contains(&case.prompts.len()), "{}: {:?}", scenario.id, case.prompts);
        assert!(case.prompts.iter().all(|one| one.ends_with('?')), "{}: {:?}", scenario.id, case.prompts);
        hangs += usize::from(case.prompts.iter().any(|one| one.starts_with("If ")));
        assert!(!case.facts(&desk.g, TODAY).is_empty());
    }
    assert!(hangs > 20, "most say what the advice hangs on: {hangs}");
}
