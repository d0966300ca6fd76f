//! What the plan lacks, how much it matters, and how to mend it. Gaps block nothing.

use serde::{Deserialize, Serialize};

use super::edits::InPlace;
use super::{Edits, PlanGap};
use crate::answers::Outcome;
use crate::assessment::{Assessment, relevance};
use crate::guidance::{ApproachNo, Handbook, Severity, SourceNo};
use crate::order::sort_by_key;

/// One thing that the plan lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// The check it comes from, or the part of the plan that is empty.
    pub id: String,
    /// How much it matters.
    pub severity: Severity,
    /// What is lacking, in a few words.
    pub title: String,
    /// How to mend it.
    pub mend: String,
    /// Where to mend it.
    pub place: GapPlace,
    /// Whether the person said that it is not in place, or has not said.
    pub state: GapState,
    /// Where it rests: places of sources in the guidance.
    pub cites: Vec<SourceNo>,
}

/// Where a gap is mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GapPlace {
    /// Among the checks.
    Checks,
    /// Among the lines that the public reads.
    Statement,
    /// Among the approaches.
    Approaches,
    /// Among the dates.
    Dates,
    /// Among the people.
    People,
    /// Among the answers.
    Answers,
    /// Among what is kept up while the plan runs.
    Running,
}

/// What is known of a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GapState {
    /// It is not in place.
    NotInPlace,
    /// Nobody has said yet.
    NotSaid,
}

/// What the plan lacks, from the checks that matter here and are not in place: musts first.
#[must_use]
pub fn check(handbook: &Handbook, assessment: &Assessment<'_>, chosen: &[ApproachNo], edits: &Edits) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = relevance(assessment, chosen)
        .iter()
        .filter(|one| one.outcome != Outcome::Fails)
        .filter_map(|one| {
            let state = match edits.checks.get(&one.check.id) {
                Some(InPlace::Yes) => return None,
                Some(InPlace::No) => GapState::NotInPlace,
                // Where the answers do not even settle that it matters, silence is no gap.
                _ if one.outcome == Outcome::Unknown => return None,
                _ => GapState::NotSaid,
            };
            Some(Gap {
                id: one.check.id.clone(),
                severity: one.check.severity,
                title: one.check.title.clone(),
                mend: handbook.checks.get(usize::from(one.no)).map(|how| how.mend.clone()).unwrap_or_default(),
                place: GapPlace::Checks,
                state,
                cites: one.check.cites.clone(),
            })
        })
        .collect();
    sort_by_key(&mut gaps, |gap| gap.severity);
    gaps
}

/// How many gaps of a plan there are of each severity: must, should, consider.
#[must_use]
pub fn counts_of(gaps: &[PlanGap]) -> [usize; 3] {
    [Severity::Must, Severity::Should, Severity::Consider]
        .map(|severity| gaps.iter().filter(|gap| gap.severity == severity).count())
}

/// The same of gaps that are not yet in words.
#[must_use]
pub fn counts(gaps: &[Gap]) -> [usize; 3] {
    [Severity::Must, Severity::Should, Severity::Consider]
        .map(|severity| gaps.iter().filter(|gap| gap.severity == severity).count())
}
