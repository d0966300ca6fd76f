//! What the person writes in the registers.

use leptos::prelude::{Update, WithUntracked};

use super::Session;
use crate::plan::Row;

impl Session {
    fn rows(&self, register: &str, change: impl FnOnce(&mut Vec<Row>)) {
        self.edits.update(|edits| {
            let mut rows = edits.rows(register).to_vec();
            change(&mut rows);
            if rows.is_empty() {
                edits.registers.remove(register);
            } else {
                edits.registers.insert(register.to_owned(), rows);
            }
        });
    }

    /// Adds a row to a register, and gives its place.
    pub fn add_row(&self, register: &str) -> usize {
        let place = self.edits.with_untracked(|edits| edits.rows(register).len());
        self.rows(register, |rows| rows.push(Row::default()));
        place
    }

    /// Writes in a field of a row.
    pub fn write_row(&self, register: &str, place: usize, field: &str, text: String) {
        self.rows(register, |rows| {
            if let Some(row) = rows.get_mut(place) {
                row.set(field, text);
            }
        });
    }

    /// Takes a row away.
    pub fn remove_row(&self, register: &str, place: usize) {
        self.rows(register, |rows| {
            if place < rows.len() {
                rows.remove(place);
            }
        });
    }
}
