//! The dates a plan turns on: whether the day of the decision can be met, by how much it cannot, what could safely
//! change and what may not be cut.

use serde::{Deserialize, Serialize};

use super::calendar::{Calendar, KNOWN_UNTIL, works};
use super::draft::{Notes, own};
use super::registers::{CALENDAR, Row};
use super::timeline::{DECISION_MEETING, Laying, Timeline};
use super::{Edits, GapPlace, NoteNo, PlanGap, day_words, takes_part};
use crate::answers::Outcome;
use crate::assessment::{Assessment, DutyState, added, explain, relevance};
use crate::date::Date;
use crate::guidance::{ApproachNo, Handbook, Interval, Lane, Severity};
use crate::order::sort_by_key;

/// The dates a plan turns on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanDates {
    /// The day it begins.
    pub start: Date,
    /// The day of the decision, where it is known.
    pub decision: Option<Date>,
    /// By our estimate, the day by which every approach before the decision has its result.
    pub ready: Date,
    /// By our estimate, the first day on which the decision is fair.
    pub earliest: Date,
    /// The last day on which the plan can begin and the decision still be fair on its day.
    pub last_start: Option<Date>,
    /// By how many weeks the decision comes too early, by our estimate.
    pub weeks_short: Option<i32>,
    /// By how many weeks it comes too early even if everything is cut that may be.
    pub weeks_short_at_least: Option<i32>,
    /// What stands between the last result and the decision.
    pub intervals: Vec<PlanInterval>,
    /// What could safely change, where the decision comes too early.
    pub could_change: Vec<String>,
    /// What may not be cut.
    pub may_not: Vec<String>,
    /// What else falls in those weeks.
    pub seasons: Vec<PlanSeason>,
    /// Days that the person entered, in order.
    pub entered: Vec<PlanDay>,
    /// How long a temporary change has run, and when it is looked at again, a sentence each.
    pub clock: Vec<String>,
    /// The last year whose bank holidays are known, where the plan goes past it.
    pub known_until: Option<i32>,
}

impl PlanDates {
    /// Whether the day of the decision can be met, in a sentence or two.
    #[must_use]
    pub fn verdict(&self) -> String {
        let earliest = day_words(self.earliest);
        let fair = " The first fair day is ";
        let weeks = weeks_or_none(self.weeks_short);
        match (self.weeks_short, self.weeks_short_at_least, self.decision) {
            (Some(_), Some(_), _) => {
                ["By our estimate the decision comes ", &weeks, " too early.", fair, &earliest, "."].concat()
            }
            (Some(_), None, _) => ["The date can be met only if ", &weeks, " are cut.", fair, &earliest, "."].concat(),
            (None, _, Some(_)) => ["By our estimate the date can be met.", fair, &earliest, "."].concat(),
            (None, _, None) => {
                ["No day is given for the decision. By our estimate the first fair day is ", &earliest, "."].concat()
            }
        }
    }
}

/// What stands between the last result and the decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanInterval {
    /// Its id.
    pub id: String,
    /// What is done in it.
    pub title: String,
    /// Why it is needed.
    pub why: String,
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// How to save the time; empty where it may not be cut.
    pub save: String,
    /// What it rests on.
    pub notes: Vec<NoteNo>,
}

/// A season or a festival that falls where people take part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanSeason {
    /// Its name.
    pub title: String,
    /// What to think of.
    pub says: String,
    /// Its first day here.
    pub from: Date,
    /// Its last day here.
    pub to: Date,
    /// The approaches in which people take part then.
    pub touches: Vec<String>,
}

/// A day or a time that the person entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanDay {
    /// What kind of day it is, by its id.
    pub kind: String,
    /// The same, in words.
    pub says: String,
    /// Its name.
    pub name: String,
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
}

/// Kinds of times in which people are not asked.
const CLEAR: [&str; 2] = ["school_holiday", "pre_election"];
/// The kind of the weeks before an election.
const PRE_ELECTION: &str = "pre_election";
/// The kind of day on which a temporary change began.
const TEMPORARY_START: &str = "temporary_start";
/// The kind of day on which a temporary change is looked at again.
const TEMPORARY_REVIEW: &str = "temporary_review";

/// The days that the person entered, as they can be used: in order, the last day no sooner than the first.
pub(super) fn entered(edits: &Edits) -> Vec<PlanDay> {
    let day = |row: &Row| {
        let from = row.day("from")?;
        let to = row.day("to").unwrap_or(from).max(from);
        let says = CALENDAR.field("kind").map(|field| field.words(row)).unwrap_or_default();
        Some(PlanDay { kind: row.text("kind").to_owned(), says, name: row.text("name").to_owned(), from, to })
    };
    let mut days: Vec<PlanDay> = edits.rows(CALENDAR.id).iter().filter_map(day).collect();
    sort_by_key(&mut days, |day| (day.from, day.to));
    days
}

/// The intervals that this plan needs.
pub(super) fn intervals<'h>(
    handbook: &'h Handbook,
    assessment: &Assessment<'_>,
    chosen: &[(ApproachNo, Lane)],
) -> Vec<&'h Interval> {
    let used: Vec<ApproachNo> = chosen.iter().map(|(no, _)| *no).collect();
    let checks = relevance(assessment, &used);
    let needed = |one: &&Interval| {
        let always = one.duties.is_empty() && one.checks.is_empty();
        let duty = |no: &u16| assessment.duties[usize::from(*no)].state != DutyState::Unlikely;
        let check = |no: &u16| checks.iter().any(|check| check.no == *no && check.outcome == Outcome::Holds);
        always || one.duties.iter().any(duty) || one.checks.iter().any(check)
    };
    handbook.intervals.iter().filter(needed).collect()
}

/// A timeline with what it was laid from.
pub(super) struct Laid {
    pub timeline: Timeline,
    pub dates: PlanDates,
}

/// Lays the timeline of a plan, and says what its dates mean.
pub(super) fn lay(
    handbook: &Handbook,
    assessment: &Assessment<'_>,
    edits: &Edits,
    chosen: &[(ApproachNo, Lane)],
    (today, decision, latest): (Date, Option<Date>, Option<Date>),
    notes: &mut Notes<'_>,
) -> Laid {
    let g = assessment.guidance;
    let start = edits.start.unwrap_or(today);
    let entered = entered(edits);
    let clear = entered.iter().filter(|day| CLEAR.contains(&&*day.kind)).map(|day| (day.from, day.to)).collect();
    let calendar = Calendar { clear };
    let meetings: Vec<(&str, Date)> = entered.iter().map(|day| (&*day.kind, day.from)).collect();
    let needed = intervals(handbook, assessment, chosen);
    let what = Laying {
        guidance: g,
        chosen,
        intervals: &needed,
        calendar: &calendar,
        meetings: &meetings,
        decision,
        least: false,
    };
    let timeline = Timeline::lay(what, start);
    let cut = Timeline::lay(Laying { least: true, ..what }, start);
    let weeks_short = timeline.weeks_short(latest);
    let weeks_short_at_least = cut.weeks_short(latest);

    let mut could_change = Vec::new();
    let mut may_not = Vec::new();
    let weighed = chosen.iter().any(|(no, lane)| *lane <= Lane::Decide && g.approach(*no).weeks.weigh > 0);
    if weighed {
        may_not.push("The time to weigh what people say".to_owned());
    }
    may_not.extend(needed.iter().filter(|one| one.save.is_empty()).map(|one| one.title.clone()));
    if weeks_short.is_some() {
        could_change.push(["Move the decision to ", &day_words(timeline.earliest), " or later."].concat());
        if start > today {
            could_change.push("Begin sooner.".to_owned());
        }
        // To begin with what is known is not given up for a week. Of the rest, what would be lost is said too.
        let adds = added(assessment, chosen);
        let saved = what.saved_by_leaving_out(start).into_iter().filter(|(no, _)| takes_part(g.approach(*no)));
        for (no, weeks) in saved.take(3) {
            let name = explain::lower(&g.approach(no).name);
            let place = chosen.iter().position(|(other, _)| *other == no);
            let lost = place.and_then(|place| adds.get(place)?.as_ref()).map(|adds| explain::adds_words(g, adds));
            let lost = lost.map(|words| [" But think of what goes with it. ", &words].concat()).unwrap_or_default();
            could_change.push(["Leave out ", &name, ". That saves ", &weeks_words(weeks), ".", &lost].concat());
        }
        for one in needed.iter().filter(|one| !one.save.is_empty()) {
            let days = one.days - one.least;
            could_change.push([&*one.title, ": ", &days_words(days), " can be saved. ", &one.save].concat());
        }
    }

    let intervals = needed.iter().zip(&timeline.intervals).map(|(one, &(from, to))| PlanInterval {
        id: one.id.clone(),
        title: one.title.clone(),
        why: one.why.clone(),
        from,
        to,
        save: one.save.clone(),
        notes: notes.cite(&one.cites),
    });
    let intervals = intervals.collect();
    let end = timeline.runs.iter().map(|(_, run)| run.to).max().unwrap_or(start);
    let end = end.max(timeline.earliest).max(decision.unwrap_or(end));
    let dates = PlanDates {
        start,
        decision,
        ready: timeline.ready,
        earliest: timeline.earliest,
        last_start: decision.and_then(|decision| what.last_start(decision)),
        weeks_short,
        weeks_short_at_least,
        intervals,
        could_change,
        may_not,
        seasons: seasons(handbook, assessment, &timeline),
        clock: clock(&entered, today),
        entered,
        known_until: (end.year() > KNOWN_UNTIL).then_some(i32::from(KNOWN_UNTIL)),
    };
    Laid { timeline, dates }
}

/// How long a temporary change has run, and when it is looked at again.
fn clock(entered: &[PlanDay], today: Date) -> Vec<String> {
    let of = |kind: &'static str| entered.iter().filter(move |day| day.kind == kind);
    let weeks = |days: i32| weeks_words(days / 7);
    let began = of(TEMPORARY_START).filter(|day| day.from <= today).map(|day| {
        let run = weeks(day.from.days_until(today));
        ["The temporary change began on ", &day_words(day.from), " and has run for ", &run, "."].concat()
    });
    let looked_at = of(TEMPORARY_REVIEW).filter(|day| day.to >= today).map(|day| {
        let left = weeks(today.days_until(day.to));
        ["It is looked at again by ", &day_words(day.to), ", in ", &left, "."].concat()
    });
    began.chain(looked_at).collect()
}

/// The seasons in which people take part, each with the approaches that it touches.
fn seasons(handbook: &Handbook, assessment: &Assessment<'_>, timeline: &Timeline) -> Vec<PlanSeason> {
    let g = assessment.guidance;
    let mut list = Vec::new();
    for season in &handbook.seasons {
        for &(from, to) in &season.days {
            let meets = |run: &&(ApproachNo, super::Run)| run.1.opens <= to && from <= run.1.closes;
            let open = timeline.runs.iter().filter(meets).filter(|(no, _)| takes_part(g.approach(*no)));
            let touches: Vec<String> = open.map(|(no, _)| g.approach(*no).name.clone()).collect();
            if !touches.is_empty() {
                let (title, says) = (season.title.clone(), season.says.clone());
                list.push(PlanSeason { title, says, from, to, touches });
            }
        }
    }
    sort_by_key(&mut list, |season| season.from);
    list
}

/// What is wrong with the dates, as gaps.
pub(super) fn gaps(dates: &PlanDates, today: Date) -> Vec<PlanGap> {
    let mut gaps = Vec::new();
    let mut gap = |id: &str, title: String, mend: &str| gaps.push(own(id, title, mend, GapPlace::Dates));
    if let Some(weeks) = dates.weeks_short {
        let cut = "Do not cut: ";
        let kept = dates.may_not.iter().map(|one| explain::lower(one)).collect::<Vec<_>>().join("; ");
        let kept = if kept.is_empty() { String::new() } else { [" ", cut, &kept, "."].concat() };
        let mend = [&*dates.could_change.join(" "), &kept].concat();
        if dates.weeks_short_at_least.is_some() {
            gap("dates", ["By our estimate the decision comes ", &weeks_words(weeks), " too early"].concat(), &mend);
        } else {
            gap("dates-tight", "The date can be met only if some steps are cut".to_owned(), &mend);
        }
    }
    if let Some(decision) = dates.decision {
        if !works(decision) {
            let mend = "Ask which day those who decide really meet, and change the date.";
            gap("decision-day", "The day of the decision is a weekend or a bank holiday".to_owned(), mend);
        }
        let election = dates.entered.iter().find(|day| day.kind == PRE_ELECTION && within(day, decision));
        if election.is_some() {
            let mend = "Public bodies avoid decisions that are argued over in these weeks. Ask your governance lead, or move it.";
            gap("decision-election", "The decision falls in the weeks before an election".to_owned(), mend);
        }
        let mut meetings = dates.entered.iter().filter(|day| day.kind == DECISION_MEETING).peekable();
        if meetings.peek().is_some() && !meetings.any(|day| within(day, decision)) {
            let mend = "Move the decision to one of them, or enter the meeting that is missing.";
            gap(
                "decision-meeting",
                "The day of the decision is none of the meetings that you entered".to_owned(),
                mend,
            );
        }
    }
    for day in dates.entered.iter().filter(|day| day.kind.ends_with("_meeting") && !works(day.from)) {
        let title = ["A meeting is entered for ", &day_words(day.from), ", a weekend or a bank holiday"].concat();
        gap("meeting-day", title, "Check the day with whoever runs the meeting.");
    }
    for day in dates.entered.iter().filter(|day| day.kind == TEMPORARY_REVIEW && day.to < today) {
        let title = ["The temporary change was to be looked at again by ", &day_words(day.to)].concat();
        let mend = "Look at it now. If it may stay, that is a new decision: involve people before it is made.";
        gap("temporary-review", title, mend);
    }
    if let Some(year) = dates.known_until {
        let title = ["Bank holidays after ", &year.to_string(), " are not known here"].concat();
        gap("bank-holidays", title, "Check each day after that against the list on GOV.UK.");
    }
    for gap in &mut gaps {
        if matches!(&*gap.id, "dates-tight" | "bank-holidays" | "decision-meeting") {
            gap.severity = Severity::Consider;
        }
    }
    gaps
}

fn within(day: &PlanDay, date: Date) -> bool {
    day.from <= date && date <= day.to
}

/// So many weeks, in words.
#[must_use]
pub fn weeks_words(weeks: i32) -> String {
    if weeks == 1 { "1 week".to_owned() } else { [&weeks.to_string(), " weeks"].concat() }
}

/// So many weeks, in words; nothing where there are none.
#[must_use]
pub fn weeks_or_none(weeks: Option<i32>) -> String {
    weeks.map(weeks_words).unwrap_or_default()
}

fn days_words(days: u16) -> String {
    if days.is_multiple_of(7) { weeks_words(i32::from(days / 7)) } else { [&days.to_string(), " days"].concat() }
}
