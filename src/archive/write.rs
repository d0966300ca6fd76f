//! An archive as it is written: deflated, the same bytes for the same parts. Every part has the oldest date that a zip
//! can tell.

use super::checksum;
use super::deflate::deflate;

/// 1 January 1980, the first day there is.
const DAY: u16 = 0x21;
/// The version of the format that a reader needs: deflated parts.
const VERSION: u16 = 20;
/// Names are in UTF-8.
const FLAGS: u16 = 1 << 11;
const DEFLATED: u16 = 8;

/// An archive as it is written.
#[derive(Default)]
pub struct Archive {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    count: u16,
}

impl Archive {
    /// Adds a part.
    pub fn add(&mut self, name: &str, content: &str) {
        let packed = deflate(content.as_bytes());
        let at = size(self.bytes.len());
        let mut head = Vec::new();
        for half in [VERSION, FLAGS, DEFLATED, 0, DAY] {
            head.extend(half.to_le_bytes());
        }
        for word in [checksum(content.as_bytes()), size(packed.len()), size(content.len())] {
            head.extend(word.to_le_bytes());
        }
        head.extend(u16::try_from(name.len()).unwrap_or(u16::MAX).to_le_bytes());
        head.extend([0, 0]);

        self.bytes.extend(*b"PK\x03\x04");
        self.bytes.extend(&head);
        self.bytes.extend(name.as_bytes());
        self.bytes.extend(packed);

        self.directory.extend(*b"PK\x01\x02");
        self.directory.extend(VERSION.to_le_bytes());
        self.directory.extend(head);
        // No comment, the first disk, no attributes.
        self.directory.extend([0; 10]);
        self.directory.extend(at.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.count += 1;
    }

    /// The bytes of the whole.
    pub fn finish(self) -> Vec<u8> {
        let Self { mut bytes, directory, count } = self;
        let at = size(bytes.len());
        let length = size(directory.len());
        bytes.extend(directory);
        bytes.extend(*b"PK\x05\x06\0\0\0\0");
        bytes.extend(count.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(length.to_le_bytes());
        bytes.extend(at.to_le_bytes());
        bytes.extend([0, 0]);
        bytes
    }
}

/// A length as the format writes it. A plan is far smaller than four gigabytes.
fn size(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
