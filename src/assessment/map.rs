//! The way from answers to advice, as a picture can draw it.

use super::{Assessment, Fit};
use crate::answers::State;
use crate::guidance::{ApproachNo, DutyNo, OptionNo, QuestionNo, Rule};

/// The map ends at so many approaches, and at every duty.
const FIRST: usize = 5;

/// An answer that leads through a rule to an approach or a duty.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge<'g> {
    /// The question.
    pub question: QuestionNo,
    /// The option chosen.
    pub option: OptionNo,
    /// The rule that holds for it.
    pub rule: &'g Rule,
    /// Where it leads.
    pub to: End,
}

/// Where an answer leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// To an approach.
    Approach(ApproachNo),
    /// To the state of a duty.
    Duty(DutyNo),
}

/// Each chosen option that leads through a rule that holds to one of the first five approaches, for it or with care,
/// or to the state of a duty.
#[must_use]
pub fn map<'g>(assessment: &Assessment<'g>) -> Vec<Edge<'g>> {
    let mut list = Vec::new();
    for one in assessment.recommendations.iter().filter(|one| one.fit != Fit::RuledOut).take(FIRST) {
        for rule in one.reasons.iter().chain(&one.cautions) {
            edges(assessment, rule, End::Approach(one.no), &mut list);
        }
    }
    for one in &assessment.duties {
        for rule in &one.reasons {
            edges(assessment, rule, End::Duty(one.no), &mut list);
        }
    }
    list
}

fn edges<'g>(assessment: &Assessment<'g>, rule: &'g Rule, to: End, list: &mut Vec<Edge<'g>>) {
    for clause in &rule.when {
        let State::Known(chosen) = assessment.facts.of(clause.question) else { continue };
        // Where a clause asks that none of some options is chosen, every chosen one meets it.
        let meets = if clause.negated { chosen } else { chosen & clause.mask };
        for option in (0..64).filter(|no| meets & (1_u64 << no) != 0) {
            let edge = Edge { question: clause.question, option, rule, to };
            if !list.contains(&edge) {
                list.push(edge);
            }
        }
    }
}
