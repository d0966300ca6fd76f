//! Drafts the plan: assessment and edits in, words out.

use crate::date::Date;

use super::check::{GapState, check};
use super::timeline::Timeline;
use super::{
    AnswerRow, AnswerState, Considered, Edits, Gap, GapPlace, InPlace, Lacking, Plan, PlanApproach, PlanCheck,
    PlanDuty, PlanGap, PlanLack, PlanLane, PlanPrinciple, PlanReason, PlanSource, PlanTask, StatementLine, companion,
    dates, day_words, lacking_words, people, promises, risks, sign_off, takes_part,
};
use crate::answers::{Answer, Answers, Degree, Outcome, State};
use crate::assessment::{
    Adds, Assessment, DutyResult, DutyState, Fit, Notice, Recommendation, added, explain, lacks, notices, receiver,
    relevance,
};
use crate::guidance::{
    Anchor, Approach, ApproachNo, Barrier, Cost, Guidance, Handbook, Lane, Rule, Severity, SourceNo, Task,
};
use crate::order::{ById, distinct, sort_by_key};

/// The approaches that the plan uses, each with its lane: the blend, and what the person took in or left out.
#[must_use]
pub fn chosen(assessment: &Assessment<'_>, edits: &Edits) -> Vec<(ApproachNo, Lane)> {
    let g = assessment.guidance;
    let said = |no: ApproachNo| edits.choices.get(&g.approach(no).id).map(|choice| choice.chosen);
    let mut list: Vec<(ApproachNo, Lane)> = assessment
        .blend
        .picks
        .iter()
        .filter(|pick| said(pick.approach) != Some(false))
        .map(|pick| (pick.approach, pick.lane))
        .collect();
    for one in &assessment.recommendations {
        if said(one.no) == Some(true) && !list.iter().any(|(no, _)| *no == one.no) {
            list.push((one.no, stands_in(one.approach, &list)));
        }
    }
    sort_by_key(&mut list, |(_, lane)| *lane);
    list
}

/// The lane in which an approach that the person takes in will stand: the emptiest of its own.
#[must_use]
pub fn stands_in(approach: &Approach, list: &[(ApproachNo, Lane)]) -> Lane {
    let count = |lane: Lane| list.iter().filter(|(_, stands)| *stands == lane).count();
    approach.lanes.iter().copied().min_by_key(|&lane| (count(lane), lane)).unwrap_or(Lane::Understand)
}

/// Whether a choice goes against the advice, so that a reason is asked for: to leave out what the blend holds, or to
/// take what is ruled out.
#[must_use]
pub fn asks_reason(assessment: &Assessment<'_>, no: ApproachNo, chosen: bool) -> bool {
    if chosen {
        assessment.of(no).is_some_and(|one| one.fit == Fit::RuledOut)
    } else {
        assessment.blend.picks.iter().any(|pick| pick.approach == no)
    }
}

/// Where an answer, a choice or a task comes from that this edition does not know.
const ANOTHER_EDITION: &str = "From another edition";

/// Numbers sources in the order they are first cited.
pub(super) struct Notes<'h> {
    handbook: &'h Handbook,
    list: Vec<SourceNo>,
}

impl Notes<'_> {
    pub(super) fn cite(&mut self, cites: &[SourceNo]) -> Vec<u16> {
        cites
            .iter()
            .map(|no| {
                let at = self.list.iter().position(|one| one == no).unwrap_or_else(|| {
                    self.list.push(*no);
                    self.list.len() - 1
                });
                u16::try_from(at + 1).unwrap_or(u16::MAX)
            })
            .collect()
    }

    fn reason(&mut self, rule: &Rule) -> PlanReason {
        PlanReason {
            headline: rule.headline.clone(),
            because: self.handbook.of(rule).because.clone(),
            action: self.handbook.of(rule).action.clone(),
            notes: self.cite(&rule.cites),
        }
    }

    fn reasons(&mut self, rules: &[&Rule]) -> Vec<PlanReason> {
        rules.iter().map(|rule| self.reason(rule)).collect()
    }
}

/// Drafts a plan. It is pure, and it keeps every edit.
#[must_use]
pub fn draft(
    g: &Guidance,
    handbook: &Handbook,
    assessment: &Assessment<'_>,
    answers: &Answers,
    edits: &Edits,
    organisation: &str,
    today: Date,
) -> Plan {
    let mut notes = Notes { handbook, list: Vec::new() };
    let chosen = chosen(assessment, edits);
    let decision = answers.decision_date(g);
    // Where no date is given, the answer still says how long there is at the most.
    let latest = decision.or_else(|| Some(today.plus(i32::from(assessment.days_left()?))));
    let duties = duties(g, assessment, &mut notes);
    let when = (today, decision, latest);
    let dates::Laid { timeline, dates } = dates::lay(handbook, assessment, edits, &chosen, when, &mut notes);
    let lanes = lanes(g, handbook, assessment, edits, &chosen, &timeline, &mut notes);
    let considered = considered(assessment, edits, &chosen, &mut notes);
    let from = people::From { handbook, assessment, answers, edits, chosen: &chosen, timeline: &timeline };
    let people = from.draft(&mut notes);
    let promises = promises::Against { g, handbook, edits, chosen: &chosen, timeline: &timeline }.promises();
    let risks = risks::risks(handbook, assessment, edits, &chosen, &mut notes);
    let mut gaps = gaps(handbook, assessment, edits, &chosen, dates::gaps(&dates, today), &people, &mut notes);
    gaps.extend(opening(assessment, answers, today));
    gaps.extend(promises::gaps(&promises));
    gaps.extend(risks::gaps(&risks));
    // The lines that the public asks for stand at the head, whatever else is open.
    sort_by_key(&mut gaps, |gap| (gap.place != GapPlace::Statement, gap.severity));
    let sign_offs = sign_off::sign_offs(assessment, edits, &chosen, &duties, &gaps);
    let checks = checks(handbook, assessment, edits, &chosen, &mut notes);
    let principles = principles(handbook, assessment, edits, &chosen, &mut notes);
    let money = super::money::money(g, edits, &lanes, &people.measures);
    let answer_rows = answer_rows(g, assessment, answers);
    let burden = super::burden::burden(g, handbook, &chosen, &people.measures, &answer_rows);
    let tasks = tasks(handbook, assessment, edits, &chosen, &timeline, today, &mut notes);
    Plan {
        title: if edits.title.is_empty() { "Our plan to involve people".to_owned() } else { edits.title.clone() },
        organisation: organisation.to_owned(),
        edition: g.edition.name.clone(),
        law_as_at: g.edition.reviewed,
        made_on: today,
        statement: statement(edits, &|line| beside(g, &answer_rows, line)),
        answers: answer_rows,
        duties,
        lanes,
        considered,
        groups: people.groups,
        unaffected: people.unaffected,
        barriers: people.barriers,
        measures: people.measures,
        partners: people.partners,
        record: people.record,
        review: edits.review,
        papers: people.papers,
        checks,
        principles,
        registers: super::registers::registers(edits),
        promises,
        risks,
        follow_up: people.follow_up,
        sign_offs,
        gaps,
        tasks,
        dates,
        money,
        burden,
        sources: notes.list.iter().map(|&no| source(g, handbook, no)).collect(),
        local: None,
        what_if: None,
    }
}

fn source(g: &Guidance, handbook: &Handbook, no: SourceNo) -> PlanSource {
    let source = g.source(no);
    let work = g.work(source);
    PlanSource {
        title: work.title.clone(),
        place: source.place.clone(),
        edition: work.edition.clone(),
        link: work.link.clone(),
        status: source.status,
        says: handbook.sources.get(usize::from(no)).cloned().unwrap_or_default(),
    }
}

/// The answers, in words, of the questions that stand beside a part of the plan; empty where none is given.
pub(super) fn beside(g: &Guidance, rows: &[AnswerRow], part: &str) -> String {
    let given = |id: &str| rows.iter().find(|row| row.id == id && row.state == AnswerState::Given);
    let asked = g.questions.iter().filter(|question| question.beside == part);
    asked.filter_map(|question| Some(given(&question.id)?.answer.clone())).collect::<Vec<_>>().join("; ")
}

/// The five lines, in the order that the public reads them.
fn statement(edits: &Edits, beside: &dyn Fn(&str) -> String) -> Vec<StatementLine> {
    let line = |id: &str, label: &str, hint: &str, text: &str| StatementLine {
        id: id.to_owned(),
        label: label.to_owned(),
        hint: hint.to_owned(),
        text: text.to_owned(),
        answered: beside(id),
    };
    let words = &edits.statement;
    vec![
        line("purpose", "Why we are asking", "Say in a sentence or two what is happening and why.", &words.purpose),
        line("open", "What you can change", "Say what is still open, as people would put it.", &words.open),
        line("fixed", "What is fixed", "Say what cannot change, and why.", &words.fixed),
        line(
            "decides",
            "Who decides, and when",
            "Name the board or group and the date. Name no person.",
            &words.decides,
        ),
        line(
            "hear_back",
            "How you will hear back",
            "Say how and by when. Promise what changed, what did not, and why.",
            &words.hear_back,
        ),
    ]
}

fn answer_rows(g: &Guidance, assessment: &Assessment<'_>, answers: &Answers) -> Vec<AnswerRow> {
    let mut rows: Vec<AnswerRow> = (0..)
        .zip(&g.questions)
        .filter_map(|(no, question)| {
            let stored = answers.get(&question.id);
            let state = match (assessment.facts.of(no), stored) {
                (State::Known(_), _) => AnswerState::Given,
                (State::Unknown, Some(Answer::NotSure)) => AnswerState::NotSure,
                (State::Unknown, Some(_)) if assessment.facts.in_play(question) != Outcome::Holds => {
                    AnswerState::NotUsed
                }
                (State::Unknown, _) if assessment.facts.in_play(question) == Outcome::Holds => AnswerState::NotAnswered,
                (State::Hidden, Some(_)) => AnswerState::NotUsed,
                _ => return None,
            };
            let answer = match stored {
                Some(stored) => stored_words(g, no, stored, state, assessment),
                None => "Not answered".to_owned(),
            };
            let (topic, label) = (question.topic.clone(), question.label.clone());
            Some(AnswerRow { id: question.id.clone(), topic, label, answer, state })
        })
        .collect();
    for (id, answer) in answers.iter().filter(|(id, _)| g.question_no(id).is_none()) {
        // An answer to a question that this edition does not know is kept, and said.
        let words = match answer {
            Answer::One(option) => option.clone(),
            Answer::Many(options) => options.iter().cloned().collect::<Vec<_>>().join("; "),
            Answer::Each(degrees) => degrees.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>().join("; "),
            Answer::On(day) => day_words(*day),
            Answer::NotSure => "Not sure".to_owned(),
        };
        rows.push(AnswerRow {
            id: id.to_owned(),
            topic: ANOTHER_EDITION.to_owned(),
            label: id.to_owned(),
            answer: words,
            state: AnswerState::NotUsed,
        });
    }
    rows
}

fn stored_words(g: &Guidance, no: u16, stored: &Answer, state: AnswerState, assessment: &Assessment<'_>) -> String {
    let question = g.question(no);
    match stored {
        Answer::On(day) if state == AnswerState::Given => {
            format!("{}. {}", explain::answer_words(g, &assessment.facts, no), day_words(*day))
        }
        Answer::On(day) => day_words(*day),
        Answer::NotSure => question.not_sure.clone().unwrap_or_else(|| "Not sure".to_owned()),
        Answer::One(id) => label_of(g, no, id),
        Answer::Many(ids) => {
            let mut found: Vec<&String> = ids.iter().collect();
            sort_by_key(&mut found, |id| question.option_no(id));
            found.into_iter().map(|id| label_of(g, no, id)).collect::<Vec<_>>().join("; ")
        }
        Answer::Each(degrees) => each_words(g, no, degrees),
    }
}

/// Options with how far each holds, in the order of the content: those that hold, then those that do not.
fn each_words(g: &Guidance, no: u16, degrees: &ById<Degree>) -> String {
    let mut all: Vec<(&String, Degree)> = degrees.iter().map(|(id, degree)| (id, *degree)).collect();
    sort_by_key(&mut all, |(id, degree)| (!degree.holds(), g.question(no).option_no(id)));
    let words = |(id, degree): (&String, Degree)| match degree {
        Degree::Affected => label_of(g, no, id),
        degree => [&label_of(g, no, id), ", ", &explain::lower(degree.name())].concat(),
    };
    all.into_iter().map(words).collect::<Vec<_>>().join("; ")
}

fn label_of(g: &Guidance, no: u16, id: &str) -> String {
    let question = g.question(no);
    question.option_no(id).map_or_else(|| id.to_owned(), |at| question.option(at).label.clone())
}

fn duties(g: &Guidance, assessment: &Assessment<'_>, notes: &mut Notes<'_>) -> Vec<PlanDuty> {
    assessment
        .duties
        .iter()
        .map(|one| {
            let mut reasons = notes.reasons(&one.reasons);
            if reasons.is_empty() && one.state == DutyState::Unlikely {
                let failed = explain::failed_clauses(assessment, one.no);
                let words: Vec<String> = failed.iter().map(|clause| explain::clause_words(g, clause)).collect();
                if !words.is_empty() {
                    reasons.push(PlanReason {
                        headline: "What would have made it likely is not so".to_owned(),
                        because: format!("It would be likely if one of these were so: {}.", words.join("; ")),
                        action: None,
                        notes: notes.cite(&one.duty.cites),
                    });
                }
            }
            let find_out = one.find_out.iter().map(|&no| {
                let question = g.question(no);
                format!("{} {}", question.ask, question.find_out)
            });
            PlanDuty {
                id: one.duty.id.clone(),
                name: one.duty.name.clone(),
                state: one.state,
                verdict: one.verdict().to_owned(),
                reasons,
                notes: notes.reasons(&one.notes),
                find_out: find_out.collect(),
                also: one.duty.also.clone(),
                weigh: one.duty.weigh.clone(),
                rests_on: rests_on(g, one),
            }
        })
        .collect()
}

/// The questions of a duty's steps, and those that its reasons read, in the order they are asked.
fn rests_on(g: &Guidance, one: &DutyResult<'_>) -> Vec<String> {
    let steps = one.duty.steps.iter().flat_map(|step| step.questions.iter().copied());
    let read = one.reasons.iter().flat_map(|rule| rule.when.iter().chain(&rule.unless)).map(|clause| clause.question);
    distinct(&mut steps.chain(read)).into_iter().map(|no| g.question(no).id.clone()).collect()
}

fn lanes(
    g: &Guidance,
    handbook: &Handbook,
    assessment: &Assessment<'_>,
    edits: &Edits,
    chosen: &[(ApproachNo, Lane)],
    timeline: &Timeline,
    notes: &mut Notes<'_>,
) -> Vec<PlanLane> {
    let groups = assessment.groups();
    let added = added(assessment, chosen);
    let mut lanes: Vec<PlanLane> =
        Lane::ALL.iter().map(|&lane| PlanLane { lane, name: lane.name().to_owned(), approaches: Vec::new() }).collect();
    for (place, &(no, lane)) in chosen.iter().enumerate() {
        let Some(one) = assessment.of(no) else { continue };
        let Some((_, run)) = timeline.runs.iter().find(|(other, _)| *other == no) else { continue };
        let how = handbook.approaches.get(usize::from(no));
        let next = receiver(chosen, place).map(|no| g.approach(no).name.clone());
        let adds = added.get(place).and_then(Option::as_ref).map(|adds| explain::adds_words(g, adds));
        let adapt = how.map(|how| how.adapt.iter().filter(|(group, _)| groups.contains(group))).into_iter().flatten();
        let adapt = adapt.map(|(group, how)| (group_name(g, *group), how.clone())).collect();
        let approach = PlanApproach {
            id: one.approach.id.clone(),
            reference: one.approach.reference.clone(),
            number: rank_of(assessment, no),
            name: one.approach.name.clone(),
            what: one.approach.what.clone(),
            fit: one.fit,
            fit_words: one.fit_words(),
            level: one.approach.level,
            takes_part: takes_part(one.approach),
            reasons: notes.reasons(&one.reasons),
            cautions: notes.reasons(&one.cautions),
            ruled_out: notes.reasons(&one.ruled_out),
            own_reason: edits.choices.get(&one.approach.id).map(|choice| choice.reason.clone()).unwrap_or_default(),
            asks_reason: asks_reason(assessment, no, true),
            adds: adds.unwrap_or_default(),
            weeks: weeks_words(one.approach),
            people: people_words(one.approach),
            cost: cost_words(&one.approach.cost),
            from: run.from,
            opens: run.opens,
            closes: run.closes,
            to: run.to,
            steps: how.map(|how| how.steps.clone()).unwrap_or_default(),
            adapt,
            // What nobody receives is not handed on.
            hands_on: next.as_ref().map(|_| one.approach.hands_on.clone()).unwrap_or_default(),
            hands_on_to: next,
        };
        if let Some(stands) = lanes.iter_mut().find(|stands| stands.lane == lane) {
            stands.approaches.push(approach);
        }
    }
    lanes
}

/// The number of an approach: its place in the order of recommendations, the same wherever it stands.
fn rank_of(assessment: &Assessment<'_>, no: ApproachNo) -> u16 {
    let place = assessment.recommendations.iter().position(|one| one.no == no);
    place.and_then(|place| u16::try_from(place + 1).ok()).unwrap_or(u16::MAX)
}

fn group_name(g: &Guidance, group: u8) -> String {
    g.groups().map(|no| g.question(no).option(group).label.clone()).unwrap_or_default()
}

/// How long an approach takes, in words.
#[must_use]
pub fn weeks_words(approach: &Approach) -> String {
    let weeks = approach.weeks;
    match (weeks.from, weeks.to) {
        (1, 1) => "About a week".to_owned(),
        (from, to) if from == to => format!("About {from} weeks"),
        (from, to) => format!("{from} to {to} weeks"),
    }
}

/// How many people take part, in words.
#[must_use]
pub fn people_words(approach: &Approach) -> String {
    let people = &approach.people;
    match (people.from, people.to) {
        (_, 0) => people.note.clone(),
        (from, to) if from == to => thousands(from),
        (from, to) => format!("{} to {}", thousands(from), thousands(to)),
    }
}

/// What an approach costs, in words.
#[must_use]
pub fn cost_words(bands: &[Cost]) -> String {
    let from = bands.iter().min().and_then(|band| band.pounds().0);
    let to = bands.iter().max().and_then(|band| band.pounds().1);
    match (from, to) {
        (None, Some(to)) => format!("Under £{}", thousands(to)),
        (Some(from), Some(to)) => format!("£{} to £{}", thousands(from), thousands(to)),
        (Some(from), None) => format!("£{} or more", thousands(from)),
        (None, None) => "It varies".to_owned(),
    }
}

/// A number with a comma at each thousand.
#[must_use]
pub fn thousands(number: u32) -> String {
    let figures = number.to_string();
    let mut out = String::new();
    for (at, figure) in figures.chars().enumerate() {
        if at > 0 && (figures.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(figure);
    }
    out
}

fn considered(
    assessment: &Assessment<'_>,
    edits: &Edits,
    chosen: &[(ApproachNo, Lane)],
    notes: &mut Notes<'_>,
) -> Vec<Considered> {
    let mut list = Vec::new();
    for one in &assessment.recommendations {
        if chosen.iter().any(|(no, _)| *no == one.no) {
            continue;
        }
        let left_out = edits.choices.get(&one.approach.id).filter(|choice| !choice.chosen);
        let (why_not, cites): (String, &[SourceNo]) = match (left_out, one.ruled_out.first()) {
            (Some(choice), _) if !choice.reason.is_empty() => (choice.reason.clone(), &[]),
            (Some(_), _) => ("Left out. No reason was given.".to_owned(), &[]),
            (None, Some(rule)) => (notes.handbook.of(rule).because.clone(), &rule.cites),
            (None, None) if one.fit <= Fit::Good => (fits_too(one), &[]),
            (None, None) => continue,
        };
        list.push(Considered {
            id: one.approach.id.clone(),
            name: one.approach.name.clone(),
            fit_words: one.fit_words(),
            why_not,
            asks_reason: asks_reason(assessment, one.no, false),
            notes: notes.cite(cites),
        });
    }
    // A choice of an approach that this edition does not know is kept, and said.
    for (id, choice) in edits.choices.iter().filter(|(id, _)| assessment.guidance.approach_no(id).is_none()) {
        let why_not = match (choice.chosen, choice.reason.as_str()) {
            (true, "") => "Chosen, but this edition of the guidance does not have it.".to_owned(),
            (true, reason) => format!("Chosen, but this edition of the guidance does not have it. {reason}"),
            (false, "") => "Left out. No reason was given.".to_owned(),
            (false, reason) => reason.to_owned(),
        };
        let fit_words = ANOTHER_EDITION.to_owned();
        list.push(Considered {
            id: id.clone(),
            name: id.clone(),
            fit_words,
            why_not,
            asks_reason: false,
            notes: Vec::new(),
        });
    }
    list
}

fn fits_too(one: &Recommendation<'_>) -> String {
    match one.cautions.first() {
        Some(rule) => {
            format!("It fits, but other approaches fit better here. Take care: {}.", explain::lower(&rule.headline))
        }
        None => "It fits too. The plan covers the same ground with other approaches.".to_owned(),
    }
}

/// A gap that is the plan's own, and rests on no passage.
pub(super) fn own(id: &str, title: String, mend: &str, place: GapPlace) -> PlanGap {
    PlanGap {
        id: id.to_owned(),
        severity: Severity::Should,
        title,
        mend: mend.to_owned(),
        place,
        state: GapState::NotInPlace,
        add: None,
        notes: Vec::new(),
    }
}

/// What the choice of approaches lacks: what went with those left out, what to look at again, and reasons not written.
fn of_the_choice(
    assessment: &Assessment<'_>,
    edits: &Edits,
    chosen: &[(ApproachNo, Lane)],
    people: &people::People,
) -> Vec<PlanGap> {
    let g = assessment.guidance;
    let here = GapPlace::Approaches;
    let notices = notices(assessment, chosen);
    let early = !notices.contains(&Notice::NothingEarly);
    let mut gaps: Vec<PlanGap> = Vec::new();
    for lack in lacks(assessment, chosen) {
        let said = match &lack {
            // Each group without a way in is said by itself; the others can still take part, with support.
            Adds::Groups(left) => {
                let name = |no: &u8| group_name(g, *no);
                let way = |name: &String| people.groups.iter().any(|one| one.name == *name && !one.way_in.is_empty());
                let some: Vec<String> = left.iter().map(name).filter(way).collect();
                if !some.is_empty() {
                    let title = ["Only with support can these take part: ", &some.join("; ")].concat();
                    let mend = "What reached them without it was left out. Put it back, or put the support in place.";
                    gaps.push(own("left-out", title, mend, here));
                }
                true
            }
            Adds::Start => !early,
            Adds::Lane(lane) => !early && *lane <= Lane::Understand,
            Adds::Tells | Adds::Answer(_) => false,
        };
        if !said {
            let mend = "It was left out of what we suggest. Put it back, or take another that gives the same.";
            gaps.push(own("left-out", explain::lack_words(g, &lack), mend, here));
        }
    }
    for notice in &notices {
        let (words, mend) = explain::notice_words(g, notice);
        gaps.push(match notice {
            Notice::AllDigital => all_digital(assessment, chosen, words),
            _ => own("look-again", words, mend, here),
        });
    }
    for (no, approach) in (0..).zip(&g.approaches) {
        let Some(choice) = edits.choices.get(&approach.id) else { continue };
        if choice.reason.trim().is_empty() && asks_reason(assessment, no, choice.chosen) {
            let what = if choice.chosen { "taking, though it is ruled out: " } else { "leaving out: " };
            let title = ["No reason is written for ", what, &explain::lower(&approach.name)].concat();
            gaps.push(own("reason", title, "Say why in a sentence. The plan keeps it with what was considered.", here));
        }
    }
    gaps
}

/// Where every way to take part is online: who is lost, and the least costly companion.
fn all_digital(assessment: &Assessment<'_>, chosen: &[(ApproachNo, Lane)], title: String) -> PlanGap {
    let g = assessment.guidance;
    let lost = people::named(assessment).into_iter().filter(|group| group.meets.contains(&Barrier::GoingOnline));
    let lost: Vec<String> = lost.map(|group| explain::lower(&group.name)).collect();
    let mut mend = String::from("This leaves out anyone who is not online");
    if !lost.is_empty() {
        mend = [&mend, ", and many of these: ", &lost.join("; ")].concat();
    }
    let companion = companion(assessment, chosen).map(|no| g.approach(no));
    if let Some(approach) = companion {
        let cost = explain::lower(&cost_words(&approach.cost));
        mend = [&mend, ". The least costly companion is: ", &explain::lower(&approach.name), ", ", &cost].concat();
    }
    let add = companion.map(|approach| people::PlanRoad::to(approach, String::new()));
    PlanGap { add, ..own("look-again", title, &[&mend, "."].concat(), GapPlace::People) }
}

/// Where nothing is open: what could be opened, and what that would bring back.
fn opening(assessment: &Assessment<'_>, answers: &Answers, today: Date) -> Option<PlanGap> {
    let (change, back) = explain::could_open(assessment, answers, today)?;
    let words = explain::change_words(assessment.guidance, &change);
    let many = if back == 1 { "1 approach that is" } else { &[&back.to_string(), " approaches that are"].concat() };
    let mend = ["Ask what could still be opened. ", &words, ", ", many, " ruled out now could be used."].concat();
    let title = "Nothing is open, so people can only be told".to_owned();
    Some(own("closed", title, &mend, GapPlace::Approaches))
}

fn gaps(
    handbook: &Handbook,
    assessment: &Assessment<'_>,
    edits: &Edits,
    chosen: &[(ApproachNo, Lane)],
    of_dates: Vec<PlanGap>,
    people: &people::People,
    notes: &mut Notes<'_>,
) -> Vec<PlanGap> {
    let used: Vec<ApproachNo> = chosen.iter().map(|(no, _)| *no).collect();
    let mut gaps: Vec<PlanGap> = Vec::new();
    let empty = statement(edits, &|_| String::new()).into_iter().filter(|line| line.text.is_empty());
    gaps.extend(
        empty
            .map(|line| own(&line.id, format!("“{}” is not written yet", line.label), &line.hint, GapPlace::Statement)),
    );
    gaps.extend(people::gaps(people));
    if assessment.blend.closed && !edits.statement.open.trim().is_empty() {
        gaps.push(own(
            "open",
            "You tell people what they can change, and your answer says that nothing is open".to_owned(),
            "Change the answer, or take the line out. People who are asked and cannot count lose trust.",
            GapPlace::Statement,
        ));
    }
    gaps.extend(of_the_choice(assessment, edits, chosen, people));
    gaps.extend(of_dates);
    let from_checks = check(handbook, assessment, &used, edits).into_iter().map(|gap: Gap| PlanGap {
        id: gap.id,
        severity: gap.severity,
        title: gap.title,
        mend: gap.mend,
        place: gap.place,
        state: gap.state,
        add: None,
        notes: notes.cite(&gap.cites),
    });
    gaps.extend(from_checks);
    gaps
}

fn checks(
    handbook: &Handbook,
    assessment: &Assessment<'_>,
    edits: &Edits,
    chosen: &[(ApproachNo, Lane)],
    notes: &mut Notes<'_>,
) -> Vec<PlanCheck> {
    let used: Vec<ApproachNo> = chosen.iter().map(|(no, _)| *no).collect();
    relevance(assessment, &used)
        .into_iter()
        .filter(|one| one.outcome != Outcome::Fails)
        .map(|one| {
            let how = handbook.checks.get(usize::from(one.no));
            let text =
                |of: fn(&crate::guidance::CheckNotes) -> &String| how.map(|how| of(how).clone()).unwrap_or_default();
            PlanCheck {
                id: one.check.id.clone(),
                topic: one.check.topic.clone(),
                severity: one.check.severity,
                title: one.check.title.clone(),
                ask: text(|how| &how.ask),
                said: edits.checks.get(&one.check.id).copied(),
                mend: text(|how| &how.mend),
                looks_for: text(|how| &how.looks_for),
                why: text(|how| &how.why),
                good: text(|how| &how.good),
                poor: text(|how| &how.poor),
                notes: notes.cite(&one.check.cites),
            }
        })
        .collect()
}

fn principles(
    handbook: &Handbook,
    assessment: &Assessment<'_>,
    edits: &Edits,
    chosen: &[(ApproachNo, Lane)],
    notes: &mut Notes<'_>,
) -> Vec<PlanPrinciple> {
    let g = assessment.guidance;
    let used: Vec<ApproachNo> = chosen.iter().map(|(no, _)| *no).collect();
    let checks = relevance(assessment, &used);
    let lack = |lacking: Lacking| {
        let (title, mend) = lacking_words(g, handbook, lacking);
        let check = match lacking {
            Lacking::Check(no) => Some(g.checks[usize::from(no)].id.clone()),
            Lacking::Choice(_) | Lacking::Families => None,
        };
        PlanLack { check, title, mend }
    };
    super::principles(handbook, assessment, &checks, chosen, edits)
        .into_iter()
        .map(|one| PlanPrinciple {
            number: one.principle.number,
            title: one.principle.title.clone(),
            what: one.principle.what.clone(),
            met: one.met,
            of: one.met + one.lacks.len(),
            lacks: one.lacks.iter().map(|&lacking| lack(lacking)).collect(),
            notes: notes.cite(&one.principle.cites),
        })
        .collect()
}

fn tasks(
    handbook: &Handbook,
    assessment: &Assessment<'_>,
    edits: &Edits,
    chosen: &[(ApproachNo, Lane)],
    timeline: &Timeline,
    today: Date,
    notes: &mut Notes<'_>,
) -> Vec<PlanTask> {
    let used: Vec<ApproachNo> = chosen.iter().map(|(no, _)| *no).collect();
    let open_checks: Vec<u16> = relevance(assessment, &used)
        .iter()
        .filter(|one| one.outcome == Outcome::Holds)
        .filter(|one| match edits.checks.get(&one.check.id) {
            Some(InPlace::Yes) => false,
            Some(_) => true,
            None => one.check.severity == Severity::Must,
        })
        .map(|one| one.no)
        .collect();
    let brought = |task: &Task| {
        task.approaches.iter().any(|no| used.contains(no))
            || task.duties.iter().any(|no| assessment.duties[usize::from(*no)].state != DutyState::Unlikely)
            || task.likely.iter().any(|no| assessment.duties[usize::from(*no)].state == DutyState::Likely)
            || task.checks.iter().any(|no| open_checks.contains(no))
    };
    let mut list: Vec<PlanTask> = handbook
        .tasks
        .iter()
        .filter(|task| brought(task))
        .filter_map(|task| {
            let edit = edits.tasks.get(&task.id).cloned().unwrap_or_default();
            if edit.left_out {
                return None;
            }
            let due = edit.due.or_else(|| timeline.due(task));
            Some(PlanTask {
                id: Some(task.id.clone()),
                own: None,
                title: edit.title.unwrap_or_else(|| task.title.clone()),
                what: task.what.clone(),
                who: edit.who.unwrap_or_else(|| task.who.clone()),
                due,
                when: due.map_or_else(|| anchor_words(task), day_words),
                late: due.is_some_and(|day| day < today),
                done_when: task.done_when.clone(),
                notes: notes.cite(&task.cites),
            })
        })
        .collect();
    // A task that this edition does not know is kept as it was changed.
    let unknown =
        edits.tasks.iter().filter(|(id, edit)| !edit.left_out && handbook.tasks.iter().all(|task| task.id != **id));
    list.extend(unknown.map(|(id, edit)| PlanTask {
        id: Some(id.clone()),
        own: None,
        title: edit.title.clone().unwrap_or_else(|| id.clone()),
        what: ANOTHER_EDITION.to_owned(),
        who: edit.who.clone().unwrap_or_default(),
        due: edit.due,
        when: edit.due.map_or_else(|| "No date yet".to_owned(), day_words),
        late: edit.due.is_some_and(|day| day < today),
        done_when: String::new(),
        notes: Vec::new(),
    }));
    list.extend(edits.own_tasks.iter().enumerate().map(|(place, task)| PlanTask {
        id: None,
        own: Some(place),
        title: task.title.clone(),
        what: String::new(),
        who: task.who.clone(),
        due: task.due,
        when: task.due.map_or_else(|| "No date yet".to_owned(), day_words),
        late: task.due.is_some_and(|day| day < today),
        done_when: String::new(),
        notes: Vec::new(),
    }));
    sort_by_key(&mut list, |task| (task.due.is_none(), task.due));
    list
}

/// When a task is due, where its anchor has no date yet.
fn anchor_words(task: &Task) -> String {
    when_words(task.anchor, task.days)
}

/// So many days from an anchor, in words.
pub(super) fn when_words(anchor: Anchor, days: i16) -> String {
    let anchor = match anchor {
        Anchor::Start => "the plan begins",
        Anchor::ActivityStart => "people first take part",
        Anchor::ActivityEnd => "people last take part",
        Anchor::Decision => "the decision",
    };
    match days {
        0 => format!("On the day: {anchor}"),
        days if days < 0 => format!("{} before {anchor}", span_words(-i32::from(days))),
        days => format!("{} after {anchor}", span_words(i32::from(days))),
    }
}

fn span_words(days: i32) -> String {
    match days {
        1 => "A day".to_owned(),
        days if days % 7 == 0 && days >= 14 => format!("{} weeks", days / 7),
        7 => "A week".to_owned(),
        days => format!("{days} days"),
    }
}
