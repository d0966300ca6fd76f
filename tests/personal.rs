//! The warning about personal data in what a person types, held against lines that were chosen before it was written.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::cast_precision_loss,
    reason = "a test stops where it stands; counts are small"
)]

use engagement_planner::personal::{Personal, found};

#[derive(serde::Deserialize)]
struct Samples {
    sample: Vec<Sample>,
}

#[derive(serde::Deserialize)]
struct Sample {
    text: String,
    is: String,
}

fn samples() -> Vec<Sample> {
    toml::from_str::<Samples>(include_str!("content/personal-samples.toml")).expect("samples").sample
}

fn kind(word: &str) -> Option<Personal> {
    match word {
        "nhs_number" => Some(Personal::NhsNumber),
        "email" => Some(Personal::Email),
        "telephone" => Some(Personal::Telephone),
        "postcode" => Some(Personal::Postcode),
        "nothing" => None,
        other => panic!("no kind of sample: {other}"),
    }
}

#[test]
fn what_points_to_a_person_is_found_and_little_else_is() {
    let all = samples();
    let (holds, looks): (Vec<&Sample>, Vec<&Sample>) = all.iter().partition(|sample| sample.is != "nothing");
    assert_eq!((holds.len(), looks.len()), (200, 200), "as many that hold something as only look so");
    let missed: Vec<&&Sample> =
        holds.iter().filter(|one| !kind(&one.is).is_some_and(|kind| found(&one.text).contains(&kind))).collect();
    let alarms: Vec<&&Sample> = looks.iter().filter(|one| !found(&one.text).is_empty()).collect();
    for one in missed.iter().chain(&alarms) {
        println!("{}: {} -> {:?}", one.is, one.text, found(&one.text));
    }
    let recall = 100.0 * (holds.len() - missed.len()) as f64 / holds.len() as f64;
    let false_alarms = 100.0 * alarms.len() as f64 / looks.len() as f64;
    println!("found {recall:.1}% of 200; {false_alarms:.1}% false alarms of 200");
    assert!(recall >= 98.0, "it finds {recall:.1}%");
    assert!(false_alarms <= 2.0, "it calls out for {false_alarms:.1}%");
}

#[test]
fn any_text_can_be_read() {
    for text in ["", "@", "+", "0", "é@é.é", "postcode: \u{1F600}", "999", "+44", "a@b", "@@@@....", "SW1A 1AA\u{0}"]
    {
        let _ = found(text);
    }
    assert_eq!(found("SW1A 2AA, or 999 000 1235"), [Personal::NhsNumber, Personal::Postcode]);
}
