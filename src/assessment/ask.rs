//! Which question to ask next: the one that can change most.
//!
//! First from the outcomes of clauses: only a question that an unsettled rule waits for can change anything. Then each
//! of its answers is tried, one for every way in which the rules can tell them apart.

use core::cmp::Reverse;

use super::Assessment;
use super::duty::{DutyState, waits_for};
use super::recommendation::Fit;
use super::tipping::{FIRST, Outlook, same};
use crate::answers::{Answers, Facts, Outcome};
use crate::date::Date;
use crate::guidance::{About, ApproachNo, Clause, DutyNo, Effect, Guidance, OptionNo, QuestionNo, Rule};
use crate::order::{distinct, sort_by_key};

/// So many answers at the most are tried between a click and the page that follows it.
const TRIES: usize = 40;

/// What the answer to one question could change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Power {
    /// The question.
    pub question: QuestionNo,
    /// The approaches among the first three that an answer would move out of them.
    pub first: Vec<ApproachNo>,
    /// The duties whose state an answer would change.
    pub duties: Vec<DutyNo>,
}

/// The questions that open rules wait for; a parent stands for a follow-up not yet in play.
pub(super) fn open_questions(g: &Guidance, facts: &Facts, open: &[&Rule]) -> Vec<QuestionNo> {
    let clauses = open.iter().flat_map(|rule| rule.when.iter().chain(&rule.unless));
    let unknown = clauses.filter(|clause| facts.one(clause) == Outcome::Unknown);
    distinct(&mut unknown.map(|clause| waits_for(g, facts, clause.question)))
}

/// The unanswered questions in play that could change the first approaches or a duty, the one with most at stake first.
///
/// What is at stake is the number of open rules about the first `first` recommendations, or about a duty that is not
/// settled, which wait for it; then the number of open reasons for an approach that could come up among the first.
#[must_use]
pub fn worth_answering(assessment: &Assessment<'_>, first: usize) -> Vec<QuestionNo> {
    let g = assessment.guidance;
    let mut at_stake = vec![(0_usize, 0_usize); g.questions.len()];
    let (mut near, mut far) = (vec![false; g.approaches.len()], vec![false; g.approaches.len()]);
    for (place, one) in assessment.recommendations.iter().filter(|one| one.fit != Fit::RuledOut).enumerate() {
        let list = if place < first { &mut near } else { &mut far };
        list[usize::from(one.no)] = true;
    }
    let unsettled = |no: DutyNo| assessment.duties[usize::from(no)].state == DutyState::CannotTell;
    for rule in assessment.findings.iter().filter(|f| f.outcome == Outcome::Unknown).map(|f| f.rule) {
        let about = |list: &[bool], of: &[ApproachNo]| of.iter().filter(|&&no| list[usize::from(no)]).count();
        let (now, later) = match &rule.about {
            About::Duty(no) => (usize::from(rule.effect != Effect::Note && unsettled(*no)), 0),
            About::Approaches(of) if matches!(rule.effect, Effect::StronglySuits | Effect::Suits) => {
                (about(&near, of), about(&far, of))
            }
            About::Approaches(of) => (about(&near, of), 0),
        };
        if now + later > 0 {
            for no in open_questions(g, &assessment.facts, &[rule]) {
                let stake = &mut at_stake[usize::from(no)];
                *stake = (stake.0 + now, stake.1 + later);
            }
        }
    }
    let mut list: Vec<QuestionNo> = (0..).zip(&at_stake).filter(|(_, n)| **n > (0, 0)).map(|(no, _)| no).collect();
    sort_by_key(&mut list, |&no| (Reverse(at_stake[usize::from(no)]), no));
    list
}

/// One option for each way in which open rules, and the questions that follow, can tell the answers of a question apart.
fn ways(assessment: &Assessment<'_>, no: QuestionNo) -> Vec<OptionNo> {
    let g = assessment.guidance;
    let open = assessment.findings.iter().filter(|finding| finding.outcome == Outcome::Unknown);
    let clauses = open.flat_map(|finding| finding.rule.when.iter().chain(&finding.rule.unless));
    let follow = g.questions.iter().flat_map(|question| &question.ask_when);
    let clauses: Vec<&Clause> = clauses.chain(follow).filter(|clause| clause.question == no).collect();
    let mut list: Vec<OptionNo> = Vec::new();
    for option in 0..OptionNo::try_from(g.question(no).options.len()).unwrap_or(64) {
        if !list.iter().any(|&other| same(&clauses, option, other)) {
            list.push(option);
        }
    }
    list
}

/// What the answer to one question could change: each way to answer it is tried alone.
#[must_use]
pub fn power(assessment: &Assessment<'_>, answers: &Answers, today: Date, no: QuestionNo) -> Power {
    try_all(assessment, answers, today, no, &ways(assessment, no))
}

fn try_all(a: &Assessment<'_>, answers: &Answers, today: Date, no: QuestionNo, ways: &[OptionNo]) -> Power {
    let now = Outlook::of(a);
    let mut power = Power { question: no, first: Vec::new(), duties: Vec::new() };
    for &option in ways {
        let then = now.with(a.guidance, answers, today, no, option, false);
        power.first.extend(now.first.iter().filter(|first| !then.first.contains(first)));
        power.duties.extend(now.changed(&then).into_iter().map(|(duty, _)| duty));
    }
    power.first = distinct(&mut power.first.into_iter());
    power.duties = distinct(&mut power.duties.into_iter());
    power
}

/// The question to ask next, of those that nobody has answered yet: the one that can change most of the first three
/// approaches and of the duties; of those that change as much, the one that most open rules wait for.
///
/// It tries the questions with most at stake, and at most forty answers. Where none of those changes anything alone,
/// it is the question with most at stake.
#[must_use]
pub fn ask_next(assessment: &Assessment<'_>, answers: &Answers, today: Date) -> Option<Power> {
    let g = assessment.guidance;
    let mut best: Option<Power> = None;
    let mut tried = 0;
    for no in worth_answering(assessment, FIRST) {
        if answers.get(&g.question(no).id).is_some() {
            continue;
        }
        let ways = ways(assessment, no);
        tried += ways.len();
        if best.is_some() && tried > TRIES {
            break;
        }
        let power = try_all(assessment, answers, today, no, &ways);
        let size = |power: &Power| power.first.len() + power.duties.len();
        if best.as_ref().is_none_or(|best| size(&power) > size(best)) {
            best = Some(power);
        }
    }
    best
}
