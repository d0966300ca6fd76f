//! Laws: what stays true whatever a person answers, edits or opens.
//!
//! Every seed is fixed, so that the same cases run on every machine.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops where it cannot go on, and says why"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use engagement_planner::answers::{Answer, Answers, Degree, Facts, NOT_SURE, Outcome, State, validate};
use engagement_planner::assessment::explain::{self, Change, changed, what_if, what_if_duty};
use engagement_planner::assessment::{
    Adds, Assessment, DutyState, End, Fit, Notice, added, answered, ask_next, assess, instead, lacks, map, notices,
    power, reaches, receiver, relevance, tipping,
};
use engagement_planner::date::Date;
use engagement_planner::document::Kind;
use engagement_planner::export::{Format, Job, export};
use engagement_planner::guidance::{
    About, ApproachNo, Barrier, Choose, Clause, Effect, Guidance, Handbook, Lane, Level, OptionNo, Question,
    QuestionNo, Rule, Severity, Status,
};
use engagement_planner::local::Edition;
use engagement_planner::opening::{Carrier, open};
use engagement_planner::order::{ById, Ids};
use engagement_planner::plan::{
    Choice, Edits, FORMAT, FieldKind, GapPlace, GroupRecord, InPlace, MONEY, MOST_BYTES, MeasureRecord, OpenError,
    OwnGroup, OwnTask, PRICE, Plan, REGISTERS, Register, Row, SCHEMA, Saved, SignOff, Statement, TaskEdit, asks_reason,
    chosen, day_words, draft, thousands,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::RngSeed;

static GUIDANCE: LazyLock<Guidance> = LazyLock::new(Guidance::built_in);
static HANDBOOK: LazyLock<Handbook> = LazyLock::new(Handbook::built_in);

fn today() -> Date {
    GUIDANCE.edition.reviewed
}

fn see(answers: &Answers) -> Assessment<'static> {
    assess(&GUIDANCE, answers, today())
}

fn make(assessment: &Assessment<'_>, answers: &Answers, edits: &Edits) -> Plan {
    draft(&GUIDANCE, &HANDBOOK, assessment, answers, edits, "An organisation", today())
}

/// So many cases, always the same ones.
fn cases(cases: u32, seed: u64) -> ProptestConfig {
    ProptestConfig { cases, rng_seed: RngSeed::Fixed(seed), failure_persistence: None, ..ProptestConfig::default() }
}

// ---------------------------------------------------------------------------------------------------------------
// What people may answer

/// One roll for one question: how it is answered, which options, which day.
type Roll = (u8, u64, u64, i32);

fn roll() -> impl Strategy<Value = Roll> {
    (0_u8..10, any::<u64>(), any::<u64>(), -60_i32..900)
}

fn rolls() -> impl Strategy<Value = Vec<Roll>> {
    proptest::collection::vec(roll(), GUIDANCE.questions.len())
}

/// An answer that the question takes: an option, a set of options, or a day where a day will do.
fn answer(question: &Question, (_, a, b, days): Roll) -> Answer {
    let count = u64::try_from(question.options.len()).expect("at most 64");
    let one = usize::try_from(a % count).expect("a place");
    let dated = question.options.iter().any(|option| option.days_under.is_some());
    match question.choose {
        Choose::One if dated && b % 3 == 0 => Answer::On(today().plus(days)),
        Choose::One => Answer::One(question.options[one].id.clone()),
        Choose::Many => {
            // Few of a long list, so that rules about "none of" have their turn too.
            let bits = if count > 16 { a & b & a.rotate_left(17) } else { a & b };
            let mut ids = Ids::from([question.options[one].id.clone()]);
            if !question.options[one].alone {
                let others = question.options.iter().enumerate().filter(|(at, o)| bits >> at & 1 == 1 && !o.alone);
                others.for_each(|(_, option)| ids.insert(option.id.clone()));
            }
            Answer::Many(ids)
        }
    }
}

/// Answers to as many of ten questions as `density` says; the others are absent or not sure.
fn answers_of(density: u8, rolls: &[Roll]) -> Answers {
    let mut answers = Answers::default();
    for (question, &roll) in GUIDANCE.questions.iter().zip(rolls) {
        if roll.0 < density {
            answers.set(&question.id, answer(question, roll));
        } else if roll.2 % 2 == 1 && question.not_sure.is_some() {
            answers.set(&question.id, Answer::NotSure);
        }
    }
    answers
}

fn scenario_answers() -> Vec<Answers> {
    HANDBOOK.scenarios.iter().map(|one| serde_json::from_str(&one.answers).expect("the build has read it")).collect()
}

/// Any answers, and answers a few steps from a scenario.
fn any_answers() -> impl Strategy<Value = Answers> {
    let near =
        (proptest::sample::select(scenario_answers()), rolls(), 0_u8..5).prop_map(|(mut answers, rolls, few)| {
            for (question, &roll) in GUIDANCE.questions.iter().zip(&rolls).filter(|(_, roll)| roll.0 < few) {
                if roll.1 % 4 == 0 {
                    answers.clear(&question.id);
                } else {
                    answers.set(&question.id, answer(question, roll));
                }
            }
            answers
        });
    prop_oneof![2 => (0_u8..=10, rolls()).prop_map(|(density, rolls)| answers_of(density, &rolls)), 1 => near]
}

fn unanswered(answers: &Answers, question: &Question) -> bool {
    matches!(answers.get(&question.id), None | Some(Answer::NotSure))
}

// ---------------------------------------------------------------------------------------------------------------
// Answers and rules

proptest! {
    #![proptest_config(cases(600, 1))]

    #[test]
    fn the_order_in_which_answers_are_set_does_not_matter(
        (answers, shuffled) in any_answers().prop_flat_map(|answers| {
            let list: Vec<(String, Answer)> = answers.iter().map(|(id, one)| (id.to_owned(), one.clone())).collect();
            (Just(answers), Just(list).prop_shuffle())
        })
    ) {
        let mut again = Answers::default();
        for question in &GUIDANCE.questions {
            again.set(&question.id, Answer::NotSure);
        }
        for (id, one) in &shuffled {
            again.set(id, one.clone());
        }
        for question in GUIDANCE.questions.iter().filter(|question| answers.get(&question.id).is_none()) {
            again.clear(&question.id);
        }
        prop_assert_eq!(&again, &answers);
        prop_assert_eq!(see(&again), see(&answers));
        let entries: Vec<String> = shuffled
            .iter()
            .map(|(id, one)| format!("{}: {}", serde_json::json!(id), serde_json::to_string(one).expect("JSON")))
            .collect();
        let read: Answers = serde_json::from_str(&format!("{{{}}}", entries.join(", "))).expect("answers");
        prop_assert_eq!(read, answers);
    }

    #[test]
    fn answering_more_settles_and_never_unsettles(answers in any_answers(), rolls in rolls()) {
        let before = see(&answers);
        for (question, &roll) in GUIDANCE.questions.iter().zip(&rolls).filter(|(one, _)| unanswered(&answers, one)) {
            let mut more = answers.clone();
            more.set(&question.id, answer(question, roll));
            let after = see(&more);
            for clause in every_clause() {
                let (was, is) = (before.facts.one(clause), after.facts.one(clause));
                prop_assert!(was == Outcome::Unknown || was == is, "{}: {:?} was {was:?} and is {is:?}", question.id, clause);
            }
            for (was, is) in before.findings.iter().zip(after.findings.iter()) {
                prop_assert!(was.outcome == Outcome::Unknown || was.outcome == is.outcome, "{} unsettles {}", question.id, was.rule.id);
            }
            for (was, is) in relevance(&before, &[]).iter().zip(&relevance(&after, &[])) {
                prop_assert!(was.outcome == Outcome::Unknown || was.outcome == is.outcome, "{} unsettles {}", question.id, was.check.id);
            }
            for (was, is) in before.duties.iter().zip(&after.duties) {
                prop_assert!(was.state == DutyState::CannotTell || was.state == is.state, "{} unsettles {}", question.id, was.duty.id);
            }
            for was in before.recommendations.iter().filter(|one| one.fit == Fit::RuledOut) {
                prop_assert_eq!(after.of(was.no).expect("it").fit, Fit::RuledOut, "{} lifts {}", &question.id, &was.approach.id);
            }
        }
    }

    #[test]
    fn a_follow_up_that_is_not_asked_never_counts(answers in any_answers(), rolls in rolls(), other in rolls()) {
        let before = see(&answers);
        for (question, &roll) in GUIDANCE.questions.iter().zip(&rolls) {
            // Not in play, or not yet known to be: what is stored is not read.
            if before.facts.in_play(question) != Outcome::Holds {
                let mut stored = answers.clone();
                stored.set(&question.id, answer(question, roll));
                prop_assert_eq!(see(&stored), before.clone(), "{} counts", &question.id);
                stored.clear(&question.id);
                prop_assert_eq!(see(&stored), before.clone(), "{} counts", &question.id);
            }
        }
        for clause in every_clause().filter(|clause| before.facts.of(clause.question) == State::Hidden) {
            let turned = Clause { negated: !clause.negated, ..clause.clone() };
            let meets = [before.facts.one(clause), before.facts.one(&turned)];
            prop_assert_eq!(meets, [Outcome::Fails; 2], "what is not asked meets no clause: {:?}", clause);
        }
        // Another answer to a parent and back again: what hangs on it is kept and comes back.
        let parents = GUIDANCE.questions.iter().flat_map(|question| &question.ask_when).map(|clause| clause.question);
        for parent in parents.collect::<BTreeSet<_>>() {
            let question = GUIDANCE.question(parent);
            let mut toggled = answers.clone();
            toggled.set(&question.id, answer(question, other[usize::from(parent)]));
            for (id, one) in answers.iter().filter(|(id, _)| *id != question.id) {
                prop_assert_eq!(toggled.get(id), Some(one));
            }
            match answers.get(&question.id) {
                Some(one) => toggled.set(&question.id, one.clone()),
                None => toggled.clear(&question.id),
            }
            prop_assert_eq!(see(&toggled), before.clone());
        }
    }

    #[test]
    fn what_is_still_needed_can_be_asked(answers in any_answers()) {
        let now = see(&answers);
        let mut needed = explain::worth_answering(&now, 5);
        needed.extend(now.duties.iter().flat_map(|duty| duty.find_out.clone()));
        needed.extend(now.recommendations.iter().flat_map(|one| explain::still_needed(&now, one)));
        for no in needed {
            let question = GUIDANCE.question(no);
            prop_assert_eq!(now.facts.in_play(question), Outcome::Holds, "{} cannot be asked", &question.id);
            prop_assert_eq!(now.facts.of(no), State::Unknown, "{} is answered", &question.id);
        }
    }

    #[test]
    fn at_most_so_many_more_only_falls_and_ends_at_nought(answers in any_answers(), rolls in rolls()) {
        let mut answers = answers;
        let more = |answers: &Answers| {
            let facts = Facts::read(&GUIDANCE, answers, today());
            explain::at_most_more(&GUIDANCE, &facts, answers, |_| true)
        };
        let mut left = more(&answers);
        for (question, &roll) in GUIDANCE.questions.iter().zip(&rolls) {
            let facts = Facts::read(&GUIDANCE, &answers, today());
            if facts.in_play(question) == Outcome::Holds && answers.get(&question.id).is_none() {
                let given = if roll.0 < 3 { Answer::NotSure } else { answer(question, roll) };
                answers.set(&question.id, given);
                let now = more(&answers);
                prop_assert!(now < left, "{}: {left} more, then {now}", question.id);
                left = now;
            }
        }
        prop_assert_eq!(left, 0, "everything in play is answered: {:?}", answers);
    }
}

fn every_clause() -> impl Iterator<Item = &'static Clause> {
    let g = &*GUIDANCE;
    let of_rules = g.rules.iter().flat_map(|rule| rule.when.iter().chain(&rule.unless));
    let of_checks = g.checks.iter().flat_map(|check| check.relevant_when.iter().chain(&check.unless));
    of_rules.chain(of_checks).chain(g.questions.iter().flat_map(|question| &question.ask_when))
}

#[test]
fn each_line_of_the_statement_is_written_by_its_id() {
    let answers = Answers::default();
    let mut edits = Edits::default();
    for line in make(&see(&answers), &answers, &edits).statement {
        *edits.statement.line_mut(&line.id).expect("its id") = line.id.clone();
    }
    let plan = make(&see(&answers), &answers, &edits);
    assert!(plan.statement.iter().all(|line| line.text == line.id), "{:?}", plan.statement);
    assert_eq!(edits.statement.line_mut("another"), None);
}

#[test]
fn no_option_is_called_not_sure() {
    let options = GUIDANCE.questions.iter().flat_map(|question| &question.options);
    assert!(options.into_iter().all(|option| option.id != NOT_SURE), "a file could not tell it from not sure");
}

// ---------------------------------------------------------------------------------------------------------------
// What would change it

proptest! {
    #![proptest_config(cases(200, 2))]

    #[test]
    fn every_change_that_is_named_does_what_it_says(answers in any_answers()) {
        let now = see(&answers);
        for one in &now.recommendations {
            let mut seen = BTreeSet::new();
            for change in what_if(&now, &answers, today(), one.no) {
                let question = GUIDANCE.question(change.question);
                let next = changed(&GUIDANCE, &answers, &change);
                let given = next.get(&question.id).expect("it is answered");
                prop_assert!(validate(question, given).is_ok(), "{} does not take {given:?}", question.id);
                prop_assert_eq!(now.facts.in_play(question), Outcome::Holds);
                let then = see(&next).of(one.no).expect("it").fit;
                prop_assert_eq!(then, change.to, "{}: {}", &one.approach.id, explain::change_words(&GUIDANCE, &change));
                prop_assert_ne!(then, one.fit);
                prop_assert!(seen.insert((change.question, change.to)), "{} says it twice", one.approach.id);
            }
        }
        for duty in &now.duties {
            for (change, to) in what_if_duty(&now, &answers, today(), duty.no) {
                let question = GUIDANCE.question(change.question);
                let next = changed(&GUIDANCE, &answers, &change);
                prop_assert!(validate(question, next.get(&question.id).expect("it is answered")).is_ok());
                let then = see(&next).duties[usize::from(duty.no)].state;
                prop_assert_eq!(then, to, "{}: {}", &duty.duty.id, explain::change_words(&GUIDANCE, &change));
                prop_assert_ne!(then, duty.state);
            }
        }
    }
}

/// The first three approaches.
fn first_three(of: &Assessment<'_>) -> Vec<ApproachNo> {
    of.recommendations.iter().filter(|one| one.fit != Fit::RuledOut).take(3).map(|one| one.no).collect()
}

/// Every other way to answer a question, by one option.
fn other_ways(no: QuestionNo, state: State) -> Vec<(OptionNo, bool)> {
    let question = GUIDANCE.question(no);
    let chosen = if let State::Known(bits) = state { bits } else { 0 };
    let count = OptionNo::try_from(question.options.len()).expect("at most 64");
    let ways = (0..count).map(|at| (at, chosen >> at & 1 == 1));
    ways.filter(|(_, left)| !left || question.choose == Choose::Many && chosen.count_ones() > 1).collect()
}

proptest! {
    #![proptest_config(cases(60, 7))]

    #[test]
    fn the_tipping_table_is_whole_and_true(answers in any_answers()) {
        let now = see(&answers);
        let known = (0..).zip(&GUIDANCE.questions).filter(|(no, _)| matches!(now.facts.of(*no), State::Known(_)));
        prop_assert_eq!(answered(&now), known.map(|(no, _)| no).collect::<Vec<_>>());
        let three = first_three(&now);
        for (no, question) in (0..).zip(&GUIDANCE.questions) {
            let table = tipping(&now, &answers, today(), no);
            prop_assert!(table.is_empty() || answered(&now).contains(&no));
            for (option, left_out) in other_ways(no, now.facts.of(no)).into_iter().filter(|_| answered(&now).contains(&no)) {
                let change = Change { question: no, option, left_out, to: Fit::Possible };
                let then = see(&changed(&GUIDANCE, &answers, &change));
                let next = first_three(&then);
                let duties: Vec<(u16, DutyState)> = then.duties.iter().zip(&now.duties).filter(|(is, was)| is.state != was.state).map(|(is, _)| (is.no, is.state)).collect();
                let moved = !duties.is_empty() || next.iter().any(|no| !three.contains(no)) || three.iter().any(|no| !next.contains(no));
                let row = table.iter().find(|row| row.change.option == option);
                prop_assert_eq!(row.is_some(), moved, "{}: option {}", &question.id, option);
                if let Some(row) = row {
                    prop_assert_eq!(row.change.left_out, left_out);
                    prop_assert_eq!(&row.first, &next);
                    prop_assert_eq!(&row.duties, &duties);
                    prop_assert_eq!(row.change.to, then.of(now.recommendations[0].no).expect("it").fit);
                    prop_assert!(!explain::tipping_words(&GUIDANCE, row).is_empty());
                }
            }
        }
    }

    #[test]
    fn the_question_to_ask_next_can_change_what_it_says(answers in any_answers()) {
        let now = see(&answers);
        let three = first_three(&now);
        if let Some(next) = ask_next(&now, &answers, today()) {
            let question = GUIDANCE.question(next.question);
            prop_assert!(answers.get(&question.id).is_none(), "{} is answered", &question.id);
            prop_assert_eq!(now.facts.in_play(question), Outcome::Holds);
            prop_assert_eq!(&power(&now, &answers, today(), next.question), &next);
            let words = explain::power_words(&GUIDANCE, &next);
            prop_assert_eq!(words.contains("first three"), !next.first.is_empty());
        }
        for no in explain::worth_answering(&now, 3) {
            let said = power(&now, &answers, today(), no);
            let (mut first, mut duties) = (BTreeSet::<u16>::new(), BTreeSet::<u16>::new());
            for (option, left_out) in other_ways(no, now.facts.of(no)) {
                let change = Change { question: no, option, left_out, to: Fit::Possible };
                let then = see(&changed(&GUIDANCE, &answers, &change));
                let next = first_three(&then);
                first.extend(three.iter().filter(|no| !next.contains(no)));
                duties.extend(then.duties.iter().zip(&now.duties).filter(|(is, was)| is.state != was.state).map(|(is, _)| is.no));
            }
            prop_assert_eq!(said.first, first.into_iter().collect::<Vec<_>>());
            prop_assert_eq!(said.duties, duties.into_iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_question_that_nothing_waits_for_changes_nothing(answers in any_answers()) {
        let now = see(&answers);
        let worth = explain::worth_answering(&now, 3);
        let three: BTreeSet<ApproachNo> = first_three(&now).into_iter().collect();
        for (no, question) in (0..).zip(&GUIDANCE.questions) {
            let open = now.facts.of(no) == State::Unknown && now.facts.in_play(question) == Outcome::Holds;
            if open && !worth.contains(&no) {
                let said = power(&now, &answers, today(), no);
                prop_assert!(said.duties.is_empty(), "{} changes {:?}", &question.id, said);
                prop_assert!(said.first.is_empty(), "{} changes {:?} of {:?}", &question.id, said, three);
            }
        }
    }

    #[test]
    fn two_changes_together_do_what_neither_does_alone(answers in any_answers()) {
        let now = see(&answers);
        for one in &now.recommendations {
            let alone: Vec<Fit> = what_if(&now, &answers, today(), one.no).iter().map(|change| change.to).collect();
            for both in explain::what_if_both(&now, &answers, today(), one.no) {
                let half = changed(&GUIDANCE, &answers, &both.first);
                let then = see(&changed(&GUIDANCE, &half, &both.second));
                prop_assert_eq!(then.of(one.no).expect("it").fit, both.to, "{}: {}", &one.approach.id, explain::both_words(&GUIDANCE, &both));
                prop_assert!(both.to != one.fit && !alone.contains(&both.to), "{} needs one change alone", &one.approach.id);
                prop_assert_ne!(both.first.question, both.second.question);
            }
        }
        for duty in &now.duties {
            let alone: Vec<DutyState> = what_if_duty(&now, &answers, today(), duty.no).iter().map(|(_, to)| *to).collect();
            for both in explain::what_if_both_duty(&now, &answers, today(), duty.no) {
                let half = changed(&GUIDANCE, &answers, &both.first);
                let then = see(&changed(&GUIDANCE, &half, &both.second));
                prop_assert_eq!(then.duties[usize::from(duty.no)].state, both.to);
                prop_assert!(both.to != duty.state && !alone.contains(&both.to));
            }
        }
    }

    #[test]
    fn the_map_leads_from_answers_through_rules_that_hold(answers in any_answers()) {
        let now = see(&answers);
        let list = map(&now);
        let holding: BTreeSet<&str> = now.findings.holding().map(|rule| rule.id.as_str()).collect();
        for edge in &list {
            let State::Known(chosen) = now.facts.of(edge.question) else { panic!("an answer that is not given leads nowhere") };
            prop_assert!(chosen >> edge.option & 1 == 1 && holding.contains(edge.rule.id.as_str()));
            prop_assert!(edge.rule.when.iter().any(|clause| clause.question == edge.question));
        }
        let five = now.recommendations.iter().filter(|one| one.fit != Fit::RuledOut).take(5);
        for one in five.filter(|one| one.reasons.iter().any(|rule| !rule.when.is_empty())) {
            prop_assert!(list.iter().any(|edge| edge.to == End::Approach(one.no)), "nothing leads to {}", &one.approach.id);
        }
    }
}

#[test]
fn what_lifts_a_rule_out_is_said() {
    let g = &*GUIDANCE;
    let mut said: BTreeMap<u16, (usize, usize)> = BTreeMap::new();
    let runner = &mut proptest::test_runner::TestRunner::new(cases(1, 3));
    let any = any_answers();
    let mut list = scenario_answers();
    list.extend((0..150).map(|_| any.new_tree(runner).expect("answers").current()));
    for answers in &list {
        let now = see(answers);
        for one in now.recommendations.iter().filter(|one| one.fit == Fit::RuledOut) {
            let (times, lifted) = said.entry(one.no).or_default();
            *times += 1;
            *lifted += usize::from(what_if(&now, answers, today(), one.no).iter().any(|to| to.to != Fit::RuledOut));
        }
    }
    for no in 0..u16::try_from(g.approaches.len()).expect("few") {
        if g.rules_about(no).any(|rule| rule.effect == Effect::RulesOut) {
            let id = &g.approach(no).id;
            let (times, lifted) = said.get(&no).copied().unwrap_or_default();
            assert!(times > 0, "{id} is never ruled out, though a rule could");
            assert!(lifted > 0, "{id} was ruled out {times} times, and nothing was ever said to lift it");
        }
    }
}

// ---------------------------------------------------------------------------------------------------------------
// Recommendations

fn order(assessment: &Assessment<'_>) -> Vec<u16> {
    assessment.recommendations.iter().map(|one| one.no).collect()
}

fn fits(assessment: &Assessment<'_>) -> BTreeMap<u16, Fit> {
    assessment.recommendations.iter().map(|one| (one.no, one.fit)).collect()
}

proptest! {
    #![proptest_config(cases(1000, 4))]

    #[test]
    fn recommendations_are_never_empty(answers in any_answers()) {
        let now = see(&answers);
        prop_assert_eq!(now.recommendations.len(), GUIDANCE.approaches.len());
        let insight = GUIDANCE.approach_no("existing-insight").expect("it begins every piece of work");
        prop_assert_ne!(now.of(insight).expect("it").fit, Fit::RuledOut);
        prop_assert!(!now.blend.picks.is_empty(), "the blend is bare");
        prop_assert!(now.recommendations.windows(2).all(|pair| pair[0].fit <= pair[1].fit));
    }

    #[test]
    fn where_nothing_is_open_nobody_is_asked(answers in any_answers()) {
        let mut answers = answers;
        answers.set("what_is_open", Answer::One("nothing".to_owned()));
        let now = see(&answers);
        // Content lets two approaches go out to people to tell them, where telling is an aim or the aims are not known.
        let telling = match answers.get("purpose") {
            Some(Answer::Many(aims)) => aims.contains("inform"),
            _ => true,
        };
        for one in now.recommendations.iter().filter(|one| one.fit != Fit::RuledOut) {
            let (level, asks_nobody) = (one.approach.level, one.approach.people.to == 0);
            let goes_out_to_tell = telling && GUIDANCE.rules_about(one.no).any(|rule| rule.id == "nothing-open.going-out-to-ask");
            prop_assert!(level == Level::Inform || asks_nobody || goes_out_to_tell, "{} stands though nothing is open", one.approach.id);
        }
        prop_assert!(now.recommendations.iter().any(|one| one.fit != Fit::RuledOut && one.approach.level == Level::Inform));
    }

    #[test]
    fn saying_a_reason_twice_moves_nothing(answers in any_answers(), at in any::<proptest::sample::Index>()) {
        let now = see(&answers);
        let holding: Vec<&Rule> = now.findings.holding().collect();
        let mut twice = GUIDANCE.clone();
        let again = |rule: &Rule| Rule { id: format!("{}.again", rule.id), ..rule.clone() };
        if !holding.is_empty() {
            twice.rules.push(again(holding[at.index(holding.len())]));
        }
        let then = assess(&twice, &answers, today());
        prop_assert_eq!(order(&then), order(&now));
        prop_assert_eq!(&then.blend, &now.blend);
        twice.rules.extend(holding.iter().map(|rule| again(rule)));
        prop_assert_eq!(order(&assess(&twice, &answers, today())), order(&now));
    }

    #[test]
    fn a_caution_never_changes_a_fit_and_a_rule_out_always_wins(answers in any_answers(), at in any::<proptest::sample::Index>()) {
        let now = see(&answers);
        let mut bold = GUIDANCE.clone();
        bold.rules.retain(|rule| rule.effect != Effect::Caution);
        prop_assert_eq!(fits(&assess(&bold, &answers, today())), fits(&now));
        let all: Vec<u16> = (0..u16::try_from(GUIDANCE.approaches.len()).expect("few")).collect();
        let about_all = |effect: Effect| {
            let mut g = GUIDANCE.clone();
            let rule = Rule { id: "all".to_owned(), effect, about: About::Approaches(all.clone()), when: Vec::new(), unless: Vec::new(), ..g.rules[0].clone() };
            g.rules.push(rule);
            g
        };
        prop_assert_eq!(fits(&assess(&about_all(Effect::Caution), &answers, today())), fits(&now));
        prop_assert!(fits(&assess(&about_all(Effect::RulesOut), &answers, today())).values().all(|fit| *fit == Fit::RuledOut));
        for one in &now.recommendations {
            prop_assert_eq!(one.fit == Fit::RuledOut, !one.ruled_out.is_empty(), "{}", &one.approach.id);
            prop_assert_eq!(one.with_care(), one.fit != Fit::RuledOut && !one.cautions.is_empty());
        }
        // A reason turned into a rule-out: it wins over every reason that is left.
        let reasons: Vec<&Rule> = now.findings.holding().filter(|rule| matches!(rule.effect, Effect::StronglySuits | Effect::Suits)).collect();
        if !reasons.is_empty() {
            let turned = &reasons[at.index(reasons.len())].id;
            let mut g = GUIDANCE.clone();
            let rule = g.rules.iter_mut().find(|rule| rule.id == *turned).expect("it");
            rule.effect = Effect::RulesOut;
            let About::Approaches(list) = rule.about.clone() else { panic!("a reason is about approaches") };
            let then = fits(&assess(&g, &answers, today()));
            prop_assert!(list.iter().all(|no| then[no] == Fit::RuledOut), "{turned}");
        }
    }

    #[test]
    fn a_blend_is_whole(answers in any_answers()) {
        let now = see(&answers);
        let picks = &now.blend.picks;
        let ids: Vec<(&str, Lane)> = picks.iter().map(|pick| (GUIDANCE.approach(pick.approach).id.as_str(), pick.lane)).collect();
        prop_assert!(picks.len() <= 5, "{ids:?}");
        let distinct: BTreeSet<u16> = picks.iter().map(|pick| pick.approach).collect();
        prop_assert_eq!(distinct.len(), picks.len(), "{:?}", &ids);
        prop_assert_eq!(picks.first().map(|pick| pick.lane), Some(Lane::Known), "{:?}", &ids);
        prop_assert!(picks.windows(2).all(|pair| pair[0].lane <= pair[1].lane), "{ids:?}");
        for pick in picks {
            prop_assert_ne!(now.of(pick.approach).expect("it").fit, Fit::RuledOut, "{:?}", &ids);
            prop_assert!(GUIDANCE.approach(pick.approach).lanes.contains(&pick.lane), "{ids:?}");
        }
        for lane in Lane::ALL {
            prop_assert!(picks.iter().filter(|pick| pick.lane == lane).count() <= 2, "{ids:?}");
        }
        for group in now.groups() {
            let in_time = picks.iter().filter(|pick| now.in_time(pick.lane));
            let reached = in_time.map(|pick| GUIDANCE.approach(pick.approach)).any(|one| reaches(&GUIDANCE, one, group));
            prop_assert_ne!(reached, now.blend.gaps.contains(&group), "group {} with {:?}", group, &ids);
        }
        prop_assert!(now.blend.gaps.iter().all(|gap| now.groups().contains(gap)));
    }

    #[test]
    fn each_pick_of_a_blend_is_missed_where_it_goes(answers in any_answers()) {
        let now = see(&answers);
        let whole = blend(&now);
        prop_assert_eq!(lacks(&now, &whole), vec![]);
        let adds: Vec<Option<Adds>> = now.blend.picks.iter().map(|pick| Some(pick.adds.clone())).collect();
        prop_assert_eq!(added(&now, &whole), adds);
        let plan = make(&now, &answers, &Edits::default());
        for (at, pick) in now.blend.picks.iter().enumerate() {
            let id = &GUIDANCE.approach(pick.approach).id;
            let mut rest = whole.clone();
            rest.remove(at);
            prop_assert!(lacks(&now, &rest).contains(&pick.adds), "without {id}, {:?} is not missed", pick.adds);
            // The plan says so too, and asks why it was left out.
            let mut edits = Edits::default();
            edits.choices.insert(id.clone(), Choice { chosen: false, reason: String::new() });
            prop_assert_eq!(chosen(&now, &edits), rest.clone());
            let without = make(&now, &answers, &edits);
            let new = without.gaps.iter().filter(|gap| !plan.gaps.contains(gap));
            let new: Vec<&str> = new.map(|gap| gap.title.as_str()).collect();
            prop_assert!(new.iter().any(|title| title.starts_with("No reason is written")), "{id}: {new:?}");
            prop_assert!(new.len() > 1, "{id} goes, and nothing is missed: {new:?}");
            prop_assert!(asks_reason(&now, pick.approach, false));
            let considered = without.considered.iter().find(|one| one.id == *id).expect("it was considered");
            prop_assert!(considered.asks_reason);
            // What could stand in its place gives the same.
            for other in instead(&now, &whole, pick.approach) {
                let mut swapped = rest.clone();
                swapped.insert(at, (other, pick.lane));
                prop_assert!(!lacks(&now, &swapped).contains(&pick.adds), "{} in place of {id}", GUIDANCE.approach(other).id);
                prop_assert_ne!(now.of(other).expect("it").fit, Fit::RuledOut);
            }
        }
    }

    #[test]
    fn a_hand_off_names_who_receives_it_and_goes_when_they_go(answers in any_answers(), edits in any_edits()) {
        let now = see(&answers);
        let list = chosen(&now, &edits);
        let plan = make(&now, &answers, &edits);
        let stand: Vec<_> = plan.lanes.iter().flat_map(|lane| lane.approaches.iter().map(move |one| (one, lane.lane))).collect();
        for (at, (one, lane)) in stand.iter().enumerate() {
            let next = stand.iter().find(|(_, other)| other > lane).map(|(next, _)| next.name.clone());
            prop_assert_eq!(&one.hands_on_to, &next);
            prop_assert_eq!(one.hands_on.is_empty(), next.is_none(), "{} hands on to nobody", &one.id);
            prop_assert_eq!(receiver(&list, at).map(|no| GUIDANCE.approach(no).name.clone()), next);
            prop_assert_eq!(one.asks_reason, one.fit == Fit::RuledOut);
        }
        prop_assert_eq!(receiver(&list, list.len()), None);
    }

    #[test]
    fn where_nothing_is_open_the_blend_tells_feeds_back_and_says_what_could_open(answers in any_answers()) {
        let mut answers = answers;
        answers.set("what_is_open", Answer::One("nothing".to_owned()));
        let now = see(&answers);
        prop_assert!(now.blend.closed);
        let levels = now.blend.picks.iter().map(|pick| GUIDANCE.approach(pick.approach).level);
        prop_assert!(levels.clone().any(|level| level == Level::Inform), "{:?}", &now.blend);
        prop_assert!(now.blend.picks.iter().any(|pick| pick.lane == Lane::Review), "{:?}", &now.blend);
        let (change, back) = explain::could_open(&now, &answers, today()).expect("something could be opened");
        let then = see(&changed(&GUIDANCE, &answers, &change));
        prop_assert!(!then.blend.closed);
        prop_assert_eq!(explain::could_open(&then, &answers, today()), None);
        let out = |of: &Assessment<'_>| -> BTreeSet<u16> {
            of.recommendations.iter().filter(|one| one.fit == Fit::RuledOut).map(|one| one.no).collect()
        };
        prop_assert_eq!(out(&now).difference(&out(&then)).count(), back);
        let plan = make(&now, &answers, &Edits::default());
        prop_assert!(plan.gaps.iter().any(|gap| gap.mend.starts_with("Ask what could still be opened.")));
        answers.clear("what_is_open");
        prop_assert!(!see(&answers).blend.closed, "what nobody has said is not closed");
    }

    #[test]
    fn what_holds_rests_on_what_is_in_force(answers in any_answers(), days in 0_i32..1000) {
        let day = today().plus(days);
        let now = assess(&GUIDANCE, &answers, day);
        for rule in now.findings.holding() {
            prop_assert!(!rule.cites.is_empty(), "{} cites nothing", rule.id);
            for &no in &rule.cites {
                let source = GUIDANCE.source(no);
                let begun = source.in_force_from.is_none_or(|from| from <= day);
                let ended = source.in_force_to.is_some_and(|to| to < day);
                prop_assert!(source.status == Status::InForce && begun && !ended, "{} cites {}, which is not in force on {day}", rule.id, source.id);
            }
        }
    }
}

fn blend(now: &Assessment<'_>) -> Vec<(ApproachNo, Lane)> {
    now.blend.picks.iter().map(|pick| (pick.approach, pick.lane)).collect()
}

#[test]
fn a_choice_of_approaches_is_looked_at_again() {
    let no = |id: &str| GUIDANCE.approach_no(id).expect("an approach");
    let few: Answers = serde_json::from_str(r#"{"scale": "from_50_to_500"}"#).expect("answers");
    let many = r#"{"scale": "over_500000", "promise": "promise_made", "organisation": "icb"}"#;
    let many: Answers = serde_json::from_str(many).expect("answers");
    let of = |answers: &Answers, list: &[(&str, Lane)]| -> Vec<Notice> {
        let list: Vec<(ApproachNo, Lane)> = list.iter().map(|&(id, lane)| (no(id), lane)).collect();
        notices(&see(answers), &list)
    };
    let none = Answers::default();
    let known = ("existing-insight", Lane::Known);
    assert_eq!(of(&none, &[]), []);
    assert_eq!(of(&none, &[known]), []);
    let one_kind = [("focus-groups", Lane::Shape), ("interviews", Lane::Decide)];
    assert_eq!(of(&none, &one_kind), [Notice::NothingEarly, Notice::OneMethod]);
    assert_eq!(of(&none, &[known, ("outreach", Lane::Understand), ("questionnaire", Lane::Decide)]), []);
    let twice = [known, ("questionnaire", Lane::Shape), ("formal-consultation", Lane::Decide)];
    assert_eq!(of(&few, &twice).last(), Some(&Notice::MuchForFew(no("formal-consultation"))));
    assert!(!of(&none, &twice).iter().any(|notice| matches!(notice, Notice::MuchForFew(_))));
    assert!(see(&many).duties.iter().any(|duty| duty.state == DutyState::Likely));
    assert!(of(&many, &[known, ("patient-participation-group", Lane::Shape)]).contains(&Notice::LittleForMany));
    assert!(!of(&many, &[known, ("questionnaire", Lane::Shape)]).contains(&Notice::LittleForMany));
    // Two that ask the same things of people, one after the other: the second made alike for the test.
    let mut g = GUIDANCE.clone();
    let (one, other) = (no("interviews"), no("listening-events"));
    (g.approaches[usize::from(other)].barriers, g.approaches[usize::from(other)].reaches) =
        (g.approach(one).barriers.clone(), g.approach(one).reaches.clone());
    let pair = |lane: Lane| notices(&assess(&g, &none, today()), &[(one, Lane::Understand), (other, lane)]);
    assert_eq!(pair(Lane::Shape), [Notice::SamePeople(one, other)]);
    assert_eq!(pair(Lane::Understand), [], "side by side, different people are asked");
    for approach in &mut g.approaches {
        approach.digital = true;
    }
    assert!(notices(&assess(&g, &none, today()), &[(one, Lane::Known)]).contains(&Notice::AllDigital));
    for notice in [Notice::NothingEarly, Notice::AllDigital, Notice::OneMethod, Notice::SamePeople(one, other)] {
        let (words, mend) = explain::notice_words(&g, &notice);
        assert!(!words.ends_with('.') && mend.ends_with('.'), "{words} {mend}");
    }
}

#[test]
fn no_assumed_answer_of_a_scenario_empties_the_recommendations() {
    for scenario in &HANDBOOK.scenarios {
        let answers: Answers = serde_json::from_str(&scenario.answers).expect("answers");
        let mut tried = 0;
        for &no in &scenario.assumed {
            let question = GUIDANCE.question(no);
            let mut ways: Vec<Option<Answer>> = vec![None, Some(Answer::NotSure)];
            ways.extend(question.options.iter().map(|option| {
                let id = option.id.clone();
                Some(if question.choose == Choose::One { Answer::One(id) } else { Answer::Many([id].into()) })
            }));
            for way in ways {
                let mut varied = answers.clone();
                match &way {
                    Some(way) => varied.set(&question.id, way.clone()),
                    None => varied.clear(&question.id),
                }
                let now = see(&varied);
                let left = now.recommendations.iter().filter(|one| one.fit <= Fit::Good).count();
                assert!(left > 0, "{}: with {} as {way:?} nothing fits", scenario.id, question.id);
                assert!(
                    now.blend.picks.len() > 1,
                    "{}: with {} as {way:?} the blend is bare",
                    scenario.id,
                    question.id
                );
                tried += 1;
            }
        }
        assert!(tried > 0, "{} assumes nothing", scenario.id);
    }
}

// ---------------------------------------------------------------------------------------------------------------
// All over: every pair of options, and very many whole sets of answers

/// Whether an option is among the answers that are read.
fn said(now: &Assessment<'_>, question: &str, options: &[&str]) -> bool {
    let no = GUIDANCE.question_no(question).expect("a question");
    let State::Known(bits) = now.facts.of(no) else { return false };
    let at = |id: &&str| GUIDANCE.question(no).option_no(id).unwrap_or_else(|| panic!("{question} has no {id}"));
    options.iter().any(|id| bits >> at(id) & 1 == 1)
}

/// What must be so of every assessment, whatever the answers; what is wrong with it, if anything.
fn wrong_with(now: &Assessment<'_>) -> Option<String> {
    let g = &*GUIDANCE;
    let fits = now.recommendations.iter().any(|one| one.fit != Fit::RuledOut);
    if !fits || now.blend.picks.is_empty() {
        return Some("nothing is left".to_owned());
    }
    let stands = |lanes: &[Lane]| now.blend.picks.iter().any(|pick| lanes.contains(&pick.lane));
    if !stands(&[Lane::Known, Lane::Understand]) || !stands(&[Lane::Review]) {
        return Some(format!("the blend has nothing early, or feeds nothing back: {:?}", now.blend.picks));
    }
    if now.recommendations.iter().any(|one| one.fit == Fit::Strong && !one.ruled_out.is_empty()) {
        return Some("something is strongly recommended and ruled out".to_owned());
    }
    // What leads: the best of those in which people take part.
    let asked = |one: &&engagement_planner::assessment::Recommendation<'_>| one.approach.people.to > 0;
    let lead = now.recommendations.iter().find(asked).filter(|one| one.fit <= Fit::Good);
    let lead = lead.map_or("", |one| one.approach.id.as_str());
    let early = matches!(GUIDANCE.question_no("stage").map(|no| now.facts.of(no)), Some(State::Known(bits)) if bits.trailing_zeros() < 6);
    if let (true, Some(days)) = (early, now.days_left()) {
        let long = |pick: &&engagement_planner::assessment::Pick| {
            let first = pick.lane == Lane::Known && g.approach(pick.approach).people.to == 0;
            pick.lane <= Lane::Decide && !first && g.approach(pick.approach).weeks.from * 7 > days
        };
        if let Some(pick) = now.blend.picks.iter().find(long) {
            return Some(format!("{} cannot be done in {days} days", g.approach(pick.approach).id));
        }
    }
    let tells = |level: Level| level == Level::Inform;
    if said(now, "purpose", &["inform"]) && !now.blend.picks.iter().any(|pick| tells(g.approach(pick.approach).level)) {
        return Some("telling people is an aim, and nothing in the blend tells them".to_owned());
    }
    let no_option = ["nothing", "the_problem", "the_agenda"];
    if lead == "formal-consultation" && said(now, "what_is_open", &no_option) {
        return Some("a formal consultation leads, and there is no option to consult on".to_owned());
    }
    if lead == "citizens-assembly" && said(now, "scale", &["under_50", "from_50_to_500"]) {
        return Some("a citizens' assembly leads for fewer than 500 people".to_owned());
    }
    let group = g.approach_no("co-production-group").expect("an approach");
    if said(now, "time_before_decision", &["under_2_weeks"])
        && (now.of(group).is_some_and(|one| one.fit <= Fit::Good)
            || now.blend.picks.iter().any(|pick| pick.approach == group))
    {
        return Some("a new co-production group is to begin inside two weeks".to_owned());
    }
    for rule in now.findings.holding() {
        for &no in &rule.cites {
            let source = g.source(no);
            let begun = source.in_force_from.is_none_or(|from| from <= today());
            if source.status != Status::InForce || !begun || source.in_force_to.is_some_and(|to| to < today()) {
                return Some(format!("{} cites {}, which is not in force", rule.id, source.id));
            }
        }
    }
    None
}

/// Where approaches came among the first five, and where something spoke against them.
#[derive(Default)]
struct Seen {
    first: BTreeSet<ApproachNo>,
    against: BTreeSet<ApproachNo>,
}

impl Seen {
    fn look(&mut self, now: &Assessment<'_>) {
        let five = now.recommendations.iter().filter(|one| one.fit != Fit::RuledOut).take(5);
        self.first.extend(five.map(|one| one.no));
        let against = now.recommendations.iter().filter(|one| !one.ruled_out.is_empty() || !one.cautions.is_empty());
        self.against.extend(against.map(|one| one.no));
    }
}

/// So many tasks, shared out over the machine's cores.
fn on_every_core<T: Send>(count: usize, run: impl Fn(&mut dyn Iterator<Item = usize>) -> T + Sync) -> Vec<T> {
    let cores = std::thread::available_parallelism().map_or(2, |cores| cores.get().min(8));
    std::thread::scope(|scope| {
        let run = &run;
        let start = |core: usize| scope.spawn(move || run(&mut (core..count).step_by(cores)));
        let running: Vec<_> = (0..cores).map(start).collect();
        running.into_iter().map(|one| one.join().expect("it ran")).collect()
    })
}

/// The options that meet a clause, as bits.
fn meets(clause: &Clause) -> u64 {
    let count = GUIDANCE.question(clause.question).options.len();
    let all = if count == 64 { u64::MAX } else { (1_u64 << count) - 1 };
    if clause.negated { all & !clause.mask } else { clause.mask }
}

/// Answers that bring a question into play, where there are such: its parents answered, and theirs.
fn ask(answers: &mut Answers, no: QuestionNo) {
    for clause in &GUIDANCE.question(no).ask_when {
        ask(answers, clause.question);
        put(answers, clause.question, meets(clause));
    }
}

/// Answers a question with the first of some options, where it has no such answer yet.
fn put(answers: &mut Answers, no: QuestionNo, bits: u64) {
    let question = GUIDANCE.question(no);
    let there = |id: &String| question.option_no(id).is_some_and(|at| bits >> at & 1 == 1);
    let answered = match answers.get(&question.id) {
        Some(Answer::One(id)) => there(id),
        Some(Answer::Many(ids)) => ids.iter().any(there),
        _ => false,
    };
    if bits != 0 && !answered {
        let option = OptionNo::try_from(bits.trailing_zeros()).expect("an option");
        let change = Change { question: no, option, left_out: false, to: Fit::Possible };
        *answers = changed(&GUIDANCE, answers, &change);
    }
}

#[test]
fn every_pair_of_options_leaves_something_that_begins_and_feeds_back() {
    let g = &*GUIDANCE;
    assert!(g.questions.len() <= 64, "what an approach takes up is kept as one bit for each question");
    let options: Vec<(QuestionNo, OptionNo)> = (0..)
        .zip(&g.questions)
        .flat_map(|(no, question)| (0..u8::try_from(question.options.len()).expect("few")).map(move |at| (no, at)))
        .collect();
    let both = |one: (QuestionNo, OptionNo), other: (QuestionNo, OptionNo)| -> Answers {
        let mut answers = Answers::default();
        ask(&mut answers, one.0);
        ask(&mut answers, other.0);
        for (no, option) in [one, other] {
            put(&mut answers, no, 1 << option);
        }
        answers
    };
    let reads = |now: &Assessment<'_>, (no, option): (QuestionNo, OptionNo)| matches!(now.facts.of(no), State::Known(bits) if bits >> option & 1 == 1);
    let runs = on_every_core(options.len(), |mine| {
        let (mut tried, mut covered) = (0_usize, 0_usize);
        for at in mine {
            for other in 0..at {
                let (one, other) = (options[at], options[other]);
                let many = g.question(one.0).choose == Choose::Many;
                let alone = |(no, option): (QuestionNo, OptionNo)| g.question(no).option(option).alone;
                // Two answers to one question, where it takes one or where one of them bars the other.
                if one.0 == other.0 && (!many || alone(one) || alone(other)) {
                    continue;
                }
                let answers = both(other, one);
                let now = see(&answers);
                // A pair that the questions themselves keep apart: one says that the other is not asked.
                let hidden = [one, other].iter().any(|(no, _)| now.facts.of(*no) == State::Hidden);
                let apart = g.question(one.0).ask_when.iter().chain(&g.question(other.0).ask_when).count() > 0;
                assert!(
                    reads(&now, one) && reads(&now, other) || hidden || apart,
                    "the pair {one:?} {other:?} is not covered: {answers:?}"
                );
                tried += 1;
                covered += usize::from(reads(&now, one) && reads(&now, other));
                if let Some(wrong) = wrong_with(&now) {
                    panic!("{wrong}: {}", serde_json::to_string(&answers).expect("JSON"));
                }
            }
        }
        (tried, covered)
    });
    let (tried, covered) = runs.iter().fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1));
    println!("{tried} pairs, {covered} of them read together");
    assert!(covered * 100 >= tried * 90, "too many pairs are kept apart to prove anything: {covered} of {tried}");
}

/// Whole sets of answers, each question answered.
fn any_whole(dice: &mut Dice) -> Answers {
    let mut answers = Answers::default();
    for question in &GUIDANCE.questions {
        let bits = |dice: &mut Dice| u64::try_from(dice.roll(usize::MAX)).expect("64 bits");
        let roll = (0, bits(dice), bits(dice), i32::try_from(dice.roll(960)).expect("few") - 60);
        answers.set(&question.id, answer(question, roll));
    }
    answers
}

/// Answers that make most of what speaks for an approach hold, from one of its rules, each single change taken that
/// brings it nearer to the first five; whether it came there.
fn climbs(no: ApproachNo, from: &Rule) -> bool {
    let place = |answers: &Answers| {
        let now = see(answers);
        let list: Vec<ApproachNo> = now.recommendations.iter().map(|one| one.no).collect();
        let out = now.of(no).is_some_and(|one| one.fit == Fit::RuledOut);
        (out, list.iter().position(|other| *other == no).unwrap_or(list.len()))
    };
    let mut answers = Answers::default();
    for clause in &from.when {
        ask(&mut answers, clause.question);
        put(&mut answers, clause.question, meets(clause));
    }
    let mut best = place(&answers);
    let read: BTreeSet<QuestionNo> = GUIDANCE
        .rules_about(no)
        .flat_map(|rule| rule.when.iter().chain(&rule.unless))
        .map(|one| one.question)
        .collect();
    loop {
        if best < (true, 0) && best.1 < 5 {
            return true;
        }
        let mut next = None;
        for &question in &read {
            let facts = Facts::read(&GUIDANCE, &answers, today());
            for (option, left_out) in other_ways(question, facts.of(question)) {
                let mut tried = answers.clone();
                ask(&mut tried, question);
                let change = Change { question, option, left_out, to: Fit::Possible };
                let tried = changed(&GUIDANCE, &tried, &change);
                let there = place(&tried);
                if there < best {
                    (best, next) = (there, Some(tried));
                }
            }
        }
        let Some(better) = next else { return false };
        answers = better;
    }
}

#[test]
fn two_hundred_thousand_whole_sets_of_answers_come_out_well() {
    let g = &*GUIDANCE;
    let runs = on_every_core(200, |mine| {
        let mut seen = Seen::default();
        for lot in mine {
            // Each lot has its own seed, so that the sets are the same however many cores there are.
            let mut dice = Dice(0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(2 * u64::try_from(lot).expect("few") + 1));
            for _ in 0..1000 {
                let answers = any_whole(&mut dice);
                let now = see(&answers);
                if let Some(wrong) = wrong_with(&now) {
                    panic!("{wrong}: {}", serde_json::to_string(&answers).expect("JSON"));
                }
                seen.look(&now);
            }
        }
        seen
    });
    let mut seen = Seen::default();
    for run in runs {
        seen.first.extend(run.first);
        seen.against.extend(run.against);
    }
    let mut never: Vec<String> = Vec::new();
    for (no, approach) in (0..).zip(&g.approaches) {
        let for_it = |rule: &&Rule| matches!(rule.effect, Effect::StronglySuits | Effect::Suits);
        if !seen.first.contains(&no) && !g.rules_about(no).filter(for_it).any(|rule| climbs(no, rule)) {
            never.push(format!("{} never comes among the first five", approach.id));
        }
        let against = |rule: &Rule| {
            let mut answers = Answers::default();
            for clause in &rule.when {
                ask(&mut answers, clause.question);
                put(&mut answers, clause.question, meets(clause));
            }
            see(&answers).of(no).is_some_and(|one| !one.ruled_out.is_empty() || !one.cautions.is_empty())
        };
        if !seen.against.contains(&no) && !g.rules_about(no).any(against) {
            never.push(format!("nothing ever speaks against {}", approach.id));
        }
    }
    assert!(never.is_empty(), "{}", never.join("\n"));
}

// ---------------------------------------------------------------------------------------------------------------
// What people may write

fn odd() -> impl Strategy<Value = String> {
    let known = [
        "",
        " ",
        "\u{feff}",
        "\u{0}\u{1}\u{7f}",
        "\"}{\\",
        "__proto__",
        "constructor",
        FORMAT,
        "\u{2028}\u{2029}",
        "\u{202e}abc",
        "e\u{301}\u{1f469}\u{200d}\u{1f9bd}",
        "\r\n\t",
        "</script>&amp;",
        "=1+1",
        "null",
        "not sure",
        "\u{fffd}\u{10ffff}",
        "£ — “ ”",
    ];
    prop_oneof![
        3 => proptest::sample::select(known.map(str::to_owned).to_vec()),
        3 => any::<String>(),
        1 => "[ -~]{0,40}",
        1 => Just("long ".repeat(400)),
    ]
}

fn day() -> impl Strategy<Value = Date> {
    let near = (-900_i32..900).prop_map(|days| today().plus(days));
    let far = (-9999_i16..=9999, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| Date::new(y, m, d).expect("a day"));
    prop_oneof![4 => near, 1 => far, 1 => Just(Date::MIN), 1 => Just(Date::MAX)]
}

/// Mostly the ids of content, and now and then one that this edition does not know.
fn id(known: Vec<String>) -> impl Strategy<Value = String> {
    prop_oneof![4 => proptest::sample::select(known), 1 => odd()]
}

fn any_edits() -> impl Strategy<Value = Edits> {
    let approaches: Vec<String> = GUIDANCE.approaches.iter().map(|one| one.id.clone()).collect();
    let tasks: Vec<String> = HANDBOOK.tasks.iter().map(|one| one.id.clone()).collect();
    let checks: Vec<String> = GUIDANCE.checks.iter().map(|one| one.id.clone()).collect();
    let duties: Vec<String> = GUIDANCE.duties.iter().map(|one| one.id.clone()).collect();
    let choice = (any::<bool>(), odd()).prop_map(|(chosen, reason)| Choice { chosen, reason });
    let maybe = || proptest::option::of(odd());
    let task = (maybe(), maybe(), proptest::option::of(day()), proptest::bool::weighted(0.2))
        .prop_map(|(title, who, due, left_out)| TaskEdit { title, who, due, left_out });
    let own = (odd(), odd(), proptest::option::of(day())).prop_map(|(title, who, due)| OwnTask { title, who, due });
    let said = proptest::sample::select(vec![InPlace::Yes, InPlace::No, InPlace::NotSure]);
    let statement = (odd(), odd(), odd(), odd(), odd())
        .prop_map(|(purpose, open, fixed, decides, hear_back)| Statement { purpose, open, fixed, decides, hear_back });
    let state = proptest::sample::select(vec![DutyState::Likely, DutyState::CannotTell, DutyState::Unlikely]);
    let fit = proptest::sample::select(vec![Fit::Strong, Fit::Good, Fit::Possible, Fit::RuledOut]);
    let duties = by_id(duties, state, 4);
    let fits = by_id(approaches.clone(), fit, 6);
    let open = prop_oneof![Just(Vec::new()), proptest::collection::vec(any::<u32>(), 3)];
    let sign_off = (day(), odd(), odd(), duties, fits, open)
        .prop_map(|(on, by, edition, duties, fits, open)| SignOff { on, by, edition, duties, fits, open });
    let risks: Vec<String> = HANDBOOK.risks.iter().map(|one| one.id.clone()).collect();
    let risks = by_id(risks, said.clone(), 12);
    let kept: Vec<BoxedStrategy<(String, Vec<Row>)>> = REGISTERS
        .into_iter()
        .map(|register| {
            let rows = proptest::collection::vec(row(register), 0..4);
            rows.prop_map(|rows| (register.id.to_owned(), rows)).boxed()
        })
        .collect();
    let prices = (by_id(approaches.clone(), row(&PRICE), 4), row(&MONEY));
    let first = (odd(), statement, by_id(approaches, choice, 12));
    let second = (by_id(tasks, task, 12), proptest::collection::vec(own, 0..5), by_id(checks, said, 20));
    let third = (proptest::option::of(day()), proptest::collection::vec(sign_off, 0..3), kept, risks, prices);
    (first, second, of_people(), third).prop_map(
        |(
            (title, statement, choices),
            (tasks, own_tasks, checks),
            people,
            (start, sign_offs, kept, risks, (prices, money)),
        )| Edits {
            title,
            statement,
            choices,
            tasks,
            own_tasks,
            checks,
            start,
            sign_offs,
            registers: kept.into_iter().collect(),
            risks,
            prices,
            money,
            ..people
        },
    )
}

/// A row of a register, with any of its fields written.
fn row(register: &'static Register) -> impl Strategy<Value = Row> {
    let fields: Vec<BoxedStrategy<(&str, String)>> = register
        .fields
        .iter()
        .map(|field| {
            let text = match field.kind {
                FieldKind::Day => day().prop_map(|day| day.to_string()).boxed(),
                FieldKind::OneOf(few) => {
                    proptest::sample::select(few.to_vec()).prop_map(|(word, _)| word.to_owned()).boxed()
                }
                FieldKind::Number => prop_oneof![any::<u32>().prop_map(|number| number.to_string()), odd()].boxed(),
                FieldKind::Line | FieldKind::Words(_) => odd().boxed(),
            };
            (Just(field.id), prop_oneof![3 => text, 1 => Just(String::new())]).boxed()
        })
        .collect();
    fields.prop_map(|fields| {
        let mut row = Row::default();
        fields.into_iter().for_each(|(field, text)| row.set(field, text));
        row
    })
}

/// What was changed of people alone.
fn of_people() -> impl Strategy<Value = Edits> {
    let question = GUIDANCE.question(GUIDANCE.groups().expect("groups"));
    let groups: Vec<String> = question.options.iter().map(|one| one.id.clone()).collect();
    let prompts: Vec<String> = HANDBOOK.prompts.iter().map(|one| one.id.clone()).collect();
    let measures: Vec<String> = HANDBOOK.measures.iter().map(|one| one.id.clone()).collect();
    let barriers: Vec<String> = Barrier::ALL.iter().map(|one| one.id().to_owned()).collect();
    let said = proptest::option::of(proptest::sample::select(vec![InPlace::Yes, InPlace::No, InPlace::NotSure]));
    let record = {
        let prompts = prompts.clone();
        move || {
            let notes = by_id(prompts.clone(), odd(), 4);
            (odd(), notes, proptest::option::of(day())).prop_map(|(why_not, notes, by)| GroupRecord {
                why_not,
                notes,
                by,
            })
        }
    };
    let meets = proptest::collection::vec(id(barriers), 0..4).prop_map(|ids| ids.into_iter().collect());
    let own = (odd(), meets, record()).prop_map(|(name, meets, record)| OwnGroup { name, meets, record });
    let measure = (said, proptest::option::of(day())).prop_map(|(said, ready)| MeasureRecord { said, ready });
    (
        by_id(groups, record(), 6),
        proptest::collection::vec(own, 0..3),
        by_id(measures, measure, 8),
        by_id(prompts, odd(), 6),
        proptest::option::of(day()),
        proptest::option::of((odd(), day()).prop_map(|(name, date)| Edition { name, date })),
    )
        .prop_map(|(groups, own_groups, measures, record, review, local)| Edits {
            local,
            groups,
            own_groups,
            measures,
            record,
            review,
            ..Edits::default()
        })
}

fn by_id<T: std::fmt::Debug>(
    ids: Vec<String>,
    thing: impl Strategy<Value = T>,
    most: usize,
) -> impl Strategy<Value = ById<T>> {
    proptest::collection::btree_map(id(ids), thing, 0..most).prop_map(ById::from_iter)
}

/// Answers as another edition, or a person with a text editor, may have left them.
fn wild_answers() -> impl Strategy<Value = Answers> {
    let questions: Vec<String> = GUIDANCE.questions.iter().map(|one| one.id.clone()).collect();
    let wild = prop_oneof![
        odd().prop_filter("the word for not sure", |id| id != NOT_SURE).prop_map(Answer::One),
        proptest::collection::vec(odd(), 0..5).prop_map(|ids| Answer::Many(ids.into_iter().collect())),
        by_id(vec!["carers".to_owned(), "deaf".to_owned()], proptest::sample::select(Degree::ALL.to_vec()), 5)
            .prop_map(Answer::each),
        day().prop_map(Answer::On),
        Just(Answer::NotSure),
    ];
    (any_answers(), proptest::collection::vec((id(questions), wild), 0..6)).prop_map(|(mut answers, list)| {
        for (id, one) in list {
            answers.set(&id, one);
        }
        answers
    })
}

proptest! {
    #![proptest_config(cases(150, 8))]

    #[test]
    fn what_leaves_opens_as_it_was(answers in wild_answers(), edits in any_edits(), edition in odd()) {
        let now = see(&answers);
        let plan = make(&now, &answers, &edits);
        let saved = Saved::new(&edition, answers, edits);
        for (format, carrier) in [
            (Format::Docx, Carrier::Word),
            (Format::Html, Carrier::WebPage),
            (Format::Json, Carrier::PlanFile),
        ] {
            let job = Job { plan: &plan, terms: &HANDBOOK.terms, depth: Kind::Full, format, saved: &saved };
            let file = export(&job).expect("a file");
            prop_assert_eq!(open(&file.bytes), Ok((saved.clone(), carrier)));
        }
    }
}

proptest! {
    #![proptest_config(cases(500, 5))]

    #[test]
    fn what_is_saved_opens_as_it_was(answers in wild_answers(), edits in any_edits(), edition in odd()) {
        let saved = Saved::new(&edition, answers, edits);
        let text = saved.to_text();
        prop_assert_eq!(&Saved::from_text(&text).expect("it opens"), &saved);
        prop_assert_eq!(&Saved::from_text(&format!("\u{feff}{text}\r\n")).expect("it opens"), &saved);
        let small = serde_json::to_string(&saved).expect("JSON");
        prop_assert_eq!(&Saved::from_text(&small).expect("it opens"), &saved);
        prop_assert_eq!(Saved::from_text(&text).expect("it opens").to_text(), text);
    }

    #[test]
    fn a_draft_keeps_every_edit(answers in wild_answers(), edits in any_edits()) {
        let now = see(&answers);
        let plan = make(&now, &answers, &edits);
        let in_plan = |id: &str| plan.lanes.iter().flat_map(|lane| &lane.approaches).find(|one| one.id == id);
        for (id, choice) in edits.choices.iter() {
            let considered = plan.considered.iter().find(|one| one.id == *id);
            match in_plan(id) {
                Some(one) => {
                    prop_assert!(choice.chosen, "{id} was left out and stands in the plan");
                    prop_assert_eq!(&one.own_reason, &choice.reason);
                    prop_assert!(considered.is_none(), "{id} is both in the plan and not");
                }
                None => {
                    prop_assert!(!choice.chosen || GUIDANCE.approach_no(id).is_none(), "{id} was chosen and is not in the plan");
                    let considered = considered.ok_or_else(|| TestCaseError::fail(format!("the choice of {id:?} is lost")))?;
                    prop_assert!(considered.why_not.contains(&choice.reason), "the reason for {id:?} is lost: {considered:?}");
                }
            }
        }
        let plain = make(&now, &answers, &Edits { tasks: ById::default(), ..edits.clone() });
        for task in plain.tasks.iter().filter(|task| task.own.is_none()) {
            let id = task.id.clone().expect("a task of content has an id");
            let edit = edits.tasks.get(&id).cloned().unwrap_or_default();
            let found = plan.tasks.iter().find(|one| one.id.as_ref() == Some(&id));
            prop_assert_eq!(found.is_none(), edit.left_out, "{}", &id);
            if let Some(found) = found {
                prop_assert_eq!(&found.title, edit.title.as_ref().unwrap_or(&task.title));
                prop_assert_eq!(&found.who, edit.who.as_ref().unwrap_or(&task.who));
                prop_assert_eq!(found.due, edit.due.or(task.due));
            }
        }
        for (id, edit) in edits.tasks.iter().filter(|(id, edit)| !edit.left_out && HANDBOOK.tasks.iter().all(|task| task.id != **id)) {
            let found = plan.tasks.iter().find(|one| one.id.as_ref() == Some(id));
            let found = found.ok_or_else(|| TestCaseError::fail(format!("the task {id:?} of another edition is lost")))?;
            prop_assert_eq!(&found.title, edit.title.as_ref().unwrap_or(id));
            prop_assert_eq!(&found.who, edit.who.as_deref().unwrap_or(""));
            prop_assert_eq!(found.due, edit.due);
        }
        for (place, own) in edits.own_tasks.iter().enumerate() {
            let found = plan.tasks.iter().find(|task| task.own == Some(place)).expect("a task of the person's own");
            prop_assert_eq!((&found.title, &found.who, found.due), (&own.title, &own.who, own.due));
        }
        let lines: Vec<&str> = plan.statement.iter().map(|line| line.text.as_str()).collect();
        let s = &edits.statement;
        prop_assert_eq!(lines, vec![&s.purpose, &s.open, &s.fixed, &s.decides, &s.hear_back]);
        prop_assert!(edits.title.is_empty() || plan.title == edits.title);
        for check in &plan.checks {
            prop_assert_eq!(check.said, edits.checks.get(&check.id).copied());
        }
        for (id, _) in answers.iter() {
            prop_assert!(plan.answers.iter().any(|row| row.id == id), "the answer to {id:?} is lost");
        }
        for measure in &plan.measures {
            let said = edits.measures.get(&measure.id).cloned().unwrap_or_default();
            prop_assert_eq!((measure.said, measure.ready), (said.said, said.ready));
        }
        for group in &plan.groups {
            let own = group.own.map(|own| edits.own_groups[own].record.clone());
            let record = own.or_else(|| edits.groups.get(group.id.as_ref()?).cloned()).unwrap_or_default();
            prop_assert_eq!(group.by, record.by);
            for entry in &group.record {
                prop_assert_eq!(&entry.text, &record.notes.get(&entry.id).cloned().unwrap_or_default());
            }
        }
        for entry in &plan.record {
            prop_assert_eq!(&entry.text, &edits.record.get(&entry.id).cloned().unwrap_or_default());
        }
        for entry in &plan.follow_up {
            prop_assert_eq!(&entry.text, &edits.record.get(&entry.id).cloned().unwrap_or_default());
        }
        for risk in &plan.risks {
            prop_assert_eq!(risk.said, edits.risks.get(&risk.id).copied());
        }
        let signed: Vec<_> = plan.sign_offs.iter().map(|one| (one.on, &one.by, &one.edition)).collect();
        prop_assert_eq!(signed, edits.sign_offs.iter().map(|one| (one.on, &one.by, &one.edition)).collect::<Vec<_>>());
        let written = edits.rows("promises").iter().filter(|row| !row.is_blank()).count();
        prop_assert_eq!(plan.promises.len(), written);
        prop_assert_eq!(plan.registers.len(), REGISTERS.len());
        for (register, inside) in REGISTERS.into_iter().zip(&plan.registers) {
            let written: Vec<&Row> = edits.rows(register.id).iter().filter(|row| !row.is_blank()).collect();
            prop_assert_eq!((&*inside.id, inside.rows.len()), (register.id, written.len()));
            for (row, words) in written.into_iter().zip(&inside.rows) {
                prop_assert_eq!(words.len(), inside.labels.len());
                for (field, words) in register.fields.iter().zip(words) {
                    let text = row.text(field.id);
                    match field.kind {
                        FieldKind::Line | FieldKind::Words(_) => prop_assert_eq!(words, text),
                        FieldKind::Day => prop_assert_eq!(words, &row.day(field.id).map(day_words).unwrap_or_default()),
                        FieldKind::Number => prop_assert_eq!(words, &row.whole(field.id).map_or_else(|| text.to_owned(), thousands)),
                        FieldKind::OneOf(_) => prop_assert_eq!(words.is_empty(), text.is_empty()),
                    }
                }
            }
        }
        prop_assert_eq!(plan.groups.iter().filter(|group| group.own.is_some()).count(), edits.own_groups.len());
        if let Some(start) = edits.start {
            prop_assert_eq!(plan.dates.start, start);
        }
        whole(&plan)?;
    }
}

/// What every plan owes its reader, whatever went into it.
fn whole(plan: &Plan) -> Result<(), TestCaseError> {
    prop_assert_eq!(plan.to_json(), serde_json::to_string(plan).expect("JSON"), "as serde writes it");
    let approaches: Vec<_> = plan.lanes.iter().flat_map(|lane| &lane.approaches).collect();
    let numbers: BTreeSet<u16> = approaches.iter().map(|one| one.number).collect();
    prop_assert_eq!(numbers.len(), approaches.len(), "no two approaches have one number");
    let places = 1..=u16::try_from(GUIDANCE.approaches.len()).expect("a few");
    prop_assert!(numbers.iter().all(|number| places.contains(number)), "a number is a place in the order");
    let reasons = approaches.iter().flat_map(|one| one.reasons.iter().chain(&one.cautions).chain(&one.ruled_out));
    let reasons = reasons.chain(plan.duties.iter().flat_map(|duty| duty.reasons.iter().chain(&duty.notes)));
    let notes = reasons.flat_map(|reason| &reason.notes);
    let notes = notes.chain(plan.considered.iter().flat_map(|one| &one.notes));
    let notes = notes.chain(plan.checks.iter().flat_map(|one| &one.notes));
    let notes = notes.chain(plan.gaps.iter().flat_map(|one| &one.notes));
    let notes = notes.chain(plan.principles.iter().flat_map(|one| &one.notes));
    let notes = notes.chain(plan.groups.iter().flat_map(|one| &one.notes));
    let notes = notes.chain(plan.barriers.iter().flat_map(|one| &one.notes));
    let notes = notes.chain(plan.measures.iter().flat_map(|one| &one.notes));
    let notes = notes.chain(plan.partners.iter().flat_map(|one| &one.notes));
    let notes = notes.chain(plan.record.iter().flat_map(|one| &one.notes));
    let notes = notes.chain(plan.follow_up.iter().flat_map(|one| &one.notes));
    let notes = notes.chain(plan.risks.iter().flat_map(|one| &one.notes));
    let notes = notes.chain(plan.papers.iter().flat_map(|one| &one.notes));
    let notes: BTreeSet<usize> =
        notes.chain(plan.tasks.iter().flat_map(|one| &one.notes)).map(|&no| usize::from(no)).collect();
    prop_assert_eq!(
        notes,
        (1..=plan.sources.len()).collect::<BTreeSet<usize>>(),
        "every note has its source, and every source its note"
    );
    prop_assert!(plan.sources.iter().all(|source| !source.says.is_empty()));
    prop_assert_eq!(plan.principles.len(), HANDBOOK.principles.len());
    prop_assert!(plan.principles.iter().all(|one| one.met + one.lacks.len() == one.of));
    for gap in plan.gaps.iter().filter(|gap| gap.severity == Severity::Must) {
        prop_assert!(!gap.notes.is_empty(), "a must says on whose word: {}", gap.title);
    }
    let order: Vec<_> = plan.gaps.iter().map(|gap| (gap.place != GapPlace::Statement, gap.severity)).collect();
    prop_assert!(order.is_sorted(), "what the public asks for, then musts, then the rest");
    Ok(())
}

// ---------------------------------------------------------------------------------------------------------------
// Files that come back changed

/// A small generator with a fixed seed (xorshift), for changes to bytes.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).expect("64 bits") % sides.max(1)
    }

    fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.roll(list.len())]
    }
}

/// What a file may be changed into, by accident or by someone who wants to see it fall.
const VALUES: [&str; 25] = [
    "7",
    "null",
    "true",
    "-1",
    "0",
    "1e400",
    "-1e-400",
    "99999999999999999999999999",
    "1.5",
    "4294967296",
    "\"\"",
    "[]",
    "{}",
    "[[[]]]",
    "{\"on\": \"9999-12-31\"}",
    "{\"on\": \"-009999-01-01\"}",
    "{\"on\": \"2026-02-30\"}",
    "{\"__proto__\": {}}",
    "\"\\ud800\"",
    "\"\\udc00\\ud800\"",
    "\"\\u0000\"",
    "[\"older_people\", \"older_people\", null]",
    "\"not_sure\"",
    "{\"chosen\": true}",
    "\u{feff}",
];
const KEYS: [&str; 12] = [
    "schema",
    "format",
    "answers",
    "edits",
    "__proto__",
    "constructor",
    "own_tasks",
    "choices",
    "start",
    "due",
    "stage",
    "time_before_decision",
];

/// Where a value of the file begins and ends: after a colon, to the end of its line.
fn values(text: &str) -> Vec<(usize, usize)> {
    let mut at = 0;
    let mut list = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Some(colon) = line.find("\": ") {
            let value = line[colon + 3..].trim_end().trim_end_matches(',');
            list.push((at + colon + 3, at + colon + 3 + value.len()));
        }
        at += line.len();
    }
    list
}

fn mutate(dice: &mut Dice, files: &[String]) -> Vec<u8> {
    let text = dice.of(files).clone();
    let mut bytes = text.clone().into_bytes();
    let put = |bytes: &mut Vec<u8>, (from, to): (usize, usize), value: &str| {
        bytes.splice(from..to, value.bytes());
    };
    match dice.roll(15) {
        0 => {
            for _ in 0..=dice.roll(8) {
                let at = dice.roll(bytes.len());
                bytes[at] ^= 1 << dice.roll(8);
            }
        }
        1 => bytes.truncate(dice.roll(bytes.len())),
        2 => {
            let other = dice.of(files).as_bytes();
            bytes.truncate(dice.roll(bytes.len()));
            bytes.extend(&other[dice.roll(other.len())..]);
        }
        3 => {
            let from = dice.roll(bytes.len());
            let to = (from + dice.roll(200)).min(bytes.len());
            bytes.drain(from..to);
        }
        4 => {
            let places = values(&text);
            put(&mut bytes, *dice.of(&places), VALUES[dice.roll(VALUES.len())]);
        }
        5 => {
            // Two values change places.
            let places = values(&text);
            let (a, b) = (*dice.of(&places), *dice.of(&places));
            let (first, second) = if a <= b { (a, b) } else { (b, a) };
            if first.1 <= second.0 {
                put(&mut bytes, second, &text[first.0..first.1]);
                put(&mut bytes, first, &text[second.0..second.1]);
            }
        }
        6 => {
            let depth = 1 + dice.roll(20_000);
            let (open, close) = *dice.of(&[("[", "]"), ("{\"a\":", "}"), ("[{\"edits\":", "}]")]);
            let close = if dice.roll(2) == 0 { "" } else { close };
            let deep = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            let places = values(&text);
            put(&mut bytes, *dice.of(&places), &deep);
        }
        7 => {
            // A key twice, at the top.
            let line = format!("\n  \"{}\": {},", dice.of(&KEYS), dice.of(&VALUES));
            put(&mut bytes, (1, 1), &line);
        }
        8 => {
            // An answer that nobody could have given.
            let from = text.find("\"answers\": {").map_or(1, |at| at + 12);
            let line = format!("\n\"{}\": {},", dice.of(&KEYS), dice.of(&VALUES));
            put(&mut bytes, (from, from), &line);
        }
        9 => {
            let mark = *dice.of(&["\u{feff}", "\u{feff}\u{feff}", "\u{0}", "\u{fffe}", " \n\t", ")]}'\n", "\u{200b}"]);
            put(&mut bytes, (0, 0), mark);
        }
        10 => {
            let escape = *dice.of(&["\\ud800", "\\udc00", "\\ud83d\\u0041", "\\u0000", "\\x", "\\"]);
            let quotes: Vec<usize> = text.match_indices('"').map(|(at, _)| at + 1).collect();
            let at = *dice.of(&quotes);
            put(&mut bytes, (at, at), escape);
        }
        11 => {
            let text = text.replace(&format!("\"schema\": {SCHEMA}"), &format!("\"schema\": {}", dice.of(&VALUES)));
            bytes = text.into_bytes();
        }
        12 => {
            // Another file altogether.
            let others: [&[u8]; 9] = [
                b"",
                b" ",
                b"PK\x03\x04\x14\0",
                b"%PDF-1.7",
                b"{}",
                b"[1]",
                b"\"engagement-plan\"",
                b"\xff\xfe{\0}\0",
                b"\xc3\x28",
            ];
            bytes = dice.of(&others).to_vec();
        }
        13 => {
            // Very long, but most of it fits.
            let long = "\"a\", ".repeat(dice.roll(40_000));
            put(&mut bytes, (text.len() - 2, text.len() - 2), &format!(",\n\"more\": [{long} 1]"));
        }
        _ => {
            // Every string of one kind becomes another.
            let from = *dice.of(&["older_people", "true", "2026", "2027", "options_forming", "\"who\"", "icb"]);
            let to = *dice.of(&["-009999", "9999", "false", "__proto__", "", "\\u2028", "0000", "\"due\""]);
            bytes = text.replace(from, to).into_bytes();
        }
    }
    bytes
}

#[test]
fn a_changed_file_opens_or_says_why_not() {
    let runner = &mut proptest::test_runner::TestRunner::new(cases(1, 6));
    let edits = any_edits();
    let mut files: Vec<String> = Vec::new();
    for answers in scenario_answers() {
        files.push(Saved::new(&GUIDANCE.edition.name, answers.clone(), Edits::default()).to_text());
        let edits = edits.new_tree(runner).expect("edits").current();
        files.push(Saved::new(&GUIDANCE.edition.name, answers, edits).to_text());
    }
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let mut came: BTreeMap<&str, usize> = BTreeMap::new();
    for number in 0..10_000 {
        let bytes = mutate(&mut dice, &files);
        let text = String::from_utf8_lossy(&bytes);
        let kind = match Saved::from_text(&text) {
            Ok(saved) => {
                let now = see(&saved.answers);
                let plan = make(&now, &saved.answers, &saved.edits);
                assert!(whole(&plan).is_ok(), "file {number}: {text}");
                let again = Saved::from_text(&saved.to_text());
                assert_eq!(again.as_ref(), Ok(&saved), "file {number} does not open a second time");
                "opens"
            }
            Err(error) => {
                plain(&error.to_string());
                match error {
                    OpenError::Empty => "empty",
                    OpenError::TooLarge => "too large",
                    OpenError::NotAPlan => "not a plan",
                    OpenError::Damaged(_) => "damaged",
                    OpenError::Newer(_) => "newer",
                    OpenError::Case => "a case",
                    OpenError::NoPlan(_) | OpenError::Broken(_) => "what carries a plan, which no text is",
                    OpenError::TooEarly | OpenError::Unreadable => "what only the page can say",
                }
            }
        };
        *came.entry(kind).or_default() += 1;
    }
    println!("{came:?}");
    let at_least = [("opens", 1000), ("damaged", 1000), ("not a plan", 100), ("empty", 20), ("newer", 10)];
    for (kind, least) in at_least {
        assert!(
            came.get(kind).is_some_and(|&count| count >= least),
            "too few are '{kind}' to prove anything: {came:?}"
        );
    }
}

/// Words for a planner, not for a programmer.
fn plain(words: &str) {
    let jargon = [
        "expected",
        "EOF",
        "serde",
        "JSON",
        "invalid type",
        "column",
        "panic",
        "Error",
        "unknown field",
        "{",
        "`",
        "::",
        "\u{fffd}",
    ];
    for word in jargon {
        assert!(!words.contains(word), "'{word}' is no word for a planner: {words}");
    }
    assert!(words.len() < 300 && words.ends_with('.') && words.chars().all(|c| !c.is_control()), "{words}");
    let says_what_to_do = ["Choose", "Try", "Ask"].iter().any(|verb| words.contains(verb));
    assert!(says_what_to_do, "it does not say what to do: {words}");
}

#[test]
fn a_file_that_cannot_be_ours_says_so() {
    let of = |text: &str| Saved::from_text(text).expect_err("it is no plan");
    assert_eq!(of(""), OpenError::Empty);
    assert_eq!(of("\u{feff} \n"), OpenError::Empty);
    assert_eq!(of(&" ".repeat(MOST_BYTES + 1)), OpenError::TooLarge);
    assert_eq!(of("{\"format\": \"another-plan\", \"schema\": 1}"), OpenError::NotAPlan);
    assert_eq!(of(&format!("{{\"format\": \"{FORMAT}\", \"schema\": {}}}", SCHEMA + 1)), OpenError::Newer(SCHEMA + 1));
    assert!(matches!(
        of(&format!("{{\"format\": \"{FORMAT}\", \"schema\": 1, \"edition\": \"\", \"more\": 1}}")),
        OpenError::Damaged(_)
    ));
    for error in [
        OpenError::Empty,
        OpenError::TooLarge,
        OpenError::NotAPlan,
        OpenError::Newer(9),
        OpenError::Case,
        OpenError::Damaged("line 1, place 2".to_owned()),
    ] {
        plain(&error.to_string());
    }
}

#[test]
fn a_file_is_never_half_read() {
    let sign_off = r#"{"on": "2026-03-03", "by": "b", "edition": "e", "duties": {"d": "likely"}, "fits": {}}"#;
    let file = |edits: &str| {
        format!("{{\"format\": \"{FORMAT}\", \"schema\": 1, \"edition\": \"e\", \"edits\": {{{edits}}}}}")
    };
    let opens = [
        String::new(),
        "\"start\": null, \"tasks\": {\"a\": {\"title\": null, \"who\": null, \"due\": null}}".to_owned(),
        format!("\"sign_offs\": [{sign_off}]"),
        "\"own_tasks\": [{}], \"statement\": {}".to_owned(),
        "\"registers\": {\"log\": [{}, {\"what\": \"a\", \"day\": \"2026-03-03\"}], \"costs\": [{\"many\": \"a few\"}]}".to_owned(),
        "\"prices\": {\"outreach\": {\"many\": \"3\"}}, \"money\": {\"as_at\": \"2026-03-03\"}".to_owned(),
    ];
    for edits in opens {
        assert!(Saved::from_text(&file(&edits)).is_ok(), "{edits}");
    }
    let twice =
        Saved::from_text(&file("\"checks\": {\"b\": \"no\", \"a\": \"yes\", \"b\": \"yes\"}")).expect("it opens");
    assert_eq!(
        twice.edits.checks,
        [("a", InPlace::Yes), ("b", InPlace::Yes)].map(|(id, it)| (id.to_owned(), it)).into_iter().collect()
    );
    let broken = [
        ("\"more\": 1", "edits, more"),
        ("\"title\": \"a\", \"title\": \"b\"", "edits, title"),
        ("\"title\": null", "edits, title"),
        ("\"\u{fffd} {\": 1", "edits"),
        ("\"statement\": []", "edits, statement"),
        ("\"statement\": {\"open\": 7}", "edits, statement, open"),
        ("\"choices\": {\"jury\": {}}", "edits, choices, jury, chosen"),
        ("\"choices\": {\"a b\": {\"chosen\": 1}}", "edits, choices, chosen"),
        ("\"tasks\": {\"a\": {\"due\": \"2026-02-30\"}}", "edits, tasks, a, due"),
        ("\"tasks\": {\"a\": {\"left_out\": null}}", "edits, tasks, a, left_out"),
        ("\"checks\": {\"a\": \"maybe\", \"a\": \"yes\"}", "edits, checks, a"),
        ("\"own_tasks\": [{}, {\"whom\": \"\"}]", "edits, own_tasks, number 2, whom"),
        ("\"sign_offs\": [{\"on\": \"2026-03-03\"}]", "edits, sign_offs, number 1, by"),
        ("\"registers\": {\"diary\": []}", "edits, registers, diary"),
        ("\"registers\": {\"log\": {}}", "edits, registers, log"),
        ("\"registers\": {\"log\": [{}, {\"who\": \"a\"}]}", "edits, registers, log, number 2, who"),
        ("\"registers\": {\"log\": [{\"day\": \"2026-02-30\"}]}", "edits, registers, log, number 1, day"),
        ("\"registers\": {\"log\": [{\"day\": \"\"}]}", "edits, registers, log, number 1, day"),
        ("\"registers\": {\"log\": [{\"why\": 7}]}", "edits, registers, log, number 1, why"),
        ("\"registers\": {\"promises\": [{\"kind\": \"a hope\"}]}", "edits, registers, promises, number 1, kind"),
    ];
    for (edits, place) in broken {
        let error = Saved::from_text(&file(edits)).expect_err(edits);
        plain(&error.to_string());
        assert_eq!(error, OpenError::Damaged(place.to_owned()), "{edits}");
    }
    for name in ["on", "by", "edition", "duties", "fits"] {
        let less = sign_off.replace(&format!("\"{name}\""), "\"other\"");
        assert!(Saved::from_text(&file(&format!("\"sign_offs\": [{less}]"))).is_err(), "{less}");
    }
    let deep = format!("\"title\": {}", "[".repeat(100_000));
    for cut in ["\"title\": ", "\"title\": 1e400", &deep] {
        let error = Saved::from_text(&file(cut)).expect_err("it is cut short");
        plain(&error.to_string());
        assert!(matches!(error, OpenError::Damaged(at) if at.contains("line 1, place ")));
    }
}

#[test]
fn answers_are_read_or_it_is_said_where_they_cannot_be() {
    let read = r#"{"b": null, "a": "x", "c": ["y", "x", "y"], "d": {"on": "2026-11-22"}, "a": "not_sure"}"#;
    let answers = Answers::from_json(read).expect("answers");
    assert_eq!(answers, serde_json::from_str(read).expect("answers"));
    assert_eq!(
        serde_json::to_string(&answers).expect("JSON"),
        r#"{"a":"not_sure","b":"not_sure","c":["x","y"],"d":{"on":"2026-11-22"}}"#
    );
    let wrong = [
        ("{", "line 1, place 1"),
        ("[]", "they are not a set of answers by question"),
        (r#"{"a": 1}"#, "a"),
        (r#"{"a": 1, "a": "x"}"#, "a"),
        (r#"{"a": ["x", null]}"#, "a, number 2"),
        (r#"{"a": {}}"#, "a, on"),
        (r#"{"a": {"on": "2026-02-30"}}"#, "a, on"),
        (r#"{"a": {"on": "2026-11-22", "at": 1}}"#, "a, at"),
    ];
    for (json, place) in wrong {
        assert_eq!(Answers::from_json(json), Err(place.to_owned()), "{json}");
    }
}
