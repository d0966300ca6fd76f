//! Reads a local policy file: holds it against the table, gathers every problem, and makes a [`Policy`] where there is none.

use super::shape::{BODIES, Kind, MOST_BYTES, Names, POLICY, Part, SEVERITIES, STAGES};
use super::{Approach, Assurance, Check, Contact, Edition, Pointer, Policy, Review};
use crate::date::Date;
use crate::guidance::{Guidance, Lane, QuestionNo, Severity};
use crate::json::Json;
use crate::order::sort_by_key;

/// The most problems that are told at once.
const MOST_TOLD: usize = 50;

/// Reads the text of a local policy file.
///
/// # Errors
/// Every problem in it, each in a sentence or two that begin with the place.
pub fn read(text: &str, g: &Guidance) -> Result<Policy, Vec<String>> {
    if text.len() > MOST_BYTES {
        return Err(vec!["The file is too large. At most 128 KB are read: make its texts shorter.".to_owned()]);
    }
    let text = text.trim_start_matches('\u{feff}');
    let json = Json::of(text).map_err(|at| {
        vec![
            [
                "The file is no JSON: it cannot be read from ",
                &at,
                ". Look for a missing comma, quotation mark or bracket just before.",
            ]
            .concat(),
        ]
    })?;
    let mut holding = Holding { g, problems: Vec::new() };
    holding.part("", &json, &POLICY);
    let mut problems = holding.problems;
    if problems.is_empty() {
        return Ok(policy(&json, g));
    }
    if problems.len() > MOST_TOLD {
        let more = problems.len() - MOST_TOLD;
        problems.truncate(MOST_TOLD);
        problems.push(["And ", &more.to_string(), " more. Mend these first."].concat());
    }
    Err(problems)
}

/// A file being held against the table.
struct Holding<'g> {
    g: &'g Guidance,
    problems: Vec<String>,
}

impl Holding<'_> {
    fn tell(&mut self, at: &str, what: &[&str]) {
        let at = if at.is_empty() { "The file" } else { at };
        self.problems.push([at, ": ", &what.concat()].concat());
    }

    fn part(&mut self, at: &str, json: &Json, part: &Part) {
        let Json::Map(parts) = json else {
            return self.tell(at, &["has to be a part with names, in curly brackets."]);
        };
        for (place, (name, inside)) in parts.iter().enumerate() {
            let within = within(at, name);
            match part.fields.iter().find(|field| field.name == name) {
                None => {
                    let known: Vec<&str> = part.fields.iter().map(|field| field.name).collect();
                    self.tell(at, &["“", &short(name), "” is no name that is known here.", &nearest(name, &known)]);
                }
                Some(_) if parts[..place].iter().any(|(other, _)| other == name) => {
                    self.tell(&within, &["stands twice. Keep one of them."]);
                }
                Some(field) => self.hold(&within, inside, field.kind, field.hint),
            }
        }
        for field in part.fields.iter().filter(|field| field.needed) {
            if parts.iter().all(|(name, _)| name != field.name) {
                self.tell(&within(at, field.name), &["is missing. ", field.hint]);
            }
        }
    }

    fn hold(&mut self, at: &str, json: &Json, kind: Kind, hint: &str) {
        match (kind, json) {
            (Kind::Part(part), _) => self.part(at, json, part),
            (Kind::List(kind, most), Json::List(list)) => {
                if list.len() > most {
                    self.tell(
                        at,
                        &["has ", &list.len().to_string(), " entries. At most ", &most.to_string(), " are read."],
                    );
                }
                for (place, one) in list.iter().take(most).enumerate() {
                    self.hold(&within(at, &(place + 1).to_string()), one, *kind, hint);
                }
                self.alike(at, list);
            }
            (Kind::List(..), _) => self.tell(at, &["has to be a list, in square brackets. ", hint]),
            (Kind::Whole(from, to), Json::Number(Some(number))) if (from..=to).contains(number) => {}
            (Kind::Whole(from, to), _) => {
                let (from, to) = (from.to_string(), to.to_string());
                self.tell(
                    at,
                    &["has to be a whole number from ", &from, " to ", &to, ", without quotation marks. ", hint],
                );
            }
            (Kind::Answers, _) => self.answers(at, json),
            (_, Json::Text(text)) => self.text(at, text, kind, hint),
            _ => self.tell(at, &["has to be words in quotation marks. ", hint]),
        }
    }

    fn text(&mut self, at: &str, text: &str, kind: Kind, hint: &str) {
        let quoted = ["“", &short(text), "”"].concat();
        match kind {
            Kind::Is(words) if text != words => self.tell(at, &[&quoted, " is not what stands here. ", hint]),
            Kind::Words(_) if plain(text).is_empty() => self.tell(at, &["is empty. ", hint]),
            Kind::Words(most) if text.chars().count() > most => {
                let (has, most) = (text.chars().count().to_string(), most.to_string());
                self.tell(at, &["has ", &has, " letters. At most ", &most, " are shown: make it shorter."]);
            }
            Kind::Id if !is_id(text) => {
                self.tell(at, &[&quoted, " is no id. Use small letters, figures and hyphens, at most 60. ", hint]);
            }
            Kind::Email if !is_email(text) => self.tell(at, &[&quoted, " is no address for e-mail. ", hint]),
            Kind::Link if !is_link(text) => {
                self.tell(
                    at,
                    &[&quoted, " cannot be used as a link. Begin it with https://, or with / for a page of this site."],
                );
            }
            Kind::Day if Date::parse(text).is_none_or(|day| !(2000..=2199).contains(&day.year())) => {
                self.tell(at, &[&quoted, " is no date. Write the year, the month and the day, such as 2027-01-14."]);
            }
            Kind::Name(names) => {
                let known = known(self.g, names);
                if !known.contains(&text) {
                    let what = match names {
                        Names::Stages => " is no stage of the work.",
                        Names::Groups => " is no group that the planner knows.",
                        Names::Severities => " does not say how much it matters.",
                        Names::Bodies => " is no body that the planner knows.",
                    };
                    self.tell(at, &[&quoted, what, &nearest(text, &known)]);
                }
            }
            _ => {}
        }
    }

    /// What stands in a list more than once: the same name, the same id, the same body.
    fn alike(&mut self, at: &str, list: &[Json]) {
        let key = |one: &Json| match one {
            Json::Text(text) => Some(text.clone()),
            Json::Map(_) => ["id", "body"].iter().find_map(|name| match one.only(name) {
                Some(Json::Text(text)) => Some(text.clone()),
                _ => None,
            }),
            _ => None,
        };
        let keys: Vec<Option<String>> = list.iter().map(key).collect();
        for (place, one) in keys.iter().enumerate() {
            if let Some(words) = one
                && let Some(first) = keys[..place].iter().position(|other| other == one)
            {
                let first = (first + 1).to_string();
                self.tell(
                    &within(at, &(place + 1).to_string()),
                    &["“", &short(words), "” stands at number ", &first, " already. Keep one of them."],
                );
            }
        }
    }

    fn answers(&mut self, at: &str, json: &Json) {
        let Json::Map(parts) = json else {
            return self.tell(at, &["has to be questions with lists of answers, in curly brackets."]);
        };
        let ids: Vec<&str> = self.g.questions.iter().map(|one| &*one.id).collect();
        for (place, (name, options)) in parts.iter().enumerate() {
            let within = within(at, name);
            let Some(no) = self.g.question_no(name) else {
                self.tell(at, &["“", &short(name), "” is no question of the planner.", &nearest(name, &ids)]);
                continue;
            };
            if parts[..place].iter().any(|(other, _)| other == name) {
                self.tell(&within, &["stands twice. Keep one of them."]);
            }
            let known: Vec<&str> = self.g.question(no).options.iter().map(|one| &*one.id).collect();
            match options {
                Json::List(list) if !list.is_empty() => {
                    for one in list {
                        match one {
                            Json::Text(text) if known.contains(&&**text) => {}
                            Json::Text(text) => {
                                self.tell(
                                    &within,
                                    &["“", &short(text), "” is no answer to this question.", &nearest(text, &known)],
                                );
                            }
                            _ => self.tell(&within, &["has to be a list of answers, each in quotation marks."]),
                        }
                    }
                    self.alike(&within, list);
                }
                _ => self.tell(&within, &["has to be a list of answers, in square brackets."]),
            }
        }
    }
}

fn within(at: &str, name: &str) -> String {
    let name = short(name);
    if at.is_empty() { name } else { [at, ", ", &name].concat() }
}

/// So much of what stands in the file as a message can repeat.
fn short(text: &str) -> String {
    let text = plain(text);
    if text.chars().count() > 40 { text.chars().take(40).chain(['…']).collect() } else { text }
}

/// Words on one line, without what no reader sees: breaks become spaces, controls and turns of direction go.
fn plain(text: &str) -> String {
    let kept = text.chars().filter_map(|letter| match letter {
        '\n' | '\r' | '\t' => Some(' '),
        letter if letter.is_control() => None,
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => None,
        letter => Some(letter),
    });
    kept.collect::<String>().trim().to_owned()
}

fn is_id(text: &str) -> bool {
    let part = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-';
    (1..=60).contains(&text.len()) && text.bytes().all(part) && !text.starts_with('-')
}

fn is_email(text: &str) -> bool {
    let fits = |letter: u8| letter.is_ascii_graphic() && !b"<>()[]\\,;:\"?&%".contains(&letter);
    let Some((name, place)) = text.split_once('@') else { return false };
    text.len() <= 200
        && text.bytes().all(fits)
        && !name.is_empty()
        && !place.contains('@')
        && place.contains('.')
        && place.split('.').all(|part| !part.is_empty())
}

/// Only what cannot run and cannot leave by another road: a page by https, or a path of the same site.
fn is_link(text: &str) -> bool {
    let fits = |letter: u8| letter.is_ascii_graphic() && !b"<>\"\\`{}|^".contains(&letter);
    let there = |rest: &str| !rest.is_empty() && !rest.starts_with('/');
    text.len() <= 500
        && text.bytes().all(fits)
        && match text.strip_prefix("https://") {
            Some(rest) => there(rest),
            None => text.strip_prefix('/').is_some_and(|rest| !rest.starts_with('/')),
        }
}

fn known(g: &Guidance, names: Names) -> Vec<&str> {
    match names {
        Names::Stages => STAGES.to_vec(),
        Names::Severities => SEVERITIES.to_vec(),
        Names::Bodies => BODIES.iter().map(|(id, _)| *id).collect(),
        Names::Groups => {
            let options = g.groups().map(|no| &g.question(no).options);
            options.into_iter().flatten().map(|option| &*option.id).collect()
        }
    }
}

/// Which of the known names was meant, in a sentence; or all of them, where they are few.
fn nearest(name: &str, known: &[&str]) -> String {
    let mut list = known.to_vec();
    sort_by_key(&mut list, |one| distance(name, one));
    match list.first() {
        Some(one) if distance(name, one) <= 1 + name.chars().count() / 3 => [" Did you mean “", one, "”?"].concat(),
        _ if known.len() <= 12 => [" Known are: ", &known.join(", "), "."].concat(),
        _ => String::new(),
    }
}

/// How many letters have to be put in, left out or changed to make one word of another.
fn distance(one: &str, other: &str) -> usize {
    // A word so much longer is not meant, and is not gone through.
    if one.len() > 80 {
        return usize::MAX;
    }
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (down, a) in one.chars().enumerate() {
        let mut before = down;
        row[0] = down + 1;
        for (along, b) in other.iter().enumerate() {
            let here = (before + usize::from(a != *b)).min(row[along] + 1).min(row[along + 1] + 1);
            before = row[along + 1];
            row[along + 1] = here;
        }
    }
    row[other.len()]
}

// What follows reads a file that has been held against the table: what is asked for is there, and of its kind.

fn policy(json: &Json, g: &Guidance) -> Policy {
    let review = |part: &Json| Review { by: text(part, "by"), due: day(part, "due"), email: text(part, "email") };
    let contact = |part: &Json| Contact {
        team: text(part, "team"),
        email: text(part, "email"),
        phone: text(part, "phone"),
        link: text(part, "link"),
    };
    let assurance = |part: &Json| {
        let mut meetings: Vec<Date> =
            list(part, "meetings").iter().filter_map(|one| Date::parse(&words(one))).collect();
        sort_by_key(&mut meetings, |day| *day);
        let papers = match part.only("papers_days_before") {
            Some(Json::Number(Some(days))) => i32::try_from(*days).unwrap_or_default(),
            _ => 0,
        };
        Assurance { name: text(part, "name"), needs: pointer(part, "needs"), papers, meetings }
    };
    let bodies = list(json, "bodies").iter().map(|one| {
        let body = text(one, "body");
        let name = BODIES.iter().find(|(id, _)| *id == body).map_or("", |(_, name)| name);
        (name.to_owned(), text(one, "here"))
    });
    let edition = json.only("edition").unwrap_or(&Json::Null);
    Policy {
        organisation: text(json, "organisation"),
        edition: Edition { name: text(edition, "name"), date: day(edition, "date") },
        review: json.only("review").map(review),
        contact: json.only("contact").map(contact),
        payment: json.only("payment").map(|part| pointer(part, "words")),
        assurance: json.only("assurance").map(assurance),
        approaches: list(json, "approaches").iter().map(|one| approach(one, g)).collect(),
        checks: list(json, "checks").iter().map(|one| check(one, g)).collect(),
        bodies: bodies.collect(),
    }
}

fn approach(json: &Json, g: &Guidance) -> Approach {
    let stage = |one: &Json| {
        let word = words(one);
        STAGES.iter().position(|stage| *stage == word).and_then(|at| Lane::ALL.get(at).copied())
    };
    let groups = g.groups().map(|no| g.question(no));
    Approach {
        id: text(json, "id"),
        name: text(json, "name"),
        what: pointer(json, "what"),
        stages: list(json, "stages").iter().filter_map(stage).collect(),
        groups: list(json, "groups").iter().filter_map(|one| groups?.option_no(&words(one))).collect(),
        ask: text(json, "ask"),
    }
}

fn check(json: &Json, g: &Guidance) -> Check {
    let clause = |(name, options): &(String, Json)| -> Option<(QuestionNo, u64)> {
        let no = g.question_no(name)?;
        let Json::List(options) = options else { return None };
        let bits = options.iter().filter_map(|one| g.question(no).option_no(&words(one))).map(|at| 1u64 << at);
        Some((no, bits.fold(0, |all, bit| all | bit)))
    };
    let when = match json.only("when") {
        Some(Json::Map(parts)) => parts.iter().filter_map(clause).collect(),
        _ => Vec::new(),
    };
    let severity = match text(json, "severity").as_str() {
        "must" => Severity::Must,
        "should" => Severity::Should,
        _ => Severity::Consider,
    };
    Check {
        id: text(json, "id"),
        words: text(json, "words"),
        severity,
        mend: text(json, "mend"),
        who: text(json, "who"),
        when,
    }
}

fn words(json: &Json) -> String {
    if let Json::Text(text) = json { plain(text) } else { String::new() }
}

fn text(json: &Json, name: &str) -> String {
    json.only(name).map(words).unwrap_or_default()
}

fn day(json: &Json, name: &str) -> Date {
    Date::parse(&text(json, name)).unwrap_or(Date::MIN)
}

fn list<'j>(json: &'j Json, name: &str) -> &'j [Json] {
    if let Some(Json::List(list)) = json.only(name) { list } else { &[] }
}

fn pointer(json: &Json, name: &str) -> Pointer {
    Pointer { words: text(json, name), link: text(json, "link") }
}
