//! What the planner told us.
//!
//! In: one answer at a time, or a whole set as JSON.
//! Out: [`Answers`], by question id, and [`Facts`], the same read against the guidance.
//! Never: erases an answer because another changed; counts an answer to a question that is not in play.

use crate::date::Date;
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::guidance::{Choose, Clause, Guidance, OptionNo, Question, QuestionNo};
use crate::json::{Fault, Json, Read};
use crate::order::{ById, Ids};

/// The word that stands for "not sure" in a file.
pub const NOT_SURE: &str = "not_sure";

/// One answer: an option, several options, how far each of several holds, the day of the decision, or "not sure".
///
/// As JSON: `"set_options"`, `["icb", "trust"]`, `{"each": {"carers": "most", "race": "not_sure"}}`,
/// `{"on": "2027-05-26"}`, `"not_sure"` (or `null`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// One option, by its id.
    One(String),
    /// One or more options, by their ids.
    Many(Ids),
    /// Options, by their ids, with how far each holds. Where all of them simply hold, it is written as `Many`.
    Each(ById<Degree>),
    /// A day; the question's options say which of them it falls in.
    On(Date),
    /// The person does not know.
    NotSure,
}

/// How far one of several options holds, such as how far a group is affected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Degree {
    /// It holds.
    Affected,
    /// It holds most of all.
    Most,
    /// The person does not know.
    NotSure,
    /// It does not hold; the reason stands among the edits.
    NotAffected,
}

impl Degree {
    /// Every degree, as a person is offered them.
    pub const ALL: [Degree; 4] = [Degree::Affected, Degree::Most, Degree::NotSure, Degree::NotAffected];

    /// The word that stands for it in a file.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Degree::Affected => "affected",
            Degree::Most => "most",
            Degree::NotSure => NOT_SURE,
            Degree::NotAffected => "not_affected",
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Degree::Affected => "Affected",
            Degree::Most => "Affected most",
            Degree::NotSure => "Not sure yet",
            Degree::NotAffected => "Not affected",
        }
    }

    /// The degree that a word of a file stands for.
    #[must_use]
    pub fn of(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|degree| degree.id() == id)
    }

    /// Whether it holds.
    #[must_use]
    pub fn holds(self) -> bool {
        matches!(self, Degree::Affected | Degree::Most)
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Answer::One(id) => to.serialize_str(id),
            Answer::Many(ids) => to.collect_seq(ids),
            Answer::Each(degrees) => {
                let mut map = to.serialize_map(Some(1))?;
                map.serialize_entry("each", degrees)?;
                map.end()
            }
            Answer::On(day) => {
                let mut map = to.serialize_map(Some(1))?;
                map.serialize_entry("on", day)?;
                map.end()
            }
            Answer::NotSure => to.serialize_str(NOT_SURE),
        }
    }
}

/// Everything the planner told us, by question id. Going back never erases.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct Answers(ById<Answer>);

/// Why an answer cannot be taken: the words of the question's own error message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invalid(pub String);

impl Answer {
    fn of(json: Json) -> Read<Self> {
        match json {
            Json::Null => Ok(Answer::NotSure),
            Json::Text(word) => Ok(if word == NOT_SURE { Answer::NotSure } else { Answer::One(word) }),
            Json::List(_) => {
                let mut ids = Ids::default();
                json.list(&mut |id| {
                    ids.insert(id.text()?);
                    Ok(())
                })?;
                Ok(Answer::Many(ids))
            }
            _ => {
                let mut found = None;
                json.by_id(&mut |name, part| {
                    if found.as_ref().is_some_and(|found| !matches!((found, name), (Answer::On(_), "on"))) {
                        return Err(Fault::default());
                    }
                    found = Some(match name {
                        "on" => Answer::On(Date::parse(&part.text()?).ok_or_else(Fault::default)?),
                        "each" => {
                            let mut degrees = ById::default();
                            part.by_id(&mut |id, degree| {
                                let degree = Degree::of(&degree.text()?).ok_or_else(Fault::default)?;
                                degrees.insert(id.to_owned(), degree);
                                Ok(())
                            })?;
                            Answer::each(degrees)
                        }
                        _ => return Err(Fault::default()),
                    });
                    Ok(())
                })?;
                found.ok_or_else(|| Fault::missing("on"))
            }
        }
    }

    /// Options with how far each holds, in the shortest form that says so.
    #[must_use]
    pub fn each(degrees: ById<Degree>) -> Self {
        if degrees.iter().any(|(_, degree)| *degree != Degree::Affected) {
            return Answer::Each(degrees);
        }
        Answer::Many(degrees.iter().map(|(id, _)| id.clone()).collect())
    }

    /// The same options, where each that held before holds as far as it did, and what was said of the others is kept.
    #[must_use]
    pub fn keeping(self, before: Option<&Answer>) -> Self {
        let (Answer::Many(ids), Some(Answer::Each(was))) = (&self, before) else { return self };
        let others = was.iter().filter(|(_, degree)| !degree.holds());
        let mut degrees: ById<Degree> = others.map(|(id, degree)| (id.clone(), *degree)).collect();
        for id in ids {
            let degree = was.get(id).copied().filter(|degree| degree.holds()).unwrap_or(Degree::Affected);
            degrees.insert(id.clone(), degree);
        }
        Answer::each(degrees)
    }

    /// How far each option holds, where several can.
    #[must_use]
    pub fn degrees(&self) -> ById<Degree> {
        match self {
            Answer::Each(degrees) => degrees.clone(),
            Answer::Many(ids) => ids.iter().map(|id| (id.clone(), Degree::Affected)).collect(),
            _ => ById::default(),
        }
    }
}

// What reads JSON in the browser calls `from_json`. serde's own way goes through the same conversion.
impl<'de> Deserialize<'de> for Answers {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::of(Json::deserialize(from)?).map_err(|fault| de::Error::custom(no_answers(fault)))
    }
}

/// What to say of answers that cannot be read.
fn no_answers(fault: Fault) -> String {
    fault.place().unwrap_or_else(|| "they are not a set of answers by question".to_owned())
}

impl Answers {
    /// Reads a whole set of answers from JSON.
    ///
    /// # Errors
    /// The place that cannot be read: "line 3, place 14" where the text is no JSON, otherwise the question.
    pub fn from_json(text: &str) -> Result<Self, String> {
        Self::of(Json::of(text)?).map_err(no_answers)
    }

    /// Makes answers from JSON that is read already.
    pub(crate) fn of(json: Json) -> Read<Self> {
        let mut answers = Self::default();
        json.by_id(&mut |id, answer| {
            answers.set(id, Answer::of(answer)?);
            Ok(())
        })?;
        Ok(answers)
    }

    /// The answer to a question, if there is one.
    #[must_use]
    pub fn get(&self, question: &str) -> Option<&Answer> {
        self.0.get(question)
    }

    /// Sets the answer to a question.
    pub fn set(&mut self, question: &str, answer: Answer) {
        self.0.insert(question.to_owned(), answer);
    }

    /// Puts options of today in the place of those that they took over from in an older edition.
    pub fn bring_up_to_date(&mut self, g: &Guidance) {
        for question in &g.questions {
            let Some(answer) = self.0.get_mut(&question.id) else { continue };
            let mut degrees = answer.degrees();
            let old: Vec<(String, Degree)> = degrees
                .iter()
                .filter(|(id, _)| question.option_no(id).is_none() && question.bits_of(id) != 0)
                .map(|(id, degree)| (id.clone(), *degree))
                .collect();
            for (id, degree) in &old {
                degrees.remove(id);
                for option in question.options.iter().filter(|option| option.was.as_deref() == Some(id)) {
                    if degrees.get(&option.id).is_none() {
                        degrees.insert(option.id.clone(), *degree);
                    }
                }
            }
            if !old.is_empty() {
                *answer = Answer::each(degrees);
            }
        }
    }

    /// Takes the answer to a question away.
    pub fn clear(&mut self, question: &str) {
        self.0.remove(question);
    }

    /// Every answer, by question id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Answer)> {
        self.0.iter().map(|(id, answer)| (id.as_str(), answer))
    }

    /// How many answers there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing has been answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The day of the decision, where a date was given.
    #[must_use]
    pub fn decision_date(&self, g: &Guidance) -> Option<Date> {
        match self.get(&g.question(g.time()?).id) {
            Some(Answer::On(day)) => Some(*day),
            _ => None,
        }
    }
}

/// Whether an answer can be taken for a question.
///
/// # Errors
/// [`Invalid`] with the question's error message: nothing chosen, an option that the question does not offer, or an
/// option that bars the others beside another.
pub fn validate(question: &Question, answer: &Answer) -> Result<(), Invalid> {
    let bad = || Err(Invalid(question.error.clone()));
    match answer {
        Answer::NotSure if question.not_sure.is_some() => Ok(()),
        Answer::One(id) if question.choose == Choose::One && question.option_no(id).is_some() => Ok(()),
        Answer::On(_) if question.options.iter().any(|option| option.days_under.is_some()) => Ok(()),
        Answer::Many(ids) if question.choose == Choose::Many && !ids.is_empty() => {
            let mut alone = false;
            for id in ids {
                match question.option_no(id) {
                    Some(no) => alone |= question.option(no).alone,
                    None => return bad(),
                }
            }
            if alone && ids.len() > 1 { bad() } else { Ok(()) }
        }
        Answer::Each(degrees) if question.choose == Choose::Many => {
            let known = degrees.iter().all(|(id, _)| question.option_no(id).is_some());
            let some = degrees.iter().any(|(_, degree)| *degree != Degree::NotAffected);
            if known && some { Ok(()) } else { bad() }
        }
        _ => bad(),
    }
}

/// What is known of one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is not in play: its answer, if any, is not read.
    Hidden,
    /// It is not answered, or not sure, or not yet known to be in play.
    Unknown,
    /// The options chosen, one bit for each.
    Known(u64),
}

/// The answers read against the guidance on a day: what is known of each question, in the order of the guidance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    states: Vec<State>,
    /// The options of one question of which the person is not sure, beside those that hold: one bit for each.
    open: Option<(QuestionNo, u64)>,
}

/// How a clause, or a list of clauses, stands: Kleene's three values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is so.
    Holds,
    /// It is not so.
    Fails,
    /// The answers do not settle it.
    Unknown,
}

impl Outcome {
    /// Both hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Outcome::Fails, _) | (_, Outcome::Fails) => Outcome::Fails,
            (Outcome::Holds, Outcome::Holds) => Outcome::Holds,
            _ => Outcome::Unknown,
        }
    }
}

impl core::ops::Not for Outcome {
    type Output = Self;

    /// It does not hold.
    fn not(self) -> Self {
        match self {
            Outcome::Holds => Outcome::Fails,
            Outcome::Fails => Outcome::Holds,
            Outcome::Unknown => Outcome::Unknown,
        }
    }
}

impl Facts {
    /// Reads the answers against the guidance, on a day.
    ///
    /// A question in play is read. One whose parent rules it out is hidden, even if an old answer is stored. One
    /// whose parent is not settled is unknown, for the same reason.
    #[must_use]
    pub fn read(g: &Guidance, answers: &Answers, today: Date) -> Self {
        let mut facts = Self { states: Vec::with_capacity(g.questions.len()), open: None };
        for (no, question) in (0..).zip(&g.questions) {
            let state = match facts.all(&question.ask_when) {
                Outcome::Fails => State::Hidden,
                Outcome::Unknown => State::Unknown,
                Outcome::Holds => answers.get(&question.id).map_or(State::Unknown, |answer| {
                    let (state, open) = known(question, answer, today);
                    if open != 0 {
                        facts.open = Some((no, open));
                    }
                    state
                }),
            };
            facts.states.push(state);
        }
        facts
    }

    /// What is known of a question.
    #[must_use]
    pub fn of(&self, question: QuestionNo) -> State {
        self.states[usize::from(question)]
    }

    /// The options of a question of which the person is not sure, though others are answered: one bit for each.
    #[must_use]
    pub fn not_sure_of(&self, question: QuestionNo) -> u64 {
        self.open.filter(|(no, _)| *no == question).map_or(0, |(_, open)| open)
    }

    /// Whether a question should be asked: its `ask_when` holds, it fails, or cannot be told yet.
    #[must_use]
    pub fn in_play(&self, question: &Question) -> Outcome {
        self.all(&question.ask_when)
    }

    /// How one clause stands. A clause on a hidden question fails, whatever it asks.
    #[must_use]
    pub fn one(&self, clause: &Clause) -> Outcome {
        match self.of(clause.question) {
            State::Hidden => Outcome::Fails,
            State::Unknown => Outcome::Unknown,
            State::Known(answers) => {
                let now = clause.accepts(answers);
                // What the person is not sure of may turn it, and only one way.
                if now != clause.accepts(answers | self.not_sure_of(clause.question)) {
                    Outcome::Unknown
                } else if now {
                    Outcome::Holds
                } else {
                    Outcome::Fails
                }
            }
        }
    }

    /// How a list of clauses stands together; an empty list holds.
    #[must_use]
    pub fn all(&self, clauses: &[Clause]) -> Outcome {
        let mut all = Outcome::Holds;
        for clause in clauses {
            match self.one(clause) {
                Outcome::Fails => return Outcome::Fails,
                Outcome::Unknown => all = Outcome::Unknown,
                Outcome::Holds => {}
            }
        }
        all
    }

    /// How `when` stands, but for its exception `unless`; an empty `unless` excepts nothing.
    #[must_use]
    pub fn with_exception(&self, when: &[Clause], unless: &[Clause]) -> Outcome {
        let holds = self.all(when);
        if unless.is_empty() { holds } else { holds.and(!self.all(unless)) }
    }
}

/// What an answer makes known, and the options that it leaves open beside that.
fn known(question: &Question, answer: &Answer, today: Date) -> (State, u64) {
    let mut open = 0;
    let bits = match answer {
        Answer::One(id) if question.choose == Choose::One => question.bits_of(id),
        Answer::Many(ids) if question.choose == Choose::Many => {
            ids.iter().fold(0, |all, id| all | question.bits_of(id))
        }
        Answer::Each(degrees) if question.choose == Choose::Many => {
            let of = |is: fn(Degree) -> bool| {
                let list = degrees.iter().filter(move |(_, degree)| is(**degree));
                list.fold(0, |all, (id, _)| all | question.bits_of(id))
            };
            open = of(|degree| degree == Degree::NotSure);
            of(Degree::holds)
        }
        Answer::On(day) => option_on(question, *day, today).map_or(0, |no| 1_u64 << no),
        _ => 0,
    };
    (if bits | open == 0 { State::Unknown } else { State::Known(bits) }, open)
}

/// The option that a day falls in, counted from today: the first whose days are more than the days left.
#[must_use]
pub fn option_on(question: &Question, day: Date, today: Date) -> Option<OptionNo> {
    let days = today.days_until(day);
    let banded = question.options.iter().any(|option| option.days_under.is_some());
    let at = question
        .options
        .iter()
        .position(|option| !option.outside_order && option.days_under.is_none_or(|under| days < i32::from(under)))?;
    banded.then(|| OptionNo::try_from(at).ok()).flatten()
}
