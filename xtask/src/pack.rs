//! Bytes: their hash, their compressed copies, and their sizes as a person reads them.

use std::io::Write as _;

use base64::Engine as _;
use sha2::{Digest as _, Sha256, Sha384};

use crate::Outcome;

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// SHA-384 in hexadecimal.
pub fn sha384(bytes: &[u8]) -> String {
    Sha384::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// SHA-256 as a page writes it in `integrity`.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", letters(&Sha256::digest(bytes)))
}

/// Bytes as letters, in base64.
pub fn letters(bytes: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// Brotli at its strongest: a file is compressed once and fetched many times.
pub fn brotli(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let mut out = Vec::new();
    let params =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &params).map_err(|why| format!("Brotli failed: {why}."))?;
    Ok(out)
}

/// Gzip at its strongest, without a date, so that the same bytes give the same bytes.
pub fn gzip(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).map_err(|why| format!("Gzip failed: {why}."))
}

/// A number of bytes with its thousands apart.
pub fn bytes(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{bytes, integrity, sha256};

    #[test]
    fn thousands_stand_apart() {
        assert_eq!([0, 999, 1000, 1_234_567].map(bytes), ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn the_hash_is_the_one_others_compute() {
        assert_eq!(integrity(b""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assert_eq!(sha256(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
