//! Writes the registers of a plan: one table each, or that nothing is written yet.

use super::Section;
use super::write::{NOTHING_YET, Writer, paragraph, section, table, text};

impl Writer<'_> {
    /// One register, by its id.
    pub(super) fn register(&self, id: &str) -> Section {
        let Some(one) = self.plan.registers.iter().find(|one| one.id == id) else {
            return section(id, vec![paragraph(NOTHING_YET)]);
        };
        if one.rows.is_empty() {
            return section(&one.title, vec![paragraph(NOTHING_YET)]);
        }
        let head: Vec<&str> = one.labels.iter().map(String::as_str).collect();
        let cell = |words: &String| text(if words.trim().is_empty() { "Not written" } else { words });
        let rows = one.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        section(&one.title, vec![paragraph(&one.lead), table(&one.title, &head, rows)])
    }
}
