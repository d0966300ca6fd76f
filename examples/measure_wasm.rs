//! The same measure for a browser: exported functions that assess sets of answers and read the handbook, and no DOM.

#![allow(unsafe_code, reason = "a name for the browser to call")]

mod full;

use std::hint::black_box;
use std::sync::OnceLock;

use engagement_planner::answers::Answers;
use engagement_planner::assessment::assess;
use engagement_planner::guidance::{Guidance, Handbook};

/// Assesses every set once, and says how many there are.
#[unsafe(no_mangle)]
pub extern "C" fn assess_all() -> u32 {
    static HELD: OnceLock<(Guidance, Vec<Answers>)> = OnceLock::new();
    let (g, sets) = HELD.get_or_init(|| {
        let g = full::guidance();
        let sets = full::sets(&g);
        (g, sets)
    });
    for answers in sets {
        drop(black_box(assess(g, answers, g.edition.reviewed)));
    }
    u32::try_from(sets.len()).unwrap_or(0)
}

/// Reads the pressed handbook once, and says how many of its passages came out.
#[unsafe(no_mangle)]
pub extern "C" fn unpress() -> u32 {
    let bytes = black_box(include_bytes!(concat!(env!("OUT_DIR"), "/handbook.bin")));
    let passages = Handbook::unpack(bytes).map_or(0, |book| black_box(book).sources.len());
    u32::try_from(passages).unwrap_or(0)
}
