//! Where the person's own words may point to somebody. It is said, on screen and before a file is made, and blocks
//! nothing.

use super::{GapPlace, Plan};
use crate::personal::{Personal, found};

/// Words of the person's own that may point to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Private {
    /// Where they stand, in words.
    pub label: String,
    /// What they may hold.
    pub kinds: Vec<Personal>,
    /// Where to change them.
    pub place: GapPlace,
}

/// Everything in a plan that may point to somebody, in the order of the plan.
#[must_use]
pub fn private(plan: &Plan) -> Vec<Private> {
    let mut list = Vec::new();
    let mut look = |label: &str, words: &str, place: GapPlace| {
        let kinds = found(words);
        if !kinds.is_empty() {
            list.push(Private { label: label.to_owned(), kinds, place });
        }
    };
    look("The name of the plan", &plan.title, GapPlace::Answers);
    for line in &plan.statement {
        look(&line.label, &line.text, GapPlace::Statement);
    }
    for one in plan.lanes.iter().flat_map(|lane| &lane.approaches) {
        look(&one.name, &one.own_reason, GapPlace::Statement);
    }
    for one in &plan.considered {
        look(&one.name, &one.why_not, GapPlace::Statement);
    }
    for task in &plan.tasks {
        look(&task.title, &[&task.title, " ", &task.who].concat(), GapPlace::Statement);
    }
    for group in &plan.groups {
        look(&group.name, &group.name, GapPlace::People);
        for entry in &group.record {
            look(&[&group.name, ": ", &entry.label].concat(), &entry.text, GapPlace::People);
        }
    }
    for one in &plan.unaffected {
        look(&one.name, &one.why_not, GapPlace::People);
    }
    for entry in &plan.record {
        look(&entry.label, &entry.text, GapPlace::People);
    }
    for entry in &plan.follow_up {
        look(&entry.label, &entry.text, GapPlace::Running);
    }
    for one in &plan.sign_offs {
        look("Signed off by", &one.by, GapPlace::Running);
    }
    for register in &plan.registers {
        for words in register.rows.iter().flatten() {
            look(&register.title, words, GapPlace::Running);
        }
    }
    list
}
