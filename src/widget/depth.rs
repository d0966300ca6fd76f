//! Beneath the first advice: every reason, how to do it, what is still needed, what would change it, and all the rest.
//! It comes with the second file.

use leptos::prelude::{Get, With, WithUntracked};

use super::Here;
use super::approaches::{FIRST, and, choice, first, fit_tag, inside};
use super::controls::icons::{Icon, icon};
use super::controls::{details, heading, link};
use crate::answers::Outcome;
use crate::assessment::{Assessment, Fit, Recommendation, added, ask_next, explain, instead, receiver};
use crate::guidance::{ApproachNo, Lane, Level, terms_in};
use crate::node::{Node, el};
use crate::order::sort_by_key;
use crate::parts;
use crate::session::Place;

/// Beside the first five: the picture of influence, and what is still needed.
pub fn beside(here: Here, assessment: &Assessment<'static>) -> Node {
    parts![spectrum(here, &first(assessment)), el("hr").attr("class", "rule"), still_needed(here, assessment)]
}

/// Beneath them: what would change the advice, and what is ruled out.
pub fn beneath(here: Here, assessment: &Assessment<'static>) -> Node {
    parts![
        what_would_change(here, assessment, &first(assessment)),
        el("p").child(link("See how your answers lead to this", String::new(), here.to(Place::Why))),
        ruled_out(here, assessment),
        super::policy::approaches(here)
    ]
}

/// What each approach of the plan adds and hands on, and what could stand in its place.
pub fn blend(here: Here, assessment: &Assessment<'static>, in_plan: &[(ApproachNo, Lane)]) -> Node {
    let g = assessment.guidance;
    let session = here.session;
    let added = added(assessment, in_plan);
    let line = |(at, &(no, _)): (usize, &(ApproachNo, Lane))| {
        let approach = g.approach(no);
        let adds = added.get(at).and_then(Option::as_ref);
        let adds = adds.map_or("The others give all that it gives.".to_owned(), |adds| explain::adds_words(g, adds));
        let next = receiver(in_plan, at).map(|next| {
            parts![
                el("b").child(" Hands on to "),
                el("b").child(explain::lower(&g.approach(next).name)),
                ": ",
                explain::lower(&approach.hands_on)
            ]
        });
        let swap = |&other: &ApproachNo| {
            let (out, into) = (approach.id.as_str(), g.approach(other).id.as_str());
            let hidden =
                format!("{} in place of {}", explain::lower(&g.approach(other).name), explain::lower(&approach.name));
            let go = move |_| {
                session.choose(out, false);
                session.choose(into, true);
            };
            el("li").child(&g.approach(other).name).child(" ").child(link("Use it instead", hidden, go))
        };
        let others = instead(assessment, in_plan, no);
        let others = (!others.is_empty()).then(|| {
            let summary = parts![
                "Swap it",
                el("span").attr("class", "vh").child([": ", &explain::lower(&approach.name)].concat())
            ];
            details(summary, el("ul").child(others.iter().map(swap).collect::<Vec<_>>()))
        });
        el("li").child(el("b").child(&approach.name)).child(". ").child(adds).child(next).child(others)
    };
    details(
        "What each one adds, what it hands on, and what could stand in its place".to_owned(),
        el("ul").child(in_plan.iter().enumerate().map(line).collect::<Vec<_>>()),
    )
}

/// Every reason with its answers and sources, what is still needed, what would change it, and how to do it.
pub fn more(here: Here, one: &Recommendation<'static>) -> Node {
    let session = here.session;
    let g = session.guidance;
    let assessment = session.assessment.get();
    let level = here.level(3);
    let rule_line = |rule: &&'static crate::guidance::Rule| {
        el("li").child(here.because(rule)).child(el("div").attr("class", "small").child(here.sources(&rule.cites)))
    };
    let part = move |title: &'static str, rules: &[&'static crate::guidance::Rule]| {
        (!rules.is_empty()).then(|| {
            parts![heading(level, "h4", title), el("ul").child(rules.iter().map(rule_line).collect::<Vec<_>>())]
        })
    };
    let needed: Vec<String> =
        explain::still_needed(&assessment, one).iter().map(|&no| g.question(no).ask.clone()).collect();
    let needed = (!needed.is_empty()).then(|| {
        parts![
            heading(level, "h4", "Still needed to be sure"),
            el("ul").child(needed.into_iter().map(|ask| el("li").child(ask)).collect::<Vec<_>>())
        ]
    });
    let changes = session.answers.with(|answers| explain::what_if(&assessment, answers, session.today, one.no));
    let changes = (!changes.is_empty()).then(|| {
        let lines = changes
            .iter()
            .map(|change| {
                el("li").child(explain::change_words(g, change)).child(": ").child(explain::lower(change.to.name()))
            })
            .collect::<Vec<_>>();
        parts![heading(level, "h4", "What would change it"), el("ul").child(lines)]
    });
    let adapted = |(group, how): &'static (u8, String)| {
        let name = &g.question(g.groups()?).option(*group).label;
        Some(el("li").child(el("b").child(name)).child(": ").child(how))
    };
    let how = session.handbook().and_then(|book| book.approaches.get(usize::from(one.no)));
    let how = how.map(|how| {
        let list = |items: &'static [String]| items.iter().map(|line| el("li").child(line.clone())).collect::<Vec<_>>();
        parts![
            heading(level, "h4", "When it suits"),
            el("ul").child(list(&how.suits)),
            heading(level, "h4", "When it suits less"),
            el("ul").child(list(&how.suits_less)),
            heading(level, "h4", "How to do it"),
            el("ol").child(list(&how.steps)),
            heading(level, "h4", "What it is good at"),
            el("ul").child(list(&how.strengths)),
            heading(level, "h4", "What to watch"),
            el("ul").child(list(&how.watch)),
            heading(level, "h4", "Skills it needs"),
            el("ul").child(list(&how.skills)),
            (!how.adapt.is_empty()).then(|| parts![
                heading(level, "h4", "How to change it for each group"),
                el("ul").child(how.adapt.iter().filter_map(adapted).collect::<Vec<_>>())
            ])
        ]
    });
    let inside = parts![
        part("Why", &one.reasons),
        part("Take care", &one.cautions),
        part("Why it is ruled out for now", &one.ruled_out),
        needed,
        changes,
        how,
        el("p").child("Figures of time, people and cost are our own estimates. Change them to what you know."),
        el("div").attr("class", "small").child(here.sources(&one.approach.cites))
    ];
    details(format!("Every reason, and how to do it: {}", explain::lower(&one.approach.name)), inside)
}

/// All the other approaches, behind one control.
pub fn others(here: Here, assessment: &Assessment<'static>, in_plan: &[(ApproachNo, Lane)]) -> Node {
    let before = first(assessment);
    let is_rest = |one: &&Recommendation<'static>| !before.iter().any(|other| other.no == one.no);
    let rest: Vec<&Recommendation<'static>> = assessment.recommendations.iter().filter(is_rest).collect();
    let count = |fit: Fit| rest.iter().filter(|one| one.fit == fit).count();
    let summary: Vec<String> = [Fit::Strong, Fit::Good, Fit::Possible, Fit::RuledOut]
        .into_iter()
        .filter(|fit| count(*fit) > 0)
        .map(|fit| format!("{} {}", fit.name(), count(fit)))
        .collect();
    // The long list is drawn when it is asked for.
    let local = here.local;
    let words = format!("Show all the other {} approaches with reasons", rest.len());
    let list = {
        local.0.with(|local| local.all).then(|| {
            let line = |one: &&Recommendation<'static>| {
                let reason =
                    one.ruled_out.first().or(one.reasons.first()).or(one.cautions.first()).map_or_else(
                        || "Nothing speaks for it or against it yet".to_owned(),
                        |rule| rule.headline.clone(),
                    );
                el("li").attr("class", "rec").child(el("span")).child(
                    el("div")
                        .child(
                            el("div")
                                .attr("class", "rec__h")
                                .child(heading(here.level(2), "h4", one.approach.name.clone()))
                                .child(fit_tag(one)),
                        )
                        .child(el("p").child(reason).child("."))
                        .child(choice(here, one, inside(in_plan, one.no)))
                        .child(more(here, one)),
                )
            };
            parts![
                el("p").attr("class", "small").child(summary.join(". ")).child(". Each says why."),
                el("ul").attr("class", "recs").child(rest.iter().map(line).collect::<Vec<_>>())
            ]
        })
    };
    el("details")
        .on("toggle", move |_| {
            if !local.0.with_untracked(|local| local.all) {
                local.change(|local| local.all = true)
            }
        })
        .child(el("summary").child(words))
        .child(list)
}

/// How much say people have: the first approaches on the six steps, with the same content as a list.
fn spectrum(here: Here, first: &[&Recommendation<'static>]) -> Node {
    let level = here.level(1);
    let fills = ["var(--i1)", "var(--i2)", "var(--i3)", "var(--i4)", "var(--i5)", "var(--i6)"];
    let on = |step: Level| -> Vec<usize> {
        first.iter().enumerate().filter(|(_, one)| one.approach.level == step).map(|(place, _)| place + 1).collect()
    };
    let bars = Level::ALL
        .into_iter()
        .rev()
        .enumerate()
        .map(|(row, step)| {
            let top = 4 + row * 52;
            let width = 174 - row * 18;
            let dots = on(step)
                .into_iter()
                .enumerate()
                .map(|(at, number)| {
                    let x = 150 + at * 34;
                    parts![
                        el("circle")
                            .attr("class", "fc")
                            .attr("cx", x)
                            .attr("cy", top + 22)
                            .attr("r", "15")
                            .attr("fill", "var(--paper)")
                            .attr("stroke", "var(--navy)")
                            .attr("stroke-width", "2"),
                        el("text")
                            .attr("class", "tb")
                            .attr("x", x)
                            .attr("y", top + 27)
                            .attr("font-size", "16")
                            .attr("text-anchor", "middle")
                            .child(number)
                    ]
                })
                .collect::<Vec<_>>();
            parts![
                el("text")
                    .attr("class", "tb")
                    .attr("x", "0")
                    .attr("y", top + 18)
                    .attr("font-size", "16")
                    .child(if step == Level::CommunityLed { "They lead" } else { step.name() }),
                el("text")
                    .attr("class", "t2")
                    .attr("x", "0")
                    .attr("y", top + 36)
                    .attr("font-size", "14")
                    .child(if step == Level::CommunityLed { "the community" } else { step.means() }),
                el("rect")
                    .attr("class", "fc")
                    .attr("x", "126")
                    .attr("y", top)
                    .attr("width", width)
                    .attr("height", "44")
                    .attr("fill", fills[5 - row])
                    .attr("stroke", "var(--ink-2)"),
                dots
            ]
        })
        .collect::<Vec<_>>();
    let words: Vec<String> = Level::ALL
        .into_iter()
        .rev()
        .filter(|step| !on(*step).is_empty())
        .map(|step| {
            let names: Vec<&str> =
                first.iter().filter(|one| one.approach.level == step).map(|one| one.approach.name.as_str()).collect();
            format!("{}: {}", step.name(), names.join(", "))
        })
        .collect();
    el("figure")
        .attr("class", "pic")
        .child(heading(level, "h2 h2--s", "How much say people have"))
        .child(
            el("svg")
                .attr("viewBox", "0 0 304 316")
                .attr("role", "img")
                .attr("aria-label", format!("Approaches on the six steps of influence. {}.", words.join(". ")))
                .child(bars),
        )
        .child(el("figcaption").child("Numbers match the list of the first five. ").child(words.join(". ")).child("."))
}

fn still_needed(here: Here, assessment: &Assessment<'static>) -> Node {
    let g = here.session.guidance;
    let level = here.level(1);
    let open: Vec<u16> = explain::worth_answering(assessment, FIRST)
        .into_iter()
        .filter(|no| assessment.facts.in_play(g.question(*no)) == Outcome::Holds)
        .take(3)
        .collect();
    if open.is_empty() {
        return parts![
            heading(level, "h2 h2--s", "Still needed"),
            el("p").attr("class", "small").child("Nothing. Every answer that could change the first five is in.")
        ];
    }
    let line = |no: u16| {
        let question = g.question(no);
        let to = here.to(Place::Question { no, from_answers: true });
        el("li")
            .child(el("button").attr("type", "button").attr("class", "as-link").on("click", to).child(&question.label))
            .child(" could change your first five.")
    };
    parts![
        heading(level, "h2 h2--s", "Still needed"),
        el("p").attr("class", "small").child("These answers would settle more, the one with most at stake first."),
        el("ul").attr("class", "small").child(open.into_iter().map(line).collect::<Vec<_>>())
    ]
}

/// Each single change of an answer that would move one or more of the first, said once.
fn what_would_change(here: Here, assessment: &Assessment<'static>, first: &[&Recommendation<'static>]) -> Node {
    let session = here.session;
    let g = session.guidance;
    let mut moves: Vec<(explain::Change, Vec<String>)> = Vec::new();
    session.answers.with(|answers| {
        for one in first {
            let changes = explain::what_if(assessment, answers, session.today, one.no);
            // The change that would lose it, and the smallest other one.
            let lost = changes.iter().find(|change| change.to == Fit::RuledOut);
            let other = changes.iter().find(|change| change.to != Fit::RuledOut);
            for change in lost.into_iter().chain(other) {
                let name = one.approach.name.clone();
                match moves.iter_mut().find(|(said, _)| said == change) {
                    Some((_, names)) => names.push(name),
                    None => moves.push((change.clone(), vec![name])),
                }
            }
        }
    });
    sort_by_key(&mut moves, |(_, names)| core::cmp::Reverse(names.len()));
    let line = |(change, names): &(explain::Change, Vec<String>)| {
        let would = [and(names).as_str(), " would move to “", &explain::lower(change.to.name()), "”."].concat();
        el("li")
            .child(el("span").child(explain::change_words(g, change)))
            .child(el("span").attr("class", "arrow quiet").child(icon(Icon::Arrow)))
            .child(el("span").child(would))
    };
    let lines: Vec<Node> = moves.iter().take(5).map(line).collect();
    if lines.is_empty() {
        return Node::NOTHING;
    }
    parts![heading(here.level(1), "h2", "What would change this"), el("ul").attr("class", "ifs").child(lines)]
}

/// What is ruled out, and what would lift it: worked out when somebody asks.
fn ruled_out(here: Here, assessment: &Assessment<'static>) -> Node {
    let Here { session, local, .. } = here;
    let g = session.guidance;
    let out: Vec<&Recommendation<'static>> =
        assessment.recommendations.iter().filter(|one| one.fit == Fit::RuledOut).collect();
    if out.is_empty() {
        return Node::NOTHING;
    }
    let line = |one: &&Recommendation<'static>| {
        let lift = session.answers.with(|answers| explain::what_if(assessment, answers, session.today, one.no));
        let lift = lift.first().map_or_else(
            || "More than one answer would have to change.".to_owned(),
            |change| format!("{}, it would be {}.", explain::change_words(g, change), explain::lower(change.to.name())),
        );
        let why = one.ruled_out.first().map_or("", |rule| here.because(rule));
        el("li")
            .child(el("b").child(&one.approach.name))
            .child(el("span"))
            .child(el("span").child(why).child(" ").child(el("span").attr("class", "quiet").child(lift)))
    };
    let list = local.0.with(|local| local.out).then(|| out.iter().map(line).collect::<Vec<_>>());
    let words = format!("Show the {} that are ruled out, and what would lift it", out.len());
    parts![
        heading(here.level(1), "h2", "Ruled out for now"),
        el("p").child("Kept in your plan as considered, and why not."),
        el("details")
            .on("toggle", move |_| {
                if !local.0.with_untracked(|local| local.out) {
                    local.change(|local| local.out = true);
                }
            })
            .child(el("summary").child(words))
            .child(el("ul").attr("class", "ifs").child(list))
    ]
}

/// The question that can change most, and what it could change.
pub fn next(here: Here) -> Node {
    let session = here.session;
    let g = session.guidance;
    let level = here.level(1);
    let power = session
        .assessment
        .with(|assessment| session.answers.with(|answers| ask_next(assessment, answers, session.today)));
    let inside = match power {
        Some(power) => parts![
            heading(level, "h2", "Most worth answering next"),
            el("p").child(el("b").child(&g.question(power.question).ask)),
            el("p").child(explain::power_words(g, &power)),
            el("p").child(link(
                "Answer it now",
                String::new(),
                here.to(Place::Question { no: power.question, from_answers: true })
            ))
        ],
        None => parts![
            heading(level, "h2", "Nothing more to ask"),
            el("p").child("Every answer that could change the first approaches is in.")
        ],
    };
    let what_if = link("Compare what-ifs", String::new(), here.to(Place::WhatIf));
    el("aside").attr("class", "sofar").child(inside).child(el("p").child(what_if))
}

/// The words of a page that a newcomer may not know: looked for when somebody asks.
pub fn words(here: Here, said: Option<String>) -> Node {
    let Here { session, local, .. } = here;
    let terms = session.handbook().map(|book| book.terms.as_slice()).unwrap_or_default();
    let list = said.map(|said| {
        let one = |term: &&'static crate::guidance::Term| {
            el("div").child(el("dt").child(&term.term)).child(el("dd").child(&term.means))
        };
        let found = terms_in(terms, &said);
        if found.is_empty() {
            return el("p").child("There is no word here that our glossary explains.");
        }
        let names = super::policy::names(here, &said);
        parts![el("dl").attr("class", "grid2").child(found.iter().map(one).collect::<Vec<_>>()), names]
    });
    let open = list.is_some();
    // It says that it is open, so that it is shut again when the page is turned.
    let fold = el("details")
        .attr("class", "small")
        .attr("open", open.then_some(""))
        .on("toggle", move |_| {
            if !local.0.with_untracked(|local| local.words) {
                local.change(|local| local.words = true);
            }
        })
        .child(el("summary").child("What words on this page mean"))
        .child(el("div").attr("class", "in").child(list));
    el("div").attr("data-later", "").child(fold)
}
