//! The seam between the two files of wasm.
//!
//! The build cuts the program in two. The first file is all that first advice needs. The second is what only [`LATER`]
//! reaches: the pages of the plan, the draft, the documents and their formats. Both are one program with one memory;
//! the loader brings the second in before it calls `begin_later`. The names below are the ones that the splitter,
//! `wasm_split_cli_support`, looks for.

use std::sync::Arc;

use crate::answers::Answers;
use crate::export::{ExportError, File, Job, export};
use crate::guidance::{Handbook, NotOurs, Unpressing};
use crate::opening::Open;
use crate::plan::Plan;
use crate::session::{Draft, OfPolicy, Session, TakePolicy};
use crate::widget::{PAGES, Pages};

/// What the second file holds. Whatever is reached through here, and in no other way, is in that file.
pub struct Later {
    /// Begins to unpress the handbook.
    pub begin: fn(Vec<u8>) -> Option<Unpressing>,
    /// Unpresses the next piece of it, and says whether it was the last.
    pub go_on: fn(&mut Unpressing) -> Option<bool>,
    /// Reads the handbook once all of it is unpressed.
    pub handbook: fn(&Unpressing) -> Result<Handbook, NotOurs>,
    /// Drafts a plan.
    pub draft: Draft,
    /// The pages that begin with the plan.
    pub pages: Pages,
    /// Reads a file that is or carries a plan.
    pub open: Open,
    /// Reads answers from JSON.
    pub answers: fn(&str) -> Result<Answers, String>,
    /// Takes a local policy.
    pub take_policy: TakePolicy,
    /// Keeps the edition that a plan is made under.
    pub note_edition: fn(&Session),
    /// What a local policy says to a plan.
    pub of_policy: OfPolicy,
    /// A plan with its what-ifs, as a handout says them.
    pub with_variants: fn(&Session, &Plan) -> Arc<Plan>,
    /// A plan, as JSON.
    pub plan_json: fn(&Plan) -> String,
    /// Makes a file.
    pub export: fn(&Job<'_>) -> Result<File, ExportError>,
}

static LATER: Later = Later {
    begin: Unpressing::begin,
    go_on: Unpressing::go_on,
    handbook: Handbook::of_whole,
    draft: crate::plan::draft,
    pages: PAGES,
    open: crate::opening::open,
    answers,
    take_policy: crate::session::take_policy,
    note_edition: crate::session::note_edition,
    of_policy: crate::plan::local,
    with_variants: crate::session::with_variants,
    plan_json: Plan::to_json,
    export,
};

fn answers(json: &str) -> Result<Answers, String> {
    Answers::from_json(json).map_err(|at| ["The answers could not be read: ", &at].concat())
}

/// The one way across. In a build that is not cut, as for tests on this computer, it is an ordinary call.
#[cfg(not(target_family = "wasm"))]
pub fn later() -> &'static Later {
    &LATER
}

/// The one way across. It may be taken only once the second file is here.
#[cfg(target_family = "wasm")]
#[allow(unsafe_code, reason = "a call into another file of wasm; both ends stand here")]
pub fn later() -> &'static Later {
    #[link(wasm_import_module = "__wasm_split_placeholder__")]
    unsafe extern "C" {
        #[link_name = "__wasm_split_00later00_import_00000000000000000000000000000001_later"]
        fn across() -> *const u8;
    }
    #[unsafe(export_name = "__wasm_split_00later00_export_00000000000000000000000000000001_later")]
    extern "C" fn other_side() -> *const u8 {
        (&raw const LATER).cast()
    }
    // SAFETY: `other_side` gives a static of the same program.
    unsafe { &*across().cast() }
}
