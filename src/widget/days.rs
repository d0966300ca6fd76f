//! Days that a person gives, in three boxes.

use leptos::prelude::{Get, WithUntracked};

use super::controls::{date_input, link};
use super::{Here, Local};
use crate::assessment::explain::lower;
use crate::date::Date;
use crate::node::{Event, Node, el};
use crate::plan::day_words;

/// What is done with a day that was given, or taken away.
pub type Keep = Box<dyn Fn(Option<Date>)>;

/// A day as it stands in the boxes; empty where there is none.
pub fn parts(day: Option<Date>) -> [String; 3] {
    day.map(|day| [day.day().to_string(), day.month().to_string(), day.year().to_string()]).unwrap_or_default()
}

/// The day in the boxes, or what to say where it is none.
pub fn read(date: &[String; 3]) -> Result<Date, String> {
    let number = |part: &String| part.trim().parse::<i16>().ok();
    let day = match (number(&date[0]), number(&date[1]), number(&date[2])) {
        (Some(day), Some(month), Some(year)) if (2000..2200).contains(&year) => {
            Date::new(year, i8::try_from(month).unwrap_or(0), i8::try_from(day).unwrap_or(0))
        }
        _ => None,
    };
    day.ok_or_else(|| "Enter a real date, with a day, a month and a year, such as 26 5 2027".to_owned())
}

impl Local {
    /// Opens something to be edited in place, with its day in the boxes.
    pub fn edit(&mut self, key: String, day: Option<Date>) {
        self.task = Some(key);
        self.date = parts(day);
        self.error = None;
    }
}

impl Here {
    /// The boxes of what is edited in place, by the name of the first of them.
    pub fn day_boxes(&self, key: &str, label: &str, hint: &str) -> Node {
        let (local, half_done) = (self.local, self.local.0.get());
        let set = move |place: usize, part: String| local.change(|local| local.date[place] = part);
        date_input(key, label.to_owned(), hint.to_owned(), &half_done.date, half_done.error, set)
    }

    /// Ends what is edited in place: hands over the day, none where the boxes are empty, and moves focus back; or says
    /// what is wrong, and moves focus to the boxes.
    pub fn done(&self, boxes: &str, back: String, keep: Keep) -> Node {
        let Here { doors, local, .. } = *self;
        let boxes = [boxes, "-Day"].concat();
        let done = move |_: Event| {
            let date = local.0.with_untracked(|local| local.date.clone());
            let empty = date.iter().all(|part| part.trim().is_empty());
            match if empty { Ok(None) } else { read(&date).map(Some) } {
                Ok(day) => {
                    keep(day);
                    local.change(|local| local.task = None);
                    doors.focus_on(back.clone());
                }
                Err(words) => {
                    local.change(|local| local.error = Some(words));
                    doors.focus_on(boxes.clone());
                }
            }
        };
        el("button").attr("type", "button").attr("class", "btn btn--2 btn--s").on("click", done).child("Done")
    }

    /// A day that can be set: its words and a way to change it, or the boxes once somebody changes it.
    pub fn day(&self, key: String, label: &'static str, now: Option<Date>, keep: Keep) -> Node {
        let Here { local, doors, .. } = *self;
        if local.0.get().task.as_ref() == Some(&key) {
            let boxes = self.day_boxes(&key, label, "For example, 26 5 2027. Leave it empty to take the day away.");
            return el("div").child(boxes).child(self.done(&key, key.clone(), keep));
        }
        let words = now.map_or_else(|| "no day yet".to_owned(), day_words);
        let focus = key.clone();
        let open = move |_| {
            doors.focus_on([&key, "-Day"].concat());
            local.change(|local| local.edit(key.clone(), now));
        };
        el("p")
            .attr("data-focus", focus)
            .attr("tabindex", "-1")
            .child(el("b").child([label, ": "].concat()))
            .child(words)
            .child(". ")
            .child(link("Change", lower(label), open))
    }
}
