//! Rules met by answers.

use crate::answers::{Facts, Outcome};
use crate::guidance::{Guidance, Rule};

/// One rule met by one set of answers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Finding<'g> {
    /// The rule.
    pub rule: &'g Rule,
    /// How it stands.
    pub outcome: Outcome,
}

/// Every rule met by one set of answers, in the order of the content.
#[derive(Debug, Clone, PartialEq)]
pub struct Findings<'g>(Vec<Finding<'g>>);

impl<'g> Findings<'g> {
    pub(super) fn of(g: &'g Guidance, facts: &Facts) -> Self {
        let find = |rule: &'g Rule| Finding { rule, outcome: outcome(rule, facts) };
        Self(g.rules.iter().map(find).collect())
    }

    /// Every finding.
    pub fn iter(&self) -> impl Iterator<Item = &Finding<'g>> {
        self.0.iter()
    }

    /// The findings that hold.
    pub fn holding(&self) -> impl Iterator<Item = &'g Rule> {
        self.0.iter().filter(|finding| finding.outcome == Outcome::Holds).map(|finding| finding.rule)
    }
}

/// How a rule stands: all of `when`, and not all of `unless`.
pub(super) fn outcome(rule: &Rule, facts: &Facts) -> Outcome {
    facts.with_exception(&rule.when, &rule.unless)
}
