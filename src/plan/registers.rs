//! Registers: lists of rows that a person keeps beside the plan, such as promises made or a log of decisions. One
//! mechanism for all of them, and the table that says what each asks.

use serde::{Deserialize, Serialize};

use super::{Edits, day_words, thousands};
use crate::date::Date;
use crate::order::ById;

/// A register: what it is called, and what each of its rows asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Register {
    /// Its id, as it stands in a saved file.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What it is for, in a sentence or two.
    pub lead: &'static str,
    /// One row of it, within a sentence: "a promise".
    pub one: &'static str,
    /// What a row asks, in order. The first is what a row is known by.
    pub fields: &'static [Field],
}

/// One thing that a row asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its id, as it stands in a saved file.
    pub id: &'static str,
    /// Its label.
    pub label: &'static str,
    /// What stands there.
    pub kind: FieldKind,
}

/// What stands in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// A line of text.
    Line,
    /// Longer words, with a hint of what to write.
    Words(&'static str),
    /// A day.
    Day,
    /// A whole number.
    Number,
    /// One of a few, each by its word in a file and its words for people.
    OneOf(&'static [(&'static str, &'static str)]),
}

use FieldKind::{Day, Line, Number, OneOf, Words};

const fn field(id: &'static str, label: &'static str, kind: FieldKind) -> Field {
    Field { id, label, kind }
}

/// What people have told us before.
pub const KNOWN: Register = Register {
    id: "known",
    title: "We already heard",
    lead: "What people have told us, or others, before now. Read it before you ask anything new, and say back what you took from it.",
    one: "something people told us",
    fields: &[
        field("said", "What was said", Words("In people’s own words where you can. Name no person.")),
        field("source", "Where it comes from", Line),
        field("age", "When it was said, or how old it is", Line),
        field("lacks", "What it does not tell us", Words("Who is missing from it, and what has changed since.")),
    ],
};

/// What was promised.
pub const PROMISES: Register = Register {
    id: "promises",
    title: "Promises made",
    lead: "What we have said that we will do. Each is held against the plan, and carried to every later stage until it is kept.",
    one: "a promise",
    fields: &[
        field("what", "What was promised", Words("As people heard it.")),
        field("kind", "What kind of promise", OneOf(&PROMISE_KINDS)),
        field("day", "The day it names", Day),
        field("whom", "To whom", Line),
    ],
};

/// Kinds of promise: those that can be held against the plan, and all others.
const PROMISE_KINDS: [(&str, &str); 5] = [
    ("hear_back", "People hear back by a day"),
    ("no_decision_before", "No decision before a day"),
    ("stays_open", "It stays open until a day"),
    ("payment", "People are paid"),
    ("other", "Another promise"),
];

/// What came of what people said.
pub const SAID: Register = Register {
    id: "said",
    title: "You said, we did",
    lead: "What people said, what changed, what did not, and why. Tell them, and write down the day.",
    one: "something people said",
    fields: &[
        field("you", "You said", Words("What many said, and what a few said that matters.")),
        field("did", "We did", Words("What changed because of it.")),
        field("did_not", "We did not, and why", Words("What did not change, and the reason in plain words.")),
        field("told", "The day people were told", Day),
    ],
};

/// What was decided on the way.
pub const LOG: Register = Register {
    id: "log",
    title: "Decision log",
    lead: "What was decided on the way, and why. Add to it; do not rewrite it.",
    one: "a decision",
    fields: &[
        field("what", "What was decided", Words("In a sentence.")),
        field("day", "The day", Day),
        field("why", "Why", Words("What people said that bore on it, and what else was weighed.")),
        field("by", "By which role", Line),
    ],
};

/// Risks of the person's own.
pub const RISKS: Register = Register {
    id: "risks",
    title: "Risks of your own",
    lead: "What else could go wrong here.",
    one: "a risk",
    fields: &[
        field("what", "What could go wrong", Words("In a sentence.")),
        field("mend", "What we do about it", Words("What makes it less likely, and what you do if it happens.")),
        field("who", "Which role sees to it", Line),
    ],
};

/// Days that the plan has to reckon with.
pub const CALENDAR: Register = Register {
    id: "calendar",
    title: "Days to reckon with",
    lead: "Holidays, meetings and busy times that the plan has to reckon with. England’s bank holidays are known already.",
    one: "a time to reckon with",
    fields: &[
        field("name", "What it is", Line),
        field("kind", "What kind of time", OneOf(&CALENDAR_KINDS)),
        field("from", "The first day", Day),
        field("to", "The last day", Day),
    ],
};

const CALENDAR_KINDS: [(&str, &str); 7] = [
    ("school_holiday", "School holiday, kept clear"),
    ("pre_election", "Weeks before an election, kept clear"),
    ("decision_meeting", "Meeting where it is decided"),
    ("scrutiny_meeting", "Scrutiny meeting"),
    ("busy_time", "Festival or busy time"),
    ("temporary_start", "The temporary change began"),
    ("temporary_review", "The temporary change is looked at again"),
];

/// What it costs.
pub const COSTS: Register = Register {
    id: "costs",
    title: "Costs of your own",
    lead: "What you know that things cost. Say when you learned the price.",
    one: "a cost",
    fields: &[
        field("what", "What it is for", Line),
        field("kind", "What kind of cost", OneOf(&COST_KINDS)),
        field("many", "How many", Number),
        field("pounds", "Pounds for one", Number),
        field("as_at", "The day of the price", Day),
    ],
};

const COST_KINDS: [(&str, &str); 6] = [
    ("support", "Support, so that people can take part"),
    ("people", "Payments and thanks to people"),
    ("partners", "Partners’ costs"),
    ("venue", "Venues and materials"),
    ("running", "Running the approaches"),
    ("other", "Other costs"),
];

/// What a person says of a line of the budget that the plan brings. It is no list of its own.
pub const PRICE: Register = Register {
    id: "prices",
    title: "",
    lead: "",
    one: "",
    fields: &[field("many", "How many", Number), field("pounds", "Pounds for one", Number)],
};

/// What a person says of all prices.
pub const MONEY: Register = Register {
    id: "money",
    title: "",
    lead: "",
    one: "",
    fields: &[
        field("contingency", "Add for what nobody foresaw, in hundredths", Number),
        field("as_at", "The day of your prices", Day),
    ],
};

/// Every register, in the order of the plan.
pub const REGISTERS: [&Register; 7] = [&KNOWN, &PROMISES, &RISKS, &SAID, &LOG, &CALENDAR, &COSTS];

/// The register with an id.
#[must_use]
pub fn register(id: &str) -> Option<&'static Register> {
    REGISTERS.into_iter().find(|register| register.id == id)
}

impl Register {
    /// The field with an id.
    #[must_use]
    pub fn field(&self, id: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.id == id)
    }
}

impl Field {
    /// Whether a text may stand here: any words may, a day must be one, and one of a few must be among them. A number
    /// that is none is kept as it was written, and said on the page.
    #[must_use]
    pub fn takes(&self, text: &str) -> bool {
        match self.kind {
            Day => Date::parse(text).is_some(),
            OneOf(few) => few.iter().any(|(word, _)| *word == text),
            Line | Words(_) | Number => true,
        }
    }

    /// What stands here, as people read it.
    #[must_use]
    pub fn words(&self, row: &Row) -> String {
        let text = row.text(self.id);
        match self.kind {
            Day => row.day(self.id).map(day_words).unwrap_or_default(),
            Number => row.whole(self.id).map_or_else(|| text.to_owned(), thousands),
            OneOf(few) => few.iter().find(|(word, _)| *word == text).map_or("", |(_, words)| words).to_owned(),
            Line | Words(_) => text.to_owned(),
        }
    }
}

/// One row of a register: what was written, by the id of its field. Days are written as in every file of ours, numbers as
/// they were typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Row(ById<String>);

impl Row {
    /// What stands in a field; empty where nothing does.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        self.0.get(field).map_or("", String::as_str)
    }

    /// The day in a field.
    #[must_use]
    pub fn day(&self, field: &str) -> Option<Date> {
        Date::parse(self.text(field))
    }

    /// The whole number in a field, with or without commas and a pound sign.
    #[must_use]
    pub fn whole(&self, field: &str) -> Option<u32> {
        whole(self.text(field))
    }

    /// Writes in a field; an empty text takes away what stood there.
    pub fn set(&mut self, field: &str, text: String) {
        if text.is_empty() {
            self.0.remove(field);
        } else {
            self.0.insert(field.to_owned(), text);
        }
    }

    /// Whether none of its fields holds a text, be it a space.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether nothing is written in it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|(_, text)| text.trim().is_empty())
    }
}

/// The whole number that a text stands for, with or without commas and a pound sign.
#[must_use]
pub fn whole(text: &str) -> Option<u32> {
    let mut figures = text.trim().to_owned();
    figures.retain(|letter| letter != ',' && letter != '£');
    figures.trim().parse().ok()
}

impl Edits {
    /// The rows of a register, in the order they were added.
    #[must_use]
    pub fn rows(&self, register: &str) -> &[Row] {
        self.registers.get(register).map_or(&[], Vec::as_slice)
    }
}

/// A register in words. It stands in the plan even where nothing is written in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRegister {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub lead: String,
    /// What each row says, as the heads of columns.
    pub labels: Vec<String>,
    /// The rows that hold something, each with as many words as there are labels.
    pub rows: Vec<Vec<String>>,
}

/// Every register in words.
pub(super) fn registers(edits: &Edits) -> Vec<PlanRegister> {
    let in_words = |register: &'static Register| {
        let row = |row: &Row| register.fields.iter().map(|field| field.words(row)).collect();
        PlanRegister {
            id: register.id.to_owned(),
            title: register.title.to_owned(),
            lead: register.lead.to_owned(),
            labels: register.fields.iter().map(|field| field.label.to_owned()).collect(),
            rows: edits.rows(register.id).iter().filter(|row| !row.is_blank()).map(row).collect(),
        }
    };
    REGISTERS.into_iter().map(in_words).collect()
}
