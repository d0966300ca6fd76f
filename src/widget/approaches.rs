//! What we recommend: the plan in one picture, the first five with their reasons, and all the rest behind one control.

use leptos::prelude::{Get, With};

use super::Here;
use super::controls::icons::{Icon, icon, stairs};
use super::controls::{button, heading, link, page_heading, tag};
use super::frame::number_words;
use crate::assessment::{Assessment, Fit, Recommendation, explain};
use crate::guidance::{ApproachNo, Lane};
use crate::node::{Node, el};
use crate::parts;
use crate::plan::{chosen, cost_words, people_words, weeks_words};
use crate::session::Place;

/// How many stand open at first.
pub(super) const FIRST: usize = 5;

pub fn page(here: Here) -> Node {
    let session = here.session;
    let level = here.level(0);
    let body = {
        let assessment = session.assessment.get();
        let in_plan = session.edits.with(|edits| chosen(&assessment, edits));
        let first = first(&assessment);
        let depth = here.pages();
        parts![
            el("p").attr("class", "lead").child(lead(&assessment, &in_plan)),
            lanes(here, &assessment, &in_plan),
            el("p").attr("class", "small quiet").child(
                "This plan takes the best for each stage, of more than one kind, that gives each group a way in. So it need not be the first five. A number is a place in the whole list."
            ),
            el("hr").attr("class", "rule"),
            el("div")
                .attr("class", "two")
                .child(
                    el("div")
                        .child(heading(
                            level + 1,
                            "h2 tight",
                            format!("Your first {}, and why", number_words(first.len()))
                        ))
                        .child(
                            el("ol").attr("class", "recs").child(
                                first
                                    .iter()
                                    .enumerate()
                                    .map(|(place, one)| recommendation(here, &in_plan, place, one))
                                    .collect::<Vec<_>>()
                            )
                        )
                        .child(depth.map(|depth| (depth.others)(here, &assessment, &in_plan)))
                )
                .child(el("aside").attr("class", "stick").child(depth.map(|depth| (depth.beside)(here, &assessment)))),
            depth.map(|depth| (depth.beneath)(here, &assessment))
        ]
    };
    parts![
        page_heading(level, "What we recommend"),
        body,
        el("div").attr("class", "acts").child(button("See the legal duty", here.to(Place::Duty)))
    ]
}

/// The first five: the best that nothing rules out.
pub(super) fn first<'a>(assessment: &'a Assessment<'static>) -> Vec<&'a Recommendation<'static>> {
    assessment.recommendations.iter().filter(|one| one.fit != Fit::RuledOut).take(FIRST).collect()
}

/// The number of an approach: its place in the order of recommendations, the same wherever it stands.
fn number_of(assessment: &Assessment<'_>, no: ApproachNo) -> usize {
    assessment.recommendations.iter().position(|one| one.no == no).map_or(0, |place| place + 1)
}

pub(super) fn inside(in_plan: &[(ApproachNo, Lane)], no: ApproachNo) -> bool {
    in_plan.iter().any(|(other, _)| *other == no)
}

/// The whole in one sentence that can be read out.
fn lead(assessment: &Assessment<'_>, in_plan: &[(ApproachNo, Lane)]) -> String {
    let g = assessment.guidance;
    let names: Vec<String> = in_plan.iter().map(|(no, _)| explain::lower(&g.approach(*no).name)).collect();
    let gaps = assessment.blend.gaps.len();
    let gap = match gaps {
        0 => String::new(),
        1 => " One group you named has no way in yet.".to_owned(),
        more => format!(" {more} groups you named have no way in yet."),
    };
    match names.as_slice() {
        [] => "You have left everything out. Take at least one approach into the plan.".to_owned(),
        [one] => format!("Begin with {one}.{gap}"),
        [first, rest @ ..] => format!("Begin with {first}. Then use {}.{gap}", and(rest)),
    }
}

fn lanes(here: Here, assessment: &Assessment<'static>, in_plan: &[(ApproachNo, Lane)]) -> Node {
    let g = here.session.guidance;
    let level = here.level(1);
    let lane_view = |lane: Lane| {
        let here_now: Vec<(usize, ApproachNo)> = in_plan
            .iter()
            .filter(|(_, stands)| *stands == lane)
            .map(|(no, _)| (number_of(assessment, *no), *no))
            .collect();
        let what = here_now
            .iter()
            .map(|(number, no)| {
                el("p")
                    .attr("class", "what")
                    .child(el("span").attr("class", "dot dot--s").attr("aria-hidden", "true").child(*number))
                    .child(el("span").child(&g.approach(*no).name))
            })
            .collect::<Vec<_>>();
        let letter = (lane == Lane::Review).then(|| {
            el("p").attr("class", "what").child(el("span").child("Tell people what changed, what did not, and why"))
        });
        el("li").attr("class", "lane").child(heading(level + 1, "h3", lane.name())).child(what).child(letter)
    };
    parts![
        heading(level, "vh", "The plan in one picture"),
        el("ol").attr("class", "lanes").child(Lane::ALL.into_iter().map(lane_view).collect::<Vec<_>>()),
        here.pages().map(|depth| (depth.blend)(here, assessment, in_plan))
    ]
}

pub(super) fn fit_tag(one: &Recommendation<'_>) -> Node {
    let kind = match (one.fit, one.with_care()) {
        (Fit::Strong, _) => "tag--strong",
        (Fit::Good, false) => "tag--good",
        (Fit::RuledOut, _) => "tag--out",
        (_, true) => "tag--care",
        _ => "",
    };
    tag(kind, one.fit_words())
}

fn recommendation(here: Here, in_plan: &[(ApproachNo, Lane)], place: usize, one: &Recommendation<'static>) -> Node {
    let approach = one.approach;
    let level = here.level(2);
    let reason = |rule: &&'static crate::guidance::Rule| el("li").child(icon(Icon::Tick)).child(&rule.headline);
    let care = |rule: &&'static crate::guidance::Rule| {
        el("li")
            .child(icon(Icon::Care))
            .child(el("span").attr("class", "vh").child("Take care: "))
            .child(&rule.headline)
    };
    let say = approach.level as usize + 1;
    el("li")
        .attr("class", "rec")
        .child(el("span").attr("class", "dot").attr("aria-hidden", "true").child(place + 1))
        .child(
            el("div")
                .child(
                    el("div")
                        .attr("class", "rec__h")
                        .child(heading(
                            level,
                            "h3",
                            parts![el("span").attr("class", "vh").child(place + 1).child(". "), approach.name.clone()],
                        ))
                        .child(fit_tag(one)),
                )
                .child(el("p").child(&approach.what))
                .child(
                    el("ul")
                        .attr("class", "why")
                        .attr("aria-label", "Because")
                        .child(one.reasons.iter().take(2).map(reason).collect::<Vec<_>>())
                        .child(one.cautions.iter().take(1).map(care).collect::<Vec<_>>()),
                )
                .child(
                    el("dl")
                        .attr("class", "facts")
                        .child(
                            el("div")
                                .child(el("dt").child("Say people have"))
                                .child(el("dd").child(stairs(say)).child(approach.level.name())),
                        )
                        .child(el("div").child(el("dt").child("Time")).child(el("dd").child(weeks_words(approach))))
                        .child(el("div").child(el("dt").child("People")).child(el("dd").child(people_words(approach))))
                        .child(
                            el("div").child(el("dt").child("Cost")).child(el("dd").child(cost_words(&approach.cost))),
                        ),
                )
                .child(choice(here, one, inside(in_plan, one.no)))
                .child(here.pages().map(|depth| (depth.more)(here, one))),
        )
}

/// In the plan or not, with a way to change it; a reason is asked for where the choice goes against the advice.
pub(super) fn choice(here: Here, one: &Recommendation<'static>, inside: bool) -> Node {
    let session = here.session;
    let id = one.approach.id.as_str();
    let name = explain::lower(&one.approach.name);
    let said = session.edits.with(|edits| edits.choices.get(id).cloned());
    let against = said
        .as_ref()
        .is_some_and(|choice| choice.chosen == (one.fit == Fit::RuledOut) || (!choice.chosen && one.fit <= Fit::Good));
    let state = if inside {
        el("span").attr("class", "grade").child(icon(Icon::Tick)).child("In your plan")
    } else {
        el("span").attr("class", "quiet").child("Not in your plan")
    };
    let action = if inside {
        link("Leave out", name, move |_| session.choose(id, false))
    } else {
        link("Take into the plan", name, move |_| session.choose(id, true))
    };
    let reason = against.then(|| {
        let words = said.map(|choice| choice.reason).unwrap_or_default();
        let label = if inside { "Why you take it all the same" } else { "Why you leave it out" };
        super::controls::text_input(format!("ep-why-{id}"), label.to_owned(), words, move |words| {
            session.give_reason(id, words)
        })
    });
    parts![el("div").attr("class", "rec__a").child(state).child(action), reason]
}

pub(super) fn and(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}
