//! Answers as JSON on standard input, the assessment as JSON on standard output: for policy reviewers and for
//! evaluation from outside.
//!
//! `echo '{"stage": "forming_options"}' | cargo run --no-default-features --example assess`
//!
//! The day is the first argument, as `2026-11-22`; without one, the day the guidance was last reviewed.

#![allow(clippy::print_stdout, reason = "an example speaks on standard output")]

use std::io::Read as _;

use engagement_planner::answers::Answers;
use engagement_planner::assessment::{Assessment, Fit, assess, explain, relevance};
use engagement_planner::date::Date;
use engagement_planner::guidance::{Guidance, Handbook, Rule};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (g, handbook) = (Guidance::built_in(), Handbook::built_in());
    let today: Date = match std::env::args().nth(1) {
        Some(day) => day.parse().map_err(|_| "the first argument is a day, such as 2026-11-22")?,
        None => g.edition.reviewed,
    };
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let answers: Answers = serde_json::from_str(&text)?;
    let unknown: Vec<&str> = answers.iter().map(|(id, _)| id).filter(|id| g.question_no(id).is_none()).collect();
    if !unknown.is_empty() {
        return Err(format!("there is no question called {}", unknown.join(", ")).into());
    }
    println!("{}", serde_json::to_string_pretty(&whole(&handbook, &assess(&g, &answers, today), &answers, today))?);
    Ok(())
}

fn whole(handbook: &Handbook, a: &Assessment<'_>, answers: &Answers, today: Date) -> Value {
    let g = a.guidance;
    let label = |no: u16| json!({ "question": g.question(no).id, "ref": g.question(no).reference });
    let reasons = |rules: &[&Rule]| -> Vec<Value> { rules.iter().map(|rule| reason(handbook, a, rule)).collect() };
    let duties: Vec<Value> = a
        .duties
        .iter()
        .map(|duty| {
            json!({
                "id": duty.duty.id,
                "state": duty.state,
                "verdict": duty.verdict(),
                "reasons": reasons(&duty.reasons),
                "notes": reasons(&duty.notes),
                "find_out": duty.find_out.iter().map(|&no| label(no)).collect::<Vec<_>>(),
                "failed": explain::failed_clauses(a, duty.no).iter().map(|c| explain::clause_words(g, c)).collect::<Vec<_>>(),
            })
        })
        .collect();
    let recommendations: Vec<Value> = a
        .recommendations
        .iter()
        .map(|one| {
            let changes = explain::what_if(a, answers, today, one.no);
            json!({
                "id": one.approach.id,
                "ref": one.approach.reference,
                "fit": one.fit,
                "with_care": one.with_care(),
                "level": one.approach.level,
                "reasons": reasons(&one.reasons),
                "cautions": reasons(&one.cautions),
                "ruled_out": reasons(&one.ruled_out),
                "still_needed": explain::still_needed(a, one).iter().map(|&no| label(no)).collect::<Vec<_>>(),
                "would_change": changes.iter().map(|change| json!({
                    "question": g.question(change.question).id,
                    "option": g.question(change.question).option(change.option).id,
                    "left_out": change.left_out,
                    "to": change.to,
                })).collect::<Vec<_>>(),
            })
        })
        .collect();
    let picks: Vec<Value> = a
        .blend
        .picks
        .iter()
        .map(|pick| json!({ "id": g.approach(pick.approach).id, "ref": g.approach(pick.approach).reference, "lane": pick.lane }))
        .collect();
    let findings: Vec<Value> = a
        .findings
        .iter()
        .map(|finding| json!({ "id": finding.rule.id, "ref": handbook.of(finding.rule).reference, "outcome": finding.outcome }))
        .collect();
    let used: Vec<u16> = a.blend.picks.iter().map(|pick| pick.approach).collect();
    let checks: Vec<Value> = relevance(a, &used)
        .iter()
        .map(|one| json!({ "id": one.check.id, "ref": handbook.checks[usize::from(one.no)].reference, "severity": one.check.severity, "relevant": one.outcome }))
        .collect();
    let first_five: Vec<&str> = a
        .recommendations
        .iter()
        .filter(|one| one.fit != Fit::RuledOut)
        .take(5)
        .map(|one| one.approach.id.as_str())
        .collect();
    json!({
        "edition": g.edition.name,
        "today": today,
        "duties": duties,
        "first_five": first_five,
        "recommendations": recommendations,
        "blend": picks,
        "gaps_in_blend": a.blend.gaps.iter().filter_map(|&no| g.groups().map(|q| g.question(q).option(no).id.as_str())).collect::<Vec<_>>(),
        "findings": findings,
        "checks": checks,
    })
}

fn reason(handbook: &Handbook, a: &Assessment<'_>, rule: &Rule) -> Value {
    let g = a.guidance;
    json!({
        "id": rule.id,
        "ref": handbook.of(rule).reference,
        "headline": rule.headline,
        "because": handbook.of(rule).because,
        "do": handbook.of(rule).action,
        "sources": rule.cites.iter().map(|&no| g.source(no).id.as_str()).collect::<Vec<_>>(),
        "answers": explain::because(a, &[rule]).iter().flat_map(|one| &one.answers)
            .map(|(no, words)| json!({ "question": g.question(*no).id, "answer": words })).collect::<Vec<_>>(),
    })
}
