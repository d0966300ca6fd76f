//! Writes a plan as a document: the order of its parts and the words that join them. What it says is the plan's.

use super::{Block, Document, Kind, Section, Span};
use crate::assessment::DutyState;
use crate::assessment::explain::lower;
use crate::date::Date;
use crate::guidance::{Severity, Status, Term, terms_in};
use crate::order::each_once;
use crate::plan::{
    AnswerRow, AnswerState, Chart, GapPlace, GapState, InPlace, NoteNo, Plan, PlanApproach, PlanDuty, PlanGap,
    PlanReason, PlanSource, counts_of, day_words, open_words, range,
};

/// What stands in every document about the licence of the guidance.
const LICENCE: &str = "Contains public sector information licensed under the Open Government Licence v3.0.";
/// Where that licence stands.
const LICENCE_LINK: &str = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/";
/// A line of the public statement that is empty.
pub(super) const NOT_WRITTEN: &str = "Not written yet.";

/// A list in which nobody has written.
pub(super) const NOTHING_YET: &str = "Nothing is written yet.";

/// Writes a plan as a document. The full plan explains those of the terms that stand in it.
#[must_use]
pub fn write(plan: &Plan, terms: &[Term], kind: Kind) -> Document {
    let mut w = Writer { plan, cited: Vec::new() };
    let paper = if let Kind::Paper(at) = kind { plan.papers.get(usize::from(at)) } else { None };
    let mut sections = match kind {
        Kind::Full => w.full(),
        Kind::OnePage => w.one_page(),
        Kind::Record => w.impact_record(),
        Kind::Letter => w.letter(),
        Kind::Paper(_) => paper.map(|paper| w.paper(paper)).unwrap_or_default(),
        Kind::WhatIf => w.what_if(),
    };
    if kind == Kind::Full {
        let about = w.about();
        let mut said = String::new();
        sections.iter().for_each(|section| section.words(&mut said));
        let explained = terms_in(terms, &said);
        if !explained.is_empty() {
            let rows = explained.iter().map(|term| vec![text(&term.term), text(&term.means)]).collect();
            sections
                .push(section("Words explained", vec![table("Words in this plan", &["Word", "What it means"], rows)]));
        }
        sections.push(about);
    }
    let (what, file) = match kind {
        Kind::Full => ("Full plan", "full-plan"),
        Kind::OnePage => ("Plan on a page", "one-page"),
        Kind::Record => ("Record of the equality and health inequalities impact assessment", "impact-record"),
        Kind::Letter => ("Letter to those who took part", "feedback-letter"),
        Kind::WhatIf => ("What if", "what-if"),
        Kind::Paper(_) => paper.map_or(("Paper", "paper"), |paper| (&*paper.title, &*paper.id)),
    };
    let organisation = plan.organisation.trim();
    let mut subtitle = sentence(organisation);
    gap(&mut subtitle);
    push(&mut subtitle, &[what, ", drafted on ", &day_words(plan.made_on), "."]);
    // The full plan and the page say it in a part of their own.
    if !matches!(kind, Kind::Full | Kind::OnePage) {
        push(&mut subtitle, &[" Of the whole plan: ", &lower(&open_words(counts_of(&plan.gaps)))]);
    }
    let mut foot = sentence(organisation);
    gap(&mut foot);
    foot.push_str(&rules_words(plan));
    let title = plan.title.trim();
    Document {
        title: if title.is_empty() { "Plan".to_owned() } else { title.to_owned() },
        language: "en-GB".to_owned(),
        subtitle,
        name: file_name(plan, file),
        sections,
        notes: w.notes(),
        foot,
    }
}

/// The edition, the licence and what the plan is not.
fn rules_words(plan: &Plan) -> String {
    let local = super::local::edition(plan);
    ["Rules of edition ", &plan.edition, ".", &local, " ", LICENCE, " Not legal advice."].concat()
}

/// What a file says of its plan where it has room for a line alone: when it was drafted, what is open, and the foot.
#[must_use]
pub fn about_words(plan: &Plan) -> String {
    let mut words = sentence(plan.organisation.trim());
    gap(&mut words);
    push(&mut words, &["Drafted on ", &day_words(plan.made_on), ". ", &open_words(counts_of(&plan.gaps)), " "]);
    words + &rules_words(plan)
}

/// How much of a principle is met, in words.
#[must_use]
pub fn met_words(met: usize, of: usize) -> String {
    [&met.to_string(), " of ", &of.to_string()].concat()
}

/// A file's name without its ending: the title in plain letters, what the file is, and the day. It is never empty.
#[must_use]
pub fn file_name(plan: &Plan, what: &str) -> String {
    name_of(&plan.title, what, plan.made_on)
}

/// The same, where there is no plan yet.
#[must_use]
pub fn name_of(title: &str, what: &str, day: Date) -> String {
    let mut name = String::new();
    for c in title.chars() {
        if name.len() >= 60 {
            break;
        }
        if c.is_ascii_alphanumeric() {
            name.push(c.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('-') && c != '\'' && c != '’' {
            name.push('-');
        }
    }
    let name = name.trim_end_matches('-');
    [if name.is_empty() { "engagement" } else { name }, what, &day.to_string()].join("-")
}

pub(super) struct Writer<'p> {
    pub(super) plan: &'p Plan,
    /// The plan's notes in the order this document first cites them.
    cited: Vec<NoteNo>,
}

impl Writer<'_> {
    fn full(&mut self) -> Vec<Section> {
        let mut list = vec![
            self.statement(),
            self.open_gaps(),
            self.duties(),
            self.register("known"),
            self.take_part(),
            self.groups(),
            self.measures(),
            self.partners(),
            self.considered(),
            self.checks(),
            self.principles(),
            self.tasks(),
            self.dates(),
            self.burden(),
            self.money(),
            self.record_so_far(),
        ];
        list.extend(self.follow_up());
        list.extend(super::local::part(self.plan));
        list.push(self.answers());
        list
    }

    fn one_page(&mut self) -> Vec<Section> {
        let mut list = Vec::new();
        let lines = self.plan.statement.iter();
        let mut lines: Vec<Block> = lines.flat_map(|line| labelled(&line.label, &line.text, NOT_WRITTEN)).collect();
        lines.extend(self.promises_in_a_line());
        list.push(section("What we are doing, and why", lines));
        let rows: Vec<Vec<Vec<Span>>> = approaches(self.plan)
            .map(|(_, one)| vec![text(&one.name), text(&taking_part(one)), text(&one.people), text(one.level.name())])
            .collect();
        let mut blocks = Vec::new();
        if rows.is_empty() {
            blocks.push(paragraph("No approach is chosen yet."));
        } else {
            let head = ["What", "When people take part, by our estimate", "For how many", "Say people have"];
            blocks.push(table("Ways to take part", &head, rows));
        }
        list.push(section("How people can take part", blocks));
        let mut blocks = Vec::new();
        let dates = self.date_rows();
        let mut spans = Vec::new();
        for (what, when) in &dates {
            if !spans.is_empty() {
                spans.push(plain(" "));
            }
            spans.extend([strong(&[what, ":"].concat()), plain(&spaced(&sentence(when)))]);
        }
        blocks.push(Block::Paragraph(spans));
        blocks.extend(self.too_early());
        list.push(section("Dates at a glance", blocks));

        // Those that are likely stand in one line, so that the page stays one page.
        let (likely, rest): (Vec<&PlanDuty>, Vec<&PlanDuty>) =
            self.plan.duties.iter().partition(|duty| duty.state == DutyState::Likely);
        let names: Vec<String> = likely.iter().map(|duty| lower(&duty.name)).collect();
        let mut duties = Vec::new();
        if !names.is_empty() {
            duties.push(vec![strong("Likely to apply:"), plain(&spaced(&sentence(&names.join("; "))))]);
        }
        duties.extend(
            rest.iter().map(|duty| vec![strong(&sentence(&duty.name)), plain(&spaced(&sentence(&duty.verdict)))]),
        );
        list.push(section("Legal duty", vec![bullets(duties)]));
        let counts = open_words(counts_of(&self.plan.gaps));
        let musts = self.plan.gaps.iter().filter(|gap| gap.severity == Severity::Must);
        let musts: Vec<String> = musts.map(|gap| lower(&gap.title)).collect();
        let mut blocks = vec![paragraph(&counts)];
        if !musts.is_empty() {
            let musts = spaced(&sentence(&musts.join("; ")));
            blocks = vec![Block::Paragraph(vec![
                plain(&counts),
                plain(" "),
                strong("These must be in place:"),
                plain(&musts),
            ])];
        }
        list.push(section("What is still to mend", blocks));
        let organisation = self.plan.organisation.trim();
        let mut ask = String::from("Ask ");
        push(
            &mut ask,
            &[if organisation.is_empty() { "the organisation that gave you this plan" } else { organisation }],
        );
        push(
            &mut ask,
            &[
                ". You can also ask for this plan in easy read, large print, British Sign Language or another language. The full plan gives the reasons and sources.",
            ],
        );
        list.push(section("Ask us, or tell us what we have missed", vec![paragraph(&ask)]));
        list
    }

    fn open_gaps(&mut self) -> Section {
        let plan = self.plan;
        let mut blocks = vec![paragraph(&open_words(counts_of(&plan.gaps)))];
        // A check that is no must, and that nobody has answered, waits among the checks: it would bury the rest here.
        let waits = |gap: &&PlanGap| {
            gap.place == GapPlace::Checks && gap.severity != Severity::Must && gap.state == GapState::NotSaid
        };
        let (waiting, first): (Vec<&PlanGap>, Vec<&PlanGap>) = plan.gaps.iter().partition(waits);
        if !plan.gaps.is_empty() {
            blocks.push(paragraph(
                "A check that nobody has answered yet counts as open. None of this stops you from sharing the plan.",
            ));
        }
        if !first.is_empty() {
            let rows = first.into_iter().map(|gap| {
                let mut what = text(&gap.title);
                if gap.place == GapPlace::Checks && gap.state == GapState::NotInPlace {
                    what = text(&[&sentence(&gap.title), " You have said that it is not in place."].concat());
                }
                // A must says on whose word; the rest are cited among the checks.
                if gap.severity == Severity::Must {
                    what = self.with_notes(what, &gap.notes);
                }
                vec![text(gap.severity.name()), what, text(&gap.mend)]
            });
            let rows = rows.collect();
            blocks.push(table(
                "What is open: what the public reads, then musts, then the rest",
                &["Matters", "What is missing", "How to mend it"],
                rows,
            ));
        }
        if !waiting.is_empty() {
            let many = waiting.len().to_string();
            let words = if many == "1" { "1 more check waits" } else { &[&many, " more checks wait"].concat() };
            blocks.push(paragraph(&[words, " for an answer. See “Checks on this plan”."].concat()));
        }
        section("What is still to mend", blocks)
    }

    fn statement(&mut self) -> Section {
        let mut blocks = Vec::new();
        for line in &self.plan.statement {
            blocks.extend(labelled(&line.label, &line.text, &[NOT_WRITTEN, " ", &line.hint].concat()));
            if !line.answered.is_empty() {
                blocks.push(paragraph(&["As answered in the planner: ", &sentence(&line.answered)].concat()));
            }
        }
        section("What we tell the public", blocks)
    }

    fn duties(&mut self) -> Section {
        let plan = self.plan;
        let lead = "The planner reads your answers against the guidance and the law. Each body decides for itself, and this is not legal advice.";
        let mut whole = section("Legal duty", vec![paragraph(lead)]);
        for duty in &plan.duties {
            let blocks = self.duty(duty);
            whole.sections.push(section(&duty.name, blocks));
        }
        let decided = self.who_decided();
        whole.sections.push(decided);
        whole
    }

    fn duty(&mut self, duty: &PlanDuty) -> Vec<Block> {
        let mut blocks = vec![Block::Paragraph(vec![strong(&sentence(&duty.verdict))])];
        self.reasons(&mut blocks, "Why", &duty.reasons);
        plain_list(&mut blocks, "What to find out", &duty.find_out);
        self.reasons(&mut blocks, "What to know and do besides", &duty.notes);
        if !duty.also.is_empty() {
            blocks.push(paragraph(&duty.also));
        }
        if !duty.weigh.is_empty() {
            blocks.push(bullets(duty.weigh.iter().map(|one| text(one)).collect()));
        }
        let answers = &self.plan.answers;
        let rests: Vec<&AnswerRow> =
            duty.rests_on.iter().filter_map(|id| answers.iter().find(|row| row.id == *id)).collect();
        if !rests.is_empty() {
            blocks.push(answer_table(&["Answers that this rests on: ", &duty.name].concat(), &rests));
        }
        blocks
    }

    fn take_part(&mut self) -> Section {
        let rows: Vec<Vec<Vec<Span>>> = approaches(self.plan)
            .map(|(stage, one)| {
                let say = [one.level.name(), ": ", one.level.means()].concat();
                vec![text(&one.name), text(stage), text(&range(one.from, one.to)), text(&one.people), text(&say)]
            })
            .collect();
        if rows.is_empty() {
            return section("How people can take part", vec![paragraph("No approach is chosen yet.")]);
        }
        let head = ["Approach", "Stage", "When", "For how many", "Say people have"];
        let blocks = vec![
            paragraph("The approaches follow the stages of the work. Dates, numbers and costs are our own estimates."),
            table("Approaches by stage", &head, rows),
        ];
        let mut whole = section("How people can take part", blocks);
        for lane in &self.plan.lanes {
            for (place, one) in lane.approaches.iter().enumerate() {
                let mut blocks = self.approach(&lane.name, one);
                if place == 0 {
                    blocks.splice(1..1, self.promises_in(lane));
                }
                whole.sections.push(section(&one.name, blocks));
            }
        }
        whole
    }

    fn approach(&mut self, stage: &str, one: &PlanApproach) -> Vec<Block> {
        let when = range(one.from, one.to);
        let taking_part = taking_part(one);
        let say = [one.level.name(), ", ", one.level.means()].concat();
        let facts = [
            ("Stage:", stage),
            ("How well it fits:", &one.fit_words),
            ("When:", &when),
            ("People take part:", if one.takes_part && taking_part != when { &taking_part } else { "" }),
            ("How long it takes:", &one.weeks),
            ("For how many:", &one.people),
            ("What it costs:", &one.cost),
            ("Say people have:", &say),
        ];
        let mut spans = Vec::new();
        for (label, fact) in facts.iter().filter(|(_, fact)| !fact.is_empty()) {
            if !spans.is_empty() {
                spans.push(plain(" "));
            }
            spans.extend([strong(label), plain(&spaced(&sentence(fact)))]);
        }
        let mut blocks = vec![paragraph(&one.what), Block::Paragraph(spans)];
        if !one.adds.is_empty() {
            blocks.push(Block::Paragraph(vec![strong("What it adds:"), plain(&spaced(&one.adds))]));
        }
        if !one.own_reason.trim().is_empty() {
            blocks.extend(labelled("Why we chose it", &one.own_reason, ""));
        }
        self.reasons(&mut blocks, "Why it suits", &one.reasons);
        self.reasons(&mut blocks, "What speaks against it", &one.ruled_out);
        self.reasons(&mut blocks, "What to take care of", &one.cautions);
        if !one.steps.is_empty() {
            blocks.push(Block::Paragraph(vec![strong("How to do it")]));
            blocks.push(Block::List { numbered: true, items: one.steps.iter().map(|step| text(step)).collect() });
        }
        if !one.adapt.is_empty() {
            blocks.push(Block::Paragraph(vec![strong("How to change it for each group")]));
            let items = one.adapt.iter().map(|(group, how)| vec![strong(&[group, ":"].concat()), plain(&spaced(how))]);
            blocks.push(bullets(items.collect()));
        }
        if !one.hands_on.is_empty() {
            let mut spans = vec![strong("What it hands on:"), plain(&spaced(&sentence(&one.hands_on)))];
            if let Some(next) = &one.hands_on_to {
                spans.push(plain(&[" Next comes: ", &sentence(next)].concat()));
            }
            blocks.push(Block::Paragraph(spans));
        }
        blocks
    }

    fn considered(&mut self) -> Section {
        let heading = "Approaches considered and not chosen";
        let plan = self.plan;
        if plan.considered.is_empty() {
            return section(heading, vec![paragraph("No other approach has been considered yet.")]);
        }
        let rows = plan
            .considered
            .iter()
            .map(|one| vec![text(&one.name), text(&one.fit_words), self.with_notes(text(&one.why_not), &one.notes)]);
        let rows = rows.collect();
        section(heading, vec![table("Not chosen, with the reason", &["Approach", "How well it fits", "Why not"], rows)])
    }

    fn checks(&mut self) -> Section {
        let heading = "Checks on this plan";
        let plan = self.plan;
        if plan.checks.is_empty() {
            return section(heading, vec![paragraph("No check matters here yet.")]);
        }
        let rows = plan.checks.iter().map(|check| {
            let said = check.said.map_or("Not said yet", InPlace::name);
            let what = self.with_notes(text(&check.title), &check.notes);
            let mend = if check.said == Some(InPlace::Yes) { "Nothing to do." } else { &check.mend };
            vec![what, text(check.severity.name()), text(said), text(mend)]
        });
        let rows = rows.collect();
        section(
            heading,
            vec![table("What a good plan has in place", &["What", "Matters", "Answer", "How to mend it"], rows)],
        )
    }

    fn principles(&mut self) -> Section {
        let heading = "How far this plan meets the ten principles";
        let plan = self.plan;
        let rows = plan.principles.iter().map(|one| {
            let what = [&one.number.to_string(), ". ", &one.title].concat();
            let titles: Vec<&str> = one.lacks.iter().map(|lack| lack.title.as_str()).collect();
            let lacks = if titles.is_empty() { "Nothing".to_owned() } else { titles.join("; ") };
            vec![self.with_notes(text(&what), &one.notes), text(&met_words(one.met, one.of)), text(&lacks)]
        });
        let rows = rows.collect();
        let lead = "The guidance gives ten principles. What shows each of them here is counted. What is not yet in place is named.";
        let head = ["Principle", "In place", "Not yet in place"];
        section(heading, vec![paragraph(lead), table("The ten principles", &head, rows)])
    }

    fn tasks(&mut self) -> Section {
        let heading = "Who does what, and when";
        let plan = self.plan;
        if plan.tasks.is_empty() {
            return section(heading, vec![paragraph("There are no tasks yet.")]);
        }
        let rows = plan.tasks.iter().map(|task| {
            let mut when = text(&task.when);
            if task.late {
                when.insert(0, strong("Late."));
                when[1] = plain(&spaced(&task.when));
            }
            let mut takes = text(if task.own.is_some() { "A task of our own." } else { &task.what });
            if !task.done_when.is_empty() {
                takes.extend([plain(" "), strong("Done when:"), plain(&spaced(&task.done_when))]);
            }
            let who = if task.who.trim().is_empty() { "Nobody yet" } else { &task.who };
            vec![text(&task.title), text(who), when, self.with_notes(takes, &task.notes)]
        });
        let rows = rows.collect();
        section(heading, vec![table("Tasks in order of date", &["What", "Who", "When", "What it takes"], rows)])
    }

    fn dates(&mut self) -> Section {
        let plan = self.plan;
        let dates = &plan.dates;
        let rows = self.date_rows().map(|(what, when)| vec![text(what), text(&when)]);
        let mut blocks = vec![table("Dates, the decision last", &["What", "When"], rows.into())];
        blocks.extend(self.too_early());
        blocks.extend(dates.clock.iter().map(|words| paragraph(words)));
        plain_list(&mut blocks, "What could safely change", &dates.could_change);
        plain_list(&mut blocks, "What may not be cut", &dates.may_not);
        let chart = Chart::of(plan);
        let rows = chart.rows.iter().map(|row| vec![text(&row.label), text(&row.when), text(&row.what)]).collect();
        let lead = "Weeks are our own estimates. They keep clear of weekends, of England’s bank holidays and of the times that you entered.";
        let mut time = section("Step by step", vec![paragraph(lead), Block::Chart(chart)]);
        time.blocks.push(table("Each step with its dates", &["What", "When", "What happens"], rows));
        let saves: Vec<Vec<Span>> = dates
            .intervals
            .iter()
            .map(|one| {
                let save = if one.save.is_empty() { "This may not be cut." } else { &one.save };
                let words = vec![strong(&sentence(&one.title)), plain(&spaced(&one.why)), plain(&spaced(save))];
                self.with_notes(words, &one.notes)
            })
            .collect();
        time.blocks.push(Block::Paragraph(vec![strong("Between what people said and the decision")]));
        time.blocks.push(bullets(saves));
        let mut whole = section("The dates this plan turns on", blocks);
        whole.sections.push(time);
        if !dates.seasons.is_empty() {
            let rows = dates.seasons.iter().map(|one| {
                vec![text(&one.title), text(&range(one.from, one.to)), text(&one.says), text(&one.touches.join("; "))]
            });
            let head = ["What", "When", "What to think of", "Falls in"];
            whole.sections.push(section(
                "What else falls in those weeks",
                vec![table("Seasons and festivals", &head, rows.collect())],
            ));
        }
        whole
    }

    fn date_rows(&self) -> [(&'static str, String); 4] {
        let dates = &self.plan.dates;
        let decision = dates.decision.map_or_else(|| "Not known yet".to_owned(), day_words);
        [
            ("The plan begins", day_words(dates.start)),
            ("What people say has been weighed by (our estimate)", day_words(dates.ready)),
            ("The first fair day for the decision (our estimate)", day_words(dates.earliest)),
            ("The decision", decision),
        ]
    }

    /// That the decision comes too early, or can be met only by cutting; nothing where it can be met.
    fn too_early(&self) -> Option<Block> {
        self.plan.dates.weeks_short.map(|_| Block::Paragraph(vec![strong(&self.plan.dates.verdict())]))
    }

    fn answers(&mut self) -> Section {
        let heading = "The answers this plan rests on";
        let topics = each_once(&mut self.plan.answers.iter().map(|row| &row.topic));
        if topics.is_empty() {
            return section(heading, vec![paragraph("No question has been answered yet.")]);
        }
        let tables = topics.iter().map(|topic| {
            let rows: Vec<&AnswerRow> = self.plan.answers.iter().filter(|row| row.topic == *topic).collect();
            answer_table(&["Answers: ", topic].concat(), &rows)
        });
        section(heading, tables.collect())
    }

    fn about(&mut self) -> Section {
        let plan = self.plan;
        let mut edition = String::from("The planner used edition ");
        push(
            &mut edition,
            &[&plan.edition, " of its rules. The law in it was last read on ", &day_words(plan.law_as_at)],
        );
        push(&mut edition, &[". The plan was drafted on ", &day_words(plan.made_on), ". It is not legal advice."]);
        edition.push_str(&super::local::edition(plan));
        let mut blocks = vec![
            paragraph(&edition),
            paragraph(
                "The guidance is by NHS England and the Department of Health and Social Care. We give it in our own words.",
            ),
            Block::Paragraph(vec![
                plain("Contains public sector information licensed under the "),
                Span::Link { text: "Open Government Licence v3.0".to_owned(), to: LICENCE_LINK.to_owned() },
                plain("."),
            ]),
        ];
        let cited: Vec<&PlanSource> = self.cited.iter().filter_map(|no| source(plan, *no)).collect();
        let moved: Vec<&&PlanSource> = cited.iter().filter(|one| one.status != Status::InForce).collect();
        if cited.is_empty() {
            blocks.push(paragraph("This plan cites no source."));
            return section("About this plan", blocks);
        }
        if moved.is_empty() {
            let day = day_words(plan.law_as_at);
            blocks.push(paragraph(&["Every source cited here held on ", &day, "."].concat()));
        } else {
            blocks.push(paragraph("These sources have changed or are not yet law:"));
            let items = moved
                .iter()
                .map(|one| text(&[&one.title, ", ", &sentence(&one.place), " ", status_words(one.status)].concat()));
            blocks.push(bullets(items.collect()));
        }
        let mut works: Vec<&PlanSource> = Vec::new();
        for one in cited {
            if !works.iter().any(|work| work.title == one.title) {
                works.push(one);
            }
        }
        let rows = works.iter().map(|work| {
            let place = match &work.link {
                Some(link) => vec![Span::Link { text: link.clone(), to: link.clone() }],
                None => text("No link"),
            };
            vec![text(&work.title), text(&work.edition), place]
        });
        blocks.push(table("Works cited", &["Work", "Edition", "Where it stands"], rows.collect()));
        section("About this plan", blocks)
    }

    /// A list of reasons under a few words that lead to it; nothing where there are none.
    pub(super) fn reasons(&mut self, blocks: &mut Vec<Block>, lead: &str, reasons: &[PlanReason]) {
        if reasons.is_empty() {
            return;
        }
        blocks.push(Block::Paragraph(vec![strong(lead)]));
        let items = reasons.iter().map(|reason| {
            let spans = vec![strong(&sentence(&reason.headline)), plain(&spaced(&reason.because))];
            let mut spans = self.with_notes(spans, &reason.notes);
            if let Some(action) = &reason.action {
                spans.push(plain(&[" What to do: ", action].concat()));
            }
            spans
        });
        let items = items.collect();
        blocks.push(bullets(items));
    }

    /// Spans with the marks of their notes after them, numbered in the order of this document.
    pub(super) fn with_notes(&mut self, mut spans: Vec<Span>, notes: &[NoteNo]) -> Vec<Span> {
        for note in notes {
            if source(self.plan, *note).is_none() {
                continue;
            }
            let at = self.cited.iter().position(|one| one == note).unwrap_or_else(|| {
                self.cited.push(*note);
                self.cited.len() - 1
            });
            let mark = Span::Note(NoteNo::try_from(at + 1).unwrap_or(NoteNo::MAX));
            if !spans.contains(&mark) {
                spans.push(mark);
            }
        }
        spans
    }

    /// The words of each note cited.
    fn notes(&self) -> Vec<Vec<Span>> {
        let mut named: Vec<&str> = Vec::new();
        let list = self.cited.iter().filter_map(|no| source(self.plan, *no));
        list.map(|one| {
            let again = named.contains(&one.title.as_str());
            named.push(&one.title);
            note(one, again)
        })
        .collect()
    }
}

/// Every approach with the name of its stage, in the order of the work.
fn approaches(plan: &Plan) -> impl Iterator<Item = (&str, &PlanApproach)> {
    plan.lanes.iter().flat_map(|lane| lane.approaches.iter().map(move |one| (lane.name.as_str(), one)))
}

fn source(plan: &Plan, no: NoteNo) -> Option<&PlanSource> {
    usize::from(no).checked_sub(1).and_then(|at| plan.sources.get(at))
}

/// A note: the work, the place in it and the edition. A work named before has its short name, and no edition again.
fn note(one: &PlanSource, again: bool) -> Vec<Span> {
    let short = one.title.split([':', ',', '(']).next().map_or("", str::trim);
    let name = if again { short } else { &one.title };
    let title = match &one.link {
        Some(link) => Span::Link { text: name.to_owned(), to: link.clone() },
        None => plain(name),
    };
    let mut rest = String::from(", ");
    rest.push_str(&sentence(&one.place));
    if !again {
        push(&mut rest, &[" ", &sentence(&one.edition)]);
    }
    if one.status != Status::InForce {
        push(&mut rest, &[" ", status_words(one.status)]);
    }
    vec![title, plain(&rest)]
}

fn status_words(status: Status) -> &'static str {
    match status {
        Status::InForce => "It holds.",
        Status::ChangedSince => "It has changed since 2022.",
        Status::Proposed => "It is proposed, and not in force.",
    }
}

fn answer_table(caption: &str, rows: &[&AnswerRow]) -> Block {
    let rows = rows.iter().map(|row| {
        let mut answer = text(&row.answer);
        if row.state == AnswerState::NotUsed {
            answer = vec![plain(&sentence(&row.answer)), plain(" Not used: the question is no longer asked.")];
        }
        vec![text(&row.label), answer]
    });
    table(caption, &["Question", "Answer"], rows.collect())
}

fn plain_list(blocks: &mut Vec<Block>, lead: &str, items: &[String]) {
    if !items.is_empty() {
        blocks.push(Block::Paragraph(vec![strong(lead)]));
        blocks.push(bullets(items.iter().map(|item| text(item)).collect()));
    }
}

/// A person's own words after a label, a paragraph for each line; other words where there are none.
pub(super) fn labelled(label: &str, words: &str, empty: &str) -> Vec<Block> {
    let mut lines: Vec<&str> = words.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.is_empty() {
        lines.push(empty);
    }
    let mut lines = lines.into_iter();
    let first = lines.next().unwrap_or_default();
    let mut blocks = vec![Block::Paragraph(vec![strong(&[label, ":"].concat()), plain(&spaced(first))])];
    blocks.extend(lines.map(paragraph));
    blocks
}

/// When people take part; where that is a single day, the whole time that the approach takes.
pub(super) fn taking_part(one: &PlanApproach) -> String {
    if one.opens < one.closes { range(one.opens, one.closes) } else { range(one.from, one.to) }
}

/// Words with a full stop, unless they end in a mark of their own. Empty words stay empty.
pub(super) fn sentence(words: &str) -> String {
    let mut words = words.trim().to_owned();
    if words.ends_with(|c: char| !matches!(c, '.' | '!' | '?' | ':' | '…')) {
        words.push('.');
    }
    words
}

pub(super) fn spaced(words: &str) -> String {
    [" ", words].concat()
}

/// A space, where something stands before it.
pub(super) fn gap(words: &mut String) {
    if !words.is_empty() {
        words.push(' ');
    }
}

pub(super) fn push(words: &mut String, parts: &[&str]) {
    for part in parts {
        words.push_str(part);
    }
}

pub(super) fn section(heading: &str, blocks: Vec<Block>) -> Section {
    Section { heading: heading.to_owned(), blocks, sections: Vec::new() }
}

pub(super) fn paragraph(words: &str) -> Block {
    Block::Paragraph(text(words))
}

pub(super) fn bullets(items: Vec<Vec<Span>>) -> Block {
    Block::List { numbered: false, items }
}

pub(super) fn table(caption: &str, head: &[&str], rows: Vec<Vec<Vec<Span>>>) -> Block {
    Block::Table { caption: caption.to_owned(), head: head.iter().map(|&one| one.to_owned()).collect(), rows }
}

pub(super) fn text(words: &str) -> Vec<Span> {
    vec![plain(words)]
}

pub(super) fn plain(words: &str) -> Span {
    Span::Text(words.to_owned())
}

pub(super) fn strong(words: &str) -> Span {
    Span::Strong(words.to_owned())
}
