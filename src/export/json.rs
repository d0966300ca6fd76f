//! The file that opens again.
//!
//! In: answers and edits, as [`Saved`].
//! Out: its text.
//! Never: the derived plan: a plan is always derived again.

use crate::plan::Saved;

/// The bytes of the file.
pub(super) fn file(saved: &Saved) -> Vec<u8> {
    let mut text = saved.to_text();
    text.push('\n');
    text.into_bytes()
}
