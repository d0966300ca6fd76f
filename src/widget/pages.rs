//! What first advice does not need. It stands behind pointers, so that the build can put it, and all that only it uses,
//! into the second file of wasm.

use super::{
    Here, case, checks, dates, depth, duty, keeping, people, plan, policy, running, share, start, what_if, why,
};
use crate::assessment::{Assessment, Recommendation};
use crate::guidance::{ApproachNo, Lane};
use crate::node::Node;

/// The pages, and the parts of a page, that come with the second file.
#[derive(Clone, Copy)]
pub struct Pages {
    /// What the person must know of how the work is kept, before going on.
    pub notice: fn(Here) -> Node,
    /// Where the work is kept, at the foot of a page.
    pub kept: fn(Here) -> Node,
    /// The first page.
    pub start: fn(Here) -> Node,
    /// The legal duty.
    pub duty: fn(Here) -> Node,
    /// How the answers lead to the advice.
    pub why: fn(Here) -> Node,
    /// The plan beside its what-ifs.
    pub what_if: fn(Here) -> Node,
    /// Who can take part.
    pub people: fn(Here) -> Node,
    /// What to check.
    pub checks: fn(Here) -> Node,
    /// Dates and money.
    pub dates: fn(Here) -> Node,
    /// The plan.
    pub plan: fn(Here) -> Node,
    /// What keeps the plan honest once it runs.
    pub running: fn(Here) -> Node,
    /// Files and print.
    pub share: fn(Here) -> Node,
    /// A case for training.
    pub case: fn(Here) -> Node,
    /// The question that can change most, beside the answers.
    pub next: fn(Here) -> Node,
    /// What each approach of the plan adds and hands on, and what could stand in its place.
    pub blend: fn(Here, &Assessment<'static>, &[(ApproachNo, Lane)]) -> Node,
    /// Every reason for one approach, and how to do it.
    pub more: fn(Here, &Recommendation<'static>) -> Node,
    /// All approaches after the first five.
    pub others: fn(Here, &Assessment<'static>, &[(ApproachNo, Lane)]) -> Node,
    /// What stands beside the first five.
    pub beside: fn(Here, &Assessment<'static>) -> Node,
    /// The words of a page that a newcomer may not know, found in its text; none until somebody asks.
    pub words: fn(Here, Option<String>) -> Node,
    /// What stands beneath them.
    pub beneath: fn(Here, &Assessment<'static>) -> Node,
    /// How to reach the involvement team, by the local policy.
    pub contact: fn(Here) -> Node,
    /// How much of it is to mend.
    pub local_count: fn(Here) -> Node,
    /// What the foot of a page says of the local policy.
    pub local: fn(Here) -> Node,
}

/// All of them.
pub const PAGES: Pages = Pages {
    notice: keeping::notice,
    kept: keeping::fold,
    start: start::page,
    duty: duty::page,
    why: why::page,
    what_if: what_if::page,
    people: people::page,
    checks: checks::page,
    dates: dates::page,
    plan: plan::page,
    running: running::page,
    share: share::page,
    case: case::page,
    next: depth::next,
    blend: depth::blend,
    more: depth::more,
    others: depth::others,
    beside: depth::beside,
    words: depth::words,
    beneath: depth::beneath,
    contact: policy::contact,
    local_count: policy::count,
    local: policy::foot,
};
