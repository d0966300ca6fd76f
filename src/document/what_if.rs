//! The handout of the what-ifs: the case in brief, each what-if, what differs, what to discuss.

use super::write::{Writer, bullets, paragraph, plain, section, sentence, spaced, strong, table, text};
use super::{Block, Section};
use crate::order::each_once;
use crate::plan::{AnswerState, Side, or_not_there, things};

/// What a room may talk about, once it has read the differences.
const DISCUSS: [&str; 5] = [
    "Which of these is closest to what people have told you?",
    "Which of these could you bring about, and who would have to agree?",
    "Who gains and who loses a say in each?",
    "What stays the same whatever happens, and can begin now?",
    "Which answer are you least sure of, and how could you find out?",
];

impl Writer<'_> {
    pub(super) fn what_if(&self) -> Vec<Section> {
        let plan = self.plan;
        let Some(what_if) = &plan.what_if else { return Vec::new() };
        let given = plan.answers.iter().filter(|row| row.state == AnswerState::Given);
        let brief = given.map(|row| vec![strong(&[&*row.label, ":"].concat()), plain(&spaced(&sentence(&row.answer)))]);
        let mut list = vec![section("The case in brief", vec![bullets(brief.collect())])];

        let names = what_if.names.iter().skip(1);
        let one = |(name, changes): (&String, &Vec<String>)| {
            let changes: Vec<_> = changes.iter().map(|words| text(&sentence(&["What if ", words].concat()))).collect();
            let blocks =
                if changes.is_empty() { vec![paragraph("It changes nothing.")] } else { vec![bullets(changes)] };
            section(name, blocks)
        };
        let mut whats = section("The what-ifs", Vec::new());
        whats.sections = names.zip(&what_if.changes).map(one).collect();
        if whats.sections.is_empty() {
            whats.blocks.push(paragraph("There is no what-if yet."));
        }
        list.push(whats);

        let same = [&*things(what_if.same), " the same in all of them."].concat();
        let mut differs = section("What differs", vec![paragraph(&same)]);
        let mut head = vec!["What"];
        head.extend(what_if.names.iter().map(String::as_str));
        let parts: Vec<String> = what_if.rows.iter().map(|row| row.part.to_owned()).collect();
        for part in each_once(&mut parts.iter()) {
            let row = |row: &Side| {
                let mut cells = vec![text(&row.what)];
                cells.extend(row.said.iter().map(|words| text(or_not_there(words))));
                cells
            };
            let rows = what_if.rows.iter().filter(|row| row.part == part).map(row).collect();
            let caption = ["What differs: ", part].concat();
            differs.sections.push(section(part, vec![table(&caption, &head, rows)]));
        }
        if what_if.rows.is_empty() {
            differs.blocks.push(paragraph("Nothing differs."));
        }
        list.push(differs);
        let discuss = DISCUSS.iter().map(|words| text(words)).collect();
        list.push(section(
            "To discuss",
            vec![
                Block::List { numbered: true, items: discuss },
                paragraph("Dates and money are our own estimates. Both sides are read by the same rules."),
            ],
        ));
        list
    }
}
