//! The plan as a picture of time: a row for each thing that takes time, its parts told apart by their height.

use serde::{Deserialize, Serialize};

use super::{Plan, day_words};
use crate::date::Date;

/// A picture of time. All places are thousandths of the whole, from its first day to its last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chart {
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// Where each month begins.
    pub months: Vec<u16>,
    /// The day of the decision, where it is known.
    pub decision: Option<u16>,
    /// What takes time, in the order in which it stands in the plan.
    pub rows: Vec<ChartRow>,
}

/// A row of a [`Chart`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartRow {
    /// What it is.
    pub label: String,
    /// When it is, in words.
    pub when: String,
    /// What happens in it, in words; empty where its name says it.
    pub what: String,
    /// Its parts.
    pub marks: Vec<Mark>,
}

/// A part of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// What happens in it.
    pub kind: MarkKind,
    /// Where it begins.
    pub from: u16,
    /// Where it ends.
    pub to: u16,
}

/// What happens in a part of a row. Each has a height of its own, so that nothing is told by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MarkKind {
    /// It is made ready.
    Prepare,
    /// People take part.
    TakePart,
    /// What they said is weighed, and what follows is done.
    Weigh,
    /// A day, or a time to be kept clear.
    Day,
}

impl MarkKind {
    /// Where its bar begins and how high it is, in fourteenths of the row.
    #[must_use]
    pub fn bar(self) -> (u8, u8) {
        match self {
            MarkKind::Prepare => (6, 2),
            MarkKind::TakePart => (1, 12),
            MarkKind::Weigh => (4, 6),
            MarkKind::Day => (0, 14),
        }
    }
}

/// A bar to draw: where it stands and how large it is, in thousandths of the whole and in fourteenths of the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar {
    /// The name of its look: a mark, or the line of a month.
    pub look: &'static str,
    /// Where it begins, and how wide it is.
    pub across: (u16, u16),
    /// How far down it begins, and how high it is.
    pub down: (u8, u8),
}

/// The narrowest that a mark is drawn.
const NARROW: u16 = 4;

/// What the heights mean.
pub const KEY: &str =
    "Thin bar: prepare. Full bar: people take part. Half bar: weigh it and act on it. Upright line: the decision.";

impl Chart {
    /// The bars of a row: the months behind, its own parts, and the day of the decision before them.
    #[must_use]
    pub fn bars(&self, row: &ChartRow) -> Vec<Bar> {
        let months = self.months.iter().map(|&month| Bar { look: "line", across: (month, 2), down: (0, 14) });
        let parts = row.marks.iter().map(|mark| Bar {
            look: "mark",
            across: (mark.from, mark.to.saturating_sub(mark.from).max(NARROW)),
            down: mark.kind.bar(),
        });
        let day =
            self.decision.map(|day| Bar { look: "mark", across: (day.min(1000 - NARROW), NARROW), down: (0, 14) });
        months.chain(parts).chain(day).collect()
    }

    /// The picture of a plan.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        let dates = &plan.dates;
        let approaches = || plan.lanes.iter().flat_map(|lane| &lane.approaches);
        let from = dates.start;
        let ends = approaches().map(|one| one.to).chain([dates.earliest]).chain(dates.decision);
        let to = ends.max().unwrap_or(from).max(from.plus(1));
        let whole = i64::from(from.days_until(to)).max(1);
        let at = |day: Date| {
            u16::try_from((i64::from(from.days_until(day)) * 1000 / whole).clamp(0, 1000)).unwrap_or_default()
        };
        let mark = |kind, from: Date, to: Date| Mark { kind, from: at(from), to: at(to) };
        // What takes no time is not drawn, but for the day on which people take part.
        let drawn = |mark: &Mark| mark.kind == MarkKind::TakePart || mark.from < mark.to;
        let mut rows: Vec<ChartRow> = Vec::new();
        let mut after: Vec<ChartRow> = Vec::new();
        for lane in &plan.lanes {
            for one in &lane.approaches {
                let row = ChartRow {
                    label: one.name.clone(),
                    when: range(one.from, one.to),
                    what: if one.takes_part {
                        ["People take part ", &range(one.opens, one.closes)].concat()
                    } else {
                        String::new()
                    },
                    marks: if one.takes_part {
                        let marks = [
                            mark(MarkKind::Prepare, one.from, one.opens),
                            mark(MarkKind::TakePart, one.opens, one.closes),
                            mark(MarkKind::Weigh, one.closes, one.to),
                        ];
                        marks.into_iter().filter(drawn).collect()
                    } else {
                        vec![mark(MarkKind::Weigh, one.from, one.to)]
                    },
                };
                if lane.lane > crate::guidance::Lane::Decide { after.push(row) } else { rows.push(row) }
            }
        }
        rows.extend(dates.intervals.iter().map(|one| ChartRow {
            label: one.title.clone(),
            when: range(one.from, one.to),
            what: one.why.clone(),
            marks: vec![mark(MarkKind::Weigh, one.from, one.to)],
        }));
        if let Some(day) = dates.decision {
            let (label, what) = ("The decision".to_owned(), String::new());
            rows.push(ChartRow { label, when: day_words(day), what, marks: vec![mark(MarkKind::Day, day, day)] });
        }
        rows.extend(after);
        rows.extend(dates.entered.iter().map(|one| ChartRow {
            label: if one.name.is_empty() { one.says.clone() } else { one.name.clone() },
            when: range(one.from, one.to),
            what: if one.name.is_empty() { String::new() } else { one.says.clone() },
            marks: if one.to < from || to < one.from {
                Vec::new()
            } else {
                vec![mark(MarkKind::Day, one.from, one.to)]
            },
        }));
        Self {
            from,
            to,
            months: months(from, to).into_iter().map(at).collect(),
            decision: dates.decision.map(at),
            rows,
        }
    }
}

/// The first day of each month after one day, up to another.
fn months(from: Date, to: Date) -> Vec<Date> {
    let mut list = Vec::new();
    let (mut year, mut month) = (from.year(), from.month());
    loop {
        (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        match Date::new(year, month, 1) {
            Some(day) if day < to && list.len() < 60 => list.push(day),
            _ => return list,
        }
    }
}

/// From one day to another, as people read it: "13 to 20 December 2026".
#[must_use]
pub fn range(from: Date, to: Date) -> String {
    if from >= to {
        return day_words(from);
    }
    let mut words = day_words(from);
    if from.year() == to.year() {
        words.truncate(words.len() - 5);
        if from.month() == to.month() {
            words = from.day().to_string();
        }
    }
    [&*words, " to ", &day_words(to)].concat()
}
