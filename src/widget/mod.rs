//! The views: one for each place.
//!
//! In: a [`Session`] and the [`Doors`].
//! Out: what the person sees; answers and edits, back into the session.
//! Never: names a question, a rule or an approach; calls web-sys.

mod answers;
mod approaches;
mod case;
mod checks;
mod compare;
pub mod controls;
mod dates;
mod days;
mod depth;
mod doors;
mod duty;
mod frame;
mod keeping;
mod local;
mod pages;
mod people;
mod plan;
mod policy;
mod principles;
mod question;
mod registers;
mod running;
mod share;
mod start;
mod what_if;
mod why;

pub use doors::{Done, Doors, Fault, Given, Keep, Take};
pub use keeping::step;
pub use local::{Instead, Local, LocalSignal, Worked};
pub use pages::{PAGES, Pages};

use std::cell::Cell;

use crate::node::{Event, Node, el};
use crate::parts;
use leptos::prelude::{Get, UpdateUntracked, With};

use crate::guidance::{Rule, RuleNotes, SourceNo};
use crate::personal::found;
use crate::session::{Place, Session};

/// What every view holds: the session, and the doors.
#[derive(Clone, Copy)]
pub struct Here {
    /// The work.
    pub session: Session,
    /// What a view cannot do for itself.
    pub doors: Doors,
    /// What is half done on the page that is open.
    pub local: LocalSignal,
    /// The pages that begin with the plan, once they have come.
    pub pages: fn() -> Option<Pages>,
}

impl Here {
    /// What comes with the second file, once it has come.
    fn pages(&self) -> Option<Pages> {
        self.session.rest.get().and_then(|_| (self.pages)())
    }

    /// A page of those that come later, or a word that it is on its way.
    fn later(self, page: fn(Pages) -> fn(Here) -> Node) -> Node {
        match self.pages() {
            Some(pages) => page(pages)(self),
            None => parts![
                controls::page_heading(self.level(0), "One moment"),
                el("p").attr("role", "status").child("This page is on its way. Your answers are kept."),
            ],
        }
    }

    /// The level of a heading, counted from the host page's.
    fn level(&self, below: u8) -> u8 {
        self.session.settings.with(|settings| settings.heading_level) + below
    }

    /// An action that goes to a place.
    fn to(&self, place: Place) -> impl Fn(Event) + 'static + use<> {
        let session = self.session;
        move |_| session.go(place)
    }

    /// What stands behind a rule, once the handbook has come.
    fn notes(&self, rule: &Rule) -> Option<&'static RuleNotes> {
        self.session.handbook().map(|book| book.of(rule))
    }

    /// The reason of a rule in full, once the handbook has come.
    fn because(&self, rule: &Rule) -> &'static str {
        self.notes(rule).map_or("", |notes| notes.because.as_str())
    }

    /// A field of free text, with a warning under it where its words may point to one person.
    fn watched(field: Node, words: &str) -> Node {
        let kinds = found(words);
        let names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
        let warning = (!names.is_empty()).then(|| {
            let said = ["This may hold ", &names.join(" and "), ". Take it out, unless the plan cannot do without it."];
            el("p").attr("class", "warn").child(controls::icons::icon(controls::icons::Icon::Care)).child(said.concat())
        });
        parts![field, el("div").attr("role", "status").child(warning)]
    }

    /// Sources in few words, one step away from what they say.
    fn sources(&self, cites: &[SourceNo]) -> Node {
        let g = self.session.guidance;
        let handbook = self.session.handbook();
        let one = |no: SourceNo| {
            let source = g.source(no);
            let work = g.work(source);
            let says = handbook.and_then(|book| book.sources.get(usize::from(no)).cloned());
            let link = work.link.clone().map(|to| {
                let hidden = el("span").attr("class", "vh").child(" (opens in a new tab)");
                let there = el("a").attr("href", to).attr("target", "_blank").attr("rel", "noopener noreferrer");
                parts![" ", there.child(&work.title).child(hidden)]
            });
            let edition = work.edition.clone();
            el("li")
                .child(el("b").child(g.cite(no)))
                .child(". ")
                .child(says)
                .child(" ")
                .child(el("span").attr("class", "quiet").child(edition).child("."))
                .child(link)
        };
        let list = cites.iter().map(|&no| one(no)).collect::<Vec<_>>();
        let count = cites.len();
        let words = if count == 1 { "Source".to_owned() } else { format!("{count} sources") };
        controls::details(words, el("ul").attr("class", "small").child(list))
    }
}

/// The whole planner, as a view of the session. When a page is turned, focus goes to its heading; `seen` tells the turn
/// from the first sight.
pub fn app(here: Here, seen: &Cell<Option<Place>>) -> Node {
    let Here { session, doors, local, .. } = here;
    let place = session.place.get();
    if seen.get() != Some(place) {
        local.0.update_untracked(|half_done| {
            // A case is work of its own: it is here again when the person comes back to it.
            let case = half_done.case.take();
            *half_done = question::begun(session, place);
            half_done.case = case;
        });
        if seen.replace(Some(place)).is_some() {
            doors.focus("[data-page]");
        }
    }
    let page = match place {
        Place::Start => here.later(|pages| pages.start),
        Place::Question { no, from_answers } => question::page(here, no, from_answers),
        Place::Answers => answers::page(here),
        Place::Duty => here.later(|pages| pages.duty),
        Place::Approaches => approaches::page(here),
        Place::Why => here.later(|pages| pages.why),
        Place::WhatIf => here.later(|pages| pages.what_if),
        Place::People => here.later(|pages| pages.people),
        Place::Checks => here.later(|pages| pages.checks),
        Place::Dates => here.later(|pages| pages.dates),
        Place::Plan => here.later(|pages| pages.plan),
        Place::Running => here.later(|pages| pages.running),
        Place::Share => here.later(|pages| pages.share),
        Place::Case => here.later(|pages| pages.case),
    };
    let notice = session.notice.get();
    let fault = notice.as_ref().is_some_and(|notice| notice.fault);
    let notice = el("p")
        .attr("class", "status")
        .class_if("status--fault", fault)
        .attr("role", "status")
        .child(notice.map(|notice| notice.words));
    // Each page is an element of its own kind of place, so that nothing of one page lives on in the next.
    let explained = explained(here, place, &page);
    let page = el("div").attr("data-place", frame::name(place)).child(page).child(explained);
    let inside = el("div")
        .attr("class", "ep__in")
        .child(frame::top(here))
        .child(notice)
        // Always there, so that what comes into it is said.
        .child(
            el("div")
                .attr("role", "status")
                .attr("data-keeping", "")
                .child(here.pages().map(|pages| (pages.notice)(here))),
        )
        .child(page)
        .child(frame::foot(here));
    el("div").attr("class", "ep").child(inside)
}

/// The words of this page that a newcomer may not know, once somebody asks.
fn explained(here: Here, place: Place, page: &Node) -> Node {
    let Some(pages) = here.pages().filter(|_| place != Place::Start) else { return Node::NOTHING };
    let asked = here.local.0.with(|local| local.words).then(|| {
        let mut said = String::new();
        page.words(&mut said);
        said
    });
    (pages.words)(here, asked)
}
