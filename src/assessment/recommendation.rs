//! Approaches in order, by reasons.
//!
//! A rule-out wins outright. Otherwise a strong reason makes a strong fit, a reason a good one, and no reason leaves it
//! possible. Within one fit: more distinct questions that speak for it, then fewer questions that call for care, then
//! the greater say for people (principle 8 of the guidance), then the order of the content. Saying a reason twice
//! changes nothing.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::finding::{Finding, Findings};
use crate::answers::Outcome;
use crate::guidance::{About, Approach, ApproachNo, Effect, Guidance, Rule};
use crate::order::{distinct, sort_by_key};

/// How well an approach fits, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fit {
    /// A strong reason speaks for it.
    Strong,
    /// A reason speaks for it.
    Good,
    /// Nothing speaks for it or against it.
    Possible,
    /// Something rules it out.
    RuledOut,
}

impl Fit {
    /// Its name, as a tag reads.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Fit::Strong => "Strong fit",
            Fit::Good => "Good fit",
            Fit::Possible => "Possible",
            Fit::RuledOut => "Ruled out for now",
        }
    }
}

/// One approach met by one set of answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Recommendation<'g> {
    /// Its place in the guidance.
    pub no: ApproachNo,
    /// The approach.
    pub approach: &'g Approach,
    /// How well it fits.
    pub fit: Fit,
    /// Rules that speak for it, strong ones first.
    pub reasons: Vec<&'g Rule>,
    /// Rules that call for care.
    pub cautions: Vec<&'g Rule>,
    /// Rules that rule it out.
    pub ruled_out: Vec<&'g Rule>,
    /// Rules about it that the answers do not settle.
    pub open: Vec<&'g Rule>,
    /// How many distinct questions speak for it.
    pub speak_for: usize,
    /// How many distinct questions call for care.
    pub call_for_care: usize,
}

impl Recommendation<'_> {
    /// Its fit in words, with the care beside it.
    #[must_use]
    pub fn fit_words(&self) -> String {
        if self.with_care() { [self.fit.name(), ", with care"].concat() } else { self.fit.name().to_owned() }
    }

    /// Whether a caution stands beside its fit.
    #[must_use]
    pub fn with_care(&self) -> bool {
        self.fit != Fit::RuledOut && !self.cautions.is_empty()
    }
}

/// Sorts every finding to the approaches it is about, then puts the approaches in order.
pub(super) fn ranked<'g>(g: &'g Guidance, findings: &Findings<'g>) -> Vec<Recommendation<'g>> {
    let mut about: Vec<Vec<Finding<'g>>> = vec![Vec::new(); g.approaches.len()];
    for finding in findings.iter().filter(|finding| finding.outcome != Outcome::Fails) {
        if let About::Approaches(list) = &finding.rule.about {
            for &no in list {
                about[usize::from(no)].push(*finding);
            }
        }
    }
    let mut list: Vec<Recommendation<'g>> = (0..)
        .zip(&g.approaches)
        .zip(about)
        .map(|((no, approach), findings)| recommend(no, approach, &findings))
        .collect();
    sort_by_key(&mut list, |one| {
        (one.fit, Reverse(one.speak_for), one.call_for_care, Reverse(one.approach.level), one.no)
    });
    list
}

pub(super) fn recommend<'g>(no: ApproachNo, approach: &'g Approach, findings: &[Finding<'g>]) -> Recommendation<'g> {
    let (mut strong, mut reasons, mut cautions, mut ruled_out, mut open) =
        <(Vec<_>, Vec<_>, Vec<_>, Vec<_>, Vec<_>)>::default();
    for finding in findings {
        let list = match (finding.outcome, finding.rule.effect) {
            (Outcome::Fails, _) => continue,
            (Outcome::Unknown, _) => &mut open,
            (Outcome::Holds, Effect::StronglySuits) => &mut strong,
            (Outcome::Holds, Effect::Suits) => &mut reasons,
            (Outcome::Holds, Effect::Caution) => &mut cautions,
            (Outcome::Holds, _) => &mut ruled_out,
        };
        list.push(finding.rule);
    }
    // Strong reasons first; what is open in the order of its effects.
    strong.append(&mut reasons);
    let reasons = strong;
    if open.len() > 1 {
        sort_by_key(&mut open, |rule| rule.effect);
    }
    let fit = if !ruled_out.is_empty() {
        Fit::RuledOut
    } else {
        match reasons.first().map(|rule| rule.effect) {
            Some(Effect::StronglySuits) => Fit::Strong,
            Some(_) => Fit::Good,
            None => Fit::Possible,
        }
    };
    let (speak_for, call_for_care) = (questions(&reasons), questions(&cautions));
    Recommendation { no, approach, fit, reasons, cautions, ruled_out, open, speak_for, call_for_care }
}

/// How many distinct questions a list of rules reads.
fn questions(rules: &[&Rule]) -> usize {
    distinct(&mut rules.iter().flat_map(|rule| &rule.when).map(|clause| clause.question)).len()
}
