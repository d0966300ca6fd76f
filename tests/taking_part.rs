//! Who can take part: each group by each approach, what to put in place, and what the plan says of it, as laws.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test stops where it stands")]

use std::collections::BTreeSet;
use std::sync::LazyLock;

use engagement_planner::answers::{Answer, Answers, Degree, Outcome, State};
use engagement_planner::assessment::{Assessment, Fit, assess};
use engagement_planner::date::Date;
use engagement_planner::guidance::{
    About, ApproachNo, AskedOf, Barrier, Choose, Effect, Guidance, Handbook, Lane, OptionNo, Question, Test,
};
use engagement_planner::order::{ById, Ids};
use engagement_planner::plan::{
    Affected, Choice, Edits, GapPlace, InPlace, MeasureRecord, OwnGroup, Plan, Saved, Verdict, affected, chosen,
    companion, draft, meet, named, needed, private, road_in, takes_part, way_in,
};

static G: LazyLock<Guidance> = LazyLock::new(Guidance::built_in);
static H: LazyLock<Handbook> = LazyLock::new(Handbook::built_in);

fn today() -> Date {
    G.edition.reviewed
}

fn question() -> &'static Question {
    G.question(G.groups().expect("a question about groups"))
}

fn group(no: OptionNo) -> Affected {
    let option = question().option(no);
    Affected { option: Some(no), own: None, name: option.label.clone(), most: false, meets: option.meets.clone() }
}

fn every_group() -> Vec<Affected> {
    (0..question().options.len()).map(|no| group(OptionNo::try_from(no).unwrap())).collect()
}

fn every_approach() -> impl Iterator<Item = ApproachNo> {
    (0..G.approaches.len()).map(|no| ApproachNo::try_from(no).unwrap())
}

fn answers(json: &str) -> Answers {
    Answers::from_json(json).expect("answers")
}

fn plan(answers: &Answers, edits: &Edits) -> Plan {
    draft(&G, &H, &assess(&G, answers, today()), answers, edits, "", today())
}

fn scenario(id: &str) -> Answers {
    answers(&H.scenarios.iter().find(|scenario| scenario.id == id).expect("a scenario").answers)
}

/// Numbers that come out the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % below as u64).unwrap()
    }

    fn some_groups(&mut self, most: usize) -> Ids {
        let count = 1 + self.roll(most);
        (0..count).map(|_| question().options[self.roll(question().options.len())].id.clone()).collect()
    }

    /// A whole set of answers with up to five groups.
    fn context(&mut self) -> Answers {
        let mut answers = Answers::default();
        for one in &G.questions {
            let pick = one.options[self.roll(one.options.len())].id.clone();
            let answer = match one.choose {
                Choose::One => Answer::One(pick),
                Choose::Many => Answer::Many(Ids::from([pick])),
            };
            answers.set(&one.id, answer);
        }
        answers.set(&question().id, Answer::Many(self.some_groups(5)));
        answers
    }
}

/// Every worked scenario, and five hundred contexts by chance.
fn contexts() -> Vec<Answers> {
    let mut dice = Dice(20_261_125);
    let worked = H.scenarios.iter().map(|scenario| answers(&scenario.answers));
    worked.chain((0..500).map(|_| dice.context())).collect()
}

#[test]
fn there_is_enough_of_each_and_all_of_it_is_cited() {
    let lay: Vec<_> = G.checks.iter().filter(|check| check.topic == "Lay partners").collect();
    let counts = [
        ("groups", H.groups.len(), 30),
        ("barriers", H.barriers.len(), 15),
        ("measures", H.measures.len(), 70),
        ("partners", H.partners.len(), 20),
        ("checks on lay partners", lay.len(), 25),
    ];
    for (what, there, least) in counts {
        println!("{what}: {there}");
        assert!(there >= least, "{there} {what}, and {least} is the least");
    }
    let cites = H.groups.iter().map(|one| &one.cites).chain(H.barriers.iter().map(|one| &one.cites));
    let cites = cites.chain(H.measures.iter().map(|one| &one.cites)).chain(H.partners.iter().map(|one| &one.cites));
    let cites = cites.chain(lay.iter().map(|one| &one.cites)).chain(H.prompts.iter().map(|one| &one.cites));
    assert!(cites.into_iter().all(|cites| !cites.is_empty()), "nothing stands without its source");
}

#[test]
fn every_group_has_a_verdict_with_every_approach_and_a_road_in() {
    let mut seen = BTreeSet::new();
    for one in every_group() {
        let option = question().option(one.option.unwrap());
        let reach = |no: ApproachNo| meet(&H, &G, no, &one).verdict != Verdict::LeavesOut;
        let road = every_approach().find(|&no| takes_part(G.approach(no)) && reach(no));
        for no in every_approach() {
            let (approach, meeting) = (G.approach(no), meet(&H, &G, no, &one));
            seen.insert(meeting.verdict);
            for (barrier, measures) in &meeting.shared {
                assert!(option.meets.contains(barrier) && approach.barriers.contains(barrier), "a cell traces to both");
                assert!(measures.iter().all(|measure| measure.mends.contains(barrier)));
                assert!(!H.barriers[Barrier::ALL.iter().position(|one| one == barrier).unwrap()].cites.is_empty());
            }
            let open = meeting.shared.iter().any(|(_, measures)| measures.is_empty());
            match meeting.verdict {
                Verdict::Reaches => assert!(meeting.made_for || meeting.shared.is_empty()),
                Verdict::WithSupport => assert!(!open, "{} in {}", option.id, approach.id),
                Verdict::LeavesOut => assert!(open && road.is_some(), "{} is left out of {}", option.id, approach.id),
            }
        }
    }
    assert_eq!(seen.len(), 3, "each verdict is given somewhere");
}

#[test]
fn no_group_is_left_without_a_road_in_unsaid() {
    for answers in contexts() {
        let plan = plan(&answers, &Edits::default());
        let said = |id: &str, name: &str| plan.gaps.iter().any(|gap| gap.id == id && gap.title.ends_with(name));
        for one in &plan.groups {
            assert_eq!(one.way_in.is_empty(), said("way-in", &one.name), "{}: no way in is said", one.name);
            assert_eq!(one.way_in.len() == 1, said("one-way-in", &one.name), "{}: a lone way in is said", one.name);
            let added = plan.gaps.iter().find(|gap| gap.id == "way-in" && gap.title.ends_with(&one.name));
            assert_eq!(added.and_then(|gap| gap.add.as_ref()), one.road.as_ref(), "what would mend it is offered");
        }
        for gap in plan.gaps.iter().filter(|gap| gap.place == GapPlace::People) {
            assert!(!gap.mend.is_empty(), "the mending of “{}” is offered", gap.title);
        }
    }
}

/// The approaches of a plan that a rule strongly speaks for because of a group, with the group.
fn strongly_reached(assessment: &Assessment<'_>, used: &[(ApproachNo, Lane)]) -> Vec<(ApproachNo, OptionNo)> {
    let no = G.groups().unwrap();
    let State::Known(bits) = assessment.facts.of(no) else { return Vec::new() };
    let mut list = Vec::new();
    for rule in G.rules.iter().filter(|rule| rule.effect == Effect::StronglySuits) {
        let About::Approaches(about) = &rule.about else { continue };
        if assessment.facts.with_exception(&rule.when, &rule.unless) != Outcome::Holds {
            continue;
        }
        for clause in rule.when.iter().filter(|clause| clause.question == no && !clause.negated) {
            if !matches!(clause.test, Test::Includes | Test::IsAnyOf) {
                continue;
            }
            for &option in clause.options.iter().filter(|option| bits & (1 << **option) != 0) {
                let here = used.iter().filter(|(no, lane)| about.contains(no) && assessment.in_time(*lane));
                list.extend(here.map(|(no, _)| (*no, option)));
            }
        }
    }
    list
}

#[test]
fn a_group_that_a_rule_strongly_reaches_is_never_a_gap() {
    let mut tried = 0;
    for answers in contexts() {
        let assessment = assess(&G, &answers, today());
        let used = chosen(&assessment, &Edits::default());
        let plan = plan(&answers, &Edits::default());
        for (no, option) in strongly_reached(&assessment, &used) {
            let name = &question().option(option).label;
            let group = plan.groups.iter().find(|group| group.name == *name).expect("the group");
            assert!(!group.way_in.is_empty(), "{} strongly suits {name}", G.approach(no).id);
            tried += 1;
        }
    }
    assert!(tried > 50, "only {tried} were tried");
}

#[test]
fn a_group_more_takes_nothing_away_and_an_approach_less_gives_nothing() {
    let mut dice = Dice(7);
    let all: Vec<ApproachNo> = every_approach().collect();
    for _ in 0..500 {
        let used: Vec<(ApproachNo, Lane)> =
            (0..4).map(|_| all[dice.roll(all.len())]).map(|no| (no, G.approach(no).lanes[0])).collect();
        let mut groups: Vec<Affected> =
            (0..3).map(|_| group(OptionNo::try_from(dice.roll(question().options.len())).unwrap())).collect();
        let ids = |used: &[(ApproachNo, Lane)], groups: &[Affected]| -> BTreeSet<String> {
            needed(&H, &G, used, groups).iter().map(|one| one.measure.id.clone()).collect()
        };
        let before = ids(&used, &groups);
        let less = ids(&used[1..], &groups);
        assert!(less.is_subset(&before), "an approach less needs nothing more");
        let reached = |used: &[(ApproachNo, Lane)], one: &Affected| {
            used.iter().filter(|(no, _)| meet(&H, &G, *no, one).verdict != Verdict::LeavesOut).count()
        };
        for one in &groups {
            assert!(reached(&used[1..], one) <= reached(&used, one), "an approach less never adds a reach");
        }
        groups.push(group(OptionNo::try_from(dice.roll(question().options.len())).unwrap()));
        let after = ids(&used, &groups);
        assert!(before.is_subset(&after), "a group more takes no measure away");
    }
}

#[test]
fn the_list_says_nothing_twice_and_the_record_has_just_the_groups_affected() {
    for answers in contexts() {
        let plan = plan(&answers, &Edits::default());
        let titles: BTreeSet<&String> = plan.measures.iter().map(|one| &one.title).collect();
        assert_eq!(titles.len(), plan.measures.len(), "each thing once");
        let assessment = assess(&G, &answers, today());
        let mut wanted: Vec<String> = named(&assessment).into_iter().map(|one| one.name).collect();
        let mut rows: Vec<String> = plan.groups.iter().map(|one| one.name.clone()).collect();
        wanted.sort();
        rows.sort();
        assert_eq!(rows, wanted, "a row for each group that is affected, and for no other");
        for one in &plan.groups {
            assert_eq!(one.record.len(), H.prompts.iter().filter(|prompt| prompt.of == AskedOf::Group).count());
        }
        for measure in &plan.measures {
            assert!(
                measure.book_by <= measure.opens.max(plan.dates.start),
                "{}: booked before it is needed",
                measure.id
            );
        }
    }
    // Two measures that say the same in other words share most of what they say.
    let words = |text: &str| -> BTreeSet<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3).map(str::to_lowercase).collect()
    };
    for (place, one) in H.measures.iter().enumerate() {
        for other in &H.measures[place + 1..] {
            let (a, b) =
                (words(&[&*one.title, " ", &one.what].concat()), words(&[&*other.title, " ", &other.what].concat()));
            let shared = a.intersection(&b).count();
            assert!(shared * 2 <= a.len().min(b.len()), "{} and {} say much the same", one.id, other.id);
        }
    }
    // Every measure is needed somewhere.
    let used: Vec<(ApproachNo, Lane)> = every_approach().map(|no| (no, G.approach(no).lanes[0])).collect();
    let own =
        Affected { option: None, own: Some(0), name: "Ours".to_owned(), most: false, meets: Barrier::ALL.to_vec() };
    let groups: Vec<Affected> = every_group().into_iter().chain([own]).collect();
    let all: BTreeSet<&str> = needed(&H, &G, &used, &groups).iter().map(|one| one.measure.id.as_str()).collect();
    let idle: Vec<&str> = H.measures.iter().map(|one| one.id.as_str()).filter(|id| !all.contains(id)).collect();
    assert_eq!(idle, Vec::<&str>::new(), "measures that nothing ever needs");
}

#[test]
fn where_all_is_online_it_says_who_is_lost_and_the_least_costly_companion() {
    let mut answers = scenario("vaccine-for-all");
    answers.set(&question().id, Answer::Many(Ids::from(["digitally_excluded".to_owned(), "age".to_owned()])));
    let mut edits = Edits::default();
    let assessment = assess(&G, &answers, today());
    for pick in &assessment.blend.picks {
        let id = G.approach(pick.approach).id.clone();
        edits.choices.insert(id, Choice { chosen: false, reason: "To try it.".to_owned() });
    }
    let online = every_approach().find(|&no| G.approach(no).digital && takes_part(G.approach(no))).expect("one online");
    edits.choices.insert(G.approach(online).id.clone(), Choice { chosen: true, reason: String::new() });
    let used = chosen(&assessment, &edits);
    let best = companion(&assessment, &used).expect("a companion");
    let cost = |no: ApproachNo| G.approach(no).cost.iter().max().copied();
    for one in &assessment.recommendations {
        let offline = !one.approach.digital && !one.approach.barriers.contains(&Barrier::GoingOnline);
        if one.fit != Fit::RuledOut && takes_part(one.approach) && offline {
            assert!(cost(best) <= cost(one.no) || !one.approach.lanes.iter().any(|&lane| assessment.in_time(lane)));
        }
    }
    let plan = plan(&answers, &edits);
    let gap = plan.gaps.iter().find(|gap| gap.mend.contains("not online")).expect("it is said");
    assert!(gap.mend.contains("people who are not online"), "who is lost: {}", gap.mend);
    assert_eq!(gap.add.as_ref().map(|road| &road.id), Some(&G.approach(best).id), "and offered");
    let name = G.approach(best).name.to_lowercase();
    assert!(gap.mend.to_lowercase().contains(&name), "the companion: {}", gap.mend);
    // With an offline way beside it, nothing is said.
    edits.choices.insert(G.approach(best).id.clone(), Choice { chosen: true, reason: String::new() });
    assert!(companion(&assessment, &chosen(&assessment, &edits)).is_none());
}

#[test]
fn a_lone_lay_partner_is_named_with_the_burden() {
    let answers = scenario("one-patient-voice");
    let mut edits = Edits::default();
    edits.checks.insert("not-a-lone-voice".to_owned(), InPlace::No);
    let plan = plan(&answers, &edits);
    assert!(plan.gaps.iter().any(|gap| gap.id == "not-a-lone-voice"), "one voice alone is a gap");
    let check = plan.checks.iter().find(|check| check.id == "not-a-lone-voice").expect("the check");
    let why = [&*check.why, " ", &check.mend].concat().to_lowercase();
    assert!(why.contains("carries too much"), "why it burdens them: {why}");
    assert!(plan.papers.len() == 2, "the role profile and the mutual commitments come with lay partners");
    assert!(plan.papers.iter().any(|paper| !paper.signed_by.is_empty()), "and one of them is signed");
}

#[test]
fn what_is_ready_after_the_rest_is_said() {
    let answers = scenario("keyworkers-for-young-people");
    let first = plan(&answers, &Edits::default());
    let measure = first.measures.iter().find(|one| one.id == "formats-same-day").or(first.measures.first());
    let measure = measure.expect("a measure").clone();
    let ready = |day: Date| {
        let mut edits = Edits::default();
        let record = MeasureRecord { ready: Some(day), ..MeasureRecord::default() };
        edits.measures.insert(measure.id.clone(), record);
        let gaps = plan(&answers, &edits).gaps;
        gaps.iter().any(|gap| gap.id == "late-support" && gap.title.starts_with(&measure.title))
    };
    assert!(ready(measure.opens.plus(1)), "a day after people begin to take part is too late");
    assert!(!ready(measure.opens), "together with the rest is in time");
}

#[test]
fn what_takes_longer_to_book_than_there_is_is_said() {
    let answers = scenario("keyworkers-for-young-people");
    let plan_from = |start: Date| plan(&answers, &Edits { start: Some(start), ..Edits::default() });
    let now = plan_from(today());
    let late: Vec<_> = now.measures.iter().filter(|one| one.late).collect();
    let gap = now.gaps.iter().find(|gap| gap.id == "late-booking");
    assert_eq!(gap.is_some(), !late.is_empty());
    for one in &late {
        assert_eq!(one.book_by, now.dates.start, "what is late is to be booked at once");
        let weeks = H.measures.iter().find(|measure| measure.id == one.id).expect("it").weeks;
        assert!(one.opens.plus(-7 * i32::from(weeks)) < now.dates.start, "{} is late", one.id);
    }
    // Once they are in place, nothing is late.
    let mut edits = Edits::default();
    for one in &now.measures {
        edits.measures.insert(one.id.clone(), MeasureRecord { said: Some(InPlace::Yes), ready: None });
    }
    assert!(plan(&answers, &edits).measures.iter().all(|one| !one.late));
    assert!(contexts().iter().any(|answers| plan(answers, &Edits::default()).measures.iter().any(|one| one.late)));
}

#[test]
fn how_far_a_group_is_affected_is_read_and_kept() {
    let id = &question().id;
    let mut degrees = ById::default();
    for (option, degree) in [
        ("carers", Degree::Most),
        ("older_people", Degree::Affected),
        ("deaf", Degree::NotSure),
        ("rural", Degree::NotAffected),
    ] {
        degrees.insert(option.to_owned(), degree);
    }
    let mut all = scenario("one-patient-voice");
    all.set(id, Answer::each(degrees));
    let mut edits = Edits::default();
    edits.groups.insert("rural".to_owned(), Default::default());
    edits.groups.get_mut("rural").unwrap().why_not = "Nobody here lives far away.".to_owned();
    let plan = plan(&all, &edits);
    let names: Vec<&str> = plan.groups.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names.len(), 2, "only those who are affected have a row: {names:?}");
    assert!(plan.groups.iter().any(|one| one.most && one.name == "Carers"));
    assert_eq!(plan.unaffected.len(), 2);
    assert!(plan.unaffected.iter().any(|one| !one.not_sure && one.why_not == "Nobody here lives far away."));
    // A clause that only the doubtful group could turn is not settled; one that it cannot turn is.
    let facts = assess(&G, &all, today()).facts;
    let no = G.groups().unwrap();
    let clause = |option: &str, negated: bool| {
        let at = question().option_no(option).unwrap();
        let test = if negated { Test::IsNoneOf } else { Test::Includes };
        engagement_planner::guidance::Clause { question: no, test, options: vec![at], mask: 1 << at, negated }
    };
    assert_eq!(facts.one(&clause("carers", false)), Outcome::Holds);
    assert_eq!(facts.one(&clause("deaf", false)), Outcome::Unknown);
    assert_eq!(facts.one(&clause("deaf", true)), Outcome::Unknown);
    assert_eq!(facts.one(&clause("rural", false)), Outcome::Fails);
    assert_eq!(facts.one(&clause("rural", true)), Outcome::Holds);
    let saved = Saved::new("2026.11", all, edits);
    assert_eq!(Saved::from_text(&saved.to_text()).expect("it opens"), saved, "and the file keeps all of it");
}

#[test]
fn groups_of_an_older_edition_are_read_as_those_that_took_over() {
    let file = r#"{"format": "engagement-plan", "schema": 1, "edition": "2026.10",
        "answers": {"groups_affected": ["housebound_or_resident", "sensory_loss", "carers"]}, "edits": {}}"#;
    let mut saved = Saved::from_text(file).expect("a file of the first shape opens");
    let plan = plan(&saved.answers, &saved.edits);
    let names: BTreeSet<&str> = plan.groups.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names.len(), 6, "{names:?}");
    saved.answers.bring_up_to_date(&G);
    let Some(Answer::Many(ids)) = saved.answers.get("groups_affected") else { panic!("several groups") };
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    assert_eq!(ids, ["carers", "deaf", "housebound", "in_care_home", "in_hospital", "sight_loss"]);
}

#[test]
fn a_group_of_their_own_picks_its_barriers() {
    let answers = scenario("vaccine-for-all");
    let mut edits = Edits::default();
    let meets = Ids::from(["reading".to_owned(), "adult_only".to_owned()]);
    edits.own_groups.push(OwnGroup { name: "Night-shift cleaners".to_owned(), meets, ..OwnGroup::default() });
    let assessment = assess(&G, &answers, today());
    let own = affected(&assessment, &answers, &edits).pop().expect("the group");
    assert_eq!(own.meets, [Barrier::Reading, Barrier::AdultOnly]);
    for no in every_approach() {
        let meeting = meet(&H, &G, no, &own);
        let adult = G.approach(no).barriers.contains(&Barrier::AdultOnly);
        assert_eq!(adult, meeting.verdict == Verdict::LeavesOut, "{}", G.approach(no).id);
    }
    let drafted = plan(&answers, &edits);
    let row = drafted.groups.iter().find(|one| one.name == "Night-shift cleaners").expect("its row");
    assert!(row.own == Some(0) && !row.cells.is_empty() && !row.record.is_empty());
    let used = chosen(&assessment, &edits);
    assert_eq!(row.way_in.len(), used.iter().filter(|at| way_in(&assessment, &H, **at, &own)).count());
    if let Some(no) = road_in(&assessment, &H, &used, &own) {
        assert!(!used.iter().any(|(other, _)| *other == no) && meet(&H, &G, no, &own).verdict != Verdict::LeavesOut);
    }
}

#[test]
fn words_that_may_point_to_somebody_are_found_wherever_they_stand() {
    let answers = scenario("vaccine-for-all");
    let mut edits = Edits { title: "Plan of planner@example.org".to_owned(), ..Edits::default() };
    edits.statement.purpose = "Ring 020 7946 0123.".to_owned();
    edits.record.insert("overlap".to_owned(), "Lives at SW1A 1AA.".to_owned());
    edits.groups.insert("homelessness".to_owned(), Default::default());
    edits.groups.get_mut("homelessness").unwrap().notes.insert("evidence".to_owned(), "See 999 000 1235.".to_owned());
    let list = private(&plan(&answers, &edits));
    let places: Vec<GapPlace> = list.iter().map(|one| one.place).collect();
    assert_eq!(places, [GapPlace::Answers, GapPlace::Statement, GapPlace::People, GapPlace::People]);
    assert!(private(&plan(&answers, &Edits::default())).is_empty(), "our own words point to nobody");
}
