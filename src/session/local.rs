//! What the person does with a local policy.

use leptos::prelude::{Update, WithUntracked};

use super::Session;
use crate::local::Edition;
use crate::plan::InPlace;

impl Session {
    /// Answers a check of the local policy. Once a plan leans on a policy, it keeps which edition that was.
    pub fn check_local(&self, id: &str, said: InPlace) {
        self.check(id, said);
        self.note_local_edition();
    }

    /// Keeps the edition that the plan is made under, where it does not hold one. Another never takes its place unasked.
    pub fn note_local_edition(&self) {
        if self.edits.with_untracked(|edits| edits.local.is_none()) {
            self.use_local_edition();
        }
    }

    /// Keeps the edition in force as the one that the plan is made under.
    pub fn use_local_edition(&self) {
        let edition = |policy: &std::sync::Arc<crate::local::Policy>| policy.edition.clone();
        let now: Option<Edition> = self.policy.with_untracked(|policy| policy.as_ref().map(edition));
        if now.is_some() {
            self.edits.update(|edits| edits.local = now);
        }
    }
}
