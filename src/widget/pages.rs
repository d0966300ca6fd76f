//! The pages that first advice does not need. They stand behind pointers, so that the build can put them, and all that
//! only they use, into the second file of wasm.

use super::{Here, checks, plan, share};
use crate::node::Node;

/// The pages that begin with the plan.
#[derive(Clone, Copy)]
pub struct Pages {
    /// What to check.
    pub checks: fn(Here) -> Node,
    /// The plan.
    pub plan: fn(Here) -> Node,
    /// Files and print.
    pub share: fn(Here) -> Node,
}

/// All of them.
pub const PAGES: Pages = Pages { checks: checks::page, plan: plan::page, share: share::page };
