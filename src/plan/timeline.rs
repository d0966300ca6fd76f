//! When things happen: lanes one after another from the start, then what stands between the last result and the
//! decision; tasks counted from their anchors; and back from the decision, the last day to begin.
//!
//! Weeks are our own estimates, so what comes of them is at most a *should*.

use super::calendar::{Calendar, working};
use super::taking_part::takes_part;
use crate::date::Date;
use crate::guidance::{Anchor, Approach, ApproachNo, Guidance, Interval, Lane, Task};

/// What a timeline is laid from.
#[derive(Debug, Clone, Copy)]
pub struct Laying<'a> {
    /// The guidance.
    pub guidance: &'a Guidance,
    /// The approaches, each with its lane, in the order of their lanes.
    pub chosen: &'a [(ApproachNo, Lane)],
    /// What stands between the last result and the decision.
    pub intervals: &'a [&'a Interval],
    /// Which days count.
    pub calendar: &'a Calendar,
    /// Days that a person has entered, by the kind that an interval or the decision ends on.
    pub meetings: &'a [(&'a str, Date)],
    /// The day of the decision, where it is known.
    pub decision: Option<Date>,
    /// Each interval takes the fewest days that it can.
    pub least: bool,
}

/// The kind of day on which those who decide meet.
pub const DECISION_MEETING: &str = "decision_meeting";

/// When each chosen approach runs, and what dates are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// The day the plan begins.
    pub start: Date,
    /// The day of the decision, where it is known.
    pub decision: Option<Date>,
    /// Each approach with its run, in the order of their lanes.
    pub runs: Vec<(ApproachNo, Run)>,
    /// By our estimate, the day by which every approach before the decision has its result.
    pub ready: Date,
    /// First and last day of each interval.
    pub intervals: Vec<(Date, Date)>,
    /// By our estimate, the first day on which the decision is fair.
    pub earliest: Date,
}

/// When an approach runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// Its first step.
    pub from: Date,
    /// The first day that people take part.
    pub opens: Date,
    /// The last such day.
    pub closes: Date,
    /// Its result can be used.
    pub to: Date,
}

impl Run {
    /// An approach that begins on a day. People are not asked on days to be kept clear, which do not count.
    fn lay(approach: &Approach, from: Date, calendar: &Calendar) -> Self {
        let none = Calendar::default();
        let weeks = approach.weeks;
        let days = |weeks: u16| i32::from(weeks) * 7;
        let opens = from.plus(days(weeks.prepare));
        let asked = days(weeks.from.saturating_sub(weeks.prepare + weeks.weigh));
        let (opens, closes) = if takes_part(approach) {
            let opens = calendar.opening(opens);
            (opens, calendar.after(opens, asked))
        } else {
            (opens, opens.plus(asked))
        };
        Self { from, opens, closes, to: none.opening(closes.plus(days(weeks.weigh))) }
    }
}

impl Timeline {
    /// Lays the lanes one after another from the start; approaches in one lane run side by side. What comes after the
    /// decision waits for it: for its day where that is known and fair, or for the first that is.
    #[must_use]
    pub fn lay(what: Laying<'_>, start: Date) -> Self {
        let mut runs = Vec::new();
        let mut lane_from = start;
        let mut intervals = Vec::new();
        let (mut ready, mut earliest) = (start, start);
        for lane in Lane::ALL {
            let mut end = lane_from;
            for &(no, _) in what.chosen.iter().filter(|(_, stands)| *stands == lane) {
                let run = Run::lay(what.guidance.approach(no), lane_from, what.calendar);
                runs.push((no, run));
                end = end.max(run.to);
            }
            lane_from = end;
            if lane == Lane::Decide {
                ready = end;
                (intervals, earliest) = what.up_to_the_decision(ready);
                lane_from = what.decision.unwrap_or(earliest).max(ready);
            }
        }
        Self { start, decision: what.decision, runs, ready, intervals, earliest }
    }

    /// By how many whole weeks the decision comes too early, by our estimate.
    #[must_use]
    pub fn weeks_short(&self, decision: Option<Date>) -> Option<i32> {
        let days = decision?.days_until(self.earliest);
        (days > 0).then_some((days + 6) / 7)
    }

    /// The day a task is due, where its anchor is known. A task of several approaches is counted from the first that
    /// opens, or the last that closes. No task is due before the plan begins.
    #[must_use]
    pub fn due(&self, task: &Task) -> Option<Date> {
        let brought = || self.runs.iter().filter(|(no, _)| task.approaches.contains(no)).map(|(_, run)| run);
        let day = match task.anchor {
            Anchor::Start => Some(self.start),
            Anchor::ActivityStart => {
                brought().map(|run| run.opens).min().or_else(|| self.runs.iter().map(|(_, run)| run.opens).min())
            }
            Anchor::ActivityEnd => {
                brought().map(|run| run.closes).max().or_else(|| self.runs.iter().map(|(_, run)| run.closes).max())
            }
            Anchor::Decision => self.decision,
        }?;
        Some(working(day.plus(i32::from(task.days))).max(self.start))
    }
}

impl Laying<'_> {
    /// The intervals after the last result, and the first day that is fair for the decision.
    fn up_to_the_decision(&self, ready: Date) -> (Vec<(Date, Date)>, Date) {
        let none = Calendar::default();
        let mut from = ready;
        let mut list = Vec::new();
        for interval in self.intervals {
            let days = if self.least { interval.least } else { interval.days };
            let to = none.opening(from.plus(i32::from(days)));
            let to = if interval.stands.is_empty() { to } else { self.meeting(&interval.stands, from).unwrap_or(to) };
            list.push((from, to));
            from = to;
        }
        (list, self.meeting(DECISION_MEETING, from).unwrap_or(from))
    }

    /// The first day of a kind, on a day or after it, that a person has entered.
    fn meeting(&self, kind: &str, from: Date) -> Option<Date> {
        self.meetings.iter().filter(|(of, day)| *of == kind && *day >= from).map(|(_, day)| *day).min()
    }

    /// The last day on which the plan can begin and the decision still be fair on its day; none where even a day long
    /// past is too late. What is laid from a later day never ends sooner, so it is found by halving.
    #[must_use]
    pub fn last_start(&self, decision: Date) -> Option<Date> {
        let fair = |start: Date| Timeline::lay(*self, start).earliest <= decision;
        let (mut good, mut bad) = (decision.plus(-2000), decision.plus(1));
        if !fair(good) {
            return None;
        }
        while good.days_until(bad) > 1 {
            let middle = good.plus(good.days_until(bad) / 2);
            if fair(middle) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        Some(good)
    }

    /// What leaving an approach out would bring forward, in whole weeks, for each before the decision that brings
    /// anything: the most first.
    #[must_use]
    pub fn saved_by_leaving_out(&self, start: Date) -> Vec<(ApproachNo, i32)> {
        let now = Timeline::lay(*self, start).earliest;
        let mut saved: Vec<(ApproachNo, i32)> = Vec::new();
        for &(no, lane) in self.chosen.iter().filter(|(_, lane)| *lane <= Lane::Decide) {
            let others: Vec<(ApproachNo, Lane)> =
                self.chosen.iter().copied().filter(|one| *one != (no, lane)).collect();
            let then = Timeline::lay(Laying { chosen: &others, ..*self }, start).earliest;
            let weeks = then.days_until(now) / 7;
            if weeks > 0 {
                saved.push((no, weeks));
            }
        }
        crate::order::sort_by_key(&mut saved, |(_, weeks)| -*weeks);
        saved
    }
}
