//! What is half done on the page that is open: it goes when the page is turned.

use std::collections::BTreeSet;

use leptos::prelude::{RwSignal, Update};

use super::doors::{Fault, Take};
use crate::document::Depth;

/// The half-done things of one page.
#[derive(Clone, Default)]
pub struct Local {
    /// The options picked and not yet given.
    pub picked: BTreeSet<String>,
    /// A date, part by part.
    pub date: [String; 3],
    /// What is wrong with what was given.
    pub error: Option<String>,
    /// A question stands open: are you sure?
    pub asking: bool,
    /// The long list has been asked for.
    pub all: bool,
    /// The task that is being edited.
    pub task: Option<String>,
    /// What to share.
    pub depth: Option<Depth>,
    /// How to share it.
    pub take: Option<Take>,
    /// A file is being made.
    pub busy: bool,
    /// What came of it.
    pub came: Option<Result<String, Fault>>,
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
