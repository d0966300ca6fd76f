//! What the plan asks of people: their hours, painful things told again, the support for that, and who else asks them
//! now. Shown together, so that nobody is asked too much by plans that each look small.

use serde::{Deserialize, Serialize};

use super::{AnswerRow, InPlace, PlanMeasure, takes_part};
use crate::guidance::{ApproachNo, Barrier, Guidance, Handbook, Lane};

/// What a plan asks of people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanBurden {
    /// What each approach asks.
    pub asks: Vec<PlanAsk>,
    /// The hours of all people together, at the least, by our estimate.
    pub hours: u32,
    /// Support for those who tell painful things, and whether it is in place.
    pub support: Vec<PlanSupport>,
    /// Who else is asking the same people now, as answered; empty where it is not answered.
    pub others: String,
}

/// What one approach asks of people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanAsk {
    /// The approach.
    pub name: String,
    /// How many people take part, in words.
    pub people: String,
    /// Hours that it asks of each: the least and the most.
    pub each: (u16, u16),
    /// It may ask for painful things.
    pub painful: bool,
}

/// Something that supports people who tell painful things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanSupport {
    /// What it is.
    pub title: String,
    /// Whether it is in place.
    pub said: Option<InPlace>,
}

/// Reckons what a plan asks of people.
pub(super) fn burden(
    g: &Guidance,
    handbook: &Handbook,
    chosen: &[(ApproachNo, Lane)],
    measures: &[PlanMeasure],
    answers: &[AnswerRow],
) -> PlanBurden {
    let mut hours = 0_u32;
    let mut asks = Vec::new();
    for &(no, _) in chosen {
        let approach = g.approach(no);
        let each = handbook.approaches.get(usize::from(no)).map_or((0, 0), |how| how.hours);
        if !takes_part(approach) || each.1 == 0 {
            continue;
        }
        hours = hours.saturating_add(approach.people.from.saturating_mul(u32::from(each.0)));
        asks.push(PlanAsk {
            name: approach.name.clone(),
            people: super::people_words(approach),
            each,
            painful: approach.barriers.contains(&Barrier::Disclosing),
        });
    }
    let of_pain = |one: &&PlanMeasure| {
        let measure = handbook.measures.iter().find(|measure| measure.id == one.id);
        measure.is_some_and(|measure| measure.mends.iter().chain(&measure.with).any(|on| *on == Barrier::Disclosing))
    };
    let support = measures.iter().filter(of_pain);
    PlanBurden {
        asks,
        hours,
        support: support.map(|one| PlanSupport { title: one.title.clone(), said: one.said }).collect(),
        others: super::draft::beside(g, answers, "burden"),
    }
}

impl PlanAsk {
    /// The hours asked of each person, in words.
    #[must_use]
    pub fn each_words(&self) -> String {
        match self.each {
            (0, to) => ["Up to ", &hours_words(u32::from(to))].concat(),
            (from, to) if from == to => hours_words(u32::from(to)),
            (from, to) => [&from.to_string(), " to ", &hours_words(u32::from(to))].concat(),
        }
    }
}

/// So many hours, in words.
#[must_use]
pub fn hours_words(hours: u32) -> String {
    if hours == 1 { "1 hour".to_owned() } else { [&super::thousands(hours), " hours"].concat() }
}
