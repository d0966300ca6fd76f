//! Time and money: what is laid forward from the start and back from the decision, as laws and as cases whose dates were
//! worked out by hand; and what a plan costs and asks of people.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test stops where it stands")]

use std::sync::LazyLock;

use engagement_planner::answers::Answers;
use engagement_planner::assessment::assess;
use engagement_planner::date::Date;
use engagement_planner::guidance::{ApproachNo, CostKind, Guidance, Handbook, Interval, Lane};
use engagement_planner::plan::{
    AnswerState, CALENDAR, COSTS, Calendar, Chart, Choice, DECISION_MEETING, Difference, Edits, GapPlace, Laying, Plan,
    Row, Run, Timeline, bank_holiday, compare, draft, takes_part, works,
};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

static G: LazyLock<Guidance> = LazyLock::new(Guidance::built_in);
static H: LazyLock<Handbook> = LazyLock::new(Handbook::built_in);

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn no(id: &str) -> ApproachNo {
    G.approach_no(id).expect("an approach")
}

fn cases(cases: u32, seed: u64) -> ProptestConfig {
    ProptestConfig { cases, rng_seed: RngSeed::Fixed(seed), failure_persistence: None, ..ProptestConfig::default() }
}

/// The intervals with these ids.
fn between(ids: &[&str]) -> Vec<&'static Interval> {
    H.intervals.iter().filter(|one| ids.contains(&&*one.id)).collect()
}

// ---------------------------------------------------------------------------------------------------------------
// Cases worked out by hand, with a calendar

/// What is laid, and what comes of it.
struct Case<'a> {
    chosen: &'a [(&'a str, Lane)],
    start: &'a str,
    intervals: &'a [&'a str],
    clear: &'a [(&'a str, &'a str)],
    meetings: &'a [(&'a str, &'a str)],
}

const ALONE: Case<'_> = Case { chosen: &[], start: "", intervals: &[], clear: &[], meetings: &[] };
const TO_DECIDE: &[&str] = &["change-the-proposal", "papers"];

fn with<T>(case: &Case<'_>, look: impl FnOnce(Laying<'_>, Date) -> T) -> T {
    let chosen: Vec<(ApproachNo, Lane)> = case.chosen.iter().map(|(id, lane)| (no(id), *lane)).collect();
    let intervals = between(case.intervals);
    let calendar = Calendar { clear: case.clear.iter().map(|(from, to)| (day(from), day(to))).collect() };
    let meetings: Vec<(&str, Date)> = case.meetings.iter().map(|(kind, on)| (*kind, day(on))).collect();
    let what = Laying {
        guidance: &G,
        chosen: &chosen,
        intervals: &intervals,
        calendar: &calendar,
        meetings: &meetings,
        decision: None,
        least: false,
    };
    look(what, day(case.start))
}

fn laid(case: &Case<'_>) -> Timeline {
    with(case, Timeline::lay)
}

fn run(case: &Case<'_>, at: usize) -> [String; 4] {
    let Run { from, opens, closes, to } = laid(case).runs[at].1;
    [from, opens, closes, to].map(|day| day.to_string())
}

const OUTREACH: &[(&str, Lane)] = &[("outreach", Lane::Understand)];
const A_GROUP: &[(&str, Lane)] = &[("small-group-discussion", Lane::Understand)];

#[test]
fn the_weeks_that_the_cases_count_with() {
    let weeks = |id: &str| {
        let weeks = G.approach(no(id)).weeks;
        (weeks.prepare, weeks.from, weeks.weigh)
    };
    assert_eq!(weeks("existing-insight"), (0, 1, 1));
    assert_eq!(weeks("outreach"), (2, 4, 1));
    assert_eq!(weeks("small-group-discussion"), (1, 2, 0));
    let days: Vec<(&str, u16, u16)> = H.intervals.iter().map(|one| (&*one.id, one.days, one.least)).collect();
    assert_eq!(days, [("change-the-proposal", 14, 7), ("scrutiny-comments", 28, 28), ("papers", 14, 5)]);
}

#[test]
fn one_a_review_before_christmas_is_decided_after_the_bank_holidays() {
    let case =
        Case { chosen: &[("existing-insight", Lane::Known)], start: "2026-11-23", intervals: TO_DECIDE, ..ALONE };
    let timeline = laid(&case);
    assert_eq!(timeline.ready, day("2026-11-30"));
    assert_eq!(timeline.intervals[0], (day("2026-11-30"), day("2026-12-14")));
    // A fortnight on is Monday 28 December, when Boxing Day is taken.
    assert_eq!(timeline.earliest, day("2026-12-29"));
}

#[test]
fn two_outreach_in_february_is_decided_after_easter_monday() {
    let case = Case { chosen: OUTREACH, start: "2027-02-01", intervals: TO_DECIDE, ..ALONE };
    assert_eq!(run(&case, 0), ["2027-02-01", "2027-02-15", "2027-02-22", "2027-03-01"]);
    assert_eq!(laid(&case).earliest, day("2027-03-30"));
}

#[test]
fn three_half_term_kept_clear_moves_it_a_week() {
    let clear = &[("2027-02-15", "2027-02-19")];
    let case = Case { chosen: OUTREACH, start: "2027-02-01", intervals: TO_DECIDE, clear, ..ALONE };
    assert_eq!(run(&case, 0), ["2027-02-01", "2027-02-22", "2027-03-01", "2027-03-08"]);
    assert_eq!(laid(&case).earliest, day("2027-04-05"));
}

#[test]
fn four_scrutiny_meets_when_it_meets() {
    let meetings = &[("scrutiny_meeting", "2027-03-09"), ("scrutiny_meeting", "2027-04-20")];
    let intervals = &["change-the-proposal", "scrutiny-comments", "papers"];
    let case = Case { chosen: OUTREACH, start: "2027-02-01", intervals, meetings, ..ALONE };
    let timeline = laid(&case);
    assert_eq!(timeline.intervals[1], (day("2027-03-15"), day("2027-04-20")));
    assert_eq!(timeline.earliest, day("2027-05-04"), "the day after the bank holiday of 3 May");
}

#[test]
fn five_scrutiny_without_a_day_takes_four_weeks() {
    let intervals = &["change-the-proposal", "scrutiny-comments", "papers"];
    let case = Case { chosen: OUTREACH, start: "2027-02-01", intervals, ..ALONE };
    assert_eq!(laid(&case).intervals[1].1, day("2027-04-12"));
    assert_eq!(laid(&case).earliest, day("2027-04-26"));
}

#[test]
fn six_it_is_decided_at_the_first_meeting_that_is_fair() {
    let meetings =
        &[(DECISION_MEETING, "2027-03-24"), (DECISION_MEETING, "2027-04-28"), (DECISION_MEETING, "2027-03-31")];
    let case = Case { chosen: OUTREACH, start: "2027-02-01", intervals: TO_DECIDE, meetings, ..ALONE };
    assert_eq!(laid(&case).earliest, day("2027-03-31"));
}

#[test]
fn seven_the_last_day_to_begin_for_a_decision_after_easter() {
    let case = Case { chosen: OUTREACH, start: "2027-02-01", intervals: TO_DECIDE, ..ALONE };
    // From Tuesday 2 February everything is a day later, and still Tuesday 30 March.
    assert_eq!(with(&case, |what, _| what.last_start(day("2027-03-30"))), Some(day("2027-02-02")));
}

#[test]
fn eight_one_stage_after_another_over_christmas() {
    let chosen = &[("existing-insight", Lane::Known), ("outreach", Lane::Understand)];
    let case = Case { chosen, start: "2026-11-23", ..ALONE };
    assert_eq!(run(&case, 1), ["2026-11-30", "2026-12-14", "2026-12-21", "2026-12-29"]);
}

#[test]
fn nine_side_by_side_the_longer_one_counts() {
    let chosen = &[("outreach", Lane::Understand), ("small-group-discussion", Lane::Understand)];
    let case = Case { chosen, start: "2027-02-01", ..ALONE };
    assert_eq!(run(&case, 1), ["2027-02-01", "2027-02-08", "2027-02-15", "2027-02-15"]);
    assert_eq!(laid(&case).ready, day("2027-03-01"));
    let saved = with(&case, |what, start| what.saved_by_leaving_out(start));
    assert_eq!(saved, [(no("outreach"), 2)], "the shorter one saves nothing");
}

#[test]
fn ten_nothing_opens_in_the_weeks_before_an_election() {
    let clear = &[("2027-03-22", "2027-05-06")];
    let case = Case { chosen: A_GROUP, start: "2027-03-15", clear, ..ALONE };
    assert_eq!(run(&case, 0), ["2027-03-15", "2027-05-07", "2027-05-14", "2027-05-14"]);
}

#[test]
fn eleven_a_leap_day_is_a_day() {
    let case = Case { chosen: A_GROUP, start: "2028-02-14", intervals: TO_DECIDE, ..ALONE };
    assert_eq!(run(&case, 0), ["2028-02-14", "2028-02-21", "2028-02-28", "2028-02-28"]);
    assert_eq!(laid(&case).intervals[0].1, day("2028-03-13"));
    assert_eq!(laid(&case).earliest, day("2028-03-27"));
}

#[test]
fn twelve_what_would_open_on_a_saturday_opens_on_monday() {
    let case = Case { chosen: A_GROUP, start: "2027-02-06", ..ALONE };
    assert_eq!(run(&case, 0), ["2027-02-06", "2027-02-15", "2027-02-22", "2027-02-22"]);
    assert_eq!(laid(&case).weeks_short(Some(day("2027-02-15"))), Some(1));
    assert_eq!(laid(&case).weeks_short(Some(day("2027-02-22"))), None);
}

// ---------------------------------------------------------------------------------------------------------------
// Laws of laying

/// Any choice of up to eight approaches, each in a lane of its own; a start, times kept clear, meetings.
type Any = (Vec<(ApproachNo, Lane)>, Date, Vec<(Date, Date)>, Vec<(u8, Date)>);

fn any() -> impl Strategy<Value = Any> {
    let count = G.approaches.len();
    let from = || (0_i32..900).prop_map(|days| day("2026-01-05").plus(days));
    let chosen = proptest::collection::vec((0..count, 0_usize..6), 0..8).prop_map(|list| {
        let mut chosen: Vec<(ApproachNo, Lane)> = Vec::new();
        for (at, lane) in list {
            let at = ApproachNo::try_from(at).unwrap();
            if chosen.iter().all(|(no, _)| *no != at) {
                chosen.push((at, Lane::ALL[lane]));
            }
        }
        chosen.sort_by_key(|(_, lane)| *lane);
        chosen
    });
    let clear = proptest::collection::vec((from(), 0_i32..40).prop_map(|(from, days)| (from, from.plus(days))), 0..4);
    let meetings = proptest::collection::vec((0_u8..2, from()), 0..4);
    (chosen, from(), clear, meetings)
}

fn look<T>((chosen, start, clear, meetings): &Any, look: impl FnOnce(Laying<'_>, Date) -> T) -> T {
    let intervals: Vec<&Interval> = H.intervals.iter().collect();
    let calendar = Calendar { clear: clear.clone() };
    let kinds = [DECISION_MEETING, "scrutiny_meeting"];
    let meetings: Vec<(&str, Date)> = meetings.iter().map(|(kind, on)| (kinds[usize::from(*kind)], *on)).collect();
    let what = Laying {
        guidance: &G,
        chosen,
        intervals: &intervals,
        calendar: &calendar,
        meetings: &meetings,
        decision: None,
        least: false,
    };
    look(what, *start)
}

proptest! {
    #![proptest_config(cases(2_000, 31))]

    #[test]
    fn what_comes_after_another_begins_after_it(any in any()) {
        let timeline = look(&any, Timeline::lay);
        let chosen = &any.0;
        prop_assert_eq!(timeline.runs.len(), chosen.len());
        let lane_of = |no: ApproachNo| chosen.iter().find(|(other, _)| *other == no).map(|(_, lane)| *lane).unwrap();
        for (no, run) in &timeline.runs {
            prop_assert!(any.1 <= run.from && run.from <= run.opens && run.opens <= run.closes && run.closes <= run.to);
            for (other, before) in &timeline.runs {
                if lane_of(*other) < lane_of(*no) {
                    prop_assert!(before.to <= run.from, "{:?} before {:?}", before, run);
                }
            }
            if lane_of(*no) <= Lane::Decide {
                prop_assert!(run.to <= timeline.ready);
            } else {
                prop_assert!(timeline.earliest <= run.from, "what comes after the decision waits for it");
            }
        }
        let mut from = timeline.ready;
        for (begins, ends) in &timeline.intervals {
            prop_assert!(*begins == from && begins <= ends);
            from = *ends;
        }
        prop_assert!(from <= timeline.earliest);
    }

    #[test]
    fn nobody_is_asked_on_a_day_that_is_none(any in any()) {
        look(&any, |what, start| {
            let timeline = Timeline::lay(what, start);
            for (no, run) in &timeline.runs {
                if takes_part(G.approach(*no)) {
                    for day in [run.opens, run.closes] {
                        prop_assert!(works(day) && !bank_holiday(day) && !what.calendar.is_clear(day), "{}", day);
                    }
                }
                prop_assert!(works(run.to));
            }
            Ok(())
        })?;
    }

    #[test]
    fn an_approach_less_never_makes_it_later(any in any(), out in 0_usize..8) {
        let now = look(&any, Timeline::lay);
        if any.0.is_empty() {
            return Ok(());
        }
        let mut fewer = any.clone();
        let (gone, _) = fewer.0.remove(out % any.0.len());
        let then = look(&fewer, Timeline::lay);
        prop_assert!(then.ready <= now.ready && then.earliest <= now.earliest);
        for (no, run) in &then.runs {
            let before = now.runs.iter().find(|(other, _)| other == no).unwrap().1;
            prop_assert!(run.from <= before.from && run.opens <= before.opens && run.to <= before.to);
            prop_assert!(*no != gone);
        }
    }

    #[test]
    fn a_later_start_never_ends_sooner(any in any(), days in 1_i32..40) {
        let mut later = any.clone();
        later.1 = later.1.plus(days);
        prop_assert!(look(&any, Timeline::lay).earliest <= look(&later, Timeline::lay).earliest);
    }

    #[test]
    fn the_last_day_to_begin_is_the_last(any in any(), days in 0_i32..600) {
        let decision = any.1.plus(days);
        look(&any, |what, _| {
            let Some(last) = what.last_start(decision) else { return Ok(()) };
            prop_assert!(Timeline::lay(what, last).earliest <= decision);
            prop_assert!(last >= decision || Timeline::lay(what, last.plus(1)).earliest > decision);
            Ok(())
        })?;
    }
}

// ---------------------------------------------------------------------------------------------------------------
// What a plan says of its dates

fn today() -> Date {
    G.edition.reviewed
}

fn scenarios() -> impl Iterator<Item = (&'static str, Answers)> {
    H.scenarios.iter().map(|one| (&*one.id, Answers::from_json(&one.answers).expect("answers")))
}

fn make(answers: &Answers, edits: &Edits) -> Plan {
    draft(&G, &H, &assess(&G, answers, today()), answers, edits, "", today())
}

fn row(fields: &[(&str, &str)]) -> Row {
    let mut row = Row::default();
    fields.iter().for_each(|(field, text)| row.set(field, (*text).to_owned()));
    row
}

fn on(decision: Date, answers: &Answers) -> Answers {
    let mut answers = answers.clone();
    let time = G.time().expect("a question about time");
    answers.set(&G.question(time).id, engagement_planner::answers::Answer::On(decision));
    answers
}

#[test]
fn no_task_is_due_before_the_plan_begins_or_on_a_day_off() {
    for (id, answers) in scenarios() {
        for days in [20, 90, 200, 400] {
            let plan = make(&on(today().plus(days), &answers), &Edits::default());
            for task in &plan.tasks {
                if let Some(due) = task.due {
                    assert!(due >= plan.dates.start, "{id}: {}", task.title);
                    assert!(works(due) || due == plan.dates.start, "{id}: {} on {due}", task.title);
                    assert_eq!(task.late, due < today(), "{id}: {}", task.title);
                }
            }
            for measure in &plan.measures {
                assert!(measure.book_by >= plan.dates.start, "{id}: {}", measure.title);
                assert!(works(measure.book_by) || measure.book_by == plan.dates.start, "{id}: {}", measure.title);
            }
        }
    }
}

#[test]
fn leaving_an_approach_out_moves_no_date_of_the_plan_back() {
    for (id, answers) in scenarios() {
        let plan = make(&answers, &Edits::default());
        for approach in plan.lanes.iter().flat_map(|lane| &lane.approaches) {
            let mut edits = Edits::default();
            edits.choices.insert(approach.id.clone(), Choice { chosen: false, reason: "no".to_owned() });
            let then = make(&answers, &edits);
            assert!(then.dates.earliest <= plan.dates.earliest, "{id} without {}", approach.name);
        }
    }
}

#[test]
fn a_date_that_is_missed_says_by_how_much_what_could_change_and_what_may_not() {
    let (_, answers) = scenarios().find(|(id, _)| *id == "community-hospital-site").expect("a scenario");
    let fair = make(&on(today().plus(900), &answers), &Edits::default());
    assert_eq!((fair.dates.weeks_short, fair.dates.could_change.len()), (None, 0));
    assert!(!fair.gaps.iter().any(|gap| gap.place == GapPlace::Dates && gap.id.starts_with("dates")));
    let earliest = fair.dates.earliest;

    // A fortnight short: everything is said, and moving to the day that is named mends it.
    let short = make(&on(earliest.plus(-70), &answers), &Edits::default());
    assert_eq!(short.dates.weeks_short, Some(10));
    assert!(short.dates.weeks_short_at_least.is_some());
    assert!(short.dates.could_change[0].contains("Move the decision to"), "{:?}", short.dates.could_change);
    assert!(short.dates.could_change.iter().any(|one| one.starts_with("Leave out ")));
    assert!(short.dates.may_not.iter().any(|one| one.contains("weigh")));
    let gap = short.gaps.iter().find(|gap| gap.id == "dates").expect("a gap");
    assert!(gap.title.contains("10 weeks too early") && gap.mend.contains("Do not cut"), "{gap:?}");
    assert!(short.dates.last_start.expect("a day") < short.dates.start);
    let moved = make(&on(earliest, &answers), &Edits::default());
    assert_eq!(moved.dates.weeks_short, None);

    // Only a little short: it can be met by cutting, and that is no more than to be considered.
    let tight = make(&on(earliest.plus(-7), &answers), &Edits::default());
    assert_eq!((tight.dates.weeks_short, tight.dates.weeks_short_at_least), (Some(1), None));
    assert!(tight.gaps.iter().any(|gap| gap.id == "dates-tight") && !tight.gaps.iter().any(|gap| gap.id == "dates"));
}

#[test]
fn days_that_a_person_enters_are_reckoned_with() {
    let (_, answers) = scenarios().find(|(id, _)| *id == "community-hospital-site").expect("a scenario");
    let answers = on(day("2027-05-03"), &answers);
    let mut edits = Edits::default();
    edits.registers.insert(
        CALENDAR.id.to_owned(),
        vec![
            row(&[
                ("kind", "pre_election"),
                ("from", "2027-04-26"),
                ("to", "2027-05-06"),
                ("name", "Council election"),
            ]),
            row(&[("kind", "decision_meeting"), ("from", "2027-05-31")]),
            row(&[("kind", "temporary_review"), ("from", "2026-11-02")]),
            row(&[("kind", "school_holiday")]),
            row(&[("kind", "temporary_start"), ("from", "2026-09-01")]),
            row(&[("kind", "temporary_review"), ("from", "2027-01-11")]),
            row(&[("kind", "school_holiday"), ("from", "2027-03-01"), ("to", "2027-03-26")]),
        ],
    );
    let plan = make(&answers, &edits);
    let found: Vec<&str> = plan.gaps.iter().filter(|gap| gap.place == GapPlace::Dates).map(|gap| &*gap.id).collect();
    // 3 May and 31 May are bank holidays; the election is on 6 May; the review was on 2 November.
    for id in ["decision-day", "decision-election", "decision-meeting", "meeting-day", "temporary-review"] {
        assert!(found.contains(&id), "{id} of {found:?}");
    }
    assert_eq!(plan.dates.entered.len(), 6, "a row without a day is no day");
    let days = day("2026-09-01").days_until(today());
    let run = format!("The temporary change began on 1 September 2026 and has run for {} weeks.", days / 7);
    let left = today().days_until(day("2027-01-11")) / 7;
    assert_eq!(plan.dates.clock, [run, format!("It is looked at again by 11 January 2027, in {left} weeks.")]);
    let without = make(&answers, &Edits::default());
    assert!(plan.dates.earliest > without.dates.earliest, "the jury does not sit in the weeks kept clear");
    assert!(!without.gaps.iter().any(|gap| gap.id == "decision-election"));
}

#[test]
fn past_the_last_year_of_known_bank_holidays_the_plan_says_so() {
    let (_, answers) = scenarios().next().expect("a scenario");
    let plan = make(&on(day("2029-03-01"), &answers), &Edits::default());
    assert_eq!(plan.dates.known_until, Some(2028));
    assert!(plan.gaps.iter().any(|gap| gap.id == "bank-holidays"));
    let sooner = make(&on(day("2027-03-01"), &answers), &Edits::default());
    assert_eq!(sooner.dates.known_until, None);
}

#[test]
fn the_picture_holds_every_step_within_its_frame() {
    for (id, answers) in scenarios() {
        let plan = make(&answers, &Edits::default());
        let chart = Chart::of(&plan);
        let steps = plan.lanes.iter().map(|lane| lane.approaches.len()).sum::<usize>() + plan.dates.intervals.len();
        assert_eq!(chart.rows.len(), steps + usize::from(plan.dates.decision.is_some()), "{id}");
        for row in &chart.rows {
            assert!(!row.label.is_empty() && !row.when.is_empty() && !row.marks.is_empty(), "{id}: {}", row.label);
            for mark in &row.marks {
                assert!(mark.from <= mark.to && mark.to <= 1000, "{id}: {}", row.label);
            }
        }
        assert!(chart.months.windows(2).all(|pair| pair[0] < pair[1]), "{id}");
    }
}

// ---------------------------------------------------------------------------------------------------------------
// Money, and what is asked of people

#[test]
fn a_budget_adds_up() {
    for (id, answers) in scenarios() {
        let mut edits = Edits::default();
        let before = make(&answers, &edits);
        for (at, line) in before.money.lines.iter().enumerate() {
            edits.prices.insert(line.id.clone(), row(&[("many", &(at % 4).to_string()), ("pounds", "1,100")]));
        }
        edits.registers.insert(
            COSTS.id.to_owned(),
            vec![row(&[("what", "Hall"), ("kind", "venue"), ("many", "3"), ("pounds", "£250")]), row(&[("what", "?")])],
        );
        edits.money.set("contingency", "20".to_owned());
        let plan = make(&answers, &edits);
        let money = &plan.money;
        assert_eq!(money.lines.len(), before.money.lines.len() + 2, "{id}");
        let lines: u32 = money.lines.iter().filter_map(|line| line.whole).map(|whole| whole.from).sum();
        let kinds: u32 = money.by_kind.iter().map(|sum| sum.pounds.from).sum();
        assert_eq!(lines, kinds, "{id}: each line stands in one kind");
        let ours: u32 = (0..before.money.lines.len()).map(|at| u32::try_from(at % 4).unwrap() * 1_100).sum();
        assert_eq!(lines, ours + 750, "{id}");
        assert_eq!((money.whole.from, money.whole.to), (lines + lines / 5, Some(lines + lines / 5)), "{id}");
        assert_eq!(money.uncounted, 1, "{id}: the row without a price");
        let venues = money.by_kind.iter().find(|sum| sum.name == CostKind::Venue.name()).expect("a hall");
        assert!(venues.pounds.from >= 750, "{id}");
    }
}

#[test]
fn what_nobody_has_counted_is_not_in_the_sum() {
    let (_, answers) = scenarios().find(|(id, _)| *id == "community-hospital-site").expect("a scenario");
    let plan = make(&answers, &Edits::default());
    let uncounted = plan.money.lines.iter().filter(|line| line.whole.is_none()).count();
    assert!(uncounted > 0 && uncounted == plan.money.uncounted);
    assert!(plan.money.lines.iter().all(|line| line.whole.is_some() == (line.kind == CostKind::Running)));
    assert_eq!(plan.money.contingency, 10);
    // A number that is none is kept, and counts as not said.
    let first = plan.money.lines.iter().find(|line| line.whole.is_none()).expect("a line").id.clone();
    let mut edits = Edits::default();
    edits.prices.insert(first.clone(), row(&[("many", "a few")]));
    let then = make(&answers, &edits);
    assert_eq!(then.money.uncounted, uncounted);
    assert_eq!(edits.prices.get(&first).map(|row| row.text("many").to_owned()), Some("a few".to_owned()));
}

#[test]
fn what_is_asked_of_people_stands_together() {
    for (id, answers) in scenarios() {
        let plan = make(&answers, &Edits::default());
        let burden = &plan.burden;
        let asked = plan.lanes.iter().flat_map(|lane| &lane.approaches).filter(|one| one.takes_part).count();
        assert!(burden.asks.len() <= asked, "{id}");
        assert!(burden.asks.iter().all(|one| one.each.0 <= one.each.1 && one.each.1 > 0), "{id}");
        if burden.asks.iter().any(|one| one.painful) {
            assert!(!burden.support.is_empty(), "{id}: painful things are asked for, and no support is offered");
        }
        let row = plan.answers.iter().find(|row| row.id == "others_engaging" && row.state == AnswerState::Given);
        assert_eq!(burden.others, row.map(|row| row.answer.clone()).unwrap_or_default(), "{id}");
        let purpose = plan.answers.iter().find(|row| row.id == "purpose").expect("every scenario says why");
        assert_eq!(plan.statement[0].answered, purpose.answer, "{id}: the words stand beside the answer");
    }
}

#[test]
fn an_approach_asks_hours_where_people_take_part_and_none_where_they_do_not() {
    for (approach, how) in G.approaches.iter().zip(&H.approaches) {
        assert!(how.hours.0 <= how.hours.1, "{}", approach.name);
        assert!(how.hours.1 > 0 || !takes_part(approach), "{} takes people's time", approach.name);
        assert!(approach.people.to > 0 || how.hours == (0, 0), "{} asks nobody", approach.name);
    }
}

// ---------------------------------------------------------------------------------------------------------------
// Two plans side by side

#[test]
fn a_plan_differs_in_nothing_from_itself_and_in_the_same_things_both_ways() {
    let plans: Vec<Plan> = scenarios().map(|(_, answers)| make(&answers, &Edits::default())).collect();
    for (at, one) in plans.iter().enumerate() {
        assert_eq!(compare(one, one), [], "{at}");
        let other = &plans[(at + 1) % plans.len()];
        let there = |one: &Difference| (one.part.clone(), one.then.clone(), one.now.clone());
        let back = |one: &Difference| (one.part.clone(), one.now.clone(), one.then.clone());
        let mut ways =
            [compare(one, other).iter().map(there).collect(), compare(other, one).iter().map(back).collect()];
        ways.iter_mut().for_each(|list: &mut Vec<(String, String, String)>| list.sort());
        assert!(!ways[0].is_empty() && ways[0] == ways[1], "{at}");
        assert!(ways[0].iter().all(|(_, then, now)| then != now), "what is shown is a difference");
    }
}

#[test]
fn what_was_changed_is_what_differs() {
    let (_, answers) = scenarios().find(|(id, _)| *id == "community-hospital-site").expect("a scenario");
    let mut edits = Edits::default();
    let before = make(&answers, &edits);
    edits.title = "A new name".to_owned();
    let renamed = compare(&before, &make(&answers, &edits));
    assert_eq!(renamed.len(), 1, "{renamed:?}");
    assert_eq!((&*renamed[0].then, &*renamed[0].now), ("Our plan to involve people", "A new name"));

    let jury = before.lanes.iter().flat_map(|lane| &lane.approaches).find(|one| one.id == "citizens-jury");
    let jury = jury.expect("the jury").name.clone();
    edits.choices.insert("citizens-jury".to_owned(), Choice { chosen: false, reason: "no money".to_owned() });
    let less = compare(&before, &make(&answers, &edits));
    let gone = less.iter().find(|one| one.part == "Approaches" && one.what == jury).expect("it is gone");
    assert!(!gone.then.is_empty() && gone.now.is_empty());
    for part in ["Dates", "Money", "Tasks", "To mend"] {
        assert!(less.iter().any(|one| one.part == part), "{part}: {less:?}");
    }
}
