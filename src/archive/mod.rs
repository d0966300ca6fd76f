//! Zip archives, as a Word file is one: written, and read again.
//!
//! In: parts with their names; or the bytes of an archive that somebody chose.
//! Out: the bytes of an archive; or its parts, each unpacked when it is asked for, up to a size that is given.
//! Never: knows what a part means; unpacks more than was asked for; trusts a number that it reads.
//!
//! The crate `zip` does this and much more, in 22 KB of what a browser fetches; two thirds of that are the tables of a
//! faster checksum. What is written here is read in the tests by that crate, and what that crate writes is read here.

mod deflate;
mod inflate;
mod read;
mod write;

pub use read::parts;
pub use write::Archive;

/// The checksum of the format, CRC-32, bit by bit: a plan has few bytes, and a table would have to be fetched.
fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum, &byte| {
        (0..8).fold(sum ^ u32::from(byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 & 0_u32.wrapping_sub(sum & 1)))
    })
}

#[cfg(test)]
mod tests {
    use super::checksum;

    #[test]
    fn the_checksum_is_the_one_of_the_format() {
        assert_eq!(checksum(b"123456789"), 0xcbf4_3926, "the check value of the catalogue of such sums");
        assert_eq!(checksum(b""), 0);
    }
}
