//! What the plan costs: lines from its approaches and from what is put in place, with the person's own quantities and
//! prices; totals by what the money goes on, by stage and by group. Bands are our own estimates, and no rate of pay is
//! anybody's policy.

use serde::{Deserialize, Serialize};

use super::registers::COSTS;
use super::{Edits, PlanLane, PlanMeasure};
use crate::date::Date;
use crate::guidance::{Cost, CostKind, Guidance};

/// What a plan costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanMoney {
    /// Each line.
    pub lines: Vec<PlanCost>,
    /// How much is added for what nobody foresaw, in hundredths.
    pub contingency: u32,
    /// The day of the person's own prices.
    pub as_at: Option<Date>,
    /// The whole with what is added, in pounds: the least, and the most where it has an end.
    pub whole: Pounds,
    /// How many lines are not counted, as nobody has said how many.
    pub uncounted: usize,
    /// What is spent on each kind of thing: support and venues always, others where anything is.
    pub by_kind: Vec<PlanSum>,
    /// What is spent in each stage; what serves no single stage is left out.
    pub by_stage: Vec<PlanSum>,
    /// What is spent on support made for each group, and what is for everyone.
    pub by_group: Vec<PlanSum>,
}

/// A sum in pounds: the least, and the most where it has an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Pounds {
    /// The least.
    pub from: u32,
    /// The most; none where it has no end.
    pub to: Option<u32>,
}

impl Pounds {
    const NONE: Self = Self { from: 0, to: Some(0) };

    fn plus(self, other: Self) -> Self {
        let to = self.to.zip(other.to).map(|(one, two)| one.saturating_add(two));
        Self { from: self.from.saturating_add(other.from), to }
    }

    fn times(self, many: u32) -> Self {
        Self { from: self.from.saturating_mul(many), to: self.to.map(|to| to.saturating_mul(many)) }
    }

    fn and_hundredths(self, more: u32) -> Self {
        let add = |pounds: u32| {
            let more = u64::from(pounds) * u64::from(more) / 100;
            pounds.saturating_add(u32::try_from(more).unwrap_or(u32::MAX))
        };
        Self { from: add(self.from), to: self.to.map(add) }
    }

    /// It in words: "£400", "up to £400", "£400 to £1,200", "£400 or more".
    #[must_use]
    pub fn words(self) -> String {
        let from = ["£", &super::thousands(self.from)].concat();
        match self.to {
            Some(to) if to == self.from => from,
            Some(to) if self.from == 0 => ["up to £", &super::thousands(to)].concat(),
            Some(to) => [&from, " to £", &super::thousands(to)].concat(),
            None => [&from, " or more"].concat(),
        }
    }
}

/// A line of a budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanCost {
    /// By which the person's quantity and price are kept; empty for a cost of the person's own, which holds both.
    pub id: String,
    /// What it is for.
    pub title: String,
    /// What the money goes on.
    pub kind: CostKind,
    /// The stage it serves; empty where it serves no single one.
    pub stage: String,
    /// The groups it is for; empty where it is for everyone.
    pub groups: Vec<String>,
    /// What one of it is: "session".
    pub each: String,
    /// What one of it costs: the person's own price, or our band.
    pub one: Pounds,
    /// The price is the person's own.
    pub own: bool,
    /// How many, where that is known.
    pub many: Option<u32>,
    /// What they cost together, where it is known how many.
    pub whole: Option<Pounds>,
}

/// A part of a budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanSum {
    /// What it is spent on.
    pub name: String,
    /// How much.
    pub pounds: Pounds,
}

/// What is added for what nobody foresaw, where the person has not said: in hundredths, our own estimate.
pub const CONTINGENCY: u32 = 10;
/// For everyone.
const EVERYONE: &str = "Everyone";

/// Reckons what a plan costs.
pub(super) fn money(g: &Guidance, edits: &Edits, lanes: &[PlanLane], measures: &[PlanMeasure]) -> PlanMoney {
    let mut lines: Vec<PlanCost> = Vec::new();
    for measure in measures.iter().filter(|one| one.price.to > 0) {
        let one = Pounds { from: measure.price.from, to: Some(measure.price.to) };
        let stages =
            lanes.iter().filter(|lane| lane.approaches.iter().any(|one| measure.approaches.contains(&one.name)));
        let mut stages = stages.map(|lane| &lane.name);
        let stage = match (stages.next(), stages.next()) {
            (Some(stage), None) => stage.clone(),
            _ => String::new(),
        };
        lines.push(PlanCost {
            stage,
            groups: measure.groups.clone(),
            each: measure.price.each.clone(),
            ..PlanCost::of(edits, &measure.id, &measure.title, measure.pays, one, None)
        });
    }
    for lane in lanes {
        for one in &lane.approaches {
            let cost = g.approach_no(&one.id).map(|no| band(&g.approach(no).cost)).unwrap_or_default();
            lines.push(PlanCost {
                stage: lane.name.clone(),
                each: "approach".to_owned(),
                ..PlanCost::of(edits, &one.id, &one.name, CostKind::Running, cost, Some(1))
            });
        }
    }
    for row in edits.rows(COSTS.id).iter().filter(|row| !row.is_blank()) {
        let kind = CostKind::ALL.into_iter().find(|kind| kind.id() == row.text("kind")).unwrap_or(CostKind::Other);
        let one = row.whole("pounds").map(|pounds| Pounds { from: pounds, to: Some(pounds) });
        let many = row.whole("many").or(one.map(|_| 1)).filter(|_| one.is_some());
        lines.push(PlanCost {
            id: String::new(),
            title: row.text("what").to_owned(),
            kind,
            stage: String::new(),
            groups: Vec::new(),
            each: String::new(),
            one: one.unwrap_or(Pounds::NONE),
            own: true,
            many,
            whole: many.zip(one).map(|(many, one)| one.times(many)),
        });
    }
    crate::order::sort_by_key(&mut lines, |line| line.kind);

    let sum = |so: &dyn Fn(&PlanCost) -> bool| {
        let counted = lines.iter().filter(|line| so(line)).filter_map(|line| line.whole);
        counted.fold(Pounds::NONE, Pounds::plus)
    };
    let some = |name: &str, pounds: Pounds| (pounds != Pounds::NONE).then(|| PlanSum { name: name.to_owned(), pounds });
    // What is spent on support always stands beside what is spent on venues, be it nothing.
    let by_kind = CostKind::ALL.into_iter().filter_map(|kind| {
        let pounds = sum(&|line| line.kind == kind);
        let always = matches!(kind, CostKind::Support | CostKind::Venue);
        some(kind.name(), pounds).or_else(|| always.then(|| PlanSum { name: kind.name().to_owned(), pounds }))
    });
    let by_stage = lanes.iter().filter_map(|lane| some(&lane.name, sum(&|line| line.stage == lane.name)));
    let names = crate::order::each_once(&mut lines.iter().flat_map(|line| &line.groups));
    let running = |line: &PlanCost| line.kind == CostKind::Running || line.id.is_empty();
    let everyone = some(EVERYONE, sum(&|line| line.groups.is_empty() && !running(line)));
    let by_group = names
        .iter()
        .filter_map(|name| some(name, sum(&|line| line.groups.iter().any(|of| of == name))))
        .chain(everyone);
    let contingency = edits.money.whole("contingency").unwrap_or(CONTINGENCY);
    PlanMoney {
        contingency,
        as_at: edits.money.day("as_at"),
        whole: sum(&|_| true).and_hundredths(contingency),
        uncounted: lines.iter().filter(|line| line.whole.is_none()).count(),
        by_kind: by_kind.collect(),
        by_stage: by_stage.collect(),
        by_group: by_group.collect(),
        lines,
    }
}

impl PlanCost {
    /// A line with the person's own quantity and price, where they gave them.
    fn of(edits: &Edits, id: &str, title: &str, kind: CostKind, band: Pounds, many: Option<u32>) -> Self {
        let row = edits.prices.get(id);
        let price = row.and_then(|row| row.whole("pounds"));
        let one = price.map_or(band, |pounds| Pounds { from: pounds, to: Some(pounds) });
        let many = row.and_then(|row| row.whole("many")).or(many);
        Self {
            id: id.to_owned(),
            title: title.to_owned(),
            kind,
            stage: String::new(),
            groups: Vec::new(),
            each: String::new(),
            one,
            own: price.is_some(),
            many,
            whole: many.map(|many| one.times(many)),
        }
    }
}

/// The bands of an approach as one.
fn band(bands: &[Cost]) -> Pounds {
    let from = bands.iter().min().and_then(|band| band.pounds().0).unwrap_or(0);
    Pounds { from, to: bands.iter().max().and_then(|band| band.pounds().1) }
}

/// What is added, and what is not counted, in a sentence or two.
#[must_use]
pub fn in_hundredths(money: &PlanMoney) -> String {
    let mut words = [&money.contingency.to_string(), "% of it is kept for what nobody foresaw."].concat();
    if money.uncounted > 0 {
        let many = money.uncounted.to_string();
        let lines = if money.uncounted == 1 { " line is" } else { " lines are" };
        words = [&words, " ", &many, lines, " not counted yet: say how many you need."].concat();
    }
    words
}
