//! One answer changed: what it is, what the answers are with it, and which are worth trying.

use serde::{Deserialize, Serialize};

use super::recommendation::Fit;
use crate::answers::{Answer, Answers, Facts, Outcome, State};
use crate::guidance::{Choose, Clause, Guidance, OptionNo, QuestionNo};
use crate::order::{distinct, sort_by_key};

/// One answer changed, and what it would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The question whose answer changes.
    pub question: QuestionNo,
    /// The option that is chosen, added or left out.
    pub option: OptionNo,
    /// For a question with many answers: it is left out, not added.
    pub left_out: bool,
    /// The fit it would have.
    pub to: Fit,
}

/// The answers with one of them changed.
#[must_use]
pub fn changed(g: &Guidance, answers: &Answers, change: &Change) -> Answers {
    let question = g.question(change.question);
    let id = &question.option(change.option).id;
    let mut next = answers.clone();
    if question.choose == Choose::One {
        next.set(&question.id, Answer::One(id.clone()));
        return next;
    }
    let mut ids = match answers.get(&question.id) {
        Some(Answer::Many(ids)) => ids.clone(),
        _ => Default::default(),
    };
    let alone = |id: &String| question.option_no(id).is_some_and(|no| question.option(no).alone);
    if change.left_out {
        ids.remove(id);
    } else if question.option(change.option).alone {
        ids.clear();
        ids.insert(id.clone());
    } else {
        ids.retain(|id| !alone(id));
        ids.insert(id.clone());
    }
    if ids.is_empty() {
        next.clear(&question.id);
    } else {
        next.set(&question.id, Answer::Many(ids));
    }
    next
}

/// The changes worth trying: every other option of every question in play that these clauses read, nearest first.
pub(super) fn candidates(g: &Guidance, facts: &Facts, clauses: &[&Clause]) -> Vec<Change> {
    let read = distinct(&mut clauses.iter().map(|clause| clause.question));
    let mut list = Vec::new();
    for no in read {
        let question = g.question(no);
        if facts.in_play(question) != Outcome::Holds {
            continue;
        }
        let chosen = match facts.of(no) {
            State::Known(bits) => bits,
            _ => 0,
        };
        let from = if chosen == 0 { 0 } else { chosen.trailing_zeros() };
        let count = u32::try_from(question.options.len()).unwrap_or(0);
        let mut options: Vec<u32> = (0..count).collect();
        sort_by_key(&mut options, |at| at.abs_diff(from));
        for at in options {
            let left_out = chosen & (1_u64 << at) != 0;
            let option = OptionNo::try_from(at).unwrap_or(0);
            let change = Change { question: no, option, left_out, to: Fit::Possible };
            match question.choose {
                Choose::One if !left_out => list.push(change),
                // Leaving out the only answer would leave the question open, which settles nothing.
                Choose::Many if !left_out || chosen.count_ones() > 1 => list.push(change),
                _ => {}
            }
        }
    }
    list
}
