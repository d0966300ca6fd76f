//! Where time enters: three signals, answers, edits and place; everything below them is a memo.
//!
//! In: answers, edits and places, as the person gives them; the guidance, in two parts; the day.
//! Out: the [`Assessment`], the [`Plan`], the text of the saved file, each derived.
//! Never: the DOM, a second copy of what can be derived.

mod local;
mod people;
mod place;
mod registers;
mod steps;
mod variants;

pub use crate::keeping::{Keeping, Mine, Shelved};
pub use local::{FAULT, InForce, note_edition, take_policy};
pub use people::WhichGroup;
pub use place::Place;
pub use variants::with_variants;

use std::sync::Arc;

use crate::date::Date;
use leptos::prelude::{ArcRwSignal, Get, GetUntracked, Memo, RwSignal, Set, StoredValue, Update, With, WithUntracked};

use crate::answers::{Answer, Answers, Facts, Outcome};
use crate::assessment::{Assessment, assess, explain};
use crate::guidance::{Guidance, Handbook, Pass, QuestionNo, Scenario};
use crate::keeping::History;
use crate::local::Policy;
use crate::opening::{Carrier, Open};
use crate::order::each_once;
use crate::plan::{Choice, Edits, InPlace, OpenError, OwnTask, Plan, PlanLocal, Saved, TaskEdit, Variant};

/// What the host page says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The organisation; empty where it is not given.
    pub organisation: String,
    /// The level of the first heading, 1 to 4.
    pub heading_level: u8,
}

/// Drafts a plan: [`crate::plan::draft`], which the session is given and does not hold.
pub type Draft = fn(&Guidance, &Handbook, &Assessment<'_>, &Answers, &Edits, &str, Date) -> Plan;

/// Takes the text of a local policy, or why there is none: [`take_policy`]. It gives what to tell the host page, if anything.
pub type TakePolicy = fn(&Session, Option<String>, Option<String>) -> Option<String>;
/// What a local policy says to a plan: [`crate::plan::local`]. It reads the plan, and changes nothing in it.
pub type OfPolicy = fn(Option<&Policy>, &Assessment<'_>, &Edits, &Plan, Date) -> Option<PlanLocal>;

/// What comes after first advice, on idle.
#[derive(Clone, Copy)]
pub struct Rest {
    /// The handbook.
    pub handbook: &'static Handbook,
    /// Drafts a plan.
    pub draft: Draft,
    /// Reads a file that is or carries a plan.
    pub open: Open,
    /// Reads answers from JSON, or says what is wrong with it.
    pub answers: fn(&str) -> Result<Answers, String>,
    /// Takes a local policy.
    pub take_policy: TakePolicy,
    /// Keeps the edition that the plan is made under.
    pub note_edition: fn(&Session),
    /// What a local policy says to a plan.
    pub of_policy: OfPolicy,
}

/// One person's work in one element. It outlives the view.
#[derive(Clone, Copy)]
pub struct Session {
    /// The guidance.
    pub guidance: &'static Guidance,
    /// The day.
    pub today: Date,
    /// What the planner told us.
    pub answers: RwSignal<Answers>,
    /// What the person changed in the plan.
    pub edits: RwSignal<Edits>,
    /// Where the person is.
    pub place: RwSignal<Place>,
    /// What the host page says of itself.
    pub settings: RwSignal<Settings>,
    /// What the organisation says for itself.
    pub local: RwSignal<InForce>,
    /// Where the work is kept.
    pub keeping: RwSignal<Keeping>,
    /// The plans that are kept in this browser.
    pub shelf: RwSignal<Vec<Shelved>>,
    /// The id of the plan in hand, once it is kept.
    pub in_hand: RwSignal<Option<String>>,
    /// Whether there is a step to undo, and whether there is one to do again.
    pub steps: RwSignal<(bool, bool)>,
    history: StoredValue<History<(Answers, Edits)>>,
    /// What-ifs beside the plan, for as long as this work is in hand.
    pub variants: RwSignal<Vec<Variant>>,
    /// What comes after first advice, once it has come.
    pub rest: RwSignal<Option<Rest>>,
    /// What follows from the answers.
    pub assessment: Memo<Arc<Assessment<'static>>>,
    /// The plan, once the rest has come.
    pub plan: Memo<Option<Arc<Plan>>>,
    /// The text of the saved file.
    pub saved: Memo<String>,
    /// What the last answer moved, until the person goes on.
    pub moved: RwSignal<Option<Moved>>,
    /// What went wrong or came right last, said once to a screen reader.
    pub notice: RwSignal<Option<Notice>>,
}

/// What an answer moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// There was another answer before.
    pub again: bool,
    /// What moved, a sentence each.
    pub lines: Vec<String>,
}

/// Something to say to the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The words.
    pub words: String,
    /// It is a fault, and says what to do.
    pub fault: bool,
}

impl Session {
    /// A session with nothing in it. Call it inside the owner that keeps it.
    #[must_use]
    pub fn new(guidance: &'static Guidance, rest: ArcRwSignal<Option<Rest>>, settings: Settings, today: Date) -> Self {
        let answers = RwSignal::new(Answers::default());
        let edits = RwSignal::new(Edits::default());
        let settings = RwSignal::new(settings);
        let rest: RwSignal<Option<Rest>> = rest.into();
        let local = RwSignal::new(InForce::default());
        // What is derived is never held against what it was: it is made again only where something it rests on was set.
        let assess = move |_: Option<&_>| answers.with(|answers| Arc::new(assess(guidance, answers, today)));
        let assessment = Memo::new_with_compare(assess, |_, _| true);
        let plan = move |_: Option<&_>| {
            let Rest { handbook, draft, of_policy, .. } = rest.get()?;
            let mut organisation = settings.with(|settings| settings.organisation.clone());
            let policy = local.get().policy;
            if let Some(policy) = policy.filter(|_| organisation.is_empty()) {
                organisation.clone_from(&policy.organisation);
            }
            Some(assessment.with(|assessment| {
                answers.with(|answers| {
                    edits.with(|edits| {
                        let mut plan = draft(guidance, handbook, assessment, answers, edits, &organisation, today);
                        plan.local = of_policy(policy, assessment, edits, &plan, today);
                        Arc::new(plan)
                    })
                })
            }))
        };
        let plan = Memo::new_with_compare(plan, |_, _| true);
        let saved = Memo::new(move |_| Saved::new(&guidance.edition.name, answers.get(), edits.get()).to_text());
        Self {
            guidance,
            today,
            answers,
            edits,
            place: RwSignal::new(Place::Start),
            settings,
            local,
            keeping: RwSignal::new(Keeping::Off),
            shelf: RwSignal::new(Vec::new()),
            in_hand: RwSignal::new(None),
            steps: RwSignal::new((false, false)),
            history: StoredValue::new(History::default()),
            variants: RwSignal::new(Vec::new()),
            rest,
            assessment,
            plan,
            saved,
            moved: RwSignal::new(None),
            notice: RwSignal::new(None),
        }
    }

    /// The handbook, once it has come.
    #[must_use]
    pub fn handbook(&self) -> Option<&'static Handbook> {
        self.rest.get().map(|rest| rest.handbook)
    }

    /// Whether there is work worth keeping.
    #[must_use]
    pub fn has_work(&self) -> bool {
        self.answers.with(|answers| !answers.is_empty()) || self.edits.with(|edits| *edits != Edits::default())
    }

    /// Goes to a place. What a change moved is shown where it leads, and put away after.
    pub fn go(&self, place: Place) {
        if place != Place::Answers {
            self.moved.set(None);
        }
        self.notice.set(None);
        self.place.set(place);
    }

    /// Says something to the person.
    pub fn say(&self, words: &str, fault: bool) {
        self.notice.set(Some(Notice { words: words.to_owned(), fault }));
    }

    /// Takes an answer and goes on: to the next question, or back to the answers where the person came from there.
    pub fn answer(&self, no: QuestionNo, answer: Answer, from_answers: bool) {
        let id = &self.guidance.question(no).id;
        let before = self.assessment.get_untracked();
        let was = self.answers.with_untracked(|answers| answers.get(id).cloned());
        if was.as_ref() != Some(&answer) {
            self.answers.update(|answers| answers.set(id, answer));
        }
        if from_answers {
            let after = self.assessment.get_untracked();
            let mut lines = explain::moved(&before, &after, &self.answers.get_untracked());
            if lines.is_empty() {
                lines.push("Nothing moves among the first approaches or the duties.".to_owned());
            }
            self.moved.set(Some(Moved { again: was.is_some(), lines }));
        }
        let next = if from_answers { self.follow_up(no) } else { self.after(no) };
        let place = next.map_or(Place::Answers, |no| Place::Question { no, from_answers });
        self.note_local_edition();
        self.notice.set(None);
        self.place.set(place);
    }

    /// Goes on without an answer.
    pub fn skip(&self, no: QuestionNo, from_answers: bool) {
        let next = if from_answers { None } else { self.after(no) };
        self.go(next.map_or(Place::Answers, |no| Place::Question { no, from_answers }));
    }

    fn facts(&self) -> Facts {
        self.answers.with_untracked(|answers| Facts::read(self.guidance, answers, self.today))
    }

    /// The next question in play without an answer, after this one. Those of the last pass are asked one at a time from
    /// the page of the answers, the one that can change most first.
    fn after(&self, no: QuestionNo) -> Option<QuestionNo> {
        let facts = self.facts();
        let open = |&(_, question): &(QuestionNo, &crate::guidance::Question)| {
            question.pass != Pass::More
                && facts.in_play(question) == Outcome::Holds
                && self.answers.with_untracked(|answers| answers.get(&question.id).is_none())
        };
        (0..).zip(&self.guidance.questions).filter(|(place, _)| *place > no).find(open).map(|(no, _)| no)
    }

    /// A question without an answer that this one brought into play.
    fn follow_up(&self, no: QuestionNo) -> Option<QuestionNo> {
        let facts = self.facts();
        let brought = |&(_, question): &(QuestionNo, &crate::guidance::Question)| {
            question.ask_when.iter().any(|clause| clause.question == no)
                && facts.in_play(question) == Outcome::Holds
                && self.answers.with_untracked(|answers| answers.get(&question.id).is_none())
        };
        (0..).zip(&self.guidance.questions).find(brought).map(|(no, _)| no)
    }

    /// The question before this one that is in play.
    #[must_use]
    pub fn before(&self, no: QuestionNo) -> Option<QuestionNo> {
        let facts = self.facts();
        (0..no).rev().find(|&place| facts.in_play(self.guidance.question(place)) == Outcome::Holds)
    }

    /// Where to carry on: the first question in play without an answer, or the answers once all are in.
    #[must_use]
    pub fn carry_on(&self) -> Place {
        let first = self.guidance.question(0);
        let none = self.answers.with_untracked(|answers| answers.get(&first.id).is_none());
        let next = if none { Some(0) } else { self.after(0) };
        next.map_or(Place::Answers, |no| Place::Question { no, from_answers: false })
    }

    /// How many answers of the first pass are in, and how many there are.
    #[must_use]
    pub fn first_pass(&self) -> (usize, usize) {
        let first = || self.guidance.questions.iter().filter(|question| question.pass == Pass::First);
        self.answers
            .with(|answers| (first().filter(|question| answers.get(&question.id).is_some()).count(), first().count()))
    }

    /// Opens the text of a saved file in place of the work in hand. The rest must have come.
    ///
    /// # Errors
    /// [`OpenError`]; the work in hand is kept.
    pub fn open(&self, text: &str) -> Result<(), OpenError> {
        self.open_file(text.as_bytes()).map(|_| ())
    }

    /// Opens a file that is or carries a plan, in place of the work in hand, and says what carried it. The rest must have
    /// come.
    ///
    /// # Errors
    /// [`OpenError`]; the work in hand is kept.
    pub fn open_file(&self, bytes: &[u8]) -> Result<Carrier, OpenError> {
        let (saved, carrier) = self.read_file(bytes)?;
        self.answers.set(saved.answers);
        self.edits.set(saved.edits);
        self.moved.set(None);
        Ok(carrier)
    }

    /// Reads a file, and leaves the work in hand as it is.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn read_file(&self, bytes: &[u8]) -> Result<(Saved, Carrier), OpenError> {
        let Some(rest) = self.rest.get_untracked() else { return Err(OpenError::TooEarly) };
        let (mut saved, carrier) = (rest.open)(bytes)?;
        saved.answers.bring_up_to_date(self.guidance);
        Ok((saved, carrier))
    }

    /// Says once what a person must know of a plan that was carried by something else.
    pub fn say_carrier(&self, carrier: Carrier) {
        if !carrier.words().is_empty() {
            self.say(carrier.words(), false);
        }
    }

    /// Begins a worked example.
    pub fn begin(&self, scenario: &Scenario) {
        if let Some(Ok(answers)) = self.rest.get_untracked().map(|rest| (rest.answers)(&scenario.answers)) {
            self.answers.set(answers);
            self.edits.set(Edits { title: scenario.title.clone(), ..Edits::default() });
            self.go(Place::Answers);
            self.forget_steps();
        }
    }

    /// Whether the work in hand is a worked example that nobody has changed.
    #[must_use]
    pub fn is_example(&self) -> bool {
        let Some(rest) = self.rest.get_untracked() else { return false };
        let now = self.saved.get_untracked();
        let same = |scenario: &Scenario| {
            let edits = Edits { title: scenario.title.clone(), ..Edits::default() };
            let whole = |answers| Saved::new(&self.guidance.edition.name, answers, edits).to_text() == now;
            self.edits.with_untracked(|edits| edits.title == scenario.title)
                && (rest.answers)(&scenario.answers).is_ok_and(whole)
        };
        rest.handbook.scenarios.iter().any(same)
    }

    /// Takes everything away.
    pub fn reset(&self) {
        self.answers.set(Answers::default());
        self.edits.set(Edits::default());
        self.forget_steps();
        self.go(Place::Start);
    }

    /// Keeps the edition of the local policy that the plan is made under, where there is one and it holds none.
    fn note_local_edition(&self) {
        if let Some(rest) = self.rest.get_untracked() {
            (rest.note_edition)(self);
        }
    }

    /// Takes an approach into the plan, or leaves it out.
    pub fn choose(&self, id: &str, chosen: bool) {
        self.edits.update(|edits| {
            let reason = edits.choices.get(id).map(|choice| choice.reason.clone()).unwrap_or_default();
            edits.choices.insert(id.to_owned(), Choice { chosen, reason });
        });
        self.note_local_edition();
    }

    /// Gives the reason for a choice.
    pub fn give_reason(&self, id: &str, reason: String) {
        self.edits.update(|edits| {
            if let Some(choice) = edits.choices.get_mut(id) {
                choice.reason = reason;
            }
        });
    }

    /// Answers a check.
    pub fn check(&self, id: &str, said: InPlace) {
        self.edits.update(|edits| {
            edits.checks.insert(id.to_owned(), said);
        });
    }

    /// Changes a task that the plan brings.
    pub fn edit_task(&self, id: &str, change: impl FnOnce(&mut TaskEdit)) {
        self.edits.update(|edits| {
            let mut task = edits.tasks.get(id).cloned().unwrap_or_default();
            change(&mut task);
            edits.tasks.insert(id.to_owned(), task);
        });
    }

    /// Changes a task of the person's own; a place past the end adds one.
    pub fn edit_own_task(&self, place: usize, change: impl FnOnce(&mut OwnTask)) {
        self.edits.update(|edits| {
            if edits.own_tasks.len() <= place {
                edits.own_tasks.push(OwnTask::default());
            }
            if let Some(task) = edits.own_tasks.get_mut(place) {
                change(task);
            }
        });
    }

    /// Takes a task of the person's own away.
    pub fn remove_own_task(&self, place: usize) {
        self.edits.update(|edits| {
            if place < edits.own_tasks.len() {
                edits.own_tasks.remove(place);
            }
        });
    }

    /// The topics of the questions, in the order they are asked.
    #[must_use]
    pub fn topics(&self) -> Vec<&'static str> {
        each_once(&mut self.guidance.questions.iter().map(|question| &question.topic))
    }
}
