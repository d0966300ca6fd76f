//! Whether a duty is likely to apply, and by which steps.

use serde::{Deserialize, Serialize};

use super::finding::{Finding, Findings, outcome};
use crate::answers::{Facts, Outcome, State};
use crate::guidance::{About, Duty, DutyNo, Effect, Guidance, QuestionNo, Rule, Step};
use crate::order::distinct;

/// How a duty stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DutyState {
    /// It is likely to apply.
    Likely,
    /// It cannot be told yet.
    CannotTell,
    /// It is unlikely to apply.
    Unlikely,
}

/// A duty met by one set of answers.
#[derive(Debug, Clone, PartialEq)]
pub struct DutyResult<'g> {
    /// Its place in the guidance.
    pub no: DutyNo,
    /// The duty.
    pub duty: &'g Duty,
    /// How it stands.
    pub state: DutyState,
    /// The rules that say so.
    pub reasons: Vec<&'g Rule>,
    /// Things to know or do that leave the state as it is.
    pub notes: Vec<&'g Rule>,
    /// Where it cannot be told yet: the questions still to be answered.
    pub find_out: Vec<QuestionNo>,
    /// The steps that lead to the state.
    pub steps: Vec<StepResult<'g>>,
}

/// One step on the way to a duty's state.
#[derive(Debug, Clone, PartialEq)]
pub struct StepResult<'g> {
    /// The step.
    pub step: &'g Step,
    /// What is known of its questions: settled when every one in play is answered.
    pub settled: Outcome,
}

impl DutyResult<'_> {
    /// The words for its state: the duty's own, or those of a rule for a body outside the Acts.
    #[must_use]
    pub fn verdict(&self) -> &str {
        let own = match self.state {
            DutyState::Likely => &self.duty.likely,
            DutyState::CannotTell => &self.duty.cannot_tell,
            DutyState::Unlikely => &self.duty.unlikely,
        };
        self.reasons.iter().find_map(|rule| rule.verdict.as_deref()).unwrap_or(own)
    }
}

pub(super) fn results<'g>(g: &'g Guidance, facts: &Facts, findings: &Findings<'g>) -> Vec<DutyResult<'g>> {
    (0..).zip(&g.duties).map(|(no, duty)| result(g, facts, findings, no, duty)).collect()
}

/// The state of each duty, and nothing more.
pub(super) fn states(g: &Guidance, findings: &Findings<'_>) -> Vec<DutyState> {
    let mut list = vec![(false, false); g.duties.len()];
    for finding in findings.iter() {
        if let About::Duty(no) = finding.rule.about {
            weigh(&mut list[usize::from(no)], finding.rule.effect, finding.outcome);
        }
    }
    list.into_iter().map(state_of).collect()
}

/// The state of one duty, from its rules.
pub(super) fn state(rules: &[&Rule], facts: &Facts) -> DutyState {
    let mut so_far = (false, false);
    for rule in rules {
        weigh(&mut so_far, rule.effect, outcome(rule, facts));
    }
    state_of(so_far)
}

/// What one rule does to a duty: makes it likely, or leaves it open.
fn weigh((likely, open): &mut (bool, bool), effect: Effect, outcome: Outcome) {
    match (effect, outcome) {
        (Effect::Likely, Outcome::Holds) => *likely = true,
        (Effect::Likely | Effect::CannotTell, Outcome::Unknown) | (Effect::CannotTell, Outcome::Holds) => *open = true,
        _ => {}
    }
}

fn state_of((likely, open): (bool, bool)) -> DutyState {
    match (likely, open) {
        (true, _) => DutyState::Likely,
        (false, true) => DutyState::CannotTell,
        (false, false) => DutyState::Unlikely,
    }
}

fn result<'g>(g: &'g Guidance, facts: &Facts, findings: &Findings<'g>, no: DutyNo, duty: &'g Duty) -> DutyResult<'g> {
    let about: Vec<Finding<'g>> = findings.iter().filter(|f| f.rule.about == About::Duty(no)).copied().collect();
    let of = |effect: Effect, outcome: Outcome| -> Vec<&'g Rule> {
        about.iter().filter(|f| f.outcome == outcome && f.rule.effect == effect).map(|f| f.rule).collect()
    };
    let likely = of(Effect::Likely, Outcome::Holds);
    let open: Vec<&Rule> = [of(Effect::Likely, Outcome::Unknown), of(Effect::CannotTell, Outcome::Unknown)].concat();
    let cannot_tell = of(Effect::CannotTell, Outcome::Holds);
    let (state, reasons) = if !likely.is_empty() {
        (DutyState::Likely, likely)
    } else if open.is_empty() && cannot_tell.is_empty() {
        (DutyState::Unlikely, of(Effect::Unlikely, Outcome::Holds))
    } else {
        (DutyState::CannotTell, cannot_tell)
    };
    let find_out = if state == DutyState::CannotTell { unanswered(g, facts, &open) } else { Vec::new() };
    let steps = duty.steps.iter().map(|step| StepResult { step, settled: settled(g, facts, step) }).collect();
    DutyResult { no, duty, state, reasons, notes: of(Effect::Note, Outcome::Holds), find_out, steps }
}

/// The questions that open rules wait for, in the order they are asked; a parent stands for a follow-up not yet in play.
fn unanswered(g: &Guidance, facts: &Facts, open: &[&Rule]) -> Vec<QuestionNo> {
    let mut list: Vec<QuestionNo> = Vec::new();
    for rule in open {
        for clause in rule.when.iter().chain(&rule.unless) {
            if facts.one(clause) == Outcome::Unknown {
                list.push(waits_for(g, facts, clause.question));
            }
        }
    }
    distinct(&mut list.into_iter())
}

/// The question itself, or the parent that must be answered before it can be asked.
pub(super) fn waits_for(g: &Guidance, facts: &Facts, no: QuestionNo) -> QuestionNo {
    let question = g.question(no);
    match question.ask_when.iter().find(|clause| facts.one(clause) == Outcome::Unknown) {
        Some(parent) => waits_for(g, facts, parent.question),
        None => no,
    }
}

fn settled(g: &Guidance, facts: &Facts, step: &Step) -> Outcome {
    let states = step.questions.iter().map(|&no| (facts.of(no), facts.in_play(g.question(no))));
    let mut asked = false;
    for (state, in_play) in states {
        match (state, in_play) {
            (_, Outcome::Fails) => {}
            (State::Known(_), _) => asked = true,
            _ => return Outcome::Unknown,
        }
    }
    if asked { Outcome::Holds } else { Outcome::Fails }
}
