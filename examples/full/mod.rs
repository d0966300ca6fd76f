//! Whole sets of answers, each question answered, the same ones every time: what a measure is taken on.

use engagement_planner::answers::{Answer, Answers};
use engagement_planner::guidance::{Choose, Guidance};
use engagement_planner::order::Ids;

/// How many sets there are.
pub const SETS: usize = 64;

/// The guidance, as this program was built with it.
#[allow(clippy::expect_used, reason = "build.rs packed these bytes a moment ago")]
pub fn guidance() -> Guidance {
    Guidance::unpack(include_bytes!(concat!(env!("OUT_DIR"), "/first.bin"))).expect("packed by build.rs")
}

/// Sets of answers, from a small generator with a fixed seed (xorshift).
pub fn sets(g: &Guidance) -> Vec<Answers> {
    let mut dice = 0x9E37_79B9_7F4A_7C15_u64;
    let mut roll = |sides: usize| {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        usize::try_from(dice >> 33).unwrap_or(0) % sides.max(1)
    };
    let mut one = || {
        let mut answers = Answers::default();
        for question in &g.questions {
            let picked = &question.options[roll(question.options.len())];
            let answer = match question.choose {
                Choose::One => Answer::One(picked.id.clone()),
                Choose::Many => {
                    let mut ids = Ids::from([picked.id.clone()]);
                    for option in question.options.iter().filter(|option| !option.alone && !picked.alone) {
                        if roll(6) == 0 {
                            ids.insert(option.id.clone());
                        }
                    }
                    Answer::Many(ids)
                }
            };
            answers.set(&question.id, answer);
        }
        answers
    };
    (0..SETS).map(|_| one()).collect()
}
