//! What the plan costs and what it asks of people, as parts of a document.

use super::write::{Writer, bullets, paragraph, plain, section, spaced, strong, table, text};
use super::{Section, Span};
use crate::plan::{InPlace, PlanSum, day_words, hours_words, in_hundredths};

impl Writer<'_> {
    pub(super) fn money(&self) -> Section {
        let money = &self.plan.money;
        let mut blocks = vec![paragraph(
            "Bands are our own estimates, to begin with. Put your own prices in their place. No figure here is a rate of pay: use your organisation’s policy.",
        )];
        let mut spans = vec![strong("In all:"), plain(&spaced(&money.whole.words())), plain(". ")];
        spans.push(plain(&in_hundredths(money)));
        if let Some(day) = money.as_at {
            spans.push(plain(&[" Own prices as at ", &day_words(day), "."].concat()));
        }
        blocks.push(super::Block::Paragraph(spans));
        for (caption, head, sums) in [
            ("By what the money goes on", "What", &money.by_kind),
            ("By stage of the work", "Stage", &money.by_stage),
            ("Support by group", "For", &money.by_group),
        ] {
            if !sums.is_empty() {
                let rows = sums.iter().map(|PlanSum { name, pounds }| vec![text(name), text(&pounds.words())]);
                blocks.push(table(caption, &[head, "Pounds"], rows.collect()));
            }
        }
        // A line that nobody has counted says nothing here; the table of costs for a spreadsheet has them all.
        let rows: Vec<Vec<Vec<Span>>> = money
            .lines
            .iter()
            .filter_map(|line| {
                let whole = line.whole?.words();
                let many = line.many.unwrap_or_default().to_string();
                let mut one = line.one.words();
                if !line.each.is_empty() {
                    one = [&one, " for each ", &line.each].concat();
                }
                let one = if line.own { [&one, " (own price)"].concat() } else { one };
                Some(vec![text(&line.title), text(&one), text(&many), text(&whole)])
            })
            .collect();
        let mut whole = section("What it costs", blocks);
        if !rows.is_empty() {
            let head = ["What", "For one", "How many", "Together"];
            whole.sections.push(section("Each line that is counted", vec![table("Lines of the budget", &head, rows)]));
        }
        whole
    }

    pub(super) fn burden(&self) -> Section {
        let burden = &self.plan.burden;
        let mut blocks = Vec::new();
        if burden.asks.is_empty() {
            blocks.push(paragraph("Nobody is asked for their time yet."));
        } else {
            let rows = burden.asks.iter().map(|one| {
                let painful = if one.painful { "It may" } else { "No" };
                vec![text(&one.name), text(&one.people), text(&one.each_words()), text(painful)]
            });
            let head = ["What", "For how many", "Hours of each, our estimate", "Asks for painful things"];
            blocks.push(table("What we ask of people", &head, rows.collect()));
            let all =
                ["Together, people give ", &hours_words(burden.hours), " at the least, by our estimate."].concat();
            blocks.push(paragraph(&all));
        }
        if !burden.support.is_empty() {
            blocks.push(super::Block::Paragraph(vec![strong("Support for those who tell painful things")]));
            let item = |one: &crate::plan::PlanSupport| {
                let said = one.said.map_or("Not said yet", InPlace::name);
                text(&[&one.title, ": ", said, "."].concat())
            };
            blocks.push(bullets(burden.support.iter().map(item).collect()));
        }
        let others = if burden.others.is_empty() { "Not answered yet" } else { &burden.others };
        blocks.push(super::Block::Paragraph(vec![
            strong("Who else asks the same people now:"),
            plain(&spaced(others)),
            plain("."),
        ]));
        section("What we ask of people", blocks)
    }
}
