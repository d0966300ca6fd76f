//! What keeps a plan honest once it runs: what is known before anybody is asked, promises, risks, who agreed to it, how to
//! know that it worked, and what came of it.

use leptos::prelude::{Get, Update, With, WithUntracked};

use super::Here;
use super::controls::icons::{Icon, icon};
use super::controls::{Choice, button, details, error_message, heading, link, option, page_heading, text_input};
use super::people::field;
use super::registers::{register, row_key};
use crate::node::{IntoNode as _, Node, el};
use crate::order::each_once;
use crate::parts;
use crate::plan::{
    ANNUAL, GOVERNANCE, InPlace, KEEPING, KNOWN, LOG, PROMISES, Plan, PlanRisk, PlanSignOff, RISKS, Register, SAID,
    WHO_DECIDED, WORKED, day_words, in_hand_words, sign_off,
};
use crate::session::Place;

/// Where a role that signs off is written.
const ROLE: &str = "ep-sign-role";

pub fn page(here: Here) -> Node {
    let body = here.session.plan.with(|plan| match plan {
        None => el("p").child("This page is on its way. If it does not come, reload the page: your work is kept."),
        Some(plan) => {
            el("div").attr("class", "folds").child(kept(here, &KNOWN, Node::NOTHING)).child(promises(here, plan)).child(
                parts![
                    risks(here, plan),
                    asked(here, plan, WHO_DECIDED, Node::NOTHING),
                    asked(here, plan, GOVERNANCE, signing(here, plan)),
                    asked(here, plan, WORKED, Node::NOTHING),
                    kept(
                        here,
                        &SAID,
                        el("p").child("It goes into the feedback letter. ").child(link(
                            "Share the letter",
                            String::new(),
                            here.to(Place::Share)
                        ))
                    ),
                    asked(here, plan, ANNUAL, Node::NOTHING),
                    kept(here, &LOG, Node::NOTHING),
                    asked(here, plan, KEEPING, Node::NOTHING),
                ],
            )
        }
    });
    parts![
        page_heading(here.level(0), "Keep it honest"),
        el("p").attr("class", "lead").child(
            "What people said before, what you promised, what could go wrong, and what came of it. Write what you can now. Come back as the work goes on."
        ),
        body,
        el("div").attr("class", "acts").child(button("See the plan", here.to(Place::Plan)))
    ]
}

/// A part of the page behind a fold, which says how far it is.
fn fold(here: Here, title: &str, count: String, inside: Node) -> Node {
    let summary =
        parts![heading(here.level(1), "h3 tight", title.to_owned()), el("span").attr("class", "quiet").child(count)];
    details(summary, inside)
}

/// A register behind a fold, with something before its rows.
fn kept(here: Here, one: &'static Register, before: Node) -> Node {
    let rows = here.session.edits.with(|edits| edits.rows(one.id).iter().filter(|row| !row.is_blank()).count());
    let count = match rows {
        0 => "nothing yet".to_owned(),
        rows => [&rows.to_string(), " written"].concat(),
    };
    fold(here, one.title, count, parts![before, register(here, one)])
}

fn promises(here: Here, plan: &Plan) -> Node {
    let doors = here.doors;
    let broken = plan.promises.iter().filter(|one| !one.broken.is_empty());
    let line = |one: &crate::plan::PlanPromise| {
        let to = row_key(PROMISES.id, one.row);
        let words = el("p")
            .child(icon(Icon::Care))
            .child(" ")
            .child(el("b").child("The plan would break this promise. "))
            .child(one.words.clone())
            .child(el("br"))
            .child(one.broken.clone());
        let see = link("See the promise", one.words.clone(), move |_| doors.focus_on(to.clone()));
        el("li").child(words).child(el("p").child(see))
    };
    let broken = broken.map(line).collect::<Vec<_>>();
    let broken = (!broken.is_empty()).then(|| el("ul").attr("class", "gaps").child(broken));
    kept(here, &PROMISES, broken.into_node())
}

// Risks: those that the answers bring, then the person's own.

fn risks(here: Here, plan: &Plan) -> Node {
    let in_hand = plan.risks.iter().filter(|risk| risk.said == Some(InPlace::Yes)).count();
    let count = [&in_hand.to_string(), " of ", &plan.risks.len().to_string(), " in hand"].concat();
    let list = plan.risks.iter().map(|risk| one_risk(here, risk)).collect::<Vec<_>>();
    let inside = parts![
        el("p").attr("class", "hint").child("Your answers bring these. Say of each whether it is in hand."),
        list,
        heading(here.level(2), "h3", RISKS.title),
        register(here, &RISKS),
    ];
    fold(here, "Risks", count, inside)
}

fn one_risk(here: Here, risk: &PlanRisk) -> Node {
    let session = here.session;
    let name = ["ep-row-risk-", &risk.id].concat();
    let radio = |said: InPlace| {
        let id = risk.id.clone();
        let words = in_hand_words(Some(said)).to_owned();
        let choice = Choice { value: said.id().to_owned(), label: words, hint: String::new() };
        option("radio", true, &name, choice, risk.said == Some(said), move |_| {
            session.edits.update(|edits| edits.risks.insert(id.clone(), said));
        })
    };
    let cites = session.handbook().and_then(|book| book.risks.iter().find(|other| other.id == risk.id));
    el("fieldset")
        .attr("class", "check")
        .attr("data-focus", name.clone())
        .attr("tabindex", "-1")
        .child(el("legend").child(el("b").child(risk.title.clone())))
        .child(el("div").attr("class", "inline").child(InPlace::ALL.map(radio).to_vec()))
        .child(el("p").child(risk.why.clone()))
        .child(el("p").child(el("b").child("What to do: ")).child(risk.mend.clone()))
        .child(el("p").child(el("b").child("Who: ")).child(risk.who.clone()).child("."))
        .child(cites.map(|risk| here.sources(&risk.cites)))
}

// What the plan asks besides.

/// Every part that begins with these words, behind one fold, with something after it.
fn asked(here: Here, plan: &Plan, part: &'static str, after: Node) -> Node {
    let session = here.session;
    let list = plan.follow_up.iter().filter(|entry| entry.part.starts_with(part));
    let list: Vec<&crate::plan::PlanEntry> = list.collect();
    let done = list.iter().filter(|entry| !entry.text.trim().is_empty()).count();
    let count = [&done.to_string(), " of ", &list.len().to_string(), " written"].concat();
    let of_part = |name: &str| {
        let fields = list.iter().filter(|entry| entry.part == name).map(|entry| {
            let id = entry.id.clone();
            field(["ep-record-", &entry.id].concat(), entry, move |words| session.write_record(&id, words))
        });
        let fields = fields.collect::<Vec<_>>();
        let whom = name.strip_prefix(part).map(|rest| rest.trim_start_matches(':').trim()).unwrap_or_default();
        let whom = (!whom.is_empty()).then(|| heading(here.level(2), "h3", ["For ", whom].concat()));
        parts![whom, fields]
    };
    let names = each_once(&mut list.iter().map(|entry| &entry.part));
    fold(here, part, count, parts![names.into_iter().map(of_part).collect::<Vec<_>>(), after])
}

// Signing off.

fn signing(here: Here, plan: &Plan) -> Node {
    let Here { session, doors, local, .. } = here;
    let half_done = local.0.get();
    let role = text_input(
        ROLE.to_owned(),
        "Which role signs it off? A role, never a name".to_owned(),
        half_done.role.clone(),
        move |words| local.change(|local| local.role = words),
    );
    let wrong = half_done.error.map(error_message);
    let sign = move |_| {
        let by = local.0.with_untracked(|local| local.role.trim().to_owned());
        if by.is_empty() {
            local.change(|local| local.error = Some("Write which role signs it off".to_owned()));
            doors.focus_on(ROLE.to_owned());
            return;
        }
        let signed = session.plan.with_untracked(|plan| plan.as_ref().map(|plan| sign_off(plan, session.today, by)));
        let place = session.edits.with_untracked(|edits| edits.sign_offs.len());
        session.edits.update(|edits| edits.sign_offs.extend(signed));
        local.change(|local| {
            local.role = String::new();
            local.error = None;
        });
        doors.focus_on(sign_key(place));
    };
    let signed = plan.sign_offs.iter().enumerate().map(|(place, one)| signed(place, one)).collect::<Vec<_>>();
    parts![
        heading(here.level(2), "h3", "Sign it off"),
        el("p").attr("class", "hint").child(
            "This keeps the advice as it stands today: the duties, how each approach fits, and what is open. What is open stops nobody from signing. What is signed is never rewritten."
        ),
        el("div").attr("role", "status").child(wrong),
        Here::watched(role, &half_done.role),
        el("p").child(el("button").attr("type", "button").attr("class", "btn btn--2 btn--s").on("click", sign).child("Sign off today")),
        el("ul").attr("class", "rows").child(signed),
    ]
}

fn sign_key(place: usize) -> String {
    ["ep-signed-", &place.to_string()].concat()
}

fn signed(place: usize, one: &PlanSignOff) -> Node {
    let row = |(what, then, now): &(String, String, String)| {
        el("tr")
            .child(el("th").attr("scope", "row").child(what.clone()))
            .child(el("td").attr("data-l", "Then").child(then.clone()))
            .child(el("td").attr("data-l", "Now").child(now.clone()))
    };
    let head = ["What", "Then", "Now"].map(|words| el("th").attr("scope", "col").child(words)).to_vec();
    let caption = ["Then and now: ", &one.by, ", ", &day_words(one.on)].concat();
    let moved = (!one.moved.is_empty()).then(|| {
        el("table")
            .attr("class", "stack")
            .child(el("caption").child(caption))
            .child(el("thead").child(el("tr").child(head)))
            .child(el("tbody").child(one.moved.iter().map(row).collect::<Vec<_>>()))
    });
    let words = ["Signed off on ", &day_words(one.on), " by: ", &one.by, ". Edition ", &one.edition, ". "].concat();
    let same = one.moved.is_empty().then(|| el("p").child("Nothing is different since."));
    el("li")
        .attr("data-focus", sign_key(place))
        .attr("tabindex", "-1")
        .child(el("p").child(words).child(one.open.clone()))
        .child(same)
        .child(moved)
}
