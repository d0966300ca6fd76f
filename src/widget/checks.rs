//! What to check: each with its reason, its mark of good, and the way to mend it.

use leptos::prelude::With;

use super::Here;
use super::controls::icons::icon;
use super::controls::{Choice, button, details, heading, option, page_heading};
use super::frame::mark;
use crate::guidance::Severity;
use crate::node::{IntoNode as _, Node, el};
use crate::order::{each_once, sort_by_key};
use crate::parts;
use crate::plan::{GapPlace, InPlace, Plan, PlanCheck};
use crate::session::Place;

pub fn page(here: Here) -> Node {
    let session = here.session;
    let level = here.level(0);
    let body = session.plan.with(|plan| match plan {
        None => el("p").child("The checks are on their way. If they do not come, reload the page: your work is kept."),
        Some(plan) => all(here, plan),
    });
    parts![
        page_heading(level, "What to check"),
        body,
        super::principles::picture(here),
        super::policy::checks(here),
        el("div").attr("class", "acts").child(button("See the plan", here.to(Place::Plan)))
    ]
}

/// The musts, which stand open, and the rest folded by topic.
fn all(here: Here, plan: &Plan) -> Node {
    let checks = &plan.checks;
    let level = here.level(1);
    // What counts as open is what the plan counts: of a check that may not matter, only a plain no.
    let open = |check: &&PlanCheck| plan.gaps.iter().any(|gap| gap.place == GapPlace::Checks && gap.id == check.id);
    let (musts, rest): (Vec<&PlanCheck>, Vec<&PlanCheck>) =
        checks.iter().partition(|check| check.severity == Severity::Must);
    let lead = format!(
        "{} checks matter here, or may. {} are open, {} of them a must. Nothing here stops you: what is open is printed in the plan.",
        checks.len(),
        checks.iter().filter(open).count(),
        musts.iter().copied().filter(open).count()
    );
    let topics = each_once(&mut rest.iter().map(|check| &check.topic));
    let topic = |topic: &str| {
        let mut list: Vec<&PlanCheck> = rest.iter().copied().filter(|check| check.topic == topic).collect();
        sort_by_key(&mut list, |check| check.severity);
        let left = list.iter().copied().filter(open).count();
        let words = match (list.len(), left) {
            (all, 0) => format!("{all}, none open"),
            (all, left) => format!("{all}, {left} open"),
        };
        let summary =
            parts![heading(level + 1, "h3 tight", topic.to_owned()), el("span").attr("class", "quiet").child(words)];
        details(summary, list.into_iter().map(|check| one(here, check)).collect::<Vec<_>>().into_node())
    };
    let first = (!musts.is_empty()).then(|| {
        parts![
            heading(level, "h2", "What must be in place"),
            musts.iter().copied().map(|check| one(here, check)).collect::<Vec<_>>()
        ]
    });
    parts![
        el("p").attr("class", "lead").child(lead),
        first,
        heading(level, "h2", "What should be in place, by topic"),
        el("div").attr("class", "folds").child(topics.into_iter().map(topic).collect::<Vec<_>>())
    ]
}

fn one(here: Here, check: &PlanCheck) -> Node {
    let session = here.session;
    let id = check.id.clone();
    let name = format!("ep-check-{}", check.id);
    let said = session.edits.with(|edits| edits.checks.get(&id).copied());
    let radio = |answer: InPlace| {
        let id = id.clone();
        let choice = Choice { value: answer.id().to_owned(), label: answer.name().to_owned(), hint: String::new() };
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
        .child(el("div").attr("class", "inline").child(InPlace::ALL.map(radio).to_vec()))
        .child(mend)
        .child(details("Why, and what good looks like".to_owned(), more))
}
