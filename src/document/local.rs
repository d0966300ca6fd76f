//! What the organisation says for itself, as a part of its own: nothing local stands in any other.

use super::write::{bullets, gap, paragraph, plain, push, section, sentence, spaced, strong, table, text};
use super::{Block, Section, Span};
use crate::guidance::Severity;
use crate::plan::{InPlace, Plan, PlanFact, PlanLocal};

/// The edition of the local policy, as files say it; empty where none is in force.
pub(super) fn edition(plan: &Plan) -> String {
    match &plan.local {
        Some(here) if !here.organisation.is_empty() => {
            [" Local policy of ", &here.organisation, ", edition ", &here.edition, "."].concat()
        }
        _ => String::new(),
    }
}

/// How much a local check matters, in words that cannot be taken for those of the guidance.
fn grade(severity: Severity) -> &'static str {
    match severity {
        Severity::Must => "Local must",
        Severity::Should => "Local should",
        Severity::Consider => "Local consider",
    }
}

/// The part, where there is anything to say.
pub(super) fn part(plan: &Plan) -> Option<Section> {
    let here = plan.local.as_ref()?;
    let heading = if here.organisation.is_empty() {
        "Local policy".to_owned()
    } else {
        ["Local policy of ", &*here.organisation].concat()
    };
    let mut whole = section(&heading, about(here));
    let mut add = |heading: &str, blocks: Vec<Block>| {
        if !blocks.is_empty() {
            whole.sections.push(section(heading, blocks));
        }
    };
    add("Local checks", checks(here));
    add("Local assurance", facts(&here.assurance));
    add("Local tasks", tasks(here));
    add("Local approaches", approaches(here));
    add("Local help", facts(here.payment.as_ref().into_iter().chain(&here.contact)));
    add("Local names", names(here));
    Some(whole)
}

fn about(here: &PlanLocal) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !here.organisation.is_empty() {
        let lead = [
            "This part comes from the organisation, and not from the guidance. It changes nothing in the parts before it. Edition: ",
            &here.edition,
            ".",
        ];
        blocks.push(paragraph(&lead.concat()));
    }
    if !here.made_under.is_empty() {
        blocks.push(Block::Paragraph(vec![strong(&here.made_under)]));
    }
    if !here.review.is_empty() {
        blocks.push(paragraph(&here.review));
    }
    blocks
}

fn facts<'f>(list: impl IntoIterator<Item = &'f PlanFact>) -> Vec<Block> {
    let one = |fact: &PlanFact| Block::Paragraph(with_link(&[&*fact.label, ":"].concat(), &fact.words, &fact.link));
    list.into_iter().map(one).collect()
}

/// Words after a label, with where to read on. A path of the intranet leads nowhere from a file, so it is only said.
fn with_link(label: &str, words: &str, link: &str) -> Vec<Span> {
    let mut spans = vec![strong(label), plain(&spaced(&sentence(words)))];
    if link.starts_with("https://") {
        spans.extend([plain(" "), Span::Link { text: link.to_owned(), to: link.to_owned() }]);
    } else if link.starts_with('/') {
        spans.push(plain(&[" On the intranet: ", link].concat()));
    }
    spans
}

fn checks(here: &PlanLocal) -> Vec<Block> {
    let mut blocks = Vec::new();
    let rows = here.checks.iter().map(|check| {
        let said = check.said.map_or("Not said yet", InPlace::name);
        let mut mend = if check.said == Some(InPlace::Yes) { "Nothing to do.".to_owned() } else { check.mend.clone() };
        if !check.who.is_empty() && check.said != Some(InPlace::Yes) {
            push(&mut mend, &[" Who can help: ", &sentence(&check.who)]);
        }
        vec![text(&check.words), text(grade(check.severity)), text(said), text(&mend)]
    });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        blocks.push(table(
            "What the organisation asks besides",
            &["What", "Matters", "Answer", "How to mend it"],
            rows,
        ));
    }
    // A gap that is no check stands among the dates.
    let others = here.gaps.iter().filter(|gap| here.checks.iter().all(|check| check.id != gap.id));
    let others: Vec<_> = others
        .map(|gap| {
            vec![
                strong(&[grade(gap.severity), ":"].concat()),
                plain(&spaced(&sentence(&gap.title))),
                plain(&spaced(&gap.mend)),
            ]
        })
        .collect();
    if !others.is_empty() {
        blocks.push(bullets(others));
    }
    if !here.kept.is_empty() {
        blocks.push(paragraph(
            "These checks were answered, and no longer stand in the local policy. The answers are kept:",
        ));
        let items = here.kept.iter().map(|(id, said)| text(&[&**id, ": ", said.name(), "."].concat()));
        blocks.push(bullets(items.collect()));
    }
    blocks
}

fn tasks(here: &PlanLocal) -> Vec<Block> {
    if here.tasks.is_empty() {
        return Vec::new();
    }
    let rows =
        here.tasks.iter().map(|task| vec![text(&task.title), text(&task.who), text(&task.when), text(&task.what)]);
    vec![table("What is done for the organisation", &["What", "Who", "When", "What it takes"], rows.collect())]
}

fn approaches(here: &PlanLocal) -> Vec<Block> {
    let one = |one: &crate::plan::PlanLocalApproach| {
        let mut words = sentence(&one.what);
        if !one.suits.is_empty() {
            gap(&mut words);
            push(&mut words, &[&one.suits]);
        }
        if !one.ask.is_empty() {
            push(&mut words, &[" Ask: ", &sentence(&one.ask)]);
        }
        with_link(&sentence(&one.name), &words, &one.link)
    };
    let items: Vec<Vec<Span>> = here.approaches.iter().map(one).collect();
    if items.is_empty() {
        return Vec::new();
    }
    vec![paragraph("These are ways that the place has. The planner does not rank them."), bullets(items)]
}

fn names(here: &PlanLocal) -> Vec<Block> {
    let rows: Vec<_> = here.bodies.iter().map(|(plain, here)| vec![text(plain), text(here)]).collect();
    if rows.is_empty() { Vec::new() } else { vec![table("What bodies are called here", &["Body", "Here it is"], rows)] }
}
