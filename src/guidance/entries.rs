//! The shapes of entries, as they are written in the content's files.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::value::Datetime;

use super::model::{
    Anchor, AskedOf, Barrier, Choose, Cost, CostKind, Effect, Feature, Lane, Level, PaperPart, Pass, People, Price,
    Severity, Status, Weeks, WorkKind,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawWork {
    pub id: String,
    pub title: String,
    pub publisher: String,
    pub kind: WorkKind,
    pub edition: String,
    pub link: Option<String>,
    pub in_force_from: Option<Datetime>,
    pub in_force_to: Option<Datetime>,
    pub status: Status,
    pub review_by: Datetime,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSource {
    pub id: String,
    pub work: String,
    pub place: String,
    pub status: Option<Status>,
    pub in_force_from: Option<Datetime>,
    pub in_force_to: Option<Datetime>,
    pub changed_by: Option<String>,
    pub says: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawQuestion {
    pub id: String,
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    pub label: String,
    pub topic: String,
    pub pass: Pass,
    pub ask: String,
    pub why: String,
    pub hint: String,
    pub choose: Choose,
    pub options: Vec<RawOption>,
    pub not_sure: Option<String>,
    pub find_out: Option<String>,
    pub error: String,
    #[serde(default)]
    pub beside: String,
    #[serde(default)]
    pub ask_when: Vec<RawClause>,
    pub cites: Vec<String>,
    pub reviewed: Datetime,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawOption {
    pub id: String,
    pub label: String,
    #[serde(default)]
    pub alone: bool,
    #[serde(default)]
    pub outside_order: bool,
    pub days_under: Option<u16>,
    pub people_under: Option<u32>,
    #[serde(default)]
    pub closed: bool,
    #[serde(default)]
    pub tells: bool,
    pub lane: Option<Lane>,
    #[serde(default)]
    pub meets: Vec<Barrier>,
    pub was: Option<String>,
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
pub(super) struct RawClause {
    pub question: String,
    pub is: Option<String>,
    pub includes: Option<String>,
    pub includes_other_than: Option<Vec<String>>,
    pub is_any_of: Option<Vec<String>>,
    pub is_none_of: Option<Vec<String>>,
    pub at_least: Option<String>,
    pub at_most: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDuty {
    pub id: String,
    pub name: String,
    pub what: String,
    pub likely: String,
    pub cannot_tell: String,
    pub unlikely: String,
    pub also: String,
    #[serde(default)]
    pub weigh: Vec<String>,
    #[serde(default)]
    pub step: Vec<RawStep>,
    pub cites: Vec<String>,
    #[serde(default)]
    pub watch: Vec<String>,
    pub reviewed: Datetime,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawStep {
    pub title: String,
    pub questions: Vec<String>,
    pub cites: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRule {
    pub id: String,
    pub duty: Option<String>,
    pub approach: Option<String>,
    pub approaches: Option<Vec<String>>,
    pub effect: Effect,
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    pub headline: String,
    pub because: String,
    #[serde(rename = "do")]
    pub action: Option<String>,
    pub verdict: Option<String>,
    #[serde(default)]
    pub instead: Vec<String>,
    #[serde(default)]
    pub note: Option<String>,
    pub cites: Vec<String>,
    pub when: Vec<RawClause>,
    #[serde(default)]
    pub unless: Vec<RawClause>,
    pub reviewed: Datetime,
    #[serde(default)]
    pub example: Vec<RawExample>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawExample {
    pub says: String,
    pub answers: toml::Table,
    #[serde(default)]
    pub chosen: Vec<String>,
    pub expect: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawApproach {
    pub id: String,
    #[serde(rename = "ref")]
    pub reference: String,
    pub name: String,
    pub what: String,
    pub family: String,
    pub level: Level,
    pub lanes: Vec<Lane>,
    pub suits: Vec<String>,
    pub suits_less: Vec<String>,
    pub people: People,
    pub weeks: Weeks,
    pub cost: Vec<Cost>,
    pub skills: Vec<String>,
    pub steps: Vec<String>,
    pub strengths: Vec<String>,
    pub hours: (u16, u16),
    pub watch: Vec<String>,
    pub adapt: Vec<RawAdapt>,
    pub barriers: Vec<Barrier>,
    #[serde(default)]
    pub reaches: Vec<String>,
    #[serde(default)]
    pub digital: bool,
    pub hands_on: String,
    pub cites: Vec<String>,
    pub reviewed: Datetime,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAdapt {
    pub group: String,
    pub how: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCheck {
    pub id: String,
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    pub topic: String,
    pub severity: Severity,
    pub title: String,
    pub ask: String,
    pub looks_for: String,
    pub why: String,
    pub mend: String,
    pub good: String,
    pub poor: String,
    #[serde(default)]
    pub relevant_when: Vec<RawClause>,
    #[serde(default)]
    pub unless: Vec<RawClause>,
    #[serde(default)]
    pub relevant_with: Vec<String>,
    pub cites: Vec<String>,
    pub reviewed: Datetime,
    #[serde(default)]
    pub example: Vec<RawExample>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPrinciple {
    pub number: u8,
    pub title: String,
    pub what: String,
    #[serde(default)]
    pub checks: Vec<String>,
    #[serde(default)]
    pub choice: Vec<Feature>,
    #[serde(default)]
    pub families: Vec<String>,
    pub cites: Vec<String>,
    pub reviewed: Datetime,
    #[serde(default)]
    pub example: Vec<RawShown>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawShown {
    pub says: String,
    #[serde(default)]
    pub answers: toml::Table,
    #[serde(default)]
    pub in_place: Vec<String>,
    #[serde(default)]
    pub chosen: Vec<String>,
    pub lacks: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTask {
    pub id: String,
    pub title: String,
    pub what: String,
    pub who: String,
    pub anchor: Anchor,
    pub days: i16,
    pub brought_by: RawBroughtBy,
    pub done_when: String,
    pub cites: Vec<String>,
    pub reviewed: Datetime,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawInterval {
    pub id: String,
    pub title: String,
    pub why: String,
    pub days: u16,
    pub least: u16,
    #[serde(default)]
    pub save: String,
    #[serde(default)]
    pub stands: String,
    #[serde(default)]
    pub brought_by: RawBroughtBy,
    pub cites: Vec<String>,
    pub reviewed: Datetime,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSeason {
    pub id: String,
    pub title: String,
    pub says: String,
    pub every: Option<(String, String)>,
    #[serde(default)]
    pub days: Vec<(String, String)>,
    pub cites: Vec<String>,
    pub reviewed: Datetime,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawBroughtBy {
    #[serde(default)]
    pub approaches: Vec<String>,
    #[serde(default)]
    pub duties: Vec<String>,
    #[serde(default)]
    pub likely: Vec<String>,
    #[serde(default)]
    pub checks: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTerm {
    pub id: String,
    pub term: String,
    pub means: String,
    #[serde(default)]
    pub also_called: Vec<String>,
    pub cites: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawScenario {
    pub id: String,
    pub title: String,
    pub story: String,
    pub teaches: String,
    pub cites: Vec<String>,
    pub reviewed: Datetime,
    pub assumed: Vec<String>,
    pub answers: toml::Table,
    #[serde(default)]
    pub used: Vec<String>,
    #[serde(default)]
    pub differs: BTreeMap<String, String>,
    pub lesson: RawLesson,
    #[serde(default)]
    pub turn: Vec<RawTurn>,
    #[serde(default)]
    pub expect: RawExpect,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLesson {
    #[serde(default)]
    pub duties: BTreeMap<String, String>,
    #[serde(default)]
    pub fits: Vec<String>,
    #[serde(default)]
    pub ruled_out: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTurn {
    pub question: String,
    pub options: Vec<String>,
    pub says: String,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct RawExpect {
    #[serde(default)]
    pub duties: BTreeMap<String, String>,
    #[serde(default)]
    pub fit: BTreeMap<String, String>,
    #[serde(default)]
    pub first_five: Vec<String>,
    #[serde(default)]
    pub rules: Vec<String>,
    #[serde(default)]
    pub checks: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawBarrier {
    pub id: Barrier,
    pub says: String,
    pub ask: String,
    pub cites: Vec<String>,
    pub reviewed: Datetime,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawGroup {
    pub id: String,
    pub kind: String,
    pub why: String,
    pub good: String,
    pub ill: String,
    #[serde(default)]
    pub overlaps: Vec<String>,
    pub cites: Vec<String>,
    pub reviewed: Datetime,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawMeasure {
    pub id: String,
    pub title: String,
    pub what: String,
    pub topic: String,
    #[serde(default)]
    pub mends: Vec<Barrier>,
    #[serde(default)]
    pub with: Vec<Barrier>,
    #[serde(default)]
    pub groups: Vec<String>,
    #[serde(default)]
    pub families: Vec<String>,
    #[serde(default)]
    pub except: Vec<String>,
    #[serde(default)]
    pub payment: bool,
    pub weeks: u16,
    pub price: Price,
    #[serde(default)]
    pub pays: CostKind,
    pub who: String,
    pub cites: Vec<String>,
    pub reviewed: Datetime,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPartner {
    pub id: String,
    pub name: String,
    pub ask: String,
    pub brings: String,
    pub costs: String,
    pub met: String,
    pub anchor: Anchor,
    pub days: i16,
    #[serde(default)]
    pub relevant_when: Vec<RawClause>,
    #[serde(default)]
    pub unless: Vec<RawClause>,
    #[serde(default)]
    pub relevant_with: Vec<String>,
    pub cites: Vec<String>,
    pub reviewed: Datetime,
    #[serde(default)]
    pub example: Vec<RawExample>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRisk {
    pub id: String,
    pub title: String,
    pub why: String,
    pub mend: String,
    pub who: String,
    #[serde(default)]
    pub relevant_when: Vec<RawClause>,
    #[serde(default)]
    pub unless: Vec<RawClause>,
    #[serde(default)]
    pub relevant_with: Vec<String>,
    pub cites: Vec<String>,
    pub reviewed: Datetime,
    #[serde(default)]
    pub example: Vec<RawExample>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPrompt {
    pub id: String,
    #[serde(default, rename = "for")]
    pub of: AskedOf,
    pub part: String,
    pub label: String,
    pub hint: String,
    pub cites: Vec<String>,
    pub reviewed: Datetime,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPaper {
    pub id: String,
    pub title: String,
    pub lead: String,
    pub relevant_with: Vec<String>,
    pub part: Vec<PaperPart>,
    #[serde(default)]
    pub signed_by: Vec<String>,
    pub cites: Vec<String>,
    pub reviewed: Datetime,
}

/// An entry with the file and line it stands at.
pub(super) struct Placed<T> {
    pub file: String,
    pub line: usize,
    pub entry: T,
}

#[derive(Default)]
pub(super) struct Entries {
    pub works: Vec<Placed<RawWork>>,
    pub sources: Vec<Placed<RawSource>>,
    pub questions: Vec<Placed<RawQuestion>>,
    pub duties: Vec<Placed<RawDuty>>,
    pub rules: Vec<Placed<RawRule>>,
    pub approaches: Vec<Placed<RawApproach>>,
    pub checks: Vec<Placed<RawCheck>>,
    pub tasks: Vec<Placed<RawTask>>,
    pub terms: Vec<Placed<RawTerm>>,
    pub scenarios: Vec<Placed<RawScenario>>,
    pub principles: Vec<Placed<RawPrinciple>>,
    pub barriers: Vec<Placed<RawBarrier>>,
    pub groups: Vec<Placed<RawGroup>>,
    pub measures: Vec<Placed<RawMeasure>>,
    pub partners: Vec<Placed<RawPartner>>,
    pub prompts: Vec<Placed<RawPrompt>>,
    pub papers: Vec<Placed<RawPaper>>,
    pub intervals: Vec<Placed<RawInterval>>,
    pub seasons: Vec<Placed<RawSeason>>,
    pub risks: Vec<Placed<RawRisk>>,
}
