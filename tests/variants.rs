//! What-ifs beside the plan, as laws over the worked examples and random changes: no difference from itself, the same
//! differences both ways, each difference real and none missed, and a what-if taken and undone leaves all as it was.

#![allow(clippy::expect_used, clippy::panic, reason = "a test stops where it stands")]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use engagement_planner::answers::{Answer, Answers, Facts, State, validate};
use engagement_planner::assessment::{DutyState, assess, explain};
use engagement_planner::date::Date;
use engagement_planner::document::{Block, Kind, Section, Span, write};
use engagement_planner::guidance::{Guidance, Handbook, Severity};
use engagement_planner::keeping::History;
use engagement_planner::plan::{
    Edits, Plan, Side, Variant, WhatIf, check, chosen, day_words, draft, other_answer, what_differs,
};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

static G: LazyLock<Guidance> = LazyLock::new(Guidance::built_in);
static H: LazyLock<Handbook> = LazyLock::new(Handbook::built_in);

fn today() -> Date {
    "2026-11-23".parse().expect("a day")
}

fn scenario(at: usize) -> Answers {
    Answers::from_json(&H.scenarios[at % H.scenarios.len()].answers).expect("the answers of a scenario")
}

fn plan(answers: &Answers) -> Plan {
    draft(&G, &H, &assess(&G, answers, today()), answers, &Edits::default(), "", today())
}

/// Makes a what-if of changes: a question and an option, each by a number.
fn variant(base: &Answers, changes: &[(usize, usize)]) -> Variant {
    let mut variant = Variant::default();
    for &(question, option) in changes {
        let question = &G.questions[question % G.questions.len()];
        let option = &question.options[option % question.options.len()].id;
        if let Some(answer) = other_answer(question, variant.answers(base).get(&question.id), option) {
            variant.changes.insert(question.id.clone(), answer);
        }
    }
    variant
}

fn some_changes() -> impl Strategy<Value = Vec<(usize, usize)>> {
    prop::collection::vec((0..500_usize, 0..60_usize), 0..5)
}

fn cases(cases: u32, seed: u64) -> ProptestConfig {
    ProptestConfig { cases, rng_seed: RngSeed::Fixed(seed), failure_persistence: None, ..ProptestConfig::default() }
}

/// What follows from some answers, worked out from the assessment and the parts of the plan, not from the facts that
/// the planner lays side by side.
fn truth(answers: &Answers) -> BTreeMap<(&'static str, String), String> {
    let assessment = assess(&G, answers, today());
    let plan = plan(answers);
    let facts = Facts::read(&G, answers, today());
    let mut all: BTreeMap<(&'static str, String), String> = BTreeMap::new();
    let mut put = |part: &'static str, what: String, words: String| {
        if !words.is_empty() {
            let before = all.insert((part, what.clone()), words);
            assert!(before.is_none(), "{part}: {what} is told twice");
        }
    };
    for (no, question) in (0..).zip(&G.questions) {
        if let State::Known(_) = facts.of(no) {
            let day = match answers.get(&question.id) {
                Some(Answer::On(day)) => day_words(*day),
                _ => String::new(),
            };
            put("Answers", question.label.clone(), explain::answer_words(&G, &facts, no) + &day);
        }
    }
    for one in &assessment.duties {
        let words = match one.state {
            DutyState::Likely => &one.duty.likely,
            DutyState::CannotTell => &one.duty.cannot_tell,
            DutyState::Unlikely => &one.duty.unlikely,
        };
        // A rule for a body outside the Acts has words of its own.
        let own = one.reasons.iter().find_map(|rule| rule.verdict.clone());
        put("Duties", one.duty.name.clone(), own.unwrap_or_else(|| words.clone()));
        let why: Vec<String> = one.reasons.iter().map(|rule| rule.headline.clone()).collect();
        put("Duties", format!("Why: {}", one.duty.name), why.join(", "));
    }
    let edits = Edits::default();
    let taken = chosen(&assessment, &edits);
    for one in &assessment.recommendations {
        if let Some((_, lane)) = taken.iter().find(|(no, _)| *no == one.no) {
            put("Approaches", one.approach.name.clone(), format!("{lane:?} {}", one.fit_words()));
        }
    }
    let only: Vec<_> = taken.iter().map(|(no, _)| *no).collect();
    for gap in check(&H, &assessment, &only, &edits) {
        put("To mend", gap.title, gap.severity.name().to_owned());
    }
    for severity in [Severity::Must, Severity::Should, Severity::Consider] {
        let count = plan.gaps.iter().filter(|gap| gap.severity == severity).count();
        put("To mend", format!("How many: {}", severity.name()), count.to_string());
    }
    put("Dates", "The first fair day for the decision".to_owned(), day_words(plan.dates.earliest));
    put("Dates", "What people say has been weighed by".to_owned(), day_words(plan.dates.ready));
    for kind in &plan.money.by_kind {
        let lines = plan.money.lines.iter().filter(|line| line.kind.name() == kind.name).filter_map(|line| line.whole);
        let (from, to) = lines.fold((0, Some(0)), |(from, to): (u32, Option<u32>), sum| {
            (from + sum.from, to.zip(sum.to).map(|(one, two)| one + two))
        });
        put("Money", kind.name.clone(), format!("{from} {to:?}"));
    }
    all
}

fn find<'r>(rows: &'r [Side], part: &str, what: &str) -> Option<&'r Side> {
    rows.iter().find(|row| row.part == part && row.what == what)
}

#[test]
fn a_what_if_that_changes_nothing_differs_in_nothing() {
    for at in 0..H.scenarios.len() {
        let base = scenario(at);
        let empty = Variant::default();
        let mut again = Variant::default();
        for (id, answer) in base.iter() {
            again.changes.insert(id.to_owned(), answer.clone());
        }
        let first = plan(&base);
        let drafted: Vec<_> = [&empty, &again].map(|one| (one, plan(&one.answers(&base)))).into();
        let what_if = WhatIf::of(&G, &base, &first, &drafted);
        assert_eq!(what_if.rows, [], "{}", H.scenarios[at].id);
        assert!(what_if.same > 20, "{}: there was something to compare", H.scenarios[at].id);
        assert_eq!(again.title(&G, &base), "The same as the plan");
    }
}

#[test]
fn every_change_of_every_worked_example_that_can_be_chosen_is_an_answer_and_is_told() {
    for at in 0..H.scenarios.len() {
        let base = scenario(at);
        let facts = Facts::read(&G, &base, today());
        for (no, question) in (0..).zip(&G.questions) {
            for option in &question.options {
                let Some(answer) = other_answer(question, base.get(&question.id), &option.id) else { continue };
                validate(question, &answer).expect("an answer that the question takes");
                assert_ne!(base.get(&question.id), Some(&answer));
                let mut variant = Variant::default();
                variant.changes.insert(question.id.clone(), answer);
                let told = variant.changes_words(&G, &base);
                assert_eq!(told.len(), 1);
                assert!(told[0].1.contains(&option.label), "{}: {}", question.id, told[0].1);
                if facts.of(no) == State::Hidden {
                    let (rows, _) = what_differs(&[&plan(&base), &plan(&variant.answers(&base))]);
                    assert!(rows.iter().all(|row| row.part == "Answers"), "{}: it is not asked", question.id);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(120, 71))]

    #[test]
    fn differences_are_the_same_both_ways(at in 0..100_usize, changes in some_changes(), others in some_changes()) {
        let base = scenario(at);
        let (one, two) = (plan(&variant(&base, &changes).answers(&base)), plan(&variant(&base, &others).answers(&base)));
        let (there, same) = what_differs(&[&one, &two]);
        let (back, again) = what_differs(&[&two, &one]);
        prop_assert_eq!(same, again);
        prop_assert_eq!(there.len(), back.len());
        for row in &there {
            let turned = find(&back, row.part, &row.what).expect("the same row, the other way round");
            prop_assert_eq!([&row.said[0], &row.said[1]], [&turned.said[1], &turned.said[0]]);
        }
    }

    #[test]
    fn each_difference_is_real_and_none_is_missed(at in 0..100_usize, changes in some_changes()) {
        let base = scenario(at);
        let answers = variant(&base, &changes).answers(&base);
        let (rows, _) = what_differs(&[&plan(&base), &plan(&answers)]);
        for row in &rows {
            prop_assert_ne!(&row.said[0], &row.said[1], "{}: {}", row.part, row.what);
        }
        let (now, then) = (truth(&base), truth(&answers));
        let keys: std::collections::BTreeSet<_> = now.keys().chain(then.keys()).collect();
        for key in &keys {
            // An answer that is not read any more is told as such, in a row of its own.
            let used = find(&rows, key.0, &format!("Whether it is asked: {}", key.1)).is_some();
            let shown = find(&rows, key.0, &key.1).is_some() || used;
            let differs = now.get(*key) != then.get(*key);
            let listed = key.0 == "Approaches" && now.contains_key(*key) != then.contains_key(*key);
            prop_assert_eq!(shown, differs, "{:?}: {:?} and {:?}", key, now.get(*key), then.get(*key));
            if listed {
                let row = find(&rows, key.0, &key.1).expect("a row of an approach that is new or gone");
                let out = |words: &str| words.is_empty() || words.starts_with("Not in the plan. ");
                prop_assert!(out(&row.said[0]) != out(&row.said[1]), "{:?}", row);
            }
        }
    }

    #[test]
    fn three_beside_the_plan_tell_what_each_tells_alone(at in 0..100_usize, all in prop::collection::vec(some_changes(), 1..4)) {
        let base = scenario(at);
        let first = plan(&base);
        let variants: Vec<Variant> = all.iter().map(|changes| variant(&base, changes)).collect();
        let drafted: Vec<(&Variant, Plan)> = variants.iter().map(|one| (one, plan(&one.answers(&base)))).collect();
        let what_if = WhatIf::of(&G, &base, &first, &drafted);
        prop_assert_eq!(what_if.names.len(), variants.len() + 1);
        let once: std::collections::BTreeSet<_> = what_if.names.iter().collect();
        prop_assert_eq!(once.len(), what_if.names.len(), "no two have one name");
        for (place, (_, plan)) in drafted.iter().enumerate() {
            let (alone, _) = what_differs(&[&first, plan]);
            prop_assert_eq!(what_if.differs(place), alone.len());
            for row in &alone {
                let wide = find(&what_if.rows, row.part, &row.what).expect("the row stands beside the others too");
                prop_assert_eq!([&wide.said[0], &wide.said[place + 1]], [&row.said[0], &row.said[1]]);
            }
        }
    }

    #[test]
    fn taking_one_and_undoing_it_leaves_all_as_it_was(at in 0..100_usize, changes in some_changes()) {
        let base = scenario(at);
        let one = variant(&base, &changes);
        let wanted = one.answers(&base);
        let edits = Edits { title: "A plan".to_owned(), ..Edits::default() };
        let before = (base.clone(), edits);
        let mut history = History::default();
        history.begin(before.clone());
        let taken = (wanted.clone(), before.1.clone());
        history.see(&taken, None);
        let (rows, _) = what_differs(&[&plan(&taken.0), &plan(&one.answers(&taken.0))]);
        prop_assert_eq!(rows, Vec::<Side>::new(), "what was taken is the plan");
        prop_assert_eq!(one.changes_words(&G, &taken.0).len(), 0);
        match history.step(true) {
            Some((from, to)) => {
                prop_assert_eq!(from, taken);
                prop_assert_eq!(to, before);
            }
            None => prop_assert_eq!(wanted, base, "nothing was changed"),
        }
    }
}

fn tables<'d>(section: &'d Section, list: &mut Vec<&'d [Vec<Vec<Span>>]>) {
    for block in &section.blocks {
        if let Block::Table { head, rows, .. } = block {
            assert!(rows.iter().all(|row| row.len() == head.len()));
            list.push(rows);
        }
    }
    section.sections.iter().for_each(|inside| tables(inside, list));
}

#[test]
fn the_handout_has_a_row_for_each_difference() {
    for at in 0..H.scenarios.len() {
        let base = scenario(at);
        let mut first = plan(&base);
        let variants = [variant(&base, &[(at, 1)]), variant(&base, &[(at + 3, 0), (at + 5, 2)])];
        let drafted: Vec<_> = variants.iter().map(|one| (one, plan(&one.answers(&base)))).collect();
        let what_if = WhatIf::of(&G, &base, &first, &drafted);
        first.what_if = Some(what_if.clone());
        let document = write(&first, &H.terms, Kind::WhatIf);
        assert!(document.name.contains("-what-if-"), "{}", document.name);
        let headings: Vec<&str> = document.sections.iter().map(|one| &*one.heading).collect();
        assert_eq!(headings, ["The case in brief", "The what-ifs", "What differs", "To discuss"]);
        let mut found = Vec::new();
        document.sections.iter().for_each(|section| tables(section, &mut found));
        assert_eq!(found.iter().map(|rows| rows.len()).sum::<usize>(), what_if.rows.len());
        assert!(!what_if.rows.is_empty() || variants.iter().all(|one| one.changes.is_empty()));
        assert!(
            !serde_json::to_string(&first).expect("JSON").contains(&what_if.names[1]) || what_if.names[1].len() < 20,
            "the file of the plan holds no what-if"
        );
    }
}
