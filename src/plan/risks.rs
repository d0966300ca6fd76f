//! What could go wrong, drawn from the context: a risk is relevant as a check is.

use serde::{Deserialize, Serialize};

use super::draft::{Notes, own};
use super::edits::{Edits, InPlace};
use super::{GapPlace, NoteNo, PlanGap};
use crate::answers::Outcome;
use crate::assessment::explain::lower;
use crate::assessment::{Assessment, matters};
use crate::guidance::{ApproachNo, Handbook, Lane, Risk, Severity};

/// A risk in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRisk {
    /// Its id.
    pub id: String,
    /// What could go wrong.
    pub title: String,
    /// Why here.
    pub why: String,
    /// What to do about it.
    pub mend: String,
    /// The role that sees to it.
    pub who: String,
    /// Whether it is in hand, where the person has said.
    pub said: Option<InPlace>,
    /// What it rests on.
    pub notes: Vec<NoteNo>,
}

/// Whether a risk is in hand, in words.
#[must_use]
pub fn in_hand_words(said: Option<InPlace>) -> &'static str {
    match said {
        Some(InPlace::Yes) => "In hand",
        Some(InPlace::No) => "Not in hand",
        Some(InPlace::NotSure) => "Not sure yet",
        None => "Not said yet",
    }
}

/// Every risk that the answers and the choice of approaches bring.
pub(super) fn risks(
    handbook: &Handbook,
    assessment: &Assessment<'_>,
    edits: &Edits,
    chosen: &[(ApproachNo, Lane)],
    notes: &mut Notes<'_>,
) -> Vec<PlanRisk> {
    let used: Vec<ApproachNo> = chosen.iter().map(|(no, _)| *no).collect();
    let relevant = |risk: &&Risk| {
        let when = (&*risk.relevant_when, &*risk.unless);
        matters(&assessment.facts, when, &risk.relevant_with, &used) == Outcome::Holds
    };
    let one = |risk: &Risk| PlanRisk {
        id: risk.id.clone(),
        title: risk.title.clone(),
        why: risk.why.clone(),
        mend: risk.mend.clone(),
        who: risk.who.clone(),
        said: edits.risks.get(&risk.id).copied(),
        notes: notes.cite(&risk.cites),
    };
    handbook.risks.iter().filter(relevant).map(one).collect()
}

/// A gap for each risk that somebody said is not in hand.
pub(super) fn gaps(risks: &[PlanRisk]) -> Vec<PlanGap> {
    let open = risks.iter().filter(|risk| risk.said == Some(InPlace::No));
    open.map(|risk| PlanGap {
        severity: Severity::Consider,
        notes: risk.notes.clone(),
        ..own(
            &["risk-", &risk.id].concat(),
            ["A risk is not in hand: ", &lower(&risk.title)].concat(),
            &risk.mend,
            GapPlace::Running,
        )
    })
    .collect()
}
