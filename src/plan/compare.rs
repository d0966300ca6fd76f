//! Two plans side by side: what is not the same in them. Each plan is told as a list of facts; a fact that one of them
//! lacks, or tells otherwise, is a difference. So a plan differs in nothing from itself, and what differs one way
//! differs the other way too.

use serde::{Deserialize, Serialize};

use super::{Plan, day_words, weeks_or_none};

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
struct Fact<'p> {
    part: &'static str,
    key: String,
    what: &'p str,
    said: String,
}

/// What is not the same in two plans, part by part: first what both tell, then what only the second tells.
#[must_use]
pub fn compare(then: &Plan, now: &Plan) -> Vec<Difference> {
    let (before, after) = (facts(then), facts(now));
    let same = |one: &Fact<'_>, other: &Fact<'_>| one.part == other.part && one.key == other.key;
    let difference = |fact: &Fact<'_>, then: &str, now: &str| Difference {
        part: fact.part.to_owned(),
        what: fact.what.to_owned(),
        then: then.to_owned(),
        now: now.to_owned(),
    };
    let mut list = Vec::new();
    for part in PARTS {
        for fact in before.iter().filter(|fact| fact.part == part) {
            let said = after.iter().find(|other| same(fact, other)).map_or("", |other| &other.said);
            if said != fact.said {
                list.push(difference(fact, &fact.said, said));
            }
        }
        let only = after.iter().filter(|fact| fact.part == part && !before.iter().any(|other| same(fact, other)));
        list.extend(only.map(|fact| difference(fact, "", &fact.said)));
    }
    list
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

fn facts<'p>(plan: &'p Plan) -> Vec<Fact<'p>> {
    let mut list: Vec<Fact<'p>> = Vec::new();
    let mut tell = |part: &'static str, key: &str, what: &'p str, said: String| {
        if !said.is_empty() {
            list.push(Fact { part, key: key.to_owned(), what, said });
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
    list
}
