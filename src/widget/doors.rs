//! The few things a view cannot do for itself: files, print, the clipboard, focus. The element gives them.

use std::rc::Rc;

use leptos::prelude::StoredValue;
use leptos::prelude::{LocalStorage, WithValue};

use crate::document::{Kind, Sheet};
use crate::export::File;
use crate::node::FieldNo;
use crate::plan::OpenError;

/// What a person can take away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Take {
    /// A Word file.
    Word,
    /// A web page in one file.
    WebPage,
    /// Text in Markdown.
    Text,
    /// A table for a spreadsheet.
    Table(Sheet),
    /// The dates, for a calendar.
    Calendar,
    /// The plan file, to carry on elsewhere.
    PlanFile,
    /// The browser's print window, which also makes a PDF.
    Print,
    /// The text on the clipboard, where files are forbidden.
    Copy,
}

/// What a person asks of the keeping of the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keep {
    /// Leave the plan in hand on the shelf: another is about to be begun.
    Park,
    /// Take the plan in hand away from where it is kept.
    Forget,
    /// Another tab changed it: keep this tab's.
    Mine,
    /// Another tab changed it: open what is there.
    Theirs,
    /// Another tab changed it: keep both.
    SaveCopy,
    /// It has gone, or there was no room: keep it again.
    Again,
    /// Open a file that is or carries a plan.
    File(Vec<u8>),
    /// Open a plan of the shelf, by its id.
    Open(String),
    /// Copy a plan of the shelf.
    Copy(String),
    /// Remove a plan of the shelf.
    Remove(String),
}

/// Says what came of it, in words.
pub type Done = Box<dyn FnOnce(Result<String, Fault>)>;

/// Why nothing came of it.
#[derive(Clone, Default)]
pub struct Fault {
    /// What to do, in words.
    pub words: String,
    /// The text that the person may copy by hand; empty where there is none.
    pub text: String,
}

impl From<String> for Fault {
    fn from(words: String) -> Self {
        Self { words, text: String::new() }
    }
}

/// Called with the bytes of a file, or with the reason why it was not read.
pub type Read = Box<dyn FnOnce(Result<Vec<u8>, OpenError>)>;

/// What the element gives to the views.
pub struct Given {
    /// Makes a file or a print of the plan.
    pub take: Box<dyn Fn(Take, Kind, Done)>,
    /// Hands over a file that a page has made.
    pub give: Box<dyn Fn(File, Done)>,
    /// Reads the file that was chosen in a field.
    pub read: Box<dyn Fn(FieldNo, Read)>,
    /// Does what a person asks of the keeping.
    pub keep: Box<dyn Fn(Keep)>,
    /// Moves focus to the first thing that matches.
    pub focus: Box<dyn Fn(&'static str)>,
    /// Moves focus to the thing with this `data-focus`.
    pub focus_on: Box<dyn Fn(String)>,
    /// Does something once the browser has drawn and has time.
    pub idle: fn(Box<dyn FnOnce()>),
}

/// The doors, as a view holds them.
#[derive(Clone, Copy)]
pub struct Doors(StoredValue<Rc<Given>, LocalStorage>);

impl Doors {
    /// Doors that lead to what is given.
    #[must_use]
    pub fn new(given: Given) -> Self {
        Self(StoredValue::new_local(Rc::new(given)))
    }

    fn given(&self) -> Rc<Given> {
        self.0.with_value(Rc::clone)
    }

    /// Makes a file or a print of the plan.
    pub fn take(&self, what: Take, depth: Kind, done: impl FnOnce(Result<String, Fault>) + 'static) {
        (self.given().take)(what, depth, Box::new(done));
    }

    /// Hands over a file that a page has made.
    pub fn give(&self, file: File, done: impl FnOnce(Result<String, Fault>) + 'static) {
        (self.given().give)(file, Box::new(done));
    }

    /// Reads the file that was chosen in a field.
    pub fn read(&self, field: FieldNo, done: impl FnOnce(Result<Vec<u8>, OpenError>) + 'static) {
        (self.given().read)(field, Box::new(done));
    }

    /// Does what a person asks of the keeping.
    pub fn keep(&self, what: Keep) {
        (self.given().keep)(what);
    }

    /// Moves focus to the first thing that matches, once it is drawn.
    pub fn focus(&self, selector: &'static str) {
        (self.given().focus)(selector);
    }

    /// Does something once the browser has drawn and has time.
    pub fn idle(&self, then: impl FnOnce() + 'static) {
        (self.given().idle)(Box::new(then));
    }

    /// Moves focus to the thing with this `data-focus`, once it is drawn.
    pub fn focus_on(&self, name: String) {
        (self.given().focus_on)(name);
    }
}
