//! What follows from the answers.
//!
//! In: the [`Guidance`], the [`Answers`], the day.
//! Out: an [`Assessment`]: findings, duties, recommendations, a blend over stages, and the checks that matter.
//! Never: keeps state, reads a clock, writes prose outside [`explain`].

mod ask;
mod blend;
mod change;
mod duty;
pub mod explain;
mod finding;
mod map;
mod notice;
mod recommendation;
mod relevance;
#[cfg(not(target_family = "wasm"))]
pub mod rulebook;
#[cfg(not(target_family = "wasm"))]
pub mod sections;
mod tipping;

pub use ask::{Power, ask_next, power};
pub use blend::{Adds, Blend, Pick, added, instead, lacks, reaches, receiver};
pub use duty::{DutyResult, DutyState, StepResult};
pub use finding::{Finding, Findings};
pub use map::{Edge, End, map};
pub use notice::{Notice, notices};
pub use recommendation::{Fit, Recommendation};
pub use relevance::{Relevance, matters, relevance};
pub use tipping::{Both, Tipping, answered, tipping};

use crate::date::Date;

use crate::answers::{Answers, Facts};
use crate::guidance::{Guidance, Lane};

/// What follows when this guidance meets these answers on this day.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment<'g> {
    /// The guidance it rests on.
    pub guidance: &'g Guidance,
    /// What is known of each question.
    pub facts: Facts,
    /// How each rule stands, in the order of the content.
    pub findings: Findings<'g>,
    /// How each duty stands, in the order of the content.
    pub duties: Vec<DutyResult<'g>>,
    /// Every approach, best first.
    pub recommendations: Vec<Recommendation<'g>>,
    /// A few of them, composed over the stages of the work.
    pub blend: Blend,
}

/// Works out what follows. It is pure: the same guidance, answers and day give the same assessment.
#[must_use]
pub fn assess<'g>(g: &'g Guidance, answers: &Answers, today: Date) -> Assessment<'g> {
    let facts = Facts::read(g, answers, today);
    let findings = Findings::of(g, &facts);
    let duties = duty::results(g, &facts, &findings);
    let recommendations = recommendation::ranked(g, &findings);
    let blend = blend::compose(g, &facts, &recommendations);
    Assessment { guidance: g, facts, findings, duties, recommendations, blend }
}

impl<'g> Assessment<'g> {
    /// The recommendation of one approach.
    #[must_use]
    pub fn of(&self, approach: u16) -> Option<&Recommendation<'g>> {
        self.recommendations.iter().find(|one| one.no == approach)
    }

    /// Whether what people say in a lane can still count, from where the work stands.
    #[must_use]
    pub fn in_time(&self, lane: Lane) -> bool {
        blend::in_time(blend::stage(self.guidance, &self.facts), lane)
    }

    /// At most so many days are left before the decision, where an answer says so.
    #[must_use]
    pub fn days_left(&self) -> Option<u16> {
        blend::days_left(self.guidance, &self.facts)
    }

    /// The groups of people that the answers name as affected: options of the groups question.
    #[must_use]
    pub fn groups(&self) -> Vec<u8> {
        blend::groups(self.guidance, &self.facts)
    }
}
