//! The rulebook: every duty, approach and check as a decision table, for the people who own the policy.

use std::fmt::Write as _;

use super::explain::clause_words;
use super::sections::{Section, Used, used};
use crate::guidance::{
    About, ApproachNo, Barrier, Clause, Effect, Guidance, Handbook, Rule, Severity, SourceNo, Status, WorkKind,
};

/// Writes the rulebook as Markdown. It is generated; a test keeps `RULEBOOK.md` current.
#[must_use]
pub fn rulebook(g: &Guidance, handbook: &Handbook, sections: &[Section]) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "# Rulebook\n\nEdition {}. Law last read on {}. Generated from `src/guidance/content`: do not edit it here.\n",
        g.edition.name, g.edition.reviewed
    );
    out.push_str("Every clause in a row must hold. “But not” is an exception. Places are passages of the sources listed at the end.\n");
    out.push_str("\n## Duties\n");
    for (no, duty) in (0..).zip(&g.duties) {
        let _ = writeln!(out, "\n### {}\n\n{}\n", duty.name, duty.what);
        table(&mut out, g, handbook, g.rules_of_duty(no));
        for line in &duty.weigh {
            let _ = writeln!(out, "\n- To weigh: {line}");
        }
    }
    out.push_str("\n## Approaches\n");
    for (no, approach) in (0..).zip(&g.approaches) {
        let _ = writeln!(
            out,
            "\n### {} ({})\n\n{} {}.\n",
            approach.name,
            approach.reference,
            approach.what,
            approach.level.name()
        );
        table(&mut out, g, handbook, g.rules_about(no));
    }
    out.push_str("\n## Checks\n\n| Check | Matters | When | Mend | Places |\n|---|---|---|---|---|\n");
    for (place, check) in g.checks.iter().enumerate() {
        let mut when: Vec<String> = check.relevant_when.iter().map(|clause| clause_words(g, clause)).collect();
        when.extend(check.unless.iter().map(|clause| format!("but not: {}", clause_words(g, clause))));
        if !check.relevant_with.is_empty() {
            let names: Vec<&str> = check.relevant_with.iter().map(|&no| g.approach(no).name.as_str()).collect();
            when.push(format!("the plan uses {}", names.join(", ")));
        }
        let when = if when.is_empty() { "Always".to_owned() } else { when.join("; ") };
        let severity = match check.severity {
            Severity::Must => "Must",
            Severity::Should => "Should",
            Severity::Consider => "Consider",
        };
        let _ = writeln!(
            out,
            "| {} | {severity} | {} | {} | {} |",
            cell(&check.title),
            cell(&when),
            cell(handbook.checks.get(place).map_or("", |how| how.mend.as_str())),
            places(g, &check.cites)
        );
    }
    taking_part(&mut out, g, handbook);
    principles(&mut out, g, handbook);
    scenarios(&mut out, g, handbook);
    guidance_sections(&mut out, g, handbook, sections);
    out.push_str("\n## Passages\n\n| Passage | Place | Status | Used | What it says |\n|---|---|---|---|---|\n");
    for (no, source) in (0..).zip(&g.sources) {
        let used = match used(g, handbook, &[no]) {
            Used::Modelled(_) => "Modelled",
            Used::Background(_) => "Background",
            Used::Unread => "Not yet",
        };
        let status = match source.status {
            Status::InForce => "In force",
            Status::ChangedSince => "Changed since 2022",
            Status::Proposed => "Proposed, not law",
        };
        let work = g.work(source);
        let place = if work.kind == WorkKind::StatutoryGuidance {
            source.place.clone()
        } else {
            format!("{}: {}", work.title, source.place)
        };
        let says = handbook.sources.get(usize::from(no)).map_or("", String::as_str);
        let _ = writeln!(out, "| {} | {} | {status} | {used} | {} |", source.id, cell(&place), cell(says));
    }
    out
}

fn guidance_sections(out: &mut String, g: &Guidance, handbook: &Handbook, sections: &[Section]) {
    let mut rows = String::new();
    let [mut modelled, mut background, mut out_of_scope] = [0; 3];
    for section in sections {
        let (used, by) = match (&section.out_of_scope, section.used(g, handbook, sections)) {
            (Some(why), _) => {
                out_of_scope += 1;
                ("Out of scope", why.clone())
            }
            (None, Used::Modelled(by)) => {
                modelled += 1;
                ("Modelled", by)
            }
            (None, Used::Background(by)) => {
                background += 1;
                ("Background", format!("Read by {by}"))
            }
            (None, Used::Unread) => ("Not yet", String::new()),
        };
        let _ = writeln!(rows, "| {} | {} | {used} | {} |", section.part(), cell(section.title()), cell(&by));
    }
    let _ = write!(
        out,
        "\n## Sections of the guidance\n\nEvery section of the 2022 statutory guidance, and what rests on it. Of {} sections, {modelled} are modelled: a rule, duty, question, approach, check or task rests on them. {background} are background: only words explained or worked examples read them. {out_of_scope} are out of scope, for the reason given.\n\n| Part | Section | Used | By what, or why not |\n|---|---|---|---|\n{rows}",
        sections.len()
    );
}

/// What keeps people out, whom, and what lets them in.
fn taking_part(out: &mut String, g: &Guidance, handbook: &Handbook) {
    out.push_str("\n## Barriers\n\n| It needs | How it keeps people out | Approaches | Places |\n|---|---|---|---|\n");
    for (barrier, behind) in Barrier::ALL.iter().zip(&handbook.barriers) {
        let many = g.approaches.iter().filter(|one| one.barriers.contains(barrier)).count();
        let (says, places) = (cell(&behind.says), places(g, &behind.cites));
        let _ = writeln!(out, "| {} | {says} | {many} | {places} |", barrier.name());
    }
    let Some(question) = g.groups().map(|no| g.question(no)) else { return };
    let name = |no: &u8| question.option(*no).label.as_str();
    let needs = |list: &[Barrier]| list.iter().map(|barrier| barrier.name()).collect::<Vec<_>>().join(", ");
    out.push_str(
        "\n## Groups\n\n| Group | What may keep it out | Why | Often also | Places |\n|---|---|---|---|---|\n",
    );
    for (option, behind) in question.options.iter().zip(&handbook.groups) {
        let also = behind.overlaps.iter().map(name).collect::<Vec<_>>().join("; ");
        let (meets, why, places) = (needs(&option.meets), cell(&behind.why), places(g, &behind.cites));
        let _ = writeln!(out, "| {} | {meets} | {why} | {} | {places} |", cell(&option.label), cell(&also));
    }
    out.push_str("\n## Measures\n\n| Measure | How | Takes down | For | With | Weeks | Places |\n|---|---|---|---|---|---|---|\n");
    for one in &handbook.measures {
        let whom = one.groups.iter().map(name).collect::<Vec<_>>().join("; ");
        let whom = if whom.is_empty() { "Everyone".to_owned() } else { whom };
        let mut with = if one.families.is_empty() { "Every approach".to_owned() } else { one.families.join(", ") };
        if !one.with.is_empty() {
            with = format!("{with}; for everyone where it needs {}", needs(&one.with));
        }
        if !one.except.is_empty() {
            let names: Vec<&str> = one.except.iter().map(|&no| g.approach(no).name.as_str()).collect();
            with = format!("{with}; but not {}", names.join(", "));
        }
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} | {} |",
            cell(&one.title),
            cell(&one.what),
            needs(&one.mends),
            cell(&whom),
            cell(&with),
            one.weeks,
            places(g, &one.cites)
        );
    }
    out.push_str("\n## Partners\n\n| Partner | What to ask | When they fit | Places |\n|---|---|---|---|\n");
    let when = |when: &[Clause], unless: &[Clause], with: &[ApproachNo]| {
        let mut all: Vec<String> = when.iter().map(|clause| clause_words(g, clause)).collect();
        all.extend(unless.iter().map(|clause| format!("but not: {}", clause_words(g, clause))));
        all.extend(with.iter().map(|&no| format!("with {}", g.approach(no).name)));
        if all.is_empty() { "Always".to_owned() } else { all.join("; ") }
    };
    for one in &handbook.partners {
        let when = when(&one.relevant_when, &one.unless, &one.relevant_with);
        let _ =
            writeln!(out, "| {} | {} | {} | {} |", cell(&one.name), cell(&one.ask), cell(&when), places(g, &one.cites));
    }
    out.push_str("\n## Risks\n\n| What could go wrong | What to do | When it may | Places |\n|---|---|---|---|\n");
    for one in &handbook.risks {
        let when = when(&one.relevant_when, &one.unless, &one.relevant_with);
        let (title, mend, when) = (cell(&one.title), cell(&one.mend), cell(&when));
        let _ = writeln!(out, "| {title} | {mend} | {when} | {} |", places(g, &one.cites));
    }
}

fn principles(out: &mut String, g: &Guidance, handbook: &Handbook) {
    out.push_str("\n## Principles\n\n| Principle | What it asks | Shown by these checks | And by the choice of approaches | Places |\n|---|---|---|---|---|\n");
    for one in &handbook.principles {
        let checks: Vec<&str> = one.checks.iter().map(|&no| g.checks[usize::from(no)].title.as_str()).collect();
        let mut choice: Vec<String> = one.choice.iter().map(|feature| feature.name().to_owned()).collect();
        if !one.families.is_empty() {
            choice.push(format!("an approach of the family {} is in it", one.families.join(" or ")));
        }
        let _ = writeln!(
            out,
            "| {}. {} | {} | {} | {} | {} |",
            one.number,
            cell(&one.title),
            cell(&one.what),
            cell(&checks.join("; ")),
            cell(&choice.join("; ")),
            places(g, &one.cites)
        );
    }
}

fn scenarios(out: &mut String, g: &Guidance, handbook: &Handbook) {
    out.push_str("\n## Worked scenarios\n");
    let names = |list: &[u16]| list.iter().map(|&no| g.approach(no).name.as_str()).collect::<Vec<_>>().join("; ");
    for one in &handbook.scenarios {
        let _ = writeln!(out, "\n### {}\n\n{} {}\n", one.title, one.story, one.teaches);
        let assumed: Vec<&str> = one.assumed.iter().map(|&no| g.question(no).label.as_str()).collect();
        let _ = writeln!(out, "- Assumed: {}.", assumed.join("; "));
        if !one.used.is_empty() {
            let _ = writeln!(out, "- The real case used: {}.", names(&one.used));
        }
        for (no, why) in &one.differs {
            let _ = writeln!(out, "- {} is not among the first five: {why}", g.approach(*no).name);
        }
        for turn in &one.turns {
            let _ = writeln!(out, "- It would turn: {turn}");
        }
        let _ = writeln!(out, "- Places: {}", places(g, &one.cites));
    }
}

fn table<'g>(out: &mut String, g: &Guidance, handbook: &Handbook, rules: impl Iterator<Item = &'g Rule>) {
    out.push_str("| When | Then | Because | Places |\n|---|---|---|---|\n");
    for rule in rules {
        let mut when: Vec<String> = rule.when.iter().map(|clause| clause_words(g, clause)).collect();
        if !rule.unless.is_empty() {
            let unless: Vec<String> = rule.unless.iter().map(|clause| clause_words(g, clause)).collect();
            when.push(format!("but not: {}", unless.join(" and ")));
        }
        let then = match rule.effect {
            Effect::Likely => "Likely to apply",
            Effect::CannotTell => "Cannot tell yet",
            Effect::Unlikely => "Unlikely to apply",
            Effect::Note => "Note",
            Effect::StronglySuits => "Strongly suits",
            Effect::Suits => "Suits",
            Effect::Caution => "Take care",
            Effect::RulesOut => "Rules out",
        };
        let shared = match &rule.about {
            About::Approaches(list) if list.len() > 1 => format!(" (shared by {} approaches)", list.len()),
            _ => String::new(),
        };
        let mut because = format!("**{}.** {}", rule.headline, handbook.of(rule).because);
        if let Some(action) = &handbook.of(rule).action {
            let _ = write!(because, " *Do:* {action}");
        }
        let _ = writeln!(
            out,
            "| {} | {then}{shared} | {} | {} |",
            cell(&when.join("; ")),
            cell(&because),
            places(g, &rule.cites)
        );
    }
}

fn places(g: &Guidance, cites: &[SourceNo]) -> String {
    let list: Vec<&str> = cites.iter().map(|&no| g.source(no).id.as_str()).collect();
    list.join(", ")
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
