//! Signing off: the advice as it stood on the day, by role, and what is different since. It blocks nothing, and is never
//! rewritten.

use serde::{Deserialize, Serialize};

use super::edits::{Edits, SignOff};
use super::{Plan, PlanDuty, PlanGap, counts_of};
use crate::assessment::{Assessment, DutyState, Fit};
use crate::date::Date;
use crate::guidance::{ApproachNo, Lane};
use crate::order::ById;

/// A sign-off in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanSignOff {
    /// The day.
    pub on: Date,
    /// The role that signed it off.
    pub by: String,
    /// The edition of the rules then.
    pub edition: String,
    /// How much was open then, in a sentence; empty where it was not counted.
    pub open: String,
    /// What is different now: what it is, how it stood then, how it stands now.
    pub moved: Vec<(String, String, String)>,
}

/// What a role signs off on a day: the advice as the plan has it now.
#[must_use]
pub fn sign_off(plan: &Plan, on: Date, by: String) -> SignOff {
    let approaches = plan.lanes.iter().flat_map(|lane| &lane.approaches);
    SignOff {
        on,
        by,
        edition: plan.edition.clone(),
        duties: plan.duties.iter().map(|duty| (duty.id.clone(), duty.state)).collect(),
        fits: approaches.map(|one| (one.id.clone(), one.fit)).collect(),
        open: counts_of(&plan.gaps).map(|count| u32::try_from(count).unwrap_or(u32::MAX)).to_vec(),
    }
}

/// How a duty stood, in words.
fn state_words(state: DutyState) -> &'static str {
    match state {
        DutyState::Likely => "Likely to apply",
        DutyState::CannotTell => "Cannot be told yet",
        DutyState::Unlikely => "Unlikely to apply",
    }
}

/// How much is open, in a sentence.
#[must_use]
pub fn open_words(counts: [usize; 3]) -> String {
    if counts == [0; 3] {
        return "Nothing is open.".to_owned();
    }
    let [must, should, consider] = counts.map(|count| count.to_string());
    let are = if counts.iter().sum::<usize>() == 1 { " consider is open." } else { " consider are open." };
    [&must, " must, ", &should, " should and ", &consider, are].concat()
}

/// Every sign-off, with what is different now.
pub(super) fn sign_offs(
    assessment: &Assessment<'_>,
    edits: &Edits,
    chosen: &[(ApproachNo, Lane)],
    duties: &[PlanDuty],
    gaps: &[PlanGap],
) -> Vec<PlanSignOff> {
    let g = assessment.guidance;
    let fits: ById<Fit> =
        chosen.iter().filter_map(|(no, _)| assessment.of(*no).map(|one| (one.approach.id.clone(), one.fit))).collect();
    let name = |id: &String| g.approach_no(id).map_or_else(|| id.clone(), |no| g.approach(no).name.clone());
    let now = counts_of(gaps);
    let in_words = |then: &SignOff| {
        let mut moved = Vec::new();
        let mut row = |what: String, was: &str, is: &str| {
            if was != is {
                moved.push((what, was.to_owned(), is.to_owned()));
            }
        };
        row("The edition of the rules".to_owned(), &then.edition, &g.edition.name);
        for duty in duties {
            let was = then.duties.get(&duty.id).map_or("Not read", |state| state_words(*state));
            row(duty.name.clone(), was, state_words(duty.state));
        }
        for (id, state) in then.duties.iter().filter(|(id, _)| duties.iter().all(|duty| duty.id != **id)) {
            row(id.clone(), state_words(*state), "Not read by this edition");
        }
        for (id, fit) in then.fits.iter() {
            let is = fits.get(id).map_or("Not in the plan", |fit| fit.name());
            row(name(id), fit.name(), is);
        }
        for (id, fit) in fits.iter().filter(|(id, _)| then.fits.get(id).is_none()) {
            row(name(id), "Not in the plan", fit.name());
        }
        let open = match *then.open {
            [must, should, consider] => {
                let then = [must, should, consider].map(|count| usize::try_from(count).unwrap_or(usize::MAX));
                let words = open_words(then);
                row("What is still to mend".to_owned(), &words, &open_words(now));
                words
            }
            _ => String::new(),
        };
        PlanSignOff { on: then.on, by: then.by.clone(), edition: then.edition.clone(), open, moved }
    };
    edits.sign_offs.iter().map(in_words).collect()
}
