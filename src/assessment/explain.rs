//! Why, in words: because, still needed, and what would change it. Everything here is derived from rules and answers.

use serde::{Deserialize, Serialize};

use super::duty::{DutyState, waits_for};
use super::finding::{Finding, outcome};
use super::recommendation::{Fit, Recommendation, recommend};
use super::{Assessment, assess};
use crate::answers::{Answer, Answers, Facts, Outcome, State};
use crate::date::Date;
use crate::guidance::{
    ApproachNo, Choose, Clause, Effect, Guidance, OptionNo, Question, QuestionNo, Rule, SourceNo, Test,
};
use crate::order::{distinct, sort_by_key};

/// One reason: a rule that holds, and the answers that made it hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason<'g> {
    /// The rule.
    pub rule: &'g Rule,
    /// Each question it read, and the answer in words.
    pub answers: Vec<(QuestionNo, String)>,
}

/// The rules that made something so, each with the answers it rests on.
#[must_use]
pub fn because<'g>(assessment: &Assessment<'g>, rules: &[&'g Rule]) -> Vec<Reason<'g>> {
    let answered = |rule: &'g Rule| {
        let mut list: Vec<(QuestionNo, String)> = Vec::new();
        for clause in &rule.when {
            if !list.iter().any(|(no, _)| *no == clause.question) {
                list.push((clause.question, answer_words(assessment.guidance, &assessment.facts, clause.question)));
            }
        }
        Reason { rule, answers: list }
    };
    rules.iter().map(|&rule| answered(rule)).collect()
}

/// What is known of a question, in words.
#[must_use]
pub fn answer_words(g: &Guidance, facts: &Facts, no: QuestionNo) -> String {
    let question = g.question(no);
    match facts.of(no) {
        State::Known(bits) => {
            let words: Vec<&str> = (0..)
                .zip(&question.options)
                .filter(|(at, _): &(u32, _)| bits & (1_u64 << at) != 0)
                .map(|(_, option)| option.label.as_str())
                .collect();
            words.join("; ")
        }
        State::Unknown => question.not_sure.clone().unwrap_or_else(|| "Not answered".to_owned()),
        State::Hidden => "Not asked".to_owned(),
    }
}

/// The questions whose answers could still change this recommendation, in the order they are asked.
#[must_use]
pub fn still_needed(assessment: &Assessment<'_>, one: &Recommendation<'_>) -> Vec<QuestionNo> {
    let mut list = open_questions(assessment.guidance, &assessment.facts, &one.open);
    // Where it is ruled out already, only another rule-out is open: nothing more to ask.
    if one.fit == Fit::RuledOut {
        list.clear();
    }
    list
}

fn open_questions(g: &Guidance, facts: &Facts, open: &[&Rule]) -> Vec<QuestionNo> {
    let clauses = open.iter().flat_map(|rule| rule.when.iter().chain(&rule.unless));
    let unknown = clauses.filter(|clause| facts.one(clause) == Outcome::Unknown);
    distinct(&mut unknown.map(|clause| waits_for(g, facts, clause.question)))
}

/// The unanswered questions in play that could change the first approaches or a duty, the one with most at stake first.
///
/// What is at stake is the number of open rules about the first `first` recommendations, or about a duty that is not
/// settled, which wait for it.
#[must_use]
pub fn worth_answering(assessment: &Assessment<'_>, first: usize) -> Vec<QuestionNo> {
    let g = assessment.guidance;
    let mut at_stake = vec![0_usize; g.questions.len()];
    let mut count = |rule: &Rule| {
        for no in open_questions(g, &assessment.facts, &[rule]) {
            at_stake[usize::from(no)] += 1;
        }
    };
    for one in assessment.recommendations.iter().take(first) {
        for rule in &one.open {
            count(rule);
        }
    }
    for finding in assessment.findings.iter().filter(|finding| finding.outcome == Outcome::Unknown) {
        if matches!(finding.rule.effect, Effect::Likely | Effect::CannotTell) {
            count(finding.rule);
        }
    }
    let mut list: Vec<QuestionNo> = (0..).zip(&at_stake).filter(|(_, n)| **n > 0).map(|(no, _)| no).collect();
    sort_by_key(&mut list, |&no| (core::cmp::Reverse(at_stake[usize::from(no)]), no));
    list
}

/// One answer changed, and what it would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The question whose answer changes.
    pub question: QuestionNo,
    /// The option that is chosen, added or left out.
    pub option: OptionNo,
    /// For a question with many answers: it is left out, not added.
    pub left_out: bool,
    /// The fit it would have.
    pub to: Fit,
}

/// The answers with one of them changed.
#[must_use]
pub fn changed(g: &Guidance, answers: &Answers, change: &Change) -> Answers {
    let question = g.question(change.question);
    let id = &question.option(change.option).id;
    let mut next = answers.clone();
    if question.choose == Choose::One {
        next.set(&question.id, Answer::One(id.clone()));
        return next;
    }
    let mut ids = match answers.get(&question.id) {
        Some(Answer::Many(ids)) => ids.clone(),
        _ => Default::default(),
    };
    let alone = |id: &String| question.option_no(id).is_some_and(|no| question.option(no).alone);
    if change.left_out {
        ids.remove(id);
    } else if question.option(change.option).alone {
        ids.clear();
        ids.insert(id.clone());
    } else {
        ids.retain(|id| !alone(id));
        ids.insert(id.clone());
    }
    if ids.is_empty() {
        next.clear(&question.id);
    } else {
        next.set(&question.id, Answer::Many(ids));
    }
    next
}

/// The single changes of an answer that would change how well an approach fits, best result first: at most one for each
/// question and fit, the smallest step in the question's own order.
#[must_use]
pub fn what_if(assessment: &Assessment<'_>, answers: &Answers, today: Date, approach: ApproachNo) -> Vec<Change> {
    let g = assessment.guidance;
    let rules: Vec<&Rule> = g.rules_about(approach).collect();
    let Some(now) = assessment.of(approach).map(|one| one.fit) else { return Vec::new() };
    let mut list: Vec<Change> = Vec::new();
    for (no, option, left_out) in candidates(g, &assessment.facts, &rules) {
        let mut change = Change { question: no, option, left_out, to: now };
        let facts = Facts::read(g, &changed(g, answers, &change), today);
        let findings: Vec<Finding<'_>> = rules
            .iter()
            .map(|rule| Finding { rule, outcome: outcome(rule, &facts) })
            .filter(|finding| finding.outcome != Outcome::Fails)
            .collect();
        change.to = recommend(approach, g.approach(approach), &findings).fit;
        if change.to != now && !list.iter().any(|other| other.question == no && other.to == change.to) {
            list.push(change);
        }
    }
    sort_by_key(&mut list, |change| (change.to, change.question, change.option));
    list
}

/// The single changes of an answer that would change a duty's state.
#[must_use]
pub fn what_if_duty(
    assessment: &Assessment<'_>,
    answers: &Answers,
    today: Date,
    duty: u16,
) -> Vec<(Change, DutyState)> {
    let g = assessment.guidance;
    let rules: Vec<&Rule> = g.rules_of_duty(duty).filter(|rule| rule.effect != Effect::Note).collect();
    let now = assessment.duties[usize::from(duty)].state;
    let mut list: Vec<(Change, DutyState)> = Vec::new();
    for (no, option, left_out) in candidates(g, &assessment.facts, &rules) {
        let change = Change { question: no, option, left_out, to: Fit::Possible };
        let state = assess(g, &changed(g, answers, &change), today).duties[usize::from(duty)].state;
        if state != now && !list.iter().any(|(other, to)| other.question == no && *to == state) {
            list.push((change, state));
        }
    }
    list
}

/// The changes worth trying: every other option of every question in play that these rules read, nearest first.
fn candidates(g: &Guidance, facts: &Facts, rules: &[&Rule]) -> Vec<(QuestionNo, OptionNo, bool)> {
    let read =
        distinct(&mut rules.iter().flat_map(|rule| rule.when.iter().chain(&rule.unless)).map(|clause| clause.question));
    let mut list = Vec::new();
    for no in read {
        let question = g.question(no);
        if facts.in_play(question) != Outcome::Holds {
            continue;
        }
        let chosen = match facts.of(no) {
            State::Known(bits) => bits,
            _ => 0,
        };
        let from = if chosen == 0 { 0 } else { chosen.trailing_zeros() };
        let count = u32::try_from(question.options.len()).unwrap_or(0);
        let mut options: Vec<u32> = (0..count).collect();
        sort_by_key(&mut options, |at| at.abs_diff(from));
        for at in options {
            let is_chosen = chosen & (1_u64 << at) != 0;
            let option = OptionNo::try_from(at).unwrap_or(0);
            match question.choose {
                Choose::One if !is_chosen => list.push((no, option, false)),
                // Leaving out the only answer would leave the question open, which settles nothing.
                Choose::Many if !is_chosen || chosen.count_ones() > 1 => list.push((no, option, is_chosen)),
                _ => {}
            }
        }
    }
    list
}

/// A change of one answer, as the first half of a sentence: "If your answer to ‘…’ were ‘…’".
#[must_use]
pub fn change_words(g: &Guidance, change: &Change) -> String {
    let question = g.question(change.question);
    let option = &question.option(change.option).label;
    let label = lower(&question.label);
    match (question.choose, change.left_out) {
        (Choose::One, _) => format!("If {label} were: “{option}”"),
        (Choose::Many, false) => format!("If {label} took in: “{option}”"),
        (Choose::Many, true) => format!("If {label} left out: “{option}”"),
    }
}

/// A label as it stands inside a sentence.
#[must_use]
pub fn lower(label: &str) -> String {
    let mut letters = label.chars();
    match letters.next() {
        Some(first) if letters.clone().next().is_some_and(|next| next.is_ascii_lowercase()) => {
            let mut lower = String::with_capacity(label.len());
            lower.push(first.to_ascii_lowercase());
            lower.push_str(letters.as_str());
            lower
        }
        _ => label.to_owned(),
    }
}

/// A clause in words, for the rulebook and for an unlikely duty with no rule as its reason.
#[must_use]
pub fn clause_words(g: &Guidance, clause: &Clause) -> String {
    let question = g.question(clause.question);
    let quoted: Vec<String> = clause.options.iter().map(|&no| format!("“{}”", question.option(no).label)).collect();
    let list = any_of(&quoted);
    let label = &question.label;
    match clause.test {
        Test::Is => format!("{label} is {list}"),
        Test::Includes => format!("{label} includes {list}"),
        Test::IncludesOtherThan => format!("{label} includes something other than {list}"),
        Test::IsAnyOf if question.choose == Choose::Many => format!("{label} includes {list}"),
        Test::IsAnyOf => format!("{label} is {list}"),
        Test::IsNoneOf if question.choose == Choose::Many => format!("{label} includes none of {list}"),
        Test::IsNoneOf => format!("{label} is not {list}"),
        Test::AtLeast => format!("{label} is {list} or further on"),
        Test::AtMost => format!("{label} is {list} or before it"),
    }
}

fn any_of(quoted: &[String]) -> String {
    match quoted {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
    }
}

/// The clauses that failed in the rules that could have made a duty likely: the reason where no rule gives one.
#[must_use]
pub fn failed_clauses<'g>(assessment: &Assessment<'g>, duty: u16) -> Vec<&'g Clause> {
    let g = assessment.guidance;
    let mut list: Vec<&'g Clause> = Vec::new();
    for rule in g.rules_of_duty(duty).filter(|rule| rule.effect == Effect::Likely) {
        for clause in rule.when.iter().filter(|clause| assessment.facts.one(clause) == Outcome::Fails) {
            if !list.contains(&clause) {
                list.push(clause);
            }
        }
    }
    list
}

/// Every source that a list of rules rests on, once each, in the order they come.
#[must_use]
pub fn sources(rules: &[&Rule]) -> Vec<SourceNo> {
    let mut list: Vec<SourceNo> = Vec::new();
    for &no in rules.iter().flat_map(|rule| &rule.cites) {
        if !list.contains(&no) {
            list.push(no);
        }
    }
    list
}

/// How many answers stand between here and the first advice or the end, at the most. With each answer it falls, and
/// when every question in play is answered it is nought.
#[must_use]
pub fn at_most_more(g: &Guidance, facts: &Facts, answers: &Answers, counts: impl Fn(&Question) -> bool) -> usize {
    // A question may come to be asked where each parent says so, or may still come to say so. A "not sure" stays.
    let mut may: Vec<bool> = Vec::with_capacity(g.questions.len());
    for question in &g.questions {
        let may_hold = |clause: &Clause| match facts.one(clause) {
            Outcome::Holds => true,
            Outcome::Fails => false,
            Outcome::Unknown => {
                let parent = g.question(clause.question);
                let open = match answers.get(&parent.id) {
                    None => true,
                    Some(Answer::NotSure) => false,
                    // It is stored, and is read once the parent is in play itself.
                    Some(_) => facts.in_play(parent) != Outcome::Holds,
                };
                open && may.get(usize::from(clause.question)).copied().unwrap_or(false)
            }
        };
        let asked = question.ask_when.iter().all(may_hold);
        may.push(asked);
    }
    let asked = g.questions.iter().zip(may).filter(|(_, may)| *may).map(|(question, _)| question);
    asked.filter(|question| counts(question) && answers.get(&question.id).is_none()).count()
}

/// What a changed answer moved, in a few lines: answers no longer used, duties, and the first five approaches.
#[must_use]
pub fn moved(before: &Assessment<'_>, after: &Assessment<'_>, answers: &Answers) -> Vec<String> {
    let g = after.guidance;
    if before.facts == after.facts {
        return Vec::new();
    }
    let mut lines = Vec::new();
    for (no, question) in (0..).zip(&g.questions) {
        let stored = answers.get(&question.id).is_some();
        if stored && before.facts.of(no) != State::Hidden && after.facts.of(no) == State::Hidden {
            lines.push(format!("“{}” is no longer used. We kept your answer in case you change back.", question.label));
        }
        if stored && before.facts.of(no) == State::Hidden && after.facts.of(no) != State::Hidden {
            lines.push(format!("“{}” is used again, with the answer you gave.", question.label));
        }
    }
    for (was, now) in before.duties.iter().zip(&after.duties) {
        if was.state != now.state {
            lines.push(format!("{}: {}.", now.duty.name, lower(now.verdict())));
        }
    }
    let first = |of: &Assessment<'_>| -> Vec<ApproachNo> {
        of.recommendations.iter().filter(|one| one.fit != Fit::RuledOut).take(5).map(|one| one.no).collect()
    };
    let (was, now) = (first(before), first(after));
    let names = |list: Vec<ApproachNo>| -> Vec<String> {
        list.into_iter().map(|no| format!("“{}”", g.approach(no).name)).collect()
    };
    let left = names(was.iter().copied().filter(|no| !now.contains(no)).collect());
    let came = names(now.iter().copied().filter(|no| !was.contains(no)).collect());
    if !came.is_empty() {
        lines.push(format!("New in the first five: {}.", came.join(", ")));
    }
    if !left.is_empty() {
        lines.push(format!("No longer in the first five: {}.", left.join(", ")));
    }
    if lines.is_empty() {
        lines.push("The duties and the first five approaches stay as they were.".to_owned());
    }
    lines
}
