//! What the guidance says.
//!
//! In: the packed content that `build.rs` made of `content/*.toml`.
//! Out: [`Guidance`] and [`Handbook`], with every reference resolved.
//! Never: evaluates anything, knows a particular id.

pub mod model;
mod pressed;
mod unpack;
mod words;

pub use model::{
    About, Anchor, AnswerOption, Approach, ApproachNo, ApproachNotes, AskedOf, Barrier, BarrierNotes, Check, CheckNo,
    CheckNotes, Choose, Clause, Cost, CostKind, Duty, DutyNo, Edition, Effect, Feature, GroupNotes, Guidance, Handbook,
    Interval, Lane, Level, Measure, OptionNo, Paper, PaperPart, Partner, Pass, People, Price, Principle, Prompt,
    Question, QuestionNo, Risk, Rule, RuleNo, RuleNotes, Scenario, Season, Severity, Source, SourceNo, Status, Step,
    Task, Term, Test, Weeks, Work, WorkKind,
};

pub use pressed::Unpressing;
pub use words::terms_in;

use core::fmt;

// The model reaches it from here, as it does in `build.rs` and the tests.
use crate::date;

/// The packed content could not be read: the file is not the one this program was built with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotOurs;

impl fmt::Display for NotOurs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("The guidance file does not belong to this version of the planner. Reload the page, or ask the intranet's owner to copy the whole folder again.")
    }
}

impl Guidance {
    /// Reads what first advice needs from its packed bytes.
    ///
    /// # Errors
    /// [`NotOurs`] where the bytes are cut short or belong to another version.
    pub fn unpack(bytes: &[u8]) -> Result<Self, NotOurs> {
        let mut guidance: Self = unpack::whole(bytes)?;
        for (no, rule) in (0..).zip(&mut guidance.rules) {
            rule.no = no;
        }
        Ok(guidance)
    }

    /// The guidance that this program was built with, with the names that are not sent to browsers.
    #[cfg(not(target_family = "wasm"))]
    #[must_use]
    #[allow(clippy::expect_used, reason = "build.rs packed these bytes a moment ago")]
    pub fn built_in() -> Self {
        Self::unpack(include_bytes!(concat!(env!("OUT_DIR"), "/whole-first.bin"))).expect("packed by build.rs")
    }

    /// The question at a place.
    #[must_use]
    pub fn question(&self, no: QuestionNo) -> &Question {
        &self.questions[usize::from(no)]
    }

    /// The approach at a place.
    #[must_use]
    pub fn approach(&self, no: ApproachNo) -> &Approach {
        &self.approaches[usize::from(no)]
    }

    /// The source at a place.
    #[must_use]
    pub fn source(&self, no: SourceNo) -> &Source {
        &self.sources[usize::from(no)]
    }

    /// The work that a source stands in.
    #[must_use]
    pub fn work(&self, source: &Source) -> &Work {
        &self.works[usize::from(source.work)]
    }

    /// The place of a question by its id.
    #[must_use]
    pub fn question_no(&self, id: &str) -> Option<QuestionNo> {
        place(&self.questions, |question| question.id == id)
    }

    /// The place of an approach by its id.
    #[must_use]
    pub fn approach_no(&self, id: &str) -> Option<ApproachNo> {
        place(&self.approaches, |approach| approach.id == id)
    }

    /// The place of a check by its id.
    #[must_use]
    pub fn check_no(&self, id: &str) -> Option<CheckNo> {
        place(&self.checks, |check| check.id == id)
    }

    /// The question whose options are groups of people, with the barriers they meet.
    #[must_use]
    pub fn groups(&self) -> Option<QuestionNo> {
        place(&self.questions, |question| question.options.iter().any(|option| !option.meets.is_empty()))
    }

    /// The question whose options are stages of the work, with their lanes.
    #[must_use]
    pub fn stage(&self) -> Option<QuestionNo> {
        place(&self.questions, |question| question.options.iter().any(|option| option.lane.is_some()))
    }

    /// The question that a decision date can answer, through the days its options cover.
    #[must_use]
    pub fn time(&self) -> Option<QuestionNo> {
        place(&self.questions, |question| question.options.iter().any(|option| option.days_under.is_some()))
    }

    /// The question whose options say how many people are affected.
    #[must_use]
    pub fn scale(&self) -> Option<QuestionNo> {
        place(&self.questions, |question| question.options.iter().any(|option| option.people_under.is_some()))
    }

    /// The question of how much is open, by the option that says that nothing is.
    #[must_use]
    pub fn openness(&self) -> Option<(QuestionNo, OptionNo)> {
        (0..).zip(&self.questions).find_map(|(no, question)| {
            let at = question.options.iter().position(|option| option.closed)?;
            Some((no, OptionNo::try_from(at).ok()?))
        })
    }

    /// The options that say that people are to be told, by their question: one bit for each.
    #[must_use]
    pub fn telling(&self) -> Option<(QuestionNo, u64)> {
        (0..).zip(&self.questions).find_map(|(no, question)| {
            let tells = |(at, _): &(usize, &AnswerOption)| 1_u64 << at;
            let options = question.options.iter().enumerate().filter(|(_, option)| option.tells);
            Some((no, options.map(|one| tells(&one)).reduce(|all, one| all | one)?))
        })
    }

    /// The rules about one approach, in the order of the content.
    pub fn rules_about(&self, no: ApproachNo) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(move |rule| matches!(&rule.about, About::Approaches(list) if list.contains(&no)))
    }

    /// The rules about one duty, in the order of the content.
    pub fn rules_of_duty(&self, no: DutyNo) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(move |rule| rule.about == About::Duty(no))
    }

    /// A source in a few words: the work's short name and the place in it.
    #[must_use]
    pub fn cite(&self, no: SourceNo) -> String {
        let source = self.source(no);
        let work = self.work(source);
        if work.kind == WorkKind::StatutoryGuidance
            && ["Annex", "Section"].iter().any(|part| source.place.starts_with(part))
        {
            return alloc_join(&["Guidance 2022: ", &source.place]);
        }
        alloc_join(&[&work.title, ": ", &source.place])
    }
}

fn alloc_join(parts: &[&str]) -> String {
    parts.concat()
}

fn place<T>(list: &[T], is: impl Fn(&T) -> bool) -> Option<u16> {
    list.iter().position(is).and_then(|at| u16::try_from(at).ok())
}

impl Handbook {
    /// Reads the handbook from its pressed bytes, all at once.
    ///
    /// # Errors
    /// [`NotOurs`] where the bytes are cut short or belong to another version.
    pub fn unpack(bytes: &[u8]) -> Result<Self, NotOurs> {
        let mut unpressing = Unpressing::begin(bytes.to_vec()).ok_or(NotOurs)?;
        while !unpressing.go_on().ok_or(NotOurs)? {}
        Self::of_whole(&unpressing)
    }

    /// Reads the handbook once all of it is unpressed.
    ///
    /// # Errors
    /// [`NotOurs`] where the bytes belong to another version.
    pub fn of_whole(unpressed: &Unpressing) -> Result<Self, NotOurs> {
        unpack::whole(unpressed.whole())
    }

    /// What stands behind a rule.
    #[must_use]
    pub fn of(&self, rule: &Rule) -> &RuleNotes {
        &self.rules[usize::from(rule.no)]
    }

    /// The handbook that this program was built with, with the references that are not sent to browsers.
    #[cfg(not(target_family = "wasm"))]
    #[must_use]
    #[allow(clippy::expect_used, reason = "build.rs packed these bytes a moment ago")]
    pub fn built_in() -> Self {
        unpack::whole(include_bytes!(concat!(env!("OUT_DIR"), "/whole-handbook.bin"))).expect("packed by build.rs")
    }
}

impl Clause {
    /// Whether a set of answers, one bit for each option, meets it.
    #[must_use]
    pub fn accepts(&self, answers: u64) -> bool {
        (answers & self.mask != 0) != self.negated
    }
}

impl Question {
    /// The place of an option by its id.
    #[must_use]
    pub fn option_no(&self, id: &str) -> Option<OptionNo> {
        self.options.iter().position(|option| option.id == id).and_then(|at| OptionNo::try_from(at).ok())
    }

    /// The options that an id stands for, one bit for each: its own, or those that took over from it.
    #[must_use]
    pub fn bits_of(&self, id: &str) -> u64 {
        let stands = |option: &&AnswerOption| option.id == id || option.was.as_deref() == Some(id);
        (0..).zip(&self.options).filter(|(_, option)| stands(option)).fold(0, |all, (no, _)| all | 1_u64 << no)
    }

    /// The option at a place.
    #[must_use]
    pub fn option(&self, no: OptionNo) -> &AnswerOption {
        &self.options[usize::from(no)]
    }
}
