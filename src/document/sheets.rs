//! The tables of a plan, for a spreadsheet: the words and the figures, one thing in a cell.

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::plan::{InPlace, Plan, PlanGroup};

/// Which table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sheet {
    /// What is done, by whom, by when.
    Tasks,
    /// The groups affected, with their ways in and what they need.
    Groups,
    /// What it costs.
    Budget,
}

impl Sheet {
    /// The word that stands for it in the name of a file.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Sheet::Tasks => "tasks",
            Sheet::Groups => "groups",
            Sheet::Budget => "budget",
        }
    }
}

/// A table for a spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What stands in the name of its file.
    pub name: &'static str,
    /// What each column is.
    pub head: Vec<&'static str>,
    /// The rows; each has as many cells as there are columns.
    pub rows: Vec<Vec<String>>,
}

/// One line of a budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cost<'a> {
    /// The part of the budget.
    pub kind: &'a str,
    /// What is paid for.
    pub what: &'a str,
    /// For whom.
    pub whom: String,
    /// What one of it is, such as "session".
    pub each: &'a str,
    /// The least that one costs, in pounds.
    pub from: u32,
    /// The most.
    pub to: u32,
    /// The role that sees to it.
    pub who: &'a str,
    /// The day by which to book it.
    pub by: Option<Date>,
    /// Whether it is in place, in words.
    pub state: &'a str,
}

/// Writes a table of a plan.
#[must_use]
pub fn sheet(plan: &Plan, which: Sheet) -> Table {
    let (head, rows): (&[&'static str], _) = match which {
        Sheet::Tasks => (&["What", "Who", "Due", "When", "Late", "What it takes", "Done when"], tasks(plan)),
        Sheet::Groups => (
            &[
                "Group",
                "How far it is affected",
                "Ways in",
                "What to put in place",
                "Done by",
                "Why it is not affected",
            ],
            groups(plan),
        ),
        Sheet::Budget => (
            &["Part", "What", "For whom", "One is", "Pounds from", "Pounds to", "Who", "Book by", "In place"],
            budget(&costs(plan)),
        ),
    };
    Table { name: which.id(), head: head.to_vec(), rows }
}

fn tasks(plan: &Plan) -> Vec<Vec<String>> {
    let rows = plan.tasks.iter().map(|task| {
        let late = if task.late { "Late" } else { "" };
        let words = [&*task.title, &task.who, &day(task.due), &task.when, late, &task.what, &task.done_when];
        words.map(str::to_owned).to_vec()
    });
    rows.collect()
}

fn groups(plan: &Plan) -> Vec<Vec<String>> {
    let affected = plan.groups.iter().map(|group| {
        let degree = if group.most { "Affected most" } else { "Affected" };
        let words = [&*group.name, degree, &group.way_in.join("; "), &needs(plan, group), &day(group.by), ""];
        words.map(str::to_owned).to_vec()
    });
    let others = plan.unaffected.iter().map(|group| {
        let degree = if group.not_sure { "Not sure yet" } else { "Not affected" };
        [&*group.name, degree, "", "", "", &group.why_not].map(str::to_owned).to_vec()
    });
    affected.chain(others).collect()
}

/// What has to be put in place for a group, also what is for everyone.
fn needs(plan: &Plan, group: &PlanGroup) -> String {
    let is_for = |groups: &[String]| groups.is_empty() || groups.contains(&group.name);
    let titles: Vec<&str> =
        plan.measures.iter().filter(|one| is_for(&one.groups)).map(|one| one.title.as_str()).collect();
    titles.join("; ")
}

/// What the plan costs, as far as it says so in figures.
fn costs(plan: &Plan) -> Vec<Cost<'_>> {
    let measures = plan.measures.iter().map(|one| Cost {
        kind: "Support",
        what: &one.title,
        whom: if one.groups.is_empty() { "Everyone".to_owned() } else { one.groups.join("; ") },
        each: &one.price.each,
        from: one.price.from,
        to: one.price.to,
        who: &one.who,
        by: Some(one.book_by),
        state: one.said.map_or("Not said yet", InPlace::name),
    });
    measures.collect()
}

fn budget(costs: &[Cost<'_>]) -> Vec<Vec<String>> {
    let rows = costs.iter().map(|one| {
        let (from, to) = (one.from.to_string(), one.to.to_string());
        let words = [one.kind, one.what, &one.whom, one.each, &from, &to, one.who, &day(one.by), one.state];
        words.map(str::to_owned).to_vec()
    });
    rows.collect()
}

/// A day as a spreadsheet takes it; nothing where there is none.
fn day(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}
