//! Which checks matter for this work.

use super::Assessment;
use crate::answers::{Facts, Outcome};
use crate::guidance::{ApproachNo, Check, CheckNo, Clause};

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
            let outcome =
                matters(&assessment.facts, (&check.relevant_when, &check.unless), &check.relevant_with, chosen);
            Relevance { no, check, outcome }
        })
        .collect()
}

/// Whether something matters: its clauses hold but for their exception, and the plan uses one of the approaches that it
/// goes with (none: whatever it uses).
#[must_use]
pub fn matters(
    facts: &Facts,
    (when, unless): (&[Clause], &[Clause]),
    with: &[ApproachNo],
    chosen: &[ApproachNo],
) -> Outcome {
    let used = with.is_empty() || with.iter().any(|no| chosen.contains(no));
    if used { facts.with_exception(when, unless) } else { Outcome::Fails }
}
