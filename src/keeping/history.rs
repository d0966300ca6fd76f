//! The steps of a person's work, so that each can be undone and done again.

/// So many steps can be undone.
const MOST: usize = 100;

/// What the work was before each step, and what it was before each step was undone.
#[derive(Debug, Clone, Default)]
pub struct History<T> {
    now: T,
    past: Vec<T>,
    undone: Vec<T>,
    /// The field that the last step was typed into: more typing there is the same step.
    field: Option<String>,
}

impl<T: Clone + PartialEq> History<T> {
    /// Begins with work that nobody can undo.
    pub fn begin(&mut self, now: T) {
        *self = Self { now, past: Vec::new(), undone: Vec::new(), field: None };
    }

    /// Sees the work as it is now, and the field that is being typed into, where one is.
    pub fn see(&mut self, now: &T, field: Option<String>) {
        if *now == self.now {
            return;
        }
        let before = std::mem::replace(&mut self.now, now.clone());
        let same_step = field.is_some() && field == self.field && self.undone.is_empty() && !self.past.is_empty();
        if !same_step {
            if self.past.len() == MOST {
                self.past.remove(0);
            }
            self.past.push(before);
        }
        self.undone.clear();
        self.field = field;
    }

    /// How many steps there are to undo, and how many to do again.
    #[must_use]
    pub fn steps(&self) -> (usize, usize) {
        (self.past.len(), self.undone.len())
    }

    /// One step back, or forth again: the work as it was before, and as it is after.
    pub fn step(&mut self, back: bool) -> Option<(T, T)> {
        let (from, to) = if back { (&mut self.past, &mut self.undone) } else { (&mut self.undone, &mut self.past) };
        let then = from.pop()?;
        let before = std::mem::replace(&mut self.now, then.clone());
        to.push(before.clone());
        self.field = None;
        Some((before, then))
    }
}
