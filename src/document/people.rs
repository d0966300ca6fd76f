//! Writes the people of a plan: who can take part, what to put in place, who to work with, the record of the impact
//! assessment, and the papers that a plan brings.

use super::write::{
    NOT_WRITTEN, NOTHING_YET, Writer, bullets, labelled, paragraph, plain, push, section, sentence, spaced, strong,
    table, text,
};
use super::{Block, Section, Span};
use crate::assessment::explain::lower;
use crate::order::each_once;
use crate::plan::{InPlace, PlanCell, PlanEntry, PlanGroup, PlanPaper, Verdict, day_words, ways_in_words};

/// The first column of every table of groups.
const GROUP: &str = "Group";

impl Writer<'_> {
    /// Each group held against each approach, gaps first.
    pub(super) fn groups(&mut self) -> Section {
        let heading = "Who can take part";
        let plan = self.plan;
        if plan.groups.is_empty() {
            return section(heading, vec![paragraph("No group has been named yet.")]);
        }
        let mut blocks = vec![paragraph(&ways_in_words(&plan.groups))];
        let cells = plan.groups.first().map(|group| group.cells.as_slice()).unwrap_or_default();
        if cells.is_empty() {
            blocks.push(paragraph("No approach is chosen in which people take part."));
        } else {
            let mut head = vec![GROUP];
            head.extend(cells.iter().map(|cell| cell.name.as_str()));
            let rows = plan.groups.iter().map(|group| {
                let mut row = vec![self.group_name(group)];
                row.extend(group.cells.iter().map(|cell| text(&cell_words(cell))));
                row
            });
            let rows = rows.collect();
            blocks.push(table("Which approach reaches which group, gaps first", &head, rows));
        }
        blocks.push(paragraph("Groups overlap: one person may be in several. Plan for people, not for rows."));
        if !plan.barriers.is_empty() {
            let rows =
                plan.barriers.iter().map(|one| vec![text(&one.name), self.with_notes(text(&one.says), &one.notes)]);
            let rows = rows.collect();
            blocks.push(table("What keeps people out", &["What an approach needs", "How it keeps people out"], rows));
        }
        if !plan.unaffected.is_empty() {
            blocks.push(self.unaffected());
        }
        section(heading, blocks)
    }

    fn unaffected(&self) -> Block {
        let rows = self.plan.unaffected.iter().map(|one| {
            let why = match (one.not_sure, one.why_not.trim()) {
                (true, "") => "Not sure yet.".to_owned(),
                (true, why) => ["Not sure yet. ", why].concat(),
                (false, "") => "Not affected. No reason is written yet.".to_owned(),
                (false, why) => ["Not affected. ", why].concat(),
            };
            vec![text(&one.name), text(&why)]
        });
        table("Groups that are not affected, or not known to be", &[GROUP, "Why"], rows.collect())
    }

    fn group_name(&mut self, group: &PlanGroup) -> Vec<Span> {
        let mut name = text(&group.name);
        if group.most {
            name.push(plain(" (affected most)"));
        }
        self.with_notes(name, &group.notes)
    }

    /// What has to be put in place, each thing once.
    pub(super) fn measures(&mut self) -> Section {
        let heading = "What to put in place";
        let plan = self.plan;
        if plan.measures.is_empty() {
            return section(heading, vec![paragraph("Nothing yet: no approach is chosen in which people take part.")]);
        }
        let lead = "Days and costs are our own estimates. Payments to people follow your own policy.";
        let rows = plan.measures.iter().map(|one| {
            let whom = if one.groups.is_empty() { "everyone".to_owned() } else { one.groups.join("; ") };
            let how = vec![
                plain(&one.what),
                plain(" "),
                strong("For:"),
                plain(&spaced(&sentence(&whom))),
                plain(" "),
                strong("Who sees to it:"),
                plain(&spaced(&sentence(&one.who))),
            ];
            let mut when = vec![strong("Book by:"), plain(&spaced(&sentence(&day_words(one.book_by))))];
            if one.late {
                when.extend([plain(" "), strong("Late.")]);
            }
            if let Some(ready) = one.ready {
                when.extend([plain(" "), strong("Ready on:"), plain(&spaced(&sentence(&day_words(ready))))]);
            }
            when.extend([plain(" "), strong("Cost:"), plain(&spaced(&sentence(&one.cost)))]);
            let said = one.said.map_or("Not said yet", InPlace::name);
            vec![text(&one.title), self.with_notes(how, &one.notes), when, text(said)]
        });
        let rows = rows.collect();
        let head = ["Support", "How, for whom, and who sees to it", "When, and at what cost", "In place"];
        section(heading, vec![paragraph(lead), table("Support, for whom, by when and at what cost", &head, rows)])
    }

    /// Who to work with.
    pub(super) fn partners(&mut self) -> Section {
        let heading = "Partners";
        let plan = self.plan;
        if plan.partners.is_empty() {
            return section(heading, vec![paragraph("No partner is named yet.")]);
        }
        let rows = plan.partners.iter().map(|one| {
            let ask = self.with_notes(text(&one.ask), &one.notes);
            vec![text(&one.name), ask, text(&one.brings), text(&one.costs), text(&one.when)]
        });
        let rows = rows.collect();
        let head = ["Partner", "What to ask", "What they bring", "What it costs them, and how that is met", "Ask by"];
        section(heading, vec![table("Who to work with", &head, rows)])
    }

    /// What is written in the record so far, within the full plan.
    pub(super) fn record_so_far(&self) -> Section {
        let plan = self.plan;
        let heading = "Impact assessment: what is written so far";
        let mut blocks = vec![paragraph(
            "The record of the equality and health inequalities impact assessment is a document of its own. It prompts. It does not decide.",
        )];
        let written = |list: &[PlanEntry]| -> Vec<Block> {
            let some = list.iter().filter(|entry| !entry.text.trim().is_empty());
            some.flat_map(|entry| labelled(&entry.label, &entry.text, "")).collect()
        };
        for group in &plan.groups {
            let lines = written(&group.record);
            if !lines.is_empty() {
                blocks.push(Block::Paragraph(vec![strong(&group.name)]));
                blocks.extend(lines);
            }
        }
        blocks.extend(written(&plan.record));
        if blocks.len() == 1 {
            blocks.push(paragraph(NOTHING_YET));
        }
        section(heading, blocks)
    }

    /// The record of the impact assessment, whole.
    pub(super) fn impact_record(&mut self) -> Vec<Section> {
        let plan = self.plan;
        let what = "This record helps you to weigh what the work means for people. It prompts. It does not decide. Those who decide read it before they do.";
        let mut list = vec![section("What this record is", vec![paragraph(what)])];
        let mut whole = section("Each group that is affected", Vec::new());
        if plan.groups.is_empty() {
            whole.blocks.push(paragraph("No group has been named yet."));
        }
        for group in &plan.groups {
            let blocks = self.group_record(group);
            whole.sections.push(section(&group.name, blocks));
        }
        list.push(whole);
        if !plan.unaffected.is_empty() {
            list.push(section("Groups that are not affected, or not known to be", vec![self.unaffected()]));
        }
        for part in each_once(&mut plan.record.iter().map(|entry| &entry.part)) {
            let mut blocks = Vec::new();
            for entry in plan.record.iter().filter(|entry| entry.part == part) {
                blocks.extend(self.entry(entry));
            }
            list.push(section(part, blocks));
        }
        list.push(self.measures());
        let review = plan.review.map_or_else(|| "No day is set yet.".to_owned(), day_words);
        list.push(section("When it is looked at again", vec![paragraph(&sentence(&review))]));
        list
    }

    fn group_record(&mut self, group: &PlanGroup) -> Vec<Block> {
        let way = if group.way_in.is_empty() { "No way in yet".to_owned() } else { group.way_in.join("; ") };
        let how = if group.most { "Affected most." } else { "Affected." };
        let lead = vec![strong(how), plain(" Way in: "), plain(&sentence(&way))];
        let mut blocks = vec![Block::Paragraph(self.with_notes(lead, &group.notes))];
        if !group.overlaps.is_empty() {
            let names: Vec<&str> = group.overlaps.iter().map(|other| other.name.as_str()).collect();
            let words = sentence(&names.join("; "));
            blocks.push(Block::Paragraph(vec![strong("Many are also:"), plain(&spaced(&words))]));
        }
        for entry in &group.record {
            blocks.extend(self.entry(entry));
        }
        let by = group.by.map_or_else(|| NOT_WRITTEN.to_owned(), day_words);
        blocks.push(Block::Paragraph(vec![strong("By when:"), plain(&spaced(&sentence(&by)))]));
        blocks
    }

    /// One thing that the record asks: what is written there, or what to write.
    pub(super) fn entry(&mut self, entry: &PlanEntry) -> Vec<Block> {
        let mut blocks = labelled(&entry.label, &entry.text, &[NOT_WRITTEN, " ", &entry.hint].concat());
        if let Some(Block::Paragraph(spans)) = blocks.last_mut() {
            *spans = self.with_notes(core::mem::take(spans), &entry.notes);
        }
        blocks
    }

    /// A paper of its own, with a place to sign where it is signed.
    pub(super) fn paper(&mut self, paper: &PlanPaper) -> Vec<Section> {
        let lead = self.with_notes(text(&paper.lead), &paper.notes);
        let mut list = vec![section("What this paper is for", vec![Block::Paragraph(lead)])];
        list.extend(
            paper
                .parts
                .iter()
                .map(|(heading, lines)| section(heading, vec![bullets(lines.iter().map(|line| text(line)).collect())])),
        );
        if !paper.signed_by.is_empty() {
            let rows = paper.signed_by.iter().map(|role| vec![text(role), text("To sign"), text("To fill in")]);
            let head = ["Role", "Signature", "Date"];
            list.push(section("Agreed by", vec![table("Who agrees to this, by role", &head, rows.collect())]));
        }
        list
    }
}

/// How an approach stands to a group, in words.
fn cell_words(cell: &PlanCell) -> String {
    let mut words = cell.verdict.name().to_owned();
    let lead = match cell.verdict {
        Verdict::Reaches if cell.words.is_empty() => "",
        Verdict::Reaches => ". Put in place: ",
        _ => ": ",
    };
    push(&mut words, &[lead, &lower(&cell.words)]);
    sentence(&words)
}
