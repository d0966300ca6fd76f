//! Who can take part: each affected group held against each approach, and what has to be put in place.
//!
//! Nothing here is typed by hand. An approach carries barriers, a group meets barriers, and what both share keeps the
//! group out, unless a measure takes it down. Each of the three is content, with its sources.

use super::Edits;
use crate::answers::{Answer, Answers, Degree};
use crate::assessment::{Assessment, Fit};
use crate::guidance::{Approach, ApproachNo, Barrier, Guidance, Handbook, Lane, Level, Measure, OptionNo};

/// What a group of the person's own is called until it has a name.
const NO_NAME: &str = "A group with no name yet";

/// A group that is affected: one that the guidance names, or one of the person's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Affected {
    /// Which of the groups that the guidance names; none for one of the person's own.
    pub option: Option<OptionNo>,
    /// The place of one of the person's own.
    pub own: Option<usize>,
    /// Its name.
    pub name: String,
    /// It is affected most.
    pub most: bool,
    /// The barriers it meets.
    pub meets: Vec<Barrier>,
}

/// How an approach stands to a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The group can take part.
    Reaches,
    /// It can take part with what is named.
    WithSupport,
    /// It cannot take part.
    LeavesOut,
}

impl Verdict {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Reaches => "Reaches",
            Verdict::WithSupport => "Reaches with support",
            Verdict::LeavesOut => "Leaves out",
        }
    }
}

/// One group held against one approach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting<'h> {
    /// How the approach stands to the group.
    pub verdict: Verdict,
    /// The approach is made to reach the group, even where a barrier stands.
    pub made_for: bool,
    /// Every barrier that both share, with what takes it down; with nothing, it keeps the group out.
    pub shared: Vec<(Barrier, Vec<&'h Measure>)>,
}

/// Whether people take part in an approach: it asks somebody, and does more than tell.
#[must_use]
pub fn takes_part(approach: &Approach) -> bool {
    approach.people.to > 0 && approach.level > Level::Inform
}

/// The groups that the answers name, in the order of the content.
#[must_use]
pub fn named(assessment: &Assessment<'_>) -> Vec<Affected> {
    let g = assessment.guidance;
    let Some(question) = g.groups().map(|no| g.question(no)) else { return Vec::new() };
    let named = assessment.groups().into_iter().map(|no| {
        let option = question.option(no);
        let (name, meets) = (option.label.clone(), option.meets.clone());
        Affected { option: Some(no), own: None, name, most: false, meets }
    });
    named.collect()
}

/// Every group that is affected: those that the answers name, then the person's own.
#[must_use]
pub fn affected(assessment: &Assessment<'_>, answers: &Answers, edits: &Edits) -> Vec<Affected> {
    let g = assessment.guidance;
    let mut groups = named(assessment);
    if let Some(question) = g.groups().map(|no| g.question(no))
        && let Some(Answer::Each(degrees)) = answers.get(&question.id)
    {
        for group in &mut groups {
            let most = |no| degrees.get(&question.option(no).id) == Some(&Degree::Most);
            group.most = group.option.is_some_and(most);
        }
    }
    groups.extend(edits.own_groups.iter().enumerate().map(|(place, group)| Affected {
        option: None,
        own: Some(place),
        name: if group.name.trim().is_empty() { NO_NAME.to_owned() } else { group.name.clone() },
        most: false,
        meets: Barrier::ALL.into_iter().filter(|barrier| group.meets.contains(barrier.id())).collect(),
    }));
    groups
}

/// Holds a group against an approach.
#[must_use]
pub fn meet<'h>(handbook: &'h Handbook, g: &Guidance, no: ApproachNo, group: &Affected) -> Meeting<'h> {
    let approach = g.approach(no);
    let made_for = group.option.is_some_and(|no| approach.reaches.contains(&no));
    let shared: Vec<(Barrier, Vec<&Measure>)> = approach
        .barriers
        .iter()
        .filter(|barrier| group.meets.contains(barrier))
        .map(|&barrier| (barrier, mending(handbook, (no, approach), group, barrier)))
        .collect();
    let verdict = if made_for || shared.is_empty() {
        Verdict::Reaches
    } else if shared.iter().all(|(_, measures)| !measures.is_empty()) {
        Verdict::WithSupport
    } else {
        Verdict::LeavesOut
    };
    Meeting { verdict, made_for, shared }
}

/// What takes down a barrier for a group in an approach: every measure made for that group, or else the first for all.
fn mending<'h>(
    handbook: &'h Handbook,
    at: (ApproachNo, &Approach),
    group: &Affected,
    barrier: Barrier,
) -> Vec<&'h Measure> {
    let fits = |one: &&Measure| one.mends.contains(&barrier) && can_be_used(one, at);
    let own = |one: &&Measure| group.option.is_some_and(|no| one.groups.contains(&no));
    let own: Vec<&Measure> = handbook.measures.iter().filter(fits).filter(own).collect();
    if own.is_empty() {
        return handbook.measures.iter().filter(fits).find(|one| one.groups.is_empty()).into_iter().collect();
    }
    own
}

fn can_be_used(measure: &Measure, (no, approach): (ApproachNo, &Approach)) -> bool {
    (measure.families.is_empty() || measure.families.contains(&approach.family)) && !measure.except.contains(&no)
}

/// A measure that the plan needs, for whom and with what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needed<'h> {
    /// The measure.
    pub measure: &'h Measure,
    /// Places in the list of affected groups; none where it is for everyone.
    pub groups: Vec<usize>,
    /// The approaches that it goes with.
    pub approaches: Vec<ApproachNo>,
}

/// Everything that has to be put in place, each thing once, in the order of the content.
#[must_use]
pub fn needed<'h>(
    handbook: &'h Handbook,
    g: &Guidance,
    chosen: &[(ApproachNo, Lane)],
    groups: &[Affected],
) -> Vec<Needed<'h>> {
    let with: Vec<ApproachNo> = chosen.iter().map(|(no, _)| *no).filter(|no| takes_part(g.approach(*no))).collect();
    let mut list: Vec<Needed<'h>> = handbook
        .measures
        .iter()
        .map(|measure| Needed { measure, groups: Vec::new(), approaches: Vec::new() })
        .collect();
    let add = |one: &mut Needed<'h>, group: Option<usize>, no: ApproachNo| {
        if !one.approaches.contains(&no) {
            one.approaches.push(no);
        }
        if let Some(group) = group.filter(|group| !one.groups.contains(group)) {
            one.groups.push(group);
        }
    };
    for &no in &with {
        let approach = g.approach(no);
        for (place, group) in groups.iter().enumerate() {
            for measure in meet(handbook, g, no, group).shared.iter().flat_map(|(_, measures)| measures) {
                if let Some(one) = list.iter_mut().find(|one| one.measure.id == measure.id) {
                    add(one, Some(place), no);
                }
            }
        }
        for one in list.iter_mut().filter(|one| can_be_used(one.measure, (no, approach))) {
            let measure = one.measure;
            let for_all = measure.mends.is_empty() && measure.with.is_empty();
            let carried = measure.with.iter().any(|barrier| approach.barriers.contains(barrier));
            if !for_all && !carried {
                continue;
            }
            if measure.groups.is_empty() {
                add(one, None, no);
            }
            for (place, group) in groups.iter().enumerate() {
                if group.option.is_some_and(|no| measure.groups.contains(&no)) {
                    add(one, Some(place), no);
                }
            }
        }
    }
    list.retain(|one| !one.approaches.is_empty());
    list
}

/// Whether an approach, where it stands, gives a group a way in: people take part, it is in time, and it does not leave
/// them out.
#[must_use]
pub fn way_in(
    assessment: &Assessment<'_>,
    handbook: &Handbook,
    (no, lane): (ApproachNo, Lane),
    group: &Affected,
) -> bool {
    let g = assessment.guidance;
    assessment.in_time(lane) && takes_part(g.approach(no)) && meet(handbook, g, no, group).verdict != Verdict::LeavesOut
}

/// The approach to add for a group that has no way in: one that reaches it before one that needs support, then the best fit.
#[must_use]
pub fn road_in(
    assessment: &Assessment<'_>,
    handbook: &Handbook,
    chosen: &[(ApproachNo, Lane)],
    group: &Affected,
) -> Option<ApproachNo> {
    let g = assessment.guidance;
    let open = assessment.recommendations.iter().filter(|one| {
        one.fit != Fit::RuledOut
            && takes_part(one.approach)
            && one.approach.lanes.iter().any(|&lane| assessment.in_time(lane))
            && !chosen.iter().any(|(no, _)| *no == one.no)
    });
    open.map(|one| (meet(handbook, g, one.no, group).verdict, one.no))
        .filter(|(verdict, _)| *verdict != Verdict::LeavesOut)
        .min_by_key(|(verdict, _)| *verdict)
        .map(|(_, no)| no)
}

/// The least costly approach that needs no internet, where every way to take part is online: by cost, then by time.
#[must_use]
pub fn companion(assessment: &Assessment<'_>, chosen: &[(ApproachNo, Lane)]) -> Option<ApproachNo> {
    let g = assessment.guidance;
    let mut with = chosen.iter().map(|(no, _)| g.approach(*no)).filter(|approach| takes_part(approach)).peekable();
    with.peek()?;
    if !with.all(|approach| approach.digital) {
        return None;
    }
    let offline = |approach: &Approach| !approach.digital && !approach.barriers.contains(&Barrier::GoingOnline);
    assessment
        .recommendations
        .iter()
        .filter(|one| one.fit != Fit::RuledOut && takes_part(one.approach) && offline(one.approach))
        .filter(|one| one.approach.lanes.iter().any(|&lane| assessment.in_time(lane)))
        .min_by_key(|one| (one.approach.cost.iter().max().copied(), one.approach.weeks.from))
        .map(|one| one.no)
}
