//! Whether the legal duty is likely to apply, and by which steps.

use leptos::prelude::With;

use super::Here;
use super::controls::icons::{Icon, icon, verdict};
use super::controls::{button, details, heading, link, tag};
use crate::answers::Outcome;
use crate::assessment::{DutyResult, DutyState, StepResult, explain};
use crate::guidance::{Rule, Status};
use crate::node::{Node, el};
use crate::parts;
use crate::plan::day_words;
use crate::session::Place;

pub fn page(here: Here) -> Node {
    let session = here.session;
    parts![
        session.assessment.with(|assessment| {
            assessment.duties.iter().enumerate().map(|(place, duty)| one(here, duty, place == 0)).collect::<Vec<_>>()
        }),
        law(here),
        el("div").attr("class", "acts").child(button("See what to check", here.to(Place::Checks)))
    ]
}

fn one(here: Here, result: &DutyResult<'static>, first: bool) -> Node {
    let level = here.level(u8::from(!first));
    let (kind, class) = match result.state {
        DutyState::Likely => ("yes", "verdict verdict--yes"),
        DutyState::Unlikely => ("no", "verdict verdict--no"),
        DutyState::CannotTell => ("ask", "verdict verdict--ask"),
    };
    // "The duty is likely to apply" is said of the duty by its name; other words stand after it.
    let words = match result.verdict().strip_prefix("The duty ") {
        Some(rest) => [&result.duty.name, " ", rest].concat(),
        None => [&result.duty.name, ": ", &explain::lower(result.verdict())].concat(),
    };
    let title = if first { super::controls::page_heading(level, words) } else { heading(level, "h2", words) };
    let steps = result.steps.iter().enumerate().map(|(place, step)| step_view(here, place, step)).collect::<Vec<_>>();
    let path = if result.steps.len() > 3 { "path path--4" } else { "path" };
    let verdict = el("div")
        .attr("class", class)
        .child(verdict(kind))
        .child(el("div").child(title).child(el("p").child(lead(here, result))));
    let behind = parts![
        el("p").child(&result.duty.what),
        (!result.steps.is_empty())
            .then(|| parts![heading(level + 1, "h3", "How we got there"), el("ol").attr("class", path).child(steps)]),
        reasons(here, level + 1, result),
        find_out(here, level + 1, result),
        notes(here, level + 1, result),
        weigh(level + 1, result),
        el("p").attr("class", "quiet").child(&result.duty.also),
        el("div").attr("class", "small").child(here.sources(&result.duty.cites))
    ];
    // The first stands open; of the others, what follows, and the rest one step away.
    let behind = if first {
        behind
    } else {
        let hidden = el("span").attr("class", "vh").child([": ", &result.duty.name].concat());
        details(parts!["How we got there, and what to do", hidden], behind)
    };
    el("section").child(verdict).child(behind)
}

fn lead(here: Here, result: &DutyResult<'static>) -> String {
    match (result.state, result.reasons.first(), result.find_out.first()) {
        (DutyState::CannotTell, None, Some(&no)) => {
            let question = here.session.guidance.question(no);
            format!("Find out one thing: {} Until you know, plan as if it applies.", question.ask)
        }
        (DutyState::CannotTell, Some(rule), _) => {
            [here.because(rule), " Until you know, plan as if it applies."].concat()
        }
        (_, Some(rule), _) => here.because(rule).to_owned(),
        (DutyState::Unlikely, None, _) => "The answers that would make it likely are not there.".to_owned(),
        _ => result.duty.also.clone(),
    }
}

fn step_view(here: Here, place: usize, result: &StepResult<'static>) -> Node {
    let session = here.session;
    let g = session.guidance;
    let (class, mark) = match result.settled {
        Outcome::Holds => ("dot dot--on", (place + 1).to_string()),
        Outcome::Unknown => ("dot dot--ask", "?".to_owned()),
        Outcome::Fails => ("dot dot--no", (place + 1).to_string()),
    };
    let answers = session.assessment.with(|assessment| {
        result
            .step
            .questions
            .iter()
            .filter(|no| assessment.facts.in_play(g.question(**no)) != Outcome::Fails)
            .map(|&no| explain::answer_words(g, &assessment.facts, no))
            .collect::<Vec<_>>()
    });
    let answer =
        if answers.is_empty() { "Not asked: an earlier answer settles it".to_owned() } else { answers.join(". ") };
    let places: Vec<String> = result.step.cites.iter().map(|&no| g.cite(no)).collect();
    el("li")
        .child(el("span").attr("class", class).attr("aria-hidden", "true").child(mark))
        .child(el("p").attr("class", "q").child(&result.step.title))
        .child(el("p").attr("class", "a").child(answer))
        .child(el("p").attr("class", "small quiet").child(places.join("; ")))
}

fn rule_view(here: Here, rule: &'static Rule, mark: Icon) -> Node {
    let action = here
        .notes(rule)
        .and_then(|notes| notes.action.as_ref())
        .map(|action| el("p").child(el("b").child("Do: ")).child(action));
    el("li").child(icon(mark)).child(
        el("div")
            .child(el("p").child(el("b").child(&rule.headline).child(".")).child(" ").child(here.because(rule)))
            .child(action)
            .child(el("div").attr("class", "small").child(here.sources(&rule.cites))),
    )
}

fn reasons(here: Here, level: u8, result: &DutyResult<'static>) -> Node {
    if !result.reasons.is_empty() {
        let list = result.reasons.iter().map(|rule| rule_view(here, rule, Icon::Tick)).collect::<Vec<_>>();
        return parts![
            heading(level, "h3", "Why, and what to do about it"),
            el("ul").attr("class", "checks").child(list)
        ];
    }
    if result.state != DutyState::Unlikely {
        return Node::NOTHING;
    }
    let g = here.session.guidance;
    let failed = here.session.assessment.with(|assessment| {
        explain::failed_clauses(assessment, result.no)
            .iter()
            .map(|clause| explain::clause_words(g, clause))
            .collect::<Vec<_>>()
    });
    let list = failed.into_iter().map(|words| el("li").child(words)).collect::<Vec<_>>();
    parts![heading(level, "h3", "What would have made it likely, and is not so"), el("ul").child(list)]
}

fn find_out(here: Here, level: u8, result: &DutyResult<'static>) -> Node {
    if result.find_out.is_empty() {
        return Node::NOTHING;
    }
    let g = here.session.guidance;
    let list = result
        .find_out
        .iter()
        .map(|&no| {
            let question = g.question(no);
            let to = here.to(Place::Question { no, from_answers: true });
            let hidden = explain::lower(&question.label);
            el("li")
                .child(el("b").child(&question.ask))
                .child(" ")
                .child(&question.find_out)
                .child(" ")
                .child(link("Answer", hidden, to))
        })
        .collect::<Vec<_>>();
    parts![heading(level, "h3", "What to find out, and from whom"), el("ul").child(list)]
}

fn notes(here: Here, level: u8, result: &DutyResult<'static>) -> Node {
    if result.notes.is_empty() {
        return Node::NOTHING;
    }
    let list = result.notes.iter().map(|rule| rule_view(here, rule, Icon::Consider)).collect::<Vec<_>>();
    parts![heading(level, "h3", "What else to know"), el("ul").attr("class", "checks").child(list)]
}

fn weigh(level: u8, result: &DutyResult<'static>) -> Node {
    if result.duty.weigh.is_empty() {
        return Node::NOTHING;
    }
    let list = result.duty.weigh.iter().map(|line| el("li").child(line.clone())).collect::<Vec<_>>();
    parts![heading(level, "h3", "What to weigh"), el("ul").child(list)]
}

/// The law in three kinds: in force, changed since the guidance, proposed; with a notice once a source is past its review.
fn law(here: Here) -> Node {
    let session = here.session;
    let g = session.guidance;
    let handbook = session.handbook();
    let says = |no: u16| handbook.and_then(|book| book.sources.get(usize::from(no)).cloned()).unwrap_or_default();
    let line = |kind: &'static str, words: &'static str, no: u16| {
        el("li")
            .child(el("span").child(tag(kind, words.to_owned())))
            .child(el("p").child(says(no)).child(" ").child(el("span").attr("class", "quiet").child(g.cite(no))))
    };
    let of =
        |wanted: Status| (0..).zip(&g.sources).filter(move |(_, source)| source.status == wanted).map(|(no, _)| no);
    let changed = of(Status::ChangedSince).map(|no| line("tag--care", "Changed since 2022", no)).collect::<Vec<_>>();
    let proposed = of(Status::Proposed).map(|no| line("", "Proposed, not law", no)).collect::<Vec<_>>();
    let since: Vec<u16> = (0..)
        .zip(&g.sources)
        .filter(|(_, source)| source.status == Status::InForce)
        .filter(|(_, source)| source.in_force_from.is_some_and(|from| from > crate::date::Date::constant(2022, 7, 4)))
        .map(|(no, _)| no)
        .collect();
    let since = since.into_iter().map(|no| line("tag--good", "New since 2022", no)).collect::<Vec<_>>();
    let due: Vec<String> =
        g.works.iter().filter(|work| work.review_by < session.today).map(|work| work.title.clone()).collect();
    let notice = (!due.is_empty()).then(|| {
        el("div").attr("class", "warn").child(
            el("p")
                .child(el("b").child("The law may have moved."))
                .child(" These were due to be read again: ")
                .child(due.join("; "))
                .child(". Ask for a newer planner, and check before you rely on it."),
        )
    });
    let next = g.works.iter().map(|work| work.review_by).min();
    parts![
        heading(here.level(1), "h2", "Law notes"),
        notice,
        el("p")
            .attr("class", "quiet")
            .child("Last read on ")
            .child(day_words(g.edition.reviewed))
            .child(". ")
            .child(next.map(|day| format!("Next check due by {}.", day_words(day))))
            .child(" This is not legal advice. Where it is contested, ask a lawyer."),
        details(
            format!(
                "Law that has moved since the guidance: {} in force, {} changed, {} proposed",
                since.len(),
                changed.len(),
                proposed.len()
            ),
            el("ul").attr("class", "law").child(since).child(changed).child(proposed)
        )
    ]
}
