//! How long one assessment takes on this computer, as `cargo xtask bench` prints it.
//!
//! With `rules` as its argument it writes what a hand-written reader of the same rules needs instead: for each rule its
//! effect, its approaches and its clauses, and sets of answers as bits; the bench reads them in the browser beside ours.

#![allow(clippy::print_stdout, reason = "an example speaks on standard output")]

mod full;

use std::hint::black_box;
use std::time::Instant;

use engagement_planner::answers::{Answers, Facts, State};
use engagement_planner::assessment::assess;
use engagement_planner::guidance::{About, Clause, Guidance};
use serde_json::{Value, json};

const ROUNDS: usize = 60;

fn main() -> Result<(), serde_json::Error> {
    let g = full::guidance();
    let sets = full::sets(&g);
    if std::env::args().nth(1).as_deref() == Some("rules") {
        println!("{}", rules(&g, &sets));
        return Ok(());
    }
    let texts: Vec<String> = sets.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
    let today = g.edition.reviewed;
    let assessing = rounds(|| sets.iter().for_each(|answers| drop(black_box(assess(&g, answers, today)))));
    let parsing = rounds(|| {
        texts.iter().for_each(|text| drop(black_box(serde_json::from_str::<Answers>(text))));
    });
    println!("{}", json!({ "assess": assessing, "parse": parsing }));
    Ok(())
}

/// Microseconds for one set: the fastest round, the middle one, the slowest.
fn rounds(mut run: impl FnMut()) -> [f64; 3] {
    run();
    let mut list: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let began = Instant::now();
            run();
            #[allow(clippy::cast_precision_loss, reason = "sixty-four")]
            let each = began.elapsed().as_secs_f64() * 1e6 / full::SETS as f64;
            each
        })
        .collect();
    list.sort_by(f64::total_cmp);
    [list[0], list[ROUNDS / 2], list[ROUNDS - 1]]
}

fn rules(g: &Guidance, sets: &[Answers]) -> Value {
    // A browser's numbers hold 53 bits: a mask goes as two halves.
    let halves = |bits: u64| [bits & 0xFFFF_FFFF, bits >> 32];
    let clause = |one: &Clause| json!([one.question, halves(one.mask), one.negated]);
    let list = |clauses: &[Clause]| clauses.iter().map(clause).collect::<Vec<_>>();
    let rules: Vec<Value> = g
        .rules
        .iter()
        .map(|rule| {
            let about = match &rule.about {
                About::Duty(no) => json!({ "duty": no }),
                About::Approaches(list) => json!({ "approaches": list }),
            };
            json!({ "about": about, "effect": rule.effect, "when": list(&rule.when), "unless": list(&rule.unless) })
        })
        .collect();
    let known = |answers: &Answers| -> Vec<Value> {
        let facts = Facts::read(g, answers, g.edition.reviewed);
        let count = u16::try_from(g.questions.len()).unwrap_or(0);
        (0..count)
            .map(|no| match facts.of(no) {
                State::Known(bits) => json!(halves(bits)),
                State::Unknown | State::Hidden => Value::Null,
            })
            .collect()
    };
    json!({ "rules": rules, "approaches": g.approaches.len(), "sets": sets.iter().map(known).collect::<Vec<_>>() })
}
