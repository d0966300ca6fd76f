//! What the person says of groups, of what is put in place, and of the record of the impact assessment.

use leptos::prelude::{Update, WithUntracked};

use super::Session;
use crate::answers::{Answer, Degree};
use crate::guidance::OptionNo;
use crate::plan::{GroupRecord, MeasureRecord, OwnGroup};

/// One group whose record is written: one that the guidance names, or one of the person's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhichGroup {
    /// By its id.
    Named(String),
    /// By its place.
    Own(usize),
}

impl Session {
    /// Says how far a group is affected; none takes the group out of the answer.
    pub fn say_how_far(&self, option: OptionNo, degree: Option<Degree>) {
        let Some(question) = self.guidance.groups().map(|no| self.guidance.question(no)) else { return };
        let id = &question.option(option).id;
        self.answers.update(|answers| {
            let mut degrees = answers.get(&question.id).map(Answer::degrees).unwrap_or_default();
            match degree {
                Some(degree) => degrees.insert(id.clone(), degree),
                None => degrees.remove(id),
            }
            if degrees.is_empty() {
                answers.clear(&question.id);
            } else {
                answers.set(&question.id, Answer::each(degrees));
            }
        });
    }

    /// Writes in the record of a group.
    pub fn write_group(&self, which: &WhichGroup, change: impl FnOnce(&mut GroupRecord)) {
        self.edits.update(|edits| match which {
            WhichGroup::Named(id) => {
                let mut record = edits.groups.get(id).cloned().unwrap_or_default();
                change(&mut record);
                edits.groups.insert(id.clone(), record);
            }
            WhichGroup::Own(place) => {
                if let Some(group) = edits.own_groups.get_mut(*place) {
                    change(&mut group.record);
                }
            }
        });
    }

    /// Adds a group of the person's own, and gives its place.
    pub fn add_group(&self) -> usize {
        let place = self.edits.with_untracked(|edits| edits.own_groups.len());
        self.edits.update(|edits| {
            edits.own_groups.push(OwnGroup::default());
        });
        place
    }

    /// Changes a group of the person's own.
    pub fn edit_group(&self, place: usize, change: impl FnOnce(&mut OwnGroup)) {
        self.edits.update(|edits| {
            if let Some(group) = edits.own_groups.get_mut(place) {
                change(group);
            }
        });
    }

    /// Takes a group of the person's own away.
    pub fn remove_group(&self, place: usize) {
        self.edits.update(|edits| {
            if place < edits.own_groups.len() {
                edits.own_groups.remove(place);
            }
        });
    }

    /// Says whether a measure is in place, or when it is ready.
    pub fn say_of_measure(&self, id: &str, change: impl FnOnce(&mut MeasureRecord)) {
        self.edits.update(|edits| {
            let mut record = edits.measures.get(id).cloned().unwrap_or_default();
            change(&mut record);
            edits.measures.insert(id.to_owned(), record);
        });
    }

    /// Writes in the record of the impact assessment.
    pub fn write_record(&self, id: &str, words: String) {
        self.edits.update(|edits| edits.record.insert(id.to_owned(), words));
    }
}
