//! Plans side by side: what is not the same in them. Each plan is told as a list of facts; a fact that one of them
//! lacks, or tells otherwise, is a difference. So a plan differs in nothing from itself, and what differs one way
//! differs the other way too.

use serde::{Deserialize, Serialize};

use super::{AnswerState, Plan, PlanDates, counts_of, day_words, weeks_or_none};
use crate::guidance::Severity;

/// Something that is not the same in two plans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// The part of the plan.
    pub part: String,
    /// What it is.
    pub what: String,
    /// How it is in the first; empty where it is not there.
    pub then: String,
    /// How it is in the second; empty where it is not there.
    pub now: String,
}

/// Something that a plan says: its part, by what it is known, what it is called, what is said of it.
struct Fact {
    part: &'static str,
    key: String,
    what: String,
    said: String,
    /// It is told only where what follows from the answers is laid side by side: two files say it in other facts.
    more: bool,
}

/// What several plans say of one thing, where it is not the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The part of the plan.
    pub part: &'static str,
    /// What it is.
    pub what: String,
    /// How it is in each plan, in their order; empty where it is not there.
    pub said: Vec<String>,
}

/// What is not the same in two plans, part by part: first what both tell, then what only the second tells.
#[must_use]
pub fn compare(then: &Plan, now: &Plan) -> Vec<Difference> {
    let (list, _) = side_by_side(&[then, now], &PARTS, false);
    let difference = |side: Side| {
        let mut said = side.said.into_iter();
        let mut next = || said.next().unwrap_or_default();
        Difference { part: side.part.to_owned(), what: side.what, then: next(), now: next() }
    };
    list.into_iter().map(difference).collect()
}

/// What follows from the answers in several plans, where it is not the same, and how many facts are.
#[must_use]
pub fn what_differs(plans: &[&Plan]) -> (Vec<Side>, usize) {
    side_by_side(plans, &FOLLOWS, true)
}

fn side_by_side(plans: &[&Plan], parts: &[&'static str], more: bool) -> (Vec<Side>, usize) {
    let told: Vec<Vec<Fact>> = plans.iter().map(|plan| facts(plan)).collect();
    let (mut list, mut alike) = (Vec::new(), 0);
    for &part in parts {
        let mine = |fact: &&Fact| fact.part == part && (more || !fact.more);
        for (at, facts) in told.iter().enumerate() {
            for fact in facts.iter().filter(mine) {
                let of = |facts: &[Fact]| {
                    facts.iter().filter(mine).find(|other| other.key == fact.key).map(|other| other.said.clone())
                };
                // What an earlier plan tells too is told already.
                if told[..at].iter().any(|facts| of(facts).is_some()) {
                    continue;
                }
                let said: Vec<String> = told.iter().map(|facts| of(facts).unwrap_or_default()).collect();
                if said.iter().all(|words| *words == fact.said) {
                    alike += 1;
                } else {
                    list.push(Side { part, what: fact.what.clone(), said });
                }
            }
        }
    }
    (list, alike)
}

const WORDS: &str = "Words";
const ANSWERS: &str = "Answers";
const DUTIES: &str = "Duties";
const APPROACHES: &str = "Approaches";
const GROUPS: &str = "Groups";
const DATES: &str = "Dates";
const MONEY: &str = "Money";
const TASKS: &str = "Tasks";
const KEPT: &str = "Kept with the plan";
const TO_MEND: &str = "To mend";

/// The parts, in the order in which they are told.
const PARTS: [&str; 10] = [WORDS, ANSWERS, DUTIES, APPROACHES, GROUPS, DATES, MONEY, TASKS, KEPT, TO_MEND];

/// The parts of what follows from the answers.
const FOLLOWS: [&str; 6] = [ANSWERS, DUTIES, APPROACHES, TO_MEND, DATES, MONEY];

/// Whether the day of the decision can be met, in few words.
fn can_be_met(dates: &PlanDates) -> String {
    let weeks = weeks_or_none(dates.weeks_short);
    match (dates.weeks_short, dates.weeks_short_at_least, dates.decision) {
        (Some(_), Some(_), _) => ["No, by our estimate: it comes ", &weeks, " too early"].concat(),
        (Some(_), None, _) => ["Only if ", &weeks, " are cut"].concat(),
        (None, _, Some(_)) => "Yes, by our estimate".to_owned(),
        (None, _, None) => "No day is given".to_owned(),
    }
}

fn facts(plan: &Plan) -> Vec<Fact> {
    let mut list: Vec<Fact> = Vec::new();
    let mut tell = |part: &'static str, key: &str, what: &str, said: String| {
        if !said.is_empty() {
            list.push(Fact { part, key: key.to_owned(), what: what.to_owned(), said, more: false });
        }
    };
    tell(WORDS, "title", "The name of the plan", plan.title.clone());
    tell(WORDS, "edition", "The edition of the rules", plan.edition.clone());
    let dates = &plan.dates;
    tell(DATES, "start", "The plan begins", day_words(dates.start));
    tell(DATES, "decision", "The decision", dates.decision.map(day_words).unwrap_or_default());
    tell(DATES, "ready", "What people say has been weighed by", day_words(dates.ready));
    tell(DATES, "earliest", "The first fair day for the decision", day_words(dates.earliest));
    tell(DATES, "short", "The decision comes too early by", weeks_or_none(dates.weeks_short));
    tell(MONEY, "whole", "In all", plan.money.whole.words());
    for line in &plan.statement {
        tell(WORDS, &line.id, &line.label, line.text.clone());
    }
    for row in &plan.answers {
        tell(ANSWERS, &row.id, &row.label, row.answer.clone());
    }
    for duty in &plan.duties {
        tell(DUTIES, &duty.id, &duty.name, duty.verdict.clone());
    }
    for lane in &plan.lanes {
        for one in &lane.approaches {
            tell(APPROACHES, &one.id, &one.name, [&*lane.name, ". ", &one.fit_words].concat());
        }
    }
    for group in &plan.groups {
        let most = if group.most { "Affected most. " } else { "" };
        let ways = group.way_in.join("; ");
        let ways = if ways.is_empty() { "No way in" } else { &ways };
        let key = group.id.clone().unwrap_or_else(|| ["own ", &group.own.unwrap_or_default().to_string()].concat());
        tell(GROUPS, &key, &group.name, [most, ways].concat());
    }
    for sum in &plan.money.by_kind {
        tell(MONEY, &sum.name, &sum.name, sum.pounds.words());
    }
    for (place, task) in plan.tasks.iter().enumerate() {
        let key = task.id.clone().unwrap_or_else(|| ["own ", &task.own.unwrap_or(place).to_string()].concat());
        tell(TASKS, &key, &task.title, [&*task.when, ". ", &task.who].concat());
    }
    for register in &plan.registers {
        let rows: Vec<String> = register.rows.iter().map(|row| row.join(", ")).collect();
        tell(KEPT, &register.id, &register.title, rows.join("; "));
    }
    for gap in &plan.gaps {
        tell(TO_MEND, &[&*gap.id, " ", &gap.title].concat(), &gap.title, gap.severity.name().to_owned());
    }
    more_facts(plan, &mut |part, key, what, said| list.push(Fact { part, key, what, said, more: true }));
    list
}

/// What is told of what follows from the answers, besides.
fn more_facts(plan: &Plan, tell: &mut dyn FnMut(&'static str, String, String, String)) {
    // Known by the same key as one that the plan uses, so that the two stand in one row.
    for one in &plan.considered {
        let said = ["Not in the plan. ", &*one.fit_words].concat();
        tell(APPROACHES, one.id.clone(), one.name.clone(), said);
    }
    let mut add = |part, key: &str, what: String, said: String| {
        if !said.is_empty() {
            tell(part, ["more ", key].concat(), what, said);
        }
    };
    for row in &plan.answers {
        let said = if row.state == AnswerState::NotUsed { "No longer asked" } else { "Asked" };
        add(ANSWERS, &row.id, ["Whether it is asked: ", &*row.label].concat(), said.to_owned());
    }
    for duty in &plan.duties {
        let why: Vec<&str> = duty.reasons.iter().map(|reason| &*reason.headline).collect();
        add(DUTIES, &duty.id, ["Why: ", &*duty.name].concat(), why.join("; "));
    }
    for (severity, count) in
        [Severity::Must, Severity::Should, Severity::Consider].into_iter().zip(counts_of(&plan.gaps))
    {
        add(TO_MEND, severity.name(), ["How many: ", severity.name()].concat(), count.to_string());
    }
    let dates = &plan.dates;
    add(DATES, "met", "Whether the date can be met".to_owned(), can_be_met(dates));
    let weeks = (dates.start.days_until(dates.earliest) + 6) / 7;
    add(DATES, "long", "How long from the start to a fair decision".to_owned(), weeks_or_none(Some(weeks)));
    let uncounted = plan.money.uncounted;
    add(MONEY, "uncounted", "Lines that nobody has counted yet".to_owned(), uncounted.to_string());
}
