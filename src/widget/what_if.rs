//! The plan beside its what-ifs: what would differ if an answer were another. The plan stays as it is until one is taken.

use std::cmp::Reverse;

use leptos::prelude::{Get, GetUntracked, Update, With, WithUntracked, untrack};

use super::Here;
use super::controls::{error_message, heading, link, page_heading, text_input};
use super::doors::Take;
use super::frame::number_words;
use super::share::{came, taking};
use crate::answers::{Answer, NOT_SURE, Outcome};
use crate::assessment::explain;
use crate::assessment::{Assessment, Tipping, answered};
use crate::document::Kind;
use crate::guidance::{Choose, Question, QuestionNo};
use crate::node::{Event, Node, el};
use crate::order::{each_once, sort_by_key};
use crate::parts;
use crate::plan::{MOST_VARIANTS, Side, Variant, WhatIf, or_not_there, other_answer, things};
use crate::session::Place;

/// So many what-ifs are suggested.
const SUGGESTED: usize = 3;
/// By these, focus finds the parts of the page.
const LIST: &str = "ep-what-ifs";
const QUESTION: &str = "ep-try-question";
const OPTION: &str = "ep-try-option";
const INTO: &str = "ep-try-into";

pub fn page(here: Here) -> Node {
    let session = here.session;
    let level = here.level(0);
    let Some(what_if) = session.what_if() else { return Node::NOTHING };
    let body = session.assessment.with(|assessment| {
        if answered(assessment).is_empty() {
            return parts![
                el("p").child("There is nothing to compare yet. Answer a few questions first, then come back."),
                el("p").child(link("Go to your answers", String::new(), here.to(Place::Answers)))
            ];
        }
        session.answers.with(|answers| super::why::go_on(here, assessment, answers));
        parts![
            el("p").attr("class", "lead").child(
                "Try another answer, and see what would differ. Your plan stays as it is until you take a what-if in its place."
            ),
            suggestions(here, assessment),
            form(here, assessment, &what_if),
            list(here, &what_if),
            differences(here, &what_if),
            (what_if.names.len() > 1).then(|| hand_out(here)),
            el("p").child(link("Back to your answers", String::new(), here.to(Place::Answers)))
        ]
    });
    parts![page_heading(level, "Compare what-ifs"), body]
}

/// Puts a change into a what-if, or into a new one, and says what came of it. Whether it could.
fn put(here: Here, no: QuestionNo, option: &str, into: Option<usize>) -> bool {
    let session = here.session;
    let question = session.guidance.question(no);
    let base = session.answers.get_untracked();
    let count = session.variants.with_untracked(Vec::len);
    let at = into.filter(|at| *at < count).unwrap_or(count);
    let mut variant = session.variants.with_untracked(|list| list.get(at).cloned()).unwrap_or_default();
    let Some(answer) = other_answer(question, variant.answers(&base).get(&question.id), option) else { return false };
    if at >= MOST_VARIANTS {
        return false;
    }
    if base.get(&question.id) == Some(&answer) {
        variant.changes.remove(&question.id);
    } else {
        variant.changes.insert(question.id.clone(), answer);
    }
    session.variants.update(|list| match list.get_mut(at) {
        Some(place) => *place = variant,
        None => list.push(variant),
    });
    say_differs(here, at);
    true
}

/// Says how much one what-if differs from the plan, once.
fn say_differs(here: Here, at: usize) {
    let session = here.session;
    let said = untrack(|| session.what_if());
    if let Some(what_if) = said
        && let Some(name) = what_if.names.get(at + 1)
    {
        let words = ["“", name, "” stands beside the plan: ", &*things(what_if.differs(at)), " different."];
        session.say(&words.concat(), false);
    }
}

/// What-ifs on which the advice hangs, once they are worked out: a question each, those that change most first.
fn suggestions(here: Here, assessment: &Assessment<'static>) -> Node {
    let session = here.session;
    let g = assessment.guidance;
    let level = here.level(1);
    if session.variants.with(Vec::len) >= MOST_VARIANTS {
        return Node::NOTHING;
    }
    let (mut tips, done) = here.local.0.with(|local| {
        let worked = local.worked.as_ref();
        (worked.map(|one| one.tips.clone()).unwrap_or_default(), worked.map_or(0, |one| one.questions))
    });
    let head = heading(level, "h2", "What-ifs that matter most here");
    if done < answered(assessment).len() {
        return parts![head, el("p").child("Looking for the answers that your advice hangs on.")];
    }
    sort_by_key(&mut tips, |tip| Reverse(tip.duties.len() + tip.new.len()));
    let mut first: Vec<Tipping> = Vec::new();
    for tip in tips {
        let question = &g.question(tip.change.question).id;
        let tried = session.variants.with(|list| list.iter().any(|one| one.changes.get(question).is_some()));
        if !tried && first.len() < SUGGESTED && !first.iter().any(|one| one.change.question == tip.change.question) {
            first.push(tip);
        }
    }
    let line = |tip: Tipping| {
        let words = explain::change_words(g, &tip.change);
        let then = explain::tipping_words(g, &tip).join(" ");
        let (no, option) = (tip.change.question, g.question(tip.change.question).option(tip.change.option).id.clone());
        let doors = here.doors;
        let add = move |_| {
            if put(here, no, &option, None) {
                doors.focus_on(LIST.to_owned());
            }
        };
        el("li").child(el("b").child([&*words, ". "].concat())).child(then).child(" ").child(link(
            "Compare this",
            words,
            add,
        ))
    };
    if first.is_empty() {
        return parts![
            head,
            el("p").child("No other answer to one more question alone would change the first approaches or a duty.")
        ];
    }
    parts![head, el("ul").child(first.into_iter().map(line).collect::<Vec<_>>())]
}

/// A list to choose from, with its label.
fn choose(
    id: &'static str,
    label: &str,
    options: Vec<(String, String)>,
    value: &str,
    set: impl Fn(String) + 'static,
) -> Node {
    let option = |(value, words): (String, String)| el("option").attr("value", value).child(words);
    let list = el("select")
        .attr("class", "field")
        .attr("id", id)
        .attr("data-focus", id)
        .value(value.to_owned())
        .on("change", move |event: Event| set(event.value))
        .child(options.into_iter().map(option).collect::<Vec<_>>());
    el("div")
        .attr("class", "group")
        .child(el("label").attr("class", "label").attr("for", id).child(label.to_owned()))
        .child(list)
}

/// The other answers that a question could have, by the id of the option, in words.
fn others(question: &Question, now: Option<&Answer>) -> Vec<(String, String)> {
    let holds = |id: &str| now.is_some_and(|now| now.degrees().get(id).is_some_and(|degree| degree.holds()));
    let mut list: Vec<(String, String)> = Vec::new();
    for option in &question.options {
        if other_answer(question, now, &option.id).is_some() {
            let with = if question.choose == Choose::One {
                ""
            } else if holds(&option.id) {
                "Without: "
            } else {
                "With: "
            };
            list.push((option.id.clone(), [with, &*option.label].concat()));
        }
    }
    if let Some(words) = &question.not_sure
        && other_answer(question, now, NOT_SURE).is_some()
    {
        list.push((NOT_SURE.to_owned(), words.clone()));
    }
    list
}

/// A what-if of the person's own: a question, another answer, and where it goes.
fn form(here: Here, assessment: &Assessment<'static>, what_if: &WhatIf) -> Node {
    let Here { session, doors, local, .. } = here;
    let g = assessment.guidance;
    let level = here.level(1);
    let (trying, error) = local.0.with(|local| (local.trying.clone(), local.error.clone()));
    let [question, option, into] = trying;
    let variants = session.variants.get();
    let full = variants.len() >= MOST_VARIANTS;
    let into_at = into.parse::<usize>().ok().filter(|at| *at < variants.len()).or(full.then_some(0));
    let first = |words: &str| vec![(String::new(), words.to_owned())];

    let mut questions = first("Choose a question");
    let mut chosen: Option<QuestionNo> = None;
    for (no, one) in (0..).zip(&g.questions) {
        if assessment.facts.in_play(one) == Outcome::Holds {
            questions.push((one.id.clone(), one.label.clone()));
            if one.id == question {
                chosen = Some(no);
            }
        }
    }
    let set_question = move |id: String| {
        local.change(|local| {
            let into = core::mem::take(&mut local.trying[2]);
            local.trying = [id, String::new(), into];
            local.error = None;
        });
    };
    let set = move |at: usize| {
        move |words: String| {
            local.change(|local| {
                local.trying[at] = words;
                local.error = None;
            });
        }
    };
    let mut answers = first("Choose another answer");
    if let Some(no) = chosen {
        let one = g.question(no);
        let now = session.answers.with(|base| match into_at.and_then(|at| variants.get(at)) {
            Some(variant) => variant.answers(base).get(&one.id).cloned(),
            None => base.get(&one.id).cloned(),
        });
        answers.extend(others(one, now.as_ref()));
    }
    let place = (!variants.is_empty()).then(|| {
        let mut places = if full { Vec::new() } else { vec![(String::new(), "A new what-if".to_owned())] };
        let names = what_if.names.iter().skip(1).enumerate();
        places.extend(names.map(|(at, name)| (at.to_string(), name.clone())));
        let value = into_at.map(|at| at.to_string()).unwrap_or_default();
        choose(INTO, "Put it into", places, &value, set(2))
    });
    let picked = option.clone();
    let add = move |_| {
        let wrong = match chosen {
            None => Some((QUESTION, "Choose a question")),
            Some(_) if picked.is_empty() => Some((OPTION, "Choose another answer")),
            Some(no) => (!put(here, no, &picked, into_at)).then_some((OPTION, "Choose another answer")),
        };
        if let Some((field, words)) = wrong {
            local.change(|local| local.error = Some(words.to_owned()));
            return doors.focus_on(field.to_owned());
        }
        local.change(|local| local.trying = Default::default());
        doors.focus_on(LIST.to_owned());
    };
    let most = full.then(|| {
        let words = [
            "There is room for ",
            &*number_words(MOST_VARIANTS),
            " what-ifs. Remove one to begin another, or add to one that is here.",
        ];
        el("p").attr("class", "hint").child(words.concat())
    });
    let button = el("button")
        .attr("type", "button")
        .attr("class", "btn btn--2 btn--s")
        .on("click", add)
        .child("Add this change");
    parts![
        heading(level, "h2", "Make a what-if"),
        most,
        choose(QUESTION, "Question", questions, &question, set_question),
        choose(OPTION, "Another answer", answers, &option, set(1)),
        place,
        el("div").attr("aria-live", "assertive").child(error.map(error_message)),
        el("div").attr("class", "acts").child(button)
    ]
}

/// Each what-if: its name, what it changes, and what can be done with it.
fn list(here: Here, what_if: &WhatIf) -> Node {
    let level = here.level(1);
    let variants = here.session.variants.get();
    let names = what_if.names.iter().skip(1);
    let cards: Vec<Node> =
        variants.iter().zip(names).enumerate().map(|(at, (variant, name))| card(here, at, variant, name)).collect();
    let none = cards.is_empty().then(|| el("p").child("There is none yet."));
    parts![heading(level, "h2", "Your what-ifs").attr("tabindex", "-1").attr("data-focus", LIST), none, cards]
}

fn card(here: Here, at: usize, variant: &Variant, name: &str) -> Node {
    let Here { session, doors, .. } = here;
    let g = session.guidance;
    let base = session.answers.get();
    let change = |(id, words): (String, String)| {
        let out = move |_| {
            session.variants.update(|list| {
                if let Some(one) = list.get_mut(at) {
                    one.changes.remove(&id);
                }
            });
            say_differs(here, at);
            doors.focus_on(LIST.to_owned());
        };
        el("li").child(["If ", &*words, ". "].concat()).child(link("Take this change out", words, out))
    };
    let changes: Vec<Node> = variant.changes_words(g, &base).into_iter().map(change).collect();
    let same = changes.is_empty();
    let changes = if same { el("p").child("It says the same as the plan.") } else { el("ul").child(changes) };
    let write = move |words: String| {
        session.variants.update(|list| {
            if let Some(one) = list.get_mut(at) {
                one.name = words;
            }
        });
    };
    let label = ["A name of your own for what-if ", &(at + 1).to_string()].concat();
    let field = text_input(["ep-what-if-", &at.to_string()].concat(), label, variant.name.clone(), write);
    let (one, two) = (name.to_owned(), name.to_owned());
    let take = move |_| {
        session.take_variant(at);
        session.say(&["“", &*one, "” is the plan now. Undo brings your answers back."].concat(), false);
        doors.focus_on(LIST.to_owned());
    };
    let remove = move |_| {
        session.remove_variant(at);
        session.say(&["“", &*two, "” is removed. The plan is as it was."].concat(), false);
        doors.focus_on(LIST.to_owned());
    };
    el("div")
        .attr("class", "inset")
        .child(heading(here.level(2), "h3", name.to_owned()))
        .child(changes)
        .child(Here::watched(field, &variant.name))
        .child((!same).then(|| el("p").child(link("Take this what-if as the plan", name.to_owned(), take))))
        .child(el("p").child(link("Remove this what-if", name.to_owned(), remove)))
}

/// What differs: a table for each part; on a narrow page, a list for each what-if.
fn differences(here: Here, what_if: &WhatIf) -> Node {
    let level = here.level(1);
    if what_if.names.len() < 2 {
        return Node::NOTHING;
    }
    let same = [&*things(what_if.same), " the same in all of them."].concat();
    let head = heading(level, "h2", "What differs");
    if what_if.rows.is_empty() {
        return parts![head, el("p").child(["Nothing differs. ", &*same].concat())];
    }
    let col = |words: &String| el("th").attr("scope", "col").child(words.clone());
    let of_part = |part: &str| {
        let row = |row: &Side| {
            let cells = row.said.iter().map(|words| el("td").child(or_not_there(words).to_owned()));
            el("tr").child(el("th").attr("scope", "row").child(row.what.clone())).child(cells.collect::<Vec<_>>())
        };
        let rows = what_if.rows.iter().filter(|one| one.part == part).map(row).collect::<Vec<_>>();
        let names = what_if.names.iter().map(col).collect::<Vec<_>>();
        parts![
            heading(level + 1, "h3", part.to_owned()),
            el("table")
                .child(el("caption").attr("class", "vh").child(["What differs: ", part].concat()))
                .child(el("thead").child(el("tr").child(el("th").attr("scope", "col").child("What")).child(names)))
                .child(el("tbody").child(rows))
        ]
    };
    let parts: Vec<String> = what_if.rows.iter().map(|row| row.part.to_owned()).collect();
    let wide = each_once(&mut parts.iter()).into_iter().map(of_part).collect::<Vec<_>>();
    let of_variant = |(at, name): (usize, &String)| {
        let line = |row: &Side| {
            let (now, then) = (row.said.first()?, row.said.get(at)?);
            (now != then).then(|| {
                el("li")
                    .child(el("b").child([row.part, ": ", &*row.what, ". "].concat()))
                    .child(["Now: ", or_not_there(now), ". Then: ", or_not_there(then), "."].concat())
            })
        };
        let lines = what_if.rows.iter().filter_map(line).collect::<Vec<_>>();
        parts![heading(level + 1, "h3", name.clone()), el("ul").child(lines)]
    };
    let narrow = what_if.names.iter().enumerate().skip(1).map(of_variant).collect::<Vec<_>>();
    parts![
        head,
        el("p").child(same),
        el("div").attr("class", "wide").child(wide),
        el("div").attr("class", "narrow").child(narrow)
    ]
}

/// The what-ifs as a handout.
fn hand_out(here: Here) -> Node {
    let way = |(how, words): (Take, &'static str)| {
        el("li").child(link(words, String::new(), move |_| taking(here, how, Kind::WhatIf)))
    };
    let ways = [
        (Take::Word, "Download the what-ifs as a Word file"),
        (Take::Print, "Print the what-ifs"),
        (Take::WebPage, "Download the what-ifs as a web page"),
        (Take::Text, "Download the what-ifs as a text file"),
    ];
    parts![
        heading(here.level(1), "h2", "A handout for the room"),
        el("p").attr("class", "hint").child(
            "It has the case in brief, the what-ifs, what differs and what to discuss. It is made on this computer."
        ),
        el("ul").child(ways.into_iter().map(way).collect::<Vec<_>>()),
        el("div").attr("role", "status").child(came(here))
    ]
}
