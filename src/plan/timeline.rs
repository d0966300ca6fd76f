//! When things happen: lanes one after another from the start, and tasks counted from their anchors.
//!
//! Weeks are our own estimates, so what comes of them is at most a *should*.

use crate::date::Date;

use crate::guidance::{Anchor, ApproachNo, Guidance, Lane, Task};

/// When each chosen approach runs, and what dates are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// The day the plan begins.
    pub start: Date,
    /// The day of the decision, where it is known.
    pub decision: Option<Date>,
    /// Each approach with its run, in the order of their lanes.
    pub runs: Vec<(ApproachNo, Run)>,
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

impl Timeline {
    /// Lays the lanes one after another from the start; approaches in one lane run side by side. What comes after the
    /// decision waits for it, where its day is known.
    #[must_use]
    pub fn lay(g: &Guidance, chosen: &[(ApproachNo, Lane)], start: Date, decision: Option<Date>) -> Self {
        let mut runs = Vec::new();
        let mut from = start;
        for lane in Lane::ALL {
            if let Some(decision) = decision.filter(|_| lane > Lane::Decide) {
                from = from.max(decision);
            }
            let mut end = from;
            for &(no, _) in chosen.iter().filter(|(_, stands)| *stands == lane) {
                let weeks = g.approach(no).weeks;
                let to = from.plus(i32::from(weeks.from) * 7);
                let opens = from.plus(i32::from(weeks.prepare) * 7);
                let closes = to.plus(-i32::from(weeks.weigh) * 7).max(opens);
                runs.push((no, Run { from, opens, closes, to }));
                end = end.max(to);
            }
            from = end;
        }
        Self { start, decision, runs }
    }

    /// The day by which every approach that comes before the decision has its result.
    #[must_use]
    pub fn ready(&self, chosen: &[(ApproachNo, Lane)]) -> Date {
        let before = |no: ApproachNo| chosen.iter().any(|&(other, lane)| other == no && lane <= Lane::Decide);
        self.runs.iter().filter(|(no, _)| before(*no)).map(|(_, run)| run.to).max().unwrap_or(self.start)
    }

    /// By how many whole weeks the decision comes too early, by our estimate: it comes on this day, or before it.
    #[must_use]
    pub fn weeks_short(&self, chosen: &[(ApproachNo, Lane)], decision: Option<Date>) -> Option<i32> {
        let days = decision?.days_until(self.ready(chosen));
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

/// The day itself, or the Friday before where it falls on a weekend.
pub(super) fn working(day: Date) -> Date {
    const A_MONDAY: Date = Date::constant(2024, 1, 1);
    match A_MONDAY.days_until(day).rem_euclid(7) {
        5 => day.plus(-1),
        6 => day.plus(-2),
        _ => day,
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, working};

    #[test]
    fn no_task_is_due_on_a_weekend() {
        let day = |day: i8| Date::constant(2026, 11, day);
        let moved = [(27, 27), (28, 27), (29, 27), (30, 30)];
        for (from, to) in moved {
            assert_eq!(working(day(from)), day(to));
        }
        assert_eq!(working(Date::constant(2023, 12, 31)), Date::constant(2023, 12, 29), "before that Monday too");
    }
}
