//! The plan as a file carries it: the saved file's JSON in plain letters, in which nothing is a mark to anyone.

use crate::plan::Saved;

/// The name of the part of a Word file that carries a plan.
pub const PLAN_NAMESPACE: &str = "urn:engagement-planner:plan";
/// The id of the block of a web page that carries a plan.
pub const PLAN_ID: &str = "engagement-plan";

/// The saved file on one line, in ASCII. What could close or open anything, and what XML forbids or another writing would
/// lose, is written as JSON escapes it; so it comes back as it was, whoever has saved the file since.
pub(super) fn text(saved: &Saved) -> String {
    let whole = saved.to_text();
    let mut out = String::with_capacity(whole.len());
    for line in whole.lines() {
        // A break of a line stands between parts, never in a text; and so does what indents the next.
        for letter in line.trim_start().chars() {
            match letter {
                ' '..='~' if !matches!(letter, '<' | '>' | '&') => out.push(letter),
                letter => {
                    for half in letter.encode_utf16(&mut [0; 2]) {
                        out.push_str("\\u");
                        for place in [12, 8, 4, 0] {
                            out.extend(char::from_digit(u32::from(*half >> place) % 16, 16));
                        }
                    }
                }
            }
        }
    }
    out
}
