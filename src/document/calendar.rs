//! The days of a plan, for a calendar: its milestones and its tasks.

use super::write::{gap, push, sentence};
use crate::assessment::explain::lower;
use crate::date::Date;
use crate::order::sort_by_key;
use crate::plan::{InPlace, Plan, PlanTask};

/// What stands on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What it is within its plan, the same as long as it is the same thing.
    pub id: String,
    /// The day.
    pub day: Date,
    /// What it is, in a few words.
    pub title: String,
    /// What to know of it.
    pub words: String,
}

/// The milestones and the tasks of a plan that have a day, in the order of their days.
#[must_use]
pub fn events(plan: &Plan) -> Vec<Event> {
    let mut list = Vec::new();
    let mut seen = Vec::new();
    let mut add = |id: &[&str], day: Date, title: String, words: String| {
        // A calendar has no days before the first year. What comes twice is told apart by how often it came before.
        if day.year() > 0 {
            let id = id.join(" ");
            let again = seen.iter().filter(|one| **one == id).count();
            seen.push(id.clone());
            let id = if again == 0 { id } else { [&*id, " again ", &again.to_string()].concat() };
            let mut words = sentence(&words);
            gap(&mut words);
            push(&mut words, &["Plan: ", &sentence(&plan.title)]);
            list.push(Event { id, day, title, words });
        }
    };
    let ours = "By our own estimate.";
    add(&["start"], plan.dates.start, "The plan begins".to_owned(), String::new());
    for one in plan.lanes.iter().flat_map(|lane| &lane.approaches) {
        if one.takes_part && one.opens < one.closes {
            add(&["opens", &one.id], one.opens, ["Opens: ", &one.name].concat(), ours.to_owned());
            add(&["closes", &one.id], one.closes, ["Closes: ", &one.name].concat(), ours.to_owned());
        } else {
            // Nobody is asked anything over a time: what it gives is what counts.
            add(&["done", &one.id], one.to, ["Done: ", &one.name].concat(), ours.to_owned());
        }
    }
    add(&["ready"], plan.dates.ready, "What people say has been weighed".to_owned(), ours.to_owned());
    for one in &plan.dates.intervals {
        add(&["by", &one.id], one.to, ["By now: ", &lower(&one.title)].concat(), ours.to_owned());
    }
    for one in &plan.dates.entered {
        let title = if one.name.is_empty() { &one.says } else { &one.name };
        add(&["entered", &one.kind, title], one.from, title.clone(), one.says.clone());
    }
    for one in plan.measures.iter().filter(|one| one.said != Some(InPlace::Yes)) {
        add(&["book", &one.id], one.book_by, ["Book: ", &lower(&one.title)].concat(), one.what.clone());
    }
    if let Some(decision) = plan.dates.decision {
        add(&["decision"], decision, "The decision".to_owned(), String::new());
    }
    for task in &plan.tasks {
        let Some(due) = task.due else { continue };
        let id = match &task.id {
            Some(id) => ["task", id],
            // By what it is: its place is another's once a task before it has gone.
            None => ["own task", &task.title],
        };
        add(&id, due, task.title.clone(), task_words(task));
    }
    for task in plan.local.iter().flat_map(|here| &here.tasks) {
        if let (Some(id), Some(due)) = (&task.id, task.due) {
            add(&["task", id], due, ["Local: ", &*task.title].concat(), task_words(task));
        }
    }
    sort_by_key(&mut list, |event| event.day);
    list
}

/// How many tasks have no day, and so stand in no calendar.
#[must_use]
pub fn undated(plan: &Plan) -> usize {
    plan.tasks.iter().filter(|task| task.due.is_none_or(|due| due.year() < 1)).count()
}

fn task_words(task: &PlanTask) -> String {
    let mut words = String::new();
    for (label, fact) in [("Who: ", &task.who), ("", &task.what), ("Done when: ", &task.done_when)] {
        if !fact.trim().is_empty() {
            gap(&mut words);
            push(&mut words, &[label, &sentence(fact)]);
        }
    }
    words
}
