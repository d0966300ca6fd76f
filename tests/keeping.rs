//! What is decided about keeping the work safe: the value that is kept, two tabs, the shelf, undo.

#![allow(clippy::expect_used, clippy::panic, reason = "a test stops where it cannot go on, and says why")]

use engagement_planner::keeping::{
    History, Keeping, Mine, Next, PLANS, Unread, id, next, seal, shelf, unseal, went_on,
};
use proptest::prelude::{Strategy, any, prop, prop_assert, prop_assert_eq, proptest};

const WHEN: &str = "2026-11-25T10:42";

/// What a tab may do with a plan that another tab has open too.
#[derive(Debug, Clone, Copy)]
enum Act {
    /// Types something.
    Type,
    /// The time to keep comes.
    Keep,
    /// "Keep mine": what stands there is read, and written over knowingly.
    Mine,
    /// "Open theirs": what stands there is read, and taken over knowingly.
    Theirs,
    /// Somebody clears the storage.
    Clear,
}

/// One tab: its work, and what it last wrote or read.
#[derive(Debug, Clone, Default)]
struct Tab {
    text: String,
    last: Option<String>,
}

fn act() -> impl Strategy<Value = (usize, Act)> {
    let acts = prop::sample::select(vec![
        Act::Type,
        Act::Type,
        Act::Keep,
        Act::Keep,
        Act::Keep,
        Act::Mine,
        Act::Theirs,
        Act::Clear,
    ]);
    (0..2_usize, acts)
}

proptest! {
    #[test]
    fn what_is_sealed_is_read_back(revision in any::<u32>(), title in ".{0,300}", text in "(?s).{0,400}") {
        let value = seal(revision, None, WHEN, &title, &text);
        let kept = unseal(&value).expect("it is ours");
        prop_assert_eq!((kept.revision, kept.when, kept.text, kept.whole), (revision, WHEN, text.as_str(), true));
        prop_assert_eq!(kept.title.chars().count(), title.chars().count().min(200));
        prop_assert!(!kept.title.contains('\n'));
    }

    #[test]
    fn what_is_cut_or_changed_is_never_taken_for_whole(text in "[a-z ]{1,60}", at in any::<prop::sample::Index>(), other in "[A-Z]") {
        let value = seal(7, None, WHEN, "A plan", &text);
        let place = at.index(value.len());
        let cut = &value[..place];
        prop_assert!(!unseal(cut).is_ok_and(|kept| kept.whole), "{}", cut);
        let mut changed = value.clone();
        changed.replace_range(place..=place, &other);
        if changed != value {
            prop_assert!(!unseal(&changed).is_ok_and(|kept| kept.whole), "{}", changed);
        }
    }

    #[test]
    fn any_value_can_be_read(value in "(?s).{0,80}", schema in any::<u32>()) {
        let _ = unseal(&value);
        let newer = value.replacen(' ', "", 1);
        let read = unseal(&["engagement-planner-kept ", &schema.to_string(), " ", &newer].concat()).err();
        prop_assert!(schema < 2 || read == Some(Unread::Newer));
    }

    /// Each tab always knows of what stands in the place of its own work, and nothing is written over that was not seen.
    #[test]
    fn two_tabs_never_overwrite_each_other_in_silence(acts in prop::collection::vec(act(), 0..60)) {
        let mut tabs = [Tab::default(), Tab::default()];
        let mut stored: Option<String> = None;
        // Both have opened the same plan.
        let first = seal(1, None, WHEN, "", "begun");
        stored.replace(first.clone());
        for tab in &mut tabs {
            tab.last = Some(first.clone());
            tab.text = "begun".to_owned();
        }
        for (number, (which, act)) in acts.into_iter().enumerate() {
            let mut tab = tabs[which].clone();
            match act {
                Act::Type => tab.text = format!("{which} wrote {number}"),
                Act::Clear => stored = None,
                Act::Mine => tab.last = stored.clone(),
                Act::Theirs => {
                    if let Some(there) = stored.as_deref() {
                        tab.text = unseal(there).expect("ours").text.to_owned();
                        tab.last = stored.clone();
                    }
                }
                Act::Keep => {}
            }
            if matches!(act, Act::Keep | Act::Mine) {
                match next(stored.as_deref(), tab.last.as_deref(), &tab.text, 0) {
                    Next::Write(revision) => {
                        prop_assert!(stored == tab.last, "only what this tab has seen is written over");
                        let before = stored.as_deref().map_or(0, |there| unseal(there).expect("ours").revision);
                        prop_assert!(revision > before, "the counter only grows");
                        stored = Some(seal(revision, stored.as_deref(), WHEN, "", &tab.text));
                        tab.last = stored.clone();
                    }
                    Next::Nothing => prop_assert_eq!(unseal(stored.as_deref().expect("it is there")).expect("ours").text, &tab.text),
                    Next::Same => {
                        prop_assert_eq!(unseal(stored.as_deref().expect("it is there")).expect("ours").text, &tab.text);
                        tab.last = stored.clone();
                    }
                    Next::Theirs => prop_assert!(stored != tab.last, "it is told of what it has not seen"),
                    Next::Gone => prop_assert!(stored.is_none(), "it is told that its work has gone"),
                    Next::Taken => prop_assert!(tab.last.is_none() && stored.is_some()),
                }
            }
            tabs[which] = tab;
        }
    }

    #[test]
    fn a_clock_that_is_set_back_changes_no_order(whens in prop::collection::vec("[12][0-9]{3}-0[1-9]-2[0-9]T10:[0-5][0-9]", 1..8)) {
        let kept: Vec<(String, String)> = (0_u32..).zip(&whens)
            .map(|(no, when)| ([PLANS, &id([no, 7])].concat(), seal(no + 1, None, when, "", "x")))
            .collect();
        let list = shelf(&kept);
        prop_assert_eq!(list.len(), whens.len());
        prop_assert!(list.is_sorted_by(|one, other| one.revision > other.revision), "the last kept stands first");
    }

    /// Undo goes back through every step, redo forth again; typing in one field is one step.
    #[test]
    fn undo_and_redo_go_through_the_steps(steps in prop::collection::vec((0_u8..6, prop::option::of(0_u8..2)), 0..140)) {
        let mut history = History::default();
        history.begin(0);
        // What undo should find, kept another way: all states, with those of one field's typing folded together.
        let mut states: Vec<(u8, Option<u8>)> = vec![(0, None)];
        for (now, field) in steps {
            history.see(&now, field.map(|field| field.to_string()));
            let (last, typed) = *states.last().expect("there is one");
            if last == now {
                continue;
            }
            if field.is_some() && field == typed && states.len() > 1 {
                states.pop();
            }
            states.push((now, field));
        }
        let most = states.len().min(101);
        let seen: Vec<u8> = states[states.len() - most..].iter().map(|(now, _)| *now).collect();
        let mut back = vec![*seen.last().expect("there is one")];
        while let Some((_, then)) = history.step(true) {
            back.push(then);
        }
        back.reverse();
        prop_assert_eq!(&back, &seen);
        prop_assert_eq!(history.steps(), (0, seen.len() - 1));
        let mut forth = vec![seen[0]];
        while let Some((_, then)) = history.step(false) {
            forth.push(then);
        }
        prop_assert_eq!(&forth, &seen);
        if seen.len() > 1 {
            history.step(true);
            history.see(&99, None);
            prop_assert_eq!(history.steps(), (seen.len() - 1, 0), "a new step ends what could be done again");
        }
    }
}

#[test]
fn what_to_do_is_told_from_what_stands_there() {
    let mine = seal(4, None, WHEN, "", "mine");
    let theirs = seal(4, None, WHEN, "", "theirs");
    assert_eq!(next(None, None, "mine", 3), Next::Write(4));
    assert_eq!(next(Some(&mine), Some(&mine), "mine", 4), Next::Nothing);
    assert_eq!(next(Some(&mine), Some(&mine), "more", 9), Next::Write(10), "above all that was seen");
    assert_eq!(next(Some(&theirs), Some(&mine), "more", 4), Next::Theirs, "of the same revision, and still another's");
    assert_eq!(next(Some(&theirs), Some(&mine), "theirs", 4), Next::Same);
    assert_eq!(next(Some("x"), Some(&mine), "more", 4), Next::Theirs);
    assert_eq!(next(None, Some(&mine), "more", 4), Next::Gone);
    assert_eq!(next(Some("x"), None, "more", 4), Next::Taken);
    assert_eq!(next(Some("cut"), Some("cut"), "more", 4), Next::Write(5), "what was not kept whole is written again");
    let last = seal(u32::MAX, None, WHEN, "", "mine");
    assert_eq!(
        next(Some(&last), Some(&last), "more", 4),
        Next::Write(u32::MAX),
        "the counter ends, and the texts still differ"
    );
}

#[test]
fn who_went_on_from_what_is_told_from_the_values() {
    let first = seal(1, None, WHEN, "", "first");
    let mine = seal(2, Some(&first), WHEN, "", "mine");
    let theirs = seal(3, Some(&mine), WHEN, "", "theirs");
    assert!(went_on(&theirs, Some(&mine), "mine"), "they had mine, and went on from it");
    assert!(!went_on(&theirs, Some(&mine), "mine, and more"), "there is more here than they had");
    let at_once = seal(3, Some(&first), WHEN, "", "theirs");
    assert!(!went_on(&at_once, Some(&mine), "mine"), "they wrote at the same moment, and never saw mine");
    assert!(!went_on("theme=dark", Some(&mine), "mine") && !went_on(&theirs, None, "mine"));
    assert!(!went_on(&theirs.replace("theirs", "others"), Some(&mine), "mine"), "what is not whole says nothing");
}

#[test]
fn a_value_of_something_else_or_of_a_newer_planner_is_told() {
    for value in [
        "",
        "x",
        "{}",
        "[1,2]",
        "{\"format\":\"engagement-plan\"}",
        "engagement-planner-kept",
        "engagement-planner-kept one 2",
        "engagement-planner-kept 0 1 2 3 4\n5",
        "engagement-planner-kept 1 aa",
    ] {
        assert_eq!(unseal(value), Err(Unread::NotOurs), "{value}");
    }
    assert_eq!(unseal("engagement-planner-kept 2 what a later one may write"), Err(Unread::Newer));
    let list = shelf(&[
        ([PLANS, "a"].concat(), "engagement-planner-kept 2 x".to_owned()),
        ("another/key".to_owned(), seal(1, None, WHEN, "", "")),
        ([PLANS, "b"].concat(), seal(1, None, WHEN, "Ward\nmove", "text")),
    ]);
    let seen: Vec<_> = list.iter().map(|one| (one.id.as_str(), one.title.as_str(), one.unread)).collect();
    assert_eq!(seen, [("b", "Ward move", None), ("a", "", Some(Unread::Newer))]);
}

#[test]
fn only_work_that_is_kept_may_give_way() {
    let safe =
        [Keeping::Here, Keeping::Framed, Keeping::Tab, Keeping::Theirs(Mine::Older), Keeping::Theirs(Mine::Beside)];
    let not =
        [Keeping::Off, Keeping::Denied, Keeping::Full, Keeping::Differs, Keeping::Theirs(Mine::Here), Keeping::Gone];
    assert!(safe.iter().all(|one| one.safe()) && !not.iter().any(|one| one.safe()));
}
