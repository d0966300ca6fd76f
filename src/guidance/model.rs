//! The guidance as types: what the content says, packed, with every reference resolved.
//!
//! A reference is the place of the thing in its list (`QuestionNo`, `SourceNo`), so that reading answers against
//! rules is arithmetic. Ids are words and stay beside each thing, for files, reports and people.
//!
//! `build.rs` compiles this file too: what it packs is what the planner reads.

use serde::{Deserialize, Serialize};

use super::date::Date;

/// The place of a question in [`Guidance::questions`].
pub type QuestionNo = u16;
/// The place of an option in [`Question::options`]; at most 64 to a question, so that a set of them is one `u64`.
pub type OptionNo = u8;
/// The place of a source in [`Guidance::sources`].
pub type SourceNo = u16;
/// The place of an approach in [`Guidance::approaches`].
pub type ApproachNo = u16;
/// The place of a rule.
pub type RuleNo = u16;
/// The place of a duty in [`Guidance::duties`].
pub type DutyNo = u16;
/// The place of a check in [`Guidance::checks`].
pub type CheckNo = u16;

/// What first advice needs: questions, duties, approaches, checks, rules, and where each rests.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Guidance {
    /// Which edition of the content this is.
    pub edition: Edition,
    /// What the planner asks, in the order it asks.
    pub questions: Vec<Question>,
    /// What the law may ask.
    pub duties: Vec<Duty>,
    /// Ways of working with people.
    pub approaches: Vec<Approach>,
    /// What a good plan has in place.
    pub checks: Vec<Check>,
    /// What follows from answers.
    pub rules: Vec<Rule>,
    /// The works we rest on.
    pub works: Vec<Work>,
    /// The passages of those works.
    pub sources: Vec<Source>,
}

/// What comes after first advice: how to do each approach, what each check looks for, tasks, notes, words, scenarios.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Handbook {
    /// How to carry out each approach, in the order of [`Guidance::approaches`].
    pub approaches: Vec<ApproachNotes>,
    /// What each check asks and looks for, in the order of [`Guidance::checks`].
    pub checks: Vec<CheckNotes>,
    /// What stands behind each rule, in the order of [`Guidance::rules`].
    pub rules: Vec<RuleNotes>,
    /// What each source says, in our own words, in the order of [`Guidance::sources`].
    pub sources: Vec<String>,
    /// What the guidance asks of every plan, and what shows that a plan does it.
    pub principles: Vec<Principle>,
    /// What goes into a plan, who does it, and when.
    pub tasks: Vec<Task>,
    /// Words that a newcomer may not know.
    pub terms: Vec<Term>,
    /// What stands behind each barrier, in the order of [`Barrier::ALL`].
    pub barriers: Vec<BarrierNotes>,
    /// What stands behind each group, in the order of the options of the question about groups.
    pub groups: Vec<GroupNotes>,
    /// What can be put in place so that people can take part.
    pub measures: Vec<Measure>,
    /// Who to work with.
    pub partners: Vec<Partner>,
    /// What the record of the impact assessment asks, and what the plan asks besides.
    pub prompts: Vec<Prompt>,
    /// Papers of their own that a plan can bring.
    pub papers: Vec<Paper>,
    /// What stands between the last result and the decision, in the order in which they follow each other.
    pub intervals: Vec<Interval>,
    /// What else falls in the weeks of a plan.
    pub seasons: Vec<Season>,
    /// What could go wrong.
    pub risks: Vec<Risk>,
    /// Whole situations, with the answers and what follows.
    pub scenarios: Vec<Scenario>,
}

/// Which edition of the content this is, and the day its law was last read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Edition {
    /// Year and month, such as "2026.11".
    pub name: String,
    /// The newest day on which a person reviewed an entry.
    pub reviewed: Date,
}

/// One closed question about the work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// Its own id, in words.
    pub id: String,
    /// The outside criterion it stands for, such as "C12".
    pub reference: Option<String>,
    /// Its short name.
    pub label: String,
    /// The part of the journey it belongs to.
    pub topic: String,
    /// When it is asked.
    pub pass: Pass,
    /// The question itself.
    pub ask: String,
    /// Why it is asked.
    pub why: String,
    /// How to answer it.
    pub hint: String,
    /// How many answers it takes.
    pub choose: Choose,
    /// The answers it offers.
    pub options: Vec<AnswerOption>,
    /// The words of "not sure", where it can honestly be unknown.
    pub not_sure: Option<String>,
    /// How to end a "not sure".
    pub find_out: String,
    /// What it says when nothing is chosen.
    pub error: String,
    /// The part of the plan that its answer stands beside: a line that the public reads, or `burden`; empty where none.
    pub beside: String,
    /// It is asked only when all of these hold.
    pub ask_when: Vec<Clause>,
    /// Where it rests.
    pub cites: Vec<SourceNo>,
}

/// When a question is asked: for first advice, for the duty, or after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pass {
    /// One of the few that give first advice.
    First,
    /// What the test for the legal duty still needs.
    Duty,
    /// What can change the advice further.
    More,
}

/// How many answers a question takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choose {
    /// One of its options.
    One,
    /// One or more of its options.
    Many,
}

/// One answer that a question offers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnswerOption {
    /// Its own id, in words.
    pub id: String,
    /// Its words.
    pub label: String,
    /// It bars every other answer.
    pub alone: bool,
    /// It stands outside the order that `at_least` and `at_most` read.
    pub outside_order: bool,
    /// A date fewer than this many days from today falls in this option or an earlier one.
    pub days_under: Option<u16>,
    /// Fewer than this many people are affected; none in the last option of those that say it.
    pub people_under: Option<u32>,
    /// Nothing is left open where this is the answer: people can be told, and not asked.
    pub closed: bool,
    /// People are to be told where this is among the answers.
    pub tells: bool,
    /// The lane of work that this stage stands in.
    pub lane: Option<Lane>,
    /// The barriers that may keep these people out.
    pub meets: Vec<Barrier>,
    /// The option of an older edition that this one took over, alone or with others.
    pub was: Option<String>,
}

/// One test on the answer to one question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Clause {
    /// The question it reads.
    pub question: QuestionNo,
    /// What it asks of the answer.
    pub test: Test,
    /// The options it names, in the order of the content.
    pub options: Vec<OptionNo>,
    /// The options that meet it, or that break it where `negated`: one bit each.
    pub mask: u64,
    /// It holds when none of `mask` is among the answers.
    pub negated: bool,
}

/// What a clause asks of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    /// The answer is this one.
    Is,
    /// This is among the answers.
    Includes,
    /// Something else than these is among the answers.
    IncludesOtherThan,
    /// One of these is among the answers.
    IsAnyOf,
    /// None of these is among the answers.
    IsNoneOf,
    /// The answer stands at this one in the order, or after it.
    AtLeast,
    /// The answer stands at this one in the order, or before it.
    AtMost,
}

/// What follows when a flat list of clauses holds: for a duty, or for one or more approaches.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// Its place in [`Guidance::rules`]; it is not packed, the place gives it.
    #[serde(skip)]
    pub no: RuleNo,
    /// Its own id: what it is about, then the reason; empty in a browser, where nobody reads it.
    pub id: String,
    /// What it moves.
    pub about: About,
    /// How it moves it.
    pub effect: Effect,
    /// The reason in a few words.
    pub headline: String,
    /// For bodies outside the Acts: words that stand in place of the duty's own.
    pub verdict: Option<String>,
    /// What to look at in place of an approach that is ruled out.
    pub instead: Vec<ApproachNo>,
    /// It holds when all of these hold,
    pub when: Vec<Clause>,
    /// and not all of these (none: no exception).
    pub unless: Vec<Clause>,
    /// Where it rests; never empty.
    pub cites: Vec<SourceNo>,
}

/// What nobody reads of a rule with the first advice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RuleNotes {
    /// The fact from the answers, then the reason. It reads well alone.
    pub because: String,
    /// What to do about it; duty rules have one.
    pub action: Option<String>,
    /// The outside finding it stands for, such as "scrutiny_maybe".
    pub reference: Option<String>,
    /// The day a person last read it against its sources.
    pub reviewed: Date,
}

/// What a rule is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum About {
    /// One duty.
    Duty(DutyNo),
    /// One or more approaches.
    Approaches(Vec<ApproachNo>),
}

/// How a rule moves what it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// The duty is likely to apply.
    Likely,
    /// The answers are in, but someone else must settle it.
    CannotTell,
    /// The duty is unlikely to apply.
    Unlikely,
    /// Something to know or do; the state stays as it is.
    Note,
    /// A strong reason for the approach.
    StronglySuits,
    /// A reason for the approach.
    Suits,
    /// It can be used, with care.
    Caution,
    /// Not in this situation.
    RulesOut,
}

/// What the law may ask, with the words for its states.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Duty {
    /// Its own id, in words.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub what: String,
    /// The words when it is likely to apply.
    pub likely: String,
    /// The words when we cannot tell yet.
    pub cannot_tell: String,
    /// The words when it is unlikely to apply.
    pub unlikely: String,
    /// Something that holds whatever the state.
    pub also: String,
    /// What to weigh that cannot be asked as yes or no.
    pub weigh: Vec<String>,
    /// How the state is reached, step by step.
    pub steps: Vec<Step>,
    /// Where it rests.
    pub cites: Vec<SourceNo>,
    /// Law that is proposed and not in force.
    pub watch: Vec<SourceNo>,
}

/// One step on the way to a duty's state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// The step as a question.
    pub title: String,
    /// The questions whose answers settle it.
    pub questions: Vec<QuestionNo>,
    /// Where it rests.
    pub cites: Vec<SourceNo>,
}

/// A way of working with people: what first advice says of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Approach {
    /// Its own id, in words.
    pub id: String,
    /// The outside approach it stands for, such as "M57".
    pub reference: String,
    /// Its name.
    pub name: String,
    /// What it is, in two sentences.
    pub what: String,
    /// The family it belongs to, such as "deliberate".
    pub family: String,
    /// How much say it gives people.
    pub level: Level,
    /// The stages of work it fits, in order.
    pub lanes: Vec<Lane>,
    /// How many people take part.
    pub people: People,
    /// How long it takes, in weeks.
    pub weeks: Weeks,
    /// What it costs, staff time apart.
    pub cost: Vec<Cost>,
    /// What may keep people out of it.
    pub barriers: Vec<Barrier>,
    /// Groups it is made to reach, even where a barrier stands: question and option.
    pub reaches: Vec<OptionNo>,
    /// It happens online alone.
    pub digital: bool,
    /// What it gives to the next stage.
    pub hands_on: String,
    /// Where it rests.
    pub cites: Vec<SourceNo>,
}

/// How much say an approach gives people, from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// People are told.
    Inform,
    /// People are asked for views.
    Consult,
    /// People work it through with us.
    Involve,
    /// People design it with us.
    CoDesign,
    /// People share the power to decide.
    CoProduce,
    /// People lead.
    CommunityLed,
}

impl Level {
    /// Every level, from least say to most.
    pub const ALL: [Level; 6] =
        [Level::Inform, Level::Consult, Level::Involve, Level::CoDesign, Level::CoProduce, Level::CommunityLed];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Level::Inform => "Inform",
            Level::Consult => "Consult",
            Level::Involve => "Involve",
            Level::CoDesign => "Co-design",
            Level::CoProduce => "Co-produce",
            Level::CommunityLed => "Led by the community",
        }
    }

    /// What it means, in a few words.
    #[must_use]
    pub fn means(self) -> &'static str {
        match self {
            Level::Inform => "tell people",
            Level::Consult => "ask for views",
            Level::Involve => "work it through",
            Level::CoDesign => "design together",
            Level::CoProduce => "share power",
            Level::CommunityLed => "they lead",
        }
    }
}

/// A stage of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lane {
    /// What is already known.
    Known,
    /// What people need.
    Understand,
    /// What could be done.
    Shape,
    /// What will be done.
    Decide,
    /// Doing it.
    Deliver,
    /// How it went, and telling people.
    Review,
}

impl Lane {
    /// Every lane, in order.
    pub const ALL: [Lane; 6] = [Lane::Known, Lane::Understand, Lane::Shape, Lane::Decide, Lane::Deliver, Lane::Review];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Lane::Known => "Know what is known",
            Lane::Understand => "Understand",
            Lane::Shape => "Shape options",
            Lane::Decide => "Decide",
            Lane::Deliver => "Deliver",
            Lane::Review => "Review and feed back",
        }
    }
}

/// Something that may keep people out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Barrier {
    /// It has to be read.
    Reading,
    /// It needs the internet.
    GoingOnline,
    /// People have to travel to it.
    Travelling,
    /// It is at a set time.
    FixedTime,
    /// It is in one place.
    OnePlace,
    /// People speak in front of others.
    SpeakingInAGroup,
    /// People tell of private things.
    Disclosing,
    /// People need to trust the body that asks.
    TrustingTheBody,
    /// It takes much of people's time.
    LongCommitment,
    /// People pay first and are paid back.
    PayingFirst,
    /// It is for adults alone.
    AdultOnly,
    /// People talk on the telephone.
    Telephone,
    /// People follow what is said in English.
    FollowingSpeech,
    /// People get into a building, and around it.
    GettingIn,
    /// It is in a busy or noisy room.
    BusyRoom,
    /// People are found by a list or a register.
    BeingOnAList,
    /// Others may see that they take part.
    BeingSeen,
    /// People leave someone they care for.
    LeavingCare,
    /// It asks those who have used the service.
    UsingTheService,
    /// It asks those who live in the area.
    LivingHere,
}

impl Barrier {
    /// Every barrier, in the order of the handbook.
    pub const ALL: [Barrier; 20] = [
        Barrier::Reading,
        Barrier::GoingOnline,
        Barrier::Travelling,
        Barrier::FixedTime,
        Barrier::OnePlace,
        Barrier::SpeakingInAGroup,
        Barrier::Disclosing,
        Barrier::TrustingTheBody,
        Barrier::LongCommitment,
        Barrier::PayingFirst,
        Barrier::AdultOnly,
        Barrier::Telephone,
        Barrier::FollowingSpeech,
        Barrier::GettingIn,
        Barrier::BusyRoom,
        Barrier::BeingOnAList,
        Barrier::BeingSeen,
        Barrier::LeavingCare,
        Barrier::UsingTheService,
        Barrier::LivingHere,
    ];

    /// The word that stands for it in a file.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Barrier::Reading => "reading",
            Barrier::GoingOnline => "going_online",
            Barrier::Travelling => "travelling",
            Barrier::FixedTime => "fixed_time",
            Barrier::OnePlace => "one_place",
            Barrier::SpeakingInAGroup => "speaking_in_a_group",
            Barrier::Disclosing => "disclosing",
            Barrier::TrustingTheBody => "trusting_the_body",
            Barrier::LongCommitment => "long_commitment",
            Barrier::PayingFirst => "paying_first",
            Barrier::AdultOnly => "adult_only",
            Barrier::Telephone => "telephone",
            Barrier::FollowingSpeech => "following_speech",
            Barrier::GettingIn => "getting_in",
            Barrier::BusyRoom => "busy_room",
            Barrier::BeingOnAList => "being_on_a_list",
            Barrier::BeingSeen => "being_seen",
            Barrier::LeavingCare => "leaving_care",
            Barrier::UsingTheService => "using_the_service",
            Barrier::LivingHere => "living_here",
        }
    }

    /// What it asks of people, in words that follow "it needs".
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Barrier::Reading => "reading",
            Barrier::GoingOnline => "going online",
            Barrier::Travelling => "travel",
            Barrier::FixedTime => "a set time",
            Barrier::OnePlace => "coming to one place",
            Barrier::SpeakingInAGroup => "speaking in a group",
            Barrier::Disclosing => "telling of private things",
            Barrier::TrustingTheBody => "trust in the body that asks",
            Barrier::LongCommitment => "a lot of time",
            Barrier::PayingFirst => "paying first",
            Barrier::AdultOnly => "being an adult",
            Barrier::Telephone => "talking on the telephone",
            Barrier::FollowingSpeech => "following spoken English",
            Barrier::GettingIn => "getting into and around a building",
            Barrier::BusyRoom => "being in a busy room",
            Barrier::BeingOnAList => "being on a list or register",
            Barrier::BeingSeen => "being seen to take part",
            Barrier::LeavingCare => "leaving someone they care for",
            Barrier::UsingTheService => "having used the service",
            Barrier::LivingHere => "living in the area",
        }
    }
}

/// What an approach costs, staff time apart: a band in pounds, our own estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cost {
    /// Under 1,000 pounds.
    #[serde(rename = "under_1k")]
    Under1k,
    /// 1,000 to 10,000 pounds.
    #[serde(rename = "from_1k_to_10k")]
    From1kTo10k,
    /// 10,000 to 40,000 pounds.
    #[serde(rename = "from_10k_to_40k")]
    From10kTo40k,
    /// Over 40,000 pounds.
    #[serde(rename = "over_40k")]
    Over40k,
}

impl Cost {
    /// The least and the most of the band, in pounds; none where it has no end.
    #[must_use]
    pub fn pounds(self) -> (Option<u32>, Option<u32>) {
        match self {
            Cost::Under1k => (None, Some(1_000)),
            Cost::From1kTo10k => (Some(1_000), Some(10_000)),
            Cost::From10kTo40k => (Some(10_000), Some(40_000)),
            Cost::Over40k => (Some(40_000), None),
        }
    }
}

/// How many people take part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct People {
    /// The fewest.
    pub from: u32,
    /// The most.
    pub to: u32,
    /// Who they are, or how they come to it.
    pub note: String,
}

/// How long an approach takes, in weeks: our own estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weeks {
    /// From the first step to the first day that people take part.
    pub prepare: u16,
    /// From the first step to a result that can be used, at the least.
    pub from: u16,
    /// The same, at the most.
    pub to: u16,
    /// To make sense of what was said; part of the whole.
    pub weigh: u16,
}

/// How to carry out an approach.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ApproachNotes {
    /// Where it suits.
    pub suits: Vec<String>,
    /// Where it suits less.
    pub suits_less: Vec<String>,
    /// The skills it needs.
    pub skills: Vec<String>,
    /// What to do, in order.
    pub steps: Vec<String>,
    /// What it is good at.
    pub strengths: Vec<String>,
    /// What to watch.
    pub watch: Vec<String>,
    /// Hours that it asks of each person, the least and the most, travel apart: our own estimate.
    pub hours: (u16, u16),
    /// How to change it for a group: the option of the groups question, and how.
    pub adapt: Vec<(OptionNo, String)>,
}

/// What a good plan has in place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Check {
    /// Its own id, in words.
    pub id: String,
    /// Its part of the list, such as "Access".
    pub topic: String,
    /// How much it matters.
    pub severity: Severity,
    /// What is so when it is in place.
    pub title: String,
    /// It is relevant when all of these hold,
    pub relevant_when: Vec<Clause>,
    /// and not all of these (none: no exception),
    pub unless: Vec<Clause>,
    /// and the plan uses one of these (none: whatever it uses).
    pub relevant_with: Vec<ApproachNo>,
    /// Where it rests.
    pub cites: Vec<SourceNo>,
}

/// How much a gap matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The law or the guidance says must of this body.
    Must,
    /// The guidance asks for it, or it rests on our own estimates.
    Should,
    /// Good practice found elsewhere.
    Consider,
}

impl Severity {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Severity::Must => "Must",
            Severity::Should => "Should",
            Severity::Consider => "Consider",
        }
    }
}

/// What a check looks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckNotes {
    /// The outside finding it stands for.
    pub reference: Option<String>,
    /// The question, answered in place, not in place or not sure.
    pub ask: String,
    /// How to mend it.
    pub mend: String,
    /// What to look for in the plan.
    pub looks_for: String,
    /// Why it matters.
    pub why: String,
    /// A line from a plan that does it well.
    pub good: String,
    /// A line from a plan that does not.
    pub poor: String,
}

/// What goes into a plan, who does it, and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Task {
    /// Its own id, in words.
    pub id: String,
    /// What is done, in a few words.
    pub title: String,
    /// What it takes.
    pub what: String,
    /// The role that does it by default.
    pub who: String,
    /// What its days are counted from.
    pub anchor: Anchor,
    /// Days from the anchor: minus is before, plus is after.
    pub days: i16,
    /// Approaches that bring it.
    pub approaches: Vec<ApproachNo>,
    /// Duties that bring it, when likely or not yet told.
    pub duties: Vec<DutyNo>,
    /// Duties that bring it, where they are likely and not merely unsettled.
    pub likely: Vec<DutyNo>,
    /// Checks that bring it, when relevant and not in place.
    pub checks: Vec<CheckNo>,
    /// How to know that it is done.
    pub done_when: String,
    /// Where it rests.
    pub cites: Vec<SourceNo>,
}

/// A time between the last result and the decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Its own id, in words.
    pub id: String,
    /// What is done in it.
    pub title: String,
    /// Why it is needed.
    pub why: String,
    /// How many days it takes, by our estimate.
    pub days: u16,
    /// The fewest days it can take.
    pub least: u16,
    /// How to save the time; empty where it may not be cut.
    pub save: String,
    /// The kind of day it ends on, where a person has entered one; empty where there is none.
    pub stands: String,
    /// Duties that bring it, when likely or not yet told.
    pub duties: Vec<DutyNo>,
    /// Checks that bring it, when they matter. Where no duty and no check does, it is always there.
    pub checks: Vec<CheckNo>,
    /// Where it rests.
    pub cites: Vec<SourceNo>,
}

/// A season, a festival or a holiday: what to think of where people take part in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Season {
    /// Its own id, in words.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What to think of.
    pub says: String,
    /// Its first and last day, year after year.
    pub days: Vec<(Date, Date)>,
    /// Where it rests.
    pub cites: Vec<SourceNo>,
}

/// What the days of a task are counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    /// The day the plan begins.
    Start,
    /// The first day people take part in an approach that brought the task.
    ActivityStart,
    /// The last such day.
    ActivityEnd,
    /// The day the decision is made.
    Decision,
}

/// Something that the guidance asks of every plan, and what shows that a plan does it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Principle {
    /// Its number in the guidance, from one.
    pub number: u8,
    /// What it asks, in a few words.
    pub title: String,
    /// What it asks, in full.
    pub what: String,
    /// The checks that show it, each where it matters.
    pub checks: Vec<CheckNo>,
    /// What the choice of approaches must show.
    pub choice: Vec<Feature>,
    /// Families of approaches: one of them at least is in the plan. None: it asks for no kind.
    pub families: Vec<String>,
    /// Where it rests.
    pub cites: Vec<SourceNo>,
}

/// Something that a choice of approaches shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feature {
    /// It begins with what is known.
    StartsFromKnown,
    /// People take part before there are options.
    Early,
    /// It ends with telling people what came of it.
    FeedsBack,
    /// People can take part in more than one kind of way.
    SeveralWays,
    /// People can take part without going online.
    Offline,
    /// Every group that is named has a way in.
    EveryGroup,
    /// People share in the work or in the power, and are not only asked.
    SharesPower,
}

impl Feature {
    /// It, as something that is there.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Feature::StartsFromKnown => "It begins with what is known",
            Feature::Early => "People take part before there are options",
            Feature::FeedsBack => "People are told what came of it",
            Feature::SeveralWays => "There is more than one kind of way to take part",
            Feature::Offline => "People can take part without going online",
            Feature::EveryGroup => "Every group you named has a way in",
            Feature::SharesPower => "People share in the work, and are not only asked",
        }
    }
}

/// What stands behind a barrier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BarrierNotes {
    /// How it keeps people out.
    pub says: String,
    /// Whether a group that a person adds meets it, as a question.
    pub ask: String,
    /// Where it rests.
    pub cites: Vec<SourceNo>,
}

/// What stands behind a group: why it meets its barriers, and what to ask about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupNotes {
    /// What kind of group it is, as a heading.
    pub kind: String,
    /// Why it meets its barriers.
    pub why: String,
    /// How a change may be good for it: a prompt, never a finding.
    pub good: String,
    /// How a change may be bad for it: a prompt, never a finding.
    pub ill: String,
    /// Groups that many of its people belong to as well.
    pub overlaps: Vec<OptionNo>,
    /// Where it rests.
    pub cites: Vec<SourceNo>,
}

/// Something to put in place so that people can take part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Its own id, in words.
    pub id: String,
    /// What it is, in a few words.
    pub title: String,
    /// How to do it well.
    pub what: String,
    /// Its part of the list, such as "Formats and languages".
    pub topic: String,
    /// The barriers that it takes down for those who meet them.
    pub mends: Vec<Barrier>,
    /// It is put in place for everyone where an approach carries one of these.
    pub with: Vec<Barrier>,
    /// It is for these groups; none: for all.
    pub groups: Vec<OptionNo>,
    /// It can be used with approaches of these families; none: with all.
    pub families: Vec<String>,
    /// It cannot be used with these approaches: it would spoil them.
    pub except: Vec<ApproachNo>,
    /// It is what has to be there before anybody can be promised payment.
    pub payment: bool,
    /// Weeks to book or prepare it, before people take part.
    pub weeks: u16,
    /// What it costs.
    pub price: Price,
    /// What its money goes on.
    pub pays: CostKind,
    /// The role that sees to it.
    pub who: String,
    /// Where it rests.
    pub cites: Vec<SourceNo>,
}

/// What money goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CostKind {
    /// Support, so that people can take part.
    #[default]
    Support,
    /// Payments and thanks to people who take part.
    People,
    /// What it costs partner organisations.
    Partners,
    /// Venues and materials.
    Venue,
    /// Running an approach: those who lead it, analyse it or print for it.
    Running,
    /// Anything else.
    Other,
}

impl CostKind {
    /// Every kind, in the order in which a budget lists them.
    pub const ALL: [CostKind; 6] =
        [CostKind::Support, CostKind::People, CostKind::Partners, CostKind::Venue, CostKind::Running, CostKind::Other];

    /// The word that stands for it in a file.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            CostKind::Support => "support",
            CostKind::People => "people",
            CostKind::Partners => "partners",
            CostKind::Venue => "venue",
            CostKind::Running => "running",
            CostKind::Other => "other",
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            CostKind::Support => "Support, so that people can take part",
            CostKind::People => "Payments and thanks to people",
            CostKind::Partners => "Partners’ costs",
            CostKind::Venue => "Venues and materials",
            CostKind::Running => "Running the approaches",
            CostKind::Other => "Other costs",
        }
    }
}

/// What a measure costs: a band in pounds for one unit, our own estimate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// The unit, such as "session".
    pub each: String,
    /// The least.
    pub from: u32,
    /// The most.
    pub to: u32,
}

/// Someone to work with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Partner {
    /// Its own id, in words.
    pub id: String,
    /// Who it is.
    pub name: String,
    /// What to ask of it.
    pub ask: String,
    /// What it brings.
    pub brings: String,
    /// What it costs the partner.
    pub costs: String,
    /// How that is met.
    pub met: String,
    /// What its days are counted from.
    pub anchor: Anchor,
    /// Days from the anchor by which to ask: minus is before, plus is after.
    pub days: i16,
    /// It fits when all of these hold,
    pub relevant_when: Vec<Clause>,
    /// and not all of these (none: no exception),
    pub unless: Vec<Clause>,
    /// and the plan uses one of these (none: whatever it uses).
    pub relevant_with: Vec<ApproachNo>,
    /// Where it rests.
    pub cites: Vec<SourceNo>,
}

/// Something that could go wrong.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Risk {
    /// Its own id, in words.
    pub id: String,
    /// What could go wrong, in a few words.
    pub title: String,
    /// Why here.
    pub why: String,
    /// What to do about it.
    pub mend: String,
    /// The role that sees to it.
    pub who: String,
    /// It is relevant when all of these hold,
    pub relevant_when: Vec<Clause>,
    /// and not all of these (none: no exception),
    pub unless: Vec<Clause>,
    /// and the plan uses one of these (none: whatever it uses).
    pub relevant_with: Vec<ApproachNo>,
    /// Where it rests.
    pub cites: Vec<SourceNo>,
}

/// What a prompt is asked of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskedOf {
    /// Each group, in the record of the impact assessment.
    Group,
    /// The record of the impact assessment, once.
    #[default]
    Record,
    /// The plan, once.
    Plan,
}

/// One thing that the record of the impact assessment asks, or that the plan asks. It prompts; it does not decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prompt {
    /// Its own id, in words.
    pub id: String,
    /// What it is asked of.
    pub of: AskedOf,
    /// Its part of the record or of the plan, as a heading.
    pub part: String,
    /// What it asks, in a few words.
    pub label: String,
    /// What to write there.
    pub hint: String,
    /// Where it rests.
    pub cites: Vec<SourceNo>,
}

/// A paper of its own that a plan can bring, such as the profile of a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Its own id, in words.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub lead: String,
    /// It is brought by these approaches.
    pub relevant_with: Vec<ApproachNo>,
    /// Its parts, in order.
    pub parts: Vec<PaperPart>,
    /// Who signs it, by role; none where nobody does.
    pub signed_by: Vec<String>,
    /// Where it rests.
    pub cites: Vec<SourceNo>,
}

/// A part of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperPart {
    /// Its heading.
    pub heading: String,
    /// Its lines, a point each.
    pub lines: Vec<String>,
}

/// A work that we rest on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Work {
    /// Its own id, in words.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// What kind of work it is.
    pub kind: WorkKind,
    /// Which edition we read.
    pub edition: String,
    /// Where it stands on the web.
    pub link: Option<String>,
    /// The day by which a person should read it again.
    pub review_by: Date,
}

/// What kind of work a source stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkKind {
    /// An Act or regulations.
    Law,
    /// Guidance that bodies must have regard to.
    StatutoryGuidance,
    /// Law that is proposed.
    Bill,
    /// What others have found to work.
    Practice,
    /// An information standard that bodies must meet.
    Standard,
    /// Our own planning estimates.
    OwnEstimate,
}

/// A passage of a work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Its own id, in words; empty in a browser, where nobody reads it.
    pub id: String,
    /// The place of its work in [`Guidance::works`].
    pub work: u16,
    /// Where in the work it stands.
    pub place: String,
    /// Whether it is law today.
    pub status: Status,
    /// The day from which it is in force, where it is law.
    pub in_force_from: Option<Date>,
    /// The last day on which it was in force.
    pub in_force_to: Option<Date>,
}

/// Whether a passage holds today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It holds today.
    InForce,
    /// It has changed since it was written.
    ChangedSince,
    /// It is proposed and not in force.
    Proposed,
}

/// A word that a newcomer may not know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Its own id, in words.
    pub id: String,
    /// The word.
    pub term: String,
    /// What it means.
    pub means: String,
    /// Other names for it.
    pub also_called: Vec<String>,
    /// Where it rests.
    pub cites: Vec<SourceNo>,
}

/// A whole situation, with the answers and what the planner should make of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scenario {
    /// Its own id, in words.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What happened.
    pub story: String,
    /// What it teaches.
    pub teaches: String,
    /// The answers, as JSON: the shape that [`Answers`](crate::answers::Answers) reads.
    pub answers: String,
    /// Answers that the source does not give.
    pub assumed: Vec<QuestionNo>,
    /// Approaches that the real case used.
    pub used: Vec<ApproachNo>,
    /// Those of them that do not stand among the first five, and why the advice is still right.
    pub differs: Vec<(ApproachNo, String)>,
    /// The assumed answers at which the lesson would turn, in words.
    pub turns: Vec<String>,
    /// Where it rests.
    pub cites: Vec<SourceNo>,
}
