//! Reads what keeps people out and what lets them in: barriers, groups, measures, partners, the prompts of the record,
//! and papers.

use std::collections::{BTreeMap, BTreeSet};

use super::super::entries::{Placed, RawBarrier, RawGroup, RawMeasure, RawPaper, RawPartner, RawPrompt, RawRisk};
use super::super::model::{
    Approach, Barrier, BarrierNotes, GroupNotes, Measure, Paper, Partner, Price, Prompt, Risk, Source,
};
use super::{Example, Names, Orders, Reading};

impl Reading {
    pub(super) fn barriers(&mut self, raw: &[Placed<RawBarrier>], names: &Names) -> Vec<BarrierNotes> {
        let mut barriers = Vec::new();
        for (place, placed) in raw.iter().enumerate() {
            let e = &placed.entry;
            self.stand(placed, "barrier", e.id.name());
            self.date("reviewed", &e.reviewed);
            self.words("says", &e.says);
            self.words("ask", &e.ask);
            if Barrier::ALL.get(place) != Some(&e.id) {
                self.problem(
                    "id",
                    "the barriers are not each here once and in order",
                    "Put them in the order of model.rs",
                );
            }
            barriers.push(BarrierNotes {
                says: e.says.clone(),
                ask: e.ask.clone(),
                cites: self.cites(&e.cites, names),
            });
        }
        self.whole("[[barrier]]", barriers.len(), Barrier::ALL.len());
        barriers
    }

    /// Every group stands here once, in the order of the question that names them.
    pub(super) fn groups(&mut self, raw: &[Placed<RawGroup>], names: &Names) -> Vec<GroupNotes> {
        let options = names.groups.and_then(|place| names.options.get(place)).cloned().unwrap_or_default();
        let mut groups = Vec::new();
        for (place, placed) in raw.iter().enumerate() {
            let e = &placed.entry;
            self.stand(placed, "group", &e.id);
            self.date("reviewed", &e.reviewed);
            for (field, text) in [("kind", &e.kind), ("why", &e.why), ("good", &e.good), ("ill", &e.ill)] {
                self.words(field, text);
            }
            if options.get(place) != Some(&e.id) {
                self.problem(
                    "id",
                    "it is no group, or out of order",
                    "Follow the options of the question about groups",
                );
            }
            if e.overlaps.contains(&e.id) {
                self.problem("overlaps", "it names itself", "Name other groups");
            }
            groups.push(GroupNotes {
                kind: e.kind.clone(),
                why: e.why.clone(),
                good: e.good.clone(),
                ill: e.ill.clone(),
                overlaps: self.find_all("overlaps", "group", &options, &e.overlaps),
                cites: self.cites(&e.cites, names),
            });
        }
        self.whole("[[group]]", groups.len(), options.len());
        groups
    }

    fn whole(&mut self, kind: &str, found: usize, of: usize) {
        if found != of {
            self.file = "content".to_owned();
            self.line = 0;
            self.entry = "the whole".to_owned();
            self.problem("", format!("there are {found} entries {kind}, not {of}"), "Write one for each");
        }
    }

    pub(super) fn measures(
        &mut self,
        raw: &[Placed<RawMeasure>],
        names: &Names,
        approaches: &[Approach],
    ) -> Vec<Measure> {
        let groups = names.groups.and_then(|place| names.options.get(place)).cloned().unwrap_or_default();
        let mut seen = BTreeSet::new();
        let mut said: BTreeMap<String, String> = BTreeMap::new();
        let mut measures = Vec::new();
        for placed in raw {
            let e = &placed.entry;
            self.stand(placed, "measure", &e.id);
            self.unique(&mut seen, &e.id);
            self.date("reviewed", &e.reviewed);
            for (field, text) in [
                ("title", &e.title),
                ("what", &e.what),
                ("topic", &e.topic),
                ("who", &e.who),
                ("price.each", &e.price.each),
            ] {
                self.words(field, text);
            }
            let plain: String = e.title.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
            if let Some(other) = said.insert(plain, e.id.clone()) {
                self.problem("title", format!("'{other}' says the same"), "Say it once");
            }
            let Price { from, to, .. } = e.price;
            if from > to {
                self.problem("price", "from is more than to", "Mend the figures");
            }
            for family in &e.families {
                if !approaches.iter().any(|approach| approach.family == *family) {
                    self.problem("families", format!("no approach is of family '{family}'"), "Check its spelling");
                }
            }
            if let Some(both) = e.mends.iter().find(|barrier| e.with.contains(barrier)) {
                self.problem("with", format!("it mends '{}' as well", both.name()), "Keep it in one of the two");
            }
            measures.push(Measure {
                id: e.id.clone(),
                title: e.title.clone(),
                what: e.what.clone(),
                topic: e.topic.clone(),
                mends: e.mends.clone(),
                with: e.with.clone(),
                groups: self.find_all("groups", "group", &groups, &e.groups),
                families: e.families.clone(),
                except: self.find_all("except", "approach", &names.approaches, &e.except),
                payment: e.payment,
                weeks: e.weeks,
                price: e.price.clone(),
                pays: e.pays,
                who: e.who.clone(),
                cites: self.cites(&e.cites, names),
            });
        }
        measures
    }

    pub(super) fn partners(
        &mut self,
        raw: &[Placed<RawPartner>],
        names: &Names,
        orders: &Orders,
        sources: &[Source],
        examples: &mut Vec<Example>,
    ) -> Vec<Partner> {
        let mut seen = BTreeSet::new();
        let mut partners = Vec::new();
        for placed in raw {
            let e = &placed.entry;
            self.stand(placed, "partner", &e.id);
            self.unique(&mut seen, &e.id);
            self.date("reviewed", &e.reviewed);
            for (field, text) in
                [("name", &e.name), ("ask", &e.ask), ("brings", &e.brings), ("costs", &e.costs), ("met", &e.met)]
            {
                self.words(field, text);
            }
            if !e.relevant_when.is_empty() || !e.relevant_with.is_empty() {
                self.examples(&e.example, &e.id, "relevant", "not_relevant", names, examples);
            }
            let cites = self.cites(&e.cites, names);
            self.in_force(&cites, sources);
            partners.push(Partner {
                id: e.id.clone(),
                name: e.name.clone(),
                ask: e.ask.clone(),
                brings: e.brings.clone(),
                costs: e.costs.clone(),
                met: e.met.clone(),
                anchor: e.anchor,
                days: e.days,
                relevant_when: self.clauses("relevant_when", &e.relevant_when, names, orders),
                unless: self.clauses("unless", &e.unless, names, orders),
                relevant_with: self.find_all("relevant_with", "approach", &names.approaches, &e.relevant_with),
                cites,
            });
        }
        partners
    }

    pub(super) fn risks(
        &mut self,
        raw: &[Placed<RawRisk>],
        names: &Names,
        orders: &Orders,
        sources: &[Source],
        examples: &mut Vec<Example>,
    ) -> Vec<Risk> {
        let mut seen = BTreeSet::new();
        let mut risks = Vec::new();
        for placed in raw {
            let e = &placed.entry;
            self.stand(placed, "risk", &e.id);
            self.unique(&mut seen, &e.id);
            self.date("reviewed", &e.reviewed);
            for (field, text) in [("title", &e.title), ("why", &e.why), ("mend", &e.mend), ("who", &e.who)] {
                self.words(field, text);
            }
            if !e.relevant_when.is_empty() || !e.relevant_with.is_empty() {
                self.examples(&e.example, &e.id, "relevant", "not_relevant", names, examples);
            }
            let cites = self.cites(&e.cites, names);
            self.in_force(&cites, sources);
            risks.push(Risk {
                id: e.id.clone(),
                title: e.title.clone(),
                why: e.why.clone(),
                mend: e.mend.clone(),
                who: e.who.clone(),
                relevant_when: self.clauses("relevant_when", &e.relevant_when, names, orders),
                unless: self.clauses("unless", &e.unless, names, orders),
                relevant_with: self.find_all("relevant_with", "approach", &names.approaches, &e.relevant_with),
                cites,
            });
        }
        risks
    }

    pub(super) fn prompts(&mut self, raw: &[Placed<RawPrompt>], names: &Names) -> Vec<Prompt> {
        let mut seen = BTreeSet::new();
        let mut prompts = Vec::new();
        for placed in raw {
            let e = &placed.entry;
            self.stand(placed, "prompt", &e.id);
            self.unique(&mut seen, &e.id);
            self.date("reviewed", &e.reviewed);
            for (field, text) in [("part", &e.part), ("label", &e.label), ("hint", &e.hint)] {
                self.words(field, text);
            }
            prompts.push(Prompt {
                id: e.id.clone(),
                of: e.of,
                part: e.part.clone(),
                label: e.label.clone(),
                hint: e.hint.clone(),
                cites: self.cites(&e.cites, names),
            });
        }
        prompts
    }

    pub(super) fn papers(&mut self, raw: &[Placed<RawPaper>], names: &Names) -> Vec<Paper> {
        let mut seen = BTreeSet::new();
        let mut papers = Vec::new();
        for placed in raw {
            let e = &placed.entry;
            self.stand(placed, "paper", &e.id);
            self.unique(&mut seen, &e.id);
            self.date("reviewed", &e.reviewed);
            self.words("title", &e.title);
            self.words("lead", &e.lead);
            for part in &e.part {
                self.words("part.heading", &part.heading);
                self.all_words("part.lines", &part.lines);
            }
            papers.push(Paper {
                id: e.id.clone(),
                title: e.title.clone(),
                lead: e.lead.clone(),
                relevant_with: self.find_all("relevant_with", "approach", &names.approaches, &e.relevant_with),
                parts: e.part.clone(),
                signed_by: e.signed_by.clone(),
                cites: self.cites(&e.cites, names),
            });
        }
        papers
    }
}
