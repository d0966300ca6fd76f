//! The ten principles of the guidance: for each, a plan that shows it, and a plan that lacks one thing.

#![allow(clippy::expect_used, reason = "a test stops where it stands")]

mod content;

use engagement_planner::answers::Answers;
use engagement_planner::assessment::{assess, relevance};
use engagement_planner::guidance::{ApproachNo, Guidance, Handbook, Lane};
use engagement_planner::plan::{Edits, InPlace, Lacking, lacking_words, principles, stands_in};

#[test]
fn each_principle_is_shown_by_one_plan_and_not_by_another() {
    let (g, handbook) = (Guidance::built_in(), Handbook::built_in());
    let mut wrong = Vec::new();
    let mut told = vec![(0, 0); handbook.principles.len()];
    for example in content::content().shown {
        let answers: Answers = serde_json::from_str(&example.answers).expect("answers");
        let a = assess(&g, &answers, g.edition.reviewed);
        let mut edits = Edits::default();
        for id in &example.in_place {
            edits.checks.insert(id.clone(), InPlace::Yes);
        }
        let mut chosen: Vec<(ApproachNo, Lane)> = Vec::new();
        for id in &example.chosen {
            let no = g.approach_no(id).expect("an approach");
            chosen.push((no, stands_in(g.approach(no), &chosen)));
        }
        let used: Vec<ApproachNo> = chosen.iter().map(|(no, _)| *no).collect();
        let all = principles(&handbook, &a, &relevance(&a, &used), &chosen, &edits);
        let place = usize::from(example.of) - 1;
        let lacks: Vec<String> = all[place].lacks.iter().map(|&one| name(&g, one)).collect();
        let wanted: Vec<String> = example.lacks.iter().cloned().collect();
        if lacks != wanted {
            wrong.push(format!("principle {}: '{}' lacks {lacks:?}, not {wanted:?}", example.of, example.says));
        }
        assert!(all[place].met > 0, "principle {}: nothing shows it in '{}'", example.of, example.says);
        for &one in &all[place].lacks {
            let (title, mend) = lacking_words(&g, &handbook, one);
            assert!(!title.is_empty() && mend.ends_with('.'), "{title}: {mend}");
        }
        let (shows, misses) = &mut told[place];
        if example.lacks.is_none() { *shows += 1 } else { *misses += 1 }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(told.len(), 10, "the guidance has ten principles");
    assert!(told.iter().all(|(shows, misses)| *shows > 0 && *misses > 0), "{told:?}");
}

fn name(g: &Guidance, lacking: Lacking) -> String {
    match lacking {
        Lacking::Check(no) => g.checks[usize::from(no)].id.clone(),
        Lacking::Choice(feature) => serde_json::to_value(feature).expect("a word").as_str().expect("a word").to_owned(),
        Lacking::Families => "families".to_owned(),
    }
}
