//! What we will do.
//!
//! In: the guidance and its handbook, an [`Assessment`](crate::assessment::Assessment), the
//! [`Answers`](crate::answers::Answers), the person's [`Edits`], the day.
//! Out: a [`Plan`], the waist of the planner: owned, serialisable, with labels and citations resolved; and the gaps in
//! it; and the file that opens again.
//! Never: loses an edit, knows a format.

mod burden;
mod calendar;
mod chart;
mod check;
mod compare;
mod dates;
mod draft;
mod edits;
mod follow_up;
mod local;
mod money;
mod people;
mod principles;
mod private;
mod promises;
mod reading;
mod registers;
mod risks;
mod saved;
mod sign_off;
mod taking_part;
mod timeline;
mod variants;
mod writing;

pub use burden::{PlanAsk, PlanBurden, PlanSupport, hours_words};
pub use calendar::{Calendar, KNOWN_UNTIL, bank_holiday, works};
pub use chart::{Bar, Chart, ChartRow, KEY, Mark, MarkKind, range};
pub use check::{Gap, GapPlace, GapState, check, counts, counts_of};
pub use compare::{Difference, Side, compare, what_differs};
pub use dates::{PlanDates, PlanDay, PlanInterval, PlanSeason, weeks_or_none};
pub use draft::{asks_reason, chosen, cost_words, draft, people_words, stands_in, thousands, weeks_words};
pub use edits::{Choice, Edits, GroupRecord, InPlace, MeasureRecord, OwnGroup, OwnTask, SignOff, Statement, TaskEdit};
pub use follow_up::{ANNUAL, GOVERNANCE, KEEPING, WHO_DECIDED, WORKED};
pub use local::{LOCAL, PlanFact, PlanLocal, PlanLocalApproach, PlanLocalCheck, local};
pub use money::{CONTINGENCY, PlanCost, PlanMoney, PlanSum, Pounds, in_hundredths};
pub use people::{
    PlanBarrier, PlanCell, PlanEntry, PlanGroup, PlanMeasure, PlanOverlap, PlanPaper, PlanPartner, PlanRoad,
    Unaffected, ways_in_words,
};
pub use principles::{Lacking, Standing, lacking_words, principles};
pub use private::{Private, private};
pub use promises::PlanPromise;
pub use registers::{
    CALENDAR, COSTS, Field, FieldKind, KNOWN, LOG, MONEY, PRICE, PROMISES, PlanRegister, REGISTERS, RISKS, Register,
    Row, SAID, register, whole,
};
pub use risks::{PlanRisk, in_hand_words};
pub use saved::{FORMAT, MOST_BYTES, MOST_FILE_BYTES, OpenError, SCHEMA, Saved};
pub use sign_off::{PlanSignOff, open_words, sign_off};
pub use taking_part::{
    Affected, Meeting, Needed, Verdict, affected, companion, meet, named, needed, road_in, takes_part, way_in,
};
pub use timeline::{DECISION_MEETING, Laying, Run, Timeline};
pub use variants::{BASE, MOST_VARIANTS, Variant, WhatIf, or_not_there, other_answer, things};

use crate::date::Date;
use serde::{Deserialize, Serialize};

use crate::assessment::{DutyState, Fit};
use crate::guidance::{Lane, Level, Severity, Status};

/// The number of a note: the place of its source in [`Plan::sources`], from one.
pub type NoteNo = u16;

/// A plan: everything that a page, a file or a host can show, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// What it is called.
    pub title: String,
    /// The organisation, where the host page names one.
    pub organisation: String,
    /// The edition of the rules.
    pub edition: String,
    /// The day the law in it was last read.
    pub law_as_at: Date,
    /// The day it was drafted.
    pub made_on: Date,
    /// The lines that the public reads first.
    pub statement: Vec<StatementLine>,
    /// The answers it rests on.
    pub answers: Vec<AnswerRow>,
    /// How each duty stands.
    pub duties: Vec<PlanDuty>,
    /// The approaches, by the stages of the work.
    pub lanes: Vec<PlanLane>,
    /// Approaches considered and not chosen, with the reason.
    pub considered: Vec<Considered>,
    /// The groups affected, held against each approach: those without a way in first.
    pub groups: Vec<PlanGroup>,
    /// Groups that the person is not sure of, or that are not affected.
    pub unaffected: Vec<Unaffected>,
    /// What keeps people out of what is chosen.
    pub barriers: Vec<PlanBarrier>,
    /// What has to be put in place so that people can take part.
    pub measures: Vec<PlanMeasure>,
    /// Who to work with.
    pub partners: Vec<PlanPartner>,
    /// What the record of the impact assessment asks besides its groups.
    pub record: Vec<PlanEntry>,
    /// The day the record is looked at again.
    pub review: Option<Date>,
    /// Papers of their own that the plan brings.
    pub papers: Vec<PlanPaper>,
    /// What a good plan has in place, where it matters here.
    pub checks: Vec<PlanCheck>,
    /// How far it does what the guidance asks of every plan.
    pub principles: Vec<PlanPrinciple>,
    /// What the person keeps in lists: what is known, promises, decisions and the rest.
    pub registers: Vec<PlanRegister>,
    /// Promises made, each held against the plan.
    pub promises: Vec<PlanPromise>,
    /// What could go wrong here.
    pub risks: Vec<PlanRisk>,
    /// What the plan asks besides: who decided, how it is agreed, how to know that it worked, what is kept.
    pub follow_up: Vec<PlanEntry>,
    /// Who signed it off, and what is different since.
    pub sign_offs: Vec<PlanSignOff>,
    /// What the plan lacks: the lines that the public reads, then musts, then the rest.
    pub gaps: Vec<PlanGap>,
    /// What is done, by whom, by when.
    pub tasks: Vec<PlanTask>,
    /// The dates it turns on.
    pub dates: PlanDates,
    /// What it costs.
    pub money: PlanMoney,
    /// What it asks of people.
    pub burden: PlanBurden,
    /// What it rests on, in the order it is first cited.
    pub sources: Vec<PlanSource>,
    /// What the organisation says for itself, kept apart from all of the above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub local: Option<PlanLocal>,
    /// The plan beside its what-ifs, for a handout; nowhere else, and in no file of the plan.
    #[serde(skip)]
    pub what_if: Option<WhatIf>,
}

/// One line that the public reads first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementLine {
    /// Which line it is: purpose, open, fixed, decides or hear_back.
    pub id: String,
    /// Its label.
    pub label: String,
    /// What to write there.
    pub hint: String,
    /// The person's own words; empty where nothing has been written.
    pub text: String,
    /// The closed answer that it stands beside; empty where none is given.
    pub answered: String,
}

/// One answer in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerRow {
    /// The question's id.
    pub id: String,
    /// The part of the journey.
    pub topic: String,
    /// The question's short name.
    pub label: String,
    /// The answer.
    pub answer: String,
    /// How it is used.
    pub state: AnswerState,
}

/// How an answer is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerState {
    /// It is given, and read.
    Given,
    /// It is not sure.
    NotSure,
    /// It is not given.
    NotAnswered,
    /// It is given, but its question is no longer asked. It is kept.
    NotUsed,
}

/// A duty in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanDuty {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How it stands.
    pub state: DutyState,
    /// How it stands, in words.
    pub verdict: String,
    /// Why.
    pub reasons: Vec<PlanReason>,
    /// Things to know or do besides.
    pub notes: Vec<PlanReason>,
    /// What to find out, where it cannot be told yet.
    pub find_out: Vec<String>,
    /// Something that holds whatever the state.
    pub also: String,
    /// What to weigh that cannot be asked as yes or no.
    pub weigh: Vec<String>,
    /// The questions whose answers it rests on, by id, in the order they are asked.
    pub rests_on: Vec<String>,
}

/// One reason in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanReason {
    /// The reason in a few words.
    pub headline: String,
    /// The reason.
    pub because: String,
    /// What to do about it.
    pub action: Option<String>,
    /// What it rests on.
    pub notes: Vec<NoteNo>,
}

/// A stage of the work with its approaches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanLane {
    /// The stage.
    pub lane: Lane,
    /// Its name.
    pub name: String,
    /// Its approaches.
    pub approaches: Vec<PlanApproach>,
}

/// An approach that the plan uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanApproach {
    /// Its id.
    pub id: String,
    /// The outside approach it stands for.
    pub reference: String,
    /// Its number: its place in the order of recommendations, the same wherever it stands.
    pub number: u16,
    /// Its name.
    pub name: String,
    /// What it is.
    pub what: String,
    /// How well it fits.
    pub fit: Fit,
    /// How well it fits, in words.
    pub fit_words: String,
    /// How much say it gives.
    pub level: Level,
    /// People take part in it: it asks somebody, and does more than tell.
    pub takes_part: bool,
    /// Why.
    pub reasons: Vec<PlanReason>,
    /// What to take care of.
    pub cautions: Vec<PlanReason>,
    /// What rules it out, where the person took it all the same.
    pub ruled_out: Vec<PlanReason>,
    /// The person's own reason for taking it.
    pub own_reason: String,
    /// It is taken against the advice: a reason is asked for, whether or not one is written.
    pub asks_reason: bool,
    /// What it adds to the others, in a sentence; empty where the others give all of it.
    pub adds: String,
    /// How long it takes, in words.
    pub weeks: String,
    /// How many people take part, in words.
    pub people: String,
    /// What it costs, in words.
    pub cost: String,
    /// When it runs.
    pub from: Date,
    /// The first day that people take part.
    pub opens: Date,
    /// The last such day.
    pub closes: Date,
    /// Its result can be used.
    pub to: Date,
    /// What to do, in order.
    pub steps: Vec<String>,
    /// How to change it for the groups named.
    pub adapt: Vec<(String, String)>,
    /// What it gives to the approach that receives it; empty where none comes later.
    pub hands_on: String,
    /// The approach that receives it.
    pub hands_on_to: Option<String>,
}

/// An approach considered and not chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Considered {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How well it fits, in words.
    pub fit_words: String,
    /// Why not.
    pub why_not: String,
    /// It is left out against the advice: a reason is asked for, whether or not one is written.
    pub asks_reason: bool,
    /// What it rests on.
    pub notes: Vec<NoteNo>,
}

/// A check in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanCheck {
    /// Its id.
    pub id: String,
    /// Its part of the list.
    pub topic: String,
    /// How much it matters.
    pub severity: Severity,
    /// What is so when it is in place.
    pub title: String,
    /// The question.
    pub ask: String,
    /// What was said, if anything.
    pub said: Option<InPlace>,
    /// How to mend it.
    pub mend: String,
    /// What to look for.
    pub looks_for: String,
    /// Why it matters.
    pub why: String,
    /// A line from a plan that does it well.
    pub good: String,
    /// A line from a plan that does not.
    pub poor: String,
    /// What it rests on.
    pub notes: Vec<NoteNo>,
}

/// A gap in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanGap {
    /// The check it comes from, or the part of the plan that is empty.
    pub id: String,
    /// How much it matters.
    pub severity: Severity,
    /// What is lacking.
    pub title: String,
    /// How to mend it.
    pub mend: String,
    /// Where to mend it.
    pub place: GapPlace,
    /// Whether the person said that it is not in place, or has not said.
    pub state: GapState,
    /// An approach that would mend it, where one would.
    pub add: Option<PlanRoad>,
    /// What it rests on.
    pub notes: Vec<NoteNo>,
}

/// Something that the guidance asks of every plan, and how far this one does it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanPrinciple {
    /// Its number in the guidance.
    pub number: u8,
    /// What it asks, in a few words.
    pub title: String,
    /// What it asks.
    pub what: String,
    /// How many of the things that show it are there.
    pub met: usize,
    /// How many of them matter here.
    pub of: usize,
    /// What is lacking.
    pub lacks: Vec<PlanLack>,
    /// What it rests on.
    pub notes: Vec<NoteNo>,
}

/// Something that a principle asks and the plan does not show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanLack {
    /// The check, where it is one.
    pub check: Option<String>,
    /// What would be there.
    pub title: String,
    /// How to mend it.
    pub mend: String,
}

/// A task in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanTask {
    /// Its id; none for a task of the person's own.
    pub id: Option<String>,
    /// The place of a task of the person's own.
    pub own: Option<usize>,
    /// What is done.
    pub title: String,
    /// What it takes.
    pub what: String,
    /// The role that does it.
    pub who: String,
    /// The day it is due, where it can be told.
    pub due: Option<Date>,
    /// When it is due, in words.
    pub when: String,
    /// It should have been done before today.
    pub late: bool,
    /// How to know that it is done.
    pub done_when: String,
    /// What it rests on.
    pub notes: Vec<NoteNo>,
}

/// A source in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanSource {
    /// The work.
    pub title: String,
    /// The place in it.
    pub place: String,
    /// The edition we read.
    pub edition: String,
    /// Where it stands on the web.
    pub link: Option<String>,
    /// Whether it holds today.
    pub status: Status,
    /// What it says, in our own words.
    pub says: String,
}

/// A day as people read it: "28 July 2027".
#[must_use]
pub fn day_words(day: Date) -> String {
    format!("{} {} {}", day.day(), MONTHS[usize::from(day.month().unsigned_abs()) - 1], day.year())
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
