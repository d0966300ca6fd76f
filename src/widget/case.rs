//! A case for training: typed, its words put to the person one by one, looked at as a room would, saved, and begun from.

use std::sync::Arc;

use leptos::prelude::{Get, GetUntracked, Set, With, WithUntracked, untrack};

use super::controls::{Choice, details};
use super::controls::{button, error_summary, heading, link, option, page_heading, sure, text_area, text_input};
use super::local::{CaseStep, CaseWork};
use super::share::came;
use super::{Here, Instead, Keep};
use crate::cases::{Ask, Case, OUT, Said, closed, looks_like};
use crate::export::case_file;
use crate::node::{Event, Node, el};
use crate::parts;
use crate::plan::{Edits, OpenError};
use crate::session::Place;

/// The part of the page of files that leads here.
pub fn part(here: Here, level: u8) -> Node {
    let Here { session, local, .. } = here;
    let make = move |_| {
        let Some(rest) = session.rest.get_untracked() else { return };
        let case =
            session.answers.with_untracked(|answers| Case::of(session.guidance, rest.handbook, answers, session.today));
        let prompts = case.prompts.join("\n");
        local.change(|local| local.case = Some(Arc::new(CaseWork { case, prompts, ..CaseWork::default() })));
        session.go(Place::Case);
    };
    let back = way_back(here);
    let make = back.is_nothing().then(|| link("Make this a case for training", String::new(), make));
    parts![
        heading(level, "h2", "Make a case"),
        el("p")
            .attr("class", "hint")
            .child("A case lets a room practise on real work without knowing whose it was. It takes your closed answers, and nothing that you typed."),
        el("p").child(make),
        back,
    ]
}

/// The way back to a case that holds typed words no file has.
pub fn way_back(here: Here) -> Node {
    let case = here.local.0.with(|local| local.case.clone().filter(|work| work.typed));
    let Some(work) = case else { return Node::NOTHING };
    el("p").child(link("Go on with your case", work.case.title.clone(), here.to(Place::Case)))
}

/// Whether the bytes of a file are a case, and no plan.
pub fn is_case(here: Here, bytes: &[u8]) -> bool {
    looks_like(bytes) || matches!(here.session.read_file(bytes), Err(OpenError::Case))
}

/// Opens a case file. The plan in hand stays as it is.
pub fn open(here: Here, bytes: &[u8]) {
    let Here { session, local, .. } = here;
    if local.0.with_untracked(|local| local.case.as_ref().is_some_and(|work| work.typed)) {
        return session.say(
            "You have a case that is not saved. Go on with it and save it, or put it away. Then open this one.",
            true,
        );
    }
    match Case::open(bytes) {
        Err(error) => session.say(&error.to_string(), true),
        Ok(mut case) => {
            case.answers = closed(session.guidance, &case.answers, session.today);
            let prompts = case.prompts.join("\n");
            let work = CaseWork { case, prompts, opened: true, step: CaseStep::Preview, ..CaseWork::default() };
            local.change(|local| local.case = Some(Arc::new(work)));
            session.go(Place::Case);
            session.say("This is a case for training. Your plan stays as it is.", false);
        }
    }
}

pub fn page(here: Here) -> Node {
    match here.local.0.with(|local| local.case.clone()) {
        None => parts![
            page_heading(here.level(0), "No case is open"),
            el("p").child("Open a case file on the first page, or make one of your plan on the page “Share”."),
            el("p").child(link("First page", String::new(), here.to(Place::Start))),
        ],
        Some(work) => match work.step {
            CaseStep::Write => write(here, &work),
            CaseStep::Words => words(here, &work),
            CaseStep::Preview => preview(here, &work),
        },
    }
}

/// Changes the case in the making.
fn change(here: Here, change: impl FnOnce(&mut CaseWork)) {
    here.local.change(|local| {
        local.came = None;
        if let Some(work) = &mut local.case {
            change(Arc::make_mut(work));
        }
    });
}

/// Turns to another step of it, with the focus on the heading there.
fn turn(here: Here, step: CaseStep) {
    here.local.change(|local| {
        local.error = None;
        local.asking = None;
    });
    change(here, |work| work.step = step);
    here.session.notice.set(None);
    here.doors.focus("[data-page]");
}

fn wrong(here: Here, words: String) {
    here.local.change(|local| local.error = Some(words));
    here.doors.focus("[data-errors]");
}

/// What is wrong, above the heading; its line leads to the field.
fn summary(here: Here, to: String) -> Node {
    let words = here.local.0.with(|local| local.error.clone());
    let go = move |_: Event| here.doors.focus_on(to.clone());
    el("div").attr("role", "alert").child(words.map(|words| error_summary(words, go)))
}

fn typed(here: Here, set: impl FnOnce(&mut CaseWork)) {
    change(here, |work| {
        work.typed = true;
        work.checked = None;
        set(work);
    });
}

fn write(here: Here, work: &CaseWork) -> Node {
    let Here { session, local, doors, .. } = here;
    let no_title = work.case.title.trim().is_empty() || work.case.title.chars().count() > crate::cases::MOST.0;
    let no_story = work.case.story.trim().is_empty() || work.case.story.chars().count() > crate::cases::MOST.1;
    let field = if no_title {
        TITLE
    } else if no_story {
        STORY
    } else {
        PROMPTS
    };
    let go_on = move |_| {
        let Some((rest, work)) = session.rest.get_untracked().zip(local.0.with_untracked(|local| local.case.clone()))
        else {
            return;
        };
        if let Some(what) = work.case.lacks() {
            return wrong(here, what.to_owned());
        }
        let asks = work.case.asks(session.guidance, rest.handbook, session.today);
        change(here, |work| work.asks = asks);
        turn(here, CaseStep::Words);
    };
    let title = text_input(TITLE.to_owned(), "Title".to_owned(), work.case.title.clone(), move |words| {
        typed(here, |work| work.case.title = words);
    });
    let story = text_area(
        STORY.to_owned(),
        "Story".to_owned(),
        "What is happening, to whom, and what has been decided so far.".to_owned(),
        work.case.story.clone(),
        move |words| typed(here, |work| work.case.story = words),
    );
    let prompts = text_area(
        PROMPTS.to_owned(),
        "Questions for the room".to_owned(),
        "One on each line. These are suggested from what the planner finds. Change them as you like.".to_owned(),
        work.prompts.clone(),
        move |words| {
            typed(here, |work| {
                let lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
                work.case.prompts = lines.map(str::to_owned).collect();
                work.prompts = words;
            });
        },
    );
    let asking = local.0.with(|local| local.asking.is_some());
    let away = move |_| {
        local.change(|local| local.case = None);
        session.go(if untrack(|| session.has_work()) { Place::Share } else { Place::Start });
        session.say("The case has been put away.", false);
    };
    let ask = move |_| {
        local.change(|local| local.asking = Some(Instead::New));
        doors.focus_on("sure".to_owned());
    };
    let no = move |_| local.change(|local| local.asking = None);
    let question = el("p").child("What you typed in the case goes, unless a file holds it. Your plan stays as it is.");
    let sure = asking.then(|| sure("sure".to_owned(), question, ("Put the case away", away), ("Go on with it", no)));
    let back = if untrack(|| session.has_work()) {
        link("Back to Share", String::new(), here.to(Place::Share))
    } else {
        link("Back to the first page", String::new(), here.to(Place::Start))
    };
    parts![
        el("p").attr("class", "back").child(back),
        summary(here, field.to_owned()),
        page_heading(here.level(0), "Make a case for training"),
        el("p").attr("class", "lead").child(
            "Tell the case so that a room can practise on it. Write of roles and kinds of place, not of people and names."
        ),
        el("p").attr("class", "inset").child(
            "The case takes the closed answers along. It takes no date, no note, no name, no price and no task of the plan."
        ),
        title,
        el("div").attr("class", "tall").child(story).child(prompts),
        facts(here, &work.case, true),
        el("p").attr("class", "small").child("The case is not kept in this browser. Save it as a file before you close the page."),
        sure,
        el("div")
            .attr("class", "acts")
            .child(button("Check the words", go_on))
            .child(link("Put this case away", String::new(), ask)),
    ]
}

const TITLE: &str = "ep-case-title";
const STORY: &str = "ep-case-story";
const PROMPTS: &str = "ep-case-prompts";

fn answer_of(said: &[Said], ask: &Ask) -> Option<bool> {
    said.iter().find(|one| one.text == ask.text).map(|one| one.keep)
}

fn words(here: Here, work: &CaseWork) -> Node {
    let Here { session, local, .. } = here;
    let open = work.asks.iter().position(|ask| answer_of(&work.said, ask).is_none());
    let go_on = move |_| {
        let Some((rest, work)) = session.rest.get_untracked().zip(local.0.with_untracked(|local| local.case.clone()))
        else {
            return;
        };
        match work.case.check(session.guidance, rest.handbook, session.today, &work.said) {
            Ok(checked) => match checked.case().lacks() {
                Some(what) => wrong(here, what.to_owned()),
                None => {
                    change(here, |work| work.checked = Some(checked));
                    turn(here, CaseStep::Preview);
                }
            },
            Err(left) => {
                let more: Vec<Ask> =
                    left.into_iter().filter(|ask| work.asks.iter().all(|one| one.text != ask.text)).collect();
                change(here, |work| work.asks.extend(more));
                wrong(here, "Choose “Keep” or “Take out” for each".to_owned());
            }
        }
    };
    let one = |(at, ask): (usize, &Ask)| {
        let said = answer_of(&work.said, ask);
        let name = ["ep-ask-", &at.to_string()].concat();
        let choice = |keep: bool, value: &str, label: &str| {
            let text = ask.text.clone();
            let choice = Choice { value: value.to_owned(), label: label.to_owned(), hint: String::new() };
            option("radio", true, &name, choice, said == Some(keep), move |_| {
                let text = text.clone();
                here.local.change(|local| local.error = None);
                typed(here, |work| {
                    work.said.retain(|one| one.text != text);
                    work.said.push(Said { text, keep });
                });
            })
        };
        let places =
            if ask.places > 1 { [", in ", &ask.places.to_string(), " places"].concat() } else { String::new() };
        el("fieldset")
            .attr("class", "group")
            .child(el("legend").attr("class", "label").child(["“", &ask.text, "”"].concat()))
            .child(
                el("p")
                    .attr("class", "hint")
                    .child(["It may be ", ask.kind.words(), &places, ". ", &ask.within].concat()),
            )
            .child(choice(true, "keep", "Keep"))
            .child(choice(false, "out", "Take out"))
    };
    let many = match work.asks.len() {
        0 => "No name, number or address was found. Read it through all the same: a story can tell who it is without them.".to_owned(),
        1 => "1 thing was found that may be a name, a number or an address.".to_owned(),
        many => [&many.to_string(), " things were found that may be a name, a number or an address."].concat(),
    };
    let first = ["ep-ask-", &open.unwrap_or_default().to_string(), "-keep"].concat();
    parts![
        el("p")
            .attr("class", "back")
            .child(link("Back to the story", String::new(), move |_| turn(here, CaseStep::Write))),
        summary(here, first),
        page_heading(here.level(0), "Could this tell who it is?"),
        el("p").attr("class", "lead").child(many),
        (!work.asks.is_empty()).then(|| el("p").child(
            [
                "Keep what tells of nobody. What you take out is replaced by “",
                OUT,
                "”. You can change your mind until you save."
            ]
            .concat()
        )),
        work.asks.iter().enumerate().map(one).collect::<Vec<_>>(),
        el("div").attr("class", "acts").child(button("See it as the room will", go_on)),
    ]
}

/// The facts of a case, in words; behind a control, or open.
fn facts(here: Here, case: &Case, folded: bool) -> Node {
    let session = here.session;
    let row = |(label, answer): (&'static str, String)| {
        el("div").child(el("dt").child(label.to_owned())).child(el("dd").child(answer))
    };
    let rows: Vec<Node> = case.facts(session.guidance, session.today).into_iter().map(row).collect();
    if rows.is_empty() {
        return Node::NOTHING;
    }
    let count = rows.len();
    let list = el("dl").attr("class", "sum").child(rows);
    if folded { details(["The answers that go with it (", &count.to_string(), ")"].concat(), list) } else { list }
}

fn preview(here: Here, work: &CaseWork) -> Node {
    let Here { session, doors, local, .. } = here;
    let level = here.level(0);
    let case = work.checked.as_ref().map_or(&work.case, |checked| checked.case());
    let half_done = local.0.get();
    let guarded = session.has_work() && !session.keeping.get().safe() && !session.is_example();
    let begun = (case.answers.clone(), case.title.clone());
    let start = move || {
        let (answers, title) = begun.clone();
        doors.keep(Keep::Park);
        session.answers.set(answers);
        session.edits.set(Edits { title, ..Edits::default() });
        session.go(Place::Answers);
        session.forget_steps();
    };
    let yes = start.clone();
    let begin = move |_: Event| {
        if guarded {
            local.change(|local| local.asking = Some(Instead::File));
            doors.focus_on("sure".to_owned());
        } else {
            start();
        }
    };
    let no = move |_| local.change(|local| local.asking = None);
    let sure = half_done.asking.is_some().then(|| {
        let question = el("p").child("You have a plan here already, and it is not kept. A plan of the case takes its place. Save a file first if you want to keep it.");
        sure("sure".to_owned(), question, ("Remove it and begin", move |_| yes()), ("Keep it", no))
    });
    let save = work.checked.clone().map(|checked| {
        button("Save the case file", move |_| {
            doors.give(case_file(&checked, session.today), move |came| {
                change(here, |work| work.typed &= came.is_err());
                local.change(|local| local.came = Some(came));
            });
        })
    });
    let begin = if save.is_some() {
        link("Begin a plan from it", String::new(), begin)
    } else {
        button("Begin a plan from it", begin)
    };
    let came = came(here);
    let paragraphs = case.story.lines().filter(|line| !line.trim().is_empty());
    let story: Vec<Node> = paragraphs.map(|line| el("p").child(line.to_owned())).collect();
    let prompts: Vec<Node> = case.prompts.iter().map(|line| el("li").child(line.clone())).collect();
    let prompts = (!prompts.is_empty())
        .then(|| parts![heading(level + 1, "h2", "Questions for the room"), el("ol").child(prompts)]);
    let back = link("Change the case", String::new(), move |_| turn(here, CaseStep::Write));
    let first = (work.opened && !work.typed && session.has_work())
        .then(|| link("Back to your plan", String::new(), here.to(Place::Answers)));
    parts![
        el("p").attr("class", "back").child(back),
        el("div")
            .attr("class", "room")
            .child(page_heading(level, case.title.clone()))
            .child(story)
            .child(heading(level + 1, "h2", "What is known"))
            .child(facts(here, case, false))
            .child(prompts),
        el("hr").attr("class", "rule"),
        sure,
        el("div").attr("class", "acts").child(save).child(begin).child(first),
        el("div").attr("role", "status").child(came),
    ]
}
