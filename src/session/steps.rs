//! Undo and redo, over answers and edits. Places are no steps: the person stays on the page they are on.

use leptos::prelude::{GetUntracked, Set, UpdateValue, WithValue};

use super::Session;
use crate::answers::Answers;
use crate::plan::Edits;

impl Session {
    /// Sees the work as it is now, as one step of the person's; more typing in one field is the same step.
    pub fn see(&self, field: Option<String>) {
        let now = (self.answers.get_untracked(), self.edits.get_untracked());
        self.history.update_value(|history| history.see(&now, field));
        self.tell_steps();
    }

    /// Begins afresh with the work as it is now: a step back never leads into another plan.
    pub fn forget_steps(&self) {
        let now = (self.answers.get_untracked(), self.edits.get_untracked());
        self.history.update_value(|history| history.begin(now));
        self.variants.set(Vec::new());
        self.tell_steps();
    }

    /// One step back, or forth again, said to the person.
    pub fn step(&self, back: bool) {
        let mut came = None;
        self.history.update_value(|history| came = history.step(back));
        let Some((before, then)) = came else {
            return self.say(if back { "There is nothing to undo." } else { "There is nothing to redo." }, false);
        };
        let what = self.what_differs(&before, &then);
        self.answers.set(then.0);
        self.edits.set(then.1);
        self.moved.set(None);
        self.tell_steps();
        let (undo, redo) = self.history.with_value(|history| history.steps());
        // How many are left is said too, so that the same step twice is heard twice.
        let (done, left, more) = if back { ("Undone: ", undo, "undo") } else { ("Redone: ", redo, "redo") };
        self.say(&[done, &what, ". Steps left to ", more, ": ", &left.to_string(), "."].concat(), false);
    }

    fn tell_steps(&self) {
        let (undo, redo) = self.history.with_value(|history| history.steps());
        let now = (undo > 0, redo > 0);
        if self.steps.get_untracked() != now {
            self.steps.set(now);
        }
    }

    /// What differs between two states of the work, in few words.
    fn what_differs(&self, before: &(Answers, Edits), then: &(Answers, Edits)) -> String {
        let mut differ = self.guidance.questions.iter().filter(|one| before.0.get(&one.id) != then.0.get(&one.id));
        match (differ.next(), differ.next()) {
            (Some(one), None) => ["your answer to “", &one.ask, "”"].concat(),
            (Some(_), Some(_)) => "your answers".to_owned(),
            _ if before.1.title != then.1.title => "the name of the plan".to_owned(),
            _ => "a change to the plan".to_owned(),
        }
    }
}
