//! Writes what keeps a plan honest: promises, risks, who agreed to it, how to know that it worked, what is kept; and the
//! letter that tells people what came of it.

use super::write::{
    NOT_WRITTEN, NOTHING_YET, Writer, bullets, labelled, paragraph, plain, section, sentence, spaced, strong, table,
    taking_part, text,
};
use super::{Block, Section, Span};
use crate::assessment::explain::lower;
use crate::guidance::Lane;
use crate::order::each_once;
use crate::plan::{
    ANNUAL, GOVERNANCE, KEEPING, PlanApproach, PlanEntry, PlanLane, PlanPromise, WHO_DECIDED, WORKED, day_words,
    in_hand_words, range,
};

/// A place in a letter that a person still has to fill.
const TO_FILL: &str = "To be filled in.";

impl Writer<'_> {
    /// The parts that come after the tasks and the dates, in order.
    pub(super) fn follow_up(&mut self) -> Vec<Section> {
        let annual = self.asked(ANNUAL);
        vec![
            self.promises(),
            self.risks(),
            self.governance(),
            self.worked(),
            self.register("said"),
            section(ANNUAL, annual),
            self.register("log"),
            self.keeping(),
        ]
    }

    /// What is written of one part, then the names of what is not.
    fn asked(&mut self, part: &str) -> Vec<Block> {
        let plan = self.plan;
        let list = plan.follow_up.iter().filter(|entry| entry.part == part);
        let (empty, written): (Vec<&PlanEntry>, Vec<&PlanEntry>) = list.partition(|entry| entry.text.trim().is_empty());
        let mut blocks = Vec::new();
        for entry in written {
            blocks.extend(self.entry(entry));
        }
        if !empty.is_empty() {
            let names: Vec<String> = empty.iter().map(|entry| lower(&entry.label)).collect();
            blocks.push(Block::Paragraph(vec![
                strong(NOT_WRITTEN.trim_end_matches('.')),
                plain(&[": ", &sentence(&names.join("; "))].concat()),
            ]));
        }
        blocks
    }

    /// Who decided on the duty, with what it was read by.
    pub(super) fn who_decided(&mut self) -> Section {
        let plan = self.plan;
        let mut blocks = self.asked(WHO_DECIDED);
        let read = [
            "The answers were read by edition ",
            &plan.edition,
            " of the rules, on ",
            &day_words(plan.made_on),
            ". The law in it was last read on ",
            &day_words(plan.law_as_at),
            ".",
        ];
        blocks.push(paragraph(&read.concat()));
        section(WHO_DECIDED, blocks)
    }

    fn promises(&self) -> Section {
        let line = |one: &PlanPromise| {
            let mut spans = text(&one.words);
            if !one.broken.is_empty() {
                spans.extend([plain(" "), strong("The plan would break it."), plain(&spaced(&one.broken))]);
            }
            spans
        };
        let list = &self.plan.promises;
        let blocks = if list.is_empty() {
            vec![paragraph(NOTHING_YET)]
        } else {
            vec![
                paragraph("Each promise is held against the plan, and carried to every stage that is still to come."),
                bullets(list.iter().map(line).collect()),
            ]
        };
        section("Promises made", blocks)
    }

    /// The promises that hold in a stage, where it is not over.
    pub(super) fn promises_in(&self, lane: &PlanLane) -> Vec<Block> {
        let plan = self.plan;
        let over = lane.approaches.iter().all(|one| one.to < plan.made_on);
        if over || plan.promises.is_empty() {
            return Vec::new();
        }
        let lead = ["Promises that hold in this stage (", &lower(&lane.name), "):"];
        vec![
            Block::Paragraph(vec![strong(&lead.concat())]),
            bullets(plan.promises.iter().map(|one| text(&one.words)).collect()),
        ]
    }

    /// Every promise in one line, for the page that the public reads; nothing where none was made.
    pub(super) fn promises_in_a_line(&self) -> Vec<Block> {
        let words: Vec<&str> = self.plan.promises.iter().map(|one| one.words.as_str()).collect();
        if words.is_empty() { Vec::new() } else { labelled("What we have promised", &words.join(" "), "") }
    }

    fn risks(&mut self) -> Section {
        let heading = "Risks, and what we do about them";
        let plan = self.plan;
        let mut blocks = Vec::new();
        if plan.risks.is_empty() {
            blocks.push(paragraph("The answers bring no risk that we know of."));
        } else {
            let rows = plan.risks.iter().map(|one| {
                let what = self.with_notes(text(&one.title), &one.notes);
                let how = vec![plain(&one.why), plain(" "), strong("What to do:"), plain(&spaced(&one.mend))];
                vec![what, how, text(&one.who), text(in_hand_words(one.said))]
            });
            let rows = rows.collect();
            let head = ["What could go wrong", "Why here, and what to do", "Who", "In hand"];
            blocks.push(table("Risks that the answers bring", &head, rows));
        }
        let mut whole = section(heading, blocks);
        whole.sections.push(self.register("risks"));
        whole
    }

    fn governance(&mut self) -> Section {
        let plan = self.plan;
        let mut blocks = self.asked(GOVERNANCE);
        if plan.sign_offs.is_empty() {
            blocks.push(paragraph("Nobody has signed this plan off yet."));
        } else {
            let rows = plan.sign_offs.iter().map(|one| {
                let open = if one.open.is_empty() { "Not counted" } else { &one.open };
                vec![text(&day_words(one.on)), text(&one.by), text(&one.edition), text(open)]
            });
            let head = ["Day", "By which role", "Edition of the rules", "What was open"];
            blocks.push(table("Signed off, as it stood on the day", &head, rows.collect()));
        }
        for one in plan.sign_offs.iter().filter(|one| !one.moved.is_empty()) {
            let rows = one.moved.iter().map(|(what, then, now)| vec![text(what), text(then), text(now)]);
            let caption = ["Then and now: signed off by ", &one.by, " on ", &day_words(one.on)];
            blocks.push(table(&caption.concat(), &["What", "Then", "Now"], rows.collect()));
        }
        section(GOVERNANCE, blocks)
    }

    /// What tells that it worked, a part for each of those who can tell.
    fn worked(&mut self) -> Section {
        let plan = self.plan;
        let mut whole = section(WORKED, vec![paragraph("Choose these measures with the people who take part.")]);
        for part in each_once(&mut plan.follow_up.iter().map(|entry| &entry.part)) {
            let Some(of) = part.strip_prefix(WORKED) else { continue };
            let mut heading = of.trim_start_matches(':').trim().to_owned();
            if let Some(first) = heading.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            let blocks = self.asked(part);
            whole.sections.push(section(&heading, blocks));
        }
        whole
    }

    fn keeping(&mut self) -> Section {
        let mut blocks = vec![paragraph(
            "Keep this plan, and what people said, for as long as your own policy on records says, and no longer. A public body may be asked for it under the Freedom of Information Act 2000. Write it so that it can be shown.",
        )];
        blocks.extend(self.asked(KEEPING));
        section(KEEPING, blocks)
    }

    /// The letter to those who took part.
    pub(super) fn letter(&self) -> Vec<Section> {
        let plan = self.plan;
        let thanks = "Thank you to everyone who took part. This letter says what you told us, what we did about it, and what we did not do and why.";
        let line = |id: &str| plan.statement.iter().find(|line| line.id == id).map_or("", |line| line.text.as_str());
        let before = plan.lanes.iter().filter(|lane| lane.lane <= Lane::Decide).flat_map(|lane| &lane.approaches);
        let with: Vec<&PlanApproach> = before.filter(|one| one.takes_part).collect();
        let mut asked = labelled("Why we asked", line("purpose"), TO_FILL);
        if !with.is_empty() {
            let ways = with
                .iter()
                .map(|one| vec![strong(&[&one.name, ":"].concat()), plain(&spaced(&sentence(&taking_part(one))))]);
            asked.extend([paragraph("You could take part in these ways:"), bullets(ways.collect())]);
        }
        let mut rows: Vec<_> = with.iter().map(|one| vec![text(&one.name), text(TO_FILL), text(TO_FILL)]).collect();
        if rows.is_empty() {
            rows.push(vec![text(TO_FILL); 3]);
        }
        let took_part = table("Who took part", &["What", "How many people", "Whom we did not hear from"], rows);
        vec![
            section("Thank you", vec![paragraph(thanks)]),
            section("What we asked", asked),
            section("Who took part", vec![took_part]),
            self.what_came_of_it(),
            self.what_is_next(line("hear_back")),
            self.how_to_reach_us(),
        ]
    }

    fn what_came_of_it(&self) -> Section {
        let mut whole = section("What you said, and what came of it", Vec::new());
        let empty = vec![String::new(); 3];
        let said = self.plan.registers.iter().find(|one| one.id == "said");
        let rows = said.map(|one| one.rows.as_slice()).filter(|rows| !rows.is_empty());
        for row in rows.unwrap_or(core::slice::from_ref(&empty)) {
            for (label, words) in ["You said", "We did", "We did not, and why"].into_iter().zip(row) {
                whole.blocks.extend(labelled(label, words, TO_FILL));
            }
        }
        whole
    }

    fn what_is_next(&self, hear_back: &str) -> Section {
        let plan = self.plan;
        let mut items: Vec<Vec<Span>> = Vec::new();
        let decision = plan.dates.decision.map_or_else(|| TO_FILL.to_owned(), |day| sentence(&day_words(day)));
        items.push(vec![strong("The decision:"), plain(&spaced(&decision))]);
        let later = plan.lanes.iter().filter(|lane| lane.lane > Lane::Decide).flat_map(|lane| &lane.approaches);
        for one in later {
            items.push(vec![strong(&[&one.name, ":"].concat()), plain(&spaced(&sentence(&range(one.from, one.to))))]);
        }
        items.extend(plan.promises.iter().map(|one| text(&one.words)));
        let mut blocks = vec![bullets(items)];
        blocks.extend(labelled("How you will hear back", hear_back, TO_FILL));
        section("What happens next", blocks)
    }

    fn how_to_reach_us(&self) -> Section {
        let organisation = self.plan.organisation.trim();
        let us = if organisation.is_empty() { TO_FILL.to_owned() } else { sentence(organisation) };
        let mut blocks = labelled("Who we are", &us, TO_FILL);
        for label in ["Write to us at", "Telephone or text", "Email"] {
            blocks.extend(labelled(label, "", TO_FILL));
        }
        blocks.push(paragraph(
            "You can ask for this letter in easy read, large print, British Sign Language or another language.",
        ));
        section("How to reach us", blocks)
    }
}
