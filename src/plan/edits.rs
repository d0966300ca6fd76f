//! What the person changed: choices, words, tasks, answers to checks. A plan is always derived again from these.

use crate::date::Date;
use crate::order::{ById, Ids};
use serde::{Deserialize, Serialize};

use super::registers::Row;
use crate::assessment::{DutyState, Fit};
use crate::local::Edition;

/// Everything the person changed in the plan. Nothing here is derived, and nothing here is ever lost.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Edits {
    /// What the plan is called.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The lines that the public reads first.
    #[serde(skip_serializing_if = "Statement::is_empty")]
    pub statement: Statement,
    /// Approaches taken in or left out, by id, with the reason.
    #[serde(skip_serializing_if = "ById::is_empty")]
    pub choices: ById<Choice>,
    /// Tasks changed, by id.
    #[serde(skip_serializing_if = "ById::is_empty")]
    pub tasks: ById<TaskEdit>,
    /// Tasks of the person's own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub own_tasks: Vec<OwnTask>,
    /// Answers to checks, by id.
    #[serde(skip_serializing_if = "ById::is_empty")]
    pub checks: ById<InPlace>,
    /// The day the plan begins; today where it is not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Date>,
    /// What is written of each group, by its id.
    #[serde(skip_serializing_if = "ById::is_empty")]
    pub groups: ById<GroupRecord>,
    /// Groups of the person's own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub own_groups: Vec<OwnGroup>,
    /// What was said of each measure, by its id.
    #[serde(skip_serializing_if = "ById::is_empty")]
    pub measures: ById<MeasureRecord>,
    /// What is written in the record of the impact assessment besides its groups, by the id of the prompt.
    #[serde(skip_serializing_if = "ById::is_empty")]
    pub record: ById<String>,
    /// The day the record is looked at again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review: Option<Date>,
    /// What was said of risks, by id: whether each is in hand.
    #[serde(skip_serializing_if = "ById::is_empty")]
    pub risks: ById<InPlace>,
    /// Rows that the person keeps, by the id of the register.
    #[serde(skip_serializing_if = "ById::is_empty")]
    pub registers: ById<Vec<Row>>,
    /// The person's own quantities and prices, by the id of the approach or of what is put in place.
    #[serde(skip_serializing_if = "ById::is_empty")]
    pub prices: ById<Row>,
    /// What holds for all prices.
    #[serde(skip_serializing_if = "Row::is_empty")]
    pub money: Row,
    /// What was signed off, as it stood.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sign_offs: Vec<SignOff>,
    /// The edition of the local policy that the plan was made under; none where there was no policy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub local: Option<Edition>,
}

/// The lines that the public reads first, in the person's own words.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Statement {
    /// Why this is being done.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub purpose: String,
    /// What people can change.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub open: String,
    /// What is fixed, and why.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub fixed: String,
    /// Who decides, and when.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub decides: String,
    /// How and when people will hear back.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub hear_back: String,
}

impl Statement {
    /// Whether nothing has been written yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        [&self.purpose, &self.open, &self.fixed, &self.decides, &self.hear_back].iter().all(|line| line.is_empty())
    }

    /// The line with this id, as [`StatementLine`](super::StatementLine) names it, to be written.
    pub fn line_mut(&mut self, id: &str) -> Option<&mut String> {
        match id {
            "purpose" => Some(&mut self.purpose),
            "open" => Some(&mut self.open),
            "fixed" => Some(&mut self.fixed),
            "decides" => Some(&mut self.decides),
            "hear_back" => Some(&mut self.hear_back),
            _ => None,
        }
    }
}

/// An approach taken into the plan or left out of it, against or beside the advice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// It stands in the plan.
    pub chosen: bool,
    /// Why, in the person's own words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// What was changed in one task; what is not given stays as it is derived.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct TaskEdit {
    /// What is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who does it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// The day it is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// It is left out.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub left_out: bool,
}

/// A task of the person's own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct OwnTask {
    /// What is done.
    pub title: String,
    /// Who does it: a role.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub who: String,
    /// The day it is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
}

/// What was said of one measure.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct MeasureRecord {
    /// Whether it is in place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said: Option<InPlace>,
    /// The day it is ready.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ready: Option<Date>,
}

/// What is written of one group.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct GroupRecord {
    /// Why it is not affected, where the person says so.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub why_not: String,
    /// The person's own words, by the id of the prompt.
    #[serde(skip_serializing_if = "ById::is_empty")]
    pub notes: ById<String>,
    /// The day by which what will be done is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Date>,
}

/// A group of the person's own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct OwnGroup {
    /// What it is called.
    pub name: String,
    /// The barriers it meets, by their words in a file.
    #[serde(skip_serializing_if = "Ids::is_empty")]
    pub meets: Ids,
    /// What is written of it.
    pub record: GroupRecord,
}

/// The answer to a check, or to whether a measure is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InPlace {
    /// It is in place.
    Yes,
    /// It is not in place.
    No,
    /// The person is not sure yet.
    NotSure,
}

impl InPlace {
    /// Every answer, as a person is offered them.
    pub const ALL: [InPlace; 3] = [InPlace::Yes, InPlace::No, InPlace::NotSure];

    /// The word that stands for it in a file.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            InPlace::Yes => "yes",
            InPlace::No => "no",
            InPlace::NotSure => "not_sure",
        }
    }

    /// The answer that a word of a file stands for.
    #[must_use]
    pub fn of(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|said| said.id() == id)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            InPlace::Yes => "In place",
            InPlace::No => "Not in place",
            InPlace::NotSure => "Not sure yet",
        }
    }
}

/// A plan signed off: the advice as it stood, never rewritten when the rules change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignOff {
    /// The day.
    pub on: Date,
    /// The role that signed it off.
    pub by: String,
    /// The edition of the rules.
    pub edition: String,
    /// How each duty stood, by id.
    pub duties: ById<DutyState>,
    /// How each chosen approach fitted, by id.
    pub fits: ById<Fit>,
    /// How much was still to mend: must, should, consider. Empty in files of before it was counted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub open: Vec<u32>,
}
