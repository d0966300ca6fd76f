//! What keeps a plan honest once it runs: what is known before anybody is asked, promises, risks, decisions, and what came
//! of it.

use leptos::prelude::With;

use super::Here;
use super::controls::{button, details, heading, page_heading};
use super::registers::register;
use crate::node::{Node, el};
use crate::parts;
use crate::plan::{KNOWN, LOG, PROMISES, RISKS, Register, SAID};
use crate::session::Place;

pub fn page(here: Here) -> Node {
    let parts_of = [&KNOWN, &PROMISES, &RISKS, &SAID, &LOG].map(|one| kept(here, one));
    parts![
        page_heading(here.level(0), "Keep it honest"),
        el("p").attr("class", "lead").child(
            "What people said before, what you promised, what could go wrong, and what came of it. Fill in what you can now, and come back as the work goes on."
        ),
        el("div").attr("class", "folds").child(parts_of.to_vec()),
        el("div").attr("class", "acts").child(button("See the plan", here.to(Place::Plan)))
    ]
}

/// A register behind a fold, which says how many rows it has.
fn kept(here: Here, one: &'static Register) -> Node {
    let rows = here.session.edits.with(|edits| edits.rows(one.id).iter().filter(|row| !row.is_blank()).count());
    let count = match rows {
        0 => "nothing yet".to_owned(),
        rows => [&rows.to_string(), " written"].concat(),
    };
    fold(here, one.id, one.title, count, register(here, one))
}

/// A part of the page behind a fold that focus can go to.
fn fold(here: Here, name: &'static str, title: &'static str, count: String, inside: Node) -> Node {
    let summary = parts![heading(here.level(1), "h3 tight", title), el("span").attr("class", "quiet").child(count)];
    let inside = el("div").attr("data-focus", name).attr("tabindex", "-1").child(inside);
    details(summary, inside)
}
