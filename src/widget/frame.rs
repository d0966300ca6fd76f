//! What stands around every page: the plan's name, where it is kept, the places, the count of what is to mend.

use leptos::prelude::{Get, With};

use super::Here;
use super::controls::icons::{Icon, icon};
use super::controls::link;
use super::keeping::{steps, words};
use crate::guidance::Severity;
use crate::node::{IntoNode as _, Node, el};
use crate::parts;
use crate::session::Place;

const PLACES: [(Place, &str); 10] = [
    (Place::Answers, "Answers"),
    (Place::Approaches, "Approaches"),
    (Place::Why, "Why"),
    (Place::Duty, "Duty"),
    (Place::People, "People"),
    (Place::Checks, "Checks"),
    (Place::Dates, "Dates and money"),
    (Place::Plan, "Plan"),
    (Place::Running, "Follow up"),
    (Place::Share, "Share"),
];

/// The word for a place, by which a page is known.
pub fn name(place: Place) -> &'static str {
    match place {
        Place::Start => "start",
        Place::Question { .. } => "question",
        Place::Answers => "answers",
        Place::Duty => "duty",
        Place::Approaches => "approaches",
        Place::Why => "why",
        Place::WhatIf => "what-if",
        Place::People => "people",
        Place::Checks => "checks",
        Place::Dates => "dates",
        Place::Plan => "plan",
        Place::Running => "running",
        Place::Share => "share",
        Place::Case => "case",
    }
}

pub fn top(here: Here) -> Node {
    let session = here.session;
    let place = session.place.get();
    // A case is no plan: the parts of the plan in hand do not lead to its own.
    if matches!(place, Place::Start | Place::Case) {
        return el("div").attr("class", "gap-top");
    }
    let title = session.edits.with(|edits| edits.title.clone());
    let title = if title.is_empty() { "New plan".to_owned() } else { title };
    let kept = words(session.keeping.get());
    let name = el("div")
        .attr("class", "top")
        .child(el("p").attr("class", "top__name").child(title.clone()))
        .child(steps(here))
        .child(el("p").attr("class", "top__saved").attr("data-later", "").child(kept));
    if matches!(place, Place::Question { .. }) {
        return name;
    }
    let tab = |(to, words): (Place, &'static str)| {
        let current = (to == place).then_some("page");
        el("li").child(
            el("button")
                .attr("type", "button")
                .attr("class", "nav")
                .attr("aria-current", current)
                .on("click", here.to(to))
                .child(words),
        )
    };
    parts![
        name,
        el("nav")
            .attr("class", "places")
            .attr("aria-label", format!("Parts of the plan: {title}"))
            .child(el("ol").child(PLACES.into_iter().map(tab).collect::<Vec<_>>()))
            .child(to_mend(here))
    ]
}

/// How much is to mend, by how much it matters.
fn to_mend(here: Here) -> Node {
    let counts = here.session.plan.with(|plan| {
        plan.as_ref().map(|plan| {
            [Severity::Must, Severity::Should, Severity::Consider]
                .map(|severity| (severity, plan.gaps.iter().filter(|gap| gap.severity == severity).count()))
        })
    });
    let Some(counts) = counts else { return Node::NOTHING };
    let one = |(severity, count): (Severity, usize)| {
        let name = severity.name().to_ascii_lowercase();
        el("span")
            .attr("class", "grade")
            .child(icon(mark(severity)))
            .child(count)
            .child(el("span").attr("class", "w").child(" ").child(name))
    };
    let session = here.session;
    let local = here.pages().map(|pages| (pages.local_count)(here));
    let doors = here.doors;
    let go = move |_| {
        session.go(Place::Plan);
        doors.focus_on("to-mend".to_owned());
    };
    el("div").attr("class", "counts").child(
        el("button")
            .attr("type", "button")
            .attr("class", "as-link")
            .on("click", go)
            .child(el("span").attr("class", "counts__l").child("To mend"))
            .child(" ")
            .child(counts.into_iter().map(one).collect::<Vec<_>>())
            .child(local),
    )
}

/// The mark of a severity.
pub fn mark(severity: Severity) -> Icon {
    match severity {
        Severity::Must => Icon::Must,
        Severity::Should => Icon::Should,
        Severity::Consider => Icon::Consider,
    }
}

/// Where the work is kept, and the control that clears it.
pub fn foot(here: Here) -> Node {
    let session = here.session;
    let local = here.pages().map(|pages| (pages.local)(here));
    if session.place.get() == Place::Start {
        return local.into_node();
    }
    parts![
        el("hr").attr("class", "rule"),
        el("p").attr("class", "small").child(link(
            "First page and worked examples",
            String::new(),
            here.to(Place::Start)
        )),
        el("div").attr("class", "small").attr("data-later", "").child(here.pages().map(|pages| (pages.kept)(here))),
        local
    ]
}

/// A small number in words, as a heading reads.
pub fn number_words(number: usize) -> String {
    const WORDS: [&str; 11] = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}
