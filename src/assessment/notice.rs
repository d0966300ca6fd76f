//! What to look at again in a choice of approaches: each is a thing to weigh, and none of them forbids anything.

use serde::Serialize;

use super::{Assessment, DutyState};
use crate::answers::State;
use crate::guidance::{Approach, ApproachNo, Cost, Lane, Level};

/// Fewer people than this are few: an approach of the dearest kind is a lot of effort for them. Our own estimate.
const FEW: u32 = 500;
/// This many people are many: where a duty is likely too, the cheapest approaches alone are little. Our own estimate.
const MANY: u32 = 50_000;

/// Something to look at again in a choice of approaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// Everything comes late: nothing stands in the first two lanes.
    NothingEarly,
    /// Everything that people take part in happens online.
    AllDigital,
    /// Everything that people take part in is of one kind.
    OneMethod,
    /// Two of them, at different stages, ask the same things of those who take part: the same people may come again.
    SamePeople(ApproachNo, ApproachNo),
    /// Few people are affected, and this approach is of the dearest kind.
    MuchForFew(ApproachNo),
    /// Many people are affected and a duty is likely, and everything chosen is of the cheapest kind.
    LittleForMany,
}

/// What to look at again in a choice of approaches.
#[must_use]
pub fn notices(assessment: &Assessment<'_>, chosen: &[(ApproachNo, Lane)]) -> Vec<Notice> {
    let g = assessment.guidance;
    let mut list = Vec::new();
    if chosen.is_empty() {
        return list;
    }
    if chosen.iter().all(|(_, lane)| *lane > Lane::Understand) {
        list.push(Notice::NothingEarly);
    }
    let asking: Vec<(ApproachNo, Lane)> = chosen.iter().copied().filter(|(no, _)| asks(g.approach(*no))).collect();
    let every = |is: &dyn Fn(&Approach) -> bool| asking.iter().all(|(no, _)| is(g.approach(*no)));
    if let Some((first, _)) = asking.first() {
        let family = &g.approach(*first).family;
        if every(&|one| one.digital) {
            list.push(Notice::AllDigital);
        }
        if every(&|one| one.family == *family) {
            list.push(Notice::OneMethod);
        }
    }
    for (at, (one, lane)) in asking.iter().enumerate() {
        let alike = |(other, stands): &&(ApproachNo, Lane)| {
            let (one, other) = (g.approach(*one), g.approach(*other));
            stands != lane && one.barriers == other.barriers && one.reaches == other.reaches
        };
        list.extend(asking[at + 1..].iter().find(alike).map(|(other, _)| Notice::SamePeople(*one, *other)));
    }
    let affected = g.scale().and_then(|no| match assessment.facts.of(no) {
        State::Known(bits) => g.question(no).options.get(usize::try_from(bits.trailing_zeros()).ok()?),
        _ => None,
    });
    if let Some(option) = affected {
        let under = option.people_under.unwrap_or(u32::MAX);
        let dear = |(no, _): &&(ApproachNo, Lane)| g.approach(*no).cost.contains(&Cost::Over40k);
        if under <= FEW {
            list.extend(chosen.iter().filter(dear).map(|(no, _)| Notice::MuchForFew(*no)));
        }
        let cheap = |(no, _): &(ApproachNo, Lane)| g.approach(*no).cost.iter().all(|band| *band == Cost::Under1k);
        let duty = assessment.duties.iter().any(|duty| duty.state == DutyState::Likely);
        if under > MANY && duty && chosen.iter().all(cheap) {
            list.push(Notice::LittleForMany);
        }
    }
    list
}

/// Whether people take part in it, and are not only told.
fn asks(approach: &Approach) -> bool {
    approach.people.to > 0 && approach.level != Level::Inform
}
