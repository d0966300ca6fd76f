//! What is half done on the page that is open: it goes when the page is turned.

use std::sync::Arc;

use leptos::prelude::{RwSignal, Update};

use super::doors::{Fault, Take};
use crate::answers::Answers;
use crate::assessment::{Both, Fit, Tipping};
use crate::cases::{Ask, Case, Checked, Said};
use crate::document::Kind;
use crate::guidance::ApproachNo;
use crate::order::Ids;
use crate::plan::Difference;

/// The half-done things of one page.
#[derive(Clone, Default)]
pub struct Local {
    /// The options picked and not yet given.
    pub picked: Ids,
    /// A date, part by part.
    pub date: [String; 3],
    /// What is wrong with what was given.
    pub error: Option<String>,
    /// A question stands open: are you sure? It says what would take the place of the work that is here.
    pub asking: Option<Instead>,
    /// The long list has been asked for.
    pub all: bool,
    /// What is ruled out has been asked for.
    pub out: bool,
    /// The task that is being edited.
    pub task: Option<String>,
    /// The days of the row that is being edited, one for each of its fields.
    pub days: Vec<OpenDay>,
    /// The role that is about to sign off.
    pub role: String,
    /// What to share.
    pub depth: Option<Kind>,
    /// How to share it.
    pub take: Option<Take>,
    /// A file is being made.
    pub busy: bool,
    /// What came of it.
    pub came: Option<Result<String, Fault>>,
    /// The result whose path is lit on the map, by its place.
    pub lit: usize,
    /// What has been worked out on idle so far.
    pub worked: Option<Worked>,
    /// What differs from the plan that was chosen to compare with, or why it could not be read.
    pub compared: Option<Result<Vec<Difference>, String>>,
    /// A what-if that is being made: the question, its other answer, and the what-if it goes into.
    pub trying: [String; 3],
    /// The words of this page are to be explained.
    pub words: bool,
    /// A file that was chosen and is not open yet.
    pub file: Vec<u8>,
    /// A question stands open: is the plan of the shelf with this id to be removed?
    pub removing: Option<String>,
    /// The case for training that is being made or looked at.
    pub case: Option<Arc<CaseWork>>,
}

/// A case in the making.
#[derive(Clone, Default)]
pub struct CaseWork {
    /// The case, as it was typed.
    pub case: Case,
    /// Its prompts, a line for each, as they are typed.
    pub prompts: String,
    /// What is put to the person.
    pub asks: Vec<Ask>,
    /// What the person said of it, and of what was put before.
    pub said: Vec<Said>,
    /// Where the person is with it.
    pub step: CaseStep,
    /// The case as it may be saved, once each word was put to the person.
    pub checked: Option<Checked>,
    /// It was opened from a file.
    pub opened: bool,
    /// Something was typed in it that no file holds.
    pub typed: bool,
}

/// Where a person is with a case.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum CaseStep {
    /// Typing it.
    #[default]
    Write,
    /// Saying of each word whether it stays.
    Words,
    /// Looking at it as a room would.
    Preview,
}

/// A day that is being edited.
#[derive(Clone, Default)]
pub struct OpenDay {
    /// It, part by part.
    pub boxes: [String; 3],
    /// What is wrong with it.
    pub error: Option<String>,
}

/// What is worked out on idle, for one set of answers.
#[derive(Clone)]
pub struct Worked {
    /// The answers it is worked out for.
    pub answers: Answers,
    /// How many of the answered questions are done.
    pub questions: usize,
    /// For how many approaches pairs of answers are done.
    pub pairs: usize,
    /// Where the advice tips.
    pub tips: Vec<Tipping>,
    /// What two answers together would change.
    pub both: Vec<(ApproachNo, Both<Fit>)>,
}

impl Worked {
    /// Nothing yet.
    #[must_use]
    pub fn new(answers: Answers) -> Self {
        Self { answers, questions: 0, pairs: 0, tips: Vec::new(), both: Vec::new() }
    }
}

/// What would take the place of the work that is here.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Instead {
    /// A new plan.
    New,
    /// A worked example, by its place.
    Example(usize),
    /// The file that was chosen.
    File,
}

/// The half-done things, as views hold them.
#[derive(Clone, Copy)]
pub struct LocalSignal(pub RwSignal<Local>);

impl LocalSignal {
    /// Changes them.
    pub fn change(self, change: impl FnOnce(&mut Local)) {
        self.0.update(change);
    }
}
