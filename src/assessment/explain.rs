//! Why, in words: because, still needed, and what would change it. Everything here is derived from rules and answers.

use super::Assessment;
pub use super::ask::worth_answering;
use super::ask::{Power, open_questions};
use super::blend::Adds;
use super::change::candidates;
pub use super::change::{Change, changed};
use super::duty::{self, DutyState};
use super::finding::{Finding, outcome};
use super::notice::Notice;
use super::recommendation::{Fit, Recommendation, recommend};
use super::tipping::{Both, Tipping, pairs};
use crate::answers::{Answer, Answers, Facts, Outcome, State};
use crate::date::Date;
use crate::guidance::{
    ApproachNo, Choose, Clause, Effect, Guidance, OptionNo, Question, QuestionNo, Rule, SourceNo, Test,
};
use crate::order::sort_by_key;

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
            let of = |bits: u64| {
                let options = (0..).zip(&question.options).filter(move |(at, _): &(u32, _)| bits & (1_u64 << at) != 0);
                options.map(|(_, option)| option.label.as_str())
            };
            let mut words: Vec<String> = of(bits).map(str::to_owned).collect();
            words.extend(of(facts.not_sure_of(no)).map(|label| [label, ", not sure yet"].concat()));
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

/// How well an approach would fit, from its rules alone.
fn fit_of(g: &Guidance, rules: &[&Rule], approach: ApproachNo, facts: &Facts) -> Fit {
    let findings: Vec<Finding<'_>> = rules
        .iter()
        .map(|rule| Finding { rule, outcome: outcome(rule, facts) })
        .filter(|finding| finding.outcome != Outcome::Fails)
        .collect();
    recommend(approach, g.approach(approach), &findings).fit
}

/// The single changes of an answer that would change how well an approach fits, best result first: at most one for each
/// question and fit, the smallest step in the question's own order.
#[must_use]
pub fn what_if(assessment: &Assessment<'_>, answers: &Answers, today: Date, approach: ApproachNo) -> Vec<Change> {
    let g = assessment.guidance;
    let rules: Vec<&Rule> = g.rules_about(approach).collect();
    let Some(now) = assessment.of(approach).map(|one| one.fit) else { return Vec::new() };
    let mut list: Vec<Change> = Vec::new();
    for mut change in candidates(g, &assessment.facts, &clauses(&rules)) {
        let facts = Facts::read(g, &changed(g, answers, &change), today);
        change.to = fit_of(g, &rules, approach, &facts);
        if change.to != now && !list.iter().any(|other| other.question == change.question && other.to == change.to) {
            list.push(change);
        }
    }
    sort_by_key(&mut list, |change| (change.to, change.question, change.option));
    list
}

/// The pairs of changes that would change how well an approach fits to what no single change brings, best result
/// first: at most one for each fit. For the moment somebody asks: it may try some hundreds of pairs.
#[must_use]
pub fn what_if_both(
    assessment: &Assessment<'_>,
    answers: &Answers,
    today: Date,
    approach: ApproachNo,
) -> Vec<Both<Fit>> {
    let g = assessment.guidance;
    let rules: Vec<&Rule> = g.rules_about(approach).collect();
    let Some(now) = assessment.of(approach).map(|one| one.fit) else { return Vec::new() };
    let mut ends: Vec<u8> = vec![now as u8];
    ends.extend(what_if(assessment, answers, today, approach).iter().map(|change| change.to as u8));
    let see = |facts: &Facts| fit_of(g, &rules, approach, facts) as u8;
    let list = pairs(assessment, answers, today, &clauses(&rules), &mut ends, &see);
    let fit = |to: u8| [Fit::Strong, Fit::Good, Fit::Possible, Fit::RuledOut][usize::from(to)];
    let mut list: Vec<Both<Fit>> =
        list.into_iter().map(|both| Both { first: both.first, second: both.second, to: fit(both.to) }).collect();
    sort_by_key(&mut list, |both| both.to);
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
    for change in candidates(g, &assessment.facts, &clauses(&rules)) {
        let facts = Facts::read(g, &changed(g, answers, &change), today);
        let state = duty::state(&rules, &facts);
        if state != now && !list.iter().any(|(other, to)| other.question == change.question && *to == state) {
            list.push((change, state));
        }
    }
    list
}

/// The pairs of changes that would change a duty's state to what no single change brings.
#[must_use]
pub fn what_if_both_duty(assessment: &Assessment<'_>, answers: &Answers, today: Date, no: u16) -> Vec<Both<DutyState>> {
    let rules: Vec<&Rule> = assessment.guidance.rules_of_duty(no).filter(|rule| rule.effect != Effect::Note).collect();
    let mut ends: Vec<u8> = vec![assessment.duties[usize::from(no)].state as u8];
    ends.extend(what_if_duty(assessment, answers, today, no).iter().map(|(_, to)| *to as u8));
    let see = |facts: &Facts| duty::state(&rules, facts) as u8;
    let list = pairs(assessment, answers, today, &clauses(&rules), &mut ends, &see);
    let state = |to: u8| [DutyState::Likely, DutyState::CannotTell, DutyState::Unlikely][usize::from(to)];
    list.into_iter().map(|both| Both { first: both.first, second: both.second, to: state(both.to) }).collect()
}

/// Every clause of some rules.
fn clauses<'g>(rules: &[&'g Rule]) -> Vec<&'g Clause> {
    rules.iter().flat_map(|rule| rule.when.iter().chain(&rule.unless)).collect()
}

/// A change of one answer, as the first half of a sentence: "If your answer to ‘…’ were ‘…’".
#[must_use]
pub fn change_words(g: &Guidance, change: &Change) -> String {
    let question = g.question(change.question);
    let option = &question.option(change.option).label;
    let label = lower(&question.label);
    match (question.choose, change.left_out) {
        (Choose::One, _) => format!("If {label} were: “{option}”"),
        (Choose::Many, false) => format!("If {label} also included “{option}”"),
        (Choose::Many, true) => format!("If {label} did not include “{option}”"),
    }
}

/// Two changes, as the first half of a sentence.
#[must_use]
pub fn both_words<T>(g: &Guidance, both: &Both<T>) -> String {
    let second = change_words(g, &both.second);
    [&change_words(g, &both.first), ", and i", second.strip_prefix('I').unwrap_or(&second)].concat()
}

/// What a changed answer tips, a line for each thing: the duties, and the first three approaches.
#[must_use]
pub fn tipping_words(g: &Guidance, tipping: &Tipping) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (no, state) in &tipping.duties {
        let duty = &g.duties[usize::from(*no)];
        let words = match state {
            DutyState::Likely => &duty.likely,
            DutyState::CannotTell => &duty.cannot_tell,
            DutyState::Unlikely => &duty.unlikely,
        };
        lines.push([&duty.name, ": ", &lower(words), "."].concat());
    }
    if !tipping.new.is_empty() {
        lines.push(["New in the first three: ", &names(g, &tipping.new), "."].concat());
    } else if tipping.duties.is_empty() {
        lines.push(["The first three would be ", &names(g, &tipping.first), "."].concat());
    }
    lines
}

fn names(g: &Guidance, list: &[ApproachNo]) -> String {
    and(&list.iter().map(|&no| lower(&g.approach(no).name)).collect::<Vec<_>>())
}

fn and(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => [&rest.join(", "), " and ", last].concat(),
    }
}

/// What the answer to a question could change, in a sentence.
#[must_use]
pub fn power_words(g: &Guidance, power: &Power) -> String {
    let first = match power.first.len() {
        0 => "",
        1 => "one of your first three approaches",
        2 => "two of your first three approaches",
        _ => "your first three approaches",
    };
    let duties = match power.duties.as_slice() {
        [] => String::new(),
        [one] => ["whether ", &lower(&g.duties[usize::from(*one)].name), " applies"].concat(),
        _ => "which legal duties apply".to_owned(),
    };
    let between = if first.is_empty() || duties.is_empty() { "" } else { ", and " };
    match (first, duties.as_str()) {
        ("", "") => "With the answers after it, this could change your advice.".to_owned(),
        _ => ["Answering this could change ", first, between, &duties, "."].concat(),
    }
}

/// What an approach adds to those beside it, in a sentence.
#[must_use]
pub fn adds_words(g: &Guidance, adds: &Adds) -> String {
    match adds {
        Adds::Start => "It begins with what is known.".to_owned(),
        Adds::Tells => "It alone tells people what is happening.".to_owned(),
        Adds::Groups(groups) => ["It alone gives a way in to ", &group_names(g, groups), "."].concat(),
        Adds::Lane(lane) => ["It alone stands in “", lane.name(), "”."].concat(),
        Adds::Answer(no) => ["It alone is here for your answer on ", &lower(&g.question(*no).label), "."].concat(),
    }
}

/// What a plan lacks where an approach of the blend is left out, in a few words.
#[must_use]
pub fn lack_words(g: &Guidance, adds: &Adds) -> String {
    match adds {
        Adds::Start => "Nothing here begins with what is known".to_owned(),
        Adds::Tells => "Nothing here tells people what is happening".to_owned(),
        Adds::Groups(groups) => ["No approach here gives a way in to: ", &group_names(g, groups)].concat(),
        Adds::Lane(lane) => ["Nothing here stands in “", lane.name(), "”"].concat(),
        Adds::Answer(no) => ["Nothing here takes up your answer on ", &lower(&g.question(*no).label)].concat(),
    }
}

fn group_names(g: &Guidance, groups: &[OptionNo]) -> String {
    let Some(no) = g.groups() else { return String::new() };
    and(&groups.iter().map(|&group| lower(&g.question(no).option(group).label)).collect::<Vec<_>>())
}

/// Something to look at again in a choice of approaches, and how to mend it.
#[must_use]
pub fn notice_words(g: &Guidance, notice: &Notice) -> (String, &'static str) {
    let (words, mend) = match notice {
        Notice::NothingEarly => {
            ("Everything here comes late, and nothing early", "Begin with what is known, or ask what people need.")
        }
        Notice::AllDigital => ("People can only take part online", "Add a way in by phone, by post or in person."),
        Notice::OneMethod => (
            "There is only one kind of way to take part",
            "Add an approach of another kind, so that others can take part too.",
        ),
        Notice::SamePeople(one, other) => {
            let words = ["The same people may be asked again: ", &names(g, &[*one, *other]), " suit the same people"];
            return (
                words.concat(),
                "Ask others the second time, or change one for an approach that others can come to.",
            );
        }
        Notice::MuchForFew(no) => {
            let words = ["This may be more than is in proportion for so few people: ", &lower(&g.approach(*no).name)];
            return (
                words.concat(),
                "Look for something smaller, such as meeting people one by one, or say why it is worth it.",
            );
        }
        Notice::LittleForMany => (
            "This may be less than is in proportion: many people are affected, and a legal duty is likely",
            "Add an approach that more people, or people in more depth, can take part in.",
        ),
    };
    (words.to_owned(), mend)
}

/// Where nothing is open: the nearest answer to say that something is, and how many approaches it would bring back.
#[must_use]
pub fn could_open(assessment: &Assessment<'_>, answers: &Answers, today: Date) -> Option<(Change, usize)> {
    let g = assessment.guidance;
    let (no, closed) = g.openness().filter(|_| assessment.blend.closed)?;
    let option = (0..OptionNo::try_from(g.question(no).options.len()).ok()?).find(|option| *option > closed)?;
    let change = Change { question: no, option, left_out: false, to: Fit::Possible };
    let facts = Facts::read(g, &changed(g, answers, &change), today);
    let back = assessment.recommendations.iter().filter(|one| one.fit == Fit::RuledOut).filter(|one| {
        let rules: Vec<&Rule> = g.rules_about(one.no).collect();
        fit_of(g, &rules, one.no, &facts) != Fit::RuledOut
    });
    let back = back.count();
    Some((change, back))
}

/// A label as it stands inside a sentence.
#[must_use]
pub fn lower(label: &str) -> String {
    let mut letters = label.chars();
    match letters.next() {
        // "A review" is lowered too, and "NHS" is not.
        Some(first) if letters.clone().next().is_some_and(|next| next.is_ascii_lowercase() || next == ' ') => {
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
    let blend = |of: &Assessment<'_>| -> Vec<ApproachNo> { of.blend.picks.iter().map(|pick| pick.approach).collect() };
    let (was, now) = (blend(before), blend(after));
    let came = names(now.iter().copied().filter(|no| !was.contains(no)).collect());
    let left = names(was.iter().copied().filter(|no| !now.contains(no)).collect());
    if !came.is_empty() {
        lines.push(format!("What we suggest for your plan now has: {}.", came.join(", ")));
    }
    if !left.is_empty() {
        lines.push(format!("What we suggest for your plan no longer has: {}.", left.join(", ")));
    }
    if lines.is_empty() {
        lines.push("The duties and the first five approaches stay as they were.".to_owned());
    }
    lines
}
