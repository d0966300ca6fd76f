//! The few marks of the planner: each has a shape of its own, so that colour is never alone.

use crate::node::{IntoNode, Node, el};
use crate::parts;

/// A mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// Octagon: must.
    Must,
    /// Diamond: should.
    Should,
    /// Ring with i: consider.
    Consider,
    /// Tick: a reason.
    Tick,
    /// Triangle: take care.
    Care,
    /// Arrow.
    Arrow,
    /// Filled tick: reaches.
    Reaches,
    /// Half disc: reaches with support.
    WithSupport,
    /// Broken ring with a cross: leaves out.
    LeavesOut,
}

/// A mark, for the eye alone: words stand beside it.
pub fn icon(which: Icon) -> Node {
    let (class, inside) = match which {
        Icon::Must => (
            "c-red",
            parts![
                el("path").attr("d", "M6 1h8l5 5v8l-5 5H6l-5-5V6z").attr("fill", "currentColor"),
                el("path").attr("class", "k").attr("d", "M9 5h2v6H9zM9 13h2v2H9z").attr("fill", "var(--paper)"),
            ],
        ),
        Icon::Should => (
            "c-amber",
            parts![
                el("path").attr("d", "M10 .8 19.2 10 10 19.2.8 10z").attr("fill", "currentColor"),
                el("path").attr("class", "k").attr("d", "M9 5h2v6H9zM9 13h2v2H9z").attr("fill", "var(--paper)"),
            ],
        ),
        Icon::Consider => (
            "c-blue",
            parts![
                (el("circle")
                    .attr("cx", "10")
                    .attr("cy", "10")
                    .attr("r", "8")
                    .attr("fill", "none")
                    .attr("stroke", "currentColor")
                    .attr("stroke-width", "2.5"))
                .into_node(),
                el("path").attr("d", "M9 9h2v6H9zM9 5h2v2H9z").attr("fill", "currentColor"),
            ],
        ),
        Icon::Tick => (
            "c-green",
            el("path")
                .attr("d", "M3 10.5 8 15.5 17 5")
                .attr("fill", "none")
                .attr("stroke", "currentColor")
                .attr("stroke-width", "3"),
        ),
        Icon::Care => (
            "c-amber",
            parts![
                (el("path")
                    .attr("d", "M10 1.5 19 18H1z")
                    .attr("fill", "none")
                    .attr("stroke", "currentColor")
                    .attr("stroke-width", "2")
                    .attr("stroke-linejoin", "round"))
                .into_node(),
                el("path").attr("d", "M9 7h2v5H9zM9 13.5h2v2H9z").attr("fill", "currentColor"),
            ],
        ),
        Icon::Reaches => (
            "c-green",
            parts![
                el("circle").attr("cx", "10").attr("cy", "10").attr("r", "8.5").attr("fill", "currentColor"),
                line("M5.5 10.2 8.7 13.5 14.5 7").attr("class", "k2").attr("stroke", "var(--paper)"),
            ],
        ),
        Icon::WithSupport => (
            "c-amber",
            parts![ring(), el("path").attr("d", "M10 1.75a8.25 8.25 0 0 0 0 16.5z").attr("fill", "currentColor"),],
        ),
        Icon::LeavesOut => ("c-red", parts![ring().attr("stroke-dasharray", "3.2 2.4"), line("M6.5 6.5l7 7m0-7l-7 7")]),
        Icon::Arrow => (
            "quiet",
            el("path")
                .attr("d", "M3 10h12M10.5 5l5 5-5 5")
                .attr("fill", "none")
                .attr("stroke", "currentColor")
                .attr("stroke-width", "2.2"),
        ),
    };
    el("span").attr("class", class).child(
        el("svg")
            .attr("class", "ico")
            .attr("viewBox", "0 0 20 20")
            .attr("aria-hidden", "true")
            .attr("focusable", "false")
            .child(inside),
    )
}

fn ring() -> Node {
    el("circle")
        .attr("cx", "10")
        .attr("cy", "10")
        .attr("r", "8.25")
        .attr("fill", "none")
        .attr("stroke", "currentColor")
        .attr("stroke-width", "2.2")
}

fn line(path: &'static str) -> Node {
    el("path").attr("d", path).attr("fill", "none").attr("stroke", "currentColor").attr("stroke-width", "2.2")
}

/// Six steps, so many of them filled: how much say an approach gives.
pub fn stairs(filled: usize) -> Node {
    let step = |at: usize| {
        let height = 5 + at * 3;
        let (class, fill) = if at < filled { ("fh", "var(--link)") } else { ("fc", "var(--line)") };
        let x = at * 74;
        el("rect")
            .attr("class", class)
            .attr("x", format!("{}.{}", x / 10, x % 10))
            .attr("y", 22 - height)
            .attr("width", "5.6")
            .attr("height", height)
            .attr("fill", fill)
    };
    el("svg")
        .attr("class", "stairs")
        .attr("viewBox", "0 0 43 22")
        .attr("aria-hidden", "true")
        .attr("focusable", "false")
        .child((0..6).map(step).collect::<Vec<_>>())
}

/// The mark of a verdict: a tick, a dash or a question mark in a ring.
pub fn verdict(kind: &'static str) -> Node {
    let inside = match kind {
        "yes" => parts![
            el("circle").attr("cx", "28").attr("cy", "28").attr("r", "26").attr("fill", "currentColor"),
            (el("path")
                .attr("class", "k2")
                .attr("d", "M15 29l9 9 17-20")
                .attr("fill", "none")
                .attr("stroke", "var(--navy)")
                .attr("stroke-width", "6"))
            .into_node(),
        ],
        "no" => parts![
            (el("circle")
                .attr("cx", "28")
                .attr("cy", "28")
                .attr("r", "25")
                .attr("fill", "none")
                .attr("stroke", "var(--line-2)")
                .attr("stroke-width", "3"))
            .into_node(),
            el("path").attr("d", "M16 28h24").attr("stroke", "var(--ink-2)").attr("stroke-width", "6"),
        ],
        _ => parts![
            (el("circle")
                .attr("cx", "28")
                .attr("cy", "28")
                .attr("r", "25")
                .attr("fill", "var(--paper)")
                .attr("stroke", "var(--amber)")
                .attr("stroke-width", "3"))
            .into_node(),
            (el("path")
                .attr("d", "M20 22c0-11 16-11 16-1 0 6-8 6-8 13M28 40v4")
                .attr("fill", "none")
                .attr("stroke", "var(--amber-ink)")
                .attr("stroke-width", "5"))
            .into_node(),
        ],
    };
    el("svg").attr("viewBox", "0 0 56 56").attr("aria-hidden", "true").attr("focusable", "false").child(inside)
}
