//! The sections of the guidance, and what rests on each: a table for the people who own the policy, and for a test.

use serde::Deserialize;

use crate::guidance::{Duty, Guidance, Handbook, Source, SourceNo};

/// The work whose sections these are.
const GUIDANCE: &str = "wpc";

/// A section of the guidance, as `src/guidance/sections.toml` lists it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// How the places of its passages begin.
    pub place: String,
    /// Its heading, where its place does not end with it.
    title: Option<String>,
    /// Why nothing rests on it.
    pub out_of_scope: Option<String>,
}

/// How a section, or one passage, is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Used {
    /// Rules, duties, questions, approaches, checks or tasks rest on it: how many of each, in words.
    Modelled(String),
    /// Only words explained and scenarios read it: which, in words.
    Background(String),
    /// Nothing reads it.
    Unread,
}

impl Section {
    /// The part of the guidance that it stands in, such as "Annex A1".
    #[must_use]
    pub fn part(&self) -> &str {
        self.place.split_once(", ").map_or(&self.place, |(part, _)| part)
    }

    /// Its heading.
    #[must_use]
    pub fn title(&self) -> &str {
        let in_place = self.place.split_once(", ").map_or(self.place.as_str(), |(_, title)| title);
        self.title.as_deref().unwrap_or(in_place)
    }

    /// How it is used, through all of its passages.
    #[must_use]
    pub fn used(&self, g: &Guidance, handbook: &Handbook, sections: &[Self]) -> Used {
        let stands_here = |source: &Source| sections_of(g, source, sections).into_iter().flatten().any(|it| it == self);
        let passages: Vec<SourceNo> =
            (0..).zip(&g.sources).filter(|(_, source)| stands_here(source)).map(|(no, _)| no).collect();
        used(g, handbook, &passages)
    }
}

/// The sections that a passage of the guidance stands in: one for each part of its place between semicolons, and
/// `None` for a part that no section holds. A later part may leave out the words "Annex B4".
#[must_use]
pub fn sections_of<'s>(g: &Guidance, source: &Source, sections: &'s [Section]) -> Vec<Option<&'s Section>> {
    if g.work(source).id != GUIDANCE {
        return Vec::new();
    }
    let holds = |place: &str, section: &Section| {
        let rest = place.strip_prefix(section.place.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([',', ':']))
    };
    let find =
        |place: &str| sections.iter().filter(|section| holds(place, section)).max_by_key(|section| section.place.len());
    let part = source.place.split_once(", ").map_or("", |(part, _)| part);
    source.place.split("; ").map(|place| find(place).or_else(|| find(&format!("{part}, {place}")))).collect()
}

/// How these passages are used, taken together.
#[must_use]
pub fn used(g: &Guidance, handbook: &Handbook, passages: &[SourceNo]) -> Used {
    let here = |cites: &[SourceNo]| cites.iter().any(|no| passages.contains(no));
    let duties =
        |duty: &&Duty| here(&duty.cites) || here(&duty.watch) || duty.steps.iter().any(|step| here(&step.cites));
    let counts = [
        (g.duties.iter().filter(duties).count(), ["duty", "duties"]),
        (g.rules.iter().filter(|rule| here(&rule.cites)).count(), ["rule", "rules"]),
        (g.questions.iter().filter(|question| here(&question.cites)).count(), ["question", "questions"]),
        (g.approaches.iter().filter(|approach| here(&approach.cites)).count(), ["approach", "approaches"]),
        (g.checks.iter().filter(|check| here(&check.cites)).count(), ["check", "checks"]),
        (handbook.tasks.iter().filter(|task| here(&task.cites)).count(), ["task", "tasks"]),
        (handbook.barriers.iter().filter(|one| here(&one.cites)).count(), ["barrier", "barriers"]),
        (handbook.groups.iter().filter(|one| here(&one.cites)).count(), ["group", "groups"]),
        (handbook.measures.iter().filter(|one| here(&one.cites)).count(), ["measure", "measures"]),
        (handbook.partners.iter().filter(|one| here(&one.cites)).count(), ["partner", "partners"]),
        (handbook.prompts.iter().filter(|one| here(&one.cites)).count(), ["prompt", "prompts"]),
        (handbook.risks.iter().filter(|one| here(&one.cites)).count(), ["risk", "risks"]),
        (handbook.papers.iter().filter(|one| here(&one.cites)).count(), ["paper", "papers"]),
    ];
    let words: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, [one, many])| format!("{count} {}", if *count == 1 { one } else { many }))
        .collect();
    if !words.is_empty() {
        return Used::Modelled(words.join(", "));
    }
    let terms = handbook.terms.iter().filter(|term| here(&term.cites)).map(|term| format!("the words “{}”", term.term));
    let scenarios = handbook.scenarios.iter().filter(|one| here(&one.cites));
    let readers: Vec<String> = terms.chain(scenarios.map(|one| format!("the example “{}”", one.title))).collect();
    if readers.is_empty() { Used::Unread } else { Used::Background(readers.join(", ")) }
}
