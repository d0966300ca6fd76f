//! The plan, edited in place: what to mend, what the public reads, approaches, tasks.

use crate::date::Date;
use leptos::prelude::{Get, Update, With, WithUntracked};

use super::Here;
use super::controls::icons::icon;
use super::controls::{button, heading, link, page_heading, tag, text_area, text_input};
use super::frame::mark;
use crate::assessment::explain::lower;
use crate::node::{Node, el};
use crate::parts;
use crate::plan::{GapPlace, GapState, Plan, PlanGap, PlanTask, day_words};
use crate::session::{Place, Session};

pub fn page(here: Here) -> Node {
    let session = here.session;
    let level = here.level(0);
    let title = session
        .plan
        .with(|plan| plan.as_ref().map(|plan| plan.title.clone()).unwrap_or_else(|| "Your plan".to_owned()));
    let waiting = {
        session
            .plan
            .with(Option::is_none)
            .then(|| el("p").child("The plan is on its way. If it does not come, reload the page: your work is kept."))
    };
    let part = |draw: fn(Here, &Plan) -> Node| session.plan.with(|plan| plan.as_ref().map(|plan| draw(here, plan)));
    parts![
        page_heading(level, title),
        waiting,
        part(to_mend),
        statement(here),
        part(approaches),
        part(considered),
        part(groups),
        part(dates),
        tasks(here),
        part(super::policy::plan),
        el("div").attr("class", "acts").child(button("Share this plan", here.to(Place::Share)))
    ]
}

fn to_mend(here: Here, plan: &Plan) -> Node {
    let level = here.level(1);
    let line =
        |gap: &PlanGap| {
            let doors = here.doors;
            let session = here.session;
            let (to, focus) = match gap.place {
                GapPlace::Checks => (Some(Place::Checks), gap.id.clone()),
                GapPlace::Statement => (None, format!("ep-line-{}", gap.id)),
                GapPlace::Approaches => (Some(Place::Approaches), String::new()),
                GapPlace::Dates => (Some(Place::Dates), "dates".to_owned()),
                GapPlace::People => (Some(Place::People), String::new()),
                GapPlace::Running => (Some(Place::Running), ["ep-row-", &gap.id].concat()),
                GapPlace::Answers => (Some(Place::Answers), String::new()),
            };
            let go = move |_| {
                if let Some(to) = to {
                    session.go(to);
                }
                if !focus.is_empty() {
                    doors.focus_on(focus.clone());
                }
            };
            let said = match gap.state {
                GapState::NotInPlace => "",
                GapState::NotSaid => "Not said yet. ",
            };
            el("li")
                .child(el("p").child(
                    el("span").attr("class", "grade").child(icon(mark(gap.severity))).child(gap.severity.name()),
                ))
                .child(
                    el("p")
                        .child(el("b").child(gap.title.clone()).child("."))
                        .child(el("br"))
                        .child(said)
                        .child(gap.mend.clone()),
                )
                .child(el("p").child(link("Mend it", format!(": {}", lower(&gap.title)), go)))
        };
    let musts = plan.gaps.iter().filter(|gap| gap.severity == crate::guidance::Severity::Must).count();
    let lead = match (plan.gaps.len(), musts) {
        (0, _) => "Nothing is open. Look once more before you share it.".to_owned(),
        (all, 0) => format!("{all} things to mend, none of them a must. Each has its fix beside it."),
        (all, 1) => format!("{all} things to mend, one of them a must. Each has its fix beside it."),
        (all, musts) => format!("{all} things to mend, {musts} of them a must. Each has its fix beside it."),
    };
    // What the public asks for and what matters most stand open; the rest waits behind one control.
    let open = 6 + plan.gaps.iter().filter(|gap| gap.place == GapPlace::Statement).count();
    let shown = plan.gaps.iter().take(open).map(line).collect::<Vec<_>>();
    let more = (plan.gaps.len() > open).then(|| {
        let rest = plan.gaps.iter().skip(open).map(line).collect::<Vec<_>>();
        super::controls::details(
            format!("Show the other {}", plan.gaps.len() - open),
            el("ul").attr("class", "lint").child(rest),
        )
    });
    parts![
        el("p").attr("class", "lead").child(lead),
        el("div").attr("data-focus", "to-mend").attr("tabindex", "-1").child(heading(level, "h2", "To mend")),
        el("ul").attr("class", "lint").child(shown),
        more
    ]
}

/// The lines that the public reads first.
fn statement(here: Here) -> Node {
    let session = here.session;
    let fields: Vec<Node> = session.plan.with(|plan| {
        let lines = plan.iter().flat_map(|plan| &plan.statement);
        lines
            .map(|line| {
                let id = line.id.clone();
                let write = move |words: String| {
                    session.edits.update(|edits| {
                        if let Some(line) = edits.statement.line_mut(&id) {
                            *line = words;
                        }
                    });
                };
                let id = ["ep-line-", &line.id].concat();
                let area = text_area(id, line.label.clone(), line.hint.clone(), line.text.clone(), write);
                let beside = (!line.answered.is_empty())
                    .then(|| el("p").attr("class", "quiet").child(["You answered: ", &line.answered, "."].concat()));
                parts![Here::watched(area, &line.text), beside]
            })
            .collect()
    });
    let hint =
        "These lines are printed first. Write them as you would say them. Name no person, and put in nothing private.";
    el("section")
        .attr("class", "say")
        .child(heading(here.level(1), "h2", "What you tell the public"))
        .child(el("p").attr("class", "hint").child(hint))
        .child(fields)
}

fn approaches(here: Here, plan: &Plan) -> Node {
    let Here { session, doors, .. } = here;
    let level = here.level(1);
    let row = |lane: &str, one: &crate::plan::PlanApproach| {
        let id = one.id.clone();
        let when = format!("{} to {}", day_words(one.from), day_words(one.to));
        el("tr")
            .child(
                el("th")
                    .attr("scope", "row")
                    .child(el("span").attr("class", "dot dot--s").attr("aria-hidden", "true").child(one.number))
                    .child(" ")
                    .child(one.name.clone()),
            )
            .child(el("td").attr("data-l", "Stage").child(lane.to_owned()))
            .child(el("td").attr("data-l", "When").child(when))
            .child(el("td").attr("data-l", "Say people have").child(one.level.name()))
            .child(el("td").attr("data-l", "Fit").child(one.fit_words.clone()))
            .child(el("td").child(link("Leave out", lower(&one.name), move |_| {
                session.choose(&id, false);
                doors.focus_on(["ep-reason-", &id].concat());
            })))
    };
    let rows =
        plan.lanes.iter().flat_map(|lane| lane.approaches.iter().map(|one| row(&lane.name, one))).collect::<Vec<_>>();
    parts![
        heading(level, "h2", "How people can take part"),
        el("table")
            .attr("class", "stack")
            .child(el("caption").attr("class", "vh").child("Approaches in the plan, by stage"))
            .child(
                el("thead").child(
                    el("tr")
                        .child(el("th").attr("scope", "col").child("What"))
                        .child(el("th").attr("scope", "col").child("Stage"))
                        .child(el("th").attr("scope", "col").child("When, by our estimate"))
                        .child(el("th").attr("scope", "col").child("Say people have"))
                        .child(el("th").attr("scope", "col").child("Fit"))
                        .child(el("th").attr("scope", "col").child(el("span").attr("class", "vh").child("Leave out")))
                )
            )
            .child(el("tbody").child(rows)),
        promises(here, plan),
        el("p").child(link("Choose other approaches", String::new(), here.to(Place::Approaches)))
    ]
}

/// Promises, carried to every stage that is still to come.
fn promises(here: Here, plan: &Plan) -> Node {
    if plan.promises.is_empty() {
        return Node::NOTHING;
    }
    let line = |one: &crate::plan::PlanPromise| {
        let broken = (!one.broken.is_empty()).then(|| el("b").child(" The plan would break it."));
        el("li").child(one.words.clone()).child(broken)
    };
    parts![
        el("p").child(el("b").child("Promises that hold in every stage still to come:")),
        el("ul").child(plan.promises.iter().map(line).collect::<Vec<_>>()),
        el("p").child(link("See what you promised", String::new(), here.to(Place::Running))),
    ]
}

fn considered(here: Here, plan: &Plan) -> Node {
    let session = here.session;
    let level = here.level(1);
    let left: Vec<Node> = session.edits.with(|edits| {
        edits
            .choices
            .iter()
            .filter_map(|(id, choice)| {
                let approach = session.guidance.approaches.iter().find(|one| one.id == *id)?;
                let inside = plan.lanes.iter().any(|lane| lane.approaches.iter().any(|one| one.id == *id));
                let fit = session
                    .assessment
                    .with(|a| a.recommendations.iter().find(|one| one.approach.id == *id).map(|one| one.fit))?;
                // Only a choice that goes against the advice needs its reason here.
                if choice.chosen && fit != crate::assessment::Fit::RuledOut {
                    return None;
                }
                let label = if inside {
                    format!("Why you take: {}", lower(&approach.name))
                } else {
                    format!("Why you leave out: {}", lower(&approach.name))
                };
                let (for_reason, for_back) = (id.clone(), id.clone());
                let (back, words): (bool, &'static str) =
                    if inside { (false, "Leave it out") } else { (true, "Put it back") };
                let field = text_input(format!("ep-reason-{id}"), label, choice.reason.clone(), move |words| {
                    session.give_reason(&for_reason, words);
                });
                Some(parts![
                    Here::watched(field, &choice.reason),
                    el("p").child(link(words, lower(&approach.name), move |_| session.choose(&for_back, back)))
                ])
            })
            .collect()
    });
    if left.is_empty() {
        return Node::NOTHING;
    }
    parts![
        heading(level, "h2", "Your own choices, and why"),
        el("p")
            .attr("class", "hint")
            .child("The reason is printed in the plan. It shows that the choice was thought through."),
        left
    ]
}

/// Who can take part, in short; the page of the people says it in full.
fn groups(here: Here, plan: &Plan) -> Node {
    let lead = super::people::lead(&plan.groups);
    parts![
        heading(here.level(1), "h2", "Who can take part"),
        el("p").child(lead),
        el("p").child(link("See each group and what to put in place", String::new(), here.to(Place::People)))
    ]
}

fn dates(here: Here, plan: &Plan) -> Node {
    parts![
        heading(here.level(1), "h2", "Dates and money"),
        el("p").child(plan.dates.verdict()),
        el("p").child(["It costs ", &plan.money.whole.words(), ", as far as it is counted."].concat()),
        el("p").child(link("See each step and each cost", String::new(), here.to(Place::Dates)))
    ]
}

/// Tasks, each edited in place: what, who, when.
fn tasks(here: Here) -> Node {
    let Here { session, doors, local, .. } = here;
    let level = here.level(1);
    let half_done = local.0.get();
    let rows: Vec<Node> = session.plan.with(|plan| {
        let tasks = plan.iter().flat_map(|plan| &plan.tasks);
        tasks
            .map(|task| {
                let key = key_of(task);
                if half_done.task.as_ref() == Some(&key) {
                    open_task(here, task, &key)
                } else {
                    shut_task(here, task, key)
                }
            })
            .collect()
    });
    let add = move |_| {
        let place = session.edits.with_untracked(|edits| edits.own_tasks.len());
        session.edit_own_task(place, |task| task.title = "New task".to_owned());
        let key = own_key(place);
        doors.focus_on(["ep-what-", &key].concat());
        local.change(|local| local.edit(key, None));
    };
    parts![
        heading(level, "h2", "Who does what, and when"),
        el("p").attr("class", "hint").child("Days are counted from the start, from when people take part, and back from the decision. Change what does not fit."),
        el("ul").attr("class", "tasks").child(rows),
        left_out(here, level + 1),
        el("p").child(link("Add a task", String::new(), add)),
    ]
}

fn own_key(place: usize) -> String {
    ["own-", &place.to_string()].concat()
}

fn key_of(task: &PlanTask) -> String {
    match (&task.id, task.own) {
        (Some(id), _) => id.clone(),
        (None, place) => own_key(place.unwrap_or_default()),
    }
}

fn left_out(here: Here, level: u8) -> Node {
    let session = here.session;
    let out: Vec<String> = session
        .edits
        .with(|edits| edits.tasks.iter().filter(|(_, task)| task.left_out).map(|(id, _)| id.clone()).collect());
    if out.is_empty() {
        return Node::NOTHING;
    }
    let handbook = session.handbook();
    let line = |id: String| {
        let known = handbook.and_then(|book| book.tasks.iter().find(|task| task.id == id));
        let title = known.map_or_else(|| id.clone(), |task| task.title.clone());
        let back = link("Put it back", lower(&title), move |_| session.edit_task(&id, |task| task.left_out = false));
        el("li").child(title).child(" ").child(back)
    };
    parts![heading(level, "h3", "Tasks left out"), el("ul").child(out.into_iter().map(line).collect::<Vec<_>>())]
}

fn shut_task(here: Here, task: &PlanTask, key: String) -> Node {
    let Here { doors, local, .. } = here;
    let late = task.late.then(|| tag("tag--care", "Late".to_owned()));
    let focus = ["task-", &key].concat();
    let due = task.due;
    let edit = move |_| {
        doors.focus_on(["ep-what-", &key].concat());
        local.change(|local| local.edit(key.clone(), due));
    };
    let hidden = |words: &'static str| el("span").attr("class", "vh").child(words);
    let what = el("span").attr("class", "small quiet").child(task.what.clone());
    let when = el("p").child(hidden("When: ")).child(task.when.clone()).child(" ").child(late).child(" ").child(link(
        "Edit",
        lower(&task.title),
        edit,
    ));
    el("li")
        .attr("class", "task")
        .attr("data-focus", focus)
        .attr("tabindex", "-1")
        .child(el("p").child(el("b").child(task.title.clone())).child(el("br")).child(what))
        .child(el("p").child(hidden("Who: ")).child(task.who.clone()))
        .child(when)
}

/// Changes a task, whether the plan brings it or it is the person's own.
#[derive(Clone)]
struct Which {
    session: Session,
    id: Option<String>,
    own: usize,
}

impl Which {
    fn title(&self, words: String) {
        match &self.id {
            Some(id) => self.session.edit_task(id, |task| task.title = Some(words)),
            None => self.session.edit_own_task(self.own, |task| task.title = words),
        }
    }

    fn who(&self, words: String) {
        match &self.id {
            Some(id) => self.session.edit_task(id, |task| task.who = Some(words)),
            None => self.session.edit_own_task(self.own, |task| task.who = words),
        }
    }

    fn due(&self, due: Option<Date>) {
        match &self.id {
            Some(id) => self.session.edit_task(id, |task| task.due = due),
            None => self.session.edit_own_task(self.own, |task| task.due = due),
        }
    }

    fn remove(&self) {
        match &self.id {
            Some(id) => self.session.edit_task(id, |task| task.left_out = true),
            None => self.session.remove_own_task(self.own),
        }
    }
}

fn open_task(here: Here, task: &PlanTask, key: &str) -> Node {
    let Here { session, doors, local, .. } = here;
    let which = Which { session, id: task.id.clone(), own: task.own.unwrap_or_default() };
    let (for_title, for_who, for_remove) = (which.clone(), which.clone(), which.clone());
    let due = task.due;
    let remove = move |_| {
        local.change(|local| local.task = None);
        for_remove.remove();
        doors.focus("[data-page]");
    };
    let boxes = ["ep-when-", key].concat();
    let hint = "For example, 26 5 2027. Leave it empty to count it from the plan.";
    let keep = move |day: Option<Date>| {
        // A day that was counted and not changed stays counted.
        if day != due {
            which.due(day);
        }
    };
    let fieldset = el("fieldset")
        .child(el("legend").attr("class", "label").child("Edit this task"))
        .child(Here::watched(
            text_input(["ep-what-", key].concat(), "What".to_owned(), task.title.clone(), move |words| {
                for_title.title(words);
            }),
            &task.title,
        ))
        .child(Here::watched(
            text_input(
                ["ep-who-", key].concat(),
                "Who: a role, never a name".to_owned(),
                task.who.clone(),
                move |words| for_who.who(words),
            ),
            &task.who,
        ))
        .child(here.day_boxes(&boxes, "When", hint))
        .child(
            el("div")
                .attr("class", "rec__a")
                .child(here.done(&boxes, ["task-", key].concat(), Box::new(keep)))
                .child(link("Leave this task out", lower(&task.title), remove)),
        );
    el("li").attr("class", "task task--open").child(fieldset)
}
