//! The local policy in force, and what the person does with it. All of it comes with the second file of wasm.

use std::cell::RefCell;

use leptos::prelude::{GetUntracked, Set, Update, WithUntracked};

use super::Session;
use crate::json::{ToJson as _, Writer};
use crate::local::{Policy, read};
use crate::plan::InPlace;

/// What staff are told where the file of the intranet's owner cannot be read.
pub const FAULT: &str = "Local information could not be read. The planner works without it.";

/// The local policy in force: it, or what is wrong with its file, or neither.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct InForce {
    /// The policy.
    pub policy: Option<&'static Policy>,
    /// What is wrong with its file, a sentence or two each.
    pub faults: &'static [String],
}

thread_local! {
    /// What has been read, by its text, once for all planners of the page: it stays as long as the program does.
    static KNOWN: RefCell<Vec<(String, InForce)>> = const { RefCell::new(Vec::new()) };
}

fn known(session: &Session, text: String) -> InForce {
    KNOWN.with(|known| {
        let mut known = known.borrow_mut();
        if let Some((_, found)) = known.iter().find(|(other, _)| *other == text) {
            return *found;
        }
        let found = match read(&text, session.guidance) {
            Ok(policy) => InForce { policy: Some(Box::leak(Box::new(policy))), faults: &[] },
            Err(faults) => wrong(faults),
        };
        known.push((text, found));
        found
    })
}

fn wrong(faults: Vec<String>) -> InForce {
    InForce { policy: None, faults: faults.leak() }
}

/// Takes the text of a local policy, or why it could not be fetched, or that there is none. Gives what the host page is
/// told where it cannot be used, as JSON.
#[must_use]
pub fn take_policy(session: &Session, text: Option<String>, fault: Option<String>) -> Option<String> {
    let now = match (text, fault) {
        (_, Some(words)) => wrong(vec![words]),
        (Some(text), None) => known(session, text),
        (None, None) => InForce::default(),
    };
    if session.local.get_untracked() != now {
        session.local.set(now);
    }
    let (first, rest) = now.faults.split_first()?;
    let mut told = Writer::default();
    told.mark("{");
    told.name("code");
    told.words("EP-9");
    told.name("message");
    told.words(FAULT);
    told.name("messages");
    told.mark("[");
    first.write(&mut told);
    for one in rest {
        told.next();
        one.write(&mut told);
    }
    told.mark("]}");
    Some(told.text())
}

/// Keeps the edition that the plan is made under, where it holds none. Another never takes its place unasked.
pub fn note_edition(session: &Session) {
    if session.edits.with_untracked(|edits| edits.local.is_none()) {
        session.use_local_edition();
    }
}

impl Session {
    /// Answers a check of the local policy. Once a plan leans on a policy, it keeps which edition that was.
    pub fn check_local(&self, id: &str, said: InPlace) {
        self.check(id, said);
        note_edition(self);
    }

    /// Keeps the edition in force as the one that the plan is made under.
    pub fn use_local_edition(&self) {
        if let Some(policy) = self.local.get_untracked().policy {
            self.edits.update(|edits| edits.local = Some(policy.edition.clone()));
        }
    }
}
