//! What a local policy file may hold, as a table: the reader holds a file against it, and the JSON Schema is made of it,
//! so that the two cannot disagree.

/// The largest file that is read, in bytes.
pub const MOST_BYTES: usize = 128 * 1024;

/// What may stand in one place of a file.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// These very words.
    Is(&'static str),
    /// A whole number, from and to.
    Whole(u32, u32),
    /// Words, at most so many letters.
    Words(usize),
    /// An id: small letters, figures and hyphens.
    Id,
    /// An address for e-mail.
    Email,
    /// A link: https, or a path of the same site.
    Link,
    /// A day.
    Day,
    /// A name that the planner knows.
    Name(Names),
    /// Answers: options by the id of their question.
    Answers,
    /// A part with names of its own.
    Part(&'static Part),
    /// A list, of at most so many.
    List(&'static Kind, usize),
}

/// Names that the planner knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// The stages of the work.
    Stages,
    /// The groups of people.
    Groups,
    /// How much something matters.
    Severities,
    /// Bodies that may be called otherwise here.
    Bodies,
}

/// A part of a file.
#[derive(Debug)]
pub struct Part {
    /// What it is, in a few words.
    pub title: &'static str,
    /// What may stand in it.
    pub fields: &'static [Field],
}

/// One name in a part, with what it holds.
#[derive(Debug)]
pub struct Field {
    /// The name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// It has to be there.
    pub needed: bool,
    /// What to write there.
    pub hint: &'static str,
}

const fn needed(name: &'static str, kind: Kind, hint: &'static str) -> Field {
    Field { name, kind, needed: true, hint }
}

const fn may(name: &'static str, kind: Kind, hint: &'static str) -> Field {
    Field { name, kind, needed: false, hint }
}

const LINK: Field = may("link", Kind::Link, "Give a link to read on, which begins with https:// or with /.");
const EMAIL: Field = may("email", Kind::Email, "Give an address for e-mail. Use the team’s, and no person’s.");

/// A whole local policy file.
pub static POLICY: Part = Part {
    title: "Local policy for Engagement Planner",
    fields: &[
        needed(
            "format",
            Kind::Is("engagement-planner-local"),
            "Write engagement-planner-local, so that the file is known.",
        ),
        needed("version", Kind::Whole(1, 1), "Write 1, the version of this kind of file."),
        may("$schema", Kind::Words(300), "Give the address of the schema, if your editor reads one."),
        needed("organisation", Kind::Words(120), "Give the name of your organisation."),
        needed("edition", Kind::Part(&EDITION), "Give the edition a name and a date. They are printed in each plan."),
        may("review", Kind::Part(&REVIEW), "Say who looks after this file, and when it is looked at again."),
        may("contact", Kind::Part(&CONTACT), "Say how to reach your involvement team."),
        may("payment", Kind::Part(&PAYMENT), "Say how people are paid for taking part."),
        may("assurance", Kind::Part(&ASSURANCE), "Name the group that assures involvement, and its meetings."),
        may("approaches", Kind::List(&Kind::Part(&APPROACH), 40), "List ways of involving people that your place has."),
        may("checks", Kind::List(&Kind::Part(&CHECK), 40), "List what your place asks of a plan besides the guidance."),
        may("bodies", Kind::List(&Kind::Part(&BODY), 20), "Say what bodies are called in your place."),
    ],
};

static EDITION: Part = Part {
    title: "Which edition of the local policy this is",
    fields: &[
        needed("name", Kind::Words(60), "Give the edition a short name, such as Autumn 2026."),
        needed("date", Kind::Day, "Give the day of this edition, such as 2026-11-01."),
    ],
};

static REVIEW: Part = Part {
    title: "Who looks after the local policy",
    fields: &[
        needed("by", Kind::Words(120), "Give the role that looks after the file. Name no person."),
        needed("due", Kind::Day, "Give the day by which the file is looked at again."),
        EMAIL,
    ],
};

static CONTACT: Part = Part {
    title: "The involvement team",
    fields: &[
        needed("team", Kind::Words(120), "Give the name of the team. Name no person."),
        EMAIL,
        may("phone", Kind::Words(40), "Give the team’s telephone number."),
        LINK,
    ],
};

static PAYMENT: Part = Part {
    title: "How people are paid for taking part",
    fields: &[needed("words", Kind::Words(600), "Say in a sentence or two how people are paid."), LINK],
};

static ASSURANCE: Part = Part {
    title: "The group that assures involvement",
    fields: &[
        needed("name", Kind::Words(120), "Give the name of the group."),
        needed("meetings", Kind::List(&Kind::Day, 60), "List the days of its meetings, such as 2027-01-14."),
        may("papers_days_before", Kind::Whole(0, 90), "Say how many days before a meeting its papers are due."),
        may("needs", Kind::Words(600), "Say what its papers have to hold."),
        LINK,
    ],
};

static APPROACH: Part = Part {
    title: "A way of involving people that your place has",
    fields: &[
        needed("id", Kind::Id, "Give the approach an id that never changes, such as citizens-panel."),
        needed("name", Kind::Words(80), "Give the approach a short name."),
        needed("what", Kind::Words(600), "Say what it is, in a sentence or two."),
        may("stages", Kind::List(&Kind::Name(Names::Stages), 6), "List the stages of the work that it suits."),
        may("groups", Kind::List(&Kind::Name(Names::Groups), 60), "List the groups of people that it is for."),
        may("ask", Kind::Words(160), "Say whom to ask: a team or a role."),
        LINK,
    ],
};

static CHECK: Part = Part {
    title: "Something that your place asks of a plan",
    fields: &[
        needed("id", Kind::Id, "Give the check an id that never changes. Answers are kept by it."),
        needed("words", Kind::Words(200), "Say what is so when it is in place."),
        needed("severity", Kind::Name(Names::Severities), "Say how much it matters: must, should or consider."),
        needed("mend", Kind::Words(400), "Say how to put it in place."),
        may("who", Kind::Words(160), "Say who can help: a team or a role."),
        may("when", Kind::Answers, "Give the answers for which it matters. Leave it out if it always does."),
    ],
};

static BODY: Part = Part {
    title: "What a body is called in your place",
    fields: &[
        needed("body", Kind::Name(Names::Bodies), "Say which body it is."),
        needed("here", Kind::Words(120), "Give the name that it has in your place."),
    ],
};

/// The words of the stages in a file, in the order of the stages.
pub const STAGES: [&str; 6] = ["known", "understand", "shape", "decide", "deliver", "review"];
/// The words for how much a check matters.
pub const SEVERITIES: [&str; 3] = ["must", "should", "consider"];

/// Bodies that may be called otherwise in one place, each with its plain name.
pub const BODIES: [(&str, &str); 14] = [
    ("scrutiny-committee", "Health overview and scrutiny committee"),
    ("integrated-care-board", "Integrated care board"),
    ("integrated-care-partnership", "Integrated care partnership"),
    ("place-partnership", "Place partnership"),
    ("health-and-wellbeing-board", "Health and wellbeing board"),
    ("healthwatch", "Healthwatch"),
    ("deciding-board", "The board that decides"),
    ("involvement-team", "Involvement team"),
    ("communications-team", "Communications team"),
    ("equality-team", "Equality team"),
    ("information-governance-team", "Information governance team"),
    ("legal-team", "Legal team"),
    ("patient-participation-groups", "Patient participation groups"),
    ("voluntary-sector-alliance", "Alliance of voluntary and community organisations"),
];
