//! The content proves itself: every example inside a rule or a check, every problem with its file and place, and the
//! rulebook kept current.

#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test stops where it stands, and tells what it measured"
)]

mod content;

use engagement_planner::answers::{Answers, Facts, Outcome};
use engagement_planner::assessment::rulebook::rulebook;
use engagement_planner::assessment::sections::{Section, Used, sections_of};
use engagement_planner::assessment::{assess, matters, relevance};
use engagement_planner::guidance::{About, Guidance, Handbook, Rule};

#[test]
fn every_example_in_a_rule_does_what_it_says() {
    let g = Guidance::built_in();
    let handbook = Handbook::built_in();
    let today = g.edition.reviewed;
    let mut wrong = Vec::new();
    let mut tried = 0;
    for example in content::content().examples {
        let answers: Answers = serde_json::from_str(&example.answers).expect("answers");
        let outcome = match g.rules.iter().find(|rule| rule.id == example.of) {
            Some(rule) => Facts::read(&g, &answers, today).with_exception(&rule.when, &rule.unless),
            None => {
                let used: Vec<u16> = example.chosen.iter().filter_map(|id| g.approach_no(id)).collect();
                if let Some(risk) = handbook.risks.iter().find(|risk| risk.id == example.of) {
                    let when = (&*risk.relevant_when, &*risk.unless);
                    matters(&Facts::read(&g, &answers, today), when, &risk.relevant_with, &used)
                } else if let Some(partner) = handbook.partners.iter().find(|partner| partner.id == example.of) {
                    let when = (&*partner.relevant_when, &*partner.unless);
                    matters(&Facts::read(&g, &answers, today), when, &partner.relevant_with, &used)
                } else {
                    let list = relevance(&assess(&g, &answers, today), &used);
                    list.iter().find(|one| one.check.id == example.of).expect("a check").outcome
                }
            }
        };
        let wanted = if example.holds { Outcome::Holds } else { Outcome::Fails };
        if outcome != wanted {
            wrong.push(format!("{}: '{}' should be {wanted:?} and is {outcome:?}", example.of, example.says));
        }
        tried += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tried >= 2 * g.rules.len(), "every rule has two examples at least, and {tried} were tried");
}

#[test]
fn a_failing_example_of_a_rule_is_a_near_miss() {
    let g = Guidance::built_in();
    let today = g.edition.reviewed;
    let mut far = Vec::new();
    for example in content::content().examples.iter().filter(|example| !example.holds) {
        let Some(rule) = g.rules.iter().find(|rule| rule.id == example.of) else { continue };
        let answers: Answers = serde_json::from_str(&example.answers).expect("answers");
        let facts = Facts::read(&g, &answers, today);
        let failing = rule.when.iter().filter(|clause| facts.one(clause) != Outcome::Holds).count();
        let excepted = !rule.unless.is_empty() && facts.all(&rule.unless) == Outcome::Holds;
        if failing + usize::from(excepted) != 1 {
            far.push(format!("{}: '{}' misses by {failing} clauses", rule.id, example.says));
        }
    }
    assert!(far.is_empty(), "{}", far.join("\n"));
}

#[test]
fn every_problem_is_reported_with_its_file_and_line() {
    let mut files = content::files();
    let bad = "\n[[term]]\nid = \"Bad Id\"\nterm = \"x\"\nmeans = \"We ensure it.\"\ncites = [\"no-such-source\"]\n\n[[term]]\nid = \"short\"\n";
    files.push(("zz-bad.toml".to_owned(), bad.to_owned()));
    files.push(("zz-broken.toml".to_owned(), "[[rule\n".to_owned()));
    let problems = content::reading::read(&files).expect_err("problems");
    let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
    let has = |part: &str| {
        assert!(said.iter().any(|line| line.contains(part)), "no problem says: {part}\n{}", said.join("\n"))
    };
    has("zz-bad.toml:2: term 'Bad Id': id:");
    has("zz-bad.toml:2: term 'Bad Id': means: it says 'ensure'");
    has("zz-bad.toml:2: term 'Bad Id': cites: there is no source 'no-such-source'");
    has("zz-bad.toml:8: [[term]] of line 8: missing field");
    has("zz-broken.toml:1:");
    assert_eq!(said.len(), 5, "all of them, and no more:\n{}", said.join("\n"));
}

#[test]
fn what_would_mislead_is_refused() {
    let refused = |change: &dyn Fn(&mut String), says: &str| {
        let mut files = content::files();
        let file = files.iter_mut().find(|(name, _)| name == "rules-0-shared.toml").expect("the shared rules");
        change(&mut file.1);
        let problems = content::reading::read(&files).expect_err(says);
        assert!(problems.iter().any(|problem| problem.message.contains(says)), "{problems:?} lacks: {says}");
    };
    refused(&|text| *text = text.replacen("expect = \"fails\"", "expect = \"holds\"", 1), "no example has expect");
    refused(&|text| *text = text.replacen("cites = [", "cites = [\"wpc-b3-referral\", ", 1), "is not in force");
    refused(&|text| *text = text.replacen("cites = [", "cites = [\"health-bill-2026\", ", 1), "is not in force");
    refused(
        &|text| *text = text.replacen("question = \"what_is_open\"", "question = \"moon_phase\"", 1),
        "no question",
    );
    refused(
        &|text| {
            *text = text.replacen("because = \"", "because = \"A very long sentence that goes on and on, with word upon word upon word, so that by the time one reaches its end nobody at all can say how it began, and then it goes on. ", 1)
        },
        "words",
    );
}

#[test]
fn no_two_rules_say_the_same_of_one_approach() {
    let g = Guidance::built_in();
    let about = |rule: &Rule| rule.about.clone();
    for (place, rule) in g.rules.iter().enumerate() {
        for other in &g.rules[place + 1..] {
            let same = about(rule) == about(other)
                && rule.effect == other.effect
                && rule.when == other.when
                && rule.unless == other.unless;
            assert!(!same, "{} and {} hold for the same answers, about the same thing", rule.id, other.id);
        }
    }
}

#[test]
fn the_rulebook_is_current() {
    let written = rulebook(&Guidance::built_in(), &Handbook::built_in(), &sections());
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/RULEBOOK.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &written).expect("RULEBOOK.md");
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        kept == written,
        "RULEBOOK.md is not what the content says. Run: UPDATE=1 cargo test --no-default-features --test guidance"
    );
}

/// Every section of the guidance, from `src/guidance/sections.toml`.
fn sections() -> Vec<Section> {
    #[derive(serde::Deserialize)]
    struct File {
        section: Vec<Section>,
    }
    let text = include_str!("../src/guidance/sections.toml");
    toml::from_str::<File>(text).expect("sections.toml: a list of sections").section
}

/// What is wrong with a table of sections, in sentences.
fn wrong_with(sections: &[Section]) -> Vec<String> {
    let (g, handbook) = (Guidance::built_in(), Handbook::built_in());
    let mut wrong = Vec::new();
    for heading in include_str!("content/headings.txt").lines() {
        let (part, title) = heading.split_once(" | ").expect("a part and a heading");
        if !sections.iter().any(|section| section.part() == part && section.title() == title) {
            wrong.push(format!("{part}, {title}: it is a heading of the guidance, and sections.toml lacks it"));
        }
    }
    for source in &g.sources {
        if sections_of(&g, source, sections).contains(&None) {
            wrong.push(format!("passage '{}': no section of sections.toml holds '{}'", source.id, source.place));
        }
    }
    let mut background = 0;
    for section in sections {
        let place = &section.place;
        match (section.used(&g, &handbook, sections), &section.out_of_scope) {
            (Used::Unread, None) => wrong.push(format!("{place}: nothing reads it; use it, or say why not")),
            (Used::Modelled(by) | Used::Background(by), Some(_)) => {
                wrong.push(format!("{place}: it is said to be out of scope, and is read by {by}"));
            }
            (Used::Background(_), None) => background += 1,
            _ => {}
        }
    }
    if background * 4 >= sections.len() {
        wrong.push(format!("{background} of {} sections are background: a quarter or more", sections.len()));
    }
    wrong
}

#[test]
fn every_section_of_the_guidance_is_used_or_says_why_not() {
    let wrong = wrong_with(&sections());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_section_left_out_or_left_unread_is_told() {
    let told = |change: &dyn Fn(&mut Vec<Section>), says: &str| {
        let mut list = sections();
        change(&mut list);
        let wrong = wrong_with(&list);
        assert!(wrong.iter().any(|line| line.contains(says)), "{wrong:?} lacks: {says}");
    };
    let without = |place: &'static str| move |list: &mut Vec<Section>| list.retain(|section| section.place != place);
    told(&without("Annex A1, Co-production"), "Annex A1, Co-production: it is a heading of the guidance");
    told(&without("Annex A1, Co-production"), "passage 'wpc-a1-co-production': no section");
    let (g, handbook, all) = (Guidance::built_in(), Handbook::built_in(), sections());
    let only_read = |one: &Section| matches!(one.used(&g, &handbook, &all), Used::Background(_));
    told(&|list| list.retain(only_read), "a quarter");
    told(&|list| list.iter_mut().for_each(|one| one.out_of_scope = None), "Forewords: nothing reads it");
    let out = |one: &mut Section| one.out_of_scope = Some("No reason.".to_owned());
    told(&|list| list.iter_mut().for_each(out), "it is said to be out of scope, and is read by");
}

#[test]
fn the_content_is_plainly_written() {
    use content::prose::{Prose, syllables};
    for (word, count) in
        [("made", 1), ("makes", 1), ("table", 2), ("places", 2), ("asked", 1), ("decided", 3), ("people", 2)]
    {
        assert_eq!(syllables(word), count, "{word}");
    }
    let files = content::files();
    let tell = |name: &str, prose: Prose| {
        let (sentences, mean, longest, grade) = (prose.sentences, prose.mean_sentence(), prose.longest, prose.grade());
        println!(
            "{name:<30} {sentences:>5} sentences, {mean:>4.1} words each, {longest:>2} at most, grade {grade:>3.1}"
        );
    };
    for file in &files {
        tell(&file.0, Prose::of(std::slice::from_ref(file)));
    }
    let all = Prose::of(&files);
    tell("all of it", all);
    assert!(all.sentences > 2000, "the content was not found");
    assert!(all.mean_sentence() < 18.0, "a sentence has {:.1} words in the mean; 18 is too many", all.mean_sentence());
    assert!(all.longest <= 30, "a sentence has {} words; 30 is the most", all.longest);
    assert!(all.grade() <= 8.0, "it asks for grade {:.1}; 8 is the most", all.grade());
}

#[test]
fn there_is_enough_of_it() {
    let g = Guidance::built_in();
    let handbook = Handbook::built_in();
    let of_duties = g.rules.iter().filter(|rule| matches!(rule.about, About::Duty(_))).count();
    for (what, count, least) in [
        ("questions", g.questions.len(), 32),
        ("approaches", g.approaches.len(), 75),
        ("rules about approaches", g.rules.len() - of_duties, 300),
        ("rules about duties and law", of_duties, 60),
        ("passages", g.sources.len(), 120),
        ("scenarios", handbook.scenarios.len(), 18),
        ("checks", g.checks.len(), 40),
        ("tasks", handbook.tasks.len(), 25),
        ("principles", handbook.principles.len(), 10),
        ("risks", handbook.risks.len(), 26),
    ] {
        assert!(count >= least, "there are {count} {what}; {least} are the least");
    }
    let families: std::collections::BTreeSet<&str> =
        g.approaches.iter().map(|approach| approach.family.as_str()).collect();
    assert_eq!(families.len(), 8, "{families:?}");
    let refs =
        ["C01", "C03", "C04", "C05", "C06", "C07", "C12", "C13", "C14", "C18", "C22", "C30", "C32", "C37", "C45"];
    for wanted in refs {
        assert!(
            g.questions.iter().any(|question| question.reference.as_deref() == Some(wanted)),
            "{wanted} is not asked"
        );
    }
    assert_eq!(g.questions[0].reference.as_deref(), Some("C01"), "purpose comes first");
}

#[test]
fn what_is_sent_is_the_whole_without_what_nobody_reads_there() {
    let (whole, handbook) = (Guidance::built_in(), Handbook::built_in());
    let sent = Guidance::unpack(include_bytes!(concat!(env!("OUT_DIR"), "/first.bin"))).expect("it is ours");
    let pressed: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/handbook.bin"));
    let book = Handbook::unpack(pressed).expect("it is ours");
    assert_eq!(sent.rules.len(), whole.rules.len());
    for (there, here) in sent.rules.iter().zip(&whole.rules) {
        assert_eq!(Rule { id: here.id.clone(), ..there.clone() }, *here);
        assert_eq!(book.of(there).because, handbook.of(here).because);
    }
    assert_eq!((&sent.approaches, &sent.duties, &sent.checks), (&whole.approaches, &whole.duties, &whole.checks));
    assert_eq!(
        (&book.approaches, &book.tasks, &book.scenarios),
        (&handbook.approaches, &handbook.tasks, &handbook.scenarios)
    );
    assert_eq!(book.sources, handbook.sources);
    for cut in [0, 3, 4, pressed.len() / 2] {
        assert!(Handbook::unpack(&pressed[..cut]).is_err(), "a file cut to {cut} bytes is refused");
    }
    assert!(Handbook::unpack(&[0xFF; 64]).is_err() && Guidance::unpack(&[0xFF; 64]).is_err());
}

#[test]
fn what_was_packed_is_read_back_byte_for_byte() {
    let (first, handbook) = (
        &include_bytes!(concat!(env!("OUT_DIR"), "/whole-first.bin"))[..],
        &include_bytes!(concat!(env!("OUT_DIR"), "/whole-handbook.bin"))[..],
    );
    let g = Guidance::unpack(first).expect("packed by the build");
    assert!(postcard::to_allocvec(&g).expect("it packs") == first, "the guidance is read as it was packed");
    assert!(postcard::to_allocvec(&Handbook::built_in()).expect("it packs") == handbook, "and so is the handbook");
    // What is cut short, runs on or is changed is refused, or is at least no panic.
    for cut in (0..first.len()).step_by(97) {
        assert!(Guidance::unpack(&first[..cut]).is_err(), "cut at {cut}");
    }
    assert!(Guidance::unpack(&[first, &[0]].concat()).is_err(), "a byte more");
    for at in (0..first.len()).step_by(31) {
        let mut changed = first.to_vec();
        changed[at] ^= 0xA5;
        let _ = Guidance::unpack(&changed);
    }
}
