//! Whole situations: what the planner makes of each is what its scenario says.

#![allow(clippy::expect_used, reason = "a test stops where it stands")]

mod content;

use engagement_planner::answers::{Answer, Answers, NOT_SURE, Outcome};
use engagement_planner::assessment::{Fit, assess, relevance};
use engagement_planner::guidance::{Choose, Guidance, Handbook};

#[test]
fn each_scenario_comes_out_as_it_says() {
    let g = Guidance::built_in();
    let handbook = Handbook::built_in();
    let today = g.edition.reviewed;
    let mut wrong = Vec::new();
    for expected in content::content().expectations {
        let scenario = handbook.scenarios.iter().find(|one| one.id == expected.scenario).expect("a scenario");
        let answers: Answers = serde_json::from_str(&scenario.answers).expect("answers");
        let a = assess(&g, &answers, today);
        let word = |value: &dyn erased::Word| value.word();
        for (id, state) in &expected.duties {
            let found = a.duties.iter().find(|one| one.duty.id == *id).expect("a duty");
            if word(&found.state) != *state {
                wrong.push(format!("{}: duty {id} is {}, not {state}", scenario.id, word(&found.state)));
            }
        }
        for (id, fit) in &expected.fit {
            let found = a.recommendations.iter().find(|one| one.approach.id == *id).expect("an approach");
            if word(&found.fit) != *fit {
                wrong.push(format!("{}: {id} is {}, not {fit}", scenario.id, word(&found.fit)));
            }
        }
        let first: Vec<&str> = a.recommendations.iter().take(5).map(|one| one.approach.id.as_str()).collect();
        for id in &expected.first_five {
            if !first.contains(&id.as_str()) {
                wrong.push(format!("{}: {id} is not among {first:?}", scenario.id));
            }
        }
        for id in &expected.rules {
            let finding = a.findings.iter().find(|finding| finding.rule.id == *id).expect("a rule");
            if finding.outcome != Outcome::Holds {
                wrong.push(format!("{}: rule {id} is {:?}", scenario.id, finding.outcome));
            }
        }
        let used: Vec<u16> = a.blend.picks.iter().map(|pick| pick.approach).collect();
        for id in &expected.checks {
            let list = relevance(&a, &used);
            if list.iter().find(|one| one.check.id == *id).expect("a check").outcome != Outcome::Holds {
                wrong.push(format!("{}: check {id} is not relevant", scenario.id));
            }
        }
        if a.recommendations.iter().all(|one| one.fit == Fit::RuledOut) || a.blend.picks.is_empty() {
            wrong.push(format!("{}: nothing is left", scenario.id));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_lesson_holds_whichever_assumed_answer_is_changed_or_says_where_it_turns() {
    let g = Guidance::built_in();
    let handbook = Handbook::built_in();
    let today = g.edition.reviewed;
    let mut wrong = Vec::new();
    let mut tried = 0;
    for expected in content::content().expectations {
        let scenario = handbook.scenarios.iter().find(|one| one.id == expected.scenario).expect("a scenario");
        let answers: Answers = serde_json::from_str(&scenario.answers).expect("answers");
        let lesson = &expected.lesson;
        let holds = |answers: &Answers| {
            let a = assess(&g, answers, today);
            let fit = |id: &String| a.recommendations.iter().find(|one| one.approach.id == *id).expect("it").fit;
            let state = |id: &String| a.duties.iter().find(|one| one.duty.id == *id).expect("a duty").state;
            lesson.duties.iter().all(|(id, wanted)| erased::Word::word(&state(id)) == *wanted)
                && lesson.fits.iter().all(|id| fit(id) <= Fit::Good)
                && lesson.ruled_out.iter().all(|id| fit(id) == Fit::RuledOut)
        };
        assert!(holds(&answers), "{}: its lesson does not hold in its own answers", scenario.id);
        for &no in &scenario.assumed {
            let question = g.question(no);
            let mut ways = vec![(NOT_SURE.to_owned(), Answer::NotSure)];
            ways.extend(question.options.iter().map(|option| {
                let id = option.id.clone();
                let answer = match question.choose {
                    Choose::One => Answer::One(id.clone()),
                    Choose::Many => Answer::Many([id.clone()].into()),
                };
                (id, answer)
            }));
            for (option, answer) in ways {
                let mut varied = answers.clone();
                varied.set(&question.id, answer);
                let turn = (question.id.clone(), option);
                let told = lesson.turns.contains(&turn);
                if holds(&varied) == told {
                    let does = if told { "is said to turn it, and does not" } else { "turns it, and nothing says so" };
                    wrong.push(format!("{}: {} = {} {does}", scenario.id, turn.0, turn.1));
                }
                tried += 1;
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tried > 300, "only {tried} changes were tried");
}

#[test]
fn what_a_case_used_stands_in_the_first_five_or_the_scenario_says_why_not() {
    let g = Guidance::built_in();
    let today = g.edition.reviewed;
    let mut wrong = Vec::new();
    for scenario in Handbook::built_in().scenarios {
        let answers: Answers = serde_json::from_str(&scenario.answers).expect("answers");
        let a = assess(&g, &answers, today);
        let first: Vec<u16> = a.recommendations.iter().take(5).map(|one| one.no).collect();
        for no in scenario.used {
            let told = scenario.differs.iter().any(|(other, _)| *other == no);
            let name = &g.approach(no).id;
            match (first.contains(&no), told) {
                (false, false) => wrong.push(format!("{}: {name} comes later, and nothing says why", scenario.id)),
                (true, true) => wrong.push(format!("{}: {name} stands in the first five after all", scenario.id)),
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

mod erased {
    /// The word of a state or a fit, as content writes it.
    pub trait Word {
        fn word(&self) -> String;
    }
    impl<T: serde::Serialize> Word for T {
        fn word(&self) -> String {
            serde_json::to_value(self).expect("a word").as_str().expect("a word").to_owned()
        }
    }
}
