//! A case for training: a story, the closed answers behind it, and questions for the room.
//!
//! In: answers; a title, a story and prompts, as a person types them; the text of a case file.
//! Out: a [`Case`]; what in it could tell who it is; the text of its file, once each of those was put to the person.
//! Never: reads a plan or an edit, so that nothing typed into a plan can reach a case; saves a word nobody was asked about.

mod prompts;
mod reading;
mod words;

pub use prompts::suggested;
pub use reading::{CaseError, FORMAT, MOST_BYTES, SCHEMA, looks_like};
pub use words::{Ask, Kind, OUT, Said};

use crate::answers::{Answer, Answers, Facts, NOT_SURE, option_on, validate};
use crate::assessment::explain::answer_words;
use crate::date::Date;
use crate::guidance::{Guidance, Handbook, Scenario};
use crate::json::{ToJson, Writer};
use crate::order::{ById, Ids};

/// A case for training.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Case {
    /// The edition of the rules it was made under.
    pub edition: String,
    /// Its title.
    pub title: String,
    /// What is happening, to whom, and what has been decided so far.
    pub story: String,
    /// What the room is asked.
    pub prompts: Vec<String>,
    /// The closed answers: options of the guidance, and no day.
    pub answers: Answers,
}

/// The most letters of a title, of a story and of a prompt, and the most prompts.
pub const MOST: (usize, usize, usize, usize) = (200, 6000, 400, 20);

impl Case {
    /// A case of these answers. Where they are those of a worked scenario, it brings its title and story.
    #[must_use]
    pub fn of(g: &Guidance, book: &Handbook, answers: &Answers, today: Date) -> Self {
        let answers = closed(g, answers, today);
        let worked = worked(g, book, &answers, today);
        Self {
            edition: g.edition.name.clone(),
            title: worked.map_or_else(String::new, |one| one.title.clone()),
            story: worked.map_or_else(String::new, |one| one.story.clone()),
            prompts: suggested(g, &answers, today),
            answers,
        }
    }

    /// Each of its texts, in order.
    fn texts(&self) -> impl Iterator<Item = &String> {
        [&self.title, &self.story].into_iter().chain(&self.prompts)
    }

    /// What stands in the way of saving it, apart from its words; nothing where all is well.
    #[must_use]
    pub fn lacks(&self) -> Option<&'static str> {
        let long = |text: &str, most: usize| text.chars().count() > most;
        let (title, story, prompt, prompts) = MOST;
        if self.title.trim().is_empty() {
            Some("Enter a title")
        } else if self.story.trim().is_empty() {
            Some("Enter the story")
        } else if long(&self.title, title) {
            Some("The title is too long: 200 letters at the most")
        } else if long(&self.story, story) {
            Some("The story is too long: 6,000 letters at the most")
        } else if self.prompts.len() > prompts || self.prompts.iter().any(|one| long(one, prompt)) {
            Some("Enter 20 questions at the most, each of 400 letters at the most")
        } else {
            None
        }
    }

    /// Everything in it that is to be put to the person before it is saved: what may point to one person first.
    #[must_use]
    pub fn asks(&self, g: &Guidance, book: &Handbook, today: Date) -> Vec<Ask> {
        self.left(g, book, &self.ours(g, book, today), &[])
    }

    /// The case as it may be saved: what was to be taken out is out.
    ///
    /// # Errors
    /// What the person has not yet said anything about.
    pub fn check(&self, g: &Guidance, book: &Handbook, today: Date, said: &[Said]) -> Result<Checked, Vec<Ask>> {
        let mut case = self.clone();
        let ours = self.ours(g, book, today);
        let texts = [&mut case.title, &mut case.story].into_iter().chain(&mut case.prompts);
        for (text, _) in texts.zip(&ours).filter(|(_, ours)| !**ours) {
            *text = words::without(text, g, book, said);
        }
        let kept: Vec<&str> = said.iter().filter(|one| one.keep).map(|one| one.text.as_str()).collect();
        let open = case.left(g, book, &ours, &kept);
        if open.is_empty() { Ok(Checked(case)) } else { Err(open) }
    }

    /// What is open in its texts, apart from those that are the content's own.
    fn left(&self, g: &Guidance, book: &Handbook, ours: &[bool], kept: &[&str]) -> Vec<Ask> {
        let mut typed = self.texts().zip(ours).filter(|(_, ours)| !**ours).map(|(text, _)| text);
        words::asks(&mut typed, g, book, kept)
    }

    /// Of each of its texts, whether it is the content's own, letter for letter: nobody typed it.
    fn ours(&self, g: &Guidance, book: &Handbook, today: Date) -> Vec<bool> {
        let suggested = suggested(g, &self.answers, today);
        let worked = |text: &String| book.scenarios.iter().any(|one| one.title == *text || one.story == *text);
        self.texts().map(|text| worked(text) || suggested.contains(text)).collect()
    }

    /// The facts of the case: what was asked, and the answer, in words.
    #[must_use]
    pub fn facts<'g>(&self, g: &'g Guidance, today: Date) -> Vec<(&'g str, String)> {
        let facts = Facts::read(g, &self.answers, today);
        let rows = (0..).zip(&g.questions).filter(|(_, question)| {
            self.answers.get(&question.id).is_some() && facts.in_play(question) == crate::answers::Outcome::Holds
        });
        rows.map(|(no, question)| (question.label.as_str(), answer_words(g, &facts, no))).collect()
    }
}

/// A case in which each word that could tell who it is was put to the person. Only this can be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked(Case);

impl Checked {
    /// The case.
    #[must_use]
    pub fn case(&self) -> &Case {
        &self.0
    }

    /// The text of its file: JSON, a line for each part, so that a person can read it.
    #[must_use]
    pub fn to_text(&self) -> String {
        let case = &self.0;
        let mut to = Writer::default();
        to.mark("{");
        let mut part = |name: &str, thing: &dyn Fn(&mut Writer)| {
            to.next();
            to.mark("\n  ");
            to.words(name);
            to.mark(": ");
            thing(&mut to);
        };
        part("format", &|to| to.words(FORMAT));
        part("schema", &|to| SCHEMA.write(to));
        part("edition", &|to| case.edition.write(to));
        part("title", &|to| case.title.write(to));
        part("story", &|to| case.story.write(to));
        part("prompts", &|to| case.prompts.write(to));
        part("answers", &|to| write_answers(&case.answers, to));
        to.mark("\n}\n");
        to.text()
    }
}

/// Answers, as a plan file has them.
fn write_answers(answers: &Answers, to: &mut Writer) {
    to.mark("{");
    for (id, answer) in answers.iter() {
        to.next();
        to.mark("\n    ");
        to.words(id);
        to.mark(": ");
        match answer {
            Answer::One(id) => to.words(id),
            Answer::Many(ids) => {
                to.mark("[");
                for id in ids {
                    to.next();
                    to.words(id);
                }
                to.mark("]");
            }
            Answer::Each(degrees) => {
                to.mark("{\"each\":{");
                for (id, degree) in degrees.iter() {
                    to.name(id);
                    to.words(degree.id());
                }
                to.mark("}}");
            }
            // A closed answer holds no day.
            Answer::On(_) | Answer::NotSure => to.words(NOT_SURE),
        }
    }
    to.mark("\n  }");
}

/// The answers that are options of the guidance, and nothing else: a day becomes the option that it falls in, and what
/// the guidance does not know is left behind.
#[must_use]
pub fn closed(g: &Guidance, answers: &Answers, today: Date) -> Answers {
    let mut now = answers.clone();
    now.bring_up_to_date(g);
    let mut list = Answers::default();
    for question in &g.questions {
        let known = |id: &String| question.option_no(id).is_some();
        let answer = match now.get(&question.id) {
            None => continue,
            Some(Answer::NotSure) => Answer::NotSure,
            Some(Answer::On(day)) => match option_on(question, *day, today) {
                Some(no) => Answer::One(question.option(no).id.clone()),
                None => Answer::NotSure,
            },
            Some(Answer::One(id)) if known(id) => Answer::One(id.clone()),
            Some(Answer::Many(ids)) => Answer::Many(ids.iter().filter(|id| known(id)).cloned().collect::<Ids>()),
            Some(Answer::Each(degrees)) => {
                let degrees: ById<_> =
                    degrees.iter().filter(|(id, _)| known(id)).map(|(id, degree)| (id.clone(), *degree)).collect();
                Answer::each(degrees)
            }
            Some(Answer::One(_)) => continue,
        };
        if validate(question, &answer).is_ok() {
            list.set(&question.id, answer);
        }
    }
    list
}

/// The worked scenario with just these answers.
fn worked<'b>(g: &Guidance, book: &'b Handbook, answers: &Answers, today: Date) -> Option<&'b Scenario> {
    let same = |one: &&Scenario| {
        Answers::from_json(&one.answers)
            .is_ok_and(|theirs| !answers.is_empty() && closed(g, &theirs, today) == *answers)
    };
    book.scenarios.iter().find(same)
}
