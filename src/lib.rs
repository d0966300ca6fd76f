//! Engagement Planner: plans how to work with people and communities, for health and care staff in England.
//!
//! One direction, six rooms, a waist in the middle. Nothing comes back except as a new answer or a new edit.
//!
//! 1. [`guidance`]: what the guidance says.
//! 2. [`answers`]: what the planner told us.
//! 3. [`assessment`]: what follows.
//! 4. [`plan`]: what we will do. [`Plan`](plan::Plan) is the waist: owned, serialisable, labels and citations resolved.
//! 5. [`document`]: how it reads.
//! 6. [`export`]: what leaves.
//!
//! Beside the walk stands [`local`]: what an organisation says for itself. Only the plan reads it, once all the rest is drafted.
//!
//! Beside the plan stands [`cases`]: a case for training, made of answers alone, so that nothing typed into a plan is in it.
//!
//! And back to the start: [`opening`], where a file that left is the plan again.
//!
//! Under them: [`date`], [`order`], `archive` and `json`, small tools that know no room. Beside them: [`keeping`], what is
//! decided about keeping the work safe, which knows no room either.
//!
//! Outside them: `session`, where time enters; `node`, what a view is made of; `widget`, the views; `browser`, the only
//! room with side effects, which draws them; `element`, the boundary with the host page. What a person saves is the source of a plan, its answers and edits,
//! never the derived plan: a plan is always derived again.
//!
//! The decisions behind this, with their reasons, stand in [`design`].

mod archive;
pub mod date;
mod json;
pub mod keeping;
pub mod order;
pub mod personal;

pub mod guidance;

pub mod answers;

pub mod assessment;

pub mod local;

pub mod cases;

pub mod plan;

pub mod document;

pub mod export;

pub mod opening;

#[cfg(feature = "widget")]
pub mod session;

#[cfg(feature = "widget")]
pub mod node;

#[cfg(feature = "widget")]
pub mod browser;

#[cfg(feature = "widget")]
pub mod widget;

#[cfg(feature = "widget")]
pub mod element;

/// Decisions, as questions and answers.
pub mod design {
    #![doc = include_str!("DESIGN.md")]
}
