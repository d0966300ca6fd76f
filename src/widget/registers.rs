//! A register: its rows in words, each changed in place, added and taken away, with the focus kept.

use leptos::prelude::{Get, With, WithUntracked};

use super::Here;
use super::controls::{date_input, error_message, link, select_field, text_area, text_input};
use super::days::{parts, read};
use super::local::OpenDay;
use crate::node::{Node, el};
use crate::parts;
use crate::plan::{Field, FieldKind, Register, Row};

/// The name of a row, by which focus finds it.
pub fn row_key(register: &str, place: usize) -> String {
    ["ep-row-", register, "-", &place.to_string()].concat()
}

/// All of a register but its heading.
pub fn register(here: Here, register: &'static Register) -> Node {
    let Here { session, local, .. } = here;
    let open = local.0.get().task;
    let rows = session.edits.with(|edits| edits.rows(register.id).to_vec());
    let rows = rows.iter().enumerate().map(|(place, row)| {
        let key = row_key(register.id, place);
        if open.as_ref() == Some(&key) {
            open_row(here, register, place, row)
        } else {
            shut_row(here, register, place, row)
        }
    });
    let rows = rows.collect::<Vec<_>>();
    let add = move |_| open_at(here, register, session.add_row(register.id));
    let add = el("button")
        .attr("type", "button")
        .attr("class", "as-link")
        .attr("data-focus", add_key(register))
        .on("click", add)
        .child("Add ")
        .child(register.one);
    parts![
        el("p").attr("class", "hint").child(register.lead),
        el("ul").attr("class", "rows").child(rows),
        el("p").child(add),
    ]
}

fn add_key(register: &Register) -> String {
    ["ep-add-", register.id].concat()
}

/// Opens a row, and moves focus to the first of what it asks.
fn open_at(here: Here, register: &'static Register, place: usize) {
    let Here { session, doors, local, .. } = here;
    let key = row_key(register.id, place);
    let row = session.edits.with_untracked(|edits| edits.rows(register.id).get(place).cloned()).unwrap_or_default();
    let first = register.fields.first().map_or("", |field| field.id);
    doors.focus_on([&key, "-", first].concat());
    local.change(|local| {
        local.days =
            register.fields.iter().map(|field| OpenDay { boxes: parts(row.day(field.id)), error: None }).collect();
        local.task = Some(key);
    });
}

fn shut_row(here: Here, register: &'static Register, place: usize, row: &Row) -> Node {
    let line = |field: &Field| {
        let words = field.words(row);
        let label = el("b").child([field.label, ": "].concat());
        (!words.trim().is_empty()).then(|| el("p").child(label).child(words))
    };
    let lines = register.fields.iter().map(line).collect::<Vec<_>>();
    let known_by = register.fields.first().map(|field| field.words(row)).filter(|words| !words.trim().is_empty());
    let known_by = known_by.unwrap_or_else(|| [register.one, " with nothing written"].concat());
    let empty = row.is_blank().then(|| el("p").child("Nothing is written here yet."));
    el("li")
        .attr("data-focus", row_key(register.id, place))
        .attr("tabindex", "-1")
        .child(empty)
        .child(lines)
        .child(el("p").child(link("Change", known_by, move |_| open_at(here, register, place))))
}

fn open_row(here: Here, register: &'static Register, place: usize, row: &Row) -> Node {
    let Here { session, doors, local, .. } = here;
    let key = row_key(register.id, place);
    let fields =
        register.fields.iter().enumerate().map(|(at, field)| one_field(here, register, place, (at, field), row));
    let fields = fields.collect::<Vec<_>>();
    let back = key.clone();
    let done = move |_| {
        // What is in the boxes and is no day is said, and keeps the row open.
        let wrong = local.0.with_untracked(|local| {
            local.days.iter().enumerate().find_map(|(at, day)| day.said().err().map(|words| (at, words)))
        });
        if let Some((at, words)) = wrong {
            local.change(|local| local.days[at].error = Some(words));
            let field = register.fields.get(at).map_or("", |field| field.id);
            doors.focus_on([&back, "-", field, "-Day"].concat());
            return;
        }
        local.change(|local| local.task = None);
        doors.focus_on(back.clone());
    };
    let remove = move |_| {
        local.change(|local| local.task = None);
        session.remove_row(register.id, place);
        let left = session.edits.with_untracked(|edits| edits.rows(register.id).len());
        doors.focus_on(if left == 0 { add_key(register) } else { row_key(register.id, place.min(left - 1)) });
    };
    let legend = if row.is_blank() { "Write it here" } else { "Change it here" };
    let acts = el("div")
        .attr("class", "rec__a")
        .child(el("button").attr("type", "button").attr("class", "btn btn--2 btn--s").on("click", done).child("Done"))
        .child(link("Remove", register.one.to_owned(), remove));
    let hidden = el("span").attr("class", "vh").child([": ", register.one].concat());
    let inside =
        el("fieldset").child(el("legend").attr("class", "label").child(legend).child(hidden)).child(fields).child(acts);
    el("li").attr("class", "open").attr("data-focus", key).attr("tabindex", "-1").child(inside)
}

fn one_field(
    here: Here,
    register: &'static Register,
    place: usize,
    (at, field): (usize, &'static Field),
    row: &Row,
) -> Node {
    let Here { session, local, .. } = here;
    let id = [&row_key(register.id, place), "-", field.id].concat();
    let text = row.text(field.id).to_owned();
    let write = move |words: String| session.write_row(register.id, place, field.id, words);
    let label = field.label.to_owned();
    match field.kind {
        FieldKind::Line => Here::watched(text_input(id, label, text.clone(), write), &text),
        FieldKind::Words(hint) => Here::watched(text_area(id, label, hint.to_owned(), text.clone(), write), &text),
        FieldKind::Number => {
            let wrong = !text.trim().is_empty() && row.whole(field.id).is_none();
            let wrong = wrong.then(|| error_message("Write a whole number, such as 12".to_owned()));
            parts![text_input(id, label, text, write), el("div").attr("role", "status").child(wrong)]
        }
        FieldKind::OneOf(few) => {
            let mut offered = vec![("", "Not said")];
            offered.extend(few);
            select_field(id, label, offered, &text, write)
        }
        FieldKind::Day => {
            let days = local.0.get().days;
            let day = days.get(at).cloned().unwrap_or_default();
            // A day is kept as soon as the boxes hold one, so that nothing is lost with the page.
            let set = move |box_at: usize, part: String| {
                local.change(|local| {
                    if let Some(day) = local.days.get_mut(at) {
                        day.boxes[box_at] = part;
                    }
                });
                let said = local.0.with_untracked(|local| local.days.get(at).map(OpenDay::said));
                if let Some(Ok(day)) = said {
                    local.change(|local| local.days[at].error = None);
                    write(day.map(|day| day.to_string()).unwrap_or_default());
                }
            };
            let hint = "For example, 26 5 2027. Leave it empty where there is none.".to_owned();
            date_input(&id, label, hint, &day.boxes, day.error, set)
        }
    }
}

impl OpenDay {
    /// The day in the boxes, none where they are empty, or what to say where it is no day.
    fn said(&self) -> Result<Option<crate::date::Date>, String> {
        if self.boxes.iter().all(|part| part.trim().is_empty()) { Ok(None) } else { read(&self.boxes).map(Some) }
    }
}
