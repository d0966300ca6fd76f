//! What an organisation says for itself, beside the plan: it reads the plan as it stands, and changes nothing in it. Its
//! checks, gaps and tasks are lists of their own, so that nobody takes a local one for one of the guidance.

use serde::{Deserialize, Serialize};

use super::check::{GapPlace, GapState};
use super::draft::own;
use super::{Edits, InPlace, Plan, PlanGap, PlanTask, day_words};
use crate::answers::{Outcome, State};
use crate::assessment::{Assessment, explain};
use crate::date::Date;
use crate::guidance::Severity;
use crate::local::{Approach, Assurance, Check, Policy};
use crate::order::{ById, sort_by_key};

/// What the id of a local check begins with, among the answers to checks: no id of the guidance has such a letter.
pub const LOCAL: &str = "local:";

/// What an organisation says for itself, in words.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PlanLocal {
    /// The organisation; empty where no local policy is in force.
    pub organisation: String,
    /// The edition of the policy, in words.
    pub edition: String,
    /// That the plan was made under another edition, in a sentence; empty where it was not.
    pub made_under: String,
    /// Who looks after the policy and when, in a sentence; empty where it is not said.
    pub review: String,
    /// The day on which it should have been looked at again has gone.
    pub overdue: bool,
    /// How to reach the involvement team: what it is, and the words.
    pub contact: Vec<PlanFact>,
    /// How people are paid for taking part.
    pub payment: Option<PlanFact>,
    /// What the group that assures involvement needs, and when: a sentence each.
    pub assurance: Vec<PlanFact>,
    /// Ways of involving people that this place has.
    pub approaches: Vec<PlanLocalApproach>,
    /// What this place asks of a plan besides, where it matters here.
    pub checks: Vec<PlanLocalCheck>,
    /// Answers to checks that no longer stand in the policy, by their ids. They are kept.
    pub kept: Vec<(String, InPlace)>,
    /// What the plan lacks of what this place asks.
    pub gaps: Vec<PlanGap>,
    /// What is done for this place, by when.
    pub tasks: Vec<PlanTask>,
    /// What bodies are called here: the plain name, and the local one.
    pub bodies: Vec<(String, String)>,
}

/// Something that a local policy says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanFact {
    /// What it is.
    pub label: String,
    /// The words.
    pub words: String,
    /// Where to read on: an address, a path of the same site, or one for e-mail; empty where there is none.
    pub link: String,
}

/// A way of involving people that this place has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanLocalApproach {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub what: String,
    /// When it suits, in a sentence; empty where nothing is said.
    pub suits: String,
    /// Whom to ask.
    pub ask: String,
    /// Where to read on.
    pub link: String,
}

/// A check of this place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanLocalCheck {
    /// Its id, as an answer is kept by it.
    pub id: String,
    /// What is so when it is in place.
    pub words: String,
    /// How much it matters to this place.
    pub severity: Severity,
    /// How to mend it.
    pub mend: String,
    /// Who can help.
    pub who: String,
    /// What was said, if anything.
    pub said: Option<InPlace>,
}

/// What a local policy says to a plan; nothing where there is none and nothing is kept from one.
#[must_use]
pub fn local(
    policy: Option<&Policy>,
    assessment: &Assessment<'_>,
    edits: &Edits,
    plan: &Plan,
    today: Date,
) -> Option<PlanLocal> {
    let mut here = policy.map(|policy| of_policy(policy, assessment, edits, plan, today)).unwrap_or_default();
    let known = |id: &str| policy.is_some_and(|policy| policy.checks.iter().any(|one| id == one.id));
    let answers = edits.checks.iter().filter_map(|(id, said)| Some((id.strip_prefix(LOCAL)?, *said)));
    here.kept = answers.filter(|(id, _)| !known(id)).map(|(id, said)| (id.to_owned(), said)).collect();
    if let Some(made) = edits.local.as_ref().filter(|made| policy.is_none_or(|policy| policy.edition != **made)) {
        let now = if policy.is_some() {
            ["Now ", &here.edition, " is in force. Look at the local checks and dates again."].concat()
        } else {
            "No local information is in force where the plan is now.".to_owned()
        };
        here.made_under =
            ["This plan was made under the local edition ", &edition_words(&made.name, made.date), ". ", &now].concat();
    }
    (policy.is_some() || !here.kept.is_empty() || !here.made_under.is_empty()).then_some(here)
}

fn edition_words(name: &str, date: Date) -> String {
    [name, " (", &day_words(date), ")"].concat()
}

fn of_policy(policy: &Policy, assessment: &Assessment<'_>, edits: &Edits, plan: &Plan, today: Date) -> PlanLocal {
    let mut here = PlanLocal {
        organisation: policy.organisation.clone(),
        edition: edition_words(&policy.edition.name, policy.edition.date),
        approaches: policy.approaches.iter().map(|one| approach(one, assessment)).collect(),
        bodies: policy.bodies.clone(),
        payment: policy.payment.as_ref().map(|one| fact("Paying people", &one.words, &one.link)),
        ..PlanLocal::default()
    };
    if let Some(review) = &policy.review {
        here.overdue = review.due < today;
        let when = if here.overdue { " was due to look at it again on " } else { " looks at it again by " };
        here.review = [&*review.by, when, &day_words(review.due), "."].concat();
        if !review.email.is_empty() {
            here.review = [&*here.review, " Write to ", &review.email, "."].concat();
        }
    }
    if let Some(contact) = &policy.contact {
        here.contact.push(fact("Team", &contact.team, &contact.link));
        if !contact.email.is_empty() {
            here.contact.push(fact("E-mail", &contact.email, &["mailto:", &*contact.email].concat()));
        }
        if !contact.phone.is_empty() {
            here.contact.push(fact("Telephone", &contact.phone, ""));
        }
    }
    for one in &policy.checks {
        check(one, assessment, &edits.checks, &mut here);
    }
    if let Some(group) = &policy.assurance {
        assurance(group, plan, today, &mut here);
    }
    sort_by_key(&mut here.gaps, |gap| gap.severity);
    here
}

fn fact(label: &str, words: &str, link: &str) -> PlanFact {
    PlanFact { label: label.to_owned(), words: words.to_owned(), link: link.to_owned() }
}

/// A local approach is never ranked and has no fit: it says when it suits, in its owner's words.
fn approach(one: &Approach, assessment: &Assessment<'_>) -> PlanLocalApproach {
    let g = assessment.guidance;
    let label =
        |no: &u8| g.groups().map(|groups| explain::lower(&g.question(groups).option(*no).label)).unwrap_or_default();
    let mut suits = String::new();
    if !one.stages.is_empty() {
        let names: Vec<&str> = one.stages.iter().map(|stage| stage.name()).collect();
        suits = ["It suits these stages: ", &names.join("; "), "."].concat();
    }
    if !one.groups.is_empty() {
        let all: Vec<String> = one.groups.iter().map(label).collect();
        let gap = if suits.is_empty() { "" } else { " " };
        suits = [&*suits, gap, "It is for these groups: ", &all.join("; "), "."].concat();
        let named = assessment.groups();
        let named: Vec<String> = one.groups.iter().filter(|no| named.contains(no)).map(label).collect();
        if !named.is_empty() {
            suits = [&*suits, " You named: ", &named.join("; "), "."].concat();
        }
    }
    PlanLocalApproach {
        id: one.id.clone(),
        name: one.name.clone(),
        what: one.what.words.clone(),
        suits,
        ask: one.ask.clone(),
        link: one.what.link.clone(),
    }
}

/// Whether a local check matters here: each of its questions has one of its answers.
fn matters(check: &Check, assessment: &Assessment<'_>) -> Outcome {
    let facts = &assessment.facts;
    let of = |&(no, bits): &(u16, u64)| match facts.of(no) {
        State::Known(chosen) if chosen & bits != 0 => Outcome::Holds,
        State::Known(_) if facts.not_sure_of(no) & bits == 0 => Outcome::Fails,
        State::Hidden => Outcome::Fails,
        _ => Outcome::Unknown,
    };
    check.when.iter().map(of).fold(Outcome::Holds, Outcome::and)
}

fn check(one: &Check, assessment: &Assessment<'_>, answers: &ById<InPlace>, here: &mut PlanLocal) {
    let id = [LOCAL, &*one.id].concat();
    let said = answers.get(&id).copied();
    let matters = matters(one, assessment);
    // What was answered is shown, whether or not it still matters.
    if matters == Outcome::Fails && said.is_none() {
        return;
    }
    here.checks.push(PlanLocalCheck {
        id: id.clone(),
        words: one.words.clone(),
        severity: one.severity,
        mend: one.mend.clone(),
        who: one.who.clone(),
        said,
    });
    // As with the checks of the guidance: where it is not settled that it matters, silence is no gap.
    let state = match (matters, said) {
        (Outcome::Fails, _) | (_, Some(InPlace::Yes)) => return,
        (_, Some(InPlace::No)) => GapState::NotInPlace,
        (Outcome::Unknown, _) => return,
        _ => GapState::NotSaid,
    };
    let gap = own(&id, one.words.clone(), &one.mend, GapPlace::Checks);
    here.gaps.push(PlanGap { severity: one.severity, state, ..gap });
}

/// Which meeting comes before the decision, when its papers are due, and what is wrong where none does.
fn assurance(group: &Assurance, plan: &Plan, today: Date, here: &mut PlanLocal) {
    let decision = plan.dates.decision;
    here.assurance.push(fact("Group", &group.name, &group.needs.link));
    let papers = |meeting: Date| meeting.plus(-group.papers);
    let to_come: Vec<Date> = group.meetings.iter().copied().filter(|day| *day >= today).collect();
    let before = to_come.iter().copied().filter(|day| decision.is_none_or(|decision| *day <= decision));
    // Where the decision has a day, the last meeting before it: by then most is known. Else the next that can be met.
    let in_time: Vec<Date> = before.clone().filter(|day| papers(*day) >= today).collect();
    let meeting = if decision.is_some() { in_time.last() } else { in_time.first() }.copied();
    let gap = |title: String, mend: String| own("local:assurance", title, &mend, GapPlace::Dates);
    let next = to_come.iter().find(|day| papers(**day) >= today);
    let next = next.map(|day| ["The next is on ", &*day_words(*day), ". "].concat()).unwrap_or_default();
    let name = &group.name;
    if let Some(day) = meeting {
        let due = papers(day);
        let which = if decision.is_some() { "The last meeting before the decision" } else { "The next meeting" };
        let words = [which, " is on ", &*day_words(day), ". Its papers are due on ", &day_words(due), "."].concat();
        here.assurance.push(fact("Meeting", &words, ""));
        if decision.is_some() && day < plan.dates.ready {
            let title = ["The last meeting of ", name, " before the decision comes before people’s views are weighed"];
            let mend = "Ask for a later meeting, or take the plan there first and the results by correspondence.";
            here.gaps.push(gap(title.concat(), mend.to_owned()));
        }
        here.tasks.push(PlanTask {
            id: Some("local:papers".to_owned()),
            own: None,
            title: ["Send the papers to ", name].concat(),
            what: [&*words, if group.needs.words.is_empty() { "" } else { " " }, &group.needs.words].concat(),
            who: "Project lead".to_owned(),
            due: Some(due),
            when: ["By ", &*day_words(due)].concat(),
            late: false,
            done_when: ["The papers are with ", name, "."].concat(),
            notes: Vec::new(),
        });
    } else if let Some(day) = before.clone().next_back() {
        let title =
            ["The papers for ", name, " on ", &*day_words(day), " were due on ", &day_words(papers(day))].concat();
        here.gaps.push(gap(title, [&*next, "Ask if it takes them late."].concat()));
    } else if decision.is_some() {
        let title = ["No meeting of ", name, " comes before the decision"].concat();
        here.gaps.push(gap(title, [&*next, "Ask for a meeting before the decision, or move the decision."].concat()));
    } else {
        let title = ["No meeting of ", name, " is known from here on"].concat();
        here.gaps.push(gap(title, "Ask the group for its next days.".to_owned()));
    }
    if !group.needs.words.is_empty() {
        here.assurance.push(fact("Papers", &group.needs.words, ""));
    }
}
