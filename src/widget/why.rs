//! How the answers lead to the advice: the map of rules with one path lit, where the advice tips, and what two answers
//! together would change.
//!
//! What takes long is worked out on idle, a few questions at a time, and shown as it comes.

use leptos::prelude::{GetUntracked, With};

use super::Here;
use super::controls::{button, details, heading, link, page_heading, tag};
use super::local::Worked;
use crate::answers::Answers;
use crate::assessment::explain::{self, lower};
use crate::assessment::{Assessment, Edge, End, Fit, Tipping, answered, map, tipping};
use crate::guidance::{ApproachNo, Choose, QuestionNo};
use crate::node::{Node, el};
use crate::order::distinct;
use crate::parts;
use crate::session::Place;

/// So many questions are worked out between two pictures of the page.
const AT_ONCE: usize = 3;
/// Pairs of answers are tried for so many of the first approaches.
const PAIRED: usize = 3;

pub fn page(here: Here) -> Node {
    let session = here.session;
    let level = here.level(0);
    let body = session.assessment.with(|assessment| {
        let edges = map(assessment);
        if edges.is_empty() {
            return parts![
                el("p").child("No answer leads anywhere yet. Answer a few questions first, then come back."),
                el("div").attr("class", "acts").child(button("Go to your answers", here.to(Place::Answers)))
            ];
        }
        session.answers.with(|answers| go_on(here, assessment, answers));
        parts![
            el("p").attr("class", "lead").child(
                "Your answers are on one side, the advice on the other. A line is a rule that holds. Choose a result to light its path."
            ),
            the_map(here, assessment, &edges),
            tips(here, assessment),
            together(here, assessment),
            el("div")
                .attr("class", "acts")
                .child(button("See the legal duty", here.to(Place::Duty)))
                .child(link("Compare what-ifs", String::new(), here.to(Place::WhatIf)))
        ]
    });
    parts![page_heading(level, "How your answers lead to the advice"), body]
}

/// Every end, in the order of the map.
fn ends(edges: &[Edge<'_>]) -> Vec<End> {
    let mut list: Vec<End> = Vec::new();
    for edge in edges {
        if !list.contains(&edge.to) {
            list.push(edge.to);
        }
    }
    list
}

fn name_of(assessment: &Assessment<'static>, end: End) -> &'static str {
    let g = assessment.guidance;
    match end {
        End::Approach(no) => &g.approach(no).name,
        End::Duty(no) => &g.duties[usize::from(no)].name,
    }
}

fn the_map(here: Here, assessment: &Assessment<'static>, edges: &[Edge<'static>]) -> Node {
    let level = here.level(1);
    let local = here.local;
    let ends = ends(edges);
    let lit = local.0.with(|local| local.lit).min(ends.len() - 1);
    let choose = |(at, end): (usize, &End)| {
        el("li").child(
            el("button")
                .attr("type", "button")
                .attr("class", "chip")
                .attr("aria-pressed", if at == lit { "true" } else { "false" })
                .on("click", move |_| local.change(|local| local.lit = at))
                .child(name_of(assessment, *end)),
        )
    };
    let path: Vec<&Edge<'static>> = edges.iter().filter(|edge| edge.to == ends[lit]).collect();
    let name = name_of(assessment, ends[lit]);
    parts![
        heading(level, "h2", "The map"),
        el("ul")
            .attr("class", "chips")
            .attr("aria-label", "Light the path to")
            .child(ends.iter().enumerate().map(choose).collect::<Vec<_>>()),
        picture(assessment, edges, &ends, lit),
        heading(level + 1, "h3", parts!["The path to: ", name]),
        table(here, assessment, "Answers that lead there, and the rule for each", &path, false),
        details(
            "Every path as a table".to_owned(),
            table(here, assessment, "Every answer that leads somewhere", &edges.iter().collect::<Vec<_>>(), true)
        )
    ]
}

/// The picture: questions on the left, results on the right, a line for each rule that holds.
fn picture(assessment: &Assessment<'static>, edges: &[Edge<'static>], ends: &[End], lit: usize) -> Node {
    const ROW: usize = 34;
    let g = assessment.guidance;
    let questions: Vec<QuestionNo> = distinct(&mut edges.iter().map(|edge| edge.question));
    let height = ROW * questions.len().max(ends.len()) + 8;
    let spread = |count: usize, at: usize| (2 * at + 1) * height / (2 * count);
    let mut lines: Vec<(usize, usize)> = Vec::new();
    for edge in edges {
        let from = questions.iter().position(|no| *no == edge.question).unwrap_or(0);
        let to = ends.iter().position(|end| *end == edge.to).unwrap_or(0);
        if !lines.contains(&(from, to)) {
            lines.push((from, to));
        }
    }
    // What is lit is drawn last, so that it lies on top.
    let drawn = |on: bool| {
        let line = |&&(from, to): &&(usize, usize)| {
            let (y1, y2) = (spread(questions.len(), from), spread(ends.len(), to));
            el("path")
                .attr("class", if on { "fl lit" } else { "fl" })
                .attr("d", format!("M300 {y1} C390 {y1} 390 {y2} 480 {y2}"))
                .attr("fill", "none")
                .attr("stroke", if on { "var(--link)" } else { "var(--line-2)" })
                .attr("stroke-width", if on { "4" } else { "1.5" })
        };
        lines.iter().filter(|(_, to)| (*to == lit) == on).collect::<Vec<_>>().iter().map(line).collect::<Vec<_>>()
    };
    let leads = |from: usize| lines.contains(&(from, lit));
    let left = questions.iter().enumerate().map(|(at, &no)| {
        el("text")
            .attr("class", if leads(at) { "tb" } else { "" })
            .attr("x", "290")
            .attr("y", spread(questions.len(), at) + 6)
            .attr("font-size", "16")
            .attr("text-anchor", "end")
            .child(&g.question(no).label)
    });
    let right = ends.iter().enumerate().map(|(at, &end)| {
        el("text")
            .attr("class", if at == lit { "tb" } else { "" })
            .attr("x", "490")
            .attr("y", spread(ends.len(), at) + 6)
            .attr("font-size", "16")
            .child(name_of(assessment, end))
    });
    el("figure")
        .attr("class", "pic wide-only")
        .child(
            el("svg")
                .attr("viewBox", format!("0 0 940 {height}"))
                .attr("role", "img")
                .attr("aria-label", "A map from your answers to the advice. The tables below it say the same in words.")
                .child(drawn(false))
                .child(drawn(true))
                .child(left.collect::<Vec<_>>())
                .child(right.collect::<Vec<_>>()),
        )
        .child(el("figcaption").child("The thick lines are the path that you chose. The tables say the same."))
}

/// A question, and the answers to it that meet a rule.
type Line = (QuestionNo, Vec<&'static str>);

/// Edges as a table: each rule that holds, the answers it rests on, and where it leads.
fn table(
    here: Here,
    assessment: &Assessment<'static>,
    caption: &'static str,
    edges: &[&Edge<'static>],
    whole: bool,
) -> Node {
    let g = assessment.guidance;
    // A row for each rule and end, and in it a line for each question with every answer that meets the rule.
    let mut rows: Vec<(&Edge<'static>, Vec<Line>)> = Vec::new();
    for &edge in edges {
        let label = g.question(edge.question).option(edge.option).label.as_str();
        let same = |(first, _): &&mut (&Edge<'static>, _)| first.rule.no == edge.rule.no && first.to == edge.to;
        let lines = match rows.iter_mut().find(same) {
            Some((_, lines)) => lines,
            None => {
                rows.push((edge, Vec::new()));
                let Some((_, lines)) = rows.last_mut() else { continue };
                lines
            }
        };
        match lines.iter_mut().find(|(no, _)| *no == edge.question) {
            Some((_, labels)) => labels.push(label),
            None => lines.push((edge.question, vec![label])),
        }
    }
    let line = |(no, labels): &Line| {
        let question = g.question(*no);
        let to = here.to(Place::Question { no: *no, from_answers: true });
        el("li").child(&question.label).child(": ").child(el("b").child(labels.join("; "))).child(" ").child(link(
            "Change",
            lower(&question.label),
            to,
        ))
    };
    let row = |(edge, lines): &(&Edge<'static>, Vec<Line>)| {
        let lines = lines.iter().map(line).collect::<Vec<_>>();
        el("tr")
            .child(el("th").attr("scope", "row").child(&edge.rule.headline))
            .child(el("td").attr("data-l", "Your answers").child(el("ul").attr("class", "plain-list").child(lines)))
            .child(whole.then(|| el("td").attr("data-l", "Leads to").child(name_of(assessment, edge.to))))
    };
    let head = |words: &'static str| el("th").attr("scope", "col").child(words);
    el("table")
        .attr("class", "stack")
        .child(el("caption").attr("class", "vh").child(caption))
        .child(
            el("thead").child(
                el("tr").child(head("Because")).child(head("Your answers")).child(whole.then(|| head("Leads to"))),
            ),
        )
        .child(el("tbody").child(rows.iter().map(row).collect::<Vec<_>>()))
}

/// Works out the next few questions once the browser has time, and then those after them.
pub(super) fn go_on(here: Here, assessment: &Assessment<'static>, answers: &Answers) {
    let Here { session, doors, local, .. } = here;
    let questions = answered(assessment);
    let done = local
        .0
        .with(|local| local.worked.as_ref().map(|worked| (worked.answers == *answers, worked.questions, worked.pairs)));
    let (from, pairs) = match done {
        Some((true, questions, pairs)) => (questions, pairs),
        _ => (0, 0),
    };
    let leading: Vec<ApproachNo> = leading(assessment);
    if from >= questions.len() && pairs >= leading.len() {
        return;
    }
    doors.idle(move || {
        let (assessment, answers) = (session.assessment.get_untracked(), session.answers.get_untracked());
        let mut tips: Vec<Tipping> = Vec::new();
        let mut both = Vec::new();
        if from < questions.len() {
            let next = questions.iter().skip(from).take(AT_ONCE);
            tips.extend(next.flat_map(|&no| tipping(&assessment, &answers, session.today, no)));
        } else if let Some(&no) = leading.get(pairs) {
            both.extend(
                explain::what_if_both(&assessment, &answers, session.today, no).into_iter().map(|one| (no, one)),
            );
        }
        local.change(|local| {
            let fresh = local.worked.take().filter(|worked| worked.answers == answers && worked.questions == from);
            let mut worked = fresh.unwrap_or_else(|| Worked::new(answers.clone()));
            if from < questions.len() {
                worked.questions = (from + AT_ONCE).min(questions.len());
            } else {
                worked.pairs = pairs + 1;
            }
            worked.tips.extend(tips);
            worked.both.extend(both);
            local.worked = Some(worked);
        });
    });
}

/// The approaches that pairs of answers are tried for: the first ones.
fn leading(assessment: &Assessment<'_>) -> Vec<ApproachNo> {
    assessment.recommendations.iter().filter(|one| one.fit != Fit::RuledOut).take(PAIRED).map(|one| one.no).collect()
}

/// Where the advice tips: the other answers at which the first three approaches or a duty changes.
fn tips(here: Here, assessment: &Assessment<'static>) -> Node {
    let g = assessment.guidance;
    let level = here.level(1);
    let (list, left) = here.local.0.with(|local| {
        let worked = local.worked.as_ref();
        let done = worked.map_or(0, |worked| worked.questions);
        (worked.map(|worked| worked.tips.clone()).unwrap_or_default(), answered(assessment).len().saturating_sub(done))
    });
    // Answers to one question that lead to the same stand together.
    let mut rows: Vec<(&Tipping, Vec<String>)> = Vec::new();
    for one in &list {
        let question = g.question(one.change.question);
        let label = ["“", &question.option(one.change.option).label, "”"].concat();
        let words = match (question.choose, one.change.left_out) {
            (Choose::One, _) => label,
            (Choose::Many, false) => ["With ", &label].concat(),
            (Choose::Many, true) => ["Without ", &label].concat(),
        };
        let same = rows.iter_mut().find(|(first, _)| {
            first.change.question == one.change.question && first.first == one.first && first.duties == one.duties
        });
        match same {
            Some((_, changes)) => changes.push(words),
            None => rows.push((one, vec![words])),
        }
    }
    let row = |(one, changes): &(&Tipping, Vec<String>)| {
        let then = explain::tipping_words(g, one).join(" ");
        let changes = changes.iter().map(|words| el("li").child(words.clone())).collect::<Vec<_>>();
        el("tr")
            .child(el("th").attr("scope", "row").child(&g.question(one.change.question).label))
            .child(el("td").attr("data-l", "Other answer").child(el("ul").attr("class", "plain-list").child(changes)))
            .child(el("td").attr("data-l", "Then").child(then))
    };
    let head = |words: &'static str| el("th").attr("scope", "col").child(words);
    let body =
        if rows.is_empty() && left == 0 {
            el("p").child("No other answer to one question alone would change your first three approaches or a duty.")
        } else {
            el("table")
                .attr("class", "stack")
                .child(el("caption").attr("class", "vh").child("Other answers that would change the advice"))
                .child(el("thead").child(
                    el("tr").child(head("Question")).child(head("Another answer")).child(head("What would change")),
                ))
                .child(el("tbody").child(rows.iter().map(row).collect::<Vec<_>>()))
        };
    parts![
        heading(level, "h2", "Where the advice tips"),
        el("p").child(
            "Each line is one other answer at which your first three approaches, or the state of a duty, would change."
        ),
        (left > 0).then(|| el("p").attr("class", "quiet").child("More of these are being worked out.")),
        details(format!("Show the {} other answers that change something", rows.len()), body)
    ]
}

/// What two answers together would change, where neither does it alone.
fn together(here: Here, assessment: &Assessment<'static>) -> Node {
    let g = assessment.guidance;
    let list = here.local.0.with(|local| local.worked.as_ref().map(|worked| worked.both.clone()).unwrap_or_default());
    if list.is_empty() {
        return Node::NOTHING;
    }
    let line = |(no, both): &(ApproachNo, crate::assessment::Both<Fit>)| {
        el("li")
            .child(el("b").child(&g.approach(*no).name).child(" "))
            .child(tag("", both.to.name().to_owned()))
            .child(" ")
            .child(explain::both_words(g, both))
            .child(".")
    };
    parts![
        heading(here.level(1), "h2", "Two answers together"),
        el("p").child("For your first three approaches: changes that need two answers at once."),
        el("ul").child(list.iter().map(line).collect::<Vec<_>>())
    ]
}
