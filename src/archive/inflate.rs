//! Bytes made whole again: inflate, as RFC 1951 has it. Whatever the bytes are, it ends, and makes no more than it may.

/// The longest code that the format has, in bits.
const LONGEST: usize = 15;
/// Ends a block.
const END: usize = 256;
/// The order in which a block tells the lengths of the codes for lengths.
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// The bytes as they were before they were deflated, where they are just so many.
#[must_use]
pub fn inflate(bytes: &[u8], size: usize) -> Option<Vec<u8>> {
    let mut bits = Bits { bytes, at: 0, held: 0, count: 0 };
    let mut out = Vec::new();
    loop {
        let last = bits.number(1)? == 1;
        match bits.number(2)? {
            0 => stored(&mut bits, &mut out, size)?,
            1 => {
                let mut lengths = [8_u8; 288];
                lengths[144..END].fill(9);
                lengths[END..280].fill(7);
                block(&mut bits, &mut out, size, &Code::of(&lengths)?, &Code::of(&[5; 30])?)?;
            }
            2 => {
                let (letters, ways) = codes(&mut bits)?;
                block(&mut bits, &mut out, size, &letters, &ways)?;
            }
            _ => return None,
        }
        if last {
            return (out.len() == size).then_some(out);
        }
    }
}

/// Bits as they are read, each byte from its lowest.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
    held: usize,
    count: usize,
}

impl Bits<'_> {
    /// A number of at most 16 bits.
    fn number(&mut self, bits: usize) -> Option<usize> {
        while self.count < bits {
            self.held |= usize::from(*self.bytes.get(self.at)?) << self.count;
            self.at += 1;
            self.count += 8;
        }
        let number = self.held & ((1 << bits) - 1);
        self.held >>= bits;
        self.count -= bits;
        Some(number)
    }
}

/// A code: how many symbols have each length, and the symbols in the order of their codes.
struct Code {
    counts: [usize; LONGEST + 1],
    symbols: Vec<usize>,
}

impl Code {
    /// The code whose symbols have these lengths; nought where a symbol has none. More codes than there can be are none.
    fn of(lengths: &[u8]) -> Option<Self> {
        let mut code = Self { counts: [0; LONGEST + 1], symbols: Vec::new() };
        let mut free = 1_usize;
        for length in 1..=LONGEST {
            let have = lengths.iter().enumerate().filter(|(_, one)| usize::from(**one) == length);
            code.symbols.extend(have.map(|(symbol, _)| symbol));
            let before: usize = code.counts.iter().sum();
            let count = code.symbols.len() - before;
            *code.counts.get_mut(length)? = count;
            free = (free * 2).checked_sub(count)?;
        }
        Some(code)
    }

    fn read(&self, bits: &mut Bits<'_>) -> Option<usize> {
        let (mut code, mut first, mut place) = (0, 0, 0);
        for count in self.counts.iter().skip(1) {
            code |= bits.number(1)?;
            if code < first + count {
                return self.symbols.get(place + code - first).copied();
            }
            place += count;
            first = (first + count) * 2;
            code *= 2;
        }
        None
    }
}

/// Bytes that stand as they are.
fn stored(bits: &mut Bits<'_>, out: &mut Vec<u8>, size: usize) -> Option<()> {
    // The rest of the byte begun is empty.
    (bits.held, bits.count) = (0, 0);
    let length = bits.number(16)?;
    if bits.number(16)? != length ^ 0xffff || out.len() + length > size {
        return None;
    }
    out.extend(bits.bytes.get(bits.at..bits.at + length)?);
    bits.at += length;
    Some(())
}

/// The two codes that a block brings with it: of letters and lengths, and of the ways back.
fn codes(bits: &mut Bits<'_>) -> Option<(Code, Code)> {
    let letters = bits.number(5)? + 257;
    let ways = bits.number(5)? + 1;
    let told = bits.number(4)? + 4;
    let mut lengths = [0; 19];
    for place in ORDER.iter().take(told) {
        *lengths.get_mut(*place)? = u8::try_from(bits.number(3)?).ok()?;
    }
    let code = Code::of(&lengths)?;
    let mut lengths: Vec<u8> = Vec::new();
    while lengths.len() < letters + ways {
        let (length, times) = match code.read(bits)? {
            16 => (*lengths.last()?, 3 + bits.number(2)?),
            17 => (0, 3 + bits.number(3)?),
            18 => (0, 11 + bits.number(7)?),
            length => (u8::try_from(length).ok()?, 1),
        };
        lengths.extend(core::iter::repeat_n(length, times));
    }
    if letters > 286 || lengths.len() > letters + ways {
        return None;
    }
    let (letters, ways) = lengths.split_at(letters);
    Some((Code::of(letters)?, Code::of(ways)?))
}

/// The letters and repeats of one block.
fn block(bits: &mut Bits<'_>, out: &mut Vec<u8>, size: usize, letters: &Code, ways: &Code) -> Option<()> {
    loop {
        let symbol = letters.read(bits)?;
        if symbol == END {
            return Some(());
        }
        let Some(symbol) = symbol.checked_sub(END + 1) else {
            if out.len() == size {
                return None;
            }
            out.push(u8::try_from(symbol).ok()?);
            continue;
        };
        let length = if symbol == 28 { 258 } else { 3 + reach(bits, symbol, 4, 28)? };
        let way = ways.read(bits)?;
        let back = 1 + reach(bits, way, 2, 30)?;
        if back > out.len() || out.len() + length > size {
            return None;
        }
        let from = out.len() - back;
        for at in from..from + length {
            out.push(*out.get(at)?);
        }
    }
}

/// A length or a way back, less the least that it can be: from one power of two to the next there are so many symbols.
fn reach(bits: &mut Bits<'_>, symbol: usize, symbols: usize, most: usize) -> Option<usize> {
    if symbol >= most {
        return None;
    }
    let more = (symbol / symbols).saturating_sub(1);
    let base = if symbol < 2 * symbols { symbol } else { (symbols + symbol % symbols) << more };
    Some(base + bits.number(more)?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, reason = "a test stops where it cannot go on")]

    use miniz_oxide::deflate::compress_to_vec;
    use proptest::collection::vec;
    use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};

    use super::super::deflate::deflate;
    use super::inflate;

    #[test]
    fn nothing_and_much_come_back() {
        assert_eq!(inflate(&deflate(b""), 0), Some(Vec::new()));
        assert_eq!(inflate(&[], 0), None);
        let many: Vec<u8> = (0..300_000_u32).map(|no| (no % 251 + no / 70_000).to_le_bytes()[0]).collect();
        for level in [0, 1, 6, 9] {
            assert_eq!(inflate(&compress_to_vec(&many, level), many.len()), Some(many.clone()), "level {level}");
        }
    }

    #[test]
    fn no_more_is_made_than_may_be() {
        // A bomb: a hundred megabytes of nought in a hundred kilobytes.
        let bomb = compress_to_vec(&vec![0; 100_000_000], 6);
        assert!(bomb.len() < 200_000);
        assert_eq!(inflate(&bomb, 1000), None);
        let three = deflate(b"abc");
        assert_eq!(inflate(&three, 2), None);
        assert_eq!(inflate(&three, 4), None, "and no fewer");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn what_was_deflated_comes_back(bytes in vec(0_u8..9, 0..3_000), noise in vec(any::<u8>(), 0..800), level in 0_u8..10) {
            for bytes in [&bytes, &noise, &[&*bytes, &*noise, &*bytes].concat()] {
                prop_assert_eq!(inflate(&deflate(bytes), bytes.len()), Some(bytes.clone()));
                prop_assert_eq!(inflate(&compress_to_vec(bytes, level), bytes.len()), Some(bytes.clone()));
            }
        }

        #[test]
        fn any_bytes_end(bytes in vec(any::<u8>(), 0..400), size in 0_usize..5_000) {
            if let Some(out) = inflate(&bytes, size) {
                prop_assert_eq!(out.len(), size);
            }
        }

        #[test]
        fn bytes_with_one_bit_turned_end(bytes in vec(0_u8..9, 0..300), at in any::<usize>(), bit in 0..8) {
            let mut packed = compress_to_vec(&bytes, 6);
            let at = at % packed.len();
            packed[at] ^= 1_u8 << bit;
            drop(inflate(&packed, bytes.len()));
        }
    }
}
