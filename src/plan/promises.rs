//! Promises made: each held against the plan, and carried to every stage that is still to come.

use serde::{Deserialize, Serialize};

use super::draft::own;
use super::registers::PROMISES;
use super::taking_part::takes_part;
use super::timeline::{Run, Timeline};
use super::{Edits, GapPlace, InPlace, PlanGap, Row, day_words};
use crate::assessment::explain::lower;
use crate::date::Date;
use crate::guidance::{ApproachNo, Guidance, Handbook, Lane};

/// A promise in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanPromise {
    /// The place of its row.
    pub row: usize,
    /// What was promised, by when and to whom, in a sentence.
    pub words: String,
    /// The day it names.
    pub day: Option<Date>,
    /// How the plan would break it, in a sentence; empty where it would not, as far as we can tell.
    pub broken: String,
}

/// What promises are held against.
pub(super) struct Against<'a> {
    pub g: &'a Guidance,
    pub handbook: &'a Handbook,
    pub edits: &'a Edits,
    pub chosen: &'a [(ApproachNo, Lane)],
    pub timeline: &'a Timeline,
}

impl Against<'_> {
    /// Every promise that says anything, in the order they were written.
    pub(super) fn promises(&self) -> Vec<PlanPromise> {
        let rows = self.edits.rows(PROMISES.id).iter().enumerate().filter(|(_, row)| !row.is_blank());
        rows.map(|(place, row)| PlanPromise {
            row: place,
            words: words(row),
            day: row.day("day"),
            broken: self.broken(row),
        })
        .collect()
    }

    /// The last day of some of the runs, or the first.
    fn day_of(&self, is: &dyn Fn(ApproachNo, Lane) -> bool, last: bool) -> Option<Date> {
        let stands = |no: ApproachNo| self.chosen.iter().any(|&(other, lane)| other == no && is(no, lane));
        let days = self.timeline.runs.iter().filter(|(no, _)| stands(*no)).map(|(_, Run { closes, .. })| *closes);
        if last { days.max() } else { days.min() }
    }

    fn broken(&self, row: &Row) -> String {
        let day = row.day("day");
        let broken = match row.text("kind") {
            "hear_back" => match (self.day_of(&|_, lane| lane == Lane::Review, false), day) {
                (None, _) => Some("Nothing in the plan tells people what came of it".to_owned()),
                (Some(told), Some(day)) if told > day => {
                    Some(["By our estimate people hear back on ", &day_words(told)].concat())
                }
                _ => None,
            },
            "no_decision_before" => {
                let early = self.timeline.decision.filter(|decision| day.is_some_and(|day| *decision < day));
                early.map(|decision| ["The decision comes on ", &day_words(decision)].concat())
            }
            "stays_open" => {
                let asks = |no: ApproachNo, lane: Lane| lane <= Lane::Decide && takes_part(self.g.approach(no));
                match (self.day_of(&asks, true), day) {
                    (None, _) => Some("Nothing in the plan is open for people to take part in".to_owned()),
                    (Some(closes), Some(day)) if closes < day => {
                        Some(["By our estimate people last take part on ", &day_words(closes)].concat())
                    }
                    _ => None,
                }
            }
            "payment" => {
                let said = |id: &str| self.edits.measures.get(id).and_then(|one| one.said);
                let missing =
                    self.handbook.measures.iter().find(|one| one.payment && said(&one.id) != Some(InPlace::Yes));
                missing.map(|one| ["This is not in place yet: ", &lower(&one.title)].concat())
            }
            _ => None,
        };
        broken.map(|words| [&words, "."].concat()).unwrap_or_default()
    }
}

/// A promise in a sentence: its kind with its day, what was said, and to whom.
fn words(row: &Row) -> String {
    let kind = PROMISES.field("kind").map(|field| field.words(row)).unwrap_or_default();
    let day = row.day("day").map(day_words);
    let (lead, by) = match (row.text("kind"), day) {
        ("hear_back" | "no_decision_before" | "stays_open", Some(day)) => (kind.replace("a day", &day), String::new()),
        ("other" | "", Some(day)) => (String::new(), [" (by ", &day, ")"].concat()),
        ("other" | "", None) => (String::new(), String::new()),
        (_, Some(day)) => (kind, [" (by ", &day, ")"].concat()),
        (_, None) => (kind, String::new()),
    };
    let what = row.text("what").trim().trim_end_matches('.');
    let whom = row.text("whom").trim().trim_end_matches('.');
    let colon = if lead.is_empty() || what.is_empty() { "" } else { ": " };
    let to = if whom.is_empty() { "" } else { ". To: " };
    [&lead, colon, what, &by, to, whom, "."].concat()
}

/// A gap for each promise that the plan would break.
pub(super) fn gaps(promises: &[PlanPromise]) -> Vec<PlanGap> {
    let broken = promises.iter().filter(|one| !one.broken.is_empty());
    broken
        .map(|one| {
            let title = ["The plan would break a promise: ", &lower(one.words.trim_end_matches('.'))].concat();
            let mend = [&one.broken, " Change the plan so that it is kept, or tell those it was made to, and why."];
            own(&[PROMISES.id, "-", &one.row.to_string()].concat(), title, &mend.concat(), GapPlace::Running)
        })
        .collect()
}
