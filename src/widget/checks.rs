//! What to check: each with its reason, its mark of good, and the way to mend it.

use leptos::prelude::{Get, With};

use super::Here;
use super::controls::icons::icon;
use super::controls::{Choice, button, details, heading, option, page_heading};
use super::frame::mark;
use crate::guidance::Severity;
use crate::node::{Node, el};
use crate::order::sort_by_key;
use crate::parts;
use crate::plan::{InPlace, PlanCheck};
use crate::session::Place;

pub fn page(here: Here) -> Node {
    let session = here.session;
    let level = here.level(0);
    let body = match session.plan.get() {
        None => el("p").child("The checks are on their way. If they do not come, reload the page: your work is kept."),
        Some(plan) => {
            let mut topics: Vec<String> = Vec::new();
            for check in &plan.checks {
                if !topics.contains(&check.topic) {
                    topics.push(check.topic.clone());
                }
            }
            let open = plan.checks.iter().filter(|check| check.said != Some(InPlace::Yes)).count();
            let musts = plan
                .checks
                .iter()
                .filter(|check| check.severity == Severity::Must && check.said != Some(InPlace::Yes))
                .count();
            let lead = format!(
                "{} checks matter here. {open} are not yet in place, {musts} of them a must. Nothing here stops you: what is open is printed in the plan.",
                plan.checks.len()
            );
            let groups = topics
                .into_iter()
                .map(|topic| {
                    let mut list: Vec<&PlanCheck> = plan.checks.iter().filter(|check| check.topic == topic).collect();
                    sort_by_key(&mut list, |check| check.severity);
                    let list = list.into_iter().map(|check| one(here, check)).collect::<Vec<_>>();
                    parts![heading(level + 1, "h2", topic), list]
                })
                .collect::<Vec<_>>();
            parts![el("p").attr("class", "lead").child(lead), groups, super::principles::picture(here)]
        }
    };
    parts![
        page_heading(level, "What to check"),
        body,
        el("div").attr("class", "acts").child(button("See the plan", here.to(Place::Plan)))
    ]
}

fn one(here: Here, check: &PlanCheck) -> Node {
    let session = here.session;
    let id = check.id.clone();
    let name = format!("ep-check-{}", check.id);
    let said = session.edits.with(|edits| edits.checks.get(&id).copied());
    let radio = |answer: InPlace, value: &str| {
        let id = id.clone();
        let choice = Choice { value: value.to_owned(), label: answer.name().to_owned(), hint: String::new() };
        option("radio", true, &name, choice, said == Some(answer), move |_| {
            session.check(&id, answer);
        })
    };
    let mend = (check.said != Some(InPlace::Yes))
        .then(|| el("p").child(el("b").child("To mend it: ")).child(check.mend.clone()));
    let cites = session.guidance.check_no(&check.id).map(|no| session.guidance.checks[usize::from(no)].cites.clone());
    let more = parts![
        el("p").child(check.why.clone()),
        el("p").child(el("b").child("Look for: ")).child(check.looks_for.clone()),
        el("p").child(el("b").child("Done well: ")).child(check.good.clone()),
        el("p").child(el("b").child("Not enough: ")).child(check.poor.clone()),
        cites.map(|cites| here.sources(&cites))
    ];
    el("fieldset")
        .attr("class", "check")
        .attr("data-focus", check.id.clone())
        .attr("tabindex", "-1")
        .child(
            el("legend")
                .child(el("span").attr("class", "grade").child(icon(mark(check.severity))).child(check.severity.name()))
                .child(el("b").child(check.ask.clone())),
        )
        .child(
            el("div")
                .attr("class", "inline")
                .child(radio(InPlace::Yes, "yes"))
                .child(radio(InPlace::No, "no"))
                .child(radio(InPlace::NotSure, "not_sure")),
        )
        .child(mend)
        .child(details("Why, and what good looks like".to_owned(), more))
}
