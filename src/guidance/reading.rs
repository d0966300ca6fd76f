//! Reads the content: TOML text in, the packed guidance out, or every problem with its file and place.
//!
//! `build.rs` and the tests compile this file; the planner itself never reads TOML.

#[path = "reading_people.rs"]
mod people;
#[path = "reading_times.rs"]
mod times;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Deserialize;
use toml::value::Datetime;

use super::date::Date;
use super::entries::{
    Entries, Placed, RawApproach, RawCheck, RawClause, RawDuty, RawExample, RawPrinciple, RawQuestion, RawRule,
    RawScenario, RawShown, RawSource, RawTask, RawTerm, RawWork,
};
use super::model::{
    About, Anchor, AnswerOption, Approach, ApproachNotes, Check, CheckNotes, Choose, Clause, Duty, Edition, Effect,
    Guidance, Handbook, Principle, Question, Rule, RuleNotes, Scenario, Source, Status, Step, Task, Term, Test, Work,
};

/// One thing wrong with the content: where it stands, what it is, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file it stands in.
    pub file: String,
    /// The line of its entry; nought where it belongs to the whole.
    pub line: usize,
    /// The entry and field, such as "rule 'outreach.early': cites".
    pub at: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: {}. {}", self.file, self.line, self.at, self.message, self.hint)
    }
}

/// One example that stands in a rule or a check, ready to be tried.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// The rule or check it belongs to.
    pub of: String,
    /// The situation in words.
    pub says: String,
    /// The answers, as JSON.
    pub answers: String,
    /// The approaches that the plan uses.
    pub chosen: Vec<String>,
    /// Whether the rule holds, or the check is relevant.
    pub holds: bool,
}

/// What a scenario expects of the planner.
#[derive(Debug, Clone, PartialEq)]
pub struct Expectation {
    /// The scenario.
    pub scenario: String,
    /// Duty id, and its state: likely, cannot_tell or unlikely.
    pub duties: BTreeMap<String, String>,
    /// Approach id, and its fit: strong, good, possible or ruled_out.
    pub fit: BTreeMap<String, String>,
    /// Approaches that stand in the first five.
    pub first_five: Vec<String>,
    /// Rules that hold.
    pub rules: Vec<String>,
    /// Checks that are relevant.
    pub checks: Vec<String>,
    /// What the lesson rests on.
    pub lesson: Lesson,
}

/// What must stay so, whichever of the assumed answers is changed alone.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lesson {
    /// Duty id, and its state.
    pub duties: BTreeMap<String, String>,
    /// Approaches whose fit stays good or strong.
    pub fits: Vec<String>,
    /// Approaches that stay ruled out.
    pub ruled_out: Vec<String>,
    /// The question and the option (`not_sure` for none) at which it turns after all.
    pub turns: Vec<(String, String)>,
}

/// A plan that shows a principle, or lacks one thing that it asks.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The principle's number.
    pub of: u8,
    /// What plan it is.
    pub says: String,
    /// The answers, as JSON.
    pub answers: String,
    /// Checks that are in place.
    pub in_place: Vec<String>,
    /// Approaches that the plan uses.
    pub chosen: Vec<String>,
    /// The one thing that it lacks: a check, a feature of the choice, or `families`; none where it shows the principle.
    pub lacks: Option<String>,
}

/// All of the content, checked: what is packed, and what only tests and reports read.
#[derive(Debug, Clone, PartialEq)]
pub struct Content {
    /// What first advice needs.
    pub guidance: Guidance,
    /// What comes after.
    pub handbook: Handbook,
    /// The examples inside rules and checks.
    pub examples: Vec<Example>,
    /// What scenarios expect.
    pub expectations: Vec<Expectation>,
    /// Plans that show a principle, and plans that do not.
    pub shown: Vec<Shown>,
}

// ---------------------------------------------------------------------------------------------------------------
// Reading

/// Reads files of content, each a name and its text, in the order given.
///
/// # Errors
/// Every problem found, never just the first: syntax, unknown words, missing or doubled ids, examples that are not
/// there, sources that are out of force, sentences that are too long.
pub fn read(files: &[(String, String)]) -> Result<Content, Vec<Problem>> {
    let mut reading = Reading::default();
    let mut entries = Entries::default();
    for (file, text) in files {
        reading.parse(file, text, &mut entries);
    }
    let content = reading.resolve(&entries);
    if reading.problems.is_empty() {
        Ok(content)
    } else {
        reading.problems.sort();
        reading.problems.dedup();
        Err(reading.problems)
    }
}

#[derive(Default)]
struct Reading {
    problems: Vec<Problem>,
    // The place that problems are reported at.
    file: String,
    line: usize,
    entry: String,
}

fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|&b| b == b'\n').count() + 1
}

impl Reading {
    fn problem(&mut self, field: &str, message: impl Into<String>, hint: impl Into<String>) {
        let at = if field.is_empty() { self.entry.clone() } else { format!("{}: {field}", self.entry) };
        self.problems.push(Problem {
            file: self.file.clone(),
            line: self.line,
            at,
            message: message.into(),
            hint: hint.into(),
        });
    }

    fn stand<T>(&mut self, placed: &Placed<T>, kind: &str, id: &str) {
        self.file.clone_from(&placed.file);
        self.line = placed.line;
        self.entry = format!("{kind} '{id}'");
    }

    fn parse(&mut self, file: &str, text: &str, entries: &mut Entries) {
        self.file = file.to_owned();
        self.line = 0;
        self.entry = "the file".to_owned();
        let table = match toml::de::DeTable::parse(text) {
            Ok(table) => table.into_inner(),
            Err(error) => {
                self.line = error.span().map_or(0, |span| line_of(text, span.start));
                let message = error.message().to_owned();
                return self.problem("", message, "Mend the TOML; the rest of this file was not read");
            }
        };
        for (kind, value) in table {
            self.line = line_of(text, kind.span().start);
            let kind = kind.get_ref().to_string();
            let toml::de::DeValue::Array(list) = value.into_inner() else {
                self.problem("", format!("'{kind}' is not a list of entries"), format!("Write [[{kind}]]"));
                continue;
            };
            for entry in list {
                let line = line_of(text, entry.span().start);
                self.one(file, text, line, &kind, toml::de::ValueDeserializer::from(entry), entries);
            }
        }
    }

    fn one(
        &mut self,
        file: &str,
        text: &str,
        line: usize,
        kind: &str,
        value: toml::de::ValueDeserializer<'_>,
        entries: &mut Entries,
    ) {
        macro_rules! take {
            ($list:ident) => {
                match Deserialize::deserialize(value) {
                    Ok(entry) => entries.$list.push(Placed { file: file.to_owned(), line, entry }),
                    Err(error) => {
                        self.line = error.span().map_or(line, |span| line_of(text, span.start));
                        self.entry = format!("[[{kind}]] of line {line}");
                        let message = error.message().replace('\n', " ");
                        self.problem("", message, "See the head of the file, or STYLE.md, for the fields it takes");
                    }
                }
            };
        }
        match kind {
            "work" => take!(works),
            "source" => take!(sources),
            "question" => take!(questions),
            "duty" => take!(duties),
            "rule" => take!(rules),
            "approach" => take!(approaches),
            "check" => take!(checks),
            "task" => take!(tasks),
            "interval" => take!(intervals),
            "season" => take!(seasons),
            "term" => take!(terms),
            "scenario" => take!(scenarios),
            "principle" => take!(principles),
            "barrier" => take!(barriers),
            "group" => take!(groups),
            "measure" => take!(measures),
            "partner" => take!(partners),
            "prompt" => take!(prompts),
            "paper" => take!(papers),
            "risk" => take!(risks),
            _ => {
                self.line = line;
                self.entry = "the file".to_owned();
                self.problem("", format!("there is no such kind of entry as '{kind}'"), "STYLE.md lists the kinds");
            }
        }
    }

    fn date(&mut self, field: &str, written: &Datetime) -> Date {
        match written.to_string().parse::<Date>() {
            Ok(date) => date,
            Err(_) => {
                self.problem(field, format!("'{written}' is not a day"), "Write it as 2026-11-22");
                Date::MIN
            }
        }
    }

    fn unique<'a>(&mut self, seen: &mut BTreeSet<String>, id: &'a str) -> &'a str {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c);
        if id.is_empty() || !id.chars().all(plain) {
            self.problem("id", format!("'{id}' is not made of small letters, figures, '-', '_' and '.'"), "Rename it");
        }
        if !seen.insert(id.to_owned()) {
            self.problem("id", format!("'{id}' is used twice"), "Give each entry an id of its own");
        }
        id
    }

    fn find<N: TryFrom<usize>>(&mut self, field: &str, kind: &str, names: &[String], id: &str) -> Option<N> {
        let place = names.iter().position(|name| name == id).and_then(|place| N::try_from(place).ok());
        if place.is_none() {
            self.problem(field, format!("there is no {kind} '{id}'"), "Check its spelling");
        }
        place
    }

    fn find_all<N: TryFrom<usize>>(&mut self, field: &str, kind: &str, names: &[String], ids: &[String]) -> Vec<N> {
        let mut seen = BTreeSet::new();
        for id in ids {
            if !seen.insert(id) {
                self.problem(field, format!("'{id}' is named twice"), "Name it once");
            }
        }
        ids.iter().filter_map(|id| self.find(field, kind, names, id)).collect()
    }

    /// The words people read: no sentence over 30 words, none of the words we avoid.
    fn words(&mut self, field: &str, text: &str) {
        for sentence in sentences(text) {
            let count = sentence.split_whitespace().count();
            if count > 30 {
                self.problem(
                    field,
                    format!("a sentence has {count} words: '{sentence}'"),
                    "Cut it in two; 30 is the most",
                );
            }
        }
        let low = text.to_lowercase();
        for (word, instead) in AVOIDED {
            let found = low.match_indices(word).any(|(at, _)| {
                let before = low[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
                let after = low[at + word.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
                before && after
            });
            if found {
                self.problem(field, format!("it says '{word}'"), format!("Say {instead}"));
            }
        }
        if text.trim() != text || text.is_empty() {
            self.problem(field, "it is empty, or has blanks at an end", "Write it, without blanks at its ends");
        }
    }

    fn all_words(&mut self, field: &str, texts: &[String]) {
        if texts.is_empty() {
            self.problem(field, "it is empty", "Give at least one");
        }
        for text in texts {
            self.words(field, text);
        }
    }
}

/// Words we do not use, and what to say.
const AVOIDED: [(&str, &str); 14] = [
    ("service user", "'people', or 'people who use the service'"),
    ("service users", "'people', or 'people who use the service'"),
    ("stakeholder", "who they are"),
    ("stakeholders", "who they are"),
    ("engage with", "'talk to' or 'work with'"),
    ("hard to reach", "'people we do not reach'"),
    ("the elderly", "'older people'"),
    ("vulnerable people", "who is at risk, and of what"),
    ("ensure", "'make sure'"),
    ("ensures", "'makes sure'"),
    ("robust", "what makes it strong"),
    ("leverage", "'use'"),
    ("going forward", "'from now on'"),
    ("in order to", "'to'"),
];

/// The sentences of a text, cut at full stops, question marks and exclamation marks that end a word.
#[must_use]
pub fn sentences(text: &str) -> Vec<&str> {
    let mut list = Vec::new();
    let mut start = 0;
    let bytes = text.as_bytes();
    for (at, c) in text.char_indices() {
        let ends = matches!(c, '.' | '?' | '!') && bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace);
        if ends {
            list.push(text[start..=at].trim());
            start = at + 1;
        }
    }
    let rest = text[start.min(text.len())..].trim();
    if !rest.is_empty() {
        list.push(rest);
    }
    list.retain(|sentence| !sentence.is_empty());
    list
}

// ---------------------------------------------------------------------------------------------------------------
// Resolving references

/// Whether a work is in force, from when, and until when.
type Force = (Status, Option<Date>, Option<Date>);

/// The ids of everything, in the order of their lists.
struct Names {
    sources: Vec<String>,
    questions: Vec<String>,
    options: Vec<Vec<String>>,
    duties: Vec<String>,
    approaches: Vec<String>,
    checks: Vec<String>,
    groups: Option<usize>,
}

fn ids<T>(list: &[Placed<T>], id: impl Fn(&T) -> &String) -> Vec<String> {
    list.iter().map(|placed| id(&placed.entry).clone()).collect()
}

impl Reading {
    fn resolve(&mut self, entries: &Entries) -> Content {
        let names = Names {
            sources: ids(&entries.sources, |e| &e.id),
            questions: ids(&entries.questions, |e| &e.id),
            options: entries.questions.iter().map(|q| q.entry.options.iter().map(|o| o.id.clone()).collect()).collect(),
            duties: ids(&entries.duties, |e| &e.id),
            approaches: ids(&entries.approaches, |e| &e.id),
            checks: ids(&entries.checks, |e| &e.id),
            groups: entries.questions.iter().position(|q| q.entry.options.iter().any(|o| !o.meets.is_empty())),
        };
        let mut newest = Date::MIN;
        let (works, work_facts) = self.works(&entries.works);
        let (sources, says) = self.sources(&entries.sources, &works, &work_facts, &names);
        let questions = self.questions(&entries.questions, &names, &mut newest);
        let orders = Orders::of(&questions);
        let duties = self.duties(&entries.duties, &names, &mut newest);
        let (approaches, approach_notes) = self.approaches(&entries.approaches, &names, &mut newest);
        let mut examples = Vec::new();
        let (rules, rule_notes) = self.rules(&entries.rules, &names, &orders, &sources, &mut examples, &mut newest);
        let (checks, check_notes) = self.checks(&entries.checks, &names, &orders, &sources, &mut examples, &mut newest);
        let (principles, shown) = self.principles(&entries.principles, &names, &approaches, &mut newest);
        let tasks = self.tasks(&entries.tasks, &names);
        let terms = self.terms(&entries.terms, &names);
        let (scenarios, expectations) = self.scenarios(&entries.scenarios, &names, &rules);
        let barriers = self.barriers(&entries.barriers, &names);
        let groups = self.groups(&entries.groups, &names);
        let measures = self.measures(&entries.measures, &names, &approaches);
        let partners = self.partners(&entries.partners, &names, &orders, &sources, &mut examples);
        let prompts = self.prompts(&entries.prompts, &names);
        let papers = self.papers(&entries.papers, &names);
        let intervals = self.intervals(&entries.intervals, &names);
        let seasons = self.seasons(&entries.seasons, &names);
        let risks = self.risks(&entries.risks, &names, &orders, &sources, &mut examples);
        self.file = "content".to_owned();
        self.line = 0;
        self.entry = "the whole".to_owned();
        for (place, approach) in approaches.iter().enumerate() {
            let speaks = rules.iter().any(|rule| {
                matches!(&rule.about, About::Approaches(list) if list.iter().any(|&no| usize::from(no) == place))
                    && matches!(rule.effect, Effect::StronglySuits | Effect::Suits)
            });
            if !speaks {
                self.problem("", format!("no rule speaks for approach '{}'", approach.id), "Write when it suits");
            }
        }
        let edition = Edition { name: format!("{}.{:02}", newest.year(), newest.month()), reviewed: newest };
        Content {
            guidance: Guidance { edition, questions, duties, approaches, checks, rules, works, sources },
            handbook: Handbook {
                approaches: approach_notes,
                checks: check_notes,
                rules: rule_notes,
                sources: says,
                tasks,
                terms,
                scenarios,
                principles,
                barriers,
                groups,
                measures,
                partners,
                prompts,
                papers,
                intervals,
                seasons,
                risks,
            },
            examples,
            expectations,
            shown,
        }
    }

    fn works(&mut self, raw: &[Placed<RawWork>]) -> (Vec<Work>, Vec<Force>) {
        let mut seen = BTreeSet::new();
        let mut works = Vec::new();
        let mut facts = Vec::new();
        for placed in raw {
            let e = &placed.entry;
            self.stand(placed, "work", &e.id);
            self.unique(&mut seen, &e.id);
            let from = e.in_force_from.as_ref().map(|d| self.date("in_force_from", d));
            let to = e.in_force_to.as_ref().map(|d| self.date("in_force_to", d));
            facts.push((e.status, from, to));
            works.push(Work {
                id: e.id.clone(),
                title: e.title.clone(),
                publisher: e.publisher.clone(),
                kind: e.kind,
                edition: e.edition.clone(),
                link: e.link.clone(),
                review_by: self.date("review_by", &e.review_by),
            });
        }
        (works, facts)
    }

    fn sources(
        &mut self,
        raw: &[Placed<RawSource>],
        works: &[Work],
        facts: &[Force],
        names: &Names,
    ) -> (Vec<Source>, Vec<String>) {
        let work_names: Vec<String> = works.iter().map(|work| work.id.clone()).collect();
        let mut seen = BTreeSet::new();
        let mut sources = Vec::new();
        let mut says = Vec::new();
        for placed in raw {
            let e = &placed.entry;
            self.stand(placed, "source", &e.id);
            self.unique(&mut seen, &e.id);
            let work: u16 = self.find("work", "work", &work_names, &e.work).unwrap_or(0);
            let (status, from, to) = facts.get(usize::from(work)).copied().unwrap_or((Status::InForce, None, None));
            let status = e.status.unwrap_or(status);
            if status == Status::ChangedSince && e.changed_by.is_none() {
                self.problem("changed_by", "it has changed since, but does not say by what", "Name the newer source");
            }
            if let Some(by) = &e.changed_by {
                let _: Option<u16> = self.find("changed_by", "source", &names.sources, by);
            }
            self.words("says", &e.says);
            says.push(e.says.clone());
            let own_from = e.in_force_from.as_ref().map(|d| self.date("in_force_from", d));
            let own_to = e.in_force_to.as_ref().map(|d| self.date("in_force_to", d));
            sources.push(Source {
                id: e.id.clone(),
                work,
                place: e.place.clone(),
                status,
                in_force_from: own_from.or(from),
                in_force_to: own_to.or(to),
            });
        }
        (sources, says)
    }

    fn reviewed(&mut self, written: &Datetime, newest: &mut Date) -> Date {
        let date = self.date("reviewed", written);
        *newest = (*newest).max(date);
        date
    }

    fn questions(&mut self, raw: &[Placed<RawQuestion>], names: &Names, newest: &mut Date) -> Vec<Question> {
        let mut seen = BTreeSet::new();
        let mut questions: Vec<Question> = Vec::new();
        for placed in raw {
            let e = &placed.entry;
            self.stand(placed, "question", &e.id);
            self.unique(&mut seen, &e.id);
            self.reviewed(&e.reviewed, newest);
            for (field, text) in
                [("label", &e.label), ("ask", &e.ask), ("why", &e.why), ("hint", &e.hint), ("error", &e.error)]
            {
                self.words(field, text);
            }
            if e.options.len() < 2 || e.options.len() > 64 {
                self.problem("options", format!("it has {} options", e.options.len()), "Give 2 to 64");
            }
            if e.not_sure.is_some() && e.find_out.is_none() {
                self.problem(
                    "find_out",
                    "it can be left as not sure, but does not say how to find out",
                    "Say whom to ask",
                );
            }
            if questions.last().is_some_and(|last| last.pass > e.pass) {
                self.problem("pass", "it stands after questions of a later pass", "Move it up: first, duty, more");
            }
            let mut option_ids = BTreeSet::new();
            for option in &e.options {
                self.words("options", &option.label);
                if !option_ids.insert(&option.id) || option.id == "not_sure" {
                    self.problem(
                        "options",
                        format!("'{}' is used twice, or is a word of ours", option.id),
                        "Rename it",
                    );
                }
                if option.alone && e.choose == Choose::One {
                    self.problem("options", "only where many can be chosen can one bar the others", "Drop `alone`");
                }
            }
            let orders = Orders::of(&questions);
            let mut ask_when = Vec::new();
            for clause in &e.ask_when {
                let place = names.questions.iter().position(|id| *id == clause.question);
                if place.is_some_and(|place| place >= questions.len()) {
                    self.problem(
                        "ask_when",
                        format!("it waits for '{}', asked later", clause.question),
                        "Ask that first",
                    );
                } else {
                    ask_when.extend(self.clause("ask_when", clause, names, &orders));
                }
            }
            questions.push(Question {
                id: e.id.clone(),
                reference: e.reference.clone(),
                label: e.label.clone(),
                topic: e.topic.clone(),
                pass: e.pass,
                ask: e.ask.clone(),
                why: e.why.clone(),
                hint: e.hint.clone(),
                choose: e.choose,
                options: e
                    .options
                    .iter()
                    .map(|o| AnswerOption {
                        id: o.id.clone(),
                        label: o.label.clone(),
                        alone: o.alone,
                        outside_order: o.outside_order,
                        days_under: o.days_under,
                        people_under: o.people_under,
                        closed: o.closed,
                        tells: o.tells,
                        lane: o.lane,
                        meets: o.meets.clone(),
                        was: o.was.clone(),
                    })
                    .collect(),
                not_sure: e.not_sure.clone(),
                find_out: e.find_out.clone().unwrap_or_default(),
                error: e.error.clone(),
                beside: e.beside.clone(),
                ask_when,
                cites: self.cites(&e.cites, names),
            });
        }
        questions
    }

    fn cites(&mut self, raw: &[String], names: &Names) -> Vec<u16> {
        if raw.is_empty() {
            self.problem("cites", "it has no source", "Name the passage it rests on");
        }
        self.find_all("cites", "source", &names.sources, raw)
    }

    /// A rule of today rests on what is in force.
    fn in_force(&mut self, cites: &[u16], sources: &[Source]) {
        for &no in cites {
            if let Some(source) = sources.get(usize::from(no))
                && (source.status != Status::InForce || source.in_force_to.is_some())
            {
                self.problem(
                    "cites",
                    format!("'{}' is not in force", source.id),
                    "Cite what is in force, or show it as proposed or changed",
                );
            }
        }
    }

    fn clauses(&mut self, field: &str, raw: &[RawClause], names: &Names, orders: &Orders) -> Vec<Clause> {
        raw.iter().filter_map(|clause| self.clause(field, clause, names, orders)).collect()
    }

    fn clause(&mut self, field: &str, raw: &RawClause, names: &Names, orders: &Orders) -> Option<Clause> {
        let mut tests: Vec<(Test, Vec<String>)> = Vec::new();
        let one = |test, id: &Option<String>, tests: &mut Vec<(Test, Vec<String>)>| {
            if let Some(id) = id {
                tests.push((test, vec![id.clone()]));
            }
        };
        one(Test::Is, &raw.is, &mut tests);
        one(Test::Includes, &raw.includes, &mut tests);
        one(Test::AtLeast, &raw.at_least, &mut tests);
        one(Test::AtMost, &raw.at_most, &mut tests);
        for (test, list) in [
            (Test::IncludesOtherThan, &raw.includes_other_than),
            (Test::IsAnyOf, &raw.is_any_of),
            (Test::IsNoneOf, &raw.is_none_of),
        ] {
            if let Some(list) = list {
                tests.push((test, list.clone()));
            }
        }
        if tests.len() != 1 {
            self.problem(field, format!("a clause on '{}' has {} tests", raw.question, tests.len()), "Give it one");
            return None;
        }
        let (test, words) = tests.remove(0);
        let question: u16 = self.find(field, "question", &names.questions, &raw.question)?;
        let place = usize::from(question);
        let options: Vec<u8> =
            self.find_all(field, &format!("option of '{}'", raw.question), names.options.get(place)?, &words);
        let order = orders.0.get(place)?;
        let fits = match test {
            Test::Is | Test::AtLeast | Test::AtMost => order.choose == Choose::One,
            Test::Includes | Test::IncludesOtherThan => order.choose == Choose::Many,
            Test::IsAnyOf | Test::IsNoneOf => true,
        };
        if !fits {
            self.problem(
                field,
                format!("the test does not fit '{}'", raw.question),
                "`is`, `at_least`, `at_most` read one answer; `includes`, `includes_other_than` read many",
            );
        }
        let first = *options.first()?;
        let bit = |no: u8| 1_u64 << no;
        let named: u64 = options.iter().copied().map(bit).fold(0, |all, one| all | one);
        let every: u64 = (0..order.count).map(bit).fold(0, |all, one| all | one);
        let in_order = |keep: &dyn Fn(u8) -> bool| {
            (0..order.count).filter(|no| order.outside & bit(*no) == 0 && keep(*no)).map(bit).fold(0, |a, b| a | b)
        };
        if matches!(test, Test::AtLeast | Test::AtMost) && order.outside & named != 0 {
            self.problem(field, format!("'{}' stands outside the order", words[0]), "Name one that stands in it");
        }
        let (mask, negated) = match test {
            Test::Is | Test::Includes | Test::IsAnyOf => (named, false),
            Test::IsNoneOf => (named, true),
            Test::IncludesOtherThan => (every & !named, false),
            Test::AtLeast => (in_order(&|no| no >= first), false),
            Test::AtMost => (in_order(&|no| no <= first), false),
        };
        Some(Clause { question, test, options, mask, negated })
    }

    fn duties(&mut self, raw: &[Placed<RawDuty>], names: &Names, newest: &mut Date) -> Vec<Duty> {
        let mut seen = BTreeSet::new();
        let mut duties = Vec::new();
        for placed in raw {
            let e = &placed.entry;
            self.stand(placed, "duty", &e.id);
            self.unique(&mut seen, &e.id);
            self.reviewed(&e.reviewed, newest);
            for (field, text) in [
                ("name", &e.name),
                ("what", &e.what),
                ("likely", &e.likely),
                ("cannot_tell", &e.cannot_tell),
                ("unlikely", &e.unlikely),
                ("also", &e.also),
            ] {
                self.words(field, text);
            }
            let steps = e
                .step
                .iter()
                .map(|step| Step {
                    title: step.title.clone(),
                    questions: self.find_all("step", "question", &names.questions, &step.questions),
                    cites: self.cites(&step.cites, names),
                })
                .collect();
            duties.push(Duty {
                id: e.id.clone(),
                name: e.name.clone(),
                what: e.what.clone(),
                likely: e.likely.clone(),
                cannot_tell: e.cannot_tell.clone(),
                unlikely: e.unlikely.clone(),
                also: e.also.clone(),
                weigh: e.weigh.clone(),
                steps,
                cites: self.cites(&e.cites, names),
                watch: self.find_all("watch", "source", &names.sources, &e.watch),
            });
        }
        duties
    }

    fn approaches(
        &mut self,
        raw: &[Placed<RawApproach>],
        names: &Names,
        newest: &mut Date,
    ) -> (Vec<Approach>, Vec<ApproachNotes>) {
        let mut seen = BTreeSet::new();
        let mut approaches = Vec::new();
        let mut notes = Vec::new();
        let groups = names.groups.and_then(|place| names.options.get(place)).cloned().unwrap_or_default();
        for placed in raw {
            let e = &placed.entry;
            self.stand(placed, "approach", &e.id);
            self.unique(&mut seen, &e.id);
            self.reviewed(&e.reviewed, newest);
            for (field, text) in
                [("name", &e.name), ("what", &e.what), ("hands_on", &e.hands_on), ("people", &e.people.note)]
            {
                self.words(field, text);
            }
            for (field, list) in [
                ("suits", &e.suits),
                ("suits_less", &e.suits_less),
                ("skills", &e.skills),
                ("steps", &e.steps),
                ("strengths", &e.strengths),
                ("watch", &e.watch),
            ] {
                self.all_words(field, list);
            }
            for adapt in &e.adapt {
                self.words("adapt", &adapt.how);
            }
            if e.lanes.is_empty() || !e.lanes.is_sorted() {
                self.problem(
                    "lanes",
                    "it has no lane, or they are out of order",
                    "known, understand, shape, decide, deliver, review",
                );
            }
            let weeks = e.weeks;
            if weeks.from > weeks.to || weeks.prepare + weeks.weigh > weeks.from {
                self.problem(
                    "weeks",
                    "prepare and weigh do not fit in from, or from is more than to",
                    "Mend the figures",
                );
            }
            if e.people.from > e.people.to {
                self.problem("people", "from is more than to", "Mend the figures");
            }
            if e.cost.is_empty() {
                self.problem("cost", "it has no cost band", "Name at least one");
            }
            approaches.push(Approach {
                id: e.id.clone(),
                reference: e.reference.clone(),
                name: e.name.clone(),
                what: e.what.clone(),
                family: e.family.clone(),
                level: e.level,
                lanes: e.lanes.clone(),
                people: e.people.clone(),
                weeks,
                cost: e.cost.clone(),
                barriers: e.barriers.clone(),
                reaches: self.find_all("reaches", "group", &groups, &e.reaches),
                digital: e.digital,
                hands_on: e.hands_on.clone(),
                cites: self.cites(&e.cites, names),
            });
            let adapt = e
                .adapt
                .iter()
                .filter_map(|adapt| Some((self.find("adapt", "group", &groups, &adapt.group)?, adapt.how.clone())))
                .collect();
            notes.push(ApproachNotes {
                suits: e.suits.clone(),
                suits_less: e.suits_less.clone(),
                skills: e.skills.clone(),
                steps: e.steps.clone(),
                strengths: e.strengths.clone(),
                watch: e.watch.clone(),
                hours: e.hours,
                adapt,
            });
        }
        (approaches, notes)
    }

    fn rules(
        &mut self,
        raw: &[Placed<RawRule>],
        names: &Names,
        orders: &Orders,
        sources: &[Source],
        examples: &mut Vec<Example>,
        newest: &mut Date,
    ) -> (Vec<Rule>, Vec<RuleNotes>) {
        let mut seen = BTreeSet::new();
        let mut said: BTreeMap<String, String> = BTreeMap::new();
        let (mut rules, mut notes) = (Vec::new(), Vec::new());
        for placed in raw {
            let e = &placed.entry;
            self.stand(placed, "rule", &e.id);
            self.unique(&mut seen, &e.id);
            let reviewed = self.reviewed(&e.reviewed, newest);
            self.words("headline", &e.headline);
            self.words("because", &e.because);
            for (field, text) in [("do", &e.action), ("verdict", &e.verdict), ("note", &e.note)] {
                if let Some(text) = text {
                    self.words(field, text);
                }
            }
            if let Some(other) = said.insert(e.because.clone(), e.id.clone()) {
                self.problem("because", format!("'{other}' gives the same reason"), "Say it once: list the approaches");
            }
            let about = match (&e.duty, &e.approach, &e.approaches) {
                (Some(duty), None, None) => self.find("duty", "duty", &names.duties, duty).map(About::Duty),
                (None, Some(one), None) => {
                    self.find("approach", "approach", &names.approaches, one).map(|no| About::Approaches(vec![no]))
                }
                (None, None, Some(list)) if !list.is_empty() => {
                    Some(About::Approaches(self.find_all("approaches", "approach", &names.approaches, list)))
                }
                _ => {
                    self.problem(
                        "",
                        "it must name one duty, or one or more approaches",
                        "Give `duty`, `approach` or `approaches`",
                    );
                    None
                }
            };
            let Some(about) = about else { continue };
            let for_duty = matches!(e.effect, Effect::Likely | Effect::CannotTell | Effect::Unlikely | Effect::Note);
            if for_duty != matches!(about, About::Duty(_)) {
                self.problem("effect", "this effect belongs to the other kind of rule", "See STYLE.md for the effects");
            }
            if for_duty && e.action.is_none() {
                self.problem("do", "a rule on a duty says what to do", "Give the next step");
            }
            if e.when.is_empty() {
                self.problem("when", "it has no clause", "Say when it holds");
            }
            let cites = self.cites(&e.cites, names);
            self.in_force(&cites, sources);
            self.examples(&e.example, &e.id, "holds", "fails", names, examples);
            notes.push(RuleNotes {
                because: e.because.clone(),
                action: e.action.clone(),
                reference: e.reference.clone(),
                reviewed,
            });
            rules.push(Rule {
                no: rules.len().try_into().unwrap_or(u16::MAX),
                id: e.id.clone(),
                about,
                effect: e.effect,
                headline: e.headline.clone(),
                verdict: e.verdict.clone(),
                instead: self.find_all("instead", "approach", &names.approaches, &e.instead),
                when: self.clauses("when", &e.when, names, orders),
                unless: self.clauses("unless", &e.unless, names, orders),
                cites,
            });
        }
        (rules, notes)
    }

    fn examples(
        &mut self,
        raw: &[RawExample],
        of: &str,
        yes: &str,
        no: &str,
        names: &Names,
        examples: &mut Vec<Example>,
    ) {
        for (word, what) in [(yes, "one that shows it at work"), (no, "a near miss")] {
            if !raw.iter().any(|example| example.expect == word) {
                self.problem("example", format!("no example has expect = \"{word}\""), format!("Add {what}"));
            }
        }
        for example in raw {
            if example.expect != yes && example.expect != no {
                self.problem("example", format!("'{}' is not {yes} or {no}", example.expect), "Use one of the two");
            }
            self.words("example", &example.says);
            let _: Vec<u16> = self.find_all("example", "approach", &names.approaches, &example.chosen);
            examples.push(Example {
                of: of.to_owned(),
                says: example.says.clone(),
                answers: self.answers("example", &example.answers, names),
                chosen: example.chosen.clone(),
                holds: example.expect == yes,
            });
        }
    }

    /// Answers as JSON, each checked against its question.
    fn answers(&mut self, field: &str, table: &toml::Table, names: &Names) -> String {
        let mut parts = Vec::new();
        for (id, value) in table {
            let Some(place): Option<u16> = self.find(field, "question", &names.questions, id) else { continue };
            let options = names.options.get(usize::from(place)).cloned().unwrap_or_default();
            let known = |reading: &mut Self, option: &str| {
                if option != "not_sure" {
                    let _: Option<u8> = reading.find(field, &format!("option of '{id}'"), &options, option);
                }
                format!("\"{option}\"")
            };
            let written = match value {
                toml::Value::String(option) => known(self, option),
                toml::Value::Array(list) => {
                    let words: Vec<String> =
                        list.iter().filter_map(toml::Value::as_str).map(|option| known(self, option)).collect();
                    format!("[{}]", words.join(","))
                }
                _ => {
                    self.problem(
                        field,
                        format!("the answer to '{id}' is neither a word nor a list"),
                        "Write its option",
                    );
                    continue;
                }
            };
            parts.push(format!("\"{id}\":{written}"));
        }
        format!("{{{}}}", parts.join(","))
    }

    fn checks(
        &mut self,
        raw: &[Placed<RawCheck>],
        names: &Names,
        orders: &Orders,
        sources: &[Source],
        examples: &mut Vec<Example>,
        newest: &mut Date,
    ) -> (Vec<Check>, Vec<CheckNotes>) {
        let mut seen = BTreeSet::new();
        let mut checks = Vec::new();
        let mut notes = Vec::new();
        for placed in raw {
            let e = &placed.entry;
            self.stand(placed, "check", &e.id);
            self.unique(&mut seen, &e.id);
            self.reviewed(&e.reviewed, newest);
            for (field, text) in [
                ("title", &e.title),
                ("ask", &e.ask),
                ("looks_for", &e.looks_for),
                ("why", &e.why),
                ("mend", &e.mend),
                ("good", &e.good),
                ("poor", &e.poor),
            ] {
                self.words(field, text);
            }
            if !e.relevant_when.is_empty() || !e.relevant_with.is_empty() {
                self.examples(&e.example, &e.id, "relevant", "not_relevant", names, examples);
            }
            let cites = self.cites(&e.cites, names);
            self.in_force(&cites, sources);
            checks.push(Check {
                id: e.id.clone(),
                topic: e.topic.clone(),
                severity: e.severity,
                title: e.title.clone(),
                relevant_when: self.clauses("relevant_when", &e.relevant_when, names, orders),
                unless: self.clauses("unless", &e.unless, names, orders),
                relevant_with: self.find_all("relevant_with", "approach", &names.approaches, &e.relevant_with),
                cites,
            });
            notes.push(CheckNotes {
                reference: e.reference.clone(),
                ask: e.ask.clone(),
                mend: e.mend.clone(),
                looks_for: e.looks_for.clone(),
                why: e.why.clone(),
                good: e.good.clone(),
                poor: e.poor.clone(),
            });
        }
        (checks, notes)
    }

    fn principles(
        &mut self,
        raw: &[Placed<RawPrinciple>],
        names: &Names,
        approaches: &[Approach],
        newest: &mut Date,
    ) -> (Vec<Principle>, Vec<Shown>) {
        let mut principles: Vec<Principle> = Vec::new();
        let mut shown = Vec::new();
        for placed in raw {
            let e = &placed.entry;
            self.stand(placed, "principle", &e.number.to_string());
            self.reviewed(&e.reviewed, newest);
            for (field, text) in [("title", &e.title), ("what", &e.what)] {
                self.words(field, text);
            }
            if usize::from(e.number) != principles.len() + 1 {
                self.problem(
                    "number",
                    "the principles are not in order",
                    "Number them from 1, in the guidance's order",
                );
            }
            if e.checks.is_empty() && e.choice.is_empty() {
                self.problem("checks", "nothing shows it", "Name checks, or what the choice of approaches shows");
            }
            for family in &e.families {
                if !approaches.iter().any(|approach| approach.family == *family) {
                    self.problem("families", format!("no approach is of family '{family}'"), "Check its spelling");
                }
            }
            let lacking = |one: &RawShown| one.lacks.is_some();
            if !e.example.iter().any(lacking) || e.example.iter().all(lacking) {
                self.problem(
                    "example",
                    "it needs a plan that shows it and one that does not",
                    "Add [[principle.example]]",
                );
            }
            for one in &e.example {
                let _: Vec<u16> = self.find_all("example.in_place", "check", &names.checks, &one.in_place);
                let _: Vec<u16> = self.find_all("example.chosen", "approach", &names.approaches, &one.chosen);
                shown.push(Shown {
                    of: e.number,
                    says: one.says.clone(),
                    answers: self.answers("example.answers", &one.answers, names),
                    in_place: one.in_place.clone(),
                    chosen: one.chosen.clone(),
                    lacks: one.lacks.clone(),
                });
            }
            principles.push(Principle {
                number: e.number,
                title: e.title.clone(),
                what: e.what.clone(),
                checks: self.find_all("checks", "check", &names.checks, &e.checks),
                choice: e.choice.clone(),
                families: e.families.clone(),
                cites: self.cites(&e.cites, names),
            });
        }
        (principles, shown)
    }

    fn tasks(&mut self, raw: &[Placed<RawTask>], names: &Names) -> Vec<Task> {
        let mut seen = BTreeSet::new();
        let mut tasks: Vec<Task> = Vec::new();
        for placed in raw {
            let e = &placed.entry;
            self.stand(placed, "task", &e.id);
            self.unique(&mut seen, &e.id);
            self.date("reviewed", &e.reviewed);
            for (field, text) in [("title", &e.title), ("what", &e.what), ("who", &e.who), ("done_when", &e.done_when)]
            {
                self.words(field, text);
            }
            let by = &e.brought_by;
            if by.approaches.is_empty() && by.duties.is_empty() && by.likely.is_empty() && by.checks.is_empty() {
                self.problem("brought_by", "nothing brings it", "Name an approach, a duty or a check");
            }
            if matches!(e.anchor, Anchor::ActivityStart | Anchor::ActivityEnd) && by.approaches.is_empty() {
                self.problem(
                    "anchor",
                    "no approach brings it, so there is no activity",
                    "Count from start or decision",
                );
            }
            tasks.push(Task {
                id: e.id.clone(),
                title: e.title.clone(),
                what: e.what.clone(),
                who: e.who.clone(),
                anchor: e.anchor,
                days: e.days,
                approaches: self.find_all("brought_by", "approach", &names.approaches, &by.approaches),
                duties: self.find_all("brought_by", "duty", &names.duties, &by.duties),
                likely: self.find_all("brought_by", "duty", &names.duties, &by.likely),
                checks: self.find_all("brought_by", "check", &names.checks, &by.checks),
                done_when: e.done_when.clone(),
                cites: self.cites(&e.cites, names),
            });
        }
        tasks
    }

    fn terms(&mut self, raw: &[Placed<RawTerm>], names: &Names) -> Vec<Term> {
        let mut seen = BTreeSet::new();
        let mut terms = Vec::new();
        for placed in raw {
            let e = &placed.entry;
            self.stand(placed, "term", &e.id);
            self.unique(&mut seen, &e.id);
            self.words("means", &e.means);
            terms.push(Term {
                id: e.id.clone(),
                term: e.term.clone(),
                means: e.means.clone(),
                also_called: e.also_called.clone(),
                cites: self.cites(&e.cites, names),
            });
        }
        terms
    }

    fn scenarios(
        &mut self,
        raw: &[Placed<RawScenario>],
        names: &Names,
        rules: &[Rule],
    ) -> (Vec<Scenario>, Vec<Expectation>) {
        let rule_names: Vec<String> = rules.iter().map(|rule| rule.id.clone()).collect();
        let mut seen = BTreeSet::new();
        let mut scenarios = Vec::new();
        let mut expectations = Vec::new();
        for placed in raw {
            let e = &placed.entry;
            self.stand(placed, "scenario", &e.id);
            self.unique(&mut seen, &e.id);
            self.date("reviewed", &e.reviewed);
            for (field, text) in [("title", &e.title), ("story", &e.story), ("teaches", &e.teaches)] {
                self.words(field, text);
            }
            let x = &e.expect;
            for (field, duties) in [("expect.duties", &x.duties), ("lesson.duties", &e.lesson.duties)] {
                for (duty, state) in duties {
                    let _: Option<u16> = self.find(field, "duty", &names.duties, duty);
                    if !["likely", "cannot_tell", "unlikely"].contains(&state.as_str()) {
                        self.problem(field, format!("'{state}' is no state"), "likely, cannot_tell or unlikely");
                    }
                }
            }
            let lesson = self.lesson(e, names);
            let differs = e.differs.iter().filter_map(|(approach, why)| {
                self.words("differs", why);
                if !e.used.contains(approach) {
                    self.problem(
                        "differs",
                        format!("'{approach}' is not in used"),
                        "say only of what the case used why it comes later",
                    );
                }
                Some((self.find("differs", "approach", &names.approaches, approach)?, why.clone()))
            });
            let differs: Vec<(u16, String)> = differs.collect();
            let used = self.find_all("used", "approach", &names.approaches, &e.used);
            for (approach, fit) in &x.fit {
                let _: Option<u16> = self.find("expect.fit", "approach", &names.approaches, approach);
                if !["strong", "good", "possible", "ruled_out"].contains(&fit.as_str()) {
                    self.problem("expect.fit", format!("'{fit}' is no fit"), "strong, good, possible or ruled_out");
                }
            }
            let _: Vec<u16> = self.find_all("expect.first_five", "approach", &names.approaches, &x.first_five);
            let _: Vec<u16> = self.find_all("expect.rules", "rule", &rule_names, &x.rules);
            let _: Vec<u16> = self.find_all("expect.checks", "check", &names.checks, &x.checks);
            expectations.push(Expectation {
                scenario: e.id.clone(),
                duties: x.duties.clone(),
                fit: x.fit.clone(),
                first_five: x.first_five.clone(),
                rules: x.rules.clone(),
                checks: x.checks.clone(),
                lesson,
            });
            scenarios.push(Scenario {
                id: e.id.clone(),
                title: e.title.clone(),
                story: e.story.clone(),
                teaches: e.teaches.clone(),
                answers: self.answers("answers", &e.answers, names),
                assumed: self.find_all("assumed", "question", &names.questions, &e.assumed),
                used,
                differs,
                turns: e.turn.iter().map(|turn| turn.says.clone()).collect(),
                cites: self.cites(&e.cites, names),
            });
        }
        (scenarios, expectations)
    }

    /// What a scenario's lesson rests on, with the answers at which it turns.
    fn lesson(&mut self, e: &RawScenario, names: &Names) -> Lesson {
        let raw = &e.lesson;
        if raw.duties.is_empty() && raw.fits.is_empty() && raw.ruled_out.is_empty() {
            self.problem(
                "lesson",
                "it rests on nothing".to_owned(),
                "name a duty's state, or approaches that fit or are ruled out",
            );
        }
        let _: Vec<u16> = self.find_all("lesson.fits", "approach", &names.approaches, &raw.fits);
        let _: Vec<u16> = self.find_all("lesson.ruled_out", "approach", &names.approaches, &raw.ruled_out);
        let mut turns = Vec::new();
        for turn in &e.turn {
            self.words("turn.says", &turn.says);
            if !e.assumed.contains(&turn.question) {
                self.problem("turn", format!("'{}' is not assumed", turn.question), "only an assumed answer is varied");
            }
            turns.extend(turn.options.iter().map(|option| (turn.question.clone(), option.clone())));
        }
        Lesson { duties: raw.duties.clone(), fits: raw.fits.clone(), ruled_out: raw.ruled_out.clone(), turns }
    }
}

/// How the options of each question stand in order.
struct Orders(Vec<Order>);

struct Order {
    choose: Choose,
    count: u8,
    outside: u64,
}

impl Orders {
    fn of(questions: &[Question]) -> Self {
        let order = |question: &Question| Order {
            choose: question.choose,
            count: u8::try_from(question.options.len()).unwrap_or(64).min(64),
            outside: question
                .options
                .iter()
                .take(64)
                .enumerate()
                .filter(|(_, option)| option.outside_order)
                .fold(0, |all, (no, _)| all | 1_u64 << no),
        };
        Self(questions.iter().map(order).collect())
    }
}
