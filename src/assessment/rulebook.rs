//! The rulebook: every duty, approach and check as a decision table, for the people who own the policy.

use std::fmt::Write as _;

use super::explain::clause_words;
use crate::guidance::{About, Effect, Guidance, Handbook, Rule, Severity, SourceNo, Status, WorkKind};

/// Writes the rulebook as Markdown. It is generated; a test keeps `RULEBOOK.md` current.
#[must_use]
pub fn rulebook(g: &Guidance, handbook: &Handbook) -> String {
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
    out.push_str("\n## Passages\n\nModelled: a rule, check, question, approach or task rests on it. Background: it is read, and nothing rests on it yet.\n\n| Passage | Place | Status | Used | What it says |\n|---|---|---|---|---|\n");
    for (no, source) in (0..).zip(&g.sources) {
        let used = if cited(g, handbook, no) { "Modelled" } else { "Background" };
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

fn cited(g: &Guidance, handbook: &Handbook, no: SourceNo) -> bool {
    g.rules.iter().any(|rule| rule.cites.contains(&no))
        || g.checks.iter().any(|check| check.cites.contains(&no))
        || g.questions.iter().any(|question| question.cites.contains(&no))
        || g.duties.iter().any(|duty| duty.cites.contains(&no) || duty.watch.contains(&no))
        || g.approaches.iter().any(|approach| approach.cites.contains(&no))
        || handbook.tasks.iter().any(|task| task.cites.contains(&no))
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
