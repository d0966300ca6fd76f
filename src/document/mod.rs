//! How it reads.
//!
//! In: a [`Plan`].
//! Out: a [`Document`]: nested sections of blocks, with notes. A section has no level, so that none can be skipped. Also
//! a [`Table`] for a spreadsheet, and the [`Event`]s of a calendar.
//! Never: colours, sizes, raw HTML.

mod calendar;
mod follow_up;
mod local;
mod money;
mod people;
mod registers;
mod sheets;
mod what_if;
mod write;

pub use calendar::{Event, events, undated};
pub use sheets::{Sheet, Table, sheet};
pub use write::{about_words, file_name, met_words, name_of, write};

use serde::{Deserialize, Serialize};

#[cfg(doc)]
use crate::plan::Plan;
use crate::plan::{Chart, NoteNo};

/// Which document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One page for the public, the board and lay partners.
    OnePage,
    /// The full plan.
    Full,
    /// The record of the equality and health inequalities impact assessment.
    Record,
    /// The letter that tells those who took part what came of it.
    Letter,
    /// A paper of its own, by its place in [`Plan::papers`](crate::plan::Plan::papers).
    Paper(u8),
    /// The plan beside its what-ifs.
    WhatIf,
}

/// A document: what every format of a file is made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its title; the only heading of the first level.
    pub title: String,
    /// Its language, such as "en-GB".
    pub language: String,
    /// What stands under the title: organisation, date, edition.
    pub subtitle: String,
    /// The file's name without its ending.
    pub name: String,
    /// Its parts.
    pub sections: Vec<Section>,
    /// Its notes, numbered from one.
    pub notes: Vec<Vec<Span>>,
    /// What stands at the foot: licence, not legal advice.
    pub foot: String,
}

/// A part of a document, with a heading of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// What stands in it.
    pub blocks: Vec<Block>,
    /// The parts inside it.
    pub sections: Vec<Section>,
}

impl Section {
    /// Adds its words to a text, one run after the other.
    fn words(&self, text: &mut String) {
        let mut spans = |spans: &[Span]| {
            for span in spans {
                if let Span::Text(words) | Span::Strong(words) | Span::Link { text: words, .. } = span {
                    text.push_str(words);
                    text.push(' ');
                }
            }
        };
        for block in &self.blocks {
            match block {
                // What it shows, the table after it says.
                Block::Chart(_) => {}
                Block::Paragraph(words) => spans(words),
                Block::List { items, .. } => items.iter().for_each(|item| spans(item)),
                Block::Table { rows, .. } => rows.iter().flatten().for_each(|cell| spans(cell)),
            }
        }
        self.sections.iter().for_each(|section| section.words(text));
    }
}

/// A block of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// A picture, where a format has pictures; a table that says the same stands after it.
    Chart(Chart),
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A list.
    List {
        /// Its items are numbered.
        numbered: bool,
        /// Its items.
        items: Vec<Vec<Span>>,
    },
    /// A table with a header row; the first cell of each row is its header.
    Table {
        /// What it shows.
        caption: String,
        /// The header row.
        head: Vec<String>,
        /// The rows; each has as many cells as the header row.
        rows: Vec<Vec<Vec<Span>>>,
    },
}

/// A run of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Span {
    /// Plain text.
    Text(String),
    /// Text that matters.
    Strong(String),
    /// A link to a place on the web.
    Link {
        /// Its words.
        text: String,
        /// Where it leads.
        to: String,
    },
    /// The mark of a note.
    Note(NoteNo),
}
