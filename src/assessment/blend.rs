//! A few approaches, composed over the stages of the work.
//!
//! The guidance asks for a combination, chosen for the situation, that begins with what is known and ends by telling
//! people what changed. At most about five; every group that the answers name is reached by one of them, or is named
//! as a gap.

use serde::Serialize;

use super::recommendation::{Fit, Recommendation};
use crate::answers::{Facts, State};
use crate::guidance::{Approach, ApproachNo, Guidance, Lane, Level, OptionNo};
use crate::order::sort_by_key;

/// At most so many approaches stand in one blend.
pub const MOST: usize = 5;

/// Approaches composed over the stages of the work.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Blend {
    /// The approaches, in the order of their lanes.
    pub picks: Vec<Pick>,
    /// Groups that none of them reaches: options of the groups question.
    pub gaps: Vec<OptionNo>,
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

/// What an approach adds to a blend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Adds {
    /// It begins with what is known.
    Start,
    /// It is the first in its lane.
    Lane(Lane),
    /// It reaches groups that nothing else here reaches.
    Groups(Vec<OptionNo>),
    /// It is the next best fit.
    Fit,
}

/// The groups that the answers name, in the order of the content.
pub(super) fn groups(g: &Guidance, facts: &Facts) -> Vec<OptionNo> {
    match g.groups().map(|no| facts.of(no)) {
        Some(State::Known(bits)) => (0..64).filter(|no| bits & (1_u64 << no) != 0).collect(),
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

pub(super) fn compose(g: &Guidance, facts: &Facts, ranked: &[Recommendation<'_>]) -> Blend {
    let groups = groups(g, facts);
    let now = stage(g, facts);
    let mut picks: Vec<Pick> = Vec::new();
    // Begin with what is known: the first approach of the content that asks nobody anything new.
    let asks_nobody = ranked.iter().filter(|one| one.fit != Fit::RuledOut && one.approach.people.to == 0);
    if let Some(first) = asks_nobody.min_by_key(|one| one.no) {
        picks.push(Pick { approach: first.no, lane: Lane::Known, adds: Adds::Start });
    }
    let fits = |one: &&Recommendation<'_>| one.fit <= Fit::Good && one.approach.people.to > 0;
    // The best of each family still to come, one or two to a lane, so that the lanes are shared out.
    for one in ranked.iter().filter(fits) {
        if picks.len() >= MOST - 1 || picks.iter().any(|pick| g.approach(pick.approach).family == one.approach.family) {
            continue;
        }
        if let Some(lane) = lane_for(one.approach, now, &picks) {
            let adds = if picks.iter().any(|pick| pick.lane == lane) { Adds::Fit } else { Adds::Lane(lane) };
            picks.push(Pick { approach: one.no, lane, adds });
        }
    }
    // Then, for each group that has no way in, the best fit that gives most of them one.
    loop {
        let gaps: Vec<OptionNo> = missing(g, &picks, &groups);
        if gaps.is_empty() || picks.len() >= MOST {
            break;
        }
        let best = ranked
            .iter()
            .filter(|one| one.fit != Fit::RuledOut && one.approach.people.to > 0)
            .filter(|one| !picks.iter().any(|pick| pick.approach == one.no))
            .map(|one| (one, gaps.iter().copied().filter(|&group| reaches(g, one.approach, group)).collect::<Vec<_>>()))
            .filter(|(_, reached)| !reached.is_empty())
            .filter_map(|(one, reached)| Some((one, reached, lane_for(one.approach, now, &picks)?)))
            .max_by(|(a, x, _), (b, y, _)| x.len().cmp(&y.len()).then(place(ranked, b.no).cmp(&place(ranked, a.no))));
        let Some((one, reached, lane)) = best else { break };
        picks.push(Pick { approach: one.no, lane, adds: Adds::Groups(reached) });
    }
    // If there is room left, the next best fit of any family.
    for one in ranked.iter().filter(fits) {
        if picks.len() >= MOST {
            break;
        }
        if picks.iter().all(|pick| pick.approach != one.no)
            && let Some(lane) = lane_for(one.approach, now, &picks)
        {
            let adds = if picks.iter().any(|pick| pick.lane == lane) { Adds::Fit } else { Adds::Lane(lane) };
            picks.push(Pick { approach: one.no, lane, adds });
        }
    }
    sort_by_key(&mut picks, |pick| pick.lane);
    let gaps = missing(g, &picks, &groups);
    Blend { picks, gaps }
}

fn place(ranked: &[Recommendation<'_>], no: ApproachNo) -> usize {
    ranked.iter().position(|one| one.no == no).unwrap_or(usize::MAX)
}

/// The groups, of those named, that nothing here gives a way in.
fn missing(g: &Guidance, picks: &[Pick], groups: &[OptionNo]) -> Vec<OptionNo> {
    let reached = |group: OptionNo| picks.iter().any(|pick| reaches(g, g.approach(pick.approach), group));
    groups.iter().copied().filter(|&group| !reached(group)).collect()
}

/// The stage that the answers give, as a lane; the start where they do not say.
fn stage(g: &Guidance, facts: &Facts) -> Lane {
    let Some(no) = g.stage() else { return Lane::Known };
    match facts.of(no) {
        State::Known(bits) => {
            let option = OptionNo::try_from(bits.trailing_zeros()).unwrap_or(0);
            g.question(no).option(option).lane.unwrap_or(Lane::Known)
        }
        _ => Lane::Known,
    }
}

/// The lane in which an approach does most good, of those with room for one more: from where the work stands to the
/// decision, the earliest first; then what can still be made up for; then what comes after the decision.
fn lane_for(approach: &Approach, now: Lane, picks: &[Pick]) -> Option<Lane> {
    let count = |lane: Lane| picks.iter().filter(|pick| pick.lane == lane).count();
    let turn = |lane: Lane| match lane {
        lane if lane >= now && (lane <= Lane::Decide || now > Lane::Decide) => (0, lane as i8),
        lane if lane < now => (1, -(lane as i8)),
        lane => (2, lane as i8),
    };
    approach.lanes.iter().copied().filter(|&lane| count(lane) < 2).min_by_key(|&lane| turn(lane))
}
