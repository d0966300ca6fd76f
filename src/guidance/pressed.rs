//! The handbook made small: PPMd, which is made for text. It takes a fifth off what Brotli leaves and a third off what
//! gzip leaves, and many intranets send gzip or nothing.
//!
//! `build.rs` compiles this file too: what it presses is what the planner reads.

use std::io::Read as _;

use ppmd_rust::Ppmd7Decoder;

/// So many letters before a letter say what it may be.
pub const ORDER: u32 = 12;
/// So many bytes hold what has been seen so far; no more than a page's picture.
pub const MEMORY: u32 = 8 << 20;

/// The bytes behind pressed ones: their count, then the stream. None where they are cut short or not ours.
#[must_use]
pub fn unpress(bytes: &[u8]) -> Option<Vec<u8>> {
    let (count, stream) = bytes.split_first_chunk::<4>()?;
    let mut whole = vec![0; usize::try_from(u32::from_le_bytes(*count)).ok().filter(|count| *count < 1 << 24)?];
    Ppmd7Decoder::new(stream, ORDER, MEMORY).ok()?.read_exact(&mut whole).ok()?;
    Some(whole)
}
