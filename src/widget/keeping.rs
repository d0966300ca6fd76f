//! How the work is kept, in words; what to do where it is not; undo and redo; the shelf of kept plans.

use leptos::prelude::{Get, GetUntracked, Set, With, untrack};

use super::controls::{details, heading, link, sure};
use super::local::LocalSignal;
use super::{Here, Keep, question};
use crate::date::Date;
use crate::node::{IntoNode as _, Node, el};
use crate::parts;
use crate::plan::day_words;
use crate::session::{Keeping, Mine, Place, Session, Shelved};

/// How the work is kept, in a few words for the head of a page.
pub fn words(keeping: Keeping) -> &'static str {
    match keeping {
        Keeping::Here => "Kept in this browser, on this computer",
        Keeping::Framed => "Kept in this browser, for this page",
        Keeping::Tab => "Kept until you close this tab. Save a file",
        Keeping::Off => "Not kept. Save a file before you leave",
        Keeping::Denied => "Not kept: this browser forbids it. Save a file",
        Keeping::Full => "Not kept: no room. Save a file",
        Keeping::Differs => "Not kept as written. Save a file",
        Keeping::Theirs(Mine::Older) => "Changed in another tab",
        Keeping::Theirs(Mine::Beside) => "Changed in another tab",
        Keeping::Theirs(Mine::Here) => "Changed in another tab. Yours is not kept",
        Keeping::Gone => "No longer kept",
    }
}

/// The same in full.
fn whole_words(keeping: Keeping) -> &'static str {
    match keeping {
        Keeping::Here => {
            "Your plans are kept in this browser, on this computer. Nothing you type leaves it. Anyone who uses this browser can read them. A private window forgets them when it closes. On a shared computer, save a file and then remove your plans."
        }
        Keeping::Framed => {
            "Your plans are kept in this browser, for this page alone: on another page you may not find them. Nothing you type leaves this computer. To carry on elsewhere, save a file."
        }
        Keeping::Tab => {
            "This browser keeps your plan only until you close this tab. Nothing you type leaves this computer. Save a file before you close it."
        }
        Keeping::Off => {
            "This page does not keep your work. Nothing you type leaves this computer. Save a file before you leave."
        }
        Keeping::Denied => {
            "This browser forbids keeping your work. Nothing you type leaves this computer. Save a file before you leave."
        }
        Keeping::Full => {
            "This browser has no room left for your latest changes. They are in this tab alone. Save a file, or remove a plan you no longer need."
        }
        Keeping::Differs => {
            "This browser did not keep your latest changes as you made them. They are in this tab alone. Save a file before you leave."
        }
        Keeping::Theirs(Mine::Older) => {
            "This plan was changed in another tab or window. What stands here is older. Which one do you want here?"
        }
        Keeping::Theirs(Mine::Beside) => {
            "This plan was changed in another tab or window. Yours is kept beside it. Which one do you want here?"
        }
        Keeping::Theirs(Mine::Here) => {
            "This plan was changed in another tab or window. Yours is in this tab alone. Save a file, or choose now."
        }
        Keeping::Gone => {
            "What this browser kept of your plan was removed: in another tab, or by clearing its data. Your work is still here, in this tab alone. Save a file, or keep it again."
        }
    }
}

/// Where the work is kept, in full, for a place that asks for no choice.
pub fn in_full(keeping: Keeping) -> &'static str {
    whole_words(if matches!(keeping, Keeping::Theirs(_)) { Keeping::Here } else { keeping })
}

/// What the person must know of the keeping before going on, with what can be done.
pub fn notice(here: Here) -> Node {
    let Here { session, doors, .. } = here;
    let keeping = session.keeping.get();
    let act = |words: &'static str, what: Keep| {
        let press = move |_| {
            doors.keep(what.clone());
            // The button goes when it has done its work: the focus goes to the page, or stays where there is more to do.
            doors.focus("[data-keeping] button, [data-page]");
        };
        el("button").attr("type", "button").attr("class", "btn btn--2 btn--s").on("click", press).child(words)
    };
    let acts = match keeping {
        Keeping::Theirs(_) => {
            parts![act("Keep mine", Keep::Mine), act("Open theirs", Keep::Theirs), act("Save a copy", Keep::SaveCopy)]
        }
        Keeping::Gone => act("Keep it again", Keep::Again),
        Keeping::Full | Keeping::Differs => act("Try again", Keep::Again),
        _ => Node::NOTHING,
    };
    let told = acts.clone().shape().is_some();
    told.then(|| {
        let file = (session.place.get() != Place::Share && !keeping.safe())
            .then(|| link("Save a file", String::new(), here.to(Place::Share)));
        el("div")
            .attr("class", "warn")
            .child(el("p").child(whole_words(keeping)))
            .child(el("div").attr("class", "acts").child(acts).child(file))
    })
    .into_node()
}

/// Where the work is kept, and the control that takes it away.
pub fn fold(here: Here) -> Node {
    let Here { session, doors, .. } = here;
    let remove = move |_| {
        session.reset();
        doors.keep(Keep::Forget);
        session.say(
            if untrack(|| others(session)) {
                "This plan has been removed from this computer. Your other plans are listed below."
            } else {
                "Your work has been removed from this computer."
            },
            false,
        );
    };
    let inside = parts![
        el("p").child(in_full(session.keeping.get())),
        el("p").child(link("Remove my work from this computer", String::new(), remove))
    ];
    details("Where your work is kept".to_owned(), inside)
}

/// One step back or forth, for the buttons and the keys. What is half done on the page begins again from the work.
pub fn step(session: Session, local: LocalSignal, back: bool) {
    session.step(back);
    local.0.set(question::begun(session, session.place.get_untracked()));
}

/// The buttons for one step back and forth. One that can do nothing says so, and keeps the focus.
pub fn steps(here: Here) -> Node {
    let Here { session, local, .. } = here;
    let (undo, redo) = session.steps.get();
    let one = move |words: &'static str, can: bool, back: bool| {
        el("button")
            .attr("type", "button")
            .attr("class", "as-link")
            .attr("aria-disabled", (!can).then_some("true"))
            .on("click", move |_| step(session, local, back))
            .child(words)
    };
    el("div").attr("class", "top__steps").child(one("Undo", undo, true)).child(one("Redo", redo, false))
}

/// When a plan was kept, as people read it.
fn when(one: &Shelved) -> String {
    match one.when.split_once('T').and_then(|(day, time)| Some((Date::parse(day)?, time))) {
        Some((day, time)) => ["Last changed ", &day_words(day), ", ", time].concat(),
        None => String::new(),
    }
}

/// Whether plans are kept besides the one in hand.
pub fn others(session: Session) -> bool {
    let in_hand = session.in_hand.get();
    session.shelf.with(|list| list.iter().any(|one| Some(&one.id) != in_hand.as_ref()))
}

/// The plans that are kept in this browser. Nothing where the one in hand is all.
pub fn shelf(here: Here, level: u8) -> Node {
    let Here { session, doors, local, .. } = here;
    let list = session.shelf.get();
    let in_hand = session.in_hand.get();
    if !others(session) {
        return Node::NOTHING;
    }
    let removing = local.0.get().removing;
    let one = |one: Shelved| {
        let here_now = Some(&one.id) == in_hand.as_ref();
        let title = if one.title.is_empty() { "New plan".to_owned() } else { one.title.clone() };
        let (open, copy, remove) = (one.id.clone(), one.id.clone(), one.id.clone());
        let ask = [&one.id, "-sure"].concat();
        let focus = ask.clone();
        let remove_first = move |_| {
            local.change(|local| local.removing = Some(remove.clone()));
            doors.focus_on(focus.clone());
        };
        let name = match one.unread {
            None => el("button")
                .attr("type", "button")
                .attr("class", "as-link")
                .on("click", move |_| doors.keep(Keep::Open(open.clone())))
                .child(title.clone()),
            Some(_) => el("b").child("A plan that this planner cannot read"),
        };
        let title = if one.unread.is_some() { "the plan that cannot be read".to_owned() } else { title };
        let about = [if here_now { "Open now. " } else { "" }, &when(&one)].concat();
        let why = one.unread.map(|unread| el("p").attr("class", "small").child(unread.words()));
        let copy =
            one.unread.is_none().then(|| link("Copy", title.clone(), move |_| doors.keep(Keep::Copy(copy.clone()))));
        let asked = (removing.as_ref() == Some(&one.id)).then(|| {
            let id = one.id.clone();
            let go = move |_| {
                local.change(|local| local.removing = None);
                doors.keep(Keep::Remove(id.clone()));
                if untrack(|| others(session)) {
                    doors.focus_on("ep-shelf".to_owned());
                } else {
                    doors.focus("[data-page]");
                }
            };
            let words = ["Remove “", &title, "” from this computer? It cannot be brought back."].concat();
            let keep = move |_| {
                local.change(|local| local.removing = None);
                doors.focus_on("ep-shelf".to_owned());
            };
            sure(ask, el("p").child(words), ("Yes, remove it", go), ("No, keep it", keep))
        });
        el("li")
            .child(name)
            .child(el("br"))
            .child(el("span").attr("class", "small quiet").child(about))
            .child(why)
            .child(el("div").attr("class", "small shelf__acts").child(copy).child(link("Remove", title, remove_first)))
            .child(asked)
    };
    let list = list.into_iter().map(one).collect::<Vec<_>>();
    let head = heading(level, "h2 tight", "Your plans on this computer");
    el("div")
        .attr("class", "shelf")
        .child(head.attr("tabindex", "-1").attr("data-focus", "ep-shelf"))
        .child(el("ul").attr("class", "plain-list").child(list))
}
