//! Bytes made smaller: deflate, as RFC 1951 has it.
//!
//! In: bytes; the parts of a Word file, which say the same again and again.
//! Out: one block in the fixed code of the format, the same for the same bytes.
//! Never: reads what it wrote; carries a table; makes a code to fit the bytes. Bytes that repeat nothing may grow by an
//! eighth.

use std::mem::replace;

/// How far back a repeat may lie.
const WINDOW: usize = 1 << 15;
/// The shortest repeat that the format knows.
const SHORTEST: usize = 3;
/// The longest that we write. The format knows one more, whose code follows no rule.
const LONGEST: usize = 257;
/// How many places are tried for a repeat. So the time is bounded for every byte.
const TRIES: usize = 128;
/// How many marks there are; a mark is what the next bytes are looked up by.
const MARKS: usize = 1 << 12;
/// Stands after the last byte.
const END: usize = 256;

/// The bytes, deflated.
#[must_use]
pub fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut past = Past { bytes, last: vec![usize::MAX; MARKS], before: Vec::with_capacity(bytes.len()) };
    let mut out = Bits::default();
    // This block is the last, and its code is the fixed one.
    out.number(0b011, 3);
    let mut found = Repeat::default();
    while let Some(&byte) = bytes.get(past.before.len()) {
        past.step();
        let next = past.repeat();
        // A longer one that begins a byte later saves more.
        if found.length < SHORTEST || next.length > found.length {
            out.symbol(usize::from(byte));
            found = next;
        } else {
            out.reach(found.length - SHORTEST, 4);
            out.reach(found.back - 1, 2);
            (1..found.length).for_each(|_| past.step());
            found = past.repeat();
        }
    }
    out.symbol(END);
    // Fills the last byte.
    out.number(0, 7);
    out.bytes
}

/// Bytes that come again: how many, and how far back they stand.
#[derive(Default, Clone, Copy)]
struct Repeat {
    length: usize,
    back: usize,
}

/// The bytes, and what is known of those that we have passed.
struct Past<'a> {
    bytes: &'a [u8],
    /// For each mark, the last place that has it; where there is none, a place that is not.
    last: Vec<usize>,
    /// For each place that we have passed, the one before it with the same mark.
    before: Vec<usize>,
}

impl Past<'_> {
    /// The mark of the place where we are. Others may share it, so what is found by it is compared.
    fn mark(&self) -> usize {
        let start = self.bytes.get(self.before.len()..).unwrap_or_default().iter().take(SHORTEST);
        start.fold(0, |mark, &byte| ((mark << 4) ^ usize::from(byte)) % MARKS)
    }

    /// Passes one byte.
    fn step(&mut self) {
        let (mark, at) = (self.mark(), self.before.len());
        self.before.push(self.last.get_mut(mark).map_or(usize::MAX, |last| replace(last, at)));
    }

    /// The longest repeat that begins where we are; of two, the nearer.
    fn repeat(&self) -> Repeat {
        let at = self.before.len();
        let here = self.bytes.get(at..).unwrap_or_default();
        let mut best = Repeat::default();
        let mut place = self.last.get(self.mark()).copied().unwrap_or(usize::MAX);
        for _ in 0..TRIES {
            let Some(&next) = self.before.get(place) else { break };
            let back = at - place;
            if back > WINDOW || best.length == LONGEST {
                break;
            }
            let there = self.bytes.get(place..).unwrap_or_default();
            let length = here.iter().zip(there).take(LONGEST).take_while(|(one, other)| one == other).count();
            if length > best.length {
                best = Repeat { length, back };
            }
            place = next;
        }
        best
    }
}

/// Bits as they are written, each byte from its lowest.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    held: usize,
    count: usize,
}

impl Bits {
    /// Writes a number, from its lowest bit.
    fn number(&mut self, number: usize, bits: usize) {
        self.held |= number << self.count;
        self.count += bits;
        while self.count >= 8 {
            self.bytes.push(self.held.to_le_bytes()[0]);
            self.held >>= 8;
            self.count -= 8;
        }
    }

    /// Writes a code, from its highest bit.
    fn code(&mut self, code: usize, bits: usize) {
        (0..bits).rev().for_each(|bit| self.number((code >> bit) & 1, 1));
    }

    /// Writes a byte, the end or the symbol of a length in the fixed code.
    fn symbol(&mut self, symbol: usize) {
        match symbol {
            ..144 => self.code(symbol + 0x30, 8),
            144..END => self.code(symbol + 0x100, 9),
            END..280 => self.code(symbol - END, 7),
            _ => self.code(symbol - 280 + 0xc0, 8),
        }
    }

    /// Writes a length or a way back, less the least that it can be: its symbol, then the lowest bits, which the symbol
    /// leaves to say. From one power of two to the next there are so many symbols: four for lengths, two for ways back.
    fn reach(&mut self, number: usize, symbols: usize) {
        let mut bits = 0;
        while number >> bits >= 2 * symbols {
            bits += 1;
        }
        let symbol = symbols * bits + (number >> bits);
        if symbols == 4 {
            self.symbol(END + 1 + symbol)
        } else {
            self.code(symbol, 5)
        }
        self.number(number % (1 << bits), bits);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, reason = "a test stops where it cannot go on")]

    use miniz_oxide::inflate::stream::{InflateState, inflate};
    use miniz_oxide::{DataFormat, MZFlush, MZStatus};
    use proptest::collection::vec;
    use proptest::prelude::{ProptestConfig, any, proptest};

    use super::{LONGEST, WINDOW, deflate};

    /// Deflates, and has another read it: the same bytes, and nothing after them. Says how many were written.
    fn read_back(bytes: &[u8]) -> usize {
        let packed = deflate(bytes);
        let mut read = vec![0; bytes.len() + 1];
        let result = inflate(&mut InflateState::new_boxed(DataFormat::Raw), &packed, &mut read, MZFlush::Finish);
        assert_eq!(result.status, Ok(MZStatus::StreamEnd));
        assert_eq!((result.bytes_consumed, result.bytes_written), (packed.len(), bytes.len()));
        assert!(read.starts_with(bytes), "other bytes came back");
        packed.len()
    }

    /// Bytes that repeat nothing worth the name.
    fn noise(count: usize) -> Vec<u8> {
        let next = |state: &u32| Some(state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
        std::iter::successors(Some(1), next).map(|state| state.to_be_bytes()[0]).take(count).collect()
    }

    #[test]
    fn few_bytes_and_many_of_one_are_read_back() {
        assert_eq!(deflate(b""), [0x03, 0x00], "what every deflate makes of nothing");
        assert_eq!(read_back(b""), 2);
        assert_eq!(read_back(b"a"), 3);
        assert!(read_back(&vec![b'a'; 300_000]) < 3_000);
        assert!(read_back(&noise(100_000)) < 100_000 * 9 / 8);
        (0..=u8::MAX).for_each(|byte| assert!(read_back(&[byte; 3]) < 7));
    }

    #[test]
    fn every_length_is_read_back() {
        for length in 0..=2 * LONGEST + 8 {
            read_back(&[&noise(600), &noise(600)[..length], b"#"].concat());
            read_back(&vec![b' '; length]);
        }
    }

    #[test]
    fn repeats_are_read_back_from_every_distance_and_found_within_the_window() {
        let powers = (1..=15).flat_map(|power| [1 << power, 3 << (power - 1)]);
        for back in powers.flat_map(|near| [near - 1, near, near + 1]) {
            let bytes = noise(back);
            let twice = read_back(&[&bytes[..], &bytes[..back.min(200)]].concat());
            let saved = back > 200 && twice < read_back(&bytes) + 20;
            assert_eq!(saved, (201..=WINDOW).contains(&back), "{back}");
        }
    }

    #[test]
    fn the_same_bytes_give_the_same_bytes() {
        assert_eq!(deflate(&noise(5_000)), deflate(&noise(5_000)));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn any_bytes_are_read_back(bytes in vec(any::<u8>(), 0..3_000)) {
            read_back(&bytes);
        }

        #[test]
        fn bytes_of_few_kinds_are_read_back(bytes in vec(0_u8..3, 0..3_000)) {
            read_back(&bytes);
        }

        #[test]
        fn what_repeats_is_read_back_and_smaller(bytes in vec(any::<u8>(), 1..60), times in 20_usize..900) {
            let many = bytes.repeat(times);
            assert!(read_back(&many) < many.len() / 8 + 100);
        }

        #[test]
        fn text_is_read_back(words in vec("[a-z]{1,3}|é|<w:p>|\\PC{0,4}", 0..400)) {
            read_back(words.join(" ").as_bytes());
        }
    }
}
