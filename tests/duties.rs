//! When the duty to involve applies: every example that the guidance gives, in both directions, for each body it names.

#![allow(clippy::expect_used, reason = "a test stops where it stands")]

use engagement_planner::answers::Answers;
use engagement_planner::assessment::assess;
use engagement_planner::guidance::Guidance;

/// One example of `tests/content/duty-examples.toml`.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    says: String,
    place: String,
    #[serde(default = "involvement")]
    duty: String,
    answers: toml::Table,
    expect: String,
}

fn involvement() -> String {
    "public-involvement".to_owned()
}

fn examples() -> Vec<Example> {
    #[derive(serde::Deserialize)]
    struct File {
        example: Vec<Example>,
    }
    toml::from_str::<File>(include_str!("content/duty-examples.toml")).expect("a list of examples").example
}

#[test]
fn each_example_of_the_guidance_comes_out_as_the_guidance_says() {
    let g = Guidance::built_in();
    let mut wrong = Vec::new();
    for one in examples() {
        let answers = serde_json::to_string(&one.answers).expect("JSON");
        let answers: Answers = serde_json::from_str(&answers).expect("answers");
        let unknown: Vec<&str> = answers.iter().map(|(id, _)| id).filter(|id| g.question_no(id).is_none()).collect();
        assert!(unknown.is_empty(), "{}: there is no question {unknown:?}", one.says);
        let a = assess(&g, &answers, g.edition.reviewed);
        let duty = a.duties.iter().find(|duty| duty.duty.id == one.duty).expect("a duty");
        let state = serde_json::to_value(duty.state).expect("a word");
        if state != one.expect.as_str() {
            wrong.push(format!("{} ({}): {} is {state}, not {}", one.says, one.place, one.duty, one.expect));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_examples_cover_each_body_each_step_and_both_directions() {
    let all = examples();
    let counts = |body: &str, expect: &str| {
        let is = |one: &&Example| {
            one.duty == involvement()
                && one.expect == expect
                && one.answers.get("organisation").and_then(toml::Value::as_str) == Some(body)
        };
        all.iter().filter(is).count()
    };
    for body in ["nhs_england", "icb", "trust"] {
        for state in ["likely", "unlikely"] {
            assert!(counts(body, state) >= 3, "{body} has {} examples of {state}", counts(body, state));
        }
    }
    for step in ["Step 2", "Step 3"] {
        assert!(all.iter().any(|one| one.place.contains(step)), "no example is of {step}");
    }
}
