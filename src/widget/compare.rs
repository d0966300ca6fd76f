//! This plan beside another: what is not the same in them. The other is read from a file and kept nowhere.

use leptos::prelude::{Get, GetUntracked};

use super::Here;
use super::controls::heading;
use crate::assessment::assess;
use crate::node::{Event, Node, el};
use crate::order::each_once;
use crate::parts;
use crate::plan::{Difference, compare};

/// The endings and types of files that hold a plan.
pub const ACCEPT: &str = ".json,.docx,.html,.htm,application/json,text/html";

/// The way to choose a file, and what came of it.
pub fn part(here: Here, level: u8) -> Node {
    let Here { session, doors, local, .. } = here;
    let chosen = move |event: Event| {
        let Some(field) = event.field else { return };
        doors.read(field, move |bytes| {
            let read = bytes.and_then(|bytes| session.read_file(&bytes));
            let compared = read.map_err(|error| error.to_string()).map(|(saved, _)| {
                let Some((rest, now)) = session.rest.get_untracked().zip(session.plan.get_untracked()) else {
                    return Vec::new();
                };
                let assessment = assess(session.guidance, &saved.answers, session.today);
                let organisation = now.organisation.clone();
                let (answers, edits) = (&saved.answers, &saved.edits);
                let then = (rest.draft)(
                    session.guidance,
                    rest.handbook,
                    &assessment,
                    answers,
                    edits,
                    &organisation,
                    session.today,
                );
                compare(&then, &now)
            });
            local.change(|local| local.compared = Some(compared));
            doors.focus_on("ep-compared".to_owned());
        });
    };
    let field = el("input")
        .attr("type", "file")
        .attr("accept", ACCEPT)
        .attr("aria-label", "Choose a plan to compare with")
        .on("change", chosen);
    let words = el("span").attr("class", "as-link").attr("aria-hidden", "true").child("Choose a plan to compare with");
    let came = match local.0.get().compared {
        None => Node::NOTHING,
        Some(Err(words)) => el("p").attr("class", "errmsg").child(words),
        Some(Ok(list)) if list.is_empty() => el("p").child("The two plans say the same."),
        Some(Ok(list)) => table(&list, level + 1),
    };
    parts![
        heading(level, "h2", "Compare with another plan"),
        el("p").attr("class", "hint").child("Choose a file: an older copy of this plan, or another one. It takes nothing’s place and is kept nowhere. Both are read by today’s rules."),
        el("p").attr("class", "file").child(words).child(field),
        el("div").attr("data-focus", "ep-compared").attr("tabindex", "-1").child(came),
    ]
}

/// What differs, a table for each part.
fn table(list: &[Difference], level: u8) -> Node {
    let or_none = |words: &str| if words.is_empty() { "Not there".to_owned() } else { words.to_owned() };
    let of_part = |part: &str| {
        let rows = list.iter().filter(|one| one.part == part).map(|one| {
            el("tr")
                .child(el("th").attr("scope", "row").child(one.what.clone()))
                .child(el("td").attr("data-l", "In the file").child(or_none(&one.then)))
                .child(el("td").attr("data-l", "In this plan").child(or_none(&one.now)))
        });
        let head = ["What", "In the file", "In this plan"].map(|word| el("th").attr("scope", "col").child(word));
        parts![
            heading(level, "h3", part.to_owned()),
            el("table")
                .attr("class", "stack")
                .child(el("caption").attr("class", "vh").child(["What differs: ", part].concat()))
                .child(el("thead").child(el("tr").child(head.into_iter().collect::<Vec<_>>())))
                .child(el("tbody").child(rows.collect::<Vec<_>>()))
        ]
    };
    let many = list.len().to_string();
    let words = if many == "1" { "1 thing is not the same." } else { &[&many, " things are not the same."].concat() };
    let parts_of = each_once(&mut list.iter().map(|one| &one.part));
    parts![el("p").child(words.to_owned()), parts_of.into_iter().map(of_part).collect::<Vec<_>>()]
}
