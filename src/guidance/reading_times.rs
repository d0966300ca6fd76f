//! Reads time: what stands between what people said and the decision, and what else falls in those weeks.

use std::collections::BTreeSet;

use super::super::date::Date;
use super::super::entries::{Placed, RawInterval, RawSeason};
use super::super::model::{Interval, Season};
use super::{Names, Reading};

/// The years for which a season that comes each year is written out.
const YEARS: std::ops::RangeInclusive<i16> = 2026..=2032;

impl Reading {
    pub(super) fn intervals(&mut self, raw: &[Placed<RawInterval>], names: &Names) -> Vec<Interval> {
        let mut seen = BTreeSet::new();
        let mut intervals = Vec::new();
        for placed in raw {
            let e = &placed.entry;
            self.stand(placed, "interval", &e.id);
            self.unique(&mut seen, &e.id);
            self.date("reviewed", &e.reviewed);
            self.words("title", &e.title);
            self.words("why", &e.why);
            if e.least > e.days {
                self.problem("least", "it is more than the days it takes", "Mend the figures");
            }
            if e.save.is_empty() != (e.least == e.days) {
                self.problem("save", "it can be cut and does not say how, or the other way round", "Say both or none");
            }
            let by = &e.brought_by;
            intervals.push(Interval {
                id: e.id.clone(),
                title: e.title.clone(),
                why: e.why.clone(),
                days: e.days,
                least: e.least,
                save: e.save.clone(),
                stands: e.stands.clone(),
                duties: self.find_all("brought_by", "duty", &names.duties, &by.duties),
                checks: self.find_all("brought_by", "check", &names.checks, &by.checks),
                cites: self.cites(&e.cites, names),
            });
        }
        intervals
    }

    pub(super) fn seasons(&mut self, raw: &[Placed<RawSeason>], names: &Names) -> Vec<Season> {
        let mut seen = BTreeSet::new();
        let mut seasons = Vec::new();
        for placed in raw {
            let e = &placed.entry;
            self.stand(placed, "season", &e.id);
            self.unique(&mut seen, &e.id);
            self.date("reviewed", &e.reviewed);
            self.words("title", &e.title);
            self.words("says", &e.says);
            let mut days = Vec::new();
            let dates = e.days.iter().map(|(from, to)| (Date::parse(from), Date::parse(to)));
            let yearly = e.every.iter().flat_map(|(from, to)| {
                YEARS.map(move |year| {
                    let later = if from > to { year + 1 } else { year };
                    (Date::parse(&format!("{year}-{from}")), Date::parse(&format!("{later}-{to}")))
                })
            });
            for span in dates.chain(yearly) {
                match span {
                    (Some(from), Some(to)) if from <= to => days.push((from, to)),
                    _ => self.problem("days", "it is not a first and a last day", "Write days such as 2027-04-21"),
                }
            }
            if days.is_empty() {
                self.problem("days", "it has no days", "Give `every` or `days`");
            }
            seasons.push(Season {
                id: e.id.clone(),
                title: e.title.clone(),
                says: e.says.clone(),
                days,
                cites: self.cites(&e.cites, names),
            });
        }
        seasons
    }
}
