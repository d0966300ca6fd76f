//! How far the plan meets the ten principles: a picture with the same content as text, and what to mend for each.

use leptos::prelude::With;

use super::Here;
use super::controls::{details, heading, link};
use crate::assessment::explain::lower;
use crate::document::met_words;
use crate::node::{Node, el};
use crate::parts;
use crate::plan::{PlanLack, PlanPrinciple};
use crate::session::Place;

/// A bar is so wide, and holds one part for each thing that shows the principle.
const WIDE: usize = 240;

/// The ten principles, each with its bar and what is not yet in place.
pub fn picture(here: Here) -> Node {
    let session = here.session;
    let level = here.level(1);
    session.plan.with(|plan| {
        let list = plan.as_ref().map(|plan| plan.principles.as_slice()).unwrap_or_default();
        if list.is_empty() {
            return Node::NOTHING;
        }
        let whole = list.iter().filter(|one| one.lacks.is_empty()).count();
        let lead = format!(
            "{whole} of {} are met in full. Each part of a bar is one thing that shows the principle here.",
            list.len()
        );
        parts![
            heading(level, "h2", "The ten principles"),
            el("p").child(lead),
            el("ol").attr("class", "tens").child(list.iter().map(|one| row(here, one)).collect::<Vec<_>>())
        ]
    })
}

fn row(here: Here, one: &PlanPrinciple) -> Node {
    let level = here.level(2);
    let part = WIDE / one.of.max(1);
    let bar = (0..one.of).map(|at| {
        let there = at < one.met;
        el("rect")
            .attr("class", if there { "fc met" } else { "fc" })
            .attr("x", at * part + 1)
            .attr("y", "1")
            .attr("width", part - 4)
            .attr("height", "14")
            .attr("fill", if there { "var(--link)" } else { "var(--paper)" })
            .attr("stroke", "var(--ink-2)")
    });
    let met = [&met_words(one.met, one.of), " in place"].concat();
    let name = [&one.number.to_string(), ". ", &one.title].concat();
    let lacks = one.lacks.iter().map(|lack| lacking(here, lack)).collect::<Vec<_>>();
    let inside = parts![
        el("p").child(one.what.clone()),
        if lacks.is_empty() {
            el("p").child("Nothing is lacking here.")
        } else {
            parts![el("p").child(el("b").child("Not yet in place")), el("ul").child(lacks)]
        }
    ];
    el("li")
        .child(heading(level, "h4", name))
        .child(
            el("div")
                .attr("class", "tens__bar")
                .child(
                    el("svg").attr("viewBox", "0 0 240 16").attr("aria-hidden", "true").child(bar.collect::<Vec<_>>()),
                )
                .child(el("span").child(met)),
        )
        .child(details(
            parts![
                if one.lacks.is_empty() { "What it asks" } else { "What it asks, and what is lacking" },
                el("span").attr("class", "vh").child([": ", &lower(&one.title)].concat())
            ],
            inside,
        ))
}

/// One thing that is lacking, with the way to mend it.
fn lacking(here: Here, lack: &PlanLack) -> Node {
    let Here { session, doors, .. } = here;
    let to = lack.check.clone();
    let go = move |_| match &to {
        Some(check) => {
            session.go(Place::Checks);
            doors.focus_on(check.clone());
        }
        None => session.go(Place::Approaches),
    };
    el("li").child(el("b").child(lack.title.clone()).child(". ")).child(lack.mend.clone()).child(" ").child(link(
        "Mend it",
        format!(": {}", lower(&lack.title)),
        go,
    ))
}
