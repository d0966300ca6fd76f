//! Begin, open or carry on.
//!
//! The build draws this page once, and the loader shows what was drawn until the planner is here. `data-later` marks what
//! it cannot know then, and says what stands there meanwhile.

use leptos::prelude::{Get, GetUntracked, With};

use super::controls::{button, details, heading, link, page_heading, sure};
use super::keeping::{in_full, shelf};
use super::{Here, Instead, Keep};
use crate::node::{Event, IntoNode as _, Node, el};
use crate::parts;
use crate::plan::{Saved, day_words};

pub fn page(here: Here) -> Node {
    let session = here.session;
    let doors = here.doors;
    let level = here.level(0);
    let local = here.local;
    let asking = local.0.with(|local| local.asking);
    let fresh = move || {
        doors.keep(Keep::Park);
        session.reset();
        session.go(session.carry_on());
    };
    let has_work = session.has_work();
    // A plan that is kept stays on the shelf. One that is not would be lost.
    let at_risk = has_work && !session.keeping.get().safe();
    let start = move |_| if at_risk { ask_first(here, Instead::New) } else { fresh() };
    let carry_on = move |_| session.go(session.carry_on());
    let acts = {
        if has_work {
            parts![button("Carry on with your plan", carry_on), link("Start a new plan", String::new(), start)]
        } else {
            button("Start a new plan", start)
        }
    };
    let open = move |event: Event| {
        let Some(field) = event.field else { return };
        doors.read(field, move |bytes| match bytes {
            Err(error) => session.say(&error.to_string(), true),
            Ok(bytes) if super::case::is_case(here, &bytes) => super::case::open(here, &bytes),
            Ok(bytes) => {
                // A plan in hand gives way only when the person says so, and only to a file that can be read.
                let other = |(saved, _)| Saved::to_text(&saved) != session.saved.get_untracked();
                if has_work && session.read_file(&bytes).is_ok_and(other) {
                    local.change(|local| local.file = bytes);
                    ask_first(here, Instead::File);
                } else {
                    doors.keep(Keep::File(bytes));
                }
            }
        });
    };
    let sure = {
        asking.map(|instead| {
            let (what, words) = match instead {
                Instead::New => ("A new plan", "Remove it and start a new plan"),
                Instead::Example(_) => ("The example", "Remove it and open the example"),
                Instead::File if at_risk => ("The file", "Remove it and open the file"),
                Instead::File => ("The file", "Open the file"),
            };
            let then = if at_risk {
                " takes its place. Save a file first if you want to keep it."
            } else {
                " opens in its place. Yours stays in this browser, in the list of your plans."
            };
            let go = move |_| match instead {
                Instead::New => fresh(),
                Instead::File => doors.keep(Keep::File(local.0.get_untracked().file)),
                Instead::Example(place) => {
                    let handbook = session.rest.get_untracked().map(|rest| rest.handbook);
                    if let Some(scenario) = handbook.and_then(|book| book.scenarios.get(place)) {
                        doors.keep(Keep::Park);
                        session.begin(scenario);
                    }
                }
            };
            let question =
                parts![el("p").child(el("b").child("You have a plan here already. ")).child(what).child(then)];
            sure(
                "sure".to_owned(),
                question,
                (words, go),
                ("Keep it", move |_| local.change(|local| local.asking = None)),
            )
        })
    };
    let (_, first) = session.first_pass();
    let reviewed = day_words(session.guidance.edition.reviewed);
    let kept = in_full(session.keeping.get());
    let lead = "Tell us about your work. We show which ways of involving people fit it, and why. \
                You leave with a plan you can edit, defend and share.";
    let field = el("input")
        .attr("type", "file")
        .attr("accept", super::compare::ACCEPT)
        .attr("aria-label", "Open a saved plan")
        .on("change", open);
    let open_words = el("span").attr("class", "as-link").attr("aria-hidden", "true").child("Open a saved plan");
    let step = |picture: Node, title: String, words: &'static str| {
        el("li").child(picture).child(el("div").child(heading(level + 1, "h2", title)).child(el("p").child(words)))
    };
    let fact = |title: String, words: Node| el("div").child(el("dt").child(title)).child(words);
    let dd = |words: &'static str| el("dd").child(words);
    let answer = ["1. Answer ", &super::frame::number_words(first), " questions"].concat();
    let team = here.pages().map(|pages| (pages.contact)(here)).filter(|team| !team.is_nothing());
    let team = team.unwrap_or_else(|| "Ask your organisation’s involvement or engagement team.".into_node());
    let contact = el("slot").attr("name", "contact").child(team);
    let rule = || el("hr").attr("class", "rule");
    parts![
        page_heading(level, "Plan how to involve people"),
        el("p").attr("class", "lead").child(lead),
        el("div")
            .attr("class", "acts")
            .child(acts)
            .child(el("span").attr("class", "file").child(open_words).child(field)),
        super::case::way_back(here),
        sure,
        el("p")
            .attr("class", "quiet small")
            .child("About 10 minutes to the first advice. You do not need to know the law or the jargon."),
        shelf(here, level + 1),
        el("ol")
            .attr("class", "how")
            .child(step(
                picture_answer(),
                answer,
                "What may change, who it affects, and what is still open. “Not sure” is a fine answer.",
            ))
            .child(step(
                picture_fit(),
                "2. See what fits, and why".to_owned(),
                "A few approaches, the legal duty to involve, and what to check so that nobody is left out.",
            ))
            .child(step(
                picture_plan(),
                "3. Make it your plan".to_owned(),
                "Who does what, by when, and what you tell the public. Then Word, print or a file.",
            )),
        rule(),
        heading(level + 1, "h2 tight", "Try a worked example"),
        el("p")
            .attr("class", "small")
            .child("Each is a real kind of case with the answers filled in. Change one, and see what moves."),
        el("div").attr("data-later", "The examples are on their way.").child(examples(here)),
        rule(),
        el("dl")
            .attr("class", "facts4")
            .child(fact(
                "Your work stays here".to_owned(),
                dd(kept).attr("data-later", "Nothing you type leaves this computer."),
            ))
            .child(fact(
                ["England, law as at ", &reviewed].concat(),
                dd("Based on the 2022 statutory guidance. What has changed since then is marked."),
            ))
            .child(fact(
                "Not legal advice".to_owned(),
                dd("The planner says what it does not know, and when to ask a lawyer."),
            ))
            .child(fact("Need a person?".to_owned(), el("dd").child(contact))),
    ]
}

/// Asks before work is lost, and brings the question into view.
fn ask_first(here: Here, instead: Instead) {
    here.local.change(|local| local.asking = Some(instead));
    here.doors.focus_on("sure".to_owned());
}

/// So many worked examples stand open.
const OPEN: usize = 6;

fn examples(here: Here) -> Node {
    let session = here.session;
    let Some(handbook) = session.handbook() else { return Node::NOTHING };
    // An example that nobody has changed gives way without a word: it can be opened again.
    let doors = here.doors;
    let guarded = session.has_work() && !session.keeping.get().safe() && !session.is_example();
    let one = |(place, scenario): (usize, &'static crate::guidance::Scenario)| {
        let open = move |_| {
            if guarded {
                ask_first(here, Instead::Example(place));
            } else {
                doors.keep(Keep::Park);
                session.begin(scenario);
            }
        };
        el("li")
            .child(
                el("button").attr("type", "button").attr("class", "as-link").on("click", open).child(&scenario.title),
            )
            .child(el("br"))
            .child(el("span").attr("class", "small quiet").child(&scenario.teaches))
    };
    let list = |some: Vec<Node>| el("ul").attr("class", "plain-list").child(some);
    let mut few: Vec<Node> = handbook.scenarios.iter().enumerate().map(one).collect();
    let more = few.split_off(few.len().min(OPEN));
    let more = (!more.is_empty())
        .then(|| details(format!("Show {} more, each from a case that the guidance tells", more.len()), list(more)));
    parts![list(few), more]
}

/// The ground that the three pictures stand on.
fn picture() -> Node {
    el("svg").attr("viewBox", "0 0 180 100").attr("aria-hidden", "true").attr("focusable", "false").child(
        el("rect")
            .attr("class", "fb")
            .attr("width", "180")
            .attr("height", "100")
            .attr("fill", "var(--wash)")
            .attr("stroke", "var(--line)")
            .attr("stroke-width", "2"),
    )
}

fn picture_answer() -> Node {
    picture()
        .child(
            el("circle")
                .attr("class", "fl")
                .attr("cx", "28")
                .attr("cy", "25")
                .attr("r", "9")
                .attr("fill", "none")
                .attr("stroke", "var(--navy)")
                .attr("stroke-width", "3"),
        )
        .child(
            el("circle")
                .attr("class", "fl")
                .attr("cx", "28")
                .attr("cy", "52")
                .attr("r", "9")
                .attr("fill", "none")
                .attr("stroke", "var(--navy)")
                .attr("stroke-width", "3"),
        )
        .child(
            el("circle")
                .attr("class", "fh")
                .attr("cx", "28")
                .attr("cy", "52")
                .attr("r", "4.5")
                .attr("fill", "var(--navy)"),
        )
        .child(
            el("circle")
                .attr("class", "fl")
                .attr("cx", "28")
                .attr("cy", "79")
                .attr("r", "9")
                .attr("fill", "none")
                .attr("stroke", "var(--navy)")
                .attr("stroke-width", "3"),
        )
        .child(
            el("path")
                .attr("class", "fl")
                .attr("d", "M48 25h74M48 52h108M48 79h60")
                .attr("stroke", "var(--line-2)")
                .attr("stroke-width", "5"),
        )
}

fn picture_fit() -> Node {
    let bar = |at: usize| {
        let height = 10 + at * 11;
        let fill = ["var(--i1)", "var(--i2)", "var(--i3)", "var(--i4)", "var(--i5)", "var(--i6)"][at];
        el("rect")
            .attr("class", "fh")
            .attr("x", 20 + at * 25)
            .attr("y", 78 - height)
            .attr("width", "18")
            .attr("height", height)
            .attr("fill", fill)
    };
    picture().child((0..6).map(bar).collect::<Vec<_>>()).child(
        el("path").attr("class", "fl").attr("d", "M14 84h152").attr("stroke", "var(--ink)").attr("stroke-width", "3"),
    )
}

fn picture_plan() -> Node {
    picture()
        .child(
            el("path")
                .attr("class", "fl")
                .attr("d", "M50 12v76M88 12v76M126 12v76M164 12v76")
                .attr("stroke", "var(--line)")
                .attr("stroke-width", "2"),
        )
        .child(
            el("rect")
                .attr("class", "fh")
                .attr("x", "16")
                .attr("y", "18")
                .attr("width", "42")
                .attr("height", "13")
                .attr("fill", "var(--i4)"),
        )
        .child(
            el("rect")
                .attr("class", "fh")
                .attr("x", "50")
                .attr("y", "40")
                .attr("width", "44")
                .attr("height", "13")
                .attr("fill", "var(--i5)"),
        )
        .child(
            el("rect")
                .attr("class", "fh")
                .attr("x", "84")
                .attr("y", "62")
                .attr("width", "58")
                .attr("height", "13")
                .attr("fill", "var(--navy)"),
        )
        .child(el("path").attr("class", "fh").attr("d", "M156 72l10 10-10 10-10-10z").attr("fill", "var(--ink)"))
}
