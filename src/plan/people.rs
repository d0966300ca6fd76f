//! The people of a plan, in words: who is affected, who can take part in what, what to put in place, who to work with,
//! and the record of the impact assessment.

use serde::{Deserialize, Serialize};

use super::calendar::working;
use super::draft::Notes;
use super::edits::{Edits, GroupRecord, InPlace};
pub(super) use super::taking_part::named;
use super::taking_part::{Affected, Verdict, affected, meet, needed, road_in, way_in};
use super::timeline::Timeline;
use super::{NoteNo, PlanGap, day_words, thousands};
use crate::answers::{Answer, Answers, Degree, Outcome};
use crate::assessment::{Assessment, explain, matters};
use crate::date::Date;
use crate::guidance::{
    Anchor, Approach, ApproachNo, AskedOf, Barrier, CostKind, Handbook, Lane, Level, Partner, Price, Prompt, Severity,
};
use crate::order::sort_by_key;

/// A group of people affected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanGroup {
    /// Its id; a group of the person's own has none.
    pub id: Option<String>,
    /// The place of a group of the person's own.
    pub own: Option<usize>,
    /// Its name.
    pub name: String,
    /// It is affected most.
    pub most: bool,
    /// Why it meets its barriers.
    pub why: String,
    /// Other groups here that many of its people belong to as well.
    pub overlaps: Vec<PlanOverlap>,
    /// How each approach stands to it, in the order of the plan.
    pub cells: Vec<PlanCell>,
    /// The names of the approaches that give it a way in while it can still count; empty where none does.
    pub way_in: Vec<String>,
    /// What could give it one, where none does.
    pub road: Option<PlanRoad>,
    /// What the record of the impact assessment asks of it.
    pub record: Vec<PlanEntry>,
    /// The day by which what will be done is done.
    pub by: Option<Date>,
    /// What it rests on.
    pub notes: Vec<NoteNo>,
}

/// People who belong to two groups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanOverlap {
    /// The other group.
    pub name: String,
    /// The names of the approaches that give a way in to people of both; empty where none does.
    pub both: Vec<String>,
}

/// One group and one approach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanCell {
    /// The approach's id.
    pub approach: String,
    /// The approach's name.
    pub name: String,
    /// The approach only tells people.
    pub tells: bool,
    /// How it stands to the group.
    pub verdict: Verdict,
    /// What the group needs, or what keeps it out; empty where nothing does.
    pub words: String,
    /// How to change the approach for the group, where we know.
    pub how: String,
}

/// An approach that would give a group a way in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRoad {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What the group needs there; empty where it needs nothing.
    pub needs: String,
}

impl PlanRoad {
    pub(super) fn to(approach: &Approach, needs: String) -> Self {
        Self { id: approach.id.clone(), name: approach.name.clone(), needs }
    }
}

/// A group that is not among those affected, as far as the person knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unaffected {
    /// Its name.
    pub name: String,
    /// The person is not sure; otherwise it is not affected.
    pub not_sure: bool,
    /// Why not, in the person's own words.
    pub why_not: String,
}

/// Something that keeps people out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanBarrier {
    /// What it asks of people.
    pub name: String,
    /// How it keeps people out.
    pub says: String,
    /// What it rests on.
    pub notes: Vec<NoteNo>,
}

/// Something to put in place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanMeasure {
    /// Its id.
    pub id: String,
    /// What it is.
    pub title: String,
    /// How to do it well.
    pub what: String,
    /// Its part of the list.
    pub topic: String,
    /// The groups it is for; empty where it is for everyone.
    pub groups: Vec<String>,
    /// The approaches it goes with.
    pub approaches: Vec<String>,
    /// How long before to book it, in words.
    pub ahead: String,
    /// The day by which to book it.
    pub book_by: Date,
    /// It takes longer to book than there is before people take part.
    pub late: bool,
    /// The first day that people take part in what it goes with.
    pub opens: Date,
    /// What it costs, in words.
    pub cost: String,
    /// The same, in figures.
    pub price: Price,
    /// What its money goes on.
    pub pays: CostKind,
    /// The role that sees to it.
    pub who: String,
    /// Whether it is in place.
    pub said: Option<InPlace>,
    /// The day it is ready, where the person says so.
    pub ready: Option<Date>,
    /// What it rests on.
    pub notes: Vec<NoteNo>,
}

/// Someone to work with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanPartner {
    /// Who it is.
    pub name: String,
    /// What to ask of it.
    pub ask: String,
    /// What it brings.
    pub brings: String,
    /// What it costs the partner, and how that is met.
    pub costs: String,
    /// The day by which to ask, where it can be told.
    pub by: Option<Date>,
    /// When to ask, in words.
    pub when: String,
    /// What it rests on.
    pub notes: Vec<NoteNo>,
}

/// One thing that the record asks, with what is written there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanEntry {
    /// The prompt's id.
    pub id: String,
    /// Its part of the record.
    pub part: String,
    /// What it asks.
    pub label: String,
    /// What to write there.
    pub hint: String,
    /// The person's own words.
    pub text: String,
    /// What it rests on; none for what is asked of each group.
    pub notes: Vec<NoteNo>,
}

/// A paper of its own that the plan brings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanPaper {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub lead: String,
    /// Its parts: a heading and its lines.
    pub parts: Vec<(String, Vec<String>)>,
    /// Who signs it, by role.
    pub signed_by: Vec<String>,
    /// What it rests on.
    pub notes: Vec<NoteNo>,
}

/// Everything of a plan that is about its people.
pub(super) struct People {
    pub groups: Vec<PlanGroup>,
    pub unaffected: Vec<Unaffected>,
    pub barriers: Vec<PlanBarrier>,
    pub measures: Vec<PlanMeasure>,
    pub partners: Vec<PlanPartner>,
    pub record: Vec<PlanEntry>,
    pub follow_up: Vec<PlanEntry>,
    pub papers: Vec<PlanPaper>,
}

/// What people are drafted from.
pub(super) struct From<'a, 'g> {
    pub handbook: &'a Handbook,
    pub assessment: &'a Assessment<'g>,
    pub answers: &'a Answers,
    pub edits: &'a Edits,
    pub chosen: &'a [(ApproachNo, Lane)],
    pub timeline: &'a Timeline,
}

impl From<'_, '_> {
    pub(super) fn draft(&self, notes: &mut Notes<'_>) -> People {
        let groups = affected(self.assessment, self.answers, self.edits);
        let mut drafted: Vec<PlanGroup> = groups.iter().map(|group| self.group(group, &groups, notes)).collect();
        // Gaps come first, then those with one way in, then those affected most.
        sort_by_key(&mut drafted, |group| (group.way_in.len().min(2), !group.most));
        People {
            groups: drafted,
            unaffected: self.unaffected(),
            barriers: self.barriers(&groups, notes),
            measures: self.measures(&groups, notes),
            partners: self.partners(notes),
            record: self.record(AskedOf::Record, notes),
            follow_up: self.record(AskedOf::Plan, notes),
            papers: self.papers(notes),
        }
    }

    fn group(&self, group: &Affected, all: &[Affected], notes: &mut Notes<'_>) -> PlanGroup {
        let (g, h) = (self.assessment.guidance, self.handbook);
        let behind = group.option.and_then(|no| h.groups.get(usize::from(no)));
        let id = group.option.zip(g.groups()).map(|(no, question)| g.question(question).option(no).id.clone());
        let written = match (&id, group.own.and_then(|own| self.edits.own_groups.get(own))) {
            (Some(id), _) => self.edits.groups.get(id),
            (None, own) => own.map(|own| &own.record),
        };
        let also = |other: &&Affected| {
            let no = other.option.filter(|_| other.option != group.option);
            behind.zip(no).is_some_and(|(behind, no)| behind.overlaps.contains(&no))
        };
        let overlaps = all.iter().filter(also).map(|other| PlanOverlap {
            name: other.name.clone(),
            both: self.ways(&|at| self.is_way(at, group) && self.is_way(at, other)),
        });
        let way_in = self.ways(&|at| self.is_way(at, group));
        let road = way_in.is_empty().then(|| road_in(self.assessment, h, self.chosen, group)).flatten();
        PlanGroup {
            id,
            own: group.own,
            name: group.name.clone(),
            most: group.most,
            why: behind.map(|behind| behind.why.clone()).unwrap_or_default(),
            overlaps: overlaps.collect(),
            cells: self.cells(group),
            way_in,
            road: road.map(|no| PlanRoad::to(g.approach(no), self.words(no, group).1)),
            record: self.entries(written, behind.map(|behind| [&behind.good, &behind.ill])),
            by: written.and_then(|written| written.by),
            notes: behind.map(|behind| notes.cite(&behind.cites)).unwrap_or_default(),
        }
    }

    fn is_way(&self, at: (ApproachNo, Lane), group: &Affected) -> bool {
        way_in(self.assessment, self.handbook, at, group)
    }

    /// The names of the approaches for which something is so.
    fn ways(&self, so: &dyn Fn((ApproachNo, Lane)) -> bool) -> Vec<String> {
        let list = self.chosen.iter().filter(|at| so(**at));
        list.map(|(no, _)| self.assessment.guidance.approach(*no).name.clone()).collect()
    }

    /// Every approach that people meet; one that asks nobody anything is no way in and no way out.
    fn cells(&self, group: &Affected) -> Vec<PlanCell> {
        let g = self.assessment.guidance;
        let meets = self.chosen.iter().filter(|(no, _)| g.approach(*no).people.to > 0);
        let cell = |&(no, _): &(ApproachNo, Lane)| {
            let approach = g.approach(no);
            let (verdict, words) = self.words(no, group);
            let adapt = self.handbook.approaches.get(usize::from(no)).map_or(&[][..], |how| &how.adapt[..]);
            let how = adapt.iter().find(|(other, _)| Some(*other) == group.option).map(|(_, how)| how.clone());
            PlanCell {
                approach: approach.id.clone(),
                name: approach.name.clone(),
                tells: approach.level == Level::Inform,
                verdict,
                words,
                how: how.unwrap_or_default(),
            }
        };
        meets.map(cell).collect()
    }

    /// How an approach stands to a group, with what the group needs there or what keeps it out.
    fn words(&self, no: ApproachNo, group: &Affected) -> (Verdict, String) {
        let meeting = meet(self.handbook, self.assessment.guidance, no, group);
        let out = meeting.verdict == Verdict::LeavesOut;
        let mut words: Vec<String> = Vec::new();
        for (barrier, measures) in &meeting.shared {
            if out && measures.is_empty() {
                words.push(barrier.name().to_owned());
            }
            for measure in measures.iter().filter(|_| !out) {
                // A title within a sentence begins small.
                let title = if words.is_empty() { measure.title.clone() } else { explain::lower(&measure.title) };
                if !words.contains(&title) && words.first().is_none_or(|first| *first != measure.title) {
                    words.push(title);
                }
            }
        }
        let joined = words.join(if out { ", " } else { "; " });
        (meeting.verdict, if out { ["It needs ", &joined].concat() } else { joined })
    }

    fn unaffected(&self) -> Vec<Unaffected> {
        let g = self.assessment.guidance;
        let Some(question) = g.groups().map(|no| g.question(no)) else { return Vec::new() };
        let degrees = self.answers.get(&question.id).map(Answer::degrees).unwrap_or_default();
        let one = |option: &crate::guidance::AnswerOption| {
            let degree = degrees.get(&option.id).filter(|degree| !degree.holds())?;
            let written = self.edits.groups.get(&option.id);
            Some(Unaffected {
                name: option.label.clone(),
                not_sure: *degree == Degree::NotSure,
                why_not: written.map(|written| written.why_not.clone()).unwrap_or_default(),
            })
        };
        question.options.iter().filter_map(one).collect()
    }

    /// The barriers that stand between an approach and a group here.
    fn barriers(&self, groups: &[Affected], notes: &mut Notes<'_>) -> Vec<PlanBarrier> {
        let g = self.assessment.guidance;
        let stands = |barrier: Barrier| {
            groups.iter().any(|group| group.meets.contains(&barrier))
                && self.chosen.iter().any(|(no, _)| g.approach(*no).barriers.contains(&barrier))
        };
        let list = Barrier::ALL.into_iter().zip(&self.handbook.barriers).filter(|(barrier, _)| stands(*barrier));
        list.map(|(barrier, behind)| PlanBarrier {
            name: barrier.name().to_owned(),
            says: behind.says.clone(),
            notes: notes.cite(&behind.cites),
        })
        .collect()
    }

    fn measures(&self, groups: &[Affected], notes: &mut Notes<'_>) -> Vec<PlanMeasure> {
        let g = self.assessment.guidance;
        let one = |one: super::Needed<'_>| {
            let measure = one.measure;
            let runs = self.timeline.runs.iter().filter(|(no, _)| one.approaches.contains(no));
            let opens = runs.map(|(_, run)| run.opens).min().unwrap_or(self.timeline.start);
            let said = self.edits.measures.get(&measure.id);
            let book_by = working(opens.plus(-7 * i32::from(measure.weeks)));
            PlanMeasure {
                id: measure.id.clone(),
                title: measure.title.clone(),
                what: measure.what.clone(),
                topic: measure.topic.clone(),
                groups: one.groups.iter().map(|place| groups[*place].name.clone()).collect(),
                approaches: one.approaches.iter().map(|no| g.approach(*no).name.clone()).collect(),
                ahead: ahead_words(measure.weeks),
                book_by: book_by.max(self.timeline.start),
                late: book_by < self.timeline.start && said.and_then(|said| said.said) != Some(InPlace::Yes),
                opens,
                cost: price_words(&measure.price),
                price: measure.price.clone(),
                pays: measure.pays,
                who: measure.who.clone(),
                said: said.and_then(|said| said.said),
                ready: said.and_then(|said| said.ready),
                notes: notes.cite(&measure.cites),
            }
        };
        needed(self.handbook, g, self.chosen, groups).into_iter().map(one).collect()
    }

    fn partners(&self, notes: &mut Notes<'_>) -> Vec<PlanPartner> {
        let used: Vec<ApproachNo> = self.chosen.iter().map(|(no, _)| *no).collect();
        let fits = |one: &&Partner| {
            let when = (&*one.relevant_when, &*one.unless);
            matters(&self.assessment.facts, when, &one.relevant_with, &used) == Outcome::Holds
        };
        let one = |partner: &Partner| {
            let from = match partner.anchor {
                Anchor::Decision => self.timeline.decision,
                _ => Some(self.timeline.start),
            };
            let by = from.map(|day| working(day.plus(i32::from(partner.days))).max(self.timeline.start));
            PlanPartner {
                name: partner.name.clone(),
                ask: partner.ask.clone(),
                brings: partner.brings.clone(),
                costs: [&partner.costs, " ", &partner.met].concat(),
                by,
                when: by.map_or_else(|| super::draft::when_words(partner.anchor, partner.days), day_words),
                notes: notes.cite(&partner.cites),
            }
        };
        self.handbook.partners.iter().filter(fits).map(one).collect()
    }

    fn record(&self, of: AskedOf, notes: &mut Notes<'_>) -> Vec<PlanEntry> {
        let once = self.handbook.prompts.iter().filter(|prompt| prompt.of == of);
        let text = |prompt: &Prompt| self.edits.record.get(&prompt.id).cloned().unwrap_or_default();
        once.map(|prompt| PlanEntry { notes: notes.cite(&prompt.cites), ..entry(prompt, &prompt.hint, text(prompt)) })
            .collect()
    }

    /// What is asked of each group. The first two prompts, for good and ill, ask it in the group's own terms.
    fn entries(&self, written: Option<&GroupRecord>, own: Option<[&String; 2]>) -> Vec<PlanEntry> {
        let of_group = self.handbook.prompts.iter().filter(|prompt| prompt.of == AskedOf::Group);
        let one = |(place, prompt): (usize, &Prompt)| {
            let hint = own.and_then(|own| own.get(place).copied()).unwrap_or(&prompt.hint);
            let text = written.and_then(|written| written.notes.get(&prompt.id)).cloned().unwrap_or_default();
            entry(prompt, hint, text)
        };
        of_group.enumerate().map(one).collect()
    }

    fn papers(&self, notes: &mut Notes<'_>) -> Vec<PlanPaper> {
        let used = |no: &ApproachNo| self.chosen.iter().any(|(other, _)| other == no);
        let list = self.handbook.papers.iter().filter(|paper| paper.relevant_with.iter().any(used));
        list.map(|paper| PlanPaper {
            id: paper.id.clone(),
            title: paper.title.clone(),
            lead: paper.lead.clone(),
            parts: paper.parts.iter().map(|part| (part.heading.clone(), part.lines.clone())).collect(),
            signed_by: paper.signed_by.clone(),
            notes: notes.cite(&paper.cites),
        })
        .collect()
    }
}

fn entry(prompt: &Prompt, hint: &str, text: String) -> PlanEntry {
    PlanEntry {
        id: prompt.id.clone(),
        part: prompt.part.clone(),
        label: prompt.label.clone(),
        hint: hint.to_owned(),
        text,
        notes: Vec::new(),
    }
}

fn ahead_words(weeks: u16) -> String {
    match weeks {
        0 => "At once".to_owned(),
        1 => "1 week ahead".to_owned(),
        weeks => [&weeks.to_string(), " weeks ahead"].concat(),
    }
}

/// What a measure costs, in words.
fn price_words(price: &Price) -> String {
    let each = [" for each ", &price.each].concat();
    match (price.from, price.to) {
        (_, 0) => "Staff time".to_owned(),
        (0, to) => ["Up to £", &thousands(to), &each].concat(),
        (from, to) if from == to => ["£", &thousands(from), &each].concat(),
        (from, to) => ["£", &thousands(from), " to £", &thousands(to), &each].concat(),
    }
}

/// How many groups have no way in, or just one, in a sentence or two.
#[must_use]
pub fn ways_in_words(groups: &[PlanGroup]) -> String {
    let count = |is: &dyn Fn(usize) -> bool| groups.iter().filter(|group| is(group.way_in.len())).count();
    let (none, one) = (count(&|ways| ways == 0), count(&|ways| ways == 1));
    let mut words = String::new();
    for (many, what) in [(none, "no way in"), (one, "only one way in")] {
        if many > 0 {
            let of = if many == 1 { "1 group has " } else { &[&many.to_string(), " groups have "].concat() };
            words = [&words, of, what, ". "].concat();
        }
    }
    let rest = match (groups.len() - none - one, none, one) {
        (_, 0, 0) => "Every group would have more than one way in, once the support listed here is in place.",
        (0, _, _) => "",
        _ => "The rest could take part, once the support listed here is in place.",
    };
    [&words, rest].concat().trim_end().to_owned()
}

/// People of two groups whom no approach here reaches, each pair once, in words.
fn not_both(groups: &[PlanGroup]) -> Vec<String> {
    let mut pairs: Vec<String> = Vec::new();
    for group in groups.iter().filter(|group| !group.way_in.is_empty()) {
        for other in group.overlaps.iter().filter(|other| other.both.is_empty()) {
            let pair = [&group.name, ", and also: ", &other.name].concat();
            if !pairs.contains(&[&other.name, ", and also: ", &group.name].concat()) {
                pairs.push(pair);
            }
        }
    }
    pairs
}

/// Gaps among the people: groups without a way in or with only one, people of two groups without one, and what comes
/// too late.
pub(super) fn gaps(people: &People) -> Vec<PlanGap> {
    let gap = |id: &str, title: String, mend: &str| super::draft::own(id, title, mend, super::GapPlace::People);
    let look = |id: &str, title: String, mend: &str| PlanGap { severity: Severity::Consider, ..gap(id, title, mend) };
    let mut gaps = Vec::new();
    for group in &people.groups {
        match group.way_in.as_slice() {
            [] => {
                let lead = match &group.road {
                    Some(road) if road.needs.is_empty() => "Add this approach, which reaches them: ",
                    Some(_) => "Add this approach, which reaches them with support: ",
                    None => "No approach that fits your answers reaches them. ",
                };
                let rest = group.road.as_ref().map(|road| explain::lower(&road.name));
                let rest = rest.as_deref().unwrap_or("Ask a group they trust how they would like to be asked");
                let title = ["No way in yet: ", &group.name].concat();
                gaps.push(PlanGap { add: group.road.clone(), ..gap("way-in", title, &[lead, rest, "."].concat()) });
            }
            [only] => {
                let mend = ["If it fails, nobody hears from them. It is: ", &explain::lower(only), "."].concat();
                gaps.push(look("one-way-in", ["Only one way in: ", &group.name].concat(), &mend));
            }
            _ => {}
        }
    }
    for pair in not_both(&people.groups) {
        let mend = "No approach here reaches people of both groups. Ask some of them what would help.";
        gaps.push(look("both", pair, mend));
    }
    let late: Vec<&str> = people.measures.iter().filter(|one| one.late).map(|one| one.title.as_str()).collect();
    if let Some((first, rest)) = late.split_first() {
        let title = ["Support takes longer to book than there is: ", &late.len().to_string(), " of them"].concat();
        let rest: String = rest.iter().flat_map(|one| ["; ".to_owned(), explain::lower(one)]).collect();
        let mend = "Book them now, begin later, or agree with people what would do instead. They are: ";
        gaps.push(gap("late-booking", title, &[mend, &explain::lower(first), &rest, "."].concat()));
    }
    for measure in &people.measures {
        let Some(ready) = measure.ready.filter(|ready| *ready > measure.opens) else { continue };
        let title = [&measure.title, ": ready on ", &day_words(ready), ", after people begin to take part"].concat();
        let by = day_words(measure.opens);
        let mend = ["Have it ready by ", &by, ", together with the rest. Those who need it would get less time."];
        gaps.push(gap("late-support", title, &mend.concat()));
    }
    gaps
}
