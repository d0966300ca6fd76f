//! Who can take part: gaps first, each group by each approach, what to put in place, partners, and the record of the
//! impact assessment.

use leptos::prelude::{Update, With};

use super::Here;
use super::controls::icons::{Icon, icon};
use super::controls::{
    Choice, button, details, heading, link, option, page_heading, select, tag, text_area, text_input,
};
use super::frame::mark;
use crate::answers::{Answer, Degree};
use crate::date::Date;
use crate::guidance::{Barrier, OptionNo};
use crate::node::{Event, IntoNode as _, Node, el};
use crate::order::each_once;
use crate::parts;
use crate::plan::{
    GapPlace, GroupRecord, InPlace, Plan, PlanCell, PlanEntry, PlanGap, PlanGroup, PlanMeasure, Verdict, day_words,
    ways_in_words,
};
use crate::session::{Place, WhichGroup};

pub fn page(here: Here) -> Node {
    let session = here.session;
    let body = session.plan.with(|plan| match plan {
        None => el("p").child("This page is on its way. If it does not come, reload the page: your work is kept."),
        Some(plan) => parts![
            el("p").attr("class", "lead").child(lead(&plan.groups)),
            // Each part keeps its place on the page, however much stands in it: what has the focus keeps it.
            el("div").child(gaps(here, plan)),
            el("div").child(matrix(here, plan)),
            el("div").child(degrees(here)),
            el("div").child(measures(here, plan)),
            el("div").child(super::policy::payment(here)),
            el("div").child(partners(here, plan)),
            el("div").child(record(here, plan)),
        ],
    });
    parts![
        page_heading(here.level(0), "Who can take part"),
        body,
        el("div").attr("class", "acts").child(button("See the plan", here.to(Place::Plan)))
    ]
}

/// How many groups have a way in, in a sentence.
pub fn lead(groups: &[PlanGroup]) -> String {
    if groups.is_empty() {
        return "You have not named a group yet. Say who is affected, and see who can take part.".to_owned();
    }
    ways_in_words(groups)
}

// Gaps, each with its mend beside it.

fn gaps(here: Here, plan: &Plan) -> Node {
    let Here { session, doors, .. } = here;
    let line = |gap: &PlanGap| {
        let words = el("p")
            .child(el("span").attr("class", "grade").child(icon(mark(gap.severity))).child(gap.severity.name()))
            .child(" ")
            .child(el("b").child(gap.title.clone()).child("."))
            .child(el("br"))
            .child(gap.mend.clone());
        let add = gap.add.clone().map(|road| {
            let words = ["Add: ", &road.name].concat();
            let add = move |_| {
                session.choose(&road.id, true);
                doors.focus("[data-page]");
            };
            el("button").attr("type", "button").attr("class", "btn btn--2 btn--s").on("click", add).child(words)
        });
        el("li").child(words).child(add)
    };
    let here = plan.gaps.iter().filter(|gap| gap.place == GapPlace::People).map(line).collect::<Vec<_>>();
    (!here.is_empty()).then(|| el("ul").attr("class", "gaps").child(here)).into_node()
}

// Each group by each approach: a table, drawn as a grid where there is room.

fn matrix(here: Here, plan: &Plan) -> Node {
    let cells = plan.groups.first().map(|group| group.cells.as_slice()).unwrap_or_default();
    if cells.is_empty() {
        return Node::NOTHING;
    }
    let key = [Verdict::Reaches, Verdict::WithSupport, Verdict::LeavesOut];
    let key = key.into_iter().map(|verdict| el("li").child(icon(sign(verdict))).child(verdict.name()));
    let number = |cell: &PlanCell| {
        let all = plan.lanes.iter().flat_map(|lane| &lane.approaches);
        all.into_iter().find(|one| one.id == cell.approach).map_or(0, |one| one.number)
    };
    let column = |cell: &PlanCell| {
        let dot = el("span").attr("class", "dot dot--s").attr("aria-hidden", "true").child(number(cell));
        el("th").attr("scope", "col").child(dot).child(el("br")).child(cell.name.clone())
    };
    let row = |group: &PlanGroup| {
        let (class, state) = match group.way_in.len() {
            0 => ("gap", "No way in yet"),
            1 => ("thin", "One way in only"),
            _ => ("", ""),
        };
        let most = group.most.then(|| el("span").attr("class", "st").child("Affected most"));
        let state = (!state.is_empty()).then(|| el("span").attr("class", "st").child(state));
        el("tr")
            .class_if(class, !class.is_empty())
            .child(el("th").attr("scope", "row").child(group.name.clone()).child(state).child(most))
            .child(group.cells.iter().map(cell).collect::<Vec<_>>())
    };
    let head = el("tr")
        .child(el("th").attr("scope", "col").child("Group affected"))
        .child(cells.iter().map(column).collect::<Vec<_>>());
    parts![
        heading(here.level(1), "h2", "Each group, each approach"),
        el("ul").attr("class", "key").attr("aria-label", "Key").child(key.collect::<Vec<_>>()),
        el("table")
            .attr("class", "mx")
            .child(el("caption").attr("class", "vh").child("Which approach reaches which group. Gaps come first."))
            .child(el("thead").child(head))
            .child(el("tbody").child(plan.groups.iter().map(row).collect::<Vec<_>>())),
        el("p").attr("class", "quiet").child(
            "Groups overlap: one person may be in several. Plan for people, not for rows. A review of what is known asks nobody, so it is no way in. A tick means that we know of no barrier: ask people before you rely on it."
        ),
        details("Why: what keeps people out, with sources", why(here, plan)),
    ]
}

fn cell(cell: &PlanCell) -> Node {
    let hidden = match cell.verdict {
        Verdict::WithSupport => "Reaches with: ",
        Verdict::LeavesOut => "Leaves out: ",
        Verdict::Reaches => "",
    };
    let words = match cell.verdict {
        Verdict::Reaches if cell.words.is_empty() => "Reaches".to_owned(),
        Verdict::Reaches => ["Reaches. Put in place: ", &cell.words].concat(),
        _ => cell.words.clone(),
    };
    let tells = cell.tells.then(|| el("span").attr("class", "quiet").child(". It only tells."));
    let hidden = el("span").attr("class", "vh").child(hidden);
    let words = el("small").child(hidden).child(words).child(tells);
    el("td")
        .attr("data-l", cell.name.clone())
        .child(el("span").attr("class", "v").child(icon(sign(cell.verdict))).child(words))
}

fn sign(verdict: Verdict) -> Icon {
    match verdict {
        Verdict::Reaches => Icon::Reaches,
        Verdict::WithSupport => Icon::WithSupport,
        Verdict::LeavesOut => Icon::LeavesOut,
    }
}

/// Every barrier and every group that the table rests on, with its sources.
fn why(here: Here, plan: &Plan) -> Node {
    let Some(book) = here.session.handbook() else { return Node::NOTHING };
    let g = here.session.guidance;
    let barriers = Barrier::ALL.iter().zip(&book.barriers);
    let barriers = barriers.filter(|(barrier, _)| plan.barriers.iter().any(|one| one.name == barrier.name()));
    let barriers = barriers.map(|(barrier, behind)| {
        let name = el("b").child(["It needs ", barrier.name(), ". "].concat());
        el("li").child(name).child(&behind.says).child(here.sources(&behind.cites))
    });
    let question = g.groups().map(|no| g.question(no));
    let groups = plan.groups.iter().filter_map(|group| {
        let at = question?.option_no(group.id.as_deref()?)?;
        let behind = book.groups.get(usize::from(at))?;
        let how = group.cells.iter().filter(|cell| !cell.how.is_empty());
        let how = how.map(|cell| el("li").child([&cell.name, ": ", &cell.how].concat())).collect::<Vec<_>>();
        let name = el("b").child([&group.name, ". "].concat());
        Some(el("li").child(name).child(&behind.why).child(el("ul").child(how)).child(here.sources(&behind.cites)))
    });
    parts![el("ul").child(barriers.collect::<Vec<_>>()), el("ul").child(groups.collect::<Vec<_>>()),]
}

// How far each group is affected, and groups of the person's own.

fn degrees(here: Here) -> Node {
    let session = here.session;
    let g = session.guidance;
    let Some(no) = g.groups() else { return Node::NOTHING };
    let question = g.question(no);
    let said = session.answers.with(|answers| answers.get(&question.id).map(Answer::degrees)).unwrap_or_default();
    let row = |at: OptionNo| {
        let option = question.option(at);
        let degree = said.get(&option.id).copied();
        let mut offered = vec![("", "Not said")];
        offered.extend(Degree::ALL.map(|degree| (degree.id(), degree.name())));
        let set = move |word: String| session.say_how_far(at, Degree::of(&word));
        let hidden = ["How far affected: ", &option.label].concat();
        let id = ["ep-far-", &option.id].concat();
        let list = select(id.clone(), hidden, offered, degree.map_or("", Degree::id), set);
        let why = (degree == Some(Degree::NotAffected)).then(|| {
            let written = session.edits.with(|edits| edits.groups.get(&option.id).map(|one| one.why_not.clone()));
            let written = written.unwrap_or_default();
            let which = WhichGroup::Named(option.id.clone());
            let write = move |words: String| session.write_group(&which, |record| record.why_not = words);
            let label = ["Why not affected: ", &option.label].concat();
            Here::watched(text_input([&id, "-why"].concat(), label, written.clone(), write), &written)
        });
        el("li").child(el("span").child(&option.label)).child(list).child(why)
    };
    // In one order, that of the question: a row that moved while it is answered would take the focus to another group.
    let all = (0..).zip(&question.options).map(|(at, _): (OptionNo, _)| row(at)).collect::<Vec<_>>();
    let own = session.edits.with(|edits| edits.own_groups.len());
    let own = (0..own).map(|place| own_group(here, place)).collect::<Vec<_>>();
    let doors = here.doors;
    let add = move |_: Event| {
        let place = session.add_group();
        doors.focus_on(["ep-own-", &place.to_string()].concat());
    };
    let inside = parts![
        el("p").attr("class", "hint").child(
            "Say who is affected most. Where you are not sure, say so: the advice then keeps both roads open. Where a group is not affected, say why."
        ),
        el("ul").attr("class", "far").child(all),
        own,
        el("p").child(link("Add a group of your own", String::new(), add)),
    ];
    details("Add or change a group", inside)
}

fn own_group(here: Here, place: usize) -> Node {
    let session = here.session;
    let Some(group) = session.edits.with(|edits| edits.own_groups.get(place).cloned()) else { return Node::NOTHING };
    let book = session.handbook();
    let id = ["ep-own-", &place.to_string()].concat();
    let name = text_input(id.clone(), "What you call this group. Name no person".to_owned(), group.name.clone(), {
        move |words| session.edit_group(place, |group| group.name = words)
    });
    let barrier = |(at, barrier): (usize, Barrier)| {
        let ask = book.and_then(|book| book.barriers.get(at)).map_or(barrier.name(), |behind| behind.ask.as_str());
        let choice = Choice { value: barrier.id().to_owned(), label: ask.to_owned(), hint: String::new() };
        option("checkbox", true, &id, choice, group.meets.contains(barrier.id()), move |on| {
            session.edit_group(place, |group| {
                if on {
                    group.meets.insert(barrier.id().to_owned());
                } else {
                    group.meets.remove(barrier.id());
                }
            });
        })
    };
    let barriers = Barrier::ALL.into_iter().enumerate().map(barrier).collect::<Vec<_>>();
    let doors = here.doors;
    let remove = move |_| {
        session.remove_group(place);
        doors.focus("[data-page]");
    };
    el("fieldset")
        .attr("class", "own")
        .child(el("legend").attr("class", "label").child("A group of your own"))
        .child(Here::watched(name, &group.name))
        .child(el("p").child("What may keep them out? Tick all that hold for many of them."))
        .child(el("div").attr("class", "cols").child(barriers))
        .child(el("p").child(link("Take this group away", group.name, remove)))
}

// What to put in place.

fn measures(here: Here, plan: &Plan) -> Node {
    if plan.measures.is_empty() {
        return Node::NOTHING;
    }
    let level = here.level(1);
    let rows = plan.measures.iter().map(|one| measure(here, one)).collect::<Vec<_>>();
    let head = ["Support", "For", "Book by", "Cost", "In place"];
    let head = head.map(|words| el("th").attr("scope", "col").child(words));
    let there = plan.measures.iter().filter(|one| one.said == Some(InPlace::Yes)).count();
    let lead = [
        &plan.measures.len().to_string(),
        " things make it possible to take part. In place so far: ",
        &there.to_string(),
        ". Days and costs are our own estimates.",
    ];
    parts![
        heading(level, "h2", "What to put in place"),
        el("p").child(lead.concat()),
        el("table")
            .attr("class", "stack put")
            .child(el("caption").attr("class", "vh").child("What to put in place, for whom, when and at what cost"))
            .child(el("thead").child(el("tr").child(head.into_iter().collect::<Vec<_>>())))
            .child(el("tbody").child(rows)),
    ]
}

fn measure(here: Here, one: &PlanMeasure) -> Node {
    let session = here.session;
    let whom = match one.groups.len() {
        0 => "Everyone".to_owned(),
        _ => one.groups.join("; "),
    };
    let mut offered = vec![("", "Not said")];
    offered.extend(InPlace::ALL.map(|said| (said.id(), said.name())));
    let id = one.id.clone();
    let set = move |word: String| session.say_of_measure(&id, |record| record.said = InPlace::of(&word));
    let name = ["ep-measure-", &one.id].concat();
    let list =
        select(name.clone(), ["Is it in place: ", &one.title].concat(), offered, one.said.map_or("", InPlace::id), set);
    let cites = session.handbook().and_then(|book| book.measures.iter().find(|other| other.id == one.id));
    let id = one.id.clone();
    let keep = move |day: Option<Date>| session.say_of_measure(&id, |record| record.ready = day);
    let inside = parts![
        el("p").child(one.what.clone()),
        el("p").child(el("b").child("Goes with: ")).child(one.approaches.join("; ")).child("."),
        el("p").child(el("b").child("Who: ")).child(one.who.clone()).child("."),
        here.day([&name, "-ready"].concat(), "The day it is ready", one.ready, Box::new(keep)),
        cites.map(|measure| here.sources(&measure.cites)),
    ];
    let title = parts![el("b").child(one.title.clone())];
    let late = one.late.then(|| tag("tag--care", "Late".to_owned()));
    el("tr")
        .child(el("th").attr("scope", "row").child(details(title, inside)))
        .child(el("td").attr("data-l", "For").child(whom))
        .child(
            el("td").attr("data-l", "Book by").child(el("span").child(day_words(one.book_by)).child(" ").child(late)),
        )
        .child(el("td").attr("data-l", "Cost").child(one.cost.clone()))
        .child(el("td").attr("data-l", "In place").child(list))
}

// Who to work with.

fn partners(here: Here, plan: &Plan) -> Node {
    if plan.partners.is_empty() {
        return Node::NOTHING;
    }
    let book = here.session.handbook();
    let one = |one: &crate::plan::PlanPartner| {
        let cites = book.and_then(|book| book.partners.iter().find(|other| other.name == one.name));
        let inside = parts![
            el("p").child(el("b").child("They bring: ")).child(one.brings.clone()),
            el("p").child(el("b").child("It costs them: ")).child(one.costs.clone()),
            cites.map(|partner| here.sources(&partner.cites)),
        ];
        el("li")
            .child(el("p").child(el("b").child(one.name.clone())).child(el("br")).child(one.ask.clone()))
            .child(el("p").child(el("b").child("Ask by: ")).child(one.when.clone()))
            .child(details(
                parts!["What they bring, and what it costs them", hidden([": ", &one.name].concat())],
                inside,
            ))
    };
    let list = plan.partners.iter().map(one).collect::<Vec<_>>();
    parts![
        heading(here.level(1), "h2", "Who to work with"),
        details(
            [&plan.partners.len().to_string(), " partners fit this work"].concat(),
            el("ul").attr("class", "mates").child(list)
        ),
    ]
}

fn hidden(words: String) -> Node {
    el("span").attr("class", "vh").child(words)
}

// The record of the impact assessment.

fn record(here: Here, plan: &Plan) -> Node {
    let level = here.level(1);
    let of_groups = plan.groups.iter().map(|group| group_record(here, group)).collect::<Vec<_>>();
    let parts_of = each_once(&mut plan.record.iter().map(|entry| &entry.part));
    let part = |part: &str| {
        let list: Vec<&PlanEntry> = plan.record.iter().filter(|entry| entry.part == part).collect();
        let done = list.iter().filter(|entry| !entry.text.trim().is_empty()).count();
        let fields = list.into_iter().map(|entry| {
            let id = entry.id.clone();
            field(["ep-record-", &entry.id].concat(), entry, move |words| here.session.write_record(&id, words))
        });
        let fields = fields.collect::<Vec<_>>();
        fold(here, part, done, fields.len(), fields.into_node())
    };
    let session = here.session;
    let review = here.day("ep-review".to_owned(), "The day you look at it again", plan.review, {
        Box::new(move |day| session.edits.update(|edits| edits.review = day))
    });
    parts![
        heading(level, "h2", "Impact assessment: your record"),
        el("p").child(
            "Write what the work means for each group. It prompts you, and does not decide. It can be printed as a document of its own."
        ),
        el("div").attr("class", "folds").child(of_groups).child(parts_of.into_iter().map(part).collect::<Vec<_>>()),
        review,
    ]
}

fn fold(here: Here, name: &str, done: usize, of: usize, inside: Node) -> Node {
    let count = [&done.to_string(), " of ", &of.to_string(), " written"].concat();
    let summary =
        parts![heading(here.level(2), "h3 tight", name.to_owned()), el("span").attr("class", "quiet").child(count)];
    details(summary, inside)
}

fn group_record(here: Here, group: &PlanGroup) -> Node {
    let session = here.session;
    let which = match (&group.id, group.own) {
        (Some(id), _) => WhichGroup::Named(id.clone()),
        (None, place) => WhichGroup::Own(place.unwrap_or_default()),
    };
    let key = match &which {
        WhichGroup::Named(id) => ["ep-of-", id].concat(),
        WhichGroup::Own(place) => ["ep-of-own-", &place.to_string()].concat(),
    };
    let done = group.record.iter().filter(|entry| !entry.text.trim().is_empty()).count();
    let fields = group.record.iter().map(|entry| {
        let (which, id) = (which.clone(), entry.id.clone());
        let write = move |words: String| {
            session.write_group(&which, |record: &mut GroupRecord| record.notes.insert(id.clone(), words));
        };
        field([&key, "-", &entry.id].concat(), entry, write)
    });
    let fields = fields.collect::<Vec<_>>();
    let overlaps: Vec<&str> = group.overlaps.iter().map(|other| other.name.as_str()).collect();
    let overlaps = (!overlaps.is_empty()).then(|| {
        el("p")
            .child(el("b").child("Many are also: "))
            .child(overlaps.join("; "))
            .child(". Ask what both together mean.")
    });
    let most = group.most.then(|| el("p").child(tag("tag--care", "Affected most".to_owned())));
    let keep = move |day: Option<Date>| session.write_group(&which, |record| record.by = day);
    let by = here.day([&key, "-by"].concat(), "By when", group.by, Box::new(keep));
    fold(here, &group.name, done, fields.len(), parts![most, overlaps, fields, by])
}

pub fn field(id: String, entry: &PlanEntry, write: impl Fn(String) + 'static) -> Node {
    let area = text_area(id, entry.label.clone(), entry.hint.clone(), entry.text.clone(), write);
    Here::watched(area, &entry.text)
}
