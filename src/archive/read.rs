//! An archive as it is read: its list of parts first, then the parts that are asked for, one at a time.

use super::checksum;
use super::inflate::inflate;

/// The bytes of the end of an archive, without a remark.
const END: usize = 22;
/// The bytes of a part's line in the list, without its name.
const LINE: usize = 46;
/// The bytes that stand before a part, without its name.
const HEAD: usize = 30;
const STORED: usize = 0;
const DEFLATED: usize = 8;

/// A part of an archive, still packed.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// Its name.
    pub name: &'a str,
    /// How many bytes it says that it has.
    pub size: usize,
    packed: &'a [u8],
    method: usize,
    sum: u32,
}

impl Part<'_> {
    /// Unpacks it, where it has no more bytes than that and is as it was written.
    #[must_use]
    pub fn open(&self, most: usize) -> Option<Vec<u8>> {
        if self.size > most {
            return None;
        }
        let bytes = match self.method {
            STORED if self.packed.len() == self.size => self.packed.to_vec(),
            DEFLATED => inflate(self.packed, self.size)?,
            _ => return None,
        };
        (checksum(&bytes) == self.sum).then_some(bytes)
    }
}

/// The parts of an archive, as its list has them; none where it is no archive, or is cut short. A part whose name is
/// not text, that is locked or that stands nowhere is passed over.
#[must_use]
pub fn parts(bytes: &[u8]) -> Option<Vec<Part<'_>>> {
    // The end is followed by a remark, which may look like an end itself.
    let last = bytes.len().checked_sub(END)?;
    let least = last.saturating_sub(usize::from(u16::MAX));
    let ends = |at: &usize| {
        bytes.get(*at..).is_some_and(|rest| rest.starts_with(b"PK\x05\x06"))
            && number(bytes, at + 20, 2) == Some(last - at)
    };
    let end = (least..=last).rev().find(ends)?;
    let mut at = number(bytes, end + 16, 4)?;
    let mut list = Vec::new();
    for _ in 0..number(bytes, end + 10, 2)? {
        if !bytes.get(at..)?.starts_with(b"PK\x01\x02") {
            return None;
        }
        let (name, extra, remark) =
            (number(bytes, at + 28, 2)?, number(bytes, at + 30, 2)?, number(bytes, at + 32, 2)?);
        list.extend(part(bytes, at, name));
        at += LINE + name + extra + remark;
    }
    Some(list)
}

/// The part that a line of the list speaks of.
fn part(bytes: &[u8], line: usize, name: usize) -> Option<Part<'_>> {
    let locked = number(bytes, line + 8, 2)? & 1 == 1;
    let head = number(bytes, line + 42, 4)?;
    if locked || !bytes.get(head..)?.starts_with(b"PK\x03\x04") {
        return None;
    }
    let from = head + HEAD + number(bytes, head + 26, 2)? + number(bytes, head + 28, 2)?;
    let packed = number(bytes, line + 20, 4)?;
    Some(Part {
        name: core::str::from_utf8(bytes.get(line + LINE..line + LINE + name)?).ok()?,
        size: number(bytes, line + 24, 4)?,
        packed: bytes.get(from..from.checked_add(packed)?)?,
        method: number(bytes, line + 10, 2)?,
        sum: u32::try_from(number(bytes, line + 16, 4)?).ok()?,
    })
}

/// A number of so many bytes, the lowest first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let number = bytes.get(at..at + length)?.iter().rev().fold(0_u64, |sum, &byte| (sum << 8) | u64::from(byte));
    usize::try_from(number).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, reason = "a test stops where it cannot go on")]

    use std::io::{Cursor, Write as _};

    use proptest::collection::vec;
    use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};
    use zip::write::SimpleFileOptions;
    use zip::{CompressionMethod, ZipWriter};

    use super::super::Archive;
    use super::parts;

    /// An archive that another has written.
    fn theirs(list: &[(&str, &[u8])], method: CompressionMethod, remark: &str) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(method);
        for (name, bytes) in list {
            zip.start_file(*name, options).expect("a part");
            zip.write_all(bytes).expect("its bytes");
        }
        zip.set_comment(remark.to_owned()).expect("a remark");
        zip.finish().expect("an archive").into_inner()
    }

    fn opened(bytes: &[u8]) -> Vec<(String, Option<Vec<u8>>)> {
        parts(bytes).expect("an archive").iter().map(|part| (part.name.to_owned(), part.open(10_000))).collect()
    }

    #[test]
    fn what_we_and_others_write_is_read() {
        let list: [(&str, &[u8]); 3] = [("a.xml", b"one one one one one"), ("folder/b", b""), ("caf\u{e9}", b"three")];
        let expected: Vec<_> = list.iter().map(|(name, bytes)| ((*name).to_owned(), Some(bytes.to_vec()))).collect();
        let mut ours = Archive::default();
        for (name, bytes) in list {
            ours.add(name, core::str::from_utf8(bytes).expect("text"));
        }
        assert_eq!(opened(&ours.finish()), expected);
        for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
            for remark in ["", "a remark", "PK\u{5}\u{6}, which only looks like the end"] {
                assert_eq!(opened(&theirs(&list, method, remark)).len(), 3, "{remark}");
                assert_eq!(opened(&theirs(&list, method, remark)), expected, "{remark}");
            }
        }
    }

    #[test]
    fn a_part_that_is_too_large_is_not_unpacked() {
        let many = vec![b'a'; 200_000];
        for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
            let bytes = theirs(&[("a", &many)], method, "");
            let list = parts(&bytes).expect("an archive");
            assert_eq!(list[0].open(199_999), None);
            assert_eq!(list[0].open(200_000), Some(many.clone()));
        }
        // One that lies of its size makes no more than it says.
        let mut bytes = theirs(&[("a", &many)], CompressionMethod::Deflated, "");
        let line = bytes.windows(4).position(|four| four == b"PK\x01\x02").expect("the list");
        bytes[line + 24..line + 28].copy_from_slice(&5_u32.to_le_bytes());
        assert_eq!(parts(&bytes).expect("an archive")[0].open(1000), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn bytes_changed_or_cut_end(cut in any::<usize>(), turned in vec((any::<usize>(), any::<u8>()), 0..6)) {
            let mut bytes = theirs(&[("a", b"one one one one"), ("b", b"two")], CompressionMethod::Deflated, "remark");
            for (at, byte) in turned {
                let at = at % bytes.len();
                bytes[at] = byte;
            }
            bytes.truncate(cut % (2 * bytes.len()));
            for part in parts(&bytes).unwrap_or_default() {
                if let Some(opened) = part.open(1000) {
                    prop_assert_eq!(opened.len(), part.size);
                }
            }
        }
    }
}
