//! A few approaches, composed over the stages of the work.
//!
//! The guidance asks for a combination, chosen for the situation, that begins with what is known and ends by telling
//! people what changed. At most about five, one or two to a stage. Each of them adds something that no other here gives:
//! a beginning, a way in for a group, a stage, or an answer that nothing else takes up. Every group that the answers
//! name is reached by one of them, or is named as a gap. Where nothing is open, it tells people and feeds back.

use serde::Serialize;

use super::Assessment;
use super::recommendation::{Fit, Recommendation};
use crate::answers::{Facts, State};
use crate::guidance::{Approach, ApproachNo, Guidance, Lane, Level, OptionNo, QuestionNo};
use crate::order::sort_by_key;

/// At most so many approaches stand in one blend.
pub const MOST: usize = 5;

/// Approaches composed over the stages of the work.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Blend {
    /// The approaches, in the order of their lanes.
    pub picks: Vec<Pick>,
    /// Groups that none of them reaches in time: options of the groups question.
    pub gaps: Vec<OptionNo>,
    /// Nothing is open: it tells people and feeds back.
    pub closed: bool,
}

/// One approach of a blend: where it stands, and what would be missing without it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    /// The approach.
    pub approach: ApproachNo,
    /// The lane it stands in.
    pub lane: Lane,
    /// What it adds.
    pub adds: Adds,
}

/// What an approach adds to those beside it, and what is missing where it goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Adds {
    /// It begins with what is known.
    Start,
    /// It tells people, where telling is an aim or is all that can be done.
    Tells,
    /// It reaches groups that nothing else here reaches.
    Groups(Vec<OptionNo>),
    /// It stands alone in its lane.
    Lane(Lane),
    /// It fits for the answer to a question that no reason of another rests on.
    Answer(QuestionNo),
}

/// What one approach gives, to be held against what the others give.
struct Gives {
    no: ApproachNo,
    lane: Lane,
    start: bool,
    tells: bool,
    groups: u64,
    answers: u64,
}

/// What the answers ask of a blend, whatever is in it.
#[derive(Clone, Copy)]
struct Wanted {
    /// The groups that are named: one bit for each.
    groups: u64,
    /// The lane that the work stands in.
    now: Lane,
    /// People are to be told: it is an aim, or nothing is open.
    tells: bool,
}

impl Wanted {
    fn of(g: &Guidance, facts: &Facts) -> Self {
        let aim =
            g.telling().is_some_and(|(no, tells)| matches!(facts.of(no), State::Known(bits) if bits & tells != 0));
        Self { groups: bits(&groups(g, facts)), now: stage(g, facts), tells: aim || closed(g, facts) }
    }
}

/// Whether nothing is open.
fn closed(g: &Guidance, facts: &Facts) -> bool {
    g.openness().is_some_and(|(no, option)| facts.of(no) == State::Known(1_u64 << option))
}

/// The groups that the answers name, in the order of the content.
pub(super) fn groups(g: &Guidance, facts: &Facts) -> Vec<OptionNo> {
    match g.groups().map(|no| facts.of(no)) {
        Some(State::Known(bits)) => options(bits),
        _ => Vec::new(),
    }
}

/// Whether an approach gives a group a way in: it is made to reach it, or no barrier of its own is one the group meets.
/// An approach that asks nobody anything is no way in, nor is one that only tells.
pub fn reaches(g: &Guidance, approach: &Approach, group: OptionNo) -> bool {
    if approach.people.to == 0 || approach.level == Level::Inform {
        return false;
    }
    let Some(question) = g.groups() else { return false };
    let meets = &g.question(question).option(group).meets;
    approach.reaches.contains(&group) || !approach.barriers.iter().any(|barrier| meets.contains(barrier))
}

/// Whether what people say in a lane can still count, from where the work stands: what comes after the decision comes too
/// late for those whom nothing reached before it.
pub(super) fn in_time(now: Lane, lane: Lane) -> bool {
    lane <= Lane::Decide || now > Lane::Decide
}

/// At most so many days are left before the decision, where an answer says so.
pub(super) fn days_left(g: &Guidance, facts: &Facts) -> Option<u16> {
    let no = g.time()?;
    match facts.of(no) {
        State::Known(bits) => g.question(no).options.get(usize::try_from(bits.trailing_zeros()).ok()?)?.days_under,
        _ => None,
    }
}

/// The options in a set, in order.
fn options(bits: u64) -> Vec<OptionNo> {
    (0..64).filter(|no| bits & (1_u64 << no) != 0).collect()
}

fn bits(list: &[OptionNo]) -> u64 {
    list.iter().fold(0, |all, no| all | 1_u64 << no)
}

fn gives(g: &Guidance, one: &Recommendation<'_>, lane: Lane, wanted: Wanted) -> Gives {
    let groups = if in_time(wanted.now, lane) { wanted.groups } else { 0 };
    let reached: Vec<OptionNo> = options(groups).into_iter().filter(|&no| reaches(g, one.approach, no)).collect();
    let answers = one.reasons.iter().flat_map(|rule| &rule.when);
    let answers = answers.fold(0, |all, clause| all | 1_u64.checked_shl(u32::from(clause.question)).unwrap_or(0));
    let start = one.approach.people.to == 0 && lane == Lane::Known;
    let tells = wanted.tells && one.approach.level == Level::Inform;
    Gives { no: one.no, lane, start, tells, groups: bits(&reached), answers }
}

/// What one of them adds to the others.
fn adds(all: &[Gives], at: usize) -> Option<Adds> {
    let one = &all[at];
    let mut others = Gives { no: one.no, lane: one.lane, start: false, tells: false, groups: 0, answers: 0 };
    let mut lane = false;
    for (_, other) in all.iter().enumerate().filter(|(place, _)| *place != at) {
        others.start |= other.start;
        others.tells |= other.tells;
        others.groups |= other.groups;
        others.answers |= other.answers;
        lane |= other.lane == one.lane;
    }
    let (groups, answers) = (one.groups & !others.groups, one.answers & !others.answers);
    if one.start && !others.start {
        Some(Adds::Start)
    } else if one.tells && !others.tells {
        Some(Adds::Tells)
    } else if groups != 0 {
        Some(Adds::Groups(options(groups)))
    } else if !lane {
        Some(Adds::Lane(one.lane))
    } else if answers != 0 {
        Some(Adds::Answer(QuestionNo::try_from(answers.trailing_zeros()).unwrap_or(0)))
    } else {
        None
    }
}

/// What of something added is missing from all of them.
fn missing(all: &[Gives], adds: &Adds) -> Option<Adds> {
    let there = match adds {
        Adds::Start => all.iter().any(|one| one.start),
        Adds::Tells => all.iter().any(|one| one.tells),
        Adds::Groups(groups) => {
            let left = bits(groups) & !reached(all);
            return (left != 0).then(|| Adds::Groups(options(left)));
        }
        Adds::Lane(lane) => all.iter().any(|one| one.lane == *lane),
        Adds::Answer(no) => all.iter().any(|one| one.answers & 1_u64.checked_shl(u32::from(*no)).unwrap_or(0) != 0),
    };
    (!there).then(|| adds.clone())
}

fn reached(all: &[Gives]) -> u64 {
    all.iter().fold(0, |so_far, one| so_far | one.groups)
}

/// A blend in the making.
struct Making<'a, 'g> {
    g: &'g Guidance,
    ranked: &'a [Recommendation<'g>],
    wanted: Wanted,
    /// At most so many days are left before the decision.
    days: Option<u16>,
    picks: Vec<Gives>,
}

impl Making<'_, '_> {
    /// Stands one in a lane, where one of its own lanes has room.
    fn stand(&mut self, at: usize, lane: Option<Lane>) -> bool {
        let one = &self.ranked[at];
        let Some(lane) = lane.or_else(|| self.lane_for(one.approach)) else { return false };
        self.picks.push(gives(self.g, one, lane, self.wanted));
        true
    }

    /// Takes one in where it adds something and leaves none of the others without anything to add.
    fn offer(&mut self, at: usize) {
        if self.stand(at, None) && (0..self.picks.len()).any(|place| adds(&self.picks, place).is_none()) {
            self.picks.pop();
        }
    }

    /// Takes one in that is needed, and lets go of what has nothing more to add beside it.
    fn need(&mut self, at: usize, lane: Option<Lane>) {
        self.stand(at, lane);
        while let Some(idle) = (0..self.picks.len()).rev().find(|&place| adds(&self.picks, place).is_none()) {
            self.picks.remove(idle);
        }
    }

    /// Whether it could still be taken in.
    fn free(&self, at: usize) -> bool {
        let one = &self.ranked[at];
        one.fit != Fit::RuledOut && self.picks.iter().all(|pick| pick.no != one.no)
    }

    /// The best fits of families that have none here yet, or of any, until there are so many.
    fn fill(&mut self, until: usize, any_family: bool) {
        for at in 0..self.ranked.len() {
            let one = &self.ranked[at];
            if self.picks.len() >= until || one.fit > Fit::Good {
                return;
            }
            let family = |pick: &Gives| self.g.approach(pick.no).family == one.approach.family;
            if one.approach.people.to > 0 && self.free(at) && (any_family || !self.picks.iter().any(family)) {
                self.offer(at);
            }
        }
    }

    /// The lane in which an approach does most good, of those with room for one more: from where the work stands to the
    /// decision, the earliest first; then what can still be made up for; then what comes after the decision. Before the
    /// decision there is only what can be done by then.
    fn lane_for(&self, approach: &Approach) -> Option<Lane> {
        let now = self.wanted.now;
        let count = |lane: Lane| self.picks.iter().filter(|pick| pick.lane == lane).count();
        let turn = |lane: Lane| match lane {
            lane if lane >= now && (lane <= Lane::Decide || now > Lane::Decide) => (0, lane as i8),
            lane if lane < now => (1, -(lane as i8)),
            lane => (2, lane as i8),
        };
        let done = self.days.is_none_or(|days| u32::from(approach.weeks.from) * 7 <= u32::from(days));
        let fits = |lane: Lane| count(lane) < 2 && (done || lane > Lane::Decide);
        approach.lanes.iter().copied().filter(|&lane| fits(lane)).min_by_key(|&lane| turn(lane))
    }

    /// How many groups without a way in it would give one, in the lane it would stand in.
    fn new_groups(&self, at: usize) -> u32 {
        let one = &self.ranked[at];
        let Some(lane) = self.lane_for(one.approach) else { return 0 };
        (gives(self.g, one, lane, self.wanted).groups & !reached(&self.picks)).count_ones()
    }
}

pub(super) fn compose(g: &Guidance, facts: &Facts, ranked: &[Recommendation<'_>]) -> Blend {
    use core::cmp::Reverse;
    let closed = closed(g, facts);
    let wanted = Wanted::of(g, facts);
    let groups = wanted.groups;
    // What is past the decision is not pressed by it.
    let days = days_left(g, facts).filter(|_| wanted.now <= Lane::Decide);
    let mut making = Making { g, ranked, wanted, days, picks: Vec::new() };
    let all = || 0..ranked.len();
    let asks_nobody = |at: usize| ranked[at].approach.people.to == 0;
    let tells = |at: usize| ranked[at].approach.level == Level::Inform;
    // Begin with what is known: the first approach of the content that asks nobody anything new.
    let first = all().filter(|&at| making.free(at) && asks_nobody(at)).min_by_key(|&at| ranked[at].no);
    if let Some(first) = first {
        making.need(first, Some(Lane::Known));
    }
    // Where nothing is open, or telling is an aim, people are told.
    if wanted.tells
        && let Some(first) = all().find(|&at| making.free(at) && tells(at))
    {
        making.need(first, None);
    }
    // The best of two families, so that the lanes are shared out.
    making.fill(3, false);
    // Then, for each group that has no way in, the best fit that gives most of them one; a place is kept for the end.
    let looks_back = |making: &Making<'_, '_>| making.picks.iter().any(|pick| pick.lane == Lane::Review);
    while making.picks.len() < MOST - usize::from(!looks_back(&making)) && groups & !reached(&making.picks) != 0 {
        let ways = all().filter(|&at| making.free(at) && making.new_groups(at) > 0);
        let Some(best) = ways.min_by_key(|&at| (Reverse(making.new_groups(at)), at)) else { break };
        making.need(best, None);
    }
    // The next best of another family stands where it does most good, before one is sought for the end.
    making.fill(MOST - 1, false);
    // What comes of it is told, and looked back at: by the best that fits, or by one that asks nobody anything.
    if !looks_back(&making) {
        let review = all().filter(|&at| making.free(at) && ranked[at].approach.lanes.contains(&Lane::Review));
        let best = review.min_by_key(|&at| {
            let (asks, poor) = (!asks_nobody(at) && !tells(at), ranked[at].fit > Fit::Good);
            (closed && asks, poor, poor && asks, at)
        });
        if let Some(best) = best {
            making.need(best, Some(Lane::Review));
        }
    }
    // If there is room left, the next best fits that add something.
    making.fill(MOST, false);
    making.fill(MOST, true);
    sort_by_key(&mut making.picks, |pick| pick.lane);
    let given = making.picks;
    let gaps = options(groups & !reached(&given));
    let pick = |at: usize| Some(Pick { approach: given[at].no, lane: given[at].lane, adds: adds(&given, at)? });
    Blend { picks: (0..given.len()).filter_map(pick).collect(), gaps, closed }
}

fn all_give(assessment: &Assessment<'_>, chosen: &[(ApproachNo, Lane)]) -> Vec<Gives> {
    let g = assessment.guidance;
    let wanted = Wanted::of(g, &assessment.facts);
    let one = |&(no, lane): &(ApproachNo, Lane)| Some(gives(g, assessment.of(no)?, lane, wanted));
    chosen.iter().filter_map(one).collect()
}

/// What each of the approaches chosen adds to the others, in their order; nothing where the others give all of it.
#[must_use]
pub fn added(assessment: &Assessment<'_>, chosen: &[(ApproachNo, Lane)]) -> Vec<Option<Adds>> {
    let all = all_give(assessment, chosen);
    (0..all.len()).map(|at| adds(&all, at)).collect()
}

/// What the blend gives that the approaches chosen do not: what shows when one of its picks is left out.
#[must_use]
pub fn lacks(assessment: &Assessment<'_>, chosen: &[(ApproachNo, Lane)]) -> Vec<Adds> {
    let all = all_give(assessment, chosen);
    let mut list = Vec::new();
    for pick in &assessment.blend.picks {
        let stage = (pick.adds != Adds::Start).then_some(Adds::Lane(pick.lane));
        for lack in [Some(pick.adds.clone()), stage].into_iter().flatten().filter_map(|one| missing(&all, &one)) {
            if !list.contains(&lack) {
                list.push(lack);
            }
        }
    }
    list
}

/// Approaches that could stand in the place of a chosen one and give what it adds, best first: three at the most.
#[must_use]
pub fn instead(assessment: &Assessment<'_>, chosen: &[(ApproachNo, Lane)], no: ApproachNo) -> Vec<ApproachNo> {
    let mut all = all_give(assessment, chosen);
    let Some(at) = all.iter().position(|one| one.no == no) else { return Vec::new() };
    let adds = adds(&all, at);
    let lane = all.remove(at).lane;
    let wanted = Wanted::of(assessment.guidance, &assessment.facts);
    let mut list = Vec::new();
    for one in &assessment.recommendations {
        let here = chosen.iter().any(|(other, _)| *other == one.no) || !one.approach.lanes.contains(&lane);
        if list.len() == 3 || here || one.fit == Fit::RuledOut {
            continue;
        }
        all.push(gives(assessment.guidance, one, lane, wanted));
        if adds.as_ref().is_none_or(|adds| missing(&all, adds).is_none()) {
            list.push(one.no);
        }
        all.pop();
    }
    list
}

/// The approach that receives what one hands on: the next of them in a later lane; none where none comes later.
#[must_use]
pub fn receiver(chosen: &[(ApproachNo, Lane)], at: usize) -> Option<ApproachNo> {
    let (_, lane) = chosen.get(at)?;
    chosen[at..].iter().find(|(_, other)| other > lane).map(|(no, _)| *no)
}

/// The stage that the answers give, as a lane; the start where they do not say.
pub(super) fn stage(g: &Guidance, facts: &Facts) -> Lane {
    let Some(no) = g.stage() else { return Lane::Known };
    match facts.of(no) {
        State::Known(bits) => {
            let option = OptionNo::try_from(bits.trailing_zeros()).unwrap_or(0);
            g.question(no).option(option).lane.unwrap_or(Lane::Known)
        }
        _ => Lane::Known,
    }
}
