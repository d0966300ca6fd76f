//! What-ifs: the case in hand with some answers changed. A what-if holds the changes alone, so that it follows the plan.

use super::Plan;
use super::compare::{Side, what_differs};
use crate::answers::{Answer, Answers, Degree, NOT_SURE};
use crate::assessment::explain::lower;
use crate::guidance::{Choose, Guidance, Question};
use crate::order::ById;

/// So many what-ifs stand beside the plan at the most.
pub const MOST_VARIANTS: usize = 3;

/// What the plan in hand is called where what-ifs stand beside it.
pub const BASE: &str = "The plan now";

/// One what-if.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Variant {
    /// What the person calls it; empty where the name is told from its changes.
    pub name: String,
    /// The answers that it changes, by question id.
    pub changes: ById<Answer>,
}

impl Variant {
    /// The answers of the case with its changes.
    #[must_use]
    pub fn answers(&self, base: &Answers) -> Answers {
        let mut answers = base.clone();
        for (id, answer) in self.changes.iter() {
            answers.set(id, answer.clone());
        }
        answers
    }

    /// Each change that it makes to these answers, in words, with the id of its question, in the order they are asked.
    #[must_use]
    pub fn changes_words(&self, g: &Guidance, base: &Answers) -> Vec<(String, String)> {
        let changed = |question: &Question| {
            let to = self.changes.get(&question.id)?;
            let from = base.get(&question.id);
            (from != Some(to)).then(|| (question.id.clone(), change_words(question, from, to)))
        };
        g.questions.iter().filter_map(changed).collect()
    }

    /// What it is called: the person's own name for it, or one told from its changes.
    #[must_use]
    pub fn title(&self, g: &Guidance, base: &Answers) -> String {
        if !self.name.trim().is_empty() {
            return self.name.clone();
        }
        let changes: Vec<String> = self.changes_words(g, base).into_iter().map(|(_, words)| words).collect();
        if changes.is_empty() { "The same as the plan".to_owned() } else { ["If ", &changes.join(", and ")].concat() }
    }
}

/// A change of an answer in words, to stand after "if": "time for the work were “six months”".
fn change_words(question: &Question, from: Option<&Answer>, to: &Answer) -> String {
    let label = lower(&question.label);
    let name = |id: &String| {
        let name = question.option_no(id).map_or(id, |no| &question.option(no).label);
        ["“", name, "”"].concat()
    };
    match to {
        Answer::NotSure => [&label, " were not known"].concat(),
        Answer::One(id) => [&label, " were ", &name(id)].concat(),
        Answer::On(day) => [&label, " were ", &super::day_words(*day)].concat(),
        Answer::Many(_) | Answer::Each(_) => {
            let holding = |answer: &Answer| -> Vec<String> {
                answer.degrees().iter().filter(|(_, degree)| degree.holds()).map(|(id, _)| id.clone()).collect()
            };
            let before = from.map(holding).unwrap_or_default();
            let after = holding(to);
            let only = |one: &[String], other: &[String]| -> Vec<String> {
                one.iter().filter(|id| !other.contains(id)).map(name).collect()
            };
            let (more, less) = (only(&after, &before), only(&before, &after));
            let mut parts = Vec::new();
            if !more.is_empty() {
                parts.push([" also included ", &more.join(", ")].concat());
            }
            if !less.is_empty() {
                parts.push([" did not include ", &less.join(", ")].concat());
            }
            let parts = parts.join(" and");
            if parts.is_empty() { [&label, " were otherwise"].concat() } else { [label, parts].concat() }
        }
    }
}

/// The answer to a question once one of its options is chosen; where several can be, once it is put in or taken out.
/// Nothing where that is no answer, or the same answer.
#[must_use]
pub fn other_answer(question: &Question, now: Option<&Answer>, option: &str) -> Option<Answer> {
    let to = if option == NOT_SURE {
        question.not_sure.as_ref()?;
        Answer::NotSure
    } else {
        let no = question.option_no(option)?;
        if question.choose == Choose::One {
            Answer::One(option.to_owned())
        } else {
            let mut degrees = now.map(Answer::degrees).unwrap_or_default();
            if degrees.get(option).is_some_and(|degree| degree.holds()) {
                degrees.remove(option);
            } else {
                let alone = question.option(no).alone;
                let bars = |id: &str| question.option_no(id).is_some_and(|no| question.option(no).alone);
                degrees =
                    degrees.iter().filter(|(id, _)| !alone && !bars(id)).map(|(id, d)| (id.clone(), *d)).collect();
                degrees.insert(option.to_owned(), Degree::Affected);
            }
            // Without any that holds, the question would be open again.
            if !degrees.iter().any(|(_, degree)| degree.holds()) {
                return None;
            }
            Answer::each(degrees)
        }
    };
    (now != Some(&to)).then_some(to)
}

/// A plan beside its what-ifs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhatIf {
    /// What the plan and each what-if are called, the plan first.
    pub names: Vec<String>,
    /// What each what-if changes, in words.
    pub changes: Vec<Vec<String>>,
    /// What is not the same.
    pub rows: Vec<Side>,
    /// How many things are the same in all.
    pub same: usize,
}

impl WhatIf {
    /// Lays a plan beside its what-ifs: each with its plan.
    #[must_use]
    pub fn of(g: &Guidance, base: &Answers, plan: &Plan, variants: &[(&Variant, Plan)]) -> Self {
        let mut plans = vec![plan];
        plans.extend(variants.iter().map(|(_, plan)| plan));
        let (rows, same) = what_differs(&plans);
        let mut names = vec![BASE.to_owned()];
        for (variant, _) in variants {
            let title = variant.title(g, base);
            // Two of one name could not be told apart.
            let taken = |name: &String| names.contains(name);
            let numbered = (2..).map(|again: usize| [&title, " (", &again.to_string(), ")"].concat());
            let name = core::iter::once(title.clone()).chain(numbered).find(|name| !taken(name));
            names.push(name.unwrap_or_default());
        }
        let words = |variant: &Variant| variant.changes_words(g, base).into_iter().map(|(_, words)| words).collect();
        Self { names, changes: variants.iter().map(|(variant, _)| words(variant)).collect(), rows, same }
    }

    /// How many things one what-if says otherwise than the plan.
    #[must_use]
    pub fn differs(&self, at: usize) -> usize {
        self.rows.iter().filter(|row| row.said.first() != row.said.get(at + 1)).count()
    }
}

/// What stands where a plan does not say something.
#[must_use]
pub fn or_not_there(words: &str) -> &str {
    if words.is_empty() { "Not there" } else { words }
}

/// So many things, in words: "1 thing is", "7 things are".
#[must_use]
pub fn things(count: usize) -> String {
    if count == 1 { "1 thing is".to_owned() } else { [&*count.to_string(), " things are"].concat() }
}
