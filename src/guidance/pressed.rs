//! The handbook made small: PPMd, which is made for text. It takes a fifth off what Brotli leaves and a third off what
//! gzip leaves, and many intranets send gzip or nothing.
//!
//! `build.rs` compiles this file too: what it presses is what the planner reads.

use std::io::{Cursor, Read as _};

use ppmd_rust::Ppmd7Decoder;

/// So many letters before a letter say what it may be.
pub const ORDER: u32 = 12;
/// So many bytes hold what has been seen so far; no more than a page's picture.
pub const MEMORY: u32 = 8 << 20;
/// So much is unpressed at a time: some milliseconds' work, so that a click is not kept waiting.
const PIECE: usize = 24 << 10;

/// Pressed bytes on the way to being whole, a piece at a time.
pub struct Unpressing {
    decoder: Ppmd7Decoder<Cursor<Vec<u8>>>,
    whole: Vec<u8>,
    done: usize,
}

impl Unpressing {
    /// Pressed bytes: the count of those behind them, then the stream. None where they cannot be ours.
    #[must_use]
    pub fn begin(bytes: Vec<u8>) -> Option<Self> {
        let count = u32::from_le_bytes(*bytes.first_chunk::<4>()?);
        let count = usize::try_from(count).ok().filter(|count| *count < 1 << 24)?;
        let mut stream = Cursor::new(bytes);
        stream.set_position(4);
        Some(Self { decoder: Ppmd7Decoder::new(stream, ORDER, MEMORY).ok()?, whole: vec![0; count], done: 0 })
    }

    /// Unpresses the next piece, and says whether it was the last. None where the bytes are cut short or not ours.
    pub fn go_on(&mut self) -> Option<bool> {
        let end = self.whole.len().min(self.done + PIECE);
        self.decoder.read_exact(self.whole.get_mut(self.done..end)?).ok()?;
        self.done = end;
        Some(end == self.whole.len())
    }

    /// What has been unpressed.
    #[must_use]
    pub fn whole(&self) -> &[u8] {
        &self.whole
    }
}
