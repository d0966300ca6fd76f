//! What keeps a plan honest: promises held against it, risks, what is different since a sign-off, and the letter.

#![allow(clippy::expect_used, clippy::panic, reason = "a test stops where it cannot go on, and says why")]

use std::sync::LazyLock;

use engagement_planner::answers::{Answer, Answers};
use engagement_planner::assessment::assess;
use engagement_planner::date::Date;
use engagement_planner::document::{Block, Document, Kind, Section, Span, write};
use engagement_planner::guidance::{AskedOf, Guidance, Handbook, Lane, Severity};
use engagement_planner::plan::{
    ANNUAL, Edits, GOVERNANCE, GapPlace, InPlace, KEEPING, Plan, Row, WHO_DECIDED, WORKED, chosen, draft, sign_off,
};

static G: LazyLock<Guidance> = LazyLock::new(Guidance::built_in);
static H: LazyLock<Handbook> = LazyLock::new(Handbook::built_in);

const TODAY: Date = Date::constant(2026, 11, 22);

/// A worked example with a day of decision, so that every kind of promise can be held against it.
fn answers() -> Answers {
    let one = H.scenarios.iter().find(|one| one.id == "community-hospital-site").expect("the hospital");
    let mut answers: Answers = serde_json::from_str(&one.answers).expect("answers");
    let time = G.question(G.time().expect("the time there is"));
    answers.set(&time.id, Answer::On(Date::constant(2027, 6, 30)));
    answers
}

fn make(edits: &Edits) -> Plan {
    let answers = answers();
    let assessment = assess(&G, &answers, TODAY);
    draft(&G, &H, &assessment, &answers, edits, "Example Trust", TODAY)
}

fn row(fields: &[(&str, &str)]) -> Row {
    let mut row = Row::default();
    fields.iter().for_each(|(field, text)| row.set(field, (*text).to_owned()));
    row
}

fn with_rows(register: &str, rows: Vec<Row>) -> Edits {
    let mut edits = Edits::default();
    edits.registers.insert(register.to_owned(), rows);
    edits
}

fn promise(kind: &str, day: Option<Date>) -> Row {
    let mut row = row(&[("what", "We will do as we say"), ("kind", kind), ("whom", "residents")]);
    row.set("day", day.map(|day| day.to_string()).unwrap_or_default());
    row
}

/// Whether the plan would break a promise: it says how, and there is a gap that leads to its row; or neither.
fn breaks(edits: &Edits) -> bool {
    let plan = make(edits);
    let place = edits.rows("promises").len() - 1;
    let one = plan.promises.iter().find(|one| one.row == place).expect("the promise is in the plan");
    let gap = plan.gaps.iter().find(|gap| gap.id == format!("promises-{place}"));
    assert_eq!(gap.is_some(), !one.broken.is_empty(), "{one:?}");
    if let Some(gap) = gap {
        assert_eq!((gap.place, gap.severity), (GapPlace::Running, Severity::Should));
        assert!(gap.mend.starts_with(&one.broken), "{}", gap.mend);
    }
    !one.broken.is_empty()
}

#[test]
fn a_promise_is_broken_on_the_day_before_it_could_be_kept_and_not_on_the_day() {
    let plan = make(&Edits::default());
    let approaches = |is: &dyn Fn(Lane) -> bool| {
        let lanes = plan.lanes.iter().filter(|lane| is(lane.lane)).collect::<Vec<_>>();
        lanes.into_iter().flat_map(|lane| &lane.approaches).collect::<Vec<_>>()
    };
    let told = approaches(&|lane| lane == Lane::Review).iter().map(|one| one.closes).min().expect("it feeds back");
    let takes_part = |id: &str| {
        let one = G.approach(G.approach_no(id).expect("an approach"));
        engagement_planner::plan::takes_part(one)
    };
    let asks = approaches(&|lane| lane <= Lane::Decide).into_iter().filter(|one| takes_part(&one.id));
    let closes = asks.map(|one| one.closes).max().expect("people take part");
    let decision = plan.dates.decision.expect("a day");
    for (kind, last, early_breaks) in
        [("hear_back", told, true), ("no_decision_before", decision, false), ("stays_open", closes, false)]
    {
        let at = |days: i32| breaks(&with_rows("promises", vec![promise(kind, Some(last.plus(days)))]));
        assert!(!at(0), "{kind}: on the day itself it is kept");
        assert_eq!((at(-1), at(1)), (early_breaks, !early_breaks), "{kind}");
        assert!(!breaks(&with_rows("promises", vec![promise(kind, None)])), "{kind}: with no day it cannot be told");
    }
}

#[test]
fn a_promise_to_hear_back_needs_something_that_feeds_back_and_an_open_door_needs_an_approach() {
    let with = |register: Vec<Row>, lanes: &dyn Fn(Lane) -> bool| {
        let mut edits = with_rows("promises", register);
        let answers = answers();
        let assessment = assess(&G, &answers, TODAY);
        for (no, _) in chosen(&assessment, &edits).into_iter().filter(|(_, lane)| lanes(*lane)) {
            let choice = engagement_planner::plan::Choice { chosen: false, reason: "Not now.".to_owned() };
            edits.choices.insert(G.approach(no).id.clone(), choice);
        }
        breaks(&edits)
    };
    assert!(with(vec![promise("hear_back", None)], &|lane| lane == Lane::Review));
    assert!(!with(vec![promise("hear_back", None)], &|lane| lane == Lane::Understand));
    assert!(with(vec![promise("stays_open", None)], &|_| true));
    assert!(!with(vec![promise("stays_open", None)], &|lane| lane == Lane::Review));
}

#[test]
fn payment_is_promised_only_with_the_policy_in_place_and_other_promises_are_carried_alone() {
    let pays: Vec<_> = H.measures.iter().filter(|one| one.payment).collect();
    assert_eq!(pays.len(), 1, "one measure has to be there before anybody is promised payment");
    let mut edits = with_rows("promises", vec![Row::default(), promise("payment", None)]);
    assert!(breaks(&edits));
    for (said, broken) in [(InPlace::No, true), (InPlace::NotSure, true), (InPlace::Yes, false)] {
        let record = engagement_planner::plan::MeasureRecord { said: Some(said), ready: None };
        edits.measures.insert(pays[0].id.clone(), record);
        assert_eq!(breaks(&edits), broken, "{said:?}");
    }
    assert!(!breaks(&with_rows("promises", vec![promise("other", Some(TODAY))])));
    assert!(!breaks(&with_rows("promises", vec![row(&[("what", "A hall that is warm")])])));
}

#[test]
fn promises_stand_in_the_full_plan_on_one_page_and_beside_each_stage_to_come() {
    let day = Some(Date::constant(2027, 9, 1));
    let plan = make(&with_rows("promises", vec![promise("no_decision_before", day)]));
    let words = "No decision before 1 September 2027: We will do as we say. To: residents.";
    assert_eq!(plan.promises[0].words, words);
    let full = write(&plan, &H.terms, Kind::Full);
    let stages = plan.lanes.iter().filter(|lane| !lane.approaches.is_empty()).count();
    assert!(stages > 2);
    assert_eq!(all_words(&full).matches(words).count(), stages + 1, "once for itself, and once for each stage");
    assert_eq!(all_words(&write(&plan, &H.terms, Kind::OnePage)).matches(words).count(), 1);
    assert!(all_words(&full).contains("The plan would break it. The decision comes on 30 June 2027."));
}

#[test]
fn the_parts_of_the_plan_are_those_that_are_written_where_they_belong() {
    let parts = [WHO_DECIDED, GOVERNANCE, WORKED, ANNUAL, KEEPING];
    for prompt in H.prompts.iter().filter(|prompt| prompt.of == AskedOf::Plan) {
        let of: Vec<&&str> = parts.iter().filter(|part| prompt.part.starts_with(**part)).collect();
        assert_eq!(of.len(), 1, "'{}' is printed in one place: {}", prompt.id, prompt.part);
    }
    for part in parts {
        assert!(H.prompts.iter().any(|prompt| prompt.part.starts_with(part)), "{part} asks something");
    }
    // What is written is printed once, whichever prompt it is.
    let mut edits = Edits::default();
    for prompt in H.prompts.iter().filter(|prompt| prompt.of == AskedOf::Plan) {
        edits.record.insert(prompt.id.clone(), format!("Written for {}", prompt.id));
    }
    let said = all_words(&write(&make(&edits), &H.terms, Kind::Full));
    for prompt in H.prompts.iter().filter(|prompt| prompt.of == AskedOf::Plan) {
        let words = format!("Written for {} ", prompt.id);
        assert_eq!(said.matches(&words).count(), 1, "{words}");
    }
}

#[test]
fn the_full_plan_stands_in_its_order() {
    let full = write(&make(&Edits::default()), &H.terms, Kind::Full);
    let headings: Vec<&str> = full.sections.iter().map(|section| section.heading.as_str()).collect();
    let order = [
        "What we tell the public",
        "What is still to mend",
        "Legal duty",
        "We already heard",
        "How people can take part",
        "Promises made",
        "Risks, and what we do about them",
        GOVERNANCE,
        WORKED,
        "You said, we did",
        ANNUAL,
        "Decision log",
        KEEPING,
    ];
    let places: Vec<usize> =
        order.iter().map(|one| headings.iter().position(|heading| heading == one).expect(one)).collect();
    assert_eq!(places[0], 0, "the lines for the public come first");
    assert!(places.is_sorted(), "{headings:?}");
    let duty = full.sections.iter().find(|section| section.heading == "Legal duty").expect("the duty");
    assert_eq!(duty.sections.last().map(|section| section.heading.as_str()), Some(WHO_DECIDED));
}

#[test]
fn what_is_signed_off_stays_and_what_is_different_is_told() {
    let mut edits = Edits::default();
    let before = make(&edits);
    edits.sign_offs.push(sign_off(&before, TODAY, "Senior sponsor".to_owned()));
    let same = make(&edits);
    assert_eq!(same.sign_offs[0].moved, [], "nothing is different on the day");
    assert!(!all_words(&write(&same, &H.terms, Kind::Full)).contains("Then and now"));

    let kept = edits.sign_offs.clone();
    let left = before.lanes.iter().flat_map(|lane| &lane.approaches).last().expect("an approach");
    let choice = engagement_planner::plan::Choice { chosen: false, reason: String::new() };
    edits.choices.insert(left.id.clone(), choice);
    let after = make(&edits);
    assert_eq!(edits.sign_offs, kept);
    let moved = &after.sign_offs[0].moved;
    let row = moved.iter().find(|(what, _, _)| *what == left.name).expect("the approach is told");
    assert_eq!((row.1.as_str(), row.2.as_str()), (left.fit.name(), "Not in the plan"));
    assert!(moved.iter().any(|(what, _, _)| what == "What is still to mend"), "a reason is lacking now: {moved:?}");
    assert!(all_words(&write(&after, &H.terms, Kind::Full)).contains("Then and now: signed off by Senior sponsor"));

    // Another edition, another state of a duty, and one that is no longer read.
    let mut old = kept[0].clone();
    old.edition = "2020.01".to_owned();
    let duty = before.duties[0].clone();
    let other = engagement_planner::assessment::DutyState::CannotTell;
    assert_ne!(duty.state, other, "the test needs another state");
    old.duties.insert(duty.id.clone(), other);
    old.duties.insert("a-duty-of-old".to_owned(), other);
    old.open = Vec::new();
    edits = Edits::default();
    edits.sign_offs.push(old);
    let told = make(&edits);
    let what: Vec<&str> = told.sign_offs[0].moved.iter().map(|(what, _, _)| what.as_str()).collect();
    assert_eq!(what, ["The edition of the rules", &duty.name, "a-duty-of-old"]);
}

#[test]
fn a_risk_that_is_not_in_hand_is_a_gap_to_think_about() {
    let plan = make(&Edits::default());
    assert!(plan.risks.len() > 4, "the answers bring risks");
    assert!(plan.risks.len() < H.risks.len(), "and not all of them");
    assert!(plan.risks.iter().all(|risk| risk.said.is_none() && !risk.notes.is_empty()));
    let mut edits = Edits::default();
    let (one, other) = (plan.risks[0].clone(), plan.risks[1].clone());
    edits.risks.insert(one.id.clone(), InPlace::No);
    edits.risks.insert(other.id, InPlace::Yes);
    let plan = make(&edits);
    let gaps: Vec<_> = plan.gaps.iter().filter(|gap| gap.place == GapPlace::Running).collect();
    assert_eq!(gaps.len(), 1);
    assert_eq!((&*gaps[0].id, gaps[0].severity), (&*format!("risk-{}", one.id), Severity::Consider));
    assert!(!gaps[0].notes.is_empty());
}

#[test]
fn the_letter_says_what_came_of_it_and_leaves_blanks_to_fill() {
    let empty = write(&make(&Edits::default()), &H.terms, Kind::Letter);
    let headings: Vec<&str> = empty.sections.iter().map(|section| section.heading.as_str()).collect();
    assert_eq!(
        headings,
        [
            "Thank you",
            "What we asked",
            "Who took part",
            "What you said, and what came of it",
            "What happens next",
            "How to reach us"
        ]
    );
    let blanks = all_words(&empty).matches("To be filled in.").count();
    assert!(blanks > 8, "{blanks} blanks");
    let said = row(&[("you", "Buses are rare"), ("did", "We moved the site"), ("did_not", "No bus of our own: money")]);
    let mut edits = with_rows("said", vec![said, row(&[("you", "Keep the beds")])]);
    edits.statement.purpose = "To choose a site.".to_owned();
    edits.statement.hear_back = "By letter in July.".to_owned();
    let letter = write(&make(&edits), &H.terms, Kind::Letter);
    let words = all_words(&letter);
    for told in ["Buses are rare", "We moved the site", "No bus of our own: money", "Keep the beds", "30 June 2027"] {
        assert!(words.contains(told), "{told}");
    }
    assert!(words.contains("To choose a site.") && words.contains("By letter in July."));
    assert!(letter.name.contains("feedback-letter"), "{}", letter.name);
    assert!(letter.notes.is_empty(), "a letter has no notes");
}

/// All that a document says, with a blank after each run.
fn all_words(document: &Document) -> String {
    fn spans(list: &[Span], words: &mut String) {
        for span in list {
            if let Span::Text(text) | Span::Strong(text) | Span::Link { text, .. } = span {
                words.push_str(text);
                if !text.ends_with(' ') && !text.is_empty() {
                    words.push(' ');
                }
            }
        }
    }
    fn walk(section: &Section, words: &mut String) {
        for block in &section.blocks {
            match block {
                Block::Paragraph(list) => spans(list, words),
                Block::List { items, .. } => items.iter().for_each(|item| spans(item, words)),
                Block::Chart(_) => {}
                Block::Table { caption, rows, .. } => {
                    words.push_str(caption);
                    words.push(' ');
                    rows.iter().flatten().for_each(|cell| spans(cell, words));
                }
            }
        }
        section.sections.iter().for_each(|section| walk(section, words));
    }
    let mut words = String::new();
    document.sections.iter().for_each(|section| walk(section, &mut words));
    words.replace("  ", " ")
}
