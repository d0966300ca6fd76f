//! The tables of a plan, for a spreadsheet: the words and the figures, one thing in a cell.

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::plan::{Plan, PlanGroup};

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
            &[
                "Part",
                "What",
                "For whom",
                "Stage",
                "One is",
                "Pounds for one, from",
                "Pounds for one, to",
                "Own price",
                "How many",
                "Pounds, from",
                "Pounds, to",
            ],
            budget(plan),
        ),
    };
    Table { name: which.id(), head: head.to_vec(), rows }
}

fn tasks(plan: &Plan) -> Vec<Vec<String>> {
    let ours = plan.tasks.iter().map(|task| (task, task.title.clone()));
    let local = plan.local.iter().flat_map(|here| &here.tasks);
    let local = local.map(|task| (task, ["Local: ", &*task.title].concat()));
    let rows = ours.chain(local).map(|(task, title)| {
        let late = if task.late { "Late" } else { "" };
        let words = [&*title, &task.who, &day(task.due), &task.when, late, &task.what, &task.done_when];
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

/// Each line of the budget. What has no end, and what nobody has counted, is left empty.
fn budget(plan: &Plan) -> Vec<Vec<String>> {
    let figure = |pounds: Option<u32>| pounds.map(|pounds| pounds.to_string()).unwrap_or_default();
    let rows = plan.money.lines.iter().map(|line| {
        let whom = if line.groups.is_empty() { "Everyone".to_owned() } else { line.groups.join("; ") };
        let own = if line.own { "Yes" } else { "No" };
        let [from, to] = [line.whole.map(|whole| whole.from), line.whole.and_then(|whole| whole.to)].map(figure);
        let [least, most, many] = [Some(line.one.from), line.one.to, line.many].map(figure);
        let words =
            [line.kind.name(), &line.title, &whom, &line.stage, &line.each, &least, &most, own, &many, &from, &to];
        words.map(str::to_owned).to_vec()
    });
    rows.collect()
}

/// A day as a spreadsheet takes it; nothing where there is none.
fn day(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}
