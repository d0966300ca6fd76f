//! What the organisation says for itself, on each page where it helps. It stands in boxes of its own, with the word Local
//! on them: nobody may take it for the guidance.

use leptos::prelude::{Get, With};

use super::Here;
use super::controls::{Choice, details, heading, link, option, tag};
use crate::guidance::Severity;
use crate::node::{IntoNode as _, Node, el};
use crate::parts;
use crate::plan::{GapPlace, InPlace, Plan, PlanFact, PlanGap, PlanLocal, PlanLocalApproach, PlanLocalCheck};
use crate::session::{FAULT, Place};

/// The mark of what is local: a house.
fn house() -> Node {
    let drawn = parts![
        el("path").attr("d", "M10 1 19 9.5h-2.5V19h-13V9.5H1z").attr("fill", "currentColor"),
        el("path").attr("class", "k").attr("d", "M8 12h4v7H8z").attr("fill", "var(--paper)")
    ];
    let svg = el("svg").attr("class", "ico").attr("viewBox", "0 0 20 20").attr("aria-hidden", "true");
    el("span").attr("class", "quiet").child(svg.attr("focusable", "false").child(drawn))
}

/// How much is to mend of what the organisation asks besides: a mark and a word of its own.
pub fn count(here: Here) -> Node {
    with(here, |policy| match policy.gaps.len() {
        0 => Node::NOTHING,
        count => {
            let word = el("span").attr("class", "w").child(" local");
            el("span").attr("class", "grade").child(house()).child(count).child(word)
        }
    })
}

/// A box for something local: its heading, whose it is, and what it says.
fn local(here: Here, policy: &PlanLocal, words: &str, focus: &str, inside: Node) -> Node {
    let whose = if policy.organisation.is_empty() {
        " No local policy is in force here.".to_owned()
    } else {
        [" From ", &*policy.organisation, ", and not from the guidance."].concat()
    };
    el("section")
        .attr("class", "local")
        .child(el("div").attr("data-focus", focus.to_owned()).attr("tabindex", "-1").child(heading(
            here.level(1),
            "h2",
            words.to_owned(),
        )))
        .child(el("p").child(tag("tag--local", "Local".to_owned())).child(whose))
        .child(inside)
}

/// The local policy of a plan, where it has something for a page.
fn with(here: Here, draw: impl Fn(&PlanLocal) -> Node) -> Node {
    let plan = here.session.plan;
    plan.with(|plan| plan.as_ref().and_then(|plan| plan.local.as_ref()).map(draw)).into_node()
}

/// A link that the file gives: to the web or another page of the site, in a tab of its own; or to write.
fn leads(words: String, to: &str) -> Node {
    let link = el("a").attr("href", to.to_owned());
    if to.starts_with("mailto:") {
        return link.child(words);
    }
    let hidden = el("span").attr("class", "vh").child(" (opens in a new tab)");
    link.attr("target", "_blank").attr("rel", "noopener noreferrer").child(words).child(hidden)
}

/// A fact in a line. What has a link and is short is the link; a longer text has its link after it.
fn fact(fact: &PlanFact) -> Node {
    let label = el("b").child([&*fact.label, ": "].concat());
    let line = el("p").child(label);
    match (&*fact.link, fact.words.len() <= 60) {
        ("", _) => line.child(fact.words.clone()),
        (to, true) => line.child(leads(fact.words.clone(), to)),
        (to, false) => {
            line.child(fact.words.clone()).child(" ").child(leads(["Read more: ", &*fact.label].concat(), to))
        }
    }
}

fn facts(list: &[PlanFact]) -> Vec<Node> {
    list.iter().map(fact).collect()
}

/// How to reach the involvement team, for the first page; nothing where the policy does not say.
pub fn contact(here: Here) -> Node {
    let session = here.session;
    let Some(contact) = session.local.get().policy.and_then(|policy| policy.contact.as_ref()) else {
        return Node::NOTHING;
    };
    {
        let team = if contact.link.is_empty() {
            contact.team.clone().into_node()
        } else {
            leads(contact.team.clone(), &contact.link)
        };
        let email = (!contact.email.is_empty())
            .then(|| parts![el("br"), leads(contact.email.clone(), &["mailto:", &*contact.email].concat())]);
        let phone = (!contact.phone.is_empty()).then(|| parts![el("br"), contact.phone.clone()]);
        el("span").child(tag("tag--local", "Local".to_owned())).child(" ").child(team).child(email).child(phone)
    }
}

/// What the bodies that a page speaks of are called here, to stand with the words explained; nothing where it names none.
pub fn names(here: Here, said: &str) -> Node {
    let said = said.to_ascii_lowercase();
    with(here, |policy| {
        let found = policy.bodies.iter().filter(|(plain, _)| said.contains(&plain.to_ascii_lowercase()));
        let name = |(plain, here): &(String, String)| {
            let mean = el("dd").child(tag("tag--local", "Local".to_owned())).child([" ", &**here].concat());
            el("div").child(el("dt").child(plain.clone())).child(mean)
        };
        let list = found.map(name).collect::<Vec<_>>();
        if list.is_empty() { Node::NOTHING } else { el("dl").attr("class", "grid2").child(list) }
    })
}

/// At the foot of each page: which edition is in force; or that the file could not be read, with what its owner needs.
pub fn foot(here: Here) -> Node {
    let session = here.session;
    let force = session.local.get();
    let wrong = (!force.faults.is_empty()).then(|| {
        let list = force.faults.iter().map(|one| el("li").child(one)).collect::<Vec<_>>();
        let mend = el("p").child("Mend these in the local policy file, then load the page again. Code EP-9.");
        let inside = parts![mend, el("ul").child(list)];
        let fold = details("For the intranet’s owner", inside);
        el("div").attr("class", "small").child(el("p").child(FAULT)).child(fold)
    });
    let edition = force.policy.map(|policy| {
        let day = crate::plan::day_words(policy.edition.date);
        let words = [" Policy of ", &*policy.organisation, ", edition ", &policy.edition.name, " (", &day, ")."];
        el("p").attr("class", "small").child(tag("tag--local", "Local".to_owned())).child(words.concat())
    });
    el("div").child(wrong).child(edition)
}

/// That the plan was made under another edition, with the way to take this one.
fn made_under(here: Here, policy: &PlanLocal) -> Node {
    if policy.made_under.is_empty() {
        return Node::NOTHING;
    }
    let session = here.session;
    let take = (!policy.organisation.is_empty()).then(|| {
        el("p").child(link("I have looked: use this edition", String::new(), move |_| {
            session.use_local_edition();
            here.doors.focus_on("local-plan".to_owned());
        }))
    });
    el("div").attr("class", "inset").child(el("p").child(policy.made_under.clone())).child(take)
}

fn approach(here: Here, one: &PlanLocalApproach) -> Node {
    let suits = (!one.suits.is_empty()).then(|| el("p").child(one.suits.clone()));
    let ask = (!one.ask.is_empty()).then(|| el("p").child(el("b").child("Ask: ")).child(one.ask.clone()));
    let more = (!one.link.is_empty()).then(|| el("p").child(leads(["Read more: ", &*one.name].concat(), &one.link)));
    el("li")
        .child(heading(here.level(2), "h3", one.name.clone()))
        .child(el("p").child(one.what.clone()))
        .child(suits)
        .child(ask)
        .child(more)
}

/// Ways of involving people that this place has, after all those of the guidance.
pub fn approaches(here: Here) -> Node {
    with(here, |policy| {
        if policy.approaches.is_empty() {
            return Node::NOTHING;
        }
        let list = policy.approaches.iter().map(|one| approach(here, one)).collect::<Vec<_>>();
        let lead = el("p").child("Your place has these ways besides. The planner does not rank them.");
        local(
            here,
            policy,
            "Local approaches",
            "local-approaches",
            parts![lead, el("ul").attr("class", "rows").child(list)],
        )
    })
}

fn grade(severity: Severity) -> Node {
    let words = match severity {
        Severity::Must => "Local must",
        Severity::Should => "Local should",
        Severity::Consider => "Local consider",
    };
    el("span").attr("class", "grade").child(house()).child(words)
}

fn check(here: Here, check: &PlanLocalCheck) -> Node {
    let session = here.session;
    let name = ["ep-", &*check.id.replace(':', "-")].concat();
    let radio = |answer: InPlace| {
        let id = check.id.clone();
        let choice = Choice { value: answer.id().to_owned(), label: answer.name().to_owned(), hint: String::new() };
        option("radio", true, &name, choice, check.said == Some(answer), move |_| session.check_local(&id, answer))
    };
    let mend = (check.said != Some(InPlace::Yes))
        .then(|| el("p").child(el("b").child("To mend it: ")).child(check.mend.clone()));
    let who = (!check.who.is_empty()).then(|| el("p").child(el("b").child("Who can help: ")).child(check.who.clone()));
    el("fieldset")
        .attr("class", "check")
        .attr("data-focus", check.id.clone())
        .attr("tabindex", "-1")
        .child(el("legend").child(grade(check.severity)).child(el("b").child(check.words.clone())))
        .child(el("div").attr("class", "inline").child(InPlace::ALL.map(radio).to_vec()))
        .child(mend)
        .child(who)
}

/// What this place asks besides, after all that the guidance asks.
pub fn checks(here: Here) -> Node {
    with(here, |policy| {
        if policy.checks.is_empty() && policy.kept.is_empty() && policy.made_under.is_empty() {
            return Node::NOTHING;
        }
        let kept = (!policy.kept.is_empty()).then(|| {
            let one = |(id, said): &(String, InPlace)| el("li").child([&**id, ": ", said.name(), "."].concat());
            let list = policy.kept.iter().map(one).collect::<Vec<_>>();
            let lead = "These were answered, and no longer stand in the local policy. Your answers are kept:";
            parts![el("p").child(lead), el("ul").child(list)]
        });
        let list = policy.checks.iter().map(|one| check(here, one)).collect::<Vec<_>>();
        local(here, policy, "Local checks", "local-checks", parts![made_under(here, policy), list, kept])
    })
}

/// The group that assures involvement, and which of its meetings counts.
pub fn dates(here: Here) -> Node {
    with(here, |policy| {
        if policy.assurance.is_empty() {
            return Node::NOTHING;
        }
        let gaps = policy.gaps.iter().filter(|gap| gap.place == GapPlace::Dates).map(gap).collect::<Vec<_>>();
        let gaps = (!gaps.is_empty()).then(|| el("ul").attr("class", "gaps").child(gaps));
        local(here, policy, "Local assurance", "local-dates", parts![gaps, facts(&policy.assurance)])
    })
}

/// How people are paid, where a page speaks of paying them.
pub fn payment(here: Here) -> Node {
    with(here, |policy| {
        let Some(payment) = &policy.payment else { return Node::NOTHING };
        el("div").attr("class", "local").child(tag("tag--local", "Local".to_owned())).child(fact(payment))
    })
}

fn gap(gap: &PlanGap) -> Node {
    let words = el("p")
        .child(grade(gap.severity))
        .child(" ")
        .child(el("b").child(gap.title.clone()).child("."))
        .child(el("br"))
        .child(gap.mend.clone());
    el("li").child(words)
}

/// All that the local policy says to this plan: what is to mend, what is to do, names and help.
pub fn plan(here: Here, plan: &Plan) -> Node {
    let Some(policy) = &plan.local else { return Node::NOTHING };
    let session = here.session;
    let level = here.level(2);
    let line = |gap: &PlanGap| {
        let (to, focus) = match gap.place {
            GapPlace::Dates => (Place::Dates, "local-dates".to_owned()),
            _ => (Place::Checks, gap.id.clone()),
        };
        let go = move |_| {
            session.go(to);
            here.doors.focus_on(focus.clone());
        };
        let words = parts![
            el("b").child(gap.title.clone()).child("."),
            el("br"),
            if gap.state == crate::plan::GapState::NotSaid { "Not said yet. " } else { "" },
            gap.mend.clone()
        ];
        el("li").child(el("p").child(grade(gap.severity))).child(el("p").child(words)).child(el("p").child(link(
            "Mend it",
            [": ", &*gap.title].concat(),
            go,
        )))
    };
    let gaps = (!policy.gaps.is_empty()).then(|| {
        parts![
            heading(level, "h3", "To mend for your organisation"),
            el("ul").attr("class", "lint").child(policy.gaps.iter().map(line).collect::<Vec<_>>())
        ]
    });
    let task = |task: &crate::plan::PlanTask| {
        let what = el("span").attr("class", "small quiet").child(task.what.clone());
        el("li")
            .attr("class", "task")
            .child(el("p").child(el("b").child(task.title.clone())).child(el("br")).child(what))
            .child(el("p").child(el("span").attr("class", "vh").child("Who: ")).child(task.who.clone()))
            .child(el("p").child(el("span").attr("class", "vh").child("When: ")).child(task.when.clone()))
    };
    let tasks = (!policy.tasks.is_empty()).then(|| {
        parts![
            heading(level, "h3", "Local tasks"),
            el("ul").attr("class", "tasks").child(policy.tasks.iter().map(task).collect::<Vec<_>>())
        ]
    });
    let name = |(plain, here): &(String, String)| {
        el("div").child(el("dt").child(plain.clone())).child(el("dd").child(here.clone()))
    };
    let names = (!policy.bodies.is_empty()).then(|| {
        parts![
            heading(level, "h3", "What bodies are called here"),
            el("dl").attr("class", "grid2").child(policy.bodies.iter().map(name).collect::<Vec<_>>())
        ]
    });
    let help = (policy.payment.is_some() || !policy.contact.is_empty())
        .then(|| parts![heading(level, "h3", "Local help"), policy.payment.as_ref().map(fact), facts(&policy.contact)]);
    let edition = (!policy.edition.is_empty()).then(|| {
        let review = if policy.overdue { "warn" } else { "quiet" };
        parts![
            el("p").child(el("b").child("Edition: ")).child(policy.edition.clone()),
            (!policy.review.is_empty()).then(|| el("p").attr("class", review).child(policy.review.clone()))
        ]
    });
    local(
        here,
        policy,
        "Local policy",
        "local-plan",
        parts![edition, made_under(here, policy), gaps, tasks, help, names],
    )
}
