//! Check your answers: what changed first, then every answer with a way to change it.

use leptos::prelude::{Get, Update, With, WithUntracked};

use super::Here;
use super::controls::{button, details, heading, link, page_heading, tag, text_input};
use crate::answers::{Answer, Outcome, State};
use crate::assessment::explain;
use crate::guidance::{Guidance, Pass, QuestionNo};
use crate::node::{IntoNode, Node, el};
use crate::parts;
use crate::plan::day_words;
use crate::session::Place;

/// How an answer stands on the page.
enum Row {
    Given(String),
    NotSure(String),
    NotAnswered,
    NotUsed(String),
}

pub fn page(here: Here) -> Node {
    let session = here.session;
    let level = here.level(0);
    let title = session.edits.with_untracked(|edits| edits.title.clone());
    let name = text_input("ep-title".to_owned(), "A name for this plan".to_owned(), title, move |words| {
        session.edits.update(|edits| edits.title = words);
    });
    let title = session.edits.with(|edits| edits.title.clone());
    let name = Here::watched(name, &title);
    el("div")
        .attr("class", "two")
        .child(
            el("div")
                .child(page_heading(level, "Check your answers"))
                .child(lead(here))
                .child(moved(here))
                .child(name)
                .child(topics(here))
                .child(
                    el("div").attr("class", "acts").child(button("See what we recommend", here.to(Place::Approaches))),
                ),
        )
        .child(here.pages().map(|pages| (pages.next)(here)))
}

fn rows(here: Here) -> Vec<(QuestionNo, Row)> {
    let session = here.session;
    let g = session.guidance;
    session.answers.with(|answers| {
        session.assessment.with(|assessment| {
            let facts = &assessment.facts;
            (0..)
                .zip(&g.questions)
                .filter_map(|(no, question)| {
                    let stored = answers.get(&question.id);
                    let in_play = facts.in_play(question);
                    let words = |no| match stored {
                        Some(Answer::On(day)) => {
                            format!("{}. {}", explain::answer_words(g, facts, no), day_words(*day))
                        }
                        _ => explain::answer_words(g, facts, no),
                    };
                    let row = match (facts.of(no), stored) {
                        (State::Known(_), _) => Row::Given(words(no)),
                        (_, Some(answer)) if in_play != Outcome::Holds => Row::NotUsed(stored_words(question, answer)),
                        (_, Some(_)) => Row::NotSure(question.find_out.clone()),
                        (_, None) if in_play == Outcome::Holds => Row::NotAnswered,
                        _ => return None,
                    };
                    Some((no, row))
                })
                .collect()
        })
    })
}

fn stored_words(question: &crate::guidance::Question, answer: &Answer) -> String {
    let label = |id: &String| question.option_no(id).map_or_else(|| id.clone(), |no| question.option(no).label.clone());
    match answer {
        Answer::One(id) => label(id),
        Answer::Many(ids) => ids.iter().map(label).collect::<Vec<_>>().join("; "),
        Answer::Each(degrees) => degrees.iter().map(|(id, _)| label(id)).collect::<Vec<_>>().join("; "),
        Answer::On(day) => day_words(*day),
        Answer::NotSure => question.not_sure.clone().unwrap_or_default(),
    }
}

fn lead(here: Here) -> Node {
    let g = here.session.guidance;
    let rows = rows(here);
    let count = |is: fn(&Row) -> bool| rows.iter().filter(|(_, row)| is(row)).count();
    let given = count(|row| matches!(row, Row::Given(_)));
    let mut parts = vec![format!("{given} answered")];
    let others = [
        (count(|row| matches!(row, Row::NotSure(_))), "not sure"),
        (
            rows.iter().filter(|(no, row)| matches!(row, Row::NotAnswered) && !later(g, *no, row)).count(),
            "not answered",
        ),
        (count(|row| matches!(row, Row::NotUsed(_))), "no longer used"),
    ];
    parts.extend(others.iter().filter(|(count, _)| *count > 0).map(|(count, words)| format!("{count} {words}")));
    let (done, of) = here.session.first_pass();
    let enough = if done >= of && given * 2 >= of {
        "That is enough for good advice."
    } else {
        "You can see advice at any time. More answers make it better."
    };
    el("p").attr("class", "lead").child(parts.join(", ")).child(". ").child(enough)
}

fn moved(here: Here) -> Node {
    let lines = here.session.moved.get();
    let list = lines.map(|moved| {
        let words = if moved.again { "You changed an answer." } else { "You gave one more answer." };
        el("div")
            .attr("class", "moved")
            .child(el("p").child(el("b").child(words)))
            .child(el("ul").child(moved.lines.into_iter().map(|line| el("li").child(line)).collect::<Vec<_>>()))
    });
    el("div").attr("role", "status").child(list)
}

fn topics(here: Here) -> Node {
    let session = here.session;
    let g = session.guidance;
    let rows = rows(here);
    let level = here.level(1);
    let topics = session.topics();
    let of_topic = |topic: &'static str| {
        let list: Vec<Node> = rows
            .iter()
            .filter(|(no, row)| g.question(*no).topic == topic && !later(g, *no, row))
            .map(|(no, row)| summary_row(here, *no, row))
            .collect();
        (!list.is_empty()).then(|| parts![heading(level, "h2", topic), el("dl").attr("class", "sum").child(list)])
    };
    let more: Vec<Node> =
        rows.iter().filter(|(no, row)| later(g, *no, row)).map(|(no, row)| summary_row(here, *no, row)).collect();
    let more = (!more.is_empty()).then(|| {
        let words = ["Show ", &more.len().to_string(), " more questions you may answer"].concat();
        details(words, el("dl").attr("class", "sum").child(more))
    });
    parts![topics.into_iter().map(of_topic).collect::<Vec<_>>().into_node(), more]
}

/// Whether a row waits behind a control: a question of the last pass that nobody has answered.
fn later(g: &Guidance, no: QuestionNo, row: &Row) -> bool {
    matches!(row, Row::NotAnswered) && g.question(no).pass == Pass::More
}

fn summary_row(here: Here, no: QuestionNo, row: &Row) -> Node {
    let question = here.session.guidance.question(no);
    let label = question.label.clone();
    let hidden = explain::lower(&label);
    let change = here.to(Place::Question { no, from_answers: true });
    let (off, words, action) = match row {
        Row::Given(words) => ("", parts![words.clone()], link("Change", hidden, change)),
        Row::NotSure(find_out) => {
            ("", parts![tag("tag--care", "Not sure".to_owned()), " ", find_out.clone()], link("Answer", hidden, change))
        }
        Row::NotAnswered => ("", parts![tag("tag--unused", "Not answered".to_owned())], link("Answer", hidden, change)),
        Row::NotUsed(words) => {
            let why: Vec<String> =
                question.ask_when.iter().map(|clause| explain::clause_words(here.session.guidance, clause)).collect();
            let why = format!("We ask this only when: {}.", why.join("; "));
            (
                "off",
                parts![tag("tag--unused", "No longer used".to_owned()), el("br"), words.clone(), ". ", why],
                Node::NOTHING,
            )
        }
    };
    el("div")
        .child(el("dt").attr("class", off).child(label))
        .child(el("dd").attr("class", off).child(words))
        .child(el("dd").child(action))
}
