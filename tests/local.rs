//! Local policy: what a file may say and what its owner is told of a fault; and that nothing local ever changes what the
//! guidance says.

#![allow(clippy::expect_used, clippy::panic, reason = "tests may stop where they stand")]

use std::sync::LazyLock;

use engagement_planner::answers::Answers;
use engagement_planner::assessment::assess;
use engagement_planner::date::Date;
use engagement_planner::document::{Kind, Section, Sheet, events, sheet, write};
use engagement_planner::guidance::{Guidance, Handbook, Lane, Severity};
use engagement_planner::local::{BODIES, Edition, MOST_BYTES, Policy, SEVERITIES, STAGES, read};
use engagement_planner::plan::{Edits, GapState, InPlace, LOCAL, Plan, PlanLocal, Saved, draft, local};
use proptest::prelude::*;
use serde_json::{Value, json};

const TODAY: Date = Date::constant(2026, 11, 25);
const EXAMPLE: &str = include_str!("../examples/local-policy.json");

static GUIDANCE: LazyLock<Guidance> = LazyLock::new(Guidance::built_in);
static HANDBOOK: LazyLock<Handbook> = LazyLock::new(Handbook::built_in);

fn policy(value: &Value) -> Policy {
    read(&value.to_string(), &GUIDANCE).unwrap_or_else(|problems| panic!("{}", problems.join("\n")))
}

fn example() -> Value {
    serde_json::from_str(EXAMPLE).expect("JSON")
}

fn problems(text: &str) -> Vec<String> {
    read(text, &GUIDANCE).expect_err("a problem")
}

/// What is wrong once the example has been changed.
fn wrong(change: impl FnOnce(&mut Value)) -> Vec<String> {
    let mut value = example();
    change(&mut value);
    problems(&value.to_string())
}

fn answers(text: &str) -> Answers {
    serde_json::from_str(text).expect("answers")
}

/// A plan with a policy, as the planner makes it.
fn plan(policy: Option<&Policy>, answers: &Answers, edits: &Edits) -> Plan {
    let assessment = assess(&GUIDANCE, answers, TODAY);
    let mut plan = draft(&GUIDANCE, &HANDBOOK, &assessment, answers, edits, "Example Trust", TODAY);
    plan.local = local(policy, &assessment, edits, &plan, TODAY);
    plan
}

fn here(policy: &Policy, given: &str, edits: &Edits) -> PlanLocal {
    plan(Some(policy), &answers(given), edits).local.expect("a local part")
}

// ---------------------------------------------------------------------------------------------------------------
// Reading

#[test]
fn the_example_is_read_without_a_word_and_whole() {
    let policy = read(EXAMPLE, &GUIDANCE).unwrap_or_else(|problems| panic!("{}", problems.join("\n")));
    assert_eq!(policy.organisation, "Example Trust");
    assert_eq!(policy.edition, Edition { name: "Autumn 2026".to_owned(), date: Date::constant(2026, 11, 1) });
    assert_eq!(policy.assurance.as_ref().map(|group| (group.papers, group.meetings.len())), Some((10, 8)));
    assert_eq!(policy.approaches.len(), 2);
    assert_eq!(policy.approaches[1].groups.len(), 2);
    assert_eq!(policy.checks[0].severity, Severity::Must);
    assert_eq!(policy.checks[1].when.len(), 1);
    assert_eq!(policy.bodies[0].0, "Health overview and scrutiny committee");
    assert!(policy.contact.is_some() && policy.payment.is_some() && policy.review.is_some());
    // With the mark that some editors put before everything.
    assert_eq!(read(&["\u{feff}", EXAMPLE].concat(), &GUIDANCE), Ok(policy));
}

#[test]
fn the_least_file_is_enough() {
    let least = json!({
        "format": "engagement-planner-local", "version": 1, "organisation": "A",
        "edition": {"name": "1", "date": "2026-01-01"},
    });
    assert!(policy(&least).checks.is_empty());
}

#[test]
fn all_problems_are_told_at_once_each_by_its_place_with_what_to_do() {
    let told = wrong(|value| {
        value["organistion"] = json!("Example Trust");
        value.as_object_mut().expect("a part").remove("organisation");
        value["edition"]["date"] = json!("1/11/2026");
        value["contact"]["link"] = json!("javascript:alert(1)");
        value["approaches"][1].as_object_mut().expect("a part").remove("name");
        value["approaches"][1]["groups"] = json!(["carer"]);
        value["checks"][0]["severity"] = json!("vital");
        value["checks"][1]["when"] = json!({"stages": ["noticing"]});
        value["assurance"]["papers_days_before"] = json!("10");
        value["bodies"] = json!("none");
    });
    let expected = [
        "The file: “organistion” is no name that is known here. Did you mean “organisation”?",
        "organisation: is missing. Give the name of your organisation.",
        "edition, date: “1/11/2026” is no date. Write the year, the month and the day, such as 2027-01-14.",
        "contact, link: “javascript:alert(1)” cannot be used as a link. Begin it with https://, or with / for a page of this site.",
        "approaches, 2, name: is missing. Give the approach a short name.",
        "approaches, 2, groups, 1: “carer” is no group that the planner knows. Did you mean “carers”?",
        "checks, 1, severity: “vital” does not say how much it matters. Known are: must, should, consider.",
        "checks, 2, when: “stages” is no question of the planner. Did you mean “stage”?",
        "assurance, papers_days_before: has to be a whole number from 0 to 90, without quotation marks. Say how many days before a meeting its papers are due.",
        "bodies: has to be a list, in square brackets. Say what bodies are called in your place.",
    ];
    for words in expected {
        assert!(told.iter().any(|one| one == words), "not told: {words}\ntold:\n{}", told.join("\n"));
    }
    assert_eq!(told.len(), expected.len(), "{}", told.join("\n"));
}

#[test]
fn each_rule_of_the_file_is_held() {
    let one = |change: &dyn Fn(&mut Value), words: &str| {
        let told = wrong(|value| change(value));
        assert!(told.len() == 1 && told[0].contains(words), "expected one with “{words}”, told: {}", told.join("\n"));
    };
    one(&|v| v["format"] = json!("engagement-plan"), "is not what stands here");
    one(&|v| v["version"] = json!(2), "version: has to be a whole number from 1 to 1");
    one(&|v| v["version"] = json!(1.5), "version: has to be a whole number");
    one(&|v| v["organisation"] = json!("  "), "organisation: is empty. Give the name");
    one(&|v| v["organisation"] = json!(7), "organisation: has to be words in quotation marks");
    one(&|v| v["organisation"] = json!("x".repeat(121)), "has 121 letters. At most 120");
    one(&|v| v["edition"] = json!("first"), "edition: has to be a part with names");
    one(&|v| v["edition"]["date"] = json!("2026-02-30"), "is no date");
    one(&|v| v["edition"]["date"] = json!("1066-10-14"), "is no date");
    one(&|v| v["contact"]["email"] = json!("nobody"), "is no address for e-mail");
    one(&|v| v["contact"]["email"] = json!("a@b.c?cc=d@e.f"), "is no address for e-mail");
    one(&|v| v["contact"]["phone"] = json!("\u{202e}"), "contact, phone: is empty");
    for link in [
        "http://example.org/",
        "//example.org/x",
        "https:///x",
        "data:text/html,x",
        "JavaScript:x",
        "page.html",
        " /x",
        "/\\example.org",
        "https://",
        "/a b",
        "vbscript:x",
        "\u{1}javascript:x",
        "https://example.org/\"onclick=x",
        "",
    ] {
        one(&|v| v["payment"]["link"] = json!(link), "cannot be used as a link");
    }
    one(&|v| v["checks"][0]["id"] = json!("Not An Id"), "is no id");
    one(&|v| v["checks"][0]["id"] = json!("local:x"), "is no id");
    one(
        &|v| v["checks"][1]["id"] = v["checks"][0]["id"].clone(),
        "checks, 2: “assurance-group-has-seen-it” stands at number 1",
    );
    one(
        &|v| v["bodies"][1]["body"] = v["bodies"][0]["body"].clone(),
        "bodies, 2: “scrutiny-committee” stands at number 1",
    );
    one(
        &|v| v["approaches"][0]["stages"] = json!(["shape", "shape"]),
        "approaches, 1, stages, 2: “shape” stands at number 1",
    );
    one(&|v| v["checks"][1]["when"]["stage"] = json!(["notising"]), "Did you mean “noticing”?");
    one(&|v| v["checks"][1]["when"]["stage"] = json!([]), "has to be a list of answers");
    one(&|v| v["checks"][1]["when"] = json!([]), "has to be questions with lists of answers");
    let many = |v: &mut Value| {
        let one = |at: usize| json!({"id": format!("check-{at}"), "words": "w", "severity": "must", "mend": "m"});
        v["checks"] = json!((0..41).map(one).collect::<Vec<_>>());
    };
    one(&many, "checks: has 41 entries. At most 40");
    let twice = EXAMPLE.replacen("\"version\": 1,", "\"version\": 1, \"version\": 1,", 1);
    assert_eq!(problems(&twice), ["version: stands twice. Keep one of them."]);
}

#[test]
fn what_is_no_json_or_too_large_is_said() {
    let cut = EXAMPLE.replacen("\"version\": 1,", "\"version\": 1", 1);
    assert_eq!(
        problems(&cut),
        [
            "The file is no JSON: it cannot be read from line 4, place 3. Look for a missing comma, quotation mark or bracket just before."
        ]
    );
    assert_eq!(problems("[]"), ["The file: has to be a part with names, in curly brackets."]);
    assert!(problems("")[0].starts_with("The file is no JSON"));
    assert!(problems(&"[".repeat(5000))[0].starts_with("The file is no JSON"));
    assert!(problems(&[EXAMPLE, &" ".repeat(MOST_BYTES)].concat())[0].starts_with("The file is too large."));
    let many: Vec<Value> = (0..40).map(|_| json!({"a": 1, "b": 2})).collect();
    let told = wrong(|value| value["approaches"] = json!(many));
    assert_eq!(told.len(), 51);
    assert!(told[50].starts_with("And "), "{}", told[50]);
}

#[test]
fn the_words_of_a_file_are_those_of_the_guidance() {
    assert_eq!(json!(STAGES), json!(Lane::ALL), "the stages, in their order");
    assert_eq!(json!(SEVERITIES), json!([Severity::Must, Severity::Should, Severity::Consider]));
    // An id of the guidance can never be taken for that of a local check.
    assert!(GUIDANCE.checks.iter().all(|check| !check.id.contains(':')));
    let names: std::collections::BTreeSet<&str> = BODIES.iter().map(|(id, _)| *id).collect();
    assert_eq!(names.len(), BODIES.len());
}

#[test]
fn what_no_reader_sees_is_left_out_of_texts() {
    let mut value = example();
    value["organisation"] = json!("Exa\u{202e}mple\nTrust\u{0}");
    assert_eq!(policy(&value).organisation, "Example Trust");
}

// ---------------------------------------------------------------------------------------------------------------
// What it says to a plan

#[test]
fn a_local_check_is_a_gap_of_its_own_until_it_is_in_place() {
    let policy = policy(&example());
    let first = [LOCAL, "assurance-group-has-seen-it"].concat();
    let early = [LOCAL, "panel-was-asked-early"].concat();
    let of = |given: &str, said: Option<InPlace>| {
        let mut edits = Edits::default();
        if let Some(said) = said {
            edits.checks.insert(early.clone(), said);
        }
        let here = here(&policy, given, &edits);
        let shown = here.checks.iter().any(|check| check.id == early);
        (shown, here.gaps.iter().find(|gap| gap.id == early).map(|gap| gap.state))
    };
    let at = |stage: &str| format!("{{\"stage\": \"{stage}\"}}");
    // Where it matters, silence is a gap; where that is not settled, only a plain no is; elsewhere nothing is.
    assert_eq!(of(&at("noticing"), None), (true, Some(GapState::NotSaid)));
    assert_eq!(of(&at("noticing"), Some(InPlace::NotSure)), (true, Some(GapState::NotSaid)));
    assert_eq!(of(&at("noticing"), Some(InPlace::No)), (true, Some(GapState::NotInPlace)));
    assert_eq!(of(&at("noticing"), Some(InPlace::Yes)), (true, None));
    assert_eq!(of("{}", None), (true, None));
    assert_eq!(of("{}", Some(InPlace::No)), (true, Some(GapState::NotInPlace)));
    assert_eq!(of(&at("delivery"), None), (false, None));
    // What was answered stays in sight.
    assert_eq!(of(&at("delivery"), Some(InPlace::No)), (true, None));
    let here = here(&policy, "{}", &Edits::default());
    assert_eq!(here.gaps[0].id, first, "what matters most comes first");
    assert_eq!(here.gaps[0].severity, Severity::Must);
}

#[test]
fn an_answer_to_a_check_that_has_gone_is_kept_and_said() {
    let mut edits = Edits::default();
    edits.checks.insert([LOCAL, "of-last-year"].concat(), InPlace::Yes);
    edits.local = Some(Edition { name: "Spring".to_owned(), date: Date::constant(2026, 3, 1) });
    let policy = policy(&example());
    let kept = vec![("of-last-year".to_owned(), InPlace::Yes)];
    let with = here(&policy, "{}", &edits);
    assert_eq!(with.kept, kept);
    assert!(
        with.made_under.contains("Spring (1 March 2026). Now Autumn 2026 (1 November 2026) is in force"),
        "{}",
        with.made_under
    );
    // Where no policy is in force, too.
    let plan = plan(None, &Answers::default(), &edits);
    let without = plan.local.as_ref().expect("what is kept");
    assert_eq!(without.kept, kept);
    assert!(without.made_under.ends_with("No local information is in force where the plan is now."));
    assert!(words(&local_section(&plan)).contains("of-last-year: In place."));
    // And the saved file loses neither.
    let saved = Saved::new("e", Answers::default(), edits);
    assert_eq!(Saved::from_text(&saved.to_text()), Ok(saved));
    // Without either, nothing local stands in a plan.
    assert_eq!(self::plan(None, &Answers::default(), &Edits::default()).local, None);
}

#[test]
fn the_meeting_before_the_decision_brings_its_papers_as_a_task_or_a_gap() {
    let policy = policy(&example());
    let of =
        |day: &str| here(&policy, &format!("{{\"time_before_decision\": {{\"on\": \"{day}\"}}}}"), &Edits::default());
    let gaps = |here: &PlanLocal| {
        here.gaps.iter().filter(|gap| gap.id == "local:assurance").map(|gap| gap.title.clone()).collect::<Vec<_>>()
    };
    let far = of("2027-07-20");
    assert_eq!(far.tasks.len(), 1);
    assert_eq!(far.tasks[0].due, Some(Date::constant(2027, 6, 28)), "ten days before 8 July");
    assert!(
        far.tasks[0]
            .what
            .starts_with("The last meeting before the decision is on 8 July 2027. Its papers are due on 28 June 2027.")
    );
    let soon = of("2026-12-20");
    assert_eq!(soon.tasks[0].due, Some(Date::constant(2026, 11, 30)));
    assert!(gaps(&soon)[0].starts_with(
        "The last meeting of Involvement Assurance Group before the decision comes before people’s views"
    ));
    let none = of("2026-12-05");
    assert_eq!(gaps(&none), ["No meeting of Involvement Assurance Group comes before the decision"]);
    assert!(none.tasks.is_empty());
    let mut late = example();
    late["assurance"]["papers_days_before"] = json!(30);
    let late = self::policy(&late);
    let late = here(&late, "{\"time_before_decision\": {\"on\": \"2026-12-12\"}}", &Edits::default());
    assert_eq!(
        gaps(&late),
        ["The papers for Involvement Assurance Group on 10 December 2026 were due on 10 November 2026"]
    );
    // Where the decision has no day, the next meeting that can still be met.
    let open = here(&policy, "{}", &Edits::default());
    assert_eq!(open.tasks[0].due, Some(Date::constant(2026, 11, 30)));
}

#[test]
fn a_review_that_is_due_is_said() {
    let mut value = example();
    assert!(!here(&policy(&value), "{}", &Edits::default()).overdue);
    value["review"]["due"] = json!("2026-11-24");
    let here = here(&policy(&value), "{}", &Edits::default());
    assert!(here.overdue);
    assert_eq!(
        here.review,
        "Head of involvement was due to look at it again on 24 November 2026. Write to involvement@example.org."
    );
}

fn local_section(plan: &Plan) -> Section {
    let document = write(plan, &HANDBOOK.terms, Kind::Full);
    document.sections.into_iter().find(|one| one.heading.starts_with("Local policy")).expect("a local part")
}

fn words(section: &Section) -> String {
    serde_json::to_string(section).expect("words")
}

#[test]
fn the_full_plan_has_a_part_for_it_and_each_file_its_edition() {
    let policy = policy(&example());
    let plan = plan(Some(&policy), &Answers::default(), &Edits::default());
    let section = local_section(&plan);
    assert_eq!(section.heading, "Local policy of Example Trust");
    let said = words(&section);
    for expected in [
        "Autumn 2026 (1 November 2026)",
        "Local must",
        "has seen the plan",
        "Our citizens’ panel",
        "Understand; Shape options",
        "carers; young carers",
        "On the intranet: /policies/paying-people.html",
        "Example County Health Scrutiny Panel",
        "Head of involvement looks at it again by 1 November 2027",
        "Send the papers to",
        "01632 960 000",
    ] {
        assert!(said.to_lowercase().contains(&expected.to_lowercase()), "the local part says “{expected}”:\n{said}");
    }
    let edition = "Local policy of Example Trust, edition Autumn 2026 (1 November 2026).";
    for kind in [Kind::Full, Kind::OnePage, Kind::Record, Kind::Letter] {
        let document = write(&plan, &HANDBOOK.terms, kind);
        assert!(document.foot.contains(edition), "{kind:?}: {}", document.foot);
        let parts = document.sections.iter().filter(|one| one.heading.starts_with("Local policy")).count();
        assert_eq!(parts, usize::from(kind == Kind::Full), "{kind:?}");
    }
    let tasks = sheet(&plan, Sheet::Tasks);
    assert!(tasks.rows.iter().any(|row| row[0] == "Local: Send the papers to Involvement Assurance Group"));
    let day = events(&plan).into_iter().find(|event| event.title.starts_with("Local: ")).expect("a day");
    assert_eq!(day.day, Date::constant(2026, 11, 30));
    // As serde writes it, and read back.
    assert_eq!(plan.to_json(), serde_json::to_string(&plan).expect("JSON"));
    assert_eq!(serde_json::from_str::<Plan>(&plan.to_json()).expect("a plan"), plan);
}

// ---------------------------------------------------------------------------------------------------------------
// It never changes what the guidance says

/// Ids that the guidance uses itself: a policy that takes one of them must still change nothing.
fn tempting() -> Vec<String> {
    let checks = GUIDANCE.checks.iter().map(|one| one.id.clone());
    let approaches = GUIDANCE.approaches.iter().map(|one| one.id.clone());
    let duties = GUIDANCE.duties.iter().map(|one| one.id.clone());
    checks.chain(approaches).chain(duties).filter(|id| !id.contains('_') && id.len() <= 60).collect()
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z0-9 ,.&<>\"'{}:;-]{0,40}[a-z]",
        proptest::sample::select(tempting()),
        proptest::sample::select(GUIDANCE.checks.iter().map(|one| one.title.clone()).collect::<Vec<_>>()),
    ]
    .prop_map(|text| text.chars().take(79).collect::<String>())
}

fn any_day() -> impl Strategy<Value = String> {
    (2026..2029i16, 1..=12i8, 1..=28i8).prop_map(|(year, month, day)| format!("{year:04}-{month:02}-{day:02}"))
}

fn any_when() -> impl Strategy<Value = Value> {
    let questions: Vec<(String, Vec<String>)> = GUIDANCE
        .questions
        .iter()
        .map(|one| (one.id.clone(), one.options.iter().map(|option| option.id.clone()).collect()))
        .collect();
    let one = proptest::sample::select(questions).prop_flat_map(|(id, options)| {
        let most = options.len().min(4);
        proptest::sample::subsequence(options, 1..=most).prop_map(move |options| (id.clone(), json!(options)))
    });
    proptest::collection::vec(one, 0..3).prop_map(|list| Value::Object(list.into_iter().collect()))
}

fn any_policy() -> impl Strategy<Value = Value> {
    let ids = || proptest::sample::subsequence(tempting(), 0..4);
    let severity = || proptest::sample::select(vec!["must", "should", "consider"]);
    let checks = (ids(), proptest::collection::vec((any_text(), severity(), any_text(), any_when()), 4));
    let checks = checks.prop_map(|(ids, rest)| {
        let one = |(id, (words, severity, mend, when)): (String, _)| json!({"id": id, "words": words, "severity": severity, "mend": mend, "when": when});
        ids.into_iter().zip(rest).map(one).collect::<Vec<_>>()
    });
    let stages =
        || proptest::sample::subsequence(vec!["known", "understand", "shape", "decide", "deliver", "review"], 0..4);
    let groups = || proptest::sample::subsequence(vec!["carers", "deaf", "race", "rural"], 0..3);
    let approaches = (ids(), proptest::collection::vec((any_text(), any_text(), stages(), groups()), 4));
    let approaches = approaches.prop_map(|(ids, rest)| {
        let one = |(id, (name, what, stages, groups)): (String, _)| json!({"id": id, "name": name, "what": what, "stages": stages, "groups": groups});
        ids.into_iter().zip(rest).map(one).collect::<Vec<_>>()
    });
    let assurance = (any_text(), proptest::collection::btree_set(any_day(), 0..6), 0..40u8);
    (any_text(), any_text(), any_day(), checks, approaches, proptest::option::of(assurance)).prop_map(
        |(organisation, name, date, checks, approaches, assurance)| {
            let mut policy = json!({
                "format": "engagement-planner-local", "version": 1, "organisation": organisation,
                "edition": {"name": name.chars().take(59).collect::<String>(), "date": date},
                "checks": checks, "approaches": approaches,
                "review": {"by": "A role", "due": date}, "payment": {"words": organisation},
            });
            if let Some((name, meetings, days)) = assurance {
                policy["assurance"] = json!({"name": name, "meetings": meetings, "papers_days_before": days});
            }
            policy
        },
    )
}

/// A plan as JSON, without what is local.
fn national(plan: &Plan) -> Value {
    let mut value: Value = serde_json::from_str(&plan.to_json()).expect("JSON");
    value.as_object_mut().expect("a plan").remove("local");
    value
}

/// The parts of a full plan but the local one. What words are explained is looked for in all of it.
fn national_parts(plan: &Plan) -> Vec<Section> {
    let sections = write(plan, &[], Kind::Full).sections.into_iter();
    let ours = |one: &Section| !one.heading.starts_with("Local policy") && one.heading != "About this plan";
    sections.filter(ours).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 48 } else { 256 }))]

    #[test]
    fn no_policy_changes_what_the_guidance_says_in_any_scenario(
        value in any_policy(),
        said in proptest::collection::vec(proptest::sample::select(InPlace::ALL.to_vec()), 4),
    ) {
        let policy = policy(&value);
        for scenario in &HANDBOOK.scenarios {
            let answers = answers(&scenario.answers);
            let before = plan(None, &answers, &Edits::default());
            // With answers to every local check, and the edition kept.
            let mut edits = Edits { local: Some(policy.edition.clone()), ..Edits::default() };
            for (check, said) in policy.checks.iter().zip(&said) {
                edits.checks.insert([LOCAL, &check.id].concat(), *said);
            }
            let after = plan(Some(&policy), &answers, &edits);
            prop_assert!(after.local.is_some(), "{}: the policy is there", scenario.id);
            prop_assert_eq!(national(&before), national(&after), "{}", &scenario.id);
            prop_assert_eq!(national_parts(&before), national_parts(&after), "{}", &scenario.id);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn whatever_the_file_it_is_read_or_told_in_short_sentences(
        at in 0..EXAMPLE.len(),
        cut in 0..60usize,
        put in prop_oneof![Just(String::new()), ".{0,12}", Just("\"".to_owned()), Just("[".to_owned()), Just("null".to_owned())],
    ) {
        let floor = |mut at: usize| { while !EXAMPLE.is_char_boundary(at) { at -= 1; } at };
        let (from, to) = (floor(at), floor((at + cut).min(EXAMPLE.len())));
        let text = [&EXAMPLE[..from], &put, &EXAMPLE[to..]].concat();
        if let Err(told) = read(&text, &GUIDANCE) {
            prop_assert!(!told.is_empty());
            for one in told {
                prop_assert!(one.contains(": "), "it begins with its place: {}", one);
                prop_assert!(one.ends_with(['.', '?']), "it is a sentence: {}", one);
                prop_assert!(one.chars().count() < 300, "it is short: {}", one);
            }
        }
    }
}
