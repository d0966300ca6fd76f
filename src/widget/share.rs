//! Files and print. Nothing is sent; what is open is printed in the file and blocks nothing.

use leptos::prelude::{Get, With, WithUntracked};

use super::Here;
use super::controls::icons::{Icon, icon};
use super::controls::{Choice, heading, link, option, page_heading, text_area};
use super::doors::Take;
use super::frame::mark;
use crate::document::{Kind, Sheet};
use crate::guidance::Severity;
use crate::node::{Node, el};
use crate::parts;
use crate::plan::{GapPlace, Private, private};
use crate::session::Place;

pub fn page(here: Here) -> Node {
    let session = here.session;
    let level = here.level(0);
    let local = here.local;
    let half_done = local.0.get();
    let depth = half_done.depth.unwrap_or(Kind::Full);
    let how = half_done.take.unwrap_or(Take::Word);
    let busy = half_done.busy;
    let what = |value: &str, of: Kind, label: &str, hint: &str| {
        let choice = Choice { value: value.to_owned(), label: label.to_owned(), hint: hint.to_owned() };
        option("radio", true, "ep-depth", choice, depth == of, move |_| {
            local.change(|local| {
                local.depth = Some(of);
                local.came = None;
            })
        })
    };
    let way = |value: &str, of: Take, label: &str, hint: &str| {
        let choice = Choice { value: value.to_owned(), label: label.to_owned(), hint: hint.to_owned() };
        option("radio", true, "ep-take", choice, how == of, move |_| {
            local.change(|local| {
                local.take = Some(of);
                local.came = None;
            })
        })
    };
    let take = move |_| taking(here, how, depth);
    let words = match how {
        Take::Word => "Download Word file",
        Take::WebPage => "Download web page",
        Take::Text => "Download text file",
        Take::Table(_) => "Download spreadsheet",
        Take::Calendar => "Download calendar",
        Take::PlanFile => "Download plan file",
        Take::Print => "Open the print window",
        Take::Copy => "Copy the text",
    };
    let by_hand = match &half_done.came {
        Some(Err(fault)) if !fault.text.is_empty() => {
            let hint = "Press Ctrl and A in the box, then Ctrl and C.".to_owned();
            text_area("ep-text".to_owned(), "The text of the plan".to_owned(), hint, fault.text.clone(), |_| {})
        }
        _ => Node::NOTHING,
    };
    // These have no first page, and are made of the whole plan.
    let whole = matches!(how, Take::Table(_) | Take::Calendar | Take::PlanFile);
    let open = {
        session.plan.with(|plan| {
            plan.as_ref().filter(|_| !whole).map(|plan| {
                let one = |severity: Severity| {
                    let count = plan.gaps.iter().filter(|gap| gap.severity == severity).count();
                    parts![
                        el("span")
                            .attr("class", "grade")
                            .child(icon(mark(severity)))
                            .child(count)
                            .child(" ")
                            .child(severity.name().to_ascii_lowercase()),
                        " "
                    ]
                };
                el("p")
                    .attr("class", "small")
                    .child("It will say, on its first page: ")
                    .child(one(Severity::Must))
                    .child(one(Severity::Should))
                    .child(one(Severity::Consider))
            })
        })
    };
    let papers: Vec<Node> = session.plan.with(|plan| {
        let papers = (0..).zip(plan.iter().flat_map(|plan| &plan.papers));
        papers.map(|(at, paper)| what(&paper.id, Kind::Paper(at), &paper.title, "To agree and sign")).collect()
    });
    let what_if = session
        .variants
        .with(|variants| !variants.is_empty())
        .then(|| what("what-if", Kind::WhatIf, "What if", "The plan beside your what-ifs, to discuss"));
    parts![
        page_heading(level, "Share your plan"),
        el("p")
            .attr("class", "lead")
            .child("Choose what to share, and how. The file is made on this computer. Nothing is sent."),
        el("div")
            .attr("class", "two two--even")
            .child(
                el("fieldset")
                    .child(el("legend").child(heading(level + 1, "h2 tight", "What to share")))
                    .child(what("full", Kind::Full, "Full plan", "For the project team and the assurance panel"))
                    .child(what("one-page", Kind::OnePage, "One page", "For the public, the board and lay partners"))
                    .child(what("record", Kind::Record, "Impact record", "What the work means for each group"))
                    .child(what("letter", Kind::Letter, "Feedback letter", "For those who took part: what came of it"))
                    .child(papers)
                    .child(what_if)
            )
            .child(
                el("fieldset")
                    .child(el("legend").child(heading(level + 1, "h2 tight", "How")))
                    .child(way("word", Take::Word, "Word", "To edit and to send for comment"))
                    .child(way("print", Take::Print, "Print or PDF", "Uses your browser’s print window"))
                    .child(way("web-page", Take::WebPage, "Web page", "One file, for an intranet"))
                    .child(way("text", Take::Text, "Text", "Markdown, for other tools"))
                    .child(way(
                        "sheet-tasks",
                        Take::Table(Sheet::Tasks),
                        "Spreadsheet of tasks",
                        "Who does what, and when"
                    ))
                    .child(way(
                        "sheet-groups",
                        Take::Table(Sheet::Groups),
                        "Spreadsheet of groups",
                        "Ways in, and what each needs"
                    ))
                    .child(way(
                        "sheet-budget",
                        Take::Table(Sheet::Budget),
                        "Spreadsheet of costs",
                        "Support, with figures to change"
                    ))
                    .child(way("dates", Take::Calendar, "Calendar", "Tasks and dates, for Outlook and others"))
                    .child(way("plan-file", Take::PlanFile, "Plan file", "Everything, to carry on here or elsewhere"))
                    .child(way("copy", Take::Copy, "Copy the text", "Where this page forbids downloads"))
            ),
        el("hr").attr("class", "rule"),
        open,
        carries(how, depth),
        private_words(here),
        el("button")
            .attr("type", "button")
            .attr("class", "btn")
            .on("click", take)
            .attr("aria-disabled", busy.to_string())
            .child(words),
        el("div").attr("role", "status").child(came(here)),
        by_hand,
        super::case::part(here, level + 1),
        super::compare::part(here, level + 1)
    ]
}

/// Makes a file, and keeps what came of it for the page. One at a time.
pub fn taking(here: Here, how: Take, of: Kind) {
    let Here { doors, local, .. } = here;
    if local.0.with_untracked(|local| local.busy) {
        return;
    }
    local.change(|local| {
        local.busy = true;
        local.came = None;
    });
    doors.take(how, of, move |came| {
        local.change(|local| {
            local.busy = false;
            local.came = Some(came);
        });
    });
}

/// What came of the last file, in words.
pub fn came(here: Here) -> Node {
    here.local.0.with(|local| match &local.came {
        _ if local.busy => el("p").child("Making it on this computer."),
        None => Node::NOTHING,
        Some(Ok(words)) => el("p").child(words.clone()),
        Some(Err(fault)) => el("p").attr("class", "errmsg").child(fault.words.clone()),
    })
}

/// That a file holds more than it shows, or more than was chosen, where it does.
fn carries(how: Take, depth: Kind) -> Node {
    let words = match how {
        Take::Table(_) | Take::Calendar | Take::PlanFile => {
            "This is made from the whole plan, whatever you chose to share."
        }
        Take::Word | Take::WebPage if depth == Kind::Full => {
            "The file also carries your plan, so that it opens here again: all your answers and words. What you take out in Word is still carried. Take it out here, or share a print, a text or one page."
        }
        _ => return Node::NOTHING,
    };
    el("p").attr("class", "small").child(words)
}

/// What the person's own words may hold about somebody, with the way to each place. It warns and blocks nothing.
fn private_words(here: Here) -> Node {
    let list = here.session.plan.with(|plan| plan.as_ref().map(|plan| private(plan)).unwrap_or_default());
    let line = |one: Private| {
        let names: Vec<&str> = one.kinds.iter().map(|kind| kind.name()).collect();
        let to = match one.place {
            GapPlace::People => Place::People,
            GapPlace::Running => Place::Running,
            GapPlace::Answers => Place::Answers,
            _ => Place::Plan,
        };
        let words = ["“", &one.label, "” may hold ", &names.join(" and "), ". "].concat();
        el("li").child(words).child(link("Go to it", one.label, here.to(to)))
    };
    let read = "Read it through before you share it. Take out names, and anything private about a person.";
    if list.is_empty() {
        return el("p").attr("class", "small").child(read);
    }
    let warning = el("p").child(icon(Icon::Care)).child(" ").child(el("b").child("It may point to somebody."));
    el("div")
        .attr("class", "inset")
        .child(warning)
        .child(el("ul").child(list.into_iter().map(line).collect::<Vec<_>>()))
        .child(el("p").child("You can share it all the same. ").child(read))
}
