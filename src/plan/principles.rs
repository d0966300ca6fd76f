//! How far the plan does what the guidance asks of every plan: from its checks and from its choice of approaches.

use super::Edits;
use super::edits::InPlace;
use super::taking_part::{Affected, Verdict, meet, named, takes_part, way_in};
use crate::answers::Outcome;
use crate::assessment::{Assessment, Notice, Relevance, notices};
use crate::guidance::{ApproachNo, Feature, Guidance, Handbook, Lane, Level, Principle};

/// A principle met by one plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing<'h> {
    /// The principle.
    pub principle: &'h Principle,
    /// How many of the things that show it are there.
    pub met: usize,
    /// What is lacking, in the order of the content.
    pub lacks: Vec<Lacking>,
}

/// Something that a principle asks and the plan does not show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lacking {
    /// A check that nobody has said is in place.
    Check(u16),
    /// Something that the choice of approaches does not show.
    Choice(Feature),
    /// No approach of the families that it asks for is chosen.
    Families,
}

/// How each principle stands, in the guidance's order. A check that does not matter here is not counted.
#[must_use]
pub fn principles<'h>(
    handbook: &'h Handbook,
    assessment: &Assessment<'_>,
    checks: &[Relevance<'_>],
    chosen: &[(ApproachNo, Lane)],
    edits: &Edits,
) -> Vec<Standing<'h>> {
    let notices = notices(assessment, chosen);
    let in_place = |no: u16| {
        let one = &checks[usize::from(no)];
        (one.outcome != Outcome::Fails).then(|| edits.checks.get(&one.check.id) == Some(&InPlace::Yes))
    };
    let standing = |principle: &'h Principle| {
        let mut standing = Standing { principle, met: 0, lacks: Vec::new() };
        let mut count = |there: bool, lacking: Lacking| {
            if there {
                standing.met += 1;
            } else {
                standing.lacks.push(lacking);
            }
        };
        for &no in &principle.checks {
            if let Some(there) = in_place(no) {
                count(there, Lacking::Check(no));
            }
        }
        for &feature in &principle.choice {
            count(shows(assessment, handbook, chosen, edits, &notices, feature), Lacking::Choice(feature));
        }
        if !principle.families.is_empty() {
            let g = assessment.guidance;
            let there = chosen.iter().any(|(no, _)| principle.families.contains(&g.approach(*no).family));
            count(there, Lacking::Families);
        }
        standing
    };
    handbook.principles.iter().map(standing).collect()
}

/// Whether a choice of approaches shows something.
fn shows(
    assessment: &Assessment<'_>,
    handbook: &Handbook,
    chosen: &[(ApproachNo, Lane)],
    edits: &Edits,
    notices: &[Notice],
    feature: Feature,
) -> bool {
    let g = assessment.guidance;
    let any = |is: &dyn Fn(ApproachNo, Lane) -> bool| chosen.iter().any(|(no, lane)| is(*no, *lane));
    let asks = |no: ApproachNo| takes_part(g.approach(no));
    match feature {
        Feature::StartsFromKnown => any(&|no, lane| lane == Lane::Known && g.approach(no).people.to == 0),
        Feature::Early => any(&|no, lane| lane <= Lane::Understand && asks(no)),
        Feature::FeedsBack => any(&|_, lane| lane == Lane::Review),
        Feature::SeveralWays => any(&|no, _| asks(no)) && !notices.contains(&Notice::OneMethod),
        Feature::Offline => any(&|no, _| asks(no)) && !notices.contains(&Notice::AllDigital),
        Feature::EveryGroup => {
            // What has to be put in place first is a way in once it is there.
            let there = |no: ApproachNo, group: &Affected| {
                let meeting = meet(handbook, g, no, group);
                let measures = meeting.shared.iter().flat_map(|(_, measures)| measures);
                let said = |id: &str| edits.measures.get(id).and_then(|one| one.said) == Some(InPlace::Yes);
                meeting.verdict == Verdict::Reaches || measures.into_iter().all(|one| said(&one.id))
            };
            let way = |no, lane, group: &Affected| way_in(assessment, handbook, (no, lane), group) && there(no, group);
            named(assessment).iter().all(|group| any(&|no, lane| way(no, lane, group)))
        }
        Feature::SharesPower => any(&|no, _| g.approach(no).level >= Level::CoDesign),
    }
}

/// What is lacking, in words, and how to mend it.
#[must_use]
pub fn lacking_words(g: &Guidance, handbook: &Handbook, lacking: Lacking) -> (String, String) {
    let (title, mend) = match lacking {
        Lacking::Check(no) => {
            let mend = handbook.checks.get(usize::from(no)).map(|how| how.mend.clone()).unwrap_or_default();
            return (g.checks[usize::from(no)].title.clone(), mend);
        }
        Lacking::Families => (
            "An approach begins with the community itself",
            "Take in an approach that the community leads or helps to lead.",
        ),
        Lacking::Choice(feature) => (
            feature.name(),
            match feature {
                Feature::StartsFromKnown => "Take in an approach that reads what people have said already.",
                Feature::Early => "Take in an approach that asks what people need, early on.",
                Feature::FeedsBack => "Take in an approach that looks back, and tells people what changed.",
                Feature::SeveralWays => "Take in an approach of another kind.",
                Feature::Offline => "Add a way in by phone, by post or in person.",
                Feature::EveryGroup => "Take in an approach that reaches each group with no way in.",
                Feature::SharesPower => "Look for a part that people could design or decide with you.",
            },
        ),
    };
    (title.to_owned(), mend.to_owned())
}
