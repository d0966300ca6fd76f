//! What an organisation says for itself: its local policy.
//!
//! In: the text of a local policy file, and the guidance for the names that may stand in it.
//! Out: a [`Policy`]; or every problem in the file, in words that the owner of an intranet understands.
//! Never: changes what the guidance says: it knows ids of groups, stages and questions, and no duty, check or approach.

mod reading;
mod shape;

pub use reading::read;
pub use shape::{BODIES, Field, Kind, MOST_BYTES, Names, POLICY, Part, SEVERITIES, STAGES};

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::guidance::{Lane, OptionNo, QuestionNo, Severity};

/// The local policy of one organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// The organisation.
    pub organisation: String,
    /// Which edition of the policy it is.
    pub edition: Edition,
    /// Who looks after the policy, and when it is looked at again.
    pub review: Option<Review>,
    /// The involvement team.
    pub contact: Option<Contact>,
    /// How people are paid for taking part.
    pub payment: Option<Pointer>,
    /// The group that assures involvement.
    pub assurance: Option<Assurance>,
    /// Ways of involving people that this place has.
    pub approaches: Vec<Approach>,
    /// What this place asks of a plan besides.
    pub checks: Vec<Check>,
    /// What bodies are called here: the plain name, and the local one.
    pub bodies: Vec<(String, String)>,
}

/// An edition of a local policy: all that a saved plan keeps of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// Its name.
    pub name: String,
    /// Its day.
    pub date: Date,
}

/// Who looks after a policy, and when it is looked at again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// The role that looks after it.
    pub by: String,
    /// The day.
    pub due: Date,
    /// Where to write to; empty where it is not given.
    pub email: String,
}

/// An involvement team. What is not given is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The name of the team.
    pub team: String,
    /// Its address for e-mail.
    pub email: String,
    /// Its telephone number.
    pub phone: String,
    /// Its page.
    pub link: String,
}

/// Words, and where to read on; the link may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pointer {
    /// The words.
    pub words: String,
    /// Where it stands.
    pub link: String,
}

/// A group that assures involvement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assurance {
    /// Its name.
    pub name: String,
    /// What its papers hold, and where to read on.
    pub needs: Pointer,
    /// How many days before a meeting its papers are due.
    pub papers: i32,
    /// The days of its meetings, in order.
    pub meetings: Vec<Date>,
}

/// A way of involving people that this place has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approach {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is, and where to read on.
    pub what: Pointer,
    /// The stages of the work that it suits; none means any.
    pub stages: Vec<Lane>,
    /// The groups it is for, by their options; none means any.
    pub groups: Vec<OptionNo>,
    /// Whom to ask.
    pub ask: String,
}

/// What this place asks of a plan besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Its id: an answer is kept by it.
    pub id: String,
    /// What is so when it is in place.
    pub words: String,
    /// How much it matters to this place.
    pub severity: Severity,
    /// How to mend it.
    pub mend: String,
    /// Who can help.
    pub who: String,
    /// It matters only where each of these questions has one of these answers, one bit for each option.
    pub when: Vec<(QuestionNo, u64)>,
}
