//! Where the advice tips: each other answer at which the first three approaches or the state of a duty changes.

use super::change::{Change, candidates, changed};
use super::finding::Findings;
use super::recommendation::{self, Fit, Recommendation};
use super::{Assessment, DutyState, duty};
use crate::answers::{Answers, Facts, Outcome, State};
use crate::date::Date;
use crate::guidance::{ApproachNo, Choose, Clause, DutyNo, Guidance, OptionNo, QuestionNo};

/// How many approaches stand at the head of the advice.
pub const FIRST: usize = 3;

/// One other answer to a question, and what would follow from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tipping {
    /// The answer changed; its `to` is the fit that the approach now first would have.
    pub change: Change,
    /// The first three approaches it would lead to.
    pub first: Vec<ApproachNo>,
    /// Of those, the ones that do not stand among the first three now.
    pub new: Vec<ApproachNo>,
    /// The duties whose state would change, and what to.
    pub duties: Vec<(DutyNo, DutyState)>,
}

/// What the advice comes to: the first approaches and the states of the duties.
pub(super) struct Outlook {
    pub first: Vec<ApproachNo>,
    duties: Vec<DutyState>,
    /// How the approach now first would fit.
    lead: Option<(ApproachNo, Fit)>,
}

impl Outlook {
    pub fn of(assessment: &Assessment<'_>) -> Self {
        let duties = assessment.duties.iter().map(|one| one.state).collect();
        let lead = assessment.recommendations.first().map(|one| (one.no, one.fit));
        Self { first: first(&assessment.recommendations), duties, lead }
    }

    /// What it would come to with one answer changed.
    pub fn with(
        &self,
        g: &Guidance,
        answers: &Answers,
        today: Date,
        question: QuestionNo,
        option: OptionNo,
        left_out: bool,
    ) -> Self {
        let change = Change { question, option, left_out, to: Fit::Possible };
        let facts = Facts::read(g, &changed(g, answers, &change), today);
        let findings = Findings::of(g, &facts);
        let ranked = recommendation::ranked(g, &findings);
        let fit = |no: ApproachNo| ranked.iter().find(|one| one.no == no).map(|one| (no, one.fit));
        let lead = self.lead.and_then(|(no, _)| fit(no));
        Self { first: first(&ranked), duties: duty::states(g, &findings), lead }
    }

    /// The duties that stand otherwise there, and how.
    pub fn changed(&self, then: &Self) -> Vec<(DutyNo, DutyState)> {
        let pairs = (0..).zip(self.duties.iter().zip(&then.duties));
        pairs.filter(|(_, (now, then))| now != then).map(|(no, (_, then))| (no, *then)).collect()
    }
}

fn first(ranked: &[Recommendation<'_>]) -> Vec<ApproachNo> {
    ranked.iter().filter(|one| one.fit != Fit::RuledOut).take(FIRST).map(|one| one.no).collect()
}

/// Whether none of these clauses tells two options of its question apart.
pub(super) fn same(clauses: &[&Clause], one: OptionNo, other: OptionNo) -> bool {
    clauses.iter().all(|clause| (clause.mask >> one ^ clause.mask >> other) & 1 == 0)
}

/// For one question with an answer: each other answer at which the first three approaches or the state of a duty
/// changes, and what to, in the order of its options. One question at a time, so that a page can ask on idle.
#[must_use]
pub fn tipping(assessment: &Assessment<'_>, answers: &Answers, today: Date, no: QuestionNo) -> Vec<Tipping> {
    let g = assessment.guidance;
    let question = g.question(no);
    let State::Known(chosen) = assessment.facts.of(no) else { return Vec::new() };
    let rules = g.rules.iter().flat_map(|rule| rule.when.iter().chain(&rule.unless));
    let follow = g.questions.iter().flat_map(|question| &question.ask_when);
    let clauses: Vec<&Clause> = rules.chain(follow).filter(|clause| clause.question == no).collect();
    let now = Outlook::of(assessment);
    let mut tried: Vec<(OptionNo, bool, Option<Tipping>)> = Vec::new();
    for option in 0..OptionNo::try_from(question.options.len()).unwrap_or(64) {
        let left_out = chosen & (1_u64 << option) != 0;
        // The only answer cannot be left out: the question would be open again.
        if left_out && (question.choose == Choose::One || chosen.count_ones() < 2) {
            continue;
        }
        let alone = |no: OptionNo| question.option(no).alone;
        let alike = tried.iter().find(|(other, left, _)| {
            *left == left_out && alone(*other) == alone(option) && same(&clauses, *other, option)
        });
        let tips = match alike {
            Some((_, _, tips)) => tips.clone().map(|mut tips| {
                tips.change.option = option;
                tips
            }),
            None => {
                let then = now.with(g, answers, today, no, option, left_out);
                let duties = now.changed(&then);
                let new: Vec<ApproachNo> = then.first.iter().copied().filter(|no| !now.first.contains(no)).collect();
                let gone = now.first.iter().any(|no| !then.first.contains(no));
                let to = then.lead.map_or(Fit::Possible, |(_, fit)| fit);
                let change = Change { question: no, option, left_out, to };
                (gone || !new.is_empty() || !duties.is_empty()).then_some(Tipping {
                    change,
                    first: then.first,
                    new,
                    duties,
                })
            }
        };
        tried.push((option, left_out, tips));
    }
    tried.into_iter().filter_map(|(_, _, tips)| tips).collect()
}

/// The questions that have an answer that is read: those that [`tipping`] can be asked of, in their order.
#[must_use]
pub fn answered(assessment: &Assessment<'_>) -> Vec<QuestionNo> {
    let g = assessment.guidance;
    let read = |no: &QuestionNo| matches!(assessment.facts.of(*no), State::Known(_));
    (0..).take(g.questions.len()).filter(read).collect()
}

/// Two answers changed together, and what they do where neither does it alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Both<T> {
    /// The first change.
    pub first: Change,
    /// The second.
    pub second: Change,
    /// What both lead to.
    pub to: T,
}

/// At most so many pairs of answers are tried, and so many are said.
const PAIRS: usize = 600;
const SAID: usize = 3;

/// Tries pairs of changes that each move a clause, smallest steps first, until there are enough that lead to a new end.
pub(super) fn pairs(
    assessment: &Assessment<'_>,
    answers: &Answers,
    today: Date,
    clauses: &[&Clause],
    ends: &mut Vec<u8>,
    see: &dyn Fn(&Facts) -> u8,
) -> Vec<Both<u8>> {
    let g = assessment.guidance;
    let read = |answers: &Answers| Facts::read(g, answers, today);
    let moves = |from: &Facts, to: &Facts| clauses.iter().any(|clause| from.one(clause) != to.one(clause));
    let mut list = Vec::new();
    let mut tried = 0;
    for first in candidates(g, &assessment.facts, clauses) {
        let half = changed(g, answers, &first);
        let facts = read(&half);
        if !moves(&assessment.facts, &facts) {
            continue;
        }
        for second in candidates(g, &facts, clauses) {
            // The other way round it is the same pair, but for a question that the first brings into play.
            let brought = assessment.facts.in_play(g.question(second.question)) != Outcome::Holds;
            if second.question == first.question || second.question < first.question && !brought {
                continue;
            }
            if tried == PAIRS || list.len() == SAID {
                return list;
            }
            let then = read(&changed(g, &half, &second));
            if !moves(&facts, &then) {
                continue;
            }
            tried += 1;
            let to = see(&then);
            if !ends.contains(&to) {
                ends.push(to);
                list.push(Both { first: first.clone(), second, to });
            }
        }
    }
    list
}
