//! Which checks matter for this work.

use super::Assessment;
use crate::answers::Outcome;
use crate::guidance::{ApproachNo, Check, CheckNo};

/// A check met by one set of answers and one choice of approaches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Relevance<'g> {
    /// Its place in the guidance.
    pub no: CheckNo,
    /// The check.
    pub check: &'g Check,
    /// Whether it matters here. Where the answers do not settle it, it is asked.
    pub outcome: Outcome,
}

/// Which checks matter, from the answers and from the approaches that the plan uses.
#[must_use]
pub fn relevance<'g>(assessment: &Assessment<'g>, chosen: &[ApproachNo]) -> Vec<Relevance<'g>> {
    (0..)
        .zip(&assessment.guidance.checks)
        .map(|(no, check)| {
            let by_answers = assessment.facts.with_exception(&check.relevant_when, &check.unless);
            let used = check.relevant_with.is_empty() || check.relevant_with.iter().any(|no| chosen.contains(no));
            let outcome = if used { by_answers } else { Outcome::Fails };
            Relevance { no, check, outcome }
        })
        .collect()
}
